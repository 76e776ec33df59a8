//! Catalogues: what documents are called, remembered from one run to the next.
//!
//! One file for each corpus in the user's cache folder. It may be deleted at any time, and one that is broken, or that
//! another version made, is as good as none. It is never trusted over the documents: what it says of one counts only
//! while the document's file has the length and the time that it had then.
//!
//! The file is one header and a sequence of entries, sorted by the bytes of their paths, with a table of where each begins.
//! So it is read in one go, checked by its hash, and searched as it is: what nobody asks about is never taken apart.

mod entry;

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::atomic;
use super::disk::Machine;
use crate::corpus::Stamp;
use crate::model::{DocPath, Summary};
use entry::{Fields, decode, encode};

/// What a catalogue begins with.
const MAGIC: &[u8; 8] = b"postilC1";
/// How long the beginning is that is not hashed, in bytes: [`MAGIC`], who made it, the hash of the rest.
const SEAL: usize = 8 + 16 + 32;
/// How long that is with what was learned, and how many entries there are.
const HEADER: usize = SEAL + 16 + 4;
/// How long one place in the table is, in bytes.
const PLACE: usize = 4;
/// The largest catalogue, in bytes: some two million documents.
const LARGEST: usize = 512 << 20;
/// How many catalogues are kept; the oldest go.
const MOST: usize = 40;
/// What the names of catalogues end in.
const EXTENSION: &str = "titles";

/// What is known of a document: what it is called, or why it cannot be read.
pub type Known = Result<Summary, String>;

/// A catalogue as it was read.
#[derive(Debug, Default)]
pub struct Catalogue {
    bytes: Vec<u8>,
    count: usize,
}

/// What was found out since a catalogue was read.
#[derive(Debug, Default)]
pub struct Findings {
    entries: Vec<u8>,
    /// Where the entries begin, in the order they came.
    places: Vec<usize>,
}

/// Where the catalogue of the corpus with this key lies.
#[must_use]
pub fn place(cache_dir: &Path, corpus_key: &str) -> PathBuf {
    let hash = blake3::hash(corpus_key.as_bytes()).to_hex();
    let name: String = hash.chars().take(32).collect();
    folder(cache_dir).join(format!("{name}.{EXTENSION}"))
}

fn folder(cache_dir: &Path) -> PathBuf {
    cache_dir.join("catalogues")
}

/// Who makes catalogues: another version may call documents otherwise.
fn maker() -> [u8; 16] {
    let hash = blake3::hash(concat!(env!("CARGO_PKG_VERSION"), " 1").as_bytes());
    let mut maker = [0; 16];
    maker.copy_from_slice(hash.as_bytes().first_chunk::<16>().unwrap_or(&[0; 16]));
    maker
}

impl Catalogue {
    /// Reads the catalogue at `path`; an empty one where there is none that can be used.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        let catalogue = read(path).ok().map(|bytes| Self { bytes, count: 0 });
        let sound = catalogue.and_then(|mut catalogue| {
            catalogue.count = catalogue.checked()?;
            Some(catalogue)
        });
        sound.unwrap_or_default()
    }

    /// How many documents it knows; `None` where it is no catalogue, or is broken.
    fn checked(&self) -> Option<usize> {
        let mut header = Fields::new(self.bytes.get(..HEADER)?);
        let is_ours = header.take(8)? == MAGIC && header.take(16)? == maker();
        let hash = header.take(32)?;
        header.take(16)?;
        let count = usize::try_from(header.number()?).ok()?;
        let sealed = self.bytes.get(SEAL..)?;
        let is_whole =
            is_ours && sealed.len() / PLACE >= count && hash == blake3::hash(sealed).as_bytes();
        is_whole.then_some(count)
    }

    /// What had been learned of the corpus when the entries were made (see `Corpus::learned`).
    #[must_use]
    pub fn learned(&self) -> [u8; 16] {
        let learned = self.bytes.get(SEAL..);
        learned
            .and_then(|bytes| bytes.first_chunk().copied())
            .unwrap_or_default()
    }

    /// How many documents it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether it knows none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// What it knows of the document at `path`, whose file has the stamp `stamp` now.
    #[must_use]
    pub fn get(&self, path: &DocPath, stamp: Stamp) -> Option<Known> {
        let (then, known) = decode(self.entry(path)?)?;
        (then == stamp).then_some(known)
    }

    /// The bytes of the entry of the document at `path`.
    fn entry(&self, path: &DocPath) -> Option<&[u8]> {
        let wanted = path.as_str().as_bytes();
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            let entry = self.nth(middle)?;
            match entry::path(entry)?.cmp(wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(entry),
            }
        }
        None
    }

    fn nth(&self, index: usize) -> Option<&[u8]> {
        let begin = self.begin(index)?;
        let end = if index + 1 < self.count {
            self.begin(index + 1)?
        } else {
            self.bytes.len()
        };
        self.bytes.get(begin..end)
    }

    fn begin(&self, index: usize) -> Option<usize> {
        let at = HEADER + index * PLACE;
        let place = Fields::new(self.bytes.get(at..at + PLACE)?).number()?;
        usize::try_from(place).ok()
    }

    /// Puts a new catalogue in the place of this one: that of `documents`, which come in the order of the bytes of their
    /// paths, made of what was found out and what of this one still counts. `is_current` says whether an entry does, from
    /// the stamp that the file had then.
    ///
    /// # Errors
    /// Whatever the system says when it cannot be written. The old one is there then, or none.
    pub fn replace<'d>(
        &self,
        path: &Path,
        learned: [u8; 16],
        documents: impl Iterator<Item = &'d DocPath>,
        findings: &Findings,
        is_current: impl Fn(&DocPath, Stamp) -> bool,
        now: Timestamp,
    ) -> io::Result<()> {
        let found = findings.sorted();
        let entries = documents.filter_map(|document| {
            let bytes = document.as_str().as_bytes();
            let new =
                found.binary_search_by(|entry| entry::path(entry).unwrap_or_default().cmp(bytes));
            if let Some(entry) = new.ok().and_then(|at| found.get(at).copied()) {
                return Some(entry);
            }
            let entry = self.entry(document)?;
            let stamp = entry::stamp(entry)?;
            is_current(document, stamp).then_some(entry)
        });
        let bytes = written(learned, entries);
        let folder = atomic::folder_of(path);
        atomic::make_private_folder(folder)?;
        atomic::sweep(&Machine, folder, now);
        atomic::replace(path, &bytes, true)?;
        prune(folder);
        Ok(())
    }
}

impl Findings {
    /// Notes what was found out about the document at `path`, whose file had the stamp `stamp` before it was read.
    pub fn note(&mut self, path: &DocPath, stamp: Stamp, known: &Known) {
        if self.entries.len() < LARGEST {
            self.places.push(self.entries.len());
            encode(&mut self.entries, path, stamp, known);
        }
    }

    /// How many documents something was found out about; twice where it was found out twice.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nothing was found out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The entries in the order of the bytes of their paths; of each document only what was found out last.
    fn sorted(&self) -> Vec<&[u8]> {
        let ends = self.places.iter().skip(1).copied();
        let ends = ends.chain([self.entries.len()]);
        let entries = self.places.iter().zip(ends);
        let mut entries: Vec<&[u8]> = entries
            .filter_map(|(begin, end)| self.entries.get(*begin..end))
            .collect();
        entries.reverse();
        entries.sort_by_key(|entry| entry::path(entry));
        entries.dedup_by_key(|entry| entry::path(entry));
        entries
    }
}

/// The bytes of a catalogue, as many of the `entries` as it may hold.
fn written<'e>(learned: [u8; 16], entries: impl Iterator<Item = &'e [u8]>) -> Vec<u8> {
    let mut length = HEADER;
    let entries: Vec<&[u8]> = entries
        .take_while(|entry| {
            length += PLACE + entry.len();
            length <= LARGEST
        })
        .collect();
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes();
    let mut sealed = Vec::with_capacity(length.min(LARGEST));
    sealed.extend_from_slice(&learned);
    sealed.extend_from_slice(&number(entries.len()));
    let mut begin = HEADER + entries.len() * PLACE;
    for entry in &entries {
        sealed.extend_from_slice(&number(begin));
        begin += entry.len();
    }
    for entry in &entries {
        sealed.extend_from_slice(entry);
    }
    let mut bytes = Vec::with_capacity(SEAL + sealed.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&maker());
    bytes.extend_from_slice(blake3::hash(&sealed).as_bytes());
    bytes.append(&mut sealed);
    bytes
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let found = fs::symlink_metadata(path)?;
    // A pipe in its place would keep one waiting for ever.
    if !found.is_file() || found.len() > LARGEST as u64 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST as u64)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Deletes the oldest catalogues in `folder` where there are too many. What cannot be deleted stays.
fn prune(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let catalogues = entries.flatten().filter_map(|entry| {
        let path = entry.path();
        let is_ours = path
            .extension()
            .is_some_and(|extension| extension == EXTENSION);
        let found = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        is_ours.then_some((found.modified().ok()?, path))
    });
    let mut catalogues: Vec<_> = catalogues.collect();
    catalogues.sort_unstable();
    let surplus = catalogues.len().saturating_sub(MOST);
    for (_, path) in catalogues.into_iter().take(surplus) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests;
