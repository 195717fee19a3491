//! `withhold evaluate`: its options, its formats and how it ends. Files that are bad are in `cli_input`.

use serde_json::Value;

use crate::cli::{Folder, ORDERS, SHIPMENTS};

/// The decisions of an NDJSON output.
fn decisions(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn a_line_each_for_what_is_not_released_and_a_summary() {
    let folder = Folder::project();
    let ran = folder.run("evaluate lines.csv");
    insta::assert_snapshot!(ran, @"
    block    EX-1/001  apparel-of-acme: hts is `6109.90.1007`, producer is `ACME MILLS CO LTD`
    hold     EX-1/002  apparel-of-acme: producer is missing (could be block)
    flag     EX-1/003  cotton-of-xinjiang: hts is `5201.00.1400`, region is `Aksu`

    records   4 read: 4 decided, none rejected
    outcomes  block 1 · hold 1 · flag 1 · release 1
    rules     apparel-of-acme     applies 1 · undetermined 1
              cotton-of-xinjiang  applies 1
    held      1 record for want of `producer` alone
                ask: who made, mined or grew the goods
    -- exit 0 --
    ");
    for command in
        ["eval lines.csv", "evaluate --policy policies lines.csv", "evaluate lines.csv --format text"]
    {
        assert_eq!(folder.run(command).out(0), ran.out, "{command}");
    }
}

#[test]
fn all_prints_releases_too() {
    insta::assert_snapshot!(Folder::project().run("evaluate lines.csv --all"), @"
    block    EX-1/001  apparel-of-acme: hts is `6109.90.1007`, producer is `ACME MILLS CO LTD`
    hold     EX-1/002  apparel-of-acme: producer is missing (could be block)
    flag     EX-1/003  cotton-of-xinjiang: hts is `5201.00.1400`, region is `Aksu`
    release  EX-1/004

    records   4 read: 4 decided, none rejected
    outcomes  block 1 · hold 1 · flag 1 · release 1
    rules     apparel-of-acme     applies 1 · undetermined 1
              cotton-of-xinjiang  applies 1
    held      1 record for want of `producer` alone
                ask: who made, mined or grew the goods
    -- exit 0 --
    ");
}

#[test]
fn holds_that_lack_the_same_facts_are_printed_a_few_times() {
    let folder = Folder::project();
    let rows: String = (1..=1_200).map(|row| format!("EX-{row},6109,2020-09-10\n")).collect();
    folder.write("many.csv", format!("id,hts,imported\n{rows}EX-B,6109,2020-09-10\n"));
    insta::assert_snapshot!(folder.run("evaluate many.csv"), @"
    hold     EX-1  apparel-of-acme: producer is missing (could be block)
    hold     EX-2  apparel-of-acme: producer is missing (could be block)
    hold     EX-3  apparel-of-acme: producer is missing (could be block)
    hold     EX-4  apparel-of-acme: producer is missing (could be block)
    hold     EX-5  apparel-of-acme: producer is missing (could be block)
    … and 1,196 more lines that lack the same facts as the ones above (`--all` prints them)

    records   1,201 read: 1,201 decided, none rejected
    outcomes  block 0 · hold 1,201 · flag 0 · release 0
    rules     apparel-of-acme     undetermined 1,201
              cotton-of-xinjiang  undetermined 1,201
    held      1,201 records for want of `producer` alone
                ask: who made, mined or grew the goods
    -- exit 0 --
    ");
    assert_eq!(
        folder.run("evaluate many.csv --all").out(0).lines().filter(|line| line.starts_with("hold ")).count(),
        1_201
    );
    assert_eq!(decisions(folder.run("evaluate many.csv --format ndjson").out(0)).len(), 1_201);
}

#[test]
fn json_and_ndjson_hold_the_same_decisions_and_nothing_else() {
    let folder = Folder::project();
    let lines = folder.run("evaluate lines.csv --format ndjson");
    let lines_read = decisions(lines.out(0));
    let outcomes: Vec<&str> = lines_read.iter().filter_map(|decision| decision["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["block", "hold", "flag", "release"]);
    let array = folder.run("evaluate lines.csv --format json");
    let array_read: Vec<Value> = serde_json::from_str(array.out(0)).expect("one array");
    assert_eq!(array_read, lines_read);
    // The summary is said where it is in nobody's way.
    assert!(lines.err.starts_with("records   4 read: 4 decided, none rejected\n"), "{lines}");
    assert_eq!(array.err, lines.err);
    insta::assert_snapshot!(lines.out, @r#"
    {"id":"EX-1/001","outcome":"block","findings":[{"rule":"apparel-of-acme","verb":"block","status":"applies","because":"made by prisoners","cite":["https://example.com/order"],"authority":"19 U.S.C. 1307","tags":[],"evidence":[{"at":"hts","value":"6109.90.1007","test":"category is apparel","truth":"true","by":"code prefix","matched":"apparel"},{"at":"producer","value":"ACME MILLS CO LTD","test":"producer is acme-mills","truth":"true","by":"exact name","matched":"Acme Mills Co., Ltd."},{"at":"imported","value":"2020-09-10","test":"from 2020-09-03 on","truth":"true","by":"date"}],"missing":[]}],"missing":[],"assumed":[]}
    {"id":"EX-1/002","outcome":"hold","findings":[{"rule":"apparel-of-acme","verb":"block","status":"undetermined","could_be":"block","because":"made by prisoners","cite":["https://example.com/order"],"authority":"19 U.S.C. 1307","tags":[],"evidence":[{"at":"hts","value":"6109.90.1007","test":"category is apparel","truth":"true","by":"code prefix","matched":"apparel"},{"at":"imported","value":"2020-09-10","test":"from 2020-09-03 on","truth":"true","by":"date"}],"missing":[{"at":"producer"}]}],"missing":[{"at":"producer","decides":["apparel-of-acme"]}],"assumed":[]}
    {"id":"EX-1/003","outcome":"flag","findings":[{"rule":"cotton-of-xinjiang","verb":"flag","status":"applies","cite":[],"authority":"19 U.S.C. 1307","tags":[],"evidence":[{"at":"hts","value":"5201.00.1400","test":"product is cotton","truth":"true","by":"code prefix","matched":"cotton"},{"at":"region","value":"Aksu","test":"region is Xinjiang","truth":"true","by":"place within","matched":"Xinjiang"}],"missing":[]}],"missing":[],"assumed":[]}
    {"id":"EX-1/004","outcome":"release","findings":[],"missing":[],"assumed":[]}
    "#);
}

#[test]
fn each_fail_on_ends_with_1_from_its_outcome_on() {
    let folder = Folder::project();
    for (row, codes) in [(1, [1, 1, 1]), (2, [0, 1, 1]), (3, [0, 0, 1]), (4, [0, 0, 0])] {
        let line = SHIPMENTS.lines().nth(row).expect("a line");
        let header = SHIPMENTS.lines().next().expect("a header");
        folder.write("one.csv", format!("{header}\n{line}\n"));
        for (limit, code) in ["block", "hold", "flag"].into_iter().zip(codes) {
            let ran = folder.run(&format!("evaluate one.csv --fail-on {limit}"));
            assert_eq!(ran.out(code), folder.run("evaluate one.csv").out(0), "{limit}: {line}");
        }
    }
}

#[test]
fn a_rejected_row_counts_as_held_for_fail_on() {
    let folder = Folder::project();
    folder.write("bad.csv", "id,hts,country\nEX-1,7208,VN\nEX-2,7208\n");
    for (command, code) in [("", 0), (" --fail-on block", 0), (" --fail-on hold", 1), (" --fail-on flag", 1)]
    {
        folder.run(&format!("evaluate bad.csv{command}")).out(code);
    }
}

#[test]
fn a_day_stands_in_only_for_records_without_any_date() {
    let folder = Folder::project();
    let rows = "id,hts,producer,imported,entered\nNO-DATE,6109,Acme Mills,,\nDATED,6109,Acme Mills,2020-01-01,\nENTERED,6109,Acme Mills,,2020-01-01\n";
    folder.write("lines.csv", rows);
    insta::assert_snapshot!(folder.run("evaluate lines.csv --all"), @"
    hold     NO-DATE  apparel-of-acme: imported is missing (could be block)
    flag     DATED  cotton-of-xinjiang: hts: `6109` is too short to tell, region is missing
    hold     ENTERED  apparel-of-acme: imported is missing (could be block)

    records   3 read: 3 decided, none rejected
    outcomes  block 0 · hold 2 · flag 1 · release 0
    rules     cotton-of-xinjiang  undetermined 3
              apparel-of-acme     undetermined 2
    held      2 records for want of `imported` alone
                ask: on which day the goods were imported
    -- exit 0 --
    ");
    insta::assert_snapshot!(folder.run("evaluate lines.csv --all --as-of 2020-09-03"), @"
    block    NO-DATE  apparel-of-acme: hts is `6109`, producer is `Acme Mills`
    flag     DATED  cotton-of-xinjiang: hts: `6109` is too short to tell, region is missing
    hold     ENTERED  apparel-of-acme: imported is missing (could be block)

    records   3 read: 3 decided, none rejected
    outcomes  block 1 · hold 1 · flag 1 · release 0
    rules     apparel-of-acme     applies 1 · undetermined 1
              cotton-of-xinjiang  undetermined 3
    held      1 record for want of `imported` alone
                ask: on which day the goods were imported
    -- exit 0 --
    ");
}

#[test]
fn an_assumption_settles_what_is_missing_and_is_marked() {
    let folder = Folder::project();
    folder.write(
        "policies/whole.policy",
        "rule in-part:\n  block product hair from region Xinjiang in whole or in part\n  authority \"company policy\"\n",
    );
    insta::assert_snapshot!(folder.run("evaluate lines.csv"), @r#"
    block    EX-1/001  apparel-of-acme: hts is `6109.90.1007`, producer is `ACME MILLS CO LTD`
    hold     EX-1/002  apparel-of-acme (and 1 more): producer is missing (could be block)
    hold     EX-1/003  in-part: inputs are missing (could be block)
    hold     EX-1/004  in-part: inputs are missing (could be block)

    records   4 read: 4 decided, none rejected
    outcomes  block 1 · hold 3 · flag 0 · release 0
    rules     apparel-of-acme     applies 1 · undetermined 1
              cotton-of-xinjiang  applies 1
              in-part             undetermined 4
    held      2 records for want of `inputs` alone
                ask: what went into the goods, or that nothing did
                or settle it openly: --assume "inputs are none when missing"
              1 record for want of `inputs` and `producer` alone
                ask: what went into the goods, or that nothing did; who made, mined or grew the goods
    -- exit 0 --
    "#);
    let ran = folder.run("evaluate lines.csv --assume \"inputs are none when missing\"");
    insta::assert_snapshot!(ran, @"
    block    EX-1/001  apparel-of-acme: hts is `6109.90.1007`, producer is `ACME MILLS CO LTD`
    hold     EX-1/002  apparel-of-acme: producer is missing (could be block)
    flag     EX-1/003  cotton-of-xinjiang: hts is `5201.00.1400`, region is `Aksu`

    records   4 read: 4 decided, none rejected
    outcomes  block 1 · hold 1 · flag 1 · release 1 (1 of them rests on an assumption)
    rules     apparel-of-acme     applies 1 · undetermined 1
              cotton-of-xinjiang  applies 1
    held      1 record for want of `producer` alone
                ask: who made, mined or grew the goods
    assumed   inputs = none decided rules on 4 records
    -- standard error --
    assumed for this run: inputs are none when missing
    -- exit 0 --
    ");
    let ran = folder.run("evaluate lines.csv --assume \"inputs are none when missing\" --format ndjson");
    let released = decisions(ran.out(0)).pop().expect("a decision");
    insta::assert_snapshot!(released, @r#"{"assumed":[{"at":"inputs","rules":["in-part"],"value":"none"}],"findings":[],"id":"EX-1/004","missing":[],"outcome":"release"}"#);
    insta::assert_snapshot!(folder.run("evaluate lines.csv --assume \"inputs is nothing\""), @"
    -- standard error --
    assumed for this run: inputs is nothing
    error[wrong-type]: of inputs, only that there are none can be assumed
       ╭─[--assume:1:18]
     1 │ assume inputs is nothing
       ·                  ───┬───
       ·                     ╰── not `none`
       ╰──── E0301
      help: write `assume inputs are none when missing`

    error[unexpected-text]: an assumption ends with `when missing`
       ╭─[--assume:1:25]
     1 │ assume inputs is nothing
       ·                         ▲
       ·                         ╰── `when missing` is missing here
       ╰──── E0101
      help: it settles only what a record leaves open
      fix: write `when missing`
         1 │ assume inputs is nothing when missing

    2 errors
    withhold: the policy has errors, so nothing was decided by it
    -- exit 2 --
    ");
}

#[test]
fn output_goes_to_a_file_that_appears_whole() {
    let folder = Folder::project();
    let ran = folder.run("evaluate lines.csv --format ndjson --output decisions.ndjson");
    assert_eq!(ran.out(0), "");
    assert_eq!(folder.read("decisions.ndjson"), folder.run("evaluate lines.csv --format ndjson").out);
    let ran = folder.run("evaluate lines.csv --output decisions.ndjson");
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{ran}");
    assert_eq!(folder.read("decisions.ndjson"), folder.run("evaluate lines.csv").out);
    // A run that fails leaves the file as it was, and nothing beside it.
    folder.write("bad.csv", "");
    let before = folder.read("decisions.ndjson");
    assert_eq!(folder.run("evaluate lines.csv bad.csv --output decisions.ndjson").code, 2);
    assert_eq!(folder.read("decisions.ndjson"), before);
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["bad.csv", "decisions.ndjson", "lines.csv", "policies"]);
}

#[test]
fn what_cannot_be_written_is_said_before_anything_is_decided() {
    let folder = Folder::project();
    folder.write("file", "");
    let mut said = String::new();
    for options in [
        "--output nowhere/decisions.txt",
        "--output policies",
        "--output file/decisions.txt",
        "--rejects nowhere/rejects.ndjson",
        "--output lines.csv",
        "--output ./policies/../lines.csv",
        "--rejects lines.csv",
        "--output same.txt --rejects ./same.txt",
    ] {
        let ran = folder.run(&format!("evaluate lines.csv {options}"));
        assert_eq!(ran.out(2), "", "{options}");
        said.push_str(&format!("{options}\n  {}", ran.err));
    }
    insta::assert_snapshot!(said, @"
    --output nowhere/decisions.txt
      withhold: `nowhere/decisions.txt` cannot be written: there is no such folder
    --output policies
      withhold: `policies` cannot be written: it is a folder
    --output file/decisions.txt
      withhold: `file/decisions.txt` cannot be written: a part of its path is no folder
    --rejects nowhere/rejects.ndjson
      withhold: `nowhere/rejects.ndjson` cannot be written: there is no such folder
    --output lines.csv
      withhold: `lines.csv` is read, so it cannot be written over
    --output ./policies/../lines.csv
      withhold: `./policies/../lines.csv` is read, so it cannot be written over
    --rejects lines.csv
      withhold: `lines.csv` is read, so it cannot be written over
    --output same.txt --rejects ./same.txt
      withhold: decisions and rejected rows cannot both be written to `same.txt`
    ");
    assert_eq!(folder.read("lines.csv"), SHIPMENTS);
}

/// Put in its place, a file would take a pipe or a device away from whoever reads it.
#[cfg(unix)]
#[test]
fn a_pipe_is_written_to_and_not_replaced() {
    use std::io::Read as _;
    use std::os::unix::fs::FileTypeExt as _;

    let folder = Folder::project();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    // Opened for both, a pipe waits for nobody.
    let mut reader = std::fs::File::options().read(true).write(true).open(&pipe).expect("the pipe is opened");
    assert_eq!(folder.run("evaluate lines.csv --output pipe").out(0), "");
    assert!(std::fs::symlink_metadata(&pipe).expect("it is there").file_type().is_fifo());
    let expected = folder.run("evaluate lines.csv").out;
    let mut written = vec![0; expected.len()];
    reader.read_exact(&mut written).expect("what was written");
    assert_eq!(String::from_utf8(written).expect("text"), expected);
}

#[cfg(unix)]
#[test]
fn standard_output_by_another_name_is_not_replaced() {
    let folder = Folder::project();
    let lines = std::fs::File::create(folder.path().join("printed")).expect("a file");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_withhold"))
        .args(["evaluate", "lines.csv", "--output", "/dev/stdout"])
        .current_dir(folder.path())
        .stdout(lines.try_clone().expect("a second handle"))
        .status()
        .expect("the binary runs");
    assert!(status.success());
    let size = lines.metadata().expect("it is there").len();
    assert_eq!(size, folder.run("evaluate lines.csv").out.len() as u64, "another file was written");
}

#[test]
fn rejects_go_to_a_file_with_their_place_and_reason() {
    let folder = Folder::project();
    folder.write("bad.csv", "id,hts\nEX-1,7208\nEX-2,7208,\u{202e}1\n\nEX-3\n");
    let ran = folder.run("evaluate bad.csv --rejects rejects.ndjson --format ndjson");
    assert_eq!(decisions(ran.out(0)).len(), 1);
    insta::assert_snapshot!(ran.err, @"
    reject   bad.csv row 2 (byte 17): has 3 fields where the header has 2
    reject   bad.csv row 3 (byte 33): has 1 field where the header has 2
    records   3 read: 1 decided, 2 rejected
    outcomes  block 0 · hold 0 · flag 0 · release 1
    ");
    insta::assert_snapshot!(folder.read("rejects.ndjson"), @r#"
    {"file":"bad.csv","offset":17,"reason":"has 3 fields where the header has 2","row":2,"text":"EX-2,7208,\u202e1"}
    {"file":"bad.csv","offset":33,"reason":"has 1 field where the header has 2","row":3,"text":"EX-3"}
    "#);
    folder.run("evaluate lines.csv --rejects rejects.ndjson").out(0);
    assert_eq!(folder.read("rejects.ndjson"), "", "the rejects of another run were left");
}

#[test]
fn standard_input_is_recognised_by_its_first_bytes() {
    let folder = Folder::project();
    let expected = folder.run("evaluate lines.csv").out;
    let tabs = SHIPMENTS.replace(',', "\t");
    for input in [SHIPMENTS, &tabs, &ndjson(), &json()] {
        assert_eq!(folder.pipe("evaluate -", input.as_bytes()).out(0), expected, "{input}");
    }
    insta::assert_snapshot!(folder.pipe("evaluate -", b""), @"
    -- standard error --
    withhold: `standard input` is empty: it has no header and no records
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.pipe("evaluate - lines.csv -", SHIPMENTS.as_bytes()), @"
    -- standard error --
    withhold: standard input is named twice, and can be read once
    -- exit 2 --
    ");
    let ran = folder.pipe("evaluate -", b"id,hts\nEX-1\n");
    assert!(ran.out(2).starts_with("reject   standard input row 1 (byte 7): "), "{ran}");
}

#[test]
fn several_inputs_are_one_run() {
    let folder = Folder::project();
    let (header, rows) = SHIPMENTS.split_once('\n').expect("a header");
    let rows: Vec<&str> = rows.lines().collect();
    folder.write("a.csv", format!("{header}\n{}\n{}\n", rows[0], rows[1]));
    folder.write("b.csv", format!("{header}\n{}\n{}\n", rows[2], rows[3]));
    let ran = folder.run("evaluate a.csv b.csv");
    assert_eq!(ran.out(0), folder.run("evaluate lines.csv").out);
    let ran = folder.pipe("evaluate a.csv -", folder.read("b.csv").as_bytes());
    assert_eq!(ran.out(0), folder.run("evaluate lines.csv").out);
    // One file that cannot be read, or in which nothing stands, does not hide behind the others.
    folder.write("header.csv", "id,hts\n");
    folder.write("empty.csv", "");
    for file in ["missing.csv", "policies", "empty.csv"] {
        let ran = folder.run(&format!("evaluate a.csv {file}"));
        assert_eq!(ran.out(2), "", "{file}");
        assert!(ran.err.contains(&format!("`{file}`")), "{ran}");
    }
    let ran = folder.run("evaluate a.csv header.csv");
    assert!(ran.err(2).contains("there is no record in `header.csv`"), "{ran}");
    let ran = folder.run("evaluate a.csv header.csv empty.csv --allow-empty");
    assert_eq!(ran.out(0), folder.run("evaluate a.csv").out);
}

#[test]
fn the_vocabulary_can_be_left_out() {
    let folder = Folder::with(&[
        ("lean.policy", "product flax = hts 5301\nrule r: flag product flax\n"),
        ("lines.csv", "id,hts\nEX-1,5301.10\n"),
    ]);
    let ran = folder.run("evaluate --no-vocabulary --policy lean.policy lines.csv");
    assert!(ran.out(0).starts_with("flag     EX-1  r: hts is `5301.10`\n"), "{ran}");
}

/// [`SHIPMENTS`] as objects.
fn objects() -> Vec<Value> {
    let mut rows = SHIPMENTS.lines().map(|line| line.split(','));
    let header: Vec<&str> = rows.next().expect("a header").collect();
    rows.map(|row| {
        header.iter().zip(row).map(|(name, cell)| ((*name).to_owned(), Value::from(cell))).collect()
    })
    .collect()
}

fn ndjson() -> String {
    objects().iter().map(|object| format!("{object}\n")).collect()
}

fn json() -> String {
    serde_json::to_string_pretty(&objects()).expect("JSON")
}

#[test]
fn every_format_of_the_same_records_gives_the_same_bytes() {
    let folder = Folder::project();
    let files = [
        ("a.csv", SHIPMENTS.to_owned()),
        ("b.csv", SHIPMENTS.replace(',', ";").replace('\n', "\r\n")),
        ("c.csv", format!("\u{feff}{SHIPMENTS}")),
        ("d.txt", SHIPMENTS.replace(',', "\t")),
        ("e.tsv", SHIPMENTS.replace(',', "\t")),
        ("f.json", json()),
        ("g.json", objects().iter().map(Value::to_string).collect()),
        ("h.ndjson", ndjson()),
        ("i.jsonl", ndjson().replace(":\"100\"", ":100").replace("\"producer\":\"\"", "\"producer\":null")),
        ("j", ndjson()),
    ];
    for format in ["ndjson", "json", "text"] {
        let expected = folder.run(&format!("evaluate lines.csv --format {format}"));
        for (name, text) in &files {
            folder.write(name, text);
            let ran = folder.run(&format!("evaluate {name} --format {format}"));
            assert_eq!(ran.out(0), expected.out(0), "{name}");
        }
    }
}

#[test]
fn the_example_gives_the_same_bytes_in_every_format_and_each_time() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let policies = root.join("policies").display().to_string();
    let folder = Folder::with(&[]);
    let csv = std::fs::read(root.join("examples/entry-lines.csv")).expect("the example");
    let (mut tsv, mut ndjson) =
        (csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new()), String::new());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv.as_slice());
    let header = reader.headers().expect("a header").clone();
    tsv.write_record(&header).expect("a row");
    let mut plain = csv::Writer::from_writer(Vec::new());
    plain.write_record(&header).expect("a row");
    let mut rows = 0;
    for row in reader.records() {
        let row = row.expect("a row");
        // A row that does not fit the header is none in a format that has no header.
        if row.len() != header.len() {
            continue;
        }
        tsv.write_record(&row).expect("a row");
        plain.write_record(&row).expect("a row");
        let object: serde_json::Map<String, Value> =
            header.iter().zip(&row).map(|(name, cell)| (name.to_owned(), Value::from(cell))).collect();
        ndjson.push_str(&format!("{}\n", Value::from(object)));
        rows += 1;
    }
    folder.write("lines.csv", plain.into_inner().expect("the rows"));
    folder.write("lines.tsv", tsv.into_inner().expect("the rows"));
    folder.write("lines.json", format!("[{}]", ndjson.trim_end().replace('\n', ",")));
    folder.write("lines.ndjson", ndjson);
    let run = |file: &str| folder.run(&format!("evaluate --policy \"{policies}\" --format ndjson {file}"));
    let expected = run("lines.csv");
    assert_eq!(decisions(expected.out(0)).len(), rows);
    for file in ["lines.csv", "lines.tsv", "lines.json", "lines.ndjson"] {
        assert!(run(file).out(0) == expected.out, "{file} is decided otherwise than lines.csv");
    }
}

#[test]
fn the_example_shows_every_outcome_with_and_without_inputs_assumed() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Folder::with(&[]);
    let (policies, lines) = (root.join("policies"), root.join("examples/entry-lines.csv"));
    let command = format!("evaluate --policy \"{}\" \"{}\"", policies.display(), lines.display());
    for command in [command.clone(), format!("{command} --assume \"inputs are none when missing\"")] {
        let ran = folder.run(&command);
        let outcomes = ran.out(0).lines().find(|line| line.starts_with("outcomes ")).expect("a summary");
        for outcome in ["block", "hold", "flag", "release"] {
            assert!(outcomes.contains(outcome) && !outcomes.contains(&format!("{outcome} 0")), "{outcomes}");
        }
        assert!(ran.out.contains("1 rejected"), "{ran}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::project();
    let rows: String = (1..=20_000).map(|row| format!("EX-{row},6109,2020-09-10\n")).collect();
    folder.write("many.csv", format!("id,hts,imported\n{rows}"));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_withhold"))
        .args(["evaluate", "many.csv", "--all"])
        .current_dir(folder.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("the binary ends");
    let err = String::from_utf8_lossy(&ended.stderr);
    assert!(!err.contains("panicked") && !err.contains("cannot be written"), "{err}");
    assert!(matches!(ended.status.code(), Some(0..=2)), "{}", ended.status);
}

#[test]
fn rules_that_are_not_in_force_are_no_success() {
    let folder = Folder::with(&[
        ("old.policy", "rule old: block anything until 2019-01-01\n"),
        ("orders.policy", ORDERS),
        ("lines.csv", SHIPMENTS),
        ("undated.csv", "id,hts\nEX-1,6109\n"),
    ]);
    insta::assert_snapshot!(folder.run("evaluate --policy old.policy lines.csv"), @"
    records   4 read: 4 decided, none rejected
    outcomes  block 0 · hold 0 · flag 0 · release 4
    -- standard error --
    withhold: no rule was in force on the date of any record, so nothing was asked of them
    -- exit 2 --
    ");
    // A rule that may be in force is one.
    assert!(folder.run("evaluate --policy old.policy undated.csv").out(0).starts_with("hold     EX-1"));
    folder.run("evaluate --policy old.policy undated.csv --as-of 2019-01-01").out(2);
    folder.run("evaluate --policy old.policy undated.csv --as-of 2018-12-31").out(0);
    folder.run("evaluate --policy old.policy --policy orders.policy lines.csv").out(0);
}
