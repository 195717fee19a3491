//! `withhold explain`: which record it speaks of, and what it says of one that is blocked, held, flagged and released.

use crate::cli::Folder;

#[test]
fn a_blocked_record_shows_the_words_that_held() {
    insta::assert_snapshot!(Folder::project().run("explain lines.csv --id EX-1/001"), @"
    `EX-1/001` is blocked by `apparel-of-acme`: the hts `6109.90.1007` is a code of apparel and the
    producer `ACME MILLS CO LTD` is Acme Mills Co., Ltd.

       ╭─[ policies/orders.policy:7:18 ]
       │
     7 │   block category apparel from producer acme-mills
       │                  ┬──────               ┬─────────
       │                  │                     ╰─────────── met by `producer`
       │                  ╰───────────────────────────────── met by `hts`
     8 │   effective 2020-09-03
       │   ╰───────────────────── met by `imported`
       │
       ├─[ record EX-1/001 ]
       │
     1 │ hts: 6109.90.1007
       │      ╰───────────── is a code of apparel
     2 │ producer: ACME MILLS CO LTD
       │           ╰────────────────── is Acme Mills Co., Ltd.
     3 │ imported: 2020-09-10
       │           ╰─────────── is on or after 2020-09-03
    ───╯
      · In force from 2020-09-03 on, by `imported`, which is 2020-09-10.
      · The producer that is asked is that of the goods, not of what went into them.
      · The legal form `CO LTD` agrees with `Co., Ltd.`.
      · Because: made by prisoners.
      · See 19 U.S.C. 1307; https://example.com/order
    -- exit 0 --
    ");
}

#[test]
fn a_held_record_shows_what_to_ask_for() {
    insta::assert_snapshot!(Folder::project().run("explain lines.csv --id EX-1/002"), @"
    `EX-1/002` is held until the producer is known: `apparel-of-acme` may block it.

       ╭─[ policies/orders.policy:7:18 ]
       │
     7 │   block category apparel from producer acme-mills
       │                  ┬──────               ┬─────────
       │                  │                     ╰─────────── open: `producer`
       │                  ╰───────────────────────────────── met by `hts`
     8 │   effective 2020-09-03
       │   ╰───────────────────── met by `imported`
       │
       ├─[ record EX-1/002 ]
       │
     1 │ hts: 6109.90.1007
       │      ╰───────────── is a code of apparel
     2 │ producer: (missing)
       │           ╰────────── is not given
     3 │ imported: 2020-09-10
       │           ╰─────────── is on or after 2020-09-03
    ───╯
      · In force from 2020-09-03 on, by `imported`, which is 2020-09-10.
      · The producer that is asked is that of the goods, not of what went into them.
      · Because: made by prisoners.
      · See 19 U.S.C. 1307; https://example.com/order

    Ask for:
      · `producer`: ask the seller; it decides `apparel-of-acme`.
    -- exit 0 --
    ");
}

#[test]
fn a_flagged_record_shows_the_rule_nearest_to_a_block() {
    insta::assert_snapshot!(Folder::project().run("explain lines.csv --id EX-1/003"), @"
    `EX-1/003` is flagged by `cotton-of-xinjiang`: the hts `5201.00.1400` is a code of cotton and the
    region `Aksu` lies in Xinjiang.

        ╭─[ policies/orders.policy:13:16 ]
        │
     13 │   flag product cotton from region Xinjiang
        │                ┬─────             ┬───────
        │                │                  ╰───────── met by `region`
        │                ╰──────────────────────────── met by `hts`
        │
        ├─[ record EX-1/003 ]
        │
      1 │ hts: 5201.00.1400
        │      ╰───────────── is a code of cotton
      2 │ region: Aksu
        │         ╰───── lies in Xinjiang
    ────╯
      · See 19 U.S.C. 1307

    Nearest to a block: `apparel-of-acme` does not apply: the hts `5201.00.1400` is no code of apparel
    and the producer `Example Gin` is not acme-mills.
    -- exit 0 --
    ");
}

#[test]
fn a_released_record_shows_the_nearest_rule_and_what_kept_it_from_firing() {
    insta::assert_snapshot!(Folder::project().run("explain lines.csv --id EX-1/004"), @"
    `EX-1/004` is released: none of 2 rules applies. The nearest is `apparel-of-acme`: the producer
    `Example Garments` is not acme-mills.

       ╭─[ policies/orders.policy:7:18 ]
       │
     7 │   block category apparel from producer acme-mills
       │                  ┬──────               ┬─────────
       │                  │                     ╰─────────── not met by `producer`
       │                  ╰───────────────────────────────── met by `hts`
     8 │   effective 2020-09-03
       │   ╰───────────────────── met by `imported`
       │
       ├─[ record EX-1/004 ]
       │
     1 │ hts: 6205.30.2010
       │      ╰───────────── is a code of apparel
     2 │ producer: Example Garments
       │           ╰───────────────── is not acme-mills
     3 │ imported: 2020-09-10
       │           ╰─────────── is on or after 2020-09-03
    ───╯
      · In force from 2020-09-03 on, by `imported`, which is 2020-09-10.
      · The producer that is asked is that of the goods, not of what went into them.
      · Because: made by prisoners.
      · See 19 U.S.C. 1307; https://example.com/order
    -- exit 0 --
    ");
}

#[test]
fn one_rule_can_be_asked_for() {
    let folder = Folder::project();
    insta::assert_snapshot!(folder.run("explain lines.csv --id EX-1/001 --rule cotton-of-xinjiang"), @"
    `EX-1/001` is blocked. `cotton-of-xinjiang` does not apply: the hts `6109.90.1007` is no code of
    cotton and the region `Guangdong` does not lie in Xinjiang.

        ╭─[ policies/orders.policy:13:16 ]
        │
     13 │   flag product cotton from region Xinjiang
        │                ┬─────             ┬───────
        │                │                  ╰───────── not met by `region`
        │                ╰──────────────────────────── not met by `hts`
        │
        ├─[ record EX-1/001 ]
        │
      1 │ hts: 6109.90.1007
        │      ╰───────────── is no code of cotton
      2 │ region: Guangdong
        │         ╰────────── does not lie in Xinjiang
    ────╯
      · See 19 U.S.C. 1307
    -- exit 0 --
    ");
    // Names are compared without case.
    let ran = folder.run("explain lines.csv --id EX-1/001 --rule Cotton-of-Xinjiang");
    assert_eq!(ran.out(0), folder.run("explain lines.csv --id EX-1/001 --rule cotton-of-xinjiang").out);
    insta::assert_snapshot!(folder.run("explain lines.csv --id EX-1/001 --rule coton-of-xinjiang"), @"
    -- standard error --
    withhold: no rule is called `coton-of-xinjiang`; `cotton-of-xinjiang` is near
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain lines.csv --id EX-1/001 --rule steel"), @"
    -- standard error --
    withhold: no rule is called `steel`
    -- exit 2 --
    ");
}

#[test]
fn an_explanation_can_be_had_as_json() {
    let folder = Folder::project();
    let ran = folder.run("explain lines.csv --id EX-1/002 --format json");
    let explanation: serde_json::Value = serde_json::from_str(ran.out(0)).expect("JSON");
    assert_eq!(explanation["id"], "EX-1/002");
    assert_eq!(explanation["outcome"], "hold");
    assert_eq!(folder.run("explain lines.csv --row 2 --format json").out(0), ran.out);
}

#[test]
fn a_record_must_be_named_and_be_there() {
    let folder = Folder::project();
    insta::assert_snapshot!(folder.run("explain lines.csv"), @"
    -- standard error --
    withhold: which record? name it with `--id ID` or `--row N`
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain lines.csv --id EX-1/0004"), @"
    -- standard error --
    withhold: there is no record `EX-1/0004` in `lines.csv`; `EX-1/004` is near
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain lines.csv --id ABC"), @"
    -- standard error --
    withhold: there is no record `ABC` in `lines.csv`
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain lines.csv --row 5"), @"
    -- standard error --
    withhold: there is no row 5 in `lines.csv`
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain lines.csv --row 0"), @"
    -- standard error --
    withhold: there is no row 0 in `lines.csv`
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain lines.csv --id EX-1/001 --row 2"), @"
    -- standard error --
    withhold: row 2 of `lines.csv` is the record `EX-1/002`, and not `EX-1/001`
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain other.csv --id EX-1/001"), @"
    -- standard error --
    withhold: cannot read `other.csv`: there is no such file
    -- exit 2 --
    ");
}

#[test]
fn an_id_that_occurs_twice_asks_for_the_row() {
    let folder = Folder::project();
    let twice = "id,hts,producer,imported\nEX-1,6109,Acme Mills,2020-09-10\nEX-2,6109,Acme Mills,2020-09-10\nEX-1,7208,Acme Mills,2020-09-10\n";
    folder.write("twice.csv", twice);
    insta::assert_snapshot!(folder.run("explain twice.csv --id EX-1"), @"
    -- standard error --
    withhold: the id `EX-1` stands in row 1 and in row 3 of `twice.csv`; say which with `--row N`
    -- exit 2 --
    ");
    let ran = folder.run("explain twice.csv --id EX-1 --row 3");
    assert!(ran.out(0).starts_with("`EX-1` is released"), "{ran}");
    let ran = folder.run("explain twice.csv --row 1");
    assert!(ran.out(0).starts_with("`EX-1` is blocked"), "{ran}");
    // Each row has a decision of its own.
    let decided = folder.run("evaluate twice.csv --all");
    insta::assert_snapshot!(decided, @"
    block    EX-1  apparel-of-acme: hts is `6109`, producer is `Acme Mills`
    block    EX-2  apparel-of-acme: hts is `6109`, producer is `Acme Mills`
    release  EX-1

    records   3 read: 3 decided, none rejected
    outcomes  block 2 · hold 0 · flag 0 · release 1
    rules     apparel-of-acme     applies 2
              cotton-of-xinjiang  undetermined 2
    -- exit 0 --
    ");
}

#[test]
fn a_record_without_an_id_is_called_by_its_row() {
    let folder = Folder::project();
    folder.write(
        "lines.ndjson",
        "{\"id\":\"EX-1\"}\n{\"hts\":\"7208\"}\n{\"id\":{\"entry\":1},\"hts\":\"7208\"}\n",
    );
    for command in ["explain lines.ndjson --id 2", "explain lines.ndjson --id 3 --row 3"] {
        assert!(folder.run(command).out(0).contains(" is released"), "{command}");
    }
}

#[test]
fn a_row_that_was_rejected_is_said_to_be() {
    let folder = Folder::project();
    folder.write("bad.csv", "id,hts\nEX-1,7208\nEX-2,7208,1\n");
    insta::assert_snapshot!(folder.run("explain bad.csv --row 2"), @"
    -- standard error --
    withhold: row 2 of `bad.csv` was rejected: it has 3 fields where the header has 2
    -- exit 2 --
    ");
    insta::assert_snapshot!(folder.run("explain bad.csv --id EX-2"), @"
    -- standard error --
    withhold: there is no record `EX-2` in `bad.csv`; `EX-1` is near; 1 row was rejected
    -- exit 2 --
    ");
}

#[test]
fn a_record_is_read_from_standard_input_too() {
    let folder = Folder::project();
    let ran = folder.pipe("explain - --id EX-1/001", folder.read("lines.csv").as_bytes());
    assert_eq!(ran.out(0), folder.run("explain lines.csv --id EX-1/001").out);
    insta::assert_snapshot!(folder.pipe("explain - --id EX-1/001", b""), @"
    -- standard error --
    withhold: `standard input` is empty: it has no header and no records
    -- exit 2 --
    ");
}

#[test]
fn a_day_can_stand_in_for_a_missing_date() {
    let folder = Folder::project();
    folder.write("undated.csv", "id,hts,producer\nEX-1,6109.90.1007,Acme Mills\n");
    assert!(folder.run("explain undated.csv --row 1").out(0).starts_with("`EX-1` is held"));
    let ran = folder.run("explain undated.csv --row 1 --as-of 2020-09-03");
    assert!(ran.out(0).starts_with("`EX-1` is blocked"), "{ran}");
    let ran = folder.run("explain undated.csv --row 1 --as-of 2020-09-02");
    assert!(ran.out(0).starts_with("`EX-1` is released"), "{ran}");
}

#[test]
fn what_a_record_says_cannot_steer_a_terminal() {
    let folder = Folder::project();
    let line = "id,hts,producer,imported\n\"E\u{1b}[31mX\u{202e}\",6109,\"ACME\u{200b} MILLS\u{1b}]0;t\u{7}\",2020-09-10\n";
    folder.write("hostile.csv", line);
    let ran = folder.run("explain hostile.csv --row 1");
    assert!(!ran.out(0).contains(['\u{1b}', '\u{202e}', '\u{200b}', '\u{7}']), "{ran}");
    insta::assert_snapshot!(ran.out.lines().next().unwrap_or_default(), @r"`E\u{1B}[31mX\u{202E}` is flagged, for `cotton-of-xinjiang` may flag it: the hts `6109` is too short");
    let json = folder.run("explain hostile.csv --row 1 --format json");
    assert!(!json.out(0).contains(['\u{1b}', '\u{202e}', '\u{200b}', '\u{7}']), "{json}");
    let said: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(said["id"], "E\u{1b}[31mX\u{202e}");
}
