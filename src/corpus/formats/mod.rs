//! File formats: bytes to text, blocks, inlines and metadata.
//!
//! A format is one file here and one line in each function below. Annotations stand on the text that a format gives, so
//! the same bytes must always give the same text: the snapshots in `tests/formats` pin it, and a change to what comes
//! out of an extractor comes with a new version in its name.

mod composer;
pub(super) mod csv;
pub(super) mod jsonl;
mod plain;

use super::Fault;
use crate::model::Structure;

/// How a document is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text as it stands.
    Plain,
}

/// What a format makes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracted {
    /// The canonical text.
    pub text: String,
    /// What the text is made of, and what the file tells about itself.
    pub structure: Structure,
    /// The encoding the file was in, by its WHATWG name.
    pub encoding: &'static str,
}

/// The formats and the extensions that files in them have, in lower case.
const EXTENSIONS: [(&str, Format); 2] = [("txt", Format::Plain), ("text", Format::Plain)];

/// Formats that articles come in and that postil does not read: the extension, what it is, and what to save it as.
const FOREIGN: [(&str, &str, &str); 13] = [
    ("azw", "Kindle", "EPUB"),
    ("azw3", "Kindle", "EPUB"),
    ("djvu", "DjVu", "PDF with its text"),
    ("doc", "old Word", "DOCX"),
    ("fb2", "FictionBook", "EPUB"),
    ("lit", "Microsoft Reader", "EPUB"),
    ("mht", "web archive", "HTML"),
    ("mhtml", "web archive", "HTML"),
    ("mobi", "Mobipocket", "EPUB"),
    ("odt", "OpenDocument", "DOCX"),
    ("pages", "Pages", "DOCX"),
    ("rtf", "rich text", "DOCX"),
    ("wpd", "WordPerfect", "DOCX"),
];

/// What the file at `path` is by its name, and what to save it as, where postil reads no such articles.
#[must_use]
pub(super) fn foreign(path: &str) -> Option<(&'static str, &'static str)> {
    let (_, extension) = path.rsplit_once('.')?;
    let mut known = FOREIGN.iter();
    let found = known.find(|(known, ..)| extension.eq_ignore_ascii_case(known));
    found.map(|(_, what, instead)| (*what, *instead))
}

impl Format {
    /// The format that the name of the file at `path` tells; `None` where it tells none that postil reads.
    #[must_use]
    pub fn of_name(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        let known = EXTENSIONS.iter();
        let mut fits = known.filter(|(known, _)| extension.eq_ignore_ascii_case(known));
        fits.next().map(|(_, format)| *format)
    }

    /// The format of a file called `path` that begins with `bytes`: what its name tells, or else what it looks like.
    #[must_use]
    pub fn of(path: &str, _bytes: &[u8]) -> Self {
        Self::of_name(path).unwrap_or(Self::Plain)
    }

    /// What to call the format, with the version of what reads it: a new version may give another text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "text 1",
        }
    }

    /// Whether the first 64 KiB of a file tell as much about the article as all of it.
    #[must_use]
    pub fn tells_at_once(self) -> bool {
        matches!(self, Self::Plain)
    }
}

/// Reads `bytes`, which are in `format`.
///
/// # Errors
/// When the bytes are no text, or not in the format.
pub fn read(format: Format, bytes: Vec<u8>) -> Result<Extracted, Fault> {
    match format {
        Format::Plain => plain::read(bytes),
    }
}
