//! Working out what the ledger shows: the thread that does it.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::workers::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::tabulating::Tabulating;

/// Answers what comes in the `queue` until that is closed. Only the question asked last is still wanted.
pub fn tabulate_all(queue: &Receiver<Arc<Tabulating>>, back: &Answering) {
    while let Ok(question) = queue.recv() {
        let question = queue.try_iter().last().unwrap_or(question);
        match guarded("work out the ledger", || Ok(question.work())) {
            Ok(answer) => back.send(Answer::Tabulated(answer)),
            Err(reason) => back.send(Answer::Failure(reason)),
        }
    }
}
