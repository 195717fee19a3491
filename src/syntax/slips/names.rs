//! Slips of names that are used: several words where a name is one.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;

/// Whether a word could be part of a name.
pub(super) fn is_part(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && word.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
        && !words::is_word_of_the_language(word)
}

/// `q fibre`: the second word of a name. Read as one name with hyphens; whether that is declared, the resolver knows and says.
pub(super) fn spaced(place: &Place<'_>) -> Option<Slip> {
    let last = (0isize..8).take_while(|at| is_part(place.word(*at))).last()?;
    let range = place.token(-1)?.range.start..place.token(last)?.range.end;
    let text = place.text.get(range.clone())?;
    if !is_part(place.word(-1)) || text.contains(['\n', '#']) {
        return None;
    }
    let joined = text.split_whitespace().collect::<Vec<_>>().join("-");
    let message = format!("`{text}` is several words, and a name is one");
    let slip = Slip::new(
        Code::InvalidName,
        range.clone(),
        message,
        format!("write `{joined}`, if that is its name"),
    );
    Some(Slip { told_later: true, ..slip.edit(range, joined) })
}

/// `product is q fibre`: the value of a test.
pub(super) fn in_condition(place: &Place<'_>) -> Option<Slip> {
    let is_value = matches!(place.word(-2), "is" | "not" | "," | "or" | "resembles");
    let is_lower = |word: &str| word.chars().all(|sign| !sign.is_uppercase());
    let goes_on = place.expected.takes("and") && place.expected.takes("when");
    let last = (0isize..8).find(|at| !is_part(place.word(*at)))?;
    let ends = place.token(last).is_none()
        || words::begins_clause(place.word(last))
        || matches!(place.word(last), "and" | "or" | ")" | ",");
    // A name of capitals is that of a company, which stands in quotes.
    (is_value
        && goes_on
        && ends
        && place.is_in_condition()
        && is_lower(place.word(0))
        && is_lower(place.word(-1)))
    .then(|| spaced(place))?
}
