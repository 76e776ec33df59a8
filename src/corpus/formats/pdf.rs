//! PDF: text in reading order out of glyphs on pages (ISO 32000-1).
//!
//! A PDF file says where every glyph stands and nothing else that can be relied on. The way from there to an article has
//! a step in each file: `file` opens it, `content` cuts streams into operations, `fonts` and `cmap` tell what codes say,
//! `glyphs` draws a page, `words` puts glyphs together, `furniture` takes off running heads, `columns` finds the order of
//! reading, `lines` and `paragraphs` undo the typesetting, `notes` and `roles` tell what a paragraph is, `hyphens` and
//! `compose` write the text, and `about` finds out what the file tells about itself.
//!
//! One bad page costs that page. Whatever a file says, the work is bounded by its size and by the limits in `file` and
//! `glyphs`.

mod about;
mod cmap;
mod columns;
mod compose;
mod content;
mod file;
mod fonts;
mod furniture;
mod glyphs;
mod hyphens;
mod lines;
mod marks;
mod notes;
mod paragraphs;
mod roles;
mod widths;
mod words;

use self::file::File;
use self::furniture::PageWords;
use self::glyphs::{Painter, Sheet};
use self::hyphens::Vocabulary;
use self::lines::{Column, Measure};
use super::Extracted;
use crate::corpus::Fault;

/// A page has at least this many characters, on average, where it is not only the picture of one.
const FEW_CHARACTERS: usize = 40;

/// Whether `bytes` begin as PDF files do: readers look for the mark in the first 1024 bytes (ISO 32000-1, Annex H).
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    memchr::memmem::find(head, b"%PDF-").is_some()
}

/// Reads `bytes`, which are a PDF file.
///
/// # Errors
/// When the file is damaged, locked, unpacks to too much, or draws no text that can be told.
pub(super) fn read(bytes: &[u8]) -> Result<Extracted, Fault> {
    let file = File::open(bytes)?;
    let mut pages = page_words(&file)?;
    let about = about::told(&file);
    let taken = furniture::strip(&mut pages);
    let mut columns: Vec<Column> = Vec::new();
    for (page, words) in pages.into_iter().map(|page| page.words).enumerate() {
        let found = columns::columns(words);
        columns.extend(found.into_iter().map(|words| lines::column(page, words)));
    }
    let measure = Measure::of(&columns);
    let vocabulary = Vocabulary::of(columns.iter());
    let marked = notes::marked(&columns);
    let mut footnotes = Vec::new();
    for column in &mut columns {
        notes::take(column, &measure, &marked, &mut footnotes);
    }
    let paragraphs = columns
        .into_iter()
        .flat_map(|column| paragraphs::paragraphs(column, &measure))
        .collect();
    let pieces = roles::assign(paragraphs, &measure, about.title.as_deref());
    let metadata = about.completed(&pieces, &taken, &vocabulary);
    let pieces = roles::join(pieces);
    let extracted = compose::compose(&pieces, &footnotes, &vocabulary, metadata);
    if extracted.text.is_empty() {
        return Err(Fault::NoText);
    }
    Ok(extracted)
}

/// The words of every page.
fn page_words(file: &File) -> Result<Vec<PageWords>, Fault> {
    let mut painter = Painter::of(file);
    let mut pages = Vec::new();
    let (mut all, mut unknown, mut pictures) = (0, 0, 0);
    for page in file.pages()? {
        let sheet: Sheet = painter.sheet(&page)?;
        let words = words::words(&sheet);
        pictures += usize::from(sheet.pictures > 0.4);
        let characters = || words.iter().flat_map(|word| word.text.chars());
        all += characters().count();
        unknown += characters().filter(|c| *c == fonts::UNKNOWN).count();
        let height = sheet.height;
        pages.push(PageWords { words, height });
    }
    if all == 0 || (all < FEW_CHARACTERS * pages.len() && pictures * 2 > pages.len()) {
        return Err(Fault::NoText);
    }
    if unknown * 2 > all {
        return Err(Fault::NoLetters);
    }
    Ok(pages)
}

/// `number` without its fraction, as far as it can be counted.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, and places on a page are small"
)]
fn whole(number: f64) -> i64 {
    number.round() as i64
}

/// A count as a number to reckon places with.
fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
