//! How each movement moves the cursor.

use std::sync::Arc;

use super::rows::{RowKind, RowPlace, at_column, column_of, shown_span};
use super::{OpenDocument, Reader};
use crate::app::action::Move;
use crate::model::{BlockKind, Document, Span};
use crate::text::cluster;
use crate::text::sentence::sentences;
use crate::text::word;

/// Whether a movement is far enough that one may want to come back from it.
#[must_use]
pub fn is_jump(movement: Move) -> bool {
    use Move::{AnnotationNext, AnnotationPrevious, Bottom, HeadingNext, HeadingPrevious, Top};
    matches!(
        movement,
        Top | Bottom | HeadingNext | HeadingPrevious | AnnotationNext | AnnotationPrevious
    )
}

impl Reader {
    /// Moves the cursor; whether there was anywhere to go.
    pub fn motion(&mut self, movement: Move) -> bool {
        let Some(open) = self.open.clone() else {
            return false;
        };
        if open.document.blocks.is_empty() {
            return false;
        }
        let before = (self.cursor, self.current);
        let page = (i32::from(self.height) - 2).max(1);
        let half = (i32::from(self.height) / 2).max(1);
        match movement {
            Move::Down => self.vertical(&open.document, 1),
            Move::Up => self.vertical(&open.document, -1),
            Move::PageDown => self.page(&open.document, page),
            Move::PageUp => self.page(&open.document, -page),
            Move::HalfPageDown => self.page(&open.document, half),
            Move::HalfPageUp => self.page(&open.document, -half),
            Move::AnnotationNext | Move::AnnotationPrevious => {
                self.walk_annotations(movement == Move::AnnotationNext);
            }
            other => {
                if let Some(at) = self.horizontal(&open, other) {
                    self.go(at);
                    self.goal = (other == Move::RowEnd).then_some(u16::MAX);
                }
            }
        }
        self.settle();
        before != (self.cursor, self.current)
    }

    fn horizontal(&mut self, open: &Arc<OpenDocument>, movement: Move) -> Option<usize> {
        let document = &open.document;
        let (text, cursor) = (&document.text, self.cursor);
        match movement {
            Move::Top => Some(0),
            Move::Bottom => Some(text.len()),
            Move::Left => Some(cluster::previous(text, cursor)),
            Move::Right => onward(document, cluster::next(text, cursor)),
            Move::WordNext => Some(word::next_start(text, cursor)),
            Move::WordPrevious => Some(word::previous_start(text, cursor)),
            Move::WordEnd => Some(word::next_end(text, cursor)),
            Move::RowStart => Some(self.row_at_cursor(document)?.start),
            Move::RowEnd => Some(cluster::previous(text, self.row_at_cursor(document)?.end)),
            Move::SentenceNext => next_sentence(document, cursor),
            Move::SentencePrevious => previous_sentence(document, cursor),
            Move::ParagraphNext => {
                let next = document.block_index_at(cursor)? + 1;
                document.blocks.get(next).map(|block| block.span.start)
            }
            Move::ParagraphPrevious => {
                previous_start(document.blocks.iter().map(|block| block.span.start), cursor)
            }
            Move::HeadingNext => {
                let heading = headings(document).find(|start| *start > cursor);
                let part = parts(document).find(|start| *start > cursor);
                heading.into_iter().chain(part).min()
            }
            Move::HeadingPrevious => previous_start(headings(document), cursor)
                .max(previous_start(parts(document), cursor)),
            Move::Down
            | Move::Up
            | Move::PageDown
            | Move::PageUp
            | Move::HalfPageDown
            | Move::HalfPageUp
            | Move::AnnotationNext
            | Move::AnnotationPrevious => None,
        }
    }

    fn row_at_cursor(&mut self, document: &Document) -> Option<Span> {
        let place = self.rows.locate(document, self.cursor);
        let row = self.rows.get(document, place)?;
        Some(shown_span(document, row))
    }

    /// Moves `count` rows of text, gaps not counted, keeping the column.
    fn vertical(&mut self, document: &Document, count: i32) {
        let mut place = self.rows.locate(document, self.cursor);
        for _ in 0..count.unsigned_abs() {
            let mut next = self.rows.step(document, place, count.signum());
            while self
                .rows
                .get(document, next)
                .is_some_and(|row| row.kind == RowKind::Gap)
            {
                next = self.rows.step(document, next, count.signum());
            }
            place = next;
        }
        self.settle_on(document, place);
    }

    /// Moves the cursor and the window together, so that the eye finds the cursor where it was.
    fn page(&mut self, document: &Document, count: i32) {
        let top = self.rows.locate(document, self.top);
        let cursor = self.rows.locate(document, self.cursor);
        let new_top = self.rows.step(document, top, count);
        self.top = self
            .rows
            .get(document, new_top)
            .map_or(0, |row| row.span.start);
        let mut place = self.rows.step(document, cursor, count);
        if self
            .rows
            .get(document, place)
            .is_some_and(|row| row.kind == RowKind::Gap)
        {
            place = self.rows.step(document, place, count.signum());
        }
        self.settle_on(document, place);
    }

    fn settle_on(&mut self, document: &Document, place: RowPlace) {
        let goal = self.goal.or_else(|| {
            let here = self.rows.locate(document, self.cursor);
            self.rows
                .get(document, here)
                .map(|row| column_of(document, row, self.cursor))
        });
        if let Some(row) = self.rows.get(document, place) {
            self.place(at_column(document, row, goal.unwrap_or(0)));
        }
        self.goal = goal;
    }

    fn walk_annotations(&mut self, forward: bool) {
        let (cursor, placed) = (self.cursor, self.places.placed());
        // Annotations that begin together are gone through one by one.
        let here = self.current.and_then(|id| self.places.index(id));
        let here = here.filter(|index| {
            placed
                .get(*index)
                .is_some_and(|placed| placed.span.start == cursor)
        });
        let index = match (here, forward) {
            (Some(index), true) => Some(index + 1),
            (Some(index), false) => index.checked_sub(1),
            (None, true) => Some(placed.partition_point(|placed| placed.span.start <= cursor)),
            (None, false) => placed
                .partition_point(|placed| placed.span.start < cursor)
                .checked_sub(1),
        };
        if let Some(id) = index
            .and_then(|index| placed.get(index))
            .map(|placed| placed.id)
        {
            self.go_to_annotation(id);
        }
    }
}

/// Where moving on to `at` leads: out of the white space between blocks into the next block.
fn onward(document: &Document, at: usize) -> Option<usize> {
    let index = document.block_index_at(at)?;
    let block = document.blocks.get(index)?;
    if at < block.span.end {
        return Some(at);
    }
    document.blocks.get(index + 1).map(|next| next.span.start)
}

fn headings(document: &Document) -> impl Iterator<Item = usize> {
    let is_heading = |kind| matches!(kind, BlockKind::Title | BlockKind::Heading(_));
    document
        .blocks
        .iter()
        .filter(move |block| is_heading(block.kind))
        .map(|block| block.span.start)
}

/// Where the parts begin, in a document that has several: at their first block.
fn parts(document: &Document) -> impl Iterator<Item = usize> {
    let several = document.parts.len() > 1;
    let parts = document.parts.iter().filter(move |_| several);
    parts.filter_map(|part| Some(document.blocks_in(part.span).first()?.span.start))
}

fn previous_start(starts: impl Iterator<Item = usize>, cursor: usize) -> Option<usize> {
    starts.take_while(|start| *start < cursor).last()
}

fn next_sentence(document: &Document, cursor: usize) -> Option<usize> {
    let index = document.block_index_at(cursor)?;
    let here = sentences(
        &document.text,
        document.blocks.get(index)?.words(&document.text),
    );
    let inside = here
        .into_iter()
        .map(|sentence| sentence.start)
        .find(|start| *start > cursor);
    inside.or_else(|| document.blocks.get(index + 1).map(|block| block.span.start))
}

fn previous_sentence(document: &Document, cursor: usize) -> Option<usize> {
    let index = document.block_index_at(cursor)?;
    let starts = |index: usize| {
        let words = document
            .blocks
            .get(index)
            .map(|block| block.words(&document.text));
        sentences(&document.text, words.unwrap_or_default())
            .into_iter()
            .map(|sentence| sentence.start)
    };
    let inside = previous_start(starts(index), cursor);
    inside.or_else(|| starts(index.checked_sub(1)?).next_back())
}
