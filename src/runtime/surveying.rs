//! Looking through documents that are not open for annotations that a person is to look at: the thread that does it.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reader::{OpenDocument, Survey, Surveyed, WantedIn};
use crate::corpus::Corpus;
use crate::store::texts::Texts;

/// Looks through what comes in the `queue` until that is closed. A survey ends where another one comes.
pub fn survey_all(queue: &Receiver<Arc<Survey>>, corpus: &Corpus, texts: &Texts, back: &Answering) {
    let mut next = queue.recv().ok();
    while let Some(survey) = next.take() {
        let number = survey.number;
        for document in &survey.documents {
            // Only the survey asked for last is still wanted.
            next = queue.try_iter().last();
            if next.is_some() {
                break;
            }
            // A document that cannot be read is told of where it is opened.
            let found = look(document, corpus, texts).into_iter();
            let is_news = |found: &Surveyed| !found.found.is_empty() || !found.parts.is_empty();
            let found: Vec<Surveyed> = found.filter(is_news).collect();
            if !found.is_empty() {
                back.send(Answer::Surveyed {
                    number,
                    found,
                    is_over: false,
                });
            }
        }
        if next.is_none() {
            back.send(Answer::Surveyed {
                number,
                found: Vec::new(),
                is_over: true,
            });
            next = queue.recv().ok();
        }
    }
}

fn look(wanted: &WantedIn, corpus: &Corpus, texts: &Texts) -> Option<Surveyed> {
    let what = format!("look through {}", wanted.path);
    let looked = guarded(&what, || {
        let document = corpus
            .read(&wanted.path)
            .map_err(|error| error.to_string())?;
        let open = Arc::new(OpenDocument::new(document));
        Ok(wanted.look(&open, |hashes| texts.all(hashes)))
    });
    looked.ok()
}
