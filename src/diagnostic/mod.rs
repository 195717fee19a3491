//! What is wrong with a policy, as plain data.
//!
//! In: what any stage finds. Out: [`Diagnostic`]s, kept in source order by [`Diagnostics`]. Words are chosen where the
//! mistake is found; drawing is `report`'s work, and nothing here knows a terminal.

mod allow;
pub mod apply;
mod codes;
mod shorten;
pub mod suggest;

use crate::source::Span;

pub use allow::Allow;
pub use codes::Code;
pub(crate) use shorten::shorten;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The program cannot be used.
    Error,
    /// The program can be used, and probably says something else than was meant.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// A place in the source and its role in the problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The exact characters.
    pub span: Span,
    /// Where and in what role, in a few words.
    pub text: String,
}

/// One replacement of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Whether a fix can be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// The meaning is certain.
    Safe,
    /// A guess, though a near one.
    Unsafe,
}

/// A change of the text that mends a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, as an order: "write `is`".
    pub title: String,
    /// The edits, in source order, not overlapping.
    pub edits: Vec<Edit>,
    /// Whether it may be applied unseen.
    pub applicability: Applicability,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which problem it is.
    pub code: Code,
    /// What is wrong: one sentence in lower case without a full stop, user text in backticks.
    pub message: String,
    /// The places, the main one first.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// Why the rule exists.
    pub note: Option<String>,
    /// A change that mends it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>, label: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: shorten(message.into()),
            labels: vec![Label { span, text: shorten(label.into()) }],
            help: None,
            note: None,
            fix: None,
        }
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: shorten(text.into()) });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(shorten(help.into()));
        self
    }

    /// Says what to do, where nothing nearer is said already.
    #[must_use]
    pub fn or_help(self, help: impl Into<String>) -> Diagnostic {
        if self.help.is_some() { self } else { self.help(help) }
    }

    /// Says why the rule exists.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.note = Some(note.into());
        self
    }

    /// Offers one replacement of text.
    #[must_use]
    pub fn replace(self, span: Span, text: impl Into<String>, applicability: Applicability) -> Diagnostic {
        let text = text.into();
        let title =
            if text.is_empty() { "remove this".to_owned() } else { shorten(format!("write `{text}`")) };
        Diagnostic { fix: Some(Fix { title, edits: vec![Edit { span, text }], applicability }), ..self }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The main place. Every problem has one.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// The problems of a program.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds several.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(diagnostics);
    }

    /// Brings them into source order, and drops what says the same twice.
    pub fn sort(&mut self) {
        self.found.sort_by(|a, b| (a.span(), a.code, &a.message).cmp(&(b.span(), b.code, &b.message)));
        self.found.dedup();
    }

    /// Leaves out those of some kinds.
    pub fn leave_out(&mut self, codes: &[Code]) {
        self.found.retain(|problem| !codes.contains(&problem.code));
    }

    /// Leaves out all that does not keep the program from being used.
    pub fn leave_out_warnings(&mut self) {
        self.found.retain(|problem| problem.severity() == Severity::Error);
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// Whether some problem keeps the program from being used.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
