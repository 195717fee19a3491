//! A small table of text, as lists of entities are kept: CSV with a header.
//!
//! In: the text of a file. Out: its header and its rows with their places. Shipments, which may be millions, are read
//! elsewhere and never as a whole.

use std::ops::Range;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, trimmed.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number; the header is row 1.
    pub number: u64,
    /// Its cells; a short row has fewer than the header.
    pub cells: Vec<String>,
    /// Its bytes in the text, without the line break.
    pub range: Range<usize>,
}

/// Why a text is no table.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A row has more cells than the header.
    #[error("row {row} has {found} cells, and the header {expected}")]
    TooManyCells {
        /// The row.
        row: u64,
        /// Its cells.
        found: usize,
        /// Those of the header.
        expected: usize,
    },
    /// The reader gave up.
    #[error("{0}")]
    Unreadable(String),
}

impl Table {
    /// The place of a column, by its header in any case.
    pub fn column(&self, header: &str) -> Option<usize> {
        self.header
            .iter()
            .position(|name| name == header.trim())
            .or_else(|| self.header.iter().position(|name| name.eq_ignore_ascii_case(header.trim())))
    }
}

/// Reads a table.
///
/// # Errors
/// Where a row has more cells than the header, so that it cannot be told which is which.
pub fn read_table(text: &str) -> Result<Table, TableError> {
    let text_start = text.len() - text.trim_start_matches('\u{feff}').len();
    let body = text.get(text_start..).unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut table = Table { header: Vec::new(), rows: Vec::new() };
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    while reader.read_record(&mut record).map_err(|error| TableError::Unreadable(error.to_string()))? {
        number += 1;
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        if number == 1 {
            table.header = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            continue;
        }
        if cells.len() > table.header.len() {
            return Err(TableError::TooManyCells {
                row: number,
                found: cells.len(),
                expected: table.header.len(),
            });
        }
        let start =
            record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(body.len());
        let row = body.get(start..end).unwrap_or_default();
        let start = start + (row.len() - row.trim_start_matches(['\r', '\n']).len());
        let range = text_start + start
            ..text_start
                + start
                + body.get(start..end).unwrap_or_default().trim_end_matches(['\r', '\n']).len();
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            table.rows.push(Row { number, cells, range });
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_place() -> Result<(), TableError> {
        let text = "\u{feff}name, Aliases\n\"A \"\"B\"\" Ltd\",x;y\n\nC\n";
        let table = read_table(text)?;
        assert_eq!(table.header, ["name", "Aliases"]);
        assert_eq!(table.column("aliases"), Some(1));
        let rows: Vec<(&[String], &str)> = table
            .rows
            .iter()
            .map(|row| (row.cells.as_slice(), text.get(row.range.clone()).unwrap_or("?")))
            .collect();
        assert_eq!(rows.first().map(|row| row.1), Some("\"A \"\"B\"\" Ltd\",x;y"));
        assert_eq!(rows.last().map(|row| (row.0, row.1)), Some((&["C".to_owned()][..], "C")));
        Ok(())
    }

    #[test]
    fn a_row_that_is_too_long_is_refused() {
        assert_eq!(
            read_table("name\na,b\n"),
            Err(TableError::TooManyCells { row: 2, found: 2, expected: 1 })
        );
    }
}
