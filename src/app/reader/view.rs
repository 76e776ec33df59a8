//! The window on the text: which rows are on the screen, what is folded among them, and what a cell of it shows.
//!
//! The place in the text is kept whatever becomes of the window: it is made anew around the cursor.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::rows::{Page, Row, RowKind, RowPlace};
use super::{Reader, fold};
use crate::anchor::Moved;
use crate::model::{Document, Numbering};
use crate::text::cluster;

/// The column that moving up and down tries to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// So many cells from the left edge of the text.
    Column(u16),
    /// The end of every row.
    End,
}

/// The row at the top of the window, told so that setting anew keeps it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Top {
    /// A byte of the text.
    at: usize,
    /// How many rows above the one that shows the byte; the empty rows between two blocks have no byte of their own.
    above: u16,
}

/// How many rows are kept between the cursor and the edge of the window.
const MARGIN: i32 = 3;

impl Top {
    /// The row in the next version of the text.
    pub(super) fn moved(self, moved: &Moved) -> Self {
        Self {
            at: moved.to(self.at),
            ..self
        }
    }
}

impl Goal {
    /// The byte of `row` that it leads to.
    pub(super) fn on(self, document: &Document, row: &Row) -> usize {
        match self {
            Self::Column(column) => row.at_column(document, column),
            Self::End => row.last(document),
        }
    }
}

impl Reader {
    /// Tells what the text is set on and how many rows of it there are; the measure is already taken into account.
    pub fn resize(&mut self, page: Page, height: u16) {
        let before = self.rows.page();
        if (before, self.height) == (page, height) {
            return;
        }
        self.height = height;
        self.rows.set_page(page);
        if before.typography.folds != page.typography.folds {
            self.opened.clear();
            self.refold();
            self.cursor = self.past_fold(self.cursor, true);
            self.settle_current();
        }
        self.settle();
    }

    /// Folds what is to be folded now.
    pub(super) fn refold(&mut self) {
        let Some(open) = &self.open else { return };
        let page = self.rows.page();
        let runs = if page.typography.folds {
            fold::runs(&open.document, &self.places, &self.opened)
        } else {
            Vec::new()
        };
        self.rows.fold(runs);
    }

    /// Whether there is page furniture that can be folded away.
    #[must_use]
    pub fn has_furniture(&self) -> bool {
        let none = BTreeSet::new();
        let document = self.document();
        document.is_some_and(|document| !fold::runs(document, &self.places, &none).is_empty())
    }

    /// Folds anew after annotations have changed; what the cursor is in stays open.
    pub(super) fn keep_open(&mut self) {
        let document = self.document();
        if let Some(block) = document.and_then(|document| document.block_index_at(self.cursor))
            && self.rows.run_at(block).is_none()
        {
            self.opened.insert(block);
        }
        self.refold();
        self.settle();
    }

    /// The byte `at`, or the nearest one that is not folded away: after the run, or before it unless `forward`.
    pub(super) fn past_fold(&self, at: usize, forward: bool) -> usize {
        let Some(document) = self.document() else {
            return at;
        };
        let Some(run) = document
            .block_index_at(at)
            .and_then(|block| self.rows.run_at(block))
        else {
            return at;
        };
        let after = document.blocks.get(run.end).map(|block| block.span.start);
        let before = run
            .start
            .checked_sub(1)
            .and_then(|above| document.blocks.get(above));
        let before = before.map(|block| cluster::previous(&document.text, block.span.end));
        let (first, second) = if forward {
            (after, before)
        } else {
            (before, after)
        };
        first.or(second).unwrap_or(at)
    }

    /// Brings the cursor into view and sets the rows on the screen anew.
    pub fn settle(&mut self) {
        if !self
            .sentence
            .is_some_and(|sentence| sentence.contains(self.cursor))
        {
            self.sentence = self.sentence_at(self.cursor);
        }
        self.visible.clear();
        self.numbers.clear();
        let Some(open) = self.open.clone() else {
            return;
        };
        let document = &open.document;
        let height = i32::from(self.height);
        if document.blocks.is_empty() || height == 0 {
            return;
        }
        let margin = MARGIN.min((height - 1) / 2);
        let cursor = self.rows.locate(document, self.cursor);
        let mut top = self.top_place(document);
        let highest = self.rows.step(document, cursor, -(height - 1 - margin));
        let lowest = self.rows.step(document, cursor, -margin);
        let far = self.rows.step(document, cursor, -height) > top
            || self.rows.step(document, cursor, height) < top;
        if far {
            // A jump lands with a third of the window above it, for context.
            top = self.rows.step(document, cursor, -(height / 3));
        }
        top = top.clamp(highest, lowest);
        self.visible = self.rows.window(document, top, self.height);
        if self.visible.len() < usize::from(self.height) {
            let end = self.rows.end(document);
            top = self.rows.step(document, end, -(height - 1));
            self.visible = self.rows.window(document, top, self.height);
        }
        self.set_top(document, top);
        let numbering = self.rows.page().typography.numbering;
        if numbering != Numbering::None {
            let counter = &mut self.counter;
            let rows = self.visible.iter();
            self.numbers
                .extend(rows.map(|row| counter.number(document, row, numbering)));
        }
        self.settle_search();
    }

    pub(super) fn top_place(&mut self, document: &Document) -> RowPlace {
        let place = self.rows.locate(document, self.top.at);
        self.rows.step(document, place, -i32::from(self.top.above))
    }

    pub(super) fn set_top(&mut self, document: &Document, place: RowPlace) {
        let at = self
            .rows
            .get(document, place)
            .map_or(0, |row| row.span.start);
        let mut shown = self.rows.locate(document, at);
        let mut above = 0;
        while shown > place
            && let Some(before) = self.rows.before(document, shown)
        {
            shown = before;
            above += 1;
        }
        self.top = Top { at, above };
    }

    /// Scrolls by `count` rows, down when positive; the cursor stays on the screen.
    pub fn scroll(&mut self, count: i32) {
        let Some(open) = self.open.clone() else {
            return;
        };
        let document = &open.document;
        let old = self.top_place(document);
        let top = self.rows.step(document, old, count);
        let window = self.rows.window(document, top, self.height);
        if count > 0 && window.len() < usize::from(self.height) {
            self.settle();
            return;
        }
        self.set_top(document, top);
        let height = i32::from(self.height);
        let margin = MARGIN.min((height - 1) / 2);
        let is_top = self.rows.before(document, top).is_none();
        let first = self
            .rows
            .step(document, top, if is_top { 0 } else { margin });
        let last = self.rows.step(document, top, height - 1 - margin);
        let cursor = self.rows.locate(document, self.cursor);
        let kept = cursor.clamp(first, last.max(first));
        if kept != cursor {
            let down = kept > cursor;
            let ahead = self.rows.text_from(document, kept, down);
            let place = ahead.or_else(|| self.rows.text_from(document, kept, !down));
            if let Some(row) = place.and_then(|place| self.rows.get(document, place)) {
                let goal = self.goal;
                self.place(goal.unwrap_or(Goal::Column(0)).on(document, &row));
                self.goal = goal;
            }
        }
        self.settle();
    }

    /// The byte at the cell in the column `x` of the window and the `row`th row of `text`, which is where the text is;
    /// `None` where there is none.
    #[must_use]
    pub fn at_cell(&self, text: Rect, x: u16, row: u16) -> Option<usize> {
        let row = self.visible.get(usize::from(row))?;
        let column = x.saturating_sub(row.line(text).x);
        let document = self.document()?;
        Some(match row.kind {
            RowKind::First | RowKind::More => row.at_column(document, column),
            // Beneath a folded run one means what comes next.
            RowKind::Gap if self.rows.run_at(row.block).is_some() => row.span.end,
            RowKind::Name | RowKind::Gap | RowKind::Folded => row.span.start,
        })
    }

    /// How far through the document the lower edge of the window is, in percent.
    #[must_use]
    pub fn percent(&self) -> usize {
        let Some(document) = self.document() else {
            return 0;
        };
        let (Some(last), Some(end)) = (self.visible.last(), document.blocks.last()) else {
            return 100;
        };
        if last.span.end >= end.span.end {
            100
        } else {
            last.span.end * 100 / end.span.end.max(1)
        }
    }
}
