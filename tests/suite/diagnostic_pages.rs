//! The pages of `docs/diagnostics/`: one for each kind of problem, with examples that mean what they say.
//!
//! Under `## Wrong` and `## Right` stands a block of a policy each, `policy wrong` and `policy right`. Files that it names stand in the
//! same section, as `csv file=NAME`, and records by which the policy is looked at, as `csv data=NAME`. Where the problem cannot be shown otherwise, `encoding=latin-1` saves a policy so, `repeat=N` repeats
//! it, and `each=N` repeats its last line with each number up to N in place of the word `N`. What is checked: the wrong one has exactly this problem, the right one does not have it.

#![expect(clippy::panic, reason = "tests fail by panicking")]

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use withhold::Sources;
use withhold::diagnostic::{Code, Severity};
use withhold::pipeline::Compilation;
use withhold::records::{self, Row};
use withhold::source::Origin;
use withhold::verify::survey::{Asked, Opening, Survey, check_columns};

/// A section of a page: its policies, its files, and its files of records.
#[derive(Default)]
struct Section {
    policies: Vec<(String, String)>,
    files: Vec<(String, String)>,
    data: Vec<(String, String)>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics")
}

/// The headings of a page with what stands below them.
fn sections(page: &str) -> Vec<(String, Section)> {
    let mut found: Vec<(String, Section)> = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            found.push((title.to_owned(), Section::default()));
        } else if let (Some(info), Some((_, section))) = (line.strip_prefix("```"), found.last_mut()) {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let text = format!("{}\n", text.join("\n"));
            match info.strip_prefix("csv ").and_then(|info| info.split_once('=')) {
                Some(("file", name)) => section.files.push((name.to_owned(), text)),
                Some(("data", name)) => section.data.push((name.to_owned(), text)),
                Some((other, _)) => panic!("`csv {other}` is not known here"),
                None => section.policies.push((info.to_owned(), text)),
            }
        }
    }
    found
}

/// The problems of the one policy of a section.
fn problems(code: Code, section: &Section, word: &str) -> Vec<Code> {
    let [(info, text)] = section.policies.as_slice() else {
        panic!("{}: a section has one policy, and this has {}", code.number(), section.policies.len())
    };
    let options: Vec<&str> = info.split_whitespace().collect();
    assert!(options.starts_with(&["policy", word]), "{}: a block says `policy {word}`", code.number());
    let mut bytes = text.clone().into_bytes();
    for option in options.iter().skip(2) {
        match option.split_once('=') {
            Some(("encoding", "latin-1")) => {
                bytes = text.chars().filter_map(|sign| u8::try_from(u32::from(sign)).ok()).collect();
            }
            Some(("repeat", times)) => {
                let times = times.parse().unwrap_or_else(|error| panic!("{}: {error}", code.number()));
                bytes = text.repeat(times).into_bytes();
            }
            Some(("each", most)) => {
                let most: u32 = most.parse().unwrap_or_else(|error| panic!("{}: {error}", code.number()));
                let (first, last) = text.trim_end().rsplit_once('\n').unwrap_or_default();
                let lines = (1..=most).map(|number| last.replace(" N ", &format!(" {number} ")));
                bytes = format!("{first}\n{}\n", lines.collect::<Vec<_>>().join("\n")).into_bytes();
            }
            _ => panic!("{}: `{option}` is not known here", code.number()),
        }
    }
    let disk = |error: std::io::Error| -> ! { panic!("{}: {error}", code.number()) };
    let home = tempfile::tempdir().unwrap_or_else(|error| disk(error));
    for (name, text) in &section.files {
        let path = home.path().join(name);
        path.parent().map(fs::create_dir_all).transpose().unwrap_or_else(|error| disk(error));
        fs::write(&path, text).unwrap_or_else(|error| disk(error));
    }
    let path = home.path().join("example.policy");
    fs::write(&path, &bytes).unwrap_or_else(|error| disk(error));
    let sources = Sources::load(&[path]).unwrap_or_else(|error| panic!("{}: {error}", code.number()));
    let mut compilation = sources.compile();
    look_at_records(&mut compilation, &section.data);
    compilation.problems.iter().map(|problem| problem.code).collect()
}

/// Adds what files of records show of a policy.
fn look_at_records(compilation: &mut Compilation, data: &[(String, String)]) {
    for (name, text) in data {
        let program = compilation.program().unwrap_or_else(|| panic!("a policy with records has no errors"));
        let mut reader = records::read(Cursor::new(text.clone()), name, None, &program.schema)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut survey = Survey::new(program);
        for row in &mut reader {
            match row {
                Ok(Row::Shipment(shipment)) => survey.add(&shipment),
                other => panic!("{name}: {other:?}"),
            }
        }
        let (mut found, asked) = (survey.problems(), Asked::of(program));
        let file = compilation.sources.add(name.as_str(), reader.opening(), Origin::Records);
        let file = file.unwrap_or_else(|error| panic!("{name}: {error}"));
        let opening = Opening { file, text: reader.opening(), name, notes: reader.notes() };
        found.extend(check_columns(&asked, opening));
        compilation.add_shown_by_records(found);
    }
}

#[test]
fn every_page_has_its_form() {
    for code in Code::ALL {
        let page = code.page();
        let title = format!("# {} ({})", code.name(), code.number());
        assert_eq!(page.lines().next(), Some(title.as_str()), "the title of {}.md", code.number());
        let sections = sections(page);
        let titles: Vec<&str> = sections.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(titles, ["Wrong", "Right", "Why"], "the sections of {}.md", code.number());
        let meaning = page.split("\n## ").next().unwrap_or_default();
        let sentences = meaning.matches(". ").count() + meaning.matches(".\n").count();
        assert!((1..=6).contains(&sentences), "{}.md explains in {sentences} sentences", code.number());
        let prose = page.lines().filter(|line| !line.contains("(((("));
        assert!(
            prose.max_by_key(|line| line.len()).is_some_and(|line| line.len() <= 160),
            "{}.md has long lines",
            code.number()
        );
    }
}

#[test]
fn every_page_belongs_to_a_problem() -> std::io::Result<()> {
    let mut strays = Vec::new();
    for entry in fs::read_dir(folder())? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let number = name.strip_suffix(".md").unwrap_or_default();
        if name != "README.md" && !Code::ALL.iter().any(|code| code.number() == number) {
            strays.push(name);
        }
    }
    assert_eq!(strays, Vec::<String>::new(), "pages of problems that there are not");
    Ok(())
}

#[test]
fn every_example_is_as_wrong_or_as_right_as_its_page_says() {
    let mut failed = Vec::new();
    for code in Code::ALL {
        let sections = sections(code.page());
        let [(_, wrong), (_, right), _] = sections.as_slice() else { continue };
        let mut found = problems(*code, wrong, "wrong");
        if *code == Code::TooManyProblems {
            // It is the last of those that bring it about.
            found = found.pop().into_iter().collect();
        }
        if *code == Code::NotDecided {
            // More than one question may be given up of one rule.
            found.dedup();
        }
        // Warnings beside an error say other true things of the example.
        if code.severity() == Severity::Error {
            found.retain(|other| other.severity() == Severity::Error);
        }
        if found != [*code] {
            failed.push(format!("{}: the wrong example has {found:?}", code.number()));
        }
        let found = problems(*code, right, "right");
        let is_clean = found.iter().all(|other| other.severity() == Severity::Warning && other != code);
        if !is_clean {
            failed.push(format!("{}: the right example has {found:?}", code.number()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
