//! Working out changes of many annotations: the thread that does it.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};
use std::{io, thread};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reworking::{Remade, Reworked, Reworking};

/// How many of the last answers are held on to beside the one that is on its way: what was shown before a change is made is
/// among them.
const HELD: usize = 1;

/// How often it is told how far it is.
const TOLD: Duration = Duration::from_millis(100);

/// The way to the thread.
#[derive(Debug)]
pub struct Reworker {
    queue: Sender<Arc<Reworking>>,
    /// The number of the question that is still wanted; 0 for none.
    current: Arc<AtomicU64>,
}

impl Reworker {
    /// Starts the thread; what is asked of it is answered by way of `back`.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn start(back: Answering) -> io::Result<Self> {
        let (queue, asked) = mpsc::channel();
        let current: Arc<AtomicU64> = Arc::default();
        let wanted = Arc::clone(&current);
        thread::Builder::new()
            .name("reworker".into())
            .spawn(move || rework_all(&asked, &wanted, &back))?;
        Ok(Self { queue, current })
    }

    /// Asks; what was asked before is given up.
    pub fn ask(&self, question: Arc<Reworking>) {
        self.current.store(question.number, Ordering::Relaxed);
        let _ = self.queue.send(question);
    }

    /// Gives up what was asked.
    pub fn stop(&self) {
        self.current.store(0, Ordering::Relaxed);
    }
}

/// Answers what comes in the queue until that is closed, as far as it is still wanted.
fn rework_all(asked: &Receiver<Arc<Reworking>>, current: &AtomicU64, back: &Answering) {
    // What is large takes its time to be let go of: the last of it is held on to, so that this is done here.
    let mut held = VecDeque::new();
    while let Ok(question) = asked.recv() {
        let number = question.number;
        let is_wanted = || current.load(Ordering::Relaxed) == number;
        if !is_wanted() {
            continue;
        }
        let told = Cell::new(Instant::now());
        let goes_on = |done| {
            if told.get().elapsed() >= TOLD {
                told.set(Instant::now());
                back.send(Answer::Reworking { number, done });
            }
            is_wanted()
        };
        let worked = guarded("change so many at once", || Ok(question.work(&goes_on)));
        let result = match worked {
            Ok(None) => continue,
            Ok(Some(reworked)) => {
                held.truncate(HELD);
                held.push_front((question, kept(&reworked)));
                Ok(Box::new(reworked))
            }
            Err(reason) => Err(reason),
        };
        back.send(Answer::Reworked { number, result });
    }
}

/// What of an answer is held on to: all but the annotations after it, which are to be the only copy.
fn kept(reworked: &Reworked) -> Reworked {
    match reworked {
        Reworked::Made(made) => {
            let step = made.as_ref().map(|(step, _)| Arc::clone(step));
            Reworked::Made(step.map(|step| (step, Remade::default())))
        }
        Reworked::Turned(turned, _) => Reworked::Turned(turned.clone(), Remade::default()),
        Reworked::Plan(..) | Reworked::Weighed(_) | Reworked::Refused(_) => reworked.clone(),
    }
}
