//! Everything an annotations file holds, in memory, and the edits that change it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::laid::Laid;
use super::{
    Annotation, AnnotationId, Codebook, DocPath, DocumentRecord, Grade, Order, Tag, TextHash,
};

/// One change to the annotations: a value before and after, `None` where there is none. An edit can be applied, turned
/// round, sent to another thread and written to disk; it is what undo keeps and what the store saves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A tag of the codebook. Where the sides have two names the tag is called otherwise and keeps its place.
    Tag {
        /// The tag as it was.
        before: Option<Tag>,
        /// The tag as it is to be.
        after: Option<Tag>,
    },
    /// A verdict of the scale. Where the sides have two names it is called otherwise and keeps its place.
    Grade {
        /// The verdict as it was.
        before: Option<Grade>,
        /// The verdict as it is to be.
        after: Option<Grade>,
    },
    /// The order of tags or verdicts; both sides name the same ones.
    Order {
        /// As they stood.
        before: Order,
        /// As they are to stand.
        after: Order,
    },
    /// What is recorded about a document; both sides have one path.
    Document {
        /// The record as it was.
        before: Option<Box<DocumentRecord>>,
        /// The record as it is to be.
        after: Option<Box<DocumentRecord>>,
    },
    /// An annotation; both sides have one identity.
    Annotation {
        /// The annotation as it was.
        before: Option<Box<Annotation>>,
        /// The annotation as it is to be.
        after: Option<Box<Annotation>>,
    },
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        self.clone().inverted()
    }

    /// The edit that takes this one back, where this one is needed no more.
    #[must_use]
    pub fn inverted(self) -> Self {
        match self {
            Self::Tag { before, after } => Self::Tag {
                before: after,
                after: before,
            },
            Self::Grade { before, after } => Self::Grade {
                before: after,
                after: before,
            },
            Self::Order { before, after } => Self::Order {
                before: after,
                after: before,
            },
            Self::Document { before, after } => Self::Document {
                before: after,
                after: before,
            },
            Self::Annotation { before, after } => Self::Annotation {
                before: after,
                after: before,
            },
        }
    }
}

/// The codebook, the document records and the annotations of one corpus.
///
/// A copy costs nothing until one of the two is changed, and then still no annotation is copied: so that another thread
/// can look through all of them while a person goes on annotating.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotationSet {
    codebook: Arc<Codebook>,
    documents: Arc<BTreeMap<DocPath, DocumentRecord>>,
    annotations: Arc<BTreeMap<AnnotationId, Arc<Annotation>>>,
    by_document: Arc<HashMap<DocPath, BTreeSet<AnnotationId>>>,
    linking: Arc<HashMap<AnnotationId, BTreeSet<AnnotationId>>>,
    /// What other reviewers wrote, and is only read.
    pub(super) laid: Arc<Laid>,
}

impl AnnotationSet {
    /// All tags.
    #[must_use]
    pub fn codebook(&self) -> &Codebook {
        &self.codebook
    }

    /// What is recorded about the document at `path`.
    #[must_use]
    pub fn document(&self, path: &DocPath) -> Option<&DocumentRecord> {
        self.documents.get(path)
    }

    /// Every document that something is recorded about, by path.
    pub fn documents(&self) -> impl Iterator<Item = &DocumentRecord> {
        self.documents.values()
    }

    /// The annotation with this identity.
    #[must_use]
    pub fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations.get(&id).map(Arc::as_ref)
    }

    /// Whether `other` is a copy of this set, or this one of it, and neither was changed since. Two sets that only hold
    /// the same are not.
    #[must_use]
    pub fn is_copy_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.codebook, &other.codebook)
            && Arc::ptr_eq(&self.documents, &other.documents)
            && Arc::ptr_eq(&self.annotations, &other.annotations)
            && Arc::ptr_eq(&self.laid, &other.laid)
    }

    /// Every annotation, in the order they were made.
    pub fn annotations(&self) -> impl Iterator<Item = &Annotation> {
        self.annotations.values().map(Arc::as_ref)
    }

    /// The annotations on one document, in the order they were made.
    pub fn on(&self, path: &DocPath) -> impl Iterator<Item = &Annotation> {
        self.by_document
            .get(path)
            .into_iter()
            .flatten()
            .filter_map(|id| self.get(*id))
    }

    /// The annotations that link to the one with this identity, which may be gone, in the order they were made.
    pub fn linking_to(&self, id: AnnotationId) -> impl Iterator<Item = &Annotation> {
        let linking = self.linking.get(&id).into_iter().flatten();
        linking.filter_map(|id| self.get(*id))
    }

    /// The hashes of the texts in which the annotations of one document were made or put, the newest first: of the text
    /// it was annotated in last and those before, then of those that a place was given in.
    #[must_use]
    pub fn texts_of(&self, path: &DocPath) -> Vec<TextHash> {
        let record = self.document(path);
        let last = record.and_then(|record| record.hash.as_ref());
        let earlier = record.into_iter().flat_map(|record| &record.earlier).rev();
        let mut texts: Vec<TextHash> = Vec::new();
        let mut seen: HashSet<&TextHash> = HashSet::new();
        let given = self.on(path).flat_map(|annotation| &annotation.anchors);
        let given = given.filter_map(|anchor| anchor.hash.as_ref());
        let laid = self.laid.texts(path);
        for hash in last.into_iter().chain(earlier).chain(given).chain(laid) {
            if seen.insert(hash) {
                texts.push(hash.clone());
            }
        }
        texts
    }

    /// The edits by which everything about the first document of each pair is about the second one, with what is recorded
    /// of that already. All go at once: two documents that were swapped come out swapped.
    #[must_use]
    pub fn moving(&self, moves: &[(DocPath, DocPath)]) -> Vec<Edit> {
        let leave: HashSet<&DocPath> = moves.iter().map(|(from, _)| from).collect();
        let mut records: BTreeMap<&DocPath, Option<DocumentRecord>> = BTreeMap::new();
        for (from, to) in moves {
            records.entry(from).or_insert(None);
            if let Some(record) = self.document(from) {
                let stays = self.document(to).filter(|_| !leave.contains(to));
                let after = records.entry(to).or_insert(None);
                let fresh = || DocumentRecord::new(to.clone());
                after
                    .get_or_insert_with(|| stays.cloned().unwrap_or_else(fresh))
                    .take_over(record);
            }
        }
        let mut edits = Vec::new();
        for (path, after) in records {
            let before = self.document(path);
            let is_told = after.is_some() || leave.contains(path);
            if is_told && before != after.as_ref() {
                edits.push(Edit::Document {
                    before: before.cloned().map(Box::new),
                    after: after.map(Box::new),
                });
            }
        }
        for (from, to) in moves {
            edits.extend(self.on(from).map(|annotation| put(annotation, to)));
        }
        edits
    }

    /// The edits by which these annotations of the document at `from` are on the one at `to`, which is told in which texts
    /// they were made; what else is recorded of the two stays.
    #[must_use]
    pub fn moving_some(&self, ids: &[AnnotationId], from: &DocPath, to: &DocPath) -> Vec<Edit> {
        let on_it = ids.iter().filter_map(|id| self.get(*id));
        let on_it = on_it.filter(|annotation| annotation.document == *from);
        let moved: Vec<Edit> = on_it.map(|annotation| put(annotation, to)).collect();
        let mut edits = Vec::new();
        if let Some(record) = self.document(from).filter(|_| !moved.is_empty()) {
            let before = self.document(to).cloned().map(Box::new);
            let fresh = || Box::new(DocumentRecord::new(to.clone()));
            let mut after = before.clone().unwrap_or_else(fresh);
            after.take_over_texts(record);
            if before.as_ref() != Some(&after) {
                edits.push(Edit::Document {
                    before,
                    after: Some(after),
                });
            }
        }
        edits.extend(moved);
        edits
    }

    /// The documents that there are annotations on, in their order.
    #[must_use]
    pub fn annotated(&self) -> Vec<&DocPath> {
        let held = self.by_document.iter().filter(|(_, ids)| !ids.is_empty());
        let mut paths: Vec<&DocPath> = held.map(|(path, _)| path).collect();
        paths.sort_unstable();
        paths
    }

    /// How many documents there are annotations on, or were: it never falls.
    #[must_use]
    pub fn ever_annotated(&self) -> usize {
        self.by_document.len()
    }

    /// How many annotations there are on one document.
    #[must_use]
    pub fn count_on(&self, path: &DocPath) -> usize {
        self.by_document.get(path).map_or(0, BTreeSet::len)
    }

    /// How many annotations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.annotations.len()
    }

    /// Whether there is no annotation.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty()
    }

    /// Makes the set hold what `edit` says comes after it, whatever was there before.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Tag {
                before,
                after: Some(tag),
            } => {
                let name = before.as_ref().map_or(&tag.name, |before| &before.name);
                Arc::make_mut(&mut self.codebook).replace(name, tag.clone());
            }
            Edit::Tag {
                before: Some(tag),
                after: None,
            } => {
                Arc::make_mut(&mut self.codebook).remove(&tag.name);
            }
            Edit::Grade {
                before,
                after: Some(grade),
            } => {
                let name = before.as_ref().map_or(&grade.name, |before| &before.name);
                Arc::make_mut(&mut self.codebook).replace_grade(name, grade.clone());
            }
            Edit::Order { after, .. } => Arc::make_mut(&mut self.codebook).reorder(after),
            Edit::Grade {
                before: Some(grade),
                after: None,
            } => Arc::make_mut(&mut self.codebook).remove_grade(&grade.name),
            Edit::Document {
                after: Some(record),
                ..
            } => {
                Arc::make_mut(&mut self.documents).insert(record.path.clone(), (**record).clone());
            }
            Edit::Document {
                before: Some(record),
                after: None,
            } => {
                Arc::make_mut(&mut self.documents).remove(&record.path);
            }
            Edit::Annotation {
                after: Some(annotation),
                ..
            } => self.put(annotation),
            Edit::Annotation {
                before: Some(annotation),
                after: None,
            } => self.remove(annotation.id),
            Edit::Tag { .. }
            | Edit::Grade { .. }
            | Edit::Document { .. }
            | Edit::Annotation { .. } => {}
        }
    }

    fn put(&mut self, annotation: &Annotation) {
        self.remove(annotation.id);
        Arc::make_mut(&mut self.by_document)
            .entry(annotation.document.clone())
            .or_default()
            .insert(annotation.id);
        for link in &annotation.links {
            Arc::make_mut(&mut self.linking)
                .entry(link.to)
                .or_default()
                .insert(annotation.id);
        }
        Arc::make_mut(&mut self.annotations).insert(annotation.id, Arc::new(annotation.clone()));
    }

    fn remove(&mut self, id: AnnotationId) {
        if !self.annotations.contains_key(&id) {
            return;
        }
        let Some(gone) = Arc::make_mut(&mut self.annotations).remove(&id) else {
            return;
        };
        if let Some(ids) = Arc::make_mut(&mut self.by_document).get_mut(&gone.document) {
            ids.remove(&id);
        }
        for link in &gone.links {
            let linking = Arc::make_mut(&mut self.linking);
            if let Some(ids) = linking.get_mut(&link.to) {
                ids.remove(&id);
                if ids.is_empty() {
                    linking.remove(&link.to);
                }
            }
        }
    }
}

fn put(annotation: &Annotation, to: &DocPath) -> Edit {
    Edit::Annotation {
        before: Some(Box::new(annotation.clone())),
        after: Some(Box::new(Annotation {
            document: to.clone(),
            ..annotation.clone()
        })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Link, Relation, Selector, TagName};
    use jiff::Timestamp;

    fn annotation(second: i64, document: &str) -> Annotation {
        let created = Timestamp::from_second(second).unwrap();
        Annotation {
            id: AnnotationId::new(created),
            document: DocPath::new(document),
            selector: Selector::default(),
            tags: Vec::new(),
            note: String::new(),
            reviewer: "dl".into(),
            created,
            claim: None,
            anchors: Vec::new(),
            links: Vec::new(),
        }
    }

    #[test]
    fn an_edit_and_its_inverse_leave_the_set_as_it_was() {
        let first = annotation(1, "a.txt");
        let mut noted = first.clone();
        noted.note = "why?".into();
        let tag = Tag::new(TagName::parse("todo").unwrap());
        let edits = [
            Edit::Tag {
                before: None,
                after: Some(tag),
            },
            Edit::Document {
                before: None,
                after: Some(Box::new(DocumentRecord::new(DocPath::new("a.txt")))),
            },
            Edit::Annotation {
                before: None,
                after: Some(Box::new(first.clone())),
            },
            Edit::Annotation {
                before: Some(Box::new(first)),
                after: Some(Box::new(noted)),
            },
        ];
        let mut set = AnnotationSet::default();
        let mut states = vec![set.clone()];
        for edit in &edits {
            set.apply(edit);
            states.push(set.clone());
        }
        assert_eq!(set.on(&DocPath::new("a.txt")).next().unwrap().note, "why?");
        for (edit, before) in edits.iter().zip(&states).rev() {
            set.apply(&edit.inverse());
            assert_eq!(set.annotations, before.annotations);
            assert_eq!(set.codebook, before.codebook);
            assert_eq!(set.documents, before.documents);
        }
        assert_eq!(set.count_on(&DocPath::new("a.txt")), 0);
    }

    #[test]
    fn a_copy_is_one_until_something_changes() {
        let mut set = AnnotationSet::default();
        set.apply(&Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation(1, "a.txt"))),
        });
        let mut copy = set.clone();
        assert!(copy.is_copy_of(&set));
        let gone = annotation(2, "a.txt");
        let deleted = Edit::Annotation {
            before: Some(Box::new(gone)),
            after: None,
        };
        set.apply(&deleted);
        assert!(copy.is_copy_of(&set), "there was nothing to delete");
        let tag = Edit::Tag {
            before: None,
            after: Some(Tag::new(TagName::parse("todo").unwrap())),
        };
        copy.apply(&tag);
        assert!(!copy.is_copy_of(&set));
        assert_eq!((copy.len(), set.codebook().tags().len()), (1, 0));
    }

    #[test]
    fn links_are_known_from_both_ends_for_as_long_as_they_are_there() {
        let (one, mut other) = (annotation(1, "a.txt"), annotation(2, "b.txt"));
        let link = Link {
            to: one.id,
            relation: Relation::Repeats,
        };
        other.links = vec![link];
        let making = |annotation: &Annotation| Edit::Annotation {
            before: None,
            after: Some(Box::new(annotation.clone())),
        };
        let mut set = AnnotationSet::default();
        set.apply(&making(&other));
        set.apply(&making(&one));
        let linking =
            |set: &AnnotationSet| set.linking_to(one.id).map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(linking(&set), [other.id]);
        set.apply(&making(&one).inverse());
        assert_eq!(
            linking(&set),
            [other.id],
            "the link stays where its end is gone"
        );
        set.apply(&making(&other).inverse());
        assert_eq!(linking(&set), []);
        assert!(set.linking.is_empty());
    }

    #[test]
    fn a_document_moves_with_all_that_is_known_of_it() {
        let (from, to) = (DocPath::new("a.txt"), DocPath::new("b/a.txt"));
        let mut set = AnnotationSet::default();
        for second in [1, 2] {
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation(second, "a.txt"))),
            });
        }
        let mut record = DocumentRecord::new(from.clone());
        record.annotated_as(&TextHash::of("old"));
        record.annotated_as(&TextHash::of("new"));
        set.apply(&Edit::Document {
            before: None,
            after: Some(Box::new(record)),
        });
        let before = set.clone();
        let edits = set.moving(&[(from.clone(), to.clone())]);
        for edit in &edits {
            set.apply(edit);
        }
        assert_eq!((set.count_on(&from), set.count_on(&to)), (0, 2));
        assert_eq!(set.document(&from), None);
        assert_eq!(set.texts_of(&to), ["new", "old"].map(TextHash::of));
        for edit in edits.iter().rev() {
            set.apply(&edit.inverse());
        }
        assert_eq!(set.annotations, before.annotations);
        assert_eq!(set.documents, before.documents);
    }

    #[test]
    fn documents_that_were_swapped_take_what_is_theirs_along() {
        let (one, other) = (DocPath::new("a.txt"), DocPath::new("b.txt"));
        let mut set = AnnotationSet::default();
        for (second, path) in [(1, &one), (2, &other)] {
            let mut record = DocumentRecord::new(path.clone());
            record.annotated_as(&TextHash::of(path.as_str()));
            record.title = Some(format!("About {path}"));
            set.apply(&Edit::Document {
                before: None,
                after: Some(Box::new(record)),
            });
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation(second, path.as_str()))),
            });
        }
        let before = set.clone();
        let there_and_back = [(one.clone(), other.clone()), (other.clone(), one.clone())];
        let edits = set.moving(&there_and_back);
        for edit in &edits {
            set.apply(edit);
        }
        let told = |set: &AnnotationSet, path: &DocPath| {
            let ids: Vec<AnnotationId> = set.on(path).map(|annotation| annotation.id).collect();
            let title = set.document(path).and_then(|record| record.title.clone());
            (ids, title, set.texts_of(path))
        };
        assert_eq!(told(&set, &one), told(&before, &other));
        assert_eq!(told(&set, &other), told(&before, &one));
        for edit in edits.iter().rev() {
            set.apply(&edit.inverse());
        }
        assert_eq!(set.documents, before.documents);
        assert_eq!(set.annotations, before.annotations);
    }

    #[test]
    fn some_annotations_move_and_what_else_is_known_stays() {
        let (from, to) = (DocPath::new("a.txt"), DocPath::new("b.txt"));
        let mut set = AnnotationSet::default();
        for second in [1, 2] {
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation(second, "a.txt"))),
            });
        }
        let mut record = DocumentRecord::new(from.clone());
        record.annotated_as(&TextHash::of("old"));
        record.title = Some("Whole".to_owned());
        set.apply(&Edit::Document {
            before: None,
            after: Some(Box::new(record)),
        });
        let first = set.on(&from).next().unwrap().id;
        for edit in set.moving_some(&[first], &from, &to) {
            set.apply(&edit);
        }
        assert_eq!((set.count_on(&from), set.count_on(&to)), (1, 1));
        assert_eq!(set.texts_of(&to), [TextHash::of("old")]);
        assert_eq!(
            set.document(&to).and_then(|record| record.title.clone()),
            None
        );
        assert!(set.document(&from).is_some());
        assert!(set.moving_some(&[first], &from, &to).is_empty());
    }

    #[test]
    fn annotations_of_a_document_come_in_the_order_they_were_made() {
        let mut set = AnnotationSet::default();
        for (second, document) in [(3, "a.txt"), (1, "a.txt"), (2, "b.txt")] {
            set.apply(&Edit::Annotation {
                before: None,
                after: Some(Box::new(annotation(second, document))),
            });
        }
        let seconds: Vec<i64> = set
            .on(&DocPath::new("a.txt"))
            .map(|found| found.created.as_second())
            .collect();
        assert_eq!(seconds, [1, 3]);
        assert_eq!(
            set.annotated(),
            [&DocPath::new("a.txt"), &DocPath::new("b.txt")]
        );
        assert_eq!(set.len(), 3);
    }
}
