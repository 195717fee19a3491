//! Pairs of the grammar become the tree.
//!
//! In: the pairs of one statement that parsed. Out: its [`Statement`], and problems that the grammar leaves open (a
//! date that is none, `and` beside `or`, a clause that stands twice). Grammar and builder are one unit: where they disagree
//! a function here answers `None`, and the statement is reported rather than dropped.

mod declarations;
mod sentences;
mod values;

use pest::iterators::Pair;
use unicode_normalization::UnicodeNormalization;

use super::ast::{Name, Statement, StatementKind, Text};
use super::parser::Rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What building needs to know beside the pairs.
pub(super) struct Builder<'a> {
    /// From offsets in the parsed piece to spans in the file.
    pub(super) place: &'a dyn Fn(usize, usize) -> Span,
    /// What was found wrong on the way.
    pub(super) problems: Vec<Diagnostic>,
}

/// One pair with the questions that building asks of it.
#[derive(Clone)]
struct Node<'i>(Pair<'i, Rule>);

impl<'i> Node<'i> {
    fn rule(&self) -> Rule {
        self.0.as_rule()
    }

    fn text(&self) -> &'i str {
        self.0.as_str()
    }

    fn children(&self) -> impl Iterator<Item = Node<'i>> + use<'i> {
        self.0.clone().into_inner().map(Node)
    }

    fn all(&self, rule: Rule) -> impl Iterator<Item = Node<'i>> + use<'i> {
        self.children().filter(move |child| child.rule() == rule)
    }

    fn first(&self, rule: Rule) -> Option<Node<'i>> {
        self.all(rule).next()
    }

    fn has(&self, rule: Rule) -> bool {
        self.first(rule).is_some()
    }
}

fn last_within<'i>(pair: &Pair<'i, Rule>) -> Option<Pair<'i, Rule>> {
    pair.clone().into_inner().next_back()
}

impl Builder<'_> {
    /// Builds the statement of a pair; `None` where the grammar and this room disagree.
    pub(super) fn build_statement(&mut self, pair: Pair<'_, Rule>) -> Option<Statement> {
        let node = Node(pair);
        let kind = match node.rule() {
            Rule::policy => StatementKind::Policy(self.build_header(&node)?),
            Rule::named_rule | Rule::bare_rule => StatementKind::Rule(self.build_rule(&node)?),
            Rule::goods => StatementKind::Goods(self.build_goods(&node)?),
            Rule::region => StatementKind::Region(self.build_region(&node)?),
            Rule::country => StatementKind::Country(self.build_country(&node)?),
            Rule::entity => StatementKind::Entity(self.build_entity(&node)?),
            Rule::list => StatementKind::List(self.build_list(&node)?),
            Rule::field => StatementKind::Field(self.build_field(&node)?),
            Rule::assume => StatementKind::Assume(self.build_assumption(&node)?),
            Rule::exempt => StatementKind::Exempt(self.build_exemption(&node)?),
            Rule::test => StatementKind::Test(self.build_test(&node)?),
            _ => return None,
        };
        Some(Statement { kind, span: self.span(&node) })
    }

    fn span(&self, node: &Node<'_>) -> Span {
        // A compound pair may end in blank space and comments; its last word, or a sign right after that, is its end.
        let (start, text) = (node.0.as_span().start(), node.text());
        // Pairs stand in the order of the text, so the last of the last is the last word; a search among all of them would cost the
        // square of a long condition.
        let last = std::iter::successors(last_within(&node.0), last_within).last();
        let last_word = last.map_or(0, |pair| pair.as_span().end() - start);
        let tail = text.get(last_word..).unwrap_or_default();
        let tail = if last_word == 0 { tail } else { tail.split('#').next().unwrap_or_default() };
        (self.place)(start, start + last_word + tail.trim_end().len())
    }

    fn problem(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &mut Diagnostic {
        let at = self.problems.len();
        self.problems.push(Diagnostic::new(code, span, message, label));
        #[expect(clippy::indexing_slicing, reason = "pushed just now")]
        &mut self.problems[at]
    }

    fn name(&self, node: &Node<'_>) -> Name {
        // One spelling for a letter with its mark, whichever way a keyboard composes it.
        Name { text: node.text().nfc().collect(), span: self.span(node) }
    }

    fn named(&self, node: &Node<'_>, rule: Rule) -> Option<Name> {
        node.first(rule).map(|child| self.name(&child))
    }

    fn names(&self, node: &Node<'_>, rule: Rule) -> Vec<Name> {
        node.all(rule).map(|child| self.name(&child)).collect()
    }

    fn build_text(&self, node: &Node<'_>) -> Option<Text> {
        let inner = node.first(Rule::text_inner)?;
        let mut value = String::with_capacity(inner.text().len());
        let mut signs = inner.text().chars();
        while let Some(sign) = signs.next() {
            value.extend(if sign == '\\' { signs.next() } else { Some(sign) });
        }
        Some(Text { value, span: self.span(node) })
    }

    /// The text that stands directly in a pair.
    fn text(&self, node: &Node<'_>) -> Option<Text> {
        self.build_text(&node.first(Rule::text)?)
    }

    /// The texts of a list of texts directly in a pair.
    fn texts(&self, node: &Node<'_>) -> Vec<Text> {
        let lists = node.children().filter(|child| matches!(child.rule(), Rule::texts | Rule::texts_or));
        lists.flat_map(|list| list.all(Rule::text)).filter_map(|text| self.build_text(&text)).collect()
    }

    /// The texts of all clauses of a rule, for clauses that add up.
    fn clause_texts(&self, node: &Node<'_>, rule: Rule) -> Vec<Text> {
        node.all(rule).flat_map(|clause| self.texts(&clause)).collect()
    }

    /// The one clause of a rule; a second one is a problem.
    fn single<'i>(&mut self, node: &Node<'i>, rule: Rule, word: &str) -> Option<Node<'i>> {
        let mut clauses = node.all(rule);
        let first = clauses.next()?;
        for again in clauses {
            let (first, again) = (self.span(&first), self.span(&again));
            self.repeated(word, first, again);
        }
        Some(first)
    }

    fn repeated(&mut self, word: &str, first: Span, again: Span) {
        let message = format!("`{word}` stands twice");
        let problem = self.problem(Code::RepeatedClause, again, message, "a second time");
        let help = match word {
            "when" => "join the two conditions: `when A and B`".to_owned(),
            "unless" => "join the two conditions: `unless A or B`".to_owned(),
            "supersedes" | "tags" => format!("write both after one `{word}`, with a comma between"),
            _ => format!("keep one `{word}`"),
        };
        *problem = problem.clone().label(first, "the first one").help(help);
    }
}
