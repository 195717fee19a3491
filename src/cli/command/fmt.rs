//! `withhold fmt`: policies in their one layout.

use std::path::{Path, PathBuf};

use crate::cli::args::{Color, Fmt};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::cli::session;
use crate::diagnostic::Diagnostics;
use crate::format::format;
use crate::pipeline::not_utf8;
use crate::report::difference::render_difference;
use crate::report::visible::visible_line;
use crate::source::load::{PolicyFile, leads_out, policy_files, policy_from};
use crate::source::{Origin, SourceMap};

/// How `-` is called where it is spoken of.
const STANDARD_INPUT: &str = "standard input";

/// What was found, file by file.
#[derive(Default)]
struct Found {
    sources: SourceMap,
    problems: Diagnostics,
    /// The files that are not in the layout, with their new texts.
    changes: Vec<(PolicyFile, String)>,
    same: usize,
    broken: usize,
}

pub(in crate::cli) fn run(args: &Fmt, color: Color) -> Result<Exit, Trouble> {
    let is_filter = args.paths.iter().any(|path| path == Path::new("-"));
    if is_filter && args.paths.len() > 1 {
        return Err(Trouble::new("`-` stands for standard input and is named alone"));
    }
    let files = if is_filter {
        vec![policy_from(STANDARD_INPUT, std::io::stdin().lock())?]
    } else {
        policy_files(&session::named_or_project(&args.paths)?.policies)?
    };
    let mut found = Found::default();
    for file in files {
        found.add(file)?;
    }
    if found.broken > 0 {
        found.problems.sort();
        let style = session::graphical(output::stderr_coloured(color));
        output::warn(&session::problems(&found.sources, &found.problems, style));
    }
    let mut out = Output::standard();
    if args.diff {
        for (file, new) in &found.changes {
            let old = file.text.as_deref().unwrap_or_default();
            out.write(&render_difference(&file.name, old, new, output::stdout_coloured(color)))?;
        }
    } else if args.check {
        for (file, _) in &found.changes {
            out.write(&format!("would change {}\n", visible_line(&file.name)))?;
        }
    } else if is_filter {
        // What is in the layout goes out as it came in.
        if found.broken == 0 {
            out.write(&found.whole())?;
        }
    } else {
        found.write(&mut out)?;
    }
    let is_dry = args.check || args.diff;
    let counts = if is_filter { String::new() } else { found.counts(is_dry) };
    if args.diff {
        // A difference is for other programs too, so the counts do not stand in it.
        out.finish()?;
        output::warn(&counts);
    } else {
        out.write(&counts)?;
        out.finish()?;
    }
    Ok(match (found.broken, found.changes.len()) {
        (1.., _) => Exit::Trouble,
        (0, 1..) if is_dry => Exit::Found,
        _ => Exit::Done,
    })
}

impl Found {
    fn add(&mut self, file: PolicyFile) -> Result<(), Trouble> {
        let text = match &file.text {
            Ok(text) => text.as_str(),
            Err(bad) => bad.lossy.as_str(),
        };
        let id = self
            .sources
            .add(file.name.as_str(), text, Origin::Policy)
            .map_err(|error| Trouble::new(error.to_string()))?;
        let formatted = match &file.text {
            Ok(text) => format(id, text),
            Err(bad) => Err(vec![not_utf8(id, bad.at)]),
        };
        match formatted {
            Ok(new) if new == text => self.same += 1,
            Ok(new) => self.changes.push((file, new)),
            Err(problems) => {
                self.broken += 1;
                self.problems.extend(problems);
            }
        }
        Ok(())
    }

    /// The text of the one file that there is.
    fn whole(&self) -> String {
        let same = self.sources.files().next().map(|(_, file)| file.text().to_owned());
        self.changes.first().map(|(_, new)| new.clone()).or(same).unwrap_or_default()
    }

    /// Writes what is not in the layout; a file that cannot be written is said, and the others are.
    fn write(&mut self, out: &mut Output) -> Result<(), Trouble> {
        let mut written = Vec::new();
        for (file, new) in self.changes.drain(..) {
            match write_file(&file, &new) {
                Ok(()) => {
                    out.write(&format!("changed {}\n", visible_line(&file.name)))?;
                    written.push((file, new));
                }
                Err(Trouble::Said(reason)) => {
                    output::complain(&reason);
                    self.broken += 1;
                }
                Err(trouble @ Trouble::Printed) => return Err(trouble),
            }
        }
        self.changes = written;
        Ok(())
    }

    fn counts(&self, is_dry: bool) -> String {
        let files = |count: usize| if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
        let verb = if is_dry { "would change" } else { "changed" };
        let mut parts = vec![format!("{} {verb}", files(self.changes.len()))];
        parts.extend((self.same > 0).then(|| format!("{} in the layout already", self.same)));
        parts.extend((self.broken > 0).then(|| format!("{} left alone for errors", self.broken)));
        format!("{}\n", parts.join(", "))
    }
}

/// Replaces a file as a whole, or not at all.
#[expect(clippy::disallowed_methods, reason = "whether a file may be written is seen on the disk")]
fn write_file(file: &PolicyFile, text: &str) -> Result<(), Trouble> {
    let refused = |reason: &str| Err(Trouble::new(format!("`{}` is not written: {reason}", file.name)));
    if leads_out(&file.place) {
        return refused("it leads out of the policy set");
    }
    let path: &PathBuf = &file.place.path;
    if std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly()) {
        return refused("it is read-only");
    }
    let mut out = Output::open(Some(path))?;
    out.write(text)?;
    out.finish()
}
