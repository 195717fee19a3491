//! Facts of a thing as tests read them: from the thing itself, from its shipment, or assumed.

use std::cell::RefCell;

use super::judgement::AssumedHere;
use crate::evaluate::decision::{By, Evidence};
use crate::model::{Date, Fact, FieldId, Inputs, Item, Level, Path, Role, Shipment, Truth, Value};
use crate::semantics::hir::TypedProgram;

/// The goods, one input, or an input of which nothing is known.
#[derive(Clone, Debug)]
pub(super) struct Thing<'r> {
    pub(super) item: &'r Item,
    pub(super) path: Path,
    /// Whether the record names it; nothing is assumed of a thing that may not be there.
    pub(super) is_known: bool,
}

/// A record with what it is decided by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'p, 'r> {
    pub(super) program: &'p TypedProgram,
    pub(super) shipment: &'r Shipment,
    /// The day that stands in for the date of a record that has none.
    pub(super) as_of: Option<Date>,
    /// Whether assumptions are read.
    pub(super) assume: bool,
}

/// What the record says of inputs of a thing.
pub(super) enum InputsHere<'r> {
    Listed(&'r [Item]),
    Unknown { reason: Option<String> },
    AssumedNone,
}

impl<'p, 'r> Context<'p, 'r> {
    /// The goods.
    pub(super) fn goods(&self) -> Thing<'r> {
        Thing { item: &self.shipment.goods, path: Path::default(), is_known: true }
    }

    /// What went into a thing.
    pub(super) fn inputs_of(&self, thing: &Thing<'r>) -> InputsHere<'r> {
        let assumptions = &self.program.assumptions;
        let assumed = if thing.path.is_goods() {
            assumptions.goods_have_no_inputs
        } else {
            assumptions.inputs_have_no_inputs
        };
        match &thing.item.inputs {
            Inputs::Listed(inputs) => InputsHere::Listed(inputs),
            Inputs::Missing if assumed && self.assume => InputsHere::AssumedNone,
            Inputs::Missing => InputsHere::Unknown { reason: None },
            Inputs::Unreadable { reason } => InputsHere::Unknown { reason: Some(reason.clone()) },
        }
    }

    /// A reader of the facts of a thing.
    pub(super) fn reader<'c>(&'c self, thing: &'c Thing<'r>, assume: bool) -> Reader<'c, 'p, 'r> {
        Reader { context: self, thing, assume, used: RefCell::new(Vec::new()) }
    }

    /// The date with which windows are compared: what the record says, or the day given for records without a date.
    ///
    /// That day stands for the arrival of the goods (`imported`, `entered`, `received`) of a record that has no date at all. It never
    /// stands for the day of production, loading or export: that day is a fact of the goods, and a guess would clear them.
    pub(super) fn window_date(&self, field: FieldId) -> (Option<Date>, bool) {
        let dates =
            [Role::Imported, Role::Entered, Role::Received, Role::Exported, Role::Loaded, Role::Produced];
        let arrival = [Role::Imported, Role::Entered, Role::Received].map(FieldId::from).contains(&field);
        let has_none = dates.iter().all(|date| *self.shipment.goods.fact((*date).into()) == Fact::Missing);
        match self.shipment.goods.fact(field).value() {
            Some(Value::Date(date)) => (Some(*date), false),
            _ if arrival && has_none => (self.as_of, true),
            _ => (None, false),
        }
    }
}

/// Reads the facts of one thing for one test, and notes what it had to assume.
pub(super) struct Reader<'c, 'p, 'r> {
    pub(super) context: &'c Context<'p, 'r>,
    pub(super) thing: &'c Thing<'r>,
    assume: bool,
    used: RefCell<Vec<AssumedHere>>,
}

impl<'p, 'r> Reader<'_, 'p, 'r>
where
    'p: 'r,
{
    pub(super) fn program(&self) -> &'p TypedProgram {
        self.context.program
    }

    fn of_shipment(&self, field: FieldId) -> bool {
        self.thing.path.is_goods() || self.program().schema.field(field).level == Level::Shipment
    }

    /// The path to a field as this thing has it.
    pub(super) fn at(&self, field: FieldId) -> String {
        let name = self.program().schema.name(field);
        if self.of_shipment(field) { name.to_owned() } else { self.thing.path.at(name) }
    }

    /// The fact of a field.
    pub(super) fn fact(&self, field: impl Into<FieldId>) -> &'r Fact {
        let field = field.into();
        let of_shipment = self.of_shipment(field);
        let item = if of_shipment { &self.context.shipment.goods } else { self.thing.item };
        let fact = item.fact(field);
        if *fact != Fact::Missing || !self.assume || !(of_shipment || self.thing.is_known) {
            return fact;
        }
        let assumptions = &self.program().assumptions;
        let assumed = if of_shipment { &assumptions.goods } else { &assumptions.inputs };
        match assumed.iter().find(|(other, _)| *other == field) {
            Some((_, fact)) if !self.is_derived(field) => {
                let value = fact.text().unwrap_or_default().to_owned();
                self.used.borrow_mut().push(AssumedHere { at: self.at(field), value });
                fact
            }
            _ => fact,
        }
    }

    /// What was assumed so far.
    pub(super) fn assumed(&self) -> Vec<AssumedHere> {
        let mut used = self.used.borrow().clone();
        used.sort();
        used.dedup();
        used
    }

    /// Evidence of a fact.
    pub(super) fn evidence(&self, test: &str, field: impl Into<FieldId>, truth: Truth, by: By) -> Evidence {
        let field = field.into();
        let at = self.at(field);
        let by = if self.used.borrow().iter().any(|used| used.at == at) { By::Assumption } else { by };
        Evidence {
            value: printed(self.fact(field)),
            at,
            test: test.to_owned(),
            truth,
            by,
            matched: None,
            score: None,
        }
    }
}

/// A fact in the one form in which it is printed.
pub fn printed(fact: &Fact) -> String {
    match fact {
        Fact::Missing => String::new(),
        Fact::Unreadable { text, .. } => text.clone(),
        Fact::Known { text, value } => match value {
            Value::Text => text.clone(),
            Value::Number(number) => number.normalize().to_string(),
            Value::Money(amount, Some(currency)) => format!("{} {currency}", amount.normalize()),
            Value::Money(amount, None) => amount.normalize().to_string(),
            Value::Date(date) => date.to_string(),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Hts(code) => code.to_string(),
            Value::Documents(documents) if documents.is_empty() => "none".to_owned(),
            Value::Documents(documents) => documents.join("; "),
        },
    }
}
