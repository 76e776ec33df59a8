//! Ranges of a document's text.

/// A half-open range of a document's text, in bytes of its UTF-8, both ends on character boundaries.
///
/// Spans live in memory only: on disk and in every export a range is counted in Unicode code points
/// (see [`crate::model::Selector`]), because bytes mean nothing outside this program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte of the range.
    pub start: usize,
    /// The first byte after the range.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`; an inverted pair is put in order.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        if start <= end {
            Self { start, end }
        } else {
            Self {
                start: end,
                end: start,
            }
        }
    }

    /// How many bytes the span holds.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `at` is inside.
    #[must_use]
    pub fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The text of the span: empty where it does not fit `text`, because spans that come from a file may not.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        let end = start + inner.trim().len();
        Span { start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_trim_to_their_words_and_never_slice_outside() {
        let text = "  né \n";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "né");
        assert_eq!(Span::new(0, 99).of(text), "", "past the end");
        assert_eq!(Span::new(0, 4).of(text), "", "inside a character");
        assert!(Span::new(4, 4).trimmed(text).is_empty());
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 6)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 6)));
        assert_eq!(Span::new(6, 2), Span::new(2, 6), "put in order");
    }
}
