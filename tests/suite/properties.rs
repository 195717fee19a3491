//! What is so of every policy and every record, tried on policies and records made by chance.
//!
//! In: `generate`. Out: nothing, or a policy and a record of which it is not so; a case of `tests/cases/evaluate/` then keeps it.
//! What is not here: which facts settle a finding (`properties_settle`), and texts that are no policies or records
//! (`properties_hostile`).

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use withhold::Policy;
use withhold::evaluate::oracle::{self, Judgement, Kind, OfThing, Presence, RuleJudgement};
use withhold::evaluate::{Decision, Finding};
use withhold::model::{Outcome, Truth};
use withhold::semantics::hir::{Condition, ConditionKind, Rule, Scope, TestKind, Who};

use crate::generate::{self, Language, Program};

/// So many tries: few enough that each property takes seconds where nothing is optimised. `PROPTEST_CASES` asks for more.
pub(crate) fn tries(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), max_shrink_iters: 300, ..ProptestConfig::default() }
}

fn decide(policy: &Policy, record: &Value) -> Decision {
    policy.evaluate(&generate::shipment(policy, record))
}

proptest! {
    #![proptest_config(tries(100))]

    #[test]
    fn a_record_that_says_nothing_is_never_released(program in generate::program(Language::Plain)) {
        let decision = decide(&generate::compile_text(&program.text()), &json!({}));
        prop_assert_ne!(decision.outcome, Outcome::Release);
        prop_assert_eq!(decision.fault, None);
    }

    #[test]
    fn files_and_the_order_of_statements_never_change_a_decision(
        program in generate::program(Language::Whole),
        record in generate::record(),
        order in vec(any::<u16>(), 40),
        files in vec(0usize..3, 40),
    ) {
        let whole = decide(&generate::compile_text(&program.text()), &record);
        let moved = decide(&generate::compile(&scattered(&program, &order, &files)), &record);
        prop_assert_eq!(moved, whole, "{}", record);
    }

    #[test]
    fn a_fact_that_becomes_known_never_turns_a_decided_test_or_rule_round(
        program in generate::program(Language::Plain),
        record in generate::coherent_record(),
        stated in vec(any::<bool>(), 64),
        added in any::<prop::sample::Index>(),
    ) {
        let policy = generate::compile_text(&program.text());
        let (_, count) = generate::partial(&record, &|_| true);
        let added = added.index(count);
        let is_stated = |fact: usize| stated[fact % stated.len()];
        let (before, _) = generate::partial(&record, &|fact| is_stated(fact) && fact != added);
        let (after, _) = generate::partial(&record, &|fact| is_stated(fact) || fact == added);
        let turned = turned_round(&policy, &before, &after);
        prop_assert_eq!(turned, Vec::<String>::new(), "\n{}\n{}", before, after);
    }

    #[test]
    fn every_decision_is_sound(program in generate::program(Language::Whole), record in generate::record()) {
        let policy = generate::compile_text(&program.text());
        let decision = decide(&policy, &record);
        prop_assert_eq!(&decision.fault, &None);
        prop_assert_eq!(&decide(&policy, &record), &decision, "a second time");
        let worst = decision.findings.iter().map(Finding::outcome).max().unwrap_or(Outcome::Release);
        prop_assert_eq!(decision.outcome, worst);
        let rules: BTreeSet<&str> = policy.program().rules.iter().map(|rule| rule.name.as_str()).collect();
        let named = decision.findings.iter().map(|finding| &finding.rule);
        let named = named.chain(decision.missing.iter().flat_map(|missing| &missing.decides));
        for name in named.chain(decision.assumed.iter().flat_map(|assumed| &assumed.rules)) {
            prop_assert!(rules.contains(name.as_str()), "there is no rule `{}`", name);
        }
        let found: BTreeSet<&str> = decision.findings.iter().map(|finding| finding.rule.as_str()).collect();
        prop_assert_eq!(found.len(), decision.findings.len(), "a rule has two findings");
    }

    #[test]
    fn a_decision_comes_back_from_json_and_fits_its_schema(
        program in generate::program(Language::Whole),
        record in generate::record(),
    ) {
        let decision = decide(&generate::compile_text(&program.text()), &record);
        let text = serde_json::to_string(&decision)?;
        prop_assert_eq!(&serde_json::from_str::<Decision>(&text)?, &decision);
        let complaints = crate::decision_schema::complaints(&serde_json::from_str(&text)?);
        prop_assert_eq!(complaints, Vec::<String>::new(), "{}", text);
    }
}

/// The statements in another order, in several files. Each file has the header, so that it counts for the same rules.
fn scattered(program: &Program, order: &[u16], files: &[usize]) -> Vec<(String, String)> {
    let mut statements: Vec<(usize, &String)> = program.statements.iter().enumerate().collect();
    statements.sort_by_key(|(index, _)| order[index % order.len()]);
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for (index, statement) in statements {
        let file = texts.entry(files[index % files.len()]).or_insert_with(|| program.header.clone());
        file.push_str(statement);
    }
    texts.into_iter().map(|(file, text)| (format!("{file}.policy"), text)).collect()
}

/// Tests and rules that were decided one way before and the other way after.
///
/// Apart are: `party`, which is any party that the record names; rules under an exemption that is not decided, since it takes nothing
/// out until it is; and facts that contradict each other, of which the record here has none: a product is believed against a code
/// that ruled it out, and a postal code counts until a country says otherwise.
fn turned_round(policy: &Policy, before: &Value, after: &Value) -> Vec<String> {
    let program = policy.program();
    let [before, after] = [before, after].map(|record| generate::shipment(policy, record));
    let [before, after] = [&before, &after].map(|shipment| oracle::judge(program, shipment, None));
    let mut turned = Vec::new();
    for (before, after) in before.iter().zip(&after) {
        let rule = program.rule(before.rule);
        let [old, new] = [before, after].map(tests);
        for (test, truth) in &old {
            if new.get(test).is_some_and(|new| *new == !*truth && *truth != Truth::Unknown) {
                turned.push(format!("{} of {}: {test} was {}", test, rule.name, truth.word()));
            }
        }
        let is_open =
            before.things.iter().flat_map(|thing| &thing.exemptions).any(|one| one.truth == Truth::Unknown);
        let truth = before.truth();
        if truth != Truth::Unknown && after.truth() == !truth && !is_open && !asks_any_party(rule) {
            turned.push(format!("{} was {}", rule.name, truth.word()));
        }
    }
    turned
}

/// What became of each test of a rule, asked of a thing that is there.
fn tests(judged: &RuleJudgement<'_>) -> BTreeMap<String, Truth> {
    let mut found = BTreeMap::new();
    for thing in &judged.things {
        add_tests_of(&thing.subject, &mut found);
    }
    for part in judged.goods.iter().chain(&judged.when).chain(&judged.unless) {
        add_tests(part, "goods", &mut found);
    }
    found
}

fn add_tests_of(thing: &OfThing<'_>, found: &mut BTreeMap<String, Truth>) {
    if thing.presence == Presence::There {
        add_tests(&thing.judgement, &thing.path.to_string(), found);
    }
}

fn add_tests(judgement: &Judgement<'_>, of: &str, found: &mut BTreeMap<String, Truth>) {
    match (&judgement.kind, &judgement.condition.kind) {
        (Kind::All(parts) | Kind::Any(parts), _) => parts.iter().for_each(|part| add_tests(part, of, found)),
        (Kind::Not(inner), _) => add_tests(inner, of, found),
        (Kind::Inputs(things) | Kind::Share { things, .. }, _) => {
            things.iter().for_each(|thing| add_tests_of(thing, found));
        }
        (Kind::Test(_), ConditionKind::Test(test)) if !is_of_any_party(&test.kind) => {
            let span = judgement.condition.span;
            found.insert(format!("`{}` at {span:?} of {of}", test.words), judgement.truth);
        }
        (Kind::Test(_), _) => {}
    }
}

fn is_of_any_party(test: &TestKind) -> bool {
    matches!(test, TestKind::Party(Who::AnyParty, _) | TestKind::Resembles(Who::AnyParty, ..))
}

fn asks_any_party(rule: &Rule) -> bool {
    fn asks(condition: &Condition) -> bool {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().any(asks),
            ConditionKind::Not(inner)
            | ConditionKind::AnyInput(inner)
            | ConditionKind::EveryInput(inner)
            | ConditionKind::Share(inner, ..) => asks(inner),
            ConditionKind::Test(test) => is_of_any_party(&test.kind),
        }
    }
    let sentence = &rule.sentence;
    let inner = match &sentence.scope {
        Scope::Containing(inner) => Some(inner),
        Scope::Directly | Scope::InWholeOrInPart => None,
    };
    [&sentence.subject].into_iter().chain(inner).chain(&sentence.when).chain(&sentence.unless).any(asks)
}
