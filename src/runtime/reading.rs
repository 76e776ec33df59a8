//! Reading documents, and finding out what they are called, on threads of their own.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reader::OpenDocument;
use crate::corpus::Corpus;
use crate::model::DocPath;

/// Reads the documents that are asked for, each with the number of its question, until nobody asks any more.
pub(super) fn read_all(wanted: &Receiver<(DocPath, u64)>, corpus: &Corpus, back: &Answering) {
    while let Ok(mut asked) = wanted.recv() {
        // Only the document asked for last is still wanted.
        asked = wanted.try_iter().last().unwrap_or(asked);
        let (path, number) = asked;
        let what = format!("read {path}");
        let glimpse = guarded(&what, || Ok(corpus.glimpse(&path)));
        if let Ok(Some(document)) = glimpse {
            let beginning = Arc::new(OpenDocument::new(document));
            back.send(Answer::Glimpsed { number, beginning });
        }
        let result = guarded(&what, || {
            let read = corpus
                .read(&path)
                .map(|document| Arc::new(OpenDocument::new(document)));
            read.map_err(|error| error.to_string())
        });
        back.send(Answer::Opened { number, result });
    }
}

/// Finds out titles and authors of the documents that are asked for, until nobody asks any more.
pub(super) fn describe_all(wanted: &Receiver<Vec<DocPath>>, corpus: &Corpus, back: &Answering) {
    for paths in wanted {
        let found = paths.into_iter().map(|path| {
            let summary = guarded(&format!("read {path}"), || {
                let summary = corpus.summary(&path).map(|summary| summary.metadata);
                summary.map_err(|error| error.to_string())
            });
            (path, summary)
        });
        back.send(Answer::Described(found.collect()));
    }
}
