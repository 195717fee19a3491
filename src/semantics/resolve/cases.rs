//! Test statements and assumptions: facts stated in the words of the rules.

use std::collections::BTreeSet;

use super::{PartyName, Resolver};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::{
    Fact, FieldId, FieldType, Inputs, Item, Level, Outcome, Role, Shipment, Value as FactValue,
};
use crate::records::read_fact;
use crate::semantics::hir::{Expectation, ExpectationKind, TestCase};
use crate::semantics::scope::Found;
use crate::source::Span;
use crate::syntax::ast::{
    self, Amount, Assumption, Facts, Name, StatedFact, StatementKind, Unit, Value, ValueKind,
};

impl Resolver<'_> {
    pub(super) fn resolve_assumptions(&mut self) {
        let mut seen: Vec<(String, bool, Span)> = Vec::new();
        for (_, _, assumption, statement) in self.declarations(|kind| match kind {
            StatementKind::Assume(assumption) => Some(assumption),
            _ => None,
        }) {
            let (what, of_inputs) = match assumption {
                Assumption::Alike(_) => ("names alike".to_owned(), false),
                Assumption::Fact { field, of_inputs, .. } => (field.text.to_lowercase(), *of_inputs),
            };
            if let Some((.., first)) =
                seen.iter().find(|(other, inputs, _)| *other == what && *inputs == of_inputs)
            {
                let problem = Diagnostic::new(
                    Code::DuplicateAssumption,
                    statement.span,
                    format!("what is assumed of `{what}` is said twice"),
                    "a second time",
                );
                let problem =
                    problem.label(*first, "the first one").help("keep one assumption for each fact");
                self.push(problem);
                continue;
            }
            seen.push((what, of_inputs, statement.span));
            match assumption {
                Assumption::Alike(amount) => {
                    if let Some(alike) = self.threshold(amount) {
                        self.program.alike = alike;
                    }
                }
                Assumption::Fact { field, of_inputs, value } => {
                    self.assume(field, *of_inputs, value.as_ref());
                }
            }
        }
    }

    fn assume(&mut self, field: &Name, of_inputs: bool, value: Option<&Value>) {
        if field.text == "inputs" {
            match value {
                None if of_inputs => self.program.assumptions.inputs_have_no_inputs = true,
                None => self.program.assumptions.goods_have_no_inputs = true,
                Some(value) => {
                    let problem = Diagnostic::new(
                        Code::WrongType,
                        value.span,
                        "of inputs, only that there are none can be assumed",
                        "not `none`",
                    );
                    self.push(problem.help("write `assume inputs are none when missing`"));
                }
            }
            return;
        }
        let Some(id) = self.stated_field(field, of_inputs) else { return };
        let kind = self.program.schema.field(id).kind;
        let fact = match value {
            None if kind == FieldType::Documents => Some(read_fact(kind, "none")),
            None => {
                let problem = Diagnostic::new(
                    Code::WrongType,
                    field.span,
                    format!("`{}` cannot be `none`", field.text),
                    "always something, or missing",
                );
                self.push(problem.help("`none` is said of `inputs` and of `documents`"));
                None
            }
            Some(value) => self.assumed_value(field, kind, value),
        };
        let facts = if of_inputs {
            &mut self.program.assumptions.inputs
        } else {
            &mut self.program.assumptions.goods
        };
        facts.extend(fact.map(|fact| (id, fact)));
    }

    /// A value that is assumed. Unlike that of a record it must be readable, or nothing would be assumed.
    fn assumed_value(&mut self, field: &Name, kind: FieldType, value: &Value) -> Option<Fact> {
        let text = self.stated_value(field, kind, value)?;
        if kind == FieldType::Country {
            self.quoted_country(&text, value.span)?;
        }
        let fact = read_fact(kind, &text);
        let Fact::Unreadable { reason, .. } = &fact else { return Some(fact) };
        let problem = Diagnostic::new(
            Code::WrongType,
            value.span,
            format!("`{text}` cannot be assumed of `{}`: {reason}", field.text),
            "cannot be read",
        );
        self.push(problem);
        None
    }

    /// The field of a stated fact.
    fn stated_field(&mut self, name: &Name, of_input: bool) -> Option<FieldId> {
        let Some(id) = self.program.schema.find(&name.text) else {
            if !self.fields.has(&name.text) {
                self.unknown_field(name);
            }
            return None;
        };
        self.fields.mark(&name.text);
        let level = self.program.schema.field(id).level;
        let has = if of_input { level != Level::Shipment } else { level != Level::Input };
        if !has {
            let (this, other) = if of_input { ("an input", "the shipment") } else { ("the goods", "inputs") };
            let message = format!("`{}` is a fact of {other}, and this speaks of {this}", name.text);
            self.push(Diagnostic::new(Code::NotOfInputs, name.span, message, "stated of the wrong thing"));
            return None;
        }
        Some(id)
    }

    /// A stated value as a record would have it. A declared name is checked; a quoted text is taken as it stands.
    fn stated_value(&mut self, field: &Name, kind: FieldType, value: &Value) -> Option<String> {
        self.check_spaces(kind, value)?;
        let fits = match (kind, &value.kind) {
            (_, ValueKind::Text(text)) => return Some(text.clone()),
            (FieldType::Country, ValueKind::Name(name)) => {
                self.country(name, value.span)?;
                return Some(name.clone());
            }
            (FieldType::Region, ValueKind::Name(name)) => {
                let place = self.place(name, value.span)?;
                return Some(self.program.places.get(place).name.clone());
            }
            (FieldType::Goods, ValueKind::Name(name)) => {
                let goods = self
                    .goods
                    .find(name)
                    .or_report(|| self.not_found(name, value.span, super::Wanted::Goods))?;
                return Some(self.program.goods.get(goods).name.clone());
            }
            (FieldType::Party, ValueKind::Name(name)) => return self.stated_party(name, value.span),
            (FieldType::Date, ValueKind::Date(date)) => return date.date.map(|date| date.to_string()),
            (FieldType::YesNo, ValueKind::YesNo(yes)) => {
                return Some(if *yes { "yes" } else { "no" }.to_owned());
            }
            (FieldType::Hts, ValueKind::Code(range)) if range.to.is_none() => {
                self.code(&range.from)?;
                return Some(range.from.text.clone());
            }
            (
                FieldType::Number
                | FieldType::Quantity
                | FieldType::Weight
                | FieldType::Money
                | FieldType::Share
                | FieldType::Text,
                ValueKind::Code(range),
            ) => {
                if range.to.is_none() {
                    return Some(range.from.text.clone());
                }
                false
            }
            (FieldType::Money, ValueKind::Amount(Amount { unit: Unit::Word(_), .. }))
            | (FieldType::Quantity, ValueKind::Amount(Amount { unit: Unit::Word(_), .. })) => true,
            (FieldType::Share, ValueKind::Amount(Amount { unit: Unit::Percent, .. })) => true,
            (FieldType::Weight, ValueKind::Amount(Amount { unit: Unit::Word(unit), .. })) => {
                unit.text == "kg"
            }
            (FieldType::Documents, ValueKind::Name(_)) => false,
            _ => false,
        };
        if !fits {
            self.wrong_value(&field.text, kind, value);
            return None;
        }
        Some(self.source_text(value.span))
    }

    /// A party by its declared name is stated by its official name.
    fn stated_party(&mut self, name: &str, span: Span) -> Option<String> {
        match self.parties.find(name) {
            Found::Known(PartyName::Entity(party)) => {
                Some(self.program.party(party).party.official().to_owned())
            }
            Found::Known(PartyName::List(_)) => {
                let problem = Diagnostic::new(
                    Code::WrongKindOfName,
                    span,
                    format!("`{name}` is a list, and a record names one company"),
                    "a list",
                );
                self.push(problem.help("name an entry of it in quotes"));
                None
            }
            Found::Broken => None,
            Found::Nothing => {
                self.not_found(name, span, super::Wanted::Party);
                None
            }
        }
    }

    pub(super) fn resolve_tests(&mut self) {
        for (_, _, case, _) in self.declarations(|kind| match kind {
            StatementKind::Test(case) => Some(case),
            _ => None,
        }) {
            let mut shipment = Shipment { id: case.name.value.clone(), row: 1, goods: Item::default() };
            if let Some(given) = &case.given {
                shipment.goods = self.stated_item(given, false, &mut shipment.id);
            }
            let expect = case.expect.iter().filter_map(|expect| self.expectation(expect)).collect();
            self.program.tests.push(TestCase {
                name: case.name.value.clone(),
                shipment,
                expect,
                span: case.name.span,
            });
        }
    }

    fn stated_item(&mut self, facts: &Facts, of_input: bool, id: &mut String) -> Item {
        let mut item = Item::default();
        let mut seen: Vec<&Name> = Vec::new();
        for fact in &facts.facts {
            let is_set = fact.field.text == "documents" && fact.value.is_some();
            if let Some(first) = seen.iter().find(|name| name.text == fact.field.text && !is_set) {
                let problem = Diagnostic::new(
                    Code::RepeatedClause,
                    fact.field.span,
                    format!("`{}` is stated twice", fact.field.text),
                    "a second time",
                );
                self.push(problem.label(first.span, "the first one"));
                continue;
            }
            seen.push(&fact.field);
            self.state(fact, of_input, &mut item, id);
        }
        if !facts.inputs.is_empty() {
            if matches!(item.inputs, Inputs::Listed(_)) {
                let problem = Diagnostic::new(
                    Code::RepeatedClause,
                    facts.span,
                    "`inputs none` and `containing` stand together",
                    "which of the two?",
                );
                self.push(problem);
            }
            item.inputs =
                Inputs::Listed(facts.inputs.iter().map(|input| self.stated_item(input, true, id)).collect());
        }
        item
    }

    fn state(&mut self, fact: &StatedFact, of_input: bool, item: &mut Item, id: &mut String) {
        match (fact.field.text.as_str(), &fact.value) {
            ("inputs", None) => item.inputs = Inputs::Listed(Vec::new()),
            ("inputs", Some(value)) => {
                let problem = Diagnostic::new(
                    Code::WrongType,
                    value.span,
                    "inputs are stated one by one",
                    "not an input",
                );
                self.push(
                    problem.help(
                        "write `inputs none`, or `containing product cotton, region Xinjiang` for each",
                    ),
                );
            }
            ("id", Some(Value { kind: ValueKind::Text(text), .. })) if !of_input => id.clone_from(text),
            (_, value) => {
                let Some(field) = self.stated_field(&fact.field, of_input) else { return };
                let kind = self.program.schema.field(field).kind;
                match value {
                    None if kind == FieldType::Documents => item.set(field, read_fact(kind, "none")),
                    None => {
                        let message = format!("`{}` cannot be `none`", fact.field.text);
                        let problem = Diagnostic::new(
                            Code::WrongType,
                            fact.span,
                            message,
                            "always something, or missing",
                        );
                        self.push(problem.help(
                            "leave it out where it is missing; `none` is said of `inputs` and of `documents`",
                        ));
                    }
                    Some(value) => {
                        if let Some(text) = self.stated_value(&fact.field, kind, value) {
                            state_text(item, field, kind, &text);
                        }
                    }
                }
            }
        }
    }

    fn expectation(&mut self, expect: &ast::Expectation) -> Option<Expectation> {
        let kind = match &expect.kind {
            ast::ExpectationKind::Outcome(Outcome::Release, names) if !names.is_empty() => {
                self.released_by(names, expect.span);
                return None;
            }
            ast::ExpectationKind::Outcome(outcome, names) => {
                let rules: Vec<_> = names.iter().filter_map(|name| self.rule_named(name)).collect();
                let rules: BTreeSet<String> =
                    rules.into_iter().map(|rule| self.program.rule(rule).name.clone()).collect();
                let by = (!names.is_empty()).then_some(rules);
                ExpectationKind::Outcome(*outcome, by)
            }
            ast::ExpectationKind::Status(name, status) => {
                let rule = self.rule_named(name)?;
                ExpectationKind::Status(self.program.rule(rule).name.clone(), *status)
            }
        };
        Some(Expectation { kind, span: expect.span })
    }
}

impl Resolver<'_> {
    /// `expect release by RULE`: no rule releases anything.
    fn released_by(&mut self, names: &[Name], span: Span) {
        let message = "no rule releases: what no rule blocks, holds or flags is released";
        let problem = Diagnostic::new(Code::WrongType, span, message, "released by a rule");
        let silent = |name: &Name| format!("`expect {} silent`", name.text);
        let silent = names.first().map(silent).unwrap_or_default();
        self.push(
            problem.help(format!("that a rule has nothing to say is expected apart: {silent}")).replace(
                span,
                "expect release",
                Applicability::Unsafe,
            ),
        );
    }
}

/// States a fact as a record would: a document is added to those that are there, a quantity brings its unit.
fn state_text(item: &mut Item, field: FieldId, kind: FieldType, text: &str) {
    match kind {
        FieldType::Documents => {
            let mut documents = match item.fact(field).value() {
                Some(FactValue::Documents(documents)) => documents.clone(),
                _ => Vec::new(),
            };
            documents.push(text.to_owned());
            item.set(
                field,
                Fact::Known { text: documents.join("; "), value: FactValue::Documents(documents) },
            );
        }
        FieldType::Quantity => {
            let (number, unit) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            item.set(field, read_fact(kind, number));
            if !unit.trim().is_empty() {
                item.set(Role::Unit.into(), read_fact(FieldType::Text, unit.trim()));
            }
        }
        _ => item.set(field, read_fact(kind, text)),
    }
}
