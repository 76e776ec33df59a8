//! Telling formats apart, by what is in a file and by its name.

use memchr::memmem;
use serde_json::Value;

use super::fields::text_of;
use super::{Format, Given};

/// How much of a file is looked at, in bytes.
const LOOKED_AT: usize = 4 << 20;

/// What `files`, which belong together, are; nothing where that cannot be told.
#[must_use]
pub fn recognise(files: &[Given]) -> Option<Format> {
    let ends = |file: &Given, end: &str| file.name.to_lowercase().ends_with(end);
    if files.iter().any(|file| ends(file, ".ann")) {
        return Some(Format::Brat);
    }
    let [file] = files else { return None };
    let bytes = file.bytes.as_slice();
    if bytes.starts_with(b"SQLite format 3\0") {
        return Some(Format::Taguette);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
        return if holds(b".qde") {
            Some(Format::Qdpx)
        } else if holds(b"xl/workbook") || holds(b"xl/worksheets") {
            Some(Format::Taguette)
        } else {
            None
        };
    }
    let text = text_of(bytes).ok()?;
    let head = text.trim_start();
    let head = head
        .get(..head.floor_char_boundary(LOOKED_AT))
        .unwrap_or(head);
    match head.chars().next()? {
        '<' if head.contains("urn:QDA-XML:codebook") || head.contains("<CodeBook") => {
            // A project has a codebook too.
            Some(if head.contains("<Project") {
                Format::Qdpx
            } else {
                Format::Qdc
            })
        }
        '<' if head.contains("<Project") => Some(Format::Qdpx),
        '{' | '[' => json(head, ends(file, ".jsonl")),
        _ => table(head),
    }
}

/// What the JSON that begins with `head` is.
fn json(head: &str, is_lines: bool) -> Option<Format> {
    if head.contains("\"postil-export-lines\"") {
        return Some(Format::JsonLines);
    }
    if head.contains("\"postil-export\"") {
        return Some(Format::Json);
    }
    let says = |words: &[&str]| {
        words
            .iter()
            .any(|word| head.contains(&format!("\"{word}\"")))
    };
    let first = head.lines().next().unwrap_or_default();
    let line = serde_json::from_str::<Value>(first).ok();
    let is_record = |value: &Value| value.is_object() && value.get("text").is_some();
    if says(&[
        "http://www.w3.org/ns/anno.jsonld",
        "AnnotationCollection",
        "AnnotationPage",
    ]) || (says(&["target"]) && says(&["motivation", "exact"]) && says(&["Annotation"]))
    {
        return Some(Format::W3c);
    }
    if says(&["export_userid", "client_version"])
        || (says(&["annotations", "rows"]) && says(&["target"]) && says(&["uri"]))
        || (says(&["TextQuoteSelector"]) && says(&["uri"]))
    {
        return Some(Format::Hypothesis);
    }
    if says(&["from_name", "to_name", "lead_time", "completed_by"])
        || (says(&["data"]) && says(&["annotations", "predictions", "completions"]))
    {
        return Some(Format::LabelStudio);
    }
    if line.as_ref().is_some_and(is_record) && (is_lines || says(&["label", "labels", "entities"]))
    {
        return Some(Format::Doccano);
    }
    if says(&["text"]) && says(&["label", "entities"]) {
        return Some(Format::Doccano);
    }
    None
}

/// What the table that begins with `head` is.
fn table(head: &str) -> Option<Format> {
    let first = head.lines().next()?.to_lowercase();
    let columns: Vec<&str> = first
        .split([',', ';', '\t'])
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    let has = |name: &str| columns.contains(&name);
    if has("url") && (has("quote") || has("quote/description")) {
        return Some(Format::Hypothesis);
    }
    let is_book = has("tag") || has("path") || has("name");
    (is_book && (has("description") || columns.len() == 1)).then_some(Format::Taguette)
}
