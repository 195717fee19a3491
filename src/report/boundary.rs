//! The door to miette, for whoever embeds the crate and draws errors with it.
//!
//! In: a [`crate::Error`]. Out: a diagnostic of miette, with every problem of the policy beside it. No other file implements
//! miette's trait, and no room below knows it.

use std::fmt;
use std::sync::OnceLock;

use miette::{LabeledSpan, SourceCode};

use super::change::said;
use super::cut::Cut;
use super::excerpt::{Excerpt, excerpts};
use super::visible::visible_line;
use crate::diagnostic::{self, Code, Severity};
use crate::source::SourceMap;

/// The width for which excerpts are cut, since the one who draws them is not known.
const WIDTH: usize = 120;

/// The problems of a policy as miette draws them, made when they are first asked for.
#[derive(Debug, Default)]
pub struct Drawn(OnceLock<Vec<Problem>>);

/// Every problem beside the error; a function that returns `miette::Result` takes it with `?`.
impl miette::Diagnostic for crate::Error {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Error)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        let crate::Error::Policy(compilation, Drawn(drawn)) = self else { return None };
        let sources = &compilation.sources;
        let draw = || compilation.problems.iter().map(|problem| Problem::new(sources, problem)).collect();
        related(drawn.get_or_init(draw))
    }
}

fn related(problems: &[Problem]) -> Option<Box<dyn Iterator<Item = &dyn miette::Diagnostic> + '_>> {
    let as_diagnostic = |problem| problem as &dyn miette::Diagnostic;
    (!problems.is_empty())
        .then(|| Box::new(problems.iter().map(as_diagnostic)) as Box<dyn Iterator<Item = _>>)
}

/// One problem, or the part of one that lies in another place.
#[derive(Debug)]
pub(super) struct Problem {
    title: String,
    code: Option<Code>,
    severity: Severity,
    help: Option<String>,
    excerpt: Option<Excerpt>,
    elsewhere: Vec<Problem>,
}

impl Problem {
    fn new(sources: &SourceMap, problem: &diagnostic::Diagnostic) -> Problem {
        let severity = problem.severity();
        let mut drawn = excerpts(sources, problem, Cut::new(WIDTH, 10, true)).into_iter();
        let fix = problem.fix.as_ref().map(said);
        let note = problem.note.as_ref().map(|note| format!("note: {}", visible_line(note)));
        let help = problem.help.as_ref().map(|help| visible_line(help).into_owned());
        let help: Vec<String> = [help, fix, note].into_iter().flatten().collect();
        Problem {
            title: visible_line(&problem.message).into_owned(),
            code: Some(problem.code),
            severity,
            help: (!help.is_empty()).then(|| help.join("\n")),
            excerpt: drawn.next(),
            elsewhere: drawn.map(|excerpt| Problem::elsewhere(excerpt, severity)).collect(),
        }
    }

    fn elsewhere(excerpt: Excerpt, severity: Severity) -> Problem {
        let title = excerpt.position();
        Problem { title, ..Problem::untitled(excerpt, severity) }
    }

    /// Only the lines of an excerpt.
    pub(super) fn untitled(excerpt: Excerpt, severity: Severity) -> Problem {
        Problem {
            title: String::new(),
            code: None,
            severity,
            help: None,
            excerpt: Some(excerpt),
            elsewhere: Vec::new(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.title)
    }
}

impl std::error::Error for Problem {}

impl miette::Diagnostic for Problem {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code.name()) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt.as_ref().map(|excerpt| Box::new(excerpt.spans()) as Box<dyn Iterator<Item = _>>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        related(&self.elsewhere)
    }
}
