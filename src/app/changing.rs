//! What other programs do to the documents while one reads: new ones come, others go, and some have another text.

use std::collections::HashSet;
use std::sync::Arc;

use super::App;
use super::effect::{CorpusChange, Effect};
use super::going::Goal;
use super::reader::OpenDocument;
use super::status::SaveState;
use crate::anchor::Moved;
use crate::model::DocPath;

impl App {
    /// Opens the document that stands first, where nothing else is shown or was asked for.
    pub(super) fn first_found(&mut self, first: Option<DocPath>) {
        let is_free = self.reader.document().is_none()
            && self.opening.path.is_none()
            && self.refused.is_none();
        let Some(path) = first.filter(|_| is_free) else {
            return;
        };
        if self.library.index(&path).is_none() {
            if !self.library.walking {
                return;
            }
            self.list_ahead(&path);
        }
        self.open_any(&path, 1);
        self.opening.is_first = self.opening.path.is_some();
    }

    /// Reads the corpus and the annotations anew.
    pub(super) fn reload(&mut self) {
        if matches!(
            self.status.saving.state(),
            SaveState::Waiting | SaveState::Failed(_)
        ) {
            self.save_again();
            self.status.notice(
                "press it once more to read everything anew: what is not saved yet is saved first",
            );
            return;
        }
        self.library.restart();
        self.load_again();
        self.effects.push(Effect::Walk);
        let open = self.reader.document().map(|document| document.path.clone());
        let refused = self.refused.take().map(|refused| refused.path);
        if let Some(path) = open.or(refused) {
            self.list_ahead(&path);
            let here = self.here();
            self.read(&path, here.map_or(Goal::Resume, Goal::Place));
        }
        self.status.notice("reading the corpus anew");
    }

    /// Takes in which documents came, went and changed.
    pub(super) fn corpus_changed(&mut self, change: CorpusChange) {
        let CorpusChange {
            found,
            gone,
            changed,
        } = change;
        let is_annotated =
            |paths: &[DocPath]| paths.iter().any(|path| self.set().count_on(path) > 0);
        let is_known_missing = !found.is_empty() && self.missing().next().is_some();
        let is_to_trace = is_annotated(&gone) || is_known_missing;
        let is_to_look = is_annotated(&changed);
        self.take_out(gone);
        let is_new = |path: &DocPath| changed.contains(path) || found.contains(path);
        let is_shown_new = self
            .reader
            .document()
            .is_some_and(|document| is_new(&document.path));
        let is_opening_new = self.opening.path.as_ref().is_some_and(is_new);
        let refused = self.refused.as_ref().map(|refused| refused.path.clone());
        let refused = refused.filter(|path| is_new(path));
        if !found.is_empty() {
            self.found(found);
        }
        if is_opening_new {
            self.opening.is_overtaken = true;
        } else if is_shown_new {
            self.read_again();
        } else if let Some(path) = refused {
            self.refused = None;
            self.read(&path, Goal::Resume);
        }
        if is_to_trace {
            self.trace();
        }
        if is_to_look {
            self.look_at_texts();
            self.look_through();
        }
    }

    /// Takes documents out of the list that are not there any more. The one that is read stays.
    fn take_out(&mut self, gone: Vec<DocPath>) {
        let shown = self.reader.document().map(|document| &document.path);
        let shown = self.opening.path.as_ref().or(shown).cloned();
        let mut gone: HashSet<DocPath> = gone.into_iter().collect();
        if let Some(path) = shown.and_then(|path| gone.take(&path)) {
            self.status.notice(format!(
                "{} is not there any more; what was read of it is still shown",
                path.name()
            ));
            self.trail.expected = Some(path);
        }
        self.library.remove_all(&gone);
    }

    /// Has the document that is shown read again, for it is another one on disk.
    pub(super) fn read_again(&mut self) {
        let open = self.reader.open_document().cloned();
        self.effects.extend(open.map(Effect::Reread));
    }

    /// Goes on reading in the new text of the document that is shown, at the place one was at in the old one.
    pub(super) fn reread(&mut self, was: &OpenDocument, mut now: Arc<OpenDocument>, moved: &Moved) {
        let path = now.document.path.clone();
        let is_other = |shown: &OpenDocument| {
            (&shown.document.path, &shown.document.hash) != (&path, &was.document.hash)
        };
        if self.opening.path.is_some() {
            // What is on its way is what one will read on in.
            self.opening.is_overtaken |= self.opening.path.as_ref() == Some(&path);
            return;
        }
        let shown = self.reader.open_document();
        if shown.is_none_or(|shown| is_other(shown)) {
            let is_between = shown.is_some_and(|shown| {
                shown.document.path == path && shown.document.hash != now.document.hash
            });
            if is_between {
                // It was changed twice, and the first change is shown by now.
                self.read_again();
            }
            return;
        }
        OpenDocument::correct(&mut now, self.set().document(&path));
        let metadata = now.document.metadata.clone();
        self.reader.reread(now, moved, &self.annotations.set);
        self.library
            .describe(vec![(path.clone(), Ok(metadata.into()))]);
        self.note_text();
        self.keep_text_shown();
        self.refresh_facts();
        self.status.notice(format!(
            "{} was changed by another program: this is how it reads now",
            path.name()
        ));
    }
}
