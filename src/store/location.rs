//! Where the annotations of a corpus lie.

use std::fs;
use std::path::{Path, PathBuf};

use super::atomic;

/// The name of the annotations file in every folder.
pub const FILE_NAME: &str = "annotations.toml";

/// What stands for the built-in corpus where others have a key made from their path.
pub const BUILT_IN: &str = "builtin";

/// Why a file is where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Somebody chose it: a flag or a setting.
    Chosen,
    /// It is in the corpus folder.
    Corpus,
    /// It is in the user's data folder, because the corpus has no folder or cannot be written to.
    UserData,
}

/// Where an annotations file is to be found or made, and why there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file, which need not exist yet.
    pub path: PathBuf,
    /// Why there.
    pub why: Where,
}

/// Where the annotations of a corpus lie: the `chosen` file; or else the one in `root`, the corpus folder; or else the one in
/// the user's data folder. A file that exists wins over one that would have to be made, and one in the data folder over one in
/// the corpus that cannot be written to, so that annotations that once had to go to the data folder are found again. Whether the corpus folder can be written to is only guessed from its
/// permissions; where the guess was wrong, the first save says so and [`Store::relocate`](super::Store::relocate) moves on.
#[must_use]
pub fn annotations_path(
    chosen: Option<&Path>,
    root: Option<&Path>,
    corpus_key: &str,
    data_dir: &Path,
) -> Located {
    if let Some(path) = chosen {
        return Located {
            path: path.to_path_buf(),
            why: Where::Chosen,
        };
    }
    let ours = user_data_path(corpus_key, data_dir);
    if let Some(root) = root {
        let path = root.join(FILE_NAME);
        let here = if is_there(&ours) {
            is_writable(&path)
        } else {
            is_there(&path) || may_be_writable(root)
        };
        if here {
            return Located {
                path,
                why: Where::Corpus,
            };
        }
    }
    Located {
        path: ours,
        why: Where::UserData,
    }
}

/// The file for the corpus in the user's data folder.
#[must_use]
pub fn user_data_path(corpus_key: &str, data_dir: &Path) -> PathBuf {
    if corpus_key == BUILT_IN {
        return data_dir.join(BUILT_IN).join(FILE_NAME);
    }
    data_dir
        .join("corpora")
        .join(short_hash(corpus_key))
        .join(FILE_NAME)
}

/// The first 16 hexadecimal digits of the hash of `corpus_key`: short enough for a name, long enough to tell corpora apart.
pub(super) fn short_hash(corpus_key: &str) -> String {
    let hash = blake3::hash(corpus_key.as_bytes()).to_hex();
    hash.chars().take(16).collect()
}

/// What tells one annotations file from every other, however it is reached: its path with all links followed.
pub(super) fn identity(path: &Path) -> String {
    let target = atomic::resolve(path).unwrap_or_else(|_| path.to_path_buf());
    let folder = atomic::folder_of(&target);
    let whole = fs::canonicalize(folder).or_else(|_| std::path::absolute(folder));
    let folder = whole.unwrap_or_else(|_| folder.to_path_buf());
    let path = folder.join(target.file_name().unwrap_or_default());
    path.to_string_lossy().into_owned()
}

fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether there is a file that can be written to; it is opened and left as it is.
fn is_writable(path: &Path) -> bool {
    fs::OpenOptions::new().append(true).open(path).is_ok()
}

fn may_be_writable(folder: &Path) -> bool {
    fs::metadata(folder).is_ok_and(|found| found.is_dir() && !found.permissions().readonly())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_exists_wins_over_what_would_have_to_be_made() {
        let folder = tempfile::tempdir().unwrap();
        let (root, data) = (folder.path().join("corpus"), folder.path().join("data"));
        fs::create_dir(&root).unwrap();
        let find = || annotations_path(None, Some(&root), "key", &data);
        assert_eq!(find().path, root.join(FILE_NAME));
        let ours = user_data_path("key", &data);
        fs::create_dir_all(ours.parent().unwrap()).unwrap();
        fs::write(&ours, "").unwrap();
        assert_eq!(find().why, Where::UserData);
        fs::write(root.join(FILE_NAME), "").unwrap();
        assert_eq!(find().why, Where::Corpus);
        // A folder of that name cannot be written to by anybody, whatever rights the test has.
        fs::remove_file(root.join(FILE_NAME)).unwrap();
        fs::create_dir(root.join(FILE_NAME)).unwrap();
        assert_eq!(find().why, Where::UserData);
    }

    #[test]
    fn without_a_folder_to_write_to_the_data_folder_is_used() {
        let data = Path::new("/data");
        let gone = Path::new("/no/such/corpus");
        let hash = short_hash("key");
        assert_eq!(hash.len(), 16);
        for (root, key, expected) in [
            (None, BUILT_IN, "/data/builtin/annotations.toml".to_owned()),
            (
                Some(gone),
                "key",
                format!("/data/corpora/{hash}/annotations.toml"),
            ),
        ] {
            let found = annotations_path(None, root, key, data);
            assert_eq!(found.path, Path::new(&expected));
            assert_eq!(found.why, Where::UserData);
        }
        let chosen = annotations_path(Some(Path::new("my.toml")), Some(gone), "key", data);
        assert_eq!(chosen.why, Where::Chosen);
    }
}
