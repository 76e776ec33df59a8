//! Looking at annotations whose text has changed: walking from one to the next, here and in the other documents, and
//! deciding where each belongs. Every decision is one step of undo; where an annotation was made is kept for ever. What
//! is shown of each is in [`super::comparing`].

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::effect::Effect;
use super::going::Goal;
use super::overlay::{AnchorReview, Decision, Overlay, Stop, choices};
use super::reader::{OpenDocument, needs_a_person};
use crate::anchor::{Candidate, State, capture};
use crate::model::{Anchor, Annotation, AnnotationId, Attachment, DocPath, Edit, Span, TextHash};
use crate::text::counted;

/// Looks at annotations whose text has changed, and decides where they belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// Begins to look at them.
    Review,
    /// Begins to look at those that have no place, and at documents that are not there.
    Orphans,
    /// Accepts the place that is shown.
    Accept,
    /// Accepts the places of all in this document that were merely edited.
    AcceptEdited,
    /// Shows the next place there is to choose from.
    NextPlace,
    /// Shows the previous place.
    PreviousPlace,
    /// Shows the place with this number.
    Place(char),
    /// Goes to the reader, to select a place by hand.
    ByHand,
    /// Attaches the annotation to what is selected.
    Attach,
    /// Gives up selecting a place by hand.
    Return,
    /// Leaves the annotation as it is and goes on to the next one.
    Leave,
    /// Goes back to the one before.
    Previous,
    /// Takes the last decision back.
    TakeBack,
    /// A row down.
    Down,
    /// A row up.
    Up,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Ends it.
    Close,
}

/// What is remembered beside a review that is on the screen.
#[derive(Debug, Default)]
pub struct Looking {
    /// The review that is gone back to once a place was selected by hand.
    pub attaching: Option<Box<AnchorReview>>,
    /// The document whose kept texts were asked for last, and those of the one they came for.
    pub asked: Option<DocPath>,
    pub texts: Option<(DocPath, Vec<String>)>,
    /// The text of which it was said that there is something to look at.
    told: Option<(DocPath, TextHash)>,
}

/// A new place of an annotation.
pub(super) struct Place {
    /// Of which annotation.
    pub id: AnnotationId,
    /// Where, in bytes of the text.
    pub span: Span,
    /// How it came there.
    pub how: Attachment,
    /// How sure postil was of it, from 0 to 1, where it had found it.
    pub score: Option<f32>,
}

impl App {
    pub(super) fn anchor_action(&mut self, asked: Asked, now: Timestamp) {
        match asked {
            Asked::Review | Asked::Orphans if self.looking.attaching.is_some() => {
                return self.return_to_review();
            }
            Asked::Review => return self.begin_review(false, None),
            Asked::Orphans => return self.begin_review(true, None),
            Asked::Attach => return self.attach(now),
            Asked::Return => return self.return_to_review(),
            _ => {}
        }
        let top = self
            .overlays
            .pop_if(|top| matches!(top, Overlay::Anchors(_)));
        let Some(Overlay::Anchors(mut review)) = top else {
            let begin = self.keymap.keys_of("review-anchors").next();
            let begin = begin.unwrap_or_else(|| ":review-anchors".to_owned());
            return self
                .status
                .notice(format!("nothing is being looked at; {begin} begins"));
        };
        let page = self.page();
        match asked {
            Asked::Accept => self.accept_place(&mut review, now),
            Asked::AcceptEdited => self.accept_edited(&mut review, now),
            Asked::NextPlace => self.step_places(&mut review, 1),
            Asked::PreviousPlace => self.step_places(&mut review, -1),
            Asked::Place(digit) => {
                let index = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
                let index = index.and_then(|index| usize::try_from(index).ok());
                if !index.is_some_and(|index| review.choose(index)) {
                    self.status.notice(format!("there is no place {digit}"));
                }
            }
            Asked::ByHand => return self.select_by_hand(review),
            Asked::Leave => self.next_stop(&mut review),
            Asked::Previous => self.previous_stop(&mut review),
            Asked::TakeBack => self.take_decision_back(&mut review),
            Asked::Down => review.top += 1,
            Asked::Up => review.top = review.top.saturating_sub(1),
            Asked::PageDown => review.top = review.top.saturating_add_signed(page),
            Asked::PageUp => review.top = review.top.saturating_add_signed(-page),
            Asked::Close => return self.end_review(&review),
            Asked::Review | Asked::Orphans | Asked::Attach | Asked::Return => {}
        }
        self.overlays.push(Overlay::Anchors(review));
    }

    /// Begins to look, at `first` if it is something to look at.
    pub(super) fn begin_review(&mut self, orphans_only: bool, first: Option<AnnotationId>) {
        let paths = self.other_annotated();
        let mut review = AnchorReview::default();
        review.orphans_only = orphans_only;
        review.is_surveyed = paths.is_empty();
        review.survey = self.survey(&paths);
        // Where the words went that are gone from an article is told before each of them is.
        self.add_missing(&mut review, true);
        self.gather(&mut review);
        self.add_missing(&mut review, false);
        let is_first = |stop: &Stop| first.is_some() && stop.annotation == first;
        if let Some(at) = review.stops.iter().position(is_first) {
            review.go(at);
        }
        self.overlays.push(Overlay::Anchors(Box::new(review)));
    }

    /// The documents of the list that there are annotations on, save the one that is read; those after that come first.
    pub(super) fn other_annotated(&self) -> Vec<DocPath> {
        let here = self.reader.document().map(|document| &document.path);
        let from = here.and_then(|path| self.library.index(path));
        let annotated = self.set().annotated().into_iter();
        let others = annotated.filter(|path| Some(*path) != here);
        let numbered = others.filter_map(|path| Some((self.library.index(path)?, path)));
        let mut documents: Vec<(usize, &DocPath)> = numbered.collect();
        documents.sort_unstable();
        let split = documents.partition_point(|(index, _)| Some(*index) <= from);
        documents.rotate_left(split);
        documents
            .into_iter()
            .map(|(_, path)| path.clone())
            .collect()
    }

    /// Has the document at `to` looked through, which annotations followed to, with those that were not yet.
    pub(super) fn survey_again(&mut self, review: &mut AnchorReview, to: DocPath) {
        let mut paths = vec![to];
        if !review.is_surveyed {
            paths.extend(self.other_annotated());
        }
        review.survey = self.survey(&paths);
        review.is_surveyed = false;
    }

    /// Adds what there is to look at in the document that is read.
    fn gather(&self, review: &mut AnchorReview) {
        let (Some(document), places) = (self.reader.document(), self.reader.places()) else {
            return;
        };
        if places.to_look_at() == 0 {
            return;
        }
        let found = places.iter();
        let found = found.filter_map(|(id, placement)| Some((id, placement?.state)));
        review.add(&document.path, found.collect());
    }

    /// Whether a stop still has to be decided on, as far as is known.
    pub(super) fn is_undecided(&self, review: &AnchorReview, index: usize) -> bool {
        let Some(stop) = review.stops.get(index) else {
            return false;
        };
        let Some(id) = stop.annotation else {
            return self.missing_at(&stop.document).is_some();
        };
        let is_there = self
            .set()
            .get(id)
            .is_some_and(|annotation| annotation.document == stop.document);
        let is_open = self
            .reader
            .document()
            .is_some_and(|document| document.path == stop.document);
        is_there
            && if is_open {
                let placement = self.reader.places().placement(id);
                placement.is_none_or(|found| needs_a_person(found.state))
            } else {
                !review.is_decided(index)
            }
    }

    /// Goes on to the next stop at which something has to be decided.
    pub(super) fn next_stop(&mut self, review: &mut AnchorReview) {
        let mut further = review.at + 1..review.stops.len();
        let next = further.find(|index| self.is_undecided(review, *index));
        review.go(next.unwrap_or(review.stops.len()));
    }

    /// Goes back to the stop before, decided on or not; a document that was found is none to look at any more.
    fn previous_stop(&mut self, review: &mut AnchorReview) {
        let mut before = (0..review.at).rev();
        let is_there = |index: &usize| {
            let stop = review.stops.get(*index);
            stop.is_some_and(|stop| self.is_there_to_see(stop))
        };
        match before.find(is_there) {
            Some(index) => review.go(index),
            None => self.status.notice("this is the first"),
        }
    }

    /// Whether there still is what a stop is about.
    fn is_there_to_see(&self, stop: &Stop) -> bool {
        match stop.annotation {
            Some(id) => self.set().get(id).is_some(),
            None => self.missing_at(&stop.document).is_some(),
        }
    }

    fn end_review(&mut self, review: &AnchorReview) {
        let numbers = 0..review.stops.len();
        let left = numbers.filter(|index| self.is_undecided(review, *index));
        match left.count() {
            0 if review.stops.is_empty() && review.is_surveyed => {
                let mut annotated = self.set().annotated().into_iter();
                let is_any_lost = annotated.any(|path| self.library.index(path).is_none());
                let what = if is_any_lost && !self.is_single {
                    "nothing to look at in the documents that are there"
                } else if review.orphans_only {
                    "no annotation has lost its place"
                } else {
                    "every annotation is where it belongs"
                };
                self.status.notice(what);
            }
            0 => {}
            left => self.status.notice(format!("{left} left to look at")),
        }
    }

    fn step_places(&mut self, review: &mut AnchorReview, count: isize) {
        if review.shown.choices < 2 {
            self.status.notice("there is no other to choose from");
        }
        review.step(count);
    }

    /// The document of a stop, where that is what is read.
    pub(super) fn document_of(&self, stop: &Stop) -> Option<&Arc<OpenDocument>> {
        let open = self.reader.open_document();
        open.filter(|open| open.document.path == stop.document)
    }

    fn accept_place(&mut self, review: &mut AnchorReview, now: Timestamp) {
        let Some(stop) = review.stop().cloned() else {
            return self.status.notice("there is nothing to accept yet");
        };
        if self.is_hindered() {
            return;
        }
        let Some(id) = stop.annotation else {
            return self.accept_document(review, &stop.document);
        };
        let open = self.document_of(&stop).cloned();
        let Some((open, placement)) = open.zip(self.reader.places().placement(id)) else {
            return self.status.notice("it is still being looked for");
        };
        if !needs_a_person(placement.state) {
            self.status.notice("that is decided already");
            return self.next_stop(review);
        }
        let elsewhere = self.elsewhere(id);
        if let Some(to) = elsewhere.get(review.candidate).cloned() {
            return self.accept_elsewhere(review, id, &to);
        }
        let local = review.candidate - elsewhere.len();
        let is_found = placement.span.is_some();
        let chosen = choices(placement).get(local).copied();
        let Some(Candidate { span, score }) = chosen else {
            let text = "there is no place to accept: select one by hand, or leave it as it is";
            return self.status.notice(text);
        };
        let (how, label) = if is_found && local == 0 {
            (Attachment::Accepted, "accepted where it is now")
        } else {
            (Attachment::Chosen, "put where you chose")
        };
        let place = Place {
            id,
            span,
            how,
            score: Some(score),
        };
        let decided = vec![(review.at, place)];
        self.decide(review, &open, label.to_owned(), decided, now);
        self.next_stop(review);
    }

    /// Accepts the places of all in this document that were merely edited. What a claim with a verdict says is not for the
    /// many to decide.
    fn accept_edited(&mut self, review: &mut AnchorReview, now: Timestamp) {
        if self.is_hindered() {
            return;
        }
        let Some(open) = self.reader.open_document().cloned() else {
            return;
        };
        let mut with_verdict = 0;
        let mut decided: Vec<(usize, Place)> = Vec::new();
        for (index, stop) in review.stops.iter().enumerate() {
            let here = stop
                .annotation
                .filter(|_| stop.document == open.document.path);
            let found = here.and_then(|id| Some((id, self.reader.places().placement(id)?)));
            let Some((id, found)) = found.filter(|(_, found)| found.state == State::Edited) else {
                continue;
            };
            if self.set().get(id).is_none_or(has_verdict) {
                with_verdict += 1;
            } else if let Some(span) = found.span {
                let place = Place {
                    id,
                    span,
                    how: Attachment::Accepted,
                    score: Some(found.score),
                };
                decided.push((index, place));
            }
        }
        let verdicts = match with_verdict {
            0 => "",
            _ => "; what has a verdict is for you to decide one by one",
        };
        if decided.is_empty() {
            let text = format!("nothing else in this document was merely edited{verdicts}");
            return self.status.notice(text);
        }
        let label = format!("accepted {}", counted(decided.len(), "edited annotation"));
        self.decide(review, &open, label.clone(), decided, now);
        self.status.notice(format!("{label}{verdicts}"));
        if !self.is_undecided(review, review.at) {
            self.next_stop(review);
        }
    }

    /// Puts annotations where `decided` says in the text of `open`, each with the number of its stop: one step.
    pub(super) fn decide(
        &mut self,
        review: &mut AnchorReview,
        open: &OpenDocument,
        label: String,
        decided: Vec<(usize, Place)>,
        now: Timestamp,
    ) {
        let OpenDocument {
            document, points, ..
        } = open;
        let at = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let before = self.set().document(&document.path).cloned();
        let mut record = self.record(&document.path);
        record.annotated_as(&document.hash);
        let mut edits = Vec::new();
        if before.as_ref() != Some(&record) {
            edits.push(Edit::Document {
                before: before.map(Box::new),
                after: Some(Box::new(record)),
            });
        }
        let mut stops = Vec::new();
        for (stop, place) in decided {
            let anchor = Anchor {
                selector: capture(&document.text, points, place.span),
                hash: Some(document.hash.clone()),
                how: Some(place.how),
                score: place.score.map(percent),
                reviewer: self.annotations.reviewer.clone(),
                at,
            };
            edits.extend(self.changing(place.id, |annotation| {
                annotation.document.clone_from(&document.path);
                annotation.anchors.push(anchor);
            }));
            stops.push(stop);
        }
        review.decide(Decision {
            stops,
            edits: edits.clone(),
        });
        self.commit(label, edits);
    }

    /// Takes the last decision back and returns to it.
    fn take_decision_back(&mut self, review: &mut AnchorReview) {
        let Some(last) = review.last_decision() else {
            return self.status.notice("nothing was decided here yet");
        };
        let step = self.annotations.history.last();
        if step.is_none_or(|step| step.edits != last.edits) {
            let text = "something else was changed since: leave this, and take that back first";
            return self.status.notice(text);
        }
        let Some(Decision { stops, .. }) = review.take_back() else {
            return;
        };
        self.undo();
        if let Some(first) = stops.first() {
            review.go(*first);
        }
    }

    /// Brings what is looked at up to date: goes on where there is something new, opens the document it is in, sets the
    /// texts for the window. Says once of each document that there is something to look at.
    pub(super) fn settle_review(&mut self) {
        self.tell_what_to_look_at();
        let top = self
            .overlays
            .pop_if(|top| matches!(top, Overlay::Anchors(_)));
        let Some(Overlay::Anchors(mut review)) = top else {
            return;
        };
        self.gather(&mut review);
        self.add_missing(&mut review, true);
        self.add_missing(&mut review, false);
        // Another program may have deleted it, or brought it back.
        if review
            .stop()
            .is_some_and(|stop| !self.is_there_to_see(stop))
        {
            self.next_stop(&mut review);
        }
        match review.stop().cloned() {
            Some(stop) => self.show_stop(&mut review, &stop),
            None if self.is_more_expected(&review) => {}
            None => return self.end_review(&review),
        }
        self.compare(&mut review);
        self.overlays.push(Overlay::Anchors(review));
    }

    /// Whether there may be more to look at than is known.
    fn is_more_expected(&self, review: &AnchorReview) -> bool {
        !review.is_surveyed || self.is_held_up() || self.reader.places().sought() > 0
    }

    /// Opens the document of a stop, unless that was tried.
    fn show_stop(&mut self, review: &mut AnchorReview, stop: &Stop) {
        let is_asked = review.asked.as_ref() == Some(&stop.document);
        let is_there = stop.annotation.is_none() || self.document_of(stop).is_some();
        if !is_asked && !is_there {
            review.asked = Some(stop.document.clone());
            self.open(&stop.document.clone(), Goal::Resume);
        }
        if stop.annotation.is_some() && self.looking.asked.as_ref() != Some(&stop.document) {
            self.looking.asked = Some(stop.document.clone());
            let texts = self.set().texts_of(&stop.document);
            self.effects
                .push(Effect::ReadTexts(stop.document.clone(), texts));
        }
    }

    fn tell_what_to_look_at(&mut self) {
        let (Some(document), places) = (self.reader.document(), self.reader.places()) else {
            return;
        };
        let count = places.to_look_at();
        let is_told = self
            .looking
            .told
            .as_ref()
            .is_some_and(|(path, hash)| (path, hash) == (&document.path, &document.hash));
        if is_told || places.sought() > 0 || self.is_held_up() {
            return;
        }
        self.looking.told = Some((document.path.clone(), document.hash.clone()));
        if count > 0 && self.review_mut().is_none() {
            let begin = self.keymap.keys_of("review-anchors").next();
            let begin = begin.unwrap_or_else(|| ":review-anchors".to_owned());
            let what = counted(count, "annotation");
            self.status
                .remark(format!("{what} to look at: {begin} begins"));
        }
    }
}

/// `share` in hundredths.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the share is between 0 and 1"
)]
pub(super) fn percent(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// Whether somebody has judged what the annotation claims.
pub(super) fn has_verdict(annotation: &Annotation) -> bool {
    let claim = annotation.claim.iter();
    let mut assessments = claim.flat_map(|claim| &claim.assessments);
    assessments.any(|assessment| assessment.verdict.is_some())
}
