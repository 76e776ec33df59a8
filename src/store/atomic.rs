//! Replacing a file so that a reader, a crash or a power cut meets the old bytes or the new ones and nothing between.

use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many links are followed before a chain of them counts as a loop, as in Linux.
const MAX_LINKS: usize = 40;

/// Makes the file at `path` hold `bytes`: written beside it, synced, renamed over it, and the folder synced. A symbolic
/// link stays one and its target is replaced. The permissions and, where allowed, the owner of the file that was there are
/// kept; a new file is its owner's alone when `private`, or else follows the umask.
///
/// # Errors
///
/// Whatever the system says when one of those steps fails; `PermissionDenied` also for a file that is marked read-only,
/// `InvalidInput` for something that is no regular file. The old file is then untouched and nothing is left beside it.
pub fn replace(path: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
    let target = resolve(path)?;
    let existing = match fs::metadata(&target) {
        Ok(found) => Some(replaceable(found)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let folder = folder_of(&target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".postil-").suffix(".tmp");
    if existing.is_none() && !private {
        widen(&mut builder);
    }
    let mut temp = builder.tempfile_in(folder)?;
    if let Some(existing) = &existing {
        take_over(temp.as_file(), existing)?;
    }
    temp.write_all(bytes)?;
    temp.as_file().sync_all()?;
    temp.persist(&target).map_err(|error| error.error)?;
    sync_folder(folder)
}

/// Makes the folder and those above it, each its owner's alone.
///
/// # Errors
///
/// Whatever the system says.
pub fn make_private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Where `path` leads once every symbolic link is followed, whether or not a file is there.
///
/// # Errors
///
/// Whatever the system says when a link cannot be read, and `InvalidInput` for links that lead in a circle.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut at = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&at) {
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

fn replaceable(found: Metadata) -> io::Result<Metadata> {
    if !found.is_file() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it is not a regular file",
        ));
    }
    if found.permissions().readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is marked read-only",
        ));
    }
    Ok(found)
}

#[cfg(unix)]
fn widen(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn widen(_: &mut tempfile::Builder<'_, '_>) {}

fn take_over(file: &File, existing: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let made = file.metadata()?;
        if (made.uid(), made.gid()) != (existing.uid(), existing.gid()) {
            // Only a superuser may give files away; for others the file stays with the one who wrote it.
            let _ = fchown(file, Some(existing.uid()), Some(existing.gid()));
        }
    }
    file.set_permissions(Permissions::clone(&existing.permissions()))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
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
}
