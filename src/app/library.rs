//! The document list: which documents there are, which of them are shown, in what order, and which is chosen.
//!
//! Entries stand in natural order of their paths, whatever order is shown: that is how a document is found. What is shown
//! follows from them (`rows`) once something has changed; it must not be worked out for each document that comes.

mod filter;
mod order;
mod rows;
mod screen;
mod told;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use crate::model::{DocPath, Metadata, Summary};
use filter::Narrowing;
pub use order::{By, Facts, Key, LAST, Sorting, Standing};
pub use rows::{Folder, Row};
use rows::{Stale, Wanted};
pub use screen::Shown;
pub use told::Told;

/// How many rows of the screen one document takes in the list; a folder takes one.
pub const ROWS: u16 = 2;

/// A document in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it lies.
    pub path: DocPath,
    /// What is known of it.
    pub described: Described,
}

/// What is known of a document in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Described {
    /// Nothing yet, and nobody was asked.
    #[default]
    Unknown,
    /// Somebody is finding out.
    Asked,
    /// Title, author, date, and how long it is.
    Known(Told),
    /// It cannot be read, and why.
    Unreadable(Box<str>),
}

impl Described {
    /// Whether somebody has found out what can be known.
    fn is_settled(&self) -> bool {
        matches!(self, Self::Known(_) | Self::Unreadable(_))
    }
}

impl Entry {
    fn new(path: DocPath) -> Self {
        Self {
            path,
            described: Described::Unknown,
        }
    }

    /// What to call the document: its title, or else the name of its file; a line that could not be read, for which its
    /// own name says little, by its file and its number.
    #[must_use]
    pub fn name(&self) -> Cow<'_, str> {
        if let Some((line, _)) = self.line() {
            let mut parts = self.path.as_str().rsplit('/').skip(1);
            return format!("{}, line {line}", parts.next().unwrap_or_default()).into();
        }
        let title = self.told().and_then(Told::title);
        title.unwrap_or_else(|| self.path.name()).into()
    }

    /// Why it cannot be read, as a sentence that names it; `None` where it can, or nobody has tried.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match &self.described {
            Described::Unreadable(reason) => Some(reason),
            _ => None,
        }
    }

    /// The same in as few words as fit a list: without the name, and without what could be done about it.
    #[must_use]
    pub fn short_reason(&self) -> Option<&str> {
        let cause = self.line().map(|(_, cause)| cause);
        cause.or_else(|| self.cause())?.split("; ").next()
    }

    /// Why it cannot be read, without the name.
    fn cause(&self) -> Option<&str> {
        let reason = self.reason()?;
        let named = format!("cannot read {}: ", self.path);
        Some(reason.strip_prefix(&named).unwrap_or(reason))
    }

    /// The number of the line that could not be read, and why, where the document is a line of a file.
    fn line(&self) -> Option<(&str, &str)> {
        let (number, cause) = self.cause()?.strip_prefix("line ")?.split_once(' ')?;
        let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && self.path.as_str().contains('/')).then_some((number, cause))
    }

    /// Title, author, date and length, where they are known.
    #[must_use]
    pub fn told(&self) -> Option<&Told> {
        match &self.described {
            Described::Known(told) => Some(told),
            _ => None,
        }
    }

    /// The same as a document tells it of itself.
    #[must_use]
    pub fn metadata(&self) -> Option<Metadata> {
        self.told().map(Told::metadata)
    }
}

/// How the list is laid out: what is remembered from one run to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    /// What it is sorted by.
    pub sorting: Sorting,
    /// Whether the documents of each folder stand under its name.
    pub is_grouped: bool,
    /// The folders of which only the name is shown.
    pub folded: BTreeSet<String>,
}

/// The state of the document list.
#[derive(Debug, Default)]
pub struct Library {
    entries: Vec<Entry>,
    /// Where each stands in the order that is shown; none where that is the order of the paths.
    keys: Vec<Key>,
    /// How it is laid out.
    arrangement: Arrangement,
    narrowing: Option<Narrowing>,
    /// The numbers of all entries as they are sorted.
    order: Vec<u32>,
    /// The same folder by folder, where they are grouped.
    grouped: Vec<u32>,
    folders: Vec<Folder>,
    rows: Vec<Row>,
    /// The row that is chosen, and the first one on the screen.
    at: usize,
    top: usize,
    /// What the person chose, which need not be shown.
    wanted: Wanted,
    stale: Stale,
    /// Whether the chosen row is to stay where it is on the screen, and not the first one.
    holds_choice: bool,
    /// The entries of which more is known than when they were put in order.
    moved: Vec<u32>,
    /// How many entries are settled.
    described: usize,
    height: u16,
    /// Whether the corpus is still being walked.
    pub walking: bool,
}

impl Library {
    /// The documents, in natural order of their paths.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The path of the chosen document.
    #[must_use]
    pub fn selected_path(&self) -> Option<&DocPath> {
        self.chosen().map(|entry| &entry.path)
    }

    /// How many documents nobody has looked into yet.
    #[must_use]
    pub fn pending(&self) -> usize {
        self.entries.len() - self.described
    }

    /// How the list is laid out.
    #[must_use]
    pub fn arrangement(&self) -> &Arrangement {
        &self.arrangement
    }

    /// Forgets every document: the corpus is walked again.
    pub fn restart(&mut self) {
        *self = Self {
            height: self.height,
            arrangement: std::mem::take(&mut self.arrangement),
            narrowing: self.narrowing.take().map(Narrowing::anew),
            walking: true,
            ..Self::default()
        };
    }

    /// All documents are known: room for more is given back.
    pub fn walked(&mut self) {
        self.walking = false;
        self.entries.shrink_to_fit();
        self.order.shrink_to_fit();
        self.rows.shrink_to_fit();
        self.moved.shrink_to_fit();
    }

    /// Adds documents where they belong. The choice stays on its document, and the list does not jump.
    pub fn add(&mut self, mut paths: Vec<DocPath>) {
        paths.sort();
        paths.dedup();
        let new = paths.into_iter().filter_map(|path| {
            let entries = &self.entries;
            let place = entries.binary_search_by(|entry| entry.path.cmp(&path));
            Some((place.err()?, path))
        });
        let new: Vec<(usize, DocPath)> = new.collect();
        let Some(first) = new.first().map(|(place, _)| *place) else {
            return;
        };
        // Only what stands behind the first new one has to move.
        let mut tail = self.entries.split_off(first).into_iter();
        let mut moved_to = Vec::with_capacity(tail.len());
        let mut added = Vec::with_capacity(new.len());
        let mut taken = first;
        for (place, path) in new {
            let start = self.entries.len();
            self.entries.extend(tail.by_ref().take(place - taken));
            moved_to.extend(start..self.entries.len());
            taken = place;
            added.push(number(self.entries.len()));
            self.entries.push(Entry::new(path));
        }
        let start = self.entries.len();
        self.entries.extend(tail);
        moved_to.extend(start..self.entries.len());
        self.renumber(|old| {
            let moved = (old as usize).checked_sub(first);
            let moved = moved.and_then(|index| moved_to.get(index));
            Some(moved.map_or(old, |index| number(*index)))
        });
        if let Some(narrowing) = &mut self.narrowing {
            narrowing.make_room(&added, self.entries.len());
        }
        self.order.extend(&added);
        self.moved.extend(added);
        self.stale = self.stale.max(Stale::Order);
    }

    /// Takes a document out of the list. The choice stays on its document.
    pub fn remove(&mut self, path: &DocPath) {
        self.remove_all(&HashSet::from([path.clone()]));
    }

    /// Takes these documents out of the list. The choice stays on its document, or goes to the next one.
    pub fn remove_all(&mut self, paths: &HashSet<DocPath>) {
        let mut kept = 0;
        let place = |entry: &Entry| {
            let is_kept = !paths.contains(&entry.path);
            kept += u32::from(is_kept);
            is_kept.then(|| kept - 1)
        };
        let places: Vec<Option<u32>> = self.entries.iter().map(place).collect();
        if kept as usize == self.entries.len() {
            return;
        }
        self.entries.retain(|entry| !paths.contains(&entry.path));
        if let Some(narrowing) = &mut self.narrowing {
            narrowing.take_out(&places);
        }
        self.renumber(|old| places.get(old as usize).copied().flatten());
        let settled = self.entries.iter();
        self.described = settled.filter(|entry| entry.described.is_settled()).count();
        self.stale = self.stale.max(Stale::Rows);
    }

    /// The number of a document in the natural order of the paths.
    #[must_use]
    pub fn index(&self, path: &DocPath) -> Option<usize> {
        self.entries
            .binary_search_by(|entry| entry.path.cmp(path))
            .ok()
    }

    /// The entry of a document.
    #[must_use]
    pub fn get(&self, path: &DocPath) -> Option<&Entry> {
        self.entries.get(self.index(path)?)
    }

    /// The first document from number `from` on, or back where `step` is negative, that is not known to be unreadable.
    #[must_use]
    pub fn readable(&self, from: usize, step: isize) -> Option<&DocPath> {
        let mut at = Some(from);
        while let Some(entry) = at.and_then(|at| self.entries.get(at)) {
            if entry.reason().is_none() {
                return Some(&entry.path);
            }
            at = at.and_then(|at| at.checked_add_signed(step.signum()));
        }
        None
    }

    /// Takes in what was found out about documents.
    pub fn describe(&mut self, found: Vec<(DocPath, Result<Summary, String>)>) {
        let is_sorted = self.arrangement.sorting.by.is_found_out();
        for (path, result) in found {
            let Some(index) = self.index(&path) else {
                continue;
            };
            let Some(entry) = self.entries.get_mut(index) else {
                continue;
            };
            self.described += usize::from(!entry.described.is_settled());
            // Whoever opens a document counts no words.
            let words = entry.told().and_then(|told| told.words);
            entry.described = match result {
                Ok(summary) => {
                    let mut told = Told::from(&summary);
                    told.words = told.words.or(words);
                    Described::Known(told)
                }
                Err(reason) => Described::Unreadable(reason.into()),
            };
            if is_sorted || self.narrowing.is_some() {
                self.moved.push(number(index));
                let stale = if is_sorted { Stale::Order } else { Stale::Rows };
                self.stale = self.stale.max(stale);
                self.holds_choice = true;
            }
        }
    }

    /// The documents on the screen that nobody was asked about yet; from now on somebody was.
    pub fn undescribed(&mut self) -> Vec<DocPath> {
        let shown = self
            .shown()
            .into_iter()
            .filter_map(|shown| match shown.row {
                Row::Document(index) => Some(index as usize),
                Row::Folder(_) => None,
            });
        let shown: Vec<usize> = shown.collect();
        let asked = shown.into_iter().filter_map(|index| self.ask(index));
        asked.collect()
    }

    /// Those of `paths` that nobody was asked about yet; from now on somebody was.
    pub fn undescribed_of<'a>(
        &mut self,
        paths: impl IntoIterator<Item = &'a DocPath>,
    ) -> Vec<DocPath> {
        let asked = paths.into_iter().filter_map(|path| {
            let index = self.index(path)?;
            self.ask(index)
        });
        asked.collect()
    }

    /// Tells that a document is being read, so that nobody need be asked about it.
    pub fn await_description(&mut self, path: &DocPath) {
        if let Some(index) = self.index(path) {
            self.ask(index);
        }
    }

    fn ask(&mut self, index: usize) -> Option<DocPath> {
        let entry = self.entries.get_mut(index)?;
        (entry.described == Described::Unknown).then(|| {
            entry.described = Described::Asked;
            entry.path.clone()
        })
    }
}

/// The number of an entry, as it is kept: there are not so many that it does not fit.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "library/tests.rs"]
mod tests;
