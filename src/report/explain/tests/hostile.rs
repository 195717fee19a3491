//! Drawings in other styles, of much, and of what is made to break them.

use insta::assert_snapshot;
use proptest::prelude::*;

use super::super::Style;
use super::{ORDERS, explained, explained_in, of_orders, policy};

#[test]
fn many_rules_are_not_a_wall() {
    let rules: Vec<String> = (0..30)
        .map(|at| format!("rule r-{at:02}:\n  block country CN from producer \"Mill Number {at} Works\"\n"))
        .collect();
    let text = explained(&policy(&rules.concat(), &[]), r#"{"id": "E-1", "country": "CN"}"#);
    assert!(text.lines().count() < 60, "{text}");
    assert!(text.contains("To see one drawn: `--rule r-02`"), "{text}");
}

#[test]
fn ascii_and_narrow() {
    let style = Style { unicode: false, width: 60, ..Style::default() };
    let record = r#"{"id": "A-6", "product": "cotton", "country": "VN", "producer": "Halvorsen AS", "imported": "2021-02-01", "inputs": [{"product": "raw cotton", "region": "Aksu", "inputs": []}]}"#;
    let drawn = explained_in(&policy(ORDERS, &[]), record, &style);
    assert!(drawn.is_ascii(), "{drawn}");
    assert_snapshot!(drawn, @r#"
    `A-6` is blocked by `wro-cotton`: the product `raw cotton`
    of inputs[0] is cotton and the region `Aksu` of inputs[0]
    lies in Xinjiang.

        ,-[ orders.policy:14:17 ]
        |
     14 |   block product cotton from region Xinjiang
        |                 |^^^^^             |^^^^^^^
        |                 |                  `--------- met by `inputs[0].region`
        |                 `---------------------------- met by `inputs[0].product`
        |
     16 |   effective 2021-01-13
        |   `--------------------- met by `imported`
        |
        |-[ record A-6 ]
        |
      1 | inputs[0].product: raw cotton
        |                    `----------- is cotton
      2 | inputs[0].region: Aksu
        |                   `----- lies in Xinjiang
      3 | imported: 2021-02-01
        |           `----------- is on or after 2021-01-13
    ----'
      * In force from 2021-01-13 on, by `imported`, which is
        2021-02-01.
      * In whole or in part: asked of the goods and of 1 input,
        and `inputs[0]` matched.
      * The way: goods (cotton) <- inputs[0] (raw cotton).
      * See 19 U.S.C. 1307
    "#);
}

#[test]
fn colors_tell_apart_what_words_tell_as_well() {
    let record =
        r#"{"id": "A-6", "category": "apparel", "country": "VN", "imported": "2021-02-01", "inputs": []}"#;
    let policy = policy(ORDERS, &[]);
    let colored = explained_in(&policy, record, &Style { color: true, ..Style::default() });
    let plain = explained_in(&policy, record, &Style::default());
    assert!(colored.contains('\u{1b}') && !plain.contains('\u{1b}'));
    assert_eq!(super::super::picture::without_colors(&colored), plain);
}

#[test]
fn hostile_text_is_shown_and_cut() {
    let long = "x".repeat(1 << 20);
    let record = format!(
        r#"{{"id": "F-1\u001b[2J", "category": "apparel", "producer": "Yili\u202e Zhuowan\u2028 Garment\nMfg {long}", "country": "VN", "imported": "2021-02-01", "inputs": []}}"#
    );
    let drawn = of_orders(&record);
    assert!(drawn.len() < 8_000, "{}", drawn.len());
    assert!(drawn.lines().all(|line| line.chars().count() < 260 && line.trim_end() == line));
    assert!(!drawn.chars().any(|letter| letter != '\n' && crate::source::characters::is_hidden(letter)));
    assert!(
        drawn.contains("F-1\\u{1B}[2J") && drawn.contains("Yili\\u{202E} Zhuowan\\u{2028} Garment\\nMfg xxx")
    );
}

/// Texts made of what breaks drawings.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\u{1b}[31m".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\u{2028}\u{85}\u{b}\u{c}\r".to_owned()),
        Just("\u{feff}\u{e000}\u{0}".to_owned()),
        Just("合肥宝龙达".to_owned()),
        Just("👩‍🏭é\u{301}".to_owned()),
        Just("\t  ".to_owned()),
        Just("`\"|│─┬^".to_owned()),
        Just("m".repeat(300)),
        Just("Yili Zhuowan Garment Mfg".to_owned()),
        ".{0,8}",
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

#[test]
fn nothing_that_a_record_or_a_policy_says_breaks_the_drawing() {
    let policies = [" ", "\t", "\t # 合肥\u{2028}\u{202e}\n   "].map(|blank| {
        let orders = ORDERS.replace("apparel from", &format!("apparel{blank}from"));
        policy(&format!("\u{feff}{orders}"), &[])
    });
    let config = ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(
        texts in proptest::collection::vec(hostile(), 6),
        width in 0usize..300,
        unicode in any::<bool>(),
        color in any::<bool>(),
        which in 0usize..3,
    )| {
        let [id, producer, region, category, seller, input] = texts.as_slice() else { return Ok(()) };
        let record = serde_json::json!({
            "id": id, "producer": producer, "region": region, "category": category, "seller": seller, "imported": input,
            "inputs": [{"producer": input, "region": region, "product": "cotton"}]
        });
        let style = Style { color, width, unicode, drawn: 3 };
        let policy = policies.get(which).expect("there are three");
        let drawn = explained_in(policy, &record.to_string(), &style);
        let bare = super::super::picture::without_colors(&drawn);
        prop_assert!(!bare.chars().any(|letter| letter != '\n' && crate::source::characters::is_hidden(letter)), "{}", bare);
        prop_assert!(drawn.lines().all(|line| !line.ends_with(' ')));
    });
}
