//! Label Studio: a list of tasks, each with a text and what annotators, or models, made of it.

use std::collections::HashMap;

use serde_json::Value;

use super::doccano::UNTAGGED;
use super::fields::{each, list, name, range, said, text, text_of, texts, time, value};
use super::incoming::{Article, Given, Incoming, Mark};
use crate::model::{Relation, TagName};

/// Where a task may say what it is called.
const NAMES: [&str; 8] = [
    "document", "path", "filename", "file", "name", "title", "url", "source",
];

/// Reads the tasks in `file`.
pub fn read(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    let json = text_of(&file.bytes)?;
    let mut take = |found: Option<Value>| match found {
        Some(value) => task(&value, incoming),
        None => incoming.drop("task", "that cannot be read left out", ""),
    };
    if json.trim_start().starts_with('[') {
        each(&json, &mut |raw| take(value(raw)))?;
    } else {
        for line in json.lines().filter(|line| !line.trim().is_empty()) {
            take(serde_json::from_str(line).ok());
        }
    }
    if incoming.articles.is_empty() {
        return Err("there is no task with a text in it".to_owned());
    }
    Ok(())
}

fn task(task: &Value, incoming: &mut Incoming) {
    let id = name(task, "id");
    let data = task.get("data").unwrap_or(task);
    let meta = task.get("meta").unwrap_or(&Value::Null);
    let longest = || {
        let values = data
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::values);
        values
            .filter_map(Value::as_str)
            .max_by_key(|text| text.len())
    };
    let words = Some(text(data, "text")).filter(|text| !text.is_empty());
    let Some(words) = words.or_else(longest) else {
        return incoming.drop("task", "without a text left out", &id);
    };
    let called = |value: &Value| NAMES.into_iter().find_map(|key| said(value, key));
    let own = called(data).or_else(|| called(meta));
    let mut article = Article::new(&own.unwrap_or_else(|| format!("task {id}")));
    article.uri = said(data, "url").or_else(|| said(meta, "url"));
    article.title = said(data, "title").or_else(|| said(meta, "title"));
    article.text = Some(words.to_owned());
    let number = incoming.add_article(article);
    let mut made = list(task, "annotations");
    if made.is_empty() {
        made = list(task, "completions");
    }
    let predicted = list(task, "predictions");
    if made.is_empty() {
        for one in predicted {
            regions(one, text(one, "model_version"), number, incoming);
        }
    } else {
        for _ in predicted {
            incoming.drop(
                "prediction",
                "of a model left out, for people made annotations",
                &id,
            );
        }
    }
    let reviewers: Vec<&str> = texts(data, "reviewers").collect();
    let is_ours = data.get("postil").is_some();
    for (at, one) in made.iter().enumerate() {
        if one.get("was_cancelled").and_then(Value::as_bool) == Some(true) {
            incoming.drop("annotation", "that was skipped left out", &id);
            continue;
        }
        let mut by = annotator(one);
        if by.is_empty() && is_ours {
            let known = reviewers.get(at).copied();
            known.unwrap_or_default().clone_into(&mut by);
        }
        let first = incoming.marks.len();
        regions(one, &by, number, incoming);
        for mark in incoming.marks.iter_mut().skip(first).filter(|_| is_ours) {
            mark.tags.retain(|tag| tag.as_str() != UNTAGGED);
        }
    }
}

/// Who made it: a number, an address, or an object with both.
fn annotator(made: &Value) -> String {
    let by = made.get("completed_by").unwrap_or(&Value::Null);
    let named = ["email", "username", "first_name"]
        .into_iter()
        .find_map(|key| said(by, key));
    named.unwrap_or_else(|| {
        let plain = name(made, "completed_by");
        if plain.is_empty() {
            name(by, "id")
        } else {
            plain
        }
    })
}

/// Reads what one person, or model, made of a text.
fn regions(made: &Value, reviewer: &str, article: usize, incoming: &mut Incoming) {
    let created = time(text(made, "created_at"));
    let whole = name(made, "id");
    let mut marks: Vec<Mark> = Vec::new();
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut joints = Vec::new();
    for result in list(made, "result") {
        let id = name(result, "id");
        let value = result.get("value").unwrap_or(&Value::Null);
        let kind = text(result, "type");
        if result.get("from_id").is_some() {
            joints.push(result);
            continue;
        }
        let offsets = value.get("globalOffsets").unwrap_or(value);
        let place = range(offsets, "start", "end");
        let number = ids.get(&id).copied();
        let labels: Vec<&str> = ["labels", "hypertextlabels", "choices", "taxonomy", kind]
            .into_iter()
            .flat_map(|key| texts(value, key))
            .collect();
        let Some(place) = place else {
            whole_text(result, kind, number, &labels, &mut marks, article, incoming);
            continue;
        };
        let number = number.unwrap_or_else(|| {
            if !id.is_empty() {
                ids.insert(id.clone(), marks.len());
            }
            marks.push(Mark {
                id,
                article,
                // What was written of it stands there too.
                quote: if kind == "textarea" {
                    String::new()
                } else {
                    text(value, "text").to_owned()
                },
                position: Some(place),
                reviewer: reviewer.to_owned(),
                created,
                ..Mark::default()
            });
            marks.len() - 1
        });
        if let Some(mark) = marks.get_mut(number) {
            for label in labels {
                mark.tag(label);
            }
            if kind == "textarea" {
                say(mark, value);
            }
        }
    }
    for joint in joints {
        join(joint, &ids, &mut marks, incoming);
    }
    for mut mark in marks {
        // Regions have identities of their own within one annotation only.
        let own = |id: &str| {
            if id.is_empty() || super::identity::given(id).is_some() {
                id.to_owned()
            } else {
                format!("{whole} {id}")
            }
        };
        mark.id = own(&mark.id);
        for (to, _) in &mut mark.links {
            *to = own(to);
        }
        incoming.push(mark);
    }
}

/// What is said of a region that is there already, or of the text as a whole.
fn whole_text(
    result: &Value,
    kind: &str,
    number: Option<usize>,
    labels: &[&str],
    marks: &mut [Mark],
    article: usize,
    incoming: &mut Incoming,
) {
    let value = result.get("value").unwrap_or(&Value::Null);
    if let Some(mark) = number.and_then(|number| marks.get_mut(number)) {
        for label in labels {
            mark.tag(label);
        }
        return say(mark, value);
    }
    if labels.is_empty() {
        return incoming.drop("result", "of a kind that is no label left out", kind);
    }
    if let Some(article) = incoming.articles.get_mut(article) {
        let tags = labels.iter().filter_map(|label| TagName::parse(label));
        tags.for_each(|tag| article.tag(tag));
    }
}

/// Adds what was written of a region to its note.
fn say(mark: &mut Mark, value: &Value) {
    for words in texts(value, "text") {
        mark.say(words);
    }
}

fn join(joint: &Value, ids: &HashMap<String, usize>, marks: &mut [Mark], incoming: &mut Incoming) {
    let label = texts(joint, "labels")
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let relation = Relation::parse(&label);
    let to = name(joint, "to_id");
    let is_there = ids.contains_key(&to);
    let from = name(joint, "from_id");
    let from = ids.get(&from).copied();
    match from.and_then(|from| marks.get_mut(from)) {
        Some(from) if is_there => {
            from.links.push((to, relation.unwrap_or(Relation::Cites)));
            if relation.is_none() {
                incoming.drop("link", "of another kind taken for `cites`", &label);
            }
        }
        _ => incoming.drop("link", "that joins no two regions left out", ""),
    }
}
