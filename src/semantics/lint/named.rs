//! What rules name, as keys: so that a rule is compared with those that may cover it, and not with all.
//!
//! INVARIANT: where a rule covers another, the two have a key in common. A wide rule is found under one of its parts that must hold, with
//! every value of it; a narrow one looks under every part, with one value of each, since each of its values must be covered.

use std::collections::BTreeMap;

use crate::semantics::hir::{
    Condition, ConditionKind, ListId, PartySet, Rule, Scope, TestKind, TypedProgram,
};

/// The lists on which a name stands.
pub(super) struct Names<'p> {
    lists: BTreeMap<&'p str, Vec<ListId>>,
}

impl<'p> Names<'p> {
    pub(super) fn of(program: &'p TypedProgram) -> Names<'p> {
        let mut lists: BTreeMap<&str, Vec<ListId>> = BTreeMap::new();
        for (id, list) in (0u32..).map(ListId).zip(&program.lists) {
            for core in list.by_core.keys() {
                lists.entry(core).or_default().push(id);
            }
        }
        Names { lists }
    }
}

/// The key of rules that name nothing which could be looked up.
const OPEN: &str = "open";

/// The keys under which a rule is found by those that it may cover: those of its most telling part.
pub(super) fn keys_of_wide(program: &TypedProgram, rule: &Rule) -> Vec<String> {
    let keys = parts_of(rule).into_iter().filter_map(|part| {
        let leaves = leaves_of(part)?;
        let ranks: Option<Vec<u8>> = leaves.iter().map(|kind| rank(kind)).collect();
        Some((ranks?.into_iter().max()?, leaves))
    });
    let Some((_, leaves)) = keys.min_by_key(|(rank, _)| *rank) else { return vec![OPEN.to_owned()] };
    let mut keys: Vec<String> = leaves.into_iter().flat_map(|kind| wide_keys(program, kind)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The keys under which a rule looks for those that may cover it.
pub(super) fn keys_of_narrow(program: &TypedProgram, names: &Names<'_>, rule: &Rule) -> Vec<String> {
    let mut keys = vec![OPEN.to_owned()];
    for part in parts_of(rule) {
        let first = leaves_of(part).and_then(|leaves| leaves.first().copied());
        keys.extend(first.into_iter().flat_map(|kind| narrow_keys(program, names, kind)));
    }
    keys.sort();
    keys.dedup();
    keys
}

/// What must hold for a rule to hold.
fn parts_of(rule: &Rule) -> Vec<&Condition> {
    let sentence = &rule.sentence;
    let mut open = vec![&sentence.subject];
    if let Scope::Containing(inner) = &sentence.scope {
        open.push(inner);
    }
    open.extend(&sentence.when);
    let mut parts = Vec::new();
    while let Some(condition) = open.pop() {
        match &condition.kind {
            ConditionKind::All(inner) => open.extend(inner),
            _ => parts.push(condition),
        }
    }
    parts
}

/// The tests of which one must hold; nothing where something else is joined with them.
fn leaves_of(condition: &Condition) -> Option<Vec<&TestKind>> {
    match &condition.kind {
        ConditionKind::Test(test) => Some(vec![&test.kind]),
        ConditionKind::Any(parts) => {
            let mut leaves = Vec::new();
            for part in parts {
                leaves.extend(leaves_of(part)?);
            }
            Some(leaves)
        }
        _ => None,
    }
}

/// How telling a test is; nothing where it cannot be looked up. A part is as telling as the least of its tests.
fn rank(kind: &TestKind) -> Option<u8> {
    match kind {
        TestKind::Party(..) => Some(0),
        TestKind::Hts(_) | TestKind::Goods(..) => Some(1),
        TestKind::Region(..) => Some(2),
        TestKind::Country(..) => Some(3),
        _ => None,
    }
}

fn chapters(range: crate::model::HtsRange) -> impl Iterator<Item = u64> {
    range.first / 100_000_000..=range.last / 100_000_000
}

fn wide_keys(program: &TypedProgram, kind: &TestKind) -> Vec<String> {
    match kind {
        TestKind::Party(_, PartySet::List(list)) => vec![format!("list {}", list.0)],
        TestKind::Party(_, PartySet::One(party)) => {
            let names = program.party(*party).party.names().iter();
            names.map(|name| format!("party {}", name.name().core())).collect()
        }
        TestKind::Hts(range) => chapters(*range).map(|chapter| format!("hts {chapter}")).collect(),
        TestKind::Goods(_, goods) => {
            let codes = program.goods.codes(*goods).iter();
            let chapters = codes.flat_map(|range| chapters(*range)).map(|chapter| format!("goods {chapter}"));
            chapters.chain(program.goods.uncoded(*goods).map(|name| format!("goods {name}"))).collect()
        }
        TestKind::Region(_, place) => vec![format!("region {}", program.places.get(*place).name)],
        TestKind::Country(_, country) => vec![format!("country {}", program.countries.code(*country))],
        _ => Vec::new(),
    }
}

fn narrow_keys(program: &TypedProgram, names: &Names<'_>, kind: &TestKind) -> Vec<String> {
    match kind {
        TestKind::Party(_, PartySet::One(party)) => {
            let names_of = program.party(*party).party.names();
            let core = names_of.first().map_or("", |name| name.name().core());
            let lists = names.lists.get(core).into_iter().flatten();
            let mut keys: Vec<String> = lists.map(|list| format!("list {}", list.0)).collect();
            keys.push(format!("party {core}"));
            keys
        }
        TestKind::Region(_, place) => {
            let holders = std::iter::successors(Some(*place), |place| program.places.get(*place).within);
            holders.take(64).map(|place| format!("region {}", program.places.get(place).name)).collect()
        }
        kind => wide_keys(program, kind).into_iter().take(1).collect(),
    }
}
