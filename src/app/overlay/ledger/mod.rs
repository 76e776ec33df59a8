//! The ledger: every claim of the corpus in one table, and what can be counted over them.
//!
//! Owns what is shown of it: which view, where its cursor is, what is filtered, marked and typed. Works nothing out: rows
//! and counts come from [`crate::app::tabulating`], and what is drawn of them is looked up where it is drawn.

mod bulk;
mod filter;
mod grid;
mod layout;
mod table;

use std::collections::HashSet;
use std::sync::Arc;

pub use bulk::{Bulk, BulkField, Change, Plan};
pub use filter::FilterLine;
pub use grid::{BAR, COLUMN, Grid, bar_at, bars, column_at, grid_columns, label_width};
pub use layout::{ColumnPart, LedgerParts, ledger_parts, shown_columns, tabs};
pub use table::{COLUMNS, Column, Table};

use crate::model::{AnnotationId, AnnotationSet};
use crate::review::Query;
use crate::review::stats::Count;

/// What the ledger shows of its claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The table of claims.
    #[default]
    Claims,
    /// What is counted.
    Counts(Count),
}

impl View {
    /// Every view, in the order of their digits.
    pub const ALL: [Self; 5] = [
        Self::Claims,
        Self::Counts(Count::Tags),
        Self::Counts(Count::Together),
        Self::Counts(Count::Time),
        Self::Counts(Count::Claimants),
    ];

    /// Its name on its tab, and a shorter one for a narrow window.
    #[must_use]
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Claims => ("claims", "claims"),
            Self::Counts(Count::Tags) => ("tags by document", "tags"),
            Self::Counts(Count::Together) => ("tags together", "pairs"),
            Self::Counts(Count::Time) => ("over time", "time"),
            Self::Counts(Count::Claimants) => ("claimants", "who"),
        }
    }

    /// Where it stands among the views, from 0.
    #[must_use]
    pub fn place(self) -> usize {
        Self::ALL.iter().position(|view| *view == self).unwrap_or(0)
    }

    /// The view `count` further on, round and round.
    #[must_use]
    pub fn further(self, count: isize) -> Self {
        let all = Self::ALL.len();
        let steps = usize::try_from(count.rem_euclid(5)).unwrap_or(0);
        Self::ALL[(self.place() + steps) % all]
    }
}

/// What a cell of a count was opened into: a table of its annotations.
#[derive(Debug)]
pub struct Opened {
    /// What the cell stands for, in a word for its row and one for its column.
    pub label: Vec<String>,
    /// What it counts.
    pub ids: Arc<HashSet<AnnotationId>>,
    /// What it was opened from.
    pub from: View,
    /// What was filtered then.
    pub query: Query,
    /// The annotations that were counted.
    pub basis: AnnotationSet,
    /// The table.
    pub table: Table,
}

/// The ledger as it is shown.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The view.
    pub view: View,
    claims: Table,
    /// The cell that was opened, while it is.
    pub opened: Option<Opened>,
    grids: [Grid; 4],
    /// Which annotations are wanted, as it was typed.
    pub filter: String,
    /// The same, understood.
    pub query: Query,
    /// The filter while it is typed.
    pub typing: Option<FilterLine>,
    /// How many claims there are, filtered or not.
    pub all: usize,
    /// The annotations that it was asked about last.
    pub basis: AnnotationSet,
    /// What is being worked out behind the screen, in a word.
    pub doing: Option<&'static str>,
}

impl Ledger {
    /// The table that is shown, or would be.
    #[must_use]
    pub fn table(&self) -> &Table {
        self.opened
            .as_ref()
            .map_or(&self.claims, |opened| &opened.table)
    }

    /// The same, to be changed.
    pub fn table_mut(&mut self) -> &mut Table {
        self.opened
            .as_mut()
            .map_or(&mut self.claims, |opened| &mut opened.table)
    }

    /// What is counted in the view that is shown; nothing in the table of claims.
    #[must_use]
    pub fn grid(&self) -> Option<&Grid> {
        match self.view {
            View::Claims => None,
            View::Counts(count) => self.grids.get(count as usize),
        }
    }

    /// The same, to be changed.
    pub fn grid_mut(&mut self) -> Option<&mut Grid> {
        match self.view {
            View::Claims => None,
            View::Counts(count) => self.grids.get_mut(count as usize),
        }
    }

    /// What of `count` was counted last.
    pub fn grid_of(&mut self, count: Count) -> Option<&mut Grid> {
        self.grids.get_mut(count as usize)
    }

    /// Shows another view; a cell that was opened is left.
    pub fn show(&mut self, view: View) {
        self.opened = None;
        self.view = view;
    }

    /// Goes back from the table of a cell to where it was opened; whether what was counted there still holds, if there
    /// was a cell.
    pub fn leave_cell(&mut self) -> Option<bool> {
        let opened = self.opened.take()?;
        self.view = opened.from;
        Some(opened.query == self.query && opened.basis.is_copy_of(&self.basis))
    }

    /// Tells the size of the part that the table or the counts are drawn in, in cells.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.table_mut().resize(width, height);
        let is_time = self.view == View::Counts(Count::Time);
        if let Some(grid) = self.grid_mut() {
            if is_time {
                grid.resize(bars(width), 1);
            } else {
                let (columns, _) = grid_columns(width, grid.matrix().columns.len());
                grid.resize(usize::from(height.saturating_sub(1)), columns);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_go_round() {
        assert_eq!(View::Claims.further(-1), View::Counts(Count::Claimants));
        assert_eq!(View::Counts(Count::Claimants).further(1), View::Claims);
        for (place, view) in View::ALL.into_iter().enumerate() {
            assert_eq!(view.place(), place);
        }
    }

    #[test]
    fn a_cell_is_left_for_where_it_was_opened() {
        let mut ledger = Ledger::default();
        ledger.show(View::Counts(Count::Tags));
        ledger.opened = Some(Opened {
            label: vec!["one".into()],
            ids: Arc::default(),
            from: ledger.view,
            query: Query::default(),
            basis: ledger.basis.clone(),
            table: Table::default(),
        });
        ledger.view = View::Claims;
        assert_eq!(ledger.leave_cell(), Some(true));
        assert_eq!(ledger.view, View::Counts(Count::Tags));
        assert_eq!(ledger.leave_cell(), None);
    }
}
