//! What a policy file says, as it stands: nothing is resolved, every part knows its characters.
//!
//! In: nothing. Out: the tree that `syntax` builds, `semantics` resolves and a formatter prints. Comments are not in it.

mod sentence;

use crate::source::Span;

pub use sentence::{
    Alternative, Amount, Clause, ClauseKind, Comparison, Condition, ConditionKind, Connective, Kind,
    NamedKind, Presence, Quantifier, Scope, Selector, Sentence, Subject, Test, Unit, Value, ValueKind,
    VerbPhrase,
};

/// A name, a word or a field as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The letters.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A quoted string, without its quotes and escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Where, quotes included.
    pub span: Span,
}

/// A date that may turn out not to be one (the 30th of February): it was reported where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateWord {
    /// The day, where there is such a day.
    pub date: Option<crate::model::Date>,
    /// Where.
    pub span: Span,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The statements in their order.
    pub statements: Vec<Statement>,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// From its first character to its last.
    pub span: Span,
}

/// The kinds of statement.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `policy "TITLE"` and the clauses that each rule of the file inherits.
    Policy(Header),
    /// `rule NAME:` and a sentence, or a sentence alone.
    Rule(Rule),
    /// `category NAME = …` or `product NAME = …`.
    Goods(GoodsDeclaration),
    /// `region NAME = "…"`.
    Region(RegionDeclaration),
    /// `country CN = "China"`.
    Country(CountryDeclaration),
    /// `entity NAME = "…"`.
    Entity(EntityDeclaration),
    /// `list NAME from "FILE"`.
    List(ListDeclaration),
    /// `field NAME: TYPE`.
    Field(FieldDeclaration),
    /// `assume …`.
    Assume(Assumption),
    /// `exempt SUBJECT from RULE`.
    Exempt(Exemption),
    /// `test "NAME"`.
    Test(TestCase),
    /// A statement too broken to be read. What it declares is known, so that its users are not blamed for it.
    Broken(Broken),
}

/// `policy "TITLE"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The title.
    pub title: Text,
    /// `authority`, `cite` and `tags`.
    pub clauses: Vec<Clause>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name; a bare sentence has none of its own.
    pub name: Option<Name>,
    /// What it says.
    pub sentence: Sentence,
}

/// `category NAME = …` or `product NAME = …`.
#[derive(Clone, Debug, PartialEq)]
pub struct GoodsDeclaration {
    /// Whether the word is `category`.
    pub is_category: bool,
    /// The name.
    pub name: Name,
    /// What the goods are made of.
    pub parts: Vec<GoodsPart>,
    /// `also`: spellings of the name.
    pub also: Vec<Text>,
    /// `described as`: words that betray the goods in a description.
    pub described: Vec<Text>,
    /// `edition`: the year of the nomenclature, with its place.
    pub edition: Option<(u16, Span)>,
}

/// One part of what goods are made of.
#[derive(Clone, Debug, PartialEq)]
pub enum GoodsPart {
    /// All lines from one code to another; both are the same where one was given.
    Codes(CodeRange),
    /// Goods declared elsewhere.
    Goods(Name),
    /// A spelling, for goods that no code names.
    Spelling(Text),
}

/// A code, or a range of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRange {
    /// The first, as written.
    pub from: Name,
    /// The last, as written.
    pub to: Option<Name>,
    /// Where.
    pub span: Span,
}

/// `within` or `in`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Container {
    /// A country, by code or by quoted name.
    Country(Name),
    /// A declared region.
    Region(Name),
}

/// `region NAME = "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionDeclaration {
    /// The name.
    pub name: Name,
    /// The official name first, then spellings.
    pub names: Vec<Text>,
    /// `code`: codes by which records may call it.
    pub codes: Vec<Text>,
    /// `postal`: postal codes, or their beginnings with a `*`.
    pub postal: Vec<Name>,
    /// `within`.
    pub within: Option<Container>,
}

/// `country CN = "China"`.
#[derive(Clone, Debug, PartialEq)]
pub struct CountryDeclaration {
    /// The code of two capitals.
    pub code: Name,
    /// The English name first, then spellings.
    pub names: Vec<Text>,
    /// `code`: further codes.
    pub codes: Vec<Text>,
}

/// `entity NAME = "…"`.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityDeclaration {
    /// The name.
    pub name: Name,
    /// The official name.
    pub official: Text,
    /// `also`: other spellings and scripts.
    pub also: Vec<Text>,
    /// `formerly`: names it had.
    pub formerly: Vec<Text>,
    /// `with subsidiaries`: companies that count as it.
    pub subsidiaries: Vec<Text>,
    /// `in`: where it is.
    pub located: Option<Container>,
    /// `mid`: Manufacturer Identification Codes.
    pub mid: Vec<Text>,
    /// `registration`: numbers in a register.
    pub registration: Vec<Text>,
    /// `not`: names decided not to be it.
    pub not: Vec<Text>,
}

/// `list NAME from "FILE"`.
#[derive(Clone, Debug, PartialEq)]
pub struct ListDeclaration {
    /// The name.
    pub name: Name,
    /// The file, relative to the policy that names it.
    pub file: Text,
    /// Which column holds what.
    pub columns: Vec<ListColumn>,
}

/// What a column of a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnKey {
    /// The official name.
    Name,
    /// Other spellings.
    Also,
    /// Former names.
    Formerly,
    /// The first day of the entry.
    Effective,
    /// The day on which the entry no longer holds.
    Until,
    /// Where the entity is.
    In,
    /// A remark, printed with a match.
    Note,
    /// Companies that count as the entity.
    Subsidiaries,
}

impl ColumnKey {
    /// The words of the language, which are also the header that is read where no clause names one.
    pub fn word(self) -> &'static str {
        match self {
            ColumnKey::Name => "name",
            ColumnKey::Also => "also",
            ColumnKey::Formerly => "formerly",
            ColumnKey::Effective => "effective",
            ColumnKey::Until => "until",
            ColumnKey::In => "in",
            ColumnKey::Note => "note",
            ColumnKey::Subsidiaries => "with subsidiaries",
        }
    }
}

/// `also column "Aliases" separated by ";"`.
#[derive(Clone, Debug, PartialEq)]
pub struct ListColumn {
    /// What it holds.
    pub key: ColumnKey,
    /// Its header.
    pub header: Text,
    /// What stands between several values of a cell.
    pub separator: Option<Text>,
    /// The clause.
    pub span: Span,
}

/// `field NAME: TYPE`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldDeclaration {
    /// The name.
    pub name: Name,
    /// The type, as written.
    pub kind: Name,
    /// `on inputs`.
    pub on_inputs: bool,
}

/// `assume …`.
#[derive(Clone, Debug, PartialEq)]
pub enum Assumption {
    /// `assume names alike at least N% are unknown`.
    Alike(Amount),
    /// `assume FIELD is VALUE when missing`.
    Fact {
        /// The field.
        field: Name,
        /// `of inputs`.
        of_inputs: bool,
        /// The value; `none` where there is none.
        value: Option<Value>,
    },
}

/// `exempt SUBJECT from RULE`.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemption {
    /// What it describes.
    pub subject: Subject,
    /// The rules from which it takes things out.
    pub rules: Vec<Name>,
    /// When it does.
    pub clauses: Vec<Clause>,
}

/// `test "NAME"`.
#[derive(Clone, Debug, PartialEq)]
pub struct TestCase {
    /// The name.
    pub name: Text,
    /// The facts.
    pub given: Option<Facts>,
    /// What is expected.
    pub expect: Vec<Expectation>,
}

/// The facts of a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Its own.
    pub facts: Vec<StatedFact>,
    /// `containing`: one for each input.
    pub inputs: Vec<Facts>,
    /// Where.
    pub span: Span,
}

/// One stated fact.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedFact {
    /// The field.
    pub field: Name,
    /// The value; `none` where there is none.
    pub value: Option<Value>,
    /// Where.
    pub span: Span,
}

/// What a test expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What.
    pub kind: ExpectationKind,
    /// Where.
    pub span: Span,
}

/// The two forms of an expectation.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectationKind {
    /// `expect OUTCOME [by RULE, …]`.
    Outcome(crate::model::Outcome, Vec<Name>),
    /// `expect RULE STATUS`.
    Status(Name, ExpectedStatus),
}

/// What a test may expect of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedStatus {
    /// It holds.
    Applies,
    /// The facts do not say.
    Undetermined,
    /// An exemption lifted it.
    Lifted,
    /// Another rule has replaced it.
    Superseded,
    /// It says nothing.
    Silent,
}

impl ExpectedStatus {
    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            ExpectedStatus::Applies => "applies",
            ExpectedStatus::Undetermined => "undetermined",
            ExpectedStatus::Lifted => "lifted",
            ExpectedStatus::Superseded => "superseded",
            ExpectedStatus::Silent => "silent",
        }
    }
}

/// A statement too broken to be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The word with which it begins, where that is one of the language.
    pub word: Option<String>,
    /// The name that it would have declared.
    pub name: Option<Name>,
}
