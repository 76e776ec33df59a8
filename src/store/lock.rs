//! Keeping two programs from writing one annotations file at the same time.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::atomic::folder_of;
use super::disk::{Disk, Held};

/// How often a lock is asked for, and how long one waits between two attempts: a second in all.
const ATTEMPTS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(20);

/// Somebody else has held the lock all the time.
#[derive(Debug)]
pub struct Busy;

/// Takes the lock that goes with the file at `path`; dropping it gives it back, and so does the end of the process.
///
/// It is a hidden, empty file of its own that stays in place: the annotations file itself is replaced by every save, and a
/// lock on it would be replaced with it. Where there can be no lock, for want of permission or of locks in the file system,
/// the answer is `None` and saving goes on without: comparing what is on disk is then the only guard.
///
/// # Errors
///
/// [`Busy`] when another process has held the lock for a second.
pub fn take(disk: &dyn Disk, path: &Path, private: bool) -> Result<Option<Held>, Busy> {
    let lock = lock_path(path);
    for _ in 0..ATTEMPTS {
        match disk.lock(&lock, private) {
            Ok(Some(held)) => return Ok(Some(held)),
            Ok(None) => thread::sleep(PAUSE),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return Ok(None),
        }
    }
    Err(Busy)
}

/// Where the lock of the file at `path` lies: beside it, hidden.
#[must_use]
pub fn lock_path(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".lock");
    folder_of(path).join(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::disk::Machine;

    #[test]
    fn a_lock_keeps_others_out_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        let held = take(&Machine, &path, false).unwrap();
        assert!(held.is_some());
        assert!(take(&Machine, &path, false).is_err());
        drop(held);
        assert!(take(&Machine, &path, false).unwrap().is_some());
        assert!(folder.path().join(".annotations.toml.lock").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_place_of_the_lock_makes_no_file_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, lock_path(&path)).unwrap();
        assert!(take(&Machine, &path, false).unwrap().is_none());
        assert!(!elsewhere.exists());
    }

    #[test]
    fn where_no_lock_can_be_made_one_goes_on_without() {
        let nowhere = Path::new("/no/such/folder/annotations.toml");
        assert!(take(&Machine, nowhere, false).unwrap().is_none());
    }
}
