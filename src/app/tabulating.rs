//! What the ledger shows, worked out: which claims a filter means, in which order, and what is counted over them.
//!
//! Owns the question and its answer; asked of few annotations it is answered at once, of many by a thread behind the
//! screen. Pure: everything it needs is in the question.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::anchor::State;
use crate::model::{Annotation, AnnotationId, AnnotationSet, Claim, DocPath, TextHash};
use crate::review::ledger::{Row, SortKey, linked_from, sort};
use crate::review::query::{Completion, complete};
use crate::review::stats::{Count, Matrix, counted};
use crate::review::{About, Query};

/// What is known of documents beside the annotations on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Title and date of each, as far as they are known.
    pub articles: HashMap<DocPath, (Option<String>, Option<String>)>,
    /// The texts as they are now.
    pub texts: HashMap<DocPath, TextHash>,
    /// How well the places of annotations were found.
    pub states: HashMap<AnnotationId, State>,
}

impl Facts {
    /// An annotation with what is known around it.
    #[must_use]
    pub fn about<'a>(&'a self, annotation: &'a Annotation) -> About<'a> {
        let path = &annotation.document;
        let article = self.articles.get(path);
        About {
            annotation,
            title: article.and_then(|(title, _)| title.as_deref()),
            date: article.and_then(|(_, date)| date.as_deref()),
            now: self.texts.get(path),
            state: self.states.get(&annotation.id).copied(),
        }
    }
}

/// What is to be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The rows of the table, in this order.
    Rows {
        /// What they are sorted by.
        key: SortKey,
        /// Whether the last comes first.
        downwards: bool,
    },
    /// A count.
    Counts(Count),
}

/// A question about the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabulating {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// The annotations.
    pub set: AnnotationSet,
    /// What is known around them.
    pub facts: Arc<Facts>,
    /// Which of them are meant.
    pub query: Query,
    /// The only ones that are, claims or not, where a cell was opened.
    pub only: Option<Arc<HashSet<AnnotationId>>>,
    /// What is wanted of them.
    pub wanted: Wanted,
    /// A filter that is typed, and the byte at which its next word is wanted.
    pub typed: Option<(String, usize)>,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The annotation.
    pub id: AnnotationId,
    /// How many others link to it.
    pub linked_from: usize,
}

/// What was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The rows.
    Rows(Vec<Listed>),
    /// What was counted, and the count of the fullest cell.
    Counts(Count, Arc<Matrix>, usize),
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tabulated {
    /// The number of the question.
    pub number: u64,
    /// What was found.
    pub found: Found,
    /// How many claims there are in all.
    pub all: usize,
    /// What can be typed next, where that was asked.
    pub completion: Option<Completion>,
}

/// What an annotation asserts that is no claim: nothing.
static NO_CLAIM: Claim = Claim {
    statement: String::new(),
    claimant: String::new(),
    attribution: None,
    kinds: Vec::new(),
    checkworthy: None,
    status: None,
    assessments: Vec::new(),
    evidence: Vec::new(),
};

/// An annotation as a row of the ledger, whether it is a claim or not.
#[must_use]
pub fn row(about: About<'_>, linked_from: usize) -> Row<'_> {
    Row {
        claim: about.annotation.claim.as_ref().unwrap_or(&NO_CLAIM),
        about,
        linked_from,
    }
}

impl Tabulating {
    /// Works it out.
    #[must_use]
    pub fn work(&self) -> Tabulated {
        let is_claim = |one: &&Annotation| one.claim.is_some();
        let completion = self
            .typed
            .as_ref()
            .map(|(text, at)| complete(text, *at, &self.set));
        Tabulated {
            number: self.number,
            found: match self.wanted {
                Wanted::Rows { key, downwards } => Found::Rows(self.rows(key, downwards)),
                Wanted::Counts(count) => {
                    let meant = self.meant();
                    let matrix = counted(count, meant, self.set.codebook());
                    let most = matrix.most();
                    Found::Counts(count, Arc::new(matrix), most)
                }
            },
            all: self.set.annotations().filter(is_claim).count(),
            completion,
        }
    }

    /// The annotations that the filter means.
    fn meant(&self) -> impl Iterator<Item = About<'_>> {
        let all = self.set.annotations().map(|one| self.facts.about(one));
        all.filter(|about| self.query.accepts(about))
    }

    fn rows(&self, key: SortKey, downwards: bool) -> Vec<Listed> {
        let linked = linked_from(&self.set);
        let is_wanted = |about: &About<'_>| match &self.only {
            Some(only) => only.contains(&about.annotation.id),
            None => about.annotation.claim.is_some(),
        };
        let count = |id: &AnnotationId| linked.get(id).copied().unwrap_or(0);
        let all = self.set.annotations().map(|one| self.facts.about(one));
        let meant = all.filter(|about| is_wanted(about) && self.query.accepts(about));
        let mut rows: Vec<Row<'_>> = meant
            .map(|about| row(about, count(&about.annotation.id)))
            .collect();
        sort(&mut rows, key, downwards, self.set.codebook());
        let listed = rows.iter().map(|row| Listed {
            id: row.annotation().id,
            linked_from: row.linked_from,
        });
        listed.collect()
    }
}
