//! ZIP archives of strangers: entries by name, in memory, within limits. Nothing is ever written, so that a name which
//! climbs out of the archive is only a name.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use memchr::memmem;
use zip::ZipArchive;

/// How many entries an archive may list, and how much one of them and all that are read may unpack to, in bytes.
const MOST_ENTRIES: usize = 1 << 16;
const LARGEST_ENTRY: u64 = 64 << 20;
const LARGEST_TOTAL: u64 = 256 << 20;

/// An archive whose entries are read one by one.
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Where each name, in small letters, stands in the archive's list.
    places: HashMap<String, usize>,
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens the archive in `bytes`.
    ///
    /// # Errors
    /// Where it is none, or claims more entries than it lists.
    pub fn open(bytes: &'b [u8]) -> Result<Self, String> {
        if !is_modest(bytes) {
            return Err("it lists more files than it has".to_owned());
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| "its list of files cannot be read".to_owned())?;
        let name = |at| {
            let name = zip.name_for_index(at)?.ok()?;
            Some((name.replace('\\', "/").to_lowercase(), at))
        };
        let places = (0..zip.len()).rev().filter_map(name).collect();
        Ok(Self {
            zip,
            places,
            left: LARGEST_TOTAL,
        })
    }

    /// The names of the entries.
    pub fn names(&self) -> Vec<String> {
        let names = (0..self.zip.len()).filter_map(|at| self.zip.name_for_index(at)?.ok());
        names.map(|name| name.replace('\\', "/")).collect()
    }

    /// What the entry called `name` unpacks to, in whatever letters; `None` where there is none.
    ///
    /// # Errors
    /// Where it cannot be unpacked, or is larger than it may be.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, String> {
        let Some(place) = self.places.get(&name.to_lowercase()).copied() else {
            return Ok(None);
        };
        let damaged = |_| format!("{name} in it cannot be unpacked");
        let entry = self
            .zip
            .by_index(place)
            .map_err(|_| format!("{name} in it cannot be unpacked"))?;
        let limit = self.left.min(LARGEST_ENTRY);
        let mut bytes = Vec::new();
        // One more than is allowed tells whether there is more, whatever the archive says.
        let read = entry.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(damaged)?;
        if bytes.len() as u64 > limit {
            return Err(format!(
                "{name} in it is larger than anything that is meant"
            ));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// Whether the archive in `bytes` lists no more entries than it may, and claims no more than it lists: each begins with a
/// signature (APPNOTE.TXT, section 4.3.12), and only the record of section 4.3.14 can claim more than 65,535.
fn is_modest(bytes: &[u8]) -> bool {
    let listed = memmem::find_iter(bytes, b"PK\x01\x02").count();
    let number = |at: usize| {
        let digits = bytes.get(at..at + 8)?.try_into().ok()?;
        Some(u64::from_le_bytes(digits))
    };
    let mut claims = memmem::find_iter(bytes, b"PK\x06\x06").filter_map(|at| number(at + 32));
    listed <= MOST_ENTRIES && claims.all(|claimed| claimed <= listed as u64)
}
