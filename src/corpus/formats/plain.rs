//! Plain text: every byte is content, and structure is what the lines look like.

use super::Extracted;
use crate::corpus::{Fault, decode, structure};

/// Reads `bytes` as plain text in whatever encoding.
pub(super) fn read(bytes: Vec<u8>) -> Result<Extracted, Fault> {
    let (text, encoding) = decode::decode(bytes).ok_or(Fault::Binary)?;
    let structure = structure::structure(&text);
    Ok(Extracted {
        text,
        structure,
        encoding,
    })
}
