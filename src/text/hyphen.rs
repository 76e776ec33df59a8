//! Where words may be divided at the end of a row: Liang's algorithm with the patterns of TeX for American English, as
//! the crate `hypher` has them.
//!
//! Only words that are certainly words are divided: lower-case letters of English between white space and punctuation,
//! so no name, number, address or word with an accent.

use hypher::{Lang, hyphenate};

use crate::model::Span;

/// The shortest word that is divided, and the longest, in letters.
const SHORTEST: usize = 6;
const LONGEST: usize = 40;

/// The bytes of `text` inside `span` before which a word may be divided, in order.
#[must_use]
pub fn points(text: &str, span: Span) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = span.start;
    for token in span.of(text).split_inclusive(char::is_whitespace) {
        let word = token.trim_start_matches(|c: char| !c.is_alphanumeric());
        let mut end = at + token.len() - word.len();
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        at += token.len();
        let is_word = word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_word || !(SHORTEST..=LONGEST).contains(&word.len()) {
            continue;
        }
        for syllable in hyphenate(word, Lang::English) {
            end += syllable.len();
            found.push(end);
        }
        // The end of the word is no place to divide it.
        found.pop();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_and_nothing_else_is() {
        let cases = [
            ("an “extensive” survey,", "an “ex-ten-sive” sur-vey,"),
            ("typesetting", "type-set-ting"),
            (
                "Tripoli www.example.com/articles well-known",
                "Tripoli www.example.com/articles well-known",
            ),
            ("größere naïvete 123456789", "größere naïvete 123456789"),
            ("a\u{301}bcdefghijk", "a\u{301}bcdefghijk"),
        ];
        for (text, expected) in cases {
            let mut divided = text.to_owned();
            for at in points(text, Span::new(0, text.len())).into_iter().rev() {
                divided.insert(at, '-');
            }
            assert_eq!(divided, expected);
        }
        let text = "before extensive";
        assert_eq!(points(text, Span::new(7, text.len())), [9, 12]);
        assert!(points(&"a".repeat(9000), Span::new(0, 9000)).is_empty());
    }
}
