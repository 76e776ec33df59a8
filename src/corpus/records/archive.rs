//! One file of records: where each of them lies, and reading it from there.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

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
    file: PathBuf,
    path: DocPath,
    kind: Kind,
    index: RwLock<Index>,
    /// Held by whoever is finding the records.
    indexing: Mutex<()>,
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
    piece: Piece,
    number: u64,
}

/// Records one after the other, however they are written down.
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
#[derive(Default)]
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
    fn take(&mut self, piece: Piece, row: &Result<Row<'_>, Fault>, fields: &Fields) {
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
        let name = base(row.as_ref().ok(), fields, number);
        self.batch.push((name, Place { piece, number }));
    }

    /// Whether so many records are broken and none is not that it is no use going on.
    fn is_hopeless(&self) -> bool {
        self.readable == 0 && self.broken >= MOST_BROKEN
    }
}

/// The name that a record asks for: its identifier, or else its number.
fn base(row: Option<&Row<'_>>, fields: &Fields, number: u64) -> String {
    let id = row.and_then(|row| row.id(fields));
    id.map_or_else(|| number.to_string(), |id| names::name(&id))
}

impl Archive {
    /// The records in `file`, which is called `path` in the corpus.
    pub(in crate::corpus) fn new(file: PathBuf, path: DocPath, kind: Kind) -> Self {
        Self {
            file,
            path,
            kind,
            index: RwLock::default(),
            indexing: Mutex::default(),
        }
    }

    /// The file.
    pub(in crate::corpus) fn file(&self) -> &Path {
        &self.file
    }

    /// Finds the records, and hands the path of each to `found` as it goes, until that says to stop. What is wrong with
    /// the file as a whole is found under the path of the file. What was found before is found again at once, unless
    /// the file was changed.
    pub(in crate::corpus) fn walk(
        &self,
        fields: &Fields,
        found: &mut dyn FnMut(DocPath) -> ControlFlow<()>,
    ) {
        let _only_one = self.indexing.lock().unwrap_or_else(PoisonError::into_inner);
        let file = File::open(&self.file).and_then(|file| Ok((Stamp::of(&file.metadata()?), file)));
        let (stamp, file) = match file {
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
        if self.is_known(stamp) {
            let _ = self.known().into_iter().try_for_each(found);
            return;
        }
        self.change(|index| {
            *index = Index {
                stamp,
                ..Index::default()
            }
        });
        match self.find(file, fields, found) {
            Ok(ControlFlow::Break(())) => return,
            Ok(ControlFlow::Continue(())) => {}
            Err(err) => self.change(|index| index.fault = Some(system(err))),
        }
        let fault = self.change(|index| {
            index.is_complete = true;
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
            let whole = index.fault.iter().map(|_| &self.path);
            index.places.keys().chain(whole).cloned().collect()
        })
    }

    /// Goes through the file once.
    fn find(
        &self,
        file: File,
        fields: &Fields,
        found: &mut dyn FnMut(DocPath) -> ControlFlow<()>,
    ) -> io::Result<ControlFlow<()>> {
        let input = BufReader::with_capacity(BUFFER, file);
        let mut records = match self.kind {
            Kind::Lines => Records::Lines(jsonl::Lines::new(input)),
            Kind::Table => {
                let rows = csv::Rows::with_header(input)?;
                self.change(|index| index.header = Arc::clone(rows.header()));
                Records::Rows(rows)
            }
        };
        let mut finding = Finding::default();
        while let Some(piece) = records.next()? {
            finding.take(piece, &records.row(piece), fields);
            let is_due = finding.readable > 0 && finding.batch.len() >= BATCH;
            if is_due && self.hand_on(&mut finding, found).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            if finding.is_hopeless() || finding.readable > MOST_RECORDS {
                break;
            }
        }
        let fault = match &finding {
            _ if finding.number == 0 => Some(RecordFault::Empty),
            _ if finding.readable == 0 => {
                let first = finding.cause.as_ref().map(ToString::to_string);
                Some(RecordFault::NoTexts(shortened(&first.unwrap_or_default())))
            }
            _ if finding.readable > MOST_RECORDS => Some(RecordFault::TooMany(MOST_RECORDS)),
            _ if finding.broken > MOST_BROKEN => Some(RecordFault::More {
                count: finding.broken - MOST_BROKEN,
                line: finding.unlisted,
            }),
            _ => None,
        };
        self.change(|index| index.fault = fault.map(Fault::Record));
        if finding.readable == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        Ok(self.hand_on(&mut finding, found))
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
        let Piece { start, length, .. } = self.place(path, fields)?.piece;
        let mut file = File::open(&self.file).map_err(system)?;
        file.seek(SeekFrom::Start(start)).map_err(system)?;
        let mut bytes = Vec::new();
        let most = length.min(LARGEST_RECORD as u64);
        file.take(most).read_to_end(&mut bytes).map_err(system)?;
        Ok(bytes)
    }

    /// Reads the record at `path`.
    pub(in crate::corpus) fn read(
        &self,
        path: &DocPath,
        fields: &Fields,
    ) -> Result<Document, Fault> {
        let place = self.place(path, fields)?;
        let mut file = File::open(&self.file).map_err(system)?;
        let metadata = file.metadata().map_err(system)?;
        let (stamp, header) = self.look(|index| (index.stamp, Arc::clone(&index.header)));
        if Stamp::of(&metadata) != stamp {
            return Err(Fault::Record(RecordFault::Changed));
        }
        let Piece {
            start,
            length,
            line,
        } = place.piece;
        if length > LARGEST_RECORD as u64 {
            return Err(Fault::Record(RecordFault::TooLarge(line)));
        }
        file.seek(SeekFrom::Start(start)).map_err(system)?;
        let input = BufReader::with_capacity(8 * 1024, file.take(length));
        let mut records = match self.kind {
            Kind::Lines => Records::Lines(jsonl::Lines::new(input)),
            Kind::Table => Records::Rows(csv::Rows::new(input, header)),
        };
        let changed = Fault::Record(RecordFault::Changed);
        let piece = records.next().map_err(system)?.ok_or(changed.clone())?;
        let row = records.row(Piece { line, ..piece })?;
        if !names::is_of(path.name(), &base(Some(&row), fields, place.number)) {
            return Err(changed);
        }
        let (extracted, format) = article::read(&row, fields, line)?;
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
    }

    /// Where the record at `path` lies. Who asks before all records were found waits for that only where it has to.
    fn place(&self, path: &DocPath, fields: &Fields) -> Result<Place, Fault> {
        let place = |index: &Index| index.places.get(path).copied();
        if let Some(place) = self.look(place) {
            return Ok(place);
        }
        if !self.look(|index| index.is_complete) {
            self.walk(fields, &mut |_| ControlFlow::Continue(()));
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
