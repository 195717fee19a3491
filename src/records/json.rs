//! Where a record of JSON ends: at the bracket that closes it.
//!
//! In: an array of objects, or objects one after another. Out: each as it stands, whether or not it is sound inside. What
//! stands between two of them is checked here; where it is wrong, the rest of the file is one piece with a fault, since
//! nobody can tell what it would have been.

use std::io;

use super::bytes::{Piece, Source};

/// Where in the file reading stands.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum JsonCutter {
    /// At the start.
    #[default]
    Start,
    /// Where an element of the array may stand.
    Element,
    /// After an element.
    AfterElement,
    /// After the array.
    AfterArray,
    /// Among objects one after another.
    Objects,
    /// Where there is nothing more.
    End,
}

impl JsonCutter {
    /// Cuts the next record; `None` at the end of the file.
    pub(super) fn cut(&mut self, source: &mut Source) -> io::Result<Option<Piece>> {
        loop {
            source.skip_blank()?;
            match (*self, source.peek()?) {
                (JsonCutter::End, _)
                | (JsonCutter::Start | JsonCutter::Objects | JsonCutter::AfterArray, None) => {
                    return Ok(None);
                }
                (JsonCutter::Start, Some(b'[')) => self.step(source, JsonCutter::Element),
                (JsonCutter::Start, Some(_)) => *self = JsonCutter::Objects,
                (JsonCutter::Objects, Some(b'{')) => return self.value(source, JsonCutter::Objects),
                (JsonCutter::Objects, Some(_)) => return self.rest(source, "is not a JSON object"),
                (JsonCutter::Element | JsonCutter::AfterElement, Some(b']')) => {
                    self.step(source, JsonCutter::AfterArray);
                }
                (JsonCutter::Element | JsonCutter::AfterElement, None) => {
                    return self
                        .rest(source, "is where the file ends, before the array does: rows may be lost");
                }
                (JsonCutter::Element, Some(b',' | b':' | b'}')) => {
                    return self.rest(source, "is broken JSON from here on: an object was expected");
                }
                (JsonCutter::Element, Some(_)) => return self.value(source, JsonCutter::AfterElement),
                (JsonCutter::AfterElement, Some(b',')) => self.step(source, JsonCutter::Element),
                (JsonCutter::AfterElement, Some(_)) => {
                    return self.rest(source, "is broken JSON from here on: `,` or `]` was expected");
                }
                (JsonCutter::AfterArray, Some(_)) => {
                    return self.rest(source, "stands after the end of the array");
                }
            }
        }
    }

    fn step(&mut self, source: &mut Source, next: JsonCutter) {
        source.consume(1);
        *self = next;
    }

    fn value(&mut self, source: &mut Source, next: JsonCutter) -> io::Result<Option<Piece>> {
        let piece = cut_value(source)?;
        *self = if piece.fault.is_some() { JsonCutter::End } else { next };
        Ok(Some(piece))
    }

    fn rest(&mut self, source: &mut Source, fault: &str) -> io::Result<Option<Piece>> {
        *self = JsonCutter::End;
        source.cut_rest(fault).map(Some)
    }
}

/// Where in a value a byte stands.
#[derive(Default)]
pub(super) struct Scan {
    depth: u64,
    in_text: bool,
    escaped: bool,
}

/// Whether a value goes on.
pub(super) enum Step {
    /// It goes on.
    On,
    /// It ends with this byte.
    EndsWith,
    /// It ended before this byte.
    EndsBefore,
}

impl Scan {
    /// Takes in the next byte.
    pub(super) fn step(&mut self, byte: u8) -> Step {
        if self.in_text {
            let closes = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.in_text = !closes;
            return if closes && self.depth == 0 { Step::EndsWith } else { Step::On };
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth == 0 => return Step::EndsBefore,
            b'}' | b']' => {
                self.depth -= 1;
                if self.depth == 0 {
                    return Step::EndsWith;
                }
            }
            b',' if self.depth == 0 => return Step::EndsBefore,
            byte if self.depth == 0 && byte.is_ascii_whitespace() => return Step::EndsBefore,
            _ => {}
        }
        Step::On
    }
}

/// Cuts one value. Brackets are only counted, never held, so depth costs nothing.
fn cut_value(source: &mut Source) -> io::Result<Piece> {
    let mut piece = Piece::at(source.offset());
    let mut scan = Scan::default();
    loop {
        let chunk = source.chunk()?;
        if chunk.is_empty() {
            if scan.depth > 0 || scan.in_text {
                piece.fault = Some("is not finished where the file ends".to_owned());
            }
            return Ok(piece);
        }
        let (mut used, mut ended) = (0, false);
        for &byte in chunk {
            match scan.step(byte) {
                Step::On => used += 1,
                Step::EndsWith => {
                    used += 1;
                    ended = true;
                }
                Step::EndsBefore => ended = true,
            }
            if ended {
                break;
            }
        }
        piece.push(chunk.get(..used).unwrap_or(chunk));
        source.consume(used);
        if ended {
            return Ok(piece);
        }
    }
}
