//! Where the parts of the codebook are on the screen.

use ratatui::layout::Rect;

use crate::app::panes::{centred, inside};
use crate::text::cluster::width;

/// The widest the codebook gets, in cells.
const WIDEST: u16 = 150;
/// From so many cells on what is said of a tag stands beside the list.
const BESIDE: u16 = 72;

/// Where the parts of the codebook are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodebookParts {
    /// The box with its frame.
    pub frame: Rect,
    /// The line that says what is listed.
    pub header: Rect,
    /// The tags or verdicts.
    pub list: Rect,
    /// What is said of the chosen one: beside the list, or below it where there is little room.
    pub details: Rect,
    /// The keys.
    pub keys: Rect,
}

/// Divides the codebook, which lists `listed` items and tells of keys whose hints take so many cells each.
#[must_use]
pub fn codebook_parts(window: Rect, listed: usize, hints: &[u16]) -> CodebookParts {
    let frame = centred(window, window.width.min(WIDEST), window.height);
    let inner = inside(frame);
    let rows = u16::try_from(flow(hints, inner.width).len()).unwrap_or(u16::MAX);
    let keys_height = rows.min(inner.height / 6);
    let keys = Rect {
        y: inner.bottom() - keys_height,
        height: keys_height,
        ..inner
    };
    let header = Rect {
        height: u16::from(inner.height > 3),
        ..inner
    };
    let gap = u16::from(keys_height > 0 && inner.height > 12);
    let taken = header.height + keys_height + gap;
    let body = Rect {
        y: header.bottom(),
        height: inner.height.saturating_sub(taken),
        ..inner
    };
    let (list, details) = if inner.width >= BESIDE {
        let list_width = inner.width * 9 / 20;
        let list = Rect {
            width: list_width,
            ..body
        };
        let x = list.right() + 3;
        (
            list,
            Rect {
                x,
                width: body.right() - x,
                ..body
            },
        )
    } else {
        let listed = u16::try_from(listed).unwrap_or(u16::MAX).saturating_add(1);
        let height = listed.max(2).min((body.height / 2).max(3)).min(body.height);
        let y = (body.y + height + 1).min(body.bottom());
        (
            Rect { height, ..body },
            Rect {
                y,
                height: body.bottom() - y,
                ..body
            },
        )
    };
    CodebookParts {
        frame,
        header,
        list,
        details,
        keys,
    }
}

/// The hints, which take so many cells each, in rows of `room` cells with two cells between them: how many are in each row.
#[must_use]
pub fn flow(hints: &[u16], room: u16) -> Vec<usize> {
    let mut rows: Vec<usize> = Vec::new();
    let mut used = 0_u16;
    for hint in hints {
        let wider = used.saturating_add(2).saturating_add(*hint);
        match rows.last_mut() {
            Some(count) if wider <= room => (*count, used) = (*count + 1, wider),
            _ => {
                rows.push(1);
                used = *hint;
            }
        }
    }
    rows
}

/// How many cells a hint takes.
#[must_use]
pub fn hint_width(keys: &str, hint: &str) -> u16 {
    width(keys).saturating_add(1).saturating_add(width(hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_parts_lie_in_the_window_and_not_on_each_other(
            width in 0u16..300, height in 0u16..120, listed in 0usize..500, hints in proptest::collection::vec(0u16..40, 0..30),
        ) {
            let window = Rect::new(0, 0, width, height);
            let parts = codebook_parts(window, listed, &hints);
            let all = [parts.header, parts.list, parts.details, parts.keys];
            for (index, one) in all.iter().enumerate() {
                prop_assert!(one.is_empty() || one.intersection(window) == *one, "{:?}", parts);
                for other in &all[..index] {
                    prop_assert!(!one.intersects(*other), "{:?}", parts);
                }
            }
        }
    }
}
