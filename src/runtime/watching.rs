//! Watching folders for what other programs do in them: the annotations file, and the articles.
//!
//! Owns the system's watches and nothing else: what became of a file is for others to find out. Where there can be no watch,
//! for want of one in the file system or of room for one, there is none, and one looks when the terminal gets the focus.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod other;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::store::atomic::resolve;
#[cfg(target_os = "linux")]
pub(super) use linux::Watch;
#[cfg(not(target_os = "linux"))]
pub(super) use other::Watch;

/// What a watch tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told<'p> {
    /// Something was written to the end, made, moved or removed at this path.
    At {
        /// Where.
        path: &'p Path,
        /// Whether it is a folder, or was one.
        is_folder: bool,
    },
    /// More has happened than could be told.
    TooMuch,
}

/// There is no room for another watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoRoom;

/// A watch on a file, for as long as it lives.
#[derive(Debug)]
pub struct Watching {
    _watch: Watch,
    is_shaken: Arc<AtomicBool>,
}

impl Watching {
    /// Watches the file at `path` and its folder, neither of which need be there: `stirred` is called, on another thread,
    /// whenever something has happened to one of them, be it written to, replaced, made, moved or removed.
    pub fn start(path: &Path, stirred: impl Fn() + Send + 'static) -> Option<Self> {
        let path = std::path::absolute(path).ok()?;
        let target = resolve(&path).ok()?;
        let files = [path, target];
        // The folder, not the file: every save puts another file in its place. Where it is not there, the one in which it,
        // or what it is in, would be made.
        let folder = |file: &PathBuf| {
            let mut folders = file.ancestors().skip(1);
            folders
                .find(|folder| folder.is_dir())
                .map(Path::to_path_buf)
        };
        let mut folders: Vec<PathBuf> = files.iter().filter_map(folder).collect();
        folders.dedup();
        let is_shaken = Arc::new(AtomicBool::new(false));
        let shaken = Arc::clone(&is_shaken);
        let tell = move |told: Told<'_>| {
            let Told::At { path, .. } = told else {
                return stirred();
            };
            let is_folder = files
                .iter()
                .any(|file| file != path && file.starts_with(path));
            if is_folder {
                shaken.store(true, Ordering::Relaxed);
            }
            if is_folder || files.iter().any(|file| file == path) {
                stirred();
            }
        };
        let watch = Watch::start(tell)?;
        for folder in &folders {
            watch.add(folder).ok()?;
        }
        Some(Self {
            _watch: watch,
            is_shaken,
        })
    }

    /// Whether the folder of the file may be another one since: that one is watched by a new watch alone.
    #[must_use]
    pub fn is_shaken(&self) -> bool {
        self.is_shaken.load(Ordering::Relaxed)
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::mpsc::channel;
    use std::time::Duration;

    #[test]
    fn a_folder_that_goes_and_comes_back_is_watched_again() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("articles");
        let path = folder.join("annotations.toml");
        let (stirred, stirs) = channel();
        let watch = || {
            let stirred = stirred.clone();
            Watching::start(&path, move || stirred.send(()).unwrap()).unwrap()
        };
        // Nothing is waited for so long that comes at all.
        let until_shaken = |watching: &Watching| {
            while !watching.is_shaken() {
                stirs.recv_timeout(Duration::from_secs(30)).unwrap();
            }
        };
        fs::create_dir(&folder).unwrap();
        let watching = watch();
        fs::write(&path, "one").unwrap();
        stirs.recv_timeout(Duration::from_secs(30)).unwrap();
        assert!(!watching.is_shaken());
        fs::rename(&folder, home.path().join("away")).unwrap();
        until_shaken(&watching);
        let watching = watch();
        fs::create_dir(&folder).unwrap();
        until_shaken(&watching);
        let _watching = watch();
        while stirs.try_recv().is_ok() {}
        fs::write(&path, "two").unwrap();
        stirs.recv_timeout(Duration::from_secs(30)).unwrap();
    }
}
