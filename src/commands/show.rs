//! `postil show`: what postil makes of a document.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::setup::Setup;
use super::{Failure, print_json, print_text};
use crate::corpus::{Corpus, builtin};
use crate::model::{self, DocPath, Document, InlineKind, Metadata, Span};
use crate::text::sentence::sentences_of;

/// How many records are tried for one that can be named as an example.
const MOST_TRIED: usize = 2000;

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
    let metadata = record.map_or_else(
        || document.metadata.clone(),
        |record| record.over(&document.metadata),
    );
    if json {
        let title = |part: &model::Part| match record {
            Some(record) => record.over_at(&document, part.span.start).title,
            None => document.metadata_at(part.span.start).title.clone(),
        };
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
    let (records, _) = corpus.list();
    match records.as_slice() {
        [single] => Ok((corpus, single.clone())),
        [] => Err(Failure::Failed(format!("{name} holds no records"))),
        several => {
            // Not every record of a file can be read.
            let mut first = several.iter().take(MOST_TRIED);
            let example = first
                .find(|record| corpus.summary(record).is_ok())
                .map(|record| format!(", such as {name}/{}", record.name()));
            Err(Failure::Misused(format!(
                "{name} holds {} records; name one of them{}",
                several.len(),
                example.unwrap_or_default()
            )))
        }
    }
}

/// What is told of `document`, whose parts have the titles `titles`.
fn shown(document: &Document, metadata: Metadata, titles: Vec<Option<String>>) -> Shown<'_> {
    let text = &document.text;
    let mut points = Rising::new(text);
    let blocks = document.blocks.iter().map(|block| {
        let Range { start, end } = points.range(block.span);
        ShownBlock {
            kind: block.kind.as_str(),
            level: block.kind.level(),
            start,
            end,
        }
    });
    let blocks: Vec<ShownBlock> = blocks.collect();
    let mut points = Rising::new(text);
    let found = document
        .blocks
        .iter()
        .flat_map(|block| sentences_of(text, block));
    let sentences = found.map(|span| points.range(span)).collect();
    let mut points = Rising::new(text);
    let parts = document.parts.iter().zip(titles).map(|(part, title)| {
        let Range { start, end } = points.range(part.span);
        Part {
            title: title.unwrap_or_default(),
            start,
            end,
        }
    });
    let parts = parts.collect();
    let mut points = Rising::new(text);
    let start_of = |note: usize| Some(blocks.get(document.block_index_at(note)?)?.start);
    let inlines = document.inlines.iter().map(|inline| {
        let Range { start, end } = points.range(inline.span);
        let (url, note) = match &inline.kind {
            InlineKind::Link(url) => (Some(url.to_string()), None),
            InlineKind::Reference { note } => (None, start_of(*note)),
            InlineKind::Emphasis | InlineKind::Strong | InlineKind::Code | InlineKind::Struck => {
                (None, None)
            }
        };
        ShownInline {
            kind: inline.kind.as_str(),
            start,
            end,
            url,
            note,
        }
    });
    let inlines = inlines.collect();
    Shown {
        path: document.path.as_str(),
        parts,
        title: metadata.title,
        author: (!metadata.authors.is_empty()).then(|| metadata.authors.join("; ")),
        date: metadata.date,
        url: metadata.url,
        text,
        blocks,
        sentences,
        subtitle: metadata.subtitle,
        source: metadata.source,
        inlines,
    }
}

/// Code points counted along a text: spans that come in order, or nearly so, cost no more than the text itself, however many
/// they are.
struct Rising<'t> {
    text: &'t str,
    /// The last byte that was asked for, and how many code points begin before it.
    byte: usize,
    points: usize,
}

impl<'t> Rising<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            byte: 0,
            points: 0,
        }
    }

    /// The range in code points that `span` is in bytes.
    fn range(&mut self, span: Span) -> Range {
        Range {
            start: self.point(span.start),
            end: self.point(span.end),
        }
    }

    fn point(&mut self, byte: usize) -> usize {
        let count = |from, to| {
            let between = self.text.get(from..to);
            between.map_or(0, |between| between.chars().count())
        };
        // What lies inside something else begins before its end.
        self.points = if byte < self.byte {
            self.points - count(byte, self.byte)
        } else {
            self.points + count(self.byte, byte)
        };
        self.byte = byte;
        self.points
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_along_the_text_and_from_anew_where_a_span_lies_before() {
        let text = "né漢 and é";
        let mut points = Rising::new(text);
        for (start, end, expected) in [
            (0, 3, (0, 2)),
            (3, 6, (2, 3)),
            (7, 13, (4, 9)),
            (1, 3, (1, 2)),
        ] {
            let Range { start, end } = points.range(Span::new(start, end));
            assert_eq!((start, end), expected);
        }
    }
}
