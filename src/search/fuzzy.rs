//! Finding items of a list by some of their letters.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// An item that matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its place in the list that was searched, from 0.
    pub index: usize,
    /// How well it matches; more is better.
    pub score: u32,
}

/// How the words that are typed are looked for in an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Their letters in order, with others between them: for names.
    Letters,
    /// As they are typed: for sentences, which are long enough to hold almost any letters somewhere.
    Words,
}

/// What is looked for: words, each of which an item has to hold, in whatever order.
///
/// Upper case in a word makes it mind case; a letter without accent also matches one with an accent. What a longer query
/// finds, its beginning has found too.
#[derive(Clone, Debug, Default)]
pub struct Needle {
    letters: Vec<Atom>,
    words: Vec<Atom>,
}

/// What matching needs room for, and keeps from one item to the next.
#[derive(Debug)]
pub struct Eye {
    matcher: Matcher,
    chars: Vec<char>,
}

impl Default for Eye {
    fn default() -> Self {
        Self {
            matcher: Matcher::new(Config::DEFAULT),
            chars: Vec::new(),
        }
    }
}

impl Needle {
    /// The words of `query`.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let atoms = |kind: AtomKind| {
            let atom = |word| {
                let (case, normalization) = (CaseMatching::Smart, Normalization::Smart);
                Atom::new(word, case, normalization, kind, false)
            };
            query.split_whitespace().map(atom).collect()
        };
        Self {
            letters: atoms(AtomKind::Fuzzy),
            words: atoms(AtomKind::Substring),
        }
    }

    /// Whether there is nothing to look for: then everything matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    fn atoms(&self, manner: Manner) -> &[Atom] {
        match manner {
            Manner::Letters => &self.letters,
            Manner::Words => &self.words,
        }
    }

    /// How well `item` matches, more is better; `None` where it does not.
    pub fn score(&self, eye: &mut Eye, item: &str, manner: Manner) -> Option<u32> {
        let item = haystack(item, &mut eye.chars);
        let atoms = self.atoms(manner).iter();
        atoms
            .map(|atom| atom.score(item, &mut eye.matcher).map(u32::from))
            .sum()
    }

    /// Which characters of `item` match, in order, counted in code points from 0; none where it does not match.
    pub fn positions(&self, eye: &mut Eye, item: &str, manner: Manner) -> Vec<u32> {
        let item = haystack(item, &mut eye.chars);
        let mut positions = Vec::new();
        for atom in self.atoms(manner) {
            if atom
                .indices(item, &mut eye.matcher, &mut positions)
                .is_none()
            {
                return Vec::new();
            }
        }
        positions.sort_unstable();
        positions.dedup();
        positions
    }
}

/// The `items` that hold the letters of each word of `query` in order, the best first and equals in the order given.
///
/// An empty query gives all items in the order given.
pub fn rank(query: &str, items: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Hit> {
    let (needle, mut eye) = (Needle::new(query), Eye::default());
    let mut hits: Vec<Hit> = items
        .into_iter()
        .enumerate()
        .filter_map(|(index, item)| {
            let score = needle.score(&mut eye, item.as_ref(), Manner::Letters)?;
            Some(Hit { index, score })
        })
        .collect();
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
    hits
}

/// Which characters of `item` match `query` by their letters, in order, counted in code points from 0; none where it does
/// not match.
#[must_use]
pub fn matched(query: &str, item: &str) -> Vec<u32> {
    Needle::new(query).positions(&mut Eye::default(), item, Manner::Letters)
}

/// `item` for the matcher, by code points: its own conversion would count positions in graphemes.
fn haystack<'a>(item: &'a str, chars: &'a mut Vec<char>) -> Utf32Str<'a> {
    if item.is_ascii() {
        return Utf32Str::Ascii(item.as_bytes());
    }
    chars.clear();
    chars.extend(item.chars());
    Utf32Str::Unicode(chars)
}

/// Names, each with what stands beside it, in one piece of memory: no name takes an allocation of its own.
#[derive(Clone, Debug, Default)]
pub struct Packed {
    text: String,
    /// For each name its end and the end of what stands beside it, in bytes of the text.
    ends: Vec<(usize, usize)>,
}

impl Packed {
    /// Adds a name and what stands beside it; a space stands between them.
    pub fn push(&mut self, name: &str, beside: &str) {
        self.text.push_str(name);
        let end = self.text.len();
        if !beside.is_empty() {
            self.text.push(' ');
            self.text.push_str(beside);
        }
        self.ends.push((end, self.text.len()));
    }

    /// How many names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name at `index` with what stands beside it, and the name alone; empty where there is none.
    #[must_use]
    pub fn get(&self, index: usize) -> (&str, &str) {
        let before = index
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |(_, end)| *end);
        let Some((name, end)) = self.ends.get(index) else {
            return ("", "");
        };
        let part = |end: usize| self.text.get(start..end).unwrap_or_default();
        (part(*end), part(*name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn indices(query: &str, items: &[&str]) -> Vec<usize> {
        let hits = rank(query, items.iter().copied());
        hits.into_iter().map(|hit| hit.index).collect()
    }

    #[test]
    fn the_best_match_comes_first() {
        let items = ["claim/statistic", "todo", "status", "Claim/causal"];
        assert_eq!(indices("stat", &items), [2, 0]);
        assert_eq!(indices("cl ca", &items)[0], 3);
        assert_eq!(indices("Claim", &items), [3]);
        assert_eq!(indices("zzz", &items), [0; 0]);
    }

    #[test]
    fn an_empty_query_gives_all_in_the_order_given() {
        let hits = rank(" ", ["b", "a"]);
        assert!(hits.iter().all(|hit| hit.score == 0));
        assert_eq!(indices("", &["b", "a"]), [0, 1]);
        assert_eq!(indices("x", &["x", "x"]), [0, 1]);
    }

    #[test]
    fn positions_count_code_points() {
        for (query, item, manner, expected) in [
            ("tag", "e\u{301}漢 tag", Manner::Letters, &[4, 5, 6][..]),
            ("ete", "né été", Manner::Letters, &[3, 4, 5]),
            ("b a", "ab b", Manner::Words, &[0, 3]),
            ("tg", "tag", Manner::Letters, &[0, 2]),
            ("tg", "tag", Manner::Words, &[]),
            ("", "tag", Manner::Words, &[]),
        ] {
            let found = Needle::new(query).positions(&mut Eye::default(), item, manner);
            assert_eq!(found, expected, "{query} in {item}");
        }
    }

    #[test]
    fn packed_names_come_out_as_they_went_in() {
        let mut packed = Packed::default();
        for (name, beside) in [("né", "a/b"), ("", ""), ("x", "")] {
            packed.push(name, beside);
        }
        let all: Vec<_> = (0..=packed.len()).map(|index| packed.get(index)).collect();
        assert_eq!(all, [("né a/b", "né"), ("", ""), ("x", "x"), ("", "")]);
    }
}
