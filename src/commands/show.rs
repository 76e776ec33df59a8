//! `postil show`: what postil makes of a document.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_text};
use crate::corpus::{Corpus, builtin};
use crate::model::{DocPath, Document, Metadata, Span};
use crate::text::positions::CodePoints;
use crate::text::sentence::sentences;

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
    let document = corpus.read(&path).map_err(Failure::failed)?;
    let set = setup.annotations(&corpus)?;
    let record = set.document(&path);
    let metadata = record.map_or_else(
        || document.metadata.clone(),
        |record| record.over(&document.metadata),
    );
    if json {
        print_json(&shown(&document, metadata))
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

fn shown(document: &Document, metadata: Metadata) -> Shown<'_> {
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
        .flat_map(|block| sentences(&document.text, block.words(&document.text)));
    let whole = range(Span::new(0, document.text.len()));
    Shown {
        path: document.path.as_str(),
        parts: vec![Part {
            title: metadata.title.clone().unwrap_or_default(),
            start: whole.start,
            end: whole.end,
        }],
        title: metadata.title,
        author: (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
        date: metadata.date,
        url: metadata.url,
        text: &document.text,
        blocks: blocks.collect(),
        sentences: found.map(range).collect(),
    }
}

fn readable(document: &Document, metadata: &Metadata) -> String {
    let mut text = String::new();
    let facts = [
        ("title", metadata.title.clone()),
        (
            "author",
            (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
        ),
        ("date", metadata.date.clone()),
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
