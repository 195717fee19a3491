//! Tests of parties: whose name it is, or how like.

use super::judgement::Reading;
use super::reader::Reader;
use super::tests::fields_of;
use crate::evaluate::decision::{By, Entry, Evidence};
use crate::evaluate::settle::Ask;
use crate::model::{FieldId, Role, Truth};
use crate::semantics::hir::{ListRow, PartyEntry, PartySet, Who};
use crate::vocabulary::names::{PartyName, Similarity};
use crate::vocabulary::parties::{KnownName, NameKind, NameMatch};

/// What one name says of one party.
struct Compared {
    truth: Truth,
    reading: Reading,
}

impl<'p, 'r> Reader<'_, 'p, 'r>
where
    'p: 'r,
{
    /// Whether a party is one of a set, or with a threshold whether it resembles one. Roles that are missing matter only where all are.
    pub(super) fn read_party(
        &self,
        words: &str,
        who: Who,
        set: PartySet,
        threshold: Option<Similarity>,
        dates: FieldId,
    ) -> (Truth, Reading) {
        let fields = fields_of(self, who);
        let named: Vec<FieldId> =
            fields.iter().copied().filter(|field| !self.fact(*field).is_missing()).collect();
        if named.is_empty() {
            return self.open_party(words, who, &fields, set);
        }
        let compared: Vec<Compared> =
            named.into_iter().map(|field| self.compare_field(words, field, set, threshold, dates)).collect();
        let truth = Truth::any(compared.iter().map(|compared| compared.truth));
        let mut reading = Reading::default();
        // One name that is the party is enough; of open ones, all are shown.
        for one in compared.into_iter().filter(|compared| compared.truth == truth) {
            reading.evidence.extend(one.reading.evidence);
            reading.asks.extend(one.reading.asks);
            reading.entry = reading.entry.or(one.reading.entry);
            if truth == Truth::True {
                break;
            }
        }
        let betrays =
            threshold.is_none() && matches!(who, Who::AnyParty | Who::Field(_)) && self.is_of_producer(who);
        if truth == Truth::False
            && betrays
            && let Some(code) = self.betraying_code(words, set)
        {
            let reason =
                format!("`{}` is the code of {}", code.value, code.matched.clone().unwrap_or_default());
            reading.asks = vec![Ask::unsettled(code.at.clone(), reason)];
            reading.evidence.iter_mut().for_each(|evidence| evidence.truth = Truth::Unknown);
            reading.evidence.push(code);
            return (Truth::Unknown, reading);
        }
        (truth, reading)
    }

    /// A Manufacturer Identification Code is that of the producer.
    fn is_of_producer(&self, who: Who) -> bool {
        who == Who::AnyParty || who == Who::Field(Role::Producer.into())
    }

    fn open_party(&self, words: &str, who: Who, fields: &[FieldId], set: PartySet) -> (Truth, Reading) {
        let asks = match who {
            Who::Field(field) => vec![self.ask(field)],
            Who::AnyParty => {
                let mut at = fields.iter().map(|field| self.at(*field));
                let first = at.next().unwrap_or_else(|| self.thing.path.at("producer"));
                let ask = Ask { reason: Some("no party is named at all".to_owned()), ..Ask::missing(first) };
                vec![at.fold(ask, Ask::or)]
            }
        };
        let code = if self.is_of_producer(who) { self.betraying_code(words, set) } else { None };
        (Truth::Unknown, Reading { evidence: code.into_iter().collect(), asks, ..Reading::default() })
    }

    fn betraying_code(&self, words: &str, set: PartySet) -> Option<Evidence> {
        let given = self.fact(Role::Mid).text()?;
        let parties = self.program().parties_of(set);
        let found = parties
            .into_iter()
            .map(|id| self.program().party(id))
            .find(|entry| entry.party.code_of(given).is_some())?;
        let evidence = self.evidence(words, Role::Mid, Truth::Unknown, By::ManufacturerCode);
        Some(Evidence { matched: Some(found.party.official().to_owned()), ..evidence })
    }

    /// What the name in one field says of a set: the entry that decides most.
    fn compare_field(
        &self,
        words: &str,
        field: FieldId,
        set: PartySet,
        threshold: Option<Similarity>,
        dates: FieldId,
    ) -> Compared {
        let Some(text) = self.fact(field).text() else {
            let (truth, reading) = self.open(words, field);
            return Compared { truth, reading };
        };
        let name = PartyName::new(text);
        let mut best: Option<Compared> = None;
        for id in self.program().parties_of(set) {
            let entry = self.program().party(id);
            let mut compared = match threshold {
                Some(threshold) => self.compare_likeness(words, field, &name, entry, threshold),
                None => self.compare_name(words, field, &name, entry),
            };
            if compared.truth != Truth::False {
                if let Some(row) = &entry.row {
                    self.compare_dates(&mut compared, row, dates);
                }
                if let (PartySet::List(list), Some(row)) = (set, &entry.row) {
                    let list = self.program().list(list).name.clone();
                    compared.reading.entry =
                        Some(Entry { list, name: entry.party.official().to_owned(), row: row.number });
                }
            }
            match &mut best {
                Some(so_far) if compared.truth < so_far.truth => (),
                // Open entries add up: each may turn out to be the one.
                Some(so_far) if compared.truth == so_far.truth && compared.truth == Truth::Unknown => {
                    so_far.reading.evidence.append(&mut compared.reading.evidence);
                    so_far.reading.asks.append(&mut compared.reading.asks);
                }
                Some(so_far) if compared.truth == so_far.truth => (),
                _ => best = Some(compared),
            }
            if best.as_ref().is_some_and(|best| best.truth == Truth::True) {
                break;
            }
        }
        let mut best = best.unwrap_or_else(|| Compared { truth: Truth::False, reading: Reading::default() });
        if best.truth == Truth::False {
            best.reading = Reading {
                evidence: vec![self.evidence(words, field, Truth::False, By::Value)],
                ..Reading::default()
            };
        }
        best
    }

    fn compare_name(&self, words: &str, field: FieldId, name: &PartyName, entry: &PartyEntry) -> Compared {
        let at = self.at(field);
        let text = self.fact(field).text().unwrap_or_default();
        let known = |known: &KnownName, truth: Truth, by: By| Evidence {
            matched: Some(known.text.clone()),
            ..self.evidence(words, field, truth, by)
        };
        match entry.party.matched(name, self.program().alike) {
            NameMatch::Equal(found) => {
                let by = match found.kind {
                    NameKind::Official => By::ExactName,
                    NameKind::Alias => By::Alias,
                    NameKind::Former => By::FormerName,
                    NameKind::Subsidiary => By::Subsidiary,
                };
                Compared {
                    truth: Truth::True,
                    reading: Reading { evidence: vec![known(found, Truth::True, by)], ..Reading::default() },
                }
            }
            NameMatch::NearlyEqual(found, score) => {
                let why = if score == Similarity::FULL {
                    "with a legal form of another class".to_owned()
                } else {
                    score.to_string()
                };
                let reason = format!("`{text}` is nearly `{}` ({why})", found.text);
                let evidence =
                    Evidence { score: Some(percent(score)), ..known(found, Truth::Unknown, By::Similarity) };
                unsettled(evidence, Ask::unsettled(at, reason))
            }
            NameMatch::OtherScript => {
                let reason = format!(
                    "`{text}` is in another script than every known name of `{}`",
                    entry.party.official()
                );
                unsettled(self.evidence(words, field, Truth::Unknown, By::Value), Ask::unsettled(at, reason))
            }
            NameMatch::Unreadable => {
                let reason = format!("`{text}` has nothing to compare names by");
                unsettled(self.evidence(words, field, Truth::Unknown, By::Value), Ask::unsettled(at, reason))
            }
            NameMatch::DecidedNot | NameMatch::Different => {
                Compared { truth: Truth::False, reading: Reading::default() }
            }
        }
    }

    fn compare_likeness(
        &self,
        words: &str,
        field: FieldId,
        name: &PartyName,
        entry: &PartyEntry,
        threshold: Similarity,
    ) -> Compared {
        if matches!(
            entry.party.matched(name, Similarity::FULL),
            NameMatch::Unreadable | NameMatch::OtherScript | NameMatch::DecidedNot
        ) {
            return self.compare_name(words, field, name, entry);
        }
        let Some((found, score)) = entry.party.most_similar(name).filter(|(_, score)| *score >= threshold)
        else {
            return Compared { truth: Truth::False, reading: Reading::default() };
        };
        let evidence = self.evidence(words, field, Truth::True, By::Similarity);
        let evidence =
            Evidence { matched: Some(found.text.clone()), score: Some(percent(score)), ..evidence };
        Compared { truth: Truth::True, reading: Reading { evidence: vec![evidence], ..Reading::default() } }
    }

    /// An entry holds on its own days, compared with the date that the rule's window reads.
    fn compare_dates(&self, compared: &mut Compared, row: &ListRow, dates: FieldId) {
        if row.from.is_none() && row.until.is_none() {
            return;
        }
        let name = self.program().schema.name(dates);
        match self.context.window_date(dates) {
            (Some(date), _) => {
                let holds =
                    row.from.is_none_or(|from| from <= date) && row.until.is_none_or(|until| date < until);
                if !holds {
                    *compared = Compared { truth: Truth::False, reading: Reading::default() };
                }
            }
            (None, _) => {
                compared.truth = Truth::Unknown;
                compared.reading.asks.push(Ask::missing(name));
            }
        }
    }
}

fn unsettled(evidence: Evidence, ask: Ask) -> Compared {
    Compared {
        truth: Truth::Unknown,
        reading: Reading { evidence: vec![evidence], asks: vec![ask], ..Reading::default() },
    }
}

fn percent(score: Similarity) -> f64 {
    f64::from(score.hundredths()) / 100.0
}
