//! Numbers, exactly as they were written or not at all.

use crate::model::{Currency, Decimal, parse_decimal};

/// Reads a number.
pub(super) fn number(text: &str) -> Result<Decimal, String> {
    match parse_decimal(text).or_else(|| grouped(text)) {
        Some(number) if number.is_zero() => Ok(Decimal::ZERO),
        Some(number) => Ok(number),
        None => Err(why_no_number(text)),
    }
}

/// Reads a number that counts something.
pub(super) fn quantity(text: &str) -> Result<Decimal, String> {
    match number(text) {
        Ok(number) => not_negative(number),
        Err(_) if number(without_letters(text)).is_ok() => {
            Err("a unit stands in a field of its own, `unit`".to_owned())
        }
        Err(reason) => Err(reason),
    }
}

/// Reads a weight in kilograms.
pub(super) fn weight(text: &str) -> Result<Decimal, String> {
    let bare = without_letters(text);
    match text.strip_prefix(bare).map(|unit| unit.trim().to_ascii_lowercase()).as_deref() {
        Some("kg" | "kgs") => not_negative(number(bare)?),
        Some("") | None => not_negative(number(text)?),
        Some(_) if number(bare).is_ok() => Err("a weight is in kilograms: `12` or `12 kg`".to_owned()),
        Some(_) => Err(why_no_number(text)),
    }
}

/// Reads an amount, which may carry the code of its currency before or after it.
pub(super) fn money(text: &str) -> Result<(Decimal, Option<Currency>), String> {
    let letter = |character: char| character.is_ascii_alphabetic();
    let after = text.trim_start_matches(letter);
    let (code, amount) = if after.len() < text.len() {
        (text.strip_suffix(after), after.trim_start())
    } else {
        let before = text.trim_end_matches(letter);
        (text.strip_prefix(before), before.trim_end())
    };
    match (code.unwrap_or_default(), number(amount)) {
        ("", amount) => Ok((not_negative(amount?)?, None)),
        (_, Err(reason)) => Err(reason),
        (code, Ok(amount)) => match Currency::parse(code).filter(|currency| currency.is_listed()) {
            Some(currency) => Ok((not_negative(amount)?, Some(currency))),
            None => Err(format!("`{code}` is not the code of a currency")),
        },
    }
}

fn not_negative(number: Decimal) -> Result<Decimal, String> {
    if number < Decimal::ZERO { Err("it is negative".to_owned()) } else { Ok(number) }
}

/// What is left without a word at the end.
fn without_letters(text: &str) -> &str {
    text.trim_end_matches(|character: char| character.is_alphabetic()).trim_end()
}

/// Reads `1,234.50` and `1,234,567`: groups of three where nothing else can be meant. One comma alone may be the decimal one.
fn grouped(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let mut groups = whole.strip_prefix('-').unwrap_or(whole).split(',');
    let first = groups.next()?;
    let (mut commas, mut threes) = (0, true);
    for group in groups {
        commas += 1;
        threes &= group.len() == 3;
    }
    let certain = commas > 1 || (commas == 1 && part.is_some());
    let fits = certain && threes && (1..=3).contains(&first.len()) && !first.starts_with('0');
    let part_is_plain = part.is_none_or(|part| !part.contains(','));
    (fits && part_is_plain).then(|| parse_decimal(&text.replace(',', ""))).flatten()
}

fn why_no_number(text: &str) -> String {
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    let only =
        |more: &str| text.chars().all(|character| character.is_ascii_digit() || more.contains(character));
    let why = if !has_digit {
        "it is not a number"
    } else if text.contains(['$', '€', '£', '¥', '₹', '₩', '₫', '฿', '￥', '₺', '₽']) {
        "a currency is written by its code, as in `800 USD`"
    } else if text.ends_with('%') {
        "a percentage is not wanted here"
    } else if text.starts_with('(') {
        "brackets may mean that it is negative"
    } else if only("-,.") && text.contains(',') {
        "its comma may set off thousands or decimals; `1234.50` is certain"
    } else if only("-+.eE") && text.contains(['e', 'E']) {
        "it has an exponent, which may have lost digits; all digits are wanted"
    } else if only("")
        || (only(".") && text.matches('.').count() == 1 && !text.starts_with('.') && !text.ends_with('.'))
    {
        "it has more digits than can be kept exactly"
    } else {
        "a number is written `1234.50`"
    };
    why.to_owned()
}
