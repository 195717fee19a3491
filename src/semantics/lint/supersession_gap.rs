//! `supersession-gap`: one rule takes over from another, and leaves days on which neither holds.
//!
//! The old rule ends on the day on which the new one begins, by its own date field, and never revives. So goods fall between the two where the
//! old one ends by itself before, where the two read different dates, and where the new one ends and nothing follows.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Date;
use crate::semantics::hir::{Rule, RuleId, TypedProgram};
use crate::source::Span;

/// Looks at each rule that another one ends.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, old) in (0u32..).map(RuleId).zip(&program.rules) {
        let Some((ended, by)) = old.superseded else { continue };
        let new = program.rule(by);
        let Some((_, place)) = new.supersedes.iter().find(|(rule, _)| *rule == id) else { continue };
        found.extend(ends_before(old, new, ended, *place));
        found.extend(reads_another_date(program, old, new, ended, *place));
        found.extend(ends_for_good(program, id, old, by, *place));
    }
    found
}

/// The old rule ends by itself before the new one begins.
fn ends_before(old: &Rule, new: &Rule, begins: Date, place: Span) -> Option<Diagnostic> {
    let until = old.window.until.filter(|until| *until < begins)?;
    let last = begins.yesterday().ok()?;
    let message = format!("neither `{}` nor `{}` holds from {until} through {last}", old.name, new.name);
    let problem = Diagnostic::new(Code::SupersessionGap, place, message, "takes over too late");
    let problem = match old.window.until_span {
        Some(span) => problem.label(span, "ends before"),
        None => problem,
    };
    Some(problem.help(format!(
        "let one of them reach the other: `until {begins}` here, or an earlier `effective` there"
    )))
}

/// The two rules read different dates of one shipment.
fn reads_another_date(
    program: &TypedProgram,
    old: &Rule,
    new: &Rule,
    begins: Date,
    place: Span,
) -> Option<Diagnostic> {
    if old.window.field == new.window.field {
        return None;
    }
    let (by_old, by_new) = (program.schema.name(old.window.field), program.schema.name(new.window.field));
    let message = format!(
        "goods with `{by_old}` on or after {begins} and `{by_new}` before it meet neither `{}` nor `{}`",
        old.name, new.name
    );
    let problem = Diagnostic::new(Code::SupersessionGap, place, message, "reads another date");
    let help = format!(
        "compare both windows with one date: `dates by {by_old}` in the new rule, if the order says so"
    );
    Some(problem.label(old.name_span, format!("ends by `{by_old}`")).help(help))
}

/// The new rule ends, and the old one, which would still hold, does not revive.
fn ends_for_good(
    program: &TypedProgram,
    id: RuleId,
    old: &Rule,
    by: RuleId,
    place: Span,
) -> Option<Diagnostic> {
    let new = program.rule(by);
    let until = new.window.until?;
    if old.window.until.is_some_and(|old| old <= until) {
        return None;
    }
    // Another rule goes on: one that ends the new one in time, or a second one that ended the old one.
    let is_followed = new.superseded.is_some_and(|(day, _)| day <= until);
    let goes_on = program.rules.iter().any(|rule| {
        let ends_old = rule.supersedes.iter().any(|(ended, _)| *ended == id);
        ends_old
            && rule.window.from.is_some_and(|from| from <= until)
            && rule.window.until.is_none_or(|day| day > until)
    });
    if is_followed || goes_on {
        return None;
    }
    let message = format!("from {until} on, neither `{}` nor `{}` holds", old.name, new.name);
    let problem = Diagnostic::new(Code::SupersessionGap, place, message, "ended for good");
    let problem = match new.window.until_span {
        Some(span) => problem.label(span, "the new rule ends"),
        None => problem,
    };
    Some(
        problem
            .help(format!(
                "if `{}` is only suspended, write two rules with their own days, and supersede nothing",
                old.name
            ))
            .note("a rule that is superseded never revives, even where the new one ends"),
    )
}
