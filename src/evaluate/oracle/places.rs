//! Tests of countries, regions and goods, which one fact may decide for another.

use super::judgement::Reading;
use super::reader::Reader;
use crate::evaluate::decision::{By, Evidence};
use crate::evaluate::settle::Ask;
use crate::model::{FieldId, Role, Truth, Value};
use crate::vocabulary::countries::CountryId;
use crate::vocabulary::goods::{Covers, GoodsId};
use crate::vocabulary::places::{Lies, PlaceId};
use crate::vocabulary::text::{Text, fold};

/// What several candidates say together: they agree, or it is not known.
fn agreed(truths: impl IntoIterator<Item = Truth>) -> Truth {
    let mut truths = truths.into_iter();
    let Some(first) = truths.next() else { return Truth::Unknown };
    if truths.all(|truth| truth == first) { first } else { Truth::Unknown }
}

fn with(evidence: Evidence, matched: impl Into<String>) -> Evidence {
    Evidence { matched: Some(matched.into()), ..evidence }
}

fn decided(truth: Truth, evidence: Evidence) -> (Truth, Reading) {
    (truth, Reading { evidence: vec![evidence], ..Reading::default() })
}

/// A test whose own field says one thing and another fact the other.
fn conflict(own: Evidence, other: Evidence, reason: String) -> (Truth, Reading) {
    let ask = Ask::unsettled(own.at.clone(), reason);
    let unknown = |evidence| Evidence { truth: Truth::Unknown, ..evidence };
    (Truth::Unknown, Reading { evidence: vec![unknown(own), other], asks: vec![ask], ..Reading::default() })
}

impl<'p, 'r> Reader<'_, 'p, 'r>
where
    'p: 'r,
{
    /// The country that the record states; `Err` where it states none that is known.
    fn stated_country(&self, field: FieldId) -> Option<CountryId> {
        self.fact(field).text().and_then(|text| self.program().countries.recognise(text))
    }

    /// Whether a postal code or an address may speak of a place: where the record's country is the place's, or none that is known.
    fn counts_for(&self, place: PlaceId) -> bool {
        self.stated_country(Role::Country.into())
            .is_none_or(|stated| self.program().places.country(place) == Some(stated))
    }

    /// Whether other facts say what a field would, so that nothing is assumed of it: an assumption is read last.
    pub(super) fn is_derived(&self, field: FieldId) -> bool {
        let Reader { context, thing, .. } = self;
        let bare = context.reader(thing, false);
        let text = |role: Role| bare.fact(role).text();
        let places = || text(Role::Region).map_or(&[][..], |region| self.program().places.recognise(region));
        let by_postal_code = || {
            text(Role::PostalCode).is_some_and(|code| {
                self.program().places.of_postal_code(code).any(|place| bare.counts_for(place))
            })
        };
        let by_goods =
            |role: Role| text(role).is_some_and(|name| !self.program().goods.recognise(name).is_empty());
        if field == Role::Country.into() {
            places().iter().any(|place| self.program().places.country(*place).is_some()) || by_postal_code()
        } else if field == Role::Region.into() {
            by_postal_code()
        } else if field == Role::Product.into() {
            by_goods(Role::Category)
        } else if field == Role::Category.into() {
            by_goods(Role::Product)
        } else {
            false
        }
    }

    pub(super) fn read_country(&self, words: &str, field: FieldId, asked: CountryId) -> (Truth, Reading) {
        let countries = &self.program().countries;
        let own = self.stated_country(field);
        let own_truth = own.map_or(Truth::Unknown, |own| Truth::from(own == asked));
        let own_evidence = |truth| {
            let text = self.fact(field).text().unwrap_or_default();
            let by = match own {
                Some(own) if text.trim().eq_ignore_ascii_case(countries.code(own)) => By::Code,
                Some(own) if fold(text) == fold(countries.name(own)) => By::ExactName,
                Some(_) => By::Alias,
                None => By::Value,
            };
            let evidence = self.evidence(words, field, truth, by);
            own.map_or(evidence.clone(), |own| with(evidence, countries.code(own)))
        };
        let is_own_field = field == Role::Country.into();
        let by_region = if is_own_field { self.country_by_region(words, asked) } else { None };
        let by_code = if is_own_field { self.country_by_postal_code(words, asked) } else { None };
        match (own_truth, by_region) {
            (Truth::True, _) | (Truth::False, None | Some((Truth::False, _))) => {
                decided(own_truth, own_evidence(own_truth))
            }
            (Truth::False, Some((_, region))) => {
                let reason = format!("`{}` contradicts `{}`", region.at, self.at(field));
                conflict(own_evidence(Truth::Unknown), region, reason)
            }
            (Truth::Unknown, Some((Truth::False, region))) if by_code.is_some() => {
                let code = by_code.into_iter();
                let region = Evidence { truth: Truth::Unknown, ..region };
                let reading = Reading {
                    evidence: std::iter::once(region).chain(code).collect(),
                    asks: vec![self.ask(field)],
                    ..Reading::default()
                };
                (Truth::Unknown, reading)
            }
            (Truth::Unknown, Some((truth, region))) => decided(truth, region),
            (Truth::Unknown, None) if by_code.is_some() && self.fact(field).is_missing() => {
                (Truth::True, Reading { evidence: by_code.into_iter().collect(), ..Reading::default() })
            }
            (Truth::Unknown, None) => {
                let (truth, mut reading) = self.open(words, field);
                if self.fact(field).text().is_some() {
                    let text = self.fact(field).text().unwrap_or_default();
                    reading.asks =
                        vec![Ask::unsettled(self.at(field), format!("`{text}` is no country that is known"))];
                }
                if is_own_field {
                    reading.asks =
                        reading.asks.into_iter().map(|ask| ask.or(self.at(Role::Region.into()))).collect();
                }
                (truth, reading)
            }
        }
    }

    /// What the region says of the country.
    fn country_by_region(&self, words: &str, asked: CountryId) -> Option<(Truth, Evidence)> {
        let places = &self.program().places;
        let candidates = self.fact(Role::Region).text().map_or(&[][..], |text| places.recognise(text));
        let truth = agreed(candidates.iter().map(|place| {
            places.country(*place).map_or(Truth::Unknown, |country| Truth::from(country == asked))
        }));
        let country = candidates.first().and_then(|place| places.country(*place));
        let code = country.map_or("", |country| self.program().countries.code(country));
        let evidence = || with(self.evidence(words, Role::Region, truth, By::Place), code);
        (truth != Truth::Unknown).then(|| (truth, evidence()))
    }

    /// That the postal code is of a place in this country and of no other, where the record states no country that is known.
    fn country_by_postal_code(&self, words: &str, asked: CountryId) -> Option<Evidence> {
        let places = &self.program().places;
        if self.stated_country(Role::Country.into()).is_some() {
            return None;
        }
        let code = self.fact(Role::PostalCode).text()?;
        let mut belongs = places.of_postal_code(code).map(|place| places.country(place)).peekable();
        let agrees = belongs.peek().is_some() && belongs.all(|country| country == Some(asked));
        let evidence = || self.evidence(words, Role::PostalCode, Truth::True, By::PostalCode);
        agrees.then(|| with(evidence(), self.program().countries.code(asked)))
    }

    pub(super) fn read_region(&self, words: &str, field: FieldId, asked: PlaceId) -> (Truth, Reading) {
        let places = &self.program().places;
        let candidates = self.fact(field).text().map_or(&[][..], |text| places.recognise(text));
        let own = agreed(candidates.iter().map(|given| match places.lies(*given, asked) {
            Lies::Within => Truth::True,
            Lies::Outside => Truth::False,
            Lies::Around | Lies::Anywhere => Truth::Unknown,
        }));
        let own_evidence = |truth| {
            let by = if candidates.contains(&asked) { By::Place } else { By::PlaceWithin };
            let evidence =
                self.evidence(words, field, truth, if truth == Truth::True { by } else { By::Place });
            let found = if truth == Truth::True { Some(asked) } else { candidates.first().copied() };
            found.map_or(evidence.clone(), |place| with(evidence, places.official(place)))
        };
        if own == Truth::True {
            return decided(Truth::True, own_evidence(Truth::True));
        }
        if field != Role::Region.into() {
            return if own == Truth::False {
                decided(own, own_evidence(own))
            } else {
                self.open_region(words, field, asked)
            };
        }
        let postal = self.region_by_postal_code(words, asked);
        match (own, postal) {
            (Truth::False, Some(postal)) => {
                let reason = format!("`{}` contradicts `{}`", postal.at, self.at(field));
                conflict(own_evidence(Truth::Unknown), postal, reason)
            }
            (Truth::False, None) => match self.region_betrayed(words, asked) {
                Some(address) => {
                    let reason =
                        format!("`{}` names `{}`", address.at, address.matched.clone().unwrap_or_default());
                    let ask = Ask::unsettled(address.at.clone(), reason);
                    (
                        Truth::Unknown,
                        Reading {
                            evidence: vec![own_evidence(Truth::Unknown), address],
                            asks: vec![ask],
                            ..Reading::default()
                        },
                    )
                }
                None => decided(own, own_evidence(own)),
            },
            (_, Some(postal)) if postal.truth == Truth::True => decided(Truth::True, postal),
            (_, Some(postal)) => {
                let (truth, mut reading) = self.open_region(words, field, asked);
                reading.evidence.push(postal);
                (truth, reading)
            }
            (_, None) => match self.region_excluded(words, asked) {
                Some(country) => decided(Truth::False, country),
                None => self.open_region(words, field, asked),
            },
        }
    }

    fn open_region(&self, words: &str, field: FieldId, asked: PlaceId) -> (Truth, Reading) {
        let places = &self.program().places;
        let (truth, mut reading) = self.open(words, field);
        if let Some(text) = self.fact(field).text() {
            let candidates = places.recognise(text);
            let reason = match candidates {
                [] => format!("`{text}` is not declared anywhere"),
                [given] if places.is_within(asked, *given) => {
                    format!("`{text}` is too wide: it holds {} and more", places.official(asked))
                }
                [_] => format!("where `{text}` lies is not declared"),
                _ => format!("`{text}` is the name of several places"),
            };
            reading.asks = vec![Ask::unsettled(self.at(field), reason)];
        }
        (truth, reading)
    }

    /// A place within the one that is asked for, by the postal code, where nothing says that the code is of another country.
    fn region_by_postal_code(&self, words: &str, asked: PlaceId) -> Option<Evidence> {
        let places = &self.program().places;
        let code = self.fact(Role::PostalCode).text()?;
        let place = places.by_postal_code(code, asked).filter(|place| self.counts_for(*place))?;
        // A country that nobody knows may be another one: the code then keeps the test open, and decides nothing.
        let is_sure =
            self.fact(Role::Country).is_missing() || self.stated_country(Role::Country.into()).is_some();
        let truth = if is_sure { Truth::True } else { Truth::Unknown };
        Some(with(self.evidence(words, Role::PostalCode, truth, By::PostalCode), places.official(place)))
    }

    /// A country that does not hold the place.
    fn region_excluded(&self, words: &str, asked: PlaceId) -> Option<Evidence> {
        let stated = self.stated_country(Role::Country.into())?;
        let holder = self.program().places.country(asked)?;
        let countries = &self.program().countries;
        (stated != holder).then(|| {
            with(self.evidence(words, Role::Country, Truth::False, By::Value), countries.code(stated))
        })
    }

    /// A place in the address, where its country is the record's or the record has none.
    fn region_betrayed(&self, words: &str, asked: PlaceId) -> Option<Evidence> {
        let address = Text::new(self.fact(Role::ProducerAddress).text()?);
        let place =
            self.program().places.mentioned(&address, asked).filter(|place| self.counts_for(*place))?;
        Some(with(
            self.evidence(words, Role::ProducerAddress, Truth::Unknown, By::Address),
            self.program().places.official(place),
        ))
    }

    pub(super) fn read_goods(&self, words: &str, field: FieldId, asked: GoodsId) -> (Truth, Reading) {
        let own = self.goods_by_name(words, field, asked);
        let code = self.goods_by_code(words, asked);
        let other_field = if field == Role::Product.into() { Role::Category } else { Role::Product };
        match (own, code) {
            (Some((Truth::True, own)), _) => decided(Truth::True, own),
            (Some((Truth::False, own)), Some((Truth::True, code))) => {
                let reason = format!("`{}` contradicts `{}`", code.at, own.at);
                conflict(own, code, reason)
            }
            (Some((Truth::False, own)), _) => self.goods_unless_betrayed(words, own, asked),
            (_, Some((Truth::True, code))) => decided(Truth::True, code),
            (_, Some((Truth::False, code))) => self.goods_unless_betrayed(words, code, asked),
            (own, code) => match self.goods_by_name(words, other_field.into(), asked) {
                Some((Truth::True, other)) => decided(Truth::True, other),
                _ => {
                    self.open_goods(words, field, asked, own.map(|(_, own)| own), code.map(|(_, code)| code))
                }
            },
        }
    }

    fn goods_by_name(&self, words: &str, field: FieldId, asked: GoodsId) -> Option<(Truth, Evidence)> {
        let goods = &self.program().goods;
        let text = self.fact(field).text()?;
        let candidates = goods.recognise(text);
        let truth = agreed(candidates.iter().map(|given| match goods.covers(asked, *given) {
            Covers::Within => Truth::True,
            Covers::Outside => Truth::False,
            Covers::Undecided => Truth::Unknown,
        }));
        let is_name = candidates.iter().any(|given| fold(&goods.get(*given).name) == fold(text));
        let by = match candidates {
            [] => By::Value,
            _ if is_name => By::ExactName,
            _ => By::Alias,
        };
        let evidence = self.evidence(words, field, truth, by);
        let found = if truth == Truth::True { Some(asked) } else { candidates.first().copied() };
        Some((truth, found.map_or(evidence.clone(), |found| with(evidence, goods.get(found).name.clone()))))
    }

    fn goods_by_code(&self, words: &str, asked: GoodsId) -> Option<(Truth, Evidence)> {
        let Some(Value::Hts(code)) = self.fact(Role::Hts).value() else { return None };
        let truth = self.program().goods.covers_code(asked, code.range());
        let evidence = self.evidence(words, Role::Hts, truth, By::CodePrefix);
        let matched = (truth == Truth::True).then(|| self.program().goods.get(asked).name.clone());
        Some((truth, Evidence { matched, ..evidence }))
    }

    /// Goods that are ruled out, unless a word in the description betrays them.
    fn goods_unless_betrayed(&self, words: &str, ruled_out: Evidence, asked: GoodsId) -> (Truth, Reading) {
        let description = self.fact(Role::Description).text().map(Text::new);
        let word = description.and_then(|description| self.program().goods.betrayed(&description, asked));
        let Some(word) = word else { return decided(Truth::False, ruled_out) };
        let evidence = with(self.evidence(words, Role::Description, Truth::Unknown, By::Description), word);
        let ask = Ask::unsettled(
            evidence.at.clone(),
            format!("it mentions `{word}`, though `{}` says otherwise", ruled_out.at),
        );
        let ruled_out = Evidence { truth: Truth::Unknown, ..ruled_out };
        (
            Truth::Unknown,
            Reading { evidence: vec![ruled_out, evidence], asks: vec![ask], ..Reading::default() },
        )
    }

    fn open_goods(
        &self,
        words: &str,
        field: FieldId,
        asked: GoodsId,
        own: Option<Evidence>,
        code: Option<Evidence>,
    ) -> (Truth, Reading) {
        let goods = &self.program().goods;
        let hts = FieldId::from(Role::Hts);
        let code_decides = goods.has_codes_only(asked);
        let ask = match (&own, &code) {
            // A longer code would decide, and so would goods that are known by their name.
            (_, Some(code)) if code_decides => {
                Ask::unsettled(self.at(hts), format!("`{}` is too short to tell", code.value))
            }
            (None, _) if code_decides => self.ask(hts).or(self.at(field)),
            (Some(own), _) if code_decides => self.ask(hts).or(own.at.clone()),
            (Some(own), _) => {
                let known = !goods.recognise(&own.value).is_empty();
                let why = if known {
                    "is wider than what is asked for, or cannot be compared with it"
                } else {
                    "is not declared anywhere"
                };
                Ask::unsettled(self.at(field), format!("`{}` {why}", own.value))
            }
            (None, _) => self.ask(field),
        };
        let mut evidence: Vec<Evidence> = own.into_iter().chain(code).collect();
        let description = self.fact(Role::Description).text().map(Text::new);
        if let Some(word) = description.and_then(|description| goods.betrayed(&description, asked)) {
            evidence
                .push(with(self.evidence(words, Role::Description, Truth::Unknown, By::Description), word));
        }
        (Truth::Unknown, Reading { evidence, asks: vec![ask], ..Reading::default() })
    }
}
