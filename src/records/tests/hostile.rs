//! Files that are cut off, random, too large or no text: rows and rejects, never a crash.

use std::io::{self, Cursor, Read};

use super::super::{Format, MAX_INPUTS, MAX_REJECT_TEXT, MAX_ROW, RecordsError, Row, open, read};
use super::{noted, rows, schema};

const CSV: &str = "id,producer,value,documents,inputs\r\n\
    a/1,\"Acme \"\"Tex\"\", Ltd\",1000 EUR,invoice;ruling,none\r\n\
    \r\n\
    a/2,合肥宝龙达,,,\"[{\"\"product\"\":\"\"cotton\"\",\"\"share\"\":0.5}]\"\r\n\
    a/3,\"two\nlines\",x,none,\r\n";

const NDJSON: &str = "{\"id\":\"a/1\",\"producer\":\"Acme \\\"Tex\\\"\",\"value\":1000.5,\"documents\":[\"invoice\"]}\n\
    \n\
    {\"id\":\"a/2\",\"producer\":\"合肥\\u5b9d\",\"inputs\":[{\"share\":0.5,\"inputs\":[{}]}]}\n\
    {\"id\":\"a/3\"}";

const JSON: &str = "[{\"id\":\"a/1\",\"inputs\":[]}, {\"id\":\"a/2\",\n\"producer\":\"合肥 ]}\"}\n]\n";

/// What must hold of every file: each row is numbered in turn and counted once, and shipments are those of the whole file.
fn check(format: Option<Format>, file: &[u8], whole: &[String]) {
    let mut reader = match read(Cursor::new(file.to_vec()), "file", format, &schema()) {
        Ok(reader) => reader,
        Err(error) => {
            assert!(!matches!(error, RecordsError::Io { .. }), "{error}");
            return;
        }
    };
    let (mut shipments, mut rejects) = (0, 0);
    for (row, number) in reader.by_ref().zip(1u64..) {
        match row {
            Ok(Row::Shipment(shipment)) => {
                assert_eq!(shipment.row, number);
                shipments += 1;
            }
            Ok(Row::Reject(reject)) => {
                assert_eq!(reject.row, number);
                assert!(
                    file.get(usize::try_from(reject.offset).unwrap_or(usize::MAX)..)
                        .is_some_and(|rest| rest.starts_with(&reject.text))
                );
                rejects += 1;
            }
            Err(error) => assert!(error.to_string().is_empty(), "{error}"),
        }
    }
    let notes = reader.notes();
    assert_eq!((notes.shipments, notes.rejects, notes.rows()), (shipments, rejects, shipments + rejects));
    if !whole.is_empty() {
        let (read, _) = noted(format, file);
        let before_the_cut = read.len().saturating_sub(1);
        assert_eq!(read.get(..before_the_cut), whole.get(..before_the_cut));
    }
}

#[test]
fn a_file_cut_off_anywhere_loses_no_row_before_the_cut() {
    for (format, file) in [(Format::Csv, CSV), (Format::Ndjson, NDJSON), (Format::Json, JSON)] {
        let whole = rows(Some(format), file);
        assert!(!whole.iter().any(|row| row.starts_with("reject")), "{whole:?}");
        for end in 0..file.len() {
            let cut = file.as_bytes().get(..end).unwrap_or_default();
            check(Some(format), cut, &whole);
            check(None, cut, &[]);
        }
    }
}

#[test]
fn random_bytes_are_rows_or_rejects() {
    let alphabet = b"{}[]\":,;\\\"\"\n\n\r\t \xFF\xE5\x00ain1-.ehtsput";
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    for round in 0..3_000 {
        let mut bytes = if round % 2 == 0 { b"id,hts,inputs\n".to_vec() } else { Vec::new() };
        for _ in 0..random() % 60 {
            let at = usize::try_from(random() % alphabet.len() as u64).unwrap_or_default();
            bytes.extend(alphabet.get(at));
        }
        for format in [None, Some(Format::Csv), Some(Format::Tsv), Some(Format::Json), Some(Format::Ndjson)] {
            check(format, &bytes, &[]);
        }
    }
}

#[test]
fn a_row_beyond_the_limit_is_rejected_without_being_kept() {
    const LENGTH: u64 = 40 << 20;
    for (format, start, end, after) in [
        (Format::Csv, "id\n", "\nb\n", 2),
        (Format::Csv, "id\n\"", "", 1),
        (Format::Ndjson, "{\"id\":\"", "\n{}\n", 2),
        (Format::Json, "[\"", "\",{}]", 2),
        (Format::Json, "{\"id\":\"", "", 1),
    ] {
        let file = Cursor::new(start).chain(io::repeat(b'x').take(LENGTH)).chain(Cursor::new(end));
        let mut rows = read(file, "file", Some(format), &schema()).into_iter().flatten();
        let first = rows.next();
        assert!(
            matches!(&first, Some(Ok(Row::Reject(reject))) if reject.length >= LENGTH && reject.text.len() == MAX_REJECT_TEXT),
            "{format:?}"
        );
        assert_eq!(1 + rows.count(), after, "{format:?}");
    }
    assert!((MAX_ROW as u64) < LENGTH);
}

#[test]
fn a_row_that_names_too_many_inputs_has_unreadable_ones() {
    let inputs = "{\"share\":1},".repeat(MAX_INPUTS);
    let file = format!("{{\"inputs\":[{{}},{}]}}", inputs.trim_end_matches(','));
    assert_eq!(rows(Some(Format::Ndjson), file), ["1 inputs ? the record names more than 20000 inputs"]);
    let keys: String = (0..20_000).map(|key| format!("\"k{key}\":1,")).collect();
    let file = format!("{{{}}}", keys.trim_end_matches(','));
    assert_eq!(rows(Some(Format::Ndjson), file), ["reject 1@0 has more than 10000 keys"]);
}

#[test]
fn names_that_nobody_reads_do_not_fill_the_memory() {
    let file: String = (0..1_200).map(|key| format!("{{\"k{key}\":1}}\n")).collect();
    let (_, notes) = noted(Some(Format::Ndjson), file);
    assert_eq!(notes.map(|notes| (notes.unread.len(), notes.unread_besides)), Some((1_000, 200)));
}

#[test]
fn files_that_are_no_text_in_utf_8_are_named() {
    for (start, what) in [
        (b"\xFF\xFEi\0d\0".as_slice(), "text in UTF-16"),
        (b"i\0d\0", "text in UTF-16"),
        (b"PK\x03\x04", "an Excel workbook or a zip file"),
        (b"\x1F\x8B\x08", "compressed with gzip"),
    ] {
        let error = format!("`file` is {what}, which cannot be read: CSV, TSV, JSON and NDJSON in UTF-8 can");
        assert_eq!(rows(Some(Format::Csv), start), [error]);
    }
}

/// Gives some bytes, then fails.
struct Failing(Cursor<&'static [u8]>);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn reading_that_breaks_off_is_said_once_and_ends() {
    let file = Failing(Cursor::new(b"{\"id\":1}\n{\"id\":2}\n{\"id\""));
    let rows: Vec<String> = read(file, "file", Some(Format::Ndjson), &schema())
        .into_iter()
        .flatten()
        .map(|row| row.map_or_else(|error| error.to_string(), |_| "row".to_owned()))
        .collect();
    assert_eq!(rows, ["row", "row", "cannot read `file`: the disk is gone"]);
}

#[test]
fn a_file_that_is_not_there_is_an_error_with_its_name() {
    let error = open("no/such.csv".as_ref(), None, &schema()).err().map(|error| error.to_string());
    assert!(error.is_some_and(|error| error.starts_with("cannot read `no/such.csv`: ")));
}
