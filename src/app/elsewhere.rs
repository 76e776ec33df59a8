//! The same claim elsewhere: sentences of the corpus that nearly repeat one, looked for behind the screen, and tagged or
//! linked together. What is shown of them is in [`super::overlay::Elsewhere`].

use std::sync::Arc;

use jiff::Timestamp;

use super::App;
use super::action::OverlayAction;
use super::anchors::percent;
use super::batch::Batch;
use super::effect::Effect;
use super::going::Goal;
use super::jumps::Place;
use super::linking::links_of;
use super::overlay::{Elsewhere, Overlay, Own};
use super::panes::Focus;
use super::reader::{OpenDocument, Passage};
use super::tagging::listed;
use crate::anchor::capture;
use crate::model::{
    Annotation, AnnotationId, DocPath, Link, Relation, Selector, Span, TagName, TextHash,
};
use crate::search::similar::{LEAST, Original, Rarity, Sieve};
use crate::text::sentence::sentences_of;
use crate::text::{counted, quoted};

/// How many sentences of one document are handed on.
const MOST_IN_ONE: usize = 20;

/// A sentence that is looked for in other places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seeking {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// The sentence.
    pub text: String,
    /// Where it stands: that is no other place. The positions are code points.
    pub own: (DocPath, usize, usize),
    /// The documents to look through; none to stop looking.
    pub documents: Vec<DocPath>,
}

/// A sentence that nearly repeats the one that is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// Its document.
    pub document: DocPath,
    /// The hash of the document's text.
    pub hash: TextHash,
    /// Where it stands.
    pub selector: Selector,
    /// How nearly it repeats the other, from 0 to 1.
    pub score: f32,
    /// The title that the document gives itself.
    pub title: Option<String>,
    /// The date that it gives itself.
    pub date: Option<String>,
}

/// What a search has come to so far.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundElsewhere {
    /// The number it was asked for with.
    pub number: u64,
    /// The sentences that were found since the answer before.
    pub found: Vec<Twin>,
    /// How many documents were looked through so far.
    pub looked: usize,
    /// Whether that was all.
    pub is_over: bool,
}

impl Seeking {
    /// The sentences of a document that nearly repeat the one that is looked for, the best first.
    #[must_use]
    pub fn look(
        &self,
        open: &OpenDocument,
        original: &Original,
        rarity: &Rarity,
        sieve: &Sieve,
    ) -> Vec<Twin> {
        let OpenDocument {
            document, points, ..
        } = open;
        let text = &document.text;
        let mut found = Vec::new();
        for block in &document.blocks {
            if !sieve.may_hold(block.span.of(text)) {
                continue;
            }
            for span in sentences_of(text, block) {
                let Some(score) = original.likeness(span.of(text), rarity, LEAST) else {
                    continue;
                };
                let start = points.from_byte(text, span.start);
                let end = points.from_byte(text, span.end);
                let (path, from, to) = &self.own;
                let is_own = *path == document.path && start < *to && *from < end;
                if !is_own {
                    found.push((span, score));
                }
            }
        }
        found.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        found.truncate(MOST_IN_ONE);
        let twin = |(span, score): (Span, f32)| {
            let metadata = document.metadata_at(span.start);
            Twin {
                document: document.path.clone(),
                hash: document.hash.clone(),
                selector: capture(text, points, span),
                score,
                title: metadata.title.clone(),
                date: metadata.date.clone(),
            }
        };
        found.into_iter().map(twin).collect()
    }
}

impl App {
    /// Begins to look for what repeats the sentence under the cursor, the selection, or the annotation.
    pub(super) fn seek_elsewhere(&mut self) {
        let Some((passage, annotation)) = self.own_sentence() else {
            return self.status.notice("no sentence here to look for");
        };
        let text = passage.text();
        if Original::new(text, &Rarity::default()).is_none() {
            let text = format!("{} is too short to look for", quoted(text));
            return self.status.notice(text);
        }
        if let Some(list) = self.left_list(&passage) {
            return self.overlays.push(list);
        }
        let Passage { open, span } = &passage;
        let point = |byte| open.points.from_byte(&open.document.text, byte);
        self.seeking += 1;
        for overlay in self.jumps.left() {
            // One search is under way at a time.
            if let Overlay::Elsewhere(shown) = overlay
                && !shown.is_over
            {
                shown.stop();
            }
        }
        let paths = self.library.entries().iter();
        let seeking = Seeking {
            number: self.seeking,
            text: text.to_owned(),
            own: (
                open.document.path.clone(),
                point(span.start),
                point(span.end),
            ),
            documents: paths.map(|entry| entry.path.clone()).collect(),
        };
        let own = Own {
            passage,
            annotation,
        };
        let shown = Elsewhere::new(seeking.number, own, seeking.documents.len());
        self.overlays.push(Overlay::Elsewhere(Box::new(shown)));
        self.effects.push(Effect::Seek(Arc::new(seeking)));
    }

    /// The passage whose repetitions are looked for, and the annotation on it, if one is meant.
    fn own_sentence(&self) -> Option<(Passage, Option<AnnotationId>)> {
        let current = self.current_annotation();
        let is_card = self.layout.focus == Focus::Sidebar;
        let placed = current.and_then(|id| self.reader.places().get(id));
        let placed = placed.filter(|_| is_card || self.reader.selection().is_none());
        if let Some((placed, open)) = placed.zip(self.reader.open_document()) {
            let passage = Passage {
                open: Arc::clone(open),
                span: placed.span,
            };
            return Some((passage, Some(placed.id)));
        }
        let passage = self.reader.target().filter(|_| !is_card)?;
        let own = self.own_annotation_on(&passage);
        let annotation = own.map(|annotation| annotation.id);
        Some((passage, annotation))
    }

    /// Takes in sentences that were found.
    pub(super) fn repeats_found(&mut self, answer: FoundElsewhere) {
        let FoundElsewhere {
            number,
            found,
            looked,
            is_over,
        } = answer;
        let overlays = self.overlays.iter_mut().chain(self.jumps.left());
        let mut lists = overlays.filter_map(|overlay| match overlay {
            Overlay::Elsewhere(shown) if shown.number == number => Some(shown),
            _ => None,
        });
        let shown = lists.next();
        if let Some(shown) = shown {
            shown.take_in(found, looked, is_over);
        }
    }

    pub(super) fn elsewhere_action(&mut self, mut shown: Box<Elsewhere>, action: OverlayAction) {
        let page = shown.page();
        match action {
            OverlayAction::Accept if shown.chosen().is_some() => return self.go_to_twin(shown),
            OverlayAction::Cancel if !shown.is_over => {
                self.stop_seeking();
                shown.stop();
            }
            OverlayAction::Cancel => return,
            OverlayAction::Down => shown.step(1),
            OverlayAction::Up => shown.step(-1),
            OverlayAction::PageDown => shown.step(page),
            OverlayAction::PageUp => shown.step(-page),
            OverlayAction::Mark => shown.mark(),
            _ => {}
        }
        self.overlays.push(Overlay::Elsewhere(shown));
    }

    /// Has the search given up, if one is under way.
    pub(super) fn stop_seeking(&mut self) {
        self.seeking += 1;
        self.effects.push(Effect::Seek(Arc::new(Seeking {
            number: self.seeking,
            text: String::new(),
            own: (DocPath::new(""), 0, 0),
            documents: Vec::new(),
        })));
    }

    /// Goes to the chosen sentence. The list stays for the way back, and the search goes on.
    fn go_to_twin(&mut self, shown: Box<Elsewhere>) {
        let place = shown.chosen().map(|twin| Place {
            document: twin.document.clone(),
            position: twin.selector.start,
        });
        self.overlays.push(Overlay::Elsewhere(shown));
        if let Some(place) = place {
            let path = place.document.clone();
            self.open_under(&path, Goal::Place(place), "the list");
        }
    }

    /// The list that was left for one of its sentences, where it has what repeats this passage in all documents.
    fn left_list(&mut self, passage: &Passage) -> Option<Overlay> {
        let documents = self.library.entries().len();
        self.jumps.take(|overlay| match overlay {
            Overlay::Elsewhere(shown) => {
                let is_whole = !shown.is_stopped && shown.documents == documents;
                is_whole && shown.own.passage.is_same(passage)
            }
            _ => false,
        })
    }

    /// Tags what is marked, or else the chosen sentence, like the one that was looked for.
    pub(super) fn tag_twins(&mut self, now: Timestamp) {
        self.act_on_twins(|app, shown| app.tag_these(shown, now));
    }

    /// Links the chosen sentence to the one that was looked for; or all that are marked, or all, where `is_all`.
    pub(super) fn link_twins(&mut self, is_all: bool, now: Timestamp) {
        self.act_on_twins(|app, shown| app.link_these(shown, is_all, now));
    }

    fn act_on_twins(&mut self, act: impl FnOnce(&mut Self, &mut Elsewhere)) {
        match self.overlays.pop() {
            Some(Overlay::Elsewhere(mut shown)) => {
                if shown.chosen().is_none() {
                    self.status.notice("nothing was found yet to act on");
                } else if !self.is_hindered() {
                    act(self, &mut shown);
                }
                self.overlays.push(Overlay::Elsewhere(shown));
            }
            other => {
                self.overlays.extend(other);
                let key = self.keymap.keys_of("same-claim").next().unwrap_or_default();
                let text = format!("nothing was looked for yet: {key} looks for a sentence");
                self.status.notice(text);
            }
        }
    }

    fn tag_these(&mut self, shown: &mut Elsewhere, now: Timestamp) {
        let tags = self.own_tags(&shown.own);
        if tags.is_empty() {
            let text = "the sentence itself has no tag yet: leave this, tag it, and come back";
            return self.status.notice(text);
        }
        let mut batch = Batch::default();
        for twin in shown.acted_on(false) {
            let id = self.annotation_on(twin, &mut batch, now);
            if let Some(annotation) = batch.annotation(self.set(), id) {
                for tag in &tags {
                    annotation.add_tag(tag);
                }
            }
        }
        let changed = batch.changed();
        if changed == 0 {
            let text = format!("tagged {} already", listed(&tags));
            return self.status.notice(text);
        }
        let what = counted(changed, "sentence");
        self.commit_batch(batch, format!("tagged {what} {}", listed(&tags)));
        shown.unmark();
    }

    fn link_these(&mut self, shown: &mut Elsewhere, is_all: bool, now: Timestamp) {
        let tags = self.own_tags(&shown.own);
        let Passage { open, span } = &shown.own.passage;
        let found = open.document.metadata_at(span.start);
        let date = self.date_or_found(&open.document.path, found.date.as_deref());
        let mut batch = Batch::default();
        let own = self.own_annotation(&shown.own, &mut batch, now);
        let twins = if is_all {
            shown.acted_on(true)
        } else {
            shown.chosen().into_iter().collect()
        };
        let mut linked = 0;
        for twin in twins {
            let is_new = self.own_on(twin).is_none();
            let other = self.annotation_on(twin, &mut batch, now);
            if other == own || self.is_linked(&mut batch, own, other) {
                continue;
            }
            // What was said later repeats what was said before.
            let dates = self.date_of_twin(twin).zip(date.as_ref());
            let (from, to) = if dates.is_some_and(|(twin, own)| twin < *own) {
                (own, other)
            } else {
                (other, own)
            };
            if let Some(annotation) = batch.annotation(self.set(), from) {
                let relation = Relation::Repeats;
                annotation.links.push(Link { to, relation });
            }
            if let Some(annotation) = batch.annotation(self.set(), other).filter(|_| is_new) {
                for tag in &tags {
                    annotation.add_tag(tag);
                }
            }
            linked += 1;
        }
        if linked == 0 {
            return self.status.notice("linked already");
        }
        let what = counted(linked, "sentence");
        self.commit_batch(batch, format!("linked {what} that repeat this one"));
        shown.own.annotation = Some(own);
        shown.unmark();
    }

    /// Whether one of two annotations links to the other already.
    fn is_linked(&self, batch: &mut Batch, one: AnnotationId, other: AnnotationId) -> bool {
        let mut links = |from, to| {
            let from: Option<&mut Annotation> = batch.annotation(self.set(), from);
            from.is_some_and(|from| from.links.iter().any(|link| link.to == to))
        };
        links(one, other) || links(other, one)
    }

    fn own_tags(&self, own: &Own) -> Vec<TagName> {
        let annotation = own.annotation.and_then(|id| self.set().get(id));
        let annotation = annotation.or_else(|| self.own_annotation_on(&own.passage));
        annotation.map_or_else(Vec::new, |annotation| annotation.tags.clone())
    }

    /// The annotation on the sentence that was looked for, which is made where there is none.
    fn own_annotation(&self, own: &Own, batch: &mut Batch, now: Timestamp) -> AnnotationId {
        let known = own.annotation.filter(|id| self.set().get(*id).is_some());
        let known = known.or_else(|| Some(self.own_annotation_on(&own.passage)?.id));
        known.unwrap_or_else(|| {
            let annotation = self.draft(&own.passage, now);
            let id = annotation.id;
            let hash = &own.passage.open.document.hash;
            batch.make(self.set(), annotation, hash);
            id
        })
    }

    /// This reviewer's annotation on a sentence that was found: on more than half of it, and on little else.
    fn own_on(&self, twin: &Twin) -> Option<AnnotationId> {
        let own = self.on_twin(twin);
        let own = own.filter(|annotation| {
            annotation.reviewer == self.annotations.reviewer
                && self.set().whose(annotation.id).is_none()
        });
        let mut own = own.filter(|annotation| {
            let place = annotation.place();
            let length = |place: &Selector| place.end.saturating_sub(place.start);
            place.shared_with(&twin.selector) * 2 > length(place).max(length(&twin.selector))
        });
        own.next().map(|annotation| annotation.id)
    }

    /// The annotations on a sentence that was found, or on a part of it.
    pub(super) fn on_twin<'a>(&'a self, twin: &'a Twin) -> impl Iterator<Item = &'a Annotation> {
        let place = &twin.selector;
        let all = self.set().on(&twin.document);
        all.filter(|annotation| annotation.place().shared_with(place) > 0)
    }

    /// This reviewer's annotation on a sentence that was found, which is made where there is none.
    fn annotation_on(&self, twin: &Twin, batch: &mut Batch, now: Timestamp) -> AnnotationId {
        if let Some(id) = self.own_on(twin) {
            return id;
        }
        let annotation = Annotation {
            document: twin.document.clone(),
            selector: twin.selector.clone(),
            ..self.blank(now)
        };
        let id = annotation.id;
        batch.make(self.set(), annotation, &twin.hash);
        id
    }

    /// How nearly a sentence repeats the one that is looked for, in hundredths.
    #[must_use]
    pub fn likeness_of(&self, twin: &Twin) -> u8 {
        percent(twin.score)
    }

    /// What the document of a sentence that was found is called.
    #[must_use]
    pub fn title_of_twin(&self, twin: &Twin) -> String {
        let record = self.set().document(&twin.document);
        let set = record.and_then(|record| record.title.clone());
        let found = set.or_else(|| twin.title.clone());
        found.unwrap_or_else(|| self.name_of(&twin.document))
    }

    /// The date of the document of a sentence that was found.
    #[must_use]
    pub fn date_of_twin(&self, twin: &Twin) -> Option<String> {
        self.date_or_found(&twin.document, twin.date.as_deref())
    }

    /// What was said of a sentence that was found already: its tags, and how it is linked with the one that is looked for.
    #[must_use]
    pub fn known_of(&self, twin: &Twin) -> String {
        let own = self.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Elsewhere(shown) => shown.own.annotation,
            _ => None,
        });
        let mut known: Vec<String> = Vec::new();
        for annotation in self.on_twin(twin) {
            let links = links_of(self.set(), annotation.id).into_iter();
            let links = links.filter(|linked| Some(linked.other) == own);
            known.extend(links.map(|linked| linked.words()));
            if annotation.tags.is_empty() {
                known.push("▪ highlighted".to_owned());
            }
            let codebook = self.set().codebook();
            let tags = annotation.tags.iter();
            known.extend(tags.map(|tag| format!("{} {tag}", codebook.glyph(tag))));
        }
        known.dedup();
        known.join("  ")
    }

    /// The date of a document, as a person or the document gives it.
    fn date_or_found(&self, path: &DocPath, found: Option<&str>) -> Option<String> {
        let record = self.set().document(path);
        let set = record.and_then(|record| record.date.clone());
        let found = || {
            found
                .map(str::to_owned)
                .or_else(|| self.date_of(path).map(str::to_owned))
        };
        set.or_else(found)
    }

    fn commit_batch(&mut self, batch: Batch, label: String) {
        let texts = batch.texts();
        self.commit(label, batch.into_edits());
        let here = self.reader.document().map(|document| document.path.clone());
        let others: Vec<DocPath> = texts
            .into_iter()
            .filter(|path| Some(path) != here.as_ref())
            .collect();
        if !others.is_empty() {
            self.effects.push(Effect::KeepTexts(others));
        }
    }
}
