//! Policy folders and list files, read from disk.
//!
//! In: paths. Out: texts with the names under which they are printed. Nothing outside a policy set is read: a list lies beside the
//! policy that names it or below, and symbolic links that lead out are refused.

#![expect(
    clippy::disallowed_methods,
    reason = "policies and lists are read from files here, and nowhere else"
)]

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes: 1 GiB.
const LARGEST: u64 = 1 << 30;
const TOO_LARGE: &str = "it is larger than 1 GiB";

/// A policy file as it was found.
#[derive(Clone, Debug)]
pub struct PolicyFile {
    /// The path as it is printed.
    pub name: String,
    /// Where it lies.
    pub place: PolicyPlace,
    /// Its text; where it is not UTF-8, what could be read of it and the number of good bytes.
    pub text: Result<String, NotUtf8>,
}

/// Where a policy file lies.
#[derive(Clone, Debug)]
pub struct PolicyPlace {
    /// The folder beyond which its lists may not lie.
    pub root: PathBuf,
    /// Its path.
    pub path: PathBuf,
}

/// A text that is not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotUtf8 {
    /// The text with replacement characters.
    pub lossy: String,
    /// Where the first bad byte stands in `lossy`.
    pub at: usize,
}

/// Why policies could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A path cannot be read.
    #[error("`{path}` cannot be read: {reason}")]
    Unreadable {
        /// The path.
        path: String,
        /// Why.
        reason: String,
    },
    /// A policy file was passed over, which would leave its rules unenforced.
    #[error("the policy file `{path}` was skipped: {reason}")]
    Skipped {
        /// The path.
        path: String,
        /// Why.
        reason: String,
    },
    /// A folder that may hold policies was passed over.
    #[error("the folder `{path}` was skipped: {reason}")]
    SkippedFolder {
        /// The path.
        path: String,
        /// Why.
        reason: String,
    },
    /// A folder holds no policy.
    #[error("there is no policy file (`*.policy`) in `{path}`")]
    NoPolicy {
        /// The path.
        path: String,
    },
}

/// Why the file of a list could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// It lies elsewhere.
    #[error("it lies outside the policy set")]
    Outside,
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(String),
}

/// Reads the policy files of paths: files as they are, folders with all that lie below, in the order of their names.
///
/// # Errors
/// Where a path cannot be read, a folder holds no policy, or a policy file would have to be passed over.
pub fn policy_files(paths: &[PathBuf]) -> Result<Vec<PolicyFile>, LoadError> {
    let mut files: Vec<PolicyFile> = Vec::new();
    let mut seen: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths {
        let metadata = std::fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        let found = if metadata.is_dir() { walk(path)? } else { vec![(path.clone(), parent(path))] };
        if found.is_empty() {
            return Err(LoadError::NoPolicy { path: printed(path) });
        }
        for (path, root) in found {
            // A file that two paths name is read once.
            let real = path.canonicalize().map_err(|error| unreadable(&path, &error))?;
            if seen.insert(real) {
                files.push(read_policy(path, root)?);
            }
        }
    }
    Ok(files)
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

fn walk(root: &Path) -> Result<Vec<(PathBuf, PathBuf)>, LoadError> {
    let real_root = root.canonicalize().map_err(|error| unreadable(root, &error))?;
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(root).follow_links(false).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let path = printed(error.path().unwrap_or(root));
            let reason =
                error.into_io_error().map_or("links lead in a circle".to_owned(), |error| said(&error));
            LoadError::Unreadable { path, reason }
        })?;
        let path = entry.path();
        let is_policy = is_policy_name(path);
        // A folder is walked through, whatever it is called; only a link may lead out.
        if entry.file_type().is_dir() || !is_policy && !entry.path_is_symlink() {
            continue;
        }
        let leads_out = "it leads out of the policy set".to_owned();
        match path.canonicalize() {
            // What a link within the set leads to is found where it is.
            Ok(real) if real.starts_with(&real_root) => {
                found.extend((is_policy && !real.is_dir()).then(|| (path.to_path_buf(), root.to_path_buf())));
            }
            Ok(real) if real.is_dir() => {
                return Err(LoadError::SkippedFolder { path: printed(path), reason: leads_out });
            }
            Ok(_) if is_policy => return Err(LoadError::Skipped { path: printed(path), reason: leads_out }),
            Err(error) if is_policy => {
                return Err(LoadError::Skipped { path: printed(path), reason: said(&error) });
            }
            _ => (),
        }
    }
    Ok(found)
}

/// Whether a file is called as policies are, in any case.
fn is_policy_name(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.ends_with(".policy")
}

fn read_policy(path: PathBuf, root: PathBuf) -> Result<PolicyFile, LoadError> {
    let bytes = read(&path).map_err(|reason| LoadError::Unreadable { path: printed(&path), reason })?;
    Ok(PolicyFile { name: printed(&path), place: PolicyPlace { root, path }, text: decode(bytes) })
}

/// Reads a policy from something else than a file, such as standard input.
///
/// # Errors
/// Where it cannot be read.
pub fn policy_from(name: &str, from: impl Read) -> Result<PolicyFile, LoadError> {
    let bytes = read_all(from).map_err(|reason| LoadError::Unreadable { path: name.to_owned(), reason })?;
    let place = PolicyPlace { root: PathBuf::new(), path: PathBuf::new() };
    Ok(PolicyFile { name: name.to_owned(), place, text: decode(bytes) })
}

/// Whether the path of a policy is a symbolic link to something outside its set.
pub fn leads_out(place: &PolicyPlace) -> bool {
    match (place.path.canonicalize(), place.root.canonicalize()) {
        (Ok(path), Ok(root)) => !path.starts_with(root),
        _ => true,
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, NotUtf8> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        NotUtf8 { lossy: String::from_utf8_lossy(error.as_bytes()).into_owned(), at }
    })
}

/// Reads the file of a list that a policy names.
///
/// # Errors
/// Where it lies outside the policy set, cannot be read, or is not UTF-8.
pub fn list_file(policy: &PolicyPlace, name: &str) -> Result<String, ListError> {
    let relative = Path::new(name);
    if !relative.components().all(|component| matches!(component, Component::Normal(_) | Component::CurDir)) {
        return Err(ListError::Outside);
    }
    let path = parent(&policy.path).join(relative);
    let real = path.canonicalize().map_err(|error| ListError::Unreadable(said(&error)))?;
    let root = policy.root.canonicalize().map_err(|error| ListError::Unreadable(said(&error)))?;
    if !real.starts_with(&root) {
        return Err(ListError::Outside);
    }
    let bytes = read(&real).map_err(ListError::Unreadable)?;
    String::from_utf8(bytes).map_err(|_| ListError::Unreadable("it is not UTF-8 text".to_owned()))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    // Asked before it is opened: opening a pipe would wait for somebody to write into it.
    let metadata = std::fs::metadata(path).map_err(|error| said(&error))?;
    if !metadata.is_file() {
        return Err("it is not a file".to_owned());
    }
    if metadata.len() > LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    read_all(std::fs::File::open(path).map_err(|error| said(&error))?)
}

fn read_all(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| said(&error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(TOO_LARGE.to_owned());
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error) -> LoadError {
    LoadError::Unreadable { path: printed(path), reason: said(error) }
}

/// What went wrong, without the number that the system gives it.
pub fn said(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::InvalidFilename => "its path is longer than the system allows".to_owned(),
        _ => error.to_string(),
    }
}

/// A path as it is printed: with forward slashes on every system.
fn printed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
