//! `withhold check --data`: what records show of policies.

use std::path::PathBuf;

use super::evaluate::{is_standard_input, note_reading_of_ids, open};
use crate::cli::exit::Trouble;
use crate::cli::output;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suggest::{grouped, listed};
use crate::pipeline::Compilation;
use crate::records::{Notes, Reader, Row};
use crate::report::visible::visible_line;
use crate::source::Origin;
use crate::verify::survey::{Asked, Opening, Survey, check_columns};

/// A file that was read to its end.
struct Done {
    name: String,
    opening: String,
    notes: Notes,
}

/// Reads records, and adds to the problems of policies what they show. Out: how many records there were.
pub(super) fn survey(compilation: &mut Compilation, inputs: &[PathBuf]) -> Result<u64, Trouble> {
    if inputs.iter().filter(|input| is_standard_input(input)).count() > 1 {
        return Err(Trouble::new("standard input is named twice, and can be read once"));
    }
    let Some(program) = compilation.program() else {
        output::warn("note: the policies have errors, so no record was looked at\n");
        return Ok(0);
    };
    if program.rules.is_empty() {
        return Err(Trouble::new("the policies hold no rule, so nothing was asked of the records"));
    }
    let mut survey = Survey::new(program);
    let mut files = Vec::new();
    // What cannot be opened is said before anything is read.
    let readers: Result<Vec<Reader>, _> = inputs.iter().map(|input| open(input, &program.schema)).collect();
    for reader in readers? {
        files.push(read(reader, &mut survey)?);
    }
    check_files(&files)?;
    let records = survey.records();
    let (mut found, asked) = (survey.problems(), Asked::of(program));
    for Done { name, opening, notes } in &files {
        let file = compilation.sources.add(name.as_str(), opening.as_str(), Origin::Records);
        let file = file.map_err(|error| Trouble::new(error.to_string()))?;
        let of_file: Vec<Diagnostic> = check_columns(&asked, Opening { file, text: opening, name, notes });
        found.extend(of_file);
    }
    compilation.add_shown_by_records(found);
    Ok(records)
}

fn read(mut reader: Reader, survey: &mut Survey<'_>) -> Result<Done, Trouble> {
    let mut first_reject: Option<String> = None;
    for row in reader.by_ref() {
        match row? {
            Row::Shipment(shipment) => survey.add(&shipment),
            Row::Reject(reject) => {
                first_reject.get_or_insert_with(|| format!("row {} {}", reject.row, reject.reason));
            }
        }
    }
    note_reading_of_ids(&reader);
    let (name, notes) = (reader.name().to_owned(), reader.notes().clone());
    if let Some(first) = first_reject {
        let (rejects, rows) = (grouped(notes.rejects), grouped(notes.rows()));
        let verb = if notes.rejects == 1 { "was" } else { "were" };
        let line =
            format!("note: {name}: {rejects} of {rows} rows {verb} rejected and not looked at ({first})");
        output::warn(&(visible_line(&line).into_owned() + "\n"));
    }
    Ok(Done { opening: reader.opening().to_owned(), name, notes })
}

/// Nothing is "all good" because nothing was asked.
fn check_files(files: &[Done]) -> Result<(), Trouble> {
    let those = |is_it: fn(&Notes) -> bool| {
        let names: Vec<&str> =
            files.iter().filter(|file| is_it(&file.notes)).map(|file| file.name.as_str()).collect();
        (!names.is_empty()).then(|| listed(&names, "and"))
    };
    if let Some(names) = those(|notes| notes.rows() == 0) {
        return Err(Trouble::new(format!("there is no record in {names}")));
    }
    if let Some(names) = those(|notes| notes.shipments == 0) {
        return Err(Trouble::new(format!("no record of {names} could be read")));
    }
    if let Some(names) = those(|notes| notes.recognised.is_empty() && !notes.unread.is_empty()) {
        return Err(Trouble::new(format!(
            "no key in {names} is a field of a record, so nothing was known of its records"
        )));
    }
    Ok(())
}
