//! Front matter: what a Markdown file tells about itself before its text.
//!
//! Four forms are known: YAML between `---` lines (Jekyll, Hugo, Pandoc, Obsidian), TOML between `+++` lines (Hugo,
//! Zola), and the lines with `%` that Pandoc reads title, authors and date from. YAML is read as a flat stream of
//! events: nothing is built and no alias is followed, so that a small file cannot become a large value.

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle};

use crate::corpus::structure;
use crate::model::{Metadata, on_one_line};

/// The most bytes that front matter takes; what is longer is text.
const LONGEST: usize = 64 * 1024;

/// How many words the name of a field has at most.
const LONGEST_NAME: usize = 3;

/// How deep a value may lie in front matter to be looked at.
const DEEPEST: usize = 4;

/// What front matter says: the path of names to each value, in lower case and joined by dots (lists have no name of
/// their own), and the value.
type Fields = Vec<(String, String)>;

/// What the front matter of `text` tells, and the text after it.
pub(super) fn split(text: &str) -> (Metadata, &str) {
    let fenced = |fence: &str, ends: &[&str], read: fn(&str) -> Option<Fields>| {
        let (inner, rest) = between(text, fence, ends)?;
        Some((read(inner)?, rest))
    };
    let found = fenced("---", &["---", "..."], yaml)
        .or_else(|| fenced("+++", &["+++"], toml))
        .or_else(|| percent(text))
        .or_else(|| reader(text));
    match found {
        Some((fields, rest)) => (metadata(&fields), rest),
        None => (Metadata::default(), text),
    }
}

/// What stands between a first line `fence` and the next line that is one of `ends`, and what comes after that.
fn between<'t>(text: &'t str, fence: &str, ends: &[&str]) -> Option<(&'t str, &'t str)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != fence {
        return None;
    }
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            return Some((rest.get(..at)?, rest.get(at + line.len()..)?));
        }
        at += line.len();
        if at > LONGEST {
            return None;
        }
    }
    None
}

/// The fields of `yaml`; `None` where it is text between two rules rather than names and values.
///
/// A title with a colon in it is no YAML without quotes, and yet people write it so: such values are read as if they
/// had been quoted.
fn yaml(yaml: &str) -> Option<Fields> {
    events(yaml)
        .or_else(|_| events(&quoted(yaml)))
        .unwrap_or_else(|read| read)
}

/// The fields of `yaml`, or as many as could be read before it broke.
fn events(yaml: &str) -> Result<Option<Fields>, Option<Fields>> {
    let mut fields = None;
    // The names of the values that are open: none in a list, and none in a mapping until its next name was read.
    let mut path: Vec<Level> = Vec::new();
    for event in Parser::new_from_str(yaml) {
        let Ok((event, _)) = event else {
            return Err(fields);
        };
        match event {
            Event::MappingStart(..) => {
                if path.is_empty() {
                    fields.get_or_insert_with(Vec::new);
                }
                path.push(Level::Mapping(None));
            }
            Event::SequenceStart(..) => path.push(Level::List),
            Event::MappingEnd | Event::SequenceEnd => {
                path.pop();
                value_ended(&mut path);
            }
            Event::Alias(_) => value_ended(&mut path),
            Event::Scalar(value, style, ..) => {
                let is_outermost = path.len() == 1;
                if let Some(Level::Mapping(name @ None)) = path.last_mut() {
                    // A sentence with a colon in it between two rules is text.
                    if is_outermost && value.split_whitespace().count() > LONGEST_NAME {
                        return Ok(None);
                    }
                    *name = Some(value.to_lowercase());
                    continue;
                }
                let is_null = style == ScalarStyle::Plain
                    && matches!(&*value, "" | "~" | "null" | "Null" | "NULL");
                if let Some(fields) = fields
                    .as_mut()
                    .filter(|_| path.len() <= DEEPEST && !is_null)
                {
                    fields.push((name_of(&path), value.into_owned()));
                }
                value_ended(&mut path);
            }
            // A second document is none of ours.
            Event::DocumentEnd => break,
            _ => {}
        }
    }
    Ok(fields)
}

/// A value that others lie in.
enum Level {
    /// Names and values; the name whose value comes next.
    Mapping(Option<String>),
    /// Values.
    List,
}

fn value_ended(path: &mut [Level]) {
    if let Some(Level::Mapping(name)) = path.last_mut() {
        *name = None;
    }
}

fn name_of(path: &[Level]) -> String {
    let names = path.iter().filter_map(|level| match level {
        Level::Mapping(name) => name.as_deref(),
        Level::List => None,
    });
    names.collect::<Vec<_>>().join(".")
}

/// `yaml` with quotes around the values at the ends of its lines that begin like a word.
fn quoted(yaml: &str) -> String {
    let mut out = String::with_capacity(yaml.len() + 64);
    for line in yaml.lines() {
        let value = line.split_once(": ").filter(|(name, value)| {
            let value = value.trim();
            !name.contains(['"', '\'', '{', '[', '#'])
                && value.starts_with(|c: char| !"\"'[{|>&*!#%@`".contains(c))
        });
        match value {
            Some((name, value)) => {
                let value = value.trim().replace('\'', "''");
                out.extend([name, ": '", &value, "'"]);
            }
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// The fields of `toml`; `None` where it is no TOML.
fn toml(toml: &str) -> Option<Fields> {
    let table: toml::Table = toml.parse().ok()?;
    let mut fields = Vec::new();
    let mut open: Vec<(String, usize, toml::Value)> = table
        .into_iter()
        .rev()
        .map(|(name, value)| (name.to_lowercase(), 1, value))
        .collect();
    while let Some((name, depth, value)) = open.pop() {
        match value {
            toml::Value::String(value) => fields.push((name, value)),
            toml::Value::Datetime(value) => fields.push((name, value.to_string())),
            toml::Value::Integer(value) => fields.push((name, value.to_string())),
            toml::Value::Array(values) if depth < DEEPEST => {
                let values = values.into_iter().rev();
                open.extend(values.map(|value| (name.clone(), depth + 1, value)));
            }
            toml::Value::Table(values) if depth < DEEPEST => {
                let values = values.into_iter().rev();
                open.extend(values.map(|(inner, value)| {
                    (format!("{name}.{}", inner.to_lowercase()), depth + 1, value)
                }));
            }
            _ => {}
        }
    }
    Some(fields)
}

/// Pandoc's title block: up to three fields that begin with `%` (title, authors, date), each of which goes on in lines
/// that are set in (Pandoc User's Guide, extension `pandoc_title_block`).
fn percent(text: &str) -> Option<(Fields, &str)> {
    let mut fields: Fields = Vec::new();
    let mut taken = 0;
    let mut names = ["title", "author", "date"].into_iter();
    for line in text.split_inclusive('\n') {
        let value = line.trim_end();
        if let Some(value) = value.strip_prefix("% ").or((value == "%").then_some(""))
            && let Some(name) = names.next()
        {
            fields.push((name.to_owned(), value.trim().to_owned()));
        } else if let Some((name, whole)) = fields.last_mut()
            && line.starts_with([' ', '\t'])
            && !value.is_empty()
            && taken < LONGEST
        {
            whole.push_str(if name == "author" { ";" } else { " " });
            whole.push_str(value.trim());
        } else {
            break;
        }
        taken += line.len();
    }
    let has_title = fields.first().is_some_and(|(_, title)| !title.is_empty());
    has_title
        .then(|| Some((fields, text.get(taken..)?)))
        .flatten()
}

/// What services that make Markdown of a page say above it (Jina's Reader): `Title: …`, `URL Source: …` and the like on
/// lines of their own, and then `Markdown Content:`.
fn reader(text: &str) -> Option<(Fields, &str)> {
    if !text.starts_with("Title: ") {
        return None;
    }
    let mut fields: Fields = Vec::new();
    let mut taken = 0;
    for line in text.split_inclusive('\n') {
        taken += line.len();
        let line = line.trim();
        if line == "Markdown Content:" {
            return Some((fields, text.get(taken..)?));
        }
        if taken > LONGEST {
            break;
        }
        if !line.is_empty() {
            let (name, value) = line.split_once(':')?;
            fields.push((name.to_lowercase(), value.trim().to_owned()));
        }
    }
    None
}

/// What `fields` say of the article.
fn metadata(fields: &Fields) -> Metadata {
    let values = |names: &[&str]| -> Vec<String> {
        let of = |name: &&str| {
            let found = fields.iter().filter(|(known, _)| matches(known, name));
            let values = found.map(|(_, value)| line(value));
            let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
            values
        };
        let mut found = names.iter().map(of).filter(|values| !values.is_empty());
        found.next().unwrap_or_default()
    };
    let first = |names: &[&str]| values(names).into_iter().next();
    let is_address = |value: &String| {
        (value.starts_with("https://") || value.starts_with("http://"))
            && !value.contains(char::is_whitespace)
    };
    let addresses = [
        "canonical_url",
        "canonical",
        "original_url",
        "source_url",
        "url_source",
        "url",
        "link",
        "permalink",
        "source",
    ];
    let addresses = addresses.iter().filter_map(|name| first(&[name]));
    let dates = [
        "date",
        "published",
        "publish_date",
        "publishdate",
        "pubdate",
        "published_at",
        "published_time",
        "date_published",
        "datepublished",
        "publication_date",
        "issued",
        "created",
        "date_created",
    ];
    let mut dates = dates.iter().filter_map(|name| first(&[name]));
    let sources = [
        "publisher",
        "publication",
        "journal",
        "container_title",
        "site_name",
        "site",
        "website",
        "source",
    ];
    let mut sources = sources.iter().filter_map(|name| first(&[name]));
    Metadata {
        title: first(&["title", "headline"]),
        subtitle: first(&["subtitle", "standfirst", "dek", "deck", "description"]),
        authors: authors(&values(&[
            "authors", "author", "byline", "by", "creator", "writer",
        ])),
        date: dates.find_map(|date| structure::date(&date)),
        source: sources.find(|source| !is_address(source)),
        url: addresses.into_iter().find(is_address),
    }
}

/// Whether `name` of a file is what `known` means: `publish-date` and `Publish Date` are `publish_date`, and what an
/// object is called stands for it.
fn matches(name: &str, known: &str) -> bool {
    let name = name.strip_suffix(".name").unwrap_or(name);
    let letters = name
        .chars()
        .map(|c| if c == '-' || c == ' ' { '_' } else { c });
    letters.eq(known.chars())
}

/// `value` on one line, without the brackets of a link to another note.
fn line(value: &str) -> String {
    let value = value.trim();
    let inner = value
        .strip_prefix("[[")
        .and_then(|value| value.strip_suffix("]]"));
    let value = match inner {
        Some(inner) => inner.rsplit('|').next().unwrap_or(inner),
        None => value,
    };
    on_one_line(value)
}

/// The people in `values`: a list as it stands, a lone value taken apart where that gives nothing but names.
fn authors(values: &[String]) -> Vec<String> {
    let bare = values.iter().map(|value| match value.split_once('<') {
        Some((name, _)) if !name.trim().is_empty() => Cow::Borrowed(name.trim()),
        _ => Cow::Borrowed(value.as_str()),
    });
    let bare: Vec<Cow<'_, str>> = bare.collect();
    let [one] = bare.as_slice() else {
        return bare.into_iter().map(Cow::into_owned).collect();
    };
    let parts = one
        .split([';', '&', ','])
        .flat_map(|part| part.split(" and "))
        .map(str::trim);
    let parts = parts.map(|part| part.strip_prefix("and ").unwrap_or(part));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let is_people = parts
        .iter()
        .all(|part| structure::names_in(part) == [*part]);
    if is_people {
        parts.into_iter().map(str::to_owned).collect()
    } else {
        vec![one.clone().into_owned()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> String {
        let (metadata, rest) = split(text);
        let Metadata {
            title,
            subtitle,
            authors,
            date,
            source,
            url,
        } = metadata;
        let value = Option::unwrap_or_default;
        let values = [
            value(title),
            value(subtitle),
            authors.join("+"),
            value(date),
            value(source),
            value(url),
            rest.trim().to_owned(),
        ];
        values.join("|")
    }

    #[test]
    fn front_matter_in_every_form_is_read() {
        for (text, expected) in [
            (
                "---\ntitle: One\nauthor: Jane Doe\ndate: 2020-01-19\n---\nText",
                "One||Jane Doe|2020-01-19|||Text",
            ),
            (
                "---\ntitle: \"One: two\"\nauthor: [Jane Doe, John Roe]\ndate: 2020-01-19 10:30:00 +0200\n...\nText",
                "One: two||Jane Doe+John Roe|2020-01-19|||Text",
            ),
            (
                "---\ntitle: One: two\nauthors:\n  - name: Jane Doe\n    mail: j@example.org\n  - name: John Roe\n---\nText",
                "One: two||Jane Doe+John Roe||||Text",
            ),
            (
                "---\nauthor:\n  - name: Jane Doe\n    affiliation: A Place\n  - John Roe\npublisher:\n  name: The Paper\n---\n",
                "||Jane Doe+John Roe||The Paper||",
            ),
            (
                "Title: One: two\n\nURL Source: https://example.org/a\n\nPublished Time: 2021-03-04T08:00:00Z\n\nMarkdown Content:\nText",
                "One: two|||2021-03-04||https://example.org/a|Text",
            ),
            (
                "Title: a play\n\nAnd no more of it.\n",
                "||||||Title: a play\n\nAnd no more of it.",
            ),
            (
                "---\nauthors:\n- Jane Doe\n- Doe, John\ntitle: >\n  One\n  two\n---\n",
                "One two||Jane Doe+Doe, John||||",
            ),
            (
                "---\nauthor: Jane Doe and John Roe\nsource: The Paper\nurl: https://example.org/a\n---\n",
                "||Jane Doe+John Roe||The Paper|https://example.org/a|",
            ),
            (
                "---\nauthor: Doe, Jane\nsource: https://example.org/a\nurl: /posts/a\n---\n",
                "||Doe, Jane|||https://example.org/a|",
            ),
            (
                "---\nauthor:\n  - \"[[Jane Doe]]\"\npublished: 2024-02-03\ncreated: 2024-03-01\ntags:\n  - clippings\ndescription: What it says\n---\nText",
                "|What it says|Jane Doe|2024-02-03|||Text",
            ),
            (
                "---\na: &a [x, x]\nb: *a\ntitle: One\n---\nText",
                "One||||||Text",
            ),
            (
                "---\nDate: 2020\nTitle: One\nauthor: ~\n---\nText",
                "One|||2020|||Text",
            ),
            (
                "+++\ntitle = \"One\"\ndate = 2020-01-19T10:30:00Z\nauthors = [\"Jane Doe\"]\n[extra]\nx = 1\n+++\nText",
                "One||Jane Doe|2020-01-19|||Text",
            ),
            (
                "+++\ntitle = \"One\"\n[[author]]\nname = \"Jane Doe\"\n+++\n",
                "One||Jane Doe||||",
            ),
            (
                "% One\n  two\n% Jane Doe; John Roe\n% 3 March 2020\n\nText",
                "One two||Jane Doe+John Roe|2020-03-03|||Text",
            ),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn text_between_rules_stays_text() {
        for text in [
            "---\nA sentence between rules.\n---\nText",
            "---\n\nA sentence with a colon: it stays.\n\n---\nText",
            "---\ntitle: it has no end",
            "+++\nno toml\n+++",
            "----\ntitle: x\n----\n",
            "%\nText",
            "",
        ] {
            let (metadata, rest) = split(text);
            assert_eq!((metadata, rest), (Metadata::default(), text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(inner in "[-a: \\[\\]{}&*|>'\"\n#!%,]{0,80}") {
            for text in [format!("---\n{inner}\n---\n"), format!("+++\n{inner}\n+++\n"), format!("% {inner}")] {
                split(&text);
            }
        }
    }
}
