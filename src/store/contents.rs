//! Reading a whole file: its head, its records one by one, and what was wrong with them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::file::{AnnotationFile, Kind, Record};
use super::record::{self, Fault, unix_lines};
use super::value::{Key, Value};
use crate::model::Problem;

/// The version of the file that this program reads and writes.
const VERSION: i64 = 1;

/// Why a file must not be written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// A newer program wrote it.
    Newer(i64),
    /// It holds something that writing might destroy; the text says what, and what to do.
    Unsafe(String),
}

impl Barrier {
    /// The reason in words; `file` is the file as one would type it.
    #[must_use]
    pub fn reason(&self, file: &str) -> String {
        match self {
            Self::Newer(version) => format!(
                "{file} is of version {version}, which only a newer postil can write; update postil"
            ),
            Self::Unsafe(reason) => format!("{file} {reason}"),
        }
    }
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Contents {
    /// The file in pieces; each record that could be read has its key.
    pub file: AnnotationFile,
    /// The values of the records that were read, in order.
    pub values: Vec<Value>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// Why the file must not be written to, if so.
    pub barrier: Option<Barrier>,
}

/// Reads a file of which nothing is known yet.
#[must_use]
pub fn read(bytes: &[u8], name: &str) -> Contents {
    read_beside(bytes, name, &AnnotationFile::default())
}

/// Reads a file of which an earlier state is `known`: records that stand there byte for byte are not read again, and their
/// values are not among those returned.
#[must_use]
pub fn read_beside(bytes: &[u8], name: &str, known: &AnnotationFile) -> Contents {
    let text = String::from_utf8_lossy(bytes);
    let known: HashMap<Arc<str>, &Key> = known
        .records
        .iter()
        .filter_map(|record| Some((Arc::clone(&record.source), record.key.as_ref()?)))
        .collect();
    let mut reader = Reader {
        name,
        contents: Contents::default(),
        seen: HashSet::new(),
        line: 1,
    };
    if let Err(error) = std::str::from_utf8(bytes) {
        reader.not_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default());
    }
    let file = AnnotationFile::split(&text);
    reader.head(&file.head, file.records.is_empty());
    for mut record in file.records {
        if let Some(key) = known
            .get(&record.source)
            .filter(|key| !reader.seen.contains(**key))
        {
            record.key = Some((*key).clone());
            reader.seen.insert((*key).clone());
            reader.keep(record);
        } else {
            reader.record(record);
        }
    }
    reader.contents.file.head = file.head;
    reader.contents.file.tail = file.tail;
    reader.contents
}

struct Reader<'n> {
    name: &'n str,
    contents: Contents,
    seen: HashSet<Key>,
    /// The line at which the next piece begins, counted from 1.
    line: usize,
}

impl Reader<'_> {
    fn bar(&mut self, reason: String) {
        self.contents.barrier.get_or_insert(Barrier::Unsafe(reason));
    }

    fn not_utf8(&mut self, valid: &[u8]) {
        let line = String::from_utf8_lossy(valid).matches('\n').count() + 1;
        self.contents.problems.push(Problem {
            file: self.name.to_owned(),
            line: Some(line),
            column: None,
            message: "here the file is not in UTF-8".to_owned(),
        });
        self.bar(format!(
            "is not in UTF-8 (line {line}); save it in UTF-8 and press F5"
        ));
    }

    /// Reports a fault in `piece`, which begins at `self.line`.
    fn report(&mut self, piece: &str, fault: Fault) -> usize {
        let before = piece.get(..fault.at).unwrap_or(piece);
        let line = self.line + before.matches('\n').count();
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        self.contents.problems.push(Problem {
            file: self.name.to_owned(),
            line: Some(line),
            column: Some(column),
            message: fault.message,
        });
        line
    }

    fn mistake(&mut self, line: usize) {
        self.bar(format!(
            "has a mistake in line {line}; mend it and press F5"
        ));
    }

    fn head(&mut self, head: &str, alone: bool) {
        let text = unix_lines(head.trim_start_matches('\u{feff}')).into_owned();
        match DeTable::parse(&text) {
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let message = error.message().to_owned();
                let line = self.report(&text, Fault { at, message });
                self.mistake(line);
            }
            Ok(_) if alone && text.trim().is_empty() => {}
            Ok(table) => self.format(table.get_ref()),
        }
        self.line += text.matches('\n').count();
    }

    fn format(&mut self, table: &DeTable<'_>) {
        let format = table.get("format").map(|value| value.get_ref().as_str());
        if format != Some(Some("postil")) {
            self.bar(
                "does not say `format = \"postil\"` at its beginning; add that line if the file is postil's, or choose \
                 another file with --annotations"
                    .to_owned(),
            );
        }
        let Some(version) = table.get("version") else {
            return;
        };
        let number = match version.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        match number {
            Some(VERSION) => {}
            Some(newer) if newer > VERSION => {
                self.contents.barrier.get_or_insert(Barrier::Newer(newer));
            }
            _ => self.bar(format!(
                "has a version that never was; write `version = {VERSION}` and press F5"
            )),
        }
    }

    fn keep(&mut self, record: Record) {
        self.line += record.source.matches('\n').count();
        self.contents.file.records.push(record);
    }

    fn record(&mut self, mut record: Record) {
        let source = Arc::clone(&record.source);
        let text = unix_lines(&source);
        let reading = record::read(record.kind, &text);
        if reading.mistaken {
            let pieces = record.pieces();
            if let [_, _, ..] = pieces.as_slice() {
                for (kind, piece) in pieces {
                    self.record(Record {
                        kind,
                        source: Arc::from(piece),
                        key: None,
                    });
                }
                return;
            }
        }
        for fault in reading.faults {
            let line = self.report(&text, fault);
            if reading.mistaken {
                self.mistake(line);
            }
        }
        self.stray(&record, &text);
        if let Some(value) = reading.value {
            let key = value.key();
            if self.seen.insert(key.clone()) {
                record.key = Some(key);
                self.contents.values.push(value);
            } else {
                let at = header_at(&text);
                let message = format!(
                    "{key} is in the file already; this second one is left as it stands and not shown"
                );
                self.report(&text, Fault { at, message });
            }
        }
        self.keep(record);
    }

    /// Reports a header that looks like one of postil's and is none: `[tag]`, or `[annotation.claim]` below no annotation.
    fn stray(&mut self, record: &Record, text: &str) {
        if record.kind != Kind::Other {
            return;
        }
        let at = header_at(text);
        let header = text.get(at..).unwrap_or_default();
        let word = header
            .trim_start_matches('[')
            .split([']', '.'])
            .next()
            .unwrap_or_default()
            .trim();
        if Kind::of(word) != Kind::Other {
            let message = format!(
                "a [[{word}]] begins with two brackets, and its parts stand right below it; this is left as it stands and \
                 not shown"
            );
            self.report(text, Fault { at, message });
        }
    }
}

/// Where the header of a record begins, in bytes.
fn header_at(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            break;
        }
        at += line.len();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_nests_without_end_is_a_mistake_and_nothing_worse() {
        let text = format!("format = \"postil\"\nx = {}\n", "[".repeat(100_000));
        let contents = read(text.as_bytes(), "x");
        let reason = contents.barrier.unwrap().reason("x");
        assert_eq!(reason, "x has a mistake in line 2; mend it and press F5");
    }

    #[test]
    fn records_that_are_known_are_not_read_again() {
        let text = "format = \"postil\"\n[[tag]]\nname = 'a'\n";
        let known = read(text.as_bytes(), "x").file;
        let more = format!("{text}[[tag]]\nname = 'b'\n[[tag]]\nname = 'a'\n");
        let again = read_beside(more.as_bytes(), "x", &known);
        assert_eq!(again.values.len(), 1);
        assert_eq!(again.file.records.len(), 3);
        assert_eq!(again.file.by_key().len(), 2);
        assert_eq!(again.problems[0].line, Some(6), "the second `a`");
    }

    proptest! {
        #[test]
        fn a_damaged_file_is_read_as_far_as_it_goes(
            cut in 0..2000_usize, at in 0..2000_usize, byte: u8, zeros in 0..40_usize,
        ) {
            let whole = include_bytes!("../../tests/store/v1/full.toml");
            let mut bytes = whole.to_vec();
            bytes.truncate(whole.len().saturating_sub(cut));
            for index in at..at + zeros {
                if let Some(there) = bytes.get_mut(index) {
                    *there = byte;
                }
            }
            let contents = read(&bytes, "x");
            prop_assert_eq!(contents.file.text(), String::from_utf8_lossy(&bytes));
            let lines = String::from_utf8_lossy(&bytes).matches('\n').count() + 1;
            for problem in contents.problems {
                prop_assert!(problem.line.is_some_and(|line| 1 <= line && line <= lines), "{}", problem);
            }
        }
    }
}
