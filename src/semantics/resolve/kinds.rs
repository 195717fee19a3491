//! What a name in a subject is that stands there without its kind: `from Xinjiang`, `block apparel`.
//!
//! In: an alternative whose kind is nowhere in the text. Out: the kind that was meant, and a problem that says so.

use super::Resolver;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::syntax::ast::{Alternative, Kind, Value, ValueKind};

impl Resolver<'_> {
    /// The kind of the first value, reported as missing; nothing where nobody knows what the value is.
    pub(super) fn missing_kind(&mut self, alternative: &Alternative) -> Option<Kind> {
        let value = alternative.values.first()?;
        let said = self.sources.text(value.span).to_owned();
        let preposition = self
            .source_text(alternative.span)
            .split_whitespace()
            .next()
            .filter(|word| matches!(*word, "from" | "by" | "to"))
            .map(|word| format!("{word} "))
            .unwrap_or_default();
        let kind = self.kind_of(value, &preposition);
        let problem =
            |message: String, label: &str| Diagnostic::new(Code::MissingKind, value.span, message, label);
        let Some((kind, what)) = kind else {
            let known = self.places.all().chain(self.goods.all()).chain(self.parties.all());
            let near = nearest(&said, known).map(str::to_owned);
            let message =
                format!("`{preposition}{said}` lacks its kind, and nothing is declared as `{said}`");
            let problem = problem(message, "not declared");
            self.push(match near {
                Some(near) => problem.help(format!("`{near}` is near; write it with its kind, such as `producer {near}` for a company")),
                None => problem.help(format!(
                    "name the kind before it, such as `producer`, `region` or `product`; a company's name stands in quotes: `{preposition}producer \"…\"`"
                )),
            });
            return None;
        };
        let message = format!("`{preposition}{said}` lacks its kind: `{said}` is {what}");
        let right = match &value.kind {
            // A country by its name has a code as well.
            ValueKind::Name(name) if kind == Kind::Country => self
                .program
                .countries
                .recognise(name)
                .map_or(said.clone(), |country| self.program.countries.code(country).to_owned()),
            _ => said.clone(),
        };
        let problem = problem(message, "of which kind?");
        let problem = if kind == Kind::Producer || kind == Kind::Consignee {
            problem.note("a party is asked for in one role, or as `party` in any: the same company may be the producer of one shipment and the importer of the next")
        } else {
            problem
        };
        self.push(problem.replace(value.span, format!("{} {right}", kind.word()), Applicability::Unsafe));
        // A country by its name was told of here.
        (right == said).then_some(kind)
    }

    fn kind_of(&self, value: &Value, preposition: &str) -> Option<(Kind, &'static str)> {
        let party = if preposition == "to " { Kind::Consignee } else { Kind::Producer };
        match &value.kind {
            ValueKind::Name(name) => {
                if self.parties.has(name) {
                    Some((party, "a party, whose role is not said"))
                } else if self.places.has(name) {
                    Some((Kind::Region, "a region"))
                } else if self.program.countries.recognise(name).is_some() {
                    Some((Kind::Country, "a country"))
                } else {
                    self.goods.has(name).then_some((Kind::Product, "goods"))
                }
            }
            ValueKind::Text(text) => Some(if self.program.countries.recognise(text).is_some() {
                (Kind::Country, "a country")
            } else if !self.program.places.recognise(text).is_empty() {
                (Kind::Region, "a region")
            } else if !self.program.goods.recognise(text).is_empty() {
                (Kind::Product, "goods")
            } else {
                (party, "a party, whose role is not said")
            }),
            ValueKind::Code(_) | ValueKind::BadCode(_) => Some((Kind::Hts, "an HTS code")),
            ValueKind::Amount(_) | ValueKind::Date(_) | ValueKind::YesNo(_) => None,
        }
    }
}
