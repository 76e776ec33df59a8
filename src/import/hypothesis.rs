//! Annotations of Hypothesis: what its client exports as JSON or CSV, and what its service answers.
//!
//! Positions are UTF-16 units of the page's text, which nobody has here: the quote and its context find the place.

use serde_json::Value;
use serde_json::value::RawValue;

use super::csv::Table;
use super::fields::{each, list, members, path, said, text, text_of, texts, time, value};
use super::incoming::{Article, Given, Incoming, Mark};
use crate::model::{Relation, TagName};

/// Reads `file`.
pub fn read(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    let is_json = file
        .bytes
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf))
        .is_some_and(|byte| matches!(byte, b'{' | b'['));
    if !is_json {
        return read_table(&Table::read(&file.bytes)?, incoming);
    }
    let json = text_of(&file.bytes)?;
    let mut take = |raw: &RawValue| match value(raw) {
        Some(value) => annotation(&value, incoming),
        None => incoming.drop("annotation", "that cannot be read left out", ""),
    };
    if json.trim_start().starts_with('[') {
        return each(&json, &mut take);
    }
    let found = members(&json, &["annotations", "rows", "replies", "export_date"])?;
    let lists = ["annotations", "rows", "replies"];
    let lists: Vec<_> = lists.into_iter().filter_map(|key| found.get(key)).collect();
    if lists.is_empty() {
        return Err("there are no annotations in it".to_owned());
    }
    for list in lists {
        each(list.get(), &mut take)?;
    }
    let day = found
        .get("export_date")
        .map(|day| day.get().trim_matches('"'));
    incoming.exported = day.and_then(time);
    Ok(())
}

/// The document at `address`, of which the title may be known.
fn article(address: &str, title: Option<String>, incoming: &mut Incoming) -> usize {
    if let Some(path) = path(address) {
        return incoming.article(&path);
    }
    let known = incoming.articles.len();
    let number = incoming.article(address);
    if number == known
        && let Some(Article {
            uri, title: empty, ..
        }) = incoming.articles.get_mut(number)
    {
        *uri = Some(address.to_owned());
        *empty = title;
    }
    number
}

/// Who it is: `acct:name@authority` is `name`.
fn user(account: &str) -> String {
    let name = account.strip_prefix("acct:").unwrap_or(account);
    name.split('@').next().unwrap_or_default().to_owned()
}

fn annotation(value: &Value, incoming: &mut Incoming) {
    let title = value
        .get("document")
        .and_then(|document| texts(document, "title").next())
        .map(str::to_owned);
    let address = said(value, "uri").or_else(|| said(value, "url"));
    let address = address.or_else(|| said(list(value, "target").first()?, "source"));
    let shown = value
        .get("user_info")
        .and_then(|info| said(info, "display_name"));
    let account = user(text(value, "user"));
    let original = value
        .get("extra")
        .and_then(|extra| said(extra, "original_id"));
    let mut mark = Mark {
        id: original.or_else(|| said(value, "id")).unwrap_or_default(),
        article: article(&address.unwrap_or_default(), title, incoming),
        note: text(value, "text").to_owned(),
        reviewer: if account.is_empty() {
            shown.unwrap_or_default()
        } else {
            account
        },
        created: time(text(value, "created")),
        ..Mark::default()
    };
    for tag in texts(value, "tags") {
        tagged(&mut mark, tag, incoming);
    }
    for selector in list(value, "target")
        .iter()
        .flat_map(|target| list(target, "selector"))
    {
        match text(selector, "type") {
            "TextQuoteSelector" => {
                text(selector, "exact").clone_into(&mut mark.quote);
                text(selector, "prefix").clone_into(&mut mark.prefix);
                text(selector, "suffix").clone_into(&mut mark.suffix);
            }
            "TextPositionSelector" => {
                mark.position = super::fields::range(selector, "start", "end");
            }
            // Where it is in the page's markup says nothing about a text.
            "RangeSelector" => {}
            other => incoming.drop("selector", "that says nothing of the text left out", other),
        }
    }
    // A reply is on what it answers in the end, and refers to what it answers at once.
    if let Some(parent) = texts(value, "references").last() {
        mark.links.push((parent.to_owned(), Relation::Cites));
        let place = incoming.called(parent);
        let place = place.and_then(|number| incoming.marks.get(number));
        if let (Some(place), true) = (place, mark.quote.is_empty()) {
            mark.quote.clone_from(&place.quote);
            mark.prefix.clone_from(&place.prefix);
            mark.suffix.clone_from(&place.suffix);
            mark.position = place.position;
        }
    }
    for key in ["hidden", "flagged"] {
        if value.get(key).and_then(Value::as_bool) == Some(true) {
            incoming.drop(&format!("{key} mark of an annotation"), "left out", "");
        }
    }
    if said(value, "group").is_some_and(|group| group != "__world__") {
        incoming.drop("group of an annotation", "left out", text(value, "group"));
    }
    incoming.push(mark);
}

fn tagged(mark: &mut Mark, tag: &str, incoming: &mut Incoming) {
    if TagName::parse(tag).is_some() {
        mark.tag(tag);
    } else {
        incoming.drop("tag", "that is no name left out", tag);
    }
}

/// Reads the table that the client exports: without identities and positions.
fn read_table(table: &Table, incoming: &mut Incoming) -> Result<(), String> {
    let quote = if table.has("quote/description") {
        "quote/description"
    } else {
        "quote"
    };
    if !(table.has("url") && table.has(quote)) {
        return Err("its columns are not those of Hypothesis".to_owned());
    }
    let comment = if table.has("comment/transcript") {
        "comment/transcript"
    } else {
        "comment"
    };
    for row in table.rows() {
        let title = Some(row.get("page").trim().to_owned()).filter(|title| !title.is_empty());
        let mut mark = Mark {
            article: article(row.get("url").trim(), title, incoming),
            quote: row.get(quote).to_owned(),
            note: row.get(comment).to_owned(),
            reviewer: user(row.get("author").trim()),
            created: time(row.get("created at")),
            ..Mark::default()
        };
        for tag in row.get("tags").split(',') {
            mark.tag(tag);
        }
        if row.get("type").eq_ignore_ascii_case("reply") {
            incoming.drop("reply", "came without what it answers", &mark.note);
        }
        incoming.push(mark);
    }
    Ok(())
}
