//! Working out what the ledger shows: the thread that does it.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::{io, thread};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::tabulating::{Found, Tabulating};

/// How many of the last answers are held on to beside the one that is on its way: one for each count.
const HELD: usize = 4;

/// Starts the thread; what is sent to it is answered by way of `back`.
///
/// # Errors
/// When the system has no more threads.
pub fn start(back: Answering) -> io::Result<Sender<Arc<Tabulating>>> {
    let (sender, queue) = mpsc::channel();
    thread::Builder::new()
        .name("tabulator".into())
        .spawn(move || tabulate_all(&queue, &back))?;
    Ok(sender)
}

/// Answers what comes in the `queue` until that is closed. Only the question asked last is still wanted.
fn tabulate_all(queue: &Receiver<Arc<Tabulating>>, back: &Answering) {
    // A large count takes its time to be let go of: the last answers are held on to, so that this is done here.
    let mut answers: VecDeque<Found> = VecDeque::new();
    while let Ok(question) = queue.recv() {
        let question = queue.try_iter().last().unwrap_or(question);
        match guarded("work out the ledger", || Ok(question.work())) {
            Ok(answer) => {
                if matches!(answer.found, Found::Counts(..)) {
                    answers.truncate(HELD);
                    answers.push_front(answer.found.clone());
                }
                back.send(Answer::Tabulated(answer));
            }
            Err(reason) => back.send(Answer::Failure(reason)),
        }
    }
}
