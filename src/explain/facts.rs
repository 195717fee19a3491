//! Facts that words met: the reading of a test goes in; facts, entries of lists, and notes on how names were read come out.

use super::explanation::{Effect, EntryMet, Met};
use super::phrases::{NOT_GIVEN, code, first_of, listed, of_reason, short};
use super::predicates::{self, entry_of};
use super::view::View;
use crate::evaluate::oracle::Reading;
use crate::evaluate::{Ask, By, Evidence};
use crate::model::{Date, Path, Truth};
use crate::semantics::hir::{ListRow, PartyEntry, PartySet, Test, TestKind};
use crate::vocabulary::names::{Note, PartyName, Similarity};
use crate::vocabulary::parties::NameMatch;
use crate::vocabulary::text::fold;

/// What tests of one field ask for.
pub(super) struct Asked<'a> {
    /// The values, as the policy names them.
    pub(super) names: &'a [String],
    /// The date by which entries of lists are dated.
    pub(super) date: Option<Date>,
}

/// How many values a phrase repeats.
const MOST_NAMED: usize = 3;

impl Asked<'_> {
    fn words(&self) -> String {
        if self.names.len() <= MOST_NAMED {
            return listed(self.names, "or");
        }
        format!("any of the {} that are named", self.names.len())
    }
}

/// Adds the facts that a test met: of several tests of one field each fact once.
pub(super) fn add(view: &View<'_>, test: &Test, reading: &Reading, asked: &Asked<'_>, facts: &mut Vec<Met>) {
    for evidence in &reading.evidence {
        let met = met(view, test, reading, evidence, asked);
        if facts.iter().all(|known| known.at != met.at) {
            facts.push(met);
        }
    }
    add_asks(view, &reading.asks, facts);
}

fn met(view: &View<'_>, test: &Test, reading: &Reading, evidence: &Evidence, asked: &Asked<'_>) -> Met {
    let value = evidence.value.as_str();
    let reason = reading.asks.iter().find(|ask| ask.at == evidence.at).and_then(|ask| ask.reason.as_deref());
    // Where another fact keeps the test from being false, this one would have made it so.
    let is_overruled = evidence.truth == Truth::Unknown
        && reason.is_none()
        && reading.asks.iter().any(|ask| reading.evidence.iter().any(|other| other.at == ask.at));
    let mut says = match reason.filter(|_| evidence.truth == Truth::Unknown) {
        None if is_overruled => format!("speaks against {}", asked.words()),
        Some(reason) => of_reason(reason, &evidence.at, value),
        None => {
            let row = reading.entry.as_ref().map(|entry| entry.row);
            predicates::says(view, test, evidence, &asked.words(), row)
        }
    };
    let off = off_its_days(view, test, evidence, asked.date);
    if let (Some(date), false, TestKind::Party(_, PartySet::List(list))) =
        (asked.date, off.is_empty(), &test.kind)
    {
        let rows: Vec<String> = off.iter().map(|(_, row)| row.number.to_string()).collect();
        let list = code(&view.program.list(*list).name);
        let (word, counts) = if rows.len() == 1 { ("row", "does") } else { ("rows", "do") };
        says = format!("is {word} {} of {list}, which {counts} not count on {date}", first_of(&rows, 3));
    }
    if evidence.by == By::Assumption {
        says.push_str(", as is assumed");
    }
    Met {
        at: evidence.at.clone(),
        value: Some(evidence.value.clone()).filter(|value| !value.is_empty()),
        how: evidence.by,
        truth: evidence.truth,
        matched: evidence.matched.clone(),
        score: evidence.score,
        says,
    }
}

/// Adds the facts that are asked for and that no evidence shows.
pub(super) fn add_asks(view: &View<'_>, asks: &[Ask], facts: &mut Vec<Met>) {
    for ask in asks {
        if facts.iter().any(|known| known.at == ask.at) {
            continue;
        }
        if let (Some(number), Some(reason)) = (view.listed_at(&ask.at), &ask.reason) {
            let says = of_reason(reason, &ask.at, "");
            facts.push(Met { value: Some(format!("{number} of them")), ..missing(&ask.at, says) });
            continue;
        }
        let mut says = NOT_GIVEN.to_owned();
        if let Some(reason) = &ask.reason {
            says = format!("{NOT_GIVEN}: {}", super::phrases::cut(reason, 120));
        } else if !ask.or.is_empty() {
            let or: Vec<String> = ask.or.iter().map(|at| code(at)).collect();
            says = format!("{NOT_GIVEN}, and {} would do", listed(&or, "or"));
        }
        facts.push(missing(&ask.at, says));
    }
}

fn missing(at: &str, says: String) -> Met {
    Met {
        at: at.to_owned(),
        value: None,
        how: By::Missing,
        truth: Truth::Unknown,
        matched: None,
        score: None,
        says,
    }
}

/// That the record does not say what went into a thing.
pub(super) fn unknown_inputs(path: &Path, reason: Option<&str>) -> Met {
    let says = match reason {
        Some(reason) => format!("cannot be read: {}", super::phrases::cut(reason, 120)),
        None => NOT_GIVEN.to_owned(),
    };
    missing(&path.at("inputs"), says)
}

/// That nothing is assumed to have gone into a thing.
pub(super) fn assumed_none(path: &Path) -> Met {
    Met {
        value: Some("none".to_owned()),
        how: By::Assumption,
        truth: Truth::False,
        ..missing(&path.at("inputs"), "are none, as is assumed".to_owned())
    }
}

/// Entries that have the name and do not count on the record's date: what a hurried reader would take for a match.
fn off_its_days<'p>(
    view: &View<'p>,
    test: &Test,
    evidence: &Evidence,
    date: Option<Date>,
) -> Vec<(&'p PartyEntry, &'p ListRow)> {
    let (TestKind::Party(_, set @ PartySet::List(_)), Truth::False, Some(_)) =
        (&test.kind, evidence.truth, date)
    else {
        return Vec::new();
    };
    let name = PartyName::new(&evidence.value);
    let entries = view.program.parties_of(*set).into_iter().map(|id| view.program.party(id));
    entries
        .filter(|entry| matches!(entry.party.matched(&name, Similarity::FULL), NameMatch::Equal(_)))
        .filter_map(|entry| Some((entry, entry.row.as_ref()?)))
        .collect()
}

/// The entries of lists that a test met, and of one that failed the entry that does not count on that day.
pub(super) fn entries(
    view: &View<'_>,
    test: &Test,
    reading: &Reading,
    truth: Truth,
    date: Option<Date>,
) -> Vec<EntryMet> {
    let (TestKind::Party(_, set) | TestKind::Resembles(_, set, _)) = &test.kind else { return Vec::new() };
    let PartySet::List(list) = set else { return Vec::new() };
    let list_name = &view.program.list(*list).name;
    let entry_met = |entry: &PartyEntry, row: &ListRow, matched: &str, effect: Effect| EntryMet {
        list: list_name.clone(),
        name: entry.party.official().to_owned(),
        row: row.number,
        matched: matched.to_owned(),
        first: row.from.map(|day| day.to_string()),
        last: row.until.and_then(|until| until.yesterday().ok()).map(|day| day.to_string()),
        effect,
        place: view.place(row.span),
    };
    let mut met = Vec::new();
    for evidence in &reading.evidence {
        let found = evidence.matched.as_deref().and_then(|matched| {
            // The same name may stand in several rows: the reading says which it was.
            let by_row =
                reading.entry.as_ref().and_then(|read| predicates::entry_in_row(view, *set, read.row));
            let entry = by_row.filter(|entry| entry.party.names().iter().any(|name| name.text == matched));
            let entry = entry.or_else(|| entry_of(view, *set, matched).map(|(_, entry)| entry))?;
            Some(entry_met(entry, entry.row.as_ref()?, matched, Effect::from(truth)))
        });
        if found.is_none() {
            let off = off_its_days(view, test, evidence, date).into_iter().take(3);
            met.extend(off.map(|(entry, row)| entry_met(entry, row, entry.party.official(), Effect::Failed)));
        }
        met.extend(found);
    }
    met
}

/// How the names of a party were read where they are written differently.
pub(super) fn note_names(view: &View<'_>, test: &Test, reading: &Reading, notes: &mut Vec<String>) {
    let (TestKind::Party(_, set) | TestKind::Resembles(_, set, _)) = &test.kind else { return };
    for evidence in reading.evidence.iter().filter(|evidence| evidence.truth != Truth::False) {
        let Some(matched) = &evidence.matched else { continue };
        if evidence.by == By::ManufacturerCode {
            continue;
        }
        notes.extend(reading_notes(&evidence.value, matched));
        let beside = entry_of(view, *set, matched).map(|(_, entry)| entry.beside.as_slice());
        if let Some(beside) = beside.filter(|beside| evidence.by == By::Similarity && !beside.is_empty()) {
            let facts: Vec<String> =
                beside.iter().map(|(key, text)| format!("{key} {}", short(text))).collect();
            notes.push(format!("Known of {}: {}.", short(matched), listed(&facts, "and")));
        }
    }
}

/// What was changed or set aside so that two names could be compared.
fn reading_notes(given: &str, known: &str) -> Vec<String> {
    let (given, known) = (PartyName::new(given), PartyName::new(known));
    let mut notes = Vec::new();
    let read = |name: &PartyName, other: &PartyName, whose: &str| {
        let mut parts = Vec::new();
        for note in name.notes() {
            match note {
                Note::ReadAs { .. } if other.notes().contains(note) => (),
                Note::ReadAs { written, read } => {
                    parts.push(format!("{}{whose} was read as {}", code(written), code(read)));
                }
                Note::SetAside { written } => parts.push(format!("{}{whose} was set aside", code(written))),
                Note::LegalForm { .. } => (),
            }
        }
        parts
    };
    notes.extend(read(&given, &known, ""));
    notes.extend(read(&known, &given, " of the policy's name"));
    let form = |name: &PartyName| {
        name.notes().iter().find_map(|note| match note {
            Note::LegalForm { written, class } => Some((written.clone(), *class)),
            _ => None,
        })
    };
    match (form(&given), form(&known)) {
        (Some((a, a_class)), Some((b, b_class)))
            if a_class.is_some() && b_class.is_some() && a_class != b_class =>
        {
            notes.push(format!("the legal forms {} and {} are of two classes", code(&a), code(&b)));
        }
        (Some((a, _)), Some((b, _))) if fold(&a) != fold(&b) => {
            notes.push(format!("the legal form {} agrees with {}", code(&a), code(&b)));
        }
        (Some((form, _)), None) => {
            notes.push(format!(
                "the legal form {} was set aside, for the policy's name has none",
                code(&form)
            ));
        }
        (None, Some((form, _))) => {
            notes.push(format!("a missing legal form agrees with {}", code(&form)));
        }
        _ => (),
    }
    if notes.is_empty() { Vec::new() } else { vec![super::phrases::sentence(&notes.join("; "))] }
}

/// That nothing went into the goods.
pub(super) fn no_inputs() -> Met {
    Met {
        value: Some("none".to_owned()),
        how: By::Value,
        truth: Truth::False,
        ..missing("inputs", "are none".to_owned())
    }
}
