//! What stands over an article that was written in a format with headings: the title among them, the levels of the
//! others, and the lines under the title that tell who wrote it and when.

use super::Extracted;
use crate::corpus::structure;
use crate::model::{Block, BlockKind, InlineKind, Span, Structure};

/// The longest title or heading that is found by its looks, in bytes.
const LONGEST: usize = 150;
/// How much text may stand above the title, in bytes.
const ABOVE: usize = 1000;
/// How many blocks under the title may tell who wrote the article and when.
const BYLINES: usize = 4;
/// What the first section of an article without a title may be called.
const SECTIONS: [&str; 6] = [
    "abstract",
    "background",
    "contents",
    "introduction",
    "overview",
    "summary",
];
/// The line break that is meant, inside a block of running text.
const LINE_SEPARATOR: char = '\u{2028}';

/// Finds the title among the headings of `extracted` where nothing else told it, levels the other headings, and reads
/// the bylines. `breaks` are bytes at which lines of the source end inside blocks: bylines stand on lines of their own.
pub(super) fn settle(extracted: &mut Extracted, breaks: &[usize]) {
    let Extracted {
        text, structure, ..
    } = extracted;
    let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading(_));
    if !structure.blocks.iter().any(is_heading) {
        mark_strong(text, structure);
        // Where even the headings were made by hand, so was the title.
        let has_title = structure
            .blocks
            .iter()
            .any(|block| block.kind == BlockKind::Title);
        let first = structure.blocks.first_mut();
        if let Some(first) = first.filter(|first| !has_title && is_heading(first)) {
            let words = first.span.of(text).to_lowercase();
            if !SECTIONS.contains(&words.as_str()) {
                first.kind = BlockKind::Title;
            }
        }
    }
    let titled = structure
        .blocks
        .iter()
        .position(|block| block.kind == BlockKind::Title);
    let title = titled.or_else(|| title(&structure.blocks));
    if let Some(block) = title.and_then(|at| structure.blocks.get_mut(at)) {
        block.kind = BlockKind::Title;
        let words = block.span.of(text).split_whitespace();
        let words = words.collect::<Vec<_>>().join(" ");
        structure.metadata.title.get_or_insert(words);
    }
    level(&mut structure.blocks);
    read_bylines(text, structure, title, breaks);
}

/// Makes headings of short paragraphs that are strong from end to end and stand above text: whoever gave a document no
/// headings has often made some by hand.
fn mark_strong(text: &str, structure: &mut Structure) {
    let blocks = &mut structure.blocks;
    let strong = structure.inlines.iter();
    let mut strong = strong
        .filter(|inline| inline.kind == InlineKind::Strong)
        .peekable();
    for at in 0..blocks.len() {
        // A term stands above what describes it, and is no heading.
        let leads = blocks.get(at + 1).is_some_and(|block| {
            block.kind != BlockKind::Boilerplate && !block.span.of(text).starts_with("– ")
        });
        let Some(block) = blocks.get_mut(at) else {
            continue;
        };
        let mut reached = block.span.start;
        while let Some(inline) = strong.next_if(|inline| inline.span.start < block.span.end) {
            // Word likes to cut a line into pieces that are all strong.
            let gap = Span::new(reached, inline.span.start.max(reached));
            if gap.of(text).trim().is_empty() {
                reached = reached.max(inline.span.end);
            }
        }
        let line = block.span.of(text);
        let is_line = line.len() <= LONGEST
            && !line.contains(LINE_SEPARATOR)
            && !line.ends_with(['.', ',', ';', ':', '!', '”', '"'])
            && line.contains(char::is_alphabetic);
        let is_strong = Span::new(reached.min(block.span.end), block.span.end)
            .of(text)
            .trim()
            .is_empty();
        if block.kind == BlockKind::Paragraph && is_line && is_strong && leads {
            block.kind = BlockKind::Heading(1);
        }
    }
}

/// The index of the title: the one heading of the highest level, where it comes first. One that is no `h1` must stand
/// above everything and have others below it, or it may as well be the heading of a section.
fn title(blocks: &[Block]) -> Option<usize> {
    let mut headings = blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block.kind {
            BlockKind::Heading(level) => Some((at, level)),
            _ => None,
        });
    let (at, level) = headings.next()?;
    let (mut is_only, mut has_lower) = (true, false);
    for (_, other) in headings {
        is_only &= other > level;
        has_lower |= other > level;
    }
    let above = blocks.get(at).map_or(0, |block| block.span.start);
    let is_first = if level == 1 {
        above <= ABOVE
    } else {
        above == 0 && has_lower
    };
    (is_only && is_first).then_some(at)
}

/// Makes the highest level of `blocks` 1.
fn level(blocks: &mut [Block]) {
    let levels = blocks.iter().filter_map(|block| match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    });
    let highest = levels.min().unwrap_or(1).max(1);
    for block in blocks {
        if let BlockKind::Heading(level) = &mut block.kind {
            *level = level.saturating_sub(highest) + 1;
        }
    }
}

/// Takes over what the first paragraphs tell of author, date and address, and marks them as furniture. They are those
/// under the title or, without one, those that the text begins with.
fn read_bylines(text: &str, structure: &mut Structure, title: Option<usize>, breaks: &[usize]) {
    let first = title.map_or(0, |at| at + 1);
    let Structure {
        blocks, metadata, ..
    } = structure;
    for block in blocks.iter_mut().skip(first).take(BYLINES) {
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem(_));
        if !is_text || block.span.len() > 2 * LONGEST {
            continue;
        }
        let words = block.words(text);
        let inside = breaks.iter().copied().filter(|at| words.contains(*at));
        let mut edges: Vec<usize> = inside.collect();
        edges.push(words.end);
        let mut start = words.start;
        let mut told = Some(Vec::new());
        for end in edges {
            for line in Span::new(start, end).of(text).split(LINE_SEPARATOR) {
                let line = line.trim();
                if let Some(known) = told.as_mut().filter(|_| !line.is_empty()) {
                    match structure::byline(line) {
                        Some(found) => known.push(found),
                        None => told = None,
                    }
                }
            }
            start = end;
        }
        let Some(told) = told else { continue };
        block.kind = BlockKind::Boilerplate;
        for found in told {
            if metadata.authors.is_empty() {
                metadata.authors = found.authors;
            }
            metadata.date = metadata.date.take().or(found.date);
            metadata.url = metadata.url.take().or(found.url);
        }
    }
}
