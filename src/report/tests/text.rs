//! Problems for people: excerpts, labels, help, colour, narration.

use insta::assert_snapshot;

use super::*;
use crate::diagnostic::{Edit, Fix};
use crate::report::summary::summary;

#[test]
fn an_error_shows_its_place_what_is_wrong_and_what_to_do() {
    let (scene, problem) = misspelt();
    assert_snapshot!(scene.draw(&problem), @"
    error[unknown-entity]: no party is called `hefei-bitlnd`
       ╭─[policies/wro.policy:4:18]
     3 │ rule wro-1:
     4 │   block producer hefei-bitlnd
       ·                  ──────┬─────
       ·                        ╰── not declared
     5 │   effective 2020-09-08
       ╰──── E0201
      help: `hefei-bitland` is near
      perhaps: write `hefei-bitland`
         4 │   block producer hefei-bitland
      note: a party is declared by `entity`, in this file or another of the policy
            set
    ");
}

#[test]
fn a_narrow_ascii_screen_gets_ascii_and_wrapped_sentences() {
    let (scene, problem) = misspelt();
    let style = Style::Graphical { unicode: false, color: false };
    assert_snapshot!(render_diagnostics(&scene.sources, [&problem], style, 50), @"
    error[unknown-entity]: no party is called `hefei-bitlnd`
       ,-[policies/wro.policy:4:18]
     3 | rule wro-1:
     4 |   block producer hefei-bitlnd
       :                  ^^^^^^|^^^^^
       :                        `-- not declared
     5 |   effective 2020-09-08
       `---- E0201
      help: `hefei-bitland` is near
      perhaps: write `hefei-bitland`
         4 |   block producer hefei-bitland
      note: a party is declared by `entity`, in this
            file or another of the policy set
    ");
}

#[test]
fn colour_changes_no_words() {
    let (scene, problem) = misspelt();
    let style = Style::Graphical { unicode: true, color: true };
    let coloured = render_diagnostics(&scene.sources, [&problem], style, 80);
    assert!(coloured.starts_with("\u{1b}[1m\u{1b}[31merror[unknown-entity]\u{1b}[0m"), "{coloured:?}");
    let mut plain = String::new();
    for part in coloured.split('\u{1b}') {
        plain.push_str(
            part.strip_prefix('[').and_then(|part| part.split_once('m')).map_or(part, |(_, text)| text),
        );
    }
    assert_eq!(plain, scene.draw(&problem));
}

#[test]
fn a_narration_names_every_place_in_words() {
    let (scene, problem) = misspelt();
    let problem = problem.label(scene.find(0, "effective"), "");
    assert_snapshot!(render_diagnostics(&scene.sources, [&problem], Style::Narrated, 80), @"
    error[unknown-entity]: no party is called `hefei-bitlnd`
    at policies/wro.policy:4:18 (E0201)
    line 4 reads: block producer hefei-bitlnd
    columns 18 to 29, hefei-bitlnd: not declared
    line 5 reads: effective 2020-09-08
    columns 3 to 11, effective: here
    help: `hefei-bitland` is near
    perhaps: write `hefei-bitland`
    line 4 then reads: block producer hefei-bitland
    note: a party is declared by `entity`, in this file or another of the policy set
    ");
}

#[test]
fn two_labels_in_one_line_are_drawn_in_one_excerpt() {
    let scene = Scene::policy("entity acme = \"Acme\"\nentity acme = \"Acme Two\"\n");
    let problem = Diagnostic::new(Code::WrongType, scene.find(0, "acme"), "a party is a text", "this party")
        .label(scene.find(0, "\"Acme\""), "this text");
    assert_snapshot!(scene.draw(&problem), @r#"
    error[wrong-type]: a party is a text
       ╭─[policies/wro.policy:1:8]
     1 │ entity acme = "Acme"
       ·        ──┬─   ───┬──
       ·          │       ╰── this text
       ·          ╰── this party
     2 │ entity acme = "Acme Two"
       ╰──── E0301
    "#);
}

#[test]
fn labels_that_overlap_are_drawn_one_below_the_other() {
    let scene = Scene::policy("block category apparel from producer acme\n");
    let problem =
        unknown(scene.find(0, "acme"), "acme").label(scene.find(0, "producer acme"), "asked for here");
    assert_snapshot!(scene.draw(&problem), @"
    error[unknown-entity]: no party is called `acme`
       ╭─[policies/wro.policy:1:38]
     1 │ block category apparel from producer acme
       ·                                      ──┬─
       ·                                        ╰── not declared
       ╰──── E0201
       ╭─[policies/wro.policy:1:29]
     1 │ block category apparel from producer acme
       ·                             ──────┬──────
       ·                                   ╰── asked for here
       ╰────
    ");
}

#[test]
fn labels_in_several_files_are_all_drawn_the_main_one_first() {
    let scene = Scene::new(&[
        ("policies/wro.policy", "list banned from \"banned.csv\" columns name, country\n"),
        ("policies/banned.csv", "name,country\nAcme,XQ\nOther,CN\n"),
    ]);
    let problem = Diagnostic::new(
        Code::ListRowInvalid,
        scene.find(1, "XQ"),
        "no country has the code `XQ`",
        "this row",
    )
    .label(scene.find(0, "\"banned.csv\""), "the list is named here");
    assert_snapshot!(scene.draw(&problem), @r#"
    error[list-row-invalid]: no country has the code `XQ`
       ╭─[policies/banned.csv:2:6]
     1 │ name,country
     2 │ Acme,XQ
       ·      ─┬
       ·       ╰── this row
     3 │ Other,CN
       ╰──── E0503
       ╭─[policies/wro.policy:1:18]
     1 │ list banned from "banned.csv" columns name, country
       ·                  ──────┬─────
       ·                        ╰── the list is named here
       ╰────
    "#);
}

#[test]
fn labels_far_apart_in_one_file_are_drawn_apart() {
    let text = format!("entity acme = \"Acme\"\n{}entity acme = \"Acme Mill\"\n", "// more\n".repeat(40));
    let scene = Scene::policy(&text);
    let again = text.rfind("acme").unwrap_or_default();
    let problem = Diagnostic::new(
        Code::DuplicateName,
        scene.bytes(again..again + 4),
        "`acme` is declared twice",
        "the second time",
    )
    .label(scene.find(0, "acme"), "the first time");
    assert_snapshot!(scene.draw(&problem), @r#"
    error[duplicate-name]: `acme` is declared twice
        ╭─[policies/wro.policy:42:8]
     41 │ // more
     42 │ entity acme = "Acme Mill"
        ·        ──┬─
        ·          ╰── the second time
        ╰──── E0207
       ╭─[policies/wro.policy:1:8]
     1 │ entity acme = "Acme"
       ·        ──┬─
       ·          ╰── the first time
     2 │ // more
       ╰────
    "#);
}

#[test]
fn a_label_over_several_lines_marks_the_words_of_each() {
    let scene = Scene::policy("block category apparel\n    from producer acme,\n\n    other\n");
    let problem = unknown(scene.bytes(6..60), "x");
    assert_snapshot!(scene.draw(&problem), @"
    error[unknown-entity]: no party is called `x`
       ╭─[policies/wro.policy:1:7]
     1 │ block category apparel
       ·       ────────────────
     2 │     from producer acme,
       ·     ───────────────────
     3 │
     4 │     other
       ·     ──┬──
       ·       ╰── not declared
       ╰──── E0201
    ");
}

#[test]
fn a_label_over_many_lines_marks_the_first_and_says_how_far_it_goes() {
    let scene = Scene::policy(&format!("block when\n{}", "  weight is 1 and\n".repeat(30)));
    let problem = Diagnostic::new(Code::NeverTrue, scene.bytes(0..400), "this can never hold", "all of this");
    assert_snapshot!(scene.draw(&problem), @"
    warning[never-true]: this can never hold
       ╭─[policies/wro.policy:1:1]
     1 │ block when
       · ─────┬────
       ·      ╰── all of this (up to line 23)
     2 │   weight is 1 and
       ╰──── W0401
    ");
}

#[test]
fn what_is_missing_at_the_end_of_a_file_is_shown_after_its_last_word() {
    for text in ["block from producer", "block from producer\n", "block from producer \r\n\r\n"] {
        let scene = Scene::policy(text);
        let problem =
            Diagnostic::new(Code::UnexpectedText, scene.end(), "the sentence is not finished", "a name");
        insta::allow_duplicates! {
            assert_snapshot!(scene.draw(&problem), @"
            error[unexpected-text]: the sentence is not finished
               ╭─[policies/wro.policy:1:20]
             1 │ block from producer
               ·                    ▲
               ·                    ╰── a name
               ╰──── E0101
            ");
        }
    }
}

#[test]
fn an_empty_file_is_drawn_too() {
    let scene = Scene::policy("");
    let problem = Diagnostic::new(Code::UnexpectedText, scene.end(), "the file is empty", "");
    assert_snapshot!(scene.draw(&problem), @"
    error[unexpected-text]: the file is empty
       ╭─[policies/wro.policy:1:1]
     1 │
       · ▲
       ╰──── E0101
    ");
}

#[test]
fn a_fix_of_several_edits_shows_each_line_as_it_will_stand() {
    let scene = Scene::policy("rule a:\n  blok  producer acme && other\n  effective 2020-01-01\n");
    let edit = |words: &str, text: &str| Edit { span: scene.find(0, words), text: text.to_owned() };
    let edits = vec![
        edit("blok ", "block"),
        edit("&&", "and"),
        edit("2020-01-01\n", "2020-01-01\n  until 2021-01-01\n"),
    ];
    let fix = Fix { title: "write it so".to_owned(), edits, applicability: Applicability::Safe };
    let problem = unknown(scene.find(0, "acme"), "acme");
    assert_snapshot!(scene.draw(&Diagnostic { fix: Some(fix), ..problem }), @"
    error[unknown-entity]: no party is called `acme`
       ╭─[policies/wro.policy:2:18]
     1 │ rule a:
     2 │   blok  producer acme && other
       ·                  ──┬─
       ·                    ╰── not declared
     3 │   effective 2020-01-01
       ╰──── E0201
      fix: write it so
         2 │   block producer acme and other
         3 │   effective 2020-01-01
         4 │   until 2021-01-01
    ");
}

#[test]
fn a_fix_in_another_file_names_it() {
    let scene = Scene::new(&[
        ("policies/a.policy", "block producer acme\n"),
        ("policies/b.policy", "entity acme-1 = \"A\"\n"),
    ]);
    let problem = unknown(scene.find(0, "acme"), "acme").replace(
        scene.find(1, "acme-1"),
        "acme",
        Applicability::Unsafe,
    );
    assert_snapshot!(scene.draw(&problem), @r#"
    error[unknown-entity]: no party is called `acme`
       ╭─[policies/a.policy:1:16]
     1 │ block producer acme
       ·                ──┬─
       ·                  ╰── not declared
       ╰──── E0201
      perhaps: write `acme`
         in policies/b.policy:
         1 │ entity acme = "A"
    "#);
    assert_snapshot!(render_diagnostics(&scene.sources, [&problem], Style::Narrated, 80), @r#"
    error[unknown-entity]: no party is called `acme`
    at policies/a.policy:1:16 (E0201)
    line 1 reads: block producer acme
    columns 16 to 19, acme: not declared
    perhaps: write `acme`
    line 1 of policies/b.policy then reads: entity acme = "A"
    "#);
}

#[test]
fn problems_stand_apart_and_are_counted() {
    let (scene, error) = misspelt();
    let warning = Diagnostic::new(
        Code::UnnamedRule,
        scene.find(0, "rule"),
        "a rule has no name of its own",
        "begins here",
    );
    let text = render_diagnostics(&scene.sources, [&warning, &error], PLAIN, 80);
    let heads: Vec<&str> =
        text.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning[")).collect();
    assert_eq!(heads.len(), 2);
    assert!(text.contains("W0202\n\nerror[unknown-entity]"), "{text}");
    assert_eq!(summary([&warning, &error, &error]), "2 errors, 1 warning");
    assert_eq!(summary([]), "no problems");
}
