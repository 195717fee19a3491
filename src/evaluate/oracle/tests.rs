//! One test of one thing: what its facts say, and what would settle it where they do not.
//!
//! A test is false only where the record rules it out. It reads its own field first; where that does not decide, a code does. What
//! another fact makes true, the own field does not make false: the test is then unknown, and both facts are shown.

use super::judgement::Reading;
use super::reader::{Context, Reader, Thing};
use crate::diagnostic::suggest::shortened;
use crate::evaluate::decision::{By, Evidence};
use crate::evaluate::settle::Ask;
use crate::model::{Currency, Date, Decimal, Fact, FieldId, HtsRange, Inputs, Role, Truth, Value};
use crate::semantics::hir::{Bounds, Presence, Test, TestKind, Who};
use crate::vocabulary::text::{Phrase, Text, fold};

/// Reads a test, at first without assumptions: what is assumed is read last, after everything that the record says.
pub(super) fn read_test(
    context: &Context<'_, '_>,
    thing: &Thing<'_>,
    test: &Test,
    dates: FieldId,
) -> (Truth, Reading) {
    let read = |assume: bool| {
        let reader = context.reader(thing, assume);
        let (truth, reading) = reader.read(test, dates);
        (truth, Reading { assumed: reader.assumed(), ..reading })
    };
    let (truth, reading) = read(false);
    if truth == Truth::Unknown && context.assume {
        let (assumed_truth, assumed) = read(true);
        if assumed_truth != Truth::Unknown {
            return (assumed_truth, assumed);
        }
    }
    (truth, reading)
}

impl<'p, 'r> Reader<'_, 'p, 'r>
where
    'p: 'r,
{
    fn read(&self, test: &Test, dates: FieldId) -> (Truth, Reading) {
        let words = test.words.as_str();
        match &test.kind {
            TestKind::Country(field, country) => self.read_country(words, *field, *country),
            TestKind::Region(field, place) => self.read_region(words, *field, *place),
            TestKind::Goods(field, goods) => self.read_goods(words, *field, *goods),
            TestKind::Hts(range) => self.read_hts(words, *range),
            TestKind::Party(who, set) => self.read_party(words, *who, *set, None, dates),
            TestKind::Resembles(who, set, threshold) => {
                self.read_party(words, *who, *set, Some(*threshold), dates)
            }
            TestKind::Number(field, bounds) => self.read_number(words, *field, bounds),
            TestKind::Money(field, bounds, currency) => self.read_money(words, *field, bounds, *currency),
            TestKind::Quantity(field, bounds, unit) => {
                self.read_quantity(words, *field, bounds, unit.as_deref())
            }
            TestKind::Date(field, bounds) => self.read_date(words, *field, bounds),
            TestKind::Text(field, wanted) => {
                self.decide(words, *field, By::Value, |fact| fact.text().map(|text| fold(text) == *wanted))
            }
            TestKind::YesNo(field, wanted) => {
                self.decide(words, *field, By::Value, |fact| match fact.value() {
                    Some(Value::YesNo(yes)) => Some(yes == wanted),
                    _ => None,
                })
            }
            TestKind::Mentions(field, phrase) => self.read_mentions(words, *field, phrase),
            TestKind::Document(wanted) => self.read_documents(words, |documents| {
                documents.iter().any(|document| fold(document) == *wanted)
            }),
            TestKind::NoDocuments => self.read_documents(words, <[String]>::is_empty),
            TestKind::Missing(presence) => self.read_presence(words, *presence, true),
            TestKind::Known(presence) => self.read_presence(words, *presence, false),
        }
    }

    /// A test that one readable fact decides.
    fn decide(
        &self,
        words: &str,
        field: FieldId,
        by: By,
        holds: impl FnOnce(&'r Fact) -> Option<bool>,
    ) -> (Truth, Reading) {
        match holds(self.fact(field)) {
            Some(holds) => {
                let truth = Truth::from(holds);
                (
                    truth,
                    Reading { evidence: vec![self.evidence(words, field, truth, by)], ..Reading::default() },
                )
            }
            None => self.open(words, field),
        }
    }

    /// A test that is open for want of a readable fact.
    pub(super) fn open(&self, words: &str, field: FieldId) -> (Truth, Reading) {
        let ask = self.ask(field);
        let evidence = match self.fact(field) {
            Fact::Missing => Vec::new(),
            _ => vec![self.evidence(words, field, Truth::Unknown, By::Value)],
        };
        (Truth::Unknown, Reading { evidence, asks: vec![ask], ..Reading::default() })
    }

    /// Asks for a fact, with the reason why what is there cannot be read.
    pub(super) fn ask(&self, field: FieldId) -> Ask {
        match self.fact(field) {
            Fact::Unreadable { text, reason } => {
                Ask::unsettled(self.at(field), format!("`{}` cannot be read: {reason}", shortened(text, 80)))
            }
            Fact::Missing | Fact::Known { .. } => Ask::missing(self.at(field)),
        }
    }

    fn read_hts(&self, words: &str, asked: HtsRange) -> (Truth, Reading) {
        let field = Role::Hts.into();
        let Some(Value::Hts(code)) = self.fact(field).value() else { return self.open(words, field) };
        let given = code.range();
        let truth = if given.is_within(asked) {
            Truth::True
        } else if given.overlaps(asked) {
            Truth::Unknown
        } else {
            Truth::False
        };
        let by = if given == asked { By::Code } else { By::CodePrefix };
        let evidence = Evidence {
            matched: (truth == Truth::True).then(|| asked_code(words)),
            ..self.evidence(words, field, truth, by)
        };
        let reason =
            || format!("`{code}` is too short to tell: it leads to codes that the rule names, and to others");
        let asks =
            if truth == Truth::Unknown { vec![Ask::unsettled(self.at(field), reason())] } else { Vec::new() };
        (truth, Reading { evidence: vec![evidence], asks, ..Reading::default() })
    }

    fn read_number(&self, words: &str, field: FieldId, bounds: &Bounds<Decimal>) -> (Truth, Reading) {
        self.decide(words, field, By::Amount, |fact| match fact.value() {
            Some(Value::Number(number)) => Some(bounds.contains(number)),
            _ => None,
        })
    }

    fn read_date(&self, words: &str, field: FieldId, bounds: &Bounds<Date>) -> (Truth, Reading) {
        self.decide(words, field, By::Date, |fact| match fact.value() {
            Some(Value::Date(date)) => Some(bounds.contains(date)),
            _ => None,
        })
    }

    /// An amount in another currency than the one named is not compared, and a value whose own currency is not that of `currency` is in neither.
    fn read_money(
        &self,
        words: &str,
        field: FieldId,
        bounds: &Bounds<Decimal>,
        wanted: Currency,
    ) -> (Truth, Reading) {
        let Some(Value::Money(amount, own)) = self.fact(field).value() else {
            return self.open(words, field);
        };
        // `currency` belongs to `value`; a declared amount says its own currency or means dollars.
        let stated = if field == Role::Value.into() { self.fact(Role::Currency) } else { &Fact::Missing };
        let stated_code = stated.text().and_then(Currency::parse);
        let reason = match (own, stated.text(), stated_code) {
            (Some(own), Some(_), Some(stated)) if *own != stated => {
                Some(format!("the value is in {own}, and `currency` says {stated}"))
            }
            (_, Some(text), None) => Some(format!("`{text}` is not a currency code")),
            _ => {
                let currency = own.or(stated_code).unwrap_or(Currency::USD);
                (currency != wanted).then(|| format!("it is in {currency}, and the rule names {wanted}"))
            }
        };
        let truth = if reason.is_some() { Truth::Unknown } else { Truth::from(bounds.contains(amount)) };
        let mut evidence = vec![self.evidence(words, field, truth, By::Amount)];
        if stated.text().is_some() {
            evidence.push(self.evidence(words, Role::Currency, truth, By::Value));
        }
        let asks = reason.into_iter().map(|reason| Ask::unsettled(self.at(field), reason)).collect();
        (truth, Reading { evidence, asks, ..Reading::default() })
    }

    fn read_quantity(
        &self,
        words: &str,
        field: FieldId,
        bounds: &Bounds<Decimal>,
        wanted: Option<&str>,
    ) -> (Truth, Reading) {
        let Some(Value::Number(number)) = self.fact(field).value() else { return self.open(words, field) };
        let unit = FieldId::from(Role::Unit);
        let ask = match wanted {
            None => None,
            Some(wanted) => match self.fact(unit).text() {
                None => Some(self.ask(unit)),
                Some(given) if fold(given) == fold(wanted) => None,
                Some(given) => Some(Ask::unsettled(
                    self.at(field),
                    format!("it counts `{given}`, and the rule names `{wanted}`"),
                )),
            },
        };
        let truth = if ask.is_some() { Truth::Unknown } else { Truth::from(bounds.contains(number)) };
        let mut evidence = vec![self.evidence(words, field, truth, By::Amount)];
        if wanted.is_some() && !self.fact(unit).is_missing() {
            evidence.push(self.evidence(words, unit, truth, By::Value));
        }
        (truth, Reading { evidence, asks: ask.into_iter().collect(), ..Reading::default() })
    }

    fn read_mentions(&self, words: &str, field: FieldId, phrase: &Phrase) -> (Truth, Reading) {
        let by = if field == Role::Description.into() { By::Description } else { By::Value };
        self.decide(words, field, by, |fact| fact.text().map(|text| Text::new(text).mentions(phrase)))
    }

    fn read_documents(&self, words: &str, holds: impl FnOnce(&[String]) -> bool) -> (Truth, Reading) {
        self.decide(words, Role::Documents.into(), By::Document, |fact| match fact.value() {
            Some(Value::Documents(documents)) => Some(holds(documents)),
            _ => None,
        })
    }

    /// Speaks of the record as it came, whatever is assumed; always decided.
    fn read_presence(&self, words: &str, presence: Presence, wants_missing: bool) -> (Truth, Reading) {
        let (at, value, is_missing) = match presence {
            Presence::Field(field) => {
                (self.at(field), super::reader::printed(self.fact(field)), self.fact(field).is_missing())
            }
            Presence::AnyParty => {
                let of_input = !self.thing.path.is_goods();
                let known =
                    self.program().schema.parties(of_input).find(|field| !self.fact(*field).is_missing());
                match known {
                    Some(field) => (self.at(field), super::reader::printed(self.fact(field)), false),
                    None => (self.thing.path.at("party"), String::new(), true),
                }
            }
            Presence::Inputs => match &self.thing.item.inputs {
                Inputs::Listed(inputs) => {
                    (self.thing.path.at("inputs"), format!("{} listed", inputs.len()), false)
                }
                Inputs::Missing | Inputs::Unreadable { .. } => {
                    (self.thing.path.at("inputs"), String::new(), true)
                }
            },
        };
        // Of a thing that may not be there, nothing is known.
        if !self.thing.is_known
            && !matches!(presence, Presence::Field(field) if self.at(field) == self.program().schema.name(field))
        {
            return (Truth::Unknown, Reading::default());
        }
        let truth = Truth::from(is_missing == wants_missing);
        let by = if is_missing { By::Missing } else { By::Value };
        let evidence = Evidence { at, value, test: words.to_owned(), truth, by, matched: None, score: None };
        (truth, Reading { evidence: vec![evidence], ..Reading::default() })
    }
}

/// A party field that a thing has, or all of them.
pub(super) fn fields_of(reader: &Reader<'_, '_, '_>, who: Who) -> Vec<FieldId> {
    match who {
        Who::Field(field) => vec![field],
        Who::AnyParty => reader.context.program.schema.parties(!reader.thing.path.is_goods()).collect(),
    }
}

/// The code in the words of a test.
fn asked_code(words: &str) -> String {
    words.rsplit(' ').next().unwrap_or_default().to_owned()
}
