//! Places in files, as they are written out.

use serde::Serialize;

use crate::source::{SourceMap, Span};

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What stands there.
    pub text: String,
    /// The bytes.
    #[serde(skip)]
    pub span: Span,
}

impl Place {
    /// The place of a span.
    pub fn of(sources: &SourceMap, span: Span) -> Place {
        let file = sources.file(span.file);
        let at = file.line_column(span.start);
        Place {
            file: file.name().to_owned(),
            line: at.line,
            column: at.column,
            text: sources.text(span).to_owned(),
            span,
        }
    }
}
