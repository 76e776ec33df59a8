//! File formats: bytes to text, blocks, inlines and metadata.
//!
//! A format is one file here and one line in each function below. Annotations stand on the text that a format gives, so
//! the same bytes must always give the same text: the snapshots in `tests/formats` pin it, and a change to what comes
//! out of an extractor comes with a new version in its name.

mod archive;
mod composer;
mod docx;
mod front_matter;
mod headings;
mod markdown;
mod plain;

use memchr::memmem;

use super::Fault;
use crate::model::Structure;

/// How a document is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text as it stands.
    Plain,
    /// `CommonMark` with what is usual beside it.
    Markdown,
    /// The format of Word.
    Docx,
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
const EXTENSIONS: [(&str, Format); 8] = [
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("mdown", Format::Markdown),
    ("mkd", Format::Markdown),
    ("docx", Format::Docx),
    ("docm", Format::Docx),
];

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
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        let holds = |name: &str| memmem::find(bytes, name.as_bytes()).is_some();
        Self::of_name(path).unwrap_or_else(|| {
            if bytes.starts_with(b"PK\x03\x04") && holds("word/document.xml") {
                Self::Docx
            } else {
                Self::Plain
            }
        })
    }

    /// What to call the format, with the version of what reads it: a new version may give another text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "text 1",
            Self::Markdown => "Markdown 1",
            Self::Docx => "DOCX 1",
        }
    }

    /// Whether the first 64 KiB of a file tell as much about the article as all of it.
    #[must_use]
    pub fn tells_at_once(self) -> bool {
        matches!(self, Self::Plain | Self::Markdown)
    }
}

/// Reads `bytes`, which are in `format`.
///
/// # Errors
/// When the bytes are no text, or not in the format.
pub fn read(format: Format, bytes: Vec<u8>) -> Result<Extracted, Fault> {
    match format {
        Format::Plain => plain::read(bytes),
        Format::Markdown => markdown::read(bytes),
        Format::Docx => docx::read(bytes),
    }
}
