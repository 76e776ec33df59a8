//! W3C Web Annotation as JSON-LD (W3C Recommendation, 23 February 2017: data model and vocabulary): a collection with one page.
//!
//! An annotation says what its reviewer said of the place. Verdicts, evidence and links are annotations on that annotation,
//! whose motivations are `assessing` and `linking`: so each has who gave it, and when. What has words of its own in postil
//! is a body with the purpose `classifying`, as in `checkworthy/yes`.

use std::io;

use serde::Serialize;

use super::address;
use super::guid::urn;
use super::{Input, Item, Report, Source};
use crate::model::{Annotation, Assessment, Claim, Evidence, Link, Metadata};
use crate::text::visible;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    generator: Agent<'a>,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'a str,
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Page<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Page<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    part_of: String,
    start_index: usize,
    items: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Agent<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nickname: Option<&'a str>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    body: Vec<Body<'a>>,
    target: Target<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    /// Another resource, by its address.
    Address(String),
    Text(Text<'a>),
    Place(Specific<'a>),
}

#[derive(Serialize)]
struct Text<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(rename = "schema:author", skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Target<'a> {
    /// An annotation, by its address.
    Address(String),
    Place(Box<Specific<'a>>),
}

#[derive(Serialize)]
struct Specific<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    source: Resource<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    selector: Vec<Selector<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Resource<'a> {
    Address(&'a str),
    Article {
        id: String,
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(rename = "dcterms:identifier")]
        path: &'a str,
        #[serde(rename = "dcterms:title", skip_serializing_if = "Option::is_none")]
        title: Option<&'a str>,
        #[serde(rename = "dc:creator", skip_serializing_if = "<[String]>::is_empty")]
        authors: &'a [String],
        #[serde(rename = "dc:date", skip_serializing_if = "Option::is_none")]
        date: Option<&'a str>,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct State {
    #[serde(rename = "type")]
    kind: &'static str,
    source_date: String,
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        exact: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        prefix: &'a str,
        #[serde(skip_serializing_if = "str::is_empty")]
        suffix: &'a str,
    },
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
}

/// Writes `input` as a collection of Web Annotations.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>, report: &mut Report) -> io::Result<Vec<u8>> {
    let mut items = Vec::new();
    for source in &input.documents {
        for item in source.in_order() {
            items.push(annotation(source, item));
            comments(item.annotation, &mut items);
        }
    }
    let id = urn("collection", input.corpus);
    let page = Page {
        id: urn("page", input.corpus),
        kind: "AnnotationPage",
        part_of: id.clone(),
        start_index: 0,
        items,
    };
    let collection = Collection {
        context: "http://www.w3.org/ns/anno.jsonld",
        generator: Agent {
            kind: "Software",
            name: Some("postil"),
            nickname: None,
        },
        id,
        kind: "AnnotationCollection",
        label: input.corpus,
        total: page.items.len(),
        first: (!page.items.is_empty()).then_some(page),
    };
    let mut text = serde_json::to_string_pretty(&collection)?;
    text.push('\n');
    tell(input, report);
    Ok(visible::escaped_json(text).into_bytes())
}

fn tell(input: &Input<'_>, report: &mut Report) {
    let unplaced = input.items().filter(|item| position(item).is_none());
    report.tell(unplaced.count(), "annotation", |annotations| {
        format!("{annotations} not found word for word have no position, but their quotes")
    });
    input.tell_of_earlier_places(report);
    input.tell_of_documents(report, "annotation");
    input.tell_of_hashes(report);
    input.tell_of_codebook(report);
    let given = input.sum(|claim| {
        claim
            .assessments
            .iter()
            .filter(|a| a.hash.is_some())
            .count()
    });
    report.tell(given, "assessment", |assessments| {
        format!("the hash of the text of {assessments} was left out")
    });
}

fn annotation<'a>(source: &'a Source<'_>, item: &'a Item<'_>) -> Entry<'a> {
    let annotation = item.annotation;
    let mut body = Vec::new();
    for tag in &annotation.tags {
        body.push(text("tagging", tag.as_str()));
    }
    if !annotation.note.is_empty() {
        body.push(words("commenting", &annotation.note));
    }
    body.extend(annotation.claim.as_ref().map(claim).unwrap_or_default());
    let motivation = match annotation {
        one if one.claim.is_some() => "describing",
        one if !one.note.is_empty() => "commenting",
        one if !one.tags.is_empty() => "tagging",
        _ => "highlighting",
    };
    Entry {
        id: address_of(annotation),
        kind: "Annotation",
        motivation,
        creator: person(&annotation.reviewer),
        created: Some(annotation.created.to_string()),
        body,
        target: Target::Place(Box::new(place(source, item))),
    }
}

fn address_of(annotation: &Annotation) -> String {
    format!("urn:uuid:{}", annotation.id)
}

fn person(name: &str) -> Option<Agent<'_>> {
    (!name.is_empty()).then_some(Agent {
        kind: "Person",
        name: None,
        nickname: Some(name),
    })
}

fn text<'a>(purpose: &'static str, value: impl Into<String>) -> Body<'a> {
    Body::Text(Text {
        kind: "TextualBody",
        purpose,
        value: value.into(),
        format: None,
        author: None,
    })
}

/// What a person wrote in words of their own.
fn words<'a>(purpose: &'static str, value: &str) -> Body<'a> {
    Body::Text(Text {
        kind: "TextualBody",
        purpose,
        value: value.to_owned(),
        format: Some("text/plain"),
        author: None,
    })
}

fn claim(claim: &Claim) -> Vec<Body<'_>> {
    let statement = Text {
        kind: "TextualBody",
        purpose: "describing",
        value: claim.statement.clone(),
        format: Some("text/plain"),
        author: (!claim.claimant.is_empty()).then_some(&claim.claimant),
    };
    let attribution = claim.attribution.map(|it| ("attribution", it.as_str()));
    let kinds = claim.kinds.iter().map(|kind| ("type", kind.as_str()));
    let checkworthy = claim.checkworthy.map(|it| ("checkworthy", it.as_str()));
    let status = claim.status.map(|status| ("status", status.as_str()));
    let classes = attribution
        .into_iter()
        .chain(kinds)
        .chain(checkworthy)
        .chain(status)
        .map(|(field, word)| text("classifying", format!("{field}/{word}")));
    std::iter::once(Body::Text(statement))
        .chain(classes)
        .collect()
}

/// The place of an annotation. It counts as it is now; where that is as it was, the time of making says of which text.
fn place<'a>(source: &'a Source<'_>, item: &'a Item<'_>) -> Specific<'a> {
    let annotation = item.annotation;
    let metadata: &Metadata = item.part.unwrap_or(&source.metadata);
    let known = annotation.place();
    let mut selector = vec![Selector::Quote {
        exact: &known.quote,
        prefix: &known.prefix,
        suffix: &known.suffix,
    }];
    let position = position(item);
    selector.extend(position.map(|(start, end)| Selector::Position { start, end }));
    let made = annotation
        .anchors
        .last()
        .map_or(annotation.created, |anchor| anchor.at);
    Specific {
        kind: "SpecificResource",
        source: Resource::Article {
            id: address::of(source, metadata),
            kind: "Text",
            path: source.path.as_str(),
            title: metadata.title.as_deref(),
            authors: &metadata.authors,
            date: metadata.date.as_deref(),
        },
        state: (item.state == "exact").then(|| State {
            kind: "TimeState",
            source_date: made.to_string(),
        }),
        selector,
    }
}

/// Where the words of the quote stand: a position where other words stand would contradict it.
fn position(item: &Item<'_>) -> Option<(usize, usize)> {
    let is_literal = matches!(item.state, "exact" | "moved");
    let place = item.place.filter(|_| is_literal)?;
    Some((place.start, place.end))
}

/// What is said of an annotation: verdicts, evidence, links.
fn comments<'a>(annotation: &'a Annotation, items: &mut Vec<Entry<'a>>) {
    let named = |kind: &str, number: usize| urn(kind, &format!("{}:{number}", annotation.id));
    let target = || Target::Address(address_of(annotation));
    if let Some(claim) = &annotation.claim {
        for (number, assessment) in claim.assessments.iter().enumerate() {
            items.push(Entry {
                id: named("assessment", number),
                kind: "Annotation",
                motivation: "assessing",
                creator: person(&assessment.reviewer),
                created: Some(assessment.at.to_string()),
                body: judged(assessment),
                target: target(),
            });
        }
        for (number, evidence) in claim.evidence.iter().enumerate() {
            items.push(Entry {
                id: named("evidence", number),
                kind: "Annotation",
                motivation: "linking",
                creator: None,
                created: None,
                body: found(evidence),
                target: target(),
            });
        }
    }
    for (number, link) in annotation.links.iter().enumerate() {
        items.push(Entry {
            id: named("link", number),
            kind: "Annotation",
            motivation: "linking",
            creator: person(&annotation.reviewer),
            created: None,
            body: linked(link),
            target: target(),
        });
    }
}

fn judged(assessment: &Assessment) -> Vec<Body<'_>> {
    let mut body = Vec::new();
    if let Some(verdict) = &assessment.verdict {
        body.push(text("assessing", verdict.as_str()));
    }
    if !assessment.confidence.is_empty() {
        let confidence = format!("confidence/{}", assessment.confidence);
        body.push(text("classifying", confidence));
    }
    if !assessment.rationale.is_empty() {
        body.push(words("describing", &assessment.rationale));
    }
    body
}

/// A source, with the words that matter and when it was looked at. What is no address is part of the citation.
fn found(evidence: &Evidence) -> Vec<Body<'_>> {
    let mut body = Vec::new();
    let url = evidence.url.trim();
    let web = address::web(url);
    let quote = Selector::Quote {
        exact: &evidence.quote,
        prefix: "",
        suffix: "",
    };
    if let Some(other) = evidence.annotation() {
        body.push(Body::Address(format!("urn:uuid:{other}")));
    } else if let Some(source) = web {
        body.push(Body::Place(Specific {
            kind: "SpecificResource",
            source: Resource::Address(source),
            state: evidence.accessed.map(|day| State {
                kind: "TimeState",
                source_date: format!("{day}T00:00:00Z"),
            }),
            selector: (!evidence.quote.is_empty())
                .then_some(quote)
                .into_iter()
                .collect(),
        }));
    }
    let is_told = web.is_some() || evidence.annotation().is_some();
    let address = if is_told { "" } else { url };
    let accessed = evidence.accessed.filter(|_| web.is_none());
    let accessed = accessed.map(|day| format!("accessed {day}"));
    let said = [
        evidence.citation.trim(),
        address,
        accessed.as_deref().unwrap_or_default(),
    ];
    let said: Vec<&str> = said.into_iter().filter(|part| !part.is_empty()).collect();
    if !said.is_empty() {
        body.push(words("identifying", &said.join(", ")));
    }
    if web.is_none() && !evidence.quote.is_empty() {
        body.push(words("describing", &evidence.quote));
    }
    if let Some(stance) = evidence.stance {
        body.push(text("classifying", format!("evidence/{}", stance.as_str())));
    }
    body
}

fn linked<'a>(link: &Link) -> Vec<Body<'a>> {
    vec![
        Body::Address(format!("urn:uuid:{}", link.to)),
        text("classifying", link.relation.as_str()),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::export::Format;
    use crate::export::articles::{Articles, golden};
    use crate::export::fixture::{Fixture, bare, written};
    use crate::text::visible;

    fn items(bytes: &[u8]) -> Vec<Value> {
        let value: Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(
            value["total"],
            value["first"]["items"].as_array().unwrap().len()
        );
        value["first"]["items"].as_array().unwrap().clone()
    }

    #[test]
    fn everything_said_is_an_annotation() {
        let articles = Articles::rich();
        let (bytes, report) = written(Format::W3c, &articles.input());
        golden("w3c.jsonld", &bytes, &report);
    }

    #[test]
    fn quotes_and_positions_say_the_same() {
        let articles = Articles::rich();
        let (bytes, _) = written(Format::W3c, &articles.input());
        let mut positions = 0;
        for item in items(&bytes) {
            let (Some(path), Some(selectors)) = (
                item.pointer("/target/source/dcterms:identifier"),
                item.pointer("/target/selector").and_then(Value::as_array),
            ) else {
                continue;
            };
            let text = articles.text(path.as_str().unwrap());
            for selector in selectors
                .iter()
                .filter(|it| it["type"] == "TextPositionSelector")
            {
                let at = |key: &str| usize::try_from(selector[key].as_u64().unwrap()).unwrap();
                let cut: String = text
                    .chars()
                    .skip(at("start"))
                    .take(at("end") - at("start"))
                    .collect();
                assert_eq!(selectors[0]["exact"], cut);
                positions += 1;
            }
        }
        assert_eq!(positions, 5);
    }

    #[test]
    fn hostile_texts_come_back_as_they_were_and_are_not_obeyed() {
        let hostile = "\"},\u{0}\u{1b}]0;x\u{7}\u{9b}\u{202e}\u{2028}\u{fffe}\\\n\r\té";
        let mut annotation = bare(1, "a.txt", 0, hostile);
        annotation.note = hostile.into();
        annotation.reviewer = hostile.into();
        let (bytes, _) = written(Format::W3c, &Fixture::one(annotation).input());
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(
            !text.contains(|c| visible::is_unseen(c) && c != '\n'),
            "{text}"
        );
        let item = &items(&bytes)[0];
        assert_eq!(item["body"][0]["value"], hostile);
        assert_eq!(item["target"]["selector"][0]["exact"], hostile);
        assert_eq!(item["creator"]["nickname"], hostile);
    }
}
