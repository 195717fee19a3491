//! How `check` grows: programs of 1,000 to 1,000,000 generated rules, each stage in a process of its own.
//!
//! `cargo bench --bench check` measures up to 100,000 rules, `cargo bench --bench check -- 1000000` up to another number, and
//! `cargo bench --bench check -- write FOLDER RULES` writes a program to look at. For each size three stages are timed in the same run: reading
//! the files, parsing them, and the whole of `check`, drawing included. A stage runs in a child process, so that its peak of memory is its
//! own. On Linux seconds are those on the processor, which other work on the machine does not change; elsewhere they are those of the
//! clock, and the peak is not told. What is printed is the table of `docs/performance.md`.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "the generator reads tables and words of its own"
)]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark reads the clock, its arguments and files, and prints"
)]

mod generate;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use generate::{Spoilt, program};
use withhold::Sources;
use withhold::report::diagnostics::{Style, render_diagnostics};
use withhold::source::{Origin, SourceMap, load::policy_files};

fn main() -> io::Result<()> {
    // `cargo bench` adds `--bench`; a child is told its stage.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.as_slice() {
        [stage, folder] if stage.starts_with("stage-") => run_stage(stage, Path::new(folder)),
        [write, folder, rules] if write == "write" => {
            let bytes =
                write_program(Path::new(folder), rules.parse().map_err(io::Error::other)?, Spoilt::No)?;
            println!("{bytes} bytes");
            Ok(())
        }
        [] => measure(100_000),
        [largest] => measure(largest.parse().map_err(io::Error::other)?),
        _ => Err(io::Error::other("the largest number of rules, or `write FOLDER RULES`")),
    }
}

/// What a child says of its stage.
struct Figures {
    seconds: f64,
    peak_kib: u64,
    count: usize,
}

fn measure(largest: usize) -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    println!(
        "| program | rules | bytes | check s | MB/s | peak MiB | × parse | × read | s per tenfold | MiB per tenfold |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (title, spoilt) in
        [("right", Spoilt::No), ("each rule misspelt", Spoilt::Words), ("each name unknown", Spoilt::Names)]
    {
        let mut before: Option<Figures> = None;
        let mut rules = 1_000;
        while rules <= largest {
            let place = folder.path().join(format!("{rules}-{spoilt:?}"));
            let bytes = write_program(&place, rules, spoilt)?;
            let read = child("stage-read", &place)?;
            let parse = child("stage-parse", &place)?;
            let check = child("stage-check", &place)?;
            let growth =
                |now: f64, then: Option<f64>| then.map_or(String::new(), |then| format!("{:.1}", now / then));
            println!(
                "| {title} | {rules} | {bytes} | {:.3} | {:.1} | {} | {:.1} | {:.0} | {} | {} |",
                check.seconds,
                bytes as f64 / 1e6 / check.seconds,
                check.peak_kib / 1024,
                check.seconds / parse.seconds,
                check.seconds / read.seconds,
                growth(check.seconds, before.as_ref().map(|before| before.seconds)),
                growth(check.peak_kib as f64, before.as_ref().map(|before| before.peak_kib as f64)),
            );
            eprintln!("  ({} problems printed)", check.count);
            std::fs::remove_dir_all(&place)?;
            before = Some(check);
            rules *= 10;
        }
    }
    Ok(())
}

fn write_program(place: &Path, rules: usize, spoilt: Spoilt) -> io::Result<usize> {
    let (mut bytes, mut failed) = (0, None);
    program(rules, spoilt, |file| {
        let path: PathBuf = place.join(&file.name);
        bytes += file.text.len();
        let written = path
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::write(&path, &file.text));
        failed = failed.take().or(written.err());
    });
    failed.map_or(Ok(bytes), Err)
}

fn child(stage: &str, place: &Path) -> io::Result<Figures> {
    let output = Command::new(std::env::current_exe()?).arg(stage).arg(place).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut words = said.split_whitespace();
    let mut next = || words.next().ok_or_else(|| io::Error::other(format!("{stage} failed: {output:?}")));
    Ok(Figures {
        seconds: next()?.parse().map_err(io::Error::other)?,
        peak_kib: next()?.parse().map_err(io::Error::other)?,
        count: next()?.parse().map_err(io::Error::other)?,
    })
}

fn run_stage(stage: &str, place: &Path) -> io::Result<()> {
    let begun = Instant::now();
    let count = match stage {
        "stage-read" => policy_files(&[place.to_path_buf()]).map_err(io::Error::other)?.len(),
        "stage-parse" => parse(place)?,
        _ => check(place)?,
    };
    println!("{} {} {count}", on_processor().unwrap_or_else(|| begun.elapsed().as_secs_f64()), peak_kib());
    Ok(())
}

fn parse(place: &Path) -> io::Result<usize> {
    let (mut map, mut statements) = (SourceMap::default(), 0);
    for file in policy_files(&[place.to_path_buf()]).map_err(io::Error::other)? {
        let text = file.text.map_err(|_| io::Error::other("not UTF-8"))?;
        let id = map.add(file.name, text.as_str(), Origin::Policy).map_err(io::Error::other)?;
        statements += withhold::syntax::parse(id, &text).file.statements.len();
    }
    Ok(statements)
}

fn check(place: &Path) -> io::Result<usize> {
    let sources = Sources::load(&[place.to_path_buf()]).map_err(io::Error::other)?;
    let compilation = sources.compile();
    let style = Style::Graphical { unicode: true, color: false };
    let drawn = render_diagnostics(&compilation.sources, &compilation.problems, style, 100);
    Ok(drawn.matches("error[").count() + drawn.matches("warning[").count())
}

/// The seconds that this process has had on the processor, as Linux counts them.
fn on_processor() -> Option<f64> {
    let counted = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    let nanoseconds: f64 = counted.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// The largest amount of memory that this process has had, as Linux counts it; 0 elsewhere.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
