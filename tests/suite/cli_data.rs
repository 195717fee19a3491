//! `withhold check --data`: what records show of policies, and how a run ends that has nothing to look at.

use crate::cli::Folder;

/// Every kind of rule that records can show something of.
const WATCH: &str = r#"policy "A watch"
  authority "19 U.S.C. 1307"

entity acme-mills = "Acme Mills Co., Ltd."
entity never-mills = "Never Heard Of Mills Co., Ltd."

rule by-acme: flag anything by producer acme-mills, never-mills
rule by-never: block category apparel by producer never-mills
rule too-early: flag product cotton
  effective 2200-01-13
rule of-the-past: block hts 01..97
  until 2020-01-01
rule everything: flag hts 01..97
rule open: hold anything when weight over 5
rule never-together: flag product cotton from country VN
rule freed: flag category apparel
exempt category apparel from freed when country is VN
"#;

const LINES: &str = "\
id,imported,country,hts,producer,colour,prodcer,port
A-1/001,2020-09-10,CN,5201.00.1400,ACME MILLS CO LTD,red,x,a
A-1/002,2020-09-11,VN,6205.30.2010,Example Garments,,,
A-1/003,2020-09-12,VN,6205.30.2010
A-1/004,2020-09-13,VN,6205.30.2010,Example Garments,,,
";

fn folder() -> Folder {
    Folder::with(&[("watch.policy", WATCH), ("lines.csv", LINES)])
}

#[test]
#[expect(clippy::too_many_lines, reason = "what is printed is long")]
fn records_show_what_a_policy_does_not_do() {
    insta::assert_snapshot!(folder().run("check watch.policy --data lines.csv"), @"
    warning[unseen-value]: `producer is never-mills` is true of none of 3 records
       ╭─[watch.policy:7:53]
     7 │ rule by-acme: flag anything by producer acme-mills, never-mills
       ·                                                     ─────┬─────
       ·                                                          ╰── no record has this
     8 │ rule by-never: block category apparel by producer never-mills
       ╰──── W0603
      help: compare the names in the records with it: another spelling is added to its entity with
            `also`

    warning[idle-rule]: `by-never` applies to none of 3 records
       ╭─[watch.policy:8:6]
     7 │ rule by-acme: flag anything by producer acme-mills, never-mills
     8 │ rule by-never: block category apparel by producer never-mills
       ·      ────┬───                                     ─────┬─────
       ·          │                                             ╰── no record has this
       ·          ╰── never met
     9 │ rule too-early: flag product cotton
       ╰──── W0601
      help: compare the names in the records with it: another spelling is added to its entity with
            `also`

    warning[idle-rule]: `too-early` applies to none of 3 records
        ╭─[watch.policy:9:6]
      8 │ rule by-never: block category apparel by producer never-mills
      9 │ rule too-early: flag product cotton
        ·      ────┬────
        ·          ╰── not in force on their dates
     10 │   effective 2200-01-13
        ·   ──────────┬─────────
        ·             ╰── in force from 2200-01-13 on
     11 │ rule of-the-past: block hts 01..97
        ╰──── W0601
      help: the records are of 2020-09-10 to 2020-09-13: compare these days with the order

    warning[sweeping-rule]: `everything` applies to all 3 records
        ╭─[watch.policy:13:6]
     12 │   until 2020-01-01
     13 │ rule everything: flag hts 01..97
        ·      ─────┬────
        ·           ╰── rules nothing out
     14 │ rule open: hold anything when weight over 5
        ╰──── W0602
      help: a rule that is meant for some goods says which; `withhold explain` shows what it met
      note: whoever sees a rule on every line stops reading it

    warning[idle-rule]: `open` applies to none of 3 records
        ╭─[watch.policy:14:6]
     13 │ rule everything: flag hts 01..97
     14 │ rule open: hold anything when weight over 5
        ·      ──┬─
        ·        ╰── undetermined on 3
     15 │ rule never-together: flag product cotton from country VN
        ╰──── W0601
      help: `withhold evaluate` says which facts these records lack

    warning[idle-rule]: `never-together` applies to none of 3 records
        ╭─[watch.policy:15:6]
     14 │ rule open: hold anything when weight over 5
     15 │ rule never-together: flag product cotton from country VN
        ·      ───────┬──────
        ·             ╰── never met
     16 │ rule freed: flag category apparel
        ╰──── W0601
      help: `withhold explain --rule never-together` shows for a record which of its words fail

    warning[idle-rule]: `freed` applies to none of 3 records
        ╭─[watch.policy:16:6]
     15 │ rule never-together: flag product cotton from country VN
     16 │ rule freed: flag category apparel
        ·      ──┬──
        ·        ╰── lifted on 2
     17 │ exempt category apparel from freed when country is VN
        ╰──── W0601
      help: `withhold explain` shows which exemption takes out what it meets

    warning[unknown-column]: the column `colour` of `lines.csv` is no field, so nothing reads it
       ╭─[lines.csv:1:34]
     1 │ id,imported,country,hts,producer,colour,prodcer,port
       ·                                  ───┬──
       ·                                     ╰── no field
     2 │ A-1/001,2020-09-10,CN,5201.00.1400,ACME MILLS CO LTD,red,x,a
       ╰──── W0605
      help: a column that a rule is to read is declared, such as `field organic: yes-no`

    warning[unknown-column]: the column `prodcer` of `lines.csv` is no field, so nothing reads it
       ╭─[lines.csv:1:41]
     1 │ id,imported,country,hts,producer,colour,prodcer,port
       ·                                         ───┬───
       ·                                            ╰── no field
     2 │ A-1/001,2020-09-10,CN,5201.00.1400,ACME MILLS CO LTD,red,x,a
       ╰──── W0605
      help: `producer` may be meant
      note: what stands in it is missing from every record, so rules that need it stay open

    warning[unread-column]: no rule reads the column `port` of `lines.csv`
       ╭─[lines.csv:1:49]
     1 │ id,imported,country,hts,producer,colour,prodcer,port
       ·                                                 ──┬─
       ·                                                   ╰── read by nothing
     2 │ A-1/001,2020-09-10,CN,5201.00.1400,ACME MILLS CO LTD,red,x,a
       ╰──── W0604
      help: make sure that no order asks for it, or name it in a rule

    10 warnings
    -- standard error --
    note: lines.csv: 1 of 4 rows was rejected and not looked at (row 3 has 4 fields where the header has 8)
    -- exit 0 --
    ");
}

#[test]
fn what_records_show_is_in_every_format_and_in_the_order_of_the_text() {
    let folder = folder();
    let github = folder.run("check watch.policy --data lines.csv --format github");
    let line_of =
        |line: &str| line.split("line=").nth(1).and_then(|rest| rest.split(',').next()?.parse::<u32>().ok());
    let of_policy: Vec<u32> =
        github.out(0).lines().filter(|line| line.contains("watch.policy")).filter_map(line_of).collect();
    assert!(of_policy.is_sorted() && of_policy.len() >= 6, "{github}");
    let json = folder.run("check watch.policy --data lines.csv --format ndjson");
    let named: Vec<String> = json
        .out(0)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON")["name"].to_string()
        })
        .collect();
    for name in ["idle-rule", "sweeping-rule", "unseen-value", "unread-column", "unknown-column"] {
        assert!(named.contains(&format!("\"{name}\"")), "{name}: {json}");
    }
    assert_eq!(folder.run("check watch.policy --data lines.csv --format ndjson").out, json.out);
}

#[test]
#[expect(clippy::too_many_lines, reason = "what is printed is long")]
fn several_files_are_looked_at_together() {
    let folder = folder();
    folder.write("more.ndjson", "{\"id\":\"B-1/001\",\"imported\":\"2020-09-20\",\"country\":\"VN\",\"hts\":\"5205\",\"producer\":\"Never Heard Of Mills\",\"weight\":1,\"colours\":\"red\",\"inputs\":[{\"hts\":\"52\",\"colour\":\"red\"}]}\n");
    insta::assert_snapshot!(folder.run("check watch.policy --data lines.csv --data more.ndjson --allow sweeping-rule"), @r#"
    warning[idle-rule]: `by-never` applies to none of 4 records
       ╭─[watch.policy:8:6]
     7 │ rule by-acme: flag anything by producer acme-mills, never-mills
     8 │ rule by-never: block category apparel by producer never-mills
       ·      ────┬───
       ·          ╰── never met
     9 │ rule too-early: flag product cotton
       ╰──── W0601
      help: `withhold explain --rule by-never` shows for a record which of its words fail

    warning[idle-rule]: `too-early` applies to none of 4 records
        ╭─[watch.policy:9:6]
      8 │ rule by-never: block category apparel by producer never-mills
      9 │ rule too-early: flag product cotton
        ·      ────┬────
        ·          ╰── not in force on their dates
     10 │   effective 2200-01-13
        ·   ──────────┬─────────
        ·             ╰── in force from 2200-01-13 on
     11 │ rule of-the-past: block hts 01..97
        ╰──── W0601
      help: the records are of 2020-09-10 to 2020-09-20: compare these days with the order

    warning[idle-rule]: `open` applies to none of 4 records
        ╭─[watch.policy:14:6]
     13 │ rule everything: flag hts 01..97
     14 │ rule open: hold anything when weight over 5
        ·      ──┬─
        ·        ╰── undetermined on 3
     15 │ rule never-together: flag product cotton from country VN
        ╰──── W0601
      help: `withhold evaluate` says which facts these records lack

    warning[idle-rule]: `freed` applies to none of 4 records
        ╭─[watch.policy:16:6]
     15 │ rule never-together: flag product cotton from country VN
     16 │ rule freed: flag category apparel
        ·      ──┬──
        ·        ╰── lifted on 2
     17 │ exempt category apparel from freed when country is VN
        ╰──── W0601
      help: `withhold explain` shows which exemption takes out what it meets

    warning[unknown-column]: the column `colour` of `lines.csv` is no field, so nothing reads it
       ╭─[lines.csv:1:34]
     1 │ id,imported,country,hts,producer,colour,prodcer,port
       ·                                  ───┬──
       ·                                     ╰── no field
     2 │ A-1/001,2020-09-10,CN,5201.00.1400,ACME MILLS CO LTD,red,x,a
       ╰──── W0605
      help: a column that a rule is to read is declared, such as `field organic: yes-no`

    warning[unknown-column]: the column `prodcer` of `lines.csv` is no field, so nothing reads it
       ╭─[lines.csv:1:41]
     1 │ id,imported,country,hts,producer,colour,prodcer,port
       ·                                         ───┬───
       ·                                            ╰── no field
     2 │ A-1/001,2020-09-10,CN,5201.00.1400,ACME MILLS CO LTD,red,x,a
       ╰──── W0605
      help: `producer` may be meant
      note: what stands in it is missing from every record, so rules that need it stay open

    warning[unread-column]: no rule reads the column `port` of `lines.csv`
       ╭─[lines.csv:1:49]
     1 │ id,imported,country,hts,producer,colour,prodcer,port
       ·                                                 ──┬─
       ·                                                   ╰── read by nothing
     2 │ A-1/001,2020-09-10,CN,5201.00.1400,ACME MILLS CO LTD,red,x,a
       ╰──── W0604
      help: make sure that no order asks for it, or name it in a rule

    warning[unknown-column]: 2 keys of `more.ndjson` are no fields, so nothing reads them: `colours` and `inputs[].colour`
       ╭─[more.ndjson:1:115]
     1 │ …:"Never Heard Of Mills","weight":1,"colours":"red","inputs":[{"hts":"52","colour":"red"}]}
       ·                                      ───┬───
       ·                                         ╰── the first of them
       ╰──── W0605
      help: a key that a rule is to read is declared, such as `field organic: yes-no`

    warning[unread-column]: no rule reads the key `inputs` of `more.ndjson`
       ╭─[more.ndjson:1:131]
     1 │ …:"Never Heard Of Mills","weight":1,"colours":"red","inputs":[{"hts":"52","colour":"red"}]}
       ·                                                      ───┬──
       ·                                                         ╰── read by nothing
       ╰──── W0604
      help: make sure that no order asks for it, or name it in a rule

    9 warnings
    -- standard error --
    note: lines.csv: 1 of 4 rows was rejected and not looked at (row 3 has 4 fields where the header has 8)
    -- exit 0 --
    "#);
    let piped = folder.pipe("check watch.policy --data - --allow sweeping-rule", LINES.as_bytes());
    let read = folder.run("check watch.policy --data lines.csv --allow sweeping-rule");
    assert_eq!(piped.out.replace("standard input", "lines.csv"), read.out);
}

#[test]
fn a_comment_allows_what_records_show_and_is_no_fault_without_them() {
    let rule = "rule hair: flag product hair\n  authority \"19 U.S.C. 1307\"\n";
    let allowed = format!("# allow idle-rule: no hair has come in yet\n{rule}");
    let folder = Folder::with(&[
        ("a.policy", &allowed),
        ("hair.csv", "id,hts\n1,6704\n2,0101\n"),
        ("a.csv", "id,hts\n1,0101\n"),
    ]);
    assert_eq!(
        folder.run("check a.policy --data a.csv --deny warnings").out(0),
        "no problem: 1 rule, 0 tests, 1 record\n"
    );
    assert_eq!(folder.run("check a.policy --deny warnings").out(0), "no problem: 1 rule, 0 tests\n");
    insta::assert_snapshot!(folder.run("check a.policy --data hair.csv"), @"
    warning[unused-allow]: `idle-rule` is allowed here, and there is nothing to allow
       ╭─[a.policy:1:1]
     1 │ # allow idle-rule: no hair has come in yet
       · ─────────────────────┬────────────────────
       ·                      ╰── allows nothing
     2 │ rule hair: flag product hair
       ╰──── W0104
      fix: remove this
         1 │ rule hair: flag product hair

    1 warning
    -- exit 0 --
    ");
    folder.write("a.policy", format!("# allow idle-rule\n{rule}"));
    insta::assert_snapshot!(folder.run("check a.policy --data a.csv"), @"
    warning[allow-without-reason]: `idle-rule` is allowed without a reason
       ╭─[a.policy:1:1]
     1 │ # allow idle-rule
       · ────────┬────────
       ·         ╰── why?
     2 │ rule hair: flag product hair
       ╰──── W0102
      help: say why it is meant: `# allow idle-rule: …`
      note: whoever reads the policy later has to know that it was looked at

    1 warning
    -- exit 0 --
    ");
    folder.write("a.policy", rule);
    folder.run("check a.policy --data a.csv --deny idle-rule").out(1);
    folder.run("check a.policy --data a.csv --deny W0601").out(1);
    folder.run("check a.policy --data a.csv --deny sweeping-rule").out(0);
    assert_eq!(
        folder.run("check a.policy --data a.csv --allow idle-rule").out(0),
        "no problem: 1 rule, 0 tests, 1 record\n"
    );
}

#[test]
fn a_run_without_a_record_is_no_success() {
    let folder = folder();
    folder.write("empty.csv", "");
    folder.write("header.csv", "id,hts\n");
    folder.write("rejected.csv", "id,hts\n1,0101,x\n");
    folder.write("foreign.json", "[{\"a\": 1}]");
    folder.write("none.policy", "category relics = \"relic\"\n");
    for (command, said) in [
        ("check watch.policy --data gone.csv", "gone.csv"),
        ("check watch.policy --data lines.csv --data gone.csv", "gone.csv"),
        ("check watch.policy --data empty.csv", "empty.csv"),
        ("check watch.policy --data header.csv", "withhold: there is no record in `header.csv`\n"),
        ("check watch.policy --data rejected.csv", "withhold: no record of `rejected.csv` could be read\n"),
        ("check watch.policy --data foreign.json", "no key in `foreign.json` is a field of a record"),
        ("check watch.policy --data - --data -", "standard input is named twice"),
        ("check none.policy --data lines.csv", "the policies hold no rule"),
    ] {
        let ran = folder.run(command);
        assert!(ran.err(2).contains(said) && ran.out.is_empty(), "{command}: {ran}");
    }
}

#[test]
fn policies_with_errors_are_not_held_against_records() {
    let folder = folder();
    folder.write("wrong.policy", "rule r: flag product hiar\n");
    let ran = folder.run("check wrong.policy --data lines.csv");
    assert!(ran.out(1).contains("error[unknown-goods]") && !ran.out.contains("idle-rule"), "{ran}");
    assert_eq!(ran.err, "note: the policies have errors, so no record was looked at\n");
}

/// What is said of the shipped policies by the shipped example is what its reader can use: nothing of a rule, one line on columns.
#[test]
fn the_shipped_policies_are_quiet_on_the_shipped_example() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::with(&[]);
    let [policies, lines] =
        ["policies", "examples/entry-lines.csv"].map(|name| root.join(name).display().to_string());
    let ran = folder.run(&format!("check {policies} --data {lines} --format ndjson"));
    let names: Vec<String> = ran
        .out(0)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON")["name"].to_string()
        })
        .collect();
    assert_eq!(names, ["\"unread-column\""], "{ran}");
}
