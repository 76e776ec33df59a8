//! doccano: a labelled text in each line of JSON, with spans, entities and relations, or labels of the whole.

use std::collections::HashMap;

use serde_json::Value;

use super::fields::{each, list, name, range, said, text, text_of, value};
use super::incoming::{Article, Given, Incoming, Mark};
use crate::model::{Relation, TagName, TextHash};

/// What doccano itself writes; everything else is what people imported with the texts.
const KNOWN: [&str; 10] = [
    "id",
    "text",
    "data",
    "label",
    "labels",
    "entities",
    "relations",
    "Comments",
    "meta",
    "postil",
];

/// Where a text may say what it is called.
const NAMES: [&str; 9] = [
    "document",
    "path",
    "filename",
    "file_name",
    "file",
    "name",
    "title",
    "url",
    "source",
];

/// What postil calls an annotation without tags, for the sake of programs that want one.
pub const UNTAGGED: &str = "highlight";

/// Reads the lines of `file`, or the list that it is.
pub fn read(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    let json = text_of(&file.bytes)?;
    let mut take = |found: Option<Value>| match found {
        Some(value) => one(&value, incoming),
        None => incoming.drop("text", "that cannot be read left out", ""),
    };
    if json.trim_start().starts_with('[') {
        each(&json, &mut |raw| take(value(raw)))?;
    } else {
        for line in json.lines().filter(|line| !line.trim().is_empty()) {
            take(serde_json::from_str(line).ok());
        }
    }
    if incoming.articles.is_empty() {
        return Err("there is no labelled text in it".to_owned());
    }
    Ok(())
}

fn one(value: &Value, incoming: &mut Incoming) {
    let said_text = [text(value, "text"), text(value, "data")];
    let said_text = said_text.into_iter().find(|text| !text.is_empty());
    let meta = value.get("meta").unwrap_or(&Value::Null);
    let Some(words) = said_text else {
        // The first line of postil's own export is about the whole.
        if value.get("format").is_none() && meta.get("format").is_none() {
            incoming.drop("line", "without a text left out", &name(value, "id"));
        }
        return;
    };
    let called = |value: &Value| NAMES.into_iter().find_map(|key| said(value, key));
    let id = name(value, "id");
    let own = called(value).or_else(|| called(meta)).unwrap_or_else(|| {
        if id.is_empty() {
            let hash = TextHash::of(words);
            let digits: String = hash.as_str().chars().take(12).collect();
            format!("text {digits}")
        } else {
            format!("text {id}")
        }
    });
    let mut article = Article::new(&own);
    let address = said(value, "url").or_else(|| said(meta, "url"));
    article.uri = address;
    article.title = said(value, "title").or_else(|| said(meta, "title"));
    article.text = Some(words.to_owned());
    let mut spans = Spans {
        is_ours: value.get("postil").is_some(),
        ..Spans::default()
    };
    for key in ["label", "labels", "entities"] {
        for label in list(value, key) {
            spans.take(label, &mut article, incoming);
        }
    }
    let number = incoming.add_article(article);
    spans.put(list(value, "relations"), number, incoming);
    for comment in list(value, "Comments") {
        let words = comment.as_str().unwrap_or_else(|| text(comment, "text"));
        if !words.is_empty() {
            incoming.push(Mark {
                article: number,
                note: words.to_owned(),
                ..Mark::default()
            });
        }
    }
    let keys = value
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::keys);
    for key in keys.filter(|key| !KNOWN.contains(&key.as_str()) && !NAMES.contains(&key.as_str())) {
        incoming.drop("field of a text", "left out", key);
    }
}

/// The spans of one text: those at the same place are one annotation with several tags.
#[derive(Default)]
struct Spans {
    marks: Vec<Mark>,
    places: HashMap<(usize, usize), usize>,
    ids: HashMap<String, usize>,
    /// Whether postil wrote them: then they are numbered anew each time, and what has no tag is labelled all the same.
    is_ours: bool,
}

impl Spans {
    fn take(&mut self, label: &Value, article: &mut Article, incoming: &mut Incoming) {
        let (id, place, tag) = match label {
            Value::String(tag) => {
                if let Some(tag) = TagName::parse(tag) {
                    article.tag(tag);
                }
                return;
            }
            Value::Array(parts) => {
                let place = |at: usize| usize::try_from(parts.get(at)?.as_u64()?).ok();
                let tag = parts.get(2).and_then(Value::as_str);
                (String::new(), Option::zip(place(0), place(1)), tag)
            }
            _ => {
                let tag = label.get("label").and_then(Value::as_str);
                let place = range(label, "start_offset", "end_offset");
                let place = place.or_else(|| range(label, "start", "end"));
                (name(label, "id"), place, tag)
            }
        };
        let (Some(place), Some(tag)) = (place, tag) else {
            return incoming.drop("label", "without a place or a name left out", "");
        };
        let number = *self.places.entry(place).or_insert(self.marks.len());
        if number == self.marks.len() {
            self.marks.push(Mark {
                id: if self.is_ours {
                    format!("{}-{}", place.0, place.1)
                } else {
                    id.clone()
                },
                position: Some(place),
                ..Mark::default()
            });
        }
        if let Some(mark) = self.marks.get_mut(number)
            && !(self.is_ours && tag == UNTAGGED)
        {
            mark.tag(tag);
        }
        if !id.is_empty() {
            self.ids.insert(id, number);
        }
    }

    fn put(mut self, relations: &[Value], article: usize, incoming: &mut Incoming) {
        for relation in relations {
            let end = |key: &str| self.ids.get(&name(relation, key)).copied();
            let kind = Relation::parse(&text(relation, "type").to_lowercase());
            let to = end("to_id")
                .and_then(|to| self.marks.get(to))
                .map(|to| to.id.clone());
            let from = end("from_id");
            match (from.and_then(|from| self.marks.get_mut(from)), to) {
                (Some(from), Some(to)) => {
                    from.links.push((to, kind.unwrap_or(Relation::Cites)));
                    if kind.is_none() {
                        let kind = text(relation, "type");
                        incoming.drop("link", "of another kind taken for `cites`", kind);
                    }
                }
                _ => incoming.drop("link", "that joins no two spans left out", ""),
            }
        }
        for mark in self.marks {
            incoming.push(Mark { article, ..mark });
        }
    }
}
