//! How workers answer: over a channel that wakes the event loop, and with an error where work panics.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::Sender;

use super::signals::Waker;
use crate::app::effect::Answer;

/// The way back to the event loop.
#[derive(Clone, Debug)]
pub struct Answering {
    sender: Sender<Answer>,
    waker: Waker,
}

impl Answering {
    /// The way that `sender` goes, to the loop that `waker` wakes.
    #[must_use]
    pub fn new(sender: Sender<Answer>, waker: Waker) -> Self {
        Self { sender, waker }
    }

    /// Hands an answer over and wakes the event loop for it.
    pub fn send(&self, answer: Answer) {
        if self.sender.send(answer).is_ok() {
            self.wake();
        }
    }

    /// Wakes the event loop without an answer.
    pub fn wake(&self) {
        self.waker.wake();
    }
}

/// Does `work`. A mistake in it is said as an error, and costs nothing else.
pub(super) fn guarded<T>(
    what: &str,
    work: impl FnOnce() -> Result<T, String>,
) -> Result<T, String> {
    let caught = panic::catch_unwind(AssertUnwindSafe(work));
    caught.unwrap_or_else(|panic| {
        Err(format!(
            "cannot {what}: a mistake in postil ({}); please report it",
            message(&*panic)
        ))
    })
}

/// What a panic said.
pub(super) fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no reason given")
}
