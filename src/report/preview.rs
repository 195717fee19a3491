//! The lines that a fix leaves, as they will stand.
//!
//! In: a fix and the files. Out: its changed lines, visible and cut around the change. Nothing is applied here.

use std::ops::Range;

use super::cut::{Cut, draw_line};
use super::place::boundary;
use crate::diagnostic::{Edit, Fix};
use crate::source::{FileId, SourceFile, SourceMap};

/// No more lines than these are shown of a fix.
pub(super) const MOST_LINES: usize = 6;

/// A line after the fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ChangedLine {
    /// The file.
    pub(super) file: FileId,
    /// Its number; of several new lines, as they will be counted.
    pub(super) number: usize,
    /// Its text, visible and cut.
    pub(super) text: String,
}

/// The lines that a fix leaves, without the blank ones.
pub(super) fn changed_lines(sources: &SourceMap, fix: &Fix, cut: Cut) -> Vec<ChangedLine> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span);
    let mut groups: Vec<Vec<&Edit>> = Vec::new();
    for edit in edits {
        match groups.last_mut() {
            Some(group) if share_a_line(sources, group, edit) => group.push(edit),
            _ => groups.push(vec![edit]),
        }
    }
    groups.iter().flat_map(|group| lines_after(sources, group, cut)).collect()
}

fn share_a_line(sources: &SourceMap, group: &[&Edit], edit: &Edit) -> bool {
    let Some(last) = group.last().filter(|last| last.span.file == edit.span.file) else { return false };
    let between = last.span.end as usize..edit.span.start as usize;
    let text = sources.file(edit.span.file).text().get(between);
    text.is_some_and(|between| !between.contains('\n'))
}

/// The lines around edits that share one, after them.
fn lines_after(sources: &SourceMap, group: &[&Edit], cut: Cut) -> Vec<ChangedLine> {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return Vec::new() };
    let file = sources.file(first.span.file);
    let window = window(file, first.span.start as usize..last.span.end as usize, cut);
    let Some((text, points)) = applied(file.text(), &window, group) else { return Vec::new() };
    let first_number = file.line_column(first.span.start).line;
    let mut start = 0;
    let mut lines = Vec::new();
    for (number, line) in (first_number..).zip(text.split('\n')) {
        let end = start + line.len();
        let within = points.iter().filter(|point| (start..=end).contains(*point)).map(|point| point - start);
        let drawn = draw_line(line.trim_end_matches('\r'), &within.collect::<Vec<_>>(), cut);
        let text = drawn.text.trim_end().replace('\t', "    ");
        if !text.is_empty() {
            lines.push(ChangedLine { file: first.span.file, number, text });
        }
        start = end + 1;
    }
    lines
}

/// The lines around a range; of long ones only what can come to be seen.
fn window(file: &SourceFile, range: Range<usize>, cut: Cut) -> Range<usize> {
    let text = file.text();
    let reach = cut.cells * 4;
    let before = text.get(..boundary(text, range.start)).unwrap_or_default();
    let after = text.get(boundary(text, range.end)..).unwrap_or_default();
    let near = before.get(boundary(before, before.len().saturating_sub(reach))..).unwrap_or_default();
    let start = before.len() - near.rsplit('\n').next().unwrap_or_default().len();
    let near = after.get(..boundary(after, reach)).unwrap_or_default();
    let end = range.end + near.split('\n').next().unwrap_or_default().len();
    let is_marked = start == 0 && text.starts_with('\u{feff}') && range.start > 0;
    (if is_marked { '\u{feff}'.len_utf8() } else { start })..end
}

/// A part of a text with edits applied, and where what they wrote begins and ends. None where they do not fit it.
fn applied(text: &str, window: &Range<usize>, edits: &[&Edit]) -> Option<(String, Vec<usize>)> {
    let (mut out, mut points, mut done) = (String::new(), Vec::new(), window.start);
    for edit in edits {
        let range = edit.span.range();
        out.push_str(text.get(done..range.start)?);
        points.push(out.len());
        out.push_str(&edit.text);
        points.push(out.len());
        done = range.end;
    }
    out.push_str(text.get(done..window.end)?);
    Some((out, points))
}
