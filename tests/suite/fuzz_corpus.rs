//! The corpus of the fuzz targets, replayed: `fuzz/corpus/<target>/`, and every policy of the test cases as well.

#![expect(clippy::panic, clippy::print_stdout, reason = "tests fail by panicking, and say on what")]

use std::path::Path;

#[path = "../../fuzz/bodies.rs"]
mod bodies;

/// Runs a target on the files of a folder and of those below it.
fn replay(folder: &Path, target: fn(&[u8])) -> usize {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> =
        entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path()).collect();
    paths.sort();
    let mut count = 0;
    for path in paths {
        if path.is_dir() {
            count += replay(&path, target);
        } else if path.extension().is_none_or(|extension| extension == "policy") {
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            // A panic does not say on which file it happened; this is printed with it.
            println!("{}", path.display());
            target(&bytes);
            count += 1;
        }
    }
    count
}

fn check(name: &str, target: fn(&[u8])) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(replay(&root.join("fuzz/corpus").join(name), target) > 9, "the corpus of `{name}` is missing");
    assert!(replay(&root.join("tests/cases"), target) > 200, "the test cases are missing");
}

#[test]
fn parsing_ends() {
    check("parse", bodies::parse);
}

#[test]
fn compiling_ends() {
    check("compile_never_panics", bodies::compile_never_panics);
}

#[test]
fn the_layout_is_stable() {
    check("fmt_idempotent", bodies::fmt_idempotent);
}
