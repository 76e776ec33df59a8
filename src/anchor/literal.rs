//! Finding a quote that has no whole word: a piece of one, or signs alone. Every place where it stands letter for letter,
//! judged by its context.

use memchr::memmem;

use super::candidates::MOST_CANDIDATES;
use super::placement::{Candidate, Method, Placement, State};
use crate::model::{Selector, Span};
use crate::text::cluster;
use crate::text::positions::CodePoints;

/// How many bytes are compared at the most, and how many places are looked at.
const BUDGET: usize = 20_000_000;
const MOST_PLACES: usize = 10_000;

/// Where the quote of `selector` stands in `text`, of which `points` is the index.
pub(super) fn resolve(text: &str, points: &CodePoints, selector: &Selector) -> Placement {
    let old = points.to_byte(text, selector.start).unwrap_or(text.len());
    let mut places: Vec<Place> = occurrences(text, selector).collect();
    places.sort_by_key(|place| place.rank(old));
    places.truncate(MOST_CANDIDATES);
    let Some(best) = places.first().copied() else {
        return Placement::orphan();
    };
    let rival = places.get(1).map_or(0.0, |place| place.score(selector));
    let second = places.get(1).map_or(0, |place| place.context());
    let score = best.score(selector);
    if best.context() > second && best.context() >= selector_context(selector) / 2 {
        let is_there = points.from_byte(text, best.span.start) == selector.start;
        return Placement {
            state: if is_there { State::Exact } else { State::Moved },
            span: Some(best.span),
            score,
            rival,
            method: if places.len() == 1 {
                Method::Quote
            } else {
                Method::Context
            },
            candidates: Vec::new(),
        };
    }
    let candidate = |place: &Place| Candidate {
        span: place.span,
        score: place.score(selector),
    };
    Placement {
        state: if places.len() > 1 {
            State::Ambiguous
        } else {
            State::Orphan
        },
        span: None,
        score,
        rival,
        method: Method::Quote,
        candidates: places.iter().map(candidate).collect(),
    }
}

/// How many code points of context there are.
fn selector_context(selector: &Selector) -> usize {
    selector.prefix.chars().count() + selector.suffix.chars().count()
}

/// Every place where the quote stands, in order; places may overlap. What is only a part of a cluster is none: an `e` is
/// not in `é`, however that is written.
fn occurrences<'a>(text: &'a str, selector: &'a Selector) -> impl Iterator<Item = Place> + 'a {
    let finder = memmem::Finder::new(&selector.quote);
    let mut from = 0;
    let starts = std::iter::from_fn(move || {
        let start = from + finder.find(text.as_bytes().get(from..)?)?;
        from = start + 1;
        Some(start)
    });
    let is_edge = |at: usize| cluster::floor(text, at) == at;
    let length = selector.quote.len();
    starts
        .take((BUDGET / length.max(1)).clamp(1, MOST_PLACES))
        .filter(move |start| is_edge(*start) && is_edge(start + length))
        .map(|start| Place::at(text, start, selector))
}

/// A place where the quote stands, with how many code points of the context agree there.
#[derive(Clone, Copy, Debug)]
struct Place {
    span: Span,
    before: usize,
    after: usize,
}

impl Place {
    /// The place that begins at the byte `start`.
    fn at(text: &str, start: usize, selector: &Selector) -> Self {
        let span = Span::new(start, start + selector.quote.len());
        let before = Span::new(0, start).of(text).chars().rev();
        let after = Span::new(span.end, text.len()).of(text).chars();
        Self {
            span,
            before: agreement(before, selector.prefix.chars().rev()),
            after: agreement(after, selector.suffix.chars()),
        }
    }

    fn context(self) -> usize {
        self.before + self.after
    }

    /// What places are sorted by: more context first, then the nearer to the byte `old`.
    fn rank(self, old: usize) -> (std::cmp::Reverse<usize>, usize) {
        (
            std::cmp::Reverse(self.context()),
            self.span.start.abs_diff(old),
        )
    }

    /// The quote counts for five ninths, each side of the context for two; a side without context counts as full.
    fn score(self, selector: &Selector) -> f32 {
        let sides = share(self.before, &selector.prefix) + share(self.after, &selector.suffix);
        (5.0 + 2.0 * sides) / 9.0
    }
}

/// How many characters two texts have in common from where they begin.
fn agreement(ours: impl Iterator<Item = char>, theirs: impl Iterator<Item = char>) -> usize {
    ours.zip(theirs)
        .take_while(|(our, their)| our == their)
        .count()
}

/// The share of `side` that `agreed` code points are, from 0 to 1.
fn share(agreed: usize, side: &str) -> f32 {
    let count = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    match side.chars().count() {
        0 => 1.0,
        all => count(agreed) / count(all),
    }
}
