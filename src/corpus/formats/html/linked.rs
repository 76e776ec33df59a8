//! JSON-LD: what a page tells machines about its article, in the words of schema.org.

use std::collections::HashMap;

use crate::model::on_one_line;

use serde_json::{Map, Value};

/// How many objects of a page are looked at.
const MOST_OBJECTS: usize = 2000;

/// What the JSON-LD of a page says of its article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) date: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
}

/// What the article says that one of `scripts` describes. Where several do, the first one that calls itself an article
/// counts; a page that only calls itself a page tells its date and authors alone.
pub(super) fn article(scripts: &[String]) -> Linked {
    let values: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let objects = objects(&values);
    let names: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.contains_key("name"))
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let is = |object: &Map<String, Value>, fits: fn(&str) -> bool| match object.get("@type") {
        Some(Value::String(kind)) => fits(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(fits),
        _ => false,
    };
    let article = objects.iter().find(|object| is(object, is_article));
    let page = objects
        .iter()
        .find(|object| is(object, |kind| kind == "WebPage"));
    let Some(object) = article.or(page) else {
        return Linked::default();
    };
    let text = |key: &str| string(object.get(key)?);
    let called = |key: &str| {
        let mut names = people(object.get(key)?, &names);
        (!names.is_empty()).then(|| names.swap_remove(0))
    };
    let mut found = Linked {
        authors: object
            .get("author")
            .or_else(|| object.get("creator"))
            .map(|value| people(value, &names))
            .unwrap_or_default(),
        date: text("datePublished").or_else(|| text("dateCreated")),
        ..Linked::default()
    };
    if article.is_some() {
        found.title = text("headline").or_else(|| text("name"));
        found.subtitle = text("alternativeHeadline").or_else(|| text("description"));
        found.source = called("publisher").or_else(|| called("sourceOrganization"));
        found.url = text("url").or_else(|| {
            let page = object.get("mainEntityOfPage")?;
            string(page).or_else(|| string(page.get("@id")?))
        });
    }
    found
}

/// The value in a script, whose text some pages put into comments.
fn parse(script: &str) -> Option<Value> {
    let text = script.trim();
    let text = text.strip_prefix("<!--").unwrap_or(text);
    let text = text.strip_suffix("-->").unwrap_or(text);
    let text = text
        .trim()
        .trim_start_matches("//")
        .trim_start_matches("<![CDATA[");
    let text = text.trim_end_matches("]]>").trim_end_matches("//");
    let text = text.trim().trim_end_matches(';');
    // Line breaks inside strings are not JSON, and common; so are commas after the last value.
    serde_json::from_str(text)
        .or_else(|_| {
            serde_json::from_str(&without_last_commas(&text.replace(['\n', '\r', '\t'], " ")))
        })
        .ok()
}

/// `json` without commas that nothing comes after.
fn without_last_commas(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut in_string, mut is_escaped) = (false, false);
    for c in json.chars() {
        if matches!(c, ']' | '}') && !in_string {
            let length = out.trim_end().len();
            if out
                .get(..length)
                .is_some_and(|before| before.ends_with(','))
            {
                out.truncate(length - 1);
            }
        }
        in_string ^= c == '"' && !is_escaped;
        is_escaped = in_string && c == '\\' && !is_escaped;
        out.push(c);
    }
    out
}

/// The objects that may describe an article, outermost first.
fn objects(values: &[Value]) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop() {
        if found.len() >= MOST_OBJECTS {
            break;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(object) => {
                found.push(object);
                let within = ["mainEntityOfPage", "mainEntity", "@graph"];
                open.extend(within.iter().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
    found
}

fn is_article(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    kind.ends_with("Article")
        || matches!(
            kind,
            "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting" | "DiscussionForumPosting"
        )
        || matches!(
            kind,
            "Report" | "Review" | "OpinionPiece" | "Chapter" | "Thesis"
        )
}

/// The names of the people or organisations that `value` gives: strings, objects, or what their `@id` stands for.
fn people(value: &Value, known: &HashMap<&str, &Map<String, Value>>) -> Vec<String> {
    let one = |value: &Value| match value {
        Value::Object(object) => {
            let name = object.get("name").and_then(string);
            name.or_else(|| {
                let id = object.get("@id")?.as_str()?;
                string(known.get(id)?.get("name")?)
            })
        }
        value => string(value),
    };
    match value {
        Value::Array(values) => values.iter().filter_map(one).collect(),
        value => one(value).into_iter().collect(),
    }
}

/// The words of a string, or of the first one of an array of strings.
fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text,
        Value::Array(values) => values.first()?.as_str()?,
        _ => return None,
    };
    let text = on_one_line(&unescaped(text));
    (!text.is_empty()).then_some(text)
}

/// `text` without the character references that many sites put into JSON, where they mean nothing.
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for (reference, character) in [
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&#8212;", "—"),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&rsquo;", "’"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        if text.contains(reference) {
            text = text.replace(reference, character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_found_however_they_are_described() {
        for (script, title, authors, date) in [
            (
                r#"{"@type":"NewsArticle","headline":"A &amp; B","author":{"@type":"Person","name":"Jane Doe"},"datePublished":"2020-06-17T10:00:00Z"}"#,
                Some("A & B"),
                "Jane Doe",
                Some("2020-06-17T10:00:00Z"),
            ),
            (
                "[{\"@type\": \"Report\", \"headline\": \"A,\\\",] B\", \"author\": [\"Jane Doe\", ],\n},]",
                Some("A,\",] B"),
                "Jane Doe",
                None,
            ),
            (
                r##"{"@graph":[{"@type":"Organization","@id":"#o","name":"Org"},{"@type":["Article","X"],"headline":"T","author":[{"@id":"#p"},"John Roe"]},{"@type":"Person","@id":"#p","name":"Ann Poe"}]}"##,
                Some("T"),
                "Ann Poe|John Roe",
                None,
            ),
            (
                r#"<!-- [{"@type":"WebPage","name":"Site","datePublished":"2019"}] -->"#,
                None,
                "",
                Some("2019"),
            ),
            (
                "{\"@type\":\"BlogPosting\",\"headline\":\"One\ntwo\",\"author\":\"Ann Poe\"};",
                Some("One two"),
                "Ann Poe",
                None,
            ),
            (r#"{"@type":"Product","name":"X"}"#, None, "", None),
            ("{broken", None, "", None),
            ("", None, "", None),
        ] {
            let found = article(&[script.to_owned()]);
            assert_eq!(found.title.as_deref(), title, "{script}");
            assert_eq!(found.authors.join("|"), authors, "{script}");
            assert_eq!(found.date.as_deref(), date, "{script}");
        }
    }
}
