//! What can go wrong between memory and disk, in words a person can act on.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why the annotations file could not be read or written. On every one of them the file is as it was before.
#[derive(Debug)]
pub enum StoreError {
    /// The file is there but cannot be read.
    Read {
        /// The annotations file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be written.
    Write {
        /// The annotations file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A repaired copy of a broken file cannot be written beside it.
    Copy {
        /// The broken file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process has been saving for longer than one waits.
    Locked {
        /// The annotations file.
        path: PathBuf,
        /// The number of that process, where the system says.
        holder: Option<u32>,
    },
    /// The file is of a version that this program does not know.
    Newer {
        /// The annotations file.
        path: PathBuf,
        /// The version it says it has.
        version: i64,
    },
    /// The file holds something that writing might destroy.
    ReadOnly {
        /// The annotations file.
        path: PathBuf,
        /// What is wrong with it and how to mend it, the path included.
        reason: String,
    },
    /// Another program deleted or emptied the file, and nobody has said that it is to be made anew.
    Gone {
        /// The annotations file.
        path: PathBuf,
        /// How many records it held as far as they are still known and would be written anew.
        records: usize,
    },
    /// What was about to be written holds fewer records than the file, and not because somebody deleted them.
    Fewer {
        /// The annotations file.
        path: PathBuf,
        /// How many records the file holds.
        on_disk: usize,
        /// How many of them the person deleted.
        deleted: usize,
        /// How many were about to be written.
        to_write: usize,
    },
}

impl StoreError {
    /// Whether the place itself refuses to be written, so that another one should be chosen
    /// (see [`Store::relocate`](super::Store::relocate)).
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        use io::ErrorKind::{NotFound, PermissionDenied, ReadOnlyFilesystem};
        matches!(self, Self::Write { source, .. }
            if matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem | NotFound))
    }

    /// What could not be done, to what and why.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::Read { path, source } => {
                format!("cannot read {}: {}", path.display(), plain(source))
            }
            Self::Write { path, source } => {
                format!("cannot save {}: {}", path.display(), plain(source))
            }
            Self::Copy { path, source } => format!(
                "cannot write a repaired copy beside {}: {}",
                path.display(),
                plain(source)
            ),
            Self::Locked { path, holder } => {
                let holder = holder.map_or(String::new(), |holder| format!(" (process {holder})"));
                format!(
                    "cannot save {}: another program is writing it{holder}",
                    path.display()
                )
            }
            Self::Newer { path, version } => format!(
                "cannot save {}: its version is {version}, which only a newer postil can write",
                path.display()
            ),
            Self::ReadOnly { reason, .. } => format!("cannot save: {reason}"),
            Self::Gone { path, .. } => format!(
                "not saved: {} was deleted or emptied by another program",
                path.display()
            ),
            Self::Fewer {
                path,
                on_disk,
                deleted,
                to_write,
            } => format!(
                "not saved: {} holds {on_disk} records, and with {deleted} of them deleted here only {to_write} would be left",
                path.display()
            ),
        }
    }

    /// What the person may do about it, where nothing else but saving once more has to be done.
    #[must_use]
    pub fn way_out(&self) -> &'static str {
        match self {
            Self::Read { .. } => {
                "see that it is a file you may read, or choose another with --annotations"
            }
            Self::Write { source, .. } => way_out(source),
            Self::Copy { .. } => {
                "make its folder writable, or copy the file elsewhere and open that with --annotations"
            }
            Self::Newer { .. } => "update postil",
            Self::Locked { .. } => "let it finish or end it",
            Self::ReadOnly { .. } | Self::Gone { .. } | Self::Fewer { .. } => "",
        }
    }

    /// What has to be asked before it is saved, where a yes is all that is missing (see
    /// [`Store::save_anyway`](super::Store::save_anyway)).
    #[must_use]
    pub fn question(&self) -> Option<String> {
        match self {
            Self::Gone { path, records: 0 } => Some(format!(
                "{} was deleted or emptied by another program. Make it anew with your changes?",
                path.display()
            )),
            Self::Gone { path, records } => Some(format!(
                "{} was deleted or emptied by another program. Write it anew, with the {records} records it held and your changes?",
                path.display()
            )),
            Self::Fewer {
                path,
                on_disk,
                deleted,
                to_write,
            } => Some(format!(
                "{} holds {on_disk} records and you deleted {deleted}, but only {to_write} would be left. Save all the same?",
                path.display()
            )),
            _ => None,
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cause())?;
        match self {
            Self::Read { .. } | Self::Copy { .. } => {
                write!(f, "; nothing was changed: {}", self.way_out())
            }
            Self::Write { .. } | Self::Locked { .. } => write!(
                f,
                "; your changes are kept in memory: {} and press Ctrl-S",
                self.way_out()
            ),
            Self::Newer { .. } => {
                write!(f, "; your changes are kept in memory: {}", self.way_out())
            }
            Self::ReadOnly { .. } => f.write_str("; your changes are kept in memory"),
            Self::Gone { .. } | Self::Fewer { .. } => {
                f.write_str("; your changes are kept in memory: press Ctrl-S to try again")
            }
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } | Self::Copy { source, .. } => {
                Some(source)
            }
            _ => None,
        }
    }
}

/// What the system said, without its number and with a small first letter.
#[must_use]
pub fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let words = match text.rfind(" (os error ") {
        Some(end) => text.get(..end).unwrap_or(&text),
        None => &text,
    };
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn way_out(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "free some space",
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "make the file and its folder writable"
        }
        _ => "see to that",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_thing_the_cause_and_the_way_out() {
        let error = StoreError::Write {
            path: PathBuf::from("notes/annotations.toml"),
            source: io::Error::from_raw_os_error(28),
        };
        assert_eq!(
            error.to_string(),
            "cannot save notes/annotations.toml: no space left on device; your changes are kept in memory: free some \
             space and press Ctrl-S"
        );
        assert!(!error.is_unwritable());
        assert_eq!(
            plain(&io::Error::other("Something odd")),
            "something odd",
            "an error without a number"
        );
    }
}
