//! `postil list`: the documents of a corpus.

use std::path::PathBuf;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use super::setup::Setup;
use super::{Failure, complain, print_json, print_rows};
use crate::model::ReadingStatus;
use crate::text::counted;

#[derive(Serialize)]
struct Listed {
    path: String,
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    words: usize,
    annotations: usize,
    status: &'static str,
}

pub fn run(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let set = setup.annotations(&corpus)?;
    let (documents, problems) = corpus.list();
    for problem in &problems {
        complain(&problem.to_string());
    }
    let mut listed = Vec::with_capacity(documents.len());
    for path in documents {
        let document = match corpus.read(&path) {
            Ok(document) => document,
            Err(error) => {
                complain(&error.to_string());
                continue;
            }
        };
        let record = set.document(&path);
        let metadata = record.map_or_else(
            || document.metadata.clone(),
            |record| record.over(&document.metadata),
        );
        listed.push(Listed {
            path: path.to_string(),
            title: metadata.title,
            author: (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
            date: metadata.date,
            words: document.text.unicode_words().count(),
            annotations: set.count_on(&path),
            status: record
                .and_then(|record| record.status)
                .unwrap_or(ReadingStatus::New)
                .as_str(),
        });
    }
    if json {
        return print_json(&listed);
    }
    print_rows(listed.into_iter().map(|document| {
        let title = document.title.unwrap_or_else(|| "(no title)".to_owned());
        let (words, annotations) = (
            counted(document.words, "word"),
            counted(document.annotations, "annotation"),
        );
        vec![
            document.path,
            title,
            words,
            annotations,
            document.status.to_owned(),
        ]
    }))
}
