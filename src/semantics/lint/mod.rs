//! What is allowed, and probably not meant: one file a lint.
//!
//! In: a typed program without errors. Out: warnings, each decided by what rules mean and never by how they are written.

mod always_true;
mod asked;
mod every_of_none;
mod freed_by_supersession;
mod idle_exemption;
mod named;
mod near_miss_party;
mod never_in_force;
mod never_true;
mod overlapping_goods;
mod shadowed_rule;
mod shared_name;
mod supersession_gap;
mod uncited_rule;
pub(super) mod unknown_code;
mod unused_declaration;

use super::hir::TypedProgram;
use crate::diagnostic::Diagnostic;

/// All that the lints find in a program without errors.
pub fn lint(program: &TypedProgram) -> Vec<Diagnostic> {
    let lints = [
        always_true::check,
        every_of_none::check,
        freed_by_supersession::check,
        idle_exemption::check,
        near_miss_party::check,
        never_in_force::check,
        never_true::check,
        overlapping_goods::check,
        shadowed_rule::check,
        shared_name::check,
        supersession_gap::check,
        uncited_rule::check,
        unused_declaration::check,
    ];
    lints.into_iter().flat_map(|lint| lint(program)).collect()
}
