//! A stream of bytes that knows where it stands, and the pieces that are cut from it.
//!
//! In: a reader. Out: [`Piece`]s, each a row as it stood, of which no more than [`MAX_ROW`] bytes are kept however long
//! it is. Where a row of CSV or of a JSON array ends is known to `quotes` and `json`.

use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

use super::MAX_ROW;

/// A stream of whatever kind.
pub(super) type Stream = Box<dyn Read + Send>;

/// The bytes of a file from where reading stands.
pub(super) struct Source {
    inner: BufReader<Chain<Cursor<Vec<u8>>, Stream>>,
    offset: u64,
}

/// A row as it stood.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where it begins in the file.
    pub(super) offset: u64,
    /// Its first bytes, [`MAX_ROW`] at most, without the end of the line.
    pub(super) text: Vec<u8>,
    /// How many bytes it has.
    pub(super) length: u64,
    /// Why it cannot be a row, where its end already says so.
    pub(super) fault: Option<String>,
}

impl Source {
    /// A stream of which the first bytes have been read, and some of these are passed over.
    pub(super) fn new(mut head: Vec<u8>, passed_over: usize, rest: Stream) -> Source {
        head.drain(..passed_over.min(head.len()));
        let inner = BufReader::with_capacity(64 << 10, Cursor::new(head).chain(rest));
        Source { inner, offset: passed_over as u64 }
    }

    /// Where the next byte stands in the file.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// Some of the next bytes; none at the end of the file.
    pub(super) fn chunk(&mut self) -> io::Result<&[u8]> {
        loop {
            // Asked twice, since a borrow that is returned from inside the loop would last as long as the loop.
            match self.inner.fill_buf() {
                Ok(_) => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.inner.fill_buf()
    }

    /// Passes over bytes that `chunk` has shown.
    pub(super) fn consume(&mut self, bytes: usize) {
        self.inner.consume(bytes);
        self.offset += bytes as u64;
    }

    /// The next byte.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.chunk()?.first().copied())
    }

    /// Passes over blanks and line ends.
    pub(super) fn skip_blank(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.chunk()?;
            let blank = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let more = blank > 0 && blank == chunk.len();
            self.consume(blank);
            if !more {
                return Ok(());
            }
        }
    }

    /// Cuts up to the end of the line.
    pub(super) fn cut_line(&mut self) -> io::Result<Option<Piece>> {
        let mut piece = Piece::at(self.offset);
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok((self.offset > piece.offset).then_some(piece));
            }
            let line = chunk.split(|byte| *byte == b'\n').next().unwrap_or(chunk);
            let (used, ended) = (line.len(), line.len() < chunk.len());
            piece.push(line);
            self.consume(used + usize::from(ended));
            if ended {
                piece.drop_return();
                return Ok(Some(piece));
            }
        }
    }

    /// Cuts all that is left, as one piece with a fault.
    pub(super) fn cut_rest(&mut self, fault: impl Into<String>) -> io::Result<Piece> {
        let mut piece = Piece { fault: Some(fault.into()), ..Piece::at(self.offset) };
        loop {
            let chunk = self.chunk()?;
            if chunk.is_empty() {
                return Ok(piece);
            }
            let used = chunk.len();
            piece.push(chunk);
            self.consume(used);
        }
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source").field("offset", &self.offset).finish_non_exhaustive()
    }
}

impl Piece {
    /// A piece that begins here.
    pub(super) fn at(offset: u64) -> Piece {
        Piece { offset, text: Vec::new(), length: 0, fault: None }
    }

    /// Adds bytes, of which what is beyond the limit is only counted.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u64;
        let room = MAX_ROW - self.text.len().min(MAX_ROW);
        self.text.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// Takes off a carriage return before the end of the line.
    fn drop_return(&mut self) {
        if self.is_whole() && self.text.last() == Some(&b'\r') {
            self.text.pop();
            self.length -= 1;
        }
    }

    /// Whether all of it was kept.
    pub(super) fn is_whole(&self) -> bool {
        self.length == self.text.len() as u64
    }
}
