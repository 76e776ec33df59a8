//! The rows a document is set in on one page.
//!
//! Rows are made block by block, when they are looked at, and kept: opening a long document costs what its first page
//! costs. A place in the document is a byte of the text; a row is only how it happens to be set now.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::table::{self, Columns};
use crate::app::typography::Typography;
use crate::model::{Block, BlockKind, Document, Invisible, Span};
use crate::text::bidi::Levels;
use crate::text::cluster::Spacing;
use crate::text::hyphen;
use crate::text::wrap::{self, Breaking};

/// What a row is to its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The first row of a block.
    First,
    /// A further row.
    More,
    /// The beginning of the heading that the cell below it, in a table that is too wide, has before it.
    Name,
    /// The empty row after a block.
    Gap,
    /// A run of page furniture that is folded away.
    Folded,
}

/// The heading of a column that is drawn before a cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Which bytes of the text it says.
    pub span: Span,
    /// Whether it says the end of them, after which a colon stands.
    pub ends: bool,
}

/// One row of text. Where its clusters stand is told beside it, by its geometry.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing that a row may have, and any go together"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The index of its block; of the first one, where it is a folded run.
    pub block: usize,
    /// What it shows, in bytes of the text; for a gap, the white space between two blocks.
    pub span: Span,
    /// How many cells it is set in, from the side that its block begins at.
    pub indent: u16,
    /// How many cells to the left of the text it begins, as one of a wide table may.
    pub outdent: u16,
    /// What it is to its block.
    pub kind: RowKind,
    /// Whether it is the head of a table or of one of its rows.
    pub is_heading: bool,
    /// The cells there are for text.
    pub(super) width: u16,
    pub(super) spacing: Spacing,
    pub(super) ambiguous_is_wide: bool,
    pub(super) invisible: Invisible,
    /// Whether a hyphen is drawn at its end.
    pub(super) hyphen: bool,
    /// How many cells are shared among the spaces from the byte `stretched_from` on.
    pub(super) stretch: u16,
    pub(super) stretched_from: usize,
    pub(super) label: Option<Label>,
    /// Whether vertical bars at its ends are not shown.
    pub(super) hides_rules: bool,
    /// Which way its text runs, where not all of it runs from left to right.
    pub(super) levels: Option<Rc<Levels>>,
    /// The columns it is set in.
    pub(super) columns: Option<Rc<Columns>>,
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

/// What blocks are set on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The cells there are for text.
    pub width: u16,
    /// The cells to the left and to the right of them that a wider table may take.
    pub beside: (u16, u16),
    /// How it is set.
    pub typography: Typography,
}

/// The rows of one document on one page.
#[derive(Debug, Default)]
pub struct Rows {
    page: Page,
    known: HashMap<usize, Rc<[Row]>>,
    /// The runs of blocks that are folded, in order.
    folded: Vec<Range<usize>>,
}

impl Rows {
    /// Sets what blocks are set on; rows of another page are forgotten.
    pub fn set_page(&mut self, page: Page) {
        if self.page != page {
            self.page = page;
            self.known.clear();
        }
    }

    /// What blocks are set on.
    pub fn page(&self) -> Page {
        self.page
    }

    /// Sets which runs of blocks are folded, in order.
    pub fn fold(&mut self, runs: Vec<Range<usize>>) {
        if self.folded != runs {
            self.folded = runs;
            self.known.clear();
        }
    }

    /// The folded run that a block is in.
    pub fn run_at(&self, block: usize) -> Option<Range<usize>> {
        let after = self.folded.partition_point(|run| run.start <= block);
        let run = self.folded.get(after.checked_sub(1)?)?;
        run.contains(&block).then(|| run.clone())
    }

    /// Forgets every row: the document is another one.
    pub fn forget(&mut self) {
        self.known.clear();
        self.folded.clear();
    }

    /// The rows of a block, its gap included; empty for a block that does not exist, or is folded but not the first of
    /// its run.
    pub fn of(&mut self, document: &Document, block: usize) -> Rc<[Row]> {
        if let Some(rows) = self.known.get(&block) {
            return Rc::clone(rows);
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let rows: Rc<[Row]> = match self.run_at(block) {
            None => set_block(document, block, &self.page).into(),
            Some(run) if run.start == block => folded(document, run, &self.page).into(),
            Some(_) => Rc::new([]),
        };
        self.known.insert(block, Rc::clone(&rows));
        rows
    }

    /// The row that shows the byte `at`.
    pub fn locate(&mut self, document: &Document, at: usize) -> RowPlace {
        let Some(block) = document.block_index_at(at) else {
            return RowPlace::default();
        };
        let block = self.run_at(block).map_or(block, |run| run.start);
        let row = self
            .of(document, block)
            .partition_point(|row| row.span.start <= at)
            .saturating_sub(1);
        RowPlace { block, row }
    }

    /// The row at `place`.
    pub fn get(&mut self, document: &Document, place: RowPlace) -> Option<Row> {
        self.of(document, place.block).get(place.row).cloned()
    }

    /// Whether the row at `place` shows text; there need not be one.
    pub fn is_text(&mut self, document: &Document, place: RowPlace) -> bool {
        let rows = self.of(document, place.block);
        rows.get(place.row).is_some_and(Row::is_text)
    }

    /// The row after `place`.
    pub fn after(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        if place.row + 1 < self.of(document, place.block).len() {
            return Some(RowPlace {
                row: place.row + 1,
                ..place
            });
        }
        let run = self.run_at(place.block);
        let block = run.map_or(place.block + 1, |run| run.end);
        (block < document.blocks.len()).then_some(RowPlace { block, row: 0 })
    }

    /// The row before `place`.
    pub fn before(&mut self, document: &Document, place: RowPlace) -> Option<RowPlace> {
        if let Some(row) = place.row.checked_sub(1) {
            return Some(RowPlace { row, ..place });
        }
        let block = place.block.checked_sub(1)?;
        let block = self.run_at(block).map_or(block, |run| run.start);
        let row = self.of(document, block).len().saturating_sub(1);
        Some(RowPlace { block, row })
    }

    /// The last row of the document.
    pub fn end(&mut self, document: &Document) -> RowPlace {
        let last = document.blocks.len().saturating_sub(1);
        let block = self.run_at(last).map_or(last, |run| run.start);
        let row = self.of(document, block).len().saturating_sub(1);
        RowPlace { block, row }
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

    /// The first place from `place` on, that one included, whose row shows text; upwards unless `down`. `None` where
    /// there is no more.
    pub fn text_from(
        &mut self,
        document: &Document,
        mut place: RowPlace,
        down: bool,
    ) -> Option<RowPlace> {
        while !self.is_text(document, place) {
            place = if down {
                self.after(document, place)
            } else {
                self.before(document, place)
            }?;
        }
        Some(place)
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

/// How far a quotation is set in.
const QUOTATION: u16 = 3;

/// How far the further rows of a line are set in that is kept and too long.
const CONTINUATION: u16 = 2;

/// How far the first row of a paragraph is set in where no empty row parts it from the one above.
const FIRST_LINE: u16 = 2;

impl Page {
    /// A row with the whole of a block, from which its rows are made.
    fn row(&self, document: &Document, index: usize, block: Block) -> Row {
        let spacing = if block.kind.keeps_lines() {
            Spacing::Keep
        } else {
            Spacing::Fold
        };
        Row {
            block: index,
            span: block.span,
            indent: 0,
            outdent: 0,
            kind: RowKind::More,
            is_heading: false,
            width: self.width,
            spacing,
            ambiguous_is_wide: self.typography.ambiguous_is_wide,
            invisible: self.typography.invisible,
            hyphen: false,
            stretch: 0,
            stretched_from: block.span.start,
            label: None,
            hides_rules: false,
            levels: Levels::of(&document.text, block.span, spacing).map(Rc::new),
            columns: None,
        }
    }

    /// Breaks `span` into rows that are otherwise as `like`, whose indent and label the first has; the further ones are
    /// set in by `further` cells. `taken` cells of the first row are taken by what stands before `span`.
    pub(super) fn broken(
        &self,
        document: &Document,
        span: Span,
        like: &Row,
        taken: u16,
        further: u16,
    ) -> Vec<Row> {
        let is_running = document.blocks.get(like.block).is_some_and(|block| {
            use BlockKind::{ListItem, Note, Paragraph, Quotation};
            matches!(block.kind, Paragraph | ListItem(_) | Quotation | Note)
        });
        let hyphens = if self.typography.hyphenate && is_running {
            hyphen::points(&document.text, span)
        } else {
            Vec::new()
        };
        let first = self.width.saturating_sub(like.indent).saturating_sub(taken);
        let breaking = Breaking {
            first,
            further: self.width.saturating_sub(further),
            spacing: like.spacing,
            ambiguous_is_wide: like.ambiguous_is_wide,
            invisible: like.invisible,
            hyphens: &hyphens,
        };
        let broken = wrap::broken(&document.text, span, &breaking);
        let rows = broken.into_iter().enumerate().map(|(number, row)| Row {
            span: row.span,
            hyphen: row.hyphen,
            indent: if number == 0 { like.indent } else { further },
            label: like.label.filter(|_| number == 0),
            ..like.clone()
        });
        let mut rows: Vec<Row> = rows.collect();
        if self.typography.justify && is_running && like.spacing == Spacing::Fold {
            // The last row ends where its words end.
            let count = rows.len().saturating_sub(1);
            for (number, row) in rows.iter_mut().take(count).enumerate() {
                let room = if number == 0 { first } else { breaking.further };
                row.stretch = stretch(document, row, room);
            }
        }
        rows
    }
}

/// How many cells `row` is short of `room`, when they can be shared among its spaces without tearing it apart.
fn stretch(document: &Document, row: &Row, room: u16) -> u16 {
    /// The most cells that are added to a space, on average.
    const MOST: u16 = 2;
    if row.span.of(&document.text).ends_with('\u{2028}') {
        return 0;
    }
    let (mut gaps, mut used) = (0u16, u16::from(row.hyphen));
    for cluster in row.clusters(document, row.shown(document)) {
        used = used.saturating_add(cluster.width);
        gaps = gaps.saturating_add(u16::from(row.is_stretched(&cluster)));
    }
    let short = room.saturating_sub(used);
    if short <= gaps.saturating_mul(MOST) {
        short
    } else {
        0
    }
}

fn set_block(document: &Document, index: usize, page: &Page) -> Vec<Row> {
    let Some(block) = document.blocks.get(index).copied() else {
        return Vec::new();
    };
    let like = page.row(document, index, block);
    let table = if block.kind == BlockKind::Table {
        table::set(document, block.span, page, &like)
    } else {
        None
    };
    let mut rows = match table {
        Some(rows) => rows,
        None if block.kind.keeps_lines() => set_lines(document, block, page, &like),
        None => set_text(document, block, page, like),
    };
    rows.extend(gap(document, index, index + 1, page));
    rows
}

/// The rows of a block that keeps its lines: each has rows of its own, and the further ones of a line that is too long
/// hang. In a table whose columns cannot be told such a line is running text.
fn set_lines(document: &Document, block: Block, page: &Page, like: &Row) -> Vec<Row> {
    let text = &document.text;
    let mut rows = Vec::new();
    let mut start = block.span.start;
    for kept in block.span.of(text).split_inclusive('\n') {
        let kept = Span::new(start, start + kept.len());
        start = kept.end;
        // The first line of a table whose columns cannot be told still heads it.
        let is_heading = block.kind == BlockKind::Table
            && kept.start == block.span.start
            && kept.of(text).contains(char::is_alphabetic);
        let row = Row {
            span: kept,
            is_heading,
            ..like.clone()
        };
        if row.width_of(document, row.shown(document)) <= page.width {
            rows.push(row);
            continue;
        }
        let spacing = match block.kind {
            BlockKind::Table => Spacing::Fold,
            _ => Spacing::Keep,
        };
        let row = Row { spacing, ..row };
        // What goes on stands further in than what it goes on from.
        let set_in = match spacing {
            Spacing::Keep => {
                let words = kept.of(text).trim_start();
                row.width_of(document, Span::new(kept.start, kept.end - words.len()))
            }
            Spacing::Fold => 0,
        };
        let hang = set_in.min(page.width / 2) + CONTINUATION.min(page.width / 4);
        let mut broken = page.broken(document, kept, &row, 0, 0);
        broken.truncate(1);
        let begun = broken.last().map_or(kept.start, |row| row.span.end);
        rows.append(&mut broken);
        if begun < kept.end {
            let row = Row {
                indent: hang,
                ..row
            };
            rows.extend(page.broken(document, Span::new(begun, kept.end), &row, 0, hang));
        }
    }
    if let Some(row) = rows.first_mut() {
        row.kind = RowKind::First;
    }
    rows
}

fn set_text(document: &Document, block: Block, page: &Page, like: Row) -> Vec<Row> {
    let width = page.width;
    let words = block.words(&document.text);
    let marker = Span::new(block.span.start, words.start);
    let marker_width = like.width_of(document, marker);
    // A list in a narrow window is set in less, so that its words still have room.
    let indent = match block.kind {
        BlockKind::ListItem(depth) => (u16::from(depth) * 2).min(width / 4),
        BlockKind::Quotation => QUOTATION.min(width / 4),
        BlockKind::Paragraph if follows_without_gap(document, like.block, page) => {
            FIRST_LINE.min(width / 4)
        }
        _ => 0,
    };
    let continued = continued(document, &like, block);
    let indent = match indent.saturating_add(continued) {
        set_in if set_in < width / 2 => set_in,
        _ => indent,
    };
    let hangs = marker_width > 0 && indent.saturating_add(marker_width) < width / 2;
    let further = match block.kind {
        _ if hangs => indent + marker_width,
        BlockKind::Paragraph => 0,
        _ => indent,
    };
    let content = Span {
        start: if hangs { words.start } else { block.span.start },
        end: block.span.end,
    };
    let like = Row {
        indent,
        stretched_from: words.start,
        ..like
    };
    let taken = if hangs { marker_width } else { 0 };
    let mut rows = page.broken(document, content, &like, taken, further);
    if let Some(row) = rows.first_mut() {
        row.kind = RowKind::First;
        row.span.start = block.span.start;
    }
    rows
}

/// How many cells the marker takes of the list item or note that a block without a marker goes on with.
fn continued(document: &Document, like: &Row, block: Block) -> u16 {
    /// The most blocks above that are looked at.
    const MOST: usize = 32;
    let is_within = |above: &&Block| match (above.kind, block.kind) {
        (BlockKind::ListItem(above), BlockKind::ListItem(here)) => above >= here,
        (above, here) => above == BlockKind::Note && here == BlockKind::Note,
    };
    if block.words(&document.text).start > block.span.start {
        return 0;
    }
    let above = document.blocks.get(..like.block).unwrap_or_default();
    let above = above.iter().rev().take(MOST).take_while(is_within);
    let markers = above
        .filter(|above| above.kind == block.kind)
        .map(|above| Span::new(above.span.start, above.words(&document.text).start));
    markers
        .map(|marker| like.width_of(document, marker))
        .find(|width| *width > 0)
        .unwrap_or(0)
}

/// Whether a paragraph stands right under another one, so that its first row has to tell where it begins.
fn follows_without_gap(document: &Document, index: usize, page: &Page) -> bool {
    let above = index
        .checked_sub(1)
        .and_then(|above| document.blocks.get(above));
    page.typography.spacing == 0 && above.is_some_and(|above| above.kind == BlockKind::Paragraph)
}

/// The one row of a run that is folded away, with the gap after it.
fn folded(document: &Document, run: Range<usize>, page: &Page) -> Vec<Row> {
    let (Some(first), Some(last)) = (
        document.blocks.get(run.start),
        document.blocks.get(run.end.saturating_sub(1)),
    ) else {
        return Vec::new();
    };
    let row = Row {
        span: Span::new(first.span.start, last.span.end),
        kind: RowKind::Folded,
        levels: None,
        ..page.row(document, run.start, *first)
    };
    let mut rows = vec![row];
    rows.extend(
        gap(document, run.end.saturating_sub(1), run.end, page)
            .into_iter()
            .map(|row| Row {
                block: run.start,
                ..row
            }),
    );
    rows
}

/// The empty rows between two neighbours.
fn gap(document: &Document, above: usize, below: usize, page: &Page) -> Vec<Row> {
    let (Some(first), Some(second)) = (document.blocks.get(above), document.blocks.get(below))
    else {
        return Vec::new();
    };
    let count = match (first.kind, second.kind) {
        _ if is_tight(document, *first, *second) => 0,
        (BlockKind::Paragraph, BlockKind::Paragraph) => page.typography.spacing,
        // A heading of the first level is told by the space above it, whatever the terminal can do.
        (BlockKind::Title | BlockKind::Heading(_), BlockKind::Heading(1)) => 1,
        (_, BlockKind::Heading(1)) => page.typography.spacing + 1,
        _ => page.typography.spacing.max(1),
    };
    let row = Row {
        span: Span::new(first.span.end, second.span.start),
        kind: RowKind::Gap,
        levels: None,
        ..page.row(
            document,
            above,
            Block {
                span: Span::new(first.span.end, first.span.end),
                ..*first
            },
        )
    };
    vec![row; usize::from(count)]
}

/// Whether two neighbours stand without an empty row between them.
fn is_tight(document: &Document, above: Block, below: Block) -> bool {
    use BlockKind::{Boilerplate, ListItem, Note, Table, Title};
    matches!(
        (above.kind, below.kind),
        (ListItem(_), ListItem(_)) | (Boilerplate, Boilerplate) | (Table, Table) | (Note, Note)
    ) || above.kind == Title && is_subtitle(document, below)
}

/// Whether a block is the subtitle of the part it is in.
#[must_use]
pub fn is_subtitle(document: &Document, block: Block) -> bool {
    let part = document.part_at(block.span.start);
    let Some(subtitle) = part.and_then(|part| part.metadata.subtitle.as_deref()) else {
        return false;
    };
    // Titles are short: nothing long is looked through at every picture.
    let words = block.span.of(&document.text);
    words.len() <= subtitle.len() * 2 + 64
        && words.split_whitespace().eq(subtitle.split_whitespace())
}
