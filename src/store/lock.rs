//! Keeping two programs from writing one annotations file at the same time.

use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use super::atomic::folder_of;
use super::disk::{self, Disk, Held};
use super::error::plain;

/// How often a lock is asked for, and how long one waits between two attempts: a second in all.
const ATTEMPTS: u32 = 50;
const PAUSE: Duration = Duration::from_millis(20);

/// Why the lock was not taken, although there are locks.
#[derive(Debug)]
pub enum Refused {
    /// Another process has held it all the time: this one, where the system says.
    Busy(Option<u32>),
    /// The system did not let it be asked for.
    Failed(io::Error),
}

/// Takes the lock that goes with the file at `path`; dropping it gives it back, and so does the end of the process.
///
/// It is a hidden, empty file of its own that stays in place: the annotations file itself is replaced by every save, and a
/// lock on it would be replaced with it. Where there can be no lock, for want of permission or of locks in the file system,
/// the answer is `None` and saving goes on without: comparing what is on disk is then the only guard.
///
/// # Errors
///
/// [`Refused::Busy`] when another process has held the lock for a second, and [`Refused::Failed`] for what may be otherwise
/// the next time, a lack of descriptors say: others may hold the lock then.
pub fn take(disk: &dyn Disk, path: &Path, private: bool) -> Result<Option<Held>, Refused> {
    let lock = lock_path(path);
    for _ in 0..ATTEMPTS {
        match disk.lock(&lock, private) {
            Ok(Some(held)) => return Ok(Some(held)),
            Ok(None) => thread::sleep(PAUSE),
            Err(error) if is_for_good(&error) => return Ok(None),
            Err(error) => {
                let said = format!("{}: {}", lock.display(), plain(&error));
                return Err(Refused::Failed(io::Error::new(error.kind(), said)));
            }
        }
    }
    Err(Refused::Busy(holder(disk, &lock)))
}

/// Whether there will be no lock the next time either.
fn is_for_good(error: &io::Error) -> bool {
    use io::ErrorKind::{
        InvalidInput, IsADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem, Unsupported,
    };
    matches!(
        error.kind(),
        InvalidInput
            | IsADirectory
            | NotFound
            | PermissionDenied
            | ReadOnlyFilesystem
            | Unsupported
    ) || disk::is_without_locks(error)
}

/// The process that holds the lock, where the system keeps a list of them, as Linux does: `/proc/locks` in proc(5).
fn holder(disk: &dyn Disk, lock: &Path) -> Option<u32> {
    let (_, number, ..) = disk.status(lock).ok()?.stamp?;
    let list = disk.read(Path::new("/proc/locks")).ok()?;
    holder_in(&String::from_utf8_lossy(&list), number)
}

/// Of a list of lines such as `1: FLOCK  ADVISORY  WRITE 4711 fe:01:131074 0 EOF`, the process that holds the file with
/// this number. Where files of several disks have the number, nobody is named.
fn holder_in(list: &str, number: u64) -> Option<u32> {
    let mut holders = list.lines().filter_map(|line| {
        let mut fields = line.split_whitespace().skip(1);
        let is_flock = fields.next() == Some("FLOCK");
        let (process, file) = (fields.nth(2)?, fields.next()?);
        let (_, held) = file.rsplit_once(':')?;
        (is_flock && held.parse() == Ok(number)).then_some(process.parse().ok()?)
    });
    let holder = holders.next();
    holder.filter(|_| holders.next().is_none())
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
    use crate::store::faulty::{Fault, Faulty};

    #[test]
    fn a_lock_keeps_others_out_until_it_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        let held = take(&Machine, &path, false).unwrap();
        assert!(held.is_some());
        let refused = take(&Machine, &path, false).unwrap_err();
        if cfg!(target_os = "linux") {
            let own = std::process::id();
            assert!(
                matches!(refused, Refused::Busy(Some(holder)) if holder == own),
                "{refused:?}"
            );
        }
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
    fn the_holder_is_found_among_all_locks() {
        let list = "1: FLOCK  ADVISORY  WRITE 4711 fe:01:131074 0 EOF\n\
                    1: -> FLOCK  ADVISORY  WRITE 4712 fe:01:131074 0 EOF\n\
                    2: POSIX  ADVISORY  WRITE 4713 fe:01:131075 0 EOF\n\
                    3: FLOCK  ADVISORY  READ 4714 fe:01:131076 0 EOF\n\
                    4: FLOCK  ADVISORY  READ 4715 00:2a:131076 0 EOF\n\
                    5: FLOCK\n\u{0}\n";
        for (number, holder) in [
            (131_074, Some(4711)),
            (131_075, None),
            (131_076, None),
            (1, None),
        ] {
            assert_eq!(holder_in(list, number), holder, "{number}");
        }
    }

    #[test]
    fn a_lock_that_others_may_hold_is_not_done_without() {
        let path = Path::new("/corpus/annotations.toml");
        for (kind, is_refused) in [
            (io::ErrorKind::Other, true),
            (io::ErrorKind::StorageFull, true),
            (io::ErrorKind::PermissionDenied, false),
            (io::ErrorKind::Unsupported, false),
        ] {
            let disk = Faulty::new(&["/", "/corpus"]);
            disk.set(0, Fault::Once(kind));
            let taken = take(&disk, path, false);
            assert_eq!(taken.is_err(), is_refused, "{kind}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_another_user_made_is_held_all_the_same() {
        use std::fs::{File, Permissions, set_permissions};
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.toml");
        let theirs = File::create(lock_path(&path)).unwrap();
        set_permissions(lock_path(&path), Permissions::from_mode(0o444)).unwrap();
        theirs.lock().unwrap();
        let refused = take(&Machine, &path, false);
        assert!(matches!(refused, Err(Refused::Busy(_))), "{refused:?}");
        drop(theirs);
        assert!(take(&Machine, &path, false).unwrap().is_some());
    }

    #[test]
    fn where_no_lock_can_be_made_one_goes_on_without() {
        let nowhere = Path::new("/no/such/folder/annotations.toml");
        assert!(take(&Machine, nowhere, false).unwrap().is_none());
    }
}
