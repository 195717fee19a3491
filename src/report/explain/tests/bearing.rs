//! What bears on a rule: exemptions, later rules, lists, and names that are nearly equal.

use insta::assert_snapshot;

use super::{explained, policy};

#[test]
fn lifted_by_an_exemption() {
    let policy = policy(
        "entity alliance-one = \"Alliance One Tobacco (Malawi) Limited\"\nrule wro-leaf:\n  block product tobacco from country MW\n  effective 2019-11-01\nexempt producer alliance-one from wro-leaf\n  effective 2020-06-03\n  because \"order modified\"\nproduct tobacco = hts 2401\n",
        &[],
    );
    assert_snapshot!(explained(
        &policy,
        r#"{"id": "B-1", "product": "tobacco", "country": "MW", "producer": "ALLIANCE ONE TOBACCO (MALAWI) LTD", "imported": "2021-01-01"}"#
    ), @r#"
    `B-1` is released. `wro-leaf` would block it, and `exempt producer alliance-one` lifts it: the
    producer `ALLIANCE ONE TOBACCO (MALAWI) LTD` is Alliance One Tobacco (Malawi) Limited.

       ╭─[ orders.policy:3:17 ]
       │
     3 │   block product tobacco from country MW
       │                 ┬──────              ┬─
       │                 │                    ╰─── met by `country`
       │                 ╰──────────────────────── met by `product`
     4 │   effective 2019-11-01
       │   ╰───────────────────── met by `imported`
     5 │ exempt producer alliance-one from wro-leaf
       │                 ╰───────────── met by `producer`
       │
       ├─[ record B-1 ]
       │
     1 │ product: tobacco
       │          ╰──────── is tobacco
     2 │ country: MW
       │          ╰─── is MW
     3 │ imported: 2021-01-01
       │           ╰─────────── is on or after 2019-11-01
     4 │ producer: ALLIANCE ONE TOBACCO (MALAWI) LTD
       │           ╰────────────────────────────────── is Alliance One Tobacco (Malawi) Limited
    ───╯
      · In force from 2019-11-01 on, by `imported`, which is 2021-01-01.
      · `exempt producer alliance-one` takes it out, because: order modified.
      · The legal form `LTD` agrees with `Limited`.
    "#);
}

#[test]
fn superseded_by_a_later_rule() {
    let policy = policy(
        "rule old-order:\n  block country CN\n  effective 2019-01-01\nrule new-order:\n  hold country CN unless has document \"permit\"\n  effective 2020-01-01\n  supersedes old-order\n",
        &[],
    );
    assert_snapshot!(explained(&policy, r#"{"id": "B-2", "country": "CN", "imported": "2020-03-01", "documents": ["permit"]}"#), @r#"
    `B-2` is released. `old-order` would block it, and `new-order` has ended it: its last day was
    2019-12-31.

       ╭─[ orders.policy:2:17 ]
       │
     2 │   block country CN
       │                 ╰─── met by `country`
     3 │   effective 2019-01-01
       │   ╰───────────────────── met by `imported`
       │
     6 │   effective 2020-01-01
       │   ╰───────────────────── ends `old-order` from this day on
       │
       ├─[ record B-2 ]
       │
     1 │ country: CN
       │          ╰─── is CN
     2 │ imported: 2020-03-01
       │           ╰─────────── is on or after 2020-01-01, when `new-order` ended it
    ───╯
      · No longer in force: from 2019-01-01 through 2019-12-31, by `imported`, which is 2020-03-01. From
        2020-01-01 on `new-order` stands in its place.

    The nearest of the others: `new-order` does not apply: it is excepted, since the documents `permit`
    include permit.
    "#);
}

#[test]
fn on_a_list_by_another_name_on_its_days() {
    let policy = policy(
        "list entities from \"entities.csv\"\nrule listed:\n  block anything by producer entities\n    in whole or in part\n  effective 2021-06-01\n  dates by entered\n",
        &[(
            "entities.csv",
            "name,also,effective,until\n\"Quillon Weaving Mill Co., Ltd.\",Grey Heron Looms;Heron Weaving,2021-01-01,2022-01-01\n\"Quillon Weaving Mill Co., Ltd.\",,2023-01-01,\n",
        )],
    );
    assert_snapshot!(explained(&policy, r#"{"id": "C-1", "producer": "HERON WEAVING", "entered": "2021-07-01", "inputs": []}"#), @r#"
    `C-1` is blocked by `listed`: the producer `HERON WEAVING` is another name of Quillon Weaving Mill
    Co., Ltd., row 2 of `entities`.

       ╭─[ orders.policy:3:30 ]
       │
     3 │   block anything by producer entities
       │                              ╰───────── met by `producer`
       │
     5 │   effective 2021-06-01
       │   ╰───────────────────── met by `entered`
       │
       ├─[ entities.csv:2:51 ]
       │
     2 │ "Quillon Weaving Mill Co., Ltd.",Grey Heron Looms;Heron Weaving,2021-01-01,2022-01-01
       │                                                   ╰────────────── row 2 of entities, counts from 2021-01-01 through 2021-12-31
       │
       ├─[ record C-1 ]
       │
     1 │ producer: HERON WEAVING
       │           ╰────────────── is another name of Quillon Weaving Mill Co., Ltd., row 2 of `entities`
     2 │ entered: 2021-07-01
       │          ╰─────────── is on or after 2021-06-01
    ───╯
      · In force from 2021-06-01 on, by `entered`, which is 2021-07-01.
      · In whole or in part: asked of the goods alone, and the goods matched.
    "#);
    assert_snapshot!(explained(&policy, r#"{"id": "C-2", "producer": "Quillon Weaving Mill", "entered": "2022-07-01", "inputs": []}"#), @r#"
    `C-2` is released. `listed` does not apply: the producer `Quillon Weaving Mill` is rows 2 and 3 of
    `entities`, which do not count on 2022-07-01.

       ╭─[ orders.policy:3:30 ]
       │
     3 │   block anything by producer entities
       │                              ╰───────── not met by `producer`
       │
     5 │   effective 2021-06-01
       │   ╰───────────────────── met by `entered`
       │
       ├─[ entities.csv:2:2 ]
       │
     2 │ "Quillon Weaving Mill Co., Ltd.",Grey Heron Looms;Heron Weaving,2021-01-01,2022-01-01
       │  ╰─────────────────────────────── row 2 of entities, counts from 2021-01-01 through 2021-12-31
     3 │ "Quillon Weaving Mill Co., Ltd.",,2023-01-01,
       │  ╰─────────────────────────────── row 3 of entities, counts from 2023-01-01 on
       │
       ├─[ record C-2 ]
       │
     1 │ producer: Quillon Weaving Mill
       │           ╰───────────────────── is rows 2 and 3 of `entities`, which do not count on 2022-07-01
     2 │ entered: 2022-07-01
       │          ╰─────────── is on or after 2021-06-01
    ───╯
      · In force from 2021-06-01 on, by `entered`, which is 2022-07-01.
      · In whole or in part: asked of the goods alone, and the goods came nearest.
    "#);
}

#[test]
fn nearly_equal_names_with_their_score() {
    let policy = policy(
        "entity works = \"Quillon Valley Cotton Spinning Works Co., Ltd.\"\n  in country CN\n  registration \"9165\"\nrule works-goods:\n  block anything from producer works\n",
        &[],
    );
    assert_snapshot!(explained(&policy, r#"{"id": "D-1", "producer": "Quillon Valley Coton Spinning Works Inc."}"#), @r#"
    `D-1` is held, for `works-goods` may block it: the producer `Quillon Valley Coton Spinning Works
    Inc.` is nearly `Quillon Valley Cotton Spinning Works Co., Ltd.` (98.59%).

       ╭─[ orders.policy:5:32 ]
       │
     5 │   block anything from producer works
       │                                ╰────── open: `producer`
       │
       ├─[ record D-1 ]
       │
     1 │ producer: Quillon Valley Coton Spinning Works Inc.
       │           ╰───────────────────────────────────────── is nearly `Quillon Valley Cotton Spinning Works Co., Ltd.` (98.59%)
    ───╯
      · The producer that is asked is that of the goods, not of what went into them.
      · The legal forms `Inc.` and `Co., Ltd.` are of two classes.
      · Known of Quillon Valley Cotton Spinning Works Co., Ltd.: in China and registration 9165.

    Ask for:
      · `producer`: ask the seller; it decides `works-goods`.
    "#);
}
