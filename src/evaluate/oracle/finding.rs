//! From judgements to a decision: which rules have something to say, on what evidence, and what is missing.

use std::collections::{BTreeMap, BTreeSet};

use super::judgement::{
    AssumedHere, ExemptionJudgement, Judgement, JudgementKind, OfThing, Presence, Reading, RuleJudgement,
    ThingJudgement,
};
use super::reader::Context;
use super::{RuleId, judge_rule};
use crate::evaluate::decision::{Assumed, Decision, Entry, Evidence, Finding, Status};
use crate::evaluate::settle::{Ask, settle_all, settle_one};
use crate::model::{Date, Outcome, Shipment, Truth};
use crate::semantics::hir::{ConditionKind, Respond, Rule, TypedProgram, owned};

/// What is read from judgements in the direction in which they were decided.
#[derive(Default)]
struct Read {
    evidence: Vec<Evidence>,
    asks: Vec<Ask>,
    assumed: Vec<AssumedHere>,
    entry: Option<Entry>,
}

pub(super) fn decision(program: &TypedProgram, shipment: &Shipment, as_of: Option<Date>) -> Decision {
    let assume = !program.assumptions.is_empty();
    let context = Context { program, shipment, as_of, assume };
    let mut findings: Vec<Finding> = Vec::new();
    let mut open: Vec<(String, Vec<Ask>)> = Vec::new();
    let mut assumed: BTreeMap<AssumedHere, Vec<String>> = BTreeMap::new();
    for (id, rule) in (0u32..).map(RuleId).zip(&program.rules) {
        let judged = judge_rule(&context, id, rule);
        let read = read_rule(program, &judged);
        if assume {
            let bare = judge_rule(&Context { assume: false, ..context }, id, rule);
            if status(&bare) != status(&judged) {
                // Two tests of one rule may rest on the same fact.
                for fact in read.assumed.iter().collect::<BTreeSet<_>>() {
                    assumed.entry(fact.clone()).or_default().push(rule.name.clone());
                }
            }
        }
        let Some(status) = status(&judged) else { continue };
        if !read.asks.is_empty() {
            open.push((rule.name.clone(), read.asks.clone()));
        }
        findings.push(finding(program, rule, status, &judged, read));
    }
    // The worst first, then by name, so that no order of statements shows.
    findings.sort_by(|a, b| (b.outcome(), a.status, &a.rule).cmp(&(a.outcome(), b.status, &b.rule)));
    let outcome = findings.iter().map(Finding::outcome).max().unwrap_or(Outcome::Release);
    let assumed =
        assumed.into_iter().map(|(fact, rules)| Assumed { at: fact.at, value: fact.value, rules }).collect();
    Decision { id: shipment.id.clone(), outcome, findings, missing: settle_all(&open), assumed, fault: None }
}

/// Whether a rule has something to say.
pub(super) fn status(judged: &RuleJudgement<'_>) -> Option<Status> {
    match judged.truth() {
        Truth::True => Some(Status::Applies),
        Truth::Unknown => Some(Status::Undetermined),
        Truth::False if judged.window.truth.and(judged.sentence()) == Truth::True => Some(Status::Lifted),
        Truth::False
            if judged.window.alone.and(judged.window.ended).and(judged.sentence()) == Truth::True =>
        {
            Some(Status::Superseded)
        }
        Truth::False => None,
    }
}

fn finding(
    program: &TypedProgram,
    rule: &Rule,
    status: Status,
    judged: &RuleJudgement<'_>,
    read: Read,
) -> Finding {
    let lifted_by = judged
        .things
        .iter()
        .filter(|thing| thing.subject.truth() == Truth::True)
        .find_map(|thing| thing.taken_out_by());
    let lifting = lifted_by
        .filter(|_| status == Status::Lifted)
        .and_then(|exemption| program.exemptions.get(exemption.index));
    let lifted_by = lifting.map(|exemption| match &exemption.notes.because {
        Some(because) => format!("{}, because {because}", exemption.words),
        None => exemption.words.clone(),
    });
    let mut cite = rule.notes.cite.clone();
    let of_exemption = lifting.iter().flat_map(|exemption| &exemption.notes.cite);
    cite.extend(of_exemption.filter(|source| !rule.notes.cite.contains(source)).cloned());
    let is_open = matches!(status, Status::Applies | Status::Undetermined);
    let respond_by =
        rule.notes.respond.zip(judged.window.date).and_then(|(respond, date)| last_day(date, respond));
    let mut evidence = read.evidence;
    let mut seen: Vec<Evidence> = Vec::with_capacity(evidence.len());
    evidence.retain(|one| {
        let is_new = !seen.contains(one);
        if is_new {
            seen.push(one.clone());
        }
        is_new
    });
    Finding {
        rule: rule.name.clone(),
        verb: rule.verb,
        status,
        could_be: (status == Status::Undetermined).then(|| rule.verb.when_true()),
        because: rule.notes.because.as_deref().map(str::to_owned),
        cite: owned(&cite),
        authority: rule.notes.authority.as_deref().map(str::to_owned),
        tags: owned(&rule.notes.tags),
        respond_by: respond_by.filter(|_| is_open).map(|date| date.to_string()),
        lifted_by,
        superseded_by: rule
            .superseded
            .filter(|_| status == Status::Superseded)
            .map(|(_, by)| program.rule(by).name.clone()),
        entry: read.entry,
        evidence,
        missing: settle_one(&read.asks),
    }
}

/// The last day to answer. A month that is too short ends with its last day.
fn last_day(date: Date, respond: Respond) -> Option<Date> {
    let number = i64::from(respond.number);
    let span = if respond.months {
        jiff::Span::new().try_months(number)
    } else {
        jiff::Span::new().try_days(number)
    };
    span.and_then(|span| date.checked_add(span)).ok()
}

/// Reads what decided a rule, or what keeps it open.
fn read_rule(program: &TypedProgram, judged: &RuleJudgement<'_>) -> Read {
    let mut read = Read::default();
    let (sentence, status) = (judged.sentence(), status(judged));
    // What decided: of a rule that holds, was lifted or superseded, its true sentence; otherwise the way in which it is false or open.
    let truth = match status {
        Some(Status::Applies | Status::Lifted | Status::Superseded) => Truth::True,
        Some(Status::Undetermined) => Truth::Unknown,
        None => Truth::False,
    };
    if truth == Truth::False {
        read_false(judged, sentence, &mut read);
        return read;
    }
    if let Some(goods) = &judged.goods {
        read.judgement(goods, goods.truth);
    }
    let holding: Vec<&ThingJudgement<'_>> =
        judged.things.iter().filter(|thing| thing.remaining() == Truth::True).collect();
    if let Some(first) = holding.first() {
        // One thing of which it holds is enough, as long as no exemption may take it out.
        read.thing(&first.subject, truth == Truth::Unknown);
        read.exemptions_of_what_holds(program, &judged.things, &holding);
    } else {
        let subject_truth = |thing: &ThingJudgement<'_>| {
            if truth == Truth::True { thing.subject.truth() } else { thing.remaining() }
        };
        let most = if truth == Truth::True { 1 } else { usize::MAX };
        for thing in judged.things.iter().filter(|thing| subject_truth(thing) == truth).take(most) {
            read.thing(&thing.subject, truth == Truth::Unknown);
            read.open_exemptions(thing);
        }
    }
    judged.when.iter().for_each(|when| read.judgement(when, when.truth));
    if let Some(unless) = &judged.unless {
        read.judgement(unless, unless.truth);
    }
    read.reading(&judged.window.reading, judged.window.truth);
    if matches!(status, Some(Status::Lifted | Status::Superseded)) {
        // Nothing that is still open brings it back.
        read.asks.clear();
    }
    read
}

/// Why a rule does not hold: the first of its parts that rules it out. Nothing is asked for.
fn read_false(judged: &RuleJudgement<'_>, sentence: Truth, read: &mut Read) {
    if judged.window.truth == Truth::False {
        read.reading(&judged.window.reading, Truth::False);
        return;
    }
    if sentence != Truth::False {
        return;
    }
    let beside = judged.goods.iter().chain(&judged.when).find(|part| part.truth == Truth::False);
    match (beside, &judged.unless) {
        (Some(part), _) => read.judgement(part, Truth::False),
        (None, Some(unless)) if unless.truth == Truth::True => read.judgement(unless, Truth::True),
        _ => judged.things.iter().for_each(|thing| read.thing(&thing.subject, false)),
    }
    read.asks.clear();
}

/// What would settle a condition.
pub(super) fn asks(judgement: &Judgement<'_>) -> Vec<Ask> {
    let mut read = Read::default();
    read.judgement(judgement, Truth::Unknown);
    read.asks
}

impl Read {
    fn reading(&mut self, reading: &Reading, truth: Truth) {
        self.evidence.extend(reading.evidence.iter().cloned());
        self.assumed.extend(reading.assumed.iter().cloned());
        if truth == Truth::Unknown {
            self.asks.extend(reading.asks.iter().cloned());
        }
        if truth != Truth::False && self.entry.is_none() {
            self.entry.clone_from(&reading.entry);
        }
    }

    /// Reads what was asked of a thing; of one that may be there, `is_open` says whether that keeps the rule open.
    fn thing(&mut self, thing: &OfThing<'_>, is_open: bool) {
        match &thing.presence {
            Presence::There => self.judgement(&thing.judgement, thing.judgement.truth),
            Presence::MayHaveInputs { reason } if is_open => {
                self.asks.push(Ask { reason: reason.clone(), ..Ask::missing(thing.path.at("inputs")) });
            }
            Presence::MayHaveInputs { .. } => self.judgement(&thing.judgement, thing.judgement.truth),
            Presence::AssumedNone => self.assumed.push(super::assumed_none(&thing.path)),
        }
    }

    /// What decides whether exemptions leave anything of which the rule holds, where it holds of some things now.
    fn exemptions_of_what_holds(
        &mut self,
        program: &TypedProgram,
        things: &[ThingJudgement<'_>],
        holding: &[&ThingJudgement<'_>],
    ) {
        let is_of_shipment = |exemption: &ExemptionJudgement<'_>| {
            program.exemptions.get(exemption.index).is_some_and(|exemption| exemption.of_shipment)
        };
        let only_of_shipment = |thing: &&&ThingJudgement<'_>| {
            let mut open = thing.exemptions.iter().filter(|exemption| exemption.truth == Truth::Unknown);
            open.all(is_of_shipment)
        };
        // An exemption of the shipment takes out all things or none: where no other may take this one out, the rest does not matter.
        if let Some(thing) = holding.iter().find(only_of_shipment) {
            self.open_exemptions(thing);
            return;
        }
        for thing in holding {
            self.open_exemptions(thing);
        }
        // Where all of these are taken out, the rule rests on what is still open.
        let mut beside = Read::default();
        for thing in things.iter().filter(|thing| thing.remaining() == Truth::Unknown) {
            beside.thing(&thing.subject, true);
            beside.open_exemptions(thing);
        }
        self.asks.append(&mut beside.asks);
    }

    /// Exemptions that may yet take a thing out.
    fn open_exemptions(&mut self, thing: &ThingJudgement<'_>) {
        for exemption in thing.exemptions.iter().filter(|exemption| exemption.truth == Truth::Unknown) {
            for part in exemption.parts.iter().filter(|part| part.truth == Truth::Unknown) {
                self.asks.extend(asks(part));
            }
            if exemption.window.truth == Truth::Unknown {
                self.asks.extend(exemption.window.reading.asks.iter().cloned());
            }
        }
    }

    /// Reads a judgement that came out as `truth`: all parts that made it so, or of several the first that was enough.
    fn judgement(&mut self, judgement: &Judgement<'_>, truth: Truth) {
        match &judgement.kind {
            JudgementKind::Test(reading) => self.reading(reading, truth),
            JudgementKind::Not(inner) => self.judgement(inner, !truth),
            JudgementKind::All(parts) => match truth {
                Truth::False => self.first(parts, Truth::False),
                Truth::True | Truth::Unknown => {
                    parts.iter().for_each(|part| self.judgement(part, part.truth));
                }
            },
            JudgementKind::Any(parts) => match truth {
                Truth::True => self.first(parts, Truth::True),
                Truth::Unknown => self.every(parts, Truth::Unknown),
                Truth::False => self.every(parts, Truth::False),
            },
            JudgementKind::Inputs(things) => {
                let is_every = matches!(judgement.condition.kind, ConditionKind::EveryInput(_));
                self.inputs(things, truth, if is_every { Truth::False } else { Truth::True });
            }
            JudgementKind::Share { things, asks, assumed, .. } => {
                self.assumed.extend(assumed.iter().cloned());
                let counted = things.iter().filter(|thing| thing.judgement.truth != Truth::False);
                let asked = self.asks.len();
                counted.for_each(|thing| self.judgement(&thing.judgement, thing.judgement.truth));
                // Of a share that is decided either way, what its inputs leave open is not asked for.
                if truth == Truth::Unknown {
                    self.asks.extend(asks.iter().cloned());
                } else {
                    self.asks.truncate(asked);
                }
            }
        }
    }

    fn first(&mut self, parts: &[Judgement<'_>], truth: Truth) {
        // A part that decides without an assumption goes before one that needs it.
        let deciding = || parts.iter().filter(|part| part.truth == truth);
        let bare = deciding().find(|part| {
            let mut read = Read::default();
            read.judgement(part, truth);
            read.assumed.is_empty()
        });
        if let Some(part) = bare.or_else(|| deciding().next()) {
            self.judgement(part, truth);
        }
    }

    fn every(&mut self, parts: &[Judgement<'_>], truth: Truth) {
        parts.iter().filter(|part| part.truth == truth).for_each(|part| self.judgement(part, truth));
    }

    /// Reads what was asked of inputs: one is enough to decide in one direction, and all are needed in the other.
    fn inputs(&mut self, things: &[OfThing<'_>], truth: Truth, enough: Truth) {
        let of_this = |thing: &OfThing<'_>| match (&thing.presence, enough) {
            (Presence::There, _) => thing.judgement.truth,
            (Presence::MayHaveInputs { .. }, Truth::True) => thing.judgement.truth.and(Truth::Unknown),
            (Presence::MayHaveInputs { .. }, _) => thing.judgement.truth.or(Truth::Unknown),
            (Presence::AssumedNone, _) => truth,
        };
        let deciding = things.iter().filter(|thing| of_this(thing) == truth);
        deciding
            .take(if truth == enough { 1 } else { usize::MAX })
            .for_each(|thing| self.thing(thing, truth == Truth::Unknown));
    }
}
