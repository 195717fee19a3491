//! Where a span stands, in the numbers that every format prints.

use std::ops::Range;

use crate::source::{LineColumn, SourceFile, Span};

/// Lines and columns of a span; the end is one past its last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its first character.
    pub(super) start: LineColumn,
    /// One past its last.
    pub(super) end: LineColumn,
}

impl Place {
    /// Where a span stands exactly: for edits.
    pub(super) fn exact(file: &SourceFile, span: Span) -> Place {
        Place::of(file, inside(file.text(), span))
    }

    /// Where a span is shown: as [`shown`] moves it.
    pub(super) fn shown(file: &SourceFile, span: Span) -> Place {
        Place::of(file, shown(file.text(), span))
    }

    fn of(file: &SourceFile, range: Range<usize>) -> Place {
        let at = |offset: usize| file.line_column(u32::try_from(offset).unwrap_or(u32::MAX));
        let start = at(range.start);
        Place { start, end: if range.is_empty() { start } else { at(range.end) } }
    }

    /// The last line of which something is covered.
    pub(super) fn last_line(self) -> usize {
        if self.end.column == 1 { (self.end.line - 1).max(self.start.line) } else { self.end.line }
    }
}

/// The bytes of a span where it is shown.
///
/// What is missing at the end of a file is shown after its last word, not on the empty line that follows.
pub(super) fn shown(text: &str, span: Span) -> Range<usize> {
    let range = inside(text, span);
    let written = text.trim_end().len();
    let is_nothing =
        text.get(range.clone()).is_some_and(|covered| covered.trim_matches(['\r', '\n']).is_empty());
    if is_nothing && range.start >= written { written..written } else { range }
}

/// The bytes of a span, within its text and on boundaries of characters.
fn inside(text: &str, span: Span) -> Range<usize> {
    let start = boundary(text, span.start as usize);
    start..boundary(text, span.end as usize).max(start)
}

/// The last boundary of a character at or before an offset.
pub(super) fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Origin, SourceMap};

    fn place(text: &str, start: usize, end: usize) -> (usize, usize, usize, usize) {
        let mut sources = SourceMap::default();
        let Ok(file) = sources.add("p.policy", text, Origin::Policy) else { return (0, 0, 0, 0) };
        let place = Place::shown(sources.file(file), Span::new(file, start, end));
        (place.start.line, place.start.column, place.end.line, place.end.column)
    }

    #[test]
    fn the_end_of_a_file_is_shown_after_its_last_word() {
        assert_eq!(place("block\n\n", 7, 7), (1, 6, 1, 6));
        assert_eq!(place("block\r\n", 7, 7), (1, 6, 1, 6));
        assert_eq!(place("block", 5, 5), (1, 6, 1, 6));
        assert_eq!(place("block\n", 5, 6), (1, 6, 1, 6));
        assert_eq!(place("", 0, 0), (1, 1, 1, 1));
        assert_eq!(place("\n\n", 2, 2), (1, 1, 1, 1));
    }

    #[test]
    fn spans_outside_of_the_text_or_inside_a_character_are_brought_back() {
        assert_eq!(place("block", 9, 12), (1, 6, 1, 6));
        assert_eq!(place("合肥", 1, 5), (1, 1, 1, 2));
    }

    #[test]
    fn a_span_in_the_middle_stays() {
        assert_eq!(place("a b\nc d\n", 2, 5), (1, 3, 2, 2));
        assert_eq!(place("a  \nb\n", 1, 3), (1, 2, 1, 4));
    }
}
