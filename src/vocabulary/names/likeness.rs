//! How alike two names are: two read names go in, and a score or a verdict comes out.
//!
//! The score is an edit distance, in whole numbers, until names are matched by sound, script and rarity of words.

use std::fmt;

use super::PartyName;

/// How alike two names are, in parts per 10,000.
///
/// 10,000 is said only of names whose compared words are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Similarity(u32);

impl Similarity {
    /// Nothing in common, or nothing to compare.
    pub const NONE: Similarity = Similarity(0);
    /// The same words.
    pub const FULL: Similarity = Similarity(10_000);
    /// 94 %: names that are at least so alike are nearly equal, unless a policy says another number.
    pub const NEARLY_EQUAL_UNLESS_SAID: Similarity = Similarity(9_400);

    /// Returns the similarity of so many hundredths of a percent (9,640 is 96.4 %); what is above 100 % is 100 %.
    pub fn from_hundredths(hundredths: u32) -> Similarity {
        Similarity(hundredths.min(10_000))
    }

    /// Returns the similarity of so many percent; what is above 100 % is 100 %.
    pub fn from_percent(percent: u32) -> Similarity {
        Similarity::from_hundredths(percent.saturating_mul(100))
    }

    /// Returns the hundredths of a percent, from 0 to 10,000.
    pub fn hundredths(self) -> u32 {
        self.0
    }
}

/// Writes percent with as many digits as there are: `96%`, `96.4%`, `96.43%`.
impl fmt::Display for Similarity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}%"),
            _ if rest % 10 == 0 => write!(f, "{whole}.{}%", rest / 10),
            _ => write!(f, "{whole}.{rest:02}%"),
        }
    }
}

/// Names that are nearly equal unless a policy says another number.
impl Default for Similarity {
    fn default() -> Similarity {
        Similarity::NEARLY_EQUAL_UNLESS_SAID
    }
}

/// What comes of comparing two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// The same words, and legal forms that agree.
    Equal,
    /// Alike at least as far as was asked for; or the same words with legal forms of two classes, which is
    /// [`Similarity::FULL`].
    NearlyEqual(Similarity),
    /// Less alike than was asked for.
    Different(Similarity),
    /// One of the two has nothing to compare, so that it rules nothing out.
    Unreadable,
}

/// Compares two names; `alike` is the similarity from which different names are nearly equal.
pub fn compare(a: &PartyName, b: &PartyName, alike: Similarity) -> Likeness {
    if a.is_empty() || b.is_empty() {
        return Likeness::Unreadable;
    }
    let similarity = similarity(a, b);
    if similarity == Similarity::FULL && legal_forms_agree(a, b) {
        Likeness::Equal
    } else if similarity == Similarity::FULL || similarity >= alike {
        Likeness::NearlyEqual(similarity)
    } else {
        Likeness::Different(similarity)
    }
}

/// A missing form agrees with any.
fn legal_forms_agree(a: &PartyName, b: &PartyName) -> bool {
    match (a.legal_form(), b.legal_form()) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

/// Returns how alike the compared words of two names are; legal forms do not count.
///
/// This is the normalised Indel similarity of the two cores, spaces included, rounded down: of all characters of
/// both, the part that need not be deleted from the one and inserted into the other. A letter left out, the usual
/// slip in a name, costs half as much as a letter put for another. Names with nothing to compare are not alike. Two names in Chinese,
/// Japanese or Korean characters are compared by sound as well, since the same name has traditional and simplified characters.
pub fn similarity(a: &PartyName, b: &PartyName) -> Similarity {
    if a.is_empty() || b.is_empty() {
        return Similarity::NONE;
    }
    if a.core() == b.core() {
        return Similarity::FULL;
    }
    let letters = |name: &PartyName| name.core().chars().map(u32::from).collect::<Vec<_>>();
    let written = indel(&letters(a), &letters(b));
    if a.core().is_ascii() || b.core().is_ascii() {
        return written;
    }
    // A name in traditional characters and one in simplified ones sound alike and look different.
    let mut known: Vec<&'static str> = Vec::new();
    let mut sounds = |name: &PartyName| {
        let mut sound = |letter: char| {
            let sound = any_ascii::any_ascii_char(letter);
            known.iter().position(|other| *other == sound).unwrap_or_else(|| {
                known.push(sound);
                known.len() - 1
            })
        };
        name.core().chars().map(|letter| sound(letter) as u32).collect::<Vec<_>>()
    };
    written.max(indel(&sounds(a), &sounds(b)))
}

/// The normalised Indel similarity of two names that differ, letter by letter or sound by sound.
fn indel(a: &[u32], b: &[u32]) -> Similarity {
    let total = a.len() + b.len();
    let edits = rapidfuzz::distance::indel::distance(a.iter().copied(), b.iter().copied());
    let kept = (total.saturating_sub(edits) as u128 * 10_000) / (total.max(1) as u128);
    // INVARIANT: names that differ are never full, even where they sound the same.
    Similarity(u32::try_from(kept).unwrap_or(0).min(9_999))
}
