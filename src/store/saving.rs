//! Saving: edits -> the file, joined with what other programs made of it meanwhile.

mod carrying;
mod markers;
mod merging;
mod renames;

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use super::contents::{self, Barrier};
use super::disk::Stamp;
use super::file::{AnnotationFile, Kind, Place, Record, dos_lines};
use super::lock::Refused;
use super::value::{self, Chain, Change, Key, Value};
use super::{
    Removed, Saved, Store, StoreError, atomic, edit, lock, read_bytes, record, value_of, write,
};
pub use merging::{Merged, merge};

use crate::model::{Damage, DocumentRecord, Edit, Grade, Order, Problem, Tag, reordered};

impl Store {
    /// Makes `edits` in the file, on top of what others made of it since it was last read. On `Ok` it is on disk.
    ///
    /// Without edits nothing is written, and what others changed is returned all the same (see also [`Store::look`]).
    ///
    /// # Errors
    ///
    /// Every [`StoreError`] but `Read`. The file and the store are then as they were before, and the same edits can be saved again,
    /// with later ones behind them. Only when nothing but the folder failed to sync may the file hold the edits already, and
    /// saving them again does no harm.
    pub fn save(&mut self, edits: &[Edit]) -> Result<Saved, StoreError> {
        self.save_if(edits, false)
    }

    /// As [`Store::save`], and also where that asks first: the person has said yes.
    ///
    /// # Errors
    ///
    /// As [`Store::save`], but for those of which [`StoreError::question`] has something to ask.
    pub fn save_anyway(&mut self, edits: &[Edit]) -> Result<Saved, StoreError> {
        self.save_if(edits, true)
    }

    fn save_if(&mut self, edits: &[Edit], consents: bool) -> Result<Saved, StoreError> {
        if edits.is_empty() {
            return self.take_in();
        }
        let disk = Arc::clone(&self.disk);
        let failed = |source| StoreError::Write {
            path: self.path.clone(),
            source,
        };
        let target = atomic::resolve_on(&*disk, &self.path).map_err(failed)?;
        let folder = atomic::folder_of(&target);
        atomic::make_private_folder_on(&*disk, folder).map_err(failed)?;
        let private = disk.status(folder).is_ok_and(|found| found.is_private);
        let _lock = lock::take(&*disk, &target, private).map_err(|refused| match refused {
            Refused::Busy(holder) => StoreError::Locked {
                path: self.path.clone(),
                holder,
            },
            Refused::Failed(source) => failed(source),
        })?;
        let mut work = self.current().map_err(failed)?;
        self.damage = work.damage.take();
        if let Some(barrier) = &work.barrier {
            return Err(self.barred(barrier));
        }
        let is_gone = !work.is_there && (self.was_there || self.is_gone);
        if is_gone && !consents {
            return Err(StoreError::Gone {
                path: self.path.clone(),
                records: work.file.records.len(),
            });
        }
        let found = work.changed_elsewhere.then(|| work.file.clone());
        let on_disk = if work.is_there {
            work.file.records.len()
        } else {
            0
        };
        let mut wanted = HashMap::new();
        for chain in Chain::all(edits) {
            work.apply(&chain, &self.file);
            wanted.insert(chain.change.key, chain.change.after);
        }
        for edit in edits {
            if let Edit::Order { after, .. } = edit {
                work.order(after);
            }
        }
        if !consents {
            self.count(on_disk, work.deleted, work.file.records.len())?;
        }
        let mut stamp = work.stamp;
        if !work.is_there || work.changed {
            let pieces = work.file.pieces().map(str::as_bytes);
            stamp = atomic::replace_on(&*disk, &target, pieces, private).map_err(failed)?;
        }
        let saved = work.finish(wanted);
        let known = std::mem::replace(&mut self.file, work.file);
        self.replaced = work.is_there.then(|| found.unwrap_or(known));
        self.removed = work.removed;
        self.barrier = None;
        self.was_there = true;
        self.is_gone = false;
        self.stamp = stamp;
        Ok(saved)
    }

    /// What others made of the file since it was last read or written, if it is not the same any more: what they did is
    /// taken in. Where nothing happened the file is not even read.
    ///
    /// # Errors
    ///
    /// [`StoreError::Read`] when the file cannot be read now. That is never taken for an empty one.
    pub fn look(&mut self) -> Result<Option<Saved>, StoreError> {
        let stamp = self
            .disk
            .status(&self.path)
            .ok()
            .and_then(|found| found.stamp);
        if stamp == self.stamp && (stamp.is_some() || !self.was_there) {
            return Ok(None);
        }
        self.take_in().map(Some)
    }

    fn take_in(&mut self) -> Result<Saved, StoreError> {
        let mut work = self.current().map_err(|source| StoreError::Read {
            path: self.path.clone(),
            source,
        })?;
        self.stamp = work.stamp;
        self.damage = work.damage.take();
        if !work.is_there && self.was_there {
            self.is_gone = true;
            if !work.file.records.is_empty() {
                // What it held is told as deleted, and can be brought back from there; what is written next is asked about.
                work.file.records.clear();
                work.file.tail.clear();
                work.compare(&self.file, Vec::new());
            }
        }
        // What is behind a barrier may be only part of what was known, and is not learnt.
        if work.barrier.is_none() {
            self.file = work.file;
            self.was_there = work.is_there;
            self.is_gone &= !work.is_there;
            self.removed = work.removed;
            self.barrier = None;
        }
        Ok(work.saved)
    }

    /// Stops what would write fewer records than are on disk, but for those that the person deleted: whatever went wrong
    /// before, it has not cost anything yet.
    fn count(&self, on_disk: usize, deleted: usize, to_write: usize) -> Result<(), StoreError> {
        if to_write + deleted < on_disk {
            return Err(StoreError::Fewer {
                path: self.path.clone(),
                on_disk,
                deleted,
                to_write,
            });
        }
        Ok(())
    }

    /// The file that the last save replaced, once: it was whole and could be read.
    pub(super) fn take_replaced(&mut self) -> Option<AnnotationFile> {
        self.replaced.take()
    }

    /// How many records the file holds, as far as this store knows.
    pub(super) fn records(&self) -> usize {
        self.file.records.len()
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
    fn current(&self) -> io::Result<Work> {
        let name = self.path.display().to_string();
        let (bytes, stamp) = read_bytes(&*self.disk, &self.path)?;
        let mut work = Work {
            name: name.clone(),
            file: AnnotationFile::default(),
            removed: self.removed.clone(),
            barrier: self.barrier.clone(),
            damage: None,
            saved: Saved::default(),
            is_there: bytes.is_some(),
            changed_elsewhere: false,
            changed: false,
            deleted: 0,
            stamp,
        };
        match bytes {
            Some(bytes) if !self.file.is(&bytes) => {
                let found = contents::read_beside(&bytes, &name, &self.file);
                work.damage = found.damage(&self.path);
                work.barrier = found.barrier;
                work.file = found.file;
                work.saved.problems = found.problems;
                work.changed_elsewhere = true;
                // A file with a mistake in it shows only part of what it holds: what is missing was not deleted.
                if work.barrier.is_none() {
                    work.compare(&self.file, found.values);
                }
            }
            // What stood in the way of writing is gone with the file, of which too little is known to write it anew.
            None if self.barrier.is_some() => {
                work.barrier = None;
                work.file = AnnotationFile::new();
                work.compare(&self.file, Vec::new());
            }
            bytes => {
                work.file = self.file.clone();
                // What is known of the file may be from a time when nothing was wrong with it.
                let is_broken = bytes.is_some() && self.barrier.is_some();
                work.damage = self.damage.clone().filter(|_| is_broken);
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
    saved: Saved,
    /// Whether there is a file on disk.
    is_there: bool,
    /// Whether it is another than the one that was known.
    changed_elsewhere: bool,
    /// Whether `file` is different from it.
    changed: bool,
    /// How many records were taken out of it.
    deleted: usize,
    stamp: Option<Stamp>,
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
        let foreign = &mut self.saved.foreign;
        for value in values {
            let record = before.get(&value.key());
            let old = record.and_then(|record| value_of(record));
            foreign.extend(Change::edit(old, Some(value)));
        }
        for (index, record) in known.records.iter().enumerate() {
            if let Some(key) = record.key.as_ref().filter(|key| !now.contains_key(key)) {
                foreign.extend(Change::edit(value_of(record), None));
                // Should it be brought back, it comes as it was.
                let (source, place) = (Arc::clone(&record.source), known.place(index));
                self.removed.insert(key.clone(), Removed { source, place });
            }
        }
    }

    fn apply(&mut self, chain: &Chain, known: &AnnotationFile) {
        let change = &chain.change;
        let found = self.file.find(&change.key);
        let there = found
            .and_then(|index| self.file.records.get(index))
            .and_then(value_of);
        // What is there may be what was made here before, of which it only is not known that it was saved.
        let is_ours = there == change.before || chain.ours.contains(&there);
        match (found, there, &change.after) {
            (Some(index), Some(there), Some(after)) => {
                let before = match &change.before {
                    _ if chain.ours.contains(&Some(there.clone())) => there.clone(),
                    Some(before) => before.clone(),
                    None => begun(&there, chain),
                };
                self.alter(index, &change.key, &before, after, &there);
            }
            (Some(_), None, Some(_)) | (None, _, None) => {}
            (Some(index), _, None) => self.take_out(index, &change.key, is_ours),
            (None, _, Some(after)) => self.add(change, after, known),
        }
    }

    fn alter(&mut self, index: usize, key: &Key, before: &Value, after: &Value, there: &Value) {
        let Some(record) = self.file.records.get(index) else {
            return;
        };
        let (merged, conflicts) = value::merge(before, after, there);
        let mut source = if merged == *there {
            record.source.to_string()
        } else {
            respell(record, there, &merged)
        };
        let mut told = Vec::new();
        for field in conflicts {
            if field == "note" {
                told.push(format!(
                    "`note` of {key} was changed by another program at the same time; both are kept"
                ));
                continue;
            }
            let spelled = |value| write::spelled(value, field);
            let nothing = || format!("no {field}");
            let ours = spelled(after).unwrap_or_else(nothing);
            let theirs = spelled(there).unwrap_or_else(nothing);
            source = edit::comment(&source, &format!("another program wrote: {theirs}"));
            told.push(format!(
                "`{field}` of {key} was changed by another program at the same time: yours is kept ({ours}), and theirs \
                 stands in a comment beside it ({theirs})"
            ));
        }
        if *source != *record.source {
            self.replace(index, source);
        }
        for message in told {
            self.tell(message);
        }
    }

    fn replace(&mut self, index: usize, source: String) {
        if let Some(record) = self.file.records.get_mut(index) {
            record.source = Arc::from(source);
            self.changed = true;
        }
    }

    /// Deletes a record, unless it is another than the person saw, because somebody else has worked on it.
    fn take_out(&mut self, index: usize, key: &Key, is_ours: bool) {
        if !is_ours {
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
        self.deleted += 1;
    }

    fn order(&mut self, order: &Order) {
        self.changed |= put_in_order(&mut self.file, order);
    }

    /// Adds a record, with the bytes it had when it was there before, or when it was called otherwise.
    fn add(&mut self, change: &Change, value: &Value, known: &AnnotationFile) {
        let key = &change.key;
        let kind = match key {
            Key::Tag(_) => Kind::Tag,
            Key::Verdict(_) => Kind::Verdict,
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
        let was = change.was.as_ref().and_then(|was| self.removed.get(was));
        let earlier = was
            .map(|was| (Arc::clone(&was.source), was.place.clone()))
            .or(earlier);
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

/// Puts the records of tags or verdicts into an order, in the places that they have between them; whether that changed
/// anything.
fn put_in_order(file: &mut AnnotationFile, order: &Order) -> bool {
    let keys: Vec<Key> = match order {
        Order::Tags(names) => names.iter().cloned().map(Key::Tag).collect(),
        Order::Grades(names) => names.iter().cloned().map(Key::Verdict).collect(),
    };
    let places: HashMap<&Key, usize> = keys.iter().zip(0..).collect();
    let place = |record: &Record| places.get(record.key.as_ref()?).copied();
    let before: Vec<Option<Key>> = file.records.iter().map(|one| one.key.clone()).collect();
    let records = std::mem::take(&mut file.records);
    let has_end = records
        .last()
        .is_none_or(|last| last.source.ends_with('\n'));
    file.records = reordered(records, place);
    let after = file.records.iter().map(|record| &record.key);
    if after.eq(before.iter()) {
        return false;
    }
    if !has_end {
        for record in &mut file.records {
            if !record.source.ends_with('\n') {
                record.source = Arc::from(format!("{}\n", record.source));
            }
        }
    }
    true
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

/// What a value that is made began as, where `there` is one already. Two may make the same tag or the same document's
/// record; an annotation is made once, so that what is there is what was made here, and what others have done to it since.
fn begun(there: &Value, making: &Chain) -> Value {
    match there {
        Value::Tag(tag) => Value::Tag(Tag::new(tag.name.clone())),
        Value::Grade(grade) => Value::Grade(Grade::new(grade.name.clone())),
        Value::Document(record) => {
            Value::Document(Box::new(DocumentRecord::new(record.path.clone())))
        }
        Value::Annotation(_) => match making.ours.first() {
            Some(Some(made)) => made.clone(),
            _ => there.clone(),
        },
    }
}

#[cfg(test)]
mod tests;
