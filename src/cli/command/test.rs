//! `withhold test`: runs the tests that stand in policies.

use std::fmt::Write as _;

use crate::cli::args::{Color, Test};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::Output;
use crate::cli::session;
use crate::pipeline::Policy;
use crate::verify::{CaseResult, run as run_tests};

pub(in crate::cli) fn run(args: &Test, color: Color) -> Result<Exit, Trouble> {
    let policy = session::use_policy(&session::ask(&args.paths, &args.options)?, color)?;
    let results = run_tests(policy.program(), args.filter.as_deref());
    let failed: Vec<&CaseResult<'_>> = results.iter().filter(|result| !result.failures.is_empty()).collect();
    let mut text = String::new();
    for result in &failed {
        describe(&policy, result, &mut text);
    }
    let _ = writeln!(text, "{} passed, {} failed", results.len() - failed.len(), failed.len());
    let is_failed = !failed.is_empty();
    let mut out = Output::standard();
    out.write(&text)?;
    out.finish()?;
    if results.is_empty() && !args.allow_empty {
        let all = policy.program().tests.len();
        return Err(Trouble::new(match (all, &args.filter) {
            (0, _) => "the policies hold no test; `--allow-empty` lets that pass".to_owned(),
            (all, Some(filter)) => {
                format!("none of the {all} tests has `{filter}` in its name; `--allow-empty` lets that pass")
            }
            (_, None) => "no test was run".to_owned(),
        }));
    }
    Ok(if is_failed { Exit::Found } else { Exit::Done })
}

/// A failed test: what was expected, what is the case, and why.
fn describe(policy: &Policy, result: &CaseResult<'_>, text: &mut String) {
    let sources = policy.sources();
    // Writing to a string cannot fail.
    let _ =
        writeln!(text, "FAILED  \"{}\"\n        {}", result.case.name, sources.position(result.case.span));
    for failure in &result.failures {
        let _ = writeln!(text, "  expected  {}   ({})", failure.expected, sources.position(failure.span));
        let _ = writeln!(text, "  actual    {}", failure.actual);
    }
    for finding in &result.decision.findings {
        let _ = writeln!(text, "    {} {}", finding.rule, finding.status.word());
        for evidence in &finding.evidence {
            let _ = writeln!(
                text,
                "      {} `{}`: `{}` is {}",
                evidence.at,
                evidence.value,
                evidence.test,
                evidence.truth.word()
            );
        }
        for missing in &finding.missing {
            let reason = missing.reason.as_deref().unwrap_or("is missing");
            let _ = writeln!(text, "      {} {reason}", missing.at);
        }
    }
    text.push('\n');
}
