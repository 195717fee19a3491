//! What solver lints have in common: a rule as the parts that must hold together, and which of them clash.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Date, FieldId};
use crate::semantics::hir::{Condition, ConditionKind, Exemption, Rule, Scope, Window};
use crate::semantics::theory::{Theory, Thing};
use crate::solve::{Answer, Literal};
use crate::source::Span;

/// Something that must hold for a rule to hold.
pub(super) struct Part<'p> {
    /// That it does.
    pub(super) literal: Literal,
    /// That it is known not to.
    pub(super) opposite: Literal,
    /// In words.
    pub(super) words: String,
    /// Where it stands.
    pub(super) span: Option<Span>,
    /// The condition, unless it is a window, and of what it is asked.
    pub(super) condition: Option<(&'p Condition, Thing)>,
}

/// The things of which a rule is asked, one after the other.
pub(super) fn things(rule: &Rule) -> &'static [Thing] {
    match rule.sentence.scope {
        Scope::Directly => &[Thing::Goods],
        Scope::InWholeOrInPart => &[Thing::Goods, Thing::Input],
        Scope::Containing(_) => &[Thing::Input],
    }
}

/// What must hold together for a rule to hold of a thing, its window included.
pub(super) fn parts_of_rule<'p>(theory: &mut Theory<'p>, rule: &'p Rule, thing: Thing) -> Vec<Part<'p>> {
    let mut parts = Vec::new();
    let sentence = &rule.sentence;
    let mut take = Take { theory, dates: rule.window.field, parts: &mut parts };
    match &sentence.scope {
        Scope::Directly => take.condition(&sentence.subject, Thing::Goods, false, ""),
        Scope::InWholeOrInPart => take.condition(&sentence.subject, thing, false, ""),
        Scope::Containing(inner) => {
            take.condition(&sentence.subject, Thing::Goods, false, "");
            take.condition(inner, Thing::Input, false, "");
        }
    }
    sentence.when.iter().for_each(|when| take.condition(when, Thing::Goods, false, ""));
    sentence.unless.iter().for_each(|unless| take.condition(unless, Thing::Goods, true, "unless "));
    take.window(&rule.window, rule.superseded.map(|(day, _)| day));
    parts
}

/// What must hold together for an exemption to take a thing out.
pub(super) fn parts_of_exemption<'p>(
    theory: &mut Theory<'p>,
    exemption: &'p Exemption,
    thing: Thing,
) -> Vec<Part<'p>> {
    let mut parts = Vec::new();
    let mut take = Take { theory, dates: exemption.window.field, parts: &mut parts };
    take.condition(&exemption.subject, thing, false, "");
    exemption.when.iter().for_each(|when| take.condition(when, Thing::Goods, false, ""));
    exemption.unless.iter().for_each(|unless| take.condition(unless, Thing::Goods, true, "unless "));
    take.window(&exemption.window, None);
    parts
}

/// The parts of one condition alone.
pub(super) fn parts_of_condition<'p>(
    theory: &mut Theory<'p>,
    condition: &'p Condition,
    thing: Thing,
    dates: FieldId,
) -> Vec<Part<'p>> {
    let mut parts = Vec::new();
    Take { theory, dates, parts: &mut parts }.condition(condition, thing, false, "");
    parts
}

struct Take<'t, 'p> {
    theory: &'t mut Theory<'p>,
    dates: FieldId,
    parts: &'t mut Vec<Part<'p>>,
}

impl<'p> Take<'_, 'p> {
    /// Takes a condition, or its opposite, apart as far as it is made of things that must hold together.
    fn condition(&mut self, condition: &'p Condition, thing: Thing, is_not: bool, before: &str) {
        match &condition.kind {
            ConditionKind::All(parts) if !is_not || parts.len() == 1 => {
                parts.iter().for_each(|part| self.condition(part, thing, is_not, before));
            }
            // not (a or b) -> not a, and not b
            ConditionKind::Any(parts) if is_not || parts.len() == 1 => {
                parts.iter().for_each(|part| self.condition(part, thing, is_not, before));
            }
            ConditionKind::Not(inner) => self.condition(inner, thing, !is_not, before),
            _ => {
                let pair = self.theory.condition(condition, thing, self.dates);
                let pair = if is_not { pair.not() } else { pair };
                let words = match (is_not, before) {
                    (false, _) => bare(condition),
                    (true, "") => format!("not {}", said(condition)),
                    (true, before) => format!("{before}{}", said(condition)),
                };
                let condition = (condition, thing);
                self.parts.push(Part {
                    literal: pair.yes,
                    opposite: pair.no,
                    words,
                    span: Some(condition.0.span),
                    condition: Some(condition),
                });
            }
        }
    }

    fn window(&mut self, window: &Window, superseded: Option<Date>) {
        if window.from.is_none() && window.until.is_none() && superseded.is_none() {
            return;
        }
        let pair = self.theory.window(window, superseded);
        let until = window.until.into_iter().chain(superseded).min();
        self.parts.push(Part {
            literal: pair.yes,
            opposite: pair.no,
            words: days(window.from, until),
            span: window.from_span.or(window.until_span),
            condition: None,
        });
    }
}

/// Days in the words of rules.
pub(super) fn days(from: Option<Date>, until: Option<Date>) -> String {
    let from = from.map(|day| format!("effective {day}"));
    let until = until.map(|day| format!("until {day}"));
    from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
}

/// A condition in words.
pub(super) fn said(condition: &Condition) -> String {
    let joined = |parts: &[Condition], word: &str| match parts {
        [] => "anything".to_owned(),
        [only] => said(only),
        _ => {
            let said: Vec<String> = parts.iter().map(said).collect();
            format!("({})", said.join(word))
        }
    };
    match &condition.kind {
        ConditionKind::All(parts) => joined(parts, " and "),
        ConditionKind::Any(parts) => joined(parts, " or "),
        ConditionKind::Not(inner) => format!("not {}", said(inner)),
        ConditionKind::AnyInput(inner) => format!("any input ({})", bare(inner)),
        ConditionKind::EveryInput(inner) => format!("every input ({})", bare(inner)),
        ConditionKind::Share(_, _, words) => words.clone(),
        ConditionKind::Test(test) => test.words.clone(),
    }
}

/// A condition in words, without parentheses around it.
pub(super) fn bare(condition: &Condition) -> String {
    let said = said(condition);
    said.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).map_or(said.clone(), str::to_owned)
}

/// After an impossible question about these parts: the fewest that clash, by their places in the list.
pub(super) fn clash(theory: &mut Theory<'_>, parts: &[Part<'_>], beside: &[Literal]) -> Vec<usize> {
    let blamed = parts.iter().enumerate().filter(|(_, part)| theory.is_to_blame(part.literal));
    let mut core: Vec<usize> = blamed.map(|(at, _)| at).collect();
    for candidate in core.clone() {
        let rest: Vec<usize> = core.iter().copied().filter(|at| *at != candidate).collect();
        let asked: Vec<Literal> = rest
            .iter()
            .filter_map(|at| parts.get(*at))
            .map(|part| part.literal)
            .chain(beside.iter().copied())
            .collect();
        if theory.ask(&asked) == Answer::Impossible {
            core = rest;
        }
    }
    core
}

/// How many tests a condition has.
pub(super) fn tests_in(condition: &Condition) -> usize {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().map(tests_in).sum(),
        ConditionKind::Not(inner)
        | ConditionKind::AnyInput(inner)
        | ConditionKind::EveryInput(inner)
        | ConditionKind::Share(inner, ..) => tests_in(inner),
        ConditionKind::Test(_) => 1,
    }
}

/// That something was given up.
pub(super) fn not_decided(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NotDecided,
        span,
        format!("{what} was not decided: it has too many tests that bear on each other"),
        "given up here",
    )
    .help("a rule with fewer alternatives, or two rules, can be decided")
    .note("nothing is wrong with the rule as far as is known, and it is applied as it stands")
}
