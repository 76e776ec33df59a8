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

    /// The level of a heading, 0 for the title, which stands over all of them; `None` for what is no heading.
    #[must_use]
    pub fn heading_level(self) -> Option<u8> {
        match self {
            Self::Title => Some(0),
            Self::Heading(level) => Some(level),
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
const LONGEST_MARKER: usize = 12;

/// Bullets after which words may stand without a space.
const BULLETS: &str = "•◦▪‣●○■□∙❖➢➤►▶✓✔⁃\u{f0b7}\u{f0a7}\u{f0d8}\u{f076}";

impl Block {
    /// The block without the bullet or number that a list item or a note begins with: what is read, tagged and set under
    /// each other.
    #[must_use]
    pub fn words(&self, text: &str) -> Span {
        let inner = self.span.of(text);
        let marker = match self.kind {
            BlockKind::ListItem(_) => marker(inner, false),
            BlockKind::Note => marker(inner, true),
            _ => None,
        };
        let length = marker.map_or(0, |length| {
            let rest = inner.get(length..).unwrap_or_default();
            length + rest.len() - rest.trim_start().len()
        });
        if length <= LONGEST_MARKER && length < inner.len() {
            Span {
                start: self.span.start + length,
                end: self.span.end,
            }
        } else {
            self.span
        }
    }
}

/// How many bytes the bullet or number takes that `text`, a list item or a note, begins with. A note's number may stand
/// by itself or, where it was raised on the page, without a space after it.
fn marker(text: &str, is_note: bool) -> Option<usize> {
    let first = text.chars().next()?;
    let after = |length: usize| text.get(length..).unwrap_or_default();
    let is_apart = |length: usize| after(length).starts_with(char::is_whitespace);
    let count = |is_one: fn(char) -> bool| {
        text.chars()
            .take_while(|c| is_one(*c))
            .map(char::len_utf8)
            .sum()
    };
    if let '(' | '[' = first {
        let inner = after(1).trim_start_matches('^');
        let length = inner
            .find([')', ']'])
            .filter(|length| (1..=5).contains(length))?;
        let counter = inner.get(..length)?;
        let is_counter = counter.bytes().all(|b| b.is_ascii_digit())
            || (length == 1 && counter.bytes().all(|b| b.is_ascii_alphabetic()))
            || counter.bytes().all(|b| b"ivxlcIVXLC".contains(&b));
        let close = text.len() - inner.len() + length + 1;
        let close = close + usize::from(after(close).starts_with([':', '.']));
        return Some(close).filter(|_| is_counter);
    }
    if first.is_ascii_alphanumeric() {
        let digits: usize = count(|c| c.is_ascii_digit());
        let letters: usize = count(|c| c.is_ascii_alphabetic());
        let length = digits.max(letters);
        let is_roman = text
            .bytes()
            .take(length)
            .all(|b| b"ivxlcIVXLC".contains(&b));
        let counts = if digits > 0 {
            digits <= 3
        } else {
            !is_note && (letters == 1 || (letters <= 5 && is_roman))
        };
        let is_set_off = after(length).starts_with(['.', ')', ':']) && is_apart(length + 1);
        let is_bare = (is_note
            && digits > 0
            && (is_apart(length) || after(length).starts_with(char::is_uppercase)))
            || (first == 'o' && length == 1 && is_apart(1));
        return match (counts, is_set_off, is_bare) {
            (true, true, _) => Some(length + 1),
            (true, false, true) => Some(length),
            _ => None,
        };
    }
    let raised: usize = count(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    if raised > 0 {
        return Some(raised);
    }
    let signs: usize = text
        .chars()
        .take_while(|c| *c == first)
        .map(char::len_utf8)
        .sum();
    let is_sign = is_note && "*†‡§".contains(first);
    let is_bullet =
        BULLETS.contains(first) || (!first.is_alphanumeric() && is_apart(first.len_utf8()));
    if is_sign {
        Some(signs)
    } else {
        is_bullet.then_some(first.len_utf8())
    }
}

/// `text` with every run of white space made one space: titles and names, wherever they are said.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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

/// What is known of a document before it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What the head of the document tells about it.
    pub metadata: Metadata,
    /// How many words its text has, as `postil list` counts them; nothing where only its head was looked at.
    pub words: Option<u32>,
}

impl From<Metadata> for Summary {
    fn from(metadata: Metadata) -> Self {
        Self {
            metadata,
            words: None,
        }
    }
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
    /// Words that are crossed out: they count no more.
    Struck,
    /// Words that lead to an address, which comes from a stranger and may be anything.
    Link(Arc<str>),
    /// The mark of a note, such as the `3` of `forces.3` or `[3]`; `note` is the first byte of the block with the note.
    Reference {
        /// The first byte of the note's block.
        note: usize,
    },
}

impl InlineKind {
    /// The kind's name in `postil show --json`.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Emphasis => "emphasis",
            Self::Strong => "strong",
            Self::Code => "code",
            Self::Struck => "struck",
            Self::Link(_) => "link",
            Self::Reference { .. } => "reference",
        }
    }

    /// The first byte of the block with the note that it is the mark of.
    #[must_use]
    pub fn note(&self) -> Option<usize> {
        match self {
            Self::Reference { note } => Some(*note),
            _ => None,
        }
    }
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
            (list, "•One thing.", "One thing."),
            (list, "\u{f0b7}\tOne thing.", "One thing."),
            (list, "•\nOne thing.", "One thing."),
            (list, "o One thing.", "One thing."),
            (list, "(a) One thing.", "One thing."),
            (list, "b) One thing.", "One thing."),
            (list, "C. One thing.", "One thing."),
            (list, "xiv. One thing.", "One thing."),
            (list, "(12) One thing.", "One thing."),
            (list, "12 things.", "12 things."),
            (list, "etc. and so on", "etc. and so on"),
            (list, "(but) not this", "(but) not this"),
            (list, "3.5 million", "3.5 million"),
            (list, "“One thing.”", "“One thing.”"),
            (BlockKind::Note, "1 A source.", "A source."),
            (BlockKind::Note, "12A source.", "A source."),
            (BlockKind::Note, "[^3]: A source.", "A source."),
            (BlockKind::Note, "[iv] A source.", "A source."),
            (BlockKind::Note, "¹²A source.", "A source."),
            (BlockKind::Note, "** A source.", "A source."),
            (BlockKind::Note, "†A source.", "A source."),
            (BlockKind::Note, "1\n\nA source.", "A source."),
            (
                BlockKind::Note,
                "2019 was a bad year.",
                "2019 was a bad year.",
            ),
            (BlockKind::Note, "Poe, A. A source.", "Poe, A. A source."),
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
