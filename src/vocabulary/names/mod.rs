//! Names of parties: what is written in a record or an entity list goes in, and a name that can be compared comes
//! out, with notes on how it was read.
//!
//! Two names are equal if the words left after normalisation are the same, in the same order, and their legal forms
//! do not contradict each other. Not here: names in two scripts (Chinese and pinyin), initials for a whole name,
//! weights of rare words.

mod legal_form_table;
mod legal_forms;
mod likeness;
mod spellings;
#[cfg(test)]
mod tests;
mod words;

pub use likeness::Likeness;
pub use likeness::Similarity;
pub use likeness::compare;
pub use likeness::similarity;

use words::Word;

/// A party's name in the form in which names are compared.
///
/// `==` asks whether two names were written and read alike; whether they are the same name, [`compare`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyName {
    core: String,
    form: Option<FormClass>,
    notes: Vec<Note>,
}

/// The two kinds of firm that a legal form can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormClass {
    /// Members with limited liability and no traded shares: `Co., Ltd.`, `LLC`, `GmbH`, `有限公司`.
    Limited,
    /// A company with stock: `Inc.`, `Corp.`, `AG`, `S.A.`, `股份有限公司`.
    Stock,
}

/// Something that was changed or set aside in reading a name, as it was written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// An abbreviation or a spelling that was read as another word: `Mfg` as `manufacturing`.
    ReadAs {
        /// What the name says.
        written: String,
        /// The word, or words, that are compared.
        read: String,
    },
    /// A legal form that was set aside.
    LegalForm {
        /// What the name says.
        written: String,
        /// Its class; none for a bare `Co.`, which agrees with any.
        class: Option<FormClass>,
    },
    /// A word of courtesy in front that was set aside: `The`, `M/s`, `Messrs`.
    SetAside {
        /// What the name says.
        written: String,
    },
}

impl PartyName {
    /// Reads a name. Every text is read; one that has nothing to compare [is empty](PartyName::is_empty).
    ///
    /// ```
    /// use withhold::vocabulary::names::PartyName;
    ///
    /// let name = PartyName::new("YILI ZHUOWAN GARMENT MFG CO LTD");
    /// assert_eq!(name.core(), "yili zhuowan garment manufacturing");
    /// ```
    pub fn new(text: &str) -> PartyName {
        let mut words = words::split(text);
        let mut notes = Vec::new();
        take_courtesy(text, &mut words, &mut notes);
        let forms = legal_forms::take(text, &mut words);
        let core = spellings::read(text, &words, &mut notes).join(" ");
        let form = forms.iter().find_map(|form| form.class);
        notes.extend(
            forms.into_iter().map(|form| Note::LegalForm { written: form.written, class: form.class }),
        );
        PartyName { core, form, notes }
    }

    /// Returns the words that are compared, with single spaces between them: small letters and digits of ASCII,
    /// and Chinese, Japanese and Korean characters as they are.
    pub fn core(&self) -> &str {
        &self.core
    }

    /// Returns whether nothing is left to compare, as of `Co., Ltd.` alone or `***`; such a name is unreadable.
    pub fn is_empty(&self) -> bool {
        self.core.is_empty()
    }

    /// Returns the class of the legal form; none if there is none or only a bare `Co.`.
    pub fn legal_form(&self) -> Option<FormClass> {
        self.form
    }

    /// Returns what was changed or set aside in reading: courtesy first, then words in their order, then the legal
    /// forms.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

/// What stands in front of a name and is no part of it. An article is dropped since lists and invoices
/// disagree about it (`The TNN Development Limited`); `M/s` only with its stroke, for `MS` is somebody's initials.
const COURTESY: &[&str] = &["the", "m/s", "messrs"];

fn take_courtesy(name: &str, words: &mut Vec<Word>, notes: &mut Vec<Note>) {
    while let Some(first) = words.first() {
        let written = name.get(first.place.clone()).unwrap_or_default();
        if !COURTESY.contains(&written.to_ascii_lowercase().as_str()) {
            return;
        }
        notes.push(Note::SetAside { written: written.to_owned() });
        words.remove(0);
    }
}
