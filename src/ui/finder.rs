//! The finder: what is typed, how it can be narrowed, what was found with what matches set off, and a preview.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::overlay::{framed, more_below, quiet, wrapped, write_matched};
use super::paint::{Pen, put, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::finding::{PreviewLine, Row};
use crate::app::overlay::{Finder, FinderParts};
use crate::model::Span;
use crate::text::cluster::{self, Spacing};
use crate::text::wrap::wrap;

/// The cells of the word that says what a row is, with the space after it.
const KIND: u16 = 11;

pub fn draw(app: &App, theme: &Theme, finder: &Finder, frame: &mut Frame<'_>) {
    let parts = finder.parts(frame.area());
    framed(theme, &finder.title, parts.frame, frame);
    let style = theme.overlay.patch(theme.input);
    tint(frame.buffer_mut(), parts.input, style);
    let mut pen = Pen::new(frame.buffer_mut(), parts.input).over(style);
    pen.write("› ", Style::default());
    let cursor = pen.write_typed(u16::MAX, &finder.input, Style::default());
    if finder.input.text().is_empty() {
        pen.skip(1)
            .write("type to find; words in any order", theme.dim);
    }
    frame.set_cursor_position(Position::new(cursor, parts.input.y));
    let buffer = frame.buffer_mut();
    for (kind, text, place) in parts.signs() {
        let style = if finder.kind() == Some(kind) {
            theme.hint_key.add_modifier(Modifier::UNDERLINED)
        } else {
            theme.dim
        };
        put(buffer, place, &text, theme.overlay.patch(style));
    }
    draw_rows(theme, finder, &parts, buffer);
    draw_rule(theme, &parts, buffer);
    draw_preview(theme, &app.finder_preview(finder), parts.preview, buffer);
    let seen = finder.top(parts.list.height) + usize::from(parts.list.height);
    let below = finder.count().saturating_sub(seen);
    if below > 0 && parts.frame != parts.list {
        let inner = Rect {
            height: parts.frame.bottom().saturating_sub(parts.list.y + 1),
            ..parts.list
        };
        more_below(theme, below, inner, buffer);
    }
}

fn draw_rows(theme: &Theme, finder: &Finder, parts: &FinderParts, buffer: &mut Buffer) {
    if finder.rows().is_empty() {
        let text = match (finder.is_waiting(), finder.kind()) {
            (true, _) => "looking…".to_owned(),
            (false, Some(kind)) => {
                let sign = kind.sign();
                let (words, _) = kind.words();
                format!(
                    "nothing matches among the {words}; without the {sign} everything is looked through"
                )
            }
            (false, None) => "nothing matches".to_owned(),
        };
        let rows = wrapped(&text, parts.list.width);
        for (line, row) in parts.list.rows().zip(rows) {
            put(buffer, line, &row, theme.overlay.patch(theme.dim));
        }
        return;
    }
    let top = finder.top(parts.list.height);
    let rows = finder.rows().iter().enumerate().skip(top);
    for (line, (index, row)) in parts.list.rows().zip(rows) {
        let is_chosen = index == finder.selected();
        let chosen = if is_chosen {
            theme.list_selected
        } else {
            Style::default()
        };
        let style = theme.overlay.patch(chosen);
        tint(buffer, line, style);
        let is_of_kind = finder.kind().is_some_and(|kind| kind == row.kind);
        draw_row(
            theme,
            row,
            is_of_kind || !finder.wanted.is_anything(),
            line,
            style,
            buffer,
        );
    }
}

/// A row: what it is, unless all are that, its name and what stands beside it.
fn draw_row(
    theme: &Theme,
    row: &Row,
    is_known: bool,
    line: Rect,
    style: Style,
    buffer: &mut Buffer,
) {
    let mut pen = Pen::new(buffer, line).over(style);
    let quiet = quiet(theme, style);
    if !is_known {
        let column = pen.x() + KIND;
        pen.write(row.kind.word(), quiet).skip_to(column);
    }
    let all = pen.room();
    let beside = if all >= 30 {
        cluster::width(&row.beside).min(all / 2)
    } else {
        0
    };
    // What something is called counts more than where it lies.
    let named = cluster::width(&row.name).min(all);
    let beside = beside.min(all.saturating_sub(named + 2).max(all / 4));
    let room = all.saturating_sub(beside + 2);
    let start = pen.x();
    write_matched(
        &mut pen,
        &row.name,
        &row.in_name,
        room,
        Style::default(),
        theme,
    );
    if beside > 0 {
        pen.skip_to(start + room + 2);
        let room = pen.room();
        write_matched(&mut pen, &row.beside, &row.in_beside, room, quiet, theme);
    }
}

fn draw_rule(theme: &Theme, parts: &FinderParts, buffer: &mut Buffer) {
    let style = theme.overlay.patch(theme.border);
    let sign = if parts.rule.width > 1 { "─" } else { "│" };
    for at in parts.rule.intersection(buffer.area).positions() {
        buffer[at].set_symbol(sign).set_style(style);
    }
}

/// The lines of the preview, broken to its width, as far as there is room.
fn draw_preview(theme: &Theme, lines: &[PreviewLine], part: Rect, buffer: &mut Buffer) {
    let mut rows = part.rows();
    if part.is_empty() {
        return;
    }
    for line in lines {
        let (text, style) = match line {
            PreviewLine::Heading(text) => (text, theme.heading),
            PreviewLine::About(text) => (text, theme.dim),
            PreviewLine::Text(text) => (text, Style::default()),
            PreviewLine::Fault(text) => (text, theme.status_error),
            PreviewLine::Gap => {
                if rows.next().is_none() {
                    return;
                }
                continue;
            }
            PreviewLine::Passage(text, span) => {
                if !draw_passage(theme, text, *span, &mut rows, buffer) {
                    return;
                }
                continue;
            }
        };
        for text in wrapped(text, part.width) {
            let Some(row) = rows.next() else {
                return;
            };
            put(buffer, row, &text, theme.overlay.patch(style));
        }
    }
}

/// A passage among the words around it, which are dim; whether there is room below it.
fn draw_passage(
    theme: &Theme,
    text: &str,
    span: Span,
    rows: &mut impl Iterator<Item = Rect>,
    buffer: &mut Buffer,
) -> bool {
    let mut width = None;
    let mut broken = Vec::new().into_iter();
    for row in rows {
        if width.is_none() {
            width = Some(row.width);
            let whole = Span::new(0, text.len());
            broken = wrap(text, whole, row.width.max(1), Spacing::Fold).into_iter();
        }
        let Some(line) = broken.next() else {
            return true;
        };
        let mut pen = Pen::new(buffer, row).over(theme.overlay);
        let (start, end) = (
            span.start.clamp(line.start, line.end),
            span.end.clamp(line.start, line.end),
        );
        for (part, style) in [
            (Span::new(line.start, start), theme.dim),
            (Span::new(start, end), theme.match_char),
            (Span::new(end, line.end), theme.dim),
        ] {
            pen.write(&part.of(text).replace('\n', " "), style);
        }
    }
    false
}
