//! The thread that keeps what is being typed. It has nothing to do with the one that saves: a save that waits for its disk
//! or its lock holds no draft up.

use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

use jiff::Timestamp;

use crate::app::effect::{Answer, Effect};
use crate::model::{Draft, DraftId};
use crate::store::drafts::Drafts;
use crate::store::plain;

/// Work for the thread, in the order it was asked for.
#[derive(Debug)]
enum Work {
    Find,
    Keep(Box<Draft>),
    End(DraftId),
    Release(DraftId),
}

/// The thread, as the others know it.
#[derive(Debug)]
pub struct Drafter {
    queue: Option<Sender<Work>>,
    thread: Option<JoinHandle<()>>,
}

impl Drafter {
    /// Starts the thread; `answer` is called on it.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn start(drafts: Drafts, answer: impl Fn(Answer) + Send + 'static) -> io::Result<Self> {
        let (queue, work) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("drafter".into())
            .spawn(move || run(drafts, &work, answer))?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Gives the thread what is its own of `effect`.
    pub fn give(&self, effect: &Effect) {
        let work = match effect {
            Effect::FindDrafts => Work::Find,
            Effect::KeepDraft(draft) => Work::Keep(draft.clone()),
            Effect::EndDraft(id) => Work::End(*id),
            Effect::ReleaseDraft(id) => Work::Release(*id),
            _ => return,
        };
        if let Some(queue) = &self.queue {
            let _ = queue.send(work);
        }
    }

    /// Waits until everything that was asked for is done.
    pub fn finish(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(mut drafts: Drafts, queue: &Receiver<Work>, answer: impl Fn(Answer)) {
    let mut has_failed = false;
    for work in queue {
        match work {
            Work::Find => {
                drafts.sweep(Timestamp::now());
                let (found, problems) = drafts.find();
                if !found.is_empty() || !problems.is_empty() {
                    answer(Answer::Drafts(found, problems));
                }
            }
            Work::Keep(draft) => match drafts.keep(&draft) {
                Ok(()) => has_failed = false,
                // Said once: the person is in the middle of a sentence.
                Err(error) if !has_failed => {
                    has_failed = true;
                    answer(Answer::Failure(format!(
                        "cannot keep what you type in the state folder: {}; it is lost if postil is ended before you save it",
                        plain(&error)
                    )));
                }
                Err(_) => {}
            },
            Work::End(id) => {
                if let Err(error) = drafts.end(id) {
                    answer(Answer::Failure(format!(
                        "cannot delete a draft in the state folder: {}; it is offered again at the next start",
                        plain(&error)
                    )));
                }
            }
            Work::Release(id) => drafts.release(id),
        }
    }
}
