//! The binary as people run it: commands in a temporary folder, with what they print and how they end.
//!
//! Here: how a command is run, and what `init` and the arguments themselves do. Beside it: `cli_project` (where policies are found),
//! `cli_policies` (`check`, `test` and `rules`), `cli_evaluate`, `cli_input` and `cli_json` (bad files) and `cli_explain`. What
//! is not here: which problems a policy has, and which decision a record gets; these have cases of their own.

use std::fmt;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::reference::split_words;

/// Two rules, one of them cited, and a test for each.
pub(crate) const ORDERS: &str = r#"policy "Orders of an example"
  authority "19 U.S.C. 1307"

entity acme-mills = "Acme Mills Co., Ltd."

rule apparel-of-acme:
  block category apparel from producer acme-mills
  effective 2020-09-03
  because "made by prisoners"
  cite "https://example.com/order"

rule cotton-of-xinjiang:
  flag product cotton from region Xinjiang

test "a shirt of Acme is blocked"
  given category apparel, producer "ACME MILLS", imported 2020-09-03
  expect block by apparel-of-acme

test "cotton of Aksu is flagged"
  given product cotton, region "Aksu", producer "Example Gin"
  expect flag by cotton-of-xinjiang
"#;

/// One line of each outcome by [`ORDERS`].
pub(crate) const SHIPMENTS: &str = "\
id,imported,country,region,producer,hts,value
EX-1/001,2020-09-10,CN,Guangdong,ACME MILLS CO LTD,6109.90.1007,100
EX-1/002,2020-09-10,CN,Guangdong,,6109.90.1007,200
EX-1/003,2020-09-10,CN,Aksu,Example Gin,5201.00.1400,300
EX-1/004,2020-09-10,VN,,Example Garments,6205.30.2010,400
";

/// A temporary folder in which commands are run.
pub(crate) struct Folder(tempfile::TempDir);

/// What a command printed, and how it ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder(tempfile::tempdir().expect("a temporary folder"));
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    /// [`ORDERS`] and [`SHIPMENTS`] under the names that a project gives them.
    pub(crate) fn project() -> Folder {
        Folder::with(&[("policies/orders.policy", ORDERS), ("lines.csv", SHIPMENTS)])
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder is made");
        std::fs::write(path, bytes).expect("the file is written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("the file is text")
    }

    pub(crate) fn run(&self, command: &str) -> Ran {
        self.run_in(".", command)
    }

    pub(crate) fn run_in(&self, folder: &str, command: &str) -> Ran {
        self.start(folder, command, &[], b"")
    }

    /// Runs a command with something on its standard input.
    pub(crate) fn pipe(&self, command: &str, input: &[u8]) -> Ran {
        self.start(".", command, &[], input)
    }

    pub(crate) fn start(
        &self,
        folder: &str,
        command: &str,
        environment: &[(&str, &str)],
        input: &[u8],
    ) -> Ran {
        let mut run = Command::new(env!("CARGO_BIN_EXE_withhold"));
        run.args(split_words(command)).current_dir(self.path().join(folder)).env_remove("NO_COLOR");
        run.envs(environment.iter().copied());
        run.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = run.spawn().expect("the binary runs");
        let mut stdin = child.stdin.take().expect("a standard input");
        let input = input.to_vec();
        // A command that does not read its input closes it.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let ended = child.wait_with_output().expect("the binary ends");
        writer.join().expect("the input is written");
        let err = String::from_utf8(ended.stderr).expect("standard error is text");
        Ran {
            code: ended.status.code().unwrap_or_else(|| panic!("`{command}` was ended by {}", ended.status)),
            out: String::from_utf8(ended.stdout).expect("standard output is text"),
            err: err
                .lines()
                .filter(|line| !line.starts_with("time "))
                .map(|line| format!("{line}\n"))
                .collect(),
        }
    }
}

impl Ran {
    /// What was printed to standard output, by a command that was to end like this.
    pub(crate) fn out(&self, code: i32) -> &str {
        assert_eq!(self.code, code, "{self}");
        &self.out
    }

    /// What was printed to standard error, by a command that was to end like this.
    pub(crate) fn err(&self, code: i32) -> &str {
        assert_eq!(self.code, code, "{self}");
        &self.err
    }
}

impl fmt::Display for Ran {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Insta takes no notice of a first line that is blank.
        f.write_str(self.out.trim_start_matches('\n'))?;
        if !self.err.is_empty() {
            write!(f, "-- standard error --\n{}", self.err)?;
        }
        write!(f, "-- exit {} --", self.code)
    }
}

#[test]
fn a_new_project_checks_tests_decides_and_explains_at_once() {
    let folder = Folder::with(&[]);
    insta::assert_snapshot!(folder.run("init orders"), @"
    a policy project is in `orders`. Try it:

      cd orders
      withhold check
      withhold test
      withhold evaluate shipments/first.csv
      withhold explain shipments/first.csv --id EXAMPLE-1/001
    -- exit 0 --
    ");
    assert_eq!(folder.run_in("orders", "check --deny warnings").out(0), "no problem: 2 rules, 3 tests\n");
    assert_eq!(folder.run_in("orders", "test").out(0), "3 passed, 0 failed\n");
    insta::assert_snapshot!(folder.run_in("orders", "evaluate shipments/first.csv"), @"
    block    EXAMPLE-1/001  apparel-of-yili: hts is `6109.10.0012`, producer is `YILI ZHUOWAN GARMENT MFG CO LTD`
    flag     EXAMPLE-1/002  cotton-of-xinjiang: region is `Aksu`, hts is `5201.00.1400`
    hold     EXAMPLE-1/003  apparel-of-yili: producer is missing (could be block)

    records   4 read: 4 decided, none rejected
    outcomes  block 1 · hold 1 · flag 1 · release 1
    rules     cotton-of-xinjiang  applies 2
              apparel-of-yili     applies 1 · undetermined 1
    held      1 record for want of `producer` alone
                ask: who made, mined or grew the goods
    -- exit 0 --
    ");
    folder.run_in("orders", "explain shipments/first.csv --id EXAMPLE-1/001").out(0);
    folder.run_in("orders", "rules").out(0);
}

#[test]
fn a_new_project_writes_over_nothing() {
    let folder = Folder::with(&[("policies/first.policy", "# mine\n")]);
    insta::assert_snapshot!(folder.run("init"), @"
    -- standard error --
    withhold: `./policies/first.policy` is there already, and nothing was written
    -- exit 2 --
    ");
    assert_eq!(folder.read("policies/first.policy"), "# mine\n");
    assert!(!folder.path().join("withhold.toml").exists(), "half a project was written");
    folder.write("file", "");
    insta::assert_snapshot!(folder.run("init file"), @"
    -- standard error --
    withhold: `file/withhold.toml` cannot be written: something else is there
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("init \u{202e}fdp"), @r"
    a policy project is in `\u{202E}fdp`. Try it:

      cd \u{202E}fdp
      withhold check
      withhold test
      withhold evaluate shipments/first.csv
      withhold explain shipments/first.csv --id EXAMPLE-1/001
    -- exit 0 --
    ");
}

#[test]
fn wrong_arguments_end_with_2_and_print_nothing_to_standard_output() {
    let folder = Folder::project();
    for command in [
        "",
        "chek",
        "check --format xml",
        "evaluate",
        "evaluate lines.csv --format sarif",
        "evaluate lines.csv --as-of 2020-02-30",
        "evaluate lines.csv --as-of 09/03/2020",
        "evaluate lines.csv --fail-on release",
        "evaluate lines.csv --color sometimes",
        "explain",
        "explain lines.csv lines.csv --id EX-1/001",
        "explain lines.csv --row one",
        "rules --as-of today",
        "init one two",
    ] {
        let ran = folder.run(command);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "`{command}`: {ran}");
        assert!(ran.err.contains("--help") || ran.err.contains("Usage"), "`{command}`: {ran}");
    }
    insta::assert_snapshot!(folder.run("evaluate lines.csv --as-of 2020-02-30"), @"
    -- standard error --
    error: invalid value '2020-02-30' for '--as-of <DATE>': a date is written year-month-day, such as 2020-09-03

    For more information, try '--help'.
    -- exit 2 --
    ");
}

#[test]
fn help_and_version_are_printed_to_standard_output() {
    let folder = Folder::with(&[]);
    assert_eq!(folder.run("--version").out(0), format!("withhold {}\n", env!("CARGO_PKG_VERSION")));
    let help = folder.run("--help");
    for command in ["check", "evaluate", "explain", "test", "rules", "init"] {
        assert!(help.out(0).contains(&format!("\n  {command} ")), "{help}");
        let own = folder.run(&format!("{command} --help"));
        assert!(own.out(0).contains("Usage: "), "{own}");
    }
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let folder = Folder::with(&[("wrong.policy", "rule r: block product cotten\n")]);
    let plain = folder.run("check wrong.policy");
    let environment = [("NO_COLOR", "1")];
    for (command, environment) in [
        ("check wrong.policy --color never", &[][..]),
        ("check wrong.policy --color auto", &environment),
        ("check wrong.policy", &[("NO_COLOR", "")]),
    ] {
        let ran = folder.start(".", command, environment, b"");
        assert_eq!(ran.out(1), plain.out(1), "{command}");
        assert!(!ran.out.contains('\u{1b}'), "{ran}");
    }
    // Whoever says `always` means it, whatever the environment says.
    let ran = folder.start(".", "--color always check wrong.policy", &environment, b"");
    assert!(ran.out(1).contains("\u{1b}["), "{ran}");
    let folder = Folder::project();
    assert!(folder.run("explain lines.csv --row 1 --color always").out(0).contains("\u{1b}["));
    assert!(!folder.run("explain lines.csv --row 1").out(0).contains('\u{1b}'));
}
