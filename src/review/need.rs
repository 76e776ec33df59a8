//! What about a claim still needs a person.

use super::{is_stale, latest};
use crate::model::{Annotation, Attribution, CheckWorthy, ClaimStatus, TextHash};

/// What needs a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// Sentences of a document were not seen yet.
    Unseen,
    /// Nobody said who claims it.
    Claimant,
    /// It is worth checking, and nobody gave a verdict.
    Verdict,
    /// It waits for a source.
    Source,
    /// Its verdict was given on a text that has changed since.
    Stale,
    /// It is not known where it belongs in the text of today.
    Anchor,
}

impl Need {
    /// Every need, in the order in which they are worked off.
    pub const ALL: [Self; 6] = [
        Self::Unseen,
        Self::Claimant,
        Self::Verdict,
        Self::Source,
        Self::Stale,
        Self::Anchor,
    ];

    /// What is to be worked off, as the queue calls it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Unseen => "sentences not seen yet",
            Self::Claimant => "claims without a claimant",
            Self::Verdict => "claims without a verdict",
            Self::Source => "claims that need a source",
            Self::Stale => "verdicts on a text that changed",
            Self::Anchor => "annotations whose text changed",
        }
    }

    /// One of them, as the strip calls it.
    #[must_use]
    pub fn singular(self) -> &'static str {
        match self {
            Self::Unseen => "sentences not seen yet",
            Self::Claimant => "claim without a claimant",
            Self::Verdict => "claim without a verdict",
            Self::Source => "claim that needs a source",
            Self::Stale => "verdict on a text that changed",
            Self::Anchor => "annotation whose text changed",
        }
    }
}

/// What the claim of `annotation` needs, the text of its document having the hash `now` today, as far as that is known.
/// What was dropped needs nothing.
#[must_use]
pub fn needs(annotation: &Annotation, now: Option<&TextHash>) -> Vec<Need> {
    let claim = annotation.claim.as_ref();
    let Some(claim) = claim.filter(|claim| claim.status != Some(ClaimStatus::Dropped)) else {
        return Vec::new();
    };
    let verdict = latest(claim);
    // Where the article names nobody there is nobody to fill in.
    let is_anonymous = claim.attribution == Some(Attribution::Anonymous);
    let is_worth_it = claim.checkworthy == Some(CheckWorthy::Yes);
    let found = [
        (
            Need::Claimant,
            claim.claimant.trim().is_empty() && !is_anonymous,
        ),
        (Need::Verdict, is_worth_it && verdict.is_none()),
        (Need::Source, claim.status == Some(ClaimStatus::NeedsSource)),
        (
            Need::Stale,
            verdict
                .zip(now)
                .is_some_and(|(verdict, now)| is_stale(verdict, now)),
        ),
    ];
    let found = found.into_iter().filter(|(_, is_so)| *is_so);
    found.map(|(need, _)| need).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnnotationId, Assessment, Claim, DocPath, Selector, Verdict};
    use jiff::Timestamp;

    #[test]
    fn what_is_missing_is_needed_unless_the_claim_was_dropped() {
        let claim = |claimant: &str, status, checkworthy, verdict: Option<&str>| Claim {
            claimant: claimant.into(),
            status,
            checkworthy,
            assessments: verdict
                .map(|text| Assessment {
                    reviewer: "dl".into(),
                    at: Timestamp::UNIX_EPOCH,
                    verdict: Verdict::parse("supported"),
                    confidence: String::new(),
                    rationale: String::new(),
                    hash: Some(TextHash::of(text)),
                })
                .into_iter()
                .collect(),
            ..Claim::default()
        };
        let (yes, source) = (Some(CheckWorthy::Yes), Some(ClaimStatus::NeedsSource));
        let now = TextHash::of("now");
        for (claim, expected) in [
            (None, &[][..]),
            (Some(claim("", None, None, None)), &[Need::Claimant]),
            (Some(claim("a", None, None, None)), &[]),
            (
                Some(Claim {
                    attribution: Some(Attribution::Anonymous),
                    ..Claim::default()
                }),
                &[],
            ),
            (
                Some(claim("a", source, yes, None)),
                &[Need::Verdict, Need::Source],
            ),
            (Some(claim("a", None, yes, Some("now"))), &[]),
            (Some(claim("a", None, yes, Some("then"))), &[Need::Stale]),
            (Some(claim("", Some(ClaimStatus::Dropped), yes, None)), &[]),
        ] {
            let annotation = Annotation {
                id: AnnotationId::new(Timestamp::UNIX_EPOCH),
                document: DocPath::new("a.txt"),
                selector: Selector::default(),
                tags: Vec::new(),
                note: String::new(),
                reviewer: "dl".into(),
                created: Timestamp::UNIX_EPOCH,
                claim,
                anchors: Vec::new(),
                links: Vec::new(),
            };
            assert_eq!(needs(&annotation, Some(&now)), expected);
            assert!(!needs(&annotation, None).contains(&Need::Stale));
        }
    }
}
