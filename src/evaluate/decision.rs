//! What was decided of one record, as it is written out: the types mirror the published `schema/decision.schema.json`.
//!
//! What is written is stable within a version of the schema, the last part of its `$id`: no key is taken away, renamed or
//! given another meaning or unit, and no key that is always there becomes optional. An optional key and a word of [`By`] may be
//! added; any other change makes a new version.

use serde::{Deserialize, Serialize};

use crate::model::{Outcome, Truth, Verb};

/// The decision on one record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// The record.
    pub id: String,
    /// What becomes of it: the worst of the findings.
    #[serde(with = "words::outcome")]
    pub outcome: Outcome,
    /// Every rule that has something to say, the worst first, then by name.
    pub findings: Vec<Finding>,
    /// The smallest set of missing facts that would settle what is open, whatever their values.
    pub missing: Vec<MissingFact>,
    /// What was assumed, where that decided a rule.
    pub assumed: Vec<Assumed>,
    /// A fault of the evaluator itself; the record is then held.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fault: Option<String>,
}

/// What one rule says of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// Its verb.
    #[serde(with = "words::verb")]
    pub verb: Verb,
    /// Whether it holds.
    #[serde(with = "words::status")]
    pub status: Status,
    /// The worst outcome that an open finding may yet become.
    #[serde(skip_serializing_if = "Option::is_none", default, with = "words::maybe_outcome")]
    pub could_be: Option<Outcome>,
    /// The rule's reason.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub because: Option<String>,
    /// The rule's sources.
    pub cite: Vec<String>,
    /// The law that the rule rests on.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub authority: Option<String>,
    /// The rule's tags.
    pub tags: Vec<String>,
    /// The last day to answer, as `2020-09-03`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub respond_by: Option<String>,
    /// The exemption that lifted it, in its words.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub lifted_by: Option<String>,
    /// The rule that ended it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub superseded_by: Option<String>,
    /// The entry of a list that matched.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub entry: Option<Entry>,
    /// The facts that the rule's words met.
    pub evidence: Vec<Evidence>,
    /// The facts that would settle it.
    pub missing: Vec<MissingHere>,
}

impl Finding {
    /// What the finding makes of the record; of those of a record, the worst wins.
    pub fn outcome(&self) -> Outcome {
        match self.status {
            Status::Applies => self.verb.when_true(),
            Status::Undetermined => self.verb.when_unknown(),
            Status::Lifted | Status::Superseded => Outcome::Release,
        }
    }
}

/// Whether a rule holds of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It holds.
    Applies,
    /// The record does not say.
    Undetermined,
    /// It would hold, and an exemption takes out what it holds of.
    Lifted,
    /// It would hold, and another rule has ended it.
    Superseded,
}

impl Status {
    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Status::Applies => "applies",
            Status::Undetermined => "undetermined",
            Status::Lifted => "lifted",
            Status::Superseded => "superseded",
        }
    }
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The list.
    pub list: String,
    /// The entry's official name.
    pub name: String,
    /// Its row in the file; the header is row 1.
    pub row: u64,
}

/// One fact and what a test made of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The field, with the path to it: `inputs[0].region`.
    pub at: String,
    /// The fact: numbers, dates and codes in one form, text as it came.
    pub value: String,
    /// The test, in the rule's words.
    pub test: String,
    /// What this fact says of the test.
    #[serde(with = "words::truth")]
    pub truth: Truth,
    /// How it was compared.
    pub by: By,
    /// What it was found to be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub matched: Option<String>,
    /// How alike, in percent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub score: Option<f64>,
}

/// How a fact was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// As it stands.
    Value,
    /// By an official name.
    #[serde(rename = "exact name")]
    ExactName,
    /// By another spelling.
    Alias,
    /// By a name it had.
    #[serde(rename = "former name")]
    FormerName,
    /// By a company that counts as it.
    Subsidiary,
    /// By a code.
    Code,
    /// By the beginning of a code.
    #[serde(rename = "code prefix")]
    CodePrefix,
    /// By a place.
    Place,
    /// By a place within it.
    #[serde(rename = "place within")]
    PlaceWithin,
    /// By a postal code.
    #[serde(rename = "postal code")]
    PostalCode,
    /// By a place in an address.
    Address,
    /// By a word in a description.
    Description,
    /// By a Manufacturer Identification Code.
    #[serde(rename = "manufacturer code")]
    ManufacturerCode,
    /// By likeness of names.
    Similarity,
    /// By a date.
    Date,
    /// By an amount.
    Amount,
    /// By a document.
    Document,
    /// By what is assumed.
    Assumption,
    /// By what the record does not say.
    Missing,
}

impl By {
    /// The words that are printed.
    pub fn words(self) -> &'static str {
        match self {
            By::Value => "value",
            By::ExactName => "exact name",
            By::Alias => "alias",
            By::FormerName => "former name",
            By::Subsidiary => "subsidiary",
            By::Code => "code",
            By::CodePrefix => "code prefix",
            By::Place => "place",
            By::PlaceWithin => "place within",
            By::PostalCode => "postal code",
            By::Address => "address",
            By::Description => "description",
            By::ManufacturerCode => "manufacturer code",
            By::Similarity => "similarity",
            By::Date => "date",
            By::Amount => "amount",
            By::Document => "document",
            By::Assumption => "assumption",
            By::Missing => "missing",
        }
    }
}

/// A fact that would help to settle a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MissingHere {
    /// The field, with the path to it.
    pub at: String,
    /// Why what the record says there is not enough.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// A fact that would help to settle findings of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingFact {
    /// The field, with the path to it.
    pub at: String,
    /// The rules that it would help to settle, by name.
    pub decides: Vec<String>,
    /// Why what the record says there is not enough.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<String>,
}

/// A fact that was assumed where the record does not say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumed {
    /// The field, with the path to it.
    pub at: String,
    /// What was assumed.
    pub value: String,
    /// The rules that it decided, by name.
    pub rules: Vec<String>,
}

/// Enumerations as their words.
mod words {
    macro_rules! as_words {
        ($name:ident, $type:ty, $all:expr) => {
            pub(super) mod $name {
                use serde::{Deserialize, Deserializer, Serializer};

                pub(in crate::evaluate::decision) fn serialize<S: Serializer>(
                    value: &$type,
                    serializer: S,
                ) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(value.word())
                }

                pub(in crate::evaluate::decision) fn deserialize<'de, D: Deserializer<'de>>(
                    deserializer: D,
                ) -> Result<$type, D::Error> {
                    let word = String::deserialize(deserializer)?;
                    let found = $all.into_iter().find(|known| known.word() == word);
                    found.ok_or_else(|| serde::de::Error::custom(format!("`{word}` is not known here")))
                }
            }
        };
    }

    as_words!(outcome, crate::model::Outcome, crate::model::Outcome::ALL);
    as_words!(
        verb,
        crate::model::Verb,
        [
            crate::model::Verb::Flag,
            crate::model::Verb::Require,
            crate::model::Verb::Hold,
            crate::model::Verb::Block
        ]
    );
    as_words!(
        truth,
        crate::model::Truth,
        [crate::model::Truth::True, crate::model::Truth::False, crate::model::Truth::Unknown]
    );
    as_words!(
        status,
        crate::evaluate::Status,
        [
            crate::evaluate::Status::Applies,
            crate::evaluate::Status::Undetermined,
            crate::evaluate::Status::Lifted,
            crate::evaluate::Status::Superseded
        ]
    );

    pub(super) mod maybe_outcome {
        use serde::{Deserializer, Serializer};

        use crate::model::Outcome;

        #[expect(clippy::ref_option, reason = "the signature that serde calls")]
        pub(in crate::evaluate::decision) fn serialize<S: Serializer>(
            value: &Option<Outcome>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match value {
                Some(outcome) => serializer.serialize_some(outcome.word()),
                None => serializer.serialize_none(),
            }
        }

        pub(in crate::evaluate::decision) fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<Outcome>, D::Error> {
            super::outcome::deserialize(deserializer).map(Some)
        }
    }
}
