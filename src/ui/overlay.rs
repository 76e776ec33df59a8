//! What lies over the panes.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::anchors::{draw_pair, draw_review};
use super::bulk::{draw_bulk, draw_working};
use super::claim::draw_claim;
use super::codebook;
use super::finder;
use super::ledger::draw_ledger;
use super::page::draw_page;
use super::paint::{Pen, guard, put, put_lines, tint};
use super::reviewing::draw_queue;
use super::theme::Theme;
use super::{adjudication, agreement};
use super::{elsewhere, recoding, relation, searching};
use crate::app::App;
use crate::app::action::Fact;
use crate::app::finding::Wanted;
use crate::app::overlay::{
    Choice, DraftOffer, FieldEditor, Item, NoteEditor, NoteTarget, Overlay, Peek, Picker,
    PickerKind, Question,
};
use crate::app::panes::{centred, inside};
use crate::model::{Span, TagName, TagText};
use crate::text::bidi::in_display_order;
use crate::text::cluster::{self, Spacing};
use crate::text::quoted;
use crate::text::wrap::wrap;

pub fn draw(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    for (place, overlay) in app.overlays.iter().enumerate() {
        let is_under = place + 1 < app.overlays.len();
        match overlay {
            Overlay::Search(_) | Overlay::ListFilter(_) => {}
            // What was chosen is what is asked about now.
            Overlay::Finder(shown) if is_under && matches!(shown.wanted, Wanted::Linked(_)) => {}
            Overlay::Picker(picker) => draw_picker(app, theme, picker, frame),
            Overlay::Finder(shown) => finder::draw(app, theme, shown, frame),
            Overlay::Note(editor) => draw_note(app, theme, editor, frame),
            Overlay::Page(page) | Overlay::Damage(page) => draw_page(theme, page, frame),
            Overlay::Question(question) => draw_question(theme, question, frame),
            Overlay::Peek(peek) => draw_peek(app, theme, peek, frame),
            Overlay::Field(editor) => draw_field(app, theme, editor, frame),
            Overlay::Draft(offer) => draw_draft(app, theme, offer, frame),
            Overlay::Anchors(review) => draw_review(app, theme, review, frame),
            Overlay::Queue(queue) => draw_queue(app, theme, queue, frame),
            Overlay::Codebook(view) => codebook::draw_codebook(app, theme, view, frame),
            Overlay::Entry(entry) => recoding::draw_entry(app, theme, entry, frame),
            Overlay::Split(split) => recoding::draw_split(app, theme, split, frame),
            Overlay::Claim(form) => draw_claim(app, theme, form, frame),
            Overlay::Ledger(ledger) => draw_ledger(app, theme, ledger, frame),
            Overlay::Bulk(bulk) => draw_bulk(app, theme, bulk, frame),
            Overlay::Working(working) => draw_working(theme, working, frame),
            Overlay::Relation(choice) => relation::draw(app, theme, choice, frame),
            Overlay::Pair(pair) => draw_pair(app, theme, pair, frame),
            Overlay::Elsewhere(shown) => elsewhere::draw(app, theme, shown, frame),
            Overlay::Corpus(view) => searching::draw(app, theme, view, frame),
            Overlay::Agreement(view) => agreement::draw(app, theme, view, frame),
            Overlay::Adjudication(walk) => adjudication::draw(app, theme, walk, frame),
        }
    }
    let continuations = app.continuations();
    if !continuations.is_empty() {
        draw_continuations(theme, &continuations, frame);
    }
}

/// Clears and frames a box; what is inside it.
pub(super) fn framed(theme: &Theme, title: &str, area: Rect, frame: &mut Frame<'_>) -> Rect {
    Clear.render(area, frame.buffer_mut());
    let inner = inside(area);
    if inner == area {
        tint(frame.buffer_mut(), area, theme.overlay);
        return area;
    }
    let border = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(theme.border_focus);
    border.style(theme.overlay).render(area, frame.buffer_mut());
    if !title.is_empty() {
        let text = format!(
            " {} ",
            cluster::truncate(title, inner.width.saturating_sub(4))
        );
        let line = Rect {
            x: area.x + 2,
            y: area.y,
            width: inner.width,
            height: 1,
        };
        put(
            frame.buffer_mut(),
            line,
            &text,
            theme.overlay.patch(theme.overlay_title),
        );
    }
    inner
}

fn draw_picker(app: &App, theme: &Theme, picker: &Picker, frame: &mut Frame<'_>) {
    let parts = app.picker_parts(picker);
    framed(theme, &picker.title, parts.frame, frame);
    let style = theme.overlay.patch(theme.input);
    let line = parts.input;
    tint(frame.buffer_mut(), line, style);
    let mut pen = Pen::new(frame.buffer_mut(), line).over(style);
    pen.write("› ", Style::default());
    let cursor = pen.write_typed(u16::MAX, &picker.input, Style::default());
    if picker.input.text().is_empty() {
        let invitation = match picker.kind {
            PickerKind::Tags { .. } => "type to find a tag, or to make a new one",
            PickerKind::Commands => "type a command",
            PickerKind::Filter(_) => "type words or conditions, such as tag:claim -status:final",
            PickerKind::Outline
            | PickerKind::Links
            | PickerKind::Kinds(_)
            | PickerKind::Recode(_) => "type to narrow the list",
            PickerKind::Colors(_) => "type a colour, or choose one",
        };
        pen.skip(1).write(invitation, theme.dim);
    }
    frame.set_cursor_position(Position::new(cursor, line.y));
    let list = if picker.is_empty() && !parts.details.is_empty() {
        parts.list.union(parts.details)
    } else {
        parts.list
    };
    draw_items(app, theme, picker, list, frame.buffer_mut());
    if let Some(name) = picker.chosen_tag().filter(|_| !parts.details.is_empty()) {
        codebook::draw_picked(app, theme, &name, &parts, frame.buffer_mut());
    }
    let seen = picker.top(parts.list.height) + usize::from(parts.list.height);
    let below = picker.len().saturating_sub(seen);
    if below > 0 && parts.frame != parts.list {
        let inner = Rect {
            height: parts.frame.bottom().saturating_sub(parts.list.y + 1),
            ..parts.list
        };
        more_below(theme, below, inner, frame.buffer_mut());
    }
}

fn draw_items(app: &App, theme: &Theme, picker: &Picker, list: Rect, buffer: &mut Buffer) {
    if picker.is_empty() {
        let is_first_tag = picker.all() == 1 && matches!(picker.kind, PickerKind::Tags { .. });
        put(
            buffer,
            list,
            &if is_first_tag {
                let key = app.keymap.keys_of("codebook").next().unwrap_or_default();
                format!(
                    "no tags yet: type a name and Enter makes it; Esc and then {key} offers ready-made ones"
                )
            } else {
                "nothing matches".to_owned()
            },
            theme.overlay.patch(theme.dim),
        );
        return;
    }
    let top = picker.top(list.height);
    let new_tag = picker
        .new_tag()
        .map(|name| format!("  + make the tag {name}"));
    let mut listed = picker.listed(top);
    for (index, line) in (top..).zip(list.rows()) {
        let chosen = if index == picker.selected() {
            theme.list_selected
        } else {
            Style::default()
        };
        let style = theme.overlay.patch(chosen);
        match (listed.next(), &new_tag) {
            (Some(item), _) => {
                tint(buffer, line, style);
                draw_item(app, theme, picker, item, line, style, buffer);
            }
            (None, Some(text)) if index + 1 == picker.len() => {
                tint(buffer, line, style);
                put(buffer, line, text, style.patch(theme.hint_key));
            }
            (None, _) => break,
        }
    }
}

/// Tints a line of a list, chosen or not; how what is written on it looks.
pub(super) fn tinted(theme: &Theme, is_chosen: bool, line: Rect, buffer: &mut Buffer) -> Style {
    let chosen = if is_chosen {
        theme.list_selected
    } else {
        Style::default()
    };
    let style = theme.overlay.patch(chosen);
    tint(buffer, line, style);
    style
}

/// What stands beside the words of a row that looks like `style`: dim, save on the chosen one, where that could not be read.
pub(super) fn quiet(theme: &Theme, style: Style) -> Style {
    if style == theme.overlay.patch(theme.list_selected) {
        Style::default()
    } else {
        theme.dim
    }
}

/// Writes `text` in at most `room` cells, with the characters at `positions`, in code points from 0, set off.
pub(super) fn write_matched(
    pen: &mut Pen<'_>,
    text: &str,
    positions: &[u32],
    room: u16,
    style: Style,
    theme: &Theme,
) {
    let shown = cluster::truncate(text, room);
    let Cow::Borrowed(letters) = in_display_order(&shown) else {
        pen.write_within(room, &shown, style);
        return;
    };
    for (index, letter) in (0_u32..).zip(letters.chars()) {
        let style = if positions.contains(&index) {
            style.patch(theme.match_char)
        } else {
            style
        };
        pen.write(letter.encode_utf8(&mut [0; 4]), style);
    }
}

/// An item: its text with the matching characters set off, and what stands beside it.
fn draw_item(
    app: &App,
    theme: &Theme,
    picker: &Picker,
    item: &Item,
    line: Rect,
    style: Style,
    buffer: &mut Buffer,
) {
    let mut pen = Pen::new(buffer, line).over(style);
    if let (PickerKind::Tags { marked, .. }, Some(name)) =
        (&picker.kind, TagName::parse(&item.text))
    {
        let codebook = app.set().codebook();
        pen.write(
            if marked.contains(&name) { "✓ " } else { "  " },
            theme.hint_key,
        );
        let key = codebook.get(&name).and_then(|tag| tag.key).unwrap_or(' ');
        pen.write(&format!("{key} "), quiet(theme, style));
        pen.write(
            &format!("{} ", codebook.glyph(&name)),
            theme.accent(codebook.color(&name)),
        );
    } else if let Choice::Color(color) = item.choice {
        pen.write(" a word ", theme.highlight(color)).skip(1);
        pen.write("● ", theme.accent(color));
    }
    let in_columns = matches!(
        picker.kind,
        PickerKind::Tags { .. }
            | PickerKind::Commands
            | PickerKind::Kinds(_)
            | PickerKind::Filter(_)
            | PickerKind::Recode(_)
    );
    // Where there is little room, what something is called counts more than where it lies.
    let most = if in_columns || line.width >= 60 {
        line.width / 2
    } else {
        0
    };
    let beside = cluster::width(&item.detail).min(most);
    let room = pen.room().saturating_sub(beside + 1);
    let end = pen.x() + room;
    let positions = picker.matched(item);
    write_matched(
        &mut pen,
        &item.text,
        &positions,
        room,
        Style::default(),
        theme,
    );
    let column = match picker.kind {
        PickerKind::Commands => line.x + (picker.widest() + 2).min(line.width / 2),
        _ if in_columns => line.x + line.width * 2 / 5,
        _ => end + 1,
    };
    let quiet = quiet(theme, style);
    pen.skip(1).skip_to(column).write(&item.detail, quiet);
}

fn draw_note(app: &App, theme: &Theme, editor: &NoteEditor, frame: &mut Frame<'_>) {
    let about: String = editor
        .about
        .split_whitespace()
        .take(30)
        .collect::<Vec<_>>()
        .join(" ");
    let title = match editor.target {
        NoteTarget::Annotation(_) | NoteTarget::New(_) => format!("Note on {}", quoted(&about)),
        NoteTarget::Tag(_, TagText::UseFor) => format!("What {about} is for"),
        NoteTarget::Tag(_, TagText::NotFor) => format!("What {about} is not for"),
        NoteTarget::Tag(_, TagText::Examples) => format!("Examples of {about}, a line each"),
        NoteTarget::Tag(_, TagText::Definition) | NoteTarget::Verdict(_) => {
            format!("What {about} means")
        }
    };
    let inner = framed(theme, &title, app.note_part(editor), frame);
    editor.area.render(inner, frame.buffer_mut());
    guard(frame.buffer_mut(), inner);
    if editor.area.is_empty() {
        let line = Rect {
            x: inner.x + 2,
            width: inner.width.saturating_sub(2),
            ..inner
        };
        put(
            frame.buffer_mut(),
            line,
            "write; Ctrl-S saves, Esc cancels",
            theme.overlay.patch(theme.dim),
        );
    }
}

/// A question with its details above and its answers below, each with its key.
fn draw_choice(
    theme: &Theme,
    text: &str,
    details: &[String],
    answers: &[(String, &str)],
    frame: &mut Frame<'_>,
) {
    let width = frame.area().width.saturating_sub(4).min(64);
    let bold = theme.overlay.add_modifier(Modifier::BOLD);
    let room = width.saturating_sub(4);
    let set =
        |text: &str, style: Style| wrapped(text, room).into_iter().map(move |row| (row, style));
    let mut rows: Vec<(String, Style)> = set(text, bold).collect();
    for detail in details {
        rows.push((String::new(), theme.overlay));
        rows.extend(set(detail, theme.overlay));
    }
    // The answers are seen whatever else has no room.
    let most = usize::from(frame.area().height.saturating_sub(5)).max(1);
    if rows.len() > most {
        rows.truncate(most.saturating_sub(1).max(1));
        rows.push(("…".to_owned(), theme.overlay));
    }
    let height = u16::try_from(rows.len()).unwrap_or(1).saturating_add(4);
    let inner = framed(theme, "", centred(frame.area(), width, height), frame);
    put_lines(
        frame.buffer_mut(),
        inner,
        rows.iter().map(|(row, style)| (row.as_str(), *style)),
    );
    let line = Rect {
        y: inner.bottom().saturating_sub(1),
        height: 1,
        ..inner
    };
    let mut pen = Pen::new(frame.buffer_mut(), line).over(theme.overlay);
    for (key, answer) in answers {
        pen.write(key, theme.hint_key)
            .write(&format!(" {answer}   "), Style::default());
    }
}

fn draw_question(theme: &Theme, question: &Question, frame: &mut Frame<'_>) {
    let answers = [("y".to_owned(), "yes"), ("n".to_owned(), "no")];
    draw_choice(theme, &question.text, &question.details, &answers, frame);
}

/// What was written and not saved, and what can be done with it.
fn draw_draft(app: &App, theme: &Theme, offer: &DraftOffer, frame: &mut Frame<'_>) {
    let what = offer.draft.what();
    let mut chars = what.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let text = format!("{first}{} was not saved.", chars.as_str());
    let words: String = offer.draft.text.chars().take(400).collect();
    let details: Vec<String> = [words].into_iter().chain(offer.complaint.clone()).collect();
    let answers = [
        ("draft-go-on", "go on"),
        ("draft-copy", "copy"),
        ("draft-drop", "drop"),
        ("draft-later", "later"),
    ];
    let answers = answers.map(|(name, answer)| {
        let key = app.keymap.keys_of(name).next();
        (key.unwrap_or_default(), answer)
    });
    draw_choice(theme, &text, &details, &answers, frame);
}

/// A note of the article beside the row with its mark.
fn draw_peek(app: &App, theme: &Theme, peek: &Peek, frame: &mut Frame<'_>) {
    let Some((part, rows)) = app.peek_part(peek) else {
        return;
    };
    let inner = framed(theme, "Note", part, frame);
    let shown = rows.iter().skip(peek.top);
    let lines = shown.map(|row| (row.of(&peek.text).trim_end(), theme.overlay));
    put_lines(frame.buffer_mut(), inner, lines);
    let below = rows
        .len()
        .saturating_sub(peek.top + usize::from(inner.height));
    if below > 0 && part.height > 2 {
        more_below(theme, below, inner, frame.buffer_mut());
    }
}

/// Says on the lower border of a box that there is more.
pub(super) fn more_below(theme: &Theme, below: usize, inner: Rect, buffer: &mut Buffer) {
    let text = format!(" {below} more below ");
    let width = cluster::width(&text).min(inner.width);
    let line = Rect {
        x: inner.right() - width,
        y: inner.bottom(),
        width,
        height: 1,
    };
    put(buffer, line, &text, theme.overlay.patch(theme.dim));
}

/// A fact that is typed: the line, and under it what is wrong, or what the article says.
fn draw_field(app: &App, theme: &Theme, editor: &FieldEditor, frame: &mut Frame<'_>) {
    let title = match editor.fact {
        Fact::Title => "The title",
        Fact::Author => "The author; several with ; between them",
        Fact::Date => "The date: 2020, 2020-06 or 2020-06-17",
        Fact::Url => "The URL",
    };
    let (below, style) = match &editor.complaint {
        Some(complaint) => (complaint.clone(), theme.status_error),
        None if editor.found.is_empty() => ("The article does not say.".to_owned(), theme.dim),
        None => (format!("The article says: {}", editor.found), theme.dim),
    };
    let rows = wrapped(&below, app.box_width());
    let height = u16::try_from(rows.len().min(4)).unwrap_or(4);
    let inner = framed(theme, title, app.field_part(height), frame);
    let line = Rect {
        height: inner.height.min(1),
        ..inner
    };
    let buffer = frame.buffer_mut();
    let typed = theme.overlay.patch(theme.input);
    tint(buffer, line, typed);
    let shown = if editor.is_selected {
        typed.patch(theme.selection)
    } else {
        typed
    };
    let cursor = Pen::new(buffer, line).write_typed(u16::MAX, &editor.input, shown);
    let under = Rect {
        y: inner.y.saturating_add(2).min(inner.bottom()),
        height: inner.height.saturating_sub(2),
        ..inner
    };
    let style = theme.overlay.patch(style);
    put_lines(buffer, under, rows.iter().map(|row| (row.as_str(), style)));
    frame.set_cursor_position(Position::new(cursor, line.y));
}

/// The rows of `text` in a column of `width` cells.
pub fn wrapped(text: &str, width: u16) -> Vec<String> {
    let rows = wrap(text, Span::new(0, text.len()), width.max(1), Spacing::Fold);
    rows.into_iter()
        .map(|row| row.of(text).trim_end().to_owned())
        .collect()
}

/// What can be typed after the keys typed so far, in the corner where it hides least.
fn draw_continuations(theme: &Theme, continuations: &[(String, &str)], frame: &mut Frame<'_>) {
    let width_of = |(keys, doc): &(String, &str)| cluster::width(keys) + cluster::width(doc) + 2;
    let widest = continuations.iter().map(width_of).max().unwrap_or(0);
    let window = frame.area();
    let width = (widest + 4).min(window.width);
    let wanted = u16::try_from(continuations.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let height = wanted.min(window.height.saturating_sub(1));
    let y = window.bottom().saturating_sub(height + 1).max(window.y);
    let inner = framed(
        theme,
        "",
        Rect {
            x: window.right() - width,
            y,
            width,
            height,
        },
        frame,
    );
    for (line, (keys, doc)) in inner.rows().zip(continuations) {
        let mut pen = Pen::new(frame.buffer_mut(), line).over(theme.overlay);
        pen.write(keys, theme.hint_key)
            .skip(2)
            .write(doc, Style::default());
    }
}
