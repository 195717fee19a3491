//! Problems as JSON, one object a line, for editors and scripts.
//!
//! In: problems and the files they point into. Out: JSON lines. Texts are given as they are: what a reader would not see is
//! escaped as JSON allows, so that a terminal is safe from it and a parser gets it back.

use serde::Serialize;

use super::place::Place;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label};
use crate::source::SourceMap;
use crate::source::characters::is_hidden;

/// A problem as it is written. Lines and columns count from 1, columns in characters; ends are one past the last character.
#[derive(Debug, Serialize)]
struct Record<'d> {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    message: &'d str,
    labels: Vec<LabelRecord<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixRecord<'d>>,
}

#[derive(Debug, Serialize)]
struct LabelRecord<'d> {
    file: &'d str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    start_byte: u32,
    end_byte: u32,
    text: &'d str,
    primary: bool,
}

#[derive(Debug, Serialize)]
struct FixRecord<'d> {
    title: &'d str,
    applicability: &'static str,
    edits: Vec<EditRecord<'d>>,
}

#[derive(Debug, Serialize)]
struct EditRecord<'d> {
    file: &'d str,
    start_byte: u32,
    end_byte: u32,
    line: usize,
    column: usize,
    text: &'d str,
}

/// Writes problems as JSON lines.
pub fn render_json_lines<'d>(
    sources: &SourceMap,
    problems: impl IntoIterator<Item = &'d Diagnostic>,
) -> String {
    let mut out = String::new();
    for problem in problems {
        // Writing these plain structures does not fail.
        let line = serde_json::to_string(&record(sources, problem)).unwrap_or_default();
        out.push_str(&escape_hidden(&line));
        out.push('\n');
    }
    out
}

fn record<'d>(sources: &'d SourceMap, problem: &'d Diagnostic) -> Record<'d> {
    Record {
        code: problem.code.number(),
        name: problem.code.name(),
        severity: problem.severity().word(),
        message: &problem.message,
        labels: problem
            .labels
            .iter()
            .zip(0..)
            .map(|(label, index)| label_record(sources, label, index == 0))
            .collect(),
        help: problem.help.as_deref(),
        note: problem.note.as_deref(),
        fix: problem.fix.as_ref().map(|fix| fix_record(sources, fix)),
    }
}

fn label_record<'d>(sources: &'d SourceMap, label: &'d Label, primary: bool) -> LabelRecord<'d> {
    let file = sources.file(label.span.file);
    let Place { start, end } = Place::shown(file, label.span);
    LabelRecord {
        file: file.name(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        start_byte: label.span.start,
        end_byte: label.span.end,
        text: &label.text,
        primary,
    }
}

fn fix_record<'d>(sources: &'d SourceMap, fix: &'d Fix) -> FixRecord<'d> {
    FixRecord {
        title: &fix.title,
        applicability: match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        },
        edits: fix.edits.iter().map(|edit| edit_record(sources, edit)).collect(),
    }
}

fn edit_record<'d>(sources: &'d SourceMap, edit: &'d Edit) -> EditRecord<'d> {
    let file = sources.file(edit.span.file);
    let at = Place::exact(file, edit.span).start;
    EditRecord {
        file: file.name(),
        start_byte: edit.span.start,
        end_byte: edit.span.end,
        line: at.line,
        column: at.column,
        text: &edit.text,
    }
}

/// Escapes what a reader would not see in finished JSON, where it can only stand within strings.
pub fn escape_hidden(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for character in json.chars() {
        if is_hidden(character) && character != '\n' {
            for unit in character.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(character);
        }
    }
    out
}
