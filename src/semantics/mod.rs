//! Statements become typed rules: names are resolved across files in any order, values are given the types of their
//! fields, and everything that is wrong is found in one run.
//!
//! In: trees, and the texts of the lists that they name. Out: a [`hir::TypedProgram`], and problems.

pub mod hir;
mod lint;
mod naming;
mod resolve;
mod scope;
mod theory;

pub use lint::lint;
pub use resolve::{ListTexts, analyse};
