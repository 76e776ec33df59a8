//! From a path of the corpus to the bytes of a file, and from bytes to a document.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use thiserror::Error;

use super::formats::{self, Extracted, Format};
use super::records::{Archive, Fields, RecordFault};
use super::tree::Tree;
use super::{Corpus, Source, builtin, cause, decode, special, structure};
use crate::model::{DocPath, Document, Summary};
use crate::text::word;

/// The largest file that is opened, in bytes.
pub const LARGEST: u64 = 2 << 30;
/// A file that is longer than this, in bytes, takes long enough to read that its beginning is wanted first.
const LONG: u64 = 1 << 20;
/// How much of a long file its beginning is, in bytes.
const GLIMPSE: u64 = 128 << 10;

/// A document that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cannot read {path}: {fault}")]
pub struct ReadError {
    /// Which one.
    pub path: DocPath,
    /// Why not.
    pub fault: Fault,
}

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// The path names nothing inside the corpus.
    #[error("it lies outside the corpus; open it by its own path")]
    Outside,
    /// A link leads out of the corpus.
    #[error("it is a link that leaves the corpus; open its target directly to read it")]
    Link,
    /// There is something else than a file.
    #[error("it is {0}, not a file")]
    Special(&'static str),
    /// The file is larger than 2 GiB.
    #[error("it is larger than 2 GiB; split it to read it")]
    TooLarge,
    /// The file holds no text.
    #[error("it looks like a binary file, not text; convert it to text to read it")]
    Binary,
    /// The file is not what its name says, or broken.
    #[error("it is no sound {format} file: {cause}; open it where it came from and save it again")]
    Damaged {
        /// What it should be: `PDF`.
        format: &'static str,
        /// What is wrong, in lower case and without a full stop.
        cause: String,
    },
    /// The file holds pictures of pages and no text.
    #[error(
        "it has no text, only pictures of pages; recognise its text first (with ocrmypdf, for example)"
    )]
    NoText,
    /// The file draws letters and does not say which.
    #[error(
        "its fonts do not say which letters they draw; recognise its text first (with ocrmypdf --force-ocr, for example)"
    )]
    NoLetters,
    /// The file is encrypted.
    #[error("it is protected by a password; save a copy without one to read it")]
    Locked,
    /// The file would take too much memory when unpacked.
    #[error("it unpacks to more than {0} MB, as no article does; check where it came from")]
    Swollen(u64),
    /// The file is in a format that postil does not read.
    #[error("postil does not read {0} files; save it as {1} to read it")]
    Foreign(&'static str, &'static str),
    /// Something is wrong with a record, or with a file of records.
    #[error("{0}")]
    Record(RecordFault),
    /// The system refused.
    #[error("{0}")]
    System(String),
}

impl Fault {
    /// Whether the bytes of the file are the reason, so that it is there for as long as they are.
    #[must_use]
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::TooLarge
            | Self::Binary
            | Self::Damaged { .. }
            | Self::NoText
            | Self::NoLetters
            | Self::Locked
            | Self::Swollen(_)
            | Self::Foreign(..) => true,
            Self::Outside | Self::Link | Self::Special(_) | Self::Record(_) | Self::System(_) => {
                false
            }
        }
    }
}

impl Corpus {
    /// Reads the document at `path` whole.
    ///
    /// # Errors
    /// When `path` names no regular file inside the corpus, or one that cannot be read, is larger than 2 GiB, or is no
    /// text.
    pub fn read(&self, path: &DocPath) -> Result<Document, ReadError> {
        if let Source::Stdin(document) = &*self.0
            && document.path == *path
        {
            return Ok(Document::clone(document));
        }
        let read = self.record(path).unwrap_or_else(|| {
            let (bytes, _) = self.bytes(path, LARGEST)?;
            document(path.clone(), bytes, Some(self))
        });
        read.map_err(|fault| ReadError {
            path: path.clone(),
            fault,
        })
    }

    /// The text of the document at `path` alone, which of plain text costs a fraction of what [`Corpus::read`] does.
    ///
    /// # Errors
    /// As [`Corpus::read`].
    pub fn text(&self, path: &DocPath) -> Result<String, ReadError> {
        let is_file = !matches!(&*self.0, Source::Stdin(_));
        let record = self.of_record(path, |archive, fields| archive.text(path, fields));
        if let Some(text) = record {
            return text.map_err(|fault| ReadError {
                path: path.clone(),
                fault,
            });
        }
        if !is_file || Format::of_name(path.as_str()) != Some(Format::Plain) {
            return self.read(path).map(|document| document.text);
        }
        let decoded = self.bytes(path, LARGEST).and_then(|(bytes, _)| {
            let decoded = decode::decode(bytes).map(|(text, _)| text);
            decoded.ok_or(Fault::Binary)
        });
        decoded.map_err(|fault| ReadError {
            path: path.clone(),
            fault,
        })
    }

    /// The document at `path` as it is written down, markup and all: enough to tell whether it is worth being read whole,
    /// at a fraction of the cost. `None` where it is packed, or cannot be read.
    #[must_use]
    pub fn source(&self, path: &DocPath) -> Option<String> {
        let record = match &*self.0 {
            Source::Tree(tree) => {
                let archive = tree.archive(path);
                archive.map(|archive| archive.source(path, &tree.fields))
            }
            Source::Piped(passing) => Some(passing.archive.source(path, &passing.fields)),
            Source::Builtin | Source::Stdin(_) => None,
        };
        let bytes = match record {
            Some(bytes) => bytes.ok()?,
            None => self.bytes(path, LARGEST).ok()?.0,
        };
        let is_packed = Format::of(path.as_str(), &bytes).is_packed();
        let decoded = decode::decode(bytes).filter(|_| !is_packed);
        decoded.map(|(text, _)| text)
    }

    /// Reads the record at `path`, or tells why there is none to read; `None` where `path` has nothing to do with
    /// records.
    fn record(&self, path: &DocPath) -> Option<Result<Document, Fault>> {
        self.of_record(path, |archive, fields| archive.read(path, fields))
    }

    /// What `read` makes of the record at `path`, in the same way.
    fn of_record<T>(
        &self,
        path: &DocPath,
        read: impl FnOnce(&Archive, &Fields) -> Result<T, Fault>,
    ) -> Option<Result<T, Fault>> {
        let tree = match &*self.0 {
            Source::Tree(tree) => tree,
            Source::Piped(passing) => {
                let (top, path_of_top) = (path.as_str().split('/').next(), passing.archive.path());
                let is_in = top == Some(path_of_top.as_str());
                return is_in.then(|| read(&passing.archive, &passing.fields));
            }
            Source::Builtin | Source::Stdin(_) => return None,
        };
        let archive = tree.archive(path)?;
        let file = tree.file_of_record(path).unwrap_or_else(|| path.clone());
        let is_named = tree.named.contains_key(path) || tree.named.contains_key(&file);
        let checked = archive
            .file()
            .map_or(Ok(()), |on_disk| tree.check(&file, on_disk, is_named));
        Some(checked.and_then(|()| read(&archive, &tree.fields)))
    }

    /// Reads the head of the document at `path`, as much as titles are looked for in; its words are counted where that was
    /// all of it.
    ///
    /// # Errors
    /// As [`Corpus::read`].
    pub fn summary(&self, path: &DocPath) -> Result<Summary, ReadError> {
        let summary = match &*self.0 {
            Source::Stdin(document) if document.path == *path => Ok(summary_of(document)),
            _ => self.head(path),
        };
        summary.map_err(|fault| ReadError {
            path: path.clone(),
            fault,
        })
    }

    /// The same, from all of the document: its words are counted however long it is.
    ///
    /// # Errors
    /// As [`Corpus::read`].
    pub fn whole_summary(&self, path: &DocPath) -> Result<Summary, ReadError> {
        self.read(path).map(|document| summary_of(&document))
    }

    /// The beginning of a long document, which is there long before all of it: its text, up to the end of a line, is
    /// that which [`Corpus::read`] gives, unless the rest tells of another encoding. `None` where the document is short,
    /// is not read in the order in which it is written, or cannot be read.
    #[must_use]
    pub fn glimpse(&self, path: &DocPath) -> Option<Document> {
        let Source::Tree(tree) = &*self.0 else {
            return None;
        };
        let is_other = formats::foreign(path.as_str()).is_some() || tree.archive(path).is_some();
        let file = self.file(path).filter(|_| !is_other)?;
        if fs::metadata(file).ok()?.len() <= LONG {
            return None;
        }
        let (bytes, _) = self.bytes(path, GLIMPSE).ok()?;
        if Format::of(path.as_str(), &bytes) != Format::Plain {
            return None;
        }
        let (mut text, encoding) = decode::decode(without_cut(bytes))?;
        let end = text.rfind('\n').or_else(|| text.rfind(char::is_whitespace));
        text.truncate(end.unwrap_or(text.len()));
        let structure = structure::structure(&text);
        let document = Document::new(path.clone(), text, structure);
        Some(Document {
            encoding,
            format: Format::Plain.name(),
            ..document
        })
    }

    fn head(&self, path: &DocPath) -> Result<Summary, Fault> {
        if let Some(record) = self.record(path) {
            return record.map(|document| summary_of(&document));
        }
        let (mut bytes, mut is_whole) = self.bytes(path, structure::HEAD as u64)?;
        if !is_whole {
            bytes = without_cut(bytes);
        }
        let format = format(path, &bytes)?;
        if !is_whole && !format.tells_at_once() {
            (bytes, is_whole) = self.bytes(path, LARGEST)?;
        }
        let Extracted {
            text, structure, ..
        } = formats::read(format, bytes)?;
        let structure = self.better(format, &text).unwrap_or(structure);
        Ok(Summary {
            metadata: structure.metadata,
            words: is_whole.then(|| words(&text)),
        })
    }

    /// At most `limit` bytes of the document at `path`, and whether that is all of it. A file longer than 2 GiB has no
    /// bytes at all, so that the list does not offer what cannot be opened.
    fn bytes(&self, path: &DocPath, limit: u64) -> Result<(Vec<u8>, bool), Fault> {
        match &*self.0 {
            Source::Builtin => {
                let text = builtin::article(path.as_str()).ok_or(Fault::Outside)?;
                Ok((text.as_bytes().to_vec(), true))
            }
            Source::Stdin(_) | Source::Piped(_) => Err(Fault::Outside),
            Source::Tree(tree) => {
                let file = self.file(path).ok_or(Fault::Outside)?;
                tree.check(path, &file, tree.named.contains_key(path))?;
                bytes_of(&file, limit)
            }
        }
    }
}

impl Tree {
    /// Makes sure that `file`, which `path` names, is a regular file inside the corpus, without opening it: to open a
    /// pipe is to wait for it. One that `is_named` may lie anywhere.
    pub(super) fn check(&self, path: &DocPath, file: &Path, is_named: bool) -> Result<(), Fault> {
        let kind = if is_named {
            fs::metadata(file).map_err(system)?.file_type()
        } else {
            self.check_folder(path, file)?;
            let kind = fs::symlink_metadata(file).map_err(system)?.file_type();
            if kind.is_symlink() {
                let target = fs::canonicalize(file).map_err(system)?;
                if !target.starts_with(&self.real) {
                    return Err(Fault::Link);
                }
                fs::metadata(target).map_err(system)?.file_type()
            } else {
                kind
            }
        };
        regular(kind)
    }

    /// Takes note of a folder that a walk has met, which follows no links: it lies inside the corpus.
    pub(super) fn met_folder(&self, folder: &Path) {
        let below = folder.strip_prefix(&self.root).ok();
        if let Some(name) = below.and_then(Path::to_str).filter(|name| !name.is_empty()) {
            let mut known = self.inside.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(name.to_owned());
        }
    }

    /// Makes sure that no link on the way to `file` leads out of the corpus. A folder is asked about once: a search
    /// reads every document, and resolving every path would cost more than the search.
    pub(super) fn check_folder(&self, path: &DocPath, file: &Path) -> Result<(), Fault> {
        let Some((folder, _)) = path.as_str().rsplit_once('/') else {
            return Ok(());
        };
        let known = self.inside.read().unwrap_or_else(PoisonError::into_inner);
        if known.contains(folder) {
            return Ok(());
        }
        drop(known);
        let parent: PathBuf = file.parent().map(Path::to_owned).unwrap_or_default();
        let target = fs::canonicalize(parent).map_err(system)?;
        if !target.starts_with(&self.real) {
            return Err(Fault::Link);
        }
        let mut known = self.inside.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder.to_owned());
        Ok(())
    }
}

fn summary_of(document: &Document) -> Summary {
    Summary {
        metadata: document.metadata.clone(),
        words: Some(words(&document.text)),
    }
}

fn words(text: &str) -> u32 {
    u32::try_from(word::count(text)).unwrap_or(u32::MAX)
}

/// The document that was piped in. It has no name, so it is called by its text: the same text piped in again is the
/// same document, and its annotations are found again.
pub(super) fn piped(bytes: Vec<u8>) -> Result<Document, Fault> {
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::TooLarge);
    }
    let mut document = document(DocPath::new(""), bytes, None)?;
    let digits: String = document.hash.as_str().chars().take(16).collect();
    document.path = DocPath::new(&format!("stdin-{digits}.txt"));
    Ok(document)
}

fn document(path: DocPath, bytes: Vec<u8>, corpus: Option<&Corpus>) -> Result<Document, Fault> {
    let format = format(&path, &bytes)?;
    let Extracted {
        text,
        structure,
        encoding,
    } = formats::read(format, bytes)?;
    let better = corpus.and_then(|corpus| corpus.better(format, &text));
    let structure = better.unwrap_or(structure);
    Ok(Document {
        encoding,
        format: format.name(),
        ..Document::new(path, text, structure)
    })
}

/// `bytes` without the character at their end that was cut through: it would make UTF-8 look like another encoding.
fn without_cut(mut bytes: Vec<u8>) -> Vec<u8> {
    let cut = std::str::from_utf8(&bytes).err();
    if let Some(cut) = cut.filter(|cut| cut.error_len().is_none()) {
        bytes.truncate(cut.valid_up_to());
    }
    bytes
}

/// The format of the document at `path`, which begins with `bytes`, where it is one that postil reads.
fn format(path: &DocPath, bytes: &[u8]) -> Result<Format, Fault> {
    match formats::foreign(path.as_str()) {
        Some((what, instead)) => Err(Fault::Foreign(what, instead)),
        None => Ok(Format::of(path.as_str(), bytes)),
    }
}

/// At most `limit` bytes of `file`, and whether that is all of it.
fn bytes_of(file: &Path, limit: u64) -> Result<(Vec<u8>, bool), Fault> {
    let file = File::open(file).map_err(system)?;
    let metadata = file.metadata().map_err(system)?;
    regular(metadata.file_type())?;
    if metadata.len() > LARGEST {
        return Err(Fault::TooLarge);
    }
    let expected = usize::try_from(metadata.len().min(limit)).map_err(|_| Fault::TooLarge)?;
    let mut bytes = Vec::new();
    bytes
        .try_reserve_exact(expected + 1)
        .map_err(|_| Fault::System("not enough memory".into()))?;
    // One byte more than is wanted tells whether there is more; some files do not say how long they are.
    let wanted = limit.saturating_add(1);
    file.take(wanted).read_to_end(&mut bytes).map_err(system)?;
    let is_whole = bytes.len() as u64 <= limit;
    if !is_whole {
        if limit == LARGEST {
            return Err(Fault::TooLarge);
        }
        bytes.pop();
    }
    Ok((bytes, is_whole))
}

fn regular(kind: fs::FileType) -> Result<(), Fault> {
    match special(kind) {
        Some(what) => Err(Fault::Special(what)),
        None if kind.is_dir() => Err(Fault::Special("a folder")),
        None => Ok(()),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
pub(super) fn system(err: std::io::Error) -> Fault {
    Fault::System(cause(&err))
}
