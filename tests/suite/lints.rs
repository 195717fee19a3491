//! Lints, case by case: `tests/cases/lints/<lint>/<situation>.policy`, its first line `# fires` or `# quiet`.
//!
//! Out: a snapshot beside each case with everything that `check` says of it. A case that should fire and does not, or the other way
//! round, fails whatever its snapshot holds.

#![expect(clippy::panic, reason = "tests fail by panicking")]

use std::path::{Path, PathBuf};

use withhold::Sources;
use withhold::diagnostic::Code;
use withhold::report::diagnostics::{Style, render_diagnostics};

/// Lints whose cases have a module of their own.
const ELSEWHERE: [&str; 1] = ["unknown-code"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/lints")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries
        .map(|entry| match entry {
            Ok(entry) => entry.file_name().to_string_lossy().into_owned(),
            Err(error) => panic!("{}: {error}", folder.display()),
        })
        .collect();
    names.sort();
    names
}

/// Whether a case says something else than it should; its snapshot is held against the last one.
fn check_case(lint: Code, situation: &str) -> Option<String> {
    let name = format!("{}/{situation}.policy", lint.name());
    let path = root().join(&name);
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let compilation = Sources::load(&[path]).unwrap_or_else(|error| panic!("{name}: {error}")).compile();
    assert!(!compilation.problems.has_errors(), "{name} has errors");
    let fires = compilation.problems.iter().any(|problem| problem.code == lint);
    let style = Style::Graphical { unicode: true, color: false };
    let folder = root().display().to_string();
    let drawn = render_diagnostics(&compilation.sources, &compilation.problems, style, 100);
    let drawn = drawn.replace(&format!("{folder}/"), "");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join(lint.name()));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_input_file(root().join(&name));
    settings.bind(|| insta::assert_snapshot!(situation, format!("{}\n\n{drawn}", source.trim_end())));
    match (source.lines().next(), fires) {
        (Some("# fires"), true) | (Some("# quiet"), false) => None,
        (said, _) => Some(format!("{name}: {said:?}, and the lint fires: {fires}\n{drawn}")),
    }
}

#[test]
fn each_lint_fires_where_it_should_and_nowhere_else() {
    let mut wrong = Vec::new();
    for folder in names_in(&root()).into_iter().filter(|folder| !ELSEWHERE.contains(&folder.as_str())) {
        let Some(lint) = Code::find(&folder) else { panic!("no lint is called `{folder}`") };
        let names = names_in(&root().join(&folder));
        let situations: Vec<&str> = names.iter().filter_map(|name| name.strip_suffix(".policy")).collect();
        let mut said = [false, false];
        for situation in situations {
            let text = std::fs::read_to_string(root().join(&folder).join(format!("{situation}.policy")));
            said[usize::from(text.is_ok_and(|text| text.starts_with("# quiet")))] = true;
            wrong.extend(check_case(lint, situation));
        }
        assert_eq!(said, [true, true], "`{folder}` needs a case that fires and one that does not");
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// A lint that fires on the policies that are shipped is wrong.
#[test]
fn the_shipped_policies_check_clean() {
    let policies = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let compilation =
        Sources::load(&[policies]).unwrap_or_else(|error| panic!("the policies: {error}")).compile();
    let style = Style::Graphical { unicode: true, color: false };
    assert_eq!(render_diagnostics(&compilation.sources, &compilation.problems, style, 100), "");
}
