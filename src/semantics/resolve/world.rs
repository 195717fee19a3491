//! Countries, regions and goods: the tables by which records are recognised.

use super::links::Words;
use super::{Resolver, Wanted, by_name};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::{HtsCode, HtsRange};
use crate::semantics::lint::unknown_code::{self, Written};
use crate::semantics::scope::Found;
use crate::source::Span;
use crate::syntax::ast::{
    CodeRange, Container, GoodsDeclaration, GoodsPart, Name, RegionDeclaration, StatementKind, Text,
};
use crate::vocabulary::countries::CountryId;
use crate::vocabulary::goods::{Goods, GoodsId};
use crate::vocabulary::places::{Place, PlaceId};

fn values(texts: &[Text]) -> impl Iterator<Item = String> + '_ {
    texts.iter().map(|text| text.value.clone())
}

impl Resolver<'_> {
    pub(super) fn resolve_countries(&mut self) {
        for (origin, _, declaration, _) in self.declarations(|kind| match kind {
            StatementKind::Country(country) => Some(country),
            _ => None,
        }) {
            let code = &declaration.code;
            if code.text.len() != 2 || !code.text.bytes().all(|byte| byte.is_ascii_uppercase()) {
                let message = format!("`{}` is not a code of ISO 3166", code.text);
                let problem =
                    Diagnostic::new(Code::InvalidName, code.span, message, "two capitals are expected");
                self.push(
                    problem
                        .help("a country is declared by its code of two capitals: `country CN = \"China\"`"),
                );
                continue;
            }
            let names = declaration.names.iter().chain(&declaration.codes).map(|text| text.value.as_str());
            match self.countries.declare(code, origin, None) {
                Ok(()) => {
                    let id = self.program.countries.declare(&code.text, names);
                    self.countries.settle(code, id);
                }
                Err(problem) => self.push(*problem),
            }
        }
    }

    /// A country by its code of two capitals.
    pub(super) fn country(&mut self, code: &str, span: Span) -> Option<CountryId> {
        if self.countries.find(code) == Found::Broken {
            return None;
        }
        match self.program.countries.recognise(code) {
            Some(found) if self.program.countries.code(found) == code => Some(found),
            Some(found) => {
                let right = self.program.countries.code(found).to_owned();
                let message = format!("`{code}` is not how a country is named here: its code is `{right}`");
                let problem =
                    Diagnostic::new(Code::UnknownCountry, span, message, format!("write `{right}`"));
                self.push(problem.replace(span, right, Applicability::Safe));
                None
            }
            None => {
                self.not_found(code, span, Wanted::Country);
                None
            }
        }
    }

    /// A country by a quoted name or code.
    pub(super) fn quoted_country(&mut self, name: &str, span: Span) -> Option<CountryId> {
        let found = self.program.countries.recognise(name);
        if found.is_none() {
            self.not_found(name, span, Wanted::Country);
        }
        found
    }

    /// The country of `within country …` or `in country …`.
    pub(super) fn container_country(&mut self, name: &Name) -> Option<CountryId> {
        // A quoted name is one of a text's: the quotes are part of its place.
        if self.sources.text(name.span).starts_with('"') {
            self.quoted_country(&name.text, name.span)
        } else {
            self.country(&name.text, name.span)
        }
    }

    pub(super) fn resolve_places(&mut self) {
        let mut declared: Vec<(PlaceId, &RegionDeclaration)> = Vec::new();
        let statements = self.declarations(|kind| match kind {
            StatementKind::Region(region) => Some(region),
            _ => None,
        });
        for (origin, _, declaration, _) in by_name(statements, |region| &region.name) {
            self.look_alikes(&declaration.name, origin);
            if let Err(problem) = self.places.declare(&declaration.name, origin, None) {
                self.push(*problem);
                continue;
            }
            let place = Place {
                name: declaration.name.text.clone(),
                spellings: values(&declaration.names).chain(values(&declaration.codes)).collect(),
                postal: declaration.postal.iter().map(|pattern| pattern.text.clone()).collect(),
                within: None,
                country: None,
            };
            let id = self.program.places.declare(place);
            self.places.settle(&declaration.name, id);
            declared.extend(id.map(|id| (id, declaration)));
        }
        declared.sort_by_key(|(_, declaration)| declaration.name.span);
        let mut within: Vec<(PlaceId, Option<PlaceId>)> = Vec::new();
        for (id, declaration) in &declared {
            match &declaration.within {
                None => (),
                Some(Container::Country(name)) => {
                    let country = self.container_country(name);
                    self.program.places.put_within(*id, None, country);
                }
                // `within CN`: the word is missing that makes it a country.
                Some(Container::Region(name))
                    if !self.places.has(&name.text)
                        && self.program.countries.recognise(&name.text).is_some() =>
                {
                    let country = self.program.countries.recognise(&name.text);
                    let code =
                        country.map(|id| self.program.countries.code(id).to_owned()).unwrap_or_default();
                    let message = format!("`{}` is a country, which is written `country {code}`", name.text);
                    let problem = Diagnostic::new(Code::WrongKindOfName, name.span, message, "a country");
                    self.push(problem.replace(name.span, format!("country {code}"), Applicability::Unsafe));
                }
                Some(Container::Region(name)) => within.push((*id, self.place(&name.text, name.span))),
            }
        }
        let links: Vec<(PlaceId, Vec<PlaceId>)> =
            within.iter().map(|(id, holder)| (*id, holder.iter().copied().collect())).collect();
        let cut = self.check_links(
            &links,
            &declared.iter().map(|(id, declaration)| (*id, &declaration.name)).collect(),
            &Words {
                circle: "regions lie within each other in a circle",
                leads: "a region lies within a wider one, which leads to a country in the end",
                deep: "regions lie more than 64 deep within each other",
            },
        );
        for (id, holder) in within.into_iter().filter(|(id, _)| !cut.contains(id)) {
            self.program.places.put_within(id, holder, None);
        }
    }

    /// A declared region by its name.
    pub(super) fn place(&mut self, name: &str, span: Span) -> Option<PlaceId> {
        self.places.find(name).or_report(|| self.not_found(name, span, Wanted::Region))
    }

    pub(super) fn resolve_goods(&mut self) {
        let mut declared: Vec<(GoodsId, &GoodsDeclaration)> = Vec::new();
        let statements = self.declarations(|kind| match kind {
            StatementKind::Goods(goods) => Some(goods),
            _ => None,
        });
        for (origin, _, declaration, _) in by_name(statements, |goods| &goods.name) {
            self.look_alikes(&declaration.name, origin);
            if let Err(problem) = self.goods.declare(&declaration.name, origin, None) {
                self.push(*problem);
                continue;
            }
            let id = self.declare_goods(declaration);
            self.goods.settle(&declaration.name, id);
            declared.extend(id.map(|id| (id, declaration)));
        }
        declared.sort_by_key(|(_, declaration)| declaration.name.span);
        let mut links: Vec<(GoodsId, Vec<GoodsId>)> = Vec::new();
        for (id, declaration) in &declared {
            let mut parts = Vec::new();
            for part in &declaration.parts {
                if let GoodsPart::Goods(name) = part {
                    parts.extend(
                        self.goods
                            .find(&name.text)
                            .or_report(|| self.not_found(&name.text, name.span, Wanted::Goods)),
                    );
                }
            }
            links.push((*id, parts));
        }
        let cut = self.check_links(
            &links,
            &declared.iter().map(|(id, declaration)| (*id, &declaration.name)).collect(),
            &Words {
                circle: "goods consist of each other in a circle",
                leads: "goods consist of narrower ones, which lead to codes in the end",
                deep: "goods consist more than 64 deep of each other",
            },
        );
        for (id, parts) in links.into_iter().filter(|(id, _)| !cut.contains(id)) {
            self.program.goods.set_parts(id, parts);
        }
        self.program.goods.settle();
    }

    fn declare_goods(&mut self, declaration: &GoodsDeclaration) -> Option<GoodsId> {
        let edition = declaration.edition.map(|(year, _)| year);
        let mut goods = Goods { name: declaration.name.text.clone(), edition, ..Goods::default() };
        for part in &declaration.parts {
            match part {
                GoodsPart::Codes(range) => goods.codes.extend(self.codes(range, goods.edition)),
                GoodsPart::Spelling(text) => goods.spellings.push(text.value.clone()),
                GoodsPart::Goods(_) => (),
            }
        }
        goods.spellings.extend(values(&declaration.also));
        goods.described.extend(values(&declaration.described));
        self.program.goods.declare(goods)
    }

    /// A code, or a range of codes of equal length, of the edition of a year where one is pinned.
    pub(super) fn codes(&mut self, range: &CodeRange, edition: Option<u16>) -> Option<HtsRange> {
        let from = self.code(&range.from)?;
        let to = match &range.to {
            Some(to) => Some(self.code(to)?),
            None => None,
        };
        let found = match to {
            Some(to) => self.code_range(range, from, to)?,
            None => from.range(),
        };
        self.problems.extend(unknown_code::check(Written { from, to, span: range.span }, edition));
        Some(found)
    }

    fn code_range(&mut self, range: &CodeRange, from: HtsCode, to: HtsCode) -> Option<HtsRange> {
        if from.digits() != to.digits() {
            let message = format!(
                "the ends of a range of codes have the same length, and `{from}` has {} digits, `{to}` {}",
                from.digits(),
                to.digits()
            );
            self.push(Diagnostic::new(Code::EmptyRange, range.span, message, "of different length"));
            return None;
        }
        if from > to {
            let message = format!("the range ends before it begins: `{to}` comes before `{from}`");
            self.push(Diagnostic::new(Code::EmptyRange, range.span, message, "the wrong way round").replace(
                range.span,
                format!("{to}..{from}"),
                Applicability::Unsafe,
            ));
            return None;
        }
        Some(HtsRange::between(from, to))
    }

    pub(super) fn code(&mut self, code: &Name) -> Option<HtsCode> {
        match HtsCode::parse(&code.text) {
            Ok(parsed) => Some(parsed),
            Err(reason) => {
                let problem = Diagnostic::new(
                    Code::InvalidCode,
                    code.span,
                    format!("`{}` is not an HTS code: {reason}", code.text),
                    "not a code",
                );
                self.push(problem.help(
                    "codes narrow by pairs of digits: `61`, `6109`, `6109.10`, `6109.10.00`, `6109.10.0012`",
                ));
                None
            }
        }
    }
}
