//! Places: how one lies within another, and which of them a text, a postal code or an address names.
//!
//! In: declarations. Out: what a record's words say about a place that a rule asks for.

use super::countries::CountryId;
use super::spellings::Spellings;
use super::text::{Phrase, Text};

/// A declared region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// A declared region as it is known.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// The name by which policies call it.
    pub name: String,
    /// The official name first, then spellings; codes are spellings too.
    pub spellings: Vec<String>,
    /// Postal codes, or their beginnings with a `*`.
    pub postal: Vec<String>,
    /// The region that holds it.
    pub within: Option<PlaceId>,
    /// The country that holds it, where that is said of the place itself.
    pub country: Option<CountryId>,
}

/// How a given place lies to one that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// The same place, or inside it.
    Within,
    /// Around it: too wide to tell.
    Around,
    /// Elsewhere.
    Outside,
    /// Not known: one of the two is in no declared country.
    Anywhere,
}

/// The places of a program.
#[derive(Clone, Debug, Default)]
pub struct Places {
    declared: Vec<Place>,
    spellings: Spellings<PlaceId>,
    phrases: Vec<Vec<Phrase>>,
}

impl Places {
    /// Declares a place. What holds it may be declared later: see [`Places::put_within`]. `None` beyond 4,294,967,295.
    pub fn declare(&mut self, place: Place) -> Option<PlaceId> {
        let id = PlaceId(u32::try_from(self.declared.len()).ok()?);
        self.spellings.add(&place.name, id);
        for spelling in &place.spellings {
            self.spellings.add(spelling, id);
        }
        // Codes betray nothing in an address, and a single letter or digit is no word to look for.
        let words =
            place.spellings.iter().filter(|spelling| !spelling.chars().all(|sign| sign.is_ascii_digit()));
        self.phrases.push(words.map(|spelling| Phrase::new(spelling)).collect());
        self.declared.push(place);
        Some(id)
    }

    /// Says what holds a place.
    ///
    /// INVARIANT: the caller has seen to it that containment has no circle.
    pub fn put_within(&mut self, id: PlaceId, within: Option<PlaceId>, country: Option<CountryId>) {
        if let Some(place) = self.declared.get_mut(id.0 as usize) {
            (place.within, place.country) = (within, country);
        }
    }

    /// A declared place.
    pub fn get(&self, id: PlaceId) -> &Place {
        #[expect(clippy::indexing_slicing, reason = "ids come from `declare` of this table only")]
        &self.declared[id.0 as usize]
    }

    /// The official name.
    pub fn official(&self, id: PlaceId) -> &str {
        let place = self.get(id);
        place.spellings.first().unwrap_or(&place.name)
    }

    /// The places that a text may mean.
    pub fn recognise(&self, text: &str) -> &[PlaceId] {
        self.spellings.find(text)
    }

    /// The place and all that hold it, the nearest first.
    fn holders(&self, id: PlaceId) -> impl Iterator<Item = PlaceId> + '_ {
        // Bounded, so that even a circle would end.
        std::iter::successors(Some(id), |id| self.get(*id).within).take(self.declared.len())
    }

    /// The country of a place; none where no declaration says.
    pub fn country(&self, id: PlaceId) -> Option<CountryId> {
        self.holders(id).find_map(|holder| self.get(holder).country)
    }

    /// Whether the one place is the other or within it.
    pub fn is_within(&self, inner: PlaceId, outer: PlaceId) -> bool {
        self.holders(inner).any(|holder| holder == outer)
    }

    /// How a given place lies to one that is asked for.
    pub fn lies(&self, given: PlaceId, asked: PlaceId) -> Lies {
        if self.is_within(given, asked) {
            return Lies::Within;
        }
        if self.is_within(asked, given) {
            return Lies::Around;
        }
        // Two places of which neither holds the other are apart, unless one hangs in the air and could be anywhere.
        match (self.country(given), self.country(asked)) {
            (Some(_), Some(_)) => Lies::Outside,
            _ => Lies::Anywhere,
        }
    }

    /// The place within `asked`, or `asked` itself, to which a postal code belongs; the most exact pattern wins.
    pub fn by_postal_code(&self, code: &str, asked: PlaceId) -> Option<PlaceId> {
        let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
        let length =
            |place: &Place| place.postal.iter().filter(|pattern| fits(pattern, &code)).map(String::len).max();
        let ids = (0u32..).map(PlaceId).zip(&self.declared);
        let fitting = ids
            .filter_map(|(id, place)| Some((length(place)?, id)))
            .filter(|(_, id)| self.is_within(*id, asked));
        fitting.max_by_key(|(length, id)| (*length, std::cmp::Reverse(*id))).map(|(_, id)| id)
    }

    /// The place to which a postal code belongs, whichever that is; the most exact pattern wins.
    pub fn of_postal_code(&self, code: &str) -> impl Iterator<Item = PlaceId> + '_ {
        let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
        let ids = (0u32..).map(PlaceId).zip(&self.declared);
        ids.filter(move |(_, place)| place.postal.iter().any(|pattern| fits(pattern, &code)))
            .map(|(id, _)| id)
    }

    /// Whether one postal code may belong to both places.
    pub fn share_postal_codes(&self, first: PlaceId, second: PlaceId) -> bool {
        let patterns = |of: PlaceId| {
            let ids = (0u32..).map(PlaceId).zip(&self.declared);
            ids.filter(move |(id, _)| self.is_within(*id, of)).flat_map(|(_, place)| &place.postal)
        };
        let beginning = |pattern: &str| pattern.trim_end_matches('*').to_ascii_lowercase();
        patterns(first).any(|one| {
            let one_begins = beginning(one);
            patterns(second).any(|other| {
                let other_begins = beginning(other);
                one_begins.starts_with(&other_begins) || other_begins.starts_with(&one_begins)
            })
        })
    }

    /// A place within `asked`, or `asked` itself, that an address names in whole words.
    pub fn mentioned(&self, address: &Text, asked: PlaceId) -> Option<PlaceId> {
        let ids = (0u32..).map(PlaceId).zip(&self.phrases);
        ids.filter(|(_, phrases)| phrases.iter().any(|phrase| address.mentions(phrase)))
            .map(|(id, _)| id)
            .find(|id| self.is_within(*id, asked))
    }

    /// All names by which policies call places, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(|place| place.name.as_str())
    }
}

fn fits(pattern: &str, code: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => {
            code.len() >= beginning.len()
                && code.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
        }
        None => code.eq_ignore_ascii_case(pattern),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::countries::Countries;

    #[test]
    fn places_lie_within_around_outside_or_anywhere() -> Result<(), &'static str> {
        let mut countries = Countries::default();
        let china = countries.declare("CN", ["China"]).ok_or("full")?;
        let mut places = Places::default();
        let mut declare = |name: &str, within, country| {
            let place = Place {
                name: name.to_owned(),
                spellings: vec![name.to_uppercase()],
                within,
                country,
                ..Place::default()
            };
            places.declare(place).ok_or("full")
        };
        let vale = declare("vale", None, Some(china))?;
        let hollow = declare("hollow", Some(vale), None)?;
        let plain = declare("plain", None, Some(china))?;
        let nowhere = declare("nowhere", None, None)?;
        assert_eq!(places.lies(hollow, vale), Lies::Within);
        assert_eq!(places.lies(vale, vale), Lies::Within);
        assert_eq!(places.lies(vale, hollow), Lies::Around);
        assert_eq!(places.lies(plain, hollow), Lies::Outside);
        assert_eq!(places.lies(nowhere, vale), Lies::Anywhere);
        assert_eq!(places.country(hollow), Some(china));
        Ok(())
    }

    #[test]
    fn postal_patterns_are_whole_codes_or_beginnings() {
        assert!(fits("83*", "830000"));
        assert!(fits("830000", "830000"));
        assert!(!fits("830000", "83000"));
        assert!(!fits("83*", "8"));
        assert!(fits("AB1*", "ab12cd"));
    }
}
