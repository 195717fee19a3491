//! How near a condition came to holding: judgements go in, counts of tests come out.

use std::cmp::Reverse;

use serde::{Serialize, Serializer};

use crate::evaluate::oracle::{Judgement, Kind, OfThing, Presence, RuleJudgement};
use crate::model::Truth;
use crate::semantics::hir::ConditionKind;

/// How near a rule came to holding: the fewest of its tests that would have to turn out otherwise.
///
/// Of alternatives, the one that needs the fewest counts; a window that does not hold, and an exemption that takes the thing out, count
/// as one test each. Compared in the order of the fields, so that of rules that fail by equally many tests the one with more that
/// held is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
pub struct Distance {
    /// Tests that failed and would have to hold.
    pub failed: u32,
    /// Tests that are open and would have to hold.
    pub open: u32,
    /// Tests that held, which bring it nearer.
    #[serde(serialize_with = "reversed")]
    pub held: Reverse<u32>,
}

fn reversed<S: Serializer>(count: &Reverse<u32>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(count.0)
}

impl Distance {
    /// A test, or what counts as one, that is to come out as `wanted`.
    fn of_one(truth: Truth, wanted: Truth) -> Distance {
        if truth == wanted {
            Distance { held: Reverse(1), ..Distance::default() }
        } else if truth == Truth::Unknown {
            Distance { open: 1, ..Distance::default() }
        } else {
            Distance { failed: 1, ..Distance::default() }
        }
    }

    fn and(self, other: Distance) -> Distance {
        Distance {
            failed: self.failed.saturating_add(other.failed),
            open: self.open.saturating_add(other.open),
            held: Reverse(self.held.0.saturating_add(other.held.0)),
        }
    }

    /// The window of a rule says nothing of the goods, so that it holds brings no rule nearer.
    fn of_window(truth: Truth) -> Distance {
        Distance { held: Reverse(0), ..Distance::of_one(truth, Truth::True) }
    }
}

fn all(distances: impl Iterator<Item = Distance>) -> Distance {
    distances.fold(Distance::default(), Distance::and)
}

/// The nearest of several ways; where there is none, something would have to be there.
fn nearest(distances: impl Iterator<Item = Distance>) -> Distance {
    distances.min().unwrap_or(Distance { failed: 1, ..Distance::default() })
}

/// How near a condition is to being true, or with `wanted` false to being false.
pub(super) fn distance(judgement: &Judgement<'_>, wanted: Truth) -> Distance {
    let of = |parts: &[Judgement<'_>]| parts.iter().map(|part| distance(part, wanted)).collect::<Vec<_>>();
    match &judgement.kind {
        Kind::Test(_) | Kind::Share { .. } => Distance::of_one(judgement.truth, wanted),
        Kind::Not(inner) => distance(inner, !wanted),
        Kind::All(parts) if wanted == Truth::True => all(of(parts).into_iter()),
        Kind::Any(parts) if wanted == Truth::False => all(of(parts).into_iter()),
        Kind::All(parts) | Kind::Any(parts) => nearest(of(parts).into_iter()),
        Kind::Inputs(things) => {
            let is_every = matches!(judgement.condition.kind, ConditionKind::EveryInput(_));
            let distances = things.iter().map(|thing| of_thing(thing, wanted));
            if is_every == (wanted == Truth::True) { all(distances) } else { nearest(distances) }
        }
    }
}

/// How near a condition that is asked of a thing is to being true of it.
pub(super) fn of_thing(thing: &OfThing<'_>, wanted: Truth) -> Distance {
    let there = match thing.presence {
        Presence::There => return distance(&thing.judgement, wanted),
        Presence::MayHaveInputs { .. } => Distance { open: 1, ..Distance::default() },
        Presence::AssumedNone => Distance { failed: 1, ..Distance::default() },
    };
    let ruled_out = if thing.judgement.truth == Truth::False { 1 } else { 0 };
    Distance { failed: there.failed + ruled_out, ..there }
}

/// How near a rule is to holding.
pub(super) fn of_rule(judged: &RuleJudgement<'_>) -> Distance {
    let things = judged.things.iter().map(|thing| {
        let taken_out = u32::from(thing.taken_out_by().is_some());
        of_thing(&thing.subject, Truth::True).and(Distance { failed: taken_out, ..Distance::default() })
    });
    let beside = judged.goods.iter().chain(&judged.when).map(|part| distance(part, Truth::True));
    let unless = judged.unless.iter().map(|unless| distance(unless, Truth::False));
    Distance::of_window(judged.window.truth).and(nearest(things)).and(all(beside.chain(unless)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(failed: u32, open: u32, held: u32) -> Distance {
        Distance { failed, open, held: Reverse(held) }
    }

    #[test]
    fn fewer_failures_are_nearer_then_fewer_open_tests_then_more_that_held() {
        let mut distances = [held(2, 0, 5), held(1, 1, 5), held(1, 0, 0), held(1, 0, 2)];
        distances.sort();
        assert_eq!(distances, [held(1, 0, 2), held(1, 0, 0), held(1, 1, 5), held(2, 0, 5)]);
    }

    #[test]
    fn all_ways_add_up_and_of_several_the_nearest_counts() {
        let ways = || [held(1, 0, 1), held(0, 1, 0)].into_iter();
        assert_eq!(all(ways()), held(1, 1, 1));
        assert_eq!(nearest(ways()), held(0, 1, 0));
        // Where there is nothing to ask, something would have to be there.
        assert_eq!(nearest(std::iter::empty()), held(1, 0, 0));
    }
}
