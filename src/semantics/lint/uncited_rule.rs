//! `uncited-rule`: a rule says neither its source nor its law, and neither does the header of its file.
//!
//! Two years later, an auditor asks where a rule comes from. A rule without a name is a sketch and is asked for a name first. Of a rule
//! with a name, a source is asked for where it has days, as orders have, or where other rules of the program say theirs.

use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::{Notes, TypedProgram};

/// Looks at every rule.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let is_cited = |notes: &Notes| !notes.cite.is_empty() || notes.authority.is_some();
    let others_cite = program.rules.iter().any(|rule| is_cited(&rule.notes));
    let uncited = program.rules.iter().filter(|rule| {
        let is_dated = rule.window.from.is_some() || rule.window.until.is_some();
        rule.is_named && !is_cited(&rule.notes) && (is_dated || others_cite)
    });
    let report = |rule: &crate::semantics::hir::Rule| {
        let message = format!("the rule `{}` says neither its source nor its law", rule.name);
        Diagnostic::new(Code::UncitedRule, rule.name_span, message, "where does it come from?")
            .help("cite the order: `cite \"…\"` or `authority \"…\"` in the rule, or once for all its rules in the `policy` header of the file")
            .note("a finding repeats the source of its rule, for whoever has to answer for it")
    };
    uncited.map(report).collect()
}
