//! Searching the corpus: what is asked for, what comes back while the search goes on behind the screen, the screen itself,
//! reading on from match to match, and tagging what was found.

mod acting;
mod coding;
mod results;
mod surroundings;
mod tagging;
mod view;
mod walking;

use std::sync::Arc;

use crate::model::{DocPath, TextHash};
use crate::search::{Passages, Pattern};

pub use self::acting::{CorpusAction, Searching};
pub use self::coding::{Captured, CapturedIn, Capturing, Coding, Picked, Unit};
pub use self::results::{Hit, Results};
pub use self::surroundings::{Spot, Surrounded};
pub use self::view::{BEFORE, CorpusParts, CorpusView, Course, Row};
pub use crate::search::{Passage, Query};

/// How many passages of one document are handed on.
pub const MOST_IN_ONE: usize = 200;

/// How many passages of all documents together are handed on; beyond it matches are only counted.
pub const MOST: usize = 100_000;

/// A search of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusSearch {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// What is searched for.
    pub query: Query,
    /// The documents to search, in the order in which what is found in them is handed on; all of the corpus in natural
    /// order where there is `None`, and no more documents, to give up the search before, where there are none.
    pub documents: Option<Arc<[DocPath]>>,
}

/// What was found in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundIn {
    /// The document.
    pub document: DocPath,
    /// The hash of the text that was searched.
    pub hash: TextHash,
    /// The first matches in the order of the text, [`MOST_IN_ONE`] at most; none once there are [`MOST`] in all.
    pub passages: Vec<Passage>,
    /// How many matches there are beyond those.
    pub more: usize,
}

impl FoundIn {
    /// What `pattern` finds in the `text` of `document`, if anything, with at most `most` passages.
    #[must_use]
    pub fn of(document: &DocPath, text: &str, pattern: &Pattern, most: usize) -> Option<Self> {
        let Passages { first, more } = Passages::of(text, pattern, most);
        (more > 0 || !first.is_empty()).then(|| Self {
            document: document.clone(),
            hash: TextHash::of(text),
            passages: first,
            more,
        })
    }

    /// How many matches the document has.
    #[must_use]
    pub fn count(&self) -> usize {
        self.passages.len() + self.more
    }
}

/// What a search of the corpus has come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundInCorpus {
    /// The number it was asked for with.
    pub number: u64,
    /// The documents with matches that were found since the answer before, in the order of the search.
    pub found: Vec<FoundIn>,
    /// How many documents were searched so far. Those after one that takes long may count before what was found in them
    /// is handed on.
    pub looked: usize,
    /// How many documents there are to search.
    pub of: usize,
    /// How many of those searched could not be read.
    pub unread: usize,
    /// Whether that was all.
    pub is_over: bool,
}
