//! Which page furniture is folded away: the runs of it that nobody has written on or gone into.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Places;
use crate::model::{Block, BlockKind, Document};

/// The runs of blocks that are folded, in order. Blocks with an annotation on them and those in `opened` stay; a
/// document that is nothing but furniture is not folded.
#[must_use]
pub(super) fn runs(
    document: &Document,
    places: &Places,
    opened: &BTreeSet<usize>,
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
    runs
}
