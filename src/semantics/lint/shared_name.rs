//! `shared-name`: two entities are known by one name.
//!
//! A record with that name meets both, so a rule for the one catches goods of the other. Mostly an entity was declared twice, or an
//! alias was pasted under the wrong heading. A subsidiary may stand beside its parent, and entries of lists beside entities.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::{Declaration, Declared, TypedProgram};
use crate::vocabulary::names::{Likeness, PartyName, Similarity, compare};
use crate::vocabulary::parties::NameKind;

/// A name of an entity.
struct Known<'p> {
    entity: &'p Declaration,
    text: &'p str,
    name: PartyName,
}

/// Compares the names of all entities that policies declare.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut by_core: BTreeMap<String, Vec<Known<'_>>> = BTreeMap::new();
    for entity in &program.declarations {
        let Declared::Entity(party) = entity.what else { continue };
        let names = program.party(party).party.names();
        for known in names.iter().filter(|known| known.kind != NameKind::Subsidiary) {
            let name = PartyName::new(&known.text);
            by_core.entry(name.core().to_owned()).or_default().push(Known {
                entity,
                text: &known.text,
                name,
            });
        }
    }
    let mut found: BTreeMap<_, Diagnostic> = BTreeMap::new();
    for known in by_core.values_mut() {
        known.sort_by_key(|known| known.entity.span);
        for (at, second) in known.iter().enumerate() {
            let is_shared = |first: &&Known<'_>| {
                first.entity.span != second.entity.span
                    && matches!(compare(&first.name, &second.name, Similarity::FULL), Likeness::Equal)
            };
            if let Some(first) = known.iter().take(at).find(is_shared) {
                // Entities that share several names are reported once.
                found.entry((first.entity.span, second.entity.span)).or_insert_with(|| report(first, second));
            }
        }
    }
    found.into_values().collect()
}

fn report(first: &Known<'_>, second: &Known<'_>) -> Diagnostic {
    let names = if first.text == second.text {
        format!("the name `{}`", first.text)
    } else {
        format!("a name, written `{}` and `{}`", first.text, second.text)
    };
    let message = format!("the entities `{}` and `{}` share {names}", first.entity.name, second.entity.name);
    Diagnostic::new(Code::SharedName, second.entity.span, message, "known by a name of the other")
        .label(first.entity.span, "the other")
        .help("declare one entity with all its names, or take the name from the one to which it does not belong")
        .note("a record with this name meets both, so a rule for one of them applies to the other as well")
}
