//! `withhold rules`: which rules there are, and when they hold.

use serde::Serialize;

use crate::cli::args::{Color, Rules, RulesFormat};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::Output;
use crate::cli::session;
use crate::model::Date;
use crate::pipeline::Policy;
use crate::semantics::hir::{Rule, owned};

/// A rule as it is listed; the keys of the JSON are these.
#[derive(Debug, Serialize)]
struct Listed {
    name: String,
    verb: &'static str,
    first_day: Option<String>,
    last_day: Option<String>,
    dates_by: String,
    authority: Option<String>,
    cite: Vec<String>,
    status: Option<String>,
    superseded_by: Option<String>,
    file: String,
    line: usize,
}

pub(in crate::cli) fn run(args: &Rules, color: Color) -> Result<Exit, Trouble> {
    let policy = session::use_policy(&session::ask(&args.paths, &args.options)?, color)?;
    let rules: Vec<Listed> =
        policy.program().rules.iter().map(|rule| list(&policy, rule, args.as_of)).collect();
    let text = match args.format {
        RulesFormat::Json => {
            let json =
                serde_json::to_string_pretty(&rules).map_err(|error| Trouble::new(error.to_string()))?;
            crate::report::json::escape_hidden(&json) + "\n"
        }
        RulesFormat::Text => table(&rules),
    };
    let mut out = Output::standard();
    out.write(&text)?;
    out.finish()?;
    if rules.is_empty() {
        return Err(Trouble::new("the policies hold no rule"));
    }
    Ok(Exit::Done)
}

fn list(policy: &Policy, rule: &Rule, as_of: Option<Date>) -> Listed {
    let program = policy.program();
    let file = policy.sources().file(rule.span.file);
    let superseded = rule.superseded;
    let until = rule.window.until.into_iter().chain(superseded.map(|(date, _)| date)).min();
    let status = as_of.map(|day| match (rule.window.from, superseded) {
        (Some(from), _) if day < from => "not yet".to_owned(),
        (_, Some((date, by))) if date <= day => format!("superseded by {}", program.rule(by).name),
        _ if rule.window.until.is_some_and(|until| until <= day) => "ended".to_owned(),
        _ => "in force".to_owned(),
    });
    Listed {
        name: rule.name.clone(),
        verb: rule.verb.word(),
        first_day: rule.window.from.map(|date| date.to_string()),
        last_day: until.and_then(|date| date.yesterday().ok()).map(|date| date.to_string()),
        dates_by: program.schema.name(rule.window.field).to_owned(),
        authority: rule.notes.authority.as_deref().map(str::to_owned),
        cite: owned(&rule.notes.cite),
        status,
        superseded_by: superseded.map(|(_, by)| program.rule(by).name.clone()),
        file: file.name().to_owned(),
        line: file.line_column(rule.span.start).line,
    }
}

fn table(rules: &[Listed]) -> String {
    let dash = || "–".to_owned();
    let mut rows = vec![
        ["rule", "verb", "first day", "last day", "status", "citation", "where"].map(str::to_owned).to_vec(),
    ];
    for rule in rules {
        rows.push(vec![
            rule.name.clone(),
            rule.verb.to_owned(),
            rule.first_day.clone().unwrap_or_else(dash),
            rule.last_day.clone().unwrap_or_else(dash),
            rule.status.clone().unwrap_or_else(dash),
            rule.authority.clone().or_else(|| rule.cite.first().cloned()).unwrap_or_else(dash),
            format!("{}:{}", rule.file, rule.line),
        ]);
    }
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..7).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(&crate::report::visible::visible_line(cells.join("  ").trim_end()));
        text.push('\n');
    }
    text
}
