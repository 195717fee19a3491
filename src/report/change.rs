//! What a fix does, in words and as the lines that it leaves.
//!
//! In: a fix. Out: its title, and the lines as they will stand. Applying fixes to files is not done here.

use super::visible::visible_line;
use crate::diagnostic::{Applicability, Fix};

/// A fix as it is announced; one that is a guess says so.
pub(super) fn said(fix: &Fix) -> String {
    let title = visible_line(&fix.title);
    match fix.applicability {
        Applicability::Safe => format!("fix: {title}"),
        Applicability::Unsafe => format!("perhaps: {title}"),
    }
}
