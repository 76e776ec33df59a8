//! The status line: the mode, the document, the place in it, what was just done, and what can be done next.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::overlay::has_more;
use super::paint::{Pen, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::action::{Action, Anchor, OverlayAction, Scope};
use crate::app::commands::{COMMANDS, Command};
use crate::app::overlay::{Overlay, SearchLine};
use crate::app::panes::Focus;
use crate::app::status::{SaveState, Tone};
use crate::text::cluster;

/// What stands beside the key that shows what a person has to look at.
const HAVE_A_LOOK: &str = "have a look";

/// The cells that a message leaves for the way out of what lies over the text.
const WAY_OUT: u16 = 14;

pub fn draw(app: &App, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let whole = frame.area();
    tint(frame.buffer_mut(), area, theme.status);
    let mut pen = Pen::new(frame.buffer_mut(), area).over(theme.status);
    pen.write(&format!(" {} ", mode(app)), theme.status_mode);
    if let Some(Overlay::Search(line)) = app.overlays.last() {
        let cursor = draw_search(app, theme, line, &mut pen);
        draw_hints(app, theme, whole, &mut pen);
        frame.set_cursor_position(Position::new(cursor, area.y));
        return;
    }
    // In a narrow window what was just said, and what can be done, count more than what is read.
    let room_for_name = app.scope() != Scope::Anchors && area.width >= 80
        || (app.status.message().is_none() && app.overlays.is_empty());
    if let Some(document) = app.reader.document().filter(|_| room_for_name) {
        let name = app.name_of(&document.path);
        pen.skip(1)
            .write_within((area.width / 4).max(8), &name, theme.status);
        pen.write(&format!(" · {}%", app.reader.percent()), theme.status);
    }
    if let Some(keys) = app.pending_keys() {
        pen.skip(2).write(&format!("{keys}…"), theme.hint_key);
    }
    if app.status.message().is_none() && app.panes().sidebar.is_none() {
        draw_current(app, theme, &mut pen);
    }
    if let Some(message) = app.status.message() {
        let style = match message.tone {
            Tone::Notice => theme.status_message,
            Tone::Failure => theme.status_error,
        };
        let kept = if app.overlays.is_empty() { 0 } else { WAY_OUT };
        let room = pen.skip(2).room().saturating_sub(kept);
        pen.write_within(room, &message.text, style);
    } else if let Some(reason) = reason_of_chosen(app) {
        pen.skip(2).write(reason, theme.status_error);
    }
    match app.status.saving.state() {
        SaveState::Idle if app.read_only().is_some() => {
            pen.skip(2).write("read only", theme.status_error)
        }
        SaveState::Idle => &mut pen,
        SaveState::Waiting => pen.skip(2).write("saving…", theme.status),
        SaveState::Saved => pen.skip(2).write("saved", theme.status),
        SaveState::Failed(_) => pen.skip(2).write("NOT SAVED", theme.status_error),
    };
    draw_hints(app, theme, whole, &mut pen);
}

/// Why the document chosen in the list cannot be read.
fn reason_of_chosen(app: &App) -> Option<&str> {
    let is_chosen = app.scope() == Scope::Documents;
    app.library.chosen().filter(|_| is_chosen)?.reason()
}

/// The annotation under the cursor in a few words, where no sidebar shows it.
fn draw_current(app: &App, theme: &Theme, pen: &mut Pen<'_>) {
    let current = app.reader.current().filter(|_| app.overlays.is_empty());
    let Some(annotation) = current.and_then(|id| app.set().get(id)) else {
        return;
    };
    let codebook = app.set().codebook();
    for tag in &annotation.tags {
        let style = theme.accent(codebook.color(tag));
        pen.skip(2)
            .write(&format!("{} {tag}", codebook.glyph(tag)), style);
    }
    pen.skip(2).write(&annotation.note, theme.note);
}

/// The search line, with how many matches there are; the column of its cursor.
fn draw_search(app: &App, theme: &Theme, line: &SearchLine, pen: &mut Pen<'_>) -> u16 {
    let text = line.input.text();
    pen.write(" /", theme.input);
    let typed: String = text.chars().take(line.input.cursor()).collect();
    let cursor = pen.x() + cluster::width(&typed).min(pen.room().saturating_sub(1));
    // In a narrow window what is typed counts more than how often it is found.
    let kept = if pen.room() > 30 { 12 } else { 0 };
    pen.write_within(pen.room().saturating_sub(kept), text, theme.input);
    let find = app.reader.find().filter(|_| !text.trim().is_empty());
    let count = find.map(|find| {
        let found = find.from(app.reader.cursor());
        found.map_or_else(|| "no match".to_owned(), |(index, _)| find.count(index))
    });
    pen.skip(2).write(&count.unwrap_or_default(), theme.status);
    cursor
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
        (Scope::Facts, _) => "FACTS".to_owned(),
        (Scope::Peek, _) => "FOOTNOTE".to_owned(),
        (Scope::Field, _) => "PUT RIGHT".to_owned(),
        (Scope::Anchors, _) => "LOOK".to_owned(),
        (Scope::Attaching, _) if app.reader.selection().is_none() => "ATTACH".to_owned(),
        (
            Scope::Reader | Scope::Anywhere | Scope::Attaching,
            Focus::Reader | Focus::Documents | Focus::Sidebar,
        ) => {
            let selection = app.reader.selection();
            selection.map_or_else(
                || "READ".to_owned(),
                |selection| format!("SELECT {}", selection.unit.as_str()),
            )
        }
    }
}

/// Whether a command is worth a hint now: there is something for it to do.
fn is_of_use(app: &App, command: &Command) -> bool {
    match (command.action, app.overlays.last()) {
        (Action::Anchor(Anchor::Review), _) => {
            app.reader.places().to_look_at() > 0 && app.scope() != Scope::Attaching
        }
        (Action::Anchor(Anchor::NextPlace), Some(Overlay::Anchors(review))) => {
            review.shown.choices > 1
        }
        (Action::Anchor(_) | Action::Select(_), _) => true,
        _ => app.scope() != Scope::Attaching,
    }
}

/// As many hints as fit, at the right end: what can be done where one is. Help stands last; it and the way out of what lies
/// over the text are the last to go.
fn draw_hints(app: &App, theme: &Theme, whole: Rect, pen: &mut Pen<'_>) {
    let scope = app.scope();
    let scopes = [Some(scope), scope.parent()];
    let has_more = match app.overlays.last() {
        Some(Overlay::Page(page)) => has_more(page, whole),
        _ => true,
    };
    let is_given = |command: &&Command| {
        is_of_use(app, command)
            && !command.hint.is_empty()
            && scopes.contains(&Some(command.scope))
            && (has_more || command.action != Action::Overlay(OverlayAction::PageDown))
    };
    let is_last_to_go = |command: &Command| {
        use OverlayAction::{Cancel, No};
        command.hint == "help"
            || matches!(
                command.action,
                Action::Overlay(Cancel | No) | Action::Anchor(Anchor::Close | Anchor::Return)
            )
    };
    let hints = COMMANDS.iter().filter(is_given).filter_map(|command| {
        let keys = app.keymap.keys_of(command.name).next()?;
        Some((keys, command.hint, is_last_to_go(command)))
    });
    let mut hints: Vec<(String, &str, bool)> = hints.collect();
    // What waits for the person comes first.
    hints.sort_by_key(|(_, hint, _)| (*hint == "help", *hint != HAVE_A_LOOK));
    let width =
        |(keys, hint, _): &(String, &str, bool)| cluster::width(keys) + cluster::width(hint) + 3;
    let mut room = pen.room().saturating_sub(1);
    let mut shown = vec![false; hints.len()];
    for last_to_go in [true, false] {
        for (hint, shown) in hints.iter().zip(&mut shown) {
            if hint.2 == last_to_go {
                *shown = width(hint) <= room;
                if !*shown {
                    break;
                }
                room -= width(hint);
            }
        }
    }
    let shown: Vec<_> = hints
        .iter()
        .zip(shown)
        .filter_map(|(hint, shown)| shown.then_some(hint))
        .collect();
    let total: u16 = shown.iter().map(|hint| width(hint)).sum();
    pen.skip(pen.room().saturating_sub(total));
    for (keys, hint, _) in shown {
        pen.skip(1)
            .write(keys, theme.hint_key)
            .skip(1)
            .write(hint, theme.hint_text)
            .skip(1);
    }
}
