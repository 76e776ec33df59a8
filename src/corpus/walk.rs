//! Finding documents: which files count, in what order they stand, and what is stepped over.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};

use super::formats::{self, Format};
use super::ignored::Ignored;
use super::records::Kind;
use super::tree::Tree;
use super::{Corpus, Found, Passing, Source, builtin, cause, special};
use crate::export;
use crate::model::{DocPath, Problem};

/// How much of a file tells whether it is an export of postil's, in bytes.
const HEAD: usize = 1024;

/// Whether a file called `path` belongs to the corpus when it is met on a walk: postil reads such files, or would have
/// to say that it does not.
pub(super) fn is_wanted(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Format::of_name(&name).is_some()
        || Kind::of_name(&name).is_some()
        || formats::foreign(&name).is_some()
}

/// Whether `file` is an export of postil's, which is no article. Only files that are called like one are opened.
fn is_export(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    let mut formats = export::Format::ALL.iter();
    let is_called = formats.any(|format| Some(format.extension()) == extension);
    let head = || {
        // One call for each file: a corpus may be a hundred thousand files of Markdown.
        let mut head = [0; HEAD];
        let length = File::open(file)?.read(&mut head)?;
        std::io::Result::Ok(head.get(..length).is_some_and(export::is_export))
    };
    is_called && head().unwrap_or(false)
}

/// Where what is met on a walk goes; whether the walk goes on.
pub(super) type Finder<'a> = &'a (dyn Fn(Found) -> ControlFlow<()> + Sync);

/// Who is told of each folder before it is looked into.
pub(super) type Enterer<'a> = &'a (dyn Fn(&Path) + Sync);

impl Corpus {
    /// Walks the corpus on several threads and hands every document and every difficulty to `found` as it is met, in
    /// no particular order and from any thread; ends soon after `found` says so. Hidden files are left out, and so is
    /// what the `.gitignore` files of the corpus itself exclude: those outside it do not count, so that a corpus holds
    /// the same documents wherever it is copied to.
    pub fn walk(&self, found: &(dyn Fn(Found) -> ControlFlow<()> + Sync)) {
        self.walk_entering(found, &|_| {});
    }

    /// The same; each folder is handed to `entered` before it is looked into, so that nothing that happens in it later
    /// need be missed.
    pub fn walk_entering(
        &self,
        found: &(dyn Fn(Found) -> ControlFlow<()> + Sync),
        entered: &(dyn Fn(&Path) + Sync),
    ) {
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
            Source::Piped(passing) => {
                let Passing { archive, fields } = &**passing;
                archive.walk(fields, &mut |path| found(Found::Document(path)));
            }
            Source::Tree(tree) => tree.walk(found, entered),
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
    fn walk(&self, found: Finder<'_>, entered: Enterer<'_>) {
        for path in self.named.keys() {
            let met = if self.is_archive(path) {
                self.records(path, found)
            } else {
                found(Found::Document(path.clone()))
            };
            if met.is_break() {
                return;
            }
        }
        // Folders that were opened together may lie inside each other.
        let seen = (self.folders.len() > 1).then(|| Mutex::new(HashSet::new()));
        let found_once = |met: Found| {
            if let (Found::Document(path), Some(seen)) = (&met, &seen) {
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                if !seen.insert(path.clone()) {
                    return ControlFlow::Continue(());
                }
            }
            found(met)
        };
        self.walk_folders(
            &self.folders,
            (&Ignored::default(), 0),
            &found_once,
            entered,
        );
    }

    /// Walks these folders; the rules of so many folders above them, which were entered before, hold for what is in them.
    pub(super) fn walk_folders(
        &self,
        folders: &[PathBuf],
        (ignored, above): (&Ignored, usize),
        found: Finder<'_>,
        entered: Enterer<'_>,
    ) {
        let [first, rest @ ..] = folders else {
            return;
        };
        let mut builder = WalkBuilder::new(first);
        for folder in rest {
            builder.add(folder);
        }
        // What is excluded is for `ignored` to say, which opens no pipe and reads no device.
        builder
            .parents(false)
            .ignore(false)
            .git_ignore(false)
            .git_global(false)
            .git_exclude(false);
        let is_excluded = |entry: &DirEntry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            ignored.excludes(entry.path(), is_folder, above + entry.depth())
        };
        builder.build_parallel().run(|| {
            Box::new(|entry| {
                if entry.as_ref().is_ok_and(is_excluded) {
                    return WalkState::Skip;
                }
                match self.met(entry, ignored, found, entered) {
                    ControlFlow::Continue(()) => WalkState::Continue,
                    ControlFlow::Break(()) => WalkState::Quit,
                }
            })
        });
    }

    /// Hands on what one entry of a walk amounts to.
    fn met(
        &self,
        entry: Result<DirEntry, ignore::Error>,
        ignored: &Ignored,
        found: Finder<'_>,
        entered: Enterer<'_>,
    ) -> ControlFlow<()> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(err) => return found(difficulty(&self.root, &err)),
        };
        if let Some(err) = entry.error() {
            found(difficulty(entry.path(), err))?;
        }
        let Some(kind) = entry.file_type() else {
            return ControlFlow::Continue(());
        };
        let is_top = entry.depth() == 0;
        if (kind.is_dir() || is_top) && special(kind).is_none() {
            entered(entry.path());
            self.met_folder(entry.path());
            let problems = ignored.enter(entry.path());
            problems.into_iter().map(Found::Problem).try_for_each(found)
        } else {
            self.met_file(entry.path(), kind, found)
        }
    }

    /// Hands on what something at `path` amounts to that is no folder.
    pub(super) fn met_file(
        &self,
        path: &Path,
        kind: fs::FileType,
        found: Finder<'_>,
    ) -> ControlFlow<()> {
        if kind.is_symlink() {
            self.link(path, found)
        } else if let Some(what) = special(kind) {
            found(problem(path, format!("is {what}, not a file; left out")))
        } else if is_wanted(path) {
            self.document(path, found)
        } else {
            ControlFlow::Continue(())
        }
    }

    /// Hands on what the file at `path` holds, unless the file was named itself and is known already.
    fn document(&self, path: &Path, found: Finder<'_>) -> ControlFlow<()> {
        let Ok(relative) = path.strip_prefix(&self.root) else {
            return ControlFlow::Continue(());
        };
        let document = self.doc_path(relative);
        if self.named.contains_key(&document) || is_export(path) {
            ControlFlow::Continue(())
        } else if self.is_archive(&document) {
            self.records(&document, found)
        } else {
            found(Found::Document(document))
        }
    }

    /// Hands on the records in the file at `path`.
    pub(super) fn records(&self, path: &DocPath, found: Finder<'_>) -> ControlFlow<()> {
        let mut end = ControlFlow::Continue(());
        if let Some(archive) = self.archive(path) {
            archive.walk(&self.fields, &mut |record| {
                // What is wrong with the file as a whole is told under its own path, named or not.
                if record == *path || !self.named.contains_key(&record) {
                    end = found(Found::Document(record));
                }
                end
            });
        }
        end
    }

    /// Hands on what the link at `path` amounts to. A link to a file of the corpus is a document of its own. One to a
    /// folder of the corpus adds nothing, since what is in the folder is found where it lies.
    fn link(&self, path: &Path, found: Finder<'_>) -> ControlFlow<()> {
        let target = match fs::canonicalize(path) {
            Ok(target) => target,
            Err(_) if !is_wanted(path) && path.extension().is_some() => {
                return ControlFlow::Continue(());
            }
            Err(err) => {
                let message = format!("is a link that leads nowhere: {}", cause(&err));
                return found(problem(path, message));
            }
        };
        let Ok(metadata) = fs::metadata(&target) else {
            return ControlFlow::Continue(());
        };
        let kind = metadata.file_type();
        let is_wanted = kind.is_dir() || is_wanted(path);
        let nothing = ControlFlow::Continue(());
        if !target.starts_with(&self.real) {
            let message = "is a link that leaves the corpus; open its target directly to read it";
            if is_wanted {
                found(problem(path, message.into()))
            } else {
                nothing
            }
        } else if kind.is_dir() {
            let place = path.parent().map(fs::canonicalize);
            let is_loop = matches!(place, Some(Ok(place)) if place.starts_with(&target));
            let message = "is a link to a folder that it lies in itself; not followed";
            if is_loop {
                found(problem(path, message.into()))
            } else {
                nothing
            }
        } else if let Some(what) = special(kind) {
            let message = format!("is a link to {what}, not to a file; left out");
            found(problem(path, message))
        } else if is_wanted {
            self.document(path, found)
        } else {
            nothing
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
pub(super) fn shown(path: &Path) -> String {
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
