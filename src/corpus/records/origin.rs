//! Where records come from: a file, or what is piped in, as far as it has come.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::Fields;
use super::LARGEST_RECORD;
use crate::corpus::Stamp;
use crate::corpus::formats::jsonl;

/// What is piped in, which somebody else writes into a file while it is read from there.
#[derive(Debug)]
pub struct Piped {
    file: File,
    arrival: Mutex<Arrival>,
    /// Something came, or all has come.
    news: Condvar,
}

#[derive(Debug, Default)]
struct Arrival {
    /// How many bytes have come.
    length: u64,
    /// Whether that was all; or else why no more can come.
    end: Option<Result<(), String>>,
    /// Whether nobody wants more.
    is_enough: bool,
}

impl Piped {
    /// What is going to be written into `file`.
    #[must_use]
    pub fn new(file: File) -> Self {
        Self {
            file,
            arrival: Mutex::default(),
            news: Condvar::new(),
        }
    }

    /// Takes in that the first `length` bytes of the file are written; whether more is wanted.
    pub fn has_come(&self, length: u64) -> bool {
        let mut arrival = self.arrival();
        arrival.length = length;
        self.news.notify_all();
        !arrival.is_enough
    }

    /// Takes in that no more comes, as that was all, or else for a reason.
    pub fn ends(&self, how: Result<(), String>) {
        self.arrival().end = Some(how);
        self.news.notify_all();
    }

    fn arrival(&self) -> MutexGuard<'_, Arrival> {
        self.arrival.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there is something after the first `at` bytes; how many bytes there are, none at the end.
    fn wait(&self, at: u64) -> io::Result<u64> {
        let mut arrival = self.arrival();
        loop {
            if arrival.length > at {
                return Ok(arrival.length - at);
            }
            match &arrival.end {
                Some(Ok(())) => return Ok(0),
                Some(Err(reason)) => return Err(io::Error::other(reason.clone())),
                None => {}
            }
            let waited = self.news.wait(arrival);
            arrival = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn read_at(&self, bytes: &mut [u8], at: u64) -> io::Result<usize> {
        let there = usize::try_from(self.wait(at)?).unwrap_or(usize::MAX);
        let length = bytes.len().min(there);
        let wanted = bytes.get_mut(..length).unwrap_or_default();
        read_at(&self.file, wanted, at)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    use std::os::unix::fs::FileExt as _;
    file.read_at(bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<usize> {
    use std::os::windows::fs::FileExt as _;
    file.seek_read(bytes, at)
}

/// Where records come from.
#[derive(Clone, Debug)]
pub(in crate::corpus) enum Origin {
    /// A file on disk.
    File(PathBuf),
    /// What is piped in.
    Piped(Arc<Piped>),
}

/// The bytes of an origin from some place on.
#[derive(Debug)]
pub(super) enum Input {
    File(File),
    Piped { piped: Arc<Piped>, at: u64 },
}

impl Read for Input {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(bytes),
            Self::Piped { piped, at } => {
                let read = piped.read_at(bytes, *at)?;
                *at += read as u64;
                Ok(read)
            }
        }
    }
}

impl Origin {
    /// The file, where it is one that has a name.
    pub(in crate::corpus) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(file) => Some(file),
            Self::Piped(_) => None,
        }
    }

    /// Whether its records pass by: another time there are others.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Piped(_))
    }

    /// Opens it at its beginning, and says what tells it from what it may become.
    pub(super) fn open(&self) -> io::Result<(Option<Stamp>, Input)> {
        match self {
            Self::File(file) => {
                let file = File::open(file)?;
                Ok((Stamp::of(&file.metadata()?), Input::File(file)))
            }
            Self::Piped(piped) => {
                let (piped, at) = (Arc::clone(piped), 0);
                Ok((None, Input::Piped { piped, at }))
            }
        }
    }

    /// Whether who has read the first `at` bytes would have to wait for more.
    pub(super) fn is_waited_for(&self, at: u64) -> bool {
        match self {
            Self::File(_) => false,
            Self::Piped(piped) => piped.arrival().length <= at,
        }
    }

    /// Says that no more is wanted than has come.
    pub(super) fn is_enough(&self) {
        if let Self::Piped(piped) = self {
            piped.arrival().is_enough = true;
        }
    }
}

impl Input {
    /// The next `length` bytes from `start` on, as far as there are so many.
    pub(super) fn part(mut self, start: u64, length: u64) -> io::Result<BufReader<io::Take<Self>>> {
        match &mut self {
            Self::File(file) => _ = file.seek(SeekFrom::Start(start))?,
            Self::Piped { at, .. } => *at = start,
        }
        Ok(BufReader::with_capacity(8 * 1024, self.take(length)))
    }
}

/// Whether what begins with `head` is JSON Lines rather than one text: its first line is an object that has a text, or it
/// and the second one are objects. `None` as long as that cannot be told; after `head` comes nothing where it is `whole`.
#[must_use]
pub fn are_lines(head: &[u8], whole: bool, fields: &Fields) -> Option<bool> {
    let mut lines = jsonl::Lines::new(head);
    let mut is_object = false;
    while let Ok(Some(_)) = lines.next() {
        let is_open = !whole && head.len() <= LARGEST_RECORD && !lines.bytes().ends_with(b"\n");
        match jsonl::row(lines.bytes()) {
            _ if is_open => return None,
            Ok(_) if is_object => return Some(true),
            Ok(row) if row.text(fields).is_some() => return Some(true),
            Ok(_) => is_object = true,
            Err(_) => return Some(false),
        }
    }
    whole.then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use std::thread;

    #[test]
    fn lines_of_records_are_told_from_one_text() {
        let usual = Fields::default();
        for (head, whole, expected) in [
            (&b""[..], false, None),
            (b"", true, Some(false)),
            (b"A sentence.\nAnother.\n", false, Some(false)),
            (b"A sentence", false, None),
            (b"{\"text\": \"a\"}", false, None),
            (b"{\"text\": \"a\"}", true, Some(true)),
            (b"\xef\xbb\xbf{\"text\": \"a\"}\n", false, Some(true)),
            (b"{\n  \"text\": \"a\"\n}\n", true, Some(false)),
            (b"{\"n\": 1}\n", false, None),
            (b"{\"n\": 1}\n", true, Some(false)),
            (b"{\"n\": 1}\n{\"n\": 2}\n", false, Some(true)),
            (b"{\"n\": 1}\nand so on\n", false, Some(false)),
            (b"[1]\n[2]\n", true, Some(false)),
        ] {
            let told = are_lines(head, whole, &usual);
            let shown = String::from_utf8_lossy(head);
            assert_eq!(told, expected, "{shown:?}, whole: {whole}");
        }
    }

    #[test]
    fn what_is_piped_in_is_read_as_it_comes() {
        let mut file = tempfile::tempfile().unwrap();
        let piped = Arc::new(Piped::new(file.try_clone().unwrap()));
        let origin = Origin::Piped(Arc::clone(&piped));
        let writer = thread::spawn(move || {
            for length in 1..=100 {
                file.write_all(b"a").unwrap();
                assert!(piped.has_come(length));
            }
            piped.ends(Err("the disk is full".into()));
        });
        let (_, mut input) = origin.open().unwrap();
        let mut bytes = [0; 100];
        input.read_exact(&mut bytes).unwrap();
        assert_eq!(bytes, [b'a'; 100]);
        let error = input.read(&mut bytes).unwrap_err().to_string();
        assert_eq!(error, "the disk is full");
        writer.join().unwrap();
        let mut part = origin.open().unwrap().1.part(98, 10).unwrap();
        let mut text = Vec::new();
        assert!(part.read_to_end(&mut text).is_err());
        assert_eq!(text, b"aa");
    }
}
