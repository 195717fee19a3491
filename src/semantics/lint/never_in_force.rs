//! `never-in-force`: a rule that another one ends before it begins, or an entry of a list that ends before it begins.

use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::TypedProgram;

/// Looks at every rule, and at every row of a list.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &program.rules {
        let (Some((ended, by)), Some(from)) = (rule.superseded, rule.window.from) else { continue };
        if ended > from {
            continue;
        }
        let by = program.rule(by);
        let message = format!(
            "the rule `{}` is never in force: `{}` ends it on {ended}, and it begins on {from}",
            rule.name, by.name
        );
        let problem = Diagnostic::new(Code::NeverInForce, rule.name_span, message, "never in force");
        let says = by.supersedes.iter().find(|(ended, _)| program.rule(*ended).name == rule.name);
        let problem = match says {
            Some((_, span)) => problem.label(*span, "ended here"),
            None => problem,
        };
        found.push(problem.help("see which of the two days is right, or which rule is meant"));
    }
    for list in &program.lists {
        for entry in list.entries.iter().map(|id| program.party(*id)) {
            let Some(row) = &entry.row else { continue };
            if let (Some(from), Some(until)) = (row.from, row.until)
                && until <= from
            {
                let message = format!(
                    "row {} of the list `{}` is never in force: it ends on {until}, and begins on {from}",
                    row.number, list.name
                );
                let problem = Diagnostic::new(Code::NeverInForce, row.span, message, "never in force");
                found.push(problem.help("`until` is the first day on which an entry no longer counts"));
            }
        }
    }
    found
}
