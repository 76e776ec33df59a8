//! Documents: what one article is once it has been read.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use super::{Span, TagName, vocabulary};

/// Where a document lies: its path relative to the corpus, with `/` on every system.
///
/// Paths sort as people sort them: folder by folder, numbers by their value, capitals among small letters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DocPath(Arc<str>);

impl DocPath {
    /// The path `path`, which uses `/` between its parts.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self(Arc::from(path))
    }

    /// The path as it stands in the annotations file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last part of the path: the file's name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }
}

impl fmt::Display for DocPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Ord for DocPath {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut ones, mut others) = (self.0.split('/'), other.0.split('/'));
        loop {
            let order = match (ones.next(), others.next()) {
                (Some(one), Some(other)) => natural(one, other),
                // Two spellings that people would put in one place still need an order.
                (None, None) => return self.0.cmp(&other.0),
                (one, other) => return one.is_some().cmp(&other.is_some()),
            };
            if order.is_ne() {
                return order;
            }
        }
    }
}

impl PartialOrd for DocPath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares runs of digits by their value and everything else letter by letter without regard to case.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one, other);
    loop {
        let ((digits_one, rest_one), (digits_other, rest_other)) = (digits(one), digits(other));
        let order;
        if digits_one.is_empty() || digits_other.is_empty() {
            let (mut chars_one, mut chars_other) = (one.chars(), other.chars());
            order = match (chars_one.next(), chars_other.next()) {
                (None, None) => return Ordering::Equal,
                (Some(a), Some(b)) => a.to_lowercase().cmp(b.to_lowercase()),
                (a, b) => a.is_some().cmp(&b.is_some()),
            };
            (one, other) = (chars_one.as_str(), chars_other.as_str());
        } else {
            let (a, b) = (
                digits_one.trim_start_matches('0'),
                digits_other.trim_start_matches('0'),
            );
            order = a.len().cmp(&b.len()).then_with(|| a.cmp(b));
            (one, other) = (rest_one, rest_other);
        }
        if order.is_ne() {
            return order;
        }
    }
}

/// The digits `text` begins with, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    text.split_at_checked(text.len() - rest.len())
        .unwrap_or(("", text))
}

/// The hash of a document's text (BLAKE3, in lower-case hexadecimal): finds a moved file, tells an edited one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextHash(String);

impl TextHash {
    /// The hash of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self(blake3::hash(text.as_bytes()).to_hex().to_string())
    }

    /// A hash as it was stored; nothing is checked, since one that is wrong only fails to match.
    #[must_use]
    pub fn stored(hash: &str) -> Self {
        Self(hash.to_owned())
    }

    /// The hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

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

    /// Whether line breaks and runs of spaces inside the block are drawn as they stand.
    #[must_use]
    pub fn keeps_lines(self) -> bool {
        matches!(self, Self::Table | Self::Preformatted)
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
    /// The authors, in the order they are named.
    pub authors: Vec<String>,
    /// The date of publication in ISO 8601, as exact as it is known: `2020`, `2020-06` or `2020-06-17`.
    pub date: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// One article: metadata, text, blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it lies in the corpus.
    pub path: DocPath,
    /// The canonical text, on which every position counts. It never depends on the window.
    pub text: String,
    /// The blocks of the text, in order.
    pub blocks: Vec<Block>,
    /// Title, authors, date, URL, as far as the document itself tells.
    pub metadata: Metadata,
    /// The hash of `text`.
    pub hash: TextHash,
    /// The encoding the file was in, by its WHATWG name.
    pub encoding: &'static str,
}

impl Document {
    /// The line of the text that holds the byte `at`, counted from 1.
    #[must_use]
    pub fn line_at(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        memchr::memchr_iter(b'\n', before).count() + 1
    }

    /// The block that holds the byte `at`, or the last one that begins before it.
    #[must_use]
    pub fn block_at(&self, at: usize) -> Option<&Block> {
        self.blocks.get(self.block_index_at(at)?)
    }

    /// The index of the block that holds the byte `at`, or of the last one that begins before it; the first block
    /// where `at` is before it.
    #[must_use]
    pub fn block_index_at(&self, at: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|block| block.span.start <= at);
        if self.blocks.is_empty() {
            None
        } else {
            Some(after.saturating_sub(1))
        }
    }
}

vocabulary! {
    /// How far a person is with a document.
    pub enum ReadingStatus {
        /// Not begun.
        New = "new",
        /// Begun.
        Reading = "reading",
        /// Finished.
        Done = "done",
    }
}

/// What a person recorded about a document: a `[[document]]` of the annotations file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRecord {
    /// Which document.
    pub path: DocPath,
    /// The hash of the text as it was when last annotated.
    pub hash: Option<TextHash>,
    /// The title, where a person set it.
    pub title: Option<String>,
    /// The author, where a person set it.
    pub author: Option<String>,
    /// The date, where a person set it.
    pub date: Option<String>,
    /// The URL, where a person set it.
    pub url: Option<String>,
    /// Tags on the document as a whole.
    pub tags: Vec<TagName>,
    /// How far the person is with it.
    pub status: Option<ReadingStatus>,
}

impl DocumentRecord {
    /// A record that remembers nothing yet.
    #[must_use]
    pub fn new(path: DocPath) -> Self {
        Self {
            path,
            hash: None,
            title: None,
            author: None,
            date: None,
            url: None,
            tags: Vec::new(),
            status: None,
        }
    }

    /// Whether there is nothing left to remember, so that the record need not stand in the file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::new(self.path.clone())
    }

    /// What is known of the document: what a person set wins over what the document says.
    #[must_use]
    pub fn over(&self, found: &Metadata) -> Metadata {
        Metadata {
            title: self.title.clone().or_else(|| found.title.clone()),
            authors: self
                .author
                .clone()
                .map_or_else(|| found.authors.clone(), |author| vec![author]),
            date: self.date.clone().or_else(|| found.date.clone()),
            url: self.url.clone().or_else(|| found.url.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_set_wins_over_what_the_document_says() {
        let found = Metadata {
            title: Some("Menu".into()),
            date: Some("2020".into()),
            ..Metadata::default()
        };
        let mut record = DocumentRecord::new(DocPath::new("a/b.txt"));
        assert!(record.is_empty());
        record.title = Some("The real title".into());
        let known = record.over(&found);
        assert_eq!(known.title.as_deref(), Some("The real title"));
        assert_eq!(known.date.as_deref(), Some("2020"));
        assert_eq!(record.path.name(), "b.txt");
    }

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

    #[test]
    fn a_position_between_blocks_belongs_to_the_block_before_it() {
        let block = |start, end| Block {
            kind: BlockKind::Paragraph,
            span: Span::new(start, end),
        };
        let document = Document {
            path: DocPath::new("a.txt"),
            text: "One.\n\nTwo.".into(),
            blocks: vec![block(0, 4), block(6, 10)],
            metadata: Metadata::default(),
            hash: TextHash::of(""),
            encoding: "UTF-8",
        };
        assert_eq!(document.block_index_at(5), Some(0));
        assert_eq!(document.block_index_at(6), Some(1));
        assert_eq!(document.block_index_at(99), Some(1));
        assert_eq!(document.line_at(6), 3);
    }

    #[test]
    fn numbers_count_by_value_and_capitals_stand_among_small_letters() {
        let mut paths = [
            "b.txt", "a/2", "A10", "a2", "a02", "a", "a 2", "a/10", "B.txt", "é", "a2b",
        ]
        .map(DocPath::new);
        paths.sort();
        let sorted = paths.each_ref().map(DocPath::as_str);
        assert_eq!(
            sorted,
            [
                "a", "a/2", "a/10", "a 2", "a02", "a2", "a2b", "A10", "B.txt", "b.txt", "é"
            ]
        );
    }
}
