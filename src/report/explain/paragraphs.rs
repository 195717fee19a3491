//! Sentences, wrapped.

use unicode_width::UnicodeWidthStr;

use super::Style;
use crate::report::visible::visible_line;
use crate::report::wrap;

/// Signs that are not letters.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    pub(super) bullet: &'static str,
    pub(super) from: &'static str,
}

impl Marks {
    pub(super) fn of(unicode: bool) -> Marks {
        if unicode { Marks { bullet: "·", from: " ← " } } else { Marks { bullet: "*", from: " <- " } }
    }
}

/// Adds a paragraph.
pub(super) fn paragraph(out: &mut String, text: &str, style: &Style) {
    wrap(out, text, "", style);
}

/// Adds a bullet.
pub(super) fn bullet(out: &mut String, text: &str, style: &Style) {
    let first = format!("  {} ", Marks::of(style.unicode).bullet);
    wrap(out, text, &first, style);
}

/// Wraps a text whose first line begins with `first` and whose others are indented as far.
fn wrap(out: &mut String, text: &str, first: &str, style: &Style) {
    let text = visible_line(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let text = if style.unicode { text } else { text.replace('…', "...") };
    out.push_str(first);
    out.push_str(&wrap::wrap(&text, first.width(), style.columns()));
    out.push('\n');
}

/// The first so many characters of a text.
pub(super) fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
    }
}
