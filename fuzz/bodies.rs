//! What must be so of any bytes at all. The fuzz targets and the test that replays their corpus call the same functions.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    reason = "each target calls one of them, as a module of its own, and fails by panicking"
)]

use withhold::Sources;
use withhold::format::format;
use withhold::source::{FileId, Origin, SourceMap};
use withhold::syntax::manuscript::tree_without_places;
use withhold::syntax::{self, ast::StatementKind};

fn file_of(text: &str) -> FileId {
    SourceMap::default().add("fuzz.policy", text, Origin::Policy).expect("the text is small")
}

/// Parsing ends, every place lies in the text, and what is broken is reported.
pub fn parse(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let parsed = syntax::parse(file_of(text), text);
    for statement in &parsed.file.statements {
        assert!(text.get(statement.span.range()).is_some(), "a statement lies outside the text");
        if matches!(statement.kind, StatementKind::Broken(_)) {
            assert!(!parsed.problems.is_empty(), "a broken statement is not reported");
        }
    }
    for problem in &parsed.problems {
        for label in &problem.labels {
            assert!(text.get(label.span.range()).is_some(), "a label lies outside the text: {problem:?}");
        }
        for edit in problem.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.span.range()).is_some(), "a fix lies outside the text: {problem:?}");
        }
    }
}

/// All stages end with a program or with reasons; a program is used only where there is no error.
pub fn compile_never_panics(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lists = [("list.csv", "name,effective\nExample Mills Ltd.,2020-01-01\n")];
    // The vocabulary is the same each time, and would take most of it.
    let sources = Sources::default().without_vocabulary().with_file("fuzz.policy", text, &lists);
    let (first, again) = (sources.compile(), sources.compile());
    let said = |compilation: &withhold::Compilation| {
        compilation.problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(said(&first), said(&again), "the same text has other problems");
    let has_errors = first.problems.has_errors();
    assert_eq!(first.policy().is_err(), has_errors);
}

/// What parses can be laid out, means the same afterwards, and is laid out already then.
pub fn fmt_idempotent(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let file = file_of(text);
    let Ok(once) = format(file, text) else {
        let parsed = syntax::parse(file, text);
        let mut problems = parsed.problems.iter().chain(&parsed.told_later);
        let has_errors = problems.any(|problem| problem.severity() == withhold::diagnostic::Severity::Error);
        assert!(has_errors, "a policy that parses cannot be laid out");
        return;
    };
    assert_eq!(tree_without_places(file, text), tree_without_places(file, &once), "the meaning has changed");
    assert_eq!(format(file, &once).ok().as_deref(), Some(once.as_str()), "once more is another text");
}
