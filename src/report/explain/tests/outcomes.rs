//! One record for each outcome.

use insta::assert_snapshot;

use super::super::{Style, text};
use super::{ORDERS, of_orders, policy, shipment};
use crate::explain::{Question, explain};

#[test]
fn blocked_by_name_with_an_abbreviation() {
    assert_snapshot!(of_orders(
        r#"{"id": "A-1", "category": "apparel", "producer": "YILI ZHUOWAN GARMENT MFG CO LTD", "country": "VN", "imported": "2020-09-10", "inputs": [], "value": 900}"#
    ), @r#"
    `A-1` is blocked by `wro-apparel`: the category is apparel and the producer `YILI ZHUOWAN GARMENT
    MFG CO LTD` is Yili Zhuowan Garment Manufacturing Co., Ltd.

       ╭─[ orders.policy:8:18 ]
       │
     8 │   block category apparel from producer yili-zhuowan, baoding-lyszd
       │                  ┬──────               ┬───────────
       │                  │                     ╰───────────── met by `producer`
       │                  ╰─────────────────────────────────── met by `category`
     9 │   effective 2020-09-03
       │   ╰───────────────────── met by `imported`
       │
       ├─[ record A-1 ]
       │
     1 │ category: apparel
       │           ╰──────── is apparel
     2 │ producer: YILI ZHUOWAN GARMENT MFG CO LTD
       │           ╰──────────────────────────────── is Yili Zhuowan Garment Manufacturing Co., Ltd.
     3 │ imported: 2020-09-10
       │           ╰─────────── is on or after 2020-09-03
    ───╯
      · In force from 2020-09-03 on, by `imported`, which is 2020-09-10.
      · In `yili-zhuowan, baoding-lyszd` the comma is an "or": either is enough.
      · The producer that is asked is that of the goods, not of what went into them.
      · `MFG` was read as `manufacturing`; the legal form `CO LTD` agrees with `Co., Ltd.`.
      · Because: indicates forced labor.
      · See 19 U.S.C. 1307
      · Answer by 2020-10-10.
    "#);
}

#[test]
fn blocked_by_a_place_within_of_an_input_of_an_input() {
    assert_snapshot!(of_orders(
        r#"{"id": "A-2", "category": "apparel", "producer": "Halvorsen AS", "country": "VN", "imported": "2021-02-01", "inputs": [{"category": "yarn", "product": "steel", "country": "TH", "inputs": [{"product": "raw cotton", "region": "Aksu", "inputs": []}]}]}"#
    ), @r#"
    `A-2` is blocked by `wro-cotton`: the product `raw cotton` of inputs[0].inputs[0] is cotton and the
    region `Aksu` of inputs[0].inputs[0] lies in Xinjiang.

        ╭─[ orders.policy:14:17 ]
        │
     14 │   block product cotton from region Xinjiang
        │                 ┬─────             ┬───────
        │                 │                  ╰───────── met by `inputs[0].inputs[0].region`
        │                 ╰──────────────────────────── met by `inputs[0].inputs[0].product`
        │
     16 │   effective 2021-01-13
        │   ╰───────────────────── met by `imported`
        │
        ├─[ record A-2 ]
        │
      1 │ inputs[0].inputs[0].product: raw cotton
        │                              ╰─────────── is cotton
      2 │ inputs[0].inputs[0].region: Aksu
        │                             ╰───── lies in Xinjiang
      3 │ imported: 2021-02-01
        │           ╰─────────── is on or after 2021-01-13
    ────╯
      · In force from 2021-01-13 on, by `imported`, which is 2021-02-01.
      · In whole or in part: asked of the goods and of 2 inputs, and `inputs[0].inputs[0]` matched.
      · The way: goods (apparel) ← inputs[0] (steel) ← inputs[0].inputs[0] (raw cotton).
      · See 19 U.S.C. 1307
    "#);
}

#[test]
fn held_for_a_missing_producer() {
    assert_snapshot!(of_orders(
        r#"{"id": "A-3", "category": "apparel", "hts": "6109.90.1007", "country": "VN", "imported": "2020-09-10", "seller": "Halvorsen Trading AS", "inputs": []}"#
    ), @r#"
    `A-3` is held until the producer is known: `wro-apparel` may block it.

       ╭─[ orders.policy:8:18 ]
       │
     8 │   block category apparel from producer yili-zhuowan, baoding-lyszd
       │                  ┬──────               ┬──────────────────────────
       │                  │                     ╰──────────────────────────── open: `producer`
       │                  ╰────────────────────────────────────────────────── met by `category`
     9 │   effective 2020-09-03
       │   ╰───────────────────── met by `imported`
       │
       ├─[ record A-3 ]
       │
     1 │ category: apparel
       │           ╰──────── is apparel
     2 │ producer: (missing)
       │           ╰────────── is not given
     3 │ imported: 2020-09-10
       │           ╰─────────── is on or after 2020-09-03
    ───╯
      · In force from 2020-09-03 on, by `imported`, which is 2020-09-10.
      · In `yili-zhuowan, baoding-lyszd` the comma is an "or": either is enough.
      · The producer that is asked is that of the goods, not of what went into them.
      · Because: indicates forced labor.
      · See 19 U.S.C. 1307
      · Answer by 2020-10-10.

    Ask for:
      · `producer`: ask the seller, Halvorsen Trading AS; it decides `wro-apparel`.
    "#);
}

#[test]
fn held_for_what_went_into_the_goods() {
    assert_snapshot!(of_orders(
        r#"{"id": "A-4", "category": "apparel", "hts": "6109.90.1007", "country": "VN", "producer": "Halvorsen AS", "imported": "2021-02-01"}"#
    ), @r#"
    `A-4` is held until the inputs are known: `wro-cotton` may block it.

        ╭─[ orders.policy:14:17 ]
        │
     14 │   block product cotton from region Xinjiang
        │                 ┬─────             ┬───────
        │                 │                  ╰───────── not met by `country`
        │                 ╰──────────────────────────── not met by `hts`
     15 │     in whole or in part
        │     ╰──────────────────── open: `inputs`
     16 │   effective 2021-01-13
        │   ╰───────────────────── met by `imported`
        │
        ├─[ record A-4 ]
        │
      1 │ hts: 6109.90.1007
        │      ╰───────────── is no code of cotton
      2 │ country: VN
        │          ╰─── does not contain Xinjiang
      3 │ inputs: (missing)
        │         ╰────────── is not given
      4 │ imported: 2021-02-01
        │           ╰─────────── is on or after 2021-01-13
    ────╯
      · In force from 2021-01-13 on, by `imported`, which is 2021-02-01.
      · See 19 U.S.C. 1307

    Ask for:
      · `inputs`: ask the producer, Halvorsen AS; it decides `wro-cotton`.
    "#);
}

#[test]
fn flagged_with_what_was_nearest_to_a_block() {
    assert_snapshot!(of_orders(
        r#"{"id": "A-5", "product": "steel", "hts": "7208.10.1500", "region": "Kashgar", "country": "CN", "producer": "Halvorsen AS", "value": "1200 USD", "imported": "2021-02-01", "inputs": []}"#
    ), @r#"
    `A-5` is flagged by `look-at-xinjiang`: the region `Kashgar` lies in Xinjiang and the value `1200
    USD` is over 800 USD.

        ╭─[ orders.policy:19:15 ]
        │
     19 │   flag region Xinjiang when value over 800 USD
        │               ┬───────      ┬─────────────────
        │               │             ╰─────────────────── met by `value`
        │               ╰───────────────────────────────── met by `region`
        │
        ├─[ record A-5 ]
        │
      1 │ region: Kashgar
        │         ╰──────── lies in Xinjiang
      2 │ value: 1200 USD
        │        ╰───────── is over 800 USD
    ────╯
      · See 19 U.S.C. 1307

    Nearest to a block: `wro-cotton` does not apply: the product `steel` is not cotton.
    "#);
}

#[test]
fn released_with_the_nearest_rule() {
    assert_snapshot!(of_orders(
        r#"{"id": "A-6", "product": "cotton", "country": "VN", "producer": "Halvorsen AS", "value": 10, "imported": "2021-02-01", "inputs": []}"#
    ), @r#"
    `A-6` is released: none of 3 rules applies. The nearest is `wro-cotton`: the country `VN` does not
    contain Xinjiang.

        ╭─[ orders.policy:14:17 ]
        │
     14 │   block product cotton from region Xinjiang
        │                 ┬─────             ┬───────
        │                 │                  ╰───────── not met by `country`
        │                 ╰──────────────────────────── met by `product`
        │
     16 │   effective 2021-01-13
        │   ╰───────────────────── met by `imported`
        │
        ├─[ record A-6 ]
        │
      1 │ product: cotton
        │          ╰─────── is cotton
      2 │ country: VN
        │          ╰─── does not contain Xinjiang
      3 │ imported: 2021-02-01
        │           ╰─────────── is on or after 2021-01-13
    ────╯
      · In force from 2021-01-13 on, by `imported`, which is 2021-02-01.
      · In whole or in part: asked of the goods alone, and the goods came nearest.
      · See 19 U.S.C. 1307
    "#);
}

#[test]
fn released_since_it_came_the_day_before() {
    assert_snapshot!(of_orders(
        r#"{"id": "A-7", "category": "apparel", "hts": "6109.90.1007", "producer": "Yili Zhuowan Garment Manufacturing", "country": "VN", "imported": "2020-09-02", "inputs": []}"#
    ), @r#"
    `A-7` is released: none of 3 rules applies. The nearest is `wro-apparel`: the date `imported`,
    2020-09-02, is before 2020-09-03, the first day.

       ╭─[ orders.policy:8:18 ]
       │
     8 │   block category apparel from producer yili-zhuowan, baoding-lyszd
       │                  ┬──────               ┬───────────
       │                  │                     ╰───────────── met by `producer`
       │                  ╰─────────────────────────────────── met by `category`
     9 │   effective 2020-09-03
       │   ╰───────────────────── not met by `imported`
       │
       ├─[ record A-7 ]
       │
     1 │ category: apparel
       │           ╰──────── is apparel
     2 │ producer: Yili Zhuowan Garment Manufacturing
       │           ╰─────────────────────────────────── is Yili Zhuowan Garment Manufacturing Co., Ltd.
     3 │ imported: 2020-09-02
       │           ╰─────────── is before 2020-09-03, the first day
    ───╯
      · Not yet in force: from 2020-09-03 on, by `imported`, which is 2020-09-02.
      · In `yili-zhuowan, baoding-lyszd` the comma is an "or": either is enough.
      · The producer that is asked is that of the goods, not of what went into them.
      · A missing legal form agrees with `Co., Ltd.`.
      · Because: indicates forced labor.
      · See 19 U.S.C. 1307
    "#);
}

#[test]
fn a_rule_that_was_asked_for_is_drawn_whatever_it_says() {
    let policy = policy(ORDERS, &[]);
    let record = r#"{"id": "A-8", "category": "apparel", "producer": "Baoding LYSZD Trade & Business", "country": "VN", "imported": "2021-02-01", "inputs": []}"#;
    let shipment = shipment(&policy, record);
    let asked = |rule: &str| {
        let question = Question { rule: Some(rule.to_owned()), ..Question::default() };
        let explanation = explain(policy.program(), policy.sources(), &shipment, &question);
        text(&explanation, policy.sources(), &Style::default())
    };
    assert_snapshot!(asked("LOOK-at-xinjiang"), @r#"
    `A-8` is blocked. `look-at-xinjiang` does not apply: the country `VN` does not contain Xinjiang.

        ╭─[ orders.policy:19:15 ]
        │
     19 │   flag region Xinjiang when value over 800 USD
        │               ┬───────      ┬─────────────────
        │               │             ╰─────────────────── open: `value`
        │               ╰───────────────────────────────── not met by `country`
        │
        ├─[ record A-8 ]
        │
      1 │ country: VN
        │          ╰─── does not contain Xinjiang
      2 │ value: (missing)
        │        ╰────────── is not given
    ────╯
      · See 19 U.S.C. 1307
    "#);
    assert_eq!(asked("no-such-rule"), "`A-8` is blocked.\n");
}
