//! `postil stats`: what is counted over annotations, as a table, for a spreadsheet or for machines.

use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::table::{Side, table};
use super::{Failure, complain, print_json};
use crate::cli::Shape;
use crate::export;
use crate::model::Annotation;
use crate::review::Query;
use crate::review::stats::{Count, Line, Matrix, counted};
use crate::runtime::exporting::to_stdout;
use crate::runtime::gathering::{Reading, gather};
use crate::runtime::missing;
use crate::store::texts::Texts;

#[derive(Serialize)]
struct Told<'a> {
    by: &'static str,
    rows: Vec<Label<'a>>,
    columns: Vec<Label<'a>>,
    cells: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Label<'a> {
    label: &'a str,
    count: usize,
}

#[derive(Serialize)]
struct Cell<'a> {
    row: &'a str,
    column: &'a str,
    count: usize,
    /// Of those with one of two tags, how many have both; only of tags that are given together.
    share: Option<f64>,
    annotations: Vec<String>,
}

pub fn run(
    setup: &Setup,
    paths: &[PathBuf],
    query: &Query,
    count: Count,
    shape: Shape,
) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let mut set = setup.annotations(&corpus)?;
    let texts = Texts::new(&setup.folders.data);
    let traced = missing::at_once(&corpus, &set, &texts, false);
    missing::follow(&mut set, &traced);
    // Only the dates of articles are nowhere but in them.
    let reading = if count == Count::Time {
        Reading::Always
    } else {
        Reading::IfAsked
    };
    let is_counted = |annotation: &Annotation| match count {
        Count::Tags | Count::Together => !annotation.tags.is_empty(),
        Count::Time | Count::Claimants => annotation.claim.is_some(),
    };
    let gathered = gather(&corpus, &texts, &set, query, reading, is_counted);
    let all = gathered.iter().flat_map(|document| {
        let found = document.annotations.iter();
        found.map(|found| document.about(found))
    });
    let matrix = counted(count, all, set.codebook());
    if shape.json {
        return print_json(&told(count, &matrix));
    }
    let (sheet, left_out) = if count == Count::Together {
        (pairs(&matrix), 0)
    } else {
        sheet(count, &matrix)
    };
    if left_out > 0 {
        complain(&format!(
            "{left_out} columns that count least were left out; --json has all of them"
        ));
    }
    if shape.csv {
        return Ok(to_stdout(&export::table(sheet)?)?);
    }
    Ok(to_stdout(readable(&sheet, count).as_bytes())?)
}

fn told(count: Count, matrix: &Matrix) -> Told<'_> {
    fn label(line: &Line) -> Label<'_> {
        Label {
            label: &line.label,
            count: line.count,
        }
    }
    Told {
        by: count.as_str(),
        rows: matrix.rows.iter().map(label).collect(),
        columns: matrix.columns.iter().map(label).collect(),
        cells: matrix
            .filled()
            .into_iter()
            .map(|(row, column)| Cell {
                row: name(&matrix.rows, row),
                column: name(&matrix.columns, column),
                count: matrix.cell(row, column).len(),
                share: (count == Count::Together).then(|| matrix.overlap(row, column)),
                annotations: matrix
                    .cell(row, column)
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
            })
            .collect(),
    }
}

fn name(lines: &[Line], at: usize) -> &str {
    lines.get(at).map_or("", |line| line.label.as_str())
}

/// How many columns a table has at most: a file from a stranger may give every annotation a tag of its own.
const COLUMNS: usize = 200;

/// The counts as they stand in the table, with what each row comes to at its end; and how many columns had to be left out,
/// of those that count least.
fn sheet(count: Count, matrix: &Matrix) -> (Vec<Vec<String>>, usize) {
    let corner = match count {
        Count::Tags => "document",
        Count::Together => "tag",
        Count::Time => "date",
        Count::Claimants => "claimant",
    };
    let mut shown: Vec<usize> = (0..matrix.columns.len()).collect();
    shown.sort_by_key(|at| std::cmp::Reverse(matrix.columns.get(*at).map(|line| line.count)));
    shown.truncate(COLUMNS);
    shown.sort_unstable();
    let has_sums = matrix.columns.len() > 1;
    let sums = |sum: String| has_sums.then_some(sum);
    let labels = shown.iter().map(|at| name(&matrix.columns, *at).to_owned());
    let heading = std::iter::once(corner.to_owned())
        .chain(labels)
        .chain(sums("all".to_owned()));
    let mut rows: Vec<Vec<String>> = vec![heading.collect()];
    for (at, row) in matrix.rows.iter().enumerate() {
        let counts = shown
            .iter()
            .map(|column| matrix.cell(at, *column).len().to_string());
        let cells = std::iter::once(row.label.clone())
            .chain(counts)
            .chain(sums(row.count.to_string()));
        rows.push(cells.collect());
    }
    (rows, matrix.columns.len() - shown.len())
}

/// The pairs of tags that are given together, the most frequent first.
fn pairs(matrix: &Matrix) -> Vec<Vec<String>> {
    let mut pairs = matrix.filled();
    pairs.retain(|(one, other)| one < other);
    pairs.sort_by_key(|(one, other)| std::cmp::Reverse(matrix.cell(*one, *other).len()));
    let heading = ["tag", "with", "both", "either", "share"]
        .map(str::to_owned)
        .to_vec();
    let cells = |(one, other): (usize, usize)| {
        let both = matrix.cell(one, other).len();
        let of = |at: usize| matrix.rows.get(at).map_or(0, |line| line.count);
        vec![
            name(&matrix.rows, one).to_owned(),
            name(&matrix.rows, other).to_owned(),
            both.to_string(),
            (of(one) + of(other)).saturating_sub(both).to_string(),
            format!("{:.2}", matrix.overlap(one, other)),
        ]
    };
    std::iter::once(heading)
        .chain(pairs.into_iter().map(cells))
        .collect()
}

/// The table for people, in which a zero is left out to let the others stand out.
fn readable(sheet: &[Vec<String>], count: Count) -> String {
    let Some((heading, rows)) = sheet.split_first() else {
        return String::new();
    };
    let labels = if count == Count::Together { 2 } else { 1 };
    let column = |(at, heading): (usize, &String)| {
        if at < labels {
            (heading.clone(), 40, Side::Left)
        } else {
            (heading.clone(), 24, Side::Right)
        }
    };
    let columns: Vec<_> = heading.iter().enumerate().map(column).collect();
    let quiet = |(at, cell): (usize, &String)| match cell.as_str() {
        "0" if at >= labels => "·".to_owned(),
        _ => cell.clone(),
    };
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().enumerate().map(quiet).collect())
        .collect();
    table(&columns, &rows)
}
