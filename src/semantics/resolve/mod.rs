//! The resolver: declarations first, in any order and from any file, then what uses them.
//!
//! In: the trees of all files and the texts of their lists. Out: the typed program, and every problem.

mod cases;
mod conditions;
mod kinds;
mod links;
mod parties;
mod rules;
mod spaces;
mod values;
mod world;

use std::collections::BTreeMap;

use super::hir::{Declaration, Declared, ListId, PartyId, RuleId, TypedProgram};
use super::scope::{self, Found, Names};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::{Field, FieldType, Level};
use crate::source::{FileId, Origin, SourceMap, Span};
use crate::syntax::ast::{self, FieldDeclaration, Name, Statement, StatementKind};
use crate::vocabulary::countries::CountryId;
use crate::vocabulary::goods::GoodsId;
use crate::vocabulary::names::Similarity;
use crate::vocabulary::places::PlaceId;

/// The files of lists, by the place of the text that names them; a problem where one could not be read.
pub type ListTexts = BTreeMap<Span, Result<FileId, Box<Diagnostic>>>;

/// What a name of a party stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartyName {
    Entity(PartyId),
    List(ListId),
}

/// The state of resolving one program.
struct Resolver<'a> {
    sources: &'a SourceMap,
    statements: Vec<(Origin, FileId, &'a Statement)>,
    lists: &'a ListTexts,
    program: TypedProgram,
    problems: Vec<Diagnostic>,
    countries: Names<CountryId>,
    places: Names<PlaceId>,
    goods: Names<GoodsId>,
    parties: Names<PartyName>,
    fields: Names<()>,
    rules: Names<RuleId>,
    /// The kind or field of which the value is asked that is being read, where it is the only one.
    asked: Option<Span>,
}

/// Resolves a program. The program is complete where no problem is an error, and must not be used otherwise.
pub fn analyse(
    sources: &SourceMap,
    files: &[(FileId, ast::File)],
    lists: &ListTexts,
) -> (TypedProgram, Vec<Diagnostic>) {
    // What policies declare goes before what the vocabulary does.
    let rank = |id: FileId| {
        (sources.file(id).origin() == Origin::Vocabulary, sources.file(id).name().to_owned(), id)
    };
    let mut order: Vec<&(FileId, ast::File)> = files.iter().collect();
    order.sort_by_key(|(id, _)| rank(*id));
    let mut statements = Vec::new();
    for (id, file) in order {
        statements
            .extend(file.statements.iter().map(|statement| (sources.file(*id).origin(), *id, statement)));
    }
    let program = TypedProgram { alike: Similarity::NEARLY_EQUAL_UNLESS_SAID, ..TypedProgram::default() };
    let mut resolver = Resolver {
        sources,
        statements,
        lists,
        program,
        problems: Vec::new(),
        countries: Names::of("country"),
        places: Names::of("region"),
        goods: Names::of("goods"),
        parties: Names::of("entity or list"),
        fields: Names::of("field"),
        rules: Names::of("rule"),
        asked: None,
    };
    resolver.note_broken();
    resolver.resolve_countries();
    resolver.resolve_places();
    resolver.resolve_goods();
    resolver.resolve_fields();
    resolver.resolve_parties();
    resolver.resolve_assumptions();
    resolver.resolve_rules();
    resolver.resolve_tests();
    resolver.note_declarations();
    (resolver.program, resolver.problems)
}

impl<'a> Resolver<'a> {
    /// What broken statements would have declared is known to be there, so that no user of it is blamed.
    fn note_broken(&mut self) {
        for (origin, _, statement) in self.statements.clone() {
            let StatementKind::Broken(ast::Broken { word, name: Some(name) }) = &statement.kind else {
                continue;
            };
            let origin = if origin == Origin::Vocabulary { origin } else { Origin::Policy };
            // A second declaration of a name is reported where both can be read.
            let _ = match word.as_deref() {
                Some("rule") => self.rules.declare(name, origin, None),
                Some("category" | "product") => self.goods.declare(name, origin, None),
                Some("region") => self.places.declare(name, origin, None),
                Some("country") => self.countries.declare(name, origin, None),
                Some("field") => self.fields.declare(name, origin, None),
                // `entity`, `list`, or a misspelt one of any kind.
                _ => self.parties.declare(name, origin, None),
            };
        }
    }

    /// Tells lints what policies declare, and what of it is used.
    fn note_declarations(&mut self) {
        let categories: std::collections::BTreeSet<Span> = self
            .declarations(|kind| match kind {
                StatementKind::Goods(goods) if goods.is_category => Some(goods),
                _ => None,
            })
            .into_iter()
            .map(|(_, _, goods, _)| goods.name.span)
            .collect();
        let mut declarations = Vec::new();
        noted(&mut declarations, &self.parties, |target, _| match target {
            PartyName::Entity(party) => Declared::Entity(party),
            PartyName::List(list) => Declared::List(list),
        });
        noted(&mut declarations, &self.goods, |goods, span| {
            Declared::Goods(goods, categories.contains(&span))
        });
        noted(&mut declarations, &self.places, |place, _| Declared::Region(place));
        noted(&mut declarations, &self.fields, |(), _| Declared::Field);
        self.program.declarations = declarations;
    }

    /// The declarations of a kind, in order.
    fn declarations<T: 'a>(
        &self,
        pick: impl Fn(&'a StatementKind) -> Option<&'a T>,
    ) -> Vec<WithStatement<'a, T>> {
        let statements = self.statements.iter();
        statements
            .filter_map(|(origin, file, statement)| {
                Some((*origin, *file, pick(&statement.kind)?, *statement))
            })
            .collect()
    }

    fn push(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn resolve_fields(&mut self) {
        let statements = self.declarations(|kind| match kind {
            StatementKind::Field(field) => Some(field),
            _ => None,
        });
        for (_, _, declaration, _) in by_name(statements, |field| &field.name) {
            self.resolve_field(declaration);
        }
    }

    fn resolve_field(&mut self, declaration: &FieldDeclaration) {
        let FieldDeclaration { name, kind: word, on_inputs } = declaration;
        let kind = match word.text.as_str() {
            "text" => Some(FieldType::Text),
            "number" => Some(FieldType::Number),
            "date" => Some(FieldType::Date),
            "yes-no" => Some(FieldType::YesNo),
            "money" => Some(FieldType::Money),
            "country" => Some(FieldType::Country),
            "region" => Some(FieldType::Region),
            "party" => Some(FieldType::Party),
            _ => None,
        };
        if kind.is_none() {
            let types = ["text", "number", "date", "yes-no", "money", "country", "region", "party"];
            let help = format!("a field is one of {}", crate::diagnostic::suggest::listed(&types, "or"));
            let message = format!("`{}` is not a type of field", word.text);
            let problem = Diagnostic::new(Code::WrongType, word.span, message, "no such type").help(help);
            let near = match word.text.to_lowercase().as_str() {
                "string" | "str" | "char" | "varchar" | "name" => Some("text"),
                "bool" | "boolean" | "yes/no" | "yesno" | "y/n" | "flag" => Some("yes-no"),
                "int" | "integer" | "decimal" | "float" | "double" | "numeric" | "percent" => Some("number"),
                "amount" | "currency" | "price" => Some("money"),
                "datetime" | "timestamp" | "day" => Some("date"),
                "company" | "entity" | "organization" => Some("party"),
                other => crate::diagnostic::suggest::nearest(other, types),
            };
            self.push(match near {
                Some(near) => problem.replace(word.span, near, Applicability::Unsafe),
                None => problem,
            });
        }
        let level = if *on_inputs { Level::Input } else { Level::Shipment };
        match kind {
            Some(kind)
                if self.program.schema.declare(Field { name: name.text.clone(), kind, level }).is_none() =>
            {
                let first = self.fields.span(&name.text);
                let message = format!("records have a field `{}` already", name.text);
                let problem = Diagnostic::new(Code::DuplicateName, name.span, message, "taken")
                    .help("give the field another name");
                self.push(match first {
                    Some(first) => problem.label(first, "declared here"),
                    None => problem,
                });
            }
            _ => {
                if let Err(problem) = self.fields.declare(name, Origin::Policy, kind.map(|_| ())) {
                    self.push(*problem);
                }
            }
        }
    }

    /// Says that a name is in another set than the one it was looked for in, or in none.
    fn not_found(&mut self, name: &str, span: Span, wanted: Wanted) {
        // A name that is nowhere in the text stands in for one that is missing, which was reported there.
        if span.start == span.end {
            return;
        }
        let elsewhere = [
            (Wanted::Country, self.program.countries.recognise(name).is_some(), "a country", "country"),
            (Wanted::Region, self.places.has(name), "a region", "region"),
            (Wanted::Goods, self.goods.has(name), "goods", "product"),
            (Wanted::Party, self.parties.has(name), "an entity or a list", "producer"),
        ];
        let found = elsewhere.into_iter().find(|(kind, is_there, ..)| *kind != wanted && *is_there);
        let problem = match found {
            Some((_, _, what, kind)) => {
                let message = format!("`{name}` is {what}, not {}", wanted.what());
                let problem =
                    Diagnostic::new(Code::WrongKindOfName, span, message, format!("this is {what}"))
                        .help(format!("ask for it as `{kind} {name}`, or name {} here", wanted.what()));
                match self.asked {
                    Some(asked) => problem.replace(asked, kind, Applicability::Unsafe),
                    None => problem,
                }
            }
            None => match wanted {
                Wanted::Country => self.unknown_country(name, span),
                Wanted::Region => self
                    .places
                    .unknown(Code::UnknownRegion, name, span)
                    .or_help("declare it: `region NAME = \"…\"` with `within country …`"),
                Wanted::Goods => self
                    .goods
                    .unknown(Code::UnknownGoods, name, span)
                    .or_help("declare them: `product NAME = hts …`"),
                Wanted::Party => self.parties.unknown(Code::UnknownEntity, name, span).or_help(
                    "declare it: `entity NAME = \"OFFICIAL NAME\"`, or write the company's name in quotes",
                ),
            },
        };
        self.push(problem);
    }

    fn unknown_country(&self, name: &str, span: Span) -> Diagnostic {
        let message = format!("no country has the code or name `{name}`");
        let problem = Diagnostic::new(Code::UnknownCountry, span, message, "no such country");
        let known = self.program.countries.codes().count();
        problem.help(if known == 0 {
            "no countries are declared: the standard vocabulary was left out"
        } else {
            "a country is named by its ISO 3166 code of two capitals, such as `CN`, or by its name in quotes, such as `\"Viet Nam\"`"
        })
    }

    fn source_text(&self, span: Span) -> String {
        super::naming::without_comments(self.sources.text(span))
    }

    fn look_alikes(&mut self, name: &Name, origin: Origin) {
        if origin != Origin::Vocabulary
            && let Some(problem) = scope::mixed_scripts(name)
        {
            self.push(problem);
        }
    }
}

/// Adds what policies themselves declare of a set of names.
fn noted<T: Copy>(declarations: &mut Vec<Declaration>, names: &Names<T>, what: impl Fn(T, Span) -> Declared) {
    let own = names.listed().filter(|listed| listed.origin == Origin::Policy);
    declarations.extend(own.map(|listed| Declaration {
        what: what(listed.target, listed.name.span),
        name: listed.name.text.clone(),
        span: listed.name.span,
        is_used: listed.is_used,
    }));
}

/// A declaration with its statement.
type WithStatement<'a, T> = (Origin, FileId, &'a T, &'a Statement);

/// Declarations in the order of their names, so that what is found first in a table does not change with the order of statements.
fn by_name<'a, T>(
    mut declarations: Vec<WithStatement<'a, T>>,
    name: impl Fn(&'a T) -> &'a Name,
) -> Vec<WithStatement<'a, T>> {
    // Those of one name stay in their order: the second is the one too many.
    declarations.sort_by_cached_key(|(_, _, declaration, _)| name(declaration).text.to_lowercase());
    declarations
}

/// What a name is looked for as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Country,
    Region,
    Goods,
    Party,
}

impl Wanted {
    fn what(self) -> &'static str {
        match self {
            Wanted::Country => "a country",
            Wanted::Region => "a region",
            Wanted::Goods => "goods",
            Wanted::Party => "a party",
        }
    }
}

impl<T> Found<T> {
    /// The thing, or what `otherwise` does of a name that stands for nothing; a broken one is passed over.
    fn or_report(self, otherwise: impl FnOnce()) -> Option<T> {
        match self {
            Found::Known(target) => Some(target),
            Found::Broken => None,
            Found::Nothing => {
                otherwise();
                None
            }
        }
    }
}
