//! Files as they lie on disk, for a search that looks at all of them and reads few.

use std::fs::{self, File};
#[cfg(not(unix))]
use std::io::Read as _;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::formats::Format;
use super::records::{Archive, Fields};
use super::tree::Tree;
use super::{Corpus, Fault, ReadError, Source, Stamp, system};
use crate::model::DocPath;

/// The largest file that is taken as it lies, in bytes; a larger one is read like any other document.
const LARGEST: u64 = 256 << 20;

/// What a document lies on disk as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw {
    /// As its text, in whatever encoding: [`super::decode::decode`] makes [`Corpus::text`] of it.
    Text,
    /// In a format that its text is extracted from by what has this name and version; and what its file is like.
    Extracted(&'static str, Stamp),
    /// In a record in which every word of it stands as it is, among other things.
    Spelled,
    /// In some other way.
    Other,
}

impl Corpus {
    /// What the document at `path` lies on disk as. Where that is its text or a record, `bytes` holds it then, in place of what it held
    /// before.
    ///
    /// # Errors
    /// When there is no regular file inside the corpus, or it cannot be read.
    pub fn raw(&self, path: &DocPath, bytes: &mut Vec<u8>) -> Result<Raw, ReadError> {
        let spelled = |archive: &Archive, fields: &Fields, bytes: &mut Vec<u8>| {
            if archive.spells(path, fields, bytes) {
                Raw::Spelled
            } else {
                Raw::Other
            }
        };
        let tree = match &*self.0 {
            Source::Tree(tree) => tree,
            Source::Piped(piped) => return Ok(spelled(&piped.archive, &piped.fields, bytes)),
            Source::Builtin | Source::Stdin(_) => return Ok(Raw::Other),
        };
        if let Some(archive) = tree.archive(path) {
            return Ok(spelled(&archive, &tree.fields, bytes));
        }
        let Some(format) = Format::of_name(path.as_str()) else {
            return Ok(Raw::Other);
        };
        let raw = tree.raw(self, path, format, bytes);
        raw.map_err(|fault| ReadError {
            path: path.clone(),
            fault,
        })
    }
}

impl Tree {
    fn raw(
        &self,
        corpus: &Corpus,
        path: &DocPath,
        format: Format,
        bytes: &mut Vec<u8>,
    ) -> Result<Raw, Fault> {
        let file = corpus.file(path).ok_or(Fault::Outside)?;
        if self.named.contains_key(path) {
            return Ok(Raw::Other);
        }
        self.check_folder(path, &file)?;
        if format != Format::Plain {
            let found = fs::symlink_metadata(&file).map_err(system)?;
            let stamp = Stamp::of(&found).filter(|_| found.is_file());
            return Ok(stamp.map_or(Raw::Other, |stamp| Raw::Extracted(format.name(), stamp)));
        }
        // A link may lead out of the corpus, and to open a pipe is to wait for it: both are for others to tell.
        let Some(file) = open(&file)? else {
            return Ok(Raw::Other);
        };
        let found = file.metadata().map_err(system)?;
        if !found.is_file() || found.len() > LARGEST {
            return Ok(Raw::Other);
        }
        let is_whole = read_whole(&file, found.len(), bytes)?;
        Ok(if is_whole { Raw::Text } else { Raw::Other })
    }
}

/// Makes `bytes` hold what is in `file`, which is said to be `length` bytes long; whether it is no longer than that.
fn read_whole(file: &File, length: u64, bytes: &mut Vec<u8>) -> Result<bool, Fault> {
    let length = usize::try_from(length).map_err(|_| Fault::TooLarge)?;
    bytes.clear();
    // One byte more than there are: then the first reading that falls short has met the end.
    bytes.reserve_exact(length + 1);
    while bytes.len() <= length {
        match more_of(file, bytes) {
            Ok(0) => break,
            Ok(_) if bytes.len() == length => break,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(system(error)),
        }
    }
    Ok(bytes.len() <= length)
}

/// Adds what comes next in `file` to `bytes`, no more than there is room for; how much that is.
#[cfg(unix)]
fn more_of(file: &File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    // Nothing is zeroed first, which would take as long as reading.
    Ok(rustix::io::read(
        file,
        rustix::buffer::spare_capacity(bytes),
    )?)
}

/// Adds what comes next in `file` to `bytes`, no more than there is room for; how much that is.
#[cfg(not(unix))]
fn more_of(mut file: &File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let room = bytes.capacity() - bytes.len();
    file.by_ref().take(room as u64).read_to_end(bytes)
}

/// Opens `file` unless it is a link, without waiting for anything.
#[cfg(unix)]
fn open(file: &Path) -> Result<Option<File>, Fault> {
    use rustix::fs::{Mode, OFlags};
    use rustix::io::Errno;

    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    match rustix::fs::open(file, flags, Mode::empty()) {
        Ok(file) => Ok(Some(file.into())),
        Err(Errno::LOOP) => Ok(None),
        Err(error) => Err(system(error.into())),
    }
}

/// Leaves files to others where there is no telling a link on opening it.
#[cfg(not(unix))]
fn open(_: &Path) -> Result<Option<File>, Fault> {
    Ok(None)
}
