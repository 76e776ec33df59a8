//! What the ledger shows, worked out: which claims a filter means, in which order, and what is counted over them.
//!
//! Owns the question and its answer; asked of few annotations it is answered at once, of many by a thread behind the
//! screen. Pure: everything it needs is in the question.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::anchor::State;
use crate::model::{
    Annotation, AnnotationId, AnnotationSet, Claim, DocPath, DocumentRecord, TextHash,
};
use crate::review::ledger::{Row, SortKey, linked_from, sort};
use crate::review::query::{Completion, complete};
use crate::review::stats::{Count, Matrix, counted};
use crate::review::{About, Query};

/// What an article is called, and its date as exact as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The title.
    pub title: Option<String>,
    /// The date.
    pub date: Option<String>,
}

/// The texts of documents as they are now, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextsNow {
    /// The hash of each.
    pub known: Arc<HashMap<DocPath, TextHash>>,
    /// The document that is open, and its text, which is known better.
    pub open: Option<(DocPath, TextHash)>,
}

impl TextsNow {
    /// The text of the document at `path`.
    #[must_use]
    pub fn of(&self, path: &DocPath) -> Option<&TextHash> {
        let open = self.open.as_ref().filter(|(open, _)| open == path);
        open.map_or_else(|| self.known.get(path), |(_, text)| Some(text))
    }
}

/// What is known of documents beside the annotations on them. To hand it over costs next to nothing, however much it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What documents tell of themselves, in the portions in which it became known: what is known later counts.
    pub told: Vec<Arc<Vec<(DocPath, Article)>>>,
    /// The part that each annotation is on, where its document has several.
    pub parts: Arc<HashMap<AnnotationId, Article>>,
    /// The texts as they are now.
    pub texts: TextsNow,
    /// How well the places of annotations were found.
    pub states: HashMap<AnnotationId, State>,
}

/// The same, as it is looked up.
struct Known<'a> {
    facts: &'a Facts,
    set: &'a AnnotationSet,
    articles: HashMap<&'a DocPath, &'a Article>,
}

impl Facts {
    fn known<'a>(&'a self, set: &'a AnnotationSet) -> Known<'a> {
        let told = self.told.iter().flat_map(|told| told.iter());
        Known {
            facts: self,
            set,
            articles: told.map(|(path, article)| (path, article)).collect(),
        }
    }
}

impl<'a> Known<'a> {
    /// An annotation with what is known around it.
    fn about(&self, annotation: &'a Annotation) -> About<'a> {
        let path = &annotation.document;
        let part = self.facts.parts.get(&annotation.id);
        let (title, date) = entitled(self.set.document(path), part, || {
            let article = self.articles.get(path).copied();
            article.map_or((None, None), |article| {
                (article.title.as_deref(), article.date.as_deref())
            })
        });
        About {
            annotation,
            title,
            date,
            now: self.facts.texts.of(path),
            state: self.facts.states.get(&annotation.id).copied(),
        }
    }
}

/// Title and date of the article that an annotation is on: what a person set, what its part tells where the document has
/// several, what the document is `told` to be. A part keeps its own title: the one that was set is that of the whole.
pub(super) fn entitled<'a>(
    set: Option<&'a DocumentRecord>,
    part: Option<&'a Article>,
    told: impl FnOnce() -> (Option<&'a str>, Option<&'a str>),
) -> (Option<&'a str>, Option<&'a str>) {
    let date = set.and_then(|record| record.date.as_deref());
    if let Some(part) = part {
        return (part.title.as_deref(), date.or(part.date.as_deref()));
    }
    let title = set.and_then(|record| record.title.as_deref());
    let told = told();
    (title.or(told.0), date.or(told.1))
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
                    let known = self.facts.known(&self.set);
                    let all = self.set.annotations().map(|one| known.about(one));
                    let meant = all.filter(|about| self.query.accepts(about));
                    let matrix = counted(count, meant, self.set.codebook());
                    let most = matrix.most();
                    Found::Counts(count, Arc::new(matrix), most)
                }
            },
            all: self.set.annotations().filter(is_claim).count(),
            completion,
        }
    }

    fn rows(&self, key: SortKey, downwards: bool) -> Vec<Listed> {
        let linked = linked_from(&self.set);
        let known = self.facts.known(&self.set);
        let is_wanted = |about: &About<'_>| match &self.only {
            Some(only) => only.contains(&about.annotation.id),
            None => about.annotation.claim.is_some(),
        };
        let count = |id: &AnnotationId| linked.get(id).copied().unwrap_or(0);
        let all = self.set.annotations().map(|one| known.about(one));
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
