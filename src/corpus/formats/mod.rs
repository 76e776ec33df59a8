//! File formats: bytes to text, blocks, inlines and metadata.
//!
//! A format is one file here and one line in each function below. Annotations stand on the text that a format gives, so
//! the same bytes must always give the same text: the snapshots in `tests/formats` pin it, and a change to what comes
//! out of an extractor comes with a new version in its name.

mod archive;
mod composer;
pub(super) mod csv;
mod docx;
mod epub;
mod front_matter;
mod furniture;
mod headings;
mod html;
pub(super) mod jsonl;
mod markdown;
mod pdf;
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
    /// A page of the web.
    Html,
    /// A book in EPUB 2 or 3.
    Epub,
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
const EXTENSIONS: [(&str, Format); 13] = [
    ("txt", Format::Plain),
    ("text", Format::Plain),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("mdown", Format::Markdown),
    ("mkd", Format::Markdown),
    ("docx", Format::Docx),
    ("docm", Format::Docx),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("epub", Format::Epub),
    ("pdf", Format::Pdf),
];

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
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        let told = Self::of_name(path);
        told.or_else(|| Self::of_bytes(bytes))
            .unwrap_or(Self::Plain)
    }

    /// The format of a file that begins with `bytes`, where its first bytes tell it.
    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        if html::is_page(bytes) {
            Some(Self::Html)
        } else if pdf::is_pdf(bytes) {
            Some(Self::Pdf)
        } else if epub::is_book(bytes) {
            Some(Self::Epub)
        } else if bytes.starts_with(b"PK\x03\x04")
            && memmem::find(bytes, b"word/document.xml").is_some()
        {
            Some(Self::Docx)
        } else {
            None
        }
    }

    /// What to call the format, with the version of what reads it: a new version may give another text.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "text 1",
            Self::Markdown => "Markdown 1",
            Self::Docx => "DOCX 1",
            Self::Html => "HTML 1",
            Self::Epub => "EPUB 1",
            Self::Pdf => "PDF 1",
        }
    }

    /// Whether its files hold no text that could be searched before they are unpacked.
    #[must_use]
    pub fn is_packed(self) -> bool {
        matches!(self, Self::Docx | Self::Epub | Self::Pdf)
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
        Format::Html => html::read(bytes),
        Format::Epub => epub::read(bytes),
        Format::Pdf => pdf::read(&bytes),
    }
}
