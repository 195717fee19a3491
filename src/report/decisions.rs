//! Decisions for people: one line a record that is not released.

use crate::diagnostic::suggest::shortened;
use crate::evaluate::{Decision, Finding, Status};
use crate::model::Outcome;

/// How many characters of a cell, and of a reason with a cell in it, are printed: a line is read by people.
const CELL: usize = 80;
const REASON: usize = 240;

/// A decision in a line: the outcome, the record, and the rule that made it so with what it met or lacks.
pub fn line(decision: &Decision) -> String {
    let worst = || decision.findings.iter().filter(|finding| finding.outcome() == decision.outcome);
    let reason = match (&decision.fault, worst().next()) {
        (Some(fault), _) => fault.clone(),
        (None, None) => String::new(),
        (None, Some(first)) => {
            let more = worst().count() - 1;
            let rest = if more == 0 { String::new() } else { format!(" (and {more} more)") };
            format!("{}{rest}: {}", first.rule, reason(first))
        }
    };
    let outcome = if decision.outcome == Outcome::Release { "release" } else { decision.outcome.word() };
    let id = shortened(&decision.id, CELL);
    super::visible::visible_line(format!("{outcome:<7}  {id}  {reason}").trim_end()).into_owned()
}

/// Why a finding stands, in a few words.
fn reason(finding: &Finding) -> String {
    match finding.status {
        Status::Applies => {
            let met = finding.evidence.iter().filter(|evidence| {
                !evidence.test.starts_with("from ") && !evidence.test.starts_with("through ")
            });
            let met: Vec<String> = met
                .take(3)
                .map(|evidence| format!("{} is `{}`", evidence.at, shortened(&evidence.value, CELL)))
                .collect();
            if met.is_empty() { "holds".to_owned() } else { met.join(", ") }
        }
        Status::Undetermined => {
            let missing = finding.missing.iter().take(3).map(|fact| match &fact.reason {
                Some(reason) => format!("{}: {}", fact.at, shortened(reason, REASON)),
                None if fact.at.ends_with("inputs") || fact.at == "documents" => {
                    format!("{} are missing", fact.at)
                }
                None => format!("{} is missing", fact.at),
            });
            let missing = missing.collect::<Vec<String>>().join(", ");
            match finding.could_be {
                Some(outcome) if outcome > finding.outcome() => {
                    format!("{missing} (could be {})", outcome.word())
                }
                _ => missing,
            }
        }
        Status::Lifted => format!("lifted by {}", finding.lifted_by.as_deref().unwrap_or("an exemption")),
        Status::Superseded => {
            format!("superseded by {}", finding.superseded_by.as_deref().unwrap_or("another rule"))
        }
    }
}
