//! Policies in their one layout.
//!
//! In: the text of a policy file. Out: the same statements, words and comments in the canonical layout, proved to mean the same, or what
//! keeps the file from being read. Reading and writing files is not here, and nothing is sorted, renamed or respelled.

mod layout;
mod prove;
mod run;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileId, Span};
use crate::syntax;

/// Writes a policy file in the canonical layout.
///
/// # Errors
/// What is wrong with the file, where it does not parse; or a fault of this room, where the new text would not mean the same.
pub fn format(file: FileId, text: &str) -> Result<String, Vec<Diagnostic>> {
    let parsed = syntax::parse(file, text);
    let mut problems = parsed.problems;
    problems.extend(parsed.told_later);
    problems.retain(|problem| problem.severity() == Severity::Error);
    if !problems.is_empty() {
        return Err(problems);
    }
    let Some(manuscript) = syntax::manuscript::read(file, text) else {
        return Err(vec![fault(file, "it cannot be read word by word")]);
    };
    let written = layout::write(&manuscript);
    match prove::difference(&manuscript, syntax::manuscript::read(file, &written).as_ref()) {
        None => Ok(written),
        Some(difference) => Err(vec![fault(file, difference)]),
    }
}

/// The layout must never change a policy: rather than that, nothing is written.
fn fault(file: FileId, difference: &str) -> Diagnostic {
    let message =
        format!("the file is left as it is, since its layout cannot be changed safely: {difference}");
    Diagnostic::new(Code::UnexpectedText, Span::new(file, 0, 0), message, "this file")
        .help("this is a fault of `withhold`, please report it with the file")
}
