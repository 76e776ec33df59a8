//! The corpus: which documents there are, and what each of them says.
//!
//! Owns finding documents (`walk`), the first of them before all are found (`descent`) and what became of some of them
//! (`look`), the way from a file's bytes to canonical text (`read`, `decode`, `formats`), the way from text to title,
//! headings and page furniture (`structure`), files that hold many documents (`records`), learning which lines recur in a
//! corpus (`learn`), and the articles that come with the program (`builtin`). It reads the disk when it is asked to and
//! never writes to it, keeps no text in memory that was not handed to it, and knows nothing of annotations. Every file is
//! input from a stranger: only regular files inside the corpus are opened, nothing is read without a limit, and what
//! cannot be read is reported and stepped over.
//!
//! Paths and messages hold file names as they are, control characters included: whoever shows them makes them safe.

pub mod builtin;
pub mod decode;
mod descent;
pub mod formats;
mod ignored;
mod learn;
mod look;
mod raw;
mod read;
pub mod records;
mod stamp;
pub mod structure;
mod tree;
mod walk;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::model::{DocPath, Document, Problem};

use records::{Archive, Fields, Kind, Origin, Piped};
use tree::Tree;

pub use learn::Sample;
pub use raw::Raw;
use read::system;
pub use read::{Fault, LARGEST, ReadError};
pub use stamp::Stamp;

/// What can be wrong with the paths a corpus is opened from.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CorpusError {
    /// There is no path at all.
    #[error("nothing to open: name a folder or a file, or - for standard input")]
    Nothing,
    /// The path leads to nothing that can be opened.
    #[error(
        "cannot open {path}: {cause}; check the path, or run postil without one to open what was read last"
    )]
    Path {
        /// The path as it was given.
        path: String,
        /// Why not.
        cause: String,
    },
    /// The path leads to a pipe, a socket or a device.
    #[error(
        "cannot open {path}: it is {what}, not a file; use `postil -` to read what is piped in"
    )]
    Special {
        /// The path as it was given.
        path: String,
        /// What it is, with its article.
        what: &'static str,
    },
    /// Standard input was asked for beside other paths.
    #[error("cannot open - together with other paths: save standard input to a file first")]
    Mixed,
    /// Standard input was asked for and is not there.
    #[error("cannot open -: nothing is piped in; use `command | postil -`")]
    NoInput,
    /// Standard input cannot be read as a document.
    #[error("cannot open standard input: {0}")]
    Input(Fault),
}

/// A document or a difficulty met on a walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A document; whether it can be read shows when it is read.
    Document(DocPath),
    /// Something that looks as if it belonged to the corpus and cannot be opened.
    Problem(Problem),
}

/// The documents that were opened together. A clone is another handle on the same corpus and costs nothing, so that
/// every worker thread can have one.
#[derive(Clone, Debug)]
pub struct Corpus(Arc<Source>);

#[derive(Debug)]
enum Source {
    Builtin,
    Stdin(Box<Document>),
    Piped(Box<Passing>),
    Tree(Box<Tree>),
}

/// Records that are piped in.
#[derive(Debug)]
struct Passing {
    archive: Archive,
    fields: Fields,
}

/// What records that are piped in lie in: part of their paths, and so the same every time.
const PIPED: &str = "stdin";

impl Corpus {
    /// The corpus of the records, JSON Lines, that are `piped` in. A person may say which `fields` of them are what.
    #[must_use]
    pub fn of_records(piped: Arc<Piped>, fields: Fields) -> Self {
        let origin = Origin::Piped(piped);
        let archive = Archive::new(origin, DocPath::new(PIPED), Kind::Lines);
        Self(Arc::new(Source::Piped(Box::new(Passing {
            archive,
            fields,
        }))))
    }

    /// Whether its documents pass by, as the results of a query do: another time there are others, and one with
    /// annotations that is not among them is not missing.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(&*self.0, Source::Piped(_))
    }

    /// The corpus that `paths` name: folders, files, or a lone `-` for standard input, whose bytes are `stdin`.
    ///
    /// # Errors
    /// When a path leads nowhere or to something that is no file, and when `-` stands beside other paths or nothing was
    /// piped in.
    pub fn open(paths: &[PathBuf], stdin: Option<Vec<u8>>) -> Result<Self, CorpusError> {
        Self::open_with(paths, stdin, Fields::default())
    }

    /// The same, where a person says which `fields` of records are what.
    ///
    /// # Errors
    /// As [`Corpus::open`].
    pub fn open_with(
        paths: &[PathBuf],
        stdin: Option<Vec<u8>>,
        fields: Fields,
    ) -> Result<Self, CorpusError> {
        let dash = Path::new("-");
        let tree = |mut tree: Tree| {
            tree.fields = fields;
            Self(Arc::new(Source::Tree(Box::new(tree))))
        };
        match paths {
            [] => Err(CorpusError::Nothing),
            [path] if path == dash => {
                let bytes = stdin.ok_or(CorpusError::NoInput)?;
                let document = read::piped(bytes).map_err(CorpusError::Input)?;
                Ok(Self(Arc::new(Source::Stdin(Box::new(document)))))
            }
            _ if paths.iter().any(|path| path == dash) => Err(CorpusError::Mixed),
            [path] => Tree::at(path).map(tree),
            _ => Tree::over(paths).map(tree),
        }
    }

    /// The articles that come with the program.
    #[must_use]
    pub fn builtin() -> Self {
        Self(Arc::new(Source::Builtin))
    }

    /// What to call the corpus in the status line.
    #[must_use]
    pub fn name(&self) -> String {
        match &*self.0 {
            Source::Builtin => "built-in corpus".into(),
            Source::Stdin(_) | Source::Piped(_) => "standard input".into(),
            Source::Tree(tree) => match tree.only() {
                Some(path) => path.name().to_owned(),
                None => tree
                    .real
                    .file_name()
                    .unwrap_or(tree.real.as_os_str())
                    .to_string_lossy()
                    .into_owned(),
            },
        }
    }

    /// The folder that the annotations file belongs in; `None` where there is none to write to.
    #[must_use]
    pub fn root(&self) -> Option<&Path> {
        match &*self.0 {
            Source::Tree(tree) => Some(&tree.root),
            Source::Builtin | Source::Stdin(_) | Source::Piped(_) => None,
        }
    }

    /// What the corpus is remembered by from one session to the next: its folder's absolute path with every link
    /// resolved, `builtin` or `stdin`.
    #[must_use]
    pub fn key(&self) -> String {
        match &*self.0 {
            Source::Builtin => "builtin".into(),
            Source::Stdin(_) | Source::Piped(_) => "stdin".into(),
            Source::Tree(tree) => tree.real.to_string_lossy().into_owned(),
        }
    }

    /// The document, where the corpus is one file or standard input and can be opened without a walk. A file of records
    /// has to be walked.
    #[must_use]
    pub fn single(&self) -> Option<DocPath> {
        match &*self.0 {
            Source::Builtin | Source::Piped(_) => None,
            Source::Stdin(document) => Some(document.path.clone()),
            Source::Tree(tree) => {
                let is_one = |path: &&DocPath| !tree.is_archive(path);
                tree.only().filter(is_one).cloned()
            }
        }
    }

    /// The file that `path` names, or that the record at `path` is in; `None` where there is none on disk, or where `path` does not lie in the corpus. It
    /// is not looked at: it may be gone, or be no regular file.
    #[must_use]
    pub fn file(&self, path: &DocPath) -> Option<PathBuf> {
        match &*self.0 {
            Source::Tree(tree) => {
                // A name that is not Unicode is known by its path only once a walk has met it.
                if path.as_str().contains(char::REPLACEMENT_CHARACTER) {
                    tree.walked.call_once(|| drop(self.list()));
                }
                match tree.file_of_record(path) {
                    Some(file) => tree.named.get(path).cloned().or_else(|| tree.file(&file)),
                    None => tree.file(path),
                }
            }
            Source::Builtin | Source::Stdin(_) | Source::Piped(_) => None,
        }
    }
}

/// What a file of `kind` is, where it is neither a regular file, a folder nor a link.
fn special(kind: fs::FileType) -> Option<&'static str> {
    if kind.is_file() || kind.is_dir() || kind.is_symlink() {
        return None;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return Some("a pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
    }
    Some("a device")
}

/// Why the system refused, in the words of a sentence: lower case, without an error number.
fn cause(err: &io::Error) -> String {
    match err.kind() {
        io::ErrorKind::NotFound => "no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "permission denied".into(),
        _ => {
            let text = err.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut chars = text.chars();
            let first = chars.next().map(|first| first.to_lowercase().to_string());
            first.unwrap_or_default() + chars.as_str()
        }
    }
}

#[cfg(test)]
mod tests;
