//! `near-miss-party`: a company's name in quotes is almost, and not quite, that of a declared entity.
//!
//! A slip in a quoted name leaves the company that was meant to be cleared or held for a question that nobody asks. Names that
//! differ in their figures are those of different firms; names that differ in their legal form alone are left to the reader.

use std::collections::BTreeMap;

use rapidfuzz::distance::osa;

use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::semantics::hir::{
    Condition, ConditionKind, Declaration, Declared, PartySet, Scope, TestKind, TypedProgram,
};
use crate::vocabulary::names::{Likeness, PartyName, Similarity, compare};
use crate::vocabulary::parties::{KnownName, NameMatch};

/// A name of a declared entity.
struct Known<'p> {
    entity: &'p Declaration,
    known: &'p KnownName,
}

/// Compares every quoted name of rules and exemptions with the names of declared entities.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut known: Vec<Known<'_>> = Vec::new();
    for entity in &program.declarations {
        let Declared::Entity(party) = entity.what else { continue };
        known.extend(program.party(party).party.names().iter().map(|known| Known { entity, known }));
    }
    if known.is_empty() {
        return Vec::new();
    }
    // Only names of nearly the same length and the same figures are compared.
    let mut by_shape: BTreeMap<Shape, Vec<&Known<'_>>> = BTreeMap::new();
    for one in &known {
        by_shape.entry(shape(one.known.name().core())).or_default().push(one);
    }
    let mut budget = MOST_COMPARED;
    let mut quoted = Vec::new();
    for rule in &program.rules {
        let sentence = &rule.sentence;
        let inner = match &sentence.scope {
            Scope::Containing(inner) => Some(inner),
            Scope::Directly | Scope::InWholeOrInPart => None,
        };
        let conditions =
            [&sentence.subject].into_iter().chain(inner).chain(&sentence.when).chain(&sentence.unless);
        conditions.for_each(|condition| quoted_in(condition, &mut quoted));
    }
    for exemption in &program.exemptions {
        let conditions = [&exemption.subject].into_iter().chain(&exemption.when).chain(&exemption.unless);
        conditions.for_each(|condition| quoted_in(condition, &mut quoted));
    }
    let mut found = Vec::new();
    for (condition, set) in quoted {
        let PartySet::One(party) = set else { continue };
        let entry = program.party(party);
        // A quoted name is known where the test itself stands.
        if entry.span != condition.span {
            continue;
        }
        let Some(quoted) = entry.party.names().first() else { continue };
        let (length, figures) = shape(quoted.name().core());
        let near: Vec<&Known<'_>> = (length.saturating_sub(2)..=length + 2)
            .filter_map(|length| by_shape.get(&(length, figures.clone())))
            .flatten()
            .copied()
            .collect();
        let Some(left) = budget.checked_sub(near.len()) else { break };
        budget = left;
        found.extend(near_miss(program, condition, set, &near));
    }
    found
}

/// How many names are compared with each other before no further slip is looked for.
const MOST_COMPARED: usize = 20_000_000;

/// The length of a name, and its figures: what nearly equal names have nearly alike.
type Shape = (usize, String);

fn shape(core: &str) -> Shape {
    (core.chars().count(), core.chars().filter(char::is_ascii_digit).collect())
}

fn quoted_in<'p>(condition: &'p Condition, quoted: &mut Vec<(&'p Condition, PartySet)>) {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| quoted_in(part, quoted));
        }
        ConditionKind::Not(inner)
        | ConditionKind::AnyInput(inner)
        | ConditionKind::EveryInput(inner)
        | ConditionKind::Share(inner, ..) => quoted_in(inner, quoted),
        ConditionKind::Test(test) => {
            if let TestKind::Party(_, set) = test.kind {
                quoted.push((condition, set));
            }
        }
    }
}

fn near_miss(
    program: &TypedProgram,
    condition: &Condition,
    set: PartySet,
    known: &[&Known<'_>],
) -> Option<Diagnostic> {
    let PartySet::One(party) = set else { return None };
    let entry = program.party(party);
    // A quoted name is known where the test itself stands.
    if entry.span != condition.span {
        return None;
    }
    let quoted = entry.party.names().first()?;
    let (text, name) = (&quoted.text, quoted.name());
    let is_equal =
        |known: &Known<'_>| matches!(compare(name, known.known.name(), Similarity::FULL), Likeness::Equal);
    if known.iter().any(|known| is_equal(known)) {
        return None;
    }
    let near = known
        .iter()
        .filter_map(|known| Some((distance(name.core(), known.known.name().core())?, known)))
        .filter(|(_, known)| !is_decided(program, known.entity, name))
        .min_by_key(|(distance, known)| (*distance, known.entity.span))
        .map(|(_, known)| *known)?;
    let entity = &near.entity.name;
    let message = format!(
        "`{text}` is nearly `{}`, a name of the entity `{entity}`, and not equal to it",
        near.known.text
    );
    let problem = Diagnostic::new(Code::NearMissParty, entry.span, message, "nearly a declared name")
        .label(near.entity.span, "declared here")
        .help(format!(
            "name the entity, `{entity}`, if it is meant; if this is another company, say so in the entity: `not \"{text}\"`"
        ))
        .note("of a slip in a name, goods of the company that is meant are at best undetermined");
    Some(problem.replace(entry.span, entity.clone(), Applicability::Unsafe))
}

/// Whether an entity says of a name that it is not its own.
fn is_decided(program: &TypedProgram, entity: &Declaration, name: &PartyName) -> bool {
    let Declared::Entity(party) = entity.what else { return false };
    matches!(program.party(party).party.matched(name, Similarity::FULL), NameMatch::DecidedNot)
}

/// How many letters differ, where so few do that it looks like a slip.
fn distance(given: &str, known: &str) -> Option<usize> {
    let figures = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    let length = known.chars().count();
    let limit = match length {
        0..=5 => return None,
        6..=15 => 1,
        _ => 2,
    };
    if given.chars().count().abs_diff(length) > limit || figures(given) != figures(known) {
        return None;
    }
    let near = osa::Args::default().score_cutoff(limit);
    osa::distance_with_args(given.chars(), known.chars(), &near).filter(|distance| *distance > 0)
}
