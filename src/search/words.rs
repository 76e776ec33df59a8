//! Finding items of a list by the words somebody types.

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Words that somebody looks for, each of which may stand anywhere.
///
/// Upper case in a word makes it mind case; a letter without accent also stands for one with an accent.
pub struct Words {
    atoms: Vec<Atom>,
    matcher: Matcher,
    chars: Vec<char>,
}

impl Words {
    /// The words of `query`, parted by white space.
    #[must_use]
    pub fn new(query: &str) -> Self {
        let atom = |word: &str| {
            let (case, letters) = (CaseMatching::Smart, Normalization::Smart);
            Atom::new(word, case, letters, AtomKind::Substring, false)
        };
        Self {
            atoms: query.split_whitespace().map(atom).collect(),
            matcher: Matcher::new(Config::DEFAULT),
            chars: Vec::new(),
        }
    }

    /// Whether each of the words stands in one of `texts`.
    pub fn stand_in(&mut self, texts: &[&str]) -> bool {
        let Self {
            atoms,
            matcher,
            chars,
        } = self;
        atoms.iter().all(|atom| {
            let mut texts = texts.iter();
            texts.any(|text| atom.score(letters(text, chars), matcher).is_some())
        })
    }

    /// Which characters of `text` the words are found at, in order, counted in code points from 0.
    pub fn places_in(&mut self, text: &str) -> Vec<u32> {
        let mut places = Vec::new();
        for atom in &self.atoms {
            atom.indices(
                letters(text, &mut self.chars),
                &mut self.matcher,
                &mut places,
            );
        }
        places.sort_unstable();
        places.dedup();
        places
    }
}

/// `text` for the matcher, by code points: its own conversion would count positions in graphemes.
fn letters<'a>(text: &'a str, chars: &'a mut Vec<char>) -> Utf32Str<'a> {
    if text.is_ascii() {
        return Utf32Str::Ascii(text.as_bytes());
    }
    chars.clear();
    chars.extend(text.chars());
    Utf32Str::Unicode(chars)
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
