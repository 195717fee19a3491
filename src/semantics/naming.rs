//! The name of a rule that has none of its own: its own words, from the verb to the end of its subject and scope, or to
//! its last condition, dates left out.

use crate::source::{SourceMap, Span};
use crate::syntax::ast::{ClauseKind, Sentence};

/// Names a bare sentence after its words.
pub(super) fn name_of(sources: &SourceMap, sentence: &Sentence) -> String {
    let subject = sentence.scope.as_ref().map_or(sentence.subject.span, |(_, span)| *span);
    let condition = |kind: &ClauseKind| match kind {
        ClauseKind::When(condition) | ClauseKind::Unless(condition) => Some(condition.span),
        _ => None,
    };
    let last =
        sentence.clauses.iter().filter_map(|clause| condition(&clause.kind)).max_by_key(|span| span.end);
    let words = Span { end: last.map_or(subject.end, |span| span.end.max(subject.end)), ..sentence.span };
    hyphenated(&without_dates(&without_comments(sources.text(words))))
}

/// The words of a text in lower case, with one hyphen for whatever stands between them.
pub(super) fn hyphenated(text: &str) -> String {
    let is_sign = |sign: char| sign.is_alphanumeric() || unicode_normalization::char::is_combining_mark(sign);
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|sign| !is_sign(sign)).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// A text without its comments, on one line.
pub(super) fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let (mut quoted, mut escaped, mut comment) = (false, false, false);
    for sign in text.chars() {
        if sign == '\n' {
            (quoted, comment) = (false, false);
        }
        comment |= sign == '#' && !quoted;
        if comment {
            continue;
        }
        quoted ^= sign == '"' && !escaped;
        escaped = sign == '\\' && quoted && !escaped;
        kept.push(sign);
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_dates(text: &str) -> String {
    let is_date = |word: &str| {
        crate::model::parse_date(word.trim_matches(|sign: char| !sign.is_ascii_digit())).is_some()
    };
    text.split(' ').filter(|word| !is_date(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_by_one_hyphen() {
        assert_eq!(
            hyphenated("hold hts 6109.10, 6204..6206 from country DE"),
            "hold-hts-6109-10-6204-6206-from-country-de"
        );
        assert_eq!(hyphenated("flag importer \"Acme, Inc.\" "), "flag-importer-acme-inc");
    }

    #[test]
    fn comments_and_dates_are_left_out() {
        assert_eq!(without_comments("a # x\n  \"b # c\" \"d \\\" # e\" # f"), "a \"b # c\" \"d \\\" # e\"");
        assert_eq!(
            without_dates("imported before 2020-01-01 and (produced after 2019-01-01)"),
            "imported before and (produced after"
        );
    }
}
