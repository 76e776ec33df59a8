//! What a person says a block is, whatever postil took it for.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::BlockKind;

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
        beginning(block) == self.text
    }
}

/// What several corrections say, made ready for the many blocks of a document.
#[derive(Debug)]
pub(super) struct Lookup<'c> {
    kinds: HashMap<&'c str, BlockKind>,
    first: HashSet<char>,
}

impl<'c> Lookup<'c> {
    /// What `corrections` say; of two about one block the later counts.
    pub(super) fn new(corrections: &'c [Correction]) -> Self {
        let known = || corrections.iter();
        Self {
            kinds: known().map(|one| (one.text.as_str(), one.kind)).collect(),
            first: known().filter_map(|one| one.text.chars().next()).collect(),
        }
    }

    /// What a block with the text `block` is, where it was put right.
    pub(super) fn kind_of(&self, block: &str) -> Option<BlockKind> {
        // Most blocks begin otherwise, and are told apart without putting their words together.
        let first = block.trim_start().chars().next()?;
        self.first
            .contains(&first)
            .then(|| self.kinds.get(beginning(block).as_str()).copied())?
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
        let corrections = [
            Correction::new(BlockKind::Note, "Share this"),
            Correction::new(BlockKind::Boilerplate, "Share this"),
        ];
        let lookup = Lookup::new(&corrections);
        let kinds: Vec<_> = text
            .split("\n\n")
            .map(|block| lookup.kind_of(block))
            .collect();
        let furniture = Some(BlockKind::Boilerplate);
        assert_eq!(kinds, [furniture, None, furniture]);
    }
}
