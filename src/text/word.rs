//! Words: the motions of vi, and the word under a position.
//!
//! White space separates words, a run of punctuation is a word of its own, and an apostrophe between letters belongs
//! to its word. Where scripts are written without spaces, a word ends where the script changes, as in vim.

use unicode_segmentation::UnicodeSegmentation;

use super::cluster;
use crate::model::Span;

/// How far a motion looks, in bytes: a text without white space must not cost a scan of all of it.
const FAR: usize = 1 << 20;

/// How far around a position, in bytes, its word is looked for.
const WINDOW: usize = 1024;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    White,
    Letter,
    Ideograph,
    Hiragana,
    Katakana,
    Punctuation,
}

impl Class {
    /// The class of the cluster that begins at the byte `at`.
    fn at(text: &str, at: usize) -> Self {
        let mut rest = text.get(at..).unwrap_or_default().chars();
        match rest.next() {
            None => Self::White,
            Some(c) if c.is_whitespace() => Self::White,
            Some('\u{3040}'..='\u{309f}') => Self::Hiragana,
            Some('\u{30a0}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}') => Self::Katakana,
            Some('\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}') => {
                Self::Ideograph
            }
            Some(c) if c.is_alphanumeric() || c == '_' => Self::Letter,
            Some('\'' | '’') => {
                let before = text.get(..at).unwrap_or_default().chars().next_back();
                let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                if joins(before) && joins(rest.next()) {
                    Self::Letter
                } else {
                    Self::Punctuation
                }
            }
            Some(_) => Self::Punctuation,
        }
    }
}

/// How many words `text` has by the rules of Unicode (Standard Annex 29, section 4) that hold a letter or a digit. Most of
/// most texts is ASCII, which is counted many times as fast.
#[must_use]
pub fn count(text: &str) -> usize {
    // No rule joins anything over white space.
    let pieces = text.split(|c: char| c.is_ascii_whitespace());
    let counts = pieces.map(|piece| {
        if piece.is_ascii() {
            count_ascii(piece.as_bytes())
        } else {
            piece.unicode_words().count()
        }
    });
    counts.sum()
}

fn count_ascii(piece: &[u8]) -> usize {
    let (mut count, mut is_in_word, mut is_counted) = (0, false, false);
    let mut before = b' ';
    for (at, &byte) in piece.iter().enumerate() {
        let is_alphanumeric = byte.is_ascii_alphanumeric();
        let after = || piece.get(at + 1).copied().unwrap_or(b' ');
        // Rules 6 and 7, 11 and 12: what stands between two letters, or two digits.
        let joins = match byte {
            b'.' | b'\'' => {
                before.is_ascii_alphabetic() && after().is_ascii_alphabetic()
                    || before.is_ascii_digit() && after().is_ascii_digit()
            }
            b':' => before.is_ascii_alphabetic() && after().is_ascii_alphabetic(),
            b',' | b';' => before.is_ascii_digit() && after().is_ascii_digit(),
            // Rules 13a and 13b.
            b'_' => true,
            _ => is_alphanumeric,
        };
        is_counted &= is_in_word && joins;
        is_in_word = joins;
        if is_alphanumeric && !is_counted {
            is_counted = true;
            count += 1;
        }
        before = byte;
    }
    count
}

/// The byte at which the word after the one at `at` begins (`w` in vi); the text's length when there is none.
#[must_use]
pub fn next_start(text: &str, at: usize) -> usize {
    let at = cluster::floor(text, at);
    let after = forward(text, at, Class::at(text, at));
    forward(text, after, Class::White)
}

/// The byte at which the word before `at` begins, or the word that holds it when it begins before (`b` in vi); 0 when
/// there is none.
#[must_use]
pub fn previous_start(text: &str, at: usize) -> usize {
    let at = cluster::floor(text, at);
    let end = backward(text, at, Class::White);
    match end {
        0 => 0,
        _ => backward(text, end, Class::at(text, cluster::previous(text, end))),
    }
}

/// The byte at which the last cluster of the word begins that ends after `at` (`e` in vi); `at`, floored to its
/// cluster, when there is none.
#[must_use]
pub fn next_end(text: &str, at: usize) -> usize {
    let at = cluster::floor(text, at);
    let start = forward(text, cluster::next(text, at), Class::White);
    if start == text.len() {
        return at;
    }
    let end = forward(text, start, Class::at(text, start));
    cluster::previous(text, end)
}

/// The word (UAX #29) that holds the byte `at`: for a double click. Between words it is the white space or the sign
/// that is there; at the text's end it is empty.
#[must_use]
pub fn at(text: &str, at: usize) -> Span {
    let at = cluster::floor(text, at);
    let is_white = char::is_whitespace;
    let from = cluster::floor(text, at.saturating_sub(WINDOW));
    let to = cluster::floor(text, at.saturating_add(WINDOW));
    let before = text.get(from..at).unwrap_or_default();
    let from = from + before.rfind(is_white).unwrap_or(0);
    let window = text.get(from..to).unwrap_or_default();
    let words = window.split_word_bound_indices();
    let mut spans = words.map(|(start, word)| Span::new(from + start, from + start + word.len()));
    let Some(word) = spans.find(|word| word.contains(at)) else {
        return Span::new(at, at);
    };
    let last = cluster::floor(text, word.end - 1);
    Span::new(cluster::floor(text, word.start), cluster::next(text, last))
}

/// The end of the clusters of `class` from `from` on.
fn forward(text: &str, from: usize, class: Class) -> usize {
    let mut at = from;
    while at < text.len() && at - from < FAR && Class::at(text, at) == class {
        at = cluster::next(text, at);
    }
    at
}

/// The start of the clusters of `class` before `from`.
fn backward(text: &str, from: usize, class: Class) -> usize {
    let mut at = from;
    while at > 0 && from - at < FAR {
        let before = cluster::previous(text, at);
        if Class::at(text, before) != class {
            break;
        }
        at = before;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    fn stops(text: &str, step: fn(&str, usize) -> usize, from: usize) -> Vec<usize> {
        let mut at = from;
        let mut stops = Vec::new();
        loop {
            let to = step(text, at);
            if to == at {
                return stops;
            }
            stops.push(to);
            at = to;
        }
    }

    #[test]
    fn motions_stop_where_vi_does() {
        let text = "It’s “so”,\n\n  he said -- né.";
        let starts = [0, 7, 10, 12, 20, 23, 28, 31, 34];
        let forward: Vec<usize> = starts[1..].iter().copied().chain([text.len()]).collect();
        let backward: Vec<usize> = starts.iter().rev().copied().collect();
        assert_eq!(stops(text, next_start, 0), forward);
        assert_eq!(stops(text, previous_start, text.len()), backward);
        assert_eq!(stops(text, next_end, 0), [5, 7, 11, 15, 21, 26, 29, 32, 34]);
    }

    #[test]
    fn words_end_where_the_script_changes() {
        let text = "東京タワーです";
        assert_eq!(stops(text, next_start, 0), [6, 15, 21]);
    }

    #[test]
    fn motions_stay_inside_the_text() {
        for text in ["", " ", "a", "  a  "] {
            for at in [0, 1, 5, usize::MAX] {
                assert!(next_start(text, at) <= text.len());
                assert!(previous_start(text, at) <= text.len());
                assert!(next_end(text, at) <= text.len());
            }
        }
        let endless = "x".repeat(3 << 20);
        assert_eq!(
            next_start(&endless, 0),
            1 << 20,
            "no scan of the whole text"
        );
    }

    #[test]
    fn a_double_click_takes_the_word_under_it() {
        let text = "We can’t: 3.5 né-漢字";
        let cases = [
            (0, "We"),
            (2, " "),
            (5, "can’t"),
            (6, "can’t"),
            (10, ":"),
            (13, "3.5"),
            (16, "né"),
            (20, "漢"),
            (99, ""),
        ];
        for (position, word) in cases {
            assert_eq!(at(text, position).of(text), word, "at {position}");
        }
        let flags = "🇫\u{feff}🇫🇷";
        assert_eq!(at(flags, 11).of(flags), flags, "no cluster is split");
    }

    proptest! {
        #[test]
        fn words_are_counted_by_the_rules_of_unicode(
            text in prop_oneof![
                "[ab1_.,:;' \n\"-]{0,24}",
                "[aZ09_.,:;' \r\né’\u{301}\u{345}\u{200d}\u{a0}א\"ア漢\u{1f1e6}]{0,16}",
                any::<String>(),
            ],
        ) {
            prop_assert_eq!(count(&text), text.unicode_words().count());
        }

        #[test]
        fn motions_go_their_way_to_the_end(text in samples::text()) {
            for position in samples::boundaries(&text) {
                let next = next_start(&text, position);
                prop_assert!(next > position || next == text.len());
                prop_assert_eq!(cluster::floor(&text, next), next);
                let previous = previous_start(&text, position);
                prop_assert!(previous < position || previous == 0);
                prop_assert!(next_end(&text, position) >= cluster::floor(&text, position));
                let word = at(&text, position);
                prop_assert!(word.contains(position) || position == text.len());
            }
        }
    }
}
