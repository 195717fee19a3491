//! Explanations as they are printed, on the smallest policies that show each.
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by it")]

mod bearing;
mod hostile;
mod outcomes;

use super::{Style, text};
use crate::explain::{Question, explain};
use crate::model::Shipment;
use crate::pipeline::{Policy, Sources};
use crate::records::{Format, Row, read};

const ORDERS: &str = r#"policy "Withhold release orders"
  authority "19 U.S.C. 1307"

entity yili-zhuowan = "Yili Zhuowan Garment Manufacturing Co., Ltd."
entity baoding-lyszd = "Baoding LYSZD Trade and Business Co., Ltd."

rule wro-apparel:
  block category apparel from producer yili-zhuowan, baoding-lyszd
  effective 2020-09-03
  because "indicates forced labor"
  respond within 30 days

rule wro-cotton:
  block product cotton from region Xinjiang
    in whole or in part
  effective 2021-01-13

rule look-at-xinjiang:
  flag region Xinjiang when value over 800 USD
"#;

fn policy(text: &str, lists: &[(&str, &str)]) -> Policy {
    Sources::default().with_file("orders.policy", text, lists).compile().policy().expect("it compiles")
}

fn shipment(policy: &Policy, record: &str) -> Shipment {
    let bytes = std::io::Cursor::new(record.as_bytes().to_vec());
    let mut rows = read(bytes, "record", Some(Format::Ndjson), policy.schema()).expect("it opens");
    match rows.next() {
        Some(Ok(Row::Shipment(shipment))) => *shipment,
        other => panic!("no shipment: {other:?}"),
    }
}

fn explained(policy: &Policy, record: &str) -> String {
    explained_in(policy, record, &Style::default())
}

fn explained_in(policy: &Policy, record: &str, style: &Style) -> String {
    let shipment = shipment(policy, record);
    let explanation = explain(policy.program(), policy.sources(), &shipment, &Question::default());
    text(&explanation, policy.sources(), style)
}

fn of_orders(record: &str) -> String {
    explained(&policy(ORDERS, &[]), record)
}
