//! A set of documents: names between semicolons, a JSON array of names, or the word `none`.

use super::fact::{known, unreadable};
use super::fields::trimmed;
use super::object::document_names;
use crate::model::{Fact, Value};

/// Reads a set. Brackets begin a JSON array only where nothing or a quote follows, since a document may be called
/// `[draft] invoice`.
pub(super) fn read_text(text: &str) -> Fact {
    let after_bracket = text.strip_prefix('[').map(str::trim_start);
    if after_bracket.is_some_and(|rest| rest.starts_with(['"', ']'])) {
        return match document_names(text) {
            Ok(names) => read_list(names.iter().map(String::as_str), text),
            Err(reason) => unreadable(text, reason),
        };
    }
    read_list(text.split(';'), text)
}

/// Reads names; empty ones are passed over, and where only these stand the fact is missing.
pub(super) fn read_list<'a>(names: impl Iterator<Item = &'a str>, text: &str) -> Fact {
    let all: Vec<&str> = names.map(trimmed).collect();
    let named: Vec<&str> = all.iter().copied().filter(|name| !name.is_empty()).collect();
    let none = named.iter().any(|name| name.eq_ignore_ascii_case("none"));
    match (named.as_slice(), none) {
        ([], _) if !all.is_empty() => Fact::Missing,
        ([] | [_], true) | ([], false) => known("none", Value::Documents(Vec::new())),
        (_, true) => unreadable(text, "it says `none` beside documents".to_owned()),
        (names, false) => {
            known(text, Value::Documents(names.iter().map(|name| (*name).to_owned()).collect()))
        }
    }
}
