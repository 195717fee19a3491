//! Bad input through the binary: each row ends as exactly one decision or one reject, never as a release and never as a crash,
//! and the counts add up. Here: what any format may have; in `cli_json`: what only JSON has.

use serde_json::Value;

use crate::cli::{Folder, Ran};

/// A rule that every row of these files meets or leaves open, and one that asks for an amount. What it needs of the
/// vocabulary it declares itself, since that takes a moment to read and hundreds of runs are made here.
const POLICY: &str = "\
category apparel = hts 61, 62
country CN = \"China\"
country VN = \"Viet Nam\"
rule apparel: block category apparel from country CN effective 2020-09-03
rule dear: hold anything when value over 800 USD
";

/// A header, and a row that is fine.
const HEADER: &str = "id,hts,country,imported,value\n";
const GOOD: &str = "OK,6109.10,CN,2020-09-10,5\n";

pub(crate) fn folder() -> Folder {
    Folder::with(&[("p.policy", POLICY)])
}

/// Evaluates a file in every way, and checks what holds of any: gives what is printed for people.
pub(crate) fn evaluate(folder: &Folder, name: &str, bytes: &[u8], decided: usize, rejected: usize) -> Ran {
    folder.write(name, bytes);
    let ran = folder.run(&format!(
        "evaluate --no-vocabulary --policy p.policy {name} --format ndjson --rejects rejects.ndjson"
    ));
    let decisions: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).expect("a decision is JSON")).collect();
    let rejects = folder.read("rejects.ndjson");
    let rejects: Vec<Value> =
        rejects.lines().map(|line| serde_json::from_str(line).expect("a reject is JSON")).collect();
    assert_eq!((decisions.len(), rejects.len()), (decided, rejected), "{name}: {ran}");
    for decision in &decisions {
        assert_ne!(decision["outcome"], "release", "{name}: {decision}");
    }
    for reject in &rejects {
        let offset =
            usize::try_from(reject["offset"].as_u64().expect("an offset")).expect("a place in memory");
        let text = reject["text"].as_str().expect("a text");
        let row = String::from_utf8_lossy(bytes.get(offset..).expect("a place in the file")).into_owned();
        assert!(row.starts_with(text), "{name}: {reject}");
        assert!(reject["row"].as_u64() > Some(0) && reject["reason"].as_str() > Some(""), "{name}: {reject}");
    }
    let none = if rejected == 0 { "none".to_owned() } else { rejected.to_string() };
    let counts = format!("records   {} read: {decided} decided, {none} rejected\n", decided + rejected);
    assert!(ran.err.contains(&counts), "{name}: {ran}");
    let text = folder.run(&format!("evaluate --no-vocabulary --policy p.policy {name}"));
    assert_eq!(text.code, ran.code, "{text}");
    assert!(text.out.contains(&counts), "{text}");
    text
}

fn rows(rows: &str) -> Vec<u8> {
    format!("{HEADER}{rows}").into_bytes()
}

#[test]
fn a_cell_that_cannot_be_read_is_a_missing_fact_with_its_reason() {
    let folder = folder();
    let mut said = String::new();
    for row in [
        "EX,6109.10,CN,09/13/2020,5",
        "EX,6109.10,CN,2020-02-30,5",
        "EX,6109.10,CN,44087,5",
        "EX,610910001,CN,2020-09-10,5",
        "EX,shirts,CN,2020-09-10,5",
        "EX,6109.10,N/A,2020-09-10,5",
        "EX,6109.10,Chinaa,2020-09-10,5",
        "EX,7208.10,CN,2020-09-10,-5",
        "EX,7208.10,CN,2020-09-10,1e3",
        "EX,7208.10,CN,2020-09-10,\"1,000\"",
        "EX,7208.10,CN,2020-09-10,$900",
        "EX,7208.10,CN,2020-09-10,900 EUR",
        "EX,7208.10,CN,2020-09-10,900 XXY",
        "EX,7208.10,CN,2020-09-10,12345678901234567890123456789012345",
        "EX,,,,",
    ] {
        let ran = evaluate(&folder, "cell.csv", &rows(&format!("{row}\n")), 1, 0);
        said.push_str(&format!("{row}\n  {}\n", ran.out(0).lines().next().unwrap_or_default()));
    }
    insta::assert_snapshot!(said, @r#"
    EX,6109.10,CN,09/13/2020,5
      hold     EX  apparel: imported: `09/13/2020` cannot be read: a date is written `2020-09-03` (could be block)
    EX,6109.10,CN,2020-02-30,5
      hold     EX  apparel: imported: `2020-02-30` cannot be read: there is no such day in the calendar (could be block)
    EX,6109.10,CN,44087,5
      hold     EX  apparel: imported: `44087` cannot be read: it is a number, perhaps a spreadsheet's count of days; a date is written `2020-09-03` (could be block)
    EX,610910001,CN,2020-09-10,5
      hold     EX  apparel: hts: `610910001` cannot be read: it has 9 digits; a leading zero may have been lost (could be block)
    EX,shirts,CN,2020-09-10,5
      hold     EX  apparel: hts: `shirts` cannot be read: an HTS code is made of digits, with or without dots between them (could be block)
    EX,6109.10,N/A,2020-09-10,5
      hold     EX  apparel: country: `N/A` cannot be read: it says that this is not known (could be block)
    EX,6109.10,Chinaa,2020-09-10,5
      hold     EX  apparel: country: `Chinaa` is no country that is known (could be block)
    EX,7208.10,CN,2020-09-10,-5
      hold     EX  dear: value: `-5` cannot be read: it is negative
    EX,7208.10,CN,2020-09-10,1e3
      hold     EX  dear: value: `1e3` cannot be read: it has an exponent, which may have lost digits; all digits are wanted
    EX,7208.10,CN,2020-09-10,"1,000"
      hold     EX  dear: value: `1,000` cannot be read: its comma may set off thousands or decimals; `1234.50` is certain
    EX,7208.10,CN,2020-09-10,$900
      hold     EX  dear: value: `$900` cannot be read: a currency is written by its code, as in `800 USD`
    EX,7208.10,CN,2020-09-10,900 EUR
      hold     EX  dear: value: it is in EUR, and the rule names USD
    EX,7208.10,CN,2020-09-10,900 XXY
      hold     EX  dear: value: `900 XXY` cannot be read: `XXY` is not the code of a currency
    EX,7208.10,CN,2020-09-10,12345678901234567890123456789012345
      hold     EX  dear: value: `12345678901234567890123456789012345` cannot be read: it has more digits than can be kept exactly
    EX,,,,
      hold     EX  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)
    "#);
}

#[test]
fn a_missing_column_is_a_missing_fact() {
    insta::assert_snapshot!(evaluate(&folder(), "narrow.csv", b"id,hts\nEX-1,6109.10\nEX-2,7208.10\n", 2, 0), @"
    hold     EX-1  apparel (and 1 more): country is missing, imported is missing (could be block)
    hold     EX-2  dear: value is missing

    records   2 read: 2 decided, none rejected
    outcomes  block 0 · hold 2 · flag 0 · release 0
    rules     dear     undetermined 2
              apparel  undetermined 1
    held      1 record for want of `country`, `imported` and `value` alone
                ask: the country of origin; on which day the goods were imported; the value
              1 record for want of `value` alone
                ask: the value
    -- exit 0 --
    ");
}

#[test]
fn a_row_that_does_not_fit_the_header_is_rejected_and_the_next_is_read() {
    let bytes = rows(&format!("EX-1,6109.10,CN\n{GOOD}EX-3,6109.10,CN,2020-09-10,5,6\n\n{GOOD},,,,\n"));
    insta::assert_snapshot!(evaluate(&folder(), "fields.csv", &bytes, 3, 2), @"
    reject   fields.csv row 1 (byte 30): has 3 fields where the header has 5
    block    OK  apparel: hts is `6109.10`, country is `CN`
    reject   fields.csv row 3 (byte 73): has 6 fields where the header has 5
    block    OK  apparel: hts is `6109.10`, country is `CN`
    hold     5  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)

    records   5 read: 3 decided, 2 rejected
    outcomes  block 2 · hold 1 · flag 0 · release 0
    rules     apparel  applies 2 · undetermined 1
              dear     undetermined 1
    held      1 record for want of `country`, `hts`, `imported` and `value` alone
                ask: the country of origin; the HTS code, with all ten digits; on which day the goods were imported; the value
    -- exit 0 --
    ");
}

#[test]
fn a_file_without_a_record_is_no_success() {
    let folder = folder();
    for (name, bytes) in
        [("header.csv", HEADER), ("none.json", "[]"), ("blank.ndjson", "\n\n"), ("empty.ndjson", "")]
    {
        folder.write(name, bytes);
        let ran = folder.run(&format!("evaluate --no-vocabulary --policy p.policy {name}"));
        let said = format!("withhold: there is no record in `{name}`; `--allow-empty` lets that pass\n");
        assert_eq!(ran.err(2), said);
        assert!(ran.out.contains("records   0 read: 0 decided, none rejected\n"), "{ran}");
        folder.run(&format!("evaluate --no-vocabulary --policy p.policy {name} --allow-empty")).out(0);
    }
    for (name, bytes) in
        [("empty.csv", ""), ("blank.csv", "\n \n"), ("empty.json", ""), ("bom.csv", "\u{feff}")]
    {
        folder.write(name, bytes);
        let ran = folder.run(&format!("evaluate --no-vocabulary --policy p.policy {name}"));
        assert_eq!(ran.err(2), format!("withhold: `{name}` is empty: it has no header and no records\n"));
        folder.run(&format!("evaluate --no-vocabulary --policy p.policy {name} --allow-empty")).out(0);
    }
    folder.write("header.csv", HEADER);
    let ran = folder.run("evaluate --no-vocabulary --policy p.policy header.csv --format json");
    assert_eq!(ran.out(2), "[]\n");
}

#[test]
fn a_header_that_cannot_be_used_is_refused() {
    let folder = folder();
    let mut said = String::new();
    for header in ["id,hts,HTS", "origin,code", "id,\"hts", "\"id\"x,hts", "1,2,3"] {
        folder.write("header.csv", format!("{header}\nEX,1,2\n"));
        let ran = folder.run("evaluate --no-vocabulary --policy p.policy header.csv");
        assert_eq!(ran.out(2), "", "{header}");
        said.push_str(&format!("{}\n  {}", header.escape_debug(), ran.err));
    }
    insta::assert_snapshot!(said, @r#"
    id,hts,HTS
      withhold: `header.csv` has the field `hts` twice: in column 2 (`hts`) and in column 3 (`HTS`)
    origin,code
      withhold: `header.csv` has no column that is a field of a record: its columns are `origin` and `code`; the fields are `id`, `imported`, `entered`, `received`, `exported`, `loaded`, `produced`, `producer`, `seller`, `shipper`, `exporter`, `importer`, `consignee`, `carrier`, `vessel`, `producer_address`, `postal_code`, `mid`, `country`, `region`, `hts`, `category`, `product`, `description`, `value`, `currency`, `quantity`, `unit`, `weight`, `port`, `mode`, `documents` and `inputs`
    id,\"hts
      withhold: the header of `header.csv` opens a quote that is never closed, so the rest of the file cannot be told apart from it
    \"id\"x,hts
      withhold: the header of `header.csv` has text after a quote that closes a field
    1,2,3
      withhold: `header.csv` has no column that is a field of a record: its columns are `1`, `2` and `3`; the fields are `id`, `imported`, `entered`, `received`, `exported`, `loaded`, `produced`, `producer`, `seller`, `shipper`, `exporter`, `importer`, `consignee`, `carrier`, `vessel`, `producer_address`, `postal_code`, `mid`, `country`, `region`, `hts`, `category`, `product`, `description`, `value`, `currency`, `quantity`, `unit`, `weight`, `port`, `mode`, `documents` and `inputs`
    "#);
}

#[test]
fn columns_that_nobody_reads_are_said() {
    let bytes = b"id,hts,contry,imported,value,note,note,\n EX,6109.10,CN,2020-09-10,5,a,b,\n";
    insta::assert_snapshot!(evaluate(&folder(), "extra.csv", bytes, 1, 0), @"
    hold     EX  apparel: country is missing (could be block)

    records   1 read: 1 decided, none rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
    held      1 record for want of `country` alone
                ask: the country of origin
    -- standard error --
    note: extra.csv: nothing reads `contry`; `country` may be meant
    note: extra.csv: nothing reads `note`
    note: extra.csv: nothing reads `column 8 (without a name)`
    -- exit 0 --
    ");
}

#[test]
fn text_that_is_not_utf_8_is_rejected_by_the_row() {
    let folder = folder();
    let bytes =
        [HEADER.as_bytes(), GOOD.as_bytes(), b"B\xff,6109.10,CN,2020-09-10,5\n", GOOD.as_bytes()].concat();
    insta::assert_snapshot!(evaluate(&folder, "latin.csv", &bytes, 2, 1), @"
    block    OK  apparel: hts is `6109.10`, country is `CN`
    reject   latin.csv row 2 (byte 57): is not UTF-8 (at its byte 2)
    block    OK  apparel: hts is `6109.10`, country is `CN`

    records   3 read: 2 decided, 1 rejected
    outcomes  block 2 · hold 0 · flag 0 · release 0
    rules     apparel  applies 2
    -- exit 0 --
    ");
    let bytes = b"{\"id\":\"EX-1\",\"hts\":\"6109.10\"}\n{\"id\":\"\xe9\"}\n";
    insta::assert_snapshot!(evaluate(&folder, "latin.ndjson", bytes, 1, 1), @"
    hold     EX-1  apparel (and 1 more): country is missing, imported is missing (could be block)
    reject   latin.ndjson row 2 (byte 30): is not UTF-8 (at its byte 8)

    records   2 read: 1 decided, 1 rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
              dear     undetermined 1
    held      1 record for want of `country`, `imported` and `value` alone
                ask: the country of origin; on which day the goods were imported; the value
    -- exit 0 --
    ");
    folder.write("header.csv", b"id,hts,pays d\xe9clar\xe9\nEX-1,6109.10,CN\n");
    insta::assert_snapshot!(folder.run("evaluate --no-vocabulary --policy p.policy header.csv"), @"
    -- standard error --
    withhold: the header of `header.csv` is not UTF-8
    -- exit 2 --
    ");
}

#[test]
fn files_of_other_kinds_are_named_as_what_they_are() {
    let folder = folder();
    let wide = |mark: &[u16]| {
        mark.iter()
            .copied()
            .chain(format!("{HEADER}{GOOD}").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    let files: [(&str, Vec<u8>); 5] = [
        ("wide.csv", wide(&[0xfeff])),
        ("unmarked.csv", wide(&[])),
        ("book.xlsx", b"PK\x03\x04rest".to_vec()),
        ("lines.csv.gz", b"\x1f\x8b\x08rest".to_vec()),
        ("lines.parquet", b"PAR1rest".to_vec()),
    ];
    let mut said = String::new();
    for (name, bytes) in files {
        folder.write(name, bytes);
        let ran = folder.run(&format!("evaluate --no-vocabulary --policy p.policy {name}"));
        assert_eq!(ran.out(2), "", "{name}");
        said.push_str(&ran.err);
    }
    insta::assert_snapshot!(said, @"
    withhold: `wide.csv` is text in UTF-16, which cannot be read: CSV, TSV, JSON and NDJSON in UTF-8 can
    withhold: `unmarked.csv` is text in UTF-16, which cannot be read: CSV, TSV, JSON and NDJSON in UTF-8 can
    withhold: `book.xlsx` is an Excel workbook or a zip file, which cannot be read: CSV, TSV, JSON and NDJSON in UTF-8 can
    withhold: `lines.csv.gz` is compressed with gzip, which cannot be read: CSV, TSV, JSON and NDJSON in UTF-8 can
    withhold: `lines.parquet` is a Parquet file, which cannot be read: CSV, TSV, JSON and NDJSON in UTF-8 can
    ");
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_change_nothing() {
    let folder = folder();
    let plain = evaluate(&folder, "plain.csv", &rows(GOOD), 1, 0);
    let windows = format!("\u{feff}{HEADER}{GOOD}").replace('\n', "\r\n");
    assert_eq!(evaluate(&folder, "windows.csv", windows.as_bytes(), 1, 0).out, plain.out);
    let old = format!("{HEADER}{GOOD}").replace('\n', "\r");
    assert_eq!(evaluate(&folder, "old.csv", old.as_bytes(), 1, 0).out, plain.out);
    let open = format!("{HEADER}{}", GOOD.trim_end());
    assert_eq!(evaluate(&folder, "open.csv", open.as_bytes(), 1, 0).out, plain.out);
}

#[test]
fn an_unclosed_quote_is_one_reject_that_says_what_it_swallowed() {
    let bytes = rows(&format!("{GOOD}EX-2,\"6109.10,CN,2020-09-10,5\n{GOOD}{GOOD}"));
    insta::assert_snapshot!(evaluate(&folder(), "quote.csv", &bytes, 1, 1), @"
    block    OK  apparel: hts is `6109.10`, country is `CN`
    reject   quote.csv row 2 (byte 57): opens a quote that is never closed, so the rest of the file cannot be told apart from it

    records   2 read: 1 decided, 1 rejected
    outcomes  block 1 · hold 0 · flag 0 · release 0
    rules     apparel  applies 1
    -- exit 0 --
    ");
    let bytes = rows(&format!("EX-1,\"6109\"10,CN,2020-09-10,5\n{GOOD}"));
    insta::assert_snapshot!(evaluate(&folder(), "after.csv", &bytes, 1, 1), @"
    reject   after.csv row 1 (byte 30): has text after a quote that closes a field
    block    OK  apparel: hts is `6109.10`, country is `CN`

    records   2 read: 1 decided, 1 rejected
    outcomes  block 1 · hold 0 · flag 0 · release 0
    rules     apparel  applies 1
    -- exit 0 --
    ");
}

#[test]
fn characters_that_steer_a_terminal_are_written_out() {
    let folder = folder();
    let hostile = "\"E\u{1b}[31mX\u{202e}\",\"6109\u{0}.10\",CN,2020-09-10,\"5\u{1b}[2J\"\nEX-2\u{7},1\n";
    let name = "li\u{1b}[31m\u{202e}nes.csv";
    let bytes = "id,hts,country,imported,value,\"no\u{1b}]0;col\"\n".to_owned();
    let bytes = bytes + &hostile.replacen("5\u{1b}[2J\"", "5\u{1b}[2J\",x", 1);
    let ran = evaluate(&folder, name, bytes.as_bytes(), 1, 1);
    insta::assert_snapshot!(ran, @r"
    hold     E\u{1B}[31mX\u{202E}  apparel (and 1 more): hts: `6109\u{0}.10` cannot be read: an HTS code is made of digits, with or without dots between them (could be block)
    reject   li\u{1B}[31m\u{202E}nes.csv row 2 (byte 90): has 2 fields where the header has 6

    records   2 read: 1 decided, 1 rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
              dear     undetermined 1
    held      1 record since what `hts` and `value` says does not settle it
                ask: whether `hts` is right (`withhold explain` shows each line); whether `value` is right (`withhold explain` shows each line)
    -- standard error --
    note: li\u{1B}[31m\u{202E}nes.csv: nothing reads `no\u{1B}]0;col`
    -- exit 0 --
    ");
    let hidden = ['\u{1b}', '\u{202e}', '\u{0}', '\u{7}'];
    for format in ["ndjson", "json"] {
        let ran = folder.run(&format!(
            "evaluate --no-vocabulary --policy p.policy {name} --format {format} --rejects rejects.ndjson"
        ));
        assert!(!ran.to_string().contains(hidden), "{ran}");
        assert!(!folder.read("rejects.ndjson").contains(hidden));
    }
    let ran = folder.run(&format!("evaluate --no-vocabulary --policy p.policy {name}.csv"));
    assert!(!ran.err(2).contains(hidden), "{ran}");
}

#[test]
fn a_cell_of_five_megabytes_is_read_and_not_printed_whole() {
    let folder = folder();
    let long = "x".repeat(5 << 20);
    for row in [
        format!("EX-1,6109.10,CN,2020-09-10,5\nEX-2,6109.10,CN,2020-09-10,{long}\n"),
        format!("{long},6109.10,CN,2020-09-10,5\n{GOOD}"),
        format!("EX-1,{long},CN,2020-09-10,5\n{GOOD}"),
    ] {
        let ran = evaluate(&folder, "long.csv", &rows(&row), 2, 0);
        assert!(ran.out(0).len() < 4_000, "{} bytes were printed", ran.out.len());
    }
    let ran = folder.run("explain --no-vocabulary --policy p.policy long.csv --row 1");
    assert!(ran.out(0).len() < 20_000, "{} bytes were printed", ran.out.len());
}

#[test]
fn a_row_of_twenty_megabytes_is_rejected_and_the_next_is_read() {
    let long = "x".repeat(20 << 20);
    let ran =
        evaluate(&folder(), "long.csv", &rows(&format!("{long},6109.10,CN,2020-09-10,5\n{GOOD}")), 1, 1);
    insta::assert_snapshot!(ran, @"
    reject   long.csv row 1 (byte 30): is longer than 16 MiB
    block    OK  apparel: hts is `6109.10`, country is `CN`

    records   2 read: 1 decided, 1 rejected
    outcomes  block 1 · hold 0 · flag 0 · release 0
    rules     apparel  applies 1
    -- exit 0 --
    ");
}

#[test]
fn ids_that_occur_twice_keep_a_decision_each() {
    insta::assert_snapshot!(evaluate(&folder(), "twice.csv", &rows(&GOOD.repeat(2)), 2, 0), @"
    block    OK  apparel: hts is `6109.10`, country is `CN`
    block    OK  apparel: hts is `6109.10`, country is `CN`

    records   2 read: 2 decided, none rejected
    outcomes  block 2 · hold 0 · flag 0 · release 0
    rules     apparel  applies 2
    -- exit 0 --
    ");
}

#[test]
fn a_file_of_nothing_but_rejects_is_no_success() {
    insta::assert_snapshot!(evaluate(&folder(), "text.json", b"\"x\"", 0, 1), @"
    reject   text.json row 1 (byte 0): is not a JSON object

    records   1 read: 0 decided, 1 rejected
    outcomes  block 0 · hold 0 · flag 0 · release 0
    -- standard error --
    withhold: no record could be read, so none was decided
    -- exit 2 --
    ");
    insta::assert_snapshot!(evaluate(&folder(), "short.csv", &rows("EX-1\n"), 0, 1), @"
    reject   short.csv row 1 (byte 30): has 1 field where the header has 5

    records   1 read: 0 decided, 1 rejected
    outcomes  block 0 · hold 0 · flag 0 · release 0
    -- standard error --
    withhold: no record could be read, so none was decided
    -- exit 2 --
    ");
}

#[test]
fn whatever_bytes_a_file_holds_the_run_ends_and_the_counts_add_up() {
    let folder = folder();
    let alphabet = b"{}[]\":,;\\\"\"\n\n\r\t \xFF\xE5\x00idhtscountry60.";
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for round in 0..40 {
        let mut bytes = if round % 2 == 0 { HEADER.as_bytes().to_vec() } else { b"{\"id\":1}\n".to_vec() };
        for _ in 0..200 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            bytes.push(alphabet[usize::try_from(state >> 33).expect("a small number") % alphabet.len()]);
        }
        let name = ["noise.csv", "noise.ndjson", "noise", "noise.json"][round % 4];
        folder.write(name, &bytes);
        let ran = folder.run(&format!(
            "evaluate --no-vocabulary --policy p.policy {name} --format ndjson --rejects rejects.ndjson"
        ));
        assert!(matches!(ran.code, 0 | 2), "{bytes:?}: {ran}");
        let counted = ran.err.lines().find_map(|line| line.strip_prefix("records   "));
        if let Some(counted) = counted {
            let (decided, rejected) =
                (ran.out.lines().count(), folder.read("rejects.ndjson").lines().count());
            let rejects = if rejected == 0 { "none".to_owned() } else { rejected.to_string() };
            assert_eq!(
                counted,
                format!("{} read: {decided} decided, {rejects} rejected", decided + rejected),
                "{bytes:?}"
            );
        }
        assert!(!ran.out.contains("\"outcome\":\"release\""), "{bytes:?}: {ran}");
    }
}
