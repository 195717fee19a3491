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

/// The offsets at which lines begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Finds the lines of a text of less than 4 GiB.
    pub fn new(text: &str) -> LineIndex {
        let breaks = text.bytes().zip(1u32..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next);
        LineIndex { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Line and column of an offset; one past the end of the text is its last line's end.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let before = text.get(start..(offset as usize).min(text.len())).unwrap_or_default();
        LineColumn { line, column: before.trim_start_matches('\u{feff}').chars().count() + 1 }
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
}
