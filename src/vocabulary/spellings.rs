//! Spellings: how records call declared things, and back from a record's text to the things it may mean.

use std::collections::BTreeMap;

use super::text::fold;

/// From spellings to what they may mean.
#[derive(Clone, Debug)]
pub(super) struct Spellings<Id> {
    found: BTreeMap<String, Vec<Id>>,
}

impl<Id> Default for Spellings<Id> {
    fn default() -> Self {
        Spellings { found: BTreeMap::new() }
    }
}

impl<Id: Copy + PartialEq> Spellings<Id> {
    /// Takes in a spelling. Case, punctuation and the width of blanks do not count: `Xinjiang, China` is `XINJIANG CHINA`.
    pub(super) fn add(&mut self, spelling: &str, id: Id) {
        let key = key(spelling);
        let ids = self.found.entry(key).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    /// What a text may mean; nothing where it is no spelling of anything.
    pub(super) fn find(&self, text: &str) -> &[Id] {
        self.found.get(&key(text)).map_or(&[], Vec::as_slice)
    }

    /// The one thing that a text means; nothing where it means none, or may mean several.
    pub(super) fn find_one(&self, text: &str) -> Option<Id> {
        match self.find(text) {
            [id] => Some(*id),
            _ => None,
        }
    }
}

fn key(spelling: &str) -> String {
    let folded = fold(spelling);
    let key: Vec<&str> = folded
        .split(|sign: char| !sign.is_alphanumeric() && !is_mark(sign))
        .filter(|word| !word.is_empty())
        .collect();
    // A text of nothing but signs is compared as it is, so that `***` does not mean the same as `???`.
    if key.is_empty() { folded } else { key.join(" ") }
}

/// Marks that belong to the letter before them, as in Indic scripts.
fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_punctuation_do_not_count() {
        let mut spellings = Spellings::default();
        spellings.add("Xinjiang, China", 1);
        spellings.add("CN-XJ", 1);
        spellings.add("新疆", 1);
        spellings.add("Yining", 2);
        spellings.add("YINING", 3);
        assert_eq!(spellings.find("XINJIANG  (China)"), [1]);
        assert_eq!(spellings.find("cn xj"), [1]);
        assert_eq!(spellings.find(" 新疆 "), [1]);
        assert_eq!(spellings.find("yining"), [2, 3]);
        assert_eq!(spellings.find_one("yining"), None);
        assert!(spellings.find("***").is_empty());
    }
}
