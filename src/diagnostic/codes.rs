//! The registry of problems: each has a number, never reused, a name that people read first, and a page.
//!
//! Numbers by stage: `E01xx` and `W01xx` text and layout, `E02xx`/`W02xx` names, `E03xx`/`W03xx` types, `E04xx`/`W04xx` meaning, `E05xx`/`W05xx` files,
//! `W06xx` what records show of a policy.

use super::Severity;

macro_rules! codes {
    ($($variant:ident = $number:literal $name:literal: $summary:literal;)*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $summary] $variant,)*
        }

        impl Code {
            /// Every kind of problem, by number.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The number, for instance `E0201`. `E` is an error, `W` a warning.
            pub fn number(self) -> &'static str {
                match self { $(Code::$variant => $number,)* }
            }

            /// The readable name, for instance `unknown-entity`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What it means, in a sentence.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => $summary,)* }
            }

            /// Its page, in Markdown: what it means, a wrong and a right example, and why it exists.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$variant => {
                        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics/", $number, ".md"))
                    })*
                }
            }
        }
    };
}

codes! {
    UnexpectedText = "E0101" "unexpected-text": "Something stands where the language does not allow it.";
    MisspeltWord = "E0102" "misspelt-word": "A word of the language is misspelt.";
    ForeignSpelling = "E0103" "foreign-spelling": "A sign of another language stands for a word of this one.";
    UnclosedQuote = "E0104" "unclosed-quote": "A string does not end on the line on which it begins.";
    WrongQuotes = "E0105" "wrong-quotes": "A string stands between quotes other than straight double ones.";
    UnclosedParenthesis = "E0106" "unclosed-parenthesis": "A parenthesis is not closed.";
    NestedTooDeeply = "E0107" "nested-too-deeply": "Parentheses, or declarations that rest on each other, nest more than 64 deep.";
    IndentedFirstLine = "E0108" "indented-first-line": "An indented line has no statement above it to continue.";
    ReservedName = "E0109" "reserved-name": "A word of the language is used as a name.";
    InvalidName = "E0110" "invalid-name": "A name does not begin with a letter, or holds other signs than letters, digits and hyphens.";
    InvalidDate = "E0111" "invalid-date": "A date is not a day of the calendar written as year-month-day.";
    InvalidNumber = "E0112" "invalid-number": "A number is not one, or has more digits than can be kept exactly.";
    InvalidCode = "E0113" "invalid-code": "An HTS code does not have 2, 4, 6, 8 or 10 digits.";
    InvalidPattern = "E0114" "invalid-pattern": "A postal pattern is not digits and letters with at most one `*` at the end.";
    AndBesideOr = "E0115" "and-beside-or": "`and` and `or` stand side by side without parentheses.";
    HeaderNotFirst = "E0116" "header-not-first": "A `policy` header is not the first statement of its file.";
    RepeatedClause = "E0117" "repeated-clause": "A clause that may stand once stands twice.";
    MisplacedClause = "E0118" "misplaced-clause": "A clause stands in a statement that does not take it.";
    NotUtf8 = "E0119" "not-utf-8": "A policy file is not UTF-8 text.";
    TooManyProblems = "E0120" "too-many-problems": "So much of a file is wrong that the rest is not listed.";
    UnindentedLine = "E0121" "unindented-line": "A line that continues a statement stands in the first column.";
    MissingKind = "E0122" "missing-kind": "A name in a subject stands without the word that says what it is.";

    UnknownEntity = "E0201" "unknown-entity": "A party is named that is not declared.";
    UnknownGoods = "E0202" "unknown-goods": "Goods are named that are not declared.";
    UnknownRegion = "E0203" "unknown-region": "A region is named that is not declared.";
    UnknownCountry = "E0204" "unknown-country": "A country is named that does not exist in the vocabulary.";
    UnknownField = "E0205" "unknown-field": "A field is named that records do not have.";
    UnknownRule = "E0206" "unknown-rule": "A rule is named that is not declared.";
    DuplicateName = "E0207" "duplicate-name": "Two declarations have the same name.";
    WrongKindOfName = "E0208" "wrong-kind-of-name": "A name is declared, but as something else than what is asked for.";
    UnknownCurrency = "E0209" "unknown-currency": "A currency is named that ISO 4217 does not list.";
    CircularDeclaration = "E0210" "circular-declaration": "Declarations rest on each other in a circle.";

    WrongType = "E0301" "wrong-type": "A value or a test word does not fit the field.";
    MissingUnit = "E0302" "missing-unit": "An amount needs a currency or a percent sign.";
    EmptyRange = "E0303" "empty-range": "A range ends before it begins.";
    NotOfInputs = "E0304" "not-of-inputs": "A fact is asked of a thing that does not have it.";

    UntilWithThrough = "E0401" "until-with-through": "`until` and `through` stand together.";
    EmptyWindow = "E0402" "empty-window": "A window ends before it begins.";
    SupersedesWithoutDate = "E0403" "supersedes-without-date": "A rule supersedes another without saying from when.";
    SupersedesCircle = "E0404" "supersedes-circle": "Rules supersede each other in a circle.";
    KindTwice = "E0405" "kind-twice": "A subject asks twice for the same kind.";
    DuplicateAssumption = "E0406" "duplicate-assumption": "Two assumptions settle the same fact differently.";
    TestWithoutGiven = "E0407" "test-without-given": "A test states no facts.";
    TestWithoutExpect = "E0408" "test-without-expect": "A test expects nothing.";

    ListNotReadable = "E0501" "list-not-readable": "The file of a list cannot be read.";
    ListColumnMissing = "E0502" "list-column-missing": "The file of a list lacks a column that is named.";
    ListRowInvalid = "E0503" "list-row-invalid": "A row of a list cannot be read.";
    ListOutside = "E0504" "list-outside": "A list names a file outside the policy set.";

    LookAlikeLetters = "W0101" "look-alike-letters": "A name mixes letters of scripts that look alike.";
    AllowWithoutReason = "W0102" "allow-without-reason": "A comment allows a warning and does not say why.";
    UnknownAllow = "W0103" "unknown-allow": "A comment allows what is no warning.";
    UnusedAllow = "W0104" "unused-allow": "A comment allows a warning that is not there.";
    HiddenCharacters = "W0110" "hidden-characters": "A text or a comment holds characters that do not show.";
    ReplacesVocabulary = "W0201" "replaces-vocabulary": "A declaration replaces one of the standard vocabulary.";
    UnnamedRule = "W0202" "unnamed-rule": "A rule has no name of its own.";
    UnusedDeclaration = "W0203" "unused-declaration": "Something is declared and nothing names it.";
    SharedName = "W0204" "shared-name": "Two entities are known by one name.";
    NearMissParty = "W0205" "near-miss-party": "A name in quotes is nearly that of a declared entity.";
    UnknownCode = "W0301" "unknown-code": "An HTS code is in no edition of the Harmonized System, or not in the one that is pinned.";
    NeverTrue = "W0401" "never-true": "A condition can never be true.";
    OverlappingGoods = "W0402" "overlapping-goods": "Two categories have codes in common, and neither lies within the other.";
    UncitedRule = "W0403" "uncited-rule": "A rule says neither its source nor its law.";
    EveryOfNone = "W0404" "every-of-none": "A condition that frees goods is true of goods without inputs.";
    AlwaysTrue = "W0405" "always-true": "A condition is never false.";
    NeverInForce = "W0406" "never-in-force": "A rule, or an entry of a list, ends before it begins.";
    SupersessionGap = "W0407" "supersession-gap": "One rule takes over from another and leaves days on which neither holds.";
    IdleExemption = "W0408" "idle-exemption": "An exemption takes nothing out of a rule that it names.";
    FreedBySupersession = "W0409" "freed-by-supersession": "A rule ends another one and does not cover all that it covered.";
    ShadowedRule = "W0410" "shadowed-rule": "A rule says nothing that a wider one does not say already.";
    RepeatedRule = "W0411" "repeated-rule": "A rule repeats another one.";
    NotDecided = "W0412" "not-decided": "A question about a rule was given up, since it costs too much to decide.";
    EmptyList = "W0501" "empty-list": "A list has no entries.";
    GuessedColumn = "W0502" "guessed-column": "The column of the names of a list is guessed from its header.";

    IdleRule = "W0601" "idle-rule": "A rule applies to none of the records.";
    SweepingRule = "W0602" "sweeping-rule": "A rule applies to every record.";
    UnseenValue = "W0603" "unseen-value": "A value that a policy asks for is in none of the records.";
    UnreadColumn = "W0604" "unread-column": "A column of records is a field for which no rule asks.";
    UnknownColumn = "W0605" "unknown-column": "A column of records is no field.";
}

impl Code {
    /// Whether the problem keeps the program from being used.
    pub fn severity(self) -> Severity {
        if self.number().starts_with('E') { Severity::Error } else { Severity::Warning }
    }

    /// Whether it takes records to find the problem.
    pub fn needs_records(self) -> bool {
        self.number().starts_with("W06")
    }

    /// The kind of problem that a number or a name stands for.
    pub fn find(text: &str) -> Option<Code> {
        let is_it =
            |code: &Code| [code.name(), code.number()].iter().any(|own| own.eq_ignore_ascii_case(text));
        Code::ALL.iter().copied().find(is_it)
    }

    /// The name nearest to a text that is none, if one is near.
    pub fn near(text: &str) -> Option<&'static str> {
        // A number that is not given is near to many; only names are offered.
        super::suggest::nearest(text, Code::ALL.iter().map(|code| code.name()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_unique_and_found() {
        let mut seen = std::collections::BTreeSet::new();
        for code in Code::ALL {
            assert!(seen.insert(code.number()) && seen.insert(code.name()), "{} stands twice", code.number());
            assert_eq!(Code::find(&code.name().to_uppercase()), Some(*code));
            assert_eq!(Code::find(&code.number().to_lowercase()), Some(*code));
        }
    }
}
