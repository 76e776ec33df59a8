//! `postil list`: the documents of a corpus.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, complain, print_json, print_rows};
use crate::app::library::{By, Key, LAST, Sorting, Standing};
use crate::corpus::Corpus;
use crate::model::{DocPath, ReadingStatus};
use crate::runtime::describing;
use crate::runtime::remembering::{self, Memory};
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

/// Lists the documents sorted as in the document list, perhaps the other way round.
pub fn run(
    setup: &Setup,
    paths: &[PathBuf],
    (by, is_reversed): (By, bool),
    json: bool,
) -> Result<(), Failure> {
    let sorting = Sorting { by, is_reversed };
    let corpus = setup.corpus(paths)?;
    let set = setup.annotations(&corpus)?;
    let read = read_last(setup, &corpus, sorting);
    let (documents, problems) = corpus.list();
    for problem in &problems {
        complain(&problem.to_string());
    }
    let mut listed = Vec::with_capacity(documents.len());
    let cache = &setup.folders.cache;
    describing::describe(&corpus, cache, &documents, &mut |path, known| {
        let summary = match known {
            Ok(summary) => summary,
            Err(reason) => return complain(&reason),
        };
        let record = set.document(path);
        let metadata = match record {
            Some(record) => record.over(&summary.metadata),
            None => summary.metadata,
        };
        let annotations = set.count_on(path);
        let key = sorting.key(&Standing {
            title: Some(metadata.title.as_deref().unwrap_or_else(|| path.name())),
            date: metadata.date.as_deref(),
            words: summary.words,
            annotations,
            status: record.and_then(|record| record.status),
            read: read.get(path).copied(),
        });
        let listing = Listed {
            path: path.to_string(),
            title: metadata.title,
            author: (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
            date: metadata.date,
            words: summary.words.map_or(0, |words| words as usize),
            annotations,
            status: record
                .and_then(|record| record.status)
                .unwrap_or(ReadingStatus::New)
                .as_str(),
        };
        listed.push((key, listing));
    });
    let listed = sorted(listed, sorting);
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

/// Which place each document that was read takes in the order in which they were, the last one first; none where nobody
/// wants to know.
fn read_last(setup: &Setup, corpus: &Corpus, sorting: Sorting) -> HashMap<DocPath, usize> {
    if sorting.by != By::LastRead {
        return HashMap::new();
    }
    let memory = Memory::new(setup.folders.state.clone(), corpus.key());
    let (remembered, problem) = remembering::load(&memory);
    if let Some(problem) = problem {
        complain(&problem.to_string());
    }
    let positions = remembered.positions.into_iter();
    let paths = positions.map(|(path, ..)| path).enumerate();
    paths.map(|(place, path)| (path, place)).collect()
}

fn sorted(mut listed: Vec<(Key, Listed)>, sorting: Sorting) -> Vec<Listed> {
    if sorting.by == By::Name {
        if sorting.is_reversed {
            listed.reverse();
        }
    } else {
        listed.sort_by(|(one, a), (other, b)| {
            let is_cut = sorting.by == By::Title && *one != LAST;
            let title = |listed: &Listed| {
                let name = || DocPath::new(&listed.path).name().to_owned();
                listed.title.clone().unwrap_or_else(name)
            };
            one.cmp(other).then_with(|| {
                if is_cut {
                    sorting.compare(&title(a), &title(b))
                } else {
                    Ordering::Equal
                }
            })
        });
    }
    listed.into_iter().map(|(_, listed)| listed).collect()
}
