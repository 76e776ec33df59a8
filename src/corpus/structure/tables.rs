//! Tables: rows whose columns still stand apart, and those that collapsed when the page was scraped, so that every cell
//! or row became a short paragraph of its own.
//!
//! A collapsed table is told by what announces it ("see the table", a caption that numbers it) or by how many of its
//! cells are numbers. A run of short lines that is neither is left alone: it may be headings, names or a poem.

use std::ops::Range;

use super::blocks::{self, Line};
use super::{captions, looks};
use crate::model::{Block, BlockKind, Structure};

/// The longest row of a table that collapsed, in bytes.
const ROW: usize = 250;
/// The longest cell of a table that nothing announces, in bytes.
const CELL: usize = 60;
/// The longest line that is looked at for columns, in bytes.
const LONGEST: usize = 1000;
/// The most columns that are looked for where every cell became a line.
const COLUMNS: usize = 12;

/// How many columns `line` has, and whether there is no other way to read it.
fn columns(line: &str) -> Option<(usize, bool)> {
    if line.len() > LONGEST {
        return None;
    }
    let pipes = line.matches('|').count();
    if pipes >= 2 {
        return Some((pipes, line.starts_with('|')));
    }
    if line.contains('\t') {
        return Some((line.matches('\t').count() + 1, true));
    }
    if !line.contains("  ") {
        return None;
    }
    if line.contains("   ") {
        let cells = line.split("   ").filter(|cell| !cell.trim().is_empty());
        return Some((cells.count(), true));
    }
    let mut cells = 1;
    for (at, _) in line.match_indices("  ") {
        let before = line.get(..at).unwrap_or_default();
        if before.ends_with(['.', '!', '?', ':', ';', ',', '”', '"']) {
            return None;
        }
        cells += 1;
    }
    (cells > 1).then_some((cells, false))
}

/// Whether `line` is drawn between the rows of a table.
fn is_ruled(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|c| "-=+|: \t─━┼│╪═".contains(c))
}

/// The first rows of a table among `lines`, which no blank line parts.
pub(super) fn rows(text: &str, lines: &[Line]) -> Option<Range<usize>> {
    let of = |line: &Line| line.span.of(text);
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        let Some((count, is_sure)) = columns(of(first)) else {
            if let Some(run) = spaced(text, lines, at) {
                return Some(run);
            }
            at += 1;
            continue;
        };
        let rest = lines.get(at..).unwrap_or_default();
        let is_row = |line: &&Line| {
            is_ruled(of(line))
                || columns(of(line))
                    .is_some_and(|(other, sure)| sure == is_sure && (sure || other == count))
        };
        let taken = rest.iter().take_while(is_row).count();
        let run = rest.get(..taken).unwrap_or_default();
        let least = if is_sure || of(first).contains('|') {
            2
        } else {
            3
        };
        let is_prose = !is_sure && run.iter().all(|line| line.span.len() > CELL * 2);
        if run.iter().filter(|line| !is_ruled(of(line))).count() >= least && !is_prose {
            let above = at.checked_sub(1).and_then(|above| lines.get(above));
            let from = at - usize::from(above.is_some_and(|line| is_ruled(of(line))));
            return Some(from..at + taken);
        }
        at += taken.max(1);
    }
    None
}

/// How many numbers a row ends with whose cells only single spaces part: `North Valley 911 380 2.40`. A telephone number
/// or a day is none.
fn figures(line: &str) -> usize {
    if line.len() > ROW || !line.ends_with(|c: char| c.is_ascii_digit() || "%–—-)".contains(c))
    {
        return 0;
    }
    let words = line.split_whitespace().count();
    let is_figure = |word: &&str| {
        let is_dialled = word.starts_with(['+', '(', '/'])
            || word
                .strip_prefix('0')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        is_number(word) && !word.ends_with(',') && !is_dialled
    };
    let count = line.split_whitespace().rev().take_while(is_figure).count();
    if words - count <= 4 { count } else { 0 }
}

/// The rows, three or more, that begin at `at` of `lines` or below a head there, and end with as many numbers each.
fn spaced(text: &str, lines: &[Line], at: usize) -> Option<Range<usize>> {
    let of = |at: usize| lines.get(at).map_or("", |line| line.span.of(text));
    let count = match figures(of(at)) {
        0 | 1 => figures(of(at + 1)),
        count => count,
    };
    if count < 2 {
        return None;
    }
    let is_head = figures(of(at)) != count;
    let from = at + usize::from(is_head);
    let rows = (from..lines.len())
        .take_while(|at| figures(of(*at)) == count)
        .count();
    let head = of(at);
    let is_fit = !is_head
        || head.split_whitespace().count() >= count
            && head.len() <= CELL * 2
            && !head.ends_with(['.', ':', '!', '?', ',']);
    (rows >= 3 && is_fit).then_some(at..from + rows)
}

/// How a paragraph begins that goes on about the table above it.
const SPEAKS_OF_TABLE: [&str; 8] = [
    "These ",
    "Together",
    "This table",
    "The table",
    "As the table",
    "As can be seen",
    "The figures",
    "The numbers",
];

/// What a short paragraph would be in a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Number,
    Words,
}

/// Puts tables back together whose rows or cells became paragraphs.
pub(super) fn mark(text: &str, found: &mut Structure) {
    let blocks = &found.blocks;
    let mut tables: Vec<Range<usize>> = Vec::new();
    let (mut at, mut in_body) = (0, false);
    while at < blocks.len() {
        let run = blocks.get(at..).unwrap_or_default();
        let parted = run.iter().take_while(|block| is_row(text, block)).count();
        if parted >= 2 {
            tables.push(at..at + parted);
            at += parted;
            continue;
        }
        let cells: Vec<Cell> = run.iter().map_while(|block| cell(text, block)).collect();
        if cells.is_empty() {
            in_body |= blocks.get(at).is_some_and(|block| is_running(text, block));
            at += 1;
            continue;
        }
        let above = at.checked_sub(1).and_then(|above| blocks.get(above));
        let is_announced = above.is_some_and(|block| announces(text, block));
        if let Some(table) = extent(text, blocks, at..at + cells.len(), &cells, is_announced)
            && (in_body || is_announced)
        {
            tables.push(table);
        }
        at += cells.len();
    }
    if !tables.is_empty() {
        found.blocks = blocks::joined(text, &found.blocks, &tables, BlockKind::Table);
    }
}

/// Which of the blocks in `run` are the table, if any: a heading may stand before or after it.
fn extent(
    text: &str,
    blocks: &[Block],
    run: Range<usize>,
    cells: &[Cell],
    is_announced: bool,
) -> Option<Range<usize>> {
    let line = |at: usize| blocks.get(at).map_or("", |block| block.span.of(text));
    let numbers = |cells: &[Cell]| cells.iter().filter(|cell| **cell == Cell::Number).count();
    // The heading of what comes next is a cell of its own, unless what comes next speaks of the table.
    let is_heading = |at: usize| {
        let line = line(at);
        line.len() <= CELL
            && line.split_whitespace().count() <= 8
            && !line.bytes().any(|b| b.is_ascii_digit())
            && blocks::is_apart(text, blocks, at)
            && blocks.get(at + 1).is_some_and(|next| {
                let words = next.span.of(text);
                is_running(text, next)
                    && !SPEAKS_OF_TABLE.iter().any(|says| words.starts_with(says))
            })
    };
    let is_small = (run.start..run.end).all(|at| line(at).len() <= CELL);
    let is_counted = is_small && cells.len() >= 6 && numbers(cells) * 5 >= cells.len() * 2;
    if is_counted {
        let (mut from, mut to) = (0, cells.len());
        let whole = regularity(cells);
        let shorter = regularity(cells.get(..to - 1).unwrap_or_default());
        if cells.last() == Some(&Cell::Words) && is_heading(run.end - 1) && shorter.0 >= whole.0 {
            to -= 1;
        }
        let (_, width) = if to < cells.len() { shorter } else { whole };
        let first = cells.first();
        if to % width == 1 && first == Some(&Cell::Words) && !is_announced {
            from = 1;
        }
        return Some(run.start + from..run.start + to);
    }
    if !is_announced || cells.len() < 4 {
        return None;
    }
    let to = run.end - usize::from(cells.last() == Some(&Cell::Words) && is_heading(run.end - 1));
    (to - run.start >= 4).then_some(run.start..to)
}

/// How regularly numbers and words alternate in `cells`, in thousandths, and the number of columns that makes it so.
fn regularity(cells: &[Cell]) -> (usize, usize) {
    let share = |width: usize| {
        let pairs = cells.len().saturating_sub(width);
        let equal = cells
            .iter()
            .zip(cells.iter().skip(width))
            .filter(|(a, b)| a == b);
        equal.count() * 1000 / pairs.max(1)
    };
    let widths = (2..=COLUMNS).filter(|width| width * 2 <= cells.len());
    let best = widths
        .map(|width| (share(width), std::cmp::Reverse(width)))
        .max();
    best.map_or((0, 2), |(share, width)| (share, width.0))
}

/// What `block` would be in a table, `None` where it would be nothing: it is running text, or too long.
fn cell(text: &str, block: &Block) -> Option<Cell> {
    if block.kind != BlockKind::Paragraph || block.span.len() > ROW {
        return None;
    }
    let line = blocks::line(text, *block)?;
    let ends_sentence =
        line.ends_with(['.', '!', ':', ';', ',']) && line.split_whitespace().count() >= 4;
    if ends_sentence || captions::is_caption(line) {
        return None;
    }
    Some(if is_number(line) {
        Cell::Number
    } else {
        Cell::Words
    })
}

/// Whether `line` is a number as it stands in a table: `2019`, `12.5%`, `$1,300`, `–`, `n/a`, `3.4 bn`.
fn is_number(line: &str) -> bool {
    if line.len() > 24 {
        return false;
    }
    if matches!(
        line,
        "n/a" | "N/A" | "n.a." | "-" | "–" | "—" | "..." | "…" | "*"
    ) {
        return true;
    }
    let mut rest = line.to_lowercase();
    for unit in [
        "million", "billion", "trillion", "mln", "bn", "pp", "usd", "eur", "km", "kg", "m", "k",
        "%",
    ] {
        if let Some(shorter) = rest.strip_suffix(unit) {
            rest.truncate(shorter.len());
        }
    }
    rest.bytes().any(|b| b.is_ascii_digit())
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,%$€£¥₽+-–−—/()±~<>*".contains(c))
}

/// Whether `block` is running text, and so the article has begun.
fn is_running(text: &str, block: &Block) -> bool {
    let words = block.span.of(text);
    let is_long =
        words.len() >= 170 || (words.len() >= 60 && words.ends_with(['.', '?', '!', '”', ':']));
    is_long
        && matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::ListItem(_) | BlockKind::Quotation
        )
}

/// Whether `block` is a row whose cells are parted by tabs or pipes.
fn is_row(text: &str, block: &Block) -> bool {
    let line = blocks::line(text, *block).filter(|_| block.kind == BlockKind::Paragraph);
    line.is_some_and(|line| {
        let is_piped = line.starts_with('|') && line.matches('|').count() >= 3;
        line.len() <= LONGEST && (is_piped || line.contains('\t'))
    })
}

/// Whether `block` says that a table comes next.
fn announces(text: &str, block: &Block) -> bool {
    let words = block.span.of(text);
    let says = [
        "see the table",
        "see table",
        "table below",
        "following table",
        "table that follows",
    ];
    if captions::numbered(words).is_some_and(|what| what.is_table) {
        return true;
    }
    let head = words.get(..words.floor_char_boundary(8000));
    let lower = looks::lower(head.unwrap_or(words));
    block.kind == BlockKind::Paragraph && says.iter().any(|says| lower.contains(says))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_columns() {
        for (text, expect) in [
            ("a\tb\nc\td", Some(0..2)),
            ("Prices\na   1\nb   2\nSource: mills", Some(1..3)),
            ("| a | b |\n|---|---|\n| c | d |", Some(0..3)),
            ("one  2  3\ntwo  4  5\nsix  7  8", Some(0..3)),
            (
                "He left.  She stayed.\nThey met.  He sat.\nIt rained.  It froze.",
                None,
            ),
            ("Home | About | Contact", None),
            ("Only one\trow", None),
        ] {
            assert_eq!(rows(text, &blocks::lines(text)), expect, "{text}");
        }
    }

    #[test]
    fn numbers_stand_in_cells_as_they_are_printed() {
        for line in [
            "2019", "12.5%", "$1,300", "–", "n/a", "3.4 bn", "(12)", "+4", "1 200",
        ] {
            assert!(is_number(line), "{line}");
        }
        for line in ["May 2019", "G7", "12 monkeys", "", "%", "No. 4"] {
            assert!(!is_number(line), "{line}");
        }
    }
}
