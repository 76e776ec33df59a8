//! The codebook: the tree of tags, the scale, and what is said of the chosen one.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use super::overlay::{framed, more_below, quiet, tinted, wrapped};
use super::paint::{Pen, put, put_lines, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::codebook::parts::{CodebookParts, flow, hint_width};
use crate::app::overlay::{CodebookView, GradeRow, RowKind, Shelf, TagRow};
use crate::app::panes::PickerParts;
use crate::model::{Codebook, Grade, ReadyMade, Tag, TagColor, TagName, TagText};
use crate::review::Uses;
use crate::text::cluster::width;
use crate::text::{counted, quoted};

/// The cells of the two columns of counts, and from how wide a list on their heads are spelled out.
const COUNTS: (u16, u16) = (6, 6);
const LONG_COUNTS: (u16, u16) = (13, 11);
const SPELLED_OUT: u16 = 56;
/// What stands for a count until it is there.
const COUNTING: &str = "…";

/// Text in lines that fit, each with its style.
pub type Lines = Vec<(String, Style)>;

pub fn draw_codebook(app: &App, theme: &Theme, view: &CodebookView, frame: &mut Frame<'_>) {
    let parts = app.codebook_parts(view);
    let codebook = app.set().codebook();
    let title = format!("Codebook · {}", counted(codebook.tags().len(), "tag"));
    framed(theme, &title, parts.frame, frame);
    if view.is_filtering {
        let style = theme.overlay.patch(theme.input);
        tint(frame.buffer_mut(), parts.header, style);
        let mut pen = Pen::new(frame.buffer_mut(), parts.header).over(style);
        pen.write("› ", Style::default());
        let cursor = pen.write_typed(u16::MAX, &view.filter, Style::default());
        frame.set_cursor_position(Position::new(cursor, parts.header.y));
    } else {
        draw_shelves(theme, view, parts.header, frame.buffer_mut());
    }
    let buffer = frame.buffer_mut();
    draw_keys(app, theme, view, parts.keys, buffer);
    if view.shelf == Shelf::Tags && view.has_no_tags() {
        let all = parts.list.union(parts.details);
        if app.is_loading() {
            let text = "The annotations are still being read; their tags come with them.";
            let mut lines = Lines::new();
            add(&mut lines, text, theme.dim, all.width);
            return put_styled(buffer, theme, all, &lines, 0);
        }
        return put_styled(buffer, theme, all, &beginnings(app, theme, all.width), 0);
    }
    draw_rule(theme, &parts, buffer);
    match view.shelf {
        Shelf::Tags => draw_tags(codebook, theme, view, parts.list, buffer),
        Shelf::Scale => draw_scale(theme, view, parts.list, buffer),
    }
    let lines = match view.shelf {
        Shelf::Tags => view
            .chosen()
            .map(|row| said_of_row(app, theme, row, parts.details)),
        Shelf::Scale => view
            .chosen_grade()
            .map(|row| said_of_grade(app, theme, row, parts.details.width)),
    };
    put_styled(
        buffer,
        theme,
        parts.details,
        &lines.unwrap_or_default(),
        view.scroll,
    );
}

/// What is listed: the tags or the verdicts, the other one beside it.
fn draw_shelves(theme: &Theme, view: &CodebookView, line: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    for (shelf, name) in [(Shelf::Tags, "Tags"), (Shelf::Scale, "Verdicts")] {
        let is_shown = shelf == view.shelf;
        let text = if is_shown {
            format!("[{name}]")
        } else {
            format!(" {name} ")
        };
        let style = if is_shown { theme.heading } else { theme.dim };
        pen.write(&text, style).skip(2);
    }
    if view.is_narrowed() {
        let found = format!("found by {}", quoted(view.filter.text().trim()));
        pen.write(&found, theme.hint_key).skip(2);
    }
    if view.is_counting {
        pen.write("counting…", theme.dim);
    }
}

/// What separates the list from what is said of the chosen one.
fn draw_rule(theme: &Theme, parts: &CodebookParts, buffer: &mut Buffer) {
    let (list, details) = (parts.list, parts.details);
    let style = theme.overlay.patch(theme.border);
    if details.x > list.x {
        for y in list.top()..list.bottom() {
            buffer.set_string(list.right() + 1, y, "│", style);
        }
    } else if details.height > 0 {
        let rule = "─".repeat(usize::from(list.width));
        buffer.set_string(list.x, list.bottom(), rule, style);
    }
}

fn draw_keys(app: &App, theme: &Theme, view: &CodebookView, part: Rect, buffer: &mut Buffer) {
    let hints = app.codebook_hints(view);
    let widths: Vec<u16> = hints
        .iter()
        .map(|(keys, hint)| hint_width(keys, hint))
        .collect();
    let mut hints = hints.into_iter();
    for (line, count) in part.rows().zip(flow(&widths, part.width)) {
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        for (keys, hint) in hints.by_ref().take(count) {
            pen.write(&keys, theme.hint_key)
                .skip(1)
                .write(hint, theme.hint_text)
                .skip(2);
        }
    }
}

/// The rows of a list below its head, each with its number and whether it is chosen.
fn rows_of(view: &CodebookView, list: Rect) -> impl Iterator<Item = (usize, Rect, bool)> {
    let rows = list.rows().skip(1);
    let top = view.top(list.height.saturating_sub(1));
    let selected = view.selected();
    (top..view.len())
        .zip(rows)
        .map(move |(index, line)| (index, line, index == selected))
}

fn columns(list: Rect) -> (u16, u16) {
    if list.width >= SPELLED_OUT {
        LONG_COUNTS
    } else {
        COUNTS
    }
}

/// Writes `text` at the right end of a column that ends at `end`.
fn put_right(buffer: &mut Buffer, line: Rect, end: u16, text: &str, style: Style) {
    let x = end.saturating_sub(width(text)).max(line.x);
    let part = Rect {
        x,
        width: end.saturating_sub(x),
        ..line
    };
    put(buffer, part, text, style);
}

fn draw_tags(
    codebook: &Codebook,
    theme: &Theme,
    view: &CodebookView,
    list: Rect,
    buffer: &mut Buffer,
) {
    let (first, second) = columns(list);
    let ends = (list.right().saturating_sub(second), list.right());
    if let Some(line) = list.rows().next() {
        let style = theme.overlay.patch(theme.dim);
        put(buffer, line, "key", style);
        let heads = if list.width >= SPELLED_OUT {
            ("annotations", "documents")
        } else {
            ("uses", "docs")
        };
        put_right(buffer, line, ends.0, heads.0, style);
        put_right(buffer, line, ends.1, heads.1, style);
    }
    if view.is_empty() {
        let line = Rect {
            y: list.y + 1,
            height: list.height.saturating_sub(1).min(1),
            ..list
        };
        let text = if view.is_narrowed() {
            "nothing matches"
        } else {
            "counting…"
        };
        return put(buffer, line, text, theme.overlay.patch(theme.dim));
    }
    for (index, line, is_chosen) in rows_of(view, list) {
        let Some(row) = view.row(index) else {
            break;
        };
        let style = tinted(theme, is_chosen, line, buffer);
        let quiet = quiet(theme, style);
        let name_part = Rect {
            width: line.width.saturating_sub(first + second),
            ..line
        };
        let mut pen = Pen::new(buffer, name_part).over(style);
        write_row(codebook, theme, view, row, quiet, &mut pen);
        if row.kind == RowKind::Group {
            continue;
        }
        let count = |count: Option<usize>| match count {
            None => COUNTING.to_owned(),
            Some(0) => "–".to_owned(),
            Some(count) => count.to_string(),
        };
        let annotations = count(row.uses.map(|uses| uses.annotations));
        let documents = count(row.uses.map(|uses| uses.documents));
        let counts = style.patch(quiet);
        put_right(buffer, line, ends.0, &annotations, counts);
        put_right(buffer, line, ends.1, &documents, counts);
    }
}

/// Writes what a row of the tree is called, with its key and a sample of its look.
fn write_row(
    codebook: &Codebook,
    theme: &Theme,
    view: &CodebookView,
    row: &TagRow,
    quiet: Style,
    pen: &mut Pen<'_>,
) {
    let tag = codebook.get(&row.name);
    let is_retired = tag.is_some_and(|tag| tag.retired);
    let key = tag.filter(|_| !is_retired).and_then(|tag| tag.key);
    let key = key.unwrap_or(' ');
    pen.write(&key.to_string(), theme.hint_key).skip(2);
    let is_whole = view.is_narrowed() || row.depth == 0;
    let depth = if is_whole { 0 } else { row.depth };
    let indent = u16::try_from(depth).unwrap_or(u16::MAX).saturating_mul(2);
    pen.skip(indent.min(pen.room() / 2));
    let name = if is_whole {
        row.name.as_str()
    } else {
        row.name.last()
    };
    if row.kind == RowKind::Group {
        pen.write(&format!("{name}/"), quiet);
        return;
    }
    let (glyph, color) = (codebook.glyph(&row.name), codebook.color(&row.name));
    if is_retired {
        pen.write(&format!("({glyph})"), theme.dim);
    } else {
        pen.write(&format!(" {glyph} "), theme.highlight(color));
    }
    let is_out = is_retired || tag.is_none();
    let style = if is_out { quiet } else { Style::default() };
    pen.skip(1).write(name, style);
    let mark = match tag {
        None => "  not described",
        Some(_) if is_retired => "  retired",
        Some(_) => "",
    };
    if width(mark) <= pen.room() {
        pen.write(mark, quiet);
    }
}

fn draw_scale(theme: &Theme, view: &CodebookView, list: Rect, buffer: &mut Buffer) {
    const NUMBER: u16 = 8;
    let ends = (list.right().saturating_sub(NUMBER), list.right());
    if let Some(line) = list.rows().next() {
        let style = theme.overlay.patch(theme.dim);
        put(buffer, line, "   verdict", style);
        put_right(buffer, line, ends.0, "number", style);
        put_right(buffer, line, ends.1, "given", style);
    }
    for (index, line, is_chosen) in rows_of(view, list) {
        let Some(GradeRow { grade, given }) = view.grades().get(index) else {
            break;
        };
        let style = tinted(theme, is_chosen, line, buffer);
        let name_part = Rect {
            width: line.width.saturating_sub(2 * NUMBER),
            ..line
        };
        Pen::new(buffer, name_part)
            .over(style)
            .write("   ", theme.highlight(grade.color))
            .skip(1)
            .write(grade.name.as_str(), Style::default());
        let rating = grade
            .rating
            .map_or("–".to_owned(), |rating| rating.to_string());
        put_right(buffer, line, ends.0, &rating, style);
        let given = given.map_or(COUNTING.to_owned(), |given| given.to_string());
        put_right(buffer, line, ends.1, &given, style);
    }
}

/// Writes lines from the `top`th on, and how many are below.
pub fn put_styled(buffer: &mut Buffer, theme: &Theme, part: Rect, lines: &Lines, top: usize) {
    let top = top.min(lines.len().saturating_sub(usize::from(part.height)));
    let shown = lines.iter().skip(top);
    put_lines(
        buffer,
        part,
        shown.map(|(text, style)| (text.as_str(), theme.overlay.patch(*style))),
    );
    let below = lines.len().saturating_sub(top + usize::from(part.height));
    if below > 0 && part.height > 1 {
        let last = Rect {
            y: part.bottom() - 1,
            height: 0,
            ..part
        };
        more_below(theme, below + 1, last, buffer);
    }
}

pub fn add(lines: &mut Lines, text: &str, style: Style, width: u16) {
    for line in text.lines() {
        lines.extend(wrapped(line, width).into_iter().map(|row| (row, style)));
    }
}

/// What one can begin with where there are no tags.
fn beginnings(app: &App, theme: &Theme, width: u16) -> Lines {
    let mut lines = Lines::new();
    let blank = |lines: &mut Lines| lines.push((String::new(), Style::default()));
    let key = |name: &str| app.keymap.keys_of(name).next().unwrap_or_default();
    blank(&mut lines);
    let bold = Style::default().add_modifier(Modifier::BOLD);
    add(
        &mut lines,
        "There are no tags yet. Begin with a codebook that is ready-made:",
        bold,
        width,
    );
    blank(&mut lines);
    for (number, which) in ReadyMade::ALL.iter().enumerate() {
        let key = key(&format!("codebook-ready-{}", number + 1));
        let text = format!("{key}  {}: {}", which.as_str(), which.about());
        add(&mut lines, &text, theme.hint_key, width);
    }
    blank(&mut lines);
    let text = format!(
        "or {} makes a tag of your own, and {} loads a codebook from a file. All of it can be changed, and {} takes it back.",
        key("codebook-add"),
        key("codebook-load"),
        key("codebook-undo"),
    );
    add(&mut lines, &text, Style::default(), width);
    blank(&mut lines);
    let text = "A tag is a path such as claim/statistic. It has a key, which gives it to the sentence that is read.";
    add(&mut lines, text, theme.dim, width);
    lines
}

fn color_name(color: Option<TagColor>) -> String {
    color.map_or("no colour".to_owned(), |color| color.to_string())
}

fn said_of_uses(uses: Option<Uses>) -> String {
    uses.map_or("counting…".to_owned(), |uses| {
        let annotations = counted(uses.annotations, "annotation");
        format!("{annotations} in {}", counted(uses.documents, "document"))
    })
}

/// What there is to be said of a row of the tree, what is missing included.
fn said_of_row(app: &App, theme: &Theme, row: &TagRow, part: Rect) -> Lines {
    /// With fewer rows than this what is said stands close.
    const ROOMY: u16 = 14;
    let (width, is_roomy) = (part.width, part.height >= ROOMY);
    let mut lines = Lines::new();
    let codebook = app.set().codebook();
    let bold = theme.heading;
    add(&mut lines, row.name.as_str(), bold, width);
    let below = counted(row.below, "tag");
    let Some(tag) = codebook.get(&row.name) else {
        let define = app
            .keymap
            .keys_of("codebook-define")
            .next()
            .unwrap_or_default();
        let text = match row.kind {
            RowKind::Group => format!(
                "No tag, only what {below} below it have in common; {define} describes it and makes it one."
            ),
            _ => format!(
                "{}, and not in the codebook; {define} describes it.",
                said_of_uses(row.uses)
            ),
        };
        add(&mut lines, &text, theme.dim, width);
        return lines;
    };
    let key = tag
        .key
        .map_or("no key".to_owned(), |key| format!("key {key}"));
    let facts = format!(
        "{key} · {} · {} · {}",
        color_name(tag.color),
        codebook.glyph(&tag.name),
        said_of_uses(row.uses)
    );
    add(&mut lines, &facts, theme.dim, width);
    if tag.retired {
        let key = app
            .keymap
            .keys_of("codebook-retire")
            .next()
            .unwrap_or_default();
        let text =
            format!("Retired: no longer offered; what has it keeps it. {key} brings it back.");
        add(&mut lines, &text, theme.status_error, width);
    }
    for (which, head, command) in [
        (TagText::Definition, "Definition", "codebook-define"),
        (TagText::UseFor, "Use for", "codebook-use-for"),
        (TagText::NotFor, "Not for", "codebook-not-for"),
        (TagText::Examples, "Examples", "codebook-examples"),
    ] {
        if is_roomy {
            lines.push((String::new(), Style::default()));
        }
        lines.push((head.to_owned(), theme.hint_key));
        let text = tag.text(which);
        if text.trim().is_empty() {
            let key = app.keymap.keys_of(command).next().unwrap_or_default();
            add(
                &mut lines,
                &format!("missing; {key} writes it"),
                theme.dim,
                width,
            );
        } else if which == TagText::Examples {
            for example in &tag.examples {
                add(&mut lines, &quoted(example), Style::default(), width);
            }
        } else {
            add(&mut lines, &text, Style::default(), width);
        }
    }
    lines
}

fn said_of_grade(app: &App, theme: &Theme, row: &GradeRow, width: u16) -> Lines {
    let Grade {
        name,
        color,
        rating,
        definition,
    } = &row.grade;
    let mut lines = Lines::new();
    add(&mut lines, name.as_str(), theme.heading, width);
    let rating = rating.map_or("no number".to_owned(), |rating| {
        format!("as a number {rating}")
    });
    let given = row.given.map_or("counting…".to_owned(), |given| {
        format!("given in {}", counted(given, "assessment"))
    });
    let facts = format!("{} · {rating} · {given}", color_name(*color));
    add(&mut lines, &facts, theme.dim, width);
    lines.push((String::new(), Style::default()));
    if definition.trim().is_empty() {
        let key = app.keymap.keys_of("codebook-define").next();
        let text = format!(
            "What it means is missing; {} writes it",
            key.unwrap_or_default()
        );
        add(&mut lines, &text, theme.dim, width);
    } else {
        add(&mut lines, definition, Style::default(), width);
    }
    if app.set().codebook().grades().is_empty() {
        lines.push((String::new(), Style::default()));
        let text = "This is the usual scale. The first change to it makes it the house's own.";
        add(&mut lines, text, theme.dim, width);
    }
    lines
}

/// What is said of the tag under the cursor of the tag picker.
pub fn draw_picked(
    app: &App,
    theme: &Theme,
    name: &TagName,
    parts: &PickerParts,
    buffer: &mut Buffer,
) {
    let (list, part) = (parts.list, parts.details);
    if part.y > list.y {
        let rule = "─".repeat(usize::from(list.width));
        let style = theme.overlay.patch(theme.border);
        buffer.set_string(list.x, list.bottom(), rule, style);
    }
    let mut lines = Lines::new();
    let known = app.set().codebook().get(name);
    let text = |tag: &Tag, which| tag.text(which);
    let definition = known.map(|tag| text(tag, TagText::Definition));
    let definition = definition.unwrap_or_default();
    if definition.trim().is_empty() {
        let key = app.keymap.keys_of("define-tag").next().unwrap_or_default();
        let missing = format!("no definition yet; {key} writes one");
        add(&mut lines, &missing, theme.dim, part.width);
    } else {
        add(&mut lines, &definition, Style::default(), part.width);
    }
    for (which, head) in [(TagText::UseFor, "Use for:"), (TagText::NotFor, "Not for:")] {
        let said = known.map(|tag| text(tag, which)).unwrap_or_default();
        if !said.trim().is_empty() {
            let style = theme.dim;
            add(&mut lines, &format!("{head} {said}"), style, part.width);
        }
    }
    let room = usize::from(part.height);
    if lines.len() > room {
        lines.truncate(room);
        if let Some((last, _)) = lines.last_mut() {
            last.push('…');
        }
    }
    put_styled(buffer, theme, part, &lines, 0);
}
