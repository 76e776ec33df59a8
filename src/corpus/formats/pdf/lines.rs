//! The words of a column to lines, and what the lines of a whole file have in common: the size and the leading of its body.

use std::collections::HashMap;

use super::words::{Word, is_right_to_left};

/// A line of a column. Lengths are in points.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The words in the order they are read in.
    pub(super) words: Vec<Word>,
    /// Its left edge.
    pub(super) x: f64,
    /// Its right edge.
    pub(super) end: f64,
    /// Its baseline.
    pub(super) y: f64,
    /// The size that most of it is set in.
    pub(super) size: f64,
    /// Whether all of it is bold.
    pub(super) is_bold: bool,
    /// Whether all of it is italic.
    pub(super) is_italic: bool,
}

/// A column of a page.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Which page it is on, counted from 0.
    pub(super) page: usize,
    /// Where most of its lines begin.
    pub(super) left: f64,
    /// Where its long lines end.
    pub(super) right: f64,
    /// Its lines from top to bottom.
    pub(super) lines: Vec<Line>,
}

/// What the lines of a file have in common.
#[derive(Debug, Default)]
pub(super) struct Measure {
    /// The size of running text.
    pub(super) body: f64,
    /// Whether running text is bold.
    pub(super) is_bold: bool,
    /// How far apart the lines of a size usually are, by the size in quarters of a point.
    leading: HashMap<i64, f64>,
}

impl Line {
    fn of(mut words: Vec<Word>) -> Self {
        words.sort_by(|a, b| a.x.total_cmp(&b.x));
        let x = words
            .iter()
            .map(|word| word.x)
            .fold(f64::INFINITY, f64::min);
        let end = words
            .iter()
            .map(|word| word.end)
            .fold(f64::NEG_INFINITY, f64::max);
        let y = words.first().map_or(0.0, |word| word.y);
        let plain = || words.iter().filter(|word| !word.is_raised);
        let size = most(plain().map(|word| (word.size, word.count())));
        let (is_bold, is_italic) = (
            plain().all(|word| word.is_bold),
            plain().all(|word| word.is_italic),
        );
        let backward = words
            .iter()
            .filter(|word| word.text.chars().any(is_right_to_left));
        if backward.count() * 2 > words.len() {
            turn(&mut words);
        }
        Self {
            words,
            x,
            end,
            y,
            size,
            is_bold,
            is_italic,
        }
    }

    /// What the line says.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for word in &self.words {
            if !text.is_empty() && !word.is_glued {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }
}

/// Puts words that come from left to right into the order of a line that is read from the right.
fn turn(words: &mut [Word]) {
    words.reverse();
    let is_forward = |word: &Word| !word.text.chars().any(is_right_to_left);
    for run in words.chunk_by_mut(|a, b| is_forward(a) && is_forward(b)) {
        if run.first().is_some_and(is_forward) {
            run.reverse();
        }
    }
}

/// The size that most characters have, rounded to a quarter of a point.
fn most(sizes: impl Iterator<Item = (f64, usize)>) -> f64 {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for (size, count) in sizes {
        *counts.entry(super::whole(size * 4.0)).or_default() += count;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(size, count)| (*count, *size));
    most.map_or(0.0, |(size, _)| {
        f64::from(i32::try_from(size).unwrap_or(0)) / 4.0
    })
}

/// The column with `words` on `page`.
pub(super) fn column(page: usize, mut words: Vec<Word>) -> Column {
    words.sort_by(|a, b| b.y.total_cmp(&a.y));
    let usual = most(words.iter().map(|word| (word.size, word.count())));
    let (initials, words) = initials(words, usual);
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let row = rows.last_mut().filter(|row| {
            let first = row.first();
            first.is_some_and(|first| first.y - word.y < 0.3 * first.size.max(word.size))
        });
        if let Some(row) = row {
            row.push(word);
        } else {
            rows.push(vec![word]);
        }
    }
    for initial in initials {
        begin(&mut rows, initial);
    }
    let lines: Vec<Line> = rows.into_iter().map(Line::of).collect();
    let mut starts: HashMap<i64, usize> = HashMap::new();
    for line in &lines {
        *starts.entry(super::whole(line.x / 2.0)).or_default() += line.words.len();
    }
    let left = starts
        .iter()
        .max_by_key(|(place, count)| (**count, -**place))
        .map(|(place, _)| *place);
    let near =
        |line: &&Line| left.is_some_and(|left| super::whole(line.x / 2.0).abs_diff(left) <= 1);
    let left = lines
        .iter()
        .filter(near)
        .map(|line| line.x)
        .fold(f64::INFINITY, f64::min);
    let mut ends: Vec<f64> = lines.iter().map(|line| line.end).collect();
    ends.sort_by(f64::total_cmp);
    let right = ends.get((ends.len() * 19 / 20).min(ends.len().saturating_sub(1)));
    Column {
        page,
        left,
        right: right.copied().unwrap_or(left),
        lines,
    }
}

/// The large letters that paragraphs begin with, which no word of their size stands beside, and the other words.
fn initials(words: Vec<Word>, usual: f64) -> (Vec<Word>, Vec<Word>) {
    let is_large = |word: &Word| word.size > 1.8 * usual;
    let large: Vec<f64> = words
        .iter()
        .filter(|word| is_large(word))
        .map(|word| word.y)
        .collect();
    words.into_iter().partition(|word| {
        let beside = large.iter().filter(|y| (**y - word.y).abs() < 2.0).take(2);
        is_large(word)
            && word.count() == 1
            && word.text.starts_with(char::is_alphabetic)
            && beside.count() == 1
    })
}

/// Puts a large initial before the first of the lines that it stands beside.
fn begin(rows: &mut Vec<Vec<Word>>, mut initial: Word) {
    let top = initial.y + 0.7 * initial.size;
    let beside = rows.iter_mut().find(|row| {
        row.first().is_some_and(|first| {
            let is_high = (first.y + 0.7 * first.size - top).abs() < 0.7 * first.size;
            is_high && row.iter().all(|word| word.x > initial.x)
        })
    });
    let Some(row) = beside else {
        let at = rows.partition_point(|row| row.first().is_some_and(|first| first.y > initial.y));
        rows.insert(at, vec![initial]);
        return;
    };
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    if let Some(first) = row.first_mut() {
        first.is_glued |= first.x - initial.end < 0.45 * first.size;
        (initial.y, initial.size) = (first.y, first.size);
    }
    row.insert(0, initial);
}

impl Measure {
    /// What the lines of `columns` have in common.
    pub(super) fn of(columns: &[Column]) -> Self {
        let lines = || columns.iter().flat_map(|column| &column.lines);
        let count = |line: &Line| line.words.iter().map(Word::count).sum::<usize>();
        let body = most(lines().map(|line| (line.size, count(line))));
        let in_body = || lines().filter(|line| (line.size - body).abs() < 0.3);
        let bold = in_body().filter(|line| line.is_bold).count();
        let mut steps: HashMap<i64, HashMap<i64, usize>> = HashMap::new();
        for pair in columns.iter().flat_map(|column| column.lines.windows(2)) {
            let [a, b] = pair else { continue };
            let step = a.y - b.y;
            if (a.size - b.size).abs() < 0.3 && step > 0.8 * a.size && step < 3.0 * a.size {
                let steps = steps.entry(super::whole(a.size * 4.0)).or_default();
                *steps.entry(super::whole(step * 2.0)).or_default() += 1;
            }
        }
        let leading = steps.into_iter().filter_map(|(size, steps)| {
            let total: usize = steps.values().sum();
            // Paragraphs that are set apart have wider steps as well, but fewer.
            let (step, _) = steps
                .into_iter()
                .max_by_key(|(step, count)| (*count, -*step))?;
            (total >= 3).then(|| (size, f64::from(i32::try_from(step).unwrap_or(0)) / 2.0))
        });
        Self {
            body,
            is_bold: bold * 2 > in_body().count(),
            leading: leading.collect(),
        }
    }

    /// How far apart lines of `size` usually are.
    pub(super) fn leading(&self, size: f64) -> f64 {
        let known = self.leading.get(&super::whole(size * 4.0)).copied();
        let body = self.leading.get(&super::whole(self.body * 4.0)).copied();
        let ratio = body.map_or(1.25, |body| (body / self.body).max(1.0));
        known.unwrap_or(size * ratio)
    }
}
