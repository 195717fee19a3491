//! Slips of tests: their name, the facts that they state, and what they expect.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;

fn is_test(place: &Place<'_>) -> bool {
    place.tokens.first().and_then(|token| place.text.get(token.range.clone())) == Some("test")
}

/// Whether what stands there is nothing, or begins something else than a value.
fn ends(place: &Place<'_>, at: isize) -> bool {
    place.token(at).is_none()
        || words::begins_clause(place.word(at))
        || matches!(place.word(at), "," | ")" | ";")
}

/// `test` and its facts: a test has a name.
pub(super) fn name(place: &Place<'_>) -> Option<Slip> {
    let follows = place.token(0).is_none() || matches!(place.word(0), "given" | "expect" | ":" | "=");
    if place.here != 1 || place.word(-1) != "test" || !follows {
        return None;
    }
    let range = place.token(-1)?.range.clone();
    let end = if matches!(place.word(0), ":" | "=") { place.range().end } else { range.end };
    let slip = Slip::new(Code::InvalidName, range.clone(), "a test has a name in quotes", "which name?");
    Some(
        slip.help("say what it shows: `test \"a shirt, on the day before the order\"`")
            .edit(range.end..end, " \"unnamed\"")
            .only_to_read_on(),
    )
}

/// `given documents "a", "b"`: each document is stated with its field.
pub(super) fn documents(place: &Place<'_>) -> Option<Slip> {
    let is_list = matches!(place.word(-1), "," | "or" | "and") && place.word(-2).starts_with('"');
    if !is_test(place) || !is_list || place.word(-3) != "documents" || !place.word(0).starts_with('"') {
        return None;
    }
    let message = "each document is stated with its field: `documents \"…\", documents \"…\"`";
    let mut slip = Slip::new(Code::UnexpectedText, place.range(), message, "write `documents` before it");
    let mut at = 0;
    while place.word(at).starts_with('"') {
        let text = place.token(at)?.range.clone();
        if at > 0 {
            slip = slip.label(text.clone(), "and before this one");
        }
        slip = slip.edit(text.start..text.start, "documents ");
        if place.word(at + 1) != "," {
            break;
        }
        at += 2;
    }
    Some(slip)
}

/// `given country VN or CN`: a fact has one value.
pub(super) fn second_value(place: &Place<'_>) -> Option<Slip> {
    let joint = place.word(0);
    let is_joint = matches!(joint, "or" | "and" | "/" | "and/or");
    let takes_comma = place.expected.signs.iter().any(|sign| sign == ",") && place.expected.takes("expect");
    if !is_test(place) || !is_joint || !takes_comma || ends(place, 1) || !ends(place, 2) {
        return None;
    }
    let field = place.word(-2);
    if field == "documents" && place.word(1).starts_with('"') && joint == "and" {
        let message = "each document is stated with its field: `documents \"…\", documents \"…\"`";
        let slip = Slip::new(Code::ForeignSpelling, place.range(), message, "write `, documents`");
        let start = place.token(-1)?.range.end;
        return Some(slip.edit(start..place.range().end, ", documents"));
    }
    let range = place.range().start..place.token(1)?.range.end;
    let message = if field == "documents" {
        "a test says which documents there are, so no `or` stands between them".to_owned()
    } else {
        format!("a record states one `{field}`, so a test gives it one value")
    };
    let slip = Slip::new(Code::UnexpectedText, range.clone(), message, "one value too many");
    let out = place.token(-1)?.range.end..range.end;
    Some(slip.help("keep the one that is meant, or write a test for each").edit(out, "").only_to_read_on())
}

/// `given value, country VN`, `given country VN, CN`: a fact without its value, or a value without its field.
pub(super) fn no_value(place: &Place<'_>) -> Option<Slip> {
    let takes_value = place.expected.takes("none") && place.expected.things.contains(&"a value");
    let begins = matches!(place.word(-2), "," | "given" | "containing" | "(");
    if !is_test(place) || !takes_value || !begins || !ends(place, 0) {
        return None;
    }
    let (word, range) = (place.word(-1), place.token(-1)?.range.clone());
    // A code of two capitals is no field: it is another value of the country before it.
    let is_code = word.len() == 2 && word.bytes().all(|sign| sign.is_ascii_uppercase());
    let slip = if is_code && place.word(-2) == "," {
        let message = format!("`{word}` is a value without its field");
        Slip::new(Code::UnexpectedText, range.clone(), message, "of which field?").help(
            "a record states one value of each field; keep the one that is meant, or write a test for each",
        )
    } else {
        let message = format!("`{word}` is stated without a value");
        Slip::new(Code::UnexpectedText, range.clone(), message, "which value?")
            .help("write the value after it, or leave the fact out where it is missing")
    };
    let out = match (place.word(-2), place.word(0)) {
        (",", _) => place.token(-2)?.range.start..range.end,
        (_, ",") => range.start..place.range().end,
        _ => place.token(-2)?.range.start..range.end,
    };
    Some(slip.edit(out, "").only_to_read_on())
}

/// `given product raw cotton`: two words where a value is one; what is declared, the resolver knows.
pub(super) fn spaced_name(place: &Place<'_>) -> Option<Slip> {
    let takes_comma = place.expected.signs.iter().any(|sign| sign == ",") && place.expected.takes("expect");
    let is_value =
        (1isize..8).find(|at| !super::names::is_part(place.word(*at))).is_some_and(|at| ends(place, at));
    (is_test(place) && takes_comma && is_value).then(|| super::names::spaced(place))?
}

/// `expect not block`, `expect no r1`, `expect block, hold`: what comes out is expected, and one outcome.
pub(super) fn expectation(place: &Place<'_>) -> Option<Slip> {
    const OUTCOMES: [&str; 4] = ["release", "flag", "hold", "block"];
    if !is_test(place) {
        return None;
    }
    let (before, word, next) = (place.word(-1), place.word(0), place.word(1));
    if before == "expect" && matches!(word, "not" | "no") {
        let range = place.range().start..place.token(1).map_or(place.range().end, |token| token.range.end);
        let message = "a test expects what comes out, not what does not";
        let slip = Slip::new(Code::UnexpectedText, range.clone(), message, "what then?");
        let is_rule = place.token(1).is_some_and(|token| token.is_word) && !OUTCOMES.contains(&next);
        return Some(if is_rule {
            let end = if matches!(place.word(2), "applies" | "apply") {
                place.token(2)?.range.end
            } else {
                range.end
            };
            slip.help("of a rule that has nothing to say, `silent` is expected")
                .edit(range.start..end, format!("{next} silent"))
        } else {
            slip.help(
                "write the outcome, such as `expect release`, or what a rule does: `expect RULE silent`",
            )
            .edit(range, "release")
            .only_to_read_on()
        });
    }
    let is_joined = OUTCOMES.contains(&before) && matches!(word, "," | "or" | "and" | "/");
    (place.word(-2) == "expect" && is_joined && OUTCOMES.contains(&next)).then(|| {
        let range = place.range().start..place.token(1).map_or(place.range().end, |token| token.range.end);
        let message = format!("a shipment has one outcome, and this expects `{before}` and `{next}`");
        let out = place.token(-1).map_or(range.start, |token| token.range.end)..range.end;
        Slip::new(Code::UnexpectedText, range, message, "a second outcome")
            .help("keep the outcome that is meant; what single rules do is expected apart: `expect RULE applies`")
            .edit(out, "")
            .only_to_read_on()
    })
}
