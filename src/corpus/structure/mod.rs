//! What the lines of a scraped article are: title, headings, lists, quotations, captions, notes, page furniture; and what
//! they tell: who wrote it, when, where.
//!
//! Pure, deterministic, and linear in the text. It looks at plain text only and is conservative: a heading that is taken
//! for a paragraph costs a line in the outline, a sentence taken for a heading spoils the reading.
//!
//! The way there, each step a file:
//! 1. `blocks` cuts the text into blocks by what its lines look like (with `marks`, what lines begin with).
//! 2. `tables`, `captions`, `quotations` and `notes` mark the blocks that tell what they are, wherever they stand, with `lists`
//!    for what list items begin with and `labels` for notes; `preformatted` knows code, verse and letterheads.
//! 3. `page` reads each line by itself: `furniture` knows what pages say around every article (`phrases` are its words, `notices`
//!    its sentences, `sites` what single sites have), and with `names`, `bylines`, `date` and `sources` who, when and where. A word that is a heading here and a menu there counts as
//!    furniture only beside other furniture. `recurring` adds what stands in many documents of the corpus.
//! 4. `parts` finds where each article begins; most files hold one. `title` weighs the lines above its text for the title,
//!    then `head` takes over authors, date, source, address and subtitle. `looks` is what can be asked of one line.
//! 5. `headings` marks what stands alone above running text, and `levels` gives it a level by marks, numbers or looks: 1 is
//!    the highest, or 2 where 1 is for the titles of further articles.
//! 6. `tail` marks what stands below the article, `bios` who wrote it, and both take over what only is told there.
//! 7. `addresses` finds links, and `references` ties the marks of notes in the text to their notes.
//!
//! Metadata comes from the first 64 KiB, so that the list of documents, which reads no more, says the same as the reader.

mod addresses;
mod bios;
mod blocks;
mod bylines;
mod calendar;
mod captions;
mod citations;
mod date;
mod furniture;
mod head;
mod headings;
mod labels;
mod levels;
mod lists;
mod looks;
mod marks;
mod names;
mod notes;
mod notices;
mod page;
mod parts;
mod phrases;
mod preformatted;
mod quotations;
pub(super) mod recurring;
mod references;
mod sites;
mod sources;
mod tables;
mod tail;
mod title;

pub(in crate::corpus) use addresses::link as link_addresses;
pub(in crate::corpus) use blocks::divided;
pub(in crate::corpus) use date::{find as date_in, year_of};
pub(in crate::corpus) use names::list as names_in;
pub(in crate::corpus) use references::tie as tie_notes;

use crate::model::{BlockKind, Metadata, Part, Span, Structure};
use page::Page;
use recurring::Recurring;

/// How many bytes from the start of a text its metadata is looked for in, so that reading the head of a file tells as
/// much as reading all of it.
pub const HEAD: usize = 64 * 1024;

/// How many bytes before the end of what is read of a file an article must end whose end is looked at.
const MARGIN: usize = 4 * 1024;

/// The largest block, in bytes. Wrapping is done block by block, so an article on a single line must not be one block.
pub const LARGEST_BLOCK: usize = 64 * 1024;

/// The blocks of `text`, the notes' marks and links in it, the articles it holds, and what it tells about itself. Every
/// character of the text that is not white space is in exactly one block.
#[must_use]
pub fn structure(text: &str) -> Structure {
    among(text, &Recurring::default())
}

/// The structure of `text`, which lies in a corpus where the lines of `known` are furniture.
#[must_use]
pub fn among(text: &str, known: &Recurring) -> Structure {
    let mut structure = Structure {
        blocks: blocks::split(text),
        ..Structure::default()
    };
    tables::mark(text, &mut structure);
    captions::mark(text, &mut structure);
    quotations::mark(text, &mut structure);
    notes::mark(text, &mut structure);
    mark_articles(text, &mut structure, known);
    preformatted::mark_addresses(text, &mut structure);
    addresses::link(text, &mut structure);
    references::tie(text, &mut structure);
    structure
}

/// Marks titles, headings and furniture of every article in `text`, and says what each tells about itself.
fn mark_articles(text: &str, structure: &mut Structure, known: &Recurring) {
    let mut page = Page::new(text, std::mem::take(&mut structure.blocks), known);
    let heads = page.heads();
    let mut habits = page.habits();
    let is_one = heads.len() == 1;
    let count = page.blocks.len();
    let mut parts = Vec::with_capacity(heads.len());
    for (nth, head) in heads.iter().enumerate() {
        let end = heads.get(nth + 1).map_or(count, |next| next.first);
        let mut metadata = Metadata::default();
        page.read_head(head, end, &mut metadata);
        page.read_headings(head, end, metadata.subtitle.as_deref(), &mut habits);
        page.read_levels(
            head.title.map_or(head.first, |title| title + 1),
            end,
            if is_one { 1 } else { 2 },
        );
        // The reader sees the end of a long file, and the list does not.
        let is_seen = heads.get(nth + 1).map_or(text.len() <= HEAD, |next| {
            page.blocks
                .get(next.first)
                .is_none_or(|block| block.span.start + MARGIN <= HEAD)
                || nth > 0
        });
        page.read_tail(head, end, is_seen, &mut metadata);
        if nth > 0
            && let Some(title) = head.title
        {
            page.set(title, BlockKind::Heading(1));
        }
        let start = if nth == 0 {
            0
        } else {
            page.blocks
                .get(head.first)
                .map_or(text.len(), |block| block.span.start)
        };
        parts.push(Part {
            span: Span::new(start, text.len()),
            metadata,
        });
    }
    for nth in 1..parts.len() {
        let start = parts.get(nth).map_or(text.len(), |part| part.span.start);
        if let Some(part) = parts.get_mut(nth - 1) {
            part.span.end = start;
        }
    }
    let holder = (text.len() <= HEAD).then(|| page.holder()).flatten();
    structure.blocks = page.blocks;
    // A title that was wrapped is one.
    structure.blocks.dedup_by(|block, before| {
        let is_one = block.kind == BlockKind::Title && before.kind == BlockKind::Title;
        if is_one {
            before.span = before.span.union(block.span);
        }
        is_one
    });
    structure.metadata = parts
        .first()
        .map(|part| part.metadata.clone())
        .unwrap_or_default();
    if !is_one {
        // Where each article appeared first is told of it alone; the file is the site's.
        structure.metadata.source = holder;
        structure.parts = parts;
    }
}

/// What a line above or below a title tells of who wrote the article, when and where; `None` where it is another line.
pub(in crate::corpus) fn byline(line: &str) -> Option<Metadata> {
    use furniture::Line;
    let mut metadata = Metadata::default();
    match furniture::of(line)? {
        Line::Authors(authors) => {
            metadata.authors = authors;
            metadata.date = date::find(line);
        }
        Line::Date(date) => metadata.date = Some(date),
        Line::Url(url) => metadata.url = Some(url),
        Line::Updated(_) => {}
        _ => return None,
    }
    Some(metadata)
}

/// The date that `text` tells, in ISO 8601, as exact as it is told.
pub(in crate::corpus) fn date(text: &str) -> Option<String> {
    date::find(text).or_else(|| date::year_of(text))
}

/// Whether `line`, which stands alone, is page furniture wherever it stands.
pub(in crate::corpus) fn is_furniture(line: &str) -> bool {
    use furniture::Line;
    matches!(
        furniture::of(line),
        Some(Line::Furniture | Line::Published | Line::By | Line::Updated(_) | Line::Elsewhere)
    )
}

/// Whether `line`, which is page furniture over a list, is the heading of a section where text stands below it.
pub(in crate::corpus) fn may_head_section(line: &str) -> bool {
    furniture::is_doubtful(line)
}

#[cfg(test)]
mod tests;
