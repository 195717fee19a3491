//! Problems in sentences, for a screen reader or a braille display: no drawing, every place in words.
//!
//! miette's own narration is not used: it counts columns in what is drawn, which differs from the file wherever a line is cut,
//! holds a tab or Chinese text, or was made visible.

use std::fmt::Write;

use super::change::said;
use super::cut::Cut;
use super::diagnostics::head;
use super::excerpt::{Excerpt, PlacedLabel, excerpts};
use super::preview::{MOST_LINES, changed_lines};
use super::visible::visible_line;
use crate::diagnostic::Diagnostic;
use crate::source::SourceMap;

/// How many characters of what is pointed at are told.
const MOST_HEARD: usize = 60;

/// Tells one problem.
pub(super) fn narrate(out: &mut String, sources: &SourceMap, problem: &Diagnostic, width: usize) {
    out.push_str(&head(problem, [anstyle::Style::new(); 2]));
    let cut = Cut::new(width, 16, false);
    for (index, excerpt) in excerpts(sources, problem, cut).iter().enumerate() {
        let number = if index == 0 { format!(" ({})", problem.code.number()) } else { String::new() };
        _ = writeln!(out, "at {}{number}", excerpt.position());
        tell_lines(out, sources, excerpt);
    }
    let help = problem.help.as_deref().map(|help| format!("help: {}", visible_line(help)));
    _ = help.map(|help| writeln!(out, "{help}"));
    if let Some(fix) = &problem.fix {
        _ = writeln!(out, "{}", said(fix));
        for line in changed_lines(sources, fix, cut).iter().take(MOST_LINES) {
            let is_elsewhere = problem.span().is_some_and(|span| span.file != line.file);
            let name = visible_line(sources.file(line.file).name());
            let place = if is_elsewhere {
                format!("line {} of {name}", line.number)
            } else {
                format!("line {}", line.number)
            };
            let words = line.text.trim();
            let moved = sources.file(line.file).line(line.number).trim() == words;
            _ = match line.text.len() - line.text.trim_start().len() {
                0 if moved => writeln!(out, "{place} then begins in the first column"),
                blanks if moved => writeln!(out, "{place} then begins behind {blanks} blanks"),
                _ => writeln!(out, "{place} then reads: {words}"),
            };
        }
    }
    let note = problem.note.as_deref().map(|note| format!("note: {}", visible_line(note)));
    _ = note.map(|note| writeln!(out, "{note}"));
}

fn tell_lines(out: &mut String, sources: &SourceMap, excerpt: &Excerpt) {
    let mut labels: Vec<&PlacedLabel> = excerpt.labels.iter().collect();
    labels.sort_by_key(|label| (label.place.start, label.place.end));
    let mut told = 0;
    for label in labels {
        let line = label.place.start.line;
        if line != told {
            _ = writeln!(out, "line {line} reads: {}", excerpt.line(line).trim().replace('\t', " "));
            told = line;
        }
        let text = if label.text.is_empty() { "here" } else { &label.text };
        let covered = words(sources, label, excerpt.line(line).trim());
        _ = writeln!(out, "{}{covered}: {text}", columns(label));
    }
}

/// The words that a label covers, since nobody counts columns by ear; not where they are all of the line, or too many to be heard twice.
fn words(sources: &SourceMap, label: &PlacedLabel, line: &str) -> String {
    let covered = label.covered(sources);
    let is_short = covered.chars().count() <= MOST_HEARD && !covered.contains(['\n', '\r']);
    if covered.trim().is_empty() || covered.trim() == line || !is_short {
        return String::new();
    }
    format!(", {}", visible_line(covered.trim()))
}

/// What a label covers, in words; the last column is one that is covered.
fn columns(label: &PlacedLabel) -> String {
    let (start, end) = (label.place.start, label.place.end);
    if start.line < label.place.last_line() {
        return format!("from column {} to line {}", start.column, label.place.last_line());
    }
    match end.column.saturating_sub(1) {
        last if end.line == start.line && last > start.column => {
            format!("columns {} to {last}", start.column)
        }
        _ => format!("column {}", start.column),
    }
}
