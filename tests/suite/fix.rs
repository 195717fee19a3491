//! `check --fix`: what it changes in files, what it leaves, and what it says.

use std::path::Path;
use std::process::{Command, Output};

fn check(folder: &Path, options: &[&str]) -> Output {
    let mut run = Command::new(env!("CARGO_BIN_EXE_withhold"));
    run.arg("check").args(options).arg("policies").current_dir(folder).env("NO_COLOR", "1");
    run.output().expect("the binary runs")
}

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("policies")).expect("a folder of policies");
    for (name, text) in files {
        std::fs::write(folder.path().join("policies").join(name), text).expect("a policy is written");
    }
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("policies").join(name)).expect("the policy is there")
}

/// Slips that can be mended without a doubt, with a byte-order mark, line ends of Windows and Chinese text around them.
const SLIPS: &str = "\u{feff}# 棉花\r\n# allow never-true: not any more\r\nrule r:\r\n  flag product cotton\r\n  when country == CN && region != guangdong\r\n\r\n# the end\r\n";
const MENDED: &str = "\u{feff}# 棉花\r\nrule r:\r\n  flag product cotton\r\n  when country is CN and region is not guangdong\r\n\r\n# the end\r\n";

#[test]
fn slips_in_several_rounds_are_mended_and_the_result_checks_clean() {
    let folder = project(&[("a.policy", SLIPS), ("b.policy", "rule other:\n  flag product hair\n")]);
    let run = check(folder.path(), &["--fix"]);
    let said = String::from_utf8_lossy(&run.stdout);
    assert_eq!(run.status.code(), Some(0), "{said}");
    assert_eq!(read(folder.path(), "a.policy"), MENDED, "{said}");
    for part in ["fixed policies/a.policy:5:16", "fixed policies/a.policy:2:1", "no problem: 2 rules"] {
        assert!(said.contains(part), "`{part}` is not in:\n{said}");
    }
    let again = check(folder.path(), &["--fix"]);
    assert_eq!(again.stdout, check(folder.path(), &[]).stdout, "there is nothing left to mend");
}

#[test]
fn a_dry_run_shows_the_difference_and_changes_nothing() {
    let folder = project(&[("a.policy", SLIPS)]);
    let run = check(folder.path(), &["--fix", "--dry-run"]);
    let said = String::from_utf8_lossy(&run.stdout);
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert_eq!(read(folder.path(), "a.policy"), SLIPS);
    assert!(said.contains("would fix policies/a.policy:5:16"), "{said}");
    assert!(said.contains("+  when country is CN and region is not guangdong"), "{said}");
}

#[test]
fn guesses_are_shown_and_not_applied() {
    let policy = "rule r:\n  flag product coton\n";
    let folder = project(&[("a.policy", policy)]);
    let run = check(folder.path(), &["--fix"]);
    let said = String::from_utf8_lossy(&run.stdout);
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert_eq!(read(folder.path(), "a.policy"), policy);
    assert!(said.contains("perhaps: write `cotton`"), "{said}");
}

#[test]
fn what_is_left_out_is_not_mended() {
    let policy = "# allow never-true: not any more\nrule r:\n  flag product cotton\n";
    let folder = project(&[("a.policy", policy)]);
    assert_eq!(check(folder.path(), &["--fix", "--allow", "unused-allow"]).status.code(), Some(0));
    assert_eq!(read(folder.path(), "a.policy"), policy);
}

#[test]
fn warnings_are_denied_and_left_out_by_name_or_number() {
    let folder = project(&[("a.policy", "flag product cotton\n")]);
    let code = |options: &[&str]| check(folder.path(), options).status.code();
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--deny", "warnings"]), Some(1));
    assert_eq!(code(&["--deny", "unnamed-rule"]), Some(1));
    assert_eq!(code(&["--deny", "w0202"]), Some(1));
    assert_eq!(code(&["--deny", "never-true"]), Some(0));
    assert_eq!(code(&["--deny", "warnings", "--allow", "unnamed-rule"]), Some(0));
    assert_eq!(code(&["--deny", "unknown-entity"]), Some(2));
    let run = check(folder.path(), &["--allow", "unamed-rule"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("`unnamed-rule` is near"));
}
