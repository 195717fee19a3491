//! `withhold explain`: why one record was decided as it was.

use crate::cli::args::{Color, Explain, ExplainFormat};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::output::{self, Output};
use crate::cli::session;
use crate::explain::{Question, explain};
use crate::model::Shipment;
use crate::records::{Reader, Row};
use crate::report;
use crate::report::explain::Style;

pub(in crate::cli) fn run(args: &Explain, color: Color) -> Result<Exit, Trouble> {
    let policy = session::policy(&args.policy, color)?;
    let reader = super::evaluate::open(&args.input, policy.schema())?;
    let shipment = find(args, reader)?;
    let question = Question { as_of: args.as_of, rule: args.rule.clone() };
    if let Some(name) = &args.rule
        && policy.program().find_rule(name).is_none()
    {
        let names = policy.program().rules.iter().map(|rule| rule.name.as_str());
        let near = crate::diagnostic::suggest::nearest(name, names);
        let near = near.map(|near| format!("; `{near}` is near")).unwrap_or_default();
        return Err(Trouble::new(format!("no rule is called `{name}`{near}")));
    }
    let explanation = explain(policy.program(), policy.sources(), &shipment, &question);
    let text = match args.format {
        ExplainFormat::Json => {
            let json = serde_json::to_string_pretty(&explanation)
                .map_err(|error| Trouble::new(error.to_string()))?;
            report::json::escape_hidden(&json) + "\n"
        }
        ExplainFormat::Text => {
            let style =
                Style { color: output::stdout_coloured(color), width: output::width(), ..Style::default() };
            report::explain::text(&explanation, policy.sources(), &style)
        }
    };
    let mut out = Output::standard();
    out.write(&text)?;
    out.finish()?;
    Ok(Exit::Done)
}

/// The record that was asked for. An id that occurs twice asks for the row.
fn find(args: &Explain, reader: Reader) -> Result<Shipment, Trouble> {
    let name = reader.name().to_owned();
    let wanted = |shipment: &Shipment| {
        args.row.is_none_or(|row| row == shipment.row) && args.id.as_ref().is_none_or(|id| *id == shipment.id)
    };
    if args.id.is_none() && args.row.is_none() {
        return Err(Trouble::new("which record? name it with `--id ID` or `--row N`"));
    }
    let mut found: Option<Shipment> = None;
    let (mut near, mut rejected): (Vec<String>, u64) = (Vec::new(), 0);
    for row in reader {
        match row? {
            Row::Shipment(shipment) if wanted(&shipment) => match &found {
                Some(first) => {
                    return Err(Trouble::new(format!(
                        "the id `{}` stands in row {} and in row {} of `{name}`; say which with `--row N`",
                        shipment.id, first.row, shipment.row
                    )));
                }
                None => found = Some(*shipment),
            },
            Row::Shipment(shipment) if args.row == Some(shipment.row) => {
                return Err(Trouble::new(format!(
                    "row {} of `{name}` is the record `{}`, and not `{}`",
                    shipment.row,
                    shipment.id,
                    args.id.as_deref().unwrap_or_default()
                )));
            }
            Row::Shipment(shipment) => {
                if near.len() < 100_000 {
                    near.push(shipment.id);
                }
            }
            Row::Reject(reject) if args.row == Some(reject.row) => {
                return Err(Trouble::new(format!(
                    "row {} of `{name}` was rejected: it {}",
                    reject.row, reject.reason
                )));
            }
            Row::Reject(_) => rejected += 1,
        }
    }
    found.ok_or_else(|| {
        let wanted = args
            .id
            .as_deref()
            .map_or_else(|| format!("row {}", args.row.unwrap_or(0)), |id| format!("record `{id}`"));
        let near = args
            .id
            .as_deref()
            .and_then(|id| crate::diagnostic::suggest::nearest(id, near.iter().map(String::as_str)));
        let near = near.map(|near| format!("; `{near}` is near")).unwrap_or_default();
        // The row that is looked for may be one that cannot be read.
        let unread = match rejected {
            0 => String::new(),
            1 => "; 1 row was rejected".to_owned(),
            rows => format!("; {rows} rows were rejected"),
        };
        Trouble::new(format!("there is no {wanted} in `{name}`{near}{unread}"))
    })
}
