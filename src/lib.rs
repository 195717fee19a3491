//! `withhold`: policy as code for customs orders.
pub mod diagnostic;
pub mod evaluate;
pub mod model;
pub mod records;
pub mod semantics;
pub mod source;
pub mod syntax;
pub mod vocabulary;
