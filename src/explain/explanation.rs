//! What an explanation says: plain data, which `report` draws and which is written as JSON.

use serde::{Serialize, Serializer};

use super::near::Distance;
use super::place::Place;
use crate::evaluate::{Assumed, By, MissingHere};
use crate::model::{Outcome, Truth, Verb};

/// Why a record was decided as it was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The record.
    pub id: String,
    /// Its row in its file, from 1.
    pub row: u64,
    /// What becomes of it.
    #[serde(serialize_with = "outcome_word")]
    pub outcome: Outcome,
    /// The answer in one sentence.
    pub says: String,
    /// Rules that have something to say, those that decide the outcome first.
    pub rules: Vec<Explained>,
    /// Of the rules that say nothing, those that came nearest, the nearest first.
    pub nearest: Vec<Explained>,
    /// How many rules say nothing.
    pub silent: usize,
    /// What to ask for.
    pub missing: Vec<Wanted>,
    /// What was assumed, where that decided a rule.
    pub assumed: Vec<Assumed>,
    /// A fault of the evaluator itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

/// What one rule says of the record, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explained {
    /// The rule.
    pub rule: String,
    /// Its verb.
    #[serde(serialize_with = "verb_word")]
    pub verb: Verb,
    /// What became of it.
    pub standing: Standing,
    /// What it makes of the record, were it the only rule.
    #[serde(serialize_with = "outcome_word")]
    pub outcome: Outcome,
    /// What became of it, in one sentence that the rule's name begins.
    pub says: String,
    /// The reason in that sentence: "the category is apparel and the producer is …".
    pub why: String,
    /// Its sentence.
    pub sentence: Place,
    /// Its words, and of an exemption or a rule that bears on it, with the facts that they met.
    pub words: Vec<Word>,
    /// The days on which it holds.
    pub window: Days,
    /// The thing that was asked: the goods, or an input and what it went into.
    pub thing: Vec<Step>,
    /// Entries of lists that matched.
    pub entries: Vec<EntryMet>,
    /// What a hurried reader mistakes, each in one sentence.
    pub notes: Vec<String>,
    /// What would settle it.
    pub missing: Vec<MissingHere>,
    /// The exemption that lifted it, in its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_by: Option<String>,
    /// The rule that ended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
    /// The last day to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub respond_by: Option<String>,
    /// Its reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// The law that it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority: Option<String>,
    /// Its sources.
    pub cite: Vec<String>,
    /// How near it came.
    pub distance: Distance,
}

/// What became of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It holds.
    Applies,
    /// The record does not say.
    Undetermined,
    /// An exemption lifted it.
    Lifted,
    /// Another rule ended it.
    Superseded,
    /// It does not hold.
    Silent,
}

/// Words of a policy and what became of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Word {
    /// Where they stand.
    pub place: Place,
    /// In which part of a rule.
    pub part: Part,
    /// What became of them: of words that must not be so, that they are not is `held`.
    pub effect: Effect,
    /// Whether they must not be so: of an exception, or of a condition that is negated.
    pub negated: bool,
    /// What they ask, such as `product is cotton`.
    pub test: String,
    /// What became of them where no single fact says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// The facts that they met.
    pub facts: Vec<Met>,
}

/// A part of a rule, or of what bears on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// What is asked of the goods, or of one thing.
    Subject,
    /// What is asked of an input.
    Containing,
    /// That inputs are asked as well.
    Scope,
    /// A condition.
    When,
    /// An exception.
    Unless,
    /// The days.
    Window,
    /// An exemption.
    Exemption,
    /// The rule that ended this one.
    Supersession,
}

/// What became of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Effect {
    /// They are as the rule needs them.
    #[serde(rename = "met")]
    Held,
    /// They are not.
    #[serde(rename = "not met")]
    Failed,
    /// The record does not say.
    #[serde(rename = "open")]
    Open,
}

impl Effect {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Effect::Held => "met",
            Effect::Failed => "not met",
            Effect::Open => "open",
        }
    }
}

impl From<Truth> for Effect {
    fn from(truth: Truth) -> Effect {
        match truth {
            Truth::True => Effect::Held,
            Truth::False => Effect::Failed,
            Truth::Unknown => Effect::Open,
        }
    }
}

/// A fact that words met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Met {
    /// The field, with the path to it.
    pub at: String,
    /// What the record says; nothing where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// How it was compared.
    pub how: By,
    /// What this fact says of the test.
    #[serde(serialize_with = "truth_word")]
    pub truth: Truth,
    /// What it was found to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matched: Option<String>,
    /// How alike, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// What it is to the words: `lies in Xinjiang`, as the end of a sentence that the fact begins.
    pub says: String,
}

/// The days on which a rule holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Days {
    /// The first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// The last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// The date of the record that is compared.
    pub by: String,
    /// What that date is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Whether the rule holds on it.
    #[serde(serialize_with = "truth_word")]
    pub holds: Truth,
    /// All of it in one sentence.
    pub says: String,
}

/// A step on the way from the goods to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its path: `goods`, `inputs[0]`.
    pub at: String,
    /// What the record calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub called: Option<String>,
}

/// An entry of a list that a fact met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryMet {
    /// The list.
    pub list: String,
    /// The entry's official name.
    pub name: String,
    /// Its row in the file; the header is row 1.
    pub row: u64,
    /// The name of the entry that matched.
    pub matched: String,
    /// Its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// Its last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Whether it counts on the record's date.
    pub effect: Effect,
    /// Where it stands.
    pub place: Place,
}

/// A fact to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// The field, with the path to it.
    pub at: String,
    /// The rules that it would help to settle.
    pub decides: Vec<String>,
    /// Why what the record says there is not enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who is likely to know.
    pub whom: String,
}

fn outcome_word<S: Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(outcome.word())
}

fn verb_word<S: Serializer>(verb: &Verb, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(verb.word())
}

fn truth_word<S: Serializer>(truth: &Truth, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(truth.word())
}
