//! What generated policies declare: always the same names, so that rules can name them, each with clauses that differ.
//!
//! Out: statements with `\n` where a line may break.

use proptest::prelude::*;

use super::{Language, one_of, perhaps, some_of};

/// The header of a file, or nothing.
pub(super) fn header() -> BoxedStrategy<String> {
    let clauses = &[
        "\nauthority \"19 U.S.C. 1307\"",
        "\ncite \"https://www.cbp.gov/trade/forced-labor\"",
        "\ntags wro, cotton",
    ];
    let header = (one_of(&["\"Orders\"", "\"Orders of \\\"2020\\\"\"", "\"命令\""]), some_of(clauses, 0..3))
        .prop_map(|(title, clauses)| format!("policy {title}{}", clauses.concat()));
    perhaps(header.boxed())
}

/// Everything that rules name, and assumptions where the language has them.
pub(super) fn declarations(language: Language) -> BoxedStrategy<Vec<String>> {
    let statements: Vec<BoxedStrategy<String>> = [goods(), places(), parties(), fields()].concat();
    match language {
        Language::Plain => statements.boxed(),
        Language::Whole => {
            (statements, assumptions()).prop_map(|(all, assumed)| [all, assumed].concat()).boxed()
        }
    }
}

/// A statement with some of its clauses, in any order.
fn with(statement: &'static str, clauses: &'static [&'static str]) -> BoxedStrategy<String> {
    some_of(clauses, 0..clauses.len() + 1)
        .prop_map(move |clauses| format!("{statement}{}", clauses.concat()))
        .boxed()
}

fn fixed(statement: &'static str) -> BoxedStrategy<String> {
    Just(statement.to_owned()).boxed()
}

fn goods() -> Vec<BoxedStrategy<String>> {
    vec![
        with(
            "product cotton = hts 5201..5203, \"raw lint\"",
            &["\nalso \"coton\", \"棉花\"", "\ndescribed as \"cotton\", \"lint\"", "\nedition 2017"],
        ),
        with(
            "category textiles = cotton, hts 50, 5101, 54..63",
            &["\nalso \"cloth\"", "\nalso \"fabric\"", "\ndescribed as \"cloth\""],
        ),
        with(
            "category apparel = hts 61, hts 62",
            &["\nalso \"garments\", \"fabric\"", "\ndescribed as \"shirt\", \"shirts\""],
        ),
        with("product relic = \"bronze relic\"", &["\ndescribed as \"bronze\""]),
        with("category antiques = relic,\nhts 9706", &["\nalso \"old things\""]),
        fixed("product tea = hts 0902"),
    ]
}

fn places() -> Vec<BoxedStrategy<String>> {
    vec![
        fixed("country CN = \"China\"\ncode \"CHN\"\nalso \"Mainland China\""),
        with("country VN = \"Viet Nam\"", &["\ncode \"VNM\"", "\nalso \"Vietnam\""]),
        fixed("country NO = \"Norway\"\ncode \"NOR\""),
        with(
            "region valley = \"Upper Valley\"\nwithin country CN",
            &[
                "\nalso \"上谷\"",
                "\ncode \"CN-UV\"",
                "\npostal 9991*, 999200",
                "\nalso \"Valley of the North\"",
            ],
        ),
        with("region mill-town = \"Mill Town\"\nwithin valley", &["\npostal 99915*", "\nalso \"磨坊镇\""]),
        fixed("region east-town = \"East Town\"\nalso \"Old Town\"\nwithin country CN"),
        fixed("region delta = \"Delta Province\"\nalso \"Old Town\"\nwithin country \"Viet Nam\""),
        with("region nowhere = \"Nowhere Land\"", &["\nalso \"Nowhere\""]),
    ]
}

fn parties() -> Vec<BoxedStrategy<String>> {
    vec![
        with(
            "entity quillon = \"Quillon Valley Spinning Mills Co., Ltd.\"",
            &[
                "\nalso \"奎隆谷纺织有限公司\", \"QV Mills\"",
                "\nformerly \"Red Banner Textile Works\"",
                "\nwith subsidiaries \"Quillon Dyeing Ltd.\"",
                "\nnot \"Quillon Valley Spinning Mills of Oregon, Inc.\"",
                "\nmid \"CNQUISPI12\"",
                "\nregistration \"91650000000000000X\"",
                "\nin valley",
            ],
        ),
        with("entity acme = \"Acme Apparel, Inc.\"", &["\nin country VN", "\nmid \"VNACM\", \"CNQUI\""]),
        with(
            "list banned from \"banned.csv\"",
            &["\nnote column \"note\"", "\nalso column \"also\" separated by \";\""],
        ),
    ]
}

fn fields() -> Vec<BoxedStrategy<String>> {
    vec![
        fixed("field organic: yes-no"),
        fixed("field gin_code: text\non inputs"),
        fixed("field inspected: date"),
        fixed("field fee: money"),
        fixed("field grade: number"),
        fixed("field broker: party"),
        fixed("field agent: party"),
        fixed("field grown-in: region"),
        fixed("field 产地: country"),
    ]
}

/// No two of these settle the same fact.
fn assumptions() -> BoxedStrategy<Vec<String>> {
    let all = &[
        "assume inputs are none\nwhen missing",
        "assume inputs of inputs are none when missing",
        "assume documents are none when missing",
        "assume country is CN when missing",
        "assume country of inputs is \"Viet Nam\" when missing",
        "assume names alike at least 97% are unknown",
        "assume organic is no when missing",
        "assume product of inputs is tea when missing",
        "assume producer is acme when missing",
        "assume value is 100 USD when missing",
        "assume hts is 0902.10 when missing",
        "assume imported is 2021-07-01 when missing",
    ];
    prop_oneof![2 => Just(Vec::new()), 1 => some_of(all, 0..5)].boxed()
}
