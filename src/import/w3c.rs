//! Annotations as the W3C Web Annotation Data Model describes them, in JSON-LD: alone, in a list, in a page or in a
//! collection.
//!
//! What this reads is JSON of the shapes that the model's examples have, not JSON-LD in general. A claim comes from the
//! bodies that postil writes it in: `describing` what is asserted, `classifying` with `field: value`, `assessing` with a
//! verdict.

use serde_json::Value;
use serde_json::value::RawValue;

use super::fields::{each, list, members, number, said, text, text_of, time, value};
use super::incoming::{Article, Given, Incoming, Mark};
use crate::model::{Relation, TextHash};

mod body;

use body::Bodies;

/// How many places of one annotation are read.
const MOST_TARGETS: usize = 1000;

/// How deep pages lie in collections.
const DEEPEST: usize = 4;

/// Reads the annotations in `file`.
pub fn read(file: &Given, incoming: &mut Incoming) -> Result<(), String> {
    let json = text_of(&file.bytes)?;
    let mut links = Vec::new();
    if json.trim_start().starts_with('[') {
        each(&json, &mut |raw| one(raw, incoming, &mut links))?;
    } else {
        container(&json, incoming, &mut links, 0)?;
    }
    join(links, incoming);
    if incoming.marks.is_empty() && incoming.dropped().is_empty() {
        return Err("there is no annotation in it".to_owned());
    }
    Ok(())
}

/// A link from one annotation to another, by what they are called.
struct Joint {
    from: String,
    to: String,
    relation: Relation,
}

/// Reads what a collection, a page, a graph or a single annotation holds.
fn container(
    json: &str,
    incoming: &mut Incoming,
    links: &mut Vec<Joint>,
    depth: usize,
) -> Result<(), String> {
    let found = members(
        json,
        &["items", "first", "next", "@graph", "target", "generated"],
    )?;
    if let Some(moment) = found.get("generated") {
        let moment = moment.get().trim_matches('"');
        incoming.exported = incoming.exported.or_else(|| time(moment));
    }
    for key in ["items", "@graph"] {
        if let Some(list) = found.get(key) {
            each(list.get(), &mut |raw| one(raw, incoming, links))?;
        }
    }
    for key in ["first", "next"] {
        let Some(page) = found.get(key) else { continue };
        if page.get().starts_with('{') && depth < DEEPEST {
            container(page.get(), incoming, links, depth + 1)?;
        } else {
            incoming.drop(
                "page",
                "that lies elsewhere left out",
                page.get().trim_matches('"'),
            );
        }
    }
    if found.contains_key("target")
        && let Ok(raw) = serde_json::from_str::<&RawValue>(json)
    {
        one(raw, incoming, links);
    }
    Ok(())
}

/// Reads one annotation: a mark for each of its targets, or a link between two.
fn one(raw: &RawValue, incoming: &mut Incoming, links: &mut Vec<Joint>) {
    let Some(value) = value(raw) else {
        return incoming.drop("annotation", "that cannot be read left out", "");
    };
    let id = identity(&value);
    let targets = list(&value, "target");
    if targets.is_empty() {
        return incoming.drop("annotation", "without a target left out", &id);
    }
    let is_linking = list(&value, "motivation")
        .iter()
        .any(|motivation| motivation.as_str() == Some("linking"));
    if is_linking && link(&value, targets, incoming, links) {
        return;
    }
    let bodies = Bodies::read(&value, incoming);
    for (number, target) in targets.iter().enumerate().take(MOST_TARGETS) {
        let mut mark = place(target, incoming);
        mark.id = if number == 0 || id.is_empty() {
            id.clone()
        } else {
            format!("{id} {number}")
        };
        mark.created = time(text(&value, "created"));
        mark.reviewer = creator(&value);
        bodies.put_on(&mut mark);
        incoming.push(mark);
    }
    if targets.len() > 1 {
        incoming.drop(
            "annotation",
            "of several places made one for each place",
            &id,
        );
    }
    let left = [
        "modified",
        "rights",
        "audience",
        "stylesheet",
        "via",
        "canonical",
    ];
    for key in left.into_iter().filter(|key| value.get(key).is_some()) {
        incoming.drop(&format!("{key} of an annotation"), "left out", "");
    }
}

/// What a thing is called: an address.
fn identity(value: &Value) -> String {
    said(value, "id")
        .or_else(|| said(value, "@id"))
        .unwrap_or_default()
}

/// Who made it, by the name that is shown.
fn creator(value: &Value) -> String {
    let creator = list(value, "creator")
        .first()
        .or_else(|| list(value, "dcterms:creator").first());
    let Some(creator) = creator else {
        return String::new();
    };
    let named = [
        "nickname",
        "nick",
        "name",
        "foaf:nick",
        "foaf:name",
        "id",
        "email",
    ];
    let named = named.into_iter().find_map(|key| said(creator, key));
    let alone = creator
        .as_str()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    named
        .or_else(|| alone.map(str::to_owned))
        .unwrap_or_default()
}

/// Reads a link, where the annotation is one between two others; whether it is.
fn link(value: &Value, targets: &[Value], incoming: &mut Incoming, links: &mut Vec<Joint>) -> bool {
    let named = |value: &Value| {
        let alone = value.as_str().map(str::to_owned);
        alone.or_else(|| said(value, "id")).or_else(|| {
            let has_place = value.get("selector").is_some();
            said(value, "source").filter(|_| !has_place)
        })
    };
    let bodies = list(value, "body");
    let word = |body: &Value| {
        let said = said(body, "value").or_else(|| body.as_str().map(str::to_owned))?;
        Relation::parse(said.trim().rsplit([':', '/', '#']).next()?)
    };
    let relation = said(value, "relation")
        .or_else(|| said(value, "postil:relation"))
        .and_then(|word| Relation::parse(&word))
        .or_else(|| bodies.iter().find_map(word));
    let from = targets.first().and_then(named);
    let to = match targets {
        [_, second] => named(second),
        _ => bodies
            .iter()
            .find(|body| word(body).is_none())
            .and_then(named),
    };
    let (Some(from), Some(to)) = (from, to) else {
        return false;
    };
    let is_annotation =
        |name: &str| super::identity::given(name).is_some() || incoming.called(name).is_some();
    if !(is_annotation(&from) && is_annotation(&to)) {
        return false;
    }
    if relation.is_none() {
        incoming.drop("link", "of another kind taken for `cites`", "");
    }
    links.push(Joint {
        from,
        to,
        relation: relation.unwrap_or(Relation::Cites),
    });
    true
}

/// Gives every link to the annotation it is from.
fn join(links: Vec<Joint>, incoming: &mut Incoming) {
    for link in links {
        let number = incoming.called(&link.from);
        match number.and_then(|number| incoming.marks.get_mut(number)) {
            Some(mark) => mark.links.push((link.to, link.relation)),
            None => incoming.drop("link", "from what is not in the file left out", ""),
        }
    }
}

/// What a target says of its place.
fn place(target: &Value, incoming: &mut Incoming) -> Mark {
    let source = match list(target, "source").first() {
        Some(Value::String(source)) => source.clone(),
        Some(object) => identity(object),
        None => target
            .as_str()
            .map_or_else(|| identity(target), str::to_owned),
    };
    let (address, fragment) = match source.split_once('#') {
        Some((address, fragment)) => (address.to_owned(), fragment),
        None => (source.clone(), ""),
    };
    let mut mark = Mark {
        article: article(&address, target, incoming),
        ..Mark::default()
    };
    // RFC 5147, as far as it counts characters.
    if let Some((start, end)) = fragment
        .strip_prefix("char=")
        .and_then(|range| range.split_once(','))
    {
        mark.position = Option::zip(start.parse().ok(), end.parse().ok());
    }
    for selector in list(target, "selector") {
        select(selector, 0, &mut mark, incoming);
    }
    mark
}

/// The document that a target is in.
fn article(address: &str, target: &Value, incoming: &mut Incoming) -> usize {
    if let Some(known) = incoming.known(address) {
        return known;
    }
    let source = target.get("source").unwrap_or(&Value::Null);
    let title = said(source, "title").or_else(|| said(source, "dcterms:title"));
    let path = said(source, "path").or_else(|| said(source, "postil:path"));
    let path = path.or_else(|| super::fields::path(address));
    let hash = list(target, "state")
        .iter()
        .find_map(|state| said(state, "hash").or_else(|| said(state, "postil:hash")));
    let name = path.as_deref().unwrap_or(address);
    if let Some(known) = incoming.known(name) {
        return known;
    }
    let mut article = Article::new(name);
    article.uri = address.contains("://").then(|| address.to_owned());
    article.title = title;
    article.hash = hash.map(|hash| TextHash::stored(&hash));
    incoming.add_article(article)
}

/// Reads a selector and what refines it: a quote inside another one is the more exact of the two, while a position inside
/// another selector counts from where that begins.
fn select(selector: &Value, depth: usize, mark: &mut Mark, incoming: &mut Incoming) {
    let kind = list(selector, "type")
        .iter()
        .chain(list(selector, "@type"))
        .find_map(Value::as_str)
        .unwrap_or_default();
    let begins = if depth > 0 {
        mark.position.map(|(start, _)| start)
    } else {
        Some(0)
    };
    match kind.rsplit(':').next().unwrap_or_default() {
        "TextQuoteSelector" => {
            text(selector, "exact").clone_into(&mut mark.quote);
            text(selector, "prefix").clone_into(&mut mark.prefix);
            text(selector, "suffix").clone_into(&mut mark.suffix);
        }
        "TextPositionSelector" => {
            let range = Option::zip(number(selector, "start"), number(selector, "end"));
            mark.position = range.and_then(|(start, end)| {
                let from = begins?;
                Some((start.checked_add(from)?, end.checked_add(from)?))
            });
        }
        other => incoming.drop(
            "selector",
            "of a kind that says nothing of the text left out",
            other,
        ),
    }
    if depth < DEEPEST {
        for inner in list(selector, "refinedBy") {
            select(inner, depth + 1, mark, incoming);
        }
    }
}
