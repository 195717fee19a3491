//! The one reading of a cell: from the text in it to a fact.

use super::fields::trimmed;
use super::{date, documents, number};
use crate::model::{Decimal, Fact, FieldType, HtsCode, InvalidHtsError, Value};

/// Reads a text as what a field holds.
///
/// Blanks around it do not count, and nothing but blanks is [`Fact::Missing`]. What cannot be read is
/// [`Fact::Unreadable`] with the reason, never a guess:
///
/// | field | forms |
/// |---|---|
/// | text | any text |
/// | country, region, party, goods | any text but those that say that it is not known: `N/A`, `unknown`, `TBD`, `-` |
/// | date | `2020-09-03`; of `2020-09-03T10:00:00Z` the day as written |
/// | number, quantity, weight, money | `1234.50`, also `1,234.50` and `1,234,567`, but not `1,234`, which may mean 1.234; no exponent, no currency sign; not negative, save a number |
/// | weight | also `12 kg` |
/// | money | also `1000 EUR` and `EUR 1000` |
/// | share | `0.4`, `40%`; from 0 to 1 |
/// | yes or no | `yes`, `no`, `true`, `false`, `y`, `n`, `1`, `0`, in any case |
/// | HTS code | 2, 4, 6, 8 or 10 digits, with or without dots and blanks |
/// | documents | names between semicolons, a JSON array of names, `none` |
pub fn read_fact(kind: FieldType, text: &str) -> Fact {
    let text = trimmed(text);
    if text.is_empty() {
        return Fact::Missing;
    }
    let value = match kind {
        FieldType::Text => Ok(Value::Text),
        FieldType::Country | FieldType::Region | FieldType::Party | FieldType::Goods => named(kind, text),
        FieldType::Documents => return documents::read_text(text),
        FieldType::Number => number::number(text).map(Value::Number),
        FieldType::Date => date::date(text).map(Value::Date),
        FieldType::YesNo => yes_or_no(text),
        FieldType::Money => number::money(text).map(|(amount, currency)| Value::Money(amount, currency)),
        FieldType::Quantity => number::quantity(text).map(Value::Number),
        FieldType::Weight => number::weight(text).map(Value::Number),
        FieldType::Share => share(text),
        FieldType::Hts => hts(text),
    };
    match value {
        Ok(value) => known(text, value),
        Err(reason) => unreadable(text, reason),
    }
}

/// A fact that could be read.
pub(super) fn known(text: &str, value: Value) -> Fact {
    Fact::Known { text: text.to_owned(), value }
}

/// A fact that could not.
pub(super) fn unreadable(text: &str, reason: String) -> Fact {
    Fact::Unreadable { text: text.to_owned(), reason }
}

/// A name, unless it says that there is none: read as a name, `N/A` would be that of another company, and clear the goods.
fn named(kind: FieldType, text: &str) -> Result<Value, String> {
    const PLACEHOLDERS: [&str; 20] = [
        "-",
        "--",
        "---",
        "?",
        "??",
        ".",
        "n/a",
        "n.a.",
        "n.a",
        "unknown",
        "not known",
        "not available",
        "not applicable",
        "not stated",
        "to be advised",
        "tba",
        "tbd",
        "none",
        "null",
        "nil",
    ];
    let lower = text.to_lowercase();
    // `NA` is Namibia where a country is asked for.
    let is_na = lower == "na" && kind != FieldType::Country;
    if is_na || PLACEHOLDERS.contains(&lower.as_str()) {
        return Err("it says that this is not known".to_owned());
    }
    Ok(Value::Text)
}

fn yes_or_no(text: &str) -> Result<Value, String> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Ok(Value::YesNo(true)),
        "no" | "n" | "false" | "0" => Ok(Value::YesNo(false)),
        _ => Err("it is neither `yes` nor `no`".to_owned()),
    }
}

fn share(text: &str) -> Result<Value, String> {
    let share = match text.strip_suffix('%') {
        Some(percent) => number::number(percent.trim_end())?
            .checked_mul(Decimal::new(1, 2))
            .ok_or("it has more digits than can be kept")?
            .normalize(),
        None => number::number(text)?,
    };
    if share < Decimal::ZERO || share > Decimal::ONE {
        return Err("a share lies between 0 and 1, or between `0%` and `100%`".to_owned());
    }
    Ok(Value::Number(share))
}

fn hts(text: &str) -> Result<Value, String> {
    let code: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    match HtsCode::parse(&code) {
        Ok(code) => Ok(Value::Hts(code)),
        Err(InvalidHtsError::Length(digits @ (3 | 5 | 7 | 9))) => {
            Err(format!("it has {digits} digits; a leading zero may have been lost"))
        }
        Err(error) => Err(error.to_string()),
    }
}
