//! A copy of a broken annotations file that can be read: what is understood stands in it byte for byte, and what is not
//! stands in it as comments.
//!
//! The broken file itself is read and never written.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::atomic::folder_of;
use super::contents::{self, Contents};
use super::disk::Machine;
use super::error::StoreError;
use super::file::{AnnotationFile, Kind};
use super::read_bytes;
use super::record::{self, unix_lines};

/// How many names are tried for the copy before one gives up.
const MOST_COPIES: usize = 1000;

/// How often the whole copy is read over before everything in it becomes a comment: a record that is well by itself may
/// still not go together with another.
const MOST_ROUNDS: usize = 16;

/// A copy that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// Where it is.
    pub path: PathBuf,
    /// How many records stand in it as they were.
    pub kept: usize,
    /// How many pieces of the file stand in it as comments.
    pub set_aside: usize,
}

/// Writes a repaired copy of the file at `path` beside it: `annotations.repaired.toml`, or `annotations.repaired-2.toml`
/// where that is there already, and so on. Nobody may read the copy who may not read the file.
///
/// # Errors
///
/// [`StoreError::Read`] where the file cannot be read, and [`StoreError::Copy`] where the copy cannot be written.
pub fn write_copy(path: &Path) -> Result<Repaired, StoreError> {
    let unread = |source| StoreError::Read {
        path: path.to_path_buf(),
        source,
    };
    let (bytes, _) = read_bytes(&Machine, path).map_err(unread)?;
    let bytes = bytes.unwrap_or_default();
    let copy = repaired(&bytes);
    let written = write_beside(path, copy.text.as_bytes());
    let path = written.map_err(|source| StoreError::Copy {
        path: path.to_path_buf(),
        source,
    })?;
    Ok(Repaired {
        path,
        kept: copy.kept,
        set_aside: copy.set_aside,
    })
}

fn write_beside(path: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let folder = folder_of(path);
    let mut temp = tempfile::Builder::new()
        .prefix(".postil-")
        .suffix(".tmp")
        .tempfile_in(folder)?;
    temp.as_file()
        .set_permissions(fs::metadata(path)?.permissions())?;
    temp.write_all(bytes)?;
    temp.as_file().sync_all()?;
    for number in 1..=MOST_COPIES {
        let target = folder.join(copy_name(path, number));
        match temp.persist_noclobber(&target) {
            Ok(_) => {
                #[cfg(unix)]
                fs::File::open(folder)?.sync_all()?;
                return Ok(target);
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => temp = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::AlreadyExists,
        "there are too many copies already",
    ))
}

fn copy_name(path: &Path, number: usize) -> std::ffi::OsString {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(".repaired");
    if number > 1 {
        name.push(format!("-{number}"));
    }
    name.push(".toml");
    name
}

/// The text of a copy.
#[derive(Debug)]
pub(super) struct Copy {
    pub(super) text: String,
    kept: usize,
    set_aside: usize,
}

/// A piece of the file, as it goes into the copy.
struct Piece {
    /// Where it is in the text of the file, in bytes.
    range: Range<usize>,
    /// The line of the file it begins in, counted from 1.
    line: usize,
    is_record: bool,
    /// Whether it is a part of a record that stands below none, and may turn others into something else.
    is_stray: bool,
    /// Why it cannot be read, if so.
    fault: Option<String>,
}

/// What a repaired copy of a file that holds `bytes` says.
pub(super) fn repaired(bytes: &[u8]) -> Copy {
    let (text, strange) = decoded(bytes);
    let mut pieces = pieces(&text);
    for piece in &mut pieces {
        if strange.range(piece.range.clone()).next().is_some() {
            piece.fault = Some("it is not in UTF-8".to_owned());
        }
    }
    for _ in 0..MOST_ROUNDS {
        let (copy, at) = joined(&text, &strange, &pieces);
        if set_aside_mistakes(&copy.text, &at, &mut pieces) {
            continue;
        }
        if is_writable(&copy.text) {
            return copy;
        }
        break;
    }
    for piece in &mut pieces {
        let fault = "it does not go together with the rest of the file".to_owned();
        piece.fault.get_or_insert(fault);
    }
    joined(&text, &strange, &pieces).0
}

/// Sets aside the pieces in which reading the whole copy fails; whether there were any. `at` tells where in the copy each
/// piece begins.
fn set_aside_mistakes(copy: &str, at: &[usize], pieces: &mut [Piece]) -> bool {
    let (_, errors) = DeTable::parse_recoverable(copy);
    let mut found = false;
    // What stands below no record comes before what can be read by itself: `[annotation]` makes a mistake of every
    // `[[annotation]]` below it.
    let strays = pieces
        .iter_mut()
        .filter(|piece| piece.is_stray && piece.fault.is_none());
    for stray in strays.take(if errors.is_empty() { 0 } else { usize::MAX }) {
        stray.fault = Some("it does not go together with the rest of the file".to_owned());
        found = true;
    }
    if found {
        return true;
    }
    for error in errors {
        let place = error.span().map_or(0, |span| span.start);
        let index = at.partition_point(|start| *start <= place);
        if let Some(piece) = index.checked_sub(1).and_then(|index| pieces.get_mut(index))
            && piece.fault.is_none()
        {
            piece.fault = Some(one_line(error.message()));
            found = true;
        }
    }
    found
}

fn is_writable(copy: &str) -> bool {
    let Contents { barrier, .. } = contents::read(copy.as_bytes(), "");
    barrier.is_none()
}

/// The text of the file, and the bytes that are not in UTF-8 by their place in the text, where U+FFFD stands for them. A file
/// in UTF-16 that says so is read as such.
fn decoded(bytes: &[u8]) -> (String, BTreeMap<usize, Vec<u8>>) {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes)
        && encoding != encoding_rs::UTF_8
    {
        let (text, _, failed) = encoding.decode(bytes);
        // Two stray bytes before a file in UTF-8 are no reason to make all of it unreadable.
        if !failed && text.contains("[[") {
            return (text.into_owned(), BTreeMap::new());
        }
    }
    let mut text = String::with_capacity(bytes.len());
    let mut strange = BTreeMap::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            strange.insert(text.len(), chunk.invalid().to_vec());
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    (text, strange)
}

/// The head, the records and the end of the file, each with what is wrong with it by itself.
fn pieces(text: &str) -> Vec<Piece> {
    let file = AnnotationFile::split(text);
    let mut pieces = Vec::new();
    let (mut at, mut line) = (0, 1);
    let mut add = |source: &str, kind: Option<Kind>, fault: Option<String>| {
        pieces.push(Piece {
            range: at..at + source.len(),
            line,
            is_record: kind.is_some(),
            is_stray: kind == Some(Kind::Other),
            fault,
        });
        at += source.len();
        line += source.matches('\n').count();
    };
    add(&file.head, None, head_fault(&file.head));
    for record in &file.records {
        let fault = record_fault(record.kind, &record.source);
        if fault.is_some() {
            for (kind, piece) in record.pieces() {
                add(piece, Some(kind), record_fault(kind, piece));
            }
        } else {
            add(&record.source, Some(record.kind), None);
        }
    }
    add(&file.tail, None, None);
    pieces
}

fn head_fault(head: &str) -> Option<String> {
    if head.trim_start_matches('\u{feff}').trim().is_empty() {
        return Some("nothing says that it is postil's".to_owned());
    }
    let Contents { mistakes, .. } = contents::read(head.as_bytes(), "");
    let first = mistakes.into_iter().next();
    first.map(|mistake| one_line(&mistake.problem.message))
}

fn record_fault(kind: Kind, source: &str) -> Option<String> {
    let reading = record::read(kind, &unix_lines(source));
    let first = reading.faults.into_iter().next();
    first
        .filter(|_| reading.mistaken)
        .map(|fault| one_line(&fault.message))
}

/// The copy, and where in it each piece begins.
fn joined(text: &str, strange: &BTreeMap<usize, Vec<u8>>, pieces: &[Piece]) -> (Copy, Vec<usize>) {
    let mut copy = Copy {
        text: String::with_capacity(text.len() + 1024),
        kept: 0,
        set_aside: 0,
    };
    let mut at = Vec::with_capacity(pieces.len());
    for (index, piece) in pieces.iter().enumerate() {
        let is_head = index == 0;
        if is_head && piece.fault.is_some() {
            copy.text.push_str(&AnnotationFile::new().text());
        }
        if !copy.text.is_empty() && !copy.text.ends_with('\n') {
            copy.text.push('\n');
        }
        at.push(if is_head { 0 } else { copy.text.len() });
        match &piece.fault {
            None => {
                copy.text
                    .push_str(text.get(piece.range.clone()).unwrap_or_default());
                copy.kept += usize::from(piece.is_record);
            }
            Some(_) if is_blank(text, piece) => {}
            Some(fault) => {
                copy.set_aside += 1;
                set_aside(&mut copy.text, text, strange, piece, fault);
            }
        }
    }
    (copy, at)
}

fn is_blank(text: &str, piece: &Piece) -> bool {
    let source = text.get(piece.range.clone()).unwrap_or_default();
    source.trim_start_matches('\u{feff}').trim().is_empty()
}

/// Writes a piece as comments, in full, below a line that says why.
fn set_aside(
    copy: &mut String,
    text: &str,
    strange: &BTreeMap<usize, Vec<u8>>,
    piece: &Piece,
    fault: &str,
) {
    let _ = writeln!(
        copy,
        "\n# Kept from line {} of the broken file, which postil could not read: {}",
        piece.line,
        spelled(fault)
    );
    let source = text.get(piece.range.clone()).unwrap_or_default();
    let mut at = piece.range.start;
    for line in source.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        copy.push_str(if words.is_empty() { "#" } else { "# " });
        for (index, c) in words.char_indices() {
            match strange.get(&(at + index)) {
                Some(bytes) => {
                    for byte in bytes {
                        let _ = write!(copy, "\\x{byte:02X}");
                    }
                }
                None => spell(copy, c),
            }
        }
        copy.push('\n');
        at += line.len();
    }
}

fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for c in text.chars() {
        spell(&mut spelled, c);
    }
    spelled
}

/// Writes a character as it may stand in a comment of TOML: a control character as its number.
fn spell(text: &mut String, c: char) {
    if c.is_control() && c != '\t' {
        let _ = write!(text, "\\u{:04X}", u32::from(c));
    } else {
        text.push(c);
    }
}

fn one_line(message: &str) -> String {
    message.lines().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the copy of `bytes` holds: its text, and the keys that can be read in it.
    fn copied(bytes: &[u8]) -> (Copy, Vec<String>) {
        let copy = repaired(bytes);
        assert!(is_writable(&copy.text), "{}", copy.text);
        assert!(DeTable::parse(&copy.text).is_ok(), "{}", copy.text);
        let read = contents::read(copy.text.as_bytes(), "copy");
        let keys = read.values.iter().map(|value| value.key().to_string());
        (copy, keys.collect())
    }

    #[test]
    fn what_can_be_read_stays_byte_for_byte_and_the_rest_becomes_comments() {
        let head = "format = \"postil\"\nversion = 1\n";
        let good = "\n[[tag]]\nname = 'a'   # mine\n";
        for (name, text, kept, aside) in [
            ("nothing wrong", format!("{head}{good}"), 1, 0),
            (
                "a mistake",
                format!("{head}\n[[tag]]\nname = = 'b'\n{good}"),
                1,
                1,
            ),
            (
                "a quote never closed",
                format!("{head}\n[[tag]]\nname = 'b'\ndefinition = \"\"\"\nx\n{good}"),
                1,
                1,
            ),
            ("cut off", format!("{head}{good}\n[[tag]]\nname = 'b"), 1, 1),
            ("no head", good.to_owned(), 1, 0),
            ("a broken head", format!("format = postil\n{good}"), 1, 1),
            ("a merge", format!("{head}{good}<<<<<<< ours\n"), 0, 1),
            ("not ours", "<!DOCTYPE html>\n<p>404\n".to_owned(), 0, 1),
            (
                "two tables of one name",
                format!("{head}{good}\n[x]\na = 1\n\n[x]\nb = 1\n"),
                1,
                2,
            ),
            (
                "a part below no record",
                format!("{head}\n[tag]\nname = 'b'\n{good}"),
                1,
                1,
            ),
            (
                "a control character",
                format!("{head}{good}\n[[tag]]\nname = \"b\u{0}\u{1b}\"\n"),
                1,
                1,
            ),
        ] {
            let (copy, keys) = copied(text.as_bytes());
            assert_eq!(
                (copy.kept, copy.set_aside),
                (kept, aside),
                "{name}: {}",
                copy.text
            );
            if kept > 0 {
                assert!(copy.text.contains(good), "{name}: {}", copy.text);
                assert_eq!(keys, ["tag a"], "{name}");
            }
            // Every line of the broken file is in the copy, if as a comment.
            for line in text.lines().filter(|line| !line.contains('\0')) {
                assert!(copy.text.contains(line), "{name}: {line:?}\n{}", copy.text);
            }
        }
    }

    #[test]
    fn strange_bytes_are_spelled_and_strange_encodings_are_read() {
        let text = b"format = \"postil\"\n[[tag]]\nname = 'a'\n[[tag]]\nname = 'caf\xe9'\n";
        let (copy, keys) = copied(text);
        assert_eq!(keys, ["tag a"]);
        assert!(copy.text.contains("# name = 'caf\\xE9'"), "{}", copy.text);
        let wide: Vec<u8> = "\u{feff}format = \"postil\"\n[[tag]]\nname = 'ä'\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(copied(&wide).1, ["tag ä"]);
        let stray = b"\xfe\xffformat = \"postil\"\n[[tag]]\nname = 'a'\n";
        let (copy, keys) = copied(stray);
        assert_eq!(keys, ["tag a"], "{}", copy.text);
    }

    #[test]
    fn copies_have_names_of_their_own_and_the_rights_of_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        fs::write(&path, "format = \"postil\"\n[[tag]]\nname = \n").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
        for name in ["annotations.repaired.toml", "annotations.repaired-2.toml"] {
            let made = write_copy(&path).unwrap();
            assert_eq!(made.path, folder.path().join(name));
            assert_eq!((made.kept, made.set_aside), (0, 1));
            assert_eq!(
                fs::metadata(&made.path).unwrap().permissions(),
                fs::metadata(&path).unwrap().permissions()
            );
        }
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            3,
            "nothing is left over"
        );
    }
}
