//! Counting how often tags are used: the thread that does it.

use std::sync::mpsc::{self, Receiver, Sender};
use std::{io, thread};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::model::AnnotationSet;
use crate::review::Tally;

/// Starts the thread; what is sent to it is answered by way of `back`.
///
/// # Errors
/// When the system has no more threads.
pub fn start(back: Answering) -> io::Result<Sender<AnnotationSet>> {
    let (sender, queue) = mpsc::channel();
    thread::Builder::new()
        .name("counter".into())
        .spawn(move || count_all(&queue, &back))?;
    Ok(sender)
}

/// Answers what comes in the `queue` until that is closed. Only what was asked last is still wanted.
fn count_all(queue: &Receiver<AnnotationSet>, back: &Answering) {
    while let Ok(set) = queue.recv() {
        let set = queue.try_iter().last().unwrap_or(set);
        match guarded("count the tags", || Ok(Tally::of(&set))) {
            Ok(tally) => back.send(Answer::TagsCounted { set, tally }),
            Err(reason) => back.send(Answer::Failure(reason)),
        }
    }
}
