//! Looking for annotations that are not where they were: the thread that does it behind the screen, with the help of the
//! texts that were kept.

use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::app::reader::Sought;
use crate::store::texts::Texts;

/// Looks for what comes in the `queue` until that is closed.
pub fn resolve_all(queue: &Receiver<Arc<Sought>>, texts: &Texts, back: &Answering) {
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
            let result = guarded("look for annotations", || {
                let earlier = texts.all(&sought.texts);
                let earlier: Vec<&str> = earlier.iter().map(String::as_str).collect();
                Ok(sought.find(&earlier))
            });
            back.send(Answer::Resolved { sought, result });
        }
    }
}
