//! Captions and notes, by their labels and neighbours.

use super::{furniture, looks, marks};
use crate::model::{BlockKind, Structure};

/// The longest caption, in bytes.
const LONGEST_CAPTION: usize = 300;

/// Marks captions: what says so itself, and what stands in the place of a picture.
pub(super) fn mark_captions(text: &str, structure: &mut Structure) {
    let mut before: Option<(usize, &str, bool)> = None;
    for at in 0..structure.blocks.len() {
        let Some(block) = structure.blocks.get(at).copied() else {
            continue;
        };
        let line = block.span.of(text);
        let is_line = block.span.len() <= LONGEST_CAPTION && !line.contains('\n');
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem(_));
        let is_below = before.is_some_and(|(end, above, is_caption)| {
            let gap = text.get(end..block.span.start).unwrap_or_default();
            let is_near = gap.matches('\n').nth(1).is_none();
            is_near && (furniture::is_picture(above) || (is_caption && above == line && is_line))
        });
        let is_caption = is_text && (is_below || (is_line && is_labelled(line)));
        if is_caption && let Some(block) = structure.blocks.get_mut(at) {
            block.kind = BlockKind::Caption;
        }
        before = Some((block.span.end, line, is_caption));
    }
}

/// Whether `line` says itself that it is a caption, as in `Figure 1: Trade by year`.
fn is_labelled(line: &str) -> bool {
    let Some((key, _)) = line.split_once(':').filter(|(key, _)| key.len() <= 20) else {
        return false;
    };
    let key = key.trim().to_lowercase();
    let labels = [
        "photo",
        "photo credit",
        "image",
        "image credit",
        "photograph",
        "credit",
    ];
    let words = ["figure ", "fig. ", "table ", "chart ", "map "];
    let number = words.iter().find_map(|word| key.strip_prefix(word));
    labels.contains(&key.as_str())
        || number.is_some_and(|number| {
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        })
}

/// Marks what stands under a heading such as "Notes" and begins with a number.
pub(super) fn mark_notes(text: &str, structure: &mut Structure) {
    let head = |at: usize, structure: &Structure| {
        let text = structure
            .blocks
            .get(at)
            .map(|block| block.span.of(text))
            .unwrap_or_default();
        marks::is_note(text.get(..text.floor_char_boundary(20)).unwrap_or(text))
    };
    let mut in_notes = false;
    for at in 0..structure.blocks.len() {
        let Some(block) = structure.blocks.get(at).copied() else {
            continue;
        };
        let is_text = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Heading(_)
        );
        let line = block.span.of(text);
        let kind = if in_notes && is_text && head(at, structure) {
            Some(BlockKind::Note)
        } else if line.len() <= LONGEST_CAPTION
            && looks::is_notes_name(line)
            && block.kind != BlockKind::Title
        {
            in_notes = true;
            let is_heading = block.kind == BlockKind::Paragraph && head(at + 1, structure);
            is_heading.then_some(BlockKind::Heading(1))
        } else {
            in_notes &= !matches!(block.kind, BlockKind::Heading(_));
            None
        };
        if let (Some(kind), Some(block)) = (kind, structure.blocks.get_mut(at)) {
            block.kind = kind;
        }
    }
}
