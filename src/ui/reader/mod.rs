//! The reader pane: header, numbers, gutter, text, scrollbar.

mod look;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::overlay::wrapped;
use super::paint::{Pen, put, put_lines};
use super::theme::Theme;
use crate::app::App;
use crate::app::panes::{Focus, ReaderParts};
use crate::app::reader::{Placed, RowKind};
use crate::model::{Document, Span, TagColor};
use crate::text::counted;
use look::Look;

pub fn draw(app: &App, theme: &Theme, pane: Rect, frame: &mut Frame<'_>) {
    let parts = app.reader_parts(pane);
    let Some(document) = app.reader.document() else {
        draw_empty(app, theme, parts, frame.buffer_mut());
        return;
    };
    draw_header(app, theme, document, parts, frame.buffer_mut());
    let look = Look::of(app, theme, document);
    let lines = parts.text.rows().zip(parts.gutter.rows());
    let mut cursor = None;
    for ((line, gutter), row) in lines.zip(app.reader.visible()) {
        let line = row.line(line);
        let gutter = Rect {
            x: gutter.x.saturating_sub(row.outdent),
            ..gutter
        };
        match row.kind {
            RowKind::Folded => {
                let blocks = app.reader.folded_blocks(row.block);
                let said = format!("⋯ page furniture, {}", counted(blocks, "paragraph"));
                put(frame.buffer_mut(), line, &said, theme.dim);
                continue;
            }
            RowKind::Gap => {}
            RowKind::First | RowKind::More | RowKind::Name => {
                look.draw_row(row, line, frame.buffer_mut());
                look.draw_gutter(row, gutter, frame.buffer_mut());
            }
        }
        if row.span.contains(app.reader.cursor()) {
            let column = row.column_of(document, app.reader.cursor());
            cursor = Some(Position::new(
                line.x + column.min(line.width.saturating_sub(1)),
                line.y,
            ));
        }
    }
    for (line, number) in parts.numbers.rows().zip(app.reader.numbers()) {
        if let Some(number) = number {
            let digits = usize::from(line.width.saturating_sub(1));
            let mut pen = Pen::new(frame.buffer_mut(), line);
            pen.write(&format!("{number:>digits$}"), theme.number);
        }
    }
    draw_scrollbar(app, theme, document, parts.scrollbar, frame.buffer_mut());
    if let Some(cursor) = cursor
        && app.overlays.is_empty()
        && app.layout.focus == Focus::Reader
    {
        frame.set_cursor_position(cursor);
    }
}

fn draw_empty(app: &App, theme: &Theme, parts: ReaderParts, buffer: &mut Buffer) {
    if let Some(refused) = app.refused() {
        let rows = wrapped(&refused.reason, parts.text.width);
        let name = (refused.path.name(), theme.heading);
        let rows = rows.iter().map(|row| (row.as_str(), theme.text));
        let lines = [name, ("", theme.text)].into_iter().chain(rows);
        put_lines(buffer, parts.text, lines);
        return;
    }
    let lines: &[&str] = if app.is_waiting_for_document() {
        &["Reading…"]
    } else if app.library.entries().is_empty() {
        &[
            "There is nothing to read here.",
            "",
            "postil FOLDER opens a folder of articles,",
            "postil FILE a single one.",
            "",
            "q leaves.",
        ]
    } else {
        &[
            "No document is open.",
            "",
            "Tab goes to the list, Enter reads a document,",
            "f finds one by its title.",
        ]
    };
    put_lines(
        buffer,
        parts.text,
        lines.iter().map(|line| (*line, theme.dim)),
    );
}

fn draw_header(
    app: &App,
    theme: &Theme,
    document: &Document,
    parts: ReaderParts,
    buffer: &mut Buffer,
) {
    let metadata = app.metadata_at(document, app.reader.cursor());
    let mut about: Vec<String> = part_of(app, document, metadata.title).into_iter().collect();
    about.extend(metadata.authors);
    about.extend(metadata.date);
    about.push(document.path.to_string());
    let line = Rect {
        x: parts.text.x,
        width: parts.text.width,
        ..parts.header
    };
    // Each is written by itself: numbers do not change sides with a name that runs from right to left.
    let mut pen = Pen::new(buffer, line);
    for (number, said) in about.iter().enumerate() {
        if number > 0 {
            pen.write(" · ", theme.dim);
        }
        pen.write(said, theme.dim);
    }
}

/// Which of several parts the cursor is in, and what it is called.
fn part_of(app: &App, document: &Document, title: Option<String>) -> Option<String> {
    let number = document.part_index_at(app.reader.cursor()) + 1;
    let count = document.parts.len();
    let place = format!("part {number} of {count}");
    (count > 1).then(|| match title {
        Some(title) => format!("{place} · {title}"),
        None => place,
    })
}

/// The colour of an annotation: that of its first tag that has one.
fn color_of(app: &App, placed: &Placed) -> Option<TagColor> {
    let annotation = app.set().get(placed.id)?;
    annotation
        .tags
        .iter()
        .find_map(|tag| app.set().codebook().color(tag))
}

/// Where in the document the window is, and where the annotations are: each row stands for a share of the text.
fn draw_scrollbar(app: &App, theme: &Theme, document: &Document, bar: Rect, buffer: &mut Buffer) {
    let rows = app.reader.visible();
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
        return;
    };
    let ends = document.blocks.first().zip(document.blocks.last());
    let is_whole = ends.is_some_and(|(top, end)| {
        first.span.start <= top.span.start && last.span.end >= end.span.end
    });
    let thumb = theme.scrollbar_thumb.fg;
    let share = |row: usize| row * document.text.len() / usize::from(bar.height.max(1));
    for (row, line) in bar.rows().enumerate() {
        let span = Span::new(share(row), share(row + 1).max(share(row) + 1));
        let inside = !is_whole && span.start < last.span.end && first.span.start < span.end;
        let (glyph, style) = match (app.reader.places().overlapping(span).next(), inside) {
            (Some(placed), true) => {
                let mark = theme.accent(color_of(app, placed));
                ("◆", thumb.map_or(mark, |color| mark.bg(color)))
            }
            (Some(placed), false) => ("◇", theme.accent(color_of(app, placed))),
            (None, true) => ("┃", theme.scrollbar_thumb),
            (None, false) => (" ", theme.scrollbar),
        };
        put(buffer, line, glyph, style);
    }
}
