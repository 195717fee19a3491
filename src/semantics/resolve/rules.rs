//! Rules and exemptions: sentences, windows, and which rule ends which.

use std::sync::Arc;

use super::Resolver;
use super::conditions::Of;
use super::links::{circle_problem, circles};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldId, FieldType, Level, Role, Verb};
use crate::semantics::hir::{
    Condition, ConditionKind, Exemption, Notes, Presence, Respond, Rule, RuleId, Scope, Sentence, Test,
    TestKind, Who, Window,
};
use crate::semantics::naming;
use crate::semantics::scope::Found;
use crate::source::{FileId, Origin, Span};
use crate::syntax::ast::{self, Clause, ClauseKind, Name, StatementKind};
use crate::vocabulary::text::fold;

/// A rule before its name has become a number.
struct Draft<'a> {
    name: Name,
    statement: &'a ast::Rule,
    header: Notes,
}

impl<'a> Resolver<'a> {
    pub(super) fn resolve_rules(&mut self) {
        let drafts = self.name_rules();
        let rules: Vec<Rule> = drafts.iter().map(|draft| self.resolve_rule(draft)).collect();
        self.program.rules = rules;
        self.resolve_supersession(&drafts);
        for (_, _, exemption, statement) in self.declarations(|kind| match kind {
            StatementKind::Exempt(exemption) => Some(exemption),
            _ => None,
        }) {
            self.resolve_exemption(exemption, statement.span);
        }
        self.sort_exemptions();
    }

    /// Brings the exemptions of each rule into the order of their words: the first of those that lift a finding is the one that it names.
    fn sort_exemptions(&mut self) {
        let exemptions = &self.program.exemptions;
        let said = |at: &usize| exemptions.get(*at).map(|one| (&one.words, &one.notes.because));
        for rule in &mut self.program.rules {
            rule.exemptions.sort_by(|a, b| said(a).cmp(&said(b)));
        }
    }

    /// Gives every rule its name, and brings the rules into the order of their names, so that no order of statements shows.
    fn name_rules(&mut self) -> Vec<Draft<'a>> {
        let mut drafts: Vec<Draft<'a>> = Vec::new();
        let mut header: Option<(FileId, Notes)> = None;
        for (_, file, statement) in self.statements.clone() {
            if header.as_ref().is_some_and(|(of, _)| *of != file) {
                header = None;
            }
            match &statement.kind {
                StatementKind::Policy(policy) => header = Some((file, notes(&policy.clauses))),
                StatementKind::Rule(rule) => {
                    let name = self.name_rule(rule);
                    let header = header.as_ref().map(|(_, notes)| notes.clone()).unwrap_or_default();
                    match self.rules.declare(&name, Origin::Policy, None) {
                        Ok(()) => drafts.push(Draft { name, statement: rule, header }),
                        Err(problem) => self.push(*problem),
                    }
                }
                _ => (),
            }
        }
        drafts.sort_by(|a, b| a.name.text.cmp(&b.name.text));
        for (id, draft) in (0u32..).map(RuleId).zip(&drafts) {
            self.rules.settle(&draft.name, Some(id));
        }
        drafts
    }

    fn name_rule(&mut self, rule: &ast::Rule) -> Name {
        if let Some(name) = &rule.name {
            self.look_alikes(name, Origin::Policy);
            return name.clone();
        }
        let name =
            Name { text: naming::name_of(self.sources, &rule.sentence), span: rule.sentence.verb.span };
        let message = format!("a rule without a name of its own is called `{}`", name.text);
        let problem = Diagnostic::new(Code::UnnamedRule, name.span, message, "begins here");
        self.push(problem.help(
            "name it, so that its findings keep their name when its words change: `rule NAME:` before it",
        ));
        name
    }

    fn resolve_rule(&mut self, draft: &Draft<'_>) -> Rule {
        let ast::Sentence { verb, subject, scope, clauses, span } = &draft.statement.sentence;
        let subject_condition = self.subject(subject);
        let scope = match scope {
            None | Some((ast::Scope::Directly, _)) => Scope::Directly,
            Some((ast::Scope::InWholeOrInPart, _)) => Scope::InWholeOrInPart,
            Some((ast::Scope::Containing(inner), _)) => Scope::Containing(self.subject(inner)),
        };
        let (when, unless) = self.conditions(clauses);
        let mut when: Vec<Condition> = when.into_iter().collect();
        if verb.verb == Verb::Require {
            when.push(lacks_documents(&verb.documents, verb.span));
        }
        let window = self.window(clauses);
        let own = notes(clauses);
        let mut notes = draft.header.clone();
        notes.because = own.because;
        notes.authority = own.authority.or(notes.authority);
        notes.respond = own.respond;
        extend_unique(&mut notes.cite, own.cite);
        extend_unique(&mut notes.tags, own.tags);
        Rule {
            name: draft.name.text.clone(),
            name_span: draft.name.span,
            is_named: draft.statement.name.is_some(),
            verb: verb.verb,
            sentence: Sentence { subject: subject_condition, scope, when, unless },
            window,
            superseded: None,
            supersedes: Vec::new(),
            exemptions: Vec::new(),
            notes,
            span: *span,
        }
    }

    fn conditions(&mut self, clauses: &[Clause]) -> (Option<Condition>, Option<Condition>) {
        let (mut when, mut unless) = (None, None);
        for clause in clauses {
            match &clause.kind {
                ClauseKind::When(condition) => when = self.condition(condition, Of::Goods),
                ClauseKind::Unless(condition) => unless = self.condition(condition, Of::Goods),
                _ => (),
            }
        }
        (when, unless)
    }

    fn window(&mut self, clauses: &[Clause]) -> Window {
        let imported = FieldId::from(Role::Imported);
        let mut window =
            Window { field: imported, from: None, until: None, from_span: None, until_span: None };
        let mut last: Option<(&Clause, Option<crate::model::Date>)> = None;
        for clause in clauses {
            match &clause.kind {
                ClauseKind::DatesBy(field) => window.field = self.date_field(field).unwrap_or(imported),
                ClauseKind::Effective(date) => {
                    window.from = date.date;
                    window.from_span = Some(clause.span);
                }
                // `through D` is until the day after.
                ClauseKind::Through(date) | ClauseKind::Until(date) => {
                    if let Some((first, _)) = last {
                        let problem = Diagnostic::new(Code::UntilWithThrough, clause.span, "`until` and `through` stand together", "two ends")
                            .label(first.span, "the other end")
                            .help("keep one: `until D` is the first day on which the rule no longer holds, `through D` the last on which it does");
                        self.push(problem);
                        continue;
                    }
                    let is_through = matches!(clause.kind, ClauseKind::Through(_));
                    last = Some((clause, date.date));
                    window.until =
                        if is_through { date.date.and_then(|day| day.tomorrow().ok()) } else { date.date };
                    window.until_span = Some(clause.span);
                }
                _ => (),
            }
        }
        if let (Some(from), Some(until), Some(from_span), Some(until_span)) =
            (window.from, window.until, window.from_span, window.until_span)
            && until <= from
        {
            let problem = Diagnostic::new(
                Code::EmptyWindow,
                until_span,
                "this ends before it begins, so it never holds",
                "the end",
            )
            .label(from_span, "the beginning")
            .help("the end comes after the beginning");
            self.push(problem);
        }
        window
    }

    /// The date with which a window is compared: one of the shipment, or the day of production.
    fn date_field(&mut self, name: &Name) -> Option<FieldId> {
        let found = self.program.schema.find(&name.text);
        let Some(field) = found else {
            if !self.fields.has(&name.text) {
                self.unknown_field(name);
            }
            return None;
        };
        self.fields.mark(&name.text);
        let declared = self.program.schema.field(field);
        if declared.kind != FieldType::Date || declared.level == Level::Input {
            let message = format!(
                "`{}` is {}, and a window is compared with a date of the shipment",
                name.text,
                declared.kind.word()
            );
            let problem = Diagnostic::new(Code::WrongType, name.span, message, "not a date of the shipment");
            self.push(
                problem.help("write `imported`, `entered`, `received`, `exported`, `loaded` or `produced`"),
            );
            return None;
        }
        Some(field)
    }

    /// A rule that is named; one that is broken is passed over.
    pub(super) fn rule_named(&mut self, name: &Name) -> Option<RuleId> {
        match self.rules.find(&name.text) {
            Found::Known(rule) => Some(rule),
            Found::Broken => None,
            Found::Nothing => {
                let problem = self.rules.unknown(Code::UnknownRule, &name.text, name.span);
                self.push(problem.or_help(
                    "name a rule of the program; a bare sentence is called by its own words, with hyphens",
                ));
                None
            }
        }
    }

    fn resolve_supersession(&mut self, drafts: &[Draft<'_>]) {
        let mut links: Vec<(usize, Vec<usize>)> = Vec::new();
        for (at, draft) in drafts.iter().enumerate() {
            let clauses = &draft.statement.sentence.clauses;
            let Some((clause, names)) = clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::Supersedes(names) => Some((clause, names)),
                _ => None,
            }) else {
                continue;
            };
            let ended: Vec<(RuleId, Span)> =
                names.iter().filter_map(|name| Some((self.rule_named(name)?, name.span))).collect();
            links.push((at, ended.iter().map(|(rule, _)| rule.0 as usize).collect()));
            if let Some(rule) = self.program.rules.get_mut(at) {
                rule.supersedes.clone_from(&ended);
            }
            let effective = clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Effective(_)));
            if !effective {
                let problem = Diagnostic::new(
                    Code::SupersedesWithoutDate,
                    clause.span,
                    "a rule supersedes another from its first day, and has none",
                    "from when?",
                );
                self.push(problem.help("say when it begins: `effective 2022-06-21`"));
            }
            let from = self.program.rules.get(at).and_then(|rule| rule.window.from);
            let Some((from, by)) = from.zip(u32::try_from(at).ok().map(RuleId)) else { continue };
            for (rule, _) in ended {
                if let Some(rule) = self.program.rules.get_mut(rule.0 as usize)
                    && rule.superseded.is_none_or(|first| (from, by) < first)
                {
                    rule.superseded = Some((from, by));
                }
            }
        }
        for circle in circles(&links) {
            let names: Vec<&Name> =
                circle.iter().filter_map(|at| drafts.get(*at)).map(|draft| &draft.name).collect();
            self.problems.extend(circle_problem(
                Code::SupersedesCircle,
                "rules supersede each other in a circle",
                &names,
                "the later rule supersedes the earlier one, and not the other way round",
            ));
        }
    }

    fn resolve_exemption(&mut self, exemption: &ast::Exemption, span: Span) {
        let subject = self.subject(&exemption.subject);
        let (when, unless) = self.conditions(&exemption.clauses);
        let window = self.window(&exemption.clauses);
        let rules: Vec<(RuleId, Span)> =
            exemption.rules.iter().filter_map(|name| Some((self.rule_named(name)?, name.span))).collect();
        // What it rests on beside its subject says why it lifts a finding.
        let conditions = exemption
            .clauses
            .iter()
            .filter(|clause| matches!(clause.kind, ClauseKind::When(_) | ClauseKind::Unless(_)));
        let words = std::iter::once(exemption.subject.span)
            .chain(conditions.map(|clause| clause.span))
            .fold("exempt".to_owned(), |words, span| format!("{words} {}", self.source_text(span)));
        let of_shipment = self.is_of_shipment(&subject);
        let at = self.program.exemptions.len();
        let notes = notes(&exemption.clauses);
        self.program.exemptions.push(Exemption {
            words,
            rules: rules.clone(),
            subject,
            when,
            unless,
            window,
            of_shipment,
            notes,
            span,
        });
        for (rule, _) in rules {
            if let Some(rule) = self.program.rules.get_mut(rule.0 as usize)
                && !rule.exemptions.contains(&at)
            {
                rule.exemptions.push(at);
            }
        }
    }

    /// Whether a subject asks only for facts that the shipment alone has, so that it is the same of every thing.
    fn is_of_shipment(&self, condition: &Condition) -> bool {
        let of_shipment = |field: FieldId| self.program.schema.field(field).level == Level::Shipment;
        match &condition.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) => {
                parts.iter().all(|part| self.is_of_shipment(part))
            }
            ConditionKind::Not(inner) => self.is_of_shipment(inner),
            ConditionKind::AnyInput(_) | ConditionKind::EveryInput(_) | ConditionKind::Share(..) => false,
            ConditionKind::Test(test) => match &test.kind {
                TestKind::Country(field, _)
                | TestKind::Region(field, _)
                | TestKind::Goods(field, _)
                | TestKind::Number(field, _)
                | TestKind::Money(field, ..)
                | TestKind::Quantity(field, ..)
                | TestKind::Date(field, _)
                | TestKind::Text(field, _)
                | TestKind::YesNo(field, _)
                | TestKind::Mentions(field, _) => of_shipment(*field),
                TestKind::Party(who, _) | TestKind::Resembles(who, ..) => match who {
                    Who::Field(field) => of_shipment(*field),
                    Who::AnyParty => false,
                },
                TestKind::Missing(presence) | TestKind::Known(presence) => match presence {
                    Presence::Field(field) => of_shipment(*field),
                    Presence::AnyParty | Presence::Inputs => false,
                },
                TestKind::Hts(_) => false,
                TestKind::Document(_) | TestKind::NoDocuments => true,
            },
        }
    }
}

/// That one of the documents is known not to be there.
fn lacks_documents(documents: &[ast::Text], span: Span) -> Condition {
    let lacks = |document: &ast::Text| {
        let kind = TestKind::Document(fold(&document.value));
        let test = Test { words: format!("has document \"{}\"", document.value), kind };
        let has = Condition { kind: ConditionKind::Test(test), span: document.span };
        Condition { kind: ConditionKind::Not(Box::new(has)), span: document.span }
    };
    super::conditions::any(documents.iter().map(lacks).collect(), span)
}

/// What clauses say beside conditions and dates.
fn notes(clauses: &[Clause]) -> Notes {
    let mut notes = Notes::default();
    for clause in clauses {
        match &clause.kind {
            ClauseKind::Because(text) => notes.because = Some(text.value.as_str().into()),
            ClauseKind::Authority(text) => notes.authority = Some(text.value.as_str().into()),
            ClauseKind::Cite(text) => extend_unique(&mut notes.cite, [text.value.as_str().into()]),
            ClauseKind::Tags(names) => {
                extend_unique(&mut notes.tags, names.iter().map(|name| name.text.as_str().into()));
            }
            ClauseKind::Respond { number, months } => {
                notes.respond = Some(Respond { number: *number, months: *months });
            }
            _ => (),
        }
    }
    notes
}

fn extend_unique(list: &mut Vec<Arc<str>>, more: impl IntoIterator<Item = Arc<str>>) {
    for text in more {
        if !list.contains(&text) {
            list.push(text);
        }
    }
}
