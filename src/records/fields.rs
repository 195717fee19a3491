//! Which name in a file stands for which field.

use std::collections::HashMap;

use crate::model::{FieldId, FieldType, Level, Schema};

/// What a column or a key is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Known {
    /// The name of the record.
    Id,
    /// What went into the thing.
    Inputs,
    /// A fact.
    Fact(FieldId, FieldType),
}

/// The names of all fields.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    by_name: HashMap<String, (Known, Level)>,
    /// The names of what a record has, in the schema's order.
    names: Vec<String>,
}

impl Fields {
    pub(super) fn new(schema: &Schema) -> Fields {
        let mut by_name = HashMap::from([
            ("id".to_owned(), (Known::Id, Level::Shipment)),
            ("inputs".to_owned(), (Known::Inputs, Level::Thing)),
        ]);
        let mut names = vec!["id".to_owned()];
        for id in schema.ids() {
            let field = schema.field(id);
            by_name.entry(field.name.to_lowercase()).or_insert((Known::Fact(id, field.kind), field.level));
            if field.level != Level::Input {
                names.push(field.name.clone());
            }
        }
        names.push("inputs".to_owned());
        Fields { by_name, names }
    }

    /// What a name is read as, in any case, where the goods or an input have it.
    pub(super) fn find(&self, name: &str, of_input: bool) -> Option<Known> {
        let name = trimmed(name);
        let (known, level) =
            self.by_name.get(name).or_else(|| self.by_name.get(name.to_lowercase().as_str()))?;
        let elsewhere = if of_input { Level::Shipment } else { Level::Input };
        (*level != elsewhere).then_some(*known)
    }

    /// The names of all that a record has.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }
}

/// A text without the blanks around it, and without what does not show: control and zero-width characters.
pub(super) fn trimmed(text: &str) -> &str {
    let blank = |character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
    };
    text.trim_matches(blank)
}
