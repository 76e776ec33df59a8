//! Selecting in the reader: an anchor, the cursor, and the unit that both are widened to.

use super::Reader;
use crate::anchor::Moved;
use crate::app::action::Select;
use crate::model::Span;
use crate::text::cluster;
use crate::text::word;

/// What a selection grows by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Characters.
    Character,
    /// Words.
    Word,
    /// Sentences.
    Sentence,
    /// Paragraphs.
    Paragraph,
    /// Sections: from a heading to the next that is not below it.
    Section,
}

impl Unit {
    /// The word for it on the status line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Character => "characters",
            Self::Word => "words",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Section => "section",
        }
    }
}

/// A selection: from where it began to the cursor, both widened to the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it began, in bytes of the text.
    pub anchor: usize,
    /// What it grows by.
    pub unit: Unit,
}

impl Selection {
    /// The selection in the next version of the text.
    pub(super) fn moved(self, moved: &Moved) -> Self {
        Self {
            anchor: moved.to(self.anchor),
            ..self
        }
    }
}

impl Reader {
    /// Begins or changes the selection.
    pub fn select(&mut self, select: Select) {
        let unit = self.selection.map(|selection| selection.unit);
        let anchor = self
            .selection
            .map_or(self.cursor, |selection| selection.anchor);
        let wanted = match (select, unit) {
            (Select::Characters, Some(Unit::Character))
            | (Select::Paragraphs, Some(Unit::Paragraph)) => None,
            (Select::Characters, _) => Some(Unit::Character),
            (Select::Sentence, Some(Unit::Sentence)) | (Select::Paragraphs, _) => {
                Some(Unit::Paragraph)
            }
            (Select::Sentence, Some(Unit::Paragraph)) => Some(Unit::Section),
            (Select::Sentence, _) => Some(Unit::Sentence),
        };
        self.selection = wanted.map(|unit| Selection { anchor, unit });
    }

    /// Begins a selection of `unit` at the byte `anchor`.
    pub fn select_from(&mut self, anchor: usize, unit: Unit) {
        self.selection = Some(Selection { anchor, unit });
    }

    /// Lets the selection go; whether there was one.
    pub fn deselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// What is selected.
    #[must_use]
    pub fn selected(&self) -> Option<Span> {
        let Selection { anchor, unit } = self.selection?;
        Some(
            self.widen(anchor, unit)?
                .union(self.widen(self.cursor, unit)?),
        )
    }

    /// The whole of the `unit` that holds the byte `at`.
    fn widen(&self, at: usize, unit: Unit) -> Option<Span> {
        let document = self.document()?;
        match unit {
            Unit::Character => Some(Span::new(at, cluster::next(&document.text, at))),
            Unit::Word => Some(word::at(&document.text, at)),
            Unit::Sentence => self.sentence_at(at),
            Unit::Paragraph => document.block_at(at).map(|block| block.span),
            Unit::Section => self.section_at(at),
        }
    }

    fn section_at(&self, at: usize) -> Option<Span> {
        let document = self.document()?;
        let here = document.block_index_at(at)?;
        let blocks = &document.blocks;
        let begin = (0..=here)
            .rev()
            .find(|index| blocks[*index].kind.heading_level().is_some())
            .unwrap_or(0);
        let own = blocks[begin].kind.heading_level().unwrap_or(0);
        let ends = |index: &usize| {
            let other = blocks[*index].kind.heading_level();
            other.is_some_and(|other| other <= own || own == 0)
        };
        let end = (begin + 1..blocks.len()).find(ends).unwrap_or(blocks.len());
        Some(Span::new(
            blocks[begin].span.start,
            blocks[end.max(here + 1) - 1].span.end,
        ))
    }
}
