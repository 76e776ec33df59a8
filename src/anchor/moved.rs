//! Where the places of one text are in the next version of it: what keeps a reader's place when an article changes.
//!
//! What both begin and end with stays where it is; in between, words are followed one by one, as annotations are.

use super::map::Map;
use super::words::{Vocabulary, Words};

/// The longest stretch that differs in which words are followed, in bytes of both texts together.
const LONGEST: usize = 8 << 20;

/// Where the places of a text went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// How many bytes both texts begin with.
    before: usize,
    /// Where what both end with begins in the old text, and in the new one.
    after: (usize, usize),
    /// The words in between that are in both, in the order of the old text: where each begins in it and in the new one,
    /// and how many bytes it has there.
    words: Vec<(usize, usize, usize)>,
}

impl Moved {
    /// Finds out where the places of `old` are in `new`.
    #[must_use]
    pub fn new(old: &str, new: &str) -> Self {
        let same = |(one, other): &(u8, u8)| one == other;
        let ahead = old.bytes().zip(new.bytes()).take_while(same).count();
        let before = old.floor_char_boundary(ahead);
        let rests = (old.bytes().skip(before), new.bytes().skip(before));
        let behind = rests.0.rev().zip(rests.1.rev()).take_while(same).count();
        let begins = |text: &str| text.ceil_char_boundary(text.len() - behind);
        let after = (begins(old), begins(new));
        let between = (old.get(before..after.0), new.get(before..after.1));
        let mut moved = Self {
            before,
            after,
            words: Vec::new(),
        };
        if let (Some(old), Some(new)) = between
            && !old.is_empty()
            && !new.is_empty()
            && old.len() + new.len() <= LONGEST
        {
            moved.follow(old, new);
        }
        moved
    }

    fn follow(&mut self, old: &str, new: &str) {
        let mut vocabulary = Vocabulary::default();
        let old = Words::new(old, &mut vocabulary);
        let new = Words::new(new, &mut vocabulary);
        let map = Map::new(&old.numbers, &new.numbers, &vocabulary);
        let pairs = (0..old.len()).filter_map(|at| {
            let to = new.span(map.fate(at)?.new);
            let from = old.span(at).start + self.before;
            Some((from, to.start + self.before, to.end - to.start))
        });
        self.words = pairs.collect();
    }

    /// Where the byte `at` of the old text is in the new one. What is gone is where it was cut out: at what stood behind
    /// it.
    #[must_use]
    pub fn to(&self, at: usize) -> usize {
        let (old, new) = self.after;
        if at < self.before {
            return at;
        }
        if at >= old {
            return at - old + new;
        }
        let next = self.words.partition_point(|(from, ..)| *from <= at);
        let word = next.checked_sub(1).and_then(|index| self.words.get(index));
        if let Some((from, to, length)) = word
            && at - from < *length
        {
            return to + (at - from);
        }
        self.words.get(next).map_or(new, |(_, to, _)| *to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn places_go_along_with_the_words_they_are_in() {
        let salt =
            "Salt is dear this year. Nobody knows why it is so. The mines were shut in the spring.";
        for (new, old_word, expected) in [
            (format!("A note.\n\n{salt}"), "Nobody", "Nobody"),
            (format!("{salt} More."), "mines", "mines"),
            (salt.replace("dear", "very dear"), "spring", "spring"),
            (
                salt.replace("Nobody knows why it is so. ", ""),
                "knows",
                "The",
            ),
            (
                salt.replace("Salt", "Pepper").replace("spring", "autumn"),
                "shut",
                "shut",
            ),
            ("Another text altogether".into(), "shut", ""),
        ] {
            let moved = Moved::new(salt, &new);
            let at = moved.to(salt.find(old_word).unwrap());
            let there = new.get(at..).unwrap();
            assert!(there.starts_with(expected), "{old_word}: {there:?}");
        }
    }

    proptest! {
        #[test]
        fn every_place_goes_somewhere(old in "[aé .\n]{0,60}", new in "[aé .\n]{0,60}") {
            let moved = Moved::new(&old, &new);
            for at in 0..=old.len() {
                prop_assert!(moved.to(at) <= new.len());
            }
            prop_assert_eq!(Moved::new(&old, &old).to(old.len()), old.len());
        }
    }
}
