//! Places in a generated article, written down as annotations are.

use postil::model::{Document, Selector, Span};
use postil::text::positions::CodePoints;
use postil::text::sentence::sentences;

/// What a span is written down as: its text, 32 code points of context, its position.
pub fn selector(text: &str, points: &CodePoints, span: Span) -> Selector {
    let before: String = text[..span.start].chars().rev().take(32).collect();
    Selector {
        quote: span.of(text).to_owned(),
        prefix: before.chars().rev().collect(),
        suffix: text[span.end..].chars().take(32).collect(),
        start: points.from_byte(text, span.start),
        end: points.from_byte(text, span.end),
    }
}

/// `count` sentences of the document, spread evenly; a sentence again in part when there are too few.
pub fn spans(document: &Document, count: usize) -> Vec<Span> {
    let all: Vec<Span> = document
        .blocks
        .iter()
        .flat_map(|block| sentences(&document.text, block.span))
        .map(|span| span.trimmed(&document.text))
        .filter(|span| span.len() > 20)
        .collect();
    (0..count)
        .map(|index| {
            let span = all[index * all.len() / count];
            let end = document.text.floor_char_boundary(span.end - index % 7);
            Span { end, ..span }
        })
        .collect()
}
