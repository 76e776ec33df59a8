//! Texts as sequences of numbered words, so that comparing two words is comparing two numbers.

use std::collections::HashMap;

use super::meaning::identifies;
use crate::model::Span;
use crate::text::fold;

/// The words of all texts that are compared with one another, each spelling with its number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<Box<str>, u32>,
    /// For each number the number of what its word is a form of.
    kin: Vec<u32>,
    stems: HashMap<Box<str>, u32>,
    /// For each number whether its word says which one of several is meant.
    identifies: Vec<bool>,
}

impl Vocabulary {
    fn number(&mut self, spelling: &str) -> u32 {
        if let Some(number) = self.numbers.get(spelling) {
            return *number;
        }
        let number = u32::try_from(self.kin.len()).unwrap_or(u32::MAX);
        let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        let stem = *self.stems.entry(stem(spelling)).or_insert(next);
        self.kin.push(stem);
        self.identifies.push(identifies(spelling));
        self.numbers.insert(spelling.into(), number);
        number
    }

    /// How many different words there are.
    pub(super) fn len(&self) -> usize {
        self.kin.len()
    }

    /// What the word `number` is a form of: the same number for all that differ only in case or in how they end.
    pub(super) fn stem(&self, number: u32) -> u32 {
        self.kin.get(number as usize).copied().unwrap_or(u32::MAX)
    }

    /// Whether the word `number` says which one of several is meant: it is a figure or a name.
    pub(super) fn identifies(&self, number: u32) -> bool {
        self.identifies.get(number as usize).is_some_and(|is| *is)
    }
}

/// What forms of one word have in common: for a longer word, all but its last letters. A number has no other forms.
fn stem(spelling: &str) -> Box<str> {
    let lower = spelling.to_lowercase();
    let length = lower.chars().count();
    if length < 5 || lower.chars().any(char::is_numeric) {
        return lower.into();
    }
    let kept = (length - 2).clamp(4, 8);
    lower.chars().take(kept).collect()
}

/// A text as words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    /// The text.
    pub text: &'t str,
    /// Where each word is, in bytes of the text.
    pub spans: Vec<Span>,
    /// The number of each word.
    pub numbers: Vec<u32>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str, vocabulary: &mut Vocabulary) -> Self {
        let mut words = Self {
            text,
            spans: Vec::new(),
            numbers: Vec::new(),
        };
        for word in fold::words(text) {
            words.spans.push(word.span);
            words.numbers.push(vocabulary.number(&word.spelling));
        }
        words
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The words, by number in the text, that share a byte with `span`.
    pub(super) fn within(&self, span: Span) -> Range {
        let start = self.spans.partition_point(|word| word.end <= span.start);
        let end = self.spans.partition_point(|word| word.start < span.end);
        Range {
            start,
            end: end.max(start),
        }
    }

    /// The numbers of the words in `range`; none where it does not fit.
    pub(super) fn numbers(&self, range: Range) -> &[u32] {
        self.numbers.get(range.start..range.end).unwrap_or_default()
    }

    /// Where the word `at` is; for the one after the last, the empty span at the text's end.
    pub(super) fn span(&self, at: usize) -> Span {
        let end = Span::new(self.text.len(), self.text.len());
        self.spans.get(at).copied().unwrap_or(end)
    }

    /// What stands between the word before `at` and the word `at`, in bytes.
    pub(super) fn gap_before(&self, at: usize) -> Span {
        let start = at.checked_sub(1).map_or(0, |before| self.span(before).end);
        Span::new(start, self.span(at).start)
    }
}

/// A half-open range of the words of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Range {
    /// The first word.
    pub start: usize,
    /// The word after the last.
    pub end: usize,
}

impl Range {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    pub(super) fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    pub(super) fn is_empty(self) -> bool {
        self.len() == 0
    }
}
