//! "Did you mean": the nearest of the names that would have been right, or none where none is near.

/// The candidate nearest to a misspelt word.
///
/// Near means: at most one change in four characters (at least one, or two from six characters on), swapped neighbours counting as
/// one change. Words are compared without case. Of equally near ones the first in the given order wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let length = wanted.chars().count();
    let limit = match length {
        0 => return None,
        1..=2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        _ => length / 4,
    };
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let limit = best.map_or(limit, |(distance, _)| distance.saturating_sub(1));
        if candidate.chars().count().abs_diff(length) > limit {
            continue;
        }
        let distance = strsim::osa_distance(&wanted, &candidate.to_lowercase());
        if distance <= limit && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
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
            ("no", None),
            ("customs", None),
        ] {
            assert_eq!(nearest(misspelt, words), meant, "{misspelt}");
        }
    }
}
