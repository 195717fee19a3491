//! Where the binary finds policies: those that are named, else those of the project that the working directory lies in.

use crate::cli::{Folder, ORDERS, SHIPMENTS};

/// One rule, which says by its name which file was read.
fn rule(name: &str) -> String {
    format!("rule {name}: flag product cotton\n")
}

/// The names of the rules that a command finds.
fn rules(folder: &Folder, within: &str, command: &str) -> Vec<String> {
    let ran = folder.run_in(within, command);
    ran.out(0).lines().skip(1).filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn without_a_policy_anywhere_it_is_said_how_to_name_one() {
    let folder = Folder::with(&[("lines.csv", SHIPMENTS)]);
    for command in ["check", "test", "rules", "evaluate lines.csv", "explain lines.csv --row 1"] {
        insta::allow_duplicates! { insta::assert_snapshot!(folder.run(command), @"
        -- standard error --
        withhold: no policy was named, and neither this folder nor one above it has a `withhold.toml` or a `policies` folder; name one with `--policy`, or begin a project with `withhold init`
        -- exit 2 --
        "); }
    }
    insta::assert_snapshot!(folder.run("evaluate --policy nowhere lines.csv"), @"
    -- standard error --
    withhold: `nowhere` cannot be read: there is no such file
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("check nowhere.policy"), @"
    -- standard error --
    withhold: `nowhere.policy` cannot be read: there is no such file
    -- exit 2 --
    ");
}

#[test]
fn the_nearest_folder_of_policies_is_the_project() {
    let folder = Folder::with(&[
        ("policies/far.policy", &rule("far")),
        ("office/policies/near.policy", &rule("near")),
        ("office/desk/lines.csv", SHIPMENTS),
    ]);
    assert_eq!(rules(&folder, ".", "rules"), ["far"]);
    assert_eq!(rules(&folder, "office/desk", "rules"), ["near"]);
    // What is printed does not depend on where the project lies on the disk.
    insta::assert_snapshot!(folder.run_in("office/desk", "rules"), @"
    rule  verb  first day  last day  status  citation  where
    near  flag  –          –         –       –         ../policies/near.policy:1
    -- exit 0 --
    ");
}

#[test]
fn a_settings_file_says_where_policies_are() {
    let folder = Folder::with(&[
        ("withhold.toml", "policies = [\"orders\", \"own/extra.policy\"]\n"),
        ("orders/a.policy", &rule("a")),
        ("own/extra.policy", &rule("extra")),
        ("own/other.policy", &rule("other")),
        ("policies/unasked.policy", &rule("unasked")),
        ("deep/down/.keep", ""),
    ]);
    assert_eq!(rules(&folder, ".", "rules"), ["a", "extra"]);
    assert_eq!(rules(&folder, "deep/down", "rules"), ["a", "extra"]);
    // Who names a policy asks for no other.
    assert_eq!(rules(&folder, ".", "rules own/other.policy"), ["other"]);
    let folder = Folder::with(&[("withhold.toml", "policies = [\".\"]\n"), ("b.policy", &rule("b"))]);
    assert_eq!(rules(&folder, ".", "rules"), ["b"]);
    let folder = Folder::with(&[("withhold.toml", ""), ("policies/c.policy", &rule("c"))]);
    assert_eq!(rules(&folder, ".", "rules"), ["c"]);
}

#[test]
fn the_assumptions_of_a_project_are_printed_and_count() {
    let whole = "rule in-part:\n  block product cotton from region Xinjiang in whole or in part\n";
    let folder = Folder::with(&[
        ("withhold.toml", "assume = [\"inputs are none when missing\"]\n"),
        ("policies/whole.policy", whole),
        ("lines.csv", "id,hts,country\nEX-1,6109.90.1007,VN\n"),
    ]);
    insta::assert_snapshot!(folder.run("evaluate lines.csv"), @"
    records   1 read: 1 decided, none rejected
    outcomes  block 0 · hold 0 · flag 0 · release 1 (1 of them rests on an assumption)
    assumed   inputs = none decided rules on 1 record
    -- standard error --
    assumed for this run: inputs are none when missing
    -- exit 0 --
    ");
    // The settings belong to the project, and are not read where a policy is named.
    insta::assert_snapshot!(folder.run("evaluate --policy policies lines.csv"), @r#"
    hold     EX-1  in-part: inputs are missing (could be block)

    records   1 read: 1 decided, none rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     in-part  undetermined 1
    held      1 record for want of `inputs` alone
                ask: what went into the goods, or that nothing did
                or settle it openly: --assume "inputs are none when missing"
    -- exit 0 --
    "#);
    let ran = folder.run("evaluate --policy policies --assume \"inputs are none when missing\" lines.csv");
    assert_eq!(ran.out(0), folder.run("evaluate lines.csv").out(0));
    assert_eq!(ran.err, "assumed for this run: inputs are none when missing\n");
    // Saying it again changes nothing.
    let again = folder.run("check --assume \"inputs are none when missing\"");
    assert_eq!((again.out(0), again.err.as_str()), ("no problem: 1 rule, 0 tests\n", ""));
    insta::assert_snapshot!(folder.run("check policies --assume \"flag product cotton\""), @"
    error[unexpected-text]: expected `are`, `is` or `of`, found `product`
       ╭─[--assume:1:13]
     1 │ assume flag product cotton
       ·             ───┬───
       ·                ╰── not expected here
       ╰──── E0101

    1 error
    -- exit 1 --
    ");
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let folder = Folder::project();
    let mut said = String::new();
    for settings in [
        "polices = [\"policies\"]",
        "policies = \"policies\"",
        "policies = [\"policies\", 3]",
        "policies = []",
        "policies = [\"../policies\"]",
        "policies = [\"/policies\"]",
        "policies = [\"policies/../../policies\"]",
        "policies = [\"nothing\"]",
        "assume = true",
        "assume = [\"inputs are nice\"]",
        "# one\n[policies\n",
    ] {
        folder.write("withhold.toml", settings);
        for command in ["check", "evaluate lines.csv"] {
            let ran = folder.run(command);
            assert!(ran.code != 0 && (ran.out.is_empty() || command == "check"), "{settings}: {ran}");
        }
        let ran = folder.run("rules");
        said.push_str(&format!("{settings}\n  {}\n", ran.err(2).lines().next().unwrap_or_default()));
    }
    insta::assert_snapshot!(said, @r#"
    polices = ["policies"]
      withhold: `withhold.toml` cannot be used: line 1: unknown field `polices`, expected `policies` or `assume`
    policies = "policies"
      withhold: `withhold.toml` cannot be used: line 1: a list of texts in brackets is wanted
    policies = ["policies", 3]
      withhold: `withhold.toml` cannot be used: line 1: a list of texts in brackets is wanted
    policies = []
      withhold: `withhold.toml` cannot be used: `policies` names no folder and no file
    policies = ["../policies"]
      withhold: `withhold.toml` names `../policies`, which does not lie below it
    policies = ["/policies"]
      withhold: `withhold.toml` names `/policies`, which does not lie below it
    policies = ["policies/../../policies"]
      withhold: `withhold.toml` names `policies/../../policies`, which does not lie below it
    policies = ["nothing"]
      withhold: `nothing` cannot be read: there is no such file
    assume = true
      withhold: `withhold.toml` cannot be used: line 1: a list of texts in brackets is wanted
    assume = ["inputs are nice"]
      assumed for this run: inputs are nice
    # one
    [policies

      withhold: `withhold.toml` cannot be used: line 2: unclosed table, expected `]`
    "#);
    folder.write("withhold.toml", "polices = []");
    folder.write("desk/.keep", "");
    insta::assert_snapshot!(folder.run_in("desk", "check"), @"
    -- standard error --
    withhold: `../withhold.toml` cannot be used: line 1: unknown field `polices`, expected `policies` or `assume`
    -- exit 2 --
    ");
    assert_eq!(folder.run("check policies").out(0), "no problem: 2 rules, 2 tests\n");
}

#[cfg(unix)]
#[test]
fn a_folder_of_policies_that_a_link_leads_out_of_the_project_is_refused() {
    let folder = Folder::with(&[
        ("elsewhere/r.policy", &rule("r")),
        ("here/withhold.toml", "policies = [\"orders\"]"),
    ]);
    std::os::unix::fs::symlink("../elsewhere", folder.path().join("here/orders")).expect("a link");
    insta::assert_snapshot!(folder.run_in("here", "check"), @"
    -- standard error --
    withhold: `withhold.toml` names `orders`, which does not lie below it
    -- exit 2 --
    ");
}

#[test]
fn several_policies_are_one_program() {
    let entity = "entity acme-mills = \"Acme Mills Co., Ltd.\"\n";
    let block = "rule r: block anything from producer acme-mills\n";
    let folder =
        Folder::with(&[("a/entity.policy", entity), ("b/rule.policy", block), ("lines.csv", SHIPMENTS)]);
    let ran = folder.run("evaluate --policy a --policy b/rule.policy lines.csv");
    assert!(ran.out(0).starts_with("block    EX-1/001  r: "), "{ran}");
    // The order in which they are named, and one that is named twice, change nothing.
    let other = folder.run("evaluate --policy b --policy a --policy b/rule.policy lines.csv");
    assert_eq!(other.out(0), ran.out);
    assert_eq!(folder.run("evaluate --policy b lines.csv").out(2), "");
}

#[test]
fn a_policy_with_an_error_decides_nothing() {
    let folder = Folder::project();
    folder.write("policies/wrong.policy", "rule r: block product cotten\n");
    insta::assert_snapshot!(folder.run("evaluate lines.csv --output decisions.txt"), @"
    -- standard error --
    error[unknown-goods]: no goods is called `cotten`
       ╭─[policies/wrong.policy:1:23]
     1 │ rule r: block product cotten
       ·                       ───┬──
       ·                          ╰── not declared
       ╰──── E0202
      help: `cotton` is near
      perhaps: write `cotton`
         1 │ rule r: block product cotton

    1 error
    withhold: the policy has errors, so nothing was decided by it
    -- exit 2 --
    ");
    assert!(!folder.path().join("decisions.txt").exists());
    for command in ["explain lines.csv --row 1", "test", "rules"] {
        assert_eq!(folder.run(command).out(2), "", "{command}");
    }
}

#[test]
fn warnings_keep_nothing_from_being_decided() {
    let folder = Folder::with(&[
        ("bare.policy", "flag product cotton\n"),
        ("orders.policy", ORDERS),
        ("lines.csv", SHIPMENTS),
    ]);
    let ran = folder.run("evaluate --policy bare.policy lines.csv");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran}");
}
