//! The binary: arguments in, an exit code out, everything else in the library.

mod args;
mod command;
mod exit;
mod output;
mod project;
mod session;

use clap::Parser as _;

pub use exit::Exit;

/// Runs the binary with the arguments of the process.
pub fn run() -> Exit {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version are printed to standard output, everything else to standard error.
            let is_asked = !error.use_stderr();
            let _ = error.print();
            return if is_asked { Exit::Done } else { Exit::Trouble };
        }
    };
    let result = match &args.command {
        args::Command::Check(command) => command::check::run(command, args.color),
        args::Command::Evaluate(command) => command::evaluate::run(command, args.color),
        args::Command::Explain(command) => command::explain::run(command, args.color),
        args::Command::Test(command) => command::test::run(command, args.color),
        args::Command::Rules(command) => command::rules::run(command, args.color),
        args::Command::Fmt(command) => command::fmt::run(command, args.color),
        args::Command::Init(command) => command::init::run(command),
    };
    result.unwrap_or_else(|trouble| {
        if let exit::Trouble::Said(message) = &trouble {
            output::complain(message);
        }
        Exit::Trouble
    })
}
