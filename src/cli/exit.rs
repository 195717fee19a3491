//! How a command ends.

/// The exit code of the binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// 0: done, and nothing that was asked about is the case.
    Done,
    /// 1: done, and what was asked about is the case: errors in a policy, a failed test, a record as bad as `--fail-on` says.
    Found,
    /// 2: it could not be done, or nothing was asked: a wrong argument, a file that cannot be read, no rule in force, no record.
    Trouble,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> std::process::ExitCode {
        std::process::ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::Trouble => 2,
        })
    }
}

/// Why a command could not be done.
#[derive(Debug)]
pub(super) enum Trouble {
    /// For this reason.
    Said(String),
    /// For a reason that was printed already.
    Printed,
}

impl Trouble {
    pub(super) fn new(reason: impl Into<String>) -> Trouble {
        Trouble::Said(reason.into())
    }
}

impl From<crate::source::load::LoadError> for Trouble {
    fn from(error: crate::source::load::LoadError) -> Trouble {
        Trouble::Said(error.to_string())
    }
}

impl From<crate::records::RecordsError> for Trouble {
    fn from(error: crate::records::RecordsError) -> Trouble {
        Trouble::Said(error.to_string())
    }
}
