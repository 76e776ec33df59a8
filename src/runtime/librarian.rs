//! The librarian: the one thread that knows which documents there are.
//!
//! It walks the corpus, finds out what every document is called behind the screen, remembers that from one run to the next,
//! and notices what other programs do to the documents. All of it comes to rest: then there is no timer and nothing to do
//! until something happens. What is on the screen is described at once by another (`reading`), and nobody waits for this
//! one.

mod shelf;

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::answering::{Answering, guarded};
use super::reading::{Described, Describer, Readings, remembered_at};
use super::spreading;
use super::watching::{Told, Watch};
use super::workers::Place;
use crate::app::effect::{Answer, CorpusChange};
use crate::corpus::{Corpus, Found, Sample};
use crate::model::{DocPath, Problem};
use crate::store::catalogue::{Catalogue, Findings};
use shelf::Shelf;

/// How often the documents found on a walk are handed on.
const BATCH: Duration = Duration::from_millis(25);
/// How long there must be quiet before what happened is looked at: a file is written and renamed, a folder unpacked.
const SETTLING: Duration = Duration::from_millis(150);
/// How long one waits for that at most, while more and more happens.
const PATIENCE: Duration = Duration::from_secs(1);
/// Where something has happened at more places than this, all of the corpus is looked at.
const MOST_PLACES: usize = 1000;
/// How many documents are described before one looks what else there is to do: so many at first, and at most.
const FEW: usize = 16;
const MANY: usize = 1024;
/// How long that is to take.
const A_WHILE: Duration = Duration::from_millis(60);
/// How many documents are described behind the screen at most; the others when they are on it.
const MOST_DESCRIBED: usize = 1 << 20;
/// How much has to be found out before it is written down while one reads on; at the end it is in any case.
const WORTH_WRITING: usize = 64;
/// How many times as long as it takes to look at the whole corpus one waits before doing so again.
const BREATHER: u32 = 20;

/// What the librarian is asked to do.
#[derive(Debug)]
pub(super) enum Errand {
    /// Walk the corpus; the number is that of the walk.
    Walk(u64),
    /// Know the corpus, which is one document that nobody walks to.
    Attend,
    /// The person has come back, and may have done something meanwhile.
    Look,
    /// Something has happened at this place.
    Stirred(PathBuf),
    /// Something has happened anywhere.
    StirredAll,
    /// Write down what is to be remembered, and say when that is done.
    End(Sender<()>),
}

/// Starts the librarian; the way into its queue.
///
/// # Errors
/// When the system has no more threads.
pub(super) fn start(
    place: &Place,
    (titles, readings): (Describer, Readings),
    answering: &Answering,
    walk: &Arc<AtomicU64>,
) -> io::Result<Sender<Errand>> {
    let (queue, errands) = mpsc::channel();
    let (corpus, cache) = (place.corpus.clone(), place.folders.cache.clone());
    let (back, own, walk) = (answering.clone(), queue.clone(), Arc::clone(walk));
    let work = move || {
        Librarian::new((corpus, titles, readings), &cache, back, own, walk).run(&errands);
    };
    thread::Builder::new()
        .name("librarian".into())
        .spawn(work)?;
    Ok(queue)
}

/// The places at which something has happened.
#[derive(Debug)]
struct Dirty {
    places: BTreeSet<PathBuf>,
    is_all: bool,
    first: Instant,
    last: Instant,
}

/// The one thread that knows which documents there are.
struct Librarian {
    corpus: Corpus,
    describer: Describer,
    readings: Readings,
    answering: Answering,
    /// The way into the queue, for those who watch folders.
    queue: Sender<Errand>,
    /// The number of the walk that counts; older ones stop.
    current: Arc<AtomicU64>,
    number: u64,
    shelf: Shelf,
    watch: Option<Watch>,
    /// Where the catalogue lies; nothing where there is to be none.
    place: Option<PathBuf>,
    findings: Findings,
    /// What is to be described, the next one last.
    pending: Vec<DocPath>,
    /// How many are described at once.
    chunk: usize,
    /// Whether all documents are being described for the first time.
    is_first_pass: bool,
    dirty: Option<Dirty>,
    /// When the whole corpus may be looked at again.
    rested: Instant,
}

impl Librarian {
    fn new(
        (corpus, describer, readings): (Corpus, Describer, Readings),
        cache: &Path,
        answering: Answering,
        queue: Sender<Errand>,
        current: Arc<AtomicU64>,
    ) -> Self {
        Self {
            place: remembered_at(&corpus, cache),
            corpus,
            describer,
            readings,
            answering,
            queue,
            current,
            number: 0,
            shelf: Shelf::default(),
            watch: None,
            findings: Findings::default(),
            pending: Vec::new(),
            chunk: FEW,
            is_first_pass: false,
            dirty: None,
            rested: Instant::now(),
        }
    }

    /// Works until it is told to end.
    fn run(mut self, queue: &Receiver<Errand>) {
        while let Some(errand) = self.next(queue) {
            match errand {
                Errand::Walk(number) => self.walk(number),
                Errand::Attend => self.attend(),
                Errand::Look => self.look(),
                Errand::Stirred(place) => self.stirred(Some(place)),
                Errand::StirredAll => self.stirred(None),
                Errand::End(done) => {
                    self.write_down();
                    let _ = done.send(());
                    return;
                }
            }
        }
    }

    /// The next errand; until there is one, whatever else is to be done. `None` when there will be no more.
    fn next(&mut self, queue: &Receiver<Errand>) -> Option<Errand> {
        loop {
            match queue.try_recv() {
                Ok(errand) => return Some(errand),
                Err(TryRecvError::Disconnected) => return None,
                Err(TryRecvError::Empty) => {}
            }
            let due = self.dirty.as_ref().map(Dirty::due);
            if due.is_some_and(|due| due <= Instant::now()) {
                self.look_at_dirty();
            } else if !self.pending.is_empty() {
                self.describe_some();
            } else if let Some(due) = due {
                match queue.recv_timeout(due.saturating_duration_since(Instant::now())) {
                    Ok(errand) => return Some(errand),
                    Err(RecvTimeoutError::Disconnected) => return None,
                    Err(RecvTimeoutError::Timeout) => {}
                }
            } else {
                self.rest();
                return queue.recv().ok();
            }
        }
    }

    fn is_wanted(&self) -> bool {
        self.current.load(Ordering::Relaxed) == self.number
    }

    /// Finds all documents, and begins to find out what they are called.
    fn walk(&mut self, number: u64) {
        self.number = number;
        if !self.is_wanted() {
            return;
        }
        self.begin_anew();
        let (current, back) = (Arc::clone(&self.current), self.answering.clone());
        let found = Mutex::new(Finding {
            documents: Vec::new(),
            told: 0,
            at: Instant::now(),
            problems: Vec::new(),
            back,
        });
        let is_full = AtomicBool::new(false);
        self.corpus.walk_entering(
            &|met| {
                if current.load(Ordering::Relaxed) != number {
                    return ControlFlow::Break(());
                }
                let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                found.take(met);
                ControlFlow::Continue(())
            },
            &|folder| self.attend_to(folder, &is_full),
        );
        self.watch_less(&is_full);
        if !self.is_wanted() {
            return;
        }
        let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.tell();
        self.answering
            .send(Answer::Walked(std::mem::take(&mut found.problems)));
        let sample = Sample::of(&found.documents);
        self.shelf.fill(found.documents);
        self.tell_outdated();
        let learn = || Ok(self.corpus.learn_from(sample));
        if let Ok(true) = guarded("learn from the articles", learn) {
            self.answering.send(Answer::Learned);
        }
        self.begin_pass();
    }

    fn begin_anew(&mut self) {
        self.shelf.fill(Vec::new());
        self.pending.clear();
        self.dirty = None;
        let queue = self.queue.clone();
        let corpus = self.corpus.clone();
        let tell = move |told: Told<'_>| {
            let errand = match told {
                Told::At { path, is_folder } => {
                    corpus.concerned(path, is_folder).map(Errand::Stirred)
                }
                Told::TooMuch => Some(Errand::StirredAll),
            };
            if let Some(errand) = errand {
                let _ = queue.send(errand);
            }
        };
        let folders = self.corpus.beside_named();
        let is_any = !folders.is_empty() || !self.corpus.tops().is_empty();
        self.watch = if is_any { Watch::start(tell) } else { None };
        let is_full = AtomicBool::new(false);
        for folder in folders {
            self.attend_to(&folder, &is_full);
        }
        self.watch_less(&is_full);
    }

    /// Watches `folder`, as long as there is room.
    fn attend_to(&self, folder: &Path, is_full: &AtomicBool) {
        if let Some(watch) = &self.watch
            && !is_full.load(Ordering::Relaxed)
            && watch.add(folder).is_err()
        {
            is_full.store(true, Ordering::Relaxed);
        }
    }

    /// Where there is no room for all folders none is watched: other programs need some too, and who looks at everything
    /// when the person comes back misses nothing.
    fn watch_less(&mut self, is_full: &AtomicBool) {
        if is_full.load(Ordering::Relaxed) {
            self.watch = None;
        }
    }

    /// Knows the one document that there is.
    fn attend(&mut self) {
        self.number = self.current.load(Ordering::Relaxed);
        self.begin_anew();
        if let Some(path) = self.corpus.single() {
            self.shelf.fill(vec![path.clone()]);
            self.shelf.note(&path, self.corpus.stamp(&path));
        }
        self.tell_outdated();
    }

    /// Tells of documents that have become different after they were read and before their folders were watched.
    fn tell_outdated(&mut self) {
        let changed = self.readings.outdated(&self.corpus);
        if !changed.is_empty() {
            self.answering.send(Answer::CorpusChanged(CorpusChange {
                changed,
                ..CorpusChange::default()
            }));
        }
    }

    /// Begins to describe every document.
    fn begin_pass(&mut self) {
        let catalogue = self.place.as_deref().map(Catalogue::load);
        self.describer.use_catalogue(catalogue.map(Arc::new));
        let documents = self.shelf.documents().take(MOST_DESCRIBED).cloned();
        self.pending = documents.collect();
        self.pending.reverse();
        self.chunk = FEW;
        self.is_first_pass = true;
    }

    /// Describes the next documents, on threads that give way to everything else that runs.
    fn describe_some(&mut self) {
        let begun = Instant::now();
        let at = self.pending.len().saturating_sub(self.chunk);
        let mut chunk = self.pending.split_off(at);
        chunk.reverse();
        let (describer, current, number) = (&self.describer, &self.current, self.number);
        let describe = |path: &DocPath| {
            let is_wanted = current.load(Ordering::Relaxed) == number;
            is_wanted.then(|| describer.describe(path))
        };
        let answers = thread::scope(|scope| {
            let work = || {
                give_way();
                spreading::spread(&chunk, spreading::threads(), describe)
            };
            let thread = thread::Builder::new().name("describer".into());
            thread.spawn_scoped(scope, work).ok()?.join().ok()
        });
        let mut told = Vec::with_capacity(chunk.len());
        for described in answers.into_iter().flatten().flatten() {
            let Described {
                path,
                stamp,
                known,
                is_new,
            } = described;
            self.shelf.note(&path, stamp);
            if let Some(stamp) = stamp.filter(|_| is_new) {
                self.findings.note(&path, stamp, &known);
            }
            told.push((path, known));
        }
        if !told.is_empty() {
            self.answering.send(Answer::Described(told));
        }
        let took = begun.elapsed();
        self.chunk = if took < A_WHILE / 2 {
            (self.chunk * 2).min(MANY)
        } else if took > A_WHILE * 2 {
            (self.chunk / 2).max(FEW)
        } else {
            self.chunk
        };
    }

    /// There is nothing to do: what was found out is written down where that is worth it, and the catalogue let go of.
    fn rest(&mut self) {
        let is_over = std::mem::take(&mut self.is_first_pass);
        let known = self.describer.catalogue();
        // Where documents have gone, so do their entries.
        let is_less = known.is_some_and(|known| known.len() > self.shelf.len());
        if self.findings.len() >= WORTH_WRITING
            || (is_over && (is_less || !self.findings.is_empty()))
        {
            self.write_down();
        }
        if is_over {
            self.describer.use_catalogue(None);
            self.pending = Vec::new();
        }
    }

    /// Writes the catalogue, where there is something new to it or it has to be made anew. That it cannot be written costs
    /// time when the corpus is opened again, and nothing else.
    fn write_down(&mut self) {
        let findings = std::mem::take(&mut self.findings);
        let known = self.describer.catalogue();
        let is_less = known
            .as_ref()
            .is_some_and(|known| known.len() > self.shelf.len());
        let Some(place) = self.place.as_deref() else {
            return;
        };
        if self.shelf.len() == 0 || (findings.is_empty() && !is_less) {
            return;
        }
        let known = known.unwrap_or_else(|| Arc::new(Catalogue::load(place)));
        let is_current = |path: &DocPath, stamp| {
            self.shelf.may_be(path, stamp) && !self.describer.is_stale(&known, path)
        };
        let learned = self.corpus.learned();
        let now = Timestamp::now();
        let documents = self.shelf.documents();
        let _ = known.replace(place, learned, documents, &findings, is_current, now);
    }

    /// Looks at the whole corpus, where nobody tells what happens in it.
    fn look(&mut self) {
        let is_watched = self.watch.is_some() && !is_far(&self.corpus);
        let is_known = self.shelf.len() > 0;
        if is_known && !is_watched && self.rested <= Instant::now() {
            self.stirred(None);
        }
    }

    fn stirred(&mut self, place: Option<PathBuf>) {
        let now = Instant::now();
        let dirty = self.dirty.get_or_insert_with(|| Dirty {
            places: BTreeSet::new(),
            is_all: false,
            first: now,
            last: now,
        });
        dirty.last = now;
        dirty.is_all |= place.is_none() || dirty.places.len() >= MOST_PLACES;
        if !dirty.is_all {
            dirty.places.extend(place);
        }
    }

    /// Looks at the places where something has happened, and tells what has become different.
    fn look_at_dirty(&mut self) {
        let begun = Instant::now();
        let Some(dirty) = self.dirty.take() else {
            return;
        };
        let mut change = CorpusChange::default();
        for place in self.places(&dirty) {
            if !self.is_wanted() {
                return;
            }
            self.look_at(&place, &mut change);
        }
        if dirty.is_all {
            self.rested = Instant::now() + begun.elapsed() * BREATHER;
        }
        if change.is_empty() {
            return;
        }
        self.pending
            .extend(change.changed.iter().chain(&change.found).rev().cloned());
        self.answering.send(Answer::CorpusChanged(change));
    }

    /// The places to look at, none of them in another one.
    fn places(&self, dirty: &Dirty) -> Vec<PathBuf> {
        if dirty.is_all {
            let tops = self.corpus.tops().iter().cloned();
            return tops.chain(self.corpus.beside_named()).collect();
        }
        let mut places: Vec<PathBuf> = Vec::new();
        for place in &dirty.places {
            if !places.last().is_some_and(|above| place.starts_with(above)) {
                places.push(place.clone());
            }
        }
        places
    }

    fn look_at(&mut self, place: &Path, change: &mut CorpusChange) {
        let Some(called) = self.corpus.called(place) else {
            return;
        };
        if let Some(watch) = &self.watch
            && !place.is_dir()
        {
            watch.forget(place);
        }
        let (found, is_full) = (Mutex::new(BTreeSet::new()), AtomicBool::new(false));
        let looked = guarded("look at the articles again", || {
            Ok(self.corpus.look(
                place,
                &|path| {
                    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                    found.insert(path);
                },
                &|folder| self.attend_to(folder, &is_full),
            ))
        });
        self.watch_less(&is_full);
        if looked == Ok(true) {
            let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
            let stamp = |path: &DocPath| self.corpus.stamp(path);
            self.shelf.settle(called.as_str(), &found, stamp, change);
        }
    }
}

impl Dirty {
    /// When to look.
    fn due(&self) -> Instant {
        (self.last + SETTLING).min(self.first + PATIENCE)
    }
}

/// What a walk has found so far.
struct Finding {
    documents: Vec<DocPath>,
    /// How many of them were handed on.
    told: usize,
    /// When that was.
    at: Instant,
    problems: Vec<Problem>,
    back: Answering,
}

impl Finding {
    fn take(&mut self, met: Found) {
        match met {
            Found::Document(path) => {
                self.documents.push(path);
                if self.at.elapsed() >= BATCH {
                    self.tell();
                }
            }
            Found::Problem(problem) => self.problems.push(problem),
        }
    }

    /// Hands on what was not handed on yet, in order, so that taking it in is quick.
    fn tell(&mut self) {
        let mut batch = self.documents.get(self.told..).unwrap_or_default().to_vec();
        batch.sort_unstable();
        self.told = self.documents.len();
        self.back.send(Answer::Found(batch));
        self.at = Instant::now();
    }
}

/// Lets everything else that runs go before this thread, and those it begins.
fn give_way() {
    #[cfg(target_os = "linux")]
    {
        // There a thread has a rank of its own.
        let _ = rustix::process::nice(10);
    }
}

/// Whether the corpus lies on another machine, whose programs no watch tells of.
fn is_far(corpus: &Corpus) -> bool {
    #[cfg(target_os = "linux")]
    {
        // The magic numbers of statfs(2): NFS, SMB, SMB2, CIFS, FUSE, 9p, Ceph, AFS.
        const FAR: [u32; 8] = [
            0x6969,
            0x517b,
            0xfe53_4d42,
            0xff53_4d42,
            0x6573_5546,
            0x0102_1997,
            0x00c3_6400,
            0x5346_414f,
        ];
        let system = corpus.root().and_then(|root| rustix::fs::statfs(root).ok());
        system.is_some_and(|system| FAR.iter().any(|far| i64::from(*far) == system.f_type))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = corpus;
        false
    }
}
