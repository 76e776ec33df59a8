//! Which verdict on a claim counts, and whether it still does.

use crate::model::{Assessment, Claim, TextHash};

/// The assessment that counts: the last one in which a verdict was given.
#[must_use]
pub fn latest(claim: &Claim) -> Option<&Assessment> {
    let mut latest_first = claim.assessments.iter().rev();
    latest_first.find(|one| one.verdict.is_some())
}

/// Whether a verdict was given on another text than the one its document has `now`. One of which it is not known what it
/// was given on is not stale.
#[must_use]
pub fn is_stale(assessment: &Assessment, now: &TextHash) -> bool {
    let judged = assessment.hash.as_ref();
    assessment.verdict.is_some() && judged.is_some_and(|judged| judged != now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Verdict;
    use jiff::Timestamp;

    fn assessment(verdict: &str, hash: Option<&str>) -> Assessment {
        Assessment {
            reviewer: "dl".into(),
            at: Timestamp::UNIX_EPOCH,
            verdict: Verdict::parse(verdict),
            confidence: String::new(),
            rationale: String::new(),
            hash: hash.map(TextHash::of),
        }
    }

    #[test]
    fn the_last_verdict_counts_until_the_text_changes() {
        let claim = |all: &[Assessment]| Claim {
            assessments: all.to_vec(),
            ..Claim::default()
        };
        let first = assessment("supported", Some("a"));
        let last = assessment("refuted", Some("b"));
        let thought = assessment("", Some("c"));
        let judged = claim(&[first.clone(), last.clone(), thought.clone()]);
        assert_eq!(latest(&judged), Some(&last));
        assert_eq!(latest(&claim(std::slice::from_ref(&thought))), None);
        for (one, now, expected) in [
            (&first, "a", false),
            (&first, "b", true),
            (&thought, "b", false),
            (&assessment("supported", None), "b", false),
        ] {
            assert_eq!(is_stale(one, &TextHash::of(now)), expected, "{one:?}");
        }
    }
}
