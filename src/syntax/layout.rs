//! The layout rule: a statement begins in the first column, and what is indented continues it.
//!
//! In: the text of a file. Out: the pieces that hold one statement each. A mistake never reaches past its piece.

use std::ops::Range;

use super::words;

/// A file cut into statements.
pub(super) struct Layout {
    /// The bytes of each statement, with the blank lines and comments that follow it.
    pub(super) pieces: Vec<Range<usize>>,
    /// Where a line that continues a statement stands in the first column.
    pub(super) unindented: Vec<usize>,
    /// Text before the first statement that is neither blank nor a comment.
    pub(super) stray: Option<Range<usize>>,
}

/// Cuts a text where lines begin in the first column.
pub(super) fn cut(text: &str) -> Layout {
    let mut layout = Layout { pieces: Vec::new(), unindented: Vec::new(), stray: None };
    let mut start = None;
    let mut above = "";
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = if at == 0 { line.trim_start_matches('\u{feff}') } else { line };
        let from = at + (line.len() - content.len());
        at += line.len();
        let trimmed = content.trim_start_matches([' ', '\t', '\r', '\n']);
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let line_above = std::mem::replace(&mut above, trimmed);
        // A blank of another kind indents as well; that it is no plain one is said where the line is read.
        if start.is_some() && content.starts_with(char::is_whitespace) {
            continue;
        }
        if trimmed.len() == content.len() && start.is_some() && continues(line_above, trimmed) {
            layout.unindented.push(from);
        } else if trimmed.len() == content.len() {
            layout.pieces.extend(start.replace(from).map(|start| start..from));
        } else if start.is_none() && layout.stray.is_none() {
            let indent = content.len() - trimmed.len();
            layout.stray = Some(from + indent..from + content.trim_end().len());
        }
    }
    layout.pieces.extend(start.map(|start| start..text.len()));
    layout
}

/// Whether a line cannot begin a statement, and so belongs to the one above.
fn continues(above: &str, line: &str) -> bool {
    let first = line
        .split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '-' | '_')))
        .next()
        .unwrap_or_default();
    let is_head = || {
        let above = above.split(" #").next().unwrap_or_default().trim_end();
        above.starts_with("rule ") && above.ends_with(':')
    };
    // `(a) block …` is numbered, and begins a statement all the same.
    let numbered = line.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or("", |(_, rest)| rest);
    if numbered.split_whitespace().next().is_some_and(words::begins_statement) {
        return false;
    }
    words::begins_clause(first)
        || matches!(first, "from" | "by" | "to" | "in" | "and" | "or" | "not")
        || line.starts_with(['"', '(', ')', ','])
        || words::begins_sentence(first) && is_head()
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
    fn a_line_that_cannot_begin_a_statement_continues_the_one_above() {
        let text = "rule a:\nblock country CN\neffective 2020-01-01\nblock country VN\n";
        let layout = cut(text);
        let pieces: Vec<&str> = layout.pieces.into_iter().filter_map(|piece| text.get(piece)).collect();
        assert_eq!(pieces, ["rule a:\nblock country CN\neffective 2020-01-01\n", "block country VN\n"]);
        assert_eq!(layout.unindented, [8, 25]);
    }

    #[test]
    fn an_indented_first_line_is_stray() {
        let text = "  entity a = \"A\"  \nflag country CN";
        let layout = cut(text);
        assert_eq!(layout.stray.and_then(|stray| text.get(stray)), Some("entity a = \"A\""));
        assert_eq!(layout.pieces.len(), 1);
    }
}
