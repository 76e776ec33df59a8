//! Texts that were extracted from files in formats that cannot be searched as they lie, so that this is done once.
//!
//! Owns the folder `extracts` in the user's cache folder: for each corpus a folder, and in that packs, which are texts end to
//! end and a table of where they lie. A text is found by what its file was called and looked like when it was read, so one
//! of a file that has changed since is never asked for. Everything here may be deleted at any time; a pack that is broken is
//! as good as none, and what cannot be written is extracted again.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tempfile::{Builder, NamedTempFile};

use super::atomic;
use crate::corpus::Stamp;
use crate::model::DocPath;

/// What a pack ends with: its kind, and the version of the program, since another may extract another text.
const MAGIC: &[u8] = concat!("\npostil extracts 2 ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();
/// What packs are called, and what one is called while it is written.
const PACK: &str = "pack";
const DRAFT: &str = "draft-";

/// The most bytes of texts that are kept of one corpus, and of all together.
const MOST_BYTES: u64 = 1 << 30;
const MOST_ALTOGETHER: u64 = 4 << 30;
/// The longest text that is kept, in bytes.
const LONGEST: usize = 64 << 20;
/// The most texts of one corpus.
const MOST_TEXTS: usize = 4_000_000;
/// How many packs a corpus has before they are made one.
const MOST_PACKS: usize = 16;
/// How much is written before it is worth a pack even though more may come, in bytes.
const WORTH_A_PACK: u64 = 16 << 20;

/// What a text is found by: a piece of the hash of everything that has to agree.
type Key = [u8; 16];

/// How many bytes of a table tell where one text lies: key, start, length and check.
const ROW: usize = 16 + 8 + 8 + 8;

/// Where a text lies.
#[derive(Debug)]
struct Place {
    pack: usize,
    start: u64,
    length: usize,
    check: u64,
    /// Whether it was asked for since the packs were opened.
    is_used: AtomicBool,
}

/// A file of texts.
#[derive(Debug)]
struct Pack {
    path: PathBuf,
    file: File,
}

impl Pack {
    /// Makes `bytes` hold the text at `place`; `None` where it is not what was written there.
    fn text(&self, place: &Place, bytes: &mut Vec<u8>) -> Option<()> {
        bytes.resize(place.length, 0);
        self.read_at(place.start, bytes).ok()?;
        (check(bytes) == place.check).then_some(())
    }

    #[cfg(unix)]
    fn read_at(&self, start: u64, bytes: &mut [u8]) -> io::Result<()> {
        use std::os::unix::fs::FileExt as _;

        self.file.read_exact_at(bytes, start)
    }

    #[cfg(not(unix))]
    fn read_at(&self, start: u64, bytes: &mut [u8]) -> io::Result<()> {
        // Opened anew: several threads read at once, and a file has one place to read at.
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(bytes)
    }
}

/// The pack that is being written.
#[derive(Debug)]
struct Draft {
    file: NamedTempFile,
    /// Its number among the packs, where it can be read already.
    pack: usize,
    length: u64,
    table: Vec<u8>,
}

#[derive(Debug, Default)]
struct Packs {
    files: Vec<Pack>,
    places: HashMap<Key, Place>,
    draft: Option<Draft>,
    /// How many bytes of texts there are.
    bytes: u64,
    /// Whether something could not be kept for want of room.
    is_full: bool,
}

/// The extracted texts of one corpus.
#[derive(Debug)]
pub struct Extracts {
    folder: PathBuf,
    most_bytes: u64,
    packs: RwLock<Packs>,
}

impl Extracts {
    /// The texts of the corpus that is remembered by `corpus`, in the user's `cache` folder.
    #[must_use]
    pub fn open(cache: &Path, corpus: &str) -> Self {
        let digits: String = blake3::hash(corpus.as_bytes())
            .to_hex()
            .chars()
            .take(16)
            .collect();
        let folder = cache.join("extracts").join(digits);
        let mut packs = Packs::default();
        for path in files_in(&folder) {
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if name.starts_with(DRAFT) {
                // Its writer holds a lock on it for as long as it lives.
                let file = File::open(&path);
                if file.is_ok_and(|file| file.try_lock().is_ok()) {
                    let _ = fs::remove_file(&path);
                }
            } else if path.extension().is_some_and(|extension| extension == PACK)
                && packs.add(&path).is_none()
            {
                let _ = fs::remove_file(&path);
            }
        }
        Self {
            folder,
            most_bytes: MOST_BYTES,
            packs: RwLock::new(packs),
        }
    }

    /// Makes `bytes` hold the text that was extracted from the document at `path` while its file was like `stamp`, by what
    /// is called `format`, in place of what it held before; whether there is one.
    #[must_use]
    pub fn get(&self, path: &DocPath, format: &str, stamp: Stamp, bytes: &mut Vec<u8>) -> bool {
        let packs = self.read();
        let mut get = || {
            let place = packs.places.get(&key(path, format, stamp))?;
            packs.files.get(place.pack)?.text(place, bytes)?;
            place.is_used.store(true, Ordering::Relaxed);
            Some(())
        };
        get().is_some()
    }

    /// Keeps `text`. Where it cannot be kept nothing is lost.
    pub fn keep(&self, path: &DocPath, format: &str, stamp: Stamp, text: &str) {
        let key = key(path, format, stamp);
        let mut packs = self.write();
        let bytes = packs.bytes + text.len() as u64;
        packs.is_full |= bytes > self.most_bytes || packs.places.len() >= MOST_TEXTS;
        let is_kept = !packs.is_full && text.len() <= LONGEST;
        if is_kept && packs.append(&self.folder, key, text).is_err() {
            packs.give_up_draft();
        }
    }

    /// Puts what was kept in its place, where the next run finds it; unless the search `is_over`, only if it is much.
    pub fn finish(&self, is_over: bool) {
        let mut packs = self.write();
        let written = packs.draft.as_ref().map_or(0, |draft| draft.length);
        if is_over || written >= WORTH_A_PACK {
            let is_dropping = packs.is_full && packs.used() < packs.bytes / 2;
            let is_rewriting = is_dropping || packs.files.len() > MOST_PACKS;
            let mut done = packs.finish_draft(&self.folder);
            if is_rewriting {
                done = done.and_then(|()| packs.rewrite(&self.folder, is_dropping));
            }
            if done.is_err() {
                packs.give_up_draft();
            }
        }
        drop(packs);
        if written > 0 {
            make_room_beside(&self.folder);
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Packs> {
        self.packs.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Packs> {
        self.packs.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Extracts {
    fn drop(&mut self) {
        let packs = self.packs.get_mut().unwrap_or_else(PoisonError::into_inner);
        if packs.draft.as_ref().is_some_and(|draft| draft.length > 0) {
            let _ = packs.finish_draft(&self.folder);
        }
    }
}

impl Packs {
    /// Takes in the pack at `path`; nothing where it is broken.
    fn add(&mut self, path: &Path) -> Option<()> {
        let mut file = File::open(path).ok()?;
        let length = file.metadata().ok()?.len();
        let mut end = vec![0; 8 + 32 + MAGIC.len()];
        file.seek(SeekFrom::Start(length.checked_sub(end.len() as u64)?))
            .ok()?;
        file.read_exact(&mut end).ok()?;
        let (count, rest) = end.split_first_chunk::<8>()?;
        let (hash, magic) = rest.split_first_chunk::<32>()?;
        let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
        if magic != MAGIC || count > MOST_TEXTS {
            return None;
        }
        let size = count.checked_mul(ROW)?;
        let texts = length.checked_sub((end.len() + size) as u64)?;
        file.seek(SeekFrom::Start(texts)).ok()?;
        let mut table = vec![0; size];
        file.read_exact(&mut table).ok()?;
        if blake3::hash(&table).as_bytes() != hash {
            return None;
        }
        let pack = self.files.len();
        for row in table.chunks_exact(ROW) {
            let (key, place) = place(row, pack)?;
            if place.start.checked_add(place.length as u64)? > texts || place.length > LONGEST {
                return None;
            }
            self.insert(key, place);
        }
        self.files.push(Pack {
            path: path.to_owned(),
            file,
        });
        Some(())
    }

    /// How many bytes of texts were asked for since the packs were opened.
    fn used(&self) -> u64 {
        let places = self.places.values();
        let used = places.filter(|place| place.is_used.load(Ordering::Relaxed));
        used.map(|place| place.length as u64).sum()
    }

    fn insert(&mut self, key: Key, place: Place) {
        self.bytes += place.length as u64;
        if let Some(before) = self.places.insert(key, place) {
            self.bytes -= before.length as u64;
        }
    }

    /// Adds `text` to the draft, where it can be read at once.
    fn append(&mut self, folder: &Path, key: Key, text: &str) -> io::Result<()> {
        if self.draft.is_none() {
            atomic::make_private_folder(folder)?;
            let mut builder = Builder::new();
            let file = builder.prefix(DRAFT).tempfile_in(folder)?;
            let _ = file.as_file().try_lock();
            let pack = Pack {
                path: file.path().to_owned(),
                file: file.reopen()?,
            };
            self.draft = Some(Draft {
                pack: self.files.len(),
                length: 0,
                table: Vec::new(),
                file,
            });
            self.files.push(pack);
        }
        let Some(draft) = &mut self.draft else {
            return Ok(());
        };
        draft.file.write_all(text.as_bytes())?;
        let place = Place {
            pack: draft.pack,
            start: draft.length,
            length: text.len(),
            check: check(text.as_bytes()),
            is_used: AtomicBool::new(true),
        };
        draft.length += text.len() as u64;
        draft.table.extend(key);
        draft.table.extend(place.start.to_le_bytes());
        draft.table.extend((place.length as u64).to_le_bytes());
        draft.table.extend(place.check.to_le_bytes());
        self.insert(key, place);
        Ok(())
    }

    /// Makes the draft a pack.
    fn finish_draft(&mut self, folder: &Path) -> io::Result<()> {
        let Some(mut draft) = self.draft.take() else {
            return Ok(());
        };
        let count = (draft.table.len() / ROW) as u64;
        let hash = blake3::hash(&draft.table);
        draft.file.write_all(&draft.table)?;
        draft.file.write_all(&count.to_le_bytes())?;
        draft.file.write_all(hash.as_bytes())?;
        draft.file.write_all(MAGIC)?;
        let name: String = hash.to_hex().chars().take(24).collect();
        let path = folder.join(name).with_extension(PACK);
        let number = draft.pack;
        draft.file.persist(&path)?;
        if let Some(pack) = self.files.get_mut(number) {
            pack.path = path;
        }
        Ok(())
    }

    /// Forgets what is in the draft, which is deleted.
    fn give_up_draft(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.places.retain(|_, place| place.pack != draft.pack);
            let lengths = self.places.values().map(|place| place.length as u64);
            self.bytes = lengths.sum();
        }
    }

    /// Makes one pack of all, without what was not asked for if `only_used`, and deletes the others.
    fn rewrite(&mut self, folder: &Path, only_used: bool) -> io::Result<()> {
        let mut new = Self::default();
        let mut bytes = Vec::new();
        for (key, place) in &self.places {
            let is_wanted = !only_used || place.is_used.load(Ordering::Relaxed);
            let pack = self.files.get(place.pack).filter(|_| is_wanted);
            let is_read = pack.and_then(|pack| pack.text(place, &mut bytes)).is_some();
            if let Ok(text) = std::str::from_utf8(&bytes)
                && is_read
            {
                new.append(folder, *key, text)?;
            }
        }
        new.finish_draft(folder)?;
        let kept: Vec<&Path> = new.files.iter().map(|pack| pack.path.as_path()).collect();
        for old in &self.files {
            if !kept.contains(&old.path.as_path()) {
                let _ = fs::remove_file(&old.path);
            }
        }
        *self = new;
        Ok(())
    }
}

/// What the text of the document at `path` is found by.
fn key(path: &DocPath, format: &str, stamp: Stamp) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_str().as_bytes());
    hasher.update(b"\0");
    hasher.update(format.as_bytes());
    hasher.update(b"\0");
    hasher.update(&stamp.length.to_le_bytes());
    hasher.update(&stamp.seconds.to_le_bytes());
    hasher.update(&stamp.nanoseconds.to_le_bytes());
    let mut key = Key::default();
    hasher.finalize_xof().fill(&mut key);
    key
}

/// What tells a text that the disk has spoilt from the one that was written: its CRC-32 (ISO 3309), as ZIP and gzip have it.
fn check(text: &[u8]) -> u64 {
    crc32fast::hash(text).into()
}

/// The key and the place that a row of a table tells.
fn place(row: &[u8], pack: usize) -> Option<(Key, Place)> {
    let (key, rest) = row.split_first_chunk::<16>()?;
    let (start, rest) = rest.split_first_chunk::<8>()?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
    let (check, _) = rest.split_first_chunk::<8>()?;
    let place = Place {
        pack,
        start: u64::from_le_bytes(*start),
        length: usize::try_from(u64::from_le_bytes(*length)).ok()?,
        check: u64::from_le_bytes(*check),
        is_used: AtomicBool::new(false),
    };
    Some((*key, place))
}

/// What lies in `folder`, by name; nothing where it cannot be told.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Deletes what is kept of other corpora, what was written longest ago first, while all of it together is too much.
fn make_room_beside(folder: &Path) {
    let all = files_in(atomic::folder_of(folder));
    let mut all: Vec<_> = all
        .into_iter()
        .filter_map(|one| {
            let modified = fs::metadata(&one).ok()?.modified().ok()?;
            let sizes = files_in(&one).into_iter();
            let sizes = sizes.filter_map(|file| Some(fs::metadata(file).ok()?.len()));
            Some((modified, sizes.sum::<u64>(), one))
        })
        .collect();
    all.sort();
    let mut total: u64 = all.iter().map(|(_, size, _)| size).sum();
    for (_, size, one) in all {
        if total <= MOST_ALTOGETHER {
            return;
        }
        if one != folder {
            total -= size;
            // Nothing but packs: what somebody else put there stays, and its folder with it.
            let packs = files_in(&one).into_iter();
            for pack in packs.filter(|file| file.extension().is_some_and(|known| known == PACK)) {
                let _ = fs::remove_file(pack);
            }
            let _ = fs::remove_dir(&one);
        }
    }
}

#[cfg(test)]
mod tests {

    use super::*;

    fn stamp(length: u64) -> Stamp {
        Stamp {
            length,
            seconds: 0,
            nanoseconds: 7,
        }
    }

    /// The text that is kept of the document at `path`.
    fn kept(extracts: &Extracts, path: &DocPath, format: &str, stamp: Stamp) -> Option<String> {
        let mut bytes = b"another".to_vec();
        let is_there = extracts.get(path, format, stamp, &mut bytes);
        is_there.then(|| String::from_utf8(bytes).unwrap())
    }

    fn packs(cache: &Path) -> Vec<PathBuf> {
        let folders = files_in(&cache.join("extracts"));
        folders.iter().flat_map(|folder| files_in(folder)).collect()
    }

    #[test]
    fn a_text_is_found_for_as_long_as_its_file_is_the_same() {
        let cache = tempfile::tempdir().unwrap();
        let (path, other) = (DocPath::new("a.html"), DocPath::new("b.html"));
        let extracts = Extracts::open(cache.path(), "/corpus");
        assert_eq!(kept(&extracts, &path, "HTML 1", stamp(1)), None);
        extracts.keep(&path, "HTML 1", stamp(1), "été");
        extracts.keep(&other, "HTML 1", stamp(1), "");
        assert_eq!(
            kept(&extracts, &path, "HTML 1", stamp(1)).as_deref(),
            Some("été"),
            "at once"
        );
        extracts.finish(true);
        drop(extracts);
        let extracts = Extracts::open(cache.path(), "/corpus");
        for (path, format, stamp, expect) in [
            (&path, "HTML 1", stamp(1), Some("été")),
            (&other, "HTML 1", stamp(1), Some("")),
            (&other, "HTML 1", stamp(2), None),
            (&path, "HTML 2", stamp(1), None),
        ] {
            assert_eq!(kept(&extracts, path, format, stamp).as_deref(), expect);
        }
        assert_eq!(
            kept(
                &Extracts::open(cache.path(), "/other"),
                &path,
                "HTML 1",
                stamp(1)
            ),
            None
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let pack = packs(cache.path()).pop().unwrap();
            assert_eq!(
                fs::metadata(pack).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn a_little_is_kept_when_the_program_ends_and_what_was_left_half_written_is_swept() {
        let cache = tempfile::tempdir().unwrap();
        let path = DocPath::new("a.html");
        let extracts = Extracts::open(cache.path(), "c");
        extracts.keep(&path, "HTML 1", stamp(1), "text");
        extracts.finish(false);
        let draft = packs(cache.path()).pop().unwrap();
        assert!(draft.to_string_lossy().contains(DRAFT));
        let _another = Extracts::open(cache.path(), "c");
        assert!(draft.exists(), "somebody writes it");
        drop(extracts);
        assert!(!draft.exists());
        fs::write(&draft, "half").unwrap();
        let extracts = Extracts::open(cache.path(), "c");
        assert!(!draft.exists());
        assert_eq!(
            kept(&extracts, &path, "HTML 1", stamp(1)).as_deref(),
            Some("text")
        );
    }

    #[test]
    fn broken_packs_are_as_good_as_none() {
        let cache = tempfile::tempdir().unwrap();
        let path = DocPath::new("a.html");
        let extracts = Extracts::open(cache.path(), "c");
        extracts.keep(&path, "HTML 1", stamp(1), "a text of some length");
        extracts.finish(true);
        let pack = packs(cache.path()).pop().unwrap();
        let sound = fs::read(&pack).unwrap();
        for at in 0..sound.len() {
            let mut broken = sound.clone();
            broken[at] ^= 0x55;
            fs::write(&pack, &broken).unwrap();
            let got = kept(
                &Extracts::open(cache.path(), "c"),
                &path,
                "HTML 1",
                stamp(1),
            );
            assert!(got.is_none(), "byte {at}");
            fs::write(&pack, &sound[..at]).unwrap();
            let got = kept(
                &Extracts::open(cache.path(), "c"),
                &path,
                "HTML 1",
                stamp(1),
            );
            assert!(got.is_none(), "cut at {at}");
            assert!(!pack.exists());
        }
    }

    #[test]
    fn many_packs_become_one_and_what_nobody_asks_for_goes() {
        let cache = tempfile::tempdir().unwrap();
        let path = |number: u64| DocPath::new(&format!("{number}.html"));
        let most = MOST_PACKS as u64;
        for number in 0..=most {
            let extracts = Extracts::open(cache.path(), "c");
            for known in 0..number {
                assert!(
                    kept(&extracts, &path(known), "HTML 1", stamp(known)).is_some(),
                    "{known}"
                );
            }
            extracts.keep(&path(number), "HTML 1", stamp(number), "text");
            extracts.finish(true);
            let expect = if number == most { 1 } else { number + 1 };
            assert_eq!(packs(cache.path()).len() as u64, expect);
        }
        let mut extracts = Extracts::open(cache.path(), "c");
        extracts.most_bytes = 4 * most + 5;
        extracts.keep(&path(0), "HTML 1", stamp(99), "text");
        assert!(
            kept(&extracts, &path(0), "HTML 1", stamp(99)).is_none(),
            "full"
        );
        extracts.finish(true);
        assert!(
            kept(&extracts, &path(0), "HTML 1", stamp(0)).is_none(),
            "not asked for"
        );
        extracts.keep(&path(0), "HTML 1", stamp(99), "text");
        extracts.finish(true);
        assert_eq!(packs(cache.path()).len(), 1);
        assert!(kept(&extracts, &path(0), "HTML 1", stamp(99)).is_some());
    }
}
