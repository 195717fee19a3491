//! `schema/decision.schema.json`: every decision that the project shows fits it, and what does not fit is refused.
//!
//! In: the example's records, cases of `tests/cases/evaluate/`, and decisions broken on purpose. [`complaints`] is asked by
//! the cases themselves as well, of every decision. What is not here: what the decisions say.

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use withhold::evaluate::Decision;
use withhold::records::{self, Row};
use withhold::{Policy, Sources};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn schema() -> Value {
    let path = root().join("schema/decision.schema.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn compiled(sources: &Sources, name: &str) -> Policy {
    sources.compile().policy().unwrap_or_else(|_| panic!("{name} does not compile"))
}

/// The decisions on all records of a file, as they are printed.
fn decisions(policy: &Policy, records: &Path) -> Vec<Value> {
    let rows = records::open(records, None, policy.schema())
        .unwrap_or_else(|error| panic!("{}: {error}", records.display()));
    let shipments = rows.filter_map(|row| match row {
        Ok(Row::Shipment(shipment)) => Some(shipment),
        Ok(Row::Reject(_)) => None,
        Err(error) => panic!("{}: {error}", records.display()),
    });
    shipments.map(|shipment| printed(&policy.evaluate(&shipment))).collect()
}

fn printed(decision: &Decision) -> Value {
    serde_json::to_value(decision).unwrap_or_else(|error| panic!("{}: {error}", decision.id))
}

static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    jsonschema::draft202012::new(&schema()).unwrap_or_else(|error| panic!("the schema is none: {error}"))
});

/// What the schema says against a decision.
pub(crate) fn complaints(decision: &Value) -> Vec<String> {
    let errors = VALIDATOR.iter_errors(decision);
    errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn check(from: &str, decisions: &[Value]) {
    assert!(!decisions.is_empty(), "{from} has no record");
    for decision in decisions {
        let found = complaints(decision);
        assert!(found.is_empty(), "{from}, `{}`:\n{}", decision["id"], found.join("\n"));
    }
}

#[test]
fn decisions_on_the_example_fit() {
    let sources = Sources::load(&[root().join("policies")]).unwrap_or_else(|error| panic!("{error}"));
    let bare = compiled(&sources, "policies/");
    let assuming = compiled(&sources.with_assumption("inputs are none when missing"), "policies/");
    for name in ["entry-lines.csv", "one-of-each.ndjson"] {
        let records = root().join("examples").join(name);
        check(name, &decisions(&bare, &records));
        check(name, &decisions(&assuming, &records));
    }
}

/// Cases that together show every key and word of a decision, but for a fault, which no record provokes.
const TELLING: [&str; 15] = [
    "amounts/money-against-quantity",
    "assumptions/documents-none",
    "conditions/commas-in-a-list-of-texts",
    "exemptions/anything-when",
    "fields/country-and-region",
    "fields/party",
    "inputs/derived-facts-of-an-input",
    "lists/column-clauses",
    "lists/headers-of-their-own",
    "parties/betraying-code-of-a-party",
    "places/address-of-a-place-within",
    "presence/documents-and-inputs",
    "rules/because-authority-cite-tags",
    "rules/respond-within-days",
    "supersession/ends-on-that-day",
];

#[test]
fn every_key_and_word_is_shown_by_some_case() {
    let mut all = Vec::new();
    for case in TELLING {
        let path = root().join(format!("tests/cases/evaluate/{case}.policy"));
        let sources = Sources::load(std::slice::from_ref(&path)).unwrap_or_else(|error| panic!("{error}"));
        let policy = compiled(&sources, case);
        let records = ["ndjson", "csv"].map(|extension| path.with_extension(extension));
        let records = records.into_iter().find(|path| path.is_file());
        all.extend(decisions(&policy, &records.unwrap_or_else(|| panic!("{case} has no records"))));
    }
    // A key or a word that no decision has would be described without a proof.
    assert_eq!(unused(&schema(), &all), ["decision.fault"], "none of {TELLING:?} shows these");
}

/// The keys and words of the schema that no decision has.
fn unused(schema: &Value, decisions: &[Value]) -> Vec<String> {
    let findings = || decisions.iter().flat_map(|decision| items(decision, "findings"));
    let groups: [(&str, &Value, Vec<&Value>); 7] = [
        ("decision", schema, decisions.iter().collect()),
        ("finding", &schema["$defs"]["finding"], findings().collect()),
        ("entry", &schema["$defs"]["entry"], findings().filter_map(|finding| finding.get("entry")).collect()),
        (
            "evidence",
            &schema["$defs"]["evidence"],
            findings().flat_map(|finding| items(finding, "evidence")).collect(),
        ),
        (
            "missing",
            &schema["$defs"]["missing"],
            findings().flat_map(|finding| items(finding, "missing")).collect(),
        ),
        (
            "missingFact",
            &schema["$defs"]["missingFact"],
            decisions.iter().flat_map(|decision| items(decision, "missing")).collect(),
        ),
        (
            "assumed",
            &schema["$defs"]["assumed"],
            decisions.iter().flat_map(|decision| items(decision, "assumed")).collect(),
        ),
    ];
    let mut unused = Vec::new();
    for (name, described, values) in groups {
        for (key, property) in described["properties"].as_object().into_iter().flatten() {
            let mut shown = values.iter().filter_map(|value| value.get(key)).peekable();
            if shown.peek().is_none() {
                unused.push(format!("{name}.{key}"));
            }
            let shown: Vec<&Value> = shown.collect();
            let words = property["enum"].as_array().into_iter().flatten();
            unused.extend(
                words
                    .filter(|word| !shown.contains(word))
                    .map(|word| format!("{name}.{key}={}", word.as_str().unwrap_or_default())),
            );
        }
    }
    unused
}

fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// A decision with something of everything.
fn whole() -> Value {
    json!({
        "id": "ABC-1234567-8/003",
        "outcome": "hold",
        "findings": [{
            "rule": "listed", "verb": "block", "status": "undetermined", "could_be": "block",
            "cite": ["https://www.cbp.gov/"], "authority": "19 U.S.C. 1307", "tags": ["wro"], "respond_by": "2021-03-01",
            "entry": {"list": "entity-list", "name": "Basin Metals Co., Ltd.", "row": 2},
            "evidence": [{
                "at": "inputs[0].producer", "value": "BASIN METAL CO", "test": "producer is entity-list",
                "truth": "unknown", "by": "similarity", "matched": "Basin Metals Co., Ltd.", "score": 96.5
            }],
            "missing": [{"at": "inputs[0].producer", "reason": "`BASIN METAL CO` is nearly a name that is asked for"}]
        }],
        "missing": [{"at": "inputs[0].producer", "decides": ["listed"]}],
        "assumed": [{"at": "inputs", "value": "none", "rules": ["other"]}]
    })
}

#[test]
fn a_fault_fits() {
    let decision = json!({"id": "1", "outcome": "hold", "findings": [], "missing": [], "assumed": [], "fault": "it failed"});
    assert_eq!(complaints(&decision), Vec::<String>::new());
}

#[test]
fn what_is_broken_is_refused() {
    assert_eq!(complaints(&whole()), Vec::<String>::new());
    let lifted = json!({"status": "lifted", "lifted_by": "exempt anything from listed"});
    let breaks: [(&str, &str, Value); 21] = [
        ("an outcome that there is not", "/outcome", json!("allow")),
        ("an outcome in capitals", "/outcome", json!("Hold")),
        ("no id", "/id", Value::Null),
        ("an id that is a number", "/id", json!(3)),
        ("no findings", "/findings", Value::Null),
        ("a key that is not described", "/verdict", json!("hold")),
        ("a fault beside findings", "/fault", json!("it failed")),
        ("an open finding that does not say what it could be", "/findings/0/could_be", Value::Null),
        ("a finding that could be a release", "/findings/0/could_be", json!("release")),
        ("a decided finding that could be something", "/findings/0/status", json!("applies")),
        (
            "a finding that an exemption lifted and that is open",
            "/findings/0/lifted_by",
            json!("exempt anything"),
        ),
        ("a finding of a key that is not described", "/findings/0/because_of", json!("x")),
        (
            "a lifted finding with a day to answer",
            "/findings/0",
            json!({
                "rule": "listed", "verb": "block", "cite": [], "tags": [], "evidence": [], "missing": [],
                "status": lifted["status"], "lifted_by": lifted["lifted_by"], "respond_by": "2021-03-01"
            }),
        ),
        (
            "a superseded finding that does not say by what",
            "/findings/0",
            json!({
                "rule": "listed", "verb": "block", "cite": [], "tags": [], "evidence": [], "missing": [], "status": "superseded"
            }),
        ),
        ("a day that is none", "/findings/0/respond_by", json!("1 March 2021")),
        ("an entry in the row of the header", "/findings/0/entry/row", json!(1)),
        ("a way to compare that there is not", "/findings/0/evidence/0/by", json!("guess")),
        ("a truth that is no word", "/findings/0/evidence/0/truth", json!(true)),
        ("a score beyond all percent", "/findings/0/evidence/0/score", json!(101)),
        ("a missing fact that decides nothing", "/missing/0/decides", json!([])),
        ("a path that is none", "/missing/0/at", json!("inputs[].producer")),
    ];
    for (what, at, value) in breaks {
        let mut decision = whole();
        let (parent, key) = at.rsplit_once('/').unwrap_or_else(|| panic!("{at} is no pointer"));
        let holder = decision.pointer_mut(parent).unwrap_or_else(|| panic!("{at} is not there"));
        match (holder, value) {
            (Value::Object(members), Value::Null) => drop(members.remove(key)),
            (Value::Object(members), value) => drop(members.insert(key.to_owned(), value)),
            (holder, value) => {
                let place = key.parse::<usize>().ok().and_then(|index| holder.get_mut(index));
                *place.unwrap_or_else(|| panic!("{at} is not there")) = value;
            }
        }
        assert!(!complaints(&decision).is_empty(), "{what} is let through");
        // What is broken for the schema and can be read all the same is no decision of this program.
        if what == "a key that is not described" {
            assert!(
                serde_json::from_value::<Decision>(decision).is_ok(),
                "readers pass over keys that they do not know"
            );
        }
    }
}
