//! What is counted over the ledger: grids whose cells are shaded by their counts, and bars over time.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line as TextLine;
use ratatui::widgets::{Bar, BarChart, BarGroup, Cell, Row, Sparkline, Table, Widget};

use super::ledger::{Told, color_of};
use super::overlay::{more_below, wrapped};
use super::paint::{Pen, put, safe};
use super::theme::Theme;
use crate::app::App;
use crate::app::overlay::{BAR, COLUMN, Grid, Ledger, grid_columns, label_width};
use crate::model::{DocPath, TagName, Verdict};
use crate::review::stats::{Count, Line};
use crate::text::{cluster, counted};

/// The shades of a cell, from the emptiest on.
const SHADES: [&str; 4] = ["░", "▒", "▓", "█"];

pub fn draw_counts(
    app: &App,
    theme: &Theme,
    ledger: &Ledger,
    count: Count,
    area: Rect,
    buffer: &mut Buffer,
) {
    let Some(grid) = ledger.grid().filter(|_| !area.is_empty()) else {
        return;
    };
    if grid.matrix().rows.is_empty() {
        let text = if !grid.is_known || ledger.doing.is_some() {
            "counting…".to_owned()
        } else if ledger.query.is_empty() {
            nothing(count).to_owned()
        } else {
            "nothing is like that; Esc takes the filter off".to_owned()
        };
        let rows = wrapped(&text, area.width.saturating_sub(4));
        for (line, row) in area.rows().skip(1).zip(&rows) {
            let mut pen = Pen::new(buffer, line).over(theme.overlay);
            pen.skip(2).write(row, theme.dim);
        }
        return;
    }
    if count == Count::Time {
        draw_time(theme, grid, area, buffer);
    } else {
        draw_grid(app, theme, grid, count, area, buffer);
    }
}

/// What to say where there is nothing to count.
fn nothing(count: Count) -> &'static str {
    match count {
        Count::Tags | Count::Together => "nothing is tagged yet",
        Count::Time | Count::Claimants => "no claims yet",
    }
}

fn draw_grid(app: &App, theme: &Theme, grid: &Grid, count: Count, area: Rect, buffer: &mut Buffer) {
    let (row, column) = grid.cursor();
    let (top, left) = grid.corner();
    let (rows, columns) = grid.shown();
    let matrix = grid.matrix();
    let labels = label_width(area.width);
    let wide = grid_columns(area.width, matrix.columns.len()).1 - 1;
    let shown: Vec<(usize, &Line)> = matrix
        .columns
        .iter()
        .enumerate()
        .skip(left)
        .take(columns)
        .collect();
    let head = theme.table_head;
    let chosen = |is: bool| {
        if is {
            head.patch(theme.hint_key)
                .add_modifier(Modifier::UNDERLINED)
        } else {
            head
        }
    };
    let title = match count {
        Count::Tags => "document",
        Count::Claimants => "claimant",
        Count::Together | Count::Time => "tag",
    };
    let mut cells = vec![text(title, labels, head), number("all", head)];
    cells.extend(shown.iter().map(|(at, line)| {
        let last = line.label.rsplit('/').next().unwrap_or_default();
        number(&safe(last, wide), chosen(*at == column))
    }));
    let header = Row::new(cells);
    let lines = matrix.rows.iter().enumerate().skip(top).take(rows);
    let lines = lines.map(|(at, line)| {
        let label = match count {
            Count::Tags => app.name_of(&DocPath::new(&line.label)),
            _ => line.label.clone(),
        };
        let mut cells = vec![
            text(
                &label,
                labels,
                if at == row { head } else { Style::default() },
            ),
            number(&line.count.to_string(), theme.dim),
        ];
        cells.extend(shown.iter().map(|(place, heading)| {
            let style = if at == row && *place == column {
                theme.list_selected
            } else {
                color(app, theme, count, heading)
            };
            shaded(theme, matrix.cell(at, *place).len(), grid.most(), style)
        }));
        Row::new(cells)
    });
    let mut widths = vec![Constraint::Length(labels), Constraint::Length(COLUMN - 1)];
    widths.extend(shown.iter().map(|_| Constraint::Length(wide)));
    Table::new(lines, widths)
        .header(header)
        .column_spacing(1)
        .style(theme.overlay)
        .render(area, buffer);
    let below = matrix.rows.len().saturating_sub(top + rows);
    if below > 0 {
        more_below(theme, below, area, buffer);
    }
    more_beside(
        theme,
        (left, matrix.columns.len().saturating_sub(left + columns)),
        area,
        buffer,
    );
}

/// Says under a grid that there are columns, or bars, to its left and its right.
fn more_beside(theme: &Theme, (left, right): (usize, usize), area: Rect, buffer: &mut Buffer) {
    let text = match (left, right) {
        (0, 0) => return,
        (0, right) => format!(" {right} more › "),
        (left, 0) => format!(" ‹ {left} more "),
        (left, right) => format!(" ‹ {left} more · {right} more › "),
    };
    let line = Rect {
        y: area.bottom(),
        height: 1,
        width: cluster::width(&text).min(area.width),
        ..area
    };
    put(buffer, line, &text, theme.overlay.patch(theme.dim));
}

fn text(words: &str, width: u16, style: Style) -> Cell<'static> {
    Cell::new(TextLine::styled(safe(words, width), style))
}

fn number(words: &str, style: Style) -> Cell<'static> {
    Cell::new(TextLine::styled(words.to_owned(), style).right_aligned())
}

/// A cell: its count, and before it a shade that is the darker the fuller it is.
fn shaded(theme: &Theme, count: usize, most: usize, style: Style) -> Cell<'static> {
    if count == 0 {
        let style = theme.dim.patch(style);
        return Cell::new(TextLine::styled("·", style).right_aligned());
    }
    let shade = (count * SHADES.len())
        .div_ceil(most.max(1))
        .clamp(1, SHADES.len());
    let shade = SHADES.get(shade - 1).copied().unwrap_or_default();
    let words = format!("{} {count:>4}", shade.repeat(2));
    Cell::new(TextLine::styled(words, style).right_aligned())
}

/// The colour of what a column is about: of a tag, or of a verdict.
fn color(app: &App, theme: &Theme, count: Count, column: &Line) -> Style {
    match count {
        Count::Tags | Count::Together => {
            let codebook = app.set().codebook();
            let color = TagName::parse(&column.label).and_then(|tag| codebook.color(&tag));
            color.map_or_else(Style::default, |color| theme.accent(Some(color)))
        }
        Count::Claimants => Verdict::parse(&column.label)
            .map_or_else(Style::default, |verdict| color_of(app, theme, &verdict)),
        Count::Time => Style::default(),
    }
}

/// Bars by month or by year; over them, where they do not all fit, all of them in small.
fn draw_time(theme: &Theme, grid: &Grid, area: Rect, buffer: &mut Buffer) {
    let (matrix, (at, _), (first, _)) = (grid.matrix(), grid.cursor(), grid.corner());
    let (fit, _) = grid.shown();
    let value = |line: &Line| u64::try_from(line.count).unwrap_or(u64::MAX);
    let mut area = area;
    if matrix.rows.len() > fit && area.height > 6 {
        let all: Vec<u64> = matrix.rows.iter().map(value).collect();
        let line = Rect { height: 1, ..area };
        Sparkline::default()
            .data(&all)
            .style(theme.overlay.patch(theme.dim))
            .render(line, buffer);
        area.y += 2;
        area.height -= 2;
    }
    let bars: Vec<Bar<'_>> = matrix
        .rows
        .iter()
        .enumerate()
        .skip(first)
        .take(fit)
        .map(|(place, line)| {
            let (bar, label) = if place == at {
                (theme.hint_key, theme.list_selected)
            } else {
                (theme.link.remove_modifier(Modifier::UNDERLINED), theme.dim)
            };
            Bar::default()
                .value(value(line))
                .text_value(line.count.to_string())
                .label(TextLine::styled(
                    safe(&line.label, BAR - 1),
                    theme.overlay.patch(label),
                ))
                .style(theme.overlay.patch(bar))
                .value_style(theme.overlay.patch(bar).add_modifier(Modifier::REVERSED))
        })
        .collect();
    BarChart::default()
        .data(BarGroup::default().bars(&bars))
        .bar_width(BAR - 1)
        .bar_gap(1)
        .max(u64::try_from(grid.most()).unwrap_or(u64::MAX).max(1))
        .style(theme.overlay)
        .render(area, buffer);
    let right = matrix.rows.len().saturating_sub(first + fit);
    more_beside(theme, (first, right), area, buffer);
}

/// What the cell under the cursor counts, in words, and the sums beside it.
pub fn tell_counts(app: &App, theme: &Theme, ledger: &Ledger, count: Count) -> Vec<Told> {
    let (Some(grid), Some(mut label)) = (ledger.grid(), app.cell_label(ledger)) else {
        return Vec::new();
    };
    let (row, column) = grid.cursor();
    let matrix = grid.matrix();
    let here = grid.chosen().len();
    let thing = match count {
        Count::Tags | Count::Together => "annotation",
        Count::Time | Count::Claimants => "claim",
    };
    let sum = |line: Option<&Line>| line.map_or(0, |line| line.count);
    let (of_row, of_column) = (sum(matrix.rows.get(row)), sum(matrix.columns.get(column)));
    let all_of = |label: Option<&String>, sum: usize| {
        label
            .map(|label| format!("{label} {sum}"))
            .unwrap_or_default()
    };
    let beside = || {
        vec![
            all_of(label.first(), of_row),
            all_of(label.get(1), of_column),
        ]
    };
    let sums = match count {
        Count::Time => vec![format!("{} in all", counted(of_column, "claim"))],
        Count::Together if row == column => Vec::new(),
        Count::Together => {
            let percent = matrix.overlap(row, column) * 100.0;
            let mut sums = beside();
            sums.push(format!(
                "{percent:.0} % of those with one of them have both"
            ));
            sums
        }
        Count::Tags | Count::Claimants => beside(),
    };
    label.push(counted(here, thing));
    vec![(label, theme.strong), (sums, theme.dim)]
}
