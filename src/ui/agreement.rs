//! How far reviewers agree: the table of tags and fields by measures, and the list behind a cell.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::overlay::{framed, more_below, wrapped};
use super::paint::{Pen, put, tint};
use super::theme::Theme;
use crate::app::App;
use crate::app::agreeing::named;
use crate::app::overlay::{AgreementView, COUNT, MEASURE};
use crate::model::AnnotationId;
use crate::review::agreement::{
    Agreement, Column, Computed, Field, Item, Row, Settled, Subject, settled,
};
use crate::text::{cluster, counted};

pub fn draw(app: &App, theme: &Theme, view: &AgreementView, frame: &mut Frame<'_>) {
    let parts = view.parts();
    framed(theme, &title(view), parts.frame, frame);
    let buffer = frame.buffer_mut();
    draw_head(app, theme, view, parts.head, buffer);
    if parts.told.height > 0 {
        let rule = "─".repeat(usize::from(parts.told.width));
        let line = Rect {
            y: parts.told.y - 1,
            height: 1,
            ..parts.told
        };
        put(buffer, line, &rule, theme.overlay.patch(theme.border));
    }
    let told = if view.behind.is_some() {
        draw_items(app, theme, view, parts.body, buffer);
        tell_item(app, view)
    } else {
        draw_table(theme, view, parts.body, buffer);
        tell_cell(view)
    };
    let rows = told.iter().flat_map(|text| wrapped(text, parts.told.width));
    let mut rows = rows.zip(0..);
    for line in parts.told.rows() {
        if let Some((row, number)) = rows.next() {
            let style = if number == 0 { theme.strong } else { theme.dim };
            put(buffer, line, &row, theme.overlay.patch(style));
        }
    }
}

fn title(view: &AgreementView) -> String {
    match &view.behind {
        Some(behind) => format!(
            "Agreement · {} · {}",
            behind.subject.name(),
            measure(behind.column)
        ),
        None => "Agreement between reviewers".to_owned(),
    }
}

/// Who is compared, and over how much.
fn draw_head(app: &App, theme: &Theme, view: &AgreementView, area: Rect, buffer: &mut Buffer) {
    let lines = match &view.agreement {
        None => vec!["comparing…".to_owned()],
        Some(found) => head(app, view, found),
    };
    for (line, text) in area.rows().zip(lines) {
        put(buffer, line, &text, theme.overlay.patch(theme.dim));
    }
}

fn head(app: &App, view: &AgreementView, found: &Agreement) -> Vec<String> {
    let who = found.reviewers.iter().map(|one| {
        let seen = one.seen;
        format!("{} {seen} seen", named(&one.name))
    });
    let who: Vec<String> = who.collect();
    let is_behind = if view.is_asked {
        "comparing… · "
    } else {
        ""
    };
    let key = app.keymap.keys_of("agree-whole").next().unwrap_or_default();
    let how = if view.is_whole {
        " · annotated articles count as read through".to_owned()
    } else if found.shared == 0 {
        format!(" · {key} counts annotated articles as read through")
    } else {
        String::new()
    };
    let shared = format!(
        "{} of {} seen by two or more, in {}",
        found.shared,
        counted(found.sentences, "sentence"),
        counted(found.documents, "article")
    );
    let mut lines = vec![
        format!("{is_behind}{}", who.join(" · ")),
        format!("{shared}{how}"),
    ];
    if view.parts().head.height < 2 {
        lines.swap(0, 1);
    }
    lines
}

/// What a measure is called above its column.
fn heading(column: Column) -> &'static str {
    match column {
        Column::Raw => "agree",
        Column::Cohen => "Cohen κ",
        Column::Fleiss => "Fleiss",
        Column::Alpha => "α",
        Column::Unitizing => "α-u",
        Column::Overlap => "F1",
    }
}

/// What a measure is called in full.
fn measure(column: Column) -> &'static str {
    match column {
        Column::Raw => "raw agreement",
        Column::Cohen => "Cohen's kappa",
        Column::Fleiss => "Fleiss' kappa",
        Column::Alpha => "Krippendorff's alpha",
        Column::Unitizing => "Krippendorff's alpha of stretches",
        Column::Overlap => "F1 of stretches that overlap",
    }
}

/// Where the measure with this number stands in a line of the table.
fn cell(view: &AgreementView, line: Rect, number: usize) -> Rect {
    let (columns, labels) = view.columns();
    let at = u16::try_from(number - columns.start).unwrap_or(0);
    let cell = Rect {
        x: line.x + labels + COUNT + at * MEASURE,
        width: MEASURE,
        ..line
    };
    cell.intersection(line)
}

/// Where the number of sentences stands in a line of the table.
fn count(view: &AgreementView, line: Rect) -> Rect {
    Rect {
        x: line.x + view.columns().1,
        width: COUNT,
        ..line
    }
}

fn draw_table(theme: &Theme, view: &AgreementView, area: Rect, buffer: &mut Buffer) {
    let (chosen, top) = view.row();
    let mut lines = area.rows();
    let Some(head) = lines.next() else {
        return;
    };
    let style = theme.overlay.patch(theme.table_head);
    tint(buffer, head, style);
    right(buffer, count(view, head), "n", style);
    for number in view.columns().0 {
        let column = Column::ALL.get(number).copied().unwrap_or(Column::Raw);
        let style = if column == view.column() {
            style
                .patch(theme.hint_key)
                .add_modifier(Modifier::UNDERLINED)
        } else {
            style
        };
        right(buffer, cell(view, head, number), heading(column), style);
    }
    for ((number, row), line) in view.rows().iter().enumerate().skip(top).zip(lines) {
        draw_row(theme, view, row, number == chosen, line, buffer);
    }
    let shown = usize::from(area.height.saturating_sub(1));
    let below = view.rows().len().saturating_sub(top + shown);
    if below > 0 {
        more_below(theme, below, below_body(view), buffer);
    }
}

fn draw_row(
    theme: &Theme,
    view: &AgreementView,
    row: &Row,
    is_chosen: bool,
    line: Rect,
    buffer: &mut Buffer,
) {
    let (columns, labels) = view.columns();
    let bold = if is_chosen {
        Modifier::BOLD
    } else {
        Modifier::empty()
    };
    let style = theme.overlay.add_modifier(bold);
    let part = Rect {
        width: labels,
        ..line
    };
    let mut pen = Pen::new(buffer, part).over(style);
    pen.write(if is_chosen { "▸ " } else { "  " }, theme.hint_key);
    pen.write(&label(&row.subject), Style::default());
    let units = row.units.to_string();
    let quiet = theme.overlay.patch(theme.dim);
    right(buffer, count(view, line), &units, quiet);
    for place in columns {
        let Some(figure) = row.figures.get(place) else {
            continue;
        };
        let is_here = is_chosen && Column::ALL.get(place) == Some(&view.column());
        let style = match figure {
            _ if is_here => theme.list_selected,
            Err(_) => theme.dim,
            Ok(_) => Style::default(),
        };
        let style = theme.overlay.patch(style);
        right(buffer, cell(view, line, place), &short(figure), style);
    }
}

/// What is under the body: the lower border of the box is there.
fn below_body(view: &AgreementView) -> Rect {
    crate::app::panes::inside(view.parts().frame)
}

fn label(subject: &Subject) -> String {
    match subject {
        Subject::Field(field) => format!("claim: {}", field.as_str()),
        _ => subject.name().to_owned(),
    }
}

/// A figure in two digits.
fn short(figure: &Computed) -> String {
    match figure {
        Ok(figure) => figure.short(),
        Err(_) => "—".to_owned(),
    }
}

/// Writes at the right end of a cell, of which the first column is left free.
fn right(buffer: &mut Buffer, cell: Rect, text: &str, style: Style) {
    let width = cluster::width(text).min(cell.width.saturating_sub(1));
    let line = Rect {
        x: cell.right() - width,
        width,
        ..cell
    };
    put(buffer, line, text, style);
}

/// What the chosen cell says, in words.
fn tell_cell(view: &AgreementView) -> Vec<String> {
    let Some((row, figure)) = view.cell() else {
        return Vec::new();
    };
    let column = view.column();
    let about = format!("{} · {}", label(&row.subject), measure(column));
    let first = match figure {
        Err(reason) => format!("{about}: {reason}"),
        Ok(figure) => match figure.interval {
            Some((low, high)) => format!(
                "{about}: {:.3}, between {low:.2} and {high:.2} in 95 of 100 samples",
                figure.value
            ),
            None => format!("{about}: {:.3}", figure.value),
        },
    };
    let mut told = vec![first, format!("{} · {}", over(row), behind(row, column))];
    let remarks = view.agreement.iter().flat_map(|found| &found.remarks);
    let remarks: Vec<String> = remarks.cloned().collect();
    if !remarks.is_empty() {
        told.push(remarks.join(" · "));
    }
    told
}

/// Over what a row is reckoned.
fn over(row: &Row) -> String {
    let units = usize::try_from(row.units).unwrap_or(usize::MAX);
    match &row.subject {
        Subject::Field(Field::Verdict) => {
            format!("{} judged by two or more", counted(units, "claim"))
        }
        Subject::Field(_) => format!("{} on which two or more say it", counted(units, "claim")),
        _ => format!("{} seen by two or more", counted(units, "sentence")),
    }
}

fn behind(row: &Row, column: Column) -> String {
    let items = row.behind(column);
    let apart = items.iter().filter(|item| !item.agrees).count();
    format!("{apart} of {} behind it disagree", items.len())
}

/// What is behind a cell: those that disagree first.
fn draw_items(app: &App, theme: &Theme, view: &AgreementView, area: Rect, buffer: &mut Buffer) {
    let (chosen, top) = view.item().unwrap_or_default();
    let done = settled(app.set());
    let names = view.agreement.iter().flat_map(|found| &found.reviewers);
    let names: Vec<&str> = names.map(|one| named(&one.name)).collect();
    let items = view.items();
    let mut y = area.y;
    for (number, item) in items.iter().enumerate().skip(top) {
        let left = area.bottom().saturating_sub(y);
        if left == 0 {
            break;
        }
        let lines = Rect {
            y,
            height: left.min(2),
            ..area
        };
        draw_item(
            app,
            theme,
            (item, &names, &done),
            number == chosen,
            lines,
            buffer,
        );
        y = y.saturating_add(3).min(area.bottom());
    }
    let below = items.len().saturating_sub(top + view.page());
    if below > 0 {
        more_below(theme, below, below_body(view), buffer);
    }
    if items.is_empty() {
        put(
            buffer,
            area,
            "nothing is behind it any more",
            theme.overlay.patch(theme.dim),
        );
    }
}

fn draw_item(
    app: &App,
    theme: &Theme,
    (item, names, done): (&Item, &[&str], &Settled),
    is_chosen: bool,
    area: Rect,
    buffer: &mut Buffer,
) {
    let base = if is_chosen {
        theme.overlay.patch(theme.list_selected)
    } else {
        theme.overlay
    };
    let mut lines = area.rows();
    if let Some(line) = lines.next() {
        tint(buffer, line, base);
        let mut pen = Pen::new(buffer, line).over(base);
        pen.write(if is_chosen { "▸ " } else { "  " }, theme.hint_key);
        let sign = if item.agrees { "= " } else { "≠ " };
        pen.write(
            sign,
            if item.agrees {
                Style::default()
            } else {
                theme.hint_key
            },
        );
        for (name, answer) in names.iter().zip(&item.answers) {
            if let Some(answer) = answer {
                pen.write(&format!("{name} {answer}  "), Style::default());
            }
        }
        if is_decided(item, done) {
            pen.write("decided  ", theme.hint_key);
        }
        let quiet = if is_chosen {
            Style::default()
        } else {
            theme.dim
        };
        pen.write(&app.name_of(&item.document), quiet);
    }
    if let Some(line) = lines.next() {
        let mut pen = Pen::new(buffer, line).over(theme.overlay);
        pen.skip(4).write(&item.quote, Style::default());
    }
}

/// Whether it was decided what holds of an item that reviewers disagree about.
fn is_decided(item: &Item, done: &Settled) -> bool {
    let decided = |id: &AnnotationId| done.contains_key(id);
    !item.agrees && !item.annotations.is_empty() && item.annotations.iter().all(decided)
}

fn tell_item(app: &App, view: &AgreementView) -> Vec<String> {
    let key = |name: &str| app.keymap.keys_of(name).next().unwrap_or_default();
    let items = view.items();
    let apart = items.iter().filter(|item| !item.agrees).count();
    let quote = view.chosen().map(|item| item.quote.clone());
    let what = format!(
        "{apart} of {} disagree · {} reads it in its place, {} goes back to the table",
        items.len(),
        key("agree-open"),
        key("close-agreement")
    );
    quote.into_iter().chain([what]).collect()
}
