//! Countries: codes and names of ISO 3166, as the vocabulary declares them.
//!
//! In: declarations. Out: the country that a text names.

use super::spellings::Spellings;

/// A declared country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryId(u16);

/// The countries of a program.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    declared: Vec<(String, String)>,
    spellings: Spellings<CountryId>,
}

impl Countries {
    /// Declares a country by its alpha-2 code, its English name first, then further names and codes. `None` where there are
    /// 65,536 already.
    pub fn declare<'a>(&mut self, code: &str, names: impl IntoIterator<Item = &'a str>) -> Option<CountryId> {
        let id = CountryId(u16::try_from(self.declared.len()).ok()?);
        self.spellings.add(code, id);
        let mut english = None;
        for name in names {
            english.get_or_insert_with(|| name.to_owned());
            self.spellings.add(name, id);
        }
        self.declared.push((code.to_owned(), english.unwrap_or_else(|| code.to_owned())));
        Some(id)
    }

    /// The country that a text names: an alpha-2 or alpha-3 code or a name, in any case.
    pub fn recognise(&self, text: &str) -> Option<CountryId> {
        self.spellings.find_one(text)
    }

    /// The alpha-2 code.
    pub fn code(&self, id: CountryId) -> &str {
        self.declared.get(usize::from(id.0)).map_or("", |(code, _)| code)
    }

    /// The English name.
    pub fn name(&self, id: CountryId) -> &str {
        self.declared.get(usize::from(id.0)).map_or("", |(_, name)| name)
    }

    /// All codes, for suggestions.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(|(code, _)| code.as_str())
    }
}
