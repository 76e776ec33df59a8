//! Annotations whose text has changed: the old text and the new one with their difference, and the quote to attach.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::overlay::{framed, more_below};
use super::paint::{Pen, put, tint};
use super::theme::Theme;
use crate::anchor::State;
use crate::app::App;
use crate::app::overlay::{AnchorReview, Column, Comparison, Head, Mark, Pair};
use crate::app::panes::comparison_parts;
use crate::model::{Span, TagName};
use crate::text::bidi::{Levels, mirrored};
use crate::text::cluster::{Cluster, Spacing, clusters};
use crate::text::visible::without_hanging;

pub fn draw_review(app: &App, theme: &Theme, review: &AnchorReview, frame: &mut Frame<'_>) {
    let title = app.review_title(review);
    draw_comparison(app, theme, &title, &review.shown, review.top, frame);
}

/// Draws two annotations beside each other.
pub fn draw_pair(app: &App, theme: &Theme, pair: &Pair, frame: &mut Frame<'_>) {
    draw_comparison(app, theme, "Compare", &pair.shown, pair.top, frame);
}

/// Draws two texts, with what is said above them, from their row `top` on.
fn draw_comparison(
    app: &App,
    theme: &Theme,
    title: &str,
    shown: &Comparison,
    top: usize,
    frame: &mut Frame<'_>,
) {
    let (old, new) = (&shown.old, &shown.new);
    let parts = comparison_parts(
        frame.area(),
        shown.head.len(),
        old.rows.len(),
        new.rows.len(),
    );
    let inner = framed(theme, title, parts.frame, frame);
    let buffer = frame.buffer_mut();
    for (line, head) in parts.head.rows().zip(&shown.head) {
        draw_head(app, theme, head, line, buffer);
    }
    let mut below = 0;
    for (column, part) in [(old, parts.old), (new, parts.new)] {
        below = below.max(draw_column(theme, column, part, top, buffer));
    }
    if parts.old.right() < parts.new.x {
        for y in parts.old.top()..parts.old.bottom() {
            buffer.set_string(parts.old.right() + 1, y, "│", theme.border);
        }
    }
    if below > 0 {
        more_below(theme, below, inner, buffer);
    }
}

fn draw_head(app: &App, theme: &Theme, head: &Head, line: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    match head {
        Head::State(state, text) => _ = pen.write(text, state_style(theme, Some(*state))),
        Head::Missing(text) => _ = pen.write(text, theme.orphan.add_modifier(Modifier::BOLD)),
        Head::Tags(tags, about) => {
            write_tags(app, theme, tags, Modifier::empty(), &mut pen);
            pen.write(about, theme.dim);
        }
        Head::Note(text) => _ = pen.write(text, theme.note),
        Head::Words(text) => _ = pen.write(text, theme.dim),
        Head::Said(text) => _ = pen.write(text, Style::default().add_modifier(Modifier::BOLD)),
        Head::Warning(text) => _ = pen.write(text, theme.status_error),
    }
}

/// What tells of a state looks like: what may say something else now is loud.
pub fn state_style(theme: &Theme, state: Option<State>) -> Style {
    match state {
        None | Some(State::Exact | State::Moved) => theme.dim,
        Some(State::Edited) => theme.hint_key,
        Some(State::Ambiguous | State::Orphan) => theme.orphan,
        Some(State::ChangedMeaning) => theme.status_error,
    }
}

/// Writes the tags of an annotation with their glyphs and two spaces after each.
pub fn write_tags(
    app: &App,
    theme: &Theme,
    tags: &[TagName],
    emphasis: Modifier,
    pen: &mut Pen<'_>,
) {
    if tags.is_empty() {
        pen.write("▪ highlight", theme.dim.add_modifier(emphasis))
            .skip(2);
    }
    let codebook = app.set().codebook();
    for tag in tags {
        let style = theme.accent(codebook.color(tag)).add_modifier(emphasis);
        pen.write(&format!("{} {tag}  ", codebook.glyph(tag)), style);
    }
}

/// Draws a column from its row `top` on, or as far down as there is something to fill it; how many rows are below.
fn draw_column(
    theme: &Theme,
    column: &Column,
    part: Rect,
    top: usize,
    buffer: &mut Buffer,
) -> usize {
    let mut lines = part.rows();
    if let Some(line) = lines.next() {
        put(
            buffer,
            line,
            &column.title,
            theme.overlay.patch(theme.heading),
        );
    }
    let height = usize::from(part.height.saturating_sub(1));
    let top = top.min(column.rows.len().saturating_sub(height));
    for (line, row) in lines.zip(column.rows.iter().skip(top)) {
        draw_row(theme, column, *row, line, buffer);
    }
    column.rows.len().saturating_sub(top + height)
}

/// Draws one row of a column, each cluster as it is meant and in the order in which it is seen.
pub fn draw_row(theme: &Theme, column: &Column, row: Span, line: Rect, buffer: &mut Buffer) {
    let shown = without_hanging(row.of(&column.text), char::is_whitespace).len();
    let shown = Span::new(row.start, row.start + shown);
    let row: Vec<Cluster<'_>> = clusters(&column.text, shown, Spacing::Fold).collect();
    let levels = column.levels();
    let order = levels.map_or_else(|| (0..row.len()).collect(), |levels| levels.order(&row));
    let width = row
        .iter()
        .fold(0_u16, |sum, cluster| sum.saturating_add(cluster.width));
    let is_from_right = levels.is_some_and(Levels::is_right_to_left);
    let indent = if is_from_right {
        line.width.saturating_sub(width)
    } else {
        0
    };
    let mut x = line.x + indent;
    for cluster in order.into_iter().filter_map(|index| row.get(index)) {
        let at = cluster.span.start;
        let room = line.right().saturating_sub(x);
        if cluster.width > room {
            break;
        }
        let is_mirrored = levels.is_some_and(|levels| levels.is_mirrored(at));
        let symbol = if is_mirrored {
            mirrored(cluster.symbol.clone())
        } else {
            cluster.symbol.clone()
        };
        let style = theme.overlay.patch(mark_style(theme, column.mark_at(at)));
        buffer.set_stringn(x, line.y, symbol, usize::from(room), style);
        x += cluster.width;
    }
}

fn mark_style(theme: &Theme, mark: Mark) -> Style {
    match mark {
        Mark::Around => theme.dim,
        Mark::Kept => Style::default(),
        Mark::Went => theme.went,
        Mark::WentSign => theme.went.remove_modifier(Modifier::CROSSED_OUT),
        Mark::Came => theme.came,
        Mark::CameSign => theme.came.remove_modifier(Modifier::UNDERLINED),
        Mark::Chosen => theme.list_selected,
        Mark::Found => theme.search_match,
    }
}

/// Draws the quote that is to be attached above everything else.
pub fn draw_strip(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    let Some((part, rows)) = app.strip() else {
        return;
    };
    let buffer = frame.buffer_mut();
    tint(buffer, part, theme.overlay);
    let mut lines = part.rows();
    if let Some(line) = lines.next() {
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        let title = theme.overlay_title;
        pen.skip(1)
            .write("Select where this belongs:", title)
            .skip(2);
        if let Some(annotation) = app.to_attach() {
            write_tags(app, theme, &annotation.tags, Modifier::empty(), &mut pen);
            pen.write(&annotation.note, theme.note);
        }
    }
    let style = theme.overlay.add_modifier(Modifier::ITALIC);
    for (line, row) in lines.zip(&rows) {
        Pen::new(buffer, line).skip(1).write(row, style);
    }
}
