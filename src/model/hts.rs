//! Codes of the Harmonized Tariff Schedule: pairs of digits that narrow from chapter to statistical line.
//!
//! 2 digits are a chapter, 4 a heading, 6 a subheading of the international Harmonized System, 8 a US rate line, 10 a
//! US statistical line (19 U.S.C. 1202). A code stands for every line under it, so it is a range of ten-digit lines.

/// A code of 2, 4, 6, 8 or 10 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HtsCode {
    first: u64,
    digits: u8,
}

/// All ten-digit lines from one code to another, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HtsRange {
    /// The first line.
    pub first: u64,
    /// The last line.
    pub last: u64,
}

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidHtsError {
    /// Something else than digits, with dots between them.
    #[error("an HTS code is made of digits, with or without dots between them")]
    NotDigits,
    /// A number of digits that no code has.
    #[error("an HTS code has 2, 4, 6, 8 or 10 digits, and this has {0}")]
    Length(usize),
}

impl HtsCode {
    /// Reads a code, dotted or not: `6109.10.0012`, `6109100012` and `6109.10.00.12` are the same.
    ///
    /// # Errors
    /// Where the text is something else, or too short, too long or of odd length.
    pub fn parse(text: &str) -> Result<HtsCode, InvalidHtsError> {
        let dots_between = text.split('.').all(|part| !part.is_empty());
        if !dots_between || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return Err(InvalidHtsError::NotDigits);
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        match (digits.len(), digits.parse::<u64>()) {
            (length @ (2 | 4 | 6 | 8 | 10), Ok(number)) => {
                let digits = u8::try_from(length).unwrap_or(10);
                Ok(HtsCode { first: number * 10u64.pow(10 - u32::from(digits)), digits })
            }
            (length, _) => Err(InvalidHtsError::Length(length)),
        }
    }

    /// How many digits were given.
    pub fn digits(self) -> u8 {
        self.digits
    }

    /// The lines under it.
    pub fn range(self) -> HtsRange {
        HtsRange { first: self.first, last: self.first + 10u64.pow(10 - u32::from(self.digits)) - 1 }
    }
}

impl std::fmt::Display for HtsCode {
    /// The one form in which codes are printed: `61`, `6109`, `6109.10`, `6109.10.00`, `6109.10.0012`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all = format!("{:010}", self.first);
        for (at, digit) in all.chars().take(usize::from(self.digits)).enumerate() {
            let separator = if at == 4 || at == 6 { "." } else { "" };
            write!(f, "{separator}{digit}")?;
        }
        Ok(())
    }
}

impl HtsRange {
    /// From the first line of one code to the last of another.
    pub fn between(from: HtsCode, to: HtsCode) -> HtsRange {
        HtsRange { first: from.range().first, last: to.range().last }
    }

    /// Whether every line of this one is in the other.
    pub fn is_within(self, other: HtsRange) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    /// Whether some line is in both.
    pub fn overlaps(self, other: HtsRange) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_narrow_by_pairs_of_digits() {
        let code = HtsCode::parse;
        assert_eq!(code("6109.10.0012"), code("6109100012"));
        assert_eq!(code("6109.10.00.12"), code("6109100012"));
        assert_eq!(code("610"), Err(InvalidHtsError::Length(3)));
        assert_eq!(code("6109.10.0012.34"), Err(InvalidHtsError::Length(12)));
        assert_eq!(code("61AB"), Err(InvalidHtsError::NotDigits));
        assert_eq!(code("61."), Err(InvalidHtsError::NotDigits));
        let within = |inner: &str, outer: &str| {
            Ok::<_, InvalidHtsError>(code(inner)?.range().is_within(code(outer)?.range()))
        };
        assert_eq!(within("6109.10", "61"), Ok(true));
        assert_eq!(within("0602", "06"), Ok(true));
        assert_eq!(within("6109", "6109.10"), Ok(false));
        assert_eq!(within("8461", "61"), Ok(false));
    }

    #[test]
    fn codes_print_in_one_form() {
        for form in ["06", "6109", "6109.10", "6109.10.00", "6109.10.0012"] {
            assert_eq!(HtsCode::parse(form).map(|code| code.to_string()).as_deref(), Ok(form));
        }
    }
}
