//! How each movement moves the cursor.
//!
//! Along a line the cursor goes by the text: `right` is onward in the text and `left` back, also where the text runs
//! from right to left and onward is seen to go to the left. The beginning of a line is where its text begins.

use std::sync::Arc;

use super::rows::{Row, RowPlace};
use super::view::Goal;
use super::{OpenDocument, Reader};
use crate::app::action::Move;
use crate::model::{BlockKind, Document};
use crate::text::cluster;
use crate::text::sentence::sentences_of;
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
                    self.go(self.beside_fold(&open.document, other, at));
                    self.goal = (other == Move::RowEnd).then_some(Goal::End);
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
            Move::RowStart => Some(self.row_at_cursor(document)?.shown(document).start),
            Move::RowEnd => Some(self.row_at_cursor(document)?.last(document)),
            Move::SentenceNext => next_sentence(document, cursor),
            Move::SentencePrevious => previous_sentence(document, cursor),
            Move::ParagraphNext => {
                let below = document.block_index_at(cursor)? + 1;
                start_of(document, article_below(document, below)?)
            }
            Move::ParagraphPrevious => {
                let above = first_from(document, cursor);
                start_of(document, article_above(document, above)?)
            }
            Move::HeadingNext => {
                let mut below = first_from(document, cursor + 1)..document.blocks.len();
                start_of(document, below.find(|index| is_stop(document, *index))?)
            }
            Move::HeadingPrevious => {
                let mut above = (0..first_from(document, cursor)).rev();
                start_of(document, above.find(|index| is_stop(document, *index))?)
            }
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

    /// Where a movement to `at` leads when what is folded away is stepped over.
    fn beside_fold(&self, document: &Document, movement: Move, at: usize) -> usize {
        let forward = at > self.cursor;
        let beside = self.past_fold(at, forward);
        if forward || beside == at {
            return beside;
        }
        match movement {
            Move::WordPrevious => word::previous_start(&document.text, beside + 1),
            Move::SentencePrevious => {
                let sentence = self.sentence_at(beside);
                sentence.map_or(beside, |sentence| sentence.start)
            }
            _ => beside,
        }
    }

    fn row_at_cursor(&mut self, document: &Document) -> Option<Row> {
        let place = self.rows.locate(document, self.cursor);
        self.rows.get(document, place)
    }

    /// Moves `count` rows of text, gaps and what is folded not counted, keeping the column.
    fn vertical(&mut self, document: &Document, count: i32) {
        let mut place = self.rows.locate(document, self.cursor);
        for _ in 0..count.unsigned_abs() {
            let next = self.rows.step(document, place, count.signum());
            let Some(next) = self.rows.text_from(document, next, count > 0) else {
                break;
            };
            place = next;
        }
        self.settle_on(document, place);
    }

    /// Moves the cursor and the window together, so that the eye finds the cursor where it was.
    fn page(&mut self, document: &Document, count: i32) {
        let top = self.top_place(document);
        let cursor = self.rows.locate(document, self.cursor);
        let new_top = self.rows.step(document, top, count);
        self.set_top(document, new_top);
        let place = self.rows.step(document, cursor, count);
        let ahead = self.rows.text_from(document, place, count > 0);
        let place = ahead.or_else(|| self.rows.text_from(document, place, count < 0));
        self.settle_on(document, place.unwrap_or(cursor));
    }

    fn settle_on(&mut self, document: &Document, place: RowPlace) {
        let goal = self.goal.or_else(|| {
            let row = self.row_at_cursor(document)?;
            Some(Goal::Column(row.column_of(document, self.cursor)))
        });
        if let Some(row) = self.rows.get(document, place).filter(Row::is_text) {
            self.place(goal.unwrap_or(Goal::Column(0)).on(document, &row));
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
    start_of(document, index + 1)
}

/// The index of the first block that begins at the byte `at` or after it.
fn first_from(document: &Document, at: usize) -> usize {
    document
        .blocks
        .partition_point(|block| block.span.start < at)
}

fn start_of(document: &Document, block: usize) -> Option<usize> {
    document.blocks.get(block).map(|block| block.span.start)
}

/// The first block from `block` on that is the article's, page furniture passed over; `block` itself where there is
/// nothing but that in the document.
fn article_below(document: &Document, block: usize) -> Option<usize> {
    let mut below = block..document.blocks.len();
    let found = below.find(|index| !is_furniture(document, *index));
    found.or_else(|| is_all_furniture(document).then_some(block))
}

/// The last block before `block` that is the article's; the one before it where there is nothing but page furniture.
fn article_above(document: &Document, block: usize) -> Option<usize> {
    let mut above = (0..block).rev();
    let found = above.find(|index| !is_furniture(document, *index));
    found.or_else(|| block.checked_sub(1).filter(|_| is_all_furniture(document)))
}

fn is_furniture(document: &Document, block: usize) -> bool {
    let block = document.blocks.get(block);
    block.is_some_and(|block| block.kind == BlockKind::Boilerplate)
}

fn is_all_furniture(document: &Document) -> bool {
    let mut blocks = document.blocks.iter();
    blocks.all(|block| block.kind == BlockKind::Boilerplate)
}

/// Whether one stops at this block on the way from heading to heading: at titles and headings, and in a document that has
/// several parts, where one begins.
fn is_stop(document: &Document, block: usize) -> bool {
    let Some(here) = document.blocks.get(block) else {
        return false;
    };
    let part = |start| document.part_index_at(start);
    let begins_part = || {
        let above = block.checked_sub(1);
        let above = above.and_then(|above| start_of(document, above));
        above.is_none_or(|above| part(above) != part(here.span.start))
    };
    here.kind.heading_level().is_some() || document.parts.len() > 1 && begins_part()
}

fn previous_start(starts: impl Iterator<Item = usize>, cursor: usize) -> Option<usize> {
    starts.take_while(|start| *start < cursor).last()
}

fn next_sentence(document: &Document, cursor: usize) -> Option<usize> {
    let index = document.block_index_at(cursor)?;
    let here = sentences_of(&document.text, document.blocks.get(index)?);
    let inside = here
        .into_iter()
        .map(|sentence| sentence.start)
        .find(|start| *start > cursor);
    inside.or_else(|| start_of(document, article_below(document, index + 1)?))
}

fn previous_sentence(document: &Document, cursor: usize) -> Option<usize> {
    let index = document.block_index_at(cursor)?;
    let starts = |index: usize| {
        let block = document.blocks.get(index);
        let found = block.map(|block| sentences_of(&document.text, block));
        found
            .unwrap_or_default()
            .into_iter()
            .map(|sentence| sentence.start)
    };
    let inside = previous_start(starts(index), cursor);
    inside.or_else(|| starts(article_above(document, index)?).next_back())
}
