//! What a document is made of beside its text: blocks, inlines, parts, metadata.

use std::fmt;
use std::sync::Arc;

use super::Span;

/// What kind of text a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's title.
    Title,
    /// A heading; level 1 is the highest below the title.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list; depth 0 is the outermost list.
    ListItem(u8),
    /// Somebody else's words, set apart.
    Quotation,
    /// What stands under a picture or a table.
    Caption,
    /// Rows and columns, kept line by line.
    Table,
    /// Text whose line breaks and spaces count.
    Preformatted,
    /// A footnote or endnote.
    Note,
    /// Page furniture: menus, share lines, "Connect with us".
    Boilerplate,
}

impl BlockKind {
    /// The kind's name in `postil show --json`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Heading(_) => "heading",
            Self::Paragraph => "paragraph",
            Self::ListItem(_) => "list-item",
            Self::Quotation => "quotation",
            Self::Caption => "caption",
            Self::Table => "table",
            Self::Preformatted => "preformatted",
            Self::Note => "note",
            Self::Boilerplate => "boilerplate",
        }
    }

    /// The level of a heading or the depth of a list item.
    #[must_use]
    pub fn level(self) -> Option<u8> {
        match self {
            Self::Heading(level) | Self::ListItem(level) => Some(level),
            _ => None,
        }
    }

    /// The kind that `name` names, with the level of a heading (1 to 6) or the depth of a list item (0 to 9) after a
    /// space: `heading 2`. Without a level, the highest or outermost is meant.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (word, level) = match name.split_once(' ') {
            Some((word, level)) => (word, Some(level.parse::<u8>().ok()?)),
            None => (name, None),
        };
        let kind = match word {
            "title" => Self::Title,
            "heading" => {
                return Some(Self::Heading(level.unwrap_or(1)))
                    .filter(|_| level.is_none_or(|level| (1..=6).contains(&level)));
            }
            "paragraph" => Self::Paragraph,
            "list-item" => {
                return Some(Self::ListItem(level.unwrap_or(0)))
                    .filter(|_| level.is_none_or(|level| level <= 9));
            }
            "quotation" => Self::Quotation,
            "caption" => Self::Caption,
            "table" => Self::Table,
            "preformatted" => Self::Preformatted,
            "note" => Self::Note,
            "boilerplate" => Self::Boilerplate,
            _ => return None,
        };
        level.is_none().then_some(kind)
    }

    /// Whether line breaks and runs of spaces inside the block are drawn as they stand.
    #[must_use]
    pub fn keeps_lines(self) -> bool {
        matches!(self, Self::Table | Self::Preformatted)
    }
}

impl fmt::Display for BlockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.level() {
            Some(level) => write!(f, "{} {level}", self.as_str()),
            None => f.write_str(self.as_str()),
        }
    }
}

/// A stretch of the text with one kind. Blocks come in order, do not overlap, and begin and end on other than white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What kind of text it is.
    pub kind: BlockKind,
    /// Where it is, in bytes of the text.
    pub span: Span,
}

/// The longest bullet or number that a list item or a note begins with, with the space after it, in bytes.
const LONGEST_MARKER: usize = 8;

impl Block {
    /// The block without the bullet or number that a list item or a note begins with: what is read, tagged and set under
    /// each other.
    #[must_use]
    pub fn words(&self, text: &str) -> Span {
        let inner = self.span.of(text);
        let marker = inner
            .find(char::is_whitespace)
            .and_then(|end| inner.get(..end));
        let Some(marker) =
            marker.filter(|_| matches!(self.kind, BlockKind::ListItem(_) | BlockKind::Note))
        else {
            return self.span;
        };
        let mut letters = marker.chars();
        let is_bullet =
            letters.next().is_some_and(|c| !c.is_alphanumeric()) && letters.next().is_none();
        let is_number = || {
            marker
                .trim_matches(['(', ')', '[', ']', '.'])
                .parse::<u32>()
                .is_ok()
        };
        let rest = inner.get(marker.len()..).unwrap_or_default();
        let length = marker.len() + rest.len() - rest.trim_start().len();
        if length <= LONGEST_MARKER && length < inner.len() && (is_bullet || is_number()) {
            Span {
                start: self.span.start + length,
                end: self.span.end,
            }
        } else {
            self.span
        }
    }
}

/// What is known about an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The title, on one line.
    pub title: Option<String>,
    /// What stands under the title and goes on with it, on one line.
    pub subtitle: Option<String>,
    /// The authors, in the order they are named.
    pub authors: Vec<String>,
    /// The date of publication in ISO 8601, as exact as it is known: `2020`, `2020-06` or `2020-06-17`.
    pub date: Option<String>,
    /// Who published it: a newspaper, a site, an institute.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// What a stretch of the text inside a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineKind {
    /// Words that are stressed: drawn in italics.
    Emphasis,
    /// Words that are stressed strongly: drawn in bold.
    Strong,
    /// Words of a machine: code, commands, file names.
    Code,
    /// Words that lead to an address, which comes from a stranger and may be anything.
    Link(Arc<str>),
    /// The mark of a note, such as the `3` of `forces.3` or `[3]`; `note` is the first byte of the block with the note.
    Reference {
        /// The first byte of the note's block.
        note: usize,
    },
}

/// A stretch of the text inside one block that is set or followed in a way of its own. Inlines come in the order they
/// begin, the longer first where two begin together, and may lie inside each other. They begin and end on characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// Where it is, in bytes of the text.
    pub span: Span,
}

/// An article inside a document. Most documents are one part; a file into which several articles were pasted has more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is, in bytes of the text. Parts come in order and together are the whole text.
    pub span: Span,
    /// What this part tells about itself.
    pub metadata: Metadata,
}

/// What a document is made of beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// Links, notes' marks and stressed words, in order.
    pub inlines: Vec<Inline>,
    /// The articles in the document, in order; empty where it is one.
    pub parts: Vec<Part>,
    /// Title, authors, date, URL, as far as the document itself tells.
    pub metadata: Metadata,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_and_numbers_are_no_words() {
        let list = BlockKind::ListItem(0);
        for (kind, text, words) in [
            (list, "• One thing.", "One thing."),
            (list, "12. One thing.", "One thing."),
            (BlockKind::Note, "[3]  A source.", "A source."),
            (list, "A thing without one.", "A thing without one."),
            (list, "•", "•"),
            (BlockKind::Paragraph, "1. No list.", "1. No list."),
        ] {
            let block = Block {
                kind,
                span: Span::new(0, text.len()),
            };
            assert_eq!(block.words(text).of(text), words);
        }
    }
}
