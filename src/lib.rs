//! `withhold`: policy as code for customs orders.
pub mod diagnostic;
mod error;
pub mod evaluate;
pub mod model;
pub mod pipeline;
pub mod records;
pub mod semantics;
pub mod source;
pub mod syntax;
pub mod vocabulary;

pub use error::Error;
pub use pipeline::{Policy, Sources};
