//! Three-valued logic (Kleene's strong logic of indeterminacy): a missing fact makes a test unknown, never clear.

/// Whether something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// The record rules it out.
    False,
    /// The record does not say.
    Unknown,
    /// The record says so.
    True,
}

impl Truth {
    /// Both hold: the lesser of the two.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// At least one holds: the greater of the two.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// All hold; true of none.
    pub fn all(truths: impl IntoIterator<Item = Truth>) -> Truth {
        truths.into_iter().fold(Truth::True, Truth::and)
    }

    /// Some holds; false of none.
    pub fn any(truths: impl IntoIterator<Item = Truth>) -> Truth {
        truths.into_iter().fold(Truth::False, Truth::or)
    }

    /// `true`, `false` or `unknown`.
    pub fn word(self) -> &'static str {
        match self {
            Truth::False => "false",
            Truth::Unknown => "unknown",
            Truth::True => "true",
        }
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False as F, True as T, Unknown as U};

    #[test]
    fn kleene_tables() {
        let table = |both: fn(Truth, Truth) -> Truth| [T, U, F].map(|a| [T, U, F].map(|b| both(a, b)));
        assert_eq!(table(Truth::and), [[T, U, F], [U, U, F], [F, F, F]]);
        assert_eq!(table(Truth::or), [[T, T, T], [T, U, U], [T, U, F]]);
        assert_eq!([T, U, F].map(|truth| !truth), [F, U, T]);
    }

    #[test]
    fn of_nothing_all_hold_and_none_does() {
        assert_eq!(Truth::all([]), T);
        assert_eq!(Truth::any([]), F);
    }
}
