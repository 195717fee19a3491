//! Policies that nobody wrote in good faith, through the binary: each ends with an answer, in bounded time and memory.
//!
//! Sizes are such that a build without optimisation answers in seconds; `docs/performance.md` has the figures of larger ones. What is not
//! here: hostile records.

#![cfg(unix)]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

#[path = "../../benches/check/generate.rs"]
mod generate;

use generate::{Spoilt, program};

/// How long a command may take, many times what it needs, so that only what grows out of bounds fails.
const LONGEST: Duration = Duration::from_secs(120);
/// How much memory a command may ask for, in KiB.
const MOST_MEMORY: u32 = 3 << 20;

/// A command that has ended.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    /// The head lines of problems.
    fn heads(&self) -> Vec<&str> {
        self.out.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning[")).collect()
    }

    /// Whether nothing is wrong, though the solver may have given a question up.
    #[track_caller]
    fn is_clean(&self) {
        let wrong: Vec<&str> = self
            .heads()
            .into_iter()
            .filter(|head| !head.starts_with("warning[not-decided]"))
            .take(9)
            .collect();
        assert_eq!((self.code, wrong, self.err.as_str()), (0, Vec::new(), ""));
    }

    /// Whether there is just one problem, of a name.
    #[track_caller]
    fn is_one(&self, name: &str) {
        assert_eq!((self.code, self.err.as_str()), (1, ""));
        let heads = self.heads();
        assert!(matches!(heads.as_slice(), [one] if one.starts_with(&format!("error[{name}]"))), "{heads:?}");
        assert!(self.out.len() < 10_000, "{} bytes are printed of one problem", self.out.len());
    }

    /// Whether nothing was read, for a reason.
    #[track_caller]
    fn is_refused(&self, reason: &str) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        assert!(self.err.contains(reason) && self.err.lines().count() == 1, "{}", self.err);
    }
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Runs `withhold check` on a folder, within bounds.
fn check(folder: &Path) -> Ran {
    // Files rather than pipes take what is printed, so that nobody has to read while waiting.
    let printed = tempfile::tempdir().expect("a temporary folder");
    let file = |name: &str| File::create(printed.path().join(name)).expect("a file");
    let mut child = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MOST_MEMORY}; exec \"$@\""), "sh"])
        .args([env!("CARGO_BIN_EXE_withhold"), "check", "set"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(file("out"))
        .stderr(file("err"))
        .spawn()
        .expect("the binary starts");
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the binary can be waited for") {
            break status;
        }
        if begun.elapsed() > LONGEST {
            child.kill().expect("the binary can be ended");
            panic!("the command takes more than {LONGEST:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let read = |name: &str| fs::read_to_string(printed.path().join(name)).expect("what was printed is text");
    Ran { code: status.code().unwrap_or(-1), out: read("out"), err: read("err") }
}

fn check_bytes(bytes: impl AsRef<[u8]>) -> Ran {
    let folder = folder();
    fs::create_dir(folder.path().join("set")).expect("a folder");
    fs::write(folder.path().join("set/one.policy"), bytes).expect("a file");
    check(folder.path())
}

/// A policy without warnings around some lines.
fn cited(lines: &str) -> String {
    format!("policy \"Hostile\"\n  authority \"None\"\n  cite \"https://www.example.com\"\n\n{lines}\n")
}

fn rule(clauses: &str) -> String {
    cited(&format!("rule one:\n  flag anything\n{clauses}"))
}

#[test]
fn a_hundred_thousand_parentheses() {
    let (open, close) = ("(".repeat(100_000), ")".repeat(100_000));
    check_bytes(rule(&format!("  when {open}country is CN{close}"))).is_one("nested-too-deeply");
    check_bytes(rule(&format!("  when {open}"))).is_one("nested-too-deeply");
    let many = "any input (".repeat(100_000);
    check_bytes(rule(&format!("  when {many}"))).is_one("nested-too-deeply");
}

#[test]
fn a_line_of_megabytes() {
    let values = ["VN", "KH", "TH"].iter().cycle().take(100_000).copied().collect::<Vec<_>>().join(", ");
    check_bytes(rule(&format!("  when country is {values}"))).is_clean();
    let ran = check_bytes(rule(&format!("  when country is {values}, vn")));
    ran.is_one("unknown-country");
    assert!(ran.out.contains("set/one.policy:7:400019"), "{}", ran.out);
    check_bytes(cited(&format!("{} = 1", "a".repeat(2_000_000)))).is_one("unexpected-text");
    let ran = check_bytes(cited(&format!("entity x = \"X\"\n{}flag anything", "\t".repeat(2_000_000))));
    assert!(ran.code == 1 && ran.err.is_empty() && ran.out.len() < 10_000, "{:?}", ran.heads());
}

#[test]
fn a_string_of_megabytes() {
    let long = "long 合 ".repeat(100_000);
    check_bytes(rule(&format!("  because \"{long}\""))).is_clean();
    check_bytes(rule(&format!("  because \"{long}"))).is_one("unclosed-quote");
    check_bytes(cited(&format!("rule one:\n  flag region \"{long}\""))).is_one("unknown-region");
    check_bytes(cited(&format!("rule one:\n  flag producer {}", "long-".repeat(100_000))))
        .is_one("unknown-entity");
}

#[test]
fn a_condition_of_tens_of_thousands_of_tests() {
    for joint in ["and", "or"] {
        let tests: Vec<String> = (0..20_000).map(|at| format!("value over {at} USD")).collect();
        check_bytes(rule(&format!("  when {}", tests.join(&format!("\n    {joint} "))))).is_clean();
    }
    let tests: Vec<String> =
        (0..20_000).map(|at| format!("description mentions \"lot {at}\" or value ovr {at} USD")).collect();
    let ran = check_bytes(rule(&format!("  when {}", tests.join(" or "))));
    assert_eq!((ran.code, ran.err.as_str()), (1, ""));
    assert!((1..=24).contains(&ran.heads().len()), "{:?}", ran.heads());
}

#[test]
fn bytes_that_are_no_text() {
    let ran = check_bytes(rule("  because \"a\0b\""));
    assert!(!ran.out.contains('\0') && ran.code <= 1, "{}", ran.out);
    let ran = check_bytes("flag \0country\0 CN\n\0\n");
    assert!(!ran.out.contains('\0') && ran.out.contains("\\u{0}") && ran.code == 1, "{}", ran.out);
    check_bytes(vec![0; 1_000_000]).is_one("unexpected-text");
    check_bytes(vec![0xff; 1_000_000]).is_one("not-utf-8");
    check_bytes([cited("flag anything").as_bytes(), b"\xe5\x90"].concat()).is_one("not-utf-8");
}

#[test]
fn thousands_of_mistakes_are_counted_and_the_first_are_shown() {
    for (spoilt, name) in [(Spoilt::Words, "misspelt-word"), (Spoilt::Names, "unknown-entity")] {
        let folder = folder();
        program(2_500, spoilt, |file| {
            let path = folder.path().join("set").join(file.name);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
            fs::write(path, file.text).expect("a file");
        });
        let ran = check(folder.path());
        assert_eq!((ran.code, ran.err.as_str(), ran.heads().len()), (1, "", 2000));
        // What only broken rules would have used may be called unused.
        let wanted =
            |head: &&&str| head.starts_with("warning[") || head.starts_with(&format!("error[{name}]"));
        assert_eq!(ran.heads().iter().find(|head| !wanted(head)), None);
        let end: Vec<&str> = ran.out.lines().rev().take(3).collect();
        assert!(end.iter().any(|line| line.contains("2500 errors")), "{end:?}");
        assert!(end.iter().any(|line| line.contains("not shown: ")), "{end:?}");
    }
}

#[test]
fn names_declared_after_a_thousand_mistakes_are_known() {
    let mut text = cited("");
    for at in 0..1_100 {
        _ = writeln!(text, "rule broken-{at}:\n  blok anything");
    }
    text.push_str("\nentity last = \"Acme Apparel, Inc.\"\n\nrule broken-too:\n  blok anything\n");
    let folder = folder();
    fs::create_dir(folder.path().join("set")).expect("a folder");
    fs::write(folder.path().join("set/one.policy"), text).expect("a file");
    let uses = cited(
        "rule uses:\n  block anything from producer last\n  effective 2024-01-01\n  supersedes broken-too",
    );
    fs::write(folder.path().join("set/two.policy"), uses).expect("a file");
    let ran = check(folder.path());
    let others: Vec<&str> =
        ran.heads().into_iter().filter(|head| !head.starts_with("error[misspelt-word]")).collect();
    // What uses names of the statements that are not listed is not blamed.
    assert!(matches!(others.as_slice(), [one] if one.starts_with("error[too-many-problems]")), "{others:?}");
}

#[test]
fn chains_and_circles_of_thousands() {
    let chain = |count: usize| {
        let mut text = String::new();
        for at in 0..count {
            _ = writeln!(text, "product step-{at} = step-{}", at + 1);
        }
        cited(&format!("{text}product step-{count} = hts 52\nrule one:\n  flag product step-0"))
    };
    check_bytes(chain(64)).is_clean();
    check_bytes(chain(20_000)).is_one("nested-too-deeply");
    let mut circle = String::new();
    for at in 0..20_000 {
        _ = writeln!(circle, "region step-{at} = \"Step {at}\"\n  within step-{}", (at + 1) % 20_000);
    }
    check_bytes(cited(&format!("{circle}rule one:\n  flag region step-0"))).is_one("circular-declaration");
}

#[test]
fn a_header_does_not_multiply() {
    let cites: Vec<String> =
        (0..5_000).map(|at| format!("  cite \"https://www.example.com/{at}\"")).collect();
    let rules: Vec<String> =
        (0..5_000).map(|at| format!("rule r-{at}:\n  flag country VN when value is {at} USD")).collect();
    let text = format!("policy \"Much\"\n{}\n{}\n", cites.join("\n"), rules.join("\n"));
    check_bytes(text).is_one("repeated-clause");
    let authority = "long ".repeat(100_000);
    check_bytes(format!(
        "policy \"Long\"\n  authority \"{authority}\"\n  cite \"x\"\n{}\n",
        rules.join("\n")
    ))
    .is_clean();
}

/// A policy set of one good file, with room for something else.
fn set() -> TempDir {
    let folder = folder();
    fs::create_dir(folder.path().join("set")).expect("a folder");
    fs::write(folder.path().join("set/good.policy"), rule("")).expect("a file");
    fs::create_dir(folder.path().join("elsewhere")).expect("a folder");
    fs::write(folder.path().join("elsewhere/other.policy"), rule("").replace("one", "other"))
        .expect("a file");
    folder
}

#[test]
fn links_out_of_the_set_are_refused_and_links_within_are_followed_once() {
    let out_file = set();
    symlink("../elsewhere/other.policy", out_file.path().join("set/link.policy")).expect("a link");
    check(out_file.path())
        .is_refused("the policy file `set/link.policy` was skipped: it leads out of the policy set");
    let out_folder = set();
    symlink("../elsewhere", out_folder.path().join("set/more")).expect("a link");
    check(out_folder.path()).is_refused("the folder `set/more` was skipped: it leads out of the policy set");
    let within = set();
    fs::create_dir(within.path().join("set/below")).expect("a folder");
    fs::write(within.path().join("set/below/b.policy"), cited("entity b = \"B Works\"")).expect("a file");
    symlink("below", within.path().join("set/again")).expect("a link");
    symlink("below/b.policy", within.path().join("set/b-again.policy")).expect("a link");
    symlink(".", within.path().join("set/round")).expect("a link");
    symlink("..", within.path().join("set/below/round.policy")).expect("a link");
    let ran = check(within.path());
    assert!(ran.code == 0 && !ran.out.contains("error["), "{}{}", ran.out, ran.err);
    let dangling = set();
    symlink("nowhere", dangling.path().join("set/gone.policy")).expect("a link");
    check(dangling.path()).is_refused("the policy file `set/gone.policy` was skipped: there is no such file");
    let looped = set();
    symlink("b.policy", looped.path().join("set/a.policy")).expect("a link");
    symlink("a.policy", looped.path().join("set/b.policy")).expect("a link");
    check(looped.path()).is_refused("the policy file `set/a.policy` was skipped");
}

#[test]
fn what_is_called_a_policy_and_is_none() {
    let named = set();
    fs::create_dir(named.path().join("set/folder.policy")).expect("a folder");
    fs::write(named.path().join("set/folder.policy/in.POLICY"), cited("flag anything")).expect("a file");
    let ran = check(named.path());
    assert!(ran.out.contains("warning[unnamed-rule]") && ran.code == 0, "{}{}", ran.out, ran.err);
    let pipe = set();
    let made = Command::new("mkfifo").arg(pipe.path().join("set/pipe.policy")).status().expect("mkfifo runs");
    assert!(made.success());
    check(pipe.path()).is_refused("`set/pipe.policy` cannot be read: it is not a file");
    let device = set();
    symlink("/dev/zero", device.path().join("set/zero.policy")).expect("a link");
    check(device.path()).is_refused("it leads out of the policy set");
    let large = set();
    let file = File::create(large.path().join("set/large.policy")).expect("a file");
    file.set_len((1 << 30) + 1).expect("a file with a hole");
    check(large.path()).is_refused("`set/large.policy` cannot be read: it is larger than 1 GiB");
}

#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let closed = set();
    let path = closed.path().join("set/closed.policy");
    fs::write(&path, rule("").replace("one", "closed")).expect("a file");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions");
    let ran = check(closed.path());
    // Whoever may read everything is not kept from it.
    if File::open(&path).is_err() {
        ran.is_refused("`set/closed.policy` cannot be read: it may not be read");
    } else {
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    }
}

#[test]
fn folders_in_folders() {
    let deep = set();
    let below = deep.path().join("set").join("d/".repeat(1_000));
    fs::create_dir_all(&below).expect("folders");
    fs::write(below.join("deep.policy"), cited("flag anything")).expect("a file");
    let ran = check(deep.path());
    assert!(ran.out.contains("warning[unnamed-rule]") && ran.code == 0, "{}{}", ran.out, ran.err);
}

#[test]
fn lists_that_are_none() {
    let list =
        |file: &str| cited(&format!("list makers from \"{file}\"\n\nrule two:\n  block producer makers"));
    let with = |file: &str, make: &dyn Fn(&Path)| {
        let folder = set();
        fs::write(folder.path().join("set/list.policy"), list(file)).expect("a file");
        make(&folder.path().join("set").join(file));
        check(folder.path())
    };
    let pipe =
        |path: &Path| assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
    with("pipe.csv", &pipe).is_one("list-not-readable");
    with("zero.csv", &|path| symlink("/dev/zero", path).expect("a link")).is_one("list-outside");
    with("folder.csv", &|path| fs::create_dir(path).expect("a folder")).is_one("list-not-readable");
    with("large.csv", &|path| {
        File::create(path).and_then(|file| file.set_len((1 << 30) + 1)).expect("a file with a hole");
    })
    .is_one("list-not-readable");
    with("cells.csv", &|path| fs::write(path, format!("name\n{}", ",".repeat(1_000_000))).expect("a file"))
        .is_one("list-not-readable");
    let row = |at: usize| format!("\"Works {at} Co., Ltd.\"\n");
    let rows: String = std::iter::once("name\n".to_owned()).chain((0..20_000).map(row)).collect();
    with("rows.csv", &|path| fs::write(path, &rows).expect("a file")).is_clean();
}
