//! Folders and files on disk, and the way between a document's path and its file.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Once, OnceLock, PoisonError, RwLock};

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
    /// The files that were named themselves: opened whatever they are called and wherever they link to.
    pub(super) named: BTreeMap<DocPath, PathBuf>,
    /// Files whose names are not Unicode, relative to the root: their paths do not spell their names.
    pub(super) odd_names: RwLock<HashMap<DocPath, PathBuf>>,
    /// Whether a walk has met every name that is not Unicode.
    pub(super) walked: Once,
    /// Folders, as document paths spell them, that are known to lie inside the corpus.
    pub(super) inside: RwLock<HashSet<String>>,
    /// The lines that recur in the corpus, once it was asked to learn them.
    pub(super) recurring: OnceLock<Recurring>,
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
            recurring: OnceLock::new(),
        }
    }

    /// The tree of one folder, or of one file and the folder it lies in.
    pub(super) fn at(path: &Path) -> Result<Self, CorpusError> {
        if is_folder(path)? {
            let folders = vec![path.to_owned()];
            return Ok(Self::new(path.to_owned(), resolved(path, path)?, folders));
        }
        let root = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let real = resolved(&root, path)?;
        let mut tree = Self::new(root, real, Vec::new());
        tree.name(path.to_owned());
        Ok(tree)
    }

    /// The tree of several folders and files, whose root is the deepest folder that holds all of them.
    pub(super) fn over(paths: &[PathBuf]) -> Result<Self, CorpusError> {
        let mut folders: Vec<PathBuf> = Vec::new();
        let mut files: Vec<PathBuf> = Vec::new();
        let mut root: Option<PathBuf> = None;
        for path in paths {
            let folder = if is_folder(path)? {
                let real = resolved(path, path)?;
                folders.push(real.clone());
                real
            } else {
                let tree = Self::at(path)?;
                files.extend(path.file_name().map(|name| tree.real.join(name)));
                tree.real
            };
            root = Some(match root {
                Some(root) => common_ancestor(&root, &folder),
                None => folder,
            });
        }
        let root = root.unwrap_or_default();
        let mut tree = Self::new(root.clone(), root, folders);
        for file in files {
            tree.name(file);
        }
        Ok(tree)
    }

    /// Takes `file` as one that was named itself.
    fn name(&mut self, file: PathBuf) {
        let below = file.strip_prefix(&self.root).unwrap_or(&file);
        let relative = below.strip_prefix(".").unwrap_or(below).to_owned();
        let path = self.doc_path(&relative);
        self.named.insert(path, file);
    }

    /// The document path of the file at `relative`. A name that is not Unicode is shown as well as can be, with a
    /// piece of its hash so that no two are confused.
    pub(super) fn doc_path(&self, relative: &Path) -> DocPath {
        let mut odd = false;
        let mut parts: Vec<String> = Vec::new();
        for component in relative.components() {
            if let Component::Normal(name) = component {
                let part = name.to_str().map(str::to_owned);
                odd |= part.is_none();
                parts.push(part.unwrap_or_else(|| told_apart(name)));
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
        let is_plain = |part: &str| {
            let mut components = Path::new(part).components();
            let first = components.next();
            matches!(first, Some(Component::Normal(name)) if name == part)
                && components.next().is_none()
                && !part.contains('\0')
        };
        path.as_str()
            .split('/')
            .all(is_plain)
            .then(|| self.root.join(path.as_str()))
    }
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
