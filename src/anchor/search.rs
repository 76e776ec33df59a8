//! Looking for a few words in a text, whatever else became of them: an index of the text's words and pairs of words, and
//! the places where most of them stand together.

use super::words::{Range, Words};

/// How many words a query has whose common words are counted; of a longer one all are taken to be there.
const COUNTED: usize = 1024;

/// How many places of words and pairs are looked at for one search.
const MOST_HITS: usize = 256;

/// How many places a search gives, and how many words all of them have together where they are long.
const MOST_WINDOWS: usize = 100;
const LONG: usize = 1600;

/// Where each word and each pair of neighbours stands in a text.
#[derive(Debug)]
pub(super) struct Index {
    singles: Buckets,
    pairs: Buckets,
    mask: usize,
}

/// Places by key, in order.
#[derive(Debug)]
struct Buckets {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Buckets {
    /// The places of `keys`, which are below `count`.
    fn new(keys: impl Iterator<Item = usize> + Clone, count: usize) -> Self {
        let mut starts = vec![0u32; count + 1];
        for key in keys.clone() {
            if let Some(start) = starts.get_mut(key + 1) {
                *start += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; sum as usize];
        for (place, key) in (0u32..).zip(keys) {
            if let Some(at) = next.get_mut(key) {
                if let Some(free) = places.get_mut(*at as usize) {
                    *free = place;
                }
                *at += 1;
            }
        }
        Self { starts, places }
    }

    fn get(&self, key: usize) -> &[u32] {
        let edge = |key: usize| self.starts.get(key).map(|at| *at as usize);
        let (Some(from), Some(to)) = (edge(key), edge(key + 1)) else {
            return &[];
        };
        self.places.get(from..to).unwrap_or_default()
    }
}

/// Where some of the words that are looked for stand together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    /// The words of the text among which they are.
    pub range: Range,
    /// How many of them are there, in their order.
    pub common: usize,
}

impl Index {
    /// The index of `words`, whose numbers are below `count`.
    pub(super) fn new(words: &Words<'_>, count: usize) -> Self {
        let numbers = &words.numbers;
        let mask = numbers.len().next_power_of_two() - 1;
        let keys = numbers.iter().map(|number| *number as usize);
        let pairs = numbers.windows(2).map(|pair| key(pair, mask));
        Self {
            singles: Buckets::new(keys, count),
            pairs: Buckets::new(pairs, mask + 1),
            mask,
        }
    }

    /// How often the word `number` stands in the text.
    pub(super) fn count(&self, number: u32) -> usize {
        self.singles.get(number as usize).len()
    }

    /// The places in `words`, of which this is the index, where most of `query` stands together, the best first and at
    /// most 100. Where everything is common, those near the word `expected`.
    pub(super) fn windows(&self, words: &Words<'_>, query: &[u32], expected: usize) -> Vec<Window> {
        let hits = self.hits(words, query, expected);
        let slack = query.len() / 5;
        let most = (LONG / query.len().max(1)).clamp(8, MOST_WINDOWS);
        let mut windows: Vec<(Range, f32)> = Vec::new();
        let mut from = 0;
        let mut weight = 0.0;
        let mut groups: Vec<(usize, usize, f32)> = Vec::new();
        for (at, hit) in hits.iter().enumerate() {
            weight += hit.weight;
            while hits
                .get(from)
                .is_some_and(|first| hit.begin - first.begin > slack)
            {
                weight -= hits.get(from).map_or(0.0, |first| first.weight);
                from += 1;
            }
            groups.push((from, at, weight));
        }
        groups.sort_by(|one, other| other.2.total_cmp(&one.2));
        let least = groups.first().map_or(0.0, |best| best.2 / 3.0);
        groups.retain(|group| group.2 >= least);
        for (first, last, weight) in groups {
            let begin = |at: usize| hits.get(at).map_or(0, |hit| hit.begin);
            // `begin` is where the query would begin, counted so that it is never negative.
            let start = begin(first).saturating_sub(query.len() + slack);
            let end = (begin(last) + slack).min(words.len());
            let range = Range::new(start.min(end), end);
            let is_new = |(other, _): &(Range, f32)| {
                let middle = usize::midpoint(range.start, range.end);
                !(other.start..other.end.max(other.start + 1)).contains(&middle)
                    || query.len() < 6 && *other != range
            };
            if windows.iter().all(is_new) {
                windows.push((range, weight));
                if windows.len() >= most {
                    break;
                }
            }
        }
        let mut search = Common::new(query);
        let mut found: Vec<Window> = windows
            .into_iter()
            .map(|(range, _)| Window {
                range,
                common: match query.len() {
                    ..COUNTED => search.count(words.numbers(range)),
                    all => all,
                },
            })
            .filter(|window| 4 * window.common >= query.len())
            .collect();
        found.sort_by_key(|window| std::cmp::Reverse(window.common));
        found
    }

    /// The places in `words`, of which this is the index, where all of `query` stands word for word, if those are few.
    pub(super) fn exactly(&self, words: &Words<'_>, query: &[u32]) -> Option<Vec<usize>> {
        let rarest = query.windows(2).enumerate();
        let rarest = rarest.map(|(at, pair)| (self.pairs.get(key(pair, self.mask)), at));
        let (places, at) = rarest.min_by_key(|(places, _)| places.len())?;
        if places.len() > MOST_HITS {
            return None;
        }
        let begins = places
            .iter()
            .filter_map(|place| (*place as usize).checked_sub(at));
        let is_there =
            |begin: &usize| words.numbers.get(*begin..begin + query.len()) == Some(query);
        Some(begins.filter(is_there).collect())
    }

    /// The places of the rarest words and pairs of `query`, in order.
    fn hits(&self, words: &Words<'_>, query: &[u32], expected: usize) -> Vec<Hit> {
        let mut seeds: Vec<(&[u32], usize, usize)> = Vec::new();
        for (at, number) in query.iter().enumerate() {
            seeds.push((self.singles.get(*number as usize), at, 1));
        }
        for (at, pair) in query.windows(2).enumerate() {
            seeds.push((self.pairs.get(key(pair, self.mask)), at, 2));
        }
        seeds.retain(|(places, ..)| !places.is_empty());
        seeds.sort_by_key(|(places, ..)| places.len());
        let mut hits = Vec::new();
        for (places, at, length) in seeds {
            if hits.len() >= MOST_HITS {
                break;
            }
            let near = places.partition_point(|place| (*place as usize) < expected + at);
            let from = near.saturating_sub(MOST_HITS / 2);
            let places = places.iter().skip(from).take(MOST_HITS);
            let wanted = query.get(at..at + length);
            let weight = weight(words.len(), places.len());
            hits.extend(places.filter_map(|place| {
                let place = *place as usize;
                let begin = place + query.len() - at;
                let is_there = words.numbers.get(place..place + length) == wanted;
                is_there.then_some(Hit { begin, weight })
            }));
        }
        hits.sort_by_key(|hit| hit.begin);
        hits
    }
}

/// How much a thing says of which there are `count` among `all`: the logarithm of how rare it is.
pub(super) fn weight(all: usize, count: usize) -> f32 {
    let float = |n: usize| u32::try_from(n).map_or(f64::from(u32::MAX), f64::from);
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm is small")]
    let bits = (float(all + 1) / float(count.max(1))).log2() as f32;
    bits.max(0.0)
}

/// A word or pair of the query at a place of the text.
#[derive(Clone, Copy, Debug)]
struct Hit {
    /// Where the query begins if it is here, and the query's length more.
    begin: usize,
    weight: f32,
}

fn key(pair: &[u32], mask: usize) -> usize {
    let hash = pair.iter().fold(0u32, |hash, number| {
        (hash.rotate_left(15) ^ number).wrapping_mul(0x9e37_79b1)
    });
    (hash ^ hash >> 15) as usize & mask
}

/// How many words of a query stand in a text in their order: the length of a longest common subsequence, 64 words at a
/// time (Hyyrö, *Bit-parallel LCS-length computation revisited*, 2004).
struct Common {
    /// The words of the query and where each stands in it, sorted by word.
    places: Vec<(u32, usize)>,
    /// A bit for each word of the query, by its lowest ten: most words of the text are told from those at once.
    filter: [u64; 16],
    blocks: usize,
    rows: Vec<u64>,
}

impl Common {
    fn new(query: &[u32]) -> Self {
        let mut places: Vec<(u32, usize)> = query.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let blocks = query.len().div_ceil(64);
        let mut filter = [0; 16];
        for word in query {
            if let Some(bits) = filter.get_mut(*word as usize / 64 % 16) {
                *bits |= 1 << (word % 64);
            }
        }
        Self {
            places,
            filter,
            blocks,
            rows: Vec::new(),
        }
    }

    fn count(&mut self, text: &[u32]) -> usize {
        self.rows.clear();
        self.rows.resize(self.blocks, u64::MAX);
        let mut matches = vec![0u64; self.blocks];
        for word in text {
            let bits = self.filter.get(*word as usize / 64 % 16);
            if bits.is_none_or(|bits| bits >> (word % 64) & 1 == 0) {
                continue;
            }
            let from = self.places.partition_point(|(other, _)| other < word);
            let standing = self.places.iter().skip(from);
            let standing = standing.take_while(|(other, _)| other == word);
            matches.fill(0);
            let mut any = false;
            for (_, at) in standing {
                any = true;
                if let Some(block) = matches.get_mut(at / 64) {
                    *block |= 1 << (at % 64);
                }
            }
            if !any {
                continue;
            }
            let mut carry = false;
            for (row, matches) in self.rows.iter_mut().zip(&matches) {
                let hit = *row & matches;
                let (sum, one) = row.overflowing_add(hit);
                let (sum, other) = sum.overflowing_add(u64::from(carry));
                carry = one || other;
                *row = sum | (*row & !matches);
            }
        }
        let all = self.rows.iter().map(|row| row.count_zeros() as usize);
        all.sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::words::Vocabulary;
    use proptest::prelude::*;

    fn found(text: &str, query: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::default();
        let words = Words::new(text, &mut vocabulary);
        let query = Words::new(query, &mut vocabulary);
        let index = Index::new(&words, vocabulary.len());
        let windows = index.windows(&words, &query.numbers, 0);
        let shown = windows.iter().map(|window| {
            let (first, last) = (
                words.span(window.range.start),
                words.span(window.range.end - 1),
            );
            let range = text.get(first.start..last.end).unwrap_or_default();
            format!("{} {range}", window.common)
        });
        shown.collect()
    }

    #[test]
    fn words_are_found_where_most_of_them_stand() {
        let text =
            "the mill burned. the river rose, and the old mill burned down at night. so it was.";
        let found = found(text, "old mill burned down by night so");
        assert!(found[0].starts_with("6 "), "{found:?}");
        assert!(
            found[0].contains("old mill burned down at night"),
            "{found:?}"
        );
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        assert_eq!(found("one two three", "four"), Vec::<String>::new());
        assert_eq!(found("", "four"), Vec::<String>::new());
        assert_eq!(found("one two one", "one"), ["1 one", "1 one"]);
    }

    /// The length of a longest common subsequence, as the definition has it.
    fn plainly(one: &[u32], other: &[u32]) -> usize {
        let mut above = vec![0; other.len() + 1];
        for word in one {
            let mut row = vec![0; other.len() + 1];
            for (at, with) in other.iter().enumerate() {
                row[at + 1] = if word == with {
                    above[at] + 1
                } else {
                    row[at].max(above[at + 1])
                };
            }
            above = row;
        }
        above[other.len()]
    }

    proptest! {
        #[test]
        fn sixty_four_at_a_time_count_the_same(
            query in prop::collection::vec(0u32..12, 0..150), text in prop::collection::vec(0u32..12, 0..150),
        ) {
            prop_assert_eq!(Common::new(&query).count(&text), plainly(&query, &text));
        }
    }
}
