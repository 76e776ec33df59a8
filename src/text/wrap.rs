//! Breaking text into rows: the line breaking algorithm of Unicode 15.1 (UAX #14; the crate passes its conformance test), as many
//! words to a row as fit.

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::cluster::{Spacing, clusters};
use crate::model::{Invisible, Span};

/// How text is broken into rows.
#[derive(Clone, Copy, Debug)]
pub struct Breaking<'h> {
    /// How wide the first row may be, in cells: no wider than the further ones.
    pub first: u16,
    /// How wide every further row may be, in cells.
    pub further: u16,
    /// What becomes of white space.
    pub spacing: Spacing,
    /// Whether characters of ambiguous width take two cells.
    pub ambiguous_is_wide: bool,
    /// What becomes of characters without width.
    pub invisible: Invisible,
    /// The bytes of running text before which a word may be divided with a hyphen, in order; they lie between clusters.
    pub hyphens: &'h [usize],
}

/// One row of broken text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which bytes of the text it has, the white space at its end included.
    pub span: Span,
    /// Whether a hyphen is to be drawn at its end, for which there is room.
    pub hyphen: bool,
}

/// A soft hyphen: a word may be divided after it.
const SOFT_HYPHEN: &[u8] = "\u{ad}".as_bytes();

/// The signs after which a digit or a bracket is taken for the mark of a note, which goes with its word.
const STOPS: [char; 3] = ['!', '?', '…'];

/// The digits of a note's mark where they are raised.
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/// How many cells a hyphen has to win before a word is divided.
const LEAST_GAIN: u32 = 4;

/// How many rows in succession may end in a hyphen while another place to break is left.
const MOST_HYPHENS: u8 = 2;

/// The rows of `span` when no row may be wider than `width` cells, without a hyphen drawn anywhere: what [`broken`] gives.
#[must_use]
pub fn wrap(text: &str, span: Span, width: u16, spacing: Spacing) -> Vec<Span> {
    let breaking = Breaking {
        first: width,
        further: width,
        spacing,
        ambiguous_is_wide: false,
        invisible: Invisible::default(),
        hyphens: &[],
    };
    let rows = broken(text, span, &breaking).into_iter();
    rows.map(|row| row.span).collect()
}

/// The rows of `span`: spans in order that together are `span`, none wider than it may be.
///
/// White space at a row's end hangs past the width and does not count. A word longer than a row is broken between
/// clusters, and a cluster that is wider than a row has one for itself. Where spacing is kept, rows break at line
/// breaks, and lines that are too long after white space; in running text only U+2028 ends a row by itself. No row
/// begins with the mark of a note, and none ends in the `://` of an address.
/// Words are divided at soft hyphens and at the hyphens that are given, where that fills a row that would be short. An
/// empty span has one empty row, and a span that does not fit the text is one row.
#[must_use]
pub fn broken(text: &str, span: Span, breaking: &Breaking<'_>) -> Vec<Broken> {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let running = match breaking.spacing {
        Spacing::Fold => span.of(text),
        Spacing::Keep => "",
    };
    // The first place that it tells is the beginning, where nothing breaks.
    let allowed = segmenter.segment_str(running).skip(1);
    let mut allowed = allowed.map(|at| span.start + at).peekable();
    let is_running = breaking.spacing == Spacing::Fold;
    let hyphens = if is_running { breaking.hyphens } else { &[] };
    let mut hyphens = hyphens.iter().peekable();
    let mut rows = Vec::new();
    let mut row = Row::new(span.start, breaking);
    let mut has_words = false;
    let mut rest = clusters(text, span, breaking.spacing)
        .with_ambiguous(breaking.ambiguous_is_wide)
        .with_invisible(breaking.invisible);
    while let Some(cluster) = rest.next() {
        let (end, cells) = (cluster.span.end, u32::from(cluster.width));
        if !cluster.is_space() {
            while row.width + cells > row.most && row.start < cluster.span.start {
                rows.push(row.divide(cluster.span.start));
                if !is_running {
                    let column = u16::try_from(row.width + cells).unwrap_or(u16::MAX);
                    rest.set_column(column);
                }
            }
            has_words = true;
        }
        row.width += cells;
        if cluster.symbol.is_empty() {
            rows.push(row.end(end));
            has_words = false;
        } else if !is_running && cluster.is_space() && has_words {
            // What a line is set in by is no row of its own.
            row.last_break = Some((end, row.width));
        }
        while allowed.next_if(|at| *at < end).is_some() {}
        while hyphens.next_if(|at| **at < end).is_some() {}
        let is_soft = is_running
            && cluster.span.len() > 1
            && text
                .as_bytes()
                .get(..end)
                .is_some_and(|before| before.ends_with(SOFT_HYPHEN));
        if allowed.peek() == Some(&end) && !is_soft && !is_held(text, end) {
            row.last_break = Some((end, row.width));
        } else if (is_soft || hyphens.peek() == Some(&&end)) && row.width < row.most {
            row.last_hyphen = Some((end, row.width));
        }
    }
    if row.start < span.end || rows.is_empty() {
        rows.push(row.end(span.end));
    }
    rows
}

/// Whether what stands before the byte `at` and what stands after it stay on one row, although Unicode's algorithm parts
/// them: a word or its stop and the mark of a note, the `://` of an address and what follows it, or the dashes of an option
/// and its name.
fn is_held(text: &str, at: usize) -> bool {
    let (before, after) = (text.get(..at).unwrap_or(""), text.get(at..).unwrap_or(""));
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    match first {
        '[' => !last.is_whitespace() && last != '\u{200b}',
        '0'..='9' => STOPS.contains(&last),
        _ if RAISED.contains(first) => STOPS.contains(&last),
        _ => before.ends_with("://") || first.is_alphanumeric() && ends_in_option_dash(before),
    }
}

/// Whether `before` ends in the dash or two that the option of a command begins with, as in `--stop`.
fn ends_in_option_dash(before: &str) -> bool {
    let word = before.strip_suffix('-');
    let word = word.map(|word| word.strip_suffix('-').unwrap_or(word));
    word.is_some_and(|word| word.chars().next_back().is_none_or(char::is_whitespace))
}

/// The row that is being filled.
struct Row {
    /// The byte it begins at.
    start: usize,
    /// The cells of what is on it, white space at its end included.
    width: u32,
    /// How many cells it may have, and how many those after it.
    most: u32,
    further: u32,
    /// The last place where it may end, and its width up to there.
    last_break: Option<(usize, u32)>,
    /// The last place where it may end in a hyphen, and its width up to there without the hyphen.
    last_hyphen: Option<(usize, u32)>,
    /// How many rows before it in succession ended in a hyphen.
    hyphens: u8,
}

impl Row {
    fn new(start: usize, breaking: &Breaking<'_>) -> Self {
        Self {
            start,
            width: 0,
            most: u32::from(breaking.first.min(breaking.further).max(1)),
            further: u32::from(breaking.further.max(1)),
            last_break: None,
            last_hyphen: None,
            hyphens: 0,
        }
    }

    /// Ends the row at its last place to break, or else at `at`, and leaves what remains as the new row.
    fn divide(&mut self, at: usize) -> Broken {
        let hyphens = self.hyphens;
        let is_worth_it = |(end, used): &(usize, u32)| match self.last_break {
            Some((before, filled)) => {
                *end > before && used + 1 >= filled + LEAST_GAIN && hyphens < MOST_HYPHENS
            }
            None => true,
        };
        let hyphen = self.last_hyphen.filter(is_worth_it);
        self.hyphens = if hyphen.is_some() {
            hyphens.saturating_add(1)
        } else {
            0
        };
        let (end, used) = hyphen.or(self.last_break).unwrap_or((at, self.width));
        Broken {
            hyphen: hyphen.is_some(),
            ..self.end_at(end, used)
        }
    }

    /// Ends the row at `end`, where nothing of it remains.
    fn end(&mut self, end: usize) -> Broken {
        self.end_at(end, self.width)
    }

    fn end_at(&mut self, end: usize, used: u32) -> Broken {
        let span = Span::new(self.start, end);
        // A hyphen that was no use to this row lies in the word that the next one begins with.
        let kept = self.last_hyphen.take().filter(|(at, _)| *at > end);
        self.last_hyphen = kept.map(|(at, width)| (at, width - used));
        self.last_break = None;
        (self.start, self.most) = (end, self.further);
        self.width -= used;
        Broken {
            span,
            hyphen: false,
        }
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
        let cases: [(&str, u16, &[&str]); 21] = [
            ("mill --stop now", 9, &["mill ", "--stop ", "now"]),
            ("mill -x-ray", 8, &["mill -x-", "ray"]),
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
            ("aaa \u{200b}bbb", 4, &["aaa ", "\u{200b}bbb"]),
            ("ab", 0, &["a", "b"]),
            ("a war ended.[1] B", 12, &["a war ", "ended.[1] B"]),
            ("a war [1] ended", 8, &["a war ", "[1] ", "ended"]),
            ("a war ended[1][2]", 12, &["a war ", "ended[1][2]"]),
            ("a war over?3 Yes", 11, &["a war ", "over?3 Yes"]),
            ("a war over!¹ Yes", 11, &["a war ", "over!¹ Yes"]),
            (
                "at https://b.org/cde",
                14,
                &["at ", "https://b.org/", "cde"],
            ),
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
    fn kept_text_breaks_at_line_breaks_and_after_white_space_or_anywhere() {
        let cases: [(&str, u16, &[&str]); 9] = [
            ("a b\n\nc", 9, &["a b\n", "\n", "c"]),
            ("a b\r\n", 9, &["a b\r\n"]),
            ("one two", 5, &["one ", "two"]),
            ("  onetwo", 5, &["  one", "two"]),
            ("a\n  onetwo", 5, &["a\n", "  one", "two"]),
            ("a\tbc", 5, &["a\t", "bc"]),
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

    fn divided(text: &str, width: u16, hyphens: &[usize]) -> Vec<String> {
        let breaking = Breaking {
            first: width,
            further: width,
            spacing: Spacing::Fold,
            ambiguous_is_wide: false,
            invisible: Invisible::default(),
            hyphens,
        };
        let rows = broken(text, Span::new(0, text.len()), &breaking).into_iter();
        let shown = |row: Broken| {
            let hyphen = if row.hyphen { "-" } else { "" };
            format!("{}{hyphen}", row.span.of(text).trim_end())
        };
        rows.map(shown).collect()
    }

    #[test]
    fn words_are_divided_where_that_fills_a_row() {
        let cases: [(&str, u16, &[usize], &[&str]); 8] = [
            ("a typesetter", 8, &[6, 9], &["a type-", "setter"]),
            ("see typesetting", 9, &[8, 11], &["see type-", "setting"]),
            ("see typesetting", 8, &[8, 11], &["see", "typeset-", "ting"]),
            ("so typical", 5, &[], &["so", "typic", "al"]),
            (
                "see type\u{ad}setting",
                9,
                &[],
                &["see type\u{ad}-", "setting"],
            ),
            ("see type\u{ad}setting", 20, &[], &["see type\u{ad}setting"]),
            ("type\u{ad}setting", 4, &[], &["type\u{ad}", "sett", "ing"]),
            ("one\u{2028}two three", 9, &[], &["one", "two three"]),
        ];
        for (text, width, hyphens, expected) in cases {
            assert_eq!(
                divided(text, width, hyphens),
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
        fn rows_lose_nothing_add_nothing_and_fit(
            text in samples::text(), first in 0u16..30, further in 0u16..30, keep: bool, wide: bool, step in 1usize..9,
        ) {
            let spacing = if keep { Spacing::Keep } else { Spacing::Fold };
            let whole = Span::new(0, text.len());
            let drawn = |span| clusters(&text, span, spacing).with_ambiguous(wide).with_invisible(Invisible::Hide);
            let edges: Vec<usize> = drawn(whole).map(|cluster| cluster.span.end).collect();
            let hyphens: Vec<usize> = edges.iter().copied().step_by(step).collect();
            let breaking = Breaking { first, further, spacing, ambiguous_is_wide: wide, invisible: Invisible::Hide, hyphens: &hyphens };
            let rows = broken(&text, whole, &breaking);
            prop_assert_eq!(rows[0].span.start, 0);
            prop_assert_eq!(rows[rows.len() - 1].span.end, text.len());
            prop_assert!(rows.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
            for (number, row) in rows.into_iter().enumerate() {
                prop_assert!(row.span.end == 0 || edges.contains(&row.span.end), "splits a cluster");
                let mut drawn: Vec<_> = drawn(row.span).collect();
                while drawn.last().is_some_and(super::super::cluster::Cluster::is_space) {
                    drawn.pop();
                }
                let cells = drawn.iter().map(|cluster| cluster.width).sum::<u16>() + u16::from(row.hyphen);
                let most = if number == 0 { first.min(further) } else { further }.max(1);
                prop_assert!(cells <= most || drawn.len() == 1 && !row.hyphen, "{:?}", row.span.of(&text));
            }
        }
    }
}
