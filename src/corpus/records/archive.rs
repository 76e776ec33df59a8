//! One file of records: where each of them lies, and reading it from there.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read as _};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use super::origin::{Input, Origin};
use super::{Fields, Kind, LARGEST_RECORD, Piece, RecordFault, Row, article, names};
use crate::corpus::formats::{self, csv, jsonl};
use crate::corpus::{Fault, Stamp, system};
use crate::model::{DocPath, Document};

/// How much of a file is read at once, in bytes.
const BUFFER: usize = 1 << 20;
/// How many records are found before they are handed on.
const BATCH: usize = 256;
/// So many broken records are listed each by itself; and where so many come first, the file is none of records.
const MOST_BROKEN: usize = 1000;
/// The most records of one file.
const MOST_RECORDS: usize = 4_000_000;

/// A file of records.
#[derive(Debug)]
pub(in crate::corpus) struct Archive {
    origin: Origin,
    path: DocPath,
    kind: Kind,
    index: RwLock<Index>,
    /// Held by whoever is finding the records: where that was left off.
    indexing: Mutex<Option<Pass>>,
}

/// What is known of where the records are.
#[derive(Debug, Default)]
struct Index {
    /// What the file was like when its records were found.
    stamp: Option<Stamp>,
    header: Arc<csv::Header>,
    places: HashMap<DocPath, Place>,
    is_complete: bool,
    /// What is wrong with the file as a whole.
    fault: Option<Fault>,
}

/// Where a record lies, and which one it is, counted from 1.
#[derive(Clone, Copy, Debug)]
struct Place {
    start: u64,
    /// At most 4 GB: of what is longer than 64 MB it is not told how long it is.
    length: u32,
    line: u32,
    number: u32,
}

impl Place {
    fn new(piece: Piece, number: u64) -> Self {
        let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            start: piece.start,
            length: small(piece.length),
            line: small(piece.line),
            number: small(number),
        }
    }

    fn piece(self) -> Piece {
        Piece {
            start: self.start,
            length: self.length.into(),
            line: self.line.into(),
        }
    }
}

/// Going through a file once.
#[derive(Debug)]
struct Pass {
    /// What the file was like when that began.
    stamp: Option<Stamp>,
    records: Records<BufReader<Input>>,
    finding: Finding,
}

/// Records one after the other, however they are written down.
#[derive(Debug)]
enum Records<R> {
    Lines(jsonl::Lines<R>),
    Rows(csv::Rows<R>),
}

impl<R: BufRead> Records<R> {
    fn next(&mut self) -> io::Result<Option<Piece>> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Rows(rows) => rows.next(),
        }
    }

    fn row(&self, piece: Piece) -> Result<Row<'_>, Fault> {
        let line = piece.line;
        if piece.length > LARGEST_RECORD as u64 {
            return Err(Fault::Record(RecordFault::TooLarge(line)));
        }
        let row = match self {
            Self::Lines(lines) => jsonl::row(lines.bytes()),
            Self::Rows(rows) => rows.row(),
        };
        row.map_err(|cause| Fault::Record(RecordFault::Broken { line, cause }))
    }
}

/// The records found on the way through a file.
#[derive(Debug, Default)]
struct Finding {
    /// Those that were not handed on yet: the name each asks for, and where it lies.
    batch: Vec<(String, Place)>,
    /// For each name that was asked for more than once, the number that the next such record tries.
    tried: HashMap<DocPath, u64>,
    number: u64,
    readable: usize,
    broken: usize,
    /// The first that is broken: why.
    cause: Option<Fault>,
    /// The line of the first broken one that is not listed by itself.
    unlisted: u64,
}

impl Finding {
    /// Takes in the record at `piece`.
    fn take(
        &mut self,
        piece: Piece,
        row: &Result<Row<'_>, Fault>,
        (fields, is_passing): (&Fields, bool),
    ) {
        self.number += 1;
        let number = self.number;
        let fault = match row {
            Ok(row) if row.text(fields).is_some() => None,
            Ok(row) => Some(Fault::Record(RecordFault::Broken {
                line: piece.line,
                cause: article::lacking(row, fields),
            })),
            Err(fault) => Some(fault.clone()),
        };
        if let Some(fault) = fault {
            self.broken += 1;
            self.cause.get_or_insert(fault);
            if self.broken > MOST_BROKEN {
                self.unlisted = if self.unlisted == 0 {
                    piece.line
                } else {
                    self.unlisted
                };
                return;
            }
        } else {
            self.readable += 1;
        }
        let name = base(row.as_ref().ok(), fields, (number, is_passing));
        self.batch.push((name, Place::new(piece, number)));
    }

    /// What is wrong with all of it, once the end is reached.
    fn fault(&self) -> Option<RecordFault> {
        match self {
            _ if self.number == 0 => Some(RecordFault::Empty),
            _ if self.readable == 0 => {
                let first = self.cause.as_ref().map(ToString::to_string);
                Some(RecordFault::NoTexts(shortened(&first.unwrap_or_default())))
            }
            _ if self.readable > MOST_RECORDS => Some(RecordFault::TooMany(MOST_RECORDS)),
            _ if self.broken > MOST_BROKEN => Some(RecordFault::More {
                count: self.broken - MOST_BROKEN,
                line: self.unlisted,
            }),
            _ => None,
        }
    }

    /// Whether so many records are broken and none is not that it is no use going on.
    fn is_hopeless(&self) -> bool {
        self.readable == 0 && self.broken >= MOST_BROKEN
    }
}

/// The name that a record asks for: its identifier, or else its number. Where records are passing, the same one has another
/// number another time: there it is called by its address, or else by its text.
fn base(row: Option<&Row<'_>>, fields: &Fields, (number, is_passing): (u64, bool)) -> String {
    if let Some(id) = row.and_then(|row| row.id(fields)) {
        return names::name(&id);
    }
    let lasting = row.filter(|_| is_passing).and_then(|row| {
        let address = row.url(fields).map(|url| url.texts().concat());
        let address = address.filter(|address| !address.trim().is_empty());
        let address = address.map(|address| names::name(address.trim()));
        let text = || row.text(fields).map(|(_, text)| text.texts().concat());
        address.or_else(|| Some(names::mark(&text()?)))
    });
    lasting.unwrap_or_else(|| number.to_string())
}

impl Archive {
    /// The records that come from `origin`, which is called `path` in the corpus.
    pub(in crate::corpus) fn new(origin: Origin, path: DocPath, kind: Kind) -> Self {
        Self {
            origin,
            path,
            kind,
            index: RwLock::default(),
            indexing: Mutex::default(),
        }
    }

    /// The file, where it is one that has a name.
    pub(in crate::corpus) fn file(&self) -> Option<&Path> {
        self.origin.file()
    }

    /// What the file is called in the corpus.
    pub(in crate::corpus) fn path(&self) -> &DocPath {
        &self.path
    }

    /// Finds the records, and hands the path of each to `found` as it goes, until that says to stop. What is wrong with
    /// the file as a whole is found under the path of the file. What was found before is found again at once, unless
    /// the file was changed; and where it was stopped, it goes on.
    pub(in crate::corpus) fn walk(
        &self,
        fields: &Fields,
        found: &mut dyn FnMut(DocPath) -> ControlFlow<()>,
    ) {
        let mut begun = self.indexing.lock().unwrap_or_else(PoisonError::into_inner);
        let (stamp, input) = match self.origin.open() {
            Ok(opened) => opened,
            Err(err) => {
                self.change(|index| {
                    *index = Index {
                        fault: Some(system(err)),
                        ..Index::default()
                    }
                });
                let _ = found(self.path.clone());
                return;
            }
        };
        let begun_before = begun.take().filter(|pass| pass.stamp == stamp);
        if begun_before.is_some() || self.is_known(stamp) {
            let is_over = self.known().into_iter().try_for_each(&mut *found);
            if begun_before.is_none() || is_over.is_break() {
                *begun = begun_before;
                return;
            }
        }
        let pass = begun_before.map_or_else(|| self.begin(stamp, input), Ok);
        match pass.and_then(|mut pass| Ok((self.go_on(&mut pass, fields, found)?, pass))) {
            Ok((ControlFlow::Break(()), pass)) => {
                *begun = Some(pass);
                return;
            }
            Ok((ControlFlow::Continue(()), _)) => {}
            Err(err) => self.change(|index| index.fault = Some(system(err))),
        }
        let fault = self.change(|index| {
            index.is_complete = true;
            index.places.shrink_to_fit();
            index.fault.is_some()
        });
        if fault {
            let _ = found(self.path.clone());
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Index) -> T) -> T {
        change(&mut self.index.write().unwrap_or_else(PoisonError::into_inner))
    }

    fn look<T>(&self, look: impl FnOnce(&Index) -> T) -> T {
        look(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_known(&self, stamp: Option<Stamp>) -> bool {
        self.look(|index| index.is_complete && index.stamp == stamp)
    }

    fn known(&self) -> Vec<DocPath> {
        self.look(|index| {
            // In the order of the file: of results the best is first.
            let mut known: Vec<_> = index.places.iter().collect();
            known.sort_unstable_by_key(|(_, place)| place.number);
            let known = known.into_iter().map(|(path, _)| path);
            let whole = index.fault.iter().map(|_| &self.path);
            known.chain(whole).cloned().collect()
        })
    }

    /// Begins to go through the file.
    fn begin(&self, stamp: Option<Stamp>, input: Input) -> io::Result<Pass> {
        self.change(|index| {
            *index = Index {
                stamp,
                ..Index::default()
            }
        });
        let input = BufReader::with_capacity(BUFFER, input);
        let records = match self.kind {
            Kind::Lines => Records::Lines(jsonl::Lines::new(input)),
            Kind::Table => {
                let rows = csv::Rows::with_header(input)?;
                self.change(|index| index.header = Arc::clone(rows.header()));
                Records::Rows(rows)
            }
        };
        Ok(Pass {
            stamp,
            records,
            finding: Finding::default(),
        })
    }

    /// Goes on to the end of the file, or until `found` says to stop.
    fn go_on(
        &self,
        pass: &mut Pass,
        fields: &Fields,
        found: &mut dyn FnMut(DocPath) -> ControlFlow<()>,
    ) -> io::Result<ControlFlow<()>> {
        let Pass {
            records, finding, ..
        } = pass;
        let how = (fields, self.origin.is_passing());
        loop {
            let piece = match records.next() {
                Ok(Some(piece)) => piece,
                Ok(None) => break,
                Err(err) => {
                    let _ = self.hand_on(finding, found);
                    return Err(err);
                }
            };
            finding.take(piece, &records.row(piece), how);
            // What has come is not held back for what is still to come.
            let is_due = finding.batch.len() >= BATCH
                || self.origin.is_waited_for(piece.start + piece.length);
            if is_due && finding.readable > 0 && self.hand_on(finding, found).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if finding.is_hopeless() || finding.readable > MOST_RECORDS {
                self.origin.is_enough();
                break;
            }
        }
        self.change(|index| index.fault = finding.fault().map(Fault::Record));
        if finding.readable == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        Ok(self.hand_on(finding, found))
    }

    /// Gives the records of a batch their paths and hands them on.
    fn hand_on(
        &self,
        finding: &mut Finding,
        found: &mut dyn FnMut(DocPath) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let Finding { batch, tried, .. } = finding;
        let paths = self.change(|index| {
            let mut paths = Vec::with_capacity(batch.len());
            for (name, place) in batch.drain(..) {
                let mut path = DocPath::new(&format!("{}/{name}", self.path));
                if index.places.contains_key(&path) {
                    let next = tried.entry(path.clone()).or_insert(2);
                    while index.places.contains_key(&path) {
                        path = DocPath::new(&format!("{}/{name}~{next}", self.path));
                        *next += 1;
                    }
                }
                index.places.insert(path.clone(), place);
                paths.push(path);
            }
            paths
        });
        paths.into_iter().try_for_each(found)
    }

    /// The record at `path` as it is written down.
    pub(in crate::corpus) fn source(
        &self,
        path: &DocPath,
        fields: &Fields,
    ) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        self.source_into(path, fields, &mut bytes)?;
        Ok(bytes)
    }

    fn source_into(
        &self,
        path: &DocPath,
        fields: &Fields,
        bytes: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let Piece { start, length, .. } = self.place(path, fields)?.piece();
        let most = length.min(LARGEST_RECORD as u64);
        let mut part = self.open()?.part(start, most).map_err(system)?;
        bytes.clear();
        part.read_to_end(bytes).map_err(system)?;
        Ok(())
    }

    /// Makes `bytes` hold the record at `path` as it is written down; whether every word of its text stands in it as it is.
    pub(in crate::corpus) fn spells(
        &self,
        path: &DocPath,
        fields: &Fields,
        bytes: &mut Vec<u8>,
    ) -> bool {
        let is_read = self.kind == Kind::Lines && self.source_into(path, fields, bytes).is_ok();
        let is_short = bytes.len() < LARGEST_RECORD;
        is_read && is_short && article::spells(bytes, fields)
    }

    /// Opens what the records come from, as long as it is what it was when they were found.
    fn open(&self) -> Result<Input, Fault> {
        let (now, input) = self.origin.open().map_err(system)?;
        if now == self.look(|index| index.stamp) {
            Ok(input)
        } else {
            Err(Fault::Record(RecordFault::Changed))
        }
    }

    /// Reads the record at `path`.
    pub(in crate::corpus) fn read(
        &self,
        path: &DocPath,
        fields: &Fields,
    ) -> Result<Document, Fault> {
        self.record(path, fields, |row, line| {
            let (extracted, format) = article::read(row, fields, line)?;
            let formats::Extracted {
                text,
                structure,
                encoding,
            } = extracted;
            Ok(Document {
                encoding,
                format: format.name(),
                ..Document::new(path.clone(), text, structure)
            })
        })
    }

    /// The text of the record at `path` alone.
    pub(in crate::corpus) fn text(&self, path: &DocPath, fields: &Fields) -> Result<String, Fault> {
        self.record(path, fields, |row, line| article::text(row, fields, line))
    }

    /// What is made of the record at `path`, and the line it begins on.
    fn record<T>(
        &self,
        path: &DocPath,
        fields: &Fields,
        make: impl FnOnce(&Row<'_>, u64) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let place = self.place(path, fields)?;
        let input = self.open()?;
        let header = self.look(|index| Arc::clone(&index.header));
        let Piece {
            start,
            length,
            line,
        } = place.piece();
        if length > LARGEST_RECORD as u64 {
            return Err(Fault::Record(RecordFault::TooLarge(line)));
        }
        let input = input.part(start, length).map_err(system)?;
        let mut records = match self.kind {
            Kind::Lines => Records::Lines(jsonl::Lines::new(input)),
            Kind::Table => Records::Rows(csv::Rows::new(input, header)),
        };
        let changed = Fault::Record(RecordFault::Changed);
        let piece = records.next().map_err(system)?.ok_or(changed.clone())?;
        let row = records.row(Piece { line, ..piece })?;
        let numbering = (place.number.into(), self.origin.is_passing());
        if !names::is_of(path.name(), &base(Some(&row), fields, numbering)) {
            return Err(changed);
        }
        make(&row, line)
    }

    /// Where the record at `path` lies. Who asks before all records were found waits for that only where it has to.
    fn place(&self, path: &DocPath, fields: &Fields) -> Result<Place, Fault> {
        let place = |index: &Index| index.places.get(path).copied();
        if let Some(place) = self.look(place) {
            return Ok(place);
        }
        if !self.look(|index| index.is_complete) {
            self.walk(fields, &mut |found| {
                if found == *path {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
        }
        self.look(|index| {
            if let Some(place) = place(index) {
                return Ok(place);
            }
            Err(match &index.fault {
                Some(fault) if *path == self.path || index.places.is_empty() => fault.clone(),
                _ if *path == self.path => Fault::Record(RecordFault::Several(index.places.len())),
                _ => Fault::Record(RecordFault::Missing),
            })
        })
    }
}

/// `sentence` without what to do about it.
fn shortened(sentence: &str) -> String {
    sentence.split("; ").next().unwrap_or_default().to_owned()
}
