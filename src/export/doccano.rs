//! JSON Lines for doccano's sequence labelling with relations: a line for each document.
//!
//! Positions are units of UTF-16, in which its pages count. What else stands on a line doccano keeps as the document's `meta`:
//! there is the mark by which an export is known, so that it is not taken for a corpus of records.

use std::collections::HashMap;
use std::io;

use serde::Serialize;

use super::cut::{Cut, Cuts, cuts};
use super::{Input, Report};
use crate::model::{AnnotationId, Link, TagName};
use crate::text::utf16::Utf16;
use crate::text::visible;

#[derive(Serialize)]
struct Line<'a> {
    postil: &'static str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    text: &'a str,
    entities: Vec<Entity<'a>>,
    relations: Vec<Relation>,
}

#[derive(Serialize)]
struct Entity<'a> {
    id: usize,
    label: &'a str,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize)]
struct Relation {
    id: usize,
    from_id: usize,
    to_id: usize,
    #[serde(rename = "type")]
    kind: &'static str,
}

/// What an annotation without tags is labelled where a span has to have a label.
pub(super) const UNTAGGED: &str = "highlight";

/// The longest label that doccano takes, in code points.
const LONGEST: usize = 100;

/// Writes `input` for doccano.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let found = cuts(input, report);
    let (mut entity, mut relation, mut adrift) = (0, 0, 0);
    let mut bytes = Vec::new();
    for one in &found {
        let units = Utf16::new(&one.document.text);
        let mut first: HashMap<AnnotationId, usize> = HashMap::new();
        let mut entities = Vec::new();
        for cut in &one.found {
            let annotation = cut.item.annotation;
            for label in labels(&annotation.tags) {
                entity += 1;
                first.entry(annotation.id).or_insert(entity);
                entities.push(Entity {
                    id: entity,
                    label,
                    start_offset: units.from_code_point(cut.place.start),
                    end_offset: units.from_code_point(cut.place.end),
                });
            }
        }
        let mut relations = Vec::new();
        for (from, link) in one.found.iter().flat_map(links) {
            let ends = first.get(&from).zip(first.get(&link.to));
            let Some((from, to)) = ends else {
                adrift += 1;
                continue;
            };
            relation += 1;
            relations.push(Relation {
                id: relation,
                from_id: *from,
                to_id: *to,
                kind: link.relation.as_str(),
            });
        }
        let metadata = &one.source.metadata;
        let mut text = serde_json::to_string(&Line {
            postil: "export",
            path: one.source.path.as_str(),
            title: metadata.title.as_deref(),
            url: metadata.url.as_deref(),
            text: &one.document.text,
            entities,
            relations,
        })?;
        text.push('\n');
        bytes.extend(visible::escaped_json(text).into_bytes());
    }
    tell_of_links(adrift, report);
    tell_of_untagged(&found, report);
    tell_of_overlaps(&found, report);
    let long = input.codebook.tags().iter();
    let long = long.filter(|tag| tag.name.as_str().chars().count() > LONGEST);
    report.tell(long.count(), "label", |labels| {
        format!("longer than the {LONGEST} characters that doccano takes: {labels}")
    });
    input.tell_of_notes(report);
    input.tell_of_claims(report);
    tell_of_makers(report);
    input.tell_of_bare_spans(report);
    input.tell_of_marks_on_documents(report);
    input.tell_of_codebook(report);
    Ok(bytes)
}

/// The labels of an annotation: its tags, or the one of what has none.
pub(super) fn labels(tags: &[TagName]) -> Vec<&str> {
    if tags.is_empty() {
        return vec![UNTAGGED];
    }
    tags.iter().map(TagName::as_str).collect()
}

/// The links of an annotation, and where they come from.
pub(super) fn links<'a>(cut: &'a Cut<'_>) -> impl Iterator<Item = (AnnotationId, &'a Link)> {
    let annotation = cut.item.annotation;
    annotation
        .links
        .iter()
        .map(move |link| (annotation.id, link))
}

/// Tells of links that lead out of their document.
pub(super) fn tell_of_links(adrift: usize, report: &mut Report) {
    report.tell(adrift, "link", |links| {
        format!("leading out of their document, and left out: {links}")
    });
}

/// Tells of annotations that had to be given a label.
pub(super) fn tell_of_untagged(found: &[Cuts<'_>], report: &mut Report) {
    let untagged = found.iter().flat_map(|one| &one.found);
    let untagged = untagged.filter(|cut| cut.item.annotation.tags.is_empty());
    report.tell(untagged.count(), "annotation", |annotations| {
        format!("labelled {UNTAGGED} for want of tags: {annotations}")
    });
}

/// Tells that it is left out who made annotations, and when.
pub(super) fn tell_of_makers(report: &mut Report) {
    report.tell(report.annotations, "annotation", |annotations| {
        format!("the makers, dates and identities of {annotations} were left out")
    });
}

/// Tells of spans that begin before another one ends.
fn tell_of_overlaps(found: &[Cuts<'_>], report: &mut Report) {
    let mut overlapping = 0;
    for one in found {
        let mut end = 0;
        for cut in &one.found {
            let spans = labels(&cut.item.annotation.tags).len();
            overlapping += spans - usize::from(cut.place.start >= end);
            end = end.max(cut.place.end);
        }
    }
    report.tell(overlapping, "span", |spans| {
        format!(
            "overlapping another span, and dropped where the project does not allow it: {spans}"
        )
    });
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::written;

    #[test]
    fn every_document_is_a_line() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::Doccano, &articles.input());
        golden("doccano.jsonl", &bytes, &report);
    }

    #[test]
    fn positions_are_units_of_utf_16() {
        let articles = Articles::rich();
        let (bytes, _) = written(Format::Doccano, &articles.input());
        let mut cut = Vec::new();
        for line in String::from_utf8(bytes).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let units: Vec<u16> = line["text"].as_str().unwrap().encode_utf16().collect();
            for entity in line["entities"].as_array().unwrap() {
                let at = |key: &str| usize::try_from(entity[key].as_u64().unwrap()).unwrap();
                cut.push(String::from_utf16(&units[at("start_offset")..at("end_offset")]).unwrap());
            }
        }
        for quote in articles.found() {
            assert!(cut.contains(&quote), "{quote}");
        }
    }
}
