//! `withhold`: policy as code for customs orders.
pub mod diagnostic;
pub mod model;
pub mod source;
pub mod syntax;
