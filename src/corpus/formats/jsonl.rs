//! JSON Lines: a JSON object on each line (<https://jsonlines.org>, objects as in RFC 8259).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufRead};

use serde_json::value::RawValue;

use crate::corpus::records::{LARGEST_RECORD, Piece, Row, Value};

/// The lines of a file, one after the other, blank ones left out. Never more than one of them is held.
#[derive(Debug)]
pub(in crate::corpus) struct Lines<R> {
    input: R,
    bytes: Vec<u8>,
    at: u64,
    line: u64,
}

impl<R: BufRead> Lines<R> {
    /// The lines of `input`.
    pub(in crate::corpus) fn new(input: R) -> Self {
        Self {
            input,
            bytes: Vec::new(),
            at: 0,
            line: 0,
        }
    }

    /// Goes on to the next line.
    pub(in crate::corpus) fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            let start = self.at;
            self.bytes.clear();
            self.line += 1;
            loop {
                let buffer = self.input.fill_buf()?;
                let end = memchr::memchr(b'\n', buffer).map(|at| at + 1);
                let taken = end.unwrap_or(buffer.len());
                if self.bytes.len() <= LARGEST_RECORD {
                    self.bytes
                        .extend_from_slice(buffer.get(..taken).unwrap_or(buffer));
                }
                let is_over = end.is_some() || taken == 0;
                self.input.consume(taken);
                self.at += taken as u64;
                if is_over {
                    break;
                }
            }
            let piece = Piece {
                start,
                length: self.at - start,
                line: self.line,
            };
            if piece.length == 0 {
                return Ok(None);
            }
            if !self.bytes.trim_ascii().is_empty() {
                return Ok(Some(piece));
            }
        }
    }

    /// The line that was gone on to; one that is too large may not be whole.
    pub(in crate::corpus) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The record on `line`; why there is none, to follow "line 3".
pub(in crate::corpus) fn row(line: &[u8]) -> Result<Row<'_>, String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let Ok(line) = std::str::from_utf8(line.trim_ascii_end()) else {
        return Err("is not in UTF-8".into());
    };
    if !line.trim_start().starts_with('{') {
        return Err("holds no JSON object".into());
    }
    let object: BTreeMap<String, &RawValue> = serde_json::from_str(line).map_err(|err| {
        let text = err.to_string();
        let cause = text.split(" at line ").next().unwrap_or_default();
        format!("is no sound JSON: {cause} (column {})", err.column())
    })?;
    let values = object.into_iter();
    let values = values.map(|(name, raw)| (Cow::Owned(name), Value::Json(raw.get())));
    Ok(Row::new(values, "UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(bytes: &[u8]) -> Vec<(u64, u64, u64)> {
        let mut lines = Lines::new(io::BufReader::with_capacity(3, bytes));
        let mut pieces = Vec::new();
        while let Some(piece) = lines.next().unwrap() {
            assert_eq!(lines.bytes().len() as u64, piece.length);
            pieces.push((piece.start, piece.length, piece.line));
        }
        pieces
    }

    #[test]
    fn lines_are_found_and_blank_ones_are_not() {
        assert_eq!(pieces(b""), []);
        assert_eq!(pieces(b"\n \r\n\n"), []);
        assert_eq!(
            pieces(b"{}\n\n{1}\r\nlast"),
            [(0, 3, 1), (4, 5, 3), (9, 4, 4)]
        );
    }

    #[test]
    fn what_is_no_record_is_told() {
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        for (line, cause) in [
            (&b"{\"text\": \"\xff\"}"[..], "is not in UTF-8"),
            (b"[1]", "holds no JSON object"),
            (
                b"{\"a\": 1,}",
                "is no sound JSON: trailing comma (column 9)",
            ),
            (
                b"{\"a\": \"b",
                "is no sound JSON: EOF while parsing a string (column 8)",
            ),
            (
                deep.as_bytes(),
                "is no sound JSON: EOF while parsing a list (column 100005)",
            ),
        ] {
            assert_eq!(row(line).unwrap_err(), cause);
        }
        assert!(row(b"\xef\xbb\xbf {\"a\": 1}\r\n").is_ok());
    }

    proptest! {
        #[test]
        fn no_line_is_too_much(line in r#"(\{|\}|\[|\]|"|\\u|\\|:|,|[a-z0-9. \n]|text|é|\u{0})*"#) {
            let _ = row(line.as_bytes());
            let wrapped = format!("{{\"text\":\"{line}\"}}");
            let _ = row(wrapped.as_bytes());
            let total: u64 = pieces(line.as_bytes()).iter().map(|piece| piece.1).sum();
            prop_assert!(total <= line.len() as u64);
        }
    }
}
