//! Learning what recurs: a sample of the corpus is read, so that the furniture of its pages is known.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::formats::Format;
use super::structure::recurring::{EDGE, Recurring, SAMPLE};
use super::tree::Tree;
use super::{Corpus, Source, decode, structure};
use crate::model::Structure;

/// How many entries of a folder are looked at for documents beside the one that was named.
const ENTRIES: usize = 20_000;

impl Corpus {
    /// Looks at a bounded sample of the documents for lines that recur, once, and says whether there are any; from then on
    /// [`Corpus::read`] and [`Corpus::summary`] take them for furniture. A corpus of one file learns from its neighbours. The
    /// text of a document never depends on it, nor does anything that positions count on.
    #[expect(
        clippy::must_use_candidate,
        reason = "it is asked to learn as often as whether it learned anything"
    )]
    pub fn learn(&self) -> bool {
        let Source::Tree(tree) = &*self.0 else {
            return false;
        };
        let known = tree.recurring.get_or_init(|| {
            let files = if tree.folders.is_empty() {
                neighbours(&tree.root)
            } else {
                self.sample(tree)
            };
            let edges: Vec<(String, String)> =
                files.iter().filter_map(|file| edges(file)).collect();
            Recurring::learn(
                edges
                    .iter()
                    .map(|(head, tail)| (head.as_str(), tail.as_str())),
            )
        });
        !known.is_empty()
    }

    /// Documents from everywhere in the corpus.
    fn sample(&self, tree: &Tree) -> Vec<PathBuf> {
        let (mut documents, _) = self.list();
        documents.retain(|path| Format::of_name(path.as_str()) == Some(Format::Plain));
        let files = spread(documents.len())
            .filter_map(|at| documents.get(at))
            .filter_map(|path| {
                let file = tree.file(path)?;
                tree.check(path, &file, tree.named.contains_key(path))
                    .is_ok()
                    .then_some(file)
            });
        files.collect()
    }

    /// The structure of `text`, which was in `format`, where what recurs in the corpus makes it another one.
    pub(super) fn better(&self, format: Format, text: &str) -> Option<Structure> {
        let Source::Tree(tree) = &*self.0 else {
            return None;
        };
        let known = tree.recurring.get()?;
        (format == Format::Plain && known.touches(text)).then(|| structure::among(text, known))
    }
}

/// The indices of at most a sample of `count` things, evenly spread.
fn spread(count: usize) -> impl Iterator<Item = usize> {
    let taken = count.min(SAMPLE);
    (0..taken).map(move |nth| nth * count / taken)
}

/// Plain text files in `folder`, in the order of their names.
fn neighbours(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let is_plain = |name: &str| Format::of_name(name) == Some(Format::Plain);
    let mut files: Vec<PathBuf> = entries
        .take(ENTRIES)
        .flatten()
        .filter(|entry| is_plain(&entry.file_name().to_string_lossy()))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    spread(files.len())
        .filter_map(|at| files.get(at).cloned())
        .collect()
}

/// The beginning and the end of the plain text in `file`; `None` where it has none.
fn edges(file: &Path) -> Option<(String, String)> {
    if Format::of(&file.to_string_lossy(), &[]) != Format::Plain {
        return None;
    }
    let mut file = File::open(file).ok()?;
    let size = file.metadata().ok()?.len();
    let edge = EDGE as u64;
    let mut read = |from: u64| {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(from)).ok()?;
        file.by_ref().take(edge).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    let mut head = read(0)?;
    let tail = if size > edge {
        read(size.saturating_sub(edge).max(edge))?
    } else {
        Vec::new()
    };
    if size > edge {
        // What was cut through is no line.
        let end = memchr::memrchr(b'\n', &head).unwrap_or(0);
        head.truncate(end);
    }
    let start = memchr::memchr(b'\n', &tail).unwrap_or(tail.len());
    let tail = tail.get(start..).unwrap_or_default().to_vec();
    let text = |bytes: Vec<u8>| decode::decode(bytes).map(|(text, _)| text);
    Some((text(head)?, text(tail).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, DocPath};

    const BODY: &str = "The committee met on Tuesday, and nobody who attended it would say afterwards what had been decided, \
                        or whether anything had been, since the minutes were never written down by anyone at all.";

    #[test]
    fn what_recurs_in_the_folder_is_furniture_and_the_text_stays() {
        let folder = tempfile::tempdir().unwrap();
        for title in ["Why salt is dear", "A dry winter", "Rain at last"] {
            let page = format!(
                "Harbour Notes Weekly Review\n\n{title}\n\n{BODY}\n\nMore harbours of the river"
            );
            fs::write(folder.path().join(format!("{title}.txt")), page).unwrap();
        }
        let path = DocPath::new("A dry winter.txt");
        let whole = Corpus::open(&[folder.path().to_owned()], None).unwrap();
        let single = Corpus::open(&[folder.path().join("A dry winter.txt")], None).unwrap();
        for corpus in [whole, single] {
            let before = corpus.read(&path).unwrap();
            assert!(corpus.learn() && corpus.learn());
            let after = corpus.read(&path).unwrap();
            assert_eq!((&before.text, &before.hash), (&after.text, &after.hash));
            assert_eq!(after.metadata.title.as_deref(), Some("A dry winter"));
            assert_eq!(corpus.summary(&path).unwrap().metadata, after.metadata);
            let kinds: Vec<_> = after.blocks.iter().map(|block| block.kind).collect();
            let (title, text, furniture) = (
                BlockKind::Title,
                BlockKind::Paragraph,
                BlockKind::Boilerplate,
            );
            assert_eq!(kinds, [furniture, title, text, furniture]);
        }
        assert!(!Corpus::builtin().learn());
    }

    #[test]
    fn a_sample_is_spread_evenly() {
        assert_eq!(spread(3).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(spread(1000).count(), SAMPLE);
        assert_eq!(spread(1000).last(), Some(995));
        assert_eq!(spread(0).count(), 0);
    }
}
