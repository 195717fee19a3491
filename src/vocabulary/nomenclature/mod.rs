//! Which codes the Harmonized System has, edition by edition.
//!
//! In: the embedded table of six-digit codes. Out: whether a code exists, in which editions, and the one that was probably meant. Not here:
//! what codes mean, and the eight- and ten-digit lines that each country adds under them.

use std::sync::LazyLock;

use crate::model::{HtsCode, HtsRange};

/// One six-digit code, with a bit for each edition that has it.
#[derive(Clone, Copy, Debug)]
struct Entry {
    code: u32,
    editions: u8,
}

/// The embedded table.
#[derive(Debug, Default)]
struct Table {
    /// The years of the editions, the oldest first.
    years: Vec<u16>,
    /// Sorted by code.
    entries: Vec<Entry>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read(include_str!("codes.txt")));

/// Lines of ten digits under one code of six.
const LINES: u64 = 10_000;

/// Some editions of the Harmonized System.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Editions(u8);

impl Editions {
    /// The edition of a year; none where the table has none of that year.
    pub fn of_year(year: u16) -> Option<Editions> {
        let at = TABLE.years.iter().position(|known| *known == year)?;
        Some(Editions(1u8.checked_shl(u32::try_from(at).ok()?)?))
    }

    /// Every edition of the table.
    pub const ALL: Editions = Editions(u8::MAX);

    /// Those that have some code within a range of codes.
    pub fn with_codes_in(range: HtsRange) -> Editions {
        // Chapters 98 and 99 are left to each country.
        if range.last >= 98 * 100_000_000 {
            return Editions::ALL;
        }
        let (first, last) = (range.first / LINES, range.last / LINES);
        let from = TABLE.entries.partition_point(|entry| u64::from(entry.code) < first);
        let within = TABLE.entries.iter().skip(from).take_while(|entry| u64::from(entry.code) <= last);
        Editions(within.fold(0, |editions, entry| editions | entry.editions))
    }

    /// Whether some edition is among both.
    pub fn overlaps(self, other: Editions) -> bool {
        self.0 & other.0 != 0
    }

    /// Their years.
    pub fn years(self) -> impl Iterator<Item = u16> {
        let named = (0u32..).zip(&TABLE.years).filter(move |(at, _)| self.0 >> at & 1 == 1);
        named.map(|(_, year)| *year)
    }
}

/// The one code of some editions that a code without a place among them is a slip away from: one digit another, or two neighbours
/// swapped. Only the first six digits are judged, and the rest stays. None where there are several, since then nothing tells which was meant.
pub fn nearest(code: HtsCode, editions: Editions) -> Option<HtsCode> {
    let digits: Vec<u8> = code.to_string().bytes().filter(u8::is_ascii_digit).collect();
    let judged = digits.len().min(6);
    let mut found: Option<HtsCode> = None;
    for slip in slips(&digits, judged) {
        let Ok(candidate) = HtsCode::parse(&String::from_utf8(slip).ok()?) else { continue };
        if found != Some(candidate) && Editions::with_codes_in(candidate.range()).overlaps(editions) {
            if found.is_some() {
                return None;
            }
            found = Some(candidate);
        }
    }
    // A chapter that is left to each country is never what a slip was meant for.
    found.filter(|code| code.range().first < 98 * 100_000_000)
}

/// The subheadings of the heading of a code, where the heading is among some editions.
pub fn siblings(code: HtsCode, editions: Editions) -> Vec<HtsCode> {
    let heading = code.range().first / LINES / 100 * 100;
    let from = TABLE.entries.partition_point(|entry| u64::from(entry.code) < heading);
    let within = TABLE.entries.iter().skip(from).take_while(|entry| u64::from(entry.code) < heading + 100);
    let of_editions = within.filter(|entry| Editions(entry.editions).overlaps(editions));
    let mut codes: Vec<HtsCode> =
        of_editions.filter_map(|entry| HtsCode::parse(&format!("{:06}", entry.code)).ok()).collect();
    codes.dedup();
    codes
}

/// What digits become by one slip among the first few.
fn slips(digits: &[u8], judged: usize) -> Vec<Vec<u8>> {
    let mut slips = Vec::new();
    for at in 0..judged {
        for digit in b'0'..=b'9' {
            let mut slip = digits.to_vec();
            if let Some(place) = slip.get_mut(at).filter(|place| **place != digit) {
                *place = digit;
                slips.push(slip);
            }
        }
        let mut slip = digits.to_vec();
        if at + 1 < judged && slip.get(at) != slip.get(at + 1) {
            slip.swap(at, at + 1);
            slips.push(slip);
        }
    }
    slips
}

/// Reads the table: a line a heading, as its head says. What cannot be read is left out, and a test counts what is left.
fn read(text: &str) -> Table {
    let mut table = Table::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        match words.next() {
            Some("editions") => table.years.extend(words.filter_map(|year| year.parse::<u16>().ok())),
            Some(heading) => {
                let entries = words.filter_map(|word| read_entry(heading, word, &table.years));
                table.entries.extend(entries);
            }
            None => (),
        }
    }
    table
}

fn read_entry(heading: &str, word: &str, years: &[u16]) -> Option<Entry> {
    let (subheading, rest) = word.split_at_checked(2)?;
    let code = format!("{heading}{subheading}").parse().ok()?;
    let (from, until) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
        (Some(from), _) => {
            from.split_once('-').map_or((Some(from), None), |(from, until)| (Some(from), Some(until)))
        }
        (None, until) => (None, until),
    };
    let has = |year: &u16| {
        from.and_then(|from| from.parse().ok()).is_none_or(|from: u16| *year >= from)
            && until.and_then(|until| until.parse().ok()).is_none_or(|until: u16| *year <= until)
    };
    let bits = (0u32..).zip(years).filter(|(_, year)| has(year));
    Some(Entry { code, editions: bits.fold(0, |editions, (at, _)| editions | 1 << at) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Result<HtsCode, crate::model::InvalidHtsError> {
        HtsCode::parse(text)
    }

    fn years(text: &str) -> Vec<u16> {
        let range = HtsCode::parse(text).map_or(HtsRange { first: 0, last: 0 }, HtsCode::range);
        Editions::with_codes_in(range).years().collect()
    }

    #[test]
    fn the_table_is_sorted_and_each_edition_has_its_number_of_codes() {
        assert!(TABLE.entries.windows(2).all(|pair| matches!(pair, [a, b] if a.code <= b.code)));
        let counts: Vec<(u16, usize)> = (0u32..)
            .zip(&TABLE.years)
            .map(|(at, year)| {
                (*year, TABLE.entries.iter().filter(|entry| entry.editions >> at & 1 == 1).count())
            })
            .collect();
        let expected = [
            (1992, 5039),
            (1996, 5132),
            (2002, 5224),
            (2007, 5052),
            (2012, 5205),
            (2017, 5387),
            (2022, 5612),
        ];
        assert_eq!(counts, expected);
    }

    #[test]
    fn codes_are_of_some_editions() {
        assert_eq!(years("6109.10"), [1992, 1996, 2002, 2007, 2012, 2017, 2022]);
        assert_eq!(years("6109.10.0012"), years("6109.10"));
        assert_eq!(years("2404.11"), [2022]);
        assert_eq!(years("4015.11"), [1992, 1996, 2002, 2007, 2012, 2017]);
        assert_eq!(years("4015.12"), [2022]);
        assert!(years("6190").is_empty() && years("77").is_empty());
        assert_eq!(years("9903.88.03").len(), 7);
    }

    #[test]
    fn a_slip_is_answered_where_only_one_code_is_near() -> Result<(), crate::model::InvalidHtsError> {
        assert_eq!(nearest(code("8437.33")?, Editions::ALL), Some(code("8407.33")?));
        assert_eq!(nearest(code("2002.09.0100")?, Editions::ALL), Some(code("2002.90.0100")?));
        // `6109`, `6110` and `6910` are each one slip away.
        assert_eq!(nearest(code("6190")?, Editions::ALL), None);
        let of_2022 = Editions::of_year(2022).unwrap_or(Editions::ALL);
        assert_eq!(nearest(code("5201.01")?, of_2022), Some(code("5201.00")?));
        Ok(())
    }
}
