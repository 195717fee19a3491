//! The lines of a file that a problem points at, as they are drawn.
//!
//! In: a problem and the files. Out: excerpts, the one with the main label first. Each holds neighbouring lines of one file, made
//! visible and cut, with labels that do not overlap: a drawing library can draw it as it stands, in any style.

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::cut::{Cut, DrawnLine, draw_line};
use super::place::{Place, shown};
use super::visible::visible_line;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{FileId, LineColumn, SourceFile, SourceMap};

/// A label over more lines than these is drawn on its first line only.
const MOST_LINES: usize = 8;

/// Labels whose lines lie no further apart are drawn in one excerpt.
const NEAR: usize = 3;

/// Neighbouring lines of a file, with their labels.
#[derive(Clone, Debug)]
pub(super) struct Excerpt {
    /// The file as it is printed.
    pub(super) name: String,
    /// The labels as they were given, the first being what the excerpt is about.
    pub(super) labels: Vec<PlacedLabel>,
    first_line: usize,
    /// Where each line ends in `text`, its line feed included.
    line_ends: Vec<usize>,
    text: String,
    marks: Vec<Mark>,
}

/// A label with its place in the file.
#[derive(Clone, Debug)]
pub(super) struct PlacedLabel {
    /// Where it stands.
    pub(super) place: Place,
    /// What it says.
    pub(super) text: String,
    file: FileId,
    range: Range<usize>,
}

/// The part of a label on one line.
#[derive(Clone, Debug)]
struct Mark {
    /// Where, in the text of the excerpt.
    range: Range<usize>,
    /// What is said there; a label over several lines says it under its last.
    text: Option<String>,
    /// Whether it belongs to the excerpt's first label.
    is_main: bool,
    /// Where in the file.
    at: LineColumn,
}

/// The excerpts of a problem.
pub(super) fn excerpts(sources: &SourceMap, problem: &Diagnostic, cut: Cut) -> Vec<Excerpt> {
    let mut rest: Vec<PlacedLabel> = problem.labels.iter().map(|label| place(sources, label)).collect();
    let mut excerpts = Vec::new();
    while !rest.is_empty() {
        let group = take_group(&mut rest);
        if let Some(first) = group.first() {
            excerpts.push(draw(sources.file(first.file), group, cut));
        }
    }
    excerpts
}

fn place(sources: &SourceMap, label: &Label) -> PlacedLabel {
    let file = sources.file(label.span.file);
    PlacedLabel {
        place: Place::shown(file, label.span),
        text: visible_line(&label.text).into_owned(),
        file: label.span.file,
        range: shown(file.text(), label.span),
    }
}

impl PlacedLabel {
    /// What it covers; nothing where it points between two characters.
    #[cfg(feature = "cli")]
    pub(super) fn covered<'s>(&self, sources: &'s SourceMap) -> &'s str {
        sources.file(self.file).text().get(self.range.clone()).unwrap_or_default()
    }

    fn first_line(&self) -> usize {
        self.place.start.line
    }

    /// The last line that is drawn.
    fn last_line(&self) -> usize {
        let last = self.place.last_line();
        if last - self.first_line() < MOST_LINES { last } else { self.first_line() }
    }

    fn overlaps(&self, other: &PlacedLabel) -> bool {
        let end = |range: &Range<usize>| range.end.max(range.start + 1);
        self.range.start < end(&other.range) && other.range.start < end(&self.range)
    }
}

/// Takes the first label out, with those that can be drawn beside it.
fn take_group(rest: &mut Vec<PlacedLabel>) -> Vec<PlacedLabel> {
    let mut group: Vec<PlacedLabel> = rest.drain(..rest.len().min(1)).collect();
    loop {
        let lines = lines_of(&group);
        let fits = |label: &PlacedLabel| {
            group.iter().all(|taken| taken.file == label.file && !taken.overlaps(label))
                && label.first_line() <= lines.end + NEAR
                && lines.start <= label.last_line() + NEAR
        };
        let Some(found) = rest.iter().position(fits) else { return group };
        group.push(rest.remove(found));
    }
}

/// The first and the last line of labels, both included.
fn lines_of(labels: &[PlacedLabel]) -> Range<usize> {
    let first = labels.iter().map(PlacedLabel::first_line).min().unwrap_or(1);
    first..labels.iter().map(PlacedLabel::last_line).max().unwrap_or(first)
}

fn draw(file: &SourceFile, labels: Vec<PlacedLabel>, cut: Cut) -> Excerpt {
    let Range { start, end } = lines_of(&labels);
    let is_written = |line: usize| !file.line(line).trim().is_empty();
    let first_line = if start > 1 && is_written(start - 1) { start - 1 } else { start };
    let last_line = if is_written(end + 1) { end + 1 } else { end };
    let mut excerpt = Excerpt {
        name: visible_line(file.name()).into_owned(),
        labels,
        first_line,
        line_ends: Vec::new(),
        text: String::new(),
        marks: Vec::new(),
    };
    for line in first_line..=last_line {
        excerpt.push_line(file, line, cut);
    }
    excerpt.marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
    excerpt
}

impl Excerpt {
    fn push_line(&mut self, file: &SourceFile, line: usize, cut: Cut) {
        let (start, text) = unmarked(file, line);
        let parts: Vec<(usize, Range<usize>)> = (0..)
            .zip(&self.labels)
            .filter_map(|(index, label)| Some((index, part(label, line, start, text)?)))
            .collect();
        let points: Vec<usize> = parts.iter().flat_map(|(_, range)| [range.start, range.end]).collect();
        let drawn = draw_line(text, &points, cut);
        for (index, range) in parts {
            let mark = self.mark(index, line, &range, &drawn, file.line_column(offset(start + range.start)));
            self.marks.extend(mark);
        }
        self.text.push_str(&drawn.text);
        self.text.push('\n');
        self.line_ends.push(self.text.len());
    }

    fn mark(
        &self,
        label: usize,
        line: usize,
        range: &Range<usize>,
        drawn: &DrawnLine,
        at: LineColumn,
    ) -> Option<Mark> {
        let place = self.labels.get(label)?;
        let last = place.place.last_line();
        let text = match (line == place.last_line(), last == place.last_line()) {
            (false, _) => None,
            (true, true) => Some(place.text.clone()),
            (true, false) if place.text.is_empty() => Some(format!("up to line {last}")),
            (true, false) => Some(format!("{} (up to line {last})", place.text)),
        };
        let base = self.text.len();
        Some(Mark {
            range: base + drawn.at(range.start)..base + drawn.at(range.end),
            text: text.filter(|text| !text.is_empty()),
            is_main: label == 0,
            at,
        })
    }

    /// A line (counted from 1) as it is drawn.
    #[cfg(feature = "cli")]
    pub(super) fn line(&self, line: usize) -> &str {
        let Some(index) = line.checked_sub(self.first_line) else { return "" };
        let start = index.checked_sub(1).and_then(|before| self.line_ends.get(before)).copied().unwrap_or(0);
        let end = self.line_ends.get(index).copied().unwrap_or(start);
        self.text.get(start..end).unwrap_or_default().trim_end_matches('\n')
    }

    /// `file:line:column` of what it is about.
    pub(super) fn position(&self) -> String {
        let at = self.labels.first().map_or(LineColumn { line: 1, column: 1 }, |label| label.place.start);
        format!("{}:{}:{}", self.name, at.line, at.column)
    }

    /// For each mark, in the order in which they are drawn, whether it belongs to what the excerpt is about.
    #[cfg(feature = "cli")]
    pub(super) fn main_marks(&self) -> impl Iterator<Item = bool> {
        self.marks.iter().map(|mark| mark.is_main)
    }

    /// Its marks as the drawing library takes them.
    pub(super) fn spans(&self) -> impl Iterator<Item = LabeledSpan> {
        self.marks.iter().map(|mark| {
            let span = (mark.range.start, mark.range.len());
            if mark.is_main {
                LabeledSpan::new_primary_with_span(mark.text.clone(), span)
            } else {
                LabeledSpan::new_with_span(mark.text.clone(), span)
            }
        })
    }
}

/// Where a line begins and its text, both without a byte-order mark.
fn unmarked(file: &SourceFile, line: usize) -> (usize, &str) {
    let (start, text) = (file.line_start(line), file.line(line));
    match text.strip_prefix('\u{feff}') {
        Some(rest) if line == 1 => (start + text.len() - rest.len(), rest),
        _ => (start, text),
    }
}

/// What a label covers of a line, without the blanks around a part that continues.
fn part(label: &PlacedLabel, line: usize, start: usize, text: &str) -> Option<Range<usize>> {
    let is_first = line == label.first_line();
    if line < label.first_line() || line > label.last_line() {
        return None;
    }
    let inside = |offset: usize| offset.saturating_sub(start).min(text.len());
    let (from, to) = (inside(label.range.start), inside(label.range.end));
    let covered = text.get(from..to).unwrap_or_default();
    let from = if is_first { from } else { from + covered.len() - covered.trim_start().len() };
    let to = if label.place.last_line() == line {
        to
    } else {
        from.max(to - (covered.len() - covered.trim_end().len()))
    };
    (is_first || line == label.last_line() || from < to).then_some(from..to)
}

fn offset(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl SourceCode for Excerpt {
    /// All of the excerpt, however much is asked for; without context only where the span stands.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = |range: Range<usize>, line: usize, column: usize, count: usize| {
            let data = self.text.as_bytes().get(range.clone()).ok_or(MietteError::OutOfBounds)?;
            let span = (range.start, range.len()).into();
            Ok(MietteSpanContents::new_named(self.name.clone(), data, span, line, column, count))
        };
        let mark = self.marks.iter().find(|mark| mark.range.start == span.offset());
        let contents = match mark {
            Some(mark) if lines_before == 0 && lines_after == 0 => {
                let range = span.offset()..span.offset() + span.len();
                contents(range, mark.at.line - 1, mark.at.column - 1, 1)
            }
            _ => contents(0..self.text.len(), self.first_line - 1, 0, self.line_ends.len()),
        };
        contents.map(|contents| Box::new(contents) as Box<dyn SpanContents<'a> + 'a>)
    }
}
