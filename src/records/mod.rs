//! Shipment files: from bytes to [`Shipment`]s, one row at a time.
//!
//! In: CSV, TSV, JSON or NDJSON from a file or a stream, and the [`Schema`] whose fields it may have. Out: a [`Reader`]
//! that gives each row as a shipment or as a [`Reject`], in order, in memory bounded by [`MAX_ROW`] whatever the file's
//! size; [`Notes`] that say how the file was read; and [`read_fact`], the one reading of a cell.
//!
//! What never happens: a row is dropped. It is rejected only where it cannot be split into fields; a cell that cannot be
//! read is a fact that is [`Unreadable`](crate::model::Fact::Unreadable), with its reason. Not here: whether a text names
//! a place, goods or a party (`vocabulary`), and columns by other names than the schema's. Lists of entities are read whole, by [`table`].

mod bytes;
mod date;
mod delimited;
mod documents;
mod error;
mod fact;
mod fields;
mod json;
mod notes;
mod number;
mod object;
mod quotes;
mod sniff;
pub mod table;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::model::{Schema, Shipment};
use bytes::{Piece, Source, Stream};
use delimited::Delimited;
use fields::Fields;
use json::JsonCutter;
use notes::Tally;

pub use error::{InvalidShipmentError, RecordsError};
pub use fact::read_fact;
pub use notes::{Notes, Unread, UnreadableId};
pub use object::MAX_INPUTS;
pub use sniff::Format;

/// How many bytes a row may have. A longer one is a reject; it is passed over without being kept.
pub const MAX_ROW: usize = 16 << 20;

/// How many bytes of a rejected row are kept.
pub const MAX_REJECT_TEXT: usize = 1 << 20;

/// A row that cannot be split into fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The row in its file, from 1; a header and blank lines do not count.
    pub row: u64,
    /// Where it begins, in bytes from the start of the file.
    pub offset: u64,
    /// How many bytes it has, without the end of its line.
    pub length: u64,
    /// Why, as the end of "row 3 …": "has 5 fields where the header has 4".
    pub reason: String,
    /// The row as it stood; its first [`MAX_REJECT_TEXT`] bytes where it is longer.
    pub text: Vec<u8>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// A record.
    Shipment(Box<Shipment>),
    /// A row that cannot be split into fields.
    Reject(Reject),
}

/// The rows of one file.
///
/// After an error of the file, which is said once, there are no more rows.
#[derive(Debug)]
pub struct Reader {
    name: String,
    opening: String,
    source: Source,
    body: Body,
    fields: Fields,
    tally: Tally,
    ended: bool,
}

/// How the rows of a file are told apart.
#[derive(Debug)]
enum Body {
    Delimited(Box<Delimited>),
    Lines,
    Json(JsonCutter),
}

/// Opens a file of shipments. Without a format, the extension says which it is, and where that does not, the first bytes.
///
/// # Errors
/// Where the file cannot be opened or read, is empty, or has a header that cannot be used.
#[expect(clippy::disallowed_methods, reason = "records are read from files here")]
pub fn open(path: &Path, format: Option<Format>, schema: &Schema) -> Result<Reader, RecordsError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|source| RecordsError::Io { name: name.clone(), source })?;
    read(file, &name, format.or_else(|| Format::of_path(path)), schema)
}

/// Reads shipments from a stream, such as standard input, which messages call by a name. Without a format, the first
/// bytes say which it is.
///
/// # Errors
/// Where the stream cannot be read, is empty, or has a header that cannot be used.
pub fn read(
    stream: impl Read + Send + 'static,
    name: &str,
    format: Option<Format>,
    schema: &Schema,
) -> Result<Reader, RecordsError> {
    let failed = |source| RecordsError::Io { name: name.to_owned(), source };
    let mut stream: Stream = Box::new(stream);
    let head = sniff::head(&mut stream).map_err(failed)?;
    if let Some(what) = sniff::unreadable(&head) {
        return Err(RecordsError::Unsupported { name: name.to_owned(), what });
    }
    let format = format.unwrap_or_else(|| Format::of_bytes(&head));
    if format != Format::Ndjson && sniff::is_empty(&head) {
        return Err(RecordsError::Empty { name: name.to_owned() });
    }
    let bom = head.starts_with(sniff::BOM);
    let opening = sniff::opening(&head);
    let mut source = Source::new(head, if bom { sniff::BOM.len() } else { 0 }, stream);
    let fields = Fields::new(schema);
    let mut tally = Tally::new(format, bom);
    let body = match format {
        Format::Csv | Format::Tsv => {
            Body::Delimited(Box::new(Delimited::open(&mut source, name, format, &fields, &mut tally)?))
        }
        Format::Json => Body::Json(JsonCutter::default()),
        Format::Ndjson => Body::Lines,
    };
    Ok(Reader { name: name.to_owned(), opening, source, body, fields, tally, ended: false })
}

/// Reads one shipment from a JSON object. Keys that are no fields are passed over; without an `id` it is called `1`.
///
/// # Errors
/// Where the text is not one JSON object, or has a key twice.
pub fn shipment_from_json(text: &str, schema: &Schema) -> Result<Shipment, InvalidShipmentError> {
    let mut tally = Tally::new(Format::Json, false);
    object::read_shipment(text, 1, &Fields::new(schema), &mut tally)
        .map_err(|reason| InvalidShipmentError { reason })
}

impl Reader {
    /// How the file was read, as far as it was: complete when the rows are at their end.
    pub fn notes(&self) -> &Notes {
        self.tally.notes()
    }

    /// What messages call the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first lines as they stand, so that a column can be pointed at.
    pub fn opening(&self) -> &str {
        &self.opening
    }

    /// The next row as it stands in the file, blank lines passed over.
    fn cut(&mut self) -> std::io::Result<Option<Piece>> {
        loop {
            let piece = match &mut self.body {
                Body::Delimited(delimited) => delimited.cut(&mut self.source)?,
                Body::Lines => self.source.cut_line()?,
                Body::Json(cutter) => return cutter.cut(&mut self.source),
            };
            match piece {
                Some(piece) if self.is_blank(&piece) => self.tally.blank_line(),
                piece => return Ok(piece),
            }
        }
    }

    /// Whether a line has nothing but blanks; a row of nothing but delimiters is a record without facts.
    fn is_blank(&self, piece: &Piece) -> bool {
        let delimiter = self.notes().delimiter;
        let blank = |byte: &u8| byte.is_ascii_whitespace() && delimiter != Some(char::from(*byte));
        piece.fault.is_none() && piece.is_whole() && piece.text.iter().all(blank)
    }

    fn read_piece(&mut self, piece: &Piece, row: u64) -> Result<Shipment, String> {
        if let Some(fault) = &piece.fault {
            return Err(fault.clone());
        }
        if !piece.is_whole() {
            return Err(format!("is longer than {} MiB", MAX_ROW >> 20));
        }
        let text = std::str::from_utf8(&piece.text)
            .map_err(|error| format!("is not UTF-8 (at its byte {})", error.valid_up_to() + 1))?;
        match &mut self.body {
            Body::Delimited(delimited) => delimited.read_row(text, row, &self.fields, &mut self.tally),
            Body::Lines | Body::Json(_) => object::read_shipment(text, row, &self.fields, &mut self.tally),
        }
    }
}

impl Iterator for Reader {
    type Item = Result<Row, RecordsError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut piece = match self.cut() {
            Ok(Some(piece)) => piece,
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(source) => {
                self.ended = true;
                return Some(Err(RecordsError::Io { name: self.name.clone(), source }));
            }
        };
        let row = self.tally.row();
        let read = self.read_piece(&piece, row);
        self.tally.end_of_row(read.is_ok());
        Some(Ok(match read {
            Ok(shipment) => Row::Shipment(Box::new(shipment)),
            Err(reason) => {
                piece.text.truncate(MAX_REJECT_TEXT);
                piece.text.shrink_to_fit();
                let Piece { offset, length, text, .. } = piece;
                Row::Reject(Reject { row, offset, length, reason, text })
            }
        }))
    }
}
