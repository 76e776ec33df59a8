//! Drafts: a note, a definition, a claim or a fact that is being typed is kept until it is saved, and what an earlier run left
//! behind is offered.

use std::collections::VecDeque;

use jiff::Timestamp;

use super::App;
use super::action::{Fact, OverlayAction};
use super::effect::Effect;
use super::going::Goal;
use super::overlay::{ClaimTarget, DraftOffer, Filled, Line, NoteEditor, NoteTarget, Overlay};
use super::panes::Focus;
use super::reader::Passage;
use super::status::SaveState;
use crate::anchor::{capture, resolve};
use crate::model::{Draft, DraftId, DraftTarget, Problem};

/// The drafts that something is still to be done about.
#[derive(Debug, Default)]
pub struct Drafting {
    /// Left behind by an earlier run, and to be offered.
    left: VecDeque<Draft>,
    /// Turned into changes that are not on disk yet.
    ended: Vec<DraftId>,
}

impl App {
    /// Whether something is typed that is not kept yet: then [`super::Input::Pause`] has to come within a second.
    #[must_use]
    pub fn is_draft_behind(&self) -> bool {
        self.overlays.iter().any(|overlay| match overlay {
            Overlay::Note(editor) => editor.drafted.is_behind,
            Overlay::Field(editor) => editor.drafted.is_behind,
            Overlay::Claim(form) => form.drafted.is_behind,
            _ => false,
        })
    }

    /// Has what is typed kept.
    pub(super) fn keep_drafts(&mut self, now: Timestamp) {
        for overlay in &mut self.overlays {
            let (drafted, is_changed) = match overlay {
                Overlay::Note(editor) => {
                    let is_changed = editor.is_changed();
                    (&mut editor.drafted, is_changed)
                }
                Overlay::Field(editor) => {
                    let is_changed = editor.is_changed();
                    (&mut editor.drafted, is_changed)
                }
                Overlay::Claim(form) => {
                    let is_changed = form.is_changed();
                    (&mut form.drafted, is_changed)
                }
                _ => continue,
            };
            if !std::mem::take(&mut drafted.is_behind) {
                continue;
            }
            if !is_changed {
                self.effects.extend(drafted.id.take().map(Effect::EndDraft));
                continue;
            }
            let id = *drafted.id.get_or_insert_with(|| DraftId::new(now));
            let (target, text) = match overlay {
                Overlay::Note(editor) => (target_of(&editor.target), editor.text()),
                Overlay::Field(editor) => {
                    let (document, fact) = (editor.document.clone(), editor.fact);
                    let fact = fact.as_str().to_owned();
                    let text = editor.input.text().to_owned();
                    (DraftTarget::Fact { document, fact }, text)
                }
                Overlay::Claim(form) => (claimed(&form.target), form.filled().to_text()),
                _ => continue,
            };
            let (target, at) = (target, now);
            let draft = Draft {
                id,
                target,
                text,
                at,
            };
            self.effects.push(Effect::KeepDraft(Box::new(draft)));
        }
    }

    /// What was typed has become a change: its draft goes once that is on disk.
    pub(super) fn draft_used(&mut self, id: Option<DraftId>) {
        self.drafting.ended.extend(id);
        self.end_used_drafts();
    }

    /// What was typed is not wanted.
    pub(super) fn draft_dropped(&mut self, id: Option<DraftId>) {
        self.effects.extend(id.map(Effect::EndDraft));
    }

    /// Ends the drafts that became changes, now that everything is on disk.
    pub(super) fn end_used_drafts(&mut self) {
        if matches!(
            self.status.saving.state(),
            SaveState::Idle | SaveState::Saved
        ) {
            let ended = std::mem::take(&mut self.drafting.ended);
            self.effects.extend(ended.into_iter().map(Effect::EndDraft));
        }
    }

    pub(super) fn drafts_found(&mut self, drafts: Vec<Draft>, problems: Vec<Problem>) {
        self.drafting.left.extend(drafts);
        self.status.report(problems);
    }

    /// Asks what is still to be asked, once nothing else is in the way: keys that were typed before there was a question are
    /// no answer to it.
    pub(super) fn ask_what_waits(&mut self) {
        let is_free = self.overlays.is_empty() && !self.is_held_up() && !self.typing.is_held();
        if is_free && !self.ask_about_damage() {
            self.offer_draft();
        }
    }

    /// Offers what an earlier run left behind, one after the other. Nothing is offered that could not be saved now.
    fn offer_draft(&mut self) {
        if !self.annotations.is_loaded || self.annotations.read_only.is_some() {
            return;
        }
        while let Some(draft) = self.drafting.left.pop_front() {
            if self.is_known(&draft) {
                self.effects.push(Effect::EndDraft(draft.id));
            } else {
                return self.offer(draft, None);
            }
        }
    }

    fn offer(&mut self, draft: Draft, complaint: Option<String>) {
        let offer = DraftOffer { draft, complaint };
        self.overlays.push(Overlay::Draft(Box::new(offer)));
    }

    /// Whether the text of a draft is in the annotations: it was saved in the last moment.
    fn is_known(&self, draft: &Draft) -> bool {
        let text = &draft.text;
        let is_saved = match &draft.target {
            DraftTarget::Annotation { id, .. } => {
                self.set().get(*id).is_some_and(|known| known.note == *text)
            }
            DraftTarget::Passage { document, place } => {
                let mut there = self.set().on(document);
                there.any(|known| known.note == *text && known.selector.quote == place.quote)
            }
            DraftTarget::Tag(name, which) => {
                let known = self.set().codebook().get(name);
                known.is_some_and(|tag| tag.text(*which) == *text)
            }
            DraftTarget::Verdict(name) => {
                let known = self.set().codebook().grade(name);
                known.is_some_and(|grade| grade.definition == *text)
            }
            DraftTarget::Fact { .. } => false,
            DraftTarget::Claim {
                document, place, ..
            } => {
                let mut there = self.set().on(document);
                there.any(|known| {
                    let is_here = known.place().quote == place.quote;
                    let claim = known.claim.as_ref().filter(|_| is_here);
                    claim.is_some_and(|claim| {
                        let filled = Filled::of(claim);
                        let last = claim.assessments.last();
                        let judged = last.map(|last| filled.clone().with(last).to_text());
                        judged.as_ref() == Some(text) || filled.to_text() == *text
                    })
                })
            }
        };
        is_saved || text.trim().is_empty()
    }

    pub(super) fn draft_action(&mut self, mut offer: Box<DraftOffer>, action: OverlayAction) {
        match action {
            OverlayAction::Accept => self.take_up(offer.draft),
            OverlayAction::Drop => {
                self.effects.push(Effect::EndDraft(offer.draft.id));
                self.status.notice("the draft is dropped");
            }
            OverlayAction::Cancel => {
                self.effects.push(Effect::ReleaseDraft(offer.draft.id));
                self.status
                    .notice("the draft is kept, and offered again at the next start");
            }
            OverlayAction::Copy => {
                self.effects.push(Effect::Copy(offer.draft.text.clone()));
                offer.complaint = Some("It is copied.".to_owned());
                self.overlays.push(Overlay::Draft(offer));
            }
            _ => self.overlays.push(Overlay::Draft(offer)),
        }
    }

    /// Goes on writing a draft where it belongs.
    fn take_up(&mut self, draft: Draft) {
        match &draft.target {
            DraftTarget::Tag(name, which) => {
                self.begin_words(name, *which);
                self.fill_editor(&draft);
            }
            DraftTarget::Verdict(name) => {
                self.begin_verdict(name);
                self.fill_editor(&draft);
            }
            DraftTarget::Fact { document, fact } => {
                let found = Fact::ALL.into_iter().find(|known| known.as_str() == fact);
                self.begin_fact_of(document.clone(), found.unwrap_or(Fact::Title));
                self.fill_editor(&draft);
            }
            DraftTarget::Annotation { id, document, .. } if self.set().get(*id).is_some() => {
                let (id, document) = (*id, document.clone());
                self.layout.focus = Focus::Reader;
                self.open(&document, Goal::Annotation(id));
                self.edit_note(id);
                self.fill_editor(&draft);
            }
            DraftTarget::Claim {
                annotation: Some(id),
                document,
                ..
            } if self.set().get(*id).is_some() => {
                let (id, document) = (*id, document.clone());
                self.layout.focus = Focus::Reader;
                self.open(&document, Goal::Annotation(id));
                self.edit_claim(id);
                self.fill_editor(&draft);
            }
            DraftTarget::Annotation { document, .. }
            | DraftTarget::Passage { document, .. }
            | DraftTarget::Claim { document, .. } => {
                let document = document.clone();
                self.layout.focus = Focus::Reader;
                self.open(&document, Goal::Draft(Box::new(draft)));
            }
        }
    }

    /// Goes on writing a note on a passage of the document that is open now, where the passage is still in it.
    pub(super) fn take_up_here(&mut self, draft: &Draft) {
        let (DraftTarget::Annotation { place, .. }
        | DraftTarget::Passage { place, .. }
        | DraftTarget::Claim { place, .. }) = &draft.target
        else {
            return;
        };
        let Some(open) = self.reader.open_document().cloned() else {
            return;
        };
        let document = &open.document;
        let Some(span) = resolve(&document.text, &open.points, &[], place).span else {
            let complaint = format!("The passage is not in {} any more.", document.path);
            return self.offer(draft.clone(), Some(complaint));
        };
        self.reader.go(span.start);
        let passage = Passage { open, span };
        let about = passage.text().to_owned();
        if matches!(draft.target, DraftTarget::Claim { .. }) {
            let nothing = Filled::default();
            self.show_claim(ClaimTarget::New(passage), about, &nothing);
        } else {
            let editor = NoteEditor::new(NoteTarget::New(passage), about, "");
            self.overlays.push(Overlay::Note(Box::new(editor)));
        }
        self.fill_editor(draft);
    }

    /// Offers a draft again whose document cannot be opened.
    pub(super) fn offer_again(&mut self, draft: Draft, reason: &str) {
        self.offer(
            draft,
            Some(format!("Its document cannot be opened: {reason}.")),
        );
    }

    /// Puts the text of a draft into the editor that was just opened for it.
    fn fill_editor(&mut self, draft: &Draft) {
        let scale = self.set().codebook().scale().into_owned();
        let drafted = match self.overlays.last_mut() {
            Some(Overlay::Note(editor)) => {
                editor.set(&draft.text);
                &mut editor.drafted
            }
            Some(Overlay::Field(editor)) => {
                editor.input = Line::new(&draft.text);
                // What was typed before is not to go with the first letter.
                editor.is_selected = false;
                &mut editor.drafted
            }
            Some(Overlay::Claim(form)) => {
                form.fill(&Filled::parse(&draft.text), &scale);
                &mut form.drafted
            }
            _ => return,
        };
        drafted.id = Some(draft.id);
        drafted.is_behind = false;
    }
}

fn target_of(target: &NoteTarget) -> DraftTarget {
    match target {
        NoteTarget::Annotation(annotation) => DraftTarget::Annotation {
            id: annotation.id,
            document: annotation.document.clone(),
            place: annotation.place().clone(),
        },
        NoteTarget::New(Passage { open, span }) => DraftTarget::Passage {
            document: open.document.path.clone(),
            place: capture(&open.document.text, &open.points, *span),
        },
        NoteTarget::Tag(name, which) => DraftTarget::Tag(name.clone(), *which),
        NoteTarget::Verdict(name) => DraftTarget::Verdict(name.clone()),
    }
}

fn claimed(target: &ClaimTarget) -> DraftTarget {
    let (annotation, document, place) = match target {
        ClaimTarget::Annotation(annotation) => (
            Some(annotation.id),
            annotation.document.clone(),
            annotation.place().clone(),
        ),
        ClaimTarget::New(Passage { open, span }) => (
            None,
            open.document.path.clone(),
            capture(&open.document.text, &open.points, *span),
        ),
    };
    DraftTarget::Claim {
        annotation,
        document,
        place,
    }
}
