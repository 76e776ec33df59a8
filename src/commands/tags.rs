//! `postil tags`: the codebook, with how often each tag is used.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_rows};
use crate::model::{AnnotationSet, DocPath, Tag, TagName};
use crate::text;

#[derive(Serialize)]
struct Counted {
    name: String,
    key: Option<char>,
    color: Option<String>,
    definition: String,
    annotations: usize,
    documents: usize,
}

pub fn run(setup: &Setup, paths: &[PathBuf], json: bool) -> Result<(), Failure> {
    let corpus = setup.corpus(paths)?;
    let set = setup.annotations(&corpus)?;
    let counted = count(&set);
    if json {
        return print_json(&counted);
    }
    print_rows(counted.into_iter().map(|tag| {
        let key = tag.key.map_or_else(String::new, String::from);
        let (annotations, documents) = (
            text::counted(tag.annotations, "annotation"),
            text::counted(tag.documents, "document"),
        );
        let definition = tag
            .definition
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        vec![key, tag.name, annotations, documents, definition]
    }))
}

/// The tags of the codebook in its order, then those that only annotations know.
fn count(set: &AnnotationSet) -> Vec<Counted> {
    let mut uses: BTreeMap<&TagName, (usize, BTreeSet<&DocPath>)> = BTreeMap::new();
    for annotation in set.annotations() {
        for tag in &annotation.tags {
            let (annotations, documents) = uses.entry(tag).or_default();
            *annotations += 1;
            documents.insert(&annotation.document);
        }
    }
    let unlisted: Vec<Tag> = uses
        .keys()
        .filter(|name| set.codebook().get(name).is_none())
        .map(|name| Tag::new((*name).clone()))
        .collect();
    set.codebook()
        .tags()
        .iter()
        .chain(&unlisted)
        .map(|tag| {
            let (annotations, documents) = uses
                .get(&tag.name)
                .map_or((0, 0), |(count, on)| (*count, on.len()));
            Counted {
                name: tag.name.to_string(),
                key: tag.key,
                color: tag.color.map(|color| color.to_string()),
                definition: tag.definition.clone(),
                annotations,
                documents,
            }
        })
        .collect()
}
