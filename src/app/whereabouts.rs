//! Documents that are not there, among what a person looks at: which document each may be now, and letting its annotations
//! follow.

use super::App;
use super::comparing::words;
use super::missing::Missing;
use super::overlay::{AnchorReview, Column, Comparison, Decision, Head, Mark, Stop};
use super::sidebar::{glyph, wrapped};
use crate::anchor::State;
use crate::model::{DocPath, Span};
use crate::text::cluster;
use crate::text::counted;

/// How much of a quote is shown, in bytes, and of how many.
const LONGEST_QUOTE: usize = 300;
const MOST_QUOTES: usize = 100;

impl App {
    /// What is known of a document that is not there.
    pub(super) fn missing_at(&self, path: &DocPath) -> Option<&Missing> {
        self.missing().iter().find(|missing| missing.path == *path)
    }

    /// Adds the documents that are not there, where they are not among the stops yet.
    pub(super) fn add_missing(&self, review: &mut AnchorReview) {
        for missing in self.missing() {
            let stop = Stop {
                document: missing.path.clone(),
                annotation: None,
            };
            if !review.stops.contains(&stop) {
                review.stops.push(stop);
            }
        }
    }

    /// Lets all annotations of the document at `path` follow to the one that is chosen.
    pub(super) fn accept_document(&mut self, review: &mut AnchorReview, path: &DocPath) {
        let Some(missing) = self.missing_at(path).cloned() else {
            return self.status.notice("that is decided already");
        };
        let Some(to) = missing.candidates().nth(review.candidate).cloned() else {
            let text =
                "no document is like it: what was annotated is kept, and looked for at every start";
            return self.status.notice(text);
        };
        self.follow_documents(&[(path.clone(), to.clone())]);
        let step = self.annotations.history.last();
        review.decide(Decision {
            stops: vec![review.at],
            edits: step.map(|step| step.edits.clone()).unwrap_or_default(),
            missing: Some(missing),
        });
        self.survey_again(review, to);
        self.next_stop(review);
    }

    /// What is shown of a document that is not there: what was annotated in it, and which documents it may be.
    pub(super) fn whereabouts(&self, missing: &Missing, choice: usize, width: u16) -> Comparison {
        let count = self.set().count_on(&missing.path);
        let kept = counted(count, "annotation");
        let sign = glyph(State::Orphan);
        let lost = format!("{sign} {} is not there; {kept} on it", missing.path);
        let rows = wrapped(&lost, width, 3).into_iter();
        let mut head: Vec<Head> = rows.map(Head::Missing).collect();
        let choices = missing.candidates().count();
        let told = match (missing.same.len(), choices) {
            (0, 0) => {
                "No document is like it: what was annotated is kept, and looked for at every start."
                    .to_owned()
            }
            (0, _) => {
                "No document has its text; these hold what was annotated, or are called the same."
                    .to_owned()
            }
            (1, _) => "One document has its text.".to_owned(),
            (several, _) => format!("{several} documents have its text."),
        };
        head.extend(words(&told, width));
        let mut old = Column::new(format!("What was annotated · {count}"));
        for annotation in self.set().on(&missing.path).take(MOST_QUOTES) {
            if !old.is_empty() {
                old.push_row("", Mark::Around);
            }
            let quote = annotation.place().quote.trim();
            let end = cluster::floor(quote, quote.len().min(LONGEST_QUOTE));
            let more = if end < quote.len() { "…" } else { "" };
            let beginning = Span::new(0, end).of(quote);
            old.push_row(&format!("{beginning}{more}"), Mark::Kept);
            if !annotation.note.is_empty() {
                let note: Vec<&str> = annotation.note.split_whitespace().take(30).collect();
                old.push_row(&format!("— {}", note.join(" ")), Mark::Around);
            }
        }
        let mut new = Column::new("Documents it may be".to_owned());
        let same = missing
            .same
            .iter()
            .map(|path| (path, "the same text".to_owned()));
        let alike = missing.alike.iter().map(|alike| {
            let share = match alike.quotes {
                0 => "called the same".to_owned(),
                quotes => format!("{quotes} of {} quotes", alike.of),
            };
            (&alike.path, share)
        });
        for (index, (path, share)) in same.chain(alike).enumerate() {
            let (sign, mark) = if index == choice {
                ("▸", Mark::Chosen)
            } else {
                (" ", Mark::Kept)
            };
            new.push_row(&format!("{sign} {} {path} · {share}", index + 1), mark);
        }
        Comparison {
            head,
            old,
            new,
            choices,
        }
    }
}
