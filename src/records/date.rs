//! Days. One form is read; of the others it is said why not, since a wrong day opens or closes a rule's window.

use crate::model::{Date, parse_date};

const WANTED: &str = "a date is written `2020-09-03`";

/// Reads a day, or the day of a date-time as it was written: a zone does not move it.
pub(super) fn date(text: &str) -> Result<Date, String> {
    match text.split_at_checked(10) {
        Some((day, time)) if is_shaped(day) => {
            if !time.is_empty() && !is_time(time) {
                return Err(format!("what follows the day is not a time; {WANTED}"));
            }
            parse_date(day).ok_or_else(|| match day.parse::<Date>() {
                Ok(_) => "its year lies outside 1900 to 2200".to_owned(),
                Err(_) => "there is no such day in the calendar".to_owned(),
            })
        }
        _ => Err(why_no_date(text)),
    }
}

/// Whether ten characters are digits and hyphens where a date has them.
fn is_shaped(day: &str) -> bool {
    let shaped =
        |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    day.bytes().enumerate().all(shaped)
}

/// Whether a text goes on as `T10:00`, `T10:00:00.000Z`, ` 00:00:00`, ` 10:00 +08:00` do.
fn is_time(text: &str) -> bool {
    let Some(text) = text.strip_prefix(['T', 't', ' ']) else { return false };
    let zone = text
        .trim_start_matches(|character: char| character.is_ascii_digit() || matches!(character, ':' | '.'));
    let clock = text.strip_suffix(zone).unwrap_or_default();
    let mut parts = clock.split(':');
    let hours = parts.next().is_some_and(|part| is_number(part, 23));
    let minutes = parts.next().is_some_and(|part| is_number(part, 59));
    let seconds = parts.next().is_none_or(|part| match part.split_once('.') {
        Some((seconds, fraction)) => is_number(seconds, 60) && is_digits(fraction),
        None => is_number(part, 60),
    });
    hours && minutes && seconds && parts.next().is_none() && is_zone(zone.trim_start())
}

fn is_zone(text: &str) -> bool {
    let Some(offset) = text.strip_prefix(['+', '-']) else { return matches!(text, "" | "Z" | "z" | "UTC") };
    match offset.split_once(':').or_else(|| offset.split_at_checked(2)) {
        Some((hours, "")) => is_number(hours, 23) && !offset.contains(':'),
        Some((hours, minutes)) => is_number(hours, 23) && is_number(minutes, 59),
        None => false,
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is two digits, and no more than the most.
fn is_number(text: &str, most: u8) -> bool {
    text.len() == 2 && is_digits(text) && text.parse::<u8>().is_ok_and(|number| number <= most)
}

fn why_no_date(text: &str) -> String {
    let day = text.split_whitespace().next().unwrap_or(text);
    let parts: Vec<&str> = day.split(['/', '.', '-']).collect();
    match parts.as_slice() {
        [first, second, year]
            if [first, second, year].iter().all(|part| is_digits(part))
                && first.len() <= 2
                && second.len() <= 2 =>
        {
            let is_month = |part: &str| part.parse::<u8>().is_ok_and(|number| number <= 12);
            if is_month(first) && is_month(second) && first != second {
                format!("which number is the month is ambiguous; {WANTED}")
            } else {
                WANTED.to_owned()
            }
        }
        [_] | [_, _] if day.split('.').all(is_digits) && day.len() < 8 => {
            format!("it is a number, perhaps a spreadsheet's count of days; {WANTED}")
        }
        _ => WANTED.to_owned(),
    }
}
