//! `postil search`: where a corpus says something.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, complain};
use crate::cli::How;
use crate::model::{DocPath, Problem};
use crate::runtime::searching::{BETWEEN, Search, Weighed};
use crate::search::{Passage, Sieve, passages};
use crate::store::extracts::Extracts;
use crate::text::visible;

/// How many matches of one document are held at once: what is found ahead of a document that takes long waits in memory.
const MOST_HELD: usize = 200;

/// What is told of the matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Each with its sentence, on a line.
    Lines,
    /// Each with its sentence, for machines.
    Json,
    /// How many there are in each document that has some.
    Counts,
    /// Which documents have some.
    Files,
}

#[derive(Serialize)]
struct Match<'a> {
    path: &'a str,
    start: usize,
    end: usize,
    line: usize,
    text: &'a str,
}

/// What one document has.
enum Found {
    Passages(Vec<Passage>, bool),
    Count(usize),
}

impl Weighed for Found {
    fn weight(&self) -> usize {
        match self {
            Self::Passages(held, _) => held.len(),
            Self::Count(_) => 0,
        }
    }
}

/// Searches `paths` for `text`.
pub fn run(
    setup: &Setup,
    text: String,
    paths: &[PathBuf],
    how: &How,
    json: bool,
) -> Result<(), Failure> {
    let shape = match (json, how.count, how.files) {
        (true, ..) => Shape::Json,
        (_, true, _) => Shape::Counts,
        (_, _, true) => Shape::Files,
        _ => Shape::Lines,
    };
    let sieve =
        Sieve::new(&how.query(text)).map_err(|error| Failure::Misused(error.to_string()))?;
    let corpus = setup.corpus(paths)?;
    let extracts = Extracts::open(&setup.folders.cache, &corpus.key());
    let searching = Searching {
        search: Search {
            corpus: &corpus,
            sieve: &sieve,
            extracts: &extracts,
        },
        shape,
    };
    let told = searching.tell(&mut Output::new(shape));
    extracts.finish(told.is_ok());
    match told {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        told => Ok(told?),
    }
}

struct Searching<'a> {
    search: Search<'a>,
    shape: Shape,
}

impl Searching<'_> {
    /// Writes what is found as it is found.
    fn tell(&self, output: &mut Output) -> io::Result<()> {
        let pattern = self.search.sieve.pattern();
        let look = |_: &DocPath, text: &str| match self.shape {
            Shape::Lines | Shape::Json => {
                let mut all = pattern.spans(text);
                let first: Vec<_> = all.by_ref().take(MOST_HELD).collect();
                let held: Vec<_> = passages(text, first.into_iter()).collect();
                (!held.is_empty()).then(|| Found::Passages(held, all.next().is_some()))
            }
            Shape::Counts => Some(pattern.spans(text).count())
                .filter(|count| *count > 0)
                .map(Found::Count),
            Shape::Files => pattern.spans(text).next().map(|_| Found::Count(1)),
        };
        let mut ended = Ok(());
        let take = &mut |path: &DocPath, result: Result<Found, String>| {
            let told = match result {
                Ok(found) => self.document(path, found, output),
                Err(reason) => {
                    complain(&reason);
                    Ok(())
                }
            };
            ended = told.and_then(|()| output.show());
            ended.is_ok()
        };
        let tell = |problem: &Problem| complain(&problem.to_string());
        self.search.run_through(look, tell, take);
        ended?;
        output.end()
    }

    fn document(&self, path: &DocPath, found: Found, output: &mut Output) -> io::Result<()> {
        match found {
            Found::Count(count) => output.count(path, count),
            Found::Passages(held, is_more) => {
                held.iter().try_for_each(|one| output.passage(path, one))?;
                if is_more {
                    self.rest(path, output)?;
                }
                Ok(())
            }
        }
    }

    /// Writes those matches of a document that were too many to be held.
    fn rest(&self, path: &DocPath, output: &mut Output) -> io::Result<()> {
        let mut told = Ok(());
        let read = self.search.look(&mut Vec::new(), path, |text| {
            let spans = self.search.sieve.pattern().spans(text).skip(MOST_HELD);
            told = passages(text, spans).try_for_each(|one| output.passage(path, &one));
            Some(())
        });
        if let Err(reason) = read {
            complain(&reason);
        }
        told
    }
}

/// Standard output, and what was written to it.
struct Output {
    shape: Shape,
    writer: BufWriter<StdoutLock<'static>>,
    is_first: bool,
    shown: Instant,
}

impl Output {
    fn new(shape: Shape) -> Self {
        Self {
            shape,
            writer: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            is_first: true,
            shown: Instant::now(),
        }
    }

    fn count(&mut self, path: &DocPath, count: usize) -> io::Result<()> {
        let path = visible::one_line(path.as_str());
        match self.shape {
            Shape::Files => writeln!(self.writer, "{path}"),
            _ => writeln!(self.writer, "{path}:{count}"),
        }
    }

    fn passage(&mut self, path: &DocPath, passage: &Passage) -> io::Result<()> {
        let Passage {
            start,
            end,
            line,
            text,
            ..
        } = passage;
        if self.shape != Shape::Json {
            let path = visible::one_line(path.as_str());
            return writeln!(self.writer, "{path}:{line}: {}", visible::one_line(text));
        }
        let found = Match {
            path: path.as_str(),
            start: *start,
            end: *end,
            line: *line,
            text,
        };
        let json = serde_json::to_string_pretty(&found)?;
        let json = visible::escaped_json(json).replace('\n', "\n  ");
        let before = if self.is_first { "[\n  " } else { ",\n  " };
        self.is_first = false;
        write!(self.writer, "{before}{json}")
    }

    /// Hands on what was written, now and then.
    fn show(&mut self) -> io::Result<()> {
        if self.shown.elapsed() < BETWEEN {
            return Ok(());
        }
        self.shown = Instant::now();
        self.writer.flush()
    }

    fn end(&mut self) -> io::Result<()> {
        match (self.shape, self.is_first) {
            (Shape::Json, true) => writeln!(self.writer, "[]")?,
            (Shape::Json, false) => writeln!(self.writer, "\n]")?,
            _ => {}
        }
        self.writer.flush()
    }
}
