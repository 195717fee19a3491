//! `withhold explain`: why one record was decided as it was.

use crate::cli::args::{Color, Explain};
use crate::cli::exit::{Exit, Trouble};
use crate::cli::session;
use crate::model::Shipment;
use crate::records::{Reader, Row};

pub(in crate::cli) fn run(args: &Explain, color: Color) -> Result<Exit, Trouble> {
    let policy = session::policy(&args.policy, color)?;
    let reader = super::evaluate::open(&args.input, &policy)?;
    let shipment = find(args, reader)?;
    let _ = (policy, shipment);
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
    let mut near: Vec<String> = Vec::new();
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
            Row::Reject(_) => (),
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
        Trouble::new(format!("there is no {wanted} in `{name}`{near}"))
    })
}
