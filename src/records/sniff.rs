//! What kind of file it is, from its name or its first bytes.

use std::io::{self, Read};
use std::path::Path;

use super::json::{Scan, Step};

/// How a file of shipments is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Fields between commas, or between semicolons or tabs where the header has these; a header names the columns.
    Csv,
    /// Fields between tabs; a header names the columns.
    Tsv,
    /// An array of objects, or objects one after another.
    Json,
    /// One object a line.
    Ndjson,
}

/// What some files in UTF-8 begin with.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes are looked at.
const HEAD: usize = 64 << 10;

/// First bytes of files that are no text in UTF-8.
const SIGNATURES: [(&[u8], &str); 7] = [
    (b"\xFF\xFE", "text in UTF-16"),
    (b"\xFE\xFF", "text in UTF-16"),
    (b"PK\x03\x04", "an Excel workbook or a zip file"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook"),
    (b"\x1F\x8B", "compressed with gzip"),
    (b"\x28\xB5\x2F\xFD", "compressed with zstd"),
    (b"PAR1", "a Parquet file"),
];

impl Format {
    /// The format that an extension stands for: `.csv`, `.txt`, `.tsv`, `.json`, `.ndjson`, `.jsonl`.
    pub fn of_path(path: &Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" | "txt" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "ndjson" | "jsonl" => Some(Format::Ndjson),
            _ => None,
        }
    }

    /// The format's name.
    pub fn word(self) -> &'static str {
        match self {
            Format::Csv => "CSV",
            Format::Tsv => "TSV",
            Format::Json => "JSON",
            Format::Ndjson => "NDJSON",
        }
    }

    /// The format that the first bytes look like.
    pub(super) fn of_bytes(head: &[u8]) -> Format {
        let text = content(head);
        match text.first() {
            Some(b'{') if ends_within_line(text) => Format::Ndjson,
            Some(b'[' | b'{') => Format::Json,
            _ => Format::Csv,
        }
    }
}

/// Whether an object may end before its first line does: else it is written over several lines, which NDJSON never is.
fn ends_within_line(text: &[u8]) -> bool {
    let mut scan = Scan::default();
    for &byte in text {
        match scan.step(byte) {
            Step::On if byte == b'\n' => return false,
            Step::On => {}
            Step::EndsWith | Step::EndsBefore => return true,
        }
    }
    true
}

/// The first lines as text, whole ones where there is one.
pub(super) fn opening(head: &[u8]) -> String {
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => {
            let (valid, _) = head.split_at(error.valid_up_to());
            std::str::from_utf8(valid).unwrap_or_default()
        }
    };
    text.rsplit_once('\n').map_or(text, |(lines, _)| lines).to_owned()
}

/// The first bytes without what says nothing.
fn content(head: &[u8]) -> &[u8] {
    head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start()
}

/// Whether there is nothing in the file. Where blanks fill all that was looked at, there may be more.
pub(super) fn is_empty(head: &[u8]) -> bool {
    content(head).is_empty() && head.len() < HEAD
}

/// What a file is, where it is no text in UTF-8.
pub(super) fn unreadable(head: &[u8]) -> Option<&'static str> {
    let signature = SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes));
    // Without a mark at its start, UTF-16 shows by the NUL beside its first character.
    let half_empty = head.iter().take(2).any(|byte| *byte == 0) && head.iter().take(2).any(|byte| *byte != 0);
    signature.map(|(_, what)| *what).or(half_empty.then_some("text in UTF-16"))
}

/// The first bytes: up to the end of the first line that is not blank, so that a slow stream is not waited for.
pub(super) fn head(stream: &mut dyn Read) -> io::Result<Vec<u8>> {
    let (mut head, mut buffer) = (Vec::new(), vec![0; 8 << 10]);
    loop {
        let read = match stream.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        head.extend_from_slice(buffer.get(..read).unwrap_or_default());
        let line_ends = head.trim_ascii_start().contains(&b'\n');
        if read == 0 || line_ends || head.len() >= HEAD {
            return Ok(head);
        }
    }
}
