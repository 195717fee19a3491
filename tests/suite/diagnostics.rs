//! Malformed policies, case by case: `tests/cases/diagnostics/<topic>/<situation>.policy`, with lists in a folder of the situation's name.
//!
//! In: a policy with the mistake in its name. Out: a snapshot, `<situation>.snap`, of what `withhold check --color never` prints
//! and how it ends, as whoever made the mistake reads it. Besides: each change that is offered mends its problem, what stands
//! behind a mistake is read as ever, and no kind of problem is without a case.

#![expect(clippy::panic, reason = "tests fail by panicking")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use withhold::diagnostic::{Code, Diagnostic, Severity};
use withhold::report::diagnostics::{Style, render_diagnostics};
use withhold::report::summary::summary;
use withhold::source::{FileId, Origin};
use withhold::{Compilation, Sources};

/// The topics: each is a test of its own, so that they run side by side.
macro_rules! topics {
    ($($test:ident = $folder:literal,)*) => {
        const TOPICS: &[&str] = &[$($folder),*];
        $(
            #[test]
            fn $test() {
                check_topic($folder);
            }
        )*
    };
}

topics! {
    amounts = "amounts",
    clauses = "clauses",
    codes = "codes",
    conditions = "conditions",
    dates = "dates",
    declarations = "declarations",
    end = "end",
    habits = "habits",
    hidden = "hidden",
    layout = "layout",
    lists = "lists",
    names = "names",
    positions = "positions",
    quotes = "quotes",
    recovery = "recovery",
    signs = "signs",
    tests_of_policies = "tests",
    types = "types",
    words = "words",
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diagnostics")
}

/// The names in a folder, sorted.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let name = |entry: std::io::Result<std::fs::DirEntry>| match entry {
        Ok(entry) => entry.file_name().to_string_lossy().into_owned(),
        Err(error) => panic!("{}: {error}", folder.display()),
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

/// The topics: folders of the corpus.
fn topics() -> Vec<String> {
    names_in(&root()).into_iter().filter(|name| root().join(name).is_dir()).collect()
}

/// All cases, as the folder of the topic and the situation.
fn cases() -> Vec<(PathBuf, String)> {
    let mut cases = Vec::new();
    for topic in topics() {
        let folder = root().join(topic);
        for name in names_in(&folder) {
            cases
                .extend(name.strip_suffix(".policy").map(|situation| (folder.clone(), situation.to_owned())));
        }
    }
    cases
}

/// How wide the drawings are: what `check` takes where there is no terminal.
const WIDTH: usize = 100;

/// What `check` prints of a case, with its exit code. Drawn in this process; the binary is started only for what the file system
/// answers: a list that is not there, and a policy that is no text.
fn checked(folder: &Path, situation: &str) -> String {
    match read(folder, situation).filter(|case| !case.needs_disk()) {
        Some(case) => case.drawn(situation),
        None => printed(folder, situation),
    }
}

/// What the binary prints.
fn printed(folder: &Path, situation: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_withhold"))
        .args(["check", "--color", "never", &format!("{situation}.policy")])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{situation}: {error}"));
    let printed = String::from_utf8(output.stdout).unwrap_or_else(|error| panic!("{situation}: {error}"));
    let complained = String::from_utf8_lossy(&output.stderr);
    let code = output.status.code().unwrap_or_else(|| panic!("{situation}: killed"));
    format!("{printed}{complained}\nexit {code}\n")
}

#[test]
fn what_is_drawn_here_is_what_the_binary_prints() {
    for (topic, situation) in [("words", "misspelt-verb"), ("lists", "bad-date"), ("hidden", "nul-byte")] {
        let folder = root().join(topic);
        let case = read(&folder, situation).unwrap_or_else(|| panic!("no case {topic}/{situation}"));
        assert_eq!(case.drawn(situation), printed(&folder, situation), "{topic}/{situation}");
    }
}

fn check_topic(topic: &str) {
    let folder = root().join(topic);
    let names = names_in(&folder);
    let situations: Vec<&str> = names.iter().filter_map(|name| name.strip_suffix(".policy")).collect();
    assert!(!situations.is_empty(), "the topic `{topic}` has no case");
    let failed: Vec<&str> = situations
        .into_iter()
        .filter(|situation| {
            let text = checked(&folder, situation);
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(&folder);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.set_input_file(folder.join(format!("{situation}.policy")));
            let compare = || settings.bind(|| insta::assert_snapshot!(*situation, text));
            catch_unwind(AssertUnwindSafe(compare)).is_err()
        })
        .collect();
    assert!(failed.is_empty(), "of `{topic}`, these cases fail, as printed above: {failed:?}");
}

#[test]
fn every_topic_is_listed_and_every_kind_of_problem_has_a_case() {
    assert_eq!(topics(), TOPICS, "the folders of tests/cases/diagnostics/ and the list of topics differ");
    let mut shown = String::new();
    for (folder, situation) in cases() {
        shown
            .push_str(&std::fs::read_to_string(folder.join(format!("{situation}.snap"))).unwrap_or_default());
    }
    // A thousand problems are shown on their page alone, and lints have cases of their own.
    let has_case = |code: &Code| {
        *code == Code::TooManyProblems
            || shown.contains(&format!("\n{}[{}]: ", code.severity().word(), code.name()))
    };
    let bare: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| is_of_the_language(**code) && !has_case(code))
        .map(|code| code.name())
        .collect();
    assert_eq!(bare, Vec::<&str>::new(), "these problems have no case");
}

/// Whether a kind of problem is found where policies are read, and is not a lint.
fn is_of_the_language(code: Code) -> bool {
    // Comments that allow warnings are tried together with the lints.
    let of_comments = matches!(code, Code::AllowWithoutReason | Code::UnknownAllow | Code::UnusedAllow);
    code.severity() == Severity::Error || code.number() < "W02" && !of_comments
}

#[test]
fn every_file_belongs_to_a_case() {
    let mut strays = Vec::new();
    for topic in topics() {
        let folder = root().join(&topic);
        for name in names_in(&folder) {
            let situation = name.split('.').next().unwrap_or_default();
            let ending = name.strip_prefix(situation).unwrap_or_default();
            if ![".policy", ".snap", ""].contains(&ending)
                || !folder.join(format!("{situation}.policy")).is_file()
            {
                strays.push(format!("{topic}/{name}"));
            }
        }
    }
    assert_eq!(strays, Vec::<String>::new(), "no case reads these files");
    assert!(cases().len() >= 150, "a corpus of {} cases", cases().len());
}

/// As much of the vocabulary as the cases name: it is read again for each change.
const WORDS: &str = r#"
category apparel = hts 61, 62
product cotton = hts 52
product hair = hts 0501, 6703
product rubber-gloves = hts 4015
country CN = "China" code "CHN"
country VN = "Viet Nam"
country KH = "Cambodia"
country US = "United States"
country BR = "Brazil"
country DE = "Germany"
region xinjiang = "Xinjiang" within country CN
region aksu = "Aksu" within xinjiang
"#;

/// A case in memory: its text, and its lists by name.
struct Case {
    text: String,
    lists: Vec<(String, String)>,
}

fn read(folder: &Path, situation: &str) -> Option<Case> {
    // A file that is not UTF-8 has no text to change.
    let text = std::fs::read_to_string(folder.join(format!("{situation}.policy"))).ok()?;
    let lists = folder.join(situation);
    let lists = if lists.is_dir() { names_in(&lists) } else { Vec::new() };
    let read = |name: &String| {
        let path = folder.join(situation).join(name);
        Some((format!("{situation}/{name}"), std::fs::read_to_string(path).ok()?))
    };
    Some(Case { text, lists: lists.iter().filter_map(read).collect() })
}

impl Case {
    /// Whether the case names a list that does not lie in its own folder, so that only the disk can say what becomes of it.
    fn needs_disk(&self) -> bool {
        let mut texts = self.text.split('"').filter(|text| text.ends_with(".csv"));
        texts.any(|list| !self.lists.iter().any(|(name, _)| *name == list))
    }

    /// The problems as `check` draws them, with the whole vocabulary.
    fn drawn(&self, situation: &str) -> String {
        let lists: Vec<(&str, &str)> =
            self.lists.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let sources = Sources::default().with_file(&format!("{situation}.policy"), &self.text, &lists);
        let Compilation { sources, problems, .. } = &sources.compile();
        assert!(!problems.is_empty(), "nothing is wrong with {situation}");
        let style = Style::Graphical { unicode: true, color: false };
        let drawn = render_diagnostics(sources, problems, style, WIDTH);
        let code = i32::from(problems.has_errors());
        format!("{drawn}\n{}\n\nexit {code}\n", summary(problems))
    }

    fn compile(&self, text: &str) -> Compilation {
        let lists: Vec<(&str, &str)> =
            self.lists.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let sources = Sources::default().without_vocabulary().with_file("words.policy", WORDS, &[]);
        sources.with_file("case.policy", text, &lists).compile()
    }
}

fn errors(compilation: &Compilation) -> usize {
    compilation.problems.count(Severity::Error)
}

/// The policy with the change that a problem offers; nothing where the change is one of another file.
fn changed(text: &str, compilation: &Compilation, problem: &Diagnostic) -> Option<String> {
    let fix = problem.fix.as_ref()?;
    let is_policy = |file: FileId| compilation.sources.file(file).origin() == Origin::Policy;
    let mut changed = text.to_owned();
    for edit in fix.edits.iter().rev() {
        if !is_policy(edit.span.file) {
            return None;
        }
        changed.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    Some(changed)
}

#[test]
fn every_change_that_is_offered_mends_its_problem() {
    let (mut failed, mut tried) = (Vec::new(), 0);
    for (folder, situation) in cases() {
        let Some(case) = read(&folder, &situation) else { continue };
        let before = case.compile(&case.text);
        for problem in &before.problems {
            let Some(text) = changed(&case.text, &before, problem) else { continue };
            tried += 1;
            let after = case.compile(&text);
            let same = |other: &&Diagnostic| other.code == problem.code && other.message == problem.message;
            let count = |compilation: &Compilation| compilation.problems.iter().filter(same).count();
            let is_mended = count(&after) < count(&before)
                && (problem.severity() == Severity::Warning || errors(&after) < errors(&before));
            if !is_mended {
                let left: Vec<String> = after.problems.iter().map(|other| other.message.clone()).collect();
                failed.push(format!("{situation}: `{}` leads to\n{text}\nwith {left:#?}", problem.message));
            }
        }
    }
    assert!(tried >= 100, "{tried} changes are offered in all");
    assert!(failed.is_empty(), "{} of {tried} changes do not mend:\n{}", failed.len(), failed.join("\n\n"));
}

/// A statement that is right, and one that lacks what follows its `=`.
const RIGHT: &str = "\nproduct right-behind = hts 0902\n";
const BROKEN: &str = "\nentity broken-behind =\n";

#[test]
fn what_stands_behind_a_mistake_is_read_as_ever() {
    let mut failed = Vec::new();
    for (folder, situation) in cases() {
        let Some(case) = read(&folder, &situation) else { continue };
        let text = if case.text.ends_with('\n') { case.text.clone() } else { format!("{}\n", case.text) };
        let count = |text: &str| errors(&case.compile(text));
        let alone = count(&case.text);
        let behind = [count(&format!("{text}{RIGHT}")), count(&format!("{text}{BROKEN}"))];
        if behind != [alone, alone + 1] {
            failed.push(format!("{}/{situation}: {alone}, then {behind:?}", folder.display()));
        }
    }
    assert!(
        failed.is_empty(),
        "{} cases change with what stands behind:\n{}",
        failed.len(),
        failed.join("\n")
    );
}
