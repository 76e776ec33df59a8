//! The annotation sidebar.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::paint::{put, put_lines};
use super::theme::Theme;
use crate::app::App;
use crate::app::panes::{Focus, SidebarParts, sidebar_parts};
use crate::app::sidebar::CardLine;
use crate::model::TagName;

pub fn draw(app: &App, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    let focused = app.layout.focus == Focus::Sidebar;
    let SidebarParts {
        header,
        list,
        legend,
    } = sidebar_parts(pane, app.keyed_tags().count());
    if header.height > 0 {
        let style = if focused { theme.heading } else { theme.dim };
        let count = app.reader.places().len();
        put(
            buffer,
            header.x + 1,
            header.y,
            header.width.saturating_sub(1),
            &format!("Annotations · {count}"),
            style,
        );
    }
    draw_legend(app, theme, legend, buffer);
    if app.reader.places().is_empty() {
        let inner = Rect {
            x: list.x + 1,
            width: list.width.saturating_sub(2),
            ..list
        };
        let hint: &[&str] = if app.reader.document().is_none() {
            &[]
        } else {
            &[
                "Nothing annotated here yet.",
                "",
                "t  tags the sentence",
                "a  writes a note on it",
                "m  highlights it",
                "s  selects it; again: more",
                "",
                "?  lists all keys",
            ]
        };
        put_lines(buffer, inner, hint.iter().map(|line| (*line, theme.dim)));
        return;
    }
    for (y, row) in (list.top()..list.bottom()).zip(app.sidebar.rows(app.set(), &app.reader)) {
        let chosen = row.index == app.sidebar.selected();
        let is_current =
            chosen && (focused || app.reader.places().id(row.index) == app.reader.current());
        let color = || {
            let id = app.reader.places().id(row.index)?;
            app.set()
                .get(id)?
                .tags
                .iter()
                .find_map(|tag| app.set().codebook().color(tag))
        };
        let beside = if is_current && row.line != CardLine::Gap {
            "▎"
        } else {
            " "
        };
        put(buffer, list.x, y, 1, beside, theme.accent(color()));
        let (x, width) = (list.x + 1, list.width.saturating_sub(1));
        let quiet = if is_current { theme.text } else { theme.dim };
        match &row.line {
            CardLine::Tags(tags) => draw_tags(
                app,
                theme,
                tags,
                Rect::new(x, y, width, 1),
                is_current,
                buffer,
            ),
            CardLine::Quote(text) => {
                _ = put(
                    buffer,
                    x,
                    y,
                    width,
                    text,
                    quiet.add_modifier(Modifier::ITALIC),
                );
            }
            CardLine::Note(text) => _ = put(buffer, x, y, width, text, theme.note),
            CardLine::About(text) => _ = put(buffer, x, y, width, text, theme.dim),
            CardLine::Lost(text) => _ = put(buffer, x, y, width, text, theme.orphan),
            CardLine::Gap => {}
        }
    }
}

fn draw_tags(
    app: &App,
    theme: &Theme,
    tags: &[TagName],
    area: Rect,
    strong: bool,
    buffer: &mut Buffer,
) {
    let emphasis = if strong {
        Modifier::BOLD
    } else {
        Modifier::empty()
    };
    if tags.is_empty() {
        put(
            buffer,
            area.x,
            area.y,
            area.width,
            "▪ highlight",
            theme.dim.add_modifier(emphasis),
        );
        return;
    }
    let mut x = area.x;
    for tag in tags {
        let style: Style = theme
            .accent(app.set().codebook().color(tag))
            .add_modifier(emphasis);
        let text = format!("{} {tag}  ", app.set().codebook().glyph(tag));
        x = put(
            buffer,
            x,
            area.y,
            area.right().saturating_sub(x),
            &text,
            style,
        );
    }
}

/// The tags that have a key, so that one need not remember them.
fn draw_legend(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    if area.height == 0 {
        return;
    }
    for x in area.left()..area.right() {
        put(buffer, x, area.y, 1, "─", theme.faint);
    }
    for (y, tag) in (area.top() + 1..area.bottom()).zip(app.keyed_tags()) {
        let style = theme.accent(tag.color);
        let key = tag.key.map(String::from).unwrap_or_default();
        let x = put(buffer, area.x + 1, y, 2, &key, theme.hint_key);
        let text = format!(" {} {}", app.set().codebook().glyph(&tag.name), tag.name);
        put(buffer, x, y, area.right().saturating_sub(x), &text, style);
    }
}
