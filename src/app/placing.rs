//! Where what lies over the text is put: beside the sentence it is about, which one wants to see meanwhile.

use std::ops::Range;

use ratatui::layout::Rect;

use super::App;
use super::action::Fact;
use super::finding::Wanted;
use super::overlay::{FieldEditor, NoteEditor, NoteTarget, Overlay, Picker, PickerKind, TagTarget};
use super::panes::{PickerParts, beside, picker_parts};
use super::reader::Passage;
use crate::model::{AnnotationId, BlockKind, Span};

/// The widest list, in cells.
const LIST: u16 = 92;

/// The widest list of what is long: commands with their descriptions, addresses.
const WIDE_LIST: u16 = 140;

/// The rows that what is said of a tag takes at least.
const SAID: usize = 7;

/// The widest box for a note or a fact, in cells.
const BOX: u16 = 76;

impl App {
    /// Where the parts of a picker are.
    #[must_use]
    pub fn picker_parts(&self, picker: &Picker) -> PickerParts {
        let width = match picker.kind {
            PickerKind::Commands | PickerKind::Links => WIDE_LIST,
            _ => LIST,
        };
        let is_tags = matches!(picker.kind, PickerKind::Tags { .. });
        let least = if is_tags && picker.all() > 1 { SAID } else { 0 };
        let items = (picker.len().max(least), picker.all().max(least));
        picker_parts(self.area, self.rows_in_question(), width, items, is_tags)
    }

    /// Where a note is written, frame and all.
    #[must_use]
    pub fn note_part(&self, editor: &NoteEditor) -> Rect {
        /// The rows of the frame, and two to write on.
        const AROUND: usize = 4;
        /// What an editor takes where there is room.
        const WANTED: u16 = 10;
        let lines = editor.area.lines().len().saturating_add(AROUND);
        let most = (self.area.height * 2 / 3).max(3);
        let height = u16::try_from(lines).unwrap_or(u16::MAX);
        let height = height.max(WANTED).min(most);
        self.box_of(height)
    }

    /// Where a fact is typed, with `rows` rows under it, frame and all.
    #[must_use]
    pub fn field_part(&self, rows: u16) -> Rect {
        self.box_of(rows.saturating_add(4))
    }

    /// How many cells of text such a box has in a row.
    #[must_use]
    pub fn box_width(&self) -> u16 {
        self.box_of(3).width.saturating_sub(4)
    }

    fn box_of(&self, height: u16) -> Rect {
        let width = self.area.width.saturating_sub(4).min(BOX);
        beside(self.area, self.rows_in_question(), width, (height, height))
    }

    /// The rows of the window that show what the lowest of the overlays is about.
    pub(super) fn rows_in_question(&self) -> Option<Range<u16>> {
        let span = self.in_question()?;
        let text = self.reader_parts(self.panes().reader?).text;
        let rows = text.rows().zip(self.reader.visible());
        let mut rows = rows.filter(|(_, row)| row.is_text() && row.span.overlaps(span));
        let first = rows.next()?.0;
        let last = rows.last().map_or(first, |(line, _)| line);
        Some(first.y..last.y + 1)
    }

    /// What the lowest of the overlays is about, in bytes of the text that is shown.
    fn in_question(&self) -> Option<Span> {
        match self.overlays.first()? {
            Overlay::Note(editor) => match &editor.target {
                NoteTarget::New(passage) => self.shown_span(passage),
                NoteTarget::Annotation(annotation) => self.placed_span(annotation.id),
                NoteTarget::Tag(..) | NoteTarget::Verdict(_) => None,
            },
            Overlay::Picker(picker) => match &picker.kind {
                PickerKind::Tags {
                    target: TagTarget::Passage(passage),
                    ..
                }
                | PickerKind::Kinds(passage) => self.shown_span(passage),
                PickerKind::Tags {
                    target: TagTarget::Annotation(id),
                    ..
                } => self.placed_span(*id),
                _ => None,
            },
            Overlay::Finder(finder) => match finder.wanted {
                Wanted::Linked(from) => self.placed_span(from),
                _ => None,
            },
            Overlay::Field(editor) => self.said_in(editor),
            Overlay::Claim(form) => self.claimed_span(form),
            Overlay::Search(_)
            | Overlay::ListFilter(_)
            | Overlay::Page(_)
            | Overlay::Question(_)
            | Overlay::Peek(_)
            | Overlay::Damage(_)
            | Overlay::Anchors(_)
            | Overlay::Queue(_)
            | Overlay::Codebook(_)
            | Overlay::Entry(_)
            | Overlay::Split(_)
            | Overlay::Ledger(_)
            | Overlay::Bulk(_)
            | Overlay::Working(_)
            | Overlay::Relation(_)
            | Overlay::Pair(_)
            | Overlay::Elsewhere(_)
            | Overlay::Corpus(_)
            | Overlay::Agreement(_)
            | Overlay::Adjudication(_)
            | Overlay::Draft(_) => None,
        }
    }

    fn shown_span(&self, passage: &Passage) -> Option<Span> {
        let shown = self.reader.document()?;
        (shown.path == passage.open.document.path).then_some(passage.span)
    }

    fn placed_span(&self, id: AnnotationId) -> Option<Span> {
        self.reader.places().get(id).map(|placed| placed.span)
    }

    /// Where the document says what a fact is about: its title, or else the sentence one has come to it from.
    fn said_in(&self, editor: &FieldEditor) -> Option<Span> {
        let document = self.reader.document()?;
        let part = document.part_at(self.reader.cursor())?.span;
        let mut blocks = document.blocks_in(part).iter();
        let title = blocks
            .find(|block| block.kind == BlockKind::Title)
            .filter(|_| editor.fact == Fact::Title);
        title.map(|block| block.span).or(self.reader.sentence())
    }
}
