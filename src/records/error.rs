//! Why a file, or a shipment on its own, cannot be read.

use crate::diagnostic::suggest::{listed, shortened};
use crate::source::load::said;

/// Why a file of shipments cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum RecordsError {
    /// It cannot be opened, or reading broke off.
    #[error("cannot read `{name}`: {}", said(source))]
    Io {
        /// The file.
        name: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is something else than text in UTF-8.
    #[error("`{name}` is {what}, which cannot be read: CSV, TSV, JSON and NDJSON in UTF-8 can")]
    Unsupported {
        /// The file.
        name: String,
        /// What it is.
        what: &'static str,
    },
    /// It has nothing in it.
    #[error("`{name}` is empty: it has no header and no records")]
    Empty {
        /// The file.
        name: String,
    },
    /// Its header cannot be split into columns.
    #[error("the header of `{name}` {reason}")]
    Header {
        /// The file.
        name: String,
        /// Why, as the end of "the header …".
        reason: String,
    },
    /// Two columns are one field.
    #[error(
        "`{name}` has the field `{field}` twice: in column {} (`{}`) and in column {} (`{}`)",
        first.0, first.1, second.0, second.1
    )]
    DuplicateColumn {
        /// The file.
        name: String,
        /// The field.
        field: String,
        /// The number, from 1, and the header of one column.
        first: (usize, String),
        /// The same of the other.
        second: (usize, String),
    },
    /// No column is a field.
    #[error(
        "`{name}` has no column that is a field of a record: its columns are {}; the fields are {}",
        some(found),
        listed(known, "and")
    )]
    NoColumn {
        /// The file.
        name: String,
        /// The columns of the file.
        found: Vec<String>,
        /// The fields that a record may have.
        known: Vec<String>,
    },
}

/// Why a text is not one shipment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the shipment {reason}")]
pub struct InvalidShipmentError {
    /// Why, as the end of "the shipment …".
    pub reason: String,
}

/// The first columns of a header, each cut to a length that a person reads.
fn some(columns: &[String]) -> String {
    let shown: Vec<String> = columns.iter().take(12).map(|column| shortened(column, 40)).collect();
    match columns.len() - shown.len() {
        0 => listed(&shown, "and"),
        more => format!("{} and {more} more", listed(&shown, "and")),
    }
}
