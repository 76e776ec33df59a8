//! Walking the corpus behind the screen: what is found is handed on as it goes.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::corpus::{Corpus, Found};
use crate::model::Problem;

/// How often the documents found are handed on.
const BATCH: Duration = Duration::from_millis(25);

/// Walks the corpus for as long as it `is_wanted`, and then learns from it.
pub fn walk(corpus: &Corpus, is_wanted: &(dyn Fn() -> bool + Sync), back: Answering) {
    let batch = Mutex::new((Vec::new(), Instant::now()));
    let problems = Mutex::new(Vec::<Problem>::new());
    let back = Mutex::new(back);
    corpus.walk(&|found| {
        if !is_wanted() {
            return ControlFlow::Break(());
        }
        match found {
            Found::Document(path) => {
                let mut batch = batch.lock().unwrap_or_else(PoisonError::into_inner);
                batch.0.push(path);
                if batch.1.elapsed() >= BATCH {
                    batch.1 = Instant::now();
                    let found = Answer::Found(std::mem::take(&mut batch.0));
                    back.lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .send(found);
                }
            }
            Found::Problem(problem) => problems
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(problem),
        }
        ControlFlow::Continue(())
    });
    if !is_wanted() {
        return;
    }
    let back = back.into_inner().unwrap_or_else(PoisonError::into_inner);
    back.send(Answer::Found(
        batch.into_inner().unwrap_or_else(PoisonError::into_inner).0,
    ));
    back.send(Answer::Walked(
        problems
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner),
    ));
    if let Ok(true) = guarded("learn from the articles", || Ok(corpus.learn())) {
        back.send(Answer::Learned);
    }
}
