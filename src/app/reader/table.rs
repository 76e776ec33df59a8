//! Setting tables: in aligned columns where they fit, otherwise row by row with every cell under its heading.

use std::borrow::Cow;
use std::rc::Rc;

use super::line::Piece;
use super::rows::{Label, Page, Row, RowKind};
use crate::model::{Document, Span};
use crate::text::cluster::{Cluster, Spacing};
use crate::text::wrap::{self, Breaking};

/// What parts the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    /// A tab, as in every document that came from markup.
    Tab,
    /// A vertical bar.
    Bar,
    /// Two spaces or more.
    Spaces,
}

impl Separator {
    /// The cells between two columns.
    fn gap(self) -> u16 {
        match self {
            Self::Tab | Self::Spaces => 2,
            Self::Bar => 3,
        }
    }

    /// What is drawn between two columns, where it is more than a space.
    fn mark(self) -> Option<&'static str> {
        match self {
            Self::Tab | Self::Spaces => None,
            Self::Bar => Some("|"),
        }
    }

    /// The cells of the table's row `line`, without the white space around them.
    fn cells(self, text: &str, line: Span) -> Vec<Span> {
        let shown = match self {
            Self::Tab => line,
            Self::Spaces => line.trimmed(text),
            Self::Bar => {
                let is_rule = |c: char| c.is_whitespace() || c == '|';
                let inner = line.of(text);
                let start = line.end - inner.trim_start_matches(is_rule).len();
                let end = line.start + inner.trim_end_matches(is_rule).len();
                Span::new(start.min(end), end)
            }
        };
        let mut cells = Vec::new();
        let mut start = shown.start;
        let inner = shown.of(text);
        let mut close = |from: usize, to: usize| cells.push(Span::new(from, to).trimmed(text));
        match self {
            Self::Tab | Self::Bar => {
                let mark = if self == Self::Tab { '\t' } else { '|' };
                for (at, _) in inner.match_indices(mark) {
                    close(start, shown.start + at);
                    start = shown.start + at + 1;
                }
            }
            Self::Spaces => {
                for (at, _) in inner.match_indices("  ") {
                    if shown.start + at > start {
                        close(start, shown.start + at);
                    }
                    start = shown.start + at + 2;
                }
            }
        }
        close(start, shown.end);
        cells
    }
}

/// A table with its rows and cells.
struct Table {
    separator: Separator,
    /// The rows with their line breaks, and their cells; a rule has none.
    lines: Vec<(Span, Vec<Span>)>,
    /// How many columns it has.
    width: usize,
}

impl Table {
    /// The table in `span`; `None` where its lines show no columns.
    fn find(text: &str, span: Span) -> Option<Self> {
        let mut lines = Vec::new();
        let mut start = span.start;
        for line in span.of(text).split_inclusive('\n') {
            lines.push(Span::new(start, start + line.len()));
            start += line.len();
        }
        if lines.len() < 2 {
            return None;
        }
        let all_have = |mark| lines.iter().all(|line| line.of(text).contains(mark));
        let separator = if span.of(text).contains('\t') {
            Separator::Tab
        } else if all_have('|') {
            Separator::Bar
        } else {
            Separator::Spaces
        };
        let cells = |line: Span| {
            let is_rule = separator == Separator::Bar && is_rule(line.of(text));
            let cells = if is_rule {
                Vec::new()
            } else {
                separator.cells(text, line)
            };
            (line, cells)
        };
        let lines: Vec<(Span, Vec<Span>)> = lines.into_iter().map(cells).collect();
        let counts = || lines.iter().map(|(_, cells)| cells.len());
        let width = counts().max().unwrap_or(0);
        // Columns that stand apart by spaces alone can be told only where every row has all of them.
        let is_told = separator != Separator::Spaces || counts().all(|count| count == width);
        (width > 1 && is_told).then_some(Self {
            separator,
            lines,
            width,
        })
    }

    fn cell(&self, line: usize, column: usize) -> Option<Span> {
        self.lines.get(line)?.1.get(column).copied()
    }

    /// Whether every cell of a column below its heading is a number or empty, and one is a number.
    fn is_numeric(&self, text: &str, column: usize) -> bool {
        let cells = (1..self.lines.len()).filter_map(|line| self.cell(line, column));
        let mut written = cells
            .map(|cell| cell.of(text))
            .filter(|cell| !is_blank(cell))
            .peekable();
        written.peek().is_some() && written.all(is_number)
    }

    /// Whether the first row is made of headings: where columns hold numbers, it has something else than a number at the
    /// head of one, or years.
    fn has_headings(&self, text: &str, numeric: &[bool]) -> bool {
        let is_heading = |column| {
            let cell = self.cell(0, column).map_or("", |cell| cell.of(text));
            !is_number(cell) || is_year(cell)
        };
        let mut numbers = (0..self.width)
            .filter(|column| numeric.get(*column) == Some(&true))
            .peekable();
        numbers.peek().is_none() || numbers.any(is_heading)
    }
}

/// Whether a line is but a rule between two rows.
fn is_rule(line: &str) -> bool {
    line.contains("--")
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | '+' | ':' | ' ' | '\n' | '\r'))
}

fn is_blank(cell: &str) -> bool {
    matches!(cell, "" | "-" | "–" | "—" | "n/a" | "…")
}

fn is_number(cell: &str) -> bool {
    let is_part =
        |c: char| c.is_ascii_digit() || " .,:/%+-−–$€£¥()\u{a0}\u{2009}\u{202f}".contains(c);
    cell.chars().any(|c| c.is_ascii_digit()) && cell.chars().all(is_part)
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4
        && cell
            .parse()
            .is_ok_and(|year: u16| (1500..2200).contains(&year))
}

/// A column of a table that is set in columns, in cells from the edge that the table begins at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Column {
    start: u16,
    width: u16,
    /// Whether it holds numbers, which stand under each other by their last digit.
    ends_together: bool,
}

/// The columns of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Columns {
    separator: Separator,
    /// What is drawn two cells before every column but the first.
    mark: Option<&'static str>,
    places: Vec<Column>,
}

impl Columns {
    /// Hands out what is drawn for `row`, which is one row of the table.
    pub(super) fn pieces<'d>(
        &self,
        row: &Row,
        document: &'d Document,
        put: &mut impl FnMut(Piece<'d>),
    ) {
        let turned = |start: u16, width: u16| {
            if row.is_right_to_left() {
                row.width.saturating_sub(start).saturating_sub(width)
            } else {
                start
            }
        };
        let cells = self.separator.cells(&document.text, row.span);
        let (mut reached, mut from) = (0, None);
        for (cell, column) in cells.into_iter().zip(&self.places) {
            let line: Vec<Cluster<'d>> = row.clusters(document, cell).collect();
            let width = width_of(&line);
            let start = if column.ends_together {
                column.start + column.width.saturating_sub(width)
            } else {
                column.start
            };
            if let Some(from) = from {
                // A mark stands two cells before the column, or else white space fills what is between two cells.
                let (at, width, symbol) = match self.mark {
                    Some(mark) => (column.start.saturating_sub(2), 1, mark),
                    None => (reached, start.saturating_sub(reached), " "),
                };
                put(Piece {
                    column: turned(at, width),
                    cluster: Cluster {
                        span: Span::new(from, cell.start),
                        width,
                        symbol: Cow::Borrowed(symbol),
                    },
                });
            }
            row.put_in_order(line, turned(start, width), put);
            (reached, from) = (start + width, Some(cell.end));
        }
    }
}

fn width_of(line: &[Cluster<'_>]) -> u16 {
    line.iter()
        .fold(0, |sum, cluster| sum.saturating_add(cluster.width))
}

/// The rows of the table in `span`, which is the block of `like`; `None` where it shows no columns.
pub(super) fn set(document: &Document, span: Span, page: &Page, like: &Row) -> Option<Vec<Row>> {
    let text = &document.text;
    let table = Table::find(text, span)?;
    let mut widths = vec![0u16; table.width];
    for (_, cells) in &table.lines {
        for (cell, width) in cells.iter().zip(&mut widths) {
            *width = like.width_of(document, *cell).max(*width);
        }
    }
    let numeric: Vec<bool> = (0..table.width)
        .map(|column| table.is_numeric(text, column))
        .collect();
    let has_headings = table.has_headings(text, &numeric);
    let gap = table.separator.gap();
    let mut columns = Vec::with_capacity(table.width);
    let mut start = 0u16;
    for (width, ends_together) in widths.into_iter().zip(numeric) {
        columns.push(Column {
            start,
            width,
            ends_together,
        });
        start = start.saturating_add(width).saturating_add(gap);
    }
    let like = Row {
        hides_rules: table.separator == Separator::Bar,
        ..like.clone()
    };
    let width = start.saturating_sub(gap);
    let Some(outdent) = outdent(width, page, like.is_right_to_left()) else {
        return Some(stacked(document, &table, has_headings, page, &like));
    };
    let like = Row {
        outdent,
        width: width.max(page.width),
        ..like
    };
    let columns = Rc::new(Columns {
        separator: table.separator,
        mark: table.separator.mark(),
        places: columns,
    });
    let lines = table.lines.iter().enumerate();
    let row = |(number, (line, cells)): (usize, &(Span, Vec<Span>))| Row {
        span: *line,
        is_heading: has_headings && number == 0,
        columns: Some(Rc::clone(&columns)),
        kind: kind(number == 0, cells),
        ..like.clone()
    };
    Some(lines.map(row).collect())
}

/// How far to the left of the text a table begins that is `width` cells wide: it takes the room on the side where it ends
/// before that on the other. `None` where both are not enough.
fn outdent(width: u16, page: &Page, is_right_to_left: bool) -> Option<u16> {
    let (left, right) = page.beside;
    let more = width.saturating_sub(page.width);
    if more > left.saturating_add(right) {
        None
    } else if is_right_to_left {
        Some(more.min(left))
    } else {
        Some(more.saturating_sub(right))
    }
}

/// What a row of the screen is that begins with a row of a table. A rule is an empty row: the columns tell what it told.
fn kind(is_first: bool, cells: &[Span]) -> RowKind {
    match cells {
        _ if is_first => RowKind::First,
        [] => RowKind::Gap,
        _ => RowKind::More,
    }
}

/// How far the cells of a row are set in under its first.
const INDENT: u16 = 2;

/// The least width, in cells, in which cells have their heading before them.
const LEAST_FOR_LABELS: u16 = 16;

/// What stands between two headings of a table that is stacked.
const BETWEEN_HEADS: &str = "·";

/// The headings of a table that is stacked, as many to a row as fit; `None` where one is wider than the page.
fn heads(document: &Document, table: &Table, page: &Page, like: &Row) -> Option<Vec<Row>> {
    /// The cells between two headings: a mark with a space on either side.
    const GAP: u16 = 3;
    let (kept, cells) = table.lines.first()?;
    let mut starts: Vec<usize> = Vec::new();
    let mut columns: Vec<Vec<Column>> = Vec::new();
    let mut reached = 0u16;
    for cell in cells {
        let width = like.width_of(document, *cell);
        if width > page.width {
            return None;
        }
        let start = reached.saturating_add(GAP);
        match columns.last_mut() {
            Some(row) if start.saturating_add(width) <= page.width => {
                row.push(Column {
                    start,
                    width,
                    ends_together: false,
                });
                reached = start + width;
            }
            _ => {
                columns.push(vec![Column {
                    width,
                    ..Column::default()
                }]);
                starts.push(if starts.is_empty() {
                    kept.start
                } else {
                    cell.start
                });
                reached = width;
            }
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([kept.end]).collect();
    let parts = columns.into_iter().zip(starts).zip(ends).enumerate();
    let head = |(number, ((places, start), end))| Row {
        span: Span::new(start, end),
        is_heading: true,
        kind: if number == 0 {
            RowKind::First
        } else {
            RowKind::More
        },
        columns: Some(Rc::new(Columns {
            separator: table.separator,
            mark: Some(BETWEEN_HEADS),
            places,
        })),
        ..like.clone()
    };
    Some(parts.map(head).collect())
}

/// The rows of a table that is too wide: of each of its rows the first cell, then every other one after its heading, and an
/// empty row before the next.
fn stacked(
    document: &Document,
    table: &Table,
    has_headings: bool,
    page: &Page,
    like: &Row,
) -> Vec<Row> {
    let like = Row {
        spacing: Spacing::Fold,
        ..like.clone()
    };
    let mut rows: Vec<Row> = Vec::new();
    for (number, (line, cells)) in table.lines.iter().enumerate() {
        let is_heading = has_headings && number == 0;
        if is_heading && let Some(heads) = heads(document, table, page, &like) {
            rows.extend(heads);
            continue;
        }
        if rows
            .last()
            .is_some_and(|above| above.kind != RowKind::Gap && !cells.is_empty())
        {
            rows.push(Row {
                span: Span::new(line.start, line.start),
                kind: RowKind::Gap,
                ..like.clone()
            });
        }
        let written = if is_heading { &[] } else { cells.as_slice() };
        for (column, Span { start, end }) in stretches(*line, written) {
            let heading = table
                .cell(0, column)
                .filter(|cell| column > 0 && has_headings && !cell.is_empty());
            let mut labels = heading
                .filter(|_| page.width >= LEAST_FOR_LABELS)
                .map_or_else(Vec::new, |cell| labels(document, cell, page, &like));
            let label = labels.pop();
            let label_width = label.map_or(0, |label| like.width_of(document, label.span) + 2);
            let (first, further) = if column == 0 {
                (0, 0)
            } else {
                (INDENT, INDENT * 2)
            };
            let row = Row {
                is_heading: is_heading || column == 0,
                label,
                indent: first.min(page.width / 4),
                ..like.clone()
            };
            rows.extend(labels.into_iter().map(|label| Row {
                span: Span::new(start, start),
                kind: RowKind::Name,
                label: Some(label),
                ..row.clone()
            }));
            let further = further.max(row.indent).min(page.width / 4);
            let before = rows.len();
            // What parts a cell from the next takes no room.
            let cell = cells.get(column).filter(|_| !is_heading);
            let words = Span::new(start, cell.map_or(end, |cell| cell.end));
            rows.extend(page.broken(document, words, &row, label_width, further));
            if let Some(row) = rows.last_mut() {
                row.span.end = end;
            }
            if let Some(row) = rows.get_mut(before) {
                row.kind = kind(before == 0, cells);
            }
        }
    }
    rows
}

/// The row of a table on `line` as one stretch for each of its `cells` that is written, the first for its beginning, with
/// their columns. What stands between two cells goes with the one before it, so that together they are the whole text.
fn stretches(line: Span, cells: &[Span]) -> Vec<(usize, Span)> {
    let written = cells.iter().enumerate().skip(1);
    let written = written.filter(|(_, cell)| !cell.is_empty());
    let further: Vec<(usize, usize)> = written.map(|(column, cell)| (column, cell.start)).collect();
    let ends = further.iter().map(|(_, start)| *start).chain([line.end]);
    let starts = [(0, line.start)].into_iter().chain(further.iter().copied());
    let stretch = |((column, start), end)| (column, Span::new(start, end));
    starts.zip(ends).map(stretch).collect()
}

/// The heading of a column before a cell, in as many parts as it takes to have none wider than two thirds of the page with its
/// colon: all but the last have rows of their own.
fn labels(document: &Document, heading: Span, page: &Page, like: &Row) -> Vec<Label> {
    const COLON: u16 = 2;
    let width = (page.width * 2 / 3).saturating_sub(COLON);
    let breaking = Breaking {
        first: width,
        further: width,
        spacing: like.spacing,
        ambiguous_is_wide: like.ambiguous_is_wide,
        invisible: like.invisible,
        hyphens: &[],
    };
    let rows = wrap::broken(&document.text, heading, &breaking);
    let label = |row: wrap::Broken| Label {
        span: row.span.trimmed(&document.text),
        ends: row.span.end == heading.end,
    };
    rows.into_iter().map(label).collect()
}
