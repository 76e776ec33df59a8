//! Tagging what a search of the corpus found: the sentences or matches are looked up in their documents behind the screen,
//! and become one step. Nothing is tagged twice: what has the tags already stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::Query;
use crate::anchor::capture;
use crate::app::annotate::blank;
use crate::app::batch::Batch;
use crate::app::history::STRIDE;
use crate::app::reader::OpenDocument;
use crate::app::tagging::{defining, listed};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, DocPath, Selector, Span, Step, TagName, TextHash,
};
use crate::text::counted;
use crate::text::sentence::sentences_of;

/// How much later each annotation is said to be made than the one before, so that they sort in the order of the texts: a
/// little more than the part of a millisecond that an identity tells.
const TICK: SignedDuration = SignedDuration::from_nanos(250);

/// What of a result is tagged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// The sentence that the match is in.
    #[default]
    Sentence,
    /// The match alone.
    Match,
}

impl Unit {
    /// The word for one.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sentence => "sentence",
            Self::Match => "match",
        }
    }

    /// So many of them.
    #[must_use]
    pub fn counted(self, count: usize) -> String {
        match (self, count) {
            (Self::Sentence, _) | (_, 1) => counted(count, self.as_str()),
            (Self::Match, _) => format!("{count} matches"),
        }
    }
}

/// Matches of one document that are to be tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// The document.
    pub document: DocPath,
    /// The hash of the text that was searched.
    pub hash: TextHash,
    /// The matches, in bytes of that.
    pub spans: Vec<Span>,
}

/// How what was found is tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// The tags.
    pub tags: Vec<TagName>,
    /// The key that the first of them is to get.
    pub key: Option<char>,
    /// What they are given to.
    pub unit: Unit,
    /// Who gives them.
    pub reviewer: String,
    /// What was searched for.
    pub query: Query,
    /// Whether it is asked first.
    pub is_asked: bool,
}

/// What is to be looked up before it can be tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capturing {
    /// What giving it up is told by: every number up to that is given up.
    pub number: u64,
    /// How it is tagged.
    pub coding: Coding,
    /// What is tagged.
    pub picked: Vec<Picked>,
    /// The annotations there are.
    pub set: AnnotationSet,
}

/// Passages of one document that are to be tagged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapturedIn {
    /// The document.
    pub document: DocPath,
    /// The hash of its text.
    pub hash: TextHash,
    /// The passages.
    pub selectors: Vec<Selector>,
}

/// What was looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captured {
    /// The number it was asked for with.
    pub number: u64,
    /// How it is tagged.
    pub coding: Coding,
    /// What is tagged, by document.
    pub captured: Vec<CapturedIn>,
    /// How many passages have the tags already.
    pub already: usize,
    /// How many documents have another text now than when they were searched.
    pub changed: usize,
    /// How many cannot be read.
    pub unread: usize,
}

impl Capturing {
    /// Looks everything up with `read`; nothing where `goes_on`, which is told how many documents are done, says no.
    #[must_use]
    pub fn work(
        &self,
        read: &dyn Fn(&DocPath) -> Option<Arc<OpenDocument>>,
        goes_on: &dyn Fn(usize) -> bool,
    ) -> Option<Captured> {
        let mut captured = Captured {
            number: self.number,
            coding: self.coding.clone(),
            captured: Vec::new(),
            already: 0,
            changed: 0,
            unread: 0,
        };
        for (done, picked) in self.picked.iter().enumerate() {
            if !goes_on(done) {
                return None;
            }
            match read(&picked.document) {
                None => captured.unread += 1,
                Some(open) if open.document.hash != picked.hash => captured.changed += 1,
                Some(open) => {
                    let found = self.capture(&open, &picked.spans);
                    let tagged = tagged(&self.set, &picked.document, &self.coding);
                    let (had, selectors): (Vec<_>, Vec<_>) = found
                        .into_iter()
                        .partition(|place| tagged.contains(&(place.start, place.end)));
                    captured.already += had.len();
                    if !selectors.is_empty() {
                        captured.captured.push(CapturedIn {
                            document: picked.document.clone(),
                            hash: picked.hash.clone(),
                            selectors,
                        });
                    }
                }
            }
        }
        Some(captured)
    }

    /// The passages to tag for these matches, each once.
    fn capture(&self, open: &OpenDocument, spans: &[Span]) -> Vec<Selector> {
        let text = &open.document.text;
        let mut known = BTreeSet::new();
        let mut sentences: (Option<Span>, Vec<Span>) = (None, Vec::new());
        let mut selectors = Vec::new();
        for span in spans {
            let mut meant = *span;
            if self.coding.unit == Unit::Sentence
                && let Some(block) = open.document.block_at(span.start)
            {
                if sentences.0 != Some(block.span) {
                    sentences = (Some(block.span), sentences_of(text, block));
                }
                let touched = sentences.1.iter().filter(|one| one.overlaps(*span));
                let whole = touched.copied().reduce(Span::union);
                meant = whole.unwrap_or(meant);
            }
            let meant = meant.trimmed(text);
            if !meant.is_empty() && known.insert((meant.start, meant.end)) {
                selectors.push(capture(text, &open.points, meant));
            }
        }
        selectors
    }
}

/// Where the reviewer's annotations on a document are that have all of the tags, in code points.
fn tagged(set: &AnnotationSet, document: &DocPath, coding: &Coding) -> BTreeSet<(usize, usize)> {
    let own = set
        .on(document)
        .filter(|annotation| annotation.reviewer == coding.reviewer);
    own.filter(|annotation| coding.tags.iter().all(|tag| annotation.tags.contains(tag)))
        .map(|annotation| (annotation.place().start, annotation.place().end))
        .collect()
}

impl Captured {
    /// How many passages are tagged.
    #[must_use]
    pub fn count(&self) -> usize {
        self.captured.iter().map(|one| one.selectors.len()).sum()
    }

    /// What is done, in words.
    #[must_use]
    pub fn label(&self) -> String {
        let coding = &self.coding;
        let what = coding.unit.counted(self.count());
        format!("tagged {what} {}", listed(&coding.tags))
    }

    /// The question before it is done.
    #[must_use]
    pub fn question(&self) -> String {
        let what = self.coding.unit.counted(self.count());
        let documents = counted(self.captured.len(), "document");
        format!(
            "Tag {what} in {documents} with {}? One undo takes it back.",
            listed(&self.coding.tags)
        )
    }

    /// What else there is to say of it, a line each.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.already > 0 {
            let what = self.coding.unit.counted(self.already);
            remarks.push(format!("{what} tagged so already: left as they are"));
        }
        if self.changed > 0 {
            let what = counted(self.changed, "document");
            remarks.push(format!(
                "{what} changed since the search and left out: search again"
            ));
        }
        if self.unread > 0 {
            let what = counted(self.unread, "document");
            remarks.push(format!("{what} left out that cannot be read"));
        }
        remarks
    }

    /// The step that tags everything, made at `now`; nothing where `goes_on`, which is told how many passages are done,
    /// says no.
    #[must_use]
    pub fn step(
        &self,
        set: &AnnotationSet,
        now: Timestamp,
        goes_on: &dyn Fn(usize) -> bool,
    ) -> Option<Step> {
        let Coding {
            tags,
            key,
            reviewer,
            ..
        } = &self.coding;
        let mut batch = Batch::default();
        let mut done = 0;
        for one in &self.captured {
            let own = set
                .on(&one.document)
                .filter(|annotation| annotation.reviewer == *reviewer);
            let own: BTreeMap<_, AnnotationId> = own
                .map(|annotation| {
                    let place = annotation.place();
                    ((place.start, place.end), annotation.id)
                })
                .collect();
            for selector in &one.selectors {
                if done % STRIDE == 0 && !goes_on(done) {
                    return None;
                }
                done += 1;
                let known = own.get(&(selector.start, selector.end)).copied();
                let id = known.unwrap_or_else(|| {
                    let made = TICK.checked_mul(i32::try_from(done).unwrap_or(i32::MAX));
                    let made = made.and_then(|later| now.checked_add(later).ok());
                    let made = made.unwrap_or(now);
                    let annotation = Annotation {
                        document: one.document.clone(),
                        selector: selector.clone(),
                        ..blank(reviewer, made)
                    };
                    let id = annotation.id;
                    batch.make(set, annotation, &one.hash);
                    id
                });
                if let Some(annotation) = batch.annotation(set, id) {
                    for tag in tags {
                        annotation.add_tag(tag);
                    }
                }
            }
        }
        let mut edits = defining(set.codebook(), tags, *key);
        edits.extend(batch.into_edits());
        Some(Step {
            label: self.label(),
            edits,
        })
    }
}
