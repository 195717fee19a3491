//! `withhold check`: everything that is wrong with policies, in one run and in source order.

use crate::cli::args::{Check, CheckFormat, Color};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::cli::session;
use crate::diagnostic::suggest::nearest;
use crate::diagnostic::{Code, Severity};
use crate::pipeline::Compilation;
use crate::report::diagnostics::Style;
use crate::report::{github, json, page, sarif};

pub(in crate::cli) fn run(args: &Check, color: Color) -> Result<Exit, Trouble> {
    if let Some(code) = &args.explain {
        return explain(code);
    }
    let asked = session::ask(&args.paths, &args.options)?;
    let choice = Choice::read(args)?;
    let mut compilation = asked.sources.compile();
    compilation.problems.leave_out(&choice.allowed);
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
    let is_denied = problems.iter().any(|problem| choice.denied.contains(&problem.code));
    let exit = if problems.has_errors() || is_denied { Exit::Found } else { Exit::Done };
    let is_for_people = matches!(args.format, CheckFormat::Text | CheckFormat::Narrated);
    if is_for_people && problems.is_empty() {
        text.push_str(&nothing_wrong(compilation));
    }
    let mut out = Output::standard();
    out.write(&text)?;
    out.finish()?;
    Ok(exit)
}

/// What was looked at where nothing is wrong with it: silence would look the same for policies that ask nothing.
fn nothing_wrong(compilation: Compilation) -> String {
    let number = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    match compilation.policy() {
        Ok(policy) => {
            let (rules, tests) = (policy.program().rules.len(), policy.program().tests.len());
            format!("no problem: {}, {}\n", number(rules, "rule"), number(tests, "test"))
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

/// Which warnings are left out, and which count as errors.
struct Choice {
    allowed: Vec<Code>,
    denied: Vec<Code>,
}

impl Choice {
    fn read(args: &Check) -> Result<Choice, Trouble> {
        let warnings = || Code::ALL.iter().copied().filter(|code| code.severity() == Severity::Warning);
        let mut denied: Vec<Code> = Vec::new();
        for name in &args.deny {
            match name.as_str() {
                "warnings" => denied.extend(warnings()),
                name => denied.push(warning_named("--deny", name)?),
            }
        }
        let allowed = args.allow.iter().map(|name| warning_named("--allow", name));
        Ok(Choice { allowed: allowed.collect::<Result<_, _>>()?, denied })
    }
}

fn warning_named(option: &str, name: &str) -> Result<Code, Trouble> {
    let warnings = || Code::ALL.iter().filter(|code| code.severity() == Severity::Warning);
    match Code::find(name) {
        Some(code) if code.severity() == Severity::Warning => Ok(code),
        Some(_) => {
            Err(Trouble::new(format!("`{option} {name}`: an error is always counted, and is never left out")))
        }
        None => {
            let near = nearest(name, warnings().map(|code| code.name()));
            let near = near.map(|near| format!("; `{near}` is near")).unwrap_or_default();
            Err(Trouble::new(format!("`{option} {name}`: no warning has this name or number{near}")))
        }
    }
}
