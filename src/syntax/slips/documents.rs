//! Slips of documents: that one is there or lacks, in other words than `has document` and `not has document`.

use super::{Place, Slip};
use crate::diagnostic::Code;

/// Ways to say that a document lacks, as far as the document itself.
const LACKING: [&str; 13] = [
    "does not have document",
    "does not have documents",
    "has no document",
    "has no documents",
    "has not document",
    "has not documents",
    "has not the document",
    "without a document",
    "without document",
    "without documents",
    "lacks document",
    "no document",
    "no documents",
];

/// `has no document "…"`, `without document "…"`: `no` is said of all documents, and of one `not has document`.
pub(super) fn lacking(place: &Place<'_>) -> Option<Slip> {
    if !place.is_in_condition() {
        return None;
    }
    let (from, count) = (-3isize..=0).find_map(|from| {
        let fits = |phrase: &&str| {
            (from..).zip(phrase.split(' ')).all(|(at, word)| place.word(at).eq_ignore_ascii_case(word))
        };
        LACKING.into_iter().find(fits).map(|phrase| (from, phrase.split(' ').count().cast_signed()))
    })?;
    let after = from + count;
    let range = place.token(from)?.range.start..place.token(after - 1)?.range.end;
    let said = place.text.get(range.clone())?.split_whitespace().collect::<Vec<_>>().join(" ");
    let names_one = place.word(after).starts_with('"');
    let ends = place.token(after).is_none()
        || crate::syntax::words::begins_clause(place.word(after))
        || matches!(place.word(after), "and" | "or" | ")");
    let right = match () {
        () if names_one => "not has document",
        () if ends && place.word(after - 1) == "documents" => "has no documents",
        () => return None,
    };
    let message = format!("`{said}` is written `{right}`");
    let mut slip = Slip::new(Code::ForeignSpelling, range.clone(), message, format!("write `{right}`"))
        .edit(range, right);
    // Who lacks one document and another lacks each of them.
    for at in (after + 1..after + 40).step_by(2) {
        if place.word(at) != "," || !place.word(at + 1).starts_with('"') {
            break;
        }
        slip = slip.edit(place.token(at)?.range.clone(), " or");
    }
    if slip.edits.len() > 1 {
        slip = slip.help("with `or` between them, none of the documents is there");
    }
    Some(slip)
}
