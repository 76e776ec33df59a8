//! JSON as the client of Hypothesis exports it, so that it can be imported there.
//!
//! The fields are those of its `src/types/api.ts`; its importer keeps `document`, `tags`, `text`, `target` and `uri`. Positions
//! are units of UTF-16, as everywhere in its programs.

use std::io;

use serde::Serialize;

use super::address;
use super::{Input, Item, Report, Source};
use crate::model::TagName;
use crate::text::utf16::Utf16;
use crate::text::visible;

#[derive(Serialize)]
struct File<'a> {
    client_version: &'static str,
    /// The time of the latest annotation: an export of the same annotations is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    export_date: Option<String>,
    export_userid: &'static str,
    annotations: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    created: String,
    updated: String,
    user: String,
    uri: String,
    text: &'a str,
    tags: Vec<&'a str>,
    group: &'static str,
    permissions: Permissions,
    target: [Target<'a>; 1],
    document: Titled<'a>,
    references: [&'static str; 0],
    hidden: bool,
    flagged: bool,
    links: Links,
    user_info: Named<'a>,
}

/// Nobody but its maker sees it, until its maker says otherwise.
#[derive(Serialize)]
struct Permissions {
    read: [String; 1],
    update: [String; 1],
    delete: [String; 1],
}

#[derive(Serialize)]
struct Target<'a> {
    source: String,
    selector: Vec<Selector<'a>>,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        prefix: &'a str,
        suffix: &'a str,
    },
}

#[derive(Serialize)]
struct Titled<'a> {
    title: [&'a str; 1],
}

#[derive(Serialize)]
struct Links {}

#[derive(Serialize)]
struct Named<'a> {
    display_name: &'a str,
}

/// Writes `input` as an export of Hypothesis.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let mut annotations = Vec::new();
    let mut unplaced = 0;
    for source in &input.documents {
        let units = source.document.map(|document| Utf16::new(&document.text));
        for item in source.in_order() {
            let row = row(source, item, units.as_ref());
            unplaced += usize::from(row.target.iter().any(|target| target.selector.len() == 1));
            annotations.push(row);
        }
    }
    let latest = input.items().map(|item| item.annotation.created).max();
    let mut text = serde_json::to_string_pretty(&File {
        client_version: "postil",
        export_date: latest.map(|latest| latest.to_string()),
        export_userid: "",
        annotations,
    })?;
    text.push('\n');
    report.tell(unplaced, "annotation", |annotations| {
        format!("quotes, but no positions, of {annotations} not found word for word were written")
    });
    tell(input, report);
    Ok(visible::escaped_json(text).into_bytes())
}

fn tell(input: &Input<'_>, report: &mut Report) {
    input.tell_of_earlier_places(report);
    input.tell_of_claims(report);
    input.tell_of_links(report);
    input.tell_of_documents(report, "annotation");
    input.tell_of_hashes(report);
    let described = input
        .documents
        .iter()
        .filter(|source| !source.metadata.authors.is_empty() || source.metadata.date.is_some());
    report.tell(described.count(), "document", |documents| {
        format!("the authors and date of {documents} were left out")
    });
    input.tell_of_codebook(report);
}

fn row<'a>(source: &'a Source<'_>, item: &'a Item<'_>, units: Option<&Utf16>) -> Row<'a> {
    let annotation = item.annotation;
    let metadata = item.part.unwrap_or(&source.metadata);
    let uri = address::of(source, metadata);
    let user = format!("acct:{}@postil.invalid", annotation.reviewer);
    let created = annotation.created.to_string();
    let known = annotation.place();
    let is_literal = matches!(item.state, "exact" | "moved");
    let place = item.place.filter(|_| is_literal).zip(units);
    let position = place.map(|(place, units)| Selector::Position {
        start: units.from_code_point(place.start),
        end: units.from_code_point(place.end),
    });
    let quote = Selector::Quote {
        exact: &known.quote,
        prefix: &known.prefix,
        suffix: &known.suffix,
    };
    Row {
        id: annotation.id.to_string(),
        created: created.clone(),
        updated: created,
        uri: uri.clone(),
        text: &annotation.note,
        tags: annotation.tags.iter().map(TagName::as_str).collect(),
        group: "__world__",
        permissions: Permissions {
            read: [user.clone()],
            update: [user.clone()],
            delete: [user.clone()],
        },
        user,
        target: [Target {
            source: uri,
            selector: position.into_iter().chain([quote]).collect(),
        }],
        document: Titled {
            title: [metadata
                .title
                .as_deref()
                .unwrap_or_else(|| source.path.name())],
        },
        references: [],
        hidden: false,
        flagged: false,
        links: Links {},
        user_info: Named {
            display_name: &annotation.reviewer,
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::written;

    #[test]
    fn rows_are_those_of_the_client() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::Hypothesis, &articles.input());
        golden("hypothesis.json", &bytes, &report);
    }

    #[test]
    fn positions_are_units_of_utf_16() {
        let articles = Articles::rich();
        let (bytes, _) = written(Format::Hypothesis, &articles.input());
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        let mut positions = 0;
        for row in value["annotations"].as_array().unwrap() {
            let selectors = row["target"][0]["selector"].as_array().unwrap();
            let [position, quote] = &selectors[..] else {
                continue;
            };
            let text = articles.text_of(row["id"].as_str().unwrap());
            let units: Vec<u16> = text.encode_utf16().collect();
            let at = |key: &str| usize::try_from(position[key].as_u64().unwrap()).unwrap();
            let cut = String::from_utf16(&units[at("start")..at("end")]).unwrap();
            assert_eq!(quote["exact"], cut);
            positions += 1;
        }
        assert_eq!(positions, 5);
    }
}
