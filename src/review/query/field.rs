//! The fields that a query can ask about.

use crate::model::{Attribution, CheckWorthy, ClaimKind, ClaimStatus, Relation, vocabulary};

vocabulary! {
    /// What a condition is about.
    pub enum Field {
        /// A tag: a path, which also means what lies under it.
        Tag = "tag",
        /// The verdict that counts.
        Verdict = "verdict",
        /// Who made the annotation.
        By = "by",
        /// The path or the title of the document.
        Doc = "doc",
        /// The note.
        Note = "note",
        /// The annotated text.
        Quote = "quote",
        /// The claim in words.
        Statement = "statement",
        /// Who claims it.
        Claimant = "claimant",
        /// What kind of thing is claimed.
        Kind = "kind",
        /// How far the review of the claim is.
        Status = "status",
        /// Whether the claim is worth checking.
        Checkworthy = "checkworthy",
        /// Whose words the claim is in.
        Attribution = "attribution",
        /// How sure the reviewer was of the verdict that counts.
        Confidence = "confidence",
        /// How the annotation stands to another one.
        Link = "link",
        /// What the annotation has.
        Has = "has",
        /// How the annotation is: its verdict stale, its place lost.
        Is = "is",
        /// The days on which it was made.
        Made = "made",
        /// The first day on which it may have been made.
        Since = "since",
        /// The last day on which it may have been made.
        Until = "until",
        /// The date of the article.
        Date = "date",
    }
}

/// Other names by which people know a field.
const ALIASES: [(&str, Field); 8] = [
    ("tags", Field::Tag),
    ("reviewer", Field::By),
    ("document", Field::Doc),
    ("title", Field::Doc),
    ("kinds", Field::Kind),
    ("relation", Field::Link),
    ("links", Field::Link),
    ("created", Field::Made),
];

/// What `has:` knows.
pub(super) const PARTS: [&str; 7] = [
    "tag", "note", "claim", "claimant", "verdict", "evidence", "link",
];

/// What `is:` knows: a verdict on a text that has changed, and the states of a place.
pub(super) const STATES: [&str; 8] = [
    "stale",
    "exact",
    "moved",
    "edited",
    "changed-meaning",
    "ambiguous",
    "orphan",
    "unchecked",
];

/// How the values of a field are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A path: what lies under it counts too.
    Path,
    /// A name: it is the one that was typed, or one that the pattern fits.
    Name,
    /// A text: it holds what was typed.
    Text,
    /// One of a closed set of words.
    Word,
    /// Days.
    Days,
}

impl Field {
    /// The field that a person calls `name`, in whatever case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let other = || ALIASES.iter().find(|(alias, _)| *alias == name);
        Self::parse(&name).or_else(|| other().map(|(_, field)| *field))
    }

    /// What it asks about, for a page of help: lower case, no full stop.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Tag => "the tag, or one that lies under it",
            Self::Verdict => "the latest verdict; stale when the text has changed since",
            Self::By => "the reviewer who made it",
            Self::Doc => "words in the path or the title of the document",
            Self::Note => "words in the note",
            Self::Quote => "words in the annotated text",
            Self::Statement => "words in the claim",
            Self::Claimant => "who claims it",
            Self::Kind => "the kind of claim",
            Self::Status => "how far the review of the claim is",
            Self::Checkworthy => "whether the claim is worth checking",
            Self::Attribution => "whose words the claim is in",
            Self::Confidence => "how sure the latest verdict is",
            Self::Link => "how it is linked to another annotation",
            Self::Has => "what it has",
            Self::Is => "stale, or how well its place was found",
            Self::Made => "when it was made",
            Self::Since => "made then or later",
            Self::Until => "made then or earlier",
            Self::Date => "the date of the article",
        }
    }

    /// A condition on it as it would be typed.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::Tag => "tag:claim/*",
            Self::Verdict => "verdict:none",
            Self::By => "by:dl",
            Self::Doc => "doc:libya",
            Self::Note => "note~\"check\"",
            Self::Quote => "quote~\"per cent\"",
            Self::Statement => "statement~troops",
            Self::Claimant => "claimant:\"Ada Prose\"",
            Self::Kind => "kind:numerical",
            Self::Status => "-status:final",
            Self::Checkworthy => "checkworthy:yes",
            Self::Attribution => "attribution:anonymous",
            Self::Confidence => "confidence:low",
            Self::Link => "link:contradicts",
            Self::Has => "has:evidence",
            Self::Is => "is:orphan",
            Self::Made => "made:2026-10",
            Self::Since => "since:2026-10-01",
            Self::Until => "until:2026-11",
            Self::Date => "date:2020..2021",
        }
    }

    pub(super) fn sort(self) -> Sort {
        match self {
            Self::Tag => Sort::Path,
            Self::Verdict | Self::By | Self::Claimant | Self::Confidence => Sort::Name,
            Self::Doc | Self::Note | Self::Quote | Self::Statement => Sort::Text,
            Self::Kind
            | Self::Status
            | Self::Checkworthy
            | Self::Attribution
            | Self::Link
            | Self::Has
            | Self::Is => Sort::Word,
            Self::Made | Self::Since | Self::Until | Self::Date => Sort::Days,
        }
    }

    /// Whether an annotation may have nothing there, so that `none` and `any` mean something.
    #[must_use]
    pub fn is_optional(self) -> bool {
        !matches!(
            self,
            Self::Doc | Self::Quote | Self::Has | Self::Is | Self::Made | Self::Since | Self::Until
        )
    }

    /// The words it can have, in order, where they are a closed set; nothing for another field.
    #[must_use]
    pub fn words(self) -> Vec<&'static str> {
        fn spelled<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().copied().map(word).collect()
        }
        match self {
            Self::Kind => spelled(ClaimKind::ALL, ClaimKind::as_str),
            Self::Status => spelled(ClaimStatus::ALL, ClaimStatus::as_str),
            Self::Checkworthy => spelled(CheckWorthy::ALL, CheckWorthy::as_str),
            Self::Attribution => spelled(Attribution::ALL, Attribution::as_str),
            Self::Link => spelled(Relation::ALL, Relation::as_str),
            Self::Has => PARTS.to_vec(),
            Self::Is => STATES.to_vec(),
            _ => Vec::new(),
        }
    }
}

/// The one of `known` that somebody who typed `word` may have meant.
pub(super) fn meant<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word: String = word.chars().take(40).flat_map(char::to_lowercase).collect();
    let near = |known: &'w str| (strsim::osa_distance(&word, known), known);
    let (distance, best) = known
        .into_iter()
        .map(near)
        .min_by_key(|(distance, _)| *distance)?;
    let is_near = distance <= 2 && distance * 2 <= best.chars().count();
    let is_begun = word.chars().count() > 1 && best.starts_with(&word);
    (is_near || is_begun).then_some(best)
}
