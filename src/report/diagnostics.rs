//! Problems for people: a head line, the place, the lines with what is wrong in them, and what to do.
//!
//! In: problems and the files they point into. Out: text. Whether there is colour, and how wide the screen is, the caller knows.

use std::fmt::Write;

use anstyle::{AnsiColor, Style as Paint};
use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};

use super::boundary::Problem;
use super::change::said;
use super::cut::Cut;
use super::excerpt::{Excerpt, excerpts};
use super::narrate;
use super::preview::{ChangedLine, MOST_LINES, changed_lines};
use super::visible::visible_line;
use super::wrap::wrap;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::source::{FileId, SourceMap};

/// How problems are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// With lines that lead from the words to what is said of them.
    Graphical {
        /// Whether the lines are drawn with more than ASCII.
        unicode: bool,
        /// Whether there is colour.
        color: bool,
    },
    /// In sentences only, for a screen reader or a braille display.
    Narrated,
}

/// How many problems are drawn. Whoever has more of them mends the first ones and looks again.
const MOST_DRAWN: usize = 2000;

/// Draws problems in their order, a blank line between them; `width` is that of the screen.
pub fn render_diagnostics<'d>(
    sources: &SourceMap,
    problems: impl IntoIterator<Item = &'d Diagnostic>,
    style: Style,
    width: usize,
) -> String {
    let mut out = String::new();
    let mut problems = problems.into_iter();
    for problem in problems.by_ref().take(MOST_DRAWN) {
        if !out.is_empty() {
            out.push('\n');
        }
        match style {
            Style::Graphical { unicode, color } => {
                Canvas::new(unicode, color, width).draw(&mut out, sources, problem);
            }
            Style::Narrated => narrate::narrate(&mut out, sources, problem, width),
        }
    }
    let more = problems.count();
    if more > 0 {
        _ = writeln!(
            out,
            "\nProblems that are not shown: {more}. The machine-readable formats, such as `ndjson`, have them all."
        );
    }
    out
}

/// `error[unknown-entity]: …`, the line with which every problem begins.
pub(super) fn head(problem: &Diagnostic, [kind, message]: [Paint; 2]) -> String {
    let (severity, name) = (problem.severity().word(), problem.code.name());
    let text = visible_line(&problem.message);
    format!("{kind}{severity}[{name}]{kind:#}{message}: {text}{message:#}\n")
}

/// The means of drawing.
struct Canvas {
    unicode: bool,
    color: bool,
    width: usize,
    cut: Cut,
}

impl Canvas {
    fn new(unicode: bool, color: bool, width: usize) -> Canvas {
        // Line numbers and their rule take the margin.
        Canvas { unicode, color, width, cut: Cut::new(width, 10, unicode) }
    }

    fn draw(&self, out: &mut String, sources: &SourceMap, problem: &Diagnostic) {
        let kind = match problem.severity() {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
        };
        out.push_str(&head(problem, [self.paint(kind.on_default().bold()), self.paint(Paint::new().bold())]));
        for (index, excerpt) in excerpts(sources, problem, self.cut).into_iter().enumerate() {
            let place = excerpt.position();
            let drawn = self.excerpt(excerpt, problem.severity()).unwrap_or(place);
            for line in drawn.lines() {
                _ = writeln!(out, "{}", line.trim_end());
            }
            if index == 0 {
                // The number stands at the foot of the first excerpt.
                out.truncate(out.trim_end().len());
                _ = writeln!(out, " {}", problem.code.number());
            }
        }
        self.footer(out, "help", problem.help.as_deref());
        if let Some(fix) = &problem.fix {
            self.fix(out, sources, fix, problem.span().map(|span| span.file));
        }
        self.footer(out, "note", problem.note.as_deref());
    }

    fn paint(&self, paint: Paint) -> Paint {
        if self.color { paint } else { Paint::new() }
    }

    /// An excerpt without the line for a message, which stands above it already.
    fn excerpt(&self, excerpt: Excerpt, severity: Severity) -> Option<String> {
        let theme = self.theme(&excerpt, severity);
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(self.width)
            .tab_width(super::cut::TAB)
            .without_syntax_highlighting();
        let mut drawn = String::new();
        handler.render_report(&mut drawn, &Problem::untitled(excerpt, severity)).ok()?;
        drawn.split_once('\n').map(|(_, rest)| rest.to_owned())
    }

    /// The main label in the colour of the severity, all others in one other.
    fn theme(&self, excerpt: &Excerpt, severity: Severity) -> GraphicalTheme {
        let characters = if self.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        let mut styles = if self.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let main = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
        };
        styles.highlights =
            excerpt.main_marks().map(|is_main| if is_main { main } else { styles.advice }).collect();
        GraphicalTheme { characters, styles }
    }

    fn footer(&self, out: &mut String, word: &str, text: Option<&str>) {
        let Some(text) = text else { return };
        let paint = self.paint(AnsiColor::Cyan.on_default());
        let text = visible_line(text);
        let indent = word.len() + 4;
        _ = writeln!(out, "  {paint}{word}:{paint:#} {}", wrap(&text, indent, self.width));
    }

    fn fix(&self, out: &mut String, sources: &SourceMap, fix: &Fix, mut shown_file: Option<FileId>) {
        let announced = said(fix);
        let (word, title) = announced.split_once(": ").unwrap_or(("fix", &announced));
        self.footer(out, word, Some(title));
        let lines = changed_lines(sources, fix, self.cut);
        let shown = lines.get(..MOST_LINES).unwrap_or(&lines);
        let digits = shown.iter().map(|line| line.number.to_string().len()).max().unwrap_or(1);
        let bar = if self.unicode { '│' } else { '|' };
        for ChangedLine { file, number, text } in shown {
            if shown_file.replace(*file) != Some(*file) {
                _ = writeln!(out, "     in {}:", visible_line(sources.file(*file).name()));
            }
            _ = writeln!(out, "     {number:digits$} {bar} {text}");
        }
        if shown.len() < lines.len() {
            _ = writeln!(out, "     {:digits$} {bar} {}", "", self.cut.ellipsis);
        }
    }
}
