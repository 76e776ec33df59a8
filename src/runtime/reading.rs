//! Reading documents, and finding out what they are called, on threads of their own.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::answering::{Answering, guarded};
use crate::anchor::Moved;
use crate::app::effect::Answer;
use crate::app::reader::OpenDocument;
use crate::corpus::formats::Format;
use crate::corpus::{Corpus, Stamp};
use crate::model::DocPath;
use crate::store::catalogue::{self, Catalogue, Known};

/// How long documents are described before those that are done are handed on.
const BATCH: Duration = Duration::from_millis(10);
/// How many documents may be asked about at once: more are on no screen, and described like all the others.
const MOST_ASKED: usize = 500;
/// Of how many documents it is known what they were like when they were read.
const MOST_READINGS: usize = 32;
/// How old a file has to be so that one which is written after it has another time: systems count time in steps.
const SETTLED: Duration = Duration::from_secs(2);

/// What the files that were read last were like just before: until their folders are watched nobody else would notice that
/// they have become different since.
#[derive(Clone, Debug, Default)]
pub(super) struct Readings(Arc<Mutex<Vec<Reading>>>);

/// A document, and what its file was like.
type Reading = (DocPath, Option<Stamp>);

impl Readings {
    fn note(&self, path: &DocPath, stamp: Option<Stamp>) {
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        readings.retain(|(known, _)| known != path);
        if readings.len() >= MOST_READINGS {
            readings.remove(0);
        }
        readings.push((path.clone(), stamp));
    }

    /// Those that are not any more what they were when they were read, each time they become something else.
    pub(super) fn outdated(&self, corpus: &Corpus) -> Vec<DocPath> {
        let mut readings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let outdated = readings.iter_mut().filter_map(|(path, known)| {
            let now = corpus.stamp(path);
            let is_outdated = known.is_some() && now != *known;
            *known = now;
            is_outdated.then(|| path.clone())
        });
        outdated.collect()
    }
}

/// Reads the documents that are asked for, each with the number of its question, until nobody asks any more.
pub(super) fn read_all(
    wanted: &Receiver<(DocPath, u64)>,
    corpus: &Corpus,
    readings: &Readings,
    back: &Answering,
) {
    while let Ok(mut asked) = wanted.recv() {
        // Only the document asked for last is still wanted.
        asked = wanted.try_iter().last().unwrap_or(asked);
        let (path, number) = asked;
        let what = format!("read {path}");
        readings.note(&path, corpus.stamp(&path));
        let glimpse = guarded(&what, || Ok(corpus.glimpse(&path)));
        if let Ok(Some(document)) = glimpse {
            let beginning = Arc::new(OpenDocument::new(document));
            back.send(Answer::Glimpsed { number, beginning });
        }
        let result = read(corpus, &path);
        back.send(Answer::Opened { number, result });
    }
}

/// Finds the document that stands first.
pub(super) fn find_first(corpus: &Corpus, back: &Answering) {
    let first = guarded("look for the first article", || Ok(corpus.first()));
    back.send(Answer::First(first.unwrap_or_default()));
}

/// Reads a document again. Where that fails, what was read before holds.
pub(super) fn renew(corpus: &Corpus, path: &DocPath, back: &Answering) {
    if let Ok(open) = read(corpus, path) {
        back.send(Answer::Renewed(open));
    }
}

/// Reads a document that is open again, and finds out where its words went. Where that fails, what was read before holds.
pub(super) fn reread(corpus: &Corpus, was: Arc<OpenDocument>, back: &Answering) {
    let Ok(now) = read(corpus, &was.document.path) else {
        return;
    };
    if was.document.hash == now.document.hash {
        return back.send(Answer::Renewed(now));
    }
    let moved = guarded("find the place one was at", || {
        Ok(Moved::new(&was.document.text, &now.document.text))
    });
    let moved = moved.unwrap_or_default();
    back.send(Answer::Reread { was, now, moved });
}

fn read(corpus: &Corpus, path: &DocPath) -> Result<Arc<OpenDocument>, String> {
    guarded(&format!("read {path}"), || {
        let read = corpus
            .read(path)
            .map(|document| Arc::new(OpenDocument::new(document)));
        read.map_err(|error| error.to_string())
    })
}

/// What finds out what documents are called: from the catalogue while there is one, or else by reading them. A clone
/// uses the same catalogue.
#[derive(Clone, Debug)]
pub(super) struct Describer {
    corpus: Corpus,
    catalogue: Arc<RwLock<Option<Arc<Catalogue>>>>,
}

/// What was found out about a document.
#[derive(Debug)]
pub(super) struct Described {
    /// Which one.
    pub path: DocPath,
    /// What its file was like before it was read; nothing where there is none.
    pub stamp: Option<Stamp>,
    /// What it is called, or why that is not known.
    pub known: Known,
    /// Whether it is worth being remembered: it was not known before, and stays so for as long as the file does.
    pub is_new: bool,
}

impl Describer {
    pub(super) fn new(corpus: Corpus) -> Self {
        Self {
            corpus,
            catalogue: Arc::default(),
        }
    }

    /// Goes by `catalogue` from now on, or by none.
    pub(super) fn use_catalogue(&self, catalogue: Option<Arc<Catalogue>>) {
        *self
            .catalogue
            .write()
            .unwrap_or_else(PoisonError::into_inner) = catalogue;
    }

    /// What is gone by.
    pub(super) fn catalogue(&self) -> Option<Arc<Catalogue>> {
        let catalogue = self
            .catalogue
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        catalogue.clone()
    }

    /// Whether `catalogue` may say something else of the document at `path` than the document does: only plain text is
    /// read with what was learned of the corpus.
    pub(super) fn is_stale(&self, catalogue: &Catalogue, path: &DocPath) -> bool {
        let is_plain = Format::of_name(path.as_str()).is_none_or(|format| format == Format::Plain);
        is_plain && catalogue.learned() != self.corpus.learned()
    }

    /// Finds out what the document at `path` is called.
    pub(super) fn describe(&self, path: &DocPath) -> Described {
        let stamp = self.corpus.stamp(path);
        let remembered = stamp.zip(self.catalogue()).and_then(|(stamp, catalogue)| {
            let is_stale = self.is_stale(&catalogue, path);
            catalogue.get(path, stamp).filter(|_| !is_stale)
        });
        let (known, is_new) = if let Some(known) = remembered {
            (known, false)
        } else {
            let mut is_lasting = true;
            let known = guarded(&format!("read {path}"), || {
                self.corpus.summary(path).map_err(|error| {
                    is_lasting = error.fault.is_lasting();
                    error.to_string()
                })
            });
            (known, is_lasting)
        };
        let is_new = is_new && self.is_worth_remembering(path, stamp);
        Described {
            path: path.clone(),
            stamp,
            known,
            is_new,
        }
    }

    /// The same, with all of its words counted: where it is long it is read whole for that.
    pub(super) fn describe_whole(&self, path: &DocPath) -> Described {
        let described = self.describe(path);
        if !matches!(&described.known, Ok(summary) if summary.words.is_none()) {
            return described;
        }
        let mut is_lasting = true;
        let known = guarded(&format!("read {path}"), || {
            self.corpus.whole_summary(path).map_err(|error| {
                is_lasting = error.fault.is_lasting();
                error.to_string()
            })
        });
        Described {
            known,
            is_new: is_lasting && self.is_worth_remembering(path, described.stamp),
            ..described
        }
    }

    /// Whether what is found out about the document at `path` stays so for as long as its file has this stamp.
    fn is_worth_remembering(&self, path: &DocPath, stamp: Option<Stamp>) -> bool {
        stamp.is_some_and(is_settled) && !self.corpus.is_record(path)
    }
}

/// Where the catalogue of `corpus` lies in the user's `cache` folder; `None` where it has none, as one document is described
/// sooner than it is looked up.
pub(super) fn remembered_at(corpus: &Corpus, cache: &Path) -> Option<PathBuf> {
    let root = corpus.root().filter(|_| corpus.single().is_none())?;
    let mut key = corpus.key();
    // A part of a folder must not be taken for all there is in it.
    if corpus.tops() != [root] {
        key.push_str("\0in part");
    }
    Some(catalogue::place(cache, &key))
}

/// Whether a file with this stamp would have another one if it were written to now.
fn is_settled(stamp: Stamp) -> bool {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = now.map_or(0, |now| now.saturating_sub(SETTLED).as_secs());
    stamp.seconds < now.cast_signed()
}

/// Finds out titles and authors of the documents that are asked for, what is asked for last first, until nobody asks any
/// more.
pub(super) fn describe_all(
    wanted: &Receiver<Vec<DocPath>>,
    describer: &Describer,
    back: &Answering,
) {
    while let Ok(asked) = wanted.recv() {
        let mut stack: Vec<DocPath> = Vec::new();
        // What was asked for is taken from the end of the stack, in the order in which it stands on the screen.
        let put = |stack: &mut Vec<DocPath>, mut asked: Vec<DocPath>| {
            asked.truncate(MOST_ASKED);
            stack.extend(asked.into_iter().rev());
        };
        put(&mut stack, asked);
        let (mut found, mut begun) = (Vec::new(), Instant::now());
        loop {
            for asked in wanted.try_iter() {
                put(&mut stack, asked);
            }
            let Some(path) = stack.pop() else { break };
            let Described { path, known, .. } = describer.describe(&path);
            found.push((path, known));
            if begun.elapsed() > BATCH {
                back.send(Answer::Described(std::mem::take(&mut found)));
                begun = Instant::now();
            }
        }
        if !found.is_empty() {
            back.send(Answer::Described(found));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_written_after_it_was_read_is_told_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.txt");
        fs::write(&file, "Low water.").unwrap();
        let corpus = Corpus::open(&[folder.path().to_owned()], None).unwrap();
        let (path, readings) = (DocPath::new("a.txt"), Readings::default());
        readings.note(&path, corpus.stamp(&path));
        assert!(readings.outdated(&corpus).is_empty());
        fs::write(&file, "The water is high.").unwrap();
        assert_eq!(readings.outdated(&corpus), [path]);
        assert!(readings.outdated(&corpus).is_empty());
    }
}
