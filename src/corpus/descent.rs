//! The first document of a corpus, before all of it is walked: one goes down from the top by the least names.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::ignored::Ignored;
use super::look::is_hidden;
use super::tree::{Tree, spelled};
use super::walk::{Finder, is_wanted};
use super::{Corpus, Found, Source, builtin};
use crate::model::{DocPath, natural};

impl Corpus {
    /// The document that stands first in natural order, found without meeting the others: of each folder on the way only
    /// the names are read. Of a file of records it is the first record in it. `None` where there is none; whether it can
    /// be read shows when it is read.
    #[must_use]
    pub fn first(&self) -> Option<DocPath> {
        match &*self.0 {
            Source::Builtin => {
                let documents = builtin::ARTICLES.iter();
                documents.map(|(name, _)| DocPath::new(name)).min()
            }
            Source::Stdin(document) => Some(document.path.clone()),
            Source::Piped(_) => first_met(|found| {
                self.walk(found);
                ControlFlow::Continue(())
            }),
            Source::Tree(tree) => {
                let named = tree.named.keys().find_map(|path| {
                    if tree.is_archive(path) {
                        first_met(|found| tree.records(path, found))
                    } else {
                        Some(path.clone())
                    }
                });
                let walked = tree.folders.iter().filter_map(|folder| {
                    let descent = Descent {
                        tree,
                        ignored: Ignored::default(),
                    };
                    descent.first_in(vec![(folder.clone(), 0)])
                });
                walked.chain(named).min()
            }
        }
    }
}

/// A way down from one folder.
struct Descent<'t> {
    tree: &'t Tree,
    ignored: Ignored,
}

/// Something in a folder that may be a document, or hold some. The least is first.
struct Name {
    /// As document paths spell it.
    spelled: String,
    path: PathBuf,
    /// How many folders above it were entered.
    above: usize,
    is_folder: bool,
}

impl Name {
    fn is_level_with(&self, other: &Self) -> bool {
        natural(&self.spelled, &other.spelled).is_eq()
    }
}

impl Ord for Name {
    fn cmp(&self, other: &Self) -> Ordering {
        natural(&self.spelled, &other.spelled).then_with(|| self.path.cmp(&other.path))
    }
}

impl PartialOrd for Name {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Name {}

impl Descent<'_> {
    /// The first document in any of these folders, whose names take the same place in the order; each with how many
    /// folders above it were entered.
    fn first_in(&self, folders: Vec<(PathBuf, usize)>) -> Option<DocPath> {
        let mut names = BinaryHeap::new();
        for (folder, above) in folders {
            self.read(&folder, above, &mut names);
        }
        while let Some(Reverse(least)) = names.pop() {
            let mut level = vec![least];
            while let Some(Reverse(next)) = names.peek()
                && level.first().is_some_and(|first| first.is_level_with(next))
            {
                level.extend(names.pop().map(|Reverse(next)| next));
            }
            // A document stands before what is in a folder of the same name.
            let found = self.documents(&level).into_iter().min();
            let below = || {
                let folders = level.iter().filter(|name| {
                    name.is_folder && !self.ignored.excludes(&name.path, true, name.above)
                });
                let folders = folders.map(|name| (name.path.clone(), name.above));
                self.first_in(folders.collect())
            };
            if let Some(first) = found.or_else(below) {
                return Some(first);
            }
        }
        None
    }

    /// Puts what stands in `folder` among the `names`.
    fn read(&self, folder: &Path, above: usize, names: &mut BinaryHeap<Reverse<Name>>) {
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        self.ignored.enter(folder);
        let found = entries.flatten().filter_map(|entry| {
            let name = entry.file_name();
            let is_folder = entry.file_type().ok()?.is_dir();
            let is_meant = is_folder || is_wanted(Path::new(&name));
            (is_meant && !is_hidden(&name)).then(|| {
                Reverse(Name {
                    spelled: spelled(&name),
                    path: folder.join(name),
                    above: above + 1,
                    is_folder,
                })
            })
        });
        names.extend(found.collect::<Vec<_>>());
    }

    /// The documents among files whose names take one place in the order; of a file of records, the first.
    fn documents(&self, level: &[Name]) -> Vec<DocPath> {
        let files = level.iter().filter(|name| {
            let excluded = self
                .ignored
                .excludes(&name.path, name.is_folder, name.above);
            !name.is_folder && !excluded
        });
        let documents = files.filter_map(|name| {
            let met = fs::symlink_metadata(&name.path).ok()?;
            first_met(|found| self.tree.met_file(&name.path, met.file_type(), found))
        });
        documents.collect()
    }
}

/// The first document that is met.
fn first_met(meet: impl FnOnce(Finder<'_>) -> ControlFlow<()>) -> Option<DocPath> {
    let first = Mutex::new(None);
    let _ = meet(&|met| match met {
        Found::Document(path) => {
            *first.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
            ControlFlow::Break(())
        }
        Found::Problem(_) => ControlFlow::Continue(()),
    });
    first.into_inner().unwrap_or_else(PoisonError::into_inner)
}
