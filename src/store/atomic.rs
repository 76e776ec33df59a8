//! Replacing a file so that a reader, a crash or a power cut meets the old bytes or the new ones and nothing between.

use std::io;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};

use super::disk::{self, DRAFT, Disk, Machine, Stamp, Status};

/// How many links are followed before a chain of them counts as a loop, as in Linux.
const MAX_LINKS: usize = 40;

/// How old what another left half written has to be before it is swept away.
const LEFT_OVER: SignedDuration = SignedDuration::from_mins(1);
/// How old it has to be where the file system has no locks that would tell whether somebody is still writing it.
const LONG_LEFT_OVER: SignedDuration = SignedDuration::from_hours(1);

/// Makes the file at `path` hold `bytes`: written beside it, synced, renamed over it, and the folder synced. A symbolic
/// link stays one and its target is replaced. The permissions and, where allowed, the owner of the file that was there are
/// kept; a new file is its owner's alone when `private`, or else follows the umask.
///
/// # Errors
///
/// Whatever the system says when one of those steps fails; `PermissionDenied` also for a file that is marked read-only,
/// `InvalidInput` for something that is no regular file. The old file is then untouched and nothing is left beside it, save
/// that the new one may be in its place already when only the folder could not be synced.
pub fn replace(path: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
    replace_on(&Machine, path, [bytes], private).map(drop)
}

/// As [`replace`], on any disk and from several pieces; what tells the new file from what others may make of it, unless
/// one of them already has.
pub(super) fn replace_on<'b>(
    disk: &dyn Disk,
    path: &Path,
    pieces: impl IntoIterator<Item = &'b [u8]>,
    private: bool,
) -> io::Result<Option<Stamp>> {
    let target = resolve_on(disk, path)?;
    let existing = match disk.status(&target) {
        Ok(found) => Some(replaceable(found)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = folder_of(&target);
    let mut draft = disk.begin(folder, existing.as_ref(), private)?;
    let mut gathered = Vec::with_capacity(GATHERED);
    for piece in pieces {
        if gathered.len() + piece.len() > GATHERED {
            disk::write_all(&mut *draft, &gathered)?;
            gathered.clear();
        }
        if piece.len() >= GATHERED {
            disk::write_all(&mut *draft, piece)?;
        } else {
            gathered.extend_from_slice(piece);
        }
    }
    disk::write_all(&mut *draft, &gathered)?;
    draft.sync()?;
    // From here on others see the file, and one may write to it before it is looked at. The time of the last change of
    // state is left out of the comparison: getting another name is one.
    let content = |stamp: Stamp| (stamp.0, stamp.1, stamp.2, stamp.3);
    let written = draft.stamp().map(content);
    let file = draft.put(&target)?;
    let stamp = file.stamp();
    disk.sync_folder(folder)?;
    Ok(stamp.filter(|stamp| Some(content(*stamp)) == written))
}

/// How many bytes of small pieces are written at once.
const GATHERED: usize = 256 * 1024;

/// Makes the folder and those above it, each its owner's alone, and each known to the disk.
///
/// # Errors
///
/// Whatever the system says.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    make_private_folder_on(&Machine, folder)
}

/// As [`make_private_folder`], on any disk.
pub(super) fn make_private_folder_on(disk: &dyn Disk, folder: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| {
        let found = disk.status(folder);
        found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    let named = folder
        .ancestors()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut missing: Vec<&Path> = named.take_while(is_missing).collect();
    missing.reverse();
    for folder in missing {
        disk.make_folder(folder)?;
        disk.sync_folder(folder_of(folder))?;
    }
    Ok(())
}

/// Removes what programs that have ended left half written in `folder`: only files of that name that nobody holds. What
/// cannot be removed stays.
pub(super) fn sweep(disk: &dyn Disk, folder: &Path, now: Timestamp) {
    for name in disk.names(folder).unwrap_or_default() {
        let is_draft = name
            .to_str()
            .is_some_and(|name| name.starts_with(DRAFT.0) && name.ends_with(DRAFT.1));
        if !is_draft {
            continue;
        }
        let path = folder.join(name);
        let age = disk
            .status(&path)
            .ok()
            .filter(|found| found.is_file)
            .and_then(|found| Some(now.duration_since(found.modified?)));
        let is_left = match age {
            Some(age) if age > LONG_LEFT_OVER => true,
            Some(age) if age > LEFT_OVER => {
                let file = disk.append(&path);
                file.and_then(|file| file.lock()).unwrap_or(false)
            }
            _ => false,
        };
        if is_left {
            let _ = disk.remove(&path);
        }
    }
}

/// Where `path` leads once every symbolic link is followed, whether or not a file is there.
///
/// # Errors
///
/// Whatever the system says when a link cannot be read, and `InvalidInput` for links that lead in a circle.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    resolve_on(&Machine, path)
}

/// As [`resolve`], on any disk.
pub(super) fn resolve_on(disk: &dyn Disk, path: &Path) -> io::Result<PathBuf> {
    let mut at = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        match disk.link(&at) {
            Ok(to) => at = folder_of(&at).join(to),
            // `EINVAL` says that it is no link; anything else is for the write itself to report.
            Err(_) => return Ok(at),
        }
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        "its symbolic links lead in a circle",
    ))
}

/// The folder that `path` is in; `.` for a bare name.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn replaceable(found: Status) -> io::Result<Status> {
    if !found.is_file {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a regular file",
        ));
    }
    if found.is_readonly {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is marked read-only",
        ));
    }
    Ok(found)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn links_stay_and_their_target_is_replaced_even_when_it_is_not_there_yet() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        symlink("real", &link).unwrap();
        for text in ["one", "two"] {
            replace(&link, text.as_bytes(), false).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(&real).unwrap(), text);
        }
        assert_eq!(names(folder.path()), ["link", "real"], "nothing left over");
    }

    #[test]
    fn permissions_are_kept_and_private_means_private() {
        let folder = tempfile::tempdir().unwrap();
        let (kept, secret) = (folder.path().join("kept"), folder.path().join("secret"));
        fs::write(&kept, "old").unwrap();
        fs::set_permissions(&kept, Permissions::from_mode(0o664)).unwrap();
        replace(&kept, b"new", true).unwrap();
        assert_eq!(mode(&kept), 0o664);
        replace(&secret, b"x", true).unwrap();
        assert_eq!(mode(&secret), 0o600);
        let made = folder.path().join("a/b");
        make_private_folder(&made).unwrap();
        assert_eq!(mode(&made), 0o700);
    }

    #[test]
    fn what_must_not_be_replaced_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (marked, inner) = (folder.path().join("marked"), folder.path().join("inner"));
        fs::write(&marked, "old").unwrap();
        fs::set_permissions(&marked, Permissions::from_mode(0o444)).unwrap();
        fs::create_dir(&inner).unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        symlink("two", &one).unwrap();
        symlink("one", &two).unwrap();
        let kind = |path: &Path| replace(path, b"new", false).unwrap_err().kind();
        assert_eq!(kind(&marked), io::ErrorKind::PermissionDenied);
        assert_eq!(kind(&inner), io::ErrorKind::InvalidInput);
        assert_eq!(kind(&one), io::ErrorKind::InvalidInput, "a circle");
        assert_eq!(
            kind(&folder.path().join("no/such")),
            io::ErrorKind::NotFound
        );
        assert_eq!(fs::read_to_string(&marked).unwrap(), "old");
        assert_eq!(names(folder.path()), ["inner", "marked", "one", "two"]);
    }

    #[test]
    fn what_a_dead_program_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::from_second(1_790_000_000).unwrap();
        let make = |name: &str, minutes: i64| {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            let at = now - SignedDuration::from_mins(minutes);
            file.set_modified(at.into()).unwrap();
            file
        };
        let held = make(".postil-held.tmp", 10);
        held.lock().unwrap();
        for (name, minutes) in [
            (".postil-dead.tmp", 10),
            (".postil-new.tmp", 0),
            (".postil-tomorrow.tmp", -60 * 24),
            (".postil-", 600),
            ("notes.tmp", 600),
        ] {
            make(name, minutes);
        }
        fs::create_dir(folder.path().join(".postil-folder.tmp")).unwrap();
        sweep(&Machine, folder.path(), now);
        let kept = [
            ".postil-",
            ".postil-folder.tmp",
            ".postil-held.tmp",
            ".postil-new.tmp",
            ".postil-tomorrow.tmp",
            "notes.tmp",
        ];
        assert_eq!(names(folder.path()), kept);
        sweep(&Machine, folder.path(), now + SignedDuration::from_hours(2));
        assert!(
            !names(folder.path()).contains(&".postil-held.tmp".to_owned()),
            "nothing takes two hours to write"
        );
    }
}
