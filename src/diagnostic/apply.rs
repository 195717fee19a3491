//! Fixes applied to texts: which go together, and what they leave.
//!
//! In: problems and the texts they point into. Out: new texts. A fix is applied whole or not at all, and never across another.

use std::collections::BTreeMap;

use super::{Applicability, Diagnostic, Edit};
use crate::source::FileId;

/// The safe fixes among problems that can be applied together, in the order of the problems.
pub fn safe_fixes<'d>(problems: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<&'d Diagnostic> {
    let mut taken: Vec<&Edit> = Vec::new();
    let mut chosen = Vec::new();
    for problem in problems {
        let Some(fix) = problem.fix.as_ref().filter(|fix| fix.applicability == Applicability::Safe) else {
            continue;
        };
        let is_free = |edit: &Edit| !taken.iter().any(|other| touch(edit, other));
        if !fix.edits.is_empty() && fix.edits.iter().all(is_free) {
            taken.extend(&fix.edits);
            chosen.push(problem);
        }
    }
    chosen
}

/// Whether two edits would come into each other's way.
fn touch(first: &Edit, second: &Edit) -> bool {
    let (a, b) = (first.span, second.span);
    a.file == b.file && (a.start < b.end && b.start < a.end || a.start == b.start)
}

/// The texts that fixes leave, by file. `text` gives the text of a file that may be changed.
pub fn applied<'t>(
    fixes: &[&Diagnostic],
    text: impl Fn(FileId) -> Option<&'t str>,
) -> BTreeMap<FileId, String> {
    let mut edits: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in fixes.iter().filter_map(|problem| problem.fix.as_ref()).flat_map(|fix| &fix.edits) {
        edits.entry(edit.span.file).or_default().push(edit);
    }
    let mut texts = BTreeMap::new();
    for (file, mut edits) in edits {
        let Some(old) = text(file) else { continue };
        edits.sort_by_key(|edit| edit.span);
        let (mut new, mut at) = (String::with_capacity(old.len()), 0);
        for edit in edits {
            let range = edit.span.range();
            new.push_str(old.get(at..range.start).unwrap_or_default());
            new.push_str(&edit.text);
            at = range.end;
        }
        new.push_str(old.get(at..).unwrap_or_default());
        texts.insert(file, new);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::{applied, safe_fixes};
    use crate::diagnostic::{Applicability, Code, Diagnostic};
    use crate::source::{Origin, SourceMap, Span};

    #[test]
    fn fixes_that_touch_wait_and_guesses_are_left() -> Result<(), Box<dyn std::error::Error>> {
        let mut sources = SourceMap::default();
        let file = sources.add("a.policy", "one two three", Origin::Policy)?;
        let fix = |start, end, text: &str, applicability| {
            let span = Span::new(file, start, end);
            Diagnostic::new(Code::MisspeltWord, span, "wrong", "here").replace(span, text, applicability)
        };
        let problems = [
            fix(0, 3, "1", Applicability::Safe),
            fix(2, 7, "x", Applicability::Safe),
            fix(4, 7, "2", Applicability::Unsafe),
            fix(8, 13, "", Applicability::Safe),
            fix(13, 13, "3", Applicability::Safe),
        ];
        let chosen = safe_fixes(&problems);
        let texts = applied(&chosen, |file| Some(sources.file(file).text()));
        assert_eq!(texts.into_values().collect::<Vec<_>>(), ["1 two 3"]);
        Ok(())
    }
}
