//! `postil search`: where a corpus says something.

use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, complain, print_json, print_rows};
use crate::model::Document;
use crate::search::{Pattern, Query};
use crate::text::positions::CodePoints;

#[derive(Serialize)]
struct Match {
    path: String,
    start: usize,
    end: usize,
    line: usize,
    text: String,
}

pub fn run(
    setup: &Setup,
    query: &str,
    paths: &[PathBuf],
    regex: bool,
    json: bool,
) -> Result<(), Failure> {
    let query = Query {
        is_regex: regex,
        ..Query::new(query)
    };
    let pattern = query.pattern();
    let pattern = pattern.map_err(|error| Failure::Misused(error.to_string()))?;
    let corpus = setup.corpus(paths)?;
    let (documents, problems) = corpus.list();
    for problem in &problems {
        complain(&problem.to_string());
    }
    let mut found = Vec::new();
    for path in documents {
        match corpus.read(&path) {
            Ok(document) => found.extend(matches(&document, &pattern)),
            Err(error) => complain(&error.to_string()),
        }
    }
    if json {
        return print_json(&found);
    }
    print_rows(
        found
            .into_iter()
            .map(|found| vec![format!("{}:{}: {}", found.path, found.line, found.text)]),
    )
}

fn matches(document: &Document, pattern: &Pattern) -> Vec<Match> {
    let points = CodePoints::new(&document.text);
    let text = &document.text;
    pattern
        .spans(text)
        .map(|span| {
            let before = text.get(..span.start).unwrap_or_default();
            let after = text.get(span.end..).unwrap_or_default();
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let end = span.end + after.find('\n').unwrap_or(after.len());
            Match {
                path: document.path.to_string(),
                start: points.from_byte(text, span.start),
                end: points.from_byte(text, span.end),
                line: document.line_at(span.start),
                text: text
                    .get(start..end)
                    .unwrap_or_default()
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" "),
            }
        })
        .collect()
}
