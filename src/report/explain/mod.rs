//! An explanation as people read it: a sentence, a picture of each rule that decides, short notes, and what to ask for.
//!
//! In: an [`Explanation`] and the files of its program. Out: text without trailing blanks. Nothing here fails: what a record holds is
//! made visible and cut before it is drawn.

mod paragraphs;
mod picture;
mod source;
#[cfg(test)]
mod tests;

use crate::explain::{Explained, Explanation};
use crate::model::{Outcome, Verb};
use crate::report::visible::visible_line;
use crate::source::SourceMap;
use paragraphs::{Marks, bullet, cut, paragraph};

/// How an explanation is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether words that held, failed or stayed open are told apart by colour as well.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
    /// Whether lines are drawn with more than ASCII.
    pub unicode: bool,
    /// How many rules are drawn; the others are said in a line each.
    pub drawn: usize,
}

impl Default for Style {
    fn default() -> Style {
        Style { color: false, width: 100, unicode: true, drawn: 2 }
    }
}

impl Style {
    fn columns(&self) -> usize {
        self.width.clamp(40, 240)
    }
}

/// How many of the rules that are not drawn are said in a line each.
const LISTED: usize = 12;

/// How many facts to ask for are listed.
const ASKED: usize = 12;

/// An explanation as text.
pub fn text(explanation: &Explanation, sources: &SourceMap, style: &Style) -> String {
    let marks = Marks::of(style.unicode);
    let mut text = String::new();
    paragraph(&mut text, &explanation.says, style);
    let (drawn, rest) = choose(explanation, style);
    for (at, rule) in drawn.iter().enumerate() {
        text.push('\n');
        // The answer speaks of the first one.
        if at > 0 || explanation.says.is_empty() {
            paragraph(&mut text, &rule.says, style);
            text.push('\n');
        }
        text.push_str(&picture::draw(rule, &explanation.id, sources, style));
        for note in notes(rule, marks) {
            bullet(&mut text, &note, style);
        }
    }
    list_rest(explanation, &rest, style, &mut text);
    list_asked(explanation, style, &mut text);
    for assumed in &explanation.assumed {
        let rules = names(&assumed.rules, 3);
        let is = if assumed.at.ends_with("inputs") || assumed.at == "documents" { "are" } else { "is" };
        let words = format!(
            "This rests on an assumption: {} {is} {} where the record does not say, which decided {rules}.",
            assumed.at, assumed.value
        );
        text.push('\n');
        paragraph(&mut text, &words, style);
    }
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim_end())
}

/// The rules that are drawn, and those that are said in a line.
fn choose<'e>(explanation: &'e Explanation, style: &Style) -> (Vec<&'e Explained>, Vec<&'e Explained>) {
    let mut rules: Vec<&Explained> = explanation.rules.iter().collect();
    let deciding = rules.iter().take_while(|rule| rule.outcome == explanation.outcome).count();
    // Where no rule decides, the one that was asked for is drawn, or else the nearest.
    let is_asked = deciding == 0 && !rules.is_empty();
    let number = if is_asked { 1 } else { deciding.min(style.drawn.max(1)) };
    let mut drawn: Vec<&Explained> = rules.drain(..number).collect();
    if drawn.is_empty() {
        drawn.extend(explanation.nearest.first());
    }
    (drawn, rules)
}

/// What stands below a picture.
fn notes(rule: &Explained, marks: Marks) -> Vec<String> {
    let mut notes = rule.notes.clone();
    if rule.thing.len() > 1 {
        let steps = rule.thing.iter().map(|step| match &step.called {
            Some(called) => format!("{} ({})", step.at, cut(called, 24)),
            None => step.at.clone(),
        });
        notes.push(format!("The way: {}.", steps.collect::<Vec<_>>().join(marks.from)));
    }
    if let Some(because) = &rule.because {
        notes.push(format!("Because: {}.", because.trim_end_matches('.')));
    }
    let sources: Vec<&str> = rule.authority.iter().chain(&rule.cite).map(String::as_str).collect();
    if !sources.is_empty() {
        notes.push(format!("See {}", sources.join("; ")));
    }
    if let Some(day) = &rule.respond_by {
        notes.push(format!("Answer by {day}."));
    }
    notes
}

fn list_rest(explanation: &Explanation, rest: &[&Explained], style: &Style, text: &mut String) {
    let has_block = explanation.rules.iter().any(|rule| rule.verb == Verb::Block);
    let is_found = !explanation.rules.is_empty();
    // Where nothing blocks: what came nearest to a block; where all that speaks was lifted or ended, what came nearest at all.
    let near = match explanation.outcome {
        Outcome::Release => explanation.nearest.first(),
        _ => explanation.nearest.iter().find(|rule| rule.verb == Verb::Block).filter(|_| !has_block),
    };
    let near = near.filter(|_| is_found);
    if rest.is_empty() && near.is_none() {
        return;
    }
    text.push('\n');
    if !rest.is_empty() {
        paragraph(text, "Besides:", style);
    }
    for rule in rest.iter().take(LISTED) {
        bullet(text, &cut(&visible_line(&rule.says), style.columns().saturating_mul(2)), style);
    }
    if rest.len() > LISTED {
        let more: Vec<String> = rest.iter().skip(LISTED).map(|rule| rule.rule.clone()).collect();
        bullet(text, &format!("and {} more: {}.", more.len(), names(&more, 4)), style);
    }
    if let Some(first) = rest.first() {
        paragraph(text, &format!("To see one drawn: `--rule {}`", first.rule), style);
    }
    if let Some(near) = near {
        let what = if explanation.outcome == Outcome::Release {
            "The nearest of the others"
        } else {
            "Nearest to a block"
        };
        paragraph(text, &format!("{what}: {}", near.says), style);
    }
}

fn list_asked(explanation: &Explanation, style: &Style, text: &mut String) {
    if explanation.missing.is_empty() {
        return;
    }
    text.push('\n');
    paragraph(text, "Ask for:", style);
    for fact in explanation.missing.iter().take(ASKED) {
        let why = match fact.reason.as_ref().filter(|reason| !explanation.says.contains(reason.as_str())) {
            Some(reason) => format!(", for {}", cut(reason, 160)),
            None => String::new(),
        };
        let decides = names(&fact.decides, 2);
        bullet(text, &format!("`{}`: ask {}; it decides {decides}{why}.", fact.at, fact.whom), style);
    }
    if explanation.missing.len() > ASKED {
        bullet(text, &format!("and {} more facts.", explanation.missing.len() - ASKED), style);
    }
}

/// `a`, `b` and 3 more.
fn names(names: &[String], most: usize) -> String {
    let shown: Vec<String> = names.iter().take(most).map(|name| format!("`{name}`")).collect();
    match (names.len().saturating_sub(most), shown.split_last()) {
        (0, Some((last, [first @ .., before]))) => {
            let first: Vec<&str> = first.iter().chain([before]).map(String::as_str).collect();
            format!("{} and {last}", first.join(", "))
        }
        (0, _) => shown.concat(),
        (more, _) => format!("{} and {more} more", shown.join(", ")),
    }
}
