//! An edit of several claims while it is chosen: what can be chosen, and what it would do.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::overlay::{framed, more_below};
use super::paint::{Pen, put, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::overlay::{Bulk, BulkField, Change, Plan, Working};
use crate::app::panes::centred;
use crate::app::tabulating::row;
use crate::model::AnnotationId;
use crate::text::{cluster, counted};

/// How many choices are shown at once.
const CHOICES: u16 = 7;

pub fn draw_bulk(app: &App, theme: &Theme, bulk: &Bulk, frame: &mut Frame<'_>) {
    let window = frame.area();
    let most = if bulk.field.is_some() {
        CHOICES + 20
    } else {
        CHOICES + 3
    };
    let height = window.height.saturating_sub(3).min(most);
    let part = centred(window, window.width.saturating_sub(4).min(100), height);
    let claims = counted(bulk.ids.len(), "claim");
    let are = if bulk.ids.len() == 1 { "is" } else { "are" };
    let title = bulk.field.map_or_else(
        || format!("What is to change on {claims}?"),
        |field| match field {
            BulkField::AddTag => format!("Which tag {are} {claims} to get?"),
            BulkField::RemoveTag => format!("Which tag {are} {claims} to lose?"),
            _ => format!("Which {} {are} {claims} to have?", field.as_str()),
        },
    );
    let inner = framed(theme, &title, part, frame);
    let line = Rect {
        height: inner.height.min(1),
        ..inner
    };
    let style = theme.overlay.patch(theme.input);
    let buffer = frame.buffer_mut();
    tint(buffer, line, style);
    let mut pen = Pen::new(buffer, line).over(style);
    pen.write("› ", Style::default());
    let cursor = pen.write_typed(u16::MAX, &bulk.input, Style::default());
    if bulk.input.text().is_empty() {
        let invitation = match bulk.field {
            Some(BulkField::Claimant | BulkField::AddTag) => "type to find one, or a new one",
            _ => "type to narrow the list",
        };
        pen.skip(1).write(invitation, theme.dim);
    }
    let room = inner.height.saturating_sub(1);
    let wanted = u16::try_from(bulk.listed().len())
        .unwrap_or(u16::MAX)
        .max(1);
    let rows = wanted.min(CHOICES).min(room.div_ceil(2));
    let list = Rect {
        y: line.bottom(),
        height: rows,
        ..inner
    };
    draw_choices(theme, bulk, list, frame);
    let plan = Rect {
        y: list.bottom() + 1,
        height: inner.bottom().saturating_sub(list.bottom() + 1),
        ..inner
    };
    match (&bulk.asked, &bulk.plan) {
        (Some(change), Some(done)) => draw_plan(app, theme, bulk, (change, done), plan, frame),
        (Some(_), None) => {
            let text = "working out what would change…";
            put(
                frame.buffer_mut(),
                plan,
                text,
                theme.overlay.patch(theme.dim),
            );
        }
        (None, _) => {}
    }
    frame.set_cursor_position(Position::new(cursor, line.y));
}

fn draw_choices(theme: &Theme, bulk: &Bulk, list: Rect, frame: &mut Frame<'_>) {
    let buffer = frame.buffer_mut();
    if bulk.listed().is_empty() {
        return put(
            buffer,
            list,
            "nothing matches",
            theme.overlay.patch(theme.dim),
        );
    }
    let height = usize::from(list.height);
    let top = (bulk.selected() + 1).saturating_sub(height);
    for (line, (index, word)) in list.rows().zip(bulk.listed().iter().enumerate().skip(top)) {
        let style = if index == bulk.selected() {
            theme.overlay.patch(theme.list_selected)
        } else {
            theme.overlay
        };
        tint(buffer, line, style);
        let mut pen = Pen::new(buffer, line).over(style);
        pen.skip(2).write(word, Style::default());
    }
}

/// What would change and what would not, each claim on a line, from the line that was scrolled to.
fn draw_plan(
    app: &App,
    theme: &Theme,
    bulk: &Bulk,
    (change, plan): (&Change, &Plan),
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let changes = plan.changes.len();
    let lines = changes
        + 1
        + if plan.stays.is_empty() {
            0
        } else {
            plan.stays.len() + 1
        };
    let height = usize::from(area.height);
    let top = bulk.top.min(lines.saturating_sub(height));
    for (at, line) in (top..lines).zip(area.rows()) {
        let mut pen = Pen::new(frame.buffer_mut(), line).over(theme.overlay);
        if at == 0 {
            let text = match changes {
                0 => "nothing would change".to_owned(),
                1 => "1 would change:".to_owned(),
                _ => format!("{changes} would change:"),
            };
            pen.write(&text, theme.table_head);
        } else if let Some((id, before)) = plan.changes.get(at - 1) {
            let fallback = |text: &str| {
                if text.is_empty() {
                    "none".to_owned()
                } else {
                    text.to_owned()
                }
            };
            let told = match change {
                Change::AddTag(tag) => format!("+ {tag}"),
                Change::RemoveTag(tag) => format!("− {tag}"),
                _ => format!("{} → {}", fallback(before), fallback(change.after())),
            };
            draw_claim(app, *id, &told, theme.came, &mut pen);
        } else if at == changes + 1 {
            let text = match plan.stays.len() {
                1 => "1 stays as it is:".to_owned(),
                stays => format!("{stays} stay as they are:"),
            };
            pen.write(&text, theme.table_head);
        } else if let Some((id, why)) = plan.stays.get(at.saturating_sub(changes + 2)) {
            draw_claim(app, *id, why, theme.dim, &mut pen);
        }
    }
    let below = lines.saturating_sub(top + height);
    if below > 0 {
        more_below(theme, below, area, frame.buffer_mut());
    }
}

/// A claim in words, and at the end of the line what is told of it.
fn draw_claim(app: &App, id: AnnotationId, told: &str, style: Style, pen: &mut Pen<'_>) {
    let Some(annotation) = app.set().get(id) else {
        return;
    };
    let row = row(app.about(annotation), 0);
    let words = row.words();
    let words = words
        .get(..words.floor_char_boundary(1_000))
        .unwrap_or(words);
    let told_width = cluster::width(told).min(pen.room() / 2);
    let room = pen.room().saturating_sub(told_width + 4);
    let end = pen.x() + 2 + room;
    pen.skip(2).write_within(room, words, Style::default());
    pen.skip_to(end + 1).write(told, style);
}

/// How far a change of many is, as a gauge and in words.
pub fn draw_working(theme: &Theme, working: &Working, frame: &mut Frame<'_>) {
    let window = frame.area();
    let width = window.width.saturating_sub(4).min(64);
    let inner = framed(
        theme,
        "Changing many annotations",
        centred(window, width, 5),
        frame,
    );
    let done = working.done.min(working.all);
    let percent = (done * 100).checked_div(working.all).unwrap_or(0);
    let mut lines = inner.rows();
    let buffer = frame.buffer_mut();
    if let Some(line) = lines.next() {
        put(buffer, line, &working.label, theme.overlay);
    }
    if let Some(line) = lines.next() {
        let room = usize::from(line.width.saturating_sub(6));
        let filled = room * percent / 100;
        let gauge = format!("{}{}", "█".repeat(filled), "░".repeat(room - filled));
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        pen.write(&gauge, theme.came)
            .write(&format!(" {percent:>3} %"), Style::default());
    }
    if let Some(line) = lines.next() {
        let text = "nothing is changed before all of it is done";
        put(buffer, line, text, theme.overlay.patch(theme.dim));
    }
}
