//! Lines that are drawn: the text of files, rows of lists and facts of a record go in with their labels; what comes out is short, and
//! every character of it can be shown.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::paragraphs::cut;
use crate::explain::Effect;
use crate::report::visible::visible_line;

/// What stands under some words.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// The bytes of the line that it is about.
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) effect: Effect,
}

/// One line with its labels.
#[derive(Clone, Debug, Default)]
struct Line {
    text: String,
    marks: Vec<Mark>,
}

/// The lines of one file, or of the record, that are drawn, by their number from 1.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    lines: BTreeMap<usize, Line>,
}

/// A label in a drawn text, its range in characters.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) effect: Effect,
}

/// How many columns stay to the left of the first label of a line that is cut.
const BEFORE: usize = 16;

impl Lines {
    /// Adds a label to a line.
    pub(super) fn mark(&mut self, number: usize, text: &str, mark: Mark) {
        let line =
            self.lines.entry(number).or_insert_with(|| Line { text: text.to_owned(), marks: Vec::new() });
        let same = line.marks.iter_mut().find(|known| known.range == mark.range);
        match same {
            // Two things are said of the same words only where they differ.
            Some(known) if known.message == mark.message => (),
            Some(known) => {
                known.message = format!("{}; {}", known.message, mark.message);
                known.effect = known.effect.max(mark.effect);
            }
            None => line.marks.push(mark),
        }
    }

    /// Puts a label in the place of what was said of the line.
    pub(super) fn replace(&mut self, number: usize, text: &str, mark: Mark) {
        self.lines.insert(number, Line { text: text.to_owned(), marks: vec![mark] });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The text that is drawn, in which each line stands at its number, and the labels in it, in their order.
    pub(super) fn lay_out(&self, columns: usize, more: &str) -> (String, Vec<Placed>) {
        let (mut text, mut characters, mut last) = (String::new(), 0usize, 1usize);
        let mut labels = Vec::new();
        for (number, line) in &self.lines {
            for _ in last..*number {
                text.push('\n');
                characters += 1;
            }
            last = *number;
            let (shown, mut placed) = line.lay_out(columns, more);
            for label in &mut placed {
                label.range = label.range.start + characters..label.range.end + characters;
            }
            // Drawn from the right, no arrow crosses another.
            placed.sort_by_key(|label| std::cmp::Reverse((label.range.start, label.range.end)));
            labels.append(&mut placed);
            characters += shown.chars().count();
            text.push_str(&shown);
        }
        text.push('\n');
        (text, labels)
    }
}

/// One character of a line as it is shown, with the byte at which it stands and the column at which it begins.
struct Shown {
    at: usize,
    text: String,
    column: usize,
}

impl Line {
    /// The line as it is shown, cut around its labels where it is longer than `columns`; and the labels in it, in characters.
    fn lay_out(&self, columns: usize, more: &str) -> (String, Vec<Placed>) {
        let mut column = 0;
        let letters: Vec<Shown> = self
            .text
            .char_indices()
            .map(|(at, letter)| {
                let text = match letter {
                    '\t' => "    ".to_owned(),
                    '\u{feff}' if at == 0 => String::new(),
                    letter => visible_line(letter.encode_utf8(&mut [0; 4])).into_owned(),
                };
                let here = Shown { at, column, text };
                column += here.text.width();
                here
            })
            .collect();
        let first = self.marks.iter().map(|mark| mark.range.start).min().unwrap_or(0);
        let last = self.marks.iter().map(|mark| mark.range.end).max().unwrap_or(0);
        let at_column = |byte: usize| {
            letters.iter().find(|letter| letter.at >= byte).map_or(column, |letter| letter.column)
        };
        // From the start where the labels are near it; else as much as fits before their end, or a little before the first.
        let (from, to) = (at_column(first), at_column(last));
        let start = match to.saturating_sub(columns.saturating_sub(2)) {
            _ if column <= columns || to < columns => 0,
            least if least <= from => least,
            _ => from.saturating_sub(BEFORE),
        };
        let end = start + columns;
        let (mut text, mut places) = (String::new(), Vec::new());
        let mut count = 0;
        if start > 0 {
            text.push_str(more);
            count += more.chars().count();
        }
        let mut was_cut = false;
        for letter in &letters {
            if letter.column < start {
                continue;
            }
            if letter.column + letter.text.width() > end {
                was_cut = true;
                break;
            }
            places.push((letter.at, count));
            count += letter.text.chars().count();
            text.push_str(&letter.text);
        }
        if was_cut {
            text.push_str(more);
        }
        if text.trim().is_empty() {
            more.clone_into(&mut text);
        }
        let length = text.chars().count();
        let place =
            |byte: usize| places.iter().find(|(at, _)| *at >= byte).map_or(count, |(_, place)| *place);
        let placed = self.marks.iter().map(|mark| {
            let start = place(mark.range.start).min(length.saturating_sub(1));
            let end = place(mark.range.end).clamp(start + 1, length.max(start + 1));
            Placed { range: start..end, message: mark.message.clone(), effect: mark.effect }
        });
        (text.clone(), placed.collect())
    }
}

/// A message as it is shown: on one line, and not too long.
pub(super) fn message(text: &str, longest: usize) -> String {
    cut(&visible_line(&cut(text, longest)), longest)
}
