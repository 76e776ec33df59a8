//! Finding a span again, stage by stage: where it was, then wherever its quote stands.
//!
//! Each stage gives a placement or leaves it to the next; stages that tolerate edits come after these.

use memchr::memmem;

use super::placement::{Candidate, Method, Placement, State};
use crate::model::{Selector, Span};
use crate::text::positions::CodePoints;

/// How many candidates a placement lists; a person chooses among a few, not among thousands.
const MOST_CANDIDATES: usize = 100;

/// Where the span that `selector` describes is in `text`, of which `points` is the index.
///
/// Positions and quotes may be anything: what does not fit is an orphan, and so is an empty quote.
#[must_use]
pub fn resolve(
    text: &str,
    points: &CodePoints,
    earlier: &[&str],
    selector: &Selector,
) -> Placement {
    let mut all = resolve_all(text, points, earlier, std::iter::once(selector));
    all.pop().unwrap_or_else(Placement::orphan)
}

/// Where the span that `selector` describes is, when it is where it was: the first stage alone, which looks only there
/// and costs next to nothing.
#[must_use]
pub fn at_position(text: &str, points: &CodePoints, selector: &Selector) -> Option<Placement> {
    if selector.quote.is_empty() {
        return None;
    }
    by_position(text, points, selector)
}

/// Where the spans of `selectors` are, in their order.
///
/// `earlier` are texts in which the document was annotated before, the newest first; each selector is looked up in the one
/// in which its positions read as its quote. There may be none.
pub fn resolve_all<'a>(
    text: &str,
    points: &CodePoints,
    earlier: &[&str],
    selectors: impl IntoIterator<Item = &'a Selector>,
) -> Vec<Placement> {
    let _ = earlier;
    selectors
        .into_iter()
        .map(|selector| {
            at_position(text, points, selector)
                .or_else(|| by_quote(text, points, selector))
                .unwrap_or_else(Placement::orphan)
        })
        .collect()
}

fn placed(state: State, method: Method, place: Place, selector: &Selector) -> Placement {
    Placement {
        state,
        span: Some(place.span),
        score: place.score(selector),
        rival: 0.0,
        method,
        candidates: Vec::new(),
    }
}

/// The first stage: the quote stands where it was. It may be another copy of a sentence that occurs more than once,
/// pushed there by an insertion; so where the context is wrong on both sides, a place where it is right wins.
fn by_position(text: &str, points: &CodePoints, selector: &Selector) -> Option<Placement> {
    let start = points.to_byte(text, selector.start)?;
    let end = points.to_byte(text, selector.end)?;
    if text.get(start..end)? != selector.quote {
        return None;
    }
    let here = Place::at(text, start, selector);
    if !here.fits_a_side(selector) {
        let mut others = occurrences(text, selector).filter(|place| place.fits(selector));
        if let (Some(other), None) = (others.next(), others.next()) {
            return Some(placed(State::Moved, Method::Context, other, selector));
        }
    }
    Some(placed(State::Exact, Method::Position, here, selector))
}

/// The second stage: every place where the quote stands, judged by its context.
fn by_quote(text: &str, points: &CodePoints, selector: &Selector) -> Option<Placement> {
    if selector.quote.is_empty() {
        return None;
    }
    let old = points.to_byte(text, selector.start).unwrap_or(text.len());
    let mut places: Vec<Place> = Vec::new();
    for place in occurrences(text, selector) {
        places.push(place);
        if places.len() == 2 * MOST_CANDIDATES {
            places.sort_by_key(|place| place.rank(old));
            places.truncate(MOST_CANDIDATES);
        }
    }
    places.sort_by_key(|place| place.rank(old));
    places.truncate(MOST_CANDIDATES);
    let best = *places.first()?;
    Some(match places.get(1) {
        None => placed(State::Moved, Method::Quote, best, selector),
        Some(second) if best.context() > second.context() => {
            placed(State::Moved, Method::Context, best, selector)
        }
        Some(_) => Placement {
            state: State::Ambiguous,
            span: None,
            score: best.score(selector),
            rival: places[1].score(selector),
            method: Method::Quote,
            candidates: places
                .iter()
                .map(|place| Candidate {
                    span: place.span,
                    score: place.score(selector),
                })
                .collect(),
        },
    })
}

/// Every place where the quote stands, in order; places may overlap.
fn occurrences<'a>(text: &'a str, selector: &'a Selector) -> impl Iterator<Item = Place> + 'a {
    let finder = memmem::Finder::new(&selector.quote);
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + finder.find(text.as_bytes().get(from..)?)?;
        from = start + 1;
        Some(Place::at(text, start, selector))
    })
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

    /// Whether all of the context agrees.
    fn fits(self, selector: &Selector) -> bool {
        self.before == selector.prefix.chars().count()
            && self.after == selector.suffix.chars().count()
    }

    /// Whether all of the context on one side agrees, or there is none that could.
    fn fits_a_side(self, selector: &Selector) -> bool {
        let sides = [
            (self.before, &selector.prefix),
            (self.after, &selector.suffix),
        ];
        let mut known = sides.iter().filter(|(_, side)| !side.is_empty()).peekable();
        known.peek().is_none() || known.any(|(agreed, side)| *agreed == side.chars().count())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::capture;
    use crate::text::samples;
    use proptest::prelude::*;

    fn place(text: &str, selector: &Selector) -> Placement {
        resolve(text, &CodePoints::new(text), &[], selector)
    }

    fn captured(text: &str, span: Span) -> Selector {
        capture(text, &CodePoints::new(text), span)
    }

    /// The selector of the first `quote` of `text`.
    fn first(text: &str, quote: &str) -> Selector {
        let start = text.find(quote).unwrap();
        captured(text, Span::new(start, start + quote.len()))
    }

    fn bare(quote: &str, start: usize, end: usize) -> Selector {
        Selector {
            quote: quote.into(),
            start,
            end,
            ..Selector::default()
        }
    }

    #[test]
    fn an_unchanged_text_has_every_span_where_it_was() {
        let text = "“Né,” he said. It rained. It rained. The end.";
        for (start, quote) in text.match_indices("It rained.") {
            let span = Span::new(start, start + quote.len());
            let found = place(text, &captured(text, span));
            assert_eq!((found.state, found.span), (State::Exact, Some(span)));
            assert_eq!(found.method, Method::Position);
            assert!(found.score > 0.999);
        }
    }

    #[test]
    fn a_quote_that_stands_once_is_found_wherever_it_is() {
        let selector = first("One. The quote stands. Two.", "The quote stands.");
        let found = place(
            "Zéro comes first. One. Now: The quote stands. Two.",
            &selector,
        );
        assert_eq!(found.state, State::Moved);
        assert_eq!(found.method, Method::Quote);
        assert_eq!(found.span, Some(Span::new(29, 46)));
        assert!(found.score > 0.5 && found.score < 1.0);
    }

    #[test]
    fn context_decides_between_copies() {
        let old = "In May it fell to 5. In June it rose. It fell to 5. It stayed.";
        let selector = first(old, "fell to 5.");
        let new = format!("A new line. {old}");
        let found = place(&new, &selector);
        assert_eq!((found.state, found.method), (State::Moved, Method::Context));
        assert_eq!(found.span.map(|span| span.start), new.find("fell to 5."));
    }

    #[test]
    fn copies_that_are_equally_good_are_left_to_a_person() {
        let selector = bare("so", 4, 6);
        let found = place("so, so, so", &selector);
        assert_eq!(
            found.state,
            State::Exact,
            "the position decides while it fits"
        );
        let found = place("-so--so--so", &bare("so", 6, 8));
        assert_eq!((found.state, found.span), (State::Ambiguous, None));
        let starts: Vec<usize> = found
            .candidates
            .iter()
            .map(|place| place.span.start)
            .collect();
        assert_eq!(starts, [5, 9, 1], "the nearest first");
        let many = place(&"so ".repeat(1000), &bare("so", 1, 3));
        assert_eq!(many.candidates.len(), 100);
    }

    #[test]
    fn another_copy_at_the_old_position_does_not_catch_the_note() {
        let old = "Total: five items.\n\nNorth, with all of its towns and villages, has this: Total: five items.\n\n\
                   South, with none of those, has nothing.";
        let start = old.rfind("Total").unwrap();
        let span = Span::new(start, start + 18);
        let selector = captured(old, span);
        let padding = "x".repeat(start - 1);
        let new = format!("{padding} Total: five items.\n\nA new paragraph. {old}");
        let found = place(&new, &selector);
        assert_eq!((found.state, found.method), (State::Moved, Method::Context));
        assert_eq!(found.span.map(|span| span.start), new.rfind("Total"));
    }

    #[test]
    fn a_quote_that_is_gone_is_an_orphan_and_nonsense_does_no_harm() {
        let nonsense = [
            bare("gone", 0, 4),
            bare("", 0, 0),
            bare("né", usize::MAX, 0),
            bare("x", 3, 1),
        ];
        for selector in nonsense {
            let found = place("a text", &selector);
            let expected = if selector.quote == "x" {
                State::Moved
            } else {
                State::Orphan
            };
            assert_eq!(found.state, expected, "{selector:?}");
        }
        assert_eq!(place("", &bare("a", 0, 1)), Placement::orphan());
        let found = place("aaa", &bare("aa", 7, 9));
        assert_eq!(found.candidates.len(), 2, "copies may overlap");
    }

    #[test]
    fn all_are_placed_in_their_order() {
        let text = "One two three.";
        let selectors = [first(text, "two"), bare("gone", 0, 4), first(text, "One")];
        let states: Vec<&str> = resolve_all(text, &CodePoints::new(text), &[], selectors.iter())
            .iter()
            .map(|found| found.state.as_str())
            .collect();
        assert_eq!(states, ["exact", "orphan", "exact"]);
    }

    proptest! {
        #[test]
        fn what_is_placed_reads_as_its_quote(
            text in samples::text(),
            inserted in samples::text(),
            ends in (0usize..200, 0usize..200, 0usize..200),
        ) {
            let floor = |at: usize| text.floor_char_boundary(at);
            let span = Span::new(floor(ends.0), floor(ends.1));
            let selector = captured(&text, span);
            let unchanged = place(&text, &selector);
            if span.is_empty() {
                prop_assert_eq!(unchanged.state, State::Orphan);
            } else {
                prop_assert_eq!((unchanged.state, unchanged.span), (State::Exact, Some(span)));
            }
            let mut edited = text.clone();
            edited.insert_str(floor(ends.2), &inserted);
            let found = place(&edited, &selector);
            for place in found.span.into_iter().chain(found.candidates.iter().map(|c| c.span)) {
                prop_assert_eq!(place.of(&edited), &selector.quote);
            }
            prop_assert!((0.0..=1.0).contains(&found.score));
        }
    }
}
