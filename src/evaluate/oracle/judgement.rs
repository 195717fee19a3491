//! What became of each part of a rule: the tree that evidence, missing facts and explanations are read from.

use crate::evaluate::decision::{Entry, Evidence};
use crate::evaluate::settle::Ask;
use crate::model::{Date, Decimal, Path, Truth};
use crate::semantics::hir::{Condition, RuleId};

/// What became of a condition.
#[derive(Clone, Debug)]
pub struct Judgement<'p> {
    /// Whether it holds.
    pub truth: Truth,
    /// The condition.
    pub condition: &'p Condition,
    /// What became of its parts.
    pub kind: JudgementKind<'p>,
}

/// What became of the parts of a condition.
#[derive(Clone, Debug)]
pub enum JudgementKind<'p> {
    /// All of them must hold.
    All(Vec<Judgement<'p>>),
    /// One of them must.
    Any(Vec<Judgement<'p>>),
    /// It must not hold.
    Not(Box<Judgement<'p>>),
    /// Of inputs: those that are known, and those that may be there.
    Inputs(Vec<OfThing<'p>>),
    /// A share of the inputs.
    Share {
        /// Of each input.
        things: Vec<OfThing<'p>>,
        /// Between what the share lies; nothing where it cannot be told.
        range: Option<(Decimal, Decimal)>,
        /// What would settle it.
        asks: Vec<Ask>,
        /// What was assumed on the way.
        assumed: Vec<AssumedHere>,
    },
    /// A test.
    Test(Reading),
}

/// What became of a condition that was asked of one thing.
#[derive(Clone, Debug)]
pub struct OfThing<'p> {
    /// The thing.
    pub path: Path,
    /// What is known of the thing's being there.
    pub presence: Presence,
    /// What became of the condition.
    pub judgement: Judgement<'p>,
}

/// Whether a thing is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    There,
    /// The record does not say whether this thing has inputs, or what they are; the path is that of the thing that may have them.
    MayHaveInputs {
        /// Why what the record says of them cannot be read.
        reason: Option<String>,
    },
    /// The record does not say, and it is assumed that there are none.
    AssumedNone,
}

impl OfThing<'_> {
    /// Whether it is there and the condition holds of it.
    pub fn truth(&self) -> Truth {
        match self.presence {
            Presence::There => self.judgement.truth,
            Presence::MayHaveInputs { .. } => self.judgement.truth.and(Truth::Unknown),
            Presence::AssumedNone => Truth::False,
        }
    }
}

/// What a test found.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The facts that it met.
    pub evidence: Vec<Evidence>,
    /// What would settle it, where it is open.
    pub asks: Vec<Ask>,
    /// The entry of a list that matched.
    pub entry: Option<Entry>,
    /// What was assumed.
    pub assumed: Vec<AssumedHere>,
}

/// A fact that was assumed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AssumedHere {
    /// The field, with the path to it.
    pub at: String,
    /// What was assumed.
    pub value: String,
}

/// What became of a window.
#[derive(Clone, Debug)]
pub struct WindowJudgement {
    /// Whether it holds on the date.
    pub truth: Truth,
    /// Whether it would, had no other rule ended it.
    pub alone: Truth,
    /// Whether another rule had ended it by then.
    pub ended: Truth,
    /// The date, where it is known.
    pub date: Option<Date>,
    /// What the date says.
    pub reading: Reading,
}

/// What became of an exemption, asked of one thing.
#[derive(Clone, Debug)]
pub struct ExemptionJudgement<'p> {
    /// Its index in the program.
    pub index: usize,
    /// Whether it takes the thing out.
    pub truth: Truth,
    /// What became of what it asks.
    pub parts: Vec<Judgement<'p>>,
    /// What became of its window.
    pub window: WindowJudgement,
}

/// What became of a rule's subject, asked of one thing.
#[derive(Clone, Debug)]
pub struct ThingJudgement<'p> {
    /// The subject.
    pub subject: OfThing<'p>,
    /// Exemptions that take it out, or may.
    pub exemptions: Vec<ExemptionJudgement<'p>>,
}

impl ThingJudgement<'_> {
    /// The exemption that takes the thing out.
    pub fn taken_out_by(&self) -> Option<&ExemptionJudgement<'_>> {
        self.exemptions.iter().find(|exemption| exemption.truth == Truth::True)
    }

    /// Whether the subject holds of the thing and no exemption takes it out.
    pub fn remaining(&self) -> Truth {
        if self.taken_out_by().is_some() { Truth::False } else { self.subject.truth() }
    }
}

/// What became of a rule.
#[derive(Clone, Debug)]
pub struct RuleJudgement<'p> {
    /// The rule.
    pub rule: RuleId,
    /// Its window.
    pub window: WindowJudgement,
    /// Of a rule that is asked of one input: what its first selectors say of the goods.
    pub goods: Option<Judgement<'p>>,
    /// Its subject, asked of each thing.
    pub things: Vec<ThingJudgement<'p>>,
    /// `when`, and documents that are not there.
    pub when: Vec<Judgement<'p>>,
    /// `unless`.
    pub unless: Option<Judgement<'p>>,
}

impl RuleJudgement<'_> {
    /// Whether the conditions beside the subject hold.
    fn beside(&self) -> Truth {
        let goods = self.goods.as_ref().map_or(Truth::True, |goods| goods.truth);
        let when = Truth::all(self.when.iter().map(|when| when.truth));
        let unless = self.unless.as_ref().map_or(Truth::False, |unless| unless.truth);
        goods.and(when).and(!unless)
    }

    /// Whether the sentence is true, window and exemptions aside.
    pub fn sentence(&self) -> Truth {
        Truth::any(self.things.iter().map(|thing| thing.subject.truth())).and(self.beside())
    }

    /// Whether the sentence is true of what exemptions leave, the window aside.
    pub fn sentence_remaining(&self) -> Truth {
        Truth::any(self.things.iter().map(ThingJudgement::remaining)).and(self.beside())
    }

    /// Whether the rule holds.
    pub fn truth(&self) -> Truth {
        self.window.truth.and(self.sentence_remaining())
    }
}
