//! What differs between two texts of a file, line by line.
//!
//! In: a file's name, its text before and after. Out: a unified difference, as `diff -u` draws one. What a reader would not see, such as the
//! carriage return before a line feed, is written out.

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices, group_diff_ops};

use super::visible::visible_line;

/// How many lines that stay are shown around a change.
const CONTEXT: usize = 3;
/// How many lines may be new before a file counts as rewritten: the time to find the smallest difference grows with their square.
const MOST_NEW: usize = 5000;

/// Draws the difference between two texts of a file.
pub fn render_difference(name: &str, old: &str, new: &str, is_coloured: bool) -> String {
    let name = visible_line(name);
    let mut lines = vec![
        ("--- ", name.to_string(), Style::new().bold()),
        ("+++ ", name.to_string(), Style::new().bold()),
    ];
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    for hunk in group_diff_ops(changes(&old, &new), CONTEXT) {
        lines.push(("", UnifiedHunkHeader::new(&hunk).to_string(), AnsiColor::Cyan.on_default()));
        for change in hunk.iter().flat_map(|operation| operation.iter_changes(&old, &new)) {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => (" ", Style::new()),
                ChangeTag::Delete => ("-", AnsiColor::Red.on_default()),
                ChangeTag::Insert => ("+", AnsiColor::Green.on_default()),
            };
            let text = change.value();
            let line = text.strip_suffix('\n');
            let shown = line.unwrap_or(text).split('\t').map(visible_line).collect::<Vec<_>>().join("\t");
            lines.push((sign, shown, style));
            if line.is_none() {
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

/// The smallest difference; where most of a large file is new, all of it is.
fn changes(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for line in old {
        *left.entry(line).or_default() += 1;
    }
    let mut added = 0;
    for line in new {
        match left.get_mut(line) {
            Some(count) if *count > 0 => *count -= 1,
            _ => added += 1,
        }
    }
    if added > MOST_NEW {
        return vec![DiffOp::Replace { old_index: 0, old_len: old.len(), new_index: 0, new_len: new.len() }];
    }
    capture_diff_slices(Algorithm::Myers, old, new)
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
    fn a_file_that_was_rewritten_is_one_change() {
        let old: String = (0..6000).map(|line| format!("{line}\r\n")).collect();
        let drawn = render_difference("a", &old, &old.replace('\r', ""), false);
        assert!(drawn.starts_with("--- a\n+++ a\n@@ -1,6000 +1,6000 @@\n-0\\r\n-1\\r\n"));
        assert!(drawn.ends_with("+5998\n+5999\n"));
    }

    #[test]
    fn nothing_is_drawn_of_what_is_equal_but_the_names() {
        assert_eq!(render_difference("a", "x\n", "x\n", false), "--- a\n+++ a\n");
    }
}
