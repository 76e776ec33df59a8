//! Deciding on a sentence: tagged or left untagged, it was seen; then on to the next.

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;

use super::Reviewing;
use crate::app::App;
use crate::app::jumps::Place;
use crate::app::reader::{OpenDocument, Passage};
use crate::model::{Coverage, Document, Edit, ReadingStatus, Span, Stretches};
use crate::review::Sentences;

/// How many decisions can be gone back to.
const KEPT: usize = 1000;

/// What is being decided on.
#[derive(Debug)]
pub(in crate::app) struct Decision {
    /// The sentences.
    numbers: Range<usize>,
    /// Where they are, in bytes of the text.
    span: Span,
    /// Whether they were seen before.
    was_seen: bool,
}

impl App {
    /// What a decision on `passage` is about; nothing where nothing is reviewed, or something else.
    pub(in crate::app) fn decision(&self, passage: &Passage) -> Option<Decision> {
        let (sentences, seen) = (self.sentences()?, self.seen()?);
        let open = self.reader.open_document()?;
        if !self.review.is_on || !Arc::ptr_eq(open, &passage.open) {
            return None;
        }
        let numbers = sentences.within(passage.span);
        Some(Decision {
            was_seen: sentences.unseen(numbers.clone(), seen).is_none(),
            span: passage.span,
            numbers,
        })
    }

    /// Whether the key of a tag that `passage` has already confirms it: it was given before the sentence was seen.
    pub(in crate::app) fn is_to_confirm(&self, passage: &Passage) -> bool {
        let decision = self.decision(passage);
        decision.is_some_and(|decision| !decision.was_seen)
    }

    /// Adds to `edits` that `passage`, which was tagged, was seen: by a decision on it, or while reading a document whose
    /// review was begun.
    pub(in crate::app) fn see_tagged(
        &self,
        passage: &Passage,
        decision: Option<&Decision>,
        edits: &mut Vec<Edit>,
    ) {
        let OpenDocument {
            document, points, ..
        } = &*passage.open;
        match (decision, self.coverage_of_text(document)) {
            (Some(decision), _) => self.see(decision, edits),
            (None, Some(known)) => {
                let sentences = Sentences::around(document, points, passage.span);
                let seen = sentences.seeing(sentences.within(passage.span), &known.seen);
                let more = sentences.decided(&seen) - sentences.decided(&known.seen);
                let coverage = Coverage {
                    decided: known.sentences.min(known.decided + more),
                    seen,
                    ..known.clone()
                };
                self.record_seen(document, coverage, edits);
            }
            // What is tagged already is known when the review begins.
            (None, None) => {}
        }
    }

    /// Adds to `edits` that the sentences of a decision were seen.
    fn see(&self, decision: &Decision, edits: &mut Vec<Edit>) {
        let Some(document) = self.reader.document() else {
            return;
        };
        let (Some(sentences), Some(seen)) = (self.sentences(), self.seen()) else {
            return;
        };
        if decision.numbers.is_empty() {
            return;
        }
        let seen = sentences.seeing(decision.numbers.clone(), seen);
        let coverage = Coverage {
            reviewer: self.annotations.reviewer.clone(),
            hash: Some(document.hash.clone()),
            sentences: sentences.len(),
            decided: sentences.decided(&seen),
            seen,
        };
        self.record_seen(document, coverage, edits);
    }

    /// Adds to `edits` what this reviewer has seen of `document`, unless that is what is recorded.
    fn record_seen(&self, document: &Document, coverage: Coverage, edits: &mut Vec<Edit>) {
        if self.coverage_of(&document.path) == Some(&coverage) {
            return;
        }
        let earlier = edits.iter().position(|edit| {
            matches!(edit, Edit::Document { after: Some(after), .. } if after.path == document.path)
        });
        let (before, mut after) = if let Some(Edit::Document {
            before,
            after: Some(after),
        }) = earlier.map(|at| edits.remove(at))
        {
            (before, after)
        } else {
            let before = self.set().document(&document.path).cloned();
            (before.map(Box::new), Box::new(self.record(&document.path)))
        };
        after.annotated_as(&document.hash);
        after.status = after.status.or(Some(ReadingStatus::Reading));
        let mut known = after.coverage.iter_mut();
        match known.find(|known| known.reviewer == coverage.reviewer) {
            Some(known) => *known = coverage,
            None => after.coverage.push(coverage),
        }
        let after = Some(after);
        edits.insert(0, Edit::Document { before, after });
    }

    /// Goes on after a decision: to the next sentence that was not seen; from one that had been seen, to the next.
    pub(in crate::app) fn go_on_after(&mut self, decision: Option<Decision>) {
        let Some(Decision {
            numbers,
            span,
            was_seen,
        }) = decision
        else {
            return;
        };
        self.count_again(numbers.clone());
        self.settle_reviewing();
        if let Some(here) = self.place_of(span.start) {
            if self.review.decisions.len() == KEPT {
                self.review.decisions.remove(0);
            }
            self.review.decisions.push(here);
        }
        let (Some(sentences), Some(seen)) = (self.sentences(), self.seen()) else {
            return;
        };
        if self.review.stays {
            return;
        }
        let after = sentences.from(span.end);
        let next = if was_seen && !numbers.is_empty() {
            Some(after).filter(|after| *after < sentences.len())
        } else {
            sentences.unseen(after..sentences.len(), seen)
        };
        if let Some(next) = next {
            return self.go_to_sentence(next);
        }
        let said = self.status.message().map(|said| said.text.clone());
        let rest = self.said_of_rest();
        let said = said.map_or_else(|| rest.clone(), |said| format!("{said}; {rest}"));
        self.status.notice(said);
    }

    /// The place of a byte of the open document.
    fn place_of(&self, byte: usize) -> Option<Place> {
        let open = self.reader.open_document()?;
        Some(Place {
            document: open.document.path.clone(),
            position: open.points.from_byte(&open.document.text, byte),
        })
    }

    pub(super) fn review_tag(&mut self, key: char, stays: bool, now: Timestamp) {
        if self.is_hindered() {
            return;
        }
        self.review.stays = stays;
        self.tag_with_key(key, now);
        self.review.stays = false;
    }

    pub(super) fn begin_adding(&mut self) {
        self.review.is_adding = !self.review.is_adding;
    }

    /// Lets the wait for the key of a tag to add end; whether there was one.
    pub(in crate::app) fn end_adding(&mut self) -> bool {
        std::mem::take(&mut self.review.is_adding)
    }

    pub(super) fn leave_untagged(&mut self) {
        let Some(passage) = self.reader.target() else {
            return;
        };
        if self.is_hindered() {
            return;
        }
        let decision = self.decision(&passage);
        let mut edits = Vec::new();
        if let Some(decision) = &decision {
            self.see(decision, &mut edits);
        }
        self.reader.deselect();
        if !edits.is_empty() {
            let is_tagged = self
                .own_annotation_on(&passage)
                .is_some_and(|annotation| !annotation.tags.is_empty());
            let label = if is_tagged {
                "left as it is"
            } else {
                "left untagged"
            };
            self.commit(label.to_owned(), edits);
        }
        self.go_on_after(decision);
    }

    pub(super) fn back_one_decision(&mut self) {
        match self.review.decisions.pop() {
            Some(place) => {
                self.reader.drop_frame();
                self.return_to(&place);
            }
            None => self
                .status
                .notice("nothing was decided in this session yet"),
        }
    }

    /// What was seen of the open document, where it is reviewed: for [`App::return_to_decided`].
    pub(in crate::app) fn seen_before(&self) -> Option<Stretches> {
        self.seen().filter(|_| self.review.is_on).cloned()
    }

    /// Returns to the sentence that was decided on in a step that was taken back or made again, `before` being what was
    /// seen before that.
    pub(in crate::app) fn return_to_decided(&mut self, before: Option<&Stretches>) {
        let (Some(before), Some(seen), Some(sentences)) = (before, self.seen(), self.sentences())
        else {
            return;
        };
        let changed = before.without(seen).with(&seen.without(before));
        let Some((start, _)) = changed.ranges().first() else {
            return;
        };
        // Where stretches were joined, the white space before a sentence changed with it.
        let number = sentences.at_point(*start);
        self.go_to_sentence(number);
        if let Some(here) = self.here()
            && self.review.decisions.last() == Some(&here)
        {
            self.review.decisions.pop();
        }
    }
}

/// Whether an action waits for the sentences to be known.
pub(in crate::app) fn waits_for_sentences(action: Reviewing) -> bool {
    !matches!(
        action,
        Reviewing::Toggle | Reviewing::Leave | Reviewing::Queue
    )
}
