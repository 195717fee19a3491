//! Goods: what lies within what, decided by HTS codes where there are codes and by declaration where there are none.
//!
//! In: declarations. Out: what a record's words and codes say about goods that a rule asks for.

use std::collections::BTreeSet;

use super::spellings::Spellings;
use super::text::{Phrase, Text};
use crate::model::{HtsRange, Truth};

/// Declared goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoodsId(u32);

/// Declared goods as they are known.
#[derive(Clone, Debug, Default)]
pub struct Goods {
    /// The name by which policies call them.
    pub name: String,
    /// Spellings that a record may use.
    pub spellings: Vec<String>,
    /// The codes.
    pub codes: Vec<HtsRange>,
    /// Other goods that they consist of.
    pub parts: Vec<GoodsId>,
    /// Words that betray them in a description.
    pub described: Vec<String>,
    /// The year of the nomenclature that the codes are of, where it is said.
    pub edition: Option<u16>,
}

/// Everything that goods are, their parts opened.
#[derive(Clone, Debug, Default)]
struct Extent {
    /// Sorted, and apart from each other.
    codes: Vec<HtsRange>,
    /// Goods of which no code tells what they are, these goods themselves among them where they have none.
    uncoded: BTreeSet<GoodsId>,
    /// These goods and all that they consist of.
    members: BTreeSet<GoodsId>,
}

/// How given goods lie to those that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covers {
    /// All of them are asked for.
    Within,
    /// None of them is.
    Outside,
    /// They are wider, overlap, or cannot be compared.
    Undecided,
}

/// The goods of a program.
#[derive(Clone, Debug, Default)]
pub struct GoodsTable {
    declared: Vec<Goods>,
    extents: Vec<Extent>,
    phrases: Vec<Vec<(String, Phrase)>>,
    spellings: Spellings<GoodsId>,
}

impl GoodsTable {
    /// Declares goods. Their parts may be declared later: call [`GoodsTable::settle`] once all are. `None` beyond 4,294,967,295.
    pub fn declare(&mut self, goods: Goods) -> Option<GoodsId> {
        let id = GoodsId(u32::try_from(self.declared.len()).ok()?);
        self.spellings.add(&goods.name, id);
        for spelling in &goods.spellings {
            self.spellings.add(spelling, id);
        }
        self.phrases.push(goods.described.iter().map(|word| (word.clone(), Phrase::new(word))).collect());
        self.declared.push(goods);
        Some(id)
    }

    /// Says of what goods consist.
    ///
    /// INVARIANT: the caller has seen to it that parts have no circle.
    pub fn set_parts(&mut self, id: GoodsId, parts: Vec<GoodsId>) {
        if let Some(goods) = self.declared.get_mut(id.0 as usize) {
            goods.parts = parts;
        }
    }

    /// Opens the parts of all goods.
    pub fn settle(&mut self) {
        let ids = (0u32..).map(GoodsId).take(self.declared.len());
        self.extents = ids.map(|id| self.open(id)).collect();
    }

    /// Declares goods without parts after all others are settled.
    pub fn declare_settled(&mut self, goods: Goods) -> Option<GoodsId> {
        let id = self.declare(goods)?;
        let extent = self.open(id);
        self.extents.push(extent);
        Some(id)
    }

    fn open(&self, id: GoodsId) -> Extent {
        let mut extent = Extent::default();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !extent.members.insert(id) {
                continue;
            }
            let goods = self.get(id);
            extent.codes.extend(&goods.codes);
            open.extend(&goods.parts);
            if goods.codes.is_empty() && goods.parts.is_empty() {
                extent.uncoded.insert(id);
            }
        }
        extent.codes = merged(extent.codes);
        extent
    }

    /// Declared goods.
    pub fn get(&self, id: GoodsId) -> &Goods {
        #[expect(clippy::indexing_slicing, reason = "ids come from `declare` of this table only")]
        &self.declared[id.0 as usize]
    }

    fn extent(&self, id: GoodsId) -> &Extent {
        #[expect(
            clippy::indexing_slicing,
            reason = "`settle` makes one extent for each of the declared goods"
        )]
        &self.extents[id.0 as usize]
    }

    /// The goods that a text may mean.
    pub fn recognise(&self, text: &str) -> &[GoodsId] {
        self.spellings.find(text)
    }

    /// Whether given goods are among those that are asked for.
    pub fn covers(&self, asked: GoodsId, given: GoodsId) -> Covers {
        let (asked_extent, given_extent) = (self.extent(asked), self.extent(given));
        let coded_within = given_extent
            .codes
            .iter()
            .all(|range| asked_extent.codes.iter().any(|outer| range.is_within(*outer)));
        if asked_extent.members.contains(&given)
            || coded_within && given_extent.uncoded.is_subset(&asked_extent.uncoded)
        {
            return Covers::Within;
        }
        let overlap = given_extent
            .codes
            .iter()
            .any(|range| asked_extent.codes.iter().any(|other| range.overlaps(*other)));
        let comparable = asked_extent.uncoded.is_empty() && given_extent.uncoded.is_empty();
        if comparable && !overlap { Covers::Outside } else { Covers::Undecided }
    }

    /// Whether the lines under a code are among the goods that are asked for.
    pub fn covers_code(&self, asked: GoodsId, code: HtsRange) -> Truth {
        let extent = self.extent(asked);
        if extent.codes.iter().any(|range| code.is_within(*range)) {
            Truth::True
        } else if extent.uncoded.is_empty() && !extent.codes.iter().any(|range| code.overlaps(*range)) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// All codes of the goods and of what they consist of, in their order.
    pub fn codes(&self, goods: GoodsId) -> &[HtsRange] {
        &self.extent(goods).codes
    }

    /// The names of goods among them that no code tells.
    pub fn uncoded(&self, goods: GoodsId) -> impl Iterator<Item = &str> {
        self.extent(goods).uncoded.iter().map(|id| self.get(*id).name.as_str())
    }

    /// Whether codes alone tell what the goods are, and all of them lie under a range.
    pub fn lie_under(&self, goods: GoodsId, range: HtsRange) -> bool {
        let extent = self.extent(goods);
        extent.uncoded.is_empty()
            && !extent.codes.is_empty()
            && extent.codes.iter().all(|own| own.is_within(range))
    }

    /// Whether a code that is long enough would decide.
    pub fn has_codes_only(&self, asked: GoodsId) -> bool {
        self.extent(asked).uncoded.is_empty()
    }

    /// A word in a description that betrays the goods, or goods within them.
    pub fn betrayed(&self, description: &Text, asked: GoodsId) -> Option<&str> {
        let ids = (0u32..).map(GoodsId).zip(&self.phrases);
        ids.filter_map(|(id, phrases)| {
            Some((id, phrases.iter().find(|(_, phrase)| description.mentions(phrase))?))
        })
        .find(|(id, _)| self.covers(asked, *id) == Covers::Within)
        .map(|(_, (word, _))| word.as_str())
    }

    /// All names by which policies call goods, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(|goods| goods.name.as_str())
    }
}

/// Ranges sorted and joined where they touch, so that a range within two neighbours is within one.
fn merged(mut ranges: Vec<HtsRange>) -> Vec<HtsRange> {
    ranges.sort_unstable();
    let mut merged: Vec<HtsRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.first <= last.last.saturating_add(1) => last.last = last.last.max(range.last),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::HtsCode;

    fn range(code: &str) -> HtsRange {
        HtsCode::parse(code).map_or(HtsRange { first: 0, last: 0 }, HtsCode::range)
    }

    fn declare(
        table: &mut GoodsTable,
        name: &str,
        codes: &[&str],
        parts: Vec<GoodsId>,
    ) -> Result<GoodsId, &'static str> {
        let codes = codes.iter().map(|code| range(code)).collect();
        let goods = Goods {
            name: name.to_owned(),
            codes,
            parts,
            described: vec![name.to_owned()],
            ..Goods::default()
        };
        table.declare(goods).ok_or("full")
    }

    #[test]
    fn goods_lie_within_outside_or_neither() -> Result<(), &'static str> {
        let mut table = GoodsTable::default();
        let flax = declare(&mut table, "flax", &["5301"], vec![])?;
        let bast = declare(&mut table, "bast", &["5301", "5302"], vec![])?;
        let rope = declare(&mut table, "rope", &["5302", "5607"], vec![])?;
        let steel = declare(&mut table, "steel", &["72"], vec![])?;
        let relic = declare(&mut table, "relic", &[], vec![])?;
        let other = declare(&mut table, "other", &[], vec![])?;
        let kept = declare(&mut table, "kept", &["9705"], vec![relic])?;
        table.settle();
        let cases = [
            (bast, flax, Covers::Within),
            (flax, bast, Covers::Undecided),
            (bast, rope, Covers::Undecided),
            (bast, steel, Covers::Outside),
            (kept, relic, Covers::Within),
            (relic, kept, Covers::Undecided),
            (relic, other, Covers::Undecided),
            (relic, steel, Covers::Undecided),
        ];
        for (asked, given, expected) in cases {
            assert_eq!(
                table.covers(asked, given),
                expected,
                "{} of {}",
                table.get(given).name,
                table.get(asked).name
            );
        }
        assert_eq!(table.covers_code(bast, range("5301.21")), Truth::True);
        assert_eq!(table.covers_code(bast, range("53")), Truth::Unknown);
        assert_eq!(table.covers_code(bast, range("72")), Truth::False);
        assert_eq!(table.covers_code(kept, range("72")), Truth::Unknown);
        assert_eq!(table.betrayed(&Text::new("Old relic"), kept), Some("relic"));
        assert_eq!(table.betrayed(&Text::new("Old relic"), bast), None);
        Ok(())
    }
}
