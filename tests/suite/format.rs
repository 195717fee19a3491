//! The layout: case by case, over every policy that there is, and through the binary.
//!
//! In: `tests/cases/format/<topic>/<situation>.policy`, written badly on purpose. Out: the same policy in the layout, in a snapshot beside it.
//! Whatever is laid out is held against what must be so of every file: once more changes nothing, the tree is the same, and the comments are
//! the same, found here in a way of its own.

#![expect(clippy::panic, clippy::indexing_slicing, clippy::string_slice, reason = "tests fail by panicking")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use withhold::format::format;
use withhold::source::{FileId, Origin, SourceMap};
use withhold::syntax::manuscript::{EntryKind, Join, Word, read, tree_without_places};

/// The topics, each a folder.
const TOPICS: [&str; 8] =
    ["blank-lines", "bytes", "comments", "conditions", "lists", "sentences", "statements", "tests"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn file() -> FileId {
    match SourceMap::default().add("a.policy", "", Origin::Policy) {
        Ok(file) => file,
        Err(error) => panic!("{error}"),
    }
}

/// Lays a text out; `None` where it does not parse.
fn laid_out(name: &str, text: &str) -> Option<String> {
    match format(file(), text) {
        Ok(text) => Some(text),
        Err(problems) => {
            let faults: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
            assert!(
                !faults.iter().any(|fault| fault.contains("left as it is")),
                "{name}: {faults:?}\n{text}"
            );
            None
        }
    }
}

/// The comments of a text, sign by sign: a `#` begins one, unless it stands in a text.
fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let (mut is_text, mut is_escaped) = (false, false);
        for (at, sign) in line.char_indices() {
            match sign {
                '#' if !is_text => {
                    found.push(line[at..].trim_end().to_owned());
                    break;
                }
                '"' if !is_escaped => is_text = !is_text,
                _ => (),
            }
            is_escaped = is_text && sign == '\\' && !is_escaped;
        }
    }
    found
}

/// Holds a laid out text against what must be so of each, and answers what is wrong.
fn unsound(before: &str, after: &str) -> Option<String> {
    if tree_without_places(file(), before) != tree_without_places(file(), after) {
        return Some("the tree has changed".to_owned());
    }
    if comments(before) != comments(after) {
        return Some(format!("the comments have changed: {:#?} {:#?}", comments(before), comments(after)));
    }
    let again = format(file(), after).ok();
    if again.as_deref() != Some(after) {
        return Some(format!("once more is another text:\n{}", again.unwrap_or_default()));
    }
    let is_bad = |line: &str| line.ends_with([' ', '\t', '\r']);
    if after.lines().any(is_bad) || after.contains("\n\n\n") || after.starts_with(['\n', '\u{feff}']) {
        return Some("blank space is left over".to_owned());
    }
    (!after.is_empty() && (!after.ends_with('\n') || after.ends_with("\n\n")))
        .then(|| "the end is not one line end".to_owned())
}

fn check(name: &str, text: &str) -> Option<String> {
    let after = laid_out(name, text)?;
    unsound(text, &after).map(|wrong| format!("{name}: {wrong}\n--- laid out:\n{after}"))
}

/// All files of an ending below a folder, sorted.
fn files_below(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// All policy files below a folder, by name. A case may be a file that is not UTF-8; it has no layout.
fn policies_below(folder: &str) -> Vec<(String, String)> {
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some((path.to_string_lossy().into_owned(), text))
    };
    files_below(folder, "policy").into_iter().filter_map(read).collect()
}

/// The policies in the code blocks of the documents.
fn policies_of_documents() -> Vec<(String, String)> {
    let mut pages = files_below("docs", "md");
    pages.extend(files_below("policies", "md"));
    let readme = root().join("README.md");
    pages.push(readme.clone());
    pages.sort();
    assert!(pages.contains(&readme) && pages.len() > 4, "documents are missing: {pages:?}");
    let mut found = Vec::new();
    for page in pages {
        let text =
            std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        let of_page = blocks(&text);
        found.extend(of_page.into_iter().map(|(at, _, block)| (format!("{}:{at}", page.display()), block)));
    }
    found
}

/// The `policy` blocks of a page: line, what stands behind `policy`, and the text.
fn blocks(page: &str) -> Vec<(usize, String, String)> {
    let mut found = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(info) = line.strip_prefix("```policy") {
            let text: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            found.push((at + 1, info.trim().to_owned(), text.join("\n") + "\n"));
        }
    }
    found
}

#[test]
fn every_topic_is_listed() {
    let entries =
        std::fs::read_dir(root().join("tests/cases/format")).unwrap_or_else(|error| panic!("{error}"));
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry.unwrap_or_else(|error| panic!("{error}")).file_name().to_string_lossy().into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names, TOPICS, "the folders of tests/cases/format/ and the list of topics differ");
}

#[test]
fn cases_come_out_as_their_snapshots_show() {
    for topic in TOPICS {
        let folder = root().join("tests/cases/format").join(topic);
        let cases = policies_below(&format!("tests/cases/format/{topic}"));
        assert!(!cases.is_empty(), "the topic `{topic}` has no case");
        for (path, text) in cases {
            let after = laid_out(&path, &text).unwrap_or_else(|| panic!("{path} does not parse"));
            assert_eq!(unsound(&text, &after), None, "{path}\n{after}");
            let situation = Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(&folder);
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(situation, after));
        }
    }
}

#[test]
fn every_policy_that_there_is_keeps_its_meaning_and_its_comments() {
    let mut all = policies_below("policies");
    all.extend(policies_below("src"));
    all.extend(policies_below("tests"));
    all.extend(policies_of_documents());
    assert!(all.len() > 300, "policies are missing: {}", all.len());
    let wrong: Vec<String> = all.iter().filter_map(|(name, text)| check(name, text)).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_shipped_is_in_the_layout() {
    let mut shipped = policies_below("policies");
    shipped.extend(policies_below("src"));
    assert!(shipped.len() >= 11, "policies are missing: {}", shipped.len());
    for (name, text) in shipped {
        assert_eq!(
            laid_out(&name, &text).as_deref(),
            Some(text.as_str()),
            "{name} is not in the layout; run `withhold fmt`"
        );
    }
}

#[test]
fn the_page_of_the_layout_shows_what_comes_out() {
    let text =
        std::fs::read_to_string(root().join("docs/formatting.md")).unwrap_or_else(|error| panic!("{error}"));
    let blocks = blocks(&text);
    let mut pairs = 0;
    let mut rest = blocks.iter();
    while let Some((at, info, before)) = rest.next() {
        if info == "before" {
            let (_, info, after) =
                rest.next().unwrap_or_else(|| panic!("docs/formatting.md:{at} has no after"));
            assert_eq!(info, "after", "docs/formatting.md:{at} has no after");
            assert_eq!(
                laid_out("docs/formatting.md", before).as_ref(),
                Some(after),
                "docs/formatting.md:{at}"
            );
            pairs += 1;
        } else {
            assert_eq!(
                laid_out("docs/formatting.md", before).as_ref(),
                Some(before),
                "docs/formatting.md:{at}"
            );
        }
    }
    assert!(pairs > 3, "docs/formatting.md shows too little");
}

// ── Any layout ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// Policies small enough to be laid out many times.
fn small_policies() -> &'static [String] {
    static ALL: OnceLock<Vec<String>> = OnceLock::new();
    ALL.get_or_init(read_small_policies)
}

fn read_small_policies() -> Vec<String> {
    let mut all = policies_below("tests");
    all.extend(policies_below("policies/us-cbp"));
    all.extend(policies_of_documents());
    let texts = all.into_iter().map(|(_, text)| text);
    texts.filter(|text| text.len() < 12_000 && format(file(), text).is_ok()).collect()
}

/// Choices that are used up one by one, and then again from the start.
struct Choices {
    all: Vec<u8>,
    next: usize,
}

impl Choices {
    fn take(&mut self) -> u8 {
        self.next += 1;
        self.all[(self.next - 1) % self.all.len()]
    }
}

/// Whether no line may end before a word: between a number and its unit there are blanks only.
fn is_bound(before: &Word<'_>, word: &Word<'_>) -> bool {
    let number = before.text.trim_start_matches('-');
    matches!(word.join, Join::Word | Join::Glued)
        && number.starts_with(|sign: char| sign.is_ascii_digit())
        && word.text.starts_with(|sign: char| sign == '%' || sign.is_alphabetic())
}

/// Writes a policy anew with other blank space; with comments wherever they may stand, if they are asked for. Where a list was broken, it still is,
/// and nowhere else.
fn disturbed(text: &str, choices: &mut Choices, with_comments: bool) -> String {
    const COMMENTS: [&str; 4] = ["# why", "#", "# \"quoted\" 新疆 # twice", "#!x  "];
    let manuscript = read(file(), text).unwrap_or_else(|| panic!("does not parse:\n{text}"));
    let mut out = String::new();
    for entry in &manuscript.entries {
        if entry.is_apart {
            out.push('\n');
        }
        match &entry.kind {
            EntryKind::Comment(text) => out.push_str(text),
            EntryKind::Statement(statement) => {
                let mut before: Option<&Word<'_>> = None;
                for word in &statement.words {
                    let choice = usize::from(choices.take());
                    let indent = [" ", "    ", "\t", "         "][choice % 4];
                    let ends_line = match before {
                        None => false,
                        Some(before) if is_bound(before, word) => false,
                        Some(before) => match word.join {
                            Join::Item => word.begins_line,
                            // Before a comma that a list goes on with, a line end would break the list there.
                            _ if word.text == "," => false,
                            _ => {
                                choice.is_multiple_of(3)
                                    || before.remark.is_some()
                                    || !word.comments.is_empty()
                            }
                        },
                    };
                    let is_kept_apart = word.is_apart && matches!(word.join, Join::Clause | Join::Condition);
                    match before {
                        None => (),
                        Some(before) => {
                            if let Some(remark) = before.remark {
                                out.push_str(remark);
                                out.push('\n');
                            } else if with_comments && choice.is_multiple_of(5) && !is_bound(before, word) {
                                out.push_str(&format!("{indent}{}\n", COMMENTS[choice / 5 % 4]));
                            } else if ends_line || is_kept_apart {
                                out.push('\n');
                            }
                            for comment in &word.comments {
                                let apart = if comment.is_apart { "\n" } else { "" };
                                out.push_str(&format!("{apart}{indent}{}\n", comment.text));
                            }
                            if is_kept_apart {
                                out.push('\n');
                            }
                            if with_comments && choice.is_multiple_of(7) && !is_bound(before, word) {
                                out.push_str(&format!("\n{indent}{}\n", COMMENTS[choice / 7 % 4]));
                            }
                            out.push_str(indent);
                        }
                    }
                    out.push_str(word.text);
                    before = Some(word);
                }
                if let Some(remark) = before.and_then(|word| word.remark) {
                    out.push_str(remark);
                }
                for comment in &statement.comments {
                    let apart = if comment.is_apart { "\n" } else { "" };
                    out.push_str(&format!("\n{apart}  {}", comment.text));
                }
            }
        }
        out.push('\n');
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_policy_made_by_chance_is_laid_out_soundly_and_decides_the_same(
        text in crate::generate::policy_text(),
        records in prop::collection::vec(crate::generate::record(), 2),
    ) {
        let after = laid_out("generated", &text).unwrap_or_default();
        prop_assert_eq!(unsound(&text, &after), None, "{}\n--- laid out:\n{}", text, after);
        let [old, new] = [&text, &after].map(|text| crate::generate::compile_text(text));
        for record in records {
            let [old, new] = [&old, &new].map(|policy| policy.evaluate(&crate::generate::shipment(policy, &record)));
            prop_assert_eq!(old, new, "{}\n{}\n--- laid out:\n{}", record, text, after);
        }
    }

    #[test]
    fn blank_space_and_comments_anywhere_are_laid_out_soundly(
        which in any::<prop::sample::Index>(),
        all in prop::collection::vec(any::<u8>(), 1..80),
    ) {
        let text = which.get(small_policies());
        let disturbed = disturbed(text, &mut Choices { all, next: 0 }, true);
        let after = laid_out("disturbed", &disturbed);
        prop_assert!(after.is_some(), "does not parse:\n{}", disturbed);
        let after = after.unwrap_or_default();
        prop_assert_eq!(unsound(&disturbed, &after), None, "{}\n--- laid out:\n{}", disturbed, after);
        prop_assert_eq!(tree_without_places(file(), text), tree_without_places(file(), &disturbed));
    }

    #[test]
    fn a_policy_has_one_layout_however_it_was_typed(
        which in any::<prop::sample::Index>(),
        all in prop::collection::vec(any::<u8>(), 1..80),
    ) {
        let layout = laid_out("one layout", which.get(small_policies()).as_str()).unwrap_or_default();
        let disturbed = disturbed(&layout, &mut Choices { all, next: 0 }, false);
        let again = laid_out("disturbed", &disturbed);
        prop_assert_eq!(again.as_deref(), Some(layout.as_str()), "typed as:\n{}", disturbed);
    }
}
