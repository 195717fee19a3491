//! `unseen-value`: a company, place, product or text that a policy asks for and that is true of no record.
//!
//! A value counts as seen where any rule or exemption finds it anywhere, in the goods or in an input, in force or not. It is said once,
//! at its first place; where its rule applies to no record, `idle-rule` says it instead.

use std::collections::{BTreeMap, BTreeSet};

use super::count_of_records;
use super::rules::RuleTally;
use crate::diagnostic::suggest::grouped;
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluate::oracle::{Judgement, Kind, RuleJudgement};
use crate::model::{HtsRange, Truth};
use crate::semantics::hir::{Condition, ConditionKind, PartySet, Rule, Test, TestKind, TypedProgram};
use crate::source::Span;
use crate::vocabulary::countries::CountryId;
use crate::vocabulary::goods::GoodsId;
use crate::vocabulary::places::PlaceId;

/// What one record, or all so far, say of the value at a place of the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// Whether something is it.
    is_true: bool,
    /// Whether something is ruled out to be it.
    is_false: bool,
    /// On how many records it stayed open and was not found.
    open: u64,
}

/// What was seen of each value, by where it stands.
#[derive(Debug, Default)]
pub(super) struct Values {
    seen: BTreeMap<Span, Seen>,
}

/// What a value stands for, whatever field is asked for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key<'p> {
    Country(CountryId),
    Region(PlaceId),
    Goods(GoodsId),
    Hts(HtsRange),
    Party(u32),
    List(u32),
    Text(&'p str),
    Mentioned(&'p str),
    Document(&'p str),
}

/// A value where it stands.
#[derive(Clone, Debug)]
pub(super) struct Value<'p> {
    pub(super) span: Span,
    words: &'p str,
    key: Key<'p>,
    seen: Seen,
}

/// All values of a program with what was seen of them.
pub(super) struct ProgramValues<'p> {
    values: Vec<Value<'p>>,
    /// Those that something was.
    found: BTreeSet<Key<'p>>,
}

impl<'p> Key<'p> {
    /// The value of a test; nothing of amounts, dates, yes or no, and of what is known at all.
    fn of(test: &'p Test) -> Option<Key<'p>> {
        Some(match &test.kind {
            TestKind::Country(_, country) => Key::Country(*country),
            TestKind::Region(_, place) => Key::Region(*place),
            TestKind::Goods(_, goods) => Key::Goods(*goods),
            TestKind::Hts(range) => Key::Hts(*range),
            TestKind::Party(_, PartySet::One(party)) | TestKind::Resembles(_, PartySet::One(party), _) => {
                Key::Party(party.0)
            }
            TestKind::Party(_, PartySet::List(list)) | TestKind::Resembles(_, PartySet::List(list), _) => {
                Key::List(list.0)
            }
            TestKind::Text(_, text) => Key::Text(text),
            TestKind::Mentions(..) => Key::Mentioned(&test.words),
            TestKind::Document(document) => Key::Document(document),
            TestKind::Number(..)
            | TestKind::Money(..)
            | TestKind::Quantity(..)
            | TestKind::Date(..)
            | TestKind::YesNo(..)
            | TestKind::NoDocuments
            | TestKind::Missing(_)
            | TestKind::Known(_) => return None,
        })
    }
}

impl Value<'_> {
    /// What is said where it stands.
    pub(super) fn label(&self) -> &'static str {
        match self.seen {
            Seen { is_false: false, .. } => "no record says whether it is this",
            Seen { open: 0, .. } => "no record has this",
            Seen { .. } => "no record is known to have this",
        }
    }

    /// What to do.
    pub(super) fn help(&self) -> String {
        if !self.seen.is_false {
            return "no record says enough to tell: is a column missing, or called otherwise".to_owned();
        }
        let advice = match self.key {
            Key::Party(_) => {
                "compare the names in the records with it: another spelling is added to its entity with `also`"
            }
            Key::List(_) => {
                "compare the names in the records with those of the list, and the days of its entries with the dates"
            }
            Key::Country(_) | Key::Region(_) => {
                "compare how the records write it: another spelling is added to its declaration with `also`"
            }
            Key::Goods(_) => "compare the codes and names in the records with those of its declaration",
            Key::Hts(_) => "compare the codes in the records with it, and the edition from which each comes",
            Key::Text(_) | Key::Mentioned(_) | Key::Document(_) => "compare how the records write it",
        };
        advice.to_owned()
    }
}

impl Values {
    /// Takes in what one record says.
    pub(super) fn add(&mut self, seen: BTreeMap<Span, Seen>) {
        for (span, of_record) in seen {
            let total = self.seen.entry(span).or_default();
            total.is_true |= of_record.is_true;
            total.is_false |= of_record.is_false;
            total.open += u64::from(of_record.open > 0 && !of_record.is_true);
        }
    }

    /// The values of a program, in the order in which they stand.
    pub(super) fn of_program<'p>(&self, program: &'p TypedProgram) -> ProgramValues<'p> {
        let mut values = Vec::new();
        for rule in &program.rules {
            rule.conditions().for_each(|condition| self.list(condition, &mut values));
        }
        for exemption in &program.exemptions {
            exemption.conditions().for_each(|condition| self.list(condition, &mut values));
        }
        values.sort_by(|a, b| (a.span, &a.key).cmp(&(b.span, &b.key)));
        let found = values.iter().filter(|value| value.seen.is_true).map(|value| value.key.clone()).collect();
        ProgramValues { values, found }
    }

    fn list<'p>(&self, condition: &'p Condition, values: &mut Vec<Value<'p>>) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.list(part, values));
            }
            ConditionKind::Not(inner)
            | ConditionKind::AnyInput(inner)
            | ConditionKind::EveryInput(inner)
            | ConditionKind::Share(inner, ..) => self.list(inner, values),
            ConditionKind::Test(test) => {
                // What was never asked of anything, such as of inputs where there are none, was not looked for.
                let Some((key, seen)) = Key::of(test).zip(self.seen.get(&condition.span)) else { return };
                values.push(Value { span: condition.span, words: &test.words, key, seen: *seen });
            }
        }
    }
}

impl<'p> ProgramValues<'p> {
    fn is_unseen(&self, value: &Value<'p>) -> bool {
        !self.found.contains(&value.key)
    }

    /// Values of a rule that no record has, each place once.
    pub(super) fn unseen_in(&self, rule: &'p Rule) -> impl Iterator<Item = &Value<'p>> {
        let first = self.values.partition_point(|value| value.span < rule.span);
        let after = self.values.get(first..).unwrap_or_default().iter();
        let mut last = None;
        after
            .take_while(|value| is_within(value.span, rule.span))
            .filter(move |value| self.is_unseen(value) && last.replace(value.span) != Some(value.span))
    }
}

/// Notes what a judgement says of the values that it asks for.
pub(super) fn note_rule(judged: &RuleJudgement<'_>, seen: &mut BTreeMap<Span, Seen>) {
    judged.goods.iter().chain(&judged.when).chain(&judged.unless).for_each(|part| note(part, seen));
    for thing in &judged.things {
        note(&thing.subject.judgement, seen);
        thing.exemptions.iter().flat_map(|exemption| &exemption.parts).for_each(|part| note(part, seen));
    }
}

fn note(judgement: &Judgement<'_>, seen: &mut BTreeMap<Span, Seen>) {
    match &judgement.kind {
        Kind::All(parts) | Kind::Any(parts) => parts.iter().for_each(|part| note(part, seen)),
        Kind::Not(inner) => note(inner, seen),
        Kind::Inputs(things) | Kind::Share { things, .. } => {
            things.iter().for_each(|thing| note(&thing.judgement, seen));
        }
        Kind::Test(_) => {
            let of_place = seen.entry(judgement.condition.span).or_default();
            match judgement.truth {
                Truth::True => of_place.is_true = true,
                Truth::False => of_place.is_false = true,
                Truth::Unknown => of_place.open = 1,
            }
        }
    }
}

/// Reports values that no record has, outside of rules of which something worse is said, or nothing any more.
pub(super) fn check(
    program: &TypedProgram,
    tallies: &[RuleTally],
    values: &ProgramValues<'_>,
    records: u64,
) -> Vec<Diagnostic> {
    let mut passed_over: Vec<Span> = program
        .rules
        .iter()
        .zip(tallies)
        .filter(|(rule, tally)| tally.is_idle(rule) || tally.has_ended(rule))
        .map(|(rule, _)| rule.span)
        .collect();
    passed_over.sort_unstable();
    let is_passed_over = |span: Span| {
        let next = passed_over.partition_point(|rule| (rule.file, rule.start) <= (span.file, span.start));
        let rule = next.checked_sub(1).and_then(|at| passed_over.get(at));
        rule.is_some_and(|rule| is_within(span, *rule))
    };
    let mut said: BTreeSet<&Key<'_>> = BTreeSet::new();
    let mut last: Option<Span> = None;
    let mut found: Vec<Diagnostic> = Vec::new();
    for value in values.values.iter().filter(|value| values.is_unseen(value)) {
        if !is_passed_over(value.span) && last != Some(value.span) && said.insert(&value.key) {
            last = Some(value.span);
            found.push(report(value, records));
        }
    }
    found
}

/// Whether something begins within something else.
fn is_within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && (outer.start..outer.end).contains(&inner.start)
}

fn report(value: &Value<'_>, records: u64) -> Diagnostic {
    let message = match records {
        1 => format!("`{}` is not true of the only record", value.words),
        records => format!("`{}` is true of none of {}", value.words, count_of_records(records)),
    };
    let problem = Diagnostic::new(Code::UnseenValue, value.span, message, value.label()).help(value.help());
    if value.seen.is_false && value.seen.open > 0 {
        let open = value.seen.open;
        let verb = if open == 1 { "leaves" } else { "leave" };
        problem.note(format!("{} of them {verb} it open", grouped(open)))
    } else {
        problem
    }
}
