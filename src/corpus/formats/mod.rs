//! File formats: bytes to text, blocks and metadata. A format is one file here and one line in each function below.

mod plain;

use super::Fault;
use crate::model::{Block, Metadata};

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
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// What the file tells about itself.
    pub metadata: Metadata,
    /// The encoding the file was in, by its WHATWG name.
    pub encoding: &'static str,
}

impl Format {
    /// The format of the file called `path`.
    #[must_use]
    pub fn of(_path: &str) -> Self {
        Self::Plain
    }
}

/// Reads `bytes`, which are in `format`.
///
/// # Errors
/// When the bytes are no text.
pub fn read(format: Format, bytes: Vec<u8>) -> Result<Extracted, Fault> {
    match format {
        Format::Plain => plain::read(bytes),
    }
}
