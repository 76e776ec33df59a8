//! Where everything is on the screen: one pure function that drawing, paging and the mouse share.

use std::ops::Range;

use ratatui::layout::Rect;

use super::typography::Typography;

/// Which pane the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Focus {
    /// The document list.
    Documents,
    /// The reader.
    #[default]
    Reader,
    /// The annotation sidebar.
    Sidebar,
}

/// What a person prefers; widths in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The width of the document list.
    pub documents_width: u16,
    /// The width of the sidebar.
    pub sidebar_width: u16,
    /// How text is set.
    pub typography: Typography,
    /// The pane with the focus.
    pub focus: Focus,
    /// The side pane that was last in use, which is the one shown where there is room for one.
    pub side: Focus,
    /// Whether the reader is shown alone.
    pub zoom: bool,
    /// How many rows the strip above the status line has; none while nothing is reviewed.
    pub strip: u16,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            documents_width: 30,
            sidebar_width: 36,
            typography: Typography::default(),
            focus: Focus::Reader,
            side: Focus::Sidebar,
            zoom: false,
            strip: 0,
        }
    }
}

/// From this width on all three panes are shown.
pub const WIDE: u16 = 100;
/// Under this width one pane is shown at a time.
pub const NARROW: u16 = 60;

/// Where each pane is; `None` for one that is not shown. Panes do not overlap; the column between two is a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Panes {
    /// The document list.
    pub documents: Option<Rect>,
    /// The reader.
    pub reader: Option<Rect>,
    /// The sidebar.
    pub sidebar: Option<Rect>,
    /// What the keys mean while reviewing.
    pub strip: Option<Rect>,
    /// The status line, absent in a window of one row.
    pub status: Option<Rect>,
}

/// Divides the window.
#[must_use]
pub fn panes(area: Rect, layout: &Layout) -> Panes {
    let status_height = u16::from(area.height > 1);
    // The text is what it is all about: the strip takes at most a quarter.
    let strip_height = layout.strip.min(area.height / 4);
    let body = Rect {
        height: area.height - status_height - strip_height,
        ..area
    };
    let rows = |y, height| (height > 0).then_some(Rect { y, height, ..area });
    let mut found = Panes {
        strip: rows(body.bottom(), strip_height),
        status: rows(body.bottom() + strip_height, status_height),
        ..Panes::default()
    };
    let alone = layout.zoom && layout.focus == Focus::Reader;
    let side = if layout.focus == Focus::Reader {
        layout.side
    } else {
        layout.focus
    };
    let (documents, sidebar) = match area.width {
        WIDE.. if !alone => (true, true),
        NARROW..WIDE if !alone => (side == Focus::Documents, side == Focus::Sidebar),
        _ if layout.focus == Focus::Reader => (false, false),
        _ => {
            match layout.focus {
                Focus::Documents => found.documents = Some(body),
                Focus::Sidebar => found.sidebar = Some(body),
                Focus::Reader => {}
            }
            return found;
        }
    };
    // Side panes leave the reader at least half of a wide window and three fifths of a medium one.
    let most = if documents && sidebar {
        area.width / 4
    } else {
        area.width * 2 / 5
    };
    let room = |wish: u16| wish.clamp(12, most.max(12));
    let mut reader = body;
    if documents {
        let width = room(layout.documents_width);
        found.documents = Some(Rect { width, ..body });
        reader.x += width + 1;
        reader.width -= width + 1;
    }
    if sidebar {
        let width = room(layout.sidebar_width);
        reader.width -= width + 1;
        found.sidebar = Some(Rect {
            x: reader.right() + 1,
            width,
            ..body
        });
    }
    found.reader = Some(reader);
    found
}

/// Where the parts of the reader are inside its pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReaderParts {
    /// The line above the text that says what is read.
    pub header: Rect,
    /// The column of numbers; empty where nothing is counted.
    pub numbers: Rect,
    /// The column of tag glyphs.
    pub gutter: Rect,
    /// The text.
    pub text: Rect,
    /// The scrollbar with annotation marks.
    pub scrollbar: Rect,
    /// How many cells to the left and to the right of the text are free for a table that is wider; no margins among them.
    pub beside: (u16, u16),
}

/// The width of the gutter: two glyphs and a space.
const GUTTER: u16 = 3;

/// The narrowest text, in cells, that margins and numbers are allowed to leave.
const NARROWEST_TEXT: u16 = 24;

/// Divides the reader's pane: the text is at most as wide as the measure and stands in the middle, between margins where
/// there is room for them. Numbers have `digits` digits.
#[must_use]
pub fn reader_parts(pane: Rect, typography: &Typography, digits: u16) -> ReaderParts {
    let header_height = u16::from(pane.height > 4);
    let body = Rect {
        y: pane.y + header_height,
        height: pane.height - header_height,
        ..pane
    };
    let bar = u16::from(pane.width > 8);
    let gutter = if pane.width > 20 { GUTTER } else { 0 };
    let room = pane.width - bar - gutter;
    let spare = room.saturating_sub(NARROWEST_TEXT);
    let numbers = if digits > 0 && digits < spare {
        digits + 1
    } else {
        0
    };
    let room = room - numbers;
    let margin = typography.margin.min(spare.saturating_sub(numbers) / 2);
    let width = (room - margin * 2)
        .saturating_sub(u16::from(room > NARROWEST_TEXT && margin == 0))
        .min(typography.measure);
    let left = (room - width) / 2;
    let text = Rect {
        x: body.x + left + numbers + gutter,
        width,
        ..body
    };
    ReaderParts {
        header: Rect {
            height: header_height,
            ..pane
        },
        numbers: Rect {
            x: body.x + left,
            width: numbers,
            ..body
        },
        gutter: Rect {
            x: text.x - gutter,
            width: gutter,
            ..body
        },
        text,
        scrollbar: Rect {
            x: (body.x + body.width).saturating_sub(bar),
            width: bar,
            ..body
        },
        beside: (
            if numbers > 0 {
                0
            } else {
                left.saturating_sub(margin)
            },
            (room - left - width).saturating_sub(margin.max(1)),
        ),
    }
}

/// Where the list of a side pane is: under its header line.
#[must_use]
pub fn list_part(pane: Rect) -> Rect {
    let header = u16::from(pane.height > 4);
    Rect {
        y: pane.y + header,
        height: pane.height - header,
        ..pane
    }
}

/// Where the parts of the sidebar are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SidebarParts {
    /// The line that says what it is.
    pub header: Rect,
    /// The cards.
    pub list: Rect,
    /// The tags that have keys, under a rule.
    pub legend: Rect,
}

/// Divides the sidebar: the legend of `tags` tags is there when the cards have room enough beside it.
#[must_use]
pub fn sidebar_parts(pane: Rect, tags: usize) -> SidebarParts {
    let body = list_part(pane);
    let wanted = u16::try_from(tags).unwrap_or(u16::MAX).saturating_add(1);
    let height = if tags > 0 && wanted <= body.height / 3 {
        wanted
    } else {
        0
    };
    let list = Rect {
        height: body.height - height,
        ..body
    };
    SidebarParts {
        header: Rect {
            height: body.y - pane.y,
            ..pane
        },
        list,
        legend: Rect {
            y: list.bottom(),
            height,
            ..body
        },
    }
}

/// A box of at most `width` by `height` cells in the middle of the window, a little above, over the status line.
#[must_use]
pub fn centred(window: Rect, width: u16, height: u16) -> Rect {
    let body = Rect {
        height: window.height.saturating_sub(1).max(1).min(window.height),
        ..window
    };
    let (width, height) = (width.min(body.width), height.min(body.height));
    let x = body.x + (body.width - width) / 2;
    Rect {
        x,
        y: body.y + (body.height - height) / 3,
        width,
        height,
    }
}

/// A box of at most `width` by `height` cells that leaves the rows `taken` of the window to be seen: under them where
/// `wanted` rows fit or there is more room than above, else above them. It does not move while it is lower than `wanted`.
/// Without rows to leave it is in the middle.
#[must_use]
pub fn beside(
    window: Rect,
    taken: Option<Range<u16>>,
    width: u16,
    (height, wanted): (u16, u16),
) -> Rect {
    /// With fewer rows than this nothing can be done in a box: then it covers what it has to.
    const LEAST: u16 = 5;
    let Some(taken) = taken else {
        return centred(window, width, height);
    };
    let body = window.height.saturating_sub(1);
    let (above, below) = (taken.start, body.saturating_sub(taken.end));
    let is_under = wanted <= below || below >= above;
    let room = if is_under { below } else { above };
    let room = room.max(LEAST).min(body);
    let (height, wanted) = (height.min(room), wanted.min(room));
    let y = if is_under {
        taken.end.min(body.saturating_sub(height))
    } else {
        taken.start.saturating_sub(wanted)
    };
    Rect {
        y,
        height,
        ..centred(window, width, height)
    }
}

/// What is inside the frame of a box; the whole of a box that is too small for a frame.
#[must_use]
pub fn inside(frame: Rect) -> Rect {
    if frame.height < 3 || frame.width < 4 {
        return frame;
    }
    Rect {
        x: frame.x + 2,
        y: frame.y + 1,
        width: frame.width - 4,
        height: frame.height - 2,
    }
}

/// The widest box for a note of the article, in cells.
const PEEK: u16 = 68;

/// A box for `rows` rows of at most [`peek_width`] cells beside the row of the text that is `row` rows under its top,
/// which it does not cover: under it, or over it where there is more room.
#[must_use]
pub fn peek_part(text: Rect, row: u16, rows: u16) -> Rect {
    let row = row.min(text.height.saturating_sub(1));
    let (above, below) = (row, text.height.saturating_sub(row + 1));
    let wanted = rows.saturating_add(2);
    let height = wanted.min(above.max(below));
    let y = if height <= below {
        text.y + row + 1
    } else {
        text.y + row - height
    };
    Rect {
        y,
        width: text.width.min(PEEK),
        height,
        ..text
    }
}

/// How many cells of text a row of such a box has.
#[must_use]
pub fn peek_width(text: Rect) -> u16 {
    let frame = Rect {
        width: text.width.min(PEEK),
        height: 3,
        ..text
    };
    inside(frame).width
}

/// The widest box in which two texts are compared, and the narrowest in which they stand beside each other, in cells.
const WIDEST_COMPARISON: u16 = 150;
const BESIDE: u16 = 80;
/// The highest box in which two texts are compared, in rows.
const HIGHEST_COMPARISON: u16 = 46;

/// Where the parts of a comparison of two texts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComparisonParts {
    /// The box with its frame.
    pub frame: Rect,
    /// What is said above the texts.
    pub head: Rect,
    /// The old text with its title: beside the new one, or above it where there is little room.
    pub old: Rect,
    /// The new text with its title.
    pub new: Rect,
}

/// How many cells a row of the head of a comparison has, and a row of either text.
#[must_use]
pub fn comparison_widths(window: Rect) -> (u16, u16) {
    let inner = inside(comparison_frame(window));
    if inner.width < BESIDE {
        (inner.width, inner.width)
    } else {
        (inner.width, (inner.width - 3) / 2)
    }
}

fn comparison_frame(window: Rect) -> Rect {
    centred(
        window,
        window.width.min(WIDEST_COMPARISON),
        window.height.min(HIGHEST_COMPARISON),
    )
}

/// Divides a comparison whose head has `head` rows and whose texts have `old` and `new` rows.
#[must_use]
pub fn comparison_parts(window: Rect, head: usize, old: usize, new: usize) -> ComparisonParts {
    let frame = comparison_frame(window);
    let inner = inside(frame);
    let rows = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    let head_height = rows(head).min(inner.height.saturating_sub(2) / 2);
    let above = Rect {
        height: head_height,
        ..inner
    };
    let gap = u16::from(head_height > 0 && inner.height > 12);
    let body = Rect {
        y: inner.y + head_height + gap,
        height: inner.height - head_height - gap,
        ..inner
    };
    let (_, width) = comparison_widths(window);
    let (left, right) = if width < inner.width {
        let left = Rect { width, ..body };
        let x = body.right() - width;
        (left, Rect { x, ..left })
    } else {
        let spared = body.height.saturating_sub(rows(new).saturating_add(1));
        let between = u16::from(spared > rows(old).saturating_add(1));
        let wanted = rows(old).saturating_add(1 + between);
        let height = wanted.min(spared.max(body.height / 2));
        let upper = Rect { height, ..body };
        let y = body.y + height;
        let height = body.height - height;
        (upper, Rect { y, height, ..body })
    };
    ComparisonParts {
        frame,
        head: above,
        old: left,
        new: right,
    }
}

/// Where the strip is that shows the quote to attach, above everything else: `rows` rows and a line for what it is,
/// but at most a third of the window.
#[must_use]
pub fn strip_part(window: Rect, rows: usize) -> Rect {
    let wanted = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(1);
    Rect {
        height: wanted.min(window.height / 3),
        ..window
    }
}

/// Where the parts of a picker are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PickerParts {
    /// The box with its frame.
    pub frame: Rect,
    /// The line one types into.
    pub input: Rect,
    /// The items.
    pub list: Rect,
    /// What is said of the chosen tag, in the tag picker: beside the items, or below them where there is little room.
    pub details: Rect,
}

/// From so many cells on what is said of a tag stands beside the list of tags.
const BESIDE_LIST: u16 = 56;
/// The most rows that it takes below the list.
const DETAILS_BELOW: u16 = 5;

/// Divides a picker of at most `width` cells that lists `items` items of `all`, beside the rows `taken` of the window.
/// It may have a part for what is said of the chosen one.
#[must_use]
pub fn picker_parts(
    window: Rect,
    taken: Option<Range<u16>>,
    width: u16,
    (items, all): (usize, usize),
    has_details: bool,
) -> PickerParts {
    let most = (window.height * 2 / 3).max(6);
    let height = |items: usize| {
        let rows = u16::try_from(items.max(1)).unwrap_or(u16::MAX);
        rows.saturating_add(3).min(most)
    };
    let frame = beside(
        window,
        taken,
        window.width.saturating_sub(4).min(width),
        (height(items), height(all)),
    );
    let inner = inside(frame);
    let input = Rect {
        height: inner.height.min(1),
        ..inner
    };
    let body = Rect {
        y: inner.y + input.height,
        height: inner.height - input.height,
        ..inner
    };
    let (list, details) = match body {
        _ if !has_details => (body, Rect::default()),
        _ if body.width >= BESIDE_LIST => {
            let list = Rect {
                width: body.width * 2 / 5,
                ..body
            };
            let x = list.right() + 2;
            let width = body.right() - x;
            (list, Rect { x, width, ..body })
        }
        _ => {
            // A rule stands between the two.
            let height = (body.height / 2).min(DETAILS_BELOW);
            let list = Rect {
                height: body.height - height,
                ..body
            };
            let y = (list.bottom() + 1).min(body.bottom());
            let height = body.bottom() - y;
            (list, Rect { y, height, ..body })
        }
    };
    PickerParts {
        frame,
        input,
        list,
        details,
    }
}

#[cfg(test)]
mod tests;
