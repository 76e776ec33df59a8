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
    has: Letters,
}

/// Which letters and digits a text has, without regard to case: a text that lacks one of those looked for needs no closer
/// look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Letters(u64);

impl Letters {
    /// Those of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(text.bytes().fold(0, |all, byte| all | Self::bits(byte)))
    }

    /// A byte beyond ASCII may be part of a letter with an accent, which also matches one without: it stands for all.
    fn bits(byte: u8) -> u64 {
        match byte {
            b'a'..=b'z' => 1 << (byte - b'a'),
            b'A'..=b'Z' => 1 << (byte - b'A'),
            b'0'..=b'9' => 1 << (byte - b'0' + 26),
            0..=127 => 0,
            128.. => u64::MAX,
        }
    }

    /// Whether all of `others` are among them.
    #[must_use]
    pub fn hold(self, others: Self) -> bool {
        others.0 & !self.0 == 0
    }
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
        let plain = query.bytes().filter(u8::is_ascii);
        Self {
            letters: atoms(AtomKind::Fuzzy),
            words: atoms(AtomKind::Substring),
            has: Letters(plain.fold(0, |all, byte| all | Letters::bits(byte))),
        }
    }

    /// The letters that whatever matches has.
    #[must_use]
    pub fn has(&self) -> Letters {
        self.has
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

    /// About how well `item` matches, found out in a fraction of the time: [`Needle::score`] weighs every way to match the
    /// letters of a word, this the words as they are typed and the first way beside that. `None` where it does not match.
    pub fn estimate(&self, eye: &mut Eye, item: &str, manner: Manner) -> Option<u32> {
        if manner == Manner::Words {
            return self.score(eye, item, manner);
        }
        let item = haystack(item, &mut eye.chars);
        let atoms = self.words.iter().zip(&self.letters);
        let scores = atoms.map(|(word, letters)| {
            // This also tells the matcher whether case and accents count, which is the same for both.
            let as_typed = word.score(item, &mut eye.matcher);
            let text = letters.needle_text();
            let score = as_typed.or_else(|| eye.matcher.fuzzy_match_greedy(item, text));
            score.map(u32::from)
        });
        scores.sum()
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
    /// For as many names as that was found out for, the letters of the name, and those of what stands beside it too.
    letters: Vec<(Letters, Letters)>,
}

impl Packed {
    /// Finds out which letters the names have, as far as that is not known.
    pub fn spell(&mut self) {
        for index in self.letters.len()..self.len() {
            let (whole, name) = self.get(index);
            let letters = (Letters::of(name), Letters::of(whole));
            self.letters.push(letters);
        }
    }

    /// The letters of the name at `index`, and those of what stands beside it too; `None` where that was not found out.
    #[must_use]
    pub fn letters(&self, index: usize) -> Option<(Letters, Letters)> {
        self.letters.get(index).copied()
    }

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
    fn what_matches_is_estimated_and_what_does_not_is_not() {
        let items = [
            "né été",
            "tag",
            "Tag",
            "t a g",
            "漢字 tag",
            "gat",
            "",
            "tagged ta",
        ];
        for query in ["tag", "Tag", "ete", "é", "ta ge", "t", "zz", ""] {
            let (needle, mut eye) = (Needle::new(query), Eye::default());
            for item in items {
                for manner in [Manner::Letters, Manner::Words] {
                    let exact = needle.score(&mut eye, item, manner);
                    let about = needle.estimate(&mut eye, item, manner);
                    assert_eq!(exact.is_some(), about.is_some(), "{query} in {item}");
                    assert!(about <= exact, "{query} in {item}");
                }
            }
        }
    }

    #[test]
    fn letters_leave_nothing_out_that_matches() {
        for (query, item) in [("aé9", "Áé-9"), ("B a", "xaB"), ("É", "É"), ("a.b", "a.b")] {
            let needle = Needle::new(query);
            let score = needle.score(&mut Eye::default(), item, Manner::Letters);
            assert!(Letters::of(item).hold(needle.has()), "{query} in {item}");
            assert!(score.is_some() || query == "aé9", "{query} in {item}");
        }
        let needle = Needle::new("ab7");
        assert!(!Letters::of("A b c 8").hold(needle.has()));
        let mut packed = Packed::default();
        packed.push("a", "b");
        assert_eq!(packed.letters(0), None);
        packed.spell();
        let (name, whole) = packed.letters(0).unwrap();
        assert_eq!((name.hold(whole), whole.hold(name)), (false, true));
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
