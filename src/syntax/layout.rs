//! The layout rule: a statement begins in the first column, and what is indented continues it.
//!
//! In: the text of a file. Out: the pieces that hold one statement each. A mistake never reaches past its piece.

use std::ops::Range;

/// A file cut into statements.
pub(super) struct Layout {
    /// The bytes of each statement, with the blank lines and comments that follow it.
    pub(super) pieces: Vec<Range<usize>>,
    /// Text before the first statement that is neither blank nor a comment.
    pub(super) stray: Option<Range<usize>>,
}

/// Cuts a text where lines begin in the first column.
pub(super) fn cut(text: &str) -> Layout {
    let mut layout = Layout { pieces: Vec::new(), stray: None };
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = if at == 0 { line.trim_start_matches('\u{feff}') } else { line };
        let from = at + (line.len() - content.len());
        at += line.len();
        let trimmed = content.trim_start_matches([' ', '\t', '\r', '\n']);
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        if trimmed.len() == content.len() {
            layout.pieces.extend(start.replace(from).map(|start| start..from));
        } else if start.is_none() && layout.stray.is_none() {
            let indent = content.len() - trimmed.len();
            layout.stray = Some(from + indent..from + content.trim_end().len());
        }
    }
    layout.pieces.extend(start.map(|start| start..text.len()));
    layout
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn statements_begin_in_the_first_column() {
        let text =
            "\u{feff}# note\nentity a = \"A\"\n\n  # inside\n  also \"B\"\n# between\nflag country CN\n";
        let pieces: Vec<&str> = cut(text).pieces.into_iter().filter_map(|piece| text.get(piece)).collect();
        assert_eq!(
            pieces,
            ["entity a = \"A\"\n\n  # inside\n  also \"B\"\n# between\n", "flag country CN\n"]
        );
    }

    #[test]
    fn an_indented_first_line_is_stray() {
        let text = "  entity a = \"A\"  \nflag country CN";
        let layout = cut(text);
        assert_eq!(layout.stray.and_then(|stray| text.get(stray)), Some("entity a = \"A\""));
        assert_eq!(layout.pieces.len(), 1);
    }
}
