//! Sentences and conditions, the part of the tree that rules, exemptions and tests share.

use super::{CodeRange, DateWord, Name, Text};
use crate::model::Verb;
use crate::source::Span;

/// `block category apparel from producer X in whole or in part …`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// What is done.
    pub verb: VerbPhrase,
    /// To what.
    pub subject: Subject,
    /// Asked of what; `None` where nothing is said, which means the goods themselves.
    pub scope: Option<(Scope, Span)>,
    /// When, since when, why.
    pub clauses: Vec<Clause>,
    /// From the verb to the last clause.
    pub span: Span,
}

/// The verb with its documents.
#[derive(Clone, Debug, PartialEq)]
pub struct VerbPhrase {
    /// The verb.
    pub verb: Verb,
    /// Of `require document "…" for`.
    pub documents: Vec<Text>,
    /// Where.
    pub span: Span,
}

/// What a sentence speaks of: one thing of which all selectors hold and no exception does.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// What it is.
    pub selectors: Vec<Selector>,
    /// Each `except`: selectors that hold together.
    pub excepts: Vec<Vec<Selector>>,
    /// Where.
    pub span: Span,
}

/// Alternatives joined by `or`.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    /// At least one.
    pub alternatives: Vec<Alternative>,
    /// Where.
    pub span: Span,
}

/// `from producer X, Y or Z`.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Of what kind.
    pub kind: NamedKind,
    /// At least one.
    pub values: Vec<Value>,
    /// Where, the preposition included.
    pub span: Span,
}

/// A kind with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedKind {
    /// Which.
    pub kind: Kind,
    /// Where.
    pub span: Span,
}

impl NamedKind {
    /// Whether it is nowhere in the text, and only stands in for a kind that is missing there.
    pub fn is_stand_in(&self) -> bool {
        self.kind == Kind::Party && self.span.start == self.span.end
    }
}

/// What a selector looks at; each is a field of the record, `party` any field that names one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is the field of that name")]
pub enum Kind {
    Category,
    Product,
    Hts,
    Country,
    Region,
    Party,
    Producer,
    Seller,
    Shipper,
    Exporter,
    Importer,
    Consignee,
    Vessel,
    Carrier,
}

impl Kind {
    /// All kinds, as they stand in the reference.
    pub const ALL: [Kind; 14] = [
        Kind::Category,
        Kind::Product,
        Kind::Hts,
        Kind::Country,
        Kind::Region,
        Kind::Party,
        Kind::Producer,
        Kind::Seller,
        Kind::Shipper,
        Kind::Exporter,
        Kind::Importer,
        Kind::Consignee,
        Kind::Vessel,
        Kind::Carrier,
    ];

    /// The word of the language, which is also the field's name.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Category => "category",
            Kind::Product => "product",
            Kind::Hts => "hts",
            Kind::Country => "country",
            Kind::Region => "region",
            Kind::Party => "party",
            Kind::Producer => "producer",
            Kind::Seller => "seller",
            Kind::Shipper => "shipper",
            Kind::Exporter => "exporter",
            Kind::Importer => "importer",
            Kind::Consignee => "consignee",
            Kind::Vessel => "vessel",
            Kind::Carrier => "carrier",
        }
    }
}

/// Of what a subject is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    /// The goods themselves.
    Directly,
    /// The goods themselves, or any one input (19 U.S.C. 1307).
    InWholeOrInPart,
    /// One input, at any tier, of which this subject holds.
    Containing(Subject),
}

/// One clause.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// Which.
    pub kind: ClauseKind,
    /// The words that begin it.
    pub word: Span,
    /// All of it.
    pub span: Span,
}

/// The clauses of rules, exemptions and headers.
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    /// Only if.
    When(Condition),
    /// Only if not.
    Unless(Condition),
    /// The first day.
    Effective(DateWord),
    /// The first day on which it no longer holds.
    Until(DateWord),
    /// The last day.
    Through(DateWord),
    /// The date field with which the window is compared.
    DatesBy(Name),
    /// The reason.
    Because(Text),
    /// The law.
    Authority(Text),
    /// The source.
    Cite(Text),
    /// The rules that end where this one begins.
    Supersedes(Vec<Name>),
    /// Words to find it by.
    Tags(Vec<Name>),
    /// How long an importer has to answer.
    Respond {
        /// How many.
        number: u32,
        /// Months, or days.
        months: bool,
    },
}

impl ClauseKind {
    /// The words that begin the clause.
    pub fn word(&self) -> &'static str {
        match self {
            ClauseKind::When(_) => "when",
            ClauseKind::Unless(_) => "unless",
            ClauseKind::Effective(_) => "effective",
            ClauseKind::Until(_) => "until",
            ClauseKind::Through(_) => "through",
            ClauseKind::DatesBy(_) => "dates by",
            ClauseKind::Because(_) => "because",
            ClauseKind::Authority(_) => "authority",
            ClauseKind::Cite(_) => "cite",
            ClauseKind::Supersedes(_) => "supersedes",
            ClauseKind::Tags(_) => "tags",
            ClauseKind::Respond { .. } => "respond within",
        }
    }
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// What it says.
    pub kind: ConditionKind,
    /// Where.
    pub span: Span,
}

/// Tests and how they are joined.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionKind {
    /// `a and b and c`, or `a or b or c`.
    Joined(Connective, Vec<Condition>),
    /// `not a`.
    Not(Box<Condition>),
    /// `(a)`.
    Parenthesised(Box<Condition>),
    /// A test.
    Test(Test),
}

/// `and` or `or`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connective {
    /// All hold.
    And,
    /// Some holds.
    Or,
}

/// One test.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `FIELD is missing`, `FIELD is known`.
    Presence(Name, Presence),
    /// `FIELD is A, B or C`, `FIELD is not A, B or C`.
    Is {
        /// The field.
        field: Name,
        /// Whether `not` stands there.
        negated: bool,
        /// At least one.
        values: Vec<Value>,
    },
    /// `FIELD resembles NAME at least N%`.
    Resembles {
        /// The field.
        field: Name,
        /// At least one.
        values: Vec<Value>,
        /// The threshold.
        at_least: Option<Amount>,
    },
    /// `FIELD mentions "…"`.
    Mentions(Name, Vec<Text>),
    /// `FIELD over 5`, `FIELD before 2020-03-16`.
    Compares(Name, Comparison),
    /// `share of inputs (…) at least 10%`.
    Share(Box<Condition>, Comparison),
    /// `any input (…)`.
    Inputs(Quantifier, Box<Condition>),
    /// `has document "…", "…"`: all of them are there; with an `or`, one of them.
    HasDocument {
        /// Their names.
        documents: Vec<Text>,
        /// Whether an `or` stands between them.
        is_either: bool,
    },
    /// `has no documents`.
    HasNoDocuments,
}

/// Whether a fact is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is not.
    Missing,
    /// It is.
    Known,
}

/// How many inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// None.
    No,
    /// All.
    Every,
}

/// A comparison with one value, or with two.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The words, such as `at least` or `on or before`.
    pub word: &'static str,
    /// Where they stand.
    pub span: Span,
    /// One value, or the two ends of `between`.
    pub values: Vec<Value>,
}

/// What a test compares with.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Which.
    pub kind: ValueKind,
    /// Where.
    pub span: Span,
}

/// The kinds of value.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    /// A declared name, or a country's code.
    Name(String),
    /// A quoted string.
    Text(String),
    /// A plain number, a code, or a range of codes: which, the field decides.
    Code(CodeRange),
    /// Digits with letters in them, as written.
    BadCode(String),
    /// A number with its unit.
    Amount(Amount),
    /// A date.
    Date(DateWord),
    /// `yes` or `no`.
    YesNo(bool),
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number as written.
    pub number: Name,
    /// `%`, or a word.
    pub unit: Unit,
    /// Where.
    pub span: Span,
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `%`.
    Percent,
    /// A currency, or a unit of quantity.
    Word(Name),
}
