//! Cells: what each type reads, and what it refuses to guess.

use super::super::read_fact;
use crate::model::{Fact, FieldType};

/// What a text is read as; `-` where it is missing.
fn read(kind: FieldType, text: &str) -> String {
    super::fact(&read_fact(kind, text)).unwrap_or_else(|| "-".to_owned())
}

fn check(kind: FieldType, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(kind, text), *expected, "{kind:?} `{text}`");
    }
}

#[test]
fn nothing_but_blanks_is_missing() {
    for text in ["", "  ", "\t\r\n", "\u{A0}\u{3000}", "\u{FEFF}", "\u{200B}", "\0\0"] {
        for kind in [FieldType::Text, FieldType::Date, FieldType::Money, FieldType::Documents, FieldType::Hts]
        {
            assert_eq!(read_fact(kind, text), Fact::Missing, "{kind:?} {text:?}");
        }
    }
}

#[test]
fn text_is_kept_as_it_came_but_for_blanks_around_it() {
    check(FieldType::Party, &[(" Acme,  Inc. ", "Acme,  Inc."), ("合肥宝龙达", "合肥宝龙达")]);
}

#[test]
fn a_name_that_says_that_it_is_not_known_is_none() {
    const NOT_KNOWN: &str = "? it says that this is not known";
    check(
        FieldType::Party,
        &[("N/A", NOT_KNOWN), ("unknown", NOT_KNOWN), ("-", NOT_KNOWN), ("NA", NOT_KNOWN)],
    );
    check(FieldType::Country, &[("NA", "NA"), ("TBD", NOT_KNOWN)]);
    check(FieldType::Text, &[("none", "none")]);
}

#[test]
fn dates_have_one_form_and_date_times_lose_their_time() {
    const WANTED: &str = "? a date is written `2020-09-03`";
    const AMBIGUOUS: &str = "? which number is the month is ambiguous; a date is written `2020-09-03`";
    const SERIAL: &str =
        "? it is a number, perhaps a spreadsheet's count of days; a date is written `2020-09-03`";
    const NO_TIME: &str = "? what follows the day is not a time; a date is written `2020-09-03`";
    const NO_DAY: &str = "? there is no such day in the calendar";
    check(
        FieldType::Date,
        &[
            (" 2020-09-03 ", "2020-09-03"),
            ("2020-09-03T10:00:00Z", "2020-09-03"),
            ("2020-09-03 00:00:00", "2020-09-03"),
            ("2020-09-03T23:59:59.999+08:00", "2020-09-03"),
            ("2020-09-03 10:00 +0800", "2020-09-03"),
            ("2020-09-03T10:00-05", "2020-09-03"),
            ("2020-09-03T", NO_TIME),
            ("2020-09-03T25:00", NO_TIME),
            ("2020-09-03T10:00+", NO_TIME),
            ("2020-09-03 or later", NO_TIME),
            ("2020-09-03[u-ca=hebrew]", NO_TIME),
            ("9/3/2020", AMBIGUOUS),
            ("09.03.20", AMBIGUOUS),
            ("9/3/2020 10:00", AMBIGUOUS),
            ("25/12/2020", WANTED),
            ("2020/09/03", WANTED),
            ("20200903", WANTED),
            ("03-Sep-2020", WANTED),
            ("soon", WANTED),
            ("44077", SERIAL),
            ("44077.5", SERIAL),
            ("2021-02-30", NO_DAY),
            ("2021-02-30T10:00", NO_DAY),
            ("1492-01-01", "? its year lies outside 1900 to 2200"),
        ],
    );
}

#[test]
fn numbers_are_exact_or_unreadable() {
    const COMMA: &str = "? its comma may set off thousands or decimals; `1234.50` is certain";
    const EXPONENT: &str = "? it has an exponent, which may have lost digits; all digits are wanted";
    const DIGITS: &str = "? it has more digits than can be kept exactly";
    const WANTED: &str = "? a number is written `1234.50`";
    check(
        FieldType::Number,
        &[
            ("1234.50", "1234.5"),
            ("-3", "-3"),
            ("-0.0", "0"),
            ("1,234.50", "1234.5"),
            ("1,234,567", "1234567"),
            ("-1,234.5", "-1234.5"),
            ("1,234", COMMA),
            ("1.234,50", COMMA),
            ("1,23,456", COMMA),
            ("0,123.5", COMMA),
            ("1e3", EXPONENT),
            ("1.23457E+11", EXPONENT),
            ("0.12345678901234567890123456789012345", DIGITS),
            ("99999999999999999999999999999999999", DIGITS),
            (".5", WANTED),
            ("1_000", WANTED),
            ("12 apples", WANTED),
            ("(500)", "? brackets may mean that it is negative"),
            ("40%", "? a percentage is not wanted here"),
            ("many", "? it is not a number"),
            ("٣", "? it is not a number"),
        ],
    );
}

#[test]
fn money_may_carry_the_code_of_its_currency() {
    const CODE: &str = "? a currency is written by its code, as in `800 USD`";
    check(
        FieldType::Money,
        &[
            ("800", "800"),
            ("1000 EUR", "1000 EUR"),
            ("EUR 1000", "1000 EUR"),
            ("1,000.50usd", "1000.5 USD"),
            ("$800", CODE),
            ("US$ 800", CODE),
            ("800 €", CODE),
            ("1000 RMB", "? `RMB` is not the code of a currency"),
            ("-800", "? it is negative"),
            ("EUR -800", "? it is negative"),
            ("EUR 1000 USD", "? a number is written `1234.50`"),
            ("1,234 USD", "? its comma may set off thousands or decimals; `1234.50` is certain"),
            ("a great deal", "? it is not a number"),
            ("EUR", "? it is not a number"),
        ],
    );
}

#[test]
fn quantities_and_weights_are_not_negative() {
    check(
        FieldType::Quantity,
        &[
            ("100", "100"),
            ("-1", "? it is negative"),
            ("10 kg", "? a unit stands in a field of its own, `unit`"),
        ],
    );
    check(
        FieldType::Weight,
        &[
            ("12", "12"),
            ("12 kg", "12"),
            ("1,200.5KGS", "1200.5"),
            ("-12 kg", "? it is negative"),
            ("12 lb", "? a weight is in kilograms: `12` or `12 kg`"),
            ("heavy", "? it is not a number"),
        ],
    );
}

#[test]
fn shares_lie_between_none_and_all() {
    const OUTSIDE: &str = "? a share lies between 0 and 1, or between `0%` and `100%`";
    check(
        FieldType::Share,
        &[
            ("0.4", "0.4"),
            ("40%", "0.4"),
            ("12.5 %", "0.125"),
            ("1", "1"),
            ("0", "0"),
            ("100%", "1"),
            ("40", OUTSIDE),
            ("101%", OUTSIDE),
            ("-0.1", OUTSIDE),
            ("half", "? it is not a number"),
        ],
    );
}

#[test]
fn yes_and_no_have_four_forms_each() {
    check(
        FieldType::YesNo,
        &[
            ("Yes", "true"),
            ("Y", "true"),
            ("TRUE", "true"),
            ("1", "true"),
            ("no", "false"),
            ("N", "false"),
            ("false", "false"),
            ("0", "false"),
            ("maybe", "? it is neither `yes` nor `no`"),
        ],
    );
}

#[test]
fn codes_of_odd_length_have_lost_a_zero() {
    check(
        FieldType::Hts,
        &[
            ("6109.10.0012", "6109.10.0012"),
            ("6109 10 0012", "6109.10.0012"),
            ("0602", "0602"),
            ("61", "61"),
            ("602100000", "? it has 9 digits; a leading zero may have been lost"),
            ("602", "? it has 3 digits; a leading zero may have been lost"),
            ("6109100012.0", "? an HTS code has 2, 4, 6, 8 or 10 digits, and this has 11"),
            ("shirts", "? an HTS code is made of digits, with or without dots between them"),
        ],
    );
}

#[test]
fn documents_are_a_complete_set() {
    check(
        FieldType::Documents,
        &[
            ("invoice; packing list;", r#"["invoice", "packing list"]"#),
            ("None", "[]"),
            ("[]", "[]"),
            (r#"["invoice", "ruling; 7", 7]"#, r#"["invoice", "ruling; 7", "7"]"#),
            ("[draft] invoice", r#"["[draft] invoice"]"#),
            (";", "-"),
            (r#"[""]"#, "-"),
            ("invoice; none", "? it says `none` beside documents"),
            (r#"["invoice""#, "? it is broken JSON at its byte 10: EOF while parsing a list"),
            (r#"["a", {}]"#, "? a JSON object stands where text is wanted"),
        ],
    );
}
