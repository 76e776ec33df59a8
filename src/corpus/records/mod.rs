//! Records: files that hold a document on each line or row.
//!
//! Such a file is like a folder: its records lie in it under their identifiers, `archive.jsonl/ID`. Owns finding the
//! records (`archive`), telling which field is what (`row`) and making a document of one (`article`); how the files are
//! written down is known in `formats`; what is piped in is told apart and waited for in `origin`. A file is never held in memory: one pass finds where its records are, and each is
//! read from its place. What cannot be read is a document like any other, with a reason in place of a text.

mod archive;
mod article;
mod names;
mod origin;
mod row;

use thiserror::Error;

pub(super) use archive::Archive;
pub(super) use origin::Origin;
pub use origin::{Piped, are_lines};
pub(super) use row::{Row, Value};

/// The largest record that is read, in bytes.
pub(super) const LARGEST_RECORD: usize = 64 << 20;

/// Which fields of a record are what, where a person says so; the usual names are tried for the others. A dot leads into
/// a nested object: `metadata.title`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The field with the text.
    pub text: Option<String>,
    /// The field with the title.
    pub title: Option<String>,
    /// The field with what goes on with the title.
    pub subtitle: Option<String>,
    /// The field with the author or the list of them.
    pub author: Option<String>,
    /// The field with the date of publication.
    pub date: Option<String>,
    /// The field that says who published it.
    pub source: Option<String>,
    /// The field with the address.
    pub url: Option<String>,
    /// The field that tells the record from the others.
    pub id: Option<String>,
}

/// How a file of records is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A JSON object on each line.
    Lines,
    /// Rows of cells under a header.
    Table,
}

impl Kind {
    /// The kind that the name of the file at `path` tells; `None` where it tells no file of records.
    pub(super) fn of_name(path: &str) -> Option<Self> {
        let (_, extension) = path.rsplit_once('.')?;
        let is_one = |known: &&str| extension.eq_ignore_ascii_case(known);
        if ["jsonl", "ndjson"].iter().any(is_one) {
            Some(Self::Lines)
        } else if ["csv", "tsv"].iter().any(is_one) {
            Some(Self::Table)
        } else {
            None
        }
    }
}

/// Where a record lies in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its first byte.
    pub start: u64,
    /// How many bytes it takes.
    pub length: u64,
    /// The line that it begins on, counted from 1.
    pub line: u64,
}

/// What is wrong with a record, or with a file of them.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordFault {
    /// The file has several records, and none of them was named.
    #[error("it holds {0} records; name one of them")]
    Several(usize),
    /// The file has no records.
    #[error("it holds no records; check where it came from")]
    Empty,
    /// None of the first records of the file has a text.
    #[error(
        "none of its records has a text: {0}; if a field holds it under another name, set `text` in [records] of config.toml"
    )]
    NoTexts(String),
    /// There is no record with that name.
    #[error("the file has no such record; list the file to see which it has")]
    Missing,
    /// The file was written since its records were found.
    #[error("the file was changed since it was listed; reload to read it anew")]
    Changed,
    /// One record is wrong.
    #[error("line {line} {cause}; mend the line to read it")]
    Broken {
        /// The line that the record begins on, counted from 1.
        line: u64,
        /// What is wrong with it, to follow "line 3".
        cause: String,
    },
    /// A record is larger than 64 MB.
    #[error(
        "line {0} is larger than 64 MB, as no article is; check whether a quotation mark is open"
    )]
    TooLarge(u64),
    /// So many records are broken that not all are listed.
    #[error(
        "{count} more of its lines cannot be read, the first of them line {line}; mend the file to read them"
    )]
    More {
        /// How many.
        count: usize,
        /// The line of the first, counted from 1.
        line: u64,
    },
    /// The file has more records than a list can hold.
    #[error("it holds more than {0} records; split it to read the rest")]
    TooMany(usize),
}
