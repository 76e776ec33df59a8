//! Matches with what stands around them.

use super::pattern::Pattern;
use crate::model::Span;
use crate::text::positions::CodePoints;
use crate::text::sentence::sentences;

/// How far a sentence is shown before and after a match, in bytes, where it is longer.
const REACH: usize = 400;

/// How much of a long match is shown, in bytes.
const LONGEST_SHOWN: usize = 400;

/// A match, and the sentence around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where the match stands in the text of its document, in bytes.
    pub span: Span,
    /// The first code point of the match in the text of its document.
    pub start: usize,
    /// The first code point after it.
    pub end: usize,
    /// The line of the text that the match begins on, counted from 1.
    pub line: usize,
    /// The sentence around the match on one line, as far as the text alone tells where it begins and ends; cut at a word
    /// where it is long, and where the match itself is.
    pub text: String,
    /// Where the match stands in that, in bytes.
    pub at: Span,
}

/// The matches of one document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    /// The first of them, in the order of the text.
    pub first: Vec<Passage>,
    /// How many more there are.
    pub more: usize,
}

impl Passages {
    /// What `pattern` finds in `text`: the first `most` matches with what stands around them, and how many more there
    /// are.
    #[must_use]
    pub fn of(text: &str, pattern: &Pattern, most: usize) -> Self {
        let mut spans = pattern.spans(text);
        let first: Vec<Span> = spans.by_ref().take(most).collect();
        let more = spans.count();
        Self {
            first: passages(text, first.into_iter()).collect(),
            more,
        }
    }

    /// How many matches there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.first.len() + self.more
    }
}

/// The matches at `spans`, which are in the order of the `text`, with what stands around them.
pub fn passages(text: &str, spans: impl Iterator<Item = Span>) -> impl Iterator<Item = Passage> {
    let mut spans = spans.peekable();
    // Of a text without a match nothing has to be known.
    let points = spans.peek().map(|_| CodePoints::new(text));
    let points = points.unwrap_or_default();
    let (mut line, mut counted) = (1, 0);
    spans.map(move |span| {
        let since = text.as_bytes().get(counted..span.start);
        line += memchr::memchr_iter(b'\n', since.unwrap_or_default()).count();
        counted = span.start;
        let (around, at) = around(text, span);
        Passage {
            span,
            start: points.from_byte(text, span.start),
            end: points.from_byte(text, span.end),
            line,
            text: around,
            at,
        }
    })
}

/// The sentence around `span` on one line, and where `span` stands in that.
fn around(text: &str, span: Span) -> (String, Span) {
    let from = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary(span.end.saturating_add(REACH).min(text.len()));
    let before = Span::new(from, span.start).of(text);
    let after = Span::new(span.end, to).of(text);
    let start = match paragraph_begins(before) {
        Some(at) => from + at,
        None if from == 0 => 0,
        // What was cut through is no word.
        None => from + before.find(char::is_whitespace).unwrap_or(0),
    };
    let end = match paragraph_ends(after) {
        Some(at) => span.end + at,
        None if to == text.len() => to,
        None => span.end + after.rfind(char::is_whitespace).unwrap_or(after.len()),
    };
    let mut sentence = span;
    for one in sentences(text, Span::new(start, end)) {
        if one.overlaps(span) {
            sentence = sentence.union(one);
        }
    }
    let before = Span::new(sentence.start, span.start).of(text);
    let after = Span::new(span.end, sentence.end).of(text);
    let mut line = String::with_capacity(sentence.len().min(2 * REACH + LONGEST_SHOWN));
    push_on_one_line(&mut line, before.trim_start());
    let start = line.len();
    let found = span.of(text);
    match found.get(..found.floor_char_boundary(LONGEST_SHOWN)) {
        Some(cut) if cut.len() < found.len() => {
            push_on_one_line(&mut line, cut);
            line.push('…');
        }
        _ => push_on_one_line(&mut line, found),
    }
    let end = line.len();
    push_on_one_line(&mut line, after.trim_end());
    (line, Span::new(start, end))
}

/// Where the paragraph that goes on at the end of `before` begins in it, if it begins there.
fn paragraph_begins(before: &str) -> Option<usize> {
    let mut next = None;
    for (at, _) in before.rmatch_indices('\n') {
        let between = next.and_then(|next| before.get(at + 1..next));
        if between.is_some_and(|line| line.trim().is_empty()) {
            return next.map(|next| next + 1);
        }
        next = Some(at);
    }
    None
}

/// Where the paragraph at the beginning of `after` ends in it, if it ends there.
fn paragraph_ends(after: &str) -> Option<usize> {
    let mut last: Option<usize> = None;
    for (at, _) in after.match_indices('\n') {
        let between = last.and_then(|last| after.get(last + 1..at));
        if between.is_some_and(|line| line.trim().is_empty()) {
            return last;
        }
        last = Some(at);
    }
    None
}

/// Adds `piece` to `line` with one space for each run of white space in it.
fn push_on_one_line(line: &mut String, piece: &str) {
    let mut after_space = line.ends_with(' ');
    for c in piece.chars() {
        let is_space = c.is_whitespace();
        if !is_space {
            line.push(c);
        } else if !after_space {
            line.push(' ');
        }
        after_space = is_space;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;
    use crate::text::samples;
    use proptest::prelude::*;

    fn passages(text: &str, query: &str, most: usize) -> Passages {
        Passages::of(text, &Query::new(query).pattern().unwrap(), most)
    }

    #[test]
    fn a_match_stands_in_its_sentence() {
        let text = "Été.\n\nThe ferry\nleft. Nobody was  on it. It\ncame back.\n\nThe ferry sank.";
        let found = passages(text, "nobody was", 9);
        let [passage] = found.first.as_slice() else {
            panic!("{found:?}");
        };
        assert_eq!(passage.text, "Nobody was on it.");
        assert_eq!(passage.at.of(&passage.text), "Nobody was");
        assert_eq!((passage.start, passage.end, passage.line), (22, 32, 4));
        let found = passages(text, "ferry", 1);
        assert_eq!((found.first.len(), found.more, found.count()), (1, 1, 2));
        assert_eq!(found.first[0].text, "The ferry left.");
        let found = passages(text, "left. nobody", 1);
        assert_eq!(found.first[0].text, "The ferry left. Nobody was on it.");
    }

    #[test]
    fn a_long_sentence_is_cut_at_words() {
        let text = format!("{}needle{}", "word ".repeat(1000), " word".repeat(1000));
        let found = passages(&text, "needle", 1);
        let passage = &found.first[0];
        assert!(passage.text.len() < 2 * REACH + 10, "{}", passage.text);
        assert!(passage.text.starts_with("word ") && passage.text.ends_with(" word"));
        assert_eq!(passage.at.of(&passage.text), "needle");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_what_was_found(text in samples::text(), query in "[a-zé漢 ]{1,3}") {
            let Ok(pattern) = Query::new(&query).pattern() else {
                return Ok(());
            };
            let found = Passages::of(&text, &pattern, 5);
            prop_assert_eq!(found.count(), pattern.spans(&text).count());
            for passage in &found.first {
                let mut shown = String::new();
                push_on_one_line(&mut shown, passage.span.of(&text));
                prop_assert_eq!(passage.at.of(&passage.text).trim(), shown.trim());
                let before: usize = text.get(..passage.span.start).unwrap().chars().count();
                prop_assert_eq!(passage.start, before);
                prop_assert_eq!(passage.line, text.get(..passage.span.start).unwrap().matches('\n').count() + 1);
            }
        }
    }
}
