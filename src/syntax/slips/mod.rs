//! What was probably meant where the grammar stopped.
//!
//! In: the text, its tokens and what could have stood there. Out: one [`Slip`] in the reader's words, with the change that would put it
//! right. Whether the change does put it right is tried by `recover`, which offers only what works.

mod cases;
mod conditions;
mod dates;
mod documents;
mod heads;
mod names;
mod order;
mod phrases;
mod quotes;
mod signs;
mod structure;
mod tests_of;
mod values;
mod wording;

use std::ops::Range;

use super::words::{Expected, Token};
use crate::diagnostic::{Applicability, Code};

/// A mistake with its most likely repair; all ranges are bytes of the text that was judged.
pub(super) struct Slip {
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) labels: Vec<(Range<usize>, String)>,
    pub(super) help: Option<String>,
    /// The repair, in order and not overlapping.
    pub(super) edits: Vec<(Range<usize>, String)>,
    /// Words of which one may simply be missing.
    pub(super) insertions: Vec<String>,
    pub(super) applicability: Applicability,
    /// Whether the repair is what the writer would want, or only helps to read on.
    pub(super) offers_fix: bool,
    /// Whether nothing of the clause can be saved.
    pub(super) spoils_clause: bool,
    /// Where another statement begins, which is read on its own.
    pub(super) next: Option<usize>,
    /// Whether the resolver can say more of it, and does.
    pub(super) told_later: bool,
}

impl Slip {
    fn new(code: Code, range: Range<usize>, message: impl Into<String>, label: impl Into<String>) -> Slip {
        Slip {
            code,
            message: message.into(),
            labels: vec![(range, label.into())],
            help: None,
            edits: Vec::new(),
            insertions: Vec::new(),
            applicability: Applicability::Unsafe,
            offers_fix: true,
            spoils_clause: false,
            next: None,
            told_later: false,
        }
    }

    fn label(mut self, range: Range<usize>, label: impl Into<String>) -> Slip {
        self.labels.push((range, label.into()));
        self
    }

    fn help(mut self, help: impl Into<String>) -> Slip {
        self.help = Some(help.into());
        self
    }

    fn edit(mut self, range: Range<usize>, text: impl Into<String>) -> Slip {
        self.edits.push((range, text.into()));
        self
    }

    fn safe(self) -> Slip {
        Slip { applicability: Applicability::Safe, ..self }
    }

    fn only_to_read_on(self) -> Slip {
        Slip { offers_fix: false, ..self }
    }
}

/// The text around the place where parsing stopped.
struct Place<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// The index of the token there.
    here: usize,
    expected: &'a Expected,
}

impl<'a> Place<'a> {
    fn token(&self, offset: isize) -> Option<&'a Token> {
        self.tokens.get(self.here.checked_add_signed(offset)?)
    }

    fn word(&self, offset: isize) -> &'a str {
        self.token(offset).and_then(|token| self.text.get(token.range.clone())).unwrap_or("")
    }

    /// The token there, or the end of the last one.
    fn range(&self) -> Range<usize> {
        let end = self.tokens.last().map_or(0, |token| token.range.end);
        self.token(0).map_or(end..end, |token| token.range.clone())
    }

    /// Whether a condition began before.
    fn is_in_condition(&self) -> bool {
        let before = self.tokens.iter().take(self.here);
        before
            .filter_map(|token| self.text.get(token.range.clone()))
            .any(|word| matches!(word, "when" | "unless"))
    }

    /// Signs of one token that stand without blanks between, such as `>=`.
    fn signs(&self, count: usize) -> &'a str {
        let start = self.range().start;
        let end = self
            .text
            .get(start..)
            .map_or(start, |rest| start + rest.chars().take(count).map(char::len_utf8).sum::<usize>());
        self.text.get(start..end).unwrap_or("")
    }
}

/// Judges the place where parsing stopped. The first judgement that fits wins, so the more certain ones stand first.
pub(super) fn judge(text: &str, tokens: &[Token], expected: &Expected) -> Slip {
    let here = tokens.iter().position(|token| token.range.end > expected.at).unwrap_or(tokens.len());
    let place = Place { text, tokens, here, expected };
    JUDGES.iter().find_map(|judge| judge(&place)).unwrap_or_else(|| unexpected(&place))
}

type Judge = fn(&Place<'_>) -> Option<Slip>;

/// The judges, the more certain ones first.
const JUDGES: &[Judge] = &[
    structure::too_deep,
    signs::unseen,
    signs::full_width,
    heads::bullets,
    signs::dash,
    signs::line_end,
    signs::comment,
    heads::decoration,
    heads::closing_only,
    values::thousands,
    values::spaced_range,
    quotes::inside,
    quotes::quotes,
    quotes::backslash,
    heads::rule_head,
    order::missing_part,
    heads::declared_name,
    order::import,
    heads::next_statement,
    cases::expectation,
    heads::second_sentence,
    heads::second_scope,
    conditions::before_a_test,
    order::twice,
    cases::name,
    cases::documents,
    cases::second_value,
    cases::no_value,
    cases::spaced_name,
    order::facts,
    documents::lacking,
    conditions::joint,
    conditions::second_value,
    conditions::from_to,
    conditions::code_for_goods,
    conditions::percent_first,
    order::exempt_for,
    tests_of::between,
    tests_of::joint_as_field,
    tests_of::of_sets,
    order::odd_name,
    signs::punctuation,
    tests_of::value_missing,
    structure::dangling,
    values::every,
    phrases::phrase,
    structure::nothing_follows,
    values::brackets,
    values::pattern,
    values::odd_number,
    values::number_words,
    dates::timed,
    dates::quoted,
    dates::clock,
    dates::worded,
    dates::partial,
    dates::first_day,
    dates::slashed,
    values::ranged_code,
    values::spaced_code,
    values::currency_first,
    signs::declaring_sign,
    signs::foreign_sign,
    signs::dollars,
    heads::releasing_verb,
    heads::two_verbs,
    heads::no_sentence,
    order::after_clauses,
    order::time_to_respond,
    order::quoted_names,
    tests_of::closed_only,
    values::joints,
    names::in_condition,
    wording::capitals,
    wording::misspelt,
    wording::bare_percentage,
    tests_of::missing_test_word,
    quotes::unquoted,
    wording::filler,
    wording::unnamed_kind,
    wording::name_expected,
    structure::parenthesis,
    signs::full_stop,
];

fn unexpected(place: &Place<'_>) -> Slip {
    let range = place.range();
    let expected = if place.here == 0 { "a statement".to_owned() } else { place.expected.sentence() };
    let message = match place.word(0) {
        "" => format!("the statement ends where {expected} is expected"),
        word if word.chars().count() > 40 => format!("expected {expected}"),
        word if expected == "something else" => format!("`{word}` cannot be read"),
        word => format!("expected {expected}, found `{word}`"),
    };
    let mut slip = Slip::new(Code::UnexpectedText, range, message, "not expected here");
    if place.here == 0 {
        let help = "a statement begins with a verb (`block`, `hold`, `flag`, `require document`), or with `rule`, `entity`, `list`, `category`, \
                    `product`, `region`, `country`, `field`, `assume`, `exempt`, `test` or `policy`; a note begins with `#`";
        slip.help = Some(help.to_owned());
    } else if place.expected.takes("block") {
        let help = "a sentence begins with its verb, such as `block category apparel from country CN when value over 800 USD`";
        slip.help = Some(help.to_owned());
    } else if place.expected.words.len() == 1 || place.expected.words.len() <= 3 && place.expected.takes("is")
    {
        slip.insertions.clone_from(&place.expected.words);
        slip.insertions.sort_by_key(|word| word != "is");
    }
    slip
}
