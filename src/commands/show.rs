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
    subtitle: Option<String>,
    source: Option<String>,
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
    let single = corpus
        .single()
        .ok_or_else(|| Failure::Misused(format!("{name} is a folder; name one document of it")))?;
    Ok((corpus, single))
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
    let parts = document.parts.iter().enumerate().map(|(nth, part)| {
        let Range { start, end } = range(part.span);
        // What a person set is about the first part.
        let told = if nth == 0 { &metadata } else { &part.metadata };
        Part {
            title: told.title.clone().unwrap_or_default(),
            start,
            end,
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
