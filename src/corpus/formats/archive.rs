//! ZIP archives from strangers, as EPUB and DOCX are: entries by name, in memory, within limits.
//!
//! Nothing is ever written to disk, so a name that climbs out of the archive is only a name. What an entry says about
//! its size is believed only where it is too much: reading stops at a limit for each entry and for all of them together, whichever entries
//! overlap or lie, and an archive that claims more entries than it has is refused before anything is allocated for
//! them.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use encoding_rs::Encoding;
use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::corpus::Fault;

/// The most entries that an archive may list. Books with a picture on every page have a few thousand.
const MOST_ENTRIES: usize = 1 << 16;
/// How much one entry may unpack to, in megabytes.
const LARGEST_ENTRY: u64 = 32;
/// How much all that is read may unpack to, in megabytes.
const LARGEST_TOTAL: u64 = 128;
/// A megabyte, in bytes.
const MB: u64 = 1 << 20;
/// How many bytes of an XML document the name of its encoding is looked for in.
const DECLARATION: usize = 256;

/// An archive whose entries are read one by one.
pub(super) struct Archive {
    format: &'static str,
    zip: ZipArchive<Cursor<Vec<u8>>>,
    /// The names of the entries, in the order the archive lists them.
    names: Vec<String>,
    /// Where each name stands in the archive's list.
    places: HashMap<String, usize>,
    /// How many bytes may still be unpacked.
    budget: u64,
}

impl Archive {
    /// Opens the archive in `bytes`; `format` names what it should be, for messages.
    ///
    /// # Errors
    /// [`Fault::Damaged`] where it is no archive, or lists more entries than any document has.
    pub(super) fn open(bytes: Vec<u8>, format: &'static str) -> Result<Self, Fault> {
        let damaged = |cause: &str| Fault::Damaged {
            format,
            cause: cause.into(),
        };
        if !is_modest(&bytes) {
            return Err(damaged("it lists more files than any document has"));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| damaged("its list of files cannot be read"))?;
        // Some archivers part folders with backslashes.
        let names: Vec<String> = (0..zip.len())
            .map(|at| match zip.name_for_index(at) {
                Some(Ok(name)) => name.replace('\\', "/"),
                _ => String::new(),
            })
            .collect();
        let places = names.iter().cloned().zip(0..).collect();
        Ok(Self {
            format,
            zip,
            names,
            places,
            budget: LARGEST_TOTAL * MB,
        })
    }

    /// The names of the entries, in the order the archive lists them, with `/` between folders.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// The bytes of the entry called `name`; `None` where there is none.
    ///
    /// # Errors
    /// [`Fault::Locked`] where the entry is encrypted, [`Fault::Swollen`] where it, or all that was read so far, is larger
    /// than a document can be, and [`Fault::Damaged`] where it cannot be unpacked.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let Some(place) = self.places.get(name) else {
            return Ok(None);
        };
        let damaged = || Fault::Damaged {
            format: self.format,
            cause: format!("{name} in it cannot be unpacked"),
        };
        let entry = self.zip.by_index(*place).map_err(|err| match err {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)
            | ZipError::InvalidPassword => Fault::Locked,
            _ => damaged(),
        })?;
        let limit = self.budget.min(LARGEST_ENTRY * MB);
        let swollen = Fault::Swollen(if limit == LARGEST_ENTRY * MB {
            LARGEST_ENTRY
        } else {
            LARGEST_TOTAL
        });
        // What says of itself that it is too large needs no unpacking to be believed.
        if entry.size() > limit {
            return Err(swollen);
        }
        let mut unpacked = Vec::new();
        // One byte more than is allowed tells whether there is more.
        entry
            .take(limit + 1)
            .read_to_end(&mut unpacked)
            .map_err(|_| damaged())?;
        if unpacked.len() as u64 > limit {
            return Err(swollen);
        }
        self.budget -= unpacked.len() as u64;
        Ok(Some(unpacked))
    }

    /// The text of the XML document called `name`; `None` where there is none. It is decoded as XML 1.0 (section 4.3.3)
    /// says: by its byte order mark, else as UTF-8, else as its declaration names; what is malformed is U+FFFD.
    ///
    /// # Errors
    /// As [`Archive::read`].
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.read(name)?.map(decoded))
    }
}

/// Whether the archive in `bytes` lists no more entries than it may, and claims no more than it lists.
///
/// Every entry of the list begins with a signature (APPNOTE.TXT, section 4.3.12). Only the record of section 4.3.14,
/// whose bytes 4 to 11 are its own length and 32 to 39 the number of entries, can claim more than 65,535.
fn is_modest(bytes: &[u8]) -> bool {
    let listed = memmem::find_iter(bytes, b"PK\x01\x02").count();
    let number = |at: usize| {
        let digits = bytes.get(at..at + 8)?.try_into().ok()?;
        Some(u64::from_le_bytes(digits))
    };
    let mut claims = memmem::find_iter(bytes, b"PK\x06\x06").filter_map(|at| {
        let is_record = number(at + 4).is_some_and(|length| (44..1 << 16).contains(&length));
        number(at + 32).filter(|_| is_record)
    });
    listed <= MOST_ENTRIES && claims.all(|claimed| claimed <= listed as u64)
}

/// The text of an XML document.
fn decoded(bytes: Vec<u8>) -> String {
    if Encoding::for_bom(&bytes).is_none() {
        match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(err) => {
                let bytes = err.into_bytes();
                let encoding = declared(&bytes).unwrap_or(encoding_rs::UTF_8);
                encoding.decode(&bytes).0.into_owned()
            }
        }
    } else {
        encoding_rs::UTF_8.decode(&bytes).0.into_owned()
    }
}

/// The encoding that the XML declaration at the start of `bytes` names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head);
    let (declaration, _) = head.strip_prefix("<?xml")?.split_once("?>")?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start_matches(|c: char| c.is_whitespace() || c == '=');
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value.split(quote).nth(1)?;
    Encoding::for_label(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    /// An archive of `entries`, packed.
    fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in entries {
            writer.start_file(*name, options).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// `bytes` with every `from` made `to`, which is as long.
    fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
        let found: Vec<usize> = memmem::find_iter(&bytes, from).collect();
        for at in found {
            bytes[at..at + to.len()].copy_from_slice(to);
        }
        bytes
    }

    #[test]
    fn entries_are_read_by_name_and_as_often_as_one_likes() {
        let bytes = packed(&[
            ("a.xml", b"<a/>"),
            ("b\\c.xml", b"c"),
            ("../../etc/x", b"x"),
        ]);
        let mut archive = Archive::open(bytes, "EPUB").unwrap();
        let names: Vec<&str> = archive.names().collect();
        assert_eq!(names, ["a.xml", "b/c.xml", "../../etc/x"]);
        for _ in 0..2 {
            assert_eq!(archive.read("a.xml"), Ok(Some(b"<a/>".to_vec())));
        }
        assert_eq!(archive.text("b/c.xml"), Ok(Some("c".into())));
        assert_eq!(archive.read("c.xml"), Ok(None));
    }

    #[test]
    fn xml_is_decoded_as_it_says() {
        for (bytes, text) in [
            (&b"\xef\xbb\xbf<a>\xc3\xa9"[..], "<a>é"),
            (b"\xff\xfe<\0a\0>\0\xe9\0", "<a>é"),
            (b"\xfe\xff\0<\0a\0>\0\xe9", "<a>é"),
            (b"<a>\xc3\xa9", "<a>é"),
            (
                b"<?xml version='1.0' encoding='windows-1251'?>\xe9",
                "<?xml version='1.0' encoding='windows-1251'?>й",
            ),
            (b"<a>\xe9", "<a>\u{fffd}"),
        ] {
            assert_eq!(decoded(bytes.to_vec()), text);
        }
    }

    #[test]
    fn what_swells_is_refused_whatever_it_says_about_its_size() {
        let large = vec![b'a'; usize::try_from(LARGEST_ENTRY * MB).unwrap() + 1];
        let bytes = packed(&[("a", &large), ("b", large.get(1..).unwrap())]);
        let mut archive = Archive::open(bytes.clone(), "EPUB").unwrap();
        assert_eq!(archive.read("a"), Err(Fault::Swollen(LARGEST_ENTRY)));
        for left in (0..4).rev() {
            assert!(archive.read("b").is_ok_and(|bytes| bytes.is_some()));
            assert_eq!(archive.budget, left * LARGEST_ENTRY * MB);
        }
        assert_eq!(archive.read("b"), Err(Fault::Swollen(LARGEST_TOTAL)));
        let size = u32::try_from(large.len()).unwrap().to_le_bytes();
        let lying = patched(bytes, &size, &5_u32.to_le_bytes());
        let mut archive = Archive::open(lying, "EPUB").unwrap();
        assert!(archive.read("a").is_err());
    }

    #[test]
    fn what_is_no_archive_or_a_broken_one_is_said_to_be() {
        let good = packed(&[("a", b"some words that are packed and unpacked")]);
        let cut = good.get(..good.len() - 30).unwrap().to_vec();
        let damaged = patched(good.clone(), b"words", b"sword");
        for bytes in [
            Vec::new(),
            b"PK\x03\x04".to_vec(),
            b"no archive".to_vec(),
            cut,
        ] {
            let opened = Archive::open(bytes, "EPUB").err();
            assert!(matches!(
                opened,
                Some(Fault::Damaged { format: "EPUB", .. })
            ));
        }
        let mut claiming = b"PK\x06\x06".to_vec();
        claiming.extend(44_u64.to_le_bytes());
        claiming.extend([0; 20]);
        claiming.extend(1_000_000_u64.to_le_bytes());
        assert!(!is_modest(&claiming));
        assert!(!is_modest(&b"PK\x01\x02".repeat(MOST_ENTRIES + 1)));
        let mut archive = Archive::open(damaged, "EPUB").unwrap();
        let read = archive.read("a");
        assert!(matches!(read, Ok(Some(_)) | Err(Fault::Damaged { .. })));
        let mut locked = good;
        for (magic, at) in [(&b"PK\x03\x04"[..], 6), (b"PK\x01\x02", 8)] {
            let found = memmem::find(&locked, magic).unwrap();
            locked[found + at] |= 1;
        }
        let mut archive = Archive::open(locked, "EPUB").unwrap();
        assert_eq!(archive.read("a"), Err(Fault::Locked));
    }
}
