//! Watches of Linux: inotify(7), asked for nothing but what changes a folder or a file in it.
//!
//! `notify`, which serves the other systems, has the kernel tell of every file that is opened too. A search opens all files
//! of a corpus: the telling would cost as much as the searching, and overrun the queue.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;

use super::{NoRoom, Told};

/// How many folders are watched at most. Each takes about a kilobyte of the kernel's, out of what all programs of a person
/// have together.
const MOST: usize = 20_000;
/// How many bytes of events are read at once.
const BUFFER: usize = 16 << 10;

type Folders = Arc<Mutex<HashMap<i32, PathBuf>>>;

/// A watch on folders, for as long as it lives.
#[derive(Debug)]
pub(in crate::runtime) struct Watch {
    inotify: Arc<OwnedFd>,
    folders: Folders,
    /// Closed with the watch, which ends the thread that listens.
    _end: UnixStream,
}

impl Watch {
    /// A watch on no folder yet; `tell` is called, on another thread, with what happens in those that are added.
    pub(in crate::runtime) fn start(tell: impl Fn(Told<'_>) + Send + 'static) -> Option<Self> {
        let flags = CreateFlags::CLOEXEC | CreateFlags::NONBLOCK;
        let inotify = Arc::new(inotify::init(flags).ok()?);
        let (end, ended) = UnixStream::pair().ok()?;
        let folders = Folders::default();
        let (events, known) = (Arc::clone(&inotify), Arc::clone(&folders));
        let listen = move || while listen(&events, &ended, &known, &tell) {};
        let thread = thread::Builder::new().name("watcher".into());
        thread.spawn(listen).ok()?;
        Some(Self {
            inotify,
            folders,
            _end: end,
        })
    }

    /// Watches `folder`; one that is not there, or may not be looked into, is left out.
    pub(in crate::runtime) fn add(&self, folder: &Path) -> Result<(), NoRoom> {
        // Held from before the first event can come, so that it is known where that happened.
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if folders.len() >= MOST {
            return Err(NoRoom);
        }
        let wanted = WatchFlags::CREATE
            | WatchFlags::DELETE
            | WatchFlags::CLOSE_WRITE
            | WatchFlags::MOVE
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::ONLYDIR
            | WatchFlags::EXCL_UNLINK;
        match inotify::add_watch(&*self.inotify, folder, wanted) {
            Ok(watch) => {
                folders.insert(watch, folder.to_path_buf());
                Ok(())
            }
            Err(Errno::NOSPC | Errno::NOMEM) => Err(NoRoom),
            Err(_) => Ok(()),
        }
    }

    /// Watches `place` no more, nor what is in it.
    pub(in crate::runtime) fn forget(&self, place: &Path) {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.retain(|watch, folder| {
            let goes = folder.starts_with(place);
            if goes {
                // One that is gone with its folder need not be taken away.
                let _ = inotify::remove_watch(&*self.inotify, *watch);
            }
            !goes
        });
    }
}

/// Waits for events and tells them; whether there may be more.
fn listen(
    events: &OwnedFd,
    ended: &UnixStream,
    folders: &Folders,
    tell: &impl Fn(Told<'_>),
) -> bool {
    let mut polled = [
        PollFd::new(events, PollFlags::IN),
        PollFd::new(ended, PollFlags::IN),
    ];
    match poll(&mut polled, None) {
        Ok(_) => {}
        Err(error) => return error == Errno::INTR,
    }
    let [_, ended] = polled.map(|polled| polled.revents());
    if !ended.is_empty() {
        return false;
    }
    let mut buffer = [MaybeUninit::uninit(); BUFFER];
    let mut reader = inotify::Reader::new(events, &mut buffer);
    loop {
        let event = match reader.next() {
            Ok(event) => event,
            Err(error) => return matches!(error, Errno::AGAIN | Errno::INTR),
        };
        let what = event.events();
        if what.contains(ReadFlags::QUEUE_OVERFLOW) {
            tell(Told::TooMuch);
            continue;
        }
        let mut known = folders.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = if what.contains(ReadFlags::IGNORED) {
            known.remove(&event.wd());
            None
        } else {
            known.get(&event.wd()).cloned()
        };
        drop(known);
        let Some(folder) = folder else { continue };
        let name = event
            .file_name()
            .map(|name| OsStr::from_bytes(name.to_bytes()));
        tell(Told::At {
            path: &name.map_or_else(|| folder.clone(), |name| folder.join(name)),
            is_folder: name.is_none() || what.contains(ReadFlags::ISDIR),
        });
    }
}
