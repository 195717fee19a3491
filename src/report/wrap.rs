//! Sentences broken to the width of a screen.

use unicode_width::UnicodeWidthStr;

/// Breaks a text between its words. The first line has its indent already; the others get it here. A word that is too long stays
/// whole, so that it can be copied.
pub(super) fn wrap(text: &str, indent: usize, width: usize) -> String {
    let room = width.saturating_sub(indent).max(20);
    let mut out = String::with_capacity(text.len() + 16);
    let mut used = 0;
    for word in text.split(' ') {
        let cells = word.width();
        if used > 0 && used + 1 + cells > room {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += cells;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn text_breaks_between_words_and_long_words_stay_whole() {
        assert_eq!(wrap("one two three four five six", 2, 22), "one two three four\n  five six");
        assert_eq!(wrap("a b", 2, 80), "a b");
        let long = "x".repeat(30);
        assert_eq!(wrap(&format!("see {long} now"), 2, 22), format!("see\n  {long}\n  now"));
    }
}
