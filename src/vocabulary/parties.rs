//! Parties: the names under which a company, camp, farm or vessel is known, and what a record's name says about it.
//!
//! In: the names that an entity, a row of a list or a quoted text gives. Out: the name that matched and how, or how near the nearest
//! came.

use super::names::{Likeness, PartyName, Similarity, compare, similarity};

/// In what capacity a name is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// The official name.
    Official,
    /// Another spelling.
    Alias,
    /// A name it had.
    Former,
    /// A company that counts as it.
    Subsidiary,
}

/// A name under which a party is known.
#[derive(Clone, Debug)]
pub struct KnownName {
    /// As it is declared.
    pub text: String,
    /// In what capacity.
    pub kind: NameKind,
    name: PartyName,
}

impl KnownName {
    /// As it is compared.
    pub fn name(&self) -> &PartyName {
        &self.name
    }
}

/// A party.
#[derive(Clone, Debug, Default)]
pub struct Party {
    names: Vec<KnownName>,
    not: Vec<PartyName>,
    /// Manufacturer Identification Codes, or their beginnings.
    pub codes: Vec<String>,
}

/// What a record's name says about a party.
#[derive(Clone, Copy, Debug)]
pub enum NameMatch<'p> {
    /// It is this name.
    Equal(&'p KnownName),
    /// It is nearly this name: too near to rule the party out.
    NearlyEqual(&'p KnownName, Similarity),
    /// It was decided not to be the party.
    DecidedNot,
    /// It is another name.
    Different,
    /// It is in another script than every name that is known, so that the two cannot be compared.
    OtherScript,
    /// It has nothing to compare.
    Unreadable,
}

impl Party {
    /// A party of one name.
    pub fn named(text: &str) -> Party {
        let mut party = Party::default();
        party.know(text, NameKind::Official);
        party
    }

    /// Adds a name under which it is known.
    pub fn know(&mut self, text: &str, kind: NameKind) {
        self.names.push(KnownName { text: text.to_owned(), kind, name: PartyName::new(text) });
    }

    /// Adds a name that was decided not to be it.
    pub fn exclude(&mut self, text: &str) {
        self.not.push(PartyName::new(text));
    }

    /// The official name.
    pub fn official(&self) -> &str {
        self.names.first().map_or("", |name| name.text.as_str())
    }

    /// All names, the official one first.
    pub fn names(&self) -> &[KnownName] {
        &self.names
    }

    /// The names that were decided not to be it, as they are compared.
    pub fn decided_not(&self) -> String {
        let names: Vec<&str> = self.not.iter().map(PartyName::core).collect();
        names.join(", ")
    }

    /// What a name says about the party. Equality goes before nearness, the earlier name before the later.
    pub fn matched(&self, given: &PartyName, alike: Similarity) -> NameMatch<'_> {
        if given.is_empty() {
            return NameMatch::Unreadable;
        }
        let mut nearest: Option<(&KnownName, Similarity)> = None;
        for known in &self.names {
            match compare(given, &known.name, alike) {
                Likeness::Equal => return NameMatch::Equal(known),
                Likeness::NearlyEqual(score) if nearest.is_none_or(|(_, best)| score > best) => {
                    nearest = Some((known, score));
                }
                Likeness::NearlyEqual(_) | Likeness::Different(_) | Likeness::Unreadable => (),
            }
        }
        if self.not.iter().any(|name| matches!(compare(given, name, Similarity::FULL), Likeness::Equal)) {
            return NameMatch::DecidedNot;
        }
        match nearest {
            Some((known, score)) => NameMatch::NearlyEqual(known, score),
            None if self.names.iter().any(|known| share_a_script(given, &known.name)) => NameMatch::Different,
            None => NameMatch::OtherScript,
        }
    }

    /// The name that is most like a given one, and how like.
    pub fn most_similar(&self, given: &PartyName) -> Option<(&KnownName, Similarity)> {
        let scored = self.names.iter().map(|known| (known, similarity(given, &known.name)));
        scored.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// A code of the party with which a record's code begins.
    pub fn code_of(&self, given: &str) -> Option<&str> {
        let given = given.trim();
        let begins =
            |code: &&String| given.get(..code.len()).is_some_and(|start| start.eq_ignore_ascii_case(code));
        self.codes.iter().filter(|code| !code.is_empty()).find(begins).map(String::as_str)
    }
}

/// Whether two names have letters of one script between them. Names are compared in Latin letters, into which most scripts are
/// transliterated, or in Chinese, Japanese and Korean characters as they are.
fn share_a_script(a: &PartyName, b: &PartyName) -> bool {
    let latin = |name: &PartyName| name.core().chars().any(|letter| letter.is_ascii_alphanumeric());
    let other = |name: &PartyName| !name.core().is_ascii();
    latin(a) && latin(b) || other(a) && other(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equality_goes_before_nearness_and_a_decision_ends_it() {
        let mut party = Party::named("Quillon Valley Cotton Spinning and Weaving Works Co., Ltd.");
        party.know("Red Banner Textile Works", NameKind::Former);
        party.exclude("Quillon Valley Coton Spinning and Weaving Works Sdn Bhd");
        let matched = |text: &str| {
            format!("{:?}", party.matched(&PartyName::new(text), Similarity::NEARLY_EQUAL_UNLESS_SAID))
        };
        assert!(matched("RED BANNER TEXTILE WORKS").starts_with("Equal"));
        assert!(matched("Quillon Valley Cotton Spining and Weaving Works").starts_with("NearlyEqual"));
        assert_eq!(matched("Quillon Valley Coton Spinning and Weaving Works"), "DecidedNot");
        assert_eq!(matched("Halvorsen AS"), "Different");
        assert_eq!(matched("合肥宝龙达信息技术有限公司"), "OtherScript");
        assert_eq!(matched("Co., Ltd."), "Unreadable");
    }
}
