//! Where the annotations of the open document are.
//!
//! What is where it was is placed at once. Everything else is looked for behind the screen: until that is found, or
//! found to be gone, it has no place here and no state.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::OpenDocument;
use crate::anchor::{Placement, State, at_position, resolve_latest};
use crate::model::{Annotation, AnnotationId, AnnotationSet, Edit, Selector, Span, TextHash};

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

/// What is to be looked for in one document, behind the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// The document.
    pub open: Arc<OpenDocument>,
    /// The hashes of the texts it was annotated in, the newest first; that which it has now is not among them.
    pub texts: Vec<TextHash>,
    /// What is looked for.
    pub wanted: Vec<Wanted>,
}

/// An annotation that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which.
    pub id: AnnotationId,
    /// Where it was put last.
    pub latest: Selector,
    /// Where it was made, if that is elsewhere.
    pub made: Option<Selector>,
}

impl Wanted {
    /// What is looked for of `annotation`.
    #[must_use]
    pub fn new(annotation: &Annotation) -> Self {
        let elsewhere = !annotation.anchors.is_empty();
        Self {
            id: annotation.id,
            latest: annotation.place().clone(),
            made: elsewhere.then(|| annotation.selector.clone()),
        }
    }

    /// Whether `annotation` is still what is looked for.
    fn is_for(&self, annotation: &Annotation) -> bool {
        self.latest == *annotation.place()
            && self.made.as_ref().unwrap_or(&self.latest) == &annotation.selector
    }
}

impl Sought {
    /// Looks for everything, with what is known of the texts that the document had `earlier`, the newest first. It takes
    /// long where there is much to look for.
    #[must_use]
    pub fn find(&self, earlier: &[&str]) -> Vec<Placement> {
        let OpenDocument {
            document, points, ..
        } = &*self.open;
        let wanted = self.wanted.iter();
        let wanted = wanted.map(|one| (&one.latest, one.made.as_ref().unwrap_or(&one.latest)));
        resolve_latest(&document.text, points, earlier, wanted)
    }
}

/// Whether a person is to look at what was found in this state: nobody knows that it belongs there.
#[must_use]
pub fn needs_a_person(state: State) -> bool {
    match state {
        State::Exact | State::Moved => false,
        State::Edited | State::ChangedMeaning | State::Ambiguous | State::Orphan => true,
    }
}

/// The annotations of one document in reading order: by start, the longer first; those without a place come last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    placed: Vec<Placed>,
    /// For each placed annotation, the greatest end of it and all before it: what makes looking up a range fast however
    /// many annotations there are.
    reach: Vec<usize>,
    unplaced: Vec<AnnotationId>,
    /// How each annotation was found; nothing while it is looked for.
    known: HashMap<AnnotationId, Option<Placement>>,
    /// What nobody was asked to look for yet.
    unasked: Vec<AnnotationId>,
    /// How many are looked for.
    sought: usize,
    /// How many a person is to look at.
    to_look_at: usize,
}

impl Places {
    /// Places what is where it was, of all annotations on `open`; the others are looked for.
    #[must_use]
    pub fn find(open: &OpenDocument, set: &AnnotationSet) -> Self {
        let mut places = Self::default();
        for annotation in set.on(&open.document.path) {
            places.begin(open, annotation);
        }
        places.arrange();
        places
    }

    /// Follows `edits`: what they put elsewhere is looked for there; the others keep their places.
    pub fn update(&mut self, open: &OpenDocument, edits: &[Edit]) {
        let mut changed: HashMap<AnnotationId, (Option<&Annotation>, Option<&Annotation>)> =
            HashMap::new();
        for edit in edits {
            if let Edit::Annotation { before, after } = edit
                && let Some(either) = after.as_ref().or(before.as_ref())
                && (either.document == open.document.path || self.known.contains_key(&either.id))
            {
                let sides = changed.entry(either.id);
                sides.or_insert((before.as_deref(), None)).1 = after.as_deref();
            }
        }
        let here = |annotation: &&Annotation| annotation.document == open.document.path;
        changed.retain(|id, (before, after)| {
            let after = after.filter(here);
            let stays = before.filter(here).zip(after).is_some_and(|(was, is)| {
                (was.place(), &was.selector) == (is.place(), &is.selector)
            });
            !(stays && self.known.contains_key(id))
        });
        if changed.is_empty() {
            return;
        }
        let mut ids: Vec<AnnotationId> = changed.keys().copied().collect();
        ids.sort_unstable();
        let stays = |id: AnnotationId| ids.binary_search(&id).is_err();
        self.placed.retain(|placed| stays(placed.id));
        self.unplaced.retain(|id| stays(*id));
        for (id, (_, after)) in changed {
            self.known.remove(&id);
            if let Some(after) = after.filter(here) {
                self.begin(open, after);
                self.enter(id);
            }
        }
        self.order();
    }

    fn begin(&mut self, open: &OpenDocument, annotation: &Annotation) {
        let OpenDocument {
            document, points, ..
        } = open;
        let placement = at_position(&document.text, points, annotation.place());
        if placement.is_none() {
            self.unasked.push(annotation.id);
        }
        self.known.insert(annotation.id, placement);
    }

    /// What is to be looked for and was not asked for before; from now on it was.
    pub fn ask(&mut self, open: &Arc<OpenDocument>, set: &AnnotationSet) -> Option<Sought> {
        let unasked = std::mem::take(&mut self.unasked);
        let wanted: Vec<Wanted> = unasked
            .into_iter()
            .filter(|id| self.is_sought(*id))
            .filter_map(|id| set.get(id).map(Wanted::new))
            .collect();
        let document = &open.document;
        (!wanted.is_empty()).then(|| {
            let mut texts = set.texts_of(&document.path);
            texts.retain(|hash| *hash != document.hash);
            let open = Arc::clone(open);
            Sought {
                open,
                texts,
                wanted,
            }
        })
    }

    /// Takes in what was found of what was asked for, in its order. What is not looked for any more, or somewhere else by
    /// now, is left out.
    pub fn take_in(&mut self, sought: &Sought, found: Vec<Placement>, set: &AnnotationSet) {
        for (wanted, placement) in sought.wanted.iter().zip(found) {
            let is_wanted = set
                .get(wanted.id)
                .is_some_and(|annotation| wanted.is_for(annotation));
            if let Some(known @ None) = self.known.get_mut(&wanted.id)
                && is_wanted
            {
                *known = Some(placement);
            }
        }
        self.arrange();
    }

    /// Puts everything that is known in order.
    fn arrange(&mut self) {
        self.placed.clear();
        self.unplaced.clear();
        let all: Vec<AnnotationId> = self.known.keys().copied().collect();
        for id in all {
            self.enter(id);
        }
        self.order();
    }

    /// Adds an annotation to those with a place, or to those without.
    fn enter(&mut self, id: AnnotationId) {
        let placement = self.placement(id);
        match placement.and_then(|found| Some((found.span?, found.state))) {
            Some((span, state)) => self.placed.push(Placed { id, span, state }),
            None => self.unplaced.push(id),
        }
    }

    /// Puts what was entered in order, and counts it. What was in order already costs next to nothing.
    fn order(&mut self) {
        self.placed
            .sort_by_key(|placed| order_of(placed.id, placed.span));
        self.unplaced.sort();
        let is_sought = |id: &&AnnotationId| self.is_sought(**id);
        self.sought = self.unplaced.iter().filter(is_sought).count();
        let placed = self.placed.iter();
        let placed = placed.filter(|placed| needs_a_person(placed.state)).count();
        let unplaced = self.unplaced.iter().filter_map(|id| self.placement(*id));
        let unplaced = unplaced.filter(|found| needs_a_person(found.state)).count();
        self.to_look_at = placed + unplaced;
        let ends = self.placed.iter().map(|placed| placed.span.end);
        self.reach = ends
            .scan(0, |reach, end| {
                *reach = end.max(*reach);
                Some(*reach)
            })
            .collect();
    }

    /// How an annotation was found, or what there is to choose from where it was not; `None` while it is looked for, and
    /// for one of another document.
    #[must_use]
    pub fn placement(&self, id: AnnotationId) -> Option<&Placement> {
        self.known.get(&id)?.as_ref()
    }

    /// Whether an annotation is looked for.
    #[must_use]
    pub fn is_sought(&self, id: AnnotationId) -> bool {
        self.known.get(&id).is_some_and(Option::is_none)
    }

    /// How many annotations are looked for.
    #[must_use]
    pub fn sought(&self) -> usize {
        self.sought
    }

    /// How many annotations a person is to look at.
    #[must_use]
    pub fn to_look_at(&self) -> usize {
        self.to_look_at
    }

    /// Every annotation in reading order, with how it was found; without that while it is looked for.
    pub fn iter(&self) -> impl Iterator<Item = (AnnotationId, Option<&Placement>)> {
        let placed = self.placed.iter().map(|placed| placed.id);
        let all = placed.chain(self.unplaced.iter().copied());
        all.map(|id| (id, self.placement(id)))
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
            let index = index.checked_sub(self.placed.len())?;
            self.unplaced.get(index).copied()
        })
    }

    /// The number of an annotation in reading order.
    #[must_use]
    pub fn index(&self, id: AnnotationId) -> Option<usize> {
        let known = self.known.get(&id)?.as_ref();
        match known.and_then(|found| found.span) {
            Some(span) => {
                let order = order_of(id, span);
                let placed = self.placed.as_slice();
                let found = placed.binary_search_by_key(&order, |one| order_of(one.id, one.span));
                found.ok()
            }
            None => Some(self.placed.len() + self.unplaced.binary_search(&id).ok()?),
        }
    }

    /// The place of an annotation.
    #[must_use]
    pub fn get(&self, id: AnnotationId) -> Option<&Placed> {
        self.placed.get(self.index(id)?)
    }

    /// How the `index`th annotation in reading order was found, or why it was not; `None` while it is looked for.
    #[must_use]
    pub fn state(&self, index: usize) -> Option<State> {
        Some(self.placement(self.id(index)?)?.state)
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

/// What the annotations that have a place are ordered by: where they begin, the longer first.
fn order_of(id: AnnotationId, span: Span) -> (usize, Reverse<usize>, AnnotationId) {
    (span.start, Reverse(span.end), id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::{Method, capture};
    use crate::model::{DocPath, Document, Structure};
    use crate::text::positions::CodePoints;
    use proptest::prelude::*;

    fn ids() -> impl Iterator<Item = AnnotationId> {
        (1..).map(|second| AnnotationId::new(jiff::Timestamp::from_second(second).unwrap()))
    }

    fn places(spans: &[(usize, usize)]) -> Places {
        let known = spans.iter().zip(ids()).map(|((start, end), id)| {
            let placement = Placement {
                state: State::Exact,
                span: Some(Span::new(*start, *end)),
                score: 1.0,
                rival: 0.0,
                method: Method::Position,
                candidates: Vec::new(),
            };
            (id, Some(placement))
        });
        let mut places = Places {
            known: known.collect(),
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

    const OLD: &str = "The ferry left at six in the morning with forty people aboard.\n\n\
                       Nobody at the mill had been told of the new hour by then.\n\n\
                       The baker heard of it from his brother, who rows the boat.";

    fn open(text: &str) -> Arc<OpenDocument> {
        let path = DocPath::new("a.txt");
        let document = Document::new(path, text.to_owned(), Structure::default());
        Arc::new(OpenDocument::new(document))
    }

    /// Annotations on `quotes`, as they stand in [`OLD`].
    fn annotated(quotes: &[&str]) -> (AnnotationSet, Vec<Annotation>) {
        let mut set = AnnotationSet::default();
        let made = quotes.iter().zip(ids()).map(|(quote, id)| {
            let start = OLD.find(quote).unwrap();
            let span = Span::new(start, start + quote.len());
            Annotation {
                id,
                document: DocPath::new("a.txt"),
                selector: capture(OLD, &CodePoints::new(OLD), span),
                anchors: Vec::new(),
                tags: Vec::new(),
                note: String::new(),
                reviewer: "me".into(),
                created: jiff::Timestamp::UNIX_EPOCH,
                claim: None,
                links: Vec::new(),
            }
        });
        let made: Vec<Annotation> = made.collect();
        for annotation in &made {
            set.apply(&edit(None, Some(annotation)));
        }
        (set, made)
    }

    fn edit(before: Option<&Annotation>, after: Option<&Annotation>) -> Edit {
        let boxed = |side: Option<&Annotation>| side.cloned().map(Box::new);
        Edit::Annotation {
            before: boxed(before),
            after: boxed(after),
        }
    }

    fn states(places: &Places) -> Vec<&'static str> {
        let state = |found: Option<&Placement>| found.map_or("sought", |f| f.state.as_str());
        places.iter().map(|(_, found)| state(found)).collect()
    }

    #[test]
    fn what_is_where_it_was_is_placed_at_once_and_the_rest_once_it_is_found() {
        let (set, _) = annotated(&["The ferry left", "the mill had been told", "who rows"]);
        let open = open(&OLD.replace("Nobody at", "For all they knew, nobody at"));
        let mut places = Places::find(&open, &set);
        assert_eq!(states(&places), ["exact", "sought", "sought"]);
        assert_eq!((places.len(), places.sought()), (3, 2));
        let sought = places.ask(&open, &set).unwrap();
        assert_eq!(places.ask(&open, &set), None, "nothing is asked for twice");
        places.take_in(&sought, sought.find(&[]), &set);
        assert_eq!(states(&places), ["exact", "moved", "moved"]);
        assert_eq!(places.sought(), 0);
        let last = places.placed().last().unwrap();
        assert_eq!(last.span.of(&open.document.text), "who rows");
    }

    #[test]
    fn only_what_an_edit_puts_elsewhere_is_looked_for_again() {
        let (mut set, made) = annotated(&["The ferry left", "who rows"]);
        let open = open(&format!("News of the river. {OLD}"));
        let mut places = Places::find(&open, &set);
        let sought = places.ask(&open, &set).unwrap();
        places.take_in(&sought, sought.find(&[]), &set);
        let mut noted = made[0].clone();
        noted.note = "why?".into();
        places.update(&open, &[edit(Some(&made[0]), Some(&noted))]);
        assert_eq!(states(&places), ["moved", "moved"]);
        let mut put = made[1].clone();
        put.selector.quote = "his brother".into();
        let steps = [edit(Some(&made[1]), None), edit(None, Some(&put))];
        for step in &steps {
            set.apply(step);
        }
        places.update(&open, &steps);
        assert_eq!(states(&places), ["moved", "sought"]);
        places.take_in(&sought, sought.find(&[]), &set);
        assert_eq!(
            places.sought(),
            1,
            "an answer that is too late says nothing"
        );
        let mut elsewhere = noted.clone();
        elsewhere.document = DocPath::new("b.txt");
        places.update(&open, &[edit(Some(&noted), Some(&elsewhere))]);
        assert_eq!(states(&places), ["sought"]);
        places.update(&open, &[edit(Some(&elsewhere), Some(&noted))]);
        assert_eq!(states(&places), ["sought", "sought"]);
    }

    #[test]
    fn following_edits_leaves_what_finding_all_anew_would() {
        let (set, made) = annotated(&["The ferry left", "ferry", "mill had been", "told", "rows"]);
        let open = open(&OLD.replace("had been", "was"));
        let order = |places: &Places| -> Vec<(AnnotationId, Option<Placement>)> {
            let all = places.iter();
            all.map(|(id, found)| (id, found.cloned())).collect()
        };
        for chosen in 0..1 << made.len() {
            let (mut set, mut places) = (set.clone(), Places::find(&open, &set));
            for is_back in [false, true] {
                let these = made.iter().enumerate();
                let these = these.filter(|(number, _)| (chosen >> number) & 1 == 1);
                let edits: Vec<Edit> = these
                    .map(|(_, made)| {
                        let deleted = edit(Some(made), None);
                        if is_back { deleted.inverse() } else { deleted }
                    })
                    .collect();
                for edit in &edits {
                    set.apply(edit);
                }
                places.update(&open, &edits);
                let anew = Places::find(&open, &set);
                assert_eq!(order(&places), order(&anew));
                assert_eq!(places.sought(), anew.sought());
                for (number, (id, _)) in order(&anew).iter().enumerate() {
                    assert_eq!(places.index(*id), Some(number));
                }
            }
        }
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
