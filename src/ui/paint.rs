//! Putting text into cells. Whatever comes from strangers goes through here, and is safe to show afterwards.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::cluster::truncate;
use crate::text::visible;

/// Writes `text` on one line from (`x`, `y`) on, at most `width` cells wide, ending in an ellipsis when it is cut; the
/// column after it.
pub fn put(buffer: &mut Buffer, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    if !buffer.area.contains((x, y).into()) {
        return x;
    }
    let safe = visible::one_line(text);
    let cut = truncate(&safe, width);
    buffer.set_stringn(x, y, cut, usize::from(width), style).0
}

/// Gives every cell of `area` the style, keeping what stands in it.
pub fn tint(buffer: &mut Buffer, area: Rect, style: Style) {
    buffer.set_style(area, style);
}

/// Writes lines from the top of `area`, each cut to its width, as many as fit.
pub fn put_lines<'t>(
    buffer: &mut Buffer,
    area: Rect,
    lines: impl IntoIterator<Item = (&'t str, Style)>,
) {
    for (y, (text, style)) in (area.top()..area.bottom()).zip(lines) {
        put(buffer, area.x, y, area.width, text, style);
    }
}
