//! Problems as they look, in every format.

mod boundary;
mod hostile;
mod machine;
mod text;

use std::ops::Range;

use super::diagnostics::{Style, render_diagnostics};
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::source::{FileId, Origin, SourceMap, Span};

const PLAIN: Style = Style::Graphical { unicode: true, color: false };

/// Files and a problem in them.
struct Scene {
    sources: SourceMap,
}

impl Scene {
    fn new(files: &[(&str, &str)]) -> Scene {
        let mut sources = SourceMap::default();
        for (name, text) in files {
            assert!(sources.add(*name, *text, Origin::Policy).is_ok());
        }
        Scene { sources }
    }

    /// One file.
    fn policy(text: &str) -> Scene {
        Scene::new(&[("policies/wro.policy", text)])
    }

    #[expect(clippy::unwrap_used, reason = "a test names its own files")]
    fn id(&self, file: usize) -> FileId {
        self.sources.files().map(|(id, _)| id).nth(file).unwrap()
    }

    /// The first place where a file says something.
    fn find(&self, file: usize, words: &str) -> Span {
        let id = self.id(file);
        let start = self.sources.file(id).text().find(words).unwrap_or_default();
        Span::new(id, start, start + words.len())
    }

    fn bytes(&self, range: Range<usize>) -> Span {
        Span::new(self.id(0), range.start, range.end)
    }

    /// The end of the first file.
    fn end(&self) -> Span {
        let length = self.sources.file(self.id(0)).text().len();
        self.bytes(length..length)
    }

    fn draw(&self, problem: &Diagnostic) -> String {
        render_diagnostics(&self.sources, [problem], PLAIN, 80)
    }
}

fn unknown(span: Span, name: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownEntity, span, format!("no party is called `{name}`"), "not declared")
}

/// An unknown party of a small policy, with help, note and fix.
fn misspelt() -> (Scene, Diagnostic) {
    let scene = Scene::policy(
        "entity hefei-bitland = \"Hefei Bitland\"\n\nrule wro-1:\n  block producer hefei-bitlnd\n  effective 2020-09-08\n",
    );
    let span = scene.find(0, "hefei-bitlnd");
    let problem = unknown(span, "hefei-bitlnd")
        .help("`hefei-bitland` is near")
        .note("a party is declared by `entity`, in this file or another of the policy set")
        .replace(span, "hefei-bitland", Applicability::Unsafe);
    (scene, problem)
}
