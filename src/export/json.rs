//! JSON: everything there is, for programs.

use std::io;

use serde::Serialize;

use super::{Input, Item, Source};
use crate::model::{
    Anchor, Assessment, Attachment, Attribution, CheckWorthy, Claim, ClaimStatus, Codebook,
    Coverage, DocumentRecord, Evidence, ReadingStatus, Stance, TagName, TextHash, Verdict,
};
use crate::text::visible;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u32,
    corpus: &'a str,
    tags: Vec<TagEntry<'a>>,
    documents: Vec<DocumentEntry<'a>>,
    /// The scale of verdicts that the house has set; none where it goes by the one that comes with the program.
    verdicts: Vec<VerdictEntry<'a>>,
}

#[derive(Serialize)]
pub(super) struct TagEntry<'a> {
    name: &'a str,
    key: Option<char>,
    color: Option<String>,
    definition: &'a str,
    glyph: Option<char>,
    use_for: &'a str,
    not_for: &'a str,
    examples: &'a [String],
    retired: bool,
}

/// A verdict of the scale, in its order.
#[derive(Serialize)]
pub(super) struct VerdictEntry<'a> {
    name: &'a str,
    color: Option<String>,
    rating: Option<i64>,
    definition: &'a str,
}

#[derive(Serialize)]
struct DocumentEntry<'a> {
    path: &'a str,
    title: Option<&'a str>,
    authors: &'a [String],
    date: Option<&'a str>,
    url: Option<&'a str>,
    status: Option<&'static str>,
    hash: Option<&'a str>,
    tags: Vec<&'a str>,
    annotations: Vec<AnnotationEntry<'a>>,
    /// What a person wrote down over what the document tells of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    set: Option<SetEntry<'a>>,
    /// What blocks are, where a person put that right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<String>,
    /// The hashes of texts it was annotated in before, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coverage: Vec<CoverageEntry<'a>>,
}

#[derive(Serialize)]
struct SetEntry<'a> {
    title: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
}

/// What a reviewer has seen; `seen` holds code points of the text with this hash.
#[derive(Serialize)]
struct CoverageEntry<'a> {
    reviewer: &'a str,
    hash: Option<&'a str>,
    seen: &'a [(usize, usize)],
    sentences: usize,
    decided: usize,
}

/// `start` and `end` are code points: as found where `line` is there, else as stored.
#[derive(Serialize)]
pub(super) struct AnnotationEntry<'a> {
    id: String,
    quote: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    start: usize,
    end: usize,
    line: Option<usize>,
    paragraph: Option<usize>,
    state: &'a str,
    tags: Vec<&'a str>,
    note: &'a str,
    reviewer: &'a str,
    created: String,
    claim: Option<ClaimEntry<'a>>,
    links: Vec<LinkEntry>,
    /// The article, where the document holds several.
    part: Option<PartEntry<'a>>,
    /// Where it was made, in code points, where that is not where it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<(usize, usize)>,
    /// The places it was given later, the latest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    anchors: Vec<AnchorEntry<'a>>,
    /// What stands before the quote, where that was wished for.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    /// What stands after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct AnchorEntry<'a> {
    quote: &'a str,
    prefix: &'a str,
    suffix: &'a str,
    start: usize,
    end: usize,
    hash: Option<&'a str>,
    how: Option<&'static str>,
    score: Option<u8>,
    reviewer: &'a str,
    at: String,
}

#[derive(Serialize)]
struct PartEntry<'a> {
    title: Option<&'a str>,
    authors: &'a [String],
    date: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct ClaimEntry<'a> {
    statement: &'a str,
    claimant: &'a str,
    attribution: Option<&'static str>,
    kinds: Vec<&'static str>,
    checkworthy: Option<&'static str>,
    status: Option<&'static str>,
    assessments: Vec<AssessmentEntry<'a>>,
    evidence: Vec<EvidenceEntry<'a>>,
}

#[derive(Serialize)]
struct AssessmentEntry<'a> {
    reviewer: &'a str,
    at: String,
    verdict: Option<&'a str>,
    confidence: &'a str,
    rationale: &'a str,
    hash: Option<&'a str>,
}

#[derive(Serialize)]
struct EvidenceEntry<'a> {
    stance: Option<&'static str>,
    citation: &'a str,
    url: &'a str,
    quote: &'a str,
    accessed: Option<String>,
}

#[derive(Serialize)]
struct LinkEntry {
    to: String,
    relation: &'static str,
}

/// Writes `input` as JSON.
///
/// # Errors
/// Where serde gives up, which it has no reason to.
pub(super) fn write(input: &Input<'_>) -> io::Result<Vec<u8>> {
    let mut text = serde_json::to_string_pretty(&File {
        format: "postil-export",
        version: 1,
        corpus: input.corpus,
        tags: tags(input.codebook),
        documents: input.documents.iter().map(document).collect(),
        verdicts: verdicts(input.codebook),
    })?;
    text.push('\n');
    Ok(visible::escaped_json(text).into_bytes())
}

/// The codebook.
pub(super) fn tags(codebook: &Codebook) -> Vec<TagEntry<'_>> {
    let tags = codebook.tags().iter().map(|tag| TagEntry {
        name: tag.name.as_str(),
        key: tag.key,
        color: tag.color.map(|color| color.to_string()),
        definition: &tag.definition,
        glyph: tag.glyph,
        use_for: &tag.use_for,
        not_for: &tag.not_for,
        examples: &tag.examples,
        retired: tag.retired,
    });
    tags.collect()
}

/// The scale of verdicts that the house has set.
pub(super) fn verdicts(codebook: &Codebook) -> Vec<VerdictEntry<'_>> {
    let verdicts = codebook.grades().iter().map(|grade| VerdictEntry {
        name: grade.name.as_str(),
        color: grade.color.map(|color| color.to_string()),
        rating: grade.rating,
        definition: &grade.definition,
    });
    verdicts.collect()
}

fn names(tags: &[TagName]) -> Vec<&str> {
    tags.iter().map(TagName::as_str).collect()
}

fn document<'a>(source: &'a Source<'_>) -> DocumentEntry<'a> {
    let metadata = &source.metadata;
    DocumentEntry {
        path: source.path.as_str(),
        title: metadata.title.as_deref(),
        authors: &metadata.authors,
        date: metadata.date.as_deref(),
        url: metadata.url.as_deref(),
        status: source.status.map(ReadingStatus::as_str),
        hash: source.hash.map(TextHash::as_str),
        tags: names(source.tags),
        annotations: source.in_order().into_iter().map(annotation).collect(),
        set: source.record.and_then(set),
        corrections: recorded(source.record, |record| &record.corrections)
            .map(ToString::to_string)
            .collect(),
        earlier: recorded(source.record, |record| &record.earlier)
            .map(TextHash::as_str)
            .collect(),
        coverage: recorded(source.record, |record| &record.coverage)
            .map(coverage)
            .collect(),
    }
}

fn recorded<'a, T: 'a>(
    record: Option<&'a DocumentRecord>,
    which: impl Fn(&'a DocumentRecord) -> &'a Vec<T>,
) -> impl Iterator<Item = &'a T> {
    record.into_iter().flat_map(which)
}

fn set(record: &DocumentRecord) -> Option<SetEntry<'_>> {
    let entry = SetEntry {
        title: record.title.as_deref(),
        author: record.author.as_deref(),
        date: record.date.as_deref(),
        url: record.url.as_deref(),
    };
    let said = [entry.title, entry.author, entry.date, entry.url];
    said.iter().any(Option::is_some).then_some(entry)
}

fn coverage(coverage: &Coverage) -> CoverageEntry<'_> {
    CoverageEntry {
        reviewer: &coverage.reviewer,
        hash: coverage.hash.as_ref().map(TextHash::as_str),
        seen: coverage.seen.ranges(),
        sentences: coverage.sentences,
        decided: coverage.decided,
    }
}

pub(super) fn annotation<'a>(item: &'a Item<'_>) -> AnnotationEntry<'a> {
    let annotation = item.annotation;
    let (start, end) = item.range();
    let links = annotation.links.iter().map(|link| LinkEntry {
        to: link.to.to_string(),
        relation: link.relation.as_str(),
    });
    AnnotationEntry {
        id: annotation.id.to_string(),
        quote: &annotation.selector.quote,
        prefix: &annotation.selector.prefix,
        suffix: &annotation.selector.suffix,
        start,
        end,
        line: item.place.map(|place| place.line),
        paragraph: item.place.and_then(|place| place.paragraph),
        state: item.state,
        tags: names(&annotation.tags),
        note: &annotation.note,
        reviewer: &annotation.reviewer,
        created: annotation.created.to_string(),
        claim: annotation.claim.as_ref().map(claim),
        links: links.collect(),
        part: item.part.map(|part| PartEntry {
            title: part.title.as_deref(),
            authors: &part.authors,
            date: part.date.as_deref(),
            url: part.url.as_deref(),
        }),
        made: Some((annotation.selector.start, annotation.selector.end))
            .filter(|made| *made != (start, end)),
        anchors: annotation.anchors.iter().map(anchor).collect(),
        before: item.around.map(|around| around.before),
        after: item.around.map(|around| around.after),
    }
}

fn anchor(anchor: &Anchor) -> AnchorEntry<'_> {
    AnchorEntry {
        quote: &anchor.selector.quote,
        prefix: &anchor.selector.prefix,
        suffix: &anchor.selector.suffix,
        start: anchor.selector.start,
        end: anchor.selector.end,
        hash: anchor.hash.as_ref().map(TextHash::as_str),
        how: anchor.how.map(Attachment::as_str),
        score: anchor.score,
        reviewer: &anchor.reviewer,
        at: anchor.at.to_string(),
    }
}

fn claim(claim: &Claim) -> ClaimEntry<'_> {
    ClaimEntry {
        statement: &claim.statement,
        claimant: &claim.claimant,
        attribution: claim.attribution.map(Attribution::as_str),
        kinds: claim.kinds.iter().map(|kind| kind.as_str()).collect(),
        checkworthy: claim.checkworthy.map(CheckWorthy::as_str),
        status: claim.status.map(ClaimStatus::as_str),
        assessments: claim.assessments.iter().map(assessment).collect(),
        evidence: claim.evidence.iter().map(evidence).collect(),
    }
}

fn assessment(assessment: &Assessment) -> AssessmentEntry<'_> {
    AssessmentEntry {
        reviewer: &assessment.reviewer,
        at: assessment.at.to_string(),
        verdict: assessment.verdict.as_ref().map(Verdict::as_str),
        confidence: &assessment.confidence,
        rationale: &assessment.rationale,
        hash: assessment.hash.as_ref().map(TextHash::as_str),
    }
}

fn evidence(evidence: &Evidence) -> EvidenceEntry<'_> {
    EvidenceEntry {
        stance: evidence.stance.map(Stance::as_str),
        citation: &evidence.citation,
        url: &evidence.url,
        quote: &evidence.quote,
        accessed: evidence.accessed.map(|day| day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::Format;
    use crate::export::fixture::{Fixture, bare, written};

    fn export(fixture: &Fixture) -> String {
        let (bytes, report) = written(Format::Json, &fixture.input());
        assert!(report.dropped.is_empty(), "JSON holds everything");
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn everything_is_in_it() {
        assert_eq!(export(&Fixture::rich()), include_str!("fixture.json"));
    }

    #[test]
    fn an_annotation_names_the_article_among_several_in_its_document() {
        let fixture = Fixture::one(bare(1, "a.txt", 0, "q"));
        let mut input = fixture.input();
        let part = crate::model::Metadata {
            title: Some("The second".into()),
            ..crate::model::Metadata::default()
        };
        input.documents[0].annotations[0].part = Some(&part);
        let (bytes, _) = written(Format::Json, &input);
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let found = value.pointer("/documents/0/annotations/0/part/title");
        assert_eq!(found.unwrap().as_str(), Some("The second"));
    }

    #[test]
    fn hostile_texts_come_back_as_they_were_and_are_not_obeyed() {
        let hostile =
            "\"},\u{0}\u{1b}]0;x\u{7}\u{7f}\u{9b}\u{202e}\u{2028}\u{fffe}\u{e0041}\\\n\r\té";
        let text = export(&Fixture::one(bare(1, "a.txt", 0, hostile)));
        assert!(
            !text.contains(|c| visible::is_unseen(c) && c != '\n'),
            "{text}"
        );
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let found = value.pointer("/documents/0/annotations/0/quote").unwrap();
        assert_eq!(found.as_str(), Some(hostile));
    }
}
