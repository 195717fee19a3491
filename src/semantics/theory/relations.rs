//! How tests bear on each other: what no record can do, pair by pair, and of values in an order.
//!
//! Each clause here rests on how evaluation reads a test, and says no more than that. Where facts of a record may contradict each other
//! (`country` says one thing, `region` another) evaluation believes the field that is asked, so such a pair is possible;
//! it is ruled out only where the question asks for a sober record.

use std::collections::BTreeSet;

use super::{Atom, Cut, Pair, Range, Theory, Thing, core_of};
use crate::model::{FieldId, Level, Role, Truth};
use crate::semantics::hir::{PartyEntry, PartyId, PartySet, Presence, TestKind, Who};
use crate::solve::Literal;
use crate::vocabulary::goods::Covers;
use crate::vocabulary::names::FormClass;
use crate::vocabulary::parties::Party;
use crate::vocabulary::places::Lies;

/// How one test bears on another of the same thing.
enum Bearing {
    /// Where the first is true, so is the second; where the second is false, so is the first.
    Within,
    /// Where the first is true, so is the second.
    Implies,
    /// Where the first is true, the second is not false.
    KeepsOpen,
    /// Where the first is true, the second is false.
    RulesOut,
    /// Where the first is true, the second is false, and the other way round.
    Opposes,
    /// They are not both true.
    Excludes,
    /// They are not both true of a sober record.
    SoberlyExcludes,
    /// Where the first is true, the second is not false of a sober record.
    SoberlyKeepsOpen,
    /// Where the first is true, the second is neither true nor false.
    Silences,
}

impl Theory<'_> {
    /// Writes down how all tests bear on each other.
    pub(super) fn relate(&mut self) {
        let mut clauses: Vec<Vec<Literal>> = Vec::new();
        for (at, first) in self.atoms.iter().enumerate() {
            for (other, second) in self.atoms.iter().enumerate() {
                if at != other && first.thing == second.thing {
                    for bearing in self.bearings(first, second) {
                        self.clauses(&bearing, first.pair, second.pair, &mut clauses);
                    }
                }
            }
        }
        for clause in clauses {
            self.solver.one_of(&clause);
        }
        let ranges = std::mem::take(&mut self.ranges);
        for ((thing, field, _), ranges) in &ranges {
            self.relate_ranges(ranges, self.silencer(*thing, *field));
        }
    }

    fn clauses(&self, bearing: &Bearing, first: Pair, second: Pair, clauses: &mut Vec<Vec<Literal>>) {
        match bearing {
            Bearing::Within => {
                clauses.push(vec![!first.yes, second.yes]);
                clauses.push(vec![!second.no, first.no]);
            }
            Bearing::Implies => clauses.push(vec![!first.yes, second.yes]),
            Bearing::KeepsOpen => clauses.push(vec![!first.yes, !second.no]),
            Bearing::RulesOut => clauses.push(vec![!first.yes, second.no]),
            Bearing::Opposes => {
                clauses.push(vec![!first.yes, second.no]);
                clauses.push(vec![!first.no, second.yes]);
            }
            Bearing::Excludes => clauses.push(vec![!first.yes, !second.yes]),
            Bearing::SoberlyExcludes => clauses.push(vec![!self.sober, !first.yes, !second.yes]),
            Bearing::SoberlyKeepsOpen => clauses.push(vec![!self.sober, !first.yes, !second.no]),
            Bearing::Silences => {
                clauses.push(vec![!first.yes, !second.yes]);
                clauses.push(vec![!first.yes, !second.no]);
            }
        }
    }

    /// How a test bears on another; the other direction is asked as well.
    fn bearings(&self, first: &Atom<'_>, second: &Atom<'_>) -> Vec<Bearing> {
        let program = self.program;
        let hts = FieldId::from(Role::Hts);
        match (first.kind, second.kind) {
            (TestKind::Country(a, x), TestKind::Country(b, y)) if a == b && x != y => vec![Bearing::Excludes],
            (TestKind::Region(a, x), TestKind::Region(b, y)) if a == b => match program.places.lies(*x, *y) {
                Lies::Within => vec![Bearing::Within],
                Lies::Outside if !program.places.share_postal_codes(*x, *y) => vec![Bearing::Excludes],
                _ => Vec::new(),
            },
            (TestKind::Region(a, x), TestKind::Country(b, y))
                if *a == Role::Region.into() && *b == Role::Country.into() =>
            {
                match program.places.country(*x) {
                    Some(country) if country == *y => vec![Bearing::KeepsOpen],
                    Some(_) => vec![Bearing::SoberlyExcludes],
                    None => Vec::new(),
                }
            }
            (TestKind::Goods(a, x), TestKind::Goods(b, y)) => match program.goods.covers(*y, *x) {
                Covers::Within if a == b => vec![Bearing::Within],
                Covers::Outside if a == b => vec![Bearing::Excludes],
                Covers::Outside => vec![Bearing::SoberlyExcludes],
                Covers::Within => vec![Bearing::SoberlyKeepsOpen],
                Covers::Undecided => Vec::new(),
            },
            (TestKind::Hts(x), TestKind::Goods(_, y)) => match program.goods.covers_code(*y, *x) {
                Truth::True => vec![Bearing::KeepsOpen],
                Truth::False => vec![Bearing::SoberlyExcludes],
                Truth::Unknown => Vec::new(),
            },
            (TestKind::Goods(_, x), TestKind::Hts(y)) if program.goods.lie_under(*x, *y) => {
                vec![Bearing::SoberlyKeepsOpen]
            }
            (TestKind::Hts(x), TestKind::Hts(y)) if x.is_within(*y) => vec![Bearing::Within],
            (TestKind::Hts(x), TestKind::Hts(y)) if !x.overlaps(*y) => vec![Bearing::RulesOut],
            (TestKind::Party(a, x), TestKind::Party(b, y)) => {
                self.of_parties(first.thing, (*a, *x), (*b, *y))
            }
            // Equal names are wholly alike.
            (TestKind::Party(a, PartySet::One(x)), TestKind::Resembles(b, PartySet::One(y), _))
                if a == b && self.is_among(*x, PartySet::One(*y)) != Among::Elsewhere =>
            {
                vec![Bearing::Implies]
            }
            (TestKind::Resembles(a, x, high), TestKind::Resembles(b, y, low))
                if a == b && x == y && high >= low =>
            {
                vec![Bearing::Within]
            }
            (TestKind::YesNo(a, x), TestKind::YesNo(b, y)) if a == b && x != y => vec![Bearing::Opposes],
            (TestKind::Text(a, x), TestKind::Text(b, y)) if a == b && x != y => vec![Bearing::RulesOut],
            (TestKind::NoDocuments, TestKind::Document(_))
            | (TestKind::Document(_), TestKind::NoDocuments) => {
                vec![Bearing::RulesOut]
            }
            (
                TestKind::Missing(Presence::Field(missing)) | TestKind::Known(Presence::Field(missing)),
                TestKind::Text(field, _) | TestKind::YesNo(field, _) | TestKind::Mentions(field, _),
            ) if missing == field && !self.is_assumed(*field) => vec![Bearing::Silences],
            (
                TestKind::Missing(Presence::Field(missing)) | TestKind::Known(Presence::Field(missing)),
                TestKind::Party(Who::Field(field), _) | TestKind::Resembles(Who::Field(field), ..),
            ) if missing == field && !self.is_assumed(*field) => vec![Bearing::Silences],
            (
                TestKind::Missing(Presence::Field(missing)) | TestKind::Known(Presence::Field(missing)),
                TestKind::Hts(_),
            ) if *missing == hts && !self.is_assumed(hts) => vec![Bearing::Silences],
            _ => Vec::new(),
        }
    }

    fn is_assumed(&self, field: FieldId) -> bool {
        let assumed = &self.program.assumptions;
        assumed.goods.iter().chain(&assumed.inputs).any(|(other, _)| *other == field)
    }

    fn of_parties(
        &self,
        thing: Thing,
        (who, set): (Who, PartySet),
        (other_who, other_set): (Who, PartySet),
    ) -> Vec<Bearing> {
        let is_same_fact = match (who, other_who) {
            (Who::Field(field), Who::AnyParty) => {
                // An input names the parties that it has for itself.
                thing == Thing::Goods || self.program.schema.field(field).level != Level::Shipment
            }
            (who, other_who) => who == other_who,
        };
        if !is_same_fact {
            return Vec::new();
        }
        let parties = self.program.parties_of(set).into_iter().take(super::MOST_TESTS);
        let amongs: Vec<Among> = parties.map(|party| self.is_among(party, other_set)).collect();
        if matches!(set, PartySet::List(_)) {
            // Of a list it is enough to know that nobody is on both.
            let is_whole = self.program.parties_of(set).len() == amongs.len();
            let is_apart = is_whole && amongs.iter().all(|among| *among == Among::Elsewhere);
            return if is_apart && who == other_who && who != Who::AnyParty {
                vec![Bearing::Excludes]
            } else {
                Vec::new()
            };
        }
        match amongs.first() {
            // `party` is false where another role names somebody, and a field that is missing is not.
            Some(Among::Same) if who == other_who => vec![Bearing::Within],
            Some(Among::Same | Among::Surely) => vec![Bearing::Implies],
            Some(Among::Nearly) => vec![Bearing::KeepsOpen],
            // Two parties may stand in two roles, and one role names one.
            Some(Among::Elsewhere) if who == other_who && who != Who::AnyParty => vec![Bearing::Excludes],
            _ => Vec::new(),
        }
    }

    /// The parties of a set with a name of these words: their legal form there, and whether they are in the set on all days spoken of.
    fn known_as(&self, core: &str, set: PartySet) -> Vec<Known<'_>> {
        let ids = match set {
            PartySet::One(party) => vec![party],
            PartySet::List(list) => self.program.list(list).by_core.get(core).cloned().unwrap_or_default(),
        };
        let entries = ids.into_iter().map(|id| self.program.party(id));
        let of_names = entries.flat_map(|entry| {
            let same = entry.party.names().iter().map(core_of).filter(|(other, _)| *other == core);
            let holds = self.is_always_listed(entry);
            same.map(move |(_, form)| Known { entry, form, holds })
        });
        of_names.collect()
    }

    /// How a party lies to a set, by its names.
    fn is_among(&self, party: PartyId, set: PartySet) -> Among {
        let party = &self.program.party(party).party;
        let Some(first) = party.names().first() else { return Among::Perhaps };
        if is_same_as_one(party, &self.known_as(first.name().core(), set)) {
            return Among::Same;
        }
        let mut all = Among::Surely;
        let mut is_elsewhere = true;
        for (core, form) in party.names().iter().map(core_of) {
            let same = self.known_as(core, set);
            is_elsewhere &= same.is_empty();
            let this = if same.iter().any(|known| known.holds && known.form == form) {
                Among::Surely
            } else if same.iter().any(|known| known.holds) {
                Among::Nearly
            } else {
                Among::Perhaps
            };
            all = all.min(this);
        }
        if is_elsewhere { Among::Elsewhere } else { all }
    }

    /// Whether an entry holds on every day that is spoken of.
    fn is_always_listed(&self, entry: &PartyEntry) -> bool {
        let begins = |from| self.since.is_some_and(|since| from <= since);
        entry.row.as_ref().is_none_or(|row| row.until.is_none() && row.from.is_none_or(begins))
    }

    /// That the field of a range is missing, where that is asked and nothing is assumed.
    fn silencer(&self, thing: Thing, field: FieldId) -> Option<Literal> {
        let is_it = |atom: &&Atom<'_>| {
            atom.thing == thing
                && matches!(
                    atom.kind,
                    TestKind::Missing(Presence::Field(missing)) | TestKind::Known(Presence::Field(missing))
                    if *missing == field
                )
        };
        self.atoms.iter().find(is_it).filter(|_| !self.is_assumed(field)).map(|atom| atom.pair.yes)
    }

    /// A value lies in one of the cells between the cuts, or is not known.
    fn relate_ranges(&mut self, ranges: &[Range], silencer: Option<Literal>) {
        let mut cuts: Vec<Cut> =
            ranges.iter().flat_map(|range| range.low.into_iter().chain(range.high)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let cells: Vec<Literal> = (0..=cuts.len()).map(|_| self.solver.fresh()).collect();
        for (at, cell) in cells.iter().enumerate() {
            for other in cells.iter().skip(at + 1) {
                self.solver.one_of(&[!*cell, !*other]);
            }
        }
        for range in ranges {
            let first = range.low.map_or(0, |low| cuts.partition_point(|cut| *cut <= low));
            let last = range.high.map_or(cuts.len(), |high| cuts.partition_point(|cut| *cut < high));
            let (mut inside, mut outside) = (Vec::new(), Vec::new());
            for (at, cell) in cells.iter().enumerate() {
                if first <= at && at <= last { inside.push(*cell) } else { outside.push(*cell) }
            }
            // Where the value is known, the test is decided; where it is not, it is open.
            for (side, literal) in [(&inside, range.pair.yes), (&outside, range.pair.no)] {
                for cell in side {
                    self.solver.implies(*cell, literal);
                }
                let mut clause = side.clone();
                clause.push(!literal);
                self.solver.one_of(&clause);
            }
        }
        if let Some(missing) = silencer {
            for cell in &cells {
                self.solver.one_of(&[!missing, !*cell]);
            }
        }
    }
}

/// A party that is known by a name.
struct Known<'p> {
    entry: &'p PartyEntry,
    form: Option<FormClass>,
    /// Whether it is in its set on all days that are spoken of.
    holds: bool,
}

/// Whether one of these parties has the names of another, and no other name nor code that would tell them apart.
fn is_same_as_one(one: &Party, known: &[Known<'_>]) -> bool {
    fn names(party: &Party) -> BTreeSet<(&str, Option<FormClass>)> {
        party.names().iter().map(core_of).collect()
    }
    if known.is_empty() {
        return false;
    }
    let own = names(one);
    one.codes.is_empty()
        && known.iter().any(|known| {
            known.holds && known.entry.party.decided_not().is_empty() && names(&known.entry.party) == own
        })
}

/// How a party lies to a set of parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Among {
    /// None of its names is known in the set.
    Elsewhere,
    /// Some of its names are known there, on some days.
    Perhaps,
    /// Whatever is equal to a name of it is equal or nearly equal to a name of the set.
    Nearly,
    /// Whatever is equal to a name of it is equal to a name of the set.
    Surely,
    /// One party of the set is known by the very same names, and by nothing else, on all days.
    Same,
}
