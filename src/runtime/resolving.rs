//! Looking for annotations that are not where they were: the thread that does it behind the screen.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::workers::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reader::Sought;

/// Looks for what comes in the `queue` until that is closed.
pub fn resolve_all(queue: &Receiver<Arc<Sought>>, back: &Answering) {
    while let Ok(first) = queue.recv() {
        let mut waiting = vec![first];
        waiting.extend(queue.try_iter());
        // Whoever has gone on to another document, or to another text of this one, needs the answers of that alone.
        if let Some(last) = waiting.last().map(|last| Arc::clone(&last.open)) {
            let (path, hash) = (&last.document.path, &last.document.hash);
            waiting.retain(|sought| {
                let document = &sought.open.document;
                (&document.path, &document.hash) == (path, hash)
            });
        }
        for sought in waiting {
            let result = guarded("look for annotations", || Ok(sought.find(&[])));
            back.send(Answer::Resolved { sought, result });
        }
    }
}
