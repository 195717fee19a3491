//! Which fields the rules and exemptions of a program read, those included that only help to decide a test on another field.

use std::collections::BTreeSet;

use crate::model::{FieldId, Role, Schema};
use crate::semantics::hir::{Condition, ConditionKind, Presence, Scope, TestKind, TypedProgram, Who};

/// The fields that are read.
#[derive(Clone, Debug)]
pub struct Asked {
    schema: Schema,
    fields: BTreeSet<FieldId>,
    inputs: bool,
}

impl Asked {
    /// What a program reads.
    pub fn of(program: &TypedProgram) -> Asked {
        let mut asked = Asked { schema: program.schema.clone(), fields: BTreeSet::new(), inputs: false };
        program.conditions().for_each(|condition| asked.condition(condition));
        for rule in &program.rules {
            // The date of its window is that of its answer and of the entries of lists as well.
            asked.fields.insert(rule.window.field);
            asked.inputs |= !matches!(rule.sentence.scope, Scope::Directly);
        }
        asked.fields.extend(program.exemptions.iter().map(|exemption| exemption.window.field));
        asked
    }

    /// Whether something reads the column or the key of a name; one that is no field is not meant here.
    pub(super) fn reads(&self, name: &str) -> bool {
        match name {
            "id" => true,
            "inputs" => self.inputs,
            name => self.schema.find(name).is_none_or(|field| self.fields.contains(&field)),
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().for_each(|part| self.condition(part));
            }
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::AnyInput(inner) | ConditionKind::EveryInput(inner) => {
                self.inputs = true;
                self.condition(inner);
            }
            ConditionKind::Share(inner, ..) => {
                self.inputs = true;
                self.roles(&[Role::Share]);
                self.condition(inner);
            }
            ConditionKind::Test(test) => self.test(&test.kind),
        }
    }

    fn roles(&mut self, roles: &[Role]) {
        self.fields.extend(roles.iter().map(|role| FieldId::from(*role)));
    }

    fn test(&mut self, test: &TestKind) {
        match test {
            TestKind::Country(field, _) => {
                self.fields.insert(*field);
                if *field == Role::Country.into() {
                    self.roles(&[Role::Region, Role::PostalCode]);
                }
            }
            TestKind::Region(field, _) => {
                self.fields.insert(*field);
                if *field == Role::Region.into() {
                    self.roles(&[Role::Country, Role::PostalCode, Role::ProducerAddress]);
                }
            }
            TestKind::Goods(field, _) => {
                self.fields.insert(*field);
                self.roles(&[Role::Category, Role::Product, Role::Hts, Role::Description]);
            }
            TestKind::Hts(_) => self.roles(&[Role::Hts]),
            TestKind::Party(who, _) | TestKind::Resembles(who, ..) => {
                self.who(*who);
                if matches!(who, Who::AnyParty) || *who == Who::Field(Role::Producer.into()) {
                    self.roles(&[Role::Mid]);
                }
            }
            TestKind::Money(field, ..) => {
                self.fields.insert(*field);
                if *field == Role::Value.into() {
                    self.roles(&[Role::Currency]);
                }
            }
            TestKind::Quantity(field, ..) => {
                self.fields.insert(*field);
                self.roles(&[Role::Unit]);
            }
            TestKind::Number(field, _)
            | TestKind::Date(field, _)
            | TestKind::Text(field, _)
            | TestKind::YesNo(field, _)
            | TestKind::Mentions(field, _) => {
                self.fields.insert(*field);
            }
            TestKind::Document(_) | TestKind::NoDocuments => self.roles(&[Role::Documents]),
            TestKind::Missing(presence) | TestKind::Known(presence) => match presence {
                Presence::Field(field) => {
                    self.fields.insert(*field);
                }
                Presence::AnyParty => self.who(Who::AnyParty),
                Presence::Inputs => self.inputs = true,
            },
        }
    }

    fn who(&mut self, who: Who) {
        match who {
            Who::Field(field) => {
                self.fields.insert(field);
            }
            Who::AnyParty => {
                let parties: Vec<FieldId> =
                    self.schema.parties(false).chain(self.schema.parties(true)).collect();
                self.fields.extend(parties);
            }
        }
    }
}
