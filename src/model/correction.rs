//! What a person says a block is, whatever postil took it for.

use std::fmt;

use super::{Block, BlockKind};

/// How many code points of a block's text tell it from others in a correction.
const TOLD_BY: usize = 60;

/// A block that a person put right. It is found by the beginning of its text, so that it holds after the document was
/// scraped anew, and holds for every block that says the same: a share line that stands in five places is put right once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What the block is.
    pub kind: BlockKind,
    /// The first 60 code points of its text on one line.
    text: String,
}

impl Correction {
    /// Says that blocks with the text `block` are of `kind`.
    #[must_use]
    pub fn new(kind: BlockKind, block: &str) -> Self {
        Self {
            kind,
            text: beginning(block),
        }
    }

    /// A correction as it was stored: `heading 2: Conclusion`. `None` where it names no kind of block or no text.
    #[must_use]
    pub fn parse(stored: &str) -> Option<Self> {
        let (kind, text) = stored.split_once(": ")?;
        let kind = BlockKind::parse(kind.trim())?;
        let text = beginning(text);
        (!text.is_empty()).then_some(Self { kind, text })
    }

    /// Whether it is about a block with the text `block`.
    #[must_use]
    pub fn is_about(&self, block: &str) -> bool {
        // Most blocks begin otherwise, and are told apart without putting their words together.
        block.trim_start().chars().next() == self.text.chars().next()
            && beginning(block) == self.text
    }

    /// Puts right those of `blocks` that it is about.
    pub fn apply(&self, text: &str, blocks: &mut [Block]) {
        for block in blocks
            .iter_mut()
            .filter(|block| self.is_about(block.span.of(text)))
        {
            block.kind = self.kind;
        }
    }
}

impl fmt::Display for Correction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.text)
    }
}

/// The first code points of `block` with every run of white space made one space.
fn beginning(block: &str) -> String {
    let mut text = String::new();
    for word in block.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        if text.len() > TOLD_BY * 4 {
            break;
        }
    }
    let cut: String = text.chars().take(TOLD_BY).collect();
    cut.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn what_is_stored_is_read_back() {
        for stored in [
            "heading 2: Conclusion",
            "boilerplate: Continue Reading: more",
            "paragraph: x",
            "list-item 0: One",
        ] {
            let read = Correction::parse(stored).map(|correction| correction.to_string());
            assert_eq!(read.as_deref(), Some(stored));
        }
        for stored in ["heading", "heading 2:", "menu: x", "heading 99: x", ""] {
            assert_eq!(Correction::parse(stored), None, "{stored}");
        }
    }

    #[test]
    fn every_block_with_the_text_is_put_right_and_no_other() {
        let text = "Share\nthis\n\nShare this too\n\nShare  this";
        let spans = [(0, 10), (12, 26), (28, 39)];
        let mut blocks = spans.map(|(start, end)| Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, end),
        });
        Correction::new(BlockKind::Boilerplate, "Share this").apply(text, &mut blocks);
        assert_eq!(
            blocks.map(|block| block.kind == BlockKind::Boilerplate),
            [true, false, true]
        );
    }
}
