//! Other reviewers' files: read, and watched for what becomes of them. Nothing is ever written to one.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::keeper::Keep;
use super::watching::Watching;
use crate::app::others::{Other, Read, is_unsealed, named};
use crate::model::{AnnotationSet, Overlay, Problem};
use crate::store::{StoreError, seal};

/// What was read last, and the watches on the files.
#[derive(Debug, Default)]
pub(super) struct Others {
    told: Read,
    watching: Vec<Option<Watching>>,
}

impl Others {
    /// What `files` hold and how the file `own` is sealed, where it is not what was told before. From then on `queue` is
    /// told when something happens to one of them.
    pub(super) fn read(
        &mut self,
        files: &[PathBuf],
        own: &Path,
        queue: &Sender<Keep>,
    ) -> Option<Read> {
        self.watching.resize_with(files.len(), || None);
        for (watching, file) in self.watching.iter_mut().zip(files) {
            if watching.as_ref().is_none_or(Watching::is_shaken) {
                let queue = queue.clone();
                *watching = Watching::start(file, move || {
                    let _ = queue.send(Keep::Stirred);
                });
            }
        }
        let mut read = Read {
            own_seal: seal::of(own),
            ..Read::default()
        };
        for file in files {
            match other(file) {
                Ok((other, problems)) => {
                    read.files.push(Arc::new(other));
                    read.problems.extend(problems);
                }
                Err(error) => {
                    // A file that is being replaced is not there for a moment, and what was read of it stays.
                    let mut known = self.told.files.iter();
                    read.files
                        .extend(known.find(|known| known.file == *file).cloned());
                    read.problems.push(unread(file, &error));
                }
            }
        }
        if read == self.told {
            return None;
        }
        self.told = read.clone();
        Some(read)
    }
}

fn unread(file: &Path, error: &StoreError) -> Problem {
    Problem {
        file: file.display().to_string(),
        line: None,
        column: None,
        message: error.to_string(),
    }
}

/// What the file of another reviewer holds, and what of it cannot be read.
///
/// # Errors
///
/// Where it is not there, or cannot be read.
pub fn other(file: &Path) -> Result<(Other, Vec<Problem>), StoreError> {
    let read = seal::read(file)?;
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let other = Other {
        name: named(&read.set, &stem),
        file: file.to_path_buf(),
        set: read.set,
        seal: read.seal,
    };
    Ok((other, read.problems))
}

/// Lays what `files` hold over the annotations in the file `own`, for work without a screen: what there is to be said of
/// it, a sentence each.
///
/// # Errors
///
/// Where one of them cannot be read.
pub fn lay(
    set: &mut AnnotationSet,
    files: &[PathBuf],
    own: &Path,
) -> Result<Vec<String>, StoreError> {
    let mut said = Vec::new();
    let own_seal = seal::of(own);
    for file in files {
        let (other, problems) = other(file)?;
        said.extend(problems.iter().map(ToString::to_string));
        let Other { name, .. } = &other;
        if !is_unsealed(own_seal.as_ref(), other.seal.as_ref()) {
            said.push(format!(
                "{}: sealed until both are done; {} by {name} left out",
                file.display(),
                crate::text::counted(other.set.len(), "annotation")
            ));
            continue;
        }
        let Overlay { different, .. } = set.lay(name, &other.set);
        if !different.is_empty() {
            said.push(format!(
                "{}: {} in both files and different there; yours counts",
                file.display(),
                crate::text::counted(different.len(), "annotation")
            ));
        }
    }
    Ok(said)
}
