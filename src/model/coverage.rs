//! What a reviewer has seen of a document.

use super::TextHash;

/// What one reviewer has seen of a document sentence by sentence, tagged or left untagged: a `[[document.coverage]]` of
/// the annotations file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Who has seen it.
    pub reviewer: String,
    /// The hash of the text that the positions count in.
    pub hash: Option<TextHash>,
    /// The sentences that were seen.
    pub seen: Stretches,
    /// How many sentences there are to see in that text.
    pub sentences: usize,
    /// How many of them were seen.
    pub decided: usize,
}

impl Coverage {
    /// Three versions into one (see [`super::Merge`]): what `after` saw beside `before` is seen, what it took back is not,
    /// and the rest is as it is `there`. Positions of different texts cannot be joined: then `after` holds.
    #[must_use]
    pub fn merged(before: &Self, after: &Self, there: &Self) -> Self {
        if before == after {
            return there.clone();
        }
        if after.hash != there.hash || before.hash != there.hash {
            return after.clone();
        }
        let added = after.seen.without(&before.seen);
        let taken_back = before.seen.without(&after.seen);
        let decided = (there.decided + after.decided).saturating_sub(before.decided);
        Self {
            seen: there.seen.with(&added).without(&taken_back),
            decided: decided.min(after.sentences),
            ..after.clone()
        }
    }
}

/// Stretches of a text: half-open ranges of code points, in order, none of which touches another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stretches(Vec<(usize, usize)>);

impl Stretches {
    /// The stretches that `ranges` make up together, whatever their order; empty ones and those that end before they begin
    /// are none.
    #[must_use]
    pub fn of(ranges: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut ranges: Vec<_> = ranges
            .into_iter()
            .filter(|(start, end)| start < end)
            .collect();
        ranges.sort_unstable();
        let mut joined: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Self(joined)
    }

    /// The stretches, each from its first code point to the one after its last.
    #[must_use]
    pub fn ranges(&self) -> &[(usize, usize)] {
        &self.0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of `start..end` lies in them.
    #[must_use]
    pub fn cover(&self, start: usize, end: usize) -> bool {
        let after = self.0.partition_point(|(begin, _)| *begin <= start);
        let around = after.checked_sub(1).and_then(|at| self.0.get(at));
        around.is_some_and(|(_, last)| end <= *last)
    }

    /// These and `others`.
    #[must_use]
    pub fn with(&self, others: &Self) -> Self {
        Self::of(self.0.iter().chain(&others.0).copied())
    }

    /// These without what lies in `others`.
    #[must_use]
    pub fn without(&self, others: &Self) -> Self {
        let mut left = Vec::with_capacity(self.0.len());
        let mut holes = others.0.iter().peekable();
        for &(mut start, end) in &self.0 {
            while holes.next_if(|hole| hole.1 <= start).is_some() {}
            while let Some(hole) = holes.peek().filter(|hole| hole.0 < end) {
                left.push((start, hole.0));
                start = hole.1;
                if hole.1 > end {
                    break;
                }
                holes.next();
            }
            left.push((start, end));
        }
        Self::of(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn any_stretches() -> impl Strategy<Value = Stretches> {
        vec((0..40_usize, 0..40_usize), 0..8).prop_map(Stretches::of)
    }

    proptest! {
        #[test]
        fn stretches_are_sets_of_positions(one in any_stretches(), other in any_stretches()) {
            for at in 0..41 {
                let (in_one, in_other) = (one.cover(at, at + 1), other.cover(at, at + 1));
                prop_assert_eq!(one.with(&other).cover(at, at + 1), in_one || in_other);
                prop_assert_eq!(one.without(&other).cover(at, at + 1), in_one && !in_other);
            }
            let ranges = one.without(&other).ranges().to_vec();
            prop_assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0));
        }
    }

    #[test]
    fn what_two_sessions_saw_is_seen() {
        let seen = |ranges: &[(usize, usize)], decided| Coverage {
            seen: Stretches::of(ranges.iter().copied()),
            sentences: 10,
            decided,
            ..Coverage::default()
        };
        let before = seen(&[(0, 10), (20, 30)], 4);
        let after = seen(&[(0, 20)], 5);
        let there = seen(&[(0, 10), (20, 30), (50, 60)], 6);
        let merged = Coverage::merged(&before, &after, &there);
        assert_eq!(merged, seen(&[(0, 20), (50, 60)], 7));
        let elsewhere = Coverage {
            hash: Some(TextHash::of("another text")),
            ..there
        };
        assert_eq!(Coverage::merged(&before, &after, &elsewhere), after);
        assert_eq!(Coverage::merged(&before, &before, &elsewhere), elsewhere);
    }
}
