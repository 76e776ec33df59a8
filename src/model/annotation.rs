//! Annotations: a place in a text and what a reviewer said about it.

use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Claim, DocPath, Link, TagName, TextHash, vocabulary};

/// The identity of an annotation: a UUID of version 7 (RFC 9562), so that sorting by it sorts by time of making.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnnotationId(Uuid);

impl AnnotationId {
    /// A new identity made at `now`. What is made within a millisecond comes in the order of making too, as far as the
    /// clock tells: twelve bits that may be random count the parts of it (RFC 9562, section 6.2, method 3).
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        const MILLISECOND: u32 = 1_000_000;
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        let made = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanos));
        let [high, low, ..] = u16::try_from((nanos % MILLISECOND) * 4096 / MILLISECOND)
            .unwrap_or(0)
            .to_be_bytes();
        let mut bytes = made.into_bytes();
        (bytes[6], bytes[7]) = (0x70 | high, low);
        Self(Uuid::from_bytes(bytes))
    }

    /// The identity written as `text`, in any of the forms of RFC 9562; `None` where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text.trim()).ok().map(Self)
    }
}

impl From<Uuid> for AnnotationId {
    /// An identity that came from elsewhere, of whatever version.
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

impl fmt::Display for AnnotationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.hyphenated(), f)
    }
}

/// How a place in a text is written down so that it can be found again: the `TextQuoteSelector` and
/// `TextPositionSelector` of the W3C Web Annotation Data Model (sections 4.2.4 and 4.2.5) in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The annotated text, verbatim.
    pub quote: String,
    /// The text just before it.
    pub prefix: String,
    /// The text just after it.
    pub suffix: String,
    /// The first code point of the quote in the document's text.
    pub start: usize,
    /// The first code point after the quote.
    pub end: usize,
}

impl Selector {
    /// How many code points two places in one document share; none where one of them was written down in a text that
    /// reads otherwise there.
    #[must_use]
    pub fn shared_with(&self, other: &Self) -> usize {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        let count = end.saturating_sub(start);
        let part = |place: &Self| {
            let before = start - place.start;
            place
                .quote
                .chars()
                .skip(before)
                .take(count)
                .collect::<String>()
        };
        if count > 0 && part(self) == part(other) {
            count
        } else {
            0
        }
    }
}

vocabulary! {
    /// How an annotation came to another place, once its text had changed.
    pub enum Attachment {
        /// A person accepted the place that was found.
        Accepted = "accepted",
        /// A person chose among several places.
        Chosen = "chosen",
        /// A person selected the place.
        ByHand = "by-hand",
    }
}

/// A later place of an annotation, beside the one where it was made, which is kept for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The place.
    pub selector: Selector,
    /// The hash of the text in which that is the place.
    pub hash: Option<TextHash>,
    /// How it came there.
    pub how: Option<Attachment>,
    /// How sure postil was of the place, from 0 to 100; nothing for a place that it had not found.
    pub score: Option<u8>,
    /// Who put it there.
    pub reviewer: String,
    /// When.
    pub at: Timestamp,
}

/// A place in a document with what a reviewer said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its identity.
    pub id: AnnotationId,
    /// The document it is on.
    pub document: DocPath,
    /// The place where it was made.
    pub selector: Selector,
    /// The places it was given later, the latest last.
    pub anchors: Vec<Anchor>,
    /// The tags, in the order they were given, each once.
    pub tags: Vec<TagName>,
    /// The note; empty when there is none.
    pub note: String,
    /// Who made it.
    pub reviewer: String,
    /// When it was made.
    pub created: Timestamp,
    /// What it asserts, when it is under review.
    pub claim: Option<Claim>,
    /// Links to other annotations.
    pub links: Vec<Link>,
}

impl Annotation {
    /// Where it is looked for: where it was put last.
    #[must_use]
    pub fn place(&self) -> &Selector {
        self.anchors
            .last()
            .map_or(&self.selector, |anchor| &anchor.selector)
    }

    /// Whether it carries nothing but the highlight itself.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.tags.is_empty()
            && self.note.is_empty()
            && self.claim.is_none()
            && self.links.is_empty()
    }

    /// Adds `tag` unless it is there already; whether it was added.
    pub fn add_tag(&mut self, tag: &TagName) -> bool {
        let missing = !self.tags.contains(tag);
        if missing {
            self.tags.push(tag.clone());
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn places_share_what_reads_alike() {
        let place = |start: usize, quote: &str| Selector {
            quote: quote.into(),
            start,
            end: start + quote.chars().count(),
            ..Selector::default()
        };
        let one = place(10, "é漢 mill");
        for (other, expected) in [
            (place(10, "é漢 mill"), 7),
            (place(8, "a é漢 m"), 4),
            (place(8, "a é漢 n"), 0),
            (place(13, "mill stood"), 4),
            (place(17, "stood"), 0),
            (place(3, "before "), 0),
        ] {
            assert_eq!(one.shared_with(&other), expected, "{other:?}");
            assert_eq!(other.shared_with(&one), expected, "{other:?}");
        }
    }

    #[test]
    fn identities_sort_by_the_time_they_were_made() {
        let early = AnnotationId::new(Timestamp::from_second(1_000).unwrap());
        let late = AnnotationId::new(Timestamp::from_second(2_000).unwrap());
        assert!(early < late);
        // A microsecond is enough.
        let second = Timestamp::from_second(1_000).unwrap();
        let made = (0..1000).map(|micros| {
            let later = second.checked_add(SignedDuration::from_micros(micros));
            AnnotationId::new(later.unwrap())
        });
        assert!(made.is_sorted_by(|one, other| one < other));
        assert_eq!(early.0.get_version_num(), 7);
        assert_eq!(AnnotationId::parse(&early.to_string()), Some(early));
        assert_eq!(AnnotationId::parse("not one"), None);
    }
}
