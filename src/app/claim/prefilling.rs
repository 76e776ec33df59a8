//! What the form of a claim begins with, and what of it is laid over a claim that others may have changed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::overlay::Filled;
use crate::app::reader::Passage;
use crate::model::{Claim, Evidence, on_one_line};
use crate::review::attribute;
use crate::text::sentence::sentences_of;

/// How many sentences of a passage are looked at for who says it.
const MOST_SENTENCES: usize = 8;

/// Lays what was changed on a form over a claim that others may have changed meanwhile.
pub(super) fn lay_over(claim: &mut Claim, before: &Claim, after: &Claim) {
    if before.statement != after.statement {
        claim.statement.clone_from(&after.statement);
    }
    if before.claimant != after.claimant {
        claim.claimant.clone_from(&after.claimant);
    }
    if before.attribution != after.attribution {
        claim.attribution = after.attribution;
    }
    if before.kinds != after.kinds {
        claim.kinds.clone_from(&after.kinds);
    }
    if before.checkworthy != after.checkworthy {
        claim.checkworthy = after.checkworthy;
    }
    if before.status != after.status {
        claim.status = after.status;
    }
    if before.evidence != after.evidence {
        // What others added meanwhile stays behind what the form holds.
        let added = claim
            .evidence
            .iter()
            .filter(|one| !before.evidence.contains(one));
        let added: Vec<Evidence> = added.cloned().collect();
        claim.evidence.clone_from(&after.evidence);
        claim.evidence.extend(added);
    }
}

/// A piece of evidence that is looked at now: the day is that of UTC, as all times in the file are.
pub(super) fn looked_at(now: Timestamp) -> Evidence {
    Evidence {
        accessed: Some(now.to_zoned(TimeZone::UTC).date()),
        ..Evidence::default()
    }
}

/// What can be filled in of a claim that is made of a passage.
pub(super) fn prefilled(passage: &Passage) -> Filled {
    let Passage { open, span } = passage;
    let document = &open.document;
    let text = &document.text;
    let mut claim = Claim::default();
    let mut statement = *span;
    if let Some(block) = document.block_at(span.start) {
        let sentences = sentences_of(text, block);
        let within = sentences
            .iter()
            .filter(|sentence| sentence.overlaps(*span))
            .take(MOST_SENTENCES);
        let found: Vec<_> = within
            .map(|sentence| (*sentence, attribute(text, *sentence, block.span)))
            .collect();
        let named = |at: usize| {
            found.get(at).map(|(_, found)| {
                (
                    found.attribution,
                    found.claimant.map(|name| on_one_line(name.of(text))),
                )
            })
        };
        // Of several sentences who says them is told only where that is the same for all.
        if let Some((attribution, claimant)) = named(0)
            && (1..found.len()).all(|at| named(at) == named(0))
        {
            claim.attribution = attribution;
            claim.claimant = claimant.unwrap_or_default();
        }
        if let [(sentence, found)] = found.as_slice()
            && sentence.of(text).trim() == span.of(text).trim()
        {
            statement = found.statement;
        }
    }
    let words = on_one_line(statement.of(text));
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    claim.statement = first + letters.as_str();
    Filled::of(&claim)
}
