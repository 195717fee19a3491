//! The five sets of names: goods, places, parties, fields and rules; and what stands in each.
//!
//! In: declarations. Out: what a name stands for, or the nearest that would have been right. Names are compared without case.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use crate::diagnostic::suggest::Candidates;
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::source::{Origin, Span};
use crate::syntax::ast::Name;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found<T> {
    /// This.
    Known(T),
    /// Something whose declaration is broken: it was reported there, and its users are not to blame.
    Broken,
    /// Nothing.
    Nothing,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    name: Name,
    origin: Origin,
    target: Option<T>,
    is_used: Cell<bool>,
}

/// A name of a set with all that is known of it.
pub(super) struct Listed<'n, T> {
    pub(super) name: &'n Name,
    pub(super) origin: Origin,
    pub(super) target: T,
    pub(super) is_used: bool,
}

/// One set of names.
#[derive(Clone, Debug)]
pub(super) struct Names<T> {
    /// What the set holds, for messages.
    what: &'static str,
    entries: BTreeMap<String, Entry<T>>,
    /// The names as suggestions are looked for among them, once one is.
    candidates: OnceCell<Candidates>,
}

impl<T: Copy> Names<T> {
    pub(super) fn of(what: &'static str) -> Names<T> {
        Names { what, entries: BTreeMap::new(), candidates: OnceCell::new() }
    }

    /// Declares a name; a problem where it is taken, which is a warning where a declaration of the vocabulary gives
    /// way to that of a policy (policies are declared first).
    pub(super) fn declare(
        &mut self,
        name: &Name,
        origin: Origin,
        target: Option<T>,
    ) -> Result<(), Box<Diagnostic>> {
        let key = name.text.to_lowercase();
        let Some(first) = self.entries.get(&key) else {
            self.entries.insert(key, Entry { name: name.clone(), origin, target, is_used: Cell::new(false) });
            self.candidates.take();
            return Ok(());
        };
        if origin == Origin::Vocabulary && first.origin != Origin::Vocabulary {
            return Err(Box::new(replaces(self.what, &first.name)));
        }
        Err(Box::new(duplicate(self.what, name, first.name.span)))
    }

    /// Says what a declared name stands for.
    pub(super) fn settle(&mut self, name: &Name, target: Option<T>) {
        if let Some(entry) = self.entries.get_mut(&name.text.to_lowercase()) {
            entry.target = target;
        }
    }

    /// What a name stands for, which counts as a use of it.
    pub(super) fn find(&self, name: &str) -> Found<T> {
        self.mark(name);
        match self.entries.get(&name.to_lowercase()) {
            Some(Entry { target: Some(target), .. }) => Found::Known(*target),
            Some(_) => Found::Broken,
            None => Found::Nothing,
        }
    }

    /// Notes that a name is used.
    pub(super) fn mark(&self, name: &str) {
        if let Some(entry) = self.entries.get(&name.to_lowercase()) {
            entry.is_used.set(true);
        }
    }

    /// All names that stand for something, in their order.
    pub(super) fn listed(&self) -> impl Iterator<Item = Listed<'_, T>> {
        self.entries.values().filter_map(|entry| {
            let Entry { name, origin, target, is_used } = entry;
            Some(Listed { name, origin: *origin, target: (*target)?, is_used: is_used.get() })
        })
    }

    /// Whether the name stands in this set.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_lowercase())
    }

    /// Where a name is declared.
    pub(super) fn span(&self, name: &str) -> Option<Span> {
        self.entries.get(&name.to_lowercase()).map(|entry| entry.name.span)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.entries.values().map(|entry| entry.name.text.as_str())
    }

    /// Says that a name is not in this set, and which near one is.
    pub(super) fn unknown(&self, code: Code, name: &str, span: Span) -> Diagnostic {
        let problem =
            Diagnostic::new(code, span, format!("no {} is called `{name}`", self.what), "not declared");
        let in_latin = latin(name);
        if in_latin != name && self.has(&in_latin) {
            return problem
                .help(format!("`{in_latin}`, all in Latin letters, is declared; here another script's letters look like them"))
                .replace(span, in_latin, Applicability::Unsafe);
        }
        match self.candidates.get_or_init(|| Candidates::new(self.all())).nearest(name) {
            Some(near) => {
                problem.help(format!("`{near}` is near")).replace(span, near, Applicability::Unsafe)
            }
            None => problem,
        }
    }
}

/// Says that a name is taken.
fn duplicate(what: &str, name: &Name, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateName,
        name.span,
        format!("the {what} `{}` is declared twice", name.text),
        "a second time",
    )
    .label(first, "the first one")
    .help("give one of them another name")
}

fn replaces(what: &str, name: &Name) -> Diagnostic {
    let message = format!("`{}` replaces the {what} of that name in the standard vocabulary", name.text);
    Diagnostic::new(Code::ReplacesVocabulary, name.span, message, "replaces the standard one")
        .help("what the standard one covers, and this one does not, is no longer found; another name would keep both")
}

/// A name with the letters of other scripts that look like Latin ones written as those.
fn latin(name: &str) -> String {
    const ALIKE: [(char, char); 26] = [
        ('а', 'a'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('х', 'x'),
        ('у', 'y'),
        ('і', 'i'),
        ('ѕ', 's'),
        ('ј', 'j'),
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('ο', 'o'),
        ('α', 'a'),
        ('ν', 'v'),
        ('ι', 'i'),
        ('ρ', 'p'),
    ];
    name.chars()
        .map(|letter| ALIKE.iter().find(|(other, _)| *other == letter).map_or(letter, |(_, latin)| *latin))
        .collect()
}

/// A name whose letters look alike across scripts, so that two names can look like one.
pub(super) fn mixed_scripts(name: &Name) -> Option<Diagnostic> {
    let mixes = |word: &str| {
        let latin = word
            .chars()
            .any(|letter| letter.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&letter));
        let alike =
            word.chars().find(|letter| matches!(letter, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}'));
        alike.filter(|_| latin)
    };
    let letter = name.text.split('-').find_map(mixes)?;
    let script = if letter < '\u{400}' { "Greek" } else { "Cyrillic" };
    let message = format!(
        "`{}` mixes Latin letters with `{letter}` (U+{:04X}), a {script} letter that looks like one",
        name.text,
        u32::from(letter)
    );
    let problem = Diagnostic::new(Code::LookAlikeLetters, name.span, message, "two scripts in one word");
    Some(problem.help("write the whole word in one script"))
}
