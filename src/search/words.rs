//! Finding items of a list by the words somebody types.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::loose::base;

/// Words that somebody looks for, each of which may stand anywhere.
///
/// Upper case in a word makes it mind case; a letter without marks also stands for one with marks.
pub struct Words {
    all: Vec<Word>,
    matcher: Matcher,
    chars: Vec<char>,
}

struct Word {
    /// For texts in ASCII, most of which it turns down after a look at few letters.
    atom: Atom,
    /// For others.
    letters: Vec<char>,
    minds_case: bool,
    minds_marks: bool,
}

impl Word {
    fn new(word: &str) -> Self {
        let (case, marks) = (CaseMatching::Smart, Normalization::Smart);
        Self {
            atom: Atom::new(word, case, marks, AtomKind::Substring, false),
            letters: word.chars().collect(),
            minds_case: word.chars().any(char::is_uppercase),
            minds_marks: word.chars().any(|letter| base(letter) != letter),
        }
    }

    /// Where it stands in `text`, in code points.
    fn place_in(&self, text: &[char]) -> Option<usize> {
        let plain = |letter: char| {
            let letter = if self.minds_marks {
                letter
            } else {
                base(letter)
            };
            let mut small = letter.to_lowercase();
            let small = small.next().filter(|_| !self.minds_case);
            small.unwrap_or(letter)
        };
        let mut places = text.windows(self.letters.len());
        places.position(|place| {
            let mut pairs = place.iter().zip(&self.letters);
            pairs.all(|(letter, wanted)| plain(*letter) == *wanted)
        })
    }
}

impl Words {
    /// The words of `query`, parted by white space.
    #[must_use]
    pub fn new(query: &str) -> Self {
        Self {
            all: query.split_whitespace().map(Word::new).collect(),
            matcher: Matcher::new(Config::DEFAULT),
            chars: Vec::new(),
        }
    }

    /// Whether each of the words stands in one of `texts`.
    pub fn stand_in(&mut self, texts: &[&str]) -> bool {
        let Self {
            all,
            matcher,
            chars,
        } = self;
        all.iter().all(|word| {
            texts.iter().any(|text| {
                if text.is_ascii() {
                    let text = Utf32Str::Ascii(text.as_bytes());
                    return word.atom.score(text, matcher).is_some();
                }
                chars.clear();
                chars.extend(text.chars());
                word.place_in(chars).is_some()
            })
        })
    }

    /// Which characters of `text` the words are found at, in order, counted in code points from 0.
    #[must_use]
    pub fn places_in(&self, text: &str) -> Vec<u32> {
        let text: Vec<char> = text.chars().collect();
        let found = self.all.iter().filter_map(|word| {
            let start = word.place_in(&text)?;
            Some(start..start + word.letters.len())
        });
        let places = found.flatten().map(u32::try_from);
        let mut places: Vec<u32> = places.filter_map(Result::ok).collect();
        places.sort_unstable();
        places.dedup();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_somewhere() {
        for (query, texts, expected) in [
            ("", &["a"][..], true),
            ("mill", &["The Mill at Low Ford"], true),
            ("Mill", &["the mill"], false),
            ("mlil", &["The Mill"], false),
            ("ford the", &["The Mill at Low Ford"], true),
            ("prose mill", &["The Mill", "Ada Prose"], true),
            ("prose bridge", &["The Mill", "Ada Prose"], false),
            ("cafe", &["Ein Café"], true),
            ("東京", &["東京の橋"], true),
            ("a^", &["banana^"], true),
        ] {
            assert_eq!(Words::new(query).stand_in(texts), expected, "{query}");
        }
    }

    #[test]
    fn the_places_of_words_are_those_of_their_letters() {
        for (query, text, expected) in [
            ("low", "The Low Ford", &[4, 5, 6][..]),
            ("é o", "né so", &[1, 4]),
            ("x", "né so", &[]),
        ] {
            assert_eq!(Words::new(query).places_in(text), expected, "{query}");
        }
    }
}
