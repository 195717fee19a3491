//! The project at hand: where its policies are, and what it assumes.
//!
//! In: the working directory. Out: the nearest `withhold.toml`, or the nearest `policies` folder.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::exit::Trouble;
use crate::source::load::said;

/// What a project says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Project {
    /// Its policies.
    pub(super) policies: Vec<PathBuf>,
    /// What it assumes.
    pub(super) assume: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default = "default_policies")]
    policies: Vec<String>,
    #[serde(default)]
    assume: Vec<String>,
}

fn default_policies() -> Vec<String> {
    vec!["policies".to_owned()]
}

/// Finds the project of a directory. Its paths are those that one would type there, so that what names them is the same on every machine.
#[expect(clippy::disallowed_methods, reason = "whether a folder holds a project is seen on the disk")]
pub(super) fn find(start: &Path) -> Result<Project, Trouble> {
    for (depth, folder) in start.ancestors().enumerate() {
        let way: PathBuf = std::iter::repeat_n("..", depth).collect();
        let settings = folder.join("withhold.toml");
        if settings.is_file() {
            return read(&settings, &way);
        }
        if folder.join("policies").is_dir() {
            return Ok(Project { policies: vec![way.join("policies")], assume: Vec::new() });
        }
    }
    Err(Trouble::new(
        "no policy was named, and neither this folder nor one above it has a `withhold.toml` or a `policies` folder; name one with `--policy`, or begin a project with `withhold init`",
    ))
}

/// Reads the settings of a project that lies at the end of a way.
#[expect(clippy::disallowed_methods, reason = "the settings of a project are a file")]
fn read(path: &Path, way: &Path) -> Result<Project, Trouble> {
    let shown = way.join("withhold.toml");
    let unusable = |reason: &str| Trouble::new(format!("`{}` cannot be used: {reason}", shown.display()));
    let text = std::fs::read_to_string(path)
        .map_err(|error| Trouble::new(format!("`{}` cannot be read: {}", shown.display(), said(&error))))?;
    let settings: Settings = toml::from_str(&text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        // The library says a second line where a value is no TOML; the first one says what is wrong.
        let said = error.message().lines().next().unwrap_or_default();
        if said.starts_with("invalid type") {
            return unusable(&format!("line {line}: a list of texts in brackets is wanted"));
        }
        unusable(&format!("line {line}: {said}"))
    })?;
    // Without a policy nothing would be asked, and every record would pass.
    if settings.policies.is_empty() {
        return Err(unusable("`policies` names no folder and no file"));
    }
    let folder = path.parent().unwrap_or(path);
    let outside = settings.policies.iter().find(|policy| leads_out(folder, policy));
    if let Some(policy) = outside {
        return Err(Trouble::new(format!(
            "`{}` names `{policy}`, which does not lie below it",
            shown.display()
        )));
    }
    let policies = settings.policies.iter().map(|policy| way.join(policy)).collect();
    Ok(Project { policies, assume: settings.assume })
}

/// Whether a path leaves its folder, as it is written or by a symbolic link. What is not there is complained about where it is read.
#[expect(clippy::disallowed_methods, reason = "where a link leads is seen on the disk")]
fn leads_out(folder: &Path, path: &str) -> bool {
    let mut components = Path::new(path).components();
    !components.all(|component| matches!(component, Component::Normal(_) | Component::CurDir))
        || matches!(
            (folder.join(path).canonicalize(), folder.canonicalize()),
            (Ok(real), Ok(folder)) if !real.starts_with(&folder)
        )
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a project is a folder on the disk")]
mod tests {
    use std::fs;

    use super::*;

    fn project(settings: &str) -> std::io::Result<tempfile::TempDir> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("shipments/may"))?;
        fs::write(folder.path().join("withhold.toml"), settings)?;
        Ok(folder)
    }

    #[test]
    fn a_project_is_found_from_below_by_the_way_one_would_type() -> std::io::Result<()> {
        let folder = project("policies = [\"orders\", \"lists/watch\"]\n")?;
        let found = find(&folder.path().join("shipments/may")).map(|project| project.policies).ok();
        assert_eq!(found, Some(vec!["../../orders".into(), "../../lists/watch".into()]));
        let found = find(folder.path()).map(|project| project.policies).ok();
        assert_eq!(found, Some(vec!["orders".into(), "lists/watch".into()]));
        Ok(())
    }

    #[test]
    fn settings_that_cannot_be_used_are_said_in_a_line() -> std::io::Result<()> {
        for (settings, expected) in [
            (
                "policies = [\"p\"]\nassumed = []\n",
                "`withhold.toml` cannot be used: line 2: unknown field `assumed`, expected `policies` or `assume`",
            ),
            ("policies = []\n", "`withhold.toml` cannot be used: `policies` names no folder and no file"),
            ("policies = [\"../p\"]\n", "`withhold.toml` names `../p`, which does not lie below it"),
        ] {
            let folder = project(settings)?;
            let said = match find(folder.path()) {
                Err(Trouble::Said(said)) => said,
                other => format!("{other:?}"),
            };
            assert_eq!(said, expected);
        }
        Ok(())
    }
}
