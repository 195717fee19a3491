//! The proof that a new layout changes nothing but the layout.
//!
//! In: the text before and after. Out: what differs. Three things are compared: the trees, which are all that the other rooms see; the
//! words, since the tree does not know `from` from `by` or a comma from an `or`; and the comments.

use crate::syntax::manuscript::{EntryKind, Manuscript};

/// What differs between two readings of a policy; `None` where nothing but the layout does.
pub(super) fn difference(old: &Manuscript<'_>, new: Option<&Manuscript<'_>>) -> Option<&'static str> {
    let Some(new) = new else { return Some("the new text cannot be read") };
    if old.tree != new.tree {
        return Some("the new text would mean something else");
    }
    if words(old) != words(new) {
        return Some("a word would be lost or added");
    }
    (comments(old) != comments(new)).then_some("a comment would be lost, added or moved")
}

fn words<'t>(manuscript: &Manuscript<'t>) -> Vec<Vec<&'t str>> {
    let statements = manuscript.entries.iter().filter_map(|entry| match &entry.kind {
        EntryKind::Statement(statement) => Some(statement.words.iter().map(|word| word.text).collect()),
        EntryKind::Comment(_) => None,
    });
    statements.collect()
}

fn comments<'t>(manuscript: &Manuscript<'t>) -> Vec<&'t str> {
    let mut found = Vec::new();
    for entry in &manuscript.entries {
        match &entry.kind {
            EntryKind::Comment(text) => found.push(*text),
            EntryKind::Statement(statement) => {
                for word in &statement.words {
                    found.extend(word.comments.iter().map(|comment| comment.text));
                    found.extend(word.remark);
                }
                found.extend(statement.comments.iter().map(|comment| comment.text));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::difference;
    use crate::source::{Origin, SourceMap};
    use crate::syntax::manuscript::read;

    fn of(before: &str, after: &str) -> Option<&'static str> {
        let Ok(file) = SourceMap::default().add("a.policy", before, Origin::Policy) else {
            return Some("too large");
        };
        let Some(old) = read(file, before) else { return Some("the old text cannot be read") };
        difference(&old, read(file, after).as_ref())
    }

    #[test]
    fn another_layout_is_no_difference() {
        assert_eq!(of("flag   country CN # why\n", "flag\n  # why\n  country\n\n  CN"), None);
    }

    #[test]
    fn another_value_is_another_meaning() {
        assert_eq!(of("flag country CN", "flag country VN"), Some("the new text would mean something else"));
        assert_eq!(
            of("flag country CN", "flag country CN\nflag country VN"),
            of("flag country CN", "flag country VN")
        );
    }

    #[test]
    fn words_that_decide_nothing_are_kept_all_the_same() {
        assert_eq!(of("flag producer a, b", "flag producer a or b"), Some("a word would be lost or added"));
        assert_eq!(of("flag from producer a", "flag by producer a"), Some("a word would be lost or added"));
    }

    #[test]
    fn comments_are_kept_in_their_order() {
        let lost = Some("a comment would be lost, added or moved");
        assert_eq!(of("# a\nflag country CN", "flag country CN"), lost);
        assert_eq!(of("# a\n# b\nflag country CN", "# b\n# a\nflag country CN"), lost);
    }

    #[test]
    fn what_does_not_parse_is_no_proof() {
        assert_eq!(of("flag country CN", "flag country"), Some("the new text cannot be read"));
    }
}
