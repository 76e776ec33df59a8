//! Writing a span down: its text, enough context to tell it from every other place, and its position.

use memchr::memmem;

use crate::model::{Selector, Span};
use crate::text::positions::CodePoints;

/// The least context on a side, in code points, and the most.
const LEAST: usize = 32;
const MOST: usize = 512;

/// How far context is extended to reach a word's edge, in code points.
const LONGEST_WORD: usize = 50;

/// The selector of `span`, in bytes of `text`, of which `points` is the index.
///
/// The prefix and the suffix have at least 32 code points each, fewer only at the text's ends; they reach to a word's
/// edge, and further until the quote with its context occurs once, but not beyond 512 code points a side. A span that
/// does not fit the text is clamped to it, at character boundaries.
#[must_use]
pub fn capture(text: &str, points: &CodePoints, span: Span) -> Selector {
    let span = Span::new(
        text.floor_char_boundary(span.start),
        text.floor_char_boundary(span.end),
    );
    let mut length = LEAST;
    let mut whole = context(text, span, length);
    while length < MOST && !is_unique(text, whole) {
        length *= 2;
        whole = context(text, span, length);
    }
    Selector {
        quote: span.of(text).to_owned(),
        prefix: Span::new(whole.start, span.start).of(text).to_owned(),
        suffix: Span::new(span.end, whole.end).of(text).to_owned(),
        start: points.from_byte(text, span.start),
        end: points.from_byte(text, span.end),
    }
}

/// `span` with at least `length` code points on each side, and on to a word's edge as far as the limit allows.
fn context(text: &str, span: Span, length: usize) -> Span {
    let before = Span::new(0, span.start).of(text).char_indices().rev();
    let after = Span::new(span.end, text.len()).of(text).char_indices();
    let after = after.map(|(at, c)| (span.end + at + c.len_utf8(), c));
    Span {
        start: reach(span.start, before, length),
        end: reach(span.end, after, length),
    }
}

/// How far context reaches from the byte `from` over `chars`, each with its far edge.
fn reach(from: usize, chars: impl Iterator<Item = (usize, char)>, length: usize) -> usize {
    let most = MOST.min(length + LONGEST_WORD);
    let mut reached = from;
    let mut in_word = true;
    for (count, (far, c)) in chars.enumerate() {
        let at_edge = c.is_whitespace() || !in_word;
        if count >= most || (count >= length && at_edge) {
            break;
        }
        reached = far;
        in_word = !c.is_whitespace();
    }
    reached
}

/// Whether the text of `span` occurs nowhere else.
fn is_unique(text: &str, span: Span) -> bool {
    let needle = span.of(text).as_bytes();
    let finder = memmem::Finder::new(needle);
    let rest = text.as_bytes().get(span.start + 1..).unwrap_or_default();
    finder.find(text.as_bytes()) == Some(span.start) && finder.find(rest).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(text: &str, quote: &str) -> Selector {
        let start = text.find(quote).unwrap();
        capture(
            text,
            &CodePoints::new(text),
            Span::new(start, start + quote.len()),
        )
    }

    #[test]
    fn context_reaches_to_a_words_edge() {
        let text = "It was said in the north of Libya that négotiations of several kinds would \
                    begin soon, and that nobody knew whenever they could possibly end.";
        let selector = captured(text, "would begin");
        assert_eq!(selector.quote, "would begin");
        assert_eq!(selector.prefix, "that négotiations of several kinds ");
        assert_eq!(selector.suffix, " soon, and that nobody knew whenever");
        assert_eq!((selector.start, selector.end), (69, 80));
    }

    #[test]
    fn context_ends_with_the_text() {
        let selector = captured("Only this.", "this");
        assert_eq!((&*selector.prefix, &*selector.suffix), ("Only ", "."));
        let selector = captured("x", "x");
        assert_eq!((&*selector.prefix, &*selector.suffix), ("", ""));
    }

    #[test]
    fn context_grows_until_the_quote_is_the_only_one() {
        let row = "name: unknown, status: open, owner: nobody at all; ";
        let text = format!("First. {}Last.", row.repeat(4));
        let points = CodePoints::new(&text);
        for (start, quote) in text.match_indices("open") {
            let selector = capture(&text, &points, Span::new(start, start + quote.len()));
            let whole = format!("{}{quote}{}", selector.prefix, selector.suffix);
            assert_eq!(text.matches(&whole).count(), 1);
        }
        let endless = "x".repeat(5000);
        let endless = capture(&endless, &CodePoints::new(&endless), Span::new(2000, 2001));
        assert_eq!(endless.prefix.len(), MOST, "no further than the limit");
        assert_eq!(endless.suffix.len(), MOST);
    }

    #[test]
    fn a_span_that_does_not_fit_is_clamped() {
        let points = CodePoints::new("né");
        let selector = capture("né", &points, Span::new(2, 99));
        assert_eq!(
            (&*selector.quote, selector.start, selector.end),
            ("é", 1, 2)
        );
        assert_eq!(
            capture("", &CodePoints::new(""), Span::new(3, 9)),
            Selector::default()
        );
    }
}
