//! The seal of an annotations file: a `[[seal]]` record, which versions of postil that know nothing of it leave as it stands.
//!
//! A seal keeps from looking by accident. The file is plain text, and nothing in it is hidden.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use toml_edit::DocumentMut;

use super::contents::{self, Barrier};
use super::disk::Machine;
use super::file::{AnnotationFile, Kind, Record};
use super::lock::Refused;
use super::record::unix_lines;
use super::{StoreError, atomic, lock, read_bytes, write};
use crate::model::{AnnotationSet, Problem, Seal};

/// Another reviewer's annotations file, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// What it holds.
    pub set: AnnotationSet,
    /// What of it cannot be read.
    pub problems: Vec<Problem>,
    /// Its seal, if it has one.
    pub seal: Option<Seal>,
}

/// Reads the file at `path`, to which nothing is to be written.
///
/// # Errors
///
/// [`StoreError::Read`] where it is not there or cannot be read.
pub fn read(path: &Path) -> Result<Read, StoreError> {
    let failed = |source| StoreError::Read {
        path: path.to_path_buf(),
        source,
    };
    if !path.exists() {
        return Err(failed(std::io::ErrorKind::NotFound.into()));
    }
    let (bytes, _) = read_bytes(&Machine, path).map_err(failed)?;
    let found = contents::read(&bytes.unwrap_or_default(), &path.display().to_string());
    Ok(Read {
        seal: seal_in(&found.file).map(|(_, seal)| seal),
        set: super::set_of(found.values),
        problems: found.problems,
    })
}

/// The seal of the annotations file at `path`; none where it cannot be read.
#[must_use]
pub fn of(path: &Path) -> Option<Seal> {
    let (bytes, _) = read_bytes(&Machine, path).ok()?;
    let text = String::from_utf8(bytes?).ok()?;
    if !text.contains("[[seal]]") {
        return None;
    }
    seal_in(&AnnotationFile::split(&text)).map(|(_, seal)| seal)
}

/// Seals the file at `path`, or says in its seal that its reviewer is done; what was there before and what is now. Nothing
/// is written where that is so already.
///
/// # Errors
///
/// As [`Store::save`](super::Store::save).
pub fn set(
    path: &Path,
    reviewer: &str,
    is_done: bool,
    now: Timestamp,
) -> Result<(Option<Seal>, Seal), StoreError> {
    let failed = |source| StoreError::Write {
        path: path.to_path_buf(),
        source,
    };
    let target = atomic::resolve(path).map_err(failed)?;
    let folder = atomic::folder_of(&target);
    let private = super::Machine::disk()
        .status(folder)
        .is_ok_and(|found| found.is_private);
    let _lock = lock::take(&Machine, &target, private).map_err(|refused| match refused {
        Refused::Busy(holder) => StoreError::Locked {
            path: path.to_path_buf(),
            holder,
        },
        Refused::Failed(source) => failed(source),
    })?;
    let (bytes, _) = read_bytes(&Machine, path).map_err(failed)?;
    let mut file = match bytes {
        Some(bytes) => {
            let found = contents::read(&bytes, &path.display().to_string());
            if let Some(barrier) = &found.barrier {
                return Err(barred(path, barrier));
            }
            found.file
        }
        None => AnnotationFile::new(),
    };
    let known = seal_in(&file);
    let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
    let mut seal = match &known {
        Some((_, seal)) => seal.clone(),
        None => Seal {
            reviewer: reviewer.to_owned(),
            at: now,
            done: None,
        },
    };
    if is_done {
        seal.done.get_or_insert(now);
    }
    let before = known.as_ref().map(|(_, seal)| seal.clone());
    if before.as_ref() == Some(&seal) {
        return Ok((before, seal));
    }
    if let Some((index, _)) = known {
        if let Some(record) = file.records.get_mut(index) {
            record.source = Arc::from(with_done(&record.source, &seal));
        }
    } else {
        let record = Record {
            kind: Kind::Other,
            source: Arc::from(spelled(&seal)),
            key: None,
        };
        file.insert(0, record, true);
    }
    atomic::replace(path, file.text().as_bytes(), private).map_err(failed)?;
    Ok((before, seal))
}

fn barred(path: &Path, barrier: &Barrier) -> StoreError {
    StoreError::ReadOnly {
        path: path.to_path_buf(),
        reason: barrier.reason(&path.display().to_string()),
    }
}

/// The first seal in the file and its place among the records.
fn seal_in(file: &AnnotationFile) -> Option<(usize, Seal)> {
    let records = file.records.iter().enumerate();
    let mut others = records.filter(|(_, record)| record.kind == Kind::Other);
    others.find_map(|(index, record)| Some((index, seal(&record.source)?)))
}

fn seal(source: &str) -> Option<Seal> {
    let document: DocumentMut = unix_lines(source).parse().ok()?;
    let table = document.get("seal")?.as_array_of_tables()?.get(0)?;
    let time = |key: &str| -> Option<Timestamp> {
        table.get(key)?.as_datetime()?.to_string().parse().ok()
    };
    let reviewer = table.get("reviewer").and_then(toml_edit::Item::as_str);
    Some(Seal {
        reviewer: reviewer.unwrap_or_default().to_owned(),
        at: time("at").unwrap_or(Timestamp::UNIX_EPOCH),
        done: time("done"),
    })
}

fn spelled(seal: &Seal) -> String {
    let mut text = format!(
        "[[seal]]\nreviewer = {}\nat = {}\n",
        write::basic(&seal.reviewer),
        seal.at
    );
    if let Some(done) = seal.done {
        let _ = writeln!(text, "done = {done}");
    }
    text
}

/// The record with what there is to say of being done; all else in it stays.
fn with_done(source: &str, seal: &Seal) -> String {
    let edited = || -> Option<String> {
        let mut document: DocumentMut = unix_lines(source).parse().ok()?;
        let table = document
            .get_mut("seal")?
            .as_array_of_tables_mut()?
            .get_mut(0)?;
        let done: toml_edit::Value = seal.done?.to_string().parse().ok()?;
        table.insert("done", toml_edit::Item::Value(done));
        Some(document.to_string())
    };
    edited().unwrap_or_else(|| format!("\n{}", spelled(seal)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_sealed_once_and_done_once_and_keeps_all_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bob.toml");
        let head = "# mine\nformat = \"postil\"\nversion = 1\n";
        let tag = "\n[[tag]]\nname = 'a' # kept\n";
        fs::write(&path, format!("{head}{tag}")).unwrap();
        assert_eq!(of(&path), None);
        let at = |second| Timestamp::from_second(second).unwrap();
        let (before, sealed) = set(&path, "bob", false, at(1)).unwrap();
        assert_eq!((before, sealed.done), (None, None));
        let expected =
            format!("{head}\n[[seal]]\nreviewer = \"bob\"\nat = 1970-01-01T00:00:01Z\n{tag}");
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        assert_eq!(set(&path, "x", false, at(2)).unwrap().1, sealed);
        let (_, done) = set(&path, "bob", true, at(3)).unwrap();
        assert_eq!(done.done, Some(at(3)));
        assert_eq!(of(&path), Some(done.clone()));
        assert_eq!(set(&path, "bob", true, at(4)).unwrap().1, done);
        let read = read(&path).unwrap();
        assert_eq!((read.problems, read.seal), (Vec::new(), Some(done)));
        assert_eq!(read.set.codebook().tags().len(), 1);
        assert!(fs::read_to_string(&path).unwrap().contains(tag));
        // One that is not there is made, and one that is broken is let be.
        let new = folder.path().join("new.toml");
        set(&new, "me", false, at(1)).unwrap();
        assert!(of(&new).is_some());
        fs::write(&path, "format = \"postil\"\n[[tag]]\nname = = 1\n").unwrap();
        assert!(set(&path, "bob", true, at(3)).is_err());
    }
}
