//! Entities and lists: the names under which parties are known.

use std::collections::BTreeMap;

use super::{PartyName, Resolver, Wanted};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::{Date, parse_date};
use crate::records::table::{Row, Table, read_table};
use crate::semantics::hir::{List, ListId, ListRow, PartyEntry, PartyId, PartySet};
use crate::source::{FileId, Span};
use crate::syntax::ast::{ColumnKey, Container, EntityDeclaration, ListDeclaration, StatementKind, Text};
use crate::vocabulary::names;
use crate::vocabulary::parties::{NameKind, Party};

impl Resolver<'_> {
    pub(super) fn resolve_parties(&mut self) {
        for (origin, _, declaration, _) in self.declarations(|kind| match kind {
            StatementKind::Entity(entity) => Some(entity),
            _ => None,
        }) {
            self.look_alikes(&declaration.name, origin);
            let target = self.declare_entity(declaration).map(PartyName::Entity);
            if let Err(problem) = self.parties.declare(&declaration.name, origin, target) {
                self.push(*problem);
            }
        }
        for (origin, _, declaration, _) in self.declarations(|kind| match kind {
            StatementKind::List(list) => Some(list),
            _ => None,
        }) {
            self.look_alikes(&declaration.name, origin);
            let target = self.declare_list(declaration).map(PartyName::List);
            if let Err(problem) = self.parties.declare(&declaration.name, origin, target) {
                self.push(*problem);
            }
        }
    }

    fn declare_entity(&mut self, declaration: &EntityDeclaration) -> Option<PartyId> {
        self.comparable(&declaration.official);
        let mut party = Party::named(&declaration.official.value);
        let further = [
            (&declaration.also, NameKind::Alias),
            (&declaration.formerly, NameKind::Former),
            (&declaration.subsidiaries, NameKind::Subsidiary),
        ];
        for (texts, kind) in further {
            for text in texts {
                self.comparable(text);
                party.know(&text.value, kind);
            }
        }
        for text in &declaration.not {
            self.comparable(text);
            party.exclude(&text.value);
        }
        party.codes.extend(declaration.mid.iter().map(|text| text.value.trim().to_owned()));
        let mut beside = Vec::new();
        match &declaration.located {
            None => (),
            Some(Container::Country(name)) => {
                let country = self.container_country(name);
                beside.extend(country.map(|country| ("in", self.program.countries.name(country).to_owned())));
            }
            Some(Container::Region(name)) => {
                let place = self.place(&name.text, name.span);
                beside.extend(place.map(|place| ("in", self.program.places.official(place).to_owned())));
            }
        }
        beside.extend(declaration.registration.iter().map(|text| ("registration", text.value.clone())));
        self.add_party(PartyEntry { party, row: None, beside, span: declaration.official.span })
    }

    pub(super) fn add_party(&mut self, entry: PartyEntry) -> Option<PartyId> {
        let id = PartyId(u32::try_from(self.program.parties.len()).ok()?);
        self.program.parties.push(entry);
        Some(id)
    }

    /// A name of which nothing is left to compare would match nothing, and rule nothing out.
    pub(super) fn comparable(&mut self, text: &Text) {
        if names::PartyName::new(&text.value).is_empty() {
            let message = match text.value.trim() {
                "" => "an empty text is no name of a company".to_owned(),
                name => format!("`{name}` has nothing to compare names by"),
            };
            let problem = Diagnostic::new(Code::InvalidName, text.span, message, "no name");
            self.push(
                problem.help(
                    "a legal form alone, or signs alone, are no name; write the name as the order has it",
                ),
            );
        }
    }

    /// The parties for which a name stands.
    pub(super) fn party(&mut self, name: &str, span: Span) -> Option<PartySet> {
        let found = self.parties.find(name).or_report(|| self.not_found(name, span, Wanted::Party))?;
        Some(match found {
            PartyName::Entity(party) => PartySet::One(party),
            PartyName::List(list) => PartySet::List(list),
        })
    }

    fn declare_list(&mut self, declaration: &ListDeclaration) -> Option<ListId> {
        let file = match self.lists.get(&declaration.file.span)? {
            Ok(file) => *file,
            Err(problem) => {
                self.push(Diagnostic::clone(problem));
                return None;
            }
        };
        let table = match read_table(self.sources.file(file).text()) {
            Ok(table) => table,
            Err(error) => {
                let message = format!("the list `{}` cannot be read: {error}", declaration.file.value);
                self.push(Diagnostic::new(
                    Code::ListNotReadable,
                    declaration.file.span,
                    message,
                    "this file",
                ));
                return None;
            }
        };
        let columns = self.find_columns(declaration, &table)?;
        let mut entries = Vec::new();
        for row in &table.rows {
            let entry = self.read_entry(declaration, &columns, file, row);
            entries.extend(entry.and_then(|entry| self.add_party(entry)));
        }
        if table.rows.is_empty() {
            let message =
                format!("the list `{}` has no entries, so nothing is ever on it", declaration.name.text);
            self.push(Diagnostic::new(
                Code::EmptyList,
                declaration.file.span,
                message,
                "this file has no rows",
            ));
        }
        let id = ListId(u32::try_from(self.program.lists.len()).ok()?);
        let mut by_core: BTreeMap<String, Vec<PartyId>> = BTreeMap::new();
        for entry in &entries {
            for known in self.program.party(*entry).party.names() {
                let of_core = by_core.entry(known.name().core().to_owned()).or_default();
                if of_core.last() != Some(entry) {
                    of_core.push(*entry);
                }
            }
        }
        self.program.lists.push(List { name: declaration.name.text.clone(), entries, by_core });
        Some(id)
    }

    /// Where each column stands. A column that a clause names must be there; one that none names is read where its header is that of the clause.
    fn find_columns(&mut self, declaration: &ListDeclaration, table: &Table) -> Option<Vec<Column>> {
        const KEYS: [ColumnKey; 8] = [
            ColumnKey::Name,
            ColumnKey::Also,
            ColumnKey::Formerly,
            ColumnKey::Effective,
            ColumnKey::Until,
            ColumnKey::In,
            ColumnKey::Note,
            ColumnKey::Subsidiaries,
        ];
        let mut columns = Vec::new();
        let mut complete = true;
        for key in KEYS {
            let clause = declaration.columns.iter().find(|column| column.key == key);
            let header = clause.map_or(key.word(), |clause| clause.header.value.as_str());
            let at = table.column(header).or_else(|| {
                let is_unsaid = clause.is_none() && key == ColumnKey::Name;
                if is_unsaid { self.guess_name_column(declaration, table) } else { None }
            });
            match at {
                Some(at) => {
                    let separator = clause
                        .and_then(|clause| clause.separator.as_ref())
                        .map_or(";", |text| text.value.as_str());
                    columns.push(Column { key, at, separator: separator.to_owned() });
                }
                None if clause.is_some() || key == ColumnKey::Name => {
                    let span = clause.map_or(declaration.file.span, |clause| clause.header.span);
                    self.push(missing_column(declaration, table, header, clause.is_some(), span));
                    complete = false;
                }
                None => (),
            }
        }
        complete.then_some(columns)
    }

    /// The one column whose header speaks of names, where none is called `name` and no clause says which it is.
    fn guess_name_column(&mut self, declaration: &ListDeclaration, table: &Table) -> Option<usize> {
        let speaks = |header: &String| {
            header.split(|sign: char| !sign.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("name"))
        };
        let mut columns = table.header.iter().enumerate().filter(|(_, header)| speaks(header));
        let (at, header) = columns.next().filter(|_| columns.next().is_none())?;
        let message = format!(
            "the column `{header}` is read as the names of the list `{}`, since none is called `name`",
            declaration.name.text
        );
        let problem = Diagnostic::new(Code::GuessedColumn, declaration.file.span, message, "this file");
        self.push(problem.help(format!("say it openly: `name column \"{header}\"`")));
        Some(at)
    }

    fn read_entry(
        &mut self,
        declaration: &ListDeclaration,
        columns: &[Column],
        file: FileId,
        row: &Row,
    ) -> Option<PartyEntry> {
        let span = Span::new(file, row.range.start, row.range.end);
        let cell = |key: ColumnKey| {
            columns
                .iter()
                .find(|column| column.key == key)
                .and_then(|column| row.cells.get(column.at))
                .map_or("", |cell| cell.trim())
        };
        let name = cell(ColumnKey::Name);
        if names::PartyName::new(name).is_empty() {
            let message = format!(
                "row {} of the list `{}` has no name that could be compared",
                row.number, declaration.name.text
            );
            self.push(
                Diagnostic::new(Code::ListRowInvalid, span, message, "this row")
                    .label(declaration.file.span, "of the list named here"),
            );
            return None;
        }
        let mut party = Party::named(name);
        let further = [
            (ColumnKey::Also, NameKind::Alias),
            (ColumnKey::Formerly, NameKind::Former),
            (ColumnKey::Subsidiaries, NameKind::Subsidiary),
        ];
        for (key, kind) in further {
            let separator = columns
                .iter()
                .find(|column| column.key == key)
                .map_or(";", |column| column.separator.as_str());
            let parts = split(cell(key), separator);
            parts
                .filter(|part| !names::PartyName::new(part).is_empty())
                .for_each(|part| party.know(part, kind));
        }
        let from = self.entry_date(declaration, row, span, cell(ColumnKey::Effective))?;
        let until = self.entry_date(declaration, row, span, cell(ColumnKey::Until))?;
        let beside = [("in", cell(ColumnKey::In)), ("note", cell(ColumnKey::Note))];
        let beside = beside
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key, text.to_owned()))
            .collect();
        Some(PartyEntry { party, row: Some(ListRow { number: row.number, from, until, span }), beside, span })
    }

    /// A date of an entry; an entry whose date cannot be read is a problem, since it would hold on the wrong days.
    fn entry_date(
        &mut self,
        declaration: &ListDeclaration,
        row: &Row,
        span: Span,
        text: &str,
    ) -> Option<Option<Date>> {
        if text.is_empty() {
            return Some(None);
        }
        let date = parse_date(text);
        if date.is_none() {
            // The cell itself, unless quoting hides where it stands in its row.
            let found = self.sources.text(span).find(text);
            let start = span.start as usize + found.unwrap_or(0);
            let cell = if found.is_some() { Span::new(span.file, start, start + text.len()) } else { span };
            let message = format!(
                "row {} of the list `{}` has the date `{text}`, which is not a day written year-month-day",
                row.number, declaration.name.text
            );
            let problem = Diagnostic::new(Code::ListRowInvalid, cell, message, "no such day")
                .label(declaration.file.span, "of the list named here");
            self.push(problem.help("write it as `2020-09-03`"));
            return None;
        }
        Some(date)
    }
}

/// A column of a list.
struct Column {
    key: ColumnKey,
    at: usize,
    separator: String,
}

fn split<'t>(cell: &'t str, separator: &str) -> impl Iterator<Item = &'t str> {
    let parts: Vec<&str> = if separator.is_empty() { vec![cell] } else { cell.split(separator).collect() };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty())
}

fn missing_column(
    declaration: &ListDeclaration,
    table: &Table,
    header: &str,
    is_said: bool,
    span: Span,
) -> Diagnostic {
    let message = format!("the file `{}` has no column `{header}`", declaration.file.value);
    let label = if is_said { "no such header" } else { "this file" };
    let problem = Diagnostic::new(Code::ListColumnMissing, span, message, label);
    let headers: Vec<&str> = table.header.iter().map(String::as_str).take(12).collect();
    match crate::diagnostic::suggest::nearest(header, headers.iter().copied()) {
        Some(near) if is_said => problem.help(format!("`{near}` is near")).replace(
            span,
            format!("\"{near}\""),
            Applicability::Unsafe,
        ),
        Some(near) => problem.help(format!("`{near}` is near: write `name column \"{near}\"`")),
        None if headers.is_empty() => problem.help("the file has no header at all"),
        None if is_said => {
            problem.help(format!("its columns are {}", crate::diagnostic::suggest::listed(&headers, "and")))
        }
        None => problem.help(format!(
            "say which column holds the names: `name column \"…\"`; its columns are {}",
            crate::diagnostic::suggest::listed(&headers, "and")
        )),
    }
}
