//! Backups: whole copies of the annotations file as it was, in the user's state folder.
//!
//! Owns when one is due, which are kept, and what they are called. Only a file that could be read is ever copied, so that a
//! damaged one never takes the place of a good one.

use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::disk::{Disk, Machine};
use super::file::AnnotationFile;
use super::{atomic, location};

/// How long after a backup the next one is made, when something is changed then.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);
/// How many are kept: the latest, and behind them the first one of an hour and the first one of a day.
const LATEST: usize = 8;
const HOURLY: usize = 6;
const DAILY: usize = 6;

/// How a copy is named after its time in UTC: in an order that is that of time, without a character that a file system
/// would not have.
const NAME: &str = "%Y-%m-%dT%H-%M-%SZ.toml";

/// A copy of an annotations file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The copy.
    pub path: PathBuf,
    /// When it was made: the file is as it was just before.
    pub at: Timestamp,
    /// How many records it holds.
    pub records: usize,
}

/// The backups of the annotations file at `annotations` that lie in the state folder, the latest first.
///
/// # Errors
/// Whatever the system says; that there are none is no error.
pub fn list(state: &Path, annotations: &Path) -> io::Result<Vec<Backup>> {
    let folder = folder(state, annotations);
    let mut found = Vec::new();
    for (at, path) in times(&Machine, &folder)? {
        let text = String::from_utf8_lossy(&Machine.read(&path)?).into_owned();
        let records = AnnotationFile::split(&text).records.len();
        found.push(Backup { path, at, records });
    }
    Ok(found)
}

/// Where the backups of an annotations file lie.
pub(super) fn folder(state: &Path, annotations: &Path) -> PathBuf {
    let name = location::short_hash(&location::identity(annotations));
    state.join("backups").join(name)
}

/// Whether it is time for one, the last one of this session having been made at `last`.
pub(super) fn is_due(last: Option<Timestamp>, now: Timestamp) -> bool {
    last.is_none_or(|last| now.duration_since(last).abs() >= PAUSE)
}

/// Keeps a copy of `file`, unless the latest copy is one, and thins those there are.
///
/// # Errors
/// Whatever the system says. A backup that fails is no reason for anything else to fail.
pub(super) fn keep(
    disk: &dyn Disk,
    folder: &Path,
    file: &AnnotationFile,
    now: Timestamp,
) -> io::Result<()> {
    let times = times(disk, folder)?;
    if let Some((_, latest)) = times.first()
        && disk.read(latest).is_ok_and(|bytes| file.is(&bytes))
    {
        return Ok(());
    }
    let path = folder.join(now.strftime(NAME).to_string());
    if times.iter().any(|(_, known)| *known == path) {
        return Ok(());
    }
    atomic::make_private_folder_on(disk, folder)?;
    atomic::replace_on(disk, &path, file.pieces().map(str::as_bytes), true)?;
    let mut all: Vec<Timestamp> = times.iter().map(|(at, _)| *at).collect();
    all.push(now);
    for at in surplus(all) {
        if let Some((_, path)) = times.iter().find(|(known, _)| *known == at) {
            disk.remove(path)?;
        }
    }
    Ok(())
}

/// The backups in a folder with their times, the latest first. What is not named like one is none.
fn times(disk: &dyn Disk, folder: &Path) -> io::Result<Vec<(Timestamp, PathBuf)>> {
    let names = match disk.names(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        names => names?,
    };
    let time = |name: &str| {
        let at = DateTime::strptime(NAME, name).ok()?;
        Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    let mut found: Vec<(Timestamp, PathBuf)> = names
        .iter()
        .filter_map(|name| Some((time(name.to_str()?)?, folder.join(name))))
        .collect();
    found.sort_by(|one, other| other.cmp(one));
    Ok(found)
}

/// Which of the copies made at `times` are not kept.
fn surplus(mut times: Vec<Timestamp>) -> Vec<Timestamp> {
    times.sort_by(|one, other| other.cmp(one));
    let is_first = |index: usize, at: Timestamp, seconds: i64| {
        let of = |at: Timestamp| at.as_second().div_euclid(seconds);
        let before: Option<&Timestamp> = times.get(index + 1);
        before.is_none_or(|before| of(*before) != of(at))
    };
    let (mut hours, mut days) = (0, 0);
    let mut surplus = Vec::new();
    for (index, at) in times.iter().copied().enumerate() {
        if index < LATEST {
            continue;
        }
        if hours < HOURLY && is_first(index, at, 60 * 60) {
            hours += 1;
        } else if days < DAILY && is_first(index, at, 24 * 60 * 60) {
            days += 1;
        } else {
            surplus.push(at);
        }
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + 60 * minutes).unwrap()
    }

    #[test]
    fn the_latest_are_kept_and_older_ones_thinned_to_hours_and_days() {
        let mut kept: Vec<Timestamp> = Vec::new();
        // A month of work, ten hours of each day, with a copy every ten minutes.
        for day in 0..30 {
            for step in 0..60 {
                kept.push(at(day * 24 * 60 + step * 10));
                let gone = surplus(kept.clone());
                kept.retain(|at| !gone.contains(at));
                assert!(kept.len() <= LATEST + HOURLY + DAILY);
            }
        }
        kept.sort_by(|one, other| other.cmp(one));
        let apart: Vec<i64> = kept
            .windows(2)
            .map(|pair| pair[0].duration_since(pair[1]).as_mins())
            .collect();
        assert_eq!(apart[..LATEST - 1], [10; LATEST - 1]);
        assert!(
            apart[LATEST..].iter().all(|apart| *apart >= 60),
            "{apart:?}"
        );
        let oldest = kept[0].duration_since(*kept.last().unwrap()).as_hours();
        assert!(
            oldest >= 24 * 5,
            "the oldest is {oldest} hours old: {apart:?}"
        );
    }

    #[test]
    fn a_copy_is_whole_private_and_made_once() {
        let state = tempfile::tempdir().unwrap();
        let annotations = Path::new("/no/such/annotations.toml");
        let folder = folder(state.path(), annotations);
        let file = AnnotationFile::split("format = 'postil'\n[[tag]]\nname = 'a'\n");
        for minutes in [0, 20] {
            keep(&Machine, &folder, &file, at(minutes)).unwrap();
        }
        let longer = AnnotationFile::split("format = 'postil'\n[[tag]]\nname = 'a'\n[[tag]]\n");
        keep(&Machine, &folder, &longer, at(40)).unwrap();
        let found = list(state.path(), annotations).unwrap();
        let told: Vec<(Timestamp, usize)> = found
            .iter()
            .map(|backup| (backup.at, backup.records))
            .collect();
        assert_eq!(told, [(at(40), 2), (at(0), 1)]);
        assert_eq!(
            std::fs::read_to_string(&found[0].path).unwrap(),
            longer.text()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder), mode(&found[0].path)), (0o700, 0o600));
        }
        assert!(is_due(None, at(0)) && is_due(Some(at(0)), at(10)) && !is_due(Some(at(0)), at(9)));
    }
}
