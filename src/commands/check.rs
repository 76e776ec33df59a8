//! `postil check`: whether every annotation is where it belongs.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_rows};
use crate::anchor::{Method, State, resolve_all};
use crate::corpus::Corpus;
use crate::model::{Annotation, AnnotationSet, Problem};
use crate::store::{backup, plain};
use crate::text::counted;
use crate::text::positions::CodePoints;

#[derive(Serialize)]
struct Report {
    annotations: Vec<Checked>,
    problems: Vec<Found>,
}

#[derive(Serialize)]
struct Checked {
    id: String,
    document: String,
    state: &'static str,
    start: Option<usize>,
    end: Option<usize>,
    score: f32,
    method: &'static str,
}

#[derive(Serialize)]
struct Found {
    path: String,
    line: Option<usize>,
    message: String,
    column: Option<usize>,
}

pub fn run(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let loaded = setup.loaded(&corpus)?;
    let problems = loaded.problems.into_iter().chain(loaded.remarks);
    let report = check(&corpus, &loaded.set, problems.collect());
    if json {
        print_json(&report)?;
    } else {
        print_rows(readable(report))?;
    }
    match loaded.read_only {
        Some(reason) => Err(Failure::Failed(format!("nothing can be saved: {reason}"))),
        None => Ok(()),
    }
}

#[derive(Serialize)]
struct Kept {
    path: String,
    time: String,
    records: usize,
}

/// Lists the copies that were kept of the annotations file.
pub fn backups(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let annotations = setup.located(&corpus).path;
    let found = backup::list(&setup.folders.state, &annotations)
        .map_err(|error| Failure::Failed(format!("cannot read the backups: {}", plain(&error))))?;
    let kept = found.into_iter().map(|backup| Kept {
        path: backup.path.display().to_string(),
        time: backup.at.to_string(),
        records: backup.records,
    });
    let kept: Vec<Kept> = kept.collect();
    if json {
        return print_json(&kept);
    }
    let row = |kept: Kept| vec![kept.time, counted(kept.records, "record"), kept.path];
    print_rows(kept.into_iter().map(row))
}

fn check(corpus: &Corpus, set: &AnnotationSet, problems: Vec<Problem>) -> Report {
    let mut problems: Vec<Found> = problems
        .into_iter()
        .map(|problem| Found {
            path: problem.file,
            line: problem.line,
            message: problem.message,
            column: problem.column,
        })
        .collect();
    let mut annotations = Vec::new();
    for path in set.annotated() {
        let on: Vec<&Annotation> = set.on(path).collect();
        match corpus.read(path) {
            Ok(document) => {
                let points = CodePoints::new(&document.text);
                let found = resolve_all(
                    &document.text,
                    &points,
                    &[],
                    on.iter().map(|annotation| &annotation.selector),
                );
                annotations.extend(on.iter().zip(found).map(|(annotation, placement)| {
                    Checked {
                        id: annotation.id.to_string(),
                        document: path.to_string(),
                        state: placement.state.as_str(),
                        start: placement
                            .span
                            .map(|span| points.from_byte(&document.text, span.start)),
                        end: placement
                            .span
                            .map(|span| points.from_byte(&document.text, span.end)),
                        score: placement.score,
                        method: placement.method.as_str(),
                    }
                }));
            }
            Err(error) => {
                problems.push(Found {
                    path: path.to_string(),
                    line: None,
                    message: error.to_string(),
                    column: None,
                });
                annotations.extend(on.iter().map(|annotation| Checked {
                    id: annotation.id.to_string(),
                    document: path.to_string(),
                    state: State::Orphan.as_str(),
                    start: None,
                    end: None,
                    score: 0.0,
                    method: Method::None.as_str(),
                }));
            }
        }
    }
    Report {
        annotations,
        problems,
    }
}

/// What is not where it was made, what could not be read, and how many are well.
fn readable(report: Report) -> Vec<Vec<String>> {
    let (all, problems) = (report.annotations.len(), report.problems.len());
    let mut exact = 0;
    let mut rows = Vec::new();
    for checked in report.annotations {
        if checked.state == State::Exact.as_str() {
            exact += 1;
        } else {
            rows.push(vec![checked.state.to_owned(), checked.document, checked.id]);
        }
    }
    rows.extend(report.problems.into_iter().map(|problem| {
        let mut place = problem.path;
        for number in [problem.line, problem.column].into_iter().flatten() {
            let _ = write!(place, ":{number}");
        }
        vec!["problem".to_owned(), place, problem.message]
    }));
    let problems = counted(problems, "problem");
    rows.push(vec![format!(
        "{exact} of {} {}; {problems}",
        counted(all, "annotation"),
        if exact == 1 {
            "is where it was made"
        } else {
            "are where they were made"
        }
    )]);
    rows
}
