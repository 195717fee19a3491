//! Fixes that are applied unseen: they end, leave nothing of their kind behind, and give a policy back its meaning.
//!
//! In: policies by chance, with slips that people make put into them. Out: nothing, or a slip after whose fix the policy says something else.
//! What is not here: files and the command line (`fix`).

use std::cell::RefCell;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestError, TestRunner};
use serde_json::Value;
use withhold::diagnostic::Severity;
use withhold::diagnostic::apply::{applied, safe_fixes};
use withhold::evaluate::Status;
use withhold::model::Outcome;
use withhold::{Compilation, Policy};

use crate::generate;
use crate::properties::tries;
use crate::properties_lints::said;

const NAME: &str = "generated.policy";

/// What people write in the place of words: the words, and the slip.
const SLIPS: [(&str, &str); 48] = [
    (" is ", " == "),
    (" is ", " = "),
    (" is not ", " != "),
    (" is not ", " isn't "),
    (" and ", " && "),
    (" and ", " AND "),
    (" or ", " || "),
    ("not (", "!("),
    (" over ", " > "),
    (" under ", " < "),
    (" at least ", " >= "),
    (" at most ", " <= "),
    ("\nrule ", "\nRule "),
    (" when ", " When "),
    (" when ", " if "),
    ("country CN", "country cn"),
    ("is CN", "is cn"),
    (" USD", " usd"),
    ("2021-07-01", "2021-7-1"),
    ("2021-07-01", "2021/07/01"),
    (" 800 USD", " $800"),
    (" 800 USD", " USD 800"),
    (" 800 USD", " 800USD"),
    (" 900 USD", " 900,000 USD"),
    ("at least 80%", "at least 80 percent"),
    ("at least 50%", "at least 50"),
    ("hts 61", "hts 61.*"),
    ("6204..6206", "6204-6206"),
    ("\"Mill Town\"", "“Mill Town”"),
    ("\"Mill Town\"", "'Mill Town'"),
    ("rule r0:", "rule r0"),
    ("rule r1:", "rule r1 :"),
    ("field grade: number", "field grade number"),
    (" when missing", ""),
    (" from r0", " from r0 from r0"),
    ("\n  when ", "\n  when when "),
    ("\n  when ", "\nwhen "),
    ("is valley", "is Valley."),
    (", ", " , "),
    (", ", ",, "),
    (", ", "; "),
    ("in whole or in part", "in whole or part"),
    ("anything", "Anything"),
    ("2021-07-01", "\"2021-07-01\""),
    ("\n  effective ", "\n  effective on "),
    ("# ", "// "),
    ("\nrule ", "\n# allow never-in-force: as the order has it\nrule "),
    ("\nexempt ", "\n# allow uncited-rule: no source\nexempt "),
];

/// Puts slips into a text, and answers how many there was a place for.
fn damaged(text: &str, slips: &[(usize, Index)]) -> (String, usize) {
    let (mut text, mut made) = (text.to_owned(), 0);
    for (slip, at) in slips {
        let (right, wrong) = SLIPS[*slip];
        let places = text.match_indices(right).map(|(place, _)| place);
        let places: Vec<usize> = places.filter(|place| !is_said(&text[..*place])).collect();
        if !places.is_empty() {
            let place = *at.get(&places);
            text.replace_range(place..place + right.len(), wrong);
            made += 1;
        }
    }
    (text, made)
}

/// Whether a quoted text or a comment has begun at the end of this and not ended. A slip in it is a change of what it says.
fn is_said(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().replace("\\\"", "");
    line.matches('"').count() % 2 == 1 || line.contains('#')
}

/// What is left of a text after all rounds of safe fixes, and how many were applied.
fn mended(text: &str) -> Result<(Compilation, String, usize), TestCaseError> {
    let mut sources = generate::sources(&[(NAME.to_owned(), text.to_owned())]);
    let (mut count, mut most) = (0, None);
    for _ in 0..16 {
        let compilation = sources.compile();
        let errors = compilation.problems.count(Severity::Error);
        let so_far = sources.file(NAME).map(|(text, _)| text.to_owned()).unwrap_or_default();
        prop_assert!(errors <= *most.get_or_insert(errors), "there are more errors than before:\n{}", so_far);
        let fixes = safe_fixes(&compilation.problems);
        if fixes.is_empty() {
            return Ok((compilation, so_far, count));
        }
        count += fixes.len();
        let texts = applied(&fixes, |file| Some(compilation.sources.file(file).text()));
        for (file, text) in texts {
            sources.rewrite(compilation.sources.file(file).name(), text);
        }
    }
    Err(TestCaseError::fail(format!("fixes go in a circle:\n{text}")))
}

/// What a policy decides of records. The words of an exemption are repeated as they are written, blanks and all, so they are left out.
fn decided(policy: &Policy, records: &[Value]) -> Vec<(Outcome, Vec<(String, Status)>)> {
    records.iter().map(|record| said(&policy.evaluate(&generate::shipment(policy, record)))).collect()
}

/// Tries slips in so many policies, and sees that enough of them were mended.
#[test]
fn what_is_mended_means_what_it_meant() {
    let mut runner = TestRunner::new(tries(80));
    let made = RefCell::new((0, 0));
    let programs =
        prop_oneof![generate::related_program().prop_map(|program| program.text()), generate::policy_text(),];
    let slips = vec((0..SLIPS.len(), any::<Index>()), 1..4);
    let tried = runner.run(&(programs, slips, vec(generate::record(), 4)), |(text, slips, records)| {
        let original = generate::compile_text(&text);
        let (damaged, slipped) = damaged(&text, &slips);
        let (compilation, new, fixes) = mended(&damaged)?;
        made.borrow_mut().0 += fixes;
        if slipped == 0 {
            return Ok(());
        }
        let Ok(policy) = compilation.policy() else { return Ok(()) };
        made.borrow_mut().1 += 1;
        prop_assert_eq!(
            decided(&policy, &records),
            decided(&original, &records),
            "\n{}\n-- damaged:\n{}\n-- mended:\n{}",
            text,
            damaged,
            new
        );
        Ok(())
    });
    match tried {
        Ok(()) => (),
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        Err(TestError::Abort(reason)) => panic!("given up: {reason}"),
    }
    let (fixes, policies) = made.into_inner();
    assert!(fixes >= 12 && policies >= 8, "only {fixes} fixes were made, and {policies} policies mended");
}
