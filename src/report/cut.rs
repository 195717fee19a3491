//! One line of a file as it is drawn: made visible, and cut around what is pointed at where it is long.
//!
//! In: the line and the offsets that matter. Out: its text and where those offsets went. The drawing library fails on columns
//! beyond 65,535, and nobody reads a line of ten thousand columns.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::visible::push_escape;
use crate::source::characters::is_hidden;

/// How many cells a tab takes at most.
pub(super) const TAB: usize = 4;

/// How lines are cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// How many cells of the screen a line may take.
    pub(super) cells: usize,
    /// What stands for what is left out.
    pub(super) ellipsis: &'static str,
}

impl Cut {
    /// For a screen of some width, of which a margin is taken.
    pub(super) fn new(width: usize, margin: usize, unicode: bool) -> Cut {
        // A width beyond a thousand is not a screen, and would bring the line back uncut.
        let cells = width.saturating_sub(margin).clamp(40, 1000);
        Cut { cells, ellipsis: if unicode { "…" } else { "..." } }
    }
}

/// A line as it is drawn.
#[derive(Clone, Debug, Default)]
pub(super) struct DrawnLine {
    /// Its text; tabs stay.
    pub(super) text: String,
    marks: Vec<(usize, usize)>,
}

impl DrawnLine {
    /// Where an offset went that was among the points.
    pub(super) fn at(&self, point: usize) -> usize {
        let found = self.marks.iter().find(|(original, _)| *original == point);
        found.map_or(self.text.len(), |(_, drawn)| *drawn)
    }
}

/// Draws a line; the points are byte offsets within it, on boundaries of characters.
pub(super) fn draw_line(line: &str, points: &[usize], cut: Cut) -> DrawnLine {
    let mut points = points.to_vec();
    points.sort_unstable();
    points.dedup();
    let mut drawn = DrawnLine::default();
    let mut pending = points.iter().copied().peekable();
    let mut end = 0;
    for piece in kept(line, &points, cut.cells) {
        if piece.start > end {
            drawn.text.push_str(cut.ellipsis);
        }
        for (offset, character) in line.get(piece.clone()).unwrap_or_default().char_indices() {
            while let Some(point) = pending.next_if(|point| *point <= piece.start + offset) {
                drawn.marks.push((point, drawn.text.len()));
            }
            push_visible(&mut drawn.text, character);
        }
        while let Some(point) = pending.next_if(|point| *point <= piece.end) {
            drawn.marks.push((point, drawn.text.len()));
        }
        end = piece.end;
    }
    if end < line.len() {
        drawn.text.push_str(cut.ellipsis);
    }
    drawn
}

fn push_visible(out: &mut String, character: char) {
    if character != '\t' && is_hidden(character) {
        push_escape(out, character);
    } else {
        out.push(character);
    }
}

/// The pieces of a line that are drawn: all of it, or what surrounds each point.
fn kept(line: &str, points: &[usize], cells: usize) -> Vec<Range<usize>> {
    if forward(line, 0, cells).0 == line.len() {
        return std::iter::once(0..line.len()).collect();
    }
    let share = (cells / (2 * points.len().max(1))).max(8);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for point in points.iter().copied().chain(points.is_empty().then_some(0)) {
        let (start, end) = (backward(line, point, share).0, forward(line, point, share).0);
        match pieces.last_mut() {
            // A gap of a few characters is no shorter than the sign for it.
            Some(last) if start <= last.end + 3 => last.end = last.end.max(end),
            _ => pieces.push(start..end),
        }
    }
    let used: usize = pieces.iter().map(|piece| width(line.get(piece.clone()).unwrap_or_default())).sum();
    let mut spare = cells.saturating_sub(used);
    if let Some(last) = pieces.last_mut() {
        (last.end, spare) = forward(line, last.end, spare);
    }
    if let Some(first) = pieces.first_mut() {
        first.start = backward(line, first.start, spare).0;
    }
    pieces
}

/// The offset that so many cells reach to from another one, and the cells that are left.
fn forward(line: &str, from: usize, cells: usize) -> (usize, usize) {
    let rest = line.get(from..).unwrap_or_default();
    let (bytes, left) = taken(rest.chars(), cells);
    (from + bytes, left)
}

fn backward(line: &str, from: usize, cells: usize) -> (usize, usize) {
    let before = line.get(..from).unwrap_or_default();
    let (bytes, left) = taken(before.chars().rev(), cells);
    (from - bytes, left)
}

fn taken(characters: impl Iterator<Item = char>, cells: usize) -> (usize, usize) {
    let (mut bytes, mut left) = (0, cells);
    for character in characters {
        let Some(rest) = left.checked_sub(cells_of(character)) else { break };
        left = rest;
        bytes += character.len_utf8();
    }
    (bytes, left)
}

fn width(text: &str) -> usize {
    text.chars().map(cells_of).sum()
}

/// How many cells a character takes at most. One that joins the one before it counts too, so that no line is without end.
fn cells_of(character: char) -> usize {
    match character {
        '\t' => TAB,
        _ if is_hidden(character) => {
            let mut escape = String::new();
            push_escape(&mut escape, character);
            escape.len()
        }
        _ => character.width().unwrap_or(0).max(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(line: &str, points: &[usize]) -> (String, Vec<usize>) {
        let drawn = draw_line(line, points, Cut { cells: 40, ellipsis: "…" });
        let at = points.iter().map(|point| drawn.at(*point)).collect();
        (drawn.text, at)
    }

    #[test]
    fn a_short_line_is_drawn_whole_and_offsets_follow_what_is_written_out() {
        assert_eq!(drawn("a\u{202e}bc", &[4, 5]), ("a\\u{202E}bc".to_owned(), vec![9, 10]));
        assert_eq!(drawn("\tab", &[1, 3]), ("\tab".to_owned(), vec![1, 3]));
        assert_eq!(drawn("", &[0]), (String::new(), vec![0]));
    }

    #[test]
    fn a_long_line_is_cut_around_each_point() {
        let line = format!("{}X{}Y{}", "a".repeat(100_000), "b".repeat(100_000), "c".repeat(100_000));
        let (text, at) = drawn(&line, &[100_000, 200_001]);
        assert_eq!(text, "…aaaaaaaaaaXbbbbbbbbb…bbbbbbbbbbYccccccccc…");
        assert_eq!(at.iter().map(|at| text.get(*at..=*at)).collect::<Vec<_>>(), [Some("X"), Some("Y")]);
        let (text, at) = drawn(&line, &[300_002]);
        assert_eq!((text.chars().count(), at), (41, vec![text.len()]));
        let (text, at) = drawn(&line, &[0]);
        assert_eq!((text.chars().count(), at), (41, vec![0]));
    }
}
