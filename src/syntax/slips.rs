//! What was probably meant where the grammar stopped.
//!
//! In: the text, its tokens and what could have stood there. Out: one [`Slip`] in the reader's words, with the change that would put it
//! right. Whether the change does put it right is tried by `recover`, which offers only what works.

use std::ops::Range;

use super::words::{self, Expected, Token};
use crate::diagnostic::suggest::nearest;
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
        }
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
    let judges: [fn(&Place<'_>) -> Option<Slip>; 16] = [
        too_deep,
        comment,
        quotes,
        dangling,
        nothing_follows,
        foreign_sign,
        full_width,
        slashed_date,
        dollars,
        foreign_word,
        misspelt,
        bare_percentage,
        unnamed_kind,
        name_expected,
        parenthesis,
        full_stop,
    ];
    judges.iter().find_map(|judge| judge(&place)).unwrap_or_else(|| unexpected(&place))
}

fn too_deep(place: &Place<'_>) -> Option<Slip> {
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

fn comment(place: &Place<'_>) -> Option<Slip> {
    let start = place.range().start;
    let sign = ["/*", "//", "--"]
        .into_iter()
        .find(|sign| place.text.get(start..).is_some_and(|rest| rest.starts_with(sign)))?;
    let rest = place.text.get(start..)?;
    let line = start + rest.find('\n').unwrap_or(rest.len());
    let end = if sign == "/*" { rest.find("*/").map_or(line, |end| start + end + 2) } else { line };
    let slip = Slip::new(
        Code::ForeignSpelling,
        start..start + sign.len(),
        format!("`{sign}` does not begin a comment"),
        "of another language",
    );
    let (range, blanks) = (start..end, " ".repeat(end - start));
    Some(slip.help("a comment begins with `#` and ends with its line").edit(range, blanks).only_to_read_on())
}

fn quotes(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let rest = place.text.get(range.start..)?;
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len()))?.trim_end();
    let first = rest.chars().next()?;
    if first == '"' && line.chars().filter(|sign| *sign == '"').count() % 2 == 1 {
        return Some(unclosed_quote(place, range.start, line));
    }
    let closing = match first {
        '\'' => '\'',
        '\u{2018}' | '\u{2019}' => '\u{2019}',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '\u{201d}',
        '\u{ab}' => '\u{bb}',
        '`' => '`',
        '\u{ff02}' => '\u{ff02}',
        _ => return missing_opening_quote(place),
    };
    let inside = first.len_utf8();
    let end = line.get(inside..)?.find([closing, '\u{201c}', '"']).map(|end| inside + end);
    let slip = Slip::new(
        Code::WrongQuotes,
        range.start..range.start + end.map_or(line.len(), |end| end + closing.len_utf8()).min(line.len()),
        "a text stands between straight double quotes",
        "other quotes",
    )
    .help("write `\"` before it and after it");
    let slip = slip.edit(range.start..range.start + inside, "\"").safe();
    Some(match end {
        Some(end) => {
            let length = line.get(end..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            slip.edit(range.start + end..range.start + end + length, "\"")
        }
        None => slip.edit(range.start + line.len()..range.start + line.len(), "\""),
    })
}

fn unclosed_quote(place: &Place<'_>, start: usize, line: &str) -> Slip {
    let end = start + line.len();
    let slip = Slip::new(
        Code::UnclosedQuote,
        start..end,
        "a text does not end on the line on which it begins",
        "begins here and does not end",
    )
    .help("write `\"` at the end of the text, on the same line");
    // A text that goes on over the next line is joined; otherwise it ends with its own.
    let after = place.text.get(end..).unwrap_or_default();
    let next = after.trim_start();
    let joined = next.lines().next().is_some_and(|next| next.matches('"').count() == 1);
    if joined { slip.edit(end..end + (after.len() - next.len()), " ") } else { slip.edit(end..end, "\"") }
}

fn missing_opening_quote(place: &Place<'_>) -> Option<Slip> {
    // `producer Acme Mill"`: the name began some words ago.
    let line_end = place.range().start
        + place.text.get(place.range().start..)?.find('\n').unwrap_or(place.text.len() - place.range().start);
    let rest = place.text.get(place.range().start..line_end)?;
    if rest.matches('"').count() != 1 || rest.starts_with('"') && place.here == 0 {
        return None;
    }
    let quote = place.range().start + rest.find('"')?;
    let is_own = |token: &&Token| {
        token.is_word
            && place
                .text
                .get(token.range.clone())
                .is_some_and(|word| word.starts_with(|sign: char| sign.is_uppercase()))
    };
    let before = place.tokens.get(..place.here)?;
    let begin =
        before.iter().rev().take_while(is_own).last().map_or(place.range().start, |token| token.range.start);
    let slip = Slip::new(
        Code::UnclosedQuote,
        begin..quote + 1,
        "a text ends with a quote, but does not begin with one",
        "begins without a quote",
    );
    Some(slip.help("write `\"` at the beginning of the text").edit(begin..begin, "\""))
}

fn dangling(place: &Place<'_>) -> Option<Slip> {
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

fn nothing_follows(place: &Place<'_>) -> Option<Slip> {
    // `block category from producer x`: a kind without its value.
    const KINDS: [&str; 14] = [
        "category",
        "product",
        "hts",
        "country",
        "region",
        "party",
        "producer",
        "seller",
        "shipper",
        "exporter",
        "importer",
        "consignee",
        "vessel",
        "carrier",
    ];
    let kind = place.word(-1);
    let value_expected = place.expected.things.contains(&"a value");
    if !value_expected
        || !KINDS.contains(&kind)
        || !place.token(0).is_none_or(|token| token.is_word && place.expected.at == token.range.start)
    {
        return None;
    }
    let range = place.token(-1)?.range.clone();
    let slip =
        Slip::new(Code::UnexpectedText, range.clone(), format!("`{kind}` does not say which"), "which one?");
    let help = format!(
        "name one after it, such as `{kind} NAME` or `{kind} \"TEXT\"`; a word of the language cannot be a name"
    );
    Some(slip.help(help).edit(range.end..range.end, " unnamed").only_to_read_on())
}

fn foreign_sign(place: &Place<'_>) -> Option<Slip> {
    let date_follows = |signs: usize| {
        let after = place.token(signs.cast_signed()).and_then(|token| place.text.get(token.range.clone()));
        after.is_some_and(|word| crate::model::parse_date(word).is_some())
    };
    let (sign, right) = match (place.signs(2), place.signs(1)) {
        ("==", _) => ("==", "is"),
        ("!=" | "<>", _) => (place.signs(2), "is not"),
        (">=", _) => (">=", if date_follows(2) { "on or after" } else { "at least" }),
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
        return Some(slip.help("remove it").edit(range, " ").safe());
    }
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        format!("`{sign}` is written `{right}`"),
        format!("write `{right}`"),
    );
    let padded = if right == "," { right.to_owned() } else { format!(" {right} ") };
    Some(slip.edit(range, padded).safe())
}

fn full_width(place: &Place<'_>) -> Option<Slip> {
    let sign = place.signs(1);
    let right = match sign {
        "：" => ":",
        "，" | "、" => ",",
        "（" => "(",
        "）" => ")",
        "＝" => "=",
        "％" => "%",
        _ => return None,
    };
    let range = place.range().start..place.range().start + sign.len();
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        format!("`{sign}` is a full-width sign; it is written `{right}`"),
        format!("write `{right}`"),
    );
    Some(slip.edit(range, right).safe())
}

fn slashed_date(place: &Place<'_>) -> Option<Slip> {
    let word = place.word(0);
    let parts: Vec<u16> = word.split(['/', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let (year, month, day) = match parts.as_slice() {
        [year @ 1900..=2200, month, day] => (*year, *month, *day),
        // Between month/day and day/month only a number over 12 decides; the orders' country writes the month first.
        [day @ 13..=31, month, year @ 1900..=2200] => (*year, *month, *day),
        [month, day, year @ 1900..=2200] => (*year, *month, *day),
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    crate::model::parse_date(&date)?;
    let help = format!(
        "a date is written year-month-day: `{date}`, if the month stands where customs forms of the United States have it"
    );
    let slip = Slip::new(
        Code::InvalidDate,
        place.range(),
        format!("`{word}` is not how a date is written"),
        "year-month-day",
    );
    Some(slip.help(help).edit(place.range(), date))
}

fn dollars(place: &Place<'_>) -> Option<Slip> {
    let (currency, sign) = match place.signs(1) {
        "$" => ("USD", "$"),
        "€" => ("EUR", "€"),
        "£" => ("GBP", "£"),
        "¥" => ("CNY", "¥"),
        _ => return None,
    };
    let number = place.token(1)?.range.clone();
    let amount = format!("{} {currency}", place.text.get(number.clone())?);
    let range = place.range().start..number.end;
    let slip = Slip::new(
        Code::ForeignSpelling,
        range.clone(),
        format!("an amount is written with its currency after it: `{amount}`"),
        format!("`{sign}` does not say which currency"),
    );
    Some(slip.help(format!("write `{amount}`")).edit(range, amount))
}

/// Words that people bring from elsewhere, and those of this language where they are expected.
const FOREIGN_WORDS: [(&str, &str); 40] = [
    ("in", "is"),
    ("equals", "is"),
    ("equal", "is"),
    ("has", "is"),
    ("like", "resembles"),
    ("matches", "resembles"),
    ("contains", "mentions"),
    ("contains", "containing"),
    ("includes", "containing"),
    ("including", "containing"),
    ("greater", "over"),
    ("more", "over"),
    ("above", "over"),
    ("exceeds", "over"),
    ("exceeding", "over"),
    ("less", "under"),
    ("below", "under"),
    ("later", "after"),
    ("earlier", "before"),
    ("since", "effective"),
    ("starting", "effective"),
    ("if", "when"),
    ("where", "when"),
    ("but", "except"),
    ("excluding", "except"),
    ("ban", "block"),
    ("deny", "block"),
    ("forbid", "block"),
    ("prohibit", "block"),
    ("reject", "block"),
    ("detain", "hold"),
    ("warn", "flag"),
    ("alert", "flag"),
    ("reason", "because"),
    ("source", "cite"),
    ("replaces", "supersedes"),
    ("all", "anything"),
    ("everything", "anything"),
    ("any", "anything"),
    ("manufacturer", "producer"),
];

fn foreign_word(place: &Place<'_>) -> Option<Slip> {
    let range = place.range();
    let word = place.word(0);
    if matches!(word, "made" | "manufactured" | "produced" | "grown" | "mined" | "sold" | "shipped")
        && place.word(1) == "by"
        && place.expected.takes("producer")
    {
        let kind = match word {
            "sold" => "seller",
            "shipped" => "shipper",
            _ => "producer",
        };
        let all = range.start..place.token(1)?.range.end;
        let slip = Slip::new(
            Code::ForeignSpelling,
            all.clone(),
            format!("`{word} by` is written `by {kind}`"),
            format!("write `by {kind}`"),
        );
        return Some(slip.edit(all, format!("by {kind}")));
    }
    let (_, right) =
        FOREIGN_WORDS.iter().find(|(foreign, right)| *foreign == word && place.expected.takes(right))?;
    let than = if place.word(1) == "than" { place.token(1)?.range.end } else { range.end };
    let all = range.start..than;
    let slip = Slip::new(
        Code::ForeignSpelling,
        all.clone(),
        format!("`{}` is written `{right}`", place.text.get(all.clone())?),
        format!("write `{right}`"),
    );
    Some(slip.edit(all, *right))
}

fn misspelt(place: &Place<'_>) -> Option<Slip> {
    let token = place.token(0).filter(|token| token.is_word)?;
    let word = place.word(0);
    let lower = word.to_lowercase();
    let right = nearest(&lower, place.expected.words.iter().map(String::as_str))?;
    if right == word {
        return None;
    }
    let message = if lower == right {
        format!("words of the language are written in lower case: `{right}`")
    } else {
        format!("`{word}` is not a word of the language here; `{right}` is near")
    };
    let slip = Slip::new(Code::MisspeltWord, token.range.clone(), message, format!("write `{right}`"));
    Some(slip.edit(token.range.clone(), right))
}

fn bare_percentage(place: &Place<'_>) -> Option<Slip> {
    let number = place.token(-1).filter(|_| place.expected.things.contains(&"`%`"))?.range.clone();
    let word = place.text.get(number.clone())?;
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.').then(|| {
        Slip::new(
            Code::MissingUnit,
            number.clone(),
            "a percentage is written with its sign",
            format!("write `{word}%`"),
        )
        .edit(number.end..number.end, "%")
        .safe()
    })
}

fn unnamed_kind(place: &Place<'_>) -> Option<Slip> {
    // `from watch-list`: a name without the kind that says what to look at.
    let preposition = place.word(-1);
    let word = place.word(0);
    let is_named = matches!(preposition, "from" | "by" | "to")
        && place.expected.takes("producer")
        && place.token(0).is_some();
    (is_named && !words::begins_clause(word)).then(|| {
        let kind = if preposition == "to" { "consignee" } else { "producer" };
        let slip = Slip::new(Code::UnexpectedText, place.range(), format!("`{preposition} {word}` does not say what `{word}` is"), "of what kind?");
        slip.help(format!("name the kind first: `{preposition} {kind} {word}`, `{preposition} party {word}` or `{preposition} region {word}`"))
            .edit(place.range().start..place.range().start, format!("{kind} "))
    })
}

fn name_expected(place: &Place<'_>) -> Option<Slip> {
    if !place.expected.things.contains(&"a name") || place.expected.things.len() > 1 {
        return None;
    }
    let token = place.token(0).filter(|token| token.is_word)?;
    let word = place.word(0);
    let slip = if word.starts_with(|sign: char| sign.is_alphabetic())
        && word.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
    {
        Slip::new(
            Code::ReservedName,
            token.range.clone(),
            format!("`{word}` is a word of the language and cannot be a name"),
            "reserved",
        )
        .help(format!("choose another name; one with a hyphen, such as `{word}-1`, is never reserved"))
    } else {
        Slip::new(Code::InvalidName, token.range.clone(), format!("`{word}` is not a name"), "not a name")
            .help("a name begins with a letter and is made of letters, digits and hyphens")
    };
    // A name to read on with, of its own, so that two such slips do not look like one name declared twice.
    let signs = word.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '-' });
    let stand_in = format!("x-{}", signs.collect::<String>());
    Some(slip.edit(token.range.start..token.range.end, stand_in).only_to_read_on())
}

fn parenthesis(place: &Place<'_>) -> Option<Slip> {
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

fn full_stop(place: &Place<'_>) -> Option<Slip> {
    (place.signs(1) == ".").then(|| {
        let range = place.range();
        Slip::new(
            Code::UnexpectedText,
            range.clone(),
            "a sentence of the language has no full stop",
            "not needed",
        )
        .help("remove it")
        .edit(range, " ")
        .safe()
    })
}

fn unexpected(place: &Place<'_>) -> Slip {
    let range = place.range();
    let expected = if place.here == 0 { "a statement".to_owned() } else { place.expected.sentence() };
    let message = match place.word(0) {
        "" => format!("the statement ends where {expected} is expected"),
        word if word.chars().count() > 40 => format!("expected {expected}"),
        word => format!("expected {expected}, found `{word}`"),
    };
    let mut slip = Slip::new(Code::UnexpectedText, range, message, "not expected here");
    if place.here == 0 {
        let help = "a statement begins with `policy`, `rule`, `category`, `product`, `region`, `country`, `entity`, `list`, `field`, `assume`, `exempt`, \
                    `test`, or a verb: `block`, `hold`, `flag` or `require document`";
        slip.help = Some(help.to_owned());
    } else if place.expected.words.len() <= 3 {
        slip.insertions.clone_from(&place.expected.words);
        slip.insertions.sort_by_key(|word| word != "is");
    }
    slip
}
