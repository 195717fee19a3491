//! "Did you mean": the nearest of the names that would have been right, or none where none is near.

use rapidfuzz::distance::osa;

/// The candidate nearest to a misspelt word.
///
/// Near means: at most one change in four characters (one from three characters on, two from six), swapped
/// neighbours counting as one change; or a candidate to which something was added with `_` or `-`, as in `weight_kg`.
/// Words are compared without case. Of equally near ones the first in the given order wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let length = wanted.chars().count();
    let mut limit = match length {
        0 => return None,
        1..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => length / 4,
    };
    let comparator = osa::BatchComparator::new(wanted.chars());
    let mut best: Option<&str> = None;
    let mut extended: Option<&str> = None;
    for candidate in candidates {
        let lower = candidate.to_lowercase();
        if extended.is_none() && wanted.strip_prefix(&lower).is_some_and(|rest| rest.starts_with(['_', '-']))
        {
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

#[cfg(test)]
mod tests {
    use super::nearest;

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
        }
    }
}
