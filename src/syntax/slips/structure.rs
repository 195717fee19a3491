//! Slips of structure: what is not closed, nests too deeply, or leads nowhere.

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::syntax::words;
use crate::syntax::words::Token;

pub(super) fn too_deep(place: &Place<'_>) -> Option<Slip> {
    let opened = |token: &&Token| place.text.get(token.range.clone()) == Some("(");
    let closed = |token: &&Token| place.text.get(token.range.clone()) == Some(")");
    let before = place.tokens.get(..place.here)?;
    let depth = before.iter().filter(opened).count().saturating_sub(before.iter().filter(closed).count());
    let near = [0, 1, 2].into_iter().any(|offset| place.word(offset) == "(");
    (depth >= 64 && near).then(|| {
        let slip = Slip::new(
            Code::NestedTooDeeply,
            place.range(),
            "parentheses nest more than 64 deep",
            "the 65th level begins here",
        );
        Slip {
            spoils_clause: true,
            ..slip.help("nest less: what belongs together can be split over several statements")
        }
    })
}

pub(super) fn dangling(place: &Place<'_>) -> Option<Slip> {
    // `… CN and` / `effective 2020-01-01`: the clause's word was taken for a field, or could not be taken at all.
    let (joint, clause) =
        if words::begins_clause(place.word(0)) || place.token(0).is_none() { (-1, 0) } else { (-2, -1) };
    let is_clause = words::begins_clause(place.word(clause)) || place.token(clause).is_none();
    let word = place.word(joint);
    if !is_clause || !matches!(word, "and" | "or" | "," | "when" | "unless" | "not") {
        return None;
    }
    let range = place.token(joint)?.range.clone();
    let slip = Slip::new(
        Code::UnexpectedText,
        range.clone(),
        format!("nothing follows `{word}`"),
        "nothing follows",
    );
    let what = if word == "," { "another value" } else { "a condition or a value" };
    Some(slip.help(format!("write {what} after it, or remove it")).edit(range, "").only_to_read_on())
}

pub(super) fn nothing_follows(place: &Place<'_>) -> Option<Slip> {
    // `block category from producer x`: a kind without its value.
    let kind = place.word(-1);
    let value_expected = place.expected.things.contains(&"a value");
    if !value_expected
        || !words::is_kind(kind)
        || !place.token(0).is_none_or(|token| token.is_word && place.expected.at == token.range.start)
    {
        return None;
    }
    let range = place.token(-1)?.range.clone();
    let slip =
        Slip::new(Code::UnexpectedText, range.clone(), format!("`{kind}` does not say which"), "which one?");
    let after = place.text.get(range.end..)?.trim_start_matches([' ', '\t']);
    if after.starts_with('#') {
        let slip = slip.help(format!("`#` begins a comment, so nothing follows `{kind}`; remove the `#`"));
        return Some(slip.edit(range.end..range.end, " unnamed").only_to_read_on());
    }
    let help = format!(
        "name one after it, such as `{kind} NAME` or `{kind} \"TEXT\"`; a word of the language cannot be a name"
    );
    Some(slip.help(help).edit(range.end..range.end, " unnamed").only_to_read_on())
}

pub(super) fn parenthesis(place: &Place<'_>) -> Option<Slip> {
    let takes = |sign: &str| place.expected.signs.iter().any(|taken| taken == sign);
    if takes(")") && (place.token(0).is_none() || words::begins_clause(place.word(0))) {
        let end = place.token(-1)?.range.end;
        let opened = place
            .tokens
            .get(..place.here)?
            .iter()
            .rev()
            .find(|token| place.text.get(token.range.clone()) == Some("("))?;
        let slip = Slip::new(
            Code::UnclosedParenthesis,
            opened.range.clone(),
            "a parenthesis is not closed",
            "opened here",
        );
        return Some(slip.help("write `)` where the group ends").edit(end..end, ")"));
    }
    let asks = matches!(place.word(-1), "input" | "inputs");
    (asks && takes("(")).then(|| {
        let slip = Slip::new(Code::UnexpectedText, place.range(), "what is asked of the inputs stands in parentheses", "expected `(`");
        let help = "write it as `any input (product is cotton)` or `share of inputs (product is cotton) at least 10%`";
        Slip { spoils_clause: true, ..slip.help(help) }
    })
}
