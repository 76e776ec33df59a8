//! What is counted, as a grid with a cursor on one of its cells.

use std::sync::Arc;

use crate::model::AnnotationId;
use crate::review::stats::{Line, Matrix};

/// The cells that what a row is about takes at most.
pub const LABEL: u16 = 30;

/// The cells that the sums of the rows take, and a column of counts at least, the space before it included.
pub const COLUMN: u16 = 10;

/// The cells that a column of counts takes at most.
const WIDEST: u16 = 20;

/// The cells that a bar takes, the space after it included.
pub const BAR: u16 = 8;

/// How many of `count` columns fit in `width` cells beside the labels and the sums of the rows, and how wide each is, the
/// space before it included.
#[must_use]
pub fn grid_columns(width: u16, count: usize) -> (usize, u16) {
    let room = width.saturating_sub(label_width(width) + COLUMN);
    let count = u16::try_from(count).unwrap_or(u16::MAX).max(1);
    let column = (room / count).clamp(COLUMN, WIDEST);
    (usize::from(room / column).max(1), column)
}

/// The cells that the labels of the rows take where there are `width` in all.
#[must_use]
pub fn label_width(width: u16) -> u16 {
    (width / 3).min(LABEL)
}

/// Which of the columns shown stands at the cell `x` of a row of `width` cells, of `count` columns in all; none at the
/// labels and the sums.
#[must_use]
pub fn column_at(x: u16, width: u16, count: usize) -> Option<usize> {
    let from = x.checked_sub(label_width(width) + COLUMN)?;
    Some(usize::from(from / grid_columns(width, count).1))
}

/// Which of the bars shown stands at the cell `x`.
#[must_use]
pub fn bar_at(x: u16) -> usize {
    usize::from(x / BAR)
}

/// How many bars fit in `width` cells.
#[must_use]
pub fn bars(width: u16) -> usize {
    usize::from(width / BAR).max(1)
}

/// A table of counts with a cursor.
#[derive(Debug, Default)]
pub struct Grid {
    matrix: Arc<Matrix>,
    most: usize,
    row: usize,
    column: usize,
    top: usize,
    left: usize,
    rows: usize,
    columns: usize,
    /// Whether anything was counted yet.
    pub is_known: bool,
}

impl Grid {
    /// What was counted.
    #[must_use]
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// The count of the fullest cell.
    #[must_use]
    pub fn most(&self) -> usize {
        self.most
    }

    /// The row and the column of the cursor.
    #[must_use]
    pub fn cursor(&self) -> (usize, usize) {
        (self.row, self.column)
    }

    /// The first row and the first column that are shown.
    #[must_use]
    pub fn corner(&self) -> (usize, usize) {
        (self.top, self.left)
    }

    /// How many rows and columns are shown at most.
    #[must_use]
    pub fn shown(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// What the cell under the cursor counts.
    #[must_use]
    pub fn chosen(&self) -> &[AnnotationId] {
        self.matrix.cell(self.row, self.column)
    }

    /// Takes in what was counted; the cursor stays on what it was on, as far as that is still there.
    pub fn put(&mut self, matrix: Arc<Matrix>, most: usize) {
        let labels = |lines: &[Line], at: usize| lines.get(at).map(|line| line.label.clone());
        let row = labels(&self.matrix.rows, self.row);
        let column = labels(&self.matrix.columns, self.column);
        let place = |lines: &[Line], label: Option<String>, at: usize| {
            let label = label?;
            let is_same = lines.get(at).is_some_and(|line| line.label == label);
            let elsewhere = || lines.iter().position(|line| line.label == label);
            if is_same { Some(at) } else { elsewhere() }
        };
        let row = place(&matrix.rows, row, self.row);
        let column = place(&matrix.columns, column, self.column);
        (self.matrix, self.most, self.is_known) = (matrix, most, true);
        self.go(row.unwrap_or(self.row), column.unwrap_or(self.column));
    }

    /// Tells how many rows and columns there is room for.
    pub fn resize(&mut self, rows: usize, columns: usize) {
        (self.rows, self.columns) = (rows, columns);
        self.go(self.row, self.column);
    }

    /// Puts the cursor on a cell, or on the last one there is, and shows it.
    pub fn go(&mut self, row: usize, column: usize) {
        let shown = |at: &mut usize, first: &mut usize, all: usize, room: usize| {
            let room = room.max(1);
            *at = (*at).min(all.saturating_sub(1));
            let least = (*at + 1).saturating_sub(room);
            *first = (*first)
                .min(all.saturating_sub(room))
                .clamp(least, (*at).max(least));
        };
        (self.row, self.column) = (row, column);
        shown(
            &mut self.row,
            &mut self.top,
            self.matrix.rows.len(),
            self.rows,
        );
        shown(
            &mut self.column,
            &mut self.left,
            self.matrix.columns.len(),
            self.columns,
        );
    }

    /// Moves the cursor by so many rows and columns.
    pub fn step(&mut self, rows: isize, columns: isize) {
        self.go(
            self.row.saturating_add_signed(rows),
            self.column.saturating_add_signed(columns),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: &[&str], columns: &[&str]) -> Arc<Matrix> {
        let lines = |labels: &[&str]| -> Vec<Line> {
            let line = |label: &&str| Line {
                label: (*label).to_owned(),
                count: 1,
            };
            labels.iter().map(line).collect()
        };
        let mut matrix = Matrix::default();
        matrix.rows.extend(lines(rows));
        matrix.columns.extend(lines(columns));
        Arc::new(matrix)
    }

    #[test]
    fn columns_are_as_wide_as_there_is_room() {
        for (width, count, expected) in [
            (0, 0, (1, COLUMN)),
            (46, 6, (2, COLUMN)),
            (96, 4, (4, 14)),
            (116, 2, (3, WIDEST)),
            (196, 40, (15, COLUMN)),
        ] {
            let (fit, column) = grid_columns(width, count);
            assert_eq!((fit, column), expected, "{width} {count}");
        }
        assert_eq!(column_at(39, 96, 4), None);
        assert_eq!(column_at(40, 96, 4), Some(0));
        assert_eq!(column_at(54, 96, 4), Some(1));
    }

    #[test]
    fn the_cursor_stays_on_what_it_was_on_and_is_shown() {
        let mut grid = Grid::default();
        grid.go(3, 3);
        assert_eq!(grid.cursor(), (0, 0));
        grid.resize(2, 1);
        grid.put(matrix(&["a", "b", "c", "d"], &["x", "y"]), 1);
        grid.step(2, 1);
        assert_eq!((grid.cursor(), grid.corner()), ((2, 1), (1, 1)));
        grid.put(matrix(&["c", "d"], &["w", "x", "y"]), 1);
        assert_eq!((grid.cursor(), grid.corner()), ((0, 2), (0, 2)));
        grid.put(matrix(&["d"], &[]), 0);
        assert_eq!((grid.cursor(), grid.corner()), ((0, 0), (0, 0)));
        assert!(grid.chosen().is_empty());
    }
}
