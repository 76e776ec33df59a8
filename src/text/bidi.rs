//! Writing from right to left: the order in which the clusters of a row are drawn (UAX #9, the crate `unicode-bidi`).
//!
//! A block is one paragraph of the algorithm, or each of its lines where lines are kept, and the first strong letter of
//! the block decides which way it runs (P2, P3). Explicit controls (embeddings, overrides, isolates, marks) come from
//! strangers and are visible marks without effect: for the algorithm they are neutral characters. Shaping Arabic
//! letters is the terminal's business.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, BidiInfo, Direction, Level, bidi_class, get_base_direction_full};

use super::cluster::{Cluster, Spacing, clusters};
use crate::model::Span;

/// The embedding level of every byte of a block in which something runs from right to left.
#[derive(Debug, PartialEq, Eq)]
pub struct Levels {
    /// The first byte of the block.
    start: usize,
    of_bytes: Vec<Level>,
    base: Level,
}

impl Levels {
    /// The levels of `span`, a block; `None` where everything runs from left to right.
    #[must_use]
    pub fn of(text: &str, span: Span, spacing: Spacing) -> Option<Self> {
        let inner = span.of(text);
        let is_right_to_left =
            |c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
        if inner.is_ascii() || !inner.chars().any(is_right_to_left) {
            return None;
        }
        let harmless: String = inner.chars().map(|c| neutral(c, spacing)).collect();
        let base = match get_base_direction_full(harmless.as_str()) {
            Direction::Rtl => Level::rtl(),
            Direction::Ltr | Direction::Mixed => Level::ltr(),
        };
        let levels = BidiInfo::new(&harmless, Some(base)).levels;
        Some(Self {
            start: span.start,
            of_bytes: levels,
            base,
        })
    }

    /// Whether the block runs from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        self.base.is_rtl()
    }

    /// Whether a symbol at the byte `at` is drawn from right to left, so that brackets are mirrored (L4).
    #[must_use]
    pub fn is_mirrored(&self, at: usize) -> bool {
        self.level(at).is_rtl()
    }

    /// The indices of `row`, the clusters of one row, in the order they are drawn from left to right (L1, L2).
    #[must_use]
    pub fn order(&self, row: &[Cluster<'_>]) -> Vec<usize> {
        let mut levels: Vec<Level> = row.iter().map(|c| self.level(c.span.start)).collect();
        let mut is_reset = true;
        for (cluster, level) in row.iter().zip(&mut levels).rev() {
            // Tabs and what ends the row run with the block, and so does the white space before them.
            is_reset = cluster.is_space() && (is_reset || cluster.symbol != " ");
            if is_reset {
                *level = self.base;
            }
        }
        BidiInfo::reorder_visual(&levels)
    }

    fn level(&self, at: usize) -> Level {
        let index = at.checked_sub(self.start);
        let level = index.and_then(|index| self.of_bytes.get(index));
        level.copied().unwrap_or(self.base)
    }
}

/// `line`, one line of text, with its clusters from left to right as they are drawn; it has as many cells as before.
#[must_use]
pub fn in_display_order(line: &str) -> Cow<'_, str> {
    let whole = Span::new(0, line.len());
    let Some(levels) = Levels::of(line, whole, Spacing::Keep) else {
        return Cow::Borrowed(line);
    };
    let row: Vec<Cluster<'_>> = clusters(line, whole, Spacing::Keep).collect();
    let drawn = levels.order(&row).into_iter().filter_map(|index| {
        let cluster = row.get(index)?;
        let symbol = cluster.symbol.clone();
        Some(if levels.is_mirrored(cluster.span.start) {
            mirrored(symbol)
        } else {
            symbol
        })
    });
    Cow::Owned(drawn.collect())
}

/// A character of the same length for the algorithm: line breaks that fold are spaces, and what strangers could turn
/// the text round with is neutral.
fn neutral(c: char, spacing: Spacing) -> char {
    match (c, c.len_utf8()) {
        ('\n' | '\r', _) if spacing == Spacing::Fold => ' ',
        ('\n' | '\r' | '\t', _) => c,
        (_, 1) if c.is_control() => '!',
        (_, 2) if c.is_control() || c == '\u{61c}' => '¦',
        ('\u{200e}' | '\u{200f}' | '\u{2029}'..='\u{202e}' | '\u{2066}'..='\u{2069}', _) => {
            '\u{fffd}'
        }
        _ => c,
    }
}

/// Characters that look the other way round when they are written from right to left, from Unicode's
/// `BidiMirroring.txt`: brackets, guillemets and comparisons.
const MIRRORED: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("<", ">"),
    ("«", "»"),
    ("‹", "›"),
    ("≤", "≥"),
    ("≪", "≫"),
    ("⁅", "⁆"),
    ("⁽", "⁾"),
    ("⌈", "⌉"),
    ("⌊", "⌋"),
    ("⟦", "⟧"),
    ("⟨", "⟩"),
    ("⟪", "⟫"),
    ("⦅", "⦆"),
    ("〈", "〉"),
    ("《", "》"),
    ("「", "」"),
    ("『", "』"),
    ("【", "】"),
    ("〔", "〕"),
    ("（", "）"),
    ("［", "］"),
    ("｛", "｝"),
    ("＜", "＞"),
];

/// What is drawn for `symbol` where it runs from right to left (L4).
#[must_use]
pub fn mirrored(symbol: Cow<'_, str>) -> Cow<'_, str> {
    let found = MIRRORED.iter().find_map(|(one, other)| match &*symbol {
        symbol if symbol == *one => Some(*other),
        symbol if symbol == *other => Some(*one),
        _ => None,
    });
    found.map_or(symbol, Cow::Borrowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::samples;
    use proptest::prelude::*;

    #[test]
    fn a_line_is_put_in_display_order() {
        for (line, expected) in [
            ("plain (text)", "plain (text)"),
            ("אב (גד)", "(דג) בא"),
            ("by אב גד, 1931", "by 1931 ,דג בא"),
            ("• אב…", "…בא •"),
        ] {
            assert_eq!(in_display_order(line), expected, "{line:?}");
        }
    }

    /// The whole text as one row, as it is seen from left to right.
    fn seen(text: &str, spacing: Spacing) -> String {
        let whole = Span::new(0, text.len());
        let row: Vec<Cluster<'_>> = clusters(text, whole, spacing).collect();
        let Some(levels) = Levels::of(text, whole, spacing) else {
            return text.to_owned();
        };
        let order = levels.order(&row).into_iter();
        order
            .map(|index| {
                let cluster = row[index].clone();
                if levels.is_mirrored(cluster.span.start) {
                    mirrored(cluster.symbol).into_owned()
                } else {
                    cluster.symbol.into_owned()
                }
            })
            .collect()
    }

    #[test]
    fn rows_are_drawn_in_the_order_they_are_read() {
        // Hebrew letters stand for themselves; what is expected is written in the order it is seen from the left.
        let cases = [
            ("plain text (as it is)", "plain text (as it is)"),
            ("he said שלום there", "he said םולש there"),
            ("שלום עולם", "םלוע םולש"),
            ("שלום 123 עולם", "םלוע 123 םולש"),
            ("שלום (עולם)", "(םלוע) םולש"),
            ("שלום abc def עולם", "םלוע abc def םולש"),
            ("שלום,  ", "  ,םולש"),
            ("• שלום", "םולש •"),
            ("a\u{202e}b", "a\u{202e}b"),
        ];
        for (text, expected) in cases {
            assert_eq!(seen(text, Spacing::Fold), expected, "{text:?}");
        }
        assert_eq!(
            seen("ab\u{202e}ש", Spacing::Fold),
            "ab\u{fffd}ש",
            "controls are not obeyed"
        );
        assert_eq!(seen("א\tב ", Spacing::Keep), " ב\u{20}\u{20}\u{20}א");
    }

    #[test]
    fn the_first_strong_letter_decides_which_way_a_block_runs() {
        for (text, expected) in [
            ("12. שלום hello", true),
            ("hello שלום", false),
            ("\u{202b}hello שלום", false),
        ] {
            let levels = Levels::of(text, Span::new(0, text.len()), Spacing::Fold).unwrap();
            assert_eq!(levels.is_right_to_left(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_flood_of_brackets_takes_no_longer_than_other_text() {
        let text = "ש(".repeat(200_000);
        let whole = Span::new(0, text.len());
        assert_eq!(
            Levels::of(&text, whole, Spacing::Fold)
                .unwrap()
                .of_bytes
                .len(),
            text.len()
        );
    }

    proptest! {
        #[test]
        fn the_order_of_a_row_is_a_permutation(text in samples::text(), keep: bool) {
            let spacing = if keep { Spacing::Keep } else { Spacing::Fold };
            let whole = Span::new(0, text.len());
            let row: Vec<Cluster<'_>> = clusters(&text, whole, spacing).collect();
            if let Some(levels) = Levels::of(&text, whole, spacing) {
                prop_assert_eq!(levels.of_bytes.len(), text.len());
                let mut order = levels.order(&row);
                order.sort_unstable();
                prop_assert_eq!(order, (0..row.len()).collect::<Vec<_>>());
            }
        }
    }
}
