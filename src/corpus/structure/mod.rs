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
pub(in crate::corpus) use date::{find as find_date, year_of};

use crate::model::Structure;

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

#[cfg(test)]
mod tests;
