//! `unused-declaration`: something is declared, and no rule, exemption, test or other declaration names it.
//!
//! Whoever declares a company means to ask for it. A rule that names another one, or quotes its name, leaves the declared one
//! unenforced. What records use without any rule is not reported: goods with spellings, regions within others, and a field of a party where `party` is
//! asked.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::FieldType;
use crate::semantics::hir::{
    Condition, ConditionKind, Declaration, Declared, Presence, TestKind, TypedProgram, Who,
};

/// What the conditions of a program ask beside the names that they name.
struct Asked {
    /// For a place.
    place: bool,
    /// For any party that a record names.
    any_party: bool,
}

/// Looks at everything that policies declare.
pub(super) fn check(program: &TypedProgram) -> Vec<Diagnostic> {
    let asked = Asked {
        place: program.conditions().any(|one| has_test(one, &is_of_place)),
        any_party: program.conditions().any(|one| has_test(one, &is_of_any_party)),
    };
    let unused = program
        .declarations
        .iter()
        .filter(|declaration| !declaration.is_used && !serves_records(program, declaration, &asked));
    unused.map(report).collect()
}

/// Whether records can use a name that no policy uses.
fn serves_records(program: &TypedProgram, declaration: &Declaration, asked: &Asked) -> bool {
    match declaration.what {
        Declared::Entity(_) | Declared::List(_) => false,
        // `party` is whoever stands in a field of that type.
        Declared::Field => {
            let field = program.schema.find(&declaration.name).map(|field| program.schema.field(field));
            asked.any_party && field.is_some_and(|field| field.kind == FieldType::Party)
        }
        // Spellings are there for records: what is recognised can be ruled out.
        Declared::Goods(goods, _) => !program.goods.get(goods).spellings.is_empty(),
        Declared::Region(place) => {
            let place = program.places.get(place);
            asked.place && (place.within.is_some() || place.country.is_some())
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

fn is_of_place(test: &TestKind) -> bool {
    matches!(test, TestKind::Region(..) | TestKind::Country(..))
}

/// Whether a condition has such a test.
fn has_test(condition: &Condition, is_it: &dyn Fn(&TestKind) -> bool) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().any(|part| has_test(part, is_it))
        }
        ConditionKind::Not(inner)
        | ConditionKind::AnyInput(inner)
        | ConditionKind::EveryInput(inner)
        | ConditionKind::Share(inner, ..) => has_test(inner, is_it),
        ConditionKind::Test(test) => is_it(&test.kind),
    }
}

fn is_of_any_party(test: &TestKind) -> bool {
    match test {
        TestKind::Party(who, _) | TestKind::Resembles(who, ..) => *who == Who::AnyParty,
        TestKind::Missing(presence) | TestKind::Known(presence) => *presence == Presence::AnyParty,
        _ => false,
    }
}
