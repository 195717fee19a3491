//! Slips of quotes: of another kind, or missing at one end.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words::Token;

pub(super) fn quotes(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let rest = place.text.get(range.start..)?;
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len()))?.trim_end();
    let first = rest.chars().next()?;
    if first == '"' && line.chars().filter(|sign| *sign == '"').count() % 2 == 1 {
        return Some(unclosed_quote(place, range.start, line));
    }
    let closing = match first {
        '\'' => '\'',
        '\u{2018}' | '\u{2019}' => '\u{2019}',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '\u{201d}',
        '\u{ab}' => '\u{bb}',
        '`' => '`',
        '\u{ff02}' => '\u{ff02}',
        _ => return missing_opening_quote(place),
    };
    let inside = first.len_utf8();
    let end = line.get(inside..)?.find([closing, '\u{201c}', '"']).map(|end| inside + end);
    let slip = Slip::new(
        Code::WrongQuotes,
        range.start..range.start + end.map_or(line.len(), |end| end + closing.len_utf8()).min(line.len()),
        "a text stands between straight double quotes",
        "other quotes",
    )
    .help("write `\"` before it and after it");
    let slip = slip.edit(range.start..range.start + inside, "\"").safe();
    Some(match end {
        Some(end) => {
            let length = line.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            slip.edit(range.start + end..range.start + end + length, "\"")
        }
        None => slip.edit(range.start + line.len()..range.start + line.len(), "\""),
    })
}

fn unclosed_quote(place: &Place<'_>, start: usize, line: &str) -> Slip {
    let end = start + line.len();
    let slip = Slip::new(
        Code::UnclosedQuote,
        start..end,
        "a text does not end on the line on which it begins",
        "begins here and does not end",
    )
    .help("write `\"` at the end of the text, on the same line");
    // A text that goes on over the next line is joined; otherwise it ends with its own.
    let after = place.text.get(end..).unwrap_or_default();
    let next = after.trim_start();
    let joined = next.lines().next().is_some_and(|next| next.matches('"').count() == 1);
    if joined { slip.edit(end..end + (after.len() - next.len()), " ") } else { slip.edit(end..end, "\"") }
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
