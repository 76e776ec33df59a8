//! Words to columns, in the order they are read in.
//!
//! A gutter is a vertical strip that no word crosses over several lines, with prose on both sides. What stands above the
//! lines it reaches over comes first, then what is left of it, then what is right of it, then what stands below; each
//! of the four is looked at again (after the recursive X-Y cut of Nagy and Seth, 1984, with gutters found before the cuts
//! between lines, so that a title over two columns ends where they begin).

use super::words::Word;

/// Pages with more words than this are read as one column.
const MANY_WORDS: usize = 20_000;
/// How often a page may be cut.
const MANY_CUTS: usize = 60;
/// How many strips a page is looked at in.
const STRIPS: usize = 300;
/// How many lines a column has at least.
const FEW_LINES: usize = 3;
/// How many characters a line of prose has at least, on average.
const SHORT_LINE: usize = 14;

/// A row of words, whichever columns they are in.
#[derive(Default)]
struct Row {
    words: Vec<Word>,
}

/// A strip that nothing crosses in the rows `first..last`.
struct Gutter {
    left: f64,
    right: f64,
    first: usize,
    last: usize,
}

impl Gutter {
    fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// The columns of a page with `words`, in reading order; each has its words from top to bottom.
pub(super) fn columns(words: Vec<Word>) -> Vec<Vec<Word>> {
    if words.len() > MANY_WORDS {
        return vec![words];
    }
    let mut found = Vec::new();
    let mut waiting = vec![words];
    let mut cuts = 0;
    while let Some(words) = waiting.pop() {
        if words.is_empty() {
            continue;
        }
        let rows = rows(words);
        let gutter = if cuts < MANY_CUTS {
            gutter(&rows)
        } else {
            None
        };
        let Some(gutter) = gutter else {
            found.push(rows.into_iter().flat_map(|row| row.words).collect());
            continue;
        };
        cuts += 1;
        let middle = f64::midpoint(gutter.left, gutter.right);
        let [mut above, mut left, mut right, mut below]: [Vec<Word>; 4] = Default::default();
        for (at, row) in rows.into_iter().enumerate() {
            if at < gutter.first {
                above.extend(row.words);
            } else if at >= gutter.last {
                below.extend(row.words);
            } else {
                for word in row.words {
                    let is_left = f64::midpoint(word.x, word.end) < middle;
                    if is_left { &mut left } else { &mut right }.push(word);
                }
            }
        }
        waiting.extend([below, right, left, above]);
    }
    found
}

/// `words` by baseline, from top to bottom.
fn rows(mut words: Vec<Word>) -> Vec<Row> {
    words.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut rows: Vec<Row> = Vec::new();
    for word in words {
        let row = rows.last_mut().filter(|row| {
            let first = row.words.first();
            first.is_some_and(|first| first.y - word.y < 0.3 * first.size.min(word.size))
        });
        if let Some(row) = row {
            row.words.push(word);
        } else {
            rows.push(Row { words: vec![word] });
        }
    }
    rows
}

/// The best gutter between `rows`.
fn gutter(rows: &[Row]) -> Option<Gutter> {
    let words = || rows.iter().flat_map(|row| &row.words);
    let left = words().map(|word| word.x).fold(f64::INFINITY, f64::min);
    let right = words()
        .map(|word| word.end)
        .fold(f64::NEG_INFINITY, f64::max);
    let mut sizes: Vec<f64> = words().map(|word| word.size).collect();
    sizes.sort_by(f64::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied()?;
    if rows.len() < FEW_LINES || right - left < 16.0 * size {
        return None;
    }
    let step = (right - left) / super::real(STRIPS);
    let place = |strip: usize| left + (super::real(strip) + 0.5) * step;
    let free: Vec<Vec<Side>> = (0..STRIPS)
        .map(|strip| rows.iter().map(|row| side(row, place(strip))).collect())
        .collect();
    let runs: Vec<(usize, Run)> = (STRIPS / 8..STRIPS - STRIPS / 8)
        .filter_map(|strip| Some((strip, run(free.get(strip)?)?)))
        .collect();
    let most = runs.iter().map(|(_, run)| run.score).max()?;
    let mut found: Option<(usize, Gutter)> = None;
    let good = runs.iter().filter(|(_, run)| run.score * 5 >= most * 4);
    for group in good
        .collect::<Vec<&(usize, Run)>>()
        .chunk_by(|a, b| a.1 == b.1)
    {
        let Some((strip, run)): Option<&(usize, Run)> = group.first().copied() else {
            continue;
        };
        let is_free = |strip: usize| {
            let met = free.get(strip).and_then(|met| met.get(run.first..run.last));
            met.is_some_and(|met| met.iter().all(|side| *side != Side::Crossed))
        };
        let before = (0..*strip)
            .rev()
            .take_while(|strip| is_free(*strip))
            .count();
        let after = (strip + 1..STRIPS)
            .take_while(|strip| is_free(*strip))
            .count();
        let gutter = Gutter {
            left: place(strip - before) - step / 2.0,
            right: place(strip + after) + step / 2.0,
            first: run.first,
            last: run.last,
        };
        let least = match run.score {
            8.. => 0.75,
            4.. => 1.1,
            _ => 1.6,
        };
        let is_wide = gutter.width() >= size * least;
        let is_better = found.as_ref().is_none_or(|(score, known)| {
            gutter.width() > known.width() * 1.2
                || (gutter.width() > known.width() * 0.8 && run.score > *score)
        });
        let (a, b) = sides(
            rows.get(run.first..run.last)?,
            f64::midpoint(gutter.left, gutter.right),
        );
        if run.score >= FEW_LINES && is_wide && is_better && a.is_prose() && b.is_prose() {
            found = Some((run.score, gutter));
        }
    }
    found.map(|(_, gutter)| gutter)
}

/// What a strip meets in a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Crossed,
    Left,
    Right,
    Both,
}

fn side(row: &Row, x: f64) -> Side {
    let (mut left, mut right) = (false, false);
    for word in &row.words {
        if word.end <= x {
            left = true;
        } else if word.x >= x {
            right = true;
        } else {
            return Side::Crossed;
        }
    }
    match (left, right) {
        (true, true) => Side::Both,
        (true, false) => Side::Left,
        _ => Side::Right,
    }
}

/// Rows that a strip reaches over.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Run {
    /// How many lines stand on its poorer side.
    score: usize,
    first: usize,
    last: usize,
}

/// The run of rows that a strip reaches over with the most lines on its poorer side.
fn run(sides: &[Side]) -> Option<Run> {
    let mut best: Option<Run> = None;
    let mut first = 0;
    for run in sides.split(|side| *side == Side::Crossed) {
        let has = |one: Side| {
            run.iter()
                .filter(|side| [one, Side::Both].contains(side))
                .count()
        };
        let score = has(Side::Left).min(has(Side::Right));
        let last = first + run.len();
        if best.is_none_or(|best| score > best.score) {
            best = Some(Run { score, first, last });
        }
        first = last + 1;
    }
    best.filter(|best| best.score > 0)
}

/// What stands on one side of a gutter.
#[derive(Default)]
struct Text {
    lines: usize,
    characters: usize,
    letters: usize,
}

impl Text {
    fn add(&mut self, words: impl Iterator<Item = Word>) {
        let before = self.characters;
        for word in words {
            self.characters += word.count() + 1;
            self.letters += word.text.chars().filter(|c| c.is_alphabetic()).count() + 1;
        }
        self.lines += usize::from(self.characters > before);
    }

    fn is_prose(&self) -> bool {
        self.characters >= self.lines * SHORT_LINE && self.letters * 10 >= self.characters * 6
    }
}

fn sides(rows: &[Row], x: f64) -> (Text, Text) {
    let (mut left, mut right) = (Text::default(), Text::default());
    for row in rows {
        let words = || row.words.iter().cloned();
        left.add(words().filter(|word| word.end <= x));
        right.add(words().filter(|word| word.end > x));
    }
    (left, right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: Vec<Word>) -> Vec<String> {
        let said = |column: Vec<Word>| {
            let words: Vec<String> = column.into_iter().map(|word| word.text).collect();
            words.join(" ")
        };
        columns(words).into_iter().map(said).collect()
    }

    #[test]
    fn two_columns_under_a_title_are_read_one_after_the_other() {
        let mut words = Vec::new();
        words.extend(Word::line(
            "A title that reaches over both of the columns below it",
            60.0,
            700.0,
        ));
        for at in 0..8 {
            let y = 680.0 - 12.0 * f64::from(at);
            words.extend(Word::line(
                &format!("l{at} some words in the left column"),
                50.0,
                y,
            ));
            words.extend(Word::line(
                &format!("r{at} some words in the right column"),
                310.0,
                y - 3.0,
            ));
        }
        words.extend(Word::line(
            "A foot line that reaches over both of the columns above it",
            60.0,
            500.0,
        ));
        let read = read(words);
        assert_eq!(read.len(), 4, "{read:#?}");
        assert!(read[1].starts_with("l0") && read[1].contains("l7") && !read[1].contains("r0"));
        assert!(read[2].starts_with("r0") && read[3].starts_with("A foot"));
    }

    #[test]
    fn a_table_of_numbers_is_no_columns() {
        let mut words = Vec::new();
        for at in 0..8 {
            let y = 680.0 - 12.0 * f64::from(at);
            words.extend(Word::line("Some land somewhere far", 50.0, y));
            words.extend(Word::line("12.5", 300.0, y));
            words.extend(Word::line("17.5", 400.0, y));
        }
        assert_eq!(read(words).len(), 1);
    }
}
