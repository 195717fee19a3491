//! "Did you mean": the nearest of the names that would have been right, or none where none is near.

use std::cell::Cell;

use rapidfuzz::distance::osa;

/// The candidate nearest to a misspelt word.
///
/// Near means: at most one change in four characters (one from three characters on, two from six), swapped
/// neighbours counting as one change; or a candidate to which something was added with `_` or `-`, as in `weight_kg`.
/// Words are compared without case. Of equally near ones the first in the given order wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let length = wanted.chars().count();
    let mut limit = most_changes(length)?;
    let comparator = osa::BatchComparator::new(wanted.chars());
    let mut best: Option<&str> = None;
    let mut extended: Option<&str> = None;
    for candidate in candidates {
        let lower = candidate.to_lowercase();
        if extended.is_none() && extends(&wanted, &lower) {
            extended = Some(candidate);
        }
        if lower.chars().count().abs_diff(length) > limit {
            continue;
        }
        let near = osa::Args::default().score_cutoff(limit);
        match comparator.distance_with_args(lower.chars(), &near) {
            Some(0) => return Some(candidate),
            Some(distance) => {
                best = Some(candidate);
                limit = distance - 1;
            }
            None => (),
        }
    }
    best.or(extended)
}

/// The longest word, in characters, for which another is suggested.
const LONGEST: usize = 200;

/// How many changes are near for a word of some length; none for no word.
fn most_changes(length: usize) -> Option<usize> {
    match length {
        0 => None,
        1..=2 => Some(0),
        3..=5 => Some(1),
        6..=8 => Some(2),
        9..=LONGEST => Some(length / 4),
        // Comparing two texts of megabytes takes days, and no name is that long.
        _ => None,
    }
}

/// Whether a word is another to which something was added.
fn extends(word: &str, other: &str) -> bool {
    word.strip_prefix(other).is_some_and(|rest| rest.starts_with(['_', '-']))
}

/// Names among which near ones are looked for again and again.
///
/// A program may have a hundred thousand names and as many that are misspelt. Most names are passed over by their length and their
/// letters alone, and once so many were looked at that nobody reads the suggestions any more, none is made.
#[derive(Clone, Debug)]
pub struct Candidates {
    names: Vec<Candidate>,
    /// How many may still be looked at.
    budget: Cell<usize>,
}

#[derive(Clone, Debug)]
struct Candidate {
    length: usize,
    letters: Letters,
    lower: String,
    name: String,
}

/// How many names are looked at before suggestions end: enough for ten thousand misspelt names among twenty thousand.
const MOST_LOOKED_AT: usize = 200_000_000;

impl Candidates {
    /// Takes names, in the order in which equally near ones win.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Candidates {
        let candidate = |name: &str| {
            let lower = name.to_lowercase();
            Candidate {
                length: lower.chars().count(),
                letters: Letters::of(&lower),
                lower,
                name: name.to_owned(),
            }
        };
        Candidates { names: names.into_iter().map(candidate).collect(), budget: Cell::new(MOST_LOOKED_AT) }
    }

    /// The one nearest to a misspelt word, as [`nearest`] finds it.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        self.budget.set(self.budget.get().checked_sub(self.names.len())?);
        let lower = word.to_lowercase();
        let (length, letters) = (lower.chars().count(), Letters::of(&lower));
        let limit = most_changes(length)?;
        let near = self.names.iter().filter(|other| {
            other.length.abs_diff(length) <= limit && letters.may_become(other.letters, limit)
                || other.length < length && extends(&lower, &other.lower)
        });
        nearest(word, near.map(|other| other.name.as_str()))
    }
}

/// Which letters stand in a word, as bits; all that are not of ASCII share one.
#[derive(Clone, Copy, Debug)]
struct Letters(u64);

impl Letters {
    fn of(word: &str) -> Letters {
        let bit = |sign: char| match sign {
            'a'..='z' => u32::from(sign) - u32::from('a'),
            '0'..='9' => 26 + u32::from(sign) - u32::from('0'),
            '-' => 36,
            '_' => 37,
            _ => 38,
        };
        Letters(word.chars().fold(0, |letters, sign| letters | 1 << bit(sign)))
    }

    /// Whether so many changes may lead from one to the other: a change takes one letter away and brings one at most.
    fn may_become(self, other: Letters, changes: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * changes
    }
}

/// Words in backticks as a sentence lists them: `` `a`, `b` and `c` ``.
pub fn listed<S: AsRef<str>>(words: &[S], last: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

/// A text of at most so many characters, and a sign where some were left out.
pub fn shortened(text: &str, limit: usize) -> String {
    let mut characters = text.chars();
    let mut short: String = characters.by_ref().take(limit).collect();
    if characters.next().is_some() {
        short.push('…');
    }
    short
}

/// A number with its thousands apart: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Candidates, nearest};

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let words = ["block", "hold", "flag", "effective", "supersedes", "over", "producer"];
        for (misspelt, meant) in [
            ("blok", Some("block")),
            ("efective", Some("effective")),
            ("superseeds", Some("supersedes")),
            ("ovr", Some("over")),
            ("prodcuer", Some("producer")),
            ("hodl", Some("hold")),
            ("overs_kg", None),
            ("over_kg", Some("over")),
            ("no", None),
            ("customs", None),
        ] {
            assert_eq!(nearest(misspelt, words), meant, "{misspelt}");
            assert_eq!(Candidates::new(words).nearest(misspelt), meant, "{misspelt}");
        }
    }
}
