//! The page of a kind of problem, for a terminal.
//!
//! In: the page in Markdown. Out: the same words, with headings and examples told apart by lines and indents instead of signs.

use std::fmt::Write;

use super::wrap::wrap;
use crate::diagnostic::Code;

/// The page of a problem as plain text, for a screen of some width.
pub fn render_page(code: Code, width: usize) -> String {
    let mut out = String::new();
    let mut in_example = false;
    let mut paragraph: Vec<&str> = Vec::new();
    for line in code.page().lines().chain([""]) {
        if line.is_empty() && !paragraph.is_empty() {
            _ = writeln!(out, "{}", wrap(&paragraph.join(" "), 0, width));
            paragraph.clear();
        }
        if let Some(info) = line.strip_prefix("```") {
            in_example = !in_example;
            if let Some(file) = info.split_whitespace().find_map(|word| word.strip_prefix("file=")) {
                _ = writeln!(out, "  {file}:\n");
            }
        } else if in_example {
            _ = writeln!(out, "{}", format!("    {line}").trim_end());
        } else if let Some(title) = line.strip_prefix("# ") {
            _ = writeln!(out, "{title}\n{}", "=".repeat(title.chars().count()));
        } else if let Some(title) = line.strip_prefix("## ") {
            _ = writeln!(out, "{title}\n{}", "-".repeat(title.chars().count()));
        } else if line.is_empty() {
            out.push('\n');
        } else {
            paragraph.push(line);
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_told_without_signs_of_markdown() {
        for code in Code::ALL {
            let page = render_page(*code, 80);
            assert!(page.starts_with(&format!("{} ({})\n====", code.name(), code.number())), "{page}");
            let is_short = |line: &str| line.starts_with("    ") || line.chars().count() <= 80;
            assert!(page.lines().all(is_short), "{page}");
            assert!(!page.contains("```") && !page.lines().any(|line| line.starts_with('#')), "{page}");
        }
        let page = render_page(Code::UnknownEntity, 80);
        assert!(page.contains("\nWrong\n-----\n\n    entity yili-zhuowan"), "{page}");
        assert!(render_page(Code::EmptyList, 80).contains("  watched-mills.csv:\n\n    name\n"));
    }
}
