//! Where a row of CSV ends: at the end of a line that is not inside quotes.
//!
//! In: bytes. Out: a row as it stands, with a fault where its quotes do not match. The fields of a row are split by the
//! `csv` crate; it cannot be left to find the rows, since to it an unclosed quote makes one field of all that follows,
//! kept in memory whole, and it drops what it cannot keep apart.

use std::io;

use super::bytes::{Piece, Source};

/// Where in a row a byte stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// A quote here opens.
    FieldStart,
    /// A quote here is a character like others.
    Bare,
    /// A line end here is one of the field.
    Quoted,
    /// After a quote that closes, unless another one follows.
    Closing,
    /// After a quote that has closed and a blank.
    Closed,
}

impl State {
    /// The state after a byte that does not end the row, and whether the byte may stand there.
    fn after(self, byte: u8, delimiters: &[u8]) -> (State, bool) {
        match (self, byte) {
            (State::Quoted, b'"') => (State::Closing, true),
            (State::Quoted, _) => (State::Quoted, true),
            (State::FieldStart | State::Closing, b'"') => (State::Quoted, true),
            (_, byte) if delimiters.contains(&byte) => (State::FieldStart, true),
            (State::FieldStart | State::Bare, _) => (State::Bare, true),
            (State::Closing | State::Closed, b' ') => (State::Closed, true),
            (State::Closing | State::Closed, _) => (State::Bare, false),
        }
    }
}

/// Cuts the next row, which may be a blank line; `None` at the end of the file.
pub(super) fn cut_row(source: &mut Source, delimiters: &[u8]) -> io::Result<Option<Piece>> {
    let mut piece = Piece::at(source.offset());
    let mut state = State::FieldStart;
    loop {
        let chunk = source.chunk()?;
        if chunk.is_empty() {
            if state == State::Quoted {
                piece.fault = Some(
                    "opens a quote that is never closed, so the rest of the file cannot be told apart from it"
                        .to_owned(),
                );
            }
            return Ok((source.offset() > piece.offset).then_some(piece));
        }
        let (mut kept, mut line_end) = (0, None);
        for &byte in chunk {
            if matches!(byte, b'\n' | b'\r') && state != State::Quoted {
                line_end = Some(byte);
                break;
            }
            let (next, allowed) = state.after(byte, delimiters);
            if !allowed && piece.fault.is_none() {
                piece.fault = Some("has text after a quote that closes a field".to_owned());
            }
            state = next;
            kept += 1;
        }
        piece.push(chunk.get(..kept).unwrap_or(chunk));
        source.consume(kept + usize::from(line_end.is_some()));
        if let Some(byte) = line_end {
            if byte == b'\r' && source.peek()? == Some(b'\n') {
                source.consume(1);
            }
            return Ok(Some(piece));
        }
    }
}
