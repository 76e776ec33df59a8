//! Searching long documents: a thread for each search, until there is another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reader::{Progress, Sweep, Swept};

/// How often it is told how far a search is.
const TOLD: Duration = Duration::from_millis(100);

/// What begins searches and gives them up.
#[derive(Debug)]
pub struct Sweeper {
    /// The number of the search that is still wanted; 0 for none.
    current: Arc<AtomicU64>,
    back: Answering,
}

impl Sweeper {
    /// What answers by way of `back`.
    #[must_use]
    pub fn new(back: Answering) -> Self {
        Self {
            current: Arc::default(),
            back,
        }
    }

    /// Begins a search; the one before is given up.
    pub fn start(&self, sweep: Arc<Sweep>) {
        self.current.store(sweep.number, Ordering::Relaxed);
        let (current, back) = (Arc::clone(&self.current), self.back.clone());
        let work = move || search(&sweep, &current, &back);
        if let Err(error) = thread::Builder::new().name("sweeper".into()).spawn(work) {
            self.back.send(Answer::Failure(format!(
                "cannot search the rest of the document: {error}; search again"
            )));
        }
    }

    /// Gives up the search.
    pub fn stop(&self) {
        self.current.store(0, Ordering::Relaxed);
    }
}

fn search(sweep: &Sweep, current: &AtomicU64, back: &Answering) {
    let number = sweep.number;
    let is_wanted = || current.load(Ordering::Relaxed) == number;
    let (mut told, mut is_first_told) = (Instant::now(), false);
    let goes_on = |progress: Progress| {
        // Keys come first, also where the system shares processors out in long turns.
        thread::yield_now();
        let is_news = progress.first.is_some() && !is_first_told;
        if is_wanted() && (is_news || told.elapsed() >= TOLD) {
            (told, is_first_told) = (Instant::now(), progress.first.is_some());
            let swept = Swept::Going(progress);
            back.send(Answer::Swept { number, swept });
        }
        is_wanted()
    };
    match guarded("search the document", || Ok(sweep.search(goes_on))) {
        Ok(Some(all)) => {
            let swept = Swept::Over(Arc::new(all));
            back.send(Answer::Swept { number, swept });
        }
        Ok(None) => {}
        Err(reason) => back.send(Answer::Failure(reason)),
    }
}
