//! Workers: threads for what may take long, so that no key waits. Each has its own queue; all answer on one.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::Folders;
use super::agreeing::Comparer;
use super::answering::{Answering, guarded, message};
use super::browser::Browser;
use super::capturing::Capturer;
use super::codebooks;
use super::drafting::Drafter;
use super::exporting;
use super::finding::Preview;
use super::importing;
use super::keeper::{Keep, Keeper};
use super::librarian::{self, Errand};
use super::missing::{self, Effort, OnDisk};
use super::reading::{Describer, Readings};
use super::reworking::Reworker;
use super::searching::Searcher;
use super::signals::Waker;
use super::sweeping::Sweeper;
use super::{
    counting, dividing, elsewhere, finding, glancing, present, reading, resolving, spreading,
    surveying, tabulating,
};
use crate::app::agreeing::Agreeing;
use crate::app::effect::{Answer, Effect, Repaired};
use crate::app::elsewhere::Seeking;
use crate::app::finding::Asked;
use crate::app::importing::Importing;
use crate::app::missing::Tracing;
use crate::app::reader::{Sought, Survey, WantedIn};
use crate::app::reviewing::Queueing;
use crate::app::tabulating::Tabulating;
use crate::corpus::Corpus;
use crate::export::Publisher;
use crate::model::{AnnotationSet, DocPath, TextHash};
use crate::store::Located;
use crate::store::drafts::Drafts;
use crate::store::texts::Texts;
use crate::ui::theme::Background;

/// Where a session's things are.
#[derive(Clone, Debug)]
pub struct Place {
    /// What is read.
    pub corpus: Corpus,
    /// Where the annotations are.
    pub located: Located,
    /// Where else things are kept.
    pub folders: Folders,
    /// The paths that open the corpus again.
    pub reopen: Option<Vec<PathBuf>>,
    /// What links are opened in.
    pub browser: Browser,
    /// Other reviewers' files, to be read beside the own one.
    pub others: Vec<PathBuf>,
    /// Who publishes what is exported.
    pub publisher: Publisher,
}

/// How long is waited at the end until titles are written down.
const BEFORE_GOING: Duration = Duration::from_millis(500);

/// The workers.
#[derive(Debug)]
pub struct Workers {
    place: Place,
    keeper: Sender<Keep>,
    reader: Sender<(DocPath, u64)>,
    describer: Sender<Vec<DocPath>>,
    librarian: Sender<Errand>,
    resolver: Sender<Arc<Sought>>,
    surveyor: Sender<Arc<Survey>>,
    tabulator: Sender<Arc<Tabulating>>,
    reworker: Reworker,
    comparer: Comparer,
    counter: Sender<AnnotationSet>,
    finder: Sender<Arc<Asked>>,
    previewer: Sender<Preview>,
    capturer: Capturer,
    answers: Receiver<Answer>,
    answering: Answering,
    /// The number of the walk that counts; older ones stop.
    walk: Arc<AtomicU64>,
    /// Whether there is a picture, which a walk waits for.
    is_begun: AtomicBool,
    /// The number of the look at texts that counts.
    look: Arc<AtomicU64>,
    /// The number of the search for repeated sentences that counts.
    seeking: Arc<AtomicU64>,
    searcher: Searcher,
    sweeper: Sweeper,
    keeping: Option<JoinHandle<Option<String>>>,
    exporting: Mutex<Vec<JoinHandle<Option<String>>>>,
    /// The number of the import that is still wanted; 0 for none.
    importing: Arc<AtomicU64>,
    drafter: Drafter,
}

impl Workers {
    /// Starts the workers, and gives them `effects`: what the first picture waits for is read while the others are started.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn start(place: Place, waker: Waker, effects: &[Effect]) -> io::Result<Self> {
        let (sender, answers) = mpsc::channel();
        let answering = Answering::new(sender, waker);
        let (reader, wanted) = mpsc::channel();
        let (corpus, back) = (place.corpus.clone(), answering.clone());
        let readings = Readings::default();
        let noted = readings.clone();
        thread::Builder::new()
            .name("reader".into())
            .spawn(move || reading::read_all(&wanted, &corpus, &noted, &back))?;
        for effect in effects {
            if let Effect::Open { path, number } = effect {
                let _ = reader.send((path.clone(), *number));
            }
        }
        let workers = Self::start_others(place, (reader, readings), answers, answering)?;
        let is_other = |effect: &&Effect| !matches!(effect, Effect::Open { .. });
        for effect in effects.iter().filter(is_other) {
            workers.give(effect);
        }
        Ok(workers)
    }

    fn start_others(
        place: Place,
        (reader, readings): (Sender<(DocPath, u64)>, Readings),
        answers: Receiver<Answer>,
        answering: Answering,
    ) -> io::Result<Self> {
        let (keeper, keeping) = mpsc::channel();
        let (describer, describing) = mpsc::channel();
        let keeping = {
            let keeper = Keeper::new(place.clone(), answering.clone(), keeper.clone());
            thread::Builder::new()
                .name("keeper".into())
                .spawn(move || keeper.run(&keeping))?
        };
        let walk = Arc::<AtomicU64>::default();
        let titles = Describer::new(place.corpus.clone());
        let librarian = librarian::start(&place, (titles.clone(), readings), &answering, &walk)?;
        let back = answering.clone();
        thread::Builder::new()
            .name("titles".into())
            .spawn(move || reading::describe_all(&describing, &titles, &back))?;
        let back = answering.clone();
        let drafts = Drafts::new(&place.folders.state, &place.corpus.key());
        let drafter = Drafter::start(drafts, move |answer| back.send(answer))?;
        let (resolver, resolving) = mpsc::channel();
        let (texts, back) = (Texts::new(&place.folders.data), answering.clone());
        thread::Builder::new()
            .name("resolver".into())
            .spawn(move || resolving::resolve_all(&resolving, &texts, &back))?;
        let (surveyor, surveyed) = mpsc::channel();
        let (texts, back) = (Texts::new(&place.folders.data), answering.clone());
        let corpus = place.corpus.clone();
        let capturer = Capturer::start(corpus.clone(), answering.clone())?;
        thread::Builder::new()
            .name("surveyor".into())
            .spawn(move || surveying::survey_all(&surveyed, &corpus, &texts, &back))?;
        let previewer = finding::start_previews(place.corpus.clone(), answering.clone())?;
        let searcher = Searcher::new(place.corpus.clone(), place.folders.cache.clone());
        Ok(Self {
            place,
            drafter,
            keeper,
            reader,
            describer,
            librarian,
            resolver,
            surveyor,
            tabulator: tabulating::start(answering.clone())?,
            reworker: Reworker::start(answering.clone())?,
            comparer: Comparer::default(),
            counter: counting::start(answering.clone())?,
            finder: finding::start(answering.clone())?,
            previewer,
            capturer,
            sweeper: Sweeper::new(answering.clone()),
            answers,
            answering,
            walk,
            is_begun: AtomicBool::new(false),
            look: Arc::default(),
            seeking: Arc::default(),
            searcher,
            keeping: Some(keeping),
            exporting: Mutex::default(),
            importing: Arc::default(),
        })
    }

    fn look(&self) {
        _ = (self.keeper.send(Keep::Look)).map(|()| self.librarian.send(Errand::Look));
    }

    /// Gives the workers what is theirs of `effect`; other effects are not.
    pub fn give(&self, effect: &Effect) {
        // A queue is closed only when its worker has failed; for the one that saves, that is said.
        match effect {
            Effect::Walk => self.walk(),
            Effect::FindFirst => self.aside("first", reading::find_first),
            Effect::Load => _ = self.keeper.send(Keep::Load),
            Effect::Save(change) => self.save(Keep::Save(change.clone())),
            Effect::SaveAgain { consents } => self.save(Keep::SaveAgain(*consents)),
            Effect::Note(change) => _ = self.keeper.send(Keep::Note(change.clone())),
            Effect::Seal { reviewer, is_done } => {
                _ = self.keeper.send(Keep::Seal(reviewer.clone(), *is_done));
            }
            Effect::Look => self.look(),
            Effect::Remember(remembered) => {
                _ = self.keeper.send(Keep::Remember(remembered.clone()));
            }
            Effect::Open { path, number } => _ = self.reader.send((path.clone(), *number)),
            Effect::Renew(path) => self.renew(path.clone()),
            Effect::Reread(open) => {
                let was = Arc::clone(open);
                self.aside("rereader", |corpus, back| {
                    reading::reread(corpus, was, back);
                });
            }
            Effect::Resolve(sought) => _ = self.resolver.send(Arc::clone(sought)),
            Effect::ReadTexts(path, hashes) => self.read_texts(path.clone(), hashes.clone()),
            Effect::Divide(asked) => {
                let texts = Texts::new(&self.place.folders.data);
                dividing::divide(Arc::clone(asked), texts, &self.answering);
            }
            Effect::Survey(survey) => _ = self.surveyor.send(Arc::clone(survey)),
            Effect::LookAtTexts {
                number,
                documents: all,
            } => self.look_at_texts(*number, all.clone()),
            Effect::CountTags(set) => _ = self.counter.send(set.clone()),
            Effect::Queue(question) => self.queue(Arc::clone(question)),
            Effect::ComeBack => self.answering.send(Answer::CameBack),
            Effect::Tabulate(question) => _ = self.tabulator.send(Arc::clone(question)),
            Effect::Agree(asked) => self.compare(Arc::clone(asked)),
            Effect::Rework(question) => self.reworker.ask(Arc::clone(question)),
            Effect::StopReworking => self.reworker.stop(),
            Effect::Find(asked) => _ = self.finder.send(Arc::clone(asked)),
            Effect::Preview(path) => _ = self.previewer.send(Preview::Head(path.clone())),
            Effect::Surround(spot) => _ = self.previewer.send(Preview::Around(spot.clone())),
            Effect::Seek(seeking) => self.seek(Arc::clone(seeking)),
            Effect::Sweep(sweep) => self.sweeper.start(Arc::clone(sweep)),
            Effect::StopSweeping => self.sweeper.stop(),
            Effect::SearchCorpus(asked) => {
                self.searcher
                    .start(Arc::clone(asked), self.answering.clone());
            }
            Effect::Capture(asked) => self.capturer.ask(Arc::clone(asked)),
            Effect::StopCapturing(number) => self.capturer.stop(*number),
            Effect::Glance(wanted) => self.glance(Arc::clone(wanted)),
            Effect::KeepTexts(paths) => self.keep_texts(paths.clone()),
            Effect::Trace(tracing) => self.trace(Arc::clone(tracing)),
            Effect::KeepText(open) => _ = self.keeper.send(Keep::Text(Arc::clone(open))),
            Effect::Describe(paths) => _ = self.describer.send(paths.clone()),
            Effect::Follow(address) => self.follow(address.clone()),
            Effect::ReadCodebook(name) => self.read_codebook(name.clone()),
            Effect::Import(asked) => self.import(asked.as_ref()),
            Effect::Repair(path) => self.repair(path.clone()),
            Effect::GoOnWith(path) => _ = self.keeper.send(Keep::GoOnWith(path.clone())),
            Effect::FindDrafts
            | Effect::KeepDraft(_)
            | Effect::EndDraft(_)
            | Effect::ReleaseDraft(_) => self.drafter.give(effect),
            Effect::EditFile { .. }
            | Effect::Copy(_)
            | Effect::EditExternally(_)
            | Effect::Export { .. }
            | Effect::Suspend
            | Effect::Redraw
            | Effect::Quit => {}
        }
    }

    fn save(&self, what: Keep) {
        if self.keeper.send(what).is_err() {
            let reason = "cannot save: the thread that writes has failed; export what you need and start postil again";
            let answer = Answer::Saved(Err(reason.to_owned().into()));
            self.answering.send(answer);
        }
    }

    /// Remembers the terminal's background, so that the next start begins with the right colours.
    pub fn remember_background(&self, background: Background) {
        let _ = self.keeper.send(Keep::Background(background));
    }

    /// Begins, once there is a picture, what must not hold it up: walking the corpus, and remembering what was opened.
    pub fn begin(&mut self) {
        if self.is_begun.swap(true, Ordering::Relaxed) {
            return;
        }
        let _ = self
            .librarian
            .send(match self.walk.load(Ordering::Relaxed) {
                0 => Errand::Attend,
                number => Errand::Walk(number),
            });
        if let Some(paths) = self.place.reopen.take() {
            let _ = self.keeper.send(Keep::Opened(paths));
        }
    }

    /// Wakes the event loop again: not everything was taken in.
    pub fn wake(&self) {
        self.answering.wake();
    }

    /// The next answer, if there is one.
    pub fn answer(&self) -> Option<Answer> {
        self.answers.try_recv().ok()
    }

    /// The next answer, if there is one within `time`.
    pub fn answer_within(&self, time: Duration) -> Option<Answer> {
        self.answers.recv_timeout(time).ok()
    }

    fn walk(&self) {
        let number = self.walk.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_begun.load(Ordering::Relaxed) {
            let _ = self.librarian.send(Errand::Walk(number));
        }
    }

    /// Reads on a thread of its own what is not waited for: without a thread everything stays as it is.
    fn aside(&self, name: &str, read: impl FnOnce(&Corpus, &Answering) + Send + 'static) {
        let (corpus, back) = (self.place.corpus.clone(), self.answering.clone());
        let thread = thread::Builder::new().name(name.into());
        let _ = thread.spawn(move || read(&corpus, &back));
    }

    /// Looks for what needs a person, on a thread of its own.
    fn queue(&self, question: Arc<Queueing>) {
        self.aside("queue", move |_, back| {
            match guarded("look for what is left to do", || Ok(question.work())) {
                Ok(queued) => back.send(Answer::Queued(queued)),
                Err(reason) => back.send(Answer::Failure(reason)),
            }
        });
    }

    /// Traces documents that are not there, on a thread of its own, until another walk begins.
    fn trace(&self, tracing: Arc<Tracing>) {
        if self.place.corpus.is_passing() {
            return;
        }
        let (corpus, back) = (self.place.corpus.clone(), self.answering.clone());
        let texts = Texts::new(&self.place.folders.data);
        let current = Arc::clone(&self.walk);
        let number = current.load(Ordering::Relaxed);
        let work = move || {
            let end = Instant::now() + missing::BEHIND_THE_SCREEN;
            let is_wanted = || current.load(Ordering::Relaxed) == number;
            let effort = Effort {
                threads: spreading::threads().div_ceil(2),
                goes_on: &|| is_wanted() && Instant::now() < end,
            };
            let documents = OnDisk {
                corpus: &corpus,
                texts: &texts,
            };
            let traced = guarded("look for documents that are not there", || {
                Ok(missing::trace(&tracing, &documents, &effort))
            });
            match traced {
                Ok(traced) if is_wanted() => back.send(Answer::Traced(traced)),
                Ok(_) => {}
                Err(reason) => back.send(Answer::Failure(reason)),
            }
        };
        if let Err(error) = thread::Builder::new().name("tracer".into()).spawn(work) {
            self.answering.send(Answer::Failure(format!(
                "cannot look for documents that are not there: {error}; :reload tries again"
            )));
        }
    }

    /// Looks at texts on a thread of its own. Without it verdicts are not told to be stale.
    fn look_at_texts(&self, number: u64, documents: Arc<Vec<DocPath>>) {
        self.look.store(number, Ordering::Relaxed);
        let current = Arc::clone(&self.look);
        self.aside("looker", move |corpus, back| {
            let is_wanted = || current.load(Ordering::Relaxed) == number;
            present::look_at(number, &documents, corpus, &is_wanted, back);
        });
    }

    /// Looks for sentences that repeat one on a thread of its own, until another is looked for.
    fn seek(&self, seeking: Arc<Seeking>) {
        let number = seeking.number;
        self.seeking.store(number, Ordering::Relaxed);
        if seeking.documents.is_empty() {
            return;
        }
        let (corpus, back) = (self.place.corpus.clone(), self.answering.clone());
        let current = Arc::clone(&self.seeking);
        let work = move || {
            let goes_on = || current.load(Ordering::Relaxed) == number;
            let sought = guarded("look for the same claim elsewhere", || {
                elsewhere::seek(&seeking, &corpus, &goes_on, &|answer| back.send(answer));
                Ok(())
            });
            if let Err(reason) = sought {
                back.send(Answer::Failure(reason));
            }
        };
        if let Err(error) = thread::Builder::new().name("seeker".into()).spawn(work) {
            self.answering.send(Answer::Failure(format!(
                "cannot look for the same claim elsewhere: {error}; try again"
            )));
        }
    }

    /// Compares reviewers on a thread of its own, until they are compared again.
    fn compare(&self, asked: Arc<Agreeing>) {
        let corpus = self.place.corpus.clone();
        let texts = Texts::new(&self.place.folders.data);
        self.comparer
            .ask(asked, corpus, texts, self.answering.clone());
    }

    /// Finds out what an annotation stands among, on a thread of its own. Without that less is shown around it.
    fn glance(&self, wanted: Arc<WantedIn>) {
        let texts = Texts::new(&self.place.folders.data);
        self.aside("glancer", move |corpus, back| {
            glancing::glance(&wanted, corpus, &texts, back);
        });
    }

    /// Has copies kept of texts that were annotated without being open. Without them annotations are only harder to find
    /// again.
    fn keep_texts(&self, paths: Vec<DocPath>) {
        let keeper = self.keeper.clone();
        self.aside("gleaner", move |corpus, _| {
            glancing::keep_texts(&paths, corpus, &keeper);
        });
    }

    /// Reads kept texts on a thread of its own. Without them less is shown around what was annotated.
    fn read_texts(&self, path: DocPath, hashes: Vec<TextHash>) {
        let texts = Texts::new(&self.place.folders.data);
        self.aside("recaller", move |_, back| {
            glancing::read_texts(path, &hashes, &texts, back);
        });
    }

    /// Writes a repaired copy of a broken file on a thread of its own.
    fn repair(&self, path: PathBuf) {
        let back = self.answering.clone();
        let work = move || {
            let made = guarded("repair the file", || {
                crate::store::repair::write_copy(&path).map_err(|error| error.to_string())
            });
            back.send(Answer::Repaired(made.map(|made| Repaired {
                file: made.path,
                kept: made.kept,
                set_aside: made.set_aside,
            })));
        };
        if let Err(error) = thread::Builder::new().name("mender".into()).spawn(work) {
            self.answering.send(Answer::Repaired(Err(format!(
                "cannot repair the file: {error}; try again"
            ))));
        }
    }

    /// Exports the annotations on a thread of its own. `rest` is what was typed after the format.
    pub fn export(&self, format: String, rest: String, set: AnnotationSet) {
        let (corpus, back) = (self.place.corpus.clone(), self.answering.clone());
        let texts = Texts::new(&self.place.folders.data);
        let publisher = self.place.publisher.clone();
        let work = move || {
            let result = guarded("export", || {
                exporting::typed(&corpus, &texts, &set, publisher, &format, &rest)
            });
            let failure = result.as_ref().err().cloned();
            back.send(Answer::Exported(result));
            failure
        };
        match thread::Builder::new().name("exporter".into()).spawn(work) {
            Ok(handle) => self
                .exporting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(handle),
            Err(error) => self.answering.send(Answer::Exported(Err(format!(
                "cannot export: {error}; try again"
            )))),
        }
    }

    fn renew(&self, path: DocPath) {
        self.aside("renewer", move |corpus, back| {
            reading::renew(corpus, &path, back);
        });
    }

    fn import(&self, asked: Option<&Arc<Importing>>) {
        importing::start(
            asked.cloned(),
            &self.importing,
            &self.place,
            &self.answering,
        );
    }

    /// Reads a codebook on a thread of its own: a file may lie on a slow disk.
    fn read_codebook(&self, name: String) {
        let back = self.answering.clone();
        let work = move || {
            let what = format!("read the codebook {name}");
            let read = guarded(&what, || codebooks::read(&name));
            back.send(Answer::Codebook(read.map(Box::new)));
        };
        if let Err(error) = thread::Builder::new().name("codebook".into()).spawn(work) {
            self.answering.send(Answer::Failure(format!(
                "cannot read the codebook: {error}; try again"
            )));
        }
    }

    /// Opens an address on a thread of its own: some openers go on for as long as what they open.
    fn follow(&self, address: String) {
        let (back, browser) = (self.answering.clone(), self.place.browser.clone());
        let work = move || {
            browser.open(&address, |result| {
                let address = address.clone();
                back.send(Answer::Followed { address, result });
            });
        };
        if let Err(error) = thread::Builder::new().name("opener".into()).spawn(work) {
            self.answering.send(Answer::Failure(format!(
                "cannot open the link: {error}; try again"
            )));
        }
    }

    /// Waits until everything that was asked for is written; why something is not, if so.
    pub fn finish(mut self) -> Option<String> {
        self.close()
    }

    fn close(&mut self) -> Option<String> {
        self.walk.fetch_add(1, Ordering::Relaxed);
        self.seeking.store(0, Ordering::Relaxed);
        let (done, is_done) = mpsc::channel();
        let is_asked = self.librarian.send(Errand::End(done)).is_ok();
        self.reworker.stop();
        self.importing.store(0, Ordering::Relaxed);
        self.comparer.stop();
        self.searcher.stop();
        self.drafter.finish();
        let _ = self.keeper.send(Keep::End);
        let exports = std::mem::take(
            self.exporting
                .get_mut()
                .unwrap_or_else(PoisonError::into_inner),
        );
        // Every one is waited for, whatever became of those before it.
        let ended: Vec<Option<String>> = exports
            .into_iter()
            .map(|export| export.join().unwrap_or(None))
            .collect();
        let failed = ended.into_iter().flatten().next();
        let kept = self.keeping.take().and_then(|thread| {
            let ended = thread.join();
            ended.unwrap_or_else(|panic| {
                Some(format!(
                    "the thread that writes has failed: {}",
                    message(&*panic)
                ))
            })
        });
        if is_asked {
            // What may be lost is not waited for for long: a document that takes its time is still being read.
            let _ = is_done.recv_timeout(BEFORE_GOING);
        }
        kept.or(failed)
    }
}

impl Drop for Workers {
    /// On every way out, a panic too, what was asked for is written first.
    fn drop(&mut self) {
        self.close();
    }
}
