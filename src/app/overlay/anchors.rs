//! Annotations whose text has changed, one after the other: what was annotated beside what the article reads now.

use std::collections::HashSet;

use crate::anchor::{Candidate, Change, Placement, State};
use crate::app::comparing::Compared;
use crate::app::reader::needs_a_person;
use crate::model::{AnnotationId, DocPath, Edit, Span, TagName};
use crate::text::bidi::Levels;
use crate::text::cluster::Spacing;
use crate::text::wrap::wrap;

/// The most of a text that is shown in a column, in bytes: a quote may be a whole book.
const LONGEST: usize = 40_000;

/// A line break that is meant, in text whose line breaks are folded.
const BREAK: &str = "\u{2028}";

/// Where one stops to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The document it is about.
    pub document: DocPath,
    /// The annotation; nothing where it is the document that is not there.
    pub annotation: Option<AnnotationId>,
}

/// What was decided in one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// At which stops, by their numbers.
    pub stops: Vec<usize>,
    /// What was changed by it.
    pub edits: Vec<Edit>,
}

/// Looking at what a person has to look at.
#[derive(Debug, Default)]
pub struct AnchorReview {
    /// Whether only what has no place is looked at.
    pub orphans_only: bool,
    /// Where one stops, in order.
    pub stops: Vec<Stop>,
    /// At which stop one is; past the last one while more may be found.
    pub at: usize,
    /// The place that is shown, of those there are to choose from.
    pub candidate: usize,
    /// The first row of the texts that is shown.
    pub top: usize,
    decisions: Vec<Decision>,
    /// The numbers of the stops at which something was decided.
    decided: HashSet<usize>,
    /// The number of the survey of the other documents: the answer to an older one is stale.
    pub survey: u64,
    /// Whether the other documents have all been looked through.
    pub is_surveyed: bool,
    /// The document that was asked for last, to show a stop in it.
    pub asked: Option<DocPath>,
    /// What is shown.
    pub shown: Comparison,
    /// What that was made of.
    pub made_of: Option<Compared>,
}

impl AnchorReview {
    /// Where one is.
    #[must_use]
    pub fn stop(&self) -> Option<&Stop> {
        self.stops.get(self.at)
    }

    /// Whether something was decided at the stop with this number.
    #[must_use]
    pub fn is_decided(&self, stop: usize) -> bool {
        self.decided.contains(&stop)
    }

    /// Remembers what was decided, so that it can be taken back here.
    pub fn decide(&mut self, decision: Decision) {
        self.decided.extend(&decision.stops);
        self.decisions.push(decision);
    }

    /// What was decided last, as long as it was not taken back.
    #[must_use]
    pub fn last_decision(&self) -> Option<&Decision> {
        self.decisions.last()
    }

    /// Forgets what was decided last: it is taken back.
    pub fn take_back(&mut self) -> Option<Decision> {
        let last = self.decisions.pop()?;
        for stop in &last.stops {
            self.decided.remove(stop);
        }
        Some(last)
    }

    /// Adds what is to be looked at of what was found in the document at `path`, and is not among the stops yet.
    pub fn add(&mut self, path: &DocPath, mut found: Vec<(AnnotationId, State)>) {
        let orphans_only = self.orphans_only;
        found.retain(|(_, state)| {
            needs_a_person(*state) && (!orphans_only || *state == State::Orphan)
        });
        found.sort_by_key(|(_, state)| rank(*state));
        let known: HashSet<AnnotationId> = self
            .stops
            .iter()
            .filter_map(|stop| stop.annotation)
            .collect();
        let new = found.into_iter().filter(|(id, _)| !known.contains(id));
        self.stops.extend(new.map(|(id, _)| Stop {
            document: path.clone(),
            annotation: Some(id),
        }));
    }

    /// Goes to the stop with the number `at`.
    pub fn go(&mut self, at: usize) {
        (self.at, self.candidate, self.top) = (at, 0, 0);
        self.asked = None;
    }

    /// Shows the place `count` further on, the first one after the last.
    pub fn step(&mut self, count: isize) {
        let places = self.shown.choices.max(1);
        let count = count.rem_euclid(places.cast_signed());
        self.choose((self.candidate + count.unsigned_abs()) % places);
    }

    /// Shows the place with the number `index`, counted from zero; whether there is one.
    pub fn choose(&mut self, index: usize) -> bool {
        let is_there = index < self.shown.choices;
        if is_there {
            (self.candidate, self.top) = (index, 0);
        }
        is_there
    }
}

/// The order in which annotations that were found so are looked at.
fn rank(state: State) -> u8 {
    match state {
        State::Ambiguous => 0,
        State::Orphan => 1,
        State::ChangedMeaning => 2,
        State::Edited => 3,
        State::Exact | State::Moved => 4,
    }
}

/// The places to choose from for an annotation that was found so: the one it was found at, if any, first.
#[must_use]
pub fn choices(placement: &Placement) -> Vec<Candidate> {
    let found = placement.span.map(|span| Candidate {
        span,
        score: placement.score,
    });
    let others = placement.candidates.iter().copied();
    let others = others.filter(|other| Some(other.span) != placement.span);
    found.into_iter().chain(others).collect()
}

/// A row above the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// How it was found, in a few words.
    State(State, String),
    /// A document that is not there.
    Missing(String),
    /// What the tags are, and who gave them and when.
    Tags(Vec<TagName>, String),
    /// A row of the note.
    Note(String),
    /// What one should know.
    Words(String),
    /// What it comes to.
    Said(String),
    /// What one has to know.
    Warning(String),
}

/// What is compared, as it is set for a window.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The rows above the texts.
    pub head: Vec<Head>,
    /// What was annotated.
    pub old: Column,
    /// What the article reads now.
    pub new: Column,
    /// How many places there are to choose from.
    pub choices: usize,
}

/// How a piece of a column is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It stands around the quote.
    Around,
    /// It is of the quote, and in both texts.
    Kept,
    /// It is of the quote, and only in the old text.
    Went,
    /// A sign around that.
    WentSign,
    /// It is of the quote, and only in the new text.
    Came,
    /// A sign around that.
    CameSign,
    /// It is chosen.
    Chosen,
    /// What a search found.
    Found,
}

/// A text with marks, set in rows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// The text.
    pub text: String,
    /// Its rows, in bytes of the text.
    pub rows: Vec<Span>,
    marks: Vec<(usize, Mark)>,
    levels: Option<Levels>,
}

impl Column {
    /// An empty column under `title`.
    #[must_use]
    pub fn new(title: String) -> Self {
        Self {
            title,
            ..Self::default()
        }
    }

    /// Whether nothing was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds `text`; what would be too much is left out.
    pub fn push(&mut self, text: &str, mark: Mark) {
        let room = LONGEST.saturating_sub(self.text.len());
        let fits = text.get(..text.floor_char_boundary(room)).unwrap_or(text);
        if fits.is_empty() {
            return;
        }
        if self.marks.last().is_none_or(|(_, last)| *last != mark) {
            self.marks.push((self.text.len(), mark));
        }
        self.text.push_str(fits);
        if fits.len() < text.len() {
            self.text.push('…');
        }
    }

    /// Adds a row of its own.
    pub fn push_row(&mut self, text: &str, mark: Mark) {
        if !self.text.is_empty() {
            self.push(BREAK, mark);
        }
        self.push(text, mark);
    }

    /// Adds words that are only in one of the texts, between signs that tell so without any colour: those of `wdiff`. What
    /// is in `other`, the words in their place, around them too is no difference.
    fn push_changed(&mut self, text: &str, other: &str, mark: Mark) {
        let (before, words, after) = without_shared_ends(text, other);
        let (opening, closing, sign) = if mark == Mark::Went {
            ("[-", "-]", Mark::WentSign)
        } else {
            ("{+", "+}", Mark::CameSign)
        };
        self.push(before, Mark::Kept);
        if !words.is_empty() {
            self.push(opening, sign);
            self.push(words, mark);
            self.push(closing, sign);
        }
        self.push(after, Mark::Kept);
    }

    /// Adds the side of a quote that `mark` tells, of which `changes` tell what became: went of `old`, came of `new`.
    pub fn push_quote(&mut self, (old, new): (&str, &str), changes: &[Change], mark: Mark) {
        for change in changes {
            let (went, came) = (change.old.of(old), change.new.of(new));
            let (text, other) = if mark == Mark::Went {
                (went, came)
            } else {
                (came, went)
            };
            if change.kept {
                self.push(text, Mark::Kept);
            } else {
                self.push_changed(text, other, mark);
            }
        }
    }

    /// Sets the text in rows of `width` cells.
    pub fn set(&mut self, width: u16) {
        let whole = Span::new(0, self.text.len());
        self.rows = wrap(&self.text, whole, width.max(1), Spacing::Fold);
        self.levels = Levels::of(&self.text, whole, Spacing::Fold);
    }

    /// How the byte `at` is meant.
    #[must_use]
    pub fn mark_at(&self, at: usize) -> Mark {
        let index = self.marks.partition_point(|(start, _)| *start <= at);
        let found = self.marks.get(index.wrapping_sub(1));
        found.map_or(Mark::Around, |(_, mark)| *mark)
    }

    /// The order in which what runs from right to left is drawn, where something does.
    #[must_use]
    pub fn levels(&self) -> Option<&Levels> {
        self.levels.as_ref()
    }

    /// The first row with something on it that is not around the quote: a difference, or else the quote's beginning.
    #[must_use]
    pub fn first_row_of_interest(&self) -> usize {
        let is_change = |mark: Mark| {
            matches!(
                mark,
                Mark::WentSign | Mark::CameSign | Mark::Chosen | Mark::Found
            )
        };
        let mut marks = self.marks.iter();
        let change = marks.clone().find(|(_, mark)| is_change(*mark));
        let found = change.or_else(|| marks.find(|(_, mark)| *mark != Mark::Around));
        found.map_or(0, |(at, _)| {
            let after = self.rows.partition_point(|row| row.start <= *at);
            after.saturating_sub(1)
        })
    }
}

/// `text` in three: the spaces and stops at its beginning that `other` begins with too, what is between, and those at the
/// end of both. White space is no difference at all.
#[must_use]
pub fn without_shared_ends<'t>(text: &'t str, other: &str) -> (&'t str, &'t str, &'t str) {
    let is_shared = |(one, another): &(char, char)| one == another && !one.is_alphanumeric();
    let shared = text.chars().zip(other.chars()).take_while(is_shared);
    let before: usize = shared.map(|(c, _)| c.len_utf8()).sum();
    let (rest, other) = (
        text.get(before..).unwrap_or_default(),
        other.get(before..).unwrap_or_default(),
    );
    let shared = rest.chars().rev().zip(other.chars().rev());
    let shared = shared.take_while(is_shared);
    let after: usize = shared.map(|(c, _)| c.len_utf8()).sum();
    let words = rest.get(..rest.len() - after).unwrap_or_default().trim();
    if words.is_empty() {
        return (text, "", "");
    }
    let (first, last) = text.split_once(words).unwrap_or_default();
    (first, words, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::{Method, changed};

    fn columns(old: &str, new: &str) -> (String, String) {
        let changes = changed(old, new);
        let (mut left, mut right) = (Column::default(), Column::default());
        left.push_quote((old, new), &changes, Mark::Went);
        right.push_quote((old, new), &changes, Mark::Came);
        (left.text, right.text)
    }

    #[test]
    fn words_that_went_and_came_stand_between_signs() {
        for (old, new, left, right) in [
            ("six of ten", "six of ten", "six of ten", "six of ten"),
            (
                "six of ten",
                "seven of ten",
                "[-six-] of ten",
                "{+seven+} of ten",
            ),
            ("six of ten", "six", "six [-of ten-]", "six"),
            ("six", "all six", "six", "{+all+} six"),
            (
                "in 1912, six",
                "in 1921, six",
                "in [-1912-], six",
                "in {+1921+}, six",
            ),
            (
                "six, of ten, say",
                "six, say",
                "six, [-of ten,-] say",
                "six, say",
            ),
        ] {
            let found = columns(old, new);
            assert_eq!(found, (left.to_owned(), right.to_owned()), "{old} -> {new}");
        }
    }

    #[test]
    fn a_column_knows_what_each_byte_is_and_where_to_look_first() {
        let mut column = Column::new("Now".into());
        column.push("The mill stood by the river. ", Mark::Around);
        column.push("It had ", Mark::Kept);
        column.push_changed("340", "", Mark::Came);
        column.push(" workers.", Mark::Kept);
        column.set(12);
        let at = column.text.find("340").unwrap();
        assert_eq!(column.mark_at(at), Mark::Came);
        assert_eq!(column.mark_at(0), Mark::Around);
        assert_eq!(column.mark_at(column.text.len() - 1), Mark::Kept);
        let row = column.rows[column.first_row_of_interest()];
        assert!(row.of(&column.text).contains("{+"));
        assert_eq!(Column::default().mark_at(7), Mark::Around);
    }

    #[test]
    fn what_is_far_too_long_ends_somewhere() {
        let mut column = Column::default();
        for _ in 0..3 {
            column.push(&"漢".repeat(LONGEST), Mark::Kept);
        }
        assert!(column.text.len() < LONGEST + 8 && column.text.ends_with('…'));
    }

    #[test]
    fn the_place_that_was_found_is_the_first_to_choose() {
        let candidate = |start, score| Candidate {
            span: Span::new(start, start + 5),
            score,
        };
        let mut placement = Placement {
            state: State::Edited,
            span: Some(Span::new(20, 25)),
            score: 0.9,
            rival: 0.4,
            method: Method::Approximate,
            candidates: vec![candidate(20, 0.9), candidate(50, 0.4)],
        };
        let starts = |placement: &Placement| -> Vec<usize> {
            choices(placement)
                .iter()
                .map(|one| one.span.start)
                .collect()
        };
        assert_eq!(starts(&placement), [20, 50]);
        placement.span = None;
        assert_eq!(starts(&placement), [20, 50]);
        placement.candidates.clear();
        assert_eq!(starts(&placement), [0_usize; 0]);
    }

    #[test]
    fn places_are_chosen_round_and_round() {
        let mut review = AnchorReview::default();
        review.shown.choices = 3;
        let mut seen = Vec::new();
        for count in [1, 1, 1, -1] {
            review.step(count);
            seen.push(review.candidate);
        }
        assert_eq!(seen, [1, 2, 0, 2]);
        assert!(review.choose(1) && !review.choose(3));
        review.shown.choices = 0;
        review.step(1);
        assert_eq!(review.candidate, 1, "there is nothing to choose");
    }
}
