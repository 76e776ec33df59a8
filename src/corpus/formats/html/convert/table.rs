//! Tables: those that hold data, and those that only place things on the page.

use dom_query::NodeRef;

use super::super::dom::{has_role, is_any, text, walk};
use crate::corpus::formats::composer::Composer;

/// How many columns a cell may reach over.
const WIDEST_CELL: usize = 50;
/// How many columns are told apart.
const WIDEST_TABLE: usize = 200;
/// How many rows a cell may reach over.
const TALLEST_CELL: usize = 1000;
/// How many empty cells a table is filled up with: a small page could ask for billions.
const MOST_PADDING: usize = 20_000;
/// A cell with more text than this, in bytes, was not written as data.
const LONGEST_CELL: usize = 600;

/// A table whose rows are being written.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// For each column, how many rows more the cell above reaches down.
    reaching: Vec<usize>,
    /// The column of the next cell.
    column: usize,
    /// How many cells were filled in.
    padding: usize,
}

impl Table {
    /// Whether the table `node` holds data. One with a table inside, with one row or one column, or with long texts in
    /// its cells places things on the page.
    pub(super) fn is_data(node: &NodeRef<'_>) -> bool {
        if has_role(node, &["presentation", "none"]) {
            return false;
        }
        let (mut rows, mut widest, mut width, mut has_heads, mut is_nested, mut longest) =
            (0, 0, 0, false, false, 0);
        walk(*node, |inner| {
            is_nested |= inner.id != node.id && is_any(&inner, &["table"]);
            if is_any(&inner, &["tr"]) {
                rows += 1;
                width = 0;
            }
            if is_any(&inner, &["td", "th"]) {
                width += 1;
                widest = widest.max(width);
                has_heads |= is_any(&inner, &["th"]);
                longest = longest.max(text(inner).len());
            }
            !is_nested
        });
        !is_nested
            && widest > 1
            && (rows > 1 || has_heads)
            && (longest <= LONGEST_CELL || has_heads)
    }

    pub(super) fn begin_row(&mut self, composer: &mut Composer) {
        self.column = 0;
        self.step_over(composer);
    }

    /// Ends a cell that reaches over so many columns and rows.
    pub(super) fn end_cell(&mut self, composer: &mut Composer, columns: usize, rows: usize) {
        let rows = rows.clamp(1, TALLEST_CELL);
        composer.end_cell();
        self.reach(rows - 1);
        for _ in 1..columns.clamp(1, WIDEST_CELL) {
            self.pad(composer, rows - 1);
        }
        self.step_over(composer);
    }

    /// Leaves the columns empty that cells above reach down into.
    fn step_over(&mut self, composer: &mut Composer) {
        while let Some(rows) = self
            .reaching
            .get(self.column)
            .copied()
            .filter(|rows| *rows > 0)
        {
            self.pad(composer, rows - 1);
        }
    }

    /// Leaves a cell empty, which reaches `rows` rows further down.
    fn pad(&mut self, composer: &mut Composer, rows: usize) {
        if self.padding < MOST_PADDING {
            self.padding += 1;
            composer.end_cell();
        }
        self.reach(rows);
    }

    /// Says that the cell of this column reaches `rows` rows further down.
    fn reach(&mut self, rows: usize) {
        match self.reaching.get_mut(self.column) {
            Some(reaching) => *reaching = rows,
            None if self.column < WIDEST_TABLE => self.reaching.push(rows),
            None => {}
        }
        self.column += 1;
    }
}
