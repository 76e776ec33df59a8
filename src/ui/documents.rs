//! The document list.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{put, put_lines, tint};
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
        put(
            buffer,
            pane.x + 1,
            pane.y,
            pane.width.saturating_sub(1),
            &format!("{} · {count}{more}", app.corpus),
            style,
        );
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
            "postil reads .txt, .text and",
            ".md files:",
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
    let open = app.reader.document().map(|document| &document.path);
    for (place, index) in app.library.shown().enumerate() {
        let Some(entry) = app.library.entries().get(index) else {
            break;
        };
        let y = list.y
            + u16::try_from(place)
                .unwrap_or(u16::MAX)
                .saturating_mul(ROWS);
        let area = Rect {
            y,
            height: ROWS.min(list.bottom().saturating_sub(y)),
            ..list
        };
        let chosen = match (index == app.library.selected(), focused) {
            (true, true) => theme.list_selected,
            (true, false) => theme.list_selected_unfocused,
            (false, _) => Style::default(),
        };
        draw_entry(
            app,
            theme,
            entry,
            Some(&entry.path) == open,
            area,
            chosen,
            buffer,
        );
    }
}

fn draw_entry(
    app: &App,
    theme: &Theme,
    entry: &Entry,
    open: bool,
    area: Rect,
    chosen: Style,
    buffer: &mut Buffer,
) {
    tint(buffer, area, chosen);
    let record = app.set().document(&entry.path);
    let status = record.and_then(|record| record.status);
    let mark = match (&entry.described, status, open) {
        (Described::Unreadable(_), ..) => "!",
        (_, _, true) => "▸",
        (_, Some(ReadingStatus::Done), _) => "✓",
        (_, Some(ReadingStatus::Reading), _) => "·",
        (_, Some(ReadingStatus::New) | None, _) => " ",
    };
    let count = app.set().count_on(&entry.path);
    let count = if count == 0 {
        String::new()
    } else {
        count.to_string()
    };
    let right = cluster::width(&count);
    let width = area.width.saturating_sub(3);
    put(
        buffer,
        area.x,
        area.y,
        1,
        mark,
        theme.hint_key.patch(chosen),
    );
    let name = record
        .and_then(|record| record.title.as_deref())
        .unwrap_or_else(|| entry.name());
    let style = if status == Some(ReadingStatus::Done) {
        theme.dim
    } else {
        theme.text
    };
    put(buffer, area.x + 2, area.y, width, name, style.patch(chosen));
    if area.height < 2 {
        return;
    }
    let about = match &entry.described {
        Described::Unreadable(reason) => reason.clone(),
        Described::Known(metadata) => {
            let mut parts: Vec<&str> = metadata
                .authors
                .first()
                .map(String::as_str)
                .into_iter()
                .collect();
            parts.extend(metadata.date.as_deref());
            if parts.is_empty() {
                entry.path.to_string()
            } else {
                parts.join(" · ")
            }
        }
        Described::Unknown | Described::Asked => entry.path.to_string(),
    };
    let style = if matches!(entry.described, Described::Unreadable(_)) {
        theme.orphan
    } else {
        theme.dim
    };
    put(
        buffer,
        area.x + 2,
        area.y + 1,
        width.saturating_sub(right + 1),
        &about,
        style.patch(chosen),
    );
    let column = (area.right().saturating_sub(right + 1)).max(area.x);
    put(
        buffer,
        column,
        area.y + 1,
        right,
        &count,
        theme.hint_key.patch(chosen),
    );
}
