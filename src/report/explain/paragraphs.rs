//! Sentences, wrapped.

use unicode_width::UnicodeWidthStr;

use super::Style;
use super::visible::visible;

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
    wrap(out, text, "", "", style);
}

/// Adds a bullet.
pub(super) fn bullet(out: &mut String, text: &str, style: &Style) {
    let first = format!("  {} ", Marks::of(style.unicode).bullet);
    wrap(out, text, &first, "    ", style);
}

/// Wraps at blanks; a word that is longer than a line stands on its own.
fn wrap(out: &mut String, text: &str, first: &str, next: &str, style: &Style) {
    let text = visible(text);
    let text = if style.unicode { text } else { text.replace('…', "...") };
    let (mut line, mut is_empty) = (first.to_owned(), true);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !is_empty && line.width() + 1 + word.width() > style.columns() {
            out.push_str(&line);
            out.push('\n');
            next.clone_into(&mut line);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}
