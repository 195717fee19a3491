//! Subjects and conditions: words become tests of typed fields.

use super::Resolver;
use super::values::example;
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::{Currency, Decimal, FieldId, FieldType, Level, Role};
use crate::semantics::hir::{Bounds, Condition, ConditionKind, Presence, Test, TestKind, Who};
use crate::source::Span;
use crate::syntax::ast::{
    self, Alternative, Comparison, Connective, Kind, Name, Quantifier, Selector, Subject, Value,
};
use crate::vocabulary::names::Similarity;
use crate::vocabulary::text::{Phrase, fold};

/// Of what a condition is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Goods,
    Input,
}

/// A field that a condition names.
enum Named {
    Field(FieldId),
    AnyParty,
    Inputs,
}

fn test(words: String, kind: TestKind, span: Span) -> Condition {
    Condition { kind: ConditionKind::Test(Test { words, kind }), span }
}

/// Some of several; one stands for itself.
pub(super) fn any(mut conditions: Vec<Condition>, span: Span) -> Condition {
    if conditions.len() == 1 {
        conditions.pop().map_or(Condition { kind: ConditionKind::Any(Vec::new()), span }, |only| Condition {
            span: only.span,
            ..only
        })
    } else {
        Condition { kind: ConditionKind::Any(conditions), span }
    }
}

fn not(condition: Condition, span: Span) -> Condition {
    Condition { kind: ConditionKind::Not(Box::new(condition)), span }
}

fn comparable_kind(kind: Kind) -> Who {
    let role = match kind {
        Kind::Producer => Role::Producer,
        Kind::Seller => Role::Seller,
        Kind::Shipper => Role::Shipper,
        Kind::Exporter => Role::Exporter,
        Kind::Importer => Role::Importer,
        Kind::Consignee => Role::Consignee,
        Kind::Vessel => Role::Vessel,
        Kind::Carrier => Role::Carrier,
        Kind::Category => Role::Category,
        Kind::Product => Role::Product,
        Kind::Hts => Role::Hts,
        Kind::Country => Role::Country,
        Kind::Region => Role::Region,
        Kind::Party => return Who::AnyParty,
    };
    Who::Field(role.into())
}

impl Resolver<'_> {
    /// What a subject asks of its thing. What could be read is returned, so that later mistakes are found as well.
    pub(super) fn subject(&mut self, subject: &Subject) -> Condition {
        self.check_kinds(subject);
        let mut parts = self.selectors(&subject.selectors);
        for except in &subject.excepts {
            let selectors = self.selectors(except);
            let span = match (except.first(), except.last()) {
                (Some(first), Some(last)) => first.span.to(last.span),
                _ => subject.span,
            };
            parts.push(not(Condition { kind: ConditionKind::All(selectors), span }, span));
        }
        Condition { kind: ConditionKind::All(parts), span: subject.span }
    }

    fn check_kinds(&mut self, subject: &Subject) {
        let mut seen: Vec<ast::NamedKind> = Vec::new();
        let alternatives = subject.selectors.iter().flat_map(|selector| &selector.alternatives);
        // A kind that is nowhere in the text stands in for one that is missing.
        for alternative in alternatives.filter(|alternative| !alternative.kind.is_stand_in()) {
            match seen.iter().find(|kind| kind.kind == alternative.kind.kind) {
                Some(first) => {
                    let word = alternative.kind.kind.word();
                    let message = format!("a subject asks for its `{word}` once, and here it stands twice");
                    let problem =
                        Diagnostic::new(Code::KindTwice, alternative.kind.span, message, "a second time")
                            .label(first.span, "the first one");
                    self.push(
                        problem.help(format!("write the values one after the other: `{word} A, B or C`")),
                    );
                }
                None => seen.push(alternative.kind),
            }
        }
    }

    fn selectors(&mut self, selectors: &[Selector]) -> Vec<Condition> {
        self.joined_names(selectors).iter().map(|selector| self.selector(selector)).collect()
    }

    fn selector(&mut self, selector: &Selector) -> Condition {
        let alternatives =
            selector.alternatives.iter().map(|alternative| self.alternative(alternative)).collect();
        any(alternatives, selector.span)
    }

    fn kind_of_who(&self, who: Who) -> FieldType {
        match who {
            Who::AnyParty => FieldType::Party,
            Who::Field(id) => self.program.schema.field(id).kind,
        }
    }

    fn alternative(&mut self, alternative: &Alternative) -> Condition {
        let is_written = !alternative.kind.is_stand_in();
        let kind = if is_written { Some(alternative.kind.kind) } else { self.missing_kind(alternative) };
        let Some(kind) = kind else { return any(Vec::new(), alternative.span) };
        let is_only = is_written && alternative.values.len() == 1;
        self.asked = is_only.then_some(alternative.kind.span);
        let tests = alternative
            .values
            .iter()
            .filter_map(|value| self.is_value(comparable_kind(kind), kind.word(), value))
            .collect();
        self.asked = None;
        any(tests, alternative.span)
    }

    /// `WHO is VALUE`.
    fn is_value(&mut self, who: Who, field: &str, value: &Value) -> Option<Condition> {
        let words = format!("{field} is {}", self.source_text(value.span));
        self.check_spaces(self.kind_of_who(who), value)?;
        let id = match who {
            Who::AnyParty => {
                let set = self.party_value(field, value)?;
                return Some(test(words, TestKind::Party(who, set), value.span));
            }
            Who::Field(id) => id,
        };
        let kind = match self.program.schema.field(id).kind {
            FieldType::Country => TestKind::Country(id, self.country_value(field, value)?),
            FieldType::Hts => TestKind::Hts(self.hts_value(field, value)?),
            FieldType::Party => TestKind::Party(who, self.party_value(field, value)?),
            FieldType::Text => TestKind::Text(id, fold(&self.text_value(field, value)?)),
            FieldType::YesNo => TestKind::YesNo(id, self.yes_no_value(field, value)?),
            FieldType::Region => {
                let places = self.region_value(field, value)?;
                let tests = places
                    .into_iter()
                    .map(|place| test(words.clone(), TestKind::Region(id, place), value.span))
                    .collect();
                return Some(any(tests, value.span));
            }
            FieldType::Goods => {
                let goods = self.goods_value(field, value)?;
                let tests = goods
                    .into_iter()
                    .map(|goods| test(words.clone(), TestKind::Goods(id, goods), value.span))
                    .collect();
                return Some(any(tests, value.span));
            }
            kind @ (FieldType::Number
            | FieldType::Money
            | FieldType::Quantity
            | FieldType::Weight
            | FieldType::Share) => {
                let (number, unit) = self.amount_value(field, kind, value, None)?;
                let exactly = Bounds { low: Some((number, true)), high: Some((number, true)) };
                amount_test(id, kind, exactly, unit)?
            }
            FieldType::Date => {
                let message = format!(
                    "`{field}` is a date, and a date is asked for with `on`, `before`, `after` or `between`"
                );
                let problem = Diagnostic::new(Code::WrongType, value.span, message, "compared with `is`");
                self.push(problem.help(format!("write `{field} on {}`", self.source_text(value.span))));
                return None;
            }
            FieldType::Documents => {
                self.wrong_value(field, FieldType::Documents, value);
                return None;
            }
        };
        Some(test(words, kind, value.span))
    }

    /// What a condition asks. `None` where nothing of it could be read.
    pub(super) fn condition(&mut self, condition: &ast::Condition, of: Of) -> Option<Condition> {
        let span = condition.span;
        match &condition.kind {
            ast::ConditionKind::Parenthesised(inner) => self.condition(inner, of),
            ast::ConditionKind::Not(inner) => Some(not(self.condition(inner, of)?, span)),
            ast::ConditionKind::Joined(connective, parts) => {
                let parts: Vec<Option<Condition>> =
                    parts.iter().map(|part| self.condition(part, of)).collect();
                let parts: Vec<Condition> = parts.into_iter().flatten().collect();
                let kind = match connective {
                    Connective::And => ConditionKind::All(parts),
                    Connective::Or => ConditionKind::Any(parts),
                };
                Some(Condition { kind, span })
            }
            ast::ConditionKind::Test(test) => self.test(test, span, of),
        }
    }

    fn test(&mut self, tested: &ast::Test, span: Span, of: Of) -> Option<Condition> {
        let words = self.source_text(span);
        match tested {
            ast::Test::HasNoDocuments => Some(test(words, TestKind::NoDocuments, span)),
            ast::Test::HasDocument { documents, is_either } => {
                let one = |text: &ast::Text| {
                    test(
                        format!("has document \"{}\"", text.value),
                        TestKind::Document(fold(&text.value)),
                        text.span,
                    )
                };
                let each = documents.iter().map(one).collect();
                let kind = if *is_either { ConditionKind::Any(each) } else { ConditionKind::All(each) };
                Some(Condition { kind, span })
            }
            ast::Test::Inputs(quantifier, inner) => {
                let inner = Box::new(self.condition(inner, Of::Input)?);
                Some(match quantifier {
                    Quantifier::Any => Condition { kind: ConditionKind::AnyInput(inner), span },
                    Quantifier::No => not(Condition { kind: ConditionKind::AnyInput(inner), span }, span),
                    Quantifier::Every => Condition { kind: ConditionKind::EveryInput(inner), span },
                })
            }
            ast::Test::Share(inner, comparison) => {
                let inner = self.condition(inner, Of::Input);
                self.check_words(comparison, FieldType::Share, "share of inputs")?;
                let bounds = self.bounds(comparison, |resolver, value| {
                    resolver
                        .amount_value("share of inputs", FieldType::Share, value, None)
                        .map(|(number, _)| number)
                })?;
                Some(Condition { kind: ConditionKind::Share(Box::new(inner?), bounds, words), span })
            }
            ast::Test::Presence(name, presence) => {
                let of_what = match self.named(name, of)? {
                    Named::Field(field) => Presence::Field(field),
                    Named::AnyParty => Presence::AnyParty,
                    Named::Inputs => Presence::Inputs,
                };
                self.check_number(name, &of_what, &words, span);
                let kind = match presence {
                    ast::Presence::Missing => TestKind::Missing(of_what),
                    ast::Presence::Known => TestKind::Known(of_what),
                };
                Some(test(words, kind, span))
            }
            ast::Test::Is { field, negated, values } => {
                let who = self.comparable_field(field, of, "is")?;
                if self.is_absence(field, *negated, values, span) {
                    return None;
                }
                self.asked = (values.len() == 1).then_some(field.span);
                let tests: Vec<Condition> =
                    values.iter().filter_map(|value| self.is_value(who, &field.text, value)).collect();
                self.asked = None;
                if tests.len() < values.len() {
                    return None;
                }
                let is = any(tests, span);
                Some(if *negated { not(is, span) } else { is })
            }
            ast::Test::Resembles { field, values, at_least } => {
                self.resembles(field, values, at_least.as_ref(), span, of)
            }
            ast::Test::Mentions(field, texts) => self.mentions(field, texts, span, of),
            ast::Test::Compares(field, comparison) => self.compares(field, comparison, span, of),
        }
    }

    /// `are` is said of documents and inputs, `is` of everything else.
    fn check_number(&mut self, name: &Name, presence: &Presence, words: &str, span: Span) {
        let is_many = *presence == Presence::Inputs || *presence == Presence::Field(Role::Documents.into());
        let says_are = words.split(' ').nth(1) == Some("are");
        if is_many != says_are {
            let right = words.replacen(
                if says_are { " are " } else { " is " },
                if says_are { " is " } else { " are " },
                1,
            );
            let message = format!("`{}` is {}", name.text, if is_many { "several" } else { "one" });
            let problem = Diagnostic::new(Code::WrongType, span, message, format!("write `{right}`"));
            self.push(problem.replace(span, right, Applicability::Safe));
        }
    }

    fn named(&mut self, name: &Name, of: Of) -> Option<Named> {
        match name.text.as_str() {
            "party" => return Some(Named::AnyParty),
            "inputs" => return Some(Named::Inputs),
            _ => (),
        }
        let Some(field) = self.program.schema.find(&name.text) else {
            if !self.fields.has(&name.text) {
                self.unknown_field(name);
            }
            return None;
        };
        self.fields.mark(&name.text);
        if of == Of::Goods && self.program.schema.field(field).level == Level::Input {
            let message = format!("`{}` is a fact of inputs, and this is asked of the goods", name.text);
            let problem = Diagnostic::new(Code::NotOfInputs, name.span, message, "inputs have it");
            self.push(problem.help(format!("ask the inputs: `any input ({} …)`", name.text)));
            return None;
        }
        Some(Named::Field(field))
    }

    pub(super) fn unknown_field(&mut self, name: &Name) {
        let problem = Diagnostic::new(
            Code::UnknownField,
            name.span,
            format!("records have no field `{}`", name.text),
            "no such field",
        );
        let known: Vec<String> =
            self.program.schema.ids().map(|id| self.program.schema.name(id).to_owned()).collect();
        let known = known.iter().map(String::as_str).chain(["inputs", "party"]);
        let near = synonym(&name.text)
            .filter(|field| self.program.schema.find(field).is_some())
            .or_else(|| crate::diagnostic::suggest::nearest(&name.text, known));
        self.push(match near {
            Some(near) => {
                let known_as =
                    if synonym(&name.text) == Some(near) { "that fact is called" } else { "near is" };
                problem.help(format!("{known_as} `{near}`")).replace(name.span, near, Applicability::Unsafe)
            }
            None => problem.help(format!("declare it, if records have it: `field {}: text`", name.text)),
        });
    }

    /// A field that `is` or `resembles` can be asked of.
    fn comparable_field(&mut self, name: &Name, of: Of, word: &str) -> Option<Who> {
        match self.named(name, of)? {
            Named::Field(field) => Some(Who::Field(field)),
            Named::AnyParty => Some(Who::AnyParty),
            Named::Inputs => {
                let message = format!("`inputs` cannot be asked with `{word}`");
                let problem = Diagnostic::new(Code::WrongType, name.span, message, "a list of inputs");
                self.push(problem.help(
                    "ask `any input (…)`, `no input (…)`, `every input (…)`, or whether `inputs are missing`",
                ));
                None
            }
        }
    }

    fn resembles(
        &mut self,
        field: &Name,
        values: &[Value],
        at_least: Option<&ast::Amount>,
        span: Span,
        of: Of,
    ) -> Option<Condition> {
        let who = self.comparable_field(field, of, "resembles")?;
        if self.kind_of_who(who) != FieldType::Party {
            self.wrong_word(field, "resembles", span, "only names of parties resemble each other");
            return None;
        }
        let threshold = match at_least {
            Some(amount) => self.threshold(amount)?,
            None => Similarity::NEARLY_EQUAL_UNLESS_SAID,
        };
        let mut tests = Vec::new();
        for value in values {
            self.check_spaces(FieldType::Party, value)?;
            let words =
                format!("{} resembles {} at least {threshold}", field.text, self.source_text(value.span));
            let set = self.party_value(&field.text, value)?;
            tests.push(test(words, TestKind::Resembles(who, set, threshold), value.span));
        }
        Some(any(tests, span))
    }

    fn mentions(&mut self, field: &Name, texts: &[ast::Text], span: Span, of: Of) -> Option<Condition> {
        if self.program.schema.find(&field.text).is_none_or(|id| id == Role::Documents.into())
            && matches!(field.text.as_str(), "document" | "documents")
        {
            self.documents_mention(texts, span);
            return None;
        }
        let id = match self.named(field, of)? {
            Named::Field(id) if self.program.schema.field(id).kind == FieldType::Text => id,
            _ => {
                self.wrong_word(field, "mentions", span, "only text mentions something");
                return None;
            }
        };
        let mut tests = Vec::new();
        for text in texts {
            let phrase = Phrase::new(&text.value);
            if phrase.is_empty() {
                let problem = Diagnostic::new(
                    Code::WrongType,
                    text.span,
                    "there is no word here that a text could mention",
                    "no word",
                );
                self.push(problem.help("write a word or several: `description mentions \"raw cotton\"`"));
                return None;
            }
            tests.push(test(
                format!("{} mentions \"{}\"", field.text, text.value),
                TestKind::Mentions(id, phrase),
                text.span,
            ));
        }
        Some(any(tests, span))
    }

    /// `documents mentions "…"`: whether a document is there is asked with `has`.
    fn documents_mention(&mut self, texts: &[ast::Text], span: Span) {
        let texts: Vec<String> = texts.iter().map(|text| self.source_text(text.span)).collect();
        // One of the texts was enough.
        let right = format!("has document {}", texts.join(" or "));
        let message = "whether a document is there is asked with `has document`, not with `mentions`";
        let problem = Diagnostic::new(Code::WrongType, span, message, "write `has document`");
        self.push(problem.replace(span, right, Applicability::Unsafe));
    }

    fn compares(&mut self, field: &Name, comparison: &Comparison, span: Span, of: Of) -> Option<Condition> {
        let Named::Field(id) = self.named(field, of)? else {
            self.wrong_word(
                field,
                comparison.word,
                comparison.span,
                "only numbers, amounts and dates can be compared so",
            );
            return None;
        };
        let kind = self.program.schema.field(id).kind;
        self.check_words(comparison, kind, &field.text)?;
        let words = self.source_text(span);
        if kind == FieldType::Date {
            let bounds =
                self.bounds(comparison, |resolver, value| resolver.date_value(&field.text, value))?;
            return Some(test(words, TestKind::Date(id, bounds), span));
        }
        let mut units: Vec<Option<String>> = Vec::new();
        // Where one end of a range lacks its unit, that of the other is offered.
        let said = comparison.values.iter().find_map(|value| match &value.kind {
            ast::ValueKind::Amount(ast::Amount { unit: ast::Unit::Word(unit), .. }) => {
                Some(unit.text.as_str())
            }
            _ => None,
        });
        let bounds = self.bounds(comparison, |resolver, value| {
            let (number, unit) = resolver.amount_value(&field.text, kind, value, said)?;
            units.push(unit);
            Some(number)
        })?;
        let unit = units.first().cloned().flatten();
        if units.iter().any(|other| *other != unit) {
            let problem = Diagnostic::new(
                Code::WrongType,
                span,
                "the two ends of a range are of the same unit",
                "of different units",
            );
            self.push(problem);
            return None;
        }
        Some(test(words, amount_test(id, kind, bounds, unit)?, span))
    }

    /// Whether the words of a comparison are those of the type; `over` of a date, or `after` of a number, is answered with the right word.
    fn check_words(&mut self, comparison: &Comparison, kind: FieldType, field: &str) -> Option<()> {
        let of_dates = ["on", "before", "after", "on or before", "on or after"].contains(&comparison.word);
        let is_number = matches!(
            kind,
            FieldType::Number | FieldType::Money | FieldType::Quantity | FieldType::Weight | FieldType::Share
        );
        let right = match comparison.word {
            "between" if is_number || kind == FieldType::Date => return Some(()),
            _ if of_dates && kind == FieldType::Date || !of_dates && is_number => return Some(()),
            "over" if kind == FieldType::Date => "after",
            "under" if kind == FieldType::Date => "before",
            "at least" if kind == FieldType::Date => "on or after",
            "at most" if kind == FieldType::Date => "on or before",
            "after" if is_number => "over",
            "before" if is_number => "under",
            "on or after" if is_number => "at least",
            "on or before" if is_number => "at most",
            "on" if is_number => "is",
            word => {
                let message = format!("`{field}` is {}, which cannot be asked with `{word}`", kind.word());
                let problem = Diagnostic::new(Code::WrongType, comparison.span, message, "does not fit");
                self.push(problem.help(format!("compare it with `is`: {}", example(kind))));
                return None;
            }
        };
        let message = format!("`{field}` is {}, and is compared with `{right}`", kind.word());
        let problem = Diagnostic::new(Code::WrongType, comparison.span, message, format!("write `{right}`"));
        self.push(problem.replace(comparison.span, right, Applicability::Safe));
        None
    }

    fn wrong_word(&mut self, field: &Name, word: &str, span: Span, why: &str) {
        let message = format!("`{}` cannot be asked with `{word}`: {why}", field.text);
        let problem = Diagnostic::new(Code::WrongType, span, message, "does not fit the field");
        let kind = self.program.schema.find(&field.text).map(|id| self.program.schema.field(id).kind);
        self.push(match kind {
            Some(FieldType::Text) => {
                problem.help(format!("search it for words: `{} mentions \"…\"`", field.text))
            }
            Some(FieldType::Party) => {
                problem.help(format!("compare it with `is` or `resembles`: `{} is \"…\"`", field.text))
            }
            Some(FieldType::Documents) => problem.help("ask `has document \"…\"`"),
            Some(kind) => problem.help(format!("compare it with {}", example(kind))),
            None => problem.help("ask `any input (…)`, `no input (…)` or `every input (…)`"),
        });
    }

    /// `producer is null`: a fact that is not there is `missing`.
    fn is_absence(&mut self, field: &Name, negated: bool, values: &[Value], span: Span) -> bool {
        let [Value { kind: ast::ValueKind::Name(word), .. }] = values else { return false };
        let lower = word.to_lowercase();
        let (absent, present) = (
            ["null", "nil", "empty", "blank", "absent", "unset", "undefined", "na"],
            ["present", "given", "set"],
        );
        let is_declared = self.parties.has(word) || self.goods.has(word) || self.places.has(word);
        let is_absent = absent.contains(&lower.as_str());
        if is_declared || !(is_absent || present.contains(&lower.as_str())) {
            return false;
        }
        let are = if matches!(field.text.as_str(), "documents" | "inputs") { "are" } else { "is" };
        let right = if is_absent != negated { "missing" } else { "known" };
        let message =
            format!("whether a fact is there is asked with `missing` and `known`, not with `{word}`");
        let right = format!("{} {are} {right}", field.text);
        let problem = Diagnostic::new(Code::WrongType, span, message, format!("write `{right}`"));
        self.push(problem.replace(span, right, Applicability::Unsafe));
        true
    }
}

/// The field that others call so.
fn synonym(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().replace(['_', '-'], "").as_str() {
        "origin" | "coo" | "countryoforigin" | "origincountry" | "nation" => "country",
        "place" | "province" | "state" | "area" => "region",
        "manufacturer" | "maker" | "factory" | "grower" | "mill" => "producer",
        "supplier" | "vendor" => "seller",
        "buyer" => "importer",
        "price" | "amount" | "cost" | "total" => "value",
        "qty" | "count" | "pieces" => "quantity",
        "mass" | "kg" | "kilos" => "weight",
        "hs" | "hscode" | "htscode" | "htsus" | "tariff" | "tariffcode" => "hts",
        "goods" | "item" | "commodity" | "merchandise" => "product",
        "arrival" | "arrived" | "importdate" | "date" => "imported",
        "entrydate" | "entry" => "entered",
        "exportdate" | "shipped" => "exported",
        "made" | "manufactured" | "productiondate" => "produced",
        "zip" | "zipcode" | "postcode" => "postal_code",
        "address" => "producer_address",
        _ => return None,
    })
}

fn amount_test(
    id: FieldId,
    kind: FieldType,
    bounds: Bounds<Decimal>,
    unit: Option<String>,
) -> Option<TestKind> {
    Some(match kind {
        FieldType::Money => TestKind::Money(id, bounds, Currency::parse(&unit?)?),
        FieldType::Quantity => TestKind::Quantity(id, bounds, unit),
        _ => TestKind::Number(id, bounds),
    })
}
