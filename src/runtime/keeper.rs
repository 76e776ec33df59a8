//! The keeper: the one thread that writes the annotations and what is remembered of the place one was in.
//!
//! What it is asked for it does in that order, and nothing it was asked for is given up: what cannot be saved is kept, and
//! tried again with what comes next, and at the end.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use jiff::Timestamp;

use super::remembering::{self, Memory};
use super::workers::{Answering, Place};
use crate::app::effect::{Answer, Loaded, Saved};
use crate::app::reader::OpenDocument;
use crate::corpus::builtin;
use crate::model::{Edit, Problem};
use crate::store::plain;
use crate::store::texts::Texts;
use crate::store::{Located, Store, StoreError, Where, user_data_path};
use crate::ui::theme::Background;

/// Work for the one thread that writes files, in the order it was asked for.
#[derive(Debug)]
pub enum Keep {
    Load,
    Save(Vec<Edit>),
    Remember(Box<crate::app::effect::Remembered>),
    Background(Background),
    Opened(Vec<PathBuf>),
    Text(Arc<OpenDocument>),
}

/// The one thread that writes the annotations and the state.
pub struct Keeper {
    place: Place,
    answering: Answering,
    store: Option<Store>,
    /// What could not be saved yet, in the order it was made.
    unsaved: Vec<Edit>,
    memory: Memory,
    /// Whether it was said that texts cannot be kept: once is enough.
    has_told_of_texts: bool,
}

impl Keeper {
    pub fn new(place: Place, answering: Answering) -> Self {
        let memory = Memory::new(place.folders.state.clone(), place.corpus.key());
        Self {
            place,
            answering,
            store: None,
            unsaved: Vec::new(),
            memory,
            has_told_of_texts: false,
        }
    }

    /// Works until the queue is closed; then says why something is not on disk, if so.
    pub fn run(mut self, queue: &Receiver<Keep>) -> Option<String> {
        let mut failed = None;
        for work in queue {
            match work {
                Keep::Load => self.load(),
                Keep::Text(open) => self.keep_text(&open),
                Keep::Opened(paths) => self.tell(remembering::save_opened(&self.memory, &paths)),
                Keep::Save(edits) => failed = self.save(edits).err(),
                Keep::Remember(remembered) => {
                    self.tell(remembering::save(&self.memory, &remembered));
                }
                Keep::Background(background) => {
                    self.tell(remembering::save_background(&self.memory, background));
                }
            }
        }
        self.last_attempt(failed)
    }

    /// What could not be saved is tried once more at the end, and goes into a file of its own where that fails too.
    fn last_attempt(&mut self, failed: Option<String>) -> Option<String> {
        if self.unsaved.is_empty() || self.write().is_ok() {
            return None;
        }
        let reason = failed.unwrap_or_default();
        let folder = self.place.folders.data.join("unsaved");
        let path = folder.join(format!(
            "{}.toml",
            Timestamp::now().strftime("%Y-%m-%dT%H-%M-%SZ")
        ));
        let kept = Store::open(&path).and_then(|loaded| {
            let mut store = loaded.store;
            store.save(&self.unsaved)
        });
        Some(match kept {
            Ok(_) => format!("{reason}. What was not saved is in {}", path.display()),
            Err(error) => format!("{reason}. It could not be kept elsewhere either: {error}"),
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
        let path = &self.place.located.path;
        let is_builtin = self.place.corpus.key() == crate::store::BUILT_IN;
        let opened = if is_builtin {
            Store::open_with_default(path, builtin::ANNOTATIONS)
        } else {
            Store::open(path)
        };
        let answer = opened.map(|loaded| {
            self.store = Some(loaded.store);
            Loaded {
                set: loaded.set,
                problems: loaded.problems,
                file: path.clone(),
                is_elsewhere: self.place.located.why == Where::UserData,
                read_only: loaded.read_only,
            }
        });
        self.answering
            .send(Answer::Loaded(answer.map_err(|error| error.to_string())));
    }

    fn save(&mut self, edits: Vec<Edit>) -> Result<(), String> {
        self.unsaved.extend(edits);
        let result = self.write();
        if result.is_ok() {
            self.unsaved.clear();
        }
        let reason = result.as_ref().err().map(ToString::to_string);
        self.answering
            .send(Answer::Saved(result.map_err(|error| error.to_string())));
        reason.map_or(Ok(()), Err)
    }

    fn write(&mut self) -> Result<Saved, StoreError> {
        let Some(store) = &mut self.store else {
            let path = self.place.located.path.clone();
            return Err(StoreError::Read {
                path,
                source: io::Error::other("it was not read"),
            });
        };
        let path = &self.place.located.path;
        let folder_is_gone = path
            .parent()
            .is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        if folder_is_gone && self.place.located.why == Where::Corpus {
            // A corpus that is gone is not made again with nothing but notes in it.
            return Err(StoreError::Write {
                path: path.clone(),
                source: io::Error::new(
                    io::ErrorKind::NotFound,
                    "the folder of the articles is gone",
                ),
            });
        }
        match store.save(&self.unsaved) {
            // A corpus that cannot be written to keeps its annotations with the person.
            Err(error) if error.is_unwritable() && self.place.located.why == Where::Corpus => {
                let path = user_data_path(&self.place.corpus.key(), &self.place.folders.data);
                let moved = store.relocate(&path)?;
                let saved = store.save(&self.unsaved)?;
                let foreign = moved.foreign.into_iter().chain(saved.foreign).collect();
                let problems = moved.problems.into_iter().chain(saved.problems).collect();
                self.place.located = Located {
                    path: path.clone(),
                    why: Where::UserData,
                };
                Ok(Saved {
                    foreign,
                    problems,
                    moved_to: Some(path),
                })
            }
            result => result.map(|saved| Saved {
                foreign: saved.foreign,
                problems: saved.problems,
                moved_to: None,
            }),
        }
    }
}
