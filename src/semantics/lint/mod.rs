//! What is allowed, and probably not meant: one file a lint.

pub(super) mod never_true;
pub(super) mod unknown_code;
