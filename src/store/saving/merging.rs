//! Merging three files: what two people made of one, record by record and field by field.
//!
//! The merge of values, and where the side that loses a field stands, are those of saving. Owns which record of which file
//! comes out, and with whose bytes. Reads and writes nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::carrying::{carried, commented, line_wise};
use super::markers::{self, Apart};
use super::renames::{renamed, renames};
use super::{AnnotationFile, Barrier, Key, Kind, Record, Value, contents, edit, record, respell};
use super::{value, write};
use crate::model::{
    Annotation, DocPath, DocumentRecord, Grade, Order, Selector, Tag, TagName, Verdict,
};
use crate::store::repair;

/// How often conflict markers are taken apart: a file in which they stand may have been merged with one in which they do.
const DEPTH: usize = 4;

/// Three files that have become one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The whole file.
    pub text: String,
    /// What a person should know about it, a sentence each.
    pub told: Vec<String>,
    /// How many of them a person has to decide about: the fields in which both sides said different things, and the records
    /// that one side changed and the other deleted.
    pub conflicts: usize,
}

/// Merges `ours` and `theirs`, which both began as `base`; each with the name that messages call it. What only one side
/// changed is taken, of lists what either side added or took out; of two different values of one field ours stays, and
/// theirs stands in a comment in the record.
///
/// # Errors
///
/// What is wrong with `ours` or `theirs`, and the way out, where one of them is no annotations file or a newer postil's. A
/// `base` that cannot be read counts as empty.
pub fn merge(
    base: (&[u8], &str),
    ours: (&[u8], &str),
    theirs: (&[u8], &str),
) -> Result<Merged, String> {
    merge_at(DEPTH, base, ours, theirs)
}

fn merge_at(
    depth: usize,
    base: (&[u8], &str),
    ours: (&[u8], &str),
    theirs: (&[u8], &str),
) -> Result<Merged, String> {
    let mut merged = Merged::default();
    let mut base = match Side::read(depth, base, &mut Merged::default()) {
        Ok(side) => side,
        Err(reason) => {
            merged
                .told
                .push(format!("{reason}; what both sides began from is not known"));
            Side::default()
        }
    };
    let mut ours = Side::read(depth, ours, &mut merged)?;
    let mut theirs = Side::read(depth, theirs, &mut merged)?;
    let (here, there) = (renames(&base, &ours), renames(&base, &theirs));
    let is_agreed = |from: &TagName, to: &TagName, others: &HashMap<TagName, TagName>| {
        others.get(from).is_none_or(|other| other == to)
    };
    let both = |one: &HashMap<TagName, TagName>, other: &HashMap<TagName, TagName>| {
        let pairs = one.iter().filter(|(from, to)| is_agreed(from, to, other));
        let pairs = pairs.map(|(from, to)| (from.clone(), to.clone()));
        pairs.collect::<HashMap<_, _>>()
    };
    let (here, there) = (both(&here, &there), both(&there, &here));
    renamed(&mut base, &here);
    renamed(&mut base, &there);
    renamed(&mut ours, &there);
    renamed(&mut theirs, &here);
    let mut merging = Merging {
        file: ours.file.clone(),
        base,
        ours,
        theirs,
        merged,
        last: None,
    };
    merging.settle_ours();
    merging.add_theirs();
    merging.order();
    merging.join_ends();
    merging.merged.text = merging.file.text();
    Ok(merging.merged)
}

/// One of the three files.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) file: AnnotationFile,
    pub(super) values: HashMap<Key, Value>,
}

impl Side {
    fn read(
        depth: usize,
        (bytes, name): (&[u8], &str),
        merged: &mut Merged,
    ) -> Result<Self, String> {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Err(format!(
                "{name} is not in UTF-8; save it in UTF-8 and merge again"
            ));
        };
        if text.trim_start_matches('\u{feff}').trim().is_empty() {
            return Ok(Self::default());
        }
        let found = contents::read(bytes, name);
        let is_broken = matches!(found.barrier, Some(Barrier::Unsafe(_)));
        if is_broken && markers::stand_in(text) {
            let text = untangled(depth, (text, name), merged)?;
            return Ok(Self::of(contents::read(text.as_bytes(), name)));
        }
        if let Some(barrier @ Barrier::Newer(_)) = &found.barrier {
            return Err(barrier.reason(name));
        }
        let head = contents::read(found.file.head.as_bytes(), name);
        if let Some(barrier) = &head.barrier {
            return Err(barrier.reason(name));
        }
        Ok(Self::of(found))
    }

    fn of(found: contents::Contents) -> Self {
        let values = found.values.into_iter();
        Self {
            file: found.file,
            values: values.map(|value| (value.key(), value)).collect(),
        }
    }

    /// Every record that can be read, by its key.
    fn keyed(&self) -> HashMap<&Key, (&Record, &Value)> {
        let pairs = self.file.records.iter().filter_map(|record| {
            let key = record.key.as_ref()?;
            Some((key, (record, self.values.get(key)?)))
        });
        pairs.collect()
    }

    /// Whether a record that cannot be read, or is nothing that postil knows, stands in it.
    fn holds(&self, record: &Record) -> bool {
        let unkeyed = |known: &&Record| known.key.is_none();
        let mut known = self.file.records.iter().filter(unkeyed);
        known.any(|known| is_same(&known.source, &record.source))
    }

    /// The names of its tags, or of its verdicts, in their order.
    fn names<'s, T>(&'s self, name: impl Fn(&'s Key) -> Option<T>) -> Vec<T> {
        let keys = self
            .file
            .records
            .iter()
            .filter_map(|record| record.key.as_ref());
        keys.filter_map(name).collect()
    }
}

/// A file with conflict markers as it is once both sides of it are merged; where they cannot be told apart, with all that
/// is broken as comments.
fn untangled(
    depth: usize,
    (text, name): (&str, &str),
    merged: &mut Merged,
) -> Result<String, String> {
    let taken = markers::apart(text).filter(|_| depth > 0);
    let Some(Apart { base, ours, theirs }) = taken else {
        let copy = repair::repaired(text.as_bytes());
        merged.conflicts += 1;
        merged.told.push(format!(
            "{name} has conflict markers that do not pair; what could not be read stands in it as comments"
        ));
        return Ok(copy.text);
    };
    let inner = merge_at(
        depth - 1,
        (base.as_bytes(), name),
        (ours.as_bytes(), name),
        (theirs.as_bytes(), name),
    )?;
    merged.told.push(format!(
        "{name} had conflict markers of an earlier merge; both of its sides were taken apart and merged"
    ));
    merged.told.extend(inner.told);
    merged.conflicts += inner.conflicts;
    Ok(inner.text)
}

/// A merge under way.
struct Merging {
    file: AnnotationFile,
    base: Side,
    ours: Side,
    theirs: Side,
    merged: Merged,
    /// The last record that was put in: where it stands in their file, and where in this one.
    last: Option<(usize, usize)>,
}

impl Merging {
    fn tell(&mut self, sentence: String) {
        self.merged.told.push(sentence);
    }

    fn conflict(&mut self, sentence: String) {
        self.merged.conflicts += 1;
        self.merged.told.push(sentence);
    }

    /// What becomes of every record that is in our file.
    fn settle_ours(&mut self) {
        let (base, theirs) = (
            std::mem::take(&mut self.base),
            std::mem::take(&mut self.theirs),
        );
        let (before, there) = (base.keyed(), theirs.keyed());
        let ours = self.ours.keyed();
        let mut told = Vec::new();
        let mut records = Vec::with_capacity(self.file.records.len());
        for record in &self.file.records {
            let Some(key) = &record.key else {
                if !base.holds(record) || theirs.holds(record) {
                    records.push(record.clone());
                }
                continue;
            };
            let Some((_, value)) = ours.get(key) else {
                records.push(record.clone());
                continue;
            };
            match (before.get(key), there.get(key)) {
                (_, Some(theirs)) => {
                    let before = before.get(key).copied();
                    let source = joined((record, value), before, *theirs, &mut told);
                    records.push(Record {
                        source: Arc::from(source),
                        ..record.clone()
                    });
                }
                (Some((_, before)), None) if before == value => {}
                (Some(_), None) => {
                    told.push(Told::Conflict(format!(
                        "{key} was deleted on the other side and changed on this one; it is kept"
                    )));
                    records.push(record.clone());
                }
                (None, None) => records.push(record.clone()),
            }
        }
        drop((before, there));
        self.file.records = records;
        (self.base, self.theirs) = (base, theirs);
        for one in told {
            match one {
                Told::Remark(sentence) => self.tell(sentence),
                Told::Conflict(sentence) => self.conflict(sentence),
            }
        }
    }

    /// Adds the records that are only in their file, each below the one it stands below there.
    fn add_theirs(&mut self) {
        for index in 0..self.theirs.file.records.len() {
            let Some(record) = self.theirs.file.records.get(index).cloned() else {
                continue;
            };
            let Some(key) = &record.key else {
                self.add_unread(index, record);
                continue;
            };
            if self.ours.values.contains_key(key) {
                continue;
            }
            match (self.base.values.get(key), self.theirs.values.get(key)) {
                (Some(before), Some(value)) if before == value => continue,
                (Some(_), _) => {
                    self.conflict(format!(
                        "{key} was deleted on this side and changed on the other; it is kept"
                    ));
                }
                (None, _) => {}
            }
            self.insert(index, record);
        }
    }

    /// Adds a record of theirs that postil makes nothing of: one that is no TOML as a comment, for it would be in the way of
    /// every record here.
    fn add_unread(&mut self, index: usize, mut record: Record) {
        if self.base.holds(&record) || self.ours.holds(&record) {
            return;
        }
        let text = record::unix_lines(&record.source).into_owned();
        if record::read(record.kind, &text).mistaken {
            record.source = Arc::from(commented(&text));
            record.kind = Kind::Other;
            self.conflict(
                "a record of the other side is broken; it stands in comments, beginning with `kept from the other side`"
                    .to_owned(),
            );
        }
        self.insert(index, record);
    }

    fn insert(&mut self, index: usize, mut record: Record) {
        let above = index
            .checked_sub(1)
            .filter(|above| Some(*above) == self.last.map(|last| last.0));
        let at = if let (Some(_), Some((_, at))) = (above, self.last) {
            // Many that are new stand one below the other, and need not be looked for one by one.
            at + 1
        } else {
            let place = self.theirs.file.place(index);
            self.file.index_for(record.kind, Some(&place))
        };
        self.last = Some((index, at));
        record.source = Arc::from(record::unix_lines(&record.source).into_owned());
        if self.file.head.is_empty() && self.file.records.is_empty() {
            self.file.head.clone_from(&self.theirs.file.head);
        }
        self.file.insert(at, record, true);
    }

    /// Where only the other side put its tags or verdicts into another order, they come into that.
    fn order(&mut self) {
        let tag = |key: &Key| match key {
            Key::Tag(name) => Some(name.clone()),
            _ => None,
        };
        let grade = |key: &Key| match key {
            Key::Verdict(name) => Some(name.clone()),
            _ => None,
        };
        if let Some(names) = reordered_by::<TagName>([&self.base, &self.ours, &self.theirs], tag) {
            super::put_in_order(&mut self.file, &Order::Tags(names));
        }
        if let Some(names) = reordered_by::<Verdict>([&self.base, &self.ours, &self.theirs], grade)
        {
            super::put_in_order(&mut self.file, &Order::Grades(names));
        }
    }

    /// What stands before the first record and after the last one.
    fn join_ends(&mut self) {
        let (base, ours, theirs) = (&self.base.file, &self.ours.file, &self.theirs.file);
        self.file.head = line_wise(&base.head, &ours.head, &theirs.head);
        self.file.tail = line_wise(&base.tail, &ours.tail, &theirs.tail);
    }
}

/// The order of `theirs`, where ours is as it was and theirs is not.
fn reordered_by<T: PartialEq>(
    [base, ours, theirs]: [&Side; 3],
    name: impl Fn(&Key) -> Option<T> + Copy,
) -> Option<Vec<T>> {
    let [before, here, there] = [base, ours, theirs].map(|side| side.names(name));
    let only = |all: &[T], others: &[T]| -> Vec<usize> {
        let place = |one: &T| others.iter().position(|other| other == one);
        all.iter().filter_map(place).collect()
    };
    let is_kept = |places: Vec<usize>| places.is_sorted();
    (is_kept(only(&here, &before)) && !is_kept(only(&there, &before))).then_some(there)
}

enum Told {
    Remark(String),
    Conflict(String),
}

/// The text of a record that is on both sides.
fn joined(
    (record, ours): (&Record, &Value),
    before: Option<(&Record, &Value)>,
    (other, theirs): (&Record, &Value),
    told: &mut Vec<Told>,
) -> String {
    let was = before.map(|(record, _)| &*record.source);
    let is_as_before = |source: &str| was.is_some_and(|was| is_same(was, source));
    if is_same(&record.source, &other.source) || is_as_before(&other.source) {
        return record.source.to_string();
    }
    if is_as_before(&record.source) {
        return in_place_of(&record.source, &other.source);
    }
    let blank;
    let before = if let Some((_, before)) = before {
        before
    } else {
        blank = begun(ours);
        &blank
    };
    let (merged, conflicts) = value::merge(before, ours, theirs);
    let mut source = if merged == *ours {
        record.source.to_string()
    } else {
        respell(record, ours, &merged)
    };
    source = carried(record.kind, was, source, &other.source, &merged);
    let key = ours.key();
    for field in conflicts {
        if field == "note" {
            told.push(Told::Remark(format!(
                "`note` of {key} was changed on both sides; both are kept, one below the other"
            )));
            continue;
        }
        let spelled = |value| write::spelled(value, field).unwrap_or_else(|| format!("no {field}"));
        let (kept, lost) = (spelled(ours), spelled(theirs));
        source = edit::comment(&source, &format!("the other side wrote: {lost}"));
        told.push(Told::Conflict(format!(
            "`{field}` of {key} was changed on both sides: ours is kept ({kept}), and theirs stands in a comment beside it \
             ({lost})"
        )));
    }
    source
}

/// What a value that both sides made began as: nothing but what tells it from others.
fn begun(value: &Value) -> Value {
    match value {
        Value::Tag(tag) => Value::Tag(Tag::new(tag.name.clone())),
        Value::Grade(grade) => Value::Grade(Grade::new(grade.name.clone())),
        Value::Document(record) => {
            Value::Document(Box::new(DocumentRecord::new(record.path.clone())))
        }
        Value::Annotation(annotation) => Value::Annotation(Box::new(Annotation {
            id: annotation.id,
            document: DocPath::new(""),
            selector: Selector::default(),
            tags: Vec::new(),
            note: String::new(),
            reviewer: String::new(),
            created: annotation.created,
            claim: None,
            anchors: Vec::new(),
            links: Vec::new(),
        })),
    }
}

/// Whether two records are the same but for their line ends and the blank lines around them.
fn is_same(one: &str, other: &str) -> bool {
    record::unix_lines(one).trim() == record::unix_lines(other).trim()
}

/// The text `new` with the blank lines and the line ends that `old` has.
fn in_place_of(old: &str, new: &str) -> String {
    let lead = old.len() - old.trim_start().len();
    let words = old.trim_end().len().max(lead);
    let (lead, trail) = (old.get(..lead), old.get(words..));
    let text = record::unix_lines(new);
    let text = format!(
        "{}{}{}",
        lead.unwrap_or_default(),
        text.trim(),
        trail.filter(|trail| !trail.is_empty()).unwrap_or("\n")
    );
    if old.contains("\r\n") {
        super::dos_lines(&record::unix_lines(&text))
    } else {
        text
    }
}

#[cfg(test)]
mod tests;
