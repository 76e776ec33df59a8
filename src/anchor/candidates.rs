//! The places where a quote may be: where most of its words and of those around it stand together, laid beside them word
//! by word.

use super::align::{Ends, Tie, align};
use super::map::{Fate, Map};
use super::place::{Found, Source, find};
use super::search::{Index, weight};
use super::words::{Range, Vocabulary, Words};

/// How many candidates a placement lists; a person chooses among a few, not among thousands.
pub(super) const MOST_CANDIDATES: usize = 100;

/// How many words are aligned with how many for one candidate, and for all candidates of one quote.
const MOST_CELLS: usize = 60_000;
const BUDGET: usize = 16_000;

/// A text in which quotes are looked for by their words.
pub(super) struct Search<'a, 't> {
    pub new: &'a Words<'t>,
    pub index: &'a Index,
    pub vocabulary: &'a Vocabulary,
}

impl Search<'_, '_> {
    /// The places of the quote of `source`, which was near the word `expected`, the best first.
    pub(super) fn candidates(&self, source: &Source<'_, '_>, expected: usize) -> Vec<Found> {
        let whole = source.whole();
        let query = source.words.numbers(whole);
        let exact = self.index.exactly(self.new, query);
        let found = exact.and_then(|exact| self.verbatim(source, &exact));
        if let Some(found) = found.filter(|_| !self.is_half_elsewhere(source)) {
            return vec![found];
        }
        let mut found: Vec<Found> = Vec::new();
        let mut spent = 0;
        let windows = self.index.windows(self.new, query, expected);
        let most = windows.first().map_or(0, |window| window.common);
        for window in windows {
            let cells = (query.len() + 1) * (window.range.len() + 1);
            spent += cells.min(MOST_CELLS);
            let is_worth = 2 * window.common > most && (spent <= BUDGET || found.len() < 2);
            if !is_worth {
                break;
            }
            let fates = self.fates(query, window.range);
            let fate = |word: usize| {
                let at = word.checked_sub(whole.start)?;
                fates.get(at).copied().flatten()
            };
            let weight = |word| weight(self.new.len(), self.index.count(word));
            found.extend(find(source, fate, self.new, self.vocabulary, weight));
        }
        let distance = |found: &Found| found.words.start.abs_diff(expected);
        found.sort_by(|one, other| {
            let by_score = other.score().total_cmp(&one.score());
            by_score.then(distance(one).cmp(&distance(other)))
        });
        let mut kept: Vec<Found> = Vec::new();
        for one in found {
            if kept.iter().all(|other| !other.span.overlaps(one.span)) {
                kept.push(one);
            }
        }
        kept.truncate(MOST_CANDIDATES);
        kept
    }

    /// Whether the quote stands at several places with its surroundings on one side: it may be a copy that was left as it
    /// was, while the right one was edited.
    fn is_half_elsewhere(&self, source: &Source<'_, '_>) -> bool {
        let whole = source.whole();
        let halves = [
            Range::new(whole.start, source.range.end),
            Range::new(source.range.start, whole.end),
        ];
        halves
            .into_iter()
            .filter(|half| *half != whole)
            .any(|half| {
                let places = self.index.exactly(self.new, source.words.numbers(half));
                places.is_none_or(|places| places.len() > 1)
            })
    }

    /// The place of a quote that stands with all its surroundings at one place alone, of those where these begin.
    fn verbatim(&self, source: &Source<'_, '_>, begins: &[usize]) -> Option<Found> {
        let [begin] = begins else {
            return None;
        };
        let whole = source.whole();
        let fate = |word: usize| {
            let at = word.checked_sub(whole.start)?;
            (word < whole.end).then_some(Fate {
                new: begin + at,
                tie: Tie::Same,
            })
        };
        find(source, fate, self.new, self.vocabulary, |_| 1.0)
    }

    /// Where each word of `query` went among the words `range` of the text.
    fn fates(&self, query: &[u32], range: Range) -> Vec<Option<Fate>> {
        let words = self.new.numbers(range);
        let mut fates = vec![None; query.len()];
        let mut put = |old: usize, new: usize, tie| {
            if let Some(fate) = fates.get_mut(old) {
                *fate = Some(Fate {
                    new: range.start + new,
                    tie,
                });
            }
        };
        if (query.len() + 1) * (words.len() + 1) <= MOST_CELLS {
            for pair in align(query, words, self.vocabulary, Ends::Loose) {
                put(pair.old, pair.new, pair.tie);
            }
        } else {
            let map = Map::new(query, words, self.vocabulary);
            for old in 0..query.len() {
                if let Some(fate) = map.fate(old) {
                    put(old, fate.new, fate.tie);
                }
            }
        }
        fates
    }
}
