//! Lines to paragraphs and tables, by what typesetting tells: indents, steps between lines, lines that end early, changes
//! of size and weight. What a paragraph means is told in `roles`.

use super::lines::{Column, Line, Measure};
use super::marks;
use super::words::Word;

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// Its lines.
    pub(super) lines: Vec<Line>,
    /// Which page it begins on, counted from 0.
    pub(super) page: usize,
    /// Where the lines of its column begin, in points.
    pub(super) left: f64,
    /// Where the lines of its column end, in points.
    pub(super) right: f64,
    /// The cells of each row, where it is a table.
    pub(super) rows: Vec<Vec<String>>,
}

impl Paragraph {
    /// The size it is set in.
    pub(super) fn size(&self) -> f64 {
        let longest = self.lines.iter().max_by_key(|line| line.words.len());
        longest.map_or(0.0, |line| line.size)
    }

    /// Whether all of it is bold.
    pub(super) fn is_bold(&self) -> bool {
        self.lines.iter().all(|line| line.is_bold)
    }

    /// Whether all of it is italic.
    pub(super) fn is_italic(&self) -> bool {
        self.lines.iter().all(|line| line.is_italic)
    }

    /// What it says, as its lines are.
    pub(super) fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(Line::text).collect();
        lines.join(" ")
    }
}

/// The paragraphs and tables of `column`.
pub(super) fn paragraphs(column: Column, measure: &Measure) -> Vec<Paragraph> {
    let tables = tables(&column.lines);
    let (page, left, right) = (column.page, column.left, column.right);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut table = tables.into_iter().peekable();
    let nexts: Vec<Option<f64>> = column
        .lines
        .iter()
        .skip(1)
        .map(|line| Some(line.x))
        .chain([None])
        .collect();
    let mut is_open = false;
    for (at, line) in column.lines.into_iter().enumerate() {
        table.next_if(|table| table.1 <= at);
        let in_table = table.peek().filter(|(first, ..)| *first <= at).cloned();
        if let Some((first, _, columns)) = in_table {
            let row = cells(&line, &columns);
            if let Some(open) = found.last_mut().filter(|_| first < at) {
                open.rows.push(row);
                open.lines.push(line);
            } else {
                found.push(Paragraph {
                    lines: vec![line],
                    page,
                    left,
                    right,
                    rows: vec![row],
                });
            }
            is_open = false;
            continue;
        }
        let next = nexts.get(at).copied().flatten();
        let goes_on = is_open
            && found
                .last()
                .is_some_and(|open| !breaks(open, &line, next, measure));
        if let Some(open) = found.last_mut().filter(|_| goes_on) {
            open.lines.push(line);
        } else {
            found.push(Paragraph {
                lines: vec![line],
                page,
                left,
                right,
                rows: Vec::new(),
            });
        }
        is_open = true;
    }
    found
}

/// Whether a new paragraph begins with `line` after `open`; the line after it begins at `next`.
fn breaks(open: &Paragraph, line: &Line, next: Option<f64>, measure: &Measure) -> bool {
    let Some(last) = open.lines.last() else {
        return true;
    };
    let em = line.size.max(last.size);
    let step = last.y - line.y;
    let is_far = step < -0.1 * em || step > measure.leading(em) * 1.28 + 0.5;
    let is_other = (line.size - last.size).abs() > 0.08 * em;
    if is_far || is_other || (line.is_bold != last.is_bold && line.is_bold != measure.is_bold) {
        return true;
    }
    if line.is_bold != last.is_bold && open.lines.iter().all(|line| line.is_bold) {
        return true;
    }
    if em > measure.body * 1.1 {
        return false;
    }
    let text = last.text();
    // Every line of a table of contents stands for itself.
    if text.contains("....") || text.contains(". . . .") {
        return true;
    }
    let ends = marks::ends_sentence(&text);
    let first = line.words.first().map_or("", |word| word.text.as_str());
    let is_item = |line: &Line| {
        let word = |at: usize| line.words.get(at).map(|word| word.text.as_str());
        marks::marker(word(0).unwrap_or_default(), word(1)).is_some()
    };
    let width = line.words.first().map_or(0.0, |word| word.end - word.x);
    let has_room = last.end + 0.3 * em + width < open.right - 0.4 * em;
    let begins_item = open.lines.first().is_some_and(is_item);
    // A dash may begin a line of running text.
    let is_dash = first.starts_with(['–', '—', '-', '*', '·']);
    if is_item(line) && (has_room || begins_item || (ends && !is_dash)) {
        return true;
    }
    let indent = |line: &Line| line.x - open.left;
    // The lines of an item hang under its words.
    if begins_item {
        let hangs = open
            .lines
            .first()
            .is_some_and(|first| line.x > first.x + 0.5 * em);
        let back = open.lines.len() > 1 && line.x < last.x - 0.7 * em;
        return back || (has_room && ends && !hangs);
    }
    let is_indented = line.x > last.x + 0.7 * em && indent(line) < 0.3 * (open.right - open.left);
    if is_indented {
        let hangs = !has_room && !ends
            || next.is_some_and(|next| (next - line.x).abs() < 0.2 * em && !ends);
        return !hangs;
    }
    let is_back = line.x < last.x - 0.7 * em;
    if is_back && open.lines.len() >= 2 {
        return true;
    }
    // A paragraph whose second line hangs ends where the next one begins at the first one's edge.
    let starts_lower = first.starts_with(char::is_lowercase);
    has_room && !starts_lower && (ends || open.right - last.end > 0.25 * (open.right - open.left))
}

/// The words of a line as they stand apart in a row of a table.
fn segments(line: &Line) -> Vec<&[Word]> {
    let gap = |a: &Word, b: &Word| (b.x - a.end) / a.size.max(b.size);
    let mut gaps: Vec<f64> = line
        .words
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if !b.is_glued => Some(gap(a, b)),
            _ => None,
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    // Where a line has usual spaces as well, or none of them, less is enough to tell a cell from a loose line.
    let (least, usual) = (gaps.first().copied(), gaps.get(gaps.len() / 4).copied());
    let cell = if least.is_some_and(|least| least > 0.75) {
        0.75
    } else {
        usual.map_or(1.3, |usual| (2.2 * usual).clamp(0.75, 1.3))
    };
    let apart = line.words.chunk_by(|a, b| gap(a, b) < cell);
    let segments: Vec<&[Word]> = apart.collect();
    let is_marker = |words: &[Word]| match words {
        [word] => {
            marks::marker(&word.text, Some("")).is_some()
                || marks::section(&format!("{} A", word.text)).is_some()
        }
        _ => false,
    };
    match segments.as_slice() {
        [first, _] if is_marker(first) => vec![line.words.as_slice()],
        _ => segments,
    }
}

/// The edges of the columns of a table: left and right.
type Edges = Vec<(f64, f64)>;

/// The tables among `lines`: the first line, the line after the last, and where the columns are.
fn tables(lines: &[Line]) -> Vec<(usize, usize, Edges)> {
    let wide: Vec<bool> = lines.iter().map(|line| segments(line).len() >= 2).collect();
    let is_wide = |at: usize| wide.get(at).copied().unwrap_or(false);
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !is_wide(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while is_wide(end)
            || (is_wide(end + 1) && lines.get(end).is_some_and(|line| line.words.len() <= 6))
        {
            end += 1;
        }
        let rows = lines.get(at..end).unwrap_or_default();
        let edges = edges(rows);
        let count = rows.iter().filter(|line| segments(line).len() >= 2).count();
        let is_regular = rows
            .iter()
            .filter(|line| {
                cells(line, &edges)
                    .iter()
                    .filter(|cell| !cell.is_empty())
                    .count()
                    >= 2
            })
            .count();
        if count >= 3 && edges.len() >= 2 && is_regular * 10 >= rows.len() * 6 {
            found.push((at, end, edges));
        }
        at = end;
    }
    found
}

/// Where the columns of `rows` are: what their segments cover together.
fn edges(rows: &[Line]) -> Edges {
    let mut spans: Vec<(f64, f64)> = Vec::new();
    for row in rows.iter().map(segments).filter(|row| row.len() >= 2) {
        for segment in row {
            if let [first, .., last] | [first @ last] = segment {
                spans.push((first.x, last.end));
            }
        }
    }
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut edges: Edges = Vec::new();
    for (start, end) in spans {
        match edges.last_mut() {
            Some(last) if start < last.1 + 2.0 => last.1 = last.1.max(end),
            _ => edges.push((start, end)),
        }
    }
    edges
}

/// The cells of `line`, one for each column.
fn cells(line: &Line, edges: &Edges) -> Vec<String> {
    let mut cells = vec![String::new(); edges.len()];
    for segment in segments(line) {
        let start = segment.first().map_or(0.0, |word| word.x);
        let column = edges
            .partition_point(|(left, _)| *left <= start + 0.5)
            .saturating_sub(1);
        let Some(cell) = cells.get_mut(column) else {
            continue;
        };
        for word in segment {
            if !cell.is_empty() && !word.is_glued {
                cell.push(' ');
            }
            cell.push_str(&word.text);
        }
    }
    cells
}
