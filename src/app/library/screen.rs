//! What of the list is on the screen, and which row is chosen.

use super::rows::{Stale, Wanted, folder_of};
use super::{Entry, Folder, Library, ROWS, Row, number};

/// A row that is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it shows.
    pub row: Row,
    /// Whether it is the chosen one.
    pub is_chosen: bool,
    /// How many rows of the screen lie above it in the list.
    pub y: u16,
    /// How many rows of the screen it takes, as far as there is room.
    pub height: u16,
}

impl Library {
    /// The chosen document's entry; nothing where a folder is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<&Entry> {
        match (self.rows.get(self.at), &self.wanted) {
            (Some(Row::Document(index)), _) => self.entry(*index),
            (None, Wanted::Document(index)) if self.is_stale() => self.entry(*index),
            (Some(Row::Folder(_)) | None, _) => None,
        }
    }

    /// The chosen folder; nothing where a document is chosen.
    #[must_use]
    pub fn chosen_folder(&self) -> Option<&Folder> {
        match self.rows.get(self.at)? {
            Row::Folder(index) => self.folder(*index),
            Row::Document(_) => None,
        }
    }

    pub(super) fn wanting(&self, row: Row) -> Wanted {
        match row {
            Row::Document(index) => Wanted::Document(index),
            Row::Folder(index) => {
                let folder = self.folder(index);
                folder.map_or(Wanted::Nothing, |folder| {
                    Wanted::Folder(folder.path.clone())
                })
            }
        }
    }

    /// The row of what is wanted, where it is shown; of its folder, where it is folded away.
    pub(super) fn place(&self, wanted: &Wanted) -> Option<usize> {
        let named = |path: &str| {
            self.rows.iter().position(|row| match row {
                Row::Folder(index) => self.folder(*index).is_some_and(|it| &*it.path == path),
                Row::Document(_) => false,
            })
        };
        match wanted {
            Wanted::Nothing => None,
            Wanted::Folder(path) => named(path),
            Wanted::Document(index) => {
                let row = Row::Document(*index);
                let shown = self.rows.iter().position(|other| *other == row);
                let is_there = self.arrangement.is_grouped && self.is_fitting(*index);
                shown.or_else(|| named(folder_of(self.entry(*index).filter(|_| is_there)?)))
            }
        }
    }

    /// Puts the choice on what is wanted, or else on what comes next.
    pub(super) fn find_choice(&mut self) {
        let place = self.place(&self.wanted).or_else(|| {
            let all = self.sequence();
            let index = match &self.wanted {
                Wanted::Nothing => return None,
                Wanted::Document(index) => *index,
                // Of a folder that is not told any more, its first document.
                Wanted::Folder(path) => {
                    let is_inside = |index: &&u32| {
                        let entry = self.entry(**index);
                        entry.is_some_and(|entry| folder_of(entry) == &**path)
                    };
                    *all.iter().find(is_inside)?
                }
            };
            let at = all.iter().position(|other| *other == index)?;
            let (before, after) = all.split_at_checked(at)?;
            let mut near = after.iter().chain(before.iter().rev());
            let near = near.find(|index| self.is_fitting(**index))?;
            self.place(&Wanted::Document(*near))
        });
        self.at = place.unwrap_or(self.at).min(self.last());
        let is_gone = match &self.wanted {
            Wanted::Document(_) => false,
            Wanted::Folder(_) => !self.arrangement.is_grouped || self.narrowing.is_none(),
            Wanted::Nothing => true,
        };
        if let Some(row) = self.rows.get(self.at)
            && is_gone
        {
            self.wanted = self.wanting(*row);
        }
    }

    fn last(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    fn lines(&self, index: usize) -> u16 {
        match self.rows.get(index) {
            Some(Row::Document(_)) => ROWS,
            Some(Row::Folder(_)) => 1,
            None => 0,
        }
    }

    /// How many rows of the screen lie between the first row and the chosen one, where that is on the screen.
    pub(super) fn offset(&self) -> Option<u16> {
        let mut offset = 0;
        for index in self.top..self.at {
            offset += self.lines(index);
            if offset >= self.height {
                return None;
            }
        }
        (self.at >= self.top).then_some(offset)
    }

    /// The row that lies `offset` rows of the screen above another one, or as near to it as can be.
    pub(super) fn above(&self, index: usize, offset: u16) -> usize {
        let (mut top, mut lines) = (index, 0);
        while top > 0 && lines + self.lines(top - 1) <= offset {
            top -= 1;
            lines += self.lines(top);
        }
        top
    }

    /// The rows on the screen.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let mut shown = Vec::new();
        let (mut y, mut index) = (0, self.top);
        while y < self.height
            && let Some(row) = self.rows.get(index)
        {
            let height = self.lines(index);
            shown.push(Shown {
                row: *row,
                is_chosen: index == self.at,
                y,
                height: height.min(self.height - y),
            });
            y += height;
            index += 1;
        }
        shown
    }

    /// How many documents fit on the screen whole.
    #[must_use]
    pub fn page(&self) -> usize {
        usize::from(self.height / ROWS).max(1)
    }

    /// Tells the height of the list in rows of the screen.
    pub fn resize(&mut self, height: u16) {
        if self.height != height {
            self.height = height;
            self.settle();
        }
    }

    /// Moves the choice by `count` rows.
    pub fn step(&mut self, count: isize) {
        self.choose(self.at.saturating_add_signed(count));
    }

    /// Chooses the row on the screen that `y` rows of the screen lie above; whether there is one.
    pub fn choose_at(&mut self, y: u16) -> bool {
        let shown = self.shown();
        let found = shown.iter().position(|shown| y < shown.y + shown.height);
        if let Some(index) = found {
            self.choose(self.top + index);
        }
        found.is_some()
    }

    fn choose(&mut self, index: usize) {
        self.at = index.min(self.last());
        if let Some(row) = self.rows.get(self.at) {
            self.wanted = self.wanting(*row);
        }
        self.settle();
    }

    /// Chooses the document with this number in [`Library::entries`], or the last. Where it is folded away its folder is
    /// chosen; where it does not fit, what comes next.
    pub fn select(&mut self, index: usize) {
        let index = index.min(self.entries.len().saturating_sub(1));
        self.wanted = Wanted::Document(number(index));
        if self.stale == Stale::Nothing {
            self.find_choice();
            self.settle();
        } else if let Some(at) = self.place(&self.wanted) {
            self.at = at;
        }
    }

    /// Scrolls by `count` rows without choosing another.
    pub fn scroll(&mut self, count: isize) {
        let last = self.last_top();
        self.top = self.top.saturating_add_signed(count).min(last);
    }

    /// The last row that can be the first on the screen without room staying empty.
    fn last_top(&self) -> usize {
        self.first_before(self.rows.len()).min(self.last())
    }

    /// The first row of a screen that ends before the row `end`.
    fn first_before(&self, end: usize) -> usize {
        let (mut top, mut lines) = (end, 0);
        while top > 0 && lines + self.lines(top - 1) <= self.height {
            top -= 1;
            lines += self.lines(top);
        }
        top
    }

    /// Keeps the chosen row on the screen, and no room empty that a row could fill.
    pub(super) fn settle(&mut self) {
        let last = self.last_top();
        let first = self.first_before(self.at + 1).min(self.at);
        self.top = self.top.min(last).min(self.at).max(first);
        // The name of its folder says where a document is.
        let is_headed = self.at > 0 && self.lines(self.at - 1) == 1;
        if self.top == self.at && is_headed && self.lines(self.at) < self.height {
            self.top -= 1;
        }
    }
}
