//! `overlapping-goods`: two categories have some codes in common, and each has codes of its own.
//!
//! Where a program sorts goods into categories, a code in two of them was most likely copied or mistyped. Goods of one kind of word
//! are compared only: a material (`product`) and a trade (`category`) cross each other by nature. What one declares as a part of
//! itself, and what lies wholly within another, is meant to overlap.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::HtsRange;
use crate::semantics::hir::{Declaration, Declared, TypedProgram};
use crate::vocabulary::goods::{Covers, GoodsId};

/// Compares the goods that policies declare with codes of their own.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut declared: Vec<(&Declaration, GoodsId, bool)> = Vec::new();
    for declaration in &program.declarations {
        if let Declared::Goods(goods, is_category) = declaration.what {
            declared.push((declaration, goods, is_category));
        }
    }
    declared.sort_by_key(|(declaration, ..)| declaration.span);
    // A sweep over codes in their order, so that many categories are not compared each with each.
    let mut codes: Vec<(HtsRange, usize)> = Vec::new();
    for (at, (_, goods, _)) in declared.iter().enumerate() {
        codes.extend(program.goods.get(*goods).codes.iter().map(|range| (*range, at)));
    }
    codes.sort_unstable();
    let mut pairs = std::collections::BTreeMap::new();
    let mut open: Vec<(HtsRange, usize)> = Vec::new();
    for (range, at) in codes {
        open.retain(|(other, _)| other.last >= range.first);
        // Where so many goods share their codes, that is how the program is made, and no accident.
        if pairs.len() > MOST_PAIRS {
            break;
        }
        for (other, before) in &open {
            if *before != at {
                let shared = HtsRange { first: range.first, last: range.last.min(other.last) };
                pairs.entry((at.max(*before), at.min(*before))).or_insert(shared);
            }
        }
        open.push((range, at));
    }
    let mut found = Vec::new();
    for ((second, first), shared) in pairs {
        if let (Some(first), Some(second)) = (declared.get(first), declared.get(second))
            && first.2 == second.2
            && is_partial(program, first.1, second.1)
        {
            found.push(report(first.0, second.0, first.2, shared));
        }
    }
    found
}

/// Whether neither lies within the other, and neither is declared to be a part of the other.
/// How many pairs of goods with common codes are looked at.
const MOST_PAIRS: usize = 100_000;

fn is_partial(program: &TypedProgram, first: GoodsId, second: GoodsId) -> bool {
    program.goods.covers(first, second) == Covers::Undecided
        && program.goods.covers(second, first) == Covers::Undecided
}

fn report(first: &Declaration, second: &Declaration, is_category: bool, shared: HtsRange) -> Diagnostic {
    let word = if is_category { "categories" } else { "products" };
    let message = format!(
        "the {word} `{}` and `{}` overlap in {}, and neither lies within the other",
        first.name,
        second.name,
        codes(shared)
    );
    Diagnostic::new(Code::OverlappingGoods, second.span, message, "overlaps the other")
        .label(first.span, "the other")
        .help(format!(
            "take the shared codes out of one of them, or say that it is meant: `# allow {}: …`",
            Code::OverlappingGoods.name()
        ))
        .note("goods under a shared code meet the rules of both")
}

/// A range in the shortest codes that say it.
fn codes(range: HtsRange) -> String {
    let digits = [2u32, 4, 6, 8, 10].into_iter().find(|digits| {
        let unit = 10u64.pow(10 - digits);
        range.first.is_multiple_of(unit) && (range.last + 1).is_multiple_of(unit)
    });
    let digits = digits.unwrap_or(10);
    let width = usize::try_from(digits).unwrap_or(10);
    let printed = |line: u64| {
        let number = line / 10u64.pow(10 - digits);
        let text = format!("{number:0width$}");
        crate::model::HtsCode::parse(&text).map_or(text, |code| code.to_string())
    };
    let (first, last) = (printed(range.first), printed(range.last));
    if first == last { format!("`{first}`") } else { format!("`{first}..{last}`") }
}
