//! What the lines of a scraped article are: title, headings, lists, quotations, captions, notes, page furniture.
//!
//! Pure, deterministic, and linear in the text. It looks at plain text only and is conservative: a heading that
//! is taken for a paragraph costs a line in the outline, a sentence taken for a heading spoils the reading.

mod addresses;
mod blocks;
mod captions;
mod date;
mod furniture;
mod labels;
mod lists;
mod marks;
mod names;
mod notes;
mod preformatted;
mod quotations;
mod references;
mod roles;
mod tables;

pub(in crate::corpus) use blocks::divided;
pub(in crate::corpus) use date::{find as date_in, year_of};
pub(in crate::corpus) use names::list as names_in;

use crate::model::{Metadata, Structure};

/// How many bytes from the start of a text its metadata is looked for in, so that reading the head of a file tells as
/// much as reading all of it.
pub const HEAD: usize = 64 * 1024;

/// The largest block, in bytes. Wrapping is done block by block, so an article on a single line must not be one block.
pub const LARGEST_BLOCK: usize = 64 * 1024;

/// The blocks of `text`, the notes' marks and links in it, the articles it holds, and what it tells about itself. Every
/// character of the text that is not white space is in exactly one block.
#[must_use]
pub fn structure(text: &str) -> Structure {
    let mut found = Structure {
        blocks: blocks::split(text),
        ..Structure::default()
    };
    tables::mark(text, &mut found);
    captions::mark(text, &mut found);
    quotations::mark(text, &mut found);
    notes::mark(text, &mut found);
    (found.blocks, found.metadata) = roles::assign(text, found.blocks);
    preformatted::mark_addresses(text, &mut found);
    addresses::link(text, &mut found);
    references::tie(text, &mut found);
    found
}

/// What a line above or below a title tells of who wrote the article, when and where; `None` where it is another line.
pub(in crate::corpus) fn byline(line: &str) -> Option<Metadata> {
    let mut metadata = Metadata::default();
    match furniture::of(line)? {
        furniture::Line::Authors(authors) => {
            metadata.authors = authors;
            metadata.date = date::find(line);
        }
        furniture::Line::Date(date) => metadata.date = Some(date),
        furniture::Line::Url(url) => metadata.url = Some(url),
        furniture::Line::Updated => {}
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
        Some(Line::Furniture | Line::Published | Line::By | Line::Updated)
    )
}

#[cfg(test)]
mod tests;
