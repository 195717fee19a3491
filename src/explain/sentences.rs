//! What became of a rule as a sentence: its words go in, the reason comes out.

use super::explanation::{Effect, Explained, Met, Part, Standing, Word};
use super::phrases::{clause, code, first_of, listed, stopped};
use crate::model::{Truth, Verb};

/// The reason for what became of a rule, as clauses.
pub(super) fn why(explained: &Explained) -> String {
    let clauses = |effect: Effect, of: &dyn Fn(Part) -> bool| {
        let words = explained.words.iter().filter(|word| word.effect == effect && of(word.part));
        let mut clauses: Vec<String> = words.flat_map(word_clauses).collect();
        dedup(&mut clauses);
        clauses
    };
    let own = |part: Part| !matches!(part, Part::Exemption | Part::Supersession);
    match explained.standing {
        Standing::Applies => {
            let held = clauses(Effect::Held, &|part| own(part) && part != Part::Window);
            if held.is_empty() { "it asks nothing that is not so".to_owned() } else { first_of(&held, 4) }
        }
        Standing::Undetermined => first_of(&clauses(Effect::Open, &|part| part != Part::Supersession), 3),
        Standing::Lifted => first_of(&clauses(Effect::Held, &|part| part == Part::Exemption), 3),
        Standing::Superseded => match &explained.window.last {
            Some(last) => format!("its last day was {last}"),
            None => String::new(),
        },
        Standing::Silent => {
            let failed = |is_exception: bool| {
                let words = explained.words.iter().filter(|word| word.effect == Effect::Failed);
                let of = words.filter(|word| (word.negated && word.part != Part::When) == is_exception);
                let mut clauses: Vec<String> = of.flat_map(word_clauses).collect();
                dedup(&mut clauses);
                first_of(&clauses, 3)
            };
            match (failed(false), failed(true)) {
                (own, exception) if own.is_empty() && exception.is_empty() => match &explained.lifted_by {
                    Some(by) => format!("{} takes it out", code(by)),
                    None => String::new(),
                },
                (own, exception) if exception.is_empty() => own,
                (own, exception) if own.is_empty() => format!("it is excepted, since {exception}"),
                (own, _) => own,
            }
        }
    }
}

/// What became of a rule, as a sentence.
pub(super) fn says(explained: &Explained) -> String {
    let name = code(&explained.rule);
    let (does, would) = match explained.verb {
        Verb::Require | Verb::Hold => ("holds it", "hold it"),
        Verb::Flag => ("flags it", "flag it"),
        Verb::Block => ("blocks it", "block it"),
    };
    let by = |by: &Option<String>| by.as_deref().map(code).unwrap_or_default();
    let what = match explained.standing {
        Standing::Applies => does.to_owned(),
        Standing::Undetermined => format!("may {would}"),
        Standing::Lifted => format!("would {would}, and {} lifts it", by(&explained.lifted_by)),
        Standing::Superseded => format!("would {would}, and {} has ended it", by(&explained.superseded_by)),
        Standing::Silent => "does not apply".to_owned(),
    };
    match explained.why.as_str() {
        "" => format!("{name} {what}."),
        why => stopped(&format!("{name} {what}: {why}")),
    }
}

/// What became of words, as clauses.
fn word_clauses(word: &Word) -> Vec<String> {
    match word.says.as_ref().filter(|_| word.part != Part::Supersession) {
        Some(says) => vec![says.clone()],
        None => {
            let deciding = |met: &&Met| match word.effect {
                Effect::Open => met.truth == Truth::Unknown,
                Effect::Held | Effect::Failed => true,
            };
            let clauses: Vec<String> = word.facts.iter().filter(deciding).map(clause).collect();
            if clauses.is_empty() { Vec::new() } else { vec![listed(&clauses, "and")] }
        }
    }
}

/// Keeps the first of equal texts.
pub(super) fn dedup(texts: &mut Vec<String>) {
    let mut seen: Vec<String> = Vec::with_capacity(texts.len());
    texts.retain(|text| {
        let is_new = !seen.contains(text);
        if is_new {
            seen.push(text.clone());
        }
        is_new
    });
}
