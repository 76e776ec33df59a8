//! W3C Web Annotation as JSON-LD (W3C Recommendation, 23 February 2017: data model and vocabulary): a collection with one page.
//!
//! A claim is in the bodies of its annotation: what it asserts has the purpose `describing`, what the form says of it
//! `classifying`, as in `checkworthy: yes`, each verdict `assessing`, each piece of evidence `linking`. A link is an
//! annotation of its own. What the vocabulary has no word for is a property of ours, `postil:…`.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::address;
use super::guid::urn;
use super::{Input, Item, Report, Source};
use crate::model::{Annotation, Assessment, Claim, Evidence, Metadata, Stance, TextHash};
use crate::text::visible;

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: (&'static str, Ours),
    generator: Agent<'a>,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    label: &'a str,
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    first: Option<Page<'a>>,
}

/// What our own properties are short for.
#[derive(Serialize)]
struct Ours {
    postil: &'static str,
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
    Judged {
        #[serde(flatten)]
        verdict: Text<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        creator: Option<Agent<'a>>,
        created: String,
        #[serde(rename = "postil:confidence", skip_serializing_if = "str::is_empty")]
        confidence: &'a str,
        #[serde(rename = "postil:rationale", skip_serializing_if = "str::is_empty")]
        rationale: &'a str,
        #[serde(rename = "postil:hash", skip_serializing_if = "Option::is_none")]
        hash: Option<&'a str>,
    },
    Found {
        #[serde(flatten)]
        place: Found<'a>,
        #[serde(rename = "postil:stance", skip_serializing_if = "Option::is_none")]
        stance: Option<&'static str>,
        #[serde(rename = "postil:citation", skip_serializing_if = "str::is_empty")]
        citation: &'a str,
        #[serde(rename = "postil:quote", skip_serializing_if = "str::is_empty")]
        quote: &'a str,
        #[serde(rename = "postil:accessed", skip_serializing_if = "Option::is_none")]
        accessed: Option<String>,
    },
}

/// Where evidence can be read: an address, or words that say so.
#[derive(Serialize)]
#[serde(untagged)]
enum Found<'a> {
    At {
        #[serde(rename = "type")]
        kind: &'static str,
        purpose: &'static str,
        source: String,
    },
    Said(Text<'a>),
}

#[derive(Serialize)]
struct Text<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    value: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
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
    source: Article<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State<'a>>,
    selector: Vec<Selector<'a>>,
}

#[derive(Serialize)]
struct Article<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "postil:path")]
    path: &'a str,
    #[serde(rename = "dcterms:title", skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(rename = "dc:creator", skip_serializing_if = "<[String]>::is_empty")]
    authors: &'a [String],
    #[serde(rename = "dc:date", skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
}

/// Of which text a place is told.
#[derive(Serialize)]
struct State<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "sourceDate")]
    source_date: String,
    #[serde(rename = "postil:hash", skip_serializing_if = "Option::is_none")]
    hash: Option<&'a str>,
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
            items.extend(links(item.annotation));
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
        context: (
            "http://www.w3.org/ns/anno.jsonld",
            Ours {
                postil: "urn:x-postil:",
            },
        ),
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
        format!("quotes, but no positions, of {annotations} not found word for word were written")
    });
    input.tell_of_earlier_places(report);
    input.tell_of_documents(report, "annotation");
    let unsaid = input.documents.iter().filter(|source| {
        let mut items = source.annotations.iter();
        source.hash.is_some() && !items.any(|item| item.state == "exact")
    });
    report.tell(unsaid.count(), "document", |documents| {
        format!("the hash of {documents} was left out")
    });
    input.tell_of_codebook(report);
}

fn annotation<'a>(source: &'a Source<'_>, item: &'a Item<'_>) -> Entry<'a> {
    let annotation = item.annotation;
    let mut body = Vec::new();
    for tag in &annotation.tags {
        body.push(Body::Text(text("tagging", tag.as_str())));
    }
    if !annotation.note.is_empty() {
        body.push(Body::Text(words("commenting", &annotation.note)));
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

/// A word of ours.
fn text<'a>(purpose: &'static str, value: impl Into<Cow<'a, str>>) -> Text<'a> {
    Text {
        kind: "TextualBody",
        purpose,
        value: value.into(),
        format: None,
    }
}

/// What a person wrote in words of their own.
fn words<'a>(purpose: &'static str, value: &'a str) -> Text<'a> {
    Text {
        format: Some("text/plain"),
        ..text(purpose, value)
    }
}

fn claim(claim: &Claim) -> Vec<Body<'_>> {
    let mut body = Vec::new();
    let claimant = Some(claim.claimant.as_str()).filter(|name| !name.is_empty());
    let attribution = claim.attribution.map(|it| ("attribution", it.as_str()));
    let kinds = claim.kinds.iter().map(|kind| ("type", kind.as_str()));
    let checkworthy = claim.checkworthy.map(|it| ("checkworthy", it.as_str()));
    let status = claim.status.map(|status| ("status", status.as_str()));
    let classes = claimant
        .map(|name| ("claimant", name))
        .into_iter()
        .chain(attribution)
        .chain(kinds)
        .chain(checkworthy)
        .chain(status);
    for (field, word) in classes {
        body.push(Body::Text(text("classifying", format!("{field}: {word}"))));
    }
    body.extend(claim.assessments.iter().map(judged));
    body.extend(claim.evidence.iter().map(found));
    // Without a word about it, it would be no claim any more.
    if !claim.statement.is_empty() || body.is_empty() {
        body.insert(0, Body::Text(words("describing", &claim.statement)));
    }
    body
}

fn judged(assessment: &Assessment) -> Body<'_> {
    let verdict = assessment.verdict.as_ref();
    Body::Judged {
        verdict: text("assessing", verdict.map_or("", |verdict| verdict.as_str())),
        creator: person(&assessment.reviewer),
        created: assessment.at.to_string(),
        confidence: &assessment.confidence,
        rationale: &assessment.rationale,
        hash: assessment.hash.as_ref().map(TextHash::as_str),
    }
}

fn found(evidence: &Evidence) -> Body<'_> {
    let other = evidence.annotation().map(|id| format!("urn:uuid:{id}"));
    let web = || address::web(&evidence.url).map(str::to_owned);
    Body::Found {
        place: match other.or_else(web) {
            Some(source) => Found::At {
                kind: "SpecificResource",
                purpose: "linking",
                source,
            },
            None => Found::Said(words("linking", &evidence.url)),
        },
        stance: evidence.stance.map(Stance::as_str),
        citation: &evidence.citation,
        quote: &evidence.quote,
        accessed: evidence.accessed.map(|day| day.to_string()),
    }
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
        source: Article {
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
            hash: source.hash.map(TextHash::as_str),
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

/// The links of an annotation, each an annotation on it.
fn links(annotation: &Annotation) -> impl Iterator<Item = Entry<'_>> {
    let links = annotation.links.iter().enumerate();
    links.map(|(number, link)| Entry {
        id: urn("link", &format!("{}:{number}", annotation.id)),
        kind: "Annotation",
        motivation: "linking",
        creator: person(&annotation.reviewer),
        created: None,
        body: vec![
            Body::Address(format!("urn:uuid:{}", link.to)),
            Body::Text(text("classifying", link.relation.as_str())),
        ],
        target: Target::Address(address_of(annotation)),
    })
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
                item.pointer("/target/source/postil:path"),
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
