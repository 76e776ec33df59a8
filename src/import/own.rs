//! Postil's own exports: JSON, which holds everything there is, and JSON Lines, which holds the codebook and the
//! annotations. What comes back is what was exported.

use serde_json::Value;
use serde_json::value::RawValue;

use super::fields::{
    each, list, members, name, number, range, said, text, text_of, texts, time, value,
};
use super::incoming::{Article, Given, Incoming, Mark};
use crate::model::{
    Anchor, Assessment, Attachment, Attribution, CheckWorthy, Claim, ClaimKind, ClaimStatus,
    Correction, Coverage, DocumentRecord, Evidence, Grade, ReadingStatus, Relation, Selector,
    Stance, Stretches, Tag, TagColor, TagName, TextHash, Verdict,
};

/// How far the format has come.
const VERSION: usize = 1;

/// Reads the JSON in `file`.
pub fn read(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    let json = text_of(&file.bytes)?;
    let found = members(
        &json,
        &["format", "version", "tags", "verdicts", "documents"],
    )?;
    let is = |key: &str, expect: &str| found.get(key).is_some_and(|raw| raw.get() == expect);
    if !is("format", "\"postil-export\"") {
        return Err("it is no export of postil's".to_owned());
    }
    if !is("version", &VERSION.to_string()) {
        return Err("a newer postil made it".to_owned());
    }
    for (key, is_tag) in [("tags", true), ("verdicts", false)] {
        if let Some(list) = found.get(key) {
            each(list.get(), &mut |raw| describe(raw, is_tag, incoming))?;
        }
    }
    if let Some(documents) = found.get("documents") {
        each(documents.get(), &mut |raw| document(raw, incoming))?;
    }
    Ok(())
}

/// Reads the JSON Lines in `file`: the codebook in the first, an annotation in each of the others.
pub fn read_lines(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    let json = text_of(&file.bytes)?;
    let mut lines = json.lines().filter(|line| !line.trim().is_empty());
    let head: Value = lines
        .next()
        .and_then(|line| serde_json::from_str(line).ok())
        .ok_or("it is empty, or its first line is no JSON")?;
    if text(&head, "format") != "postil-export-lines" {
        return Err("it is no export of postil's".to_owned());
    }
    if number(&head, "version") != Some(VERSION) {
        return Err("a newer postil made it".to_owned());
    }
    book(&head, incoming);
    for line in lines {
        let Ok(value) = serde_json::from_str::<Value>(line) else {
            incoming.drop("line", "that is no JSON left out", "");
            continue;
        };
        let article = incoming.article(text(&value, "document"));
        match mark(&value, article, incoming) {
            Some(mark) => incoming.push(mark),
            None => incoming.drop(
                "annotation",
                "without identity or date left out",
                text(&value, "quote"),
            ),
        }
    }
    Ok(())
}

/// Takes over the codebook that stands in `head`.
fn book(head: &Value, incoming: &mut Incoming) {
    let tags = list(head, "tags").iter().filter_map(tag);
    incoming.tags.extend(tags);
    let grades = list(head, "verdicts").iter().filter_map(grade);
    incoming.grades.extend(grades);
}

fn describe(raw: &RawValue, is_tag: bool, incoming: &mut Incoming) {
    let Some(value) = value(raw) else { return };
    let known = if is_tag {
        tag(&value).map(|tag| incoming.tags.push(tag))
    } else {
        grade(&value).map(|grade| incoming.grades.push(grade))
    };
    if known.is_none() {
        let thing = if is_tag { "tag" } else { "verdict" };
        incoming.drop(thing, "without a name left out", "");
    }
}

fn letter(value: &Value, key: &str) -> Option<char> {
    let mut letters = text(value, key).chars();
    let first = letters.next().filter(|c| !c.is_control())?;
    letters.next().is_none().then_some(first)
}

fn tag(value: &Value) -> Option<Tag> {
    Some(Tag {
        key: letter(value, "key").filter(|key| Tag::may_have_key(*key)),
        color: TagColor::parse(text(value, "color")),
        glyph: letter(value, "glyph"),
        definition: text(value, "definition").to_owned(),
        use_for: text(value, "use_for").to_owned(),
        not_for: text(value, "not_for").to_owned(),
        examples: texts(value, "examples").map(str::to_owned).collect(),
        retired: value.get("retired").and_then(Value::as_bool) == Some(true),
        ..Tag::new(TagName::parse(text(value, "name"))?)
    })
}

fn grade(value: &Value) -> Option<Grade> {
    Some(Grade {
        color: TagColor::parse(text(value, "color")),
        rating: value.get("rating").and_then(Value::as_i64),
        definition: text(value, "definition").to_owned(),
        ..Grade::new(Verdict::parse(text(value, "name"))?)
    })
}

fn hash(value: &Value) -> Option<TextHash> {
    said(value, "hash").map(|hash| TextHash::stored(&hash))
}

fn document(raw: &RawValue, incoming: &mut Incoming) {
    let Some(value) = value(raw) else {
        return incoming.drop("document", "that cannot be read left out", "");
    };
    let path = text(&value, "path");
    if path.is_empty() {
        return incoming.drop("document", "without a path left out", text(&value, "title"));
    }
    let mut article = Article::new(path);
    article.uri = said(&value, "url");
    article.title = said(&value, "title");
    article.hash = hash(&value);
    record(&value, &mut article.record);
    let article = incoming.add_article(article);
    for value in list(&value, "annotations") {
        match mark(value, article, incoming) {
            Some(mark) => incoming.push(mark),
            None => incoming.drop(
                "annotation",
                "without identity or date left out",
                text(value, "quote"),
            ),
        }
    }
}

fn record(value: &Value, record: &mut DocumentRecord) {
    let set = value.get("set").unwrap_or(&Value::Null);
    record.hash = hash(value);
    let earlier = texts(value, "earlier").map(TextHash::stored);
    record.earlier = earlier.collect();
    record.title = said(set, "title");
    record.author = said(set, "author");
    record.date = said(set, "date");
    record.url = said(set, "url");
    let corrections = texts(value, "corrections").filter_map(Correction::parse);
    record.corrections = corrections.collect();
    record.tags = texts(value, "tags").filter_map(TagName::parse).collect();
    record.status = ReadingStatus::parse(text(value, "status"));
    let coverage = list(value, "coverage").iter().map(|value| Coverage {
        reviewer: text(value, "reviewer").to_owned(),
        hash: hash(value),
        seen: Stretches::of(list(value, "seen").iter().filter_map(pair)),
        sentences: number(value, "sentences").unwrap_or_default(),
        decided: number(value, "decided").unwrap_or_default(),
    });
    record.coverage = coverage.collect();
}

/// Two numbers.
fn pair(value: &Value) -> Option<(usize, usize)> {
    let number = |at: usize| usize::try_from(value.get(at)?.as_u64()?).ok();
    Some((number(0)?, number(1)?))
}

/// An annotation of ours: nothing without an identity and a date, which every one has.
fn mark(value: &Value, article: usize, incoming: &mut Incoming) -> Option<Mark> {
    let id = name(value, "id");
    super::identity::given(&id)?;
    let position = value.get("made").and_then(pair);
    let mut mark = Mark {
        id,
        article,
        quote: text(value, "quote").to_owned(),
        prefix: text(value, "prefix").to_owned(),
        suffix: text(value, "suffix").to_owned(),
        position: position.or_else(|| range(value, "start", "end")),
        note: text(value, "note").to_owned(),
        reviewer: text(value, "reviewer").to_owned(),
        created: Some(time(text(value, "created"))?),
        claim: value
            .get("claim")
            .filter(|claim| claim.is_object())
            .map(|value| claim(value, incoming)),
        anchors: list(value, "anchors").iter().filter_map(anchor).collect(),
        is_ours: true,
        ..Mark::default()
    };
    for tag in texts(value, "tags") {
        mark.tag(tag);
    }
    for link in list(value, "links") {
        match Relation::parse(text(link, "relation")) {
            Some(relation) => mark.links.push((name(link, "to"), relation)),
            None => incoming.drop(
                "link",
                "of an unknown kind left out",
                text(link, "relation"),
            ),
        }
    }
    Some(mark)
}

fn anchor(value: &Value) -> Option<Anchor> {
    let (start, end) = range(value, "start", "end")?;
    Some(Anchor {
        selector: Selector {
            quote: text(value, "quote").to_owned(),
            prefix: text(value, "prefix").to_owned(),
            suffix: text(value, "suffix").to_owned(),
            start,
            end,
        },
        hash: hash(value),
        how: Attachment::parse(text(value, "how")),
        score: number(value, "score")
            .and_then(|score| u8::try_from(score).ok())
            .filter(|score| *score <= 100),
        reviewer: text(value, "reviewer").to_owned(),
        at: time(text(value, "at"))?,
    })
}

/// A claim as postil writes it in JSON.
fn claim(value: &Value, incoming: &mut Incoming) -> Claim {
    let mut claim = Claim {
        statement: text(value, "statement").to_owned(),
        claimant: text(value, "claimant").to_owned(),
        attribution: Attribution::parse(text(value, "attribution")),
        kinds: texts(value, "kinds").filter_map(ClaimKind::parse).collect(),
        checkworthy: CheckWorthy::parse(text(value, "checkworthy")),
        status: ClaimStatus::parse(text(value, "status")),
        ..Claim::default()
    };
    for value in list(value, "assessments") {
        match assessment(value) {
            Some(assessment) => claim.assessments.push(assessment),
            None => incoming.drop("assessment", "without a date left out", ""),
        }
    }
    let evidence = list(value, "evidence").iter().map(|value| Evidence {
        stance: Stance::parse(text(value, "stance")),
        citation: text(value, "citation").to_owned(),
        url: text(value, "url").to_owned(),
        quote: text(value, "quote").to_owned(),
        accessed: text(value, "accessed").parse().ok(),
    });
    claim.evidence = evidence.collect();
    claim
}

fn assessment(value: &Value) -> Option<Assessment> {
    Some(Assessment {
        reviewer: text(value, "reviewer").to_owned(),
        at: time(text(value, "at"))?,
        verdict: Verdict::parse(text(value, "verdict")),
        confidence: text(value, "confidence").to_owned(),
        rationale: text(value, "rationale").to_owned(),
        hash: hash(value),
    })
}
