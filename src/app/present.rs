//! Which text every document with verdicts has today, as far as that is known: what tells a verdict that has gone stale.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::App;
use super::effect::Effect;
use super::tabulating::TextsNow;
use crate::model::{Annotation, DocPath, TextHash};
use crate::review::{is_stale, latest};

/// The texts known.
#[derive(Debug, Default)]
pub struct Present {
    /// Handed over to whoever works something out behind the screen.
    hashes: Arc<HashMap<DocPath, TextHash>>,
    /// The number of what was asked for last: the answer to an older question is stale.
    number: u64,
}

impl App {
    /// The hash of the text that the document at `path` has now; nothing where that is not known: it was neither opened
    /// nor looked at.
    #[must_use]
    pub fn text_now(&self, path: &DocPath) -> Option<&TextHash> {
        let open = self.reader.document().filter(|open| open.path == *path);
        open.map(|open| &open.hash)
            .or_else(|| self.present.hashes.get(path))
    }

    /// The texts of documents as they are now, as far as they are known, and that of the one that is open.
    pub(super) fn texts_now(&self) -> TextsNow {
        let open = self.reader.document();
        TextsNow {
            known: Arc::clone(&self.present.hashes),
            open: open.map(|open| (open.path.clone(), open.hash.clone())),
        }
    }

    /// The hash of the text that a verdict is given on now: of the text there is, or else of the one in which the document
    /// was annotated last, which is all that whoever judges has seen.
    #[must_use]
    pub fn text_judged(&self, path: &DocPath) -> Option<&TextHash> {
        let annotated = || self.set().document(path)?.hash.as_ref();
        self.text_now(path).or_else(annotated)
    }

    /// Whether the verdict that counts was given on another text than the document of the annotation has now.
    #[must_use]
    pub fn is_judged_stale(&self, annotation: &Annotation) -> bool {
        let assessment = annotation.claim.as_ref().and_then(latest);
        let now = self.text_now(&annotation.document);
        assessment
            .zip(now)
            .is_some_and(|(assessment, now)| is_stale(assessment, now))
    }

    /// Has the documents looked at on which there are verdicts, save the one that is open.
    pub(super) fn look_at_texts(&mut self) {
        self.present.hashes = Arc::default();
        self.present.number += 1;
        let judged = self.set().annotations().filter(|annotation| {
            let assessment = annotation.claim.as_ref().and_then(latest);
            assessment.is_some_and(|assessment| assessment.hash.is_some())
        });
        let documents: BTreeSet<&DocPath> = judged.map(|annotation| &annotation.document).collect();
        let documents: Vec<DocPath> = documents.into_iter().cloned().collect();
        if !documents.is_empty() {
            let number = self.present.number;
            self.effects.push(Effect::LookAtTexts {
                number,
                documents: Arc::new(documents),
            });
        }
    }

    /// Remembers the text of the document that was just opened.
    pub(super) fn note_text(&mut self) {
        if let Some(document) = self.reader.document() {
            Arc::make_mut(&mut self.present.hashes)
                .insert(document.path.clone(), document.hash.clone());
        }
    }

    /// Takes in which texts documents have now.
    pub(super) fn texts_seen(&mut self, number: u64, seen: Vec<(DocPath, TextHash)>) {
        if number == self.present.number {
            Arc::make_mut(&mut self.present.hashes).extend(seen);
            self.articles_known();
        }
    }
}
