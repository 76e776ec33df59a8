//! Patterns to search a text for.

use std::ops::RangeInclusive;

use regex::{Regex, RegexBuilder};
use unicode_normalization::char::is_combining_mark as is_mark;

use super::query::{Case, Query};
use crate::model::Span;
use crate::text::loose::base;

/// A search that is ready to run. Unless a [`Query`] says otherwise, upper case makes it mind case, and it ignores it where
/// there is none.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    /// The most characters that a match has, white space and marks not counted; unknown for regular expressions.
    longest: Option<usize>,
    /// Finds the same, many times as fast, in texts in which no letter has a mark.
    plain: Option<Regex>,
}

/// Why nothing can be searched for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// There is nothing in it but white space.
    #[error("there is nothing to search for")]
    Blank,
    /// It is too long to be searched for.
    #[error("what is searched for is too long: shorten it")]
    TooLong,
    /// There is nothing in the expression.
    #[error("nothing to search for: type a regular expression")]
    Empty,
    /// It breaks the rules.
    #[error("no regular expression: {cause}; a backslash takes a sign such as ( or * literally")]
    Syntax {
        /// Which rule it breaks, on one line.
        cause: String,
    },
    /// It would need too much memory.
    #[error(
        "the expression is too big: shorten it, use smaller repetitions, or fewer of them inside one another"
    )]
    TooBig,
}

impl Pattern {
    /// The search for `query`. One that is no regular expression stands for itself, save that white space in it matches
    /// any run of white space, line breaks included, straight quotation marks also match curly ones, and letters stand
    /// for those with marks too, as `e` does for `é`, whether these are one character or two; unless the query has marks
    /// itself: then it means them. In a regular expression `^` and `$` match at lines.
    ///
    /// # Errors
    /// [`PatternError`] where there is nothing to search for, it breaks the rules of the `regex` crate, or it would grow
    /// too big.
    pub fn new(query: &Query) -> Result<Self, PatternError> {
        let (expression, minds_case) = expression(query)?;
        let is_regex = query.is_regex;
        let told = |error| {
            if is_regex {
                told(&error)
            } else {
                PatternError::TooLong
            }
        };
        // A character of what stands for itself matches one of the text, with the marks after it.
        let solid = query.text.chars().filter(|c| !c.is_whitespace());
        let longest = (!is_regex).then(|| solid.count());
        let compiled = compile(&expression, minds_case).map_err(told)?;
        let is_plain = !is_regex && is_folded(&query.text);
        let plain = is_plain.then(|| literal(&query.text, false));
        if !query.whole_words {
            let plain = plain.and_then(|plain| compile(&plain, minds_case).ok());
            let regex = compiled;
            return Ok(Self {
                regex,
                longest,
                plain,
            });
        }
        // Only once it is known to be sound by itself: `a)(b` is not, whatever stands around it.
        let regex = compile(&whole(&expression), minds_case).map_err(told)?;
        let plain = plain.and_then(|plain| compile(&whole(&plain), minds_case).ok());
        Ok(Self {
            regex,
            longest,
            plain,
        })
    }

    /// The search for `query` as it stands, letters with marks too; `None` where it is blank, or too long.
    #[must_use]
    pub fn folded(query: &str) -> Option<Self> {
        Self::new(&Query::new(query)).ok()
    }

    /// The search for the regular expression `query`.
    ///
    /// # Errors
    /// As [`Pattern::new`].
    pub fn regex(query: &str) -> Result<Self, PatternError> {
        Self::new(&Query {
            is_regex: true,
            ..Query::new(query)
        })
    }

    /// Whether there may be a match in `text`, which is told faster than where. One that holds nothing counts here.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// The most characters that a match has, white space and marks not counted; `None` for a regular expression, which
    /// may match any stretch of text.
    #[must_use]
    pub fn longest(&self) -> Option<usize> {
        self.longest
    }

    /// The first match at the byte `at` of `text` or after it that holds something.
    pub(super) fn next(&self, text: &str, mut at: usize) -> Option<Span> {
        while let Some(found) = self.regex.find_at(text, at) {
            if !found.is_empty() {
                return Some(Span::new(found.start(), found.end()));
            }
            at = text.ceil_char_boundary(found.end() + 1);
            if found.end() >= text.len() {
                break;
            }
        }
        None
    }

    /// The matches in `text` that hold something, in order, as bytes.
    pub fn spans(&self, text: &str) -> impl Iterator<Item = Span> {
        let plain = self.plain.as_ref().filter(|_| is_plain(text));
        plain
            .unwrap_or(&self.regex)
            .find_iter(text)
            .map(|found| Span::new(found.start(), found.end()))
            .filter(|span| !span.is_empty())
    }
}

/// The longest query, in bytes. At worst a search takes a step for each byte of the query at each byte of the text.
const LONGEST: usize = 4096;

/// The blocks of Unicode that have the letters of Latin with marks: Latin-1 and Latin Extended-A, -B and Additional.
const MARKED: [RangeInclusive<char>; 2] = ['\u{c0}'..='\u{24f}', '\u{1e00}'..='\u{1eff}'];

/// The expression that `query` is searched for with, and whether it minds case.
fn expression(query: &Query) -> Result<(String, bool), PatternError> {
    let Query { text, is_regex, .. } = query;
    let is_long = text.len() > LONGEST;
    let expression = match is_regex {
        true if text.is_empty() => return Err(PatternError::Empty),
        true if is_long => return Err(PatternError::TooBig),
        true => text.clone(),
        false if text.trim().is_empty() => return Err(PatternError::Blank),
        false if is_long => return Err(PatternError::TooLong),
        false => literal(text, is_folded(text)),
    };
    Ok((expression, query.minds_case()))
}

impl Query {
    /// Whether letter case counts.
    pub(super) fn minds_case(&self) -> bool {
        match self.case {
            Case::Smart if self.is_regex => has_upper_case(&self.text),
            Case::Smart => self.text.chars().any(char::is_uppercase),
            Case::Ignored => false,
            Case::Minded => true,
        }
    }
}

/// The expression for what stands for itself; where it `folds`, letters stand for those with marks.
fn literal(text: &str, folds: bool) -> String {
    let mut expression = String::with_capacity(text.len() * 2);
    let mut after_space = false;
    for c in text.chars() {
        let is_space = c.is_whitespace();
        match c {
            _ if is_space && after_space => {}
            _ if is_space => expression.push_str(r"\s+"),
            _ if c.is_ascii_alphabetic() && folds => {
                expression.push('[');
                expression.push(c);
                let marked = MARKED.into_iter().flatten();
                expression.extend(marked.filter(|marked| base(*marked) == c));
                expression.push_str(r"]\p{M}*");
            }
            '\'' => expression.push_str("['’‘]"),
            '"' => expression.push_str("[\"“”]"),
            _ => expression.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
        after_space = is_space;
    }
    expression
}

/// Whether the letters of a query also stand for those with marks: it has none itself.
fn is_folded(text: &str) -> bool {
    !text.chars().any(|c| base(c) != c || is_mark(c))
}

/// How many bytes are looked at together for one that is not ASCII.
const STRIDE: usize = 64;

/// Whether no character of `text` is a letter with a mark, or a mark, or another sign for a letter of ASCII.
fn is_plain(text: &str) -> bool {
    let (bytes, mut from) = (text.as_bytes(), 0);
    while let Some(at) = beyond_ascii(bytes, from) {
        let Some(length) = harmless(bytes, at) else {
            return false;
        };
        from = at + length;
    }
    true
}

/// The first byte of `bytes` from `from` on that is not ASCII.
pub(super) fn beyond_ascii(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    for chunk in bytes.get(from..)?.chunks(STRIDE) {
        if !chunk.is_ascii() {
            let within = chunk.iter().position(|byte| !byte.is_ascii())?;
            return Some(at + within);
        }
        at += chunk.len();
    }
    None
}

/// How many bytes of UTF-8 at `at` are one of the quotation marks, dashes, spaces and signs of money that articles are full
/// of, which are neither letters nor marks on one; `None` where they are something else.
pub(super) fn harmless(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        // U+0080 to U+00BF.
        [0xc2, 0x80..=0xbf, ..] => Some(2),
        // U+2000 to U+206F, and U+20A0 to U+20BF.
        [0xe2, 0x80, 0x80..=0xbf, ..]
        | [0xe2, 0x81, 0x80..=0xaf, ..]
        | [0xe2, 0x82, 0xa0..=0xbf, ..] => Some(3),
        _ => None,
    }
}

/// The expression that matches where `expression` does and words begin and end.
fn whole(expression: &str) -> String {
    format!(r"\b{{start-half}}(?:{expression})\b{{end-half}}")
}

fn compile(expression: &str, minds_case: bool) -> Result<Regex, regex::Error> {
    RegexBuilder::new(expression)
        .case_insensitive(!minds_case)
        .multi_line(true)
        .build()
}

/// Whether a regular expression holds an upper-case letter that stands for itself: not one of `\W`, `\p{Lu}`, `(?P<A>`.
fn has_upper_case(expression: &str) -> bool {
    let mut rest = expression.chars();
    while let Some(c) = rest.next() {
        let is_name = match c {
            '\\' => {
                rest.next();
                rest.as_str().starts_with('{')
            }
            '(' => rest.as_str().starts_with("?P<") || rest.as_str().starts_with("?<"),
            _ => false,
        };
        if is_name {
            rest.find(|c| matches!(c, '}' | '>'));
        } else if c.is_uppercase() {
            return true;
        }
    }
    false
}

/// Why an expression cannot be searched for.
fn told(error: &regex::Error) -> PatternError {
    match error {
        regex::Error::CompiledTooBig(_) => PatternError::TooBig,
        error => PatternError::Syntax {
            cause: cause(error),
        },
    }
}

/// What is wrong with an expression: the last line of an error that shows the expression above it.
fn cause(error: &regex::Error) -> String {
    let message = error.to_string();
    let last = message.lines().last().unwrap_or_default().trim();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'t>(pattern: &Pattern, text: &'t str) -> Vec<&'t str> {
        pattern.spans(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn literal_searches_find_what_a_reader_means() {
        let cases: [(&str, &str, &[&str]); 9] = [
            ("russia", "Russia, RUSSIA", &["Russia", "RUSSIA"]),
            ("Russia", "Russia, russia", &["Russia"]),
            (
                "two words",
                "two\n  words, two words",
                &["two\n  words", "two words"],
            ),
            ("it's", "It’s it's", &["It’s", "it's"]),
            ("\"so\"", "“so” \"so\"", &["“so”", "\"so\""]),
            ("a.c*", "abc a.c*", &["a.c*"]),
            ("été", "ÉTÉ", &["ÉTÉ"]),
            ("a-b", "a–b a-b", &["a-b"]),
            ("nothing", "here", &[]),
        ];
        for (query, text, expected) in cases {
            let pattern = Pattern::folded(query).unwrap();
            assert_eq!(found(&pattern, text), expected, "{query:?}");
        }
        assert!(Pattern::folded("").is_none());
        assert!(Pattern::folded(" \n").is_none());
    }

    #[test]
    fn letters_stand_for_those_with_marks() {
        let cases: [(&str, &str, &[&str]); 7] = [
            ("Touadera", "Faustin-Archange Touadéra", &["Touadéra"]),
            ("touadera", "TOUADE\u{301}RA", &["TOUADE\u{301}RA"]),
            ("Touadéra", "Touadera Touadéra", &["Touadéra"]),
            ("Tromso", "Tromsø", &["Tromsø"]),
            ("Zoe it's", "Zoë  it’s", &["Zoë  it’s"]),
            ("Ete", "été Été", &["Été"]),
            ("90", "90 90\u{301}", &["90", "90"]),
        ];
        for (query, text, expected) in cases {
            let pattern = Pattern::folded(query).unwrap();
            assert_eq!(found(&pattern, text), expected, "{query:?}");
        }
        assert!(Pattern::folded(" ").is_none());
    }

    #[test]
    fn expressions_mind_only_the_case_of_letters_that_stand_for_themselves() {
        let cases: [(&str, &str, &[&str]); 8] = [
            (r"\bw\w+", "Who we", &["Who", "we"]),
            (r"\Sx", "AX", &["AX"]),
            (r"\p{Lu}x", "AX bX", &["AX", "bX"]),
            (r"(?P<Name>x)", "X", &["X"]),
            ("W.", "we We", &["We"]),
            ("^b$", "a\nb\nc", &["b"]),
            ("x*", "axxb", &["xx"]),
            (r"\\A", r"\a \A", &[r"\A"]),
        ];
        for (query, text, expected) in cases {
            let pattern = Pattern::regex(query).unwrap();
            assert_eq!(found(&pattern, text), expected, "{query:?}");
        }
        assert!(Pattern::regex("x*").unwrap().spans("abc").next().is_none());
    }

    #[test]
    fn errors_say_on_one_line_what_is_wrong() {
        let cases = [
            ("", "nothing to search for: type a regular expression"),
            (
                "(a",
                "no regular expression: unclosed group; a backslash takes a sign such as ( or * literally",
            ),
            (
                "a{1000}{1000}{1000}",
                "the expression is too big: shorten it, use smaller repetitions, or fewer of them inside one another",
            ),
        ];
        for (query, message) in cases {
            assert_eq!(Pattern::regex(query).unwrap_err().to_string(), message);
        }
    }

    proptest! {
        #[test]
        fn a_string_is_found_where_it_is(before in ".{0,10}", query in "[^\\s]{1,8}", after in ".{0,10}") {
            let text = format!("{before}{query}{after}");
            let pattern = Pattern::folded(&query).unwrap();
            let mut spans = pattern.spans(&text);
            prop_assert!(spans.next().is_some_and(|first| first.start <= before.len()));
        }

        #[test]
        fn texts_without_marks_are_searched_for_the_same(
            text in "[abksABKS1’“”'\" \n\u{a0}ªº\u{200d}é\u{301}\u{212a}ſ]{0,30}",
            query in "[abksAB1'\" ]{1,4}",
            whole_words: bool,
            case in prop_oneof![Just(Case::Smart), Just(Case::Ignored), Just(Case::Minded)],
        ) {
            let query = Query { text: query, is_regex: false, whole_words, case };
            let Ok(pattern) = Pattern::new(&query) else {
                return Ok(());
            };
            let with_marks = Pattern { plain: None, ..pattern.clone() };
            let spans = |pattern: &Pattern| pattern.spans(&text).collect::<Vec<_>>();
            prop_assert_eq!(spans(&pattern), spans(&with_marks));
        }

        #[test]
        fn no_query_panics(query in any::<String>(), text in any::<String>()) {
            for pattern in [Pattern::regex(&query).ok(), Pattern::folded(&query)].into_iter().flatten() {
                for span in pattern.spans(&text) {
                    prop_assert!(!span.of(&text).is_empty());
                }
            }
        }
    }
}
