//! Slips of values: in brackets, joined by what does not join them, numbers and codes as others write them, and dates in words.

use std::ops::Range;

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;

/// The bracket at a place and the one that closes it, where only values, commas and `or` stand between.
pub(super) fn bracketed(place: &Place<'_>, offset: isize) -> Option<(Range<usize>, Range<usize>)> {
    let close = match place.word(offset) {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        _ => return None,
    };
    let open = place.token(offset)?.range.clone();
    let end = (offset + 1..offset + 200).find(|offset| place.word(*offset) == close)?;
    let is_plain = (offset + 1..end).all(|offset| {
        let word = place.word(offset);
        word == "," || word.starts_with('"') || place.token(offset).is_some_and(|token| token.is_word)
    });
    let has_test =
        (offset + 1..end).any(|offset| matches!(place.word(offset), "is" | "and" | "over" | "under"));
    (is_plain && !has_test && end > offset + 1).then_some((open, place.token(end)?.range.clone()))
}

/// `country [CN, VN]`.
pub(super) fn brackets(place: &Place<'_>) -> Option<Slip> {
    if !place.expected.things.contains(&"a value") {
        return None;
    }
    let (open, close) = bracketed(place, 0)?;
    let slip =
        Slip::new(Code::ForeignSpelling, open.clone(), "values stand without brackets", "not needed here");
    let slip = slip.label(close.clone(), "nor here");
    Some(
        slip.help("remove both; values are separated by commas or by `or`")
            .edit(open, "")
            .edit(close, "")
            .safe(),
    )
}

/// `all apparel`, `any product cotton`: goods are named without a word for all of them.
pub(super) fn every(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let next = place.word(1);
    let is_kind = words::is_kind(next);
    let ends = |at: isize| {
        place.token(at).is_none()
            || words::begins_clause(place.word(at))
            || words::is_kind(place.word(at))
            || matches!(place.word(at), "from" | "by" | "to" | "," | "or" | "in")
    };
    let names_goods = super::names::is_part(next) && ends(2) && !GOODS.contains(&next);
    let has_value = is_kind && !ends(2);
    (matches!(word, "all" | "any" | "every")
        && place.expected.takes("anything")
        && (names_goods || has_value))
        .then(|| {
            let out = place.range().start..place.token(1).map_or(place.range().end, |next| next.range.start);
            if is_kind {
                let message = format!("`{word}` is not needed: a rule speaks of all goods that it names");
                return Slip::new(Code::ForeignSpelling, place.range(), message, "not needed").edit(out, "");
            }
            let range = place.range().start..place.token(1).map_or(place.range().end, |next| next.range.end);
            let message = format!("`{word} {next}` is written `product {next}`");
            let slip = Slip::new(Code::ForeignSpelling, range, message, format!("write `product {next}`"));
            slip.edit(out, "product ")
        })
}

/// What people call goods of which nothing more is said.
const GOODS: [&str; 8] =
    ["goods", "merchandise", "products", "shipments", "shipment", "imports", "items", "things"];

/// `and`, `&`, `+` or `/` between values or selectors of a subject, or between the values of a test.
pub(super) fn joints(place: &Place<'_>) -> Option<Slip> {
    let joint = place.word(0);
    let range = place.range();
    // Taken out with the blanks that follow it.
    let out = range.start..place.token(1).map_or(range.end, |next| next.range.start);
    if matches!(joint, "and" | "&" | "+" | "/" | "|") && place.expected.takes("from") {
        let next = place.word(1);
        let message = format!("`{joint}` stands between nothing that it could join here");
        if words::begins_clause(next) || next.is_empty() {
            let slip = Slip::new(Code::ForeignSpelling, range, message, "not needed");
            return Some(slip.edit(out, "").safe());
        }
        if words::is_kind(next) || matches!(next, "from" | "by" | "to") {
            let slip = Slip::new(
                Code::ForeignSpelling,
                range,
                format!("no `{joint}` stands between two things that hold together"),
                "not needed",
            );
            return Some(
                slip.help("remove it: what stands side by side holds together").edit(out, "").safe(),
            );
        }
        let slip = Slip::new(
            Code::ForeignSpelling,
            range.clone(),
            format!("`{joint}` does not join values: one of them is enough, and the word for that is `or`"),
            "write `or`",
        );
        let before = if range.start > 0 && place.text.get(..range.start)?.ends_with(' ') { "" } else { " " };
        let after = if place.text.get(range.end..)?.starts_with(' ') { "" } else { " " };
        return Some(slip.edit(range, format!("{before}or{after}")));
    }
    // The parts of goods and other lists of names have commas only.
    let takes_comma = place.expected.signs.iter().any(|sign| sign == ",");
    if matches!(joint, "and" | "or" | "&" | "+" | "/") && takes_comma && !place.expected.takes("and") {
        let message = format!("the parts of a list are separated by commas, not by `{joint}`");
        let start = place.token(-1)?.range.end;
        return Some(
            Slip::new(Code::ForeignSpelling, range.clone(), message, "write `,`")
                .edit(start..range.end, ",")
                .safe(),
        );
    }
    values_of_a_test(place)
}

/// `country is CN and VN`, and `value over 5 USD and under 9 USD`: the second half is no test.
fn values_of_a_test(place: &Place<'_>) -> Option<Slip> {
    if !place.expected.takes("is") && !place.expected.takes("over") {
        return None;
    }
    let joint = place.word(-2);
    if !matches!(joint, "and" | "or") || place.word(0) == "=" {
        return None;
    }
    // The field of the test before.
    let tests = ["is", "over", "under", "at", "between", "before", "after", "on", "resembles", "mentions"];
    let test = (3..40).find(|back| tests.contains(&place.word(-back)))?;
    let field = place.word(-test - 1);
    let range = place.token(-1)?.range.clone();
    let second = place.word(-1);
    if tests.contains(&second) || matches!(second, "not") {
        let slip = Slip::new(
            Code::UnexpectedText,
            range.clone(),
            format!("`{second}` does not say of what"),
            "of which field?",
        );
        return Some(
            slip.help(format!("each test names its field: `{field} {second} …`"))
                .edit(range.start..range.start, format!("{field} ")),
        );
    }
    let ends = place.token(0).is_none()
        || words::begins_clause(place.word(0))
        || matches!(place.word(0), "and" | "or" | ")" | ",");
    if !ends || place.word(-test) != "is" {
        return None;
    }
    let joint_range = place.token(-2)?.range.clone();
    let negated = place.word(-test + 1) == "not";
    let (right, help) = if negated {
        (",", format!("write `{field} is not A, B`: none of them"))
    } else {
        ("or", format!("write `{field} is A or B`: no `{field}` is both"))
    };
    let message = format!("`{joint} {second}` is no test of its own");
    let slip =
        Slip::new(Code::UnexpectedText, joint_range.start..range.end, message, "a value without a test")
            .help(help);
    let start = if right == "," { place.token(-3)?.range.end } else { joint_range.start };
    Some(slip.edit(start..joint_range.end, right))
}

/// `1,000`: the comma ends the number and begins another value.
pub(super) fn thousands(place: &Place<'_>) -> Option<Slip> {
    let digits = |word: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&word.len()) && word.bytes().all(|sign| sign.is_ascii_digit())
    };
    let comma = if matches!(place.word(0), "," | "'" | "’") { 0 } else { -1 };
    let first = place.token(comma - 1)?;
    let mut end = place.token(comma)?.range.end;
    let sign = place.word(comma);
    let is_glued = first.range.end + sign.len() == end;
    if !matches!(sign, "," | "'" | "’") || !digits(place.word(comma - 1), 1..=3) || !is_glued {
        return None;
    }
    let mut number = place.word(comma - 1).to_owned();
    let mut at = comma;
    while place.word(at) == sign && place.token(at + 1).is_some_and(|token| token.range.start == end) {
        let group = place.word(at + 1);
        let whole = group.split('.').next().unwrap_or_default();
        if !digits(whole, 3..=3) {
            return None;
        }
        number.push_str(group);
        end = place.token(at + 1)?.range.end;
        at += 2;
        end += usize::from(
            place.word(at) == "," && place.token(at).is_some_and(|token| token.range.start == end),
        );
    }
    let end = place.token(at - 1)?.range.end;
    let range = first.range.start..end;
    (at > comma).then(|| {
        let message =
            format!("`{}` has a thousands separator", place.text.get(range.clone()).unwrap_or_default());
        let slip = Slip::new(Code::InvalidNumber, range.clone(), message, format!("write `{number}`"));
        slip.help("a number is written in digits, with a point before its decimals")
            .edit(range, number)
            .safe()
    })
}

/// `6109 10 0012` and `6109-10`: a code in the way of a broker's sheet.
pub(super) fn spaced_code(place: &Place<'_>) -> Option<Slip> {
    let is_group =
        |word: &str| !word.is_empty() && word.bytes().all(|sign| sign.is_ascii_digit() || sign == b'.');
    let first = (1isize..6).take_while(|back| is_group(place.word(-back))).last()?;
    let before = place.word(-first - 1);
    if !is_group(place.word(0)) || !(before == "hts" || before == "," || before == "is" || before == "or") {
        return None;
    }
    let last = (0isize..6).take_while(|on| is_group(place.word(*on))).last()?;
    let range = place.token(-first)?.range.start..place.token(last)?.range.end;
    let digits: String = place.text.get(range.clone())?.chars().filter(char::is_ascii_digit).collect();
    let dotted = crate::model::HtsCode::parse(&digits).ok()?.to_string();
    let message = format!("an HTS code has only dots between its digits: `{dotted}`");
    let slip = Slip::new(Code::InvalidCode, range.clone(), message, format!("write `{dotted}`"));
    Some(slip.edit(range, dotted).safe())
}

/// `6204 .. 6206`: blanks around the sign of a range.
pub(super) fn spaced_range(place: &Place<'_>) -> Option<Slip> {
    (0isize..4).find_map(|back| {
        let start = place.token(-back)?.range.start;
        let rest = place.text.get(start..)?;
        let is_sign = |sign: char| sign.is_ascii_digit() || sign == '.';
        let from = rest.get(..rest.find(|sign| !is_sign(sign))?)?.trim_end_matches('.');
        let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
        let before = blanks(rest.get(from.len()..)?);
        let sign = from.len() + before;
        let after = blanks(rest.get(sign..)?.strip_prefix("..")?);
        let begin = sign + 2 + after;
        let to = rest.get(begin..)?;
        let to = to.get(..to.find(|sign| !is_sign(sign)).unwrap_or(to.len()))?.trim_end_matches('.');
        let code = |text: &str| crate::model::HtsCode::parse(text).ok();
        let is_range = code(from)?.digits() == code(to)?.digits();
        (is_range && before + after > 0).then(|| {
            let (range, right) = (start..start + begin + to.len(), format!("{from}..{to}"));
            let message = format!("no blanks stand around the `..` of a range: `{right}`");
            let slip = Slip::new(Code::ForeignSpelling, range.clone(), message, format!("write `{right}`"));
            slip.edit(range, right).safe()
        })
    })
}

/// `6204-6206`, `6204 to 6206`, `6204 – 6206`, `6204...6206`: a range in the way of a schedule.
pub(super) fn ranged_code(place: &Place<'_>) -> Option<Slip> {
    let code = |word: &str| crate::model::HtsCode::parse(word).ok();
    let slip = |range: Range<usize>, from: &str, to: &str| {
        let (first, last) = (code(from)?, code(to)?);
        // Codes of different length are no range, and `6109-10` is one code.
        let right = (first.digits() == last.digits()).then(|| format!("{from}..{to}"))?;
        let wrong = place.text.get(range.clone())?;
        let message = format!("`{wrong}` is written `{right}`");
        Some(Slip::new(Code::ForeignSpelling, range.clone(), message, "a range of codes").edit(range, right))
    };
    let word = place.word(0);
    for sign in ["...", "…", "-"] {
        if let Some((from, to)) = word.split_once(sign)
            && let Some(found) = slip(place.range(), from, to)
        {
            return Some(found);
        }
    }
    // `to` and `through` may have been taken for words of the language.
    let joint = if matches!(place.word(-1), "to" | "through" | "-") { -1 } else { 0 };
    if !matches!(place.word(joint), "to" | "through" | "-" | "–" | "—" | "…") {
        return None;
    }
    let range = place.token(joint - 1)?.range.start..place.token(joint + 1)?.range.end;
    slip(range, place.word(joint - 1), place.word(joint + 1))
}

/// `800-2500 USD` after `between`, `10k USD`, `1e6 USD`: numbers with something in them.
pub(super) fn odd_number(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    if let Some((from, to)) = word.split_once('-').filter(|_| place.word(-1) == "between") {
        crate::model::parse_decimal(from).and(crate::model::parse_decimal(to))?;
        let unit = Some(place.word(1))
            .filter(|unit| unit.starts_with(char::is_alphabetic) && !words::begins_clause(unit));
        let unit = unit.map(|unit| format!(" {unit}")).unwrap_or_default();
        let right = format!("{from}{unit} and {to}");
        let message = format!("the ends of a range are joined by `and`: `{right}{unit}`");
        return Some(
            Slip::new(Code::ForeignSpelling, place.range(), message, "a range").edit(place.range(), right),
        );
    }
    let is_unit =
        crate::model::Currency::parse(word).is_some_and(crate::model::Currency::is_listed) || word == "kg";
    let number = place.word(-1).to_lowercase();
    let letters = number.find(|sign: char| sign.is_alphabetic()).filter(|at| *at > 0 && is_unit)?;
    let (digits, letters) = (number.get(..letters)?, number.get(letters..)?);
    let zeros = match letters {
        "k" => 3,
        "m" | "mn" | "mio" => 6,
        "bn" => 9,
        _ => letters.strip_prefix('e')?.parse().ok().filter(|zeros| (1usize..=18).contains(zeros))?,
    };
    let whole = digits.bytes().all(|sign| sign.is_ascii_digit());
    let range = place.token(-1)?.range.clone();
    let message = format!("`{}` is no number: its digits are written out", place.word(-1));
    let slip = Slip::new(Code::InvalidNumber, range.clone(), message, "not a number");
    Some(if whole { slip.edit(range, format!("{digits}{}", "0".repeat(zeros))) } else { slip })
}

/// `eight hundred USD`, `thirty days`.
pub(super) fn number_words(place: &Place<'_>) -> Option<Slip> {
    let is_number = |offset: isize| value_of(place.word(offset)).is_some();
    let first = (0isize..8)
        .take_while(|back| is_number(-back) || *back == 0 && is_number(-1))
        .last()
        .filter(|back| is_number(-back))?;
    let last = (-first..8).take_while(|at| is_number(*at)).last()?;
    let takes = place.expected.things.iter().any(|thing| thing.contains("number") || *thing == "a value");
    let after_comparison = matches!(
        place.word(-first - 1),
        "over" | "under" | "least" | "most" | "between" | "and" | "within" | "is"
    );
    if !(takes || after_comparison) || last < 0 && place.word(last + 1).is_empty() {
        return None;
    }
    let (mut total, mut current) = (0u64, 0u64);
    for at in -first..=last {
        let value = value_of(place.word(at))?;
        match value {
            100 => current = current.max(1) * 100,
            1000.. => {
                total += current.max(1) * value;
                current = 0;
            }
            _ => current += value,
        }
    }
    let range = place.token(-first)?.range.start..place.token(last)?.range.end;
    let number = (total + current).to_string();
    let slip = Slip::new(
        Code::InvalidNumber,
        range.clone(),
        "a number is written in digits",
        format!("write `{number}`"),
    );
    Some(slip.edit(range, number))
}

fn value_of(word: &str) -> Option<u64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let word = word.to_lowercase();
    (0u64..)
        .zip(WORDS)
        .chain((2u64..).map(|ten| ten * 10).zip(TENS))
        .chain([(100, "hundred"), (1000, "thousand"), (1_000_000, "million")])
        .find(|(_, name)| *name == word)
        .map(|(value, _)| value)
}

/// `USD 800`, `800 dollars` where a currency is taken for a value.
pub(super) fn currency_first(place: &Place<'_>) -> Option<Slip> {
    let code = place.word(-1);
    let number = place.word(0);
    let is_code = code.len() == 3 && code.bytes().all(|sign| sign.is_ascii_uppercase());
    let is_number = number.starts_with(|sign: char| sign.is_ascii_digit())
        && crate::model::parse_decimal(number).is_some();
    let is_listed = crate::model::Currency::parse(code).is_some_and(|code| code.is_listed());
    (is_code && is_number && is_listed).then(|| {
        let range = place.token(-1).map_or(0, |token| token.range.start)..place.range().end;
        let amount = format!("{number} {code}");
        let message = format!("an amount is written with its currency after it: `{amount}`");
        let slip = Slip::new(Code::ForeignSpelling, range.clone(), message, format!("write `{amount}`"));
        let slip = slip.edit(range, amount);
        // The other end of a range is written alike.
        let other =
            place.token(2).zip(place.token(3)).filter(|_| place.word(1) == "and" && place.word(2) == code);
        let number = crate::model::parse_decimal(place.word(3)).map(|_| place.word(3));
        match other.zip(number) {
            Some(((first, last), number)) => {
                let range = first.range.start..last.range.end;
                slip.label(range.clone(), "so is this one").edit(range, format!("{number} {code}"))
            }
            None => slip,
        }
        .safe()
    })
}

/// `*`, `/…/`, `~`: patterns, which the language does not have.
pub(super) fn pattern(place: &Place<'_>) -> Option<Slip> {
    let sign = place.word(0);
    let field = place.word(-2);
    if sign == "*" && crate::model::HtsCode::parse(place.word(-1)).is_ok() {
        let message = format!("a code stands for all that lie under it: `{}`", place.word(-1));
        return Some(
            Slip::new(Code::InvalidCode, place.range(), message, "no pattern").edit(place.range(), "").safe(),
        );
    }
    (matches!(sign, "*" | "/" | "~" | "^" | "?" | "%") && place.expected.things.contains(&"a value")).then(|| {
        let message = format!("a value stands whole, and `{sign}` begins a pattern");
        let slip = Slip::new(Code::ForeignSpelling, place.range(), message, "no pattern");
        if sign == "*" {
            slip.help(format!("for any at all, ask `{field} is known`; texts are searched with `mentions`"))
        } else {
            slip.help("texts are searched for words with `mentions \"…\"`, and names of parties compared with `resembles \"…\"`")
        }
    })
}
