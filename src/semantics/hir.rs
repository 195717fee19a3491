//! Typed rules: every name is resolved, every value has the type of its field, every window is two days.
//!
//! In: nothing. Out: the types that evaluation walks and that compilation reads. A program that holds an error is never
//! built, so what stands here can be asked without further checks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Currency, Date, Decimal, Fact, FieldId, HtsRange, Outcome, Schema, Shipment, Verb};
use crate::source::Span;
use crate::syntax::ast::ExpectedStatus;
use crate::vocabulary::countries::{Countries, CountryId};
use crate::vocabulary::goods::{GoodsId, GoodsTable};
use crate::vocabulary::names::Similarity;
use crate::vocabulary::parties::Party;
use crate::vocabulary::places::{PlaceId, Places};
use crate::vocabulary::text::Phrase;

/// A whole program.
#[derive(Clone, Debug, Default)]
pub struct TypedProgram {
    /// The fields of its records.
    pub schema: Schema,
    /// Countries.
    pub countries: Countries,
    /// Regions.
    pub places: Places,
    /// Goods.
    pub goods: GoodsTable,
    /// Entities, rows of lists and quoted names.
    pub parties: Vec<PartyEntry>,
    /// Lists.
    pub lists: Vec<List>,
    /// Rules, in the order of their names.
    pub rules: Vec<Rule>,
    /// Exemptions.
    pub exemptions: Vec<Exemption>,
    /// What is assumed of missing facts.
    pub assumptions: Assumptions,
    /// How alike names are that are nearly equal.
    pub alike: Similarity,
    /// Test statements, in source order.
    pub tests: Vec<TestCase>,
    /// What its own policies declare beside rules, in the order of their names.
    pub declarations: Vec<Declaration>,
}

/// A name that a policy declares, the vocabulary's names aside.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What it stands for.
    pub what: Declared,
    /// The name.
    pub name: String,
    /// Where it is declared.
    pub span: Span,
    /// Whether something names it.
    pub is_used: bool,
}

/// What a declared name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// An entity.
    Entity(PartyId),
    /// A list.
    List(ListId),
    /// Goods; and whether they were declared with `category`.
    Goods(GoodsId, bool),
    /// A region.
    Region(PlaceId),
    /// A field of records.
    Field,
}

/// A party with what is known of it beside its names.
#[derive(Clone, Debug)]
pub struct PartyEntry {
    /// Its names.
    pub party: Party,
    /// The row of a list that it stands in.
    pub row: Option<ListRow>,
    /// What stands beside a similarity as evidence: where it is, its numbers in registers, a note.
    pub beside: Vec<(&'static str, String)>,
    /// Where it is declared.
    pub span: Span,
}

/// A row of a list.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// The row of the file, its header being row 1.
    pub number: u64,
    /// The first day on which the entry holds.
    pub from: Option<Date>,
    /// The first day on which it no longer does.
    pub until: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// An index into [`TypedProgram::parties`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub u32);

/// An index into [`TypedProgram::lists`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListId(pub u32);

/// An index into [`TypedProgram::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub u32);

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    /// Its name.
    pub name: String,
    /// Its entries, in the order of their rows.
    pub entries: Vec<PartyId>,
    /// Those that have a name of these words, as names are compared.
    pub by_core: BTreeMap<String, Vec<PartyId>>,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// Where its name stands; its verb, where its name is made of its words.
    pub name_span: Span,
    /// Whether it has a name of its own.
    pub is_named: bool,
    /// What it does.
    pub verb: Verb,
    /// Of what it is asked.
    pub sentence: Sentence,
    /// When it holds.
    pub window: Window,
    /// The rule that ended this one, and the first day on which it had.
    pub superseded: Option<(Date, RuleId)>,
    /// The rules that it ends, and where it says so.
    pub supersedes: Vec<(RuleId, Span)>,
    /// Exemptions that may take things out, by index.
    pub exemptions: Vec<usize>,
    /// What it says beside.
    pub notes: Notes,
    /// Where its sentence stands.
    pub span: Span,
}

/// What a finding repeats of its rule. Texts are shared, since those of a header are repeated by each rule of its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The reason.
    pub because: Option<Arc<str>>,
    /// The law.
    pub authority: Option<Arc<str>>,
    /// The sources.
    pub cite: Vec<Arc<str>>,
    /// Words to find it by.
    pub tags: Vec<Arc<str>>,
    /// How long an importer has to answer.
    pub respond: Option<Respond>,
}

/// Texts as a decision repeats them.
pub fn owned(texts: &[Arc<str>]) -> Vec<String> {
    texts.iter().map(|text| text.to_string()).collect()
}

/// A time to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Respond {
    /// How many.
    pub number: u32,
    /// Months, or days.
    pub months: bool,
}

/// What a rule asks, its window aside.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// What is asked of the goods, or with [`Scope::InWholeOrInPart`] of one thing.
    pub subject: Condition,
    /// Of what the subject is asked.
    pub scope: Scope,
    /// `when`, and that documents are not there: of the goods.
    pub when: Vec<Condition>,
    /// `unless`, of the goods.
    pub unless: Option<Condition>,
}

/// Of what a subject is asked.
#[derive(Clone, Debug)]
pub enum Scope {
    /// The goods themselves.
    Directly,
    /// The goods themselves or any one input.
    InWholeOrInPart,
    /// The goods; and this of one input.
    Containing(Condition),
}

/// The days on which something holds, compared with a date of the shipment.
#[derive(Clone, Debug)]
pub struct Window {
    /// Which date.
    pub field: FieldId,
    /// The first day.
    pub from: Option<Date>,
    /// The first day on which it no longer holds.
    pub until: Option<Date>,
    /// Where its first day stands.
    pub from_span: Option<Span>,
    /// Where its last day stands.
    pub until_span: Option<Span>,
}

/// An exemption.
#[derive(Clone, Debug)]
pub struct Exemption {
    /// Its words, as a finding prints them.
    pub words: String,
    /// The rules out of which it takes, and where it names them.
    pub rules: Vec<(RuleId, Span)>,
    /// What it takes out.
    pub subject: Condition,
    /// `when`, of the goods.
    pub when: Option<Condition>,
    /// `unless`, of the goods.
    pub unless: Option<Condition>,
    /// When it holds.
    pub window: Window,
    /// Whether it rests on facts of the shipment alone, and so takes out inputs that are not known as well.
    pub of_shipment: bool,
    /// What it says beside.
    pub notes: Notes,
    /// Where it stands.
    pub span: Span,
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Condition {
    /// What it asks.
    pub kind: ConditionKind,
    /// Where it stands.
    pub span: Span,
}

/// Tests and how they are joined.
#[derive(Clone, Debug)]
pub enum ConditionKind {
    /// All hold; true of none.
    All(Vec<Condition>),
    /// Some holds; false of none.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// At least one input, at any tier, of which it holds.
    AnyInput(Box<Condition>),
    /// Every input, at every tier.
    EveryInput(Box<Condition>),
    /// The share of inputs of which it holds.
    Share(Box<Condition>, Bounds<Decimal>, String),
    /// One test.
    Test(Test),
}

/// One test of one thing.
#[derive(Clone, Debug)]
pub struct Test {
    /// In words, such as `product is cotton`.
    pub words: String,
    /// What it asks.
    pub kind: TestKind,
}

/// What is looked at for a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The party of this field.
    Field(FieldId),
    /// Any party that the thing names.
    AnyParty,
}

/// What a party is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartySet {
    /// One party.
    One(PartyId),
    /// The entries of a list, each on its own days.
    List(ListId),
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// A fact of a field.
    Field(FieldId),
    /// Any party.
    AnyParty,
    /// The inputs.
    Inputs,
}

/// The kinds of test.
#[derive(Clone, Debug)]
pub enum TestKind {
    /// The field is this country.
    Country(FieldId, CountryId),
    /// The field lies within this region.
    Region(FieldId, PlaceId),
    /// The field is these goods.
    Goods(FieldId, GoodsId),
    /// The code lies under these.
    Hts(HtsRange),
    /// The party is one of these.
    Party(Who, PartySet),
    /// The party resembles one of these.
    Resembles(Who, PartySet, Similarity),
    /// The number lies within bounds.
    Number(FieldId, Bounds<Decimal>),
    /// The amount lies within bounds, in this currency.
    Money(FieldId, Bounds<Decimal>, Currency),
    /// The quantity lies within bounds, in this unit if one is named.
    Quantity(FieldId, Bounds<Decimal>, Option<String>),
    /// The date lies within bounds.
    Date(FieldId, Bounds<Date>),
    /// The text is this one (folded).
    Text(FieldId, String),
    /// The field is yes, or no.
    YesNo(FieldId, bool),
    /// The text mentions this.
    Mentions(FieldId, Phrase),
    /// This document is there (folded).
    Document(String),
    /// No document is there.
    NoDocuments,
    /// The record does not say.
    Missing(Presence),
    /// The record says.
    Known(Presence),
}

/// One end of a range: the value, and whether it belongs to the range.
pub type Bound<T> = Option<(T, bool)>;

/// A range of values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds<T> {
    /// The lower end.
    pub low: Bound<T>,
    /// The upper end.
    pub high: Bound<T>,
}

impl<T: PartialOrd> Bounds<T> {
    /// Whether a value lies within.
    pub fn contains(&self, value: &T) -> bool {
        self.low.as_ref().is_none_or(|(low, included)| value > low || *included && value == low)
            && self.high.as_ref().is_none_or(|(high, included)| value < high || *included && value == high)
    }

    /// Whether no value of the range from `first` to `last` lies within.
    pub fn is_apart(&self, first: &T, last: &T) -> bool {
        self.low.as_ref().is_some_and(|(low, included)| last < low || !included && last == low)
            || self.high.as_ref().is_some_and(|(high, included)| first > high || !included && first == high)
    }
}

/// What is assumed of missing facts.
#[derive(Clone, Debug, Default)]
pub struct Assumptions {
    /// Of the goods: the field and its fact.
    pub goods: Vec<(FieldId, Fact)>,
    /// Of inputs at every tier.
    pub inputs: Vec<(FieldId, Fact)>,
    /// That the goods have no inputs where the record does not say.
    pub goods_have_no_inputs: bool,
    /// That inputs have no inputs where the record does not say.
    pub inputs_have_no_inputs: bool,
}

impl Assumptions {
    /// Whether nothing is assumed.
    pub fn is_empty(&self) -> bool {
        self.goods.is_empty()
            && self.inputs.is_empty()
            && !self.goods_have_no_inputs
            && !self.inputs_have_no_inputs
    }
}

/// A test statement.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// Its name.
    pub name: String,
    /// The record that it states.
    pub shipment: Shipment,
    /// What it expects.
    pub expect: Vec<Expectation>,
    /// Where its name stands.
    pub span: Span,
}

/// What a test expects.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// What.
    pub kind: ExpectationKind,
    /// Where.
    pub span: Span,
}

/// The two forms of an expectation.
#[derive(Clone, Debug)]
pub enum ExpectationKind {
    /// This outcome; and, where rules are named, from exactly these.
    Outcome(Outcome, Option<BTreeSet<String>>),
    /// This status of one rule.
    Status(String, ExpectedStatus),
}

impl Rule {
    /// What it asks: its subject, what it asks of an input, `when` and `unless`.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let Sentence { subject, scope, when, unless } = &self.sentence;
        let inner = match scope {
            Scope::Containing(inner) => Some(inner),
            Scope::Directly | Scope::InWholeOrInPart => None,
        };
        [subject].into_iter().chain(inner).chain(when).chain(unless)
    }
}

impl Exemption {
    /// What it asks: its subject, `when` and `unless`.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        [&self.subject].into_iter().chain(&self.when).chain(&self.unless)
    }
}

impl TypedProgram {
    /// Every condition of rules and exemptions.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let of_rules = self.rules.iter().flat_map(Rule::conditions);
        of_rules.chain(self.exemptions.iter().flat_map(Exemption::conditions))
    }

    /// A rule.
    pub fn rule(&self, id: RuleId) -> &Rule {
        #[expect(clippy::indexing_slicing, reason = "ids are made of the indexes of this very table")]
        &self.rules[id.0 as usize]
    }

    /// A party.
    pub fn party(&self, id: PartyId) -> &PartyEntry {
        #[expect(clippy::indexing_slicing, reason = "ids are made of the indexes of this very table")]
        &self.parties[id.0 as usize]
    }

    /// A list.
    pub fn list(&self, id: ListId) -> &List {
        #[expect(clippy::indexing_slicing, reason = "ids are made of the indexes of this very table")]
        &self.lists[id.0 as usize]
    }

    /// The parties of a set.
    pub fn parties_of(&self, set: PartySet) -> Vec<PartyId> {
        match set {
            PartySet::One(party) => vec![party],
            PartySet::List(list) => self.list(list).entries.clone(),
        }
    }

    /// The rule of a name, in any case.
    pub fn find_rule(&self, name: &str) -> Option<RuleId> {
        let wanted = name.to_lowercase();
        let mut ids = (0u32..).map(RuleId).zip(&self.rules);
        ids.find(|(_, rule)| rule.name.to_lowercase() == wanted).map(|(id, _)| id)
    }
}
