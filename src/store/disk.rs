//! The disk as the store uses it: every call that may fail, behind one trait, so that tests can let each of them fail.
//!
//! Owns which calls of the system are made and with which rights. What order they are made in, which is what makes a save
//! safe, is the business of `atomic`, `journal` and `backup`.

use std::any::Any;
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
#[cfg(unix)]
use rustix::fs::OFlags;
#[cfg(unix)]
use rustix::io::Errno;
use tempfile::NamedTempFile;

/// The beginning and the end of the names of files that are being written.
pub const DRAFT: (&str, &str) = (".postil-", ".tmp");

/// What is known of a file without reading it. Links are followed.
#[derive(Clone, Debug)]
pub struct Status {
    /// Whether it is a regular file.
    pub is_file: bool,
    /// Whether it is marked read-only.
    pub is_readonly: bool,
    /// Whether nobody but its owner may do anything with it.
    pub is_private: bool,
    /// How long it is, in bytes.
    pub len: u64,
    /// When it was last written to, where the system says so.
    pub modified: Option<Timestamp>,
    /// What is different as soon as the file is written to or replaced; `None` where the system does not say.
    pub stamp: Option<Stamp>,
    /// What else the system says: whose it is, and its exact permissions.
    pub metadata: Option<Metadata>,
}

/// Device, number, length, and the times of the last change of content and of state in nanoseconds.
pub type Stamp = (u64, u64, u64, i128, i128);

/// A lock, held until it is dropped.
pub type Held = Box<dyn Any + Send>;

/// What the store asks of a disk.
pub trait Disk: fmt::Debug + Send + Sync {
    /// What is at `path`; `NotFound` where nothing is.
    fn status(&self, path: &Path) -> io::Result<Status>;
    /// Where the symbolic link at `path` leads; an error for what is no link.
    fn link(&self, path: &Path) -> io::Result<PathBuf>;
    /// All bytes of the file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// The names in a folder.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Makes one folder that is its owner's alone.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Begins a file in `folder` under a name of its own, which goes when it is dropped. It has owner and permissions of
    /// `like`; or else it is its owner's alone when `private`, or follows the umask.
    fn begin(
        &self,
        folder: &Path,
        like: Option<&Status>,
        private: bool,
    ) -> io::Result<Box<dyn Draft>>;
    /// Opens a file that is there, to write at its end.
    fn append(&self, path: &Path) -> io::Result<Box<dyn Open>>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Brings the names in a folder to the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Tries once to take the lock that the file at `path` is, making it where it is not there; `None` when another has it.
    fn lock(&self, path: &Path, private: bool) -> io::Result<Option<Held>>;
}

/// A file that is open for writing.
pub trait Open: fmt::Debug + Send {
    /// Writes some of `bytes` at the end, and says how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Brings what was written to the disk. Where that fails, nothing is known of the file any more: the system may take
    /// it for written the next time it is asked.
    fn sync(&mut self) -> io::Result<()>;
    /// Tries to lock it for as long as it is open; whether that worked, and an error where there are no locks.
    fn lock(&self) -> io::Result<bool>;
    /// What is different as soon as it is written to or replaced.
    fn stamp(&self) -> Option<Stamp>;
}

/// A file that has no name to keep yet.
pub trait Draft: Open {
    /// Puts it at `path`, in the place of what is there.
    fn put(self: Box<Self>, path: &Path) -> io::Result<Box<dyn Open>>;
}

/// Writes all of `bytes`, however little is taken at a time.
pub fn write_all(file: &mut (impl Open + ?Sized), mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The disk of this machine.
#[derive(Debug)]
pub struct Machine;

impl Machine {
    /// The disk of this machine.
    #[must_use]
    pub fn disk() -> Arc<dyn Disk> {
        static DISK: OnceLock<Arc<Machine>> = OnceLock::new();
        Arc::clone(DISK.get_or_init(|| Arc::new(Machine))) as Arc<dyn Disk>
    }
}

impl Disk for Machine {
    fn status(&self, path: &Path) -> io::Result<Status> {
        let metadata = fs::metadata(path)?;
        let modified = metadata.modified().ok();
        Ok(Status {
            is_file: metadata.is_file(),
            is_readonly: metadata.permissions().readonly(),
            is_private: is_private(&metadata),
            len: metadata.len(),
            modified: modified.and_then(|at| Timestamp::try_from(at).ok()),
            stamp: stamp(&metadata),
            metadata: Some(metadata),
        })
    }

    fn link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let entries = fs::read_dir(folder)?;
        entries.map(|entry| Ok(entry?.file_name())).collect()
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    fn begin(
        &self,
        folder: &Path,
        like: Option<&Status>,
        private: bool,
    ) -> io::Result<Box<dyn Draft>> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(DRAFT.0).suffix(DRAFT.1);
        if like.is_none() && !private {
            widen(&mut builder);
        }
        let temp = builder.tempfile_in(folder)?;
        // Locked, it is known to be somebody's; where there are no locks its age has to tell.
        let _ = temp.as_file().try_lock();
        if let Some(like) = like.and_then(|like| like.metadata.as_ref()) {
            take_over(temp.as_file(), like)?;
        }
        Ok(Box::new(temp))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn Open>> {
        Ok(Box::new(
            OpenOptions::new().read(true).append(true).open(path)?,
        ))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        #[cfg(unix)]
        match File::open(folder).and_then(|folder| folder.sync_all()) {
            // A folder that may be written to and not read, and file systems that sync no folders: what is renamed there is
            // in its place, and nothing more can be done for it.
            Err(error) if is_without_sync(&error) => {}
            synced => synced?,
        }
        #[cfg(not(unix))]
        let _ = folder;
        Ok(())
    }

    fn lock(&self, path: &Path, private: bool) -> io::Result<Option<Held>> {
        let mut options = OpenOptions::new();
        options.read(true);
        // A lock is a file: a pipe in its place is not waited for.
        #[cfg(unix)]
        {
            // The folder may be a stranger's: a link there would make a file, or open a device, elsewhere.
            let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
            options.custom_flags(flags.bits().cast_signed());
        }
        let mut making = options.clone();
        making.write(true).create(true).truncate(false);
        #[cfg(unix)]
        making.mode(if private { 0o600 } else { 0o666 });
        #[cfg(not(unix))]
        let _ = private;
        let file = match making.open(path) {
            // Another user made it: nothing is ever written to it, and who may read it may lock it.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => options.open(path)?,
            opened => opened?,
        };
        Ok(try_lock(&file)?.then(|| Box::new(file) as Held))
    }
}

impl Open for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(self, bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }

    fn lock(&self) -> io::Result<bool> {
        try_lock(self)
    }

    fn stamp(&self) -> Option<Stamp> {
        stamp(&self.metadata().ok()?)
    }
}

impl Open for NamedTempFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(self.as_file_mut(), bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.as_file().sync_all()
    }

    fn lock(&self) -> io::Result<bool> {
        try_lock(self.as_file())
    }

    fn stamp(&self) -> Option<Stamp> {
        stamp(&self.as_file().metadata().ok()?)
    }
}

impl Draft for NamedTempFile {
    fn put(self: Box<Self>, path: &Path) -> io::Result<Box<dyn Open>> {
        let file = self.persist(path).map_err(|error| error.error)?;
        Ok(Box::new(file))
    }
}

/// Tries once to lock a file for as long as it is open; whether that worked, and an error where there are no locks.
pub fn try_lock(file: &File) -> io::Result<bool> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) => return Ok(false),
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Whether the system says that the file system has no locks, or that a link stands in the place of the lock, for which the
/// library has no words.
#[must_use]
pub fn is_without_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    return [Errno::NOLCK, Errno::LOOP]
        .iter()
        .any(|known| error.raw_os_error() == Some(known.raw_os_error()));
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}

/// Whether two stamps are of one file, whatever was written to it between them.
#[must_use]
pub fn is_same_file(one: Option<Stamp>, other: Option<Stamp>) -> bool {
    let file = |stamp: Stamp| (stamp.0, stamp.1);
    one.map(file) == other.map(file)
}

#[cfg(unix)]
#[expect(
    clippy::unnecessary_wraps,
    reason = "other systems may have no stamp to give"
)]
fn stamp(metadata: &Metadata) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt;
    let time = |seconds: i64, nanos: i64| i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    Some((
        metadata.dev(),
        metadata.ino(),
        metadata.len(),
        time(metadata.mtime(), metadata.mtime_nsec()),
        time(metadata.ctime(), metadata.ctime_nsec()),
    ))
}

#[cfg(not(unix))]
fn stamp(_: &Metadata) -> Option<Stamp> {
    None
}

#[cfg(unix)]
fn is_without_sync(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    matches!(error.kind(), InvalidInput | PermissionDenied | Unsupported)
}

#[cfg(unix)]
fn is_private(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode().trailing_zeros() >= 6
}

#[cfg(not(unix))]
fn is_private(_: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn widen(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
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
    file.set_permissions(existing.permissions())
}
