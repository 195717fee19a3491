//! Declarations, assumptions, exemptions and tests.

use super::super::ast::{
    Assumption, CodeRange, ColumnKey, Container, CountryDeclaration, EntityDeclaration, Exemption,
    Expectation, ExpectationKind, ExpectedStatus, Facts, FieldDeclaration, GoodsDeclaration, GoodsPart,
    ListColumn, ListDeclaration, RegionDeclaration, StatedFact, TestCase,
};
use super::super::parser::Rule;
use super::{Builder, Node};
use crate::diagnostic::Code;
use crate::model::Outcome;
use crate::source::Span;

impl Builder<'_> {
    pub(super) fn build_goods(&mut self, node: &Node<'_>) -> Option<GoodsDeclaration> {
        let parts =
            node.all(Rule::goods_part).map(|part| self.build_goods_part(&part)).collect::<Option<_>>()?;
        let edition = match self.single(node, Rule::edition, "edition") {
            Some(edition) => self.build_edition(&edition.first(Rule::numeral)?),
            None => None,
        };
        Some(GoodsDeclaration {
            is_category: node.has(Rule::word_category),
            name: self.named(node, Rule::name)?,
            parts,
            also: self.clause_texts(node, Rule::also),
            described: self.clause_texts(node, Rule::described),
            edition,
        })
    }

    fn build_goods_part(&mut self, node: &Node<'_>) -> Option<GoodsPart> {
        if let Some(range) = node.first(Rule::code_range) {
            return Some(GoodsPart::Codes(self.build_code_range(&range)?));
        }
        if let Some(bad) = node.first(Rule::bad_code) {
            // The name of a code that is none: resolving refuses it with every other code.
            let from = self.name(&bad);
            return Some(GoodsPart::Codes(CodeRange { span: from.span, from, to: None }));
        }
        match self.text(node) {
            Some(text) => Some(GoodsPart::Spelling(text)),
            None => Some(GoodsPart::Goods(self.named(node, Rule::name)?)),
        }
    }

    fn build_edition(&mut self, numeral: &Node<'_>) -> Option<(u16, Span)> {
        let span = self.span(numeral);
        match numeral.text().parse() {
            Ok(year) if (1988..=2200).contains(&year) => Some((year, span)),
            _ => {
                let message =
                    format!("`{}` is not the year of an edition of the Harmonized System", numeral.text());
                let problem = self.problem(Code::InvalidNumber, span, message, "no such edition");
                *problem = problem
                    .clone()
                    .help("the first edition is of 1988; a year such as `2017` or `2022` names one");
                None
            }
        }
    }

    pub(super) fn build_region(&mut self, node: &Node<'_>) -> Option<RegionDeclaration> {
        let mut names = self.texts(node);
        names.extend(self.clause_texts(node, Rule::also));
        let postal: Vec<_> =
            node.all(Rule::postal).flat_map(|clause| self.names(&clause, Rule::pattern)).collect();
        for pattern in &postal {
            // Two codes of one length with a hyphen between are a range, which nothing would ever match.
            let halves = pattern.text.split_once('-');
            if halves.is_some_and(|(from, to)| {
                from.len() > 3
                    && from.len() == to.len()
                    && (from.to_owned() + to).bytes().all(|sign| sign.is_ascii_digit())
            }) {
                let message = format!(
                    "`{}` is no postal code: ranges are written by what their codes begin with",
                    pattern.text
                );
                let problem = self.problem(Code::InvalidPattern, pattern.span, message, "a range");
                *problem = problem.clone().help("write the beginnings, such as `830*, 831*`");
                continue;
            }
            if pattern.text.trim_end_matches('*').contains('*')
                || pattern.text.ends_with("**")
                || pattern.text == "*"
            {
                let message = format!("`{}` is not a postal code or the beginning of one", pattern.text);
                let problem = self.problem(
                    Code::InvalidPattern,
                    pattern.span,
                    message,
                    "a `*` may stand once, at the end",
                );
                *problem = problem.clone().help("`83*` is every postal code that begins with 83");
            }
        }
        Some(RegionDeclaration {
            name: self.named(node, Rule::name)?,
            names,
            codes: self.clause_texts(node, Rule::region_code),
            postal,
            within: self.build_single_container(node, Rule::within, "within")?,
        })
    }

    fn build_single_container(
        &mut self,
        node: &Node<'_>,
        rule: Rule,
        word: &str,
    ) -> Option<Option<Container>> {
        Some(match self.single(node, rule, word) {
            Some(clause) => Some(self.build_container(&clause)?),
            None => None,
        })
    }

    pub(super) fn build_country(&mut self, node: &Node<'_>) -> Option<CountryDeclaration> {
        let mut names = self.texts(node);
        names.extend(self.clause_texts(node, Rule::also));
        Some(CountryDeclaration {
            code: self.named(node, Rule::name)?,
            names,
            codes: self.clause_texts(node, Rule::region_code),
        })
    }

    pub(super) fn build_entity(&mut self, node: &Node<'_>) -> Option<EntityDeclaration> {
        Some(EntityDeclaration {
            name: self.named(node, Rule::name)?,
            official: self.text(node)?,
            also: self.clause_texts(node, Rule::also),
            formerly: self.clause_texts(node, Rule::formerly),
            subsidiaries: self.clause_texts(node, Rule::subsidiaries),
            located: self.build_single_container(node, Rule::located, "in")?,
            mid: self.clause_texts(node, Rule::mid),
            registration: self.clause_texts(node, Rule::registration),
            not: self.clause_texts(node, Rule::not_names),
        })
    }

    pub(super) fn build_list(&mut self, node: &Node<'_>) -> Option<ListDeclaration> {
        let mut columns: Vec<ListColumn> = Vec::new();
        for clause in node.all(Rule::column) {
            let column = self.build_column(&clause)?;
            match columns.iter().find(|other| other.key == column.key) {
                Some(first) => {
                    self.repeated(&format!("{} column", column.key.word()), first.span, column.span);
                }
                None => columns.push(column),
            }
        }
        Some(ListDeclaration { name: self.named(node, Rule::name)?, file: self.text(node)?, columns })
    }

    fn build_column(&mut self, node: &Node<'_>) -> Option<ListColumn> {
        let key = match node.first(Rule::column_key)?.children().next()?.rule() {
            Rule::word_name => ColumnKey::Name,
            Rule::word_also => ColumnKey::Also,
            Rule::word_formerly => ColumnKey::Formerly,
            Rule::word_effective => ColumnKey::Effective,
            Rule::word_until => ColumnKey::Until,
            Rule::word_in => ColumnKey::In,
            Rule::word_note => ColumnKey::Note,
            Rule::word_with => ColumnKey::Subsidiaries,
            _ => return None,
        };
        let mut texts = node.all(Rule::text);
        let header = self.build_text(&texts.next()?)?;
        let separator = texts.next().and_then(|text| self.build_text(&text));
        Some(ListColumn { key, header, separator, span: self.span(node) })
    }

    pub(super) fn build_field(&mut self, node: &Node<'_>) -> Option<FieldDeclaration> {
        Some(FieldDeclaration {
            name: self.named(node, Rule::field_name)?,
            kind: self.named(node, Rule::field_type)?,
            on_inputs: node.has(Rule::word_inputs),
        })
    }

    pub(super) fn build_assumption(&mut self, node: &Node<'_>) -> Option<Assumption> {
        if let Some(alike) = node.first(Rule::assume_alike) {
            return Some(Assumption::Alike(self.build_amount(&alike.first(Rule::amount)?)?));
        }
        let fact = node.first(Rule::assume_fact)?;
        let value = match fact.first(Rule::value) {
            Some(value) => Some(self.build_value(&value)?),
            None => None,
        };
        Some(Assumption::Fact {
            field: self.named(&fact, Rule::field_name)?,
            of_inputs: fact.has(Rule::of_inputs),
            value,
        })
    }

    pub(super) fn build_exemption(&mut self, node: &Node<'_>) -> Option<Exemption> {
        let taken = ["when", "unless", "effective", "until", "through", "dates by", "because", "cite"];
        Some(Exemption {
            subject: self.build_subject(&node.first(Rule::subject)?)?,
            rules: self.build_rule_names(node)?,
            clauses: self.build_clauses(node, &taken, "an exemption")?,
        })
    }

    pub(super) fn build_test(&mut self, node: &Node<'_>) -> Option<TestCase> {
        let name = self.text(node)?;
        let given = match self.single(node, Rule::given, "given") {
            Some(given) => Some(self.build_facts(&given.first(Rule::facts)?)?),
            None => None,
        };
        let expect = node
            .all(Rule::expect)
            .map(|expect| self.build_expectation(&expect))
            .collect::<Option<Vec<_>>>()?;
        if given.is_none() {
            let message = format!("the test `{}` states no facts", name.value);
            let problem = self.problem(Code::TestWithoutGiven, name.span, message, "nothing is given");
            *problem = problem
                .clone()
                .help("state what the shipment's record says: `given category apparel, country VN`");
        }
        if expect.is_empty() {
            let message = format!("the test `{}` expects nothing, so it could not fail", name.value);
            let problem = self.problem(Code::TestWithoutExpect, name.span, message, "nothing is expected");
            *problem = problem.clone().help(
                "say what is expected: `expect block by NAME-OF-RULE`, or `expect NAME-OF-RULE silent`",
            );
        }
        Some(TestCase { name, given, expect })
    }

    fn build_facts(&mut self, node: &Node<'_>) -> Option<Facts> {
        let facts = node.all(Rule::fact).map(|fact| self.build_fact(&fact)).collect::<Option<_>>()?;
        let inputs = node
            .all(Rule::contained)
            .map(|contained| self.build_contained(&contained))
            .collect::<Option<_>>()?;
        Some(Facts { facts, inputs, span: self.span(node) })
    }

    fn build_contained(&mut self, node: &Node<'_>) -> Option<Facts> {
        match node.first(Rule::facts) {
            Some(facts) => self.build_facts(&facts),
            None => self.build_facts(node),
        }
    }

    fn build_fact(&mut self, node: &Node<'_>) -> Option<StatedFact> {
        let value = match node.first(Rule::value) {
            Some(value) => Some(self.build_value(&value)?),
            None => None,
        };
        Some(StatedFact { field: self.named(node, Rule::field_name)?, value, span: self.span(node) })
    }

    fn build_expectation(&mut self, node: &Node<'_>) -> Option<Expectation> {
        let kind = match node.first(Rule::outcome) {
            Some(outcome) => {
                let outcome = Outcome::ALL.into_iter().find(|known| known.word() == outcome.text())?;
                let rules =
                    if node.has(Rule::rule_names) { self.build_rule_names(node)? } else { Vec::new() };
                ExpectationKind::Outcome(outcome, rules)
            }
            None => {
                let status = match node.first(Rule::status)?.children().next()?.rule() {
                    Rule::word_applies => ExpectedStatus::Applies,
                    Rule::word_undetermined => ExpectedStatus::Undetermined,
                    Rule::word_lifted => ExpectedStatus::Lifted,
                    Rule::word_superseded => ExpectedStatus::Superseded,
                    _ => ExpectedStatus::Silent,
                };
                ExpectationKind::Status(self.named(node, Rule::name)?, status)
            }
        };
        Some(Expectation { kind, span: self.span(node) })
    }
}
