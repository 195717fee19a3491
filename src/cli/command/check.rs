//! `withhold check`: everything that is wrong with policies, in one run and in source order.

use super::{data, fix};
use crate::cli::args::{Check, CheckFormat, Color, Denied};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::cli::session;
use crate::diagnostic::suggest::grouped;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::pipeline::Compilation;
use crate::report::diagnostics::Style;
use crate::report::{github, json, page, sarif};

pub(in crate::cli) fn run(args: &Check, color: Color) -> Result<Exit, Trouble> {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    let mut asked = session::ask(&args.paths, &args.options)?;
    let is_for_people = matches!(args.format, CheckFormat::Text | CheckFormat::Narrated);
    let mended = if args.fix {
        let is_coloured = is_for_people && output::stdout_coloured(color);
        fix::mend(&mut asked.sources, &args.allow, args.dry_run, is_coloured)?
    } else {
        String::new()
    };
    let mut compilation = asked.sources.compile();
    let records = if args.data.is_empty() { None } else { Some(data::survey(&mut compilation, &args.data)?) };
    compilation.problems.leave_out(&args.allow);
    let (sources, problems) = (&compilation.sources, &compilation.problems);
    let mut text = match args.format {
        CheckFormat::Text => {
            session::problems(sources, problems, session::graphical(output::stdout_coloured(color)))
        }
        CheckFormat::Narrated => session::problems(sources, problems, Style::Narrated),
        CheckFormat::Ndjson => json::render_json_lines(sources, problems),
        CheckFormat::Sarif => sarif::render_sarif(sources, problems),
        CheckFormat::Github => github::render_annotations(sources, problems),
    };
    let has_denied = problems.iter().any(|problem| is_denied(args, problem));
    let is_left_to_do = args.dry_run && !mended.is_empty();
    let exit = if problems.has_errors() || has_denied || is_left_to_do { Exit::Found } else { Exit::Done };
    if is_for_people && problems.is_empty() {
        text.push_str(&nothing_wrong(compilation, records));
    }
    let mut out = Output::standard();
    // What other programs read holds problems alone.
    if is_for_people {
        out.write(&mended)?;
    } else {
        output::warn(&mended);
    }
    out.write(&text)?;
    out.finish()?;
    Ok(exit)
}

/// Whether a problem is a warning that counts as an error.
fn is_denied(args: &Check, problem: &Diagnostic) -> bool {
    problem.severity() == Severity::Warning
        && args.deny.iter().any(|denied| *denied == Denied::Warnings || *denied == Denied::One(problem.code))
}

/// What was looked at where nothing is wrong with it: silence would look the same for policies that ask nothing.
fn nothing_wrong(compilation: Compilation, records: Option<u64>) -> String {
    let number =
        |count: u64, word: &str| format!("{} {word}{}", grouped(count), if count == 1 { "" } else { "s" });
    match compilation.policy() {
        Ok(policy) => {
            let (rules, tests) = (policy.program().rules.len() as u64, policy.program().tests.len() as u64);
            let looked_at = [(Some(rules), "rule"), (Some(tests), "test"), (records, "record")];
            let said = looked_at.into_iter().filter_map(|(count, word)| Some(number(count?, word)));
            format!("no problem: {}\n", said.collect::<Vec<_>>().join(", "))
        }
        Err(_) => String::new(),
    }
}

/// Prints the page of a kind of problem.
fn explain(text: &str) -> Result<Exit, Trouble> {
    let Some(code) = Code::find(text.trim()) else {
        let near = Code::near(text.trim()).map(|near| format!("; `{near}` is near")).unwrap_or_default();
        return Err(Trouble::new(format!("no problem has the name or the number `{text}`{near}")));
    };
    let mut out = Output::standard();
    out.write(&page::render_page(code, output::width()))?;
    out.finish()?;
    Ok(Exit::Done)
}
