//! What commands have in common: policies are found, compiled, and complained about.

use std::path::PathBuf;

use super::args::{Color, PolicyOptions, PolicyPaths};
use super::exit::Trouble;
use super::output;
use super::project::{self, Project};
use crate::diagnostic::Diagnostics;
use crate::pipeline::{Policy, Sources};
use crate::report::diagnostics::{Style, render_diagnostics};
use crate::report::summary::summary;
use crate::report::visible::visible_line;
use crate::source::SourceMap;

/// Policies that were asked for, or those of the project.
pub(super) struct Asked {
    pub(super) sources: Sources,
    /// What is assumed for this run, printed so that nobody overlooks it.
    pub(super) assumptions: Vec<String>,
}

/// The paths that are named, or else those of the project with what it assumes.
pub(super) fn named_or_project(paths: &[PathBuf]) -> Result<Project, Trouble> {
    if !paths.is_empty() {
        return Ok(Project { policies: paths.to_vec(), assume: Vec::new() });
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "without a path, the project is the one of the working directory"
    )]
    let here = std::env::current_dir()
        .map_err(|error| Trouble::new(format!("the working directory cannot be read: {error}")))?;
    project::find(&here)
}

/// Finds policies: those that are named, or else those of the project, whose settings are then read as well.
pub(super) fn ask(paths: &[PathBuf], options: &PolicyOptions) -> Result<Asked, Trouble> {
    let Project { policies: paths, assume: mut assumptions } = named_or_project(paths)?;
    for assumption in &options.assume {
        // Who says what the project says already says nothing new.
        if !assumptions.contains(assumption) {
            assumptions.push(assumption.clone());
        }
    }
    let mut sources = Sources::load(&paths)?;
    for assumption in &assumptions {
        sources = sources.with_assumption(assumption);
    }
    if options.no_vocabulary {
        sources = sources.without_vocabulary();
    }
    Ok(Asked { sources, assumptions })
}

/// Compiles policies for use; what keeps them from being used is printed.
pub(super) fn policy(paths: &PolicyPaths, color: Color) -> Result<Policy, Trouble> {
    use_policy(&ask(&paths.policies, &paths.options)?, color)
}

pub(super) fn use_policy(asked: &Asked, color: Color) -> Result<Policy, Trouble> {
    for assumption in &asked.assumptions {
        output::warn(&format!("assumed for this run: {}\n", visible_line(assumption)));
    }
    asked.sources.clone().without_lints().compile().policy().map_err(|mut compilation| {
        compilation.problems.leave_out_warnings();
        let style = graphical(output::stderr_coloured(color));
        output::warn(&problems(&compilation.sources, &compilation.problems, style));
        output::complain("the policy has errors, so nothing was decided by it");
        Trouble::Printed
    })
}

/// How problems are drawn for people.
pub(super) fn graphical(color: bool) -> Style {
    Style::Graphical { unicode: true, color }
}

/// All problems, for people.
pub(super) fn problems(sources: &SourceMap, problems: &Diagnostics, style: Style) -> String {
    let mut text = render_diagnostics(sources, problems, style, output::width());
    if !problems.is_empty() {
        text.push_str(&format!("\n{}\n", summary(problems)));
    }
    text
}
