//! What the lines of a scraped article are: title, headings, lists, quotations, captions, notes, page furniture.
//!
//! Pure, deterministic, and linear in the text. It looks at plain text only and is conservative: a heading that
//! is taken for a paragraph costs a line in the outline, a sentence taken for a heading spoils the reading.

mod blocks;
mod date;
mod furniture;
mod marks;
mod names;
mod roles;

pub(in crate::corpus) use blocks::divided;

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
    let (blocks, metadata) = roles::assign(text, blocks::split(text));
    Structure {
        blocks,
        metadata,
        ..Structure::default()
    }
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

/// The people in a list of names.
pub(in crate::corpus) fn authors(text: &str) -> Vec<String> {
    names::list(text)
}

#[cfg(test)]
mod tests;
