//! Slips of words: misspelt, from another language, or a name where none can stand.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::diagnostic::suggest::nearest;
use crate::syntax::words;
use crate::syntax::words::Token;

/// `BLOCK CATEGORY`: words of the language in capitals, all of them in the statement at once.
pub(super) fn capitals(place: &Place<'_>) -> Option<Slip> {
    let is_shouted = |token: &&Token| {
        let word = place.text.get(token.range.clone()).unwrap_or_default();
        // Two capitals may be the code of a country.
        let is_long = word.len() > 2 || token.range == place.range();
        // With one capital, as a sentence begins, it counts at the beginning of a line only.
        let is_title = word.bytes().skip(1).all(|sign| sign.is_ascii_lowercase())
            && word.starts_with(|sign: char| sign.is_ascii_uppercase())
            && (token.range == place.range() || begins_line(place.text, token.range.start));
        token.is_word
            && is_long
            && (is_title || word.bytes().all(|sign| sign.is_ascii_uppercase()))
            && words::is_word_of_the_language(&word.to_lowercase())
    };
    let shouted: Vec<&Token> = place.tokens.iter().skip(place.here).filter(is_shouted).collect();
    let (first, rest) = shouted.split_first()?;
    if first.range != place.range() || rest.is_empty() {
        return None;
    }
    let mut slip = Slip::new(
        Code::MisspeltWord,
        first.range.clone(),
        "words of the language are written in lower case",
        format!("write `{}`", place.word(0).to_lowercase()),
    );
    for token in shouted {
        let lower = place.text.get(token.range.clone())?.to_lowercase();
        if token.range != place.range() {
            slip = slip.label(token.range.clone(), format!("`{lower}`"));
        }
        slip = slip.edit(token.range.clone(), lower);
    }
    Some(slip)
}

fn begins_line(text: &str, at: usize) -> bool {
    let line = text.get(..at).map_or("", |before| before.rsplit('\n').next().unwrap_or(before));
    line.trim().is_empty()
}

pub(super) fn misspelt(place: &Place<'_>) -> Option<Slip> {
    let token = place.token(0).filter(|token| token.is_word)?;
    let word = place.word(0);
    let lower = word.to_lowercase();
    let known: Vec<&str> =
        place.expected.words.iter().chain(&place.expected.beginnings).map(String::as_str).collect();
    let right = singular(&lower, &known).or_else(|| nearest(&lower, known.iter().copied()))?;
    // A kind with nothing after it is none: `lop county`.
    let next = place.word(1);
    let is_alone = next.is_empty() || words::begins_clause(next) || matches!(next, "from" | "by" | "to");
    if right == word || words::is_kind(right) && lower != right && is_alone {
        return None;
    }
    let message = if lower == right {
        format!("words of the language are written in lower case: `{right}`")
    } else if singular(&lower, &[right]).is_some() {
        format!("`{word}` is written `{right}`, of one or of several")
    } else {
        format!("`{word}` is not a word of the language here; `{right}` is near")
    };
    let slip = Slip::new(Code::MisspeltWord, token.range.clone(), message, format!("write `{right}`"));
    Some(slip.edit(token.range.clone(), right))
}

/// The word of which another is the plural.
fn singular<'w>(word: &str, known: &[&'w str]) -> Option<&'w str> {
    let of = |right: &&&str| {
        let stem = right.strip_suffix('y').map(|stem| format!("{stem}ies"));
        word == format!("{right}s")
            || word == format!("{right}es")
            || stem.is_some_and(|plural| word == plural)
    };
    known.iter().find(of).copied()
}

/// Words of prose that say nothing here.
pub(super) fn filler(place: &Place<'_>) -> Option<Slip> {
    const FILLERS: [&str; 16] = [
        "the", "a", "an", "shall", "must", "will", "should", "be", "such", "certain", "please", "that",
        "which", "goods", "products", "for",
    ];
    let word = place.word(0);
    let end = place.token(1).map_or(place.range().end, |next| next.range.start);
    (place.here > 0 && FILLERS.contains(&word.to_lowercase().as_str())).then(|| {
        let message = format!("`{word}` is no word of the language, and is not needed");
        let slip = Slip::new(Code::ForeignSpelling, place.range(), message, "not needed");
        slip.edit(place.range().start..end, "")
    })
}

pub(super) fn bare_percentage(place: &Place<'_>) -> Option<Slip> {
    let compares = matches!(place.word(-2), "least" | "most" | "over" | "under" | "is" | "and" | "between");
    let number =
        place.token(-1).filter(|_| compares && place.expected.things.contains(&"`%`"))?.range.clone();
    // Where the statement could end, a plain number is a value of its own.
    let word = place.text.get(number.clone()).filter(|_| !place.expected.takes("when"))?;
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| {
        Slip::new(
            Code::MissingUnit,
            number.clone(),
            "a percentage is written with its sign",
            format!("write `{word}%`"),
        )
        .edit(number.end..number.end, "%")
        .safe()
    })
}

/// `from watch-list`, `block apparel`: a name without the kind that says what to look at. What it is, the resolver knows; here a kind
/// that is nowhere in the text stands in for it.
pub(super) fn unnamed_kind(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let is_value = place.token(0).is_some()
        && (word.starts_with('"')
            || word.starts_with(char::is_alphabetic) && !words::is_word_of_the_language(word));
    if !place.expected.takes("producer") || !is_value || words::begins_clause(word) {
        return None;
    }
    let preposition = place.word(-1);
    let is_placed = matches!(preposition, "from" | "by" | "to");
    // Further words may belong to the name that began before.
    let is_rest = super::names::is_part(preposition);
    let next = (1isize..8).map(|at| place.word(at)).find(|word| !is_rest || !super::names::is_part(word))?;
    let ends = next.is_empty()
        || words::begins_clause(next)
        || words::is_kind(next)
        || matches!(next, "from" | "by" | "to" | "," | "or" | "in" | "except");
    if !is_placed && !ends {
        return None;
    }
    let start = place.range().start;
    let message = format!("`{word}` does not say what it is");
    let slip = Slip::new(Code::MissingKind, place.range(), message, "of which kind?");
    let help = format!("name the kind first, such as `region {word}` or `producer {word}`");
    Some(Slip { told_later: true, ..slip.help(help).edit(start..start, "party ").only_to_read_on() })
}

pub(super) fn name_expected(place: &Place<'_>) -> Option<Slip> {
    if !place.expected.things.contains(&"a name") || place.expected.things.len() > 1 {
        return None;
    }
    let token = place.token(0).filter(|token| token.is_word)?;
    let word = place.word(0);
    let slip = if word.starts_with(|sign: char| sign.is_alphabetic())
        && word.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
    {
        Slip::new(
            Code::ReservedName,
            token.range.clone(),
            format!("`{word}` is a word of the language and cannot be a name"),
            "reserved",
        )
        .help(format!("choose another name; one with a hyphen, such as `{word}-1`, is never reserved"))
    } else {
        Slip::new(Code::InvalidName, token.range.clone(), format!("`{word}` is not a name"), "not a name")
            .help("a name begins with a letter and is made of letters, digits and hyphens")
    };
    // A name to read on with, of its own, so that two such slips do not look like one name declared twice.
    let signs = word.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '-' });
    let stand_in = format!("x-{}", signs.collect::<String>());
    Some(slip.edit(token.range.start..token.range.end, stand_in).only_to_read_on())
}
