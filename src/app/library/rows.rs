//! Which rows the list has: documents in their order, under their folders or not, those that fit what is typed.
//!
//! Whatever changes leaves the choice on its document, and what is on the screen where it is as far as that is possible.

use std::cmp::Ordering;
use std::collections::HashMap;

use super::filter::Narrowing;
use super::order::Key;
use super::{By, Entry, Facts, Library, Sorting, number};
use crate::model::DocPath;

/// A row of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// The name of a folder: which of [`Library::folder`].
    Folder(u32),
    /// A document: its number in [`Library::entries`].
    Document(u32),
}

/// A folder that documents stand under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Where it lies, relative to the corpus; empty for the corpus itself.
    pub path: Box<str>,
    /// How many of its documents there are to show.
    pub count: usize,
    /// Whether they are folded away.
    pub is_folded: bool,
    /// Where its documents stand among all that are grouped.
    documents: (usize, usize),
}

/// What the person chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Wanted {
    #[default]
    Nothing,
    Document(u32),
    Folder(Box<str>),
}

/// How much of what is shown has to be worked out anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stale {
    #[default]
    Nothing,
    /// Which rows there are.
    Rows,
    /// The places of those that were moved, too.
    Order,
    /// The order of all, too.
    All,
}

impl Library {
    /// The folder with this number.
    #[must_use]
    pub fn folder(&self, index: u32) -> Option<&Folder> {
        self.folders.get(index as usize)
    }

    /// The entry with this number.
    #[must_use]
    pub fn entry(&self, index: u32) -> Option<&Entry> {
        self.entries.get(index as usize)
    }

    /// All rows, also those that are not on the screen.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many documents fit what the list is narrowed by; nothing where it is not.
    #[must_use]
    pub fn fitting(&self) -> Option<usize> {
        let fits = &self.narrowing.as_ref()?.fits;
        Some(fits.iter().filter(|fits| **fits).count())
    }

    /// What the list is narrowed by; empty where it is not.
    #[must_use]
    pub fn query(&self) -> &str {
        let narrowing = self.narrowing.as_ref();
        narrowing.map_or("", |narrowing| &narrowing.query)
    }

    /// The documents that stand behind `from` in the order that is shown, also those that are folded away, or before it
    /// where `step` is negative; all where there is no `from`.
    pub fn beyond(&self, from: Option<&DocPath>, step: isize) -> impl Iterator<Item = &Entry> {
        let all = self.sequence();
        let from = from.and_then(|path| self.index(path)).map(number);
        let from = from.and_then(|index| all.iter().position(|other| *other == index));
        let mut next = from.map_or(Some(0), |from| from.checked_add_signed(step));
        let numbers = std::iter::from_fn(move || {
            let here = next?;
            next = here.checked_add_signed(step);
            all.get(here)
        });
        numbers
            .filter(|index| self.is_fitting(**index))
            .filter_map(|index| self.entry(*index))
    }

    /// Lays the list out as it was before.
    pub fn lay_out(&mut self, arrangement: super::Arrangement) {
        self.arrangement = arrangement;
        self.order_anew();
    }

    /// Sorts the list.
    pub fn sort(&mut self, sorting: Sorting) {
        self.arrangement.sorting = sorting;
        self.holds_choice = true;
        self.order_anew();
    }

    /// Puts all documents in order again: what the annotations tell of them may be new.
    pub fn order_anew(&mut self) {
        self.stale = Stale::All;
    }

    /// Puts the documents of each folder under its name, or does so no more.
    pub fn group(&mut self, is_grouped: bool) {
        self.arrangement.is_grouped = is_grouped;
        self.holds_choice = true;
        self.stale = self.stale.max(Stale::Rows);
    }

    /// Folds the chosen folder, or unfolds it; that of the chosen document, which is chosen then. Whether there is one.
    pub fn fold(&mut self) -> bool {
        if !self.arrangement.is_grouped || self.narrowing.is_some() {
            return false;
        }
        let folder = match self.rows.get(self.at) {
            Some(Row::Folder(index)) => self.folder(*index).map(|folder| folder.path.clone()),
            Some(Row::Document(index)) => self.entry(*index).map(|entry| folder_of(entry).into()),
            None => None,
        };
        let Some(folder) = folder else { return false };
        let away = &mut self.arrangement.folded;
        if !away.remove(&*folder) {
            away.insert(folder.clone().into());
        }
        self.wanted = Wanted::Folder(folder);
        self.stale = self.stale.max(Stale::Rows);
        true
    }

    /// Folds all folders, or unfolds them where they are folded. Whether they are now; nothing where there are none.
    pub fn fold_all(&mut self) -> Option<bool> {
        if !self.arrangement.is_grouped || self.narrowing.is_some() || self.folders.is_empty() {
            return None;
        }
        let is_folding = self.folders.iter().any(|folder| !folder.is_folded);
        let all = self.folders.iter().map(|folder| folder.path.to_string());
        self.arrangement.folded = all.filter(|_| is_folding).collect();
        self.stale = self.stale.max(Stale::Rows);
        Some(is_folding)
    }

    /// Shows only documents that `query` is found in; all where it is empty.
    pub fn narrow(&mut self, query: &str) {
        let query = query.trim();
        if query == self.query() {
            return;
        }
        let before = self.narrowing.take();
        self.narrowing = (!query.is_empty()).then(|| Narrowing::new(query, before));
        self.stale = self.stale.max(Stale::Rows);
    }

    /// Whether something has changed since what is shown was worked out.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.stale != Stale::Nothing
    }

    /// Works out what is shown, where something has changed.
    pub fn arrange(&mut self, facts: &Facts<'_>) {
        if self.stale == Stale::Nothing {
            return;
        }
        let offset = self.offset().filter(|_| self.holds_choice);
        let first = self.rows.get(self.top).map(|row| self.wanting(*row));
        if self.stale >= Stale::Order {
            self.put_in_order(facts);
        }
        if let Some(narrowing) = &mut self.narrowing {
            narrowing.look(&self.entries, &self.moved, facts);
        }
        self.moved.clear();
        if self.arrangement.is_grouped {
            self.put_under_folders();
        } else {
            (self.folders, self.grouped) = (Vec::new(), Vec::new());
        }
        self.list();
        self.stale = Stale::Nothing;
        self.holds_choice = false;
        self.find_choice();
        match (offset, first.and_then(|first| self.place(&first))) {
            (Some(offset), _) => self.top = self.above(self.at, offset),
            (None, Some(top)) => self.top = top,
            (None, None) => {}
        }
        self.settle();
    }

    fn put_in_order(&mut self, facts: &Facts<'_>) {
        let Sorting { by, is_reversed } = self.arrangement.sorting;
        let all = 0..number(self.entries.len());
        if by == By::Name {
            self.order.clear();
            if is_reversed {
                self.order.extend(all.rev());
            } else {
                self.order.extend(all);
            }
            self.keys = Vec::new();
            return;
        }
        let sorting = self.arrangement.sorting;
        if self.stale == Stale::All || self.keys.len() != self.entries.len() {
            let keys = self.entries.iter().map(|entry| facts.key(sorting, entry));
            self.keys = keys.collect();
            let mut keyed: Vec<(Key, u32)> = self.keys.iter().copied().zip(all).collect();
            keyed.sort_by(|one, other| self.compare(facts, *one, *other));
            self.order = keyed.into_iter().map(|(_, index)| index).collect();
            return;
        }
        let mut is_moved = vec![false; self.entries.len()];
        for index in &self.moved {
            let index = *index as usize;
            if let (Some(entry), Some(key), Some(is_moved)) = (
                self.entries.get(index),
                self.keys.get_mut(index),
                is_moved.get_mut(index),
            ) {
                *key = facts.key(sorting, entry);
                *is_moved = true;
            }
        }
        // What is in order already stays so: each that has moved looks for its place in that.
        let is_moved = |index: u32| is_moved.get(index as usize).copied().unwrap_or(true);
        self.order.retain(|index| !is_moved(*index));
        let keyed = |index: u32| {
            let key = self.keys.get(index as usize);
            (key.copied().unwrap_or(super::LAST), index)
        };
        let mut moved: Vec<(Key, u32)> = all.filter(|index| is_moved(*index)).map(keyed).collect();
        moved.sort_by(|one, other| self.compare(facts, *one, *other));
        let mut order = Vec::with_capacity(self.entries.len());
        let mut rest = self.order.as_slice();
        for one in moved {
            let is_before = |other: &u32| self.compare(facts, keyed(*other), one).is_lt();
            let (before, after) = rest.split_at(rest.partition_point(is_before));
            order.extend(before);
            order.push(one.1);
            rest = after;
        }
        order.extend(rest);
        self.order = order;
    }

    /// The order of two entries, each with its key.
    fn compare(&self, facts: &Facts<'_>, one: (Key, u32), other: (Key, u32)) -> Ordering {
        let sorting = self.arrangement.sorting;
        let order = one.0.cmp(&other.0).then_with(|| {
            let is_cut = sorting.by == By::Title && one.0 != super::LAST;
            let title = |index: u32| facts.title(self.entry(index)?);
            match (is_cut, title(one.1), title(other.1)) {
                (true, Some(one), Some(other)) => sorting.compare(&one, &other),
                _ => Ordering::Equal,
            }
        });
        order.then(one.1.cmp(&other.1))
    }

    /// Puts the numbers of all documents folder by folder, in the natural order of the folders.
    fn put_under_folders(&mut self) {
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut names: Vec<&str> = Vec::new();
        let mut before: Option<(&str, u32)> = None;
        let folders = self.entries.iter().map(|entry| {
            let name = folder_of(entry);
            let folder = match before {
                Some((known, folder)) if known == name => folder,
                _ => *known.entry(name).or_insert_with(|| {
                    names.push(name);
                    number(names.len() - 1)
                }),
            };
            before = Some((name, folder));
            folder
        });
        let folders: Vec<u32> = folders.collect();
        let mut sorted: Vec<(DocPath, usize)> = (0..)
            .zip(&names)
            .map(|(index, name)| (DocPath::new(name), index))
            .collect();
        sorted.sort();
        let mut counts = vec![0; names.len()];
        for folder in &folders {
            if let Some(count) = counts.get_mut(*folder as usize) {
                *count += 1;
            }
        }
        let mut starts = vec![0; names.len()];
        let mut end = 0;
        let mut found = Vec::with_capacity(names.len());
        for (path, index) in sorted {
            let count = counts.get(index).copied().unwrap_or(0);
            if let Some(start) = starts.get_mut(index) {
                *start = end;
            }
            found.push(Folder {
                is_folded: self.arrangement.folded.contains(path.as_str()),
                path: path.as_str().into(),
                count,
                documents: (end, end + count),
            });
            end += count;
        }
        self.grouped.clear();
        self.grouped.resize(self.entries.len(), 0);
        for index in &self.order {
            let folder = folders.get(*index as usize).copied().unwrap_or(0);
            if let Some(start) = starts.get_mut(folder as usize) {
                if let Some(place) = self.grouped.get_mut(*start) {
                    *place = *index;
                }
                *start += 1;
            }
        }
        self.folders = found;
    }

    /// Lists the rows.
    fn list(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.clear();
        let is_fitting = |index: &&u32| self.is_fitting(**index);
        if self.arrangement.is_grouped {
            let mut counts = Vec::with_capacity(self.folders.len());
            for (number, folder) in (0..).zip(&self.folders) {
                let (start, end) = folder.documents;
                let documents = self.grouped.get(start..end).unwrap_or_default();
                rows.push(Row::Folder(number));
                let before = rows.len();
                let documents = documents.iter().filter(is_fitting);
                if folder.is_folded && self.narrowing.is_none() {
                    counts.push(folder.count);
                    continue;
                }
                rows.extend(documents.map(|index| Row::Document(*index)));
                counts.push(rows.len() - before);
                if rows.len() == before {
                    rows.pop();
                }
            }
            for (folder, count) in self.folders.iter_mut().zip(counts) {
                folder.count = count;
                // What fits is shown, wherever it is.
                folder.is_folded &= self.narrowing.is_none();
            }
        } else {
            let documents = self.order.iter().filter(is_fitting);
            rows.extend(documents.map(|index| Row::Document(*index)));
        }
        self.rows = rows;
    }

    pub(super) fn is_fitting(&self, index: u32) -> bool {
        let narrowing = self.narrowing.as_ref();
        narrowing.is_none_or(|narrowing| narrowing.is_fitting(index))
    }

    /// The numbers of all documents in the order that is shown, also of those that do not fit or are folded away.
    pub(super) fn sequence(&self) -> &[u32] {
        if self.arrangement.is_grouped {
            &self.grouped
        } else {
            &self.order
        }
    }

    /// Gives entries the numbers that `place` says; those without one are gone.
    pub(super) fn renumber(&mut self, place: impl Fn(u32) -> Option<u32>) {
        let renumbered = |all: &mut Vec<u32>| {
            *all = all.iter().filter_map(|index| place(*index)).collect();
        };
        renumbered(&mut self.order);
        renumbered(&mut self.moved);
        if !self.keys.is_empty() {
            let mut keys = vec![super::LAST; self.entries.len()];
            for (old, key) in (0..).zip(&self.keys) {
                let new = place(old).and_then(|index| keys.get_mut(index as usize));
                if let Some(new) = new {
                    *new = *key;
                }
            }
            self.keys = keys;
        }
        let row = |row: &Row| match row {
            Row::Document(index) => place(*index).map(Row::Document),
            Row::Folder(_) => Some(*row),
        };
        let gone = |end: usize| {
            let before = self.rows.get(..end).unwrap_or_default();
            before.iter().filter(|old| row(old).is_none()).count()
        };
        let (at, top) = (self.at - gone(self.at), self.top - gone(self.top));
        (self.at, self.top) = (at, top);
        self.rows = self.rows.iter().filter_map(row).collect();
        if let Wanted::Document(index) = self.wanted {
            let next = self.rows.get(at).or(self.rows.last());
            let next = next.map(|row| self.wanting(*row)).unwrap_or_default();
            self.wanted = place(index).map_or(next, Wanted::Document);
        }
    }
}

/// The folder that a document lies in; empty for the corpus itself.
pub(super) fn folder_of(entry: &Entry) -> &str {
    let parts = entry.path.as_str().rsplit_once('/');
    parts.map_or("", |(folder, _)| folder)
}
