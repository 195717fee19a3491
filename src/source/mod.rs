//! Where text stands: files, byte spans, lines and columns.
//!
//! In: the text of policy files and list files. Out: [`SourceMap`], which owns them, and [`Span`], which points into
//! them. Reading files from disk is in [`load`]; nothing else here touches the world.

pub mod characters;
mod line_index;
pub mod load;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use line_index::{LineColumn, LineIndex};

/// A file within a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// From this number on, files are those of every program. They come after all others, and always have the same number.
const FIRST_BUILT_IN: u32 = u32::MAX - u8::MAX as u32;

impl FileId {
    /// A file that every program has at the same number, so that its places can be told without a map.
    pub fn built_in(number: u8) -> FileId {
        FileId(FIRST_BUILT_IN + u32::from(number))
    }
}

/// A range of bytes in one file. Both ends lie on character boundaries, `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of bytes `start..end` of a file.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        // INVARIANT: `SourceMap::add` refuses files of 4 GiB and more, so offsets fit.
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The smallest span that holds both; the first one's file counts.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span just after this one.
    #[must_use]
    pub fn after(self) -> Span {
        Span { start: self.end, ..self }
    }

    /// The bytes as a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Who wrote a file, which decides what may be said in it and how it is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A policy file of the program.
    Policy,
    /// An embedded file of the standard vocabulary; a program's declaration replaces what it declares.
    Vocabulary,
    /// A list file that a `list` statement names.
    List,
    /// A statement given on the command line or in `withhold.toml`.
    Given,
    /// The beginning of a file of records, of which only the names of columns are pointed at.
    Records,
}

/// One file.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: Arc<str>,
    origin: Origin,
    lines: LineIndex,
}

impl SourceFile {
    /// The path as it is printed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Who wrote it.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Line and column of a byte offset, both from 1, columns in characters.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        self.lines.line_column(&self.text, offset)
    }

    /// The bytes of a line (counted from 1) without its line break; empty past the end.
    pub fn line(&self, line: usize) -> &str {
        self.text
            .get(self.lines.line_range(line, self.text.len()))
            .unwrap_or_default()
            .trim_end_matches(['\n', '\r'])
    }

    /// The offset at which a line (counted from 1) begins.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines.line_range(line, self.text.len()).start
    }
}

/// All files of one program.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    /// In the order of their numbers.
    built_in: BTreeMap<FileId, SourceFile>,
}

/// A file that is too large to point into.
#[derive(Debug, thiserror::Error)]
#[error("`{name}` is larger than 4 GiB")]
pub struct TooLargeError {
    name: String,
}

impl SourceMap {
    /// Takes a file in.
    ///
    /// # Errors
    /// Where the text has 4 GiB or more, since offsets are 32 bits.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        text: impl Into<Arc<str>>,
        origin: Origin,
    ) -> Result<FileId, TooLargeError> {
        let (name, text) = (name.into(), text.into());
        if u32::try_from(text.len()).is_err() {
            return Err(TooLargeError { name });
        }
        let lines = LineIndex::new(&text);
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(SourceFile { name, text, origin, lines });
        Ok(id)
    }

    /// Takes a file of the vocabulary in, at its own number.
    pub fn add_built_in(&mut self, number: u8, name: &str, text: &'static str) -> FileId {
        let (id, text) = (FileId::built_in(number), Arc::<str>::from(text));
        let lines = LineIndex::new(&text);
        let file = SourceFile { name: name.to_owned(), text, origin: Origin::Vocabulary, lines };
        self.built_in.insert(id, file);
        id
    }

    /// The file of an id that this map gave out.
    pub fn file(&self, id: FileId) -> &SourceFile {
        if let Some(file) = self.built_in.get(&id) {
            return file;
        }
        #[expect(clippy::indexing_slicing, reason = "ids come from this map only")]
        &self.files[id.0 as usize]
    }

    /// All files with their ids, in the order in which they were added, those of the vocabulary last.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let built_in = self.built_in.iter().map(|(id, file)| (*id, file));
        (0u32..).map(FileId).zip(&self.files).chain(built_in)
    }

    /// The text under a span; empty where the span is not of this map.
    pub fn text(&self, span: Span) -> &str {
        self.file(span.file).text().get(span.range()).unwrap_or_default()
    }

    /// `file:line:column` of a span's start.
    pub fn position(&self, span: Span) -> String {
        let file = self.file(span.file);
        let at = file.line_column(span.start);
        format!("{}:{}:{}", file.name(), at.line, at.column)
    }
}
