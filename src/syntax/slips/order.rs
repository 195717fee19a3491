//! Slips of order and of parts: what belongs before the clauses, times to respond, names in quotes, and parts that statements lack.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;

/// `effective 2020-09-03 from country CN`: a part of the sentence after its clauses.
pub(super) fn after_clauses(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let is_part = words::is_kind(word)
        || matches!(word, "from" | "by" | "to" | "in" | "containing" | "directly" | "except");
    let takes_clauses_only = place.expected.takes("because") && !place.expected.takes("category");
    if !is_part || !takes_clauses_only {
        return None;
    }
    let is_clause =
        |token: &&words::Token| place.text.get(token.range.clone()).is_some_and(words::begins_rule_clause);
    let clause = place.tokens.iter().take(place.here).position(|token| is_clause(&token))?;
    let sentence_end = place.tokens.get(clause.checked_sub(1)?)?.range.end;
    let last = (0isize..60)
        .take_while(|at| place.token(*at).is_some() && !words::begins_rule_clause(place.word(*at)))
        .last()?;
    let range = place.range().start..place.token(last)?.range.end;
    let moved = place.text.get(range.clone())?;
    let first_clause = place.text.get(place.tokens.get(clause)?.range.clone())?;
    let message = format!("`{word}` belongs to the sentence, and stands after its clauses");
    let slip = Slip::new(Code::UnexpectedText, range.clone(), message, "belongs further up");
    let slip = slip.label(place.tokens.get(clause)?.range.clone(), "the clauses begin here");
    let before = place.token(-1)?.range.end;
    Some(
        slip.help(format!("write it before `{first_clause}`"))
            .edit(sentence_end..sentence_end, format!(" {moved}"))
            .edit(before..range.end, ""),
    )
}

/// `respond within 2 weeks`, `respond within 30`.
pub(super) fn time_to_respond(place: &Place<'_>) -> Option<Slip> {
    if !place.expected.takes("days") {
        return None;
    }
    let number: u32 = place.word(-1).parse().ok()?;
    let range = place.token(-1)?.range.clone();
    let (factor, unit) = match place.word(0) {
        "week" | "weeks" => (7, "days"),
        "year" | "years" => (12, "months"),
        "" => {
            let slip = Slip::new(
                Code::MissingUnit,
                range.clone(),
                "a time to respond is a number of days or of months",
                "of what?",
            );
            return Some(
                slip.help(format!("write `{number} days`, if that is meant"))
                    .edit(range.end..range.end, " days"),
            );
        }
        word if words::begins_clause(word) => {
            let slip = Slip::new(
                Code::MissingUnit,
                range.clone(),
                "a time to respond is a number of days or of months",
                "of what?",
            );
            return Some(
                slip.help(format!("write `{number} days`, if that is meant"))
                    .edit(range.end..range.end, " days"),
            );
        }
        _ => return None,
    };
    let right = format!("{} {unit}", number.checked_mul(factor)?);
    let range = range.start..place.range().end;
    let message = format!("a time to respond is a number of days or of months: `{right}`");
    Some(
        Slip::new(Code::ForeignSpelling, range.clone(), message, format!("write `{right}`"))
            .edit(range, right),
    )
}

/// `tags "wro", "apparel"`: names in quotes.
pub(super) fn quoted_names(place: &Place<'_>) -> Option<Slip> {
    let takes_name =
        place.expected.things.contains(&"a name") || place.expected.things.contains(&"the name of a rule");
    if !takes_name || place.here < 2 || !place.word(0).starts_with('"') {
        return None;
    }
    let mut slip =
        Slip::new(Code::InvalidName, place.range(), "a name stands without quotes", "a text, not a name");
    for at in (0isize..40).step_by(2) {
        let Some(inner) = place.word(at).strip_prefix('"').and_then(|text| text.strip_suffix('"')) else {
            break;
        };
        let is_name = inner.starts_with(char::is_alphabetic)
            && inner.chars().all(|sign| sign.is_alphanumeric() || sign == '-');
        let name = if is_name { inner.to_owned() } else { super::heads::slug(inner)? };
        slip = slip.edit(place.token(at)?.range.clone(), name);
        if place.word(at + 1) != "," {
            break;
        }
    }
    Some(slip)
}

/// `assume country is CN`, `field gin text`, `exempt product cotton`: the part that a statement lacks.
pub(super) fn missing_part(place: &Place<'_>) -> Option<Slip> {
    let first = place.tokens.first().and_then(|token| place.text.get(token.range.clone()))?;
    let end = place.token(-1)?.range.end;
    match first {
        "assume" if place.token(0).is_none() && place.expected.takes("when") => {
            let slip = Slip::new(
                Code::UnexpectedText,
                end..end,
                "an assumption ends with `when missing`",
                "`when missing` is missing here",
            );
            Some(
                slip.help("it settles only what a record leaves open").edit(end..end, " when missing").safe(),
            )
        }
        "field" if place.here == 2 => {
            let slip = Slip::new(
                Code::UnexpectedText,
                end..end,
                "the name of a field is followed by a colon and its type",
                "`:` is missing here",
            );
            let sign = if matches!(place.word(0), "=" | "as" | "is") { place.range().end } else { end };
            Some(slip.edit(end..sign, ":").safe())
        }
        "exempt" if place.token(0).is_none() => {
            let range = place.tokens.first()?.range.clone();
            let slip = Slip::new(
                Code::UnexpectedText,
                range,
                "the exemption does not say from which rules",
                "from which?",
            );
            Some(slip.help(
                "name them at its end, after what it takes out: `exempt category apparel from RULE, RULE`",
            ))
        }
        "region" | "entity" | "category" | "product" if place.here == 1 && place.word(0) == "=" => {
            let range = place.tokens.first()?.range.clone();
            let name = place
                .word(1)
                .strip_prefix('"')
                .and_then(|text| super::heads::slug(text.trim_end_matches('"')));
            let slip = Slip::new(
                Code::InvalidName,
                range.clone(),
                format!("`{first}` gives a name before its `=`"),
                "which name?",
            );
            let slip = slip.help(format!("write `{first} NAME = …`, and `NAME` in rules"));
            Some(match name {
                Some(name) => slip.edit(range.end..range.end, format!(" {name}")),
                None => slip.edit(range.end..range.end, " unnamed-1").only_to_read_on(),
            })
        }
        "entity" if place.word(0) == "," && place.word(-1).starts_with('"') && place.here == 4 => {
            let message = "an entity has one official name; others follow after `also`";
            Some(
                Slip::new(Code::UnexpectedText, place.range(), message, "write `also`")
                    .edit(place.range(), " also")
                    .safe(),
            )
        }
        _ => None,
    }
}

/// `example mills`, `example.mills`, `example_mills`, `4th-mill`: names with what names do not have.
pub(super) fn odd_name(place: &Place<'_>) -> Option<Slip> {
    let takes_name =
        ["a name", "a value", "the name of a rule"].iter().any(|thing| place.expected.things.contains(thing));
    let word = place.word(0);
    let is_value = takes_name
        || words::is_kind(place.word(-1))
        || matches!(place.word(-1), "," | "or" | "entity" | "rule" | "list");
    let glued = |at: isize| {
        place.token(at).zip(place.token(at + 1)).is_some_and(|(a, b)| a.range.end == b.range.start)
    };
    let problem = |range: std::ops::Range<usize>| {
        let message = format!("`{}` is not a name", place.text.get(range.clone()).unwrap_or_default());
        Slip::new(Code::InvalidName, range, message, "not a name")
            .help("a name begins with a letter and is made of letters, digits and hyphens")
    };
    // `example.mills`, `mills&sons`
    if matches!(word, "." | "&") && glued(-1) && glued(0) && place.token(1).is_some_and(|token| token.is_word)
    {
        let first = place.token(-1)?.range.start;
        let last = (1isize..12)
            .step_by(2)
            .take_while(|at| {
                *at == 1 || matches!(place.word(at - 1), "." | "&") && glued(at - 2) && glued(at - 1)
            })
            .last()?;
        let range = first..place.token(last)?.range.end;
        if place.expected.takes("mentions") {
            let fact = place.word(last);
            let message = format!("facts are named without what they belong to: `{fact}`");
            let slip = Slip::new(Code::ForeignSpelling, range.clone(), message, format!("write `{fact}`"));
            return Some(slip.edit(range, fact));
        }
        if word == "&" && place.here != 2 {
            return None;
        }
        let name = place.text.get(range.clone())?.replace('&', "-and-").replace('.', "-");
        return Some(problem(range.clone()).edit(range, name));
    }
    let starts_with_digit =
        word.starts_with(|sign: char| sign.is_ascii_digit()) && word.chars().any(char::is_alphabetic);
    if !is_value || !place.token(0)?.is_word {
        return None;
    }
    if word.contains('_') && word.starts_with(char::is_alphabetic) {
        let name = word.trim_matches('_').replace('_', "-");
        return Some(problem(place.range()).edit(place.range(), name));
    }
    // Such a name is read alike wherever it stands, so that its uses are not undeclared.
    (starts_with_digit && word.contains('-'))
        .then(|| problem(place.range()).edit(place.range(), format!("x-{word}")).only_to_read_on())
}

/// `import "other.policy"`: all files are read together.
pub(super) fn import(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let imports = matches!(word, "import" | "include" | "use" | "package" | "from" | "load" | "using");
    (place.here == 0 && imports).then(|| {
        let range =
            place.range().start..place.tokens.last().map_or(place.range().end, |token| token.range.end);
        let message =
            format!("nothing is brought in with `{word}`: the files of a policy set are read together");
        Slip::new(Code::ForeignSpelling, range.clone(), message, "not needed").edit(range, "")
    })
}

/// `from from`: a word of the language twice.
pub(super) fn twice(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    (word == place.word(-1) && words::is_word_of_the_language(word)).then(|| {
        let end = place.token(1).map_or(place.range().end, |next| next.range.start);
        let message = format!("`{word}` stands twice in a row");
        let slip = Slip::new(Code::UnexpectedText, place.range(), message, "not needed");
        let slip = slip.edit(place.range().start..end, "");
        // Of two `not`, either one or both may be too many.
        if word == "not" { slip.help("keep one `not`; two would take each other back") } else { slip.safe() }
    })
}

/// `given product = cotton`, `given product is cotton`, `given product cotton region aksu`: how facts are stated.
pub(super) fn facts(place: &Place<'_>) -> Option<Slip> {
    if place.tokens.first().and_then(|token| place.text.get(token.range.clone())) != Some("test") {
        return None;
    }
    let is_sign = |word: &str| matches!(word, "=" | "==" | "is" | ":");
    if is_sign(place.word(0)) && place.expected.things.contains(&"a value") {
        let message = format!("a fact is a field and its value, without `{}`", place.word(0));
        let mut slip = Slip::new(Code::ForeignSpelling, place.range(), message, "not needed");
        for (at, token) in place.tokens.iter().enumerate().skip(place.here) {
            if place.text.get(token.range.clone()).is_some_and(is_sign) {
                let end = place.tokens.get(at + 1).map_or(token.range.end, |next| next.range.start);
                if at > place.here {
                    slip = slip.label(token.range.clone(), "nor here");
                }
                let is_glued = at
                    .checked_sub(1)
                    .and_then(|before| place.tokens.get(before))
                    .is_some_and(|before| before.range.end == token.range.start);
                slip = slip.edit(token.range.start..end, if is_glued { " " } else { "" });
            }
        }
        return Some(slip.safe());
    }
    let takes_comma = place.expected.signs.iter().any(|sign| sign == ",") && place.expected.takes("expect");
    let begins_fact = place.word(0).starts_with(char::is_alphabetic) && !words::begins_clause(place.word(0));
    (takes_comma && begins_fact && !matches!(place.word(0), "and" | "then" | "expects")).then(|| {
        let at = place.token(-1).map_or(0, |token| token.range.end);
        let slip =
            Slip::new(Code::UnexpectedText, at..at, "facts are separated by commas", "`,` is missing here");
        slip.edit(at..at, ",").safe()
    })
}

/// `exempt … for RULE`: an exemption takes goods out from rules.
pub(super) fn exempt_for(place: &Place<'_>) -> Option<Slip> {
    let first = place.tokens.first().and_then(|token| place.text.get(token.range.clone()));
    let word = place.word(0);
    let is_joint = matches!(word, "for" | "of" | "under" | "against" | "on" | "with" | "in");
    let names = isize::from(matches!(place.word(1), "rule" | "rules" | "the" | "order"));
    let name = place.word(1 + names);
    let is_name = name.starts_with(char::is_alphabetic) && !words::is_word_of_the_language(name);
    if first != Some("exempt") || !is_joint || !place.expected.takes("from") || !is_name {
        return None;
    }
    let range = place.range().start..place.token(names)?.range.end;
    let said = place.text.get(range.clone())?;
    let message = format!("the rules of an exemption follow after `from`, not after `{said}`");
    let slip = Slip::new(Code::ForeignSpelling, range.clone(), message, "write `from`");
    Some(slip.edit(range, "from").safe())
}
