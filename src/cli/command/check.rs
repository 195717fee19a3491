//! `withhold check`: everything that is wrong with policies, in one run and in source order.

use crate::cli::args::{Check, CheckFormat, Color};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::cli::session;
use crate::diagnostic::Severity;

pub(in crate::cli) fn run(args: &Check, color: Color) -> Result<Exit, Trouble> {
    let asked = session::ask(&args.paths, &args.options)?;
    let compilation = asked.sources.compile();
    let mut out = Output::standard();
    match args.format {
        CheckFormat::Text
        | CheckFormat::Narrated
        | CheckFormat::Ndjson
        | CheckFormat::Sarif
        | CheckFormat::Github => {
            out.write(&session::problems(&compilation, output::stdout_coloured(color)))?;
        }
    }
    out.finish()?;
    let denied = args.deny.is_some() && compilation.problems.count(Severity::Warning) > 0;
    Ok(if compilation.problems.has_errors() || denied { Exit::Found } else { Exit::Done })
}
