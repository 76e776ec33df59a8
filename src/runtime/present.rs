//! Looking at the documents with verdicts behind the screen: which text each has now.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::answering::{Answering, guarded};
use crate::app::effect::Answer;
use crate::corpus::Corpus;
use crate::model::{DocPath, TextHash};

/// How long is looked at the most. Of a document that was not looked at it is not known whether its verdicts are stale.
const MOST: Duration = Duration::from_mins(1);

/// How often what was found is handed on.
const BATCH: Duration = Duration::from_millis(100);

/// Looks at `documents` for as long as it `is_wanted`, and tells `back` as it goes.
pub fn look_at(
    number: u64,
    documents: &Arc<Vec<DocPath>>,
    corpus: &Corpus,
    is_wanted: &dyn Fn() -> bool,
    back: &Answering,
) {
    let (end, mut told) = (Instant::now() + MOST, Instant::now());
    let mut seen = Vec::new();
    for path in documents.iter() {
        if !is_wanted() || Instant::now() > end {
            break;
        }
        // A document that cannot be read is told of where it is opened.
        let text = guarded(&format!("read {path}"), || {
            corpus.text(path).map_err(|error| error.to_string())
        });
        seen.extend(text.ok().map(|text| (path.clone(), TextHash::of(&text))));
        if told.elapsed() >= BATCH {
            told = Instant::now();
            back.send(Answer::TextsSeen {
                number,
                seen: std::mem::take(&mut seen),
            });
        }
    }
    if !seen.is_empty() && is_wanted() {
        back.send(Answer::TextsSeen { number, seen });
    }
}
