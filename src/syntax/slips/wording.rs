//! Slips of words: misspelt, from another language, or a name where none can stand.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::diagnostic::suggest::nearest;
use crate::syntax::words;

/// Words that people bring from elsewhere, and those of this language where they are expected.
const FOREIGN_WORDS: [(&str, &str); 40] = [
    ("in", "is"),
    ("equals", "is"),
    ("equal", "is"),
    ("has", "is"),
    ("like", "resembles"),
    ("matches", "resembles"),
    ("contains", "mentions"),
    ("contains", "containing"),
    ("includes", "containing"),
    ("including", "containing"),
    ("greater", "over"),
    ("more", "over"),
    ("above", "over"),
    ("exceeds", "over"),
    ("exceeding", "over"),
    ("less", "under"),
    ("below", "under"),
    ("later", "after"),
    ("earlier", "before"),
    ("since", "effective"),
    ("starting", "effective"),
    ("if", "when"),
    ("where", "when"),
    ("but", "except"),
    ("excluding", "except"),
    ("ban", "block"),
    ("deny", "block"),
    ("forbid", "block"),
    ("prohibit", "block"),
    ("reject", "block"),
    ("detain", "hold"),
    ("warn", "flag"),
    ("alert", "flag"),
    ("reason", "because"),
    ("source", "cite"),
    ("replaces", "supersedes"),
    ("all", "anything"),
    ("everything", "anything"),
    ("any", "anything"),
    ("manufacturer", "producer"),
];

pub(super) fn foreign_word(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let word = place.word(0);
    if matches!(word, "made" | "manufactured" | "produced" | "grown" | "mined" | "sold" | "shipped")
        && place.word(1) == "by"
        && place.expected.takes("producer")
    {
        let kind = match word {
            "sold" => "seller",
            "shipped" => "shipper",
            _ => "producer",
        };
        let all = range.start..place.token(1)?.range.end;
        let slip = Slip::new(
            Code::ForeignSpelling,
            all.clone(),
            format!("`{word} by` is written `by {kind}`"),
            format!("write `by {kind}`"),
        );
        return Some(slip.edit(all, format!("by {kind}")));
    }
    let (_, right) =
        FOREIGN_WORDS.iter().find(|(foreign, right)| *foreign == word && place.expected.takes(right))?;
    let than = if place.word(1) == "than" { place.token(1)?.range.end } else { range.end };
    let all = range.start..than;
    let slip = Slip::new(
        Code::ForeignSpelling,
        all.clone(),
        format!("`{}` is written `{right}`", place.text.get(all.clone())?),
        format!("write `{right}`"),
    );
    Some(slip.edit(all, *right))
}

pub(super) fn misspelt(place: &Place<'_>) -> Option<Slip> {
    let token = place.token(0).filter(|token| token.is_word)?;
    let word = place.word(0);
    let lower = word.to_lowercase();
    let right = nearest(&lower, place.expected.words.iter().map(String::as_str))?;
    if right == word {
        return None;
    }
    let message = if lower == right {
        format!("words of the language are written in lower case: `{right}`")
    } else {
        format!("`{word}` is not a word of the language here; `{right}` is near")
    };
    let slip = Slip::new(Code::MisspeltWord, token.range.clone(), message, format!("write `{right}`"));
    Some(slip.edit(token.range.clone(), right))
}

pub(super) fn bare_percentage(place: &Place<'_>) -> Option<Slip> {
    let number = place.token(-1).filter(|_| place.expected.things.contains(&"`%`"))?.range.clone();
    let word = place.text.get(number.clone())?;
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

pub(super) fn unnamed_kind(place: &Place<'_>) -> Option<Slip> {
    // `from watch-list`: a name without the kind that says what to look at.
    let preposition = place.word(-1);
    let word = place.word(0);
    let is_named = matches!(preposition, "from" | "by" | "to")
        && place.expected.takes("producer")
        && place.token(0).is_some();
    (is_named && !words::begins_clause(word)).then(|| {
        let kind = if preposition == "to" { "consignee" } else { "producer" };
        let slip = Slip::new(Code::UnexpectedText, place.range(), format!("`{preposition} {word}` does not say what `{word}` is"), "of what kind?");
        slip.help(format!("name the kind first: `{preposition} {kind} {word}`, `{preposition} party {word}` or `{preposition} region {word}`"))
            .edit(place.range().start..place.range().start, format!("{kind} "))
    })
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
