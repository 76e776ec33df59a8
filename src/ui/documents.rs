//! The document list.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

use super::overlay::wrapped;
use super::paint::{Pen, put_lines, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::library::{By, Described, Entry, Folder, Row, Sorting};
use crate::app::panes::{Focus, list_part};
use crate::model::ReadingStatus;
use crate::search::Words;
use crate::text::bidi::in_display_order;
use crate::text::{cluster, counted, quoted};

/// The fewest cells that the corpus's name keeps beside what is said of the list.
const NAME: u16 = 8;

pub fn draw(app: &App, theme: &Theme, pane: Rect, buffer: &mut Buffer) {
    let focused = app.layout.focus == Focus::Documents;
    let list = list_part(pane);
    if list.y > pane.y {
        draw_header(app, theme, pane, focused, buffer);
    }
    let shown = app.library.shown();
    if shown.is_empty() {
        return draw_empty(app, theme, list, buffer);
    }
    let query = app.library.query();
    let words = (!query.is_empty()).then(|| Words::new(query));
    for row in shown {
        let area = Rect {
            y: list.y + row.y,
            height: row.height,
            ..list
        };
        let chosen = match (row.is_chosen, focused) {
            (true, true) => theme.list_selected,
            (true, false) => theme.list_selected_unfocused,
            (false, _) => Style::default(),
        };
        match row.row {
            Row::Document(index) => {
                if let Some(entry) = app.library.entry(index) {
                    draw_entry(app, theme, entry, words.as_ref(), area, chosen, buffer);
                }
            }
            Row::Folder(index) => {
                if let Some(folder) = app.library.folder(index) {
                    draw_folder(app, theme, folder, area, chosen, buffer);
                }
            }
        }
    }
}

/// What the list is of, how long it is and how it is sorted; what there is no room for is left out, the last first.
fn draw_header(app: &App, theme: &Theme, pane: Rect, focused: bool, buffer: &mut Buffer) {
    let style = if focused { theme.heading } else { theme.dim };
    let library = &app.library;
    let count = library.entries().len();
    let more = if library.walking { "…" } else { "" };
    let listed = library.fitting().map_or_else(
        || count.to_string(),
        |fitting| format!("{fitting} of {count}"),
    );
    let mut said = vec![(format!(" · {listed}{more}"), style)];
    let left = app.all_to_look_at();
    if left > 0 {
        said.push((format!(" · {left} to look at"), theme.orphan));
    }
    let sorting = library.arrangement().sorting;
    if sorting != Sorting::default() {
        let arrow = if sorting.is_downwards() { "↓" } else { "↑" };
        said.push((format!(" · {} {arrow}", sorting.by.words()), style));
    }
    let pending = library.pending();
    if pending > 0 {
        said.push((format!(" · {pending} titles to come"), theme.dim));
    }
    let wanted = cluster::width(&app.corpus);
    let mut room = pane.width.saturating_sub(1 + wanted.min(NAME));
    said.retain(|(text, _)| {
        let width = cluster::width(text);
        let is_room = width <= room;
        room -= if is_room { width } else { 0 };
        is_room
    });
    let mut pen = Pen::new(buffer, pane);
    pen.skip(1)
        .write_within(wanted.min(NAME) + room, &app.corpus, style);
    for (text, style) in said {
        pen.write(&text, style);
    }
}

/// Why nothing is listed, and what to do about it.
fn draw_empty(app: &App, theme: &Theme, list: Rect, buffer: &mut Buffer) {
    let inner = Rect {
        x: list.x + 1,
        width: list.width.saturating_sub(2),
        ..list
    };
    let query = app.library.query();
    let lines: Vec<String> = if !app.library.entries().is_empty() {
        let all = counted(app.library.entries().len(), "document");
        vec![
            format!("Nothing fits {}.", quoted(query)),
            String::new(),
            format!("Esc lists all {all}."),
        ]
    } else if app.library.walking {
        vec!["Looking for articles…".to_owned()]
    } else if let Some(problem) = app.status.problems().first() {
        let mut lines = vec!["No articles could be listed.".to_owned(), String::new()];
        lines.extend(wrapped(&problem.to_string(), inner.width));
        lines
    } else {
        let empty = [
            "No articles here.",
            "",
            "postil reads text, Markdown,",
            "HTML, EPUB, PDF, DOCX, JSON",
            "Lines and CSV:",
            "postil FOLDER",
        ];
        empty.map(str::to_owned).to_vec()
    };
    put_lines(
        buffer,
        inner,
        lines.iter().map(|line| (line.as_str(), theme.dim)),
    );
}

/// The name of a folder, whether it is folded, and how many documents stand under it.
fn draw_folder(
    app: &App,
    theme: &Theme,
    folder: &Folder,
    area: Rect,
    chosen: Style,
    buffer: &mut Buffer,
) {
    tint(buffer, area, chosen);
    let mark = if folder.is_folded { "+" } else { "-" };
    let count = folder.count.to_string();
    let right = cluster::width(&count) + 1;
    let mut name = match &*folder.path {
        "" => app.corpus.as_str(),
        path => path,
    };
    // The innermost folders tell most.
    let room = area.width.saturating_sub(right + 4);
    let is_cut = cluster::width(name) > room;
    while cluster::width(name) > room
        && let Some((_, inner)) = name.split_once('/')
    {
        name = inner;
    }
    let cut = if is_cut && name.len() < folder.path.len() {
        "…/"
    } else {
        ""
    };
    let plain = chosen == theme.list_selected;
    let style = if plain {
        Style::default()
    } else {
        theme.heading
    };
    let quiet = if plain { Style::default() } else { theme.dim };
    let mut pen = Pen::new(buffer, area).over(chosen);
    pen.write(mark, theme.hint_key)
        .skip(1)
        .write(cut, style)
        .write_within(room, name, style);
    let column = Rect {
        x: area.right().saturating_sub(right).max(area.x),
        width: right.min(area.width),
        ..area
    };
    Pen::new(buffer, column).over(chosen).write(&count, quiet);
}

fn draw_entry(
    app: &App,
    theme: &Theme,
    entry: &Entry,
    words: Option<&Words>,
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
    pen.write(mark, mark_style).skip(1);
    let room = area.width.saturating_sub(3);
    let places = words.map_or_else(Vec::new, |words| words.places_in(&name));
    write_found(&mut pen, &name, room, &places, (style, theme.match_char));
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

/// Writes `name` in at most `room` cells, its letters at `places` (in code points) set off.
fn write_found(
    pen: &mut Pen<'_>,
    name: &str,
    room: u16,
    places: &[u32],
    (style, found): (Style, Style),
) {
    let shown = cluster::truncate(name, room);
    // What runs from right to left is not written letter by letter.
    if places.is_empty() || matches!(in_display_order(&shown), Cow::Owned(_)) {
        pen.write_within(room, name, style);
        return;
    }
    let mut at = 0;
    for letter in shown.graphemes(true) {
        let end = at + u32::try_from(letter.chars().count()).unwrap_or(1);
        let is_found = places.iter().any(|place| (at..end).contains(place));
        pen.write(letter, if is_found { style.patch(found) } else { style });
        at = end;
    }
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

/// The line under the title: what the list is sorted by, author and date, or else where the document lies; why it cannot be
/// read, if so.
fn about(app: &App, entry: &Entry) -> String {
    if let Some(reason) = entry.short_reason() {
        return reason.to_owned();
    }
    let metadata = app.metadata(&entry.path);
    let words = entry.told().and_then(|told| told.words);
    let words = words.map(|words| counted(words as usize, "word"));
    let sorted_by = match app.library.arrangement().sorting.by {
        By::Words => words,
        By::Date if metadata.date.is_none() && entry.told().is_some() => Some("no date".to_owned()),
        _ => None,
    };
    let parts: Vec<String> = sorted_by
        .into_iter()
        .chain(metadata.authors.into_iter().take(1))
        .chain(metadata.date)
        .collect();
    match entry.path.as_str().rsplit_once('/') {
        _ if !parts.is_empty() => parts.join(" · "),
        // The folder is told already, and so is the name where there is no title.
        _ if app.library.arrangement().is_grouped => match metadata.title {
            Some(_) => entry.path.name().to_owned(),
            None => String::new(),
        },
        // The name is on the line above already when there is no title.
        folder if metadata.title.is_none() => {
            folder.map_or(String::new(), |(folder, _)| folder.to_owned())
        }
        _ => entry.path.to_string(),
    }
}
