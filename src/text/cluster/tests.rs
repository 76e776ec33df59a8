//! What clusters are, and how one goes from one to the next.

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
    let england = TAGGED_FLAGS[0];
    let smuggled = "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}";
    let cases: [(&str, &[(&str, u16)]); 20] = [
        (england, &[(england, 2)]),
        (smuggled, &[("\u{1f3f4}", 2), ("\u{fffd}", 1)]),
        ("a\u{2028}b", &[("a", 1), ("", 0), ("b", 1)]),
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
        (
            "\u{feff}a\u{200b}b",
            &[("◦", 1), ("a", 1), ("◦", 1), ("b", 1)],
        ),
        ("\u{200b}", &[("◦", 1)]),
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
fn ambiguous_characters_take_one_cell_or_two() {
    for (text, narrow, wide) in [("“a”", 3, 5), ("№ ±", 3, 5), ("漢é1", 4, 4)] {
        let whole = Span::new(0, text.len());
        let cells = |is_wide| {
            let found = clusters(text, whole, Spacing::Fold).with_ambiguous(is_wide);
            found.map(|cluster| cluster.width).sum::<u16>()
        };
        assert_eq!((cells(false), cells(true)), (narrow, wide), "{text}");
    }
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
            let is_shown = |c| matches!(Look::of(c), Look::Plain | Look::Joiner | Look::Selector);
            prop_assert!(symbol.chars().all(is_shown) || TAGGED_FLAGS.contains(&symbol));
            let graphemes = symbol.graphemes(true).count();
            let is_tab = symbol.trim_matches(' ').is_empty();
            prop_assert!(graphemes == 1 || is_tab, "{:?}", symbol);
            prop_assert_eq!(cluster.width, cells(symbol, false));
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
