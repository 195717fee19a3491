//! How a file was read: what was recognised, what nobody reads, and how many rows there were.

use std::collections::{HashMap, HashSet};

use super::fields::{Fields, Known};
use super::sniff::Format;
use crate::diagnostic::suggest::{nearest, shortened};

/// How many names that nobody reads are kept apart, so that a file of ever new ones does not fill the memory.
const MAX_UNREAD: usize = 1_000;

/// How a file was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// The format.
    pub format: Format,
    /// Whether it begins with a byte-order mark; the text is read as UTF-8 either way.
    pub byte_order_mark: bool,
    /// What stands between two fields, in CSV and TSV.
    pub delimiter: Option<char>,
    /// The fields that were found, in the order in which they were.
    pub recognised: Vec<String>,
    /// The columns and keys that are no fields.
    pub unread: Vec<Unread>,
    /// How often something stood under further such names than are listed.
    pub unread_besides: u64,
    /// The first record whose `id` cannot be read, and is called by its row.
    pub unreadable_id: Option<UnreadableId>,
    /// Lines passed over because nothing stands in them.
    pub blank_lines: u64,
    /// Rows that became shipments.
    pub shipments: u64,
    /// Rows that were rejected.
    pub rejects: u64,
}

/// A column or a key that is no field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its name; that of an input's key begins with `inputs[].`.
    pub name: String,
    /// How often something stood in it.
    pub count: u64,
    /// The field that may have been meant.
    pub near: Option<String>,
}

/// Records whose `id` is something else than a text or a number. They are called by their rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableId {
    /// The row of the first of them.
    pub row: u64,
    /// Why its id cannot be read.
    pub reason: String,
    /// How many there are.
    pub count: u64,
}

impl Notes {
    /// How many rows there were: each is a shipment or a reject.
    pub fn rows(&self) -> u64 {
        self.shipments + self.rejects
    }
}

/// Notes in the making.
#[derive(Debug)]
pub(super) struct Tally {
    notes: Notes,
    seen: HashSet<Known>,
    unread: HashMap<String, usize>,
}

impl Tally {
    pub(super) fn new(format: Format, byte_order_mark: bool) -> Tally {
        let notes = Notes {
            format,
            byte_order_mark,
            delimiter: None,
            recognised: Vec::new(),
            unread: Vec::new(),
            unread_besides: 0,
            unreadable_id: None,
            blank_lines: 0,
            shipments: 0,
            rejects: 0,
        };
        Tally { notes, seen: HashSet::new(), unread: HashMap::new() }
    }

    pub(super) fn notes(&self) -> &Notes {
        &self.notes
    }

    pub(super) fn delimiter(&mut self, delimiter: u8) {
        self.notes.delimiter = Some(char::from(delimiter));
    }

    pub(super) fn recognised(&mut self, known: Known, name: &str) {
        if self.seen.insert(known) {
            self.notes.recognised.push(name.to_lowercase());
        }
    }

    /// Lists a name that is no field, and gives its place in the list; none where the list is full.
    pub(super) fn unread(&mut self, name: &str, fields: &Fields, of_input: bool) -> Option<usize> {
        let short = shortened(name, 200);
        let path = if of_input { format!("inputs[].{short}") } else { short };
        let next = self.notes.unread.len();
        if let Some(place) = self.unread.get(&path) {
            return Some(*place);
        }
        if next == MAX_UNREAD {
            return None;
        }
        // A field that the goods have and an input has not is spelt right, and stands in the wrong place.
        let near = if of_input { None } else { nearest(name, fields.names().iter().map(String::as_str)) };
        self.unread.insert(path.clone(), next);
        self.notes.unread.push(Unread { name: path, count: 0, near: near.map(str::to_owned) });
        Some(next)
    }

    /// Counts something that stands under a name that is no field.
    pub(super) fn count(&mut self, place: Option<usize>) {
        match place.and_then(|place| self.notes.unread.get_mut(place)) {
            Some(unread) => unread.count += 1,
            None => self.notes.unread_besides += 1,
        }
    }

    /// Notes that the id of the row that is being read cannot be.
    pub(super) fn unreadable_id(&mut self, reason: String) {
        let row = self.row();
        self.notes.unreadable_id.get_or_insert(UnreadableId { row, reason, count: 0 }).count += 1;
    }

    pub(super) fn blank_line(&mut self) {
        self.notes.blank_lines += 1;
    }

    /// The number of the row that comes now.
    pub(super) fn row(&self) -> u64 {
        self.notes.rows() + 1
    }

    pub(super) fn end_of_row(&mut self, read: bool) {
        if read {
            self.notes.shipments += 1;
        } else {
            self.notes.rejects += 1;
        }
    }
}
