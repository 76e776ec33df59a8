//! The sentences around a quote.

use crate::model::{Document, Span};
use crate::review::Sentences;

/// What stands before and after a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around<'a> {
    /// From the beginning of a sentence to the quote.
    pub before: &'a str,
    /// From the quote to the end of a sentence.
    pub after: &'a str,
}

/// The rest of the sentences that `quote` begins and ends in, with `count` more of `sentences` on either side. Headings and
/// datelines are none, but what lies between two sentences comes with them. Positions are bytes of the document's text.
#[must_use]
pub fn around<'a>(
    document: &'a Document,
    sentences: &Sentences,
    quote: Span,
    count: usize,
) -> Option<Around<'a>> {
    let inside = sentences.within(quote);
    let start = sentences
        .get(inside.start.saturating_sub(count))
        .map_or(quote.start, |sentence| sentence.start);
    let last = (inside.end + count).min(sentences.len()).checked_sub(1);
    let end = last
        .and_then(|last| sentences.get(last))
        .map_or(quote.end, |sentence| sentence.end);
    let text = &document.text;
    Some(Around {
        before: text.get(start.min(quote.start)..quote.start)?,
        after: text.get(quote.end..end.max(quote.end))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Block, BlockKind, DocPath, Structure};
    use crate::text::positions::CodePoints;

    #[test]
    fn whole_sentences_stand_around_a_quote() {
        let text = "One mill. Two mills stood there. Three mills. Four.";
        let block = Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, text.len()),
        };
        let structure = Structure {
            blocks: vec![block],
            ..Structure::default()
        };
        let document = Document::new(DocPath::new("a.txt"), text.into(), structure);
        let points = CodePoints::new(&document.text);
        let sentences = Sentences::of(&document, &points);
        let quote = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        for (words, count, before, after) in [
            ("mills stood", 0, "Two ", " there."),
            ("mills stood", 1, "One mill. Two ", " there. Three mills."),
            (
                "mills stood",
                9,
                "One mill. Two ",
                " there. Three mills. Four.",
            ),
            (
                "stood there. Three",
                1,
                "One mill. Two mills ",
                " mills. Four.",
            ),
            ("Four.", 1, "Three mills. ", ""),
            ("One", 1, "", " mill. Two mills stood there."),
        ] {
            let found = around(&document, &sentences, quote(words), count).unwrap();
            assert_eq!((found.before, found.after), (before, after), "{words}");
        }
    }
}
