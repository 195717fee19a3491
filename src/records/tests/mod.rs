//! The room's cases, by what is read. Rows are compared as a person would note them down.

mod delimited;
mod facts;
mod hostile;
mod json;

use std::io::Cursor;

use super::{Format, Notes, Row, read};
use crate::model::{Fact, Field, FieldType, Inputs, Item, Level, Schema, Value};

/// The built-in fields, and two that a program declares.
fn schema() -> Schema {
    let mut schema = Schema::default();
    let declared = [("organic", FieldType::YesNo, Level::Thing), ("gin", FieldType::Text, Level::Input)];
    for (name, kind, level) in declared {
        schema.declare(Field { name: name.to_owned(), kind, level });
    }
    schema
}

/// Reads a file and notes down each row: `1 producer=Acme`, `reject 2@17 …`, or the error of the file.
fn rows(format: Option<Format>, file: impl Into<Vec<u8>>) -> Vec<String> {
    noted(format, file).0
}

fn noted(format: Option<Format>, file: impl Into<Vec<u8>>) -> (Vec<String>, Option<Notes>) {
    let schema = schema();
    let mut reader = match read(Cursor::new(file.into()), "file", format, &schema) {
        Ok(reader) => reader,
        Err(error) => return (vec![error.to_string()], None),
    };
    let rows = reader
        .by_ref()
        .map(|row| match row {
            Ok(Row::Shipment(shipment)) => format!("{}{}", shipment.id, facts(&shipment.goods, &schema)),
            Ok(Row::Reject(reject)) => format!("reject {}@{} {}", reject.row, reject.offset, reject.reason),
            Err(error) => error.to_string(),
        })
        .collect();
    (rows, Some(reader.notes().clone()))
}

fn facts(item: &Item, schema: &Schema) -> String {
    let mut line = String::new();
    for field in schema.ids() {
        if let Some(fact) = fact(item.fact(field)) {
            line.push_str(&format!(" {}={fact}", schema.name(field)));
        }
    }
    match &item.inputs {
        Inputs::Missing => {}
        Inputs::Unreadable { reason } => line.push_str(&format!(" inputs ? {reason}")),
        Inputs::Listed(inputs) => {
            let inputs: Vec<String> =
                inputs.iter().map(|input| facts(input, schema).trim_start().to_owned()).collect();
            line.push_str(&format!(" [{}]", inputs.join("; ")));
        }
    }
    line
}

/// A fact as it is noted down; `None` where it is missing.
fn fact(fact: &Fact) -> Option<String> {
    match fact {
        Fact::Missing => None,
        Fact::Unreadable { reason, .. } => Some(format!("? {reason}")),
        Fact::Known { text, value } => Some(match value {
            Value::Text => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Money(amount, None) => amount.to_string(),
            Value::Money(amount, Some(currency)) => format!("{amount} {currency}"),
            Value::Date(date) => date.to_string(),
            Value::YesNo(yes) => yes.to_string(),
            Value::Hts(code) => code.to_string(),
            Value::Documents(names) => format!("{names:?}"),
        }),
    }
}
