//! One rule explained: its judgement and its finding go in; its words, notes and sentence come out.

use super::explanation::{Effect, Explained, Part, Standing, Step};
use super::near;
use super::phrases::{code, count, short, stopped};
use super::sentences::{self, dedup};
use super::view::View;
use super::words::{Found, Walk, short_words, thing_words};
use super::{facts, window};
use crate::evaluate::oracle::{ExemptionJudgement, OfThing, Presence, RuleJudgement, ThingJudgement};
use crate::evaluate::{Finding, Status};
use crate::model::{Outcome, Truth, Verb};
use crate::semantics::hir::{Rule, Scope, owned};
use crate::source::Span;

/// Explains a rule; one without a finding says nothing, and is explained by what kept it from holding.
pub(super) fn explain(view: &View<'_>, judged: &RuleJudgement<'_>, finding: Option<&Finding>) -> Explained {
    let rule = view.program.rule(judged.rule);
    let standing = standing(finding);
    let thing = chosen(judged, standing);
    let mut found = Found::default();
    add_words(view, rule, judged, thing, &mut found);
    let lifted = thing
        .and_then(ThingJudgement::taken_out_by)
        .filter(|_| matches!(standing, Standing::Lifted | Standing::Silent));
    add_exemptions(view, judged, thing, &mut found);
    window::add_supersession(view, rule, &judged.window, &mut found);
    let days = window::days(view, rule, &judged.window);
    let exemption = lifted.and_then(|lifted| view.program.exemptions.get(lifted.index));
    let lifted_by = exemption.map(|exemption| exemption.words.clone());
    let superseded_by = finding.and_then(|finding| finding.superseded_by.clone());
    let mut notes = Vec::new();
    if days.first.is_some() || days.last.is_some() {
        notes.push(days.says.clone());
    }
    notes.append(&mut found.either);
    notes.extend(asked_note(rule, judged, thing, standing, &found));
    notes.append(&mut found.inputs);
    notes.append(&mut found.names);
    dedup(&mut notes);
    let entries = std::mem::take(&mut found.entries);
    let mut explained = Explained {
        rule: rule.name.clone(),
        verb: rule.verb,
        standing,
        outcome: outcome(rule.verb, standing),
        says: String::new(),
        why: String::new(),
        sentence: view.place(rule.span),
        words: found.words,
        window: days,
        thing: thing.map(|thing| way(view, &thing.subject)).unwrap_or_default(),
        entries,
        notes,
        missing: finding.map(|finding| finding.missing.clone()).unwrap_or_default(),
        lifted_by,
        superseded_by,
        respond_by: finding.and_then(|finding| finding.respond_by.clone()),
        because: rule.notes.because.as_deref().map(str::to_owned),
        authority: rule.notes.authority.as_deref().map(str::to_owned),
        cite: owned(&rule.notes.cite),
        distance: near::of_rule(judged),
    };
    explained.why = sentences::why(&explained);
    explained.says = sentences::says(&explained);
    explained
}

fn standing(finding: Option<&Finding>) -> Standing {
    match finding.map(|finding| finding.status) {
        Some(Status::Applies) => Standing::Applies,
        Some(Status::Undetermined) => Standing::Undetermined,
        Some(Status::Lifted) => Standing::Lifted,
        Some(Status::Superseded) => Standing::Superseded,
        None => Standing::Silent,
    }
}

fn outcome(verb: Verb, standing: Standing) -> Outcome {
    match standing {
        Standing::Applies => verb.when_true(),
        Standing::Undetermined => verb.when_unknown(),
        Standing::Lifted | Standing::Superseded | Standing::Silent => Outcome::Release,
    }
}

/// The thing that shows why: of which the rule holds, was lifted, or is open; otherwise the one that came nearest.
fn chosen<'j, 'p>(judged: &'j RuleJudgement<'p>, standing: Standing) -> Option<&'j ThingJudgement<'p>> {
    let nearest = |thing: &&ThingJudgement<'_>| near::of_thing(&thing.subject, Truth::True);
    let things = || judged.things.iter();
    match standing {
        Standing::Applies => things().find(|thing| thing.remaining() == Truth::True),
        Standing::Lifted => {
            things().find(|thing| thing.subject.truth() == Truth::True && thing.taken_out_by().is_some())
        }
        Standing::Superseded => things().find(|thing| thing.subject.truth() == Truth::True),
        Standing::Undetermined => things()
            .find(|thing| thing.remaining() == Truth::True)
            .or_else(|| things().filter(|thing| thing.remaining() == Truth::Unknown).min_by_key(nearest)),
        Standing::Silent => things().min_by_key(nearest),
    }
}

fn add_words(
    view: &View<'_>,
    rule: &Rule,
    judged: &RuleJudgement<'_>,
    thing: Option<&ThingJudgement<'_>>,
    found: &mut Found,
) {
    let walk = |part| Walk { view, part, date: judged.window.date };
    if let Some(goods) = &judged.goods {
        walk(Part::Subject).add(goods, false, found);
    }
    let (part, span) = match &rule.sentence.scope {
        Scope::Directly => (Part::Subject, rule.sentence.subject.span),
        Scope::InWholeOrInPart => (Part::Scope, scope_span(view, rule)),
        Scope::Containing(inner) => (Part::Containing, inner.span),
    };
    match thing.map(|thing| &thing.subject) {
        None => {
            let met = facts::no_inputs();
            walk(part).push((span, Effect::Failed, false), short_words(view, span), None, vec![met], found);
        }
        Some(thing) if thing.presence == Presence::There || thing.judgement.truth == Truth::False => {
            let part = if part == Part::Scope { Part::Subject } else { part };
            walk(part).add(&thing.judgement, false, found);
        }
        Some(thing) => {
            // What may be in the goods matters where they themselves are ruled out: both are shown.
            let itself = judged.things.iter().map(|other| &other.subject);
            let itself = itself.filter(|other| other.presence == Presence::There && part == Part::Scope);
            if let Some(itself) = itself.into_iter().find(|other| other.path == thing.path) {
                walk(Part::Subject).add(&itself.judgement, false, found);
            }
            let met = match &thing.presence {
                Presence::MayHaveInputs { reason } => facts::unknown_inputs(&thing.path, reason.as_deref()),
                Presence::There | Presence::AssumedNone => facts::assumed_none(&thing.path),
            };
            let effect = Effect::from(thing.truth());
            walk(part).push((span, effect, false), short_words(view, span), None, vec![met], found);
        }
    }
    judged.when.iter().for_each(|when| walk(Part::When).add(when, false, found));
    if let Some(unless) = &judged.unless {
        walk(Part::Unless).add(unless, true, found);
    }
    window::add(&walk(Part::Window), view.program, &rule.window, &judged.window, found);
}

/// The words of exemptions that took the thing out, or may yet.
fn add_exemptions(
    view: &View<'_>,
    judged: &RuleJudgement<'_>,
    thing: Option<&ThingJudgement<'_>>,
    found: &mut Found,
) {
    let Some(thing) = thing.filter(|thing| thing.subject.truth() != Truth::False) else { return };
    let lifting = thing.taken_out_by();
    let open = thing.exemptions.iter().filter(|exemption| exemption.truth == Truth::Unknown);
    let shown: Vec<&ExemptionJudgement<'_>> = match lifting {
        Some(lifting) => vec![lifting],
        None => open.collect(),
    };
    for judgement in shown {
        let Some(exemption) = view.program.exemptions.get(judgement.index) else { continue };
        let walk = Walk { view, part: Part::Exemption, date: judged.window.date };
        let before = found.words.len();
        judgement.parts.iter().for_each(|part| walk.add(part, false, found));
        if judgement.window.truth != Truth::True || before == found.words.len() {
            window::add(&walk, view.program, &exemption.window, &judgement.window, found);
        }
        let because = exemption.notes.because.as_deref();
        let because = because.map(|because| format!(", because: {}", short(because))).unwrap_or_default();
        let verb = if lifting.is_some() { "takes it out" } else { "may yet take it out" };
        found.inputs.push(stopped(&format!("{} {verb}{because}", code(&exemption.words))));
    }
}

/// `in whole or in part`: the words after the subject.
fn scope_span(view: &View<'_>, rule: &Rule) -> Span {
    let subject = rule.sentence.subject.span;
    let text = view.sources.text(Span { start: subject.end, ..rule.span });
    let fallback = subject;
    let Some(start) = text.find("in whole").filter(|at| text.get(..*at).is_some_and(is_blank)) else {
        return fallback;
    };
    let Some(length) = text.get(start..).and_then(|rest| Some(rest.find("part")? + "part".len())) else {
        return fallback;
    };
    let start = subject.end as usize + start;
    Span::new(subject.file, start, start + length)
}

/// Whether there is nothing but white space and comments.
fn is_blank(text: &str) -> bool {
    text.lines().all(|line| line.split('#').next().is_none_or(|code| code.trim().is_empty()))
}

fn way(view: &View<'_>, thing: &OfThing<'_>) -> Vec<Step> {
    view.way(&thing.path)
}

/// Of what the subject was asked.
fn asked_note(
    rule: &Rule,
    judged: &RuleJudgement<'_>,
    thing: Option<&ThingJudgement<'_>>,
    standing: Standing,
    found: &Found,
) -> Option<String> {
    if let (Scope::Directly, Some(party)) = (&rule.sentence.scope, &found.party_of_thing) {
        return Some(format!("The {party} that is asked is that of the goods, not of what went into them."));
    }
    let thing = thing.filter(|thing| thing.subject.presence == Presence::There)?;
    let is_input = |thing: &&ThingJudgement<'_>| {
        thing.subject.presence == Presence::There && !thing.subject.path.is_goods()
    };
    let number = judged.things.iter().filter(is_input).count();
    let inputs = count(number, "input", "inputs");
    let asked = match &rule.sentence.scope {
        Scope::Directly => return None,
        Scope::InWholeOrInPart if number == 0 => "In whole or in part: asked of the goods alone".to_owned(),
        Scope::InWholeOrInPart => format!("In whole or in part: asked of the goods and of {inputs}"),
        Scope::Containing(_) => format!("Containing: asked of {inputs}"),
    };
    let of = thing_words(&thing.subject.path);
    Some(match standing {
        Standing::Silent => format!("{asked}, and {of} came nearest."),
        Standing::Undetermined => format!("{asked}, and of {of} it is open."),
        Standing::Applies | Standing::Lifted | Standing::Superseded => format!("{asked}, and {of} matched."),
    })
}
