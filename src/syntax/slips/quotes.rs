//! Slips of quotes: of another kind, or missing at one end.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;
use crate::syntax::words::Token;

pub(super) fn quotes(place: &Place<'_>) -> Option<Slip> {
    let mut range = place.range();
    // A quote at the very end of the text.
    if place.token(0).is_none() && place.word(-1) == "\"" {
        range = place.token(-1)?.range.clone();
    }
    let line = line_from(place, range.start)?;
    let first = line.chars().next()?;
    if first == '"' && line.chars().filter(|sign| *sign == '"').count() % 2 == 1 {
        return Some(unclosed_quote(place, range.start, line));
    }
    let Some(closing) = closing_quote(first) else { return missing_opening_quote(place) };
    if line.starts_with("```") {
        let slip = Slip::new(
            Code::UnexpectedText,
            range.start..range.start + 3,
            "three backticks are no statement",
            "not needed",
        );
        return Some(slip.help("remove the line").edit(range.start..range.start + line.len(), "").safe());
    }
    let mut slip = Slip::new(
        Code::WrongQuotes,
        range.start..range.start + line.len(),
        "a text stands between straight double quotes",
        "other quotes",
    )
    .help("write `\"` before it and after it");
    // All texts of the statement that stand in such quotes.
    let mut at = range.start;
    let mut texts: Vec<std::ops::Range<usize>> = Vec::new();
    while let Some(start) = place.text.get(at..)?.find(first).map(|found| at + found) {
        let line = line_from(place, start)?;
        let (open, close) = (first.len_utf8(), closing_at(line, first, closing));
        let end = close.map_or(start + line.len(), |(close, length)| start + close + length);
        slip = slip.edit(start..start + open, "\"");
        slip = match close {
            Some((close, length)) => slip.edit(start + close..start + close + length, "\""),
            None => slip.edit(end..end, "\""),
        };
        texts.push(start..end);
        at = end;
    }
    let mut texts = texts.into_iter();
    slip.labels = texts.next().map(|first| (first, "other quotes".to_owned())).into_iter().collect();
    slip.labels.extend(texts.map(|other| (other, "here too".to_owned())));
    Some(slip.safe())
}

/// The rest of a line, without blanks at its end.
fn line_from<'p>(place: &Place<'p>, start: usize) -> Option<&'p str> {
    let rest = place.text.get(start..)?;
    Some(rest.get(..rest.find('\n').unwrap_or(rest.len()))?.trim_end())
}

fn closing_quote(first: char) -> Option<char> {
    Some(match first {
        '\'' => '\'',
        '\u{2018}' | '\u{2019}' => '\u{2019}',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '\u{201d}',
        '\u{ab}' => '\u{bb}',
        '\u{300c}' => '\u{300d}',
        '\u{300e}' => '\u{300f}',
        '\u{300a}' => '\u{300b}',
        '`' => '`',
        '\u{ff02}' => '\u{ff02}',
        _ => return None,
    })
}

/// Where a text in such quotes ends, and how long its sign is: an apostrophe goes on with a letter, an end does not.
fn closing_at(line: &str, first: char, closing: char) -> Option<(usize, usize)> {
    let ends = |(at, sign): &(usize, char)| {
        let next = line.get(at + sign.len_utf8()..).and_then(|rest| rest.chars().next());
        let is_apostrophe = matches!(closing, '\'' | '\u{2019}') && next.is_some_and(char::is_alphanumeric);
        (*sign == closing || *sign == '"' || closing == '\u{201d}' && *sign == '\u{201c}') && !is_apostrophe
    };
    line.char_indices()
        .skip_while(|(at, _)| *at < first.len_utf8())
        .find(ends)
        .map(|(at, sign)| (at, sign.len_utf8()))
}

/// `"Example "Lucky" Mills"` and `"Example ""Lucky"" Mills"`: quotes within a text.
pub(super) fn inside(place: &Place<'_>) -> Option<Slip> {
    let before = place.token(-1)?;
    let opens = before.range.start;
    if !place.word(-1).starts_with('"')
        || place.word(0) == ","
        || before.range.len() < 2
        || before.range.end != place.range().start
    {
        return None;
    }
    let line = line_from(place, opens)?;
    let from = before.range.end - opens;
    let rest = line.get(from..)?;
    let closes = rest
        .char_indices()
        .filter(|(_, sign)| *sign == '"')
        .find(|(at, _)| rest.get(at + 1..).is_some_and(|after| after.is_empty() || after.starts_with(',')))
        .map(|(at, _)| from + at)?;
    let inner = line.get(1..closes)?;
    let right = inner.replace("\"\"", "\"").replace("\\\"", "\"").replace('"', "\\\"");
    let range = opens..opens + closes + 1;
    let slip = Slip::new(
        Code::WrongQuotes,
        range,
        "a text ends at its second quote, and goes on here",
        "one text, or several?",
    );
    Some(slip.help("a quote within a text is written `\\\"`").edit(opens + 1..opens + closes, right))
}

/// A lone backslash in a text.
pub(super) fn backslash(place: &Place<'_>) -> Option<Slip> {
    let text = place.word(0);
    if !text.starts_with('"') || !text.contains('\\') {
        return None;
    }
    let is_file = place.word(-1) == "from"
        && place.tokens.first().is_some_and(|token| place.text.get(token.range.clone()) == Some("list"));
    let (right, help) = if is_file {
        ("/", "folders are separated by `/`")
    } else {
        ("\\\\", "a backslash is written `\\\\`")
    };
    let mut signs = text.char_indices().peekable();
    let mut lone = Vec::new();
    while let Some((at, sign)) = signs.next() {
        if sign == '\\' && signs.next_if(|(_, next)| matches!(next, '"' | '\\')).is_none() {
            lone.push(place.range().start + at);
        }
    }
    let first = *lone.first()?;
    let message = "a backslash in a text stands only before a quote or another backslash";
    let slip = Slip::new(Code::WrongQuotes, first..first + 1, message, "a lone backslash").help(help);
    Some(lone.into_iter().fold(slip, |slip, at| slip.edit(at..at + 1, right)))
}

/// A text without any quotes.
pub(super) fn unquoted(place: &Place<'_>) -> Option<Slip> {
    let start = place.range().start;
    let token = place.token(0).filter(|token| token.is_word)?;
    let wants_text = place.expected.things.contains(&"a text in quotes") && place.expected.things.len() == 1;
    let range = if wants_text && !place.word(0).starts_with('"') {
        let line = line_from(place, start)?;
        let line = line.split(" #").next().unwrap_or(line).trim_end();
        let is_document = place.word(-1) == "document";
        let end = match line.find(" for ").filter(|_| is_document) {
            Some(end) => end,
            None => line.len(),
        };
        start..start + end
    } else {
        // `producer Example Mills`: the first word was taken for a name.
        let is_own = |offset: isize| {
            place.token(offset).is_some_and(|token| token.is_word)
                && place.word(offset).starts_with(char::is_uppercase)
                && place.word(offset).chars().any(char::is_lowercase)
        };
        let is_joined = |offset: isize| {
            matches!(place.word(offset), "of" | "and" | "&" | "," | ".") && is_own(offset + 1)
        };
        if !is_own(0) || !is_own(-1) {
            return None;
        }
        let line_end = start + line_from(place, start)?.len();
        let first = (1isize..8).take_while(|back| is_own(-back)).last()?;
        let last = (0isize..16)
            .take_while(|on| {
                (is_own(*on) || is_joined(*on))
                    && place.token(*on).is_some_and(|token| token.range.end <= line_end)
            })
            .last()?;
        let dot = usize::from(
            place.word(last + 1) == "." && place.token(last + 1).is_some_and(|dot| dot.range.end == line_end),
        );
        place.token(-first)?.range.start..place.token(last)?.range.end + dot
    };
    let inner = place.text.get(range.clone())?;
    if inner.contains(['"', '\\', '\n']) || inner.trim().is_empty() || token.range.is_empty() {
        return None;
    }
    let slip = Slip::new(Code::UnclosedQuote, range.clone(), "a text stands in quotes", "without quotes");
    let slip = slip.help("write `\"` before it and after it");
    Some(slip.edit(range.start..range.start, "\"").edit(range.end..range.end, "\""))
}

fn unclosed_quote(place: &Place<'_>, start: usize, line: &str) -> Slip {
    let end = start + line.len();
    let slip = Slip::new(
        Code::UnclosedQuote,
        start..end,
        "a text does not end on the line on which it begins",
        "begins here and does not end",
    );
    // The end may be there as another sign.
    if let Some(last) =
        line.chars().last().filter(|sign| matches!(sign, '\u{201d}' | '\u{201c}' | '\'' | '\u{2019}'))
    {
        let range = end - last.len_utf8()..end;
        return slip.help(format!("write `\"` for the `{last}` at its end")).edit(range, "\"");
    }
    // A text that goes on over the next lines is joined; otherwise it ends with its own.
    let after = place.text.get(end..).unwrap_or_default();
    let mut joints = Vec::new();
    let mut at = end;
    for next in after.split_inclusive('\n').skip(1) {
        let content = next.trim();
        let line_start =
            at + place.text.get(at..).and_then(|rest| rest.find('\n')).map_or(0, |found| found + 1);
        let text_start = line_start + (next.len() - next.trim_start().len());
        let begins_clause = content.split_whitespace().next().is_some_and(words::begins_clause);
        let closes = content.matches('"').count() == 1 && content.ends_with('"');
        if begins_clause && content.contains('"') && !closes || content.is_empty() {
            break;
        }
        joints.push(at..text_start);
        at = line_start + next.trim_end().len();
        match content.matches('"').count() {
            0 => (),
            1 => {
                let slip = slip.help("write the text on one line");
                return joints.into_iter().fold(slip, |slip, joint| slip.edit(joint, " "));
            }
            _ => break,
        }
    }
    slip.help("write `\"` at the end of the text, on the same line").edit(end..end, "\"")
}

fn missing_opening_quote(place: &Place<'_>) -> Option<Slip> {
    // `producer Acme Mill"`: the name began some words ago.
    let line_end = place.range().start
        + place.text.get(place.range().start..)?.find('\n').unwrap_or(place.text.len() - place.range().start);
    let rest = place.text.get(place.range().start..line_end)?;
    if rest.matches('"').count() != 1 || rest.starts_with('"') && place.here == 0 {
        return None;
    }
    let quote = place.range().start + rest.find('"')?;
    let is_own = |token: &&Token| {
        token.is_word
            && place
                .text
                .get(token.range.clone())
                .is_some_and(|word| word.starts_with(|sign: char| sign.is_uppercase()))
    };
    let before = place.tokens.get(..place.here)?;
    let begin =
        before.iter().rev().take_while(is_own).last().map_or(place.range().start, |token| token.range.start);
    let slip = Slip::new(
        Code::UnclosedQuote,
        begin..quote + 1,
        "a text ends with a quote, but does not begin with one",
        "begins without a quote",
    );
    Some(slip.help("write `\"` at the beginning of the text").edit(begin..begin, "\""))
}
