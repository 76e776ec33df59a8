//! Documents made by hand, with what plain text does not tell: links, marks of notes, several parts.
//!
//! Blocks are parted by empty lines. What they begin with tells their kind: `= ` a title, `# `, `## ` headings, `> ` a
//! quotation, `~ ` a note; `--- AUTHOR, DATE` begins a part. Inside them `<words|address>` is a link and `<3|#>` the mark
//! of the note that begins with `3.`.

use postil::model::{
    Block, BlockKind, DocPath, Document, Inline, InlineKind, Metadata, Part, Span, Structure,
};

/// The document at `path` that `made` describes.
pub fn document(path: &str, made: &str) -> Document {
    let mut text = String::new();
    let mut structure = Structure::default();
    let mut marks: Vec<(Span, String)> = Vec::new();
    for paragraph in made.split("\n\n").map(str::trim) {
        if let Some(about) = paragraph.strip_prefix("--- ") {
            let (author, date) = about.split_once(", ").expect("--- AUTHOR, DATE");
            structure.parts.push(Part {
                span: Span::new(text.len(), text.len()),
                metadata: Metadata {
                    authors: vec![author.to_owned()],
                    date: Some(date.to_owned()),
                    ..Metadata::default()
                },
            });
            continue;
        }
        let (kind, words) = kind(paragraph);
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        inlines(words, &mut text, &mut structure, &mut marks);
        let span = Span::new(start, text.len());
        if kind == BlockKind::Title {
            let title = Some(span.of(&text).to_owned());
            match structure.parts.last_mut() {
                Some(part) => part.metadata.title = title,
                None => structure.metadata.title = title,
            }
        }
        structure.blocks.push(Block { kind, span });
    }
    close_parts(&mut structure, text.len());
    for (span, number) in marks {
        let mut blocks = structure.blocks.iter();
        let note = blocks.find(|block| {
            block.kind == BlockKind::Note && block.span.of(&text).starts_with(&format!("{number}."))
        });
        let note = note.expect("a note for every mark").span.start;
        structure.inlines.push(Inline {
            kind: InlineKind::Reference { note },
            span,
        });
    }
    structure.inlines.sort_by_key(|inline| inline.span.start);
    Document::new(DocPath::new(path), text, structure)
}

fn kind(paragraph: &str) -> (BlockKind, &str) {
    let kinds = [
        ("= ", BlockKind::Title),
        ("# ", BlockKind::Heading(1)),
        ("## ", BlockKind::Heading(2)),
        ("> ", BlockKind::Quotation),
        ("~ ", BlockKind::Note),
    ];
    let found = kinds
        .iter()
        .find_map(|(sign, kind)| Some((*kind, paragraph.strip_prefix(sign)?)));
    found.unwrap_or((BlockKind::Paragraph, paragraph))
}

fn inlines(
    words: &str,
    text: &mut String,
    structure: &mut Structure,
    marks: &mut Vec<(Span, String)>,
) {
    let mut pieces = words.split('<');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (inline, rest) = piece.split_once('>').expect("an inline ends with >");
        let (shown, target) = inline.split_once('|').expect("<words|address>");
        let start = text.len();
        text.push_str(shown);
        let span = Span::new(start, text.len());
        if target == "#" {
            marks.push((span, shown.trim_matches(['[', ']']).to_owned()));
        } else {
            structure.inlines.push(Inline {
                kind: InlineKind::Link(target.into()),
                span,
            });
        }
        text.push_str(rest);
    }
}

/// Gives each part the text up to the next, and the document what its first part tells.
fn close_parts(structure: &mut Structure, end: usize) {
    let starts: Vec<usize> = structure.parts.iter().map(|part| part.span.start).collect();
    let ends = starts.iter().skip(1).copied().chain([end]);
    for ((index, part), end) in structure.parts.iter_mut().enumerate().zip(ends) {
        let start = if index == 0 { 0 } else { part.span.start };
        part.span = Span::new(start, end);
    }
    if let Some(first) = structure.parts.first() {
        structure.metadata = first.metadata.clone();
    }
}
