//! Copies of the texts that were annotated, by their hash: what finds an annotation again once its article was edited.
//!
//! Owns the folder `texts` in the user's data folder. Nothing else depends on it: each copy may be deleted at any time,
//! one that is damaged is as good as none, and one that cannot be written costs nothing but a weaker anchor.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::disk::Machine;
use super::{atomic, read_bytes};
use crate::model::TextHash;

/// The longest text that is kept, in bytes. A copy that unpacks to more is none of ours.
const LONGEST: u64 = 128 << 20;

/// How many copies are read for one document at the most, and how many bytes of text they have together.
const MOST: usize = 16;
const MOST_BYTES: usize = 256 << 20;

/// The copies in one data folder.
#[derive(Clone, Debug)]
pub struct Texts {
    folder: PathBuf,
}

/// What pruning took away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// How many copies.
    pub texts: usize,
    /// How many bytes they took on disk.
    pub bytes: u64,
}

impl Texts {
    /// The copies in the user's data folder `data_dir`, which need not exist.
    #[must_use]
    pub fn new(data_dir: &Path) -> Self {
        let folder = data_dir.join("texts");
        Self { folder }
    }

    /// The folder they are in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the copy of the text with `hash` lies; `None` for what is no hash, which may lead anywhere.
    fn path(&self, hash: &TextHash) -> Option<PathBuf> {
        let digits = hash.as_str();
        let folder = digits.get(..2).filter(|_| is_hash(digits.as_bytes()))?;
        Some(self.folder.join(folder).join(format!("{digits}.gz")))
    }

    /// Keeps a copy of `text`, whose hash is `hash`, unless there is one; whether it was written. Texts of more than
    /// 128 MiB are not kept.
    ///
    /// # Errors
    ///
    /// Whatever the system says when the copy cannot be written.
    pub fn keep(&self, hash: &TextHash, text: &str) -> io::Result<bool> {
        let length = text.len() as u64;
        let Some(path) = self.path(hash).filter(|_| length <= LONGEST) else {
            return Ok(false);
        };
        // A copy that was cut short has another length at its end.
        if self.length(hash) == Some(length) {
            return Ok(false);
        }
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes())?;
        let packed = packed.finish()?;
        atomic::make_private_folder(atomic::folder_of(&path))?;
        atomic::replace(&path, &packed, true)?;
        Ok(true)
    }

    /// The text with `hash`; `None` where there is no copy, or none that is sound.
    #[must_use]
    pub fn get(&self, hash: &TextHash) -> Option<String> {
        let file = self.open(hash)?;
        let mut text = String::new();
        let mut unpacked = GzDecoder::new(file).take(LONGEST + 1);
        unpacked.read_to_string(&mut text).ok()?;
        (text.len() as u64 <= LONGEST && TextHash::of(&text) == *hash).then_some(text)
    }

    /// The texts with `hashes` of which there are copies, in their order, as many as can be made use of.
    #[must_use]
    pub fn all(&self, hashes: &[TextHash]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut bytes = 0;
        for text in hashes.iter().filter_map(|hash| self.get(hash)) {
            bytes += text.len();
            if bytes > MOST_BYTES {
                break;
            }
            found.push(text);
            if found.len() == MOST {
                break;
            }
        }
        found
    }

    /// How many bytes the text with `hash` has, as its copy tells without being unpacked; `None` where there is none.
    #[must_use]
    pub fn length(&self, hash: &TextHash) -> Option<u64> {
        // RFC 1952, section 2.3.1: the last four bytes are the length, modulo 2 to the power of 32.
        let mut file = self.open(hash)?;
        file.seek(SeekFrom::End(-4)).ok()?;
        let mut length = [0; 4];
        file.read_exact(&mut length).ok()?;
        Some(u32::from_le_bytes(length).into())
    }

    /// The copy of the text with `hash`, where it is a regular file: a pipe in its place would keep one waiting for ever.
    fn open(&self, hash: &TextHash) -> Option<File> {
        let path = self.path(hash)?;
        let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        is_file.then(|| File::open(&path).ok()).flatten()
    }

    /// Deletes every copy whose hash is not among `wanted`, and nothing that is no copy.
    ///
    /// # Errors
    ///
    /// Whatever the system says when a folder cannot be read or a copy cannot be deleted. What was deleted before stays so.
    pub fn prune(&self, wanted: &HashSet<TextHash>) -> io::Result<Pruned> {
        let mut pruned = Pruned::default();
        let folders = match fs::read_dir(&self.folder) {
            Ok(folders) => folders,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(pruned),
            Err(error) => return Err(error),
        };
        for folder in folders {
            let folder = folder?;
            if !folder.file_type()?.is_dir() {
                continue;
            }
            for entry in fs::read_dir(folder.path())? {
                let entry = entry?;
                let name = entry.file_name();
                let digits = name.to_str().and_then(|name| name.strip_suffix(".gz"));
                let hash = digits.filter(|digits| is_hash(digits.as_bytes()));
                let hash = hash.map(TextHash::stored);
                if hash.is_some_and(|hash| !wanted.contains(&hash)) {
                    let length = entry.metadata()?.len();
                    fs::remove_file(entry.path())?;
                    pruned.texts += 1;
                    pruned.bytes += length;
                }
            }
            // A folder that still holds something stays.
            let _ = fs::remove_dir(folder.path());
        }
        Ok(pruned)
    }
}

/// Every hash of a text that the annotations file at `path` mentions anywhere, in a record that cannot be read and in a
/// comment too; none where it is not there.
///
/// # Errors
///
/// Whatever the system says when the file is there and cannot be read.
pub fn mentioned(path: &Path) -> io::Result<Vec<TextHash>> {
    let (bytes, _) = read_bytes(&Machine, path)?;
    let bytes = bytes.unwrap_or_default();
    let runs = bytes.split(|byte| !byte.is_ascii_hexdigit());
    let hashes = runs.filter(|run| is_hash(run));
    let hashes = hashes.filter_map(|run| std::str::from_utf8(run).ok());
    Ok(hashes.map(TextHash::stored).collect())
}

/// Whether `digits` are spelled as a hash is: 64 hexadecimal digits, the letters small.
fn is_hash(digits: &[u8]) -> bool {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    digits.len() == 64 && digits.iter().all(is_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The ferry left at six in the morning, “as ever”.\n";

    fn texts() -> (tempfile::TempDir, Texts) {
        let folder = tempfile::tempdir().unwrap();
        let texts = Texts::new(&folder.path().join("data"));
        (folder, texts)
    }

    #[test]
    fn what_is_kept_is_found_by_its_hash_and_written_once() {
        let (_folder, texts) = texts();
        let hash = TextHash::of(TEXT);
        assert_eq!((texts.get(&hash), texts.length(&hash)), (None, None));
        assert!(texts.keep(&hash, TEXT).unwrap());
        assert!(!texts.keep(&hash, TEXT).unwrap());
        assert_eq!(texts.get(&hash).as_deref(), Some(TEXT));
        assert_eq!(texts.length(&hash), Some(TEXT.len() as u64));
        let other = TextHash::of("another");
        assert_eq!(texts.all(&[other, hash.clone()]), [TEXT]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            let path = texts.path(&hash).unwrap();
            assert_eq!(mode(&path), 0o600);
            assert_eq!(mode(path.parent().unwrap()), 0o700);
            assert_eq!(mode(texts.folder()), 0o700);
        }
    }

    #[test]
    fn a_copy_that_is_damaged_is_as_good_as_none_and_is_mended() {
        let (_folder, texts) = texts();
        let hash = TextHash::of(TEXT);
        texts.keep(&hash, TEXT).unwrap();
        let path = texts.path(&hash).unwrap();
        let sound = fs::read(&path).unwrap();
        let mut another = GzEncoder::new(Vec::new(), Compression::fast());
        another.write_all(b"something else").unwrap();
        for damaged in [
            Vec::new(),
            b"no copy at all".to_vec(),
            sound[..sound.len() / 2].to_vec(),
            another.finish().unwrap(),
        ] {
            fs::write(&path, &damaged).unwrap();
            assert_eq!(texts.get(&hash), None);
            assert!(texts.keep(&hash, TEXT).unwrap());
            assert_eq!(texts.get(&hash).as_deref(), Some(TEXT));
        }
    }

    #[test]
    fn what_is_no_hash_leads_nowhere() {
        let (folder, texts) = texts();
        fs::write(folder.path().join("secret.gz"), "x").unwrap();
        for stored in ["", "../secret", "../../secret", "AB", &"A".repeat(64), "ä"] {
            let hash = TextHash::stored(stored);
            assert_eq!(texts.path(&hash), None, "{stored:?}");
            assert!(!texts.keep(&hash, TEXT).unwrap());
            assert_eq!(texts.get(&hash), None);
        }
        assert!(!texts.folder().exists());
    }

    #[test]
    fn only_copies_that_nobody_mentions_are_deleted() {
        let (folder, texts) = texts();
        let hashes = ["one", "two", "three", "four"].map(|text| {
            let hash = TextHash::of(text);
            assert!(texts.keep(&hash, text).unwrap());
            hash
        });
        let file = folder.path().join("annotations.toml");
        let [one, two, three, four] = &hashes;
        let written = format!(
            "[[document]]\nhash = \"{}\"\nearlier = [\"{}\"]\n# {}\n[[broken\n",
            one.as_str(),
            two.as_str(),
            three.as_str(),
        );
        fs::write(&file, written).unwrap();
        fs::write(texts.folder().join("note.txt"), "mine").unwrap();
        let wanted: HashSet<TextHash> = mentioned(&file).unwrap().into_iter().collect();
        assert_eq!(wanted.len(), 3);
        let pruned = texts.prune(&wanted).unwrap();
        assert_eq!(pruned.texts, 1);
        assert!(pruned.bytes > 0);
        assert_eq!(texts.get(four), None);
        assert_eq!(texts.get(two).as_deref(), Some("two"));
        assert!(texts.folder().join("note.txt").exists());
        assert_eq!(texts.prune(&wanted).unwrap(), Pruned::default());
        assert_eq!(mentioned(&folder.path().join("none")).unwrap(), []);
    }
}
