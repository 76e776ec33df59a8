//! The search of the corpus: the line, how far the search is, the matches under each other or their sentences in a list, and
//! the chosen one in full.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::anchors::draw_row;
use super::overlay::{framed, more_below};
use super::paint::{Pen, put, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::searching::{BEFORE, CorpusView, Course, Hit, Passage, Query, Row, Unit};
use crate::model::{Annotation, Span};
use crate::search::Case;
use crate::text::bidi::Levels;
use crate::text::cluster::{Spacing, previous, width};
use crate::text::{counted, visible};

pub fn draw(app: &App, theme: &Theme, view: &CorpusView, frame: &mut Frame<'_>) {
    let parts = view.parts();
    let inner = framed(theme, "Search all articles", parts.frame, frame);
    let buffer = frame.buffer_mut();
    let cursor = draw_line(theme, view, parts.line, buffer);
    draw_ways(app, theme, view, parts.ways, buffer);
    draw_far(app, theme, view, parts.far, buffer);
    if view.input.text().is_empty() && view.results.is_empty() {
        draw_searched(app, theme, view, parts.list, buffer);
    }
    for (line, row) in parts.list.rows().zip(view.rows()) {
        draw_result(app, theme, view, row, line, buffer);
    }
    let below = view.results.len() - view.end().min(view.results.len());
    if below > 0 && inner != parts.frame {
        more_below(theme, below, inner, buffer);
    }
    draw_preview(app, theme, view, parts.preview, buffer);
    if let Some(x) = cursor.filter(|_| app.overlays.len() < 2 || view.is_typing) {
        frame.set_cursor_position(Position::new(x, parts.line.y));
    }
}

/// The line; the column of its cursor, where the keys go to it.
fn draw_line(theme: &Theme, view: &CorpusView, line: Rect, buffer: &mut Buffer) -> Option<u16> {
    if line.is_empty() {
        return None;
    }
    let style = theme.overlay.patch(theme.input);
    tint(buffer, line, style);
    let mut pen = Pen::new(buffer, line).over(style);
    pen.write("› ", Style::default());
    let shown = if view.is_fresh && view.is_typing {
        theme.selection
    } else {
        Style::default()
    };
    let cursor = pen.write_typed(u16::MAX, &view.input, shown);
    if view.input.text().is_empty() {
        pen.skip(1)
            .write("type what to find in all articles", theme.dim);
    }
    view.is_typing.then_some(cursor)
}

/// How the search is done, with the keys that change it, and what would be tagged.
fn draw_ways(app: &App, theme: &Theme, view: &CorpusView, line: Rect, buffer: &mut Buffer) {
    let key = |name: &str| app.keymap.keys_of(name).next();
    let [words, regex, case] = ways(&view.query);
    let unit = match view.unit {
        Unit::Sentence => "tags sentences",
        Unit::Match => "tags matches",
    };
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    for (name, is_other, way) in [
        ("corpus-words", view.query.whole_words, words),
        ("corpus-regex", view.query.is_regex, regex),
        ("corpus-case", view.query.case != Case::Smart, case),
        ("results-unit", view.unit != Unit::Sentence, unit),
    ] {
        let Some(key) = key(name) else { continue };
        if name == "results-unit" && (view.is_typing || pen.room() < 20) {
            continue;
        }
        let style = if is_other {
            Style::default().add_modifier(Modifier::BOLD)
        } else {
            theme.dim
        };
        pen.write(&key, theme.hint_key)
            .skip(1)
            .write(way, style)
            .skip(2);
    }
}

/// How a search is done, in a word or two each.
fn ways(query: &Query) -> [&'static str; 3] {
    [
        if query.whole_words {
            "whole word"
        } else {
            "any word"
        },
        if query.is_regex { "regex" } else { "plain" },
        match query.case {
            Case::Smart => "smart case",
            Case::Minded => "exact case",
            Case::Ignored => "any case",
        },
    ]
}

/// What came of the search, and how far it is; or why there is none.
fn draw_far(app: &App, theme: &Theme, view: &CorpusView, line: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    match &view.complaint {
        Some(complaint) => pen.write(complaint, theme.status_error),
        None => pen.write(&progress(app, view), theme.dim),
    };
}

fn progress(app: &App, view: &CorpusView) -> String {
    if view.course == Course::Idle {
        return String::new();
    }
    let results = &view.results;
    let found = match results.matches() {
        0 => "nothing found".to_owned(),
        1 => "1 match in 1 document".to_owned(),
        matches => format!(
            "{matches} matches in {}",
            counted(results.documents(), "document")
        ),
    };
    let marked = match results.marked() {
        0 => String::new(),
        count => format!(" · {count} marked"),
    };
    let unread = match view.unread {
        0 => String::new(),
        count => format!(" · {count} cannot be read"),
    };
    let far = match view.course {
        Course::Idle => String::new(),
        Course::Stopped => format!(" · stopped after {} of {}", view.looked, view.of),
        Course::Over => format!(" · all {} searched", view.of),
        Course::Going => {
            let key = app.keymap.keys_of("close-corpus-search").next();
            let key = key.unwrap_or_default();
            format!(" · {} of {} searched · {key} stops", view.looked, view.of)
        }
    };
    format!("{found}{marked}{far}{unread}")
}

/// What was searched for before, where nothing is typed.
fn draw_searched(app: &App, theme: &Theme, view: &CorpusView, list: Rect, buffer: &mut Buffer) {
    let mut lines = list.rows();
    let Some(first) = lines.next().filter(|_| !app.searched().is_empty()) else {
        return;
    };
    let key = app.keymap.keys_of("earlier-search").next();
    let head = format!(
        "Searched for before; {} brings it back:",
        key.unwrap_or_default()
    );
    put(buffer, first, &head, theme.overlay.patch(theme.dim));
    for (place, (line, query)) in lines.zip(app.searched()).enumerate() {
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        let is_here = view.recalled == Some(place);
        pen.write(if is_here { "▸ " } else { "  " }, theme.hint_key);
        pen.write(&query.text, Style::default()).skip(2);
        let plain = ways(&Query::default());
        let others = ways(query).into_iter().zip(plain);
        let others = others.filter(|(way, plain)| way != plain);
        let others: Vec<&str> = others.map(|(way, _)| way).collect();
        pen.write(&others.join(", "), theme.dim);
    }
}

fn draw_result(
    app: &App,
    theme: &Theme,
    view: &CorpusView,
    row: &Row,
    line: Rect,
    buffer: &mut Buffer,
) {
    let is_chosen = row.result() == Some(view.results.selected());
    let words = Rect {
        x: line.x + BEFORE.min(line.width),
        width: line.width.saturating_sub(BEFORE),
        ..line
    };
    let is_first = match row {
        Row::Document(group) => {
            if let Some(found) = view.results.group(*group) {
                let mut pen = Pen::new(buffer, line).over(theme.overlay);
                let count = found.count().to_string();
                let room = pen.room().saturating_sub(width(&count) + 2);
                let bold = Style::default().add_modifier(Modifier::BOLD);
                pen.write_within(room, &app.name_of(&found.document), bold);
                pen.skip(2).write(&count, theme.dim);
            }
            return;
        }
        Row::Keyword(result) => {
            let style = if is_chosen {
                theme.overlay.patch(theme.list_selected)
            } else {
                theme.overlay
            };
            tint(buffer, line, style);
            if let Some(hit) = view.results.get(*result) {
                let known = glyphs(app, &hit);
                let kept = width(&known).min(words.width / 4);
                let room = words.width.saturating_sub(kept + u16::from(kept > 0));
                let keyword = Rect {
                    width: room,
                    ..words
                };
                // The column of matches is the same whatever is tagged.
                let column = words.width * 2 / 5;
                draw_keyword(
                    theme,
                    hit.passage,
                    keyword,
                    column.min(room),
                    (style, buffer),
                );
                let end = Rect {
                    x: words.right() - kept,
                    width: kept,
                    ..words
                };
                put(buffer, end, &known, style.patch(theme.hint_key));
            }
            true
        }
        Row::Words {
            column,
            row,
            is_first,
            ..
        } => {
            draw_row(theme, column, *row, words, buffer);
            *is_first
        }
    };
    let mut pen = Pen::new(buffer, line);
    pen.write(if is_chosen { "▸" } else { " " }, theme.hint_key);
    if let Some(result) = row.result().filter(|_| is_first)
        && view.results.is_marked(result)
    {
        pen.write("✓", theme.hint_key);
    }
}

/// A match with what stands around it on one line, the match beginning `column` cells from the left. Where the sentence runs
/// from right to left, what comes before the match stands to the right of it.
fn draw_keyword(
    theme: &Theme,
    passage: &Passage,
    line: Rect,
    column: u16,
    (style, buffer): (Style, &mut Buffer),
) {
    let Passage { text, at, .. } = passage;
    let whole = Span::new(0, text.len());
    let levels = Levels::of(text, whole, Spacing::Fold);
    let is_from_right = levels.is_some_and(|levels| levels.is_right_to_left());
    let before = Span::new(0, at.start).of(text).trim_end();
    let after = Span::new(at.end, text.len()).of(text).trim_start();
    let gaps = (before.len() < at.start, after.len() < text.len() - at.end);
    let match_style = theme.search_match.add_modifier(Modifier::BOLD);
    let found = visible::one_line(at.of(text));
    let gap = |is_one: bool| u16::from(is_one);
    let (left, left_gap, right, right_gap) = if is_from_right {
        (after, gap(gaps.1), before, gap(gaps.0))
    } else {
        (before, gap(gaps.0), after, gap(gaps.1))
    };
    let room = column.saturating_sub(left_gap);
    let left = visible::one_line(left);
    let left = if is_from_right {
        crate::text::cluster::truncate(&left, room).into_owned()
    } else {
        tail(&left, room)
    };
    let start = room.saturating_sub(width(&left));
    let mut pen = Pen::new(buffer, line).over(style);
    pen.skip(start)
        .write_within(room, &left, Style::default())
        .skip_to(line.x + column);
    let most = pen.room() * 2 / 3;
    pen.write_within(most, &found, match_style).skip(right_gap);
    let room = pen.room();
    let right = visible::one_line(right);
    if is_from_right {
        pen.write(&tail(&right, room), Style::default());
    } else {
        pen.write(&right, Style::default());
    }
}

/// The end of `text` in at most `cells` cells, after an ellipsis where that is not all of it.
fn tail(text: &str, cells: u16) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let room = cells.saturating_sub(1);
    let (mut start, mut used) = (text.len(), 0_u16);
    while start > 0 {
        let earlier = previous(text, start);
        let wider = used.saturating_add(width(text.get(earlier..start).unwrap_or_default()));
        if wider > room {
            break;
        }
        (start, used) = (earlier, wider);
    }
    let kept = text.get(start..).unwrap_or_default();
    if cells == 0 {
        String::new()
    } else {
        format!("…{kept}")
    }
}

/// The annotations on a match.
fn on<'a>(app: &'a App, hit: &Hit<'a>) -> impl Iterator<Item = &'a Annotation> {
    let (start, end) = (hit.passage.start, hit.passage.end);
    let all = app.set().on(&hit.found.document);
    all.filter(move |annotation| {
        let place = annotation.place();
        place.start < end && start < place.end
    })
}

/// The glyphs of the tags on a match.
fn glyphs(app: &App, hit: &Hit<'_>) -> String {
    let codebook = app.set().codebook();
    let mut glyphs = String::new();
    for annotation in on(app, hit) {
        for tag in &annotation.tags {
            glyphs.push(codebook.glyph(tag));
        }
        if annotation.tags.is_empty() {
            glyphs.push('▪');
        }
    }
    glyphs
}

/// The chosen result: where it stands, what is tagged there, and the sentence with what is around it.
fn draw_preview(app: &App, theme: &Theme, view: &CorpusView, part: Rect, buffer: &mut Buffer) {
    let Some(hit) = view.results.chosen().filter(|_| !part.is_empty()) else {
        return;
    };
    let mut lines = part.rows();
    let rule = "─".repeat(usize::from(part.width));
    if let Some(line) = lines.next() {
        put(buffer, line, &rule, theme.overlay.patch(theme.faint));
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        let place = format!(" line {} ", hit.passage.line);
        let room = pen.room().saturating_sub(width(&place) + 3);
        pen.skip(1)
            .write_within(room, &format!(" {} ", hit.found.document), theme.dim)
            .write("·", theme.dim)
            .write(&place, theme.dim);
    }
    let codebook = app.set().codebook();
    let mut tags: Vec<String> = on(app, &hit)
        .flat_map(|annotation| &annotation.tags)
        .map(|tag| format!("{} {tag}", codebook.glyph(tag)))
        .collect();
    tags.dedup();
    let mut lines: Vec<Rect> = lines.collect();
    if !tags.is_empty()
        && let Some(line) = lines.pop()
    {
        let style = theme.overlay.patch(theme.hint_key);
        put(buffer, line, &tags.join("  "), style);
    }
    let column = &view.preview;
    let from = column.first_row_of_interest();
    let from = from.saturating_sub(lines.len().saturating_sub(1) / 2);
    let from = from.min(column.rows.len().saturating_sub(lines.len()));
    for (line, row) in lines.into_iter().zip(column.rows.iter().skip(from)) {
        draw_row(theme, column, *row, line, buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_text_fits_its_cells() {
        for (text, cells, expected) in [
            ("short", 9, "short"),
            ("a long one", 4, "…one"),
            ("漢字漢字", 4, "…字"),
            ("cafe\u{301}", 3, "…fe\u{301}"),
            ("gone", 1, "…"),
            ("gone", 0, ""),
        ] {
            assert_eq!(tail(text, cells), expected, "{text:?} in {cells}");
        }
    }
}
