//! What a rule does, and what becomes of a shipment.

/// The word with which a rule's sentence begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Looked at, and let through.
    Flag,
    /// Held until a document is there.
    Require,
    /// Held until someone decides.
    Hold,
    /// Not admissible.
    Block,
}

/// What becomes of a shipment; the worst finding wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Nothing stands against it.
    Release,
    /// Released, and to be looked at.
    Flag,
    /// To be decided by a person, usually after asking for a fact.
    Hold,
    /// Not admissible.
    Block,
}

impl Verb {
    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            Verb::Flag => "flag",
            Verb::Require => "require",
            Verb::Hold => "hold",
            Verb::Block => "block",
        }
    }

    /// The outcome where the rule's sentence is true.
    pub fn when_true(self) -> Outcome {
        match self {
            Verb::Flag => Outcome::Flag,
            Verb::Require | Verb::Hold => Outcome::Hold,
            Verb::Block => Outcome::Block,
        }
    }

    /// The outcome where the record does not say: unknown is never clear, and never proof.
    pub fn when_unknown(self) -> Outcome {
        self.when_true().min(Outcome::Hold)
    }
}

impl Outcome {
    /// All outcomes, the best first.
    pub const ALL: [Outcome; 4] = [Outcome::Release, Outcome::Flag, Outcome::Hold, Outcome::Block];

    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Release => "release",
            Outcome::Flag => "flag",
            Outcome::Hold => "hold",
            Outcome::Block => "block",
        }
    }
}
