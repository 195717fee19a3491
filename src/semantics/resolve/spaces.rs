//! Names that are written as several words: `product q fibre` where `q-fibre` is declared.
//!
//! In: a name that stands for several words of the text, or selectors of which one is the rest of a name. Out: the name as it is
//! declared and a problem that says how it is written, or one problem for all of the words.

use std::borrow::Cow;

use super::{Resolver, Wanted};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::FieldType;
use crate::source::Span;
use crate::syntax::ast::{Alternative, Kind, Selector, Value, ValueKind};

impl Wanted {
    /// What a name is looked for as where a field of a type stands.
    fn of(kind: FieldType) -> Option<Wanted> {
        Some(match kind {
            FieldType::Country => Wanted::Country,
            FieldType::Region => Wanted::Region,
            FieldType::Goods => Wanted::Goods,
            FieldType::Party => Wanted::Party,
            _ => return None,
        })
    }

    /// What a name is looked for as after a kind.
    fn after(kind: Kind) -> Option<Wanted> {
        Some(match kind {
            Kind::Hts => return None,
            Kind::Country => Wanted::Country,
            Kind::Region => Wanted::Region,
            Kind::Category | Kind::Product => Wanted::Goods,
            _ => Wanted::Party,
        })
    }
}

impl Resolver<'_> {
    /// Says of a name that was read from several words how it is written; nothing where it is not declared at all, which is said as well.
    pub(super) fn check_spaces(&mut self, kind: FieldType, value: &Value) -> Option<()> {
        let ValueKind::Name(name) = &value.kind else { return Some(()) };
        if !self.sources.text(value.span).contains([' ', '\t']) {
            return Some(());
        }
        match Wanted::of(kind) {
            Some(wanted) => self.spaced(name, value.span, wanted),
            None if kind == FieldType::Text => {
                let right = format!("\"{}\"", self.source_text(value.span));
                let message = "a text stands in quotes";
                let problem =
                    Diagnostic::new(Code::WrongType, value.span, message, format!("write `{right}`"));
                self.push(problem.replace(value.span, right, Applicability::Unsafe));
                None
            }
            None => Some(()),
        }
    }

    /// Selectors of which each whose kind is missing, and which is the rest of the name before it, is joined to it.
    pub(super) fn joined_names<'s>(&mut self, selectors: &'s [Selector]) -> Cow<'s, [Selector]> {
        let lacks_kind = |selector: &Selector| {
            selector.alternatives.first().is_some_and(|alternative| alternative.kind.is_stand_in())
        };
        if !selectors.iter().skip(1).any(lacks_kind) {
            return Cow::Borrowed(selectors);
        }
        let mut joined: Vec<Selector> = Vec::new();
        for selector in selectors {
            let is_rest = lacks_kind(selector)
                && joined.last().is_some_and(|before| self.goes_on_with(before, selector));
            let rest = is_rest.then(|| only_value(selector)).flatten();
            match (rest, joined.last_mut().and_then(last_value)) {
                (Some(rest), Some(before)) => {
                    let (ValueKind::Name(name), ValueKind::Name(word)) = (&mut before.kind, &rest.kind)
                    else {
                        continue;
                    };
                    *name = format!("{name}-{word}");
                    before.span = before.span.to(rest.span);
                }
                _ => joined.push(selector.clone()),
            }
        }
        Cow::Owned(joined)
    }

    /// Whether a selector without its kind is the rest of the name with which the one before ends: both are names on one line with
    /// nothing but blanks between them, and the one before is no name by itself.
    fn goes_on_with(&self, before: &Selector, rest: &Selector) -> bool {
        let Some(alternative) = before.alternatives.last() else { return false };
        let (Some(last), Some(first)) = (alternative.values.last(), only_value(rest)) else { return false };
        let (ValueKind::Name(name), ValueKind::Name(word)) = (&last.kind, &first.kind) else { return false };
        let Some(wanted) = Wanted::after(alternative.kind.kind).filter(|_| !alternative.kind.is_stand_in())
        else {
            return false;
        };
        let between = Span::new(last.span.file, last.span.end as usize, first.span.start as usize);
        let between = self.sources.text(between);
        !between.is_empty()
            && between.chars().all(|sign| matches!(sign, ' ' | '\t'))
            && (self.is_there(&format!("{name}-{word}"), wanted) || !self.is_there(name, wanted))
    }

    fn is_there(&self, name: &str, wanted: Wanted) -> bool {
        match wanted {
            Wanted::Country => self.program.countries.recognise(name).is_some(),
            Wanted::Region => self.places.has(name),
            Wanted::Goods => self.goods.has(name),
            Wanted::Party => self.parties.has(name),
        }
    }

    fn spaced(&mut self, name: &str, span: Span, wanted: Wanted) -> Option<()> {
        let said = self.source_text(span);
        if self.is_there(name, wanted) && wanted != Wanted::Country {
            let message = format!("`{said}` is written `{name}`: a name is one word");
            let problem = Diagnostic::new(Code::InvalidName, span, message, format!("write `{name}`"));
            self.push(problem.replace(span, name, Applicability::Unsafe));
            return Some(());
        }
        if let Some(country) = self.program.countries.recognise(&said).filter(|_| wanted == Wanted::Country) {
            let code = self.program.countries.code(country).to_owned();
            let message = format!("`{said}` is not how a country is named here: its code is `{code}`");
            let problem = Diagnostic::new(Code::UnknownCountry, span, message, format!("write `{code}`"));
            self.push(problem.replace(span, code, Applicability::Safe));
            return None;
        }
        let problem = match wanted {
            Wanted::Country => self.unknown_country(&said, span),
            Wanted::Region => self.places.unknown(Code::UnknownRegion, name, span),
            Wanted::Goods => self.goods.unknown(Code::UnknownGoods, name, span),
            Wanted::Party => self.parties.unknown(Code::UnknownEntity, name, span),
        };
        let help = match wanted {
            Wanted::Party => {
                "write the company's name in quotes, or declare it: `entity NAME = \"OFFICIAL NAME\"`"
            }
            Wanted::Region => {
                "declare it under a name of one word, such as one with hyphens: `region NAME = \"…\"`"
            }
            _ => "declare them under a name of one word, such as one with hyphens: `product NAME = hts …`",
        };
        self.push(match wanted {
            Wanted::Country => problem,
            _ => {
                let message = problem.message.replacen(&format!("`{name}`"), &format!("`{said}`"), 1);
                Diagnostic { message, ..problem.or_help(help) }
            }
        });
        None
    }
}

fn only_value(selector: &Selector) -> Option<&Value> {
    match selector.alternatives.as_slice() {
        [Alternative { values, .. }] => match values.as_slice() {
            [only] => Some(only),
            _ => None,
        },
        _ => None,
    }
}

fn last_value(selector: &mut Selector) -> Option<&mut Value> {
    selector.alternatives.last_mut()?.values.last_mut()
}
