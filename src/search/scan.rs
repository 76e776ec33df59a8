//! Searching a long text stretch by stretch, so that a search can be told how far it is, and be given up.

use unicode_normalization::char::is_combining_mark as is_mark;

use super::pattern::Pattern;
use crate::model::Span;

/// How many bytes are looked at in one go.
const STRETCH: usize = 256 << 10;

/// A search that goes through a text. From its beginning on it finds what [`Pattern::spans`] does; from elsewhere on, what
/// that would find if the text began there.
#[derive(Clone, Copy, Debug)]
pub struct Scan {
    /// The byte from which the next match is looked for.
    at: usize,
    /// The end of the matches whose beginning lies before it: see [`Scan::stretch`].
    settled: usize,
    /// The end of the stretch.
    end: usize,
}

impl Scan {
    /// A search from the byte `at` on, or from the beginning of the character that holds it.
    #[must_use]
    pub fn new(text: &str, at: usize) -> Self {
        let at = text.floor_char_boundary(at);
        Self {
            at,
            settled: at,
            end: at,
        }
    }

    /// The next match that holds something and begins before the byte `until`. The search goes not much further than that,
    /// except for a regular expression, which may look as far as the text goes.
    pub fn next(&mut self, pattern: &Pattern, text: &str, until: usize) -> Option<Span> {
        let until = until.min(text.len());
        while self.at < until {
            if self.at >= self.settled {
                self.stretch(pattern, text);
            }
            let stretch = text.get(..self.end).unwrap_or(text);
            match pattern.next(stretch, self.at) {
                Some(span) if span.start < self.settled => {
                    let is_wanted = span.start < until;
                    self.at = if is_wanted { span.end } else { span.start };
                    return is_wanted.then_some(span);
                }
                _ => self.at = self.settled,
            }
        }
        None
    }

    /// Finds the end of the next stretch, and up to where matches may begin in it that are sure to end before that: so far
    /// that more characters follow than a match has, however much white space and however many marks are among these.
    fn stretch(&mut self, pattern: &Pattern, text: &str) {
        let Some(longest) = pattern.longest() else {
            (self.settled, self.end) = (text.len(), text.len());
            return;
        };
        let mut length = STRETCH;
        loop {
            self.end = text.ceil_char_boundary(self.at.saturating_add(length).min(text.len()));
            if self.end == text.len() {
                self.settled = self.end;
                return;
            }
            let stretch = text.get(self.at..self.end).unwrap_or_default();
            let ends = stretch.char_indices().rev();
            let mut solid = ends.filter(|(_, c)| !c.is_whitespace() && !is_mark(*c));
            if let Some((start, _)) = solid.nth(longest).filter(|(start, _)| *start > 0) {
                self.settled = self.at + start;
                return;
            }
            length = length.saturating_mul(2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;
    use proptest::prelude::*;

    fn scanned(pattern: &Pattern, text: &str, from: usize) -> Vec<Span> {
        let mut scan = Scan::new(text, from);
        std::iter::from_fn(|| scan.next(pattern, text, text.len())).collect()
    }

    /// `before`, then so much of `filling` that a stretch ends a little before `within`, then that and `after`.
    fn long(filling: &str, within: &str, short: usize) -> String {
        let count = (STRETCH - short) / filling.len();
        let mut text = filling.repeat(count);
        text.push_str(&"x".repeat(STRETCH - short - text.len()));
        text.push_str(within);
        text.push_str(filling);
        text
    }

    #[test]
    fn a_match_across_the_end_of_a_stretch_is_found() {
        for (query, within) in [
            ("two words", "two words"),
            ("two words", "two  \n\n  words"),
            ("cafe", "cafe\u{301}"),
            ("aa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
            ("\"so\"", "“so”"),
        ] {
            let pattern = Pattern::folded(query).unwrap();
            for short in 0..within.len() + 2 {
                let text = long("zz – ", within, short);
                let found = scanned(&pattern, &text, 0);
                assert!(!found.is_empty(), "{query} {short}");
                assert_eq!(
                    found,
                    pattern.spans(&text).collect::<Vec<_>>(),
                    "{query} {short}"
                );
            }
        }
    }

    #[test]
    fn white_space_longer_than_a_stretch_parts_no_match() {
        let pattern = Pattern::folded("two words").unwrap();
        let gap = " ".repeat(3 * STRETCH);
        let text = format!("x two{gap}words x{gap}");
        let found = scanned(&pattern, &text, 0);
        assert_eq!(found, [Span::new(2, 5 + gap.len() + 5)]);
    }

    #[test]
    fn words_and_expressions_mind_what_stands_around_them() {
        let words = Query {
            whole_words: true,
            ..Query::new("so")
        };
        let lines = Query {
            is_regex: true,
            ..Query::new("^so$|x*")
        };
        for query in [words, lines] {
            let pattern = query.pattern().unwrap();
            for short in 0..4 {
                let text = long("so sox\nso\n", "so\nso", short);
                let all: Vec<Span> = pattern.spans(&text).collect();
                assert_eq!(scanned(&pattern, &text, 0), all, "{query:?} {short}");
            }
        }
    }

    #[test]
    fn a_search_stops_soon_after_where_it_was_to_go() {
        let text = "a ".repeat(4 * STRETCH);
        let pattern = Pattern::folded("a").unwrap();
        let mut scan = Scan::new(&text, 0);
        let found = std::iter::from_fn(|| scan.next(&pattern, &text, 10)).count();
        assert_eq!(found, 5);
        assert_eq!(scan.next(&pattern, &text, 12), Some(Span::new(10, 11)));
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_one_search_finds(text in "[ab \n\u{301}]{0,200}", query in "[ab]{1,3}( [ab])?") {
            let pattern = Pattern::folded(&query).unwrap();
            let all: Vec<Span> = pattern.spans(&text).collect();
            prop_assert_eq!(scanned(&pattern, &text, 0), all);
        }
    }
}
