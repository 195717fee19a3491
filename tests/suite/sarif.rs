//! `check --format sarif`, held against the whole JSON Schema of SARIF 2.1.0, which the package `serde-sarif` carries.
//!
//! In: every case of `tests/cases/diagnostics/` and `tests/cases/lints/`, in-process. What is looked at beside the schema: that regions
//! point at the characters that they name, counted as `columnKind` says; that each result leads to its rule, and each rule to its page;
//! that each fix replaces what the problem would replace; and that the narration of the same problems leaves nothing of them out.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use withhold::Sources;
use withhold::diagnostic::Code;
use withhold::pipeline::Compilation;
use withhold::report::diagnostics::{Style, render_diagnostics};
use withhold::report::sarif::render_sarif;
use withhold::report::visible::visible_line;

/// The schema, from where cargo keeps the package.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    let about = Command::new(env!("CARGO")).arg("-vV").output().expect("cargo runs");
    let about = String::from_utf8_lossy(&about.stdout).into_owned();
    // Packages of other platforms may not be there.
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo says its platform");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "metadata",
        "--format-version",
        "1",
        "--offline",
        "--filter-platform",
        host,
        "--manifest-path",
    ]);
    let said =
        cargo.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).output().expect("cargo runs");
    let metadata: Value = serde_json::from_slice(&said.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&said.stderr)));
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").expect("the package");
    let manifest = Path::new(package["manifest_path"].as_str().expect("a path"));
    let text = std::fs::read_to_string(manifest.with_file_name("src/schema.json")).expect("the schema");
    // The pattern of languages has a bracket too many, which JavaScript reads as itself and other engines refuse.
    let text = text.replace("{2}]?$", r"{2}\\]?$");
    serde_json::from_str(&text).expect("the schema is JSON")
});

static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    jsonschema::draft7::new(&SCHEMA).unwrap_or_else(|error| panic!("the schema is none: {error}"))
});

fn policies_below(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            policies_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "policy") {
            found.push(path);
        }
    }
}

/// A case: its file, what became of it, and its log.
struct Case {
    path: PathBuf,
    compilation: Compilation,
    log: Value,
}

/// Every case that has something wrong with it, compiled once.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for folder in ["tests/cases/diagnostics", "tests/cases/lints"] {
        policies_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut found);
    }
    found.sort();
    assert!(found.len() > 200, "only {} cases were found", found.len());
    found.into_iter().map(compiled).collect()
});

fn compiled(path: PathBuf) -> Case {
    let sources = Sources::load(std::slice::from_ref(&path));
    let compilation = sources.unwrap_or_else(|error| panic!("{}: {error}", path.display())).compile();
    let text = render_sarif(&compilation.sources, &compilation.problems);
    let log = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    Case { path, compilation, log }
}

fn complaints(log: &Value) -> Vec<String> {
    VALIDATOR.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

#[test]
fn the_log_of_every_case_fits_the_schema() {
    for Case { path, log, .. } in CASES.iter() {
        assert_eq!(complaints(log), Vec::<String>::new(), "{}", path.display());
        assert_eq!(log["$schema"], "https://json.schemastore.org/sarif-2.1.0.json");
    }
}

/// A schema that lets everything pass would prove nothing.
#[test]
fn a_log_that_is_broken_does_not_fit() {
    let whole = CASES.iter().map(|case| &case.log).find(|log| !list(&log["runs"][0], "results").is_empty());
    let whole = whole.expect("a case with a result");
    let broken: [(&str, Value); 5] = [
        ("/version", "2.0.0".into()),
        ("/runs/0/columnKind", "bytes".into()),
        ("/runs/0/results/0/level", "fatal".into()),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", 0.into()),
        ("/runs/0/tool/driver/name", Value::Null),
    ];
    for (at, value) in broken {
        let mut log = whole.clone();
        *log.pointer_mut(at).unwrap_or_else(|| panic!("there is no {at}")) = value;
        assert_ne!(complaints(&log), Vec::<String>::new(), "{at}");
    }
}

#[test]
fn each_result_leads_to_its_rule_and_each_rule_to_its_page() {
    for Case { path, compilation, log } in CASES.iter() {
        let run = &log["runs"][0];
        let (results, rules) = (list(run, "results"), list(&run["tool"]["driver"], "rules"));
        let codes: Vec<&str> = compilation.problems.iter().map(|problem| problem.code.name()).collect();
        let ids: Vec<&str> = results.iter().filter_map(|result| result["ruleId"].as_str()).collect();
        assert_eq!(ids, codes, "{}", path.display());
        for result in results {
            let index =
                usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("a small index");
            assert_eq!(rules[index]["id"], result["ruleId"], "{}", path.display());
            assert_eq!(rules[index]["defaultConfiguration"]["level"], result["level"], "{}", path.display());
        }
        for rule in rules {
            let code = rule["id"].as_str().and_then(Code::find).expect("the name of a problem");
            assert_eq!(rule["shortDescription"]["text"], code.summary());
            assert_eq!(rule["help"]["markdown"], code.page(), "{}", code.name());
            let help = rule["help"]["text"].as_str().expect("a text");
            assert!(help.contains(&format!("withhold check --explain {}", code.name())), "{help}");
        }
    }
}

/// The characters of a region, counted in code points as `columnKind` says; a byte-order mark is no column.
fn pointed<'t>(text: &'t str, region: &Value) -> &'t str {
    let number =
        |key: &str| usize::try_from(region[key].as_u64().expect("a number")).expect("a small number");
    let offset = |line: usize, column: usize| {
        assert!(line >= 1 && column >= 1, "{region}");
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let mark = if text[start..].starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let characters =
            text[start + mark..].char_indices().map(|(at, _)| at).chain([text.len() - start - mark]);
        start
            + mark
            + characters.clone().nth(column - 1).unwrap_or_else(|| panic!("{region} leads out of the text"))
    };
    let start = offset(number("startLine"), number("startColumn"));
    &text[start..offset(number("endLine"), number("endColumn")).max(start)]
}

#[test]
fn regions_point_at_the_characters_that_they_name() {
    let mut looked_at = 0;
    for Case { path, compilation, log } in CASES.iter() {
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
        for (problem, result) in compilation.problems.iter().zip(list(&log["runs"][0], "results")) {
            let locations = list(result, "locations").iter().chain(list(result, "relatedLocations"));
            assert_eq!(list(result, "locations").len(), 1, "{}", path.display());
            assert_eq!(problem.labels.len(), locations.clone().count(), "{}", path.display());
            for (label, location) in problem.labels.iter().zip(locations) {
                let text = compilation.sources.file(label.span.file).text();
                let wanted = compilation.sources.text(label.span);
                let found = pointed(text, &location["physicalLocation"]["region"]);
                // What is missing at the end of a file is shown behind its last word.
                let is_at_end = wanted.trim_matches(['\r', '\n']).is_empty();
                let wanted = wanted.trim_start_matches('\u{feff}');
                assert!(
                    found == wanted || is_at_end && found.is_empty(),
                    "{}: {found:?}, not {wanted:?}",
                    path.display()
                );
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 300, "{looked_at} places");
}

#[test]
fn fixes_replace_what_the_problem_would_replace() {
    let mut looked_at = 0;
    for Case { path, compilation, log } in CASES.iter() {
        for (problem, result) in compilation.problems.iter().zip(list(&log["runs"][0], "results")) {
            let Some(fix) = &problem.fix else {
                assert_eq!(list(result, "fixes").len(), 0, "{}", path.display());
                continue;
            };
            let [written] = list(result, "fixes") else { panic!("{}: one fix is one", path.display()) };
            let replacements: Vec<&Value> = list(written, "artifactChanges")
                .iter()
                .flat_map(|change| list(change, "replacements"))
                .collect();
            assert_eq!(replacements.len(), fix.edits.len(), "{}", path.display());
            for (edit, replacement) in fix.edits.iter().zip(replacements) {
                let text = compilation.sources.file(edit.span.file).text();
                assert_eq!(replacement["insertedContent"]["text"], edit.text, "{}", path.display());
                let removed = pointed(text, &replacement["deletedRegion"]);
                let wanted = compilation.sources.text(edit.span).trim_start_matches('\u{feff}');
                assert_eq!(removed, wanted, "{}", path.display());
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 100, "{looked_at} edits");
}

/// Whoever listens gets what whoever looks gets: of every problem its place, its message, its help and its note.
#[test]
fn a_narration_holds_the_place_the_message_and_the_help_of_every_problem() {
    for Case { path, compilation, .. } in CASES.iter() {
        let told = render_diagnostics(&compilation.sources, &compilation.problems, Style::Narrated, 100);
        let mut rest = told.as_str();
        for problem in &compilation.problems {
            let label = problem.labels.first().expect("a place");
            let file = compilation.sources.file(label.span.file).name();
            let head = format!(
                "{}[{}]: {}\n",
                problem.severity().word(),
                problem.code.name(),
                visible_line(&problem.message)
            );
            let at = rest.find(&head).unwrap_or_else(|| panic!("{}: no {head} in {rest}", path.display()));
            rest = &rest[at + head.len()..];
            let this = rest.split("\n\n").next().unwrap_or_default();
            assert!(this.starts_with(&format!("at {}:", visible_line(file))), "{}: {this}", path.display());
            assert!(this.contains(&format!("({})", problem.code.number())), "{}: {this}", path.display());
            for (word, said) in [("help", &problem.help), ("note", &problem.note)] {
                let said = said.as_ref().map(|said| format!("{word}: {}", visible_line(said)));
                assert!(said.is_none_or(|said| this.contains(&said)), "{}: {word} in {this}", path.display());
            }
        }
    }
}
