//! Stretches of a text that overlap: which of them belong together, and how many do.

use std::collections::{HashMap, VecDeque};

use super::{NotComputable, long, share};

/// How many of the others a stretch is compared with at most: the nearest ones. A file may hold thousands on one place.
const NEAR: usize = 32;

/// Among how many of those that begin near it these are looked for.
const LOOKED_AT: usize = 1024;

/// A stretch of a text: its first position, and the one after its last.
pub type Stretch = (usize, usize);

/// Whether two stretches share at least half of what they cover together (`IoU` of 0.5 or more), and how much of it, in
/// millionths.
fn overlap(one: Stretch, other: Stretch) -> Option<u64> {
    let shared = one.1.min(other.1).saturating_sub(one.0.max(other.0));
    let covered = one.1.max(other.1) - one.0.min(other.0);
    let [shared, covered] = [shared, covered].map(|count| u64::try_from(count).unwrap_or(u64::MAX));
    let is_enough = shared > 0 && shared.saturating_mul(2) >= covered;
    is_enough.then(|| shared.saturating_mul(1_000_000) / covered)
}

/// Which of `others` each of `ones` goes with, by its number: as many pairs as can be made of stretches that share at least
/// half of what they cover together, each in one pair; those that share the most are paired first.
#[must_use]
pub fn matching(ones: &[Stretch], others: &[Stretch]) -> Vec<Option<usize>> {
    let near = candidates(ones, others);
    let mut edges: Vec<(u64, usize, usize)> = Vec::new();
    for (one, near) in near.iter().enumerate() {
        edges.extend(near.iter().map(|(shared, other)| (*shared, one, *other)));
    }
    edges.sort_by_key(|(shared, one, other)| (std::cmp::Reverse(*shared), *one, *other));
    let mut pairs = Pairs {
        of_ones: vec![None; ones.len()],
        of_others: vec![None; others.len()],
    };
    for (_, one, other) in edges {
        if pairs.of_ones[one].is_none() && pairs.of_others[other].is_none() {
            pairs.join(one, other);
        }
    }
    for one in 0..ones.len() {
        if pairs.of_ones[one].is_none() {
            pairs.make_room(one, &near);
        }
    }
    pairs.of_ones
}

/// For each of `ones` those of `others` that it could go with, the likeliest first.
fn candidates(ones: &[Stretch], others: &[Stretch]) -> Vec<Vec<(u64, usize)>> {
    let mut order: Vec<usize> = (0..others.len()).collect();
    order.sort_by_key(|other| others[*other]);
    let find = |one: &Stretch| {
        // What goes with it begins at most its length before it, and before its end.
        let length = one.1.saturating_sub(one.0);
        let from = order.partition_point(|other| others[*other].0 + length < one.0);
        let mut found: Vec<(u64, usize)> = order[from..]
            .iter()
            .take_while(|other| others[**other].0 < one.1)
            .take(LOOKED_AT)
            .filter_map(|other| Some((overlap(*one, others[*other])?, *other)))
            .collect();
        found.sort_by_key(|(shared, other)| (std::cmp::Reverse(*shared), *other));
        found.truncate(NEAR);
        found
    };
    ones.iter().map(find).collect()
}

struct Pairs {
    of_ones: Vec<Option<usize>>,
    of_others: Vec<Option<usize>>,
}

impl Pairs {
    fn join(&mut self, one: usize, other: usize) {
        self.of_ones[one] = Some(other);
        self.of_others[other] = Some(one);
    }

    /// Finds a partner for `one`, where pairs that were made before can be made otherwise (an augmenting path: Berge 1957).
    fn make_room(&mut self, one: usize, near: &[Vec<(u64, usize)>]) {
        let mut came_from: HashMap<usize, usize> = HashMap::new();
        let mut waiting = VecDeque::from([one]);
        while let Some(asking) = waiting.pop_front() {
            for (_, other) in &near[asking] {
                if came_from.contains_key(other) {
                    continue;
                }
                came_from.insert(*other, asking);
                match self.of_others[*other] {
                    Some(holder) => waiting.push_back(holder),
                    None => return self.exchange(one, *other, &came_from),
                }
            }
        }
    }

    /// Gives `free`, and whatever becomes free by that, to those who asked for it.
    fn exchange(&mut self, first: usize, mut free: usize, came_from: &HashMap<usize, usize>) {
        while let Some(one) = came_from.get(&free).copied() {
            let left = self.of_ones[one];
            self.join(one, free);
            match left {
                Some(left) if one != first => free = left,
                _ => return,
            }
        }
    }
}

/// What several reviewers marked, put together: each group holds of every reviewer one stretch, by its number, or none.
/// Each reviewer's are matched with the first of the groups that those before made.
#[must_use]
pub fn groups(marked: &[Vec<Stretch>]) -> Vec<Vec<Option<usize>>> {
    let mut firsts: Vec<Stretch> = Vec::new();
    let mut groups: Vec<Vec<Option<usize>>> = Vec::new();
    for (rater, stretches) in marked.iter().enumerate() {
        let pairs = matching(stretches, &firsts);
        for (number, (stretch, pair)) in stretches.iter().zip(&pairs).enumerate() {
            if let Some(group) = pair.and_then(|group| groups.get_mut(group)) {
                group[rater] = Some(number);
            } else {
                let mut group = vec![None; marked.len()];
                group[rater] = Some(number);
                groups.push(group);
                firsts.push(*stretch);
            }
        }
    }
    groups
}

/// How alike two or more reviewers marked stretches, whatever they said of them: for two, twice the number of pairs by the
/// number of stretches (the F1 measure of Hripcsak and Rothschild 2005, "Agreement, the F-measure, and reliability in
/// information retrieval"), pairs being those of [`matching`]; of more, over all pairs of reviewers together. Each is told by
/// the stretches of one and of the other and by how many pairs they make.
///
/// # Errors
/// When none of them marked anything.
pub fn f1(pairs: &[(usize, usize, usize)]) -> Result<f64, NotComputable> {
    let all: usize = pairs.iter().map(|(ones, others, _)| ones + others).sum();
    let paired: usize = pairs.iter().map(|(.., paired)| paired).sum();
    if pairs.is_empty() {
        return Err(NotComputable::because("there is only one reviewer"));
    }
    if all == 0 {
        return Err(NotComputable::because(
            "none of them marked anything in what more than one has seen",
        ));
    }
    share(long(2 * paired), long(all))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_belong_together_and_less_does_not() {
        for (one, other, expected) in [
            ((0, 10), (0, 10), true),
            ((0, 10), (0, 5), true),
            ((0, 10), (0, 4), false),
            ((0, 10), (5, 10), true),
            ((0, 10), (5, 15), false),
            ((0, 10), (3, 13), true),
            ((0, 10), (10, 20), false),
            ((0, 0), (0, 0), false),
        ] {
            let found = matching(&[one], &[other]) == [Some(0)];
            assert_eq!(found, expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_shares_the_most_is_paired_first_unless_more_pairs_can_be_made() {
        assert_eq!(matching(&[(0, 10), (1, 11)], &[(1, 11)]), [None, Some(0)]);
        // The second could only go with the one that the first would rather have.
        let pairs = matching(&[(0, 10), (4, 10)], &[(0, 9), (0, 5)]);
        assert_eq!(pairs, [Some(1), Some(0)]);
        let all = groups(&[vec![(0, 10)], vec![(20, 30)], vec![(21, 30), (0, 9)]]);
        let expected = [vec![Some(0), None, Some(1)], vec![None, Some(0), Some(0)]];
        assert_eq!(all, expected);
    }

    #[test]
    fn nothing_marked_is_no_agreement() {
        assert_eq!(f1(&[(3, 1, 1)]), Ok(0.5));
        assert_eq!(f1(&[(3, 0, 0)]), Ok(0.0));
        assert!(f1(&[(0, 0, 0)]).is_err() && f1(&[]).is_err());
    }

    fn stretches() -> impl Strategy<Value = Vec<Stretch>> {
        let one = (0..20_usize, 1..8_usize).prop_map(|(start, length)| (start, start + length));
        proptest::collection::vec(one, 0..6)
    }

    /// The most pairs there can be, by trying all of them.
    fn most(ones: &[Stretch], others: &[Stretch], taken: &[usize]) -> usize {
        let Some((one, rest)) = ones.split_first() else {
            return 0;
        };
        let free = (0..others.len()).filter(|other| !taken.contains(other));
        let goes = free.filter(|other| overlap(*one, others[*other]).is_some());
        let with = goes.map(|other| 1 + most(rest, others, &[taken, &[other]].concat()));
        with.max().unwrap_or(0).max(most(rest, others, taken))
    }

    proptest! {
        #[test]
        fn there_are_as_many_pairs_as_can_be(ones in stretches(), others in stretches()) {
            let pairs = matching(&ones, &others);
            let mut used: Vec<usize> = pairs.iter().flatten().copied().collect();
            prop_assert_eq!(used.len(), most(&ones, &others, &[]));
            for (one, other) in ones.iter().zip(&pairs) {
                prop_assert!(other.is_none_or(|other| overlap(*one, others[other]).is_some()));
            }
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), pairs.iter().flatten().count());
        }
    }
}
