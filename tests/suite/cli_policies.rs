//! `withhold check`, `withhold test` and `withhold rules`: what they print, and how they end.

use crate::cli::{Folder, SHIPMENTS};

#[test]
fn check_of_a_sound_policy_says_what_it_looked_at() {
    let folder = Folder::project();
    for command in ["check", "check policies", "check policies/orders.policy", "check --deny warnings"] {
        insta::allow_duplicates! { insta::assert_snapshot!(folder.run(command), @"
        no problem: 2 rules, 2 tests
        -- exit 0 --
        "); }
    }
}

#[test]
fn check_of_a_wrong_name_says_where_and_ends_with_1() {
    let folder = Folder::with(&[("wrong.policy", "rule r:\n  block product cotten\n")]);
    insta::assert_snapshot!(folder.run("check wrong.policy"), @"
    error[unknown-goods]: no goods is called `cotten`
       ╭─[wrong.policy:2:17]
     1 │ rule r:
     2 │   block product cotten
       ·                 ───┬──
       ·                    ╰── not declared
       ╰──── E0202
      help: `cotton` is near
      perhaps: write `cotton`
         2 │   block product cotton

    1 error
    -- exit 1 --
    ");
    insta::assert_snapshot!(folder.run("check wrong.policy --format narrated"), @"
    error[unknown-goods]: no goods is called `cotten`
    at wrong.policy:2:17 (E0202)
    line 2 reads: block product cotten
    columns 17 to 22, cotten: not declared
    help: `cotton` is near
    perhaps: write `cotton`
    line 2 then reads: block product cotton

    1 error
    -- exit 1 --
    ");
    insta::assert_snapshot!(folder.run("check wrong.policy --format ndjson"), @r#"
    {"code":"E0202","name":"unknown-goods","severity":"error","message":"no goods is called `cotten`","labels":[{"file":"wrong.policy","line":2,"column":17,"end_line":2,"end_column":23,"start_byte":24,"end_byte":30,"text":"not declared","primary":true}],"help":"`cotton` is near","fix":{"title":"write `cotton`","applicability":"unsafe","edits":[{"file":"wrong.policy","start_byte":24,"end_byte":30,"line":2,"column":17,"text":"cotton"}]}}
    -- exit 1 --
    "#);
    let json = folder.run("check wrong.policy --format json");
    assert_eq!(json.out(1), folder.run("check wrong.policy --format ndjson").out);
    insta::assert_snapshot!(folder.run("check wrong.policy --format github"), @"
    ::error file=wrong.policy,line=2,endLine=2,col=17,title=unknown-goods::no goods is called `cotten`%0Ahelp: `cotton` is near%0Aperhaps: write `cotton`
    -- exit 1 --
    ");
    let sarif = folder.run("check wrong.policy --format sarif");
    let log: serde_json::Value = serde_json::from_str(sarif.out(1)).expect("SARIF is JSON");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "unknown-goods");
}

#[test]
fn check_of_a_sound_policy_is_still_a_log_in_sarif() {
    let folder = Folder::project();
    let ran = folder.run("check --format sarif");
    let log: serde_json::Value = serde_json::from_str(ran.out(0)).expect("SARIF is JSON");
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn warnings_end_with_1_only_where_they_are_denied() {
    let folder = Folder::with(&[("bare.policy", "flag product cotton\n")]);
    insta::assert_snapshot!(folder.run("check bare.policy"), @"
    warning[unnamed-rule]: a rule without a name of its own is called `flag-product-cotton`
       ╭─[bare.policy:1:1]
     1 │ flag product cotton
       · ──┬─
       ·   ╰── begins here
       ╰──── W0202
      help: name it, so that its findings keep their name when its words change: `rule NAME:` before it

    1 warning
    -- exit 0 --
    ");
    let denied = folder.run("check bare.policy --deny warnings");
    assert_eq!(denied.out(1), folder.run("check bare.policy").out(0));
}

#[test]
fn a_policy_file_that_cannot_be_used_is_never_passed_over() {
    let folder = Folder::project();
    folder.write("policies/latin.policy", b"# caf\xe9\nflag product cotton\n");
    insta::assert_snapshot!(folder.run("check"), @"
    error[not-utf-8]: the file is not UTF-8 text, so nothing of it is read
       ╭─[policies/latin.policy:1:6]
     1 │ # caf�
       ·      ▲
       ·      ╰── the first byte that is not
     2 │ flag product cotton
       ╰──── E0119
      help: save it as UTF-8

    1 error
    -- exit 1 --
    ");
    insta::assert_snapshot!(folder.run("evaluate lines.csv"), @"
    -- standard error --
    error[not-utf-8]: the file is not UTF-8 text, so nothing of it is read
       ╭─[policies/latin.policy:1:6]
     1 │ # caf�
       ·      ▲
       ·      ╰── the first byte that is not
     2 │ flag product cotton
       ╰──── E0119
      help: save it as UTF-8

    1 error
    withhold: the policy has errors, so nothing was decided by it
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("check policies nothing"), @"
    -- standard error --
    withhold: `nothing` cannot be read: there is no such file
    -- exit 2 --
    ");
    folder.write("empty/read.me", "");
    insta::assert_snapshot!(folder.run("check empty"), @"
    -- standard error --
    withhold: there is no policy file (`*.policy`) in `empty`
    -- exit 2 --
    ");
}

#[cfg(unix)]
#[test]
fn a_policy_file_that_leads_out_of_the_set_is_said() {
    let folder = Folder::project();
    folder.write("elsewhere/more.policy", "flag product hair\n");
    std::os::unix::fs::symlink("../elsewhere/more.policy", folder.path().join("policies/more.policy"))
        .expect("a link");
    for command in ["check", "evaluate lines.csv", "test", "rules"] {
        insta::allow_duplicates! { insta::assert_snapshot!(folder.run(command), @"
        -- standard error --
        withhold: the policy file `policies/more.policy` was skipped: it leads out of the policy set
        -- exit 2 --
        "); }
    }
}

#[test]
fn the_vocabulary_can_be_left_out() {
    let folder = Folder::with(&[("lean.policy", "product flax = hts 5301\nrule r: flag product flax\n")]);
    assert_eq!(folder.run("check --no-vocabulary lean.policy").out(0), "no problem: 1 rule, 0 tests\n");
    folder.write("rich.policy", "rule r: flag product cotton\n");
    let ran = folder.run("check --no-vocabulary rich.policy");
    assert!(ran.out(1).contains("no goods is called `cotton`"), "{ran}");
    let ran = folder.run("rules --no-vocabulary rich.policy");
    assert!(ran.err(2).ends_with("withhold: the policy has errors, so nothing was decided by it\n"), "{ran}");
}

#[test]
fn test_counts_what_passes() {
    let folder = Folder::project();
    insta::assert_snapshot!(folder.run("test"), @"
    2 passed, 0 failed
    -- exit 0 --
    ");
    insta::assert_snapshot!(folder.run("test --filter Aksu policies/orders.policy"), @"
    1 passed, 0 failed
    -- exit 0 --
    ");
}

#[test]
fn test_shows_what_fails_and_ends_with_1() {
    let folder = Folder::project();
    let wrong = "\ntest \"a shirt without a maker is released\"\n  given category apparel, imported 2020-09-03\n  expect release\n";
    folder.write("policies/wrong.policy", wrong);
    insta::assert_snapshot!(folder.run("test"), @r#"
    FAILED  "a shirt without a maker is released"
            policies/wrong.policy:2:6
      expected  release   (policies/wrong.policy:4:3)
      actual    hold by `apparel-of-acme` (undetermined)
        apparel-of-acme undetermined
          category `apparel`: `category is apparel` is true
          imported `2020-09-03`: `from 2020-09-03 on` is true
          producer is missing
        cotton-of-xinjiang undetermined
          hts is missing
          region is missing

    2 passed, 1 failed
    -- exit 1 --
    "#);
    assert_eq!(folder.run("test --filter Aksu").out(0), "1 passed, 0 failed\n");
}

#[test]
fn no_test_that_was_run_is_no_success() {
    let folder = Folder::with(&[("rule.policy", "rule r: flag product cotton\n")]);
    insta::assert_snapshot!(folder.run("test rule.policy"), @"
    0 passed, 0 failed
    -- standard error --
    withhold: the policies hold no test; `--allow-empty` lets that pass
    -- exit 2 --
    ");
    assert_eq!(folder.run("test rule.policy --allow-empty").out(0), "0 passed, 0 failed\n");
    let folder = Folder::project();
    insta::assert_snapshot!(folder.run("test --filter linen"), @"
    0 passed, 0 failed
    -- standard error --
    withhold: none of the 2 tests has `linen` in its name; `--allow-empty` lets that pass
    -- exit 2 --
    ");
    assert_eq!(folder.run("test --filter linen --allow-empty").out(0), "0 passed, 0 failed\n");
}

/// Four rules of which each stands otherwise to a day.
const WINDOWS: &str = r#"
rule old:
  block product cotton
  effective 2020-01-01

rule new:
  block product cotton from region Xinjiang
  effective 2021-01-13
  through 2023-12-31
  dates by entered
  cite "https://example.com/new"
  supersedes old

rule forever:
  flag product hair

rule short:
  hold product tomatoes
  until 2020-06-01
"#;

#[test]
fn rules_are_listed_with_their_days() {
    let folder = Folder::with(&[("windows.policy", WINDOWS)]);
    insta::assert_snapshot!(folder.run("rules windows.policy"), @"
    rule     verb   first day   last day    status  citation                 where
    forever  flag   –           –           –       –                        windows.policy:15
    new      block  2021-01-13  2023-12-31  –       https://example.com/new  windows.policy:7
    old      block  2020-01-01  2021-01-12  –       –                        windows.policy:3
    short    hold   –           2020-05-31  –       –                        windows.policy:18
    -- exit 0 --
    ");
    insta::assert_snapshot!(folder.run("rules windows.policy --as-of 2021-01-12"), @"
    rule     verb   first day   last day    status    citation                 where
    forever  flag   –           –           in force  –                        windows.policy:15
    new      block  2021-01-13  2023-12-31  not yet   https://example.com/new  windows.policy:7
    old      block  2020-01-01  2021-01-12  in force  –                        windows.policy:3
    short    hold   –           2020-05-31  ended     –                        windows.policy:18
    -- exit 0 --
    ");
    insta::assert_snapshot!(folder.run("rules windows.policy --as-of 2021-01-13"), @"
    rule     verb   first day   last day    status             citation                 where
    forever  flag   –           –           in force           –                        windows.policy:15
    new      block  2021-01-13  2023-12-31  in force           https://example.com/new  windows.policy:7
    old      block  2020-01-01  2021-01-12  superseded by new  –                        windows.policy:3
    short    hold   –           2020-05-31  ended              –                        windows.policy:18
    -- exit 0 --
    ");
    insta::assert_snapshot!(folder.run("rules windows.policy --as-of 2024-01-01"), @"
    rule     verb   first day   last day    status             citation                 where
    forever  flag   –           –           in force           –                        windows.policy:15
    new      block  2021-01-13  2023-12-31  ended              https://example.com/new  windows.policy:7
    old      block  2020-01-01  2021-01-12  superseded by new  –                        windows.policy:3
    short    hold   –           2020-05-31  ended              –                        windows.policy:18
    -- exit 0 --
    ");
}

#[test]
fn rules_as_json_have_the_keys_of_the_table() {
    let folder = Folder::with(&[("windows.policy", WINDOWS)]);
    let ran = folder.run("rules windows.policy --as-of 2021-01-13 --format json");
    let rules: serde_json::Value = serde_json::from_str(ran.out(0)).expect("JSON");
    insta::assert_snapshot!(serde_json::to_string_pretty(&rules[1]).expect("JSON"), @r#"
    {
      "authority": null,
      "cite": [
        "https://example.com/new"
      ],
      "dates_by": "entered",
      "file": "windows.policy",
      "first_day": "2021-01-13",
      "last_day": "2023-12-31",
      "line": 7,
      "name": "new",
      "status": "in force",
      "superseded_by": null,
      "verb": "block"
    }
    "#);
    let names: Vec<&str> =
        rules.as_array().expect("an array").iter().filter_map(|rule| rule["name"].as_str()).collect();
    assert_eq!(names, ["forever", "new", "old", "short"]);
}

#[test]
fn policies_without_a_rule_are_no_success() {
    let folder = Folder::with(&[("names.policy", "entity acme = \"Acme Ltd.\"\n"), ("lines.csv", SHIPMENTS)]);
    insta::assert_snapshot!(folder.run("rules names.policy"), @"
    rule  verb  first day  last day  status  citation  where
    -- standard error --
    withhold: the policies hold no rule
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("evaluate --policy names.policy lines.csv"), @"
    records   4 read: 4 decided, none rejected
    outcomes  block 0 · hold 0 · flag 0 · release 4
    -- standard error --
    withhold: the policies hold no rule, so nothing was asked of the records
    -- exit 2 --
    ");
}
