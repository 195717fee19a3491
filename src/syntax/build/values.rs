//! Values: names, texts, dates, codes and amounts.

use super::super::ast::{Amount, CodeRange, Container, DateWord, Name, Unit, Value, ValueKind};
use super::super::parser::Rule;
use super::{Builder, Node};
use crate::diagnostic::{Applicability, Code};
use crate::model::parse_date;

impl Builder<'_> {
    pub(super) fn build_value(&mut self, node: &Node<'_>) -> Option<Value> {
        let inner = node.children().next()?;
        let kind = match inner.rule() {
            Rule::text => ValueKind::Text(self.build_text(&inner)?.value),
            Rule::date => ValueKind::Date(self.build_date(&inner)),
            Rule::amount => ValueKind::Amount(self.build_amount(&inner)?),
            Rule::code_range => ValueKind::Code(self.build_code_range(&inner)?),
            Rule::bad_code => ValueKind::BadCode(inner.text().to_owned()),
            Rule::yes_no => ValueKind::YesNo(inner.has(Rule::word_yes)),
            Rule::name => ValueKind::Name(self.name(&inner).text),
            _ => return None,
        };
        Some(Value { kind, span: self.span(node) })
    }

    pub(super) fn build_values(&mut self, node: &Node<'_>) -> Option<Vec<Value>> {
        node.all(Rule::value).map(|value| self.build_value(&value)).collect()
    }

    pub(super) fn build_date(&mut self, node: &Node<'_>) -> DateWord {
        let (span, date) = (self.span(node), parse_date(node.text()));
        if date.is_none() {
            let message = format!("`{}` is not a day of the calendar between 1900 and 2200", node.text());
            let problem = self.problem(Code::InvalidDate, span, message, "no such day");
            *problem = match last_of_month(node.text()) {
                Some(last) => problem
                    .clone()
                    .help(format!("the last day of that month is `{last}`"))
                    .replace(span, last, Applicability::Unsafe),
                None => problem.clone().help("a date is written year-month-day, such as `2020-09-03`"),
            };
        }
        DateWord { date, span }
    }

    pub(super) fn build_amount(&mut self, node: &Node<'_>) -> Option<Amount> {
        let unit = match node.first(Rule::unit) {
            Some(unit) => Unit::Word(self.name(&unit)),
            None => node.first(Rule::percent).map(|_| Unit::Percent)?,
        };
        Some(Amount { number: self.named(node, Rule::number)?, unit, span: self.span(node) })
    }

    pub(super) fn build_code_range(&mut self, node: &Node<'_>) -> Option<CodeRange> {
        let from = self.named(node, Rule::number)?;
        Some(CodeRange { from, to: self.named(node, Rule::numeral_dotted), span: self.span(node) })
    }

    /// `country CN`, `country "China"` or the name of a region.
    pub(super) fn build_container(&mut self, node: &Node<'_>) -> Option<Container> {
        let name = match node.first(Rule::text) {
            Some(text) => self.build_text(&text).map(|text| Name { text: text.value, span: text.span }),
            None => self.named(node, Rule::name),
        }?;
        Some(if node.has(Rule::word_country) { Container::Country(name) } else { Container::Region(name) })
    }
}

/// The last day of the month of a date whose day is too late for it.
fn last_of_month(text: &str) -> Option<String> {
    let (month, day) = text.rsplit_once('-')?;
    let day: u8 = day.parse().ok()?;
    let last = (28..day).rev().map(|day| format!("{month}-{day}")).find(|date| parse_date(date).is_some())?;
    (day <= 31).then_some(last)
}
