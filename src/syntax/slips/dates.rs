//! Slips of dates: in the order and with the signs of other countries, in words, in quotes, with a time, or by the clock.

use std::ops::Range;

use super::{Place, Slip};
use crate::diagnostic::Code;

/// Whether a date could stand here.
fn takes_date(place: &Place<'_>) -> bool {
    place.expected.things.iter().any(|thing| thing.contains("a date") || *thing == "a value")
}

/// `09/03/2020`, `03.09.2020`, `2020-9-3`, `20200903`, `9/3/20`.
pub(super) fn slashed(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0).trim_end_matches('.');
    let range = place.range().start..place.range().start + word.len();
    if crate::model::parse_date(word).is_some() {
        return None;
    }
    let parts: Vec<&str> = match word.len() {
        8 if word.bytes().all(|sign| sign.is_ascii_digit()) && takes_date(place) => {
            vec![word.get(0..4)?, word.get(4..6)?, word.get(6..8)?]
        }
        _ => word.split(['/', '.', '-']).collect(),
    };
    let parts: Vec<u16> = parts.into_iter().map(str::parse).collect::<Result<_, _>>().ok()?;
    let (year, month, day, ambiguous) = match *parts.as_slice() {
        [year @ 1900..=2200, month, day] => (year, month, day, false),
        // Between month/day and day/month only a number over 12 decides; the orders' country writes the month first.
        [day @ 13..=31, month, year @ 1900..=2200] => (year, month, day, false),
        [month, day, year @ 1900..=2200] => (year, month, day, day <= 12 && month != day),
        // A year of two digits, with slashes only: `6109.10.12` is a code.
        [month, day, year @ 0..=49] if word.contains('/') => {
            (year + 2000, month, day, day <= 12 && month != day)
        }
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    crate::model::parse_date(&date)?;
    let message = format!("`{word}` is not how a date is written");
    let slip =
        Slip::new(Code::InvalidDate, range.clone(), message, "year-month-day").edit(range, date.clone());
    Some(if ambiguous {
        slip.help(format!(
            "write `{date}` if the month stands first, as in the United States, or `{year:04}-{day:02}-{month:02}` if the day does"
        ))
    } else {
        slip.help(format!("a date is written year-month-day: `{date}`"))
    })
}

/// `September 3, 2020`, `3 Sept. 2020`, `the 3rd of September 2020`.
pub(super) fn worded(place: &Place<'_>) -> Option<Slip> {
    // The day may have been taken for a number.
    let begin = if month(place.word(0)).is_some() && day(place.word(-1)).is_some() { -1 } else { 0 };
    let (date, range) = said_in_words(place, begin)?;
    (takes_date(place) || begin < 0).then(|| {
        let message = format!("a date is written year-month-day: `{date}`");
        Slip::new(Code::InvalidDate, range.clone(), message, format!("write `{date}`"))
            .edit(range, date)
            .safe()
    })
}

/// A day in words that begins at a token, and where it stands.
fn said_in_words(place: &Place<'_>, begin: isize) -> Option<(String, Range<usize>)> {
    let first_at = begin + isize::from(place.word(begin) == "the");
    let skip = |at: isize| at + isize::from(matches!(place.word(at), "." | "," | "of"));
    let second_at = skip(first_at + 1);
    let (first, second) = (place.word(first_at), place.word(second_at));
    let year_at = skip(second_at + 1);
    let (month, day) = match (month(first), day(first)) {
        (Some(month), _) => (month, day(second)?),
        (_, Some(day)) => (month(second)?, day),
        _ => return None,
    };
    let year: u16 = place.word(year_at).trim_end_matches('.').parse().ok()?;
    let date = format!("{year:04}-{month:02}-{day:02}");
    crate::model::parse_date(&date)?;
    Some((date, place.token(begin)?.range.start..place.token(year_at)?.range.end))
}

/// `from 2020-09-03`, `from September 3, 2020`: the first day of a rule.
pub(super) fn first_day(place: &Place<'_>) -> Option<Slip> {
    let preposition = place.word(-1);
    let takes_kind = place.expected.takes("category") || place.expected.takes("producer");
    if !matches!(preposition, "from" | "to" | "by") || !takes_kind {
        return None;
    }
    let plain = || crate::model::parse_date(place.word(0)).map(|_| (place.word(0).to_owned(), place.range()));
    let (date, range) = plain().or_else(|| said_in_words(place, 0))?;
    let range = place.token(-1)?.range.start..range.end;
    let said = place.text.get(range.clone())?;
    let right = if preposition == "from" { "effective" } else { "through" };
    let message = format!("`{said}` is written `{right} {date}`");
    let slip = Slip::new(Code::ForeignSpelling, range.clone(), message, format!("write `{right} {date}`"));
    let slip = if right == "through" {
        slip.help("`through D` is the last day on which the rule holds, `until D` the first on which it no longer does")
    } else {
        slip
    };
    Some(slip.edit(range, format!("{right} {date}")))
}

/// `effective 2020`, `effective September 2020`, `until the end of 2021`: a year or a month, of which one day is meant.
pub(super) fn partial(place: &Place<'_>) -> Option<Slip> {
    let clause = place.word(-1);
    if !matches!(clause, "effective" | "until" | "through") {
        return None;
    }
    let the = |at: isize| at + isize::from(place.word(at) == "the");
    let mut at = the(0);
    let part = place.word(at);
    let says_part = matches!(part, "end" | "beginning" | "start");
    if says_part {
        at = the(at + 1 + isize::from(place.word(at + 1) == "of"));
    }
    let named = month(place.word(at));
    at += isize::from(named.is_some());
    at += isize::from(named.is_some() && matches!(place.word(at), "," | "of"));
    let (year, numbered) = match place.word(at).split_once('-') {
        Some((year, month)) => (year, Some(month.parse().ok().filter(|month| (1u8..=12).contains(month))?)),
        None => (place.word(at), None),
    };
    let month = named.or(numbered);
    let year: u16 = year.parse().ok().filter(|year| (1900..=2200).contains(year))?;
    let range = place.range().start..place.token(at)?.range.end;
    let first = format!("{year:04}-{:02}-01", month.unwrap_or(1));
    let last = (28u8..=31)
        .rev()
        .map(|day| format!("{year:04}-{:02}-{day:02}", month.unwrap_or(12)))
        .find(|date| crate::model::parse_date(date).is_some())?;
    let begins = part != "end" && (says_part || clause == "effective");
    let said = place.text.get(range.clone())?;
    let message = format!("`{said}` names no day");
    let slip = Slip::new(Code::InvalidDate, range.clone(), message, "which day?");
    Some(match clause {
        "effective" if begins => {
            slip.help(format!("write the first day: `effective {first}`")).edit(range, first)
        }
        "until" if !says_part => slip
            .help(format!(
                "write `until {first}` if it ends before, or `through {last}` if it holds to the end"
            ))
            .edit(range, first)
            .only_to_read_on(),
        // Who says until the end means the last day too.
        "through" | "until" if !begins => {
            let whole = place.token(-1)?.range.start..range.end;
            slip.help(format!("write the last day on which the rule holds: `through {last}`"))
                .edit(whole, format!("through {last}"))
        }
        "until" => slip
            .help(format!("write the first day on which the rule no longer holds: `until {first}`"))
            .edit(range, first),
        _ => slip.help("write the day, such as `2020-09-03`").edit(range, first).only_to_read_on(),
    })
}

fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let is_it = |name: &str| {
        word.len() >= 3 && name.starts_with(word.as_str()) || word == "sept" && name == "september"
    };
    (1u8..).zip(MONTHS).find(|(_, name)| is_it(name)).map(|(number, _)| number)
}

fn day(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// `2020-09-03T00:00:00Z`: a rule knows days only.
pub(super) fn timed(place: &Place<'_>) -> Option<Slip> {
    let start = place.range().start;
    let rest = place.text.get(start..)?;
    let date = rest.get(..10).filter(|date| crate::model::parse_date(date).is_some())?;
    let after = rest.get(10..)?;
    let end = after.find(char::is_whitespace).unwrap_or(after.len());
    after.starts_with(['T', 't']).then(|| {
        let range = start + 10..start + 10 + end;
        let slip = Slip::new(Code::InvalidDate, range.clone(), "a date has no time of day", "not needed");
        slip.help(format!("write `{date}`: a rule holds for whole days")).edit(range, "").safe()
    })
}

/// `"2020-09-03"` where only a date can stand.
pub(super) fn quoted(place: &Place<'_>) -> Option<Slip> {
    let date = place.word(0).strip_prefix('"')?.strip_suffix('"')?;
    crate::model::parse_date(date)?;
    place.expected.things.iter().any(|thing| thing.contains("a date")).then(|| {
        let message = "a date stands without quotes";
        Slip::new(Code::WrongQuotes, place.range(), message, format!("write `{date}`"))
            .edit(place.range(), date)
            .safe()
    })
}

/// `today`: the language has no clock.
pub(super) fn clock(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let takes = place.expected.things.iter().any(|thing| thing.contains("a date"));
    (takes
        && matches!(word.to_lowercase().as_str(), "today" | "now" | "yesterday" | "tomorrow" | "immediately"))
    .then(|| {
        let message =
            format!("`{word}` is no date: the same policy decides the same record alike on every day");
        let slip = Slip::new(Code::InvalidDate, place.range(), message, "which day?");
        slip.help("write the day, such as `2020-09-03`").edit(place.range(), "2000-01-01").only_to_read_on()
    })
}
