//! How a run of words is broken over lines.
//!
//! In: words that belong on one line, an indentation, and the indentation of further lines. Out: lines. A run that fits stands on
//! one line. One that does not is broken at its outermost joints, at all of them alike; a list of values is filled instead.

use unicode_width::UnicodeWidthStr;

use super::layout::WIDTH;
use crate::syntax::manuscript::{Comment, Join, Word};

/// The text so far.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
}

/// How many kinds of joint there are at each depth.
const KINDS: usize = 4;

/// The rank of a joint, lower ones being broken first; `None` where a line cannot be broken before the word.
fn rank(word: &Word<'_>) -> Option<usize> {
    let kind = match word.join {
        Join::Except | Join::Containing | Join::Connective | Join::Condition => 0,
        Join::Selector => 1,
        Join::Alternative => 2,
        Join::Item => 3,
        _ => return None,
    };
    Some(word.depth * KINDS + kind)
}

/// The width of words on one line; `None` where they do not go on one: a comment stands among them, or each of several exceptions needs
/// a line to be seen.
pub(super) fn width(words: &[Word<'_>]) -> Option<usize> {
    let is_commented = words.iter().enumerate().any(|(at, word)| {
        at > 0 && !word.comments.is_empty() || at + 1 < words.len() && word.remark.is_some()
    });
    let exceptions = words.iter().filter(|word| word.join == Join::Except).count();
    (!is_commented && exceptions < 2).then(|| plain_width(words))
}

fn plain_width(words: &[Word<'_>]) -> usize {
    let blank = |at: usize, word: &Word<'_>| usize::from(at > 0 && word.join != Join::Glued);
    words.iter().enumerate().map(|(at, word)| blank(at, word) + word.text.width()).sum()
}

impl Writer {
    pub(super) fn blank_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn write_comment(&mut self, comment: &Comment<'_>, indent: usize, may_be_apart: bool) {
        if comment.is_apart && may_be_apart {
            self.blank_line();
        }
        self.write_line(indent, comment.text);
    }

    fn write_line(&mut self, indent: usize, text: &str) {
        self.text.extend(std::iter::repeat_n(' ', indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Writes words: the first line at one indentation, further ones at another. Blank lines are kept between clauses only.
    pub(super) fn write_run(&mut self, words: &[Word<'_>], indent: usize, beneath: usize, is_clause: bool) {
        let Some(first) = words.first() else { return };
        for comment in &first.comments {
            self.write_comment(comment, indent, is_clause);
        }
        if is_clause && first.is_apart {
            self.blank_line();
        }
        self.write_words(words, indent, beneath);
    }

    /// Writes words of which the comments before the first one are written already.
    fn write_words(&mut self, words: &[Word<'_>], indent: usize, beneath: usize) {
        if width(words).is_some_and(|width| indent + width <= WIDTH) {
            return self.write_flat(words, indent);
        }
        let inner = words.get(1..).unwrap_or_default();
        match inner.iter().filter_map(rank).min() {
            Some(outermost) if outermost % KINDS == KINDS - 1 => {
                self.write_list(words, indent, beneath, outermost);
            }
            Some(outermost) => {
                self.write_parts(&cut(words, |word| rank(word) == Some(outermost)), indent, beneath);
            }
            None if width(words).is_some() => self.write_flat(words, indent),
            None => self.write_parts(&cut_at_comments(words), indent, beneath),
        }
    }

    fn write_parts(&mut self, parts: &[&[Word<'_>]], indent: usize, beneath: usize) {
        for (at, part) in parts.iter().enumerate() {
            match at {
                // What the first part goes on with stands deeper than the parts beside it.
                0 => self.write_words(part, indent, beneath + 2),
                _ => self.write_run(part, beneath, beneath + 2, false),
            }
        }
    }

    fn write_flat(&mut self, words: &[Word<'_>], indent: usize) {
        let mut line = String::new();
        for (at, word) in words.iter().enumerate() {
            if at > 0 && word.join != Join::Glued {
                line.push(' ');
            }
            line.push_str(word.text);
        }
        if let Some(remark) = words.last().and_then(|word| word.remark) {
            line.push_str("  ");
            line.push_str(remark);
        }
        self.write_line(indent, &line);
    }

    /// Fills lines with the values of a list.
    fn write_list(&mut self, words: &[Word<'_>], indent: usize, beneath: usize, rank_of_items: usize) {
        let items = cut(words, |word| rank(word) == Some(rank_of_items));
        let kept = line_ends_on_purpose(&items, indent, beneath);
        let mut lines: Vec<Vec<&[Word<'_>]>> = Vec::new();
        let mut filled = indent;
        // Whether a comment keeps the next item off the line.
        let mut is_ended = true;
        for (item, is_kept) in items.iter().zip(kept) {
            let own = plain_width(item);
            let is_alone = width(item).is_none();
            let has_comments = item.first().is_some_and(|word| !word.comments.is_empty());
            match lines.last_mut() {
                Some(line)
                    if !(is_ended || is_kept || is_alone || has_comments) && filled + 1 + own <= WIDTH =>
                {
                    line.push(item);
                    filled += 1 + own;
                }
                last => {
                    filled = own + if last.is_none() { indent } else { beneath };
                    lines.push(vec![item]);
                }
            }
            is_ended = is_alone || item.last().is_some_and(|word| word.remark.is_some());
        }
        for (at, line) in lines.iter().enumerate() {
            match (at, line.as_slice()) {
                (0, [item]) => self.write_words(item, indent, beneath),
                (0, items) => self.write_flat(&items.concat(), indent),
                (_, [item]) => self.write_run(item, beneath, beneath + 2, false),
                (_, items) => {
                    let first = items.first().and_then(|item| item.first());
                    for comment in first.into_iter().flat_map(|word| &word.comments) {
                        self.write_comment(comment, beneath, false);
                    }
                    self.write_flat(&items.concat(), beneath);
                }
            }
        }
    }
}

/// Before which items of a list a line was ended on purpose: though the item had room on it.
fn line_ends_on_purpose(items: &[&[Word<'_>]], indent: usize, beneath: usize) -> Vec<bool> {
    let mut line = None;
    let ends = items.iter().map(|item| {
        let own = plain_width(item);
        let begins_line = item.first().is_some_and(|word| word.begins_line);
        let joined = line.map(|line: usize| line + 1 + own);
        line = match joined {
            None => Some(indent + own),
            Some(_) if begins_line => Some(beneath + own),
            Some(joined) => Some(joined),
        };
        begins_line && joined.is_some_and(|joined| joined <= WIDTH)
    });
    ends.collect()
}

/// Cuts words before each one of a kind, the first one aside.
fn cut<'w, 't>(words: &'w [Word<'t>], begins: impl Fn(&Word<'t>) -> bool) -> Vec<&'w [Word<'t>]> {
    let mut parts = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest.iter().skip(1).position(&begins).map_or(rest.len(), |next| next + 1);
        let Some((part, after)) = rest.split_at_checked(end) else { break };
        parts.push(part);
        rest = after;
    }
    parts
}

/// Cuts words where a comment ends a line.
fn cut_at_comments<'w, 't>(words: &'w [Word<'t>]) -> Vec<&'w [Word<'t>]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 1..=words.len() {
        let ends = words.get(at - 1).is_some_and(|word| word.remark.is_some())
            || words.get(at).is_none_or(|word| !word.comments.is_empty());
        if ends {
            parts.extend(words.get(start..at));
            start = at;
        }
    }
    parts
}
