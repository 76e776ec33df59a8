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

/// The best scores of the alignments that end at one place: with a pair, with an old word that went, with a new one that
/// came.
#[derive(Clone, Copy, Debug)]
struct Cell {
    paired: i32,
    gone: i32,
    came: i32,
}

impl Cell {
    const NEVER: Self = Self {
        paired: NEVER,
        gone: NEVER,
        came: NEVER,
    };

    /// The greatest of the three scores, and which it is.
    fn best(self) -> (i32, u8) {
        if self.paired >= self.gone && self.paired >= self.came {
            (self.paired, PAIRED)
        } else if self.gone >= self.came {
            (self.gone, GONE)
        } else {
            (self.came, CAME)
        }
    }
}

/// The best alignment of `old` and `new`: pairs in order. Time and memory grow with the product of the lengths, which the
/// caller bounds.
pub(super) fn align(old: &[u32], new: &[u32], vocabulary: &Vocabulary, ends: Ends) -> Vec<Pair> {
    let with_stems = |words: &[u32]| -> Vec<(u32, u32)> {
        let words = words.iter();
        words.map(|word| (*word, vocabulary.stem(*word))).collect()
    };
    let (old, new) = (with_stems(old), with_stems(new));
    let width = new.len() + 1;
    let mut traces = vec![0u8; width * (old.len() + 1)];
    let mut row = vec![Cell::NEVER; width];
    let mut rows = traces.chunks_exact_mut(width);
    if let Some(trace) = rows.next() {
        first_row(&mut row, trace, ends);
    }
    let mut best = (0, 0, 0);
    for (i, (word, traces)) in old.iter().zip(rows).enumerate() {
        let mut cells = row.iter_mut().zip(traces);
        let (mut corner, mut left) = (Cell::NEVER, Cell::NEVER);
        if let Some((cell, trace)) = cells.next() {
            corner = *cell;
            let (gone, from) = gap(*cell, GONE);
            *cell = Cell {
                paired: if ends == Ends::Loose { 0 } else { NEVER },
                gone,
                came: NEVER,
            };
            *trace = BEGIN | from << 2 | BEGIN << 4;
            left = *cell;
        }
        for (j, ((cell, trace), other)) in cells.zip(&new).enumerate() {
            let up = *cell;
            let (mut paired, mut from) = corner.best();
            if ends == Ends::Loose && paired <= 0 {
                (paired, from) = (0, BEGIN);
            }
            paired += gain(*word, *other);
            let (gone, from_up) = gap(up, GONE);
            let (came, from_left) = gap(left, CAME);
            *cell = Cell { paired, gone, came };
            *trace = from | from_up << 2 | from_left << 4;
            if paired > best.0 {
                best = (paired, i + 1, j + 1);
            }
            (corner, left) = (up, *cell);
        }
    }
    let from = match ends {
        Ends::Loose => (best.1, best.2, PAIRED),
        Ends::Tied => {
            let last = row.last().copied().unwrap_or(Cell::NEVER);
            (old.len(), new.len(), last.best().1)
        }
    };
    walk(&old, &new, &traces, from)
}

/// The row before the first old word.
fn first_row(row: &mut [Cell], traces: &mut [u8], ends: Ends) {
    let mut left: Option<Cell> = None;
    for (cell, trace) in row.iter_mut().zip(traces) {
        *cell = match left {
            None => Cell {
                paired: 0,
                ..Cell::NEVER
            },
            Some(left) => {
                let (came, from) = gap(left, CAME);
                *trace = from << 4;
                Cell {
                    paired: if ends == Ends::Loose { 0 } else { NEVER },
                    gone: NEVER,
                    came,
                }
            }
        };
        *trace |= BEGIN | BEGIN << 2;
        left = Some(*cell);
    }
}

/// The score of a gap after `cell`, and which score of it that continues.
fn gap(cell: Cell, own: u8) -> (i32, u8) {
    let (other, from) = cell.best();
    let continued = if own == GONE { cell.gone } else { cell.came };
    if continued + EXTEND >= other + OPEN {
        (continued + EXTEND, own)
    } else {
        (other + OPEN, from)
    }
}

fn gain((word, stem): (u32, u32), (other, other_stem): (u32, u32)) -> i32 {
    if word == other {
        SAME
    } else if stem == other_stem {
        KIN
    } else {
        INSTEAD
    }
}

/// The pairs on the way back from a cell.
fn walk(
    old: &[(u32, u32)],
    new: &[(u32, u32)],
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
                    Some((word, other)) if word.1 == other.1 => Tie::Kin,
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
