//! Tables of records: rows of cells under a row of names (RFC 4180, with any of the usual separators).

use std::borrow::Cow;
use std::io::{self, BufRead};
use std::sync::Arc;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use crate::corpus::decode;
use crate::corpus::records::{LARGEST_RECORD, Piece, Row, Value};

/// The separators that are told apart, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// A row with more cells than this is broken.
const MOST_CELLS: usize = 1 << 16;

/// What stands above the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::corpus) struct Header {
    separator: u8,
    /// What the columns are called.
    pub(in crate::corpus) names: Vec<String>,
}

/// The rows of a table, one after the other. Never more than one of them is held.
#[derive(Debug)]
pub(in crate::corpus) struct Rows<R> {
    input: R,
    reader: Box<Reader>,
    header: Arc<Header>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// How many of `ends` count.
    count: usize,
    at: u64,
    line: u64,
    is_too_large: bool,
}

impl<R: BufRead> Rows<R> {
    /// The rows of the table that `input` begins.
    pub(in crate::corpus) fn with_header(mut input: R) -> io::Result<Self> {
        let head = input.fill_buf()?;
        let declared = declared(head);
        let separator = declared.unwrap_or_else(|| separator(head));
        let header = Header {
            separator,
            names: Vec::new(),
        };
        let mut rows = Self::new(input, Arc::new(header));
        if declared.is_some() {
            rows.next()?;
        }
        if rows.next()?.is_some() {
            let row = rows.row().unwrap_or_default();
            let names = row.cells().map(|cell| cell.trim().to_owned()).collect();
            rows.header = Arc::new(Header { separator, names });
        }
        Ok(rows)
    }

    /// The rows of `input`, which stand under `header` elsewhere.
    pub(in crate::corpus) fn new(input: R, header: Arc<Header>) -> Self {
        let reader = ReaderBuilder::new().delimiter(header.separator).build();
        Self {
            input,
            reader: Box::new(reader),
            header,
            cells: vec![0; 4096],
            ends: vec![0; 32],
            count: 0,
            at: 0,
            line: 1,
            is_too_large: false,
        }
    }

    /// What stands above the rows.
    pub(in crate::corpus) fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// Goes on to the next row with something in it.
    pub(in crate::corpus) fn next(&mut self) -> io::Result<Option<Piece>> {
        while self.skip_line_ends()? {
            let piece = self.next_row()?;
            if piece.is_none() || self.is_too_large || !self.written().trim_ascii().is_empty() {
                return Ok(piece);
            }
        }
        Ok(None)
    }

    /// What stands in all cells of the row, one after the other.
    fn written(&self) -> &[u8] {
        let ends = self.ends.get(..self.count).unwrap_or_default();
        let end = ends.last().copied().unwrap_or(0);
        self.cells.get(..end).unwrap_or_default()
    }

    fn next_row(&mut self) -> io::Result<Option<Piece>> {
        let (start, line) = (self.at, self.line);
        let mut filled = 0;
        (self.count, self.is_too_large) = (0, false);
        loop {
            let input = self.input.fill_buf()?;
            let room = self.cells.get_mut(filled..).unwrap_or_default();
            let ends = self.ends.get_mut(self.count..).unwrap_or_default();
            let (result, taken, put, ended) = self.reader.read_record(input, room, ends);
            let lines = memchr::memchr_iter(b'\n', input.get(..taken).unwrap_or_default());
            self.line += lines.count() as u64;
            self.input.consume(taken);
            self.at += taken as u64;
            filled += put;
            self.count += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() >= LARGEST_RECORD => {
                    (filled, self.is_too_large) = (0, true);
                }
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= MOST_CELLS => {
                    (self.count, self.is_too_large) = (0, true);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        let length = self.at - start;
        Ok(Some(Piece {
            start,
            length,
            line,
        }))
    }

    /// Steps over the line ends before a row, which belong to no row; whether there is a row.
    fn skip_line_ends(&mut self) -> io::Result<bool> {
        loop {
            let input = self.input.fill_buf()?;
            let blank = input
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            let lines = memchr::memchr_iter(b'\n', input.get(..blank).unwrap_or_default());
            self.line += lines.count() as u64;
            let (is_end, is_row) = (input.is_empty(), blank < input.len());
            self.input.consume(blank);
            self.at += blank as u64;
            if is_end || is_row {
                return Ok(is_row);
            }
        }
    }

    /// The row that was gone on to; why it is none, to follow "line 3".
    pub(in crate::corpus) fn row(&self) -> Result<Row<'_>, String> {
        if self.is_too_large {
            return Err("has too many cells or is too large".into());
        }
        let ends = self.ends.get(..self.count).unwrap_or_default();
        let encoding = decode::encoding(self.written());
        let starts = std::iter::once(&0).chain(ends);
        let cells = starts.zip(ends).map(|(start, end)| {
            let cell = self.cells.get(*start..*end).unwrap_or_default();
            let text = match std::str::from_utf8(cell) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => encoding.decode_without_bom_handling(cell).0,
            };
            Value::Cell(text)
        });
        let names = self
            .header
            .names
            .iter()
            .map(|name| Cow::Borrowed(name.as_str()));
        let unnamed = std::iter::repeat(Cow::Borrowed(""));
        Ok(Row::new(names.chain(unnamed).zip(cells), encoding.name()))
    }
}

/// The separator that the first line of `bytes` says is used, as Excel has it do: `sep=;`.
fn declared(bytes: &[u8]) -> Option<u8> {
    let line = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match line.strip_prefix(b"sep=")? {
        [separator, b'\r' | b'\n', ..] => Some(*separator),
        _ => None,
    }
}

/// The separator that the first line of `bytes` holds most of, outside of quotation marks.
fn separator(bytes: &[u8]) -> u8 {
    let (mut counts, mut is_quoted) = ([0_usize; SEPARATORS.len()], false);
    for byte in bytes {
        is_quoted ^= *byte == b'"';
        if !is_quoted && matches!(byte, b'\n' | b'\r') {
            break;
        }
        if let Some(at) = SEPARATORS.iter().position(|known| known == byte)
            && let Some(count) = counts.get_mut(at).filter(|_| !is_quoted)
        {
            *count += 1;
        }
    }
    let most = (0..SEPARATORS.len()).rev().max_by_key(|at| counts.get(*at));
    most.and_then(|at| SEPARATORS.get(at))
        .copied()
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(bytes: &[u8]) -> Vec<(Piece, Vec<String>)> {
        let mut rows = Rows::with_header(io::BufReader::with_capacity(16, bytes)).unwrap();
        let mut found = Vec::new();
        while let Some(piece) = rows.next().unwrap() {
            let row = rows.row().unwrap();
            found.push((piece, row.cells().map(str::to_owned).collect()));
        }
        found
    }

    #[test]
    fn rows_are_found_where_they_are() {
        let table = "\u{feff}id,text\r\n1,\"a \"\"b\"\"\r\n\r\nc\"\r\n\n\n2,x,y\r\n3";
        let found = rows(table.as_bytes());
        let cells: Vec<&[String]> = found.iter().map(|(_, cells)| &cells[..]).collect();
        assert_eq!(
            cells,
            [&["1", "a \"b\"\r\n\r\nc"][..], &["2", "x", "y"], &["3"]]
        );
        let lines: Vec<u64> = found.iter().map(|(piece, _)| piece.line).collect();
        assert_eq!(lines, [2, 7, 8]);
        for (piece, cells) in found {
            let (start, end) = (piece.start, piece.start + piece.length);
            let alone =
                &table.as_bytes()[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
            let mut again = Rows::new(
                alone,
                Arc::new(Header {
                    separator: b',',
                    names: Vec::new(),
                }),
            );
            again.next().unwrap().unwrap();
            assert!(
                again
                    .row()
                    .unwrap()
                    .cells()
                    .eq(cells.iter().map(String::as_str))
            );
        }
    }

    #[test]
    fn the_separator_and_the_encoding_are_told() {
        for (table, expected) in [
            (&b"id;text\n1;a,b"[..], &["1", "a,b"][..]),
            (b"id\ttext\n1\ta,b", &["1", "a,b"]),
            (b"\"a,b,c\";text\n1;caf\xe9 ferm\xe9", &["1", "café fermé"]),
            (b"text\na b", &["a b"]),
        ] {
            assert_eq!(rows(table)[0].1, expected);
        }
        assert_eq!(rows(b""), []);
        assert_eq!(rows(b"text\n"), []);
    }

    proptest! {
        #[test]
        fn the_same_rows_are_found_as_by_the_csv_crate(table in r#"(a|b|"|""|,|\n|\r\n|é| )*"#) {
            let table = format!("x,y\n{table}");
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(table.as_bytes());
            let expected: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.unwrap())
                .filter(|record| !record.iter().all(|cell| cell.trim_ascii().is_empty()))
                .map(|record| record.iter().map(str::to_owned).collect())
                .collect();
            let found: Vec<Vec<String>> = rows(table.as_bytes()).into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn no_table_is_too_much(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let found = rows(&bytes);
            let mut end = 0;
            for (piece, _) in found {
                prop_assert!(piece.start >= end);
                end = piece.start + piece.length;
            }
            prop_assert!(end <= bytes.len() as u64);
        }
    }
}
