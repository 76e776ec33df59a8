//! The ledger: its views, its filter, its table, and what is told in full of the claim that is chosen.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Cell, Row as TableRow, Table as TableWidget, Widget};

use super::counts::{draw_counts, tell_counts};
use super::overlay::{framed, more_below, wrapped};
use super::paint::{Pen, put, safe, tint};
use super::theme::Theme;
use crate::anchor::State;
use crate::app::App;
use crate::app::overlay::{
    COLUMNS, ColumnPart, FilterLine, Ledger, Table, View, ledger_parts, shown_columns, tabs,
};
use crate::app::sidebar::glyph;
use crate::app::tabulating::{Listed, row};
use crate::model::{CheckWorthy, Claim, Stance, Verdict};
use crate::review::latest;
use crate::review::ledger::{Row, SortKey};
use crate::text::{cluster, counted, quoted};

/// A line of what is told of something: words that stand beside each other, each read in its own direction.
pub type Told = (Vec<String>, Style);

pub fn draw_ledger(app: &App, theme: &Theme, ledger: &Ledger, frame: &mut Frame<'_>) {
    let parts = ledger_parts(frame.area(), ledger.view, ledger.typing.is_some());
    framed(theme, &title(app, ledger), parts.frame, frame);
    let buffer = frame.buffer_mut();
    draw_tabs(theme, ledger, parts.tabs, buffer);
    if parts.told.height > 0 {
        let y = parts.told.y - 1;
        let rule = "─".repeat(usize::from(parts.told.width));
        let line = Rect {
            y,
            height: 1,
            ..parts.told
        };
        put(buffer, line, &rule, theme.overlay.patch(theme.border));
    }
    match ledger.view {
        View::Claims => draw_table(app, theme, ledger, parts.body, buffer),
        View::Counts(count) => draw_counts(app, theme, ledger, count, parts.body, buffer),
    }
    let told = match ledger.view {
        View::Claims => tell_claim(app, theme, ledger, parts.told.width),
        View::Counts(count) => tell_counts(app, theme, ledger, count),
    };
    for (line, (words, style)) in parts.told.rows().zip(&told) {
        let mut pen = Pen::new(buffer, line).over(theme.overlay.patch(*style));
        for (place, word) in words.iter().enumerate() {
            pen.write(if place > 0 { " · " } else { "" }, Style::default())
                .write(word, Style::default());
        }
    }
    if let Some(line) = &ledger.typing {
        let cursor = draw_typed(theme, line, parts.filter, parts.below_filter, buffer);
        frame.set_cursor_position(Position::new(cursor, parts.filter.y));
    } else {
        draw_filter(app, theme, ledger, parts.filter, buffer);
    }
}

fn title(app: &App, ledger: &Ledger) -> String {
    match &ledger.opened {
        Some(opened) => format!("Ledger · {}", opened.label.join(" · ")),
        None => format!("Ledger of {}", app.corpus),
    }
}

/// The views, the one that is shown set off, and how much of everything that is.
fn draw_tabs(theme: &Theme, ledger: &Ledger, line: Rect, buffer: &mut Buffer) {
    let mut end = line.x;
    for (view, text, part) in tabs(line, ledger.view) {
        let style = if view == ledger.view {
            theme.list_selected
        } else {
            theme.dim
        };
        put(buffer, part, &text, theme.overlay.patch(style));
        end = part.right();
    }
    let room = line.right().saturating_sub(end + 2);
    let width = cluster::width(&count(ledger)).min(room);
    let place = Rect {
        x: line.right().saturating_sub(width),
        width,
        ..line
    };
    put(
        buffer,
        place,
        &count(ledger),
        theme.overlay.patch(theme.dim),
    );
}

/// How many rows there are, and what is being done about them.
fn count(ledger: &Ledger) -> String {
    if let Some(doing) = ledger.doing {
        return doing.to_owned();
    }
    let table = ledger.table();
    let shown = match (ledger.view, &ledger.opened) {
        (View::Counts(_), _) => return String::new(),
        (View::Claims, Some(_)) => counted(table.len(), "annotation"),
        (View::Claims, None) if table.len() == ledger.all => counted(ledger.all, "claim"),
        (View::Claims, None) => format!("{} of {}", table.len(), counted(ledger.all, "claim")),
    };
    match table.marks() {
        0 => shown,
        marks => format!("{marks} marked · {shown}"),
    }
}

fn draw_filter(app: &App, theme: &Theme, ledger: &Ledger, line: Rect, buffer: &mut Buffer) {
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    let key = app
        .keymap
        .keys_of("filter-ledger")
        .next()
        .unwrap_or_default();
    if ledger.filter.is_empty() {
        pen.write(&format!(" {key} "), theme.hint_key).write(
            "filters: words, or such as verdict:none -status:final",
            theme.dim,
        );
    } else {
        pen.write(&format!(" {key} "), theme.hint_key)
            .write(&ledger.filter, Style::default());
    }
}

/// The filter while it is typed, and under it what is wrong with it or what could be typed next; the cursor's column.
fn draw_typed(
    theme: &Theme,
    typed: &FilterLine,
    line: Rect,
    below: Rect,
    buffer: &mut Buffer,
) -> u16 {
    let style = theme.overlay.patch(theme.input);
    tint(buffer, line, style);
    let mut pen = Pen::new(buffer, line).over(style);
    pen.write(" / ", theme.hint_key);
    let start = pen.x();
    let cursor = pen.write_typed(u16::MAX, &typed.input, Style::default());
    let (before, _) = typed.input.parts();
    let is_whole = cursor == start + cluster::width(before);
    let choices = typed.choices();
    if let Some(error) = typed
        .error
        .as_ref()
        .filter(|_| typed.is_insisting || choices.is_empty())
    {
        let text = typed.input.text();
        let column = text.get(..error.span.start).map_or(0, cluster::width);
        if is_whole {
            let wrong = Rect {
                x: start + column,
                width: cluster::width(error.span.of(text)).max(1),
                ..line
            };
            let wrong = wrong.intersection(line);
            tint(
                buffer,
                wrong,
                theme.status_error.add_modifier(Modifier::UNDERLINED),
            );
        }
        let told = format!("^ {}", error.message);
        let at = if is_whole { 3 + column } else { 0 };
        let at = at.min(below.width.saturating_sub(cluster::width(&told)));
        let mut pen = Pen::new(buffer, below).over(theme.overlay);
        pen.skip(at).write(&told, theme.status_error);
        return cursor;
    }
    draw_choices(theme, typed, &choices, below, buffer);
    cursor
}

/// The words that could be typed next, from the chosen one on where they do not all fit.
fn draw_choices(
    theme: &Theme,
    typed: &FilterLine,
    choices: &[&str],
    line: Rect,
    buffer: &mut Buffer,
) {
    let mut pen = Pen::new(buffer, line).over(theme.overlay);
    pen.skip(3);
    let before = choices.iter().take(typed.choice);
    let reach: u16 = before
        .map(|word| cluster::width(word).min(30) + 2)
        .fold(0, u16::saturating_add);
    let first = if reach > pen.room() / 2 {
        typed.choice
    } else {
        0
    };
    for (index, word) in choices.iter().enumerate().skip(first) {
        if pen.room() < 4 {
            break;
        }
        let style = if index == typed.choice {
            theme.list_selected
        } else {
            theme.dim
        };
        pen.write_within(30, word, style).skip(2);
    }
}

fn draw_table(app: &App, theme: &Theme, ledger: &Ledger, area: Rect, buffer: &mut Buffer) {
    let table = ledger.table();
    if area.is_empty() {
        return;
    }
    let columns = shown_columns(area.width, table.columns().1);
    let rows: Vec<TableRow<'_>> = table
        .shown()
        .map(|(index, listed)| table_row(app, theme, table, &columns, index, listed))
        .collect();
    let mut widths = vec![Constraint::Length(1)];
    widths.extend(columns.iter().map(|part| Constraint::Length(part.width)));
    TableWidget::new(rows, widths)
        .column_spacing(1)
        .style(theme.overlay)
        .header(head(theme, table, &columns))
        .render(area, buffer);
    if table.is_empty() {
        let line = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1).min(2),
            ..area
        };
        let rows = wrapped(&nothing(app, ledger), line.width.saturating_sub(4));
        for (line, row) in line.rows().zip(&rows) {
            let mut pen = Pen::new(buffer, line).over(theme.overlay);
            pen.skip(2).write(row, theme.dim);
        }
    }
    let below = table
        .len()
        .saturating_sub(table.top() + usize::from(area.height) - 1);
    if below > 0 {
        more_below(theme, below, area, buffer);
    }
    let (_, first) = table.columns();
    let shown = columns.len().saturating_sub(1);
    let (left, right) = (first - 1, (COLUMNS.len() - first).saturating_sub(shown));
    let more = match (left, right) {
        (0, 0) => return,
        (0, right) => format!(" {} › ", counted(right, "more column")),
        (left, 0) => format!(" ‹ {} ", counted(left, "more column")),
        (left, right) => format!(" ‹ {left} · {} › ", counted(right, "more column")),
    };
    let line = Rect {
        y: area.bottom(),
        height: 1,
        width: cluster::width(&more).min(area.width),
        ..area
    };
    put(buffer, line, &more, theme.overlay.patch(theme.dim));
}

/// What stands where no claim does: why, and what can be done about it.
fn nothing(app: &App, ledger: &Ledger) -> String {
    let key = |name: &str| app.keymap.keys_of(name).next().unwrap_or_default();
    if !ledger.table().is_known || ledger.doing.is_some() {
        "reading the claims…".to_owned()
    } else if ledger.typing.is_some() {
        "no claim is like that".to_owned()
    } else if !ledger.query.is_empty() {
        format!(
            "no claim is like that; {} takes the filter off",
            key("leave-in-ledger")
        )
    } else {
        format!(
            "no claims yet: in an article, {} makes one of the sentence under the cursor",
            key("claim")
        )
    }
}

fn head(theme: &Theme, table: &Table, columns: &[ColumnPart]) -> TableRow<'static> {
    let style = theme.overlay.patch(theme.table_head);
    let mut cells = vec![Cell::default()];
    cells.extend(columns.iter().filter_map(|part| {
        let column = COLUMNS.get(part.column)?;
        let arrow = match (column.key == table.key, table.downwards) {
            (false, _) => "",
            (true, false) => " ↑",
            (true, true) => " ↓",
        };
        let title = if part.column == table.columns().0 {
            Span::styled(
                column.title,
                style
                    .patch(theme.hint_key)
                    .add_modifier(Modifier::UNDERLINED),
            )
        } else {
            Span::styled(column.title, style)
        };
        Some(Cell::new(Line::from(vec![
            title,
            Span::styled(arrow, style),
        ])))
    }));
    TableRow::new(cells)
}

fn table_row(
    app: &App,
    theme: &Theme,
    table: &Table,
    columns: &[ColumnPart],
    index: usize,
    listed: Listed,
) -> TableRow<'static> {
    let chosen = if index == table.selected() {
        theme.overlay.patch(theme.list_selected)
    } else {
        theme.overlay
    };
    let Some(annotation) = app.set().get(listed.id) else {
        let gone = Cell::new(Span::styled("deleted", theme.dim));
        return TableRow::new(vec![Cell::default(), gone]).style(chosen);
    };
    let row = row(app.about(annotation), listed.linked_from);
    let is_chosen = index == table.selected();
    let mark = if table.is_marked(listed.id) {
        "✓"
    } else {
        ""
    };
    let mut cells = vec![Cell::new(Span::styled(mark, theme.hint_key))];
    cells.extend(columns.iter().filter_map(|part| {
        let key = COLUMNS.get(part.column)?.key;
        let (text, style) = cell(app, theme, &row, key);
        let text = safe(beginning(&text, part.width), part.width);
        // What is faint elsewhere could not be read on the chosen row.
        let style = if is_chosen { Style::default() } else { style };
        let line = Line::styled(text, style);
        Some(Cell::new(if key == SortKey::Links {
            line.right_aligned()
        } else {
            line
        }))
    }));
    TableRow::new(cells).style(chosen)
}

/// As much of `text` as may be seen in `cells` cells, and more: texts of strangers may be long.
fn beginning(text: &str, cells: u16) -> &str {
    let most = (usize::from(cells) + 2) * 16;
    text.get(..text.floor_char_boundary(most)).unwrap_or(text)
}

/// What stands in a column, and what it looks like.
fn cell(app: &App, theme: &Theme, row: &Row<'_>, key: SortKey) -> (String, Style) {
    let (annotation, plain) = (row.annotation(), Style::default());
    let codebook = app.set().codebook();
    match key {
        SortKey::Claim => (row.words().to_owned(), plain),
        SortKey::Claimant => (row.claim.claimant.clone(), plain),
        SortKey::Document => (annotation.document.to_string(), theme.dim),
        SortKey::Title => (row.document().to_owned(), theme.dim),
        SortKey::Date => (row.about.date.unwrap_or_default().to_owned(), theme.dim),
        SortKey::Kind => {
            let kinds = row.claim.kinds.iter().map(|kind| kind.as_str());
            (kinds.collect::<Vec<_>>().join(", "), plain)
        }
        SortKey::Tags => {
            let tags = annotation.tags.iter().take(8);
            let tags = tags.map(|tag| format!("{} {tag}", codebook.glyph(tag)));
            let color = annotation.tags.first().and_then(|tag| codebook.color(tag));
            (tags.collect::<Vec<_>>().join(" "), theme.accent(color))
        }
        SortKey::Status => {
            let status = row.claim.status.map_or("", |status| status.as_str());
            (status.to_owned(), plain)
        }
        SortKey::Verdict => {
            let Some(verdict) = row.verdict() else {
                return (String::new(), plain);
            };
            let stale = if row.is_stale() {
                format!("{} ", glyph(State::Edited))
            } else {
                String::new()
            };
            (format!("{stale}{verdict}"), color_of(app, theme, verdict))
        }
        SortKey::Confidence => (row.confidence().to_owned(), plain),
        SortKey::Reviewer => (row.reviewers().join(", "), plain),
        SortKey::Links => {
            let links = match row.links() {
                0 => String::new(),
                links => links.to_string(),
            };
            (links, plain)
        }
        SortKey::Made => (day(annotation.created), theme.dim),
    }
}

/// The colour of a verdict, as the house has it.
pub fn color_of(app: &App, theme: &Theme, verdict: &Verdict) -> Style {
    let scale = app.set().codebook().scale();
    let grade = scale.iter().find(|grade| grade.name == *verdict);
    let color = grade.and_then(|grade| grade.color);
    color.map_or_else(Style::default, |color| theme.accent(Some(color)))
}

fn day(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

/// The chosen claim in full, a line each: what is claimed, where, by whom, and what was found.
fn tell_claim(app: &App, theme: &Theme, ledger: &Ledger, width: u16) -> Vec<Told> {
    let chosen = ledger.table().chosen();
    let told = chosen.and_then(|listed| {
        let annotation = app.set().get(listed.id)?;
        Some(row(app.about(annotation), listed.linked_from))
    });
    let Some(row) = told else {
        return Vec::new();
    };
    let (annotation, claim) = (row.annotation(), row.claim);
    let set = |text: &str, most: u16, style: Style| {
        let text = beginning(text, width.saturating_mul(most)).trim();
        let rows = wrapped(&cluster::truncate(text, width.saturating_mul(most)), width);
        let rows = rows.into_iter().take(usize::from(most));
        rows.map(move |row| (vec![row], style))
            .collect::<Vec<Told>>()
    };
    let mut lines = set(row.words(), 2, theme.strong);
    lines.extend(set(&judged(&row), 2, Style::default()));
    lines.push((who(claim), Style::default()));
    let quote = &annotation.place().quote;
    if quote.trim() != row.words() {
        let quote = quoted(&cluster::truncate(beginning(quote, 240), 240));
        lines.extend(set(&quote, 2, theme.quotation));
    }
    let mut where_it_is = vec![row.document().to_owned()];
    if row.document() != annotation.document.as_str() {
        where_it_is.push(annotation.document.to_string());
    }
    where_it_is.extend(row.about.date.map(str::to_owned));
    where_it_is.push(format!(
        "made by {} on {}",
        annotation.reviewer,
        day(annotation.created)
    ));
    lines.push((where_it_is, theme.dim));
    lines.push((found(&row), theme.dim));
    let (tags, style) = cell(app, theme, &row, SortKey::Tags);
    lines.push((vec![tags], style));
    lines.retain(|(words, _)| words.iter().any(|word| !word.is_empty()));
    lines
}

/// The verdict that counts, and why.
fn judged(row: &Row<'_>) -> String {
    let Some(judged) = latest(row.claim) else {
        let is_claim = row.annotation().claim.is_some();
        return if is_claim {
            "no verdict yet"
        } else {
            "annotated, and no claim"
        }
        .to_owned();
    };
    let mut words: Vec<String> = judged.verdict.iter().map(Verdict::to_string).collect();
    if !judged.confidence.is_empty() {
        words.push(format!("{} confidence", judged.confidence));
    }
    words.push(format!("{}, {}", judged.reviewer, day(judged.at)));
    if row.is_stale() {
        words.push("stale: the text was edited since".to_owned());
    }
    let earlier = row.claim.assessments.len() - 1;
    if earlier > 0 {
        words.push(counted(earlier, "earlier verdict"));
    }
    let rationale = match judged.rationale.trim() {
        "" => String::new(),
        why => format!(": {}", beginning(why, 200)),
    };
    format!("{}{rationale}", words.join(" · "))
}

/// Who claims it, in whose words, what kind of thing it is, and how far its review is.
fn who(claim: &Claim) -> Vec<String> {
    let mut words = Vec::new();
    words.extend((!claim.claimant.is_empty()).then(|| claim.claimant.clone()));
    words.extend(claim.attribution.map(|how| how.as_str().to_owned()));
    words.extend(claim.kinds.iter().map(|kind| kind.as_str().to_owned()));
    words.extend(claim.checkworthy.map(|worth| {
        let told = match worth {
            CheckWorthy::Yes => "worth checking",
            CheckWorthy::Unimportant => "unimportant",
            CheckWorthy::NotFactual => "not factual",
        };
        told.to_owned()
    }));
    words.extend(claim.status.map(|status| status.as_str().to_owned()));
    words
}

/// How much evidence there is, what it says, and how many links.
fn found(row: &Row<'_>) -> Vec<String> {
    let evidence = &row.claim.evidence;
    let mut words = Vec::new();
    if !evidence.is_empty() {
        let stances = Stance::ALL.iter().filter_map(|stance| {
            let of = evidence.iter().filter(|one| one.stance == Some(*stance));
            let count = of.count();
            (count > 0).then(|| format!("{count} {}", stance.as_str()))
        });
        let stances: Vec<String> = stances.collect();
        let told = if stances.is_empty() {
            String::new()
        } else {
            format!(" ({})", stances.join(", "))
        };
        let pieces = match evidence.len() {
            1 => "1 piece of evidence".to_owned(),
            pieces => format!("{pieces} pieces of evidence"),
        };
        words.push(format!("{pieces}{told}"));
    }
    if row.links() > 0 {
        words.push(counted(row.links(), "link"));
    }
    words
}
