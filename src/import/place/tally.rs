//! What became of everything, counted.

use std::collections::{BTreeMap, HashSet};

use super::super::incoming::Mark;
use super::super::units::Counting;
use crate::anchor::State;
use crate::model::{Annotation, AnnotationId, Selector};
use crate::text::counted;

/// The counts.
#[derive(Debug, Default)]
pub struct Tally {
    seen: HashSet<AnnotationId>,
    /// What is here already, and how much of it reads otherwise here.
    already: usize,
    differing: usize,
    /// What came twice.
    twice: usize,
    placed: usize,
    edited: usize,
    ambiguous: usize,
    orphans: usize,
    placeless: usize,
    /// What is about documents that are not in the corpus.
    pub homeless: usize,
    /// Links that lead to nothing.
    pub links: usize,
    /// How positions counted: how many fit, of how many.
    pub quoted: BTreeMap<Counting, (usize, usize)>,
    pub unquoted: BTreeMap<Counting, (usize, usize)>,
}

impl Tally {
    /// Whether `mark`, whose identity is `id`, comes in: it is not `here` already.
    pub fn is_new(&mut self, here: Option<&Annotation>, mark: &Mark, id: AnnotationId) -> bool {
        if !self.seen.insert(id) {
            self.twice += 1;
            return false;
        }
        let Some(here) = here else { return true };
        self.already += 1;
        let is_same = here.note == mark.note && here.tags == mark.tags && here.claim == mark.claim;
        self.differing += usize::from(!is_same);
        false
    }

    /// Notes how well an annotation was found.
    pub fn found(&mut self, state: State, selector: &Selector) {
        *match state {
            State::Exact | State::Moved => &mut self.placed,
            State::Edited | State::ChangedMeaning => &mut self.edited,
            State::Ambiguous => &mut self.ambiguous,
            State::Orphan if selector.quote.is_empty() => &mut self.placeless,
            State::Orphan => &mut self.orphans,
        } += 1;
    }

    /// All of it in sentences.
    pub fn tell(&self, sentences: &mut Vec<String>) {
        let mut tell = |count: usize, say: &dyn Fn(String) -> String| {
            if count > 0 {
                sentences.push(say(counted(count, "annotation")));
            }
        };
        tell(self.already, &|all| match self.differing {
            0 => format!("here already: {all}"),
            some => format!(
                "here already: {all}, of which {some} read otherwise here and were left as they are"
            ),
        });
        tell(self.twice, &|all| {
            format!("more than once in the file: {all}")
        });
        tell(self.edited, &|all| {
            format!("in sentences that read otherwise now, to be looked at: {all}")
        });
        tell(self.ambiguous, &|all| {
            format!("at one of several places, to be chosen: {all}")
        });
        tell(self.orphans, &|all| {
            format!("not found in their documents, kept as orphans: {all}")
        });
        tell(self.placeless, &|all| {
            format!("without a place, about a document as a whole, kept as orphans: {all}")
        });
        tell(self.homeless, &|all| {
            format!("about documents that are not in the corpus, kept under their names: {all}")
        });
        if self.links > 0 {
            let links = counted(self.links, "link");
            sentences.push(format!(
                "left out, for they lead to what is not in the file: {links}"
            ));
        }
        for (counting, (fitting, all)) in &self.quoted {
            sentences.push(format!(
                "positions were {}: {fitting} of {} fit",
                counting.words(),
                counted(*all, "quote")
            ));
        }
        for (counting, (fitting, all)) in &self.unquoted {
            sentences.push(format!(
                "positions without quotes were taken for {}: {fitting} of {all} begin and end with words",
                counting.words(),
            ));
        }
    }
}
