//! The oracle: walks the typed rules record by record, slow and obvious.
//!
//! In: a typed program and a record. Out: a [`RuleJudgement`] for each rule, and the [`Decision`] read from them. Whatever
//! evaluates faster must agree with it on every record.

mod finding;
mod judgement;
mod parties;
mod places;
mod reader;
mod shares;
mod tests;

use judgement::JudgementKind;
pub use judgement::{
    AssumedHere, ExemptionJudgement, Judgement, JudgementKind as Kind, OfThing, Presence, Reading,
    RuleJudgement, ThingJudgement, WindowJudgement,
};
pub use reader::printed;
use reader::{Context, InputsHere, Thing};

use crate::evaluate::decision::{By, Decision, Evidence};
use crate::evaluate::settle::Ask;
use crate::model::{Date, FieldId, Item, Outcome, Path, Shipment, Truth};
use crate::semantics::hir::{Bounds, Condition, ConditionKind, Rule, RuleId, Scope, TypedProgram, Window};

/// Decides a record. `as_of` stands in for the day of arrival of a record that has no date at all.
///
/// A fault of the evaluator on this record makes it a hold with the fault as its reason, never a release.
pub fn decide(program: &TypedProgram, shipment: &Shipment, as_of: Option<Date>) -> Decision {
    // Nothing that is shared is changed while deciding, so a fault leaves nothing half done behind.
    let decided = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        finding::decision(program, shipment, as_of)
    }));
    decided.unwrap_or_else(|_| Decision {
        id: shipment.id.clone(),
        outcome: Outcome::Hold,
        findings: Vec::new(),
        missing: Vec::new(),
        assumed: Vec::new(),
        fault: Some(
            "`withhold` failed on this record, which is a fault of its own: please report it".to_owned(),
        ),
    })
}

/// What became of every rule, in the order of their names: for explanations.
pub fn judge<'p>(
    program: &'p TypedProgram,
    shipment: &Shipment,
    as_of: Option<Date>,
) -> Vec<RuleJudgement<'p>> {
    let context = Context { program, shipment, as_of, assume: !program.assumptions.is_empty() };
    let ids = (0u32..).map(RuleId).zip(&program.rules);
    ids.map(|(id, rule)| judge_rule(&context, id, rule)).collect()
}

/// Whether a window holds, may hold, or does not hold of a record, whatever else its rule asks.
pub fn in_force(program: &TypedProgram, rule: &Rule, shipment: &Shipment, as_of: Option<Date>) -> Truth {
    let context = Context { program, shipment, as_of, assume: !program.assumptions.is_empty() };
    judge_window(&context, &rule.window, rule.superseded.map(|(date, _)| date)).truth
}

/// Judges conditions with the date field of one rule's window, by which entries of lists are dated as well.
struct Judge<'p, 'c, 'r> {
    context: &'c Context<'p, 'r>,
    dates: FieldId,
}

/// That a thing was assumed to have no inputs.
fn assumed_none(path: &Path) -> AssumedHere {
    AssumedHere { at: path.at("inputs"), value: "none".to_owned() }
}

fn judge_rule<'p>(context: &Context<'p, '_>, id: RuleId, rule: &'p Rule) -> RuleJudgement<'p> {
    let judge = Judge { context, dates: rule.window.field };
    let goods = context.goods();
    let sentence = &rule.sentence;
    let things = match &sentence.scope {
        Scope::Directly => vec![judge.of_goods(&sentence.subject)],
        Scope::InWholeOrInPart => {
            let mut things = vec![judge.of_goods(&sentence.subject)];
            things.extend(judge.of_inputs(&sentence.subject, &goods));
            things
        }
        Scope::Containing(inner) => judge.of_inputs(inner, &goods),
    };
    let things = things
        .into_iter()
        .map(|subject| ThingJudgement { exemptions: judge_exemptions(context, rule, &subject), subject })
        .collect();
    let is_containing = matches!(sentence.scope, Scope::Containing(_));
    RuleJudgement {
        rule: id,
        window: judge_window(context, &rule.window, rule.superseded.map(|(date, _)| date)),
        goods: is_containing.then(|| judge.condition(&sentence.subject, &goods)),
        things,
        when: sentence.when.iter().map(|when| judge.condition(when, &goods)).collect(),
        unless: sentence.unless.as_ref().map(|unless| judge.condition(unless, &goods)),
    }
}

/// The exemptions of a rule, asked of a thing. One that rests on facts of the thing is not asked of inputs that are not known.
fn judge_exemptions<'p>(
    context: &Context<'p, '_>,
    rule: &'p Rule,
    subject: &OfThing<'p>,
) -> Vec<ExemptionJudgement<'p>> {
    let exemptions =
        rule.exemptions.iter().filter_map(|index| Some((*index, context.program.exemptions.get(*index)?)));
    let is_known = subject.presence == Presence::There;
    exemptions
        .filter(|(_, exemption)| is_known || exemption.of_shipment)
        .map(|(index, exemption)| {
            let judge = Judge { context, dates: exemption.window.field };
            let goods = context.goods();
            let item = if is_known { find(&context.shipment.goods, &subject.path) } else { None };
            let empty = Item::default();
            let thing = Thing { item: item.unwrap_or(&empty), path: subject.path.clone(), is_known };
            let mut parts = vec![judge.condition(&exemption.subject, &thing)];
            parts.extend(exemption.when.as_ref().map(|when| judge.condition(when, &goods)));
            parts.extend(exemption.unless.as_ref().map(|unless| {
                let inner = judge.condition(unless, &goods);
                Judgement {
                    truth: !inner.truth,
                    condition: unless,
                    kind: JudgementKind::Not(Box::new(inner)),
                }
            }));
            let window = judge_window(context, &exemption.window, None);
            let truth = Truth::all(parts.iter().map(|part| part.truth)).and(window.truth);
            ExemptionJudgement { index, truth, parts, window }
        })
        .collect()
}

/// The item at a path.
fn find<'r>(goods: &'r Item, path: &Path) -> Option<&'r Item> {
    path.steps().try_fold(goods, |item, index| match &item.inputs {
        crate::model::Inputs::Listed(inputs) => inputs.get(index),
        crate::model::Inputs::Missing | crate::model::Inputs::Unreadable { .. } => None,
    })
}

fn judge_window(context: &Context<'_, '_>, window: &Window, superseded: Option<Date>) -> WindowJudgement {
    if window.from.is_none() && window.until.is_none() && superseded.is_none() {
        let reading = Reading::default();
        return WindowJudgement {
            truth: Truth::True,
            alone: Truth::True,
            ended: Truth::False,
            date: window_day(context, window),
            reading,
        };
    }
    let goods = context.goods();
    let mut date = context.window_date(window.field);
    let reader = context.reader(&goods, context.assume);
    if date.0.is_none()
        && let Some(crate::model::Value::Date(assumed)) = reader.fact(window.field).value()
    {
        date = (Some(*assumed), false);
    }
    let at = reader.at(window.field);
    let holds = |until: Option<Date>| match date.0 {
        Some(date) => {
            Truth::from(window.from.is_none_or(|from| from <= date) && until.is_none_or(|until| date < until))
        }
        None => Truth::Unknown,
    };
    let until = window.until.into_iter().chain(superseded).min();
    let (truth, alone) = (holds(until), holds(window.until));
    let ended = match (date.0, superseded) {
        (_, None) => Truth::False,
        (Some(date), Some(superseded)) => Truth::from(superseded <= date),
        (None, Some(_)) => Truth::Unknown,
    };
    let words = window_words(window.from, until);
    let mut reading = Reading { assumed: reader.assumed(), ..Reading::default() };
    match date {
        (Some(day), is_as_of) => {
            let by = if is_as_of || !reading.assumed.is_empty() { By::Assumption } else { By::Date };
            let at = if is_as_of { "as-of".to_owned() } else { at };
            reading.evidence.push(Evidence {
                at,
                value: day.to_string(),
                test: words,
                truth,
                by,
                matched: None,
                score: None,
            });
        }
        (None, _) => reading.asks.push(reader.ask(window.field)),
    }
    WindowJudgement { truth, alone, ended, date: date.0, reading }
}

/// The date of a window without ends, from which an answer's last day is counted.
fn window_day(context: &Context<'_, '_>, window: &Window) -> Option<Date> {
    context.window_date(window.field).0
}

/// A window as first and last day.
pub fn window_words(from: Option<Date>, until: Option<Date>) -> String {
    let last = until.and_then(|until| until.yesterday().ok());
    match (from, last) {
        (Some(from), Some(last)) => format!("from {from} through {last}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(last)) => format!("through {last}"),
        (None, None) => "always".to_owned(),
    }
}

impl<'p> Judge<'p, '_, '_> {
    fn of_goods(&self, condition: &'p Condition) -> OfThing<'p> {
        let goods = self.context.goods();
        OfThing {
            path: Path::default(),
            presence: Presence::There,
            judgement: self.condition(condition, &goods),
        }
    }

    /// A condition asked of every input of a thing at any tier, and of those that may be there.
    fn of_inputs(&self, condition: &'p Condition, of: &Thing<'_>) -> Vec<OfThing<'p>> {
        let mut things = Vec::new();
        self.add_inputs(condition, of, &mut things);
        things
    }

    fn add_inputs(&self, condition: &'p Condition, of: &Thing<'_>, things: &mut Vec<OfThing<'p>>) {
        match self.context.inputs_of(of) {
            InputsHere::Listed(inputs) => {
                for (index, item) in inputs.iter().enumerate() {
                    let input = Thing { item, path: of.path.input(index), is_known: true };
                    let judgement = self.condition(condition, &input);
                    things.push(OfThing { path: input.path.clone(), presence: Presence::There, judgement });
                    self.add_inputs(condition, &input, things);
                }
            }
            InputsHere::Unknown { reason } => {
                things.push(self.of_unknown(condition, &of.path, Presence::MayHaveInputs { reason }));
            }
            InputsHere::AssumedNone => {
                things.push(self.of_unknown(condition, &of.path, Presence::AssumedNone));
            }
        }
    }

    /// A condition asked of an input that may be there: what the shipment says of it can rule it out.
    fn of_unknown(&self, condition: &'p Condition, of: &Path, presence: Presence) -> OfThing<'p> {
        let nothing = Item::default();
        let thing = Thing { item: &nothing, path: of.input(0), is_known: false };
        OfThing { path: of.clone(), presence, judgement: self.condition(condition, &thing) }
    }

    fn condition(&self, condition: &'p Condition, thing: &Thing<'_>) -> Judgement<'p> {
        let parts =
            |parts: &'p [Condition]| parts.iter().map(|part| self.condition(part, thing)).collect::<Vec<_>>();
        let (truth, kind) = match &condition.kind {
            ConditionKind::All(conditions) => {
                let parts = parts(conditions);
                (Truth::all(parts.iter().map(|part| part.truth)), JudgementKind::All(parts))
            }
            ConditionKind::Any(conditions) => {
                let parts = parts(conditions);
                (Truth::any(parts.iter().map(|part| part.truth)), JudgementKind::Any(parts))
            }
            ConditionKind::Not(inner) => {
                let inner = self.condition(inner, thing);
                (!inner.truth, JudgementKind::Not(Box::new(inner)))
            }
            ConditionKind::AnyInput(inner) => {
                let things = self.of_inputs(inner, thing);
                (Truth::any(things.iter().map(OfThing::truth)), JudgementKind::Inputs(things))
            }
            ConditionKind::EveryInput(inner) => {
                let things = self.of_inputs(inner, thing);
                (Truth::all(things.iter().map(of_every)), JudgementKind::Inputs(things))
            }
            ConditionKind::Share(inner, bounds, _) => self.share(inner, bounds, thing),
            ConditionKind::Test(test) => {
                let (truth, reading) = tests::read_test(self.context, thing, test, self.dates);
                (truth, JudgementKind::Test(reading))
            }
        };
        Judgement { truth, condition, kind }
    }

    fn share(
        &self,
        inner: &'p Condition,
        bounds: &Bounds<crate::model::Decimal>,
        thing: &Thing<'_>,
    ) -> (Truth, JudgementKind<'p>) {
        let mut found = shares::Found::default();
        let range = shares::share(self, thing, inner, &mut found);
        let truth = match &range {
            Some((low, high)) if bounds.is_apart(low, high) => Truth::False,
            Some((low, high)) if bounds.contains(low) && bounds.contains(high) => Truth::True,
            _ => Truth::Unknown,
        };
        // Inputs of which the condition is open are asked for with the rest.
        let open = found.things.iter().filter(|thing| thing.judgement.truth == Truth::Unknown);
        let mut asks: Vec<Ask> = open.flat_map(|thing| finding::asks(&thing.judgement)).collect();
        asks.append(&mut found.asks);
        let asks = if truth == Truth::Unknown { asks } else { Vec::new() };
        (truth, JudgementKind::Share { things: found.things, range, asks, assumed: found.assumed })
    }
}

/// Of every input: one that may be there can only keep it from being true, one that is assumed away does not.
fn of_every(thing: &OfThing<'_>) -> Truth {
    match thing.presence {
        Presence::There => thing.judgement.truth,
        Presence::MayHaveInputs { .. } => thing.judgement.truth.or(Truth::Unknown),
        Presence::AssumedNone => Truth::True,
    }
}
