//! Slips of conditions that are no test: words before a test, joints with something beside them, and comparisons with two values.

use std::ops::Range;

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;

/// Whether a field was taken, and what is asked of it is missing.
fn takes_test_word(place: &Place<'_>) -> bool {
    place.expected.takes("mentions") && place.expected.takes("between")
}

/// `not not`, `NOT`, `either`, `both`, `neither`, `and when`: what stands before a test was taken for its field.
pub(super) fn before_a_test(place: &Place<'_>) -> Option<Slip> {
    if !takes_test_word(place) || place.token(0).is_none() {
        return None;
    }
    let word = place.word(-1);
    let range = place.token(-1)?.range.clone();
    let out = range.start..place.range().start;
    let lower = word.to_lowercase();
    match lower.as_str() {
        "not" | "no" | "any" | "every" | "has" | "share" if word != lower => {
            let message = format!("words of the language are written in lower case: `{lower}`");
            let slip = Slip::new(Code::MisspeltWord, range.clone(), message, format!("write `{lower}`"));
            Some(slip.edit(range, lower))
        }
        "not" if place.word(-2) == "not" => {
            let slip =
                Slip::new(Code::UnexpectedText, range, "`not` stands twice in a row", "one `not` too many");
            let help = "keep one `not`; two would take each other back";
            Some(slip.label(place.token(-2)?.range.clone(), "the first one").help(help).edit(out, ""))
        }
        "either" | "both" | "the" | "its" => {
            let message = format!("`{word}` is no word of the language, and is not needed");
            Some(Slip::new(Code::ForeignSpelling, range, message, "not needed").edit(out, ""))
        }
        "neither" => neither(place, &range),
        "when" | "if" | "unless" if matches!(place.word(-2), "and" | "or") => {
            let message = format!("`{}` goes on with a test, without a second `{word}`", place.word(-2));
            let slip = Slip::new(Code::ForeignSpelling, range, message, "not needed");
            let right = if lower == "unless" { "not " } else { "" };
            Some(slip.edit(out, right))
        }
        _ => None,
    }
}

/// `neither A nor B`: `not (A or B)`.
fn neither(place: &Place<'_>, range: &Range<usize>) -> Option<Slip> {
    let nor = (1isize..60).find(|at| place.word(*at) == "nor")?;
    let ends = |at: isize| {
        place.token(at).is_none()
            || words::begins_clause(place.word(at))
            || matches!(place.word(at), "and" | "or" | ")")
    };
    let end = (nor + 1..nor + 60).find(|at| ends(*at))?;
    let (nor, last) = (place.token(nor)?.range.clone(), place.token(end - 1)?.range.end);
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        "`neither A nor B` is written `not (A or B)`",
        "write `not (`",
    );
    Some(
        slip.label(nor.clone(), "write `or`")
            .edit(range.clone(), "not (")
            .edit(range.end..place.range().start, "")
            .edit(nor, "or")
            .edit(last..last, ")"),
    )
}

/// `A and/or B`, `A, and B`, `A; B`: joints with a sign too many.
pub(super) fn joint(place: &Place<'_>) -> Option<Slip> {
    if !place.is_in_condition() {
        return None;
    }
    let slip = |range: Range<usize>, message: String, label: &str| {
        Slip::new(Code::ForeignSpelling, range, message, label)
    };
    let (before, word, next) = (place.word(-1), place.word(0), place.word(1));
    if before == "and" && word == "/" && next == "or" {
        let range = place.token(-1)?.range.start..place.token(1)?.range.end;
        let message = "`and/or` is written `or`, which one of the two or both may fulfil".to_owned();
        return Some(slip(range.clone(), message, "write `or`").edit(range, "or").safe());
    }
    if before == "," && matches!(word, "and" | "or") {
        let range = place.token(-1)?.range.clone();
        let message = format!("no comma stands before `{word}`");
        return Some(slip(range.clone(), message, "not needed").edit(range, "").safe());
    }
    let tests =
        ["is", "are", "over", "under", "at", "between", "before", "after", "on", "resembles", "mentions"];
    let begins_test = place.token(1).is_some_and(|token| token.is_word)
        && (tests.contains(&place.word(2)) || matches!(next, "not" | "has" | "any" | "every" | "share"));
    (matches!(word, ";" | ",") && begins_test).then(|| {
        let message = format!("tests are joined by `and` or by `or`, not by `{word}`");
        let start = place.token(-1).map_or(0, |token| token.range.end);
        slip(place.range(), message, "which of the two?")
            .help("write `and` where both must hold, `or` where one is enough")
            .edit(start..place.range().end, " and")
    })
}

/// `quantity over 5, 6`: a comparison has one value.
pub(super) fn second_value(place: &Place<'_>) -> Option<Slip> {
    let joint = if matches!(place.word(-1), "," | "or") { -1 } else { 0 };
    let is_number = |at: isize| place.word(at).starts_with(|sign: char| sign.is_ascii_digit());
    if !matches!(place.word(joint), "," | "or") || !is_number(joint + 1) {
        return None;
    }
    let number = (1isize..3).find(|back| is_number(joint - back))?;
    let compares = joint - number - 1;
    let word = place.word(compares);
    let words = match word {
        "over" | "under" | "before" | "after" => 1,
        "least" | "most" => 2,
        _ => return None,
    };
    // A unit may stand after each number.
    let is_unit = |at: isize| {
        place.word(at).starts_with(char::is_alphabetic) && !words::is_word_of_the_language(place.word(at))
            || place.word(at) == "%"
    };
    let mut last = joint + 1 + isize::from(is_unit(joint + 2));
    while matches!(place.word(last + 1), "," | "or") && is_number(last + 2) {
        last += 2 + isize::from(is_unit(last + 3));
    }
    let field = place.word(compares - words);
    let text =
        |from: isize, to: isize| place.text.get(place.token(from)?.range.start..place.token(to)?.range.end);
    let (low, high) = (text(compares + 1, joint - 1)?, text(joint + 1, last)?);
    let range = place.token(joint + 1)?.range.start..place.token(last)?.range.end;
    let out = place.token(joint - 1)?.range.end..range.end;
    let said = text(compares + 1 - words, compares)?;
    let slip =
        Slip::new(Code::UnexpectedText, range, format!("`{said}` has one value"), "one value too many");
    let slip = match place.word(last + 1) {
        _ if field.starts_with(char::is_alphabetic) && !high.contains(',') => slip
            .help(format!("what lies from one to the other is written `{field} between {low} and {high}`")),
        _ => slip.help("keep the value that is meant"),
    };
    Some(slip.edit(out, "").only_to_read_on())
}

/// `value from 1 USD to 2 USD`: a range is `between … and …`.
pub(super) fn from_to(place: &Place<'_>) -> Option<Slip> {
    let is_number = |at: isize| place.word(at).starts_with(|sign: char| sign.is_ascii_digit());
    if !takes_test_word(place) || place.word(0) != "from" || !is_number(1) {
        return None;
    }
    let to = (2isize..4)
        .find(|at| matches!(place.word(*at), "to" | "until" | "through" | "-"))
        .filter(|at| is_number(at + 1))?;
    let (from, to) = (place.range(), place.token(to)?.range.clone());
    let message = "a range is written `between A and B`, not `from A to B`";
    let slip = Slip::new(Code::ForeignSpelling, from.clone(), message, "write `between`");
    Some(slip.label(to.clone(), "write `and`").edit(from, "between").edit(to, "and"))
}

/// `category is hts 61`: a code where goods stand.
pub(super) fn code_for_goods(place: &Place<'_>) -> Option<Slip> {
    let is = if place.word(-1) == "not" { -2 } else { -1 };
    let field = place.word(is - 1);
    if place.word(0) != "hts" || place.word(is) != "is" || !place.expected.things.contains(&"a value") {
        return None;
    }
    let range = place.range();
    let out = range.start..place.token(1).map_or(range.end, |next| next.range.start);
    match field {
        "category" | "product" => {
            let message = format!("`{field}` names goods, and a code is asked for as `hts`");
            let asked = place.token(is - 1)?.range.start..range.end;
            let joint = place.text.get(place.token(is)?.range.start..place.token(-1)?.range.end)?;
            let right = format!("hts {}", joint.split_whitespace().collect::<Vec<_>>().join(" "));
            Some(
                Slip::new(Code::WrongType, asked.clone(), message, format!("write `{right}`"))
                    .edit(asked, right),
            )
        }
        "hts" => {
            let slip = Slip::new(Code::UnexpectedText, range, "`hts` stands twice", "not needed");
            Some(slip.edit(out, "").safe())
        }
        _ => None,
    }
}

/// `over %10`: the sign follows the number.
pub(super) fn percent_first(place: &Place<'_>) -> Option<Slip> {
    let number = place.word(1);
    let is_number = number.starts_with(|sign: char| sign.is_ascii_digit())
        && crate::model::parse_decimal(number).is_some();
    (place.word(0) == "%" && is_number).then(|| {
        let range = place.range().start..place.token(1).map_or(place.range().end, |token| token.range.end);
        let right = format!("{number}%");
        let message = format!("a percentage has its sign after the number: `{right}`");
        Slip::new(Code::ForeignSpelling, range.clone(), message, format!("write `{right}`"))
            .edit(range, right)
            .safe()
    })
}
