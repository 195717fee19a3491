//! What one fact is to the words that it met: evidence goes in, the end of a sentence comes out that the fact begins.
//!
//! `producer` · `YILI ZHUOWAN GARMENT MFG CO LTD` · "is Yili Zhuowan Garment Manufacturing Co., Ltd."

use super::phrases::{code, short};
use super::view::View;
use crate::evaluate::{By, Evidence};
use crate::model::{FieldType, Level, Role, Truth};
use crate::semantics::hir::{PartyEntry, PartyId, PartySet, Test, TestKind, Who};
use crate::source::Span;
use crate::vocabulary::text::fold;

/// What the words of a test name, as the policy has it, without quotes.
pub(super) fn asked(view: &View<'_>, span: Span, test: &Test) -> String {
    let text = view.sources.text(span).trim();
    let bare = text.trim_matches('"');
    if bare.is_empty() { test.words.clone() } else { short(bare) }
}

/// What a fact is to a test that names `asked`.
///
/// `row` is that of the entry of a list that matched, since the same name may stand in several.
pub(super) fn says(
    view: &View<'_>,
    test: &Test,
    evidence: &Evidence,
    asked: &str,
    row: Option<u64>,
) -> String {
    let matched = || evidence.matched.as_deref().map_or_else(|| asked.to_owned(), short);
    let is_field = |role: Role| evidence.at.rsplit('.').next() == Some(view.program.schema.name(role.into()));
    match (&test.kind, evidence.by) {
        (_, By::Description) if !matches!(test.kind, TestKind::Mentions(..)) => {
            format!("mentions {}, a word of {asked}", code(&matched()))
        }
        (_, By::Address) => format!("names {}", matched()),
        (_, By::ManufacturerCode) => format!("is a code of {}", matched()),
        (TestKind::Country(..), By::Place) => lies(evidence.truth, &matched(), asked),
        (TestKind::Country(..) | TestKind::Region(..), By::PostalCode) => {
            let within = if fold(&matched()) == fold(asked) || matches!(test.kind, TestKind::Country(..)) {
                String::new()
            } else {
                format!(", in {asked}")
            };
            format!("belongs to {}{within}", matched())
        }
        (TestKind::Region(..), By::Value) if is_field(Role::Country) => format!("does not contain {asked}"),
        (TestKind::Region(..), By::PlaceWithin) => format!("lies in {asked}"),
        (TestKind::Region(..), _) if evidence.truth == Truth::False => format!("does not lie in {asked}"),
        (TestKind::Goods(..) | TestKind::Hts(_), By::Code | By::CodePrefix) => under(evidence.truth, asked),
        (TestKind::Party(_, set), _) => party(view, *set, evidence, asked, row),
        (_, By::Missing) if !matches!(test.kind, TestKind::Missing(_) | TestKind::Known(_)) => {
            "is missing".to_owned()
        }
        (TestKind::Resembles(_, set, threshold), _) => match evidence.score {
            Some(score) if evidence.truth == Truth::True => {
                let entry = entry_of(view, *set, &matched()).map(|(_, entry)| entry);
                format!("resembles {} at {score}%{}", matched(), on_list(view, *set, entry))
            }
            _ => format!("does not resemble {asked} at {threshold} or more"),
        },
        (TestKind::Money(..), _) if is_field(Role::Currency) => "is its currency".to_owned(),
        (TestKind::Quantity(..), _) if is_field(Role::Unit) => "is its unit".to_owned(),
        (TestKind::Document(_), _) => truth_of(evidence.truth, "include ", "do not include ", asked),
        (TestKind::NoDocuments, _) => {
            let words = if evidence.truth == Truth::True { "are none" } else { "are there" };
            words.to_owned()
        }
        (TestKind::Mentions(..), _) => truth_of(evidence.truth, "mentions ", "does not mention ", asked),
        (TestKind::Missing(_) | TestKind::Known(_), _) => {
            let words = if evidence.by == By::Missing { "is missing" } else { "is known" };
            words.to_owned()
        }
        (
            TestKind::Number(field, _)
            | TestKind::Money(field, ..)
            | TestKind::Quantity(field, ..)
            | TestKind::Date(field, _),
            _,
        ) => {
            let name = view.program.schema.name(*field);
            truth_of(evidence.truth, "is ", "is not ", comparison(&test.words, name))
        }
        _ => truth_of(evidence.truth, "is ", "is not ", asked),
    }
}

/// `value over 800 USD` -> `over 800 USD`.
fn comparison<'w>(words: &'w str, field: &str) -> &'w str {
    let rest = words.strip_prefix(field).unwrap_or(words).trim_start();
    rest.strip_prefix("is ").unwrap_or(rest)
}

fn truth_of(truth: Truth, is: &str, is_not: &str, asked: &str) -> String {
    match truth {
        Truth::True => format!("{is}{asked}"),
        Truth::False => format!("{is_not}{asked}"),
        Truth::Unknown => format!("does not tell whether it is {asked}"),
    }
}

fn lies(truth: Truth, matched: &str, asked: &str) -> String {
    if truth == Truth::False {
        format!("lies in {matched}, not in {asked}")
    } else {
        format!("lies in {matched}")
    }
}

fn under(truth: Truth, asked: &str) -> String {
    match truth {
        Truth::True => format!("is a code of {asked}"),
        Truth::False => format!("is no code of {asked}"),
        Truth::Unknown => format!("does not tell whether it is {asked}"),
    }
}

/// `, row 2 of `uflpa-entities``.
fn on_list(view: &View<'_>, set: PartySet, entry: Option<&PartyEntry>) -> String {
    let row = entry.and_then(|entry| entry.row.as_ref()).map(|row| row.number);
    match (set, row) {
        (PartySet::List(list), Some(row)) => {
            format!(", row {row} of {}", code(&view.program.list(list).name))
        }
        _ => String::new(),
    }
}

fn party(view: &View<'_>, set: PartySet, evidence: &Evidence, asked: &str, row: Option<u64>) -> String {
    let Some(name) = evidence.matched.as_deref() else {
        return match (evidence.truth, set) {
            (Truth::False, PartySet::List(_)) => format!("is not on the list {}", code(asked)),
            _ => truth_of(evidence.truth, "is ", "is not ", asked),
        };
    };
    let entry = row
        .and_then(|row| entry_in_row(view, set, row))
        .or_else(|| entry_of(view, set, name).map(|(_, entry)| entry));
    let official = entry.map(|entry| entry.party.official()).filter(|official| fold(official) != fold(name));
    let is_written_so = fold(name) == fold(&evidence.value);
    let name = short(name);
    if evidence.truth == Truth::Unknown && evidence.by == By::Similarity {
        return match evidence.score {
            Some(score) if score < 100.0 => format!("is nearly {name}: {score}% alike"),
            _ => format!("is {name} but for a legal form of another class"),
        };
    }
    // The name stands in the record as it is: what it is a name of says more.
    let known_as = match entry.and_then(|entry| entry.row.as_ref()) {
        Some(_) => match official {
            Some(official) => format!("of {}{}", short(official), on_list(view, set, entry)),
            None => on_list(view, set, entry).replacen(", ", "in ", 1),
        },
        None => format!("of {asked}"),
    };
    if is_written_so && fold(asked) != fold(&name) {
        return match evidence.by {
            By::Alias => format!("is another name {known_as}"),
            By::FormerName => format!("is a former name {known_as}"),
            By::Subsidiary => format!("is a subsidiary {known_as}"),
            _ => format!("is the official name {known_as}"),
        };
    }
    let capacity = match (evidence.by, official) {
        (_, None) => String::new(),
        (By::Alias, Some(official)) => format!(", another name of {}", short(official)),
        (By::FormerName, Some(official)) => format!(", a former name of {}", short(official)),
        (By::Subsidiary, Some(official)) => format!(", which counts as {}", short(official)),
        (_, Some(official)) => format!(", {}", short(official)),
    };
    format!("is {name}{capacity}{}", on_list(view, set, entry))
}

/// The party of a set that has a name, and its place in the program.
pub(super) fn entry_of<'p>(view: &View<'p>, set: PartySet, name: &str) -> Option<(PartyId, &'p PartyEntry)> {
    let parties = view.program.parties_of(set).into_iter().map(|id| (id, view.program.party(id)));
    parties.into_iter().find(|(_, entry)| entry.party.names().iter().any(|known| known.text == name))
}

/// The entry in a row of a list.
pub(super) fn entry_in_row<'p>(view: &View<'p>, set: PartySet, row: u64) -> Option<&'p PartyEntry> {
    let mut parties = view.program.parties_of(set).into_iter().map(|id| view.program.party(id));
    parties.find(|entry| entry.row.as_ref().is_some_and(|of| of.number == row))
}

/// The field of a test of a party that each thing has for itself, such as the producer.
pub(super) fn party_of_thing<'p>(view: &View<'p>, test: &Test) -> Option<&'p str> {
    let (TestKind::Party(who, _) | TestKind::Resembles(who, ..)) = &test.kind else { return None };
    let Who::Field(id) = who else { return None };
    let field = view.program.schema.field(*id);
    (field.kind == FieldType::Party && field.level == Level::Thing).then_some(field.name.as_str())
}
