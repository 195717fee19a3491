//! Policy text becomes a tree.
//!
//! In: the text of one file. Out: an [`ast::File`] with everything that could be read, and a problem for everything
//! that could not. No name is resolved here. Only this room knows pest.

pub mod ast;
mod build;
mod layout;
mod parser;
mod recover;
mod slips;
mod words;

pub use parser::{Parsed, parse};

#[cfg(test)]
mod probe {
    #[test]
    fn probe() {
        let Ok(dir) = std::env::var("PROBE") else { return };
        let mut files: Vec<_> = std::fs::read_dir(dir)
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "policy"))
            .collect();
        files.sort();
        for f in files {
            let Ok(text) = String::from_utf8(std::fs::read(&f).unwrap()) else { continue };
            let mut map = crate::source::SourceMap::default();
            let id = map
                .add(f.file_name().unwrap().to_string_lossy(), text.clone(), crate::source::Origin::Policy)
                .unwrap();
            let start = std::time::Instant::now();
            let parsed = super::parse(id, &text);
            println!(
                "== {} {} statements, {} problems, {:?}",
                f.file_name().unwrap().to_string_lossy(),
                parsed.file.statements.len(),
                parsed.problems.len(),
                start.elapsed()
            );
            for d in parsed.problems.iter().take(4) {
                println!(
                    "   {} {}: {} | {:?} | {:?} | {:?}",
                    map.position(d.span().unwrap()),
                    d.code.name(),
                    d.message.chars().take(200).collect::<String>(),
                    map.text(d.span().unwrap()).chars().take(60).collect::<String>(),
                    d.help.as_deref().unwrap_or(""),
                    d.fix.as_ref().map(|f| &f.title)
                );
            }
            for s in &parsed.file.statements {
                if let crate::syntax::ast::StatementKind::Broken(b) = &s.kind {
                    println!("   BROKEN {b:?}");
                }
            }
        }
    }
}
