//! The document list.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{Pen, put, put_lines, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::library::{Described, Entry, ROWS};
use crate::app::panes::{Focus, list_part};
use crate::model::ReadingStatus;
use crate::text::cluster;

pub fn draw(app: &App, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    let focused = app.layout.focus == Focus::Documents;
    let list = list_part(pane);
    if list.y > pane.y {
        let count = app.library.entries().len();
        let more = if app.library.walking { "…" } else { "" };
        let style = if focused { theme.heading } else { theme.dim };
        let text = format!("{} · {count}{more}", app.corpus);
        let mut pen = Pen::new(buffer, pane);
        pen.skip(1).write(&text, style);
        let left = app.all_to_look_at();
        if left > 0 {
            pen.write(&format!(" · {left} to look at"), theme.orphan);
        }
    }
    if app.library.entries().is_empty() {
        let inner = Rect {
            x: list.x + 1,
            width: list.width.saturating_sub(2),
            ..list
        };
        let empty = [
            "No articles here.",
            "",
            "postil reads text, Markdown,",
            "HTML, EPUB, PDF, DOCX, JSON",
            "Lines and CSV:",
            "postil FOLDER",
        ];
        let lines = if app.library.walking {
            &["Looking for articles…"][..]
        } else {
            &empty
        };
        put_lines(buffer, inner, lines.iter().map(|line| (*line, theme.dim)));
        return;
    }
    for (index, y) in app
        .library
        .shown()
        .zip((list.y..list.bottom()).step_by(usize::from(ROWS)))
    {
        let Some(entry) = app.library.entries().get(index) else {
            break;
        };
        let area = Rect {
            y,
            height: ROWS.min(list.bottom() - y),
            ..list
        };
        let chosen = match (index == app.library.selected(), focused) {
            (true, true) => theme.list_selected,
            (true, false) => theme.list_selected_unfocused,
            (false, _) => Style::default(),
        };
        draw_entry(app, theme, entry, area, chosen, buffer);
    }
}

fn draw_entry(
    app: &App,
    theme: &Theme,
    entry: &Entry,
    area: Rect,
    chosen: Style,
    buffer: &mut Buffer,
) {
    tint(buffer, area, chosen);
    let record = app.set().document(&entry.path);
    let status = record.and_then(|record| record.status);
    let is_open = app
        .reader
        .document()
        .is_some_and(|document| document.path == entry.path);
    let mark = match (&entry.described, status) {
        (Described::Unreadable(_), _) => "!",
        _ if is_open => "▸",
        (_, Some(ReadingStatus::Done)) => "✓",
        (_, Some(ReadingStatus::Reading)) => "·",
        (_, Some(ReadingStatus::New) | None) => " ",
    };
    let name = record
        .and_then(|record| record.title.as_deref())
        .map_or_else(|| entry.name(), Cow::Borrowed);
    let is_unreadable = entry.reason().is_some();
    let is_quiet = status == Some(ReadingStatus::Done) || is_unreadable;
    let style = if is_quiet && chosen != theme.list_selected {
        theme.dim
    } else {
        theme.text
    };
    let mark_style = if is_unreadable {
        theme.orphan
    } else {
        theme.hint_key
    };
    let mut pen = Pen::new(buffer, area).over(chosen);
    pen.write(mark, mark_style)
        .skip(1)
        .write_within(area.width.saturating_sub(3), &name, style);
    if area.height < 2 {
        return;
    }
    let below = Rect {
        y: area.y + 1,
        height: 1,
        ..area
    };
    let count = match app.set().count_on(&entry.path) {
        0 => String::new(),
        count => count.to_string(),
    };
    let right = cluster::width(&count) + 1;
    let (told, style) = match app.to_look_at(&entry.path) {
        0 => (about(app, entry), theme.dim),
        left => (format!("{left} to look at"), theme.orphan),
    };
    let style = if chosen == theme.list_selected {
        Style::default()
    } else {
        style
    };
    let mut pen = Pen::new(buffer, below).over(chosen);
    let room = area.width.saturating_sub(right + 3);
    pen.skip(2).write_within(room, &told, style);
    let column = Rect {
        x: area.right().saturating_sub(right).max(area.x),
        width: right.min(area.width),
        ..below
    };
    put(buffer, column, &count, chosen.patch(theme.hint_key));
}

/// The line under the title: author and date, or else where the document lies; why it cannot be read, if so.
fn about(app: &App, entry: &Entry) -> String {
    if let Some(reason) = entry.short_reason() {
        return reason.to_owned();
    }
    let metadata = app.metadata(&entry.path);
    let parts: Vec<String> = metadata
        .authors
        .into_iter()
        .take(1)
        .chain(metadata.date)
        .collect();
    match entry.path.as_str().rsplit_once('/') {
        _ if !parts.is_empty() => parts.join(" · "),
        // The name is on the line above already when there is no title.
        folder if metadata.title.is_none() => {
            folder.map_or(String::new(), |(folder, _)| folder.to_owned())
        }
        _ => entry.path.to_string(),
    }
}
