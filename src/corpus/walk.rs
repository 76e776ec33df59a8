//! Finding documents: which files count, in what order they stand, and what is stepped over.

use std::collections::HashSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::tree::Tree;
use super::{Corpus, Found, Source, builtin, cause, special};
use crate::model::{DocPath, Problem};

/// The extensions of documents, in lower case.
const EXTENSIONS: [&str; 4] = ["txt", "text", "md", "markdown"];

/// Whether a file called `path` is a document when it is met on a walk.
fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        let known = EXTENSIONS.iter();
        known
            .into_iter()
            .any(|known| extension.eq_ignore_ascii_case(known))
    })
}

impl Corpus {
    /// Walks the corpus on several threads and hands every document and every difficulty to `found` as it is met, in
    /// no particular order and from any thread; ends soon after `found` says so. Hidden files are left out, and so is
    /// what the `.gitignore` files of the corpus itself exclude: those outside it do not count, so that a corpus holds
    /// the same documents wherever it is copied to.
    pub fn walk(&self, found: &(dyn Fn(Found) -> ControlFlow<()> + Sync)) {
        match &*self.0 {
            Source::Builtin => {
                let documents = builtin::ARTICLES.iter();
                let _ = documents
                    .map(|(name, _)| DocPath::new(name))
                    .try_for_each(|path| found(Found::Document(path)));
            }
            Source::Stdin(document) => {
                let _ = found(Found::Document(document.path.clone()));
            }
            Source::Tree(tree) => tree.walk(found),
        }
    }

    /// Every document in natural order, and every difficulty that was met.
    #[must_use]
    pub fn list(&self) -> (Vec<DocPath>, Vec<Problem>) {
        let all = Mutex::new((Vec::new(), Vec::new()));
        self.walk(&|found| {
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            match found {
                Found::Document(path) => all.0.push(path),
                Found::Problem(problem) => all.1.push(problem),
            }
            ControlFlow::Continue(())
        });
        let (mut documents, mut problems) =
            all.into_inner().unwrap_or_else(PoisonError::into_inner);
        documents.sort();
        problems.sort_by_cached_key(|problem| DocPath::new(&problem.file));
        (documents, problems)
    }
}

impl Tree {
    fn walk(&self, found: &(dyn Fn(Found) -> ControlFlow<()> + Sync)) {
        for path in self.named.keys() {
            if found(Found::Document(path.clone())).is_break() {
                return;
            }
        }
        let [first, rest @ ..] = self.folders.as_slice() else {
            return;
        };
        let mut builder = WalkBuilder::new(first);
        for folder in rest {
            builder.add(folder);
        }
        builder
            .require_git(false)
            .parents(false)
            .git_global(false)
            .git_exclude(false);
        // Folders that were opened together may lie inside each other.
        let seen = (!rest.is_empty()).then(|| Mutex::new(HashSet::new()));
        builder.build_parallel().run(|| {
            Box::new(|entry| {
                for met in self.met(entry) {
                    if let (Found::Document(path), Some(seen)) = (&met, &seen) {
                        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                        if !seen.insert(path.clone()) {
                            continue;
                        }
                    }
                    if found(met).is_break() {
                        return WalkState::Quit;
                    }
                }
                WalkState::Continue
            })
        });
    }

    /// What one entry of a walk amounts to.
    fn met(&self, entry: Result<DirEntry, ignore::Error>) -> Vec<Found> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(err) => return vec![difficulty(&self.root, &err)],
        };
        let mut met: Vec<Found> = Vec::new();
        met.extend(entry.error().map(|err| difficulty(entry.path(), err)));
        let Some(kind) = entry.file_type() else {
            return met;
        };
        if kind.is_symlink() && entry.depth() > 0 {
            met.extend(self.link(entry.path()));
        } else if let Some(what) = special(kind) {
            met.push(problem(
                entry.path(),
                format!("is {what}, not a file; left out"),
            ));
        } else if kind.is_file() && is_document(entry.path()) {
            met.extend(self.document(entry.path()));
        }
        met
    }

    /// The document in the file at `path`, unless the file was named itself and is known already.
    fn document(&self, path: &Path) -> Option<Found> {
        let path = self.doc_path(path.strip_prefix(&self.root).ok()?);
        (!self.named.contains_key(&path)).then_some(Found::Document(path))
    }

    /// What the link at `path` amounts to. A link to a file of the corpus is a document of its own. One to a folder
    /// of the corpus adds nothing, since what is in the folder is found where it lies.
    fn link(&self, path: &Path) -> Option<Found> {
        let target = match fs::canonicalize(path) {
            Ok(target) => target,
            Err(_) if !is_document(path) && path.extension().is_some() => return None,
            Err(err) => {
                let message = format!("is a link that leads nowhere: {}", cause(&err));
                return Some(problem(path, message));
            }
        };
        let kind = fs::metadata(&target).ok()?.file_type();
        let wanted = kind.is_dir() || is_document(path);
        if !target.starts_with(&self.real) {
            let message = "is a link that leaves the corpus; open its target directly to read it";
            wanted.then(|| problem(path, message.into()))
        } else if kind.is_dir() {
            let place = path
                .parent()
                .and_then(|folder| fs::canonicalize(folder).ok())?;
            let message = "is a link to a folder that it lies in itself; not followed";
            place
                .starts_with(&target)
                .then(|| problem(path, message.into()))
        } else if let Some(what) = special(kind) {
            Some(problem(
                path,
                format!("is a link to {what}, not to a file; left out"),
            ))
        } else {
            wanted.then(|| self.document(path)).flatten()
        }
    }
}

fn problem(path: &Path, message: String) -> Found {
    Found::Problem(Problem {
        file: shown(path),
        line: None,
        column: None,
        message,
    })
}

/// `path` as a person would type it.
fn shown(path: &Path) -> String {
    let plain = path.strip_prefix("./").unwrap_or(path);
    plain.display().to_string()
}

/// `err` as a problem of the file it is about, or else of `path`.
fn difficulty(path: &Path, err: &ignore::Error) -> Found {
    let (mut path, mut line): (PathBuf, Option<usize>) = (path.to_owned(), None);
    let mut inner = err;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path: at, err } => {
                path.clone_from(at);
                err
            }
            ignore::Error::WithLineNumber { line: at, err } => {
                line = usize::try_from(*at).ok();
                err
            }
            ignore::Error::WithDepth { err, .. } => err,
            ignore::Error::Partial(errors) => match errors.first() {
                Some(first) => first,
                None => break,
            },
            _ => break,
        };
    }
    let message = match inner {
        ignore::Error::Io(err) => format!("cannot look inside: {}", cause(err)),
        other => format!("cannot be used: {other}"),
    };
    Found::Problem(Problem {
        file: shown(&path),
        line,
        column: None,
        message,
    })
}
