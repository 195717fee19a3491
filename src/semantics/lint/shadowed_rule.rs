//! `shadowed-rule` and `repeated-rule`: a rule that says nothing which another one does not say already.
//!
//! Wherever the one holds, the other holds as well, does the same or worse, is in force on all the same days, and is not lifted by an exemption
//! that spares the first. Two rules that shadow each other repeat each other. Both are decided by the solver, of true and of undetermined
//! rules alike; which rules are worth a question is told by what they name.

use std::collections::BTreeMap;

use super::asked::{not_decided, things};
use super::named::{Names, keys_of_narrow, keys_of_wide};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Date;
use crate::semantics::hir::{Rule, RuleId, Scope, TypedProgram};
use crate::semantics::theory::{Pair, Theory, Thing};
use crate::solve::Answer;

/// With how many others a rule is compared at most.
const MOST: usize = 64;

/// Among how many that name the same they are looked for: a program may have a million rules on one chapter.
const MOST_LOOKED_AT: usize = 256;
/// How many questions are asked of one program, which would otherwise take hours for a hundred thousand rules that name one country.
const MOST_ASKED: usize = 20_000;

/// Asks of every rule whether a wider one says it already.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let names = Names::of(program);
    let ids: Vec<RuleId> = (0u32..).map(RuleId).take(program.rules.len()).collect();
    let mut wide: BTreeMap<String, Vec<RuleId>> = BTreeMap::new();
    for id in &ids {
        for key in keys_of_wide(program, program.rule(*id)) {
            wide.entry(key).or_default().push(*id);
        }
    }
    let mut found = Vec::new();
    let mut cut: Vec<&Rule> = Vec::new();
    let mut asked = 0;
    for id in &ids {
        let rule = program.rule(*id);
        if asked > MOST_ASKED {
            cut.push(rule);
            continue;
        }
        let mut others: Vec<RuleId> = Vec::new();
        let mut is_cut = false;
        for key in keys_of_narrow(program, &names, rule) {
            let Some(known) = wide.get(&key) else { continue };
            is_cut |= known.len() > MOST_LOOKED_AT;
            others.extend(known.iter().take(MOST_LOOKED_AT).filter(|other| *other != id));
        }
        others.sort_by_key(|other| (program.rule(*other).span, *other));
        others.dedup();
        others.retain(|other| reaches(rule, program.rule(*other)));
        is_cut |= others.len() > MOST;
        let mut is_told = false;
        for other in others.into_iter().take(MOST) {
            asked += 1;
            match covers(program, rule, program.rule(other)) {
                Answer::Possible => (),
                Answer::NotDecided => {
                    found.push(not_decided(rule.name_span, "whether another rule says this already"));
                    is_told = true;
                }
                Answer::Impossible => {
                    is_told = conclude(program, *id, other, &mut found);
                }
            }
            if is_told {
                break;
            }
        }
        if is_cut && !is_told {
            cut.push(rule);
        }
    }
    found.extend(cut.first().map(|first| too_many(first, cut.len())));
    found
}

/// Tells once of all rules that were not compared with every other.
fn too_many(first: &Rule, number: usize) -> Diagnostic {
    let more = if number > 1 { format!(" and {} more", number - 1) } else { String::new() };
    let message = format!(
        "whether other rules say all that `{}`{more} say was not decided: too many rules name the same",
        first.name
    );
    Diagnostic::new(Code::NotDecided, first.name_span, message, "the first of them")
        .help("one rule with a list of parties, or with declared goods, says what many rules repeat")
        .note("nothing is wrong with these rules as far as is known, and they are applied as they stand")
}

/// The first day, and the first day after, on which a rule holds.
fn days(rule: &Rule) -> (Option<Date>, Option<Date>) {
    (rule.window.from, rule.window.until.into_iter().chain(rule.superseded.map(|(day, _)| day)).min())
}

/// Whether a rule is at least as bad, is in force on all days of another, and is lifted by no exemption that spares the other.
fn reaches(narrow: &Rule, wide: &Rule) -> bool {
    let ((from, until), (wide_from, wide_until)) = (days(narrow), days(wide));
    let is_never = from.is_some_and(|from| until.is_some_and(|until| until <= from));
    let is_always = wide_from.is_none() && wide_until.is_none();
    let begins = wide_from.is_none_or(|wide| from.is_some_and(|from| wide <= from));
    let ends = wide_until.is_none_or(|wide| until.is_some_and(|until| until <= wide));
    !is_never
        && wide.verb.when_true() >= narrow.verb.when_true()
        && (is_always || narrow.window.field == wide.window.field && begins && ends)
        && wide.exemptions.iter().all(|exemption| narrow.exemptions.contains(exemption))
}

/// Whether the narrow rule can be true where the wide one is not, or not false where the wide one is.
fn covers(program: &TypedProgram, narrow: &Rule, wide: &Rule) -> Answer {
    for thing in things(narrow) {
        let mut theory = Theory::new(program, narrow.window.from);
        let one = theory.sentence(narrow, *thing);
        let Some(things) = of_any_thing(wide, *thing) else { return Answer::Possible };
        let pairs: Vec<Pair> = things.iter().map(|thing| theory.sentence(wide, *thing)).collect();
        let other = theory.any(&pairs);
        for question in [[one.yes, !other.yes], [!one.no, other.no]] {
            match theory.ask(&question) {
                Answer::Impossible => (),
                answer => return answer,
            }
        }
    }
    Answer::Impossible
}

/// The things of which a rule may hold where there is this thing and the goods.
pub(super) fn of_any_thing(rule: &Rule, thing: Thing) -> Option<&'static [Thing]> {
    match (&rule.sentence.scope, thing) {
        (Scope::Directly, _) | (Scope::InWholeOrInPart, Thing::Goods) => Some(&[Thing::Goods]),
        (Scope::InWholeOrInPart, Thing::Input) => Some(&[Thing::Goods, Thing::Input]),
        (Scope::Containing(_), Thing::Input) => Some(&[Thing::Input]),
        (Scope::Containing(_), Thing::Goods) => None,
    }
}

/// Tells of a rule that another one covers. Of two that cover each other, the later one is told of.
fn conclude(program: &TypedProgram, id: RuleId, other: RuleId, found: &mut Vec<Diagnostic>) -> bool {
    let (rule, wide) = (program.rule(id), program.rule(other));
    let is_mutual = reaches(wide, rule) && covers(program, wide, rule) == Answer::Impossible;
    if is_mutual && (rule.span, id) < (wide.span, other) {
        return false;
    }
    let problem = if is_mutual {
        let message = format!("the rule `{}` repeats `{}`", rule.name, wide.name);
        Diagnostic::new(Code::RepeatedRule, rule.name_span, message, "says the same")
            .help("keep one of them, with the sources of both")
    } else {
        let message =
            format!("the rule `{}` says nothing that `{}` does not say already", rule.name, wide.name);
        Diagnostic::new(Code::ShadowedRule, rule.name_span, message, "never decides anything")
            .help(format!(
                "leave it out, or see whether it was meant to be worse or wider; if it stands for an order of its own, say so: `# allow {}: …`",
                Code::ShadowedRule.name()
            ))
    };
    found.push(problem.label(wide.name_span, "holds wherever the first one does"));
    true
}
