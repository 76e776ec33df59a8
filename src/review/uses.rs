//! How often each tag is used, and how often each verdict was given.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Annotation, AnnotationSet, DocPath, Edit, Tag, TagName, Verdict};

/// How often a tag is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// How many annotations carry it.
    pub annotations: usize,
    /// How many documents it is found on: those with such annotations, and those that carry it themselves.
    pub documents: usize,
}

/// What is used how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Every tag that is used, whether it is in the codebook or not.
    pub tags: BTreeMap<TagName, Uses>,
    /// Every verdict that was given, whether it is on the scale or not: in how many assessments.
    pub verdicts: BTreeMap<Verdict, usize>,
}

/// A tag while it is counted: its uses, and the document it was found on last.
#[derive(Default)]
struct Counting(Uses, Option<usize>);

impl Counting {
    fn find_on(&mut self, document: usize) {
        if self.1.replace(document) != Some(document) {
            self.0.documents += 1;
        }
    }
}

impl Tally {
    /// Counts everything in `set`, which takes a while where there is much.
    #[must_use]
    pub fn of(set: &AnnotationSet) -> Self {
        let mut by_document: HashMap<&DocPath, Vec<&Annotation>> = HashMap::new();
        for annotation in set.annotations() {
            let on_it = by_document.entry(&annotation.document).or_default();
            on_it.push(annotation);
        }
        for record in set.documents().filter(|record| !record.tags.is_empty()) {
            by_document.entry(&record.path).or_default();
        }
        let mut tags: HashMap<&TagName, Counting> = HashMap::new();
        let mut verdicts: HashMap<&Verdict, usize> = HashMap::new();
        for (number, (path, annotations)) in by_document.into_iter().enumerate() {
            for annotation in annotations {
                for tag in &annotation.tags {
                    let counting = tags.entry(tag).or_default();
                    counting.0.annotations += 1;
                    counting.find_on(number);
                }
                let claim = annotation.claim.iter();
                for assessment in claim.flat_map(|claim| &claim.assessments) {
                    if let Some(verdict) = &assessment.verdict {
                        *verdicts.entry(verdict).or_default() += 1;
                    }
                }
            }
            for tag in set.document(path).into_iter().flat_map(|one| &one.tags) {
                tags.entry(tag).or_default().find_on(number);
            }
        }
        let tags = tags.into_iter().map(|(tag, one)| (tag.clone(), one.0));
        let verdicts = verdicts
            .into_iter()
            .map(|(one, count)| (one.clone(), count));
        Self {
            tags: tags.collect(),
            verdicts: verdicts.collect(),
        }
    }

    /// Keeps the counts with what they are of while `edits` call it otherwise, until all is counted again; what they take
    /// out of the codebook is forgotten.
    pub fn follow(&mut self, edits: &[Edit]) {
        for edit in edits {
            match edit {
                Edit::Tag {
                    before: Some(before),
                    after,
                } => {
                    let name = after.as_ref().map(|after| &after.name);
                    if name != Some(&before.name) {
                        let uses = self.tags.remove(&before.name);
                        self.tags.extend(name.cloned().zip(uses));
                    }
                }
                Edit::Grade {
                    before: Some(before),
                    after,
                } => {
                    let name = after.as_ref().map(|after| &after.name);
                    if name != Some(&before.name) {
                        let given = self.verdicts.remove(&before.name);
                        self.verdicts.extend(name.cloned().zip(given));
                    }
                }
                Edit::Tag { .. }
                | Edit::Grade { .. }
                | Edit::Order { .. }
                | Edit::Document { .. }
                | Edit::Annotation { .. } => {}
            }
        }
    }
}

/// How often one tag is used.
#[must_use]
pub fn uses_of(set: &AnnotationSet, tag: &TagName) -> Uses {
    let carrying = set.annotations().filter(|one| one.tags.contains(tag));
    let on: Vec<&DocPath> = carrying.map(|one| &one.document).collect();
    let annotations = on.len();
    let records = set.documents().filter(|one| one.tags.contains(tag));
    let mut documents: Vec<&DocPath> = on.into_iter().chain(records.map(|one| &one.path)).collect();
    documents.sort_unstable();
    documents.dedup();
    Uses {
        annotations,
        documents: documents.len(),
    }
}

/// In how many assessments a verdict was given.
#[must_use]
pub fn given_in(set: &AnnotationSet, verdict: &Verdict) -> usize {
    let claims = set.annotations().filter_map(|one| one.claim.as_ref());
    let given = claims.flat_map(|claim| &claim.assessments);
    given
        .filter(|one| one.verdict.as_ref() == Some(verdict))
        .count()
}

/// The tags of the codebook in its order, then those that are used without being in it, by name; each with its uses.
#[must_use]
pub fn tags_in_use(set: &AnnotationSet) -> Vec<(Tag, Uses)> {
    let mut uses = Tally::of(set).tags;
    let listed = set.codebook().tags().iter();
    let mut found: Vec<(Tag, Uses)> = listed
        .map(|tag| (tag.clone(), uses.remove(&tag.name).unwrap_or_default()))
        .collect();
    found.extend(uses.into_iter().map(|(name, uses)| (Tag::new(name), uses)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AnnotationId, Assessment, Claim, DocumentRecord, Selector};
    use jiff::Timestamp;
    use proptest::prelude::*;

    fn name(number: usize) -> TagName {
        TagName::parse(&format!("t{number}")).unwrap()
    }

    /// A set whose annotations are on these documents, carry these tags and have these verdicts, and whose documents carry
    /// those tags.
    fn set(annotations: &[(usize, Vec<usize>, bool)], documents: &[Vec<usize>]) -> AnnotationSet {
        let mut set = AnnotationSet::default();
        let path = |number: usize| DocPath::new(&format!("{number}.txt"));
        for (second, (on, tags, is_judged)) in annotations.iter().enumerate() {
            let created = Timestamp::from_second(i64::try_from(second).unwrap()).unwrap();
            let assessment = Assessment {
                reviewer: "dl".into(),
                at: created,
                verdict: Verdict::parse("refuted"),
                confidence: String::new(),
                rationale: String::new(),
                hash: None,
            };
            let mut annotation = Annotation {
                id: AnnotationId::new(created),
                document: path(*on),
                selector: Selector::default(),
                anchors: Vec::new(),
                tags: Vec::new(),
                note: String::new(),
                reviewer: "dl".into(),
                created,
                claim: is_judged.then(|| Claim {
                    assessments: vec![assessment],
                    ..Claim::default()
                }),
                links: Vec::new(),
            };
            annotation.tags = tags.iter().map(|tag| name(*tag)).collect();
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation)),
            });
        }
        for (number, tags) in documents.iter().enumerate() {
            let mut record = DocumentRecord::new(path(number));
            record.tags = tags.iter().map(|tag| name(*tag)).collect();
            set.apply(&Edit::Document {
                before: None,
                after: Some(Box::new(record)),
            });
        }
        set
    }

    proptest! {
        #[test]
        fn all_counted_at_once_is_each_counted_alone(
            annotations in proptest::collection::vec((0..4_usize, proptest::collection::btree_set(0..4_usize, 0..3), any::<bool>()), 0..8),
            documents in proptest::collection::vec(proptest::collection::btree_set(0..4_usize, 0..3), 0..4),
        ) {
            let list = |tags: &std::collections::BTreeSet<usize>| tags.iter().copied().collect::<Vec<_>>();
            let annotations: Vec<_> = annotations.iter().map(|(on, tags, is_judged)| (*on, list(tags), *is_judged)).collect();
            let documents: Vec<_> = documents.iter().map(list).collect();
            let set = set(&annotations, &documents);
            let tally = Tally::of(&set);
            for tag in (0..4).map(name) {
                let uses = tally.tags.get(&tag).copied();
                prop_assert_eq!(uses.unwrap_or_default(), uses_of(&set, &tag));
                prop_assert_eq!(uses.is_some(), uses_of(&set, &tag) != Uses::default());
            }
            let refuted = Verdict::parse("refuted").unwrap();
            let given = tally.verdicts.get(&refuted).copied().unwrap_or_default();
            prop_assert_eq!(given, given_in(&set, &refuted));
            prop_assert_eq!(given, annotations.iter().filter(|(.., is_judged)| *is_judged).count());
        }
    }
}
