//! What finding a span again gives: a place, how sure that is, and what else there would be.

use crate::model::Span;

/// How well a span was found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is where it was.
    Exact,
    /// Its quote stands, unchanged but for typography, at another place.
    Moved,
    /// Its quote stands with some of its words changed, none of which turns what it says.
    Edited,
    /// Its quote stands, but a number, a date, a negation, a quantifier or a name in it is another one.
    ChangedMeaning,
    /// It may be at one of several places, none of which is clearly the best.
    Ambiguous,
    /// Its quote is gone.
    Orphan,
}

impl State {
    /// The state's name in the output of `postil check`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Moved => "moved",
            Self::Edited => "edited",
            Self::ChangedMeaning => "changed-meaning",
            Self::Ambiguous => "ambiguous",
            Self::Orphan => "orphan",
        }
    }
}

/// What decided where a span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The quote stands at the old position.
    Position,
    /// Of several places with the quote, the context fits one best.
    Context,
    /// The places where the quote stands letter for letter, of which there is one, or none that is best.
    Quote,
    /// The places where the quote stands but for typography.
    Normalised,
    /// Where the words around it went, by comparing the text with the one it was annotated in.
    Diff,
    /// The place that reads most like the quote and its context.
    Approximate,
    /// Nothing.
    None,
}

impl Method {
    /// The method's name in the output of `postil check`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Context => "context",
            Self::Quote => "quote",
            Self::Normalised => "normalised",
            Self::Diff => "diff",
            Self::Approximate => "approximate",
            Self::None => "none",
        }
    }
}

/// A place where a span may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Where, in bytes of the text.
    pub span: Span,
    /// From 0 to 1: how much of the quote and its context is there.
    pub score: f32,
}

/// Where a span was found again.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// How well.
    pub state: State,
    /// Where, in bytes of the text; nothing for what is ambiguous or an orphan.
    pub span: Option<Span>,
    /// From 0 to 1: how much of the quote and its context is at the place, or at the best of the candidates.
    pub score: f32,
    /// The score of the best other place, one that does not overlap this one; 0 where there is none.
    pub rival: f32,
    /// What decided.
    pub method: Method,
    /// For what has no place the places that a person may choose from, the best first, at most 100 of them.
    pub candidates: Vec<Candidate>,
}

impl Placement {
    /// Nowhere, with nothing to choose from.
    #[must_use]
    pub fn orphan() -> Self {
        Self {
            state: State::Orphan,
            span: None,
            score: 0.0,
            rival: 0.0,
            method: Method::None,
            candidates: Vec::new(),
        }
    }
}
