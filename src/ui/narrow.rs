//! The screen on terminals that give characters of ambiguous width two cells (UAX #11).
//!
//! The text is set with room for them. Everything else is drawn in single cells, where such a character would push the
//! rest of its line to the right: plainer ones stand for it.

use ratatui::buffer::{Buffer, CellDiffOption};

use crate::text::cluster::is_ambiguous;

/// What stands for what, by the plainer character.
const PLAINER: &[(&str, &str)] = &[
    ("|", "│┃▏▕▎║"),
    ("-", "─━–—―·•═"),
    ("+", "╭╮╰╯┌┐└┘├┤┬┴┼◇"),
    ("'", "‘’"),
    ("\"", "“”„"),
    (".", "…⋯"),
    (">", "▸→►"),
    ("<", "←"),
    ("^", "↑△"),
    ("v", "↓▽"),
    ("o", "○°◯"),
    ("#", "■□¶"),
    ("A", "▲"),
    ("V", "▼"),
    ("*", "◆●★☆▪"),
    ("x", "×"),
    ("!", "≠"),
];

/// Puts plainer characters wherever a character of ambiguous width has been given one cell.
pub fn make_plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let has_room = matches!(cell.diff_option, CellDiffOption::ForcedWidth(_));
        if !has_room && is_ambiguous(cell.symbol()) {
            let is_it = |(_, all): &&(&str, &str)| all.contains(cell.symbol());
            let plainer = PLAINER.iter().find(is_it).map_or("?", |(plain, _)| plain);
            cell.set_symbol(plainer);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn what_has_no_room_is_plainer() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
        buffer.set_string(0, 0, "│“é漢”…№ ’", Style::default());
        let quote = &mut buffer[(10, 0)];
        quote
            .set_symbol("’")
            .set_diff_option(CellDiffOption::ForcedWidth(
                NonZeroU16::MIN.saturating_add(1),
            ));
        make_plain(&mut buffer);
        let line: String = buffer
            .content
            .iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        assert_eq!(line, "|\"é漢 \".? '’ ");
    }
}
