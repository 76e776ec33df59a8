//! Importing what other programs wrote: asked for here, worked out behind the screen, made as one step.

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::effect::{Answer, Effect};
use super::overlay::{Overlay, Working};
use crate::model::{AnnotationSet, Edit};

/// What is to be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Importing {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// What was typed: a file, perhaps with its format.
    pub typed: String,
    /// The annotations that it comes to.
    pub set: AnnotationSet,
    /// Who made what names nobody.
    pub reviewer: String,
    /// When it was asked for.
    pub now: Timestamp,
}

/// What an import comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// What was imported, or that nothing was, as a sentence.
    pub sentence: String,
    /// What is to be done.
    pub edits: Vec<Edit>,
    /// What else a person should know, a sentence each.
    pub more: Vec<String>,
}

impl App {
    /// Imports the file that was typed.
    pub(super) fn import(&mut self, typed: &str, now: Timestamp) {
        if typed.is_empty() {
            return self.show_palette("import ");
        }
        if self.is_hindered() {
            return;
        }
        let label = format!("importing {typed}");
        self.overlays.push(Overlay::Working(Working {
            label,
            done: 0,
            all: 0,
        }));
        self.ask_import(typed.to_owned(), now);
    }

    fn ask_import(&mut self, typed: String, now: Timestamp) {
        self.reworkings.number += 1;
        let asked = Arc::new(Importing {
            number: self.reworkings.number,
            typed,
            set: self.set().clone(),
            reviewer: self.annotations.reviewer.clone(),
            now,
        });
        self.reworkings.importing = Some(Arc::clone(&asked));
        self.effects.push(Effect::Import(Some(asked)));
    }

    /// Takes in how far an import is, or what came of it.
    pub(super) fn import_answered(&mut self, answer: Answer) {
        match answer {
            Answer::Importing { number, done, all } => self.importing(number, done, all),
            Answer::Imported { number, result } => self.imported(number, result),
            _ => {}
        }
    }

    /// How far it is: so many annotations of so many.
    fn importing(&mut self, number: u64, far: usize, of: usize) {
        if number != self.reworkings.number {
            return;
        }
        for overlay in &mut self.overlays {
            if let Overlay::Working(working) = overlay {
                (working.done, working.all) = (far, of);
            }
        }
    }

    /// Takes in what was worked out. Where the annotations were changed meanwhile it is asked for again.
    fn imported(&mut self, number: u64, result: Result<Box<Brought>, String>) {
        if number != self.reworkings.number {
            return;
        }
        let Some(asked) = self.reworkings.importing.take() else {
            return;
        };
        if result.is_ok() && !asked.set.is_copy_of(self.set()) {
            return self.ask_import(asked.typed.clone(), asked.now);
        }
        self.end_working();
        let brought = match result {
            Ok(brought) => *brought,
            Err(reason) => return self.status.failure(reason),
        };
        let Brought {
            sentence,
            edits,
            more,
        } = brought;
        if !edits.is_empty() {
            if self.is_hindered() {
                return;
            }
            self.commit(sentence.clone(), edits);
        }
        let hint = if more.is_empty() {
            ""
        } else {
            "; :messages tells what became of it"
        };
        for sentence in more {
            self.status.note(sentence);
        }
        self.status.notice(format!("{sentence}{hint}"));
    }
}
