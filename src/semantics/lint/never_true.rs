//! `never-true`: two tests that must hold together, and cannot.
//!
//! A rule with such a condition is in force and never fires, which is worse than no rule at all. Only pairs of tests on one
//! field are compared.

use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::{
    Bounds, Condition, ConditionKind, Scope, Sentence, Test, TestKind, TypedProgram,
};
use crate::vocabulary::goods::Covers;
use crate::vocabulary::places::Lies;

/// Looks at every rule and exemption of a program.
pub(in crate::semantics) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in &program.rules {
        check_sentence(program, &rule.sentence, &mut found);
    }
    for exemption in &program.exemptions {
        let mut together = vec![&exemption.subject];
        together.extend(&exemption.when);
        check_together(program, &together, &mut found);
    }
    found
}

fn check_sentence(program: &TypedProgram, sentence: &Sentence, found: &mut Vec<Diagnostic>) {
    // With a scope that speaks of inputs, the subject and the conditions may be about different things.
    let mut together: Vec<&Condition> = sentence.when.iter().collect();
    match &sentence.scope {
        Scope::Directly => together.push(&sentence.subject),
        Scope::InWholeOrInPart => check_together(program, &[&sentence.subject], found),
        Scope::Containing(inner) => {
            together.push(&sentence.subject);
            check_together(program, &[inner], found);
        }
    }
    check_together(program, &together, found);
    if let Some(unless) = &sentence.unless {
        check_together(program, &[unless], found);
    }
}

/// Compares all tests that must hold together, and goes into what is joined otherwise.
fn check_together<'p>(program: &TypedProgram, conditions: &[&'p Condition], found: &mut Vec<Diagnostic>) {
    let mut tests: Vec<(&'p Condition, &'p Test)> = Vec::new();
    let mut open: Vec<&'p Condition> = conditions.iter().rev().copied().collect();
    while let Some(condition) = open.pop() {
        match &condition.kind {
            ConditionKind::All(parts) => open.extend(parts.iter().rev()),
            // `is A` of one value is an alternative of one.
            ConditionKind::Any(parts) => match parts.as_slice() {
                [only] => open.push(only),
                _ => parts.iter().for_each(|part| check_together(program, &[part], found)),
            },
            ConditionKind::Not(inner)
            | ConditionKind::AnyInput(inner)
            | ConditionKind::EveryInput(inner)
            | ConditionKind::Share(inner, ..) => {
                check_together(program, &[inner], found);
            }
            ConditionKind::Test(test) => tests.push((condition, test)),
        }
    }
    for (at, (first_place, first)) in tests.iter().enumerate() {
        for (second_place, second) in tests.iter().skip(at + 1) {
            if excludes(program, &first.kind, &second.kind) {
                let message = format!("`{}` and `{}` can never both be true", first.words, second.words);
                found.push(
                    Diagnostic::new(
                        Code::NeverTrue,
                        second_place.span,
                        message,
                        "rules out what the other asks",
                    )
                    .label(first_place.span, "the other")
                    .help("a rule with such a condition never holds; `or` may be meant"),
                );
                return;
            }
        }
    }
}

fn excludes(program: &TypedProgram, first: &TestKind, second: &TestKind) -> bool {
    match (first, second) {
        (TestKind::Country(a, x), TestKind::Country(b, y)) => a == b && x != y,
        (TestKind::Region(a, x), TestKind::Region(b, y)) => {
            a == b && program.places.lies(*x, *y) == Lies::Outside
        }
        (TestKind::Goods(a, x), TestKind::Goods(b, y)) => {
            a == b && program.goods.covers(*x, *y) == Covers::Outside
        }
        (TestKind::Hts(x), TestKind::Hts(y)) => !x.overlaps(*y),
        (TestKind::YesNo(a, x), TestKind::YesNo(b, y)) => a == b && x != y,
        (TestKind::Number(a, x), TestKind::Number(b, y)) => a == b && are_apart(x, y),
        (TestKind::Money(a, x, c), TestKind::Money(b, y, d)) => a == b && c == d && are_apart(x, y),
        (TestKind::Quantity(a, x, c), TestKind::Quantity(b, y, d)) => a == b && c == d && are_apart(x, y),
        (TestKind::Date(a, x), TestKind::Date(b, y)) => a == b && are_apart(x, y),
        (TestKind::Missing(a), TestKind::Known(b)) | (TestKind::Known(a), TestKind::Missing(b)) => a == b,
        _ => false,
    }
}

fn are_apart<T: PartialOrd>(a: &Bounds<T>, b: &Bounds<T>) -> bool {
    let ends_before = |a: &Bounds<T>, b: &Bounds<T>| match (&a.high, &b.low) {
        (Some((high, at_high)), Some((low, at_low))) => high < low || high == low && !(*at_high && *at_low),
        _ => false,
    };
    ends_before(a, b) || ends_before(b, a)
}
