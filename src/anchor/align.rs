//! Laying two short sequences of words side by side.
//!
//! The alignment is Gotoh's (*An improved algorithm for matching biological sequences*, 1982): a gap costs more to open
//! than to extend, so that a sentence that went goes as a whole and does not leave its articles and prepositions lying
//! about in its neighbours. With loose ends it is Smith and Waterman's local alignment.

use super::words::Vocabulary;

/// A word of the one sequence beside one of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Which word of the old sequence.
    pub old: usize,
    /// Which word of the new sequence.
    pub new: usize,
    /// What the two have to do with each other.
    pub tie: Tie,
}

/// What two words that stand beside each other have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tie {
    /// They are the same.
    Same,
    /// They are forms of one word.
    Kin,
    /// The new one stands for the old one.
    Instead,
}

/// How the ends are laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Both sequences begin and end together.
    Tied,
    /// The best pieces of both are looked for.
    Loose,
}

const SAME: i32 = 6;
const KIN: i32 = 3;
const INSTEAD: i32 = -3;
const OPEN: i32 = -7;
const EXTEND: i32 = -1;
const NEVER: i32 = i32::MIN / 2;

/// Where the best alignment came from: which of the three tables, or nowhere.
const PAIRED: u8 = 0;
const GONE: u8 = 1;
const CAME: u8 = 2;
const BEGIN: u8 = 3;

/// The best alignment of `old` and `new`: pairs in order. Time and memory grow with the product of the lengths, which the
/// caller bounds.
pub(super) fn align(old: &[u32], new: &[u32], vocabulary: &Vocabulary, ends: Ends) -> Vec<Pair> {
    let width = new.len() + 1;
    let mut traces = vec![0u8; width * (old.len() + 1)];
    let mut above = vec![[NEVER; 3]; width];
    let mut row = above.clone();
    let mut best = (0, 0, 0);
    for i in 0..=old.len() {
        let word = i.checked_sub(1).and_then(|at| old.get(at)).copied();
        let mut corner = None;
        let mut left = None;
        for j in 0..width {
            let up = word.and(above.get(j)).copied();
            let other = j.checked_sub(1).and_then(|at| new.get(at)).copied();
            let gain = word
                .zip(other)
                .map(|(word, other)| gain(word, other, vocabulary));
            let (cell, trace) = if (i, j) == (0, 0) {
                ([0, NEVER, NEVER], BEGIN)
            } else {
                step(corner.zip(gain), up, left, ends)
            };
            if ends == Ends::Loose && cell[0] > best.0 {
                best = (cell[0], i, j);
            }
            if let (Some(place), Some(kept)) = (row.get_mut(j), traces.get_mut(i * width + j)) {
                (*place, *kept) = (cell, trace);
            }
            (corner, left) = (up, Some(cell));
        }
        std::mem::swap(&mut above, &mut row);
    }
    let (i, j, table) = match ends {
        Ends::Loose => (best.1, best.2, PAIRED),
        Ends::Tied => {
            let last = above.last().copied().unwrap_or([0; 3]);
            (old.len(), new.len(), greatest(last).1)
        }
    };
    walk(old, new, vocabulary, &traces, (i, j, table))
}

fn gain(word: u32, other: u32, vocabulary: &Vocabulary) -> i32 {
    if word == other {
        SAME
    } else if vocabulary.are_kin(word, other) {
        KIN
    } else {
        INSTEAD
    }
}

/// The greatest of the three scores, and which table it is from.
fn greatest(cell: [i32; 3]) -> (i32, u8) {
    let [paired, gone, came] = cell;
    if paired >= gone && paired >= came {
        (paired, PAIRED)
    } else if gone >= came {
        (gone, GONE)
    } else {
        (came, CAME)
    }
}

/// The three scores of a cell, and for each the table it came from, two bits each.
fn step(
    corner: Option<([i32; 3], i32)>,
    up: Option<[i32; 3]>,
    left: Option<[i32; 3]>,
    ends: Ends,
) -> ([i32; 3], u8) {
    let (paired, from_corner) = match corner {
        None if ends == Ends::Loose => (0, BEGIN),
        None => (NEVER, BEGIN),
        Some((cell, gain)) => match greatest(cell) {
            (score, _) if ends == Ends::Loose && score <= 0 => (gain, BEGIN),
            (score, table) => (score + gain, table),
        },
    };
    let gap = |cell: Option<[i32; 3]>, own: usize| {
        let Some(cell) = cell else {
            return (NEVER, BEGIN);
        };
        let opened = cell.map(|score| score + OPEN);
        let mut scores = opened;
        if let Some(score) = scores.get_mut(own) {
            *score = *score - OPEN + EXTEND;
        }
        greatest(scores)
    };
    let (gone, from_up) = gap(up, usize::from(GONE));
    let (came, from_left) = gap(left, usize::from(CAME));
    (
        [paired, gone, came],
        from_corner | from_up << 2 | from_left << 4,
    )
}

/// The pairs on the way back from a cell.
fn walk(
    old: &[u32],
    new: &[u32],
    vocabulary: &Vocabulary,
    traces: &[u8],
    from: (usize, usize, u8),
) -> Vec<Pair> {
    let (mut i, mut j, mut table) = from;
    let mut pairs = Vec::new();
    while (i, j) != (0, 0) && table != BEGIN {
        let trace = traces.get(i * (new.len() + 1) + j).copied();
        let next = trace.unwrap_or(BEGIN) >> (2 * table) & 3;
        match table {
            PAIRED => {
                let Some((at, to)) = i.checked_sub(1).zip(j.checked_sub(1)) else {
                    break;
                };
                (i, j) = (at, to);
                let tie = match old.get(at).zip(new.get(to)) {
                    Some((word, other)) if word == other => Tie::Same,
                    Some((word, other)) if vocabulary.are_kin(*word, *other) => Tie::Kin,
                    _ => Tie::Instead,
                };
                pairs.push(Pair {
                    old: at,
                    new: to,
                    tie,
                });
            }
            GONE => i = i.saturating_sub(1),
            _ => j = j.saturating_sub(1),
        }
        table = next;
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::words::Words;

    /// The pairs of two texts as `old-new`, with a sign for the tie.
    fn aligned(old: &str, new: &str, ends: Ends) -> String {
        let mut vocabulary = Vocabulary::default();
        let old = Words::new(old, &mut vocabulary);
        let new = Words::new(new, &mut vocabulary);
        let pairs = align(&old.numbers, &new.numbers, &vocabulary, ends);
        let shown = pairs.iter().map(|pair| {
            let sign = match pair.tie {
                Tie::Same => '=',
                Tie::Kin => '~',
                Tie::Instead => '/',
            };
            format!("{}{sign}{}", pair.old, pair.new)
        });
        shown.collect::<Vec<String>>().join(" ")
    }

    #[test]
    fn words_are_replaced_one_for_one() {
        assert_eq!(aligned("a b c", "a x c", Ends::Tied), "0=0 1/1 2=2");
        assert_eq!(aligned("a b", "a b c", Ends::Tied), "0=0 1=1");
        assert_eq!(
            aligned("a agreed c", "x a agrees c", Ends::Tied),
            "0=1 1~2 2=3"
        );
        assert_eq!(aligned("", "a", Ends::Tied), "");
        assert_eq!(aligned("a", "", Ends::Tied), "");
    }

    #[test]
    fn what_went_went_as_a_whole() {
        let old = "one two the red of the seven men rode three four";
        assert_eq!(
            aligned(old, "one two the three four", Ends::Tied),
            "0=0 1=1 2=2 9=3 10=4"
        );
    }

    #[test]
    fn loose_ends_find_the_piece() {
        assert_eq!(
            aligned(
                "z the old mill burned q",
                "so they say the old stone mill burned down",
                Ends::Loose
            ),
            "1=3 2=4 3=6 4=7"
        );
        assert_eq!(aligned("a b", "c d", Ends::Loose), "");
    }
}
