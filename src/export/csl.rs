//! CSL-JSON: articles and evidence as items to cite (the schema `csl-data.json` of the Citation Style Language, 1.0).
//!
//! Names are literal, since nobody can tell which part of a name is the family's. Evidence is known by how one would cite it,
//! which stands as its title.

use std::collections::BTreeSet;
use std::io;

use jiff::civil::Date;
use serde::Serialize;

use super::guid::urn;
use super::{Input, Report, Source, address};
use crate::model::{Evidence, Metadata};
use crate::text::{counted, visible};

#[derive(Serialize)]
struct Item<'a> {
    custom: Custom<'a>,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<When<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<When<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// What CSL leaves to the programs that write it.
#[derive(Serialize)]
struct Custom<'a> {
    postil: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<&'a str>,
}

#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum When<'a> {
    Parts {
        #[serde(rename = "date-parts")]
        parts: [Vec<i64>; 1],
    },
    /// A date in words.
    Raw { raw: &'a str },
}

/// Whether an export goes on as `rest` after its first bracket.
pub(super) fn goes_on_as(rest: &[u8]) -> bool {
    rest == b"]\n" || rest.starts_with(b"\n  {\n    \"custom\": {\n      \"postil\": \"")
}

/// Writes what can be cited of `input`.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let mut items = Vec::new();
    let mut known = BTreeSet::new();
    for source in &input.documents {
        let parts = source.annotations.iter().map(|item| item.part);
        let mut whole = parts.clone().flatten().next().is_none();
        whole |= source.annotations.iter().any(|item| item.part.is_none());
        if whole {
            items.push(article(
                source,
                &source.metadata,
                source.path.as_str().to_owned(),
            ));
        }
        for part in source.in_order().iter().filter_map(|item| item.part) {
            let title = part.title.as_deref().unwrap_or_default();
            let url = part.url.as_deref().unwrap_or_default();
            let id = urn("part", &format!("{}:{url}:{title}", source.path));
            if known.insert(id.clone()) {
                items.push(article(source, part, id));
            }
        }
    }
    let articles = items.len();
    let mut quoted = 0;
    for source in &input.documents {
        for item in source.in_order() {
            let claims = item.annotation.claim.iter();
            for evidence in claims.flat_map(|claim| &claim.evidence) {
                quoted += usize::from(!evidence.quote.is_empty() || evidence.stance.is_some());
                let found = source_of(evidence).filter(|item| known.insert(item.id.clone()));
                items.extend(found);
            }
        }
    }
    let sources = items.len() - articles;
    let mut text = serde_json::to_string_pretty(&items)?;
    text.push('\n');
    report.instead = Some(format!(
        "{} and {} of evidence",
        counted(articles, "article"),
        counted(sources, "source")
    ));
    let annotations = std::mem::take(&mut report.annotations);
    report.tell(annotations, "annotation", |annotations| {
        format!("left out, since they are no sources: {annotations}")
    });
    report.tell(quoted, "piece", |pieces| {
        format!("what {pieces} of evidence say, and of which claim, was left out")
    });
    input.tell_of_hashes(report);
    input.tell_of_marks_on_documents(report);
    Ok(visible::escaped_json(text).into_bytes())
}

fn article<'a>(source: &'a Source<'_>, metadata: &'a Metadata, id: String) -> Item<'a> {
    let url = metadata.url.as_deref().and_then(address::web);
    let date = metadata.date.as_deref().map(str::trim);
    let title = metadata.title.as_deref().map(str::trim);
    Item {
        custom: Custom {
            postil: "article",
            path: Some(source.path.as_str()),
        },
        id,
        kind: if url.is_some() { "webpage" } else { "document" },
        title: title
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| source.path.name()),
        author: metadata
            .authors
            .iter()
            .map(|literal| Name { literal })
            .collect(),
        issued: date.filter(|date| !date.is_empty()).map(when),
        accessed: None,
        container: metadata.source.as_deref(),
        url,
    }
}

/// The source of a piece of evidence, which several claims may share; another annotation is none.
fn source_of(evidence: &Evidence) -> Option<Item<'_>> {
    let url = address::web(&evidence.url);
    let citation = evidence.citation.trim();
    let title = if citation.is_empty() {
        evidence.url.trim()
    } else {
        citation
    };
    if evidence.annotation().is_some() || title.is_empty() {
        return None;
    }
    let accessed = evidence.accessed.map(|day| day.to_string());
    let key = [
        citation,
        &evidence.url,
        accessed.as_deref().unwrap_or_default(),
    ]
    .join("\n");
    Some(Item {
        custom: Custom {
            postil: "evidence",
            path: None,
        },
        id: urn("source", &key),
        kind: if url.is_some() { "webpage" } else { "document" },
        title,
        author: Vec::new(),
        issued: None,
        accessed: evidence.accessed.map(|day| When::Parts {
            parts: [parts(day)],
        }),
        container: None,
        url,
    })
}

fn parts(day: Date) -> Vec<i64> {
    vec![day.year().into(), day.month().into(), day.day().into()]
}

/// A year, a month or a day; anything else in its own words.
fn when(date: &str) -> When<'_> {
    let numbers: Option<Vec<i64>> = date
        .split('-')
        .map(|part| {
            let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| part.parse().ok()).flatten()
        })
        .collect();
    let is_date = |numbers: &[i64]| match *numbers {
        [year] => (1000..10_000).contains(&year),
        [year, month] => (1000..10_000).contains(&year) && (1..=12).contains(&month),
        [.., _] => date.parse::<Date>().is_ok(),
        [] => false,
    };
    match numbers.filter(|numbers| is_date(numbers)) {
        Some(numbers) => When::Parts { parts: [numbers] },
        None => When::Raw { raw: date },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::written;

    #[test]
    fn articles_and_evidence_can_be_cited() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::Csl, &articles.input());
        golden("csl.json", &bytes, &report);
    }

    #[test]
    fn dates_are_numbers_as_far_as_they_are_known() {
        for (date, expected) in [
            ("2020", r#"{"date-parts":[[2020]]}"#),
            ("2020-01", r#"{"date-parts":[[2020,1]]}"#),
            ("2020-01-31", r#"{"date-parts":[[2020,1,31]]}"#),
            ("2020-02-31", r#"{"raw":"2020-02-31"}"#),
            ("2020-13", r#"{"raw":"2020-13"}"#),
            ("Spring 2020", r#"{"raw":"Spring 2020"}"#),
            ("99999999999999999999", r#"{"raw":"99999999999999999999"}"#),
            ("20", r#"{"raw":"20"}"#),
        ] {
            assert_eq!(serde_json::to_string(&when(date)).unwrap(), expected);
        }
    }
}
