//! `unused-declaration`: something is declared, and no rule, exemption, test or other declaration names it.
//!
//! Whoever declares a company means to ask for it. A rule that names another one, or quotes its name, leaves the declared one
//! unenforced. What records use without any rule is not reported: goods with spellings, and regions within others.

use crate::diagnostic::{Code, Diagnostic};
use crate::semantics::hir::{Condition, ConditionKind, Declaration, Declared, Scope, TestKind, TypedProgram};

/// Looks at everything that policies declare.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let asks_for_places = conditions(program).any(asks_for_place);
    let unused = program
        .declarations
        .iter()
        .filter(|declaration| !declaration.is_used && !serves_records(program, declaration, asks_for_places));
    unused.map(report).collect()
}

/// Whether records can use a name that no policy uses.
fn serves_records(program: &TypedProgram, declaration: &Declaration, asks_for_places: bool) -> bool {
    match declaration.what {
        Declared::Entity(_) | Declared::List(_) | Declared::Field => false,
        // Spellings are there for records: what is recognised can be ruled out.
        Declared::Goods(goods, _) => !program.goods.get(goods).spellings.is_empty(),
        Declared::Region(place) => {
            let place = program.places.get(place);
            asks_for_places && (place.within.is_some() || place.country.is_some())
        }
    }
}

fn report(declaration: &Declaration) -> Diagnostic {
    let (what, how) = match declaration.what {
        Declared::Entity(_) => ("entity", "producer"),
        Declared::List(_) => ("list", "producer"),
        Declared::Goods(_, true) => ("category", "category"),
        Declared::Goods(_, false) => ("product", "product"),
        Declared::Region(_) => ("region", "region"),
        Declared::Field => ("field", "when"),
    };
    let name = &declaration.name;
    let message = format!("the {what} `{name}` is declared, and nothing names it");
    let example = if declaration.what == Declared::Field {
        format!("ask for it in a condition, such as `when {name} is known`")
    } else {
        format!("name it in a rule, such as `{how} {name}`")
    };
    Diagnostic::new(Code::UnusedDeclaration, declaration.span, message, "never used")
        .help(format!("{example}, or remove it"))
        .note("no rule looks for what only a declaration knows")
}

/// Every condition of rules and exemptions.
fn conditions(program: &TypedProgram) -> impl Iterator<Item = &Condition> {
    let of_rules = program.rules.iter().flat_map(|rule| {
        let inner = match &rule.sentence.scope {
            Scope::Containing(inner) => Some(inner),
            Scope::Directly | Scope::InWholeOrInPart => None,
        };
        let sentence = &rule.sentence;
        [&sentence.subject].into_iter().chain(inner).chain(&sentence.when).chain(&sentence.unless)
    });
    let of_exemptions = program.exemptions.iter().flat_map(|exemption| {
        [&exemption.subject].into_iter().chain(&exemption.when).chain(&exemption.unless)
    });
    of_rules.chain(of_exemptions)
}

fn asks_for_place(condition: &Condition) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => parts.iter().any(asks_for_place),
        ConditionKind::Not(inner)
        | ConditionKind::AnyInput(inner)
        | ConditionKind::EveryInput(inner)
        | ConditionKind::Share(inner, ..) => asks_for_place(inner),
        ConditionKind::Test(test) => matches!(test.kind, TestKind::Region(..) | TestKind::Country(..)),
    }
}
