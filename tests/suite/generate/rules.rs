//! Rules, exemptions and tests: sentences with every verb, selector, scope and clause.
//!
//! Out: statements with `\n` where a line may break. Rules are called `r0`, `r1` and so on, and supersede only earlier ones,
//! so that none supersede each other in a circle.

use proptest::collection::vec;
use proptest::prelude::*;

use super::conditions::{Of, condition};
use super::{Language, one_of, perhaps, some_of, values};

pub(super) const COUNTRIES: &[&str] = &["CN", "VN", "NO", "\"Viet Nam\"", "\"Mainland China\""];
pub(super) const REGIONS: &[&str] =
    &["valley", "mill-town", "delta", "east-town", "nowhere", "\"Mill Town\""];
pub(super) const GOODS: &[&str] =
    &["cotton", "textiles", "apparel", "relic", "antiques", "tea", "\"raw lint\"", "\"moon dust\""];
pub(super) const CODES: &[&str] = &["6109.10", "6204..6206", "52", "5201.00", "0902.10.0012", "54..63"];
pub(super) const PARTIES: &[&str] =
    &["quillon", "acme", "banned", "\"Example Mills Ltd.\"", "\"Halvorsen AS\""];

/// The kinds that a subject may ask for, and their values.
const KINDS: [(&str, &[&str]); 10] = [
    ("category", GOODS),
    ("product", GOODS),
    ("hts", CODES),
    ("country", COUNTRIES),
    ("region", REGIONS),
    ("party", PARTIES),
    ("producer", PARTIES),
    ("importer", PARTIES),
    ("carrier", PARTIES),
    ("vessel", PARTIES),
];

/// So many rules, exemptions from them, perhaps a bare sentence, and tests.
pub(super) fn rules(language: Language, count: usize) -> BoxedStrategy<Vec<String>> {
    let rules: Vec<_> = (0..count).map(|number| rule(language, number)).collect();
    let bare = sentence(language).prop_map(|(sentence, _)| sentence);
    (rules, vec(exemption(language, count), 0..3), perhaps(bare.boxed()), vec(test(count), 0..2))
        .prop_map(|(rules, exemptions, bare, tests)| {
            let bare = Some(bare).filter(|bare| !bare.is_empty());
            // Two tests may have the same name; two rules may not.
            [rules, exemptions, bare.into_iter().collect(), tests].concat()
        })
        .boxed()
}

fn rule(language: Language, number: usize) -> BoxedStrategy<String> {
    let supersedes = perhaps((0..number.max(1)).prop_map(|other| format!("r{other}")).boxed());
    (sentence(language), supersedes)
        .prop_map(move |((sentence, begins), other)| {
            let ends_other = begins && number > 0 && !other.is_empty();
            let supersedes = if ends_other { format!("\nsupersedes {other}") } else { String::new() };
            format!("rule r{number}:\n{sentence}{supersedes}")
        })
        .boxed()
}

/// A sentence with its clauses, and whether it has a first day.
fn sentence(language: Language) -> BoxedStrategy<(String, bool)> {
    let verb = prop_oneof![
        5 => one_of(&["block", "hold", "flag"]),
        1 => one_of(&["require document \"certificate of origin\" for", "require document \"invoice\",\n\"test report\" for"]),
    ];
    let scope = prop_oneof![
        3 => Just(String::new()),
        2 => Just("\nin whole or in part".to_owned()),
        1 => Just("\ndirectly".to_owned()),
        2 => subject(2).prop_map(|inner| format!("\ncontaining {inner}")),
    ];
    let conditions = (
        perhaps(condition(language, Of::Goods, 2).prop_map(|when| format!("\nwhen {when}")).boxed()),
        perhaps(condition(language, Of::Goods, 1).prop_map(|unless| format!("\nunless {unless}")).boxed()),
    );
    let notes = some_of(
        &[
            "\nbecause \"a \\\"trial\\\"\"",
            "\nauthority \"19 CFR 12.42\"",
            "\ncite \"https://www.cbp.gov/\"",
            "\ncite \"Federal Register\"",
            "\ntags wro, trial",
            "\nrespond within 90 days",
        ],
        0..4,
    );
    (verb, subject(3), scope, conditions, window(), notes)
        .prop_flat_map(|(verb, subject, scope, (when, unless), window, notes)| {
            let begins = window.iter().any(|clause| clause.contains("effective"));
            let clauses: Vec<String> = [vec![when, unless], window, notes].concat();
            let head = format!("{verb} {subject}{scope}");
            Just(clauses)
                .prop_shuffle()
                .prop_map(move |clauses| (format!("{head}{}", clauses.concat()), begins))
        })
        .boxed()
}

/// Clauses that make a window.
fn window() -> BoxedStrategy<Vec<String>> {
    let days = (
        perhaps(one_of(&["\neffective 2020-09-03", "\neffective 2021-01-13", "\neffective 2021-07-01"])),
        perhaps(one_of(&["\nuntil 2021-07-02", "\nthrough 2022-06-20", "\nuntil 2024-01-01"])),
        perhaps(one_of(&[
            "\ndates by entered",
            "\ndates by produced",
            "\ndates by inspected",
            "\ndates by imported",
        ])),
    );
    days.prop_map(|(from, until, field)| vec![from, until, field]).boxed()
}

/// A subject in which so many kinds stand at most; few of them more often than many, so that rules are also true.
fn subject(kinds: usize) -> BoxedStrategy<String> {
    let selected = (perhaps(Just("anything ".to_owned()).boxed()), selectors(1..kinds + 1))
        .prop_map(|(anything, selectors)| format!("{anything}{selectors}"));
    let subject = prop_oneof![1 => Just("anything".to_owned()), 2 => selectors(1..2), 2 => selected];
    (subject, except()).prop_map(|(subject, except)| format!("{subject}{except}")).boxed()
}

/// What a subject leaves out, more often nothing.
fn except() -> BoxedStrategy<String> {
    let except = selectors(1..3).prop_map(|selectors| format!("\nexcept {selectors}"));
    prop_oneof![3 => Just(String::new()), 1 => except].boxed()
}

/// Selectors of different kinds, some of them alternatives of each other.
fn selectors(count: std::ops::Range<usize>) -> BoxedStrategy<String> {
    let kinds = proptest::sample::subsequence(&KINDS[..], count).prop_shuffle();
    kinds
        .prop_flat_map(|kinds| {
            let of_kind = |(kind, options): (&'static str, &'static [&'static str])| {
                (
                    one_of(&["", "", "from ", "by ", "to "]),
                    values(options),
                    prop_oneof![4 => Just(" "), 1 => Just("\nor ")],
                )
                    .prop_map(move |(preposition, values, joined)| {
                        (format!("{preposition}{kind} {values}"), joined)
                    })
            };
            kinds.into_iter().map(of_kind).collect::<Vec<_>>()
        })
        .prop_map(|selectors| {
            let mut text = String::new();
            for (selector, joined) in selectors {
                if !text.is_empty() {
                    text.push_str(joined);
                }
                text.push_str(&selector);
            }
            text
        })
        .boxed()
}

/// An exemption from some of so many rules.
fn exemption(language: Language, count: usize) -> BoxedStrategy<String> {
    let when = || condition(language, Of::Goods, 1).prop_map(|when| format!("\nwhen {when}"));
    let some = (selectors(1..3), except(), perhaps(when().boxed()))
        .prop_map(|(selectors, except, when)| (format!("{selectors}{except}"), when));
    let any_when = when().prop_map(|when| ("anything".to_owned(), when));
    let subject = match language {
        Language::Plain => prop_oneof![2 => some, 1 => any_when].boxed(),
        Language::Whole => {
            prop_oneof![4 => some, 2 => any_when, 1 => Just(("anything".to_owned(), String::new()))].boxed()
        }
    };
    let unless = condition(language, Of::Goods, 0).prop_map(|unless| format!("\nunless {unless}"));
    let notes = some_of(&["\nbecause \"a gift\"", "\ncite \"a ruling\""], 0..2);
    let first = 0..count;
    (subject, first, perhaps(unless.boxed()), window(), notes)
        .prop_map(|((subject, when), rule, unless, window, notes)| {
            format!("exempt {subject}\nfrom r{rule}{when}{unless}{}{}", window.concat(), notes.concat())
        })
        .boxed()
}

/// A test statement. Whether it passes is not asked.
fn test(count: usize) -> BoxedStrategy<String> {
    let facts = some_of(
        &[
            "hts 6109.10",
            "country CN",
            "region \"Mill Town\"",
            "producer quillon",
            "imported 2021-07-01",
            "value 900 USD",
            "quantity 12 pcs",
            "weight 5 kg",
            "documents none",
            "organic no",
            "grade -3",
            "description \"T-SHIRTS # \\\"8\\\"\"",
        ],
        1..5,
    );
    let inputs = perhaps(one_of(&[
        "\ncontaining product cotton, share 40%, inputs none",
        "\ncontaining (product cotton, country CN\ncontaining hts 5201, gin_code \"GIN 44\")\ncontaining product tea",
    ]));
    let expect = prop_oneof![
        one_of(&["release", "flag", "hold", "block"]),
        (one_of(&["flag", "hold", "block"]), 0..count)
            .prop_map(|(outcome, rule)| format!("{outcome} by r{rule}")),
        (0..count, one_of(&["applies", "undetermined", "lifted", "superseded", "silent"]))
            .prop_map(|(rule, status)| format!("r{rule} {status}")),
    ];
    (one_of(&["\"a case\"", "\"another case\""]), facts, inputs, expect)
        .prop_map(|(name, facts, inputs, expect)| {
            format!("test {name}\ngiven {}{inputs}\nexpect {expect}", facts.join(",\n"))
        })
        .boxed()
}
