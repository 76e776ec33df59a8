//! Grapheme clusters: where they begin, and what each looks like in cells.
//!
//! The one place where text becomes something to print: every symbol given here is safe on a terminal.

use std::borrow::Cow;

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::marks::{Look, UNPRINTABLE};
use super::visible;
use crate::model::Span;

/// Combining marks beyond this many are not printed: a flood of them has crashed terminals.
const MOST_MARKS: usize = 8;

/// The most characters one symbol has; the longest emoji in use have eleven.
const LONGEST_SYMBOL: usize = 24;

/// Tabs in preformatted text reach to the next multiple of this many cells.
const TAB: u16 = 4;

/// How far around a position, in bytes, its cluster is looked for.
const WINDOW: usize = 4096;

/// What becomes of white space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Spacing {
    /// Running text: a run of white space that holds a line break is one cluster, drawn as one space; other spaces
    /// stay as they are, and a tab is one space.
    Fold,
    /// Preformatted text: a tab reaches to the next multiple of four cells from the row's start, and a line break
    /// is a cluster without width.
    Keep,
}

/// A piece of text that is drawn, selected and wrapped as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cluster<'t> {
    /// Where it is, in bytes of the text.
    pub span: Span,
    /// How many cells it takes.
    pub width: u16,
    /// What to print: one grapheme, a tab's spaces, or nothing for a line break that is kept.
    pub symbol: Cow<'t, str>,
}

impl Cluster<'_> {
    /// Whether it is white space that may stand past the end of a row: not a space that forbids a line break.
    #[must_use]
    pub fn is_space(&self) -> bool {
        let may_hang =
            |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}');
        self.symbol.chars().all(may_hang)
    }
}

/// The clusters of `span`, in order and without gaps: their spans together are `span`. A row begins where `span`
/// does. A span that does not fit the text has none.
///
/// They are the grapheme clusters of Unicode, except that characters without width join their neighbour, folded
/// white space is one cluster, and hidden tag characters are split off to be seen.
#[must_use]
pub fn clusters(text: &str, span: Span, spacing: Spacing) -> Clusters<'_> {
    let end = if text.get(span.start..span.end).is_some() {
        span.end
    } else {
        span.start
    };
    Clusters {
        text,
        at: span.start,
        end,
        unfolded: span.start,
        spacing,
        column: 0,
    }
}

/// The iterator that [`clusters`] gives.
#[derive(Clone, Debug)]
pub struct Clusters<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// White space before this byte is known not to fold.
    unfolded: usize,
    spacing: Spacing,
    /// Cells since the row's start: what a tab is measured from.
    column: u16,
}

impl<'t> Clusters<'t> {
    /// Says that the next cluster stands `column` cells from the start of its row.
    pub(super) fn set_column(&mut self, column: u16) {
        self.column = column;
    }

    fn grapheme(&self, from: usize) -> Option<&'t str> {
        match self.text.as_bytes().get(from..self.end)? {
            [] => None,
            [b'\r', b'\n', ..] => self.text.get(from..from + 2),
            [0..0x80] | [0..0x80, 0..0x80, ..] => self.text.get(from..=from),
            _ => self.text.get(from..self.end)?.graphemes(true).next(),
        }
    }

    /// The cluster at `at` when it is one ASCII letter or space and no more, as nearly all of them are.
    fn plain(&mut self) -> Option<Cluster<'t>> {
        let at = self.at;
        match self.text.as_bytes().get(at..self.end)? {
            [b'!'..=b'~'] | [b'!'..=b'~', 0..0x80, ..] | [b' ', b'!'..=b'~', ..] => {}
            _ => return None,
        }
        self.at = at + 1;
        self.column = self.column.saturating_add(1);
        Some(Cluster {
            span: Span::new(at, at + 1),
            width: 1,
            symbol: Cow::Borrowed(self.text.get(at..at + 1)?),
        })
    }

    /// The end of the characters from `from` on that take no room.
    fn skip_nothing(&self, from: usize) -> usize {
        if self.text.as_bytes().get(from).is_none_or(u8::is_ascii) {
            return from;
        }
        let rest = self.text.get(from..self.end).unwrap_or_default();
        let shown = rest.find(|c| !Look::of(c).is_nothing());
        from + shown.unwrap_or(rest.len())
    }

    /// The end of the white space at `from` when it folds into one space.
    fn folded(&mut self, from: usize) -> Option<usize> {
        if from < self.unfolded {
            return None;
        }
        let rest = self.text.as_bytes().get(from..self.end)?;
        let is_white = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let mut run = rest.iter().take_while(|byte| is_white(byte)).count();
        let followed = rest.get(run).is_some_and(|byte| !byte.is_ascii());
        if followed && self.grapheme(from + run - 1).is_none_or(|g| g.len() > 1) {
            run -= 1; // A combining mark makes the last space a cluster that is more than a space.
        }
        let breaks = rest.iter().take(run).any(|b| matches!(b, b'\n' | b'\r'));
        if !breaks {
            self.unfolded = from + run;
        }
        breaks.then_some(from + run)
    }

    /// The white space `grapheme` at `from`: its end, width and symbol.
    fn white(&mut self, from: usize, grapheme: &str) -> (usize, u16, &'static str) {
        let end = from + grapheme.len();
        match (self.spacing, grapheme) {
            (Spacing::Fold, _) => (self.folded(from).unwrap_or(end), 1, " "),
            (Spacing::Keep, "\t") => {
                let width = TAB - self.column % TAB;
                let symbol = "    ".get(..usize::from(width)).unwrap_or(" ");
                (end, width, symbol)
            }
            (Spacing::Keep, " ") => (end, 1, " "),
            (Spacing::Keep, _) => (end, 0, ""),
        }
    }
}

impl<'t> Iterator for Clusters<'t> {
    type Item = Cluster<'t>;

    #[inline]
    fn next(&mut self) -> Option<Cluster<'t>> {
        if let Some(plain) = self.plain() {
            return Some(plain);
        }
        let start = self.at;
        if start >= self.end {
            return None;
        }
        let from = self.skip_nothing(start);
        let (mut end, width, symbol) = match self.grapheme(from) {
            None => (from, 1, Cow::Borrowed(UNPRINTABLE)),
            Some(white @ (" " | "\t" | "\n" | "\r" | "\r\n")) => {
                let (end, width, symbol) = self.white(from, white);
                (end, width, Cow::Borrowed(symbol))
            }
            Some(grapheme) => {
                let (len, width, symbol) = draw(grapheme);
                (from + len, width, symbol)
            }
        };
        if symbol.is_empty() {
            self.column = 0;
        } else {
            self.column = self.column.saturating_add(width);
            end = self.skip_nothing(end);
        }
        self.at = end;
        Some(Cluster {
            span: Span::new(start, end),
            width,
            symbol,
        })
    }
}

/// How the beginning of `grapheme` is drawn: the bytes it stands for, its width, its symbol.
fn draw(grapheme: &str) -> (usize, u16, Cow<'_, str>) {
    if matches!(grapheme.as_bytes(), [b' '..=b'~']) {
        return (1, 1, Cow::Borrowed(grapheme));
    }
    let mut looks = grapheme.char_indices().map(|(at, c)| (at, Look::of(c)));
    if let Some((_, Look::Mark(mark))) = looks.next() {
        let symbol = String::from(mark);
        return (grapheme.len(), cells(&symbol), Cow::Owned(symbol));
    }
    let hidden = looks.find(|(_, look)| matches!(look, Look::Mark(_)));
    let len = hidden.map_or(grapheme.len(), |(at, _)| at);
    let shown = grapheme.get(..len).unwrap_or(grapheme);
    let symbol = symbol_of(shown);
    match cells(&symbol) {
        0 => (len, 1, on_a_circle(&symbol)),
        width => (len, width, symbol),
    }
}

/// What of `grapheme`, which holds no mark, is printed.
fn symbol_of(grapheme: &str) -> Cow<'_, str> {
    if grapheme.chars().nth(1).is_none() {
        return Cow::Borrowed(grapheme);
    }
    let mut symbol = String::new();
    let (mut marks, mut length) = (0, 0);
    let mut before = None;
    let mut chars = grapheme.chars().peekable();
    while let Some(c) = chars.next() {
        let room = length < LONGEST_SYMBOL;
        let kept = match Look::of(c) {
            Look::Plain if is_wide(c) => room,
            Look::Plain => {
                marks += 1;
                room && marks <= MOST_MARKS
            }
            Look::Joiner => room && chars.peek().is_some_and(|next| is_wide(*next)),
            Look::Selector => before.is_some_and(|c: char| is_wide(c) && !c.is_ascii_alphabetic()),
            Look::Nothing | Look::Mark(_) => false,
        };
        if kept {
            symbol.push(c);
            length += 1;
        }
        before = Some(c);
    }
    if symbol == grapheme {
        return Cow::Borrowed(grapheme);
    }
    match symbol.graphemes(true).next() {
        Some(first) if first.len() < symbol.len() => Cow::Owned(first.to_owned()),
        _ => Cow::Owned(symbol),
    }
}

/// A combining mark without a base, on the circle that Unicode has for it.
fn on_a_circle(mark: &str) -> Cow<'static, str> {
    let symbol = format!("◌{mark}");
    if symbol.graphemes(true).count() == 1 && cells(&symbol) == 1 {
        Cow::Owned(symbol)
    } else {
        Cow::Borrowed(UNPRINTABLE)
    }
}

fn is_wide(c: char) -> bool {
    c.width().unwrap_or(0) > 0
}

/// The cells of `symbol` as ratatui counts them, whose drawing loses what stands in a cell it counts for another.
/// It counts half-width katakana's sound marks twice.
fn cells(symbol: &str) -> u16 {
    let is_sound_mark = |c: &char| matches!(c, '\u{ff9e}' | '\u{ff9f}');
    let sound_marks = symbol.chars().filter(is_sound_mark).count();
    u16::try_from(symbol.width() + sound_marks).unwrap_or(u16::MAX)
}

/// The first byte of the grapheme cluster that holds the byte `at`; the text's length at the end and past it.
#[must_use]
pub fn floor(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at == text.len() || is_plain_boundary(text, at) {
        return at;
    }
    let (mut cursor, window, from) = cursor(text, at);
    match cursor.is_boundary(window, 0) {
        Ok(false) => previous(text, at),
        _ => from + cursor.cur_cursor(),
    }
}

/// The first byte of the grapheme cluster after the one that holds the byte `at`; the text's length when there is none.
#[must_use]
pub fn next(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let after = text.ceil_char_boundary((at + 1).min(text.len()));
    if is_plain_boundary(text, after) {
        return after;
    }
    let (mut cursor, window, from) = cursor(text, at);
    match cursor.next_boundary(window, 0) {
        Ok(Some(next)) => from + next,
        _ => after,
    }
}

/// The first byte of the last grapheme cluster that begins before the byte `at`; 0 when there is none.
#[must_use]
pub fn previous(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let before = text.floor_char_boundary(at.saturating_sub(1));
    if is_plain_boundary(text, before) {
        return before;
    }
    let (mut cursor, window, from) = cursor(text, at);
    match cursor.prev_boundary(window, 0) {
        Ok(Some(previous)) => from + previous,
        _ => before,
    }
}

/// Whether `at` lies between two ASCII characters that never make one cluster.
fn is_plain_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    match (before, bytes.get(at)) {
        (Some(b'\r'), Some(b'\n')) => false,
        (Some(before), Some(after)) => before.is_ascii() && after.is_ascii(),
        _ => false,
    }
}

/// A cursor at `at` in a window of the text that begins at the byte given last: clusters longer than the window are
/// cut, so that no position costs more than the window.
fn cursor(text: &str, at: usize) -> (GraphemeCursor, &str, usize) {
    let from = text.floor_char_boundary(at.saturating_sub(WINDOW));
    let to = text.ceil_char_boundary(at.saturating_add(WINDOW).min(text.len()));
    let window = text.get(from..to).unwrap_or_default();
    (
        GraphemeCursor::new(at - from, window.len(), true),
        window,
        from,
    )
}

/// The cells that `text` takes on one line, after [`visible::one_line`].
#[must_use]
pub fn width(text: &str) -> u16 {
    let line = visible::one_line(text);
    let whole = Span::new(0, line.len());
    clusters(&line, whole, Spacing::Keep).fold(0, |sum, c| sum.saturating_add(c.width))
}

/// `text` on one line of at most `cells` cells, after [`visible::one_line`]; ending in `…` where something was cut off.
#[must_use]
pub fn truncate(text: &str, cells: u16) -> Cow<'_, str> {
    let line = visible::one_line(text);
    let whole = Span::new(0, line.len());
    let mut used: u16 = 0;
    let mut cut = 0;
    for cluster in clusters(&line, whole, Spacing::Keep) {
        used = used.saturating_add(cluster.width);
        if used > cells {
            let kept = line.get(..cut).unwrap_or_default().trim_end();
            let ellipsis = if cells == 0 { "" } else { "…" };
            return Cow::Owned(format!("{kept}{ellipsis}"));
        }
        if used < cells {
            cut = cluster.span.end;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    fn drawn(text: &str, spacing: Spacing) -> Vec<(String, u16)> {
        clusters(text, Span::new(0, text.len()), spacing)
            .map(|cluster| (cluster.symbol.into_owned(), cluster.width))
            .collect()
    }

    fn symbols(text: &str) -> Vec<String> {
        let drawn = drawn(text, Spacing::Fold);
        drawn.into_iter().map(|(symbol, _)| symbol).collect()
    }

    #[test]
    fn what_is_drawn_for_each_kind_of_text() {
        let cases: [(&str, &[(&str, u16)]); 17] = [
            ("ab", &[("a", 1), ("b", 1)]),
            ("漢", &[("漢", 2)]),
            ("e\u{301}", &[("e\u{301}", 1)]),
            ("👩\u{200d}🚀", &[("👩\u{200d}🚀", 2)]),
            ("❤\u{fe0f}", &[("❤\u{fe0f}", 2)]),
            ("🇫🇷", &[("🇫🇷", 2)]),
            ("ｶﾞ", &[("ｶﾞ", 3)]),
            ("\u{1b}[m", &[("␛", 1), ("[", 1), ("m", 1)]),
            ("a\u{202e}b", &[("a", 1), ("\u{fffd}", 1), ("b", 1)]),
            (
                "a\u{e0041}\u{e0042}b",
                &[("a", 1), ("\u{fffd}", 1), ("b", 1)],
            ),
            ("\u{feff}a\u{200b}b", &[("a", 1), ("b", 1)]),
            ("\u{200b}", &[("\u{fffd}", 1)]),
            ("a\u{200d}b", &[("a", 1), ("b", 1)]),
            ("a\u{fe0f}\u{e0100}", &[("a", 1)]),
            ("\u{301}", &[("◌\u{301}", 1)]),
            (
                "a \t b",
                &[("a", 1), (" ", 1), (" ", 1), (" ", 1), ("b", 1)],
            ),
            ("a \r\n\t b", &[("a", 1), (" ", 1), ("b", 1)]),
        ];
        for (text, expected) in cases {
            let drawn = drawn(text, Spacing::Fold);
            let drawn: Vec<(&str, u16)> = drawn.iter().map(|(s, w)| (s.as_str(), *w)).collect();
            assert_eq!(drawn, expected, "{text:?}");
        }
    }

    #[test]
    fn tabs_reach_to_stops_and_line_breaks_have_no_width_where_spacing_is_kept() {
        let widths: Vec<u16> = drawn("\ta\t漢\t\r\n\tb", Spacing::Keep)
            .into_iter()
            .map(|(symbol, width)| {
                assert!(width == 2 || usize::from(width) == symbol.len());
                width
            })
            .collect();
        assert_eq!(widths, [4, 1, 3, 2, 2, 0, 4, 1]);
    }

    #[test]
    fn floods_are_cut_to_what_a_terminal_bears() {
        let zalgo = format!("a{}b", "\u{301}".repeat(5000));
        assert_eq!(
            symbols(&zalgo),
            [format!("a{}", "\u{301}".repeat(8)), "b".into()]
        );
        let family = "👩\u{200d}".repeat(3000);
        assert_eq!(symbols(&family).len(), 1);
        assert!(symbols(&family).concat().chars().count() <= LONGEST_SYMBOL);
        let spaces = " ".repeat(60_000) + "x";
        assert_eq!(symbols(&spaces).len(), 60_001, "in no quadratic time");
    }

    #[test]
    fn a_span_that_does_not_fit_the_text_has_no_clusters() {
        for (start, end) in [(0, 9), (1, 2), (7, 9)] {
            assert_eq!(
                clusters("é", Span::new(start, end), Spacing::Fold).next(),
                None
            );
        }
    }

    #[test]
    fn steps_go_by_whole_clusters_and_stop_at_the_ends() {
        let text = "ae\u{301}👩\u{200d}🚀\r\nz";
        let starts = [0, 1, 4, 15, 17];
        for pair in starts.windows(2) {
            assert_eq!(next(text, pair[0]), pair[1]);
            assert_eq!(previous(text, pair[1]), pair[0]);
        }
        assert_eq!(
            (floor(text, 3), floor(text, 9), floor(text, 16)),
            (1, 4, 15)
        );
        assert_eq!((previous(text, 0), next(text, 17)), (0, 18));
        assert_eq!((next(text, 99), floor(text, 99)), (18, 18));
        assert_eq!((next("", 0), previous("", 5), floor("", 1)), (0, 0, 0));
    }

    #[test]
    fn steps_go_on_inside_a_cluster_without_end() {
        let text = format!("a{}", "\u{301}".repeat(50_000));
        assert!(next(&text, 0) > 0);
        assert!(previous(&text, text.len()) < text.len());
        assert!(floor(&text, 60_001) <= 60_001);
    }

    #[test]
    fn lines_are_cut_at_clusters_with_an_ellipsis() {
        let cases = [
            ("", 3, ""),
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("a bcd", 3, "a…"),
            ("漢字", 3, "漢…"),
            ("漢字", 2, "…"),
            ("abc", 0, ""),
            ("a\nb", 3, "a b"),
            ("\u{1b}[31m", 2, "␛…"),
        ];
        for (text, cells, expected) in cases {
            assert_eq!(truncate(text, cells), expected, "{text:?} in {cells}");
        }
        assert_eq!((width("漢\tb\u{1b}"), width("")), (5, 0));
        assert_eq!(width(&"漢".repeat(40_000)), u16::MAX);
    }

    proptest! {
        #[test]
        fn clusters_cover_the_span_and_print_nothing_that_is_obeyed(text in samples::text(), keep: bool) {
            let spacing = if keep { Spacing::Keep } else { Spacing::Fold };
            let mut at = 0;
            for cluster in clusters(&text, Span::new(0, text.len()), spacing) {
                prop_assert_eq!(cluster.span.start, at);
                prop_assert!(cluster.span.end > at);
                at = cluster.span.end;
                let symbol = &*cluster.symbol;
                prop_assert!(symbol.chars().all(|c| matches!(
                    Look::of(c),
                    Look::Plain | Look::Joiner | Look::Selector
                )));
                let graphemes = symbol.graphemes(true).count();
                let is_tab = symbol.trim_matches(' ').is_empty();
                prop_assert!(graphemes == 1 || is_tab, "{:?}", symbol);
                prop_assert_eq!(cluster.width, cells(symbol));
                prop_assert!(cluster.width > 0 || symbol.is_empty());
            }
            prop_assert_eq!(at, text.len());
        }

        #[test]
        fn next_and_previous_are_inverse_at_boundaries(text in samples::text()) {
            let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            for pair in starts.windows(2) {
                prop_assert_eq!(next(&text, pair[0]), pair[1]);
                prop_assert_eq!(previous(&text, pair[1]), pair[0]);
            }
            for at in samples::boundaries(&text).filter(|at| *at < text.len()) {
                let index = starts.partition_point(|start| *start <= at) - 1;
                prop_assert_eq!(floor(&text, at), starts[index]);
            }
        }

        #[test]
        fn a_cut_line_fits(text in samples::text(), cells in 0u16..12) {
            prop_assert!(width(&truncate(&text, cells)) <= cells);
        }
    }
}
