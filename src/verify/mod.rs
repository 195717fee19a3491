//! Test statements are run.
//!
//! In: a program with its tests. Out: what each expected, and what came of it.

mod cases;

pub use cases::{CaseResult, Failure, run};
