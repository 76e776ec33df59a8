//! `postil show`: what postil makes of a document.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_text};
use crate::corpus::{Corpus, builtin};
use crate::model::{self, DocPath, Document, InlineKind, Metadata, Span};
use crate::text::positions::CodePoints;
use crate::text::sentence::sentences_of;

#[derive(Serialize)]
struct Shown<'a> {
    path: &'a str,
    title: Option<String>,
    author: Option<String>,
    date: Option<String>,
    url: Option<String>,
    text: &'a str,
    blocks: Vec<ShownBlock>,
    sentences: Vec<Range>,
    parts: Vec<Part>,
    subtitle: Option<String>,
    source: Option<String>,
    inlines: Vec<ShownInline>,
}

/// A stretch inside a block: where a link leads, or where the block of the note begins that a mark is of.
#[derive(Serialize)]
struct ShownInline {
    kind: &'static str,
    start: usize,
    end: usize,
    url: Option<String>,
    note: Option<usize>,
}

#[derive(Serialize)]
struct ShownBlock {
    kind: &'static str,
    level: Option<u8>,
    start: usize,
    end: usize,
}

/// A range in code points.
#[derive(Clone, Copy, Serialize)]
struct Range {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Part {
    title: String,
    start: usize,
    end: usize,
}

pub fn run(setup: &Setup, path: &Path, json: bool) -> Result<(), Failure> {
    let (corpus, path) = find(setup, path)?;
    corpus.learn();
    let mut document = corpus.read(&path).map_err(Failure::failed)?;
    let set = setup.annotations(&corpus)?;
    let record = set.document(&path);
    if let Some(record) = record {
        record.correct(&mut document);
    }
    let known =
        |found: &Metadata| record.map_or_else(|| found.clone(), |record| record.over(found));
    let metadata = known(&document.metadata);
    if json {
        let title = |part: &model::Part| known(document.metadata_at(part.span.start)).title;
        let titles = document.parts.iter().map(title).collect();
        print_json(&shown(&document, metadata, titles))
    } else {
        print_text(&readable(&document, &metadata))
    }
}

/// The document called `path`: a file, or a built-in article where there is no such file.
fn find(setup: &Setup, path: &Path) -> Result<(Corpus, DocPath), Failure> {
    let name = path.to_string_lossy();
    if !path.exists() && builtin::article(&name).is_some() {
        return Ok((Corpus::builtin(), DocPath::new(&name)));
    }
    let corpus = setup.corpus(&[PathBuf::from(path)])?;
    if let Some(single) = corpus.single() {
        return Ok((corpus, single));
    }
    if path.is_dir() {
        return Err(Failure::Misused(format!(
            "{name} is a folder; name one document of it"
        )));
    }
    // A file of records, of which one can be shown.
    let (mut records, _) = corpus.list();
    match (records.pop(), records.first()) {
        (Some(single), None) => Ok((corpus, single)),
        (Some(_), Some(first)) => Err(Failure::Misused(format!(
            "{name} holds {} records; name one of them, such as {name}/{}",
            records.len() + 1,
            first.name()
        ))),
        (None, _) => Err(Failure::Failed(format!("{name} holds no records"))),
    }
}

/// What is told of `document`, whose parts have the titles `titles`.
fn shown(document: &Document, metadata: Metadata, titles: Vec<Option<String>>) -> Shown<'_> {
    let points = CodePoints::new(&document.text);
    let range = |span: Span| Range {
        start: points.from_byte(&document.text, span.start),
        end: points.from_byte(&document.text, span.end),
    };
    let blocks = document.blocks.iter().map(|block| {
        let Range { start, end } = range(block.span);
        ShownBlock {
            kind: block.kind.as_str(),
            level: block.kind.level(),
            start,
            end,
        }
    });
    let found = document
        .blocks
        .iter()
        .flat_map(|block| sentences_of(&document.text, block));
    let parts = document.parts.iter().zip(titles).map(|(part, title)| {
        let Range { start, end } = range(part.span);
        Part {
            title: title.unwrap_or_default(),
            start,
            end,
        }
    });
    let inlines = document.inlines.iter().map(|inline| {
        let Range { start, end } = range(inline.span);
        let (url, note) = match &inline.kind {
            InlineKind::Link(url) => (Some(url.to_string()), None),
            InlineKind::Reference { note } => (None, Some(points.from_byte(&document.text, *note))),
            InlineKind::Emphasis | InlineKind::Strong | InlineKind::Code => (None, None),
        };
        ShownInline {
            kind: inline.kind.as_str(),
            start,
            end,
            url,
            note,
        }
    });
    Shown {
        path: document.path.as_str(),
        parts: parts.collect(),
        title: metadata.title,
        author: (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
        date: metadata.date,
        url: metadata.url,
        text: &document.text,
        blocks: blocks.collect(),
        sentences: found.map(range).collect(),
        subtitle: metadata.subtitle,
        source: metadata.source,
        inlines: inlines.collect(),
    }
}

fn readable(document: &Document, metadata: &Metadata) -> String {
    let mut text = String::new();
    let facts = [
        ("title", metadata.title.clone()),
        ("subtitle", metadata.subtitle.clone()),
        (
            "author",
            (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
        ),
        ("date", metadata.date.clone()),
        ("source", metadata.source.clone()),
        ("url", metadata.url.clone()),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            let _ = writeln!(text, "{name}: {value}");
        }
    }
    let _ = writeln!(text);
    for block in &document.blocks {
        let level = block
            .kind
            .level()
            .map(|level| format!(" {level}"))
            .unwrap_or_default();
        let _ = writeln!(
            text,
            "[{}{level}] {}",
            block.kind.as_str(),
            block.span.of(&document.text)
        );
    }
    text
}
