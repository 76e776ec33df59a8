//! What finds annotations again once their article has changed: having a copy kept of the text they are on, and having them
//! looked for.

use std::sync::Arc;

use super::App;
use super::effect::Effect;
use crate::model::{DocumentRecord, Edit};

impl App {
    /// Has annotations looked for that are not where they were.
    pub(super) fn seek(&mut self) {
        if let Some(sought) = self.reader.sought(&self.annotations.set) {
            self.effects.push(Effect::Resolve(Arc::new(sought)));
        }
    }

    /// Has a copy kept of the text that is shown, where `edits` make it the one that was annotated last.
    pub(super) fn keep_text_of(&mut self, edits: &[Edit]) {
        let is_other = |edit: &Edit| match edit {
            Edit::Document { before, after } => {
                let hash = |side: &Option<Box<DocumentRecord>>| side.as_ref()?.hash.clone();
                hash(before) != hash(after)
            }
            Edit::Annotation { .. }
            | Edit::Tag { .. }
            | Edit::Grade { .. }
            | Edit::Order { .. } => false,
        };
        if edits.iter().any(is_other) {
            self.keep_text();
        }
    }

    /// Has a copy kept of an annotated text that was opened: it was annotated before copies were kept, or elsewhere. The
    /// built-in articles need none before a person has annotated them.
    pub(super) fn keep_text_shown(&mut self) {
        if !self.is_builtin {
            self.keep_text();
        }
    }

    /// Has a copy kept of the text that is shown, where that is the one in which the document was annotated last.
    fn keep_text(&mut self) {
        let Some(open) = self.reader.open_document() else {
            return;
        };
        let document = &open.document;
        let record = self.set().document(&document.path);
        let is_last = record.is_some_and(|record| record.hash.as_ref() == Some(&document.hash));
        let is_covered = record.is_some_and(|record| !record.coverage.is_empty());
        if is_last && (is_covered || self.set().count_on(&document.path) > 0) {
            self.effects.push(Effect::KeepText(Arc::clone(open)));
        }
    }
}
