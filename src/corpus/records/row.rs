//! Which field of a record is what.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::Fields;

/// The names that texts usually have, the likeliest first. Case and what parts the words do not count: `Full Text`,
/// `full-text` and `fullText` are `full_text`.
const TEXT: [&str; 31] = [
    "text",
    "main_text",
    "full_text",
    "article_text",
    "cleaned_text",
    "plain_text",
    "body_text",
    "extracted_text",
    "article_body",
    "body",
    "content",
    "contents",
    "full_content",
    "main_content",
    "article_content",
    "page_content",
    "article",
    "markdown",
    "md",
    "html",
    "body_html",
    "content_html",
    "raw_html",
    "paragraphs",
    "story",
    "transcript",
    "texte",
    "texto",
    "testo",
    "abstract",
    "description",
];
const TITLE: [&str; 10] = [
    "title",
    "headline",
    "article_title",
    "name",
    "heading",
    "title_page",
    "titel",
    "titre",
    "titulo",
    "titolo",
];
const SUBTITLE: [&str; 6] = [
    "subtitle",
    "subheadline",
    "subhead",
    "dek",
    "standfirst",
    "alternative_headline",
];
const AUTHOR: [&str; 10] = [
    "author",
    "authors",
    "byline",
    "creator",
    "creators",
    "author_name",
    "writer",
    "autor",
    "auteur",
    "autore",
];
const DATE: [&str; 15] = [
    "date",
    "date_published",
    "date_publish",
    "published",
    "published_at",
    "publish_date",
    "publication_date",
    "published_date",
    "pub_date",
    "datetime",
    "created_at",
    "timestamp",
    "created",
    "datum",
    "fecha",
];
const SOURCE: [&str; 11] = [
    "source",
    "publisher",
    "source_name",
    "site_name",
    "publication",
    "newspaper",
    "outlet",
    "source_domain",
    "domain",
    "site",
    "journal",
];
const URL: [&str; 9] = [
    "url",
    "link",
    "source_url",
    "canonical_url",
    "article_url",
    "web_url",
    "permalink",
    "uri",
    "href",
];
const ID: [&str; 6] = ["id", "_id", "uuid", "doc_id", "article_id", "guid"];

/// The objects that other fields are often put into.
const NESTS: [&str; 8] = [
    "metadata",
    "meta",
    "article",
    "document",
    "doc",
    "data",
    "attributes",
    "_source",
];

/// What stands for all of an object: `{"rendered": "<p>…"}`, `{"$date": "…"}`.
const SAID: [&str; 5] = ["rendered", "text", "value", "$date", "$oid"];

/// What an object is called: `{"name": "Jane Roe"}`.
const NAMED: [&str; 3] = ["name", "full_name", "title"];

/// The largest list or object that is looked into, in bytes; a text may be larger.
const LARGEST_LIST: usize = 16 << 20;

/// What stands in a field.
#[derive(Clone, Debug)]
pub(in crate::corpus) enum Value<'r> {
    /// A JSON value as it is written.
    Json(&'r str),
    /// A cell.
    Cell(Cow<'r, str>),
}

impl Value<'_> {
    /// Whether there is nothing in it, as far as can be told without reading it.
    fn is_blank(&self) -> bool {
        match self {
            Self::Json(raw) => {
                !raw.starts_with(['"', '[', '{', '-'])
                    && !raw.starts_with(|c: char| c.is_ascii_digit())
                    || raw.len() <= 2 && raw.starts_with(['"', '[', '{'])
            }
            Self::Cell(cell) => cell.trim().is_empty(),
        }
    }

    /// The texts in it: one where it is a string or a number, several where it is a list.
    pub(super) fn texts(&self) -> Vec<String> {
        match self {
            Self::Cell(cell) => vec![cell.to_string()],
            Self::Json(raw) if raw.starts_with('[') && raw.len() <= LARGEST_LIST => {
                let items: Vec<&RawValue> = serde_json::from_str(raw).unwrap_or_default();
                items.iter().filter_map(|item| text(item.get())).collect()
            }
            Self::Json(raw) => text(raw).into_iter().collect(),
        }
    }
}

/// The text that a JSON value is: a string, a number as it is written, or what an object is called.
fn text(raw: &str) -> Option<String> {
    match raw.as_bytes().first()? {
        b'"' => string(raw),
        b'-' | b'0'..=b'9' => Some(raw.to_owned()),
        b'{' if raw.len() <= LARGEST_LIST => {
            let inner = object(raw)?;
            let mut names = SAID.iter().chain(&NAMED);
            let inner = names.find_map(|name| inner.get(*name))?.get();
            match inner.as_bytes().first()? {
                b'"' => string(inner),
                b'-' | b'0'..=b'9' => Some(inner.to_owned()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether the JSON object `raw` stands for a text rather than for something that has one.
fn says(raw: &str) -> bool {
    let inner = object(raw).unwrap_or_default();
    SAID.iter().any(|name| inner.contains_key(*name))
}

/// Whether a field called `name` is what `known` means: case does not count, nor what parts the words.
fn is_called(name: &str, known: &str) -> bool {
    name.eq_ignore_ascii_case(known) || letters(name).eq(letters(known))
}

/// `name` in lower case without what parts its words. What begins with a line is another field: `_source` is not
/// `source`.
fn letters(name: &str) -> impl Iterator<Item = char> {
    let kept = name.char_indices();
    let kept = kept.filter(|(at, c)| *at == 0 || !matches!(c, '_' | '-' | ' '));
    kept.map(|(_, c)| c.to_ascii_lowercase())
}

fn object(raw: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(raw).ok()
}

/// The text of a JSON string. Half a surrogate pair, which programs that cut texts leave behind, is U+FFFD.
fn string(raw: &str) -> Option<String> {
    let read = serde_json::from_str(raw);
    read.or_else(|_| serde_json::from_str(&with_whole_pairs(raw)))
        .ok()
}

/// `raw` with U+FFFD for every escape of a surrogate that has no partner.
fn with_whole_pairs(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let Some((before, escape)) = rest.split_at_checked(at) else {
            break;
        };
        out.push_str(before);
        let unit = unit(escape);
        let pair = match unit {
            Some(0xd800..=0xdbff) => escape.get(6..).and_then(self::unit),
            _ => None,
        };
        let taken = match (unit, pair) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => 12,
            (Some(0xd800..=0xdfff), _) => {
                out.push('\u{fffd}');
                rest = escape.get(6..).unwrap_or_default();
                continue;
            }
            _ => 2,
        };
        let taken = escape.ceil_char_boundary(taken);
        out.push_str(escape.get(..taken).unwrap_or(escape));
        rest = escape.get(taken..).unwrap_or_default();
    }
    out + rest
}

/// The UTF-16 code unit that `escape` begins with: `\ud83d`.
fn unit(escape: &str) -> Option<u16> {
    u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok()
}

/// A record: its fields by name.
#[derive(Clone, Debug, Default)]
pub(in crate::corpus) struct Row<'r> {
    values: Vec<(Cow<'r, str>, Value<'r>)>,
    /// The encoding it was in, by its WHATWG name.
    pub(in crate::corpus) encoding: &'static str,
}

impl<'r> Row<'r> {
    /// The record with these fields.
    pub(in crate::corpus) fn new(
        values: impl Iterator<Item = (Cow<'r, str>, Value<'r>)>,
        encoding: &'static str,
    ) -> Self {
        Self {
            values: values.collect(),
            encoding,
        }
    }

    /// What stands in its fields, as it is written.
    pub(in crate::corpus) fn cells(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(_, value)| match value {
            Value::Json(raw) => raw,
            Value::Cell(cell) => cell.as_ref(),
        })
    }

    /// The names of its fields.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name.as_ref())
    }

    /// The text, with the name of its field.
    pub(super) fn text(&self, fields: &Fields) -> Option<(String, Value<'r>)> {
        self.find(fields.text.as_deref(), &TEXT)
    }

    /// The name of a field that should hold the text, whether it does or not.
    pub(super) fn text_name(&self) -> Option<&str> {
        let is_usual = |name: &&str| TEXT.iter().any(|known| is_called(name, known));
        self.names().find(is_usual)
    }

    /// The title.
    pub(super) fn title(&self, fields: &Fields) -> Option<Value<'r>> {
        self.value(fields.title.as_deref(), &TITLE)
    }

    /// What goes on with the title.
    pub(super) fn subtitle(&self, fields: &Fields) -> Option<Value<'r>> {
        self.value(fields.subtitle.as_deref(), &SUBTITLE)
    }

    /// The author or authors.
    pub(super) fn author(&self, fields: &Fields) -> Option<Value<'r>> {
        self.value(fields.author.as_deref(), &AUTHOR)
    }

    /// The date of publication.
    pub(super) fn date(&self, fields: &Fields) -> Option<Value<'r>> {
        self.value(fields.date.as_deref(), &DATE)
    }

    /// Who published it.
    pub(super) fn source(&self, fields: &Fields) -> Option<Value<'r>> {
        self.value(fields.source.as_deref(), &SOURCE)
    }

    /// Where it was published.
    pub(super) fn url(&self, fields: &Fields) -> Option<Value<'r>> {
        self.value(fields.url.as_deref(), &URL)
    }

    /// What tells it from the others.
    pub(super) fn id(&self, fields: &Fields) -> Option<String> {
        let texts = self.value(fields.id.as_deref(), &ID)?.texts();
        let id = texts.into_iter().next()?;
        let id = id.trim();
        (!id.is_empty()).then(|| id.to_owned())
    }

    fn value(&self, set: Option<&str>, usual: &[&str]) -> Option<Value<'r>> {
        self.find(set, usual).map(|(_, value)| value)
    }

    /// The first field that is not blank: the one called `set` where a person said so, else one of the usual names,
    /// and only then one of those names inside of an object.
    fn find(&self, set: Option<&str>, usual: &[&str]) -> Option<(String, Value<'r>)> {
        if let Some(set) = set {
            let nested = || {
                let (outer, inner) = set.split_once('.')?;
                self.inside(outer, &[inner])
            };
            return self
                .get(set)
                .map(|value| (set.to_owned(), value))
                .or_else(nested);
        }
        let plain = usual
            .iter()
            .find_map(|name| Some(((*name).to_owned(), self.get(name)?)));
        plain.or_else(|| NESTS.iter().find_map(|outer| self.inside(outer, usual)))
    }

    fn get(&self, name: &str) -> Option<Value<'r>> {
        let mut values = self.values.iter();
        let found = values.find(|(known, value)| is_called(known, name) && !value.is_blank());
        // An object counts as what it is called, though not as a text; one that is called nothing holds other fields.
        let is_text = |value: &&Value<'_>| match value {
            Value::Json(raw) if raw.starts_with('{') && TEXT.contains(&name) => says(raw),
            Value::Json(raw) if raw.starts_with('{') => text(raw).is_some(),
            _ => true,
        };
        found.map(|(_, value)| value).filter(is_text).cloned()
    }

    /// The first field with one of `names` in the object `outer`.
    fn inside(&self, outer: &str, names: &[&str]) -> Option<(String, Value<'r>)> {
        let mut values = self.values.iter();
        let (_, value) = values.find(|(known, _)| is_called(known, outer))?;
        let Value::Json(raw) = value else { return None };
        if !raw.starts_with('{') {
            return None;
        }
        let inner = object(raw)?;
        let row = Row::new(
            inner
                .into_iter()
                .map(|(name, raw)| (Cow::Owned(name), Value::Json(raw.get()))),
            self.encoding,
        );
        names
            .iter()
            .find_map(|name| Some(((*name).to_owned(), row.get(name)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::formats::jsonl;

    #[test]
    fn fields_are_found_by_their_usual_names_or_by_those_that_are_set() {
        let line = r#"{"ID": 12345678901234567890, "Title": {"rendered": "One"}, "author": [{"name": "A B"}, "C D"],
            "metadata": {"url": "https://a.b", "lang": {"x": 1}}, "text": "", "body": ["P", 2, null], "mine": "other"}"#;
        let row = jsonl::row(line.as_bytes()).unwrap();
        let usual = Fields::default();
        assert_eq!(row.id(&usual).as_deref(), Some("12345678901234567890"));
        assert_eq!(row.title(&usual).unwrap().texts(), ["One"]);
        assert_eq!(row.author(&usual).unwrap().texts(), ["A B", "C D"]);
        assert_eq!(row.url(&usual).unwrap().texts(), ["https://a.b"]);
        let (name, text) = row.text(&usual).unwrap();
        assert_eq!(
            (name.as_str(), text.texts()),
            ("body", vec!["P".to_owned(), "2".to_owned()])
        );
        let set = Fields {
            text: Some("mine".into()),
            title: Some("metadata.lang".into()),
            id: Some("metadata.url".into()),
            ..Fields::default()
        };
        assert_eq!(row.text(&set).unwrap().1.texts(), ["other"]);
        assert!(row.title(&set).is_none());
        assert_eq!(row.id(&set).as_deref(), Some("https://a.b"));
    }

    #[test]
    fn names_are_known_however_their_words_are_parted_and_what_holds_a_text_is_none() {
        let usual = Fields::default();
        for (line, text, title) in [
            (r#"{"Full Text": "A", "Article-Title": "B"}"#, "A", "B"),
            (r#"{"articleBody": "A", "headLine": "B"}"#, "A", "B"),
            (r#"{"article": {"title": "B", "body": "A"}}"#, "A", "B"),
            (r#"{"content": {"rendered": "A"}, "titre": "B"}"#, "A", "B"),
            (r#"{"_source": {"text": "A", "title": "B"}}"#, "A", "B"),
            (
                r#"{"title": "B", "body": [{"type": "p", "text": "A"}]}"#,
                "A",
                "B",
            ),
        ] {
            let row = jsonl::row(line.as_bytes()).unwrap();
            let found = row.text(&usual).map(|(_, value)| value.texts());
            assert_eq!(found, Some(vec![text.to_owned()]), "{line}");
            assert_eq!(row.title(&usual).unwrap().texts(), [title], "{line}");
        }
        let row = jsonl::row(br#"{"_source": "x", "id": "1", "_id": "2"}"#).unwrap();
        assert!(row.source(&usual).is_none());
        assert_eq!(row.id(&usual).as_deref(), Some("1"));
    }

    #[test]
    fn half_a_surrogate_pair_costs_one_character() {
        for (raw, expected) in [
            (r#""a\ud83d\ude00b""#, "a😀b"),
            (r#""a\ud83d b\\ud83d""#, "a\u{fffd} b\\ud83d"),
            (
                r#""\ude00\ud83d\ud83d\ude00\u00e9\n""#,
                "\u{fffd}\u{fffd}😀é\n",
            ),
        ] {
            assert_eq!(string(raw).as_deref(), Some(expected), "{raw}");
        }
        assert_eq!(string(r#""\x""#), None);
    }
}
