//! The one integration test binary: its modules, listed by hand, and a guard against a file that nobody runs.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]
#![allow(clippy::disallowed_methods, reason = "tests read their cases from files and run the binary")]

mod architecture;
mod cli;
mod cli_data;
mod cli_evaluate;
mod cli_explain;
mod cli_input;
mod cli_json;
mod cli_policies;
mod cli_project;
mod decision_schema;
mod diagnostic_pages;
mod diagnostics;
mod evaluate_cases;
mod fix;
mod format;
mod format_command;
mod fuzz_corpus;
mod generate;
mod hostile;
mod lints;
mod properties;
mod properties_fix;
mod properties_hostile;
mod properties_lints;
mod properties_settle;
mod reference;
mod sarif;

use std::path::Path;

/// A file that is not listed above would be compiled by nobody, and its tests would pass by not being there.
#[test]
fn every_file_of_the_suite_is_a_module() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let listed = std::fs::read_to_string(folder.join("main.rs"))?;
    let mut modules: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        modules.extend(
            Some(name.trim_end_matches(".rs").to_owned())
                .filter(|name| name != "main" && !name.starts_with('.')),
        );
    }
    assert!(modules.contains(&"evaluate_cases".to_owned()), "the folder was not read: {modules:?}");
    modules.retain(|module| !listed.lines().any(|line| line == format!("mod {module};")));
    assert_eq!(modules, Vec::<String>::new(), "these files of tests/suite/ have no `mod` line in main.rs");
    Ok(())
}
