//! Texts that are no policies and bytes that are no records: whatever comes in, a result comes out.
//!
//! In: bytes by chance, and policies and records that were damaged. Out: nothing, or what makes the library panic, lose a problem or
//! release what it could not read.

use std::io::Cursor;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use withhold::diagnostic::Severity;
use withhold::records::{self, Format, Row};
use withhold::report::diagnostics::{Style, render_diagnostics};
use withhold::{Compilation, Policy, Sources};

use crate::generate;
use crate::properties::tries;

/// What is put into a text: signs and words that mean something somewhere.
const PIECES: [&str; 40] = [
    "\"",
    "\\",
    "(",
    ")",
    "((((",
    ",",
    ":",
    "=",
    "#",
    "\n",
    "\r\n",
    "\n  ",
    "\t",
    " ",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{301}",
    "“",
    "合",
    "rule",
    "block",
    "or",
    "and",
    "not",
    "is",
    "when",
    "in whole or in part",
    "6109.10",
    "99999999999999999999999999999999",
    "2020-02-30",
    "2020-09-03",
    "..",
    "..6206",
    "%",
    "800 USD",
    "-",
    "policy",
    "{\"inputs\":[",
    "]}",
];

/// One place where a text is damaged.
#[derive(Clone, Debug)]
struct Damage {
    at: Index,
    /// How many characters go.
    cut: usize,
    piece: &'static str,
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let damage = (
        any::<Index>(),
        prop_oneof![2 => Just(0usize), 2 => 1usize..4, 1 => 4usize..80],
        prop::sample::select(&PIECES[..]),
    );
    vec(damage.prop_map(|(at, cut, piece)| Damage { at, cut, piece }), 1..6)
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut signs: Vec<char> = text.chars().collect();
    for Damage { at, cut, piece } in damages {
        let at = at.index(signs.len() + 1);
        let end = (at + cut).min(signs.len());
        signs.splice(at..end, piece.chars());
    }
    signs.into_iter().collect()
}

/// Compiles a text, and draws what is wrong with it.
fn compiled(text: &str) -> Compilation {
    let compilation =
        Sources::default().without_vocabulary().with_file("hostile.policy", text, &[]).compile();
    for style in [Style::Graphical { unicode: true, color: false }, Style::Narrated] {
        let drawn = render_diagnostics(&compilation.sources, &compilation.problems, style, 80);
        assert_eq!(drawn.is_empty(), compilation.problems.is_empty(), "problems that are not drawn: {text}");
    }
    compilation
}

/// Decides all records of a file. A row is a decision or a reject.
fn decide_all(policy: &Policy, bytes: Vec<u8>, format: Option<Format>) {
    let Ok(rows) = records::read(Cursor::new(bytes), "hostile", format, policy.schema()) else { return };
    for row in rows {
        match row {
            Ok(Row::Shipment(shipment)) => assert_eq!(policy.evaluate(&shipment).fault, None),
            Ok(Row::Reject(reject)) => assert!(!reject.reason.is_empty()),
            Err(_) => return,
        }
    }
}

fn formats() -> impl Strategy<Value = Option<Format>> {
    prop::sample::select(vec![
        None,
        Some(Format::Csv),
        Some(Format::Tsv),
        Some(Format::Json),
        Some(Format::Ndjson),
    ])
}

proptest! {
    #![proptest_config(tries(100))]

    #[test]
    fn any_text_is_a_policy_or_has_an_error(text in any::<String>(), pieces in vec(prop::sample::select(&PIECES[..]), 0..40)) {
        for text in [text, pieces.concat(), pieces.join(" ")] {
            let compilation = compiled(&text);
            let errors = compilation.problems.count(Severity::Error);
            prop_assert_eq!(errors == 0, compilation.policy().is_ok(), "{}", text);
        }
    }

    #[test]
    fn a_damaged_policy_is_a_policy_or_has_an_error(text in generate::policy_text(), damages in damages()) {
        let text = damaged(&text, &damages);
        let compilation = compiled(&text);
        let errors = compilation.problems.count(Severity::Error);
        prop_assert_eq!(errors == 0, compilation.policy().is_ok(), "{}", text);
    }

    #[test]
    fn any_bytes_in_a_policy_file_are_a_policy_or_have_an_error(bytes in vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("hostile.policy");
        std::fs::write(&path, &bytes)?;
        let compilation = Sources::load(&[path]).expect("a file that is there is read").without_vocabulary().compile();
        let is_text = std::str::from_utf8(&bytes).is_ok();
        prop_assert!(is_text || compilation.problems.has_errors(), "what is no text is no policy: {:?}", bytes);
    }

    #[test]
    fn any_bytes_are_records_rejects_or_an_error(bytes in vec(any::<u8>(), 0..300), format in formats()) {
        let policy = generate::compile_text("rule r: hold anything when weight under 5\n");
        decide_all(&policy, bytes, format);
    }

    #[test]
    fn damaged_records_are_decisions_rejects_or_an_error(
        program in generate::program(generate::Language::Whole),
        records in vec(generate::record(), 1..4),
        damages in damages(),
        format in formats(),
    ) {
        let policy = generate::compile_text(&program.text());
        let lines: Vec<String> = records.iter().map(ToString::to_string).collect();
        decide_all(&policy, damaged(&lines.join("\n"), &damages).into_bytes(), format);
        let cells: Vec<String> = lines.iter().map(|line| format!("{},1", damaged(line, &damages))).collect();
        decide_all(&policy, format!("inputs,weight\n{}", cells.join("\n")).into_bytes(), Some(Format::Csv));
    }
}
