//! What is allowed, and probably not meant: one file a lint.
//!
//! In: a typed program without errors. Out: warnings, each decided by what rules mean and never by how they are written.

mod never_true;
pub(super) mod unknown_code;

use super::hir::TypedProgram;
use crate::diagnostic::Diagnostic;

/// All that the lints find.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let lints = [never_true::check];
    lints.into_iter().flat_map(|lint| lint(program)).collect()
}
