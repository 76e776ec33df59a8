//! Finding out what all documents of a corpus are called, for the command line, with the catalogue that the screen goes by.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::reading::{Described, Describer, remembered_at};
use super::spreading::{stream, threads};
use crate::corpus::{Corpus, Sample, Stamp};
use crate::model::DocPath;
use crate::store::catalogue::{Catalogue, Findings, Known};

/// Hands what each of `documents`, which are all that `corpus` has, is called to `take`, in their order; all words are
/// counted. What is known from a run before is taken from the catalogue in the user's `cache` folder, and what is found out
/// is remembered there.
pub fn describe(
    corpus: &Corpus,
    cache: &Path,
    documents: &[DocPath],
    take: &mut dyn FnMut(&DocPath, Known),
) {
    corpus.learn_from(Sample::of(documents));
    let place = remembered_at(corpus, cache);
    let known = Arc::new(place.as_deref().map(Catalogue::load).unwrap_or_default());
    let describer = Describer::new(corpus.clone());
    describer.use_catalogue(Some(Arc::clone(&known)));
    let mut findings = Findings::default();
    let mut stamps = Vec::with_capacity(documents.len());
    let describe = |(): &mut (), path: &DocPath| describer.describe_whole(path);
    stream(
        documents,
        threads(),
        || (),
        describe,
        &mut |_, _, described| {
            let Described {
                path,
                stamp,
                known,
                is_new,
            } = described;
            if let Some(stamp) = stamp.filter(|_| is_new) {
                findings.note(&path, stamp, &known);
            }
            stamps.push(stamp);
            take(&path, known);
            true
        },
    );
    let is_less = known.len() > documents.len();
    let Some(place) = place.filter(|_| is_less || !findings.is_empty()) else {
        return;
    };
    let stamps: HashMap<&DocPath, Option<Stamp>> = documents.iter().zip(stamps).collect();
    let is_current = |path: &DocPath, then: Stamp| {
        let now = stamps.get(path).copied().flatten();
        now == Some(then) && !describer.is_stale(&known, path)
    };
    let mut documents: Vec<&DocPath> = documents.iter().collect();
    documents.sort_unstable_by_key(|path| path.as_str());
    // That it cannot be written costs time when the corpus is listed again, and nothing else.
    let _ = known.replace(
        &place,
        corpus.learned(),
        documents.into_iter(),
        &findings,
        is_current,
        Timestamp::now(),
    );
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::store::catalogue;

    /// What each of the documents below `folder` is called, or why it cannot be read, and how many words it has.
    fn described(folder: &Path, cache: &Path) -> Vec<(String, Option<u32>)> {
        let corpus = Corpus::open(&[folder.to_owned()], None).unwrap();
        let mut told = Vec::new();
        let mut take = |path: &DocPath, known: Known| {
            told.push(match known {
                Ok(summary) => (summary.metadata.title.unwrap_or_default(), summary.words),
                Err(reason) => (format!("{path}: {reason}"), None),
            });
        };
        describe(&corpus, cache, &corpus.list().0, &mut take);
        told
    }

    fn write(file: &Path, text: &str) {
        fs::write(file, text).unwrap();
        // Long enough ago to be remembered.
        let then = SystemTime::now() - Duration::from_mins(1);
        let file = fs::File::options().write(true).open(file).unwrap();
        file.set_modified(then).unwrap();
    }

    #[test]
    fn what_was_found_out_is_remembered_for_as_long_as_the_files_are_as_they_were() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = |name: &str| folder.path().join(name);
        let long = "A ferry came.\n\n".repeat(10_000);
        write(&file("a.md"), "# Salt is dear\n\nOne two three.\n");
        write(&file("b.md"), &format!("# A long way\n\n{long}"));
        write(&file("c.txt"), "no\0text\u{1}\u{2}\0");
        let first = described(folder.path(), cache.path());
        assert_eq!(first[0], ("Salt is dear".to_owned(), Some(6)));
        assert_eq!(first[1], ("A long way".to_owned(), Some(30_003)));
        assert!(first[2].0.starts_with("c.txt: "), "{first:?}");

        let corpus = Corpus::open(&[folder.path().to_owned()], None).unwrap();
        let place = remembered_at(&corpus, cache.path()).unwrap();
        let known = Catalogue::load(&place);
        assert_eq!(known.len(), 3);
        assert_eq!(place, catalogue::place(cache.path(), &corpus.key()));
        let path = DocPath::new("b.md");
        let kept = known.get(&path, corpus.stamp(&path).unwrap()).unwrap();
        assert_eq!(kept.unwrap().words, Some(30_003));

        assert_eq!(described(folder.path(), cache.path()), first);
        write(&file("a.md"), "# Salt is cheap\n\nOne two.\n");
        fs::remove_file(file("c.txt")).unwrap();
        let again = described(folder.path(), cache.path());
        assert_eq!(again[0], ("Salt is cheap".to_owned(), Some(5)));
        assert_eq!(again[1..], first[1..2]);
        assert_eq!(Catalogue::load(&place).len(), 2);
    }

    #[test]
    fn files_that_are_named_are_not_taken_for_the_whole_folder() {
        let (folder, cache) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let files = ["a.md", "b.md", "c.md"].map(|name| folder.path().join(name));
        for file in &files {
            write(file, "# Salt\n");
        }
        described(folder.path(), cache.path());
        let corpus = |paths: &[_]| Corpus::open(paths, None).unwrap();
        let (some, whole) = (corpus(&files[..2]), corpus(&[folder.path().to_owned()]));
        assert_eq!(some.key(), whole.key());
        describe(&some, cache.path(), &some.list().0, &mut |_, _| {});
        let count = |corpus| Catalogue::load(&remembered_at(corpus, cache.path()).unwrap()).len();
        assert_eq!((count(&some), count(&whole)), (2, 3));
        assert_eq!(remembered_at(&corpus(&files[..1]), cache.path()), None);
        assert_eq!(remembered_at(&Corpus::builtin(), cache.path()), None);
    }
}
