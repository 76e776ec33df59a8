//! Texts that were typed and not saved: what outlives a program that ended in the middle of a note.

use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use super::{AnnotationId, DocPath, Selector, TagName, TagText, Verdict};

/// What tells a draft from all others: a UUID of version 7 (RFC 9562).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DraftId(Uuid);

impl DraftId {
    /// A new identity made at `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        let at = uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos);
        Self(Uuid::new_v7(at))
    }

    /// The identity written as `text`; `None` where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(Self)
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.hyphenated(), f)
    }
}

/// What a draft was to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftTarget {
    /// The note of an annotation.
    Annotation {
        /// Which, while it is there.
        id: AnnotationId,
        /// The document it is on.
        document: DocPath,
        /// Its place, should the annotation be gone.
        place: Selector,
    },
    /// A note on a passage that has no annotation yet.
    Passage {
        /// The document.
        document: DocPath,
        /// The passage.
        place: Selector,
    },
    /// What a codebook says of a tag.
    Tag(TagName, TagText),
    /// What a verdict of the scale means.
    Verdict(Verdict),
    /// A claim.
    Claim {
        /// That of which annotation, while it is there; nothing where it is made with the claim.
        annotation: Option<AnnotationId>,
        /// The document it is on.
        document: DocPath,
        /// The passage.
        place: Selector,
    },
    /// A fact about a document.
    Fact {
        /// The document.
        document: DocPath,
        /// Which fact, by its word.
        fact: String,
    },
}

/// A text that was typed and not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Which one it is.
    pub id: DraftId,
    /// What it was to become.
    pub target: DraftTarget,
    /// What was typed.
    pub text: String,
    /// When it was typed.
    pub at: Timestamp,
}

impl Draft {
    /// What it is, and on what, in a few words: `a note on “The first words…”`.
    #[must_use]
    pub fn what(&self) -> String {
        match &self.target {
            DraftTarget::Annotation { place, .. }
            | DraftTarget::Passage { place, .. }
            | DraftTarget::Claim { place, .. } => {
                let mut words = place.quote.split_whitespace();
                let mut first: String = words.by_ref().take(8).collect::<Vec<_>>().join(" ");
                let is_cut = first.chars().count() > 60 || words.next().is_some();
                first = first.chars().take(60).collect();
                let what = if matches!(self.target, DraftTarget::Claim { .. }) {
                    "a claim"
                } else {
                    "a note"
                };
                format!("{what} on “{first}{}”", if is_cut { "…" } else { "" })
            }
            DraftTarget::Tag(name, TagText::Definition) => format!("what {name} means"),
            DraftTarget::Tag(name, TagText::UseFor) => format!("what {name} is for"),
            DraftTarget::Tag(name, TagText::NotFor) => format!("what {name} is not for"),
            DraftTarget::Tag(name, TagText::Examples) => format!("the examples of {name}"),
            DraftTarget::Verdict(name) => format!("what {name} means"),
            DraftTarget::Fact { document, fact } => format!("the {fact} of {document}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_called_by_its_first_words() {
        let draft = |quote: &str| Draft {
            id: DraftId::new(Timestamp::UNIX_EPOCH),
            target: DraftTarget::Passage {
                document: DocPath::new("a.txt"),
                place: Selector {
                    quote: quote.into(),
                    ..Selector::default()
                },
            },
            text: String::new(),
            at: Timestamp::UNIX_EPOCH,
        };
        let long = "x".repeat(100);
        for (quote, expect) in [
            ("Mud is\nmud.", "a note on “Mud is mud.”".to_owned()),
            (
                "1 2 3 4 5 6 7 8 9",
                "a note on “1 2 3 4 5 6 7 8…”".to_owned(),
            ),
            (&long, format!("a note on “{}…”", "x".repeat(60))),
        ] {
            assert_eq!(draft(quote).what(), expect);
        }
    }
}
