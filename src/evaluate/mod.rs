//! A program decides a record.
//!
//! In: a [`TypedProgram`](crate::semantics::hir::TypedProgram) and a [`Shipment`](crate::model::Shipment). Out: a
//! [`Decision`] with every finding, its evidence and what is missing. The evaluator here is the oracle: slow and obvious, it walks
//! the typed rules record by record, and whatever is faster has to agree with it.

mod decision;
pub mod oracle;
mod settle;

pub use decision::{Assumed, By, Decision, Entry, Evidence, Finding, MissingFact, MissingHere, Status};
pub use settle::Ask;
