//! A run in figures: records, outcomes, rules, and what is missing, so that a first run on a file without inputs is no
//! wall of holds.
//!
//! In: decisions and rejects, one by one; memory does not grow with them. Out: a table for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::diagnostic::suggest::{grouped, listed};
use crate::evaluate::{Decision, Status};
use crate::model::Outcome;

/// How many groups of missing facts are told apart; a file with more has no pattern that a summary could show.
const MOST_GROUPS: usize = 10_000;
/// How many lines a table shows.
const SHOWN: usize = 8;

/// The figures of a run.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    decided: u64,
    rejected: u64,
    outcomes: BTreeMap<Outcome, u64>,
    /// Releases that rest on an assumption.
    assumed_releases: u64,
    assumptions: BTreeMap<String, u64>,
    rules: BTreeMap<String, RuleFigures>,
    holds: BTreeMap<Vec<String>, u64>,
    other_holds: u64,
    faults: u64,
}

#[derive(Clone, Debug, Default)]
struct RuleFigures {
    applies: u64,
    undetermined: u64,
    lifted: u64,
    superseded: u64,
}

impl Summary {
    /// Counts a decision.
    pub fn add(&mut self, decision: &Decision) {
        self.decided += 1;
        *self.outcomes.entry(decision.outcome).or_default() += 1;
        self.faults += u64::from(decision.fault.is_some());
        for finding in &decision.findings {
            let figures = self.rules.entry(finding.rule.clone()).or_default();
            match finding.status {
                Status::Applies => figures.applies += 1,
                Status::Undetermined => figures.undetermined += 1,
                Status::Lifted => figures.lifted += 1,
                Status::Superseded => figures.superseded += 1,
            }
        }
        for assumed in &decision.assumed {
            *self.assumptions.entry(format!("{} = {}", general(&assumed.at), assumed.value)).or_default() +=
                1;
        }
        if decision.outcome == Outcome::Release && !decision.assumed.is_empty() {
            self.assumed_releases += 1;
        }
        if let Some(facts) = held_for(decision) {
            if self.holds.len() < MOST_GROUPS || self.holds.contains_key(&facts) {
                *self.holds.entry(facts).or_default() += 1;
            } else {
                self.other_holds += 1;
            }
        }
    }

    /// Counts a row that could not be read.
    pub fn add_reject(&mut self) {
        self.rejected += 1;
    }

    /// How many records were held before this one for want of the same facts: what is printed a few times need not be printed a thousand times.
    pub fn held_alike(&self, decision: &Decision) -> u64 {
        held_for(decision).and_then(|facts| self.holds.get(&facts).copied()).unwrap_or(0)
    }

    /// How many records were decided.
    pub fn decided(&self) -> u64 {
        self.decided
    }

    /// How many rows were read.
    pub fn rows(&self) -> u64 {
        self.decided + self.rejected
    }

    /// How many rows could not be read.
    pub fn rejected(&self) -> u64 {
        self.rejected
    }

    /// The worst outcome of all.
    pub fn worst(&self) -> Option<Outcome> {
        self.outcomes.keys().max().copied()
    }

    /// The table.
    pub fn text(&self) -> String {
        let mut table = Table::default();
        let rejected = if self.rejected == 0 {
            "none rejected".to_owned()
        } else {
            format!("{} rejected", grouped(self.rejected))
        };
        table.line(
            "records",
            format!("{} read: {} decided, {rejected}", grouped(self.rows()), grouped(self.decided)),
        );
        let count = |outcome: Outcome| self.outcomes.get(&outcome).copied().unwrap_or(0);
        let outcomes: Vec<String> = Outcome::ALL
            .iter()
            .rev()
            .map(|outcome| format!("{} {}", outcome.word(), grouped(count(*outcome))))
            .collect();
        let rest = match self.assumed_releases {
            0 => String::new(),
            1 => " (1 of them rests on an assumption)".to_owned(),
            some => format!(" ({} of them rest on an assumption)", grouped(some)),
        };
        table.line("outcomes", format!("{}{rest}", outcomes.join(" · ")));
        if self.faults > 0 {
            table.line(
                "faults",
                format!(
                    "{} records were held because `withhold` itself failed on them; please report it",
                    self.faults
                ),
            );
        }
        self.rule_lines(&mut table);
        self.hold_lines(&mut table);
        for (assumption, records) in &self.assumptions {
            table.line("assumed", format!("{assumption} decided rules on {}", records_of(*records)));
        }
        table.text
    }

    fn rule_lines(&self, table: &mut Table) {
        let mut rules: Vec<(&String, &RuleFigures)> = self.rules.iter().collect();
        rules.sort_by_key(|(name, figures)| {
            (std::cmp::Reverse((figures.applies, figures.undetermined)), *name)
        });
        let width = rules.iter().take(SHOWN).map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, figures) in rules.iter().take(SHOWN) {
            let figures = [
                ("applies", figures.applies),
                ("undetermined", figures.undetermined),
                ("lifted", figures.lifted),
                ("superseded", figures.superseded),
            ];
            let figures: Vec<String> = figures
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(word, count)| format!("{word} {}", grouped(count)))
                .collect();
            table.line("rules", format!("{name:<width$}  {}", figures.join(" · ")));
        }
        if rules.len() > SHOWN {
            table.line("rules", format!("and {} more", rules.len() - SHOWN));
        }
    }

    fn hold_lines(&self, table: &mut Table) {
        let mut holds: Vec<(&Vec<String>, &u64)> = self.holds.iter().collect();
        holds.sort_by_key(|(facts, count)| (std::cmp::Reverse(**count), *facts));
        for (facts, count) in holds.iter().take(SHOWN) {
            table.line("held", format!("{} {}", records_of(**count), want(facts)));
            table.line("", format!("  ask: {}", ask(facts)));
            if let Some(assume) = assumption(facts) {
                table.line("", format!("  or settle it openly: {assume}"));
            }
        }
        let others = holds.iter().skip(SHOWN).map(|(_, count)| **count).sum::<u64>() + self.other_holds;
        if others > 0 {
            table.line("held", format!("{} more for want of other facts", records_of(others)));
        }
    }
}

/// The facts for want of which alone a record is held; nothing where a rule holds it, or nothing does.
fn held_for(decision: &Decision) -> Option<Vec<String>> {
    if decision.outcome != Outcome::Hold || decision.fault.is_some() {
        return None;
    }
    let mut holding = decision.findings.iter().filter(|finding| finding.outcome() == Outcome::Hold);
    if holding.clone().any(|finding| finding.status == Status::Applies) {
        return None;
    }
    // A fact that only an open flag waits for does not hold the record.
    let needed = decision
        .missing
        .iter()
        .filter(|fact| holding.clone().any(|finding| fact.decides.contains(&finding.rule)));
    let mut facts: Vec<String> =
        needed.map(|fact| general(&fact.at) + if fact.reason.is_some() { GIVEN } else { "" }).collect();
    facts.sort();
    facts.dedup();
    holding.next().map(|_| facts)
}

/// Marks a fact that is there and does not settle it: it cannot be read, is too wide, or is nearly a listed name.
const GIVEN: &str = " as given";

/// A path without the numbers of inputs: `inputs[3].inputs[0].producer` is `inputs[].producer`.
fn general(at: &str) -> String {
    match at.rsplit_once('.') {
        Some((path, field)) if path.starts_with("inputs[") => format!("inputs[].{field}"),
        _ => at.to_owned(),
    }
}

/// Why records are held, in words.
fn want(facts: &[String]) -> String {
    let (given, missing): (Vec<&str>, Vec<&str>) =
        facts.iter().map(String::as_str).partition(|fact| fact.ends_with(GIVEN));
    let given: Vec<&str> = given.iter().map(|fact| fact.trim_end_matches(GIVEN)).collect();
    let alone = if given.is_empty() { " alone" } else { "" };
    let missing = (!missing.is_empty()).then(|| format!("for want of {}{alone}", listed(&missing, "and")));
    let given =
        (!given.is_empty()).then(|| format!("since what {} says does not settle it", listed(&given, "and")));
    missing.into_iter().chain(given).collect::<Vec<_>>().join(", and ")
}

/// What to ask a supplier for.
fn ask(facts: &[String]) -> String {
    let asked: Vec<String> = facts.iter().map(|fact| question(fact)).collect();
    asked.join("; ")
}

fn question(fact: &str) -> String {
    if let Some(given) = fact.strip_suffix(GIVEN) {
        return format!("whether `{given}` is right (`withhold explain` shows each line)");
    }
    let (field, of) = match fact.strip_prefix("inputs[].") {
        Some(field) => (field, " of each input"),
        None => (fact, ""),
    };
    match field {
        "inputs" => format!("what went into the goods{of}, or that nothing did"),
        "producer" => format!("who made, mined or grew the goods{of}"),
        "country" => format!("the country of origin{of}"),
        "region" => format!("the region of origin{of}, down to the county where rules name one"),
        "hts" => format!("the HTS code{of}, with all ten digits"),
        "documents" => "which documents there are, or that there are none".to_owned(),
        "imported" | "entered" | "received" | "exported" | "loaded" | "produced" => {
            format!("on which day the goods{of} were {field}")
        }
        "value" | "quantity" | "weight" | "seller" | "shipper" | "exporter" | "importer" | "consignee"
        | "carrier" | "vessel" => format!("the {field}{of}"),
        other => format!("`{other}`{of}"),
    }
}

/// The assumptions that would settle it, as they are typed.
fn assumption(facts: &[String]) -> Option<String> {
    let one = |fact: &String| match fact.as_str() {
        "inputs" => Some("inputs are none when missing".to_owned()),
        "inputs[].inputs" => Some("inputs of inputs are none when missing".to_owned()),
        "documents" => Some("documents are none when missing".to_owned()),
        _ => None,
    };
    let all: Vec<String> = facts
        .iter()
        .map(|fact| one(fact).map(|assumption| format!("--assume \"{assumption}\"")))
        .collect::<Option<_>>()?;
    (!all.is_empty()).then(|| all.join(" "))
}

fn records_of(count: u64) -> String {
    if count == 1 { "1 record".to_owned() } else { format!("{} records", grouped(count)) }
}

/// Lines under headings that are printed once.
#[derive(Default)]
struct Table {
    text: String,
    heading: &'static str,
}

impl Table {
    fn line(&mut self, heading: &'static str, text: impl AsRef<str>) {
        let shown = if heading == self.heading { "" } else { heading };
        if !heading.is_empty() {
            self.heading = heading;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{shown:<9} {}", text.as_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_paths_are_general() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(general("inputs[3].inputs[0].producer"), "inputs[].producer");
        assert_eq!(general("inputs"), "inputs");
    }

    #[test]
    fn what_can_be_assumed_is_printed_as_it_is_typed() {
        let facts = |facts: &[&str]| facts.iter().map(|fact| (*fact).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            assumption(&facts(&["inputs"])).as_deref(),
            Some("--assume \"inputs are none when missing\"")
        );
        assert_eq!(assumption(&facts(&["inputs", "producer"])), None);
    }
}
