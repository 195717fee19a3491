//! What stands between words: blank space, comments, and the signs that are no words.
//!
//! In: the text between two words of a statement, or around statements. Out: its [`Bit`]s in their order. Blank space is not kept, only
//! how many lines it ended.

/// A sign or a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bit<'t> {
    /// How many lines ended since what stands before it.
    pub(super) lines: usize,
    /// The sign, or the comment from its `#` to its last character that is not blank.
    pub(super) text: &'t str,
    /// Whether it begins in the first column.
    pub(super) is_first: bool,
}

impl Bit<'_> {
    pub(super) fn is_comment(&self) -> bool {
        self.text.starts_with('#')
    }
}

/// Cuts a gap. Also answers how many lines end after the last bit.
pub(super) fn cut(gap: &str) -> (Vec<Bit<'_>>, usize) {
    let (mut bits, mut lines, mut rest) = (Vec::new(), 0, gap);
    let mut is_first = false;
    while let Some(sign) = rest.chars().next() {
        let length = match sign {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            _ => sign.len_utf8(),
        };
        let Some((text, after)) = rest.split_at_checked(length) else { break };
        match sign {
            '\n' => lines += 1,
            ' ' | '\t' | '\r' => (),
            _ => {
                bits.push(Bit { lines, text: text.trim_end_matches([' ', '\t', '\r']), is_first });
                lines = 0;
            }
        }
        is_first = sign == '\n';
        rest = after;
    }
    (bits, lines)
}

#[cfg(test)]
mod tests {
    use super::{Bit, cut};

    #[test]
    fn comments_know_where_they_stand() {
        let (bits, lines) = cut(" , # a \r\n\n# b\n\t# c");
        let bit = |lines, text, is_first| Bit { lines, text, is_first };
        assert_eq!(
            bits,
            [bit(0, ",", false), bit(0, "# a", false), bit(2, "# b", true), bit(1, "# c", false)]
        );
        assert_eq!(lines, 0);
    }

    #[test]
    fn blank_space_is_counted_in_lines() {
        assert_eq!(cut("  \n \r\n "), (Vec::new(), 2));
    }
}
