//! The grammar at work: strictly first, and only where that fails with recovery.
//!
//! In: a file's text. Out: its tree and its problems, both in source order.

use std::ops::Range;
use std::sync::Once;

use pest::Parser;
use pest::error::Error;

use super::ast::{Broken, File, Statement, StatementKind};
use super::build::Builder;
use super::recover::MOST_PARSED;
use super::{layout, recover, words};
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix};
use crate::source::{FileId, Span, characters};

mod grammar {
    /// The parser that pest writes from the grammar.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/policy.pest"]
    pub(crate) struct PolicyParser;
}

pub(super) use grammar::Rule;

/// What became of a file.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The statements that could be read, and the broken ones by name.
    pub file: File,
    /// What could not be read.
    pub problems: Vec<Diagnostic>,
    /// What could not be read and was mended, and is told by the resolver, who knows more of it. For whoever does not resolve.
    pub told_later: Vec<Diagnostic>,
}

/// How many problems of one file are listed, so that a file that is no policy at all does not bury the reader.
const MOST_PROBLEMS: usize = 1000;
/// How many bytes of one file are parsed again to look for all mistakes of its broken statements; of the rest the first mistake is told.
const MOST_PARSED_OF_FILE: usize = 8 * MOST_PARSED;
/// On how many lines of one file characters that do not show are listed.
const MOST_HIDDEN: usize = 100;

/// Parses a file.
pub fn parse(file: FileId, text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let layout = layout::cut(text);
    if let Some(stray) = layout.stray {
        parsed.problems.push(stray_problem(Span::new(file, stray.start, stray.end)));
    }
    let mut reading = Reading { file, text, parsed, parsed_again: 0, is_listed: true };
    for piece in layout.pieces {
        let mut next = Some(piece);
        while let Some(piece) = next {
            let first = layout.unindented.partition_point(|line| *line < piece.start);
            let unindented = layout.unindented.iter().skip(first).take_while(|line| **line < piece.end);
            let unindented: Vec<usize> = unindented.map(|line| line - piece.start).collect();
            next = reading.parse_piece(piece, &unindented);
        }
    }
    let mut parsed = reading.parsed;
    hidden_characters(file, text, &mut parsed);
    check_header(&mut parsed);
    parsed
}

fn stray_problem(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::IndentedFirstLine,
        span,
        "an indented line has no statement above it to continue",
        "indented",
    )
    .help("a statement begins in the first column; remove the blanks before it")
}

/// Warns of characters that do not show, once a line: a name with one is another name, and one that turns the direction of the text
/// can make a line read as something else.
fn hidden_characters(file: FileId, text: &str, parsed: &mut Parsed) {
    let is_told = |at: usize, problems: &[Diagnostic]| {
        problems
            .iter()
            .flat_map(|problem| &problem.labels)
            .any(|label| (label.span.start as usize..=label.span.end as usize).contains(&at))
    };
    if text.is_ascii()
        && !text.bytes().any(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t'))
    {
        return;
    }
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end_matches(['\n', '\r']);
        let content = if start == 0 { content.trim_start_matches('\u{feff}') } else { content };
        let offset = start + (line.trim_end_matches(['\n', '\r']).len() - content.len());
        let hidden: Vec<(usize, char)> =
            content.char_indices().filter(|(_, sign)| characters::is_deceptive(*sign)).collect();
        let Some((first, sign)) = hidden.first().copied() else { continue };
        if is_told(offset + first, &parsed.problems) {
            continue;
        }
        let what = characters::kind(sign);
        let others = match hidden.len() - 1 {
            0 => String::new(),
            1 => ", and another one stands on this line".to_owned(),
            more => format!(", and {more} others stand on this line"),
        };
        let message = format!("{what} (U+{:04X}) does not show{others}", u32::from(sign));
        let span = Span::new(file, offset + first, offset + first + sign.len_utf8());
        let edits = hidden
            .iter()
            .map(|(at, sign)| Edit {
                span: Span::new(file, offset + at, offset + at + sign.len_utf8()),
                text: String::new(),
            })
            .collect();
        let problem = Diagnostic::new(Code::HiddenCharacters, span, message, "here")
            .help("remove it, unless the text is written with it; what is printed shows it");
        let fix = Fix { title: "remove it".to_owned(), edits, applicability: Applicability::Unsafe };
        found.push(Diagnostic { fix: Some(fix), ..problem });
        if found.len() >= MOST_HIDDEN {
            break;
        }
    }
    parsed.problems.append(&mut found);
}

/// A file while it is parsed.
struct Reading<'t> {
    file: FileId,
    text: &'t str,
    parsed: Parsed,
    /// How many bytes were parsed again to find the mistakes of broken statements.
    parsed_again: usize,
    /// Whether what is wrong is still listed.
    is_listed: bool,
}

impl<'t> Reading<'t> {
    /// Parses a piece, and says where another statement begins within it.
    fn parse_piece(&mut self, piece: Range<usize>, unindented: &[usize]) -> Option<Range<usize>> {
        let source: &'t str = self.text.get(piece.clone()).unwrap_or_default();
        let file = self.file;
        let place = |start: usize, end: usize| Span::new(file, piece.start + start, piece.start + end);
        match parse_one(source) {
            Ok(pair) if unindented.is_empty() => {
                build(pair, &place, source, &mut self.parsed);
                None
            }
            _ if self.goes_on_listing(place(0, 0)) => self.parse_broken(source, piece, unindented),
            // What it declares is noted all the same, so that no user of it is blamed.
            _ => {
                self.parsed.file.statements.push(broken(source, &place));
                None
            }
        }
    }

    /// Whether the problems of a broken statement are still listed; where the list ends, it says so.
    fn goes_on_listing(&mut self, span: Span) -> bool {
        if self.is_listed && self.parsed.problems.len() >= MOST_PROBLEMS {
            let message = format!(
                "more than {MOST_PROBLEMS} problems, so the broken statements of the rest of the file are not listed"
            );
            let problem = Diagnostic::new(Code::TooManyProblems, span, message, "from here on");
            self.parsed.problems.push(problem);
            self.is_listed = false;
        }
        self.is_listed
    }

    fn parse_broken(
        &mut self,
        source: &str,
        piece: Range<usize>,
        unindented: &[usize],
    ) -> Option<Range<usize>> {
        let budget = MOST_PARSED.min(MOST_PARSED_OF_FILE.saturating_sub(self.parsed_again));
        let repaired = recover::repair(source, unindented, budget);
        self.parsed_again = self.parsed_again.saturating_add(repaired.parsed);
        // An insertion maps to an empty range, so ends are taken from the last byte within.
        let file = self.file;
        let place = |start: usize, end: usize| {
            let range = repaired.origin(start, end);
            Span::new(file, piece.start + range.start, piece.start + range.end)
        };
        let parsed = &mut self.parsed;
        let result = parse_one(&repaired.text);
        // What the resolver will say with more knowledge is said here only where it gets nothing to resolve.
        let told = repaired.problems(&place, result.is_err());
        let all = repaired.problems(&place, true);
        parsed.told_later.extend(all.into_iter().filter(|problem| !told.contains(problem)));
        parsed.problems.extend(told);
        match result {
            Ok(pair) => {
                let before = parsed.problems.len();
                build(pair, &place, &repaired.text, parsed);
                // What was left out so as to read on is not missed a second time.
                let echo = |problem: &Diagnostic| {
                    matches!(problem.code, Code::TestWithoutGiven | Code::TestWithoutExpect)
                };
                let built = parsed.problems.split_off(before);
                parsed.problems.extend(built.into_iter().filter(|problem| !echo(problem)));
            }
            // Nothing but what was no statement at all, such as a comment of another language.
            Err(_) if words::tokens(&repaired.text).is_empty() => (),
            Err(_) => parsed.file.statements.push(broken(&repaired.text, &place)),
        }
        repaired.next.map(|next| piece.start + next..piece.end)
    }
}

/// Parses a text that holds one statement.
pub(super) fn parse_one(text: &str) -> Result<pest::iterators::Pair<'_, Rule>, Box<Error<Rule>>> {
    static DETAIL: Once = Once::new();
    // The switch is one for the whole process; it is set once, before the first parse, and never again.
    DETAIL.call_once(|| pest::set_error_detail(true));
    let mut pairs = grammar::PolicyParser::parse(Rule::one, text).map_err(Box::new)?;
    let statement = pairs.next().and_then(|one| one.into_inner().next());
    statement.ok_or_else(|| {
        let variant = pest::error::ErrorVariant::CustomError { message: "no statement".to_owned() };
        Box::new(Error::new_from_pos(variant, pest::Position::from_start(text)))
    })
}

fn build(
    pair: pest::iterators::Pair<'_, Rule>,
    place: &dyn Fn(usize, usize) -> Span,
    source: &str,
    parsed: &mut Parsed,
) {
    let mut builder = Builder { place, problems: Vec::new() };
    let span = place(0, source.trim_end().len());
    match builder.build_statement(pair) {
        Some(statement) => parsed.file.statements.push(statement),
        None => {
            // The grammar let something through that building does not know: reported, so that no rule is lost in silence.
            let message = "this statement cannot be read, though it is written as the language allows";
            parsed.problems.push(Diagnostic::new(
                Code::UnexpectedText,
                span,
                message,
                "a fault of `withhold`, please report it",
            ));
            parsed.file.statements.push(broken(source, place));
        }
    }
    parsed.problems.append(&mut builder.problems);
}

/// What a broken statement would have declared, as far as its first words tell.
fn broken(text: &str, place: &dyn Fn(usize, usize) -> Span) -> Statement {
    let (word, name) = words::declared(text);
    let name = name.map(|range| super::ast::Name {
        text: text.get(range.clone()).unwrap_or_default().to_owned(),
        span: place(range.start, range.end),
    });
    let span = place(0, text.trim_end().len());
    Statement { kind: StatementKind::Broken(Broken { word: word.map(str::to_owned), name }), span }
}

fn check_header(parsed: &mut Parsed) {
    let headers = parsed
        .file
        .statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| matches!(statement.kind, StatementKind::Policy(_)));
    for (_, header) in headers.filter(|(at, _)| *at > 0) {
        let message = "a `policy` header is not the first statement of its file";
        let problem = Diagnostic::new(Code::HeaderNotFirst, header.span, message, "something stands before it")
            .help("a file has at most one header, before anything else; move it to the top, or move what follows to a file of its own");
        parsed.problems.push(problem);
    }
}
