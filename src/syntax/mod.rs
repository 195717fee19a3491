//! Policy text becomes a tree.
//!
//! In: the text of one file. Out: an [`ast::File`] with everything that could be read, and a problem for everything
//! that could not. No name is resolved here. Only this room knows pest.

mod allow;
pub mod ast;
mod build;
mod layout;
pub mod manuscript;
mod parser;
mod recover;
mod slips;
mod trivia;
mod words;

pub use allow::allows;
pub use parser::{Parsed, parse};
