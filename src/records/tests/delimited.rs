//! Tables: headers, rows that cannot be split, quotes, notes on columns.

use super::super::{Format, Unread};
use super::{noted, rows};

fn csv(file: &str) -> Vec<String> {
    rows(Some(Format::Csv), file)
}

#[test]
fn columns_are_recognised_in_any_case_and_order() {
    let file = " Producer ,ID,organic,hts\nAcme,a/1,yes,6109\n\"Acme, \"\"Ltd\"\"\",,,\n";
    assert_eq!(csv(file), ["a/1 producer=Acme hts=6109 organic=true", "2 producer=Acme, \"Ltd\""]);
}

#[test]
fn columns_that_nobody_reads_are_noted() {
    let (rows, notes) = noted(Some(Format::Csv), "id,producr,colour,share,\n1,Acme,red,,\n2,,blue,,x\n");
    assert_eq!(rows, ["1", "2"]);
    let unread = |name: &str, count, near: Option<&str>| Unread {
        name: name.to_owned(),
        count,
        near: near.map(str::to_owned),
    };
    let expected = [
        unread("producr", 1, Some("producer")),
        unread("colour", 2, None),
        unread("share", 0, None),
        unread("column 5 (without a name)", 1, None),
    ];
    assert_eq!(notes.as_ref().map(|notes| notes.unread.as_slice()), Some(expected.as_slice()));
    assert_eq!(notes.map(|notes| notes.recognised), Some(vec!["id".to_owned()]));
}

#[test]
fn a_file_without_a_usable_header_is_an_error() {
    for (file, error) in [
        ("", "`file` is empty: it has no header and no records"),
        ("\u{FEFF}\n \n", "`file` is empty: it has no header and no records"),
        (
            "id,HTS, hts\n1,2,3\n",
            "`file` has the field `hts` twice: in column 2 (`HTS`) and in column 3 (` hts`)",
        ),
        (
            "id,\"hts\n1,2\n",
            "the header of `file` opens a quote that is never closed, so the rest of the file cannot be told apart from it",
        ),
    ] {
        assert_eq!(csv(file), [error]);
    }
    let unknown = csv("Lieferant,Land\nAcme,CN\n").join("");
    assert!(unknown.starts_with("`file` has no column that is a field of a record: its columns are `Lieferant` and `Land`; the fields are `id`, `imported`"), "{unknown}");
    assert!(unknown.ends_with("`documents`, `organic` and `inputs`"), "{unknown}");
}

#[test]
fn a_header_alone_has_no_rows() {
    assert_eq!(csv("id,hts"), Vec::<String>::new());
    assert_eq!(csv("id,hts\r\n\r\n"), Vec::<String>::new());
}

#[test]
fn a_row_that_cannot_be_split_is_rejected_and_the_next_is_read() {
    let file = b"id,hts\n1,6109,x\n2\n3,\xFF\n\"4\"x,6109\n5,6109\n".as_slice();
    let expected = [
        "reject 1@7 has 3 fields where the header has 2",
        "reject 2@16 has 1 field where the header has 2",
        "reject 3@18 is not UTF-8 (at its byte 3)",
        "reject 4@22 has text after a quote that closes a field",
        "5 hts=6109",
    ];
    assert_eq!(rows(Some(Format::Csv), file), expected);
}

#[test]
fn a_quote_that_is_never_closed_takes_the_rest_of_the_file() {
    let reason = "opens a quote that is never closed, so the rest of the file cannot be told apart from it";
    let expected = ["1 hts=6109".to_owned(), format!("reject 2@14 {reason}")];
    assert_eq!(csv("id,hts\n1,6109\n2,\"6109\n3,6109\n4,6109\n"), expected);
}

#[test]
fn a_quote_that_closes_in_a_later_row_does_not_hide_it() {
    let file = "id,producer,hts\n1,\"Acme,6109\n2,\"Acme\",6109\n3,Acme,6109\n";
    assert_eq!(
        csv(file),
        ["reject 1@16 has text after a quote that closes a field", "3 producer=Acme hts=6109"]
    );
}

#[test]
fn lines_end_in_every_way_and_stand_inside_quotes() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["id,description,hts", "1,\"a", "b\",6109", "", "  ", "2,\"\" ,", "3,,6110"].join(end);
        let (rows, notes) = noted(Some(Format::Csv), file);
        assert_eq!(
            rows,
            [format!("1 hts=6109 description=a{end}b"), "2".to_owned(), "3 hts=6110".to_owned()]
        );
        assert_eq!(notes.map(|notes| (notes.blank_lines, notes.shipments, notes.rejects)), Some((2, 3, 0)));
    }
}

#[test]
fn a_row_of_nothing_but_delimiters_is_a_record_without_facts() {
    assert_eq!(csv("id,hts\n,\n,\n"), ["1", "2"]);
    assert_eq!(rows(Some(Format::Tsv), "id\thts\n\t\n"), ["1"]);
}

#[test]
fn the_delimiter_is_the_one_that_fits_the_header() {
    for (header, delimiter) in [
        ("id,hts", ','),
        ("id;hts", ';'),
        ("id\thts", '\t'),
        ("id;\"net, gross\";hts", ';'),
        ("id;net, gross;hts", ';'),
        ("hts", ','),
    ] {
        let (_, notes) = noted(Some(Format::Csv), format!("\u{FEFF}{header}\n"));
        let read = notes.map(|notes| (notes.delimiter, notes.byte_order_mark));
        assert_eq!(read, Some((Some(delimiter), true)), "{header}");
    }
    assert_eq!(rows(None, "id\tproducer\na\tAcme; Ltd, Co\n"), ["a producer=Acme; Ltd, Co"]);
}

#[test]
fn inputs_are_nothing_or_none_or_an_array() {
    for (cell, expected) in [
        ("", "1"),
        (" None ", "1 []"),
        ("[]", "1 []"),
        (
            r#""[{""product"":""cotton"",""share"":""40%"",""gin"":""G 1""},{}]""#,
            "1 [product=cotton share=0.4 gin=G 1; ]",
        ),
        ("cotton", "1 inputs ? it is neither `none` nor a JSON array"),
        ("[7]", "1 inputs ? input 1 is not a JSON object"),
        ("[{}", "1 inputs ? it is broken JSON at its byte 3: EOF while parsing a list"),
        (r#""[{""hts"":""61"",""HTS"":""62""}]""#, "1 inputs ? input 1 has the key `HTS` twice"),
    ] {
        assert_eq!(csv(&format!("id,inputs\n1,{cell}\n")), [expected], "{cell}");
    }
}
