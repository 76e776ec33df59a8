//! The journal: every change a person makes, on the disk before it is in the annotations file.
//!
//! It serves three ends: what could not be saved is found again, what was done can be taken back after a restart, and what
//! was told as saved is nowhere only in memory. Owns the files in the user's state folder that hold it, a file for each
//! program that runs, and who may write to which. What becomes of a change in the annotations file is not its business.
//!
//! A journal is JSON Lines: a header, then a line for each change (its number, how it came about, what it is called, and of
//! each record the text before and after in the spelling of the annotations file) and a line `{"saved":N}` once the changes
//! up to that number are in the annotations file. A change is brought to the disk before anything else is done with it; that
//! it is saved is only written, because saving it twice does no harm. Whoever runs holds a lock on its journal.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::atomic::{folder_of, make_private_folder_on};
use super::disk::{self, Disk, Draft, Open};
use super::file::Kind;
use super::value::{self, Value};
use super::{order, plain, record, write};
use crate::model::{Change, Edit, Problem, Step, Turn};

/// How a journal's name ends.
pub const ENDING: &str = "jsonl";

/// How many steps are kept to be taken back.
const KEPT: usize = 1000;
/// From how many lines or bytes on a journal is written anew with what is still of use.
const MANY_LINES: usize = 4 * KEPT;
const MANY_BYTES: usize = 4 << 20;
/// What is larger than this is no journal of ours, and not read.
const LARGEST: u64 = 64 << 20;

/// A line, which is one of three things.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Line {
    /// The annotations file; in the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    journal_of: Option<String>,
    /// The number of a change.
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    turn: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    edits: Vec<Written>,
    /// Up to which number changes are saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    saved: Option<u64>,
    /// How many records the annotations file held then.
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<usize>,
}

/// An edit: a record before and after, or an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    before: Option<String>,
    after: Option<String>,
}

/// A change as it is written.
#[derive(Clone, Debug)]
struct Entry {
    number: u64,
    turn: Turn,
    label: String,
    edits: Vec<Written>,
}

impl Entry {
    fn inverse(&self) -> Self {
        let turn = |edit: &Written| Written {
            before: edit.after.clone(),
            after: edit.before.clone(),
        };
        Self {
            edits: self.edits.iter().rev().map(turn).collect(),
            ..self.clone()
        }
    }

    /// The step; `None` where a record in it cannot be read.
    fn step(&self) -> Option<Step> {
        let edits: Option<Vec<Edit>> = self.edits.iter().map(Written::edit).collect();
        Some(Step {
            label: self.label.clone(),
            edits: edits?,
        })
    }

    fn line(&self) -> Line {
        Line {
            change: Some(self.number),
            turn: Some(self.turn.as_str().to_owned()),
            label: Some(self.label.clone()),
            edits: self.edits.clone(),
            ..Line::default()
        }
    }
}

impl Written {
    fn new(edit: &Edit) -> Self {
        if let Edit::Order { before, after } = edit {
            return Self {
                before: Some(order::text(before)),
                after: Some(order::text(after)),
            };
        }
        let change = value::Change::of(edit);
        let (before, after) = change.map_or((None, None), |change| (change.before, change.after));
        Self {
            before: before.as_ref().map(write::record),
            after: after.as_ref().map(write::record),
        }
    }

    fn edit(&self) -> Option<Edit> {
        let parsed = |text: &Option<String>| order::parse(text.as_deref()?);
        if let (Some(before), Some(after)) = (parsed(&self.before), parsed(&self.after)) {
            return Some(Edit::Order { before, after });
        }
        let read = |text: &Option<String>| match text {
            None => Some(None),
            Some(text) => value_in(text).map(Some),
        };
        let (before, after) = (read(&self.before)?, read(&self.after)?);
        // A value that became one of another kind was never written here.
        let is_one = match (&before, &after) {
            // A tag or a verdict may have been called otherwise.
            (Some(Value::Tag(_)), Some(Value::Tag(_)))
            | (Some(Value::Grade(_)), Some(Value::Grade(_))) => true,
            (Some(before), Some(after)) => before.key() == after.key(),
            (None, None) => false,
            _ => true,
        };
        is_one.then(|| value::Change::edit(before, after)).flatten()
    }
}

fn value_in(text: &str) -> Option<Value> {
    let word = text.strip_prefix("[[")?.split("]]").next()?;
    record::read(Kind::of(word), text).value
}

/// What the lines of a journal come to.
#[derive(Debug, Default)]
struct Replayed {
    done: Vec<Entry>,
    undone: Vec<Entry>,
    unsaved: Vec<Entry>,
    last: u64,
    records: usize,
    damaged: usize,
}

fn replay(lines: &[Vec<u8>]) -> Replayed {
    let mut found = Replayed::default();
    for line in lines {
        let Ok(line) = serde_json::from_slice::<Line>(line) else {
            found.damaged += 1;
            continue;
        };
        if let Some(saved) = line.saved {
            found.unsaved.retain(|entry| entry.number > saved);
            found.records = line.records.unwrap_or(found.records);
            continue;
        }
        let turn = line.turn.as_deref().and_then(Turn::parse);
        let (Some(number), Some(turn)) = (line.change, turn) else {
            found.damaged += usize::from(line.journal_of.is_none());
            continue;
        };
        let entry = Entry {
            number,
            turn,
            label: line.label.unwrap_or_default(),
            edits: line.edits,
        };
        found.last = found.last.max(number);
        if turn != Turn::Found {
            found.unsaved.push(entry.clone());
        }
        // A step of which others left nothing to take back or make again is not remembered any longer.
        let is_empty = entry.edits.is_empty();
        match turn {
            Turn::Made => {
                found.undone.clear();
                found.done.push(entry);
            }
            Turn::Found => found.done.push(entry),
            Turn::TakenBack => {
                found.done.pop();
                if !is_empty {
                    found.undone.push(entry.inverse());
                }
            }
            Turn::MadeAgain => {
                found.undone.pop();
                if !is_empty {
                    found.done.push(entry);
                }
            }
        }
    }
    let surplus = found.done.len().saturating_sub(KEPT);
    found.done.drain(..surplus);
    found
}

/// A journal, and the right to write to it.
#[derive(Debug)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    /// Open for as long as everything that was written has come to the disk. Once something failed, nothing is known of
    /// the file any more, and the next thing is written with all the others into a new one.
    file: Option<Box<dyn Open>>,
    /// The file on which something failed: it is not touched again, but its lock counts until another has taken its place.
    spent: Option<Box<dyn Open>>,
    /// All lines without their ends.
    lines: Vec<Vec<u8>>,
    bytes: usize,
    /// Whether the last line on the disk has no end.
    is_torn: bool,
    last: u64,
    saved: u64,
}

/// What a journal holds for a new session.
#[derive(Debug, Default)]
pub struct Held {
    /// What can be taken back, the oldest first.
    pub done: Vec<Step>,
    /// What can be made again, that which was taken back first first.
    pub undone: Vec<Step>,
    /// What is not saved, in order.
    pub unsaved: Vec<Step>,
    /// How many records the annotations file held when it was last saved.
    pub records: usize,
    /// How many lines cannot be read. They stay where they are.
    pub damaged: usize,
}

/// The journals in a folder that nobody writes to any more, each held now, the one written last at the end; and what cannot
/// be read there, which may hold what is nowhere else.
pub fn abandoned(disk: &Arc<dyn Disk>, folder: &Path) -> (Vec<Journal>, Vec<Problem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    let mut unread = |path: &Path, error: &io::Error| {
        if error.kind() != io::ErrorKind::NotFound {
            problems.push(Problem {
                file: path.display().to_string(),
                line: None,
                column: None,
                message: format!(
                    "cannot be read: {}; what was not saved and is kept there is saved at the next start that can read it",
                    plain(error)
                ),
            });
        }
    };
    let names = disk.names(folder).unwrap_or_else(|error| {
        unread(folder, &error);
        Vec::new()
    });
    for name in names {
        let path = folder.join(&name);
        if path.extension().is_none_or(|end| end != ENDING) {
            continue;
        }
        let adopted = disk.status(&path).and_then(|status| {
            if !status.is_file || status.len > LARGEST {
                return Err(io::Error::other("it is no journal of postil's"));
            }
            Ok((status.modified, Journal::adopt(disk, &path)?))
        });
        match adopted {
            Ok((modified, journal)) => {
                found.extend(journal.map(|journal| (modified, name, journal)));
            }
            Err(error) => unread(&path, &error),
        }
    }
    found.sort_by(|(one, name, _), (other, other_name, _)| (one, name).cmp(&(other, other_name)));
    let found = found.into_iter().map(|(.., journal)| journal).collect();
    (found, problems)
}

impl Journal {
    /// A journal at `path` of the annotations file `file`. It is made with the first change that is written.
    pub fn new(disk: &Arc<dyn Disk>, path: &Path, file: &Path) -> Self {
        let mut journal = Self {
            disk: Arc::clone(disk),
            path: path.to_path_buf(),
            file: None,
            spent: None,
            lines: Vec::new(),
            bytes: 0,
            is_torn: false,
            last: 0,
            saved: 0,
        };
        journal.push(&Line {
            journal_of: Some(file.display().to_string()),
            ..Line::default()
        });
        journal
    }

    /// Takes over the journal at `path`; `None` where somebody writes to it.
    fn adopt(disk: &Arc<dyn Disk>, path: &Path) -> io::Result<Option<Self>> {
        Self::take_over(disk, path, disk.append(path)?)
    }

    /// As [`Self::adopt`], of the file that was opened there.
    fn take_over(
        disk: &Arc<dyn Disk>,
        path: &Path,
        file: Box<dyn Open>,
    ) -> io::Result<Option<Self>> {
        // Where there are no locks nobody can be asked, and most often nobody is there.
        if !file.lock().unwrap_or(true) {
            return Ok(None);
        }
        // Whoever has written it anew since it was opened writes to another file now.
        if !disk::is_same_file(file.stamp(), disk.status(path)?.stamp) {
            return Ok(None);
        }
        let bytes = disk.read(path)?;
        let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(Vec::from).collect();
        let is_torn = lines.pop_if(|last| last.is_empty()).is_none() && !lines.is_empty();
        let replayed = replay(&lines);
        let first = replayed.unsaved.first().map(|entry| entry.number);
        Ok(Some(Self {
            disk: Arc::clone(disk),
            path: path.to_path_buf(),
            file: Some(file),
            spent: None,
            bytes: bytes.len(),
            lines,
            is_torn,
            last: replayed.last,
            saved: first.map_or(replayed.last, |first| first.saturating_sub(1)),
        }))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds for a new session.
    pub fn held(&self) -> Held {
        let replayed = replay(&self.lines);
        // What is below a step that cannot be read would be taken back in the wrong order.
        let steps = |entries: &[Entry]| {
            let readable = entries.iter().rev().map_while(Entry::step);
            let mut steps: Vec<Step> = readable.collect();
            steps.reverse();
            steps
        };
        let unsaved: Vec<Step> = replayed.unsaved.iter().filter_map(Entry::step).collect();
        Held {
            done: steps(&replayed.done),
            undone: steps(&replayed.undone),
            records: replayed.records,
            damaged: replayed.damaged + replayed.unsaved.len() - unsaved.len(),
            unsaved,
        }
    }

    /// Writes a change down. On `Ok` it is on the disk.
    ///
    /// # Errors
    /// Whatever the system says. The change is remembered all the same and written with the next one, into a new file.
    pub fn write(&mut self, change: &Change) -> io::Result<()> {
        self.last += 1;
        let is_saved = change.turn == Turn::Found && self.saved + 1 == self.last;
        let entry = Entry {
            number: self.last,
            turn: change.turn,
            label: change.step.label.clone(),
            edits: change.step.edits.iter().map(Written::new).collect(),
        };
        self.push(&entry.line());
        if is_saved {
            self.saved = self.last;
        }
        self.append()
            .and_then(|()| self.sync_file())
            .or_else(|_| self.write_anew())
    }

    /// Notes that everything so far is in the annotations file, which holds so many records. That this cannot be written
    /// is no harm.
    pub fn mark_saved(&mut self, records: usize) {
        if self.saved == self.last {
            return;
        }
        self.saved = self.last;
        self.push(&Line {
            saved: Some(self.saved),
            records: Some(records),
            ..Line::default()
        });
        if self.append().is_err() {
            let _ = self.write_anew();
        }
    }

    /// Brings the journal to the disk, if something of it may not be there yet.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn sync(&mut self) -> io::Result<()> {
        self.sync_file().or_else(|_| self.write_anew())
    }

    /// Syncs the file that is open: once only where that fails, for a second attempt would succeed whatever has become of
    /// what the first one was to bring to the disk.
    fn sync_file(&mut self) -> io::Result<()> {
        let mut file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        let synced = file.sync();
        self.put_back(file, synced)
    }

    fn put_back(&mut self, file: Box<dyn Open>, done: io::Result<()>) -> io::Result<()> {
        let place = match done {
            Ok(()) => &mut self.file,
            Err(_) => &mut self.spent,
        };
        *place = Some(file);
        done
    }

    /// Begins anew with what is still of use, where much has gathered that is not, and everything is saved.
    pub fn tidy(&mut self) {
        if self.saved == self.last && (self.lines.len() > MANY_LINES || self.bytes > MANY_BYTES) {
            self.keep(true);
        }
    }

    /// Forgets what could be taken back: it was done to another file.
    pub fn forget(&mut self) {
        self.keep(false);
    }

    fn keep(&mut self, history: bool) {
        let replayed = replay(&self.lines);
        let is_damaged = |line: &Vec<u8>| serde_json::from_slice::<Line>(line).is_err();
        let is_header = |line: &Vec<u8>| {
            let line = serde_json::from_slice::<Line>(line);
            line.is_ok_and(|line| line.journal_of.is_some())
        };
        let mut kept: Vec<Vec<u8>> = std::mem::take(&mut self.lines);
        kept.retain(|line| is_damaged(line) || is_header(line));
        (self.lines, self.bytes, self.last) = (Vec::new(), 0, 0);
        for line in kept {
            self.bytes += line.len() + 1;
            self.lines.push(line);
        }
        if history {
            let mut room = MANY_BYTES / 2;
            let size = |entry: &Entry| {
                let of = |text: &Option<String>| text.as_ref().map_or(0, String::len);
                let edits = entry.edits.iter();
                edits
                    .map(|edit| of(&edit.before) + of(&edit.after))
                    .sum::<usize>()
            };
            let fits = |entry: &&Entry| match room.checked_sub(size(entry)) {
                Some(left) => {
                    room = left;
                    true
                }
                None => false,
            };
            let done: Vec<&Entry> = replayed.done.iter().rev().take_while(fits).collect();
            // What was taken back is made once more and taken back again, the last first.
            let made = done.into_iter().rev().chain(replayed.undone.iter().rev());
            let undone = replayed.undone.iter().map(Entry::inverse);
            let made = made.map(|entry| (Turn::Made, entry.clone()));
            for (turn, entry) in made.chain(undone.map(|entry| (Turn::TakenBack, entry))) {
                self.last += 1;
                let number = self.last;
                self.push(
                    &Entry {
                        number,
                        turn,
                        ..entry
                    }
                    .line(),
                );
            }
        }
        self.saved = self.last;
        self.push(&Line {
            saved: Some(self.saved),
            records: Some(replayed.records),
            ..Line::default()
        });
        for entry in &replayed.unsaved {
            self.last += 1;
            let number = self.last;
            let entry = Entry {
                number,
                ..entry.clone()
            };
            self.push(&entry.line());
        }
        let _ = self.write_anew();
    }

    /// Goes over to a file in another folder.
    pub fn move_to(&mut self, folder: &Path, annotations: &Path) {
        let name = self.path.file_name().unwrap_or_default().to_owned();
        let old = std::mem::replace(&mut self.path, folder.join(name));
        self.push(&Line {
            journal_of: Some(annotations.display().to_string()),
            ..Line::default()
        });
        if old != self.path {
            // Nothing more is written there, whatever becomes of the new one.
            self.spent = self.file.take().or(self.spent.take());
            if self.write_anew().is_ok() {
                let _ = self.disk.remove(&old);
            }
        }
    }

    /// Removes the file: nothing in it is of use to anybody.
    pub fn remove(self) {
        let _ = self.disk.remove(&self.path);
    }

    fn push(&mut self, line: &Line) {
        let line = serde_json::to_vec(line).unwrap_or_default();
        self.bytes += line.len() + 1;
        self.lines.push(line);
    }

    /// Writes the last line at the end of the file.
    fn append(&mut self) -> io::Result<()> {
        let mut file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        let mut line = Vec::new();
        if std::mem::take(&mut self.is_torn) {
            line.push(b'\n');
        }
        line.extend_from_slice(self.lines.last().map_or(&[], Vec::as_slice));
        line.push(b'\n');
        let written = disk::write_all(&mut *file, &line);
        self.put_back(file, written)
    }

    /// Writes all lines into a new file in the place of the old one.
    fn write_anew(&mut self) -> io::Result<()> {
        let folder = folder_of(&self.path);
        make_private_folder_on(&*self.disk, folder)?;
        let mut draft: Box<dyn Draft> = self.disk.begin(folder, None, true)?;
        let _ = draft.lock();
        let mut text = Vec::with_capacity(self.bytes);
        for line in &self.lines {
            text.extend_from_slice(line);
            text.push(b'\n');
        }
        disk::write_all(&mut *draft, &text)?;
        draft.sync()?;
        let file = draft.put(&self.path)?;
        self.is_torn = false;
        (self.file, self.spent) = (None, None);
        let synced = self.disk.sync_folder(folder);
        self.put_back(file, synced)
    }
}

#[cfg(test)]
mod tests;
