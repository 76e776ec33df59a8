//! The rows a document is set in at one width.
//!
//! Rows are made block by block, when they are looked at, and kept: opening a long document costs what its first page
//! costs. A place in the document is a byte of the text; a row is only how it happens to be set now.

use std::collections::HashMap;
use std::rc::Rc;

use crate::model::{Block, BlockKind, Document, Span};
use crate::text::cluster::{self, Spacing, clusters};
use crate::text::wrap::wrap;

/// What a row is to its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The first row of a block.
    First,
    /// A further row.
    More,
    /// The empty row after a block.
    Gap,
}

/// One row of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The index of its block.
    pub block: usize,
    /// What it shows, in bytes of the text; for a gap, the white space between two blocks.
    pub span: Span,
    /// How many cells it is set in.
    pub indent: u16,
    /// What it is to its block.
    pub kind: RowKind,
}

/// The place of a row: its block, and its number among the block's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowPlace {
    /// The index of the block.
    pub block: usize,
    /// The index of the row in the block.
    pub row: usize,
}

/// How many blocks are remembered before all are forgotten, so that reading a long document through does not fill memory.
const REMEMBERED: usize = 2_000;

/// The rows of one document at one width.
#[derive(Debug, Default)]
pub struct Rows {
    width: u16,
    known: HashMap<usize, Rc<[Row]>>,
}

/// How the white space of a block is set.
#[must_use]
pub fn spacing(kind: BlockKind) -> Spacing {
    if kind.keeps_lines() {
        Spacing::Keep
    } else {
        Spacing::Fold
    }
}

impl Rows {
    /// Sets the width in cells; rows of another width are forgotten.
    pub fn set_width(&mut self, width: u16) {
        if self.width != width {
            self.width = width;
            self.known.clear();
        }
    }

    /// Forgets every row: the document is another one.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// The rows of a block, its gap included; empty for a block that does not exist.
    pub fn of(&mut self, document: &Document, block: usize) -> Rc<[Row]> {
        if let Some(rows) = self.known.get(&block) {
            return Rc::clone(rows);
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let rows: Rc<[Row]> = set_block(document, block, self.width.max(1)).into();
        self.known.insert(block, Rc::clone(&rows));
        rows
    }

    /// The row that shows the byte `at`.
    pub fn locate(&mut self, document: &Document, at: usize) -> RowPlace {
        let Some(block) = document.block_index_at(at) else {
            return RowPlace::default();
        };
        let rows = self.of(document, block);
        let row = rows
            .partition_point(|row| row.span.start <= at)
            .saturating_sub(1);
        RowPlace { block, row }
    }

    /// The row at `place`.
    pub fn get(&mut self, document: &Document, place: RowPlace) -> Option<Row> {
        self.of(document, place.block).get(place.row).copied()
    }

    /// The row after `place`.
    pub fn after(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        if place.row + 1 < self.of(document, place.block).len() {
            return Some(RowPlace {
                row: place.row + 1,
                ..place
            });
        }
        let block = place.block + 1;
        (block < document.blocks.len()).then_some(RowPlace { block, row: 0 })
    }

    /// The row before `place`.
    pub fn before(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        if let Some(row) = place.row.checked_sub(1) {
            return Some(RowPlace { row, ..place });
        }
        let block = place.block.checked_sub(1)?;
        let row = self.of(document, block).len().saturating_sub(1);
        Some(RowPlace { block, row })
    }

    /// The place `count` rows down (up when negative) from `place`, or as far as the document goes.
    pub fn step(&mut self, document: &Document, mut place: RowPlace, count: i32) -> RowPlace {
        for _ in 0..count.unsigned_abs() {
            let next = if count > 0 {
                self.after(document, place)
            } else {
                self.before(document, place)
            };
            let Some(next) = next else { break };
            place = next;
        }
        place
    }

    /// At most `height` rows from `top` on.
    pub fn window(&mut self, document: &Document, top: RowPlace, height: u16) -> Vec<Row> {
        let mut found = Vec::with_capacity(usize::from(height));
        let mut place = Some(top);
        while let Some(at) = place
            && found.len() < usize::from(height)
        {
            found.extend(self.get(document, at));
            place = self.after(document, at);
        }
        found
    }
}

/// The byte shown at `column` cells from the left edge of the text, or the nearest one of the row.
#[must_use]
pub fn at_column(document: &Document, row: Row, column: u16) -> usize {
    let mut left = row.indent;
    let mut last = row.span.start;
    for cluster in clusters(
        &document.text,
        shown_span(document, row),
        row_spacing(document, row),
    ) {
        if cluster.width > 0 {
            last = cluster.span.start;
            left = left.saturating_add(cluster.width);
        }
        if left > column {
            break;
        }
    }
    last
}

/// How many cells from the left edge of the text the byte `at` of the row is drawn.
#[must_use]
pub fn column_of(document: &Document, row: Row, at: usize) -> u16 {
    clusters(&document.text, row.span, row_spacing(document, row))
        .take_while(|cluster| cluster.span.end <= at)
        .fold(row.indent, |left, cluster| {
            left.saturating_add(cluster.width)
        })
}

/// What of the row is seen: the white space at its end is not.
#[must_use]
pub fn shown_span(document: &Document, row: Row) -> Span {
    let text = row.span.of(&document.text);
    Span {
        start: row.span.start,
        end: row.span.start + text.trim_end().len(),
    }
}

/// How the white space of the row is set.
#[must_use]
pub fn row_spacing(document: &Document, row: Row) -> Spacing {
    document
        .blocks
        .get(row.block)
        .map_or(Spacing::Fold, |block| spacing(block.kind))
}

/// How far a quotation is set in.
const QUOTATION: u16 = 3;

fn set_block(document: &Document, index: usize, width: u16) -> Vec<Row> {
    let Some(block) = document.blocks.get(index).copied() else {
        return Vec::new();
    };
    let words = block.words(&document.text);
    let marker = Span::new(block.span.start, words.start);
    let marker_width = cluster::width(marker.of(&document.text));
    // A list in a narrow window is set in less, so that its words still have room.
    let first = match block.kind {
        BlockKind::ListItem(depth) => (u16::from(depth) * 2).min(width / 4),
        BlockKind::Quotation => QUOTATION.min(width / 4),
        _ => 0,
    };
    let hanging = if first + marker_width < width / 2 {
        first + marker_width
    } else {
        first
    };
    let content = Span {
        start: if hanging > first {
            marker.end
        } else {
            block.span.start
        },
        end: block.span.end,
    };
    let mut rows: Vec<Row> = wrap(
        &document.text,
        content,
        width.saturating_sub(hanging).max(1),
        spacing(block.kind),
    )
    .into_iter()
    .map(|span| Row {
        block: index,
        span,
        indent: hanging,
        kind: RowKind::More,
    })
    .collect();
    if let Some(row) = rows.first_mut() {
        *row = Row {
            span: Span {
                start: block.span.start,
                ..row.span
            },
            indent: first,
            kind: RowKind::First,
            ..*row
        };
    }
    if let Some(next) = document.blocks.get(index + 1)
        && !tight(block, *next)
    {
        let span = Span::new(block.span.end, next.span.start);
        rows.push(Row {
            block: index,
            span,
            indent: 0,
            kind: RowKind::Gap,
        });
    }
    rows
}

/// Whether two neighbours stand without an empty row between them.
fn tight(above: Block, below: Block) -> bool {
    use BlockKind::{Boilerplate, ListItem, Note, Preformatted, Table};
    matches!(
        (above.kind, below.kind),
        (ListItem(_), ListItem(_))
            | (Boilerplate, Boilerplate)
            | (Table, Table)
            | (Preformatted, Preformatted)
            | (Note, Note)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocPath, Structure};

    fn document(text: &str, kinds: &[BlockKind]) -> Document {
        let mut blocks = Vec::new();
        let mut start = 0;
        for (paragraph, kind) in text.split("\n\n").zip(kinds) {
            blocks.push(Block {
                kind: *kind,
                span: Span::new(start, start + paragraph.len()),
            });
            start += paragraph.len() + 2;
        }
        let structure = Structure {
            blocks,
            ..Structure::default()
        };
        Document::new(DocPath::new("a.txt"), text.into(), structure)
    }

    fn set(text: &str, kinds: &[BlockKind], width: u16) -> Vec<String> {
        let document = document(text, kinds);
        let mut rows = Rows::default();
        rows.set_width(width);
        rows.window(&document, RowPlace::default(), 100)
            .into_iter()
            .map(|row| match row.kind {
                RowKind::Gap => String::new(),
                _ => format!(
                    "{:indent$}{}",
                    "",
                    shown_span(&document, row).of(&document.text),
                    indent = usize::from(row.indent)
                ),
            })
            .collect()
    }

    #[test]
    fn list_items_hang_and_stand_close_together() {
        let item = BlockKind::ListItem(0);
        let text = "• one two three\n\n• four\n\nAfter.";
        let rows = set(text, &[item, item, BlockKind::Paragraph], 12);
        assert_eq!(rows, ["• one two", "  three", "• four", "", "After."]);
    }

    #[test]
    fn quotations_are_set_in() {
        assert_eq!(
            set("one two three", &[BlockKind::Quotation], 12),
            ["   one two", "   three"]
        );
    }

    #[test]
    fn a_column_and_its_byte_find_each_other() {
        let document = document("naïve 漢字 end", &[BlockKind::Paragraph]);
        let mut rows = Rows::default();
        rows.set_width(40);
        let row = rows.get(&document, RowPlace::default()).unwrap();
        for (at, letter) in document.text.char_indices() {
            let column = column_of(&document, row, at);
            assert_eq!(at_column(&document, row, column), at, "{letter}");
        }
        assert_eq!(
            at_column(&document, row, 7),
            7,
            "the second cell of a wide character is the character"
        );
        assert_eq!(at_column(&document, row, 300), document.text.len() - 1);
    }

    #[test]
    fn steps_go_over_gaps_and_stop_at_the_ends() {
        let document = document("one\n\ntwo", &[BlockKind::Paragraph, BlockKind::Paragraph]);
        let mut rows = Rows::default();
        rows.set_width(10);
        let down = rows.step(&document, RowPlace::default(), 2);
        assert_eq!(down, RowPlace { block: 1, row: 0 });
        assert_eq!(rows.step(&document, down, 5), down);
        assert_eq!(rows.step(&document, down, -9), RowPlace::default());
        assert_eq!(
            rows.locate(&document, 4),
            RowPlace { block: 0, row: 1 },
            "the gap"
        );
    }
}
