//! Legal forms of firms: the words of a name go in, the words without the form stay, and what was taken off comes
//! out.
//!
//! A form is taken off where it ends the name (`Acme Co., Ltd.`), where it stands before a bracket that ends it
//! (`Acme Ltd (Shanshan)`), and, where the language does so, at the beginning (`ООО «Ромашка»`, `PT Maju Tbk`).
//! Elsewhere it is a word like any other (`Corporation Street Mills`).

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::FormClass;
use super::legal_form_table as table;
use super::words::{self, Word};

/// A form that was taken off a name.
pub(super) struct TakenForm {
    /// As the name has it.
    pub(super) written: String,
    /// Its class; none where the form does not say (a bare `Co.`).
    pub(super) class: Option<FormClass>,
}

/// Takes the legal forms off, and returns them with the one that decides first.
///
/// A form at the end decides over one in front: `PT Maju Tbk` is listed, whatever `PT` says.
pub(super) fn take(name: &str, words: &mut Vec<Word>) -> Vec<TakenForm> {
    let at_end = take_before(name, words, words.len()).or_else(|| {
        let bracket = words.last()?.bracket?;
        let start = words.iter().position(|word| word.bracket == Some(bracket))?;
        take_before(name, words, start)
    });
    at_end.into_iter().chain(take_leading(name, words)).collect()
}

/// Takes off the form that ends right before the word at `end`: at most one that has a class, with the bare `Co.`
/// beside it.
fn take_before(name: &str, words: &mut Vec<Word>, end: usize) -> Option<TakenForm> {
    let (mut start, mut end, mut class) = (end, end, None);
    loop {
        if split_before(words, start, class) {
            start += 1;
            end += 1;
        }
        match FORMS.longest_before(words, start) {
            Some(form) if form.class.is_none() || class.is_none() => {
                class = class.or(form.class);
                start -= form.keys.len();
            }
            _ => break,
        }
    }
    take_range(name, words, start, end).map(|written| TakenForm { written, class })
}

fn take_leading(name: &str, words: &mut Vec<Word>) -> Option<TakenForm> {
    split_first(words);
    let form = FORMS.longest_leading(words)?;
    let written = take_range(name, words, 0, form.keys.len())?;
    Some(TakenForm { written, class: form.class })
}

/// Removes the words from `start` up to `end`, and returns what the name has in their place.
fn take_range(name: &str, words: &mut Vec<Word>, start: usize, end: usize) -> Option<String> {
    let taken = words.get(start..end).filter(|taken| !taken.is_empty())?;
    let place = with_signs(name, taken.first()?.place.start..taken.last()?.place.end);
    let written = name.get(place)?.to_owned();
    words.drain(start..end);
    Some(written)
}

/// Widens the place of a form by the signs that belong to it: `Ltd.`, `(P) Ltd`, `(株)`, `จำกัด (มหาชน)`.
fn with_signs(name: &str, place: Range<usize>) -> Range<usize> {
    let opens = |sign: char| matches!(sign, '(' | '（' | '[');
    let closes = |sign: char| matches!(sign, ')' | '）' | ']');
    let form = name.get(place.clone()).unwrap_or_default();
    let before = name.get(..place.start).and_then(|before| before.chars().next_back());
    let after = name.get(place.end..).and_then(|after| after.chars().next());
    let before = before.filter(|sign| opens(*sign) && (form.contains(closes) || after.is_some_and(closes)));
    let is_open = before.is_some() || form.contains(opens);
    let after = after.filter(|sign| *sign == '.' || (closes(*sign) && is_open && !form.contains(closes)));
    place.start - before.map_or(0, char::len_utf8)..place.end + after.map_or(0, char::len_utf8)
}

/// Splits the word before `end` if it is East Asian and ends in a form: `合肥宝龙达有限公司` -> `合肥宝龙达` `有限公司`.
///
/// Once a form with a class was found, only one without is looked for.
fn split_before(words: &mut Vec<Word>, end: usize, found: Option<FormClass>) -> bool {
    let Some(at) = end.checked_sub(1) else { return false };
    let Some(word) = words.get(at).filter(|word| word.is_east_asian() && word.bracket.is_none()) else {
        return false;
    };
    if table::EAST_ASIAN_BRANCHES.iter().any(|branch| word.text.ends_with(branch)) {
        return false;
    }
    let forms = table::EAST_ASIAN.iter().filter(|(form, _)| word.text.ends_with(form));
    let longest =
        forms.max_by_key(|(form, _)| form.len()).filter(|(_, class)| class.is_none() || found.is_none());
    let stem = longest.and_then(|(form, _)| word.text.strip_suffix(form)).map(|stem| stem.chars().count());
    stem.is_some_and(|stem| split_word(words, at, stem))
}

/// Splits the first word if it is East Asian and begins with a form: `株式会社丸山` -> `株式会社` `丸山`.
fn split_first(words: &mut Vec<Word>) {
    let Some(word) = words.first().filter(|word| word.is_east_asian()) else { return };
    let leading = table::EAST_ASIAN.iter().filter(|(_, class)| class.is_some());
    let longest = leading.filter(|(form, _)| word.text.starts_with(form)).max_by_key(|(form, _)| form.len());
    if let Some((form, _)) = longest {
        split_word(words, 0, form.chars().count());
    }
}

/// Splits an East Asian word after so many characters; returns whether there was something on both sides.
fn split_word(words: &mut Vec<Word>, at: usize, characters: usize) -> bool {
    let Some(word) = words.get_mut(at).filter(|_| characters > 0) else { return false };
    let Some(middle) = word.starts.get(characters).copied() else { return false };
    let mut right = word.clone();
    right.text = word.text.chars().skip(characters).collect();
    right.key.clone_from(&right.text);
    right.starts = word.starts.split_off(characters);
    right.place.start = middle;
    word.text = word.text.chars().take(characters).collect();
    word.key.clone_from(&word.text);
    word.place.end = middle;
    words.insert(at + 1, right);
    true
}

/// A form as the table knows it, in the keys of its words.
struct Form {
    keys: Vec<String>,
    class: Option<FormClass>,
    leads: bool,
    bracketed: bool,
}

/// All forms, found by their first and by their last word, the longest first.
struct Forms {
    by_first: BTreeMap<String, Vec<Form>>,
    by_last: BTreeMap<String, Vec<Form>>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(Forms::new);

impl Forms {
    fn new() -> Forms {
        let (mut by_first, mut by_last) = (BTreeMap::new(), BTreeMap::new());
        let mut add = |written: &str, class, leads, bracketed| {
            let keys: Vec<String> = words::split(written).into_iter().map(|word| word.key).collect();
            for (forms, key) in [(&mut by_first, keys.first()), (&mut by_last, keys.last())] {
                if let Some(key) = key {
                    let bucket: &mut Vec<Form> = forms.entry(key.clone()).or_default();
                    bucket.push(Form { keys: keys.clone(), class, leads, bracketed });
                    bucket.sort_by_key(|form| std::cmp::Reverse(form.keys.len()));
                }
            }
        };
        for (class, leads, forms) in table::WORDS {
            forms.iter().for_each(|form| add(form, *class, *leads, false));
        }
        table::EAST_ASIAN.iter().for_each(|(form, class)| add(form, *class, class.is_some(), false));
        table::EAST_ASIAN_BRACKETED.iter().for_each(|(form, class)| add(form, *class, true, true));
        Forms { by_first, by_last }
    }

    /// Returns the longest form that ends right before the word at `end`.
    fn longest_before(&self, words: &[Word], end: usize) -> Option<&Form> {
        let last = words.get(end.checked_sub(1)?)?;
        let fits = |form: &&Form| {
            end.checked_sub(form.keys.len()).is_some_and(|start| stands_at(form, words, start, end))
        };
        self.by_last.get(&last.key)?.iter().find(fits)
    }

    /// Returns the longest form that begins the name.
    fn longest_leading(&self, words: &[Word]) -> Option<&Form> {
        let fits = |form: &&Form| form.leads && stands_at(form, words, 0, form.keys.len());
        self.by_first.get(&words.first()?.key)?.iter().find(fits)
    }
}

/// Whether a form stands at these words and takes brackets whole: `(P) Ltd` does, the end of `(formerly Acme Ltd)`
/// does not.
fn stands_at(form: &Form, words: &[Word], start: usize, end: usize) -> bool {
    let Some(found) = words.get(start..end) else { return false };
    let bracket_at = |at: Option<usize>| words.get(at?).and_then(|word| word.bracket);
    let cut = |left: Option<usize>, right| left.is_some() && left == right;
    found.len() == form.keys.len()
        && found.iter().zip(&form.keys).all(|(word, key)| word.key == *key)
        && (!form.bracketed || found.iter().all(|word| word.bracket.is_some()))
        && !cut(bracket_at(start.checked_sub(1)), bracket_at(Some(start)))
        && !cut(bracket_at(end.checked_sub(1)), bracket_at(Some(end)))
}
