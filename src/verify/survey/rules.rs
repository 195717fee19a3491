//! `idle-rule` and `sweeping-rule`: a rule that applies to none of the records, or to every one.
//!
//! A ban that never fires is what one hopes for, or a slip that nobody sees. So the warning says what became of the rule instead: whether
//! its days missed the records, which of its values no record has, on how many records it stayed open. A rule that had ended before the
//! first record is history, kept so that old entries can be decided again, and is passed over.

use super::values::ProgramValues;
use super::{count_of_records, none_of};
use crate::diagnostic::suggest::grouped;
use crate::diagnostic::{Code, Diagnostic};
use crate::evaluate::oracle::{RuleJudgement, window_words};
use crate::model::{Date, Truth};
use crate::semantics::hir::Rule;

/// How many values of one rule are pointed at.
const MOST_LABELS: usize = 6;

/// What became of one rule.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RuleTally {
    applies: u64,
    undetermined: u64,
    lifted: u64,
    /// Records on whose date it holds, or may hold.
    in_force: u64,
    /// The first and the last date with which its days were compared.
    dates: Option<(Date, Date)>,
}

impl RuleTally {
    pub(super) fn add(&mut self, judged: &RuleJudgement<'_>) {
        let window = &judged.window;
        self.in_force += u64::from(window.truth != Truth::False);
        match judged.truth() {
            Truth::True => self.applies += 1,
            Truth::Unknown => self.undetermined += 1,
            Truth::False => self.lifted += u64::from(window.truth.and(judged.sentence()) == Truth::True),
        }
        if let Some(date) = window.date {
            let (first, last) = self.dates.unwrap_or((date, date));
            self.dates = Some((first.min(date), last.max(date)));
        }
    }

    /// Whether it applied to no record, though it is not of the past.
    pub(super) fn is_idle(&self, rule: &Rule) -> bool {
        self.applies == 0 && !self.has_ended(rule)
    }

    /// Whether it had ended before the first record.
    pub(super) fn has_ended(&self, rule: &Rule) -> bool {
        let until = last_day_of(rule).zip(self.dates);
        self.in_force == 0 && until.is_some_and(|(until, (first, _))| until <= first)
    }
}

/// The first day on which a rule no longer holds.
fn last_day_of(rule: &Rule) -> Option<Date> {
    rule.window.until.into_iter().chain(rule.superseded.map(|(day, _)| day)).min()
}

pub(super) fn check(
    rule: &Rule,
    tally: &RuleTally,
    values: &ProgramValues<'_>,
    records: u64,
) -> Option<Diagnostic> {
    if tally.is_idle(rule) {
        return Some(idle(rule, tally, values, records));
    }
    // Of one record, a rule that applies to it says nothing.
    (tally.applies == records && records > 1).then(|| sweeping(rule, records))
}

fn idle(rule: &Rule, tally: &RuleTally, values: &ProgramValues<'_>, records: u64) -> Diagnostic {
    let message = format!("`{}` applies {}", rule.name, none_of(records));
    if tally.in_force == 0 {
        let days = window_words(rule.window.from, last_day_of(rule));
        let problem = Diagnostic::new(Code::IdleRule, rule.name_span, message, "not in force on their dates");
        let problem = rule
            .window
            .from_span
            .or(rule.window.until_span)
            .into_iter()
            .fold(problem, |problem, span| problem.label(span, format!("in force {days}")));
        let dates = tally.dates.map(|(first, last)| match first == last {
            true => format!("the records are of {first}"),
            false => format!("the records are of {first} to {last}"),
        });
        let dates = dates.unwrap_or_else(|| "the records have other dates".to_owned());
        return problem.help(format!("{dates}: compare these days with the order"));
    }
    let problem = Diagnostic::new(Code::IdleRule, rule.name_span, message, what_became(tally));
    let unseen: Vec<_> = values.unseen_in(rule).collect();
    let pointed = unseen.iter().take(MOST_LABELS);
    let problem = pointed.fold(problem, |problem, value| problem.label(value.span, value.label()));
    problem.help(if let Some(value) = unseen.first() {
        value.help()
    } else if tally.undetermined > 0 {
        "`withhold evaluate` says which facts these records lack".to_owned()
    } else if tally.lifted > 0 {
        "`withhold explain` shows which exemption takes out what it meets".to_owned()
    } else {
        format!("`withhold explain --rule {}` shows for a record which of its words fail", rule.name)
    })
}

/// What became of a rule on the records instead.
fn what_became(tally: &RuleTally) -> String {
    let said: Vec<String> = [("undetermined", tally.undetermined), ("lifted", tally.lifted)]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(word, count)| format!("{word} on {}", grouped(count)))
        .collect();
    if said.is_empty() { "never met".to_owned() } else { said.join(", ") }
}

fn sweeping(rule: &Rule, records: u64) -> Diagnostic {
    let message = format!("`{}` applies to all {}", rule.name, count_of_records(records));
    Diagnostic::new(Code::SweepingRule, rule.name_span, message, "rules nothing out")
        .help("a rule that is meant for some goods says which; `withhold explain` shows what it met")
        .note("whoever sees a rule on every line stops reading it")
}
