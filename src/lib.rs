#![doc = include_str!("../README.md")]
//!
//! # For Rust
//!
//! ```
//! use withhold::Policy;
//! use withhold::records::shipment_from_json;
//!
//! let policy = Policy::from_text("block category apparel from producer \"Yili Zhuowan Garment Manufacturing Co., Ltd.\"")?;
//! let line = r#"{"id": "ABC-1234567-8/003", "hts": "6109.10.0012", "producer": "YILI ZHUOWAN GARMENT MFG CO LTD"}"#;
//! let decision = policy.evaluate(&shipment_from_json(line, policy.schema())?);
//! assert_eq!(decision.outcome.word(), "block");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A [`Policy`] is immutable and can be shared between threads. Nothing here prints, exits, or reads a clock or the
//! environment; what is wrong with a policy is data: see [`diagnostic`].

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
mod error;
pub mod evaluate;
pub mod explain;
pub mod format;
pub mod model;
pub mod pipeline;
pub mod records;
pub mod report;
pub mod semantics;
pub mod solve;
pub mod source;
pub mod syntax;
pub mod verify;
pub mod vocabulary;

pub use error::Error;
pub use evaluate::Decision;
pub use pipeline::{Compilation, Policy, Sources};
