//! What a search of the corpus found, grouped by document; which of it is chosen, and what is marked.

use std::collections::BTreeSet;

use super::{FoundIn, Passage};

/// What a search found so far. A result is known by its number, counted from 0 in the order of the search; as more comes,
/// numbers stay what they are.
#[derive(Debug, Default)]
pub struct Results {
    groups: Vec<Group>,
    matches: usize,
    documents: usize,
    selected: usize,
    marked: BTreeSet<usize>,
}

/// The results of one document.
#[derive(Debug)]
struct Group {
    found: FoundIn,
    /// The number of its first result.
    first: usize,
    /// How many matches the documents before it have.
    before: usize,
}

/// A result.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'a> {
    /// The number of its document among those with results, counted from 0.
    pub group: usize,
    /// What was found in its document.
    pub found: &'a FoundIn,
    /// The match.
    pub passage: &'a Passage,
    /// Whether it is the first one of its document.
    pub is_first: bool,
}

impl Results {
    /// Takes in what was found after everything else.
    pub fn push(&mut self, found: Vec<FoundIn>) {
        for found in found {
            let (first, before) = (self.len(), self.matches);
            self.matches += found.count();
            self.documents += 1;
            if !found.passages.is_empty() {
                self.groups.push(Group {
                    found,
                    first,
                    before,
                });
            }
        }
    }

    /// How many results there are to choose from.
    #[must_use]
    pub fn len(&self) -> usize {
        let last = self.groups.last();
        last.map_or(0, |group| group.first + group.found.passages.len())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many matches there are, with those that are only counted.
    #[must_use]
    pub fn matches(&self) -> usize {
        self.matches
    }

    /// How many documents have matches.
    #[must_use]
    pub fn documents(&self) -> usize {
        self.documents
    }

    /// The result with this number.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Hit<'_>> {
        let after = self.groups.partition_point(|group| group.first <= index);
        let at = after.checked_sub(1)?;
        let group = self.groups.get(at)?;
        let passage = group.found.passages.get(index - group.first)?;
        Some(Hit {
            group: at,
            found: &group.found,
            passage,
            is_first: index == group.first,
        })
    }

    /// What was found in the document with this number among those with results.
    #[must_use]
    pub fn group(&self, group: usize) -> Option<&FoundIn> {
        self.groups.get(group).map(|group| &group.found)
    }

    /// The number of the first result of such a document.
    #[must_use]
    pub fn first_of(&self, group: usize) -> Option<usize> {
        self.groups.get(group).map(|group| group.first)
    }

    /// How many matches the documents before it have.
    #[must_use]
    pub fn before(&self, group: usize) -> usize {
        self.groups.get(group).map_or(0, |group| group.before)
    }

    /// The number of the first document with results for which `is_it`.
    pub fn position(&self, is_it: impl Fn(&FoundIn) -> bool) -> Option<usize> {
        self.groups.iter().position(|group| is_it(&group.found))
    }

    /// The number of the chosen result.
    #[must_use]
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The chosen result.
    #[must_use]
    pub fn chosen(&self) -> Option<Hit<'_>> {
        self.get(self.selected)
    }

    /// Chooses the result with this number, or the last one.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.len().saturating_sub(1));
    }

    /// Chooses the result `count` further down.
    pub fn step(&mut self, count: isize) {
        self.select(self.selected.saturating_add_signed(count));
    }

    /// Chooses the first result of the next document, or of this one and then of the one before.
    pub fn step_document(&mut self, forward: bool) {
        let Some(hit) = self.chosen() else { return };
        let to = match (forward, hit.is_first) {
            (true, _) => hit.group + 1,
            (false, false) => hit.group,
            (false, true) => hit.group.saturating_sub(1),
        };
        if let Some(first) = self.first_of(to) {
            self.select(first);
        }
    }

    /// Marks the chosen result, or takes its mark away, and goes on to the next.
    pub fn mark(&mut self) {
        if self.chosen().is_some() && !self.marked.remove(&self.selected) {
            self.marked.insert(self.selected);
        }
        self.step(1);
    }

    /// Whether the result with this number is marked.
    #[must_use]
    pub fn is_marked(&self, index: usize) -> bool {
        self.marked.contains(&index)
    }

    /// How many are marked.
    #[must_use]
    pub fn marked(&self) -> usize {
        self.marked.len()
    }

    /// Takes all marks away.
    pub fn unmark(&mut self) {
        self.marked.clear();
    }

    /// What is acted on, in order: what is marked; else the chosen result, or every one where `all` are meant.
    #[must_use]
    pub fn acted_on(&self, all: bool) -> Vec<usize> {
        if !self.marked.is_empty() {
            self.marked.iter().copied().collect()
        } else if all {
            (0..self.len()).collect()
        } else {
            self.chosen().map(|_| self.selected).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocPath;
    use crate::search::Query;

    fn found(path: &str, text: &str, most: usize) -> FoundIn {
        let pattern = Query::new("a").pattern().unwrap();
        FoundIn::of(&DocPath::new(path), text, &pattern, most).unwrap()
    }

    #[test]
    fn results_keep_their_numbers_as_more_come() {
        let mut results = Results::default();
        assert!(results.chosen().is_none() && results.is_empty());
        results.step(1);
        results.push(vec![found("1", "a a a", 2), found("2", "a", 0)]);
        results.push(vec![found("3", "a a", 9)]);
        assert_eq!((results.len(), results.matches()), (4, 6));
        assert_eq!(results.documents(), 3, "one of them is only counted");
        let third = results.get(2).unwrap();
        assert_eq!((third.group, third.is_first), (1, true));
        assert_eq!((results.before(1), results.first_of(1)), (4, Some(2)));
        assert!(results.get(4).is_none());
    }

    #[test]
    fn one_steps_by_results_and_by_documents_and_marks() {
        let mut results = Results::default();
        results.push(vec![found("1", "a a", 9), found("2", "a a", 9)]);
        let mut steps = Vec::new();
        for forward in [true, true, false, false] {
            results.step_document(forward);
            steps.push(results.selected());
        }
        assert_eq!(steps, [2, 2, 0, 0]);
        results.select(3);
        results.step_document(false);
        assert_eq!(results.selected(), 2, "first to the beginning of this one");
        assert_eq!(results.acted_on(false), [2]);
        assert_eq!(results.acted_on(true), [0, 1, 2, 3]);
        results.mark();
        results.mark();
        assert_eq!((results.acted_on(true), results.marked()), (vec![2, 3], 2));
        results.mark();
        assert_eq!(results.acted_on(false), [2]);
        results.unmark();
        assert_eq!(results.marked(), 0);
    }
}
