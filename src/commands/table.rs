//! Tables for people: columns aligned by the cells they take, what is too long cut off.

use crate::text::cluster::{truncate, width};

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A column: its heading, the most cells it takes, and its side.
pub type Column = (String, u16, Side);

/// The table as text, a line for each row under one of headings. What strangers wrote is made visible, on one line.
pub fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let headings: Vec<String> = columns
        .iter()
        .map(|(heading, ..)| heading.clone())
        .collect();
    let lines: Vec<Vec<(String, u16)>> = std::iter::once(&headings)
        .chain(rows)
        .map(|row| {
            let cells = row.iter().zip(columns);
            let fitted = cells.map(|(cell, (_, most, _))| {
                let fitted = truncate(cell.trim(), *most).into_owned();
                let cells = width(&fitted);
                (fitted, cells)
            });
            fitted.collect()
        })
        .collect();
    let widest: Vec<u16> = (0..columns.len())
        .map(|at| {
            let cells = lines.iter().filter_map(|line| line.get(at));
            cells.map(|(_, cells)| *cells).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for line in &lines {
        let start = text.len();
        for (((cell, cells), widest), (_, _, side)) in line.iter().zip(&widest).zip(columns) {
            if text.len() > start {
                text.push_str("  ");
            }
            let gap = " ".repeat(usize::from(widest.saturating_sub(*cells)));
            match side {
                Side::Left => text.extend([cell.as_str(), gap.as_str()]),
                Side::Right => text.extend([gap.as_str(), cell.as_str()]),
            }
        }
        text.truncate(text.trim_end_matches(' ').len());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_one_another() {
        let columns = [
            ("name".to_owned(), 8, Side::Left),
            ("count".to_owned(), 8, Side::Right),
        ];
        let rows = [
            vec!["東京".to_owned(), "1".to_owned()],
            vec!["a long name\nindeed".to_owned(), "1000".to_owned()],
            vec!["\u{1b}[31m".to_owned(), "5".to_owned()],
            vec![String::new(), "5".to_owned()],
        ];
        let expected =
            "name     count\n東京         1\na long…   1000\n␛[31m        5\n             5\n";
        assert_eq!(table(&columns, &rows), expected);
    }
}
