//! Reviewing: the sentence is the cursor, and every key decides on it and moves on.
//!
//! Owns what is remembered while that goes on: which sentences there are, what was decided, the queue that is walked
//! through. What was seen is in the document's record, in the same step as the tag that was given. Deciding is in
//! `deciding`, moving in `moving`, the queue in `walking`.

mod deciding;
mod moving;
mod queueing;
mod walking;

pub(super) use deciding::waits_for_sentences;
pub use queueing::{Queued, Queueing};

use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::effect::Effect;
use super::jumps::Place;
use super::panes::Focus;
use super::reader::OpenDocument;
use crate::anchor::State;
use crate::model::{AnnotationId, Coverage, DocPath, Document, Span, Stretches, TextHash};
use crate::review::{Need, Sentences};

/// What is asked for while reviewing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reviewing {
    /// Begins to review, or stops.
    Toggle,
    /// Has the whole sentence again, or stops.
    Leave,
    /// The next sentence.
    Next,
    /// The previous sentence.
    Previous,
    /// The next paragraph.
    NextParagraph,
    /// The beginning of the paragraph, or of the one before.
    PreviousParagraph,
    /// Takes the next sentence in as well.
    Grow,
    /// Leaves the last word out.
    TrimEnd,
    /// Leaves the first word out.
    TrimStart,
    /// Takes back what was left out or taken in last.
    Widen,
    /// Gives the tag with this key and moves on; takes it away where it was given and seen.
    Tag(char),
    /// Gives the tag with this key, or takes it away, and stays.
    AddTag(char),
    /// Waits for the key of a tag to add.
    Add,
    /// Leaves the sentence untagged and moves on.
    Untagged,
    /// Goes back one decision.
    Back,
    /// The next sentence that was not seen.
    NextUnseen,
    /// The next stop of the queue, or else the next document with work.
    NextWork,
    /// The stop of the queue before.
    PreviousStop,
    /// Shows what needs a person.
    Queue,
}

/// A document that is to be divided into the sentences to decide on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dividing {
    /// The document.
    pub open: Arc<OpenDocument>,
    /// What was seen when it had another text: the hash of that, and what, in its code points.
    pub earlier: Option<(TextHash, Stretches)>,
}

/// The sentences of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Divided {
    /// The sentences to decide on.
    pub sentences: Sentences,
    /// What of its text was seen when it had another one, in code points.
    pub carried: Stretches,
}

impl Dividing {
    /// Divides the document; `kept` gives what it was when its text had this hash, where that is kept. It takes long where
    /// the text is long.
    #[must_use]
    pub fn divide(&self, kept: impl FnOnce(&TextHash) -> Option<Document>) -> Divided {
        let OpenDocument {
            document, points, ..
        } = &*self.open;
        let sentences = Sentences::of(document, points);
        let earlier = self.earlier.as_ref();
        let earlier = earlier.and_then(|(hash, seen)| Some((kept(hash)?, seen)));
        let carried = earlier.map_or_else(Stretches::default, |(earlier, seen)| {
            sentences.carried(document, &earlier, seen)
        });
        Divided { sentences, carried }
    }
}

/// Where reviewing is to begin in a document once its sentences are known.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Beginning {
    /// At the first sentence from the cursor on that was not seen.
    Below,
    /// At the first sentence that was not seen.
    First(DocPath),
}

/// Where one stops to do something.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stop {
    /// What is to be done.
    pub need: Need,
    /// In which document.
    pub document: DocPath,
    /// On which annotation; nothing where it is about the document's sentences.
    pub annotation: Option<AnnotationId>,
    /// How many places the annotation was given when it was queued.
    pub anchors: usize,
}

/// The queue that is walked through.
#[derive(Debug)]
struct Walk {
    stops: Vec<Stop>,
    at: usize,
    /// Whether annotations whose text changed are added to it as they are found.
    takes_anchors: bool,
}

/// How far a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many sentences there are to decide on.
    pub sentences: usize,
    /// How many of them were seen.
    pub decided: usize,
    /// How many of them have a tag of this reviewer.
    pub tagged: usize,
}

/// What is remembered while sentences are reviewed.
#[derive(Debug, Default)]
pub struct Review {
    is_on: bool,
    /// What was divided last, and into what.
    division: Option<(Arc<Dividing>, Divided)>,
    /// What counts as seen in a text of which nothing is recorded yet.
    supposed: Stretches,
    /// What is being divided.
    asked: Option<Arc<Dividing>>,
    beginning: Option<Beginning>,
    /// What was framed before, the last one last.
    frames: Vec<Span>,
    /// Whether the next key adds its tag.
    is_adding: bool,
    /// Whether a tag is given without moving on.
    stays: bool,
    /// Where something was decided in this session, the last one last.
    decisions: Vec<Place>,
    walk: Option<Walk>,
    /// The number of the queue that was shown last.
    queues: u64,
    /// Of each sentence whether it has a tag of this reviewer.
    tagged: Vec<bool>,
    tally: Tally,
    /// What the tally was made of: the changes of the reader.
    counted: Option<u64>,
}

impl Review {
    /// Whether sentences are decided on one after the other.
    pub(super) fn is_on(&self) -> bool {
        self.is_on
    }
}

impl App {
    pub(super) fn reviewing_action(&mut self, action: Reviewing, now: Timestamp) {
        use Reviewing as R;
        if !matches!(action, R::Add) {
            self.review.is_adding = false;
        }
        if !self.review.is_on {
            match action {
                R::Toggle | R::NextUnseen => return self.begin_reviewing(),
                R::Queue => return self.show_queue(),
                R::NextWork => return self.next_work(),
                _ => {
                    let begin = self.key_of("review");
                    return self
                        .status
                        .notice(format!("nothing is being reviewed; {begin} begins"));
                }
            }
        }
        match action {
            R::Toggle => self.stop_reviewing(),
            R::Leave => self.leave_review(),
            R::Next => self.step_sentence(true),
            R::Previous => self.step_sentence(false),
            R::NextParagraph => self.step_paragraph(true),
            R::PreviousParagraph => self.step_paragraph(false),
            R::Grow => self.grow(),
            R::TrimEnd => self.trim(true),
            R::TrimStart => self.trim(false),
            R::Widen => self.widen(),
            R::Tag(key) => self.review_tag(key, false, now),
            R::AddTag(key) => self.review_tag(key, true, now),
            R::Add => self.begin_adding(),
            R::Untagged => self.leave_untagged(),
            R::Back => self.back_one_decision(),
            R::NextUnseen => self.next_unseen(),
            R::NextWork if self.review.walk.is_some() => self.next_in_queue(),
            R::NextWork => self.next_work(),
            R::PreviousStop => self.previous_in_queue(),
            R::Queue => self.show_queue(),
        }
    }

    /// Whether sentences are decided on one after the other.
    #[must_use]
    pub fn is_reviewing(&self) -> bool {
        self.review.is_on
    }

    /// Whether the next key adds its tag to the sentence.
    #[must_use]
    pub fn is_adding_tag(&self) -> bool {
        self.review.is_adding
    }

    /// Whether it is still being found out which sentences the open document has.
    pub(super) fn is_dividing(&self) -> bool {
        self.review.is_on && self.reader.document().is_some() && self.division().is_none()
    }

    /// The sentences of the open document, and what was seen of it before it had this text.
    fn division(&self) -> Option<&Divided> {
        let (asked, divided) = self.review.division.as_ref()?;
        let open = self.reader.open_document()?;
        let earlier = self.seen_of_another(open);
        let is_known = earlier.is_none_or(|(hash, seen)| {
            let known = asked.earlier.as_ref();
            known.is_some_and(|known| (hash, seen) == (&known.0, &known.1))
        });
        (Arc::ptr_eq(&asked.open, open) && is_known).then_some(divided)
    }

    /// What this reviewer saw of `open` when it had another text.
    fn seen_of_another(&self, open: &OpenDocument) -> Option<(&TextHash, &Stretches)> {
        let coverage = self.coverage_of(&open.document.path)?;
        let hash = coverage.hash.as_ref();
        let hash = hash.filter(|hash| **hash != open.document.hash)?;
        Some((hash, &coverage.seen))
    }

    /// The sentences of the open document, where they are known.
    #[must_use]
    pub fn sentences(&self) -> Option<&Sentences> {
        self.division().map(|divided| &divided.sentences)
    }

    /// What this reviewer has seen of a document, as it is recorded.
    #[must_use]
    pub fn coverage_of(&self, path: &DocPath) -> Option<&Coverage> {
        let record = self.set().document(path)?;
        record.coverage_by(&self.annotations.reviewer)
    }

    /// What was seen of the open document, in code points of its text.
    fn seen(&self) -> Option<&Stretches> {
        let document = self.reader.document()?;
        self.division()?;
        let coverage = self.coverage_of_text(document);
        Some(coverage.map_or(&self.review.supposed, |known| &known.seen))
    }

    /// What this reviewer has seen of the text that a document has now, as it is recorded.
    fn coverage_of_text(&self, document: &Document) -> Option<&Coverage> {
        let coverage = self.coverage_of(&document.path);
        coverage.filter(|known| known.hash.as_ref() == Some(&document.hash))
    }

    /// What counts as seen in a text of which nothing is recorded: what was seen before the text changed, and the sentences
    /// that this reviewer tagged while reading. A tag on words that changed since tells nothing.
    fn supposed(&self) -> Stretches {
        let Some(Divided { sentences, carried }) = self.division() else {
            return Stretches::default();
        };
        let is_as_it_was = |state| matches!(state, State::Exact | State::Moved);
        let tagged = self.tagged_among(sentences, 0..sentences.len(), is_as_it_was);
        carried.with(&sentences.stretches(&tagged))
    }

    /// Which of the sentences with these numbers have a tag of this reviewer, on words that were found in such a state.
    fn tagged_among(
        &self,
        sentences: &Sentences,
        numbers: Range<usize>,
        counts: impl Fn(State) -> bool,
    ) -> Vec<usize> {
        let first = sentences.get(numbers.start);
        let last = sentences.get(numbers.end.saturating_sub(1));
        let Some((first, last)) = first.zip(last) else {
            return Vec::new();
        };
        let (mut tagged, mut reached) = (Vec::new(), numbers.start);
        // Annotations come in the order in which they begin.
        for placed in self.reader.places().overlapping(first.union(last)) {
            let annotation = self.set().get(placed.id);
            let is_tagged = annotation.is_some_and(|annotation| {
                !annotation.tags.is_empty() && annotation.reviewer == self.annotations.reviewer
            });
            if is_tagged && counts(placed.state) {
                let within = sentences.within(placed.span);
                tagged.extend(within.start.max(reached)..within.end.min(numbers.end));
                reached = reached.max(within.end);
            }
        }
        tagged
    }

    /// How far the open document is, where its sentences are known.
    #[must_use]
    pub fn tally(&self) -> Option<Tally> {
        self.division().map(|_| self.review.tally)
    }

    /// Whether the sentence under the cursor, or what stands for it, was seen, and the number of its first sentence,
    /// counted from 1; `None` for what is not to be decided on.
    #[must_use]
    pub fn sentence_number(&self) -> Option<(usize, bool)> {
        let (sentences, seen) = (self.sentences()?, self.seen()?);
        let numbers = sentences.within(self.reader.selected().or(self.reader.sentence())?);
        let number = Some(numbers.start).filter(|_| !numbers.is_empty())?;
        Some((number + 1, sentences.unseen(numbers, seen).is_none()))
    }

    /// The tags of this reviewer on what is decided on.
    #[must_use]
    pub fn given_tags(&self) -> &[crate::model::TagName] {
        let passage = self.reader.target();
        let found = passage.and_then(|passage| Some(self.own_annotation_on(&passage)?.id));
        let found = found.and_then(|id| self.set().get(id));
        found.map_or(&[], |annotation| &annotation.tags)
    }

    fn begin_reviewing(&mut self) {
        if self.reader.document().is_none() {
            return self.status.notice("no document is open to review");
        }
        self.review.beginning = Some(Beginning::Below);
        self.turn_on();
    }

    fn turn_on(&mut self) {
        self.review.is_on = true;
        self.layout.focus = Focus::Reader;
        self.reader.deselect();
    }

    fn stop_reviewing(&mut self) {
        self.reader.drop_frame();
        self.review.is_on = false;
        (self.review.walk, self.review.beginning) = (None, None);
        (self.review.division, self.review.asked) = (None, None);
        self.review.frames.clear();
        let begin = self.key_of("review");
        self.status
            .notice(format!("stopped reviewing; {begin} goes on with it"));
    }

    /// Leaves the nearest thing one is in: a selection, matches, a frame, reviewing itself.
    fn leave_review(&mut self) {
        if self.reader.deselect() || self.reader.hide_matches() || self.reader.drop_frame() {
            self.review.frames.clear();
        } else {
            self.stop_reviewing();
        }
    }

    /// Takes in which sentences a document has.
    pub(super) fn divided(&mut self, asked: Arc<Dividing>, divided: Divided) {
        let is_wanted = self
            .review
            .asked
            .as_ref()
            .is_some_and(|wanted| Arc::ptr_eq(wanted, &asked));
        if !is_wanted {
            return;
        }
        self.review.asked = None;
        self.review.division = Some((asked, divided));
        self.review.counted = None;
        self.settle_reviewing();
        if self.division().is_some() {
            self.begin_where_it_goes_on();
        }
        self.release();
    }

    /// Asks for the sentences of the document that is read, and counts how far it is.
    pub(super) fn settle_reviewing(&mut self) {
        /// From this height on the strip has two rows.
        const TALL: u16 = 12;
        self.layout.strip = match self.area.height {
            _ if !self.review.is_on => return self.layout.strip = 0,
            TALL.. => 2,
            _ => 1,
        };
        if self.reader.frame().is_none() {
            self.review.frames.clear();
        }
        let Some(open) = self.reader.open_document().cloned() else {
            return;
        };
        if self.opening.is_glimpsed {
            return;
        }
        if self.division().is_none() {
            let earlier = self.seen_of_another(&open);
            let earlier = earlier.map(|(hash, seen)| (hash.clone(), seen.clone()));
            let asked = self.review.asked.as_ref();
            let is_asked = asked
                .is_some_and(|asked| Arc::ptr_eq(&asked.open, &open) && asked.earlier == earlier);
            if !is_asked {
                let asked = Arc::new(Dividing { open, earlier });
                self.review.asked = Some(Arc::clone(&asked));
                self.effects.push(Effect::Divide(asked));
            }
        } else if self.review.counted != Some(self.reader.changes()) {
            if self.coverage_of_text(&open.document).is_none() {
                self.review.supposed = self.supposed();
            }
            let all = self.sentences().map_or(0, Sentences::len);
            self.review.tagged = vec![false; all];
            self.count(0..all);
        }
    }

    /// Counts again after a step in which nothing but these sentences changed: there may be thousands of others.
    fn count_again(&mut self, numbers: Range<usize>) {
        let was_right = self.review.counted == self.reader.changes().checked_sub(1);
        if was_right && self.division().is_some() {
            self.count(numbers);
        }
    }

    /// Counts, looking at which of the sentences with these numbers are tagged.
    fn count(&mut self, numbers: Range<usize>) {
        let (Some(sentences), Some(seen)) = (self.sentences(), self.seen()) else {
            return;
        };
        let (all, decided) = (sentences.len(), sentences.decided(seen));
        let found = self.tagged_among(sentences, numbers.clone(), |_| true);
        let tagged = &mut self.review.tagged;
        if let Some(among) = tagged.get_mut(numbers) {
            among.fill(false);
        }
        for number in found {
            if let Some(is_tagged) = tagged.get_mut(number) {
                *is_tagged = true;
            }
        }
        self.review.tally = Tally {
            sentences: all,
            decided,
            tagged: tagged.iter().filter(|is_tagged| **is_tagged).count(),
        };
        self.review.counted = Some(self.reader.changes());
    }
}
