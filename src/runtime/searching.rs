//! Searching the corpus, on as many threads as the machine has, for the screen and for the command line.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::answering::{Answering, guarded};
use super::spreading::{stream, threads};
use crate::app::effect::Answer;
use crate::app::searching::{CorpusSearch, FoundIn, FoundInCorpus, MOST, MOST_IN_ONE};
use crate::corpus::decode::decode;
use crate::corpus::formats::Format;
use crate::corpus::{Corpus, Found, Raw};
use crate::model::{DocPath, Problem};
use crate::search::Sieve;
use crate::store::extracts::Extracts;

/// How often what was found is handed on.
pub const BETWEEN: Duration = Duration::from_millis(30);

/// A search that is ready to run.
#[derive(Debug)]
pub struct Search<'a> {
    /// What is searched.
    pub corpus: &'a Corpus,
    /// What for.
    pub sieve: &'a Sieve,
    /// The texts of documents that cannot be searched as they lie on disk.
    pub extracts: &'a Extracts,
}

impl Search<'_> {
    /// What `look` makes of the text of the document at `path`, which it is not shown where there is no match in it.
    /// `bytes` is room for a file, to be handed in again with the next document.
    ///
    /// # Errors
    /// Why the document cannot be read, where it has to be to know that.
    pub fn look<T>(
        &self,
        bytes: &mut Vec<u8>,
        path: &DocPath,
        look: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, String> {
        guarded("search a document", || {
            let text = match self.corpus.raw(path, bytes) {
                Ok(Raw::Text) if !self.sieve.may_hold(bytes) => return Ok(None),
                Ok(Raw::Spelled) if !self.sieve.may_hold_words(bytes) => return Ok(None),
                Ok(Raw::Text) => decode(std::mem::take(bytes)).map(|(text, _)| text),
                Ok(Raw::Extracted(format, stamp)) => {
                    if self.extracts.get(path, format, stamp, bytes) {
                        if !self.sieve.may_hold(bytes) {
                            return Ok(None);
                        }
                        String::from_utf8(std::mem::take(bytes)).ok()
                    } else {
                        let text = self.read(path)?;
                        self.extracts.keep(path, format, stamp, &text);
                        Some(text)
                    }
                }
                Ok(Raw::Spelled | Raw::Other) | Err(_) => None,
            };
            // Who cannot take it as it lies tells best why it cannot be read.
            let text = text.map_or_else(|| self.read(path), Ok)?;
            let found = look(&text);
            *bytes = text.into_bytes();
            Ok(found)
        })
    }

    fn read(&self, path: &DocPath) -> Result<String, String> {
        self.corpus.text(path).map_err(|error| error.to_string())
    }

    /// Has every document of `documents` looked at, and hands what `look` makes of it to `take` in their order, for as long
    /// as that says to go on: how many documents are done, which one it is, and what was made of it.
    pub fn run<T: Send>(
        &self,
        documents: &[DocPath],
        look: impl Fn(&DocPath, &str) -> Option<T> + Sync,
        take: &mut dyn FnMut(usize, usize, Result<Option<T>, String>) -> bool,
    ) {
        let look =
            |bytes: &mut Vec<u8>, path: &DocPath| self.look(bytes, path, |text| look(path, text));
        stream(documents, threads(), Vec::new, look, take);
    }

    /// Has every document of the corpus looked at, and hands what `look` makes of it to `take` in their order, for as long
    /// as that says to go on. Documents are looked at where the walk meets them; where that takes long, or gives more than
    /// is to be held, the rest in their order. What was met that cannot be opened is handed to `tell` before.
    pub fn run_through<T: Weighed + Send>(
        &self,
        look: impl Fn(&DocPath, &str) -> Option<T> + Sync,
        tell: impl FnMut(&Problem),
        take: &mut dyn FnMut(&DocPath, Result<T, String>) -> bool,
    ) {
        let (mut found, later) = self.walk(&look, tell);
        found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let mut found = found.into_iter().peekable();
        let mut goes_on = true;
        self.run(&later, look, &mut |_, index, result| {
            let Some(path) = later.get(index) else {
                return false;
            };
            while goes_on && let Some((path, result)) = found.next_if(|(found, _)| found < path) {
                goes_on = take(&path, result);
            }
            if let Some(result) = result.transpose().filter(|_| goes_on) {
                goes_on = take(path, result);
            }
            goes_on
        });
        for (path, result) in found {
            goes_on = goes_on && take(&path, result);
        }
    }

    /// Walks the corpus: what `look` makes of documents that are met, and those that are still to be looked at, in their
    /// order.
    fn walk<T: Weighed + Send>(
        &self,
        look: &(impl Fn(&DocPath, &str) -> Option<T> + Sync),
        tell: impl FnMut(&Problem),
    ) -> (Made<T>, Vec<DocPath>) {
        let (found, later, problems) = <(Mutex<Vec<_>>, Mutex<Vec<_>>, Mutex<Vec<_>>)>::default();
        // Files are read into what another one was read into: as many of those as there are threads.
        let rooms: Mutex<Vec<Vec<u8>>> = Mutex::default();
        let (begun, held) = (Instant::now(), AtomicUsize::new(0));
        self.corpus.walk(&|met| {
            let path = match met {
                Found::Document(path) => path,
                Found::Problem(problem) => {
                    held_by(&problems).push(problem);
                    return ControlFlow::Continue(());
                }
            };
            let is_late = held.load(Ordering::Relaxed) > MOST_HELD || begun.elapsed() > AT_ONCE;
            // Who walks through a file of records cannot read in it.
            if is_late || Format::of_name(path.as_str()).is_none() || self.corpus.is_record(&path) {
                held_by(&later).push(path);
                return ControlFlow::Continue(());
            }
            let mut bytes = held_by(&rooms).pop().unwrap_or_default();
            let result = self.look(&mut bytes, &path, |text| look(&path, text));
            held_by(&rooms).push(bytes);
            if let Some(result) = result.transpose() {
                held.fetch_add(result.as_ref().map_or(1, T::weight), Ordering::Relaxed);
                held_by(&found).push((path, result));
            }
            ControlFlow::Continue(())
        });
        let mut problems = owned(problems);
        problems.sort_by_cached_key(|problem| DocPath::new(&problem.file));
        problems.iter().for_each(tell);
        let mut later = owned(later);
        later.sort_unstable();
        (owned(found), later)
    }
}

/// What is made of a document and held until those before it are handed on.
pub trait Weighed {
    /// How many matches with their sentences it holds.
    fn weight(&self) -> usize;
}

/// What was made of documents, or why they cannot be read.
type Made<T> = Vec<(DocPath, Result<T, String>)>;

/// For how long documents are looked at in the order in which they are met: who waits longer sees what is found as it is
/// found.
const AT_ONCE: Duration = Duration::from_secs(1);
/// About how many matches found so are held at most.
const MOST_HELD: usize = 50_000;

fn held_by<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn owned<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// Does the search that was `asked` for as long as it `goes_on`, and hands what is found to `back` as it goes.
pub fn search(
    asked: &CorpusSearch,
    corpus: &Corpus,
    extracts: &Extracts,
    goes_on: &(dyn Fn() -> bool + Sync),
    back: &mut dyn FnMut(FoundInCorpus),
) {
    let documents = match &asked.documents {
        Some(documents) => Arc::clone(documents),
        None => corpus.list().0.into(),
    };
    let mut so_far = FoundInCorpus {
        number: asked.number,
        of: documents.len(),
        ..FoundInCorpus::default()
    };
    if let Ok(sieve) = Sieve::new(&asked.query) {
        let search = Search {
            corpus,
            sieve: &sieve,
            extracts,
        };
        let handed_on = AtomicUsize::new(0);
        let look = |path: &DocPath, text: &str| {
            let left = MOST.saturating_sub(handed_on.load(Ordering::Relaxed));
            let found = FoundIn::of(path, text, sieve.pattern(), MOST_IN_ONE.min(left))?;
            handed_on.fetch_add(found.passages.len(), Ordering::Relaxed);
            Some(found)
        };
        let mut last = Instant::now();
        search.run(&documents, look, &mut |looked, _, result| {
            so_far.looked = looked;
            match result {
                Ok(found) => so_far.found.extend(found),
                Err(_) => so_far.unread += 1,
            }
            if last.elapsed() >= BETWEEN && goes_on() {
                last = Instant::now();
                let found = std::mem::take(&mut so_far.found);
                back(FoundInCorpus {
                    found,
                    ..so_far.clone()
                });
            }
            goes_on()
        });
    }
    if goes_on() {
        so_far.looked = documents.len();
        so_far.is_over = true;
        back(so_far);
    }
    extracts.finish(asked.documents.is_none() && goes_on());
}

/// Who searches the corpus behind the screen.
#[derive(Debug)]
pub(super) struct Searcher {
    corpus: Corpus,
    cache: PathBuf,
    /// Opened with the first search.
    extracts: Arc<OnceLock<Extracts>>,
    /// The number of the search that counts.
    current: Arc<AtomicU64>,
}

impl Searcher {
    pub(super) fn new(corpus: Corpus, cache: PathBuf) -> Self {
        Self {
            corpus,
            cache,
            extracts: Arc::default(),
            current: Arc::default(),
        }
    }

    /// Searches on threads of their own, until something else is searched for.
    pub(super) fn start(&self, asked: Arc<CorpusSearch>, back: Answering) {
        self.current.store(asked.number, Ordering::Relaxed);
        let documents = asked.documents.as_ref();
        if documents.is_some_and(|documents| documents.is_empty()) {
            return;
        }
        let (corpus, cache) = (self.corpus.clone(), self.cache.clone());
        let (extracts, current) = (Arc::clone(&self.extracts), Arc::clone(&self.current));
        let failed = back.clone();
        let work = move || {
            let goes_on = || current.load(Ordering::Relaxed) == asked.number;
            let searched = guarded("search the corpus", || {
                let extracts = extracts.get_or_init(|| Extracts::open(&cache, &corpus.key()));
                let mut found = |found| back.send(Answer::FoundInCorpus(found));
                search(&asked, &corpus, extracts, &goes_on, &mut found);
                Ok(())
            });
            if let Err(reason) = searched {
                back.send(Answer::Failure(reason));
            }
        };
        if let Err(error) = thread::Builder::new().name("searcher".into()).spawn(work) {
            failed.send(Answer::Failure(format!(
                "cannot search the corpus: {error}; try again"
            )));
        }
    }

    /// Gives up the search, and puts the texts that were extracted for it where the next run finds them.
    pub(super) fn stop(&self) {
        self.current.store(0, Ordering::Relaxed);
        if let Some(extracts) = self.extracts.get() {
            extracts.finish(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::search::{Case, Query};
    use proptest::prelude::*;

    /// What is found in a document, and how much it is to weigh.
    struct Held(FoundIn, usize);

    impl Weighed for Held {
        fn weight(&self) -> usize {
            self.1
        }
    }

    /// One text in every way it may lie in a corpus.
    fn shelf(folder: &std::path::Path) {
        let text = "Old ferry.\n\nThe “old”\nferry, l’été and Cafe\u{301}; it's 12 & so.\n";
        let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
        write("plain.txt", text.as_bytes());
        write("crlf.txt", text.replace('\n', "\r\n").as_bytes());
        write("mark.txt", format!("\u{feff}{text}").as_bytes());
        let utf16 = format!("\u{feff}{text}");
        let utf16: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_le_bytes).collect();
        write("utf16.txt", &utf16);
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(text);
        write("latin.txt", &latin);
        write("broken.txt", b"old ferry \xff and caf\xc3");
        write("empty.txt", b"");
        write("page.html", "<html><body><p>The <b>o</b>ld f&eacute;rry and <i>l&#8217;&eacute;t</i>&eacute;, AT&amp;T, it&rsquo;s</p></body></html>".as_bytes());
        write(
            "note.md",
            "# Old\n\nThe o**l**d\nfer\\ry &amp; l'*ét*é [so](x) 12\n".as_bytes(),
        );
        write("records.jsonl", "{\"id\":\"a\",\"title\":\"Old\",\"text\":\"The \\u006fld\\nferry l\\u2019\\u00e9t\\u00e9 it's\"}\n{\"id\":\"b\",\"text\":\"<p>o<b>ld</b> f&eacute;rry</p>\"}\n".as_bytes());
        write(
            "spelled.jsonl",
            "{\"id\":\"a\",\"title\":\"Old\",\"text\":\"The “old”\\nferry,\\tl’été and cafe\u{301}; \\\"it's\\\" 12\"}\n\
             {\"id\":\"b\",\"body\":[\"The old\",\"férry\"]}\n{\"id\":\"c\",\"markdown\":\"The o**l**d f*er*ry\"}\n\
             {\"old\":\"ferry\",\"text\":\"At nothing\"}\n"
                .as_bytes(),
        );
        fs::create_dir(folder.join("deep")).unwrap();
        write("deep/other.txt", b"nothing, or one old ferry");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn a_search_of_the_corpus_finds_what_one_of_each_document_does(
            text in prop_oneof![
                Just("old ferry".to_owned()), Just("ete".to_owned()), Just("it's".to_owned()), Just("old".to_owned()),
                Just("l'été".to_owned()), Just("cafe".to_owned()), Just("^the".to_owned()), Just("y$".to_owned()),
                Just("at&t".to_owned()), Just("\"old\"".to_owned()), "[oldferyOLDn ]{1,4}", "[odl.*^$]{1,4}",
            ],
            is_regex: bool,
            whole_words: bool,
            is_much: bool,
            case in prop_oneof![Just(Case::Smart), Just(Case::Ignored), Just(Case::Minded)],
        ) {
            let query = Query { text, is_regex, whole_words, case };
            let Ok(pattern) = query.pattern() else {
                return Ok(());
            };
            let folder = tempfile::tempdir().unwrap();
            let cache = tempfile::tempdir().unwrap();
            shelf(folder.path());
            let corpus = Corpus::open(&[folder.path().to_owned()], None).unwrap();
            let (documents, _) = corpus.list();
            let expected = documents.iter().filter_map(|path| {
                let text = corpus.read(path).ok()?.text;
                FoundIn::of(path, &text, &pattern, 3)
            });
            let expected: Vec<FoundIn> = expected.collect();
            let extracts = Extracts::open(cache.path(), "c");
            let sieve = Sieve::new(&query).unwrap();
            let search = Search { corpus: &corpus, sieve: &sieve, extracts: &extracts };
            // The second time what was extracted is known.
            for _ in 0..2 {
                let mut found = Vec::new();
                let look = |path: &DocPath, text: &str| FoundIn::of(path, text, &pattern, 3);
                search.run(&documents, look, &mut |_, _, one| {
                    found.extend(one.unwrap());
                    true
                });
                prop_assert_eq!(&found, &expected);
                found.clear();
                // Where so much is held already, the rest is looked at in its order.
                let weight = if is_much { MOST_HELD + 1 } else { 1 };
                let look = |path: &DocPath, text: &str| Some(Held(look(path, text)?, weight));
                search.run_through(look, |problem| panic!("{problem}"), &mut |path, one| {
                    let Held(one, _) = one.unwrap();
                    assert_eq!(path, &one.document);
                    found.push(one);
                    true
                });
                prop_assert_eq!(&found, &expected);
            }
        }
    }

    #[test]
    fn a_document_that_was_changed_is_read_anew_and_what_is_gone_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let cache = tempfile::tempdir().unwrap();
        let page = folder.path().join("page.html");
        let corpus = || Corpus::open(&[folder.path().to_owned()], None).unwrap();
        let extracts = Extracts::open(cache.path(), "c");
        let search = |documents: &[&str], goes_on: bool| {
            let paths = documents.iter().map(|path| DocPath::new(path));
            let asked = CorpusSearch {
                number: 7,
                query: Query::new("ferry"),
                documents: Some(paths.collect()),
            };
            let mut answers = Vec::new();
            let back = &mut |answer| answers.push(answer);
            super::search(&asked, &corpus(), &extracts, &|| goes_on, back);
            answers
        };
        let count = |answers: &[FoundInCorpus]| -> usize {
            let found = answers.iter().flat_map(|answer| &answer.found);
            found.map(FoundIn::count).sum()
        };
        fs::write(&page, "<p>A ferry.</p>").unwrap();
        assert_eq!(count(&search(&["page.html"], true)), 1);
        fs::write(&page, "<p>A ferry, another ferry.</p>").unwrap();
        assert_eq!(count(&search(&["page.html"], true)), 2);
        let answers = search(&["gone.txt", "page.html", "../out.txt", "gone.html"], true);
        let last = answers.last().unwrap();
        assert_eq!((last.looked, last.of, last.unread), (4, 4, 3));
        assert!(last.is_over && last.number == 7 && count(&answers) == 2);
        assert_eq!(search(&["page.html"], false), []);
    }
}
