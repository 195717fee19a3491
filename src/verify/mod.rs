//! Policies are tried: on the tests that stand in them, and on records as they come.
//!
//! In: a program with its tests, or with records. Out: what each test expected and what came of it; and warnings of what records show.

mod cases;
pub mod survey;

pub use cases::{CaseResult, Failure, run};
