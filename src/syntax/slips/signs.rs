//! Slips of signs: those of other languages, of full width, and dates and amounts written with them.

use super::{Place, Slip};
use crate::diagnostic::Code;

pub(super) fn comment(place: &Place<'_>) -> Option<Slip> {
    let start = place.range().start;
    let sign = ["/*", "//", "--"]
        .into_iter()
        .find(|sign| place.text.get(start..).is_some_and(|rest| rest.starts_with(sign)))?;
    let rest = place.text.get(start..)?;
    let line = start + rest.find('\n').unwrap_or(rest.len());
    let end = if sign == "/*" { rest.find("*/").map_or(line, |end| start + end + 2) } else { line };
    let slip = Slip::new(
        Code::ForeignSpelling,
        start..start + sign.len(),
        format!("`{sign}` does not begin a comment"),
        "of another language",
    );
    let (range, blanks) = (start..end, " ".repeat(end - start));
    Some(slip.help("a comment begins with `#` and ends with its line").edit(range, blanks).only_to_read_on())
}

pub(super) fn foreign_sign(place: &Place<'_>) -> Option<Slip> {
    let date_follows = |signs: usize| {
        let after = place.token(signs.cast_signed()).and_then(|token| place.text.get(token.range.clone()));
        after.is_some_and(|word| crate::model::parse_date(word).is_some())
    };
    let (sign, right) = match (place.signs(2), place.signs(1)) {
        ("==", _) => ("==", "is"),
        ("!=" | "<>", _) => (place.signs(2), "is not"),
        (">=", _) => (">=", if date_follows(2) { "on or after" } else { "at least" }),
        ("<=", _) => ("<=", if date_follows(2) { "on or before" } else { "at most" }),
        ("&&", _) => ("&&", "and"),
        ("||", _) => ("||", "or"),
        (_, "≥") => ("≥", if date_follows(1) { "on or after" } else { "at least" }),
        (_, "≤") => ("≤", if date_follows(1) { "on or before" } else { "at most" }),
        (_, "≠") => ("≠", "is not"),
        (_, "=") => ("=", "is"),
        (_, ">") => (">", if date_follows(1) { "after" } else { "over" }),
        (_, "<") => ("<", if date_follows(1) { "before" } else { "under" }),
        (_, "!") => ("!", "not"),
        (_, "&") => ("&", "and"),
        (_, "|") => ("|", "or"),
        (_, ";") => (";", ","),
        (_, ":") => (":", ""),
        _ => return None,
    };
    let first = right.split(' ').next().unwrap_or_default();
    let fits = match right {
        "," => place.expected.signs.iter().any(|taken| taken == ","),
        "" => true,
        "not" => place.expected.takes("not") || place.expected.things.contains(&"a condition"),
        _ => place.expected.takes(first),
    };
    if !fits {
        return None;
    }
    let range = place.range().start..place.range().start + sign.len();
    if right.is_empty() {
        let slip = Slip::new(
            Code::ForeignSpelling,
            range.clone(),
            "a colon stands only after the name of a rule or of a field",
            "not needed here",
        );
        return Some(slip.help("remove it").edit(range, " ").safe());
    }
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        format!("`{sign}` is written `{right}`"),
        format!("write `{right}`"),
    );
    let padded = if right == "," { right.to_owned() } else { format!(" {right} ") };
    Some(slip.edit(range, padded).safe())
}

pub(super) fn full_width(place: &Place<'_>) -> Option<Slip> {
    let sign = place.signs(1);
    let right = match sign {
        "：" => ":",
        "，" | "、" => ",",
        "（" => "(",
        "）" => ")",
        "＝" => "=",
        "％" => "%",
        _ => return None,
    };
    let range = place.range().start..place.range().start + sign.len();
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        format!("`{sign}` is a full-width sign; it is written `{right}`"),
        format!("write `{right}`"),
    );
    Some(slip.edit(range, right).safe())
}

pub(super) fn slashed_date(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let parts: Vec<u16> = word.split(['/', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let (year, month, day) = match parts.as_slice() {
        [year @ 1900..=2200, month, day] => (*year, *month, *day),
        // Between month/day and day/month only a number over 12 decides; the orders' country writes the month first.
        [day @ 13..=31, month, year @ 1900..=2200] => (*year, *month, *day),
        [month, day, year @ 1900..=2200] => (*year, *month, *day),
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    crate::model::parse_date(&date)?;
    let help = format!(
        "a date is written year-month-day: `{date}`, if the month stands where customs forms of the United States have it"
    );
    let slip = Slip::new(
        Code::InvalidDate,
        place.range(),
        format!("`{word}` is not how a date is written"),
        "year-month-day",
    );
    Some(slip.help(help).edit(place.range(), date))
}

pub(super) fn dollars(place: &Place<'_>) -> Option<Slip> {
    let (currency, sign) = match place.signs(1) {
        "$" => ("USD", "$"),
        "€" => ("EUR", "€"),
        "£" => ("GBP", "£"),
        "¥" => ("CNY", "¥"),
        _ => return None,
    };
    let number = place.token(1)?.range.clone();
    let amount = format!("{} {currency}", place.text.get(number.clone())?);
    let range = place.range().start..number.end;
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        format!("an amount is written with its currency after it: `{amount}`"),
        format!("`{sign}` does not say which currency"),
    );
    Some(slip.help(format!("write `{amount}`")).edit(range, amount))
}

pub(super) fn full_stop(place: &Place<'_>) -> Option<Slip> {
    (place.signs(1) == ".").then(|| {
        let range = place.range();
        Slip::new(
            Code::UnexpectedText,
            range.clone(),
            "a sentence of the language has no full stop",
            "not needed",
        )
        .help("remove it")
        .edit(range, " ")
        .safe()
    })
}
