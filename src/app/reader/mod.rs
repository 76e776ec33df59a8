//! The reader: the open document, the cursor in it, what is selected, and the rows on the screen.
//!
//! Every position is a byte of the document's text, so that resizing, zooming and setting anew keep the place. What is
//! drawn is settled after each change, here; drawing only reads it.

mod correcting;
mod find;
mod fold;
mod inlines;
mod line;
mod motion;
mod numbers;
mod places;
mod reread;
mod rows;
mod selection;
mod survey;
mod sweep;
mod table;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use find::{Find, Went};
pub use inlines::{Reference, Target};
pub use line::Piece;
pub use motion::is_jump;
pub use places::{Placed, Places, Sought, Wanted, needs_a_person};
pub use rows::{Page, Row, RowKind, is_subtitle};
pub use selection::{Selection, Unit};
pub use survey::{Survey, Surveyed, WantedIn, part_at};
pub use sweep::{Progress, Sweep, Swept};

use crate::anchor::Placement;
use crate::model::{AnnotationId, AnnotationSet, Document, Edit, Numbering, Span};
use crate::text::cluster;
use crate::text::positions::CodePoints;
use crate::text::sentence::sentences_of;
use correcting::Corrected;
use numbers::Counter;
use rows::Rows;
use view::{Goal, Top};

/// A document that has been read, with the index that turns its bytes into code points. It is made by a worker and shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDocument {
    /// The document, with what a person put right in it.
    pub document: Document,
    /// Its positions.
    pub points: CodePoints,
    corrected: Corrected,
}

impl OpenDocument {
    /// Indexes `document`.
    #[must_use]
    pub fn new(document: Document) -> Self {
        let points = CodePoints::new(&document.text);
        Self {
            document,
            points,
            corrected: Corrected::default(),
        }
    }
}

/// Bytes of one document as it was when they were chosen: what is begun on them ends up there, whatever is opened
/// meanwhile.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The document.
    pub open: Arc<OpenDocument>,
    /// Which bytes of its text.
    pub span: Span,
}

impl Passage {
    /// Whether another passage is the same bytes of the same text, should that have been read twice.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        let (one, another) = (&self.open.document, &other.open.document);
        self.span == other.span && one.path == another.path && one.hash == another.hash
    }

    /// The text of the passage.
    #[must_use]
    pub fn text(&self) -> &str {
        self.span.of(&self.open.document.text)
    }
}

impl PartialEq for Passage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.open, &other.open) && self.span == other.span
    }
}

/// The state of the reader.
#[derive(Debug, Default)]
pub struct Reader {
    open: Option<Arc<OpenDocument>>,
    cursor: usize,
    top: Top,
    goal: Option<Goal>,
    selection: Option<Selection>,
    /// What stands for the sentence under the cursor while more or less than that is reviewed.
    frame: Option<Span>,
    /// How often annotations or the document have changed.
    changes: u64,
    places: Places,
    current: Option<AnnotationId>,
    /// The annotation that was gone to, which stays the current one for as long as the cursor is in it.
    gone_to: Option<AnnotationId>,
    /// The annotation that is to be gone to once it is found, and where the cursor was when that was asked for.
    awaited: Option<(AnnotationId, usize)>,
    find: Option<Find>,
    /// How many searches behind the screen there were: the number of the last one.
    sweeps: u64,
    /// The number of that which is under way.
    sweeping: Option<u64>,
    rows: Rows,
    /// The blocks of page furniture that stay unfolded: somebody went into them.
    opened: BTreeSet<usize>,
    counter: Counter,
    digits: u16,
    height: u16,
    visible: Vec<Row>,
    /// The number beside each visible row.
    numbers: Vec<Option<usize>>,
    /// The sentence under the cursor, kept because drawing asks for it and a block may be long.
    sentence: Option<Span>,
}

impl Reader {
    /// The open document.
    #[must_use]
    pub fn document(&self) -> Option<&Document> {
        self.open.as_deref().map(|open| &open.document)
    }

    /// The open document with its index.
    #[must_use]
    pub fn open_document(&self) -> Option<&Arc<OpenDocument>> {
        self.open.as_ref()
    }

    /// The cursor, in bytes of the text.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The annotation under the cursor: where several overlap, the one last gone to, or else the shortest.
    #[must_use]
    pub fn current(&self) -> Option<AnnotationId> {
        self.current
    }

    /// Where the annotations are.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The search, if there is one.
    #[must_use]
    pub fn find(&self) -> Option<&Find> {
        self.find.as_ref()
    }

    /// The selection, if there is one.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The sentence under the cursor, or what was framed in its place.
    #[must_use]
    pub fn sentence(&self) -> Option<Span> {
        self.frame.or(self.sentence)
    }

    /// What was framed in the place of the sentence under the cursor.
    #[must_use]
    pub fn frame(&self) -> Option<Span> {
        self.frame
    }

    /// Lets `span` stand for the sentence under the cursor until the cursor leaves it.
    pub fn set_frame(&mut self, span: Span) {
        if !span.contains(self.cursor) {
            self.go(span.start);
        }
        self.frame = Some(span);
        self.settle();
    }

    /// Lets the sentence under the cursor be itself again; whether something else stood for it.
    pub fn drop_frame(&mut self) -> bool {
        self.frame.take().is_some()
    }

    /// A number that is another one once annotations or the document have changed.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// The rows on the screen, from the top.
    #[must_use]
    pub fn visible(&self) -> &[Row] {
        &self.visible
    }

    /// The numbers beside the rows on the screen, from the top.
    pub fn numbers(&self) -> impl Iterator<Item = Option<usize>> {
        self.numbers.iter().copied()
    }

    /// Says what is counted beside the text, so that the digits it needs are known.
    pub fn count(&mut self, numbering: Numbering) {
        let document = self.open.as_deref().map(|open| &open.document);
        self.digits = document.map_or(0, |document| self.counter.digits(document, numbering));
    }

    /// How many digits the numbers beside the text have; none where nothing is counted.
    #[must_use]
    pub fn digits(&self) -> u16 {
        self.digits
    }

    /// How many blocks a folded run has whose first one is `block`.
    #[must_use]
    pub fn folded_blocks(&self, block: usize) -> usize {
        self.rows.run_at(block).map_or(0, |run| run.len())
    }

    /// Shows `open` with the cursor at the byte `at`.
    pub fn show(&mut self, open: Arc<OpenDocument>, at: usize, set: &AnnotationSet) {
        self.places = Places::find(&open, set);
        self.open = Some(open);
        (self.selection, self.find, self.goal) = (None, None, None);
        self.frame = None;
        self.changes += 1;
        (self.gone_to, self.awaited) = (None, None);
        self.sentence = None;
        self.counter = Counter::default();
        self.rows.forget();
        self.opened.clear();
        self.top = Top::default();
        self.refold();
        self.go(self.past_fold(at, true));
        self.settle();
    }

    /// Shows nothing any more.
    pub fn close(&mut self) {
        *self = Self {
            height: self.height,
            changes: self.changes + 1,
            rows: std::mem::take(&mut self.rows),
            sweeps: self.sweeps,
            sweeping: self.sweeping,
            ..Self::default()
        };
        self.rows.forget();
    }

    /// Shows `open`, which has the same text as what is shown, in its place: only what its blocks are is different.
    pub fn renew(&mut self, open: Arc<OpenDocument>) {
        self.open = Some(open);
        self.forget_kinds();
        self.keep_open();
    }

    /// Finds all annotations again: they were read anew.
    pub fn refresh(&mut self, set: &AnnotationSet) {
        let Some(open) = &self.open else { return };
        self.places = Places::find(open, set);
        self.changes += 1;
        let record = set.document(&open.document.path).cloned();
        self.correct(record.as_ref());
        self.settle_current();
        self.keep_open();
    }

    /// Follows `edits` of the annotations.
    pub fn follow(&mut self, edits: &[Edit]) {
        let Some(open) = &self.open else { return };
        self.places.update(open, edits);
        self.changes += 1;
        for edit in edits {
            if let Edit::Document { before, after } = edit
                && let Some(either) = after.as_ref().or(before.as_ref())
                && self
                    .document()
                    .is_some_and(|document| document.path == either.path)
            {
                self.correct(after.as_deref());
            }
        }
        self.settle_current();
        self.keep_open();
    }

    /// Puts the cursor on the character at the byte `at`, or the nearest one.
    pub fn go(&mut self, at: usize) {
        self.goal = None;
        self.place(at);
    }

    /// What is to be looked for behind the screen and was not asked for before.
    pub fn sought(&mut self, set: &AnnotationSet) -> Option<Sought> {
        self.places.ask(self.open.as_ref()?, set)
    }

    /// The annotation that is to be gone to once it is found, the cursor being where it was when that was asked for.
    #[must_use]
    pub fn awaited(&self) -> Option<AnnotationId> {
        let awaited = self.awaited.filter(|(_, at)| *at == self.cursor);
        awaited.map(|(id, _)| id)
    }

    /// Takes in what was found of what was asked for; whether that is of any use, the document being the same still.
    pub fn take_in(&mut self, sought: &Sought, found: Vec<Placement>, set: &AnnotationSet) -> bool {
        let asked = &sought.open.document;
        let is_same = |shown: &Document| (&shown.path, &shown.hash) == (&asked.path, &asked.hash);
        if !self.document().is_some_and(is_same) {
            return false;
        }
        self.places.take_in(sought, found, set);
        self.changes += 1;
        if let Some(id) = self.awaited().filter(|id| !self.places.is_sought(*id)) {
            self.go_to_annotation(id);
        }
        self.settle_current();
        self.keep_open();
        true
    }

    /// Puts the cursor on an annotation, which becomes the current one; whether it has a place. One that is looked for is
    /// gone to once it is found, unless the cursor goes elsewhere meanwhile.
    pub fn go_to_annotation(&mut self, id: AnnotationId) -> bool {
        self.awaited = self.places.is_sought(id).then_some((id, self.cursor));
        let Some(placed) = self.places.get(id).copied() else {
            return false;
        };
        self.gone_to = Some(id);
        self.go(placed.span.start);
        true
    }

    fn place(&mut self, at: usize) {
        let Some(document) = self.document() else {
            return;
        };
        let at = cluster::floor(
            &document.text,
            at.min(document.text.len().saturating_sub(1)),
        );
        // The white space between two blocks is no place to be: the block before it is, save before the first.
        self.cursor = document.block_at(at).map_or(0, |block| {
            if at < block.span.start {
                block.span.start
            } else if at >= block.span.end {
                cluster::previous(&document.text, block.span.end)
            } else {
                at
            }
        });
        self.frame = self.frame.filter(|frame| frame.contains(self.cursor));
        // Whoever goes into what is folded wants to see it.
        let block = self
            .document()
            .and_then(|document| document.block_index_at(self.cursor));
        if let Some(run) = block.and_then(|block| self.rows.run_at(block)) {
            self.opened.extend(run);
            self.refold();
        }
        self.settle_current();
    }

    fn settle_current(&mut self) {
        let around = self.places.around(self.cursor);
        self.gone_to = self
            .gone_to
            .filter(|id| around.iter().any(|placed| placed.id == *id));
        self.current = self
            .gone_to
            .or_else(|| around.first().map(|placed| placed.id));
    }

    /// The sentence that holds the byte `at`; the whole block where it has no sentences.
    #[must_use]
    pub fn sentence_at(&self, at: usize) -> Option<Span> {
        let document = self.document()?;
        let block = document.block_at(at)?;
        let words = block.words(&document.text);
        let found = sentences_of(&document.text, block);
        let index = found
            .partition_point(|sentence| sentence.start <= at)
            .saturating_sub(1);
        Some(found.get(index).copied().unwrap_or(words))
    }

    /// What tagging and noting act on: the selection, or else the sentence under the cursor.
    #[must_use]
    pub fn target(&self) -> Option<Passage> {
        let open = self.open.as_ref()?;
        let span = self
            .selected()
            .or(self.frame)
            .or_else(|| self.sentence_at(self.cursor))?
            .trimmed(&open.document.text);
        (!span.is_empty()).then(|| Passage {
            open: Arc::clone(open),
            span,
        })
    }
}
