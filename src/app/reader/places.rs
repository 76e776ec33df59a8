//! Where the annotations of the open document are.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::anchor::{State, resolve_all};
use crate::model::{Annotation, AnnotationId, AnnotationSet, Document, Edit, Span};
use crate::text::positions::CodePoints;

/// An annotation that has a place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which annotation.
    pub id: AnnotationId,
    /// Its place, in bytes of the text.
    pub span: Span,
    /// How it was found.
    pub state: State,
}

/// An annotation that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unplaced {
    /// Which annotation.
    pub id: AnnotationId,
    /// Why: ambiguous or orphan.
    pub state: State,
}

/// The annotations of one document in reading order: by start, the longer first; those without a place come last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    placed: Vec<Placed>,
    /// For each placed annotation, the greatest end of it and all before it: what makes looking up a range fast however
    /// many annotations there are.
    reach: Vec<usize>,
    unplaced: Vec<Unplaced>,
    /// The number of each annotation in reading order.
    numbers: HashMap<AnnotationId, usize>,
}

impl Places {
    /// Finds the place of every annotation on `document`.
    #[must_use]
    pub fn find(document: &Document, points: &CodePoints, set: &AnnotationSet) -> Self {
        let mut places = Self::default();
        places.place(document, points, set.on(&document.path));
        places.arrange();
        places
    }

    /// Finds the places of the annotations that `edits` changed; the others keep theirs.
    pub fn update(&mut self, document: &Document, points: &CodePoints, edits: &[Edit]) {
        let mut changed: HashMap<AnnotationId, Option<&Annotation>> = HashMap::new();
        for edit in edits {
            if let Edit::Annotation { before, after } = edit
                && let Some(either) = after.as_ref().or(before.as_ref())
            {
                changed.insert(either.id, after.as_deref());
            }
        }
        if changed.is_empty() {
            return;
        }
        self.placed
            .retain(|placed| !changed.contains_key(&placed.id));
        self.unplaced
            .retain(|unplaced| !changed.contains_key(&unplaced.id));
        let here = |annotation: &&Annotation| annotation.document == document.path;
        self.place(
            document,
            points,
            changed.into_values().flatten().filter(here),
        );
        self.arrange();
    }

    fn place<'a>(
        &mut self,
        document: &Document,
        points: &CodePoints,
        annotations: impl Iterator<Item = &'a Annotation>,
    ) {
        let annotations: Vec<&Annotation> = annotations.collect();
        let selectors = annotations.iter().map(|annotation| &annotation.selector);
        let found = resolve_all(&document.text, points, &[], selectors);
        for (annotation, found) in annotations.iter().zip(found) {
            let (id, state) = (annotation.id, found.state);
            match found.span {
                Some(span) => self.placed.push(Placed { id, span, state }),
                None => self.unplaced.push(Unplaced { id, state }),
            }
        }
    }

    fn arrange(&mut self) {
        self.placed
            .sort_by_key(|placed| (placed.span.start, Reverse(placed.span.end), placed.id));
        self.unplaced.sort_by_key(|unplaced| unplaced.id);
        let placed = self.placed.iter().map(|placed| placed.id);
        let ids = placed.chain(self.unplaced.iter().map(|unplaced| unplaced.id));
        self.numbers = ids.enumerate().map(|(number, id)| (id, number)).collect();
        let ends = self.placed.iter().map(|placed| placed.span.end);
        self.reach = ends
            .scan(0, |reach, end| {
                *reach = end.max(*reach);
                Some(*reach)
            })
            .collect();
    }

    /// The annotations that have a place, in reading order.
    #[must_use]
    pub fn placed(&self) -> &[Placed] {
        &self.placed
    }

    /// How many annotations there are, with a place or without.
    #[must_use]
    pub fn len(&self) -> usize {
        self.placed.len() + self.unplaced.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The identity of the `index`th annotation in reading order.
    #[must_use]
    pub fn id(&self, index: usize) -> Option<AnnotationId> {
        let placed = self.placed.get(index).map(|placed| placed.id);
        placed.or_else(|| {
            self.unplaced
                .get(index.checked_sub(self.placed.len())?)
                .map(|unplaced| unplaced.id)
        })
    }

    /// The number of an annotation in reading order.
    #[must_use]
    pub fn index(&self, id: AnnotationId) -> Option<usize> {
        self.numbers.get(&id).copied()
    }

    /// The place of an annotation.
    #[must_use]
    pub fn get(&self, id: AnnotationId) -> Option<&Placed> {
        self.placed.get(self.index(id)?)
    }

    /// How an annotation was found, or why it was not.
    #[must_use]
    pub fn state(&self, index: usize) -> Option<State> {
        let placed = self.placed.get(index).map(|placed| placed.state);
        placed.or_else(|| {
            self.unplaced
                .get(index.checked_sub(self.placed.len())?)
                .map(|unplaced| unplaced.state)
        })
    }

    /// The annotations that share a byte with `span`, in reading order.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Placed> {
        let first = self.reach.partition_point(|reach| *reach <= span.start);
        let end = self
            .placed
            .partition_point(|placed| placed.span.start < span.end);
        self.placed
            .get(first..end.max(first))
            .unwrap_or_default()
            .iter()
            .filter(move |placed| placed.span.overlaps(span))
    }

    /// The annotations that hold the byte `at`, the shortest first.
    #[must_use]
    pub fn around(&self, at: usize) -> Vec<&Placed> {
        let mut found: Vec<&Placed> = self.overlapping(Span::new(at, at + 1)).collect();
        found.sort_by_key(|placed| (placed.span.len(), placed.id));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(spans: &[(usize, usize)]) -> Places {
        let ids =
            (1..).map(|second| AnnotationId::new(jiff::Timestamp::from_second(second).unwrap()));
        let all = spans.iter().zip(ids).map(|((start, end), id)| Placed {
            id,
            span: Span::new(*start, *end),
            state: State::Exact,
        });
        let mut places = Places {
            placed: all.collect(),
            ..Places::default()
        };
        places.arrange();
        places
    }

    #[test]
    fn the_innermost_annotation_comes_first() {
        let places = places(&[(0, 100), (10, 20), (12, 15), (50, 60)]);
        let found: Vec<usize> = places
            .around(13)
            .iter()
            .map(|placed| placed.span.len())
            .collect();
        assert_eq!(found, [3, 10, 100]);
        assert_eq!(places.around(20).len(), 1, "the end is outside");
    }

    proptest! {
        #[test]
        fn looking_up_a_range_finds_what_going_through_all_would(
            spans in prop::collection::vec((0usize..200, 1usize..60), 0..40), start in 0usize..220, length in 1usize..50,
        ) {
            let spans: Vec<(usize, usize)> = spans.into_iter().map(|(start, length)| (start, start + length)).collect();
            let places = places(&spans);
            let wanted = Span::new(start, start + length);
            let fast: Vec<Span> = places.overlapping(wanted).map(|placed| placed.span).collect();
            let slow: Vec<Span> = places.placed().iter().map(|placed| placed.span).filter(|span| span.overlaps(wanted)).collect();
            prop_assert_eq!(fast, slow);
        }
    }
}
