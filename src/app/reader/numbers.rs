//! Numbers beside the text, so that a place can be cited.
//!
//! Numbers are counted from where they were last known, so that reading on in a long document costs what is read on.

use super::rows::{Row, RowKind};
use crate::model::{BlockKind, Document, Numbering, Span};

/// What was counted last of one document.
#[derive(Debug, Default)]
pub(super) struct Counter {
    /// The line breaks before a byte of the text.
    lines: (usize, usize),
    /// The blocks that are no furniture before a block.
    blocks: (usize, usize),
    /// The greatest number there is.
    total: Option<(Numbering, usize)>,
}

impl Counter {
    /// How many digits the greatest number has; none where nothing is counted.
    pub(super) fn digits(&mut self, document: &Document, numbering: Numbering) -> u16 {
        let total = match self.total {
            Some((known, total)) if known == numbering => total,
            _ => match numbering {
                Numbering::None => 0,
                Numbering::Lines => document.line_at(document.text.len()),
                Numbering::Paragraphs => document.paragraphs_in(0..document.blocks.len()),
            },
        };
        self.total = Some((numbering, total));
        let digits = total.checked_ilog10().map_or(0, |digits| digits + 1);
        u16::try_from(digits).unwrap_or(0)
    }

    /// The number that stands beside `row`: of the first line that begins in it, or of the block that it begins.
    pub(super) fn number(
        &mut self,
        document: &Document,
        row: &Row,
        numbering: Numbering,
    ) -> Option<usize> {
        match numbering {
            _ if !row.is_text() => None,
            Numbering::None => None,
            Numbering::Lines => {
                let start = line_start(&document.text, row.span)?;
                Some(self.lines_before(&document.text, start) + 1)
            }
            Numbering::Paragraphs => {
                let block = document.blocks.get(row.block)?;
                let is_counted = row.kind == RowKind::First && block.kind != BlockKind::Boilerplate;
                is_counted.then(|| self.blocks_before(document, row.block) + 1)
            }
        }
    }

    fn lines_before(&mut self, text: &str, at: usize) -> usize {
        let (known, count) = self.lines;
        let between = Span::new(known, at);
        let bytes = text.as_bytes().get(between.start..between.end);
        let breaks = memchr::memchr_iter(b'\n', bytes.unwrap_or_default()).count();
        self.lines = (at, moved(count, breaks, known <= at));
        self.lines.1
    }

    fn blocks_before(&mut self, document: &Document, index: usize) -> usize {
        let (known, count) = self.blocks;
        let between = document.paragraphs_in(known.min(index)..known.max(index));
        self.blocks = (index, moved(count, between, known <= index));
        self.blocks.1
    }
}

fn moved(count: usize, by: usize, forward: bool) -> usize {
    if forward {
        count + by
    } else {
        count.saturating_sub(by)
    }
}

/// The first byte in `span` that a line begins at.
fn line_start(text: &str, span: Span) -> Option<usize> {
    let before = span.start.checked_sub(1);
    if before.is_none_or(|before| text.as_bytes().get(before) == Some(&b'\n')) {
        return Some(span.start);
    }
    let start = span.start + memchr::memchr(b'\n', span.of(text).as_bytes())? + 1;
    (start < span.end).then_some(start)
}
