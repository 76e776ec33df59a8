//! Settling what reviewers disagree about, one place after the other, as it is shown.

use std::collections::HashSet;
use std::sync::Arc;

use ratatui::layout::Rect;

use crate::app::panes::inside;
use crate::model::{
    AnnotationSet, Attribution, CheckWorthy, ClaimKind, ClaimStatus, TagName, Verdict,
};
use crate::review::agreement::{Agreement, Dispute, Version, settled};

/// What is said of a place in one version, in one respect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// In which respect.
    pub label: &'static str,
    /// What.
    pub words: String,
    /// Whether another version says something else.
    pub differs: bool,
    /// Whether it is the reviewer's own business, a note or a reason, which need not be the same.
    pub is_own: bool,
}

/// A walk through what reviewers disagree about.
#[derive(Debug, Default)]
pub struct Adjudication {
    /// What was found, once it is.
    pub agreement: Option<Arc<Agreement>>,
    /// The annotations it was asked of.
    pub asked: AnnotationSet,
    /// The annotations of which it is known what was decided.
    pub basis: AnnotationSet,
    /// Whether whoever has annotated an article is taken to have seen the whole of it.
    pub is_whole: bool,
    /// The number of the disagreement that is shown.
    pub at: usize,
    /// The number of the version that is chosen.
    pub chosen: usize,
    /// How many rows are scrolled away.
    pub top: usize,
    decided: Vec<bool>,
    area: Rect,
}

impl Adjudication {
    /// A walk through what is disagreed about in the annotations `asked`, as far as that is known.
    #[must_use]
    pub fn new(agreement: Option<Arc<Agreement>>, asked: AnnotationSet, is_whole: bool) -> Self {
        Self {
            agreement,
            asked,
            is_whole,
            ..Self::default()
        }
    }

    /// Tells the window.
    pub fn resize(&mut self, window: Rect) {
        self.area = window;
    }

    /// The box it is drawn in, and what is inside of that.
    #[must_use]
    pub fn parts(&self) -> (Rect, Rect) {
        let height = self.area.height.saturating_sub(1).max(1);
        let frame = Rect {
            height: height.min(self.area.height),
            ..self.area
        };
        (frame, inside(frame))
    }

    /// What they disagree about.
    #[must_use]
    pub fn disputes(&self) -> &[Dispute] {
        self.agreement.as_ref().map_or(&[], |found| &found.disputes)
    }

    /// The one that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Dispute> {
        self.disputes().get(self.at)
    }

    /// The chosen version of it.
    #[must_use]
    pub fn version(&self) -> Option<&Version> {
        self.shown()?.versions.get(self.chosen)
    }

    /// Whether the one that is shown was decided.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.decided.get(self.at).copied().unwrap_or(false)
    }

    /// How many were decided, here and before, and how many there are in all.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let before = self.agreement.as_ref().map_or(0, |found| found.decided);
        let here = self.decided.iter().filter(|is| **is).count();
        (before + here, before + self.disputes().len())
    }

    /// Takes in what was decided in `set`. Where something is undecided again, that is what is shown.
    pub fn follow(&mut self, set: &AnnotationSet) {
        self.basis = set.clone();
        let done = settled(set);
        let now: Vec<bool> = self
            .disputes()
            .iter()
            .map(|one| one.is_settled(&done))
            .collect();
        let reopened = self
            .decided
            .iter()
            .zip(&now)
            .position(|(was, is)| *was && !is);
        if let Some(reopened) = reopened {
            self.go(reopened);
        }
        self.decided = now;
    }

    /// Shows the one with this number.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.disputes().len().saturating_sub(1));
        (self.chosen, self.top) = (0, 0);
    }

    /// Goes to the next one, or the one before; whether there is one.
    pub fn step(&mut self, count: isize) -> bool {
        let next = self.at.checked_add_signed(count);
        let next = next.filter(|next| *next < self.disputes().len());
        if let Some(next) = next {
            self.go(next);
        }
        next.is_some()
    }

    /// Goes to the next one that is not decided, from here on round and round; whether there is one.
    pub fn next_open(&mut self) -> bool {
        let all = self.disputes().len();
        let order = (self.at..all).chain(0..self.at.min(all));
        let is_open = |at: &usize| !self.decided.get(*at).copied().unwrap_or(false);
        let open = order.into_iter().find(is_open);
        if let Some(open) = open {
            self.go(open);
        }
        open.is_some()
    }

    /// Chooses the version beside, or the one before.
    pub fn choose(&mut self, count: isize) {
        let last = self
            .shown()
            .map_or(0, |one| one.versions.len().saturating_sub(1));
        self.chosen = self.chosen.saturating_add_signed(count).min(last);
    }
}

/// The last words of an assessment of a reviewer, after the verdict.
fn why(set: &AnnotationSet, version: &Version) -> Option<String> {
    let claim = set.get(version.annotation?)?.claim.as_ref()?;
    let own = claim.assessments.iter().rev();
    let mut own = own.filter(|one| one.reviewer == version.reviewer);
    own.find(|one| one.verdict == version.verdict)
        .map(|one| one.rationale.trim().to_owned())
        .filter(|why| !why.is_empty())
}

/// What a version says, respect by respect.
fn respects(set: &AnnotationSet, version: &Version) -> Vec<(&'static str, String)> {
    let Some(annotation) = version.annotation.and_then(|id| set.get(id)) else {
        return vec![("tags", String::new())];
    };
    let mut tags: Vec<&str> = annotation.tags.iter().map(TagName::as_str).collect();
    tags.sort_unstable();
    let mut said = vec![("tags", tags.join(", "))];
    if let Some(claim) = &annotation.claim {
        let kinds: Vec<&str> = claim.kinds.iter().copied().map(ClaimKind::as_str).collect();
        let word = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
        said.extend([
            ("claim", claim.statement.clone()),
            ("claimant", claim.claimant.clone()),
            ("kinds", kinds.join(", ")),
            (
                "check-worthy",
                word(claim.checkworthy.map(CheckWorthy::as_str)),
            ),
            (
                "attribution",
                word(claim.attribution.map(Attribution::as_str)),
            ),
            ("status", word(claim.status.map(ClaimStatus::as_str))),
        ]);
    }
    if let Some(verdict) = &version.verdict {
        said.push(("verdict", Verdict::as_str(verdict).to_owned()));
    }
    said.extend(why(set, version).map(|why| ("because", why)));
    if !annotation.note.trim().is_empty() {
        said.push(("note", annotation.note.trim().to_owned()));
    }
    said
}

/// The respects in which versions are told, in order.
const ORDER: [&str; 10] = [
    "tags",
    "claim",
    "claimant",
    "kinds",
    "check-worthy",
    "attribution",
    "status",
    "verdict",
    "because",
    "note",
];

/// What each version of a place says, with what is not the same in all of them marked. What none of them says is left out.
#[must_use]
pub fn told(set: &AnnotationSet, dispute: &Dispute) -> Vec<Vec<Said>> {
    let all: Vec<Vec<(&'static str, String)>> = dispute
        .versions
        .iter()
        .map(|version| respects(set, version))
        .collect();
    let said_of = |label: &str, said: &[(&'static str, String)]| {
        let found = said.iter().find(|(known, _)| *known == label);
        found.map_or_else(String::new, |(_, words)| words.clone())
    };
    let mut labels: Vec<&'static str> = Vec::new();
    for (label, words) in all.iter().flatten() {
        if !labels.contains(label) && !words.is_empty() {
            labels.push(label);
        }
    }
    labels.sort_by_key(|label| ORDER.iter().position(|known| known == label));
    let of = |said: &Vec<(&'static str, String)>| {
        let row = |label: &&'static str| {
            let words = all.iter().map(|said| said_of(label, said));
            let different: HashSet<String> = words.collect();
            let is_own = matches!(*label, "note" | "because");
            Said {
                label,
                words: said_of(label, said),
                differs: different.len() > 1 && !is_own,
                is_own,
            }
        };
        labels.iter().map(row).collect()
    };
    all.iter().map(of).collect()
}
