//! Problems as SARIF 2.1.0, for code review and editors.
//!
//! In: problems and the files they point into. Out: one log with one run. Neither times nor version control are in it, so the same
//! problems give the same bytes. Messages are visible text; what a fix writes is given as it is.

mod log;

use super::change::said;
use super::json::escape_hidden;
use super::place::Place;
use super::visible::visible_line;
use crate::diagnostic::{Code, Diagnostic, Fix, Label, Severity};
use crate::source::{SourceFile, SourceMap, Span};
use log::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Configuration, Driver, Help, Location, Log, Message,
    PhysicalLocation, Region, Replacement, ReportingDescriptor, ResultRecord, RuleProperties, Run, SarifFix,
    Tool,
};

/// Writes problems as a SARIF log.
pub fn render_sarif<'d>(sources: &SourceMap, problems: impl IntoIterator<Item = &'d Diagnostic>) -> String {
    let problems: Vec<&Diagnostic> = problems.into_iter().collect();
    let mut codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "withhold",
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: codes.iter().map(|code| rule(*code)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results: problems.iter().map(|problem| result(sources, problem, &codes)).collect(),
        }],
    };
    // Writing these plain structures does not fail.
    let mut json = escape_hidden(&serde_json::to_string_pretty(&log).unwrap_or_default());
    json.push('\n');
    json
}

fn rule(code: Code) -> ReportingDescriptor {
    ReportingDescriptor {
        id: code.name(),
        short_description: Message::new(code.summary()),
        help: Help {
            text: format!(
                "`withhold check --explain {}` says what it means, what is right, and why",
                code.name()
            ),
            markdown: code.page(),
        },
        default_configuration: Configuration { level: level(code.severity()) },
        properties: RuleProperties { number: code.number() },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn result(sources: &SourceMap, problem: &Diagnostic, codes: &[Code]) -> ResultRecord {
    let mut locations: Vec<Location> = problem.labels.iter().map(|label| location(sources, label)).collect();
    let related_locations = locations.split_off(locations.len().min(1));
    ResultRecord {
        rule_id: problem.code.name(),
        rule_index: codes.iter().position(|code| *code == problem.code).unwrap_or_default(),
        level: level(problem.severity()),
        message: Message::new(&message(problem)),
        locations,
        related_locations,
        fixes: problem.fix.iter().map(|fix| sarif_fix(sources, fix)).collect(),
    }
}

/// The message, and what to do on lines of their own, since viewers show nothing else.
fn message(problem: &Diagnostic) -> String {
    let help = problem.help.as_deref().map(|help| format!("help: {}", visible_line(help)));
    let note = problem.note.as_deref().map(|note| format!("note: {}", visible_line(note)));
    let message = visible_line(&problem.message).into_owned();
    let lines: Vec<String> = [Some(message), help, note].into_iter().flatten().collect();
    lines.join("\n")
}

fn location(sources: &SourceMap, label: &Label) -> Location {
    let file = sources.file(label.span.file);
    Location {
        physical_location: PhysicalLocation {
            artifact_location: artifact(file),
            region: region(Place::shown(file, label.span)),
        },
        message: (!label.text.is_empty()).then(|| Message::new(&visible_line(&label.text))),
    }
}

fn artifact(file: &SourceFile) -> ArtifactLocation {
    ArtifactLocation { uri: uri(file.name()) }
}

fn region(place: Place) -> Region {
    Region {
        start_line: place.start.line,
        start_column: place.start.column,
        end_line: place.end.line,
        end_column: place.end.column,
    }
}

fn sarif_fix(sources: &SourceMap, fix: &Fix) -> SarifFix {
    let mut artifact_changes: Vec<ArtifactChange> = Vec::new();
    for edit in &fix.edits {
        let file = sources.file(edit.span.file);
        let artifact_location = artifact(file);
        let replacement = replacement(file, edit.span, &edit.text);
        match artifact_changes.iter_mut().find(|change| change.artifact_location == artifact_location) {
            Some(change) => change.replacements.push(replacement),
            None => {
                artifact_changes.push(ArtifactChange { artifact_location, replacements: vec![replacement] });
            }
        }
    }
    SarifFix { description: Message::new(&said(fix)), artifact_changes }
}

fn replacement(file: &SourceFile, span: Span, text: &str) -> Replacement {
    Replacement {
        deleted_region: region(Place::exact(file, span)),
        inserted_content: ArtifactContent { text: text.to_owned() },
    }
}

/// A path as a URI: relative where it is, with everything but letters, digits and `-._~/` as percent signs.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let is_drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut uri = match (path.starts_with('/'), is_drive) {
        (true, _) => "file://".to_owned(),
        (false, true) => "file:///".to_owned(),
        (false, false) => String::new(),
    };
    for (index, byte) in path.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            b':' if is_drive && index == 1 => uri.push(':'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        for (path, written) in [
            ("policies/wro.policy", "policies/wro.policy"),
            ("./a b/合.policy", "a%20b/%E5%90%88.policy"),
            ("a:b#c?.policy", "a%3Ab%23c%3F.policy"),
            ("/srv/p.policy", "file:///srv/p.policy"),
            ("C:\\p\\q.policy", "file:///C:/p/q.policy"),
            ("--assume", "--assume"),
        ] {
            assert_eq!(uri(path), written);
        }
    }
}
