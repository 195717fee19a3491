//! Policies and records made by chance, for properties that hold of every one of them.
//!
//! Out: [`policy_text`], a policy that compiles and uses anything that the language has; [`program`], the same as statements that can
//! be moved; [`related_program`], one whose rules have to do with each other; [`record`], a record of any kind; [`coherent_record`], one whose facts do not contradict each other. A policy of
//! this module declares all that it names, so it is compiled without the standard vocabulary, in a fraction of the time.
//! What is not here: properties.

mod conditions;
mod declarations;
mod layout;
mod records;
mod related;
mod rules;

use proptest::prelude::*;
use withhold::model::Shipment;
use withhold::records::shipment_from_json;
use withhold::{Policy, Sources};

pub(crate) use records::{coherent_record, partial, record};
pub(crate) use related::related_program;

/// The list that policies of this module read, by name.
const LIST: (&str, &str) = (
    "banned.csv",
    "name,also,effective,until,note\n\
     \"Basin Metals Co., Ltd.\",\"Basin Aluminum; 盆地金属有限公司\",2021-06-01,,\n\
     \"Oasis Textile Co., Ltd.\",,2020-03-01,2022-01-01,taken off\n\
     \"Oasis Textile Co., Ltd.\",,2023-01-01,,put on again\n",
);

/// What a generated policy may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Everything.
    Whole,
    /// All but `is missing`, `is known` and `assume`, which speak of what a record does not say, and exemptions of anything at all.
    Plain,
}

/// A generated policy: one file's header, and statements whose order and place mean nothing.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    /// The header of the file, or nothing.
    pub(crate) header: String,
    /// Declarations, rules, exemptions, assumptions and tests.
    pub(crate) statements: Vec<String>,
}

impl Program {
    /// The program as one file.
    pub(crate) fn text(&self) -> String {
        let mut text = self.header.clone();
        for statement in &self.statements {
            text.push_str(statement);
        }
        text
    }
}

/// A policy that compiles, in any layout, with comments.
pub(crate) fn policy_text() -> impl Strategy<Value = String> {
    program(Language::Whole).prop_map(|program| program.text())
}

/// A policy that compiles, as statements.
pub(crate) fn program(language: Language) -> impl Strategy<Value = Program> {
    let rules = (1usize..6).prop_flat_map(move |count| rules::rules(language, count));
    (declarations::header(), declarations::declarations(language), rules).prop_flat_map(
        |(header, declarations, rules)| {
            let statements = [declarations, rules].concat();
            let laid: Vec<_> = statements.into_iter().map(layout::laid_out).collect();
            (layout::laid_out(header), laid.prop_shuffle_statements())
                .prop_map(|(header, statements)| Program { header, statements })
        },
    )
}

/// Statements in any order.
trait Shuffled {
    fn prop_shuffle_statements(self) -> BoxedStrategy<Vec<String>>;
}

impl Shuffled for Vec<BoxedStrategy<String>> {
    fn prop_shuffle_statements(self) -> BoxedStrategy<Vec<String>> {
        self.prop_shuffle().boxed()
    }
}

/// The sources of files of generated policies, each with a name.
pub(crate) fn sources(files: &[(String, String)]) -> Sources {
    let add = |sources: Sources, (name, text): &(String, String)| sources.with_file(name, text, &[LIST]);
    files.iter().fold(Sources::default().without_vocabulary(), add)
}

/// Compiles files of generated policies, each with a name.
pub(crate) fn compile(files: &[(String, String)]) -> Policy {
    sources(files).compile().policy().unwrap_or_else(|compilation| {
        let said = compilation
            .problems
            .iter()
            .map(|problem| format!("{}: {}", problem.code.name(), problem.message));
        let said: Vec<String> = said.chain(files.iter().map(|(_, text)| text.clone())).collect();
        panic!("a generated policy does not compile:\n{}", said.join("\n"))
    })
}

/// Compiles a generated policy.
pub(crate) fn compile_text(text: &str) -> Policy {
    compile(&[("generated.policy".to_owned(), text.to_owned())])
}

/// A generated record as a policy reads it.
pub(crate) fn shipment(policy: &Policy, record: &serde_json::Value) -> Shipment {
    shipment_from_json(&record.to_string(), policy.schema())
        .unwrap_or_else(|error| panic!("{record} is no record: {error}"))
}

/// One of some texts.
fn one_of(options: &'static [&'static str]) -> BoxedStrategy<String> {
    proptest::sample::select(options).prop_map(str::to_owned).boxed()
}

/// Nothing, more often than not, or something.
fn perhaps(something: BoxedStrategy<String>) -> BoxedStrategy<String> {
    prop_oneof![2 => Just(String::new()), 1 => something].boxed()
}

/// Some of some texts, none twice, in any order.
fn some_of(options: &'static [&'static str], count: std::ops::Range<usize>) -> BoxedStrategy<Vec<String>> {
    let chosen = proptest::sample::subsequence(options, count).prop_shuffle();
    chosen.prop_map(|chosen| chosen.into_iter().map(str::to_owned).collect()).boxed()
}

/// Values as a rule lists them, none twice: `A, B or C`.
fn values(options: &'static [&'static str]) -> BoxedStrategy<String> {
    let most = options.len().min(3);
    (some_of(options, 1..most + 1), any::<bool>())
        .prop_map(|(chosen, or)| {
            let last = chosen.last().cloned().unwrap_or_default();
            let first = chosen[..chosen.len() - 1].join(", ");
            match (first.is_empty(), or) {
                (true, _) => last,
                (false, true) => format!("{first} or {last}"),
                (false, false) => format!("{first}, {last}"),
            }
        })
        .boxed()
}
