//! The text that a file gives, pinned: annotations stand on it, so it may only change on purpose.
//!
//! Every file `tests/formats/FORMAT/NAME.ext`, and every folder there (which is packed into an archive first, with its
//! last extension: `NAME.epub`), has an `.expect` beside it. Its first line is the format's name with the version of what
//! reads it. `BLESS=1` writes those that are missing, and those that differ where the version differs too: whoever
//! changes what an extractor gives must raise its version, so that anchors on the old text are resolved anew.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that unwraps says what it expects"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use postil::corpus::Corpus;
use postil::model::{Document, InlineKind, Span};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn fixtures() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats");
    let mut found = Vec::new();
    for folder in entries(&root) {
        let files = entries(&folder).into_iter();
        found.extend(files.filter(|path| path.extension().is_some_and(|end| end != "expect")));
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The bytes of the fixture at `path`.
fn bytes(path: &Path) -> Vec<u8> {
    if path.is_file() {
        return fs::read(path).unwrap();
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut open = vec![path.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in entries(&folder) {
            if entry.is_dir() {
                open.push(entry);
            } else {
                files.push(entry);
            }
        }
    }
    // The file that tells what the archive is comes first, as EPUB wants it.
    files.sort_by_key(|file| (!file.ends_with("mimetype"), file.clone()));
    for file in files {
        let name = file
            .strip_prefix(path)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        writer
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&fs::read(file).unwrap()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Everything that reading the fixture at `path` gives.
fn read(path: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(path.file_name().unwrap());
    fs::write(&file, bytes(path)).unwrap();
    let corpus = Corpus::open(&[file], None).unwrap();
    let mut out = String::new();
    let (paths, problems) = corpus.list();
    assert!(problems.is_empty(), "{problems:?}");
    for path in paths {
        match corpus.read(&path) {
            Ok(document) => {
                let summary = corpus.summary(&path).unwrap();
                assert_eq!(
                    summary.metadata, document.metadata,
                    "the list tells what the text tells: {path}"
                );
                write_document(&mut out, &document);
            }
            Err(err) => writeln!(out, "{}", err.fault).unwrap(),
        }
    }
    out
}

fn write_document(out: &mut String, document: &Document) {
    let Document { text, metadata, .. } = document;
    writeln!(out, "{}\nencoding: {}", document.format, document.encoding).unwrap();
    let known = [
        ("title", metadata.title.clone()),
        ("subtitle", metadata.subtitle.clone()),
        (
            "authors",
            Some(metadata.authors.join(" | ")).filter(|authors| !authors.is_empty()),
        ),
        ("date", metadata.date.clone()),
        ("source", metadata.source.clone()),
        ("url", metadata.url.clone()),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            writeln!(out, "{name}: {value}").unwrap();
        }
    }
    if document.parts.len() > 1 {
        for part in &document.parts {
            let title = part.metadata.title.as_deref().unwrap_or_default();
            writeln!(out, "part {}..{}: {title}", part.span.start, part.span.end).unwrap();
        }
    }
    let mut end = 0;
    for block in &document.blocks {
        let between = Span::new(end, block.span.start).of(text);
        assert!(between.trim().is_empty(), "in no block: {between:?}");
        end = block.span.end;
        let words = block.span.of(text);
        writeln!(
            out,
            "\n[{} {}..{}]\n{}",
            block.kind,
            block.span.start,
            end,
            shown(words)
        )
        .unwrap();
        for inline in document.inlines_in(block.span) {
            let kind = match &inline.kind {
                InlineKind::Link(url) => format!("link to {url}"),
                InlineKind::Reference { note } => format!("mark of the note at {note}"),
                kind => format!("{kind:?}").to_lowercase(),
            };
            writeln!(out, "  ~ {}: {kind}", shown(inline.span.of(text))).unwrap();
        }
    }
    assert!(Span::new(end, text.len()).of(text).trim().is_empty());
}

/// `text` with what cannot be seen made visible.
fn shown(text: &str) -> String {
    text.replace('\t', "→")
        .replace('\u{2028}', "↵\n")
        .replace('\u{a0}', "⍽")
        .replace('\u{ad}', "⁃")
}

#[test]
fn every_file_gives_the_text_it_always_gave() {
    let fixtures = fixtures();
    assert!(fixtures.len() > 12);
    let is_blessing = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for path in fixtures {
        let expect = path.with_extension("expect");
        let found = read(&path);
        let known = fs::read_to_string(&expect).unwrap_or_default();
        let version = |text: &str| text.lines().next().unwrap_or_default().to_owned();
        if known == found {
            continue;
        }
        let is_new = known.is_empty() || version(&known) != version(&found);
        if is_blessing && is_new {
            fs::write(&expect, &found).unwrap();
        } else {
            let lines = found.lines().zip(known.lines());
            let differing = lines.enumerate().find(|(_, (found, known))| found != known);
            let (at, (found, known)) = differing.unwrap_or((
                found.lines().count().min(known.lines().count()),
                ("(end)", "(end)"),
            ));
            wrong.push(format!(
                "{}:{}\n  expected {known}\n  found    {found}",
                expect.display(),
                at + 1
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{}\n\nAnnotations stand on this text. If it is to change, raise the version of the format in \
         src/corpus/formats/mod.rs, then run with BLESS=1, which writes nothing while the version is the same.",
        wrong.join("\n")
    );
}
