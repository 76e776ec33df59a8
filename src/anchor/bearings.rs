//! Where a quote is to be expected: what was found for certain around it says how far things have moved since.
//!
//! Needed where a text is full of sentences that resemble one another. There the words alone cannot tell the place of a
//! quote from a copy whose words were edited less, and the order of the annotations can.

use super::placement::Placement;
use crate::model::Selector;
use crate::text::positions::CodePoints;

/// How far from where it is expected a place may be, in code points: so much anyhow, and one in so many of the distance
/// from what it was reckoned from, for the edits between the two.
const TOLERANCE: usize = 64;
const DRIFT: usize = 4;

/// How much better than any other place one must be that needs no bearings, and that others take theirs from.
pub(super) const CLEAR: f32 = 0.2;

/// The fewest code points of a quote that bearings are taken from.
const LEAST: usize = 24;

/// Places that are certain.
#[derive(Debug, Default)]
pub(super) struct Bearings {
    /// Where each was and is, as the code point it begins at, in the order of the first.
    known: Vec<(usize, usize)>,
}

impl Bearings {
    /// What is certain of what was `found` in `text`, of which `points` is the index.
    pub(super) fn new<'a>(
        text: &str,
        points: &CodePoints,
        found: impl Iterator<Item = (&'a Selector, &'a Placement)>,
    ) -> Self {
        let certain = found.filter_map(|(selector, found)| {
            let span = found.span.filter(|_| !is_contested(found))?;
            let is_long = selector.quote.chars().nth(LEAST - 1).is_some();
            is_long.then(|| (selector.start, points.from_byte(text, span.start)))
        });
        let mut known: Vec<(usize, usize)> = certain.collect();
        known.sort_unstable();
        Self { known }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// How far from where it is expected what began at the code point `old` is at the code point `new`; nothing where that
    /// is too far. What is expected follows from the nearest known place before it or from the nearest after it: the
    /// two disagree where one of them was moved.
    pub(super) fn miss(&self, old: usize, new: usize) -> Option<usize> {
        let after = self.known.partition_point(|(start, _)| *start < old);
        let nearest = [
            after.checked_sub(1).and_then(|at| self.known.get(at)),
            self.known.get(after),
        ];
        let misses = nearest.into_iter().flatten().filter_map(|(was, is)| {
            let miss = (new + was).abs_diff(is + old);
            (miss <= TOLERANCE + old.abs_diff(*was) / DRIFT).then_some(miss)
        });
        misses.min()
    }
}

/// Whether what was found, or the best that was found, is hardly better than another place.
pub(super) fn is_contested(found: &Placement) -> bool {
    found.rival > 0.0 && found.rival > found.score - CLEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_around_a_place_says_where_it_is_expected() {
        let bearings = Bearings {
            known: vec![(100, 150), (1000, 400)],
        };
        for (old, new, expect) in [
            (100, 150, Some(0)),
            (200, 250, Some(0)),
            (200, 340, None),
            (600, 640, Some(10)),
            (990, 395, Some(5)),
            (5000, 4500, Some(100)),
            (0, 60, Some(10)),
        ] {
            assert_eq!(bearings.miss(old, new), expect, "{old} -> {new}");
        }
        assert_eq!(Bearings::default().miss(1, 1), None);
    }
}
