//! Problems as annotations of a GitHub pull request: one workflow command a line.
//!
//! In: problems and the files they point into. Out: the commands; the caller prints them to standard output.

use std::fmt::Write;

use super::change::said;
use super::place::Place;
use super::visible::visible_line;
use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;

/// Writes problems as `::error file=…,line=…,endLine=…,col=…,title=unknown-entity::message`.
pub fn render_annotations<'d>(
    sources: &SourceMap,
    problems: impl IntoIterator<Item = &'d Diagnostic>,
) -> String {
    let mut out = String::new();
    for problem in problems {
        let word = problem.severity().word();
        _ = writeln!(
            out,
            "::{word} {}title={}::{}",
            place(sources, problem),
            problem.code.name(),
            message(problem)
        );
    }
    out
}

/// The properties that say where, each with its comma.
fn place(sources: &SourceMap, problem: &Diagnostic) -> String {
    let Some(span) = problem.span() else { return String::new() };
    let file = sources.file(span.file);
    let place = Place::shown(file, span);
    let (name, start, last) = (property(file.name()), place.start, place.last_line());
    format!("file={name},line={},endLine={last},col={},", start.line, start.column)
}

/// The message, and what to do, on lines of their own.
fn message(problem: &Diagnostic) -> String {
    let help = problem.help.as_deref().map(|help| format!("help: {help}"));
    let note = problem.note.as_deref().map(|note| format!("note: {note}"));
    let parts = [Some(problem.message.clone()), help, problem.fix.as_ref().map(said), note];
    let lines: Vec<String> = parts.iter().flatten().map(|line| visible_line(line).into_owned()).collect();
    data(&lines.join("\n"))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&visible_line(text)).replace(':', "%3A").replace(',', "%2C")
}
