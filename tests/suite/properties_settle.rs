//! The facts that a finding asks for: they settle it whatever they turn out to be, and no smaller set does.
//!
//! In: one rule that asks each fact in one test, perhaps with exemptions, and a record that leaves facts out. Out: nothing, or what
//! was found by trying: the facts are stated in every way, and so is every smaller set. What is not here: rules that ask one
//! fact in several tests, where the answer to one may be the answer to the other.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use withhold::evaluate::{Finding, Status};
use withhold::{Policy, Sources};

use crate::properties::tries;

/// What the rules name.
const DECLARATIONS: &str = r#"
country CN = "China"
country VN = "Viet Nam"
region valley = "Upper Valley"
  within country CN
region east-town = "East Town"
  within country CN
region delta = "Delta Province"
  within country VN
region hills = "Hill Province"
  within country VN
entity acme = "Acme Apparel, Inc."
field organic: yes-no
field grade: number
field gin_code: text on inputs
"#;

/// Tests of the goods. No two ask the same fact.
const OF_GOODS: [&str; 11] = [
    r#"port is "Los Angeles""#,
    "organic is yes",
    "grade over 3",
    "produced before 2021-01-01",
    "producer is acme",
    r#"importer is not "Example Mills Ltd.""#,
    r#"has document "invoice""#,
    "weight under 5",
    "region is valley",
    "country is VN",
    r#"description mentions "cotton""#,
];

/// Tests of inputs.
const OF_INPUTS: [&str; 4] =
    [r#"gin_code is "GIN 44""#, "vessel is acme", "producer is acme", "region is delta"];

/// What a fact may turn out to be: something on each side of the tests.
fn answers(at: &str) -> Vec<Value> {
    let field = at.rsplit('.').next().unwrap_or(at);
    match field {
        "port" => vec![json!("Los Angeles"), json!("Savannah")],
        "organic" => vec![json!("yes"), json!("no")],
        "grade" => vec![json!(1), json!(5)],
        "produced" | "imported" => vec![json!("2020-06-01"), json!("2021-06-01")],
        "producer" | "vessel" => vec![json!("ACME APPAREL INC"), json!("Halvorsen AS")],
        "importer" => vec![json!("Example Mills Limited"), json!("Halvorsen AS")],
        "documents" => vec![json!(["invoice"]), json!([])],
        "weight" => vec![json!(3), json!(7)],
        "region" => {
            ["Upper Valley", "Delta Province", "East Town", "Hill Province"].map(Value::from).to_vec()
        }
        "country" => vec![json!("CN"), json!("VN")],
        "description" => vec![json!("raw cotton"), json!("tea")],
        "gin_code" => vec![json!("GIN 44"), json!("GIN 45")],
        "inputs" => (0..16).map(|which| json!([whole_input(which)])).chain([json!([])]).collect(),
        other => panic!("`{other}` is asked for, and no test asks it"),
    }
}

/// One of the inputs of which everything is known.
fn whole_input(which: usize) -> Value {
    let mut input = json!({"inputs": []});
    for (bit, field) in ["gin_code", "vessel", "producer", "region"].into_iter().enumerate() {
        input[field] = answers(field)[which >> bit & 1].clone();
    }
    input
}

/// The thing at the beginning of a path, and the field at its end.
fn place<'v, 'a>(record: &'v mut Value, at: &'a str) -> (&'v mut Value, &'a str) {
    let (things, field) = at.rsplit_once('.').unwrap_or(("", at));
    let steps =
        things.split('.').filter_map(|step| step.strip_prefix("inputs[")?.strip_suffix(']')?.parse().ok());
    let thing = steps.fold(record, |thing, index: usize| &mut thing["inputs"][index]);
    (thing, field)
}

/// The record with facts stated in every way in which no two contradict each other.
fn stated(record: &Value, facts: &[&str]) -> Vec<Value> {
    let mut records = vec![record.clone()];
    for at in facts {
        let state = |record: &Value| {
            let answers = answers(at).into_iter();
            let stated = answers.map(|answer| {
                let mut record = record.clone();
                let (thing, field) = place(&mut record, at);
                thing[field] = answer;
                record
            });
            stated.collect::<Vec<_>>()
        };
        records = records.iter().flat_map(state).collect();
    }
    records.retain(is_coherent);
    records
}

/// Whether each thing's region lies in its country.
fn is_coherent(thing: &Value) -> bool {
    let region = thing.get("region").and_then(Value::as_str);
    let country = thing.get("country").and_then(Value::as_str);
    let agree = match (region, country) {
        (Some(region), Some(country)) => ["Upper Valley", "East Town"].contains(&region) == (country == "CN"),
        _ => true,
    };
    agree && thing["inputs"].as_array().into_iter().flatten().all(is_coherent)
}

/// The facts that a record does not state and that the tests may ask.
fn unstated(record: &Value) -> Vec<String> {
    let goods = [
        "port",
        "organic",
        "grade",
        "produced",
        "importer",
        "documents",
        "weight",
        "description",
        "imported",
    ];
    let things = ["producer", "vessel", "region", "country", "inputs"];
    let mut found: Vec<String> =
        goods.into_iter().filter(|field| record.get(field).is_none()).map(str::to_owned).collect();
    found.extend(things.into_iter().filter(|field| record.get(field).is_none()).map(str::to_owned));
    for (index, input) in record["inputs"].as_array().into_iter().flatten().enumerate() {
        let fields = things.into_iter().chain(["gin_code"]);
        found.extend(
            fields.filter(|field| input.get(field).is_none()).map(|field| format!("inputs[{index}].{field}")),
        );
    }
    found
}

/// What a rule is made of: tests in some order, and chances that say how they are joined.
#[derive(Debug)]
struct Parts {
    of_goods: Vec<&'static str>,
    of_inputs: Vec<&'static str>,
    chances: Vec<u8>,
    /// Whether an exemption may ask for the place.
    exempts_place: bool,
}

impl Parts {
    fn chance(&mut self, of: u8) -> u8 {
        self.chances.pop().unwrap_or_default() % of
    }

    /// A condition of at most so many tests of the goods or of inputs, each used up.
    fn condition(&mut self, most: usize, of_inputs: bool) -> Option<String> {
        let mut parts = Vec::new();
        for _ in 0..most {
            let test = if of_inputs { &mut self.of_inputs } else { &mut self.of_goods }.pop();
            let not = if self.chance(4) == 0 { "not " } else { "" };
            parts.extend(test.map(|test| format!("{not}{test}")));
        }
        if parts.len() > 2 {
            let last = parts.split_off(1);
            let inner = if self.chance(2) == 0 { " and " } else { " or " };
            parts.push(format!("({})", last.join(inner)));
        }
        let joined = if self.chance(2) == 0 { " and " } else { " or " };
        (!parts.is_empty()).then(|| parts.join(joined))
    }

    /// A rule of a name, with its exemptions.
    fn rule(&mut self, name: &str) -> String {
        let mut rule = format!("\nrule {name}:\n  flag anything");
        let mut whens = Vec::new();
        match self.chance(5) {
            0 => rule = format!("\nrule {name}:\n  flag vessel acme in whole or in part"),
            1 => rule.push_str(" containing region valley by producer acme"),
            how_many @ 2..=3 => {
                let many = ["any", "no", "every"][usize::from(self.chance(3))];
                let inner = self.condition(usize::from(how_many) - 1, true);
                whens.extend(inner.map(|inner| format!("{many} input ({inner})")));
            }
            _ => {}
        }
        let most = usize::from(self.chance(4));
        whens.extend(self.condition(most, false).map(|when| format!("({when})")));
        let joined = if self.chance(2) == 0 { " and " } else { " or " };
        if !whens.is_empty() {
            rule.push_str(&format!("\n  when {}", whens.join(joined)));
        }
        let most = usize::from(self.chance(3));
        if let Some(unless) = self.condition(most, false) {
            rule.push_str(&format!("\n  unless {unless}"));
        }
        if self.chance(3) == 0 {
            rule.push_str("\n  effective 2021-01-01");
        }
        if self.chance(4) == 0
            && let Some(when) = self.condition(1, false)
        {
            rule.push_str(&format!("\n\nexempt anything from {name}\n  when {when}"));
        }
        if self.chance(6) == 0 && self.exempts_place {
            rule.push_str(&format!("\n\nexempt region delta from {name}"));
        }
        rule + "\n"
    }
}

/// Parts of a rule. Where they are apart, one test alone asks for the place of the goods, by its region or by its country.
fn parts(are_apart: bool) -> impl Strategy<Value = Parts> {
    let tests = (Just(OF_GOODS.to_vec()).prop_shuffle(), Just(OF_INPUTS.to_vec()).prop_shuffle());
    (tests, vec(any::<u8>(), 40), 0usize..3).prop_map(
        move |((mut of_goods, of_inputs), chances, of_place)| {
            let of_places = ["region is valley", "country is VN", "region delta"];
            if are_apart {
                of_goods.retain(|test| !of_places.contains(test) || *test == of_places[of_place]);
            }
            Parts { of_goods, of_inputs, chances, exempts_place: !are_apart || of_place == 2 }
        },
    )
}

/// A record of which some facts are stated, with up to two inputs or none that are stated.
fn record() -> impl Strategy<Value = Value> {
    (vec(any::<u8>(), 40), 0usize..4).prop_map(|(chances, inputs)| {
        let mut record = json!({});
        if inputs > 0 {
            record["inputs"] = (1..inputs).map(|_| json!({})).collect();
        }
        for (at, chance) in unstated(&record.clone()).iter().zip(chances.iter().cycle()) {
            if chance % 3 == 0 && !at.ends_with("inputs") || chance % 3 != 0 && at.ends_with("].inputs") {
                let answers = answers(at);
                let (thing, field) = place(&mut record, at);
                thing[field] = answers[usize::from(chance / 3) % answers.len()].clone();
            }
        }
        record
    })
}

fn compile(text: &str) -> Policy {
    let compilation = Sources::default().without_vocabulary().with_file("small.policy", text, &[]).compile();
    compilation.policy().unwrap_or_else(|compilation| {
        panic!(
            "{:?}\n{text}",
            compilation.problems.iter().map(|problem| &problem.message).collect::<Vec<_>>()
        )
    })
}

/// What rules ask for: where they are open, or where they apply and an exemption is. Of one finding, or of all of them.
fn asked(policy: &Policy, record: &Value, rule: Option<&str>) -> BTreeSet<String> {
    let decision = policy.evaluate(&crate::generate::shipment(policy, record));
    for finding in &decision.findings {
        let is_open = finding.status == Status::Undetermined;
        assert!(!is_open || !finding.missing.is_empty(), "it is open, and nothing is asked for: {record}");
    }
    let of_rule = |finding: &Finding| rule == Some(finding.rule.as_str());
    match rule {
        None => decision.missing.into_iter().map(|missing| missing.at).collect(),
        Some(_) => {
            let found = decision.findings.into_iter().find(of_rule);
            found.into_iter().flat_map(|finding| finding.missing).map(|missing| missing.at).collect()
        }
    }
}

/// All sets of so many facts.
fn sets(facts: &[String], count: usize) -> Vec<Vec<&str>> {
    match (count, facts) {
        (0, _) => vec![Vec::new()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let mut with = sets(rest, count - 1);
            with.iter_mut().for_each(|set| set.push(first));
            with.extend(sets(rest, count));
            with
        }
    }
}

/// The ways of stating facts after which something is still asked for.
fn still_open(policy: &Policy, record: &Value, rule: Option<&str>, facts: &[&str]) -> Vec<Value> {
    stated(record, facts).into_iter().filter(|stated| !asked(policy, stated, rule).is_empty()).collect()
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn what_is_asked_for_settles_a_finding_and_all_of_them(
        mut one in parts(false),
        mut other in parts(false),
        record in record(),
    ) {
        let text = format!("{DECLARATIONS}{}{}", one.rule("one"), other.rule("other"));
        prop_assume!(is_coherent(&record));
        let policy = compile(&text);
        for rule in [Some("one"), Some("other"), None] {
            let facts = asked(&policy, &record, rule);
            let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
            // Not where there are too many ways to try.
            if facts.iter().map(|at| answers(at).len()).product::<usize>() > 500 {
                continue;
            }
            let open = still_open(&policy, &record, rule, &facts);
            prop_assert!(
                facts.is_empty() || open.is_empty(),
                "\n{}\n{}\n{:?} asks for {:?}, and is open where these are\n{:?}", text, record, rule, facts, open
            );
        }
    }

    #[test]
    fn no_smaller_set_of_facts_settles_a_finding(mut parts in parts(true), record in record()) {
        let text = format!("{DECLARATIONS}{}", parts.rule("one"));
        prop_assume!(is_coherent(&record));
        let policy = compile(&text);
        let facts = asked(&policy, &record, Some("one"));
        let unstated = unstated(&record);
        // Of more, there are too many sets to try.
        let tried = if (1..=3).contains(&facts.len()) { sets(&unstated, facts.len() - 1) } else { Vec::new() };
        for set in tried {
            let open = still_open(&policy, &record, Some("one"), &set);
            prop_assert!(
                !open.is_empty(),
                "\n{}\n{}\nasks for {:?}, and {:?} settles it", text, record, facts, set
            );
        }
    }
}
