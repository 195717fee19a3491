//! The shipment's world: what a record says, in what types, and how certain it is.
//!
//! In: nothing. Out: the types that every other room speaks in. How a text is recognised as a place, as goods or as a
//! party is `vocabulary`'s work, since it depends on what a program declares.

mod hts;
mod money;
mod outcome;
mod schema;
mod shipment;
mod truth;

pub use hts::{HtsCode, HtsRange, InvalidHtsError};
pub use money::{Currency, Money};
pub use outcome::{Outcome, Verb};
pub use schema::{Field, FieldId, FieldType, Level, Role, Schema};
pub use shipment::{Fact, Inputs, Item, MAX_TIERS, Path, Shipment, Value};
pub use truth::Truth;

/// A day of the calendar, without a time or a zone.
pub use jiff::civil::Date;
/// An exact decimal number.
pub use rust_decimal::Decimal;

/// Reads a day written as `2020-09-03` and in no other way, within the years 1900 to 2200: what lies outside is
/// a slip of the pen.
pub fn parse_date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    let date: Date = if shaped { text.parse().ok()? } else { return None };
    (1900..=2200).contains(&date.year()).then_some(date)
}

/// Reads a plain decimal number, such as `800` or `-0.25`: no exponent, no thousands separators, nothing that would
/// have to be rounded.
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain(whole) && plain(part))
        .then(|| Decimal::from_str_exact(text).ok())
        .flatten()
        .map(|number| number.normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_have_one_form() {
        assert_eq!(parse_date("2020-09-03").map(|date| date.to_string()).as_deref(), Some("2020-09-03"));
        for wrong in
            ["2020-9-3", "20200903", "2020-09-03T00:00", "2021-02-30", "1492-01-01", "09/03/2020", ""]
        {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_exact_or_refused() {
        assert_eq!(parse_decimal("800.0"), parse_decimal("800"));
        assert_eq!(parse_decimal("-0.25").map(|number| number.to_string()).as_deref(), Some("-0.25"));
        for wrong in ["1e3", "1_000", ".5", "5.", "1,000", "", "-", "0.12345678901234567890123456789012345"] {
            assert_eq!(parse_decimal(wrong), None, "{wrong}");
        }
    }
}
