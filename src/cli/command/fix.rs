//! `withhold check --fix`: what can be mended without a doubt is mended in the files, round by round until nothing is left to mend.
//!
//! In: policies and their problems. Out: the policies as they stand afterwards, on the disk unless it is a dry run. A file is replaced as a
//! whole or not at all, and nothing is written where the changed policies would have an error that they did not have.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::cli::exit::Trouble;
use crate::cli::output::Output;
use crate::diagnostic::apply::{applied, safe_fixes};
use crate::diagnostic::{Code, Severity};
use crate::pipeline::Sources;
use crate::report::difference::render_difference;
use crate::report::visible::visible_line;
use crate::source::Origin;

/// One change may bring another to light; beyond this many rounds, they go in a circle.
const MOST_ROUNDS: usize = 16;

/// Mends policies. Answers what was done, in words; the sources are those that are left.
pub(super) fn mend(
    sources: &mut Sources,
    allowed: &[Code],
    is_dry: bool,
    is_coloured: bool,
) -> Result<String, Trouble> {
    let mut said = String::new();
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    let mut errors = None;
    for _ in 0..MOST_ROUNDS {
        let mut compilation = sources.compile();
        compilation.problems.leave_out(allowed);
        let found = compilation.problems.count(Severity::Error);
        let most = *errors.get_or_insert(found);
        if found > most {
            return Err(Trouble::new(
                "the fixes would leave more errors than there were, which is a fault of `withhold`: nothing was changed",
            ));
        }
        let map = &compilation.sources;
        // Only files of the policies themselves are changed: no list, no vocabulary, no assumption of this run.
        let own = |problem: &&crate::diagnostic::Diagnostic| {
            let mut edits = problem.fix.iter().flat_map(|fix| &fix.edits);
            edits.all(|edit| map.file(edit.span.file).origin() == Origin::Policy)
        };
        let fixes = safe_fixes(compilation.problems.iter().filter(own));
        if fixes.is_empty() {
            break;
        }
        for problem in &fixes {
            let at = problem.span().map(|span| map.position(span)).unwrap_or_default();
            let title = problem.fix.as_ref().map_or("", |fix| fix.title.as_str());
            let verb = if is_dry { "would fix" } else { "fixed" };
            said.push_str(&visible_line(&format!("{verb} {at}: {title} ({})", problem.code.name())));
            said.push('\n');
        }
        for (file, text) in applied(&fixes, |file| Some(map.file(file).text())) {
            let name = map.file(file).name();
            before.entry(name.to_owned()).or_insert_with(|| map.file(file).text().to_owned());
            sources.rewrite(name, text);
        }
    }
    if is_dry {
        for (name, old) in &before {
            if let Some((new, _)) = sources.file(name) {
                said.push_str(&render_difference(name, old, new, is_coloured));
            }
        }
    } else {
        write(sources, before.keys())?;
    }
    if !said.is_empty() {
        said.push('\n');
    }
    Ok(said)
}

/// Writes the files that were changed: all are prepared before the first one is replaced.
#[expect(clippy::disallowed_methods, reason = "whether a file may be written is seen on the disk")]
fn write<'n>(sources: &Sources, names: impl Iterator<Item = &'n String>) -> Result<(), Trouble> {
    let mut prepared: Vec<Output> = Vec::new();
    for name in names {
        let Some((text, Some(place))) = sources.file(name) else { continue };
        let path: &PathBuf = &place.path;
        let refused = |reason: &str| Err(Trouble::new(format!("`{name}` is not written: {reason}")));
        if crate::source::load::leads_out(place) {
            return refused("it leads out of the policy set");
        }
        if std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            return refused("it is read-only");
        }
        let mut out = Output::open(Some(path))?;
        out.write(text)?;
        prepared.push(out);
    }
    prepared.into_iter().try_for_each(Output::finish)
}
