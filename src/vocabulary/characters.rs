//! Characters as they are compared: the text of a record goes in, and its folded characters come out, each with the
//! place in the text that it was read from.
//!
//! Folding is NFKC, full case folding, NFKC again. It goes cluster by cluster (a character with the marks that follow
//! it), so that a place in the folded text leads back to a place in the record. What a word is, is not decided here.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns the byte ranges of a text's clusters, in order and without gaps.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.next()?;
        let (mut end, mut last) = (start + first.len_utf8(), first);
        while let Some((at, next)) = characters.next_if(|(_, next)| continues_cluster(last, *next)) {
            (end, last) = (at + next.len_utf8(), next);
        }
        Some(start..end)
    })
}

/// Calls `each` with the folded characters of one cluster.
pub(super) fn fold_cluster(cluster: &str, mut each: impl FnMut(char)) {
    if let [byte] = cluster.as_bytes() {
        each(char::from(*byte).to_ascii_lowercase());
        return;
    }
    let composed: String = cluster.nfkc().filter(|character| !is_invisible(*character)).collect();
    let folded = caseless::default_case_fold_str(&composed);
    let mut characters = folded.nfkc().peekable();
    while let Some(character) = characters.next() {
        // The two letters i of Turkish cross their capitals (ı and I, i and İ), and records are in capitals:
        // one letter for all four, or `İPLİK` would not be `iplik`.
        let letter = if character == 'ı' { 'i' } else { character };
        each(letter);
        if letter == 'i' {
            while characters.next_if_eq(&DOT_ABOVE).is_some() {}
        }
    }
}

const DOT_ABOVE: char = '\u{307}';

/// Whether a character belongs to the cluster before it: a mark, a half-width voicing mark of Japanese, or a letter
/// of a Korean syllable written letter by letter.
fn continues_cluster(last: char, character: char) -> bool {
    !character.is_ascii()
        && (is_combining_mark(character)
            || is_invisible(character)
            || matches!(character, '\u{FF9E}' | '\u{FF9F}' | '\u{1160}'..='\u{11FF}')
            || (is_korean_letter(last) && is_korean_letter(character)))
}

/// Whether a character is a letter of the Korean alphabet, which may be composed with the next into a syllable.
fn is_korean_letter(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{FFA1}'..='\u{FFDC}')
}

/// Whether a character shows nothing and separates nothing: soft hyphens, joiners, direction marks, variation
/// selectors. They come with text that was copied out of documents.
fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a folded character is part of a word: a letter, a digit, or a mark on one.
pub(super) fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_combining_mark(character)
}

/// Whether a character is of Chinese, Japanese or Korean writing, which compares by itself rather than in
/// transliteration.
pub(super) fn is_east_asian(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3031}'..='\u{3035}'
        | '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' // kana
        | '\u{3105}'..='\u{312F}' | '\u{31A0}'..='\u{31BF}' | '\u{31F0}'..='\u{31FF}' // bopomofo, small kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Chinese characters
        | '\u{20000}'..='\u{3FFFD}'
        | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{AC00}'..='\u{D7FF}') // Korean
}

/// Whether a character is of a writing in which words stand side by side without spaces, so that a word can begin
/// anywhere: Chinese and Japanese, the languages of the mainland of South East Asia, and Korean, whose particles are
/// joined to the noun.
pub(super) fn is_written_without_spaces(character: char) -> bool {
    is_east_asian(character)
        || matches!(character,
            '\u{E01}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}') // Thai, Lao, Burmese, Khmer
}
