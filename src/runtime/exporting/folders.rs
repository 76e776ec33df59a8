//! Exports that are a folder of files.
//!
//! Which of its files are postil's stands in a list beside them: only those are replaced. A person may have put more there,
//! and may have written into some of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use crate::export::Format;
use crate::store::atomic;

/// The list: the format in the first line, a name in each of the others.
const LIST: &str = ".postil-export";

/// What keeps a corpus that the folder lies in from taking its files for articles.
const IGNORED: (&str, &[u8]) = (".ignore", b"# An export of postil's.\n*\n");

/// The largest file that is looked into for what a person wrote, in bytes.
const LARGEST: u64 = 16 << 20;

/// The most files that are looked into where an export is forced into a folder of somebody else's.
const MOST: usize = 20_000;

/// The text of the files that an earlier export in `format` left in `folder`, as they are now. A file that is no text, or too
/// large to be one of them, is none. Where it is forced, the folder may be anybody's, and its files count as earlier ones.
///
/// # Errors
/// When something of that name is no folder, or a folder with files that postil did not write; and when one of its files is
/// no text that people may have gone on writing in.
pub fn earlier(
    folder: &Path,
    format: Format,
    is_forced: bool,
) -> io::Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    for name in listed(folder, format, is_forced)? {
        let path = folder.join(&name);
        let Ok(found) = fs::symlink_metadata(&path) else {
            continue;
        };
        let is_read = found.is_file() && found.len() <= LARGEST;
        match is_read.then(|| fs::read_to_string(&path).ok()).flatten() {
            Some(text) => {
                texts.insert(name, text);
            }
            None if format.is_written_on() && name.ends_with(format.extension()) => {
                let reason = format!("{name} in it is no text that could be kept");
                return Err(io::Error::new(ErrorKind::AlreadyExists, reason));
            }
            None => {}
        }
    }
    Ok(texts)
}

/// The names in the list of an earlier export; where it is forced and there is no such list, those of all the files that end
/// as those of the format do.
fn listed(folder: &Path, format: Format, is_forced: bool) -> io::Result<BTreeSet<String>> {
    let list = match fs::read_to_string(folder.join(LIST)) {
        Ok(list) => list,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let mut inside = match fs::read_dir(folder) {
                Ok(inside) => inside,
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
                Err(error) => return Err(error),
            };
            if inside.next().is_none() {
                return Ok(BTreeSet::new());
            }
            if is_forced {
                return files_in(folder, format);
            }
            let reason = "there are files in that folder that postil did not export";
            return Err(io::Error::new(ErrorKind::AlreadyExists, reason));
        }
        Err(error) => return Err(error),
    };
    let mut lines = list.lines();
    if lines.next() != Some(format.as_str()) {
        if is_forced {
            return files_in(folder, format);
        }
        let reason = format!(
            "there is another export in that folder, not {}",
            format.as_str()
        );
        return Err(io::Error::new(ErrorKind::AlreadyExists, reason));
    }
    // The list is a stranger's word: no name in it leads out of the folder.
    Ok(lines
        .filter(|name| is_inside(name))
        .map(str::to_owned)
        .collect())
}

/// The files in `folder` that end as those of the format do, by their names.
fn files_in(folder: &Path, format: Format) -> io::Result<BTreeSet<String>> {
    let ending = format!(".{}", format.extension());
    let mut names = BTreeSet::new();
    let mut folders = vec![String::new()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(folder.join(&inside))? {
            let entry = entry?;
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let name = format!("{inside}{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() && !name.starts_with('.') {
                folders.push(format!("{name}/"));
            } else if kind.is_file() && name.ends_with(&ending) && is_inside(&name) {
                names.insert(name);
            }
            if names.len() > MOST {
                return Err(io::Error::other(format!(
                    "there are more than {MOST} files in it"
                )));
            }
        }
    }
    Ok(names)
}

fn is_inside(name: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    name.split('/').all(is_plain) && !name.contains(['\\', '\0'])
}

/// Writes `files` into `folder`, which is made where it is not there.
///
/// # Errors
/// As [`earlier`]; when a file is in the way that postil did not write, before anything is written; and when a file cannot be
/// written.
pub fn replace(
    folder: &Path,
    format: Format,
    files: &BTreeMap<String, Vec<u8>>,
    is_forced: bool,
) -> io::Result<()> {
    let mut listed = listed(folder, format, is_forced)?;
    let is_taken =
        |name: &&String| !listed.contains(*name) && fs::symlink_metadata(folder.join(name)).is_ok();
    if let Some(name) = files.keys().find(is_taken).filter(|_| !is_forced) {
        let reason = format!("there is a file {name} that postil did not export");
        return Err(io::Error::new(ErrorKind::AlreadyExists, reason));
    }
    fs::create_dir_all(folder)?;
    // The list comes first: what is written after it is known to be postil's, however this ends.
    listed.extend(files.keys().cloned());
    let mut list = format!("{}\n", format.as_str());
    for name in &listed {
        list.push_str(name);
        list.push('\n');
    }
    atomic::replace(&folder.join(LIST), list.as_bytes(), false)?;
    atomic::replace(&folder.join(IGNORED.0), IGNORED.1, false)?;
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        atomic::replace(&path, bytes, false)?;
    }
    Ok(())
}
