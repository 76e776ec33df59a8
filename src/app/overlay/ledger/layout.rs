//! Where the parts of the ledger are: pure functions that drawing and the mouse share.

use ratatui::layout::Rect;

use super::View;
use super::table::COLUMNS;
use crate::app::panes::inside;

/// Where the parts of the ledger are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerParts {
    /// The frame around everything.
    pub frame: Rect,
    /// The line with the views.
    pub tabs: Rect,
    /// The line with the filter.
    pub filter: Rect,
    /// The line under it, while it is typed: what is wrong, or what could be typed next.
    pub below_filter: Rect,
    /// The table or the counts, with their head.
    pub body: Rect,
    /// What is told in full of what is chosen, under a rule; empty in a window that is too low.
    pub told: Rect,
}

/// The least height, in cells, in which there is room for more than the rows.
const ROOMY: u16 = 11;

/// Where the parts of the ledger are in `window`, of which it leaves the last line.
#[must_use]
pub fn ledger_parts(window: Rect, view: View, is_typing: bool) -> LedgerParts {
    let height = window.height.saturating_sub(1).max(1).min(window.height);
    let frame = Rect { height, ..window };
    let inner = inside(frame);
    let line = |at: u16, wanted: u16| Rect {
        y: inner.y + at.min(inner.height),
        height: wanted.min(inner.height.saturating_sub(at)),
        ..inner
    };
    let head = if is_typing { 3 } else { 2 };
    let told = match view {
        _ if inner.height < ROOMY => 0,
        View::Claims => (inner.height / 3).clamp(4, 10),
        View::Counts(_) => 2,
    };
    let below = told + u16::from(told > 0);
    LedgerParts {
        frame,
        tabs: line(0, 1),
        filter: line(1, 1),
        below_filter: line(2, u16::from(is_typing)),
        body: line(head, inner.height.saturating_sub(head + below)),
        told: line(inner.height.saturating_sub(told), told),
    }
}

/// The tabs of the views in a line: each with its words and the cells they take. Their names are short where the line
/// is, and in a line that is shorter still only the one that is shown has its name.
#[must_use]
pub fn tabs(line: Rect, shown: View) -> Vec<(View, String, Rect)> {
    let words = |view: View, room: u8| {
        let (long, short) = view.names();
        let digit = view.place() + 1;
        match room {
            2 => format!(" {digit} {long} "),
            1 => format!(" {digit} {short} "),
            _ if view == shown => format!(" {digit} {short} "),
            _ => format!(" {digit} "),
        }
    };
    let width = |text: &str| u16::try_from(text.len()).unwrap_or(u16::MAX);
    let whole = |room: u8| {
        View::ALL
            .map(|view| width(&words(view, room)) + 1)
            .iter()
            .sum::<u16>()
    };
    // The count of what is shown stands behind them.
    let most = line.width.saturating_sub(line.width / 4);
    let room = (1..=2).rev().find(|room| whole(*room) <= most).unwrap_or(0);
    let mut x = line.x;
    let mut tabs = Vec::new();
    for view in View::ALL {
        let text = words(view, room);
        let part = Rect {
            x,
            width: width(&text),
            ..line
        };
        x = x.saturating_add(part.width + 1);
        tabs.push((view, text, part.intersection(line)));
    }
    tabs
}

/// A column as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPart {
    /// Which of [`COLUMNS`].
    pub column: usize,
    /// Where it begins, in cells from the left edge of the table.
    pub x: u16,
    /// How wide it is, in cells.
    pub width: u16,
}

/// The cells before the first column, for marks.
const MARK: u16 = 2;

/// The cells that a claim has before other columns come beside it, in a window that is wide enough.
const WIDE: u16 = 40;

/// The columns that fit in `width` cells: the claim, and from the column `first` on as many as leave it room enough.
#[must_use]
pub fn shown_columns(width: u16, first: usize) -> Vec<ColumnPart> {
    let room = width.saturating_sub(MARK);
    let least = (width / 3).clamp(COLUMNS[0].width, WIDE).min(room);
    let mut left = room - least;
    let others = COLUMNS.iter().enumerate().skip(first.max(1));
    let others: Vec<(usize, u16)> = others
        .map_while(|(place, column)| {
            left = left.checked_sub(column.width + 1)?;
            Some((place, column.width))
        })
        .collect();
    let mut x = MARK;
    let widths = std::iter::once((0, least + left)).chain(others);
    widths
        .map(|(column, width)| {
            let part = ColumnPart { column, x, width };
            x += width + 1;
            part
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::stats::Count;

    #[test]
    fn columns_fill_the_width_and_what_matters_comes_first() {
        for (width, first, expected) in [
            (0, 1, "claim 0"),
            (10, 1, "claim 8"),
            (46, 1, "claim 24, verdict 19"),
            (76, 1, "claim 41, verdict 19, status 12"),
            (76, 4, "claim 31, document 20, date 10, kind 10"),
            (
                116,
                1,
                "claim 43, verdict 19, status 12, claimant 16, document 20",
            ),
        ] {
            let shown = shown_columns(width, first);
            let told: Vec<String> = shown
                .iter()
                .map(|part| format!("{} {}", COLUMNS[part.column].title, part.width))
                .collect();
            assert_eq!(told.join(", "), expected, "{width} {first}");
            let end = shown.last().map(|part| part.x + part.width);
            assert!(end.unwrap() <= width.max(MARK), "{width} {first}");
        }
        assert_eq!(shown_columns(196, 1).len(), COLUMNS.len());
    }

    #[test]
    fn the_parts_lie_in_the_window_and_not_over_each_other() {
        for (width, height) in [(0, 0), (1, 1), (4, 3), (50, 20), (80, 24), (200, 60)] {
            let window = Rect::new(0, 0, width, height);
            for view in View::ALL {
                for is_typing in [false, true] {
                    let parts = ledger_parts(window, view, is_typing);
                    let all = [
                        parts.tabs,
                        parts.filter,
                        parts.below_filter,
                        parts.body,
                        parts.told,
                    ];
                    for (index, part) in all.iter().enumerate() {
                        assert_eq!(part.intersection(window), *part, "{parts:?}");
                        for other in all.iter().skip(index + 1) {
                            assert!(part.intersection(*other).is_empty(), "{parts:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn tabs_are_short_where_there_is_little_room() {
        for (width, expected) in [
            (
                120,
                " 1 claims   2 tags by document   3 tags together   4 over time   5 claimants ",
            ),
            (70, " 1 claims   2 tags   3 pairs   4 time   5 who "),
            (40, " 1   2   3   4 time   5 "),
        ] {
            let found = tabs(Rect::new(0, 0, width, 1), View::Counts(Count::Time));
            let words: Vec<String> = found.into_iter().map(|(_, words, _)| words).collect();
            assert_eq!(words.join(" "), expected);
        }
    }
}
