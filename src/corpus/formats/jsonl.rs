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

/// The record on `line` as [`row`] has it, at a fraction of the cost: what is inside of its fields is stepped over, so that
/// something wrong there shows when it is read.
pub(in crate::corpus) fn skim(line: &[u8]) -> Result<Row<'_>, String> {
    let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let text = std::str::from_utf8(text.trim_ascii()).ok();
    let object = text.and_then(fields);
    let Some(object) = object else {
        return row(line);
    };
    let values = object.into_iter();
    let values = values.map(|(name, raw)| (Cow::Borrowed(name), Value::Json(raw)));
    Ok(Row::new(values, "UTF-8"))
}

/// The fields of the object that `text` is, each as it is written; `None` where that takes a closer look.
fn fields(text: &str) -> Option<BTreeMap<&str, &str>> {
    let bytes = text.as_bytes();
    let mut fields = BTreeMap::new();
    let mut at = after(bytes, 0, b'{')?;
    loop {
        let (start, end) = (at + 1, string_end(bytes, at)?);
        let name = text.get(start..end - 1)?;
        if name.contains('\\') {
            return None;
        }
        let start = after(bytes, end, b':')?;
        let end = value_end(bytes, start)?;
        fields.insert(name, text.get(start..end)?);
        let next = skip_space(bytes, end);
        match bytes.get(next)? {
            b',' => at = skip_space(bytes, next + 1),
            b'}' if next + 1 == bytes.len() => return Some(fields),
            _ => return None,
        }
    }
}

/// Where what comes after `byte` begins, which is the next thing from `at` on.
fn after(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    let at = skip_space(bytes, at);
    (bytes.get(at) == Some(&byte)).then(|| skip_space(bytes, at + 1))
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    at + rest.iter().take_while(is_space).count()
}

/// Where the value ends that begins at `start`.
fn value_end(bytes: &[u8], start: usize) -> Option<usize> {
    match bytes.get(start)? {
        b'"' => string_end(bytes, start),
        b'{' | b'[' => {
            let (mut depth, mut at) = (0_usize, start);
            loop {
                match bytes.get(at)? {
                    b'"' => at = string_end(bytes, at)? - 1,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => depth -= 1,
                    _ => {}
                }
                at += 1;
                if depth == 0 {
                    return Some(at);
                }
            }
        }
        b'-' | b'0'..=b'9' | b't' | b'f' | b'n' => {
            let rest = bytes.get(start..)?;
            let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(*byte);
            Some(start + rest.iter().take_while(is_part).count())
        }
        _ => None,
    }
}

/// Where the string ends that begins at `start`, after its quotation mark.
fn string_end(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start) != Some(&b'"') {
        return None;
    }
    let mut at = start + 1;
    loop {
        let rest = bytes.get(at..)?;
        at += memchr::memchr2(b'"', b'\\', rest)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
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

    #[test]
    fn fields_are_skimmed_without_being_read() {
        let line = r#" {"b" : "x\\\"}", "a":[{"]": "}"}, 1] ,"b":-1.5e3,"n":null } "#;
        let all = fields(line.trim()).unwrap();
        let expected = [("a", r#"[{"]": "}"}, 1]"#), ("b", "-1.5e3"), ("n", "null")];
        assert!(all.into_iter().eq(expected));
        for line in [
            r#"{"a": 1} {"#,
            r#"{"a": "b"#,
            r#"{"a": [}"#,
            r#"{"\u0061": 1}"#,
            "{}",
            r#"{"a": 1,}"#,
            "{,",
            "{",
        ] {
            assert_eq!(fields(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn what_is_skimmed_is_what_is_read(
            fields in prop::collection::vec(("[a-c]{1,2}|\\PC{0,3}", "\\PC{0,9}", 0..5), 0..5)
        ) {
            let fields = fields.iter().map(|(name, text, kind)| {
                let name = serde_json::to_string(name).unwrap();
                let text = serde_json::to_string(text).unwrap();
                match kind {
                    0 => format!("{name}: {text}"),
                    1 => format!("{name} :[{text},{{{name}:{text} }}]"),
                    2 => format!("{name}:12.5"),
                    3 => format!("{name}: {{{name}:[[]]}}"),
                    _ => format!("{name}:null"),
                }
            });
            let line = format!("{{{}}}\n", fields.collect::<Vec<_>>().join(" , "));
            let (skimmed, read) = (skim(line.as_bytes()).unwrap(), row(line.as_bytes()).unwrap());
            prop_assert!(skimmed.names().eq(read.names()));
            prop_assert!(skimmed.cells().eq(read.cells()));
        }

        #[test]
        fn no_line_is_too_much(line in r#"(\{|\}|\[|\]|"|\\u|\\|:|,|[a-z0-9. \n]|text|é|\u{0})*"#) {
            let _ = row(line.as_bytes());
            let _ = skim(line.as_bytes());
            let wrapped = format!("{{\"text\":\"{line}\"}}");
            // Whatever is sound is skimmed as it is read.
            if let Ok(read) = row(wrapped.as_bytes()) {
                let skimmed = skim(wrapped.as_bytes()).unwrap();
                prop_assert!(skimmed.cells().eq(read.cells()));
            }
            let total: u64 = pieces(line.as_bytes()).iter().map(|piece| piece.1).sum();
            prop_assert!(total <= line.len() as u64);
        }
    }
}
