//! The queue of what needs a person, grouped: what there is, and which group is chosen.

use std::collections::HashSet;

use crate::app::reviewing::{Queued, Stop};
use crate::model::DocPath;
use crate::review::Need;

/// What is to be done of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What is to be done.
    pub need: Need,
    /// Where, in the order of the list and of the text.
    pub stops: Vec<Stop>,
    /// How much of it: how many stops, and of sentences how many of those.
    pub count: usize,
}

/// The queue.
#[derive(Debug)]
pub struct Queue {
    /// The groups, in the order in which they are worked off.
    pub groups: Vec<Group>,
    /// How many documents nobody has begun to review.
    pub not_begun: usize,
    /// Which is chosen: everything, or else the group with this number, counted from 1.
    pub chosen: usize,
    /// What the answer with all of it is told apart by.
    pub number: u64,
    /// Whether that is still awaited.
    pub is_counting: bool,
}

impl Queue {
    /// A queue of which nothing is known yet.
    #[must_use]
    pub fn new(number: u64) -> Self {
        let empty = |need| Group {
            need,
            stops: Vec::new(),
            count: 0,
        };
        Self {
            groups: Need::ALL.map(empty).into(),
            not_begun: 0,
            chosen: 0,
            number,
            is_counting: true,
        }
    }

    /// Takes in what was worked out, of so many documents in `all`. What was found of texts that changed stays.
    pub fn put(&mut self, queued: Queued, all: usize) {
        self.is_counting = false;
        self.not_begun = all.saturating_sub(queued.begun);
        for (group, new) in self.groups.iter_mut().zip(queued.groups) {
            if group.need != Need::Anchor {
                *group = new;
            }
        }
    }

    /// What is chosen, where the rest is needed no more.
    #[must_use]
    pub fn into_stops(self) -> Vec<Stop> {
        let chosen = self.chosen;
        let groups = self.groups.into_iter().enumerate();
        let groups = groups.filter(|(number, _)| chosen == 0 || number + 1 == chosen);
        groups.flat_map(|(_, group)| group.stops).collect()
    }

    /// Chooses the row with this number; whether there is one.
    pub fn choose(&mut self, row: usize) -> bool {
        let is_there = row <= self.groups.len();
        if is_there {
            self.chosen = row;
        }
        is_there
    }

    /// Chooses the row `count` further on.
    pub fn step(&mut self, count: isize) {
        let last = self.groups.len();
        self.chosen = self.chosen.saturating_add_signed(count).min(last);
    }

    /// What is chosen, stop by stop.
    pub fn stops(&self) -> impl Iterator<Item = &Stop> {
        self.chosen_groups().flat_map(|group| &group.stops)
    }

    /// The groups that are chosen.
    pub fn chosen_groups(&self) -> impl Iterator<Item = &Group> {
        let chosen = self.chosen;
        let groups = self.groups.iter().enumerate();
        let groups = groups.filter(move |(number, _)| chosen == 0 || number + 1 == chosen);
        groups.map(|(_, group)| group)
    }

    /// Whether annotations whose text changed are among what is chosen.
    #[must_use]
    pub fn takes_anchors(&self) -> bool {
        let mut chosen = self.chosen_groups();
        chosen.any(|group| group.need == Need::Anchor)
    }

    /// Adds stops at annotations whose text changed, unless they are there.
    pub fn add_anchors(&mut self, found: &[Stop]) {
        let mut groups = self.groups.iter_mut();
        if let Some(group) = groups.find(|group| group.need == Need::Anchor) {
            add_missing(&mut group.stops, found);
            group.count = group.stops.len();
        }
    }
}

/// Adds those of the stops that were `found` that are not `known`. Many documents are told of one after the other: only
/// stops in the same ones are compared.
pub fn add_missing(known: &mut Vec<Stop>, found: &[Stop]) {
    let documents: HashSet<&DocPath> = found.iter().map(|stop| &stop.document).collect();
    let there = known.iter();
    let there = there.filter(|stop| documents.contains(&stop.document));
    let there: HashSet<&Stop> = there.collect();
    let missing = found.iter().filter(|stop| !there.contains(stop));
    let missing: Vec<Stop> = missing.cloned().collect();
    known.extend(missing);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AnnotationId;
    use jiff::Timestamp;

    #[test]
    fn a_stop_is_added_once_for_each_time_its_annotation_was_given_a_place() {
        let id = AnnotationId::new(Timestamp::UNIX_EPOCH);
        let stop = |document: &str, anchors| Stop {
            need: Need::Anchor,
            document: DocPath::new(document),
            annotation: Some(id),
            anchors,
        };
        let mut known = vec![stop("a.txt", 0)];
        add_missing(&mut known, &[stop("a.txt", 0), stop("a.txt", 1)]);
        add_missing(&mut known, &[stop("b.txt", 0), stop("a.txt", 1)]);
        let expected = [stop("a.txt", 0), stop("a.txt", 1), stop("b.txt", 0)];
        assert_eq!(known, expected);
    }
}
