//! One file a command.

pub(super) mod check;
mod data;
pub(super) mod evaluate;
pub(super) mod explain;
mod fix;
pub(super) mod fmt;
pub(super) mod init;
pub(super) mod rules;
pub(super) mod test;
