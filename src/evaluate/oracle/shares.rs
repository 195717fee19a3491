//! The share of inputs of which a condition holds, as the range in which it must lie.
//!
//! Shares multiply along the path; an input that matches counts whole and is not opened. Unknown shares together lie between
//! nothing and what their known siblings leave. Shares of siblings that add up to more than the whole say nothing.

use super::judgement::{AssumedHere, Judgement, OfThing, Presence};
use super::reader::{Context, InputsHere, Thing};
use super::{Judge, assumed_none};
use crate::evaluate::settle::Ask;
use crate::model::{Decimal, Role, Truth, Value};
use crate::semantics::hir::Condition;

/// What was found on the way.
#[derive(Default)]
pub(super) struct Found<'p> {
    pub(super) things: Vec<OfThing<'p>>,
    pub(super) asks: Vec<Ask>,
    pub(super) assumed: Vec<AssumedHere>,
}

type Range = (Decimal, Decimal);
const ANYTHING: Range = (Decimal::ZERO, Decimal::ONE);

/// The share of a thing's inputs of which a condition holds; nothing where it cannot be told.
pub(super) fn share<'p>(
    judge: &Judge<'p, '_, '_>,
    thing: &Thing<'_>,
    condition: &'p Condition,
    found: &mut Found<'p>,
) -> Option<Range> {
    let context: &Context<'p, '_> = judge.context;
    let inputs = match context.inputs_of(thing) {
        InputsHere::Listed(inputs) => inputs,
        InputsHere::AssumedNone => {
            found.assumed.push(assumed_none(&thing.path));
            return Some((Decimal::ZERO, Decimal::ZERO));
        }
        InputsHere::Unknown { reason } => {
            found.asks.push(Ask { reason, ..Ask::missing(thing.path.at("inputs")) });
            return Some(ANYTHING);
        }
    };
    let (mut low, mut high, mut known) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let mut of_unknown: Option<Decimal> = None;
    let mut asks_of_unknown = Vec::new();
    for (index, item) in inputs.iter().enumerate() {
        let input = Thing { item, path: thing.path.input(index), is_known: true };
        let (least, most) = matching_part(judge, &input, condition, found)?;
        let reader = context.reader(&input, context.assume);
        match reader.fact(Role::Share).value() {
            Some(Value::Number(share)) => {
                found.assumed.extend(reader.assumed());
                known = known.checked_add(*share)?;
                low = low.checked_add(share.checked_mul(least)?)?;
                high = high.checked_add(share.checked_mul(most)?)?;
            }
            _ => {
                of_unknown = Some(of_unknown.map_or(most, |so_far| so_far.max(most)));
                if most > Decimal::ZERO {
                    asks_of_unknown.push(context.reader(&input, false).ask(Role::Share.into()));
                }
            }
        }
    }
    if known > Decimal::ONE {
        let reason =
            format!("the shares of what it is made of add up to {known}, which is more than the whole");
        found.asks.push(Ask::unsettled(thing.path.at("inputs"), reason));
        return None;
    }
    if let Some(most) = of_unknown {
        let left = Decimal::ONE.checked_sub(known)?;
        high = high.checked_add(left.checked_mul(most)?)?;
        if left > Decimal::ZERO {
            found.asks.append(&mut asks_of_unknown);
        }
    }
    Some((low, high))
}

/// The part of an input of which the condition holds: all of it, or that of its own inputs.
fn matching_part<'p>(
    judge: &Judge<'p, '_, '_>,
    input: &Thing<'_>,
    condition: &'p Condition,
    found: &mut Found<'p>,
) -> Option<Range> {
    let judgement: Judgement<'p> = judge.condition(condition, input);
    let truth = judgement.truth;
    found.things.push(OfThing { path: input.path.clone(), presence: Presence::There, judgement });
    match truth {
        Truth::True => Some((Decimal::ONE, Decimal::ONE)),
        Truth::False => share(judge, input, condition, found),
        Truth::Unknown => Some((share(judge, input, condition, found)?.0, Decimal::ONE)),
    }
}
