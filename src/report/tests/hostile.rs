//! Drawing what is not meant to be drawn: tabs, wide and hidden characters, long lines, a thousand problems.

use insta::assert_snapshot;

use super::*;
use crate::diagnostic::Diagnostics;
use crate::report::{github::render_annotations, json::render_json_lines, sarif::render_sarif};

#[test]
fn tabs_move_the_words_and_their_mark_alike() {
    let scene = Scene::policy("rule a:\n\tblock\tproducer acme\n");
    assert_snapshot!(scene.draw(&unknown(scene.find(0, "acme"), "acme")), @"
    error[unknown-entity]: no party is called `acme`
       ╭─[policies/wro.policy:2:17]
     1 │ rule a:
     2 │     block   producer acme
       ·                      ──┬─
       ·                        ╰── not declared
       ╰──── E0201
    ");
}

#[test]
fn wide_and_combining_characters_count_once() {
    let scene = Scene::policy("entity 合肥 = \"Cafe\u{301} 合肥宝龙达\" acme\n");
    assert_snapshot!(scene.draw(&unknown(scene.find(0, "acme"), "acme")), @r#"
    error[unknown-entity]: no party is called `acme`
       ╭─[policies/wro.policy:1:27]
     1 │ entity 合肥 = "Café 合肥宝龙达" acme
       ·                                 ──┬─
       ·                                   ╰── not declared
       ╰──── E0201
    "#);
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_not_seen() {
    let scene = Scene::policy("\u{feff}block producer acme\r\n  effective 2020-01-01\r\n");
    assert_snapshot!(scene.draw(&unknown(scene.find(0, "acme"), "acme")), @"
    error[unknown-entity]: no party is called `acme`
       ╭─[policies/wro.policy:1:16]
     1 │ block producer acme
       ·                ──┬─
       ·                  ╰── not declared
     2 │   effective 2020-01-01
       ╰──── E0201
    ");
    let first = Diagnostic::new(Code::MisspeltWord, scene.bytes(0..8), "`block` is here", "the first word");
    assert_snapshot!(scene.draw(&first), @"
    error[misspelt-word]: `block` is here
       ╭─[policies/wro.policy:1:1]
     1 │ block producer acme
       · ──┬──
       ·   ╰── the first word
     2 │   effective 2020-01-01
       ╰──── E0102
    ");
}

#[test]
fn what_cannot_be_seen_is_written_out_everywhere() {
    let name = "ac\u{202e}me\0\u{1b}[31m";
    let scene = Scene::new(&[("a\u{202e}.policy", &format!("block producer {name} other\n"))]);
    let problem = unknown(scene.find(0, "other"), name)
        .label(scene.find(0, name), format!("not `{name}`"))
        .help(format!("write `{name}`"))
        .note(format!("say `{name}`"))
        .replace(scene.find(0, "block"), format!("hold{name}"), Applicability::Safe);
    assert_snapshot!(scene.draw(&problem), @r"
    error[unknown-entity]: no party is called `ac\u{202E}me\u{0}\u{1B}[31m`
       ╭─[a\u{202E}.policy:1:28]
     1 │ block producer ac\u{202E}me\u{0}\u{1B}[31m other
       ·                ─────────────┬───────────── ──┬──
       ·                             │                ╰── not declared
       ·                             ╰── not `ac\u{202E}me\u{0}\u{1B}[31m`
       ╰──── E0201
      help: write `ac\u{202E}me\u{0}\u{1B}[31m`
      fix: write `holdac\u{202E}me\u{0}\u{1B}[31m`
         1 │ holdac\u{202E}me\u{0}\u{1B}[31m producer ac\u{202E}me\u{0}\u{1B}[31m o…
      note: say `ac\u{202E}me\u{0}\u{1B}[31m`
    ");
    let all = [
        render_diagnostics(&scene.sources, [&problem], Style::Narrated, 80),
        render_annotations(&scene.sources, [&problem]),
        render_json_lines(&scene.sources, [&problem]),
        render_sarif(&scene.sources, [&problem]),
    ];
    for text in all {
        assert!(!text.contains(['\u{202e}', '\0', '\u{1b}']), "{text}");
    }
}

#[test]
fn a_very_long_line_is_cut_around_each_label() {
    let line = format!("{} acme {} other{}\n", "x".repeat(100_000), "y".repeat(100_000), "z".repeat(100_000));
    let scene = Scene::policy(&line);
    let span = scene.find(0, "acme");
    let problem = unknown(span, "acme").label(scene.find(0, "other"), "as here").replace(
        span,
        "acme-mill",
        Applicability::Safe,
    );
    assert_snapshot!(scene.draw(&problem), @"
    error[unknown-entity]: no party is called `acme`
       ╭─[policies/wro.policy:1:100002]
     1 │ …xxxxxxx acme yyyyyyy…yyyyyyy otherzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz…
       ·          ──┬─                 ──┬──
       ·            │                    ╰── as here
       ·            ╰── not declared
       ╰──── E0201
      fix: write `acme-mill`
         1 │ …xxxxxxxxxxxxxxxx acme-mill yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy…
    ");
}

#[test]
fn every_span_of_a_hostile_text_can_be_drawn() {
    let text = "\u{feff}合\tb\u{202e}\r\n\r\n e\u{301}\0\r\u{2028}\n🚢\u{200d}🚢 x";
    let scene = Scene::policy(text);
    for start in 0..=text.len() + 2 {
        for end in start..=text.len() + 2 {
            let problem = unknown(scene.bytes(start..end), "x").label(scene.bytes(2..end), "y").replace(
                scene.bytes(start..end),
                "new\ntext",
                Applicability::Safe,
            );
            for style in [PLAIN, Style::Narrated] {
                let drawn = render_diagnostics(&scene.sources, [&problem], style, 20);
                assert!(drawn.contains("not declared") && drawn.contains('y'), "{start}..{end}: {drawn}");
            }
            assert!(!render_sarif(&scene.sources, [&problem]).is_empty());
        }
    }
}

#[test]
fn a_thousand_problems_of_a_large_file_are_drawn_at_once() {
    let line =
        "block category apparel from producer acme, other and a third one of a hundred characters or so\n";
    for text in [line.repeat(1000), line.trim_end().repeat(1000)] {
        let scene = Scene::policy(&text);
        let mut problems = Diagnostics::default();
        for start in text.match_indices("acme").map(|(start, _)| start) {
            let span = scene.bytes(start..start + 4);
            problems.push(unknown(span, "acme").replace(span, "acne", Applicability::Unsafe));
        }
        #[expect(clippy::disallowed_methods, reason = "the test is of how long it takes")]
        let begin = std::time::Instant::now();
        let drawn = render_diagnostics(&scene.sources, &problems, PLAIN, 100);
        let took = begin.elapsed();
        assert_eq!(drawn.matches("error[unknown-entity]").count(), 1000);
        // Ten times what it takes on a slow machine without optimisation.
        assert!(took.as_secs() < 5, "{took:?}");
    }
}
