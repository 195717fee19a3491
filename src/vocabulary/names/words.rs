//! The words of a party's name: the name goes in as it is written, its words come out, in the letters in which they
//! are compared, each with its place in the name.
//!
//! What the words mean (a legal form, an abbreviation) is not decided here.

use std::ops::Range;

use any_ascii::any_ascii_char;

use crate::vocabulary::characters::{clusters, fold_cluster, is_east_asian, is_of_word};

/// One word of a name.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// The word as it is compared: small letters and digits of ASCII, or East Asian characters as they are.
    pub(super) text: String,
    /// The word as legal forms know it: like `text`, but other scripts are not transliterated, so that the Russian
    /// `АО` is not the initials of `A. O. Smith`.
    pub(super) key: String,
    /// Where the word stands in the name, in bytes.
    pub(super) place: Range<usize>,
    /// The pair of brackets that it stands in, counted from the left.
    pub(super) bracket: Option<usize>,
    /// Where each character of an East Asian word begins; empty for other words.
    pub(super) starts: Vec<usize>,
    /// Whether it is one letter that a full stop or a stroke follows at once, as in `S.A.` and `A/S`.
    is_initial: bool,
    /// Whether it follows such a letter at once.
    follows_initial: bool,
}

impl Word {
    /// Returns whether the word is of Chinese, Japanese or Korean characters.
    pub(super) fn is_east_asian(&self) -> bool {
        !self.starts.is_empty()
    }
}

/// Splits a name into words.
///
/// Apostrophes join (`Int'l`), full stops and strokes join single letters (`S.A.`, `J. P. Morgan`, `A/S`), `&` is a
/// word (`and`), and so is `#` or `№` before a number (`no`). Everything else that is neither letter nor digit
/// separates. White space separates no East Asian words: names are written with it and without.
pub(super) fn split(name: &str) -> Vec<Word> {
    let mut reader = Reader { words: Vec::new(), gap: Gap::Apart, brackets: Vec::new(), opened: 0 };
    for place in clusters(name) {
        let cluster = name.get(place.clone()).unwrap_or_default();
        match cluster {
            "'" | "’" | "‘" | "ʼ" | "ʻ" | "ʹ" | "′" | "`" | "´" | "＇" => {}
            "™" | "℠" => reader.gap = Gap::Apart,
            "#" | "＃" | "№" => {
                let rest = name.get(place.end..).unwrap_or_default().trim_start_matches([' ', '.', '\u{a0}']);
                if rest.starts_with(char::is_numeric) {
                    reader.push_word("no", place);
                }
                reader.gap = Gap::Apart;
            }
            _ => fold_cluster(cluster, |character| reader.push(character, place.clone())),
        }
    }
    let left_open: Vec<usize> = reader.brackets;
    for word in &mut reader.words {
        word.bracket = word.bracket.filter(|bracket| !left_open.contains(bracket));
    }
    join_initials(reader.words)
}

/// What stands between the last word and the next character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing.
    None,
    /// A full stop or a stroke that follows a single letter at once.
    Joint,
    /// White space only.
    Space,
    /// Anything else.
    Apart,
}

struct Reader {
    words: Vec<Word>,
    gap: Gap,
    /// The brackets that are open, from the outermost.
    brackets: Vec<usize>,
    /// How many brackets have been opened so far.
    opened: usize,
}

impl Reader {
    fn push(&mut self, character: char, place: Range<usize>) {
        if is_of_word(character) {
            self.push_letter(character, place);
            return;
        }
        self.gap = match (character, self.gap) {
            ('.' | '/', Gap::None) if self.mark_initial() => Gap::Joint,
            (space, Gap::None | Gap::Space) if space.is_whitespace() => Gap::Space,
            _ => Gap::Apart,
        };
        match character {
            '&' => self.push_word("and", place),
            '(' | '[' | '{' | '【' | '〔' => {
                self.brackets.push(self.opened);
                self.opened += 1;
            }
            ')' | ']' | '}' | '】' | '〕' => {
                self.brackets.pop();
            }
            _ => {}
        }
    }

    fn push_letter(&mut self, character: char, place: Range<usize>) {
        let east_asian = is_east_asian(character);
        let bracket = self.brackets.first().copied();
        let goes_on = self.words.last().is_some_and(|last| {
            last.is_east_asian() == east_asian
                && last.bracket == bracket
                && (self.gap == Gap::None || (east_asian && self.gap == Gap::Space))
        });
        if !goes_on {
            let follows_initial = self.gap == Gap::Joint;
            let place = place.clone();
            self.words.push(Word { follows_initial, ..empty_word(place, bracket) });
        }
        self.gap = Gap::None;
        let Some(word) = self.words.last_mut() else { return };
        word.place.end = place.end;
        if east_asian {
            word.text.push(character);
            word.key.push(character);
            word.starts.push(place.start);
            return;
        }
        let letters = any_ascii_char(character).chars().filter(char::is_ascii_alphanumeric);
        let before = word.text.len();
        word.text.extend(letters.map(|letter| letter.to_ascii_lowercase()));
        if is_latin(character) {
            word.key.push_str(word.text.get(before..).unwrap_or_default());
        } else if character.is_alphanumeric() {
            word.key.push(character);
            if word.text.len() == before {
                // No transliteration is known: the letter compares by itself rather than vanish.
                word.text.push(character);
            }
        }
    }

    /// Adds a word that a sign stands for.
    fn push_word(&mut self, text: &str, place: Range<usize>) {
        let bracket = self.brackets.first().copied();
        self.words.push(Word { text: text.to_owned(), key: text.to_owned(), ..empty_word(place, bracket) });
        self.gap = Gap::Apart;
    }

    /// Returns whether the last word is a single letter, and remembers that it is an initial.
    fn mark_initial(&mut self) -> bool {
        let Some(word) = self.words.last_mut() else { return false };
        let mut letters = word.key.chars();
        word.is_initial = !word.is_east_asian()
            && letters.next().is_some_and(char::is_alphabetic)
            && letters.next().is_none();
        word.is_initial
    }
}

/// Whether a character is of the Latin alphabet or a European digit.
fn is_latin(character: char) -> bool {
    character.is_ascii()
        || matches!(character,
            '\u{AA}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}')
}

fn empty_word(place: Range<usize>, bracket: Option<usize>) -> Word {
    Word {
        text: String::new(),
        key: String::new(),
        place,
        bracket,
        starts: Vec::new(),
        is_initial: false,
        follows_initial: false,
    }
}

/// Joins runs of initials: `S.` `A.` -> `SA`.
fn join_initials(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    // Whether the last of `joined` is made of initials only, so that another one can follow.
    let mut open = false;
    for word in words {
        let single = word.key.chars().count() == 1 && word.key.chars().all(char::is_alphabetic);
        let continues = open && single && (word.is_initial || word.follows_initial) && !word.is_east_asian();
        open = word.is_initial;
        match joined.last_mut() {
            Some(last) if continues && last.bracket == word.bracket => {
                last.text.push_str(&word.text);
                last.key.push_str(&word.key);
                last.place.end = word.place.end;
            }
            _ => joined.push(word),
        }
    }
    joined.retain(|word| !word.text.is_empty());
    joined
}
