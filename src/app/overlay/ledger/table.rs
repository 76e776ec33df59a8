//! The table of claims: its rows, its cursor, its order, its marks.

use std::collections::HashSet;

use super::layout::shown_columns;
use crate::app::tabulating::Listed;
use crate::model::AnnotationId;
use crate::review::ledger::SortKey;

/// A column of the table.
#[derive(Debug)]
pub struct Column {
    /// What it is sorted by.
    pub key: SortKey,
    /// What stands above it.
    pub title: &'static str,
    /// How wide it is, in cells; the first takes what the others leave.
    pub width: u16,
}

const fn column(key: SortKey, title: &'static str, width: u16) -> Column {
    Column { key, title, width }
}

/// Every column, those that are wanted most first: in a narrow window the others are scrolled to.
pub const COLUMNS: [Column; 11] = [
    column(SortKey::Claim, "claim", 24),
    column(SortKey::Verdict, "verdict", 19),
    column(SortKey::Status, "status", 12),
    column(SortKey::Claimant, "claimant", 16),
    column(SortKey::Title, "document", 20),
    column(SortKey::Date, "date", 10),
    column(SortKey::Kind, "kind", 10),
    column(SortKey::Tags, "tags", 18),
    column(SortKey::Reviewer, "reviewers", 9),
    column(SortKey::Links, "links", 5),
    column(SortKey::Made, "made", 10),
];

/// A table of claims.
#[derive(Debug)]
pub struct Table {
    rows: Vec<Listed>,
    selected: usize,
    top: usize,
    height: usize,
    width: u16,
    /// What it is sorted by.
    pub key: SortKey,
    /// Whether the last comes first.
    pub downwards: bool,
    column: usize,
    first: usize,
    marked: HashSet<AnnotationId>,
    /// Whether its rows were ever worked out.
    pub is_known: bool,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            selected: 0,
            top: 0,
            height: 0,
            width: 0,
            key: SortKey::Made,
            downwards: false,
            column: 0,
            first: 1,
            marked: HashSet::new(),
            is_known: false,
        }
    }
}

impl Table {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number of the chosen row.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The chosen row.
    #[must_use]
    pub fn chosen(&self) -> Option<Listed> {
        self.rows.get(self.selected).copied()
    }

    /// The rows on the screen with their numbers.
    pub fn shown(&self) -> impl Iterator<Item = (usize, Listed)> {
        let rows = self.rows.iter().copied().enumerate();
        rows.skip(self.top).take(self.height)
    }

    /// How many rows fit on the screen, at least one.
    #[must_use]
    pub fn page(&self) -> usize {
        self.height.max(1)
    }

    /// The number of the row that is drawn first.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The number of the column that is chosen to be sorted by, and of the first that is shown after the claim.
    #[must_use]
    pub fn columns(&self) -> (usize, usize) {
        (self.column, self.first)
    }

    /// Takes in rows that were worked out; the choice stays on its claim, or near where that was.
    pub fn put(&mut self, rows: Vec<Listed>) {
        let chosen = self.chosen().map(|row| row.id);
        let from_top = self.selected - self.top.min(self.selected);
        self.rows = rows;
        self.is_known = true;
        let place = chosen.and_then(|id| self.rows.iter().position(|row| row.id == id));
        if let Some(place) = place {
            self.top = place.saturating_sub(from_top);
        }
        self.select(place.unwrap_or(self.selected));
    }

    /// Tells the size of the part it is drawn in, its head included.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.width = width;
        self.height = usize::from(height.saturating_sub(1));
        self.select(self.selected);
        self.show_column();
    }

    /// Chooses the `index`th row, or the last.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.rows.len().saturating_sub(1));
        let last = self.rows.len().saturating_sub(self.page());
        let first = (self.selected + 1).saturating_sub(self.page());
        self.top = self.top.min(last).clamp(first, self.selected.max(first));
    }

    /// Chooses the row `count` further down.
    pub fn step(&mut self, count: isize) {
        self.select(self.selected.saturating_add_signed(count));
    }

    /// Chooses the column `count` further to the right, as far as there is one.
    pub fn step_column(&mut self, count: isize) {
        self.choose_column(self.column.saturating_add_signed(count));
    }

    /// Chooses the `index`th column, or the last, and shows it.
    pub fn choose_column(&mut self, index: usize) {
        self.column = index.min(COLUMNS.len() - 1);
        self.show_column();
    }

    fn show_column(&mut self) {
        if self.column == 0 {
            self.first = 1;
            return;
        }
        self.first = self.first.min(self.column);
        let is_shown = |first: usize| {
            let shown = shown_columns(self.width, first);
            shown.iter().any(|part| part.column == self.column)
        };
        while self.first < self.column && !is_shown(self.first) {
            self.first += 1;
        }
    }

    /// Sorts by the chosen column, the other way round where it is sorted by that already. The rows follow when they are
    /// worked out.
    pub fn sort(&mut self) {
        let key = COLUMNS
            .get(self.column)
            .map_or(SortKey::Made, |one| one.key);
        self.downwards = self.key == key && !self.downwards;
        self.key = key;
    }

    /// Marks the chosen row, or takes its mark away, and goes on to the next.
    pub fn mark(&mut self) {
        if let Some(row) = self.chosen() {
            if !self.marked.remove(&row.id) {
                self.marked.insert(row.id);
            }
            self.step(1);
        }
    }

    /// Marks every row; where all are marked, takes all marks away.
    pub fn mark_all(&mut self) {
        let count = self.marked.len();
        self.marked.extend(self.rows.iter().map(|row| row.id));
        if self.marked.len() == count {
            self.marked.clear();
        }
    }

    /// Takes all marks away; whether there were any.
    pub fn unmark(&mut self) -> bool {
        !std::mem::take(&mut self.marked).is_empty()
    }

    /// How many rows are marked, shown or not.
    #[must_use]
    pub fn marks(&self) -> usize {
        self.marked.len()
    }

    /// Whether a row is marked.
    #[must_use]
    pub fn is_marked(&self, id: AnnotationId) -> bool {
        self.marked.contains(&id)
    }

    /// What an edit of several is about: what is marked, in the order they were made, or else the chosen row.
    #[must_use]
    pub fn meant(&self) -> Vec<AnnotationId> {
        if self.marked.is_empty() {
            return self.chosen().map(|row| row.id).into_iter().collect();
        }
        let mut meant: Vec<AnnotationId> = self.marked.iter().copied().collect();
        meant.sort_unstable();
        meant
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn rows(count: i64) -> Vec<Listed> {
        let row = |second| Listed {
            id: AnnotationId::new(Timestamp::from_second(second).unwrap()),
            linked_from: 0,
        };
        (1..=count).map(row).collect()
    }

    #[test]
    fn the_choice_stays_on_its_claim() {
        let (mut table, mut all) = (Table::default(), rows(10));
        table.resize(80, 4);
        table.put(all.clone());
        table.select(6);
        assert_eq!((table.top(), table.page()), (4, 3));
        let chosen = table.chosen();
        all.reverse();
        table.put(all.clone());
        assert_eq!(
            (table.chosen(), table.selected(), table.top()),
            (chosen, 3, 1)
        );
        all.retain(|row| Some(*row) != chosen);
        table.put(all);
        assert_eq!((table.len(), table.selected()), (9, 3));
        table.put(Vec::new());
        assert_eq!(
            (table.chosen(), table.selected(), table.top()),
            (None, 0, 0)
        );
    }

    #[test]
    fn columns_are_scrolled_to_and_sorted_by() {
        let mut table = Table::default();
        table.resize(60, 4);
        for _ in 0..20 {
            table.step_column(1);
        }
        let (column, first) = table.columns();
        assert_eq!(column, COLUMNS.len() - 1);
        assert!(first > 1);
        table.choose_column(0);
        assert_eq!(table.columns(), (0, 1));
        table.sort();
        assert_eq!((table.key, table.downwards), (SortKey::Claim, false));
        table.sort();
        assert_eq!((table.key, table.downwards), (SortKey::Claim, true));
    }

    #[test]
    fn marks_are_what_is_meant() {
        let mut table = Table::default();
        assert_eq!(table.meant(), []);
        table.resize(80, 10);
        let all = rows(3);
        table.put(all.clone());
        assert_eq!(table.meant(), [all[0].id]);
        table.mark();
        table.mark();
        assert_eq!(table.meant(), [all[0].id, all[1].id]);
        assert_eq!(table.selected(), 2);
        table.mark_all();
        assert_eq!(table.marks(), 3);
        table.mark_all();
        assert!(!table.unmark());
    }
}
