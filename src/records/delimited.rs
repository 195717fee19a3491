//! CSV and TSV: a header that names the columns, and rows with as many fields.

use std::io::Read;

use csv::StringRecord;

use super::bytes::{Piece, Source};
use super::error::RecordsError;
use super::fields::{Fields, Known, trimmed};
use super::notes::Tally;
use super::object::{self, Context};
use super::quotes::cut_row;
use super::sniff::Format;
use crate::model::{Item, Shipment};

/// What may stand between two fields of CSV; of two that fit a header equally well, the first.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// A file after its header.
#[derive(Debug)]
pub(super) struct Delimited {
    columns: Vec<Column>,
    splitter: Splitter,
}

/// One column.
#[derive(Debug)]
struct Column {
    name: String,
    known: Option<Known>,
    /// Its place among those that nobody reads.
    unread: Option<usize>,
}

impl Delimited {
    /// Reads the header.
    pub(super) fn open(
        source: &mut Source,
        name: &str,
        format: Format,
        fields: &Fields,
        tally: &mut Tally,
    ) -> Result<Delimited, RecordsError> {
        let candidates: &[u8] = if format == Format::Tsv { b"\t" } else { &DELIMITERS };
        let header = cut_header(source, name, candidates, tally)?;
        let split = |delimiter: u8| {
            let mut splitter = Splitter::new(delimiter);
            let columns = columns(splitter.split(&header).ok()?, fields);
            Some((splitter, columns))
        };
        let fit = |columns: &[Column]| {
            (columns.iter().filter(|column| column.known.is_some()).count(), columns.len() > 1)
        };
        let mut best: Option<(Splitter, Vec<Column>)> = None;
        for candidate in candidates.iter().filter_map(|delimiter| split(*delimiter)) {
            if best.as_ref().is_none_or(|best| fit(&best.1) < fit(&candidate.1)) {
                best = Some(candidate);
            }
        }
        let Some((splitter, mut columns)) = best else {
            let reason = "cannot be split into columns".to_owned();
            return Err(RecordsError::Header { name: name.to_owned(), reason });
        };
        check_columns(&columns, name, fields)?;
        tally.delimiter(splitter.delimiter);
        for column in &mut columns {
            match column.known {
                Some(known) => tally.recognised(known, trimmed(&column.name)),
                None => column.unread = tally.unread(&column.name, fields, false),
            }
        }
        Ok(Delimited { columns, splitter })
    }

    /// Cuts the next row, which may be a blank line.
    pub(super) fn cut(&self, source: &mut Source) -> std::io::Result<Option<Piece>> {
        cut_row(source, &[self.splitter.delimiter])
    }

    /// Reads a row, or says why it cannot be.
    pub(super) fn read_row(
        &mut self,
        text: &str,
        row: u64,
        fields: &Fields,
        tally: &mut Tally,
    ) -> Result<Shipment, String> {
        let cells = self.splitter.split(text)?;
        if cells.len() != self.columns.len() {
            let plural = if cells.len() == 1 { "" } else { "s" };
            return Err(format!(
                "has {} field{plural} where the header has {}",
                cells.len(),
                self.columns.len()
            ));
        }
        let (mut id, mut goods) = (String::new(), Item::default());
        for (column, cell) in self.columns.iter().zip(cells) {
            match column.known {
                Some(Known::Id) => trimmed(cell).clone_into(&mut id),
                Some(Known::Inputs) => {
                    goods.inputs = object::read_inputs(cell, 1, &mut Context::new(fields, tally));
                }
                Some(Known::Fact(field, kind)) => goods.set(field, super::read_fact(kind, cell)),
                None if trimmed(cell).is_empty() => {}
                None => tally.count(column.unread),
            }
        }
        if id.is_empty() {
            id = row.to_string();
        }
        Ok(Shipment { id, row, goods })
    }
}

/// The first line that is not blank.
fn cut_header(
    source: &mut Source,
    name: &str,
    delimiters: &[u8],
    tally: &mut Tally,
) -> Result<String, RecordsError> {
    let header = |reason: &str| RecordsError::Header { name: name.to_owned(), reason: reason.to_owned() };
    loop {
        let piece = cut_row(source, delimiters)
            .map_err(|source| RecordsError::Io { name: name.to_owned(), source })?
            .ok_or_else(|| RecordsError::Empty { name: name.to_owned() })?;
        if let Some(fault) = &piece.fault {
            return Err(header(fault));
        }
        if !piece.is_whole() {
            return Err(header("is too long to be one"));
        }
        let text = String::from_utf8(piece.text).map_err(|_| header("is not UTF-8"))?;
        if !text.trim().is_empty() {
            return Ok(text);
        }
        tally.blank_line();
    }
}

fn columns(names: &StringRecord, fields: &Fields) -> Vec<Column> {
    let column = |(at, name): (usize, &str)| {
        let name = if trimmed(name).is_empty() {
            format!("column {} (without a name)", at + 1)
        } else {
            name.to_owned()
        };
        Column { known: fields.find(&name, false), name, unread: None }
    };
    names.iter().enumerate().map(column).collect()
}

/// Refuses a header in which two columns are one field, or none is any.
fn check_columns(columns: &[Column], name: &str, fields: &Fields) -> Result<(), RecordsError> {
    let mut seen: Vec<(usize, &Column, Known)> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        let Some(known) = column.known else { continue };
        if let Some((first_at, first, _)) = seen.iter().find(|(.., earlier)| *earlier == known) {
            return Err(RecordsError::DuplicateColumn {
                name: name.to_owned(),
                field: trimmed(&first.name).to_lowercase(),
                first: (first_at + 1, first.name.clone()),
                second: (at + 1, column.name.clone()),
            });
        }
        seen.push((at, column, known));
    }
    if seen.is_empty() {
        let found = columns.iter().map(|column| column.name.clone()).collect();
        return Err(RecordsError::NoColumn { name: name.to_owned(), found, known: fields.names().to_vec() });
    }
    Ok(())
}

/// Splits rows into fields. One `csv` reader serves for all rows, since its tables cost more to build than a row to read.
#[derive(Debug)]
struct Splitter {
    delimiter: u8,
    csv: csv::Reader<Feed>,
    record: StringRecord,
}

impl Splitter {
    fn new(delimiter: u8) -> Splitter {
        let csv = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(Feed::default());
        Splitter { delimiter, csv, record: StringRecord::new() }
    }

    /// The fields of one row.
    fn split(&mut self, row: &str) -> Result<&StringRecord, String> {
        self.csv.get_mut().load(row);
        let split = self.csv.read_record(&mut self.record);
        // INVARIANT: `quotes` cuts rows where `csv` ends them, so all that was fed has been read; nothing of it can get into
        // the next row.
        if matches!(split, Ok(true)) && self.csv.get_ref().is_spent() {
            return Ok(&self.record);
        }
        *self = Splitter::new(self.delimiter);
        Err("cannot be split into fields".to_owned())
    }
}

/// Hands one row at a time to the `csv` reader, which sees a file that goes on for ever.
#[derive(Debug, Default)]
struct Feed {
    row: Vec<u8>,
    read: usize,
}

impl Feed {
    fn load(&mut self, row: &str) {
        self.row.clear();
        self.row.extend_from_slice(row.as_bytes());
        self.row.push(b'\n');
        self.read = 0;
    }

    fn is_spent(&self) -> bool {
        self.read == self.row.len()
    }
}

impl Read for Feed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.row.get(self.read..).unwrap_or_default().read(buffer)?;
        self.read += read;
        Ok(read)
    }
}
