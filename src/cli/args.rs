//! The arguments of the binary.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Severity};

/// Decides shipments by policies that read like the orders they come from.
#[derive(Debug, Parser)]
#[command(name = "withhold", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Whether to colour what is printed
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub(super) color: Color,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find everything that is wrong with policies
    Check(Check),
    /// Decide every record of shipment files
    #[command(alias = "eval")]
    Evaluate(Evaluate),
    /// Show why one record was decided as it was
    Explain(Explain),
    /// Run the tests that stand in policies
    Test(Test),
    /// List the rules of policies
    Rules(Rules),
    /// Write policies in the canonical layout
    Fmt(Fmt),
    /// Begin a new policy project
    Init(Init),
}

/// What every command that reads policies takes.
#[derive(Debug, ClapArgs)]
pub(super) struct PolicyOptions {
    /// Leave the standard vocabulary of goods, places and countries out
    #[arg(long)]
    pub(super) no_vocabulary: bool,
    /// Assume something of missing facts for this run, such as "inputs are none when missing"
    #[arg(long, value_name = "ASSUMPTION")]
    pub(super) assume: Vec<String>,
}

/// Where policies are, for commands whose other arguments are records.
#[derive(Debug, ClapArgs)]
pub(super) struct PolicyPaths {
    /// A policy file, or a folder of them; the `policies` folder of the project where none is named
    #[arg(long = "policy", value_name = "PATH")]
    pub(super) policies: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) options: PolicyOptions,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Check {
    /// Policy files, or folders of them; the `policies` folder of the project where none is named
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) options: PolicyOptions,
    /// What is printed
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: CheckFormat,
    /// Print the page of a kind of problem, by its name or number: what it means, what is right, and why
    #[arg(long, value_name = "CODE", conflicts_with_all = ["paths", "deny", "allow", "data"])]
    pub(super) explain: Option<String>,
    /// Count a warning as an error, by its name or number; `warnings` stands for all of them
    #[arg(long, value_name = "NAME", value_parser = read_denied)]
    pub(super) deny: Vec<Denied>,
    /// Leave a warning out, by its name or number
    #[arg(long, value_name = "NAME", value_parser = read_warning)]
    pub(super) allow: Vec<Code>,
    /// Say what a file of records shows of the policies: rules that apply to none or to all of them, values that no record has, columns
    /// that no rule reads; may be repeated, and `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) data: Vec<PathBuf>,
    /// Mend what can be mended without a doubt, in the files, and report the rest
    #[arg(long)]
    pub(super) fix: bool,
    /// With --fix: show what would be changed, and change nothing
    #[arg(long, requires = "fix")]
    pub(super) dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people
    Text,
    /// For people who listen: without drawings
    Narrated,
    /// One JSON object a problem
    #[value(alias = "json")]
    Ndjson,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Evaluate {
    #[command(flatten)]
    pub(super) policy: PolicyPaths,
    /// Shipment files (CSV, TSV, JSON, NDJSON); `-` is standard input
    #[arg(required = true)]
    pub(super) inputs: Vec<PathBuf>,
    /// What is printed
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: DecisionFormat,
    /// Write to this file instead of standard output; it appears whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write rows that cannot be read to this file, one JSON object a row
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,
    /// The day that stands in for the day of arrival of a record that has no date at all
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub(super) as_of: Option<crate::model::Date>,
    /// End with code 1 where some record is this or worse; a rejected row counts as held
    #[arg(long, value_name = "OUTCOME", value_enum)]
    pub(super) fail_on: Option<FailOn>,
    /// Let files without records pass
    #[arg(long)]
    pub(super) allow_empty: bool,
    /// Print every line: releases, and holds that lack the same facts as others
    #[arg(long)]
    pub(super) all: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DecisionFormat {
    /// For people
    Text,
    /// One JSON array
    Json,
    /// One JSON object a record
    Ndjson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Blocked
    Block,
    /// Held or blocked
    Hold,
    /// Flagged, held or blocked
    Flag,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Explain {
    #[command(flatten)]
    pub(super) policy: PolicyPaths,
    /// The shipment file; `-` is standard input
    pub(super) input: PathBuf,
    /// The record
    #[arg(long)]
    pub(super) id: Option<String>,
    /// The row, from 1, where an id occurs twice or there is none
    #[arg(long)]
    pub(super) row: Option<u64>,
    /// Only this rule, whether it has something to say or not
    #[arg(long, value_name = "NAME")]
    pub(super) rule: Option<String>,
    /// The day that stands in for the day of arrival of a record that has no date at all
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub(super) as_of: Option<crate::model::Date>,
    /// What is printed
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: ExplainFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExplainFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Test {
    /// Policy files, or folders of them; the `policies` folder of the project where none is named
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) options: PolicyOptions,
    /// Only tests whose name contains this
    #[arg(long, value_name = "TEXT")]
    pub(super) filter: Option<String>,
    /// Let a policy without tests pass
    #[arg(long)]
    pub(super) allow_empty: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Rules {
    /// Policy files, or folders of them; the `policies` folder of the project where none is named
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) options: PolicyOptions,
    /// The day of which the status is said
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub(super) as_of: Option<crate::model::Date>,
    /// What is printed
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: RulesFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum RulesFormat {
    /// For people
    Text,
    /// One JSON array
    Json,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Fmt {
    /// Policy files, or folders of them; the `policies` folder of the project where none is named; `-` is standard input, written
    /// to standard output
    pub(super) paths: Vec<PathBuf>,
    /// Change nothing, list the files that would change, and end with code 1 where there is one
    #[arg(long)]
    pub(super) check: bool,
    /// Change nothing, show what would change, and end with code 1 where something would
    #[arg(long)]
    pub(super) diff: bool,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Init {
    /// The folder, which is made if it is not there
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
}

fn read_date(text: &str) -> Result<crate::model::Date, String> {
    crate::model::parse_date(text)
        .ok_or_else(|| "a date is written year-month-day, such as 2020-09-03".to_owned())
}

/// What is denied: all warnings, or one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Denied {
    Warnings,
    One(Code),
}

fn read_denied(text: &str) -> Result<Denied, String> {
    if text == "warnings" { Ok(Denied::Warnings) } else { read_warning(text).map(Denied::One) }
}

fn read_warning(text: &str) -> Result<Code, String> {
    match Code::find(text) {
        Some(code) if code.severity() == Severity::Warning => Ok(code),
        Some(_) => Err("an error always counts, and is never left out".to_owned()),
        None => {
            let warnings = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
            let near = nearest(text, warnings.map(|code| code.name()));
            let near = near.map(|near| format!("; `{near}` is near")).unwrap_or_default();
            Err(format!("no warning has this name or number{near}"))
        }
    }
}
