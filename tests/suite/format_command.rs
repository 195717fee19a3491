//! `withhold fmt` as it is run: what it writes, what it leaves alone, what it says and how it ends.

#![expect(clippy::panic, reason = "tests fail by panicking")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const UNTIDY: &str = "flag   product cotton\n  because \"so\"\n";
const TIDY: &str = "flag product cotton\n  because \"so\"\n";
const BROKEN: &str = "flag product cotton whne value over 5 USD\nrule r\n";

/// How a run ended, and what it printed.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A folder with files, in which the command is run.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn with(files: &[(&str, &str)]) -> Place {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
        let place = Place { folder };
        for (name, text) in files {
            let path = place.path(name);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("/")))
                .unwrap_or_else(|error| panic!("{error}"));
            fs::write(path, text).unwrap_or_else(|error| panic!("{error}"));
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn fmt(&self, arguments: &[&str]) -> Run {
        self.fmt_with(arguments, b"")
    }

    fn fmt_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_withhold"));
        command.arg("fmt").args(arguments).current_dir(self.folder.path()).env("NO_COLOR", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{error}"));
        if let Some(mut stdin) = child.stdin.take() {
            // A command that reads nothing may have closed its input by now.
            let _ = stdin.write_all(input);
        }
        let output = child.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
        Run {
            code: output.status.code(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

#[test]
fn files_are_written_and_counted() {
    let place = Place::with(&[("policies/a.policy", UNTIDY), ("policies/sub/b.policy", TIDY)]);
    let run = place.fmt(&[]);
    assert_eq!(
        (run.code, run.out.as_str(), run.err.as_str()),
        (Some(0), "changed policies/a.policy\n1 file changed, 1 in the layout already\n", "")
    );
    assert_eq!(place.text("policies/a.policy"), TIDY);
    let again = place.fmt(&[]);
    assert_eq!((again.code, again.out.as_str()), (Some(0), "0 files changed, 2 in the layout already\n"));
}

#[test]
fn a_check_changes_nothing_and_ends_with_one() {
    let place = Place::with(&[("a.policy", UNTIDY), ("b.policy", TIDY)]);
    let run = place.fmt(&["--check", "."]);
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(1), "would change ./a.policy\n1 file would change, 1 in the layout already\n")
    );
    assert_eq!(place.text("a.policy"), UNTIDY);
    assert_eq!(place.fmt(&["--check", "b.policy"]).code, Some(0));
}

#[test]
fn a_difference_is_drawn_and_nothing_else_goes_to_standard_output() {
    let place = Place::with(&[("a.policy", UNTIDY), ("b.policy", TIDY)]);
    let run = place.fmt(&["--diff", "a.policy", "b.policy"]);
    let drawn = "--- a.policy\n+++ a.policy\n@@ -1,2 +1,2 @@\n-flag   product cotton\n+flag product cotton\n   because \"so\"\n";
    assert_eq!((run.code, run.out.as_str()), (Some(1), drawn));
    assert_eq!(run.err, "1 file would change, 1 in the layout already\n");
    assert_eq!(place.text("a.policy"), UNTIDY);
}

#[test]
fn a_file_with_errors_is_left_and_the_others_are_written() {
    let place = Place::with(&[("a.policy", BROKEN), ("b.policy", UNTIDY)]);
    let run = place.fmt(&["."]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert_eq!(run.out, "changed ./b.policy\n1 file changed, 1 left alone for errors\n");
    assert!(run.err.contains("error[misspelt-word]") && run.err.contains("a.policy:1:21"), "{}", run.err);
    assert!(run.err.contains("2 errors"), "{}", run.err);
    assert_eq!((place.text("a.policy").as_str(), place.text("b.policy").as_str()), (BROKEN, TIDY));
}

#[test]
fn names_that_nobody_declares_do_not_matter_to_the_layout() {
    let place = Place::with(&[("a.policy", "flag  producer nobody\n")]);
    assert_eq!(place.fmt(&["a.policy"]).code, Some(0));
    assert_eq!(place.text("a.policy"), "flag producer nobody\n");
}

#[test]
fn a_word_that_is_missing_is_said_though_resolving_would_say_more() {
    let place = Place::with(&[("a.policy", "flag  product cotton from Xinjiang\n")]);
    let run = place.fmt(&["a.policy"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("a.policy:1:27") && !run.err.contains("fault"), "{}", run.err);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let place = Place::with(&[]);
    let run = place.fmt_with(&["-"], UNTIDY.as_bytes());
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), TIDY, ""));
    let same = place.fmt_with(&["-"], TIDY.as_bytes());
    assert_eq!((same.code, same.out.as_str()), (Some(0), TIDY));
    let check = place.fmt_with(&["--check", "-"], UNTIDY.as_bytes());
    assert_eq!((check.code, check.out.as_str()), (Some(1), "would change standard input\n"));
    let broken = place.fmt_with(&["-"], BROKEN.as_bytes());
    assert_eq!((broken.code, broken.out.as_str()), (Some(2), ""));
    assert!(broken.err.contains("standard input:1:21"), "{}", broken.err);
    assert_eq!(place.fmt(&["-", "a.policy"]).code, Some(2));
}

#[test]
fn what_is_not_utf_8_is_left_as_it_is() {
    let place = Place::with(&[]);
    let path = place.path("a.policy");
    fs::write(&path, b"flag  product cotton # \xff\n").unwrap_or_else(|error| panic!("{error}"));
    let run = place.fmt(&["a.policy"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("error[not-utf-8]"), "{}", run.err);
    assert_eq!(fs::read(&path).ok().as_deref(), Some(&b"flag  product cotton # \xff\n"[..]));
    let filtered = place.fmt_with(&["-"], b"\xff");
    assert_eq!((filtered.code, filtered.out.as_str()), (Some(2), ""));
}

#[test]
fn a_path_that_is_not_there_is_said() {
    let run = Place::with(&[]).fmt(&["nowhere.policy"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(run.err, "withhold: `nowhere.policy` cannot be read: there is no such file\n");
}

#[cfg(unix)]
#[test]
fn permissions_are_kept_and_no_other_file_is_left_behind() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(&[("a.policy", UNTIDY)]);
    let path = place.path("a.policy");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(place.fmt(&["a.policy"]).code, Some(0));
    let mode = fs::metadata(&path).map(|metadata| metadata.permissions().mode() & 0o777);
    assert_eq!(mode.ok(), Some(0o640));
    assert_eq!(fs::read_dir(place.folder.path()).map(Iterator::count).ok(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::with(&[("a.policy", UNTIDY)]);
    fs::set_permissions(place.path("a.policy"), fs::Permissions::from_mode(0o444))
        .unwrap_or_else(|error| panic!("{error}"));
    let run = place.fmt(&["a.policy"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (Some(2), "withhold: `a.policy` is not written: it is read-only\n")
    );
    assert_eq!(place.text("a.policy"), UNTIDY);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_within_the_set_and_not_out_of_it() {
    use std::os::unix::fs::symlink;
    let place = Place::with(&[("set/a.policy", UNTIDY), ("elsewhere/b.policy", UNTIDY)]);
    symlink("a.policy", place.path("set/within.policy")).unwrap_or_else(|error| panic!("{error}"));
    let run = place.fmt(&["set/within.policy"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(place.text("set/a.policy"), TIDY);
    assert!(place.path("set/within.policy").is_symlink());

    symlink("../elsewhere/b.policy", place.path("set/out.policy")).unwrap_or_else(|error| panic!("{error}"));
    for paths in [&["set/out.policy"][..], &["set"]] {
        let run = place.fmt(paths);
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.err.contains("it leads out of the policy set"), "{}", run.err);
    }
    assert_eq!(place.text("elsewhere/b.policy"), UNTIDY);
}
