//! Agreement between reviewers on the screen: the table, what is behind its cells, and settling what they disagree about.
//!
//! Owns what becomes of keys and answers there. What reviewers have seen and marked is read behind the screen; what was
//! decided is an annotation of whoever decided (see [`crate::review::agreement`]), and one step of undo.

use std::sync::Arc;

use jiff::Timestamp;
use ratatui::layout::Position;

use super::App;
use super::action::OverlayAction;
use super::annotate::blank;
use super::effect::Effect;
use super::going::Goal;
use super::jumps::Place;
use super::overlay::{Adjudication, AgreementView, Overlay};
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Claim, Edit, Link, Relation, on_one_line,
};
use crate::review::agreement::{Agreement, Dispute, Version};
use crate::text::{counted, quoted};

/// What can be asked about the agreement of reviewers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agree {
    /// Shows how far they agree.
    Open,
    /// Begins to settle what they disagree about, or goes on.
    Adjudicate,
    /// Takes whoever has annotated an article for one who has seen all of it, or does not.
    Whole,
    /// The measure to the left, or the version before.
    Left,
    /// The measure to the right, or the next version.
    Right,
    /// Decides for the version with this digit.
    Take(char),
    /// Decides for the chosen version.
    TakeChosen,
    /// Decides for all versions together.
    Both,
    /// Decides for none.
    Neither,
    /// Decides for the chosen version, and opens the form of its claim.
    Form,
    /// Leaves it undecided, and goes on to the next.
    Skip,
    /// Goes back to the one before.
    Previous,
}

/// A question about the agreement of reviewers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreeing {
    /// The annotations of all of them.
    pub set: AnnotationSet,
    /// Whether whoever has annotated an article is taken to have seen the whole of it.
    pub is_whole: bool,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Agreed {
    /// What was asked.
    pub asked: Arc<Agreeing>,
    /// What was found.
    pub agreement: Arc<Agreement>,
}

/// What is decided of a disagreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decided {
    Version(usize),
    Both,
    Neither,
}

impl App {
    pub(super) fn agree_action(&mut self, action: Agree, now: Timestamp) {
        match (action, self.overlays.last_mut()) {
            (Agree::Open, _) => self.show_agreement(),
            (Agree::Adjudicate, Some(Overlay::Agreement(view))) => {
                let (agreement, basis) = (view.agreement.clone(), view.basis.clone());
                let is_whole = view.is_whole;
                self.adjudicate(agreement, basis, is_whole);
            }
            (Agree::Adjudicate, _) => self.adjudicate(None, self.set().clone(), false),
            (Agree::Whole, Some(Overlay::Agreement(view))) => {
                view.is_whole = !view.is_whole;
                self.compare_reviewers();
            }
            (Agree::Left, Some(Overlay::Agreement(view))) => view.step(0, -1),
            (Agree::Right, Some(Overlay::Agreement(view))) => view.step(0, 1),
            (action, Some(Overlay::Adjudication(walk))) => match action {
                Agree::Left => walk.choose(-1),
                Agree::Right => walk.choose(1),
                Agree::Skip => self.skip(1),
                Agree::Previous => self.skip(-1),
                Agree::Take(digit) => {
                    let number = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
                    let number = number.and_then(|number| usize::try_from(number).ok());
                    self.settle_dispute(Decided::Version(number.unwrap_or(usize::MAX)), now);
                }
                Agree::TakeChosen | Agree::Form => {
                    let chosen = walk.chosen;
                    let made = self.settle_dispute(Decided::Version(chosen), now);
                    if let Some(made) = made.filter(|_| action == Agree::Form) {
                        self.edit_claim(made);
                    }
                }
                Agree::Both => drop(self.settle_dispute(Decided::Both, now)),
                Agree::Neither => drop(self.settle_dispute(Decided::Neither, now)),
                Agree::Open | Agree::Adjudicate | Agree::Whole => {}
            },
            _ => self
                .status
                .notice("nothing is being settled; :adjudicate begins"),
        }
    }

    fn show_agreement(&mut self) {
        let mut view = AgreementView::default();
        view.resize(self.area);
        self.overlays.push(Overlay::Agreement(Box::new(view)));
        self.compare_reviewers();
    }

    /// Has the reviewers compared for the table on top.
    fn compare_reviewers(&mut self) {
        let set = self.set().clone();
        if let Some(Overlay::Agreement(view)) = self.overlays.last_mut() {
            view.basis = set.clone();
            view.is_asked = true;
            let is_whole = view.is_whole;
            let asked = Agreeing { set, is_whole };
            self.effects.push(Effect::Agree(Arc::new(asked)));
        }
    }

    /// Begins to settle what is disagreed about; it is found out first where it is not known.
    fn adjudicate(
        &mut self,
        agreement: Option<Arc<Agreement>>,
        asked: AnnotationSet,
        is_whole: bool,
    ) {
        let is_known = agreement.is_some();
        let mut walk = Adjudication::new(agreement, asked.clone(), is_whole);
        walk.resize(self.area);
        walk.follow(self.set());
        walk.next_open();
        self.overlays.push(Overlay::Adjudication(Box::new(walk)));
        if !is_known {
            let asked = Agreeing {
                set: asked,
                is_whole,
            };
            self.effects.push(Effect::Agree(Arc::new(asked)));
        }
    }

    /// Takes in how far reviewers agree, where that is what somebody waits for.
    pub(super) fn agreed(&mut self, answer: &Agreed) {
        let Agreed { asked, agreement } = answer;
        let set = self.annotations.set.clone();
        for overlay in self.overlays.iter_mut().chain(self.jumps.left()) {
            match overlay {
                Overlay::Agreement(view)
                    if view.basis.is_copy_of(&asked.set) && view.is_whole == asked.is_whole =>
                {
                    view.agreement = Some(Arc::clone(agreement));
                    view.is_asked = false;
                    view.step(0, 0);
                }
                Overlay::Adjudication(walk)
                    if walk.agreement.is_none() && walk.asked.is_copy_of(&asked.set) =>
                {
                    walk.agreement = Some(Arc::clone(agreement));
                    walk.follow(&set);
                    walk.next_open();
                }
                _ => {}
            }
        }
    }

    /// Tells what is shown of agreement the window, and what has changed.
    pub(super) fn settle_agreement(&mut self) {
        let (area, set) = (self.area, self.annotations.set.clone());
        let mut is_behind = false;
        for overlay in &mut self.overlays {
            match overlay {
                Overlay::Agreement(view) => {
                    view.resize(area);
                    is_behind = !view.basis.is_copy_of(&set);
                }
                Overlay::Adjudication(walk) => {
                    walk.resize(area);
                    if !walk.basis.is_copy_of(&set) {
                        walk.follow(&set);
                    }
                }
                Overlay::Elsewhere(shown) => shown.resize(area),
                _ => {}
            }
        }
        if is_behind {
            self.compare_reviewers();
        }
    }

    pub(super) fn agreement_action(&mut self, mut view: Box<AgreementView>, action: OverlayAction) {
        let page = isize::try_from(view.page()).unwrap_or(1);
        match action {
            OverlayAction::Accept if view.behind.is_some() => return self.read_item(view),
            OverlayAction::Accept if view.open() => {}
            OverlayAction::Accept => self.status.notice("there is nothing behind it"),
            OverlayAction::Cancel if view.behind.take().is_some() => {}
            OverlayAction::Cancel => return,
            OverlayAction::Down => view.step(1, 0),
            OverlayAction::Up => view.step(-1, 0),
            OverlayAction::PageDown => view.step(page, 0),
            OverlayAction::PageUp => view.step(-page, 0),
            _ => {}
        }
        self.overlays.push(Overlay::Agreement(view));
    }

    /// Reads the chosen item in its place.
    fn read_item(&mut self, view: Box<AgreementView>) {
        let place = view.chosen().map(|item| Place {
            document: item.document.clone(),
            position: item.place.0,
        });
        self.overlays.push(Overlay::Agreement(view));
        if let Some(place) = place {
            let path = place.document.clone();
            self.open_under(&path, Goal::Place(place), "the list");
        }
    }

    pub(super) fn adjudication_action(
        &mut self,
        mut walk: Box<Adjudication>,
        action: OverlayAction,
    ) {
        match action {
            OverlayAction::Accept => {
                let place = walk.shown().map(|one| Place {
                    document: one.document.clone(),
                    position: one.place.0,
                });
                self.overlays.push(Overlay::Adjudication(walk));
                if let Some(place) = place {
                    let path = place.document.clone();
                    self.open_under(&path, Goal::Place(place), "what is to be settled");
                }
                return;
            }
            OverlayAction::Cancel => {
                let (done, all) = walk.progress();
                if all > done {
                    let left = counted(all - done, "disagreement");
                    self.status
                        .notice(format!("{left} left; :adjudicate goes on"));
                }
                return;
            }
            OverlayAction::PageDown => walk.top += 5,
            OverlayAction::PageUp => walk.top = walk.top.saturating_sub(5),
            _ => {}
        }
        self.overlays.push(Overlay::Adjudication(walk));
    }

    fn skip(&mut self, count: isize) {
        let Some(Overlay::Adjudication(walk)) = self.overlays.last_mut() else {
            return;
        };
        if !walk.step(count) {
            let end = if count > 0 { "the last" } else { "the first" };
            self.status.notice(format!("that is {end} disagreement"));
        }
    }

    /// Decides the disagreement that is shown, and goes on to the next one; the annotation that says so.
    fn settle_dispute(&mut self, decided: Decided, now: Timestamp) -> Option<AnnotationId> {
        if self.is_hindered() {
            return None;
        }
        let Some(Overlay::Adjudication(walk)) = self.overlays.last() else {
            return None;
        };
        let dispute = walk.shown()?.clone();
        if walk.is_decided() {
            let text = "this one is decided; u takes the last decision back";
            self.status.notice(text);
            return None;
        }
        let Some((made, label)) = self.decision_on(&dispute, decided, now) else {
            let text = format!("there are {} versions", dispute.versions.len());
            self.status.notice(text);
            return None;
        };
        let id = made.id;
        let edit = Edit::Annotation {
            before: None,
            after: Some(Box::new(made)),
        };
        self.commit(label, vec![edit]);
        let set = self.annotations.set.clone();
        if let Some(Overlay::Adjudication(walk)) = self.overlays.last_mut() {
            walk.follow(&set);
            if !walk.next_open() {
                let (done, _) = walk.progress();
                let all = counted(done, "disagreement");
                self.status.notice(format!("everything is settled: {all}"));
            }
        }
        Some(id)
    }

    /// The annotation that says what was decided, and what that is in words.
    fn decision_on(
        &self,
        dispute: &Dispute,
        decided: Decided,
        now: Timestamp,
    ) -> Option<(Annotation, String)> {
        let set = self.set();
        let of = |version: &Version| version.annotation.and_then(|id| set.get(id));
        let first = dispute.versions.iter().find_map(of)?;
        let reviewer = &self.annotations.reviewer;
        let mut made = Annotation {
            document: first.document.clone(),
            selector: first.selector.clone(),
            anchors: first.anchors.clone(),
            ..blank(reviewer, now)
        };
        let what = match decided {
            Decided::Neither => "neither".to_owned(),
            Decided::Version(number) => {
                let version = dispute.versions.get(number)?;
                if let Some(taken) = of(version) {
                    made.selector = taken.selector.clone();
                    made.anchors.clone_from(&taken.anchors);
                    take(&mut made, taken, version, now);
                }
                format!("as {}", named(&version.reviewer))
            }
            Decided::Both => {
                for version in &dispute.versions {
                    if let Some(taken) = of(version) {
                        take(&mut made, taken, version, now);
                    }
                }
                "all together".to_owned()
            }
        };
        let link = |to: AnnotationId| Link {
            to,
            relation: Relation::Decides,
        };
        made.links = dispute.annotations().into_iter().map(link).collect();
        let words: String = on_one_line(&dispute.quote).chars().take(40).collect();
        Some((made, format!("decided {what}: {}", quoted(&words))))
    }

    /// A click in the table or its list; a second one opens what is there.
    pub(super) fn click_in_agreement(&mut self, at: Position, clicks: u8, now: Timestamp) {
        if let Some(Overlay::Agreement(view)) = self.overlays.last_mut()
            && view.click(at)
            && clicks > 1
        {
            self.overlay_action(OverlayAction::Accept, now);
        }
    }
}

/// What a reviewer without a name is called.
#[must_use]
pub fn named(reviewer: &str) -> &str {
    if reviewer.is_empty() {
        "no name"
    } else {
        reviewer
    }
}

/// Adds to a decision what a version says. Its verdict becomes one of whoever decides; where two versions that are taken
/// together have different ones, that is left open.
fn take(made: &mut Annotation, taken: &Annotation, version: &Version, now: Timestamp) {
    for tag in &taken.tags {
        made.add_tag(tag);
    }
    let note = taken.note.trim();
    if !note.is_empty() && !made.note.contains(note) {
        if !made.note.is_empty() {
            made.note.push_str("\n\n");
        }
        made.note.push_str(note);
    }
    let Some(claim) = &taken.claim else {
        return;
    };
    let judged = claim.assessments.iter().rev();
    let mut judged = judged.filter(|one| one.reviewer == version.reviewer && one.verdict.is_some());
    let mut verdict = judged.next().cloned();
    if let Some(verdict) = &mut verdict {
        verdict.reviewer.clone_from(&made.reviewer);
        verdict.at = Timestamp::from_second(now.as_second()).unwrap_or(now);
    }
    let Some(known) = &mut made.claim else {
        made.claim = Some(Claim {
            assessments: verdict.into_iter().collect(),
            ..claim.clone()
        });
        return;
    };
    fill_in(known, claim);
    match (known.assessments.first(), verdict) {
        (Some(one), Some(other)) if one.verdict != other.verdict => known.assessments.clear(),
        (None, Some(other)) => known.assessments.push(other),
        _ => {}
    }
}

/// Adds to a claim what another says where it says nothing itself.
fn fill_in(claim: &mut Claim, other: &Claim) {
    for (ours, theirs) in [
        (&mut claim.statement, &other.statement),
        (&mut claim.claimant, &other.claimant),
    ] {
        if ours.is_empty() {
            ours.clone_from(theirs);
        }
    }
    claim.attribution = claim.attribution.or(other.attribution);
    claim.checkworthy = claim.checkworthy.or(other.checkworthy);
    claim.status = claim.status.or(other.status);
    for kind in &other.kinds {
        if !claim.kinds.contains(kind) {
            claim.kinds.push(*kind);
        }
    }
    for evidence in &other.evidence {
        if !claim.evidence.contains(evidence) {
            claim.evidence.push(evidence.clone());
        }
    }
}
