//! The project at hand: where its policies are, and what it assumes.
//!
//! In: the working directory. Out: the nearest `withhold.toml`, or the nearest `policies` folder.

use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::exit::Trouble;

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

/// Finds the project of a directory.
#[expect(clippy::disallowed_methods, reason = "whether a folder holds a project is seen on the disk")]
pub(super) fn find(start: &Path) -> Result<Project, Trouble> {
    for folder in start.ancestors() {
        let settings = folder.join("withhold.toml");
        if settings.is_file() {
            return read(&settings, folder);
        }
        let policies = folder.join("policies");
        if policies.is_dir() {
            return Ok(Project { policies: vec![relative(start, &policies)], assume: Vec::new() });
        }
    }
    Err(Trouble::new(
        "no policy was named, and neither this folder nor one above it has a `withhold.toml` or a `policies` folder; name one with `--policy`, or begin a project with `withhold init`",
    ))
}

#[expect(clippy::disallowed_methods, reason = "the settings of a project are a file")]
fn read(path: &Path, folder: &Path) -> Result<Project, Trouble> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Trouble::new(format!("`{}` cannot be read: {error}", path.display())))?;
    let settings: Settings = toml::from_str(&text).map_err(|error| {
        let known = "the keys are `policies` and `assume`";
        Trouble::new(format!(
            "`{}` cannot be used: {}; {known}",
            path.display(),
            error.to_string().trim_end()
        ))
    })?;
    let mut policies = Vec::new();
    for policy in &settings.policies {
        let below = Path::new(policy)
            .components()
            .all(|component| matches!(component, Component::Normal(_) | Component::CurDir));
        if !below {
            return Err(Trouble::new(format!(
                "`{}` names `{policy}`, which does not lie below it",
                path.display()
            )));
        }
        policies.push(folder.join(policy));
    }
    Ok(Project { policies, assume: settings.assume })
}

/// A path below the working directory as one would type it.
fn relative(start: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(start).map_or_else(|_| path.to_path_buf(), Path::to_path_buf)
}
