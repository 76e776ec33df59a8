//! Patterns to search a text for.

use std::ops::RangeInclusive;

use regex::{Regex, RegexBuilder};
use unicode_normalization::char::is_combining_mark as is_mark;

use crate::model::Span;
use crate::text::loose::base;

/// A search that is ready to run. Upper case in the query makes it mind case; otherwise it ignores it.
#[derive(Clone, Debug)]
pub struct Pattern(Regex);

/// Why a query is no regular expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// There is nothing in it.
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
    /// The search for `query` as it stands; `None` where it is blank, or too long to be searched for.
    ///
    /// White space in it matches any run of white space, line breaks included, and straight quotation marks also
    /// match curly ones.
    #[must_use]
    pub fn literal(query: &str) -> Option<Self> {
        Self::from_letters(query, |c, expression| expression.push(c))
    }

    /// The search for `query` in which `letter` writes what each letter of ASCII stands for.
    fn from_letters(query: &str, letter: impl Fn(char, &mut String)) -> Option<Self> {
        if query.trim().is_empty() || query.len() > LONGEST {
            return None;
        }
        let mut expression = String::with_capacity(query.len() * 2);
        let mut after_space = false;
        for c in query.chars() {
            let is_space = c.is_whitespace();
            match c {
                _ if is_space && after_space => {}
                _ if is_space => expression.push_str(r"\s+"),
                _ if c.is_ascii_alphabetic() => letter(c, &mut expression),
                '\'' => expression.push_str("['’‘]"),
                '"' => expression.push_str("[\"“”]"),
                _ => expression.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
            after_space = is_space;
        }
        let minds_case = query.chars().any(char::is_uppercase);
        compile(&expression, minds_case).ok().map(Self)
    }

    /// The search for `query` as [`Pattern::literal`] makes it, in which letters also stand for those with marks, as `e`
    /// does for `é`, whether these are one character or two; unless the query has marks itself: then it means them.
    #[must_use]
    pub fn folded(query: &str) -> Option<Self> {
        let has_marks = query.chars().any(|c| base(c) != c || is_mark(c));
        if has_marks || !query.chars().any(|c| c.is_ascii_alphabetic()) {
            return Self::literal(query);
        }
        Self::from_letters(query, |c, expression| {
            expression.push('[');
            expression.push(c);
            expression.extend(
                MARKED
                    .into_iter()
                    .flatten()
                    .filter(|marked| base(*marked) == c),
            );
            expression.push_str(r"]\p{M}*");
        })
    }

    /// The search for the regular expression `query`, in which `^` and `$` match at lines.
    ///
    /// # Errors
    /// [`PatternError`] where it is empty, breaks the rules of the `regex` crate, or would grow too big.
    pub fn regex(query: &str) -> Result<Self, PatternError> {
        if query.is_empty() {
            return Err(PatternError::Empty);
        }
        if query.len() > LONGEST {
            return Err(PatternError::TooBig);
        }
        compile(query, has_upper_case(query))
            .map(Self)
            .map_err(|error| match error {
                regex::Error::CompiledTooBig(_) => PatternError::TooBig,
                error => PatternError::Syntax {
                    cause: cause(&error),
                },
            })
    }

    /// The matches in `text` that hold something, in order, as bytes.
    pub fn spans(&self, text: &str) -> impl Iterator<Item = Span> {
        self.0
            .find_iter(text)
            .map(|found| Span::new(found.start(), found.end()))
            .filter(|span| !span.is_empty())
    }
}

/// The longest query, in bytes. At worst a search takes a step for each byte of the query at each byte of the text.
const LONGEST: usize = 4096;

/// The blocks of Unicode that have the letters of Latin with marks: Latin-1 and Latin Extended-A, -B and Additional.
const MARKED: [RangeInclusive<char>; 2] = ['\u{c0}'..='\u{24f}', '\u{1e00}'..='\u{1eff}'];

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
            let pattern = Pattern::literal(query).unwrap();
            assert_eq!(found(&pattern, text), expected, "{query:?}");
        }
        assert!(Pattern::literal("").is_none());
        assert!(Pattern::literal(" \n").is_none());
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
            let pattern = Pattern::literal(&query).unwrap();
            let mut spans = pattern.spans(&text);
            prop_assert!(spans.next().is_some_and(|first| first.start <= before.len()));
        }

        #[test]
        fn no_query_panics(query in any::<String>(), text in any::<String>()) {
            for pattern in [Pattern::regex(&query).ok(), Pattern::literal(&query), Pattern::folded(&query)].into_iter().flatten() {
                for span in pattern.spans(&text) {
                    prop_assert!(!span.of(&text).is_empty());
                }
            }
        }
    }
}
