//! Records in JSON: values, arrays, objects one after another, keys that nobody reads.

use super::super::{Format, UnreadableId, shipment_from_json};
use super::{facts, noted, rows, schema};
use crate::model::MAX_TIERS;

fn lines(file: &str) -> Vec<String> {
    rows(Some(Format::Ndjson), file)
}

#[test]
fn values_of_every_kind_are_read_as_their_text_would_be() {
    for (member, expected) in [
        (r#""hts":6109100012"#, " hts=6109.10.0012"),
        (r#""postal_code":830000"#, " postal_code=830000"),
        (r#""value":0.10000000000000000000000001"#, " value=0.10000000000000000000000001"),
        (
            r#""quantity":1e3"#,
            " quantity=? it has an exponent, which may have lost digits; all digits are wanted",
        ),
        (r#""organic":true"#, " organic=true"),
        (r#""organic":0"#, " organic=false"),
        (r#""pro\u0064ucer":"A\u0063me""#, " producer=Acme"),
        (r#""producer":null,"region":"","port":"  ""#, ""),
        (r#""producer":{"name":"Acme"}"#, " producer=? a JSON object stands where a party is wanted"),
        (r#""producer":["Acme"]"#, " producer=? a JSON array stands where a party is wanted"),
        (r#""producer":true"#, " producer=? a JSON true or false stands where a party is wanted"),
        (
            r#""producer":"\ud800""#,
            " producer=? it is broken JSON at its byte 8: unexpected end of hex escape",
        ),
        (r#""documents":[]"#, " documents=[]"),
        (r#""documents":"none""#, " documents=[]"),
        (r#""documents":["invoice",null]"#, r#" documents=["invoice"]"#),
        (r#""documents":{}"#, " documents=? a JSON object stands where a set of documents is wanted"),
        (r#""inputs":null"#, ""),
        (r#""inputs":[]"#, " []"),
        (r#""inputs":"none""#, " []"),
        (r#""inputs":"[{\"hts\":\"61\"}]""#, " [hts=61]"),
        (r#""inputs":{}"#, " inputs ? it is neither `none` nor a JSON array"),
        (r#""inputs":[{"hts":"61"},null]"#, " inputs ? input 2 is not a JSON object"),
        (r#""inputs":[{"inputs":[{"region":"Aksu"}]}]"#, " [[region=Aksu]]"),
        (r#""inputs":[{"inputs":[1]}]"#, " [inputs ? input 1 is not a JSON object]"),
    ] {
        assert_eq!(lines(&format!("{{{member}}}")), [format!("1{expected}")], "{member}");
    }
}

#[test]
fn a_record_is_called_by_its_id_or_its_row() {
    let file = r#"{"id":"a"}

        {"ID":7}
        {"id":null}
        {"id":{}}
    "#;
    let (rows, notes) = noted(Some(Format::Ndjson), file);
    assert_eq!(rows, ["a", "7", "3", "4"]);
    assert_eq!(notes.as_ref().map(|notes| (notes.rows(), notes.blank_lines)), Some((4, 2)));
    let reason = "a JSON object stands where text is wanted".to_owned();
    let unreadable = UnreadableId { row: 4, reason, count: 1 };
    assert_eq!(notes.and_then(|notes| notes.unreadable_id), Some(unreadable));
}

#[test]
fn a_line_that_is_no_object_is_rejected_and_the_next_is_read() {
    let file = "{\"id\":1\n[]\n7\n{\"hts\":1,\"Hts\":2}\n{\"x\":1,\"x\":2}\n{\"id\":6}{}\n{\"id\":7}\n";
    let expected = [
        "reject 1@0 is broken JSON at its byte 7: EOF while parsing an object",
        "reject 2@8 is not a JSON object",
        "reject 3@11 is not a JSON object",
        "reject 4@13 has the key `Hts` twice",
        "reject 5@31 has the key `x` twice",
        "reject 6@45 is broken JSON at its byte 9: trailing characters",
        "7",
    ];
    assert_eq!(lines(file), expected);
}

#[test]
fn keys_that_nobody_reads_are_noted_by_where_they_stand() {
    let file =
        r#"{"colour":"red","share":1,"inputs":[{"importer":"Acme","inputs":[{"importer":null,"id":1}]}]}"#;
    let (_, notes) = noted(Some(Format::Ndjson), format!("{file}\n{{\"colour\":\"blue\"}}\n"));
    let unread: Vec<(String, u64)> = notes
        .iter()
        .flat_map(|notes| &notes.unread)
        .map(|unread| (unread.name.clone(), unread.count))
        .collect();
    let expected = [("colour", 2), ("share", 1), ("inputs[].importer", 1), ("inputs[].id", 1)];
    assert_eq!(unread, expected.map(|(name, count)| (name.to_owned(), count)));
}

#[test]
fn arrays_and_objects_one_after_another_are_read_alike() {
    let objects = ["{\"id\":1,\n \"producer\":\"}]\\\"\"}", "{\"id\":2}"];
    let [first, second] = objects;
    for file in [
        format!("[{first},{second}]"),
        format!("\u{FEFF} [ {first} ,\n{second} , ]\n"),
        format!("{first}\n{second}"),
        objects.concat(),
    ] {
        assert_eq!(rows(Some(Format::Json), file.as_str()), ["1 producer=}]\"", "2"], "{file}");
        assert_eq!(rows(None, file.as_str()), ["1 producer=}]\"", "2"], "{file}");
    }
    assert_eq!(rows(Some(Format::Json), "[]"), Vec::<String>::new());
}

#[test]
fn an_array_that_breaks_off_is_never_taken_as_whole() {
    for (file, rest) in [
        ("[{},", "reject 2@4 is where the file ends, before the array does: rows may be lost"),
        ("[{}", "reject 2@3 is where the file ends, before the array does: rows may be lost"),
        ("[{}, {\"id\":", "reject 2@5 is not finished where the file ends"),
        ("[{} {}]", "reject 2@4 is broken JSON from here on: `,` or `]` was expected"),
        ("[{},,{}]", "reject 2@4 is broken JSON from here on: an object was expected"),
        ("[{}] {}", "reject 2@5 stands after the end of the array"),
        ("{} x", "reject 2@3 is not a JSON object"),
    ] {
        assert_eq!(rows(Some(Format::Json), file), ["1", rest], "{file}");
    }
    assert_eq!(
        rows(Some(Format::Json), "[1,{\"a\":],{}]"),
        ["reject 1@1 is not a JSON object", "reject 2@3 is broken JSON at its byte 6: expected value", "3",]
    );
}

#[test]
fn an_empty_stream_of_lines_has_no_records() {
    assert_eq!(lines(""), Vec::<String>::new());
    assert_eq!(rows(Some(Format::Json), " \n"), ["`file` is empty: it has no header and no records"]);
    assert_eq!(rows(None, ""), ["`file` is empty: it has no header and no records"]);
}

#[test]
fn inputs_go_down_as_many_tiers_as_a_record_may_have() {
    let nested = |tiers: usize, last: &str| {
        format!("{}{{\"inputs\":{last}}}{}", "{\"inputs\":[".repeat(tiers), "]}".repeat(tiers))
    };
    let deepest = lines(&nested(MAX_TIERS, "[]")).join("\n");
    assert!(
        !deepest.contains('?') && deepest.ends_with(&format!("[]{}", "]".repeat(MAX_TIERS))),
        "{deepest}"
    );
    for deeper in [nested(MAX_TIERS, "[{}]"), nested(100_000, "[]")] {
        let read = lines(&deeper).join("\n");
        assert!(read.contains("inputs ? inputs are nested deeper than 64 tiers"), "{read}");
    }
}

#[test]
fn one_shipment_is_read_from_a_text() {
    let schema = schema();
    let read = |text: &str| match shipment_from_json(text, &schema) {
        Ok(shipment) => format!("{}{}", shipment.id, facts(&shipment.goods, &schema)),
        Err(error) => error.to_string(),
    };
    assert_eq!(read(r#" {"hts":"6109"} "#), "1 hts=6109");
    assert_eq!(read("[]"), "the shipment is not a JSON object");
    assert_eq!(read("{\n\"hts\" 1}"), "the shipment is broken JSON at byte 7 of its line 2: expected `:`");
}
