//! Searching the corpus, on as many threads as the machine has, for the screen and for the command line.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::answering::guarded;
use super::spreading::{stream, threads};
use crate::app::searching::{CorpusSearch, FoundIn, FoundInCorpus, MOST, MOST_IN_ONE};
use crate::corpus::Corpus;
use crate::model::DocPath;
use crate::search::Pattern;

/// How often what was found is handed on.
const BETWEEN: Duration = Duration::from_millis(30);

/// A search that is ready to run.
pub struct Search<'a> {
    /// What is searched.
    pub corpus: &'a Corpus,
    /// What for.
    pub pattern: &'a Pattern,
}

impl Search<'_> {
    /// What the document at `path` has of it, with at most `most` passages.
    ///
    /// # Errors
    /// Why the document cannot be read.
    pub fn look(&self, path: &DocPath, most: usize) -> Result<Option<FoundIn>, String> {
        guarded(&format!("search {path}"), || {
            let text = self.corpus.text(path).map_err(|error| error.to_string())?;
            Ok(FoundIn::of(path, &text, self.pattern, most))
        })
    }
}

/// Does the search that was `asked` for as long as it `goes_on`, and hands what is found to `back` as it goes.
pub fn search(
    asked: &CorpusSearch,
    corpus: &Corpus,
    goes_on: &(dyn Fn() -> bool + Sync),
    back: &mut dyn FnMut(FoundInCorpus),
) {
    let documents = match &asked.documents {
        Some(documents) => documents.clone(),
        None => corpus.list().0.into(),
    };
    let mut so_far = FoundInCorpus {
        number: asked.number,
        of: documents.len(),
        ..FoundInCorpus::default()
    };
    if let Ok(pattern) = asked.query.pattern() {
        let search = Search {
            corpus,
            pattern: &pattern,
        };
        let handed_on = AtomicUsize::new(0);
        let look = |(): &mut (), path: &DocPath| {
            let left = MOST.saturating_sub(handed_on.load(Ordering::Relaxed));
            let looked = search.look(path, MOST_IN_ONE.min(left));
            if let Ok(Some(found)) = &looked {
                handed_on.fetch_add(found.passages.len(), Ordering::Relaxed);
            }
            looked
        };
        let mut last = Instant::now();
        stream(
            &documents,
            threads(),
            || (),
            look,
            &mut |looked, _, result| {
                so_far.looked = looked;
                match result {
                    Ok(found) => so_far.found.extend(found),
                    Err(_) => so_far.unread += 1,
                }
                if last.elapsed() >= BETWEEN {
                    last = Instant::now();
                    let found = std::mem::take(&mut so_far.found);
                    back(FoundInCorpus {
                        found,
                        ..so_far.clone()
                    });
                }
                goes_on()
            },
        );
        if !goes_on() {
            return;
        }
    }
    so_far.looked = documents.len();
    so_far.is_over = true;
    back(so_far);
}
