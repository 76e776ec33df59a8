//! Folders and files on disk, and the way between a document's path and its file.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, Once, OnceLock, PoisonError, RwLock};

use super::records::{Archive, Fields, Kind, Origin};
use super::structure::recurring::Recurring;
use super::{CorpusError, cause, special};
use crate::model::DocPath;

/// Folders and files on disk.
#[derive(Debug)]
pub(super) struct Tree {
    /// What document paths are relative to, as it was given.
    pub(super) root: PathBuf,
    /// The same with every link resolved: what a link inside the corpus must not lead out of.
    pub(super) real: PathBuf,
    /// The folders to walk, each the root or below it.
    pub(super) folders: Vec<PathBuf>,
    /// The files that were named themselves: opened whatever they are called and wherever they link to. A record that
    /// was named leads to the file that it is in.
    pub(super) named: BTreeMap<DocPath, PathBuf>,
    /// Files whose names are not Unicode, relative to the root: their paths do not spell their names.
    pub(super) odd_names: RwLock<HashMap<DocPath, PathBuf>>,
    /// Whether a walk has met every name that is not Unicode.
    pub(super) walked: Once,
    /// Folders, as document paths spell them, that are known to lie inside the corpus.
    pub(super) inside: RwLock<HashSet<String>>,
    /// The lines that recur in the corpus, once it was asked to learn them.
    pub(super) recurring: OnceLock<Recurring>,
    /// Which fields of records are what.
    pub(super) fields: Fields,
    /// The files of records that were met.
    archives: Mutex<HashMap<DocPath, Arc<Archive>>>,
}

/// A file, or a record in one, that was named itself.
struct Given {
    /// The folder it lies in.
    folder: PathBuf,
    /// Where it lies in that.
    below: PathBuf,
    /// Whether it is a record.
    is_record: bool,
}

impl Tree {
    fn new(root: PathBuf, real: PathBuf, folders: Vec<PathBuf>) -> Self {
        Self {
            root,
            real,
            folders,
            named: BTreeMap::new(),
            odd_names: RwLock::default(),
            walked: Once::new(),
            inside: RwLock::default(),
            fields: Fields::default(),
            archives: Mutex::default(),
            recurring: OnceLock::new(),
        }
    }

    /// The tree of one folder, or of one file and the folder it lies in.
    pub(super) fn at(path: &Path) -> Result<Self, CorpusError> {
        let Some(given) = given(path)? else {
            let folders = vec![path.to_owned()];
            return Ok(Self::new(path.to_owned(), resolved(path, path)?, folders));
        };
        let real = resolved(&given.folder, path)?;
        let mut tree = Self::new(given.folder.clone(), real, Vec::new());
        tree.name(&given);
        Ok(tree)
    }

    /// The tree of several folders and files, whose root is the deepest folder that holds all of them.
    pub(super) fn over(paths: &[PathBuf]) -> Result<Self, CorpusError> {
        let mut folders: Vec<PathBuf> = Vec::new();
        let mut files: Vec<Given> = Vec::new();
        let mut root: Option<PathBuf> = None;
        for path in paths {
            let folder = match given(path)? {
                None => {
                    let real = resolved(path, path)?;
                    folders.push(real.clone());
                    real
                }
                Some(given) => {
                    let folder = resolved(&given.folder, path)?;
                    files.push(Given {
                        folder: folder.clone(),
                        ..given
                    });
                    folder
                }
            };
            root = Some(match root {
                Some(root) => common_ancestor(&root, &folder),
                None => folder,
            });
        }
        let root = root.unwrap_or_default();
        let mut tree = Self::new(root.clone(), root, folders);
        for given in &files {
            tree.name(given);
        }
        Ok(tree)
    }

    /// Takes what was `given` as named itself.
    fn name(&mut self, given: &Given) {
        let named = given.folder.join(&given.below);
        let below = named.strip_prefix(&self.root).unwrap_or(&named);
        let path = self.doc_path(below);
        let file = if given.is_record {
            named.parent()
        } else {
            None
        };
        let file = file.unwrap_or(&named).to_owned();
        self.named.insert(path, file);
    }

    /// The path of the file that the record at `path` is in; `None` where `path` is that of no record.
    pub(super) fn file_of_record(&self, path: &DocPath) -> Option<DocPath> {
        let (folder, _) = path.as_str().rsplit_once('/')?;
        Kind::of_name(folder)?;
        let folder = DocPath::new(folder);
        let file = self
            .named
            .get(path)
            .cloned()
            .or_else(|| self.file(&folder))?;
        file.is_file().then_some(folder)
    }

    /// What was named, where that is one file or record alone.
    pub(super) fn only(&self) -> Option<&DocPath> {
        let is_alone = self.folders.is_empty() && self.named.len() == 1;
        self.named.keys().next().filter(|_| is_alone)
    }

    /// Whether `path` is that of a file of records, by its name.
    pub(super) fn is_archive(&self, path: &DocPath) -> bool {
        Kind::of_name(path.as_str()).is_some() && self.file_of_record(path).is_none()
    }

    /// The file of records at `path`, or that the record at `path` is in. It is not looked at.
    pub(super) fn archive(&self, path: &DocPath) -> Option<Arc<Archive>> {
        let within = self.file_of_record(path);
        let is_named = self.named.get(path).filter(|_| within.is_some()).cloned();
        let path = within.as_ref().unwrap_or(path);
        let kind = Kind::of_name(path.as_str())?;
        let file = is_named.or_else(|| self.file(path))?;
        let mut archives = self.archives.lock().unwrap_or_else(PoisonError::into_inner);
        let archive = archives.entry(path.clone());
        let archive = archive
            .or_insert_with(|| Arc::new(Archive::new(Origin::File(file), path.clone(), kind)));
        Some(Arc::clone(archive))
    }

    /// The document path of the file at `relative`. A name that is not Unicode is shown as well as can be, with a
    /// piece of its hash so that no two are confused.
    pub(super) fn doc_path(&self, relative: &Path) -> DocPath {
        if let Some(path) = relative.to_str().filter(|path| is_ordinary(path)) {
            return DocPath::new(path);
        }
        let mut odd = false;
        let mut parts: Vec<String> = Vec::new();
        for component in relative.components() {
            if let Component::Normal(name) = component {
                odd |= name.to_str().is_none();
                parts.push(spelled(name));
            }
        }
        let path = DocPath::new(&parts.join("/"));
        if odd {
            let mut names = self
                .odd_names
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            names.insert(path.clone(), relative.to_owned());
        }
        path
    }

    /// The file that `path` names, or `None` where `path` is not made of plain names below the root.
    pub(super) fn file(&self, path: &DocPath) -> Option<PathBuf> {
        if let Some(file) = self.named.get(path) {
            return Some(file.clone());
        }
        let names = self
            .odd_names
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(relative) = names.get(path) {
            return Some(self.root.join(relative));
        }
        drop(names);
        let is_plain = |part: &str| {
            let mut components = Path::new(part).components();
            let first = components.next();
            matches!(first, Some(Component::Normal(name)) if name == part)
                && components.next().is_none()
                && !part.contains('\0')
        };
        let is_below = is_ordinary(path.as_str()) || path.as_str().split('/').all(is_plain);
        is_below.then(|| self.root.join(path.as_str()))
    }
}

/// Whether `path` is made of plain names with `/` between them, and of nothing but signs that no system takes for anything
/// else; most are, and for those that is told soon.
fn is_ordinary(path: &str) -> bool {
    let mut before = b'/';
    let is_all = path.bytes().all(|byte| {
        let begins_name = before == b'/';
        before = byte;
        match byte {
            b'/' | b'.' => !begins_name,
            b'-' | b'_' | b' ' => true,
            _ => byte.is_ascii_alphanumeric() || !byte.is_ascii(),
        }
    });
    is_all && before != b'/'
}

/// How document paths spell `name`.
pub(super) fn spelled(name: &OsStr) -> String {
    name.to_str()
        .map_or_else(|| told_apart(name), str::to_owned)
}

/// `name`, which is not Unicode, as well as can be, with a piece of its hash before its extension.
fn told_apart(name: &OsStr) -> String {
    let hash = blake3::hash(name.as_encoded_bytes()).to_hex();
    let mark: String = hash.chars().take(8).collect();
    let name = name.to_string_lossy();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}~{mark}.{extension}"),
        None => format!("{name}~{mark}"),
    }
}

/// The file or the record that `path` names; `None` where it names a folder.
fn given(path: &Path) -> Result<Option<Given>, CorpusError> {
    // A record is no file: what lies under its file leads nowhere.
    let parent = path.parent().filter(|parent| {
        let is_archive = parent.to_str().and_then(Kind::of_name).is_some();
        is_archive && parent.is_file() && path.file_name().is_some()
    });
    if parent.is_none() && is_folder(path)? {
        return Ok(None);
    }
    let file = parent.unwrap_or(path);
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let below: PathBuf = [file.file_name(), parent.and(path.file_name())]
        .into_iter()
        .flatten()
        .collect();
    let is_record = parent.is_some();
    Ok(Some(Given {
        folder,
        below,
        is_record,
    }))
}

/// Whether `path` is a folder rather than a regular file.
fn is_folder(path: &Path) -> Result<bool, CorpusError> {
    let metadata = fs::metadata(path).map_err(|err| unopened(path, &err))?;
    match special(metadata.file_type()) {
        Some(what) => Err(CorpusError::Special {
            path: path.display().to_string(),
            what,
        }),
        None => Ok(metadata.is_dir()),
    }
}

/// `folder` as an absolute path with every link resolved; `given` is the path that a person typed.
fn resolved(folder: &Path, given: &Path) -> Result<PathBuf, CorpusError> {
    fs::canonicalize(folder).map_err(|err| unopened(given, &err))
}

fn unopened(path: &Path, err: &io::Error) -> CorpusError {
    CorpusError::Path {
        path: path.display().to_string(),
        cause: cause(err),
    }
}

/// The deepest folder that holds both `one` and `other`.
fn common_ancestor(one: &Path, other: &Path) -> PathBuf {
    let pairs = one.components().zip(other.components());
    pairs
        .take_while(|(one, other)| one == other)
        .map(|(component, _)| component)
        .collect()
}
