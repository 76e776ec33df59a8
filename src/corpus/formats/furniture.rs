//! Lines that are page furniture by their words, in formats that come from pages: buttons, bylines said once more, what
//! stands over lists of other articles. What the marks of a format tell of furniture is the format's own affair.

use super::Extracted;
use super::html::metadata::plain;
use crate::corpus::structure;
use crate::model::{Block, BlockKind};

/// The longest line that is furniture by its words, in bytes.
const LONGEST: usize = 100;
/// How many blocks the authors are looked for in.
const BYLINES: usize = 8;
/// From how many bytes on a paragraph is running text.
const RUNNING: usize = 150;

/// Marks the lines of `extracted` that are furniture by their words, and takes over the date that they tell. Where
/// headings were `written` as such, they are headings: pages make them of anything.
pub(super) fn mark(extracted: &mut Extracted, written: bool) {
    let Extracted {
        text,
        structure: found,
        ..
    } = extracted;
    let authors = plain(&found.metadata.authors.join(" "));
    let mut is_below_heading = false;
    for at in 0..found.blocks.len() {
        let leads = found
            .blocks
            .get(at + 1)
            .is_some_and(|next| next.kind == BlockKind::Paragraph && next.span.len() >= RUNNING);
        let Some(block) = found.blocks.get_mut(at) else {
            continue;
        };
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let is_near = at < BYLINES || is_below_heading;
        is_below_heading = is_heading;
        let line = block.words(text).of(text);
        if !is_judged(block) || (written && is_heading) || line.len() > LONGEST {
            continue;
        }
        if let Some(date) = posted(line).filter(|_| is_near) {
            if at < BYLINES {
                found.metadata.date.get_or_insert(date);
            }
            block.kind = BlockKind::Boilerplate;
            continue;
        }
        // Above the article the authors stand once more, with an "and" between them.
        let words = || plain(line).replace(" and ", " ");
        let is_byline =
            at < BYLINES && !authors.is_empty() && words().trim_start_matches("by ") == authors;
        let is_section = is_heading && leads && structure::may_head_section(line);
        if is_byline || (structure::is_furniture(line) && !is_section) {
            block.kind = BlockKind::Boilerplate;
        }
    }
}

/// Whether `block` may be furniture that its format did not tell.
fn is_judged(block: &Block) -> bool {
    matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Heading(_) | BlockKind::ListItem(_)
    )
}

/// The day that `line`, which stands over an article, says it was posted on, whoever did: `Posted by admin on 3 May 2023`.
fn posted(line: &str) -> Option<String> {
    let (first, rest) = line.split_once(' ')?;
    let is_posted = ["posted", "published"]
        .iter()
        .any(|word| first.eq_ignore_ascii_case(word))
        && ["by ", "on ", "in "]
            .iter()
            .any(|word| rest.starts_with(word))
        && !line.ends_with('.');
    structure::date_in(line).filter(|_| is_posted)
}
