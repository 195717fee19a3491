//! What `is` and `mentions` mean for the values of trade: text goes in as records have it, and what can be compared
//! comes out.
//!
//! Nothing here knows policies, records or decisions: a name is a name, a text is a text.

mod characters;
pub mod countries;
pub mod goods;
pub mod names;
pub mod nomenclature;
pub mod parties;
pub mod places;
mod spellings;
pub mod text;
