//! Rules that are made of each other: copies that are narrower or wider, contradict themselves, or end before they begin.
//!
//! Out: programs in which the lints that compare what rules mean have work. Rules that are made by chance alone have next to nothing to do with each
//! other. What is not here: anything that a record says.

use proptest::collection::vec;
use proptest::prelude::*;

use super::conditions::{Of, condition};
use super::rules::{CODES, COUNTRIES, GOODS, PARTIES, REGIONS};
use super::{Language, Program, declarations, one_of};

/// The kinds of which subjects are made here, and what they may ask for.
const KINDS: [(&str, &[&str]); 7] = [
    ("product", GOODS),
    ("category", GOODS),
    ("hts", CODES),
    ("country", COUNTRIES),
    ("region", REGIONS),
    ("producer", PARTIES),
    ("party", PARTIES),
];

const VERBS: [&str; 5] =
    ["flag", "hold", "block", "require document \"invoice\" for", "require document \"test report\" for"];
const SCOPES: [&str; 2] = ["", "\n  in whole or in part"];
const DAYS: [&str; 5] = ["2020-03-01", "2021-01-13", "2021-07-01", "2021-07-02", "2022-06-21"];

/// Tests of which two or more can never hold together, and some that only seem so.
const CLASHES: [&str; 12] = [
    "country is CN and country is VN",
    "region is valley and region is delta",
    "region is mill-town and country is VN",
    "value over 800 USD and value under 100.50 USD",
    "hts is 6109.10 and hts is 52",
    "product is tea and hts is 5201.00",
    "producer is acme and producer is quillon",
    "party is acme and party is quillon",
    "organic is yes and organic is no",
    "imported before 2021-01-13 and imported on or after 2021-07-01",
    "has no documents and has document \"invoice\"",
    "weight is missing and weight over 5",
];

/// What narrows nothing, or nearly nothing.
const IDLE: [&str; 6] = [
    "(weight is missing or weight is known)",
    "(value over 800 USD or value at most 900 USD)",
    "(organic is yes or organic is no)",
    "(country is not CN or country is not VN)",
    "(imported before 2021-07-01 or imported on or after 2021-07-01)",
    "(grade under 3 or grade over 3)",
];

/// The values that a kind may have.
fn values_of(kind: &str) -> &'static [&'static str] {
    KINDS.iter().find(|(other, _)| *other == kind).map_or(&[], |(_, values)| values)
}

/// The kinds that have the same values.
fn kinds_like(kind: &str) -> &'static [&'static str] {
    match kind {
        "product" | "category" => &["product", "category"],
        "producer" | "party" => &["producer", "party"],
        "hts" => &["hts"],
        "country" => &["country"],
        _ => &["region"],
    }
}

/// A rule in parts.
#[derive(Clone, Debug)]
struct Parts {
    verb: usize,
    subject: Vec<(&'static str, &'static str)>,
    scope: usize,
    when: Vec<String>,
    unless: Vec<String>,
    from: Option<usize>,
    until: Option<usize>,
}

impl Parts {
    fn subject(&self) -> String {
        if self.subject.is_empty() {
            return "anything".to_owned();
        }
        self.subject.iter().map(|(kind, value)| format!("{kind} {value}")).collect::<Vec<_>>().join(" ")
    }

    /// Everything behind the subject and the scope.
    fn clauses(&self) -> String {
        let mut text = String::new();
        if !self.when.is_empty() {
            text.push_str(&format!("\n  when {}", self.when.join(" and ")));
        }
        if !self.unless.is_empty() {
            text.push_str(&format!("\n  unless {}", self.unless.join(" or ")));
        }
        text.push_str(&self.from.map(|day| format!("\n  effective {}", DAYS[day])).unwrap_or_default());
        text.push_str(&self.until.map(|day| format!("\n  until {}", DAYS[day])).unwrap_or_default());
        text
    }

    fn rule(&self, name: &str, supersedes: &str) -> String {
        let (verb, scope) = (VERBS[self.verb], SCOPES[self.scope]);
        format!("rule {name}:\n  {verb} {}{scope}{}{supersedes}\n", self.subject(), self.clauses())
    }
}

/// Choices that are used up, and conditions to choose among.
struct Chances {
    choices: Vec<u8>,
    next: usize,
    conditions: Vec<String>,
}

impl Chances {
    fn of(&mut self, count: usize) -> usize {
        self.next += 1;
        usize::from(self.choices[self.next % self.choices.len()]) % count
    }

    fn condition(&mut self) -> String {
        let at = self.of(self.conditions.len());
        format!("({})", self.conditions[at])
    }

    fn one<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.of(all.len())].clone()
    }

    fn day(&mut self) -> Option<usize> {
        Some(self.of(DAYS.len()))
    }

    /// A rule that is a little different.
    fn changed(&mut self, parts: &Parts) -> Parts {
        let mut new = parts.clone();
        match self.of(20) {
            0 | 1 => new.when.push(self.condition()),
            2 => drop(new.when.pop()),
            3 => new.unless.push(self.condition()),
            4 => drop(new.unless.pop()),
            5 => new.verb = self.of(VERBS.len()),
            6 => new.from = self.day(),
            7 => new.until = self.day(),
            8 => (new.from, new.until) = (None, None),
            9 => new.scope = self.of(SCOPES.len()),
            10 | 11 => new.when.push(format!("({})", self.one(&CLASHES))),
            12 | 13 => new.when.push(self.one(&IDLE).to_owned()),
            14 | 15 => {
                let known: Vec<String> = [new.when.clone(), new.unless.clone()].concat();
                let again = if known.is_empty() { self.condition() } else { self.one(&known) };
                new.when.push(format!("not ({again})"));
            }
            16 => {
                let first = new.when.pop().unwrap_or_else(|| self.condition());
                new.when.push(format!("({first} or {})", self.condition()));
            }
            17 => drop(new.subject.pop()),
            18 => {
                // The same of another field: of any party, or of the other field of goods.
                if let Some((kind, _)) = new.subject.first_mut() {
                    *kind = self.one(kinds_like(kind));
                }
                new.subject.sort_unstable();
                new.subject.dedup_by_key(|(kind, _)| *kind);
            }
            _ => {
                if let Some((kind, value)) = new.subject.first_mut() {
                    *value = self.one(values_of(kind));
                }
            }
        }
        // A window that ends before it begins is an error.
        if new.until.is_some() && new.from >= new.until {
            new.until = None;
        }
        new
    }

    /// Rules, what ends some of them, and exemptions from them.
    fn statements(&mut self, bases: &[Parts]) -> Vec<String> {
        let mut parts = bases.to_vec();
        for base in bases {
            for _ in 0..=self.of(2) {
                let mut new = base.clone();
                for _ in 0..self.of(4) {
                    new = self.changed(&new);
                }
                parts.push(new);
            }
        }
        let mut statements = Vec::new();
        for (number, rule) in parts.iter().enumerate() {
            // Whoever supersedes has a first day, and ends a rule that was there before.
            let ends = (number > 0 && rule.from.is_some() && self.of(3) == 0).then(|| self.of(number));
            let supersedes = ends.map(|other| format!("\n  supersedes r{other}")).unwrap_or_default();
            statements.push(rule.rule(&format!("r{number}"), &supersedes));
        }
        for _ in 0..self.of(4) {
            let rule = self.of(parts.len());
            let mut of = parts[rule].clone();
            of.when.truncate(1);
            // Of something else of the same kind, mostly.
            for (kind, value) in &mut of.subject {
                *value = self.one(values_of(kind));
            }
            for _ in 0..self.of(3) {
                of = self.changed(&of);
            }
            statements.push(format!("exempt {}\n  from r{rule}{}\n", of.subject(), of.clauses()));
        }
        statements
    }
}

fn on_one_line(depth: u32) -> BoxedStrategy<String> {
    condition(Language::Whole, Of::Goods, depth).prop_map(|condition| condition.replace('\n', " ")).boxed()
}

fn parts() -> BoxedStrategy<Parts> {
    let selector = proptest::sample::select(&KINDS[..])
        .prop_flat_map(|(kind, options)| (Just(kind), proptest::sample::select(options)));
    let conditions = || on_one_line(0).prop_map(|condition| format!("({condition})"));
    let subject = vec(selector, 0..3).prop_map(|mut selectors| {
        selectors.sort_unstable();
        selectors.dedup_by_key(|(kind, _)| *kind);
        selectors
    });
    let window = (proptest::option::of(0..DAYS.len()), proptest::option::weighted(0.2, 0..DAYS.len()));
    (0..VERBS.len(), subject, 0..SCOPES.len(), vec(conditions(), 0..2), vec(conditions(), 0..2), window)
        .prop_map(|(verb, subject, scope, when, unless, (from, until))| {
            let until = until.filter(|until| from.is_none_or(|from| from < *until));
            Parts { verb, subject, scope, when, unless, from, until }
        })
        .boxed()
}

/// A program of related rules.
pub(crate) fn related_program() -> impl Strategy<Value = Program> {
    let conditions = vec(on_one_line(1), 6);
    let header = one_of(&["", "policy \"Orders\"\n  authority \"19 U.S.C. 1307\"\n"]);
    (
        header,
        declarations::declarations(Language::Whole),
        vec(parts(), 1..3),
        conditions,
        vec(any::<u8>(), 60..100),
    )
        .prop_map(|(header, declared, bases, conditions, choices)| {
            let mut chances = Chances { choices, next: 0, conditions };
            let declared = declared.into_iter().map(|statement| statement.replace('\n', "\n  ") + "\n");
            let statements = declared.chain(chances.statements(&bases)).collect();
            Program { header, statements }
        })
}
