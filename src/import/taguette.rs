//! Taguette: codebooks and lists of highlights in CSV or XLSX, and the project file, which is a database of `SQLite`.
//!
//! Highlights in a project file are bytes of the text of the document's HTML, tags not counted; the lists have no places.

use std::collections::HashMap;

use dom_query::Document;

use super::csv::Table;
use super::fields::{text, time};
use super::incoming::{Article, Given, Incoming, Mark};
use super::sqlite::{Cell, Database, Row};
use super::xlsx;
use crate::model::{Tag, TagName};

/// Reads `file`.
pub fn read(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    if Database::is_one(&file.bytes) {
        return project(&Database::open(&file.bytes)?, incoming);
    }
    let table = if file.bytes.starts_with(b"PK\x03\x04") {
        Table::of(xlsx::rows(&file.bytes)?)?
    } else {
        Table::read(&file.bytes)?
    };
    if table.has("content") && table.has("document") {
        highlights(&table, incoming);
        return Ok(());
    }
    codebook(&table, incoming)
}

/// Reads a codebook: a column for the name, one for what it means.
fn codebook(table: &Table, incoming: &mut Incoming) -> Result<(), String> {
    let names = ["tag", "path", "name"];
    let name = names
        .into_iter()
        .find(|name| table.has(name))
        .ok_or("it has no column called tag, path or name")?;
    for row in table.rows() {
        describe(row.get(name), row.get("description"), incoming);
    }
    Ok(())
}

fn describe(name: &str, definition: &str, incoming: &mut Incoming) {
    match TagName::parse(name) {
        Some(tag) => incoming.add_tag(Tag {
            definition: definition.trim().to_owned(),
            ..Tag::new(tag)
        }),
        None => incoming.drop("tag", "without a name left out", name),
    }
}

/// Reads a list of highlights: a row for each tag of each.
fn highlights(table: &Table, incoming: &mut Incoming) {
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for row in table.rows() {
        let (id, document) = (row.get("id").trim(), row.get("document").trim());
        let article = named(document, incoming);
        let number = *known
            .entry((document.to_owned(), id.to_owned()))
            .or_insert(incoming.marks.len());
        if number == incoming.marks.len() || id.is_empty() {
            incoming.push(Mark {
                id: id.to_owned(),
                article,
                quote: row.get("content").to_owned(),
                ..Mark::default()
            });
        }
        let number = if id.is_empty() {
            incoming.marks.len().saturating_sub(1)
        } else {
            number
        };
        if let Some(mark) = incoming.marks.get_mut(number) {
            mark.tag(row.get("tag"));
        }
    }
}

/// The document called `name`.
fn named(name: &str, incoming: &mut Incoming) -> usize {
    let number = incoming.article(name);
    if let Some(article) = incoming.articles.get_mut(number) {
        article.title = Some(name.to_owned());
    }
    number
}

/// The number in the column called `name`.
fn count(row: &Row, name: &str) -> Option<i64> {
    match row.get(name) {
        Some(Cell::Number(number)) => Some(*number),
        _ => None,
    }
}

fn word<'r>(row: &'r Row, name: &str) -> &'r str {
    match row.get(name) {
        Some(Cell::Text(text)) => text,
        _ => "",
    }
}

/// Reads a project file, or a database of several projects.
fn project(database: &Database<'_>, incoming: &mut Incoming) -> Result<(), String> {
    let mut tags: HashMap<i64, TagName> = HashMap::new();
    for row in database.rows("tags")? {
        describe(word(&row, "path"), word(&row, "description"), incoming);
        let tag = TagName::parse(word(&row, "path"));
        if let (Some(id), Some(tag)) = (count(&row, "id"), tag) {
            tags.insert(id, tag);
        }
    }
    let mut documents: HashMap<i64, usize> = HashMap::new();
    for row in database.rows("documents")? {
        let (name, file) = (word(&row, "name"), word(&row, "filename"));
        let mut article = Article::new(if file.is_empty() { name } else { file });
        article.title = Some(name.to_owned()).filter(|name| !name.is_empty());
        article.text = Some(text_of_html(word(&row, "contents")));
        let number = incoming.add_article(article);
        if let Some(id) = count(&row, "id") {
            documents.insert(id, number);
        }
        if !word(&row, "description").trim().is_empty() {
            incoming.drop("description of a document", "left out", name);
        }
    }
    let makers = makers(database);
    let mut given: HashMap<i64, Vec<&TagName>> = HashMap::new();
    for row in database.rows("highlight_tags")? {
        let ids = Option::zip(count(&row, "highlight_id"), count(&row, "tag_id"));
        if let Some((highlight, tag)) = ids
            && let Some(tag) = tags.get(&tag)
        {
            given.entry(highlight).or_default().push(tag);
        }
    }
    for row in database.rows("highlights")? {
        let ids = Option::zip(count(&row, "id"), count(&row, "document_id"));
        let known = ids.and_then(|(id, document)| Some((id, *documents.get(&document)?)));
        let Some((id, article)) = known else {
            incoming.drop("highlight", "of a document that is missing left out", "");
            continue;
        };
        let place = |name: &str| usize::try_from(count(&row, name)?).ok();
        let snippet = text_of_html(word(&row, "snippet"));
        let mut mark = Mark {
            id: id.to_string(),
            article,
            quote: snippet,
            position: Option::zip(place("start_offset"), place("end_offset")),
            ..Mark::default()
        };
        if let Some((reviewer, created)) = makers.get(&id) {
            mark.reviewer.clone_from(reviewer);
            mark.created = *created;
        }
        for tag in given.get(&id).into_iter().flatten() {
            mark.tag(tag.as_str());
        }
        incoming.push(mark);
    }
    Ok(())
}

/// Who made each highlight, and when, as far as the log of commands tells.
fn makers(database: &Database<'_>) -> HashMap<i64, (String, Option<jiff::Timestamp>)> {
    let mut makers = HashMap::new();
    let Ok(rows) = database.rows("commands") else {
        return makers;
    };
    for row in rows {
        let Ok(payload) = serde_json::from_str::<serde_json::Value>(word(&row, "payload")) else {
            continue;
        };
        let id = payload.get("highlight_id").or_else(|| payload.get("id"));
        let is_made = text(&payload, "type") == "highlight_add";
        if let (true, Some(id)) = (is_made, id.and_then(serde_json::Value::as_i64)) {
            let made = (
                word(&row, "user_login").to_owned(),
                time(word(&row, "date")),
            );
            makers.entry(id).or_insert(made);
        }
    }
    makers
}

/// The text of a piece of HTML: every text in its body, one after the other, as Taguette counts (`extract.py`).
fn text_of_html(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    Document::from(html).select("body").text().to_string()
}
