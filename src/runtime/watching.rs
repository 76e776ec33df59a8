//! Watching the annotations file for what other programs do to it.
//!
//! Owns the system's watch and nothing else: what happened is for the keeper to find out. Where there can be no watch, for
//! want of one in the file system or of room for one, there is none, and the file is looked at when the terminal gets the
//! focus and with each save.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::store::atomic::resolve;

/// A watch on a file, for as long as it lives.
#[derive(Debug)]
pub struct Watching {
    _watcher: RecommendedWatcher,
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
        let tell = move |event: notify::Result<Event>| {
            let Ok(event) = event else { return };
            let has = |is_meant: &dyn Fn(&PathBuf) -> bool| {
                is_change(event.kind) && event.paths.iter().any(is_meant)
            };
            let is_folder = has(&|path| {
                files
                    .iter()
                    .any(|file| file != path && file.starts_with(path))
            });
            if is_folder {
                shaken.store(true, Ordering::Relaxed);
            }
            if event.need_rescan() || is_folder || has(&|path| files.contains(path)) {
                stirred();
            }
        };
        let mut watcher = RecommendedWatcher::new(tell, Config::default()).ok()?;
        for folder in &folders {
            watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        }
        Some(Self {
            _watcher: watcher,
            is_shaken,
        })
    }

    /// Whether the folder of the file may be another one since: that one is watched by a new watch alone.
    #[must_use]
    pub fn is_shaken(&self) -> bool {
        self.is_shaken.load(Ordering::Relaxed)
    }
}

/// Whether the file may be another one afterwards; reading it leaves it as it is.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Any
        | EventKind::Create(_)
        | EventKind::Modify(_)
        | EventKind::Remove(_)
        | EventKind::Other => true,
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
