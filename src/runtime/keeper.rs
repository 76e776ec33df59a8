//! The keeper: the one thread that writes the annotations and what is remembered of the place one was in.
//!
//! What it is asked for it does in that order, and nothing it was asked for is given up: what cannot be saved is kept, and
//! tried again with what comes next, and at the end. Between times it looks at what other programs do to the annotations.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::answering::Answering;
use super::others::Others;
use super::remembering::{self, Memory};
use super::watching::Watching;
use super::workers::Place;
use crate::app::effect::{Answer, Loaded, NotSaved, Recalled, Saved};
use crate::app::reader::OpenDocument;
use crate::corpus::builtin;
use crate::model::{Change, Damage, Problem};
use crate::store::texts::Texts;
use crate::store::{
    self, Keeping, Located, Opened, Places, Store, StoreError, Where, plain, user_data_path,
};
use crate::text::counted;
use crate::ui::theme::Background;

/// How long a file that another program works on is left alone, so that it is not read between two steps.
const SETTLING: Duration = Duration::from_millis(150);

/// Work for the one thread that writes files, in the order it was asked for.
#[derive(Debug)]
pub enum Keep {
    Load,
    Save(Change),
    SaveAgain(bool),
    Note(Change),
    /// Look at the file now.
    Look,
    /// Something happened to the file.
    Stirred,
    Remember(Box<crate::app::effect::Remembered>),
    Background(Background),
    Opened(Vec<PathBuf>),
    GoOnWith(PathBuf),
    /// Seal the file in the name of this reviewer, or say that they are done.
    Seal(String, bool),
    Text(Arc<OpenDocument>),
    End,
}

/// The one thread that writes the annotations and the state.
pub struct Keeper {
    place: Place,
    answering: Answering,
    keeping: Option<Keeping>,
    /// What the event loop was told is wrong with the file.
    damage: Option<Damage>,
    memory: Memory,
    /// Whether it was said that texts cannot be kept: once is enough.
    has_told_of_texts: bool,
    /// How many changes of an earlier session the next save will save.
    recalled: usize,
    watching: Option<Watching>,
    others: Others,
    /// The way into the queue, for those who watch the file.
    queue: Sender<Keep>,
    /// When to look at the file, where something has happened to it.
    look_at: Option<Instant>,
    /// What was taken out of the queue and not done yet.
    next: Option<Keep>,
}

impl Keeper {
    pub fn new(place: Place, answering: Answering, queue: Sender<Keep>) -> Self {
        let memory = Memory::new(place.folders.state.clone(), place.corpus.key());
        Self {
            place,
            answering,
            keeping: None,
            damage: None,
            memory,
            has_told_of_texts: false,
            recalled: 0,
            watching: None,
            others: Others::default(),
            queue,
            look_at: None,
            next: None,
        }
    }

    /// Works until it is told to end; then says why something is not on disk, if so.
    pub fn run(mut self, queue: &Receiver<Keep>) -> Option<String> {
        while let Some(work) = self.wait(queue) {
            match work {
                Keep::Load => self.load(),
                Keep::Text(open) => self.keep_text(&open),
                Keep::Save(change) => self.save(change, queue),
                Keep::SaveAgain(consents) => self.save_again(consents),
                Keep::Note(change) => {
                    if let Some(keeping) = &mut self.keeping {
                        keeping.note(&change, Timestamp::now());
                    }
                }
                Keep::Look => self.look(),
                Keep::Stirred => {
                    self.look_at.get_or_insert(Instant::now() + SETTLING);
                }
                Keep::Opened(paths) => self.tell(remembering::save_opened(&self.memory, &paths)),
                Keep::GoOnWith(path) => self.go_on_with(path),
                Keep::Seal(reviewer, is_done) => self.seal(&reviewer, is_done),
                Keep::Remember(remembered) => {
                    self.tell(remembering::save(&self.memory, &remembered));
                }
                Keep::Background(background) => {
                    self.tell(remembering::save_background(&self.memory, background));
                }
                Keep::End => break,
            }
        }
        self.last_attempt()
    }

    /// The next thing to do; `None` when there will be no more.
    fn wait(&mut self, queue: &Receiver<Keep>) -> Option<Keep> {
        if let Some(next) = self.next.take() {
            return Some(next);
        }
        let Some(at) = self.look_at else {
            return queue.recv().ok();
        };
        match queue.recv_timeout(at.saturating_duration_since(Instant::now())) {
            Ok(work) => Some(work),
            Err(RecvTimeoutError::Timeout) => {
                self.look_at = None;
                Some(Keep::Look)
            }
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// What could not be saved is tried once more at the end. Where that fails too it is in the journal, and only where
    /// there is none it goes into a file of its own.
    fn last_attempt(&mut self) -> Option<String> {
        let is_unsaved = self.keeping.as_ref().is_some_and(Keeping::is_unsaved);
        if !is_unsaved {
            return None;
        }
        let error = self.write(false).err()?;
        let keeping = self.keeping.as_mut()?;
        keeping.write_journal();
        let cause = error.cause();
        let reason = match keeping.kept_in() {
            Ok(path) => {
                let path = at_home(&path);
                return Some(format!(
                    "{cause}. What was not saved is in {path}, and is saved when these articles are opened again"
                ));
            }
            Err(reason) => reason,
        };
        let folder = self.place.folders.data.join("unsaved");
        let name = Timestamp::now().strftime("%Y-%m-%dT%H-%M-%SZ.toml");
        let path = folder.join(name.to_string());
        let kept = Store::open(&path).and_then(|loaded| {
            let mut store = loaded.store;
            store.save(keeping.unsaved())
        });
        Some(match kept {
            Ok(_) => format!("{cause}. What was not saved is in {}", at_home(&path)),
            Err(error) => format!(
                "{cause}. It could not be kept elsewhere either: {reason}; {}",
                error.cause()
            ),
        })
    }

    fn tell(&self, result: Result<(), String>) {
        if let Err(reason) = result {
            self.answering.send(Answer::Failure(reason));
        }
    }

    /// Keeps a copy of an annotated text. Where that fails, annotations are only harder to find again.
    fn keep_text(&mut self, open: &OpenDocument) {
        let texts = Texts::new(&self.place.folders.data);
        let kept = texts.keep(&open.document.hash, &open.document.text);
        if let Err(error) = kept
            && !std::mem::replace(&mut self.has_told_of_texts, true)
        {
            self.answering.send(Answer::Noted(Problem {
                file: texts.folder().display().to_string(),
                line: None,
                column: None,
                message: format!(
                    "cannot keep a copy of the text: {}; annotations are harder to find again once it is edited",
                    plain(&error)
                ),
            }));
        }
    }

    fn load(&mut self) {
        let places = Places {
            annotations: self.place.located.path.clone(),
            state: self.place.folders.state.clone(),
        };
        let is_builtin = self.place.corpus.key() == store::BUILT_IN;
        let default = is_builtin.then_some(builtin::ANNOTATIONS);
        let taken_back = self.take_back();
        let Opened {
            mut keeping,
            mut set,
            mut problems,
            remarks,
            read_only,
            damage,
        } = match Keeping::open(&places, default) {
            Ok(opened) => opened,
            Err(error) => {
                let answer = Answer::Loaded(Err(error.to_string()));
                return self.answering.send(answer);
            }
        };
        if let Some(earlier) = self.keeping.take() {
            // What is not in the file yet is not to go from the screen.
            for edit in earlier.unsaved() {
                set.apply(edit);
            }
            keeping.continue_from(earlier);
        }
        self.damage.clone_from(&damage);
        problems.extend(taken_back);
        self.answering.send(Answer::Loaded(Ok(Box::new(Loaded {
            set,
            problems,
            remarks: remarks.into(),
            file: places.annotations.clone(),
            is_elsewhere: self.place.located.why == Where::UserData,
            read_only,
            damage: damage.map(Box::new),
        }))));
        self.keeping = Some(keeping);
        self.recall();
        self.watch();
        self.tell_of_others();
    }

    /// Tells what other reviewers' files hold, where that is another than was told before.
    fn tell_of_others(&mut self) {
        let own = &self.place.located.path;
        if let Some(read) = self.others.read(&self.place.others, own, &self.queue) {
            self.answering.send(Answer::Others(read));
        }
    }

    fn seal(&mut self, reviewer: &str, is_done: bool) {
        let path = &self.place.located.path;
        match store::seal::set(path, reviewer, is_done, Timestamp::now()) {
            Ok(_) => self.look(),
            Err(error) => self.answering.send(Answer::Failure(error.to_string())),
        }
    }

    /// Brings home what had to be kept in the data folder while the corpus could not be written to.
    fn take_back(&self) -> Vec<Problem> {
        let located = &self.place.located;
        let elsewhere = user_data_path(&self.place.corpus.key(), &self.place.folders.data);
        if located.why != Where::Corpus || !elsewhere.exists() {
            return Vec::new();
        }
        store::take_back(&located.path, &elsewhere).unwrap_or_else(|error| {
            let message =
                format!("holds annotations of this corpus too, which are not shown: {error}");
            vec![Problem {
                file: elsewhere.display().to_string(),
                line: None,
                column: None,
                message,
            }]
        })
    }

    /// Takes up what earlier sessions left behind, the first time.
    fn recall(&mut self) {
        let now = Timestamp::now();
        let Some(keeping) = self.keeping.as_mut().filter(|new| !new.has_recalled()) else {
            return;
        };
        let found = keeping.recall(now);
        let is_unsaved = !found.unsaved.is_empty();
        self.recalled = found.changes;
        self.answering.send(Answer::Recalled(Recalled {
            done: found.done,
            undone: found.undone,
            unsaved: found.unsaved,
            problems: found.problems,
        }));
        if is_unsaved {
            self.save_again(false);
        }
        if let Some(keeping) = &self.keeping {
            keeping.sweep(now);
        }
    }

    /// Saves a change, and with it those that wait behind it.
    fn save(&mut self, change: Change, queue: &Receiver<Keep>) {
        let now = Timestamp::now();
        let mut change = Some(change);
        while let Some(taken) = change.take() {
            if let Some(keeping) = &mut self.keeping {
                keeping.take(&taken, now);
            }
            match queue.try_recv() {
                Ok(Keep::Save(more)) => {
                    change = Some(more);
                    // Every one is answered; the last answer says what became of all.
                    self.answering.send(Answer::Saved(Ok(Saved::default())));
                }
                other => self.next = other.ok(),
            }
        }
        self.save_again(false);
    }

    /// Saves what was taken, and says what came of it.
    fn save_again(&mut self, consents: bool) {
        let result = self.write(consents);
        let is_saved = result.is_ok();
        let answer = result.map_err(|error| self.explained(&error));
        self.answering.send(Answer::Saved(answer));
        self.tell_damage();
        let now = Timestamp::now();
        if let Some(Err(error)) = self.keeping.as_mut().map(|keeping| keeping.rest(now)) {
            self.answering.send(Answer::Failure(format!(
                "saved, but no backup could be made in {}: {}",
                at_home(&self.place.folders.state),
                plain(&error)
            )));
        }
        if is_saved {
            self.watch_again();
        }
    }

    /// Tells when the file turned out to be broken while it was open, or not to be any more.
    fn tell_damage(&mut self) {
        let found = self.keeping.as_ref().and_then(Keeping::damage);
        if found != self.damage.as_ref() {
            self.damage = found.cloned();
            self.answering.send(Answer::Damaged(self.damage.clone()));
        }
    }

    /// Goes on with the file at `path`, where what could not be saved before is saved now. Where that file cannot be opened
    /// one stays with the old one, and is asked about it again.
    fn go_on_with(&mut self, path: PathBuf) {
        let changed = self.keeping.as_mut().map(|now| now.change_to(&path));
        if let Some(Err(error)) = changed {
            let answer = Answer::Saved(Err(self.explained(&error)));
            self.answering.send(answer);
        } else {
            self.place.located = Located {
                path,
                why: Where::Chosen,
            };
            self.watching = None;
            self.save_again(false);
        }
        self.load();
    }

    /// Why something is not saved, and where it is meanwhile.
    fn explained(&mut self, error: &StoreError) -> NotSaved {
        let kept = match &mut self.keeping {
            Some(keeping) => {
                keeping.write_journal();
                keeping.kept_in()
            }
            None => Err("the annotations were not read".to_owned()),
        };
        let way_out = error.way_out();
        let kept = match kept {
            Ok(path) => {
                let first = match way_out {
                    "" => String::new(),
                    way_out => format!("; {way_out} first"),
                };
                format!(
                    "your changes are kept in {} and saved again with Ctrl-S{first}",
                    at_home(&path)
                )
            }
            Err(reason) => {
                let and = if way_out.is_empty() { "" } else { " and " };
                format!(
                    "your changes are kept in memory alone, for the journal cannot be written either: {reason}; {way_out}{and}press Ctrl-S before you leave"
                )
            }
        };
        NotSaved {
            reason: format!("{}; {kept}", error.cause()),
            question: error.question(),
        }
    }

    fn write(&mut self, consents: bool) -> Result<Saved, StoreError> {
        let path = &self.place.located.path;
        let Some(keeping) = &mut self.keeping else {
            return Err(StoreError::Read {
                path: path.clone(),
                source: io::Error::other("it was not read"),
            });
        };
        let is_in_corpus = self.place.located.why == Where::Corpus;
        if is_in_corpus && is_folder_gone(path) {
            // A corpus that is gone is not made again with nothing but notes in it.
            return Err(gone(path));
        }
        let mut saved = match keeping.save(consents) {
            // It may also go while it is being written to: then it is likely to come back.
            Err(error) if error.is_unwritable() && is_in_corpus && is_folder_gone(path) => {
                return Err(gone(path));
            }
            // A corpus that cannot be written to keeps its annotations with the person.
            Err(error) if error.is_unwritable() && is_in_corpus => {
                let path = user_data_path(&self.place.corpus.key(), &self.place.folders.data);
                let moved = keeping.relocate(&path)?;
                let saved = keeping.save(consents)?;
                let foreign = moved.foreign.into_iter().chain(saved.foreign).collect();
                let problems = moved.problems.into_iter().chain(saved.problems).collect();
                self.place.located = Located {
                    path: path.clone(),
                    why: Where::UserData,
                };
                self.watching = None;
                Saved {
                    foreign,
                    problems,
                    moved_to: Some(path),
                    said: Vec::new(),
                }
            }
            result => result.map(taken_over)?,
        };
        let recalled = std::mem::take(&mut self.recalled);
        if recalled > 0 {
            let changes = counted(recalled, "change");
            let is = if recalled == 1 { "is" } else { "are" };
            saved.said.push(format!(
                "{changes} of the last session that could not be saved {is} saved now"
            ));
        }
        Ok(saved)
    }

    /// Tells what other programs did to the file.
    fn look(&mut self) {
        let located = &self.place.located;
        if located.why == Where::Corpus && is_folder_gone(&located.path) {
            // A folder that was moved, or a disk that was taken out, deletes nothing.
            self.answering.send(Answer::Failure(format!(
                "the folder of {} is gone; put it back, and Ctrl-S saves what you changed: it is kept until then",
                located.path.display()
            )));
            return self.watch_again();
        }
        let looked = self.keeping.as_mut().map(Keeping::look);
        match looked {
            Some(Ok(Some(saved))) => self.answering.send(Answer::Changed(taken_over(saved))),
            Some(Err(error)) => self.answering.send(Answer::Failure(error.to_string())),
            Some(Ok(None)) | None => {}
        }
        self.tell_damage();
        self.watch_again();
        self.tell_of_others();
    }

    /// Watches the file, where that is not done, or its folder may be another one now.
    fn watch_again(&mut self) {
        if self.watching.as_ref().is_none_or(Watching::is_shaken) {
            self.watch();
        }
    }

    fn watch(&mut self) {
        let queue = self.queue.clone();
        self.watching = Watching::start(&self.place.located.path, move || {
            let _ = queue.send(Keep::Stirred);
        });
    }
}

fn is_folder_gone(path: &Path) -> bool {
    path.parent()
        .is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.exists())
}

fn gone(path: &Path) -> StoreError {
    StoreError::Write {
        path: path.to_path_buf(),
        source: io::Error::new(
            io::ErrorKind::NotFound,
            "the folder of the articles is gone",
        ),
    }
}

fn taken_over(saved: store::Saved) -> Saved {
    Saved {
        foreign: saved.foreign,
        problems: saved.problems,
        ..Saved::default()
    }
}

/// A path as a person would type it: from the home folder where it is in there.
fn at_home(path: &Path) -> String {
    let home = std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    match home.and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) => Path::new("~").join(rest).display().to_string(),
        None => path.display().to_string(),
    }
}
