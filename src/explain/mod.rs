//! Why a record was decided as it was: for the officer who holds it now, and for the auditor who asks in two years.
//!
//! In: a typed program with its files, and a record. Out: an [`Explanation`], plain data: the answer in a sentence; each rule that has
//! something to say, with its words, the facts that they met, and what a hurried reader mistakes; of the rules that say nothing those
//! that came nearest; and what to ask whom. Not here: drawing it, which is `report`'s work.

mod explanation;
mod facts;
mod headline;
mod near;
mod phrases;
mod place;
mod predicates;
mod rule;
mod sentences;
mod view;
mod window;
mod words;

use std::cmp::Reverse;

pub use explanation::{
    Days, Effect, EntryMet, Explained, Explanation, Met, Part, Standing, Step, Wanted, Word,
};
pub use near::Distance;
pub use place::Place;

use crate::evaluate::{Decision, oracle};
use crate::model::{Date, Shipment};
use crate::semantics::hir::TypedProgram;
use crate::source::SourceMap;
use view::View;

/// How many of the rules that say nothing are explained.
const NEAREST: usize = 3;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The day that stands in for the day of arrival of a record that has no date at all.
    pub as_of: Option<Date>,
    /// The one rule to explain, whether it says something or not; all that do where none is named. A name that the program does not have
    /// leaves the explanation without rules.
    pub rule: Option<String>,
}

/// Explains the decision on a record.
pub fn explain(
    program: &TypedProgram,
    sources: &SourceMap,
    shipment: &Shipment,
    question: &Question,
) -> Explanation {
    let view = View { program, sources, shipment };
    let decision = oracle::decide(program, shipment, question.as_of);
    let mut explanation = Explanation {
        id: decision.id.clone(),
        row: shipment.row,
        outcome: decision.outcome,
        says: String::new(),
        rules: Vec::new(),
        nearest: Vec::new(),
        silent: program.rules.len().saturating_sub(decision.findings.len()),
        missing: wanted(&view, &decision),
        assumed: decision.assumed.clone(),
        fault: decision.fault.clone(),
    };
    if decision.fault.is_none() {
        add_rules(&view, &decision, question, &mut explanation);
    }
    explanation.says = headline::says(&explanation, program.rules.len());
    explanation
}

fn add_rules(view: &View<'_>, decision: &Decision, question: &Question, explanation: &mut Explanation) {
    let judged = oracle::judge(view.program, view.shipment, question.as_of);
    let wanted = question.rule.as_deref().map(|name| view.program.find_rule(name));
    let name = |judged: &oracle::RuleJudgement<'_>| view.program.rule(judged.rule).name.as_str();
    let mut silent = Vec::new();
    for judged in &judged {
        if wanted.is_some_and(|wanted| wanted != Some(judged.rule)) {
            continue;
        }
        let finding = decision.findings.iter().find(|finding| finding.rule == name(judged));
        match finding {
            None if wanted.is_none() => silent.push((near::of_rule(judged), judged)),
            _ => explanation.rules.push(rule::explain(view, judged, finding)),
        }
    }
    // Those that decide come first; of these, what holds before what is open, and what would block before what would hold.
    explanation.rules.sort_by(|a, b| {
        let key = |one: &Explained| {
            (Reverse(one.outcome), one.standing, Reverse(one.verb.when_true()), one.missing.len())
        };
        key(a).cmp(&key(b)).then_with(|| a.rule.cmp(&b.rule))
    });
    if wanted.is_some() {
        let is_asked = |name: &String| explanation.rules.iter().any(|rule| rule.rule == *name);
        explanation.missing.retain(|fact| fact.decides.iter().any(is_asked));
    }
    silent.sort_by_key(|(distance, judged)| {
        (*distance, Reverse(view.program.rule(judged.rule).verb.when_true()), name(judged))
    });
    let nearest = silent.into_iter().take(NEAREST).map(|(_, judged)| rule::explain(view, judged, None));
    explanation.nearest = nearest.collect();
}

fn wanted(view: &View<'_>, decision: &Decision) -> Vec<Wanted> {
    let wanted = decision.missing.iter().map(|fact| Wanted {
        at: fact.at.clone(),
        decides: fact.decides.clone(),
        reason: fact.reason.clone(),
        whom: view.whom(&fact.at),
    });
    wanted.collect()
}
