//! One entry of a catalogue as bytes.
//!
//! Numbers are little-endian; a text is its length in bytes, in four bytes, and then itself, the greatest length standing
//! for none. An entry is the path, the stamp of its file (length, seconds, nanoseconds), a byte that tells whether it
//! could be read, and then its summary or why not.

use crate::corpus::Stamp;
use crate::model::{DocPath, Metadata, Summary};

/// What stands in the place of a number or a length for there being none.
const NONE: u32 = u32::MAX;
const READABLE: u8 = 1;
const UNREADABLE: u8 = 0;

/// The bytes are no entry.
#[derive(Debug)]
struct Broken;

/// Bytes that are read from their beginning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'b>(&'b [u8]);

impl<'b> Fields<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// The next `count` bytes; `None` where there are fewer.
    pub(super) fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        self.take(4)?.first_chunk().copied().map(u32::from_le_bytes)
    }

    fn long(&mut self) -> Option<u64> {
        self.take(8)?.first_chunk().copied().map(u64::from_le_bytes)
    }

    /// The next text, where there is one.
    fn text(&mut self) -> Option<&'b str> {
        let length = self.number().filter(|length| *length != NONE)?;
        let bytes = self.take(usize::try_from(length).ok()?)?;
        std::str::from_utf8(bytes).ok()
    }

    /// The next text, or that there is none.
    fn optional(&mut self) -> Result<Option<String>, Broken> {
        if self.0.starts_with(&NONE.to_le_bytes()) {
            self.take(4);
            return Ok(None);
        }
        self.text().map(|text| Some(text.to_owned())).ok_or(Broken)
    }

    fn stamp(&mut self) -> Option<Stamp> {
        Some(Stamp {
            length: self.long()?,
            seconds: self.long()?.cast_signed(),
            nanoseconds: self.number()?,
        })
    }
}

/// The path of the document that `entry` is of.
pub(super) fn path(entry: &[u8]) -> Option<&[u8]> {
    let mut fields = Fields::new(entry);
    let length = fields.number()?;
    fields.take(usize::try_from(length).ok()?)
}

/// The stamp that its file had.
pub(super) fn stamp(entry: &[u8]) -> Option<Stamp> {
    let mut fields = Fields::new(entry);
    fields.text()?;
    fields.stamp()
}

/// What `entry` says: the stamp that the file had, and what was known of the document then.
pub(super) fn decode(entry: &[u8]) -> Option<(Stamp, Result<Summary, String>)> {
    let mut fields = Fields::new(entry);
    fields.text()?;
    let stamp = fields.stamp()?;
    let known = match *fields.take(1)?.first()? {
        READABLE => Ok(summary(&mut fields)?),
        UNREADABLE => Err(fields.text()?.to_owned()),
        _ => return None,
    };
    Some((stamp, known))
}

fn summary(fields: &mut Fields<'_>) -> Option<Summary> {
    let words = fields.number()?;
    let mut metadata = Metadata {
        title: fields.optional().ok()?,
        subtitle: fields.optional().ok()?,
        date: fields.optional().ok()?,
        source: fields.optional().ok()?,
        url: fields.optional().ok()?,
        authors: Vec::new(),
    };
    for _ in 0..fields.number()? {
        metadata.authors.push(fields.text()?.to_owned());
    }
    Some(Summary {
        metadata,
        words: (words != NONE).then_some(words),
    })
}

/// Puts an entry at the end of `bytes`.
pub(super) fn encode(
    bytes: &mut Vec<u8>,
    path: &DocPath,
    stamp: Stamp,
    known: &Result<Summary, String>,
) {
    text(bytes, Some(path.as_str()));
    bytes.extend_from_slice(&stamp.length.to_le_bytes());
    bytes.extend_from_slice(&stamp.seconds.to_le_bytes());
    bytes.extend_from_slice(&stamp.nanoseconds.to_le_bytes());
    match known {
        Ok(Summary { metadata, words }) => {
            bytes.push(READABLE);
            bytes.extend_from_slice(&words.unwrap_or(NONE).to_le_bytes());
            let Metadata {
                title,
                subtitle,
                authors,
                date,
                source,
                url,
            } = metadata;
            for one in [title, subtitle, date, source, url] {
                text(bytes, one.as_deref());
            }
            let count = u32::try_from(authors.len()).unwrap_or(0);
            bytes.extend_from_slice(&count.to_le_bytes());
            for author in authors.iter().take(count as usize) {
                text(bytes, Some(author));
            }
        }
        Err(reason) => {
            bytes.push(UNREADABLE);
            text(bytes, Some(reason));
        }
    }
}

fn text(bytes: &mut Vec<u8>, text: Option<&str>) {
    let text = text.map(|text| (u32::try_from(text.len()).unwrap_or(NONE), text));
    match text {
        Some((length, text)) if length != NONE => {
            bytes.extend_from_slice(&length.to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        _ => bytes.extend_from_slice(&NONE.to_le_bytes()),
    }
}
