//! The annotations file and the state files: everything that postil writes down and reads back.
//!
//! Owns the format (DESIGN.md, section 3), which bytes change when a value does, the lock, the replacing of files, and what
//! becomes of changes that other programs made meanwhile. Must not know what a document says, what is on the screen, or
//! what time it is. Of the disk it touches the files it is given and nothing else.
//!
//! A file is a sequence of records that are read one by one and written back byte for byte unless they changed (`file`,
//! `contents`); `record` reads one, `write` and `edit` spell one. `keeping` is what a session talks to: it writes every change
//! into the `journal` before the file, and keeps copies of the file (`backup`). All of them reach the disk through `disk`.

pub mod atomic;
pub mod backup;
pub mod catalogue;
pub mod codebooks;
mod contents;
mod disk;
pub mod drafts;
mod edit;
mod error;
pub mod extracts;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod faulty;
mod fields;
mod file;
mod journal;
mod keeping;
mod location;
mod lock;
mod order;
mod record;
pub mod repair;
mod return_home;
#[cfg(test)]
mod samples;
mod saving;
pub mod seal;
pub mod spool;
pub mod state;
pub mod texts;
mod value;
mod write;

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use error::{StoreError, plain};
pub use keeping::{Keeping, Opened, Places, Recalled};
pub use location::{BUILT_IN, FILE_NAME, Located, Where, annotations_path, user_data_path};
pub use return_home::take_back;
pub use saving::{Merged, merge};

use contents::{Barrier, Contents};
use disk::{Disk, Machine, Stamp};
use file::{AnnotationFile, Place, Record};
use value::{Key, Value};

use crate::model::{AnnotationSet, Damage, Edit, Problem};

/// The largest file that is read, in bytes: three million annotations.
const LARGEST: u64 = 1 << 30;

/// One annotations file, as it was last read or written. It lives on the thread that saves.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    file: AnnotationFile,
    /// Whether `file` came from the disk, so that its absence there means that somebody deleted it.
    was_there: bool,
    barrier: Option<Barrier>,
    /// What is wrong with the file on disk, where a person has to choose what becomes of it.
    damage: Option<Damage>,
    /// What was deleted while this store lives, so that undo brings back the same bytes at the same place.
    removed: HashMap<Key, Removed>,
    /// Whether another program deleted or emptied the file, and what was in it is not in `file` any more.
    is_gone: bool,
    /// What tells the file from what another program may make of it.
    stamp: Option<Stamp>,
    /// The file that the last save replaced, until somebody asks for it.
    replaced: Option<AnnotationFile>,
    disk: Arc<dyn Disk>,
}

#[derive(Clone, Debug)]
struct Removed {
    source: Arc<str>,
    place: Place,
}

/// An annotations file that has been read.
#[derive(Debug)]
pub struct Loaded {
    /// What saves changes to it.
    pub store: Store,
    /// What it holds.
    pub set: AnnotationSet,
    /// What was wrong in it; the records in question are kept.
    pub problems: Vec<Problem>,
    /// What others put there that postil does not know, and tags that are in no codebook: kept, and nothing to worry about.
    pub remarks: Vec<Problem>,
    /// Why it cannot be saved to, if so, the file's name and the way out included: what is in the set can be read, and
    /// [`Store::save`] will fail until the file is mended, of which it takes notice by itself.
    pub read_only: Option<String>,
    /// What is wrong with it, where that is why and a person has to choose what becomes of it.
    pub damage: Option<Damage>,
}

/// What came of saving.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// What else is different on disk from what it was before the edits: changes that other programs made meanwhile, and
    /// what merging made of edits that met with them. Applied after the edits they make the set what the file is.
    pub foreign: Vec<Edit>,
    /// What a person should know about it.
    pub problems: Vec<Problem>,
}

impl Store {
    /// Opens the annotations file at `path`. One that is not there, or blank, is an empty set; it is made with the first
    /// edit that is saved.
    ///
    /// # Errors
    ///
    /// [`StoreError::Read`] when there is something that cannot be read. That is never taken for an empty set.
    pub fn open(path: &Path) -> Result<Loaded, StoreError> {
        Self::open_on(Machine::disk(), path, None)
    }

    /// As [`Store::open`]; while there is no file, the set is what the text `default` holds, and the first save writes
    /// that too.
    ///
    /// # Errors
    ///
    /// As [`Store::open`].
    pub fn open_with_default(path: &Path, default: &str) -> Result<Loaded, StoreError> {
        Self::open_on(Machine::disk(), path, Some(default))
    }

    fn open_on(
        disk: Arc<dyn Disk>,
        path: &Path,
        default: Option<&str>,
    ) -> Result<Loaded, StoreError> {
        let name = path.display().to_string();
        let (bytes, stamp) = read_bytes(&*disk, path).map_err(|source| StoreError::Read {
            path: path.to_path_buf(),
            source,
        })?;
        let was_there = bytes.is_some();
        let make = || match default {
            Some(default) => default.to_owned(),
            None => AnnotationFile::new().text(),
        };
        let bytes = bytes.unwrap_or_else(|| make().into_bytes());
        let found = contents::read(&bytes, &name);
        let damage = found.damage(path);
        let Contents {
            file,
            values,
            problems,
            remarks,
            barrier,
            ..
        } = found;
        Ok(Loaded {
            set: set_of(values),
            problems,
            remarks,
            read_only: barrier.as_ref().map(|barrier| barrier.reason(&name)),
            damage: damage.clone(),
            store: Self {
                path: path.to_path_buf(),
                file,
                was_there,
                barrier,
                damage,
                removed: HashMap::new(),
                is_gone: false,
                stamp,
                replaced: None,
                disk,
            },
        })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What was wrong with the file when it was last looked at, where a person has to choose what becomes of it.
    #[must_use]
    pub fn damage(&self) -> Option<&Damage> {
        self.damage.as_ref()
    }

    /// Goes over to the file at `path`, because the old one cannot be written to: what is here and not there is saved
    /// there, with the bytes it has; what is there and different from here is returned. The old file stays as it is. Where
    /// there is nothing to save the new file is not made yet.
    ///
    /// # Errors
    ///
    /// As [`Store::open`] and [`Store::save`]; the store then stays with the old file.
    pub fn relocate(&mut self, path: &Path) -> Result<Saved, StoreError> {
        let name = path.display().to_string();
        let Loaded { mut store, .. } = Self::open_on(Arc::clone(&self.disk), path, None)?;
        if !store.was_there {
            // Nothing is on disk, so that the whole file can go over as it is, with comments and what is not understood.
            store.file = self.file.clone();
            store.barrier.clone_from(&self.barrier);
            store.damage.clone_from(&self.damage);
            store.removed = std::mem::take(&mut self.removed);
            *self = store;
            return Ok(Saved::default());
        }
        let here = self.file.by_key();
        let there = store.file.by_key();
        let mut edits = Vec::new();
        let mut foreign = Vec::new();
        let mut removed = HashMap::new();
        for (index, record) in self.file.records.iter().enumerate() {
            let Some(key) = &record.key else { continue };
            let ours = value_of(record);
            if let Some(record) = there.get(key) {
                foreign.extend(value::Change::edit(ours, value_of(record)));
                continue;
            }
            edits.extend(value::Change::edit(None, ours));
            let source = Arc::clone(&record.source);
            let place = self.file.place(index);
            removed.insert(key.clone(), Removed { source, place });
        }
        for record in &store.file.records {
            if record
                .key
                .as_ref()
                .is_some_and(|key| !here.contains_key(key))
            {
                foreign.extend(value::Change::edit(None, value_of(record)));
            }
        }
        store.removed = removed;
        let mut saved = store.save(&edits)?;
        saved.foreign.splice(0..0, foreign);
        if !saved.foreign.is_empty() {
            saved.problems.push(Problem {
                file: name,
                line: None,
                column: None,
                message: "held annotations already; they are shown together".to_owned(),
            });
        }
        *self = store;
        Ok(saved)
    }
}

/// Reads the text of an annotations file: what it holds, and what is wrong in it. `file_name` is what the problems call it.
#[must_use]
pub fn parse(text: &str, file_name: &str) -> (AnnotationSet, Vec<Problem>) {
    let contents = contents::read(text.as_bytes(), file_name);
    (set_of(contents.values), contents.problems)
}

fn set_of(values: Vec<Value>) -> AnnotationSet {
    let mut set = AnnotationSet::default();
    for value in values {
        if let Some(edit) = value::Change::edit(None, Some(value)) {
            set.apply(&edit);
        }
    }
    set
}

/// The value of a record that has been read before.
fn value_of(record: &Record) -> Option<Value> {
    record.key.as_ref()?;
    record::read(record.kind, &record::unix_lines(&record.source)).value
}

/// The bytes of the file, `None` where it is not there or blank, and what tells it from another.
fn read_bytes(disk: &dyn Disk, path: &Path) -> io::Result<(Option<Vec<u8>>, Option<Stamp>)> {
    let too_large = "it is larger than a gigabyte, and no annotations file";
    let stamp = match disk.status(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((None, None)),
        Err(error) => return Err(error),
        // A pipe would keep one waiting for ever, and a device may never end.
        Ok(found) if !found.is_file => {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "it is not a regular file",
            ));
        }
        Ok(found) if found.len > LARGEST => {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, too_large));
        }
        Ok(found) => found.stamp,
    };
    let bytes = disk.read(path)?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let blank = text.iter().all(u8::is_ascii_whitespace);
    Ok(((!blank).then_some(bytes), stamp))
}
