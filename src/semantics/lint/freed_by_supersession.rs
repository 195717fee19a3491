//! `freed-by-supersession`: a rule ends a wider one, and so frees what it does not cover itself.
//!
//! `supersedes` ends the old rule for all goods, not only for those that the new one describes. Readers miss it. The solver looks for goods
//! that the old rule stops and none of the rules that end it describes, of which the record says all and contradicts itself nowhere. What
//! the new rules spare by an `unless` of their own, they spare openly.

use std::collections::BTreeMap;

use super::asked::{parts_of_rule, things};
use super::shadowed_rule::of_any_thing;
use crate::diagnostic::suggest::listed;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Date;
use crate::semantics::hir::{Rule, RuleId, TypedProgram};
use crate::semantics::theory::{Pair, Theory, Thing};
use crate::solve::{Answer, Literal};
use crate::source::Span;

/// Looks at each rule that others end.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let mut heirs_of: BTreeMap<RuleId, Vec<&Rule>> = BTreeMap::new();
    for rule in &program.rules {
        for (ended, _) in &rule.supersedes {
            heirs_of.entry(*ended).or_default().push(rule);
        }
    }
    let mut found = Vec::new();
    for (id, old) in (0u32..).map(RuleId).zip(&program.rules) {
        let Some((begins, by)) = old.superseded else { continue };
        let heirs = heirs_of.get(&id).map_or(&[][..], Vec::as_slice);
        let new = program.rule(by);
        let Some((_, place)) = new.supersedes.iter().find(|(ended, _)| *ended == id) else { continue };
        let freed = things(old).iter().find_map(|thing| freed(program, old, heirs, *thing, begins));
        found.extend(freed.map(|freed| report(old, new, begins, *place, &freed)));
    }
    found
}

/// What the old rule describes and its heirs do not: what holds of it, and what does not.
struct Freed {
    of: Thing,
    holds: Vec<String>,
    fails: Vec<String>,
}

fn freed<'p>(
    program: &'p TypedProgram,
    old: &'p Rule,
    heirs: &[&'p Rule],
    thing: Thing,
    begins: Date,
) -> Option<Freed> {
    let mut theory = Theory::new(program, Some(begins));
    let one = theory.sentence(old, thing);
    // On the first day of the new rules; what becomes of other days is another lint's matter.
    let day = theory.days(Thing::Goods, old.window.field, Some(begins), begins.tomorrow().ok());
    let mut asked: Vec<Literal> = vec![one.yes, day.yes, theory.sober()];
    let mut parts = Vec::new();
    for heir in heirs {
        // A rule of what goods contain says nothing of the goods themselves.
        let Some(of) = of_any_thing(heir, thing) else { continue };
        let pairs: Vec<Pair> = of.iter().map(|thing| theory.described(heir, *thing)).collect();
        asked.push(theory.any(&pairs).no);
        for heir_thing in of {
            parts.push(parts_of_rule(&mut theory, heir, *heir_thing));
        }
    }
    let of_old = words_of(&mut theory, old, thing);
    if theory.ask(&asked) != Answer::Possible {
        return None;
    }
    let mut fails: Vec<String> = Vec::new();
    for parts in &parts {
        let failing = parts.iter().find(|part| part.condition.is_some() && theory.holds(part.opposite));
        fails.extend(failing.map(|part| {
            let of_goods = part.condition.is_some_and(|(_, of)| of == Thing::Goods);
            let of_what = if of_goods && thing == Thing::Input { " of the goods themselves" } else { "" };
            format!("`{}` is not{of_what}", part.words)
        }));
    }
    fails.sort();
    fails.dedup();
    Some(Freed { of: thing, holds: of_old, fails })
}

/// What the old rule asks, its window aside.
fn words_of<'p>(theory: &mut Theory<'p>, rule: &'p Rule, thing: Thing) -> Vec<String> {
    let parts = parts_of_rule(theory, rule, thing);
    parts.into_iter().filter(|part| part.condition.is_some()).map(|part| part.words).collect()
}

fn report(old: &Rule, new: &Rule, begins: Date, place: Span, freed: &Freed) -> Diagnostic {
    let of_what = if freed.of == Thing::Input { "goods with an input of which" } else { "goods of which" };
    let fails = freed.fails.join(" and ");
    let what = match (freed.holds.as_slice(), fails.as_str()) {
        (_, "") => "what it does not cover itself".to_owned(),
        ([], fails) => format!("{of_what} {fails}"),
        (holds, fails) => {
            let are = if holds.len() == 1 { "is" } else { "are" };
            format!("{of_what} {} {are} true and {fails}", listed(holds, "and"))
        }
    };
    let message = format!("`{}` ends `{}` on {begins}, and frees {what}", new.name, old.name);
    Diagnostic::new(Code::FreedBySupersession, place, message, "ends a rule that covers more")
        .label(old.name_span, "covers more than the new one")
        .help(format!(
            "widen the new rule, or leave the old one in force beside it; if that is what the order says: `# allow {}: …`",
            Code::FreedBySupersession.name()
        ))
        .note("`supersedes` ends the old rule for all goods, whether or not the new one describes them")
}
