//! Looking again: what lies at a place of the corpus now.

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::ignored::{self, Ignored};
use super::tree::Tree;
use super::walk::{Enterer, Finder, is_wanted};
use super::{Corpus, Found, Source, Stamp};
use crate::model::DocPath;

impl Corpus {
    /// Where to look when something has happened to `path`; `None` where that is no business of the corpus: it is
    /// hidden, or no article by its name.
    #[must_use]
    pub fn concerned(&self, path: &Path, is_folder: bool) -> Option<PathBuf> {
        let Source::Tree(tree) = &*self.0 else {
            return None;
        };
        let is_named = tree.named.values().any(|file| file == path);
        if is_named || tree.folders.iter().any(|folder| folder == path) {
            return Some(path.to_path_buf());
        }
        let is_walked = tree.folders.iter().any(|folder| path.starts_with(folder));
        let name = path.file_name().filter(|_| is_walked)?;
        if ignored::NAMES.iter().any(|known| name == *known) {
            return path.parent().map(Path::to_path_buf);
        }
        let is_meant = !is_hidden(name) && (is_folder || is_wanted(path));
        is_meant.then(|| path.to_path_buf())
    }

    /// The folders in which something may happen to the files that were named themselves.
    #[must_use]
    pub fn beside_named(&self) -> Vec<PathBuf> {
        let Source::Tree(tree) = &*self.0 else {
            return Vec::new();
        };
        let mut folders: Vec<PathBuf> = tree
            .named
            .values()
            .filter_map(|file| file.parent().map(Path::to_path_buf))
            .collect();
        folders.dedup();
        folders
    }

    /// The folders that are walked.
    #[must_use]
    pub fn tops(&self) -> &[PathBuf] {
        match &*self.0 {
            Source::Tree(tree) => &tree.folders,
            Source::Builtin | Source::Stdin(_) | Source::Piped(_) => &[],
        }
    }

    /// What a document at `place` would be called, or the documents in it begin with; `None` outside of the corpus.
    #[must_use]
    pub fn called(&self, place: &Path) -> Option<DocPath> {
        match &*self.0 {
            Source::Tree(tree) => {
                let below = place.strip_prefix(&tree.root).ok()?;
                Some(tree.doc_path(below))
            }
            Source::Builtin | Source::Stdin(_) | Source::Piped(_) => None,
        }
    }

    /// Hands the documents at `place`, which is a file or a folder or nothing any more, to `found`, perhaps more than
    /// once, and each folder to `entered` before it is looked into. It is as if all of the corpus were walked. Whether
    /// that is all there is to know: where a whole corpus has gone, which may be a disk that was taken out, nothing is
    /// known of its documents.
    pub fn look(
        &self,
        place: &Path,
        found: &(dyn Fn(DocPath) + Sync),
        entered: &(dyn Fn(&Path) + Sync),
    ) -> bool {
        let Source::Tree(tree) = &*self.0 else {
            return true;
        };
        let found: Finder<'_> = &|met| {
            if let Found::Document(path) = met {
                found(path);
            }
            ControlFlow::Continue(())
        };
        for (path, file) in &tree.named {
            if file.starts_with(place) && file.exists() {
                let _ = if tree.is_archive(path) {
                    tree.records(path, found)
                } else {
                    found(Found::Document(path.clone()))
                };
            }
        }
        let mut tops = tree.folders.iter();
        tops.all(|top| tree.look_in(top, place, found, entered))
    }

    /// What tells the file that the document at `path` is in from what it may become; `None` where there is none.
    #[must_use]
    pub fn stamp(&self, path: &DocPath) -> Option<Stamp> {
        let found = fs::metadata(self.file(path)?).ok()?;
        let stamp = Stamp::of(&found)?;
        found.is_file().then_some(stamp)
    }

    /// Whether the document at `path` is one of several in a file.
    #[must_use]
    pub fn is_record(&self, path: &DocPath) -> bool {
        match &*self.0 {
            Source::Tree(tree) => tree.file_of_record(path).is_some(),
            Source::Piped(_) => true,
            Source::Builtin | Source::Stdin(_) => false,
        }
    }
}

impl Tree {
    /// Looks at `place` as the walk of the folder `top` would; whether that folder is there.
    fn look_in(&self, top: &Path, place: &Path, found: Finder<'_>, entered: Enterer<'_>) -> bool {
        let Ok(below) = place.strip_prefix(top) else {
            return true;
        };
        if !top.is_dir() {
            return false;
        }
        let ignored = Ignored::default();
        let Some(above) = approach(top, below, &ignored) else {
            return true;
        };
        let Ok(kind) = fs::symlink_metadata(place).map(|found| found.file_type()) else {
            return true;
        };
        if above == 0 || kind.is_dir() {
            let folder = [place.to_path_buf()];
            self.walk_folders(&folder, (&ignored, above), found, entered);
        } else if !ignored.excludes(place, false, above) {
            let _ = self.met_file(place, kind, found);
        }
        true
    }
}

/// Enters the folders on the way from `top` to what lies `below` it; how many they are. `None` where a walk would not get
/// there.
fn approach(top: &Path, below: &Path, ignored: &Ignored) -> Option<usize> {
    let mut folder = top.to_path_buf();
    let mut above = 0;
    let mut names = below.iter().peekable();
    while let Some(name) = names.next() {
        ignored.enter(&folder);
        folder.push(name);
        above += 1;
        let is_way = names.peek().is_some();
        let is_folder = || fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir());
        if is_hidden(name) || (is_way && (!is_folder() || ignored.excludes(&folder, true, above))) {
            return None;
        }
    }
    Some(above)
}

/// Whether something with this name is hidden.
pub(super) fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
