//! The days on which a rule holds, said as first and last day, with the date of the record that was compared.

use super::explanation::{Days, Effect, Met, Part};
use super::phrases::{NOT_GIVEN, code};
use super::view::View;
use super::words::{Found, Walk};
use crate::evaluate::By;
use crate::evaluate::oracle::{WindowJudgement, window_words};
use crate::model::{Date, Truth};
use crate::semantics::hir::{Rule, TypedProgram, Window};
use crate::source::Span;

/// The first day on which a rule no longer holds: its own, or that on which another rule ended it.
fn until(rule: &Rule) -> Option<Date> {
    rule.window.until.into_iter().chain(rule.superseded.map(|(date, _)| date)).min()
}

/// The window of a rule.
pub(super) fn days(view: &View<'_>, rule: &Rule, judged: &WindowJudgement) -> Days {
    let (window, until) = (&rule.window, until(rule));
    let last = until.and_then(|until| until.yesterday().ok());
    let by = view.program.schema.name(window.field).to_owned();
    let is_as_of = judged.reading.evidence.iter().any(|evidence| evidence.at == "as-of");
    let date = match (judged.date, is_as_of) {
        (None, _) => format!("{}, which the record does not say", code(&by)),
        (Some(date), true) => format!("{}, for which the day given stands in: {date}", code(&by)),
        (Some(date), false) if !judged.reading.assumed.is_empty() => {
            format!("{}, which is assumed to be {date}", code(&by))
        }
        (Some(date), false) => format!("{}, which is {date}", code(&by)),
    };
    let mut says = match (judged.truth, judged.date) {
        _ if window.from.is_none() && until.is_none() => "It has no dates: always in force.".to_owned(),
        (Truth::True, _) => format!("In force {}, by {date}.", window_words(window.from, until)),
        (Truth::Unknown, _) => format!("In force {}, by {date}.", window_words(window.from, until)),
        (Truth::False, Some(day)) if window.from.is_some_and(|from| day < from) => {
            format!("Not yet in force: {}, by {date}.", window_words(window.from, until))
        }
        (Truth::False, _) => format!("No longer in force: {}, by {date}.", window_words(window.from, until)),
    };
    if let Some((day, by)) = rule.superseded.filter(|_| judged.ended != Truth::False) {
        let newer = code(&view.program.rule(by).name);
        says.push_str(&format!(" From {day} on {newer} stands in its place."));
    }
    if judged.truth == Truth::True && judged.date.is_some() {
        let edge = match judged.date {
            date if date == window.from && date == last => ": its only day",
            date if date == window.from => ": its first day",
            date if date == last => ": its last day",
            _ => "",
        };
        if !edge.is_empty() {
            says = format!("{}{edge}.", says.trim_end_matches('.'));
        }
    }
    Days {
        first: window.from.map(|day| day.to_string()),
        last: last.map(|day| day.to_string()),
        by,
        date: judged.date.map(|day| day.to_string()),
        holds: judged.truth,
        says,
    }
}

/// Adds the words of a window, each end with what it is to the date.
pub(super) fn add(
    walk: &Walk<'_, '_>,
    program: &TypedProgram,
    window: &Window,
    judged: &WindowJudgement,
    found: &mut Found,
) {
    let at = judged.reading.evidence.first().map(|evidence| evidence.at.clone());
    let at = at.unwrap_or_else(|| program.schema.name(window.field).to_owned());
    let last = window.until.and_then(|until| until.yesterday().ok());
    let ends = [
        (
            window.from_span,
            window.from.map(|from| end(judged.date, from, "the first day", |date| from <= date)),
        ),
        (window.until_span, last.map(|last| end(judged.date, last, "the last day", |date| date <= last))),
    ];
    let ends: Vec<(Span, Truth, String)> = ends
        .into_iter()
        .filter_map(|(span, end)| end.zip(span).map(|((truth, says), span)| (span, truth, says)))
        .collect();
    // An end that fails says all; of two that hold both are shown.
    let has_failed = ends.iter().any(|(_, truth, _)| *truth == Truth::False);
    for (span, truth, says) in ends.into_iter().filter(|(_, truth, _)| !has_failed || *truth == Truth::False)
    {
        let how = if at == "as-of" || !judged.reading.assumed.is_empty() { By::Assumption } else { By::Date };
        let met = Met {
            at: at.clone(),
            value: judged.date.map(|date| date.to_string()),
            how: if judged.date.is_some() { how } else { By::Missing },
            truth,
            matched: None,
            score: None,
            says,
        };
        walk.push(
            (span, Effect::from(truth), false),
            window_words(window.from, window.until),
            None,
            vec![met],
            found,
        );
    }
}

fn end(date: Option<Date>, day: Date, what: &str, holds: impl Fn(Date) -> bool) -> (Truth, String) {
    let Some(date) = date else { return (Truth::Unknown, NOT_GIVEN.to_owned()) };
    let is_first = what == "the first day";
    let says = match (holds(date), is_first) {
        (true, _) if date == day => format!("is {what}"),
        (true, true) => format!("is on or after {day}"),
        (true, false) => format!("is on or before {day}"),
        (false, true) => format!("is before {day}, {what}"),
        (false, false) => format!("is after {day}, {what}"),
    };
    (Truth::from(holds(date)), says)
}

/// Adds the first day of the rule that ended this one, where that had a part.
pub(super) fn add_supersession(view: &View<'_>, rule: &Rule, judged: &WindowJudgement, found: &mut Found) {
    let Some((day, by)) = rule.superseded.filter(|_| judged.ended != Truth::False) else { return };
    let newer = view.program.rule(by);
    let walk = Walk { view, part: Part::Supersession, date: judged.date };
    let at = view.program.schema.name(rule.window.field).to_owned();
    let says = match judged.date {
        Some(_) => format!("is on or after {day}, when {} ended it", code(&newer.name)),
        None => NOT_GIVEN.to_owned(),
    };
    let met = Met {
        at,
        value: judged.date.map(|date| date.to_string()),
        how: if judged.date.is_some() { By::Date } else { By::Missing },
        truth: judged.ended,
        matched: None,
        score: None,
        says,
    };
    let what = format!("ends {} from this day on", code(&rule.name));
    let effect = Effect::from(!judged.ended);
    let test = format!("supersedes {}", rule.name);
    let span = newer.window.from_span.unwrap_or(newer.span);
    walk.push((span, effect, false), test, Some(what), vec![met], found);
}
