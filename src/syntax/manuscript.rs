//! A policy as it is written: its words in their order, how each stands to the one before, and every comment.
//!
//! In: the text of a file that parses. Out: a [`Manuscript`], which holds all that a formatter must keep and nothing that it may
//! change, and [`tree_without_places`], by which two texts are compared. What the words mean is in the tree, not here.

use std::ops::Range;

use pest::iterators::Pair;

use super::ast::File;
use super::build::Builder;
use super::parser::{Rule, parse_one};
use super::{layout, trivia};
use crate::source::{FileId, Span};

/// A file: statements and comments between them.
#[derive(Clone, Debug, Default)]
pub struct Manuscript<'t> {
    /// In their order.
    pub entries: Vec<Entry<'t>>,
    /// The tree, every part of it at the same place, so that two layouts of one policy have equal trees.
    pub tree: File,
}

/// A statement, or a line of comment that belongs to none.
#[derive(Clone, Debug)]
pub struct Entry<'t> {
    /// Which.
    pub kind: EntryKind<'t>,
    /// Whether a blank line stands before it.
    pub is_apart: bool,
}

/// The two kinds of entry.
#[derive(Clone, Debug)]
pub enum EntryKind<'t> {
    /// A comment in the first column.
    Comment(&'t str),
    /// A statement.
    Statement(Statement<'t>),
}

/// A statement, word by word.
#[derive(Clone, Debug, Default)]
pub struct Statement<'t> {
    /// The words and signs in their order.
    pub words: Vec<Word<'t>>,
    /// Indented comments after its last line.
    pub comments: Vec<Comment<'t>>,
}

/// A word, a value or a sign.
#[derive(Clone, Debug)]
pub struct Word<'t> {
    /// As it is written.
    pub text: &'t str,
    /// How it stands to the word before.
    pub join: Join,
    /// How many parentheses, exceptions and `containing` it stands within.
    pub depth: usize,
    /// Whether it begins a line.
    pub begins_line: bool,
    /// Whether a blank line stands right before it.
    pub is_apart: bool,
    /// Comments on lines of their own, before it.
    pub comments: Vec<Comment<'t>>,
    /// The comment that follows it on its line.
    pub remark: Option<&'t str>,
}

/// A comment on a line of its own within a statement.
#[derive(Clone, Copy, Debug)]
pub struct Comment<'t> {
    /// From its `#` on.
    pub text: &'t str,
    /// Whether a blank line stands before it.
    pub is_apart: bool,
}

/// How a word stands to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It goes on.
    Word,
    /// It goes on without a blank.
    Glued,
    /// It begins the sentence of a named rule.
    Sentence,
    /// It begins a clause other than a condition.
    Clause,
    /// It begins `when …` or `unless …`.
    Condition,
    /// It begins `in whole or in part` or `directly`.
    Scope,
    /// It begins `containing …` of a sentence.
    Containing,
    /// It begins `containing …` of a test's facts, at this tier from 1.
    Input(usize),
    /// It begins `except …`.
    Except,
    /// It begins a further selector of a subject.
    Selector,
    /// It is the `or` before a further alternative.
    Alternative,
    /// It is an `and` or `or` between tests.
    Connective,
    /// It begins a further value of a list, or is the `or` before one.
    Item,
}

/// Reads a file; `None` where it does not parse.
pub fn read(file: FileId, text: &str) -> Option<Manuscript<'_>> {
    let layout = layout::cut(text);
    if layout.stray.is_some() {
        return None;
    }
    let mut manuscript = Manuscript::default();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = layout.pieces.first().map_or(text.len(), |piece| piece.start);
    let (bits, mut lines) = trivia::cut(text.get(start..first)?);
    for bit in bits {
        manuscript.entries.push(Entry { kind: EntryKind::Comment(bit.text), is_apart: bit.lines > 1 });
    }
    let place = |_, _| Span::new(file, 0, 0);
    for piece in layout.pieces {
        let piece = text.get(piece)?;
        let pair = parse_one(piece).ok()?;
        let mut builder = Builder { place: &place, problems: Vec::new() };
        manuscript.tree.statements.push(builder.build_statement(pair.clone())?);
        let mut reader = Reader::default();
        reader.walk(pair, 0, 0);
        lines = reader.finish(piece, lines, &mut manuscript.entries)?;
    }
    Some(manuscript)
}

/// The tree of a file of which every part stands at the same place; `None` where it does not parse.
pub fn tree_without_places(file: FileId, text: &str) -> Option<File> {
    read(file, text).map(|manuscript| manuscript.tree)
}

/// The words of one statement as the grammar finds them; signs and comments are still between them.
#[derive(Default)]
struct Reader {
    atoms: Vec<Atom>,
    /// How the next atom stands to the one before.
    pending: Option<Join>,
}

struct Atom {
    range: Range<usize>,
    join: Join,
    depth: usize,
}

impl Reader {
    fn walk(&mut self, pair: Pair<'_, Rule>, depth: usize, tier: usize) {
        let (rule, span) = (pair.as_rule(), pair.as_span());
        let is_whole = matches!(rule, Rule::text | Rule::code_range);
        let mut children = pair.into_inner().peekable();
        if is_whole || children.peek().is_none() {
            let plain = if rule == Rule::percent { Join::Glued } else { Join::Word };
            let join = self.pending.take().unwrap_or(plain);
            self.atoms.push(Atom { range: span.start()..span.end(), join, depth });
            return;
        }
        let mut before = None;
        for child in children {
            let inner = child.as_rule();
            if let Some(before) = before {
                let is_containing = child.clone().into_inner().any(|part| part.as_rule() == Rule::containing);
                let join = match (rule, inner) {
                    (_, Rule::scope) if is_containing => Some(Join::Containing),
                    (Rule::except, Rule::selector) if before != Rule::selector => None,
                    _ => join(rule, inner, tier),
                };
                self.pending = self.pending.or(join);
            }
            let is_within = match inner {
                // Of parentheses: a condition that stands directly in another pair than its clause.
                Rule::condition => !matches!(rule, Rule::when | Rule::unless),
                Rule::subject => rule == Rule::containing,
                Rule::selector => rule == Rule::except,
                _ => false,
            };
            let tier = tier + usize::from(inner == Rule::contained);
            self.walk(child, depth + usize::from(is_within), tier);
            before = Some(inner);
        }
    }

    /// Puts signs and comments between the words, and the statement with what follows it among the entries. Answers how many lines
    /// end after the last of them.
    fn finish<'t>(self, piece: &'t str, lines: usize, entries: &mut Vec<Entry<'t>>) -> Option<usize> {
        let mut writing = Writing::default();
        let mut at = 0;
        for atom in self.atoms {
            let (bits, lines) = trivia::cut(piece.get(at..atom.range.start)?);
            bits.into_iter().for_each(|bit| writing.bit(bit, atom.depth));
            writing.word(piece.get(atom.range.clone())?, atom.join, atom.depth, lines);
            at = atom.range.end;
        }
        let (bits, after) = trivia::cut(piece.get(at..)?);
        // After the last sign, the first comment in the first column ends the statement, and what follows it belongs to what comes
        // next.
        let signs = bits.iter().rposition(|bit| !bit.is_comment()).map_or(0, |last| last + 1);
        let end = bits.iter().skip(signs).position(|bit| bit.is_first).map_or(bits.len(), |own| signs + own);
        let (inside, own) = bits.split_at_checked(end)?;
        inside.iter().for_each(|bit| writing.bit(*bit, 0));
        let statement = Statement { words: writing.words, comments: writing.comments };
        entries.push(Entry { kind: EntryKind::Statement(statement), is_apart: lines > 1 });
        entries.extend(
            own.iter().map(|bit| Entry { kind: EntryKind::Comment(bit.text), is_apart: bit.lines > 1 }),
        );
        Some(after)
    }
}

/// How a part stands to the one before it in the same pair.
fn join(whole: Rule, part: Rule, tier: usize) -> Option<Join> {
    Some(match (whole, part) {
        (Rule::named_rule, Rule::sentence) => Join::Sentence,
        (Rule::exempt, Rule::word_from) => Join::Clause,
        (_, Rule::when | Rule::unless) => Join::Condition,
        (_, Rule::effective | Rule::until | Rule::through | Rule::dates_by | Rule::because) => Join::Clause,
        (_, Rule::authority | Rule::cite | Rule::supersedes | Rule::tags | Rule::respond) => Join::Clause,
        (_, Rule::also | Rule::described | Rule::edition | Rule::region_code | Rule::postal) => Join::Clause,
        (_, Rule::within | Rule::located | Rule::formerly | Rule::subsidiaries) => Join::Clause,
        (_, Rule::mid | Rule::registration | Rule::not_names | Rule::column) => Join::Clause,
        (_, Rule::given | Rule::expect) => Join::Clause,
        (_, Rule::contained) => Join::Input(tier + 1),
        (_, Rule::scope) => Join::Scope,
        (_, Rule::except) => Join::Except,
        (Rule::subject, Rule::selector) => Join::Selector,
        (Rule::except, Rule::selector) => Join::Selector,
        (Rule::selector, Rule::word_or) => Join::Alternative,
        (Rule::condition, Rule::word_and | Rule::word_or) => Join::Connective,
        (Rule::subject_values | Rule::values | Rule::texts_or, Rule::word_or) => Join::Item,
        _ => return None,
    })
}

/// Words while signs and comments are put between them.
#[derive(Default)]
struct Writing<'t> {
    words: Vec<Word<'t>>,
    /// Comments that the next word will have before it.
    comments: Vec<Comment<'t>>,
    /// Whether a line has ended since the last word, signs that are glued to it left aside.
    line_ended: bool,
}

impl<'t> Writing<'t> {
    fn bit(&mut self, bit: trivia::Bit<'t>, depth: usize) {
        if !bit.is_comment() {
            let join = if matches!(bit.text, "," | ":" | ")") { Join::Glued } else { Join::Word };
            self.word(bit.text, join, depth, bit.lines);
            return;
        }
        match self.words.last_mut() {
            Some(word) if bit.lines == 0 && self.comments.is_empty() && word.remark.is_none() => {
                word.remark = Some(bit.text);
            }
            _ => self.comments.push(Comment { text: bit.text, is_apart: bit.lines > 1 }),
        }
    }

    fn word(&mut self, text: &'t str, join: Join, depth: usize, lines: usize) {
        let before = self.words.last_mut();
        self.line_ended |= lines > 0;
        let join = match (join, before.as_ref().map(|word| word.text)) {
            (Join::Word, Some("(")) => Join::Glued,
            (Join::Word, Some(",")) => Join::Item,
            (join, _) => join,
        };
        let is_sign = matches!(text, "," | ":" | ")");
        let mut word = Word {
            text,
            join,
            depth,
            begins_line: self.line_ended && !is_sign,
            is_apart: lines > 1,
            comments: Vec::new(),
            remark: None,
        };
        if is_sign {
            // A comment between a word and its comma goes behind the comma.
            word.remark = before.and_then(|word| word.remark.take());
        } else {
            word.comments = std::mem::take(&mut self.comments);
            self.line_ended = false;
        }
        self.words.push(word);
    }
}
