//! Watches of other systems than Linux.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::{NoRoom, Told};

/// A watch on folders, for as long as it lives.
#[derive(Debug)]
pub(in crate::runtime) struct Watch(Mutex<RecommendedWatcher>);

impl Watch {
    /// A watch on no folder yet; `tell` is called, on another thread, with what happens in those that are added.
    pub(in crate::runtime) fn start(tell: impl Fn(Told<'_>) + Send + 'static) -> Option<Self> {
        let told = move |event: notify::Result<Event>| {
            let Ok(event) = event else { return };
            if event.need_rescan() {
                tell(Told::TooMuch);
            }
            if !is_change(event.kind) {
                return;
            }
            for path in &event.paths {
                let is_folder = path.is_dir() || path.extension().is_none();
                tell(Told::At { path, is_folder });
            }
        };
        let watcher = RecommendedWatcher::new(told, Config::default()).ok()?;
        Some(Self(Mutex::new(watcher)))
    }

    /// Watches `folder`; one that is not there, or may not be looked into, is left out.
    pub(in crate::runtime) fn add(&self, folder: &Path) -> Result<(), NoRoom> {
        let mut watcher = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match watcher.watch(folder, RecursiveMode::NonRecursive) {
            Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => Err(NoRoom),
            Ok(()) | Err(_) => Ok(()),
        }
    }

    /// Watches `place` no more.
    pub(in crate::runtime) fn forget(&self, place: &Path) {
        let mut watcher = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = watcher.unwatch(place);
    }
}

/// Whether something may be another one afterwards; reading it leaves it as it is.
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
