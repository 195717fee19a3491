//! What stands at a place of the text, and what the grammar would have taken there, in the reader's words.
//!
//! In: a piece of text and pest's account of where it stopped. Out: tokens and [`Expected`], for `slips` to judge.

use std::ops::Range;

use pest::error::{Error, ErrorVariant, InputLocation};

use super::parser::Rule;

/// What could have stood where parsing stopped.
#[derive(Debug, Default)]
pub(super) struct Expected {
    /// Where parsing stopped.
    pub(super) at: usize,
    /// Words of the language.
    pub(super) words: Vec<String>,
    /// Signs, such as `(` or `,`.
    pub(super) signs: Vec<String>,
    /// Other things, such as "a name" or "a date".
    pub(super) things: Vec<&'static str>,
    /// The words with which those things begin.
    pub(super) beginnings: Vec<String>,
}

impl Expected {
    /// Reads pest's account.
    pub(super) fn new(error: &Error<Rule>) -> Expected {
        let at = match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        };
        let mut expected = Expected { at, ..Expected::default() };
        if let ErrorVariant::ParsingError { positives, .. } = &error.variant {
            for rule in positives {
                match format!("{rule:?}").strip_prefix("word_") {
                    Some(word) => expected.words.push(word.to_owned()),
                    None => {
                        expected.things.extend(thing(*rule));
                        expected.beginnings.extend(beginnings(*rule).into_iter().map(str::to_owned));
                    }
                }
            }
        }
        if let Some(attempts) = error.parse_attempts() {
            expected.add_attempts(attempts.max_position, &attempts.expected_tokens());
        }
        for list in [&mut expected.words, &mut expected.signs] {
            list.sort();
            list.dedup();
        }
        expected.things.sort_unstable();
        expected.things.dedup();
        expected
    }

    /// Adds the tokens of pest's finer account. It may speak of a place further on: inside a word, where it is of no use, or at a
    /// sign that is no rule of its own, where it alone is right.
    fn add_attempts<T: ToString>(&mut self, position: usize, tokens: &[T]) {
        // The type of a token is private to pest; what it prints is the token itself.
        let (mut words, mut signs) = (Vec::new(), Vec::new());
        for token in tokens.iter().map(ToString::to_string) {
            if token.starts_with(|sign: char| sign.is_ascii_lowercase()) {
                words.push(token);
            } else if !matches!(token.trim(), "" | "#" | "-" | "_" | "*" | "\"" | "BUILTIN_RULE")
                && !token.contains("..")
            {
                signs.push(token);
            }
        }
        if position > self.at && !(words.is_empty() && signs.is_empty()) {
            *self = Expected { at: position, ..Expected::default() };
        }
        if position == self.at {
            self.words.append(&mut words);
            self.signs.append(&mut signs);
        }
    }

    /// Whether a word of the language could stand there.
    pub(super) fn takes(&self, word: &str) -> bool {
        self.words.iter().chain(&self.beginnings).any(|taken| taken == word)
    }

    /// The rest of "expected …", for people.
    pub(super) fn sentence(&self) -> String {
        const TESTS: &str = "a test word such as `is`, `over` or `mentions`";
        const CLAUSES: &str = "a clause such as `when`, `effective` or `because`";
        let mut parts: Vec<String> = self.things.iter().map(|thing| (*thing).to_owned()).collect();
        let takes_clauses =
            ["because", "effective", "when"].iter().all(|word| self.words.iter().any(|own| own == word));
        let takes_tests = self.takes("mentions") && self.takes("between");
        if takes_tests {
            parts.retain(|thing| !thing.starts_with("a comparison"));
            parts.push(TESTS.to_owned());
        }
        let is_test = |word: &str| {
            matches!(
                word,
                "is" | "are"
                    | "on"
                    | "before"
                    | "after"
                    | "over"
                    | "under"
                    | "at"
                    | "between"
                    | "mentions"
                    | "resembles"
            )
        };
        let is_said = |word: &String| {
            if takes_tests && is_test(word) {
                return true;
            }
            let is_value = self.things.contains(&"a value") && matches!(word.as_str(), "yes" | "no");
            is_value
                || self.things.iter().any(|thing| thing.contains(word.as_str()))
                || takes_clauses && is_rule_clause(word)
        };
        let words: Vec<String> = self
            .signs
            .iter()
            .chain(&self.words)
            .filter(|word| !is_said(word))
            .map(|word| format!("`{word}`"))
            .collect();
        if takes_clauses {
            parts.push(CLAUSES.to_owned());
        }
        if words.len() <= 8 || parts.is_empty() {
            parts.extend(words.into_iter().take(14));
        }
        match parts.split_last() {
            None => "something else".to_owned(),
            Some((only, [])) => only.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}

/// Whether a word begins a clause of a rule.
fn is_rule_clause(word: &str) -> bool {
    CLAUSES.iter().take(12).any(|clause| *clause == word)
}

/// The words with which a thing begins.
fn beginnings(rule: Rule) -> Vec<&'static str> {
    let kinds = super::ast::Kind::ALL.iter().map(|kind| kind.word());
    match rule {
        Rule::kind => kinds.collect(),
        Rule::alternative | Rule::selector => kinds.chain(["from", "by", "to"]).collect(),
        Rule::subject => kinds.chain(["from", "by", "to", "anything"]).collect(),
        Rule::verb | Rule::sentence => vec!["block", "hold", "flag", "require"],
        Rule::scope => vec!["containing", "in", "directly"],
        _ => Vec::new(),
    }
}

/// The rules that stand for a thing rather than for its words.
fn thing(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::name => "a name",
        Rule::field_name => "the name of a field",
        Rule::text | Rule::texts | Rule::texts_or => "a text in quotes",
        Rule::date => "a date such as `2020-09-03`",
        Rule::value | Rule::values | Rule::subject_values => "a value",
        Rule::numeral => "a number",
        Rule::amount => "a percentage such as `94%`",
        Rule::kind | Rule::alternative | Rule::selector => {
            "a kind such as `category`, `region` or `producer`"
        }
        Rule::subject => "`anything`, or a kind such as `category`, `region` or `producer`",
        Rule::verb | Rule::sentence => "a verb: `block`, `hold`, `flag` or `require document`",
        Rule::condition | Rule::part_of => "a condition",
        Rule::comparison => "a comparison such as `over 5` or `at least 10%`",
        Rule::facts | Rule::fact => "a fact such as `country VN`",
        Rule::percent => "`%`",
        Rule::unit => "a unit such as `kg` or `USD`",
        Rule::pattern => "a postal code such as `830000` or `83*`",
        Rule::field_type => "a type",
        Rule::goods_part => "an HTS code after `hts`, a name of goods, or a text in quotes",
        Rule::rule_names => "the name of a rule",
        Rule::outcome => "an outcome: `release`, `flag`, `hold` or `block`",
        Rule::status => "`applies`, `undetermined`, `lifted`, `superseded` or `silent`",
        _ => return None,
    })
}

/// A run of signs that belong together: a word, a quoted string, a number, or one other sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Where.
    pub(super) range: Range<usize>,
    /// Whether it is made of letters, digits and what may stand within words.
    pub(super) is_word: bool,
}

fn is_word_sign(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '-' | '_')
}

/// The tokens of a piece, comments left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let (length, is_word) = match sign {
            '#' => (rest.find('\n').unwrap_or(rest.len()), false),
            '"' => (quoted_length(rest), false),
            _ if is_word_sign(sign) => {
                let numeric = sign.is_ascii_digit();
                (
                    rest.find(|sign: char| !(is_word_sign(sign) || numeric && matches!(sign, '.' | '/')))
                        .unwrap_or(rest.len()),
                    true,
                )
            }
            _ => (sign.len_utf8(), false),
        };
        if !matches!(sign, ' ' | '\t' | '\r' | '\n' | '#') {
            found.push(Token { range: at..at + length, is_word });
        }
        at += length.max(1);
    }
    found
}

/// The bytes of a string that begins here, its quotes included; to the end of the line where it is not closed.
fn quoted_length(rest: &str) -> usize {
    let mut escaped = false;
    for (at, sign) in rest.char_indices().skip(1) {
        match sign {
            '\n' => return at,
            '"' if !escaped => return at + 1,
            _ => escaped = sign == '\\' && !escaped,
        }
    }
    rest.len()
}

/// Words that begin a clause, and so end the one before; those of rules first.
const CLAUSES: [&str; 29] = [
    "when",
    "unless",
    "effective",
    "until",
    "through",
    "dates",
    "because",
    "authority",
    "cite",
    "supersedes",
    "tags",
    "respond",
    "given",
    "expect",
    "also",
    "described",
    "edition",
    "code",
    "postal",
    "within",
    "formerly",
    "with",
    "mid",
    "registration",
    "except",
    "containing",
    "directly",
    "name",
    "note",
];

/// Whether a word begins a clause.
pub(super) fn begins_clause(word: &str) -> bool {
    CLAUSES.contains(&word)
}

/// Whether a word begins a clause of a rule.
pub(super) fn begins_rule_clause(word: &str) -> bool {
    is_rule_clause(word)
}

/// Whether a word begins a sentence.
pub(super) fn begins_sentence(word: &str) -> bool {
    matches!(word, "block" | "hold" | "flag" | "require")
}

/// Whether a word begins a statement.
pub(super) fn begins_statement(word: &str) -> bool {
    begins_sentence(word)
        || matches!(
            word,
            "policy"
                | "rule"
                | "category"
                | "product"
                | "region"
                | "country"
                | "entity"
                | "list"
                | "field"
                | "assume"
                | "exempt"
                | "test"
        )
}

/// Whether a word says what a selector looks at.
pub(super) fn is_kind(word: &str) -> bool {
    super::ast::Kind::ALL.iter().any(|kind| kind.word() == word)
}

/// Whether a word is one of the language, and so no name.
pub(super) fn is_word_of_the_language(word: &str) -> bool {
    Rule::all_rules().iter().any(|rule| format!("{rule:?}").strip_prefix("word_") == Some(word))
}

/// The first word of a piece, and the name that it declares.
pub(super) fn declared(text: &str) -> (Option<&str>, Option<Range<usize>>) {
    const DECLARING: [&str; 8] =
        ["rule", "category", "product", "region", "country", "entity", "list", "field"];
    let tokens = tokens(text);
    let word = |at: usize| {
        tokens.get(at).filter(|token| token.is_word).and_then(|token| text.get(token.range.clone()))
    };
    let first = word(0);
    let declares = first.is_some_and(|word| {
        DECLARING.contains(&word) || crate::diagnostic::suggest::nearest(word, DECLARING).is_some()
    });
    let name = tokens.get(1).filter(|token| declares && token.is_word).map(|token| token.range.clone());
    (first, name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_keep_strings_and_numbers_whole() {
        let text = "block hts 6109.10 by \"a # \\\" b\" # note\n  when x>=5";
        let found: Vec<&str> = tokens(text).into_iter().filter_map(|token| text.get(token.range)).collect();
        assert_eq!(found, ["block", "hts", "6109.10", "by", "\"a # \\\" b\"", "when", "x", ">", "=", "5"]);
    }

    #[test]
    fn a_broken_declaration_still_names_what_it_declares() {
        let text = "entity acme-farm = \"Acme";
        assert_eq!(declared(text), (Some("entity"), Some(7..16)));
        assert_eq!(declared("block category"), (Some("block"), None));
    }
}
