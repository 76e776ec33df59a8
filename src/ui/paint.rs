//! Putting text into cells. Whatever comes from strangers goes through here, and is safe to show afterwards.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::overlay::Line;
use crate::text::bidi::in_display_order;
use crate::text::cluster::{previous, truncate, width};
use crate::text::visible;

/// No letter is longer than this, in bytes, whatever stands above and below it; only floods of marks are.
const LONGEST_SAFE: usize = 24;

/// Writes along one line, from left to right, and never past its end.
pub struct Pen<'b> {
    buffer: &'b mut Buffer,
    x: u16,
    y: u16,
    end: u16,
    base: Style,
}

impl<'b> Pen<'b> {
    /// A pen at the beginning of the first line of `line`.
    pub fn new(buffer: &'b mut Buffer, line: Rect) -> Self {
        let inside = line.intersection(buffer.area);
        let end = if inside.is_empty() {
            inside.x
        } else {
            inside.right()
        };
        Self {
            buffer,
            x: inside.x,
            y: inside.y,
            end,
            base: Style::default(),
        }
    }

    /// The same pen, whose styles are laid over `base`.
    pub fn over(mut self, base: Style) -> Self {
        self.base = base;
        self
    }

    /// Writes `text`, ending in an ellipsis where the line ends before it. What runs from right to left is put in the
    /// order it is seen in.
    pub fn write(&mut self, text: &str, style: Style) -> &mut Self {
        self.write_within(u16::MAX, text, style)
    }

    /// Writes `text` in at most `most` cells.
    pub fn write_within(&mut self, most: u16, text: &str, style: Style) -> &mut Self {
        let room = self.room().min(most);
        if room > 0 {
            let safe = visible::one_line(text);
            let style = self.base.patch(style);
            let kept = truncate(&safe, room);
            let drawn = in_display_order(&kept);
            let end = self
                .buffer
                .set_stringn(self.x, self.y, drawn, usize::from(room), style)
                .0;
            // Nothing follows an ellipsis, even where a wide character left a cell over.
            self.x = if width(&safe) > room {
                self.x + room
            } else {
                end
            };
        }
        self
    }

    /// Writes what is typed in at most `most` cells, around its cursor where it is longer; the column of the cursor.
    pub fn write_typed(&mut self, most: u16, line: &Line, style: Style) -> u16 {
        let (before, after) = line.parts();
        let room = self.room().min(most).saturating_sub(1);
        let (mut start, mut used) = (before.len(), 0_u16);
        while start > 0 {
            let earlier = previous(before, start);
            let wider = used.saturating_add(width(before.get(earlier..start).unwrap_or_default()));
            if wider > room {
                break;
            }
            (start, used) = (earlier, wider);
        }
        let column = self.x + used;
        let shown = before.get(start..).unwrap_or_default();
        self.write_within(most, &format!("{shown}{after}"), style);
        column
    }

    /// Leaves `cells` cells as they are.
    pub fn skip(&mut self, cells: u16) -> &mut Self {
        self.skip_to(self.x.saturating_add(cells))
    }

    /// Goes on at the column `x`, or at the end of the line; never back.
    pub fn skip_to(&mut self, x: u16) -> &mut Self {
        self.x = x.clamp(self.x, self.end.max(self.x));
        self
    }

    /// What it writes into.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// The column to write at next.
    pub fn x(&self) -> u16 {
        self.x
    }

    /// How many cells are left.
    pub fn room(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }
}

/// `text` as a widget may put it into a line of `cells` cells: safe, cut to them, in the order it is seen in.
pub fn safe(text: &str, cells: u16) -> String {
    let text = visible::one_line(text);
    in_display_order(&truncate(&text, cells)).into_owned()
}

/// Writes `text` at the beginning of `line`.
pub fn put(buffer: &mut Buffer, line: Rect, text: &str, style: Style) {
    Pen::new(buffer, line).write(text, style);
}

/// Writes lines from the top of `area`, as many as fit.
pub fn put_lines<'t>(
    buffer: &mut Buffer,
    area: Rect,
    lines: impl IntoIterator<Item = (&'t str, Style)>,
) {
    for (line, (text, style)) in area.rows().zip(lines) {
        put(buffer, line, text, style);
    }
}

/// Looks over the cells of `area` for what a terminal would obey, where it did not come through a [`Pen`]: a note is set by
/// a text area of its own while it is written.
pub fn guard(buffer: &mut Buffer, area: Rect) {
    for place in area.intersection(buffer.area).positions() {
        let cell = &mut buffer[place];
        let symbol = cell.symbol();
        if matches!(symbol.as_bytes(), [b' '..=b'~']) || is_safe(symbol) {
            continue;
        }
        let safe = visible::one_line(symbol).into_owned();
        let safe = if width(&safe) == 1 { &safe } else { "\u{fffd}" };
        cell.set_symbol(safe);
    }
}

fn is_safe(symbol: &str) -> bool {
    symbol.len() <= LONGEST_SAFE && !symbol.contains(visible::is_unseen)
        || visible::one_line(symbol) == symbol
}

/// Gives every cell of `area` the style, keeping what stands in it.
pub fn tint(buffer: &mut Buffer, area: Rect, style: Style) {
    buffer.set_style(area, style);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    #[test]
    fn a_pen_stays_on_its_line_and_shows_what_is_strange() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 2));
        let mut pen = Pen::new(&mut buffer, Rect::new(2, 0, 20, 1));
        pen.write("a\u{1b}b", Style::default())
            .skip(1)
            .write("漢字漢字", Style::default());
        assert_eq!(pen.room(), 0);
        pen.write("more", Style::default());
        let line: String = (0..10).map(|x| buffer[(x, 0)].symbol()).collect();
        assert_eq!(line, "  a␛b 漢 … ");
        put(
            &mut buffer,
            Rect::new(0, 1, 10, 1),
            "a אבג, b",
            Style::default(),
        );
        let line: String = (0..10).map(|x| buffer[(x, 1)].symbol()).collect();
        assert_eq!(line, "a גבא, b  ");
        put(
            &mut buffer,
            Rect::new(0, 7, 3, 1),
            "outside",
            Style::default(),
        );
    }

    #[test]
    fn a_typed_line_is_shown_around_its_cursor() {
        for (text, back, expected, cursor) in [
            ("", 0, "      ", 0),
            ("short", 0, "short ", 5),
            ("漢字漢字", 0, "漢 字   ", 4),
            ("a longer one", 0, "r one ", 5),
            ("a longer one", 4, "onger…", 5),
            ("a longer one", 12, "a lon…", 0),
        ] {
            let mut line = Line::new(text);
            for _ in 0..back {
                line.key(KeyEvent::new(KeyCode::Left, KeyModifiers::NONE));
            }
            let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
            let column = Pen::new(&mut buffer, Rect::new(0, 0, 6, 1)).write_typed(
                u16::MAX,
                &line,
                Style::default(),
            );
            let shown: String = (0..6).map(|x| buffer[(x, 0)].symbol()).collect();
            assert_eq!((shown.as_str(), column), (expected, cursor), "{text:?}");
        }
    }
}
