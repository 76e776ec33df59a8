//! Other reviewers' files, laid over the own one to be read.
//!
//! Owns which files are laid over, which of them are shown, and what is said where somebody tries to change what is theirs.
//! Which annotations those are the set knows; what is saved it parts from what is not.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::App;
use super::action::Program;
use super::effect::Effect;
use crate::model::{AnnotationId, AnnotationSet, Edit, Hue, Problem, Seal, TagColor};
use crate::text::counted;

/// Another reviewer's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What its reviewer is called here: as most of its annotations say, or else as the file is called.
    pub name: String,
    /// The file.
    pub file: PathBuf,
    /// What it holds.
    pub set: AnnotationSet,
    /// Its seal, if it has one.
    pub seal: Option<Seal>,
}

/// The files that are laid over, as they are on disk now, and the seal of the own one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The files.
    pub files: Vec<Arc<Other>>,
    /// What of them cannot be read.
    pub problems: Vec<Problem>,
    /// The seal of the own file.
    pub own_seal: Option<Seal>,
}

/// What is known of other reviewers' files.
#[derive(Debug, Default)]
pub(super) struct Others {
    read: Read,
    /// The reviewers that are not shown.
    hidden: BTreeSet<String>,
    /// Why something was not done, to be said once all that is said of it has been.
    refused: Option<String>,
}

/// How the reviewers of laid files are told apart, in the order of the files.
const COLORS: [Hue; 6] = [
    Hue::Purple,
    Hue::Cyan,
    Hue::Orange,
    Hue::Pink,
    Hue::Green,
    Hue::Blue,
];

/// Whether both files are open to be looked at beside each other.
#[must_use]
pub fn is_unsealed(own: Option<&Seal>, other: Option<&Seal>) -> bool {
    let is_open = |seal: Option<&Seal>| seal.is_none_or(|seal| seal.done.is_some());
    is_open(own) && is_open(other)
}

/// What the reviewer of a file is called: as most of its annotations say, or else `file`.
#[must_use]
pub fn named(set: &AnnotationSet, file: &str) -> String {
    let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for annotation in set.annotations().filter(|one| !one.reviewer.is_empty()) {
        *counts.entry(&annotation.reviewer).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(file, |(name, _)| name).to_owned()
}

impl App {
    /// Takes in what other reviewers' files hold now.
    pub(super) fn others_read(&mut self, read: Read) {
        let is_first = self.others.read.files.is_empty();
        let problems = read.problems.clone();
        self.others.read = read;
        self.show_others();
        if is_first && !self.others.read.files.is_empty() {
            self.status.remark(self.said_of_others());
        }
        self.status.report(problems);
        self.trace();
    }

    /// Takes off what is laid over the annotations, for something to be done to them alone.
    pub(super) fn take_off(&mut self) {
        self.annotations.set.take_off();
    }

    /// Lays over the annotations whatever is to be shown of others, after what was there has been taken off.
    pub(super) fn lay(&mut self) {
        self.annotations.set.take_off();
        let own_seal = self.others.read.own_seal.as_ref();
        let mut told = Vec::new();
        for other in &self.others.read.files {
            if self.others.hidden.contains(&other.name)
                || !is_unsealed(own_seal, other.seal.as_ref())
            {
                continue;
            }
            let overlay = self.annotations.set.lay(&other.name, &other.set);
            if !overlay.different.is_empty() {
                let many = counted(overlay.different.len(), "annotation");
                told.push(format!(
                    "{many} of {} in yours too and different there; yours {} shown",
                    other.name,
                    if overlay.different.len() == 1 {
                        "is"
                    } else {
                        "are"
                    }
                ));
            }
        }
        for sentence in told {
            self.status.note(sentence);
        }
    }

    fn show_others(&mut self) {
        if !self.annotations.is_loaded {
            return;
        }
        self.lay();
        self.sidebar.forget();
        self.forget_articles();
        self.library.order_anew();
        if !self.opening.is_glimpsed {
            self.reader.refresh(&self.annotations.set);
        }
        self.look_at_texts();
        self.refresh_facts();
        self.refresh_finder();
        self.refresh_codebook(&[]);
    }

    /// The edits of `edits` that are to be made, where some of them are about what others wrote; that is said.
    pub(super) fn only_own(&mut self, edits: Vec<Edit>) -> Vec<Edit> {
        let (mut own, theirs) = self.annotations.set.parted(edits);
        let is_annotation = |edit: &Edit| matches!(edit, Edit::Annotation { .. });
        if theirs.iter().any(is_annotation) && !own.iter().any(is_annotation) {
            // What was to be made besides, for the sake of theirs, is not wanted either.
            own.clear();
        }
        if let Some(sentence) = self.refusal(&theirs) {
            self.others.refused = Some(sentence);
        }
        own
    }

    fn refusal(&self, theirs: &[Edit]) -> Option<String> {
        let whose = theirs.iter().find_map(|edit| match edit {
            Edit::Annotation { before, after } => {
                let found = before.as_ref().or(after.as_ref())?;
                self.set().whose(found.id)
            }
            _ => None,
        });
        Some(match (whose, theirs.len()) {
            (_, 0) => return None,
            (Some(name), 1) => read_only(name),
            (Some(name), count) => format!("{count} of {name}'s are left as they are"),
            (None, _) => "the tag is only another reviewer's; give it to an annotation of yours, and it is yours too".to_owned(),
        })
    }

    /// Says why nothing can be done to the annotation, where it is another's; whether it is.
    pub(super) fn is_anothers(&mut self, id: AnnotationId) -> bool {
        let sentence = self.set().whose(id).map(read_only);
        let is_theirs = sentence.is_some();
        if let Some(sentence) = sentence {
            self.status.notice(sentence);
        }
        is_theirs
    }

    /// Says why something was not done, after all else that was said of it.
    pub(super) fn say_refused(&mut self) {
        if let Some(sentence) = self.others.refused.take() {
            self.status.notice(sentence);
        }
    }

    /// Whose the annotation is, and the colour that reviewer has here; nothing for one's own.
    #[must_use]
    pub fn reviewer_of(&self, id: AnnotationId) -> Option<(&str, TagColor)> {
        let name = self.set().whose(id)?;
        let mut files = self.others.read.files.iter();
        let place = files.position(|other| other.name == name).unwrap_or(0);
        let hue = COLORS.get(place % COLORS.len()).copied()?;
        Some((name, TagColor::Named(hue)))
    }

    /// What the status line says of a seal: that the own file is sealed, or whose is and is therefore not shown.
    #[must_use]
    pub fn sealed(&self) -> Option<String> {
        let read = &self.others.read;
        match &read.own_seal {
            Some(seal) if seal.done.is_none() => return Some("SEALED".to_owned()),
            _ => {}
        }
        let closed = read
            .files
            .iter()
            .filter(|other| !is_unsealed(None, other.seal.as_ref()));
        let names: Vec<&str> = closed.map(|other| other.name.as_str()).collect();
        (!names.is_empty()).then(|| format!("{} SEALED", names.join(", ")))
    }

    /// Which reviewers there are, how much each wrote, and whether it is shown.
    fn said_of_others(&self) -> String {
        let read = &self.others.read;
        let said = |other: &Arc<Other>| {
            let count = counted(other.set.len(), "annotation");
            let how = if !is_unsealed(read.own_seal.as_ref(), other.seal.as_ref()) {
                ", sealed until both are done"
            } else if self.others.hidden.contains(&other.name) {
                ", hidden"
            } else {
                ""
            };
            format!("{}: {count}{how}", other.name)
        };
        let all: Vec<String> = read.files.iter().map(said).collect();
        if all.is_empty() {
            "no other reviewer's file is laid over; start postil with `--with FILE`".to_owned()
        } else {
            all.join(" · ")
        }
    }

    /// Shows what every reviewer wrote, or hides all, where one is shown.
    fn turn_reviewers(&mut self) {
        // What is sealed is not shown anyway, and is not to stay hidden once it could be.
        let read = &self.others.read;
        let open = read
            .files
            .iter()
            .filter(|other| is_unsealed(read.own_seal.as_ref(), other.seal.as_ref()));
        let names: BTreeSet<String> = open.map(|other| other.name.clone()).collect();
        let is_any_shown = names.iter().any(|name| !self.others.hidden.contains(name));
        self.others.hidden = if is_any_shown { names } else { BTreeSet::new() };
        self.show_others();
        self.status.notice(self.said_of_others());
    }

    /// Shows or hides what the reviewer called `name` wrote.
    ///
    /// # Errors
    /// When nobody is called so; the message says who there is.
    pub(super) fn turn_reviewer(&mut self, name: &str) -> Result<(), String> {
        let mut files = self.others.read.files.iter();
        let Some(other) = files.find(|other| other.name == name) else {
            return Err(format!(
                "nobody is called {name:?}; {}",
                self.said_of_others()
            ));
        };
        let name = other.name.clone();
        if !self.others.hidden.remove(&name) {
            self.others.hidden.insert(name);
        }
        self.show_others();
        self.status.notice(self.said_of_others());
        Ok(())
    }

    /// Does what has to do with other reviewers.
    pub(super) fn review_together(&mut self, program: Program) {
        match program {
            Program::Seal => self.seal(false),
            Program::Done => self.seal(true),
            _ => self.turn_reviewers(),
        }
    }

    /// Seals the annotations file, or says that one is done.
    fn seal(&mut self, is_done: bool) {
        if self.is_hindered() {
            return;
        }
        let read = &self.others.read;
        match (&read.own_seal, is_done) {
            (None, true) => self.status.notice("the file is not sealed; :seal seals it"),
            (Some(seal), true) if seal.done.is_some() => {
                self.status
                    .notice("you are done already; what others wrote is shown once they are");
            }
            (Some(_), false) => self
                .status
                .notice("the file is sealed already; :seal-done says that you are done"),
            _ => {
                let reviewer = self.annotations.reviewer.clone();
                self.effects.push(Effect::Seal { reviewer, is_done });
                self.status.notice(if is_done {
                    "done: what others wrote is shown once they are done too"
                } else {
                    "sealed: what others wrote is not shown until both are done. The file is plain text: this keeps from looking by accident"
                });
            }
        }
    }
}

/// What is said where somebody tries to change what is another's.
fn read_only(name: &str) -> String {
    format!("this is {name}'s and read only: annotate the passage yourself, or link to it")
}
