//! What a person puts right in the open document: applied at once, taken back as it was, and the place kept.

use std::sync::Arc;

use super::numbers::Counter;
use super::{OpenDocument, Reader};
use crate::model::{BlockKind, Correction, DocumentRecord, Part};

/// What was put right in an open document, and how it was before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Corrected {
    by: Vec<Correction>,
    /// The kinds of all blocks and the parts as they were found; nothing where nothing was put right.
    found: Option<Box<(Vec<BlockKind>, Vec<Part>)>>,
}

impl OpenDocument {
    /// Makes the document what its record says, and nothing else than what was found where there is none; whether that
    /// changed it. Whoever else holds the document keeps it as it is.
    pub fn correct(open: &mut Arc<Self>, record: Option<&DocumentRecord>) -> bool {
        let wanted = record.map_or(&[][..], |record| &record.corrections);
        if open.corrected.by == wanted {
            return false;
        }
        let open = Arc::make_mut(open);
        open.corrected.by = wanted.to_vec();
        let document = &mut open.document;
        if let Some((kinds, parts)) = open.corrected.found.take().map(|found| *found) {
            for (block, kind) in document.blocks.iter_mut().zip(kinds) {
                block.kind = kind;
            }
            document.parts = parts;
        }
        if let Some(record) = record.filter(|record| !record.corrections.is_empty()) {
            let kinds = document.blocks.iter().map(|block| block.kind).collect();
            open.corrected.found = Some(Box::new((kinds, document.parts.clone())));
            record.correct(document);
        }
        true
    }

    /// What postil took the block with this index for, whatever a person says of it.
    #[must_use]
    pub fn found_kind(&self, block: usize) -> Option<BlockKind> {
        let now = || self.document.blocks.get(block).map(|block| block.kind);
        let found = self.corrected.found.as_ref();
        found
            .and_then(|found| found.0.get(block).copied())
            .or_else(now)
    }
}

impl Reader {
    /// Makes the open document what its record says; cursor, selection and annotations stay where they are.
    pub(super) fn correct(&mut self, record: Option<&DocumentRecord>) {
        if let Some(open) = &mut self.open
            && OpenDocument::correct(open, record)
        {
            self.forget_kinds();
            let cursor = self.cursor;
            self.place(cursor);
            self.settle();
        }
    }

    /// Forgets what was worked out from what the blocks are: they are something else now, where they were.
    pub(super) fn forget_kinds(&mut self) {
        self.rows.forget();
        self.counter = Counter::default();
        self.sentence = None;
        self.goal = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, DocPath, Document, Span, Structure};

    #[test]
    fn what_was_put_right_is_taken_back_as_it_was_found() {
        let spans = [(0, 3), (5, 8), (10, 13)];
        let kinds = [
            BlockKind::Title,
            BlockKind::Paragraph,
            BlockKind::Heading(2),
        ];
        let blocks = spans.into_iter().zip(kinds);
        let structure = Structure {
            blocks: blocks
                .map(|((start, end), kind)| Block {
                    kind,
                    span: Span::new(start, end),
                })
                .collect(),
            ..Structure::default()
        };
        let path = DocPath::new("a.txt");
        let document = Document::new(path.clone(), "One\n\nTwo\n\nSix".into(), structure);
        let mut open = Arc::new(OpenDocument::new(document.clone()));
        let mut record = DocumentRecord::new(path);
        let other = Arc::clone(&open);
        for (kind, text, expect) in [
            (
                BlockKind::Title,
                "Two",
                [BlockKind::Paragraph, BlockKind::Title, kinds[2]],
            ),
            (
                BlockKind::Boilerplate,
                "Six",
                [kinds[0], kinds[1], BlockKind::Boilerplate],
            ),
        ] {
            record.corrections = vec![Correction::new(kind, text)];
            assert!(OpenDocument::correct(&mut open, Some(&record)));
            assert!(!OpenDocument::correct(&mut open, Some(&record)));
            let found: Vec<BlockKind> = open
                .document
                .blocks
                .iter()
                .map(|block| block.kind)
                .collect();
            assert_eq!(found, expect);
            assert_eq!(open.found_kind(1), Some(BlockKind::Paragraph));
        }
        assert!(OpenDocument::correct(&mut open, None));
        assert_eq!(open.document, document);
        assert_eq!(other.document, document);
    }
}
