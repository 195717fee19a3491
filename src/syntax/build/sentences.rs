//! Sentences and conditions.

use std::collections::BTreeMap;

use super::super::ast::{
    Alternative, Clause, ClauseKind, Comparison, Condition, ConditionKind, Connective, Header, Kind, Name,
    NamedKind, Presence, Quantifier, Rule as RuleStatement, Scope, Selector, Sentence, Subject, Test,
    VerbPhrase,
};
use super::super::parser::Rule;
use super::{Builder, Node};
use crate::diagnostic::Code;
use crate::model::Verb;
use crate::source::Span;

/// How many sources, and how many tags, a statement has at most: each rule of a file repeats those of its header.
const MOST_NOTES: usize = 100;

impl Builder<'_> {
    pub(super) fn build_header(&mut self, node: &Node<'_>) -> Option<Header> {
        let title = self.text(node)?;
        let clauses = self.build_clauses(node, &["authority", "cite", "tags"], "a `policy` header")?;
        Some(Header { title, clauses })
    }

    pub(super) fn build_rule(&mut self, node: &Node<'_>) -> Option<RuleStatement> {
        let sentence = self.build_sentence(&node.first(Rule::sentence)?)?;
        Some(RuleStatement { name: self.named(node, Rule::name), sentence })
    }

    fn build_sentence(&mut self, node: &Node<'_>) -> Option<Sentence> {
        let verb = self.build_verb(&node.first(Rule::verb)?)?;
        let subject = self.build_subject(&node.first(Rule::subject)?)?;
        let scope = match node.first(Rule::scope) {
            Some(scope) => Some((self.build_scope(&scope)?, self.span(&scope))),
            None => None,
        };
        Some(Sentence {
            verb,
            subject,
            scope,
            clauses: self.build_clauses(node, &[], "")?,
            span: self.span(node),
        })
    }

    fn build_verb(&mut self, node: &Node<'_>) -> Option<VerbPhrase> {
        let verb = match node.children().next()?.rule() {
            Rule::word_block => Verb::Block,
            Rule::word_hold => Verb::Hold,
            Rule::word_flag => Verb::Flag,
            Rule::word_require => Verb::Require,
            _ => return None,
        };
        Some(VerbPhrase { verb, documents: self.texts(node), span: self.span(node) })
    }

    pub(super) fn build_subject(&mut self, node: &Node<'_>) -> Option<Subject> {
        let selectors = self.build_selectors(node)?;
        let excepts =
            node.all(Rule::except).map(|except| self.build_selectors(&except)).collect::<Option<_>>()?;
        Some(Subject { selectors, excepts, span: self.span(node) })
    }

    fn build_selectors(&mut self, node: &Node<'_>) -> Option<Vec<Selector>> {
        node.all(Rule::selector).map(|selector| self.build_selector(&selector)).collect()
    }

    fn build_selector(&mut self, node: &Node<'_>) -> Option<Selector> {
        let alternatives = node
            .all(Rule::alternative)
            .map(|alternative| self.build_alternative(&alternative))
            .collect::<Option<_>>()?;
        Some(Selector { alternatives, span: self.span(node) })
    }

    fn build_alternative(&mut self, node: &Node<'_>) -> Option<Alternative> {
        let word = node.first(Rule::kind)?;
        let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word.text())?;
        let values = self.build_values(&node.first(Rule::subject_values)?)?;
        Some(Alternative { kind: NamedKind { kind, span: self.span(&word) }, values, span: self.span(node) })
    }

    fn build_scope(&mut self, node: &Node<'_>) -> Option<Scope> {
        Some(match node.first(Rule::containing) {
            Some(containing) => Scope::Containing(self.build_subject(&containing.first(Rule::subject)?)?),
            None if node.has(Rule::word_directly) => Scope::Directly,
            None => Scope::InWholeOrInPart,
        })
    }

    /// The clauses that stand in a pair. Only those named in `taken` belong there, where any are named; each but `cite` stands once.
    pub(super) fn build_clauses(
        &mut self,
        node: &Node<'_>,
        taken: &[&str],
        statement: &str,
    ) -> Option<Vec<Clause>> {
        let mut clauses: Vec<Clause> = Vec::new();
        let mut once: BTreeMap<&'static str, Span> = BTreeMap::new();
        let mut cites = 0;
        for child in node.children() {
            let Some(clause) = self.build_clause(&child)? else { continue };
            let word = clause.kind.word();
            if !taken.is_empty() && !taken.contains(&word) {
                self.misplaced(word, clause.span, taken, statement);
                continue;
            }
            if word == "cite" {
                cites += 1;
                if cites > MOST_NOTES {
                    self.too_many("a statement has more than 100 sources", clause.span, cites);
                    continue;
                }
            }
            match once.get(word) {
                Some(first) if word != "cite" => self.repeated(word, *first, clause.span),
                _ => {
                    once.insert(word, clause.span);
                    clauses.push(clause);
                }
            }
        }
        Some(clauses)
    }

    fn misplaced(&mut self, word: &str, span: Span, taken: &[&str], statement: &str) {
        let message = format!("{statement} does not take `{word}`");
        let help = match word {
            "effective" | "until" | "through" | "dates by" => {
                "dates are never inherited: write them on each rule".to_owned()
            }
            _ => format!("it takes {}", crate::diagnostic::suggest::listed(taken, "and")),
        };
        let problem = self.problem(Code::MisplacedClause, span, message, "does not belong here");
        *problem = problem.clone().help(help);
    }

    fn build_clause(&mut self, node: &Node<'_>) -> Option<Option<Clause>> {
        let kind = match node.rule() {
            Rule::when => ClauseKind::When(self.build_condition(&node.first(Rule::condition)?)?),
            Rule::unless => ClauseKind::Unless(self.build_condition(&node.first(Rule::condition)?)?),
            Rule::effective => ClauseKind::Effective(self.build_date(&node.first(Rule::date)?)),
            Rule::until => ClauseKind::Until(self.build_date(&node.first(Rule::date)?)),
            Rule::through => ClauseKind::Through(self.build_date(&node.first(Rule::date)?)),
            Rule::dates_by => ClauseKind::DatesBy(self.named(node, Rule::field_name)?),
            Rule::because => ClauseKind::Because(self.text(node)?),
            Rule::authority => ClauseKind::Authority(self.text(node)?),
            Rule::cite => ClauseKind::Cite(self.text(node)?),
            Rule::supersedes => ClauseKind::Supersedes(self.build_rule_names(node)?),
            Rule::tags => ClauseKind::Tags(self.build_tags(node)),
            Rule::respond => self.build_respond(node)?,
            _ => return Some(None),
        };
        let word = self.span(&node.children().next()?);
        Some(Some(Clause { kind, word, span: self.span(node) }))
    }

    fn build_tags(&mut self, node: &Node<'_>) -> Vec<Name> {
        let mut names = self.names(node, Rule::name);
        if let Some(first) = names.get(MOST_NOTES) {
            self.too_many("a statement has more than 100 tags", first.span, MOST_NOTES + 1);
        }
        names.truncate(MOST_NOTES);
        names
    }

    /// Reports the first of what is too many; the rest is left out.
    fn too_many(&mut self, message: &str, span: Span, count: usize) {
        if count == MOST_NOTES + 1 {
            let problem = self.problem(Code::RepeatedClause, span, message, "one too many");
            *problem = problem.clone().help("keep those that a reader of a finding needs");
        }
    }

    fn build_respond(&mut self, node: &Node<'_>) -> Option<ClauseKind> {
        let number = node.first(Rule::numeral)?;
        let months = node.has(Rule::word_months) || node.has(Rule::word_month);
        // Four digits keep the last day to answer within the calendar.
        let count = if number.text().len() <= 4 { number.text().parse().ok() } else { None };
        if count.is_none() {
            let span = self.span(&number);
            self.problem(Code::InvalidNumber, span, "a time to respond has at most four digits", "too long");
        }
        Some(ClauseKind::Respond { number: count.unwrap_or(0), months })
    }

    pub(super) fn build_rule_names(&mut self, node: &Node<'_>) -> Option<Vec<Name>> {
        Some(self.names(&node.first(Rule::rule_names)?, Rule::name))
    }

    pub(super) fn build_condition(&mut self, node: &Node<'_>) -> Option<Condition> {
        let mut parts = Vec::new();
        let mut joints: Vec<(Connective, Span)> = Vec::new();
        for child in node.children() {
            match child.rule() {
                Rule::part_of => parts.push(self.build_part(&child)?),
                Rule::word_and => joints.push((Connective::And, self.span(&child))),
                Rule::word_or => joints.push((Connective::Or, self.span(&child))),
                _ => return None,
            }
        }
        let span = self.span(node);
        let Some((connective, first)) = joints.first().copied() else { return parts.pop() };
        if let Some((_, other)) = joints.iter().copied().find(|(joint, _)| *joint != connective) {
            self.and_beside_or(first, other);
        }
        Some(Condition { kind: ConditionKind::Joined(connective, parts), span })
    }

    fn and_beside_or(&mut self, first: Span, other: Span) {
        let message = "`and` and `or` stand side by side, which can be read in two ways";
        let problem = self.problem(Code::AndBesideOr, other, message, "joins one way here");
        *problem = problem
            .clone()
            .label(first, "and the other way here")
            .help("put parentheses around what belongs together: `(a and b) or c`, or `a and (b or c)`");
    }

    fn build_part(&mut self, node: &Node<'_>) -> Option<Condition> {
        let span = self.span(node);
        let inner = node.children().find(|child| child.rule() != Rule::word_not)?;
        let inner_span = self.span(&inner);
        let part = match inner.rule() {
            Rule::condition => {
                let condition = self.build_condition(&inner)?;
                Condition { span: inner_span, kind: ConditionKind::Parenthesised(Box::new(condition)) }
            }
            _ => Condition { kind: ConditionKind::Test(self.build_test_of(&inner)?), span: inner_span },
        };
        Some(match node.first(Rule::word_not) {
            Some(_) => Condition { kind: ConditionKind::Not(Box::new(part)), span },
            None => part,
        })
    }

    fn build_test_of(&mut self, node: &Node<'_>) -> Option<Test> {
        match node.rule() {
            Rule::documents_test if node.has(Rule::word_no) => Some(Test::HasNoDocuments),
            Rule::documents_test => {
                let is_either = node.first(Rule::texts_or)?.has(Rule::word_or);
                Some(Test::HasDocument { documents: self.texts(node), is_either })
            }
            Rule::share_test => {
                let condition = self.build_condition(&node.first(Rule::condition)?)?;
                let comparison = node.first(Rule::comparison).or_else(|| node.first(Rule::share_is))?;
                Some(Test::Share(Box::new(condition), self.build_comparison(&comparison)?))
            }
            Rule::input_test => {
                let quantifier = match node.children().next()?.rule() {
                    Rule::word_any => Quantifier::Any,
                    Rule::word_no => Quantifier::No,
                    _ => Quantifier::Every,
                };
                Some(Test::Inputs(quantifier, Box::new(self.build_condition(&node.first(Rule::condition)?)?)))
            }
            Rule::field_test => self.build_field_test(node),
            _ => None,
        }
    }

    fn build_field_test(&mut self, node: &Node<'_>) -> Option<Test> {
        let field = self.named(node, Rule::field_name)?;
        let tail = node.children().nth(1)?;
        Some(match tail.rule() {
            Rule::presence if tail.has(Rule::word_missing) => Test::Presence(field, Presence::Missing),
            Rule::presence => Test::Presence(field, Presence::Known),
            Rule::is | Rule::is_not => Test::Is {
                field,
                negated: tail.rule() == Rule::is_not,
                values: self.build_values(&tail.first(Rule::values)?)?,
            },
            Rule::resembles => Test::Resembles {
                field,
                values: self.build_values(&tail.first(Rule::values)?)?,
                at_least: match tail.first(Rule::amount) {
                    Some(amount) => Some(self.build_amount(&amount)?),
                    None => None,
                },
            },
            Rule::mentions => Test::Mentions(field, self.texts(&tail)),
            Rule::date_order | Rule::comparison => Test::Compares(field, self.build_comparison(&tail)?),
            _ => return None,
        })
    }

    fn build_comparison(&mut self, node: &Node<'_>) -> Option<Comparison> {
        let words: Vec<Node<'_>> =
            node.children().filter(|child| !matches!(child.rule(), Rule::value | Rule::word_and)).collect();
        let spelled: Vec<&str> = words.iter().map(Node::text).collect();
        let word = match spelled.join(" ").as_str() {
            "is" => "is",
            "over" => "over",
            "under" => "under",
            "at least" => "at least",
            "at most" => "at most",
            "between" => "between",
            "on" => "on",
            "before" => "before",
            "after" => "after",
            "on or before" => "on or before",
            "on or after" => "on or after",
            _ => return None,
        };
        let span = self.span(words.first()?).to(self.span(words.last()?));
        Some(Comparison { word, span, values: self.build_values(node)? })
    }
}
