//! Spelling a value: its keys in the order of the file, each with its value as TOML.
//!
//! Both a new record and a change to an old one are made from these fields, so that there is one place that says how a
//! value is written.

use std::fmt::Write as _;

use super::value::Value;
use crate::model::{
    Anchor, Annotation, Assessment, Attachment, Attribution, CheckWorthy, Claim, ClaimKind,
    ClaimStatus, Correction, Coverage, DocumentRecord, Evidence, Grade, Link, ReadingStatus,
    Selector, Stance, Tag, TagName, TextHash,
};

/// The value of one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// The key is left out.
    Absent,
    /// A value, as TOML.
    Scalar(String),
    /// A list of texts, not yet quoted.
    List(Vec<String>),
}

impl Piece {
    /// The value as TOML; `None` for a key that is left out.
    #[must_use]
    pub fn toml(&self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Scalar(text) => Some(text.clone()),
            Self::List(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| basic(text)).collect();
                Some(format!("[{}]", texts.join(", ")))
            }
        }
    }
}

/// The keys of one table in the order of the file, those that are left out included.
pub type Fields = Vec<(&'static str, Piece)>;

/// The tables of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimFields {
    /// `[annotation.claim]`.
    pub own: Fields,
    /// Each `[[annotation.claim.assessment]]`.
    pub assessments: Vec<Fields>,
    /// Each `[[annotation.claim.evidence]]`.
    pub evidence: Vec<Fields>,
}

/// All the tables of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordFields {
    /// The word of its header.
    pub word: &'static str,
    /// Its own keys.
    pub own: Fields,
    /// Its claim.
    pub claim: Option<ClaimFields>,
    /// Its lists of tables, such as each `[[annotation.link]]`, by their keys in the order of the file.
    pub tables: Vec<(&'static str, Vec<Fields>)>,
}

/// How `value` is spelled.
#[must_use]
pub fn fields(value: &Value) -> RecordFields {
    let plain = |word, own| RecordFields {
        word,
        own,
        claim: None,
        tables: Vec::new(),
    };
    match value {
        Value::Tag(tag) => plain("tag", tag_fields(tag)),
        Value::Grade(grade) => plain("verdict", grade_fields(grade)),
        Value::Document(record) => RecordFields {
            tables: vec![(
                "coverage",
                record.coverage.iter().map(coverage_fields).collect(),
            )],
            ..plain("document", document_fields(record))
        },
        Value::Annotation(annotation) => RecordFields {
            word: "annotation",
            own: annotation_fields(annotation),
            claim: annotation.claim.as_ref().map(claim_fields),
            tables: vec![
                (
                    "anchor",
                    annotation.anchors.iter().map(anchor_fields).collect(),
                ),
                ("link", annotation.links.iter().map(link_fields).collect()),
            ],
        },
    }
}

/// The text of a new record, from its header to the end of its last line.
#[must_use]
pub fn record(value: &Value) -> String {
    let fields = fields(value);
    let mut text = format!("[[{}]]\n", fields.word);
    write_fields(&mut text, &fields.own);
    if let Some(claim) = &fields.claim {
        text.push_str("\n[annotation.claim]\n");
        write_fields(&mut text, &claim.own);
        write_tables(&mut text, "annotation.claim.assessment", &claim.assessments);
        write_tables(&mut text, "annotation.claim.evidence", &claim.evidence);
    }
    for (key, tables) in &fields.tables {
        write_tables(&mut text, &format!("{}.{key}", fields.word), tables);
    }
    text
}

/// What `value` says in the field of that name, `claim.status` say, spelled on one line; nothing where it says nothing.
#[must_use]
pub fn spelled(value: &Value, field: &str) -> Option<String> {
    let fields = fields(value);
    let claim = fields.claim.as_ref();
    let of_claim = || claim.into_iter().flat_map(|claim| &claim.own);
    let pieces: Vec<&(&'static str, Piece)> = match field.strip_prefix("claim.") {
        Some(field) => of_claim().filter(|(key, _)| *key == field).collect(),
        None if field == "claim" => of_claim().collect(),
        // A place is one thing.
        None if field == "quote" => {
            let place = ["quote", "prefix", "suffix", "start", "end"];
            let own = fields.own.iter();
            own.filter(|(key, _)| place.contains(key)).collect()
        }
        None => fields.own.iter().filter(|(key, _)| *key == field).collect(),
    };
    let parts = claim.filter(|_| field == "claim").into_iter();
    let parts = parts.flat_map(|claim| claim.assessments.iter().chain(&claim.evidence).flatten());
    let lines: Vec<String> = pieces
        .into_iter()
        .chain(parts)
        .filter_map(|(key, piece)| Some(format!("{key} = {}", one_line(&piece.toml()?))))
        .collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// A value of TOML without line breaks.
#[must_use]
pub fn one_line(value: &str) -> String {
    match value.parse::<toml_edit::Value>() {
        Ok(toml_edit::Value::String(long)) if value.contains('\n') => basic(long.value()),
        _ => value.to_owned(),
    }
}

fn write_tables(text: &mut String, header: &str, tables: &[Fields]) {
    for fields in tables {
        let _ = write!(text, "\n[[{header}]]\n");
        write_fields(text, fields);
    }
}

fn write_fields(text: &mut String, fields: &Fields) {
    for (key, piece) in fields {
        if let Some(value) = piece.toml() {
            let _ = writeln!(text, "{key} = {value}");
        }
    }
}

fn tag_fields(tag: &Tag) -> Fields {
    vec![
        ("name", always(tag.name.as_str())),
        ("key", set(tag.key)),
        ("color", set(tag.color)),
        ("glyph", set(tag.glyph)),
        ("definition", prose(&tag.definition)),
        ("use_for", prose(&tag.use_for)),
        ("not_for", prose(&tag.not_for)),
        ("examples", list(tag.examples.clone())),
        ("retired", flag(tag.retired)),
    ]
}

fn grade_fields(grade: &Grade) -> Fields {
    let rating = grade.rating.map(|rating| Piece::Scalar(rating.to_string()));
    vec![
        ("name", always(grade.name.as_str())),
        ("color", set(grade.color)),
        ("rating", rating.unwrap_or(Piece::Absent)),
        ("definition", prose(&grade.definition)),
    ]
}

fn coverage_fields(coverage: &Coverage) -> Fields {
    let range = |(start, end): &(usize, usize)| format!("[{start}, {end}]");
    let seen: Vec<String> = coverage.seen.ranges().iter().map(range).collect();
    vec![
        ("reviewer", some(&coverage.reviewer)),
        ("hash", set(coverage.hash.as_ref().map(TextHash::as_str))),
        ("seen", Piece::Scalar(format!("[{}]", seen.join(", ")))),
        ("sentences", number(coverage.sentences)),
        ("decided", number(coverage.decided)),
    ]
}

/// A key that stands there only where it says yes.
fn flag(is_set: bool) -> Piece {
    if is_set {
        Piece::Scalar("true".to_owned())
    } else {
        Piece::Absent
    }
}

fn document_fields(record: &DocumentRecord) -> Fields {
    vec![
        ("path", always(record.path.as_str())),
        ("hash", set(record.hash.as_ref().map(TextHash::as_str))),
        (
            "earlier",
            list(
                record
                    .earlier
                    .iter()
                    .map(|hash| hash.as_str().to_owned())
                    .collect(),
            ),
        ),
        ("title", set(record.title.as_ref())),
        ("author", set(record.author.as_ref())),
        ("date", set(record.date.as_ref())),
        ("url", set(record.url.as_ref())),
        (
            "corrections",
            list(
                record
                    .corrections
                    .iter()
                    .map(Correction::to_string)
                    .collect(),
            ),
        ),
        ("tags", tags(&record.tags)),
        ("status", set(record.status.map(ReadingStatus::as_str))),
    ]
}

fn annotation_fields(annotation: &Annotation) -> Fields {
    let mut fields = vec![
        ("id", always(&annotation.id.to_string())),
        ("document", always(annotation.document.as_str())),
    ];
    fields.extend(place_fields(&annotation.selector));
    fields.extend([
        ("tags", tags(&annotation.tags)),
        ("note", prose(&annotation.note)),
        ("reviewer", some(&annotation.reviewer)),
        ("created", time(&annotation.created.to_string())),
    ]);
    fields
}

fn place_fields(place: &Selector) -> Fields {
    vec![
        ("quote", always(&place.quote)),
        ("prefix", always(&place.prefix)),
        ("suffix", always(&place.suffix)),
        ("start", number(place.start)),
        ("end", number(place.end)),
    ]
}

fn anchor_fields(anchor: &Anchor) -> Fields {
    let mut fields = place_fields(&anchor.selector);
    fields.extend([
        ("hash", set(anchor.hash.as_ref().map(TextHash::as_str))),
        ("how", set(anchor.how.map(Attachment::as_str))),
        (
            "score",
            anchor
                .score
                .map_or(Piece::Absent, |score| number(score.into())),
        ),
        ("reviewer", some(&anchor.reviewer)),
        ("at", time(&anchor.at.to_string())),
    ]);
    fields
}

fn claim_fields(claim: &Claim) -> ClaimFields {
    let kinds: Vec<String> = claim
        .kinds
        .iter()
        .map(|kind: &ClaimKind| kind.as_str().to_owned())
        .collect();
    ClaimFields {
        own: vec![
            ("statement", some(&claim.statement)),
            ("claimant", some(&claim.claimant)),
            (
                "attribution",
                set(claim.attribution.map(Attribution::as_str)),
            ),
            ("kinds", list(kinds)),
            (
                "checkworthy",
                set(claim.checkworthy.map(CheckWorthy::as_str)),
            ),
            ("status", set(claim.status.map(ClaimStatus::as_str))),
        ],
        assessments: claim.assessments.iter().map(assessment_fields).collect(),
        evidence: claim.evidence.iter().map(evidence_fields).collect(),
    }
}

fn assessment_fields(assessment: &Assessment) -> Fields {
    vec![
        ("reviewer", some(&assessment.reviewer)),
        ("at", time(&assessment.at.to_string())),
        ("verdict", set(assessment.verdict.as_ref())),
        ("confidence", some(&assessment.confidence)),
        ("rationale", prose(&assessment.rationale)),
        ("hash", set(assessment.hash.as_ref().map(TextHash::as_str))),
    ]
}

fn evidence_fields(evidence: &Evidence) -> Fields {
    let accessed = evidence.accessed.map(|date| time(&date.to_string()));
    vec![
        ("stance", set(evidence.stance.map(Stance::as_str))),
        ("citation", some(&evidence.citation)),
        ("url", some(&evidence.url)),
        ("quote", some(&evidence.quote)),
        ("accessed", accessed.unwrap_or(Piece::Absent)),
    ]
}

fn link_fields(link: &Link) -> Fields {
    vec![
        ("to", always(&link.to.to_string())),
        ("relation", always(link.relation.as_str())),
    ]
}

fn always(text: &str) -> Piece {
    Piece::Scalar(basic(text))
}

fn some(text: &str) -> Piece {
    if text.is_empty() {
        Piece::Absent
    } else {
        always(text)
    }
}

fn set(value: Option<impl ToString>) -> Piece {
    value.map_or(Piece::Absent, |value| always(&value.to_string()))
}

/// What a person wrote at length: over several lines where it has them.
fn prose(text: &str) -> Piece {
    if text.contains('\n') {
        Piece::Scalar(multi_line(text))
    } else {
        some(text)
    }
}

fn number(position: usize) -> Piece {
    Piece::Scalar(i64::try_from(position).unwrap_or(i64::MAX).to_string())
}

/// A date or time as TOML spells it. TOML's years have four digits and no sign; any other goes in quotes.
fn time(text: &str) -> Piece {
    if text.starts_with('-') {
        always(text)
    } else {
        Piece::Scalar(text.to_owned())
    }
}

fn tags(tags: &[TagName]) -> Piece {
    list(tags.iter().map(|tag| tag.as_str().to_owned()).collect())
}

fn list(texts: Vec<String>) -> Piece {
    if texts.is_empty() {
        Piece::Absent
    } else {
        Piece::List(texts)
    }
}

/// The text as a basic string on one line.
#[must_use]
pub fn basic(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ => push(&mut quoted, c),
        }
    }
    quoted.push('"');
    quoted
}

/// The text as a multi-line basic string. Of quotes in a row all but the last are escaped, and one at the end is too, so
/// that they never close it.
fn multi_line(text: &str) -> String {
    let mut quoted = String::from("\"\"\"\n");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if matches!(chars.peek(), None | Some('"')) => quoted.push_str("\\\""),
            '"' | '\n' | '\t' => quoted.push(c),
            _ => push(&mut quoted, c),
        }
    }
    quoted.push_str("\"\"\"");
    quoted
}

/// Adds a character that is neither a quote nor a line feed nor a tab. What a terminal would obey instead of show (control
/// characters, and those that turn the direction of writing) is escaped.
fn push(quoted: &mut String, c: char) {
    match c {
        '\\' => quoted.push_str("\\\\"),
        '\r' => quoted.push_str("\\r"),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            let _ = write!(quoted, "\\u{:04X}", u32::from(c));
        }
        c if c.is_control() => {
            let _ = write!(quoted, "\\u{:04X}", u32::from(c));
        }
        c => quoted.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped_so_that_they_can_be_read_back_and_looked_at() {
        for (text, expected) in [
            ("plain é 😀", "\"plain é 😀\""),
            ("a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\""),
            (
                "\u{1b}[31m\u{85}\u{202e}\u{7f}\0",
                "\"\\u001B[31m\\u0085\\u202E\\u007F\\u0000\"",
            ),
            ("a\r\n\tb", "\"a\\r\\n\\tb\""),
        ] {
            assert_eq!(basic(text), expected);
        }
        for (text, expected) in [
            ("a\nb", "\"\"\"\na\nb\"\"\""),
            ("\n\ta\r\n", "\"\"\"\n\n\ta\\r\n\"\"\""),
            (
                "\"\"\"\"a \"b\"\n\"",
                "\"\"\"\n\\\"\\\"\\\"\"a \"b\"\n\\\"\"\"\"",
            ),
        ] {
            assert_eq!(multi_line(text), expected);
        }
    }

    #[test]
    fn years_before_the_common_era_go_in_quotes() {
        assert_eq!(time("-000044-03-15"), always("-000044-03-15"));
    }
}
