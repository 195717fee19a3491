//! What differs between two texts of a file, line by line.
//!
//! In: a file's name, its text before and after. Out: a unified difference, as `diff -u` draws one. What a reader would not see, such as the
//! carriage return before a line feed, is written out.

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::visible::visible_line;

/// How many lines that stay are shown around a change.
const CONTEXT: usize = 3;

/// Draws the difference between two texts of a file.
pub fn render_difference(name: &str, old: &str, new: &str, is_coloured: bool) -> String {
    let name = visible_line(name);
    let mut lines = vec![
        ("--- ", name.to_string(), Style::new().bold()),
        ("+++ ", name.to_string(), Style::new().bold()),
    ];
    let difference = TextDiff::from_lines(old, new);
    for hunk in difference.unified_diff().context_radius(CONTEXT).iter_hunks() {
        lines.push(("", hunk.header().to_string(), AnsiColor::Cyan.on_default()));
        for change in hunk.iter_changes() {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (" ", Style::new()),
                ChangeTag::Delete => ("-", AnsiColor::Red.on_default()),
                ChangeTag::Insert => ("+", AnsiColor::Green.on_default()),
            };
            let text = change.value();
            let line = text.strip_suffix('\n').unwrap_or(text);
            lines.push((sign, line.split('\t').map(visible_line).collect::<Vec<_>>().join("\t"), style));
            if change.missing_newline() {
                lines.push(("", "\\ No newline at end of file".to_owned(), Style::new()));
            }
        }
    }
    let drawn = lines.into_iter().map(|(sign, line, style)| match is_coloured {
        true => format!("{style}{sign}{line}{style:#}\n"),
        false => format!("{sign}{line}\n"),
    });
    drawn.collect()
}

#[cfg(test)]
mod tests {
    use super::render_difference;

    #[test]
    fn a_difference_shows_what_is_not_seen() {
        let drawn = render_difference("a.policy", "flag country CN\r\n# b", "flag country CN\n# b\n", false);
        assert_eq!(
            drawn,
            "--- a.policy\n+++ a.policy\n@@ -1,2 +1,2 @@\n-flag country CN\\r\n-# b\n\\ No newline at end of file\n+flag country CN\n+# b\n"
        );
    }

    #[test]
    fn nothing_is_drawn_of_what_is_equal_but_the_names() {
        assert_eq!(render_difference("a", "x\n", "x\n", false), "--- a\n+++ a\n");
    }
}
