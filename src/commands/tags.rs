//! `postil tags`: the codebook, with how often each tag is used.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_text};
use crate::model::{AnnotationSet, DocPath, Tag, TagName};

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
    let (set, _) = setup.annotations(&corpus)?;
    let counted = count(&set);
    if json {
        return print_json(&counted);
    }
    let mut text = String::new();
    for Counted {
        name,
        key,
        definition,
        annotations,
        documents,
        ..
    } in &counted
    {
        let key = key.map_or_else(|| " ".to_owned(), String::from);
        let definition = definition.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(
            text,
            "{key}\t{name}\t{annotations} annotations\t{documents} documents\t{definition}"
        );
    }
    print_text(&text)
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
