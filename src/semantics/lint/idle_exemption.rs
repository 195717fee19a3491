//! `idle-exemption`: an exemption that takes nothing out of a rule that it names.
//!
//! What it describes and what the rule describes can never be one thing, or never on one day. Whoever wrote it believes that something
//! is free which the rule stops, or that it guards against something which the rule never stops. An exemption that lifts nothing may still
//! clear what is open, such as tea of which a description mentions cotton; then the warning says so.

use super::asked::{Part, clash, parts_of_exemption, parts_of_rule, things};
use crate::diagnostic::suggest::listed;
use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::{Exemption, Rule, TypedProgram};
use crate::semantics::theory::Theory;
use crate::solve::{Answer, Literal};
use crate::source::Span;

/// Asks of every exemption and each rule that it names whether both can hold of one thing.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for exemption in &program.exemptions {
        for (rule, place) in &exemption.rules {
            found.extend(check_pair(program, exemption, program.rule(*rule), *place));
        }
    }
    found
}

fn check_pair<'p>(
    program: &'p TypedProgram,
    exemption: &'p Exemption,
    rule: &'p Rule,
    place: Span,
) -> Option<Diagnostic> {
    let mut first: Option<Vec<(String, Option<Span>)>> = None;
    let mut clears = false;
    for thing in things(rule) {
        let mut theory = Theory::new(program, None);
        let of_rule = parts_of_rule(&mut theory, rule, *thing);
        let of_exemption = parts_of_exemption(&mut theory, exemption, *thing);
        // What can never hold by itself is told of by itself.
        if !is_possible(&mut theory, &of_rule) || !is_possible(&mut theory, &of_exemption) {
            return None;
        }
        let sober = theory.sober();
        let taken_out = of_exemption.iter().map(|part| part.literal).chain([sober]);
        let is_open = of_rule.iter().map(|part| !part.opposite);
        let open: Vec<Literal> = taken_out.chain(is_open).collect();
        let parts: Vec<Part<'_>> = of_rule.into_iter().chain(of_exemption).collect();
        let asked: Vec<Literal> = parts.iter().map(|part| part.literal).chain([sober]).collect();
        if theory.ask(&asked) != Answer::Impossible {
            return None;
        }
        let core = clash(&mut theory, &parts, &[sober]);
        let told = core.iter().filter_map(|at| parts.get(*at)).map(|part| (part.words.clone(), part.span));
        first = first.or(Some(told.collect()));
        clears |= theory.ask(&open) != Answer::Impossible;
    }
    Some(report(rule, place, &first?, clears))
}

fn report(rule: &Rule, place: Span, core: &[(String, Option<Span>)], clears: bool) -> Diagnostic {
    let words: Vec<&str> = core.iter().map(|(words, _)| words.as_str()).collect();
    let (what, label) = if clears {
        ("never lifts", "never lifts this rule")
    } else {
        ("takes nothing out of", "takes nothing out of this rule")
    };
    let message =
        format!("the exemption {what} `{}`, since {} never hold together", rule.name, listed(&words, "and"));
    let mut problem = Diagnostic::new(Code::IdleExemption, place, message, label);
    for (_, span) in core {
        if let Some(span) = span {
            problem = problem.label(*span, "never together with the rest");
        }
    }
    let problem = problem.help("name the rule that is meant, or leave the exemption out");
    if !clears {
        return problem;
    }
    problem.note(format!(
        "it can still clear goods of which it is open whether the rule holds; if it stands there for that, say so: `# allow {}: …`",
        Code::IdleExemption.name()
    ))
}

fn is_possible(theory: &mut Theory<'_>, parts: &[Part<'_>]) -> bool {
    let asked: Vec<Literal> = parts.iter().map(|part| part.literal).chain([theory.sober()]).collect();
    theory.ask(&asked) == Answer::Possible
}
