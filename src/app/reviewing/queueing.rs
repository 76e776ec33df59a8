//! What needs a person all over the corpus, worked out: of few annotations at once, of many behind the screen. Pure:
//! everything it needs is in the question.

use std::collections::HashSet;

use super::Stop;
use super::moving::left;
use crate::app::overlay::Group;
use crate::app::tabulating::TextsNow;
use crate::model::{Annotation, AnnotationSet, DocPath, DocumentRecord, ReadingStatus};
use crate::review::{Need, needs};

/// The question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queueing {
    /// What the answer is told apart by: an older one is stale.
    pub number: u64,
    /// The annotations.
    pub set: AnnotationSet,
    /// Who reviews.
    pub reviewer: String,
    /// The only documents that are listed, where these are few.
    pub listed: Option<HashSet<DocPath>>,
    /// The documents that are known not to be there.
    pub gone: HashSet<DocPath>,
    /// The texts of documents as they are now.
    pub texts: TextsNow,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The number of the question.
    pub number: u64,
    /// What there is to do, save annotations whose text changed: those are known as they are found.
    pub groups: Vec<Group>,
    /// How many of the listed documents were begun, or are done.
    pub begun: usize,
}

impl Queueing {
    /// Works it out.
    #[must_use]
    pub fn work(&self) -> Queued {
        let mut claims: Vec<(&Annotation, Vec<Need>)> = Vec::new();
        for annotation in self.set.annotations() {
            let needed = needs(annotation, self.texts.of(&annotation.document));
            if !needed.is_empty() && self.is_there(&annotation.document) {
                claims.push((annotation, needed));
            }
        }
        claims.sort_by(|(one, _), (other, _)| {
            let by_path = one.document.cmp(&other.document);
            by_path.then(one.place().start.cmp(&other.place().start))
        });
        let group = |need: Need| {
            if need == Need::Unseen {
                return self.unseen();
            }
            let these = claims.iter().filter(|(_, needed)| needed.contains(&need));
            let stops = these.map(|(annotation, _)| Stop {
                need,
                document: annotation.document.clone(),
                annotation: Some(annotation.id),
                anchors: annotation.anchors.len(),
            });
            let stops: Vec<Stop> = stops.collect();
            Group {
                need,
                count: stops.len(),
                stops,
            }
        };
        Queued {
            number: self.number,
            groups: Need::ALL.map(group).into(),
            begun: self.begun(),
        }
    }

    fn is_there(&self, path: &DocPath) -> bool {
        let listed = self.listed.as_ref();
        listed.is_none_or(|listed| listed.contains(path)) && !self.gone.contains(path)
    }

    fn records(&self) -> impl Iterator<Item = &DocumentRecord> {
        let records = self.set.documents();
        records.filter(|record| self.is_there(&record.path))
    }

    /// The documents that were begun and not ended, and how many sentences are left in them.
    fn unseen(&self) -> Group {
        let (mut stops, mut count) = (Vec::new(), 0);
        for record in self.records() {
            let left = record.coverage_by(&self.reviewer).map_or(0, left);
            if left > 0 && record.status != Some(ReadingStatus::Done) {
                count = usize::saturating_add(count, left);
                stops.push(Stop {
                    need: Need::Unseen,
                    document: record.path.clone(),
                    annotation: None,
                    anchors: 0,
                });
            }
        }
        Group {
            need: Need::Unseen,
            stops,
            count,
        }
    }

    fn begun(&self) -> usize {
        let is_begun = |record: &&DocumentRecord| {
            record.status == Some(ReadingStatus::Done)
                || record.coverage_by(&self.reviewer).is_some()
        };
        self.records().filter(is_begun).count()
    }
}
