//! `every-of-none`: an `unless` or an exemption rests on `every input (…)`, which is true where there are no inputs at all.
//!
//! `unless every input (country is VN)` frees goods that have no inputs, of which nobody proved anything. Where the condition also asks
//! for an input that is there, or for a share of inputs, nothing is freed by having none.

use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::{Condition, ConditionKind, TypedProgram};
use crate::source::Span;

/// Looks at what frees: the `unless` of rules, and the subject and `when` of exemptions.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &program.rules {
        rule.sentence.unless.iter().for_each(|unless| look(unless, "the rule does not hold", &mut found));
    }
    for exemption in &program.exemptions {
        let frees = [&exemption.subject].into_iter().chain(&exemption.when);
        frees.for_each(|condition| look(condition, "the exemption holds", &mut found));
    }
    found
}

fn look(condition: &Condition, what_follows: &str, found: &mut Vec<Diagnostic>) {
    match &condition.kind {
        // One part that is false of no inputs guards the others.
        ConditionKind::All(parts) if parts.iter().any(asks_for_an_input) => (),
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().for_each(|part| look(part, what_follows, found));
        }
        ConditionKind::EveryInput(_) => found.push(report(condition.span, what_follows)),
        ConditionKind::Not(_)
        | ConditionKind::AnyInput(_)
        | ConditionKind::Share(..)
        | ConditionKind::Test(_) => (),
    }
}

/// Whether a condition is false where there are no inputs.
fn asks_for_an_input(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::AnyInput(_) => true,
        ConditionKind::Share(_, bounds, _) => !bounds.contains(&crate::model::Decimal::ZERO),
        ConditionKind::All(parts) => parts.iter().any(asks_for_an_input),
        ConditionKind::Any(parts) => !parts.is_empty() && parts.iter().all(asks_for_an_input),
        ConditionKind::Not(_) | ConditionKind::EveryInput(_) | ConditionKind::Test(_) => false,
    }
}

fn report(span: Span, what_follows: &str) -> Diagnostic {
    let message = format!("`every input (…)` is true of goods without inputs, and then {what_follows}");
    Diagnostic::new(Code::EveryOfNone, span, message, "true of none")
        .help(
            "ask as well that there is an input, such as `any input (country is known) and every input (…)`",
        )
        .note("goods of which it is stated that they have no inputs are freed without any proof")
}
