//! Bytes for people and tools: what the floors below found, drawn or written out.
//!
//! In: problems, decisions and findings as plain data. Out: text, JSON, SARIF, annotations. Nothing here decides or prints
//! anything, and no other room knows a drawing library.

pub mod boundary;
mod change;
mod cut;
pub mod decisions;
#[cfg(feature = "cli")]
pub mod diagnostics;
#[cfg(feature = "cli")]
pub mod difference;
mod excerpt;
#[cfg(feature = "cli")]
pub mod explain;
pub mod figures;
pub mod github;
pub mod json;
#[cfg(feature = "cli")]
mod narrate;
#[cfg(feature = "cli")]
pub mod page;
mod place;
#[cfg(feature = "cli")]
mod preview;
pub mod sarif;
pub mod summary;
pub mod visible;
#[cfg(feature = "cli")]
mod wrap;

#[cfg(all(test, feature = "cli"))]
mod tests;
