//! Policies as records show them: rules that meet none or all, values that are never seen, columns that nobody reads.
//!
//! In: a program, and records one after the other, of which nothing is kept but counts. Out: warnings, each with the number of records
//! that it rests on. Not here: reading files, and what is wrong with a policy whatever the records are (`semantics::lint`).

mod asked;
mod columns;
mod rules;
mod values;

pub use asked::Asked;
pub use columns::{Opening, check_columns};

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggest::grouped;
use crate::evaluate::oracle;
use crate::model::Shipment;
use crate::semantics::hir::TypedProgram;
use rules::RuleTally;
use values::{Seen, Values};

/// What records have shown so far.
#[derive(Debug)]
pub struct Survey<'p> {
    program: &'p TypedProgram,
    records: u64,
    rules: Vec<RuleTally>,
    values: Values,
}

impl<'p> Survey<'p> {
    /// Begins without records.
    pub fn new(program: &'p TypedProgram) -> Survey<'p> {
        let rules = program.rules.iter().map(|_| RuleTally::default()).collect();
        Survey { program, records: 0, rules, values: Values::default() }
    }

    /// Takes a record in.
    pub fn add(&mut self, shipment: &Shipment) {
        self.records += 1;
        let mut seen: BTreeMap<crate::source::Span, Seen> = BTreeMap::new();
        for (judged, tally) in oracle::judge(self.program, shipment, None).iter().zip(&mut self.rules) {
            tally.add(judged);
            values::note_rule(judged, &mut seen);
        }
        self.values.add(seen);
    }

    /// How many records were taken in.
    pub fn records(&self) -> u64 {
        self.records
    }

    /// What the records show of the policy, in no order; nothing without a record.
    pub fn problems(&self) -> Vec<Diagnostic> {
        if self.records == 0 {
            return Vec::new();
        }
        let values = self.values.of_program(self.program);
        let mut found = Vec::new();
        for (rule, tally) in self.program.rules.iter().zip(&self.rules) {
            found.extend(rules::check(rule, tally, &values, self.records));
        }
        found.extend(values::check(self.program, &self.rules, &values, self.records));
        found
    }
}

/// So many records, in words.
fn count_of_records(records: u64) -> String {
    match records {
        1 => "1 record".to_owned(),
        records => format!("{} records", grouped(records)),
    }
}

/// None of so many records, in words.
fn none_of(records: u64) -> String {
    match records {
        1 => "not to the only record".to_owned(),
        records => format!("to none of {}", count_of_records(records)),
    }
}
