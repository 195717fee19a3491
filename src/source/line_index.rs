//! Byte offsets to lines and columns, so that every number printed anywhere comes from one place.
//!
//! Only `\n` ends a line (`\r\n` therefore too); U+2028 and its like do not.

/// A place for people: both count from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column, in characters; a byte-order mark counts as none.
    pub column: usize,
}

/// Within a line, every so many bytes the number of characters before is kept, so that a place in a line of megabytes is found as fast
/// as in a short one.
const STRIDE: usize = 1 << 12;

/// The offsets at which lines begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Places within long lines: an offset, and how many characters of its line stand before it.
    within: Vec<(u32, u32)>,
}

impl LineIndex {
    /// Finds the lines of a text of less than 4 GiB.
    pub fn new(text: &str) -> LineIndex {
        let mut index = LineIndex { starts: vec![0], within: Vec::new() };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            index.note_long(start, line);
            start += line.len();
            index.starts.extend(u32::try_from(start).ok().filter(|_| line.ends_with('\n')));
        }
        index
    }

    fn note_long(&mut self, start: usize, line: &str) {
        let (mut done, mut characters) = (0, 0);
        while line.len() - done > STRIDE {
            let next = line.floor_char_boundary(done + STRIDE);
            characters += line.get(done..next).unwrap_or_default().chars().count();
            done = next;
            let place = u32::try_from(start + done).ok().zip(u32::try_from(characters).ok());
            self.within.extend(place);
        }
    }

    /// Line and column of an offset; one past the end of the text is its last line's end.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let last = self.within.partition_point(|(at, _)| *at <= offset).checked_sub(1);
        let known = last.and_then(|last| self.within.get(last)).filter(|(at, _)| *at as usize > start);
        let (from, counted) = known.map_or((start, 0), |(at, counted)| (*at as usize, *counted as usize));
        let before = text.get(from..(offset as usize).min(text.len())).unwrap_or_default();
        let counted = counted + before.chars().count();
        // A byte-order mark is no column.
        let marks = text.get(start..).unwrap_or_default().chars().take_while(|sign| *sign == '\u{feff}');
        LineColumn { line, column: counted.saturating_sub(marks.take(counted).count()) + 1 }
    }

    /// The bytes of a line (counted from 1), its break included.
    pub fn line_range(&self, line: usize, text_length: usize) -> std::ops::Range<usize> {
        let at = |index: usize| self.starts.get(index).map_or(text_length, |start| *start as usize);
        at(line.saturating_sub(1))..at(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_only_line_feeds_end_lines() {
        let text = "\u{feff}ab\r\n合肥\tc\u{2028}d\n";
        let index = LineIndex::new(text);
        let at = |needle: &str| {
            let offset = u32::try_from(text.find(needle).unwrap_or(text.len())).unwrap_or(0);
            let place = index.line_column(text, offset);
            (place.line, place.column)
        };
        assert_eq!(at("b"), (1, 2));
        assert_eq!(at("肥"), (2, 2));
        assert_eq!(at("c"), (2, 4));
        assert_eq!(at("d"), (2, 6));
        assert_eq!(at("nowhere"), (3, 1));
    }

    #[test]
    fn places_in_long_lines_are_those_that_counting_finds() {
        let line = "合肥 ab\t".repeat(5_000);
        let text = format!("\u{feff}{line}\nshort\n{line}x");
        let index = LineIndex::new(&text);
        let mut start = 0;
        for (number, line) in (1..).zip(text.split('\n')) {
            let places: Vec<usize> = line.char_indices().map(|(at, _)| at).step_by(997).collect();
            for at in places {
                let offset = u32::try_from(start + at).unwrap_or(0);
                let before = line.get(..at).unwrap_or_default().trim_start_matches('\u{feff}');
                let expected = LineColumn { line: number, column: before.chars().count() + 1 };
                assert_eq!(index.line_column(&text, offset), expected);
            }
            start += line.len() + 1;
        }
    }
}
