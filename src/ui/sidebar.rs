//! The annotation sidebar.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::anchors::{state_style, write_tags};
use super::paint::{Pen, put, put_lines, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::panes::{Focus, SidebarParts, sidebar_parts};
use crate::app::sidebar::CardLine;
use crate::model::TagColor;
use crate::text::{cluster, counted};

/// What an empty sidebar says: what can be done.
const EMPTY: [&str; 14] = [
    "Nothing annotated here yet.",
    "",
    "t  tags the sentence",
    "a  writes a note on it",
    "m  highlights it",
    "c  checks what it claims",
    "s  selects it; again: more",
    "",
    "R  reviews by sentence",
    "T  opens the codebook",
    "Q  lists what is left",
    "L  lists all claims",
    "",
    "?  lists all keys",
];

/// What a sidebar says of which the filter leaves nothing.
const UNFIT: [&str; 4] = [
    "Nothing here fits.",
    "",
    "/    changes the filter",
    "Esc  shows all",
];

pub fn draw(app: &App, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    let focused = app.layout.focus == Focus::Sidebar;
    let SidebarParts {
        header,
        list,
        legend,
    } = sidebar_parts(pane, app.keyed_tags().count());
    draw_header(app, theme, header, buffer);
    draw_legend(app, theme, legend, buffer);
    let is_empty = app.reader.places().is_empty();
    if is_empty || app.sidebar.chosen().is_none() {
        let inner = Rect {
            x: list.x + 1,
            width: list.width.saturating_sub(2),
            ..list
        };
        let lines: &[&str] = if is_empty { &EMPTY } else { &UNFIT };
        if app.reader.document().is_some() {
            put_lines(buffer, inner, lines.iter().map(|line| (*line, theme.dim)));
        }
        return;
    }
    for (line, row) in list.rows().zip(app.sidebar.rows(app.set(), &app.reader)) {
        let chosen = row.index == app.sidebar.selected();
        let is_current =
            chosen && (focused || app.reader.places().id(row.index) == app.reader.current());
        let mut pen = Pen::new(buffer, line);
        let beside = if is_current && *row.line() != CardLine::Gap {
            "▎"
        } else {
            " "
        };
        pen.write(beside, theme.accent(color(app, row.index)));
        let quiet = if is_current { theme.text } else { theme.dim };
        match row.line() {
            CardLine::Tags(tags) => {
                let emphasis = if is_current {
                    Modifier::BOLD
                } else {
                    Modifier::empty()
                };
                write_tags(app, theme, tags, emphasis, &mut pen);
            }
            CardLine::Quote(text) => _ = pen.write(text, quiet.add_modifier(Modifier::ITALIC)),
            CardLine::Note(text) => _ = pen.write(text, theme.note),
            CardLine::Verdict(verdict, is_stale) => {
                let color = app.verdict_color(verdict.as_str());
                pen.write("◆ ", theme.accent(color))
                    .write(verdict.as_str(), theme.accent(color));
                if *is_stale {
                    pen.write(" · stale", theme.orphan);
                }
            }
            CardLine::Claim(text) | CardLine::About(text) => _ = pen.write(text, theme.dim),
            CardLine::Theirs(text) => {
                let whose = app.reader.places().id(row.index);
                let whose = whose.and_then(|id| app.reviewer_of(id));
                pen.write(text, theme.accent(whose.map(|(_, color)| color)));
            }
            CardLine::Was(text) => _ = pen.write(text, theme.dim.add_modifier(Modifier::ITALIC)),
            CardLine::State(state, text) => _ = pen.write(text, state_style(theme, *state)),
            CardLine::Link(number, linked) => {
                let is_here = is_current && app.sidebar.link() == Some(*number);
                let over = if is_here { theme.list_selected } else { quiet };
                if is_here {
                    tint(pen.buffer(), line, over);
                }
                pen.write(&linked.words(), over.add_modifier(Modifier::BOLD));
                pen.skip(1).write(&app.leads_to(linked), over);
            }
            CardLine::MoreLinks(count) => {
                let text = format!("… {} more", counted(*count, "link"));
                pen.write(&text, theme.dim);
            }
            CardLine::Gap => {}
        }
    }
}

/// How many annotations there are, which of them are shown, and how many are to be looked at.
fn draw_header(app: &App, theme: &Theme, header: Rect, buffer: &mut Buffer) {
    let focused = app.layout.focus == Focus::Sidebar;
    let style = if focused { theme.heading } else { theme.dim };
    let places = app.reader.places();
    let (more, more_style) = match (places.sought(), places.to_look_at()) {
        (0, 0) => (String::new(), theme.dim),
        (0, count) => (format!(" · {count} to look at"), theme.orphan),
        (count, _) => (format!(" · looking for {count}"), theme.dim),
    };
    let count = places.len();
    let room = header.width.saturating_sub(1 + cluster::width(&more));
    let counts = match app.sidebar.filter() {
        None => [
            format!("Annotations · {count}"),
            format!("Annotations {count}"),
            count.to_string(),
        ],
        Some(filter) => {
            let shown = format!("{} of {count}", filter.count());
            [
                format!("Annotations · {shown} · {}", filter.query),
                format!("{shown} · {}", filter.query),
                shown,
            ]
        }
    };
    let fits = |text: &&String| cluster::width(text) <= room;
    let is_filtered = app.sidebar.filter().is_some();
    let last = &counts[if is_filtered { 1 } else { 2 }];
    let count = cluster::truncate(counts.iter().find(fits).unwrap_or(last), room);
    let mut pen = Pen::new(buffer, header);
    pen.skip(1).write(&count, style).write(&more, more_style);
}

/// The colour of the `index`th annotation: that of its first tag that has one.
fn color(app: &App, index: usize) -> Option<TagColor> {
    let annotation = app.set().get(app.reader.places().id(index)?)?;
    annotation
        .tags
        .iter()
        .find_map(|tag| app.set().codebook().color(tag))
}

/// The tags that have a key, so that one need not remember them.
fn draw_legend(app: &App, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    put(
        buffer,
        area,
        &"─".repeat(usize::from(area.width)),
        theme.faint,
    );
    for (line, tag) in area.rows().skip(1).zip(app.keyed_tags()) {
        let key = tag.key.map(String::from).unwrap_or_default();
        let text = format!("{} {}", app.set().codebook().glyph(&tag.name), tag.name);
        let mut pen = Pen::new(buffer, line);
        pen.skip(1)
            .write(&key, theme.hint_key)
            .skip(1)
            .write(&text, theme.accent(tag.color));
    }
}
