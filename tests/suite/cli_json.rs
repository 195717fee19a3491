//! Bad JSON through the binary: what is no record is rejected, what is no fact is unreadable, and depth costs nothing.

use crate::cli_input::{evaluate, folder};

#[test]
fn a_json_file_of_which_no_key_is_a_field_is_no_success() {
    let folder = folder();
    let wrapped = r#"{"records":[{"id":"EX-1","hts":"6109.10"},{"id":"EX-2"}]}"#;
    insta::assert_snapshot!(evaluate(&folder, "wrapped.json", wrapped.as_bytes(), 1, 0), @"
    hold     1  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)

    records   1 read: 1 decided, none rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
              dear     undetermined 1
    held      1 record for want of `country`, `hts`, `imported` and `value` alone
                ask: the country of origin; the HTS code, with all ten digits; on which day the goods were imported; the value
    -- standard error --
    note: wrapped.json: nothing reads `records`
    withhold: no key in `wrapped.json` is a field of a record, so nothing was known of its records
    -- exit 2 --
    ");
    // One without any key says nothing, and is asked for everything.
    evaluate(&folder, "bare.ndjson", b"{}\n", 1, 0).out(0);
}

#[test]
fn an_id_that_is_no_text_is_said_and_the_row_is_called_by_its_number() {
    let bytes = r#"{"id":{"entry":1},"hts":"6109","country":"CN","imported":"2020-09-10","value":5}
{"id":true,"hts":"6109","country":"CN","imported":"2020-09-10","value":5}
{"id":7,"hts":"6109","country":"CN","imported":"2020-09-10","value":5}
{"id":null,"hts":"6109","country":"CN","imported":"2020-09-10","value":5}
{"id":[],"hts":"6109","country":"CN","imported":"2020-09-10","value":5}
"#;
    insta::assert_snapshot!(evaluate(&folder(), "ids.ndjson", bytes.as_bytes(), 5, 0), @"
    block    1  apparel: hts is `6109`, country is `CN`
    block    2  apparel: hts is `6109`, country is `CN`
    block    7  apparel: hts is `6109`, country is `CN`
    block    4  apparel: hts is `6109`, country is `CN`
    block    5  apparel: hts is `6109`, country is `CN`

    records   5 read: 5 decided, none rejected
    outcomes  block 5 · hold 0 · flag 0 · release 0
    rules     apparel  applies 5
    -- standard error --
    note: ids.ndjson: 3 records are called by their rows, since the `id` cannot be read (row 1: a JSON object stands where text is wanted)
    -- exit 0 --
    ");
    insta::assert_snapshot!(evaluate(&folder(), "id.json", br#"[{"id":[1],"hts":"6109"}]"#, 1, 0), @"
    hold     1  apparel (and 1 more): country is missing, imported is missing (could be block)

    records   1 read: 1 decided, none rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
              dear     undetermined 1
    held      1 record for want of `country`, `imported` and `value` alone
                ask: the country of origin; on which day the goods were imported; the value
    -- standard error --
    note: id.json: 1 record is called by its row, since the `id` cannot be read (row 1: a JSON array stands where text is wanted)
    -- exit 0 --
    ");
}

#[test]
fn json_values_of_the_wrong_shape_are_unreadable_facts() {
    let folder = folder();
    let mut said = String::new();
    for member in [
        r#""hts":["6109"]"#,
        r#""hts":{"code":"6109"}"#,
        r#""country":true"#,
        r#""imported":20200910"#,
        r#""value":"5 apples""#,
        r#""value":1e3"#,
        r#""value":-0.01"#,
    ] {
        // What the amount does not decide, the code does.
        let code = if member.starts_with("\"value\"") { "7208" } else { "6109" };
        let good = format!(r#""hts":"{code}","country":"CN","imported":"2020-09-10","value":5"#);
        let key = member.split(':').next().unwrap_or_default();
        let rest: Vec<&str> = good.split(',').filter(|other| !other.starts_with(key)).collect();
        let object = format!("{{\"id\":\"EX\",{member},{}}}\n", rest.join(","));
        let ran = evaluate(&folder, "shape.ndjson", object.as_bytes(), 1, 0);
        said.push_str(&format!("{member}\n  {}\n", ran.out(0).lines().next().unwrap_or_default()));
    }
    insta::assert_snapshot!(said, @r#"
    "hts":["6109"]
      hold     EX  apparel: hts: `["6109"]` cannot be read: a JSON array stands where an HTS code is wanted (could be block)
    "hts":{"code":"6109"}
      hold     EX  apparel: hts: `{"code":"6109"}` cannot be read: a JSON object stands where an HTS code is wanted (could be block)
    "country":true
      hold     EX  apparel: country: `true` cannot be read: a JSON true or false stands where a country is wanted (could be block)
    "imported":20200910
      hold     EX  apparel: imported: `20200910` cannot be read: a date is written `2020-09-03` (could be block)
    "value":"5 apples"
      hold     EX  dear: value: `5 apples` cannot be read: `apples` is not the code of a currency
    "value":1e3
      hold     EX  dear: value: `1e3` cannot be read: it has an exponent, which may have lost digits; all digits are wanted
    "value":-0.01
      hold     EX  dear: value: `-0.01` cannot be read: it is negative
    "#);
}

#[test]
fn json_that_is_no_record_is_rejected_by_the_row() {
    let folder = folder();
    let lines = "{\"id\":\"EX-1\"}\n[1]\n\"x\"\nnull\n{\"id\":1,\"id\":2}\n{\"id\":\"EX-6\"\n{}\nnot json\n";
    insta::assert_snapshot!(evaluate(&folder, "lines.ndjson", lines.as_bytes(), 2, 6), @"
    hold     EX-1  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)
    reject   lines.ndjson row 2 (byte 14): is not a JSON object
    reject   lines.ndjson row 3 (byte 18): is not a JSON object
    reject   lines.ndjson row 4 (byte 22): is not a JSON object
    reject   lines.ndjson row 5 (byte 27): has the key `id` twice
    reject   lines.ndjson row 6 (byte 43): is broken JSON at its byte 12: EOF while parsing an object
    hold     7  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)
    reject   lines.ndjson row 8 (byte 59): is not a JSON object

    records   8 read: 2 decided, 6 rejected
    outcomes  block 0 · hold 2 · flag 0 · release 0
    rules     apparel  undetermined 2
              dear     undetermined 2
    held      2 records for want of `country`, `hts`, `imported` and `value` alone
                ask: the country of origin; the HTS code, with all ten digits; on which day the goods were imported; the value
    -- exit 0 --
    ");
    insta::assert_snapshot!(evaluate(&folder, "array.json", b"[1, {\"id\":\"EX-2\"}, [{\"id\":\"EX-3\"}]]", 1, 2), @"
    reject   array.json row 1 (byte 1): is not a JSON object
    hold     EX-2  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)
    reject   array.json row 3 (byte 19): is not a JSON object

    records   3 read: 1 decided, 2 rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
              dear     undetermined 1
    held      1 record for want of `country`, `hts`, `imported` and `value` alone
                ask: the country of origin; the HTS code, with all ten digits; on which day the goods were imported; the value
    -- exit 0 --
    ");
    insta::assert_snapshot!(evaluate(&folder, "cut.json", b"[{\"id\":\"EX-1\"}, {\"id\":\"EX-2\",", 1, 1), @"
    hold     EX-1  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)
    reject   cut.json row 2 (byte 16): is not finished where the file ends

    records   2 read: 1 decided, 1 rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
              dear     undetermined 1
    held      1 record for want of `country`, `hts`, `imported` and `value` alone
                ask: the country of origin; the HTS code, with all ten digits; on which day the goods were imported; the value
    -- exit 0 --
    ");
    insta::assert_snapshot!(evaluate(&folder, "broken.json", b"[{\"id\":\"EX-1\"} {\"id\":\"EX-2\"}]", 1, 1), @"
    hold     EX-1  apparel (and 1 more): country is missing, hts is missing, imported is missing (could be block)
    reject   broken.json row 2 (byte 15): is broken JSON from here on: `,` or `]` was expected

    records   2 read: 1 decided, 1 rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     apparel  undetermined 1
              dear     undetermined 1
    held      1 record for want of `country`, `hts`, `imported` and `value` alone
                ask: the country of origin; the HTS code, with all ten digits; on which day the goods were imported; the value
    -- exit 0 --
    ");
}

#[test]
fn json_nested_ten_thousand_deep_is_an_answer() {
    let folder = folder();
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    evaluate(&folder, "array.json", deep.as_bytes(), 0, 1).out(2);
    let field = format!("{{\"id\":\"EX\",\"hts\":{deep}}}\n");
    let ran = evaluate(&folder, "field.ndjson", field.as_bytes(), 1, 0);
    assert!(ran.out(0).len() < 4_000, "{} bytes were printed", ran.out.len());
    evaluate(&folder, "unread.ndjson", format!("{{\"id\":\"EX\",\"note\":{deep}}}\n").as_bytes(), 1, 0)
        .out(0);
    let inputs = format!("{}{}", "[{\"inputs\":".repeat(10_000), "[]".to_owned() + &"}]".repeat(10_000));
    folder.write("p.policy", "product cotton = hts 52\nrule r: block product cotton in whole or in part\n");
    let record = format!("{{\"id\":\"EX\",\"hts\":\"7208.10\",\"inputs\":{inputs}}}\n");
    insta::assert_snapshot!(evaluate(&folder, "inputs.ndjson", record.as_bytes(), 1, 0), @"
    hold     EX  r: inputs[0].hts is missing, inputs[0].inputs[0].hts is missing, inputs[0].inputs[0].inputs[0].hts is missing (could be block)

    records   1 read: 1 decided, none rejected
    outcomes  block 0 · hold 1 · flag 0 · release 0
    rules     r  undetermined 1
    held      1 record for want of `inputs[].hts`, and since what `inputs[].inputs` says does not settle it
                ask: the HTS code of each input, with all ten digits; whether `inputs[].inputs` is right (`withhold explain` shows each line)
    -- exit 0 --
    ");
}

#[test]
fn inputs_that_cannot_be_read_are_unknown() {
    let folder = folder();
    folder.write("p.policy", "product cotton = hts 52\nrule r: block product cotton in whole or in part\n");
    let mut said = String::new();
    for cell in
        ["cotton", "\"[{\"\"product\"\":\"", "[]x", "[1]", "{}", "\"[{\"\"producr\"\":\"\"x\"\"}]\"", ""]
    {
        let bytes = format!("id,hts,inputs\nEX,7208.10,{cell}\n");
        let ran = evaluate(&folder, "inputs.csv", bytes.as_bytes(), 1, 0);
        said.push_str(&format!("{cell}\n  {}\n", ran.out(0).lines().next().unwrap_or_default()));
    }
    insta::assert_snapshot!(said, @r#"
    cotton
      hold     EX  r: inputs: it is neither `none` nor a JSON array (could be block)
    "[{""product"":"
      hold     EX  r: inputs: it is broken JSON at its byte 12: EOF while parsing a value (could be block)
    []x
      hold     EX  r: inputs: it is broken JSON at its byte 3: trailing characters (could be block)
    [1]
      hold     EX  r: inputs: input 1 is not a JSON object (could be block)
    {}
      hold     EX  r: inputs: it is neither `none` nor a JSON array (could be block)
    "[{""producr"":""x""}]"
      hold     EX  r: inputs[0].hts is missing, inputs[0].inputs are missing (could be block)

      hold     EX  r: inputs are missing (could be block)
    "#);
}
