//! `shared-name`: two entities are known by one name.
//!
//! A record with that name meets both, so a rule for the one catches goods of the other. Mostly an entity was declared twice, or an
//! alias was pasted under the wrong heading. A subsidiary may stand beside its parent, and entries of lists beside entities.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::{Declaration, Declared, TypedProgram};
use crate::vocabulary::names::{Likeness, Similarity, compare};
use crate::vocabulary::parties::{KnownName, NameKind};

/// A name of an entity.
struct Known<'p> {
    entity: &'p Declaration,
    known: &'p KnownName,
}

/// Compares the names of all entities that policies declare.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut by_core: BTreeMap<&str, Vec<Known<'_>>> = BTreeMap::new();
    for entity in &program.declarations {
        let Declared::Entity(party) = entity.what else { continue };
        let names = program.party(party).party.names();
        for known in names.iter().filter(|known| known.kind != NameKind::Subsidiary) {
            by_core.entry(known.name().core()).or_default().push(Known { entity, known });
        }
    }
    let mut found: BTreeMap<_, Diagnostic> = BTreeMap::new();
    for known in by_core.values_mut() {
        known.sort_by_key(|known| known.entity.span);
        for (at, second) in known.iter().enumerate() {
            let is_shared = |first: &&Known<'_>| {
                first.entity.span != second.entity.span
                    && matches!(
                        compare(first.known.name(), second.known.name(), Similarity::FULL),
                        Likeness::Equal
                    )
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
    let names = if first.known.text == second.known.text {
        format!("the name `{}`", first.known.text)
    } else {
        format!("a name, written `{}` and `{}`", first.known.text, second.known.text)
    };
    let message = format!("the entities `{}` and `{}` share {names}", first.entity.name, second.entity.name);
    Diagnostic::new(Code::SharedName, second.entity.span, message, "known by a name of the other")
        .label(first.entity.span, "the other")
        .help("declare one entity with all its names, or take the name from the one to which it does not belong")
        .note("a record with this name meets both, so a rule for one of them applies to the other as well")
}
