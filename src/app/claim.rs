//! Claims: opening the form of one, what its keys do, and saving what it holds as one step.

mod following;
mod prefilling;

use std::collections::HashMap;

use jiff::Timestamp;
use ratatui::layout::Position;

use super::App;
use super::effect::Effect;
use super::finding::Wanted;
use super::overlay::{
    At, ClaimField, ClaimForm, ClaimTarget, Consequence, EvidenceForm, Filled, FormView, Making,
    Mode, Overlay, Question, TagTarget, claim_rows, claim_top,
};
use super::panes::{beside, inside};
use crate::model::{
    Annotation, AnnotationId, Assessment, Claim, Edit, Evidence, Span, TagColor, on_one_line,
};
use crate::review::is_stale;
use crate::text::cluster::width;
use prefilling::{lay_over, looked_at, prefilled};

/// What can be done with claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimAction {
    /// Opens the form.
    Begin,
    /// Goes to a field, and fills it in.
    Field(ClaimField),
    /// Goes on to the next place on the form.
    Next,
    /// Goes back to the one before.
    Previous,
    /// Chooses the next word in the field.
    TurnRight,
    /// Chooses the word before.
    TurnLeft,
    /// Begins to fill in what one is at; of an annotation that is evidence, goes there.
    Fill,
    /// Goes to where the piece of evidence one is at can be read.
    Follow,
    /// Begins to fill in the piece of evidence one is at.
    EditEvidence,
    /// Goes on to the next field, and fills it in.
    FillNext,
    /// Goes back to the field before, and fills it in.
    FillPrevious,
    /// Completes the name that is typed, or else goes on to the next field.
    Complete,
    /// Goes on in an editor of the person's own.
    Editor,
    /// Adds a piece of evidence.
    AddEvidence,
    /// Adds another annotation as evidence.
    FromAnnotation,
    /// Removes the piece of evidence one is at.
    RemoveEvidence,
    /// Takes the claim away from its annotation.
    Remove,
    /// Saves all of it.
    Save,
    /// Leaves what one is in: the field, the piece of evidence, the form.
    Back,
}

/// What is said where there is no piece of evidence to act on.
const NO_EVIDENCE: &str = "go to a piece of evidence first; ↓ leads there";

/// With fewer rows than this, its frame included, a form covers the sentence it is about.
const LEAST_ROWS: u16 = 10;

/// The widest form, in cells.
const WIDEST: u16 = 84;

/// Below this width the form takes the whole of the window.
const NARROW: u16 = 64;

impl App {
    pub(super) fn claim_action(&mut self, action: ClaimAction, now: Timestamp) {
        if action == ClaimAction::Begin {
            return self.begin_claim();
        }
        let top = self.overlays.pop_if(|top| matches!(top, Overlay::Claim(_)));
        let Some(Overlay::Claim(mut form)) = top else {
            let begin = self.keymap.keys_of("claim").next().unwrap_or_default();
            return self
                .status
                .notice(format!("no claim is open; {begin} opens one"));
        };
        match action {
            ClaimAction::Field(field) => form.go_to(field),
            ClaimAction::Next => form.step(1),
            ClaimAction::Previous => form.step(-1),
            ClaimAction::TurnRight => form.turn(true),
            ClaimAction::TurnLeft => form.turn(false),
            ClaimAction::Fill if form.is_at_annotation() => return self.follow_evidence(form, now),
            ClaimAction::Fill => self.fill_here(&mut form, now),
            ClaimAction::Follow => return self.follow_evidence(form, now),
            ClaimAction::EditEvidence => match form.here() {
                At::Evidence(index) => form.edit_evidence(index),
                At::Field(_) | At::Add => self.status.notice(NO_EVIDENCE),
            },
            ClaimAction::Complete if form.complete() => {}
            ClaimAction::FillNext | ClaimAction::Complete => {
                form.step(1);
                form.begin();
            }
            ClaimAction::FillPrevious => {
                form.step(-1);
                form.begin();
            }
            ClaimAction::Editor => {
                if let Some(words) = form.words_mut() {
                    let text = words.text();
                    self.overlays.push(Overlay::Claim(form));
                    self.keep_drafts(now);
                    return self.effects.push(Effect::EditExternally(text));
                }
            }
            ClaimAction::AddEvidence => form.add_evidence(looked_at(now)),
            ClaimAction::FromAnnotation => return self.choose_evidence(form),
            ClaimAction::RemoveEvidence if !form.remove_evidence() => {
                self.status.notice(NO_EVIDENCE);
            }
            ClaimAction::RemoveEvidence | ClaimAction::Begin => {}
            ClaimAction::Remove => return self.remove_claim(form),
            ClaimAction::Save => return self.save_claim(form, now),
            ClaimAction::Back => return self.leave_claim(form),
        }
        self.overlays.push(Overlay::Claim(form));
    }

    /// Opens the claim of the selection, the annotation under the cursor, or the sentence.
    fn begin_claim(&mut self) {
        if self.is_hindered() {
            return;
        }
        if self.looking.attaching.is_some() {
            return self
                .status
                .notice("attach it first, or go back without; then annotate");
        }
        match self.note_target() {
            Some(TagTarget::Annotation(id)) if self.is_anothers(id) => {}
            Some(TagTarget::Annotation(id)) => self.edit_claim(id),
            Some(TagTarget::Results { .. }) => {}
            Some(TagTarget::Passage(passage)) => {
                let is_it = |target: &ClaimTarget| matches!(target, ClaimTarget::New(known) if known.is_same(&passage));
                if let Some(form) = self.left_form(is_it) {
                    return self.overlays.push(form);
                }
                let filled = prefilled(&passage);
                let quote = passage.text().to_owned();
                self.show_claim(ClaimTarget::New(passage), quote, &filled);
            }
            None => self.status.notice("nothing to make a claim of"),
        }
    }

    /// Opens the claim of an annotation, which need not have one yet.
    pub(super) fn edit_claim(&mut self, id: AnnotationId) {
        let is_it = |target: &ClaimTarget| matches!(target, ClaimTarget::Annotation(known) if known.id == id);
        if let Some(form) = self.left_form(is_it) {
            return self.overlays.push(form);
        }
        let Some(annotation) = self.set().get(id).cloned() else {
            return;
        };
        let filled = match &annotation.claim {
            Some(claim) => Filled::of(claim),
            None => self.passage_of(id).map_or_else(
                || {
                    Filled::of(&Claim {
                        statement: on_one_line(&annotation.place().quote),
                        ..Claim::default()
                    })
                },
                |passage| prefilled(&passage),
            ),
        };
        let quote = annotation.place().quote.clone();
        self.show_claim(
            ClaimTarget::Annotation(Box::new(annotation)),
            quote,
            &filled,
        );
    }

    pub(super) fn show_claim(&mut self, target: ClaimTarget, quote: String, filled: &Filled) {
        let scale = self.set().codebook().scale().into_owned();
        let form = ClaimForm::new(target, quote, filled, &scale, self.claimants());
        self.overlays.push(Overlay::Claim(Box::new(form)));
    }

    /// Everybody who claims something, the one named most often first.
    fn claimants(&self) -> Vec<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let claims = self
            .set()
            .annotations()
            .filter_map(|annotation| annotation.claim.as_ref());
        for claim in claims.filter(|claim| !claim.claimant.is_empty()) {
            *counts.entry(&claim.claimant).or_default() += 1;
        }
        let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
        counts.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        counts
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect()
    }

    /// Fills in what one is at on the form.
    fn fill_here(&mut self, form: &mut ClaimForm, now: Timestamp) {
        match form.here() {
            At::Field(_) => _ = form.begin(),
            At::Evidence(index) => form.edit_evidence(index),
            At::Add => form.add_evidence(looked_at(now)),
        }
        self.status.clear();
    }

    /// Lists the other annotations, to choose one as evidence.
    fn choose_evidence(&mut self, form: Box<ClaimForm>) {
        let own = match &form.target {
            ClaimTarget::Annotation(annotation) => Some(annotation.id),
            ClaimTarget::New(_) => None,
        };
        let wanted = Wanted::Evidence(own);
        self.overlays.push(Overlay::Claim(form));
        if self.is_any(&wanted) {
            self.show_annotations("An annotation as evidence", wanted);
        } else {
            self.status.notice("there is no other annotation yet");
        }
    }

    /// Adds the annotation that was chosen as evidence: its article as the citation, its words, and where it is.
    pub(super) fn evidence_chosen(&mut self, id: AnnotationId, now: Timestamp) {
        let Some(annotation) = self.set().get(id) else {
            return;
        };
        let evidence = Evidence {
            citation: self.cited(annotation),
            url: Evidence::address_of(id),
            quote: on_one_line(&annotation.place().quote),
            ..looked_at(now)
        };
        if let Some(Overlay::Claim(form)) = self.overlays.last_mut() {
            form.add_evidence(evidence);
            form.go_to(ClaimField::Stance);
        }
    }

    /// The article of an annotation, as one would cite it, as far as that is known.
    fn cited(&self, annotation: &Annotation) -> String {
        let record = self.set().document(&annotation.document);
        let title = self.name_of(&annotation.document);
        let known = |fact: Option<&String>| fact.cloned().filter(|fact| !fact.is_empty());
        let parts = [
            known(record.and_then(|record| record.author.as_ref())),
            Some(title),
            known(record.and_then(|record| record.date.as_ref())),
            known(record.and_then(|record| record.url.as_ref())),
            Some(annotation.document.to_string()),
        ];
        let mut parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.dedup();
        parts.join(", ")
    }

    /// Saves what the form holds as one step.
    fn save_claim(&mut self, mut form: Box<ClaimForm>, now: Timestamp) {
        let wrong = form.editing.as_ref().and_then(EvidenceForm::wrong_day);
        if let Some(day) = wrong {
            form.go_to(ClaimField::Accessed);
            self.overlays.push(Overlay::Claim(form));
            return self.status.failure(format!(
                "{day:?} is no day; write it as 2026-11-20, or leave it empty"
            ));
        }
        // What was written stays on the screen for as long as it cannot be kept.
        if self.is_hindered() {
            return self.overlays.push(Overlay::Claim(form));
        }
        let id = form.drafted.id;
        let filled = form.filled();
        let has_claim = matches!(&form.target, ClaimTarget::Annotation(annotation) if annotation.claim.is_some());
        let is_nothing = if has_claim {
            !form.is_changed()
        } else {
            filled.claim == Claim::default() && !filled.is_assessed()
        };
        if is_nothing {
            self.draft_dropped(id);
            return self.status.notice(if has_claim {
                "the claim is as it was"
            } else {
                "an empty claim; nothing was written"
            });
        }
        self.claim_written(&form, &filled, now);
        self.draft_used(id);
    }

    /// Makes what the form holds a change: of each field only what was changed on the form, so that what others wrote
    /// meanwhile stays.
    pub(super) fn claim_written(&mut self, form: &ClaimForm, filled: &Filled, now: Timestamp) {
        let hash = match &form.target {
            ClaimTarget::Annotation(annotation) => self.text_judged(&annotation.document).cloned(),
            ClaimTarget::New(passage) => Some(passage.open.document.hash.clone()),
        };
        let assessment = filled.is_assessed().then(|| Assessment {
            reviewer: self.annotations.reviewer.clone(),
            at: Timestamp::from_second(now.as_second()).unwrap_or(now),
            verdict: filled.verdict.clone(),
            confidence: filled.confidence.clone(),
            rationale: filled.rationale.clone(),
            hash,
        });
        let label = match filled.verdict.as_ref() {
            Some(verdict) => format!("judged {verdict}"),
            None => "claim saved".to_owned(),
        };
        let write = |claim: &mut Claim| {
            lay_over(claim, &form.original().claim, &filled.claim);
            claim.assessments.extend(assessment.clone());
        };
        let edits = match &form.target {
            ClaimTarget::New(passage) => {
                let mut annotation = self.draft(passage, now);
                // Everything on the form is of this claim, what was filled in for the person too.
                let mut claim = filled.claim.clone();
                claim.assessments.extend(assessment.clone());
                annotation.claim = Some(claim);
                self.adding(passage, annotation)
            }
            ClaimTarget::Annotation(known) if self.set().get(known.id).is_none() => {
                // Another program deleted it meanwhile: the claim brings it back.
                let mut annotation = (**known).clone();
                write(annotation.claim.get_or_insert_default());
                vec![Edit::Annotation {
                    before: None,
                    after: Some(Box::new(annotation)),
                }]
            }
            ClaimTarget::Annotation(known) => {
                let edit = self.changing(known.id, |annotation| {
                    if let Some(claim) = &mut annotation.claim {
                        write(claim);
                        if *claim == Claim::default() {
                            annotation.claim = None;
                        }
                    } else {
                        let mut claim = filled.claim.clone();
                        claim.assessments.extend(assessment.clone());
                        annotation.claim = Some(claim);
                    }
                });
                edit.into_iter().collect()
            }
        };
        if edits.is_empty() {
            return self.status.notice("the claim is as it was");
        }
        self.commit(label, edits);
        self.reader.deselect();
    }

    /// Takes the claim away from its annotation, which stays.
    fn remove_claim(&mut self, form: Box<ClaimForm>) {
        if self.is_hindered() {
            return self.overlays.push(Overlay::Claim(form));
        }
        let known = match &form.target {
            ClaimTarget::Annotation(annotation) => {
                self.changing(annotation.id, |annotation| annotation.claim = None)
            }
            ClaimTarget::New(_) => None,
        };
        let Some(edit) = known else {
            self.overlays.push(Overlay::Claim(form));
            return self
                .status
                .notice("there is no claim to remove yet; Esc leaves the form");
        };
        self.draft_dropped(form.drafted.id);
        let undo = self.keymap.keys_of("undo").next().unwrap_or_default();
        self.commit("removed the claim".to_owned(), vec![edit]);
        self.status
            .notice(format!("removed the claim; {undo} brings it back"));
    }

    /// Leaves the field, the piece of evidence or the form; asks where something would be lost.
    fn leave_claim(&mut self, mut form: Box<ClaimForm>) {
        if form.mode == Mode::Filling {
            form.mode = Mode::Ready;
            return self.overlays.push(Overlay::Claim(form));
        }
        let wrong = form.editing.as_ref().and_then(EvidenceForm::wrong_day);
        if let Some(day) = wrong {
            form.go_to(ClaimField::Accessed);
            self.status.failure(format!(
                "{day:?} is no day; write it as 2026-11-20, or leave it empty"
            ));
            return self.overlays.push(Overlay::Claim(form));
        }
        if form.end_evidence() {
            return self.overlays.push(Overlay::Claim(form));
        }
        if !form.is_changed() {
            return self.draft_dropped(form.drafted.id);
        }
        self.overlays.push(Overlay::Claim(form));
        self.overlays.push(Overlay::Question(Question {
            text: "Close without saving what you filled in?".to_owned(),
            details: Vec::new(),
            on_yes: Consequence::DiscardNote,
        }));
    }

    /// Where the form of a claim is, and what it shows.
    #[must_use]
    pub fn claim_view(&self, form: &ClaimForm) -> FormView {
        let area = self.area;
        let across = if area.width < NARROW {
            area.width
        } else {
            area.width.saturating_sub(4).min(WIDEST)
        };
        let key = |name: &str| self.keymap.keys_of(name).next().unwrap_or_default();
        let document = match &form.target {
            ClaimTarget::Annotation(annotation) => &annotation.document,
            ClaimTarget::New(passage) => &passage.open.document.path,
        };
        let now = self.text_now(document);
        let rows = claim_rows(
            form,
            &Making {
                key: &key,
                is_stale: &|assessment| now.is_some_and(|now| is_stale(assessment, now)),
                color: &|verdict| self.verdict_color(verdict),
                is_there: &|id| self.set().get(id).is_some(),
                width: across.saturating_sub(4),
            },
        );
        let wanted = u16::try_from(rows.len())
            .unwrap_or(u16::MAX)
            .saturating_add(2);
        let wants = (wanted, wanted);
        let apart = beside(area, self.rows_in_question(), across, wants);
        // A form of which only a field or two can be seen is of less use than the sentence it covers, which it begins with.
        let frame = if apart.height < wanted.min(LEAST_ROWS) {
            beside(area, None, across, wants)
        } else {
            apart
        };
        let top = claim_top(form, &rows, usize::from(inside(frame).height));
        FormView { frame, rows, top }
    }

    /// The colour of a verdict on the scale of the house.
    #[must_use]
    pub fn verdict_color(&self, verdict: &str) -> Option<TagColor> {
        let scale = self.set().codebook().scale();
        let grade = scale.iter().find(|grade| grade.name.as_str() == verdict);
        grade.and_then(|grade| grade.color)
    }

    /// A click on the form: on a word it chooses that, on a field it begins to fill it in, beside the form it leaves.
    pub(super) fn press_on_claim(&mut self, at: Position, now: Timestamp) {
        let Some(Overlay::Claim(form)) = self.overlays.last() else {
            return;
        };
        let view = self.claim_view(form);
        if !view.frame.contains(at) {
            return self.claim_action(ClaimAction::Back, now);
        }
        let inner = inside(view.frame);
        let hit = view
            .shown(inner)
            .find(|(line, _)| line.contains(at))
            .and_then(|(line, row)| {
                let mut x = line.x;
                let choice = row.pieces.iter().find_map(|piece| {
                    x = x.saturating_add(width(&piece.text));
                    (at.x < x).then_some(piece.choice)
                });
                Some((row.at?, choice.flatten()))
            });
        let (Some((place, choice)), Some(Overlay::Claim(form))) = (hit, self.overlays.last_mut())
        else {
            return;
        };
        match choice {
            Some(index) => {
                form.stand_at(place);
                form.choose(index);
            }
            None if form.here() == place && form.mode == Mode::Filling => {}
            None => {
                let was_here = form.here() == place;
                form.stand_at(place);
                // What leads away from the form is chosen first.
                if was_here || !form.is_at_annotation() {
                    self.claim_action(ClaimAction::Fill, now);
                }
            }
        }
    }

    /// Takes what an editor of the person's own left in the field that is filled in; whether a form is open.
    pub(super) fn claim_edited(&mut self, text: &str) -> bool {
        let Some(Overlay::Claim(form)) = self.overlays.last_mut() else {
            return false;
        };
        if let Some(words) = form.words_mut() {
            words.set(text);
            form.drafted.is_behind = true;
        }
        true
    }

    /// What the form of a claim is about, in bytes of the text that is shown.
    pub(super) fn claimed_span(&self, form: &ClaimForm) -> Option<Span> {
        match &form.target {
            ClaimTarget::New(passage) => {
                let shown = self.reader.document()?;
                (shown.path == passage.open.document.path).then_some(passage.span)
            }
            ClaimTarget::Annotation(annotation) => {
                Some(self.reader.places().get(annotation.id)?.span)
            }
        }
    }
}
