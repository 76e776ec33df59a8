//! Where each word of an earlier text went.
//!
//! Neither a diff, which knows no moved blocks, nor a search for each quote, which is deceived by lookalikes: runs of
//! words that stand once in both texts say where the pieces went (as in Heckel's *A technique for isolating differences
//! between files*, 1978), and what lies between two pieces is aligned word by word. No word of the new text is given
//! away twice, so a sentence that went does not settle on the one that resembles it.

use super::align::{Ends, Pair, Tie, align};
use super::settle::{Partner, Partners, settle};
use super::words::{Range, Vocabulary, Words};

/// How many words a run has that is looked for in both texts.
const SHINGLE: usize = 5;

/// The same for what is left over in both texts at the end: a short sentence that was moved by itself.
const STRAY: usize = 3;

/// How many words a piece must have in common with the other text to be believed.
const BELIEVED: usize = 8;

/// How far two neighbours may be pushed apart or together before they count as two pieces.
const SLACK: usize = 24;

/// How many words are aligned with how many at the most: the product of their numbers.
const MOST_CELLS: usize = 60_000;

/// How much is spent on aligning one text, in products as above.
const BUDGET: usize = 30_000_000;

/// How far from a piece's end its continuation is looked for where the next piece went elsewhere, in words.
const REACH: usize = 160;

/// Where one word went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fate {
    /// To which word of the new text.
    pub new: usize,
    /// What that has to do with it.
    pub tie: Tie,
}

impl From<Fate> for Partner {
    fn from(fate: Fate) -> Self {
        Self {
            at: fate.new,
            is_same: fate.tie == Tie::Same,
        }
    }
}

/// Where each word of an old text went in a new one.
#[derive(Debug)]
pub(super) struct Map {
    fates: Vec<Option<Fate>>,
    /// Which words of the new text are accounted for.
    taken: Vec<bool>,
}

/// A run of words that both texts have.
#[derive(Clone, Copy, Debug)]
struct Run {
    old: usize,
    new: usize,
    len: usize,
}

impl Map {
    pub(super) fn new(old: &[u32], new: &[u32], vocabulary: &Vocabulary) -> Self {
        let mut map = Self {
            fates: vec![None; old.len()],
            taken: vec![false; new.len()],
        };
        let runs = believed(map.runs(old, new, SHINGLE));
        map.put_all(&runs);
        let mut filling = Filling {
            old,
            new,
            vocabulary,
            map: &mut map,
            budget: BUDGET,
        };
        filling.fill(&runs);
        let strays = map.runs(old, new, STRAY);
        let strays: Vec<Run> = strays.into_iter().filter(|run| run.len > STRAY).collect();
        map.put_all(&strays);
        map
    }

    /// Puts the edges of what went and what came where lines and sentences begin, as far as the words leave that open. The
    /// words are those that the map is of.
    pub(super) fn settle(&mut self, old: &Words<'_>, new: &Words<'_>) {
        let mut partners: Partners = self
            .fates
            .iter()
            .map(|fate| fate.map(Partner::from))
            .collect();
        settle(old, &mut partners);
        let mut others: Partners = vec![None; new.len()];
        for (at, partner) in partners.iter().enumerate() {
            if let Some(Partner { at: to, is_same }) = *partner
                && let Some(other) = others.get_mut(to)
            {
                *other = Some(Partner { at, is_same });
            }
        }
        settle(new, &mut others);
        let ties: Vec<Option<Tie>> = self
            .fates
            .iter()
            .map(|fate| fate.map(|fate| fate.tie))
            .collect();
        self.fates.fill(None);
        self.taken.fill(false);
        for (new, other) in others.into_iter().enumerate() {
            if let Some(Partner { at, is_same }) = other {
                let tie = ties.get(at).copied().flatten().filter(|_| !is_same);
                self.put(at, new, tie.unwrap_or(Tie::Same));
            }
        }
    }

    /// Where the word `old` went.
    pub(super) fn fate(&self, old: usize) -> Option<Fate> {
        self.fates.get(old).copied().flatten()
    }

    /// How many of the words `range` of the new text are known to have come from elsewhere.
    pub(super) fn taken(&self, range: Range) -> usize {
        let taken = self.taken.get(range.start..range.end).unwrap_or_default();
        taken.iter().filter(|taken| **taken).count()
    }

    fn is_taken(&self, new: usize) -> bool {
        self.taken.get(new).is_none_or(|taken| *taken)
    }

    fn put_all(&mut self, runs: &[Run]) {
        for run in runs {
            for at in 0..run.len {
                self.put(run.old + at, run.new + at, Tie::Same);
            }
        }
    }

    /// The longest runs around each shingle of so many words that stands once in what is left of both texts, in the order
    /// of the old one; they share no word.
    fn runs(&self, old: &[u32], new: &[u32], shingle: usize) -> Vec<Run> {
        let mut taken_old: Vec<bool> = self.fates.iter().map(Option::is_some).collect();
        let mut taken_new = self.taken.clone();
        let mut runs: Vec<Run> = Vec::new();
        for (i, j) in unique((old, &taken_old), (new, &taken_new), shingle) {
            let is_free = |at: usize, to: usize| {
                old.get(at).is_some_and(|word| new.get(to) == Some(word))
                    && taken_old.get(at) == Some(&false)
                    && taken_new.get(to) == Some(&false)
            };
            let ahead = (0..old.len()).take_while(|by| is_free(i + by, j + by));
            let ahead = ahead.count();
            if ahead < shingle {
                continue;
            }
            let back = (1..=i.min(j)).take_while(|by| is_free(i - by, j - by));
            let back = back.count();
            let run = Run {
                old: i - back,
                new: j - back,
                len: back + ahead,
            };
            for taken in taken_old.iter_mut().skip(run.old).take(run.len) {
                *taken = true;
            }
            for taken in taken_new.iter_mut().skip(run.new).take(run.len) {
                *taken = true;
            }
            runs.push(run);
        }
        runs.sort_unstable_by_key(|run| run.old);
        runs
    }

    fn put(&mut self, old: usize, new: usize, tie: Tie) {
        if let (Some(fate @ None), Some(taken @ false)) =
            (self.fates.get_mut(old), self.taken.get_mut(new))
        {
            *fate = Some(Fate { new, tie });
            *taken = true;
        }
    }
}

/// The runs that belong to a piece which is long enough to be believed.
fn believed(runs: Vec<Run>) -> Vec<Run> {
    let mut kept = Vec::with_capacity(runs.len());
    let mut piece: Vec<Run> = Vec::new();
    let mut common = 0;
    for run in runs {
        let follows = piece.last().is_some_and(|last| {
            let (here, there) = (
                run.old - (last.old + last.len),
                run.new.checked_sub(last.new + last.len),
            );
            there.is_some_and(|there| there.abs_diff(here) <= SLACK + here.min(there) / 4)
        });
        if !follows {
            if common >= BELIEVED {
                kept.append(&mut piece);
            }
            piece.clear();
            common = 0;
        }
        common += run.len;
        piece.push(run);
    }
    if common >= BELIEVED {
        kept.append(&mut piece);
    }
    kept
}

/// Words, and which of them are not to be looked at.
type Sequence<'a> = (&'a [u32], &'a [bool]);

/// Where each run of `length` words that stands once in both sequences begins in them, in the order of the old one.
fn unique(old: Sequence<'_>, new: Sequence<'_>, length: usize) -> Vec<(usize, usize)> {
    // Which sequence a place is in is its lowest bit.
    let mut all: Vec<(u64, usize)> = Vec::new();
    for (side, (words, taken)) in [old, new].into_iter().enumerate() {
        let shingles = words.windows(length).zip(taken.windows(length)).enumerate();
        let free = shingles.filter(|(_, (_, taken))| !taken.contains(&true));
        all.extend(free.map(|(at, (shingle, _))| (hash(shingle), at << 1 | side)));
    }
    all.sort_unstable();
    let mut found: Vec<(usize, usize)> = all
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|group| match group {
            [(_, one), (_, other)] if one & 1 == 0 && other & 1 == 1 => {
                Some((one >> 1, other >> 1))
            }
            [(_, one), (_, other)] if one & 1 == 1 && other & 1 == 0 => {
                Some((other >> 1, one >> 1))
            }
            _ => None,
        })
        .filter(|(i, j)| old.0.get(*i..i + length) == new.0.get(*j..j + length))
        .collect();
    found.sort_unstable();
    found
}

/// A number for a few words; words that differ have different ones but by rare accident, which is looked out for.
fn hash(words: &[u32]) -> u64 {
    words.iter().fold(0, |hash: u64, word| {
        (hash ^ (u64::from(*word) + 1))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(23)
    })
}

/// Aligning what lies between the runs.
struct Filling<'a> {
    old: &'a [u32],
    new: &'a [u32],
    vocabulary: &'a Vocabulary,
    map: &'a mut Map,
    budget: usize,
}

impl Filling<'_> {
    fn fill(&mut self, runs: &[Run]) {
        let mut before: Option<Run> = None;
        for next in runs.iter().copied().map(Some).chain([None]) {
            let old = Range::new(
                before.map_or(0, |run| run.old + run.len),
                next.map_or(self.old.len(), |run| run.old),
            );
            let from = before.map_or(0, |run| run.new + run.len);
            let to = next.map_or(self.new.len(), |run| run.new);
            if !old.is_empty() {
                self.between(old, from, to);
            }
            before = next;
        }
    }

    /// Aligns the words `old` with what is free after the word `from` of the new text and before the word `to`.
    fn between(&mut self, old: Range, from: usize, to: usize) {
        let most = if from <= to { to - from } else { usize::MAX };
        let after = (from..self.new.len())
            .take(most)
            .take_while(|at| !self.map.is_taken(*at));
        let after = Range::new(from, from + after.count());
        if after.end == to {
            self.block(old, after);
            return;
        }
        let ahead = (0..to).rev().take_while(|at| !self.map.is_taken(*at));
        let ahead = Range::new(to - ahead.take(REACH + old.len()).count(), to);
        let near = old.len().min(REACH);
        let room = near + near / 4 + 8;
        let after = Range::new(after.start, after.end.min(after.start + room));
        let ahead = Range::new(ahead.start.max(ahead.end.saturating_sub(room)), ahead.end);
        if old.len() <= 2 * REACH {
            let words: Vec<usize> = (after.start..after.end)
                .chain(ahead.start..ahead.end)
                .collect();
            self.lay(old, &words);
        } else {
            let words: Vec<usize> = (after.start..after.end).collect();
            self.lay(Range::new(old.start, old.start + REACH), &words);
            let words: Vec<usize> = (ahead.start..ahead.end).collect();
            self.lay(Range::new(old.end - REACH, old.end), &words);
        }
    }

    /// Aligns two stretches that lie between the same neighbours, however long: by what stands once in both of them.
    fn block(&mut self, old: Range, new: Range) {
        let mut waiting = vec![(old, new, 4)];
        while let Some((old, new, shingle)) = waiting.pop() {
            let (old, new) = self.trim(old, new);
            if old.is_empty() || new.is_empty() {
                continue;
            }
            if old.len().saturating_mul(new.len()) <= MOST_CELLS {
                let words: Vec<usize> = (new.start..new.end).collect();
                self.lay(old, &words);
                continue;
            }
            let cost = 32 * (old.len() + new.len());
            if shingle == 0 || self.budget < cost {
                continue;
            }
            self.budget -= cost;
            let (mine, theirs) = (words(self.old, old), words(self.new, new));
            let all_free = vec![false; mine.len().max(theirs.len())];
            let free = |words: &[u32]| all_free.get(..words.len()).unwrap_or_default();
            let found = unique((mine, free(mine)), (theirs, free(theirs)), shingle);
            let found = in_order(&found);
            let (mut i, mut j) = (old.start, new.start);
            for (at, to) in found {
                let (at, to) = (old.start + at, new.start + to);
                waiting.push((Range::new(i, at), Range::new(j, to), shingle / 2));
                (i, j) = (at, to);
            }
            waiting.push((Range::new(i, old.end), Range::new(j, new.end), shingle / 2));
        }
    }

    /// Takes off what two stretches have in common at their ends.
    fn trim(&mut self, mut old: Range, mut new: Range) -> (Range, Range) {
        while !old.is_empty()
            && !new.is_empty()
            && self.old.get(old.start) == self.new.get(new.start)
        {
            self.map.put(old.start, new.start, Tie::Same);
            (old.start, new.start) = (old.start + 1, new.start + 1);
        }
        while !old.is_empty()
            && !new.is_empty()
            && self.old.get(old.end - 1) == self.new.get(new.end - 1)
        {
            (old.end, new.end) = (old.end - 1, new.end - 1);
            self.map.put(old.end, new.end, Tie::Same);
        }
        (old, new)
    }

    /// Aligns the words `old` with the words `new` of the new text.
    fn lay(&mut self, old: Range, new: &[usize]) {
        let cost = (old.len() + 1).saturating_mul(new.len() + 1);
        if new.is_empty() || self.budget < cost {
            return;
        }
        self.budget -= cost;
        let numbers: Vec<u32> = new
            .iter()
            .filter_map(|at| self.new.get(*at).copied())
            .collect();
        let mine = words(self.old, old);
        for Pair {
            old: at,
            new: to,
            tie,
        } in align(mine, &numbers, self.vocabulary, Ends::Tied)
        {
            if let Some(to) = new.get(to) {
                self.map.put(old.start + at, *to, tie);
            }
        }
    }
}

fn words(all: &[u32], range: Range) -> &[u32] {
    all.get(range.start..range.end).unwrap_or_default()
}

/// The most of `pairs`, which are in the order of their first, that are in the order of their second too: a longest
/// increasing subsequence, by patience sorting.
fn in_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // For each length, the pair that a sequence of this length ends with at the lowest second.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |index: &usize| pairs.get(*index).map(|pair| pair.1);
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(end) < Some(pair.1));
        before.push(length.checked_sub(1).and_then(|at| ends.get(at)).copied());
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut last = ends.last().copied();
    let mut found = Vec::with_capacity(ends.len());
    while let Some(index) = last {
        found.extend(pairs.get(index));
        last = before.get(index).copied().flatten();
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the words of `old` went, as a text: a word in its place, `-` for what went.
    fn went(old: &str, new: &str) -> String {
        let mut vocabulary = Vocabulary::default();
        let old = Words::new(old, &mut vocabulary);
        let new = Words::new(new, &mut vocabulary);
        let mut map = Map::new(&old.numbers, &new.numbers, &vocabulary);
        map.settle(&old, &new);
        let shown = (0..old.len()).map(|at| {
            map.fate(at)
                .map_or("-".to_owned(), |fate| fate.new.to_string())
        });
        shown.collect::<Vec<String>>().join(" ")
    }

    #[test]
    fn edits_leave_the_rest_where_it_is() {
        assert_eq!(went("a b c d", "a x c d"), "0 1 2 3");
        assert_eq!(went("a b c d", "a c d"), "0 - 1 2");
        assert_eq!(went("a b c d", "a b z c d"), "0 1 3 4");
        assert_eq!(went("", "a"), "");
        assert_eq!(went("a", ""), "-");
    }

    #[test]
    fn whole_lines_and_sentences_go_and_come() {
        let (three, four) = (
            "item one\nitem two\nitem three",
            "item one\nitem two\nitem six\nitem three",
        );
        assert_eq!(went(four, three), "0 1 2 3 - - 4 5");
        assert_eq!(went(three, four), "0 1 2 3 6 7");
        assert_eq!(
            went("It rose. It fell. It rose.", "It rose. It rose."),
            "0 1 - - 2 3"
        );
        assert_eq!(went("so it was", "so it was so it was"), "0 1 2");
    }

    #[test]
    fn a_moved_block_is_followed() {
        let (one, two) = (
            "the mill at the river burned down in the night of the great storm",
            "nobody in the town had thought that it would ever be rebuilt again",
        );
        let old = format!("{one}. {two}. And so it ended.");
        let new = format!("{two}. {one}. And so it ended.");
        let expect: Vec<String> = (13..27)
            .chain(0..13)
            .chain(27..31)
            .map(|at| at.to_string())
            .collect();
        assert_eq!(Words::new(one, &mut Vocabulary::default()).len(), 14);
        assert_eq!(went(&old, &new), expect.join(" "));
    }

    #[test]
    fn a_sentence_that_went_does_not_settle_on_a_lookalike() {
        let first = "In March the rate fell to 4.1 percent.";
        let second = "In May the rate fell to 5.2 percent.";
        let found = went(
            &format!("{first} {second} That was all."),
            &format!("{second} That was all."),
        );
        assert_eq!(found, "- - - - - - - - 0 1 2 3 4 5 6 7 8 9 10");
    }

    #[test]
    fn longest_orders_are_found() {
        let pairs = [(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)];
        assert_eq!(in_order(&pairs), [(1, 1), (2, 2), (4, 3)]);
        assert_eq!(in_order(&[]), []);
    }
}
