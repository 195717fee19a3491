//! The house, held to its plan: who may import whom, who owns which crate, how long a file may be, and that each says what it is.
//!
//! In: the texts of `src/` and `tests/suite/`. Out: nothing, or the list of what breaks the plan. What is not here, since
//! clippy does it (`clippy.toml` and `[workspace.lints]`): the length of functions, clocks, the environment, reading and
//! writing files, panics.
//!
//! The checks take texts, not files, so that each is shown to find what it is there for on a tree made up for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

/// The floors, from the ground. A room imports rooms on lower floors only. A room that is not built yet has its floor all the same.
const FLOORS: &[&[&str]] = &[
    &["source", "model"],
    &["diagnostic"],
    &["vocabulary", "records", "syntax", "solve"],
    &["format", "semantics"],
    &["compile"],
    &["evaluate"],
    &["pipeline"],
    &["explain", "compare"],
    &["verify"],
    &["report"],
    &["error"],
    &["cli"],
];

/// What may look upwards all the same: the file, the room, and why.
const UPWARDS: &[(&str, &str, &str)] = &[
    ("src/report/boundary.rs", "error", "the one door to miette implements its trait for the public error"),
    ("src/report/tests/boundary.rs", "error", "the test of that door"),
    ("src/pipeline.rs", "error", "the short ways to a policy return the public error"),
];

/// Crates that one room owns, so that no other room knows them.
const OWNERS: &[(&str, &str)] = &[
    ("pest", "syntax"),
    ("pest_derive", "syntax"),
    ("ariadne", "report"),
    ("miette", "report"),
    ("clap", "cli"),
    ("toml", "cli"),
    ("terminal_size", "cli"),
    ("csv", "records"),
    ("batsat", "solve"),
    ("walkdir", "source"),
];

/// The longest that a file may be.
const LINES: usize = 600;

/// A file as the checks see it: its path from the root of the project, with slashes, and its text.
struct File {
    path: String,
    text: String,
}

/// One path of Rust that a file names, such as `crate::model::Truth` or `pest::Parser`, as far as it matters: its beginning.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    /// `crate::room`.
    Room(String),
    /// `name::…`, where `name` may be a crate.
    Outside(String),
    /// How many modules above the file's own a path goes.
    Above(usize),
}

/// What a file names. Comments and texts are no tokens, and macros are read like everything else.
fn named(text: &str) -> Result<BTreeSet<Named>, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("is no Rust: {error}"))?;
    let mut found = BTreeSet::new();
    read_tokens(&tokens.into_iter().collect::<Vec<_>>(), 0, &mut found);
    Ok(found)
}

/// Reads tokens that stand within so many modules of the file.
fn read_tokens(tokens: &[TokenTree], within: usize, found: &mut BTreeSet<Named>) {
    for (index, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            // `mod name { … }`; in a macro the name has a dollar sign before it.
            let before = &tokens[index.saturating_sub(3)..index];
            let is_module = before.iter().any(|token| is_word(token, "mod"));
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            read_tokens(&inner, within + usize::from(is_module), found);
        }
        let TokenTree::Ident(name) = token else { continue };
        let follows_colons = index >= 2 && are_colons(&tokens[index - 2..index]);
        let rest = &tokens[index + 1..];
        let after = rest.split_at_checked(2).filter(|(colons, _)| are_colons(colons)).map(|(_, after)| after);
        match (name.to_string().as_str(), after) {
            ("crate", Some(after)) => found.extend(first_names(after).into_iter().map(Named::Room)),
            ("super", Some(_)) if !follows_colons => {
                let steps = tokens[index..].chunks(3).take_while(|step| is_word(&step[0], "super")).count();
                found.insert(Named::Above(steps.saturating_sub(within)));
            }
            // `use pest;` names a crate without a path behind it.
            (name, None) if index > 0 && is_word(&tokens[index - 1], "use") => {
                found.insert(Named::Outside(name.to_owned()));
            }
            (name, Some(_)) if !follows_colons => {
                found.insert(Named::Outside(name.to_owned()));
            }
            _ => {}
        }
    }
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(name) if name == word)
}

fn are_colons(tokens: &[TokenTree]) -> bool {
    tokens.len() == 2
        && tokens.iter().all(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ':'))
}

/// The names that a path goes on with: one, or those that begin the members of a group in braces.
fn first_names(after: &[TokenTree]) -> Vec<String> {
    match after.first() {
        Some(TokenTree::Ident(name)) => vec![name.to_string()],
        Some(TokenTree::Group(group)) => {
            let members: Vec<TokenTree> = group.stream().into_iter().collect();
            let parts =
                members.split(|token| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ','));
            parts.flat_map(first_names).collect()
        }
        _ => Vec::new(),
    }
}

/// The room of a file of `src/`, and how deep in it the file's module lies: 0 for the room's own module.
fn room_of(path: &str) -> Option<(&str, usize)> {
    let inner = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    let (room, rest) = inner.split_once('/').unwrap_or((inner, ""));
    let depth = if rest.is_empty() { 0 } else { rest.split('/').count() };
    (!["lib", "main"].contains(&room)).then_some((room, depth))
}

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&room))
}

/// The room that `crate::NAME` leads to; what the façade passes on is of the room that it comes from.
fn room_behind(name: &str) -> &str {
    match name {
        "Error" => "error",
        "Decision" => "evaluate",
        "Compilation" | "Policy" | "Sources" => "pipeline",
        room => room,
    }
}

/// Whatever breaks the plan of the rooms in one file of `src/`.
fn check_rooms(file: &File) -> Vec<String> {
    let Some((room, depth)) = room_of(&file.path) else { return Vec::new() };
    let complain = |what: String| format!("{}: {what}", file.path);
    let Some(floor) = floor_of(room) else {
        return vec![complain(format!("no floor holds a room `{room}`"))];
    };
    let found = match named(&file.text) {
        Ok(found) => found,
        Err(error) => return vec![complain(error)],
    };
    let mut wrong = Vec::new();
    for name in found {
        match name {
            Named::Room(name) => {
                let other = room_behind(&name);
                let may = UPWARDS.iter().any(|(path, room, _)| *path == file.path && *room == other);
                match floor_of(other) {
                    _ if other == room || may => {}
                    Some(below) if below < floor => {}
                    Some(_) => wrong.push(complain(format!("`{room}` may not import `{other}`"))),
                    None => wrong.push(complain(format!("no floor holds what is behind `crate::{name}`"))),
                }
            }
            Named::Outside(name) => {
                let owner = OWNERS.iter().find(|(owned, _)| *owned == name).map(|(_, owner)| *owner);
                if let Some(owner) = owner.filter(|owner| *owner != room) {
                    wrong.push(complain(format!("`{name}` belongs to `{owner}`")));
                }
            }
            Named::Above(steps) if steps > depth => {
                wrong.push(complain(format!("`super` leaves the room `{room}`")));
            }
            Named::Above(_) => {}
        }
    }
    wrong
}

/// Whatever is wrong with the shape of one file.
fn check_shape(file: &File) -> Vec<String> {
    let mut wrong = Vec::new();
    let first = file.text.lines().next().unwrap_or_default();
    // The crate's documentation is the README.
    if !first.starts_with("//! ") && first != r#"#![doc = include_str!("../README.md")]"# {
        wrong.push(format!("{}: no `//!` header says what it is", file.path));
    }
    let lines = file.text.lines().count();
    if lines > LINES {
        wrong.push(format!("{}: {lines} lines are more than {LINES}", file.path));
    }
    wrong
}

/// All Rust files below a folder of the project, in order.
fn files_below(folder: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = vec![root.join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path)
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let path = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push(File { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

#[test]
fn rooms_import_lower_floors_and_leave_crates_to_their_owners() {
    let files = files_below("src");
    let rooms: BTreeSet<&str> =
        files.iter().filter_map(|file| room_of(&file.path)).map(|(room, _)| room).collect();
    assert!(rooms.contains("syntax") && rooms.contains("cli"), "src/ was not read: {rooms:?}");
    let wrong: Vec<String> = files.iter().flat_map(check_rooms).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_stays_within_the_limit() {
    let files: Vec<File> = ["src", "tests/suite"].into_iter().flat_map(files_below).collect();
    assert!(files.iter().any(|file| file.path == "src/model/truth.rs"), "src/ was not read");
    let wrong: Vec<String> = files.iter().flat_map(check_shape).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The table of rooms in ARCHITECTURE.md: floor, room, and the crates that it owns.
fn described() -> Vec<(usize, String, BTreeSet<String>)> {
    let page = include_str!("../../ARCHITECTURE.md");
    let quoted =
        |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let rows = page.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", floor, room, _takes, _gives, owns, ""] = cells.as_slice() else { return None };
        Some((floor.parse().ok()?, quoted(room).concat(), quoted(owns).into_iter().collect()))
    });
    rows.collect()
}

#[test]
fn the_page_on_the_architecture_has_the_rooms_that_there_are() {
    let files = files_below("src");
    let built: BTreeSet<&str> =
        files.iter().filter_map(|file| room_of(&file.path)).map(|(room, _)| room).collect();
    // Floors on which nothing stands yet are not counted.
    let floors =
        FLOORS.iter().map(|floor| floor.iter().filter(|room| built.contains(*room)).collect::<Vec<_>>());
    let floors = floors.filter(|floor| !floor.is_empty());
    let owned = |room: &str| {
        OWNERS.iter().filter(|(_, owner)| *owner == room).map(|(name, _)| (*name).to_owned()).collect()
    };
    let mut wanted: Vec<(usize, String, BTreeSet<String>)> = floors
        .enumerate()
        .flat_map(|(floor, rooms)| {
            rooms.into_iter().map(move |room| (floor, (*room).to_owned(), owned(room)))
        })
        .collect();
    let mut found = described();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted, "the table of ARCHITECTURE.md, and the plan");
}

#[test]
fn every_exception_is_still_needed() {
    for (path, room, why) in UPWARDS {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let found = named(&text).unwrap_or_else(|error| panic!("{path} {error}"));
        let needs = |name: &Named| matches!(name, Named::Room(name) if room_behind(name) == *room);
        assert!(found.iter().any(needs), "{path} does not import `{room}` any more, though: {why}");
    }
}

/// The complaints about a file that is made up.
fn complaints(path: &str, text: &str) -> Vec<String> {
    check_rooms(&File { path: path.to_owned(), text: text.to_owned() })
}

#[test]
fn an_import_from_above_is_found_wherever_it_stands() {
    let wrong = ["src/model/made_up.rs: `model` may not import `report`"];
    for text in [
        "use crate::report::boundary;",
        "use crate::{model::Truth, report::{json, sarif}};",
        "fn f() -> crate::report::Cut { todo() }",
        "fn f() { assert!(matches!(x, Some(crate::report::Cut { .. }))); }",
        "mod tests { fn f() { let _ = [crate :: report :: cut()]; } }",
    ] {
        assert_eq!(complaints("src/model/made_up.rs", text), wrong, "{text}");
    }
}

#[test]
fn what_only_speaks_of_a_room_imports_nothing() {
    let text = "//! See `crate::report`.\n/// [`crate::report::cut`]\nfn f() -> &'static str { \"crate::report\" } // crate::report";
    assert_eq!(complaints("src/model/made_up.rs", text), Vec::<String>::new());
}

#[test]
fn rooms_of_one_floor_do_not_import_each_other() {
    let neighbours = complaints("src/records/made_up.rs", "use crate::syntax::parse;");
    assert_eq!(neighbours, ["src/records/made_up.rs: `records` may not import `syntax`"]);
    assert_eq!(
        complaints("src/records/made_up.rs", "use crate::records::read; use crate::model::Fact;"),
        Vec::<String>::new()
    );
}

#[test]
fn what_the_facade_passes_on_is_of_its_room() {
    let wrong = complaints(
        "src/evaluate/made_up.rs",
        "fn f(policy: &crate::Policy) -> crate::Decision { g(policy) }",
    );
    assert_eq!(wrong, ["src/evaluate/made_up.rs: `evaluate` may not import `pipeline`"]);
}

#[test]
fn a_room_without_a_floor_is_found() {
    assert_eq!(complaints("src/attic.rs", ""), ["src/attic.rs: no floor holds a room `attic`"]);
    let wrong = complaints("src/cli/made_up.rs", "use crate::attic::Box;");
    assert_eq!(wrong, ["src/cli/made_up.rs: no floor holds what is behind `crate::attic`"]);
}

#[test]
fn a_crate_of_another_room_is_found() {
    for (text, krate, owner) in [
        ("use pest::Parser;", "pest", "syntax"),
        ("use pest;", "pest", "syntax"),
        ("#[derive(Debug, pest_derive::Parser)] struct P;", "pest_derive", "syntax"),
        ("impl miette::Diagnostic for Problem {}", "miette", "report"),
        ("fn f() { format!(\"{}\", ariadne::Color::Red); }", "ariadne", "report"),
    ] {
        let wrong = [format!("src/semantics/made_up.rs: `{krate}` belongs to `{owner}`")];
        assert_eq!(complaints("src/semantics/made_up.rs", text), wrong, "{text}");
        assert_eq!(complaints(&format!("src/{owner}/made_up.rs"), text), Vec::<String>::new(), "{text}");
    }
    // A module of the crate itself that has a crate's name is not the crate.
    assert_eq!(complaints("src/semantics/made_up.rs", "use super::csv::Row;"), Vec::<String>::new());
}

#[test]
fn a_path_upwards_does_not_leave_the_room() {
    let path = "src/records/tests/made_up.rs";
    for text in [
        "use super::super::super::model::Fact;",
        "mod inner { use super::super::super::super::model::Fact; }",
        "macro_rules! m { ($name:ident) => { mod $name { use super::super::super::super::model::Fact; } } }",
    ] {
        assert_eq!(complaints(path, text), [format!("{path}: `super` leaves the room `records`")], "{text}");
    }
    let inside = "use super::super::read; mod inner { use super::super::super::read; }";
    assert_eq!(complaints(path, inside), Vec::<String>::new());
    assert_eq!(complaints("src/pipeline.rs", "mod inner { use super::Policy; }"), Vec::<String>::new());
    assert_eq!(complaints("src/pipeline.rs", "use super::model;").len(), 1);
}

#[test]
fn a_file_without_a_header_or_beyond_the_limit_is_found() {
    let shape = |text: String| check_shape(&File { path: "src/model/made_up.rs".to_owned(), text });
    assert_eq!(
        shape("use std::fmt;\n".to_owned()),
        ["src/model/made_up.rs: no `//!` header says what it is"]
    );
    let long = |lines: usize| shape(format!("//! Long.\n{}", "\n".repeat(lines - 1)));
    assert_eq!(long(601), ["src/model/made_up.rs: 601 lines are more than 600"]);
    assert_eq!(long(600), Vec::<String>::new());
}
