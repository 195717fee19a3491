//! Values are given the types of their fields; what does not fit is refused with what would.

use super::Resolver;
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::model::{Currency, Date, Decimal, FieldType, HtsRange, parse_decimal};
use crate::semantics::hir::{Bounds, PartyEntry, PartySet};
use crate::source::Span;
use crate::syntax::ast::{Amount, Comparison, Text, Unit, Value, ValueKind};
use crate::vocabulary::countries::CountryId;
use crate::vocabulary::goods::{Goods, GoodsId};
use crate::vocabulary::names::Similarity;
use crate::vocabulary::parties::Party;
use crate::vocabulary::places::PlaceId;

impl Value {
    /// What the value is, in the reader's words.
    pub(super) fn what(&self) -> String {
        match &self.kind {
            ValueKind::Name(name) => format!("the name `{name}`"),
            ValueKind::Text(_) => "a text".to_owned(),
            ValueKind::Code(range) if range.to.is_some() => "a range of codes".to_owned(),
            ValueKind::Code(_) => "a plain number".to_owned(),
            ValueKind::BadCode(code) => format!("`{code}`"),
            ValueKind::Amount(Amount { unit: Unit::Percent, .. }) => "a percentage".to_owned(),
            ValueKind::Amount(Amount { unit: Unit::Word(unit), .. }) => {
                format!("an amount in `{}`", unit.text)
            }
            ValueKind::Date(_) => "a date".to_owned(),
            ValueKind::YesNo(_) => "yes or no".to_owned(),
        }
    }
}

/// What a value of a type looks like.
pub(super) fn example(kind: FieldType) -> &'static str {
    match kind {
        FieldType::Text => "a text in quotes, such as `\"Gin 44\"`",
        FieldType::Number => "a number, such as `100`",
        FieldType::Date => "a date, such as `2020-09-03`",
        FieldType::YesNo => "`yes` or `no`",
        FieldType::Money => "an amount with its currency, such as `800 USD`",
        FieldType::Quantity => "a quantity, such as `100` or `100 kg`",
        FieldType::Weight => "a weight in kilograms, such as `100` or `100 kg`",
        FieldType::Share => "a percentage, such as `10%`",
        FieldType::Country => "a country, such as `CN` or `\"Viet Nam\"`",
        FieldType::Region => "a declared region, such as `xinjiang`",
        FieldType::Party => "a declared entity or list, or a company's name in quotes",
        FieldType::Hts => "an HTS code, such as `6109.10`, or a range, such as `6204..6206`",
        FieldType::Goods => "declared goods, such as `cotton`",
        FieldType::Documents => "a document in quotes, such as `has document \"certificate of origin\"`",
    }
}

/// The value of a type that the writer most likely meant: the same without its quotes, or with its unit apart.
fn meant(kind: FieldType, value: &Value) -> Option<String> {
    let right = match (&value.kind, kind) {
        (ValueKind::Text(text), _) => {
            let text = text.trim();
            let fits = match kind {
                FieldType::Hts => crate::model::HtsCode::parse(text).is_ok(),
                FieldType::Date => crate::model::parse_date(text).is_some(),
                FieldType::YesNo => matches!(text, "yes" | "no"),
                FieldType::Number | FieldType::Quantity | FieldType::Weight => parse_decimal(text).is_some(),
                FieldType::Share => {
                    text.strip_suffix('%').is_some_and(|number| parse_decimal(number).is_some())
                }
                _ => false,
            };
            fits.then(|| text.to_owned())?
        }
        (ValueKind::Name(word), FieldType::YesNo) => match word.to_lowercase().as_str() {
            "true" | "y" => "yes".to_owned(),
            "false" | "n" => "no".to_owned(),
            _ => return None,
        },
        // `800USD`
        (ValueKind::BadCode(code), FieldType::Money | FieldType::Weight | FieldType::Quantity) => {
            let letters = code.find(|sign: char| sign.is_alphabetic())?;
            let (number, unit) = (code.get(..letters)?, code.get(letters..)?);
            parse_decimal(number)?;
            match kind {
                FieldType::Money => format!("{number} {}", currency(unit)?),
                FieldType::Weight if unit != "kg" => return None,
                _ => format!("{number} {unit}"),
            }
        }
        (ValueKind::Amount(Amount { number, unit: Unit::Word(unit), .. }), FieldType::Share) => {
            matches!(unit.text.as_str(), "percent" | "pct" | "per").then(|| format!("{}%", number.text))?
        }
        _ => return None,
    };
    Some(right)
}

/// The code of a currency that is named in another way.
fn currency(word: &str) -> Option<String> {
    let code = match word.to_lowercase().as_str() {
        "dollar" | "dollars" | "us" => "USD",
        "euro" | "euros" => "EUR",
        "pound" | "pounds" | "sterling" => "GBP",
        "yuan" | "renminbi" | "rmb" => "CNY",
        "yen" => "JPY",
        "rupee" | "rupees" => "INR",
        _ => {
            return Currency::parse(word).filter(|code| code.is_listed()).map(|code| code.to_string());
        }
    };
    Some(code.to_owned())
}

impl Resolver<'_> {
    /// Says that a value does not fit its field.
    pub(super) fn wrong_value(&mut self, field: &str, kind: FieldType, value: &Value) {
        // A value that is nowhere in the text stands in for one that is missing, which was reported there.
        if value.span.start == value.span.end {
            return;
        }
        if let Some(right) = meant(kind, value) {
            let message = format!("`{field}` is {}, which is written `{right}`", kind.word());
            let problem =
                Diagnostic::new(Code::WrongType, value.span, message, format!("not {}", kind.word()));
            self.push(problem.replace(value.span, right, Applicability::Unsafe));
            return;
        }
        if let ValueKind::Name(word) = &value.kind
            && kind == FieldType::Date
            && ["today", "now", "yesterday", "tomorrow"].contains(&word.to_lowercase().as_str())
        {
            let message =
                format!("`{word}` is no date: the same policy decides the same record alike on every day");
            let problem = Diagnostic::new(Code::WrongType, value.span, message, "which day?");
            self.push(problem.help("write the day, such as `2020-09-03`"));
            return;
        }
        if let (ValueKind::Text(text), FieldType::Documents) = (&value.kind, kind) {
            let message = "documents are asked for with `has`";
            let problem = Diagnostic::new(Code::WrongType, value.span, message, "a document");
            self.push(
                problem.help(format!("write `has document \"{text}\"`, or `not has document \"{text}\"`")),
            );
            return;
        }
        let message = format!("`{field}` is {}, and {} is none", kind.word(), value.what());
        let problem = Diagnostic::new(Code::WrongType, value.span, message, format!("not {}", kind.word()));
        self.push(problem.help(format!("write {}", example(kind))));
    }

    pub(super) fn country_value(&mut self, field: &str, value: &Value) -> Option<CountryId> {
        match &value.kind {
            ValueKind::Name(name) => self.country(name, value.span),
            ValueKind::Text(name) => self.quoted_country(name, value.span),
            _ => {
                self.wrong_value(field, FieldType::Country, value);
                None
            }
        }
    }

    /// A declared region by name; a quoted one by its spelling, which may be that of several.
    pub(super) fn region_value(&mut self, field: &str, value: &Value) -> Option<Vec<PlaceId>> {
        match &value.kind {
            ValueKind::Name(name) => Some(vec![self.place(name, value.span)?]),
            ValueKind::Text(text) => {
                let places = self.program.places.recognise(text).to_vec();
                if places.is_empty() {
                    let message = format!("no declared region is spelled `{text}`");
                    let problem = Diagnostic::new(Code::UnknownRegion, value.span, message, "not declared");
                    self.push(
                        problem.help(
                            "declare it, `region NAME = \"…\"` with `within country …`, and name it here",
                        ),
                    );
                    return None;
                }
                places.iter().for_each(|place| self.places.mark(&self.program.places.get(*place).name));
                Some(places)
            }
            _ => {
                self.wrong_value(field, FieldType::Region, value);
                None
            }
        }
    }

    /// Declared goods by name; quoted ones by their spelling, or as goods of that one spelling.
    pub(super) fn goods_value(&mut self, field: &str, value: &Value) -> Option<Vec<GoodsId>> {
        match &value.kind {
            ValueKind::Name(name) => {
                let found = self
                    .goods
                    .find(name)
                    .or_report(|| self.not_found(name, value.span, super::Wanted::Goods));
                Some(vec![found?])
            }
            ValueKind::Text(text) => {
                let known = self.program.goods.recognise(text).to_vec();
                if !known.is_empty() {
                    known.iter().for_each(|goods| self.goods.mark(&self.program.goods.get(*goods).name));
                    return Some(known);
                }
                let goods = Goods { name: text.clone(), ..Goods::default() };
                Some(vec![self.program.goods.declare_settled(goods)?])
            }
            ValueKind::Code(_) | ValueKind::BadCode(_) => {
                let message = format!("`{field}` names goods, and a code is asked for as `hts`");
                let problem =
                    Diagnostic::new(Code::WrongType, value.span, message, "a code, not a name of goods");
                let problem =
                    problem.help("write `hts` and the code, or declare goods: `product NAME = hts …`");
                self.push(match self.asked {
                    Some(asked) => problem.replace(asked, "hts", Applicability::Unsafe),
                    None => problem,
                });
                None
            }
            _ => {
                self.wrong_value(field, FieldType::Goods, value);
                None
            }
        }
    }

    pub(super) fn hts_value(&mut self, field: &str, value: &Value) -> Option<HtsRange> {
        match &value.kind {
            ValueKind::Code(range) => self.codes(range, None),
            ValueKind::BadCode(code) => {
                let name = crate::syntax::ast::Name { text: code.clone(), span: value.span };
                self.code(&name).map(crate::model::HtsCode::range)
            }
            ValueKind::Name(name) if self.goods.has(name) => {
                let message = format!("`{name}` is goods, not an HTS code");
                let problem = Diagnostic::new(Code::WrongKindOfName, value.span, message, "goods")
                    .help(format!("ask for goods as `product {name}` or `product is {name}`"));
                self.push(match self.asked {
                    Some(asked) => problem.replace(asked, "product", Applicability::Unsafe),
                    None => problem,
                });
                None
            }
            _ => {
                self.wrong_value(field, FieldType::Hts, value);
                None
            }
        }
    }

    pub(super) fn party_value(&mut self, field: &str, value: &Value) -> Option<PartySet> {
        match &value.kind {
            ValueKind::Name(name) => self.party(name, value.span),
            ValueKind::Text(text) => {
                self.comparable(&Text { value: text.clone(), span: value.span });
                let entry =
                    PartyEntry { party: Party::named(text), row: None, beside: Vec::new(), span: value.span };
                self.add_party(entry).map(PartySet::One)
            }
            _ => {
                self.wrong_value(field, FieldType::Party, value);
                None
            }
        }
    }

    /// A plain number.
    pub(super) fn number(&mut self, text: &str, span: Span) -> Option<Decimal> {
        let number = parse_decimal(text);
        if number.is_none() {
            let problem = Diagnostic::new(
                Code::InvalidNumber,
                span,
                format!("`{text}` is not a number that can be kept exactly"),
                "not a number",
            );
            self.push(problem.help("a number has digits and at most one point, and no more than 28 digits"));
        }
        number
    }

    /// A number with or without a unit; which units a field takes, its type says. `other` is the unit of the other end of a range.
    pub(super) fn amount_value(
        &mut self,
        field: &str,
        kind: FieldType,
        value: &Value,
        other: Option<&str>,
    ) -> Option<(Decimal, Option<String>)> {
        let (number, unit) = match &value.kind {
            ValueKind::Code(range) if range.to.is_none() => (&range.from, None),
            ValueKind::Amount(amount) => (&amount.number, Some(&amount.unit)),
            _ => {
                self.wrong_value(field, kind, value);
                return None;
            }
        };
        let fits = match (kind, unit) {
            (FieldType::Number | FieldType::Quantity | FieldType::Weight, None) => true,
            (FieldType::Share, Some(Unit::Percent)) => true,
            (FieldType::Weight, Some(Unit::Word(unit))) => unit.text == "kg",
            (FieldType::Quantity, Some(Unit::Word(unit))) => Currency::parse(&unit.text)
                .is_none_or(|code| !code.is_listed() || unit.text != code.to_string()),
            (FieldType::Money, Some(Unit::Word(unit))) => return self.money(value, &number.text, unit),
            (FieldType::Money | FieldType::Share, None) => {
                let unit =
                    if kind == FieldType::Money { "its currency, such as `USD`" } else { "a percent sign" };
                let fraction = parse_decimal(&number.text).filter(|number| *number <= Decimal::ONE);
                let wanted = match fraction {
                    _ if kind == FieldType::Money => format!("{} {}", number.text, other.unwrap_or("USD")),
                    // `0.1` of a share is a tenth.
                    Some(part) => format!("{}%", (part * Decimal::ONE_HUNDRED).normalize()),
                    None => format!("{}%", number.text),
                };
                let message = format!("`{field}` is compared with {}, which needs {unit}", kind.word());
                let problem = Diagnostic::new(Code::MissingUnit, value.span, message, "of what?");
                self.push(problem.help(format!("write `{wanted}`, if that is meant")).replace(
                    value.span,
                    wanted,
                    Applicability::Unsafe,
                ));
                return None;
            }
            _ => false,
        };
        if !fits {
            self.wrong_value(field, kind, value);
            return None;
        }
        let unit = match unit {
            Some(Unit::Word(unit)) if kind == FieldType::Quantity => Some(unit.text.clone()),
            _ => None,
        };
        let number = self.number(&number.text, number.span)?;
        let number =
            if kind == FieldType::Share { number.checked_div(Decimal::ONE_HUNDRED)? } else { number };
        Some((number, unit))
    }

    fn money(
        &mut self,
        value: &Value,
        number: &str,
        unit: &crate::syntax::ast::Name,
    ) -> Option<(Decimal, Option<String>)> {
        let listed = Currency::parse(&unit.text).filter(|code| code.is_listed());
        match listed {
            Some(code) if code.to_string() == unit.text => {
                let number = self.number(number, value.span)?;
                Some((number, Some(unit.text.clone())))
            }
            _ => {
                if let Some(right) = currency(&unit.text) {
                    let message = format!("`{}` is written `{right}`, the code of the currency", unit.text);
                    let label = format!("write `{right}`");
                    let problem = Diagnostic::new(Code::UnknownCurrency, unit.span, message, label);
                    self.push(problem.replace(unit.span, right, Applicability::Unsafe));
                    return None;
                }
                let message = format!("`{}` is not a currency of ISO 4217", unit.text);
                let problem = Diagnostic::new(Code::UnknownCurrency, unit.span, message, "no such currency");
                let near = crate::diagnostic::suggest::nearest(&unit.text.to_uppercase(), Currency::listed());
                self.push(match near {
                    Some(near) => problem.help(format!("`{near}` is near")).replace(
                        unit.span,
                        near,
                        Applicability::Unsafe,
                    ),
                    None => problem.help("a currency is named by three capitals, such as `USD`"),
                });
                None
            }
        }
    }

    pub(super) fn date_value(&mut self, field: &str, value: &Value) -> Option<Date> {
        match &value.kind {
            // A date that is none was reported where it stands.
            ValueKind::Date(date) => date.date,
            _ => {
                self.wrong_value(field, FieldType::Date, value);
                None
            }
        }
    }

    pub(super) fn text_value(&mut self, field: &str, value: &Value) -> Option<String> {
        match &value.kind {
            ValueKind::Text(text) => Some(text.clone()),
            ValueKind::Name(name) => {
                let message = format!("`{field}` is text, and a text stands in quotes");
                let problem = Diagnostic::new(Code::WrongType, value.span, message, "a name, not a text");
                self.push(problem.help(format!("write `\"{name}\"`")).replace(
                    value.span,
                    format!("\"{name}\""),
                    Applicability::Unsafe,
                ));
                None
            }
            _ => {
                self.wrong_value(field, FieldType::Text, value);
                None
            }
        }
    }

    pub(super) fn yes_no_value(&mut self, field: &str, value: &Value) -> Option<bool> {
        match &value.kind {
            ValueKind::YesNo(yes) => Some(*yes),
            _ => {
                self.wrong_value(field, FieldType::YesNo, value);
                None
            }
        }
    }

    /// A threshold of similarity.
    pub(super) fn threshold(&mut self, amount: &Amount) -> Option<Similarity> {
        if amount.unit != Unit::Percent {
            let problem = Diagnostic::new(
                Code::MissingUnit,
                amount.span,
                "how alike names are is a percentage",
                "not a percentage",
            );
            let right = format!("{}%", amount.number.text);
            self.push(problem.replace(amount.span, right, Applicability::Unsafe));
            return None;
        }
        let number = self.number(&amount.number.text, amount.span)?;
        let hundredths =
            number.checked_mul(Decimal::ONE_HUNDRED).and_then(|scaled| u32::try_from(scaled).ok());
        match hundredths {
            Some(hundredths) if hundredths <= 10_000 && number.normalize().scale() <= 2 => {
                Some(Similarity::from_hundredths(hundredths))
            }
            _ => {
                let message = "a similarity lies between 0% and 100%, in hundredths of a percent at most";
                self.push(Diagnostic::new(Code::InvalidNumber, amount.span, message, "out of range"));
                None
            }
        }
    }

    /// The bounds that a comparison sets, its values read by `read`.
    pub(super) fn bounds<T: Clone + PartialOrd>(
        &mut self,
        comparison: &Comparison,
        mut read: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Option<Bounds<T>> {
        let values: Vec<Option<T>> = comparison.values.iter().map(|value| read(self, value)).collect();
        let values: Vec<T> = values.into_iter().collect::<Option<_>>()?;
        let (first, last) = (values.first()?.clone(), values.last()?.clone());
        if comparison.word == "between" && first > last {
            let span = comparison.values.first()?.span.to(comparison.values.last()?.span);
            let problem = Diagnostic::new(
                Code::EmptyRange,
                span,
                "the range ends before it begins",
                "the wrong way round",
            );
            let (low, high) = (comparison.values.last()?.span, comparison.values.first()?.span);
            let right = format!("{} and {}", self.source_text(low), self.source_text(high));
            self.push(problem.help("`between A and B` includes both, and A comes first").replace(
                span,
                right,
                Applicability::Unsafe,
            ));
            return None;
        }
        let (low, high) = match comparison.word {
            "over" | "after" => (Some((first, false)), None),
            "at least" | "on or after" => (Some((first, true)), None),
            "under" | "before" => (None, Some((first, false))),
            "at most" | "on or before" => (None, Some((first, true))),
            _ => (Some((first, true)), Some((last, true))),
        };
        Some(Bounds { low, high })
    }
}
