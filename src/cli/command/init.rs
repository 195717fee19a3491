//! `withhold init`: a new project that checks, decides and tests at once.

use std::io::Write as _;

use crate::cli::args::Init;
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::report::visible::visible_line;

const FILES: [(&str, &str); 3] = [
    ("withhold.toml", include_str!("init/withhold.toml")),
    ("policies/first.policy", include_str!("init/first.policy")),
    ("shipments/first.csv", include_str!("init/first.csv")),
];

#[expect(clippy::disallowed_methods, reason = "a new project is a folder of files")]
pub(in crate::cli) fn run(args: &Init) -> Result<Exit, Trouble> {
    let folder = &args.folder;
    for (name, _) in FILES {
        let path = folder.join(name);
        if path.exists() {
            return Err(Trouble::new(format!(
                "`{}` is there already, and nothing was written",
                path.display()
            )));
        }
    }
    for (name, text) in FILES {
        let path = folder.join(name);
        let failed = |error: std::io::Error| output::unwritten(&path, &error);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        let mut file = std::fs::File::create_new(&path).map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
    }
    let mut out = Output::standard();
    let shown = folder.display().to_string();
    let shown = visible_line(&shown);
    let there = if folder.as_os_str() == "." { String::new() } else { format!("  cd {shown}\n") };
    out.write(&format!(
        "a policy project is in `{shown}`. Try it:\n\n{there}  withhold check\n  withhold test\n  withhold evaluate shipments/first.csv\n  withhold explain shipments/first.csv --id EXAMPLE-1/001\n"
    ))?;
    out.finish()?;
    Ok(Exit::Done)
}
