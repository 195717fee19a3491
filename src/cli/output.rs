//! Where a command's words go: standard output, or a file that appears whole or not at all.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::args::Color;
use super::exit::Trouble;

/// A place to write to.
pub(super) enum Output {
    /// Standard output. A reader that goes away, such as `head`, ends the writing and is no error.
    Standard { writer: BufWriter<std::io::StdoutLock<'static>>, is_closed: bool },
    /// A file that replaces the old one once all is written.
    File { writer: BufWriter<tempfile::NamedTempFile>, target: PathBuf },
    /// A device or a pipe, which is written to as it stands: put in its place, a file would take it away from everybody.
    Device { writer: BufWriter<std::fs::File>, target: PathBuf },
}

impl Output {
    pub(super) fn standard() -> Output {
        Output::Standard { writer: BufWriter::new(std::io::stdout().lock()), is_closed: false }
    }

    #[expect(clippy::disallowed_methods, reason = "results may be written to a file")]
    pub(super) fn open(target: Option<&Path>) -> Result<Output, Trouble> {
        let Some(target) = target else { return Ok(Output::standard()) };
        if target.is_dir() {
            return Err(Trouble::new(format!("`{}` cannot be written: it is a folder", target.display())));
        }
        let failed = |error: std::io::Error| unwritten(target, &error);
        if is_device(target) {
            let device = std::fs::OpenOptions::new().append(true).open(target).map_err(failed)?;
            return Ok(Output::Device { writer: BufWriter::new(device), target: target.to_path_buf() });
        }
        // A symbolic link stays one: what it points to is replaced.
        let target = target.canonicalize().unwrap_or_else(|_| target.to_path_buf());
        let folder =
            target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let file = tempfile::Builder::new().prefix(".withhold-").tempfile_in(folder).map_err(failed)?;
        Ok(Output::File { writer: BufWriter::new(file), target })
    }

    /// Whether nobody reads any more.
    pub(super) fn is_closed(&self) -> bool {
        matches!(self, Output::Standard { is_closed: true, .. })
    }

    pub(super) fn write(&mut self, text: &str) -> Result<(), Trouble> {
        match self {
            Output::Standard { is_closed: true, .. } => Ok(()),
            Output::Standard { writer, is_closed } => match writer.write_all(text.as_bytes()) {
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                    *is_closed = true;
                    Ok(())
                }
                written => written
                    .map_err(|error| Trouble::new(format!("standard output cannot be written: {error}"))),
            },
            Output::File { writer, target } => {
                writer.write_all(text.as_bytes()).map_err(|error| unwritten(target, &error))
            }
            Output::Device { writer, target } => {
                writer.write_all(text.as_bytes()).map_err(|error| unwritten(target, &error))
            }
        }
    }

    /// Ends the writing; a file appears now.
    pub(super) fn finish(self) -> Result<(), Trouble> {
        match self {
            Output::Standard { mut writer, .. } => match writer.flush() {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                    Err(Trouble::new(format!("standard output cannot be written: {error}")))
                }
                _ => Ok(()),
            },
            Output::Device { mut writer, target } => {
                writer.flush().map_err(|error| unwritten(&target, &error))
            }
            Output::File { writer, target } => {
                let failed = |error: std::io::Error| unwritten(&target, &error);
                let file = writer.into_inner().map_err(|error| failed(error.into_error()))?;
                file.as_file().sync_all().map_err(failed)?;
                keep_permissions(file.path(), &target).map_err(failed)?;
                file.persist(&target).map(drop).map_err(|error| failed(error.error))
            }
        }
    }
}

/// Whether a path is something else than a file. `/dev/stdout` may be a file by another name, and is one all the same.
#[expect(clippy::disallowed_methods, reason = "what a path leads to is seen on the disk")]
fn is_device(target: &Path) -> bool {
    let is_special = std::fs::metadata(target).is_ok_and(|target| !target.is_file());
    is_special || target.starts_with("/dev") || target.starts_with("/proc")
}

/// Why a file cannot be written, without the name of the file that stands in for it meanwhile.
pub(super) fn unwritten(target: &Path, error: &std::io::Error) -> Trouble {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "that is not permitted".to_owned(),
        std::io::ErrorKind::AlreadyExists => "something else is there".to_owned(),
        std::io::ErrorKind::NotADirectory => "a part of its path is no folder".to_owned(),
        _ => error.to_string(),
    };
    Trouble::new(format!("`{}` cannot be written: {reason}", target.display()))
}

/// A new file has the permissions of the one it replaces, or those of any new file.
#[expect(clippy::disallowed_methods, reason = "permissions are those of files")]
fn keep_permissions(new: &Path, target: &Path) -> std::io::Result<()> {
    let permissions = match std::fs::metadata(target) {
        Ok(old) => old.permissions(),
        Err(_) => {
            // A file made in the plain way shows what the system gives to new files.
            let plain = tempfile::Builder::new()
                .prefix(".withhold-")
                .make_in(new.parent().unwrap_or_else(|| Path::new(".")), |path| {
                    std::fs::File::create_new(path)
                })?;
            plain.as_file().metadata()?.permissions()
        }
    };
    std::fs::set_permissions(new, permissions)
}

/// Says what went wrong.
pub(super) fn complain(message: &str) {
    warn(&format!("withhold: {}\n", crate::report::visible::visible_line(message)));
}

/// Writes to standard error; where that cannot be written, nobody can be told.
pub(super) fn warn(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Whether to colour what goes to a stream.
pub(super) fn is_coloured(color: Color, stream: &impl std::io::IsTerminal) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            #[expect(
                clippy::disallowed_methods,
                reason = "whether to colour is asked of the environment, and changes no result"
            )]
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            stream.is_terminal() && !refused
        }
    }
}

/// Whether standard output is coloured.
pub(super) fn stdout_coloured(color: Color) -> bool {
    is_coloured(color, &std::io::stdout())
}

/// Whether standard error is a terminal.
pub(super) fn stderr_coloured(color: Color) -> bool {
    is_coloured(color, &std::io::stderr())
}

/// How wide text may be: the terminal, if there is one, within what can be read at a glance.
pub(super) fn width() -> usize {
    let terminal =
        terminal_size::terminal_size().map(|(terminal_size::Width(columns), _)| usize::from(columns));
    terminal.unwrap_or(100).clamp(60, 120)
}
