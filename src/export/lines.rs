//! JSON Lines: the codebook in the first line, and an annotation in each of the others.

use std::io;

use serde::Serialize;

use super::json::{self, AnnotationEntry, TagEntry, VerdictEntry};
use super::{Input, Item, Report, Source};
use crate::text::visible;

#[derive(Serialize)]
struct Head<'a> {
    format: &'static str,
    version: u32,
    corpus: &'a str,
    tags: Vec<TagEntry<'a>>,
    verdicts: Vec<VerdictEntry<'a>>,
}

/// An annotation with what is known of its document: of the article, where the document holds several.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    title: Option<&'a str>,
    authors: &'a [String],
    date: Option<&'a str>,
    url: Option<&'a str>,
    #[serde(flatten)]
    annotation: AnnotationEntry<'a>,
}

/// Writes `input` as JSON Lines.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let head = Head {
        format: "postil-export-lines",
        version: 1,
        corpus: input.corpus,
        tags: json::tags(input.codebook),
        verdicts: json::verdicts(input.codebook),
    };
    let mut bytes = line(&head)?;
    for source in &input.documents {
        for item in source.in_order() {
            bytes.extend(line(&entry(source, item))?);
        }
    }
    input.tell_of_documents(report, "line");
    input.tell_of_hashes(report);
    Ok(bytes)
}

fn entry<'a>(source: &'a Source<'_>, item: &'a Item<'_>) -> Line<'a> {
    let metadata = item.part.unwrap_or(&source.metadata);
    Line {
        document: source.path.as_str(),
        title: metadata.title.as_deref(),
        authors: &metadata.authors,
        date: metadata.date.as_deref(),
        url: metadata.url.as_deref(),
        annotation: json::annotation(item),
    }
}

fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_string(value)?;
    text.push('\n');
    Ok(visible::escaped_json(text).into_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::export::Format;
    use crate::export::fixture::{Fixture, written};

    #[test]
    fn every_line_is_a_value_and_says_all_of_its_annotation() {
        let fixture = Fixture::rich();
        let (bytes, report) = written(Format::JsonLines, &fixture.input());
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(lines[0]["tags"].as_array().unwrap().len(), 2);
        assert_eq!(lines.len(), 1 + fixture.annotations.len());
        let whole = written(Format::Json, &fixture.input()).0;
        let whole: Value = serde_json::from_slice(&whole).unwrap();
        let mut first = lines[1].clone();
        let same = first.as_object_mut().unwrap();
        assert_eq!(same["title"], "What Berlin *agreed*");
        same.retain(|key, _| !["document", "title", "authors", "date", "url"].contains(&&**key));
        assert_eq!(first, whole["documents"][0]["annotations"][0]);
        assert_eq!(
            report.dropped,
            [
                "the reading status and tags of 1 document were left out",
                "the hash of 1 document was left out"
            ]
        );
    }
}
