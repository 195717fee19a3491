//! `unknown-code`: an HTS code that no edition of the Harmonized System has.
//!
//! A rule for goods that cannot exist is in force and never fires. Six digits are judged, since what stands behind them each country adds;
//! against the edition that the declaration pins, or else against all of them.

use crate::diagnostic::suggest::listed;
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::{HtsCode, HtsRange};
use crate::source::Span;
use crate::vocabulary::nomenclature::{Editions, nearest, siblings};

/// More subheadings than these are not listed.
const MOST_SIBLINGS: usize = 8;

/// A code, or a range of codes, as it is written.
#[derive(Clone, Copy, Debug)]
pub(in crate::semantics) struct Written {
    /// The code, or the first of the range.
    pub(in crate::semantics) from: HtsCode,
    /// The last of the range.
    pub(in crate::semantics) to: Option<HtsCode>,
    /// Where.
    pub(in crate::semantics) span: Span,
}

/// Looks a code up in the edition of a year, or in all of them.
pub(in crate::semantics) fn check(written: Written, edition: Option<u16>) -> Option<Diagnostic> {
    let Written { from, to, span } = written;
    // An edition that the table does not have judges nothing by itself.
    let pinned = edition.and_then(Editions::of_year);
    let asked = pinned.unwrap_or(Editions::ALL);
    let range = to.map_or(from.range(), |to| HtsRange::between(from, to));
    let having = Editions::with_codes_in(range);
    if having.overlaps(asked) {
        return None;
    }
    let system = match (pinned, edition) {
        (Some(_), Some(year)) => format!("the Harmonized System of {year}"),
        _ => "the Harmonized System".to_owned(),
    };
    let words = match to {
        Some(to) => format!("no code of {system} lies in `{from}..{to}`"),
        None => format!("no code of {system} begins with `{}`", judged(from)),
    };
    let label = if to.is_some() { "an empty range" } else { "no such code" };
    let problem = Diagnostic::new(Code::UnknownCode, span, words, label);
    let years: Vec<String> = having.years().map(|year| year.to_string()).collect();
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        let which = if first == last {
            format!("of `{first}` alone")
        } else {
            format!("of {}", listed(&years, "and"))
        };
        return Some(problem.help(format!(
            "it is in the edition {which}: take the code that the pinned edition has, or pin another with `edition {last}`"
        )));
    }
    let problem =
        problem.note("goods under a code that does not exist are never met, so nothing is ever found by it");
    Some(match nearest(from, asked).filter(|_| to.is_none()) {
        Some(near) => {
            let near = near.to_string();
            problem.help(format!("`{near}` is near")).replace(span, near, Applicability::Unsafe)
        }
        None => problem.help(elsewhere(from, asked)),
    })
}

/// Where to look for the right code: among its neighbours, if the heading is right and has few.
fn elsewhere(code: HtsCode, editions: Editions) -> String {
    let siblings: Vec<String> = siblings(code, editions).iter().map(HtsCode::to_string).collect();
    let heading: String = code.to_string().chars().take(4).collect();
    if code.digits() > 4 && (1..=MOST_SIBLINGS).contains(&siblings.len()) {
        format!("the heading `{heading}` has {}", listed(&siblings, "and"))
    } else {
        "look the code up in the tariff schedule of the day on which the order was written".to_owned()
    }
}

/// What of a code is judged: six digits at most.
fn judged(code: HtsCode) -> String {
    let text = code.to_string();
    text.get(..7).map_or(text.clone(), str::to_owned)
}
