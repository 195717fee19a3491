//! A JSON object as a shipment or an input, with what went into it.
//!
//! In: one object as text. Out: an [`Item`] with its facts, typed by the schema. Each tier is read on its own while
//! what lies below stays text, so that depth is counted here, against [`MAX_TIERS`], and never recursed into beyond it; and
//! numbers stay the digits that were written.

use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::documents;
use super::fact::{read_fact, unreadable};
use super::fields::{Fields, Known, trimmed};
use super::notes::Tally;
use crate::diagnostic::suggest::shortened;
use crate::model::{Fact, FieldType, Inputs, Item, MAX_TIERS, Shipment};

/// How many inputs a record may name, at all tiers together. A list that goes beyond is unreadable as a whole.
pub const MAX_INPUTS: usize = 20_000;

/// How many keys an object may have, and a list of documents names.
const MAX_PARTS: usize = 10_000;

/// Why a value is no list of inputs.
const NO_LIST: &str = "it is neither `none` nor a JSON array";

/// What is the same for all of one record.
pub(super) struct Context<'a> {
    fields: &'a Fields,
    tally: &'a mut Tally,
    inputs_left: usize,
}

impl<'a> Context<'a> {
    pub(super) fn new(fields: &'a Fields, tally: &'a mut Tally) -> Context<'a> {
        Context { fields, tally, inputs_left: MAX_INPUTS }
    }

    fn unread(&mut self, key: &str, of_input: bool, raw: &RawValue) {
        let place = self.tally.unread(key, self.fields, of_input);
        if raw.get() != "null" {
            self.tally.count(place);
        }
    }
}

/// Reads a record, or says why it is none.
pub(super) fn read_shipment(
    text: &str,
    row: u64,
    fields: &Fields,
    tally: &mut Tally,
) -> Result<Shipment, String> {
    let mut id = None;
    let goods = read_item(text, 0, &mut id, &mut Context::new(fields, tally))?;
    Ok(Shipment { id: id.unwrap_or_else(|| row.to_string()), row, goods })
}

/// Reads the goods (tier 0) or an input.
fn read_item(
    text: &str,
    tier: usize,
    record_id: &mut Option<String>,
    context: &mut Context<'_>,
) -> Result<Item, String> {
    let of_input = tier > 0;
    if !text.trim_start().starts_with('{') {
        return Err("is not a JSON object".to_owned());
    }
    let mut item = Item::default();
    let (mut keys, mut seen) = (HashSet::new(), HashSet::new());
    for (key, raw) in members(text)? {
        let known = context.fields.find(&key, of_input);
        let again = match known {
            Some(known) => !seen.insert(known),
            None => keys.contains(&key),
        };
        if again {
            return Err(format!("has the key `{}` twice", shortened(&key, 40)));
        }
        if let (Some(known), false) = (known, of_input) {
            context.tally.recognised(known, trimmed(&key));
        }
        match known {
            Some(Known::Id) => match read_json_fact(FieldType::Text, raw) {
                Fact::Known { text, .. } => *record_id = Some(text),
                Fact::Unreadable { reason, .. } => context.tally.unreadable_id(reason),
                Fact::Missing => {}
            },
            Some(Known::Inputs) => item.inputs = read_raw_inputs(raw, tier + 1, context),
            Some(Known::Fact(field, kind)) => item.set(field, read_json_fact(kind, raw)),
            None => {
                context.unread(&key, of_input, raw);
                keys.insert(key);
            }
        }
    }
    Ok(item)
}

/// Reads what a cell or a text says of inputs: nothing, `none`, or a JSON array.
pub(super) fn read_inputs(text: &str, tier: usize, context: &mut Context<'_>) -> Inputs {
    match trimmed(text) {
        "" => Inputs::Missing,
        none if none.eq_ignore_ascii_case("none") => Inputs::Listed(Vec::new()),
        list if list.starts_with('[') => read_list(list, tier, context),
        _ => not_inputs(NO_LIST),
    }
}

fn read_raw_inputs(raw: &RawValue, tier: usize, context: &mut Context<'_>) -> Inputs {
    match raw.get().bytes().next() {
        Some(b'n') => Inputs::Missing,
        Some(b'[') => read_list(raw.get(), tier, context),
        Some(b'"') => match serde_json::from_str::<String>(raw.get()) {
            Ok(text) => read_inputs(&text, tier, context),
            Err(error) => not_inputs(&format!("it {}", broken(&error))),
        },
        _ => not_inputs(NO_LIST),
    }
}

fn not_inputs(reason: &str) -> Inputs {
    Inputs::Unreadable { reason: reason.to_owned() }
}

/// Reads an array of inputs that stand at a tier.
fn read_list(text: &str, tier: usize, context: &mut Context<'_>) -> Inputs {
    let raws = match elements(text, context.inputs_left) {
        Ok(raws) => raws,
        Err(reason) => return not_inputs(&reason),
    };
    if tier > MAX_TIERS && !raws.is_empty() {
        return not_inputs(&format!("inputs are nested deeper than {MAX_TIERS} tiers"));
    }
    if raws.len() > context.inputs_left {
        return not_inputs(&format!("the record names more than {MAX_INPUTS} inputs"));
    }
    context.inputs_left -= raws.len();
    let mut items = Vec::with_capacity(raws.len());
    for (at, raw) in raws.into_iter().enumerate() {
        match read_item(raw.get(), tier, &mut None, context) {
            Ok(item) => items.push(item),
            Err(reason) => return not_inputs(&format!("input {} {reason}", at + 1)),
        }
    }
    Inputs::Listed(items)
}

/// Reads a JSON value as a fact. A number is read as the digits that were written, also where text is wanted.
fn read_json_fact(kind: FieldType, raw: &RawValue) -> Fact {
    let text = raw.get();
    let what = match text.bytes().next() {
        Some(b'n') => return Fact::Missing,
        Some(b'"') => {
            return match serde_json::from_str::<String>(text) {
                Ok(text) => read_fact(kind, &text),
                Err(error) => unreadable(text, format!("it {}", broken(&error))),
            };
        }
        Some(b't' | b'f') if kind == FieldType::YesNo => return read_fact(kind, text),
        Some(b't' | b'f') => "a JSON true or false",
        Some(b'[') if kind == FieldType::Documents => {
            return match document_names(text) {
                Ok(names) => documents::read_list(names.iter().map(String::as_str), &names.join("; ")),
                Err(reason) => unreadable(text, reason),
            };
        }
        Some(b'[') => "a JSON array",
        Some(b'{') => "a JSON object",
        _ => return read_fact(kind, text),
    };
    unreadable(text, format!("{what} stands where {} is wanted", kind.word()))
}

/// The names in a JSON array of documents; a null is a name left empty.
pub(super) fn document_names(text: &str) -> Result<Vec<String>, String> {
    let raws = elements(text, MAX_PARTS)?;
    if raws.len() > MAX_PARTS {
        return Err(format!("it names more than {MAX_PARTS} documents"));
    }
    let name = |raw: &RawValue| match read_json_fact(FieldType::Text, raw) {
        Fact::Known { text, .. } => Ok(text),
        Fact::Missing => Ok(String::new()),
        Fact::Unreadable { reason, .. } => Err(reason),
    };
    raws.into_iter().map(name).collect()
}

/// What is wrong with JSON, by where it stands in the record.
fn broken(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    match error.line() {
        0 => format!("is broken JSON: {message}"),
        1 => format!("is broken JSON at its byte {}: {message}", error.column()),
        line => format!("is broken JSON at byte {} of its line {line}: {message}", error.column()),
    }
}

/// The members of an object, each value as text.
fn members(text: &str) -> Result<Vec<(String, &RawValue)>, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let members = json.deserialize_map(Members);
    let members = members.and_then(|members| json.end().map(|()| members)).map_err(|error| broken(&error))?;
    if members.len() > MAX_PARTS {
        return Err(format!("has more than {MAX_PARTS} keys"));
    }
    Ok(members)
}

/// The elements of an array, each as text; those beyond one more than the limit are left out.
fn elements(text: &str, limit: usize) -> Result<Vec<&RawValue>, String> {
    let mut json = serde_json::Deserializer::from_str(text);
    let elements = json.deserialize_seq(Elements { limit });
    elements
        .and_then(|elements| json.end().map(|()| elements))
        .map_err(|error| format!("it {}", broken(&error)))
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry::<String, &RawValue>()? {
            if members.len() <= MAX_PARTS {
                members.push(member);
            }
        }
        Ok(members)
    }
}

struct Elements {
    limit: usize,
}

impl<'de> Visitor<'de> for Elements {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element::<&RawValue>()? {
            if elements.len() <= self.limit {
                elements.push(element);
            }
        }
        Ok(elements)
    }
}
