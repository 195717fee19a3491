//! `never-true`: things that must hold together, and cannot.
//!
//! A rule with such a condition is in force and never holds, which is worse than no rule at all. Whether it can hold is decided by the
//! solver from how tests bear on each other; a rule that only a record could meet which contradicts itself is reported
//! as well, in other words.

use super::asked::{
    Part, clash, not_decided, parts_of_condition, parts_of_exemption, parts_of_rule, tests_in, things,
};
use crate::diagnostic::suggest::listed;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::FieldId;
use crate::semantics::hir::{Condition, ConditionKind, Rule, Scope, TypedProgram};
use crate::semantics::theory::{Theory, Thing};
use crate::solve::{Answer, Literal};
use crate::source::Span;

/// Looks at every rule and exemption of a program.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut look = Look { program, found: Vec::new() };
    for rule in &program.rules {
        look.rule(rule);
    }
    for exemption in &program.exemptions {
        let dates = exemption.window.field;
        let mut theory = Theory::new(program, None);
        let parts = parts_of_exemption(&mut theory, exemption, Thing::Goods);
        let outcome = ask(&mut theory, &parts);
        if !look.conclude(outcome, exemption.span, &parts, dates) {
            let conditions = [&exemption.subject].into_iter().chain(&exemption.when);
            conditions.for_each(|condition| look.within(condition, Thing::Goods, dates));
            exemption.unless.iter().for_each(|unless| look.alone(unless, Thing::Goods, dates));
        }
    }
    look.found
}

/// What came of a question about parts.
enum Outcome {
    /// They can hold together.
    Possible,
    /// These clash.
    Clash(Vec<usize>),
    /// These clash in every record that does not contradict itself.
    SoberClash(Vec<usize>),
    NotDecided,
}

fn ask(theory: &mut Theory<'_>, parts: &[Part<'_>]) -> Outcome {
    let literals: Vec<Literal> = parts.iter().map(|part| part.literal).collect();
    match theory.ask(&literals) {
        Answer::Impossible => return Outcome::Clash(clash(theory, parts, &[])),
        Answer::NotDecided => return Outcome::NotDecided,
        Answer::Possible => (),
    }
    let sober = theory.sober();
    let soberly: Vec<Literal> = literals.into_iter().chain([sober]).collect();
    match theory.ask(&soberly) {
        Answer::Impossible => Outcome::SoberClash(clash(theory, parts, &[sober])),
        Answer::Possible | Answer::NotDecided => Outcome::Possible,
    }
}

struct Look<'p> {
    program: &'p TypedProgram,
    found: Vec<Diagnostic>,
}

impl<'p> Look<'p> {
    fn rule(&mut self, rule: &'p Rule) {
        // A rule that is ended before it begins is told of by `never-in-force`.
        if rule.superseded.is_some_and(|(ended, _)| rule.window.from.is_some_and(|from| ended <= from)) {
            return;
        }
        let dates = rule.window.field;
        let mut last = None;
        for thing in things(rule) {
            let mut theory = Theory::new(self.program, None);
            let parts = parts_of_rule(&mut theory, rule, *thing);
            let outcome = ask(&mut theory, &parts);
            if matches!(outcome, Outcome::Possible) {
                last = None;
                break;
            }
            // Of a rule that can hold of no thing, the first clash is told.
            last = last.or(Some((outcome, parts)));
        }
        let is_told =
            last.is_some_and(|(outcome, parts)| self.conclude(outcome, rule.name_span, &parts, dates));
        if is_told {
            return;
        }
        let sentence = &rule.sentence;
        match &sentence.scope {
            Scope::Directly | Scope::InWholeOrInPart => self.within(&sentence.subject, Thing::Goods, dates),
            Scope::Containing(inner) => {
                self.within(&sentence.subject, Thing::Goods, dates);
                self.within(inner, Thing::Input, dates);
            }
        }
        sentence.when.iter().for_each(|when| self.within(when, Thing::Goods, dates));
        sentence.unless.iter().for_each(|unless| self.alone(unless, Thing::Goods, dates));
    }

    /// Says what came of a question; whether something was said of it.
    fn conclude(&mut self, outcome: Outcome, place: Span, parts: &[Part<'p>], dates: FieldId) -> bool {
        let (core, is_sober) = match outcome {
            Outcome::Possible => return false,
            Outcome::NotDecided => {
                self.found.push(not_decided(place, "whether this can ever be true"));
                return true;
            }
            Outcome::Clash(core) => (core, false),
            Outcome::SoberClash(core) => (core, true),
        };
        let mut core: Vec<&Part<'p>> = core.iter().filter_map(|at| parts.get(*at)).collect();
        core.sort_by_key(|part| part.span);
        if let [Part { condition: Some((condition, thing)), .. }] = core.as_slice() {
            // Within one condition, its own parts say it better.
            let before = self.found.len();
            self.within(condition, *thing, dates);
            if self.found.len() > before {
                return true;
            }
        }
        self.found.push(report(&core, place, is_sober));
        true
    }

    /// A condition by itself.
    fn alone(&mut self, condition: &'p Condition, thing: Thing, dates: FieldId) {
        if tests_in(condition) < 2 {
            return;
        }
        let mut theory = Theory::new(self.program, None);
        let parts = parts_of_condition(&mut theory, condition, thing, dates);
        let outcome = ask(&mut theory, &parts);
        if !self.conclude(outcome, condition.span, &parts, dates) {
            self.within(condition, thing, dates);
        }
    }

    /// What is joined otherwise than by `and` within a condition, each by itself.
    fn within(&mut self, condition: &'p Condition, thing: Thing, dates: FieldId) {
        match &condition.kind {
            ConditionKind::All(parts) => parts.iter().for_each(|part| self.within(part, thing, dates)),
            ConditionKind::Any(parts) => parts.iter().for_each(|part| self.alone(part, thing, dates)),
            ConditionKind::Not(inner) => self.alone(inner, thing, dates),
            ConditionKind::AnyInput(inner)
            | ConditionKind::EveryInput(inner)
            | ConditionKind::Share(inner, ..) => self.alone(inner, Thing::Input, dates),
            ConditionKind::Test(_) => (),
        }
    }
}

fn report(core: &[&Part<'_>], place: Span, is_sober: bool) -> Diagnostic {
    let words: Vec<&str> = core.iter().map(|part| part.words.as_str()).collect();
    let all = listed(&words, "and");
    let message = match (core.len(), is_sober) {
        (1, false) => format!("{all} can never be true"),
        (2, false) => format!("{all} can never both be true"),
        (_, false) => format!("{all} can never all be true"),
        (1, true) => format!("{all} is true only of a record that contradicts itself"),
        (2, true) => format!("{all} are both true only of a record that contradicts itself"),
        (_, true) => format!("{all} are all true only of a record that contradicts itself"),
    };
    let main = core.last().and_then(|part| part.span).unwrap_or(place);
    let label = if core.len() > 1 { "rules out what the others ask" } else { "never true" };
    let label = if core.len() == 2 { "rules out what the other asks" } else { label };
    let mut problem = Diagnostic::new(Code::NeverTrue, main, message, label);
    for part in core.iter().rev().skip(1).rev() {
        if let Some(span) = part.span {
            problem = problem.label(span, if core.len() == 2 { "the other" } else { "one of the others" });
        }
    }
    problem.help("what rests on it never holds; `or` may be meant, or another value")
}
