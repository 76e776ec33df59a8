//! What can go wrong between memory and disk, in words a person can act on.

use std::io;
use std::path::PathBuf;

/// Why the annotations file could not be read or written. On every one of them the file is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is there but cannot be read.
    #[error("cannot read {}: {}; nothing was changed: see that it is a file you may read, or choose another with --annotations", path.display(), plain(source))]
    Read {
        /// The annotations file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("cannot save {}: {}; your changes are kept in memory: {} and press Ctrl-S", path.display(), plain(source), way_out(source))]
    Write {
        /// The annotations file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A repaired copy of a broken file cannot be written beside it.
    #[error("cannot write a repaired copy beside {}: {}; nothing was changed: make its folder writable, or copy the file elsewhere and open that with --annotations", path.display(), plain(source))]
    Copy {
        /// The broken file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another process has been saving for longer than one waits.
    #[error("cannot save {}: another program is writing it; your changes are kept in memory: press Ctrl-S to try again", path.display())]
    Locked {
        /// The annotations file.
        path: PathBuf,
    },
    /// The file is of a version that this program does not know.
    #[error("cannot save {}: its version is {version}, which only a newer postil can write; your changes are kept in memory: update postil", path.display())]
    Newer {
        /// The annotations file.
        path: PathBuf,
        /// The version it says it has.
        version: i64,
    },
    /// The file holds something that writing might destroy.
    #[error("cannot save: {reason}; your changes are kept in memory")]
    ReadOnly {
        /// The annotations file.
        path: PathBuf,
        /// What is wrong with it and how to mend it, the path included.
        reason: String,
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
