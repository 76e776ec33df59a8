//! Learning what recurs: a sample of the corpus is read, so that the furniture of its pages is known.

use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::formats::Format;
use super::structure::recurring::{EDGE, Recurring, SAMPLE};
use super::tree::Tree;
use super::{Corpus, Source, decode, structure};
use crate::model::{DocPath, Structure};

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
        self.learn_with(|| Sample::of(&self.list().0))
    }

    /// The same, where the documents are known already and these are a sample of them.
    #[expect(
        clippy::must_use_candidate,
        reason = "it is asked to learn as often as whether it learned anything"
    )]
    pub fn learn_from(&self, sample: Sample) -> bool {
        self.learn_with(|| sample)
    }

    fn learn_with(&self, sample: impl FnOnce() -> Sample) -> bool {
        let Source::Tree(tree) = &*self.0 else {
            return false;
        };
        let known = tree.recurring.get_or_init(|| {
            let files = if tree.folders.is_empty() {
                neighbours(&tree.root)
            } else {
                sample().files(tree)
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

    /// What was learned, in so many bytes that two corpora which learned different lines have different ones: a summary
    /// that was made when other lines were known may be another one now.
    #[must_use]
    pub fn learned(&self) -> [u8; 16] {
        let known = match &*self.0 {
            Source::Tree(tree) => tree.recurring.get(),
            Source::Builtin | Source::Stdin(_) | Source::Piped(_) => None,
        };
        known.map(Recurring::fingerprint).unwrap_or_default()
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

/// The documents that are looked at of a large corpus: those whose paths have the least hashes, so that they come from
/// everywhere in it and are the same ones in whatever order they are met (a bottom-k sketch, after Cohen and Kaplan,
/// *Summarizing data using bottom-k sketches*, 2007).
#[derive(Debug, Default)]
pub struct Sample {
    /// The greatest hash on top.
    kept: BinaryHeap<(u64, DocPath)>,
}

impl Sample {
    /// A sample of `documents`.
    #[must_use]
    pub fn of<'p>(documents: impl IntoIterator<Item = &'p DocPath>) -> Self {
        let mut sample = Self::default();
        for path in documents {
            if Format::of_name(path.as_str()) == Some(Format::Plain) {
                sample.take(path);
            }
        }
        sample
    }

    fn take(&mut self, path: &DocPath) {
        let mut hasher = DefaultHasher::new();
        path.as_str().hash(&mut hasher);
        let hash = hasher.finish();
        let is_full = self.kept.len() >= SAMPLE;
        if is_full && self.kept.peek().is_some_and(|(most, _)| *most <= hash) {
            return;
        }
        if is_full {
            self.kept.pop();
        }
        self.kept.push((hash, path.clone()));
    }

    /// Their files, in the order of their paths.
    fn files(self, tree: &Tree) -> Vec<PathBuf> {
        let mut documents: Vec<DocPath> = self.kept.into_iter().map(|(_, path)| path).collect();
        documents.sort();
        let files = documents.iter().filter_map(|path| {
            let file = tree.file(path)?;
            let checked = tree.check(path, &file, tree.named.contains_key(path));
            checked.is_ok().then_some(file)
        });
        files.collect()
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
    use crate::model::BlockKind;

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
    fn a_sample_is_the_same_in_whatever_order_documents_are_met() {
        let paths: Vec<DocPath> = (0..1000)
            .map(|nth| DocPath::new(&format!("{}/{nth}.txt", nth % 10)))
            .collect();
        let kept =
            |paths: &mut dyn Iterator<Item = &DocPath>| Sample::of(paths).kept.into_sorted_vec();
        let one = kept(&mut paths.iter());
        assert_eq!(one, kept(&mut paths.iter().rev()));
        assert_eq!(one.len(), SAMPLE);
        for folder in 0..10 {
            let beginning = format!("{folder}/");
            let among = one
                .iter()
                .filter(|(_, path)| path.as_str().starts_with(&beginning));
            assert!(among.count() > SAMPLE / 30, "{folder}");
        }
        let few = [DocPath::new("a.pdf"), DocPath::new("b.txt")];
        assert_eq!(
            kept(&mut few.iter()).len(),
            1,
            "only plain text recurs line by line"
        );
    }

    #[test]
    fn a_sample_is_spread_evenly() {
        assert_eq!(spread(3).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(spread(1000).count(), SAMPLE);
        assert_eq!(spread(1000).last(), Some(995));
        assert_eq!(spread(0).count(), 0);
    }
}
