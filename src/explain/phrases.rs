//! Pieces of sentences: facts and lists of them as people say them.

use super::explanation::Met;
use crate::vocabulary::text::fold;

/// How many characters of a text of the record a sentence repeats.
const LONGEST: usize = 96;

/// A text that is cut where it is long.
pub(super) fn short(text: &str) -> String {
    cut(text, LONGEST)
}

/// The first so many characters.
pub(super) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
    }
}

/// A text between backticks.
pub(super) fn code(text: &str) -> String {
    format!("`{}`", short(text))
}

/// `a, b and c`.
pub(super) fn listed(parts: &[String], joint: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// `a, b and 3 more`.
pub(super) fn first_of(parts: &[String], most: usize) -> String {
    if parts.len() <= most.saturating_add(1) {
        return listed(parts, "and");
    }
    let mut shown: Vec<String> = parts.iter().take(most).cloned().collect();
    shown.push(format!("{} more", parts.len() - shown.len()));
    listed(&shown, "and")
}

/// A sentence: its first letter a capital, a full stop at its end.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    stopped(&format!("{first}{}", letters.as_str()))
}

/// A sentence with one full stop at its end, whatever name it ends with.
pub(super) fn stopped(words: &str) -> String {
    let stop = if words.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{words}{stop}")
}

/// `1 rule`, `2 rules`.
pub(super) fn count(number: usize, one: &str, several: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {several}") }
}

/// A field as people say it: `producer_address` -> "producer address", `entered` -> "date `entered`".
fn noun(field: &str) -> String {
    match field {
        "imported" | "entered" | "received" | "exported" | "loaded" | "produced" => format!("date `{field}`"),
        field => field.replace('_', " "),
    }
}

/// A path as people say it: `inputs[0].producer_address` -> "producer address of inputs[0]".
pub(super) fn field_of(at: &str) -> String {
    match at.rsplit_once('.') {
        Some((thing, field)) => format!("{} of {thing}", noun(field)),
        None => noun(at),
    }
}

/// A fact as a clause: "the region `Aksu` of inputs[0] lies in Xinjiang".
pub(super) fn clause(met: &Met) -> String {
    let (thing, field) =
        met.at.rsplit_once('.').map_or((None, met.at.as_str()), |(thing, field)| (Some(thing), field));
    let of = thing.map(|thing| format!(" of {thing}")).unwrap_or_default();
    let field = noun(field);
    match &met.value {
        None if met.says.starts_with(NOT_GIVEN) => format!("the record does not say the {field}{of}"),
        None => format!("the {field}{of} {}", met.says),
        Some(value) => {
            if let Some(rest) = met.says.strip_prefix("are none") {
                return format!("there are no {field}{of}{rest}");
            }
            let repeats = met.says.strip_prefix("is ").is_some_and(|is| fold(is) == fold(value));
            let value = if repeats { String::new() } else { format!(" {}", code(value)) };
            // A date is named already: "the date `imported`, 2020-09-02, is before …".
            let value = if field.starts_with("date ") {
                value.replacen(" `", ", ", 1).replace('`', ",")
            } else {
                value
            };
            format!("the {field}{value}{of} {}", met.says)
        }
    }
}

/// What is said of a fact that the record does not give.
pub(super) const NOT_GIVEN: &str = "is not given";

/// The end of a sentence that a fact begins, made of the reason why it settles nothing: "`Xinjiang` is too wide" -> "is too wide".
pub(super) fn of_reason(reason: &str, at: &str, value: &str) -> String {
    if let Some(by) = reason.strip_suffix(&format!(" contradicts `{at}`")) {
        return format!("is contradicted by {by}");
    }
    let names = [format!("`{value}` "), format!("`{at}` "), "it ".to_owned()];
    match names.iter().find_map(|name| reason.strip_prefix(name.as_str())) {
        Some(rest) => cut(rest, 2 * LONGEST),
        None => format!("does not settle it: {}", cut(reason, 2 * LONGEST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_and_long_lists_are_cut() {
        assert_eq!(short("合肥"), "合肥");
        assert_eq!(short(&"合".repeat(100)).chars().count(), LONGEST + 1);
        let parts = ["a", "b", "c", "d", "e"].map(str::to_owned);
        assert_eq!(first_of(&parts, 2), "a, b and 3 more");
        assert_eq!(first_of(parts.get(..3).unwrap_or_default(), 2), "a, b and c");
    }
}
