//! Evaluation, case by case: `tests/cases/evaluate/<topic>/<situation>.policy` with its records beside it.
//!
//! In: a policy, `<situation>.ndjson` or `<situation>.csv`, and lists in a folder of the situation's name. Out: a snapshot,
//! `<situation>.snap`, with the policy, each record and its decision, as a reviewer reads them. A record says in its id what
//! is expected of it (`block: the name in capitals`, `release, lifted: …`), so that a wrong snapshot cannot be accepted
//! unnoticed. What is not here: the binary, and how it draws.
//!
//! Comments in the first lines of a policy may say `# without the vocabulary`, `# as of 2021-01-01`, and `# warns`
//! where warnings of the compiler belong to the case.

#![expect(clippy::panic, reason = "tests fail by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use withhold::diagnostic::Code;
use withhold::evaluate::{Decision, Evidence, Finding, Status};
use withhold::model::{Date, Outcome, parse_date};
use withhold::records::{self, Row};
use withhold::{Policy, Sources};

/// The topics: each is a test of its own, so that they run side by side.
macro_rules! topics {
    ($($test:ident = $folder:literal,)*) => {
        const TOPICS: &[&str] = &[$($folder),*];
        $(
            #[test]
            fn $test() {
                check_topic($folder);
            }
        )*
    };
}

topics! {
    amounts = "amounts",
    asking = "asking",
    assumptions = "assumptions",
    conditions = "conditions",
    dates = "dates",
    exemptions = "exemptions",
    fields = "fields",
    goods = "goods",
    inputs = "inputs",
    lists = "lists",
    parties = "parties",
    places = "places",
    presence = "presence",
    rules = "rules",
    selectors = "selectors",
    shares = "shares",
    supersession = "supersession",
    texts = "texts",
    truth = "truth",
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/evaluate")
}

/// Warnings that no case is about: a case cites no order, declares what only its records name, and puts rules side by side that
/// say the same of some records.
const OF_NO_CASE: [Code; 5] = [
    Code::UncitedRule,
    Code::UnusedDeclaration,
    Code::OverlappingGoods,
    Code::ShadowedRule,
    Code::RepeatedRule,
];

/// The names in a folder, sorted.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let name = |entry: std::io::Result<std::fs::DirEntry>| match entry {
        Ok(entry) => entry.file_name().to_string_lossy().into_owned(),
        Err(error) => panic!("{}: {error}", folder.display()),
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn every_topic_is_listed() {
    let mut listed: Vec<&str> = TOPICS.to_vec();
    listed.sort_unstable();
    assert_eq!(
        listed,
        names_in(&root()),
        "the folders of tests/cases/evaluate/ and the list of topics differ"
    );
}

#[test]
fn every_file_belongs_to_a_case() {
    let mut strays = Vec::new();
    for topic in TOPICS {
        let folder = root().join(topic);
        for name in names_in(&folder) {
            let situation = name.split('.').next().unwrap_or_default();
            let ending = name.strip_prefix(situation).unwrap_or_default();
            let is_known = ["", ".policy", ".csv", ".ndjson", ".snap"].contains(&ending);
            if !is_known || !folder.join(format!("{situation}.policy")).is_file() {
                strays.push(format!("{topic}/{name}"));
            }
        }
    }
    assert_eq!(strays, Vec::<String>::new(), "no case reads these files");
}

fn check_topic(topic: &str) {
    let folder = root().join(topic);
    let names = names_in(&folder);
    let situations: Vec<&str> = names.iter().filter_map(|name| name.strip_suffix(".policy")).collect();
    assert!(!situations.is_empty(), "the topic `{topic}` has no case");
    let fails = |situation: &&str| catch_unwind(AssertUnwindSafe(|| check_case(&folder, situation))).is_err();
    let failed: Vec<&str> = situations.into_iter().filter(fails).collect();
    assert!(failed.is_empty(), "of `{topic}`, these cases fail, as printed above: {failed:?}");
}

/// One case, with all that its files say.
struct Case {
    source: String,
    policy: Policy,
    records: PathBuf,
    as_of: Option<Date>,
    warns: bool,
}

fn read_case(folder: &Path, situation: &str) -> Case {
    let path = folder.join(format!("{situation}.policy"));
    let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let settings: Vec<&str> = source.lines().map_while(|line| line.strip_prefix("# ")).collect();
    let mut sources = Sources::load(&[path]).unwrap_or_else(|error| panic!("{situation}: {error}"));
    if settings.contains(&"without the vocabulary") {
        sources = sources.without_vocabulary();
    }
    let policy = sources.compile().policy().unwrap_or_else(|compilation| {
        let problems: Vec<String> = compilation
            .problems
            .iter()
            .map(|problem| format!("{}: {}", problem.code.name(), problem.message))
            .collect();
        panic!("{situation} does not compile:\n{}", problems.join("\n"))
    });
    let as_of =
        settings.iter().find_map(|line| line.strip_prefix("as of ")).map(|text| match parse_date(text) {
            Some(date) => date,
            None => panic!("{situation}: `{text}` is no date"),
        });
    let records = ["ndjson", "csv"].map(|ending| folder.join(format!("{situation}.{ending}")));
    let found: Vec<&PathBuf> = records.iter().filter(|path| path.is_file()).collect();
    let [records] = found.as_slice() else {
        panic!("{situation} needs one file of records, and has {found:?}")
    };
    let (records, warns) = ((*records).clone(), settings.contains(&"warns"));
    Case { source, policy, records, as_of, warns }
}

fn check_case(folder: &Path, situation: &str) {
    let case = read_case(folder, situation);
    let warnings: Vec<String> = case
        .policy
        .warnings()
        .iter()
        .filter(|warning| !OF_NO_CASE.contains(&warning.code))
        .map(|warning| format!("warning[{}]: {}", warning.code.name(), warning.message))
        .collect();
    assert_eq!(
        case.warns,
        !warnings.is_empty(),
        "{situation}: `# warns` and the warnings differ: {warnings:?}"
    );
    let mut text = case.source.trim_end().to_owned();
    text.push('\n');
    for warning in &warnings {
        let _ = write!(text, "\n{warning}");
    }
    let raw = std::fs::read_to_string(&case.records).unwrap_or_else(|error| panic!("{situation}: {error}"));
    let mut lines = raw.lines().filter(|line| !line.trim().is_empty());
    if case.records.extension().is_some_and(|extension| extension == "csv") {
        let _ = write!(text, "\n{}\n", lines.next().unwrap_or_default());
    }
    let reader = records::open(&case.records, None, case.policy.schema())
        .unwrap_or_else(|error| panic!("{situation}: {error}"));
    let mut rows = 0;
    for row in reader {
        let shipment = match row {
            Ok(Row::Shipment(shipment)) => shipment,
            Ok(Row::Reject(reject)) => panic!("{situation}: row {} {}", reject.row, reject.reason),
            Err(error) => panic!("{situation}: {error}"),
        };
        rows += 1;
        let decision = case.policy.evaluate_as_of(&shipment, case.as_of);
        let _ = write!(text, "\n{}\n{}", lines.next().unwrap_or_default(), drawn(&decision));
        check_expected(situation, &decision, &text);
        check_sound(situation, &decision, case.source.contains("\nexempt "));
    }
    assert!(rows > 0, "{situation} has no record");
    assert_eq!(
        lines.next(),
        None,
        "{situation}: a record of more than one line cannot be shown beside its decision"
    );
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_input_file(folder.join(format!("{situation}.policy")));
    settings.bind(|| insta::assert_snapshot!(situation, text));
}

/// Holds the decision against what the id says before its colon: the outcome, and the statuses of all findings where any is named.
fn check_expected(situation: &str, decision: &Decision, text: &str) {
    let id = &decision.id;
    let Some((expected, _)) = id.split_once(": ") else {
        panic!("{situation}: the id `{id}` says no outcome before a colon");
    };
    let mut words = expected.split(", ");
    let outcome = words.next().unwrap_or_default();
    let is_outcome = Outcome::ALL.iter().any(|known| known.word() == outcome);
    assert!(is_outcome, "{situation}: `{outcome}` of the id `{id}` is no outcome");
    let shown = || text.rsplit("\n\n").next().unwrap_or_default();
    assert_eq!(decision.outcome.word(), outcome, "{situation}: `{id}`\n{}", shown());
    let expected: BTreeSet<&str> = words.collect();
    let actual: BTreeSet<&str> = decision.findings.iter().map(|finding| finding.status.word()).collect();
    if !expected.is_empty() {
        assert_eq!(actual, expected, "{situation}: `{id}`\n{}", shown());
    } else if outcome == "release" {
        assert_eq!(actual, BTreeSet::new(), "{situation}: `{id}`\n{}", shown());
    }
}

/// What is so of every decision.
fn check_sound(situation: &str, decision: &Decision, may_be_lifted: bool) {
    let id = &decision.id;
    assert_eq!(decision.fault, None, "{situation}: `{id}`");
    let worst = decision.findings.iter().map(Finding::outcome).max().unwrap_or(Outcome::Release);
    assert_eq!(decision.outcome, worst, "{situation}: `{id}`: the worst finding wins");
    for finding in &decision.findings {
        let is_open = finding.status == Status::Undetermined;
        assert!(
            !is_open || !finding.missing.is_empty(),
            "{situation}: `{id}`: `{}` is open, and no fact is named that would settle it",
            finding.rule
        );
        assert!(
            is_open || may_be_lifted || finding.missing.is_empty(),
            "{situation}: `{id}`: `{}` is decided, and facts are asked for",
            finding.rule
        );
        assert_eq!(finding.could_be.is_some(), is_open, "{situation}: `{id}`: `{}`", finding.rule);
    }
    let json = serde_json::to_string(decision).unwrap_or_else(|error| panic!("{situation}: {error}"));
    let again: Decision = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{situation}: {error}"));
    assert_eq!(&again, decision, "{situation}: `{id}` comes back from JSON as another decision");
    let value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{situation}: {error}"));
    let complaints = crate::decision_schema::complaints(&value);
    assert!(complaints.is_empty(), "{situation}: `{id}` does not fit its schema: {}", complaints.join("; "));
}

/// A decision as a reviewer reads it.
fn drawn(decision: &Decision) -> String {
    let mut text = format!("→ {}\n", decision.outcome.word());
    for finding in &decision.findings {
        draw_finding(finding, &mut text);
    }
    for missing in &decision.missing {
        let reason = missing.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(text, "  ask for {} (decides {}){reason}", missing.at, missing.decides.join(", "));
    }
    for assumed in &decision.assumed {
        let _ = writeln!(
            text,
            "  assumed {} = {} (decided {})",
            assumed.at,
            assumed.value,
            assumed.rules.join(", ")
        );
    }
    text
}

fn draw_finding(finding: &Finding, text: &mut String) {
    let could_be =
        finding.could_be.map(|outcome| format!(", could be {}", outcome.word())).unwrap_or_default();
    let _ =
        writeln!(text, "  {} ({}): {}{could_be}", finding.rule, finding.verb.word(), finding.status.word());
    let mut line = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(text, "    {name} {value}");
        }
    };
    line("because", finding.because.as_deref());
    line("authority", finding.authority.as_deref());
    finding.cite.iter().for_each(|cite| line("cite", Some(cite)));
    line("tags", (!finding.tags.is_empty()).then(|| finding.tags.join(", ")).as_deref());
    line("respond by", finding.respond_by.as_deref());
    line("lifted by", finding.lifted_by.as_deref());
    line("superseded by", finding.superseded_by.as_deref());
    let entry =
        finding.entry.as_ref().map(|entry| format!("{} row {}: {}", entry.list, entry.row, entry.name));
    line("entry", entry.as_deref());
    for evidence in &finding.evidence {
        let _ = writeln!(text, "    {}", drawn_evidence(evidence));
    }
    for missing in &finding.missing {
        let reason = missing.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        let _ = writeln!(text, "    missing {}{reason}", missing.at);
    }
}

fn drawn_evidence(evidence: &Evidence) -> String {
    let Evidence { at, value, test, truth, by, matched, score } = evidence;
    let mut how = vec![by.words().to_owned()];
    how.extend(matched.as_ref().map(|matched| format!("matched \"{matched}\"")));
    how.extend(score.map(|score| format!("{score}%")));
    format!("{at} \"{value}\": {test} → {} ({})", truth.word(), how.join(", "))
}

/// What `withhold` itself gets wrong holds the goods: here its rules name a party that is not in its table.
#[test]
fn a_fault_is_a_hold_with_its_reason() {
    let policy = Policy::from_text("flag producer \"Quill Mill Ltd.\"").expect("a policy");
    let line = r#"{"id": "faulty", "producer": "Another Ltd.", "inputs": []}"#;
    let shipment = records::shipment_from_json(line, policy.schema()).expect("a record");
    assert_eq!(policy.evaluate(&shipment).outcome, Outcome::Release);
    let mut program = policy.program().clone();
    program.parties.clear();
    let decision = withhold::evaluate::oracle::decide(&program, &shipment, None);
    assert_eq!((decision.id.as_str(), decision.outcome), ("faulty", Outcome::Hold));
    assert!(decision.fault.is_some_and(|fault| fault.contains("please report it")));
}
