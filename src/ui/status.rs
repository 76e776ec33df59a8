//! The status line: the mode, the document, the place in it, what was just done, and what can be done next.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::paint::{put, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::action::Scope;
use crate::app::commands::COMMANDS;
use crate::app::overlay::Overlay;
use crate::app::panes::Focus;
use crate::app::status::{Saving, Tone};
use crate::text::cluster;

pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let buffer = frame.buffer_mut();
    tint(buffer, area, theme.status);
    let mut x = put(
        buffer,
        area.x,
        area.y,
        area.width,
        &format!(" {} ", mode(app)),
        theme.status.patch(theme.status_mode),
    );
    if let Some(Overlay::Search(line)) = app.overlays.last() {
        let style = theme.status.patch(theme.input);
        x = put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x),
            " /",
            style,
        );
        let start = x;
        x = put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x + 12),
            line.input.text(),
            style,
        );
        let count = match (app.reader.find(), line.input.text().trim().is_empty()) {
            (Some(find), false) => match find.from(app.reader.cursor()) {
                Some((index, _)) => find.count(index),
                None => "no match".to_owned(),
            },
            _ => String::new(),
        };
        let typed: String = line
            .input
            .text()
            .chars()
            .take(line.input.cursor())
            .collect();
        frame.set_cursor_position(Position::new(
            (start + cluster::width(&typed)).min(area.right().saturating_sub(1)),
            area.y,
        ));
        let buffer = frame.buffer_mut();
        x = put(
            buffer,
            x + 2,
            area.y,
            area.right().saturating_sub(x + 2),
            &count,
            theme.status,
        );
        draw_hints(
            app,
            theme,
            Rect {
                x,
                width: area.right().saturating_sub(x),
                ..area
            },
            frame,
        );
        return;
    }
    if let Some(document) = app.reader.document() {
        let room = (area.width / 4).max(8);
        let name = app.name_of(&document.path);
        let name = cluster::truncate(&name, room).into_owned();
        let text = format!(" {name} · {}%", app.reader.percent());
        x = put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x),
            &text,
            theme.status,
        );
    }
    if let Some(keys) = app.pending_keys() {
        x = put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x),
            &format!("  {keys}…"),
            theme.status.patch(theme.hint_key),
        );
    }
    if let Some(message) = app.status.message() {
        let style = theme.status.patch(match message.tone {
            Tone::Notice => theme.status_message,
            Tone::Failure => theme.status_error,
        });
        x = put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x),
            "  ",
            theme.status,
        );
        x = put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x),
            &message.text,
            style,
        );
    }
    let (saving, style) = match &app.status.saving {
        Saving::Idle => ("", theme.status),
        Saving::Waiting(_) => ("  saving…", theme.status),
        Saving::Saved => ("  saved", theme.status),
        Saving::Failed(_) => ("  NOT SAVED", theme.status.patch(theme.status_error)),
    };
    x = put(
        buffer,
        x,
        area.y,
        area.right().saturating_sub(x),
        saving,
        style,
    );
    draw_hints(
        app,
        theme,
        Rect {
            x,
            width: area.right().saturating_sub(x),
            ..area
        },
        frame,
    );
}

fn mode(app: &App) -> String {
    match (app.scope(), app.layout.focus) {
        (Scope::Documents, _) => "DOCUMENTS".to_owned(),
        (Scope::Sidebar, _) => "ANNOTATIONS".to_owned(),
        (Scope::Note, _) => "NOTE".to_owned(),
        (Scope::Picker, _) => "CHOOSE".to_owned(),
        (Scope::Tags, _) => "TAGS".to_owned(),
        (Scope::Search, _) => "SEARCH".to_owned(),
        (Scope::Page, _) => "PAGE".to_owned(),
        (Scope::Question, _) => "QUESTION".to_owned(),
        (Scope::Reader | Scope::Anywhere, Focus::Reader | Focus::Documents | Focus::Sidebar) => {
            app.reader.selection().map_or_else(
                || "READ".to_owned(),
                |selection| format!("SELECT {}", selection.unit.as_str()),
            )
        }
    }
}

/// As many hints as fit, from the right: what can be done where one is. Help is the last to go.
fn draw_hints(app: &App, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let scope = app.scope();
    let scopes = [Some(scope), scope.parent()];
    let mut hints: Vec<(String, &str)> = COMMANDS
        .iter()
        .filter(|command| !command.hint.is_empty() && scopes.contains(&Some(command.scope)))
        .filter_map(|command| Some((app.keymap.keys_of(command.name).next()?, command.hint)))
        .collect();
    if let Some(place) = hints.iter().position(|(_, hint)| *hint == "help") {
        let help = hints.remove(place);
        hints.insert(0, help);
    }
    let width = |(keys, hint): &(String, &str)| cluster::width(keys) + cluster::width(hint) + 3;
    let mut room = area.width.saturating_sub(1);
    let fitting = hints.iter().take_while(|hint| {
        let fits = width(hint) <= room;
        room = room.saturating_sub(width(hint));
        fits
    });
    let shown: Vec<&(String, &str)> = fitting.collect();
    let total: u16 = shown.iter().map(|hint| width(hint)).sum();
    let mut x = area.right().saturating_sub(total);
    let buffer = frame.buffer_mut();
    let (first, rest) = shown.split_at(shown.len().min(1));
    for (keys, hint) in rest.iter().chain(first) {
        x = put(
            buffer,
            x + 1,
            area.y,
            area.right().saturating_sub(x),
            keys,
            theme.status.patch(theme.hint_key),
        );
        x = put(
            buffer,
            x + 1,
            area.y,
            area.right().saturating_sub(x),
            hint,
            theme.status.patch(theme.hint_text),
        ) + 1;
    }
}
