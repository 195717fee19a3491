//! Slips at the beginning of statements: what stands before the first word, names of rules, and statements within statements.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;

/// A dash, a bullet, a number or a sign of another format before the first word of a statement.
pub(super) fn decoration(place: &Place<'_>) -> Option<Slip> {
    if place.here > 0 {
        return None;
    }
    let first = (0isize..8).find(|at| words::begins_statement(place.word(*at)))?;
    let range = place.range().start..place.token(first)?.range.start;
    let is_sign = |at: isize| {
        !place.word(at).chars().any(|sign| sign.is_alphabetic())
            || place.word(at).len() == 1
            || place.word(at).chars().all(|sign| matches!(sign, 'i' | 'v' | 'x'))
    };
    let on_one_line = !place.text.get(range.clone())?.contains('\n');
    (first > 0 && on_one_line && (0..first).all(is_sign)).then(|| {
        let wrong = place.text.get(range.clone()).unwrap_or_default().trim().to_owned();
        let covered = range.start..range.start + wrong.len();
        let message = format!("`{wrong}` stands before the first word of a statement");
        let slip = Slip::new(Code::UnexpectedText, covered, message, "not needed");
        slip.help("a statement begins with its first word, in the first column").edit(range, "").safe()
    })
}

/// `- effective …`, `• because …`: a bullet before the lines of a statement, all of them at once.
pub(super) fn bullets(place: &Place<'_>) -> Option<Slip> {
    let is_bullet = |at: usize| {
        let token = place.tokens.get(at)?;
        let sign = place.text.get(token.range.clone()).filter(|sign| {
            matches!(*sign, "-" | "*" | "•" | "·" | "–" | "—" | "‣" | "▪" | "◦" | "●" | "○" | "■")
        })?;
        let line = place.text.get(..token.range.start)?.rfind('\n').map(|end| end + 1)?;
        let next = place.tokens.get(at + 1)?.range.start;
        let is_first = place.text.get(line..token.range.start)?.trim().is_empty();
        let is_apart = next > token.range.end && !place.text.get(token.range.end..next)?.contains('\n');
        (is_first && is_apart).then(|| (sign, token.range.clone(), token.range.start..next))
    };
    let (sign, range, out) = is_bullet(place.here)?;
    let message = format!("no `{sign}` stands before a line of a statement");
    let mut slip = Slip::new(Code::UnexpectedText, range, message, "not needed").edit(out, "");
    for (_, range, out) in (place.here + 1..place.tokens.len()).filter_map(is_bullet) {
        if slip.labels.len() < 8 {
            slip = slip.label(range, "nor here");
        }
        slip = slip.edit(out, "");
    }
    Some(slip.safe())
}

/// The name of a rule: in quotes, of several words, missing, or without its colon.
pub(super) fn rule_head(place: &Place<'_>) -> Option<Slip> {
    if !place.tokens.first().and_then(|token| place.text.get(token.range.clone()))?.eq("rule") {
        return None;
    }
    match place.here {
        1 => rule_name(place),
        2 => rule_colon(place),
        _ => None,
    }
}

fn rule_name(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let word = place.word(0);
    if let Some(slip) = colon_first(place) {
        return Some(slip);
    }
    if word == ":" {
        let slip =
            Slip::new(Code::InvalidName, range.clone(), "a rule has a name before its colon", "which name?");
        let help = "write `rule NAME:`; a sentence alone, without `rule`, is a rule as well";
        return Some(slip.help(help).edit(range.start..range.start, " unnamed-1").only_to_read_on());
    }
    let name = slug(word.strip_prefix('"')?.trim_end_matches('"'))?;
    let slip = Slip::new(
        Code::InvalidName,
        range.clone(),
        "the name of a rule is a word without quotes",
        format!("write `{name}`"),
    );
    Some(
        slip.help("a name is made of letters, digits and hyphens; `because \"…\"` says more")
            .edit(range, name),
    )
}

/// `rule: shirts`: the colon stands after the name.
fn colon_first(place: &Place<'_>) -> Option<Slip> {
    let name = place.token(1).filter(|token| place.word(0) == ":" && token.is_word)?.range.clone();
    let word = place.word(1);
    let colon = place.range();
    let on_one_line = !place.text.get(colon.start..name.end)?.contains('\n');
    if words::begins_statement(&word.to_lowercase()) || !on_one_line {
        return None;
    }
    let message = format!("the colon stands after the name of a rule: `rule {word}:`");
    let slip = Slip::new(Code::UnexpectedText, colon.start..name.end, message, format!("write `{word}:`"));
    let gap = if place.text.get(..colon.start)?.ends_with([' ', '\t']) { "" } else { " " };
    let end = if place.word(2) == ":" { place.token(2)?.range.end } else { name.end };
    Some(slip.edit(colon.start..end, format!("{gap}{word}:")).safe())
}

fn rule_colon(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let name_end = place.token(-1)?.range.end;
    let line_end = place.text.get(name_end..)?.find('\n').map_or(place.text.len(), |end| name_end + end);
    let on_the_line = |offset: isize| place.token(offset).is_some_and(|token| token.range.start < line_end);
    // `rule shirts from China:`
    if on_the_line(0)
        && place.token(0).is_some_and(|token| token.is_word)
        && let Some(colon) = (1isize..12).find(|at| place.word(*at) == ":" && on_the_line(*at))
    {
        let start = place.token(-1)?.range.start;
        let end = place.token(colon - 1)?.range.end;
        let name = slug(place.text.get(start..end)?)?;
        let message = "the name of a rule is one word";
        let slip = Slip::new(Code::InvalidName, start..end, message, format!("write `{name}`"));
        return Some(slip.help("join its words with hyphens").edit(start..end, name));
    }
    let sign = match (place.signs(2), place.signs(1)) {
        (sign @ ("=>" | "->" | ":="), _) | (_, sign @ ("=" | "{" | "-" | "," | ";" | ".")) => sign,
        _ if matches!(place.word(0), "is" | "as" | "do" | "then") => place.word(0),
        _ => {
            let slip = Slip::new(
                Code::UnexpectedText,
                name_end..name_end,
                "the name of a rule is followed by a colon",
                "`:` is missing here",
            );
            return Some(slip.edit(name_end..name_end, ":").safe());
        }
    };
    let covered = range.start..range.start + sign.len();
    let message = format!("the name of a rule is followed by `:`, not by `{sign}`");
    let slip = Slip::new(Code::ForeignSpelling, covered.clone(), message, "write `:`");
    let help =
        if sign == "{" { "no braces are needed: what is indented under a rule belongs to it" } else { "" };
    let slip = if help.is_empty() { slip } else { slip.help(help) };
    Some(slip.edit(name_end..covered.end, ":"))
}

/// `entity "Example Mills Ltd."`, `category "our goods" = …`: the name that a declaration gives is missing, or quoted.
pub(super) fn declared_name(place: &Place<'_>) -> Option<Slip> {
    if let Some(slip) = name_of_words(place) {
        return Some(slip);
    }
    let declares = matches!(place.word(-1), "entity" | "category" | "product" | "region" | "list" | "field");
    if place.here != 1 || !declares {
        return None;
    }
    let (word, quoted) = (place.word(-1), place.word(0).strip_prefix('"')?);
    let name = slug(quoted.trim_end_matches('"'))?;
    let range = place.range();
    let is_named = matches!(place.word(1), "=" | "from" | ":");
    let message = format!("`{word}` gives a name first, without quotes");
    let slip = Slip::new(Code::InvalidName, range.clone(), message, "a text, not a name");
    Some(if is_named {
        slip.help(format!("write `{word} {name} {} …`", place.word(1))).edit(range, name)
    } else {
        slip.help(format!("write `{word} {name} = …`, and `{name}` in rules"))
            .edit(range.start..range.start, format!("{name} = "))
    })
}

/// A name of words in lower case, with hyphens, such as a person would make of it.
pub(super) fn slug(text: &str) -> Option<String> {
    let signs: String = text
        .chars()
        .map(|sign| if sign.is_alphanumeric() { sign } else { ' ' })
        .collect::<String>()
        .to_lowercase();
    let name = signs.split_whitespace().collect::<Vec<_>>().join("-");
    // A word alone could be one of the language.
    let name = if name.contains('-') { name } else { format!("{name}-1") };
    name.starts_with(char::is_alphabetic).then_some(name)
}

/// A statement, or a second sentence, that begins within another statement.
pub(super) fn next_statement(place: &Place<'_>) -> Option<Slip> {
    // `region x = …` reads as a selector up to its `=`.
    let back = if place.word(0) == "=" && place.here > 2 { -2 } else { 0 };
    let word = place.word(back);
    let is_sentence = words::begins_sentence(word) && back == 0;
    let declares = words::begins_statement(word) && !is_sentence;
    if place.here.checked_add_signed(back)? == 0 || !(is_sentence || declares) {
        return None;
    }
    let start = place.token(back)?.range.start;
    let line = place.text.get(..start)?.rfind('\n').map(|end| end + 1)?;
    let is_first = place.text.get(line..start)?.trim().is_empty();
    let selects = words::is_kind(word) && back == 0;
    if selects || !is_first {
        return None;
    }
    let (message, label) = if is_sentence {
        ("a statement has one sentence, and a second one begins here".to_owned(), "a second sentence")
    } else {
        (format!("`{word}` begins a statement, and is indented like a part of the one above"), "indented")
    };
    let slip = Slip::new(Code::IndentedFirstLine, start..start + word.len(), message, label);
    let help = "a statement begins in the first column; remove the blanks before it";
    Some(Slip { next: Some(start), ..slip.help(help).edit(line..start, "") })
}

/// A second sentence on the line of the first.
pub(super) fn second_sentence(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let begins = words::begins_sentence(word)
        || matches!(word, "rule" | "entity" | "list" | "field" | "assume" | "exempt" | "test" | "policy");
    let at_end =
        place.expected.takes("when") || place.expected.takes("also") || place.expected.takes("expect");
    if place.here < 3 || !begins || !at_end {
        return None;
    }
    let range = place.range();
    let (message, label) = if words::begins_sentence(word) {
        ("a statement has one sentence, and a second one begins here".to_owned(), "a second sentence")
    } else {
        (
            format!("`{word}` begins a statement, and stands in the middle of a line"),
            "in the middle of a line",
        )
    };
    let slip = Slip::new(Code::UnexpectedText, range.clone(), message, label);
    let start = range.start;
    Some(Slip {
        next: Some(start),
        ..slip
            .help("write it as a statement of its own, in the first column of the next line")
            .edit(start..start, "\n")
    })
}

/// `containing … containing …`: a second scope.
pub(super) fn second_scope(place: &Place<'_>) -> Option<Slip> {
    let is_scope = |at: isize| {
        matches!(place.word(at), "containing" | "directly")
            || place.word(at) == "in" && place.word(at + 1) == "whole"
    };
    let takes_clauses = place.expected.takes("because") && !place.expected.takes("expect");
    if !is_scope(0) || !takes_clauses {
        return None;
    }
    let first = (1isize..60)
        .take_while(|back| place.token(-back).is_some() && !words::begins_rule_clause(place.word(-back)))
        .find(|back| is_scope(-back))?;
    let ends = |at: isize| place.token(at).is_none() || words::begins_rule_clause(place.word(at));
    let last = (1isize..60).find(|at| ends(*at))? - 1;
    let range = place.range().start..place.token(last)?.range.end;
    let slip = Slip::new(
        Code::UnexpectedText,
        range.clone(),
        "a sentence has one scope, and a second one begins here",
        "a second scope",
    );
    let slip = slip.label(place.token(-first)?.range.clone(), "the first one");
    let slip = if place.word(0) == "containing" && place.word(-first) == "containing" {
        slip.help("what one input must be stands after one `containing`; a second input is asked for with `when any input (…)`")
    } else {
        slip.help("keep the one that is meant")
    };
    Some(slip.edit(range, "").only_to_read_on())
}

/// What the writer of `allow …` wants is no rule.
pub(super) fn releasing_verb(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let is_verb = place.here == 0 || place.expected.takes("block");
    let releases = ["release", "allow", "permit", "approve", "accept", "admit", "pass", "clear"];
    (is_verb && releases.contains(&word.to_lowercase().as_str())).then(|| {
        let message = format!("no rule can `{word}` goods: what no rule blocks, holds or flags is released");
        let slip = Slip::new(Code::UnexpectedText, place.range(), message, "not a verb of the language");
        slip.help(
            "to take goods out of rules, name the rules: `exempt category apparel from country VN from RULE`",
        )
        .edit(place.range(), "flag")
        .only_to_read_on()
    })
}

/// `block or hold …`: one rule, one verb.
pub(super) fn two_verbs(place: &Place<'_>) -> Option<Slip> {
    let is_joined =
        matches!(place.word(0), "or" | "and" | "," | "/") && words::begins_sentence(place.word(1));
    if !words::begins_sentence(place.word(-1)) || !is_joined {
        return None;
    }
    let range = place.range().start..place.token(1)?.range.end;
    let end = place.token(2).map_or(range.end, |next| next.range.start);
    let message =
        format!("a sentence has one verb, and this has `{}` and `{}`", place.word(-1), place.word(1));
    let slip = Slip::new(Code::UnexpectedText, range.clone(), message, "a second verb");
    Some(slip.help("keep the verb that is meant, or write a rule for each").edit(range.start..end, ""))
}

/// `rule shirts:` and nothing below it.
pub(super) fn no_sentence(place: &Place<'_>) -> Option<Slip> {
    let name = place.word(-2);
    if place.here != 3 || place.token(0).is_some() || place.word(-1) != ":" || place.word(-3) != "rule" {
        return None;
    }
    let range = place.token(-3)?.range.start..place.token(-1)?.range.end;
    let slip = Slip::new(
        Code::UnexpectedText,
        range,
        format!("the rule `{name}` has no sentence"),
        "nothing follows",
    );
    Some(slip.help("write its sentence below, indented, such as `block category apparel from country CN`"))
}

/// `}` alone: what closes a block elsewhere.
pub(super) fn closing_only(place: &Place<'_>) -> Option<Slip> {
    let is_closing = |token: &words::Token| {
        place.text.get(token.range.clone()).is_some_and(|sign| matches!(sign, "}" | ")" | "]" | ";"))
            || matches!(place.text.get(token.range.clone()), Some("end" | "END"))
    };
    (place.here == 0 && place.tokens.iter().all(is_closing)).then(|| {
        let message =
            format!("`{}` closes nothing: a statement ends where the next one begins", place.word(0));
        let range =
            place.range().start..place.tokens.last().map_or(place.range().end, |token| token.range.end);
        let slip = Slip::new(Code::ForeignSpelling, range.clone(), message, "not needed");
        slip.edit(range, "").safe()
    })
}

/// `entity example mills = …`: a name of several words.
fn name_of_words(place: &Place<'_>) -> Option<Slip> {
    let declares = matches!(place.word(-2), "entity" | "category" | "product" | "region" | "list");
    if place.here != 2
        || !declares
        || !place.token(0)?.is_word
        || words::is_word_of_the_language(place.word(0))
    {
        return None;
    }
    let joint = (1isize..12).find(|at| matches!(place.word(*at), "=" | "from"))?;
    let range = place.token(-1)?.range.start..place.token(joint - 1)?.range.end;
    let name = slug(place.text.get(range.clone()).filter(|text| !text.contains('\n'))?)?;
    let message = "a name is one word";
    let slip = Slip::new(Code::InvalidName, range.clone(), message, format!("write `{name}`"));
    Some(slip.help("join its words with hyphens").edit(range, name))
}
