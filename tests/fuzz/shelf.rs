//! An annotations file on disk, and what must hold of it whatever is done to it.

use std::fs;
use std::path::{Path, PathBuf};

use postil::model::{AnnotationSet, Damage, Edit};
use postil::store::{Loaded, Saved, Store, parse};
use tempfile::TempDir;

/// A folder with an annotations file.
pub struct Shelf {
    folder: TempDir,
}

impl Shelf {
    /// One in which the file is `bytes`.
    ///
    /// # Panics
    /// When the disk does not do.
    #[must_use]
    pub fn with(bytes: &[u8]) -> Self {
        let shelf = Self::empty();
        fs::write(shelf.path(), bytes).expect("a file");
        shelf
    }

    /// One without a file.
    ///
    /// # Panics
    /// When the disk does not do.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("annotations.toml")
    }

    /// The folder it is in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Opens the file.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn open(&self) -> Loaded {
        Store::open(&self.path()).expect("it is a file")
    }

    /// The file, byte for byte.
    ///
    /// # Panics
    /// When it is not there.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).expect("it is there")
    }

    /// What the file holds now.
    ///
    /// # Panics
    /// When what is in it cannot be read any more.
    #[must_use]
    pub fn set(&self) -> AnnotationSet {
        let loaded = self.open();
        assert_eq!(
            loaded.damage.as_ref().map(mistakes),
            None,
            "{}",
            self.text()
        );
        loaded.set
    }

    /// The file as a text, for messages.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }
}

fn mistakes(damage: &Damage) -> String {
    format!("{damage:?}")
}

/// `set` after `edits`.
#[must_use]
pub fn after<'e>(set: &AnnotationSet, edits: impl IntoIterator<Item = &'e Edit>) -> AnnotationSet {
    let mut set = set.clone();
    edits.into_iter().for_each(|edit| set.apply(edit));
    set
}

/// Makes sure that two sets hold the same; tags may stand in another order, since one that is brought back stands where it
/// was in the file and at the end in memory.
///
/// # Panics
/// When they do not.
pub fn assert_same(one: &AnnotationSet, other: &AnnotationSet, text: &str) {
    let tags = |set: &AnnotationSet| {
        let mut tags = set.codebook().tags().to_vec();
        tags.sort_by(|one, other| one.name.cmp(&other.name));
        tags
    };
    let documents = |set: &AnnotationSet| set.documents().cloned().collect::<Vec<_>>();
    let annotations = |set: &AnnotationSet| set.annotations().cloned().collect::<Vec<_>>();
    assert_eq!(tags(one), tags(other), "{text}");
    assert_eq!(documents(one), documents(other), "{text}");
    assert_eq!(annotations(one), annotations(other), "{text}");
}

/// Saves `edits`, which nobody else meets.
///
/// # Panics
/// When that fails, or others are said to have had a hand in it.
pub fn save(store: &mut Store, edits: &[Edit]) {
    let saved = store.save(edits).expect("nothing is in the way");
    assert_eq!(saved, Saved::default());
}

/// Makes sure of what holds of any text that is taken for an annotations file.
///
/// # Panics
/// When it does not hold.
pub fn holds(text: &str) {
    let (set, problems) = parse(text, "annotations.toml");
    assert_eq!(set.annotations().count(), set.len());
    let lines = text.matches('\n').count() + 1;
    for problem in &problems {
        assert!(!problem.message.is_empty());
        assert!(!problem.message.contains('\n'), "{problem:?}");
        assert!(
            problem.line.is_none_or(|line| (1..=lines).contains(&line)),
            "{problem:?}"
        );
    }
    assert_eq!(parse(text, "annotations.toml"), (set, problems));
}
