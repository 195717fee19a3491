//! Fixes applied to texts: which go together, and what they leave.
//!
//! In: problems and the texts they point into. Out: new texts. A fix is applied whole or not at all, and never across another.

use std::collections::BTreeMap;

use super::{Applicability, Diagnostic, Edit};
use crate::source::{FileId, Span};

/// The safe fixes among problems that can be applied together, in the order of the problems.
pub fn safe_fixes<'d>(problems: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<&'d Diagnostic> {
    let mut taken: BTreeMap<(FileId, u32), u32> = BTreeMap::new();
    let mut chosen = Vec::new();
    for problem in problems {
        let Some(fix) = problem.fix.as_ref().filter(|fix| fix.applicability == Applicability::Safe) else {
            continue;
        };
        if !fix.edits.is_empty() && fix.edits.iter().all(|edit| is_free(&taken, edit)) {
            taken.extend(fix.edits.iter().map(|edit| ((edit.span.file, edit.span.start), edit.span.end)));
            chosen.push(problem);
        }
    }
    chosen
}

/// Whether an edit comes into the way of none that is taken, by file and first byte.
fn is_free(taken: &BTreeMap<(FileId, u32), u32>, edit: &Edit) -> bool {
    let Span { file, start, end } = edit.span;
    let reaches_in = taken.range((file, 0)..(file, start)).next_back().is_some_and(|(_, last)| *last > start);
    let lies_within = taken.range((file, start)..(file, end.max(start + 1))).next().is_some();
    !reaches_in && !lies_within
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
