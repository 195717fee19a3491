//! `withhold`: policy as code for customs orders.
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
mod error;
pub mod evaluate;
pub mod model;
pub mod pipeline;
pub mod records;
pub mod report;
pub mod semantics;
pub mod source;
pub mod syntax;
pub mod verify;
pub mod vocabulary;

pub use error::Error;
pub use pipeline::{Policy, Sources};
