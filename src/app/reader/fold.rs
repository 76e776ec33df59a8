//! Which page furniture is folded away: the runs of it that nobody has written on or gone into.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Places;
use crate::model::{Block, BlockKind, Document};
use crate::text::cluster;

/// The runs of blocks that are folded, in order. Blocks with an annotation on them and those in `opened` stay; a
/// document that is nothing but furniture is not folded. Nor is a single block that has one row where rows have `width`
/// cells: folded away it would take as much.
#[must_use]
pub(super) fn runs(
    document: &Document,
    places: &Places,
    opened: &BTreeSet<usize>,
    width: u16,
) -> Vec<Range<usize>> {
    let is_folded = |index: usize, block: &Block| {
        block.kind == BlockKind::Boilerplate
            && !opened.contains(&index)
            && places.overlapping(block.span).next().is_none()
    };
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        match runs.last_mut() {
            _ if !is_folded(index, block) => {}
            Some(run) if run.end == index => run.end += 1,
            _ => runs.push(index..index + 1),
        }
    }
    if matches!(runs.as_slice(), [run] if run.len() == document.blocks.len()) {
        runs.clear();
    }
    runs.retain(|run| {
        let block = document.blocks.get(run.start).filter(|_| run.len() == 1);
        block.is_none_or(|block| !has_one_row(block.span.of(&document.text), width))
    });
    runs
}

/// Whether `text` takes no more than one row of `width` cells.
fn has_one_row(text: &str, width: u16) -> bool {
    /// No row has more bytes to a cell; a long block is not measured.
    const BYTES: usize = 16;
    text.len() <= usize::from(width) * BYTES
        && !text.contains('\u{2028}')
        && cluster::width(text) <= width
}
