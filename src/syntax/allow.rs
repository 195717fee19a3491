//! Comments that allow a warning: `# allow NAME: reason`, on lines right above a statement or behind its first line.
//!
//! In: the text of a file. Out: the [`Allow`]s in it. Other comments are none, even where they begin with `allow` and go on as prose.

use super::layout;
use crate::diagnostic::Allow;
use crate::source::{FileId, Span};

/// The comments of a file that allow a warning.
pub fn allows(file: FileId, text: &str) -> Vec<Allow> {
    // Most files have none, and a file may be large.
    if !text.contains("allow") {
        return Vec::new();
    }
    let pieces = layout::cut(text).pieces;
    let mut allows: Vec<Allow> = Vec::new();
    // Comments right above wait for the statement that begins on the next line.
    let mut waiting: Vec<usize> = Vec::new();
    let (mut at, mut next_piece) = (0, 0);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let statement = pieces.get(next_piece).filter(|piece| (start..at).contains(&piece.start));
        let statement = statement.map(|piece| {
            let written = text.get(piece.clone()).unwrap_or_default().trim_end().len();
            Span::new(file, piece.start, piece.start + written)
        });
        if statement.is_some() {
            next_piece += 1;
            for index in waiting.drain(..) {
                if let Some(allow) = allows.get_mut(index) {
                    allow.statement = statement;
                }
            }
        }
        let Some(comment) = comment_of(line) else {
            waiting.clear();
            continue;
        };
        let is_alone =
            line.get(..comment).is_some_and(|before| before.trim_matches(['\u{feff}', ' ', '\t']).is_empty());
        if !is_alone && statement.is_none() {
            waiting.clear();
        }
        let Some(mut allow) = read(file, line, start, comment) else { continue };
        allow.removal = if is_alone {
            Span::new(file, start, at)
        } else {
            let before = line.get(..comment).unwrap_or_default().trim_end_matches([' ', '\t']).len();
            Span { start: Span::new(file, start + before, start + before).start, ..allow.span }
        };
        if is_alone {
            waiting.push(allows.len());
        } else {
            allow.statement = statement;
        }
        allows.push(allow);
    }
    allows
}

/// Where the comment of a line begins: at a `#` that stands in no string. A string ends with its line.
fn comment_of(line: &str) -> Option<usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, sign) in line.char_indices() {
        match sign {
            '#' if !is_quoted => return Some(at),
            '"' if !is_escaped => is_quoted = !is_quoted,
            _ => (),
        }
        is_escaped = sign == '\\' && is_quoted && !is_escaped;
    }
    None
}

/// Reads `# allow NAME: reason`; without a colon, the name is all that stands there.
fn read(file: FileId, line: &str, start: usize, comment: usize) -> Option<Allow> {
    let text = line.get(comment..)?.trim_end();
    let said = text.strip_prefix('#')?.trim_start().strip_prefix("allow")?;
    if !said.starts_with([' ', '\t']) {
        return None;
    }
    let said = said.trim_start();
    let (name, reason) = match said.split_once(':') {
        Some((name, reason)) => (name.trim_end(), reason.trim()),
        None => (said, ""),
    };
    if name.is_empty() || name.contains(char::is_whitespace) {
        return None;
    }
    let name_at = start + comment + (text.len() - said.len());
    let span = Span::new(file, start + comment, start + comment + text.len());
    Some(Allow {
        span,
        name: name.to_owned(),
        name_span: Span::new(file, name_at, name_at + name.len()),
        has_reason: !reason.is_empty(),
        statement: None,
        removal: span,
    })
}

#[cfg(test)]
mod tests {
    use super::allows;
    use crate::source::{Origin, SourceMap};

    /// What a comment allows, of which statement, and what it would be removed with.
    type Said = (String, Option<String>, String);

    fn found(text: &str) -> Result<Vec<Said>, Box<dyn std::error::Error>> {
        let mut sources = SourceMap::default();
        let file = sources.add("a.policy", text, Origin::Policy)?;
        let said = allows(file, text).into_iter().map(|allow| {
            let statement = allow.statement.map(|span| sources.text(span).to_owned());
            (allow.name, statement, sources.text(allow.removal).to_owned())
        });
        Ok(said.collect())
    }

    #[test]
    fn a_comment_allows_at_the_statement_below_or_before_it() -> Result<(), Box<dyn std::error::Error>> {
        let text = "\u{feff}# allow a: x\n# more\nflag country CN # allow b: y\n  # allow c: z\n\n# allow d: w\n\nflag country VN\n";
        let statement = Some("flag country CN # allow b: y\n  # allow c: z\n\n# allow d: w".to_owned());
        let expected = [
            ("a".to_owned(), statement.clone(), "\u{feff}# allow a: x\n".to_owned()),
            ("b".to_owned(), statement, " # allow b: y".to_owned()),
            ("c".to_owned(), None, "  # allow c: z\n".to_owned()),
            ("d".to_owned(), None, "# allow d: w\n".to_owned()),
        ];
        assert_eq!(found(text)?, expected);
        Ok(())
    }

    #[test]
    fn prose_and_strings_allow_nothing() -> Result<(), Box<dyn std::error::Error>> {
        let text = "# allow me to explain\n# allowed: x\nentity a = \"# allow b: c\"\n#allow\n";
        assert_eq!(found(text)?, []);
        Ok(())
    }
}
