//! Breaking text into rows: the line breaking algorithm of Unicode (UAX #14), as many words to a row as fit.

use unicode_linebreak::linebreaks;

use super::cluster::{Spacing, clusters};
use crate::model::Span;

/// The rows of `span` when no row may be wider than `width` cells: spans in order that together are `span`.
///
/// White space at a row's end hangs past the width and does not count. A word longer than a row is broken between
/// clusters, and a cluster that is wider than a row has one for itself. Where spacing is kept, rows break at line
/// breaks, and lines that are too long anywhere between clusters. An empty span has one empty row, and a span that
/// does not fit the text is one row.
#[must_use]
pub fn wrap(text: &str, span: Span, width: u16, spacing: Spacing) -> Vec<Span> {
    let width = u32::from(width.max(1));
    let mut allowed = linebreaks(match spacing {
        Spacing::Fold => span.of(text),
        Spacing::Keep => "",
    })
    .map(|(at, _)| span.start + at)
    .peekable();
    let mut rows = Vec::new();
    let mut row = Row {
        start: span.start,
        width: 0,
        last_break: None,
    };
    let mut rest = clusters(text, span, spacing);
    while let Some(cluster) = rest.next() {
        let cells = u32::from(cluster.width);
        if !cluster.is_space() {
            while row.width + cells > width && row.start < cluster.span.start {
                rows.push(row.divide(cluster.span.start));
                if spacing == Spacing::Keep {
                    rest.set_column(cluster.width);
                }
            }
        }
        row.width += cells;
        if cluster.symbol.is_empty() {
            rows.push(row.divide(cluster.span.end));
        }
        while allowed.next_if(|at| *at < cluster.span.end).is_some() {}
        if allowed.peek() == Some(&cluster.span.end) {
            row.last_break = Some((cluster.span.end, row.width));
        }
    }
    if row.start < span.end || rows.is_empty() {
        rows.push(Span::new(row.start, span.end));
    }
    rows
}

/// The row that is being filled.
struct Row {
    /// The byte it begins at.
    start: usize,
    /// The cells of what is on it, white space at its end included.
    width: u32,
    /// The last place where it may end, and its width up to there.
    last_break: Option<(usize, u32)>,
}

impl Row {
    /// Ends the row at its last place to break, or else at `at`, and leaves what remains as the new row.
    fn divide(&mut self, at: usize) -> Span {
        let (end, used) = self.last_break.take().unwrap_or((at, self.width));
        let full = Span::new(self.start, end);
        self.start = end;
        self.width -= used;
        full
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    fn rows(text: &str, width: u16, spacing: Spacing) -> Vec<&str> {
        let rows = wrap(text, Span::new(0, text.len()), width, spacing);
        rows.into_iter().map(|row| row.of(text)).collect()
    }

    #[test]
    fn running_text_breaks_between_words() {
        let cases: [(&str, u16, &[&str]); 13] = [
            ("", 5, &[""]),
            ("one two three", 7, &["one two ", "three"]),
            ("one two three", 8, &["one two ", "three"]),
            ("one  \n  two", 4, &["one  \n  ", "two"]),
            ("one\ntwo\n\nthree", 7, &["one\ntwo\n\n", "three"]),
            ("a longestword b", 5, &["a ", "longe", "stwor", "d b"]),
            ("well-known fact", 7, &["well-", "known ", "fact"]),
            ("漢字漢字", 5, &["漢字", "漢字"]),
            ("漢字", 1, &["漢", "字"]),
            ("(\nword) x", 6, &["(\n", "word) ", "x"]),
            ("10\u{a0}000 men", 6, &["10\u{a0}000 ", "men"]),
            ("aaa \u{200b}bbb", 4, &["aaa \u{200b}", "bbb"]),
            ("ab", 0, &["a", "b"]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(
                rows(text, width, Spacing::Fold),
                expected,
                "{text:?} in {width}"
            );
        }
    }

    #[test]
    fn kept_text_breaks_at_line_breaks_and_anywhere() {
        let cases: [(&str, u16, &[&str]); 6] = [
            ("a b\n\nc", 9, &["a b\n", "\n", "c"]),
            ("a b\r\n", 9, &["a b\r\n"]),
            ("one two", 5, &["one t", "wo"]),
            ("abc   d", 3, &["abc   ", "d"]),
            ("\tab\tc", 6, &["\tab\t", "c"]),
            ("abcde\tf", 5, &["abcde\t", "f"]),
        ];
        for (text, width, expected) in cases {
            assert_eq!(
                rows(text, width, Spacing::Keep),
                expected,
                "{text:?} in {width}"
            );
        }
    }

    #[test]
    fn a_span_is_wrapped_as_if_it_were_the_text() {
        let text = "before. one two three. after";
        let rows = wrap(text, Span::new(8, 22), 8, Spacing::Fold);
        let rows: Vec<&str> = rows.iter().map(|row| row.of(text)).collect();
        assert_eq!(rows, ["one two ", "three."]);
        assert_eq!(
            wrap("é", Span::new(1, 9), 8, Spacing::Fold),
            [Span::new(1, 9)]
        );
    }

    proptest! {
        #[test]
        fn rows_lose_nothing_add_nothing_and_fit(text in samples::text(), width in 0u16..30, keep: bool) {
            let spacing = if keep { Spacing::Keep } else { Spacing::Fold };
            let whole = Span::new(0, text.len());
            let rows = wrap(&text, whole, width, spacing);
            prop_assert_eq!(rows[0].start, 0);
            prop_assert_eq!(rows[rows.len() - 1].end, text.len());
            prop_assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start));
            let edges: Vec<usize> = clusters(&text, whole, spacing).map(|c| c.span.end).collect();
            for row in rows {
                prop_assert!(row.end == 0 || edges.contains(&row.end), "splits a cluster");
                let mut drawn: Vec<_> = clusters(&text, row, spacing).collect();
                while drawn.last().is_some_and(super::super::cluster::Cluster::is_space) {
                    drawn.pop();
                }
                let cells: u16 = drawn.iter().map(|cluster| cluster.width).sum();
                prop_assert!(cells <= width.max(1) || drawn.len() == 1, "{:?}", row.of(&text));
            }
        }
    }
}
