//! The answer in a sentence or two.

use super::explanation::{Explained, Explanation, Standing};
use super::phrases::{code, count, cut, field_of, first_of, stopped};
use crate::model::Outcome;

/// Says what becomes of the record, and by which rule.
pub(super) fn says(explanation: &Explanation, rules: usize) -> String {
    let id = code(&explanation.id);
    if let Some(fault) = &explanation.fault {
        return format!("{id} is held: {}.", cut(fault, 400));
    }
    let deciding: Vec<&Explained> =
        explanation.rules.iter().filter(|rule| rule.outcome == explanation.outcome).collect();
    match (explanation.outcome, deciding.first()) {
        (Outcome::Release, _) => released(explanation, &id, rules),
        // A rule that was asked for, and that does not decide.
        (outcome, None) => match explanation.rules.first() {
            Some(rule) => format!("{id} is {}. {}", participle(outcome), rule.says),
            None => format!("{id} is {}.", participle(outcome)),
        },
        (outcome, Some(first)) => {
            let others = deciding.len() - 1;
            let more = match (others, first.standing) {
                (0, _) => String::new(),
                (others, Standing::Undetermined) => {
                    format!(" {} open as well.", count(others, "more rule is", "more rules are"))
                }
                (others, _) => {
                    format!(" {} to the same.", count(others, "more rule comes", "more rules come"))
                }
            };
            let participle = participle(outcome);
            let is_reasoned = explanation.missing.iter().any(|fact| fact.reason.is_some());
            let answer = match first.standing {
                Standing::Undetermined if is_reasoned || explanation.missing.is_empty() => {
                    format!("{id} is {participle}, for {}", first.says)
                }
                Standing::Undetermined => {
                    let may = first.says.split_once(": ").map_or(first.says.as_str(), |(may, _)| may);
                    format!("{id} is {participle} until {}: {may}.", until(explanation))
                }
                _ if first.why.is_empty() => format!("{id} is {participle} by {}.", code(&first.rule)),
                _ => stopped(&format!("{id} is {participle} by {}: {}", code(&first.rule), first.why)),
            };
            format!("{answer}{more}")
        }
    }
}

fn participle(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Release => "released",
        Outcome::Flag => "flagged",
        Outcome::Hold => "held",
        Outcome::Block => "blocked",
    }
}

/// Until what is known.
fn until(explanation: &Explanation) -> String {
    let facts: Vec<String> =
        explanation.missing.iter().map(|fact| format!("the {}", field_of(&fact.at))).collect();
    let is_plural = |fact: &str| fact.starts_with("the inputs") || fact.starts_with("the documents");
    let verb = match facts.as_slice() {
        [one] if !is_plural(one) => "is known",
        _ => "are known",
    };
    format!("{} {verb}", first_of(&facts, 2))
}

fn released(explanation: &Explanation, id: &str, rules: usize) -> String {
    if rules == 0 {
        return format!("{id} is released: no rule was asked.");
    }
    if let Some(rule) = explanation.rules.first() {
        return format!("{id} is released. {}", rule.says);
    }
    let of = match rules {
        1 => "the one rule does not apply".to_owned(),
        rules => format!("none of {rules} rules applies"),
    };
    match explanation.nearest.first() {
        Some(nearest) if rules > 1 => stopped(&format!(
            "{id} is released: {of}. The nearest is {}: {}",
            code(&nearest.rule),
            nearest.why
        )),
        Some(nearest) => format!("{id} is released. {}", nearest.says),
        None => format!("{id} is released: {of}."),
    }
}
