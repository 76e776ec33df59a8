//! Watching the annotations file for what other programs do to it.
//!
//! Owns the system's watch and nothing else: what happened is for the keeper to find out. Where there can be no watch, for
//! want of one in the file system or of room for one, there is none, and the file is looked at when the terminal gets the
//! focus and with each save.

use std::ffi::OsString;
use std::path::Path;

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::store::atomic::{folder_of, resolve};

/// A watch on a file, for as long as it lives.
#[derive(Debug)]
pub struct Watching {
    _watcher: RecommendedWatcher,
}

impl Watching {
    /// Watches the file at `path`, which need not be there but its folder must: `stirred` is called, on another thread,
    /// whenever something has happened to it, be it written to, replaced, made or removed.
    pub fn start(path: &Path, stirred: impl Fn() + Send + 'static) -> Option<Self> {
        let target = resolve(path).ok()?;
        let names: Vec<OsString> = [path, &target]
            .into_iter()
            .filter_map(|path| Some(path.file_name()?.to_owned()))
            .collect();
        let tell = move |event: notify::Result<Event>| {
            let is_ours = event.is_ok_and(|event| {
                let is_named = |path: &std::path::PathBuf| {
                    path.file_name()
                        .is_some_and(|name| names.iter().any(|known| known == name))
                };
                event.need_rescan() || (is_change(event.kind) && event.paths.iter().any(is_named))
            });
            if is_ours {
                stirred();
            }
        };
        // The folder, not the file: every save puts another file in its place.
        let mut watcher = RecommendedWatcher::new(tell, Config::default()).ok()?;
        let (link, folder) = (folder_of(path), folder_of(&target));
        watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        if link != folder {
            watcher.watch(link, RecursiveMode::NonRecursive).ok()?;
        }
        Some(Self { _watcher: watcher })
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
