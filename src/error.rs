//! Why a policy cannot be used, for whoever embeds the crate.

use crate::pipeline::Compilation;
use crate::report::boundary::Drawn;
use crate::report::visible::visible;
use crate::source::load::LoadError;

/// Why a policy cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something cannot be read.
    #[error("{}", visible(&.0.to_string()))]
    Load(LoadError),
    /// Something is wrong with the policy; all problems are in it.
    #[error("{}", visible(&summary(.0)))]
    Policy(Box<Compilation>, Drawn),
}

impl From<LoadError> for Error {
    fn from(error: LoadError) -> Error {
        Error::Load(error)
    }
}

impl From<Box<Compilation>> for Error {
    fn from(compilation: Box<Compilation>) -> Error {
        Error::Policy(compilation, Drawn::default())
    }
}

fn summary(compilation: &Compilation) -> String {
    let errors = compilation.problems.count(crate::diagnostic::Severity::Error);
    let first =
        compilation.problems.iter().find(|problem| problem.severity() == crate::diagnostic::Severity::Error);
    let first = first.map(|problem| problem.message.as_str()).unwrap_or_default();
    match errors {
        1 => format!("the policy has an error: {first}"),
        _ => format!("the policy has {errors} errors, the first: {first}"),
    }
}
