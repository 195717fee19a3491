//! The words of a rule with what became of them: judgements go in, words with the facts that they met come out.
//!
//! Of alternatives only those are shown that decide; of several inputs the one that decides, or came nearest.

use super::explanation::{Effect, EntryMet, Met, Part, Word};
use super::facts::{self, Asked};
use super::near;
use super::phrases::{count, listed};
use super::predicates;
use super::view::View;
use crate::evaluate::By;
use crate::evaluate::oracle::{AssumedHere, Judgement, Kind, OfThing, Presence, Reading};
use crate::model::{Date, Decimal, Path, Role, Truth};
use crate::semantics::hir::{ConditionKind, Test};
use crate::source::Span;

/// What was found in walking through judgements.
#[derive(Default)]
pub(super) struct Found {
    pub(super) words: Vec<Word>,
    pub(super) entries: Vec<EntryMet>,
    /// Lists of values of which one is enough.
    pub(super) either: Vec<String>,
    /// How names were read.
    pub(super) names: Vec<String>,
    /// Which thing a quantifier was decided by.
    pub(super) inputs: Vec<String>,
    /// The party that was asked and that each thing has for itself.
    pub(super) party_of_thing: Option<String>,
}

/// Walks through the judgements of one part of a rule.
pub(super) struct Walk<'v, 'p> {
    pub(super) view: &'v View<'p>,
    pub(super) part: Part,
    /// The date by which entries of lists are dated.
    pub(super) date: Option<Date>,
}

impl Walk<'_, '_> {
    /// Adds the words of a judgement; `negated` where it must not hold.
    pub(super) fn add(&self, judgement: &Judgement<'_>, negated: bool, found: &mut Found) {
        let truth = judgement.truth;
        match &judgement.kind {
            Kind::Test(reading) => {
                if let ConditionKind::Test(test) = &judgement.condition.kind {
                    let tests = [(test, reading, judgement.condition.span)];
                    self.add_tests(&tests, truth, negated, found);
                }
            }
            Kind::Not(inner) => self.add(inner, !negated, found),
            Kind::All(parts) if truth == Truth::False && negated => {
                self.add_first(parts, truth, negated, found);
            }
            Kind::All(parts) if truth == Truth::Unknown && negated => {
                let open = parts.iter().filter(|part| part.truth != Truth::False);
                open.for_each(|part| self.add(part, negated, found));
            }
            Kind::All(parts) => parts.iter().for_each(|part| self.add(part, negated, found)),
            Kind::Any(parts) => {
                if !negated {
                    self.note_either(parts, found);
                }
                if truth == Truth::True {
                    self.add_first(parts, truth, negated, found);
                } else {
                    self.add_alternatives(parts, truth, negated, found);
                }
            }
            Kind::Inputs(things) => self.add_inputs(judgement, things, negated, found),
            Kind::Share { things, range, asks, assumed } => {
                let effect = effect(truth, negated);
                let mut facts = self.shares(things, found);
                facts::add_asks(self.view, asks, &mut facts);
                facts.extend(assumed.iter().map(assumed_fact));
                let says = range.map(|(low, high)| share_words(low, high));
                let test = share_test(judgement);
                self.push((judgement.condition.span, effect, negated), test, says, facts, found);
            }
        }
    }

    /// The first part that came out so; one that rests on no assumption goes before one that does.
    fn add_first(&self, parts: &[Judgement<'_>], truth: Truth, negated: bool, found: &mut Found) {
        let deciding = || parts.iter().filter(|part| part.truth == truth);
        if let Some(part) = deciding().find(|part| !rests_on_assumption(part)).or_else(|| deciding().next()) {
            self.add(part, negated, found);
        }
    }

    /// Alternatives none of which held: those of one field are one phrase.
    fn add_alternatives(&self, parts: &[Judgement<'_>], truth: Truth, negated: bool, found: &mut Found) {
        let parts: Vec<&Judgement<'_>> = parts.iter().filter(|part| part.truth == truth).collect();
        let tests: Vec<(&Test, &Reading, Span)> = parts.iter().filter_map(|part| as_test(part)).collect();
        let asks_one_field = tests.len() == parts.len()
            && tests.len() > 1
            && tests.windows(2).all(|pair| match pair {
                [(first, ..), (second, ..)] => is_of_one_field(first, second),
                _ => true,
            });
        if asks_one_field {
            self.add_tests(&tests, truth, negated, found);
        } else {
            parts.into_iter().for_each(|part| self.add(part, negated, found));
        }
    }

    /// Adds tests of one field as one phrase.
    fn add_tests(&self, tests: &[(&Test, &Reading, Span)], truth: Truth, negated: bool, found: &mut Found) {
        let (Some((test, _, first)), Some((_, _, last))) = (tests.first(), tests.last()) else { return };
        let mut names: Vec<String> =
            tests.iter().map(|(test, _, span)| predicates::asked(self.view, *span, test)).collect();
        names.dedup();
        let asked = Asked { names: &names, date: self.date };
        let mut facts: Vec<Met> = Vec::new();
        for (test, reading, _) in tests {
            facts::add(self.view, test, reading, &asked, &mut facts);
            facts::note_names(self.view, test, reading, &mut found.names);
            found.entries.extend(facts::entries(self.view, test, reading, truth, self.date));
            let party = predicates::party_of_thing(self.view, test).map(str::to_owned);
            found.party_of_thing =
                found.party_of_thing.take().or(party.filter(|_| self.part == Part::Subject));
        }
        let words = match tests.len() {
            1 => test.words.clone(),
            _ => listed(&tests.iter().map(|(test, ..)| test.words.clone()).collect::<Vec<_>>(), "or"),
        };
        self.push((first.to(*last), effect(truth, negated), negated), words, None, facts, found);
    }

    fn add_inputs(
        &self,
        judgement: &Judgement<'_>,
        things: &[OfThing<'_>],
        negated: bool,
        found: &mut Found,
    ) {
        let truth = judgement.truth;
        let is_every = matches!(judgement.condition.kind, ConditionKind::EveryInput(_));
        let effect = effect(truth, negated);
        let span = judgement.condition.span;
        let words = short_words(self.view, span);
        let wanted = if is_every { Truth::False } else { Truth::True };
        // Of every input, all that are there are the reason; of any, the one that decided or came nearest.
        if things.is_empty() || is_every && truth == Truth::True {
            let says = match things.len() {
                0 => "there are no inputs".to_owned(),
                1 => "it is so of the one input".to_owned(),
                number => format!("it is so of all {number} inputs"),
            };
            self.push((span, effect, negated), words, Some(says), Vec::new(), found);
            return;
        }
        let of_this = |thing: &&OfThing<'_>| near::of_thing(thing, wanted);
        let chosen = things.iter().filter(|thing| thing.truth() == truth).min_by_key(of_this);
        let Some(thing) = chosen.or_else(|| things.iter().min_by_key(of_this)) else { return };
        match &thing.presence {
            Presence::There => {
                let rest = things.len() - 1;
                if truth == Truth::False && !is_every && rest > 0 {
                    found.inputs.push(format!(
                        "{} came nearest of {}.",
                        super::phrases::code(&thing.path.to_string()),
                        count(things.len(), "input", "inputs")
                    ));
                }
                self.add(&thing.judgement, negated, found);
            }
            Presence::MayHaveInputs { reason } => {
                let facts = vec![facts::unknown_inputs(&thing.path, reason.as_deref())];
                self.push((span, effect, negated), words, None, facts, found);
            }
            Presence::AssumedNone => {
                let facts = vec![facts::assumed_none(&thing.path)];
                self.push((span, effect, negated), words, None, facts, found);
            }
        }
    }

    /// The facts of inputs that count for a share, with their shares.
    fn shares(&self, things: &[OfThing<'_>], found: &mut Found) -> Vec<Met> {
        let mut facts: Vec<Met> = Vec::new();
        for thing in things.iter().filter(|thing| thing.judgement.truth != Truth::False) {
            let mut inner = Found::default();
            self.add(&thing.judgement, false, &mut inner);
            facts.extend(inner.words.into_iter().flat_map(|word| word.facts));
            found.names.append(&mut inner.names);
            found.entries.append(&mut inner.entries);
            if let Some(share) = self.view.fact(&thing.path, Role::Share.into()) {
                facts.push(Met {
                    at: thing.path.at("share"),
                    value: Some(share),
                    how: By::Amount,
                    truth: thing.judgement.truth,
                    matched: None,
                    score: None,
                    says: "is its part".to_owned(),
                });
            }
        }
        facts
    }

    fn note_either(&self, parts: &[Judgement<'_>], found: &mut Found) {
        let tests: Vec<(&Test, &Reading, Span)> = parts.iter().filter_map(as_test).collect();
        let (Some((_, _, first)), Some((_, _, last))) = (tests.first(), tests.last()) else { return };
        let text = self.view.sources.text(first.to(*last));
        let commas = text.matches(',').count();
        if tests.len() != parts.len() || commas == 0 || text.contains('\n') {
            return;
        }
        let text = super::phrases::code(text);
        let note = match commas {
            1 if tests.len() == 2 => format!("In {text} the comma is an \"or\": either is enough."),
            1 => format!("In {text} the comma is an \"or\": any one is enough."),
            _ => format!("In {text} each comma is an \"or\": any one is enough."),
        };
        found.either.push(note);
    }

    pub(super) fn push(
        &self,
        (span, effect, negated): (Span, Effect, bool),
        test: String,
        says: Option<String>,
        facts: Vec<Met>,
        found: &mut Found,
    ) {
        let place = self.view.place(span);
        found.words.push(Word { place, part: self.part, effect, negated, test, says, facts });
    }
}

fn effect(truth: Truth, negated: bool) -> Effect {
    Effect::from(if negated { !truth } else { truth })
}

fn as_test<'j>(judgement: &'j Judgement<'_>) -> Option<(&'j Test, &'j Reading, Span)> {
    match (&judgement.condition.kind, &judgement.kind) {
        (ConditionKind::Test(test), Kind::Test(reading)) => Some((test, reading, judgement.condition.span)),
        _ => None,
    }
}

fn is_of_one_field(a: &Test, b: &Test) -> bool {
    let field = |test: &Test| test.words.split(' ').next().map(str::to_owned);
    std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind) && field(a) == field(b)
}

fn rests_on_assumption(judgement: &Judgement<'_>) -> bool {
    match &judgement.kind {
        Kind::Test(reading) => !reading.assumed.is_empty(),
        Kind::Not(inner) => rests_on_assumption(inner),
        Kind::All(parts) | Kind::Any(parts) => parts.iter().any(rests_on_assumption),
        Kind::Inputs(things) => things.iter().any(|thing| thing.presence == Presence::AssumedNone),
        Kind::Share { assumed, .. } => !assumed.is_empty(),
    }
}

fn assumed_fact(assumed: &AssumedHere) -> Met {
    Met {
        at: assumed.at.clone(),
        value: Some(assumed.value.clone()),
        how: By::Assumption,
        truth: Truth::True,
        matched: None,
        score: None,
        says: "is assumed".to_owned(),
    }
}

fn share_test(judgement: &Judgement<'_>) -> String {
    match &judgement.condition.kind {
        ConditionKind::Share(_, _, words) => words.clone(),
        _ => String::new(),
    }
}

fn share_words(low: Decimal, high: Decimal) -> String {
    let percent = |share: Decimal| {
        let percent = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share).round_dp(2).normalize();
        format!("{percent}%")
    };
    if low == high {
        format!("the share is {}", percent(low))
    } else {
        format!("the share lies between {} and {}", percent(low), percent(high))
    }
}

/// The words under a span on one line.
pub(super) fn short_words(view: &View<'_>, span: Span) -> String {
    view.sources.text(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The path of a thing that is asked, for sentences.
pub(super) fn thing_words(path: &Path) -> String {
    if path.is_goods() { "the goods".to_owned() } else { super::phrases::code(&path.to_string()) }
}
