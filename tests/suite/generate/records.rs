//! Records: whole, partial, contradictory and unreadable ones, with inputs inside inputs.
//!
//! Out: records as JSON, in the fields that `declarations` declares and the built-in ones.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Goods of which no fact contradicts another: product, category, code, description.
const GOODS: [[&str; 4]; 7] = [
    ["cotton", "textiles", "5201.00", "raw cotton, bales"],
    ["RAW LINT", "cloth", "5203.00", "lint"],
    ["tea", "tea", "0902.10.0012", "green tea, 茶"],
    ["shirts", "apparel", "6109.10.0012", "T-SHIRTS, COTTON"],
    ["bronze relic", "antiques", "9706.00", "bronze, old"],
    ["fabric", "textiles", "54", "shirts and cloth"],
    ["moon dust", "minerals", "2505.90", "dust"],
];

/// Places of which no fact contradicts another: country, region, postal code, address.
const PLACES: [[&str; 4]; 8] = [
    ["CN", "Mill Town", "999151", "5 Mill Town Road, Upper Valley"],
    ["China", "UPPER VALLEY", "999123", "1 Main Road"],
    ["CN", "East Town", "510000", "East Town, beside Mill Town"],
    ["Viet Nam", "Delta Province", "10000", "12 Delta Street"],
    ["VNM", "Old Town", "10000", "Old Town"],
    ["NO", "Oslo", "0150", "Upper Valley Restaurant, Oslo"],
    ["Norway", "Nowhere Land", "10001", "Nowhere"],
    ["Atlantis", "Lost City", "X1", "the sea"],
];

const PARTIES: [&str; 11] = [
    "QUILLON VALLEY SPINNING MILLS CO LTD",
    "Quilon Valley Spinning Mills Ltd",
    "奎隆谷纺织有限公司",
    "Red Banner Textile Works",
    "Acme Apparel Inc",
    "Acme Apparel LLC",
    "BASIN ALUMINUM",
    "Oasis Textile Co., Ltd.",
    "Example Mills Limited",
    "Halvorsen AS",
    "Some Other Trading",
];

const CODES_OF_MAKERS: [&str; 3] = ["CNQUISPI12URU", "VNACM1", "NOHALVOR1"];

const DAYS: [&str; 7] =
    ["2020-09-03", "2021-01-12", "2021-06-30", "2021-07-01", "2021-07-02", "2022-06-21", "2024-01-01"];

/// Values with their currencies: the amount as it is written, and what `currency` says.
const VALUES: [(&str, &str); 5] =
    [("900", "USD"), ("1200 EUR", "EUR"), ("50", "EUR"), ("800.00", "USD"), ("5 USD", "USD")];

/// Shares of siblings, which are together no more than the whole.
const SHARES: [[&str; 3]; 4] =
    [["1", "0", "0"], ["40%", "0.6", "0"], ["10%", "20%", "30%"], ["0.5", "5%", "0.125"]];

/// What is no value of its field, or barely one.
const ODD: [&str; 14] = [
    "",
    "N/A",
    "unknown",
    "?",
    "none",
    "1,234",
    "09/03/2020",
    "-5",
    "12 lb",
    "61093",
    "NaN",
    "\u{202e}abc",
    "Co., Ltd.",
    "1e400",
];

/// A record whose facts do not contradict each other; all of them are stated, down to the last input.
pub(crate) fn coherent_record() -> BoxedStrategy<Value> {
    let days = ["imported", "entered", "received", "exported", "loaded", "inspected"]
        .map(|field| (field, &DAYS[..]));
    let parties = ["seller", "shipper", "exporter", "importer", "consignee", "carrier", "agent", "broker"]
        .map(|field| (field, &PARTIES[..]));
    let others: [(&str, &[&str]); 9] = [
        ("fee", &["900", "5 USD", "50 EUR"]),
        ("quantity", &["12", "101", "150"]),
        ("unit", &["pcs", "PCS", "dozen"]),
        ("weight", &["4.5", "12 kg", "300"]),
        ("port", &["LOS  ANGELES", "Savannah", "Port \"A\""]),
        ("mode", &["sea", "Air"]),
        ("organic", &["yes", "no"]),
        ("grown-in", &["Mill Town", "Old Town", "Oslo"]),
        ("产地", &["CN", "Viet Nam", "Atlantis"]),
    ];
    let fields: Vec<(&'static str, &'static [&'static str])> =
        [&days[..], &parties[..], &others[..]].concat();
    let stated: Vec<_> = fields.into_iter().map(|(field, options)| stated(field, options)).collect();
    let value = proptest::sample::select(&VALUES[..]);
    let documents =
        proptest::sample::subsequence(vec!["Invoice", "packing list", "certificate of origin"], 0..3);
    let grade = proptest::sample::select(vec!["-5", "0.5", "3", "7.25"]);
    (thing(2), stated, value, documents, grade)
        .prop_map(|(goods, stated, (value, currency), documents, grade)| {
            let mut record = goods;
            record.extend(stated);
            record.insert("id".to_owned(), json!("A-1/001"));
            record.insert("value".to_owned(), json!(value));
            record.insert("currency".to_owned(), json!(currency));
            record.insert("documents".to_owned(), json!(documents));
            record.insert("grade".to_owned(), json!(grade));
            Value::Object(record)
        })
        .boxed()
}

fn stated(field: &'static str, options: &'static [&'static str]) -> BoxedStrategy<(String, Value)> {
    proptest::sample::select(options).prop_map(move |text| (field.to_owned(), json!(text))).boxed()
}

/// The facts that goods have and inputs as well, with inputs in so many tiers.
fn thing(tiers: u32) -> BoxedStrategy<Map<String, Value>> {
    let own = (
        proptest::sample::select(&GOODS[..]),
        proptest::sample::select(&PLACES[..]),
        stated("producer", &PARTIES),
        stated("vessel", &PARTIES),
        stated("mid", &CODES_OF_MAKERS),
        stated("produced", &DAYS),
    );
    let inputs = if tiers == 0 {
        Just(Vec::new()).boxed()
    } else {
        (vec(input(tiers - 1), 0..3), proptest::sample::select(&SHARES[..]))
            .prop_map(|(inputs, shares)| {
                let with_share = |(mut input, share): (Map<String, Value>, &&str)| {
                    input.insert("share".to_owned(), json!(share));
                    Value::Object(input)
                };
                inputs.into_iter().zip(shares.iter()).map(with_share).collect()
            })
            .boxed()
    };
    (own, inputs)
        .prop_map(|((goods, place, producer, vessel, mid, produced), inputs)| {
            let mut thing: Map<String, Value> = [producer, vessel, mid, produced].into_iter().collect();
            let named = ["product", "category", "hts", "description"].into_iter().zip(goods);
            let placed = ["country", "region", "postal_code", "producer_address"].into_iter().zip(place);
            thing.extend(named.chain(placed).map(|(field, text)| (field.to_owned(), json!(text))));
            thing.insert("inputs".to_owned(), Value::Array(inputs));
            thing
        })
        .boxed()
}

fn input(tiers: u32) -> BoxedStrategy<Map<String, Value>> {
    (thing(tiers), stated("gin_code", &["GIN 44", "gin 45"]))
        .prop_map(|(mut input, gin)| {
            input.extend([gin]);
            input
        })
        .boxed()
}

/// A record of any kind: facts left out, facts that contradict each other, and what cannot be read.
pub(crate) fn record() -> BoxedStrategy<Value> {
    // Facts are taken from several records, so that they contradict each other.
    (vec(coherent_record(), 1..4), vec(any::<u8>(), 64..200), option::of(proptest::sample::select(&ODD[..])))
        .prop_map(|(records, chances, odd)| {
            let mut chances = chances.into_iter().cycle();
            mixed(&records.iter().filter_map(Value::as_object).collect::<Vec<_>>(), &mut chances, odd)
        })
        .boxed()
}

/// A thing with facts of several, some left out and some odd.
fn mixed(things: &[&Map<String, Value>], chances: &mut impl Iterator<Item = u8>, odd: Option<&str>) -> Value {
    let mut record = Map::new();
    for field in things.iter().flat_map(|thing| thing.keys()).collect::<std::collections::BTreeSet<_>>() {
        let chance = usize::from(chances.next().unwrap_or_default());
        let found = things
            .iter()
            .cycle()
            .skip(chance % things.len())
            .take(things.len())
            .find_map(|thing| thing.get(field));
        let value = match (chance % 8, found, odd) {
            (0..=1, _, _) => continue,
            (2, _, Some(odd)) => json!(odd),
            (3, _, Some(_)) => Value::Null,
            (_, Some(Value::Array(inputs)), _) if field == "inputs" => {
                let inputs: Vec<_> = inputs.iter().filter_map(Value::as_object).collect();
                inputs.iter().map(|input| mixed(&[input], chances, odd)).collect()
            }
            (_, Some(value), _) => value.clone(),
            (_, None, _) => continue,
        };
        record.insert(field.clone(), value);
    }
    Value::Object(record)
}

/// A record in which only those facts are stated that `keeps` says yes to, each by its number, and how many facts there are. An input
/// is stated where its list is.
pub(crate) fn partial(record: &Value, keeps: &dyn Fn(usize) -> bool) -> (Value, usize) {
    let mut count = 0;
    let kept = keep(record, keeps, &mut count);
    (kept, count)
}

fn keep(thing: &Value, keeps: &dyn Fn(usize) -> bool, count: &mut usize) -> Value {
    let mut kept = Map::new();
    for (field, value) in thing.as_object().into_iter().flatten() {
        let is_kept = field == "id" || keeps(*count);
        *count += usize::from(field != "id");
        let value = match value {
            Value::Array(inputs) if field == "inputs" => {
                inputs.iter().map(|input| keep(input, keeps, count)).collect()
            }
            value => value.clone(),
        };
        if is_kept {
            kept.insert(field.clone(), value);
        }
    }
    Value::Object(kept)
}
