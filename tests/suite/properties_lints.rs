//! What lints say, held against decisions: a warning is a claim about every record, and is tried on records made by chance.
//!
//! In: `generate::related_program`, whose rules are copies of each other, narrower, wider or contradictory. Out: nothing, or a warning and a
//! record of which it is not so; a case of `tests/cases/lints/` then keeps it. Each lint must have spoken often enough, since a claim that nobody
//! makes is never wrong.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::vec;
use proptest::strategy::Strategy;
use proptest::test_runner::{TestCaseError, TestError, TestRunner};
use serde_json::Value;
use withhold::Policy;
use withhold::diagnostic::{Code, Diagnostic};
use withhold::evaluate::oracle::{self, Judgement, Kind, OfThing, Presence, RuleJudgement};
use withhold::evaluate::{Decision, Finding, Status};
use withhold::model::{Outcome, Path, Truth};
use withhold::semantics::hir::{Condition, ConditionKind, Rule, RuleId, Scope, TypedProgram};
use withhold::source::Span;

use crate::generate::{self, Program};
use crate::properties::tries;

/// A program that lints have looked at, and records with what became of them.
struct Tried {
    program: Program,
    policy: Policy,
    records: Vec<Record>,
}

/// A record, and what was decided of it.
struct Record {
    json: Value,
    /// Whether its facts agree with each other.
    is_coherent: bool,
    decision: Decision,
}

impl Tried {
    fn new(program: Program, coherent: &[Value], others: &[Value]) -> Tried {
        let policy = generate::compile_text(&program.text());
        let of = |json: &Value, is_coherent| {
            let decision = policy.evaluate(&generate::shipment(&policy, json));
            Record { json: json.clone(), is_coherent, decision }
        };
        let coherent = coherent.iter().map(|json| of(json, true));
        let records = coherent.chain(others.iter().map(|json| of(json, false))).collect();
        Tried { program, policy, records }
    }

    fn warnings(&self, code: Code) -> impl Iterator<Item = &Diagnostic> {
        self.policy.warnings().iter().filter(move |warning| warning.code == code)
    }

    fn typed(&self) -> &TypedProgram {
        self.policy.program()
    }

    /// The program in which a text stands in the place of the statement around a warning; or that statement is left out.
    fn replaced(&self, span: Span, by: impl Fn(&str) -> String) -> Policy {
        let mut program = self.program.clone();
        let mut at = program.header.len();
        for statement in &mut program.statements {
            let end = at + statement.len();
            if (at..end).contains(&span.range().start) {
                *statement = by(statement);
            }
            at = end;
        }
        generate::compile_text(&program.text())
    }

    /// A claim that is not so, with the program and the record.
    fn wrong(&self, warning: &Diagnostic, record: &Record, how: &str) -> TestCaseError {
        let decided = serde_json::to_string_pretty(&record.decision).unwrap_or_default();
        TestCaseError::fail(format!(
            "{}: {}\n{how}\n{}\n{}\n{decided}",
            warning.code.name(),
            warning.message,
            self.program.text(),
            record.json
        ))
    }
}

fn finding<'d>(decision: &'d Decision, rule: &str) -> Option<&'d Finding> {
    decision.findings.iter().find(|finding| finding.rule == rule)
}

/// The words between backticks.
fn quoted(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).collect()
}

/// A record whose facts agree with each other, all of them or some.
fn coherent() -> impl Strategy<Value = Value> {
    let stated = vec(proptest::bool::weighted(0.8), 64);
    (generate::coherent_record(), proptest::option::of(stated)).prop_map(|(record, stated)| match stated {
        Some(stated) => generate::partial(&record, &|fact| stated[fact % stated.len()]).0,
        None => record,
    })
}

/// Tries claims on so many programs, and sees that each was made often enough of them.
fn hold<const N: usize>(
    cases: u32,
    least: [usize; N],
    claim: impl Fn(&Tried) -> Result<[usize; N], TestCaseError>,
) {
    let mut runner = TestRunner::new(tries(cases));
    let made = RefCell::new([0; N]);
    let records = (vec(coherent(), 20), vec(generate::record(), 8));
    let tried = runner.run(&(generate::related_program(), records), |(program, (coherent, others))| {
        let said = claim(&Tried::new(program, &coherent, &others))?;
        made.borrow_mut().iter_mut().zip(said).for_each(|(made, said)| *made += said);
        Ok(())
    });
    match tried {
        Ok(()) => (),
        // The input is printed as a program and a record, and not as the choices that made it.
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        Err(TestError::Abort(reason)) => panic!("given up: {reason}"),
    }
    let made = made.into_inner();
    assert!(made.iter().zip(least).all(|(made, least)| *made >= least), "made {made:?} times only");
}

// ── What can never hold ─────────────────────────────────────────────────────────────────────────────────────────────

/// What each condition came to, of each thing, and whether it is made of several. A condition of which two readings differ has none.
type Truths = BTreeMap<(Span, Path), (Option<Truth>, bool)>;

fn add(judgement: &Judgement<'_>, path: &Path, truths: &mut Truths) {
    if !matches!(judgement.kind, Kind::Not(_)) {
        let is_joined = matches!(&judgement.kind, Kind::All(parts) | Kind::Any(parts) if parts.len() > 1);
        let new = (Some(judgement.truth), is_joined);
        let (known, joined) = truths.entry((judgement.condition.span, path.clone())).or_insert(new);
        *known = known.filter(|known| *known == judgement.truth);
        *joined |= is_joined;
    }
    match &judgement.kind {
        Kind::All(parts) | Kind::Any(parts) => parts.iter().for_each(|part| add(part, path, truths)),
        Kind::Not(inner) => add(inner, path, truths),
        Kind::Inputs(things) | Kind::Share { things, .. } => {
            things.iter().for_each(|thing| add_thing(thing, truths));
        }
        Kind::Test(_) => (),
    }
}

fn add_thing(thing: &OfThing<'_>, truths: &mut Truths) {
    if thing.presence == Presence::There {
        add(&thing.judgement, &thing.path, truths);
    }
}

fn truths_of(judged: &RuleJudgement<'_>) -> Truths {
    let (mut truths, goods) = (Truths::new(), Path::default());
    for part in judged.goods.iter().chain(&judged.when).chain(&judged.unless) {
        add(part, &goods, &mut truths);
    }
    for thing in &judged.things {
        add_thing(&thing.subject, &mut truths);
    }
    truths
}

/// The rule in which a place lies.
fn rule_around(program: &TypedProgram, span: Span) -> Option<(RuleId, &Rule)> {
    (0u32..).map(RuleId).zip(&program.rules).find(|(_, rule)| {
        rule.span.file == span.file && rule.span.start <= span.start && span.end <= rule.span.end
            || rule.name_span == span
    })
}

/// The conditions that must hold, or must not, for a rule to hold: the places of each.
fn demanded(rule: &Rule) -> BTreeSet<Span> {
    fn add(condition: &Condition, is_not: bool, found: &mut BTreeSet<Span>) {
        match &condition.kind {
            ConditionKind::All(parts) if !is_not => parts.iter().for_each(|part| add(part, is_not, found)),
            ConditionKind::Any(parts) if is_not => parts.iter().for_each(|part| add(part, is_not, found)),
            ConditionKind::Not(inner) => add(inner, !is_not, found),
            _ => drop(found.insert(condition.span)),
        }
    }
    let (sentence, mut found) = (&rule.sentence, BTreeSet::new());
    if let Scope::Containing(inner) = &sentence.scope {
        add(inner, false, &mut found);
    }
    [&sentence.subject].into_iter().chain(&sentence.when).for_each(|part| add(part, false, &mut found));
    sentence.unless.iter().for_each(|unless| add(unless, true, &mut found));
    found.extend(rule.window.from_span.or(rule.window.until_span));
    found
}

#[test]
fn what_is_never_true_is_true_of_no_record() {
    hold(100, [20], |tried| {
        let mut made = 0;
        for warning in tried.warnings(Code::NeverTrue) {
            let main = warning.labels[0].span;
            let Some((id, rule)) = rule_around(tried.typed(), main) else { continue };
            made += 1;
            let mut spans: Vec<Span> = warning.labels.iter().map(|label| label.span).collect();
            spans.sort();
            let demanded = demanded(rule);
            let is_whole = spans.iter().all(|span| demanded.contains(span));
            let is_of_sober = warning.message.contains("a record that contradicts itself");
            for record in tried.records.iter().filter(|record| record.is_coherent || !is_of_sober) {
                let applies = finding(&record.decision, &rule.name)
                    .is_some_and(|finding| matches!(finding.status, Status::Applies | Status::Lifted));
                if is_whole && applies {
                    return Err(tried.wrong(warning, record, "the rule applies"));
                }
                let shipment = generate::shipment(&tried.policy, &record.json);
                let judged = oracle::judge(tried.typed(), &shipment, None);
                let judged = judged.iter().find(|judged| judged.rule == id).expect("every rule is judged");
                if let Some(at) = together(judged, warning, &spans) {
                    return Err(tried.wrong(warning, record, &format!("they hold together at `{at}`")));
                }
            }
        }
        Ok([made])
    });
}

/// Where everything that a warning names holds of one thing.
fn together(judged: &RuleJudgement<'_>, warning: &Diagnostic, spans: &[Span]) -> Option<String> {
    let words = quoted(&warning.message);
    if words.len() != spans.len() {
        return None;
    }
    let (truths, goods) = (truths_of(judged), Path::default());
    let paths: BTreeSet<&Path> = truths.keys().map(|(_, path)| path).collect();
    let is_asked_of_goods = |span: &Span| truths.contains_key(&(*span, goods.clone()));
    let found = paths.into_iter().find(|path| {
        words.iter().zip(spans).all(|(words, span)| {
            // Of a rule that is asked of two things, the clash is that of the goods.
            let path = if is_asked_of_goods(span) { &goods } else { *path };
            let Some((truth, is_joined)) = truths.get(&(*span, path.clone())) else { return false };
            *truth == Some(if is_opposite(words, *is_joined) { Truth::False } else { Truth::True })
        })
    });
    found.map(|path| path.at("thing"))
}

/// Whether a warning speaks of the opposite of a condition: the words of one that is made of several stand in parentheses then.
fn is_opposite(words: &str, is_joined: bool) -> bool {
    let Some(said) = words.strip_prefix("not ").or_else(|| words.strip_prefix("unless ")) else {
        return false;
    };
    let mut depth = 0;
    let closes_early = said.char_indices().any(|(at, sign)| {
        depth += i32::from(sign == '(') - i32::from(sign == ')');
        depth == 0 && at + 1 < said.len()
    });
    !is_joined || !closes_early
}

#[test]
fn what_is_always_true_is_false_of_no_record() {
    hold(100, [8], |tried| {
        let mut made = 0;
        for warning in tried.warnings(Code::AlwaysTrue) {
            let main = warning.labels[0].span;
            let Some((id, _)) = rule_around(tried.typed(), main) else { continue };
            made += 1;
            for record in &tried.records {
                let shipment = generate::shipment(&tried.policy, &record.json);
                let judged = oracle::judge(tried.typed(), &shipment, None);
                let judged = judged.iter().find(|judged| judged.rule == id).expect("every rule is judged");
                let truths = truths_of(judged);
                if truths.iter().any(|((span, _), (truth, _))| *span == main && *truth == Some(Truth::False))
                {
                    return Err(tried.wrong(warning, record, "it is false"));
                }
            }
        }
        Ok([made])
    });
}

#[test]
fn what_is_never_in_force_applies_to_no_record() {
    hold(150, [10], |tried| {
        let mut made = 0;
        for warning in tried.warnings(Code::NeverInForce) {
            let Some((_, rule)) = rule_around(tried.typed(), warning.labels[0].span) else { continue };
            made += 1;
            for record in &tried.records {
                let found = finding(&record.decision, &rule.name);
                if found.is_some_and(|found| matches!(found.status, Status::Applies | Status::Lifted)) {
                    return Err(tried.wrong(warning, record, "the rule applies"));
                }
            }
        }
        Ok([made])
    });
}

// ── What changes nothing ────────────────────────────────────────────────────────────────────────────────────────────

/// Whether a rule that is said already has more to say of a record than the one that says it.
fn says_more(decision: &Decision, rule: &str, wide: &str) -> bool {
    let (Some(one), other) = (finding(decision, rule), finding(decision, wide)) else { return false };
    let (wanted, least) = match one.status {
        Status::Applies => (&[Status::Applies][..], one.outcome()),
        Status::Undetermined => (&[Status::Applies, Status::Undetermined][..], one.outcome()),
        Status::Lifted | Status::Superseded => return false,
    };
    let is_open = one.status == Status::Undetermined;
    other.is_none_or(|other| {
        !wanted.contains(&other.status)
            || other.outcome() < least && !is_open
            || is_open && other.verb.when_true() < one.verb.when_true()
    })
}

#[test]
fn a_shadowed_rule_says_nothing_more_than_the_one_that_shadows_it() {
    hold(150, [40, 12], |tried| {
        let mut made = [0, 0];
        for (which, code) in [Code::ShadowedRule, Code::RepeatedRule].into_iter().enumerate() {
            for warning in tried.warnings(code) {
                made[which] += 1;
                let [rule, wide] = quoted(&warning.message)[..] else { panic!("{}", warning.message) };
                for record in &tried.records {
                    let more = says_more(&record.decision, rule, wide)
                        || code == Code::RepeatedRule && says_more(&record.decision, wide, rule);
                    if more {
                        return Err(tried.wrong(warning, record, "the one says more than the other"));
                    }
                }
            }
        }
        Ok(made)
    });
}

/// What a decision comes to: its outcome, and what each rule says.
pub(crate) fn said(decision: &Decision) -> (Outcome, Vec<(String, Status)>) {
    let mut found: Vec<(String, Status)> =
        decision.findings.iter().map(|finding| (finding.rule.clone(), finding.status)).collect();
    found.sort();
    (decision.outcome, found)
}

#[test]
fn an_idle_exemption_can_be_left_out() {
    hold(150, [2, 8], |tried| {
        let (mut made, mut clearing) = (0, 0);
        for warning in tried.warnings(Code::IdleExemption) {
            let without = tried.replaced(warning.labels[0].span, |_| String::new());
            let clears = warning.note.is_some();
            made += usize::from(!clears);
            clearing += usize::from(clears);
            let changed = tried.records.iter().filter(|record| record.is_coherent).find(|record| {
                let decision = without.evaluate(&generate::shipment(&without, &record.json));
                let (_, mut before) = said(&record.decision);
                let (_, mut after) = said(&decision);
                if clears {
                    before.retain(|(_, status)| *status != Status::Undetermined);
                    after.retain(|(_, status)| *status != Status::Undetermined);
                }
                before != after || decision.outcome < record.decision.outcome
            });
            if let Some(record) = changed {
                return Err(tried.wrong(warning, record, "without the exemption it is decided otherwise"));
            }
        }
        Ok([made, clearing])
    });
}

#[test]
fn an_unused_declaration_can_be_left_out() {
    hold(10, [15], |tried| {
        let unused: Vec<&Diagnostic> = tried.warnings(Code::UnusedDeclaration).collect();
        for warning in &unused {
            let without = tried.replaced(warning.labels[0].span, |_| String::new());
            // Records use the name of goods as well: what is recognised can be ruled out, and then more is held without it.
            let is_of_goods =
                ["category", "product"].iter().any(|kind| warning.message.contains(&format!("the {kind} ")));
            let freed = tried.records.iter().find(|record| {
                let decision = without.evaluate(&generate::shipment(&without, &record.json));
                let is_freed =
                    decision.outcome == Outcome::Release && record.decision.outcome != Outcome::Release;
                is_freed || !is_of_goods && said(&decision) != said(&record.decision)
            });
            if let Some(record) = freed {
                return Err(tried.wrong(warning, record, "without it, it is decided otherwise"));
            }
        }
        Ok([unused.len()])
    });
}
