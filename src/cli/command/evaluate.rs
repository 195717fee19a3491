//! `withhold evaluate`: decides every record, and says what it did.

use std::path::Path;
use std::time::Instant;

use crate::cli::args::{Color, DecisionFormat, Evaluate, FailOn};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::cli::session;
use crate::evaluate::{Decision, oracle};
use crate::model::{Outcome, Shipment, Truth};
use crate::pipeline::Policy;
use crate::records::{self, Reader, Reject, Row};
use crate::report::decisions;
use crate::report::figures::{Summary, grouped};
use crate::report::visible::visible_line;

/// How many holds for want of the same facts are printed before the summary speaks for the rest.
const HOLDS_ALIKE: u64 = 5;

pub(in crate::cli) fn run(args: &Evaluate, color: Color) -> Result<Exit, Trouble> {
    let policy = session::policy(&args.policy, color)?;
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
        written: 0,
        unlisted: 0,
    };
    for input in &args.inputs {
        let reader = open(input, &policy)?;
        run.decide_all(reader)?;
    }
    run.finish(begun.elapsed())
}

/// Opens a shipment file, or standard input.
pub(super) fn open(input: &Path, policy: &Policy) -> Result<Reader, Trouble> {
    Ok(if input == Path::new("-") {
        records::read(std::io::stdin(), "standard input", None, policy.schema())?
    } else {
        records::open(input, None, policy.schema())?
    })
}

struct Run<'a> {
    args: &'a Evaluate,
    policy: &'a Policy,
    out: Output,
    rejects: Option<Output>,
    summary: Summary,
    /// Whether some rule held, or may have held, on some record's date.
    in_force: bool,
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
        self.note_unread(&reader);
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
            rejects.write(&format!("{row}\n"))?;
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

    /// Columns that nobody reads are said, since a misspelt one would leave a fact missing on every record.
    fn note_unread(&self, reader: &Reader) {
        for unread in &reader.notes().unread {
            let near =
                unread.near.as_ref().map(|near| format!("; `{near}` may be meant")).unwrap_or_default();
            output::warn(&format!(
                "note: {}: nothing reads `{}`{near}\n",
                reader.name(),
                visible_line(&unread.name)
            ));
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
        let (summary, in_force) = (self.summary, self.in_force);
        self.out.finish()?;
        self.rejects.map(Output::finish).transpose()?;
        if !is_text {
            output::warn(&text);
        }
        output::warn(&format!("time      {seconds:.1} s, {rate:.0} records a second\n"));
        ending(self.args, &summary, in_force, self.policy)
    }
}

/// How the run ends. Nothing is "all good" because nothing was asked.
fn ending(args: &Evaluate, summary: &Summary, in_force: bool, policy: &Policy) -> Result<Exit, Trouble> {
    if policy.program().rules.is_empty() {
        return Err(Trouble::new("the policies hold no rule, so nothing was asked of the records"));
    }
    if summary.rows() == 0 {
        return if args.allow_empty {
            Ok(Exit::Done)
        } else {
            Err(Trouble::new("there is no record in the input; `--allow-empty` lets that pass"))
        };
    }
    if summary.decided() == 0 {
        return Err(Trouble::new("no record could be read, so none was decided"));
    }
    if !in_force {
        return Err(Trouble::new(
            "no rule was in force on the date of any record, so nothing was asked of them",
        ));
    }
    let limit = args.fail_on.map(|limit| match limit {
        FailOn::Block => Outcome::Block,
        FailOn::Hold => Outcome::Hold,
        FailOn::Flag => Outcome::Flag,
    });
    let is_found = limit.zip(summary.worst()).is_some_and(|(limit, worst)| worst >= limit);
    Ok(if is_found { Exit::Found } else { Exit::Done })
}

fn json(decision: &Decision) -> Result<String, Trouble> {
    serde_json::to_string(decision)
        .map_err(|error| Trouble::new(format!("a decision cannot be written: {error}")))
}
