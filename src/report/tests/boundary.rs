//! The public error as an embedder draws it with miette.

use insta::assert_snapshot;
use miette::{GraphicalReportHandler, GraphicalTheme};

use crate::Policy;

fn drawn(error: &crate::Error) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(80);
    let mut out = String::new();
    assert!(handler.render_report(&mut out, error).is_ok());
    out
}

#[test]
#[expect(clippy::unwrap_used, reason = "the policy is wrong on purpose")]
fn an_embedder_sees_every_problem_with_its_lines() {
    let text = "rule wro-1:\n  blok producer acme\n  effective 2020-01-01\n\nrule wro-2:\n  hold producer \u{202e}acme\n";
    let error = Policy::from_text(text).unwrap_err();
    assert_snapshot!(drawn(&error), @r#"
      × the policy has 4 errors, the first: `blok` is not a word of the language
      │ here; `block` is near

    Error: misspelt-word

      × `blok` is not a word of the language here; `block` is near
       ╭─[policy:2:3]
     1 │ rule wro-1:
     2 │   blok producer acme
       ·   ──┬─
       ·     ╰── write `block`
     3 │   effective 2020-01-01
       ╰────
      help: perhaps: write `block`

    Error: unknown-entity

      × no entity or list is called `acme`
       ╭─[policy:2:17]
     1 │ rule wro-1:
     2 │   blok producer acme
       ·                 ──┬─
       ·                   ╰── not declared
     3 │   effective 2020-01-01
       ╰────
      help: declare it: `entity NAME = "OFFICIAL NAME"`, or write the company's
            name in quotes

    Error: unexpected-text

      × a character that does not show (U+202E) stands between words
       ╭─[policy:6:17]
     5 │ rule wro-2:
     6 │   hold producer \u{202E}acme
       ·                 ────┬───
       ·                     ╰── here
       ╰────
      help: remove it
            fix: remove it

    Error: unknown-entity

      × no entity or list is called `acme`
       ╭─[policy:6:18]
     5 │ rule wro-2:
     6 │   hold producer \u{202E}acme
       ·                         ──┬─
       ·                           ╰── not declared
       ╰────
      help: declare it: `entity NAME = "OFFICIAL NAME"`, or write the company's
            name in quotes
    "#);
}

#[test]
#[expect(clippy::unwrap_used, reason = "the path does not exist on purpose")]
fn a_path_that_cannot_be_read_has_only_its_message() {
    let error = Policy::load("no/such\u{202e}/path").unwrap_err();
    assert_snapshot!(drawn(&error), @r"
      × `no/such\u{202E}/path` cannot be read: there is no such file
    ");
}
