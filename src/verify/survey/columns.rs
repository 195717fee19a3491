//! `unread-column` and `unknown-column`: what stands in a file of records and meets no rule.
//!
//! A column whose name is nearly that of a field is a slip that leaves a fact missing on every record, and is said by itself. All others
//! of a file are one warning: a file of a broker has many columns, and most are none of a policy's business.

use super::asked::Asked;
use crate::diagnostic::suggest::listed;
use crate::diagnostic::{Code, Diagnostic};
use crate::records::{Format, Notes, Unread};
use crate::source::{FileId, Span};

/// How many columns a message names.
const MOST_NAMED: usize = 12;

/// The beginning of a file of records, and how all of it was read.
#[derive(Clone, Copy, Debug)]
pub struct Opening<'n> {
    /// Its place among the sources, with the first lines as its text.
    pub file: FileId,
    /// The first lines.
    pub text: &'n str,
    /// What the file is called.
    pub name: &'n str,
    /// How it was read.
    pub notes: &'n Notes,
}

/// Looks at the columns of a file.
pub fn check_columns(asked: &Asked, opening: Opening<'_>) -> Vec<Diagnostic> {
    let notes = opening.notes;
    let (near, far): (Vec<&Unread>, Vec<&Unread>) =
        notes.unread.iter().partition(|unread| unread.near.is_some());
    let mut found: Vec<Diagnostic> =
        near.into_iter().filter_map(|unread| misspelt(opening, unread)).collect();
    let far: Vec<&str> = far.into_iter().map(|unread| unread.name.as_str()).collect();
    found.extend(unknown(opening, &far));
    let unread: Vec<&str> =
        notes.recognised.iter().map(String::as_str).filter(|name| !asked.reads(name)).collect();
    found.extend(unread_by_rules(opening, &unread));
    found
}

fn misspelt(opening: Opening<'_>, unread: &Unread) -> Option<Diagnostic> {
    let near = unread.near.as_ref()?;
    let Unread { name, .. } = unread;
    let message =
        format!("the {} `{name}` of `{}` is no field, so nothing reads it", opening.word(), opening.name);
    Some(
        Diagnostic::new(Code::UnknownColumn, opening.span(name), message, "no field")
            .help(format!("`{near}` may be meant"))
            .note("what stands in it is missing from every record, so rules that need it stay open"),
    )
}

fn unknown(opening: Opening<'_>, names: &[&str]) -> Option<Diagnostic> {
    let first = names.first()?;
    let message = match names {
        [only] => {
            format!("the {} `{only}` of `{}` is no field, so nothing reads it", opening.word(), opening.name)
        }
        _ => format!(
            "{} {}s of `{}` are no fields, so nothing reads them: {}",
            names.len(),
            opening.word(),
            opening.name,
            some_of(names)
        ),
    };
    let label = if names.len() == 1 { "no field" } else { "the first of them" };
    Some(Diagnostic::new(Code::UnknownColumn, opening.span(first), message, label).help(format!(
        "a {} that a rule is to read is declared, such as `field organic: yes-no`",
        opening.word()
    )))
}

fn unread_by_rules(opening: Opening<'_>, names: &[&str]) -> Option<Diagnostic> {
    let first = names.first()?;
    let message = match names {
        [only] => format!("no rule reads the {} `{only}` of `{}`", opening.word(), opening.name),
        _ => format!(
            "no rule reads {} {}s of `{}`: {}",
            names.len(),
            opening.word(),
            opening.name,
            some_of(names)
        ),
    };
    let label = if names.len() == 1 { "read by nothing" } else { "the first of them" };
    Some(
        Diagnostic::new(Code::UnreadColumn, opening.span(first), message, label)
            .help("make sure that no order asks for it, or name it in a rule"),
    )
}

/// Names as a sentence lists them; the last ones are counted where there are many.
fn some_of(names: &[&str]) -> String {
    match names.get(..MOST_NAMED) {
        Some(shown) if names.len() > MOST_NAMED + 1 => {
            let shown: Vec<String> = shown.iter().map(|name| format!("`{name}`")).collect();
            format!("{} and {} more", shown.join(", "), names.len() - MOST_NAMED)
        }
        _ => listed(names, "and"),
    }
}

impl Opening<'_> {
    /// What such a file calls its facts by.
    fn word(&self) -> &'static str {
        match self.notes.format {
            Format::Csv | Format::Tsv => "column",
            Format::Json | Format::Ndjson => "key",
        }
    }

    /// Where a column or a key stands in the first lines; the beginning of the file where it does not.
    fn span(&self, name: &str) -> Span {
        let name = name.strip_prefix("inputs[].").unwrap_or(name);
        let is_whole = |start: usize| {
            let (before, rest) = self.text.split_at(start);
            let after = rest.get(name.len()..).unwrap_or_default();
            match self.notes.format {
                Format::Csv | Format::Tsv => self.is_between(before, after),
                Format::Json | Format::Ndjson => {
                    before.ends_with('"')
                        && after.strip_prefix('"').is_some_and(|after| after.trim_start().starts_with(':'))
                }
            }
        };
        let starts = self.text.char_indices().map(|(start, _)| start);
        let is_name = |start: &usize| {
            let text = self.text.get(*start..*start + name.len());
            text.is_some_and(|text| text.eq_ignore_ascii_case(name))
        };
        match starts.filter(is_name).find(|start| is_whole(*start)) {
            Some(start) => Span::new(self.file, start, start + name.len()),
            None => Span::new(self.file, 0, 0),
        }
    }

    /// Whether what stands before and behind belongs to other columns.
    fn is_between(&self, before: &str, after: &str) -> bool {
        let delimiter = self.notes.delimiter.unwrap_or(',');
        let ends = |sign: Option<char>| {
            sign.is_none_or(|sign| sign == delimiter || matches!(sign, '\n' | '\r' | '\u{feff}'))
        };
        let is_filler = |sign: char| sign != delimiter && matches!(sign, ' ' | '"' | '\t');
        ends(before.trim_end_matches(is_filler).chars().next_back())
            && ends(after.trim_start_matches(is_filler).chars().next())
    }
}
