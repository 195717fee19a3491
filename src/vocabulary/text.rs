//! Text as records have it: plain text, spellings and descriptions go in; what they are equal to and what they
//! mention comes out.
//!
//! Not here: names of parties, which are compared by their own rules (`names`), and anything that is shown to people.

use std::ops::Range;

use crate::vocabulary::characters::{clusters, fold_cluster, is_of_word, is_written_without_spaces};

/// Returns the form in which plain texts are compared: compatibility forms unified (NFKC), case folded, invisible
/// characters gone, white space collapsed and trimmed.
///
/// Two texts are the same if their folded forms are. Accents and punctuation count.
///
/// ```
/// use withhold::vocabulary::text::fold;
///
/// assert_eq!(fold("  Raw\u{a0}COTTON "), fold("raw cotton"));
/// assert_ne!(fold("raw-cotton"), fold("raw cotton"));
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for cluster in clusters(text) {
        fold_cluster(text.get(cluster).unwrap_or_default(), |character| {
            if character.is_whitespace() {
                gap = !folded.is_empty();
            } else {
                if std::mem::take(&mut gap) {
                    folded.push(' ');
                }
                folded.push(character);
            }
        });
    }
    folded
}

/// A text of a record, prepared once so that it can be asked for many phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The folded words, with one space before, between and after them.
    words: String,
    /// Where each word stands in the text, in bytes.
    places: Vec<Range<usize>>,
}

/// What a text is asked for: one or more words, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The folded words, spaced as those of [`Text`].
    words: String,
}

impl Text {
    /// Prepares a text.
    pub fn new(text: &str) -> Text {
        let (words, places) = split_into_words(text);
        Text { words, places }
    }

    /// Returns whether the phrase stands in the text as whole words, in any case.
    ///
    /// Whatever is neither letter nor digit separates words, and how they are separated does not matter: `flax tow`
    /// is mentioned by `Flax-Tow` and by `flax, tow`. A mention keeps a test from being false and never makes one
    /// true, so that one too many costs a look, and one too few a shipment. In writing without spaces a word may
    /// begin and end anywhere: `新疆棉花` mentions `棉花`. A phrase without words is never mentioned.
    pub fn mentions(&self, phrase: &Phrase) -> bool {
        !phrase.is_empty() && self.words.contains(&phrase.words)
    }

    /// Returns where the phrase is mentioned first, as a range of bytes in the text that was prepared.
    pub fn first_mention(&self, phrase: &Phrase) -> Option<Range<usize>> {
        if phrase.is_empty() {
            return None;
        }
        let (before, _) = self.words.split_once(&phrase.words)?;
        let first = before.matches(' ').count();
        let last = first + phrase.words.matches(' ').count().checked_sub(2)?;
        Some(self.places.get(first)?.start..self.places.get(last)?.end)
    }
}

impl Phrase {
    /// Prepares a phrase.
    pub fn new(phrase: &str) -> Phrase {
        Phrase { words: split_into_words(phrase).0 }
    }

    /// Returns whether there is no word in the phrase; such a phrase is mentioned nowhere.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Returns whether a text mentions a phrase; see [`Text::mentions`].
///
/// ```
/// use withhold::vocabulary::text::mentions;
///
/// assert!(mentions("shirt,linen;blue", "Linen"));
/// assert!(!mentions("linens and underlinen", "linen"));
/// ```
pub fn mentions(text: &str, phrase: &str) -> bool {
    Text::new(text).mentions(&Phrase::new(phrase))
}

/// Returns the folded words of a text, each between single spaces (nothing if there are none), and their places.
fn split_into_words(text: &str) -> (String, Vec<Range<usize>>) {
    let mut words = String::with_capacity(text.len() + 2);
    let mut places: Vec<Range<usize>> = Vec::new();
    // The character before, if it was of a word: it decides whether the next one goes on with that word.
    let mut previous: Option<char> = None;
    for cluster in clusters(text) {
        fold_cluster(text.get(cluster.clone()).unwrap_or_default(), |character| {
            // A mark that stands alone, after a blank, is no word.
            if !is_of_word(character) || (previous.is_none() && !character.is_alphanumeric()) {
                previous = None;
                return;
            }
            match (previous, places.last_mut()) {
                (Some(previous), Some(place)) if !word_ends_between(previous, character) => {
                    place.end = cluster.end;
                }
                _ => {
                    words.push(' ');
                    places.push(cluster.clone());
                }
            }
            words.push(character);
            previous = Some(character);
        });
    }
    if !words.is_empty() {
        words.push(' ');
    }
    (words, places)
}

/// Whether one word ends and another begins between two characters of words that stand side by side.
fn word_ends_between(left: char, right: char) -> bool {
    // A mark belongs to its letter in every script.
    right.is_alphanumeric() && (is_written_without_spaces(left) || is_written_without_spaces(right))
}

#[cfg(test)]
mod tests {
    use super::{Phrase, Text, fold, mentions};

    #[test]
    fn folded_texts_are_equal_where_people_see_one_text() {
        let pairs = [
            ("  Raw \t COTTON\r\n", "raw cotton"),
            ("ＲＡＷ　ｃｏｔｔｏｎ", "raw cotton"),
            ("Straße", "STRASSE"),
            ("cafe\u{301}", "CAFÉ"),
            ("İPLİK", "iplik"),
            ("KIRMIZI", "kırmızı"),
            ("co\u{AD}tton\u{200B}", "cotton"),
            ("ｶﾞｰｾﾞ", "ガーゼ"),
            ("\u{1112}\u{1161}\u{11AB}", "한"),
            ("", " \u{a0} "),
        ];
        for (a, b) in pairs {
            assert_eq!(fold(a), fold(b), "`{a}` and `{b}`");
        }
        for (a, b) in [("raw cotton", "raw-cotton"), ("pâté", "pate"), ("raw cotton", "rawcotton")] {
            assert_ne!(fold(a), fold(b), "`{a}` and `{b}`");
        }
    }

    #[test]
    fn whole_words_in_their_order_are_mentioned() {
        let cases = [
            ("shirt,linen;blue", "linen", true),
            ("linens and underlinen", "linen", false),
            ("lining of Flax Tow", "flax tow", true),
            ("flax-tow", "Flax Tow", true),
            ("FLAX\n  TOW", "flax tow", true),
            ("tow flax", "flax tow", false),
            ("flax and tow", "flax tow", false),
            ("raw cotton, xinjiang, 40 bales", "xinjiang", true),
            ("Xinjiang's cotton", "xinjiang", true),
            ("100%cotton", "cotton", true),
            ("cotton_raw", "cotton", true),
            ("40bales", "bales", false),
            ("4 Quennel Valerian Road", "Quennel Vale", false),
            ("新疆棉花", "棉花", true),
            ("新疆棉花", "新疆", true),
            ("新疆棉花", "疆花", false),
            ("新疆 棉 花", "棉花", true),
            ("新疆cotton", "cotton", true),
            ("면화를 수출", "면화", true),
            ("ผ้าฝ้ายดิบ", "ฝ้าย", true),
            ("café", "cafe", false),
            ("cafe\u{301} au lait", "CAFÉ", true),
            ("raw ´ cotton", "raw cotton", true),
            ("cotton", "", false),
            ("", "cotton", false),
            ("...", "...", false),
        ];
        for (text, phrase, expected) in cases {
            assert_eq!(mentions(text, phrase), expected, "`{phrase}` in `{text}`");
        }
    }

    #[test]
    fn the_first_mention_is_found_in_the_text_as_written() {
        let cases = [
            ("lining of Flax -\tTow, flax tow", "flax tow", Some("Flax -\tTow")),
            ("新疆棉花", "棉花", Some("棉花")),
            ("ＬＩＮＥＮ shirt", "linen", Some("ＬＩＮＥＮ")),
            ("in cafe\u{301}s, cafe\u{301}.", "café", Some("cafe\u{301}")),
            ("Straße", "strasse", Some("Straße")),
            ("linens", "linen", None),
        ];
        for (text, phrase, expected) in cases {
            let place = Text::new(text).first_mention(&Phrase::new(phrase));
            assert_eq!(place.and_then(|place| text.get(place)), expected, "`{phrase}` in `{text}`");
        }
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn a_text_mentions_itself(text in "\\PC{0,40}") {
            let (prepared, phrase) = (Text::new(&text), Phrase::new(&text));
            assert_eq!(prepared.mentions(&phrase), !phrase.is_empty());
            let place = prepared.first_mention(&phrase);
            assert_eq!(place.is_some_and(|place| text.get(place).is_some()), !phrase.is_empty());
        }
    }
}
