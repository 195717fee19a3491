//! The lint `unknown-code`, case by case: `tests/cases/lints/unknown-code/<situation>.policy` with what `check` draws beside it.

use std::path::Path;

use withhold::Sources;
use withhold::diagnostic::Code;
use withhold::report::diagnostics::{Style, render_diagnostics};

/// Situations in which nothing may be said, so that no accepted snapshot can say otherwise.
const SILENT: [&str; 2] = ["a-fact-of-a-test-is-not-judged", "codes-of-every-edition-are-known"];

#[test]
fn codes_that_do_not_exist_are_found_and_others_are_not() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/lints/unknown-code");
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".policy").map(str::to_owned));
    }
    names.sort();
    assert!(names.len() >= 7, "the folder was not read: {names:?}");
    for name in names {
        let text = std::fs::read_to_string(folder.join(format!("{name}.policy")))?;
        let compilation = Sources::default().with_file(&format!("{name}.policy"), &text, &[]).compile();
        let found = compilation.problems.iter().filter(|problem| problem.code == Code::UnknownCode).count();
        assert_eq!(found == 0, SILENT.contains(&name.as_str()), "{name}: {found} found");
        let style = Style::Graphical { unicode: true, color: false };
        let drawn = render_diagnostics(&compilation.sources, &compilation.problems, style, 100);
        insta::with_settings!({
            snapshot_path => &folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name.clone(), drawn);
        });
    }
    Ok(())
}

#[test]
fn no_code_of_the_shipped_policies_is_unknown() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let compilation = Sources::load(&[folder])?.compile();
    let unknown: Vec<String> = compilation
        .problems
        .iter()
        .filter(|problem| problem.code == Code::UnknownCode)
        .map(|problem| {
            format!(
                "{}: {}",
                problem.message,
                problem.span().map(|span| compilation.sources.position(span)).unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(unknown, Vec::<String>::new());
    Ok(())
}
