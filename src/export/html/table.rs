//! Tables: the rows and cells of a block that holds one.

use crate::model::Span;

/// What parts the cells of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Tab,
    Bar,
    /// Two spaces or more.
    Spaces,
}

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    /// The cells of each row, in bytes of the text, without the white space around them.
    pub(super) rows: Vec<Vec<Span>>,
    /// Whether the first row is made of headings.
    pub(super) has_headings: bool,
}

impl Table {
    /// The table in `span`; `None` where its lines show no columns.
    pub(super) fn find(text: &str, span: Span) -> Option<Self> {
        let mut lines = Vec::new();
        let mut start = span.start;
        for line in span.of(text).split_inclusive('\n') {
            lines.push(Span::new(start, start + line.len()));
            start += line.len();
        }
        let separator = if span.of(text).contains('\t') {
            Separator::Tab
        } else if lines.iter().all(|line| line.of(text).contains('|')) {
            Separator::Bar
        } else {
            Separator::Spaces
        };
        let rows: Vec<Vec<Span>> = lines
            .iter()
            .filter(|line| separator != Separator::Bar || !is_rule(line.of(text)))
            .map(|line| cells(text, *line, separator))
            .collect();
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let is_even = rows.iter().all(|row| row.len() == width);
        let is_told = separator != Separator::Spaces || is_even;
        if lines.len() < 2 || width < 2 || !is_told {
            return None;
        }
        let is_word = |cell: &Span| !cell.of(text).contains(|c: char| c.is_ascii_digit());
        let is_year = |cell: &Span| {
            let year = cell.of(text);
            year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit())
        };
        let first = rows.first()?;
        let has_headings = rows.len() > 1
            && first.iter().all(|cell| is_word(cell) || is_year(cell))
            && first.iter().any(|cell| !cell.is_empty());
        Some(Self { rows, has_headings })
    }
}

fn cells(text: &str, line: Span, separator: Separator) -> Vec<Span> {
    let shown = match separator {
        Separator::Tab => line,
        Separator::Spaces => line.trimmed(text),
        Separator::Bar => {
            let is_edge = |c: char| c.is_whitespace() || c == '|';
            let inner = line.of(text);
            let start = line.end - inner.trim_start_matches(is_edge).len();
            let end = line.start + inner.trim_end_matches(is_edge).len();
            Span::new(start.min(end), end)
        }
    };
    let mark = match separator {
        Separator::Tab => "\t",
        Separator::Bar => "|",
        Separator::Spaces => "  ",
    };
    let mut cells = Vec::new();
    let mut start = shown.start;
    for cell in shown.of(text).split(mark) {
        let found = Span::new(start, start + cell.len()).trimmed(text);
        start += cell.len() + mark.len();
        if separator != Separator::Spaces || !found.is_empty() {
            cells.push(found);
        }
    }
    cells
}

/// Whether a line is but a rule between two rows.
fn is_rule(line: &str) -> bool {
    line.contains("--")
        && line
            .chars()
            .all(|c| matches!(c, '|' | '-' | '+' | ':') || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_cells_are_told_however_they_are_parted() {
        for (text, expected, has_headings) in [
            ("Year\tDead\n2017\t2", "Year,Dead;2017,2", true),
            ("| a | b |\n|---|---|\n| 1 |  |", "a,b;1", true),
            ("Year   Dead\n2017   2", "Year,Dead;2017,2", true),
            ("2017\t2\n2018\t3", "2017,2;2018,3", false),
            ("one line", "", false),
            ("no columns\nat all", "", false),
            ("a  b\nc", "", false),
        ] {
            let table = Table::find(text, Span::new(0, text.len()));
            let rows = table.as_ref().map_or(&[][..], |table| &table.rows);
            let rows = rows.iter().map(|row| {
                let cells: Vec<&str> = row.iter().map(|cell| cell.of(text)).collect();
                cells.join(",")
            });
            assert_eq!(rows.collect::<Vec<_>>().join(";"), expected);
            assert_eq!(table.is_some_and(|table| table.has_headings), has_headings);
        }
    }
}
