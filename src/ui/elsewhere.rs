//! The same claim elsewhere: the sentence, how far the search is, and what was found, with the words that differ marked.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::anchors::draw_row;
use super::overlay::{framed, more_below, quiet, tinted};
use super::paint::{Pen, put};
use super::theme::Theme;
use crate::app::App;
use crate::app::overlay::{Elsewhere, Found};
use crate::text::cluster::width;
use crate::text::counted;

pub fn draw(app: &App, theme: &Theme, shown: &Elsewhere, frame: &mut Frame<'_>) {
    let parts = shown.parts();
    let inner = framed(theme, "The same claim elsewhere", parts.frame, frame);
    let buffer = frame.buffer_mut();
    let mut lines: Vec<Rect> = parts.head.rows().collect();
    // Under the sentence stands how far one is, and nothing.
    let far = if lines.len() > 2 {
        lines.pop().and_then(|_| lines.pop())
    } else {
        None
    };
    for (line, row) in lines.iter().zip(&shown.sentence.rows) {
        draw_row(theme, &shown.sentence, *row, *line, buffer);
    }
    if let Some(line) = lines
        .last()
        .filter(|_| lines.len() < shown.sentence.rows.len())
    {
        draw_cut(theme, *line, buffer);
    }
    if let Some(line) = far {
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        pen.write(&progress(app, shown), theme.dim);
    }
    if shown.found().is_empty() && shown.is_over && !shown.is_stopped {
        let text = "No other sentence nearly repeats it.";
        put(buffer, parts.list, text, theme.overlay.patch(theme.dim));
    }
    draw_found(app, theme, shown, parts.list, buffer);
    let rows = |index: usize| shown.rows(index);
    let mut room = usize::from(parts.list.height) + 1;
    let mut seen = shown.top();
    while seen < shown.found().len() && rows(seen) <= room {
        room -= rows(seen);
        seen += 1;
    }
    let below = shown.found().len() - seen;
    if below > 0 && inner != parts.frame {
        more_below(theme, below, inner, buffer);
    }
}

/// How far the search is, and what came of it.
fn progress(app: &App, shown: &Elsewhere) -> String {
    let found = match (shown.found().len(), shown.count) {
        (0, _) => "nothing found".to_owned(),
        (listed, count) if listed < count => format!("the best {listed} of {count} found"),
        (count, _) => format!("{count} found"),
    };
    let marked = match shown.marked() {
        0 => String::new(),
        count => format!(" · {count} marked"),
    };
    let documents = counted(shown.documents, "document");
    if shown.is_stopped {
        format!(
            "{found}{marked} · stopped after {} of {documents}",
            shown.looked
        )
    } else if shown.is_over {
        format!("{found}{marked} in {documents}")
    } else {
        let key = app
            .keymap
            .keys_of("close-same-claim")
            .next()
            .unwrap_or_default();
        format!(
            "{found}{marked} · {} of {documents} looked through · {key} stops",
            shown.looked
        )
    }
}

fn draw_found(app: &App, theme: &Theme, shown: &Elsewhere, list: Rect, buffer: &mut Buffer) {
    let mut y = list.y;
    for (index, found) in shown.found().iter().enumerate().skip(shown.top()) {
        let is_chosen = index == shown.selected();
        let rows = shown.rows(index).saturating_sub(1);
        let lines: Vec<Rect> = list
            .rows()
            .skip(usize::from(y - list.y))
            .take(rows)
            .collect();
        let Some((first, words)) = lines.split_first() else {
            break;
        };
        draw_place(app, theme, found, is_chosen, *first, buffer);
        for (line, row) in words.iter().zip(&found.column.rows) {
            let line = Rect {
                x: line.x + 4.min(line.width),
                width: line.width.saturating_sub(4),
                ..*line
            };
            draw_row(theme, &found.column, *row, line, buffer);
        }
        if words.len() < found.column.rows.len()
            && let Some(line) = words.last()
        {
            draw_cut(theme, *line, buffer);
        }
        y += u16::try_from(rows + 1).unwrap_or(u16::MAX);
        if y >= list.bottom() {
            break;
        }
    }
}

/// Tells at the end of a line that there is more than it shows.
fn draw_cut(theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let style = theme.overlay.patch(theme.dim);
    let last = line.right().saturating_sub(1);
    if line.width > 1 && width(buffer[(last - 1, line.y)].symbol()) == 2 {
        buffer.set_string(last - 1, line.y, "… ", style);
    } else if line.width > 0 {
        buffer.set_string(last, line.y, "…", style);
    }
}

/// Whether a sentence is marked, how nearly it repeats the other, where it stands, and what is known of it already.
fn draw_place(
    app: &App,
    theme: &Theme,
    found: &Found,
    is_chosen: bool,
    line: Rect,
    buffer: &mut Buffer,
) {
    let twin = &found.twin;
    let style = tinted(theme, is_chosen, line, buffer);
    let quiet = quiet(theme, style);
    let bold = Style::default().add_modifier(Modifier::BOLD);
    let mut pen = Pen::new(buffer, line).over(style);
    pen.write(if is_chosen { "▸" } else { " " }, theme.hint_key);
    pen.write(if found.is_marked { "✓ " } else { "  " }, theme.hint_key);
    pen.write(&format!("{:>3} % ", app.likeness_of(twin)), quiet);
    let known = app.known_of(twin);
    let kept = width(&known).min(line.width / 2);
    let date = app
        .date_of_twin(twin)
        .map_or_else(String::new, |date| format!(" · {date}"));
    let room = pen.room().saturating_sub(kept + 2 + width(&date));
    pen.write_within(room, &app.title_of_twin(twin), bold);
    pen.write(&date, quiet);
    if !known.is_empty() {
        pen.skip(2).write(&known, theme.hint_key);
    }
}
