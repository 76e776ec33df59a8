//! Many changes that are one step: each annotation and each document's record is changed once, however often it is touched.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::model::{
    Annotation, AnnotationId, AnnotationSet, DocPath, DocumentRecord, Edit, ReadingStatus, TextHash,
};

/// What is to be changed, as it is to be.
#[derive(Debug, Default)]
pub(super) struct Batch {
    annotations: BTreeMap<AnnotationId, (Option<Annotation>, Annotation)>,
    records: BTreeMap<DocPath, (Option<DocumentRecord>, DocumentRecord)>,
}

impl Batch {
    /// The annotation as it is to be, ready to be changed; `None` where there is none.
    pub fn annotation(&mut self, set: &AnnotationSet, id: AnnotationId) -> Option<&mut Annotation> {
        let sides = match self.annotations.entry(id) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(empty) => {
                let known = set.get(id)?;
                empty.insert((Some(known.clone()), known.clone()))
            }
        };
        Some(&mut sides.1)
    }

    /// Makes an annotation on the text with this hash, which its document's record remembers.
    pub fn make(&mut self, set: &AnnotationSet, annotation: Annotation, hash: &TextHash) {
        let path = &annotation.document;
        let record = self.records.entry(path.clone()).or_insert_with(|| {
            let before = set.document(path).cloned();
            let after = before.clone();
            let after = after.unwrap_or_else(|| DocumentRecord::new(path.clone()));
            (before, after)
        });
        record.1.annotated_as(hash);
        record.1.status = record.1.status.or(Some(ReadingStatus::Reading));
        self.annotations.insert(annotation.id, (None, annotation));
    }

    /// How many annotations are made or changed.
    pub fn changed(&self) -> usize {
        let sides = self.annotations.values();
        sides
            .filter(|(before, after)| before.as_ref() != Some(after))
            .count()
    }

    /// The documents whose text is another one now than the one they were annotated in.
    pub fn texts(&self) -> Vec<DocPath> {
        let is_other = |(before, after): &&(Option<DocumentRecord>, DocumentRecord)| {
            before.as_ref().and_then(|before| before.hash.as_ref()) != after.hash.as_ref()
        };
        let records = self.records.values().filter(is_other);
        records.map(|(_, after)| after.path.clone()).collect()
    }

    /// The edits that change everything, and nothing that stays as it is.
    pub fn into_edits(self) -> Vec<Edit> {
        let records = self.records.into_values();
        let records = records.filter(|(before, after)| before.as_ref() != Some(after));
        let records = records.map(|(before, after)| Edit::Document {
            before: before.map(Box::new),
            after: Some(Box::new(after)),
        });
        let annotations = self.annotations.into_values();
        let annotations = annotations.filter(|(before, after)| before.as_ref() != Some(after));
        let annotations = annotations.map(|(before, after)| Edit::Annotation {
            before: before.map(Box::new),
            after: Some(Box::new(after)),
        });
        records.chain(annotations).collect()
    }
}
