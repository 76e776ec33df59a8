//! Looking up in their documents what a search of the corpus found and is to be tagged: the thread that does it, one thing
//! after the other, so that nothing that was asked for is lost.

use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reader::OpenDocument;
use crate::app::searching::Capturing;
use crate::corpus::Corpus;

/// How often it is told how far it is.
const TOLD: Duration = Duration::from_millis(100);

/// The way to the thread.
#[derive(Debug)]
pub struct Capturer {
    queue: Sender<Arc<Capturing>>,
    /// The last number that was given up.
    given_up: Arc<AtomicU64>,
}

impl Capturer {
    /// Starts the thread; what is asked of it is answered by way of `back`.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn start(corpus: Corpus, back: Answering) -> io::Result<Self> {
        let (queue, asked) = mpsc::channel();
        let given_up: Arc<AtomicU64> = Arc::default();
        let until = Arc::clone(&given_up);
        thread::Builder::new()
            .name("capturer".into())
            .spawn(move || capture_all(&asked, &until, &corpus, &back))?;
        Ok(Self { queue, given_up })
    }

    /// Asks, after what was asked before.
    pub fn ask(&self, asked: Arc<Capturing>) {
        let _ = self.queue.send(asked);
    }

    /// Gives up everything with numbers up to this.
    pub fn stop(&self, number: u64) {
        self.given_up.store(number, Ordering::Relaxed);
    }
}

/// Answers what comes in the queue until that is closed, as far as it is still wanted.
fn capture_all(
    asked: &Receiver<Arc<Capturing>>,
    given_up: &AtomicU64,
    corpus: &Corpus,
    back: &Answering,
) {
    while let Ok(asked) = asked.recv() {
        let number = asked.number;
        let told = Cell::new(Instant::now());
        let goes_on = |done| {
            if told.get().elapsed() >= TOLD {
                told.set(Instant::now());
                back.send(Answer::Capturing { number, done });
            }
            given_up.load(Ordering::Relaxed) < number
        };
        let worked = guarded("look up what is to be tagged", || {
            let read = |path: &_| {
                let read = guarded(&format!("read {path}"), || {
                    corpus.read(path).map_err(|error| error.to_string())
                });
                let mut open = Arc::new(OpenDocument::new(read.ok()?));
                OpenDocument::correct(&mut open, asked.set.document(path));
                Some(open)
            };
            Ok(asked.work(&read, &goes_on))
        });
        let result = match worked {
            Ok(None) => continue,
            Ok(Some(captured)) => Ok(Box::new(captured)),
            Err(reason) => Err(reason),
        };
        back.send(Answer::Captured { number, result });
    }
}
