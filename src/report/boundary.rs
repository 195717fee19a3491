//! The door to miette, for whoever embeds the crate and draws errors with it.
//!
//! In: a [`crate::Error`]. Out: [`Refusal`], a diagnostic with every problem of the policy beside it. No other file implements
//! miette's trait, and no room below knows it.

use std::fmt;

use miette::{LabeledSpan, SourceCode};

use super::change::said;
use super::cut::Cut;
use super::excerpt::{Excerpt, excerpts};
use super::visible::{visible, visible_line};
use crate::diagnostic::{self, Code, Severity};
use crate::source::SourceMap;

/// The width for which excerpts are cut, since the one who draws them is not known.
const WIDTH: usize = 120;

/// Why a policy cannot be used, with everything miette needs to draw it.
///
/// A function that returns `miette::Result` takes it with `?`:
///
/// ```
/// use withhold::report::boundary::Refusal;
///
/// fn policy(text: &str) -> miette::Result<withhold::Policy> {
///     Ok(withhold::Policy::from_text(text).map_err(Refusal::from)?)
/// }
/// # let _ = policy("");
/// ```
#[derive(Debug)]
pub struct Refusal {
    error: crate::Error,
    problems: Vec<Problem>,
}

impl Refusal {
    /// The error itself.
    pub fn error(&self) -> &crate::Error {
        &self.error
    }
}

impl From<crate::Error> for Refusal {
    fn from(error: crate::Error) -> Refusal {
        let problems = match &error {
            crate::Error::Policy(compilation) => compilation
                .problems
                .iter()
                .map(|problem| Problem::new(&compilation.sources, problem))
                .collect(),
            crate::Error::Load(_) => Vec::new(),
        };
        Refusal { error, problems }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&visible(&self.error.to_string()))
    }
}

impl std::error::Error for Refusal {}

impl miette::Diagnostic for Refusal {
    fn severity(&self) -> Option<miette::Severity> {
        Some(miette::Severity::Error)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        related(&self.problems)
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
