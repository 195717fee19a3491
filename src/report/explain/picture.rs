//! The picture of one rule: its words in the policy, the entry of a list, and the facts of the record, each with what became of it.
//!
//! ariadne draws it. It counts characters here, not bytes: with bytes it cuts inside a character where it names the place of a second
//! source. It is given short texts of visible characters only, in which each line stands at its own number.

use std::collections::BTreeMap;
use std::io;

use ariadne::{CharSet, Color, Config, IndexType, Label, LabelAttach, Report, ReportKind, Source};

use super::Style;
use super::source::{Lines, Mark, Placed, message};
use crate::explain::{Effect, EntryMet, Explained, Met, Part, Word};
use crate::model::Truth;
use crate::source::{FileId, SourceMap, Span};

/// Marks the name of the record, so that its line and column, which mean nothing, can be taken away again.
const OF_RECORD: char = '\u{e000}';

/// How many columns a picture has at most.
const LONGEST: usize = 240;

/// How many characters a label has at most.
const LONGEST_LABEL: usize = 96;

/// How many columns the margin takes.
const MARGIN: usize = 8;

/// The sources of a picture, in the order in which they are drawn.
#[derive(Default)]
struct Picture {
    files: BTreeMap<FileId, Lines>,
    record: Lines,
    /// The facts in the record's lines, in the order of the words that met them.
    facts: Vec<String>,
}

/// Draws a rule; nothing where it has no words.
pub(super) fn draw(rule: &Explained, id: &str, sources: &SourceMap, style: &Style) -> String {
    let mut picture = Picture::default();
    for word in &rule.words {
        picture.add_word(word, sources);
    }
    for entry in &rule.entries {
        picture.add_entry(entry, sources);
    }
    if picture.files.is_empty() && picture.record.is_empty() {
        return String::new();
    }
    picture.draw(rule, id, sources, style)
}

impl Picture {
    fn add_word(&mut self, word: &Word, sources: &SourceMap) {
        self.add_span(word.place.span, words_label(word), word.effect, sources);
        for met in &word.facts {
            self.add_fact(met, word);
        }
    }

    /// Labels the first line of a span.
    fn add_span(&mut self, span: Span, message: String, effect: Effect, sources: &SourceMap) {
        let file = sources.file(span.file);
        let number = file.line_column(span.start).line;
        let start = (span.start as usize).saturating_sub(file.line_start(number));
        let text = file.line(number);
        let end = (start + (span.end.saturating_sub(span.start)) as usize).min(text.len());
        let end = start + text.get(start..end).map_or(0, |words| words.trim_end().len());
        let mark = Mark { range: start..end, message, effect };
        self.files.entry(span.file).or_default().mark(number, text, mark);
    }

    /// A line of the record: the field, and what it says.
    fn add_fact(&mut self, met: &Met, word: &Word) {
        let number = self.facts.iter().position(|known| *known == met.at).unwrap_or_else(|| {
            self.facts.push(met.at.clone());
            self.facts.len() - 1
        });
        let value = met.value.as_deref().unwrap_or("(missing)");
        // A text of any length is a line of a few hundred characters.
        let text = format!("{}: {}", met.at, super::paragraphs::cut(value, 4 * LONGEST));
        let start = met.at.len() + 2;
        let is_bare = word.says.is_some() && met.says.is_empty();
        let repeats = value.len() > 24 && met.says.strip_prefix("is ") == Some(value);
        let says = match (is_bare, repeats) {
            (true, _) => word.test.clone(),
            (_, true) => "is this very name".to_owned(),
            _ => met.says.clone(),
        };
        let mark = Mark { range: start..text.len(), message: says, effect: word.effect };
        if word.part == Part::Supersession {
            self.record.replace(number + 1, &text, mark);
        } else {
            self.record.mark(number + 1, &text, mark);
        }
    }

    /// The row of a list, at the name that matched.
    fn add_entry(&mut self, entry: &EntryMet, sources: &SourceMap) {
        let span = entry.place.span;
        let row = sources.text(span);
        let at = row.find(&entry.matched).unwrap_or(0);
        let length = if row.get(at..).is_some_and(|rest| rest.starts_with(&entry.matched)) {
            entry.matched.len()
        } else {
            row.len()
        };
        let days = match (&entry.first, &entry.last) {
            (Some(first), Some(last)) => format!(", counts from {first} through {last}"),
            (Some(first), None) => format!(", counts from {first} on"),
            (None, Some(last)) => format!(", counts through {last}"),
            (None, None) => String::new(),
        };
        let message = format!("row {} of {}{days}", entry.row, entry.list);
        let start = span.start as usize + at;
        self.add_span(Span::new(span.file, start, start + length), message, entry.effect, sources);
    }

    fn draw(&self, rule: &Explained, id: &str, sources: &SourceMap, style: &Style) -> String {
        // The rule's own file first, then the others, the record last.
        let own = rule.sentence.span.file;
        let mut files: Vec<(FileId, &Lines)> =
            self.files.iter().map(|(file, lines)| (*file, lines)).collect();
        files.sort_by_key(|(file, _)| (*file != own, *file));
        let mut drawn: Vec<(String, &Lines)> =
            files.into_iter().map(|(file, lines)| (message(sources.file(file).name(), 120), lines)).collect();
        if !self.record.is_empty() {
            drawn.push((format!("record {}{OF_RECORD}", message(id, 60)), &self.record));
        }
        let more = if style.unicode { "…" } else { "..." };
        let columns = style.columns().saturating_sub(MARGIN).max(24);
        let laid_out: Vec<(String, String, Vec<Placed>)> = drawn
            .into_iter()
            .map(|(name, lines)| {
                let (text, labels) = lines.lay_out(columns, more);
                (name, text, labels)
            })
            .collect();
        self.render(&laid_out, style)
    }

    fn render(&self, drawn: &[(String, String, Vec<Placed>)], style: &Style) -> String {
        let labels = drawn.first().map_or(&[][..], |(_, _, labels)| labels.as_slice());
        let Some(first) = labels.iter().min_by_key(|label| label.range.start) else { return String::new() };
        let config = Config::default()
            .with_color(style.color)
            .with_index_type(IndexType::Char)
            .with_label_attach(LabelAttach::Start)
            .with_char_set(if style.unicode { CharSet::Unicode } else { CharSet::Ascii });
        let mut report = Report::build(ReportKind::Advice, (0usize, first.range.clone())).with_config(config);
        let mut order = 0;
        for (source, (_, _, labels)) in drawn.iter().enumerate() {
            for label in labels {
                let text = message(&label.message, LONGEST_LABEL);
                let text = if style.unicode { text } else { text.replace('…', "...") };
                report.add_label(
                    Label::new((source, label.range.clone()))
                        .with_message(text)
                        .with_color(color(label.effect))
                        .with_order(order),
                );
                order += 1;
            }
        }
        let cache =
            Cache { sources: drawn.iter().map(|(_, text, _)| Source::from(text.clone())).collect(), drawn };
        let mut bytes: Vec<u8> = Vec::new();
        // Writing into memory does not fail.
        let _: io::Result<()> = report.finish().write(cache, &mut bytes);
        tidy(&String::from_utf8_lossy(&bytes))
    }
}

/// Takes away what the picture is clearer without: the heading, which stands above it in words, the line and column of the record, the
/// stroke under words that have the only label of their line, and the empty rows between labels of one line.
fn tidy(drawn: &str) -> String {
    let mut text = String::with_capacity(drawn.len());
    for line in drawn.lines().skip(1) {
        if is_superfluous(line) {
            continue;
        }
        match line.split_once(OF_RECORD) {
            Some((before, after)) => {
                let end = after.trim_start_matches(|letter: char| {
                    letter == ':' || letter == '?' || letter.is_ascii_digit()
                });
                text.push_str(before);
                text.push_str(end);
            }
            None => text.push_str(line),
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

/// Whether a row has nothing but strokes, and no strokes that tell two labels apart.
fn is_superfluous(line: &str) -> bool {
    let row = without_colors(line);
    let Some(strokes) = row.trim_start().strip_prefix(['│', '|']) else { return false };
    let is_stroke = |letter: char| matches!(letter, ' ' | '│' | '|' | '┬' | '─' | '^');
    let underlines = strokes.contains(['─', '^']);
    let groups = strokes.split_whitespace().count();
    groups > 0 && strokes.chars().all(is_stroke) && (!underlines || groups == 1)
}

pub(super) fn without_colors(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut is_code = false;
    for letter in line.chars() {
        match (letter, is_code) {
            ('\u{1b}', _) => is_code = true,
            ('m', true) => is_code = false,
            (_, true) => (),
            (letter, false) => bare.push(letter),
        }
    }
    bare
}

fn color(effect: Effect) -> Color {
    match effect {
        Effect::Held => Color::Green,
        Effect::Failed => Color::Red,
        Effect::Open => Color::Yellow,
    }
}

/// What stands under words of the policy: what became of them, and by which facts.
fn words_label(word: &Word) -> String {
    let is_open = |met: &&Met| word.effect != Effect::Open || met.truth == Truth::Unknown;
    let mut at: Vec<String> = word.facts.iter().filter(is_open).map(|met| met.at.clone()).collect();
    at.dedup();
    let facts = super::names(&at, 3);
    let effect = word.effect.word();
    match (word.part, word.effect, &word.says) {
        (Part::Supersession, _, Some(says)) => says.clone(),
        (_, _, Some(says)) => format!("{effect}: {says}"),
        (Part::When, Effect::Held, None) if word.negated => format!("met, not being so, by {facts}"),
        (Part::When, Effect::Failed, None) if word.negated => format!("not met, being so, by {facts}"),
        (_, Effect::Held, None) if word.negated => format!("outside the exception, by {facts}"),
        (_, Effect::Failed, None) if word.negated => format!("within the exception, by {facts}"),
        (_, Effect::Open, None) => format!("{effect}: {facts}"),
        (_, _, None) => format!("{effect} by {facts}"),
    }
}

/// The sources of a picture, by their order.
struct Cache<'d> {
    sources: Vec<Source<String>>,
    drawn: &'d [(String, String, Vec<Placed>)],
}

impl ariadne::Cache<usize> for Cache<'_> {
    type Storage = String;

    fn fetch(&mut self, id: &usize) -> Result<&Source<String>, impl std::fmt::Debug> {
        self.sources.get(*id).ok_or(*id)
    }

    fn display<'a>(&self, id: &'a usize) -> Option<impl std::fmt::Display + 'a> {
        self.drawn.get(*id).map(|(name, _, _)| name.clone())
    }
}
