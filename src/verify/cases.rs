//! One test statement: its record is decided by the whole program, and each expectation is compared with the decision.

use std::collections::BTreeSet;

use crate::diagnostic::suggest::listed;
use crate::evaluate::{Decision, Finding, oracle};
use crate::semantics::hir::{ExpectationKind, TestCase, TypedProgram};
use crate::source::Span;
use crate::syntax::ast::ExpectedStatus;

/// What came of a test.
#[derive(Debug)]
pub struct CaseResult<'p> {
    /// The test.
    pub case: &'p TestCase,
    /// The decision on its record.
    pub decision: Decision,
    /// The expectations that were not met; none where the test passed.
    pub failures: Vec<Failure>,
}

/// An expectation that was not met.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// Where the expectation stands.
    pub span: Span,
    /// What was expected, in words.
    pub expected: String,
    /// What is the case, in words.
    pub actual: String,
}

/// Runs the tests whose names contain a text, in source order.
pub fn run<'p>(program: &'p TypedProgram, filter: Option<&str>) -> Vec<CaseResult<'p>> {
    let selected = program
        .tests
        .iter()
        .filter(|case| filter.is_none_or(|filter| case.name.to_lowercase().contains(&filter.to_lowercase())));
    selected.map(|case| run_case(program, case)).collect()
}

fn run_case<'p>(program: &TypedProgram, case: &'p TestCase) -> CaseResult<'p> {
    let decision = oracle::decide(program, &case.shipment, None);
    let failures = case.expect.iter().filter_map(|expectation| {
        let (expected, actual) = compare(&decision, &expectation.kind)?;
        Some(Failure { span: expectation.span, expected, actual })
    });
    CaseResult { case, failures: failures.collect(), decision }
}

/// What was expected and what is the case, where the two differ.
fn compare(decision: &Decision, expectation: &ExpectationKind) -> Option<(String, String)> {
    match expectation {
        ExpectationKind::Outcome(outcome, by) => {
            let of_outcome = decision.findings.iter().filter(|finding| finding.outcome() == *outcome);
            let rules: BTreeSet<String> = of_outcome.map(|finding| finding.rule.clone()).collect();
            let holds = decision.outcome == *outcome && by.as_ref().is_none_or(|by| *by == rules);
            let expected = phrase(outcome.word(), by.as_ref());
            (!holds).then(|| (expected, actual_outcome(decision)))
        }
        ExpectationKind::Status(rule, status) => {
            let finding = decision.findings.iter().find(|finding| finding.rule == *rule);
            let actual = finding.map_or(ExpectedStatus::Silent.word(), |finding| finding.status.word());
            (actual != status.word())
                .then(|| (format!("`{rule}` {}", status.word()), format!("`{rule}` {actual}")))
        }
    }
}

fn phrase(outcome: &str, by: Option<&BTreeSet<String>>) -> String {
    match by {
        Some(rules) => format!("{outcome} by {}", listed(&rules.iter().collect::<Vec<_>>(), "and")),
        None => outcome.to_owned(),
    }
}

fn actual_outcome(decision: &Decision) -> String {
    let worst = decision.findings.iter().filter(|finding| finding.outcome() == decision.outcome);
    let said = |finding: &Finding| format!("`{}` ({})", finding.rule, finding.status.word());
    let rules: Vec<String> = worst.map(said).collect();
    match (decision.fault.as_ref(), rules.as_slice()) {
        (Some(fault), _) => format!("{}: {fault}", decision.outcome.word()),
        (None, []) => decision.outcome.word().to_owned(),
        (None, rules) => format!("{} by {}", decision.outcome.word(), rules.join(", ")),
    }
}
