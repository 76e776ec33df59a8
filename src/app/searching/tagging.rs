//! Tagging results: one, those that are marked, or all of them, which is shown and asked first.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Captured, Capturing, Coding, Picked};
use crate::app::App;
use crate::app::effect::Effect;
use crate::app::overlay::{Consequence, Overlay, Question, TagTarget, Working};
use crate::app::reworking::{AT_ONCE, Rework};
use crate::app::tagging::listed;
use crate::model::{DocPath, DocumentRecord, Edit, TagName};
use crate::text::counted;

impl App {
    /// Whether there is a result to act on; if not, that is said.
    pub(super) fn has_results(&mut self) -> bool {
        let is_one = self
            .corpus_view()
            .is_some_and(|view| view.results.chosen().is_some());
        if !is_one {
            self.status.notice("nothing was found yet to tag");
        }
        is_one && !self.is_hindered()
    }

    /// Gives the tag on `key` to what is marked, or else the chosen result; a key without a tag asks which it is to be.
    pub(super) fn tag_results_with(&mut self, key: char) {
        if !self.has_results() {
            return;
        }
        let tag = self.set().codebook().by_key(key);
        match tag.map(|tag| tag.name.clone()) {
            Some(tag) => self.tag_results(false, vec![tag], None),
            None => self.choose_tags_for(TagTarget::Results { all: false }, Some(key)),
        }
    }

    /// Has looked up what is tagged: what is marked, or else the chosen result, or all.
    pub(in crate::app) fn tag_results(&mut self, all: bool, tags: Vec<TagName>, key: Option<char>) {
        let reviewer = self.annotations.reviewer.clone();
        let Some(view) = self.corpus_view() else {
            return;
        };
        let coding = Coding {
            tags,
            key,
            unit: view.unit,
            reviewer,
            query: view.query.clone(),
            is_asked: all,
        };
        let mut picked: Vec<Picked> = Vec::new();
        for index in view.results.acted_on(all) {
            let Some(hit) = view.results.get(index) else {
                continue;
            };
            match picked.last_mut() {
                Some(last) if last.document == hit.found.document => {
                    last.spans.push(hit.passage.span);
                }
                _ => picked.push(Picked {
                    document: hit.found.document.clone(),
                    hash: hit.found.hash.clone(),
                    spans: vec![hit.passage.span],
                }),
            }
        }
        self.searching.captures.0 += 1;
        if all {
            self.overlays.push(Overlay::Working(Working {
                label: format!("looking at {}", counted(picked.len(), "document")),
                done: 0,
                all: picked.len(),
            }));
        }
        self.effects.push(Effect::Capture(Arc::new(Capturing {
            number: self.searching.captures.0,
            coding,
            picked,
            set: self.set().clone(),
        })));
    }

    /// Gives up looking up what is tagged.
    pub(in crate::app) fn stop_capturing(&mut self) {
        let (last, given_up) = &mut self.searching.captures;
        *given_up = *last;
        self.effects.push(Effect::StopCapturing(*last));
    }

    /// How far that is.
    pub(in crate::app) fn capturing(&mut self, number: u64, far: usize) {
        if number == self.searching.captures.0
            && let Some(Overlay::Working(working)) = self.overlays.last_mut()
        {
            working.done = far;
        }
    }

    /// Tags what was looked up, or asks whether to.
    pub(in crate::app) fn captured(
        &mut self,
        number: u64,
        result: Result<Box<Captured>, String>,
        now: Timestamp,
    ) {
        if number <= self.searching.captures.1 {
            return;
        }
        let captured = match result {
            Ok(captured) => captured,
            Err(reason) => {
                self.overlays
                    .pop_if(|top| matches!(top, Overlay::Working(_)));
                return self.status.failure(reason);
            }
        };
        let is_asked = captured.coding.is_asked;
        if is_asked {
            self.overlays
                .pop_if(|top| matches!(top, Overlay::Working(_)));
        }
        if captured.count() == 0 {
            let text = match captured.remarks().pop() {
                Some(remark) if captured.already == 0 => remark,
                _ => format!("tagged {} already", listed(&captured.coding.tags)),
            };
            return self.status.notice(text);
        }
        if !is_asked {
            return self.tag_captured(Arc::from(captured), now);
        }
        let mut details = captured.remarks();
        let shown = self.corpus_view().map(|view| {
            let is_marked = view.results.marked() > 0;
            let more = view.results.matches() - view.results.len();
            (if is_marked { 0 } else { more }, view.is_searching())
        });
        let (more, is_searching) = shown.unwrap_or_default();
        if more > 0 {
            details.push(format!(
                "{more} more are only counted, not listed: left out"
            ));
        }
        if is_searching {
            details.push("the search is not over: what it still finds is left out".to_owned());
        }
        self.overlays.push(Overlay::Question(Question {
            text: captured.question(),
            details,
            on_yes: Consequence::Code(Arc::from(captured)),
        }));
    }

    /// Tags what was looked up, in one step.
    pub(in crate::app) fn tag_captured(&mut self, captured: Arc<Captured>, now: Timestamp) {
        if self.is_hindered() {
            return;
        }
        if captured.count() > AT_ONCE {
            let label = captured.label();
            return self.work_behind(label, Rework::Code(captured, now));
        }
        if let Some(step) = captured.step(self.set(), now, &|_| true) {
            self.results_tagged(&step.edits, &captured.coding.tags);
            self.commit(step.label, step.edits);
        }
    }

    /// Has copies kept of the texts that were tagged without being open, and takes the marks away.
    pub(in crate::app) fn results_tagged(&mut self, edits: &[Edit], tags: &[TagName]) {
        self.annotations.last_tags = tags.to_vec();
        let here = self.reader.document().map(|document| document.path.clone());
        let texts: Vec<DocPath> = edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Document { before, after } => {
                    let hash = |side: &Option<Box<DocumentRecord>>| side.as_ref()?.hash.clone();
                    let is_other = hash(before) != hash(after);
                    let path = after.as_ref().map(|after| after.path.clone());
                    path.filter(|path| is_other && Some(path) != here.as_ref())
                }
                _ => None,
            })
            .collect();
        if !texts.is_empty() {
            self.effects.push(Effect::KeepTexts(texts));
        }
        if let Some(view) = self.corpus_view() {
            view.results.unmark();
        }
    }
}
