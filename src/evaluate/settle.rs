//! Which facts to ask for: the smallest set that settles what is open, whatever the answers are.
//!
//! In: what each open test would be settled by. Out: one fact for each, chosen so that a fact asked for anyway is not asked for again under
//! another name.

use std::collections::BTreeMap;

use super::decision::{MissingFact, MissingHere};

/// What an open test would be settled by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// The fact to ask for.
    pub at: String,
    /// Facts of which any would do as well.
    pub or: Vec<String>,
    /// Why what the record says there is not enough.
    pub reason: Option<String>,
}

impl Ask {
    /// Asks for a fact that is not there.
    pub fn missing(at: impl Into<String>) -> Ask {
        Ask { at: at.into(), or: Vec::new(), reason: None }
    }

    /// Asks for a fact that is there and does not settle it.
    pub fn unsettled(at: impl Into<String>, reason: impl Into<String>) -> Ask {
        Ask { at: at.into(), or: Vec::new(), reason: Some(reason.into()) }
    }

    /// Names a fact that would do as well.
    #[must_use]
    pub fn or(mut self, at: String) -> Ask {
        self.or.push(at);
        self
    }
}

/// Chooses a fact for each ask: what is needed anyway first, then the first of what would do.
///
/// An ask without an alternative forces its fact. One with alternatives takes a forced fact among them, and its own otherwise, so that
/// the set is as small as the forced facts allow.
fn choose<'a>(asks: &[&'a Ask]) -> Vec<(&'a str, &'a Ask)> {
    let forced: Vec<&str> = asks.iter().filter(|ask| ask.or.is_empty()).map(|ask| ask.at.as_str()).collect();
    let pick = |ask: &'a Ask| {
        let ways = || std::iter::once(ask.at.as_str()).chain(ask.or.iter().map(String::as_str));
        ways().find(|way| forced.contains(way)).unwrap_or(&ask.at)
    };
    asks.iter().map(|ask| (pick(ask), *ask)).collect()
}

/// The facts that settle one finding.
pub(super) fn settle_one(asks: &[Ask]) -> Vec<MissingHere> {
    let mut facts: BTreeMap<&str, Option<&str>> = BTreeMap::new();
    let all: Vec<&Ask> = asks.iter().collect();
    for (at, ask) in choose(&all) {
        note_reason(facts.entry(at).or_default(), at, ask);
    }
    facts
        .into_iter()
        .map(|(at, reason)| MissingHere { at: at.to_owned(), reason: reason.map(str::to_owned) })
        .collect()
}

/// The facts that settle all findings of a record, with the rules that each helps to settle.
pub(super) fn settle_all(asks: &[(String, Vec<Ask>)]) -> Vec<MissingFact> {
    let all: Vec<&Ask> = asks.iter().flat_map(|(_, asks)| asks).collect();
    let rules: Vec<&str> = asks.iter().flat_map(|(rule, asks)| asks.iter().map(|_| rule.as_str())).collect();
    let mut facts: BTreeMap<&str, (Vec<String>, Option<&str>)> = BTreeMap::new();
    for ((at, ask), rule) in choose(&all).into_iter().zip(rules) {
        let (decides, reason) = facts.entry(at).or_default();
        if !decides.iter().any(|known| known == rule) {
            decides.push(rule.to_owned());
        }
        note_reason(reason, at, ask);
    }
    let fact = |(at, (mut decides, reason)): (&str, (Vec<String>, Option<&str>))| {
        decides.sort();
        MissingFact { at: at.to_owned(), decides, reason: reason.map(str::to_owned) }
    };
    facts.into_iter().map(fact).collect()
}

/// Keeps one reason a fact, the first by letter, so that no order of rules shows.
fn note_reason<'a>(reason: &mut Option<&'a str>, at: &str, ask: &'a Ask) {
    if let Some(new) = ask.reason.as_deref().filter(|_| ask.at == at)
        && reason.is_none_or(|old| new < old)
    {
        *reason = Some(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_that_is_needed_anyway_is_not_asked_for_twice() {
        let country = Ask::missing("country").or("region".to_owned());
        let region = Ask::missing("region");
        let facts = |asks: &[Ask]| settle_one(asks).into_iter().map(|fact| fact.at).collect::<Vec<_>>();
        assert_eq!(facts(std::slice::from_ref(&country)), ["country"]);
        assert_eq!(facts(&[country.clone(), region.clone()]), ["region"]);
        let all = settle_all(&[("b".to_owned(), vec![country]), ("a".to_owned(), vec![region])]);
        assert_eq!(
            all,
            [MissingFact {
                at: "region".to_owned(),
                decides: vec!["a".to_owned(), "b".to_owned()],
                reason: None
            }]
        );
    }
}
