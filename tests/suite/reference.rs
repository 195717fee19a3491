//! The documents, checked: every policy in them means what it says, every command prints what is shown.
//!
//! A fenced block says by its first line what is checked of it.
//!
//! * `policy`: checks without an error, beside the standard vocabulary; each of its `test` statements passes.
//!   `uses=NAME,NAME` puts declarations before it that stand in a comment `<!-- setup NAME … -->` of the page;
//!   `error=NAME` and `warning=NAME` say that it has exactly these problems, and `file=PATH` that commands find it there. A second
//!   block of one `PATH` is added to the first.
//! * `csv list=NAME`: a list file for the policies of the page. With `file=PATH`, and with `ndjson` and `toml`, a file for commands.
//! * `json`: is JSON. `line=FILE:N` says that it is what stands in a line of a file that a command wrote.
//! * `console`: each line after `$ ` is run in a folder with the files of the page so far, and prints the lines that follow it. What
//!   differs from run to run, the time, is left out. `echo $?` prints the exit code of the command before. With `in-repository` it is
//!   run in the repository instead.
//! * `text`, `ebnf`, `rust`, `sh`: is read by people only.

use std::fs;
use std::path::Path;
use std::process::Command;

use withhold::diagnostic::Severity;
use withhold::{Compilation, Policy, Sources};

/// Warnings that a page need not repeat at each block: examples cite no order, and stand side by side to be compared.
const SET_ASIDE: [&str; 3] = ["uncited-rule", "shadowed-rule", "repeated-rule"];

/// One fenced block.
struct Block {
    line: usize,
    language: String,
    options: Vec<(String, String)>,
    text: String,
}

/// A page: its blocks, and the declarations that stand in its comments.
struct Page {
    name: String,
    blocks: Vec<Block>,
    setups: Vec<(String, String)>,
}

impl Block {
    fn option(&self, key: &str) -> Option<&str> {
        self.options.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    fn names(&self, key: &str) -> Vec<String> {
        let value = self.option(key).unwrap_or_default();
        value.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
    }
}

impl Page {
    fn read(name: &str) -> Page {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut page = Page { name: name.to_owned(), blocks: Vec::new(), setups: Vec::new() };
        let mut lines = text.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            if let Some(info) = line.strip_prefix("```") {
                let (text, closed) = take_until(&mut lines, "```");
                assert!(closed, "{name}:{}: a block is not closed", at + 1);
                let mut words = info.split_whitespace();
                let language = words.next().unwrap_or_default().to_owned();
                let options = words.map(|word| {
                    let (key, value) = word.split_once('=').unwrap_or((word, ""));
                    (key.to_owned(), value.to_owned())
                });
                page.blocks.push(Block { line: at + 1, language, options: options.collect(), text });
            } else if let Some(setup) = line.strip_prefix("<!-- setup ") {
                let (text, closed) = take_until(&mut lines, "-->");
                assert!(closed, "{name}:{}: a comment is not closed", at + 1);
                page.setups.push((setup.trim().to_owned(), text));
            }
        }
        page
    }

    fn at(&self, block: &Block) -> String {
        format!("{}:{}", self.name, block.line)
    }

    /// The sources of a block: what it uses, and the block itself.
    fn sources(&self, block: &Block, text: &str) -> Sources {
        let lists: Vec<(&str, &str)> = self
            .blocks
            .iter()
            .filter_map(|block| Some((block.option("list")?, block.text.as_str())))
            .collect();
        let used = block.names("uses").into_iter().map(|name| {
            let setup = self.setups.iter().find(|(known, _)| *known == name);
            let Some((_, text)) = setup else { panic!("{}: no setup is called `{name}`", self.at(block)) };
            (name, text)
        });
        let sources = used.fold(Sources::default(), |sources, (name, text)| {
            sources.with_file(&format!("setup {name}"), text, &lists)
        });
        sources.with_file(&self.at(block), text, &lists)
    }

    /// What is wrong with a policy of the page.
    fn check_policy(&self, block: &Block, text: &str) -> Vec<String> {
        let compilation = self.sources(block, text).compile();
        let mut wrong = Vec::new();
        for (severity, key) in [(Severity::Error, "error"), (Severity::Warning, "warning")] {
            let found = problems(&compilation, severity);
            let expected = block.names(key);
            let is_asked = |name: &&str| {
                !SET_ASIDE.contains(name) || expected.iter().any(|asked| asked.as_str() == *name)
            };
            let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).filter(is_asked).collect();
            // A bare sentence is shown as one; that it has no name is said once, where it is spoken of.
            let is_quiet = severity == Severity::Warning
                && expected.is_empty()
                && names.iter().all(|name| *name == "unnamed-rule");
            if !is_quiet && names != expected {
                let said: Vec<&str> = found.iter().map(|(_, said)| said.as_str()).collect();
                wrong.push(format!("{}: expected {expected:?}, found {said:#?}", self.at(block)));
            }
        }
        match compilation.policy() {
            Ok(policy) => wrong.extend(
                failures(&policy).into_iter().map(|failure| format!("{}: {failure}", self.at(block))),
            ),
            Err(_) => return wrong,
        }
        wrong
    }

    fn check(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let folder = tempfile::tempdir().expect("a folder for the files of the page");
        let mut here = folder.path().to_path_buf();
        for block in &self.blocks {
            let mut text = block.text.clone();
            if let Some(file) = block.option("file") {
                let path = folder.path().join(file);
                let before = fs::read_to_string(&path).unwrap_or_default();
                text = if before.is_empty() { text } else { format!("{before}\n{text}") };
                fs::create_dir_all(path.parent().expect("a file lies in a folder"))
                    .expect("the folder is made");
                fs::write(&path, &text).expect("the file is written");
            }
            match block.language.as_str() {
                "policy" => wrong.extend(self.check_policy(block, &text)),
                "json" => {
                    let said = check_json(block, folder.path());
                    wrong.extend(said.map(|said| format!("{}: {said}", self.at(block))));
                }
                "console" => {
                    let mut repository = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
                    let in_repository = block.option("in-repository").is_some();
                    let here = if in_repository { &mut repository } else { &mut here };
                    let said = run_console(&block.text, folder.path(), here);
                    wrong.extend(said.map(|said| format!("{}: {said}", self.at(block))));
                }
                "csv" | "ndjson" | "toml" | "text" | "ebnf" | "rust" | "sh" => (),
                other => wrong.push(format!("{}: a block of an unknown kind, `{other}`", self.at(block))),
            }
        }
        wrong
    }
}

fn take_until<'t>(lines: &mut impl Iterator<Item = (usize, &'t str)>, end: &str) -> (String, bool) {
    let mut text = String::new();
    for (_, line) in lines {
        if line.trim_end() == end {
            return (text, true);
        }
        text.push_str(line);
        text.push('\n');
    }
    (text, false)
}

/// The problems of a severity: name, and how it is said.
fn problems(compilation: &Compilation, severity: Severity) -> Vec<(String, String)> {
    let of_severity = compilation.problems.iter().filter(|problem| problem.severity() == severity);
    of_severity
        .map(|problem| {
            let at = problem.span().map(|span| compilation.sources.position(span)).unwrap_or_default();
            (problem.code.name().to_owned(), format!("{at}: {}: {}", problem.code.name(), problem.message))
        })
        .collect()
}

/// The tests of a policy that fail.
fn failures(policy: &Policy) -> Vec<String> {
    let results = withhold::verify::run(policy.program(), None);
    let failed = results.iter().filter(|result| !result.failures.is_empty());
    failed
        .map(|result| {
            let said: Vec<String> = result
                .failures
                .iter()
                .map(|failure| format!("expected {}, found {}", failure.expected, failure.actual))
                .collect();
            let findings = result.decision.findings.iter().map(|finding| {
                let missing: Vec<String> =
                    finding.missing.iter().map(|fact| format!("{} ({:?})", fact.at, fact.reason)).collect();
                format!("{} {} for want of {missing:?}", finding.rule, finding.status.word())
            });
            format!("test \"{}\": {}; {:#?}", result.case.name, said.join("; "), findings.collect::<Vec<_>>())
        })
        .collect()
}

/// What is wrong with a block of JSON.
fn check_json(block: &Block, root: &Path) -> Option<String> {
    let shown: serde_json::Value = match serde_json::from_str(&block.text) {
        Ok(shown) => shown,
        Err(error) => return Some(error.to_string()),
    };
    let (file, line) = block.option("line")?.split_once(':').expect("a line is named as FILE:N");
    let line: usize = line.parse().expect("the number of a line");
    let written = fs::read_to_string(root.join(file)).unwrap_or_default();
    let written = written.lines().nth(line - 1).unwrap_or_default();
    (serde_json::from_str::<serde_json::Value>(written).ok() != Some(shown))
        .then(|| format!("the page shows something else than is written:\n{written}"))
}

/// Runs the commands of a block, and says where one prints something else than the page shows.
fn run_console(text: &str, root: &Path, here: &mut std::path::PathBuf) -> Option<String> {
    let mut shown = String::new();
    let mut code = 0;
    for line in text.lines() {
        let Some(command) = line.strip_prefix("$ ") else { continue };
        let words = split_words(command);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        shown.push_str(line);
        shown.push('\n');
        match words.as_slice() {
            ["cd", folder] => *here = here.join(folder),
            ["echo", "$?"] => shown.push_str(&format!("{code}\n")),
            ["withhold", arguments @ ..] => {
                let path = root.join(".printed");
                let file = fs::File::create(&path).expect("a file for what is printed");
                let mut run = Command::new(env!("CARGO_BIN_EXE_withhold"));
                run.args(arguments).current_dir(&*here).env("NO_COLOR", "1");
                run.stdout(file.try_clone().expect("a second handle")).stderr(file);
                let status = run.status().expect("the binary runs");
                let printed = fs::read_to_string(&path).expect("what was printed is text");
                code = status.code().unwrap_or(-1);
                assert!(matches!(code, 0..=2), "`{command}` ended with {status}:\n{printed}");
                let lines = printed.lines().filter(|line| !line.starts_with("time "));
                lines.for_each(|line| {
                    shown.push_str(line);
                    shown.push('\n');
                });
            }
            _ => panic!("the page runs `{command}`, which is not known here"),
        }
    }
    let wanted: Vec<&str> =
        text.lines().map(str::trim_end).filter(|line| !line.starts_with("time ")).collect();
    let found: Vec<&str> = shown.lines().map(str::trim_end).collect();
    let squeezed = |lines: &[&str]| {
        lines.iter().filter(|line| !line.is_empty()).map(|line| (*line).to_owned()).collect::<Vec<_>>()
    };
    (squeezed(&wanted) != squeezed(&found))
        .then(|| format!("the page shows something else than is printed:\n{shown}"))
}

/// Splits a command at blanks; what stands in double quotes is one word.
pub(crate) fn split_words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut is_quoted = false;
    for sign in command.chars() {
        match (sign, words.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (' ', _) if !is_quoted => words.push(String::new()),
            (_, Some(word)) => word.push(sign),
            (_, None) => (),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn check_page(name: &str) {
    let page = Page::read(name);
    let policies = page.blocks.iter().filter(|block| block.language == "policy").count();
    assert!(policies > 0, "{name} shows no policy");
    let wrong = page.check();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_language_reference_means_what_it_says() {
    check_page("docs/language.md");
}

#[test]
fn the_tutorial_prints_what_it_shows() {
    check_page("docs/tutorial.md");
}

#[test]
fn the_page_on_commands_prints_what_it_shows() {
    check_page("docs/cli.md");
}

/// What `--help` lists is described: each command in a section of its own, its options there or where options of several commands are.
#[test]
fn the_page_on_commands_leaves_no_command_and_no_option_out() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md"))
        .expect("docs/cli.md is read");
    let section = |heading: &str| {
        let from = page.split_once(&format!("\n## {heading}\n"))?.1;
        Some(from.split_once("\n## ").map_or(from, |(section, _)| section))
    };
    let of_several = section("Options of several commands").expect("the section on options");
    let commands = listed_by_help(&[], |line| {
        let indented = line.strip_prefix("  ").filter(|rest| !rest.starts_with([' ', '-']));
        indented.and_then(|rest| rest.split_whitespace().next()).map(str::to_owned)
    });
    assert!(commands.len() >= 7, "commands of `withhold --help`: {commands:?}");
    let mut wrong = Vec::new();
    for command in &commands {
        let Some(section) = section(command) else {
            wrong.push(format!("`{command}` has no section `## {command}`"));
            continue;
        };
        let arguments: &[&str] = if command == "help" { &[] } else { &[command] };
        let options = listed_by_help(arguments, |line| {
            let is_option = line.trim_start().starts_with('-');
            let mut words = line.split([' ', ',', '=']).filter(|_| is_option);
            words.find(|word| word.starts_with("--")).map(str::to_owned)
        });
        assert!(options.iter().any(|option| option == "--help"), "`{command}` lists {options:?}");
        let is_said = |text: &str, option: &str| {
            text.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-').any(|word| word == option)
        };
        let unsaid =
            options.iter().filter(|option| !is_said(section, option) && !is_said(of_several, option));
        wrong.extend(unsaid.map(|option| format!("`{option}` of `{command}` is not described")));
    }
    assert!(wrong.is_empty(), "docs/cli.md: {wrong:#?}");
}

/// What `--help` of a command lists, one a line.
fn listed_by_help(command: &[&str], read: impl Fn(&str) -> Option<String>) -> Vec<String> {
    let mut run = Command::new(env!("CARGO_BIN_EXE_withhold"));
    let output = run.args(command).arg("--help").output().expect("the binary runs");
    assert!(output.status.success(), "`{command:?} --help` failed");
    let help = String::from_utf8(output.stdout).expect("help is text");
    // Below `Commands:` and `Options:` only: what stands above is prose.
    let lists = help.lines().skip_while(|line| !matches!(*line, "Commands:" | "Options:"));
    lists.filter_map(read).collect()
}

#[test]
fn the_readme_means_what_it_says() {
    check_page("README.md");
}

/// Whole programs, a folder each, that check and whose tests pass.
#[test]
fn the_examples_check_and_do_what_they_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/reference");
    let mut folders: Vec<_> = fs::read_dir(&root)
        .expect("the folder of examples")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    folders.sort();
    let mut wrong = Vec::new();
    for folder in &folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let compilation = Sources::load(std::slice::from_ref(folder))
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            .compile();
        let found = problems(&compilation, Severity::Error);
        wrong.extend(found.into_iter().map(|(_, said)| format!("{name}: {said}")));
        let Ok(policy) = compilation.policy() else { continue };
        assert!(!policy.program().tests.is_empty(), "{name} has no test");
        wrong.extend(failures(&policy).into_iter().map(|failure| format!("{name}: {failure}")));
    }
    assert!(folders.len() >= 3, "examples are missing: {folders:?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
