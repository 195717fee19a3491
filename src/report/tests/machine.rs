//! Problems for machines: JSON lines, SARIF, annotations.

use insta::assert_snapshot;

use super::*;
use crate::report::{github::render_annotations, json::render_json_lines, sarif::render_sarif};

/// A problem in two files, with a fix that is hidden in part.
fn across_files() -> (Scene, Diagnostic) {
    let scene = Scene::new(&[
        ("policies/a b.policy", "\u{feff}list 合 from \"banned.csv\"\r\n"),
        ("policies/banned.csv", "name,country\nAcme,XQ\n"),
    ]);
    let problem = Diagnostic::new(
        Code::ListRowInvalid,
        scene.find(1, "XQ"),
        "no country has the code `XQ`",
        "this row",
    )
    .label(scene.find(0, "\"banned.csv\""), "the list is named here")
    .replace(scene.find(1, "XQ"), "C\u{200b}N", Applicability::Unsafe);
    (scene, problem)
}

#[test]
fn a_problem_is_one_line_of_json() {
    let (scene, problem) = misspelt();
    assert_snapshot!(render_json_lines(&scene.sources, [&problem]), @r#"
    {"code":"E0201","name":"unknown-entity","severity":"error","message":"no party is called `hefei-bitlnd`","labels":[{"file":"policies/wro.policy","line":4,"column":18,"end_line":4,"end_column":30,"start_byte":69,"end_byte":81,"text":"not declared","primary":true}],"help":"`hefei-bitland` is near","note":"a party is declared by `entity`, in this file or another of the policy set","fix":{"title":"write `hefei-bitland`","applicability":"unsafe","edits":[{"file":"policies/wro.policy","start_byte":69,"end_byte":81,"line":4,"column":18,"text":"hefei-bitland"}]}}
    "#);
    let (scene, problem) = across_files();
    assert_snapshot!(render_json_lines(&scene.sources, [&problem, &problem]), @r#"
    {"code":"E0503","name":"list-row-invalid","severity":"error","message":"no country has the code `XQ`","labels":[{"file":"policies/banned.csv","line":2,"column":6,"end_line":2,"end_column":8,"start_byte":18,"end_byte":20,"text":"this row","primary":true},{"file":"policies/a b.policy","line":1,"column":13,"end_line":1,"end_column":25,"start_byte":17,"end_byte":29,"text":"the list is named here","primary":false}],"fix":{"title":"write `C\u200bN`","applicability":"unsafe","edits":[{"file":"policies/banned.csv","start_byte":18,"end_byte":20,"line":2,"column":6,"text":"C\u200bN"}]}}
    {"code":"E0503","name":"list-row-invalid","severity":"error","message":"no country has the code `XQ`","labels":[{"file":"policies/banned.csv","line":2,"column":6,"end_line":2,"end_column":8,"start_byte":18,"end_byte":20,"text":"this row","primary":true},{"file":"policies/a b.policy","line":1,"column":13,"end_line":1,"end_column":25,"start_byte":17,"end_byte":29,"text":"the list is named here","primary":false}],"fix":{"title":"write `C\u200bN`","applicability":"unsafe","edits":[{"file":"policies/banned.csv","start_byte":18,"end_byte":20,"line":2,"column":6,"text":"C\u200bN"}]}}
    "#);
}

#[test]
fn json_gives_hidden_characters_back() -> Result<(), serde_json::Error> {
    let message = "a\u{202e}b\0c\u{10ffff}\u{7f}\u{e0041}\n";
    let scene = Scene::policy("x");
    let problem = Diagnostic::new(Code::InvalidName, scene.bytes(0..1), message, "");
    let line = render_json_lines(&scene.sources, [&problem]);
    let value: serde_json::Value = serde_json::from_str(&line)?;
    assert_eq!(value.get("message").and_then(|value| value.as_str()), Some(message));
    Ok(())
}

#[test]
#[expect(clippy::too_many_lines, reason = "nearly all of it is what is printed")]
fn sarif_holds_places_fixes_and_the_rules_that_are_used() {
    let (scene, problem) = across_files();
    let note = problem.note("a row names a country by its ISO 3166 code");
    let unnamed = Diagnostic::new(Code::UnnamedRule, scene.end(), "a rule has no name of its own", "");
    let mut log = render_sarif(&scene.sources, [&note, &unnamed]);
    for code in [Code::ListRowInvalid, Code::UnnamedRule] {
        let page = serde_json::to_string(code.page()).unwrap_or_default();
        log = log.replace(&page, "\"(the page)\"");
    }
    assert_snapshot!(log, @r#"
    {
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        {
          "tool": {
            "driver": {
              "name": "withhold",
              "semanticVersion": "0.1.0",
              "rules": [
                {
                  "id": "list-row-invalid",
                  "shortDescription": {
                    "text": "A row of a list cannot be read."
                  },
                  "help": {
                    "text": "`withhold check --explain list-row-invalid` says what it means, what is right, and why",
                    "markdown": "(the page)"
                  },
                  "defaultConfiguration": {
                    "level": "error"
                  },
                  "properties": {
                    "number": "E0503"
                  }
                },
                {
                  "id": "unnamed-rule",
                  "shortDescription": {
                    "text": "A rule has no name of its own."
                  },
                  "help": {
                    "text": "`withhold check --explain unnamed-rule` says what it means, what is right, and why",
                    "markdown": "(the page)"
                  },
                  "defaultConfiguration": {
                    "level": "warning"
                  },
                  "properties": {
                    "number": "W0202"
                  }
                }
              ]
            }
          },
          "columnKind": "unicodeCodePoints",
          "results": [
            {
              "ruleId": "list-row-invalid",
              "ruleIndex": 0,
              "level": "error",
              "message": {
                "text": "no country has the code `XQ`\nnote: a row names a country by its ISO 3166 code"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "policies/banned.csv"
                    },
                    "region": {
                      "startLine": 2,
                      "startColumn": 6,
                      "endLine": 2,
                      "endColumn": 8
                    }
                  },
                  "message": {
                    "text": "this row"
                  }
                }
              ],
              "relatedLocations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "policies/a%20b.policy"
                    },
                    "region": {
                      "startLine": 1,
                      "startColumn": 13,
                      "endLine": 1,
                      "endColumn": 25
                    }
                  },
                  "message": {
                    "text": "the list is named here"
                  }
                }
              ],
              "fixes": [
                {
                  "description": {
                    "text": "perhaps: write `C\\u{200B}N`"
                  },
                  "artifactChanges": [
                    {
                      "artifactLocation": {
                        "uri": "policies/banned.csv"
                      },
                      "replacements": [
                        {
                          "deletedRegion": {
                            "startLine": 2,
                            "startColumn": 6,
                            "endLine": 2,
                            "endColumn": 8
                          },
                          "insertedContent": {
                            "text": "C\u200bN"
                          }
                        }
                      ]
                    }
                  ]
                }
              ]
            },
            {
              "ruleId": "unnamed-rule",
              "ruleIndex": 1,
              "level": "warning",
              "message": {
                "text": "a rule has no name of its own"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "policies/a%20b.policy"
                    },
                    "region": {
                      "startLine": 1,
                      "startColumn": 25,
                      "endLine": 1,
                      "endColumn": 25
                    }
                  }
                }
              ]
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn sarif_of_no_problems_is_a_run_without_results() {
    let sarif = render_sarif(&SourceMap::default(), []);
    assert!(sarif.contains("\"results\": []") && sarif.contains("\"rules\": []"), "{sarif}");
}

#[test]
fn annotations_escape_what_github_reads_as_its_own() {
    let scene = Scene::new(&[("a,b:c%.policy", "one\ntwo three\n")]);
    let problem = Diagnostic::new(Code::UnexpectedText, scene.find(0, "two three\n"), "100% of, `a::b`", "")
        .help("write\nless");
    let unnamed = Diagnostic::new(Code::UnnamedRule, scene.end(), "a rule has no name of its own", "");
    assert_snapshot!(render_annotations(&scene.sources, [&problem, &unnamed]), @r"
    ::error file=a%2Cb%3Ac%25.policy,line=2,endLine=2,col=1,title=unexpected-text::100%25 of, `a::b`%0Ahelp: write\nless
    ::warning file=a%2Cb%3Ac%25.policy,line=2,endLine=2,col=10,title=unnamed-rule::a rule has no name of its own
    ");
}

/// What a message or a path holds that a reader of lines would take for its own is escaped, and comes back as it was.
#[test]
fn each_problem_stays_on_its_line_whatever_its_words_are() -> Result<(), serde_json::Error> {
    let name = "a%0A,b:c\u{202e}\u{1b}[31m\n::error::.policy";
    let message = "100% of `a\r\n::warning file=x::b\u{7}\u{2028}` :: \u{85}";
    let scene = Scene::new(&[(name, "flag hts 61\n")]);
    let problem = Diagnostic::new(Code::InvalidName, scene.bytes(0..4), message, "here\n").help("50%\n::end");
    let annotation = render_annotations(&scene.sources, [&problem]);
    assert_snapshot!(annotation, @r"
    ::error file=a%250A%2Cb%3Ac\u{202E}\u{1B}[31m\n%3A%3Aerror%3A%3A.policy,line=1,endLine=1,col=1,title=invalid-name::100%25 of `a\r\n::warning file=x::b\u{7}\u{2028}` :: \u{85}%0Ahelp: 50%25\n::end
    ");
    let is_one_line = |text: &str| text.ends_with('\n') && text.trim_end_matches('\n').lines().count() == 1;
    let shows_all =
        |text: &str| !text.trim_end_matches('\n').chars().any(crate::source::characters::is_hidden);
    assert!(is_one_line(&annotation) && shows_all(&annotation));
    let line = render_json_lines(&scene.sources, [&problem]);
    assert!(is_one_line(&line) && shows_all(&line), "{line}");
    let value: serde_json::Value = serde_json::from_str(&line)?;
    let text = |pointer: &str| value.pointer(pointer).and_then(serde_json::Value::as_str);
    assert_eq!(text("/message"), Some(message));
    assert_eq!(text("/help"), Some("50%\n::end"));
    assert_eq!(text("/labels/0/file"), Some(name));
    assert_eq!(text("/labels/0/text"), Some("here\n"));
    Ok(())
}
