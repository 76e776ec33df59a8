//! Searching in the open document.

use crate::model::Span;
use crate::search::Pattern;

/// A search and where it matches.
#[derive(Debug)]
pub struct Find {
    /// What was typed.
    pub query: String,
    /// Where it matches, in order, in bytes of the text.
    pub matches: Vec<Span>,
    /// Whether the matches are shown: they are until one leaves the search.
    pub visible: bool,
}

impl Find {
    /// Searches `text`; `None` when there is nothing to search for.
    #[must_use]
    pub fn new(text: &str, query: &str) -> Option<Self> {
        let pattern = Pattern::folded(query)?;
        Some(Self::of(text, query, &pattern))
    }

    /// Searches `text` for what `query` was made into.
    #[must_use]
    pub fn of(text: &str, query: &str, pattern: &Pattern) -> Self {
        Self {
            query: query.to_owned(),
            matches: pattern.spans(text).collect(),
            visible: true,
        }
    }

    /// The same search in another text.
    #[must_use]
    pub fn again(self, text: &str) -> Option<Self> {
        let found = Self::new(text, &self.query)?;
        Some(Self {
            visible: self.visible,
            ..found
        })
    }

    /// The first match at or after `at`, else the first of all; with its number, counted from 0.
    #[must_use]
    pub fn from(&self, at: usize) -> Option<(usize, Span)> {
        let index = self.matches.partition_point(|span| span.start < at);
        let index = if index == self.matches.len() {
            0
        } else {
            index
        };
        Some((index, *self.matches.get(index)?))
    }

    /// The next match after `at`, going round at the end.
    #[must_use]
    pub fn after(&self, at: usize) -> Option<(usize, Span)> {
        self.from(at + 1)
    }

    /// The match before `at`, going round at the beginning.
    #[must_use]
    pub fn before(&self, at: usize) -> Option<(usize, Span)> {
        let earlier = self.matches.partition_point(|span| span.start < at);
        let index = earlier
            .checked_sub(1)
            .or_else(|| self.matches.len().checked_sub(1))?;
        Some((index, *self.matches.get(index)?))
    }

    /// The matches that share a byte with `span`.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = Span> {
        let first = self
            .matches
            .partition_point(|found| found.end <= span.start);
        let shown: &[Span] = if self.visible {
            self.matches.get(first..).unwrap_or_default()
        } else {
            &[]
        };
        shown
            .iter()
            .copied()
            .take_while(move |found| found.start < span.end)
    }

    /// Where the search stands, for the status line: `3 of 17`.
    #[must_use]
    pub fn count(&self, index: usize) -> String {
        format!("{} of {}", index + 1, self.matches.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_goes_round_both_ways() {
        let find = Find::new("one two one two one", "one").unwrap();
        assert_eq!(find.matches.len(), 3);
        assert_eq!(find.from(1).unwrap().0, 1);
        assert_eq!(find.after(16).unwrap().0, 0, "round at the end");
        assert_eq!(find.before(0).unwrap().0, 2, "round at the beginning");
        assert_eq!(find.count(2), "3 of 3");
        assert_eq!(find.overlapping(Span::new(2, 9)).count(), 2);
    }

    #[test]
    fn nothing_is_found_without_a_panic() {
        let find = Find::new("one", "zwei").unwrap();
        assert!(find.from(0).is_none() && find.before(0).is_none() && find.after(9).is_none());
        assert!(Find::new("one", "").is_none());
    }
}
