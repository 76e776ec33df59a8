//! What there is to look at in the documents that are not open: they are looked through behind the screen once it is known
//! which there are, so that the list can tell of it, and so that what is gone from one can be looked for in the others.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::App;
use super::effect::Effect;
use super::missing::Gone;
use super::overlay::Overlay;
use super::reader::{Survey, Surveyed, Wanted, WantedIn, part_at};
use super::tabulating::Article;
use crate::anchor::State;
use crate::model::{Annotation, AnnotationId, DocPath};
use crate::text::counted;

/// What is known of documents that are not open.
#[derive(Debug, Default)]
pub(super) struct Overview {
    /// The number of the last survey: the answer to an older one is stale.
    number: u64,
    /// The documents it is about, until it is over.
    pending: HashSet<DocPath>,
    /// What a person is to look at in each document. What followed to another one stays here: it may be taken back.
    found: HashMap<DocPath, Vec<(Gone, State)>>,
    /// The documents of which the last survey has told.
    told: HashSet<DocPath>,
    /// The orphans that were looked for in other documents last.
    traced: BTreeSet<AnnotationId>,
    /// Of how many in other documents the person was told.
    said: usize,
    /// The part that each annotation is on, where its document has several and was looked through or open.
    parts: Arc<HashMap<AnnotationId, Article>>,
}

impl App {
    /// Has all annotated documents looked through, save the one that is read.
    pub(super) fn look_through(&mut self) {
        let paths = self.other_annotated();
        self.overview.traced.clear();
        self.survey(&paths);
        if paths.is_empty() {
            self.overview.found.clear();
            self.look_for_orphans();
        }
    }

    /// Has documents looked through for what a person is to look at; the number of that survey. Of an earlier one nothing
    /// is wanted any more.
    pub(super) fn survey(&mut self, paths: &[DocPath]) -> u64 {
        self.overview.number += 1;
        self.overview.pending = paths.iter().cloned().collect();
        self.overview.told.clear();
        let set = self.set();
        let documents = paths.iter().map(|path| WantedIn {
            path: path.clone(),
            texts: set.texts_of(path),
            wanted: set.on(path).map(Wanted::new).collect(),
        });
        let survey = Survey {
            number: self.overview.number,
            documents: documents.collect(),
        };
        if !paths.is_empty() {
            self.effects.push(Effect::Survey(Arc::new(survey)));
        }
        self.overview.number
    }

    /// Takes in what there is to look at in other documents.
    pub(super) fn surveyed(&mut self, number: u64, found: Vec<Surveyed>, is_over: bool) {
        if number != self.overview.number {
            return;
        }
        let here = self.reader.document().map(|document| document.path.clone());
        let paths: Vec<DocPath> = found.iter().map(|found| found.path.clone()).collect();
        for Surveyed { path, found, parts } in found {
            if !parts.is_empty() {
                Arc::make_mut(&mut self.overview.parts).extend(parts);
            }
            self.forget_what_is_on(&path);
            let set = &self.annotations.set;
            let known = found.iter();
            let known = known.filter_map(|(id, state)| Some((Gone::new(set.get(*id)?), *state)));
            let all = self.overview.found.entry(path.clone()).or_default();
            all.extend(known);
            self.overview.told.insert(path.clone());
            // What is on the screen is known better than that.
            if here.as_ref() != Some(&path)
                && let Some(review) = self.review_mut()
            {
                review.add(&path, found);
            }
        }
        self.queue_what_was_found(&paths);
        self.articles_known();
        if !is_over {
            return;
        }
        let pending = std::mem::take(&mut self.overview.pending);
        let told = std::mem::take(&mut self.overview.told);
        for path in pending.difference(&told) {
            self.forget_what_is_on(path);
        }
        if let Some(review) = self.review_mut().filter(|review| review.survey == number) {
            review.is_surveyed = true;
        }
        self.tell_of_others();
        self.look_for_orphans();
    }

    /// Remembers on which parts the annotations of the open document are, where it has several.
    pub(super) fn keep_parts(&mut self) {
        let Some(open) = self.reader.document().filter(|open| open.parts.len() > 1) else {
            return;
        };
        let placed = self.reader.places().placed().iter();
        let parts = placed.filter_map(|one| Some((one.id, part_at(open, one.span.start)?)));
        let is_news =
            |(id, part): &(AnnotationId, Article)| self.overview.parts.get(id) != Some(part);
        let parts: Vec<(AnnotationId, Article)> = parts.filter(is_news).collect();
        if parts.is_empty() {
            return;
        }
        Arc::make_mut(&mut self.overview.parts).extend(parts);
    }

    /// The part that each annotation is on, where its document has several, as far as that is known.
    pub(super) fn parts_elsewhere(&self) -> Arc<HashMap<AnnotationId, Article>> {
        Arc::clone(&self.overview.parts)
    }

    /// The part that an annotation is on, where its document has several and that is known.
    pub(super) fn part_of(&self, annotation: &Annotation) -> Option<&Article> {
        self.overview.parts.get(&annotation.id)
    }

    /// Forgets what was known of the annotations that are on a document now.
    fn forget_what_is_on(&mut self, path: &DocPath) {
        let set = &self.annotations.set;
        if let Some(known) = self.overview.found.get_mut(path) {
            known.retain(|(gone, _)| gone.still_on(path, set).is_none());
        }
    }

    pub(super) fn review_mut(&mut self) -> Option<&mut super::overlay::AnchorReview> {
        let shown = self.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Anchors(review) => Some(&mut **review),
            _ => None,
        });
        shown.or(self.looking.attaching.as_deref_mut())
    }

    /// Has orphans looked for in the other documents, once it is known which annotations are.
    pub(super) fn look_for_orphans(&mut self) {
        let is_known = self.overview.pending.is_empty() && self.reader.places().sought() == 0;
        if !is_known || self.library.walking || self.is_held_up() || self.is_single {
            return;
        }
        let places = self.reader.places().iter();
        let is_orphan = |state: State| state == State::Orphan;
        let here = places.filter(|(_, found)| found.is_some_and(|found| is_orphan(found.state)));
        let mut orphans: BTreeSet<AnnotationId> = here.map(|(id, _)| id).collect();
        let here = self.reader.document().map(|document| &document.path);
        for path in self
            .overview
            .found
            .keys()
            .filter(|path| Some(*path) != here)
        {
            let found = self.still_to_look_at(path);
            let found = found.filter(|(_, state)| is_orphan(*state));
            orphans.extend(found.map(|(id, _)| id));
        }
        if !orphans.is_subset(&self.overview.traced) {
            self.trace_orphans(&orphans);
            self.overview.traced = orphans;
        }
    }

    /// What a person was to look at in all documents that are not open, as far as it was not decided since.
    pub(super) fn states_elsewhere(&self) -> impl Iterator<Item = (AnnotationId, State)> {
        let paths = self.overview.found.keys();
        paths.flat_map(|path| self.still_to_look_at(path))
    }

    /// What a person was to look at in a document that is not open, as far as it was not decided since.
    pub(super) fn still_to_look_at(
        &self,
        path: &DocPath,
    ) -> impl Iterator<Item = (AnnotationId, State)> {
        let found = self.overview.found.get(path).into_iter().flatten();
        let still = found.filter(|(gone, _)| gone.still_on(path, self.set()).is_some());
        still.map(|(gone, state)| (gone.id, *state))
    }

    /// What a person is to look at in the documents that are not open, as far as it is known, in their order.
    pub(super) fn found_elsewhere(&self) -> Vec<(&DocPath, AnnotationId)> {
        let here = self.reader.document().map(|document| &document.path);
        let mut others: Vec<&DocPath> = self.overview.found.keys().collect();
        others.retain(|path| Some(*path) != here);
        others.sort_unstable();
        let found = others.into_iter().flat_map(|path| {
            let still = self.still_to_look_at(path);
            still.map(move |(id, _)| (path, id))
        });
        found.collect()
    }

    /// Whether documents are still being looked through.
    #[must_use]
    pub fn is_looking_through(&self) -> bool {
        !self.overview.pending.is_empty()
    }

    /// How many annotations on a document a person is to look at, as far as that is known.
    #[must_use]
    pub fn to_look_at(&self, path: &DocPath) -> usize {
        let is_open = |path: &DocPath| {
            self.reader
                .document()
                .is_some_and(|open| open.path == *path)
        };
        if is_open(path) {
            self.reader.places().to_look_at()
        } else {
            self.still_to_look_at(path).count()
        }
    }

    /// How many annotations a person is to look at in the whole corpus, as far as that is known.
    #[must_use]
    pub fn all_to_look_at(&self) -> usize {
        let missing = self.missing().filter(|missing| !missing.is_there);
        let missing = missing.map(|missing| self.set().count_on(&missing.path));
        let missing: usize = missing.sum();
        self.reader.places().to_look_at() + self.to_look_at_elsewhere() + missing
    }

    /// How many a person is to look at in the documents that are there and not open.
    fn to_look_at_elsewhere(&self) -> usize {
        let here = self.reader.document().map(|document| &document.path);
        let others = self.overview.found.keys();
        let others = others.filter(|path| Some(*path) != here);
        others.map(|path| self.still_to_look_at(path).count()).sum()
    }

    /// Says that there is something to look at elsewhere, where nothing is here: of that one is told already.
    fn tell_of_others(&mut self) {
        let count = self.to_look_at_elsewhere();
        let is_news = count > self.overview.said;
        self.overview.said = count;
        if is_news && self.review_mut().is_none() && self.reader.places().to_look_at() == 0 {
            let begin = self.keymap.keys_of("review-anchors").next();
            let begin = begin.unwrap_or_else(|| ":review-anchors".to_owned());
            let what = counted(count, "annotation");
            self.status.remark(format!(
                "{what} to look at in other documents: {begin} begins"
            ));
        }
    }
}
