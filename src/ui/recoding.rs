//! What is typed for the codebook, and a tag being split.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::codebook::{Lines, add, put_styled};
use super::overlay::{framed, wrapped};
use super::paint::{Pen, put_lines, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::overlay::{Entry, Split};
use crate::app::panes::centred;
use crate::model::on_one_line;
use crate::text::quoted;

/// A line that is typed for the codebook, and under it what can be typed, or what is wrong.
pub fn draw_entry(app: &App, theme: &Theme, entry: &Entry, frame: &mut Frame<'_>) {
    let (below, style) = match &entry.complaint {
        Some(complaint) => (complaint.as_str(), theme.status_error),
        None => (entry.hint.as_str(), theme.dim),
    };
    let rows = wrapped(below, app.box_width());
    let height = u16::try_from(rows.len().min(4)).unwrap_or(4);
    let inner = framed(theme, &entry.title, app.field_part(height), frame);
    let line = Rect {
        height: inner.height.min(1),
        ..inner
    };
    let buffer = frame.buffer_mut();
    let typed = theme.overlay.patch(theme.input);
    tint(buffer, line, typed);
    let cursor =
        Pen::new(buffer, line)
            .over(typed)
            .write_typed(u16::MAX, &entry.input, Style::default());
    let under = Rect {
        y: inner.y.saturating_add(2).min(inner.bottom()),
        height: inner.height.saturating_sub(2),
        ..inner
    };
    let style = theme.overlay.patch(style);
    put_lines(buffer, under, rows.iter().map(|row| (row.as_str(), style)));
    frame.set_cursor_position(Position::new(cursor, line.y));
}

/// An annotation of a tag that is split, and the tags to choose from.
pub fn draw_split(app: &App, theme: &Theme, split: &Split, frame: &mut Frame<'_>) {
    let window = frame.area();
    let place = (split.at + 1).min(split.stops.len());
    let several = if split.is_several {
        " · several tags"
    } else {
        ""
    };
    let title = format!(
        "Split {} · {place} of {} · {} chosen{several}",
        split.from,
        split.stops.len(),
        split.choices.len()
    );
    let part = centred(
        window,
        window.width.saturating_sub(4).min(96),
        window.height * 4 / 5,
    );
    let inner = framed(theme, &title, part, frame);
    let codebook = app.set().codebook();
    let mut lines = Lines::new();
    let found = split.current().and_then(|id| app.set().get(id));
    if let Some(found) = found {
        let place = found.place();
        let title = app.name_of(&found.document);
        add(&mut lines, &title, theme.heading, inner.width);
        lines.push((String::new(), Style::default()));
        let quote = on_one_line(&place.quote);
        add(&mut lines, &quoted(&quote), Style::default(), inner.width);
        if !found.note.is_empty() {
            add(&mut lines, &found.note, theme.note, inner.width);
        }
    } else {
        let key = app.keymap.keys_of("split-save").next().unwrap_or_default();
        let text = match split.current() {
            Some(_) => "This annotation was deleted meanwhile.".to_owned(),
            None => format!("That was the last one. {key} saves what was chosen, in one step."),
        };
        add(&mut lines, &text, theme.hint_key, inner.width);
    }
    let most = usize::from(inner.height).saturating_sub(split.into.len() + 1);
    if lines.len() > most {
        lines.truncate(most.max(1));
        if let Some((last, _)) = lines.last_mut() {
            last.push('…');
        }
    }
    let buffer = frame.buffer_mut();
    put_styled(buffer, theme, inner, &lines, 0);
    let chosen = split.current().and_then(|id| split.choices.get(&id));
    let from = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(1);
    let rows = inner.rows().skip(usize::from(from));
    for ((number, name), line) in (1..).zip(&split.into).zip(rows) {
        let is_chosen = chosen.is_some_and(|tags| tags.contains(name));
        let mark = if is_chosen { "✓" } else { " " };
        let style = theme.accent(codebook.color(name));
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        pen.write(&format!("{mark} {number} "), theme.hint_key);
        pen.write(&format!("{} {name}", codebook.glyph(name)), style);
    }
}
