//! What the `.gitignore` and `.ignore` files of a corpus exclude from it.
//!
//! Owns reading them, which are as much from strangers as the articles: nothing but regular files is opened, links are not
//! followed, as git does not follow them either, and what is too large to have been written by anybody excludes nothing.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::{cause, special};
use crate::model::Problem;

/// The files that exclude others; what the first says counts over what the second does.
pub(super) const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 10;

/// The rules of the folders that were met so far on one walk.
#[derive(Debug, Default)]
pub(super) struct Ignored {
    folders: RwLock<HashMap<PathBuf, [Gitignore; NAMES.len()]>>,
    /// Whether there are any, so that where there are none they cost nothing.
    any: AtomicBool,
}

impl Ignored {
    /// Whether rules of the `above` nearest folders above `path` exclude it.
    pub(super) fn excludes(&self, path: &Path, is_folder: bool, above: usize) -> bool {
        if above == 0 || !self.any.load(Ordering::Acquire) {
            return false;
        }
        let folders = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        let above: Vec<_> = path
            .ancestors()
            .skip(1)
            .take(above)
            .filter_map(|folder| folders.get(folder))
            .collect();
        // Of one kind of file the nearest decides.
        let mut verdicts = (0..NAMES.len()).flat_map(|kind| {
            let rules = above.iter().filter_map(move |rules| rules.get(kind));
            rules.map(|rules| rules.matched(path, is_folder))
        });
        let verdict = verdicts.find(|verdict| !verdict.is_none());
        verdict.as_ref().is_some_and(Match::is_ignore)
    }

    /// Reads what the files of `folder` exclude, before anything in it is met; what is wrong with them.
    pub(super) fn enter(&self, folder: &Path) -> Vec<Problem> {
        let mut problems = Vec::new();
        let rules = NAMES.map(|name| rules(folder, &folder.join(name), &mut problems));
        if rules.iter().any(|rules| !rules.is_empty()) {
            let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
            folders.insert(folder.to_owned(), rules);
            self.any.store(true, Ordering::Release);
        }
        problems
    }
}

/// The rules in `file`, which hold for what lies in `folder`.
fn rules(folder: &Path, file: &Path, problems: &mut Vec<Problem>) -> Gitignore {
    let mut tell = |line: Option<usize>, message: String| {
        problems.push(Problem {
            file: super::walk::shown(file),
            line,
            column: None,
            message,
        });
    };
    let text = match text(file) {
        Ok(Some(text)) => text,
        Ok(None) => return Gitignore::empty(),
        Err(reason) => {
            tell(None, format!("{reason}; it excludes nothing"));
            return Gitignore::empty();
        }
    };
    let mut builder = GitignoreBuilder::new(folder);
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        if let Err(error) = builder.add_line(None, line) {
            tell(
                Some(index + 1),
                format!("cannot be used: {}", reason(error)),
            );
        }
    }
    builder.build().unwrap_or_else(|error| {
        tell(
            None,
            format!("cannot be used: {}; it excludes nothing", reason(error)),
        );
        Gitignore::empty()
    })
}

/// What stands in `file`; nothing where there is no such file.
fn text(file: &Path) -> Result<Option<String>, String> {
    let found = match fs::symlink_metadata(file) {
        Ok(found) if !found.is_dir() => found,
        _ => return Ok(None),
    };
    if found.is_symlink() {
        return Err("is a link, not a file".to_owned());
    }
    if let Some(what) = special(found.file_type()) {
        return Err(format!("is {what}, not a file"));
    }
    if found.len() > LARGEST {
        return Err(format!("is larger than {} KB", LARGEST >> 10));
    }
    let bytes = fs::read(file).map_err(|err| format!("cannot be read: {}", cause(&err)))?;
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Why, without the rule itself, which may be long and is known by its line.
fn reason(error: ignore::Error) -> String {
    match error {
        ignore::Error::Glob { err, .. } => err,
        other => other.to_string(),
    }
}
