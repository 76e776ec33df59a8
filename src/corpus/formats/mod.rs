//! File formats: bytes to text, blocks, inlines and metadata.
//!
//! A format is one file here and one line in each function below. Annotations stand on the text that a format gives, so
//! the same bytes must always give the same text: the snapshots in `tests/formats` pin it, and a change to what comes
//! out of an extractor comes with a new version in its name.

mod composer;
mod pdf;
mod plain;

use super::Fault;
use crate::model::Structure;

/// How a document is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text as it stands.
    Plain,
    /// Pages as they are printed.
    Pdf,
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
const EXTENSIONS: [(&str, Format); 3] = [
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("pdf", Format::Pdf),
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
        let by_look = || {
            if pdf::is_pdf(bytes) {
                Self::Pdf
            } else {
                Self::Plain
            }
        };
        Self::of_name(path).unwrap_or_else(by_look)
    }

    /// What to call the format, with the version of what reads it: a new version may give another text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "text 1",
            Self::Pdf => "PDF 1",
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
        Format::Pdf => pdf::read(&bytes),
    }
}
