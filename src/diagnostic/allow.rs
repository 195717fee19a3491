//! Warnings that a policy itself allows, with a reason: `# allow NAME: reason` above a statement, or behind its first line.
//!
//! In: problems, and the comments that allow some. Out: what is left, with a warning for each comment that allows nothing, gives no
//! reason, or names no warning. Errors cannot be allowed.

use super::suggest::nearest;
use super::{Applicability, Code, Diagnostic, Diagnostics, Severity};
use crate::source::Span;

/// A comment that allows a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The comment, from its `#`.
    pub span: Span,
    /// What it allows, as written.
    pub name: String,
    /// Where that stands.
    pub name_span: Span,
    /// Whether it gives a reason.
    pub has_reason: bool,
    /// The statement of which it speaks; nothing where it stands at none.
    pub statement: Option<Span>,
    /// What to remove with it, so that nothing is left of it.
    pub removal: Span,
}

impl Diagnostics {
    /// Takes out what comments allow, and says what is wrong with these comments.
    #[must_use]
    pub fn allowed_by(self, allows: &[Allow]) -> Diagnostics {
        let is_whole = !self.has_errors();
        let mut used = vec![false; allows.len()];
        let mut kept = Diagnostics::default();
        for problem in self.found {
            let mut is_allowed = false;
            for (allow, used) in allows.iter().zip(&mut used) {
                if allow.is_of(&problem) {
                    (*used, is_allowed) = (true, true);
                }
            }
            if !is_allowed {
                kept.push(problem);
            }
        }
        for (allow, used) in allows.iter().zip(used) {
            kept.extend(allow.problem(used, is_whole));
        }
        kept
    }
}

impl Allow {
    /// Whether it allows what only records show.
    pub fn needs_records(&self) -> bool {
        Code::find(&self.name).is_some_and(Code::needs_records)
    }

    /// Whether a problem is one that this allows: a warning of that name, which begins in the statement.
    fn is_of(&self, problem: &Diagnostic) -> bool {
        let stands_within = |span: Span| {
            self.statement.is_some_and(|statement| {
                span.file == statement.file && statement.start <= span.start && span.start < statement.end
            })
        };
        problem.severity() == Severity::Warning
            && Code::find(&self.name) == Some(problem.code)
            && problem.span().is_some_and(stands_within)
    }

    /// What is wrong with the comment itself. Whether it is needed cannot be told of a program with errors.
    fn problem(&self, is_used: bool, is_whole: bool) -> Option<Diagnostic> {
        let name = &self.name;
        match Code::find(name) {
            None => {
                let message = format!("no warning is called `{name}`, so nothing is allowed");
                let problem = Diagnostic::new(Code::UnknownAllow, self.name_span, message, "no such warning");
                let warnings = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
                Some(match nearest(name, warnings.map(|code| code.name())) {
                    Some(near) => problem.help(format!("`{near}` is near")).replace(
                        self.name_span,
                        near,
                        Applicability::Unsafe,
                    ),
                    None => problem.help("write the name of a warning, as it stands in its brackets"),
                })
            }
            Some(code) if code.severity() == Severity::Error => {
                let message = format!("`{name}` is an error, and only warnings can be allowed");
                let problem = Diagnostic::new(Code::UnknownAllow, self.name_span, message, "an error");
                Some(problem.help("mend what it points at, and leave the comment out"))
            }
            Some(code) if is_used && !self.has_reason => {
                let message = format!("`{}` is allowed without a reason", code.name());
                let problem = Diagnostic::new(Code::AllowWithoutReason, self.span, message, "why?");
                let help = format!("say why it is meant: `# allow {}: …`", code.name());
                Some(
                    problem
                        .help(help)
                        .note("whoever reads the policy later has to know that it was looked at"),
                )
            }
            Some(code) if !is_used && is_whole => {
                let message = if self.statement.is_some() {
                    format!("`{}` is allowed here, and there is nothing to allow", code.name())
                } else {
                    format!("`{}` is allowed at no statement", code.name())
                };
                let problem = Diagnostic::new(Code::UnusedAllow, self.span, message, "allows nothing");
                let problem = if self.statement.is_some() {
                    problem.replace(self.removal, "", Applicability::Safe)
                } else {
                    problem
                        .help("put it on the line above the statement, or behind the statement's first line")
                };
                Some(problem)
            }
            Some(_) => None,
        }
    }
}
