//! Reading one record: its text -> a value of the model, with what was wrong in it.
//!
//! Two kinds of wrong are told apart. What leaves the record without meaning (a mistake in the TOML, no identity, a text
//! where a number belongs) means that there is no value. A word that is not in its vocabulary costs that one field.

use std::collections::HashSet;

use jiff::Timestamp;
use toml::de::DeTable;
use uuid::Uuid;

use super::fields::{Fields, unknown, words};
use super::file::Kind;
use super::value::Value;
use crate::model::{
    Anchor, Annotation, AnnotationId, Assessment, Attachment, Attribution, CheckWorthy, Claim,
    ClaimKind, ClaimStatus, Correction, Coverage, DocPath, DocumentRecord, Evidence, Grade, Link,
    ReadingStatus, Relation, Selector, Stance, Stretches, Tag, TagName, TextHash, Verdict,
};
use crate::text::cluster;

/// Something wrong in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, in bytes of the text that was read.
    pub at: usize,
    /// What; lower case, no full stop.
    pub message: String,
    /// Whether it is only about what others put there, and costs nothing.
    pub is_remark: bool,
}

impl Fault {
    /// Something wrong at the byte `at`.
    #[must_use]
    pub fn new(at: usize, message: String) -> Self {
        Self {
            at,
            message,
            is_remark: false,
        }
    }

    /// Something at the byte `at` that a person should know and that costs nothing.
    #[must_use]
    pub fn remark(at: usize, message: String) -> Self {
        Self {
            at,
            message,
            is_remark: true,
        }
    }
}

/// What a record says.
#[derive(Debug, Default)]
pub struct Reading {
    /// The value, unless something was wrong that leaves none.
    pub value: Option<Value>,
    /// What was wrong.
    pub faults: Vec<Fault>,
    /// Whether the text is no TOML at all, so that its faults are about spelling and not about meaning.
    pub mistaken: bool,
    /// The tags it carries, each with the byte it begins at.
    pub tags: Vec<(TagName, usize)>,
    /// The verdicts given in it, each with the byte it begins at.
    pub verdicts: Vec<(Verdict, usize)>,
}

/// Reads the record `text`, which has plain line feeds (see [`unix_lines`]).
#[must_use]
pub fn read(kind: Kind, text: &str) -> Reading {
    let root = match DeTable::parse(text) {
        Ok(root) => root,
        Err(error) => {
            return Reading {
                faults: vec![Fault {
                    is_remark: false,
                    at: error.span().map_or(0, |span| span.start),
                    message: one_line(error.message()),
                }],
                mistaken: true,
                ..Reading::default()
            };
        }
    };
    let mut reading = Reading::default();
    let Some(word) = kind.word() else {
        return reading;
    };
    let Some(table) = root
        .get_ref()
        .get(word)
        .and_then(|list| list.get_ref().as_array())
        .and_then(|list| list.first())
    else {
        return reading;
    };
    let Some(inner) = table.get_ref().as_table() else {
        return reading;
    };
    let mut faults = Vec::new();
    let fields = Fields {
        table: inner,
        at: table.span().start,
    };
    let value = match kind {
        Kind::Tag => tag(&fields, &mut faults).map(Value::Tag),
        Kind::Verdict => grade(&fields, &mut faults).map(Value::Grade),
        Kind::Document => document(&fields, &mut faults)
            .map(Box::new)
            .map(Value::Document),
        _ => annotation(&fields, &mut faults)
            .map(Box::new)
            .map(Value::Annotation),
    };
    match value {
        Ok(value) => {
            reading.tags = fields.used_tags();
            reading.verdicts = fields.used_verdicts();
            reading.value = Some(value);
        }
        Err(fault) => faults.push(Fault {
            is_remark: false,
            message: format!(
                "{}; the {word} is left as it stands and not shown",
                fault.message
            ),
            ..fault
        }),
    }
    faults.sort_by_key(|fault| fault.at);
    reading.faults = faults;
    reading
}

/// The text with plain line feeds: what stands in a file with CRLF must not become part of a note, and offsets in lines
/// and columns stay the same.
#[must_use]
pub fn unix_lines(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains('\r') {
        text.replace("\r\n", "\n").into()
    } else {
        text.into()
    }
}

fn one_line(message: &str) -> String {
    message.lines().collect::<Vec<_>>().join(", ")
}

fn tag(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Tag, Fault> {
    let known = [
        "name",
        "key",
        "color",
        "glyph",
        "definition",
        "use_for",
        "not_for",
        "examples",
        "retired",
    ];
    fields.others("a [[tag]]", &known, faults);
    let name = fields.required("name", TagName::parse)?;
    let single = |text: &str| {
        let mut chars = text.chars();
        chars.next().filter(|_| chars.next().is_none())
    };
    Ok(Tag {
        name,
        key: fields.word("key", "a single character", single, faults)?,
        color: fields.color(faults)?,
        glyph: fields.word("glyph", "a single character one cell wide", glyph, faults)?,
        definition: fields.text("definition")?.unwrap_or_default(),
        use_for: fields.text("use_for")?.unwrap_or_default(),
        not_for: fields.text("not_for")?.unwrap_or_default(),
        examples: fields
            .texts("examples")?
            .into_iter()
            .map(|(text, _)| text)
            .collect(),
        retired: fields.flag("retired")?,
    })
}

/// The glyph that `text` is, if it stands in one cell of every terminal.
fn glyph(text: &str) -> Option<char> {
    let mut chars = text.chars();
    let glyph = chars.next().filter(|_| chars.next().is_none())?;
    (!glyph.is_control() && cluster::width(text) == 1).then_some(glyph)
}

fn grade(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Grade, Fault> {
    let known = ["name", "color", "rating", "definition"];
    fields.others("a [[verdict]]", &known, faults);
    Ok(Grade {
        name: fields.required("name", Verdict::parse)?,
        color: fields.color(faults)?,
        rating: fields.integer("rating")?,
        definition: fields.text("definition")?.unwrap_or_default(),
    })
}

fn coverage(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Coverage, Fault> {
    let known = ["reviewer", "hash", "seen", "sentences", "decided"];
    fields.others("coverage", &known, faults);
    Ok(Coverage {
        reviewer: fields.text("reviewer")?.unwrap_or_default(),
        hash: fields.text("hash")?.map(|hash| TextHash::stored(&hash)),
        seen: Stretches::of(fields.ranges("seen")?),
        sentences: fields.position("sentences", faults)?,
        decided: fields.position("decided", faults)?,
    })
}

fn document(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<DocumentRecord, Fault> {
    fields.others(
        "a [[document]]",
        &[
            "path",
            "hash",
            "earlier",
            "title",
            "author",
            "date",
            "url",
            "corrections",
            "tags",
            "status",
            "coverage",
        ],
        faults,
    );
    let mut seen = Vec::new();
    for fields in fields.tables("coverage")? {
        seen.push(coverage(&fields, faults)?);
    }
    Ok(DocumentRecord {
        path: fields.required("path", path)?,
        hash: fields.text("hash")?.map(|hash| TextHash::stored(&hash)),
        earlier: earlier(fields)?,
        title: fields.text("title")?,
        author: fields.text("author")?,
        date: fields.date_text("date")?,
        url: fields.text("url")?,
        corrections: corrections(fields, faults)?,
        tags: tags(fields, faults)?,
        status: fields.choice("status", ReadingStatus::ALL, ReadingStatus::as_str, faults)?,
        coverage: seen,
    })
}

fn annotation(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Annotation, Fault> {
    fields.others(
        "an [[annotation]]",
        &[
            "id", "document", "quote", "prefix", "suffix", "start", "end", "anchor", "tags",
            "note", "reviewer", "created", "claim", "link",
        ],
        faults,
    );
    let id = fields.required("id", AnnotationId::parse)?;
    let claim = match fields.tables("claim")?.first() {
        Some(fields) => Some(claim(fields, faults)?),
        None => None,
    };
    let mut links = Vec::new();
    for fields in fields.tables("link")? {
        links.extend(link(&fields, faults)?);
    }
    let mut anchors = Vec::new();
    for fields in fields.tables("anchor")? {
        anchors.push(anchor(&fields, faults)?);
    }
    Ok(Annotation {
        id,
        document: fields.required("document", path)?,
        selector: selector(fields, faults)?,
        anchors,
        tags: tags(fields, faults)?,
        note: fields.text("note")?.unwrap_or_default(),
        reviewer: fields.text("reviewer")?.unwrap_or_default(),
        created: fields
            .time("created", faults)?
            .unwrap_or_else(|| time_of(id)),
        claim,
        links,
    })
}

fn selector(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Selector, Fault> {
    Ok(Selector {
        quote: fields.text("quote")?.unwrap_or_default(),
        prefix: fields.text("prefix")?.unwrap_or_default(),
        suffix: fields.text("suffix")?.unwrap_or_default(),
        start: fields.position("start", faults)?,
        end: fields.position("end", faults)?,
    })
}

fn anchor(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Anchor, Fault> {
    fields.others(
        "an anchor",
        &[
            "quote", "prefix", "suffix", "start", "end", "hash", "how", "score", "reviewer", "at",
        ],
        faults,
    );
    Ok(Anchor {
        selector: selector(fields, faults)?,
        hash: fields.text("hash")?.map(|hash| TextHash::stored(&hash)),
        how: fields.choice("how", Attachment::ALL, Attachment::as_str, faults)?,
        score: fields.percent("score", faults)?,
        reviewer: fields.text("reviewer")?.unwrap_or_default(),
        at: fields.time("at", faults)?.unwrap_or(Timestamp::UNIX_EPOCH),
    })
}

fn claim(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Claim, Fault> {
    fields.others(
        "a claim",
        &[
            "statement",
            "claimant",
            "attribution",
            "kinds",
            "checkworthy",
            "status",
            "assessment",
            "evidence",
        ],
        faults,
    );
    let mut kinds = Vec::new();
    for (word, at) in fields.texts("kinds")? {
        match ClaimKind::parse(&word) {
            Some(kind) if kinds.contains(&kind) => {}
            Some(kind) => kinds.push(kind),
            None => faults.push(unknown(
                "kinds",
                &word,
                &words(ClaimKind::ALL, ClaimKind::as_str),
                at,
            )),
        }
    }
    let mut assessments = Vec::new();
    for fields in fields.tables("assessment")? {
        fields.others(
            "an assessment",
            &[
                "reviewer",
                "at",
                "verdict",
                "confidence",
                "rationale",
                "hash",
            ],
            faults,
        );
        assessments.push(Assessment {
            reviewer: fields.text("reviewer")?.unwrap_or_default(),
            at: fields.time("at", faults)?.unwrap_or(Timestamp::UNIX_EPOCH),
            verdict: fields.word("verdict", "a verdict", Verdict::parse, faults)?,
            confidence: fields.text("confidence")?.unwrap_or_default(),
            rationale: fields.text("rationale")?.unwrap_or_default(),
            hash: fields.text("hash")?.map(|hash| TextHash::stored(&hash)),
        });
    }
    let mut evidence = Vec::new();
    for fields in fields.tables("evidence")? {
        fields.others(
            "evidence",
            &["stance", "citation", "url", "quote", "accessed"],
            faults,
        );
        evidence.push(Evidence {
            stance: fields.choice("stance", Stance::ALL, Stance::as_str, faults)?,
            citation: fields.text("citation")?.unwrap_or_default(),
            url: fields.text("url")?.unwrap_or_default(),
            quote: fields.text("quote")?.unwrap_or_default(),
            accessed: fields.date("accessed", faults)?,
        });
    }
    Ok(Claim {
        statement: fields.text("statement")?.unwrap_or_default(),
        claimant: fields.text("claimant")?.unwrap_or_default(),
        attribution: fields.choice("attribution", Attribution::ALL, Attribution::as_str, faults)?,
        kinds,
        checkworthy: fields.choice("checkworthy", CheckWorthy::ALL, CheckWorthy::as_str, faults)?,
        status: fields.choice("status", ClaimStatus::ALL, ClaimStatus::as_str, faults)?,
        assessments,
        evidence,
    })
}

/// A link needs both of its words; one that lacks either stays in the file and is not shown.
fn link(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Option<Link>, Fault> {
    fields.others("a link", &["to", "relation"], faults);
    let to = fields.word("to", "the id of an annotation", AnnotationId::parse, faults)?;
    let relation = fields.choice("relation", Relation::ALL, Relation::as_str, faults)?;
    Ok(match (to, relation) {
        (Some(to), Some(relation)) => Some(Link { to, relation }),
        _ => None,
    })
}

fn tags(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Vec<TagName>, Fault> {
    let (mut tags, mut seen) = (Vec::new(), HashSet::new());
    for (text, at) in fields.texts("tags")? {
        match TagName::parse(&text) {
            Some(name) if !seen.insert(name.clone()) => {}
            Some(name) => tags.push(name),
            None => faults.push(unknown("tags", &text, "the name of a tag", at)),
        }
    }
    Ok(tags)
}

fn corrections(fields: &Fields<'_, '_>, faults: &mut Vec<Fault>) -> Result<Vec<Correction>, Fault> {
    let mut corrections = Vec::new();
    for (text, at) in fields.texts("corrections")? {
        match Correction::parse(&text) {
            Some(known) if corrections.contains(&known) => {}
            Some(correction) => corrections.push(correction),
            None => {
                let wanted = "a kind of block and how it begins, as in \"heading 2: Conclusion\"";
                faults.push(unknown("corrections", &text, wanted, at));
            }
        }
    }
    Ok(corrections)
}

fn earlier(fields: &Fields<'_, '_>) -> Result<Vec<TextHash>, Fault> {
    let (mut hashes, mut seen) = (Vec::new(), HashSet::new());
    for (text, _) in fields.texts("earlier")? {
        let hash = TextHash::stored(&text);
        if seen.insert(hash.clone()) {
            hashes.push(hash);
        }
    }
    Ok(hashes)
}

fn path(text: &str) -> Option<DocPath> {
    (!text.is_empty()).then(|| DocPath::new(text))
}

/// When an annotation without a date was made: its identity tells, if it is one of ours.
fn time_of(id: AnnotationId) -> Timestamp {
    Uuid::try_parse(&id.to_string())
        .ok()
        .and_then(|uuid| uuid.get_timestamp())
        .and_then(|made| i64::try_from(made.to_unix().0).ok())
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_annotation(rest: &str) -> (Annotation, Vec<String>) {
        let text = format!(
            "[[annotation]]\nid = \"01994f0e-0000-7000-8000-000000000001\"\ndocument = \"a.txt\"\n{rest}"
        );
        let reading = read(Kind::Annotation, &text);
        let Some(Value::Annotation(found)) = reading.value else {
            panic!("no annotation: {:?}", reading.faults);
        };
        let messages = reading.faults.into_iter().map(|fault| fault.message);
        (*found, messages.collect())
    }

    #[test]
    fn times_are_read_in_every_spelling_a_person_would_use() {
        for (text, expected) in [
            ("2026-11-21T22:31:07Z", "2026-11-21T22:31:07Z"),
            ("2026-11-21T22:31:07.25Z", "2026-11-21T22:31:07.25Z"),
            ("2026-11-21 23:31:07+01:00", "2026-11-21T22:31:07Z"),
            ("2026-11-21T22:31:07", "2026-11-21T22:31:07Z"),
            ("2026-11-21", "2026-11-21T00:00:00Z"),
            ("\"2026-11-21T22:31:07Z\"", "2026-11-21T22:31:07Z"),
        ] {
            let (found, faults) = read_annotation(&format!("created = {text}"));
            assert_eq!(found.created.to_string(), expected);
            assert_eq!(faults, [""; 0]);
        }
    }

    #[test]
    fn an_annotation_without_a_date_has_the_one_of_its_identity() {
        let (found, _) = read_annotation("");
        assert_eq!(found.created.to_string(), "2025-09-15T20:25:41Z");
    }

    #[test]
    fn a_claim_may_be_written_in_one_line() {
        let (found, faults) = read_annotation(
            "claim = { statement = \"x\", assessment = [{ verdict = \"refuted\" }] }",
        );
        let claim = found.claim.unwrap();
        assert_eq!(claim.statement, "x");
        assert_eq!(claim.assessments[0].verdict, Verdict::parse("refuted"));
        assert_eq!(faults, [""; 0]);
    }

    #[test]
    fn a_negative_position_leaves_it_to_the_quote() {
        let (found, faults) = read_annotation("start = -5\nend = 0x10\n");
        assert_eq!((found.selector.start, found.selector.end), (0, 16));
        assert_eq!(
            faults,
            ["`start`: \"-5\" is not a position; it is left as it stands and not used"]
        );
    }
}
