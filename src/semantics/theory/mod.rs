//! What conditions mean to the solver: each is two statements, that it is true and that it is false; where neither holds, it is unknown.
//!
//! In: conditions, windows, and of which thing they are asked. Out: statements whose clauses say what no record can do: lie within a
//! place and outside of what holds it, be of two countries, be dated before and after a day. Every clause is one that evaluation keeps on every
//! record, so "impossible" is a proof. The other way round, what is possible here need not be in the world: nobody knows which
//! goods a company makes.
//!
//! Inputs of inputs, shares and quantifiers are not looked into: each is a statement of its own that may be anything.

mod relations;

use std::collections::BTreeMap;

use super::hir::{
    Bounds, Condition, ConditionKind, PartySet, Presence, Rule, Scope, Test, TestKind, TypedProgram, Who,
    Window,
};
use crate::model::{Date, Decimal, FieldId, Level};
use crate::solve::{Answer, Literal, Solver};
use crate::vocabulary::names::FormClass;
use crate::vocabulary::parties::KnownName;

/// Into how many contradictions a question may run.
const BUDGET: u32 = 2_000;

/// How many different tests a question may have; beyond that, writing down how they bear on each other is too dear.
const MOST_TESTS: usize = 400;

/// Of what a condition is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// The goods.
    Goods,
    /// One input.
    Input,
}

/// That something is true, and that it is false.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) yes: Literal,
    pub(super) no: Literal,
}

impl Pair {
    pub(super) fn not(self) -> Pair {
        Pair { yes: self.no, no: self.yes }
    }
}

/// A test of one thing.
struct Atom<'p> {
    thing: Thing,
    kind: &'p TestKind,
    pair: Pair,
}

/// Where a range of values begins or ends: a value, and whether the place is just before or just after it.
type Cut = (Decimal, bool);

/// A test of a value that has an order: it holds from one cut to another.
struct Range {
    low: Option<Cut>,
    high: Option<Cut>,
    pair: Pair,
}

/// A question in the making.
pub(super) struct Theory<'p> {
    program: &'p TypedProgram,
    solver: Solver,
    atoms: Vec<Atom<'p>>,
    by_key: BTreeMap<(Thing, String), Pair>,
    /// Ranges of one field, of one currency or unit.
    ranges: BTreeMap<(Thing, FieldId, String), Vec<Range>>,
    /// The first day that is spoken of, so that entries of lists which hold from then on hold on every day.
    since: Option<Date>,
    /// That the facts of the record do not contradict each other.
    sober: Literal,
    is_related: bool,
}

impl<'p> Theory<'p> {
    pub(super) fn new(program: &'p TypedProgram, since: Option<Date>) -> Theory<'p> {
        let mut solver = Solver::new(BUDGET);
        let sober = solver.fresh();
        Theory {
            program,
            solver,
            atoms: Vec::new(),
            by_key: BTreeMap::new(),
            ranges: BTreeMap::new(),
            since,
            sober,
            is_related: false,
        }
    }

    /// That the facts of the record do not contradict each other, as a region and a country that does not hold it do.
    pub(super) fn sober(&self) -> Literal {
        self.sober
    }

    /// Whether these can hold together. All conditions have been said by then.
    pub(super) fn ask(&mut self, together: &[Literal]) -> Answer {
        // Ranges count as well: each is held against each of its field.
        if self.by_key.len() > MOST_TESTS {
            return Answer::NotDecided;
        }
        if !self.is_related {
            self.is_related = true;
            self.relate();
        }
        self.solver.ask(together)
    }

    /// After an impossible question, whether the answer rests on a statement.
    pub(super) fn is_to_blame(&self, literal: Literal) -> bool {
        self.solver.is_to_blame(literal)
    }

    /// After a possible one, whether a statement holds.
    pub(super) fn holds(&self, literal: Literal) -> bool {
        self.solver.holds(literal)
    }

    /// All of these.
    pub(super) fn all(&mut self, parts: &[Pair]) -> Pair {
        let yes: Vec<Literal> = parts.iter().map(|part| part.yes).collect();
        let no: Vec<Literal> = parts.iter().map(|part| part.no).collect();
        Pair { yes: self.solver.all(&yes), no: self.solver.any(&no) }
    }

    /// Some of these.
    pub(super) fn any(&mut self, parts: &[Pair]) -> Pair {
        let opposites: Vec<Pair> = parts.iter().map(|part| part.not()).collect();
        self.all(&opposites).not()
    }

    /// A condition, asked of a thing.
    pub(super) fn condition(&mut self, condition: &'p Condition, thing: Thing, dates: FieldId) -> Pair {
        match &condition.kind {
            ConditionKind::All(parts) => {
                let parts: Vec<Pair> = parts.iter().map(|part| self.condition(part, thing, dates)).collect();
                self.all(&parts)
            }
            ConditionKind::Any(parts) => {
                let parts: Vec<Pair> = parts.iter().map(|part| self.condition(part, thing, dates)).collect();
                self.any(&parts)
            }
            ConditionKind::Not(inner) => self.condition(inner, thing, dates).not(),
            ConditionKind::AnyInput(_) | ConditionKind::EveryInput(_) | ConditionKind::Share(..) => {
                let key = self.shape(condition, dates);
                self.statement(thing, key)
            }
            ConditionKind::Test(test) => self.test(test, thing, dates),
        }
    }

    fn test(&mut self, test: &'p Test, thing: Thing, dates: FieldId) -> Pair {
        // What the shipment alone has, an input answers with the shipment's.
        let thing = if self.is_of_shipment(&test.kind) { Thing::Goods } else { thing };
        match &test.kind {
            TestKind::Number(field, bounds) => self.range(thing, *field, String::new(), bounds),
            TestKind::Money(field, bounds, currency) => {
                self.range(thing, *field, currency.to_string(), bounds)
            }
            TestKind::Quantity(field, bounds, unit) => {
                self.range(thing, *field, unit.clone().unwrap_or_default(), bounds)
            }
            TestKind::Date(field, bounds) => {
                let from = bounds.low.as_ref().and_then(|(day, included)| first_day(*day, *included));
                let until = bounds.high.as_ref().and_then(|(day, included)| first_day(*day, !*included));
                self.days(thing, *field, from, until)
            }
            // That something is known is that it is not missing, and both are always decided.
            TestKind::Known(presence) => self.missing(thing, *presence, &test.kind).not(),
            TestKind::Missing(presence) => self.missing(thing, *presence, &test.kind),
            kind => {
                let key = self.key(kind, dates);
                let is_new = !self.by_key.contains_key(&(thing, key.clone()));
                let pair = self.statement(thing, key);
                if is_new {
                    self.atoms.push(Atom { thing, kind, pair });
                }
                pair
            }
        }
    }

    fn missing(&mut self, thing: Thing, presence: Presence, kind: &'p TestKind) -> Pair {
        let key = format!("missing {presence:?}");
        let is_new = !self.by_key.contains_key(&(thing, key.clone()));
        let pair = self.statement(thing, key);
        if is_new {
            self.solver.one_of(&[pair.yes, pair.no]);
            // INVARIANT: the pair of an atom of presence says that the fact is missing, whichever way it was asked.
            self.atoms.push(Atom { thing, kind, pair });
        }
        pair
    }

    /// The two statements of a key, which are not both so.
    fn statement(&mut self, thing: Thing, key: String) -> Pair {
        if let Some(pair) = self.by_key.get(&(thing, key.clone())) {
            return *pair;
        }
        let pair = Pair { yes: self.solver.fresh(), no: self.solver.fresh() };
        self.solver.one_of(&[!pair.yes, !pair.no]);
        self.by_key.insert((thing, key), pair);
        pair
    }

    fn range(&mut self, thing: Thing, field: FieldId, unit: String, bounds: &Bounds<Decimal>) -> Pair {
        let low = bounds.low.map(|(value, included)| (value, !included));
        // The place just after a value is in the range where the value is.
        let high = bounds.high;
        self.cut(thing, field, unit, low, high)
    }

    /// That a date lies from one day on and before another.
    pub(super) fn days(
        &mut self,
        thing: Thing,
        field: FieldId,
        from: Option<Date>,
        until: Option<Date>,
    ) -> Pair {
        let cut = |day: Date| (number_of(day), false);
        self.cut(thing, field, String::new(), from.map(cut), until.map(cut))
    }

    fn cut(
        &mut self,
        thing: Thing,
        field: FieldId,
        unit: String,
        low: Option<Cut>,
        high: Option<Cut>,
    ) -> Pair {
        let key = format!("{field:?} {unit} {low:?} {high:?}");
        let is_new = !self.by_key.contains_key(&(thing, key.clone()));
        let pair = self.statement(thing, key);
        if is_new {
            self.ranges.entry((thing, field, unit)).or_default().push(Range { low, high, pair });
        }
        pair
    }

    /// The window of a rule or an exemption, ended by another rule or not.
    pub(super) fn window(&mut self, window: &Window, superseded: Option<Date>) -> Pair {
        let until = window.until.into_iter().chain(superseded).min();
        if window.from.is_none() && until.is_none() {
            let always = self.solver.always();
            return Pair { yes: always, no: !always };
        }
        self.days(Thing::Goods, window.field, window.from, until)
    }

    /// What a rule asks beside its window: of one thing, with what it asks of the goods.
    pub(super) fn sentence(&mut self, rule: &'p Rule, thing: Thing) -> Pair {
        let described = self.described(rule, thing);
        let (unless, dates) = (&rule.sentence.unless, rule.window.field);
        let spared = unless.as_ref().map(|unless| self.condition(unless, Thing::Goods, dates).not());
        let parts: Vec<Pair> = [described].into_iter().chain(spared).collect();
        self.all(&parts)
    }

    /// What a rule asks beside its window and its `unless`.
    pub(super) fn described(&mut self, rule: &'p Rule, thing: Thing) -> Pair {
        let dates = rule.window.field;
        let sentence = &rule.sentence;
        let mut parts = Vec::new();
        match &sentence.scope {
            Scope::Directly => parts.push(self.condition(&sentence.subject, Thing::Goods, dates)),
            Scope::InWholeOrInPart => parts.push(self.condition(&sentence.subject, thing, dates)),
            Scope::Containing(inner) => {
                parts.push(self.condition(&sentence.subject, Thing::Goods, dates));
                parts.push(self.condition(inner, Thing::Input, dates));
            }
        }
        parts.extend(sentence.when.iter().map(|when| self.condition(when, Thing::Goods, dates)));
        self.all(&parts)
    }

    fn is_of_shipment(&self, kind: &TestKind) -> bool {
        let field = match kind {
            TestKind::Document(_) | TestKind::NoDocuments => return true,
            TestKind::Hts(_) => return false,
            TestKind::Party(who, _) | TestKind::Resembles(who, ..) => match who {
                Who::Field(field) => *field,
                Who::AnyParty => return false,
            },
            TestKind::Missing(presence) | TestKind::Known(presence) => match presence {
                Presence::Field(field) => *field,
                Presence::AnyParty | Presence::Inputs => return false,
            },
            TestKind::Country(field, _)
            | TestKind::Region(field, _)
            | TestKind::Goods(field, _)
            | TestKind::Number(field, _)
            | TestKind::Money(field, ..)
            | TestKind::Quantity(field, ..)
            | TestKind::Date(field, _)
            | TestKind::Text(field, _)
            | TestKind::YesNo(field, _)
            | TestKind::Mentions(field, _) => *field,
        };
        self.program.schema.field(field).level == Level::Shipment
    }

    /// What makes two tests the same.
    fn key(&self, kind: &TestKind, dates: FieldId) -> String {
        match kind {
            TestKind::Party(who, set) => format!("party {who:?} {}", self.set_key(*set, dates)),
            TestKind::Resembles(who, set, threshold) => {
                format!("resembles {who:?} {} {threshold:?}", self.set_key(*set, dates))
            }
            kind => format!("{kind:?}"),
        }
    }

    fn set_key(&self, set: PartySet, dates: FieldId) -> String {
        match set {
            // Entries of lists have days, which are compared with the date of the rule's window.
            PartySet::List(list) => format!("list {} by {dates:?}", list.0),
            PartySet::One(party) => {
                let party = &self.program.party(party).party;
                let mut names: Vec<(&str, Option<FormClass>)> = party.names().iter().map(core_of).collect();
                names.sort();
                names.dedup();
                format!("{names:?} {:?} {}", party.codes, party.decided_not())
            }
        }
    }

    /// A condition without the places where its parts stand.
    fn shape(&self, condition: &Condition, dates: FieldId) -> String {
        let parts = |parts: &[Condition]| {
            parts.iter().map(|part| self.shape(part, dates)).collect::<Vec<_>>().join(", ")
        };
        match &condition.kind {
            ConditionKind::All(all) => format!("all({})", parts(all)),
            ConditionKind::Any(any) => format!("any({})", parts(any)),
            ConditionKind::Not(inner) => format!("not({})", self.shape(inner, dates)),
            ConditionKind::AnyInput(inner) => format!("any input({})", self.shape(inner, dates)),
            ConditionKind::EveryInput(inner) => format!("every input({})", self.shape(inner, dates)),
            ConditionKind::Share(inner, bounds, _) => {
                format!("share({}) {bounds:?}", self.shape(inner, dates))
            }
            ConditionKind::Test(test) => self.key(&test.kind, dates),
        }
    }
}

/// The words of a name that are compared, and the class of its legal form.
fn core_of(known: &KnownName) -> (&str, Option<FormClass>) {
    (known.name().core(), known.name().legal_form())
}

/// The first day of those from a day on, or after it.
fn first_day(day: Date, is_included: bool) -> Option<Date> {
    if is_included { Some(day) } else { day.tomorrow().ok() }
}

/// Days as numbers in their order.
fn number_of(day: Date) -> Decimal {
    Decimal::from(i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day()))
}
