//! What must hold of a document whatever file it was read from; beside it what the other targets share.

pub mod shelf;
pub mod values;

use std::fs;
use std::io::{Cursor, Write as _};

use postil::corpus::Corpus;
use postil::corpus::formats::{self, Format};
use postil::model::Structure;
use postil::text::sentence::sentences;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Reads `bytes` in `format` and makes sure of what came out, where something did.
///
/// # Panics
/// When something does not hold.
pub fn read(format: Format, bytes: &[u8]) {
    if let Ok(extracted) = formats::read(format, bytes.to_vec()) {
        holds(&extracted.text, &extracted.structure);
    }
}

/// Opens `bytes` as a file of records whose extension is `extension`, and reads every record.
///
/// # Panics
/// When something does not hold of a record.
pub fn records(extension: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a").with_extension(extension);
    fs::write(&file, bytes).expect("a file");
    let Ok(corpus) = Corpus::open(&[file], None) else {
        return;
    };
    let (documents, _) = corpus.list();
    for path in documents {
        if let Ok(document) = corpus.read(&path) {
            let structure = Structure {
                blocks: document.blocks,
                inlines: document.inlines,
                parts: document.parts,
                metadata: document.metadata,
            };
            holds(&document.text, &structure);
        }
    }
}

/// Makes sure that the blocks cover the text in order without overlap, that inlines and parts lie in it, and that
/// sentences can be found in every block.
///
/// # Panics
/// When it does not hold.
pub fn holds(text: &str, structure: &Structure) {
    let mut end = 0;
    for block in &structure.blocks {
        assert!(
            end <= block.span.start && block.span.start < block.span.end,
            "{block:?}"
        );
        let gap = text.get(end..block.span.start).expect("between characters");
        assert!(gap.trim().is_empty(), "outside the blocks: {gap:?}");
        let inner = text
            .get(block.span.start..block.span.end)
            .expect("between characters");
        assert_eq!(inner.trim().len(), inner.len(), "{block:?}");
        let words = block.words(text);
        assert!(block.span.start <= words.start && words.end == block.span.end);
        for sentence in sentences(text, words) {
            assert!(words.start <= sentence.start && sentence.end <= words.end);
        }
        end = block.span.end;
    }
    assert!(text.get(end..).is_some_and(|rest| rest.trim().is_empty()));
    let mut start = 0;
    for inline in &structure.inlines {
        assert!(start <= inline.span.start, "inlines are in order");
        start = inline.span.start;
        let block = structure
            .blocks
            .iter()
            .find(|block| block.span.contains(start));
        assert!(
            block.is_some_and(|block| inline.span.end <= block.span.end),
            "{inline:?}"
        );
        assert!(
            text.get(inline.span.start..inline.span.end)
                .is_some_and(|text| !text.is_empty())
        );
    }
    let mut end = 0;
    for part in &structure.parts {
        assert_eq!(part.span.start, end);
        end = part.span.end;
    }
    assert!(structure.parts.is_empty() || end == text.len());
}

/// A zip archive with `files` in it.
///
/// # Panics
/// Never: it is written to memory.
pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("in memory");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}
