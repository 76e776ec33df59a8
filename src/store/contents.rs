//! Reading a whole file: its head, its records one by one, and what was wrong with them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::file::{AnnotationFile, Kind, Record};
use super::record::{self, Fault, unix_lines};
use super::value::{Key, Value};
use crate::model::{Damage, Grade, Mistake, Problem, TagName, Verdict};

/// How many mistakes of a file are kept, and how much of the line that each is in, in code points.
const MOST_MISTAKES: usize = 100;
const LONGEST_SOURCE: usize = 300;

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
    /// What others put there, or left out, that costs nothing.
    pub remarks: Vec<Problem>,
    /// Why the file must not be written to, if so.
    pub barrier: Option<Barrier>,
    /// The mistakes that are in the way of writing, the first ones where there are many.
    pub mistakes: Vec<Mistake>,
    /// How many there are in all.
    pub mistake_count: usize,
}

impl Contents {
    /// What a person has to choose about, where a mistake is in the way of writing to `path`.
    #[must_use]
    pub fn damage(&self, path: &Path) -> Option<Damage> {
        let reason = match self.barrier.as_ref()? {
            Barrier::Newer(_) => return None,
            barrier @ Barrier::Unsafe(_) => barrier.reason(&path.display().to_string()),
        };
        Some(Damage {
            file: path.to_path_buf(),
            reason,
            mistakes: self.mistakes.clone(),
            count: self.mistake_count,
        })
    }
}

/// Reads a file of which nothing is known yet.
#[must_use]
pub fn read(bytes: &[u8], name: &str) -> Contents {
    let mut reader = read_records(bytes, name, &AnnotationFile::default());
    reader.report_unknown();
    reader.contents
}

/// Reads a file of which an earlier state is `known`: records that stand there byte for byte are not read again, and their
/// values are not among those returned.
#[must_use]
pub fn read_beside(bytes: &[u8], name: &str, known: &AnnotationFile) -> Contents {
    read_records(bytes, name, known).contents
}

fn read_records<'n>(bytes: &[u8], name: &'n str, known: &AnnotationFile) -> Reader<'n> {
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
        tags: BTreeMap::new(),
        verdicts: BTreeMap::new(),
        line: 1,
    };
    if let Err(error) = std::str::from_utf8(bytes) {
        reader.not_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default(), bytes);
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
    reader
}

struct Reader<'n> {
    name: &'n str,
    contents: Contents,
    seen: HashSet<Key>,
    /// The tags in use: the line and column of the first use, and how many records there are with it.
    tags: BTreeMap<TagName, (usize, usize, usize)>,
    /// The verdicts in use, likewise.
    verdicts: BTreeMap<Verdict, (usize, usize, usize)>,
    /// The line at which the next piece begins, counted from 1.
    line: usize,
}

impl Reader<'_> {
    fn bar(&mut self, reason: String) {
        self.contents.barrier.get_or_insert(Barrier::Unsafe(reason));
    }

    fn not_utf8(&mut self, valid: &[u8], rest: &[u8]) {
        let before = String::from_utf8_lossy(valid);
        let (line, column) = place_in(&before, before.len());
        let begun = before.rsplit('\n').next().unwrap_or_default().len();
        let from = valid.len() - begun;
        let rest = rest.get(from..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n');
        let source = String::from_utf8_lossy(rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest));
        let problem = self.problem(line + 1, column, "here the file is not in UTF-8".to_owned());
        self.contents.problems.push(problem.clone());
        self.note(problem, &source);
        self.bar(format!(
            "is not in UTF-8 (line {}); save it in UTF-8 and press F5",
            line + 1
        ));
    }

    fn problem(&self, line: usize, column: usize, message: String) -> Problem {
        Problem {
            file: self.name.to_owned(),
            line: Some(line),
            column: Some(column),
            message,
        }
    }

    /// Keeps a mistake that is in the way of writing, with the line it is in.
    fn note(&mut self, problem: Problem, source: &str) {
        self.contents.mistake_count += 1;
        if self.contents.mistakes.len() < MOST_MISTAKES {
            let source = source.chars().take(LONGEST_SOURCE).collect();
            self.contents.mistakes.push(Mistake { problem, source });
        }
    }

    /// Reports a fault in `piece`, which begins at `self.line`.
    fn report(&mut self, piece: &str, fault: Fault) {
        let (line, column) = place_in(piece, fault.at);
        let problem = self.problem(self.line + line, column, fault.message);
        if fault.is_remark {
            self.contents.remarks.push(problem);
        } else {
            self.contents.problems.push(problem);
        }
    }

    /// Reports a fault that is in the way of writing; the line it is in.
    fn mistake(&mut self, piece: &str, fault: Fault) -> usize {
        let (line, column) = place_in(piece, fault.at);
        let source = piece.split('\n').nth(line).unwrap_or_default();
        let problem = self.problem(self.line + line, column, fault.message);
        self.contents.problems.push(problem.clone());
        self.note(problem, source);
        self.line + line
    }

    fn bar_line(&mut self, line: usize) {
        self.bar(format!(
            "has a mistake in line {line}; mend it and press F5"
        ));
    }

    /// Reports the tags and the verdicts that are in use and in no codebook, each where it is used first.
    fn report_unknown(&mut self) {
        // Behind a mistake there may be the tag that is missed.
        if self.contents.barrier.is_some() {
            return;
        }
        for (name, (line, column, count)) in std::mem::take(&mut self.tags) {
            if self.seen.contains(&Key::Tag(name.clone())) {
                continue;
            }
            let times = times(count);
            let message = format!(
                "the tag {name} is used{times} and no [[tag]] says what it means; it is kept"
            );
            let problem = self.problem(line, column, message);
            self.contents.remarks.push(problem);
        }
        let mut scale: HashSet<Verdict> = HashSet::new();
        for key in &self.seen {
            if let Key::Verdict(name) = key {
                scale.insert(name.clone());
            }
        }
        if scale.is_empty() {
            scale.extend(Grade::usual().into_iter().map(|grade| grade.name));
        }
        for (name, (line, column, count)) in std::mem::take(&mut self.verdicts) {
            if scale.contains(&name) {
                continue;
            }
            let times = times(count);
            let message =
                format!("the verdict {name:?} is given{times} and is not on the scale; it is kept");
            let problem = self.problem(line, column, message);
            self.contents.remarks.push(problem);
        }
    }

    fn head(&mut self, head: &str, alone: bool) {
        let text = unix_lines(head.trim_start_matches('\u{feff}')).into_owned();
        match DeTable::parse(&text) {
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                let message = error.message().to_owned();
                let line = self.mistake(&text, Fault::new(at, message));
                self.bar_line(line);
            }
            Ok(_) if alone && text.trim().is_empty() => {}
            Ok(table) => self.format(table.get_ref(), &text),
        }
        self.line += text.matches('\n').count();
    }

    fn format(&mut self, table: &DeTable<'_>, text: &str) {
        for (key, _) in table {
            let name = key.get_ref();
            if !matches!(&**name, "format" | "version") {
                let message =
                    format!("`{name}` is nothing that postil knows; it is left as it stands");
                let at = key.span().start;
                self.report(text, Fault::remark(at, message));
            }
        }
        let format = table.get("format");
        if format.map(|value| value.get_ref().as_str()) != Some(Some("postil")) {
            let reason = "does not say `format = \"postil\"` at its beginning; add that line if the file is postil's, or choose \
                 another file with --annotations";
            let at = format.map_or(0, |value| value.span().start);
            let message = "the file does not say `format = \"postil\"` here".to_owned();
            self.mistake(text, Fault::new(at, message));
            self.bar(reason.to_owned());
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
            _ => {
                let at = version.span().start;
                let message = "this is a version that never was".to_owned();
                self.mistake(text, Fault::new(at, message));
                self.bar(format!(
                    "has a version that never was; write `version = {VERSION}` and press F5"
                ));
            }
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
        let mut places = Places::of(&text);
        for fault in reading.faults {
            if reading.mistaken {
                let line = self.mistake(&text, fault);
                self.bar_line(line);
            } else {
                let (line, column) = places.place(fault.at);
                let problem = self.problem(self.line + line, column, fault.message);
                if fault.is_remark {
                    self.contents.remarks.push(problem);
                } else {
                    self.contents.problems.push(problem);
                }
            }
        }
        self.stray(&record, &text);
        let mut places = Places::of(&text);
        for (name, at) in reading.tags {
            let (line, column) = places.place(at);
            let first = (self.line + line, column, 0);
            self.tags.entry(name).or_insert(first).2 += 1;
        }
        for (name, at) in reading.verdicts {
            let (line, column) = places.place(at);
            let first = (self.line + line, column, 0);
            self.verdicts.entry(name).or_insert(first).2 += 1;
        }
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
                self.report(&text, Fault::new(at, message));
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
        if word == "seal" {
            return;
        }
        let fault = if Kind::of(word) != Kind::Other {
            Fault::new(
                at,
                format!(
                    "a [[{word}]] begins with two brackets, and its parts stand right below it; this is left as it stands and \
                 not shown"
                ),
            )
        } else if header.starts_with('[') {
            Fault::remark(
                at,
                format!("[{word}] is nothing that postil knows; it is left as it stands"),
            )
        } else {
            return;
        };
        self.report(text, fault);
    }
}

/// How often something is used, where that is more than once.
fn times(count: usize) -> String {
    match count {
        1 => String::new(),
        more => format!(" ({more} times)"),
    }
}

/// The places of many bytes of one text. Asked for in their order, all of them together cost one way through it.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    /// Where the line of `at` begins, in bytes.
    begins: usize,
}

impl<'t> Places<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 0,
            begins: 0,
        }
    }

    /// As [`place_in`].
    fn place(&mut self, at: usize) -> (usize, usize) {
        if at < self.at {
            *self = Self::of(self.text);
        }
        let between = self.text.get(self.at..at).unwrap_or_default();
        self.line += between.matches('\n').count();
        if let Some(last) = between.rfind('\n') {
            self.begins = self.at + last + 1;
        }
        self.at = at;
        let before = self.text.get(self.begins..at).unwrap_or_default();
        (self.line, before.chars().count() + 1)
    }
}

/// Where the byte `at` of `text` is: the lines above it, and the column in code points, counted from 1.
fn place_in(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let lines = before.matches('\n').count();
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    (lines, column)
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
