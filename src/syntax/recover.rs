//! Recovery: each mistake of a broken statement is mended in a copy of its text, so that the next one is found as well.
//!
//! In: a piece that does not parse. Out: a text that does (or is given up), the way back from its bytes to those of the piece, and a problem
//! a mistake. A mend counts only if parsing then gets past it, so every fix that is offered has been tried, and no mistake is
//! reported twice.

use std::ops::Range;

use super::parser::parse_one;
use super::slips::{self, Slip};
use super::words::{self, Expected, Token};
use crate::diagnostic::{Applicability, Code, Diagnostic, Edit, Fix, Label, shorten};
use crate::source::Span;

/// How many mistakes of one statement are looked for.
const MOST_MISTAKES: usize = 24;
/// How many bytes are parsed again to look for them: each mend is tried by parsing, so of a statement of megabytes only the first
/// mistake is told.
pub(super) const MOST_PARSED: usize = 1 << 22;

/// Replacements of text, in order and not overlapping.
type Edits = Vec<(Range<usize>, String)>;

/// A mended piece.
pub(super) struct Repaired {
    /// The text after all mends.
    pub(super) text: String,
    /// For each byte of `text`, the bytes of the piece that it stands for.
    origin: Vec<(u32, u32)>,
    found: Vec<Found>,
    /// Where in the piece another statement begins, which is left out here.
    pub(super) next: Option<usize>,
    /// How many bytes were parsed again on the way.
    pub(super) parsed: usize,
}

/// A slip with its places in the piece.
struct Found {
    code: Code,
    message: String,
    labels: Vec<(Range<usize>, String)>,
    help: Option<String>,
    fix: Option<(Edits, Applicability)>,
    told_later: bool,
}

/// Mends a piece that does not parse; `unindented` are its lines that continue it in the first column, and `budget` is how many bytes may be
/// parsed again for it.
pub(super) fn repair(piece: &str, unindented: &[usize], budget: usize) -> Repaired {
    let origin = (0u32..).zip(1u32..).take(piece.len()).collect();
    let mut repaired = Repaired { text: piece.to_owned(), origin, found: Vec::new(), next: None, parsed: 0 };
    repaired.indent(unindented);
    while repaired.found.len() < MOST_MISTAKES {
        let Err(error) = parse_one(&repaired.text) else { break };
        repaired.parsed += repaired.text.len();
        let expected = Expected::new(&error);
        let tokens = words::tokens(&repaired.text);
        if tokens.is_empty() {
            break;
        }
        let slip = slips::judge(&repaired.text, &tokens, &expected);
        let most = budget.saturating_sub(repaired.parsed) / repaired.text.len().max(1);
        if let Some(next) = slip.next.filter(|_| most > 0) {
            repaired.cut_off(slip, next);
            continue;
        }
        let mends = if most > 0 { mends(&repaired.text, &tokens, &slip, expected.at) } else { Vec::new() };
        let mut tried = 0;
        let mend = mends.into_iter().take(most).find(|mend| {
            tried += 1;
            mend_helps(&repaired.text, &tokens, mend, expected.at)
        });
        repaired.parsed += tried * repaired.text.len();
        repaired.record(slip, mend.as_ref());
        match mend {
            Some(mend) => repaired.apply(&mend.edits),
            None => break,
        }
    }
    repaired
}

/// A change of the text that may get parsing past a mistake.
struct Mend {
    edits: Edits,
    /// Parsing must get past this byte of the changed text; `None` where it must succeed.
    past: Option<usize>,
    /// Whether the change is the slip's own, and so may be offered as a fix.
    is_fix: bool,
}

fn mends(text: &str, tokens: &[Token], slip: &Slip, at: usize) -> Vec<Mend> {
    let mut mends = Vec::new();
    if !slip.edits.is_empty() {
        // A slip that is mended in several places is mended where parsing gets past the first.
        let past = match slip.labels.as_slice() {
            [(first, _), _, ..] => first.end,
            _ => slip.edits.iter().map(|(range, _)| range.end).max().unwrap_or(at),
        };
        mends.push(Mend { edits: slip.edits.clone(), past: Some(past.max(at)), is_fix: true });
    }
    mends.extend(slip.insertions.iter().map(|word| Mend {
        edits: vec![(at..at, format!("{word} "))],
        past: None,
        is_fix: true,
    }));
    // A text that does not begin like a statement is none, and nothing of it is a mistake of its own.
    if tokens.first().is_some_and(|first| first.range.end > at) {
        return mends;
    }
    // What cannot be mended is left out, one token first, then the rest of its clause, then the whole clause.
    let here = tokens.iter().position(|token| token.range.end > at).unwrap_or(tokens.len());
    let word = |token: &Token| text.get(token.range.clone()).unwrap_or_default();
    let start_of = |index: usize| tokens.get(index).map_or(text.trim_end().len(), |token| token.range.start);
    // Nesting that is too deep runs through words that stand within a clause as well.
    let begins = |token: &Token| {
        words::begins_clause(word(token)) && !(slip.spoils_clause && word(token) == "containing")
    };
    let next = (here + 1..tokens.len()).find(|index| tokens.get(*index).is_some_and(begins));
    let clause = (1..=here).rev().find(|index| tokens.get(*index).is_some_and(begins));
    let end = next.map_or(text.trim_end().len(), start_of);
    // Past the last clause there is nothing that parsing could get to, so it must succeed.
    let past = next.map(|_| end);
    let without =
        |from: usize, to: usize| Mend { edits: vec![blank(text, from.min(to)..to)], past, is_fix: false };
    if !slip.spoils_clause {
        mends.extend(tokens.get(here).map(|token| without(token.range.start, token.range.end)));
        mends.push(without(start_of(here), end));
    }
    mends.extend(clause.map(|clause| without(start_of(clause), end)));
    mends
}

fn blank(text: &str, range: Range<usize>) -> (Range<usize>, String) {
    let blanks = text
        .get(range.clone())
        .unwrap_or_default()
        .bytes()
        .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
        .collect();
    (range, blanks)
}

fn mend_helps(text: &str, tokens: &[Token], mend: &Mend, at: usize) -> bool {
    let mut changed = text.to_owned();
    let mut growth = 0isize;
    for (range, new) in mend.edits.iter().rev() {
        changed.replace_range(range.clone(), new);
        if mend.past.is_none_or(|past| range.start <= past) {
            growth += new.len().cast_signed() - range.len().cast_signed();
        }
    }
    match (parse_one(&changed), mend.past) {
        (Ok(_), _) => true,
        (Err(_), _) if words::tokens(&changed).is_empty() => true,
        (Err(_), None) => false,
        (Err(error), Some(past)) => {
            let reached = Expected::new(&error).at;
            let past = past.saturating_add_signed(growth);
            // At the very end nothing is left to get past.
            let more = tokens.iter().any(|token| token.range.end > at);
            more && (reached > past || reached == past && past > at && !mend.is_fix)
        }
    }
}

impl Repaired {
    /// The bytes of the piece for which bytes of the mended text stand.
    pub(super) fn origin(&self, start: usize, end: usize) -> Range<usize> {
        let length = self.origin.last().map_or(0, |(_, end)| *end);
        let first = self.origin.get(start).map_or(length, |(start, _)| *start) as usize;
        let last = end.checked_sub(1).and_then(|last| self.origin.get(last)).map_or(length, |(_, end)| *end)
            as usize;
        first..last.max(first)
    }

    /// Says of the lines that stand in the first column that they do not, and puts a blank before each.
    fn indent(&mut self, lines: &[usize]) {
        let Some((first, rest)) = lines.split_first() else { return };
        let end = |line: usize| {
            let rest = self.text.get(line..).unwrap_or_default();
            line + rest
                .find(|sign: char| !(sign.is_alphanumeric() || sign == '-'))
                .unwrap_or(rest.len())
                .max(1)
        };
        let message = "a line that continues a statement is indented";
        let mut labels = vec![(*first..end(*first), "begins in the first column".to_owned())];
        labels.extend(rest.iter().take(7).map(|line| (*line..end(*line), "so does this one".to_owned())));
        let edits: Edits = lines.iter().map(|line| (*line..*line, "  ".to_owned())).collect();
        self.found.push(Found {
            code: Code::UnindentedLine,
            message: message.to_owned(),
            labels,
            help: Some("put two blanks before it".to_owned()),
            fix: Some((edits.clone(), Applicability::Safe)),
            told_later: false,
        });
        self.apply(&edits);
    }

    /// Leaves out what follows from another statement on.
    fn cut_off(&mut self, slip: Slip, next: usize) {
        self.next = Some(self.origin(next, next + 1).start);
        let mend = Mend { edits: slip.edits.clone(), past: None, is_fix: true };
        self.record(slip, Some(&mend));
        let end = self.text.len();
        self.apply(&[blank(&self.text, next..end)]);
    }

    fn record(&mut self, slip: Slip, mend: Option<&Mend>) {
        let origin = |range: Range<usize>| self.origin(range.start, range.end);
        let fix = mend.filter(|mend| mend.is_fix && slip.offers_fix).map(|mend| {
            let edits =
                mend.edits.iter().map(|(range, text)| (origin(range.clone()), text.clone())).collect();
            (edits, slip.applicability)
        });
        let labels = slip.labels.into_iter().map(|(range, text)| (origin(range), text)).collect();
        let (code, message, help, told_later) = (slip.code, slip.message, slip.help, slip.told_later);
        self.found.push(Found { code, message, labels, help, fix, told_later });
    }

    fn apply(&mut self, edits: &[(Range<usize>, String)]) {
        for (range, new) in edits.iter().rev() {
            let stands_for = self.origin(range.start, range.end);
            let to = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            // Blanks keep their own bytes; other text stands for all that it replaces.
            if new.len() != range.len() || !new.trim().is_empty() {
                let entry = (
                    to(stands_for.start),
                    to(if range.is_empty() { stands_for.start } else { stands_for.end }),
                );
                self.origin.splice(range.clone(), std::iter::repeat_n(entry, new.len()));
            }
            self.text.replace_range(range.clone(), new);
        }
    }

    /// The problems, with places in the file; with `all`, those too of which the resolver can say more.
    pub(super) fn problems(&self, place: &dyn Fn(usize, usize) -> Span, all: bool) -> Vec<Diagnostic> {
        // `place` maps from the mended text; problems are kept in bytes of the piece, so the file's offset is taken from it.
        let base = place(0, 0).start as usize - self.origin.first().map_or(0, |(start, _)| *start as usize);
        let file = place(0, 0).file;
        let span = |range: &Range<usize>| Span::new(file, base + range.start, base + range.end);
        let found = self.found.iter().filter(|found| all || !found.told_later).map(|found| {
            let labels = found
                .labels
                .iter()
                .map(|(range, text)| Label { span: span(range), text: text.clone() })
                .collect();
            let fix = found.fix.as_ref().map(|(edits, applicability)| Fix {
                title: title(edits),
                edits: edits
                    .iter()
                    .map(|(range, text)| Edit { span: span(range), text: text.clone() })
                    .collect(),
                applicability: *applicability,
            });
            Diagnostic {
                code: found.code,
                message: shorten(found.message.clone()),
                labels,
                help: found.help.clone().map(shorten),
                note: None,
                fix,
            }
        });
        found.collect()
    }
}

fn title(edits: &[(Range<usize>, String)]) -> String {
    let written: Vec<&str> = edits.iter().map(|(_, text)| text.trim()).collect();
    match (edits, written.as_slice()) {
        ([(_, text)], _) if text.contains('\n') => "begin a new line".to_owned(),
        ([(_, text)], _) if text.is_empty() => "remove it".to_owned(),
        (_, [one]) if !one.is_empty() => format!("write `{one}`"),
        _ if edits.iter().all(|(_, text)| text.is_empty()) => "remove them".to_owned(),
        _ => "write it so".to_owned(),
    }
}
