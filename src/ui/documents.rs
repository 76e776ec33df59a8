//! The document list.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::paint::{Pen, put_lines, tint};
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
    draw_below(app, theme, entry, below, chosen, buffer);
}

/// The line under the title: what there is to look at or else what the document is, how much of it was seen, and how many
/// annotations it has.
fn draw_below(
    app: &App,
    theme: &Theme,
    entry: &Entry,
    below: Rect,
    chosen: Style,
    buffer: &mut Buffer,
) {
    let quiet = if chosen == theme.list_selected {
        Style::default()
    } else {
        theme.dim
    };
    let figures = [seen_share(app, entry), count_on(app, entry)];
    let widths = figures.iter().map(|figure| match cluster::width(figure) {
        0 => 0,
        width => width + 1,
    });
    let right: u16 = widths.sum();
    let (told, style) = match app.to_look_at(&entry.path) {
        0 => (about(app, entry), theme.dim),
        left => (format!("{left} to look at"), theme.orphan),
    };
    let style = if chosen == theme.list_selected {
        quiet
    } else {
        style
    };
    let room = below.width.saturating_sub(right.max(1) + 3);
    let mut pen = Pen::new(buffer, below).over(chosen);
    pen.skip(2).write_within(room, &told, style);
    let column = Rect {
        x: below.right().saturating_sub(right).max(below.x),
        width: right.min(below.width),
        ..below
    };
    let mut pen = Pen::new(buffer, column).over(chosen);
    for (figure, style) in figures.iter().zip([quiet, theme.hint_key]) {
        let gap = u16::from(!figure.is_empty());
        pen.write(figure, style).skip(gap);
    }
}

/// How many annotations there are on a document; nothing where there is none.
fn count_on(app: &App, entry: &Entry) -> String {
    match app.set().count_on(&entry.path) {
        0 => String::new(),
        count => count.to_string(),
    }
}

/// How much of a document's sentences its reviewer has seen: all only when none is left. Nothing where none was begun.
fn seen_share(app: &App, entry: &Entry) -> String {
    match app.coverage_of(&entry.path) {
        Some(known) if known.sentences > 0 => {
            // The file may say anything.
            let decided = known.decided.min(known.sentences) as u128;
            format!("{}%", decided * 100 / known.sentences as u128)
        }
        _ => String::new(),
    }
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
