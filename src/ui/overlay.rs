//! What lies over the panes.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::paint::{put, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::overlay::{
    NoteEditor, NoteTarget, Overlay, Page, PageLine, Picker, PickerKind, Question,
};
use crate::model::TagName;
use crate::text::cluster;

pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    for overlay in &app.overlays {
        match overlay {
            Overlay::Search(_) => {}
            Overlay::Picker(picker) => draw_picker(app, theme, picker, frame),
            Overlay::Note(editor) => draw_note(theme, editor, frame),
            Overlay::Page(page) => draw_page(theme, page, frame),
            Overlay::Question(question) => draw_question(theme, question, frame),
        }
    }
    let continuations = app.continuations();
    if !continuations.is_empty() {
        draw_continuations(theme, &continuations, frame);
    }
}

/// A box of at most `width` by `height` cells in the middle of the window, cleared and framed; what is inside it.
fn framed(theme: &Theme, title: &str, width: u16, height: u16, frame: &mut Frame<'_>) -> Rect {
    let window = frame.area();
    let body = Rect {
        height: window.height.saturating_sub(1).max(1),
        ..window
    };
    let (width, height) = (width.min(body.width), height.min(body.height));
    let x = body.x + (body.width - width) / 2;
    let area = Rect {
        x,
        y: body.y + (body.height - height) / 3,
        width,
        height,
    };
    framed_at(theme, title, area, frame)
}

fn framed_at(theme: &Theme, title: &str, area: Rect, frame: &mut Frame<'_>) -> Rect {
    Clear.render(area, frame.buffer_mut());
    if area.height < 3 || area.width < 4 {
        tint(frame.buffer_mut(), area, theme.overlay);
        return area;
    }
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.border_focus)
        .style(theme.overlay);
    let inner = block.inner(area);
    block.render(area, frame.buffer_mut());
    if !title.is_empty() {
        let text = format!(
            " {} ",
            cluster::truncate(title, inner.width.saturating_sub(4))
        );
        put(
            frame.buffer_mut(),
            area.x + 2,
            area.y,
            inner.width,
            &text,
            theme.overlay.patch(theme.overlay_title),
        );
    }
    Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

fn draw_picker(app: &App, theme: &Theme, picker: &Picker, frame: &mut Frame<'_>) {
    let rows = u16::try_from(picker.len().max(1)).unwrap_or(u16::MAX);
    let most = (frame.area().height * 2 / 3).max(6);
    let width = (frame.area().width.saturating_sub(4)).min(92);
    let inner = framed(
        theme,
        &picker.title,
        width,
        rows.saturating_add(3).min(most),
        frame,
    );
    if inner.height == 0 {
        return;
    }
    let text = picker.input.text();
    let style = theme.overlay.patch(theme.input);
    let line = Rect { height: 1, ..inner };
    tint(frame.buffer_mut(), line, style);
    let start = put(frame.buffer_mut(), line.x, line.y, line.width, "› ", style);
    put(
        frame.buffer_mut(),
        start,
        line.y,
        line.right().saturating_sub(start),
        text,
        style,
    );
    if text.is_empty() {
        let invite = match picker.kind {
            PickerKind::Tags { .. } => "type to find a tag, or to make a new one",
            PickerKind::Commands => "type a command",
            PickerKind::Find | PickerKind::Outline => "type to narrow the list",
        };
        put(
            frame.buffer_mut(),
            start + 1,
            line.y,
            line.right().saturating_sub(start + 1),
            invite,
            style.patch(theme.dim),
        );
    }
    let typed: String = text.chars().take(picker.input.cursor()).collect();
    frame.set_cursor_position(Position::new(
        (start + cluster::width(&typed)).min(line.right().saturating_sub(1)),
        line.y,
    ));
    let list = Rect {
        y: inner.y + 1,
        height: inner.height - 1,
        ..inner
    };
    draw_items(app, theme, picker, list, frame.buffer_mut());
}

fn draw_items(app: &App, theme: &Theme, picker: &Picker, list: Rect, buffer: &mut Buffer) {
    let height = usize::from(list.height);
    if picker.is_empty() {
        put(
            buffer,
            list.x,
            list.y,
            list.width,
            "nothing matches",
            theme.overlay.patch(theme.dim),
        );
        return;
    }
    let top = picker.selected().saturating_sub(height.saturating_sub(1));
    let mut y = list.y;
    for (index, (item, positions)) in picker.listed().enumerate().skip(top).take(height) {
        let chosen = index == picker.selected();
        let style = theme.overlay.patch(if chosen {
            theme.list_selected
        } else {
            Style::default()
        });
        tint(
            buffer,
            Rect {
                y,
                height: 1,
                ..list
            },
            style,
        );
        let mut x = list.x;
        if let PickerKind::Tags { marked, .. } = &picker.kind {
            x = draw_tag_mark(
                app,
                theme,
                TagName::parse(&item.text).as_ref(),
                marked,
                (x, y),
                style,
                buffer,
            );
        } else if !item.kind.is_empty() {
            x = put(
                buffer,
                x,
                y,
                11,
                &format!("{:<11}", item.kind),
                style.patch(theme.dim),
            );
        }
        let detail_width = cluster::width(&item.detail).min(list.width / 2);
        let text_width = list.right().saturating_sub(x + detail_width + 1);
        x = put_matched(
            buffer,
            (x, y),
            text_width,
            &item.text,
            positions,
            style,
            theme,
        );
        let detail_x = if matches!(picker.kind, PickerKind::Tags { .. } | PickerKind::Commands) {
            (list.x + list.width * 2 / 5).max(x + 1)
        } else {
            list.right().saturating_sub(detail_width).max(x + 1)
        };
        put(
            buffer,
            detail_x,
            y,
            list.right().saturating_sub(detail_x),
            &item.detail,
            style.patch(theme.dim),
        );
        y += 1;
    }
    if let Some(name) = picker.new_tag()
        && y < list.bottom()
    {
        let chosen = picker.chosen().is_none();
        let style = theme.overlay.patch(if chosen {
            theme.list_selected
        } else {
            Style::default()
        });
        tint(
            buffer,
            Rect {
                y,
                height: 1,
                ..list
            },
            style,
        );
        put(
            buffer,
            list.x,
            y,
            list.width,
            &format!("  + make the tag {name}"),
            style.patch(theme.hint_key),
        );
    }
}

fn draw_tag_mark(
    app: &App,
    theme: &Theme,
    name: Option<&TagName>,
    marked: &[TagName],
    (x, y): (u16, u16),
    style: Style,
    buffer: &mut Buffer,
) -> u16 {
    let Some(name) = name else { return x };
    let mark = if marked.contains(name) { "✓ " } else { "  " };
    let x = put(buffer, x, y, 2, mark, style.patch(theme.hint_key));
    let codebook = app.set().codebook();
    let glyph = format!("{} ", codebook.glyph(name));
    put(
        buffer,
        x,
        y,
        2,
        &glyph,
        style.patch(theme.accent(codebook.color(name))),
    )
}

/// Writes `text` with the characters that matched set off; the column after it.
fn put_matched(
    buffer: &mut Buffer,
    (mut x, y): (u16, u16),
    width: u16,
    text: &str,
    positions: &[u32],
    style: Style,
    theme: &Theme,
) -> u16 {
    let start = x;
    let end = x.saturating_add(width);
    let shown = cluster::truncate(text, width);
    for (index, letter) in shown.chars().enumerate() {
        let matched = u32::try_from(index).is_ok_and(|index| positions.contains(&index));
        let style = if matched {
            style.patch(theme.match_char)
        } else {
            style
        };
        let mut bytes = [0; 4];
        x = put(
            buffer,
            x,
            y,
            end.saturating_sub(x),
            letter.encode_utf8(&mut bytes),
            style,
        );
    }
    x.max(start)
}

fn draw_note(theme: &Theme, editor: &NoteEditor, frame: &mut Frame<'_>) {
    let about: String = editor
        .about
        .split_whitespace()
        .take(30)
        .collect::<Vec<_>>()
        .join(" ");
    let title = match editor.target {
        NoteTarget::Annotation(_) | NoteTarget::New(_) => format!("Note on “{about}”"),
        NoteTarget::Definition(_) => format!("What {about} means"),
    };
    let width = frame.area().width.saturating_sub(4).min(76);
    let lines = u16::try_from(editor.area.lines().len()).unwrap_or(u16::MAX);
    let height = lines
        .saturating_add(4)
        .max(10)
        .min(frame.area().height * 2 / 3)
        .max(3);
    let inner = framed(theme, &title, width, height, frame);
    editor.area.render(inner, frame.buffer_mut());
    if editor.area.is_empty() {
        let hint = "write; Ctrl-S saves, Esc cancels";
        put(
            frame.buffer_mut(),
            inner.x + 2,
            inner.y,
            inner.width.saturating_sub(2),
            hint,
            theme.overlay.patch(theme.dim),
        );
    }
}

fn draw_page(theme: &Theme, page: &Page, frame: &mut Frame<'_>) {
    let width = frame.area().width.saturating_sub(2).min(100);
    let height = u16::try_from(page.lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let inner = framed(
        theme,
        &page.title,
        width,
        height.min(frame.area().height.saturating_sub(2)),
        frame,
    );
    let term = (inner.width / 3).min(26);
    let buffer = frame.buffer_mut();
    for (y, line) in (inner.top()..inner.bottom()).zip(page.lines.iter().skip(page.top)) {
        match line {
            PageLine::Heading(text) => {
                _ = put(
                    buffer,
                    inner.x,
                    y,
                    inner.width,
                    text,
                    theme.overlay.patch(theme.heading),
                );
            }
            PageLine::Text(text) => _ = put(buffer, inner.x, y, inner.width, text, theme.overlay),
            PageLine::Entry(keys, text) => {
                let x = put(
                    buffer,
                    inner.x,
                    y,
                    inner.width,
                    keys,
                    theme.overlay.patch(theme.hint_key),
                );
                let x = (inner.x + term).max(x + 1);
                put(
                    buffer,
                    x,
                    y,
                    inner.right().saturating_sub(x),
                    text,
                    theme.overlay,
                );
            }
        }
    }
    let below = page
        .lines
        .len()
        .saturating_sub(page.top + usize::from(inner.height));
    if below > 0 {
        let text = format!(" {below} more below ");
        let x = inner.right().saturating_sub(cluster::width(&text));
        put(
            buffer,
            x,
            inner.bottom(),
            cluster::width(&text),
            &text,
            theme.overlay.patch(theme.dim),
        );
    }
}

fn draw_question(theme: &Theme, question: &Question, frame: &mut Frame<'_>) {
    let width = frame.area().width.saturating_sub(4).min(64);
    let words = textwrap(&question.text, width.saturating_sub(4));
    let height = u16::try_from(words.len()).unwrap_or(1) + 4;
    let inner = framed(theme, "", width, height, frame);
    let buffer = frame.buffer_mut();
    for (y, line) in (inner.top()..inner.bottom()).zip(&words) {
        put(
            buffer,
            inner.x,
            y,
            inner.width,
            line,
            theme.overlay.add_modifier(Modifier::BOLD),
        );
    }
    let y = inner.bottom().saturating_sub(1);
    let x = put(
        buffer,
        inner.x,
        y,
        inner.width,
        "y",
        theme.overlay.patch(theme.hint_key),
    );
    let x = put(buffer, x, y, inner.width, " yes   ", theme.overlay);
    let x = put(
        buffer,
        x,
        y,
        inner.width,
        "n",
        theme.overlay.patch(theme.hint_key),
    );
    put(buffer, x, y, inner.width, " no", theme.overlay);
}

fn textwrap(text: &str, width: u16) -> Vec<String> {
    let span = crate::model::Span::new(0, text.len());
    let rows = crate::text::wrap::wrap(text, span, width.max(1), cluster::Spacing::Fold);
    rows.into_iter()
        .map(|row| row.of(text).trim_end().to_owned())
        .collect()
}

/// What can be typed after the keys typed so far, in the corner where it hides least.
fn draw_continuations(theme: &Theme, continuations: &[(String, &str)], frame: &mut Frame<'_>) {
    let widest = continuations
        .iter()
        .map(|(keys, doc)| cluster::width(keys) + cluster::width(doc) + 2)
        .max()
        .unwrap_or(0);
    let window = frame.area();
    let width = (widest + 4).min(window.width);
    let height = u16::try_from(continuations.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2)
        .min(window.height.saturating_sub(1));
    let area = Rect {
        x: window.right() - width,
        y: window.bottom().saturating_sub(height + 1).max(window.y),
        width,
        height,
    };
    let inner = framed_at(theme, "", area, frame);
    for (y, (keys, doc)) in (inner.top()..inner.bottom()).zip(continuations) {
        let buffer = frame.buffer_mut();
        let x = put(
            buffer,
            inner.x,
            y,
            inner.width,
            keys,
            theme.overlay.patch(theme.hint_key),
        );
        put(
            buffer,
            x + 2,
            y,
            inner.right().saturating_sub(x + 2),
            doc,
            theme.overlay,
        );
    }
}
