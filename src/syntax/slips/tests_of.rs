//! Slips of conditions: a test without its test word, without its value, or of documents and inputs in other words.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;

/// Whether a word of comparison could stand here: a field was named, and what is asked of it is missing.
fn takes_test_word(place: &Place<'_>) -> bool {
    place.expected.takes("mentions") && place.expected.takes("between")
}

/// `when and country is CN`, `… CN and or value …`: a joint with nothing on one side, taken for a field.
pub(super) fn joint_as_field(place: &Place<'_>) -> Option<Slip> {
    let joint = place.word(-1);
    let is_joint = matches!(joint, "and" | "or");
    let joins_nothing = matches!(place.word(-2), "and" | "or" | "when" | "unless" | "(" | "not");
    (takes_test_word(place) && is_joint && joins_nothing).then(|| {
        let range = place.token(-1).map_or(0..0, |token| token.range.clone());
        let message = format!("`{joint}` joins nothing after `{}`", place.word(-2));
        let slip = Slip::new(Code::UnexpectedText, range.clone(), message, "not needed");
        slip.edit(range.start..place.range().start, "")
    })
}

/// `inputs contain cotton`, `documents contain "…"`, `has certificate of origin`, `share (…)`.
pub(super) fn of_sets(place: &Place<'_>) -> Option<Slip> {
    let (field, word) = (place.word(-1), place.word(0));
    let start = place.token(-1)?.range.start;
    if field == "share" && word == "(" && takes_test_word(place) {
        let at = place.range().start;
        let slip = Slip::new(Code::UnexpectedText, start..at, "`share` is asked of inputs", "of which?");
        return Some(slip.help("write `share of inputs (…)`").edit(at..at, "of inputs "));
    }
    if field == "has" && takes_test_word(place) && !matches!(word, "document" | "documents" | "no") {
        let ends = |at: isize| {
            place.token(at).is_none()
                || words::begins_clause(place.word(at))
                || matches!(place.word(at), "and" | "or")
        };
        let last = (0isize..20).take_while(|at| !ends(*at)).last()?;
        let range = place.range().start..place.token(last)?.range.end;
        let text = place.text.get(range.clone())?;
        let quoted = if text.starts_with('"') { text.to_owned() } else { format!("\"{text}\"") };
        let right = format!("document {quoted}");
        let slip = Slip::new(
            Code::UnexpectedText,
            range.clone(),
            "`has` is followed by `document` and a text in quotes",
            "which document?",
        );
        return Some(slip.edit(range, right));
    }
    if !matches!(
        word,
        "contain" | "contains" | "include" | "includes" | "have" | "has" | "mention" | "show" | "list"
    ) || !takes_test_word(place)
    {
        return None;
    }
    let range = start..place.range().end;
    let said = place.text.get(range.clone())?;
    let slip = |right: &str| {
        Slip::new(
            Code::ForeignSpelling,
            range.clone(),
            format!("`{said}` is written `{right}`"),
            format!("write `{right}`"),
        )
    };
    match field {
        "documents" | "document" => Some(slip("has document").edit(range.clone(), "has document")),
        "inputs" | "input" if word != "mention" => {
            let value = place.token(1)?.range.clone();
            let kind = if words::is_kind(place.word(1)) { None } else { Some("product is") };
            let right = format!("any input ({}", kind.unwrap_or_default());
            let slip = slip("any input (…)").help(
                "what is asked of one input stands in parentheses, such as `any input (product is cotton)`",
            );
            Some(match kind {
                Some(_) => slip.edit(range, right).edit(value.end..value.end, ")"),
                None => slip.edit(range.start..range.start, "").only_to_read_on(),
            })
        }
        _ => None,
    }
}

/// `country CN`, `country not CN`, `organic`: a field with no test word after it.
pub(super) fn missing_test_word(place: &Place<'_>) -> Option<Slip> {
    if !takes_test_word(place) {
        return None;
    }
    let (field, word) = (place.word(-1), place.word(0));
    let at = place.token(-1)?.range.end;
    let range = place.token(-1)?.range.clone();
    let ends = |at: isize| {
        place.token(at).is_none()
            || words::begins_clause(place.word(at))
            || matches!(place.word(at), "and" | "or" | ")" | ",")
    };
    if ends(0) {
        let message = format!("`{field}` alone is no test");
        let slip = Slip::new(Code::UnexpectedText, range, message, "what of it?");
        let help = format!(
            "say what is asked of it, such as `{field} is yes`, `{field} is known` or `{field} over 5`"
        );
        return Some(slip.help(help).edit(at..at, " is known").only_to_read_on());
    }
    let value_at = isize::from(word == "not");
    let value = place.word(value_at);
    let is_value = value.starts_with('"') || value.starts_with(char::is_alphanumeric);
    (is_value && ends(value_at + 1)).then(|| {
        let message = format!("no word stands between `{field}` and what it is compared with");
        let slip = Slip::new(Code::UnexpectedText, place.range(), message, "write `is` before it");
        slip.edit(at..at, " is")
    })
}

/// `between 5 USD to 10 USD`.
pub(super) fn between(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let in_range = (1isize..5).any(|back| place.word(-back) == "between");
    (in_range
        && place.expected.takes("and")
        && matches!(word, "to" | "," | "-" | "–" | "—" | "until" | "&" | "or" | ".."))
    .then(|| {
        let message = format!("the ends of a range are joined by `and`, not by `{word}`");
        // `between 1 to 2 USD`: the unit of the one is that of the other.
        let is_number = |at: isize| crate::model::parse_decimal(place.word(at)).is_some();
        let unit = place.word(2);
        let is_unit = unit.starts_with(char::is_alphabetic) && !words::is_word_of_the_language(unit);
        if is_number(-1) && is_number(1) && is_unit {
            let start = place.token(-1).map_or(0, |token| token.range.start);
            let slip = Slip::new(Code::ForeignSpelling, place.range(), message, "write `and`");
            return slip
                .help(format!(
                    "each end has its unit: `{} {unit} and {} {unit}`",
                    place.word(-1),
                    place.word(1)
                ))
                .edit(start..place.range().end, format!("{} {unit} and", place.word(-1)));
        }
        let before = if place.text.get(..place.range().start).is_some_and(|text| text.ends_with(' ')) {
            ""
        } else {
            " "
        };
        Slip::new(Code::ForeignSpelling, place.range(), message, "write `and`")
            .edit(place.range(), format!("{before}and"))
            .safe()
    })
}

/// `is`, `over` or `effective` with nothing after it.
pub(super) fn value_missing(place: &Place<'_>) -> Option<Slip> {
    let before = place.word(-1);
    let ends = place.token(0).is_none() || words::begins_clause(place.word(0));
    let asks = matches!(
        before,
        "is" | "over" | "under" | "least" | "most" | "before" | "after" | "on" | "mentions" | "resembles"
    );
    let dates = matches!(before, "effective" | "until" | "through");
    let names = matches!(before, "supersedes" | "tags");
    if !ends || !(asks || dates || names) {
        return None;
    }
    let range = place.token(-1)?.range.clone();
    let (message, help) = if asks {
        (format!("nothing follows `{before}`"), "write the value after it".to_owned())
    } else if dates {
        (format!("`{before}` names no day"), format!("write the day after it: `{before} 2020-09-03`"))
    } else {
        (
            format!("`{before}` names nothing"),
            format!("write a name after it, or several with commas: `{before} NAME, NAME`"),
        )
    };
    let slip = Slip::new(Code::UnexpectedText, range.clone(), message, "nothing follows").help(help);
    // So as to read on, a value stands in for the one that is missing, or the clause is left out.
    let slip = if asks { slip.edit(range.end..range.end, " unnamed") } else { slip.edit(range, "") };
    Some(slip.only_to_read_on())
}

/// `)` that closes nothing.
pub(super) fn closed_only(place: &Place<'_>) -> Option<Slip> {
    let count = |sign: &str| {
        let before = place.tokens.iter().take(place.here);
        before.filter(|token| place.text.get(token.range.clone()) == Some(sign)).count()
    };
    (place.word(0) == ")" && count("(") <= count(")")).then(|| {
        let message = "a parenthesis is closed and was not opened";
        Slip::new(Code::UnclosedParenthesis, place.range(), message, "closes nothing")
            .help("write `(` where the group begins, or remove this one")
            .edit(place.range(), "")
    })
}
