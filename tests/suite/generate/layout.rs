//! How a statement is laid out: where lines break, and what is said in comments.
//!
//! In: a statement whose line breaks, `\n`, may as well be blanks. Out: one of the ways to write it, with its line end.

use proptest::collection::vec;
use proptest::prelude::*;

/// What may stand where a statement may break.
const BREAKS: [&str; 10] = [
    " ",
    " ",
    "\n  ",
    "\n  ",
    "\n    ",
    "\n\n\t",
    "   ",
    " # why (\"so\" and\n  ",
    "\n  # a comment of its own\n  ",
    "\n# in the first column\n  ",
];

/// What may stand before a statement.
const BEFORE: [&str; 6] = ["", "", "\n", "# what follows is a rule: block anything\n", "\n# 说明\n\n", "#\n"];

/// What may stand at the end of one.
const AFTER: [&str; 5] = ["\n", "\n", "\n", "  # done\n", "\n\n\n"];

/// A statement, laid out in some way.
pub(super) fn laid_out(statement: String) -> BoxedStrategy<String> {
    if statement.is_empty() {
        return Just(statement).boxed();
    }
    let count = statement.matches('\n').count();
    (vec(0..BREAKS.len(), count), 0..BEFORE.len(), 0..AFTER.len())
        .prop_map(move |(breaks, before, after)| {
            let mut parts = statement.split('\n');
            let mut text = format!("{}{}", BEFORE[before], parts.next().unwrap_or_default());
            for (part, at) in parts.zip(breaks) {
                text.push_str(BREAKS[at]);
                text.push_str(part);
            }
            text.push_str(AFTER[after]);
            text
        })
        .boxed()
}
