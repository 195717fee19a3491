//! Where lines begin and blank lines stand.
//!
//! In: a [`Manuscript`]. Out: its text. Statements are cut into runs, one for each clause; how a run that is too long is broken is the work of
//! `run`.

use super::run::{Writer, width};
use crate::syntax::manuscript::{EntryKind, Join, Manuscript, Statement, Word};

/// The width that a line has at most, where words can be parted.
pub(super) const WIDTH: usize = 100;
/// The indentation of a clause, and of the sentence of a named rule.
const CLAUSE: usize = 2;
/// The indentation of `in whole or in part` and `directly`.
const SCOPE: usize = 4;

/// Writes a file.
pub(super) fn write(manuscript: &Manuscript<'_>) -> String {
    let texts: Vec<String> = manuscript
        .entries
        .iter()
        .map(|entry| match &entry.kind {
            EntryKind::Comment(text) => format!("{text}\n"),
            EntryKind::Statement(statement) => write_statement(statement),
        })
        .collect();
    let mut out = String::new();
    let mut is_after_long = false;
    for (at, entry) in manuscript.entries.iter().enumerate() {
        // Comments stand with the statement that follows them.
        let follows = || {
            let rest = manuscript.entries.get(at..).unwrap_or_default();
            let next = rest.iter().position(|entry| is_statement(&entry.kind));
            next.and_then(|next| texts.get(at + next))
        };
        let is_after_statement =
            at > 0 && manuscript.entries.get(at - 1).is_some_and(|before| is_statement(&before.kind));
        let is_apart = entry.is_apart
            || is_after_statement && (is_after_long || follows().is_some_and(|text| is_long(text)));
        if is_apart && at > 0 {
            out.push('\n');
        }
        if let Some(text) = texts.get(at) {
            out.push_str(text);
            is_after_long = is_long(text);
        }
    }
    out
}

fn is_statement(kind: &EntryKind<'_>) -> bool {
    matches!(kind, EntryKind::Statement(_))
}

/// Whether a statement takes more than one line, and so stands apart from others.
fn is_long(text: &str) -> bool {
    text.trim_end().contains('\n')
}

fn write_statement(statement: &Statement<'_>) -> String {
    let mut writer = Writer::default();
    let is_one_line = is_one_sentence(&statement.words);
    let begins = |word: &Word<'_>| match word.join {
        Join::Condition => !is_one_line,
        Join::Sentence | Join::Clause | Join::Scope | Join::Input(_) => true,
        _ => false,
    };
    let mut rest = statement.words.as_slice();
    while let Some(first) = rest.first() {
        let end = rest.iter().skip(1).position(begins).map_or(rest.len(), |next| next + 1);
        let Some((run, after)) = rest.split_at_checked(end) else { break };
        let is_clause = matches!(first.join, Join::Clause | Join::Condition);
        let indent = match first.join {
            Join::Scope => SCOPE,
            Join::Input(tier) => CLAUSE + 2 * tier,
            Join::Word => 0,
            _ => CLAUSE,
        };
        // What goes on stands deeper than parts that may stand beneath: the clauses of a statement, the inputs of facts.
        let has_parts = matches!(first.join, Join::Word | Join::Input(_)) || first.text == "given";
        let beneath = indent + if has_parts { 4 } else { 2 };
        writer.write_run(run, indent, beneath, is_clause);
        rest = after;
    }
    for comment in &statement.comments {
        writer.write_comment(comment, CLAUSE, true);
    }
    writer.text
}

/// Whether a sentence has one condition and nothing else, and reads as one line: `flag region Xinjiang when product is cotton`.
fn is_one_sentence(words: &[Word<'_>]) -> bool {
    let clauses =
        words.iter().filter(|word| matches!(word.join, Join::Clause | Join::Condition | Join::Scope));
    let is_alone = clauses.count() == 1 && words.iter().any(|word| word.join == Join::Condition);
    let start = words.iter().position(|word| word.join == Join::Sentence);
    let indent = if start.is_some() { CLAUSE } else { 0 };
    let sentence = words.get(start.unwrap_or(0)..).unwrap_or_default();
    is_alone && width(sentence).is_some_and(|width| indent + width <= WIDTH)
}
