//! How often each tag is used.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{AnnotationSet, DocPath, Tag, TagName};

/// How often a tag is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// How many annotations carry it.
    pub annotations: usize,
    /// How many documents it is found on: those with such annotations, and those that carry it themselves.
    pub documents: usize,
}

/// The uses of every tag that is used, whether it is in the codebook or not.
#[must_use]
pub fn uses(set: &AnnotationSet) -> BTreeMap<TagName, Uses> {
    let mut found: BTreeMap<&TagName, (usize, BTreeSet<&DocPath>)> = BTreeMap::new();
    for annotation in set.annotations() {
        for tag in &annotation.tags {
            let (annotations, documents) = found.entry(tag).or_default();
            *annotations += 1;
            documents.insert(&annotation.document);
        }
    }
    for record in set.documents() {
        for tag in &record.tags {
            let (_, documents) = found.entry(tag).or_default();
            documents.insert(&record.path);
        }
    }
    let uses = found.into_iter().map(|(name, (annotations, documents))| {
        let documents = documents.len();
        let uses = Uses {
            annotations,
            documents,
        };
        (name.clone(), uses)
    });
    uses.collect()
}

/// The tags of the codebook in its order, then those that are used without being in it, by name; each with its uses.
#[must_use]
pub fn tags_in_use(set: &AnnotationSet) -> Vec<(Tag, Uses)> {
    let mut uses = uses(set);
    let listed = set.codebook().tags().iter();
    let mut found: Vec<(Tag, Uses)> = listed
        .map(|tag| (tag.clone(), uses.remove(&tag.name).unwrap_or_default()))
        .collect();
    found.extend(uses.into_iter().map(|(name, uses)| (Tag::new(name), uses)));
    found
}
