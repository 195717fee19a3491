//! Text of others, made safe to print: what a reader cannot see is written out.
//!
//! In: any text. Out: the same text with control characters, bidirectional controls, zero-width and blank characters other than
//! the plain space, private use and non-characters as `\u{202E}`; `\n`, `\r` and `\t` in their short form where they do not stay.
//! A backslash stays as it is, so the result is for eyes and not for reading back.

use std::borrow::Cow;
use std::fmt::Write;

use crate::source::characters::is_hidden;

/// A text of several lines: line feeds and tabs stay, all else that is not seen is written out.
pub fn visible(text: &str) -> Cow<'_, str> {
    write_out(text, |character| is_hidden(character) && !matches!(character, '\n' | '\t'))
}

/// A text that must stay on one line: line feeds and tabs are written out too.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    write_out(text, is_hidden)
}

fn write_out(text: &str, is_written_out: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&is_written_out) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_written_out(character) {
            push_escape(&mut out, character);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// Appends the written-out form of a character.
pub(super) fn push_escape(out: &mut String, character: char) {
    match character {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Writing to a string does not fail.
        _ => drop(write!(out, "\\u{{{:X}}}", u32::from(character))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_stays_as_it_is() {
        for text in ["block goods of \"Hefei\"", "合肥宝龙达", "é e\u{301} ß ₿ 🚢", "C:\\lists\\x.csv", ""]
        {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn what_is_not_seen_is_written_out() {
        for (text, shown) in [
            ("a\u{202e}b\u{2066}c", "a\\u{202E}b\\u{2066}c"),
            ("a\0b\u{7}c\u{1b}[31m\u{7f}", "a\\u{0}b\\u{7}c\\u{1B}[31m\\u{7F}"),
            ("a\u{200b}b\u{feff}c\u{ad}", "a\\u{200B}b\\u{FEFF}c\\u{AD}"),
            ("a\u{85}b\u{2028}c\u{2029}", "a\\u{85}b\\u{2028}c\\u{2029}"),
            ("a\u{a0}b\u{3000}c", "a\\u{A0}b\\u{3000}c"),
            ("\u{e000}\u{10ffff}\u{fffe}\u{e0041}", "\\u{E000}\\u{10FFFF}\\u{FFFE}\\u{E0041}"),
            ("a\r\nb", "a\\r\nb"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn tabs_and_line_feeds_stay_unless_a_line_is_asked_for() {
        assert_eq!(visible("a\tb\nc"), "a\tb\nc");
        assert_eq!(visible_line("a\tb\nc\r"), "a\\tb\\nc\\r");
    }
}
