//! How far reviewers agree, as it is shown: a table of tags and fields by measures, and the list behind a cell.

use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use crate::app::panes::inside;
use crate::model::AnnotationSet;
use crate::review::agreement::{Agreement, Column, Computed, Item, Row, Subject};
use crate::text::cluster::width as width_of;

/// The cells of a measure, with the space before it.
pub const MEASURE: u16 = 8;

/// The cells of the number of sentences, with the space before it.
pub const COUNT: u16 = 7;

/// The least cells that tell what a row is about.
const LEAST: u16 = 12;

/// The cells beside a name: for the cursor, and for what says that it is a field of claims.
const BESIDE: u16 = 12;

/// How many rows an item behind a cell takes.
const ROWS: u16 = 3;

/// The list behind a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// What its row is about.
    pub subject: Subject,
    /// Its measure.
    pub column: Column,
    /// The number of the chosen item.
    pub selected: usize,
    top: usize,
}

/// How far reviewers agree, as it is shown.
#[derive(Debug, Default)]
pub struct AgreementView {
    /// What was found, once it is.
    pub agreement: Option<Arc<Agreement>>,
    /// The annotations it was asked of last.
    pub basis: AnnotationSet,
    /// Whether whoever has annotated an article is taken to have seen the whole of it.
    pub is_whole: bool,
    /// Whether an answer is on its way.
    pub is_asked: bool,
    /// The cell that was opened, while it is.
    pub behind: Option<Behind>,
    row: usize,
    column: usize,
    top: usize,
    area: Rect,
}

/// Where the parts are on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgreementParts {
    /// The box with its frame.
    pub frame: Rect,
    /// Who is compared, and over what.
    pub head: Rect,
    /// The table or the list.
    pub body: Rect,
    /// What is told of the chosen cell, under a rule; empty in a low window.
    pub told: Rect,
}

impl AgreementView {
    /// Tells the window.
    pub fn resize(&mut self, window: Rect) {
        self.area = window;
        self.step(0, 0);
    }

    /// Where everything is.
    #[must_use]
    pub fn parts(&self) -> AgreementParts {
        let window = self.area;
        let height = window.height.saturating_sub(1).max(1).min(window.height);
        let frame = Rect { height, ..window };
        let inner = inside(frame);
        let is_roomy = inner.height >= 12;
        let (head, told) = match (is_roomy, inner.height) {
            (true, _) => (2, 4),
            (false, 6..) => (1, 2),
            _ => (0, 0),
        };
        let below = told + u16::from(told > 0);
        let part = |y: u16, height: u16| Rect {
            y: inner.y + y.min(inner.height),
            height,
            ..inner
        };
        AgreementParts {
            frame,
            head: part(0, head),
            body: part(head, inner.height.saturating_sub(head + below)),
            told: part(inner.height.saturating_sub(told), told),
        }
    }

    /// The measures that fit, from which one on; and the cells that tell what a row is about.
    #[must_use]
    pub fn columns(&self) -> (std::ops::Range<usize>, u16) {
        let width = self.parts().body.width;
        let all = Column::ALL.len();
        let room = width.saturating_sub(LEAST + COUNT) / MEASURE;
        let count = usize::from(room).clamp(1, all);
        let first = (self.column + 1).saturating_sub(count);
        let taken = u16::try_from(count).unwrap_or(1) * MEASURE + COUNT;
        // What a row is about is not far from its figures, however wide the window is.
        let names = self.rows().iter().map(|row| width_of(row.subject.name()));
        let widest = names.max().unwrap_or(0).saturating_add(BESIDE).max(LEAST);
        (
            first..first + count,
            width.saturating_sub(taken).clamp(1, widest),
        )
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        self.agreement.as_ref().map_or(&[], |found| &found.rows)
    }

    /// The number of the chosen row, and of the first that is shown.
    #[must_use]
    pub fn row(&self) -> (usize, usize) {
        (self.row, self.top)
    }

    /// The chosen measure.
    #[must_use]
    pub fn column(&self) -> Column {
        Column::ALL.get(self.column).copied().unwrap_or(Column::Raw)
    }

    /// The chosen cell: its row and what stands in it.
    #[must_use]
    pub fn cell(&self) -> Option<(&Row, &Computed)> {
        let row = self.rows().get(self.row)?;
        Some((row, row.figure(self.column())?))
    }

    /// Opens the chosen cell; whether there is something behind it.
    pub fn open(&mut self) -> bool {
        let column = self.column();
        let row = self.rows().get(self.row);
        let subject = row.filter(|row| !row.behind(column).is_empty());
        self.behind = subject.map(|row| Behind {
            subject: row.subject.clone(),
            column,
            selected: 0,
            top: 0,
        });
        self.behind.is_some()
    }

    /// What is behind the cell that was opened.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        let behind = self.behind.as_ref();
        let found = behind.and_then(|behind| {
            let row = self
                .rows()
                .iter()
                .find(|row| row.subject == behind.subject)?;
            Some(row.behind(behind.column))
        });
        found.unwrap_or_default()
    }

    /// The chosen item, and the first that is shown.
    #[must_use]
    pub fn item(&self) -> Option<(usize, usize)> {
        self.behind.as_ref().map(|one| (one.selected, one.top))
    }

    /// The item that is chosen behind a cell.
    #[must_use]
    pub fn chosen(&self) -> Option<&Item> {
        self.items().get(self.item()?.0)
    }

    /// How many rows or items a page has.
    #[must_use]
    pub fn page(&self) -> usize {
        let height = self.parts().body.height;
        let rows = match self.behind {
            Some(_) => height / ROWS,
            None => height.saturating_sub(1),
        };
        usize::from(rows).max(1)
    }

    /// Moves the cursor; what is chosen stays on the screen.
    pub fn step(&mut self, rows: isize, columns: isize) {
        let (page, items, count) = (self.page(), self.items().len(), self.rows().len());
        let moved = |at: usize, by: isize, count: usize| {
            at.saturating_add_signed(by).min(count.saturating_sub(1))
        };
        let shown = |at: usize, top: usize| top.clamp((at + 1).saturating_sub(page), at);
        if let Some(behind) = &mut self.behind {
            behind.selected = moved(behind.selected, rows, items);
            behind.top = shown(behind.selected, behind.top);
            return;
        }
        self.row = moved(self.row, rows, count);
        self.column = moved(self.column, columns, Column::ALL.len());
        self.top = shown(self.row, self.top);
    }

    /// Chooses what is drawn at a cell of the window; whether there is something.
    pub fn click(&mut self, at: Position) -> bool {
        let body = self.parts().body;
        if !body.contains(at) {
            return false;
        }
        let y = at.y - body.y;
        if let Some(behind) = &self.behind {
            let index = behind.top + usize::from(y / ROWS);
            let is_there = index < self.items().len();
            if let Some(behind) = self.behind.as_mut().filter(|_| is_there) {
                behind.selected = index;
            }
            return is_there;
        }
        let (columns, labels) = self.columns();
        let row = usize::from(y).checked_sub(1).map(|row| self.top + row);
        let Some(row) = row.filter(|row| *row < self.rows().len()) else {
            return false;
        };
        self.row = row;
        let x = (at.x - body.x).checked_sub(labels + COUNT);
        if let Some(x) = x {
            let column = columns.start + usize::from(x / MEASURE);
            self.column = column.min(columns.end.saturating_sub(1));
        }
        true
    }
}
