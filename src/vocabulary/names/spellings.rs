//! Trade abbreviations and spellings: words of a name go in, and the words that they are read as come out, with a
//! note for each that was changed.
//!
//! Only what has one usual reading in names of firms is here: `Ind.` is industry, industries or industrial, and stays
//! as it is. Legal forms are not spellings (`legal_forms`); they are taken off before.

use super::Note;
use super::words::Word;

/// What is written, and what it is read as. Drawn up for names of firms in trade documents.
const READ_AS: &[(&str, &str)] = &[
    ("mfg", "manufacturing"),
    ("mnfg", "manufacturing"),
    ("manuf", "manufacturing"),
    ("mfr", "manufacturing"),
    ("mfrs", "manufacturing"),
    ("intl", "international"),
    ("tech", "technology"),
    ("dev", "development"),
    ("imp", "import"),
    ("exp", "export"),
    ("ctr", "center"),
    ("fty", "factory"),
    ("grp", "group"),
    ("bros", "brothers"),
    ("trdg", "trading"),
    // Forms that do not end the name are words of it, and as often written short as long.
    ("corp", "corporation"),
    ("co", "company"),
    ("ltd", "limited"),
    ("inc", "incorporated"),
    // British and American spellings of one word.
    ("centre", "center"),
    ("centres", "centers"),
    ("labour", "labor"),
    ("aluminium", "aluminum"),
    ("fibre", "fiber"),
    ("fibres", "fibers"),
    ("colour", "color"),
    ("colours", "colors"),
    ("tyre", "tire"),
    ("tyres", "tires"),
    ("jewellery", "jewelry"),
];

/// What counts the thing before a number, each read as `no`.
const NUMBER_WORDS: &[&str] = &["no", "nr", "number"];

/// Returns the words as they are read, and adds a note for each that was changed.
pub(super) fn read(name: &str, words: &[Word], notes: &mut Vec<Note>) -> Vec<String> {
    let mut read: Vec<String> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map(|next| next.text.as_str());
        let written = name.get(word.place.clone()).unwrap_or_default();
        // `c/o` is not a company.
        let reading = if written.contains('/') { word.text.clone() } else { reading_of(&word.text, next) };
        if reading == "export" && read.last().is_some_and(|last| last == "import") {
            // import export -> import and export
            read.push("and".to_owned());
        }
        if reading != word.text && word.key == word.text {
            notes.push(Note::ReadAs { written: written.to_owned(), read: reading.clone() });
        }
        read.push(reading);
    }
    read
}

fn reading_of(word: &str, next: Option<&str>) -> String {
    if let Some((_, reading)) = READ_AS.iter().find(|(written, _)| *written == word) {
        return (*reading).to_owned();
    }
    if NUMBER_WORDS.contains(&word) && next.is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()))
    {
        return "no".to_owned();
    }
    // no4 -> no 4
    match word.strip_prefix("no") {
        Some(digits) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("no {digits}")
        }
        _ => word.to_owned(),
    }
}
