//! Working out long lists that one narrows by typing: the thread that does it.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::{io, thread};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::listing::Listing;

/// Starts the thread; what is sent to it is answered by way of `back`.
///
/// # Errors
/// When the system has no more threads.
pub fn start(back: Answering) -> io::Result<Sender<Arc<Listing>>> {
    let (sender, queue) = mpsc::channel();
    thread::Builder::new()
        .name("lister".into())
        .spawn(move || list_all(&queue, &back))?;
    Ok(sender)
}

/// Answers what comes in the `queue` until that is closed. Only the question asked last is still wanted.
fn list_all(queue: &Receiver<Arc<Listing>>, back: &Answering) {
    // A long list takes its time to be let go of: it is held on to, so that this is done here.
    let mut held = None;
    while let Ok(question) = queue.recv() {
        let question = queue.try_iter().last().unwrap_or(question);
        match guarded("list what there is", || Ok(question.work())) {
            Ok(answer) => {
                held.replace(Arc::clone(&answer.items));
                back.send(Answer::Listed(answer));
            }
            Err(reason) => back.send(Answer::Failure(reason)),
        }
    }
}
