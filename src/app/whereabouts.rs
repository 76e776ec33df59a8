//! Documents that are not there, or that read otherwise, among what a person looks at: in which document that may be now
//! what was annotated, and letting it follow.

use super::App;
use super::comparing::words;
use super::missing::Missing;
use super::overlay::{AnchorReview, Column, Comparison, Decision, Head, Mark, Stop};
use super::sidebar::{glyph, wrapped};
use crate::anchor::{Placement, State};
use crate::model::{AnnotationId, DocPath, Span};
use crate::text::cluster;
use crate::text::counted;

/// How much of a quote is shown, in bytes, and of how many.
const LONGEST_QUOTE: usize = 300;
const MOST_QUOTES: usize = 100;

impl App {
    /// What is known of a document that is not there, or from which annotations have gone.
    pub(super) fn missing_at(&self, path: &DocPath) -> Option<&Missing> {
        self.missing().find(|missing| missing.path == *path)
    }

    /// Adds the documents that are not there, or else those that read otherwise, where they are not among the stops yet.
    pub(super) fn add_missing(&self, review: &mut AnchorReview, is_there: bool) {
        for missing in self
            .missing()
            .filter(|missing| missing.is_there == is_there)
        {
            let stop = Stop {
                document: missing.path.clone(),
                annotation: None,
            };
            if !review.stops.contains(&stop) {
                review.stops.push(stop);
            }
        }
    }

    /// The other documents in which the quote of an orphan stands.
    pub(super) fn elsewhere(&self, id: AnnotationId) -> Vec<DocPath> {
        let is_orphan = |found: &Placement| found.state == State::Orphan;
        let found = self
            .reader
            .places()
            .placement(id)
            .filter(|found| is_orphan(found));
        let annotation = found.and_then(|_| self.set().get(id));
        let missing = annotation.and_then(|annotation| self.missing_at(&annotation.document));
        let holders = missing.into_iter().flat_map(|missing| missing.holders(id));
        holders.cloned().collect()
    }

    /// Lets annotations of the document at `path` follow to the one that is chosen: all, or those whose quotes stand in it.
    pub(super) fn accept_document(&mut self, review: &mut AnchorReview, path: &DocPath) {
        let Some(missing) = self.missing_at(path) else {
            return self.status.notice("that is decided already");
        };
        let Some(to) = missing.candidates().nth(review.candidate).cloned() else {
            let text =
                "no document is like it: what was annotated is kept, and looked for at every start";
            return self.status.notice(text);
        };
        let going = self.going(missing, review.candidate);
        let is_gone = !missing.is_there || missing.is_replaced;
        if going.is_empty() {
            let text = format!("nothing that is left stands in {to}: choose another, or leave it");
            return self.status.notice(text);
        }
        let is_whole = going.len() == missing.annotations.len();
        if is_gone && is_whole && going.len() == self.set().count_on(path) {
            self.follow_documents(&[(path.clone(), to.clone())]);
        } else {
            self.follow_some(&going, path, &to);
        }
        self.followed_to(review, to);
        // A document that was split has gone to more than one.
        if let Some(missing) = self.missing_at(path) {
            let mut candidates = 0..missing.candidates().count();
            let next = candidates.find(|index| !self.going(missing, *index).is_empty());
            review.candidate = next.unwrap_or(0);
        } else {
            self.next_stop(review);
        }
    }

    /// Lets one annotation follow to the document at `to`, in which its quote stands.
    pub(super) fn accept_elsewhere(
        &mut self,
        review: &mut AnchorReview,
        id: AnnotationId,
        to: &DocPath,
    ) {
        let Some(stop) = review.stop().cloned() else {
            return;
        };
        self.follow_some(&[id], &stop.document, to);
        self.followed_to(review, to.clone());
        self.next_stop(review);
    }

    /// Remembers that the last step was decided here, and has the document looked through that annotations followed to.
    fn followed_to(&mut self, review: &mut AnchorReview, to: DocPath) {
        let step = self.annotations.history.last();
        review.decide(Decision {
            stops: vec![review.at],
            edits: step.map(|step| step.edits.clone()).unwrap_or_default(),
        });
        self.survey_again(review, to);
    }

    /// The annotations that follow where it is decided for the candidate with this number, of those that are left.
    fn going(&self, missing: &Missing, candidate: usize) -> Vec<AnnotationId> {
        let mut going = missing.going(candidate);
        let is_left = |id: &AnnotationId| {
            let annotation = self.set().get(*id);
            annotation.is_some_and(|annotation| annotation.document == missing.path)
        };
        going.retain(is_left);
        going
    }

    /// What is shown of a document that is not there: what was annotated in it, and which documents it may be.
    pub(super) fn whereabouts(&self, missing: &Missing, choice: usize, width: u16) -> Comparison {
        let count = self.left_of(missing);
        let kept = counted(count, "annotation");
        let sign = glyph(State::Orphan);
        let verb = if count == 1 { "is" } else { "are" };
        let lost = match (missing.is_there, missing.is_replaced) {
            (false, _) => format!("{sign} {} is not there; {kept} on it", missing.path),
            (true, true) => format!(
                "{sign} {} is another article now; {kept} {verb} of the one before",
                missing.path
            ),
            (true, false) => format!("{sign} {kept} {verb} gone from {}", missing.path),
        };
        let rows = wrapped(&lost, width, 3).into_iter();
        let mut head: Vec<Head> = rows.map(Head::Missing).collect();
        head.extend(words(&self.what_is_known(missing), width));
        let going = self.going(missing, choice);
        let is_parted = !going.is_empty() && going.len() < count;
        let which = if is_parted { ", → follows" } else { "" };
        let mut old = Column::new(format!("What was annotated · {count}{which}"));
        for annotation in self.still_on(missing).take(MOST_QUOTES) {
            if !old.is_empty() {
                old.push_row("", Mark::Around);
            }
            let quote = annotation.place().quote.trim();
            let end = cluster::floor(quote, quote.len().min(LONGEST_QUOTE));
            let more = if end < quote.len() { "…" } else { "" };
            let beginning = Span::new(0, end).of(quote);
            let (sign, mark) = match (is_parted, going.contains(&annotation.id)) {
                (true, true) => ("→ ", Mark::Kept),
                (true, false) => ("", Mark::Around),
                (false, _) => ("", Mark::Kept),
            };
            old.push_row(&format!("{sign}{beginning}{more}"), mark);
            if !annotation.note.is_empty() {
                let note: Vec<&str> = annotation.note.split_whitespace().take(30).collect();
                old.push_row(&format!("— {}", note.join(" ")), Mark::Around);
            }
        }
        let choices = missing.candidates().count();
        let mut new = Column::new("Where they may be".to_owned());
        let same = missing
            .same
            .iter()
            .map(|path| (path, "the same text".to_owned()));
        let alike = missing.alike.iter().map(|alike| {
            let share = match (alike.is_whole, alike.quotes) {
                (true, _) => "nearly all of its text".to_owned(),
                (_, 0) => "called the same".to_owned(),
                (_, quotes) => format!("{quotes} of {} quotes", alike.of),
            };
            (&alike.path, share)
        });
        for (index, (path, share)) in same.chain(alike).enumerate() {
            let (sign, mark) = if index == choice {
                ("▸", Mark::Chosen)
            } else {
                (" ", Mark::Kept)
            };
            let follow = match self.going(missing, index).len() {
                0 => "nothing left to follow".to_owned(),
                all if all == count => format!("{share} · all follow"),
                1 => format!("{share} · 1 follows"),
                few => format!("{share} · {few} follow"),
            };
            let row = format!("{sign} {} {path} · {follow}", index + 1);
            new.push_row(&row, mark);
        }
        Comparison {
            head,
            old,
            new,
            choices,
        }
    }

    /// What is known of where the annotations of a document went, in words.
    fn what_is_known(&self, missing: &Missing) -> String {
        let parts = (0..missing.candidates().count())
            .filter(|index| !self.going(missing, *index).is_empty())
            .count();
        match (missing.same.len(), missing.alike.len()) {
            (0, 0) => "No document is like it: what was annotated is kept, and looked for at every start.",
            (0, _) if missing.is_there => "Their words stand in another document: they can follow there.",
            (0, _) if parts > 1 => "No document has all of it. What stands in each of these can follow there, one after the other.",
            (0, _) => "No document has its text; these hold what was annotated, or are called the same.",
            (1, _) => "One document has the text that was annotated.",
            (several, _) => return format!("{several} documents have the text that was annotated."),
        }
        .to_owned()
    }
}
