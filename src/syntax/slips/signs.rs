//! Slips of signs: those of other languages, of full width, and dates and amounts written with them.

use std::ops::Range;

use super::{Place, Slip};
use crate::diagnostic::Code;
use crate::source::characters::is_hidden;
use crate::syntax::words;

pub(super) fn comment(place: &Place<'_>) -> Option<Slip> {
    let start = place.range().start;
    let rest = place.text.get(start..)?;
    let sign = ["<!--", "/*", "//", "--"].into_iter().find(|sign| rest.starts_with(sign))?;
    let slip = Slip::new(
        Code::ForeignSpelling,
        start..start + sign.len(),
        format!("`{sign}` does not begin a comment"),
        "write `#`",
    )
    .help("a comment begins with `#` and ends with its line");
    let closing = match sign {
        "/*" => "*/",
        "<!--" => "-->",
        _ => return Some(slip.edit(start..start + sign.len(), "#").safe()),
    };
    let line = rest.find('\n').unwrap_or(rest.len());
    let end = rest.find(closing).map_or(line, |end| end + closing.len());
    // One line becomes a comment; several are only left out, so as to read on.
    let inner = rest.get(sign.len()..end)?.trim_end_matches(closing).trim_end();
    let is_last = rest.get(end..line).is_some_and(|after| after.trim().is_empty());
    let range = start..start + end;
    Some(if end <= line && is_last {
        slip.edit(range, format!("#{inner}")).safe()
    } else {
        let blanks =
            rest.get(..end)?.chars().map(|sign| if sign == '\n' { '\n' } else { ' ' }).collect::<String>();
        slip.edit(range, blanks).only_to_read_on()
    })
}

/// Blanks that are not plain ones, and characters that do not show, outside of texts in quotes.
pub(super) fn unseen(place: &Place<'_>) -> Option<Slip> {
    if let Some(slip) = old_line_end(place).or_else(|| unseen_in_word(place)) {
        return Some(slip);
    }
    let sign = place.signs(1).chars().next()?;
    let is_unseen =
        |sign: char| sign != '\t' && sign != '\n' && sign != '\r' && sign != ' ' && is_hidden(sign);
    if !is_unseen(sign) {
        return None;
    }
    let said = format!("U+{:04X}", u32::from(sign));
    let is_blank = sign.is_whitespace();
    let message = if is_blank {
        format!("a blank of another kind ({said}) stands between words")
    } else {
        format!("a character that does not show ({said}) stands between words")
    };
    let help = if is_blank { "write a plain blank" } else { "remove it" };
    let mut slip = Slip::new(Code::UnexpectedText, place.range(), message, "here").help(help);
    for token in place.tokens.iter().skip(place.here) {
        let Some(other) = place.text.get(token.range.clone()).and_then(|text| text.chars().next()) else {
            continue;
        };
        if is_unseen(other) {
            slip = slip.edit(token.range.clone(), if other.is_whitespace() { " " } else { "" });
            if token.range != place.range() && slip.labels.len() < 8 {
                slip = slip.label(token.range.clone(), "and here");
            }
        }
    }
    Some(slip.safe())
}

/// A carriage return alone, which ended lines on old machines.
fn old_line_end(place: &Place<'_>) -> Option<Slip> {
    let start = place.token(-1).map_or(0, |token| token.range.end);
    let between = place.text.get(start..place.range().start)?;
    let at = start
        + between.find('\r').filter(|at| !between.get(*at..).is_some_and(|rest| rest.starts_with("\r\n")))?;
    let mut slip = Slip::new(
        Code::UnexpectedText,
        at..at + 1,
        "a line ends with a carriage return alone, as on machines of long ago",
        "no line end that is read",
    )
    .help("save the file with plain line ends");
    for (at, _) in place.text.char_indices().filter(|(_, sign)| *sign == '\r') {
        if !place.text.get(at..).is_some_and(|rest| rest.starts_with("\r\n")) && at >= start {
            slip = slip.edit(at..at + 1, "\n");
        }
    }
    Some(slip)
}

/// A hidden character in the middle of a word, which is cut in two by it.
fn unseen_in_word(place: &Place<'_>) -> Option<Slip> {
    let end = place.range().end;
    let sign = place.text.get(end..)?.chars().next()?;
    let glued = place.token(0)?.is_word && place.token(1).is_some_and(|next| next.range.start == end);
    (glued && is_hidden(sign) && !sign.is_whitespace()).then(|| {
        let range = end..end + sign.len_utf8();
        let message = format!("a character that does not show (U+{:04X}) stands in a word", u32::from(sign));
        Slip::new(Code::UnexpectedText, range.clone(), message, "here")
            .help("remove it")
            .edit(range, "")
            .safe()
    })
}

/// A comma or a semicolon that ends a clause, and colons after words of the language.
pub(super) fn punctuation(place: &Place<'_>) -> Option<Slip> {
    let sign = match (place.word(0), place.word(-1)) {
        (sign @ ("," | ";" | ":"), _) => (0, sign),
        // The comma was taken, and a value is missing after it.
        (_, ",") if place.expected.things.contains(&"a value") || place.token(0).is_none() => (-1, ","),
        _ => return None,
    };
    let (offset, sign) = sign;
    let ends = |offset: isize| {
        let next = place.word(offset);
        next.is_empty()
            || words::begins_clause(next)
            || words::is_kind(next)
            || matches!(next, "from" | "by" | "to" | "in")
    };
    let first = place.token(offset)?.range.clone();
    if sign == ":" {
        return colons(place, &first);
    }
    // `1,000` and `given category x, country y` are other matters.
    let in_facts = place.tokens.first().and_then(|token| place.text.get(token.range.clone())) == Some("test");
    if !ends(offset + 1) || in_facts {
        return None;
    }
    let what = if sign == "," {
        "a comma stands only between values"
    } else {
        "no semicolon ends a sentence or a clause"
    };
    let mut slip = Slip::new(Code::UnexpectedText, first, what, "not needed");
    for at in offset..40 {
        if place.word(at) == sign && ends(at + 1) {
            let range = place.token(at)?.range.clone();
            if at > offset {
                slip = slip.label(range.clone(), "nor here");
            }
            slip = slip.edit(range, "");
        }
    }
    Some(slip.safe())
}

fn colons(place: &Place<'_>, first: &Range<usize>) -> Option<Slip> {
    if !words::is_word_of_the_language(place.word(-1)) || place.here < 2 {
        return None;
    }
    let message = "a colon stands only after the name of a rule or of a field";
    let mut slip = Slip::new(Code::ForeignSpelling, first.clone(), message, "not needed");
    for at in 0..60 {
        if place.word(at) == ":" && words::is_word_of_the_language(place.word(at - 1)) {
            let range = place.token(at)?.range.clone();
            if at > 0 {
                slip = slip.label(range.clone(), "nor here");
            }
            let glued = place.token(at + 1).is_some_and(|next| next.range.start == range.end);
            slip = slip.edit(range, if glued { " " } else { "" });
        }
    }
    Some(slip.safe())
}

/// `entity x: "…"`, `entity x is "…"`, `entity x "…"`: what a declaration is joined with.
pub(super) fn declaring_sign(place: &Place<'_>) -> Option<Slip> {
    if place.here == 2 && place.word(-2) == "list" {
        return list_sign(place);
    }
    if place.here != 2 || !place.expected.signs.iter().any(|sign| sign == "=") {
        return None;
    }
    let sign = match (place.signs(2), place.signs(1)) {
        (sign @ (":=" | "==" | "=>" | "->"), _) | (_, sign @ (":" | "-")) => sign,
        _ if matches!(place.word(0), "is" | "are" | "means" | "as" | "named" | "called") => place.word(0),
        _ if place.word(0).starts_with('"') || place.word(0) == "hts" => "",
        _ => return None,
    };
    let start = place.range().start;
    let range = start..start + sign.len();
    let declared = place.word(-1);
    if sign.is_empty() {
        let end = place.token(-1)?.range.end;
        let message = format!("`=` stands between `{declared}` and what it is");
        let slip = Slip::new(Code::UnexpectedText, end..end, message, "`=` is missing here");
        return Some(slip.edit(end..end, " =").safe());
    }
    let message = format!("what `{declared}` is follows after `=`, not after `{sign}`");
    let before = if place.token(-1)?.range.end == start { " " } else { "" };
    Some(
        Slip::new(Code::ForeignSpelling, range.clone(), message, "write `=`")
            .edit(range, format!("{before}="))
            .safe(),
    )
}

/// `list x = "…"`: a list is kept in a file.
fn list_sign(place: &Place<'_>) -> Option<Slip> {
    let sign = place.word(0);
    let is_sign = matches!(sign, "=" | ":" | "is" | "in" | "of");
    let text_at = isize::from(is_sign);
    let text = place.word(text_at);
    if !(is_sign || text.starts_with('"')) || sign == "from" {
        return None;
    }
    let start = place.token(-1)?.range.end;
    let range = start..if is_sign { place.range().end } else { start };
    if text.contains(".csv") {
        let slip = Slip::new(
            Code::ForeignSpelling,
            place.range(),
            "the file of a list follows after `from`",
            "write `from`",
        );
        return Some(slip.edit(range, " from").safe());
    }
    let name = place.word(-1);
    let slip = Slip::new(
        Code::UnexpectedText,
        place.range(),
        "a list is kept in a file, and its names do not stand in the policy",
        "no file",
    );
    Some(slip.help(format!("write `list {name} from \"{name}.csv\"` and put the names into that file; a few companies are better declared with `entity`")))
}

/// A dash of a word processor within a name.
pub(super) fn dash(place: &Place<'_>) -> Option<Slip> {
    let is_dash = |sign: &str| matches!(sign, "\u{2010}" | "\u{2011}" | "\u{2012}" | "–" | "—" | "−");
    // Between two codes it makes a range.
    let is_code = |at: isize| crate::model::HtsCode::parse(place.word(at)).is_ok();
    if !is_dash(place.word(0)) || is_code(-1) && is_code(1) && !is_dash(place.word(2)) {
        return None;
    }
    let message =
        format!("`{}` is a dash of a word processor; names and dates have a plain hyphen", place.word(0));
    let mut slip = Slip::new(Code::ForeignSpelling, place.range(), message, "write `-`");
    for token in place.tokens.iter().skip(place.here) {
        if place.text.get(token.range.clone()).is_some_and(is_dash) {
            if token.range != place.range() && slip.labels.len() < 8 {
                slip = slip.label(token.range.clone(), "here too");
            }
            slip = slip.edit(token.range.clone(), "-");
        }
    }
    Some(slip.safe())
}

pub(super) fn foreign_sign(place: &Place<'_>) -> Option<Slip> {
    let date_follows = |signs: usize| {
        let after = place.token(signs.cast_signed()).and_then(|token| place.text.get(token.range.clone()));
        after.is_some_and(|word| crate::model::parse_date(word).is_some())
    };
    let (sign, right) = match (place.signs(2), place.signs(1)) {
        ("==", _) => ("==", "is"),
        ("!=" | "<>", _) => (place.signs(2), "is not"),
        (">=", _) => (">=", if date_follows(2) { "on or after" } else { "at least" }),
        ("=>", _) => ("=>", if date_follows(2) { "on or after" } else { "at least" }),
        ("=<", _) => ("=<", if date_follows(2) { "on or before" } else { "at most" }),
        ("<=", _) => ("<=", if date_follows(2) { "on or before" } else { "at most" }),
        ("&&", _) => ("&&", "and"),
        ("||", _) => ("||", "or"),
        (_, "≥") => ("≥", if date_follows(1) { "on or after" } else { "at least" }),
        (_, "≤") => ("≤", if date_follows(1) { "on or before" } else { "at most" }),
        (_, "≠") => ("≠", "is not"),
        (_, "=") => ("=", "is"),
        (_, ">") => (">", if date_follows(1) { "after" } else { "over" }),
        (_, "<") => ("<", if date_follows(1) { "before" } else { "under" }),
        (_, "!") => ("!", "not"),
        (_, "&") => ("&", "and"),
        (_, "|") => ("|", "or"),
        (_, ";") => (";", ","),
        (_, ":") => (":", ""),
        _ => return None,
    };
    let first = right.split(' ').next().unwrap_or_default();
    let fits = match right {
        "," => place.expected.signs.iter().any(|taken| taken == ","),
        "" => true,
        "not" => place.expected.takes("not") || place.expected.things.contains(&"a condition"),
        _ => place.expected.takes(first),
    };
    if !fits {
        return None;
    }
    let range = place.range().start..place.range().start + sign.len();
    if right.is_empty() {
        let slip = Slip::new(
            Code::ForeignSpelling,
            range.clone(),
            "a colon stands only after the name of a rule or of a field",
            "not needed here",
        );
        return Some(slip.edit(range, " ").safe());
    }
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        format!("`{sign}` is written `{right}`"),
        format!("write `{right}`"),
    );
    let before = place.text.get(..range.start)?.ends_with(|sign: char| !sign.is_whitespace() && sign != '(');
    let after = place.text.get(range.end..)?.starts_with(|sign: char| !sign.is_whitespace());
    let padded = match right {
        "," => right.to_owned(),
        _ => format!("{}{right}{}", if before { " " } else { "" }, if after { " " } else { "" }),
    };
    Some(slip.edit(range, padded).safe())
}

/// Signs of full width, as Chinese input writes them, all of them in the statement at once.
pub(super) fn full_width(place: &Place<'_>) -> Option<Slip> {
    let (sign, right) = (place.word(0), narrow(place.word(0))?);
    let message = format!("`{sign}` is written in full width; it is written `{right}`");
    let mut slip = Slip::new(Code::ForeignSpelling, place.range(), message, format!("write `{right}`"));
    for token in place.tokens.iter().skip(place.here) {
        let Some(right) = place.text.get(token.range.clone()).and_then(narrow) else { continue };
        if token.range != place.range() {
            slip = slip.label(token.range.clone(), format!("`{right}`"));
        }
        slip = slip.edit(token.range.clone(), right);
    }
    Some(slip.safe())
}

/// The plain form of a sign or of a word with digits or letters of full width.
fn narrow(word: &str) -> Option<String> {
    let plain = |sign: char| match sign {
        '、' => ',',
        '。' => '.',
        // The block repeats ASCII from `!` to `~`.
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(sign).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(sign)
        }
        _ => sign,
    };
    let right: String = word.chars().map(plain).collect();
    (right != word && !word.starts_with('"') && !word.starts_with('\u{ff02}')).then_some(right)
}

/// `$800`, `US$ 1,000`, `800$`: an amount with a sign for its currency.
pub(super) fn dollars(place: &Place<'_>) -> Option<Slip> {
    // `US` before the sign was taken for a value, a number before it for the amount.
    let at = isize::from(
        !place.word(0).is_empty()
            && matches!(place.word(0), "US" | "USD" | "U")
            && currency_sign(place.word(1)).is_some(),
    );
    let sign = place.word(at);
    let currency = currency_sign(sign)?;
    let is_number = |word: &str| word.starts_with(|sign: char| sign.is_ascii_digit());
    let (start, end, digits) = if is_number(place.word(at + 1)) {
        let prefix = matches!(place.word(at - 1), "US" | "USD" | "CA" | "HK" | "AU");
        let start = place.token(if prefix { at - 1 } else { at })?.range.start;
        let mut last = at + 1;
        let mut digits = place.word(last).to_owned();
        while place.word(last + 1) == ","
            && is_number(place.word(last + 2))
            && place.word(last + 2).len() >= 3
        {
            digits.push_str(place.word(last + 2));
            last += 2;
        }
        (start, place.token(last)?.range.end, digits)
    } else if is_number(place.word(at - 1)) {
        (place.token(at - 1)?.range.start, place.token(at)?.range.end, place.word(at - 1).to_owned())
    } else {
        return None;
    };
    let amount = format!("{digits} {currency}");
    let slip = Slip::new(
        Code::ForeignSpelling,
        start..end,
        format!("an amount is written with its currency after it: `{amount}`"),
        format!("`{sign}` does not say which currency"),
    );
    Some(slip.help(format!("write `{amount}`, if that is the currency")).edit(start..end, amount))
}

fn currency_sign(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" | "￥" => "CNY",
        _ => return None,
    })
}

pub(super) fn full_stop(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let word = place.word(0);
    // A full stop after a date or a number belongs to its word.
    let glued = word.len() > 1 && word.ends_with('.') && word.starts_with(|sign: char| sign.is_ascii_digit());
    let ends = place
        .text
        .get(range.end..)
        .is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    ((place.signs(1) == "." || glued) && ends).then(|| {
        let range = range.end - 1..range.end;
        Slip::new(
            Code::UnexpectedText,
            range.clone(),
            "a sentence of the language has no full stop",
            "not needed",
        )
        .edit(range, "")
        .safe()
    })
}

/// `\\` at the end of a line, as shells and C go on over lines.
pub(super) fn line_end(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let ends = place.text.get(range.end..)?.lines().next().is_none_or(|rest| rest.trim().is_empty());
    let sign = place.word(0);
    (matches!(sign, "\\" | "_" | "…") && ends).then(|| {
        let message = format!("no `{sign}` is needed to go on over the end of a line");
        let slip = Slip::new(Code::ForeignSpelling, range.clone(), message, "not needed");
        slip.help("remove it: an indented line continues the statement above it").edit(range, "").safe()
    })
}
