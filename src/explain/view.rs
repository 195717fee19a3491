//! What an explanation looks at.

use super::explanation::Step;
use super::place::Place;
use crate::model::{FieldId, Inputs, Item, Path, Role, Shipment};
use crate::semantics::hir::TypedProgram;
use crate::source::{SourceMap, Span};

/// A program with its files, and the record that it decided.
#[derive(Clone, Copy)]
pub(super) struct View<'p> {
    pub(super) program: &'p TypedProgram,
    pub(super) sources: &'p SourceMap,
    pub(super) shipment: &'p Shipment,
}

impl<'p> View<'p> {
    pub(super) fn place(&self, span: Span) -> Place {
        Place::of(self.sources, span)
    }

    /// The fact at a path such as `inputs[0].region`, as it is printed; nothing where the record does not say.
    pub(super) fn fact(&self, path: &Path, field: FieldId) -> Option<String> {
        let fact = self.item(path)?.fact(field);
        Some(crate::evaluate::oracle::printed(fact)).filter(|text| !text.is_empty())
    }

    /// The thing at a path.
    pub(super) fn item(&self, path: &Path) -> Option<&'p Item> {
        path.steps().try_fold(&self.shipment.goods, |item, index| match &item.inputs {
            Inputs::Listed(inputs) => inputs.get(index),
            Inputs::Missing | Inputs::Unreadable { .. } => None,
        })
    }

    /// How many inputs are listed at a path such as `inputs[0].inputs`; nothing where none are, or the path is another.
    pub(super) fn listed_at(&self, at: &str) -> Option<usize> {
        let mut path = Path::default();
        let mut steps = at.split('.').peekable();
        while let Some(step) = steps.next() {
            let index = step.strip_prefix("inputs")?;
            if steps.peek().is_none() {
                let Inputs::Listed(inputs) = &self.item(&path)?.inputs else { return None };
                return Some(inputs.len()).filter(|_| index.is_empty());
            }
            path = path.input(index.strip_prefix('[')?.strip_suffix(']')?.parse().ok()?);
        }
        None
    }

    /// The way from the goods to a thing, with what the record calls each.
    pub(super) fn way(&self, path: &Path) -> Vec<Step> {
        let mut here = Path::default();
        let mut steps = vec![Step { at: "goods".to_owned(), called: self.called(&here) }];
        for index in path.steps() {
            here = here.input(index);
            steps.push(Step { at: here.to_string(), called: self.called(&here) });
        }
        steps
    }

    fn called(&self, path: &Path) -> Option<String> {
        let names = [Role::Product, Role::Category, Role::Hts, Role::Description];
        names.into_iter().find_map(|role| self.fact(path, role.into()))
    }

    /// Who is likely to know a fact: who made what an input went into, who sold the goods, or who imports them.
    pub(super) fn whom(&self, at: &str) -> String {
        let goods = Path::default();
        let named = |role: Role, word: &str| {
            self.fact(&goods, role.into()).map(|name| format!("the {word}, {}", super::phrases::short(&name)))
        };
        let seller = || {
            let roles = [(Role::Seller, "seller"), (Role::Exporter, "exporter"), (Role::Shipper, "shipper")];
            roles.into_iter().find_map(|(role, word)| named(role, word))
        };
        let (what, of_producer) = match at.rsplit_once('.') {
            Some((_, field)) => (field, true),
            None => (at, at == "inputs"),
        };
        let of_thing = self
            .program
            .schema
            .find(what)
            .is_none_or(|field| self.program.schema.field(field).level != crate::model::Level::Shipment);
        let found = if of_producer {
            named(Role::Producer, "producer").or_else(seller)
        } else if of_thing {
            seller()
        } else {
            return named(Role::Importer, "importer").unwrap_or_else(|| "the importer".to_owned());
        };
        found.unwrap_or_else(|| if of_producer { "the producer" } else { "the seller" }.to_owned())
    }
}
