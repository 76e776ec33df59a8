//! Pages: help, messages and whatever else is read from top to bottom.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::overlay::{framed, more_below, wrapped};
use super::paint::{put, put_lines};
use super::theme::Theme;
use crate::app::overlay::{Page, PageLine};
use crate::app::panes::centred;
use crate::text::cluster;

/// Draws the page.
pub fn draw_page(theme: &Theme, page: &Page, frame: &mut Frame<'_>) {
    let width = frame.area().width.saturating_sub(2).min(100);
    let most = frame.area().height.saturating_sub(2);
    let lines = page.lines.iter().take(usize::from(most));
    let rows = lines.fold(2_u16, |rows, line| {
        rows.saturating_add(page_line_rows(line, width.saturating_sub(4)))
    });
    let height = rows.min(most);
    let inner = framed(
        theme,
        &page.title,
        centred(frame.area(), width, height),
        frame,
    );
    let buffer = frame.buffer_mut();
    let mut lines = page.lines.iter().skip(page.top);
    let (mut y, mut cut) = (inner.y, false);
    while y < inner.bottom()
        && let Some(line) = lines.next()
    {
        let area = Rect {
            y,
            height: inner.bottom() - y,
            ..inner
        };
        cut = page_line_rows(line, area.width) > area.height;
        y += draw_page_line(theme, line, area, buffer);
    }
    let below = lines.count() + usize::from(cut);
    if below > 0 {
        more_below(theme, below, inner, buffer);
    }
}

/// Whether a page over `area` has lines below those that are shown.
pub fn has_more(page: &Page, area: Rect) -> bool {
    let width = area.width.saturating_sub(2).min(100);
    // No line takes less than a row.
    let lines = page.lines.iter().skip(page.top);
    let lines = lines.take(usize::from(area.height));
    let rows = lines.map(|line| page_line_rows(line, width.saturating_sub(4)));
    let rows = rows.fold(0, u16::saturating_add);
    rows > area.height.saturating_sub(4)
}

/// How a line of a page is set in `width` cells: its words, how far they are set in, and whether a term that reaches into
/// their column has a row of its own above them.
fn set_page_line(line: &PageLine, width: u16) -> (&str, u16, bool) {
    match line {
        PageLine::Heading(text) | PageLine::Text(text) => (text, 0, false),
        PageLine::Entry(term, text) => {
            let column = (width / 3).min(26);
            (text, column, cluster::width(term) >= column)
        }
    }
}

/// How many rows a line of a page takes in `width` cells.
fn page_line_rows(line: &PageLine, width: u16) -> u16 {
    let (text, indent, above) = set_page_line(line, width);
    let rows = wrapped(text, width.saturating_sub(indent)).len();
    u16::try_from(rows)
        .unwrap_or(u16::MAX)
        .saturating_add(u16::from(above))
        .max(1)
}

/// Draws one line of a page, on further rows where it is long; how many rows it took.
fn draw_page_line(theme: &Theme, line: &PageLine, area: Rect, buffer: &mut Buffer) -> u16 {
    let (text, indent, above) = set_page_line(line, area.width);
    let below = u16::from(above);
    let style = match line {
        PageLine::Heading(_) => theme.overlay.patch(theme.heading),
        PageLine::Text(_) => theme.overlay,
        PageLine::Entry(term, _) => {
            put(buffer, area, term, theme.overlay.patch(theme.hint_key));
            theme.overlay
        }
    };
    let height = area.height.saturating_sub(below);
    let room = Rect {
        x: area.x + indent,
        width: area.width - indent,
        y: area.y + below,
        height,
    };
    let rows = wrapped(text, room.width);
    put_lines(buffer, room, rows.iter().map(|row| (row.as_str(), style)));
    u16::try_from(rows.len())
        .unwrap_or(u16::MAX)
        .saturating_add(below)
        .clamp(1, area.height)
}
