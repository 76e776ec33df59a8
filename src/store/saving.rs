//! Saving: edits -> the file, joined with what other programs made of it meanwhile.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::contents::{self, Barrier};
use super::file::{AnnotationFile, Kind, Place, Record};
use super::value::{Change, Key, Value};
use super::{
    Removed, Saved, Store, StoreError, atomic, edit, lock, merge, read_bytes, record, value_of,
    write,
};
use crate::model::{Damage, DocumentRecord, Edit, Problem, Tag};

/// What another program made of one record.
type Foreign = HashMap<Key, (Option<Value>, Option<Value>)>;

impl Store {
    /// Makes `edits` in the file, on top of what others made of it since it was last read. On `Ok` it is on disk.
    ///
    /// Without edits nothing is written, and what others changed is returned all the same.
    ///
    /// # Errors
    ///
    /// Every [`StoreError`] but `Read`. The file and the store are then as they were before, and the same edits can be saved again,
    /// with later ones behind them.
    pub fn save(&mut self, edits: &[Edit]) -> Result<Saved, StoreError> {
        let failed = |source| StoreError::Write {
            path: self.path.clone(),
            source,
        };
        let target = atomic::resolve(&self.path).map_err(failed)?;
        let folder = atomic::folder_of(&target);
        if !edits.is_empty() && !folder.exists() {
            atomic::make_private_folder(folder).map_err(failed)?;
        }
        let private = is_private(folder);
        let _lock = if edits.is_empty() {
            None
        } else {
            lock::take(&target, private).map_err(|_| StoreError::Locked {
                path: self.path.clone(),
            })?
        };
        let mut work = self.current()?;
        self.damage = work.damage.take();
        if edits.is_empty() {
            // What is behind a barrier may be only part of what was known, and is not learnt.
            if work.barrier.is_none() {
                self.file = work.file;
                self.was_there = work.is_there;
                self.barrier = None;
            }
            return Ok(work.saved);
        }
        if let Some(barrier) = &work.barrier {
            return Err(self.barred(barrier));
        }
        let mut wanted = HashMap::new();
        for change in edits.iter().filter_map(Change::of) {
            work.apply(&change, &self.file);
            wanted.insert(change.key, change.after);
        }
        if !work.is_there || work.changed {
            atomic::replace(&target, work.file.text().as_bytes(), private).map_err(failed)?;
        }
        let saved = work.finish(wanted);
        self.file = work.file;
        self.removed = work.removed;
        self.barrier = None;
        self.was_there = true;
        Ok(saved)
    }

    fn barred(&self, barrier: &Barrier) -> StoreError {
        let path = self.path.clone();
        match barrier {
            Barrier::Newer(version) => StoreError::Newer {
                path,
                version: *version,
            },
            Barrier::Unsafe(_) => StoreError::ReadOnly {
                reason: barrier.reason(&path.display().to_string()),
                path,
            },
        }
    }

    /// The file as it is on disk now, with what is different from what this store knew.
    fn current(&self) -> Result<Work, StoreError> {
        let name = self.path.display().to_string();
        let bytes = read_bytes(&self.path).map_err(|source| StoreError::Write {
            path: self.path.clone(),
            source,
        })?;
        let mut work = Work {
            name: name.clone(),
            file: self.file.clone(),
            removed: self.removed.clone(),
            barrier: self.barrier.clone(),
            damage: None,
            foreign: Foreign::new(),
            saved: Saved::default(),
            is_there: bytes.is_some(),
            changed: false,
        };
        match bytes {
            None if self.was_there => work.tell(
                "was deleted or emptied by another program; it is written anew from memory with the next change"
                    .to_owned(),
            ),
            None => {}
            Some(bytes) if self.file.is(&bytes) => work.damage.clone_from(&self.damage),
            Some(bytes) => {
                let found = contents::read_beside(&bytes, &name, &self.file);
                work.damage = found.damage(&self.path);
                work.barrier = found.barrier;
                work.file = found.file;
                work.saved.problems = found.problems;
                // A file with a mistake in it shows only part of what it holds: what is missing was not deleted.
                if work.barrier.is_none() {
                    work.compare(&self.file, found.values);
                }
            }
        }
        Ok(work)
    }
}

/// A save that is under way.
struct Work {
    name: String,
    file: AnnotationFile,
    removed: HashMap<Key, Removed>,
    barrier: Option<Barrier>,
    damage: Option<Damage>,
    foreign: Foreign,
    saved: Saved,
    /// Whether there is a file on disk.
    is_there: bool,
    /// Whether `file` is different from it.
    changed: bool,
}

impl Work {
    fn tell(&mut self, message: String) {
        self.saved.problems.push(Problem {
            file: self.name.clone(),
            line: None,
            column: None,
            message,
        });
    }

    /// Notes what is different between `known` and the file; `values` are those of the records that are new or changed.
    fn compare(&mut self, known: &AnnotationFile, values: Vec<Value>) {
        let (before, now) = (known.by_key(), self.file.by_key());
        let mut changes: Vec<(Key, Option<Value>, Option<Value>)> = Vec::new();
        for value in values {
            let key = value.key();
            let old = before.get(&key).and_then(|record| value_of(record));
            changes.push((key, old, Some(value)));
        }
        for record in &known.records {
            if let Some(key) = record.key.as_ref().filter(|key| !now.contains_key(key)) {
                changes.push((key.clone(), value_of(record), None));
            }
        }
        for (key, old, new) in changes {
            if let Some(edit) = Change::edit(old.clone(), new.clone()) {
                self.saved.foreign.push(edit);
                self.foreign.insert(key, (old, new));
            }
        }
    }

    fn apply(&mut self, change: &Change, known: &AnnotationFile) {
        match (self.file.find(&change.key), &change.after) {
            (Some(index), Some(after)) => self.alter(index, change, after),
            (Some(index), None) => self.take_out(index, &change.key),
            (None, Some(after)) => self.add(&change.key, after, known),
            (None, None) => {}
        }
    }

    fn alter(&mut self, index: usize, change: &Change, after: &Value) {
        let Some(record) = self.file.records.get(index) else {
            return;
        };
        let Some(there) = value_of(record) else {
            return;
        };
        let blank = || match &there {
            Value::Tag(tag) => Value::Tag(Tag::new(tag.name.clone())),
            Value::Document(record) => {
                Value::Document(Box::new(DocumentRecord::new(record.path.clone())))
            }
            Value::Annotation(_) => there.clone(),
        };
        let before = change.before.clone().unwrap_or_else(blank);
        let (merged, conflicts) = merge::merge(&before, after, &there);
        if merged != there {
            let source = respell(record, &there, &merged);
            self.replace(index, source);
        }
        if self.foreign.contains_key(&change.key) {
            for field in conflicts {
                let kept = if field == "note" {
                    "both are kept"
                } else {
                    "yours was kept"
                };
                self.tell(format!(
                    "`{field}` of {} was changed by another program at the same time; {kept}",
                    change.key
                ));
            }
        }
    }

    fn replace(&mut self, index: usize, source: String) {
        if let Some(record) = self.file.records.get_mut(index) {
            record.source = Arc::from(source);
            self.changed = true;
        }
    }

    /// Deletes a record, unless somebody else has just worked on it.
    fn take_out(&mut self, index: usize, key: &Key) {
        if self.foreign.contains_key(key) {
            self.tell(format!(
                "{key} was changed by another program meanwhile and is therefore not deleted"
            ));
            return;
        }
        let place = self.file.place(index);
        let record = self.file.records.remove(index);
        let source = record.source;
        self.removed.insert(key.clone(), Removed { source, place });
        self.changed = true;
    }

    /// Adds a record, with the bytes it had when it was there before.
    fn add(&mut self, key: &Key, value: &Value, known: &AnnotationFile) {
        let kind = match key {
            Key::Tag(_) => Kind::Tag,
            Key::Document(_) => Kind::Document,
            Key::Annotation(_) => Kind::Annotation,
        };
        let earlier: Option<(Arc<str>, Place)> = match self.removed.remove(key) {
            Some(removed) => Some((removed.source, removed.place)),
            None => known.find(key).and_then(|index| {
                let record = known.records.get(index)?;
                Some((Arc::clone(&record.source), known.place(index)))
            }),
        };
        let mut record = Record {
            kind,
            source: Arc::from(""),
            key: Some(key.clone()),
        };
        let mut place = None;
        if let Some((source, at)) = earlier {
            record.source = source;
            place = Some(at);
        }
        match value_of(&record) {
            Some(there) if there == *value => {}
            Some(there) => record.source = Arc::from(respell(&record, &there, value)),
            None => record.source = Arc::from(write::record(value)),
        }
        let index = self.file.index_for(kind, place.as_ref());
        self.file.insert(index, record, place.is_none());
        self.changed = true;
    }

    /// What came of it, once the edits are on disk and were to make the records what `wanted` says.
    fn finish(&mut self, wanted: HashMap<Key, Option<Value>>) -> Saved {
        let mut saved = std::mem::take(&mut self.saved);
        saved
            .foreign
            .retain(|edit| Change::of(edit).is_none_or(|change| !wanted.contains_key(&change.key)));
        for (key, wanted) in wanted {
            let index = self.file.find(&key);
            let record = index.and_then(|index| self.file.records.get(index));
            let there = record.and_then(value_of);
            saved.foreign.extend(Change::edit(wanted, there));
        }
        saved
    }
}

/// The text of the record, which says `there`, once it says `wanted`: checked by reading it back, for nothing may be written
/// that cannot be read.
fn respell(record: &Record, there: &Value, wanted: &Value) -> String {
    let text = edit::edit(&record.source, there, wanted);
    let back = record::read(record.kind, &record::unix_lines(&text)).value;
    if back.as_ref() == Some(wanted) {
        text
    } else {
        write::record(wanted)
    }
}

/// Whether the folder is its owner's alone, so that what is made in it should be too.
fn is_private(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(folder)
            .is_ok_and(|found| found.permissions().mode().trailing_zeros() >= 6)
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}
