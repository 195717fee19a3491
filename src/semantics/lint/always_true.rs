//! `always-true`: a condition that no record makes false.
//!
//! `when value over 800 USD or value at most 800 USD` narrows nothing; mostly a bound is mistyped, or `or` stands where `and` was meant.
//! `anything` without a condition is said openly, and is no mistake.

use super::asked::{bare, not_decided, tests_in};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::FieldId;
use crate::semantics::hir::{Condition, ConditionKind, Scope, TypedProgram};
use crate::semantics::theory::{Theory, Thing};
use crate::solve::Answer;

/// Looks at what narrows rules and exemptions.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &program.rules {
        let (sentence, dates) = (&rule.sentence, rule.window.field);
        let inner = match &sentence.scope {
            Scope::Containing(inner) => Some(inner),
            Scope::Directly | Scope::InWholeOrInPart => None,
        };
        let narrowing = [&sentence.subject].into_iter().chain(inner).chain(&sentence.when);
        narrowing.for_each(|condition| look(program, condition, dates, &mut found));
    }
    for exemption in &program.exemptions {
        let narrowing = [&exemption.subject].into_iter().chain(&exemption.when).chain(&exemption.unless);
        narrowing.for_each(|condition| look(program, condition, exemption.window.field, &mut found));
    }
    found
}

fn look(program: &TypedProgram, condition: &Condition, dates: FieldId, found: &mut Vec<Diagnostic>) {
    match &condition.kind {
        ConditionKind::All(parts) => parts.iter().for_each(|part| look(program, part, dates, found)),
        // One test alone can be false, and what is asked of inputs is false of some.
        _ if tests_in(condition) < 2 => (),
        _ => {
            let mut theory = Theory::new(program, None);
            let pair = theory.condition(condition, Thing::Goods, dates);
            match theory.ask(&[pair.no]) {
                Answer::Possible => (),
                Answer::Impossible => found.push(report(condition)),
                Answer::NotDecided => {
                    found.push(not_decided(condition.span, "whether this can ever be false"));
                }
            }
        }
    }
}

fn report(condition: &Condition) -> Diagnostic {
    let message = format!("no record makes `{}` false", bare(condition));
    Diagnostic::new(Code::AlwaysTrue, condition.span, message, "narrows nothing")
        .help("leave it out, or see whether `and` is meant, or another value")
}
