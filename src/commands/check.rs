//! `postil check`: whether every annotation is where it belongs.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_text};
use crate::anchor::resolve_all;
use crate::corpus::Corpus;
use crate::model::{Annotation, AnnotationSet, DocPath, Problem};
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
}

pub fn run(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let (set, problems) = setup.annotations(&corpus)?;
    let report = check(&corpus, &set, problems);
    if json {
        return print_json(&report);
    }
    print_text(&readable(&report))
}

fn check(corpus: &Corpus, set: &AnnotationSet, problems: Vec<Problem>) -> Report {
    let mut problems: Vec<Found> = problems
        .into_iter()
        .map(|problem| Found {
            path: problem.file,
            line: problem.line,
            message: problem.message,
        })
        .collect();
    let mut paths: Vec<&DocPath> = set
        .annotations()
        .map(|annotation| &annotation.document)
        .collect();
    paths.sort_unstable();
    paths.dedup();
    let mut annotations = Vec::new();
    for path in paths {
        let on: Vec<&Annotation> = set.on(path).collect();
        match corpus.read(path) {
            Ok(document) => {
                let points = CodePoints::new(&document.text);
                let found = resolve_all(
                    &document.text,
                    &points,
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
                });
                annotations.extend(on.iter().map(|annotation| Checked {
                    id: annotation.id.to_string(),
                    document: path.to_string(),
                    state: crate::anchor::State::Orphan.as_str(),
                    start: None,
                    end: None,
                    score: 0.0,
                    method: crate::anchor::Method::None.as_str(),
                }));
            }
        }
    }
    Report {
        annotations,
        problems,
    }
}

fn readable(report: &Report) -> String {
    let mut text = String::new();
    for checked in report
        .annotations
        .iter()
        .filter(|checked| checked.state != "exact")
    {
        let _ = writeln!(
            text,
            "{}\t{}\t{}",
            checked.state, checked.document, checked.id
        );
    }
    for Found {
        path,
        line,
        message,
    } in &report.problems
    {
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = writeln!(text, "problem\t{path}{line}\t{message}");
    }
    let exact = report
        .annotations
        .iter()
        .filter(|checked| checked.state == "exact")
        .count();
    let (all, problems) = (report.annotations.len(), report.problems.len());
    let _ = writeln!(
        text,
        "{exact} of {all} annotations are where they were made; {problems} problems"
    );
    text
}
