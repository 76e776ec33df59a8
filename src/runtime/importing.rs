//! Importing: files are read, the documents that they are about are found in the corpus, and everything gets its place.
//!
//! Nothing is written but copies of texts: what came of it is edits, for the command line and the screen to make.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::answering::{Answering, guarded};
use super::exporting::from_home;
use super::spreading::{spread, threads};
use super::workers::Place;
use crate::app::effect::Answer;
use crate::app::importing::{Brought, Importing};
use crate::corpus::Corpus;
use crate::import::finding::{Finding, Held};
use crate::import::{self, Format, Given, Incoming, Outcome, Setting};
use crate::model::{AnnotationSet, DocPath, DocumentRecord, Metadata};
use crate::store::plain;
use crate::store::texts::Texts;

/// How much is read of a file, in bytes: of one that is unpacked or looked things up in, and of any other.
const LARGEST_PACKED: u64 = 512 << 20;
const LARGEST: u64 = 64 << 20;

/// How many files of a folder are read, and how much of all together.
const MOST_FILES: usize = 20_000;
const LARGEST_FOLDER: u64 = 256 << 20;

/// How often it is told how far an import is.
const TOLD: Duration = Duration::from_millis(100);

/// What is to be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// A file, or a folder of texts with what stands off from them.
    pub file: PathBuf,
    /// What it is, where somebody said so.
    pub format: Option<Format>,
    /// Who made what names nobody.
    pub reviewer: String,
    /// The time.
    pub now: Timestamp,
}

/// What an import comes to, and what was imported.
#[derive(Clone, Debug)]
pub struct Imported {
    /// As what it was read.
    pub format: Format,
    /// What is to be done.
    pub outcome: Outcome,
}

/// What was typed after `:import`: a file, before it perhaps `--format` and a format.
///
/// # Errors
/// A sentence that says what is wrong with it.
pub fn typed(line: &str) -> Result<(PathBuf, Option<Format>), String> {
    let line = line.trim();
    let (format, file) = match line.strip_prefix("--format") {
        Some(rest) => {
            let rest = rest.trim_start_matches(['=', ' ']);
            let (name, file) = rest.split_once(' ').unwrap_or((rest, ""));
            (Some(Format::named(name)?), file.trim())
        }
        None => (None, line),
    };
    let file = file.trim_matches('"');
    if file.is_empty() {
        return Err("import which file? write for example import notes.json".to_owned());
    }
    Ok((from_home(PathBuf::from(file)), format))
}

/// Works out what importing comes to. `goes_on` is told how many annotations of how many are placed, and says whether to
/// go on.
///
/// # Errors
/// A sentence that says why nothing can be imported; nothing where it was not to go on.
pub fn import(
    corpus: &Corpus,
    set: &AnnotationSet,
    wanted: &Wanted,
    goes_on: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Option<Imported>, String> {
    let files = given(&wanted.file).map_err(|error| {
        format!(
            "cannot import {}: {}; name another file",
            wanted.file.display(),
            plain(&error)
        )
    })?;
    let unknown = || import::ImportError::Unknown {
        name: wanted.file.display().to_string(),
    };
    let format = wanted.format.or_else(|| import::recognise(&files));
    let format = format
        .ok_or_else(unknown)
        .map_err(|error| error.to_string())?;
    let incoming = import::read(format, &files).map_err(|error| error.to_string())?;
    drop(files);
    let Some(found) = find(corpus, set, &incoming, &|| goes_on(0, 0)) else {
        return Ok(None);
    };
    let read = |path: &DocPath| corpus.read(path).ok();
    let setting = Setting {
        set,
        found: &found,
        read: &read,
        reviewer: &wanted.reviewer,
        now: wanted.now,
        goes_on,
    };
    let outcome = import::place(&incoming, &setting);
    Ok(outcome.map(|outcome| Imported { format, outcome }))
}

/// Works out an import on a thread of its own; what was asked for before, the number of which is `current`, is given up.
pub(super) fn start(
    asked: Option<Arc<Importing>>,
    current: &Arc<AtomicU64>,
    place: &Place,
    answering: &Answering,
) {
    let number = asked.as_ref().map_or(0, |asked| asked.number);
    current.store(number, Ordering::Relaxed);
    let Some(asked) = asked else { return };
    let (current, back) = (Arc::clone(current), answering.clone());
    let corpus = place.corpus.clone();
    let texts = Texts::new(&place.folders.data);
    let work = move || {
        let is_wanted = || current.load(Ordering::Relaxed) == number;
        let work = || work(&corpus, &texts, &asked, &back, &is_wanted);
        if let Some(result) = guarded("import", work).transpose() {
            let result = result.map(Box::new);
            back.send(Answer::Imported { number, result });
        }
    };
    if let Err(error) = thread::Builder::new().name("importer".into()).spawn(work) {
        let result = Err(format!("cannot import: {error}; try again"));
        answering.send(Answer::Imported { number, result });
    }
}

/// Works out what a person asked for on the screen, telling now and then how far it is; nothing where it `is_wanted` no
/// more.
///
/// # Errors
/// As [`import`].
fn work(
    corpus: &Corpus,
    texts: &Texts,
    asked: &Importing,
    back: &Answering,
    is_wanted: &(dyn Fn() -> bool + Sync),
) -> Result<Option<Brought>, String> {
    let (file, format) = typed(&asked.typed)?;
    let wanted = Wanted {
        file,
        format,
        reviewer: asked.reviewer.clone(),
        now: asked.now,
    };
    let told = Mutex::new(Instant::now());
    let goes_on = |done, all| {
        if let Ok(mut told) = told.try_lock()
            && told.elapsed() >= TOLD
        {
            *told = Instant::now();
            let number = asked.number;
            back.send(Answer::Importing { number, done, all });
        }
        is_wanted()
    };
    let imported = import(corpus, &asked.set, &wanted, &goes_on)?;
    Ok(imported.map(|imported| {
        let mut brought = brought(&imported, &wanted.file);
        if let Err(error) = keep(texts, &imported.outcome) {
            let error = plain(&error);
            brought
                .more
                .push(format!("cannot keep copies of the texts: {error}"));
        }
        brought.edits = imported.outcome.edits;
        brought
    }))
}

/// What an import of `file` comes to, in sentences; without the edits.
#[must_use]
pub fn brought(imported: &Imported, file: &Path) -> Brought {
    let from = format!("{} ({})", file.display(), imported.format.as_str());
    let outcome = &imported.outcome;
    Brought {
        sentence: match outcome.summary() {
            Some(what) => format!("imported {what} from {from}"),
            None => format!("nothing new in {from}"),
        },
        edits: Vec::new(),
        more: outcome.sentences.clone(),
    }
}

/// Keeps the texts that annotations were made in.
///
/// # Errors
/// Whatever the system says when a copy cannot be written.
pub fn keep(texts: &Texts, outcome: &Outcome) -> io::Result<()> {
    for (hash, text) in &outcome.texts {
        texts.keep(hash, text)?;
    }
    Ok(())
}

/// Which documents of the corpus the articles are; nothing where it is told not to go on.
fn find(
    corpus: &Corpus,
    set: &AnnotationSet,
    incoming: &Incoming,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Option<DocPath>>> {
    let (paths, _) = corpus.list();
    let mut finding = Finding::new(incoming, &paths);
    if finding.wants_metadata() {
        let known = spread(&paths, threads(), |path| {
            goes_on().then(|| (path.clone(), metadata(corpus, set.document(path), path)))
        });
        finding.by_metadata(&known.into_iter().collect::<Option<Vec<_>>>()?);
    }
    if finding.wants_texts() {
        let held = spread(&paths, threads(), |path| {
            let look = || corpus.text(path).map(|text| finding.look(&text));
            goes_on().then(|| (path.clone(), look().unwrap_or_default()))
        });
        finding.by_texts(&held.into_iter().collect::<Option<Vec<(DocPath, Held)>>>()?);
    }
    Some(finding.found())
}

fn metadata(corpus: &Corpus, record: Option<&DocumentRecord>, path: &DocPath) -> Metadata {
    let found = corpus.summary(path).map(|summary| summary.metadata);
    let found = found.unwrap_or_default();
    record.map_or_else(|| found.clone(), |record| record.over(&found))
}

/// The files that `path` names: one, or those of a folder; beside annotations of brat the text that they are on.
fn given(path: &Path) -> io::Result<Vec<Given>> {
    let found = fs::metadata(path)?;
    if found.is_dir() {
        return folder(path);
    }
    // A pipe would keep one waiting for ever.
    if !found.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut files = vec![one(path, &name, LARGEST_PACKED)?];
    if let Some(stem) = name.strip_suffix(".ann") {
        let text = path.with_extension("txt");
        if fs::metadata(&text).is_ok_and(|found| found.is_file()) {
            files.push(one(&text, &format!("{stem}.txt"), LARGEST)?);
        }
    }
    Ok(files)
}

fn folder(path: &Path) -> io::Result<Vec<Given>> {
    let mut files: Vec<Given> = Vec::new();
    let mut left = LARGEST_FOLDER;
    let mut open = vec![(path.to_owned(), String::new(), 0)];
    while let Some((folder, name, depth)) = open.pop() {
        let mut entries = fs::read_dir(&folder)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let own = entry.file_name().to_string_lossy().into_owned();
            let name = if name.is_empty() {
                own.clone()
            } else {
                format!("{name}/{own}")
            };
            let kind = entry.file_type()?;
            if kind.is_dir() && depth < 16 {
                open.push((entry.path(), name, depth + 1));
            } else if kind.is_file() && is_part(&own) {
                if files.len() >= MOST_FILES {
                    return Err(io::Error::other("there are more files in it than are read"));
                }
                let file = one(&entry.path(), &name, left)?;
                left = left.saturating_sub(file.bytes.len() as u64);
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// Whether a file in a folder of brat's, called `name`, is to be read.
fn is_part(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    matches!(ending, Some("ann" | "txt")) || name == "visual.conf"
}

fn one(path: &Path, name: &str, most: u64) -> io::Result<Given> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref()
        .take(LARGEST.min(most))
        .read_to_end(&mut bytes)?;
    let is_packed = bytes.starts_with(b"PK") || bytes.starts_with(b"SQLite");
    let rest = if is_packed { most } else { LARGEST.min(most) };
    let read = bytes.len() as u64;
    file.take(rest.saturating_sub(read) + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > rest {
        return Err(io::Error::other("it is larger than what can be imported"));
    }
    Ok(Given {
        name: name.to_owned(),
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_imported_is_typed_on_one_line() {
        let (file, format) = typed("--format brat my notes").unwrap();
        assert_eq!(
            (file, format),
            (PathBuf::from("my notes"), Some(Format::Brat))
        );
        let (file, format) = typed(" \"my notes.json\" ").unwrap();
        assert_eq!((file, format), (PathBuf::from("my notes.json"), None));
        for wrong in ["", "--format", "--format nothing a", "--format=w3c"] {
            assert!(typed(wrong).is_err(), "{wrong}");
        }
    }
}
