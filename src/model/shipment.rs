//! One record: an entry line with its facts, and the inputs that went into the goods.

use super::{Date, Decimal, FieldId, HtsCode};

/// How many tiers of inputs a record may have below the goods. What lies deeper is unreadable, so it can never clear a shipment.
pub const MAX_TIERS: usize = 64;

/// A fact that could be read.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, or the name of a place, a country, goods or a party, which the vocabulary recognises.
    Text,
    /// A number, a quantity, a weight or a share.
    Number(Decimal),
    /// An amount of money; no currency where the value itself names none.
    Money(Decimal, Option<super::Currency>),
    /// A day.
    Date(Date),
    /// Yes or no.
    YesNo(bool),
    /// A code.
    Hts(HtsCode),
    /// A complete set of documents.
    Documents(Vec<String>),
}

/// What a record says in one field.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Fact {
    /// Nothing: no such column, an empty cell, a null.
    #[default]
    Missing,
    /// Something that cannot be read as what the field holds.
    Unreadable {
        /// The text as it came.
        text: String,
        /// Why, as the end of "it cannot be read: …".
        reason: String,
    },
    /// A readable fact.
    Known {
        /// The text as it came.
        text: String,
        /// What it means.
        value: Value,
    },
}

impl Fact {
    /// The text as it came, of a fact that could be read.
    pub fn text(&self) -> Option<&str> {
        match self {
            Fact::Known { text, .. } => Some(text),
            Fact::Missing | Fact::Unreadable { .. } => None,
        }
    }

    /// What it means, of a fact that could be read.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Fact::Known { value, .. } => Some(value),
            Fact::Missing | Fact::Unreadable { .. } => None,
        }
    }

    /// Whether there is no readable fact.
    pub fn is_missing(&self) -> bool {
        self.value().is_none()
    }
}

/// What went into a thing.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Inputs {
    /// The record does not say.
    #[default]
    Missing,
    /// The record says something that cannot be read.
    Unreadable {
        /// Why.
        reason: String,
    },
    /// A complete list; empty where nothing went in.
    Listed(Vec<Item>),
}

/// The goods, or one input.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Item {
    facts: Vec<Fact>,
    /// What went into it.
    pub inputs: Inputs,
}

impl Item {
    /// The fact of a field.
    pub fn fact(&self, field: FieldId) -> &Fact {
        self.facts.get(field.index()).unwrap_or(&Fact::Missing)
    }

    /// States a fact.
    pub fn set(&mut self, field: FieldId, fact: Fact) {
        if self.facts.len() <= field.index() {
            self.facts.resize(field.index() + 1, Fact::Missing);
        }
        if let Some(place) = self.facts.get_mut(field.index()) {
            *place = fact;
        }
    }
}

/// One record.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Shipment {
    /// The entry and line; the row number where the record has none.
    pub id: String,
    /// The row in its file, from 1.
    pub row: u64,
    /// The goods, which also carry the facts of the shipment.
    pub goods: Item,
}

/// Where a thing stands in a record: the goods are the empty path, `inputs[0].inputs[2]` is the third input of the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Path(Vec<u32>);

impl Path {
    /// The path of an input of this thing.
    #[must_use]
    pub fn input(&self, index: usize) -> Path {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        Path(self.0.iter().copied().chain(std::iter::once(index)).collect())
    }

    /// The index of each input on the way from the goods.
    pub fn steps(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().map(|index| *index as usize)
    }

    /// Whether it is the goods themselves.
    pub fn is_goods(&self) -> bool {
        self.0.is_empty()
    }

    /// How many steps below the goods.
    pub fn tier(&self) -> usize {
        self.0.len()
    }

    /// The path of a field of this thing, such as `inputs[0].producer`.
    pub fn at(&self, field: &str) -> String {
        if self.is_goods() { field.to_owned() } else { format!("{self}.{field}") }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, index) in self.0.iter().enumerate() {
            let dot = if at == 0 { "" } else { "." };
            write!(f, "{dot}inputs[{index}]")?;
        }
        Ok(())
    }
}
