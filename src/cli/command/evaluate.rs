//! `withhold evaluate`: decides every record, and says what it did.

use std::path::Path;
use std::time::Instant;

use crate::cli::args::{Color, DecisionFormat, Evaluate, FailOn};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::cli::session;
use crate::diagnostic::suggest::{grouped, listed};
use crate::evaluate::{Decision, oracle};
use crate::model::{Outcome, Schema, Shipment, Truth};
use crate::pipeline::Policy;
use crate::records::{self, Reader, RecordsError, Reject, Row};
use crate::report::decisions;
use crate::report::figures::Summary;
use crate::report::json::escape_hidden;
use crate::report::visible::visible_line;

/// How many holds for want of the same facts are printed before the summary speaks for the rest.
const HOLDS_ALIKE: u64 = 5;

pub(in crate::cli) fn run(args: &Evaluate, color: Color) -> Result<Exit, Trouble> {
    let policy = session::policy(&args.policy, color)?;
    check_files(args, &policy)?;
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a run took is printed beside its results, and is no part of them"
    )]
    let begun = Instant::now();
    let mut run = Run {
        args,
        policy: &policy,
        out: Output::open(args.output.as_deref())?,
        rejects: args.rejects.as_deref().map(|path| Output::open(Some(path))).transpose()?,
        summary: Summary::default(),
        in_force: false,
        empty: Vec::new(),
        unrecognised: Vec::new(),
        written: 0,
        unlisted: 0,
    };
    for input in &args.inputs {
        match open(input, policy.schema()) {
            Ok(reader) => run.decide_all(reader)?,
            Err(RecordsError::Empty { name }) if args.allow_empty => run.empty.push(name),
            Err(error) => return Err(error.into()),
        }
    }
    run.finish(begun.elapsed())
}

/// Opens a shipment file, or standard input.
pub(super) fn open(input: &Path, schema: &Schema) -> Result<Reader, RecordsError> {
    if is_standard_input(input) {
        records::read(std::io::stdin(), "standard input", None, schema)
    } else {
        records::open(input, None, schema)
    }
}

pub(super) fn is_standard_input(input: &Path) -> bool {
    input == Path::new("-")
}

/// Finds out before anything is decided what would otherwise end a run halfway, or write over what it reads.
#[expect(clippy::disallowed_methods, reason = "what a run reads and writes is looked at before it begins")]
fn check_files(args: &Evaluate, policy: &Policy) -> Result<(), Trouble> {
    if args.inputs.iter().filter(|input| is_standard_input(input)).count() > 1 {
        return Err(Trouble::new("standard input is named twice, and can be read once"));
    }
    let written: Vec<&Path> =
        [&args.output, &args.rejects].into_iter().flatten().map(|path| &**path).collect();
    if let [output, rejects] = written.as_slice()
        && is_same_file(output, rejects)
    {
        return Err(Trouble::new(format!(
            "decisions and rejected rows cannot both be written to `{}`",
            output.display()
        )));
    }
    for input in args.inputs.iter().filter(|input| !is_standard_input(input)) {
        if let Some(output) = written.iter().find(|output| is_same_file(output, input)) {
            return Err(Trouble::new(format!(
                "`{}` is read, so it cannot be written over",
                output.display()
            )));
        }
        // What is neither a file nor a folder, such as a pipe, can be read once.
        if input.is_file() || input.is_dir() || !input.exists() {
            match open(input, policy.schema()) {
                Ok(_) => {}
                Err(RecordsError::Empty { .. }) if args.allow_empty => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "one file can have two names")]
fn is_same_file(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
    a == b || real(a).is_some_and(|a| real(b) == Some(a))
}

struct Run<'a> {
    args: &'a Evaluate,
    policy: &'a Policy,
    out: Output,
    rejects: Option<Output>,
    summary: Summary,
    /// Whether some rule held, or may have held, on some record's date.
    in_force: bool,
    /// Files without a record.
    empty: Vec<String>,
    /// Files of which no key is a field.
    unrecognised: Vec<String>,
    written: u64,
    /// Lines that were left out since others like them were printed.
    unlisted: u64,
}

impl Run<'_> {
    fn decide_all(&mut self, mut reader: Reader) -> Result<(), Trouble> {
        while let Some(row) = reader.next() {
            match row? {
                Row::Shipment(shipment) => self.decide(&shipment)?,
                Row::Reject(reject) => self.reject(&reject, reader.name())?,
            }
            if self.out.is_closed() {
                break;
            }
        }
        note_reading(&reader);
        let notes = reader.notes();
        if notes.rows() == 0 {
            self.empty.push(reader.name().to_owned());
        } else if notes.recognised.is_empty() && !notes.unread.is_empty() {
            self.unrecognised.push(reader.name().to_owned());
        }
        Ok(())
    }

    fn decide(&mut self, shipment: &Shipment) -> Result<(), Trouble> {
        let program = self.policy.program();
        let as_of = self.args.as_of;
        self.in_force = self.in_force
            || program
                .rules
                .iter()
                .any(|rule| oracle::in_force(program, rule, shipment, as_of) != Truth::False);
        let decision = self.policy.evaluate_as_of(shipment, as_of);
        self.write(&decision)?;
        self.summary.add(&decision);
        Ok(())
    }

    fn write(&mut self, decision: &Decision) -> Result<(), Trouble> {
        let text = match self.args.format {
            DecisionFormat::Text => {
                let is_shown = self.args.all
                    || decision.outcome != Outcome::Release
                        && self.summary.held_alike(decision) < HOLDS_ALIKE;
                if !is_shown {
                    self.unlisted += u64::from(decision.outcome != Outcome::Release);
                    return Ok(());
                }
                format!("{}\n", decisions::line(decision))
            }
            DecisionFormat::Ndjson => format!("{}\n", json(decision)?),
            DecisionFormat::Json => {
                let opening = if self.written == 0 { "[\n" } else { ",\n" };
                format!("{opening}{}", json(decision)?)
            }
        };
        self.written += 1;
        self.out.write(&text)
    }

    fn reject(&mut self, reject: &Reject, file: &str) -> Result<(), Trouble> {
        self.summary.add_reject();
        let text = String::from_utf8_lossy(&reject.text);
        if let Some(rejects) = &mut self.rejects {
            let row = serde_json::json!({"file": file, "row": reject.row, "offset": reject.offset, "reason": reject.reason, "text": text});
            rejects.write(&format!("{}\n", escape_hidden(&row.to_string())))?;
        }
        let line =
            format!("reject   {file} row {} (byte {}): {}\n", reject.row, reject.offset, reject.reason);
        let line = visible_line(line.trim_end()).into_owned() + "\n";
        match self.args.format {
            DecisionFormat::Text => self.out.write(&line),
            DecisionFormat::Json | DecisionFormat::Ndjson => {
                output::warn(&line);
                Ok(())
            }
        }
    }

    fn finish(mut self, took: std::time::Duration) -> Result<Exit, Trouble> {
        if self.args.format == DecisionFormat::Json {
            self.out.write(if self.written == 0 { "[]\n" } else { "\n]\n" })?;
        }
        let mut text = String::new();
        if self.unlisted > 0 {
            text.push_str(&format!(
                "… and {} more lines that lack the same facts as the ones above (`--all` prints them)\n",
                grouped(self.unlisted)
            ));
        }
        if self.args.format == DecisionFormat::Text && (self.written > 0 || self.summary.rows() > 0) {
            text.push('\n');
        }
        text.push_str(&self.summary.text());
        let is_text = self.args.format == DecisionFormat::Text;
        if is_text {
            self.out.write(&text)?;
        }
        let seconds = took.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = if seconds > 0.0 { self.summary.rows() as f64 / seconds } else { 0.0 };
        let ending = self.ending();
        self.out.finish()?;
        self.rejects.map(Output::finish).transpose()?;
        if !is_text {
            output::warn(&text);
        }
        output::warn(&format!("time      {seconds:.1} s, {rate:.0} records a second\n"));
        ending
    }

    /// How the run ends. Nothing is "all good" because nothing was asked.
    fn ending(&self) -> Result<Exit, Trouble> {
        let summary = &self.summary;
        let trouble = |reason: String| Err(Trouble::new(reason));
        if self.policy.program().rules.is_empty() {
            return trouble("the policies hold no rule, so nothing was asked of the records".to_owned());
        }
        if !self.empty.is_empty() && !self.args.allow_empty {
            let files = listed(&self.empty, "and");
            return trouble(format!("there is no record in {files}; `--allow-empty` lets that pass"));
        }
        if summary.rows() == 0 {
            return Ok(Exit::Done);
        }
        if summary.decided() == 0 {
            return trouble("no record could be read, so none was decided".to_owned());
        }
        if !self.unrecognised.is_empty() {
            let files = listed(&self.unrecognised, "and");
            return trouble(format!(
                "no key in {files} is a field of a record, so nothing was known of its records"
            ));
        }
        if !self.in_force {
            return trouble(
                "no rule was in force on the date of any record, so nothing was asked of them".to_owned(),
            );
        }
        let limit = self.args.fail_on.map(|limit| match limit {
            FailOn::Block => Outcome::Block,
            FailOn::Hold => Outcome::Hold,
            FailOn::Flag => Outcome::Flag,
        });
        // Nobody knows what a row that cannot be read would have been, so it counts as held.
        let rejected = (summary.rejected() > 0).then_some(Outcome::Hold);
        let is_found = limit.zip(summary.worst().max(rejected)).is_some_and(|(limit, worst)| worst >= limit);
        Ok(if is_found { Exit::Found } else { Exit::Done })
    }
}

/// Says what of a file was not read as it may have been meant: a misspelt column leaves a fact missing on every record.
fn note_reading(reader: &Reader) {
    for unread in &reader.notes().unread {
        let near = unread.near.as_ref().map(|near| format!("; `{near}` may be meant")).unwrap_or_default();
        note(reader, &format!("nothing reads `{}`{near}", unread.name));
    }
    note_reading_of_ids(reader);
}

/// Says that records are called by their rows.
pub(super) fn note_reading_of_ids(reader: &Reader) {
    if let Some(id) = &reader.notes().unreadable_id {
        let (records, their_rows) = match id.count {
            1 => ("1 record is".to_owned(), "its row"),
            count => (format!("{} records are", grouped(count)), "their rows"),
        };
        note(
            reader,
            &format!(
                "{records} called by {their_rows}, since the `id` cannot be read (row {}: {})",
                id.row, id.reason
            ),
        );
    }
}

fn note(reader: &Reader, text: &str) {
    let line = format!("note: {}: {text}", reader.name());
    output::warn(&(visible_line(&line).into_owned() + "\n"));
}

/// A decision on one line.
fn json(decision: &Decision) -> Result<String, Trouble> {
    let json = serde_json::to_string(decision)
        .map_err(|error| Trouble::new(format!("a decision cannot be written: {error}")))?;
    Ok(escape_hidden(&json))
}
