//! JSON for Label Studio: a task for each document, with one annotation for each reviewer.
//!
//! The configuration of the project has to name its parts as here: `Labels` called `label` and `TextArea` called `note`, both on
//! the `Text` called `text`. Positions are units of UTF-16 (label-studio#1347). Relations are as its SDK writes them.

use std::collections::{BTreeMap, HashSet};
use std::io;

use serde::Serialize;

use super::cut::{Cut, Cuts, cuts};
use super::doccano::{labels, links, tell_of_untagged};
use super::{Input, Report};
use crate::model::AnnotationId;
use crate::text::utf16::Utf16;
use crate::text::visible;

#[derive(Serialize)]
struct Task<'a> {
    data: Data<'a>,
    annotations: Vec<Annotation<'a>>,
}

#[derive(Serialize)]
struct Data<'a> {
    postil: &'static str,
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// Who made each of the annotations, in their order.
    reviewers: Vec<&'a str>,
    text: &'a str,
}

#[derive(Serialize)]
struct Annotation<'a> {
    was_cancelled: bool,
    ground_truth: bool,
    result: Vec<Finding<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Finding<'a> {
    Region {
        id: String,
        from_name: &'static str,
        to_name: &'static str,
        #[serde(rename = "type")]
        kind: &'static str,
        origin: &'static str,
        value: Value<'a>,
    },
    Relation {
        from_id: String,
        to_id: String,
        #[serde(rename = "type")]
        kind: &'static str,
        direction: &'static str,
        labels: [&'static str; 1],
    },
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Labels {
        start: usize,
        end: usize,
        text: &'a str,
        labels: Vec<&'a str>,
    },
    Note {
        start: usize,
        end: usize,
        text: [&'a str; 1],
    },
}

/// Whether an export goes on as `rest` after its first bracket.
pub(super) fn goes_on_as(rest: &[u8]) -> bool {
    rest == b"]\n" || rest.starts_with(b"\n  {\n    \"data\": {\n      \"postil\": \"export\",")
}

/// Writes `input` for Label Studio.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let found = cuts(input, report);
    let mut adrift = 0;
    let tasks: Vec<Task<'_>> = found.iter().map(|one| task(one, &mut adrift)).collect();
    let mut text = serde_json::to_string_pretty(&tasks)?;
    text.push('\n');
    report.tell(adrift, "link", |links| {
        format!("leading to another document or reviewer, and left out: {links}")
    });
    tell_of_untagged(&found, report);
    input.tell_of_claims(report);
    report.tell(report.annotations, "annotation", |annotations| {
        format!("the dates of {annotations} were left out")
    });
    input.tell_of_bare_spans(report);
    input.tell_of_marks_on_documents(report);
    input.tell_of_codebook(report);
    Ok(visible::escaped_json(text).into_bytes())
}

fn task<'a>(one: &'a Cuts<'_>, adrift: &mut usize) -> Task<'a> {
    let units = Utf16::new(&one.document.text);
    let mut by_reviewer: BTreeMap<&str, Vec<&Cut<'_>>> = BTreeMap::new();
    for cut in &one.found {
        let own = by_reviewer.entry(&cut.item.annotation.reviewer);
        own.or_default().push(cut);
    }
    let annotations = by_reviewer.values().map(|own| {
        let known: HashSet<AnnotationId> = own.iter().map(|cut| cut.item.annotation.id).collect();
        let mut result: Vec<Finding<'_>> = Vec::new();
        for cut in own {
            regions(cut, &units, &mut result);
        }
        for link in own.iter().flat_map(|cut| links(cut)) {
            match link {
                (from, link) if known.contains(&link.to) => result.push(Finding::Relation {
                    from_id: from.to_string(),
                    to_id: link.to.to_string(),
                    kind: "relation",
                    direction: "right",
                    labels: [link.relation.as_str()],
                }),
                _ => *adrift += 1,
            }
        }
        Annotation {
            was_cancelled: false,
            ground_truth: false,
            result,
        }
    });
    let annotations = annotations.collect();
    let metadata = &one.source.metadata;
    Task {
        data: Data {
            postil: "export",
            path: one.source.path.as_str(),
            title: metadata.title.as_deref(),
            url: metadata.url.as_deref(),
            reviewers: by_reviewer.keys().copied().collect(),
            text: &one.document.text,
        },
        annotations,
    }
}

/// The region of an annotation with its labels, and its note where it has one.
fn regions<'a>(cut: &'a Cut<'_>, units: &Utf16, result: &mut Vec<Finding<'a>>) {
    let annotation = cut.item.annotation;
    let (start, end) = (
        units.from_code_point(cut.place.start),
        units.from_code_point(cut.place.end),
    );
    let region = |from_name, kind, value| Finding::Region {
        id: annotation.id.to_string(),
        from_name,
        to_name: "text",
        kind,
        origin: "manual",
        value,
    };
    let text = cut.text;
    let labels = labels(&annotation.tags);
    let value = Value::Labels {
        start,
        end,
        text,
        labels,
    };
    result.push(region("label", "labels", value));
    if !annotation.note.is_empty() {
        let text = [annotation.note.as_str()];
        let value = Value::Note { start, end, text };
        result.push(region("note", "textarea", value));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::written;

    #[test]
    fn every_document_is_a_task() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::LabelStudio, &articles.input());
        golden("label-studio.json", &bytes, &report);
    }

    #[test]
    fn positions_are_units_of_utf_16() {
        let articles = Articles::rich();
        let (bytes, _) = written(Format::LabelStudio, &articles.input());
        let tasks: Value = serde_json::from_slice(&bytes).unwrap();
        let mut cut = Vec::new();
        for task in tasks.as_array().unwrap() {
            let units: Vec<u16> = task["data"]["text"]
                .as_str()
                .unwrap()
                .encode_utf16()
                .collect();
            let annotations = task["annotations"].as_array().unwrap();
            let results = annotations
                .iter()
                .flat_map(|one| one["result"].as_array().unwrap());
            for value in results
                .map(|one| &one["value"])
                .filter(|value| value["labels"].is_array())
            {
                let at = |key: &str| usize::try_from(value[key].as_u64().unwrap()).unwrap();
                let found = String::from_utf16(&units[at("start")..at("end")]).unwrap();
                assert_eq!(value["text"], found.as_str());
                cut.push(found);
            }
        }
        for quote in articles.found() {
            assert!(cut.contains(&quote), "{quote}");
        }
    }
}
