//! Conditions, in every form that the language has.
//!
//! Out: conditions with `\n` where a line may break. What is not here: conditions that are false whatever a record says, such as
//! a share over 100 %.

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Language, one_of, some_of, values};

/// Of what a condition is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// The goods.
    Goods,
    /// An input, which has facts of its own.
    Input,
}

/// A condition in which parentheses nest so deep at most.
pub(super) fn condition(language: Language, of: Of, depth: u32) -> BoxedStrategy<String> {
    let part = (prop_oneof![4 => Just(""), 1 => Just("not ")], part(language, of, depth))
        .prop_map(|(not, part)| format!("{not}{part}"));
    (vec(part, 1..4), one_of(&["and", "or"]))
        .prop_map(|(parts, joined)| parts.join(&format!("\n{joined} ")))
        .boxed()
}

fn part(language: Language, of: Of, depth: u32) -> BoxedStrategy<String> {
    let test = test(language, of);
    if depth == 0 {
        return test;
    }
    let inner = condition(language, of, depth - 1).prop_map(|inner| format!("({inner})"));
    let quantified = (one_of(&["any", "no", "every"]), condition(language, Of::Input, depth - 1))
        .prop_map(|(how_many, inner)| format!("{how_many} input ({inner})"));
    let share = (condition(language, Of::Input, depth - 1), percent())
        .prop_map(|(inner, bounds)| format!("share of inputs ({inner}) {bounds}"));
    prop_oneof![5 => test, 2 => inner, 2 => quantified, 1 => share].boxed()
}

/// Bounds of a share that some shares meet and others do not.
fn percent() -> BoxedStrategy<String> {
    one_of(&["over 5%", "under 40%", "at least 50%", "at most 12.5%", "between 10% and 60%", "is 50%"])
}

/// One test.
fn test(language: Language, of: Of) -> BoxedStrategy<String> {
    let of_any = prop_oneof![
        2 => places(),
        2 => goods(),
        2 => parties(),
        1 => texts(),
        1 => numbers(),
        1 => dates(),
        1 => documents(),
    ];
    let of_input = prop_oneof![
        percent().prop_map(|bounds| format!("share {bounds}")),
        values(&["\"GIN 44\"", "\"GIN 45\""]).prop_map(|codes| format!("gin_code is {codes}")),
    ];
    match (of, language) {
        (Of::Goods, Language::Plain) => of_any.boxed(),
        (Of::Goods, Language::Whole) => prop_oneof![8 => of_any, 1 => presence()].boxed(),
        (Of::Input, Language::Plain) => prop_oneof![6 => of_any, 1 => of_input].boxed(),
        (Of::Input, Language::Whole) => prop_oneof![6 => of_any, 1 => of_input, 1 => presence()].boxed(),
    }
}

fn is(fields: &'static [&'static str], options: &'static [&'static str]) -> BoxedStrategy<String> {
    (one_of(fields), one_of(&["is", "is not"]), values(options))
        .prop_map(|(field, is, values)| format!("{field} {is} {values}"))
        .boxed()
}

fn asked(fields: &'static [&'static str], options: &'static [&'static str]) -> BoxedStrategy<String> {
    (one_of(fields), one_of(options)).prop_map(|(field, test)| format!("{field} {test}")).boxed()
}

fn places() -> BoxedStrategy<String> {
    prop_oneof![
        is(&["country", "产地"], super::rules::COUNTRIES),
        is(&["region", "grown-in"], super::rules::REGIONS),
    ]
    .boxed()
}

fn goods() -> BoxedStrategy<String> {
    prop_oneof![is(&["product", "category"], super::rules::GOODS), is(&["hts"], super::rules::CODES)].boxed()
}

fn parties() -> BoxedStrategy<String> {
    let fields = &["producer", "importer", "seller", "carrier", "vessel", "agent", "party"];
    // With `or`, a bare name before `at least` would begin a test of its own.
    let alike = (some_of(super::rules::PARTIES, 1..3), one_of(&["at least 80%", "at least 92.5%"]))
        .prop_map(|(parties, least)| format!("{}\n{least}", parties.join(", ")));
    let resembles = (one_of(fields), prop_oneof![alike, values(super::rules::PARTIES)])
        .prop_map(|(field, parties)| format!("{field} resembles {parties}"));
    prop_oneof![3 => is(fields, super::rules::PARTIES), 1 => resembles].boxed()
}

fn texts() -> BoxedStrategy<String> {
    let mentions =
        (one_of(&["description", "producer_address"]), values(&["\"cotton\"", "\"mill town\"", "\"茶\""]))
            .prop_map(|(field, words)| format!("{field} mentions {words}"));
    prop_oneof![
        is(&["port"], &["\"Los Angeles\"", "\"Savannah\"", "\"Port \\\"A\\\"\""]),
        is(&["mode"], &["\"sea\"", "\"air\""]),
        is(&["mid"], &["\"CNQUISPI12URU\"", "\"VNACM1\""]),
        is(&["postal_code"], &["\"999123\"", "\"10001\""]),
        is(&["currency"], &["\"USD\"", "\"EUR\""]),
        is(&["organic"], &["yes", "no"]),
        mentions,
    ]
    .boxed()
}

fn numbers() -> BoxedStrategy<String> {
    prop_oneof![
        asked(
            &["value", "fee"],
            &[
                "over 800 USD",
                "under 100.50 EUR",
                "at least 800 USD",
                "is 900 USD",
                "between 5 USD and 900 USD"
            ]
        ),
        asked(&["quantity"], &["over 100", "at most 12 pcs", "between 10 pcs and 200 pcs", "is not 12"]),
        asked(&["weight"], &["over 12", "under 5 kg", "between 5 and 12 kg"]),
        asked(&["grade"], &["over -5", "at least 3", "is 3", "is not 3, 4 or 5", "between 0.25 and 3"]),
    ]
    .boxed()
}

fn dates() -> BoxedStrategy<String> {
    asked(
        &["imported", "entered", "produced", "loaded", "inspected"],
        &[
            "before 2021-06-24",
            "after 2020-12-31",
            "on 2021-07-01",
            "on or before 2021-07-01",
            "on or after 2022-06-21",
            "between 2021-01-13 and 2022-06-21",
        ],
    )
}

fn documents() -> BoxedStrategy<String> {
    one_of(&[
        "has document \"certificate of origin\"",
        "has document \"invoice\", \"packing list\"",
        "has no documents",
    ])
}

/// Tests of what a record says at all.
fn presence() -> BoxedStrategy<String> {
    prop_oneof![
        asked(
            &["producer", "hts", "weight", "imported", "region", "party", "organic"],
            &["is missing", "is known"]
        ),
        asked(&["documents", "inputs"], &["are missing", "are known"]),
    ]
    .boxed()
}
